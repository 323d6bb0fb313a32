"""Which events of several documents are one: the same comparison as within a document, over small blocks.

A block holds events of one kind, modality, party and month, so the cost grows with the events, not with their square.
The most precisely dated events come first; a vaguer one joins where exactly one fits, or one fits clearly best.
"""

from __future__ import annotations

import datetime
import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.resolve.drafts import Draft, overlap, width
from kg.resolve.event_coreference import Cluster
from kg.resolve.similarity import MONTH, STATEMENTS, contradiction, likeness, related_word, same_word
from kg.seeds.anaphora import load_anaphora

ENOUGH = 6.5  # points that join events of two documents
ENOUGH_UNDATED = 7.5  # points where only the time of publication speaks for one day
CLEARLY = 1.5  # points by which the best of several must lead
LONGEST = 36  # months of a block; what is vaguer than that is compared by its parties' own block

Key = tuple[str, str, str, str]  # type, modality, party, month


@dataclass(frozen=True, eq=False)
class Group:
    """Clusters of several documents that are one event."""

    clusters: tuple[Cluster, ...]

    @functools.cached_property
    def whole(self) -> Cluster:
        """All as one cluster."""
        return Cluster(
            tuple(draft for cluster in self.clusters for draft in cluster.drafts),
            tuple(reason for cluster in self.clusters for reason in cluster.reasons),
        )


def cluster_documents(clusters: Iterable[Cluster]) -> list[Cluster]:
    """Return the clusters of many documents with those of one event joined, whatever their order."""
    blocks: dict[Key, list[int]] = defaultdict(list)  # numbers of groups
    groups: list[Group] = []
    for cluster in sorted(clusters, key=_precision):
        keys = list(_keys(cluster))
        near = dict.fromkeys(number for key in keys for number in blocks[key])
        found = _best({number: groups[number] for number in near}, cluster)
        if found is None:
            number = len(groups)
            groups.append(Group((cluster,)))
        else:
            number, why = found
            linked = Cluster(cluster.drafts, (*cluster.reasons, why))
            groups[number] = Group((*groups[number].clusters, linked))
        for key in keys:
            if number not in blocks[key]:
                blocks[key].append(number)
    return [group.whole for group in groups]


def _precision(cluster: Cluster) -> tuple[bool, int, datetime.date, datetime.date, tuple[str, int, int, str]]:
    dated = cluster.dated
    return (
        not dated.firm,
        width(*dated.days),
        dated.dating.begin or datetime.date.min,
        dated.published,
        cluster.main.order,
    )


def _keys(cluster: Cluster) -> Iterator[Key]:
    """The blocks of a cluster: each type that coders may give it, each party, each month in which it may lie."""
    main = cluster.main
    words = {word for d in cluster.told for word in d.mention.lemma.split()}
    kinds = {main.mention.event_type}
    for terms, types in load_anaphora().families:
        if main.mention.event_type in types and words & terms:
            kinds |= types
    months = _months(cluster.dated)
    for kind in sorted(kinds):
        for party in sorted(cluster.parties):
            for month in months:
                yield kind, main.mention.modality, party, month


def _months(dated: Draft) -> list[str]:
    begin, end = dated.days
    if not dated.firm or begin is None or end is None:  # undated reports meet by the time of publication
        published = dated.document.published
        if published is None:
            return ["undated"]
        return sorted({f"published {published.toordinal() // 8 + step}" for step in (0, 1)})
    first, last = begin.year * 12 + begin.month - 1, end.year * 12 + end.month - 1
    if last - first > LONGEST:
        return ["long"]
    return [f"{month // 12}-{month % 12 + 1}" for month in range(first, last + 1)]


