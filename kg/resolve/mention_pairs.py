"""What speaks for two mentions of one article telling of one event: features that a learned score weighs.

They are those that paid for pairs of mentions in systems for ECB+ (Cybulska & Vossen 2015): type, words, form of the
noun, parties, dates, distance and place in the text. Their weights are in seeds/weights/coreference-inside.json, made
by `kg learn coreference`. What is certain is no weight: a contradiction parts two mentions whatever speaks for them.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Sequence

from kg.choices import Features
from kg.resolve.drafts import Draft, overlap, width
from kg.resolve.noun_reach import AHEAD
from kg.resolve.similarity import (
    MONTH,
    about_other_things,
    are_turned_round,
    contradiction_of_parties,
    contradiction_of_sides,
    key_words,
    modalities_agree,
    named_apart,
    of_another_age,
    of_other_circles,
    of_other_modes,
    of_unnamed_others,
    one_of_many,
    places_agree,
    related_word,
    same_kind,
    same_word,
    told_as_another,
)
from kg.seeds.anaphora import load_anaphora

STEM = 4  # letters that two words of one stem share
FLOOR = 0.02  # of the agreement of types, so that its logarithm is finite
CERTAIN = ("different people", "different circles of parties")
LEAD = 2  # sentences
NOT_SO = ("negated", "denied")


def pair_features(one: Draft, other: Draft) -> dict[str, float]:
    """Return the features of two mentions in the order of the text; each is 1 where it holds, or a number."""
    names = (*_kinds(one, other), *_words(one, other), *_forms(one, other), *_parties(one, other))
    names = (*names, *_dates(one, other), *_places(one, other), *_speech(one, other))
    found = {"any pair": 1.0, **dict.fromkeys(names, 1.0), "sentences between (log)": _far(one, other)}
    if not one.anaphor and not other.anaphor:
        agree = min(1.0, sum(share * _types(other).get(name, 0.0) for name, share in _types(one).items()))
        found |= {"types agree": round(agree, 3), "types agree (log)": round(math.log(agree + FLOOR), 3)}
    if one.line != other.line:
        found["words shared (root)"] = round(math.sqrt(len(_shared(one, other))), 3)
    return found


class Told:
    """The mentions of one article in the order of the text, with the features of any two of them."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.drafts = drafts
        self._meant = functools.cache(self._find_meant)

    def features(self, one: int, other: int) -> Features:
        """Return the features of two by their numbers, the smaller first.

        To those of the two come which of all that a noun can mean is the last or the only one.
        """
        found = pair_features(self.drafts[one], self.drafts[other])
        return {**found, **{name: 1.0 for name, number in self._meant(other).items() if number == one}}

    def _find_meant(self, number: int) -> dict[str, int]:
        noun = self.drafts[number]
        if not noun.nominal:
            return {}
        fitting = [n for n in range(number) if can_mean(noun, self.drafts[n])]
        found = {"the only one that the noun can mean": fitting[0]} if len(fitting) == 1 else {}
        if noun.bare:
            told = [n for n in range(number) if not self.drafts[n].bare]
            found |= {"the last that the noun can mean": fitting[-1]} if fitting else {}
            found |= {"the last event told": told[-1]} if told else {}
        return found


def contradicted(one: Draft, other: Draft) -> str:
    """Why the two cannot tell of one event; empty where they can."""
    if why := _told_unlike(one, other):
        return why
    if one.firm and other.firm and not overlap(one.days, other.days):
        return f"{one.dating.edtf} and {other.dating.edtf}"
    if _of_the_story(one, other) or _of_the_story(other, one):
        return f"{one.dating.edtf} and {other.dating.edtf}, from the story"
    if one.mention.head in other.follows or other.mention.head in one.follows:
        return "one is told to be before the other"
    if told_as_another([one], other) or named_apart([one], other) or one_of_many(one, other):
        return "words that tell them apart"
    if _too_far(one, other) or _too_far(other, one):
        return "too far from the noun"
    if of_unnamed_others(one, other):
        return "of other people"
    if of_other_circles(one, other):
        return CERTAIN[-1]
    if one.sentence == other.sentence and (
        _two_verbs(one, other) or (same_word(one, other) and _other_parties(one, other))
    ):
        return "told beside each other"
    if are_turned_round(one, other):
        return "each does it to the other"
    if about_other_things(one, other):
        return "about other things"
    if not places_agree(one.place, other.place):
        return "other place"
    why = contradiction_of_parties(one, other)
    if why in CERTAIN:
        return why
    looking_back = any(d.nominal and d.definite for d in (one, other))
    if looking_back:
        return ""
    return "visits, calls and meetings" if of_other_modes(one, other) else contradiction_of_sides(one, other)


