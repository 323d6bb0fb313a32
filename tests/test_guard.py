"""What a query of a stranger may do: read the graph, for a while, in a process of its own."""

from __future__ import annotations

import contextlib
import re
import socket
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import GraphError
from kg.exporters import export
from kg.graph import EventGraph
from kg.graph.confined import Answering, Job
from kg.graph.guard import DEEPEST, Checked, checked
from kg.graph.terms import prefixes
from tests.sample_graph import graph
from tests.work import calls

HOSTILE = Path(__file__).parents[2] / "shared" / "gold" / "hostile"
PREFIXES = prefixes()


@pytest.fixture(scope="module")
def made() -> EventGraph:
    return graph()


REFUSED = [
    "SELECT * { SERVICE <http://evil.example/> { ?s ?p ?o } }",
    "select * { service silent <http://evil.example/> { ?s ?p ?o } }",
    "SELECT * { ?s a sem:Event #x\r . SERVICE SILENT <http://evil.example/> { ?a ?b ?c } } LIMIT 1",
    "PREFIX x: <http://x/> SELECT * { ?s a x:.SERVICE SILENT <http://evil.example/> { ?a ?b ?c } }",
    "SELECT * { { SELECT * { SERVICE ?s { ?a ?b ?c } } } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <http://evil.example/> {} } }",
    "SELECT * FROM <http://evil.example/x> { ?s ?p ?o }",
    "SELECT * #\rFROM <file:" + "///etc/passwd>\n { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://evil.example/x> { GRAPH ?g { ?s ?p ?o } }",
    "LOAD <http://evil.example/x>",
    "INSERT DATA { <a:a> <a:b> <a:c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP ALL",
    "WITH <a:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "SELECT * { ?s ?p '#' } # \nFROM <http://x/>",
    "SELECT * { ?s ?p '''it's''' SERVICE <http://evil.example/> {} }",
    'SELECT * { ?s ?p "\\"" SERVICE <http://evil.example/> {} #" }',
    "SELECT * { ?s ?p <http://x/#> . SERVICE <http://evil.example/> {} }",
    "SELECT * { FILTER(1<2) SERVICE<http://evil.example/>{} }",
    "SELECT * { ?s ?p 1SERVICE <http://evil.example/> {} }",
    "\\u0053ELECT * {}",
    "SELECT * { ?s ?p ?o } \\U00000053ERVICE",
    "SELECT * { ?s ?p '\\\\u0022 SERVICE <http://evil.example/> {} #' }",
]


@pytest.mark.parametrize("text", REFUSED)
def test_a_query_stays_inside_the_graph(text: str, made: EventGraph) -> None:
    with pytest.raises(GraphError, match=r"refused|escape|backslash"):
        made.query(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?from ?service { ?service rdfs:label ?from } LIMIT 1",
        "SELECT * { ?e rdfs:label 'SERVICE FROM LOAD' }",
        'SELECT * { ?e rdfs:label """a "quoted" FROM""" }',
        "SELECT * { ?e <http://x/FROM> <http://x/LOAD#SERVICE> } # FROM here",
        "SELECT * { ?e <http://x/a> ?x FILTER(?x<3 && 2>1) }",
        "PREFIX from: <http://x/> SELECT * { ?e from:service ?load }",
        "SELECT * { ?e (sem:hasActor|^dk:event)+/rdfs:label? ?x FILTER(?x != -1.5e3 || !bound(?x)) }",
        "BASE <http://x/> PREFIX y: <y#> SELECT * { <e> y:a\\-b%20c 'x'@en, 'y'^^xsd:date, _:b, [], () }",
        "SELECT * { ?s ?p ?o FILTER (CONCAT # here\n (STR (?s), ' ') = COALESCE (?o, '') && ?p IN (rdfs:label)) }",
        "DESCRIBE ent:KOR",
    ],
)
def test_words_that_only_look_forbidden(text: str, made: EventGraph) -> None:
    assert isinstance(made.query(text).columns, tuple)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT {", "no query that can be answered"),
        ("SELECT ?a WHERE { ?a unknown:p ?b }", "line 1: the prefix unknown: is not declared"),
        ("SELECT YEAR(?d) (COUNT(*) AS ?n) { ?e a ?d }", r"near 'YEAR\( \?d \) .*\(YEAR\(\?day\) AS"),
        ("SELECT ?y { ?e a ?d } GROUP BY YEAR(?d) AS ?y", r"near .*AS \?y'; .*\(YEAR\(\?day\) AS \?year\)$"),
        ("SELECT (COUNT(*)) { ?e a sem:Event }", r"; what is computed has a name in brackets"),
        ("SELECT ?e { ?e a sem:Event } ORDER BY", "it breaks off near 'ORDER BY'$"),
        ("x y z", "no query that can be answered: line 1: it says x"),
        ("", "none of the words SELECT"),
        ("SELECT * {\n ?s ?p 'open }", "line 2: nothing in SPARQL begins with"),
        ("SELECT * {\n\n FILTR(1) }", "line 3: it says FILTR.*did you mean 'FILTER'"),
        ("PREFIX x <http://x/> ASK {}", "PREFIX is followed by a name"),
        ("SELECT * {" + "{" * 3000 + "}" * 3000 + "}", f"nested more than {DEEPEST} deep"),
        ("SELECT * { FILTER(" + "!" * 20_000 + "1) }", f"nested more than {DEEPEST} deep"),
        ("SELECT * { ?s " + "(" * 20_000 + "a", f"nested more than {DEEPEST} deep"),
        ("ASK {" + " " * 1_000_000 + "}", "the most is 1,000,000"),
    ],
)  # fmt: skip
def test_what_is_no_query_teaches(text: str, message: str, made: EventGraph) -> None:
    with pytest.raises(GraphError, match=message):
        made.query(text)


