"""network.gexf: the network of dyads for Gephi, with the periods in which each tie was alive."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET  # only written here, never read
from pathlib import Path

from kg.analysis import network
from kg.analysis.periods import bounds
from kg.exporters.files import write
from kg.graph import EventGraph

# Facts of an edge -> GEXF type.
FACTS = {
    "period": "string",
    "events": "integer",
    "mentions": "integer",
    "cooperation": "integer",
    "conflict": "integer",
    "verbal_cooperation": "integer",
    "material_cooperation": "integer",
    "verbal_conflict": "integer",
    "material_conflict": "integer",
    "goldstein_sum": "double",
    "net": "integer",
    "balance": "double",
    "sign": "integer",
    "expected": "double",
    "uncertain": "double",
}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export(graph: EventGraph, path: str | Path, by: str = "year") -> list[Path]:
    """Write the network as GEXF 1.3: parties with label and kind, one directed edge a dyad and period.

    The weight of an edge is its number of events; cooperation, conflict and sign stand apart. An edge whose period is
    known has start and end days.
    """
    ties = network(graph, by, joint="drop")
    root = ET.Element("gexf", xmlns="http://gexf.net/1.3", version="1.3")
    body = ET.SubElement(root, "graph", defaultedgetype="directed", mode="dynamic", timeformat="date")
    _attributes(body, "node", {"kind": "string"})
    _attributes(body, "edge", FACTS)
    nodes = ET.SubElement(body, "nodes")
    for party, facts in ties.nodes(data=True):
        node = ET.SubElement(nodes, "node", id=_clean(party), label=_clean(facts["label"]))
        _values(node, {"kind": facts["kind"]})
    edges = ET.SubElement(body, "edges")
    for number, (initiator, recipient, facts) in enumerate(ties.edges(data=True)):
        facts_of = {"id": str(number), "source": _clean(initiator), "target": _clean(recipient)}
        edge = ET.SubElement(edges, "edge", {**facts_of, "weight": str(facts["weight"]), **_days(facts["period"])})
        _values(edge, {name: facts[name] for name in FACTS})
    ET.indent(root)
    return [write(path, ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")]


def _attributes(body: ET.Element, kind: str, facts: dict[str, str]) -> None:
    block = ET.SubElement(body, "attributes", {"class": kind})
    for name, type_ in facts.items():
        ET.SubElement(block, "attribute", id=name, title=name, type=type_)


def _values(parent: ET.Element, facts: dict[str, object]) -> None:
    block = ET.SubElement(parent, "attvalues")
    for name, value in facts.items():
        ET.SubElement(block, "attvalue", {"for": name, "value": _clean(value)})


def _clean(value: object) -> str:
    """The text without characters that XML cannot hold."""
    return _NOT_XML.sub("", str(value))


def _days(period: str) -> dict[str, str]:
    if not period[:4].isdigit():
        return {}
    first, last = bounds(period)
    return {"start": first.isoformat(), "end": last.isoformat()}
