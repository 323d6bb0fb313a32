"""events.geojson: the events at their places (RFC 7946), for QGIS, Leaflet, kepler.gl and geopandas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.exporters.files import write
from kg.graph import EventGraph
from kg.graph.tables import plain_value, table_of
from kg.plain import plain

PLACED = ("latitude", "longitude")  # stand in the geometry


def export(graph: EventGraph, path: str | Path) -> list[Path]:
    """Write a feature an event, its properties those of events.csv; one without coordinates has no geometry."""
    table = table_of(graph, "events")
    rows = (dict(zip(table.names, row, strict=True)) for row in table.rows)
    data = {"type": "FeatureCollection", "features": [_feature(row) for row in rows]}
    return [write(path, (json.dumps(data, ensure_ascii=False) + "\n").encode("utf-8", "replace"))]


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    north, east = row["latitude"], row["longitude"]
    values = {name: plain_value(value) for name, value in row.items() if name not in PLACED}
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": None if north is None or east is None else {"type": "Point", "coordinates": [east, north]},
        "properties": {name: plain(value) if isinstance(value, str) else value for name, value in values.items()},
    }