# ------------------------------------------------------------------------------ comparing
def _best(groups: Mapping[int, Group], cluster: Cluster) -> tuple[int, str] | None:
    """The number of the group that the cluster belongs to, and why; None where none fits, or several as well."""
    fitting = []
    for number, group in groups.items():
        score, reason = _score(group, cluster)
        if score >= ENOUGH:
            fitting.append((score, group.clusters[0].main.order, number, reason))
    fitting.sort(key=lambda f: (-f[0], f[1]))
    if not fitting or (len(fitting) > 1 and fitting[0][0] - fitting[1][0] < CLEARLY):
        return None
    score, _, number, reason = fitting[0]
    return number, f"{_sources(groups[number].clusters)} and {_sources([cluster])}: {reason} (score {score:.1f})"


def _score(group: Group, cluster: Cluster) -> tuple[float, str]:
    documents = {d.document.id for c in group.clusters for d in c.drafts}
    if documents & {d.document.id for d in cluster.drafts}:
        return 0.0, ""  # one document told them apart
    known = [d for c in group.clusters for d in c.told]
    if any(contradiction(one, other) for one in known for other in cluster.told):
        return 0.0, ""
    if not _dates_agree(group, cluster):
        return 0.0, ""
    if not _words_agree(known, cluster.told):
        return 0.0, ""
    dated = (min((c.dated for c in group.clusters), key=_date_quality), cluster.dated)
    pairs = [likeness(one, other, dated) for one in _leading(known) for other in _leading(cluster.told)]
    best = max(pairs, key=lambda found: found.score, default=None)
    vague = any(d.firm and width(*d.days) > MONTH for d in dated)
    if vague and not any(_well_known(one, other) for one in known for other in cluster.told):
        return 0.0, ""  # a year and a word are too little
    undated = not dated[1].firm
    if best is None or (undated and (best.score < ENOUGH_UNDATED or not _same_circle(group.whole, cluster))):
        return 0.0, ""
    return best.score, ", ".join(best.reasons)


def _same_circle(group: Cluster, cluster: Cluster) -> bool:
    """The same parties, or several that act together in both."""
    if group.parties == cluster.parties:
        return True
    acting = [{frozenset(a.party for a in d.actors) for d in c.told} for c in (group, cluster)]
    return any(len(parties) > 1 for parties in acting[0] & acting[1])


def _well_known(one: Draft, other: Draft) -> bool:
    """Do the two name the same people, the same town, or exactly the same actors and recipients?"""
    people = [{a.id for a in d.everyone if a.kind == "person"} for d in (one, other)]
    if people[0] & people[1]:
        return True
    if one.place is not None and other.place is not None and one.place.id == other.place.id != one.place.country:
        return True
    sides = [({a.id for a in d.actors}, {a.id for a in d.recipients}) for d in (one, other)]
    return sides[0] == sides[1] and len(sides[0][0] | sides[0][1]) > 1


def _date_quality(draft: Draft) -> tuple[bool, int, tuple[str, int, int, str]]:
    return (not draft.firm, width(*draft.days), draft.order)


def _leading(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts that compare best, few enough that a story told a hundred times stays cheap."""
    return sorted(drafts, key=lambda d: (not d.firm, width(*d.days), -len(d.parties), d.order))[:4]


def _dates_agree(group: Group, cluster: Cluster) -> bool:
    mine = cluster.dated
    return all(overlap(other.days, mine.days) for c in group.clusters if (other := c.dated).firm and mine.firm)


def _words_agree(known: Sequence[Draft], told: Sequence[Draft]) -> bool:
    """Statements join by their words; everything else by words for one act, or on one day by type and parties."""
    if any(same_word(one, other) for one in known for other in told):
        return True
    related = any(related_word(one, other) for one in known for other in told)
    if any(d.mention.event_type in STATEMENTS for d in told):
        return related and all(d.mention.event_type in ("AGREE", "SUPPORT") for d in told)
    exact = [d for d in (*known, *told) if d.firm and width(*d.days) <= 1]
    return related or ({id(d) for d in exact} >= {id(known[0]), id(told[0])})


def _sources(clusters: Iterable[Cluster]) -> str:
    return ", ".join(sorted({d.source for cluster in clusters for d in cluster.drafts})[:2])
