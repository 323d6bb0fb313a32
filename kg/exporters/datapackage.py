"""datapackage.json: the tables as a Frictionless data package, with their types, keys and codebook.

The tables stand beside it: what a journal's archive or an R user takes as one thing.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from kg.exporters.codebook import codebook, codebook_text
from kg.exporters.files import table_csv, write
from kg.graph import EventGraph
from kg.graph.tables import TABLES, Column, Table, table_of

TYPES = {"day": "date", "number": "number", "count": "integer", "truth": "boolean"}  # others are strings
BELONGS = {"mentions": "event", "dyads": "event"}  # table -> its column that names an event


def export(graph: EventGraph, path: str | Path) -> list[Path]:
    """Write datapackage.json, a CSV file a table and codebook.md into one folder; return the files written."""
    folder = Path(path).parent
    tables = [*(table_of(graph, name) for name in TABLES), codebook(graph)]
    data = {table.name: table_csv(table) for table in tables}
    package = {
        "profile": "tabular-data-package",
        "name": "diplomatic-events",
        "title": "Diplomatic events with their evidence",
        "description": "Read from news by diplokg; what each column and code means is told in codebook.md.",
        "resources": [_resource(table, data[table.name]) for table in tables],
    }
    text = json.dumps(package, ensure_ascii=False, indent=1)
    written = [write(folder / f"{name}.csv", content) for name, content in data.items()]
    book = write(folder / "codebook.md", codebook_text(graph).encode("utf-8", "replace"))
    return [write(path, f"{text}\n".encode()), *written, book]


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.name != "codebook":  # where a mode may be empty, which no key may be
        schema["primaryKey"] = list(table.key)
    if table.name in BELONGS:
        reference = {"resource": "events", "fields": "id"}
        schema["foreignKeys"] = [{"fields": BELONGS[table.name], "reference": reference}]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, str]:
    return {"name": column.name, "type": TYPES.get(column.kind, "string"), "description": column.about}
