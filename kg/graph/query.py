"""Asking the graph: SPARQL of one's own, or the questions of ontology/questions/ by name with parameters.

A question is a file `NAME.rq` whose first line says what it answers and which variables it takes:

    # summits: all summits between two states; parameters: ?a:party ?b:party

The kind behind the colon says what a value may be ("South Korea", "2018-05"); `=` gives a default. Values are bound to
the variables by the engine, never written into the text; a SELECT names its parameters among its columns, from where
they are left out of the answer.
"""

from __future__ import annotations

import csv
import datetime
import functools
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import overload

import pyoxigraph

from kg.errors import GraphError, OptionError, nearest
from kg.graph.terms import XSD, Names, Triple
from kg.graph.turtle import Term, predicate_text, term_text, write_turtle
from kg.seeds.files import shipped, shown

KINDS = ("party", "actor", "place", "event", "type", "since", "until", "day", "first-day", "last-day", "number", "text")


class Iri(str):
    """An IRI in an answer; everything else is a value of Python's own types."""

    __slots__ = ()


Value = Iri | str | int | float | bool | datetime.date | None


# ------------------------------------------------------------------------------ answers
class Rows(Sequence[tuple[Value, ...]]):
    """The answer to a query: a list of tuples with the names of their `columns`.

    An ASK answers one row with one column, "answer"; a CONSTRUCT the columns "subject", "predicate" and "object",
    and `turtle()`.
    """

    def __init__(
        self, columns: Sequence[str], rows: Sequence[tuple[Value, ...]], names: Names, triples: Sequence[Triple] = ()
    ) -> None:
        self.columns = tuple(columns)
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

    def text(self) -> str:
        """Return a table for the eye: IRIs with their prefixes, columns aligned, fractions to two decimals."""
        cells = [list(self.columns), *([self._shown(value) for value in row] for row in self._rows)]
        widths = [max(len(row[column]) for row in cells) for column in range(len(self.columns))]
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells
        ]
        return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])

    def csv(self) -> str:
        """Return CSV with a header; text that a spreadsheet would take for a formula gets an apostrophe."""
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(self.columns)
        for row in self._rows:
            shown_row = [self._shown(value) for value in row]
            writer.writerow(
                "'" + cell if type(value) is str and cell.startswith(("=", "+", "-", "@")) else cell
                for value, cell in zip(row, shown_row, strict=True)
            )
        return buffer.getvalue()

    def turtle(self) -> bytes:
        """Return the triples of a CONSTRUCT as sorted Turtle."""
        return write_turtle(self._triples, self._names)

    def _shown(self, value: Value) -> str:
        if value is None:
            return ""
        if isinstance(value, Iri):
            return self._names.compact(value)
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, float):
            return f"{value:.2f}"
        return " ".join(str(value).split())


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


# ------------------------------------------------------------------------------ questions
@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a question, what it may be, and its value where none is given."""

    name: str
    kind: str
    default: str | None = None

    def __str__(self) -> str:
        word = self.name.upper()
        return word if self.default is None else f"[{word}={self.default}]"


@dataclass(frozen=True, slots=True)
class Question:
    """A SPARQL query with a title and parameters."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    sparql: str

    @property
    def sees_all(self) -> bool:
        """Does it look at every event, also at what is to check: a query of one's own, of one event, or of grades?"""
        of_one = bool(self.parameters) and all(parameter.kind == "event" for parameter in self.parameters)
        return self.name not in questions() or of_one or "dk:grade" in self.sparql

    def usage(self) -> str:
        """Return how to call it."""
        return " ".join([self.name, *map(str, self.parameters)])


_HEADER = re.compile(
    r"#\s*(?P<name>[\w-]+):\s*(?P<title>[^;\n]*?)\s*(?:;\s*parameters:\s*(?P<parameters>[^\n]*?)\s*)?(?:\n|$)"
)
_PARAMETER = re.compile(r"\?(\w+):([\w-]+)(?:=(\S+))?")


def read_question(text: str, where: str) -> Question:
    r"""Return the question that a text holds. Raises GraphError where its first line is not as it must be.

    >>> read_question("# held-in: events in a country; parameters: ?country:party\nSELECT …", "x.rq").usage()
    'held-in COUNTRY'
    """
    header = _HEADER.match(text)
    if header is None:
        raise GraphError(f"{where}, line 1: it must read '# name: title; parameters: ?a:party ?days:number=30'")
    parameters = []
    for word in (header["parameters"] or "").split():
        found = _PARAMETER.fullmatch(word)
        if found is None or found[2] not in KINDS:
            raise GraphError(
                f"{where}, line 1: parameter {word!r} is no ?name:kind[=default]; kinds: {', '.join(KINDS)}"
            )
        parameters.append(Parameter(*found.groups()))
    return Question(header["name"], header["title"], tuple(parameters), text)


