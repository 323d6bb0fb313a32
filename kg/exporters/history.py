"""The history of two parties as a text: series as table and line, phases, turning points with their headlines."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from kg.analysis import (
    Ledger,
    Phase,
    Point,
    Shift,
    alliance,
    initiator_balance,
    ledger,
    level_shifts,
    momentum,
    phases,
    promises,
    rivalry,
    series,
    volatility,
)
from kg.analysis.draws import Band
from kg.errors import OptionError
from kg.graph import EventGraph
from kg.model import Actor

TICKS = "▁▂▃▄▅▆▇█"
NOTHING = "·"  # a period without events
MARKS = {"warming": "▲", "repair": "▲", "rupture": "▼"}


def history(graph: EventGraph, first: str, second: str, by: str = "year", compare: str | None = None) -> str:
    """Return what the graph tells of two parties over time, for the eye.

    A table of the periods with events (expected net with the band of 80 % of the draws), a line of one sign a period,
    phases with the events that tell most, shifts of the level and a few measures. `compare` sets the first party's
    dealings with a third beside. `by` is "year", "quarter" or "month". Raises OptionError for a name that fits nobody
    or several, and where nothing is between the two.
    """
    book = ledger(graph)
    one, other = _parties(graph, book, first, second)
    points = series(book, one.id, other.id, by)
    third = graph.party(compare) if compare else None
    beside = series(book, one.id, third.id, by) if third else []
    if third and not beside:
        raise OptionError(f"nothing dated is between {one.label} ({one.id}) and {third.label} ({third.id})")
    total = len(book.between(one.id, other.id))
    lines = [f"{one.label} ({one.id}) and {other.label} ({other.id}): {_counted(total, 'event')}", ""]
    if points:
        lines += [_line(points, f"{one.id}-{other.id}")]
        lines += [_line(beside, f"{one.id}-{third.id}")] if third else []
        lines += ["", *_table(points, beside, by, f"{one.id}-{third.id}" if third else ""), ""]
    lines += _phases(book, phases(book, one.id, other.id))
    lines += _shifts(level_shifts(book, one.id, other.id, by), by)
    return "\n".join([*lines, *_measures(book, one.id, other.id, by)])


def history_record(graph: EventGraph, first: str, second: str, by: str = "year") -> dict[str, Any]:
    """Return the history of two parties for programs, as values that JSON can hold.

    Periods with counts and bands, phases, shifts of the level, plans and measures; events are named by id, bands are
    {mean, low, high}. Raises OptionError as `history` does.
    """
    book = ledger(graph)
    one, other = (party.id for party in _parties(graph, book, first, second))
    between = book.between(one, other)
    measures = {
        "initiator_balance": initiator_balance(book, one, other),
        "rivalry": rivalry(book, one, other)._asdict(),
        "alliance": alliance(book, one, other)._asdict(),
        "momentum": momentum(book, one, other, by)._asdict(),
        "volatility": volatility(book, one, other, by)._asdict(),
    }
    shifts = level_shifts(book, one, other, by)
    periods: list[dict[str, Any]] = [
        {
            "period": point.period,
            "events": point.tally.events,
            "cooperation": point.tally.cooperation,
            "conflict": point.tally.conflict,
            "net": point.tally.net,
            "net_expected": point.net._asdict(),
        }
        for point in series(book, one, other, by)
    ]
    return {
        "first": one,
        "second": other,
        "by": by,
        "events": len(between),
        "undated": len(between) - sum(period["events"] for period in periods),
        "periods": periods,
        "phases": [{**dataclasses.asdict(phase), "sure": phase.is_sure} for phase in phases(book, one, other)],
        "level_shifts": [{**dataclasses.asdict(shift), "sure": shift.is_sure} for shift in shifts],
        "plans": [dataclasses.asdict(promise) for promise in promises(book, one, other)],
        "measures": measures,
    }


def _parties(graph: EventGraph, book: Ledger, first: str, second: str) -> tuple[Actor, Actor]:
    """The two parties that names mean. Raises OptionError for a name that fits nobody, and where they have no event."""
    one, other = graph.party(first), graph.party(second)
    if not book.between(one.id, other.id):
        raise OptionError(f"nothing is between {one.label} ({one.id}) and {other.label} ({other.id}) in this graph")
    return one, other


def sparkline(values: Sequence[float | None]) -> str:
    """Return one sign a value, higher for more, and a dot for none; the middle height is zero.

    >>> sparkline([-2, None, 0, 2])
    '▁·▅█'
    """
    most = max((abs(value) for value in values if value is not None), default=0.0) or 1.0
    return "".join(
        NOTHING if value is None else TICKS[min(int((value / most + 1) / 2 * len(TICKS)), len(TICKS) - 1)]
        for value in values
    )


def _line(points: Sequence[Point], name: str) -> str:
    values = [point.net.mean if point.events.mean else None for point in points]
    return f"{name}  {points[0].period} {sparkline(values)} {points[-1].period}"


def _table(points: Sequence[Point], beside: Sequence[Point], by: str, name: str) -> list[str]:
    others = {point.period: point for point in beside}
    rows = [[by, "events", "+", "-", "net", "net expected [80 %]", *([f"net {name}"] if name else [])]]
    for point in points:
        other = others.get(point.period)
        if point.events.mean or (other and other.events.mean):
            tally = point.tally
            cells = [
                point.period,
                tally.events,
                tally.cooperation,
                tally.conflict,
                f"{tally.net:+d}",
                banded(point.net),
            ]
            rows.append([*map(str, cells), *([banded(other.net) if other else ""] if name else [])])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def banded(value: Band) -> str:
    """Return a number with its band: "+3.1 [+2.0, +4.0]"."""
    return f"{value.mean:+.1f} [{value.low:+.1f}, {value.high:+.1f}]"


def _phases(book: Ledger, found: Sequence[Phase]) -> list[str]:
    lines = ["phases (▲ ▼: something changed; events that tell most)"] if found else []
    for phase in found:
        doubt = "" if phase.is_sure else " (unsure)"
        mark = MARKS.get(phase.name, " ")
        lines.append(
            f"{mark} {span(phase)}  {phase.name}: {_counted(len(phase.events), 'event')}, tone {phase.tone:+.2f}, "
            f"probable to {phase.probability:.0%}{doubt}"
        )
        for identifier in phase.telling if phase.is_turn else ():
            event = book.graph.event(identifier)
            lines.append(f"      {event.edtf}  {event.label}  ({identifier})")
    return [*lines, ""] if lines else []


def span(phase: Phase) -> str:
    """Return the days of a phase as months: "2018-07 – 2019-09"."""
    begin, end = phase.begin.isoformat()[:7], phase.end.isoformat()[:7]
    return begin if begin == end else f"{begin} – {end}"


def _shifts(found: Sequence[Shift], by: str) -> list[str]:
    lines = [
        f"level shift {shift.period}: from {shift.before:+.2f} to {shift.after:+.2f} net events a {by}, found in "
        f"{shift.survives:.0%} of the draws{'' if shift.is_sure else ' (unsure)'}"
        for shift in found
    ]
    return [*lines, ""] if lines else []


def _measures(book: Ledger, one: str, other: str, by: str) -> list[str]:
    ways = [line.way for line in book.between(one, other)]
    started = (ways.count(1), ways.count(-1)) if one < other else (ways.count(-1), ways.count(1))
    outcomes = [promise.outcome for promise in promises(book, one, other)]
    kept = ", ".join(f"{outcomes.count(word)} {word}" for word in dict.fromkeys(outcomes)) or "none"
    return [
        f"started alone: {one} {started[0]}, {other} {started[1]}, both {ways.count(0)}"
        f" (balance {initiator_balance(book, one, other):+.2f})",
        f"rivalry {_share(rivalry(book, one, other))}, alliance {_share(alliance(book, one, other))}",
        f"momentum {banded(momentum(book, one, other, by))} net events a {by}, volatility "
        f"{_share(volatility(book, one, other, by))}",
        f"plans: {kept}",
    ]


def _share(value: Band) -> str:
    return f"{value.mean:.2f} [{value.low:.2f}, {value.high:.2f}]"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
