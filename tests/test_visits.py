"""The visits and travels of the Office of the Historian: read whole, and what is known of them comes out."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from kg.analysis import Ledger, ledger, level_shifts
from kg.exporters import export
from kg.graph import EventGraph
from kg.pipeline import build

ROOT = Path(__file__).parents[1]
FACTS = ROOT.parent / "shared" / "facts"
SHOWN = ROOT / "exports" / "visits"
TABLES = [FACTS / name for name in ("visits.csv", "travels.csv")]
pytestmark = pytest.mark.skipif(not all(path.exists() for path in TABLES), reason="the tables of facts are not here")

# Most visited from Washington, by decade: Versailles, the Second World War, the shuttles of Kissinger (Egypt, Israel),
# NATO under Reagan, the peace process of Christopher (Israel, Syria), the Quartet (Israel, Palestine), Kerry in Paris.
KNOWN = {
    1910: {"FRA"}, 1930: {"GBR"}, 1940: {"GBR", "FRA"}, 1950: {"FRA", "GBR"}, 1970: {"GBR", "FRA", "EGY", "ISR"},
    1980: {"GBR", "BEL"}, 1990: {"ISR", "SYR"}, 2000: {"ISR", "PSE"}, 2010: {"FRA", "GBR"},
}  # fmt: skip


def rows() -> list[dict[str, str]]:
    return [row for path in TABLES for row in csv.DictReader(path.open(encoding="utf-8", newline=""))]


@pytest.fixture(scope="module")
def graph() -> EventGraph:
    return build(TABLES)


@pytest.fixture(scope="module")
def book(graph: EventGraph) -> Ledger:
    return ledger(graph)


def test_no_row_and_no_day_is_lost(graph: EventGraph) -> None:
    events, told = graph.events(), rows()
    assert len(events) == len(told) == 7_535
    assert Counter((e.begin.isoformat(), e.end.isoformat()) for e in events) == Counter(
        (row["start"], max(row["start"], row["end"])) if row["end"] else (row["start"], row["start"]) for row in told
    )
    assert {(e.event_type, e.mode, e.grade, e.certain) for e in events} == {("CONSULT", "visit", "sure", True)}
    assert all(e.actors and e.recipients for e in events)
    persons = sum(any(actor.kind == "person" for actor in e.actors) for e in events)
    assert persons > 6_000


def test_most_visited_from_washington_by_decade(book: Ledger) -> None:
    visited: dict[int, Counter[str]] = {}
    for event, first, second, way in book.lines:
        if (first if way > 0 else second) == "USA":
            visited.setdefault(event.begin.year // 10 * 10, Counter())[second if way > 0 else first] += 1
    journeys = Counter((int(row["start"][:3]) * 10, row["country"]) for row in rows() if row.get("traveller"))
    assert {(d, c): n for d, counts in visited.items() for c, n in counts.items()} == dict(journeys)
    assert {decade: {c for c, _ in visited[decade].most_common(len(known))} for decade, known in KNOWN.items()} == KNOWN


def test_the_level_shifts_when_the_history_does(book: Ledger) -> None:
    """With Israel: the war of 1973 and the shuttles after it, Oslo in 1993, its end in 1997."""
    found = level_shifts(book, "USA", "ISR")
    assert [shift.period for shift in found if shift.is_sure] == ["1973", "1993", "1997"]


def test_what_is_shown_is_what_the_tables_give(graph: EventGraph, tmp_path: Path) -> None:
    (path,) = export(graph, tmp_path / "panel.csv", since="2009")
    assert path.read_bytes() == (SHOWN / "panel.csv").read_bytes()
    panel = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
    since = [row for row in rows() if row["start"] >= "2009"]
    assert sum(int(row["events"]) for row in panel) == len(since)
    soup = BeautifulSoup((SHOWN / "report.html").read_bytes(), "lxml")
    assert (
        f"{len([r for r in rows() if max(r['start'], r['end']) >= '2009']):,} events"
        in soup.select_one("#summary").text
    )


def test_the_sentences_of_others_are_not_shown() -> None:
    text = (SHOWN / "report.html").read_text("utf-8")
    sentences = [row.get("description") or row.get("remarks") or "" for row in rows() if row["start"] >= "2009"]
    long = [sentence for sentence in sentences if len(sentence) > 60]
    assert len(long) > 500
    assert not [sentence for sentence in long if sentence[:60] in text]
