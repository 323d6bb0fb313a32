"""Readers of seasons, quarters, years of other kinds, calendar units around a day, and holidays."""

from __future__ import annotations

import datetime
from dataclasses import replace

from kg.seeds.timex import Holiday
from kg.timex.calendar import SEASON_MONTHS, at_grain, bounds, easter, grain, nth_weekday, shift
from kg.timex.context import Context, Slots
from kg.timex.dates import Reading, calendar_value, century_of, day, modifier, year_of


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
        start = SEASON_MONTHS[name]
        if step is None:
            tale, context = slots.context.tale is not None, slots.context
            told = context.year_told(start, slots.first, slots.last) if tale else context.year_behind(start, slots.last)
            if told is not None:
                return Reading("DATE", f"{told:04}-{name}", modifier(slots), "previous")
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


def fiscal(slots: Slots) -> Reading | None:
    """A fiscal year by its number, or its two ("2002-03"): whose it is decides on its days."""
    if "year2" in slots:
        first, text = int(slots.number("yearno") or 0), slots.word("year2")
        second = int(text) if len(text) == 4 else first - first % 100 + int(text) + 100 * (int(text) < first % 100)
        return Reading("DATE", f"FY{second:04}") if second == first + 1 and len(text) in (2, 4) else None
    number = slots.number("yearno") or slots.number("year") or slots.number("fyshort")
    if number is None and "yy" in slots:
        number = float(century_of(int(slots.word("yy")[-2:]), slots))
    if number is None:
        return None
    if number < 100:
        number = float(century_of(int(number), slots))
    year = int(number)
    possible = datetime.date(year - 1, 4, 1), datetime.date(year + 1, 3, 31)  # named after its end or its beginning
    return Reading("DATE", f"{'FY' if 'fyname' in slots else ''}{year:04}", days=possible)


def decade(slots: Slots) -> Reading | None:
    """As in "the 1990s", "the '80s", "the nineties"."""
    if "decadeword" in slots:
        century = 19
        digits = slots.value("decadeword")
    else:
        text = "".join(c for c in slots.word("decade") if c.isdigit())
        century, digits = (int(text[:2]), int(text[2])) if len(text) == 4 else (19, int(text[0]))
        if len(text) == 2 and digits == 2:
            return None  # "in his 20s"
        before = slots.context.tokens.words[slots.first - 1] if slots.first else ""
        goes_on = before in ("and", "or", "to") and grain(slots.context.previous) == "E"  # "the 1930s and 40s"
        if (
            len(text) == 2
            and not goes_on
            and (
                before in ("his", "her", "their", "my", "our", "your", "low", "high")
                or (slots.context.tokens.words[slots.first] not in ("the",) and "'" not in slots.word("decade"))
            )
        ):
            return None
    return Reading("DATE", f"{century}{digits}", modifier(slots))


def century(slots: Slots) -> Reading | None:
    """As in "the 19th century" is 18: the first two digits of its years."""
    number = slots.number("nth")
    if number and "era" in slots and slots.value("era") == "BC":
        return Reading("DATE", f"BC{int(number) - 1:02}")
    if not number or number >= 100:
        return None
    if "half" in slots:  # no TIMEX3 value says so: the days do
        first = 100 * (int(number) - 1) + 50 * (int(slots.value("half")) - 1)
        return Reading("DATE", f"{int(number) - 1:02}", "", days=(_first(max(1, first)), _last(first + 49)))
    return Reading("DATE", f"{int(number) - 1:02}", modifier(slots))


def turn(slots: Slots) -> Reading | None:
    """As in "the turn of the century": the one that a tale is near, else the last; five years on each side."""
    context, number = slots.context, slots.number("nth")
    tale = context.tale
    now = (tale.year or (tale.frame[0] if tale.frame else None)) if tale is not None else None
    near = round(now, -2) if now else context.published.year // 100 * 100 if context.published else None
    year = 100 * (int(number) - 1) if number else near
    if not year or not 500 < year < 3000:
        return None
    return Reading("DATE", f"{year:04}", "APPROX", "previous", days=(_first(year - 5), _last(year + 5)))


def _first(year: int) -> datetime.date:
    return datetime.date(year, 1, 1)


def _last(year: int) -> datetime.date:
    return datetime.date(year, 12, 31)


def period(slots: Slots) -> Reading | None:
    """As in "this week", "the previous month", "the end of the year": the calendar unit around a day."""
    found = _period(slots)
    prefix = slots.value("fiscal") if "fiscal" in slots else ""
    return replace(found, value=f"{prefix}{found.value}") if found and prefix and grain(found.value) == "Y" else found


