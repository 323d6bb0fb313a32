"""Readers of days, months, years and periods: slots of a pattern to a TIMEX3 value."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from kg.seeds.timex import Holiday
from kg.timex.calendar import at_grain, bounds, easter, grain, nth_weekday, shift
from kg.timex.context import Slots


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of its slots; `tokens` narrows the span to [first, last) where it is not the whole match."""

    type: str
    value: str
    mod: str = ""
    anchor: str = ""
    tokens: tuple[int, int] | None = None


def year_of(slots: Slots) -> int | None:
    """The year that the slots write out, two digits read as the nearest century."""
    if "year" in slots and slots.number("year") is not None:
        return int(slots.number("year") or 0)
    if "yy" in slots:
        digits = int(slots.word("yy")[-2:])
        return _century(digits, slots)
    return None


def _century(digits: int, slots: Slots) -> int:
    pivot = slots.context.published.year if slots.context.published else 2000
    return min((1800 + digits, 1900 + digits, 2000 + digits), key=lambda year: abs(year - pivot + 20))


def day(year: int, month: int, number: int) -> datetime.date | None:
    """The day, or None where the calendar has none such."""
    try:
        return datetime.date(year, month, number)
    except ValueError:
        return None


def modifier(slots: Slots) -> str:
    """START, MID or END as the words before a date say."""
    for slot in ("edge", "part"):
        if slot in slots:
            found = slots.value(slot)
            if isinstance(found, str):
                return found
    return ""


def calendar(slots: Slots) -> Reading | None:
    """A day by weekday, month, day, year, "yesterday" or any mixture."""
    value, anchor = calendar_value(slots)
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
    if year is None and "refrel" in slots:
        reference, _ = context.reference()
        year = reference.year + slots.value("refrel") if reference else None
        anchor = "previous"
    elif year is None and "that" in slots:
        reference, _ = context.reference()
        year, anchor = (reference.year if context.previous and reference else None), "previous"
    elif year is None and context.narrative is not None and "rel" not in slots and slots.tense == "past":
        year, anchor = context.narrative, "previous"
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
        return f"{known}-{month:02}" + (f"-{int(number):02}" if number is not None else ""), "previous" if known != "XXXX" else ""
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
    if tense == "future":
        year += gap < 0 and 3 * -gap >= 12 + gap  # "late November" told in January looks back all the same
    elif tense == "past" or gap > 6:
        year -= gap > 0
    return f"{year:04}-{month:02}"


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

    def distance(option: datetime.date) -> float:
        days = (option - published).days
        if days < 0:
            return -days * (3 if tense == "future" else 1)
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
            offset = -(back or 7) if step < 0 else (ahead or 7)
    else:
        offset = ahead if slots.tense == "future" else -back
    found = shift(published, offset, "D")
    return (found.isoformat() if found else ""), "published"


def day_of_month(slots: Slots) -> Reading | None:
    """ "the 5th": in the month that was last spoken of."""
    reference, unit = slots.context.reference()
    number = slots.number("day")
    if reference is None or number is None or unit not in ("D", "M"):
        return None
    if slots.context.previous_at < 0 and not slots.context.tokens.words[slots.found["day"][1]][0].isdigit():
        return None
    found = day(reference.year, reference.month, int(number))
    return Reading("DATE", found.isoformat(), "", "previous") if found else None


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
    year = last if last > 99 else _century(last, slots)
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


