"""Dates in the cells of tables, with the precision that they have: a year stays a year."""

from __future__ import annotations

import calendar
import datetime
import re
from typing import NamedTuple

from kg.timex.metadata_dates import metadata_date


class Day(NamedTuple):
    """The first and last possible day, and EDTF."""

    begin: datetime.date | None
    end: datetime.date | None
    edtf: str


def written_day(text: str) -> Day | None:
    """Return what a cell says of a date: a day, a month or a year; None where it cannot be read.

    >>> written_day("20221113").edtf, written_day("2022-11").edtf, written_day("1965").edtf
    ('2022-11-13', '2022-11', '1965')
    """
    match = re.fullmatch(r"(\d{4})(?:[-/]?(\d{2}))?", text.strip())
    if match:
        year, month = int(match[1]), int(match[2] or 0)
        if year == 0 or month > 12 or (match[2] and month == 0):
            return None
        last = calendar.monthrange(year, month or 12)[1]
        edtf = f"{year:04d}-{month:02d}" if month else f"{year:04d}"
        return Day(datetime.date(year, month or 1, 1), datetime.date(year, month or 12, last), edtf)
    day = metadata_date(text)
    return Day(day, day, day.isoformat()) if day else None
