"""Dates of pages, bylines, feeds and tables in any wording and language: the only door to dateparser.

A date is read as it is written, in the time zone in which it is written; what is missing in it is never filled in.
"""

from __future__ import annotations

import calendar
import datetime
import functools
import re
from collections.abc import Iterable
from typing import Any

LONGEST = 80  # characters; nobody writes a longer date, and a parser can hang on 36 kB of digits
LANGUAGES = 40  # tried where the language is not known, those with most speakers first: each costs half a millisecond
LAST_YEAR = 9998  # 9999-12-31 says "no end" in data bases
LAST_SHORT_YEAR = 2049  # "68" is 1968
_ISO = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"\s*((?:1[89]|20)\d\d)(\d\d)(\d\d)(?!\d)(?:T?\d{4,6})?")
_NUMERIC = re.compile(r"\s*(\d{1,2})([./-])(\d{1,2})\2(?:\d{4}|\d\d)(?!\d)")


def metadata_date(value: Any, language: str | None = None, order: str | None = None) -> datetime.date | None:
    """Return the calendar day that a value names, or None where it names no full day.

    ISO 8601 first (the day as written, whatever the time zone), then any wording by dateparser, which must find day,
    month and year: "March 2015" is no day, "3 hours ago" neither. `language` is that of the text around ("fr",
    "en-GB"): it is tried first and says which number is the month, unless `order` ("DMY", "MDY") does.

    >>> metadata_date("2022-11-16T23:58:28+09:00"), metadata_date("Wed, 16 Nov 2022 23:58:28 -0500")
    (datetime.date(2022, 11, 16), datetime.date(2022, 11, 16))
    >>> metadata_date("16 novembre 2022"), metadata_date("11/12/2022"), metadata_date("11/12/2022", "fr")
    (datetime.date(2022, 11, 16), datetime.date(2022, 11, 12), datetime.date(2022, 12, 11))
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
        if match and (day := _day(*(int(part) for part in match.groups()))):
            return day
        if match:
            return None
    if len(re.findall(r"\d+", value)) < 2:
        return None
    return _worded(value.strip(), language, order, ("day", "month", "year"))


def metadata_month(value: str, language: str | None = None) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and the last day of the month that a value names, or None where it names no month of a year.

    >>> metadata_month("septiembre de 2018", "es")
    (datetime.date(2018, 9, 1), datetime.date(2018, 9, 30))
    """
    if len(value) > LONGEST or not re.search(r"\d{4}", value):
        return None
    found = _worded(value.strip(), language, None, ("month", "year"))
    if found is None:
        return None
    return found.replace(day=1), found.replace(day=calendar.monthrange(found.year, found.month)[1])


def day_order(values: Iterable[str]) -> str | None:
    """Return "DMY" or "MDY" where dates in numbers prove it by a day over 12, None where none does or they disagree.

    >>> day_order(["03/04/2018", "19/09/2018"])
    'DMY'
    """
    pairs = [(int(match[1]), int(match[3])) for value in values if (match := _NUMERIC.match(value))]
    first, second = (any(pair[place] > 12 for pair in pairs) for place in (0, 1))
    return None if first == second else "DMY" if first else "MDY"


def order_unknown(value: str, order: str | None, language: str | None) -> bool:
    """Whether a date in numbers can be read in two ways, and neither its column nor the English of a country decides.

    >>> order_unknown("03/04/2018", None, None), order_unknown("19/04/2018", None, None)
    (True, False)
    """
    match = _NUMERIC.match(value)
    if match is None or order or match[2] == "." or _locale(language) not in (None, "en"):
        return False
    first, second = int(match[1]), int(match[3])
    return first != second and first <= 12 and second <= 12


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day) if 1000 <= year <= LAST_YEAR else None
    except ValueError:
        return None


@functools.lru_cache(maxsize=4096)  # a table repeats its dates, and its faults
def _worded(value: str, language: str | None, order: str | None, parts: tuple[str, ...]) -> datetime.date | None:
    """The day by dateparser: in the language given, then in English, then in the languages with most speakers."""
    number = _NUMERIC.match(value)
    if order is None and number and number[2] == ".":
        order = "DMY"  # who writes dates with points writes the day first
    for one in dict.fromkeys((_locale(language), "en", "")):
        parser = None if one is None else _parser(one, order, parts)
        try:
            found = parser and parser.get_date_data(value).date_obj
        except (ValueError, OverflowError, TypeError, IndexError, RecursionError):
            found = None
        if found:
            short = found.year > LAST_SHORT_YEAR and str(found.year) not in value
            return _day(found.year - 100 if short else found.year, found.month, found.day)
    return None


@functools.cache
def _locale(language: str | None) -> str | None:
    """What dateparser calls a language or the English of a country, None where it does not know it."""
    from dateparser.data.languages_info import language_locale_dict

    tag = (language or "").strip().replace("_", "-")
    name, _, country = tag.partition("-")
    whole = f"{name.lower()}-{country.upper()}"
    if whole in language_locale_dict.get(name.lower(), ()):
        return whole
    return name.lower() if name.lower() in language_locale_dict else None


@functools.cache
def _parser(language: str, order: str | None, parts: tuple[str, ...]) -> Any:
    from dateparser.data.languages_info import language_locale_dict, language_order
    from dateparser.date import DateDataParser

    rules: dict[str, Any] = {
        "PARSERS": ["absolute-time"],
        "REQUIRE_PARTS": list(parts),
        "RELATIVE_BASE": datetime.datetime(2000, 1, 1),  # never today: a page reads the same tomorrow
    }
    if order:
        rules["DATE_ORDER"] = order
    if not language:
        return DateDataParser(languages=language_order[:LANGUAGES], settings=rules, use_given_order=True)
    if language in language_locale_dict:
        return DateDataParser(languages=[language], settings=rules)
    return DateDataParser(locales=[language], settings=rules)