def season(slots: Slots) -> Reading | None:
    """A season, of a year or next to the day of publication."""
    name, year, published = slots.value("season"), year_of(slots), slots.context.published
    anchor = "" if year else "published"
    if year is None:
        if published is None:
            return Reading("DATE", f"XXXX-{name}", modifier(slots))
        step = slots.value("rel") if "rel" in slots else None
        reference, _ = slots.context.reference()
        if "refrel" in slots and reference:
            return Reading("DATE", f"{reference.year + slots.value('refrel'):04}-{name}", modifier(slots), "previous")
        start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[name]
        year = published.year
        if step is not None and "unit" in slots:
            year += step
        elif step == -1:
            year -= start + 2 >= published.month
        elif step == 1:
            year += start <= published.month
        elif step is None:
            tense = slots.tense
            if tense == "future":
                year += start + 2 < published.month
            else:
                year -= start > published.month + (0 if tense == "past" else 6)
    return Reading("DATE", f"{year:04}-{name}", modifier(slots), anchor)


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
    if glued and (tokens.kinds[slots.last] == "word" or after == "-" and _next_is_unit(slots)):
        return None
    if slots.first and tokens.ends[slots.first - 1] == tokens.starts[slots.first] and (tokens.kinds[slots.first - 1] in ("word", "number") or before in ("-", ".", "_", "+")):
        return None
    kinds = tokens.kinds
    if (slots.first and kinds[slots.first - 1] == "number") or (slots.last < len(kinds) and kinds[slots.last] == "number"):
        return None
    if after.isalpha() and after.endswith("s") and not after.endswith("ss") and before not in words["YEARSURE"] and after.islower() and _plain_noun(slots, after):
        return None
    mod = modifier(slots)
    return Reading("DATE", f"{number:04}", mod)


def _plain_noun(slots: Slots, after: str) -> bool:
    """ "2005 units" against "2005 was": a plural noun makes a count of the number."""
    return after not in slots.context.lexicon.words.get("VERBS", ()) and len(after) > 3


def _next_is_unit(slots: Slots) -> bool:
    tokens = slots.context.tokens
    k = slots.last + 1
    return k < len(tokens.words) and (tokens.words[k] in slots.context.lexicon.words["UNIT1"] or tokens.words[k] in slots.context.lexicon.words["NOTYEARAFTER"])


def fiscal(slots: Slots) -> Reading | None:
    """A fiscal year by its number."""
    number = slots.number("yearno") or slots.number("year") or slots.number("fyshort")
    if number is None and "yy" in slots:
        number = float(_century(int(slots.word("yy")[-2:]), slots))
    if number is None:
        return None
    if number < 100:
        number = float(_century(int(number), slots))
    return Reading("DATE", f"{'FY' if 'fyname' in slots else ''}{int(number):04}")


def decade(slots: Slots) -> Reading | None:
    """ "the 1990s", "the '80s", "the nineties"."""
    if "decadeword" in slots:
        century = 19
        digits = slots.value("decadeword")
    else:
        text = "".join(c for c in slots.word("decade") if c.isdigit())
        century, digits = (int(text[:2]), int(text[2])) if len(text) == 4 else (19, int(text[0]))
        if len(text) == 2 and digits == 2:
            return None  # "in his 20s"
        before = slots.context.tokens.words[slots.first - 1] if slots.first else ""
        if len(text) == 2 and (before in ("his", "her", "their", "my", "our", "your", "low", "high") or slots.context.tokens.words[slots.first] not in ("the",) and "'" not in slots.word("decade")):
            return None
    return Reading("DATE", f"{century}{digits}", modifier(slots))


def century(slots: Slots) -> Reading | None:
    """ "the 19th century" is 18: the first two digits of its years."""
    number = slots.number("nth")
    return Reading("DATE", f"{int(number) - 1:02}", modifier(slots)) if number and number < 100 else None


def period(slots: Slots) -> Reading | None:
    """ "this week", "the previous month", "the end of the year": the calendar unit around a day."""
    found = _period(slots)
    prefix = slots.value("fiscal") if "fiscal" in slots else ""
    return replace(found, value=f"{prefix}{found.value}") if found and prefix and grain(found.value) == "Y" else found


def following(slots: Slots) -> Reading | None:
    """ "the next month": after what was told before, or, looking ahead, the time to come."""
    if slots.context.previous and slots.tense == "past":
        return _period(slots)
    return Reading("DURATION", f"P1{slots.value('unit')}", "", "published")


