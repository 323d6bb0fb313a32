"""Which mentions tell of one event: in a document by words, actors, dates and places; across documents by blocks of type and parties.

Linking never destroys: all evidence is kept, each link has its reason, and a judgement can split it again.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.model import Place
from kg.resolve.drafts import Draft, overlap, width

# Acts that are told once each time they are done: two statements of one speaker are two events unless the words are the same.
STATEMENTS = ("ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE")
NEAR_DAYS = 4  # undated reports of one statement or act within these days of publication may tell of the same one


@dataclass(slots=True)
class Cluster:
    """Drafts of one event, with the reason for each link after the first."""

    drafts: list[Draft] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    @property
    def main(self) -> Draft:
        """The draft that tells most: it names the event's type and trigger."""
        return min(self.drafts, key=lambda d: (d.bare, -len(d.parties), -d.mention.confidence, _published(d), d.order))

    @property
    def dated(self) -> Draft:
        """The draft whose date is the most precise."""
        return min(
            self.drafts,
            key=lambda d: (
                not d.firm, width(d.dating.begin, d.dating.end), d.bare, -d.mention.confidence, _published(d), d.order,
            ),
        )  # fmt: skip

    @property
    def parties(self) -> frozenset[str]:
        """All states and organisations that take part."""
        return frozenset().union(*(d.parties for d in self.drafts))


def _published(draft: Draft) -> datetime.date:
    return draft.document.published or datetime.date.max


def cluster_document(drafts: Sequence[Draft]) -> list[Cluster]:
    """Return the events of one document as clusters of its drafts.

    In the order of the text, each mention joins the cluster told last that it can mean; a definite noun without names
    ("the summit") that comes before anything it can mean waits for what follows. What joins nothing and names nobody is dropped.
    """
    clusters: list[Cluster] = []
    waiting = []
    for draft in sorted(drafts, key=lambda d: d.order):
        if not _join(clusters, draft):
            if draft.bare:
                waiting.append(draft)
            else:
                clusters.append(Cluster([draft]))
    for draft in waiting:
        _join(clusters, draft)
    return clusters


def _join(clusters: Sequence[Cluster], draft: Draft) -> bool:
    """Add the draft to the cluster that it means, with the reason; False where there is none."""
    if draft.bare:
        found = _antecedent(clusters, draft)
        if found is not None:
            found.reasons.append(f"'{_words(draft)}' takes up '{_words(found.main)}'")
            found.drafts.append(draft)
        return found is not None
    for cluster in sorted(clusters, key=lambda c: -max(d.mention.start for d in c.drafts)):
        why = _same_in_document(cluster, draft)
        if why:
            cluster.drafts.append(draft)
            cluster.reasons.append(why)
            return True
    return False


def _words(draft: Draft) -> str:
    return draft.document.text[draft.mention.start : draft.mention.end]


def _same_in_document(cluster: Cluster, draft: Draft) -> str:
    """Why the draft belongs to the cluster; empty where it does not."""
    main = cluster.main
    if main.mention.event_type != draft.mention.event_type or main.mention.modality != draft.mention.modality:
        return ""
    if not _compatible(cluster, draft):
        return ""
    heads = {d.mention.lemma.split()[-1] for d in cluster.drafts}
    word = draft.mention.lemma.split()[-1]
    same_word = any(d.mention.lemma == draft.mention.lemma for d in cluster.drafts) or (draft.nominal and word in heads)
    same_parties = cluster.parties == draft.parties
    if not same_parties and not (cluster.parties <= draft.parties or draft.parties <= cluster.parties):
        return ""
    if draft.mention.event_type in STATEMENTS and not same_word:
        return ""
    parties = ", ".join(sorted(draft.parties))
    both_firm = draft.firm and any(d.firm for d in cluster.drafts)
    if same_parties and both_firm:
        return f"same parties ({parties}) and date ({draft.dating.edtf})"
    if same_word and (same_parties or draft.nominal):
        return f"same word ('{word}') and parties ({parties})"
    if same_word and both_firm:
        return f"same word ('{word}') and date ({draft.dating.edtf}), parties compatible"
    if same_parties and len(draft.parties) > 1 and not both_firm:
        return f"same type and parties ({parties}), dates compatible"
    return ""


def _compatible(cluster: Cluster, draft: Draft) -> bool:
    """Dates may share a day, places lie in one another, and nobody acts on whom he was acted upon by."""
    for other in cluster.drafts:
        if other.firm and draft.firm:
            if not overlap((other.dating.begin, other.dating.end), (draft.dating.begin, draft.dating.end)):
                return False
            if {width(other.dating.begin, other.dating.end) > 45, width(draft.dating.begin, draft.dating.end) > 45} == {True, False}:
                return False
        if not places_agree(other.place, draft.place):
            return False
        if other.subtype and draft.subtype and other.subtype != draft.subtype and draft.mention.event_type != "CONSULT":
            return False
        if draft.mention.event_type == "CONSULT" and not _one_kind_of_meeting(other.mention.mode, draft.mention.mode):
            return False
        if not draft.mention.reciprocal and not other.mention.reciprocal:
            one, two = {a.party for a in other.actors}, {a.party for a in draft.actors}
            if one and two and not one & two:
                return False
            people = [{a.id for a in d.actors if a.kind == "person"} for d in (other, draft)]
            if people[0] and people[1] and not people[0] & people[1]:
                return False
    return True


