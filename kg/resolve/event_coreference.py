"""Which mentions of one document tell of one event: by words, actors, dates, places, and nouns that take up events.

Linking never destroys: all evidence is kept, each link has its reason and score, and a judgement can split it again.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.resolve.anaphora import CAPTION
from kg.resolve.drafts import Draft, overlap, width
from kg.resolve.similarity import (
    MONTH,
    STATEMENTS,
    about_other_things,
    contradiction,
    likeness,
    named_apart,
    one_of_many,
    related_word,
    same_word,
    told_as_another,
    vague_against_exact,
)
from kg.seeds.anaphora import STORY, load_anaphora

ENOUGH = 5.5  # points that join two mentions of one document
CLOSE = 2.0  # points by which a definite noun may prefer the event that the story is about
SHORT = 3  # sentences: nouns that reach no farther mean whatever was told last
NEXT = 1  # sentence: so near is what a noun means by another word
NEARBY = 1.0  # and when it stands within two sentences
LASTED = re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d")  # a day within it is no better date
AHEAD = 4  # sentences that a noun may stand before the event that it means
YEAR = 366  # days
DEFINITE = 1.5  # points for "the agreement" over "an agreement"


Days = tuple[datetime.date | None, datetime.date | None]


def _latest(draft: Draft) -> datetime.date:
    """The last day of a draft of which no first one is known: of such bounds the nearest counts."""
    first, last = draft.days
    return last if first is None and last is not None else datetime.date.max


@dataclass(frozen=True, eq=False)
class Cluster:
    """Drafts of one event, with the reason for each link after the first, as `link_reason` puts it."""

    drafts: tuple[Draft, ...]
    reasons: tuple[str, ...] = ()

    def joined_by(self, draft: Draft, reason: str) -> Cluster:
        """Return the cluster with one draft more."""
        return Cluster((*self.drafts, draft), (*self.reasons, reason))

    @functools.cached_property
    def main(self) -> Draft:
        """The draft that tells most: it names the event's type and trigger."""
        return min(
            self.drafts,
            key=lambda d: (
                d.bare,
                d.mention.modality != "asserted",
                -len(d.parties),
                d.block != "paragraph",  # a headline leaves words out
                -d.mention.confidence,
                d.published,
                d.order,
            ),
        )

    @functools.cached_property
    def dated(self) -> Draft:
        """The draft whose date is the most precise of those that do not contradict the main one's own.

        It is the main one where that says from which day to which it lasted.
        """
        if self.main.firm and LASTED.fullmatch(self.main.dating.edtf or ""):
            return self.main
        return min(
            self.drafts,
            key=lambda d: (
                not d.firm,
                self.main.firm and not overlap(self.main.days, d.days),
                self._is_lent(d),
                width(*d.days),
                _latest(d),
                d.bare,
                -d.mention.confidence,
                d.published,
                d.order,
            ),
        )

    def _is_lent(self, draft: Draft) -> bool:
        """Has another mention only a day lent to it? What the main one says of itself counts more."""
        lent = not draft.firm and not draft.dating.certain
        return lent and draft is not self.main and self.main.block == "paragraph"

    @functools.cached_property
    def parties(self) -> frozenset[str]:
        """All states and organisations that take part."""
        return frozenset().union(*(d.parties for d in self.drafts))

    @functools.cached_property
    def told(self) -> tuple[Draft, ...]:
        """The drafts that name somebody."""
        return tuple(d for d in self.drafts if not d.bare)

    @functools.cached_property
    def sentences(self) -> int:
        """In how many sentences of how many articles it is told: two words of one sentence make it no more salient."""
        return len({(d.document.id, d.line) for d in self.drafts})


def link_reason(told: str, score: float = 1.0) -> str:
    """Return why mentions or reports are one event, with the score (points or 0..1) that says so.

    >>> link_reason("'talks' and 'met': same parties", 0.94)
    "'talks' and 'met': same parties (score 0.9)"
    """
    return f"{told} (score {score:.1f})"


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
    candidates = [(rank, place) for place, c in enumerate(clusters) if (rank := _reach(c, draft)) is not None]
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