def _period(slots: Slots) -> Reading | None:
    context = slots.context
    unit = slots.value("unit") if "unit" in slots else "Y"
    mod = modifier(slots)
    if "yearend" in slots:
        mod = "END"
    if "part" in slots and slots.word("part") == "latest":
        mod = ""
    if "refrel" in slots or "reln" in slots:
        step = slots.value("refrel") if "refrel" in slots else 1
        reference, size = context.reference(unit)
        if not (context.previous_day if unit == "D" else context.previous) and slots.word("refrel") == "that":
            return Reading("DATE", "PAST_REF")
        if reference is None:
            return Reading("DATE", "PAST_REF" if step <= 0 else "FUTURE_REF", "", "previous")
        if step > 0 and size not in ("D", unit):
            last = bounds(context.previous)
            reference = last[1] if last and unit == "D" else reference
        found = shift(reference, step, unit)
        return Reading("DATE", at_grain(found, unit), mod, "previous") if found else None
    published = context.published
    if published is None:
        blank = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX"}
        return Reading("DATE", blank.get(unit, "XXXX"), mod, "published")
    if unit == "WE":
        return _weekend(slots, mod, published)
    if slots.options.get("bare") or ("edge" in slots and "rel" not in slots) or ("part" in slots and "rel" not in slots):
        near = context.previous and 0 <= slots.first - context.previous_at < 40
        if near and grain(context.previous) in ("D", "M", "Q", "Y", "W"):
            found_bounds = bounds(context.previous)
            if found_bounds and (unit in ("Q", "M", "W", "D")) and grain(context.previous) in ("D", "M", unit):
                return Reading("DATE", at_grain(found_bounds[1], unit), mod, "previous")
        return Reading("DATE", at_grain(published, unit), mod, "published")
    step = slots.value("rel") if "rel" in slots else 0 if "yearend" in slots else -1
    if slots.word("rel") == "past" and unit in ("E", "C") or (slots.word("rel") in ("past", "last", "next", "coming") and (slots.options.get("the") and unit in ("Y", "E", "C", "M", "W", "D"))):
        return Reading("DURATION", {"Y": "P1Y", "E": "P10Y", "C": "P100Y", "M": "P1M", "W": "P1W", "D": "P1D"}[unit], "", "published")
    if slots.word("rel") == "past" and unit in ("Y", "M", "W", "D"):
        return Reading("DURATION", f"P1{unit}", "", "published")
    found = shift(published, step, unit)
    if unit == "D":
        if slots.word("rel") in ("this", "current"):
            return Reading("DATE", at_grain(published, "D"), mod, "published")
        if slots.word("rel") == "last":
            return None
    return Reading("DATE", at_grain(found, unit), mod, "published") if found else None


def _weekend(slots: Slots, mod: str, published: datetime.date) -> Reading | None:
    weekday = published.isoweekday()
    step = slots.value("rel") if "rel" in slots else None
    monday = published - datetime.timedelta(days=weekday - 1)
    if step == -1 or (step is None and slots.tense != "future" and weekday < 6):
        monday -= datetime.timedelta(days=7)
    elif step == 1 and slots.word("rel") == "next":
        monday += datetime.timedelta(days=7)
    elif step == 0 and weekday < 3 and slots.tense == "past":
        monday -= datetime.timedelta(days=7)
    return Reading("DATE", at_grain(monday, "WE"), mod, "published")


def weekof(slots: Slots) -> Reading | None:
    """ "the week of April 8"."""
    value, anchor = calendar_value(slots)
    found = bounds(value)
    return Reading("DATE", at_grain(found[0], "W"), "", anchor) if found else None


