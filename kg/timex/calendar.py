"""Calendar arithmetic on TIMEX3 values: shift a day, write a day at a grain, the days that a value covers."""

from __future__ import annotations

import calendar
import datetime
import functools
import re

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
DAYS = {"D": 1, "W": 7, "FN": 14, "WE": 7, "N": 1}
MONTHS = {"M": 1, "Q": 3, "TRI": 3, "HALF": 6, "Y": 12, "E": 120, "C": 1200, "L": 12000}


def shift(day: datetime.date, count: float, unit: str) -> datetime.date | None:
    """Return the day `count` units later (earlier if negative); None beyond the years 1 to 9999.

    >>> shift(datetime.date(2013, 3, 31), -1, "M")
    datetime.date(2013, 2, 28)
    """
    try:
        if unit in DAYS:
            return day + datetime.timedelta(days=round(count * DAYS[unit]))
        if unit in MONTHS:
            months = day.year * 12 + day.month - 1 + round(count * MONTHS[unit])
            year, month = divmod(months, 12)
            return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
        seconds = {"H": 3600, "MIN": 60, "S": 1}[unit]
        return (datetime.datetime.combine(day, datetime.time(12)) + datetime.timedelta(seconds=count * seconds)).date()
    except (ValueError, OverflowError):
        return None


def at_grain(day: datetime.date, unit: str) -> str:
    """Return the TIMEX3 value of the period of size `unit` that `day` lies in.

    >>> at_grain(datetime.date(2013, 3, 22), "W"), at_grain(datetime.date(2013, 3, 22), "Q")
    ('2013-W12', '2013-Q1')
    """
    if unit in ("W", "FN", "WE"):
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit == "WE" else "")
    if unit == "M":
        return f"{day.year:04}-{day.month:02}"
    if unit in ("Q", "TRI"):
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    if unit == "HALF":
        return f"{day.year:04}-H{1 if day.month <= 6 else 2}"
    if unit == "Y":
        return f"{day.year:04}"
    if unit == "E":
        return f"{day.year // 10:03}"
    if unit in ("C", "L"):
        return f"{day.year // 100:02}"
    return day.isoformat()


@functools.lru_cache(maxsize=4096)  # an article names the same days again and again
def grain(value: str) -> str:
    """Return the unit of a calendar value ("2013-03" is "M"), or "" where it is none.

    >>> grain("2013-W12"), grain("P3D")
    ('W', '')
    """
    for pattern, unit in _GRAINS:
        if pattern.fullmatch(value):
            return unit
    return ""


_GRAINS = tuple(
    (re.compile(pattern), unit)
    for pattern, unit in (
        (r"\d{4}-\d{2}-\d{2}(?:T.*)?", "D"),
        (r"\d{4}", "Y"),
        (r"\d{4}-\d{2}", "M"),
        (r"\d{4}-W\d{2}", "W"),
        (r"\d{4}-W\d{2}-WE", "WE"),
        (r"\d{4}-Q[1-4]", "Q"),
        (r"\d{4}-H[12]", "HALF"),
        (r"\d{4}-(?:SP|SU|FA|WI)", "SEASON"),
        (r"\d{3}", "E"),
        (r"\d{2}", "C"),
        (r"FY\d{4}(?:-Q\d)?", "FY"),
    )
)


