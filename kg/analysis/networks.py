"""The networkx graphs that `kg.network` returns: networkx's own, which Jupyter shows as a table."""

from __future__ import annotations

from typing import Any

import networkx

from kg.notebook import table_html

SHOWN = ("period", "weight", "sign", "label", "net")


class _Shown:
    """What Jupyter shows: how large the graph is, and its heaviest edges."""

    edges: Any
    nodes: Any

    def _repr_html_(self) -> str:
        edges = sorted(self.edges(data=True), key=lambda edge: (-edge[2].get("weight", 0), edge[:2]))
        names = [name for name in SHOWN if any(name in facts for _, _, facts in edges)]
        labels = self.nodes(data="label")
        rows = ((labels[one], labels[other], *(facts.get(name) for name in names)) for one, other, facts in edges)
        told = f"<p>{len(labels):,} parties, {len(edges):,} edges</p>"
        return told + table_html(("from", "to", *names), rows, len(edges))


class Network(_Shown, networkx.MultiDiGraph):  # type: ignore[misc,type-arg,unused-ignore]
    """Parties, and edges from who starts to who is acted upon."""


class UndirectedNetwork(_Shown, networkx.MultiGraph):  # type: ignore[misc,type-arg,unused-ignore]
    """Parties, and edges between them."""
