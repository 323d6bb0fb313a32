"""Files that a graph can be written to: one module a format, each with NAME, SUFFIX, FILE and `export(graph, path)`.

To add one, write a module and put it into `EXPORTERS`; outside this package, an entry point of the group "kg.exporters".
"""

from __future__ import annotations

import importlib
import importlib.metadata
from pathlib import Path
from typing import Protocol, cast

from kg.errors import OptionError, nearest
from kg.graph import EventGraph

# Name of the exporter -> file name it usually writes; a module of the same name stands in this folder.
EXPORTERS = {
    "turtle": "graph.ttl",
    "events_csv": "events.csv",
    "mentions_csv": "mentions.csv",
    "nquads": "graph.nq",
    "trig": "graph.trig",
}


class Exporter(Protocol):
    """What a module of this folder, or an entry point, offers."""

    NAME: str
    SUFFIX: str
    FILE: str

    def export(self, graph: EventGraph, path: str | Path, **options: object) -> Path:
        """Write the graph and return the path."""


def exporter(name: str) -> Exporter:
    """Return an exporter by name. Raises OptionError with the nearest names where there is none."""
    if name in EXPORTERS:
        return cast(Exporter, importlib.import_module(f"kg.exporters.{name}"))
    outside = {point.name: point for point in importlib.metadata.entry_points(group="kg.exporters")}
    if name in outside:
        return cast(Exporter, outside[name].load())
    raise OptionError(f"no exporter {name!r}; {nearest(name, [*EXPORTERS, *outside])}")


def chosen(path: str | Path) -> str:
    """Return the name of the exporter for a path: by the whole file name, else by its suffix.

    >>> chosen("out/mentions.csv"), chosen("mine.csv"), chosen("mine.ttl")
    ('mentions_csv', 'events_csv', 'turtle')
    """
    path = Path(path)
    for name, file in EXPORTERS.items():
        if path.name == file:
            return name
    for name, file in EXPORTERS.items():
        if path.suffix.lower() == Path(file).suffix:
            return name
    for point in importlib.metadata.entry_points(group="kg.exporters"):
        if path.suffix.lower() == getattr(point.load(), "SUFFIX", None):
            return point.name
    valid = sorted({Path(file).suffix for file in EXPORTERS.values()})
    raise OptionError(
        f"{path.name}: the suffix {path.suffix!r} tells no exporter; valid: {', '.join(valid)}, or give a name"
    )


def export(graph: EventGraph, path: str | Path, name: str | None = None, **options: object) -> Path:
    """Write a graph to a file with the exporter of that name, or the one that the path tells, and return the path.

    Raises OptionError for an unknown name, suffix or option.
    """
    module = exporter(name or chosen(path))
    try:
        return Path(module.export(graph, path, **options))
    except TypeError as error:
        if options and "argument" in str(error):
            raise OptionError(f"exporter {module.NAME}: {error}") from error
        raise