def quarter(slots: Slots) -> Reading | None:
    """A quarter or half of a year; without a year the latest that has begun, or the coming one."""
    number = slots.value("nth") or slots.value("qname") or slots.value("hname")
    half = slots.value("unit") == "HALF" or slots.word("unit") == "half" or "hname" in slots
    letter, months = ("H", 6) if half else ("Q", 3)
    number = int(number)
    if not 1 <= number <= (2 if half else 4):
        return None
    context, found_year = slots.context, year_of(slots)
    anchor = "" if found_year else "published"
    if found_year is None and "refrel" in slots:
        reference, _ = context.reference()
        found_year = reference.year + slots.value("refrel") if reference else None
    elif found_year is None and "unit2" in slots and context.published:
        found_year = context.published.year + (slots.value("rel") if "rel" in slots else 0)
    if found_year is None:
        if context.published is None:
            return Reading("DATE", f"XXXX-{letter}{number}")
        found_year = context.published.year
        start = months * (number - 1) + 1
        if slots.tense != "future" and start > context.published.month:
            found_year -= 1
        elif slots.tense == "future" and start + months + 1 < context.published.month:
            found_year += 1  # results of a quarter are told for two months after its end
        elif slots.tense == "future" and start > context.published.month + 5:
            found_year -= 1
    return Reading("DATE", f"{found_year:04}-{letter}{number}", "", anchor)


def yearago(slots: Slots) -> Reading | None:
    """ "the year-ago quarter": the same period, a year before."""
    context = slots.context
    published = context.published
    if "nth" in slots and published:
        return Reading("DATE", f"{published.year - 1:04}-Q{int(slots.value('nth'))}", "", "published")
    near = context.previous and 0 <= slots.first - context.previous_at < 80
    if near and grain(context.previous) in ("Q", "M", "D", "HALF"):
        return Reading("DATE", f"{int(context.previous[:4]) - 1:04}{context.previous[4:]}", "", "previous")
    if near and grain(context.previous) == "FY":
        return Reading("DATE", f"FY{int(context.previous[2:6]) - 1:04}{context.previous[6:]}", "", "previous")
    if published is None:
        return Reading("DATE", "PAST_REF")
    asks_quarter = any(word == "quarter" for word in context.tokens.words[slots.first : slots.last]) or "period" in context.tokens.words[slots.first : slots.last] or results_near(slots)
    found = shift(shift(published, -45 if asks_quarter else 0, "D") or published, -1, "Y")
    if found is None:
        return None
    return Reading("DATE", at_grain(found, "Q" if asks_quarter else "Y"), "", "published")


def results_near(slots: Slots) -> bool:
    """Whether the words around speak of a company's results, which are told by quarters."""
    words = slots.context.tokens.words
    around = words[max(0, slots.first - 12) : slots.first] + words[slots.last : slots.last + 8]
    if any(word in slots.context.lexicon.words["RESULTS"] for word in around):
        return True
    before = words[max(0, slots.first - 9) : slots.first]  # "to $1.3 billion from $1.4 billion a year earlier"
    return bool(before) and before[-1] in slots.context.lexicon.words["SUMS"] and "from" in before


def dayrange(slots: Slots) -> list[Reading] | None:
    """ "March 12-14": two days, the second without its month."""
    value, anchor = calendar_value(slots)
    found, number = bounds(value), slots.number("day2")
    if found is None or number is None:
        return None
    second = day(found[0].year, found[0].month, int(number))
    if second is None or second <= found[0]:
        return None
    at = slots.found["day2"][1]
    first_is_left = slots.found["month"][1] < at
    split = at if not first_is_left else at
    left = Reading("DATE", found[0].isoformat(), "", anchor, (slots.first, _before_sign(slots, split)))
    right = Reading("DATE", second.isoformat(), "", anchor, (at, slots.last))
    return [left, right]


def _before_sign(slots: Slots, at: int) -> int:
    return at - 1


