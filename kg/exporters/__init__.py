"""Files that a graph can be written to: one module a format, each with `export(graph, path, …)`.

To add one, write a module and put it into `EXPORTERS` under the file that it usually writes; outside this package, give
an entry point of the group "kg.exporters" the name of the file.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import inspect
from pathlib import Path
from typing import Protocol, cast

from kg.errors import OptionError, nearest
from kg.exporters.files import mark
from kg.exporters.part import narrowed
from kg.graph import EventGraph, as_graph
from kg.seeds.own import using

# The file that an exporter usually writes -> its module in this folder. The first of a suffix is taken for other names.
EXPORTERS = {
    "graph.ttl": "turtle",
    "graph.nq": "nquads",
    "graph.trig": "trig",
    "graph.nt": "ntriples",
    "graph.jsonld": "jsonld",
    "events.csv": "events_csv",
    "mentions.csv": "mentions_csv",
    "dyads.csv": "dyads_csv",
    "relations.csv": "relations_csv",
    "panel.csv": "panel_csv",
    "measures.csv": "measures_csv",
    "events.jsonl": "jsonl",
    "network.gexf": "gexf",
    "network.graphml": "graphml",
    "events.parquet": "parquet",
    "mentions.parquet": "parquet",
    "dyads.parquet": "parquet",
    "events.xlsx": "xlsx",
    "events.ics": "calendar_ics",
    "events.geojson": "geojson",
    "timeline.json": "timelinejs",
    "datapackage.json": "datapackage",
    "timeline.html": "timeline",
    "network.html": "network",
    "report.html": "report",
}
GROUP = "kg.exporters"


class Exporter(Protocol):
    """A module that writes a graph: options are named arguments of its own."""

    def export(self, graph: EventGraph, path: str | Path, **options: object) -> list[Path]:
        """Write the graph and return the files written."""


def export(
    graph: EventGraph, path: str | Path, name: str | None = None, *, excel: bool = False, **options: object
) -> list[Path]:
    """Write a graph with the exporter called `name`, or the one that the path tells; return the files written.

    `name` is a file name or module of `EXPORTERS`. Options go to the exporter; those of `narrowed` (actors, since,
    until, event, modality) that it does not know take a part of the graph first. With `excel` tables in CSV get the
    mark by which Excel knows UTF-8. Raises OptionError for an unknown name, suffix or option, with the valid ones, and
    where no event is left to write, and for the path of a graph.
    """
    run = exporter(name or chosen(path)).export
    taken = set(inspect.signature(run).parameters) - {"graph", "path"}
    narrowing = set(inspect.signature(narrowed).parameters) - {"graph"}
    for option in options:
        if option not in taken | narrowing:
            raise OptionError(f"option {option!r}; {nearest(option, taken | narrowing)}")
    before = {key: value for key, value in options.items() if key not in taken}
    part = narrowed(as_graph(graph), **before)  # type: ignore[arg-type]
    with using(graph.seeds):
        written = list(run(part, path, **{key: value for key, value in options.items() if key in taken}))
    tables = [file for file in written if file.suffix == ".csv"]
    if excel and not tables:
        raise OptionError(f"excel: {Path(path).name} is no table in CSV, which alone needs the mark")
    for file in tables if excel else ():
        mark(file)
    return written


def __getattr__(name: str) -> Exporter:
    """The module of an exporter, loaded when it is first used, as in `kg.exporters.network.show(graph)`."""
    if name not in EXPORTERS.values():
        raise AttributeError(f"module 'kg.exporters' has no attribute {name!r}")
    return exporter(name)


def exporter(name: str) -> Exporter:
    """Return the module of an exporter. Raises OptionError with the nearest names where there is none."""
    module = EXPORTERS.get(name, name)
    if module in EXPORTERS.values():
        return cast(Exporter, importlib.import_module(f"kg.exporters.{module}"))
    outside = {point.name: point for point in importlib.metadata.entry_points(group=GROUP)}
    if name in outside:
        return cast(Exporter, outside[name].load())
    raise OptionError(f"no exporter {name!r}; {nearest(name, [*EXPORTERS, *outside])}")


def chosen(path: str | Path) -> str:
    """Return the name of the exporter for a path: by the whole file name, else by its suffix.

    >>> chosen("out/mentions.csv"), chosen("mine.csv"), chosen("mine.TTL")
    ('mentions.csv', 'events.csv', 'graph.ttl')
    """
    path = Path(path)
    names = [*EXPORTERS, *(point.name for point in importlib.metadata.entry_points(group=GROUP))]
    if path.name in names:
        return path.name
    for name in names:
        if path.suffix and path.suffix.lower() == Path(name).suffix:
            return name
    valid = ", ".join(dict.fromkeys(Path(name).suffix for name in names))
    raise OptionError(f"{path.name}: its suffix tells no exporter; valid: {valid}, or give the exporter's name")
