"""Dates that hang on something else in the text: another event, a term of office, the same event told before."""

from __future__ import annotations

import bisect
import datetime
import re
from collections.abc import Callable
from dataclasses import replace

from kg.model import Dating, Timex, Token
from kg.resolve.anchors import is_tale, story, until
from kg.resolve.attachment import attach
from kg.resolve.clause_times import (
    DAY,
    by_duration,
    exact,
    from_value,
    lent,
    not_after,
    older_object,
    own_time,
    undated,
    within,
)
from kg.seeds.grammar import load_grammar
from kg.seeds.timex import time_lexicon
from kg.text import Text
from kg.timex.calendar import grain, shift

CONNECTING = ("before", "after", "at", "during", "in", "on", "follow", "since", "into", "of")  # "of": on the eve of
SOON = (  # behind these words, before "after", at most that time
    (frozenset({"immediately", "right", "straight"}), datetime.timedelta(days=7)),
    (frozenset({"shortly", "soon"}), datetime.timedelta(days=92)),
)
MEMORY = 6  # sentences in which "the meeting" takes up one that was dated
FIXING = ("before", "after", "at", "during", "into", "of")  # what stands behind these is an event, not a thing
EventDate = Callable[[int], Dating | None]
TermOf = Callable[[str], tuple[datetime.date | None, datetime.date | None] | None]


def reign(text: Text, head: int, term_of: TermOf | None) -> Dating | None:
    """As in "under the previous Moon administration": some day of its term, at the latest that of publication."""
    tree, tokens = text.tree, text.tree.tokens
    if term_of is None:
        return None
    verb = text.clauses.of(head).verb
    for i in (*tree.children[verb], *tree.children[head]):
        if tokens[i].lemma not in ("under", "during", "in", "throughout") or tokens[i].dep != "prep":
            continue
        for noun in tree.children[i]:
            if tokens[noun].dep != "pobj":
                continue
            name = _office_holder(text, noun, plain=tokens[i].lemma == "under")
            term = term_of(name) if name else None
            if term is None or term[0] is None:
                continue
            last = min((day for day in (term[1], text.document.published) if day is not None), default=None)
            if last is None or last < term[0]:
                continue
            words = text.document.text[tokens[i].start : tokens[noun].end]
            return within(term[0], last, words, f"'{words}': the term of {name}")
    return None


def of_other_years(text: Text, verb: int) -> bool:
    """As in "during his time as vice president", "prior to his surgery": of a time that nobody dates."""
    tree = text.tree
    for i in tree.kids(verb, "prep", "advmod"):
        if tree.lemma(i) == "prior":
            return True
        for noun in tree.kids(i, "pobj"):
            years = tree.lemma(noun) in time_lexicon().words["REIGN"] or any(
                tree.lemma(k) == "as" for k in tree.kids(noun, "prep")
            )
            if tree.lemma(i) in ("during", "under", "throughout") and years and tree.kids(noun, "poss"):
                return True
    return False


def _office_holder(text: Text, noun: int, *, plain: bool) -> str:
    """The name in "the Moon administration", "the Reagan years", "the rule of Hun Sen"; "" where there is none.

    A name alone counts where `plain` says so: "under President Park".
    """
    tree, tokens = text.tree, text.tree.tokens
    if plain and tokens[noun].pos == "PROPN":
        return text.document.text[tokens[noun].start : tokens[noun].end]
    if tokens[noun].lemma not in time_lexicon().words["REIGN"]:
        return ""
    for i in tree.children[noun]:
        if tokens[i].pos == "PROPN" and tokens[i].dep in ("compound", "poss", "nmod", "amod"):
            return text.document.text[tokens[i].start : tokens[i].end]
        if tokens[i].lemma == "of":
            for k in tree.children[i]:
                if tokens[k].pos == "PROPN":
                    return text.document.text[tokens[k].start : tokens[k].end]
    return ""


def anniversary(text: Text, head: int) -> Dating | None:
    """As in "Monday was the 70th anniversary of the takeover", "marked 30 years since": that many years before."""
    tree, tokens = text.tree, text.tree.tokens
    preposition = tokens[head].head
    noun = tokens[preposition].head
    if tokens[noun].lemma != "anniversary" or tokens[preposition].lemma != "of" or tree.is_verb(head):
        return None
    number = next((n for k in tree.kids(noun, "amod", "compound", "nummod") if (n := _ordinal(tokens[k].text))), None)
    verb = text.clauses.of(noun).verb
    known = own_time(text, verb, "")
    day = known.begin if known is not None else text.document.published
    if number is None or day is None:
        return undated(text, "an anniversary tells of it, and not which")
    then = shift(day, -number, "Y")
    if then is None:
        return None
    words, reason = text.words(tokens[noun].start, tokens[noun].end), f"{number} years before {day}"
    if known is not None and known.begin == known.end and tokens[verb].lemma == "be":
        return Dating(then, then, then.isoformat(), True, words, reason)
    return from_value(f"{then.year:04}", then.replace(month=1, day=1), then.replace(month=12, day=31), words, reason)


