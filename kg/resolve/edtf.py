"""Reading the forms of EDTF (ISO 8601-2) that the graph uses."""

from __future__ import annotations

import calendar
import datetime
import re

from kg.errors import OptionError


def interval(edtf: str) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the first and last possible day of an EDTF string; None for an open or unknown end.

    Forms: YYYY, YYYY-MM, YYYY-MM-DD (X for unknown digits), qualified by ~ ? or %;
    A/B with an empty or '..' end; [A..B]; {A,B}.

    >>> interval("2022-09")
    (datetime.date(2022, 9, 1), datetime.date(2022, 9, 30))
    >>> interval("{1954,1962}")
    (datetime.date(1954, 1, 1), datetime.date(1962, 12, 31))
    >>> interval("../2022-11-16")
    (None, datetime.date(2022, 11, 16))
    """
    text = re.sub(r"[~?%]", "", edtf.strip())
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1].replace("..", "/")
    if text.startswith("{") and text.endswith("}"):
        parts = sorted(text[1:-1].split(","))
        text = parts[0] if len(parts) == 1 else f"{parts[0]}/{parts[-1]}"
    if "/" in text:
        first, _, last = text.partition("/")
        return (None if first in ("", "..") else interval(first)[0], None if last in ("", "..") else interval(last)[1])
    found = re.fullmatch(r"(\d[\dX]{3})(?:-(\d\d|XX))?(?:-(\d\d|XX))?", text)
    if not found:
        raise OptionError(
            f"{edtf!r} is no EDTF date; write 2022, 2022-11, 2022-11-13, 2022-09-21/2022-09-30 or ../2022-11-16"
        )
    year, month, day = found.groups()
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    known_month = int(month) if month and month != "XX" else None
    known_day = int(day) if day and day != "XX" and known_month else None
    try:
        begin = datetime.date(first_year, known_month or 1, known_day or 1)
        last_day = known_day or calendar.monthrange(last_year, known_month or 12)[1]
        return begin, datetime.date(last_year, known_month or 12, last_day)
    except ValueError as error:
        raise OptionError(f"{edtf!r} is no day of the calendar ({error})") from error
