"""What speaks for two reports of different articles telling of one event: features that a learned score weighs.

They are those of Bagga & Baldwin (1999) and of systems for ECB+ (Cybulska & Vossen 2015): words, types, parties,
people, dates, places and the words around. Their weights are in seeds/weights/coreference.json, made by
`kg learn coreference`. What is certain is no weight: a contradiction parts two reports whatever speaks for them.
"""

from __future__ import annotations

import datetime
import functools
import itertools
import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kg.choices import Features
from kg.gazetteer import default_gazetteer
from kg.model import Place
from kg.resolve.clusters import Cluster, Days
from kg.resolve.drafts import Draft, overlap, width
from kg.resolve.similarity import (
    MONTH,
    STATEMENTS,
    contradiction_of_parties,
    contradiction_of_sides,
    key_words,
    places_agree,
    related_word,
    same_kind,
)
from kg.seeds.anaphora import load_anaphora
from kg.seeds.cards import load_cards

STEM = 4  # letters that two words of one stem share
WELL_DATED = frozenset({"same day", "same month", "dates compatible within a month", "news of these days"})
OFTEN = frozenset({"CONSULT", *STATEMENTS})  # types of acts of which two states do many
ONE_WORD = frozenset({"same word", "same stem", "words for one act"})
ONE_KIND = frozenset({"same type", "types of one family"})
ONE_CIRCLE = frozenset({"same parties", "parties of one among those of the other"})
DAYS = 3  # that a report of the news of a day may lie apart
LEAD = 4  # sentences
LONG_BEFORE = 31  # days
YEAR = 366  # days
SEVERAL = 2  # parties
POSSIBLE = 0.2  # of a type, for an event to stand in its block
ONE_DAY = datetime.timedelta(days=1)
LIKELY = "?"  # how a day ends in EDTF that is not told of the event itself
WORD, PARTY = "word", "party"  # how blocks begin


@dataclass(frozen=True, slots=True)
class Outline:
    """What decides with which reports of other articles one is compared: its article, and the blocks it stands in.

    A block is a rare word of its sentences, or a party and a type, in any year and in that of the event. `order` is its
    place among all; `days` are the first and the last possible day where words of its own give them. With `modality`
    these tell most pairs apart soon.
    """

    document: str
    order: tuple[str, int, int, str]
    blocks: tuple[str, ...]
    modality: str = ""
    days: Days | None = None

    def is_apart(self, other: Outline) -> bool:
        """Can the two be no one event by modality and days alone? Then they are `contradicted`, too."""
        if self.modality != other.modality:
            return True
        return self.days is not None and other.days is not None and not overlap(self.days, other.days)


