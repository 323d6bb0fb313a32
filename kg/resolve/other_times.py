"""Dates that hang on something else in the text: another event, a term of office, the same event told before."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from kg.model import Dating, Document, Parse, Sentence, Timex
from kg.resolve.attachment import clause_verb, finite_above, is_verb, path_up
from kg.resolve.clause_times import DAY, by_duration, own_time, undated, within
from kg.seeds.timex import time_lexicon

EventDate = Callable[[int], Dating | None]
TermOf = Callable[[str], tuple[datetime.date | None, datetime.date | None] | None]


def reign(document: Document, parse: Parse, head: int, term_of: TermOf | None) -> Dating | None:
    """As in "under the previous Moon administration": some day of its term, at the latest that of publication."""
    if term_of is None:
        return None
    tokens = parse.tokens
    verb = head if is_verb(tokens[head]) else clause_verb(parse, head)
    for i in (*parse.children(verb), *parse.children(head)):
        if tokens[i].lemma not in ("under", "during") or tokens[i].dep != "prep":
            continue
        for noun in parse.children(i):
            if tokens[noun].dep != "pobj":
                continue
            name = _office_holder(document, parse, noun)
            term = term_of(name) if name else None
            if term is None or term[0] is None:
                continue
            last = min((day for day in (term[1], document.published) if day is not None), default=None)
            if last is None or last < term[0]:
                continue
            words = document.text[tokens[i].start : tokens[noun].end]
            return within(term[0], last, words, f"'{words}': the term of {name}")
    return None


def _office_holder(document: Document, parse: Parse, noun: int) -> str:
    """The name in "the Moon administration", "President Park", "the rule of Hun Sen"; "" where there is none."""
    tokens = parse.tokens
    if tokens[noun].pos == "PROPN":
        return document.text[tokens[noun].start : tokens[noun].end]
    if tokens[noun].lemma not in time_lexicon().words["REIGN"]:
        return ""
    for i in parse.children(noun):
        if tokens[i].pos == "PROPN" and tokens[i].dep in ("compound", "poss", "nmod", "amod"):
            return document.text[tokens[i].start : tokens[i].end]
        if tokens[i].lemma == "of":
            for k in parse.children(i):
                if tokens[k].pos == "PROPN":
                    return document.text[tokens[k].start : tokens[k].end]
    return ""


def other_event(
    document: Document, parse: Parse, times: tuple[Timex, ...], head: int, event_date: EventDate | None
) -> Dating | None:
    """As in "two days before the summit", "after the talks", "at the meeting": the other event's date, moved."""
    if event_date is None:
        return None
    tokens = parse.tokens
    sentence = parse.sentence_of(head)
    verb = head if is_verb(tokens[head]) else clause_verb(parse, head)
    for i in range(sentence.first, sentence.last):
        token = tokens[i]
        if token.lemma not in ("before", "after", "at", "during", "in", "on", "follow", "since") or token.pos not in (
            "ADP",
            "SCONJ",
            "VERB",
        ):
            continue
        if verb not in path_up(parse, i) or i == head:
            continue
        if token.lemma in ("at", "during", "in", "on") and token.head not in (verb, head):
            continue
        for child in parse.children(i):
            if child == head or tokens[child].dep not in ("pobj", "pcomp", "dobj"):
                continue
            known = event_date(child)
            if known is None or known.begin is None or known.end is None:
                continue
            words = document.text[token.start : tokens[child].end]
            moved = _moved(document, parse, times, sentence, i, known, words)
            if moved is not None:
                return moved
    return None


