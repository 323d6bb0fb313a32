"""Answers: rows with named columns, and the forms in which they are written."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, overload

import pyoxigraph

from kg.errors import OptionError
from kg.graph.terms import XSD, Names, Triple
from kg.graph.turtle import write_turtle
from kg.notebook import table_html
from kg.plain import plain

if TYPE_CHECKING:
    import pandas


NARROWEST = 16  # characters that a text is cut to at most


class Iri(str):
    """An IRI in an answer; everything else is a value of Python's own types."""

    __slots__ = ()


Value = Iri | str | int | float | bool | datetime.date | None


class Rows(Sequence[tuple[Value, ...]]):
    """The answer to a query: a list of tuples with the names of their `columns`.

    An ASK answers one row with one column, "answer"; a CONSTRUCT the columns "subject", "predicate" and "object",
    and `turtle()`. Where a question by name has no row, `why` tells what may be the reason.
    """

    def __init__(
        self, columns: Sequence[str], rows: Sequence[tuple[Value, ...]], names: Names, triples: Sequence[Triple] = ()
    ) -> None:
        self.columns, self.why = tuple(columns), ""
        self._rows, self._names, self._triples = list(rows), names, tuple(triples)

    @overload
    def __getitem__(self, index: int) -> tuple[Value, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> list[tuple[Value, ...]]: ...
    def __getitem__(self, index: int | slice) -> tuple[Value, ...] | list[tuple[Value, ...]]:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, Sequence) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<Rows: {len(self)} × {', '.join(self.columns)}>"

    def dicts(self) -> list[dict[str, Value]]:
        """Return one dict a row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self._rows]

    def _repr_html_(self) -> str:
        """What Jupyter shows: the first rows."""
        return table_html(self.columns, ([shown(value, self._names) for value in row] for row in self), len(self))

    def to_dataframe(self) -> pandas.DataFrame:
        """Return a pandas.DataFrame with the columns; IRIs are whole. OptionError where pandas is not installed."""
        try:
            import pandas
        except ModuleNotFoundError as error:
            raise OptionError("pandas is not installed: pip install 'diplokg[tables]'") from error
        return pandas.DataFrame(self._rows, columns=list(self.columns))

    def text(self, width: int | None = None) -> str:
        """Return a table for the eye: IRIs with their prefixes, columns aligned, fractions to two decimals.

        With a `width` in characters the widest texts are cut to fit into it, as far as they hold words; names and
        numbers stay whole, to be copied.
        """
        cells = [list(self.columns), *([shown(value, self._names) for value in row] for row in self._rows)]
        widths = [max(len(row[column]) for row in cells) for column in range(len(self.columns))]
        if width is not None:
            widths = self._fitting(widths, width)
            cells = [[_cut(cell, most) for cell, most in zip(row, widths, strict=True)] for row in cells]
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells
        ]
        return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])

    def _fitting(self, widths: list[int], width: int) -> list[int]:
        """The widths of columns with the widest texts narrowed."""
        texts = [n for n in range(len(widths)) if all(type(row[n]) is str or row[n] is None for row in self._rows)]
        widths = list(widths)
        while texts and sum(widths) + 2 * (len(widths) - 1) > width:
            widest = max(texts, key=lambda n: widths[n])
            if widths[widest] <= NARROWEST:
                break
            widths[widest] -= 1
        return widths

    def csv(self) -> str:
        """Return CSV with a header; text that a spreadsheet would take for a formula gets an apostrophe."""
        return "".join(written("csv", self.columns, self._rows, self._names))

    def json(self) -> str:
        """Return a JSON array with one object a row; days are ISO 8601 text, IRIs whole."""
        return "".join(written("json", self.columns, self._rows, self._names))

    def markdown(self) -> str:
        """Return a table in Markdown."""
        return "".join(written("md", self.columns, self._rows, self._names))

    def turtle(self) -> bytes:
        """Return the triples of a CONSTRUCT as sorted Turtle."""
        return write_turtle(self._triples, self._names)


def _cut(cell: str, most: int) -> str:
    return cell if len(cell) <= most else f"{cell[: most - 1]}…"


def shown(value: Value, names: Names) -> str:
    """Return a value for the eye: IRIs with their prefixes, fractions to two decimals, no line ends."""
    if value is None:
        return ""
    if isinstance(value, Iri):
        return names.compact(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.2f}"
    return " ".join(plain(str(value)).split())


# ------------------------------------------------------------------------------ forms that need no second look
Found = Iterable[tuple[Value, ...]]


def written(form: str, columns: Sequence[str], rows: Found, names: Names) -> Iterator[str]:
    """Yield the parts of an answer in a form of `FORMS`, row by row as they come."""
    yield from FORMS[form](columns, rows, names)


def _csv(columns: Sequence[str], rows: Found, names: Names) -> Iterator[str]:
    def line(cells: Iterable[str]) -> str:
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerow(cells)
        return buffer.getvalue()

    yield line(columns)
    for row in rows:
        cells = [(value, shown(value, names)) for value in row]
        yield line(
            "'" + cell if type(value) is str and cell.startswith(("=", "+", "-", "@")) else cell
            for value, cell in cells
        )


def _json(columns: Sequence[str], rows: Found, _names: Names) -> Iterator[str]:
    def plain(value: Value) -> object:
        return value.isoformat() if isinstance(value, datetime.date) else value

    before = "[\n"
    for row in rows:
        found = {column: plain(value) for column, value in zip(columns, row, strict=True)}
        yield before + json.dumps(found, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _markdown(columns: Sequence[str], rows: Found, names: Names) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}\n"
    for row in rows:
        cells = (shown(value, names).replace("\\", "\\\\").replace("|", "\\|") for value in row)
        yield f"| {' | '.join(cells)} |\n"


FORMS: Mapping[str, Callable[[Sequence[str], Found, Names], Iterator[str]]] = {
    "csv": _csv,
    "json": _json,
    "md": _markdown,
}


def to_value(term: object) -> Value:
    """Return a term of an answer as a value: IRIs as `Iri`, numbers, truth values and days as Python's own."""
    if term is None:
        return None
    if isinstance(term, pyoxigraph.NamedNode):
        return Iri(term.value)
    if not isinstance(term, pyoxigraph.Literal):
        return str(term)
    kind = term.datatype.value.removeprefix(XSD)
    if kind == "integer":
        return int(term.value)
    if kind in ("decimal", "double", "float"):
        return float(term.value)
    if kind == "boolean":
        return term.value in ("true", "1")
    if kind == "date":
        try:
            return datetime.date.fromisoformat(term.value)
        except ValueError:
            return term.value
    return term.value