@dataclass(frozen=True, eq=False)
class Report:
    """A cluster of one article with what its comparison asks for, read once."""

    cluster: Cluster
    common: Collection[str] = ()  # words that many reports hold
    record: bool = False  # a row of a table: no words tell it

    @functools.cached_property
    def document(self) -> str:
        """The id of its article."""
        return self.cluster.main.document.id

    @functools.cached_property
    def told(self) -> tuple[Draft, ...]:
        """The drafts that name somebody; all, where none does."""
        return self.cluster.told or self.cluster.drafts

    @functools.cached_property
    def of_its_modality(self) -> tuple[Draft, ...]:
        """Those of them that tell it as the main one does: a fact may have been announced before."""
        modality = self.cluster.main.mention.modality
        return tuple(draft for draft in self.told if draft.mention.modality == modality)

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """The words of its triggers that carry their meaning."""
        return frozenset().union(*(key_words(d.mention.lemma) for d in self.told))

    @functools.cached_property
    def stems(self) -> frozenset[str]:
        """The beginnings of these words."""
        return frozenset(word[:STEM] for word in self.words if len(word) >= STEM)

    @functools.cached_property
    def rare(self) -> frozenset[str]:
        """The names, numbers, nouns and verbs of its sentences that few reports hold."""
        return frozenset().union(*(d.about for d in self.cluster.drafts)).difference(self.common)

    @functools.cached_property
    def people(self) -> frozenset[str]:
        """Who takes part in person."""
        return frozenset(a.id for d in self.told for a in d.everyone if a.kind == "person")

    @functools.cached_property
    def killed(self) -> frozenset[str]:
        """Who is killed in it, by name: nobody is twice."""
        deaths = (d for d in self.told if not load_anaphora().deaths.isdisjoint(key_words(d.mention.lemma)))
        return frozenset(a.id for d in deaths for a in d.recipients if a.kind == "person")

    @functools.cached_property
    def places(self) -> tuple[Place, ...]:
        """Where its drafts say that it was."""
        return tuple({d.place.id: d.place for d in self.told if d.place is not None}.values())

    @functools.cached_property
    def scenes(self) -> tuple[Place, ...]:
        """The places without those where only who acts on others abroad is at home: an invasion is none of Moscow."""
        main = self.cluster.main
        doing, done_to = ({a.party for a in side} for side in (main.actors, main.recipients))
        if main.mention.event_type == "CONSULT" or not done_to - doing:
            return self.places
        at_home = frozenset().union(*(default_gazetteer().family(party) for party in doing - done_to))
        return tuple(place for place in self.places if place.country not in at_home)

    @functools.cached_property
    def named(self) -> frozenset[str]:
        """The states that its sentences name or that take part, with what they were called at other times."""
        known = default_gazetteer()
        sentences = {(d.document.id, d.sentence): d.document.text[slice(*d.sentence)] for d in self.cluster.drafts}
        found = {entity for text in sentences.values() for name in known.find(text) for entity in name.entities}
        return frozenset().union(*(known.family(one) for one in found | self.cluster.parties if known.state(one)))

    @functools.cached_property
    def types(self) -> dict[str, float]:
        """How likely each type is: the reader's word where it has one, else the type of the rule."""
        found: dict[str, float] = {}
        for draft in self.told:
            for name, share in draft.mention.types or ((draft.mention.event_type, 1.0),):
                found[name] = max(found.get(name, 0.0), share)
        return found

    @functools.cached_property
    def in_general(self) -> bool:
        """Does it speak of several acts without saying when ("refuge from Colombian attacks")?"""
        return all(d.nominal and d.plural and not d.definite and not d.firm for d in self.cluster.drafts)

    @property
    def is_news(self) -> bool:
        """Does it tell of the days before its article?"""
        end = self.cluster.dated.dating.end
        return end is None or (self.cluster.main.published - end).days <= MONTH

    @property
    def years(self) -> range:
        """The years that it may have been in, where that is known to be a year or less."""
        begin, end = self.cluster.dated.days
        known = begin is not None and end is not None and width(begin, end) <= YEAR
        return range(begin.year, end.year + 1) if known and begin and end else range(0)

    @functools.cached_property
    def day_is_told(self) -> bool:
        """Do words of its own date it, and not those of another clause, which only say when it likely was?"""
        return self.cluster.dated.firm and not self.cluster.dated.dating.edtf.endswith(LIKELY)

    @functools.cached_property
    def possible_days(self) -> Days:
        """First and last possible day; that of a death may be the next where the news of it is written."""
        begin, end = self.cluster.dated.days
        return (begin - ONE_DAY if self.killed and begin and begin > datetime.date.min else begin), end

    @property
    def outline(self) -> Outline:
        """Its article and blocks."""
        kinds = [kind for kind, share in self.types.items() if share >= POSSIBLE]
        some = [f"{PARTY} {party} {kind}" for kind in kinds for party in self.cluster.parties]
        parties = [*some, *(f"{one} {year}" for one in some for year in self.years)]
        return Outline(
            self.document,
            self.cluster.main.order,
            tuple(sorted((*(f"{WORD} {word}" for word in self.rare), *parties))),
            self.cluster.main.mention.modality,
            self.possible_days if self.day_is_told else None,
        )


def pair_features(one: Report, other: Report) -> Features:
    """Return the features of two reports, the same whichever is named first; each is 1 where it holds, or a number."""
    agree = min(1.0, sum(share * other.types.get(name, 0.0) for name, share in one.types.items()))
    names = {*_words(one, other), *_parties(one, other), *_dates(one, other), *_places(one, other)}
    if not names & WELL_DATED and {one.cluster.main.mention.event_type, other.cluster.main.mention.event_type} & OFTEN:
        names.add("a kind of act often done, dated vaguely")
    if one.killed & other.killed:
        names.add("the death of one person")
    found = {
        "any pair": 1.0,
        **dict.fromkeys(sorted(names), 1.0),
        "types agree": round(agree, 3),
        "rare words shared (root)": round(math.sqrt(len(one.rare & other.rare)), 3),
        "parties shared (log)": round(math.log1p(len(one.cluster.parties & other.cluster.parties)), 3),
    }
    as_row = one.record or other.record or _is_told_in_full(one, other, names)
    return {f"coded row: {name}": value for name, value in found.items()} if as_row else found


