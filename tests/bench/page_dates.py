"""The day of publication of pages of our own making, beside htmldate in one run.

python tests/bench/page_dates.py [-v]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from htmldate import find_date

from kg.sources import read_bytes
from tests.pages import DATE_FORMS, Dated, dated_page


def ours(form: Dated) -> str | None:
    [document] = read_bytes(dated_page(form).encode(), "page.html", lambda issue: None)
    return document.published.isoformat() if document.published else None


def theirs(form: Dated) -> str | None:
    return find_date(dated_page(form), url=form.url, original_date=True)


def main() -> None:
    print(f"{len(DATE_FORMS)} forms   right  none  wrong  seconds")
    found = {}
    for name, reader in (("diplokg", ours), ("htmldate", theirs)):
        start = time.perf_counter()
        days = found[name] = [reader(form) for form in DATE_FORMS]
        seconds = time.perf_counter() - start
        right = sum(day == form.day for day, form in zip(days, DATE_FORMS, strict=True))
        none = sum(day is None != form.day for day, form in zip(days, DATE_FORMS, strict=True))
        print(f"{name:10} {right:5} {none:5} {len(days) - right - none:6}  {seconds:.2f}")
    if "-v" in sys.argv:
        for form, *pair in zip(DATE_FORMS, *found.values(), strict=True):
            if set(pair) != {form.day}:
                print(f"  {form.name:40} {form.day}", *pair)


if __name__ == "__main__":
    main()
