"""What every question answers on the demo, and the newer ones on the sample graph: the same in Oxigraph and in rdflib.

After a new build of the demo, rewrite the expected answers with `python -m tests.test_answers` and read the difference.
"""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from kg.graph import EventGraph
from kg.graph.parameters import bind
from kg.graph.query import questions
from kg.graph.rows import Rows
from tests.sample_graph import graph
from tests.test_questions import plain, plain_of_rdflib

HERE = Path(__file__).parent
GOLDEN = HERE / "data" / "answers.json"
DEMO = HERE.parent / "exports" / "demo" / "graph.ttl"
KEPT = 12  # rows of an answer that the file holds; of the rest the number
# Over ten seconds in rdflib on the demo: it joins subqueries one row at a time. They are compared on the sample.
SLOW = {"first-last-meeting", "met-within", "rupture", "silence", "same-as"}

# graph, question, parameters
CALLS: list[tuple[str, str, tuple[str, ...]]] = [
    ("sample", "alleged", ("JPN",)),
    ("sample", "broken-agreements", ("KOR", "JPN")),
    ("sample", "changed", ("2022-10-01", "2022-12-31")),
    ("sample", "changed", ("2022-11-30", "2023-12-31")),
    ("sample", "condemners", ()),
    ("sample", "contradictions", ()),
    ("sample", "disagreement", ()),
    ("sample", "doubtful", ("0.5",)),
    ("sample", "go-betweens", ("USA", "JPN", "400")),
    ("sample", "mediators", ()),
    ("sample", "meetings", ("Yoon Suk-yeol", "Fumio Kishida")),
    ("sample", "meetings", ("KOR", "USA")),
    ("sample", "office-held", ("Fumio Kishida", "2022")),
    ("sample", "one-source", ("KOR", "USA")),
    ("sample", "promises", ()),
    ("sample", "rupture", ("KOR", "JPN", "1000")),
    ("sample", "same-as", ()),
    ("sample", "sanctions-lifted", ()),
    ("sample", "silence", ("KOR", "JPN", "700")),
    ("sample", "statements-after", ("2022-10-04-missile", "3")),
    ("sample", "summits", ("Yoon Suk-yeol", "Kishida")),
    ("sample", "visits", ()),
    ("sample", "who-starts", ("KOR", "JPN")),
    ("demo", "alleged", ("JPN",)),
    ("demo", "broken-agreements", ("KOR", "JPN")),
    ("demo", "changed", ("2020", "2022")),
    ("demo", "condemners", ()),
    ("demo", "contradictions", ()),
    ("demo", "disagreement", ()),
    ("demo", "doubtful", ()),
    ("demo", "edges", ()),
    ("demo", "evidence", ("summits KOR JPN",)),
    ("demo", "first-last-meeting", ()),
    ("demo", "go-betweens", ("KOR", "PRK", "90")),
    ("demo", "held-in", ("KOR",)),
    ("demo", "known-on", ("2016",)),
    ("demo", "mediators", ()),
    ("demo", "meetings", ("Yoon Suk-yeol", "Fumio Kishida")),
    ("demo", "met-within", ("summits KOR JPN", "90")),
    ("demo", "of-type", ("CONSULT",)),
    ("demo", "office-held", ("Fumio Kishida", "2022")),
    ("demo", "offices", ("KOR", "JPN")),
    ("demo", "one-source", ("KOR", "JPN")),
    ("demo", "overlapping", ("2018", "2019-07")),
    ("demo", "promises", ()),
    ("demo", "publishers", ("KOR", "JPN")),
    ("demo", "review", ()),
    ("demo", "rupture", ("KOR", "JPN")),
    ("demo", "same-as", ()),
    ("demo", "sanctions-lifted", ()),
    ("demo", "schema-org", ()),
    ("demo", "silence", ("KOR", "JPN")),
    ("demo", "slice", ("2022-09", "2022-12")),
    ("demo", "starters", ()),
    ("demo", "statements-after", ("summits KOR JPN", "30")),
    ("demo", "summits", ("ROK", "Tokyo")),
    ("demo", "thaw", ("KOR", "JPN")),
    ("demo", "timeline", ("Yoon Suk-yeol",)),
    ("demo", "together", ("KOR", "JPN")),
    ("demo", "tone", ("KOR", "JPN")),
    ("demo", "top-dyads", ()),
    ("demo", "visits", ()),
    ("demo", "who-starts", ("KOR", "JPN")),
    ("demo", "years-without", ("KOR", "JPN", "2010", "2020")),
]


