"""events.xlsx: a workbook with the tables and the codebook, each a sheet with its header fixed and filters on."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from kg.errors import OptionError
from kg.exporters.codebook import codebook
from kg.exporters.files import needed, write
from kg.graph import EventGraph
from kg.graph.tables import TABLES, Value, table_of
from kg.plain import plain

LONGEST_CELL, MOST_ROWS = 32_767, 1_048_576  # of Excel
FIRST_DAY = datetime.date(1900, 3, 1)  # before it Excel counts a day that there was not, or none; such days stay text


def export(graph: EventGraph, path: str | Path) -> list[Path]:
    """Write the workbook and return the files written. Raises OptionError where openpyxl is not installed.

    Codes are text, so that their zeros stay; days are days; nothing is a formula.
    """
    openpyxl = needed("openpyxl", "tables")
    book = openpyxl.Workbook(write_only=True)
    for table in (*(table_of(graph, name) for name in TABLES), codebook(graph)):
        if len(table.rows) >= MOST_ROWS:
            raise OptionError(f"{table.name}: a sheet does not hold {len(table.rows):,} rows; write CSV or Parquet")
        _fill(openpyxl, book.create_sheet(table.name), table.names, table.rows)
    buffer = io.BytesIO()
    book.save(buffer)
    return [write(path, buffer.getvalue())]


def _fill(openpyxl: Any, sheet: Any, names: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    rows = list(rows)
    sheet.freeze_panes = "B2"
    last = openpyxl.utils.get_column_letter(len(names))
    sheet.auto_filter.ref = f"A1:{last}{len(rows) + 1}"
    for row in (names, *rows):
        sheet.append([_cell(openpyxl, sheet, value) for value in row])


def _cell(openpyxl: Any, sheet: Any, value: Value) -> Any:
    if isinstance(value, tuple):
        value = "|".join(value)
    if isinstance(value, datetime.date) and value < FIRST_DAY:
        value = value.isoformat()
    if not isinstance(value, str):
        return value
    cell = openpyxl.cell.WriteOnlyCell(sheet, plain(value)[:LONGEST_CELL])
    cell.data_type = "s"  # text, whatever it begins with
    return cell
