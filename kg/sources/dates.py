"""Dates in the cells of tables, with the precision that they have: a year stays a year."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from kg.edtf import days
from kg.errors import OptionError
from kg.timex.metadata_dates import metadata_date, metadata_month


class Day(NamedTuple):
    """The first and last possible day, and EDTF."""

    begin: datetime.date | None
    end: datetime.date | None
    edtf: str


def written_day(text: str, order: str | None = None) -> Day | None:
    """Return what a cell says of a date: a day, a month or a year; None where it cannot be read.

    `order` ("DMY", "MDY") is that of dates in numbers, where the table proves one.

    >>> written_day("20221113").edtf, written_day("2022-11").edtf, written_day("1965").edtf
    ('2022-11-13', '2022-11', '1965')
    >>> written_day("13 noviembre 2022").edtf, written_day("Nov. 2022").edtf, written_day("5/11/2022", "DMY").edtf
    ('2022-11-13', '2022-11', '2022-11-05')
    """
    match = re.fullmatch(r"(\d{4})(?:[-/]?(\d{2}))?", text.strip())
    if match:
        edtf = "-".join(part for part in match.groups() if part)
        try:
            return Day(*days(edtf), edtf)
        except OptionError:
            return None
    day = metadata_date(text, order=order)
    if day:
        return Day(day, day, day.isoformat())
    month = metadata_month(text)
    return Day(*month, f"{month[0]:%Y-%m}") if month else None