@functools.cache
def made(which: str) -> EventGraph:
    return graph() if which == "sample" else EventGraph.parse(DEMO)


@functools.cache
def memory(which: str, whole: bool) -> rdflib.Graph:
    """The triples that a question sees, in rdflib's own store."""
    store = made(which).store if whole else made(which)._shown
    ntriples = store.dump(format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.DefaultGraph())
    return rdflib.Graph().parse(data=ntriples, format="nt")


def called(which: str, parameters: tuple[str, ...]) -> tuple[str, ...]:
    """The parameters; the name of a question stands for the last event that it answers, whose id a build may change."""
    found = []
    for value in parameters:
        name, *rest = value.split()
        if rest and name in questions():
            value = str(made(which).query(name, *rest)[-1][-1])
        found.append(value)
    return tuple(found)


def asked(which: str, name: str, parameters: tuple[str, ...]) -> Rows:
    return made(which).query(name, *called(which, parameters))


def told(rows: list[tuple[object, ...]]) -> list[list[str]]:
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def with_rdflib(which: str, name: str, parameters: tuple[str, ...]) -> list[tuple[object, ...]]:
    question, source = questions()[name], made(which)
    bound = bind(question, called(which, parameters), source._lookup, source._names)
    text = written_out(question.sparql, {name: str(term) for name, term in bound.items()})
    result = memory(which, question.sees_all).query(text)
    columns = [str(variable) for variable in result.vars or () if str(variable) not in bound]
    return [tuple(plain_of_rdflib(row[column]) for column in columns) for row in result]  # type: ignore[index]


def written_out(sparql: str, terms: dict[str, str]) -> str:
    """The query with its parameters written into it, as somebody would by hand: rdflib looks bound ones up last."""
    variable = re.compile(r"\?(" + "|".join(terms) + r")\b") if terms else None
    if variable is None:
        return sparql
    lines = sparql.split("\n")
    text = "\n".join(line for line in lines if not line.startswith("#"))
    text = re.sub(r"SELECT[^{]*?WHERE|GROUP BY[^}\n]*", lambda found: variable.sub("", found[0]), text)
    return variable.sub(lambda found: terms[found[1]], text)


def expected() -> dict[str, dict[str, object]]:
    return json.loads(GOLDEN.read_text("utf-8")) if GOLDEN.exists() else {}


def key(which: str, name: str, parameters: tuple[str, ...]) -> str:
    return " ".join([f"{which}:", name, *parameters])


@pytest.mark.parametrize("call", CALLS, ids=lambda call: key(*call).replace(" ", "_"))
def test_the_answer_is_what_it_was(call: tuple[str, str, tuple[str, ...]]) -> None:
    rows = told([tuple(map(plain, row)) for row in asked(*call)])
    wanted = expected()[key(*call)]
    assert len(rows) == wanted["rows"]
    assert rows[:KEPT] == wanted["first"]


@pytest.mark.parametrize(
    "call", [c for c in CALLS if c[1] not in {"schema-org", *SLOW}], ids=lambda c: key(*c).replace(" ", "_")
)
def test_rdflib_answers_the_same(call: tuple[str, str, tuple[str, ...]]) -> None:
    assert with_rdflib(*call) == [tuple(map(plain, row)) for row in asked(*call)]


def test_every_question_is_asked_of_the_demo() -> None:
    assert {name for which, name, _ in CALLS if which == "demo"} == set(questions())
    assert set(expected()) == {key(*call) for call in CALLS}
    assert len(questions()) >= 40


if __name__ == "__main__":
    answers = {}
    for call in CALLS:
        rows = told([tuple(map(plain, row)) for row in asked(*call)])
        answers[key(*call)] = {"rows": len(rows), "first": rows[:KEPT]}
    lines = [f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in answers.items()]
    GOLDEN.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
