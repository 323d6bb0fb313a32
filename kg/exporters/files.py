"""Writing files: whole or not at all, and tables that a spreadsheet opens without running anything."""

from __future__ import annotations

import codecs
import csv
import datetime
import importlib
import io
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from kg.errors import OptionError
from kg.graph import EventGraph
from kg.graph.tables import TABLES, Column, Row, Table, Value
from kg.model import Article, Event
from kg.plain import plain
from kg.seeds.own import using

Cell = str | int | float | bool | None
_FORMULA = ("=", "+", "-", "@", "\t", "\n")


def write(path: str | Path, data: bytes) -> Path:
    """Write a file so that a reader sees the old one or the new one, never half of it; folders are made."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path


def table(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    r"""Return a CSV table in UTF-8 with a header; text that a spreadsheet would take for a formula gets an apostrophe.

    >>> table(["label", "score"], [["=1+1", -2.5]])
    b"label,score\n'=1+1,-2.5\n"
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8", "replace")


def table_csv(table: Table) -> bytes:
    """Return a table as CSV in UTF-8: lists with "|" between, days in ISO 8601, codes of digits in quotes.

    Readers that heed quotes (DuckDB, LibreOffice, R's readr with types) keep the zeros of a code; the types of all
    columns are in a data package.
    """
    return "".join([_header(table.columns), _lines(table.columns, table.rows)]).encode("utf-8", "replace")


def graph_csv(graph: EventGraph, name: str) -> bytes:
    """Return a table of a graph (see `kg.graph.tables`) as CSV; the lines of an event are kept with it."""
    articles = graph.articles()
    with using(graph.seeds):
        kept = [
            graph.kept.of(f"{name}.csv", event, partial(lines_of, name, event, articles))
            for event in graph.events(grade="all")
        ]
    return "".join([_header(TABLES[name][2]), *kept]).encode("utf-8", "replace")


def lines_of(name: str, event: Event, articles: Mapping[str, Article]) -> str:
    """Return the lines of an event in a table of its graph as CSV."""
    _, _, columns, rows_of = TABLES[name]
    return _lines(columns, rows_of(event, articles))


def _header(columns: Iterable[Column]) -> str:
    return ",".join(column.name for column in columns) + "\n"


def _lines(columns: Sequence[Column], rows: Iterable[Row]) -> str:
    """Rows as lines of CSV."""
    found = (zip(columns, row, strict=True) for row in rows)
    return "".join(",".join(_quoted(_cell(_flat(v)), column.kind) for column, v in cells) + "\n" for cells in found)


def mark(path: Path) -> None:
    """Put the mark before a table by which Excel knows that it is UTF-8."""
    write(path, codecs.BOM_UTF8 + path.read_bytes().removeprefix(codecs.BOM_UTF8))


def _flat(value: Value) -> Cell:
    if isinstance(value, tuple):
        return "|".join(value)
    return value.isoformat() if isinstance(value, datetime.date) else value


def _quoted(cell: str, kind: str) -> str:
    digits = kind in ("code", "list") and cell.replace("|", "").isdigit()
    return '"' + cell.replace('"', '""') + '"' if digits or any(sign in cell for sign in ',"\n') else cell


def needed(module: str, extra: str) -> Any:
    """Return a library that an extra brings. Raises OptionError with how to install it where it is missing."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        raise OptionError(f"{module.partition('.')[0]} is not installed: pip install 'diplokg[{extra}]'") from error


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    value = plain(value)  # a lone return would end the row for some readers
    return "'" + value if value.startswith(_FORMULA) else value