def _ordinal(word: str) -> int | None:
    """The number in "70th" or "tenth"."""
    digits = re.match(r"(\d+)(?:st|nd|rd|th)?$", word)
    if digits:
        return int(digits[1])
    number = time_lexicon().words["ORDINALWORD"].get(word.lower())
    return int(number) if number is not None else None


def other_event(text: Text, head: int, event_date: EventDate | None) -> Dating | None:
    """As in "two days before the summit", "after the talks", "at the meeting": the other event's date, moved."""
    tree, tokens = text.tree, text.tree.tokens
    sentence = text.parse.sentence_of(head)
    verb = text.clauses.of(head).verb
    for i in range(sentence.first, sentence.last):
        token = tokens[i]
        if token.lemma not in CONNECTING or token.pos not in ("ADP", "SCONJ", "VERB"):
            continue
        if verb not in tree.path(i) or i == head:
            continue
        if token.lemma == "of" and tree.lemma(token.head) != "eve":
            continue
        if token.lemma in ("at", "during", "in", "on") and token.head not in (verb, head):
            continue
        for child in tree.children[i]:
            if child == head or tokens[child].dep not in ("pobj", "pcomp", "dobj"):
                continue
            if tokens[child].dep == "pcomp" and token.lemma in ("at", "during", "in", "on"):
                continue  # "progress in negotiating"
            if token.lemma == "on" and tokens[child].lemma not in time_lexicon().words["JOURNEY"]:
                continue  # "understandings reached on the withdrawal": their topic
            known = event_date(child) if event_date else None
            if known is None and token.lemma in FIXING:
                known = told_before(text, child)
            if known is None and token.lemma in ("after", "following", "follow"):
                known = _dated_noun(text, child)
            if known is None or known.begin is None or known.end is None:
                continue
            words = text.document.text[token.start : tokens[child].end]
            moved = _moved(text, i, known, words)
            if moved is not None:
                return moved
    return None


def _dated_noun(text: Text, noun: int) -> Dating | None:
    """As in "After the revolution of 1956": the time that a noun has of its own."""
    if text.tree.is_verb(noun) or not is_tale(text):
        return None
    for attached in attach(text, text.parse.sentence_of(noun)):
        timex = attached.timex
        if attached.governor == noun and timex.type == "DATE" and timex.earliest is not None and timex.latest:
            return exact(timex, text.words(timex.start, timex.end), "")
    return None


def at_distance(text: Text, head: int) -> Dating | None:
    """As in "three weeks after the 3 May attack", "two days before 7 June", "within a week of 3 May": moved from it."""
    tree, tokens = text.tree, text.tree.tokens
    sentence = text.parse.sentence_of(head)
    verb = text.clauses.of(head).verb
    for i in range(sentence.first, sentence.last):
        distance = _distance_before(text, tokens[i]) if tokens[i].lemma in ("before", "after", "of") else None
        if distance is None or i == head:
            continue
        path = tree.path(i)[1:4]  # the preposition may hang on the words of the distance
        above = next((k for k in path if not distance.start <= tokens[k].start < distance.end), -1)
        inside_of = above >= 0 and tokens[above].lemma == "within"
        if inside_of:
            above = tokens[above].head
        inside = tree.subtree(i)
        if above not in (verb, head) or head in inside or (tokens[i].lemma == "of" and not inside_of):
            continue
        for timex in text.times:
            if tokens[i].end <= timex.start < tokens[inside[-1]].end and grain(timex.value) in ("D", "M", "Y"):
                known = exact(timex, text.words(timex.start, timex.end), "")
                return _at_distance_from(text, known, distance, tokens[i], at_most=inside_of)
    return None


def _at_distance_from(text: Text, known: Dating, distance: Timex, word: Token, *, at_most: bool) -> Dating | None:
    """A dating moved by a distance ("two days before"); by any part of it where that is the most or the least."""
    sign = -1 if word.lemma == "before" else 1
    moved = by_duration(distance.value, known, sign)
    if moved is None or known.begin is None or known.end is None or distance.value.startswith("PT"):
        return None
    span, published = text.words(distance.start, word.end), text.document.published
    words, reason = f"{span} {known.text}", f"'{span}' what is dated '{known.text}'"
    if at_most or distance.mod in ("LESS_THAN", "EQUAL_OR_LESS"):
        count, unit = int(distance.value[1:-1]), distance.value[-1]
        far = shift(known.end if sign > 0 else known.begin, sign * count, unit)
        return within(min(known.begin, far), max(known.end, far), words, reason) if far else None
    if distance.mod in ("MORE_THAN", "EQUAL_OR_MORE") and sign > 0 and published and moved[0] < published:
        return within(moved[0], published, words, reason)
    return Dating(*moved, words, reason)


