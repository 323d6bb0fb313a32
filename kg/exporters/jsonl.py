"""events.jsonl: one event a line, whole, as programs read it."""

from __future__ import annotations

import dataclasses
import datetime
import json
from pathlib import Path
from typing import Any

from kg.exporters.files import write
from kg.graph import EventGraph
from kg.model import Event


def export(graph: EventGraph, path: str | Path) -> list[Path]:
    """Write one JSON object an event, with the names and order of the fields of `kg.Event`; days are ISO 8601 text."""
    lines = (json.dumps(record(event), ensure_ascii=False) for event in graph.events(grade="all"))
    return [write(path, "".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))]


def record(event: Event) -> dict[str, Any]:
    """Return an event as plain dicts and lists."""
    return {field.name: _plain(getattr(event, field.name)) for field in dataclasses.fields(event)}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        # Where an actor is named in a text belongs to the reading of it, not to the event (and compares as nothing).
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value) if f.compare}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value