PARTS = """SERVICE sErViCe FROM LOAD x: x:. : . # ' " ''' \\ <http://x> < > ? ?a 1 { } @en ^^ _:b %41 \\- é · ASK a -"""


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from([*PARTS.split(), '"""', "\r", "\n", " "]), min_size=1, max_size=14).map("".join))
def test_nothing_that_is_not_listed_reaches_the_engine(text: str) -> None:
    """Of what is left outside strings and IRIs every word is listed."""
    try:
        written = checked("ASK {" + text, PREFIXES | {"x": "http://x/", "": "http://y/"}).text
    except GraphError:
        return
    outside = re.sub(r'"(?:[^"\\]|\\.)*"|<[^<>]*>|[?$][^\s]+|_:\w+|@[\w-]+', " ", written)
    assert not re.search(r"service|from|load|#|\\", outside, re.IGNORECASE), written


@pytest.mark.parametrize("part", ['"', "'", "'''", "<", "#", "\\", "?", "a:", "@", "a.", "%41", "{}", "1"])
def test_a_hostile_query_text_is_read_in_linear_time(part: str) -> None:
    def read(text: str) -> None:
        with contextlib.suppress(GraphError):
            checked(text, PREFIXES)

    short, long = (calls(read, "SELECT * {" + part * number) for number in (2_000, 12_000))
    assert long < 7 * short + 1_000


# ------------------------------------------------------------------------------ the process
def alone(text: str, seconds: float = 20.0) -> bytes:
    """The answer to a text that no guard has seen."""
    return b"".join(Answering(Job(graph().store, Checked(text, "SELECT"), "json", {}, {}), seconds))


def test_the_process_opens_no_connection_even_past_the_guard() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.setblocking(False)
        port = listening.getsockname()[1]
        with pytest.raises(GraphError):
            alone(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/x> {{ ?s ?p ?o }} }}", 5)
        with pytest.raises(BlockingIOError):
            listening.accept()


@pytest.mark.parametrize(
    "text", ["ASK { FILTER(1" + "||1" * 120_000 + ") }", "ASK { ?s <a:b>" + "/<a:b>" * 120_000 + " ?o }"], ids=[1, 2]
)
def test_a_query_that_breaks_the_engine_breaks_its_process_alone(text: str, made: EventGraph) -> None:
    with pytest.raises(GraphError, match="the graph is unharmed"):
        made.query(text)
    assert made.query("ASK { ?s a sem:Event }") == [(True,)]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i",
        "CONSTRUCT { ?a ?e ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT (?c, ?f, ?i) = 'z') }",
    ],
)
def test_a_query_without_end_is_stopped(text: str, made: EventGraph) -> None:
    with pytest.raises(GraphError, match=r"stopped after 0\.3 seconds"):
        made.query(text, seconds=0.3)


def test_an_answer_that_no_memory_holds_passes_row_by_row(made: EventGraph) -> None:
    found = made.stream("SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", seconds=60)
    assert found.columns == ("a", "d")
    rows = iter(found)
    assert len([next(rows) for _ in range(20_000)]) == 20_000
    found.close()
    with pytest.raises(GraphError, match="more than 100 rows"):
        made.query("SELECT * { ?a ?b ?c }", most=100)


def test_a_store_on_disk_answers_without_being_loaded(tmp_path: Path) -> None:
    store = pyoxigraph.Store(str(tmp_path / "store"))
    store.bulk_load(graph().turtle(), pyoxigraph.RdfFormat.TURTLE)
    store.flush()
    del store
    job = Job(tmp_path / "store", checked("SELECT (COUNT(*) AS ?n) { ?s a sem:Event }", PREFIXES), "csv", {}, {})
    assert b"".join(Answering(job)).split() == [b"n", str(len(graph().events(modality="asserted"))).encode()]


# ------------------------------------------------------------------------------ files of the world
@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile files lie beside the repository, in the CI only")
def test_an_edited_graph_whose_article_is_gone_is_exported(tmp_path: Path) -> None:
    damaged = EventGraph.parse(HOSTILE / "keyerror_article.ttl")
    assert len(damaged.events()) > 0
    for name in ("events.csv", "mentions.csv", "events.jsonl", "graph.ttl"):
        export(damaged, tmp_path / name)
        assert (tmp_path / name).stat().st_size


def test_an_article_of_which_only_evidence_tells_stands_in_the_graph() -> None:
    lines = graph().turtle().split(b"\n\n")
    read = EventGraph.parse(b"\n\n".join(block for block in lines if not block.startswith(b"art:doc-summit")))
    assert "doc-summit" in read.articles()
    assert read.part(read.events()).events() == read.events()