def _moved(
    text: Text,
    preposition: int,
    known: Dating,
    words: str,
) -> Dating | None:
    token = text.tree.tokens[preposition]
    assert known.begin is not None
    assert known.end is not None
    if token.lemma == "of":  # "on the eve of the summit"
        eve = known.begin - DAY
        return Dating(eve, eve, eve.isoformat(), known.begin == known.end, words, f"the day before {known.edtf}")
    if token.lemma == "into":  # "three days into the talks"
        distance = _distance_before(text, token)
        moved = by_duration(distance.value, replace(known, end=known.begin), 1) if distance is not None else None
        return Dating(*moved, words, f"'{words}', which began {known.begin}") if moved else None
    if token.lemma in ("at", "during", "in", "on"):
        return Dating(
            known.begin, known.end, known.edtf, known.certain, words, f"'{words}', which is dated {known.edtf}"
        )
    direction = -1 if token.lemma == "before" else 1
    distance = _distance_before(text, token)
    if distance is not None:
        moved = by_duration(distance.value, known, direction)
        if moved is not None:
            span = text.words(distance.start, token.end)
            return Dating(*moved, f"{span} {words}", f"'{span}' an event dated {known.edtf}")
    if direction < 0:
        last = known.begin - DAY
        return Dating(None, last, f"../{last}", False, words, f"'{words}', which is dated {known.edtf}")
    published = text.document.published
    latest = published if _in_years(text, preposition) else until(text, known.end)
    if latest is not None and (soon := _how_soon(text, preposition)):
        latest = min(latest, known.end + soon)
    if published and latest and known.end < published:
        first = known.end if known.certain else known.begin
        return within(first, latest, words, f"'{words}', which is dated {known.edtf}")
    return None


def _how_soon(text: Text, word: int) -> datetime.timedelta | None:
    """As in "immediately after the talks", "shortly after them": how long behind it that may be."""
    tree = text.tree
    beside = {tree.lemma(word - 1), *(tree.lemma(k) for k in tree.kids(word, "advmod"))} if word else set()
    return next((days for words, days in SOON if beside & words), None)


def _in_years(text: Text, word: int) -> bool:
    """As in "in the decades after the war", "over the years that followed it": longer than a year."""
    above = text.tree.tokens[text.tree.tokens[word].head]
    return above.lemma in ("year", "decade") and above.tag == "NNS"


def _distance_before(text: Text, word: Token) -> Timex | None:
    """The span of time that stands right before a word: "two days" of "two days before", "the day before"."""
    start = word.start - len("the day ")
    if text.document.text[start : word.start].lower() == "the day ":
        return Timex(start, word.start - 1, "DURATION", "P1D")
    return next((t for t in text.times if 0 <= word.start - t.end <= 2 and t.type == "DURATION"), None)


def days_apart(text: Text, finite: int) -> bool:
    """As in "Days before the vote they met": is it told how many days or more before or after something else it was?"""
    sentence, tokens = text.parse.sentence_of(finite), text.tree.tokens
    words = [i for i in range(sentence.first, sentence.last) if tokens[i].lemma in ("after", "before")]
    own = (tokens[i] for i in words if finite in text.tree.path(i) and not text.quotations.hold(tokens[i].start))
    found = [_distance_before(text, word) for word in own]
    return any(timex is not None and not timex.value.startswith("PT") for timex in found)


def before_noun(text: Text, head: int, finite: int) -> Dating:
    """As in "Five years after its launch it passed its rivals in February": the launch was five years before that.

    What is told after talks is told on their day.
    """
    tree = text.tree
    preposition = tree.tokens[head].head
    known = own_time(text, finite, "")
    token = tree.tokens[preposition]
    distance = _distance_before(text, token)
    if distance is None and token.lemma in ("after", "following") and _are_talks_told_of(text, head, finite):
        day = known or _told_day(text, head)
        if day is not None and day.begin is not None and day.begin == day.end:
            return lent(day.begin, day.begin, "", day.text, f"told of after it: {day.reason}")
    before = not_after(known) if known is not None and token.lemma in ("after", "following", "follow") else None
    if before is not None and distance is None and is_tale(text) and tree.tokens[finite].dep == "ROOT":
        return before
    if known is None or known.begin is None or distance is None or token.lemma not in ("after", "before"):
        return undated(
            text, f"named after '{token.text.lower()}': earlier than what the clause tells, and no date is given"
        )
    moved = by_duration(distance.value, known, -1 if token.lemma == "after" else 1)
    if moved is None:
        return undated(text, "no date in the text: not after publication")
    words = text.words(distance.start, token.end)
    return Dating(*moved, f"{words}, {known.text}", f"'{words}' it was {known.edtf}")


