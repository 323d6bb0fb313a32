"""Readers of days, months, years and periods: slots of a pattern to a TIMEX3 value."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from kg.timex.calendar import at_grain, bounds, grain, nth_weekday, shift
from kg.timex.context import Slots


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of its slots.

    `tokens` narrows the span to [first, last) where it is not the whole match, `days` are the first and last day where
    they are not those of the value and mod ("the last week of July", "the past three years").
    """

    type: str
    value: str
    mod: str = ""
    anchor: str = ""
    tokens: tuple[int, int] | None = None
    days: tuple[datetime.date, datetime.date] | None = None


def year_of(slots: Slots) -> int | None:
    """The year that the slots write out, two digits read as the nearest century."""
    if "year" in slots and slots.number("year") is not None:
        return int(slots.number("year") or 0)
    if "yy" in slots:
        digits = int(slots.word("yy")[-2:])
        return century_of(digits, slots)
    return None


def century_of(digits: int, slots: Slots) -> int:
    """The year that two digits mean: one near the publication, rather before than after it."""
    pivot = slots.context.published.year if slots.context.published else 2000
    return min((1800 + digits, 1900 + digits, 2000 + digits), key=lambda year: abs(year - pivot + 20))


def day(year: int, month: int, number: int) -> datetime.date | None:
    """The day, or None where the calendar has none such."""
    try:
        return datetime.date(year, month, number)
    except ValueError:
        return None


def modifier(slots: Slots) -> str:
    """START, MID or END as the words before a date say; APPROX where they make it vague."""
    if "approx" in slots:
        return "APPROX"
    for slot in ("edge", "part"):
        if slot in slots:
            found = slots.value(slot)
            if isinstance(found, str):
                return found
    return ""


def calendar(slots: Slots) -> Reading | None:
    """A day by weekday, month, day, year, "yesterday" or any mixture."""
    value, anchor = calendar_value(slots)
    if "eve" in slots:  # "the eve of 14 May"
        found = bounds(value)
        before = shift(found[0], -1, "D") if found and grain(value) == "D" else None
        return Reading("DATE", before.isoformat(), "", anchor) if before else None
    if "thisday" in slots and slots.context.published is not None:  # "on this day in 1962"
        found_day = day(year_of(slots) or 0, slots.context.published.month, slots.context.published.day)
        return Reading("DATE", found_day.isoformat()) if found_day else None
    return Reading("DATE", value, modifier(slots), anchor) if value else None


def calendar_value(slots: Slots) -> tuple[str, str]:
    """(value, anchor) of the date slots; the value is empty where there is no such day."""
    context = slots.context
    if "month" in slots:
        return _by_month(slots)
    if "dateword" in slots:
        offset = slots.value("dateword") + slots.options.get("shift", 0)
        if context.published is None:
            return ("PRESENT_REF" if offset == 0 else "PAST_REF" if offset < 0 else "FUTURE_REF"), "published"
        found = shift(context.published, offset, "D")
        return (found.isoformat() if found else ""), "published"
    if "weekday" in slots:
        return _weekday(slots)
    return "", ""


def _by_month(slots: Slots) -> tuple[str, str]:
    context, month, year = slots.context, int(slots.value("month")), year_of(slots)
    number = slots.number("day")
    anchor = "" if year is not None else "published"
    if year is None and ("refrel" in slots or "reln" in slots):
        reference, _ = context.reference()
        step = slots.value("refrel" if "refrel" in slots else "reln")
        if reference is not None and "unit" not in slots:  # "the following July" is that of the same year in May
            step = int(month <= reference.month) if step > 0 else -int(month >= reference.month) if step < 0 else 0
        year = reference.year + step if reference else None
        anchor = "previous"
    elif year is None and "that" in slots:
        reference, _ = context.reference()
        year, anchor = (reference.year if context.previous and reference else None), "previous"
    elif year is None and "rel" not in slots:
        year = context.year_told(month, slots.first, slots.last)
        anchor = "previous" if year is not None else anchor
    elif year is None and "rel" in slots and "unit" in slots:
        year = context.published.year + slots.value("rel") if context.published else None
    if number is not None and not 1 <= number <= 31:
        return "", ""
    if year is not None:
        if number is None:
            return f"{year:04}-{month:02}", anchor
        found = day(year, month, int(number))
        return (found.isoformat() if found else ""), anchor
    if context.published is None:
        known = context.previous[:4] if grain(context.previous) not in ("", "E", "C", "FY") else "XXXX"
        if number is not None and known != "XXXX" and day(int(known), month, int(number)) is None:
            return "", ""
        return f"{known}-{month:02}" + (
            f"-{int(number):02}" if number is not None else ""
        ), "previous" if known != "XXXX" else ""
    if number is None:
        return _month(slots, month, context.published), "published"
    return _month_day(slots, month, int(number), context.published)


