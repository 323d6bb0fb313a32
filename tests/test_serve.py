"""What is served: the protocol, stock clients, the page, names that resolve; nothing but reading."""

from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
import uvicorn
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, SPARQLWrapper
from starlette.testclient import TestClient

from kg.errors import GraphError
from kg.graph.served import Served, write_store
from kg.serve.app import MEDIA, acceptable, application
from tests.sample_graph import graph

SELECT = "SELECT ?label { ?e a sem:Event ; sem:eventType type:summit ; rdfs:label ?label } ORDER BY ?label"


@pytest.fixture(scope="module", params=["memory", "disk"])
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Served, Path]:
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "disk":
        assert write_store(graph(), folder / "store") == len(graph().store)
        with pytest.raises(GraphError, match="not empty"):
            write_store(graph(), folder / "store")
        return Served.open(folder / "store"), folder / "store"
    (folder / "graph.ttl").write_bytes(graph().turtle())
    (folder / "timeline.html").write_text("<p>a timeline", "utf-8")
    return Served.open(folder), folder


@pytest.fixture(scope="module")
def web(served: tuple[Served, Path]) -> Iterator[TestClient]:
    with TestClient(application(*served, seconds=20), base_url="http://127.0.0.1") as client:
        yield client


# ------------------------------------------------------------------------------ protocol
def test_a_query_comes_in_three_ways(web: TestClient) -> None:
    answers = [
        web.get("/sparql", params={"query": SELECT}),
        web.post("/sparql", data={"query": SELECT}),
        web.post("/sparql", content=SELECT, headers={"content-type": "application/sparql-query"}),
    ]
    labels = [[row["label"]["value"] for row in answer.json()["results"]["bindings"]] for answer in answers]
    assert labels[0] == labels[1] == labels[2]
    assert len(labels[0]) == 5
    assert answers[0].headers["content-type"] == "application/sparql-results+json"
    assert "access-control-allow-origin" not in answers[0].headers


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_the_form_of_a_table_is_negotiated(form: str, web: TestClient) -> None:
    wanted = MEDIA[form].partition(";")[0]
    for ask in (
        {"headers": {"accept": wanted}, "params": {"query": SELECT}},
        {"params": {"query": SELECT, "format": form}},
    ):
        found = web.get("/sparql", **ask)
        assert found.headers["content-type"].partition(";")[0] == wanted
        assert "Phnom" in found.text or "phnom penh" in found.text
    assert web.get("/sparql", params={"query": "ASK { ?s a sem:Event }", "format": form}).text.count("true") == 1


