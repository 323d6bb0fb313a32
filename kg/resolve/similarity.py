"""How much speaks for two mentions telling of one event, and what speaks against it.

Whatever contradicts parts them; the rest adds points, after the features of Bagga & Baldwin (1999) and ECB+ systems:
words, dates, parties, people and places.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from kg.model import STATE_KINDS, Actor, Place
from kg.resolve.drafts import Draft, overlap, width
from kg.seeds.anaphora import load_anaphora
from kg.seeds.grammar import load_grammar
from kg.seeds.own import at_most

# Acts told once each time they are done: two statements of one speaker are two events unless the words are the same.
STATEMENTS = ("ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE")
EACH_FOR_ITSELF = ("ACCUSE", "SANCTION")  # types of which "each other" tells two acts
APART_MODES = frozenset({"visit", "phone", "third-party"})
OF_ORGANISATIONS = ("IGO", "UNO", "EUR", "NGO")  # sectors of persons who act for them
NAMED_KINDS = (*STATE_KINDS, "organisation", "person", "body")  # kinds known by name, not by what they are called
ENOUGH_ABOUT = 2  # words that two sentences on one subject share
LONG = 45  # days: what is dated by the year is no report of a day, unless it is a noun that looks back
MONTH = 31
FORTNIGHT = 14
NEWS = 2  # lines that tell the news: the headline and the first sentence
DEGREE = 111.2  # kilometers of a degree of latitude
BESIDE = 20.0  # kilometers between two names of one place


class Likeness(NamedTuple):
    """Points for two mentions being one event, and what they are given for."""

    score: float
    reasons: tuple[str, ...]


LONG_AGO = 730  # days: what is dated earlier is background, which undated words of the day's story do not mean


def contradiction(one: Draft, other: Draft, *, kinds: bool = True, sides: bool = True) -> str:
    """Why the two cannot tell of one event; empty where they can.

    Without `kinds` the types are not compared, without `sides` not who acts and who is acted upon.
    """
    kinds = kinds and not one.anaphor and not other.anaphor
    if not modalities_agree(one, other):
        return f"{one.mention.modality} and {other.mention.modality}"
    if kinds and (why := _of_kind(one, other)):
        return why
    if one.firm and other.firm and not overlap(one.days, other.days):
        return f"{one.dating.edtf} and {other.dating.edtf}"
    if of_unnamed_others(one, other):
        return "of other people"
    if of_another_age(one, other) or of_another_age(other, one):
        return "one lies years back, the other is told without a date"
    if _is_news_beside(one, other) or _is_news_beside(other, one):
        return "one is the news, the other was weeks before"
    if not places_agree(one.place, other.place):
        return f"{one.place.label if one.place else ''} and {other.place.label if other.place else ''}"
    return contradiction_of_parties(one, other) or (contradiction_of_sides(one, other) if sides else "")


def of_another_age(old: Draft, new: Draft) -> bool:
    """Is the one dated long before its article, and the other an undated act in other words?

    A noun may look back to it ("the agreement"), but not where those who act came to office later.
    """
    published, end = old.document.published, old.dating.end
    if not (old.firm and published and end) or new.firm or new.anaphor or new.document.id != old.document.id:
        return False
    came_later = any(a.kind == "person" and a.valid_from and (a.valid_from - end).days > LONG_AGO for a in new.everyone)
    looking_back = new.nominal and new.definite and related_word(old, new) and not came_later
    return (published - end).days > LONG_AGO and not same_word(old, new) and not looking_back


def _is_news_beside(old: Draft, new: Draft) -> bool:
    """Does one open the article as its news, and does a main clause further on tell of weeks before it?"""
    published, end = old.document.published, old.dating.end
    if not (old.firm and published and end) or new.firm or new.document.id != old.document.id:
        return False
    told = old.leads and new.leads and not old.nominal and old.line > new.line
    return told and new.line <= NEWS and (published - end).days > FORTNIGHT


def modalities_agree(one: Draft, other: Draft) -> bool:
    """Can both be one event: of one modality, or a plan of the same article that is told as decided?"""
    if one.mention.modality == other.mention.modality or one.anaphor or other.anaphor:
        return True
    if {one.mention.modality, other.mention.modality} != {
        "asserted",
        "planned",
    } or one.document.id != other.document.id:
        return False
    return other.decided if one.mention.modality == "asserted" else one.decided


def _of_kind(one: Draft, other: Draft) -> str:
    if not same_kind(one, other):
        return f"{one.mention.event_type} and {other.mention.event_type}"
    if one.mention.event_type == "CONSULT":
        if of_other_modes(one, other):
            return "one is a visit, call or mediation"
        modes = {one.mention.mode, other.mention.mode}
        aimless = any(d.place is None and not d.recipients and not d.nominal for d in (one, other))
        return "a journey without a destination" if modes == {"visit"} and aimless else ""
    if (
        one.subtype
        and other.subtype
        and one.subtype != other.subtype
        and one.mention.event_type == other.mention.event_type
    ):
        return f"{one.subtype} and {other.subtype}"
    return ""


def of_other_modes(one: Draft, other: Draft) -> bool:
    """Is one a visit, call or mediation, and the other not?"""
    modes = {one.mention.mode, other.mention.mode}
    return one.mention.event_type == other.mention.event_type and len(modes) > 1 and bool(modes & APART_MODES)


def contradiction_of_parties(one: Draft, other: Draft) -> str:
    """Which persons or parties of the two exclude each other; empty where they can be those of one event."""
    if one.bare or other.bare:
        return ""
    for country in one.parties & other.parties:
        people = [{a.id for a in d.everyone if a.kind == "person" and a.party == country} for d in (one, other)]
        if people[0] and people[1] and not people[0] & people[1]:
            return "different people"
    states = [_states(d) for d in (one, other)]
    same_side = any(
        all(_named(side) for side in sides)
        for sides in ((one.actors, other.actors), (one.recipients, other.recipients))
    )
    if states[0] and states[1] and not states[0] & states[1] and same_side:
        return "different parties"
    both_reciprocal = one.mention.reciprocal and other.mention.reciprocal
    circles = min(map(len, states)) > 1 and states[0] != states[1] and not (one.definite or other.definite)
    if both_reciprocal and circles:
        return "different circles of parties"
    return ""


def of_other_circles(one: Draft, other: Draft) -> bool:
    """Are both mutual acts of two states or more, of which neither holds the other, on days that may differ?"""
    if not (one.mention.reciprocal and other.mention.reciprocal):
        return False
    states = [_states(d) for d in (one, other)]
    nested = states[0] <= states[1] or states[1] <= states[0]
    exact = one.firm and other.firm and max(width(*one.days), width(*other.days)) <= MONTH
    return min(map(len, states)) > 1 and not nested and not (exact and overlap(one.days, other.days))


def contradiction_of_sides(one: Draft, other: Draft) -> str:
    """Which side is taken by others; empty where the two agree on who acts on whom, or do not say."""
    if not one.mention.reciprocal and not other.mention.reciprocal:
        for side in ("actors", "recipients"):
            mine, theirs = (_named(getattr(d, side)) for d in (one, other))
            if mine and theirs and not mine & theirs:
                return f"different {side}"
    if _is_one_half(one, other) or _is_one_half(other, one):
        return "one is done by each to the other"
    return ""


def _is_one_half(half: Draft, both: Draft) -> bool:
    """Is one what each does to the other, "expelled each other's envoys", and the other what one of them does?"""
    if both.mention.event_type not in EACH_FOR_ITSELF or both.recipients or not (half.actors and half.recipients):
        return False
    acting = {actor.party for actor in both.actors}
    return len(acting) > 1 and half.parties <= acting and {actor.party for actor in half.actors} < acting


def are_turned_round(one: Draft, other: Draft) -> bool:
    """Does each do to the other what the other does to it, "Peru expelled an envoy of Chile, and Chile one of Peru"?"""
    if one.mention.reciprocal or other.mention.reciprocal:
        return False
    doing, done_to = _named(one.actors), _named(one.recipients)
    return bool(doing and done_to) and doing == _named(other.recipients) and done_to == _named(other.actors)


def _states(draft: Draft) -> frozenset[str]:
    """Parties without crowds and companies that are known by what they are called only."""
    return frozenset(
        a.party for a in draft.everyone if a.country or a.organisation or a.kind in ("state", "organisation")
    )


def _named(actors: Iterable[Actor]) -> set[str]:
    """Whom the actors count for; groups count for themselves, unnamed ones and private people for nobody."""
    parties = {a.party for a in actors if a.kind in NAMED_KINDS and not _is_private(a)}
    return parties | {a.id for a in actors if a.kind not in NAMED_KINDS and a.id.isupper()}


def _is_private(actor: Actor) -> bool:
    """Does a person act for no state or organisation of states? Who killed a rebel may have attacked a state."""
    return actor.kind == "person" and actor.country is None and actor.sector not in OF_ORGANISATIONS


def same_kind(one: Draft, other: Draft) -> bool:
    """Are the types the same, or of one family in which both words stand?"""
    mine, theirs = one.mention, other.mention
    if mine.event_type == theirs.event_type:
        return True
    families = _families_of(mine.event_type, theirs.event_type)
    return bool(families) and any(
        not terms.isdisjoint(mine.lemma.split()) and not terms.isdisjoint(theirs.lemma.split()) for terms in families
    )


@at_most(4096)
def _families_of(*types: str) -> tuple[frozenset[str], ...]:
    """The words of each family that holds all of some types."""
    return tuple(terms for terms, kinds in load_anaphora().families if kinds.issuperset(types))


def places_agree(one: Place | None, other: Place | None) -> bool:
    """Can both be where the event was? A city agrees with its country, and with what lies in it or beside it.

    >>> white_house = Place("white-house", "White House", "seat", "USA", 38.90, -77.04)
    >>> places_agree(white_house, Place("washington", "Washington", "capital", "USA", 38.90, -77.03))
    True
    >>> places_agree(Place("phnom-penh", "Phnom Penh", "city", "KHM"), Place("KHM", "Cambodia", "state", "KHM"))
    True
    """
    if one is None or other is None or one.id == other.id:
        return True
    within = one.id == one.country or other.id == other.country or _beside(one, other)
    return one.country == other.country and one.country is not None and within


def _beside(one: Place, other: Place) -> bool:
    """Are the two so near that one place may bear both names: "the White House" and Washington?"""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return False
    north = (one.latitude or 0.0) - (other.latitude or 0.0)
    east = ((one.longitude or 0.0) - (other.longitude or 0.0)) * math.cos(math.radians(one.latitude or 0.0))
    return math.hypot(north, east) * DEGREE < BESIDE


# ------------------------------------------------------------------------------ points
def likeness(one: Draft, other: Draft) -> Likeness:
    """Return the points for two mentions of one article that do not contradict each other."""
    score, reasons = (1.0 if one.mention.event_type == other.mention.event_type else 0.0), []
    for points, reason in (
        _words(one, other),
        _dates(one, other),
        _parties(one, other),
        _people(one, other),
        _where(one, other),
    ):
        score += points
        if reason:
            reasons.append(reason)
    if one.subtype is not None and one.subtype == other.subtype:
        score += 0.5
    return Likeness(score, tuple(reasons))


@at_most(4096)
def key_words(lemma: str) -> frozenset[str]:
    """The words of a trigger that carry its meaning: "hold talks" is about "talk"."""
    words = [w[:-1] if w.endswith("s") and not w.endswith("ss") and len(w) > 3 else w for w in lemma.split()]
    heavy = [w for w in words if w not in load_grammar()["light_verbs"]]
    return frozenset(heavy if len(words) > 1 and heavy else words)


def same_word(one: Draft, other: Draft) -> bool:
    """Do the triggers share a word: of the term that they stand for, or the noun that both are?"""
    if _share_a_word(one.mention.lemma, other.mention.lemma):
        return True
    return one.nominal and other.nominal and _share_a_word(*(d.words.lower().split()[-1] for d in (one, other)))


@at_most(65536)
def _share_a_word(one: str, other: str) -> bool:
    return not key_words(one).isdisjoint(key_words(other))


def related_word(one: Draft, other: Draft) -> bool:
    """Do the triggers hold words for one act?"""
    return _are_related(one.mention.lemma, other.mention.lemma)


@at_most(65536)
def _are_related(one: str, other: str) -> bool:
    return not _related(key_words(one)).isdisjoint(key_words(other))


@at_most(4096)
def _related(words: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*(load_anaphora().related_words(word) for word in words))


def _words(one: Draft, other: Draft) -> tuple[float, str]:
    if same_word(one, other):
        return 3.0, f"same word ('{one.words}', '{other.words}')"
    if related_word(one, other):
        return 2.0, f"words for one act ('{one.words}', '{other.words}')"
    return 0.0, ""


def _dates(one: Draft, other: Draft) -> tuple[float, str]:
    if one.firm and other.firm:
        widths = sorted((width(*one.days), width(*other.days)))
        if one.days == other.days and widths[1] <= 1:
            return 3.0, f"same day ({one.dating.edtf})"
        if one.days == other.days:
            return (2.0 if widths[1] <= MONTH else 1.5), f"same date ({one.dating.edtf})"
        shown = f"dates compatible ({one.dating.edtf}, {other.dating.edtf})"
        return (1.5 if widths[1] <= MONTH else 1.0 if widths[1] <= 366 else 0.0), shown
    return 0.5 if one.firm != other.firm else 0.0, ""


def _parties(one: Draft, other: Draft) -> tuple[float, str]:
    shared = one.parties & other.parties
    if not shared:
        return 0.0, ""
    shown = ", ".join(sorted(shared))
    if one.parties == other.parties:
        return (3.0 if len(shared) > 1 else 1.5), f"same parties ({shown})"
    return (2.0 if len(shared) > 1 else 1.0), f"shared parties ({shown})"


def _people(one: Draft, other: Draft) -> tuple[float, str]:
    shared = {a.id: a.label for a in one.everyone if a.kind == "person"}.keys() & {a.id for a in other.everyone}
    names = sorted(a.label for a in one.everyone if a.id in shared)
    return min(len(names), 2) * 1.0, f"same people ({', '.join(names)})" if names else ""


def _where(one: Draft, other: Draft) -> tuple[float, str]:
    if one.place is None or other.place is None or one.place.id != other.place.id:
        return 0.0, ""
    return (0.5 if one.place.id == one.place.country else 1.5), f"same place ({one.place.label})"


def vague_against_exact(drafts: Iterable[Draft], draft: Draft) -> bool:
    """Is one of them dated by the year, the other within a month? In one article these are two events."""
    return any(
        {width(*d.days) > LONG, width(*draft.days) > LONG} == {True, False}
        for d in drafts
        if d.firm and draft.firm and not d.definite and not draft.definite
    )


def about_other_things(one: Draft, other: Draft) -> bool:
    """Are both statements whose sentences share less than two words beside the verb: "agreed on troops", "on trade"?"""
    if one.nominal or other.nominal or "paragraph" not in (one.block, other.block) or one.block != other.block:
        return False
    if one.mention.event_type not in STATEMENTS or one.sentence == other.sentence:
        return False
    names = {word for d in (one, other) for a in d.everyone for word in a.label.lower().split()}
    verbs = {*one.mention.lemma.split(), *other.mention.lemma.split()}
    return len((one.about & other.about) - names - verbs) < ENOUGH_ABOUT


def told_as_another(drafts: Iterable[Draft], draft: Draft) -> bool:
    """Does a word tell it from one like it ("a second attack"), which the others do not have?"""
    drafts = [d for d in drafts if d.block != "headline"]  # a title leaves such words out
    mine, theirs = draft.another, frozenset().union(*(d.another for d in drafts))
    return (
        bool(drafts)
        and bool(mine or theirs)
        and not mine & theirs
        and (bool(mine) or (draft.nominal and not draft.definite))
    )


def named_apart(drafts: Iterable[Draft], draft: Draft) -> bool:
    """Have both a name of their own, of which neither holds the other ("the Four-Power Treaty", "the Nine-Power …")?"""
    return any(
        d.named
        and draft.named
        and not (d.named <= draft.named or draft.named <= d.named)
        and (d.sentence == draft.sentence or not (d.named & draft.about and draft.named & d.about))
        for d in drafts
    )


def of_unnamed_others(one: Draft, other: Draft) -> bool:
    """Is one the act of people without a name ("talks between their diplomats") whom the other does not speak of?

    Or is one "its decision" in a sentence that names states before it, none of which takes part in the other?
    """
    pairs = ((one, other), (other, one))
    if any(a.owners and b.parties and a.owners.isdisjoint(b.parties) for a, b in pairs):
        return True
    return any(a.whose and a.nominal and not a.whose & (b.about | b.whose) for a, b in pairs)


def one_of_many(one: Draft, other: Draft) -> bool:
    """Does one name several acts ("the wartime conferences", "attacks, among them that of May") and the other one?"""
    beside = one.nominal and other.nominal and one.sentence == other.sentence and same_word(one, other)
    counted = load_anaphora().counted
    several = [d.plural and (beside or d.mention.lemma.split()[-1] in counted) for d in (one, other)]
    return several[0] != several[1] and not (one.plural and other.plural)