@functools.cache
def questions() -> dict[str, Question]:
    """Return the questions of ontology/questions/ by name, in the order of the names."""
    found = {}
    for path in sorted((shipped("ontology") / "questions").glob("*.rq")):
        question = read_question(_content(path), shown(path))
        if question.name != path.stem:
            raise GraphError(f"{shown(path)}, line 1: the question is called {question.name!r}; name the file after it")
        found[question.name] = question
    return found


def as_question(text_or_name: str) -> Question:
    """Return the question of a name, or the one that a SPARQL text is; a header in the text may declare parameters.

    Raises OptionError for an unknown name with the nearest ones.
    """
    text = text_or_name.strip()
    if re.fullmatch(r"[\w-]+", text):
        if text not in questions():
            raise OptionError(
                f"no question {text!r}; {nearest(text, questions())}; or give SPARQL: SELECT … WHERE {{ … }}"
            )
        return questions()[text]
    if _HEADER.match(text) and "parameters:" in text.partition("\n")[0]:
        return read_question(text, "the query")
    return Question("query", "", (), text)


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GraphError(f"{shown(path)}: cannot be read as UTF-8 ({error})") from error


# ------------------------------------------------------------------------------ running
_QUOTED = (
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|'
    + r"'''(?:[^'\\]|\\.|'(?!''))*'''|"
    + r'"(?:[^"\\\n]|\\.)*"|'
    + r"'(?:[^'\\\n]|\\.)*'"
)
_TOKEN = re.compile(
    rf"(?P<skip>{_QUOTED}|<[^<>\"{{}}|^`\\\s]*>|\#[^\n]*|[?$]\w+|@[A-Za-z-]+|[\w-]*:[\w.%:-]*)|(?P<word>[A-Za-z_]\w*)|.",
    re.DOTALL,
)
_FORBIDDEN = {
    "SERVICE": "it would ask another server",
    "FROM": "it would choose graphs; the query sees the whole graph as it is",
    **dict.fromkeys(
        ("LOAD", "INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE"),
        "it would change data; queries only read",
    ),
}


def refuse(sparql: str) -> None:
    """Raise GraphError where a query would leave the graph: SERVICE, FROM, LOAD, updates, escapes that hide them."""
    if re.search(r"\\[uU][0-9A-Fa-f]{4}", sparql):
        raise GraphError(r"the query holds an escape such as \u0041: write the character itself")
    for token in _TOKEN.finditer(sparql):
        word = (token["word"] or "").upper()
        if word in _FORBIDDEN:
            line = sparql.count("\n", 0, token.start()) + 1
            raise GraphError(
                f"the query says {word} on line {line}, which is refused: {_FORBIDDEN[word]}. "
                "Ask with SELECT, ASK, CONSTRUCT or DESCRIBE"
            )


def run(
    store: pyoxigraph.Store, sparql: str, bound: Mapping[str, pyoxigraph.NamedNode | pyoxigraph.Literal], names: Names
) -> Rows:
    """Return the answer of a store to a query with variables bound. Raises GraphError for what is no query."""
    refuse(sparql)
    values: dict[pyoxigraph.Variable, Term] = {pyoxigraph.Variable(name): value for name, value in bound.items()}
    try:
        found = store.query(sparql, prefixes=names.prefixes, substitutions=values or None)
        if isinstance(found, pyoxigraph.QueryBoolean):
            return Rows(("answer",), [(bool(found),)], names)
        if isinstance(found, pyoxigraph.QueryTriples):
            return _constructed(found, names)
        columns = [variable.value for variable in found.variables]
        kept = [column for column in columns if column not in bound]
        return Rows(kept, [tuple(to_value(solution[column]) for column in kept) for solution in found], names)
    except (SyntaxError, RuntimeError, ValueError, OSError) as error:
        hint = "a parameter must be among the columns of SELECT: " if "projection" in str(error) else ""
        raise GraphError(f"this is no query that can be answered: {hint}{error}") from error


def _constructed(found: Iterator[pyoxigraph.Triple], names: Names) -> Rows:
    triples = list(found)
    written = sorted(
        (term_text(t.subject, names), predicate_text(t.predicate, names), term_text(t.object, names)) for t in triples
    )
    rows = sorted((tuple(map(to_value, triple)) for triple in triples), key=repr)
    return Rows(("subject", "predicate", "object"), rows, names, written)