def _month(slots: Slots, month: int, published: datetime.date) -> str:
    """A month without a year: this year's, last year's or next year's."""
    year = published.year
    if "rel" in slots:
        step = slots.value("rel")
        if step < 0:
            year -= month >= published.month
        elif step > 0:
            year += month <= published.month and slots.word("rel") == "next"
        return f"{year:04}-{month:02}"
    tense = slots.tense
    gap = month - published.month
    if tense == "future" and not (gap < 0 and _attributive(slots)):
        # "late November" told in January looks back all the same, but where "will" is near
        year += gap < 0 and (3 * -gap >= 12 + gap or slots.context.surely_ahead(slots.first))
    elif tense == "past":
        year -= gap > 0
    else:
        year += (gap < -8) - (gap > 6)
    return f"{year:04}-{month:02}"


def _attributive(slots: Slots) -> bool:
    """As in "a June agreement will be revised": the verb looks ahead, June need not."""
    words = slots.context.tokens.words
    before = words[slots.first - 1] if slots.first else ""
    after = words[slots.last] if slots.last < len(words) else ""
    return before in slots.context.lexicon.words["DETERMINER"] and after.isalpha()


def _month_day(slots: Slots, month: int, number: int, published: datetime.date) -> tuple[str, str]:
    options = [found for year in (-1, 0, 1) if (found := day(published.year + year, month, number))]
    if not options:
        leap = [found for year in range(-4, 5) if (found := day(published.year + year, month, number))]
        options = leap
    if "rel" in slots and "unit" not in slots and slots.value("rel"):
        step = slots.value("rel")
        options = [option for option in options if (option - published).days * step > 0] or options
    if "weekday" in slots:
        matching = [option for option in options if option.isoweekday() == slots.value("weekday")]
        options = matching or options
    if not options:
        return "", ""
    tense = slots.tense
    sure = tense == "future" and slots.context.surely_ahead(slots.first)
    before = slots.context.tokens.words[slots.first - 1] if slots.first else ""
    if before == "ended":  # "the quarter ended Oct. 31" is over
        options = [option for option in options if option <= published] or options

    def distance(option: datetime.date) -> float:
        days = (option - published).days
        if days < 0:
            return -days * (12 if sure else 3 if tense == "future" else 1)
        far = days > 60
        return days * (1 if tense == "future" else (4 if far else 2) if tense == "past" else 2 if far else 1)

    return min(options, key=distance).isoformat(), "published"


def _weekday(slots: Slots) -> tuple[str, str]:
    context, wanted = slots.context, slots.value("weekday")
    published = context.published
    if published is None:
        return f"XXXX-WXX-{wanted}", ""
    today = published.isoweekday()
    back, ahead = (today - wanted) % 7, (wanted - today) % 7
    if "unit" in slots and ("rel" in slots or "refrel" in slots):  # Tuesday next week
        base = context.reference()[0] if "refrel" in slots else published
        step = slots.value("refrel") if "refrel" in slots else slots.value("rel")
        monday = shift(base or published, step, "W")
        if monday is None:
            return "", ""
        return (monday - datetime.timedelta(days=monday.isoweekday() - wanted)).isoformat(), "published"
    if "dir" in slots:  # two Mondays ago
        offset = -((back or 7) + 7 * (int(slots.number("count") or 1) - 1))
    elif "refrel" in slots:
        reference, _ = context.reference()
        if reference is None:
            return "", ""
        step = slots.value("refrel")
        gap = (reference.isoweekday() - wanted) % 7 if step <= 0 else (wanted - reference.isoweekday()) % 7
        found = shift(reference, -(gap or 7) if step < 0 else gap or 7 if step > 0 else -gap, "D")
        return (found.isoformat() if found else ""), "previous"
    elif "rel" in slots:
        step = slots.value("rel")
        if slots.word("rel") == "this":
            offset = ahead if slots.tense != "past" or slots.word("coming") else -back
        else:
            # "last Thursday" said on a Friday is not yesterday
            offset = (-back if back > 1 else -back - 7) if step < 0 else (ahead or 7)
    else:
        told = bounds(context.previous_day) if context.previous_day else None
        before = context.tokens.words[slots.first - 1] if slots.first else ""
        if told and before == "the" and (published - told[0]).days > 60:  # "on the Wednesday" of that story
            gap = (wanted - told[0].isoweekday() + 3) % 7 - 3
            return (told[0] + datetime.timedelta(days=gap)).isoformat(), "previous"
        offset = ahead if slots.tense == "future" else -back
    found = shift(published, offset, "D")
    return (found.isoformat() if found else ""), "published"


