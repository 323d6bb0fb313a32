"""relations.csv: one row for two parties and a year, with counts and tone of what they did to and with each other."""

from __future__ import annotations

from pathlib import Path

from kg.analysis import relations
from kg.exporters.files import Cell, table, write
from kg.graph import EventGraph
from kg.graph.tables import cow_code

COUNTS = (
    "events", "cooperation", "conflict", "net_score", "goldstein_sum", "balance", "by_first", "by_second", "mutual",
)  # fmt: skip


def export(graph: EventGraph, path: str | Path, by: str = "year") -> list[Path]:
    """Write the dealings of every two parties by "year", "month", "day" or "all" and return the files written.

    Each event counts once a pair. `net_score` is cooperative less conflictual events, `goldstein_sum` the sum of
    scores, `balance` the share of cooperation (0..1); `by_first` and `by_second` count what one of them started,
    `mutual` what was reciprocal. Events whose period is unknown stand in a row with an empty one. `first_cow` and
    `second_cow` are codes of the Correlates of War.
    """
    found = relations(graph, by)
    entities = graph.entities() if found else {}

    def label(party: str) -> str:
        return entities[party].label if party in entities else party

    rows: list[list[Cell]] = [
        [
            f"{relation.first}-{relation.second}",
            relation.first,
            relation.second,
            label(relation.first),
            label(relation.second),
            cow_code(relation.first) or None,
            cow_code(relation.second) or None,
            relation.period,
            relation.tally.events,
            relation.tally.cooperation,
            relation.tally.conflict,
            relation.tally.net,
            relation.tally.goldstein_sum,
            relation.tally.balance,
            relation.by_first,
            relation.by_second,
            relation.mutual,
        ]
        for relation in found
    ]
    columns = ("dyad", "first", "second", "first_label", "second_label", "first_cow", "second_cow", by, *COUNTS)
    return [write(path, table(columns, rows))]
