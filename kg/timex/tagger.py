"""The tagger: tokens, patterns at every place where one can begin, readers, and a `Timex` for each reading."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from kg.errors import OptionError, shortened
from kg.model import Timex, as_day
from kg.seeds.timex import time_languages
from kg.timex import dates, parts, periods, spans
from kg.timex.calendar import days_of
from kg.timex.context import Context, Slots
from kg.timex.dates import Reading
from kg.timex.foreign import tag_absolute
from kg.timex.grammar import Grammar, Rule, grammar
from kg.timex.tale import TITLE_YEAR, Tale, is_of_the_past
from kg.timex.tokens import Tokens, tokenise

NEWS = 2  # days named as only news names them that a tale of the past does not hold
OPENING = 40  # words in which a text tells of what time it is
TITLE = 25  # words that a title has at most
READERS: dict[str, Callable[[Slots], Reading | list[Reading] | None]] = {
    "calendar": dates.calendar,
    "day_of_month": dates.day_of_month,
    "nth_weekday_of": dates.nth_weekday_of,
    "iso": dates.iso,
    "numeric": dates.numeric,
    "season": periods.season,
    "year": dates.year,
    "of_an_era": parts.of_an_era,
    "years_of_an_era": parts.years_of_an_era,
    "fiscal": periods.fiscal,
    "decade": periods.decade,
    "century": periods.century,
    "turn": periods.turn,
    "period": periods.period,
    "next": periods.following,
    "weekof": periods.weekof,
    "part_of": parts.part_of,
    "units_of": parts.units_of,
    "regnal": parts.regnal,
    "numbered": parts.numbered,
    "era": parts.era,
    "quarter": periods.quarter,
    "yearago": periods.yearago,
    "latest": periods.latest,
    "phrase": periods.phrase,
    "holiday": periods.holiday,
    "dayrange": dates.dayrange,
    "yearrange": dates.yearrange,
    "monthrange": dates.monthrange,
    "duration": spans.duration,
    "offset": spans.offset,
    "anniversary": spans.anniversary,
    "vague": spans.vague,
    "vagueago": spans.vagueago,
    "length": spans.length,
    "wholeday": spans.wholeday,
    "sets": spans.sets,
    "clock": spans.clock,
    "daypart": spans.daypart,
    "reference": spans.reference,
}


def tag_times(
    text: str, published: datetime.date | str | None = None, language: str = "en", title: str = ""
) -> list[Timex]:
    """Return the time expressions of a text, sorted, non-overlapping, as TIMEX3 with type, value and mod.

    `published` is the day that "Monday" and "last year" count from (a date or "YYYY-MM-DD"); without it such values
    keep X for what is not known; the years of `title` say what time a tale of the past is about. A language
    without word lists gets its absolute dates only. Offsets are code points.
    Time is linear in the length of the text. Types and values are those of the TimeML annotation guidelines 1.2.1.
    Raises OptionError for what is no text and where `published` names no day.

    >>> [(t.value, t.type) for t in tag_times("They met on Monday for two hours.", datetime.date(2013, 3, 22))]
    [('2013-03-18', 'DATE'), ('PT2H', 'DURATION')]
    """
    if not isinstance(text, str):
        raise OptionError(f"{shortened(text)} is no text: give the words, such as document.text")
    published = as_day(published)
    name = language.partition("-")[0].lower()
    if name not in time_languages():
        return tag_absolute(text, language)
    rules = grammar(name)
    tokens = tokenise(text, rules.alphabet)
    context = Context(tokens, rules.lexicon, published)
    context.tale = _tale(
        tokens, title, published, days={*context.lexicon.words["WEEKDAYBARE"], *context.lexicon.words["DATEWORD"]}
    )
    context.headings = _headings(tokens, published)
    found: list[Timex] = []
    position, classes = 0, tokens.classes
    breaks = [k for k in range(len(tokens.kinds) - 1, -1, -1) if tokens.kinds[k] == "paragraph"]
    while True:
        start = rules.starts.search(classes, position)
        if start is None:
            break
        position = start.start()
        while breaks and breaks[-1] < position:
            breaks.pop()
            context.paragraph_starts()
        readings, end = _read_at(rules, context, position)
        for reading in readings:
            first, last = reading.tokens or (position, end)
            found.append(_timex(reading, tokens.starts[first], tokens.ends[last - 1]))
            if reading.type in ("DATE", "TIME"):
                days = reading.days or days_of(reading.value, reading.mod)
                context.remember(reading.value, first, last, reading.anchor, days)
        position = end if readings else position + 1
    return found


def _years(tokens: Tokens, published: datetime.date | None) -> dict[int, int]:
    """The numbers that look like years, by their token."""
    last = published.year + 1 if published else 2100
    return {
        k: int(number)
        for k, (number, word) in enumerate(zip(tokens.numbers, tokens.words, strict=True))
        if number is not None and len(word) == 4 and word.isdigit() and 1500 <= number <= last
    }


def _headings(tokens: Tokens, published: datetime.date | None) -> dict[int, int]:
    """The years that stand on lines of their own, where there are several: what is below each is of that year."""
    kinds, last = ["paragraph", *tokens.kinds, "paragraph"], len(tokens.kinds)
    found = {}
    for k, year in _years(tokens, published).items():
        end = k + 2 if k + 1 < last and tokens.words[k + 1] == ":" else k + 1
        if kinds[k] == kinds[end + 1] == "paragraph":
            found[k] = year
    return found if len(found) > 1 else {}


def _tale(tokens: Tokens, title: str, published: datetime.date | None, days: set[str]) -> Tale | None:
    """The tale that a text tells, where it tells of the past."""
    if published is None:
        return None
    years = _years(tokens, published)
    named = tuple(int(year) for year in TITLE_YEAR.findall(title)) or _first_line(tokens, years)
    now = 0 if named else _days_of_now(tokens, days)
    opens = not now and min(years, default=OPENING) < OPENING
    if not is_of_the_past(years, named, published.year, opens=opens) or now >= NEWS:
        return None
    return Tale((min(named), max(named)) if named else None)


def _days_of_now(tokens: Tokens, days: set[str]) -> int:
    """How often a text names a day as only news do: "on Friday", "today"; not "Sunday, December 7", "the Thursday"."""
    words = tokens.words
    return sum(
        word in days
        and not (k and words[k - 1] == "the")
        and not any(tokens.numbers[n] is not None for n in range(k + 1, min(k + 4, len(words))))
        for k, word in enumerate(words)
    )


def _first_line(tokens: Tokens, years: dict[int, int]) -> tuple[int, ...]:
    """The years that the title names: a line before the first empty one that is no sentence."""
    end = next((k for k, kind in enumerate(tokens.kinds) if kind == "paragraph"), 0)
    if not 0 < end <= TITLE or tokens.words[end - 1] in ".!?":
        return ()
    return tuple(year for k, year in years.items() if k < end and not (k and tokens.words[k - 1] == "since"))


def _timex(reading: Reading, start: int, end: int) -> Timex:
    days = reading.days
    if days is None and reading.type in ("DATE", "TIME"):
        days = days_of(reading.value, reading.mod)
    earliest, latest = days or (None, None)
    return Timex(start, end, reading.type, reading.value, reading.mod, earliest, latest, reading.anchor)


def _read_at(rules: Grammar, context: Context, position: int) -> tuple[list[Reading], int]:
    """The readings of the longest pattern that matches here and can be read, and where it ends."""
    classes = context.tokens.classes
    matches: list[tuple[int, int, Rule, dict[str, int]]] = []
    for rule in rules.by_first.get(classes[position], ()):
        match = rule.regex.match(classes, position)
        if match and match.end() > position:
            matches.append(
                (-match.end(), rule.order, rule, {g: match.start(g) for g in rule.slots if match.start(g) >= 0})
            )
    matches.sort(key=lambda m: m[:2])
    for minus_end, _, rule, groups in matches:
        slots: dict[str, tuple[str, int]] = {}
        for group, index in groups.items():
            slot, name = rule.slots[group]
            slots.setdefault(slot, (name, index))
        reading = READERS[rule.pattern.read](Slots(context, slots, position, -minus_end, rule.pattern.options))
        if reading:
            return (reading if isinstance(reading, list) else [reading]), -minus_end
    return [], position + 1
