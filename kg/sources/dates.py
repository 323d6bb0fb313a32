"""Dates in the cells of tables, with the precision that they have: a year stays a year."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from kg.edtf import days, interval
from kg.errors import OptionError
from kg.timex.metadata_dates import metadata_date, metadata_month

FIRST_OF_EXCEL = datetime.date(1899, 12, 30)  # day 0 of its calendar, which has a 29 February 1900


_EDTF = re.compile(
    r"[\dX.~?%-]+/[\dX.~?%-]*|\.\./[\d-]+|[\[{][\d.,-]+[\]}]|\d{4}(?:-\d\d){0,2}[~?%]"
)  # forms that say more than a day, a month or a year


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
    text = text.strip()
    about = re.fullmatch(r"(?:c\.|ca\.?|circa|about)\s*(\d{4})", text, re.IGNORECASE)
    if about or _EDTF.fullmatch(text):
        edtf = f"{about[1]}~" if about else text
        try:
            return Day(*interval(edtf), edtf)
        except OptionError:
            return None
    if re.fullmatch(r"[2-6]\d{4}(?:\.0)?", text):  # as Excel counts the days
        counted = FIRST_OF_EXCEL + datetime.timedelta(days=int(text[:5]))
        return Day(counted, counted, counted.isoformat())
    match = re.fullmatch(r"(\d{4})(?:[-/]?(\d{2}))?", text)
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