def yearrange(slots: Slots) -> list[Reading] | None:
    """ "1992-1995", "1992-95"."""
    first, second = int(slots.number("year") or 0), int(slots.number("year2") or 0)
    text = slots.word("year2")
    if second < 100:
        if len(text) != 2:
            return None
        second += first - first % 100
    if not first < second <= 2100 or (len(text) == 2 and second - first > 60):
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
    """ "January-March 2012"."""
    year_number, month2 = year_of(slots), int(slots.value("month2"))
    month1 = int(slots.value("month"))
    if year_number is None:
        return None
    at = slots.found["month2"][1]
    return [
        Reading("DATE", f"{year_number - (month1 > month2):04}-{month1:02}", "", "", (slots.first, slots.first + 1)),
        Reading("DATE", f"{year_number:04}-{month2:02}", "", "", (at, slots.last)),
    ]


def latest(slots: Slots) -> Reading | None:
    """ "the latest quarter", "the quarter": the one last spoken of, or the last whose results can be known."""
    context = slots.context
    if "latest" not in slots and grain(context.previous) == "Q" and slots.first - context.previous_at < 60:
        return Reading("DATE", context.previous, "", "previous")
    if context.published is None:
        return Reading("DATE", "XXXX-QX")
    back = 0 if "latest" not in slots and slots.tense == "future" else 45
    found = shift(context.published, -back, "D")
    year_number = year_of(slots)
    if year_number is None and "rel" in slots:
        year_number = context.published.year + slots.value("rel")
    if found and year_number is not None:
        return Reading("DATE", f"{year_number:04}{at_grain(found, 'Q')[4:]}", "", "published")
    return Reading("DATE", at_grain(found, "Q"), "", "published") if found else None


def phrase(slots: Slots) -> Reading | None:
    """A fixed expression."""
    value, wanted = slots.options["value"], slots.options["tense"]
    if wanted and slots.tense != wanted:
        return None
    if value == "overnight":
        published = slots.context.published
        night = shift(published, -1, "D") if published else None
        return Reading("TIME", f"{night.isoformat() if night else 'XXXX-XX-XX'}TNI", "", "published")
    return Reading(slots.options["type"], value, "", "published")


def holiday(slots: Slots) -> Reading | None:
    """A holiday of the year named, else the one that tense and day of publication point to."""
    rule, published = slots.options["holiday"], slots.context.published
    words = slots.context.tokens.words
    if any(word in slots.context.lexicon.words["SEASONNOUN"] for word in words[slots.last : slots.last + 1]) and "year" not in slots:
        return Reading("DURATION", "PXD")
    if "year" in slots:
        found = holiday_in(rule, int(slots.number("year") or 0))
        return Reading("DATE", found.isoformat()) if found else None
    if published is None:
        return Reading("DATE", f"XXXX-{rule.month:02}-{rule.day:02}" if rule.month and rule.day else "XXXX-XX-XX")
    days = [found for step in (-1, 0, 1) if (found := holiday_in(rule, published.year + step))]
    if not days:
        return None
    step = slots.value("rel") if "rel" in slots else None
    past, future = [d for d in days if d <= published], [d for d in days if d >= published]
    if step == -1 and [d for d in days if d < published]:
        found = max(d for d in days if d < published)
    elif step == 1 and future:
        found = min(future)
    elif step == 0:
        found = min(days, key=lambda d: abs(d.year - published.year))
    elif slots.tense == "future" and future:
        found = min(future)
    elif slots.tense == "past" and past:
        found = max(past)
    else:
        found = min(days, key=lambda d: abs(d - published))
    return Reading("DATE", found.isoformat(), "", "published")


def holiday_in(rule: Holiday, year: int) -> datetime.date | None:
    """The day of a holiday in a year, or None where the tables do not know it."""
    if not 1583 <= year <= 9998:
        return None
    if rule.lunar:
        known = rule.lunar.get(year)
        return datetime.date.fromisoformat(f"{year:04}-{known}") if known else None
    if rule.easter is not None:
        return easter(year) + datetime.timedelta(days=rule.easter)
    if rule.weekday:
        found = nth_weekday(year, rule.month, rule.weekday, rule.nth)
        # the Tuesday after the first Monday
        return found + datetime.timedelta(days=7) if rule.day and found.day < rule.day else found
    return day(year, rule.month, rule.day)
