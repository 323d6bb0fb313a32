"""kg query: by name, with named parameters, SPARQL, files and standard input; forms of answers; why there is none."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import rdflib
from typer.testing import CliRunner, Result

from kg.cli import app
from kg.errors import GraphError, OptionError
from kg.graph import EventGraph
from kg.graph.silence import why_nothing
from tests.sample_graph import graph


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("asked") / "graph.ttl"
    path.write_bytes(graph().turtle())
    return path


def kg(*arguments: object, given: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=given)


COUNT = "SELECT (COUNT(?e) AS ?n) { ?e a sem:Event }"


def test_a_question_takes_its_parameters_in_order_or_by_name(file: Path) -> None:
    by_place = kg("query", file, "thaw", "KOR", "JPN", "150")
    assert by_place.exit_code == 0
    for more in (["b=JPN", "a=KOR", "days=150"], ["KOR", "days=150", "b=Tokyo"]):
        assert kg("query", file, "thaw", *more).stdout == by_place.stdout
    assert graph().query("thaw", "KOR", b="JPN", days=150) == graph().query("thaw", "KOR", "JPN", 150)
    with pytest.raises(OptionError, match="no parameter 'day'; did you mean 'days'"):
        graph().query("thaw", "KOR", "JPN", day=150)


def test_sparql_comes_from_the_line_a_file_or_the_standard_input(file: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.rq"
    select = "SELECT (COUNT(?e) AS ?n) ?wanted { ?e dk:rootType ?wanted } GROUP BY ?wanted"
    mine.write_text(f"# mine: how many; parameters: ?wanted:type\n{select}", "utf-8")
    assert "9" in kg("query", file, mine, "wanted=CONSULT").stdout
    assert kg("query", file, COUNT).stdout == kg("query", file, "-", given=COUNT).stdout
    assert isinstance(kg("query", file, tmp_path / "none.rq").exception, OptionError)


@pytest.mark.parametrize("asked", [("summits", "KOR", "JPN"), ("SELECT * { ?e rdfs:label ?l } ORDER BY ?l LIMIT 5",)])
def test_every_form_says_the_same(asked: tuple[str, ...], file: Path) -> None:
    rows = graph().query(*asked)
    told = json.loads(kg("query", file, *asked, "--format", "json").stdout)
    assert [list(row) for row in told] == [list(rows.columns)] * len(rows)
    table = list(csv.reader(io.StringIO(kg("query", file, *asked, "--format", "csv").stdout)))
    assert kg("query", file, *asked, "--csv").stdout == kg("query", file, *asked, "--format", "csv").stdout
    assert table[0] == list(rows.columns)
    markdown = kg("query", file, *asked, "--format", "md").stdout.splitlines()
    assert len(table) - 1 == len(markdown) - 2 == len(rows) == 5
    assert kg("query", file, *asked).stdout.splitlines()[0].split() == list(rows.columns)


def test_turtle_is_for_triples(file: Path) -> None:
    told = kg(
        "query", file, "CONSTRUCT { ?e rdfs:label ?l } WHERE { ?e a sem:Event ; rdfs:label ?l }", "--format", "ttl"
    )
    assert len(rdflib.Graph().parse(data=told.stdout, format="turtle")) == len(graph().events(modality="asserted"))
    assert isinstance(kg("query", file, COUNT, "--format", "ttl").exception, OptionError)


def test_the_list_needs_no_graph() -> None:
    assert kg("query", "--list").stdout.splitlines() == graph().questions()


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (("SELECT ?e { ?e a sem:Evnt }",), "sem:Evnt stands nowhere in this graph; did you mean 'sem:Event'"),
        (("SELECT ?e { ?e dk:partyy ent:KOR }",), "dk:partyy stands nowhere in this graph; did you mean 'dk:party'"),
        (('SELECT ?e { ?e rdfs:label "<http://x.example/>" ; dk:party ent:KORR }',), "ent:KORR stands nowhere"),
        (("summits", "JPN", "PRK"), "2 events of both; Japan has 18"),
        (("summits", "KOR", "KEN"), "KEN has 0"),
        (("timeline", "Kenya"), "KEN takes part in 0 events"),
        (("thaw", "KOR", "JPN"), "days=90"),
        (("overlapping", "1900", "1910"), "fall between 1965-06-01 and 2023-08-18"),
    ],
)  # fmt: skip
def test_an_empty_answer_tells_a_reason(asked: tuple[str, ...], why: str, file: Path) -> None:
    assert why in graph().query(*asked).why
    found = kg("query", file, *asked)
    assert found.exit_code == 1
    assert why in found.stderr


def test_hidden_events_are_a_reason() -> None:
    from dataclasses import replace

    made = EventGraph([replace(event, grade="check") for event in graph().events()], graph().articles().values())
    assert "with events that are to check there would be 5" in made.query("summits", "KOR", "JPN").why
    assert len(made.query("summits", "KOR", "JPN", grade="all")) == 5
    assert why_nothing.__doc__


def test_the_time_limit_is_told(file: Path) -> None:
    found = kg("query", file, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i", "--seconds", "0.2")
    assert isinstance(found.exception, GraphError)
    assert "stopped after 0.2 seconds" in str(found.exception)


def test_a_graph_is_checked_against_the_shapes(file: Path, tmp_path: Path) -> None:
    good = kg("check", file)
    assert (good.exit_code, good.stdout.strip()) == (0, f"{file}: in order")
    broken = tmp_path / "graph.ttl"
    broken.write_bytes(file.read_bytes().replace(b'dk:trigger "aimed"', b'dk:trigger "aimd"'))
    assert "warning: men:doc-survey" in kg("check", tmp_path).stdout
    broken.write_bytes(file.read_bytes().replace(b"dk:confidence 0.45", b"dk:confidence 45.0"))
    found = kg("check", broken)
    assert found.exit_code == 1
    assert "error: ev:2018-radar: dk:confidence is one decimal from 0 to 1" in found.stdout