def _reach(cluster: Cluster, draft: Draft) -> tuple[object, ...] | None:
    """How near the event is to the noun (smaller is nearer), None where the noun cannot mean it."""
    main = cluster.main
    word = draft.mention.lemma.split()[-1]
    known = load_anaphora().nouns.get(word, ())
    same = any(same_word(d, draft) for d in cluster.drafts)
    related = any(related_word(d, draft) for d in cluster.drafts)
    planned = main.mention.modality == draft.mention.modality == "planned"
    if (main.mention.modality != "asserted" and not planned) or any(
        contradiction(d, draft, kinds=not known) for d in cluster.drafts
    ):
        return None
    if word != CAPTION and _says_itself(cluster, draft, same=same):
        return None
    if draft.governors & {d.mention.head for d in cluster.drafts if d.document is draft.document}:
        return None  # "suspended the decision": what is done to it is not itself
    if word == CAPTION and not _pictured(cluster, draft):
        return None
    if _of_another_name(cluster, draft) or told_as_another(cluster.drafts, draft) or _one_of_many(cluster, draft):
        return None
    acts = same or related
    entries = [e for e in known if e.fits(main.mention.event_type, main.mention.mode, related=acts)]
    if not entries and not (same and main.mention.event_type == draft.mention.event_type):
        return None
    lent = cluster.dated.dating.begin is not None and not main.nominal
    if draft.firm and lent and not overlap(cluster.dated.days, draft.days):
        return None  # "that deal of March 10" is none of today's
    before = [0] if word == CAPTION else [d.line for d in cluster.drafts if d.mention.start < draft.mention.start]
    if not before and (draft.anaphor or not same):
        return None
    if not before and min(d.line for d in cluster.drafts) - draft.line > AHEAD:
        return None
    distance = draft.line - max(before) if before else 10**5 + min(d.line for d in cluster.drafts)
    if distance > SHORT and draft.dating.begin and cluster.dated.firm and _years_apart(draft.days, cluster.dated.days):
        return None
    reach = max((e.reach for e in entries), default=0)
    if before and distance > NEXT and not same and not related and reach < STORY:
        return None  # what another word tells is meant by the next sentence, or by none
    if before and distance > reach and not same:
        return None
    if (
        reach <= SHORT
        and max((d for d in cluster.drafts if d.line <= draft.line), key=lambda d: d.mention.start, default=main).aside
    ):
        return None  # "welcomed the step": what a relative clause recalls is not meant
    told_just_now = before and distance <= 1 and not max(cluster.drafts, key=lambda d: d.mention.start).nominal
    people = {a.id for d in cluster.drafts for a in d.everyone}
    other_day = draft.firm and not (cluster.dated.firm and draft.days == cluster.dated.days)
    salience = -cluster.sentences if reach >= STORY else 0
    return (
        distance if draft.pointed_at else 0, not same and not related and reach > SHORT,
        not same and _long_before(cluster), other_day, -len(people & draft.around), not told_just_now, salience,
        not same, distance, -main.mention.start, main.order,
    )  # fmt: skip


def _says_itself(cluster: Cluster, draft: Draft, *, same: bool) -> bool:
    """Does the noun say itself which act it is: "an assault", "the abduction of 21 people"; or one where many are told?

    Where the event is told in the `same` word, its own words may stand in the sentences that tell of it.
    """
    told = draft.own and not (same and any(draft.own & d.about for d in cluster.drafts))
    return bool(told) or not (same or draft.definite) or (cluster.main.plural and not draft.plural)


def _long_before(cluster: Cluster) -> bool:
    """Do words date it more than a month before its article, so that it is background?"""
    dated = cluster.dated
    return dated.firm and dated.dating.end is not None and (dated.published - dated.dating.end).days > MONTH


def _of_another_time(cluster: Cluster, draft: Draft, now: Draft | None) -> bool:
    """Has the text gone on, by more than a year and some sentences, since it told of the event?"""
    dated = cluster.dated
    if draft.firm or not dated.firm or now is None or now in cluster.drafts:
        return False
    gone_on = draft.line - max(d.line for d in cluster.drafts) > SHORT and draft.line - now.line <= SHORT
    return gone_on and _years_apart(now.days, dated.days)


def _of_another_name(cluster: Cluster, draft: Draft) -> bool:
    """Has the noun a name that the event's sentences do not hold, or the event one that is not the title's?

    "The Vienna summit" is not the meeting told before, "the conference" below "The Tehran Conference" not Moscow's.
    """
    names = frozenset().union(*(d.named for d in cluster.drafts))
    if draft.named:
        told = names.union(*(d.about for d in cluster.drafts))
        return not draft.named & told
    title = set((draft.document.title or "").lower().split())
    if any(0 <= draft.line - d.line <= 2 for d in cluster.drafts):
        return False
    return bool(names) and draft.mention.lemma.split()[-1].lower() in title and not names & title


def _told_as_noun(cluster: Cluster, draft: Draft) -> bool:
    """Has the same noun named it before, below the title?"""
    return any(d.nominal and d.block == "paragraph" and same_word(d, draft) for d in cluster.drafts)


def _one_of_many(cluster: Cluster, draft: Draft) -> bool:
    """Does the noun name several acts ("the wartime conferences") where the event is told as one?"""
    return draft.plural and all(one_of_many(d, draft) for d in cluster.drafts)


def _years_apart(one: Days, other: Days) -> bool:
    """Does more than a year lie between the two?"""
    return not overlap(_wider(one), other)


def _wider(days: Days) -> Days:
    begin, end = days
    return begin and begin - datetime.timedelta(YEAR), end and end + datetime.timedelta(YEAR)


def _pictured(cluster: Cluster, draft: Draft) -> bool:
    """Does a caption name two who took part, and the day?"""
    people = {a.id for d in cluster.drafts for a in d.everyone}
    day = cluster.dated
    return len(people & draft.around) > 1 and draft.firm and day.dating.begin is not None and day.days == draft.days
