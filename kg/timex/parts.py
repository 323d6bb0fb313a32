"""Readers of parts of a month or year ("the last week of July") and of eras ("the third year of Meiji")."""

from __future__ import annotations

import calendar
import datetime

from kg.timex.calendar import bounds, shift
from kg.timex.context import Slots
from kg.timex.dates import Reading, calendar_value, day, unit_around, year_of
from kg.timex.periods import decade
from kg.timex.spans import TIME_UNITS, amount, written

Days = tuple[datetime.date, datetime.date]


def container(slots: Slots) -> tuple[str, str]:
    """(value, anchor) of the month, year or week that a part is of; the value is empty where nobody knows it."""
    if "month" in slots:
        return calendar_value(slots)
    if "decade" in slots:
        found = decade(slots)
        return (found.value if found else ""), ""
    if "unit2" in slots:
        return unit_around(slots, slots.value("unit2"))
    year = year_of(slots)
    return (f"{year:04}" if year else ""), ""


def part_of(slots: Slots) -> Reading | None:
    """As in "the 23rd of last month", "the last day of July", "the second week of July", "the first half of May"."""
    value, anchor = container(slots)
    whole = bounds(value)
    if whole is None:
        return None
    first, last = whole
    if "nthday" in slots:
        found = day(first.year, first.month, int(slots.number("nthday") or 0))
        return Reading("DATE", found.isoformat(), "", anchor) if found else None
    number = int(slots.value("nth"))
    part = _days_of_part(first, last, "HALF" if slots.word("unit") == "half" else slots.value("unit"), number)
    if part is None:
        return None
    if part[0] == part[1]:
        return Reading("DATE", part[0].isoformat(), "", anchor)
    mod = "START" if part[0] == first else "END" if part[1] == last else "MID"
    return Reading("DATE", value, mod, anchor, days=part)


def _days_of_part(first: datetime.date, last: datetime.date, unit: str, number: int) -> Days | None:
    """The days of the nth (last for -1) unit of [first, last]; weeks are counted from its first day."""
    if unit == "HALF":
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        middle = (
            first.replace(day=15)
            if months == 1
            else (shift(first, months // 2, "M") or last) - datetime.timedelta(days=1)
        )
        return (first, middle) if number == 1 else (middle + datetime.timedelta(days=1), last)
    if unit == "WE":
        saturdays = [
            d for k in range((last - first).days + 1) if (d := first + datetime.timedelta(days=k)).weekday() == 5
        ]
        if not 0 < abs(number) <= len(saturdays):
            return None
        saturday = saturdays[number if number < 0 else number - 1]
        return saturday, saturday + datetime.timedelta(days=1)
    step = -1 if number < 0 else 1
    near = shift(first if step > 0 else last, (abs(number) - 1) * step, unit)
    far = shift(near, step, unit) if near else None
    if near is None or far is None:
        return None
    if unit in ("M", "Q"):
        near, far = (near, far) if step > 0 else (_month_end(near), _month_end(far))
    far -= datetime.timedelta(days=step)
    part = (near, far) if step > 0 else (far, near)
    return part if first <= part[0] and part[1] <= last else None


def _month_end(one: datetime.date) -> datetime.date:
    return one.replace(day=calendar.monthrange(one.year, one.month)[1])


def units_of(slots: Slots) -> list[Reading] | None:
    """As in "the first three months of 1997", "the last days of May": a length of time, and the period it is of."""
    value, anchor = container(slots)
    whole, unit = bounds(value), slots.value("unit")
    if whole is None or unit in TIME_UNITS:
        return None
    first, last = whole
    at_end = int(slots.value("nth")) < 0
    count = amount(slots) if {"count", "vague", "few"} & set(slots.found) else None
    if count is None:
        third = datetime.timedelta(days=(last - first).days // 3)
        days = (last - third, last) if at_end else (first, first + third)
    else:
        other = shift(last if at_end else first, -count if at_end else count, unit)
        if other is None:
            return None
        days = (other + datetime.timedelta(days=1), last) if at_end else (first, other - datetime.timedelta(days=1))
        if not first <= days[0] <= days[1] <= last:
            return None
    at = slots.found["of"][1]
    left = Reading("DURATION", written(count, unit), "", anchor, (slots.first, at), days)
    return [left, Reading("DATE", value, "", anchor, (at + 1, slots.last))]


def regnal(slots: Slots) -> Reading | None:
    """As in "Meiji 37", "the third year of Showa": the year before the first of the era, and the count."""
    number = slots.number("count")
    if not number or number > 120:
        return None
    return Reading("DATE", f"{slots.value('regnal') + int(number):04}")


def of_an_era(slots: Slots) -> Reading | None:
    """As in "15 March 44 BC", "the spring of 480 BC": no day that a calendar of our era has, so without days."""
    number = int(slots.number("count") or slots.number("year") or 0)
    part = slots.value("season") if "season" in slots else f"{int(slots.value('month')):02}"
    if "day" in slots:
        part += f"-{int(slots.number('day') or 0):02}"
    return Reading("DATE", f"{slots.value('era') if slots.value('era') == 'BC' else ''}{number:04}-{part}")


def years_of_an_era(slots: Slots) -> list[Reading] | None:
    """As in "from 431 to 404 BC": two years, of which only the second says of which era."""
    if slots.value("era") != "BC" or (slots.number("count") or 0) <= (slots.number("last") or 0):
        return None
    at = slots.found["last"][1]
    first, last = (f"BC{int(slots.number(name) or 0):04}" for name in ("count", "last"))
    left = Reading("DATE", first, tokens=(slots.first, slots.first + 1))
    return [left, Reading("DATE", last, tokens=(at, slots.last))]


def numbered(slots: Slots) -> Reading | None:
    """As in "the 108th Congress", "the 57th session of the General Assembly": counted from the first, in whose year."""
    number, years = int(slots.number("count") or 0), int(slots.options["years"])
    begin = int(slots.options["first"]) + years * (number - 1)
    end = begin + years
    if number < 1 or (slots.context.published is not None and begin > slots.context.published.year + years):
        return None
    days = (
        datetime.date.fromisoformat(f"{year:04}-{slots.options[side]}") for year, side in ((begin, "from"), (end, "to"))
    )
    first, last = days
    return Reading("DATE", f"{begin:04}/{end:04}", days=(first, last))


def era(slots: Slots) -> Reading | None:
    """As in "the Meiji era", "World War II": its first and last day or year; its end alone after "the end of"."""
    first, _, last = str(slots.options["era"]).partition("/")
    begins, ends = bounds(first), bounds(last)
    if begins is None or ends is None:
        return None
    part = slots.value("part") if "part" in slots else ""
    if part == "END":
        return Reading("DATE", last[:4], "END", days=bounds(last[:4]))
    if part == "START":
        return Reading("DATE", first[:4], "START", days=bounds(first[:4]))
    return Reading("DATE", f"{first}/{last}", "", days=(begins[0], ends[1]))
