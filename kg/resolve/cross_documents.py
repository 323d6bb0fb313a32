"""Which events of several documents are one: a learned score over small blocks, then average link.

Two events are compared where they share a rare word of their sentences, or a party and a type: lists that grow too long
are passed over, so the cost grows with the events, not with their square. All of it is the same for any order of the
documents.
"""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.choices import Choice, decide
from kg.resolve.average_link import Pair, grouped
from kg.resolve.event_coreference import Cluster
from kg.resolve.event_pairs import Report, contradicted, pair_features
from kg.seeds.weights import load_weights

WEIGHTS = "coreference"
COMMON = "common"  # beside the weights: words that many hand-coded events hold, with the share of events
LIKELY = 0.5  # average probability that joins; chosen in the folds, where nothing was joined falsely
RARE = 30  # events that may hold a word, for it to be a reason to compare them
MANY = 60  # events of one party and type that are compared
POSSIBLE = 0.2  # of a type, for an event to stand in its block
CLEARLY = 0.1  # probability by which the best of several that exclude each other must lead


def cluster_documents(clusters: Iterable[Cluster]) -> list[Cluster]:
    """Return the clusters of many documents with those of one event joined, whatever their order."""
    common = load_weights(WEIGHTS).labels[COMMON]
    reports = [Report(cluster, common) for cluster in sorted(clusters, key=lambda c: c.main.order)]
    scores = _Scores(reports)
    found = {pair: scores.of(*pair) for pair in candidate_pairs(reports)}
    likely = {pair: found[pair].probability for pair in _unrivalled(scores, found)}
    alone = [(number,) for number in range(len(reports))]
    groups, joining = grouped(alone, likely, lambda one, other: scores.of(one, other).probability, LIKELY)
    reasons: dict[int, list[str]] = defaultdict(list)  # by the first of the group
    first = {number: group[0] for group in groups for number in group}
    for pair in joining:
        why = f"{_sources(reports, pair)}: {', '.join(found[pair].reasons)}"
        reasons[first[pair[0]]].append(f"{why} (score {found[pair].probability:.1f})")
    return [_whole([reports[n].cluster for n in group], reasons[group[0]]) for group in groups]


def _unrivalled(scores: _Scores, found: Mapping[Pair, Choice[bool]]) -> Iterator[Pair]:
    """The likely pairs of which neither fits another event nearly as well that the first cannot be: else it joins none.

    "Talks in June" is neither those of the 3rd nor those of the 20th.
    """
    fits: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (one, other), choice in found.items():
        if choice.probability >= LIKELY - CLEARLY:
            fits[one].append((choice.probability, other))
            fits[other].append((choice.probability, one))
    for pair, choice in found.items():
        if choice.probability >= LIKELY and not any(
            rival != other and p > choice.probability - CLEARLY and not scores.of(*sorted((other, rival))).probability
            for one, other in (pair, pair[::-1])
            for p, rival in fits[one]
        ):
            yield pair


def _whole(clusters: Sequence[Cluster], reasons: Iterable[str]) -> Cluster:
    drafts = tuple(draft for cluster in clusters for draft in cluster.drafts)
    return Cluster(drafts, (*(reason for cluster in clusters for reason in cluster.reasons), *reasons))


class _Scores:
    """The probability of two reports being one event, each pair asked once; 0 where they contradict."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self.reports = reports
        self.of = functools.cache(self._score)

    def _score(self, one: int, other: int) -> Choice[bool]:
        pair = (self.reports[one], self.reports[other])
        why = contradicted(*pair)
        return Choice(False, 0.0, (why,)) if why else probability(*pair)


def probability(one: Report, other: Report) -> Choice[bool]:
    """Return how likely two reports are one event, with the features that weighed most for it."""
    found = decide(pair_features(one, other), load_weights(WEIGHTS))
    return found if found.value else Choice(False, 1.0 - found.probability, found.reasons)


# ------------------------------------------------------------------------------ blocks
def candidate_pairs(reports: Sequence[Report]) -> Iterator[Pair]:
    """Yield the pairs of numbers that are compared, sorted, the smaller number first; never two of one article."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, report in enumerate(reports):
        for word in report.rare:
            blocks["word", word].append(number)
        for kind, share in report.types.items():
            if share >= POSSIBLE:
                for party in report.cluster.parties:
                    blocks["party", party, kind].append(number)
    pairs = {
        pair
        for key, members in blocks.items()
        if len(members) <= (RARE if key[0] == "word" else MANY)
        for pair in itertools.combinations(members, 2)
        if reports[pair[0]].document != reports[pair[1]].document
    }
    yield from sorted(pairs)


def _sources(reports: Sequence[Report], pair: tuple[int, int]) -> str:
    return " and ".join(sorted({draft.source for n in pair for draft in reports[n].cluster.drafts[:1]}))