@pytest.mark.parametrize(("form", "name"), [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld")])
def test_the_form_of_triples_is_negotiated(form: str, name: str, web: TestClient) -> None:
    query = "CONSTRUCT { ?e rdfs:label ?l } WHERE { ?e a sem:Event ; rdfs:label ?l }"
    found = web.get("/sparql", params={"query": query}, headers={"accept": MEDIA[form].partition(";")[0]})
    assert len(rdflib.Graph().parse(data=found.text, format=name)) == len(graph().events(modality="asserted"))


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [("*/*", "json"), ("text/csv;q=0.5, application/sparql-results+xml", "xml"), ("text/*", "csv"), ("image/png", None),
     ("application/json", "json"), ("text/html,application/xhtml+xml,*/*;q=0.8", "json"), ("text/csv;q=0", None)],
)  # fmt: skip
def test_what_is_acceptable(accept: str, wanted: str | None) -> None:
    assert acceptable(accept, ("json", "xml", "csv", "tsv")) == wanted


@pytest.mark.parametrize(
    ("method", "options", "status", "told"),
    [
        ("GET", {"params": {"query": "SELECT {"}}, 400, "no query that can be answered"),
        ("GET", {"params": {"query": "SELECT * { SERVICE <http://x/> {} }"}}, 400, "SERVICE, which is refused"),
        ("GET", {"params": {"query": "ASK {}", "default-graph-uri": "http://x/"}}, 400, "leave out default-graph-uri"),
        ("GET", {}, 400, "query= is missing"),
        ("GET", {"params": {"query": "ASK {}"}, "headers": {"accept": "image/png"}}, 406, "offered"),
        ("POST", {"data": {"update": "CLEAR ALL"}}, 403, "updates are refused"),
        ("POST", {"content": "CLEAR ALL", "headers": {"content-type": "application/sparql-update"}}, 403, "only read"),
        ("POST", {"content": "x", "headers": {"content-type": "text/plain"}}, 415, "application/sparql-query"),
        ("POST", {"data": {"query": "INSERT DATA { <a:a> <a:b> 1 }"}}, 400, "queries only read"),
        ("PUT", {}, 405, ""),
        ("GET", {"params": {"query": "ASK {}"}, "headers": {"host": "evil.example"}}, 400, "Invalid host"),
    ],
)
def test_what_is_refused_is_told(method: str, options: dict, status: int, told: str, web: TestClient) -> None:
    found = web.request(method, "/sparql", **options)
    assert found.status_code == status
    assert told in found.text


def test_a_query_without_end_is_stopped_and_others_go_on(served: tuple[Served, Path]) -> None:
    with TestClient(application(*served, seconds=0.5), base_url="http://localhost") as web:
        endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        for _ in range(5):  # more than run at once: each gives its place back
            assert "stopped after 0.5 seconds" in web.get("/sparql", params={"query": endless}).text
        assert web.get("/sparql", params={"query": SELECT}).status_code == 200


def test_another_origin_asks_only_where_it_may(served: tuple[Served, Path]) -> None:
    origin = "https://notebook.example"
    with TestClient(application(*served, cors=origin), base_url="http://localhost") as web:
        found = web.get("/sparql", params={"query": SELECT}, headers={"origin": origin})
        assert found.headers["access-control-allow-origin"] == origin
        other = web.get("/sparql", params={"query": SELECT}, headers={"origin": "https://evil.example"})
        assert other.headers.get("access-control-allow-origin") != "https://evil.example"


# ------------------------------------------------------------------------------ page and names
def test_the_page_asks_and_its_address_holds_the_answer(web: TestClient) -> None:
    menu = web.get("/").text
    assert menu.count("/?question=") >= 40
    assert "<script" not in menu
    form = web.get("/", params={"question": "summits"}).text
    assert 'name="a"' in form
    assert 'value="South Korea"' in form
    assert "rows" not in form.partition("</form>")[0]
    page = web.get("/", params={"question": "summits", "a": "ROK", "b": "Kishida"})
    assert "2 rows" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    link = page.text.split('href="/question/summits?')[1].split('"')[0].replace("&amp;", "&")
    assert len(web.get(f"/question/summits?{link}").text.splitlines()) == 3
    own = web.get("/", params={"sparql": SELECT}).text
    assert "5 rows" in own


@pytest.mark.parametrize("asked", [{"question": "summits", "a": "Korae", "b": "JPN"}, {"sparql": "SELECT <script>"}])
def test_the_page_tells_what_is_wrong(asked: dict[str, str], web: TestClient) -> None:
    found = web.get("/", params=asked)
    assert found.status_code == 400
    assert 'role="alert"' in found.text
    assert "<script" not in found.text


def test_a_name_resolves(web: TestClient) -> None:
    found = web.get("/entity/KOR", headers={"accept": "text/turtle"})
    assert "South Korea" in found.text
    assert web.get("/event/2018-radar", headers={"accept": "application/ld+json"}).json()
    assert web.get("/nothing/here").status_code == 400
    for name in ("event/nosuch", "entity/NOWHERE"):
        assert (found := web.get(f"/{name}")).status_code == 404
        assert name.partition("/")[2] in found.text
    assert b"owl:unionOf" not in web.get("/vocabulary").content
    assert "dk:initiator" in web.get("/vocabulary").text


def test_files_beside_the_graph(served: tuple[Served, Path], web: TestClient) -> None:
    there = (served[1] / "timeline.html").is_file()
    assert web.get("/timeline.html").status_code == (200 if there else 404)
    assert ('href="/timeline.html"' in web.get("/").text) == there
    if there:
        assert "/timeline.html#event=2022-11-13-phnom-penh" in web.get("/?question=summits&a=KOR&b=JPN").text
        told = web.get("/event/2018-radar", headers={"accept": "text/html"}).text
        assert "destroyer" in told


def test_events_to_check_are_asked_for_on_request(tmp_path: Path) -> None:
    from dataclasses import replace

    from kg.graph import EventGraph

    made = EventGraph([replace(e, grade="check") for e in graph().events()], graph().articles().values())
    (tmp_path / "graph.ttl").write_bytes(made.turtle())
    with TestClient(application(Served.open(tmp_path), tmp_path), base_url="http://localhost") as web:
        few = web.get("/question/summits?a=KOR&b=JPN&format=csv").text.splitlines()
        many = web.get("/question/summits?a=KOR&b=JPN&format=csv&all=1").text.splitlines()
    assert (len(few), len(many)) == (1, 6)


# ------------------------------------------------------------------------------ stock clients
@pytest.fixture(scope="module")
def address(served: tuple[Served, Path]) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(application(*served), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.1):
            break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}/sparql"
    server.should_exit = True
    thread.join(10)


def test_sparqlwrapper_asks(address: str) -> None:
    client = SPARQLWrapper(address, returnFormat=JSON)
    client.setQuery(SELECT)
    assert len(client.queryAndConvert()["results"]["bindings"]) == 5


def test_rdflib_asks(address: str) -> None:
    store = SPARQLStore(address)
    prefixes = {"sem": "http://semanticweb.cs.vu.nl/2009/11/sem/", "type": "https://w3id.org/diplokg/type/"}
    found = rdflib.Graph(store).query("SELECT ?e { ?e a sem:Event ; sem:eventType type:summit }", initNs=prefixes)
    assert len(list(found)) == 5


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl_asks(address: str) -> None:
    told = subprocess.run(
        ["curl", "-s", "-H", "Accept: application/sparql-results+json", "--data-urlencode", f"query={SELECT}", address],
        capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    assert len(json.loads(told.stdout)["results"]["bindings"]) == 5
