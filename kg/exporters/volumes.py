"""More events than one page can carry: pages by year (by month where a year is too large), and an index of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kg.analysis import sign
from kg.exporters.headlines import TEMPLATES, clean
from kg.exporters.page import environment, source_hash
from kg.model import Event

MOST_EVENTS = 50_000
NO_SCRIPTS = "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class Volume:
    """The events of one page: `name` for readers, `slug` for the file name."""

    name: str
    slug: str
    events: tuple[Event, ...]


def volumes(events: Sequence[Event], most: int = MOST_EVENTS) -> list[Volume]:
    """Return the events by year, a year of more than `most` by month, a month of more in numbered parts."""
    by_year: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        by_year[_prefix(event, 4)].append(event)
    found: list[Volume] = []
    for year, of_year in sorted(by_year.items()):
        if len(of_year) <= most:
            found.append(_volume(year, of_year))
            continue
        by_month: dict[str, list[Event]] = defaultdict(list)
        for event in of_year:
            by_month[_prefix(event, 7)].append(event)
        for month, of_month in sorted(by_month.items()):
            parts = range(0, len(of_month), most)
            for number, at in enumerate(parts, 1):
                name = month if len(parts) == 1 else f"{month} ({number})"
                found.append(_volume(name, of_month[at : at + most]))
    return found


def _prefix(event: Event, length: int) -> str:
    day = event.begin or event.end
    return day.isoformat()[:length] if day else "undated"


def _volume(name: str, events: Sequence[Event]) -> Volume:
    return Volume(name, name.replace(" (", "-").replace(")", ""), tuple(events))


def index_page(title: str, parts: Sequence[Volume], files: Sequence[str]) -> bytes:
    """Return the page that leads to the others, with how much cooperation and conflict each holds."""
    largest = max(len(part.events) for part in parts)
    rows = []
    for part, file in zip(parts, files, strict=True):
        signs = [sign(event) for event in part.events]
        cooperation, conflict = signs.count(1), signs.count(-1)
        rows.append(
            {
                "name": part.name,
                "file": file,
                "events": len(signs),
                "cooperation": cooperation,
                "conflict": conflict,
                "left": round(100 * cooperation / largest, 1),
                "right": round(100 * conflict / largest, 1),
            }
        )
    style = "\n".join((TEMPLATES / file).read_text("utf-8").strip() for file in ("page.css", "volumes.css"))
    text = (
        environment()
        .get_template("volumes.html")
        .render(
            title=clean(title),
            rows=rows,
            total=sum(row["events"] for row in rows),
            style=Markup(style),  # noqa: S704
            policy=f"{NO_SCRIPTS}; style-src {source_hash(style)}",
        )
    )
    return text.encode("utf-8")