def day_of_month(slots: Slots) -> Reading | None:
    """As in "the 5th": in the month that was last spoken of."""
    reference, unit = slots.context.reference()
    number = slots.number("day")
    if reference is None or number is None or unit not in ("D", "M"):
        return None
    if slots.context.previous_at < 0 and not slots.context.tokens.words[slots.found["day"][1]][0].isdigit():
        return None
    found = day(reference.year, reference.month, int(number))
    return Reading("DATE", found.isoformat(), "", "previous") if found else None


def nth_weekday_of(slots: Slots) -> Reading | None:
    """As in "the third Thursday of November", "the first Tuesday of last month"."""
    value, anchor = calendar_value(slots) if "month" in slots else unit_around(slots, "M")
    found, number = bounds(value), slots.value("nth")
    if found is None:
        return None
    nth = -1 if slots.word("nth") in ("last", "final") else int(number)
    return Reading(
        "DATE", nth_weekday(found[0].year, found[0].month, slots.value("weekday"), nth).isoformat(), "", anchor
    )


def unit_around(slots: Slots, unit: str) -> tuple[str, str]:
    """(value, anchor) of "last month", "the previous year": around the publication or what was told before."""
    context = slots.context
    previous = "refrel" in slots and bool(context.previous)
    origin = context.reference()[0] if previous else context.published
    step = slots.value("refrel") if "refrel" in slots else slots.value("rel") if "rel" in slots else 0
    moved = shift(origin, step, unit) if origin else None
    return (at_grain(moved, unit) if moved else ""), "previous" if previous else "published"


def iso(slots: Slots) -> Reading | None:
    """A date in ISO 8601, with or without its time."""
    text = slots.context.tokens.words[slots.first]
    if text.isdigit():
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    text = text.replace("/", "-")
    try:
        found = datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None
    if len(text) > 10:
        return Reading("TIME", found.isoformat() + text[10:].upper())
    return Reading("DATE", found.isoformat())


def numeric(slots: Slots) -> Reading | None:
    """25/02/2013, 2/25/13, 25.2.2013: the order that gives a day; if both do, what the text's other dates say."""
    text = slots.context.tokens.words[slots.first]
    sign = next(c for c in text if not c.isdigit())
    first, second, last = (int(part) for part in text.split(sign))
    year = last if last > 99 else century_of(last, slots)
    if len(text.split(sign)[2]) == 2 and sign != "/" and slots.context.published is None:
        return None
    day_first, month_first = day(year, second, first), day(year, first, second)
    if slots.context.day_first is None:
        slots.context.day_first = _order(slots)
    found = day_first if slots.context.day_first or sign == "." else month_first
    found = found or day_first or month_first
    if found is None or not 1000 <= found.year <= 2200:
        return None
    return Reading("DATE", found.isoformat())


def _order(slots: Slots) -> bool:
    """Whether the text writes the day before the month: by dates that leave no choice, else by the way it spells."""
    tokens = slots.context.tokens
    day_first = month_first = 0
    for kind, word in zip(tokens.kinds, tokens.words, strict=True):
        if kind == "numdate":
            first, second = (int(part) for part in word.replace("-", "/").replace(".", "/").split("/")[:2])
            day_first += first > 12
            month_first += second > 12
    if day_first or month_first:
        return day_first > month_first
    words = slots.context.lexicon.words
    # "14 March" against "March 14"
    months = {name.lower() for name in words.get("MONTH", ())}
    for k, word in enumerate(tokens.words):
        if word in months:
            before = tokens.numbers[k - 1] if k else None
            after = tokens.numbers[k + 1] if k + 1 < len(tokens.words) else None
            day_first += before is not None and before <= 31
            month_first += after is not None and after <= 31
    british = sum(word in words.get("DAYFIRST", ()) for word in tokens.words)
    return day_first + british > month_first


