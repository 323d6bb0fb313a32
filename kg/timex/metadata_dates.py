"""Dates of metadata, tables and bylines in any wording: the only door to dateparser."""

from __future__ import annotations

import datetime
import email.utils
import re
from typing import Any

LONGEST = 80  # characters; nobody writes a longer date, and a parser can hang on 36 kB of digits
_ISO = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"\s*((?:1[89]|20)\d\d)(\d\d)(\d\d)(?!\d)(?:T?\d{4,6})?")


def metadata_date(value: Any) -> datetime.date | None:
    """Return the calendar day that a metadata value names, or None where it names no full day.

    ISO 8601 first (the day as written, whatever the time zone), then the date of an e-mail header, then free wording
    by dateparser, which must find day, month and year: "March 2015" is no day.

    >>> metadata_date("2022-11-16T23:58:28+09:00")
    datetime.date(2022, 11, 16)
    >>> metadata_date("Wed, 16 Nov 2022 10:58:28 +0000")
    datetime.date(2022, 11, 16)
    >>> metadata_date("16 November 2022")
    datetime.date(2022, 11, 16)
    >>> metadata_date("November 2022") is None
    True
    """
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST:
        return None
    for pattern in (_ISO, _COMPACT):
        match = pattern.match(value)
        if match:
            return _day(*(int(part) for part in match.groups()))
    try:
        header = email.utils.parsedate_tz(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        header = None
    if header and re.match(r"\s*(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{4}\b", value):
        return _day(*header[:3])
    return _free_date(value.strip())


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day) if year >= 1000 else None
    except ValueError:
        return None


def _free_date(value: str) -> datetime.date | None:
    if len(re.findall(r"\d+", value)) < 2:
        return None
    import dateparser

    rules = {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"], "DATE_ORDER": "MDY"}
    try:  # all languages are tried only where English fails: that takes seconds the first time
        found = dateparser.parse(value, languages=["en"], settings=rules) or dateparser.parse(value, settings=rules)
    except (ValueError, OverflowError, TypeError, IndexError, RecursionError):
        return None
    return found.date() if found and 1000 <= found.year <= 9998 else None
