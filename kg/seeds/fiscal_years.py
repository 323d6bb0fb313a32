"""When the fiscal years of states begin: seeds/timex/fiscal_years.csv, read strictly."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kg.errors import nearest
from kg.seeds.files import Row, read_table, shipped
from kg.seeds.own import remembered

COLUMNS = ("state", "since", "until", "first_month", "named_by", "note")
NAMED_BY = ("begin", "end", "")
NO_END = 9998


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """The fiscal year of a state's government from the year `since` to `until` (both the years in which it began).

    `named_by` says which of its two calendar years names it alone: "begin", "end", or "" where both are written.
    """

    since: int
    until: int
    first_month: int
    named_by: str

    def beginning_in(self, year: int) -> tuple[datetime.date, datetime.date]:
        """The first and last day of the one that begins in a calendar year.

        >>> FiscalYear(1976, NO_END, 10, "end").beginning_in(2002)
        (datetime.date(2002, 10, 1), datetime.date(2003, 9, 30))
        """
        first = datetime.date(year, self.first_month, 1)
        return first, first.replace(year=year + 1) - datetime.timedelta(days=1)


@remembered
def fiscal_years() -> Mapping[str, tuple[FiscalYear, ...]]:
    """Return state → its fiscal years, the oldest first. Raises SeedError with file and line for a bad row.

    >>> [year.first_month for year in fiscal_years()["USA"]]
    [7, 10]
    """
    found: dict[str, list[FiscalYear]] = {}
    for row in read_table(shipped("seeds") / "timex" / "fiscal_years.csv", COLUMNS):
        if row["named_by"] not in NAMED_BY:
            raise row.error(f"unknown named_by {row['named_by']!r}; {nearest(row['named_by'], NAMED_BY)}")
        month = _number(row, "first_month", 12)
        year = FiscalYear(_number(row, "since"), _number(row, "until") or NO_END, month, row["named_by"])
        if not month:
            raise row.error("first_month is a number from 1 to 12")
        found.setdefault(row["state"], []).append(year)
    return MappingProxyType({state: tuple(years) for state, years in found.items()})


def _number(row: Row, column: str, most: int = NO_END) -> int:
    """The number in a cell, 0 where it is empty."""
    cell = row[column]
    if cell and not (cell.isdecimal() and 0 < int(cell) <= most):
        raise row.error(f"{column} is a number up to {most}, not {cell!r}")
    return int(cell or 0)