def bounds(value: str) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and last day that a calendar value covers, or None where it names no days.

    >>> bounds("2013-Q1")
    (datetime.date(2013, 1, 1), datetime.date(2013, 3, 31))
    """
    try:
        return _bounds(value)
    except (ValueError, OverflowError):
        return None


PARTS = {"START": 0, "MID": 1, "END": 2}
THIRDS_OF_YEARS = {"E": ((0, 3), (3, 7), (7, 9)), "C": ((0, 33), (33, 66), (67, 99))}


def days_of(value: str, mod: str = "") -> tuple[datetime.date, datetime.date] | None:
    """Return the first and last day of a calendar value under a TIMEX3 mod: START, MID and END are its thirds.

    "Late September" is its last ten days, "the early 1950s" are 1950 to 1953; days and weeks are not divided.

    >>> days_of("2012-09", "END")
    (datetime.date(2012, 9, 21), datetime.date(2012, 9, 30))
    >>> days_of("195", "START")
    (datetime.date(1950, 1, 1), datetime.date(1953, 12, 31))
    """
    whole, part = bounds(value), PARTS.get(mod)
    if whole is None or part is None:
        return whole
    first, last = whole
    unit = grain(value)
    if unit == "M":
        return first.replace(day=10 * part + 1), last if part == 2 else first.replace(day=10 * part + 10)
    if unit in ("Y", "SEASON", "Q", "HALF"):
        months = {"Y": 4, "SEASON": 1, "Q": 1, "HALF": 2}[unit]
        start = shift(first, part * months, "M") or first
        return _months(start.year, start.month, months)
    if unit in ("E", "C"):
        begin, end = THIRDS_OF_YEARS[unit][part]
        return datetime.date(first.year + begin, 1, 1), datetime.date(first.year + end, 12, 31)
    return whole


def _bounds(value: str) -> tuple[datetime.date, datetime.date] | None:
    unit = grain(value)
    if unit == "D":
        day = datetime.date.fromisoformat(value[:10])
        return day, day
    if unit == "Y":
        return datetime.date(int(value), 1, 1), datetime.date(int(value), 12, 31)
    if unit == "M":
        return _months(int(value[:4]), int(value[5:]), 1)
    if unit in ("W", "WE"):
        year, week = int(value[:4]), int(value[6:8])
        first, last = (1, 7) if unit == "W" else (6, 7)
        return datetime.date.fromisocalendar(year, week, first), datetime.date.fromisocalendar(year, week, last)
    if unit == "Q":
        return _months(int(value[:4]), 3 * int(value[6]) - 2, 3)
    if unit == "HALF":
        return _months(int(value[:4]), 6 * int(value[6]) - 5, 6)
    if unit == "SEASON":
        return _months(int(value[:4]), SEASON_MONTHS[value[5:]], 3)
    if unit == "E":
        return datetime.date(int(value) * 10, 1, 1), datetime.date(int(value) * 10 + 9, 12, 31)
    if unit == "C":
        return datetime.date(int(value) * 100 or 1, 1, 1), datetime.date(int(value) * 100 + 99, 12, 31)
    if unit == "FY":  # fiscal years begin in other months: a year either side of the new year is possible
        year = int(value[2:6])
        return datetime.date(year - 1, 1, 1), datetime.date(year, 12, 31)
    return None


def _months(year: int, month: int, count: int) -> tuple[datetime.date, datetime.date]:
    last = shift(datetime.date(year, month, 1), count - 1, "M") or datetime.date(year, 12, 1)
    return datetime.date(year, month, 1), last.replace(day=calendar.monthrange(last.year, last.month)[1])


def easter(year: int) -> datetime.date:
    """Return Easter Sunday of the Gregorian calendar (the anonymous algorithm in Meeus, Astronomical Algorithms, 1991).

    >>> easter(2013)
    datetime.date(2013, 3, 31)
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * weekday) // 433
    n = (h + weekday - 7 * m + 90) // 25
    return datetime.date(year, n, (h + weekday - 7 * m + 33 * n + 19) % 32)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> datetime.date:
    """Return the nth (last for -1) weekday (1 Monday to 7 Sunday) of a month.

    >>> nth_weekday(1999, 11, 4, 4)
    datetime.date(1999, 11, 25)
    """
    if nth < 0:
        last = datetime.date(year, month, calendar.monthrange(year, month)[1])
        return last - datetime.timedelta(days=(last.isoweekday() - weekday) % 7)
    first = datetime.date(year, month, 1)
    return first + datetime.timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
