"""The network of dyads as a networkx graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.analysis.dyads import factual, tallies
from kg.graph import EventGraph

if TYPE_CHECKING:
    import networkx


def network(graph: EventGraph, by: str = "year") -> networkx.MultiDiGraph[str]:  # type: ignore[type-arg,unused-ignore]
    """Return parties as nodes and, for each dyad and period, an edge from who starts to who is acted upon.

    `by` is "year", "month", "day" or "all". Nodes have `label` and `kind`. Edges, keyed by period ("" where it cannot
    be told), have `period`, `events` (a count), `cooperation`, `conflict`, `goldstein_sum`, `net` (cooperation less
    conflict), `balance` (0..1), `weight` (= events, never negative), `sign` (-1, 0, 1) and `ids` (the events). A
    reciprocal act stands on both edges. Raises OptionError for another `by`.

    >>> network(EventGraph([])).number_of_nodes()
    0
    """
    import networkx

    ties: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(by=by)  # type: ignore[type-arg,unused-ignore]
    found = tallies(factual(graph), by)
    entities = graph.entities() if found else {}
    for party in sorted({party for initiator, recipient, _ in found for party in (initiator, recipient)}):
        entity = entities.get(party)
        ties.add_node(party, label=entity.label if entity else party, kind=entity.kind if entity else "")
    for (initiator, recipient, period), (tally, ids) in found.items():
        facts: dict[str, Any] = {
            "period": period,
            "events": tally.events,
            "cooperation": tally.cooperation,
            "conflict": tally.conflict,
            "goldstein_sum": tally.goldstein_sum,
            "net": tally.net,
            "balance": tally.balance,
            "weight": tally.events,
            "sign": tally.sign,
            "ids": tuple(ids),
        }
        ties.add_edge(initiator, recipient, key=period, **facts)
    return ties
