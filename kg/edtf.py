"""Written dates as days: a year, a month, a day, and the forms of EDTF (ISO 8601-2) that the graph uses."""

from __future__ import annotations

import calendar
import datetime
import re

from kg.errors import OptionError

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_UNKNOWN_DIGITS = re.compile(r"([0-9][0-9X]{3})(?:-([0-9]{2}|XX))?(?:-([0-9]{2}|XX))?")


def days(value: str | datetime.date) -> tuple[datetime.date, datetime.date]:
    """Return the first and last day of a year, month or day, given as text or date.

    Raises OptionError where it is none.

    >>> days("2018-02")
    (datetime.date(2018, 2, 1), datetime.date(2018, 2, 28))
    """
    if isinstance(value, datetime.datetime):
        return value.date(), value.date()
    if isinstance(value, datetime.date):
        return value, value
    found = _PARTIAL.fullmatch(str(value).strip())
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part) if part is not None else None for part in found.groups())
        first = datetime.date(year or 0, 1 if month is None else month, 1 if day is None else day)
        if day is not None:
            return first, first
        last = 12 if month is None else month
        return first, datetime.date(first.year, last, calendar.monthrange(first.year, last)[1])
    except ValueError:
        raise OptionError(f"{value!r} is no date: write '2018', '2018-05', '2018-05-03' or give a date") from None


def interval(edtf: str) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the first and last possible day of an EDTF string; None for an open or unknown end.

    Forms: YYYY, YYYY-MM, YYYY-MM-DD (X for unknown digits), qualified by ~ ? or %;
    A/B with an empty or '..' end; [A..B]; {A,B}. Raises OptionError for anything else.

    >>> interval("2022-09")
    (datetime.date(2022, 9, 1), datetime.date(2022, 9, 30))
    >>> interval("{1954,1962}")
    (datetime.date(1954, 1, 1), datetime.date(1962, 12, 31))
    >>> interval("{1970-01-01..1979-12-31,2007}")
    (datetime.date(1970, 1, 1), datetime.date(2007, 12, 31))
    >>> interval("../2022-11-16")
    (None, datetime.date(2022, 11, 16))
    """
    text = re.sub(r"[~?%]", "", edtf.strip())
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1].replace("..", "/")
    if text.startswith("{") and text.endswith("}"):
        parts = sorted(text[1:-1].split(","))
        text = parts[0] if len(parts) == 1 else f"{parts[0].partition('..')[0]}/{parts[-1].rpartition('..')[2]}"
    if "/" in text:
        return _between(edtf, *text.partition("/")[::2])
    found = _UNKNOWN_DIGITS.fullmatch(text)
    if not found:
        raise OptionError(
            f"{edtf!r} is no EDTF date; write 2022, 2022-11, 2022-11-13, 2022-09-21/2022-09-30 or ../2022-11-16"
        )
    year, month, day = found.groups()
    known = [part for part in (month, day if month != "XX" else None) if part not in (None, "XX")]
    try:
        return days("-".join([year.replace("X", "0"), *known]))[0], days("-".join([year.replace("X", "9"), *known]))[1]
    except OptionError:
        raise OptionError(f"{edtf!r} is no day of the calendar") from None


def _between(edtf: str, first: str, last: str) -> tuple[datetime.date | None, datetime.date | None]:
    if "/" in last:
        raise OptionError(f"{edtf!r} is no EDTF date: it has two slashes")
    begin = None if first in ("", "..") else interval(first)[0]
    end = None if last in ("", "..") else interval(last)[1]
    if begin is not None and end is not None and begin > end:
        raise OptionError(f"{edtf!r} ends before it begins")
    return begin, end