def _are_talks_told_of(text: Text, noun: int, finite: int) -> bool:
    """As in "announced it on Sunday after a summit": who speaks or signs has just met."""
    words, tree = time_lexicon().words, text.tree
    told = tree.lemma(finite) in load_grammar()["reporting"] or tree.lemma(finite) in words["TOLDAFTER"]
    return told and tree.lemma(noun) in words["MEETING"] and text.clauses[finite].tense == "past"


def _told_day(text: Text, head: int) -> Dating | None:
    told = story(text, text.parse.sentence_of(head))
    return Dating(told.day, told.day, "", False, told.text, told.reason) if told.day is not None else None


def clause_at_distance(text: Text, finite: int, dated: Callable[[int], Dating | None]) -> Dating | None:
    """As in "cut its ties on Jan. 3, a day after it had executed him": the execution was a day before that.

    Without a distance ("agreed on Jan. 3, after it had freed him") it was no later; `dated(verb)` dates a clause.
    """
    tree, tokens = text.tree, text.tree.tokens
    if tokens[finite].dep not in ("advcl", "pcomp") or tokens[finite].head == finite:
        return None
    marks = [i for i in tree.children[finite] if tokens[i].lemma in ("after", "before") and i < finite]
    mark = next((i for i in marks if _distance_before(text, tokens[i])), marks[-1] if marks else None)
    if tokens[finite].dep == "pcomp" and tokens[tokens[finite].head].lemma in ("after", "before"):
        mark = tokens[finite].head
    if mark is None:
        return None
    distance = _distance_before(text, tokens[mark])
    above = text.clauses.of(tokens[finite].head).finite
    known = dated(above) if above != finite else None
    if known is None or known.begin is None or known.end is None:
        return None
    if distance is None:
        after = tokens[mark].lemma == "after" and known.begin == known.end != text.document.published
        reason = f"'after' it {known.edtf}" if after else ""
        return Dating(None, known.end, f"../{known.end}", False, known.text, reason) if after else None
    moved = by_duration(distance.value, known, -1 if tokens[mark].lemma == "after" else 1)
    words = text.document.text[distance.start : tokens[mark].end]
    return Dating(*moved, f"{words}, {known.text}", f"'{words}' it was {known.edtf}") if moved else None


def told_before(text: Text, head: int) -> Dating | None:
    """As in "its launch", "the meeting": the date of the word of the same stem that the text has dated before."""
    tree = text.tree
    token = tree.tokens[head]
    if token.pos != "NOUN" or len(token.lemma) < 4:
        return None
    if not tree.is_definite(head):
        return None
    sentences = text.parse.sentences
    place = bisect.bisect_right(sentences, head, key=lambda s: s.first) - 1
    for i in range(head - 1, sentences[max(0, place - MEMORY)].first - 1, -1):
        other = tree.tokens[i]
        if other.pos not in ("NOUN", "VERB") or len(other.lemma) < 4 or not _same_stem(token.lemma, other.lemma):
            continue
        if other.pos == "NOUN" and not _said_of(text, head) <= _said_of(text, i):
            continue  # "the 1902 agreement … the final agreement"
        if _with_whom(text, head) - _around(text, i):
            continue  # "talked on Monday … after his talks with Merkel"
        if older_object(text, i) and not any(a.governor == i for a in attach(text, text.parse.sentence_of(i))):
            continue  # "published the call last week"
        known = own_time(text, i, "")
        if known is not None and known.begin is not None and known.end is not None:
            reason = f"'{other.text}' before it is dated: {known.reason}"
            return Dating(known.begin, known.end, known.edtf, known.certain, known.text, reason)
    return None


def _with_whom(text: Text, noun: int) -> set[str]:
    """The names of those with whom a noun is done, as in "its talks with Peru"."""
    tree = text.tree
    partners = [i for i in tree.objects(noun, "with", "between") for i in tree.subtree(i)]
    return {tree.lemma(i) for i in partners if tree.tokens[i].pos == "PROPN"}


def _around(text: Text, index: int) -> set[str]:
    """The words of the sentence of a token."""
    sentence = text.parse.sentence_of(index)
    return {token.lemma for token in text.tree.tokens[sentence.first : sentence.last]}


def _said_of(text: Text, noun: int) -> set[str]:
    """The words that tell a noun from others of its kind."""
    return {text.tree.lemma(i) for i in text.tree.kids(noun, "amod", "compound", "nmod")}


def _same_stem(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
