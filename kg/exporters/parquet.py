"""events.parquet: a table with its types, for pandas, R, DuckDB and Spark; so are mentions.parquet, dyads.parquet."""

from __future__ import annotations

import io
from pathlib import Path

from kg.errors import OptionError
from kg.exporters.files import needed, write
from kg.graph import EventGraph
from kg.graph.tables import TABLES, table_of
from kg.plain import plain


def export(graph: EventGraph, path: str | Path, table: str | None = None) -> list[Path]:
    """Write a table and return the files written: that of the name `table`, else of the file's name, else of events.

    Days are date32, lists are lists of strings; what a column says is in its metadata. Raises OptionError where
    pyarrow is not installed.
    """
    arrow, parquet = needed("pyarrow", "tables"), needed("pyarrow.parquet", "tables")
    found = table_of(graph, table or (Path(path).stem if Path(path).stem in TABLES else "events"))
    types = {
        "day": arrow.date32(), "number": arrow.float64(), "count": arrow.int64(), "truth": arrow.bool_(),
        "list": arrow.list_(arrow.string()),
    }  # fmt: skip
    fields = [
        arrow.field(column.name, types.get(column.kind, arrow.string()), metadata={"about": column.about})
        for column in found.columns
    ]
    columns = zip(*found.rows, strict=True) if found.rows else [()] * len(fields)
    arrays = [
        arrow.array([_clean(value) for value in values], field.type)
        for values, field in zip(columns, fields, strict=True)
    ]
    buffer = io.BytesIO()
    try:
        parquet.write_table(arrow.table(arrays, schema=arrow.schema(fields)), buffer)
    except arrow.ArrowException as error:
        raise OptionError(f"{Path(path).name}: pyarrow cannot write this table ({error})") from error
    return [write(path, buffer.getvalue())]


def _clean(value: object) -> object:
    if isinstance(value, tuple):
        return [plain(str(part)) for part in value]
    return plain(value) if isinstance(value, str) else value
