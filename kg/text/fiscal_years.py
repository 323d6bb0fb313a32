"""Whose fiscal year is meant, and so its days: of the state beside it, else of the only one of sentence or story."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from kg.gazetteer import default_gazetteer
from kg.gazetteer.trie import NameMention
from kg.model import Parse, Timex
from kg.seeds.fiscal_years import FiscalYear, fiscal_years

FISCAL = re.compile(r"\b(?:fiscal|financial)\b|\bFY\b|\bFY(?=['’\d])", re.IGNORECASE)
SPLIT = re.compile(r"(\d{4})\s?[-–/]\s?\d{2}(?:\d{2})?\b")
RELATIVE = {"this": 0, "current": 0, "present": 0, "last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}
OWN = frozenset({"name", "adjective", "people", "combining"})  # ways in which a name is that of a state
OF_SOMEBODY = re.compile(r"(?:['’]s?|\b(?:its|his|her|their|our|company|firm|corporate))\s*$")
BESIDE = 3  # characters between a state and its fiscal year: "Japan's fiscal year", "U.S. fiscal year"


def with_fiscal_years(
    text: str, parse: Parse, times: Sequence[Timex], published: datetime.date | None
) -> tuple[Timex, ...]:
    """Return the times with the days of fiscal years where it is known whose they are; the others as they were.

    No state's year is given to a company, and none where several states are named and none stands beside it.
    """
    if not any(FISCAL.search(text, time.start, time.end) for time in times):
        return tuple(times)
    names = [name for name in default_gazetteer().find(text) if _state(name)]
    return tuple(
        _dated(time, text[time.start : time.end], _whose(text, parse, names, time), published)
        if FISCAL.search(text, time.start, time.end)
        else time
        for time in times
    )


def _state(name: NameMention) -> str:
    """The state that a name is the name of; "" for a capital, a person, or where several bear it."""
    own = {sense.entity for sense in name.senses if sense.way in OWN and default_gazetteer().state(sense.entity)}
    return own.pop() if len(own) == 1 else ""


def _whose(text: str, parse: Parse, names: Sequence[NameMention], time: Timex) -> str:
    before = [name for name in names if name.end <= time.start and not text[name.end : time.start].strip(" \n'’s")]
    if before and time.start - before[-1].end <= BESIDE:
        return _state(before[-1])
    inside = [name for name in names if time.start <= name.start < time.end]
    if inside:
        return _state(inside[0])
    if OF_SOMEBODY.search(text[max(0, time.start - 20) : time.start]):
        return ""
    sentence = next((s for s in parse.sentences if s.start <= time.start < s.end), None)
    near = [name for name in names if sentence and sentence.start <= name.start < sentence.end]
    states = {_state(name) for name in near or names}
    return states.pop() if len(states) == 1 else ""


def _dated(time: Timex, words: str, state: str, published: datetime.date | None) -> Timex:
    known = fiscal_years().get(state, ())
    if not known or time.mod or time.type != "DATE":
        return time
    begins = _begins(time, words, known, published)
    year = next((year for year in known if begins is not None and year.since <= begins <= year.until), None)
    if year is None or begins is None:
        return time
    first, last = year.beginning_in(begins)
    return replace(time, earliest=first, latest=last)


def _begins(time: Timex, words: str, known: Sequence[FiscalYear], published: datetime.date | None) -> int | None:
    """The calendar year in which the fiscal year begins that words such as "fiscal 2003", "this fiscal year" name."""
    split = SPLIT.search(words)
    if split:
        return int(split[1])
    number = re.fullmatch(r"(?:FY)?(\d{4})", time.value)
    if number is None:
        return None
    if time.anchor != "published":
        years = [(int(number[1]) - (year.named_by == "end"), year) for year in known if year.named_by]
        return next((begins for begins, year in years if year.since <= begins <= year.until), None)
    step = next((RELATIVE[word] for word in words.lower().split() if word in RELATIVE), None)
    now = next((year for year in known if published is not None and year.since <= published.year <= year.until), None)
    if step is None or now is None or published is None:
        return None
    return published.year - (published.month < now.first_month) + step
