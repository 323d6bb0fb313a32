"""Writing files: whole or not at all, and tables that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.plain import plain

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


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    value = plain(value)  # a lone return would end the row for some readers
    return "'" + value if value.startswith(_FORMULA) else value