def _told_unlike(one: Draft, other: Draft) -> str:
    """Why one is told as done and the other not; empty where both can be told of one event."""
    modalities = {one.mention.modality, other.mention.modality}
    if len(modalities) > 1 and modalities & set(NOT_SO) and not one.anaphor and not other.anaphor:
        return " and ".join(sorted(modalities))
    if _is_due_since(one, other) or _is_due_since(other, one):
        return "what is still to come, and what was done long before"
    unlike = _happened_unlike(one, other) or _happened_unlike(other, one)
    return "a noun of a past day, and what has not happened" if unlike else ""


def _happened_unlike(noun: Draft, other: Draft) -> bool:
    """Does a noun stand with a day that is over ("the pact was signed in 2016"), and is the other no fact?"""
    over = noun.anaphor and noun.firm and noun.dating.end is not None and noun.dating.end <= noun.published
    return over and other.mention.modality != "asserted" and not other.decided and not other.anaphor


def _is_due_since(plan: Draft, fact: Draft) -> bool:
    """Is the one to come when the text is written, "is set to expel an envoy", the other dated a month before?"""
    if plan.mention.modality != "planned" or not plan.due or plan.anaphor or fact.mention.modality != "asserted":
        return False
    return fact.firm and fact.dating.end is not None and (fact.published - fact.dating.end).days > MONTH


def _of_the_story(new: Draft, old: Draft) -> bool:
    """Is the one a verb that the story dates, the other dated by its own words to other days?"""
    lent = not new.nominal and not new.firm and new.dating.begin is not None
    return lent and old.firm and not overlap(new.days, old.days)


def _too_far(noun: Draft, other: Draft) -> bool:
    """Does a noun without names point to what was told just now ("that attack"), and the other stand elsewhere?"""
    return noun.pointed_at and noun.nominal and noun.bare and abs(other.line - noun.line) >= AHEAD


def _two_verbs(one: Draft, other: Draft) -> bool:
    """Are both verbs for different acts, of which neither governs the other: "froze assets and barred banks"?"""
    above = one.mention.head in other.governors or other.mention.head in one.governors
    return not (one.nominal or other.nominal or above or same_word(one, other) or related_word(one, other))


def _other_parties(one: Draft, other: Draft) -> bool:
    return bool(one.parties and other.parties) and one.parties != other.parties


def can_mean(noun: Draft, other: Draft) -> bool:
    """Is it a noun for what the other tells: by the same word, a word for one act, or the types that it takes up?"""
    return noun.nominal and (same_word(noun, other) or related_word(noun, other) or bool(_taking_up(noun, other)))


def comparable(one: Draft, other: Draft) -> bool:
    """Have the two a word, a type or a family of types in common, or does one take up the other?"""
    return same_kind(one, other) or can_mean(other, one) or can_mean(one, other) or related_word(one, other)


def _taking_up(noun: Draft, other: Draft) -> bool:
    entries = load_anaphora().nouns.get(noun.mention.lemma.split()[-1], ())
    if not entries:
        return False
    related = related_word(noun, other) or same_word(noun, other)
    return any(e.fits(other.mention.event_type, other.mention.mode, related=related) for e in entries)


def _types(draft: Draft) -> dict[str, float]:
    return dict(draft.mention.types) or {draft.mention.event_type: 1.0}


def _kinds(one: Draft, other: Draft) -> Iterator[str]:
    if one.anaphor or other.anaphor:
        return
    same = one.mention.event_type == other.mention.event_type
    yield "same type" if same else "types of one family" if same_kind(one, other) else "other type"
    if one.mention.mode and other.mention.mode:
        yield "same mode" if one.mention.mode == other.mention.mode else "other mode"
    if one.subtype and other.subtype:
        yield "same subtype" if one.subtype == other.subtype else "other subtype"
    modalities = {one.mention.modality, other.mention.modality}
    if len(modalities) == 1:
        yield "both asserted" if "asserted" in modalities else "same modality"
    elif modalities == {"asserted", "planned"}:
        yield "plan and fact"
    if not modalities_agree(one, other):
        yield "other modality"