def following(slots: Slots) -> Reading | None:
    """As in "the next month": after what was told before, or, looking ahead, the time to come."""
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
        return _from_what_was_told(slots, unit, mod)
    published = context.published
    if unit == "D" and slots.word("rel") == "last" and context.tokens.words[slots.last : slots.last + 1] == ["of"]:
        return None  # "the last day of February"
    if published is None:
        blank = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX"}
        return Reading("DATE", blank.get(unit, "XXXX"), mod, "published")
    if unit == "WE":
        return _weekend(slots, mod, published)
    if slots.options.get("bare") or ("rel" not in slots and ("edge" in slots or "part" in slots)):
        return _bare(slots, unit, mod, published)
    step = slots.value("rel") if "rel" in slots else 0 if "yearend" in slots else -1
    step = slots.options.get("step", step)
    if (slots.word("rel") == "past" and unit in ("E", "C")) or (
        slots.word("rel") in ("past", "last", "next", "coming")
        and (slots.options.get("the") and unit in ("Y", "E", "C", "M", "W", "D"))
    ):
        length = {"Y": "P1Y", "E": "P10Y", "C": "P100Y", "M": "P1M", "W": "P1W", "D": "P1D"}[unit]
        return Reading("DURATION", length, "", "published", days=_from_published(published, step, unit))
    if slots.word("rel") == "past" and unit in ("Y", "M", "W", "D"):
        return Reading("DURATION", f"P1{unit}", "", "published", days=_from_published(published, -1, unit))
    found = shift(published, step, unit)
    if unit == "D":
        if context.tokens.words[max(0, slots.first - 1) : slots.first] == ["to"]:
            return Reading("DATE", "PRESENT_REF", "", "published")  # "to this day they accuse them"
        if slots.word("rel") in ("this", "current"):
            return Reading("DATE", at_grain(published, "D"), mod, "published")
        if slots.word("rel") == "last":
            return None
    if found is None:
        return None
    value = at_grain(found, unit)
    return Reading("DATE", value, mod, "published", days=_rest_of(slots, value, published))


def _from_what_was_told(slots: Slots, unit: str, mod: str) -> Reading | None:
    """As in "the next day", "that month": around what was last spoken of."""
    context = slots.context
    step = slots.value("refrel") if "refrel" in slots else 1
    known, told = context.previous_days, grain(context.previous)
    if slots.word("refrel") == "same" and context.tokens.words[slots.last : slots.last + 1] in (["that"], ["as"]):
        return None  # "the same day that it recognised them": of what follows
    if unit == "D" and step >= 0 and known and told in ("M", "Y") and not context.previous_day:
        first, end = (shift(day, step, "D") for day in known)  # "fell in May; the next day they fled"
        return Reading("DATE", context.previous, mod, "previous", days=(first, end)) if first and end else None
    reference, size = context.reference(unit)
    if not (context.previous_day if unit == "D" else context.previous) and slots.word("refrel") == "that":
        return Reading("DATE", "PAST_REF")
    if reference is None:
        return Reading("DATE", "PAST_REF" if step <= 0 else "FUTURE_REF", "", "previous")
    if step > 0 and size == "Y" and unit == "M" and known:  # "in 1962; the next month they fled"
        first, end = (shift(day, step, "M") for day in known)
        return Reading("DATE", context.previous, mod, "previous", days=(first, end)) if first and end else None
    if step > 0 and size not in ("D", unit):
        last = bounds(context.previous)
        reference = last[1] if last and unit == "D" else reference
    found = shift(reference, step, unit)
    return Reading("DATE", at_grain(found, unit), mod, "previous") if found else None


def _bare(slots: Slots, unit: str, mod: str, published: datetime.date) -> Reading:
    """As in "the end of the year", "earlier in the week": around what was just told, else around publication."""
    context = slots.context
    near = context.previous and 0 <= slots.first - context.previous_at < 40
    if (
        unit in ("E", "C", "Y") and context.tale is not None and context.tale.year is not None
    ):  # "By the end of the year"
        return Reading("DATE", at_grain(_first(context.tale.year), unit), mod, "previous")
    day = bounds(context.previous_day) if near and unit == "D" and context.previous_day else None
    if day is not None:
        return Reading("DATE", at_grain(day[1], "D"), mod, "previous")
    if near and grain(context.previous) in ("D", "M", "Q", "Y", "W"):
        found_bounds = bounds(context.previous)
        if found_bounds and (unit in ("Q", "M", "W", "D")) and grain(context.previous) in ("D", "M", unit):
            return Reading("DATE", at_grain(found_bounds[1], unit), mod, "previous")
    return Reading("DATE", at_grain(published, unit), mod, "published")


def _rest_of(slots: Slots, value: str, published: datetime.date) -> tuple[datetime.date, datetime.date] | None:
    """The days of "earlier this month" are over, those of "later this month" to come."""
    whole, edge = bounds(value), slots.word("edge")
    if whole is None or not whole[0] <= published <= whole[1]:
        return None
    one = datetime.timedelta(days=1)
    if edge == "later" and published < whole[1]:
        return published + one, whole[1]
    return (whole[0], published - one) if edge == "earlier" and whole[0] < published else None


