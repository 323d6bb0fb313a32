"""A graph that is asked by others: in memory, or in an Oxigraph store on disk that is opened without loading it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

from kg.errors import GraphError
from kg.graph import EventGraph
from kg.graph.confined import RESULTS, SECONDS, TRIPLES, Answering, Job, Source
from kg.graph.files import SHOWN, WHOLE, base_of, is_store
from kg.graph.guard import checked
from kg.graph.lookup import Lookup
from kg.graph.parameters import bind
from kg.graph.query import Question, as_question, questions
from kg.graph.rows import Rows, to_value
from kg.graph.terms import OWN, Names
from kg.seeds.own import using

_KINDS = {
    form: RESULTS if form in ("SELECT", "ASK") else TRIPLES for form in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
}


@dataclass(frozen=True)
class Served:
    """What is served: two stores (or folders of stores), the names in them, and the graph where it is in memory."""

    whole: Source
    shown: Source
    names: Names
    lookup: Lookup
    graph: EventGraph | None = None

    @classmethod
    def open(cls, path: str | Path) -> Served:
        """Return the graph of a folder that `kg build` or `kg store` has written, or of a graph file."""
        path = Path(path)
        if not is_store(path):
            graph = EventGraph.load(path)
            return cls(graph.store, graph._shown, Names(graph.base), graph._lookup, graph)
        store = pyoxigraph.Store.read_only(str(path / WHOLE))
        names = Names(base_of(store))
        return cls(path / WHOLE, path / SHOWN, names, Lookup(store, names, EventGraph([])._knowledge))

    def ask(
        self,
        text_or_name: str,
        parameters: Mapping[str, object] | None = None,
        form: str = "",
        whole: bool = False,
        seconds: float = SECONDS,
    ) -> tuple[Answering, str]:
        """Start a query or a question by name; return what answers, and the form in which it does.

        `form` is a key of `forms_of`; the first of those where it is none. Raises OptionError and GraphError as
        `EventGraph.query` does.
        """
        with using(self.graph.seeds if self.graph else None):
            question = as_question(text_or_name)
            bound = bind(question, (), self.lookup, self.names, parameters)
        query = checked(question.sparql, self.names.prefixes)
        forms = _KINDS[query.form]
        chosen = form if form in forms else next(iter(forms))
        source = self.whole if whole or question.sees_all else self.shown
        return Answering(Job(source, query, chosen, bound, self.names.prefixes), seconds), chosen

    def forms_of(self, text_or_name: str) -> tuple[str, ...]:
        """Return the forms that an answer to a query may have: those of tables or those of triples."""
        return tuple(_KINDS[checked(as_question(text_or_name).sparql, self.names.prefixes).form])

    def holds(self, folder: str, name: str) -> bool:
        """Return whether the graph says anything of a name of its own."""
        return any(self.lookup.holds(prefix, name) for prefix, own in OWN.items() if own == f"{folder}/")

    def described(self, folder: str, name: str) -> str:
        """Return the query for what the graph says of a name of its own. Raises GraphError for a wrong folder."""
        prefix = next((prefix for prefix, own in OWN.items() if own == f"{folder}/"), None)
        if prefix is None:
            raise GraphError(
                f"no folder {folder!r} of names; valid: {', '.join(own.rstrip('/') for own in OWN.values())}"
            )
        return f"DESCRIBE <{self.names.expand(self.names.name(prefix, name))}>"


def questions_by_name() -> Mapping[str, Question]:
    """Return the questions that may be asked by name."""
    return questions()


def table(tsv: bytes, names: Names) -> Rows:
    """Return the rows of an answer in SPARQL's TSV form; a line that was cut off at the end is left out."""
    whole = tsv[: tsv.rfind(b"\n") + 1]
    if re.fullmatch(rb"true|false", tsv):
        return Rows(("answer",), [(tsv == b"true",)], names)
    found = pyoxigraph.parse_query_results(whole, pyoxigraph.QueryResultsFormat.TSV)
    if isinstance(found, pyoxigraph.QueryBoolean):
        return Rows(("answer",), [(bool(found),)], names)
    columns = [variable.value for variable in found.variables]
    return Rows(columns, [tuple(to_value(row[column]) for column in columns) for row in found], names)


def write_store(graph: EventGraph, path: Path) -> int:
    """Write a graph into a folder with two Oxigraph stores; return the number of triples.

    Raises GraphError where the folder holds something already.
    """
    if path.exists() and any(path.iterdir()):
        raise GraphError(f"{path}: the folder is not empty; name a new one for the store")
    for name, store in ((WHOLE, graph.store), (SHOWN, graph._shown)):
        (path / name).mkdir(parents=True, exist_ok=True)
        disk = pyoxigraph.Store(str(path / name))
        disk.bulk_extend(store)
        disk.optimize()
        disk.flush()
    return len(graph.store)
