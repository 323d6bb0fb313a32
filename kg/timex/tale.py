"""The year that a tale of the past is in where a date leaves it out: "On May 3" of a text about 1961.

A tale moves on: its year is that of the date told last on its main line, in the same paragraph or, failing that, in the
ones before; what a clause names in passing ("the canal, built in 1869") does not move it, and a month that lies well
before the one told last is the next year's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

NEAR = 3  # years from those of the title, or before the one told last, that a tale goes to in passing
HALF_A_YEAR = 6  # months: a month further back than this is the next year's
LONG_AGO = 10  # years that news does not open with
FEW = 4  # years that must stand in a text for their share to tell
TITLE_YEAR = re.compile(r"(?<!since )\b(1[5-9]\d\d|20\d\d)(?!\d)")
YEARS_IN_ADDRESS = re.compile(r"/(1[5-9]\d\d|20\d\d)[-–](1[5-9]\d\d|20\d\d)(?=/)")


def frame_of(title: str, url: str = "") -> tuple[int, int] | None:
    """Return the first and the last year that a title names, else those of a folder in the address of the page.

    >>> frame_of("The War of 1965"), frame_of("China Policy", "https://example.org/1977-1980/china-policy")
    ((1965, 1965), (1977, 1980))
    """
    named = [int(year) for year in TITLE_YEAR.findall(title)]
    if named:
        return min(named), max(named)
    folder = YEARS_IN_ADDRESS.search(url)
    return (int(folder[1]), int(folder[2])) if folder else None


def is_of_the_past(
    years: Mapping[int, int], title: tuple[int, ...], published_year: int, *, opens: bool = False
) -> bool:
    """Whether a text is a tale of the past: of its years, and those of its title, over 90 % lie two or more back.

    News that looks back names its own year beside those that it looks back to; essays on history do not. Of a text
    that `opens` with a year of long ago, all its years are asked for, and no more than two.
    """
    told = [*years.values(), *title]
    old = sum(year < published_year - 1 for year in told)
    if title and old == len(told):
        return True
    if opens and len(years) > 1 and max(told) < published_year - LONG_AGO:
        return True
    return len(years) >= FEW and old > 0.9 * len(told)


@dataclass(slots=True)
class Tale:
    """Where a tale has come to: its year, and the month told last in it (0 where none was)."""

    frame: tuple[int, int] | None = None  # first and last year that the title names
    year: int | None = None
    month: int = 0

    def __post_init__(self) -> None:
        if self.frame and self.frame[0] == self.frame[1]:
            self.year = self.frame[0]

    def moves_to(self, year: int, month: int, *, bare: bool, opens: bool, back: bool, ahead: bool) -> None:
        """Take up a written date: `bare` for a year alone, `opens` where its sentence begins with it; what is told
        `back` or `ahead` of the main line takes the tale there no more than a year does that is far from the title's.
        """
        now = self.year
        if not opens:
            inside = self.frame is None or self.frame[0] - NEAR <= year <= self.frame[1] + NEAR
            before, after = now is None or year < now, now is None or year > now
            far = bare and now is not None and year < now - NEAR
            if not inside or far or (back and before) or (ahead and after and (now is None or bare or year == now + 1)):
                return
        if year != now:
            self.month = 0
        self.year, self.month = year, month or self.month

    def year_of(self, month: int, *, looks_back: bool) -> int | None:
        """Return the year of a month that stands without one, and go on to it."""
        if self.year is None:
            return self.frame[0] if self.frame else None
        if self.month - month >= HALF_A_YEAR and not looks_back and not (self.frame and self.year >= self.frame[1]):
            self.year += 1
        if not looks_back:
            self.month = month
        return self.year
