"""Absolute dates in texts of languages that have no word list yet: we find the span, dateparser reads it."""

from __future__ import annotations

import re

from kg.model import Timex
from kg.timex.metadata_dates import metadata_date

# A day of the month, a word or two, a year ("5 mars 2018", "5 de marzo de 2018"); East Asian dates; numbers.
SPAN = re.compile(
    r"""
      (?<!\d)\d{4}-\d{2}-\d{2}(?!\d)
    | (?<!\d)\d{4}\s?[년年]\s?\d{1,2}\s?[월月]\s?\d{1,2}\s?[일日]
    | (?<!\d)\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,12}\.?\s(?:de\s)?\d{4}(?!\d)
    | (?<!\d)\d{1,2}[./]\d{1,2}[./]\d{4}(?!\d)
    """,
    re.VERBOSE,
)
NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")  # the day first, as outside of America
EAST_ASIAN = re.compile(r"(\d{4})\s?[년年]\s?(\d{1,2})\s?[월月]\s?(\d{1,2})\s?[일日]")


def tag_absolute(text: str, language: str | None = None) -> list[Timex]:
    """Return the full dates of a text in any language that dateparser reads; its own, where it is given, comes first.

    >>> [t.value for t in tag_absolute("Le 5 mars 2018, \uc11c\uc6b8 2019\ub144 8\uc6d4 22\uc77c.")]
    ['2018-03-05', '2019-08-22']
    """
    found = []
    for match in SPAN.finditer(text):
        asian = EAST_ASIAN.fullmatch(match.group())
        numeric = NUMERIC.fullmatch(match.group())
        parts = asian.groups() if asian else numeric.groups()[::-1] if numeric else None
        day = metadata_date("{}-{:0>2}-{:0>2}".format(*parts) if parts else match.group(), language)
        if day is not None:
            found.append(Timex(match.start(), match.end(), "DATE", day.isoformat(), "", day, day))
    return found