def _is_told_in_full(one: Report, other: Report, names: set[str]) -> bool:
    """Do both tell kind, sides and day of one act, so that they need share no more words than a row of a table would?

    What is said, and what one party does alone, must be told in the same words.
    """
    told = all(names & some for some in (ONE_WORD, ONE_KIND, ONE_CIRCLE)) and "same day" in names
    if not told or any(name.startswith("different") for name in names):
        return False
    if len(one.cluster.parties & other.cluster.parties) > 1:
        return True
    said = one.cluster.main.mention.event_type in STATEMENTS
    return not said and "same type" in names and (one.words <= other.words or other.words <= one.words)


def contradicted(one: Report, other: Report) -> str:
    """Why the two cannot be one event; empty where they can."""
    if one.document == other.document:
        return "one article told them apart"
    if one.cluster.main.mention.modality != other.cluster.main.mention.modality:
        return f"{one.cluster.main.mention.modality} and {other.cluster.main.mention.modality}"
    dated = (one.cluster.dated, other.cluster.dated)
    days = [report.possible_days if one.killed & other.killed else report.cluster.dated.days for report in (one, other)]
    if one.day_is_told and other.day_is_told and not overlap(*days):
        return f"{dated[0].dating.edtf} and {dated[1].dating.edtf}"
    if _years_apart(one.cluster.dated.days, other.cluster.dated.days):
        return f"{dated[0].dating.edtf} and {dated[1].dating.edtf}, from the story"
    if _told_before(one, other) or _told_before(other, one):
        return "one was told before the other happened"
    if _of_these_days(one, other) or _of_these_days(other, one):
        return "one is the news of the day, the other was long before"
    if one.scenes and other.scenes and not any(places_agree(a, b) for a in one.scenes for b in other.scenes):
        return f"{one.scenes[0].label} and {other.scenes[0].label}"
    if _without(one, other) and _without(other, one):
        return "different circles of parties"
    if (one.record or other.record) and (why := contradiction_of_sides(one.cluster.main, other.cluster.main)):
        return why
    if one.in_general != other.in_general or _are_ideas(one, other):
        return "one speaks of such acts in general"
    if _work_against(one, other):
        return "one is cooperation, the other conflict"
    if _with_somebody_else(one, other) or _with_somebody_else(other, one):
        return "one is done with somebody else"
    if _done_by_others(one.cluster.main, other.cluster.main):
        return "done by different people"
    if one.people & other.people:
        return ""
    pairs = itertools.product(one.of_its_modality, other.of_its_modality)
    found = [contradiction_of_parties(a, b) for a, b in pairs]
    return "" if not all(found) else found[0]


def _without(one: Report, other: Report) -> bool:
    """Does the main mention of the one name somebody who has no part in the other, nor acts for who has?"""
    known = other.cluster.parties | {actor.id for draft in other.told for actor in draft.everyone}
    return any(known.isdisjoint({actor.id, actor.party, actor.country}) for actor in one.cluster.main.everyone)


def _years_apart(one: Days, other: Days) -> bool:
    """Do all possible days of the two lie more than a year apart, whatever dates them?"""
    first, last = datetime.date.min, datetime.date.max
    gap = max((one[0] or first) - (other[1] or last), (other[0] or first) - (one[1] or last))
    return gap.days > YEAR


def _are_ideas(one: Report, other: Report) -> bool:
    """Does each only speak of what one party might do, on no day: "the House may impeach an official"?"""
    return all(
        report.cluster.main.mention.modality == "hypothetical"
        and len(report.cluster.parties) < SEVERAL
        and report.cluster.dated.dating.begin is None
        for report in (one, other)
    )


def _work_against(one: Report, other: Report) -> bool:
    """Is one an act of cooperation and the other one of conflict, and no family of words holds both?"""
    mine, theirs = one.cluster.main, other.cluster.main
    return _quad(mine) != _quad(theirs) and not same_kind(mine, theirs)


