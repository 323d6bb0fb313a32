"""Reading every file of ontology/ as strictly as the seeds: vocabulary, shapes, questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph

from kg.errors import GraphError, nearest
from kg.graph.guard import checked
from kg.graph.query import questions
from kg.graph.shapes import read_turtle, shapes
from kg.graph.terms import Names
from kg.seeds.files import shipped, shown

_OWN = re.compile(r"\bdk:([A-Za-z][\w-]*)")


def check_ontology() -> dict[str, int]:
    """Return how much was read. Raises GraphError with file, line and the nearest valid word.

    >>> check_ontology()["questions"] > 10
    True
    """
    folder, names = shipped("ontology"), Names()
    vocabulary = {word for path in folder.glob("*.ttl") for word in _declared(path, names)}
    asked = questions()
    queries = [(shown(folder / "questions" / f"{q.name}.rq"), q.sparql) for q in asked.values()]
    rules = shapes()
    queries += [("ontology/shapes-sparql.ttl", text) for shape in rules for _, text in shape.queries]
    for where, sparql in queries:
        try:
            pyoxigraph.Store().query(checked(sparql, names.prefixes).text)
        except (SyntaxError, ValueError, GraphError) as error:
            raise GraphError(f"{where}: {error}") from error
    for path in (*folder.glob("*.ttl"), *(folder / "questions").glob("*.rq")):
        for line, word in _own_words(path):
            if word not in vocabulary:
                hint = nearest(f"dk:{word}", [f"dk:{known}" for known in vocabulary])
                raise GraphError(f"{shown(path)}, line {line}: dk:{word} is no word of ontology/kg.ttl; {hint}")
    return {"questions": len(asked), "shapes": len(rules)}


def _declared(path: Path, names: Names) -> set[str]:
    """The local names of our own words of which the file says something."""
    base = names.prefixes["dk"]
    subjects = (quad.subject for quad in read_turtle(path))
    found = (subject.value for subject in subjects if isinstance(subject, pyoxigraph.NamedNode))
    return {iri.removeprefix(base) for iri in found if iri.startswith(base)}


def _own_words(path: Path) -> Iterator[tuple[int, str]]:
    for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        code = re.sub(r"(^|\s)#.*", "", text)
        for found in _OWN.finditer(code):
            yield line, found[1]
