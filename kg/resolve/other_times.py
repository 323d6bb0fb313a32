"""Dates that hang on something else in the text: another event, a term of office, the same event told before."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from kg.model import Dating, Timex, Token
from kg.resolve.clause_times import DAY, by_duration, exact, own_time, undated, within
from kg.seeds.timex import time_lexicon
from kg.text import Text
from kg.timex.calendar import grain

EventDate = Callable[[int], Dating | None]
TermOf = Callable[[str], tuple[datetime.date | None, datetime.date | None] | None]


def reign(text: Text, head: int, term_of: TermOf | None) -> Dating | None:
    """As in "under the previous Moon administration": some day of its term, at the latest that of publication."""
    tree, tokens = text.tree, text.tree.tokens
    if term_of is None:
        return None
    verb = text.clauses.of(head).verb
    for i in (*tree.children[verb], *tree.children[head]):
        if tokens[i].lemma not in ("under", "during") or tokens[i].dep != "prep":
            continue
        for noun in tree.children[i]:
            if tokens[noun].dep != "pobj":
                continue
            name = _office_holder(text, noun)
            term = term_of(name) if name else None
            if term is None or term[0] is None:
                continue
            last = min((day for day in (term[1], text.document.published) if day is not None), default=None)
            if last is None or last < term[0]:
                continue
            words = text.document.text[tokens[i].start : tokens[noun].end]
            return within(term[0], last, words, f"'{words}': the term of {name}")
    return None


def _office_holder(text: Text, noun: int) -> str:
    """The name in "the Moon administration", "President Park", "the rule of Hun Sen"; "" where there is none."""
    tree, tokens = text.tree, text.tree.tokens
    if tokens[noun].pos == "PROPN":
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


def other_event(text: Text, head: int, event_date: EventDate | None) -> Dating | None:
    """As in "two days before the summit", "after the talks", "at the meeting": the other event's date, moved."""
    tree, tokens = text.tree, text.tree.tokens
    if event_date is None:
        return None
    sentence = text.parse.sentence_of(head)
    verb = text.clauses.of(head).verb
    for i in range(sentence.first, sentence.last):
        token = tokens[i]
        if token.lemma not in ("before", "after", "at", "during", "in", "on", "follow", "since") or token.pos not in (
            "ADP",
            "SCONJ",
            "VERB",
        ):
            continue
        if verb not in tree.path(i) or i == head:
            continue
        if token.lemma in ("at", "during", "in", "on") and token.head not in (verb, head):
            continue
        for child in tree.children[i]:
            if child == head or tokens[child].dep not in ("pobj", "pcomp", "dobj"):
                continue
            known = event_date(child)
            if known is None or known.begin is None or known.end is None:
                continue
            words = text.document.text[token.start : tokens[child].end]
            moved = _moved(text, i, known, words)
            if moved is not None:
                return moved
    return None


def at_distance(text: Text, head: int) -> Dating | None:
    """As in "three weeks after the 3 May attack", "two days before 7 June": a dated thing, moved."""
    tree, tokens = text.tree, text.tree.tokens
    sentence = text.parse.sentence_of(head)
    verb = text.clauses.of(head).verb
    for i in range(sentence.first, sentence.last):
        if tokens[i].lemma not in ("before", "after") or tokens[i].head not in (verb, head) or i == head:
            continue
        distance = _distance_before(text, tokens[i])
        inside = tree.subtree(i)
        if distance is None or head in inside:
            continue
        for timex in text.times:
            if tokens[i].end <= timex.start < tokens[inside[-1]].end and grain(timex.value) in ("D", "M", "Y"):
                words = text.words(timex.start, timex.end)
                moved = by_duration(distance.value, exact(timex, words, ""), -1 if tokens[i].lemma == "before" else 1)
                span = text.words(distance.start, tokens[i].end)
                return Dating(*moved, f"{span} {words}", f"'{span}' what is dated '{words}'") if moved else None
    return None


def _moved(
    text: Text,
    preposition: int,
    known: Dating,
    words: str,
) -> Dating | None:
    token = text.tree.tokens[preposition]
    assert known.begin is not None
    assert known.end is not None
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
    if published and known.end < published:
        return within(known.end, published, words, f"'{words}', which is dated {known.edtf}")
    return None


def _distance_before(text: Text, word: Token) -> Timex | None:
    """The span of time that stands right before a word: "two days" of "two days before"."""
    return next((t for t in text.times if t.type == "DURATION" and 0 <= word.start - t.end <= 2), None)


def before_noun(text: Text, head: int, finite: int) -> Dating:
    """As in "Five years after its launch it passed its rivals in February": the launch was five years before that."""
    tree = text.tree
    preposition = tree.tokens[head].head
    known = own_time(text, finite, "")
    token = tree.tokens[preposition]
    distance = _distance_before(text, token)
    if known is None or known.begin is None or distance is None or token.lemma not in ("after", "before"):
        return undated(
            text, f"named after '{token.text.lower()}': earlier than what the clause tells, and no date is given"
        )
    moved = by_duration(distance.value, known, -1 if token.lemma == "after" else 1)
    if moved is None:
        return undated(text, "no date in the text: not after publication")
    words = text.words(distance.start, token.end)
    return Dating(*moved, f"{words}, {known.text}", f"'{words}' it was {known.edtf}")


def clause_at_distance(text: Text, finite: int) -> Dating | None:
    """As in "cut its ties on Jan. 3, a day after it had executed him": the execution was a day before that."""
    tree, tokens = text.tree, text.tree.tokens
    if tokens[finite].dep not in ("advcl", "pcomp") or tokens[finite].head == finite:
        return None
    mark = next((i for i in tree.children[finite] if tokens[i].lemma in ("after", "before") and i < finite), None)
    if tokens[finite].dep == "pcomp" and tokens[tokens[finite].head].lemma in ("after", "before"):
        mark = tokens[finite].head
    if mark is None:
        return None
    distance = _distance_before(text, tokens[mark])
    above = text.clauses.of(tokens[finite].head).finite
    known = own_time(text, above, "") if distance is not None and above != finite else None
    if distance is None or known is None or known.begin is None:
        return None
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
    for i in range(head - 1, -1, -1):
        other = tree.tokens[i]
        if other.pos not in ("NOUN", "VERB") or len(other.lemma) < 4 or not _same_stem(token.lemma, other.lemma):
            continue
        known = own_time(text, i, "")
        if known is not None and known.begin is not None and known.end is not None:
            reason = f"'{other.text}' before it is dated: {known.reason}"
            return Dating(known.begin, known.end, known.edtf, known.certain, known.text, reason)
    return None


def _same_stem(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