def _moved(
    document: Document,
    parse: Parse,
    times: tuple[Timex, ...],
    sentence: Sentence,
    preposition: int,
    known: Dating,
    words: str,
) -> Dating | None:
    token = parse.tokens[preposition]
    assert known.begin is not None
    assert known.end is not None
    if token.lemma in ("at", "during", "in", "on"):
        return Dating(
            known.begin, known.end, known.edtf, known.certain, words, f"'{words}', which is dated {known.edtf}"
        )
    direction = -1 if token.lemma == "before" else 1
    distance = next(
        (t for t in times if t.type == "DURATION" and sentence.start <= t.start and 0 <= token.start - t.end <= 2), None
    )
    if distance is not None:
        moved = by_duration(distance.value, known, direction)
        if moved is not None:
            span = document.text[distance.start : token.end]
            return Dating(*moved, f"{span} {words}", f"'{span}' an event dated {known.edtf}")
    if direction < 0:
        last = known.begin - DAY
        return Dating(None, last, f"../{last}", False, words, f"'{words}', which is dated {known.edtf}")
    published = document.published
    if published and known.end < published:
        return within(known.end, published, words, f"'{words}', which is dated {known.edtf}")
    return None


def before_noun(document: Document, parse: Parse, times: tuple[Timex, ...], head: int, finite: int) -> Dating:
    """As in "Five years after its launch it passed its rivals in February": the launch was five years before that."""
    preposition = parse.tokens[head].head
    known = own_time(document, parse, times, finite, "")
    token = parse.tokens[preposition]
    distance = next((t for t in times if t.type == "DURATION" and 0 <= token.start - t.end <= 2), None)
    if known is None or known.begin is None or distance is None or token.lemma not in ("after", "before"):
        return undated(
            document, f"named after '{token.text.lower()}': earlier than what the clause tells, and no date is given"
        )
    moved = by_duration(distance.value, known, -1 if token.lemma == "after" else 1)
    if moved is None:
        return undated(document, "no date in the text: not after publication")
    words = document.text[distance.start : token.end]
    return Dating(*moved, f"{words}, {known.text}", f"'{words}' it was {known.edtf}")


def clause_at_distance(document: Document, parse: Parse, times: tuple[Timex, ...], finite: int) -> Dating | None:
    """As in "cut its ties on Jan. 3, a day after it had executed him": the execution was a day before that."""
    tokens = parse.tokens
    if tokens[finite].dep not in ("advcl", "pcomp") or tokens[finite].head == finite:
        return None
    mark = next((i for i in parse.children(finite) if tokens[i].lemma in ("after", "before") and i < finite), None)
    if tokens[finite].dep == "pcomp" and tokens[tokens[finite].head].lemma in ("after", "before"):
        mark = tokens[finite].head
    if mark is None:
        return None
    distance = next((t for t in times if t.type == "DURATION" and 0 <= tokens[mark].start - t.end <= 2), None)
    above = finite_above(parse, clause_verb(parse, tokens[finite].head))
    known = own_time(document, parse, times, above, "") if distance is not None and above != finite else None
    if distance is None or known is None or known.begin is None:
        return None
    moved = by_duration(distance.value, known, -1 if tokens[mark].lemma == "after" else 1)
    words = document.text[distance.start : tokens[mark].end]
    return Dating(*moved, f"{words}, {known.text}", f"'{words}' it was {known.edtf}") if moved else None


def told_before(document: Document, parse: Parse, times: tuple[Timex, ...], head: int) -> Dating | None:
    """As in "its launch", "the meeting": the date of the word of the same stem that the text has dated before."""
    token = parse.tokens[head]
    if token.pos != "NOUN" or len(token.lemma) < 4:
        return None
    definite = any(
        parse.tokens[i].dep == "poss" or parse.tokens[i].lemma in ("the", "this", "that") for i in parse.children(head)
    )
    if not definite:
        return None
    for i in range(head - 1, -1, -1):
        other = parse.tokens[i]
        if other.pos not in ("NOUN", "VERB") or len(other.lemma) < 4 or not _same_stem(token.lemma, other.lemma):
            continue
        known = own_time(document, parse, times, i, "")
        if known is not None and known.begin is not None and known.end is not None:
            reason = f"'{other.text}' before it is dated: {known.reason}"
            return Dating(known.begin, known.end, known.edtf, known.certain, known.text, reason)
    return None


def _same_stem(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