def _from_published(published: datetime.date, step: int, unit: str) -> tuple[datetime.date, datetime.date] | None:
    """The days between the publication and one unit before or after it."""
    other = shift(published, step, unit)
    return (min(other, published), max(other, published)) if other else None


def _weekend(slots: Slots, mod: str, published: datetime.date) -> Reading | None:
    weekday = published.isoweekday()
    step = slots.options.get("step", slots.value("rel") if "rel" in slots else None)
    monday = published - datetime.timedelta(days=weekday - 1)
    if step == -1 or (step is None and slots.tense != "future" and weekday < 6):
        monday -= datetime.timedelta(days=7)
    elif step == 1 and slots.word("rel") == "next":
        monday += datetime.timedelta(days=7)
    elif step == 0 and weekday < 3 and slots.tense == "past":
        monday -= datetime.timedelta(days=7)
    return Reading("DATE", at_grain(monday, "WE"), mod, "published")


def weekof(slots: Slots) -> Reading | None:
    """As in "the week of April 8"."""
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
    """As in "the year-ago quarter": the same period, a year before."""
    context = slots.context
    published = context.published
    if "nth" in slots and published:
        return Reading("DATE", f"{published.year - 1:04}-Q{int(slots.value('nth'))}", "", "published")
    near = context.previous and 0 <= slots.first - context.previous_at < 80
    if near and grain(context.previous) in ("Q", "M", "D", "HALF"):
        return Reading("DATE", year_before(context), "", "previous")
    if near and grain(context.previous) == "FY":
        return Reading("DATE", f"FY{int(context.previous[2:6]) - 1:04}{context.previous[6:]}", "", "previous")
    if published is None:
        return Reading("DATE", "PAST_REF")
    asks_quarter = (
        any(word == "quarter" for word in context.tokens.words[slots.first : slots.last])
        or "period" in context.tokens.words[slots.first : slots.last]
        or results_near(slots)
    )
    found = shift(shift(published, -45 if asks_quarter else 0, "D") or published, -1, "Y")
    if found is None:
        return None
    return Reading("DATE", at_grain(found, "Q" if asks_quarter else "Y"), "", "published")


def year_before(context: Context) -> str:
    """The same period a year before the one last spoken of, unless that one is of the year before already."""
    days = bounds(context.previous)
    months_old = (context.published - days[1]).days / 30 if days and context.published else 0
    already = grain(context.previous) in ("Q", "HALF") and 9 < months_old < 18
    return f"{int(context.previous[:4]) - (not already):04}{context.previous[4:]}"


def results_near(slots: Slots) -> bool:
    """Whether the words around speak of a company's results, which are told by quarters."""
    words = slots.context.tokens.words
    around = words[max(0, slots.first - 12) : slots.first] + words[slots.last : slots.last + 8]
    if any(word in slots.context.lexicon.words["RESULTS"] for word in around):
        return True
    before = words[max(0, slots.first - 9) : slots.first]  # "to $1.3 billion from $1.4 billion a year earlier"
    return bool(before) and before[-1] in slots.context.lexicon.words["SUMS"] and "from" in before


def latest(slots: Slots) -> Reading | None:
    """As in "the latest quarter", "the quarter": the one last spoken of, or the last whose results can be known."""
    context = slots.context
    if "latest" not in slots and grain(context.previous) == "Q" and slots.first - context.previous_at < 60:
        return Reading("DATE", context.previous, "", "previous")
    if context.published is None:
        return Reading("DATE", "XXXX-QX")
    found = shift(context.published, -45, "D")  # even forecasts "for the quarter" come with its results
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
        days = (night, published) if night and published else None
        return Reading("TIME", f"{night.isoformat() if night else 'XXXX-XX-XX'}TNI", "", "published", days=days)
    return Reading(slots.options["type"], value, "", "published")


def holiday(slots: Slots) -> Reading | None:
    """A holiday of the year named, else the one that tense and day of publication point to."""
    rule, published = slots.options["holiday"], slots.context.published
    words = slots.context.tokens.words
    if words[slots.last - 1] == "day" and slots.context.longer_name(slots.first):
        return None  # "Kargil Victory Day"
    if (
        any(word in slots.context.lexicon.words["SEASONNOUN"] for word in words[slots.last : slots.last + 1])
        and "year" not in slots
    ):
        return Reading("DURATION", "PXD")
    if "year" in slots:
        found = holiday_in(rule, int(slots.number("year") or 0))
        return Reading("DATE", found.isoformat()) if found else None
    if slots.context.tale is not None and slots.context.tale.year is not None and "rel" not in slots:
        told = holiday_in(rule, slots.context.tale.year)
        return Reading("DATE", told.isoformat(), "", "previous") if told else None
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