def _one_kind_of_meeting(one: str | None, other: str | None) -> bool:
    """A phone call is no visit, and neither is a meeting at a table."""
    return one == other or not {one, other} & {"visit", "phone", "third-party"}


def _antecedent(clusters: Sequence[Cluster], draft: Draft) -> Cluster | None:
    """The event that a definite noun without names means: of its type, nearest before it, else nearest behind it."""
    candidates = []
    for cluster in clusters:
        main = cluster.main
        if main.mention.event_type != draft.mention.event_type or main.mention.modality != "asserted":
            continue
        if not _compatible(cluster, draft):
            continue
        heads = {d.mention.lemma.split()[-1] for d in cluster.drafts}
        same_head = draft.mention.lemma.split()[-1] in heads
        if draft.mention.event_type != "CONSULT" and not same_head:
            continue
        before = [d.mention.start for d in cluster.drafts if d.mention.start < draft.mention.start]
        distance = draft.mention.start - max(before) if before else 10**6 + min(d.mention.start for d in cluster.drafts)
        candidates.append((not same_head, distance, cluster.main.order, cluster))
    return min(candidates, key=lambda c: c[:3])[3] if candidates else None


def places_agree(one: Place | None, other: Place | None) -> bool:
    """Can both be where the event was? A city agrees with its country.

    >>> places_agree(Place("phnom-penh", "Phnom Penh", "city", "KHM"), Place("KHM", "Cambodia", "state", "KHM"))
    True
    """
    if one is None or other is None or one.id == other.id:
        return True
    return one.country == other.country and one.country is not None and (one.id == one.country or other.id == other.country)


# ------------------------------------------------------------------------------ across documents
def cluster_documents(clusters: Iterable[Cluster]) -> list[Cluster]:
    """Join the clusters of many documents; the answer does not depend on their order.

    Blocks of event type, modality and parties keep the cost near the number of events. In a block the most precisely dated
    clusters come first; a vaguer one joins where exactly one of them fits.
    """
    blocks: dict[tuple[str, str, frozenset[str]], list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        main = cluster.main
        blocks[main.mention.event_type, main.mention.modality, cluster.parties].append(cluster)
    merged: list[Cluster] = []
    for key in sorted(blocks, key=lambda k: (k[0], k[1], sorted(k[2]))):
        merged += _merge_block(sorted(blocks[key], key=_precision))
    return merged


def _precision(cluster: Cluster) -> tuple[int, datetime.date, datetime.date, tuple[str, int, int, str]]:
    dating = cluster.dated.dating
    return (
        width(dating.begin, dating.end), dating.begin or datetime.date.min, _published(cluster.dated), cluster.main.order,
    )  # fmt: skip


def _merge_block(block: list[Cluster]) -> list[Cluster]:
    groups: list[Cluster] = []
    for cluster in block:
        fitting = [(group, why) for group in groups if (why := _same_across(group, cluster))]
        exact = [(g, w) for g, w in fitting if g.dated.dating.edtf == cluster.dated.dating.edtf]
        fitting = exact[:1] or fitting
        if len(fitting) == 1:
            group, why = fitting[0]
            group.drafts += cluster.drafts
            group.reasons += [why, *cluster.reasons]
        else:
            groups.append(Cluster(list(cluster.drafts), list(cluster.reasons)))
    return groups


def _same_across(group: Cluster, cluster: Cluster) -> str:
    one, other = group.dated, cluster.dated
    if {d.document.id for d in group.drafts} & {d.document.id for d in cluster.drafts}:
        return ""  # one document told them apart
    if not all(_compatible(group, draft) for draft in cluster.drafts if not draft.bare):
        return ""
    lemmas = [{d.mention.lemma.split()[-1] for d in c.drafts} for c in (group, cluster)]
    same_word = bool(lemmas[0] & lemmas[1])
    statement = group.main.mention.event_type in STATEMENTS
    if one.firm and other.firm:
        if statement and not same_word:
            return ""
        days = width(one.dating.begin, one.dating.end)
        if days > 0 and not same_word:
            return ""
        return f"same type, parties and date in {_source(group)} and {_source(cluster)}"
    if one.firm != other.firm or not same_word:
        return ""
    apart = abs((_published(one) - _published(other)).days)
    if apart <= NEAR_DAYS:
        return f"same word and parties, undated, published {apart} days apart"
    return ""


def _source(cluster: Cluster) -> str:
    return ", ".join(sorted({d.document.url or d.document.id for d in cluster.drafts})[:2])


