"""measures.csv: one row a measured number, of the whole graph, a party or a pair, with its band and whether it is sure.

The definition of each is in the docstring of the function of `kg.analysis` that the column `measure` names.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg import analysis
from kg.analysis import Band, Ledger, ledger
from kg.analysis.ledger import Pair
from kg.analysis.likeness import alliance_of, rivalry_of
from kg.analysis.series import swings
from kg.analysis.structure import MEASURES
from kg.exporters.files import Cell, table, write
from kg.graph import EventGraph

COLUMNS = ("measure", "party", "other", "period", "value", "low", "high", "sure")
LEAST = 5  # events of a pair from which its measures say something


def export(graph: EventGraph, path: str | Path, least: int = LEAST) -> list[Path]:
    """Write the measures and return the files written.

    Rows are of the graph (`party` and `other` empty), of a party, or of a pair with at least `least` events. `period`
    is a year, or first and last day of a phase; `value` is the number, `low` and `high` hold 80 % of the draws where
    there are draws, `sure` is true, false, or empty where there is nothing to be sure of.
    """
    book = ledger(graph)
    rows = [*_whole(book), *_parties(book), *_pairs(book, least)]
    return [write(path, table(COLUMNS, rows))]


def _row(
    measure: str, value: float | Band, party: str = "", other: str = "", period: str = "", sure: bool | None = None
) -> list[Cell]:
    numbers: tuple[Cell, ...] = tuple(value) if isinstance(value, Band) else (round(value, 6), None, None)
    return [measure, party, other, period, *numbers, sure]


def _whole(book: Ledger) -> Iterator[list[Cell]]:
    yield _row("reciprocity", analysis.reciprocity(book))
    yield _row("transitivity", analysis.transitivity(book))
    index, groups = analysis.group_stability(book)
    yield _row("group_stability", index, sure=index >= 0.8 if groups else None)
    yield _row("promise_keeping", analysis.promise_keeping(book))
    for balance in analysis.structural_balance(book):
        yield _row("structural_balance", balance.share, period=balance.period)
        yield _row("line_index", balance.line_index, period=balance.period, sure=balance.exact)
    for period, open_, closed in analysis.triadic_closure(book):
        yield _row("triadic_closure", closed / open_ if open_ else 0.0, period=period)
    for number, group in enumerate(groups, 1):
        for party in group.members:
            yield _row("communities", number, party, sure=group.is_sure and party not in group.unsure)


def _parties(book: Ledger) -> Iterator[list[Cell]]:
    for rank in analysis.ranking(book):
        yield _row("strength", rank.value, rank.party)
        yield _row("rank", Band(rank.rank, rank.best, rank.worst), rank.party, sure=rank.is_sure)
    for kind in MEASURES:
        if kind != "strength":
            for party, value in analysis.centrality(book, kind).items():
                yield _row(kind, value, party)
    for broker in analysis.brokers(book):
        yield _row("constraint", broker.constraint, broker.party)
        yield _row("effective_size", broker.effective_size, broker.party)


def _pairs(book: Ledger, least: int) -> Iterator[list[Cell]]:
    joint: dict[Pair, list[analysis.Line]] = {}
    for line in book.joint:
        joint.setdefault(line.pair, []).append(line)
    for pair, lines in book.pairs.items():
        if len(lines) < least:
            continue
        yield _row("rivalry", rivalry_of(lines), *pair)
        yield _row("alliance", alliance_of(lines, joint.get(pair, ())), *pair)
        momentum, volatility = swings(lines, "year")
        yield _row("momentum", momentum, *pair)
        yield _row("volatility", volatility, *pair)
        yield _row("initiator_balance", analysis.initiator_balance(book, *pair), *pair)
        yield _row("escalation", analysis.escalation(book, *pair), *pair)
        for shift in analysis.level_shifts(book, *pair):
            yield _row("level_shift", shift.after - shift.before, *pair, shift.period, shift.is_sure)
        for phase in analysis.phases_of(book.events_of(pair), *pair):
            yield _row(f"phase {phase.name}", phase.tone, *pair, f"{phase.begin}/{phase.end}", phase.is_sure)
        lead = analysis.lead_lag(book, *pair)
        yield _row("lead_lag", lead.lag, *pair, sure=lead.is_sure)
