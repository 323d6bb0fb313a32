"""Periods: years, quarters, months and days, and which of them a date falls into, wholly or in part."""

from __future__ import annotations

import datetime

from kg.errors import OptionError, nearest

ALL = "all"
PERIODS = (ALL, "year", "quarter", "month", "day")
UNKNOWN = ""


def checked(by: str, valid: tuple[str, ...] = PERIODS) -> str:
    """Return the name of a kind of periods. Raises OptionError where there is no such kind.

    >>> checked("year")
    'year'
    """
    if by not in valid:
        raise OptionError(f"by={by!r}; {nearest(str(by), valid)}")
    return by


def period_at(day: datetime.date, by: str) -> str:
    """Return the period that a day lies in: "all", "2018", "2018Q2", "2018-05" or "2018-05-03".

    >>> period_at(datetime.date(2018, 5, 3), "quarter")
    '2018Q2'
    """
    if by == "quarter":
        return f"{day.year:04d}Q{(day.month + 2) // 3}"
    return {ALL: ALL, "year": f"{day.year:04d}", "month": day.isoformat()[:7], "day": day.isoformat()}[by]


def period_of(begin: datetime.date | None, end: datetime.date | None, certain: bool, by: str = "year") -> str:
    """Return the period in which something happened, or "" where that cannot be told.

    What fills its days counts where it begins. What lies somewhere within its days counts only if they all fall into
    one period: "2018" has no month, and an upper bound alone no year.

    >>> period_of(datetime.date(2018, 1, 1), datetime.date(2018, 12, 31), False, "month")
    ''
    """
    if checked(by) == ALL:
        return ALL
    if begin is None:
        return UNKNOWN
    first = period_at(begin, by)
    if certain or (end is not None and period_at(end, by) == first):
        return first
    return UNKNOWN


def shares(begin: datetime.date | None, end: datetime.date | None, certain: bool, by: str) -> dict[str, float]:
    """Return the periods in which something may have happened with the probability of each, all days alike.

    Of what has no first day nothing can be told: {}. The shares of anything else sum to 1.

    >>> shares(datetime.date(2018, 12, 31), datetime.date(2019, 1, 2), False, "year")["2018"]
    0.3333333333333333
    """
    known = period_of(begin, end, certain, by)
    if known != UNKNOWN:
        return {known: 1.0}
    if begin is None or end is None:
        return {}
    total = (end - begin).days + 1
    found: dict[str, float] = {}
    for period in periods(period_at(begin, by), period_at(end, by), by):
        first, last = bounds(period)
        found[period] = ((min(last, end) - max(first, begin)).days + 1) / total
    return found


def bounds(period: str) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day of a period.

    >>> bounds("2018Q2")
    (datetime.date(2018, 4, 1), datetime.date(2018, 6, 30))
    """
    year = int(period[:4])
    if len(period) == 10:
        return (datetime.date.fromisoformat(period),) * 2
    if period[4:5] == "Q":
        first, length = 3 * int(period[5]) - 2, 3
    elif len(period) == 7:
        first, length = int(period[5:]), 1
    else:
        first, length = 1, 12
    after = (year + 1, 1) if first + length > 12 else (year, first + length)
    if after[0] > datetime.MAXYEAR:
        return datetime.date(year, first, 1), datetime.date.max
    return datetime.date(year, first, 1), datetime.date(*after, 1) - datetime.timedelta(days=1)


def periods(first: str, last: str, by: str) -> list[str]:
    """Return every period from the first to the last, both included.

    >>> periods("2018Q4", "2019Q2", "quarter")
    ['2018Q4', '2019Q1', '2019Q2']
    """
    if not first or not last:
        return []
    if checked(by) == ALL:
        return [ALL]
    if by == "day":
        start, end = datetime.date.fromisoformat(first).toordinal(), datetime.date.fromisoformat(last).toordinal()
        return [datetime.date.fromordinal(day).isoformat() for day in range(start, end + 1)]
    per = {"year": 1, "quarter": 4, "month": 12}[by]
    numbers = [int(period[:4]) * per + (int(period[5:] or 1) - 1) for period in (first, last)]
    names = {1: "{0:04d}", 4: "{0:04d}Q{1}", 12: "{0:04d}-{1:02d}"}[per]
    return [names.format(number // per, number % per + 1) for number in range(numbers[0], numbers[1] + 1)]