def _words(one: Draft, other: Draft) -> Iterator[str]:
    same = same_word(one, other)
    if same:
        yield "same word"
        yield f"same word, then {_form(other)}"
        if one.sentence == other.sentence:
            yield "same word in one sentence"
        if one.parties and one.parties == other.parties:
            yield "same word and parties"
    elif _stems(one) & _stems(other):
        yield "same stem"
    else:
        yield "words for one act" if related_word(one, other) else "other words"
    if not same and other.nominal and _taking_up(other, one):
        yield "a noun that can mean it"
    if not same and one.nominal and _taking_up(one, other):
        yield "a verb for what the noun means"
    yield from _own_words(one, other)
    if one.line != other.line and any(word.isdigit() for word in one.about & other.about):
        yield "same number"


def _own_words(one: Draft, other: Draft) -> Iterator[str]:
    """Do the words that say which one each noun means stand with the other?"""
    if one.own and other.own:
        yield "the nouns share words of their own" if one.own & other.own else "the nouns have other words of their own"
    elif (one.own and one.bare) or (other.own and other.bare):
        shared = (one.own & other.about) | (other.own & one.about)
        yield "words of a noun stand with the other" if shared else "a noun that names nobody has words of its own"


def _stems(draft: Draft) -> set[str]:
    return {word[:STEM] for word in key_words(draft.mention.lemma) if len(word) >= STEM}


def _form(draft: Draft) -> str:
    if draft.anaphor:
        return "a noun that takes it up"
    if not draft.nominal:
        return "a verb"
    if draft.definite:
        return "a definite noun"
    return "a noun with 'a'" if draft.indefinite else "a plural" if draft.plural else "a noun"


def _forms(one: Draft, other: Draft) -> Iterator[str]:
    yield f"first {_form(one)}"
    yield f"then {_form(other)}"
    if one.nominal and other.nominal:
        yield "two nouns"
        if one.plural != other.plural:
            yield "one is plural"
    elif one.nominal != other.nominal:
        yield "verb and noun" if other.nominal else "noun and verb"


def _parties(one: Draft, other: Draft) -> Iterator[str]:
    mine, theirs = one.parties, other.parties
    if one.bare or other.bare:
        yield "the second names nobody" if other.bare else "the first names nobody"
    elif mine == theirs:
        yield "same parties"
        if one.mention.event_type == other.mention.event_type:
            yield "same type and parties"
    elif mine <= theirs or theirs <= mine:
        yield "parties of one among those of the other"
    else:
        yield "some parties shared" if mine & theirs else "no party shared"
    if why := contradiction_of_parties(one, other):
        yield why
    if why := contradiction_of_sides(one, other):
        yield why
    if {a.id for a in one.everyone if a.kind == "person"} & {a.id for a in other.everyone}:
        yield "same person"


def _dates(one: Draft, other: Draft) -> Iterator[str]:
    together = overlap(one.days, other.days)
    if of_another_age(one, other) or of_another_age(other, one):
        yield "one lies years back"
    if not one.firm or not other.firm:
        if other.firm:
            yield "the second is dated"
        if not together:
            yield "dates apart, from the story"
    elif together and one.days == other.days:
        yield "same date"
    elif together:
        longest = max(width(*one.days), width(*other.days))
        yield "dates compatible within a month" if longest <= MONTH else "dates compatible, vague"


def _places(one: Draft, other: Draft) -> Iterator[str]:
    if one.place is not None and other.place is not None:
        if one.place.id == other.place.id:
            yield "same place"
        elif places_agree(one.place, other.place):
            yield "a place in the other"
    if one.line == other.line:
        yield "same sentence"
        if not other.nominal:
            yield "same sentence, then a verb"
    elif other.line - one.line == 1:
        yield "next sentence"
    if "\n" not in one.document.text[one.mention.start : other.mention.start]:
        yield "same paragraph"
    if one.mention.head in other.governors or other.mention.head in one.governors:
        yield "one governs the other"
    if one.line <= LEAD:
        yield "the first is in the lead"
    if one.aside:
        yield "the first stands aside"


def _speech(one: Draft, other: Draft) -> Iterator[str]:
    speakers = [{a.id for a in draft.attributed_to} for draft in (one, other)]
    if all(speakers):
        yield "same speaker" if speakers[0] & speakers[1] else "other speaker"


def _far(one: Draft, other: Draft) -> float:
    return round(math.log1p(abs(other.line - one.line)), 3)


def _shared(one: Draft, other: Draft) -> frozenset[str]:
    """What both sentences speak of beside the two acts and who takes part."""
    names = {word for d in (one, other) for a in d.everyone for word in a.label.lower().split()}
    return (one.about & other.about) - names - {*one.mention.lemma.split(), *other.mention.lemma.split()}
