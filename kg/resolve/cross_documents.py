"""Which events of several documents are one: a learned score over small blocks, then average link.

Two events are compared where they share a rare word of their sentences, or a party and a type, in any year or in one:
lists that grow too long are passed over, so the cost grows with the events, not with their square. All of it is the
same for any order of the documents.
"""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.choices import Choice, decide, how_likely
from kg.resolve.average_link import Pair, grouped
from kg.resolve.clusters import Cluster, link_reason
from kg.resolve.event_pairs import WORD, Outline, Report, contradicted, pair_features
from kg.seeds.weights import load_weights

WEIGHTS = "coreference"
COMMON = "common"  # beside the weights: words that many hand-coded events hold, with the share of events
LIKELY = 0.45  # average probability that joins; chosen in the folds, where no two coded events were joined falsely
RARE = 30  # events that may hold a word, for it to be a reason to compare them
MANY = 60  # events of one party and type that are compared
CLEARLY = 0.1  # probability by which the best of several that exclude each other must lead


class Scores:
    """The probability of two reports being one event, by their numbers, each pair asked once; 0 where they contradict.

    `report` makes a report when it is needed. Of two that have `names`, `known` tells what was found out before, and
    `asked` holds all that was asked for.
    """

    def __init__(
        self,
        report: Callable[[int], Report],
        names: Sequence[str] = (),
        known: Mapping[str, float] | None = None,
    ) -> None:
        self.report = functools.cache(report)
        self.of = functools.cache(self._score)
        self._names, self._known = names, known or {}
        self.asked: dict[str, float] = {}

    def _score(self, one: int, other: int) -> float:
        if not self._names or not (self._names[one] and self._names[other]):
            return self._found(one, other)
        name = f"{self._names[one]} {self._names[other]}"
        known = self._known.get(name)
        self.asked[name] = self._found(one, other) if known is None else known
        return self.asked[name]

    def _found(self, one: int, other: int) -> float:
        pair = (self.report(one), self.report(other))
        return 0.0 if contradicted(*pair) else how_likely(pair_features(*pair), load_weights(WEIGHTS))


@dataclass(frozen=True, slots=True)
class Joined:
    """The numbers of reports that are one event, in order, and the pairs that joined them."""

    numbers: tuple[int, ...]
    pairs: tuple[Pair, ...] = ()

    def cluster(self, scores: Scores) -> Cluster:
        """Return the drafts of all with the reasons of each, and why they were joined."""
        clusters = [scores.report(number).cluster for number in self.numbers]
        reasons = [reason for cluster in clusters for reason in cluster.reasons]
        drafts = tuple(draft for cluster in clusters for draft in cluster.drafts)
        return Cluster(drafts, (*reasons, *(self._why(scores, *pair) for pair in self.pairs)))

    def _why(self, scores: Scores, one: int, other: int) -> str:
        mine, theirs = scores.report(one), scores.report(other)
        sources = sorted({draft.source for report in (mine, theirs) for draft in report.cluster.drafts[:1]})
        choice = probability(mine, theirs)
        return link_reason(f"{' and '.join(sources)}: {', '.join(choice.reasons)}", choice.probability)


def cluster_documents(clusters: Iterable[Cluster]) -> list[Cluster]:
    """Return the clusters of many documents with those of one event joined, whatever their order."""
    ordered = sorted(clusters, key=lambda c: c.main.order)
    scores = Scores(lambda number: report_of(ordered[number]))
    outlines = [scores.report(number).outline for number in range(len(ordered))]
    return [one.cluster(scores) for one in joined(outlines, scores)]


def report_of(cluster: Cluster) -> Report:
    """Return the report of a cluster, to be compared with others."""
    return Report(cluster, load_weights(WEIGHTS).labels[COMMON])


def joined(outlines: Sequence[Outline], scores: Scores) -> Iterator[Joined]:
    """Yield which reports are one event, in their order; `scores` knows them by their place in `outlines`."""

    def likely_of(one: int, other: int) -> float:
        return 0.0 if outlines[one].is_apart(outlines[other]) else scores.of(one, other)

    found = {pair: likely_of(*pair) for pair in candidate_pairs(outlines)}
    likely = {pair: found[pair] for pair in _unrivalled(likely_of, found)}
    groups, joining = grouped([(number,) for number in range(len(outlines))], likely, likely_of, LIKELY)
    first = {number: group[0] for group in groups for number in group}
    pairs: dict[int, list[Pair]] = defaultdict(list)  # by the first of the group
    for pair in joining:
        pairs[first[pair[0]]].append(pair)
    yield from (Joined(group, tuple(pairs[group[0]])) for group in groups)


def _unrivalled(likely_of: Callable[[int, int], float], found: Mapping[Pair, float]) -> Iterator[Pair]:
    """The likely pairs of which neither fits another event nearly as well that the first cannot be: else it joins none.

    "Talks in June" is neither those of the 3rd nor those of the 20th.
    """
    fits: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (one, other), likely in found.items():
        if likely >= LIKELY - CLEARLY:
            fits[one].append((likely, other))
            fits[other].append((likely, one))
    for pair, likely in found.items():
        if likely >= LIKELY and not any(
            rival != other and p > likely - CLEARLY and not likely_of(*sorted((other, rival)))
            for one, other in (pair, pair[::-1])
            for p, rival in fits[one]
        ):
            yield pair


def probability(one: Report, other: Report) -> Choice[bool]:
    """Return how likely two reports are one event, with the features that weighed most for it."""
    found = decide(pair_features(one, other), load_weights(WEIGHTS))
    return found if found.value else Choice(False, 1.0 - found.probability, found.reasons)


# ------------------------------------------------------------------------------ blocks
def candidate_pairs(outlines: Sequence[Outline]) -> Iterator[Pair]:
    """Yield the pairs of numbers that are compared, sorted, the smaller number first; never two of one article."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for number, outline in enumerate(outlines):
        for block in outline.blocks:
            blocks[block].append(number)
    pairs = {
        pair
        for block, members in blocks.items()
        if len(members) <= (RARE if block.startswith(WORD) else MANY)
        for pair in itertools.combinations(members, 2)
        if outlines[pair[0]].document != outlines[pair[1]].document
    }
    yield from sorted(pairs)
