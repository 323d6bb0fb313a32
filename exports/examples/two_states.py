"""The years of two states: their acts of cooperation and of conflict, from relations.csv with the standard library."""

import csv
import sys
from pathlib import Path


def main(one: str = "JPN", other: str = "KOR", folder: str = "exports/demo") -> None:
    with (Path(folder) / "relations.csv").open(encoding="utf-8-sig", newline="") as rows:
        years = [row for row in csv.DictReader(rows) if {row["first"], row["second"]} == {one, other}]
    if not years:
        sys.exit(f"{folder} holds nothing between {one} and {other}: see the columns first and second of relations.csv")
    for row in sorted(years, key=lambda row: row["year"]):
        print(row["year"] or "undated", "+" * int(row["cooperation"]), "-" * int(row["conflict"]))


if __name__ == "__main__":
    main(*sys.argv[1:])