def year(slots: Slots) -> Reading | None:
    """A year by itself; a number that only could be one needs a word before it that leads to a year."""
    tokens, words = slots.context.tokens, slots.context.lexicon.words
    if "era" in slots:
        number = int(slots.number("count") or slots.number("year") or 0)
        return Reading("DATE", f"{slots.value('era') if slots.value('era') == 'BC' else ''}{number:04}")
    name, index = slots.found["year"]
    number = int(slots.number("year") or 0)
    if not tokens.words[index].replace(" ", "").isalnum() or "," in tokens.words[index]:
        return None
    before = tokens.words[slots.first - 1] if slots.first else ""
    after = tokens.words[slots.last] if slots.last < len(tokens.words) else ""
    glued = slots.last < len(tokens.words) and tokens.starts[slots.last] == tokens.ends[slots.last - 1]
    if name == "YEARISH" and not ("part" in slots or before in words["YEARLEAD"] or before == "("):
        return None
    if glued and (tokens.kinds[slots.last] == "word" or (after == "-" and _next_is_unit(slots))):
        return None
    if (
        slots.first
        and tokens.ends[slots.first - 1] == tokens.starts[slots.first]
        and (tokens.kinds[slots.first - 1] in ("word", "number") or before in ("-", ".", "_", "+"))
    ):
        return None
    kinds = tokens.kinds
    if (slots.first and kinds[slots.first - 1] == "number") or (
        slots.last < len(kinds) and kinds[slots.last] == "number"
    ):
        return None
    if (
        after.isalpha()
        and after.endswith("s")
        and not after.endswith("ss")
        and before not in words["YEARSURE"]
        and after.islower()
        and _plain_noun(slots, after)
    ):
        return None
    mod = modifier(slots)
    return Reading("DATE", f"{number:04}", mod)


def _plain_noun(slots: Slots, after: str) -> bool:
    """As in "2005 units" against "2005 was": a plural noun makes a count of the number."""
    return after not in slots.context.lexicon.words.get("VERBS", ()) and len(after) > 3


def _next_is_unit(slots: Slots) -> bool:
    tokens = slots.context.tokens
    k = slots.last + 1
    return k < len(tokens.words) and (
        tokens.words[k] in slots.context.lexicon.words["UNIT1"]
        or tokens.words[k] in slots.context.lexicon.words["NOTYEARAFTER"]
    )


def dayrange(slots: Slots) -> list[Reading] | None:
    """As in "March 12-14": two days, the second without its month."""
    value, anchor = calendar_value(slots)
    found, number = bounds(value), slots.number("day2")
    if found is None or number is None:
        return None
    second = day(found[0].year, found[0].month, int(number))
    if second is None or second <= found[0]:
        return None
    at = slots.found["day2"][1]
    joint = at - 1 - (slots.context.tokens.words[at - 1] == "the")
    left = Reading("DATE", found[0].isoformat(), "", anchor, (slots.first, joint))
    right = Reading("DATE", second.isoformat(), "", anchor, (at, slots.last))
    return [left, right]


def yearrange(slots: Slots) -> list[Reading] | None:
    """As in "1992-1995", "1992-95"."""
    first, second = int(slots.number("year") or 0), int(slots.number("year2") or 0)
    text = slots.word("year2")
    if second < 100:
        if len(text) != 2:
            return None
        second += first - first % 100
    if not 1500 <= first < second <= 2100 or (len(text) == 2 and second - first > 60):
        return None
    tokens = slots.context.tokens
    before = tokens.words[slots.first - 1] if slots.first else ""
    if before in slots.context.lexicon.words["NOTYEARBEFORE"]:
        return None
    at = slots.found["year2"][1]
    return [
        Reading("DATE", f"{first:04}", "", "", (slots.first, slots.first + 1)),
        Reading("DATE", f"{second:04}", "", "", (at, at + 1)),
    ]


def monthrange(slots: Slots) -> list[Reading] | None:
    """As in "January-March 2012"."""
    year_number, month2 = year_of(slots), int(slots.value("month2"))
    month1 = int(slots.value("month"))
    if year_number is None:
        return None
    at = slots.found["month2"][1]
    return [
        Reading("DATE", f"{year_number - (month1 > month2):04}-{month1:02}", "", "", (slots.first, slots.first + 1)),
        Reading("DATE", f"{year_number:04}-{month2:02}", "", "", (at, slots.last)),
    ]