def _with_somebody_else(one: Report, other: Report) -> bool:
    """Is one the act of a single party, and do the sentences of the two name states beside it, though none in common?

    "They occupied the defeated nation after Japan's surrender" is not "Germany was occupied".
    """
    mine, told = one.cluster.parties, one.day_is_told and other.day_is_told
    on_one_day = told and max(width(*report.cluster.dated.days) for report in (one, other)) <= 1
    if len(mine) >= SEVERAL or not mine <= other.cluster.parties or on_one_day:
        return False
    own = frozenset().union(*map(default_gazetteer().family, mine))
    return bool(one.named - own) and bool(other.named - own) and not one.named & other.named - own


def _done_by_others(one: Draft, other: Draft) -> bool:
    """Does one say that one minister summoned the envoy, the other that another did?"""
    acting = [{actor.id for actor in draft.actors} for draft in (one, other)]
    people = all(actor.kind == "person" for draft in (one, other) for actor in draft.actors)
    return people and all(acting) and acting[0].isdisjoint(acting[1]) and not one.mention.reciprocal


def _told_before(one: Report, other: Report) -> bool:
    """Is the one told as done by an article that is older than the other event?"""
    begin = other.cluster.dated.dating.begin if other.cluster.dated.firm else None
    asserted = one.cluster.main.mention.modality == "asserted"
    return asserted and begin is not None and (begin - one.cluster.main.published).days > DAYS


def _of_these_days(new: Report, old: Report) -> bool:
    """Does the one begin its article without a date, and was the other over long before that?"""
    main, dated = new.cluster.main, old.cluster.dated
    looking_back = (main.nominal and main.definite) or any(draft.firm for draft in new.cluster.drafts)
    if looking_back or not dated.firm or dated.dating.end is None:
        return False
    return main.line <= LEAD and (main.published - dated.dating.end).days > LONG_BEFORE


def _words(one: Report, other: Report) -> Iterator[str]:
    if one.record or other.record:
        yield "without words"
    elif one.words & other.words:
        yield "same word"
    elif one.stems & other.stems:
        yield "same stem"
    elif _for_one_act(one, other):
        yield "words for one act"
    else:
        yield "other words"
    mine, theirs = one.cluster.main, other.cluster.main
    if mine.mention.event_type == theirs.mention.event_type:
        yield "same type"
    elif same_kind(mine, theirs):
        yield "types of one family"
    elif _quad(mine) != _quad(theirs):
        yield "cooperation and conflict"


def _for_one_act(one: Report, other: Report) -> bool:
    return any(related_word(a, b) for a in one.told for b in other.told)


def _quad(draft: Draft) -> str:
    card = load_cards().get(draft.mention.event_type)
    return card.quad_class.split("-")[-1] if card else ""


def _parties(one: Report, other: Report) -> Iterator[str]:
    mine, theirs = one.cluster.parties, other.cluster.parties
    if not mine or not theirs:
        yield "one names nobody"
    elif mine == theirs:
        yield "same parties"
    elif mine <= theirs or theirs <= mine:
        yield "parties of one among those of the other"
    else:
        yield "some parties shared" if mine & theirs else "no party shared"
    if one.people & other.people:
        yield "same person"
    if why := contradiction_of_sides(one.cluster.main, other.cluster.main):
        yield why


def _dates(one: Report, other: Report) -> Iterator[str]:
    mine, theirs = one.cluster.dated, other.cluster.dated
    together = overlap(mine.days, theirs.days)
    longest = max(width(*mine.days), width(*theirs.days))
    lent = not (together or (one.day_is_told and other.day_is_told))
    if lent or not mine.firm or not theirs.firm:
        yield "one is dated" if mine.firm or theirs.firm else "neither is dated"
        if not together:
            yield "dates apart, from the story"
        elif longest <= MONTH:
            yield "dates compatible, from the story"
        apart = abs((one.cluster.main.published - other.cluster.main.published).days)
        if not (one.is_news and other.is_news):
            yield "one tells of the past"
        elif apart <= DAYS:
            yield "news of these days"
        else:
            yield "news of one month" if apart <= MONTH else "news of other months"
        return
    if not together:
        yield "other date"
    elif longest <= DAYS:
        yield "same day"
    elif mine.days == theirs.days:
        yield "same month" if longest <= MONTH else "same date, vague"
    else:
        yield "dates compatible within a month" if longest <= MONTH else "dates compatible, vague"


def _places(one: Report, other: Report) -> Iterator[str]:
    if {p.id for p in one.places} & {p.id for p in other.places}:
        yield "same place"
    elif one.places and other.places and not any(places_agree(a, b) for a in one.places for b in other.places):
        yield "other place"
