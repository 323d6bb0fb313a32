"""Which mentions of one document tell of one event: by words, actors, dates, places, and nouns that take up events.

Linking never destroys: all evidence is kept, each link has its reason and score, and a judgement can split it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.resolve.clusters import Cluster, link_reason, years_apart
from kg.resolve.drafts import Draft
from kg.resolve.noun_reach import SHORT, reach
from kg.resolve.similarity import (
    STATEMENTS,
    about_other_things,
    contradiction,
    likeness,
    named_apart,
    related_word,
    same_word,
    told_as_another,
    vague_against_exact,
)

ENOUGH = 5.5  # points that join two mentions of one document
CLOSE = 2.0  # points by which a definite noun may prefer the event that the story is about
NEARBY = 1.0  # and when it stands within two sentences
DEFINITE = 1.5  # points for "the agreement" over "an agreement"


class _Link(NamedTuple):
    """A cluster with the draft that has joined it, and its place among the clusters."""

    place: int
    cluster: Cluster


def clusters_by_rule(drafts: Sequence[Draft]) -> list[Cluster]:
    """Return the clusters of the drafts of one document that the rules join.

    In the order of the text, each mention joins the cluster that most speaks for; a definite noun without names
    ("the summit") that comes before anything it can mean waits for what follows. What joins nothing and names nobody is
    left out.
    """
    clusters: list[Cluster] = []
    waiting = []
    now: Draft | None = None
    for draft in sorted(drafts, key=lambda d: d.order):
        now = draft if draft.firm else now
        link = _taken_up(clusters, draft) if draft.bare else _joined(clusters, draft, now)
        if link is not None:
            clusters[link.place] = link.cluster
        elif not draft.bare:
            clusters.append(Cluster((draft,)))
        elif not draft.anaphor:
            waiting.append(draft)
    for draft in waiting:
        link = _taken_up(clusters, draft)
        if link is not None:
            clusters[link.place] = link.cluster
    return clusters


def that_happened(clusters: Sequence[Cluster]) -> list[Cluster]:
    """Return the clusters without those only hinted at, or that only speak of such events in general."""
    told = [cluster for cluster in clusters if not all(draft.mention.hint for draft in cluster.drafts)]
    return [cluster for cluster in told if not _in_general(cluster, told)]


def _in_general(cluster: Cluster, clusters: Sequence[Cluster]) -> bool:
    """Does it only speak of such events in general ("refuge from Colombian attacks"), beside one that is told?"""
    if not all(d.nominal and d.plural and not d.definite and not d.firm for d in cluster.drafts):
        return False
    main = cluster.main
    return any(
        other is not cluster
        and same_word(other.main, main)
        and other.main.mention.event_type == main.mention.event_type
        and other.main.mention.modality == "asserted" and not other.main.plural
        and other.parties.issuperset(actor.party for actor in main.actors or main.recipients)
        for other in clusters
    )  # fmt: skip


def _joined(clusters: Sequence[Cluster], draft: Draft, now: Draft | None) -> _Link | None:
    """The cluster that most speaks for, with the draft; None where there is none. `now` was the last to have a date."""
    fitting = []
    for place, cluster in enumerate(clusters):
        score, reason = _score(cluster, draft, now)
        if score >= ENOUGH:
            fitting.append((-score, -max(d.mention.start for d in cluster.drafts), cluster.main.order, place, reason))
    if not fitting:
        return None
    least = min(f[0] for f in fitting) + CLOSE
    if (
        draft.definite and draft.nominal and not draft.firm
    ):  # "the summit of the two" is the one that the story is about
        fitting = [(f[0], -clusters[f[3]].sentences, *f[2:]) for f in fitting if f[0] <= least]
        score, _, _, place, reason = min(fitting, key=lambda f: (f[1], f[2]))
    else:
        score, _, _, place, reason = min(fitting, key=lambda f: f[:3])
    cluster = clusters[place]
    why = link_reason(f"'{draft.words}' and '{cluster.main.words}': {reason}", -score)
    return _Link(place, cluster.joined_by(draft, why))


def _score(cluster: Cluster, draft: Draft, now: Draft | None) -> tuple[float, str]:
    """Points for the draft belonging to the cluster, 0 where anything speaks against it."""
    if any(contradiction(other, draft) for other in cluster.drafts) or vague_against_exact(cluster.drafts, draft):
        return 0.0, ""
    if told_as_another(cluster.drafts, draft) or named_apart(cluster.drafts, draft):
        return 0.0, ""
    if any(d.mention.head in draft.follows or draft.mention.head in d.follows for d in cluster.drafts):
        return 0.0, ""  # "the treaty replaced that of 1902"
    if not draft.definite and all(about_other_things(other, draft) for other in cluster.told):
        return 0.0, ""
    if not draft.definite and _of_another_time(cluster, draft, now):
        return 0.0, ""
    if draft.indefinite and not (draft.firm and draft.days == cluster.dated.days) and _told_as_noun(cluster, draft):
        return 0.0, ""  # "a treaty", after one that was told, is a new one
    if draft.mention.event_type != cluster.main.mention.event_type and not draft.definite:
        return 0.0, ""  # two verbs of two types are two acts
    wordy = any(same_word(d, draft) for d in cluster.told)
    if not wordy and draft.mention.event_type in STATEMENTS and not draft.definite:
        return 0.0, ""
    nested = cluster.parties <= draft.parties or draft.parties <= cluster.parties
    if cluster.parties and not nested and not draft.definite:
        return 0.0, ""
    if cluster.parties != draft.parties and not draft.definite and not (draft.firm and cluster.dated.firm):
        return 0.0, ""  # "later he met 13 dissidents": not whom he met before
    if draft.plural and not draft.definite and any(d.nominal and not d.plural for d in cluster.drafts):
        return 0.0, ""  # "attacks" in general are not the attack
    best = max((likeness(other, draft) for other in cluster.told), key=lambda found: found.score)
    score, reasons = best
    if draft.definite and (wordy or any(related_word(d, draft) for d in cluster.told)):
        near = any(0 <= draft.line - d.line <= 2 for d in cluster.drafts)
        score += DEFINITE + (NEARBY if near else 0)
        reasons = (*reasons, "the noun is definite")
    return score, ", ".join(reasons)


# ------------------------------------------------------------------------------ nouns that take up an event
def _taken_up(clusters: Sequence[Cluster], draft: Draft) -> _Link | None:
    """The event that a noun without names means, with it: the same word first, then the nearest that it can mean."""
    candidates = [(rank, place) for place, c in enumerate(clusters) if (rank := reach(c, draft)) is not None]
    if not candidates:
        return None
    _, place = min(candidates, key=lambda c: c[0])
    cluster = clusters[place]
    main = cluster.main
    how = "the same word" if any(same_word(d, draft) for d in cluster.drafts) else "the nearest event it can mean"
    why = link_reason(f"'{draft.words}' takes up '{main.words}': {how}", draft.mention.confidence + 0.1)
    if draft.anaphor:
        draft = replace(
            draft, mention=replace(draft.mention, event_type=main.mention.event_type, mode=main.mention.mode)
        )
    return _Link(place, cluster.joined_by(draft, why))


def _of_another_time(cluster: Cluster, draft: Draft, now: Draft | None) -> bool:
    """Has the text gone on, by more than a year and some sentences, since it told of the event?"""
    dated = cluster.dated
    if draft.firm or not dated.firm or now is None or now in cluster.drafts:
        return False
    gone_on = draft.line - max(d.line for d in cluster.drafts) > SHORT and draft.line - now.line <= SHORT
    return gone_on and years_apart(now.days, dated.days)


def _told_as_noun(cluster: Cluster, draft: Draft) -> bool:
    """Has the same noun named it before, below the title?"""
    return any(d.nominal and d.block == "paragraph" and same_word(d, draft) for d in cluster.drafts)
