"""panel.csv: one row for two parties and a period, without gaps: what R, Stata or pandas take for a regression.

Every pair that deals with each other at all has a row for each period in which both exist, with zeros where nothing is
known of them. Names are codes of ISO 3166 and of the Correlates of War.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.analysis.dyads import Tally, sign
from kg.analysis.ledger import Ledger, Line, Pair, ledger
from kg.analysis.periods import bounds, checked, period_at, period_of, periods
from kg.analysis.series import Point, series_of, spanned
from kg.edtf import days
from kg.errors import OptionError
from kg.exporters.files import Cell, table, write
from kg.graph import EventGraph
from kg.graph.select import Day
from kg.model import QUAD_CLASSES
from kg.seeds.actors import actor_tables
from kg.seeds.cards import load_cards

BY = ("year", "quarter", "month")
COUNTS = ("events", "mentions", "cooperation", "conflict", "net", "goldstein_sum")
STARTED = ("by_first", "by_second", "mutual", "side_by_side")
BANDS = tuple(f"{name}_{part}" for name in ("events", "net", "score") for part in ("expected", "low", "high"))


@dataclass(frozen=True, slots=True)
class _Code:
    """A party as other tables name it, and when it exists."""

    iso3: str
    cow: str
    first: datetime.date | None
    last: datetime.date | None


def export(
    graph: EventGraph,
    path: str | Path,
    by: str = "year",
    kinds: Sequence[str] = ("state",),
    all_pairs: bool = False,
    since: Day = None,
    until: Day = None,
) -> list[Path]:
    """Write the panel by "year", "quarter" or "month" and return the files written.

    Counts are of events that are sure or likely and whose period is known, each once a pair; columns of event types
    are in small letters. `events_expected`, `net_expected` and `score_expected` weigh each event with its probability
    and spread what is dated imprecisely; `_low` and `_high` bound 80 % of the draws. `by_first`, `by_second` and
    `mutual` tell who started, `side_by_side` counts what both did together towards a third, which is in no other
    column. `kinds` are those of parties, () for all; `all_pairs` adds every pair that never dealt with each other.
    Raises OptionError where no pair is left.
    """
    checked(by, BY)
    book = ledger(graph, kinds=kinds)
    found = list(rows(book, by, all_pairs, since, until))
    if not found:
        raise OptionError("no two parties of this kind deal with each other: there is no panel to write")
    return [write(path, table(columns(by), found))]


def columns(by: str) -> tuple[str, ...]:
    """Return the names of the columns of a panel."""
    names = [f"{side}{part}" for side in ("first", "second") for part in ("", "_label", "_iso3", "_cow")]
    quads = tuple(quad.replace("-", "_") for quad in QUAD_CLASSES)
    return ("dyad", *names, by, *COUNTS, *quads, *_types(), *STARTED, *BANDS)


def rows(book: Ledger, by: str, all_pairs: bool = False, since: Day = None, until: Day = None) -> Iterator[list[Cell]]:
    """Yield the rows of a panel, sorted by pair and period."""
    start, end = _span(book, by, since, until)
    if start is None or end is None:
        return
    joint: dict[Pair, list[Line]] = {}
    for line in book.joint:
        joint.setdefault(line.pair, []).append(line)
    pairs: Iterable[Pair] = itertools.combinations(book.parties, 2) if all_pairs else book.pairs
    codes = {party: _code(party) for party in book.parties}
    for pair in pairs:
        one, other = codes[pair[0]], codes[pair[1]]
        first = max([day for day in (start, one.first, other.first) if day])
        last = min([day for day in (end, one.last, other.last) if day])
        if first > last:
            continue
        head = [f"{pair[0]}-{pair[1]}"]
        for party in pair:
            head += [party, book.label(party), codes[party].iso3, codes[party].cow]
        for cells in _pair_rows(book.pairs.get(pair, ()), joint.get(pair, ()), by, first, last):
            yield [*head, *cells]


def _pair_rows(
    lines: Sequence[Line], joint: Sequence[Line], by: str, first: datetime.date, last: datetime.date
) -> Iterator[list[Cell]]:
    points = {point.period: point for point in series_of(lines, by, first, last)}
    inside: dict[str, list[Line]] = {}
    beside: dict[str, int] = {}
    for line in lines:
        inside.setdefault(_period(line, by), []).append(line)
    for line in joint:
        beside[_period(line, by)] = beside.get(_period(line, by), 0) + 1
    for period in periods(period_at(first, by), period_at(last, by), by):
        yield [period, *_counts(inside.get(period, ()), beside.get(period, 0)), *_bands(points.get(period))]


def _counts(lines: Sequence[Line], side_by_side: int) -> list[Cell]:
    events = [line.event for line in lines]
    signs = [sign(event) for event in events]
    ways = [line.way for line in lines]
    tally = Tally()
    for event in events:
        tally = tally.plus(event)
    kinds = [event.event_type for event in events]
    quads = [event.quad_class for event in events]
    return [
        len(events),
        sum(len(event.evidence) for event in events),
        signs.count(1),
        signs.count(-1),
        tally.net,
        tally.goldstein_sum,
        *(quads.count(quad) for quad in QUAD_CLASSES),
        *(kinds.count(kind.upper()) for kind in _types()),
        ways.count(1),
        ways.count(-1),
        ways.count(0),
        side_by_side,
    ]


def _bands(point: Point | None) -> list[Cell]:
    return [0.0] * len(BANDS) if point is None else [*point.events, *point.net, *point.score]


def _types() -> tuple[str, ...]:
    return tuple(sorted(name.lower() for name in load_cards()))


def _period(line: Line, by: str) -> str:
    return period_of(line.event.begin, line.event.end, line.event.certain, by)


def _span(book: Ledger, by: str, since: Day, until: Day) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and last day of the panel: from the first to the last period in which anything may have happened."""
    found = spanned(book.lines, by, since, until)
    if not found:
        return None, None
    first, last = bounds(found[0])[0], bounds(found[-1])[1]
    return (days(since)[0] if since else first), (days(until)[1] if until else last)


def _code(party: str) -> _Code:
    state = actor_tables().states.get(party)
    if state is None:
        return _Code("", "", None, None)
    iso3 = party if state.kind != "historical" else ""
    return _Code(iso3, state.cow, state.valid.first, state.valid.last)
