"""Asking the graph: SPARQL of one's own, or the questions of ontology/questions/ by name with parameters.

A question is a file `NAME.rq` whose first line says what it answers and which variables it takes:

    # summits: all summits between two states; parameters: ?a:party ?b:party

The kind behind the colon says what a value may be ("South Korea", "2018-05"); `=` gives a default. Values are bound to
the variables by the engine, never written into the text; a SELECT names its parameters among its columns, from where
they are left out of the answer.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeVar, cast

import pyoxigraph

from kg.errors import GraphError, OptionError, nearest
from kg.graph.confined import SECONDS, Answering, Bytes, Job, Source
from kg.graph.confined import Term as Bound
from kg.graph.guard import checked, refusal
from kg.graph.rows import Rows, Value, to_value, written
from kg.graph.terms import Names
from kg.graph.turtle import Term, predicate_text, term_text
from kg.seeds.files import seed_files, shipped, shown
from kg.seeds.own import remembered

T = TypeVar("T")
KINDS = ("party", "actor", "place", "event", "type", "since", "until", "day", "first-day", "last-day", "number", "text")


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


@remembered
def questions() -> dict[str, Question]:
    """Return the questions of ontology/questions/ and of the user's own seeds by name, in the order of the names."""
    paths = {path.name: path for path in (shipped("ontology") / "questions").glob("*.rq")}
    paths |= {path.name: path for path in seed_files("questions", ".rq")}
    found = {}
    for path in (paths[name] for name in sorted(paths)):
        question = read_question(_content(path), shown(path))
        if question.name != path.stem:
            raise GraphError(f"{shown(path)}, line 1: the question is called {question.name!r}; name the file after it")
        found[question.name] = question
    return found


def listed() -> list[str]:
    """Return one line a question: its parameters and what it answers."""
    found = questions().values()
    width = max((len(question.usage()) for question in found), default=0)
    return [f"{question.usage().ljust(width)}  {question.title}" for question in found]


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
MOST_ROWS = 1_000_000  # that an answer held in memory may have


def run(store: pyoxigraph.Store, sparql: str, bound: Mapping[str, Bound], names: Names) -> Rows:
    """Return the answer of a store to a query that we trust, such as one of ontology/questions/, with variables bound.

    It is asked here and now, with no time limit. Raises GraphError for what is no query.
    """
    query = checked(sparql, names.prefixes)
    values: dict[pyoxigraph.Variable, Term] = {pyoxigraph.Variable(name): value for name, value in bound.items()}
    try:
        found = store.query(query.text, substitutions=values or None)
        if isinstance(found, pyoxigraph.QueryBoolean):
            return Rows(("answer",), [(bool(found),)], names)
        if isinstance(found, pyoxigraph.QueryTriples):
            return _constructed(found, names)
        columns = [variable.value for variable in found.variables]
        kept = [column for column in columns if column not in bound]
        return Rows(kept, [tuple(to_value(solution[column]) for column in kept) for solution in found], names)
    except (SyntaxError, RuntimeError, ValueError, OSError) as error:
        raise GraphError(refusal(error, query.text)) from error


class Stream:
    """An answer whose rows come one by one, as a process of its own finds them; read once. `columns` come first.

    While it is read, GraphError tells that the time was up or the process died.
    """

    def __init__(
        self, source: Source, sparql: str, bound: Mapping[str, Bound], names: Names, seconds: float = SECONDS
    ) -> None:
        query = checked(sparql, names.prefixes)
        self.form, self._names = query.form, names
        rows = query.form in ("SELECT", "ASK")
        self._answering = Answering(Job(source, query, "json" if rows else "nt", bound, names.prefixes), seconds)
        self.columns: tuple[str, ...] = ("subject", "predicate", "object")
        self._found: Iterator[tuple[object, ...]] = self._triples()
        if rows:
            self._columns_and_rows(bound)

    def _columns_and_rows(self, bound: Mapping[str, Bound]) -> None:
        try:
            found = pyoxigraph.parse_query_results(
                cast(IO[bytes], io.BufferedReader(Bytes(self._answering))), pyoxigraph.QueryResultsFormat.JSON
            )
        except (SyntaxError, ValueError) as error:
            raise GraphError(f"this is no query that can be answered: {error}") from error
        if isinstance(found, pyoxigraph.QueryBoolean):
            self.columns = ("answer",)
            self._found = iter([(pyoxigraph.Literal(bool(found)),)])
            return
        self.columns = tuple(v.value for v in found.variables if v.value not in bound)
        self._found = (tuple(solution[column] for column in self.columns) for solution in found)

    def _triples(self) -> Iterator[tuple[object, ...]]:
        parts = cast(IO[bytes], io.BufferedReader(Bytes(self._answering)))
        for quad in pyoxigraph.parse(parts, pyoxigraph.RdfFormat.N_TRIPLES):
            yield (quad.subject, quad.predicate, quad.object)

    def written(self, form: str) -> Iterator[str]:
        """Yield the parts of the answer as "csv", "json" or "md", while its rows come."""
        return written(form, self.columns, iter(self), self._names)

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        for row in self._found:
            yield tuple(map(to_value, row))

    def close(self) -> None:
        """Stop looking for more."""
        self._answering.close()

    def rows(self, most: int = MOST_ROWS) -> Rows:
        """Return the whole answer. Raises GraphError where it has more than `most` rows."""
        if self.form in ("CONSTRUCT", "DESCRIBE"):
            taken = [pyoxigraph.Triple(*row) for row in self._up_to(most, self._found)]  # type: ignore[arg-type]
            return _constructed(taken, self._names)
        return Rows(self.columns, list(self._up_to(most, iter(self))), self._names)

    def _up_to(self, most: int, rows: Iterator[T]) -> Iterator[T]:
        for number, row in enumerate(rows):
            if number == most:
                self.close()
                raise GraphError(
                    f"the answer has more than {most:,} rows: add LIMIT, or let it pass row by row, with "
                    "graph.stream(…) or kg query … --format csv"
                )
            yield row


def _constructed(found: Iterable[pyoxigraph.Triple], names: Names) -> Rows:
    triples = list(found)
    written = sorted(
        (term_text(t.subject, names), predicate_text(t.predicate, names), term_text(t.object, names)) for t in triples
    )
    rows = sorted((tuple(map(to_value, triple)) for triple in triples), key=repr)
    return Rows(("subject", "predicate", "object"), rows, names, written)
