"""Which mentions of one document are one event: what the rules join, then a learned score, then average link.

The rules (kg/resolve/event_coreference.py) join what is said in one word of the same parties, and nouns with the event
that they take up. A learned score (kg/resolve/mention_pairs.py) undoes what it holds for impossible and joins what is
left. All of it is the same for any order of the mentions.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.choices import decide, how_likely
from kg.resolve.average_link import Group, Pair, grouped
from kg.resolve.clusters import Cluster, link_reason
from kg.resolve.drafts import Draft
from kg.resolve.event_coreference import clusters_by_rule, that_happened
from kg.resolve.mention_pairs import Told, comparable, contradicted
from kg.seeds.weights import load_weights

WEIGHTS = "coreference-inside"
LIKELY = 0.5  # average probability that joins; chosen in the folds
UNDONE = 0.07  # average probability below which a rule's link is undone
Key = tuple[str, int, int, str, int, str, str]
FAR = 60  # mentions between two that are compared to begin with


def cluster_document(drafts: Sequence[Draft]) -> list[Cluster]:
    """Return the events of one document as clusters of its drafts, whatever their order.

    What joins nothing and names nobody is dropped, and so is what is only hinted at.
    """
    ordered = sorted({_key(draft): draft for draft in drafts}.values(), key=_key)
    scores = _Scores(ordered)
    numbers = {_key(draft): number for number, draft in enumerate(ordered)}
    parts = [part for cluster in clusters_by_rule(ordered) for part in _kept(cluster, numbers, scores)]
    inside = {_key(draft) for part in parts for draft in part.drafts}
    parts += [Cluster((draft,)) for draft in ordered if _key(draft) not in inside]
    by_first: dict[int, Cluster] = {}
    of_group: dict[Group, Cluster] = {}
    for part in parts:
        of_group[tuple(sorted(numbers[_key(d)] for d in part.drafts))] = part
    likely = {pair: p for pair in _compared(ordered) if (p := scores.probability(*pair)) >= LIKELY}
    groups, joining = grouped(of_group, likely, scores.probability, LIKELY)
    reasons: dict[int, list[str]] = defaultdict(list)  # by the first of the group
    first = {number: group[0] for group in groups for number in group}
    for pair in joining:
        reasons[first[pair[0]]].append(_why(ordered, pair, scores))
    for group, part in of_group.items():
        known = by_first.get(first[group[0]])
        by_first[first[group[0]]] = part if known is None else _joined(known, part)
    whole = [_typed(c.drafts, (*c.reasons, *reasons[key])) for key, c in sorted(by_first.items())]
    return that_happened([cluster for cluster in whole if cluster.told])


def _key(draft: Draft) -> Key:
    """What tells a mention from all others: one word may name two acts, and a noun has no type until it joins one."""
    mention = draft.mention
    return (*draft.order, mention.head, mention.modality, "" if draft.anaphor else mention.event_type)


def _joined(one: Cluster, other: Cluster) -> Cluster:
    return Cluster((*one.drafts, *other.drafts), (*one.reasons, *other.reasons))


def _typed(drafts: Iterable[Draft], reasons: tuple[str, ...]) -> Cluster:
    """The cluster; nouns without a type of their own take that of the event that they take up."""
    cluster = Cluster(tuple(sorted(drafts, key=lambda d: d.order)), reasons)
    main = cluster.main.mention
    typed = (
        replace(d, mention=replace(d.mention, event_type=main.event_type, mode=main.mode)) if d.anaphor else d
        for d in cluster.drafts
    )
    return Cluster(tuple(typed), reasons)


def _kept(cluster: Cluster, numbers: dict[Key, int], scores: _Scores) -> Iterator[Cluster]:
    """The cluster without the drafts whose link the score holds for impossible; and each of these alone."""
    kept = Cluster(cluster.drafts[:1])
    for draft, reason in zip(cluster.drafts[1:], cluster.reasons, strict=True):
        pairs = [sorted((numbers[_key(draft)], numbers[_key(d)])) for d in kept.drafts]
        if sum(scores.of(*pair) for pair in pairs) / len(pairs) < UNDONE:
            yield Cluster((draft,))
        else:
            kept = kept.joined_by(draft, reason)
    yield kept


def _compared(drafts: Sequence[Draft]) -> Iterator[Pair]:
    """The pairs that have a word, a type or a family of types in common and do not stand too far apart."""
    for other, draft in enumerate(drafts):
        yield from ((one, other) for one in range(max(0, other - FAR), other) if comparable(drafts[one], draft))


def _why(drafts: Sequence[Draft], pair: Pair, scores: _Scores) -> str:
    one, other = (drafts[number] for number in pair)
    return link_reason(f"'{other.words}' and '{one.words}': {', '.join(scores.reasons(*pair))}", scores.of(*pair))


class _Scores:
    """The probability of two mentions being one event, each pair asked once; 0 where they contradict."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.drafts = drafts
        self.told = Told(drafts)
        self.of = functools.cache(self._score)

    def probability(self, one: int, other: int) -> float:
        """Return how likely two are one, 0 where they contradict."""
        return 0.0 if contradicted(self.drafts[one], self.drafts[other]) else self.of(one, other)

    def reasons(self, one: int, other: int) -> tuple[str, ...]:
        """Return what spoke most for what is likelier of two."""
        return decide(self.told.features(one, other), load_weights(WEIGHTS)).reasons

    def _score(self, one: int, other: int) -> float:
        return how_likely(self.told.features(one, other), load_weights(WEIGHTS))
