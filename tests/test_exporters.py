"""The files that a graph is written to, but for the pictures."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import os
import re
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from typing import Any

import networkx
import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import exporters
from kg.analysis import pairs, ties
from kg.errors import OptionError
from kg.exporters.files import table, write
from kg.exporters.part import narrowed
from kg.graph import EventGraph
from kg.plain import plain
from tests.sample_graph import JPN, KOR, event, events, evidence, graph, planned

TABLES = (
    "graph.ttl",
    "graph.nq",
    "graph.trig",
    "events.csv",
    "mentions.csv",
    "relations.csv",
    "events.jsonl",
    "network.gexf",
)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", TABLES)
def test_every_file_is_written_alike_from_values_and_from_turtle(name: str, tmp_path: Path) -> None:
    made = graph(planned())
    (first,) = exporters.export(made, tmp_path / "a" / name)
    (again,) = exporters.export(EventGraph.parse(made.turtle()), tmp_path / "b" / name)
    assert first == tmp_path / "a" / name
    assert first.read_bytes() == again.read_bytes()
    assert len(first.read_bytes()) > 500


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_graph_is_a_file_too(name: str, tmp_path: Path) -> None:
    (path,) = exporters.export(EventGraph([]), tmp_path / name)
    assert path.exists()


def test_every_exporter_says_what_it_writes() -> None:
    assert set(TABLES) <= set(exporters.EXPORTERS)
    for name in exporters.EXPORTERS:
        module = exporters.exporter(name)
        assert callable(module.export)
        others = [other for other, file in exporters.EXPORTERS.items() if file == exporters.EXPORTERS[name]]
        assert module.__doc__.startswith(f"{others[0]}:")
        assert all(other in module.__doc__.splitlines()[0] for other in others)


# ------------------------------------------------------------------------------ choosing
@pytest.mark.parametrize(
    ("path", "name"),
    [("x/mentions.csv", "mentions.csv"), ("mine.csv", "events.csv"), ("a.NQ", "graph.nq"), ("a.jsonl", "events.jsonl"),
     ("a.gexf", "network.gexf"), ("a.html", "timeline.html"), (Path("relations.csv"), "relations.csv")],
)  # fmt: skip
def test_the_path_chooses(path: str | Path, name: str) -> None:
    assert exporters.chosen(path) == name


@pytest.mark.parametrize("name", ["mentions_csv", "mentions.csv"])
def test_the_name_chooses(name: str, tmp_path: Path) -> None:
    (path,) = exporters.export(graph(), tmp_path / "anything", name)
    assert path.read_text().startswith("event,number,kind")


def test_a_wrong_choice_teaches(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"valid: \.ttl, \.nq"):
        exporters.export(graph(), tmp_path / "graph.pdf")
    with pytest.raises(OptionError, match=r"did you mean 'events\.csv'"):
        exporters.export(graph(), tmp_path / "x", "event.csv")
    with pytest.raises(OptionError, match="option 'sinse'; did you mean 'since'"):
        exporters.export(graph(), tmp_path / "x.csv", sinse="2018")
    with pytest.raises(OptionError, match="no event"):
        exporters.export(graph(), tmp_path / "x.csv", event="nothing")
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ({"actors": ("UN",)}, ["2017-09-11-sanctions"]),
        ({"actors": ("KOR", "USA")}, ["2023-08-18-camp-david"]),
        ({"since": "2019", "until": "2019-07"}, ["2019-07-01-exports"]),
        ({"event": "2015-11-02"}, ["2015-11-02-seoul", "2015-12-28-women"]),
        ({"modality": "planned"}, ["2022-09-late-talks"]),
    ],
)
def test_a_part_of_the_graph(options: dict[str, str], wanted: list[str], tmp_path: Path) -> None:
    (path,) = exporters.export(graph(), tmp_path / "events.csv", **options)
    assert [row["id"] for row in rows(path)] == wanted
    (path,) = exporters.export(EventGraph.parse(graph().turtle()), tmp_path / "part.ttl", **options)
    part = EventGraph.parse(path)
    assert [found.id for found in part.events()] == wanted
    assert part.entities().items() <= graph().entities().items()


def written(path: Path) -> set[str] | Counter[tuple[str, str]]:
    """The ids of the events that a file holds; where it holds none, how many events it counts between two parties."""
    text = path.read_text("utf-8")
    if path.suffix in (".ttl", ".nq", ".trig"):
        return {found.id for found in EventGraph.parse(path).events()}
    if path.name in ("events.csv", "mentions.csv"):
        return {row["id" if path.name == "events.csv" else "event"] for row in rows(path)}
    if path.suffix == ".jsonl":
        return {json.loads(line)["id"] for line in text.splitlines()}
    if path.suffix == ".html":
        return set(json.loads(re.search(r'id="data">(.*?)</script>', text)[1])["events"]["id"])  # type: ignore[index]
    if path.name == "relations.csv":
        return Counter({(row["first"], row["second"]): int(row["events"]) for row in rows(path)})
    edges = ET.fromstring(text).findall(".//{*}edge")
    return Counter({(e.get("source", ""), e.get("target", "")): int(float(e.get("weight", "0"))) for e in edges})


SUMMARIES = {
    "measures.csv",
    "panel.csv",
    "report.html",
}  # they count, and have rows for what is not there: test_relating, test_report


OPENED_ELSEWHERE = {
    "graph.nt",
    "graph.jsonld",
    "dyads.csv",
    "network.graphml",
    "events.parquet",
    "mentions.parquet",
    "dyads.parquet",
    "events.xlsx",
    "events.ics",
    "events.geojson",
    "timeline.json",
    "datapackage.json",
}  # by what they are written for: test_files_out
HERE = [name for name in exporters.EXPORTERS if name not in SUMMARIES | OPENED_ELSEWHERE]


@pytest.mark.parametrize("name", HERE)
@pytest.mark.parametrize(
    ("options", "count"),
    [
        ({"actors": ("KOR",)}, 17),
        ({"actors": ("ROK",), "since": "2018"}, 13),
        ({"actors": ("Kishida",)}, 5),
        ({"actors": ("KOR", "JPN")}, 16),
        ({"actors": ("South Korea", "Tokyo"), "since": "2019-07"}, 11),
        ({"actors": ("Yoon Suk Yeol", "Kishida")}, 3),
        ({"actors": ("JPN", "KOR"), "until": "2018"}, 5),
        ({"actors": ("KOR", "PRK", "JPN"), "since": "2022-09-30", "until": "2022-10"}, 3),
        ({"since": "2022", "until": "2022"}, 7),
        ({"modality": "asserted", "actors": ("Biden",)}, 1),
    ],
    ids=str,
)  # fmt: skip
def test_every_exporter_chooses_the_same_events(name: str, options: dict[str, Any], count: int, tmp_path: Path) -> None:
    made = graph()
    part = narrowed(made, **options)
    chosen = {found.id for found in part.events()}
    assert len(chosen) == count
    how = {"by": "all"} if name in ("relations.csv", "network.gexf") else {}
    (path,) = exporters.export(made, tmp_path / name, **options, **how)
    factual = [found for found in part.events() if found.modality == "asserted"]
    counted = {
        "relations.csv": Counter(pair for found in factual for pair in pairs(found)),
        "network.gexf": Counter(tie for found in factual for tie in ties(found)),
    }
    assert written(path) == counted.get(name, chosen)


# ------------------------------------------------------------------------------ tables
def test_events_csv(tmp_path: Path) -> None:
    (path,) = exporters.export(graph(), tmp_path / "events.csv")
    found = {row["id"]: row for row in rows(path)}
    assert len(found) == len(events())
    summit = found["2022-11-13-phnom-penh"]
    assert (summit["begin"], summit["end"], summit["certain"], summit["event_type"]) == (
        "2022-11-13",
        "2022-11-13",
        "true",
        "CONSULT",
    )
    assert (summit["initiators"], summit["recipients"], summit["reciprocal"]) == ("JPN|KOR", "JPN|KOR", "true")
    assert summit["actors"] == "Yoon Suk-yeol (president)|Fumio Kishida (prime minister)"
    assert (summit["mentions"], summit["documents"], summit["first_published"]) == ("2", "2", "2022-11-13")
    assert (summit["place"], summit["place_country"]) == ("Phnom Penh", "KHM")
    assert found["2011-12-18-kyoto"]["cameo"] == "044"
    assert found["undated-compensation"]["begin"] == ""
    assert (found["2018-radar"]["initiators"], found["2018-radar"]["recipients"]) == ("KOR", "JPN")


def test_mentions_csv(tmp_path: Path) -> None:
    (path,) = exporters.export(graph(), tmp_path / "mentions.csv")
    found = [row for row in rows(path) if row["event"] == "2022-11-13-phnom-penh"]
    assert [(row["number"], row["document_id"]) for row in found] == [("1", "doc-visits"), ("2", "doc-summit")]
    assert found[0]["sentence"][int(found[0]["trigger_start"]) :].startswith(found[0]["trigger"])
    assert len(rows(path)) == sum(len(found.evidence) for found in events())


def test_relations_csv(tmp_path: Path) -> None:
    (path,) = exporters.export(graph(), tmp_path / "relations.csv")
    found = {(row["dyad"], row["year"]): row for row in rows(path)}
    assert found["JPN-KOR", "2019"] == {
        "dyad": "JPN-KOR", "first": "JPN", "second": "KOR", "first_label": "Japan", "second_label": "South Korea",
        "first_cow": "740", "second_cow": "732", "year": "2019",
        "events": "3", "cooperation": "1", "conflict": "2", "net_score": "-1", "goldstein_sum": "-7.5",
        "balance": "0.3333", "by_first": "1", "by_second": "1", "mutual": "1",
    }  # fmt: skip
    (path,) = exporters.export(graph(), tmp_path / "relations.csv", by="month")
    assert "2019-07" in {row["month"] for row in rows(path)}


@settings(max_examples=200)
@given(st.lists(st.lists(st.text(st.characters(exclude_categories=("Cs",))), min_size=2, max_size=2), max_size=5))
def test_no_cell_of_text_is_a_formula(cells: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(table(("one", "other"), cells).decode(), newline="")))
    assert len(read) == len(cells) + 1
    for written, given_ in zip(read[1:], cells, strict=True):
        for cell, text in zip(written, given_, strict=True):
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
            assert cell.removeprefix("'") == plain(text).removeprefix("'")


def test_hostile_text_is_harmless_in_every_table(tmp_path: Path) -> None:
    told = dataclasses.replace(
        evidence("doc-summit", 0, "summit"), sentence="=HYPERLINK(1)", trigger="@SUM", reason="+1"
    )
    bad = event(
        "x", "CONSULT", -2.5, told, days="2020-01-01", actors=(JPN,), recipients=(KOR,), label="-cmd|'/c calc'!A0"
    )
    for name in ("events.csv", "mentions.csv"):
        (path,) = exporters.export(EventGraph([bad]), tmp_path / name)
        cells = [cell for row in rows(path) for cell in row.values()]
        assert "'=HYPERLINK(1)" in cells
        assert not [cell for cell in cells if re.match(r"[=+@\t\r]|-[^\d]", cell)]
    (path,) = exporters.export(EventGraph([bad]), tmp_path / "events.csv")
    assert rows(path)[0]["goldstein"] == "-2.5"
    answer = EventGraph([bad]).query("SELECT ?label ?score { ?e rdfs:label ?label ; dk:goldstein ?score }")
    assert answer.csv() == "label,score\n'-cmd|'/c calc'!A0,-2.50\n"


# ------------------------------------------------------------------------------ others
def test_jsonl_holds_whole_events(tmp_path: Path) -> None:
    (path,) = exporters.export(graph(), tmp_path / "events.jsonl")
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [record["id"] for record in found] == [event.id for event in graph().events()]
    assert list(found[0]) == [field.name for field in dataclasses.fields(events()[0])]
    summit = next(record for record in found if record["id"] == "2022-11-13-phnom-penh")
    assert summit["begin"] == "2022-11-13"
    assert summit["actors"][0]["country"] == "KOR"
    assert summit["evidence"][1]["document"] == "https://news.example/doc-summit"


def test_gexf_is_read_by_networkx(tmp_path: Path) -> None:
    (path,) = exporters.export(graph(), tmp_path / "network.gexf")
    text = path.read_text(encoding="utf-8")
    read = networkx.read_gexf(
        io.StringIO(text.replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft").replace('"1.3"', '"1.2"'))
    )
    assert read.nodes["JPN"]["label"] == "Japan"
    edges = [facts for a, b, facts in read.edges(data=True) if (a, b) == ("JPN", "KOR")]
    assert {(facts["period"], facts["events"], facts["weight"]) for facts in edges} >= {
        ("2019", 2, 2.0),
        ("2015", 2, 2.0),
    }
    element = ET.fromstring(text).find(".//{*}edge[@start='2019-01-01']")
    assert element is not None
    assert element.get("end") == "2019-12-31"


def test_quads_load_into_a_store(tmp_path: Path) -> None:
    (quads,) = exporters.export(graph(), tmp_path / "graph.nq")
    (trig,) = exporters.export(graph(), tmp_path / "graph.trig")
    stores = []
    for path, form in ((quads, pyoxigraph.RdfFormat.N_QUADS), (trig, pyoxigraph.RdfFormat.TRIG)):
        store = pyoxigraph.Store()
        store.bulk_load(path=str(path), format=form)
        stores.append(set(store))
    assert stores[0] == stores[1]


# ------------------------------------------------------------------------------ files
def test_a_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "new" / "file.txt", b"one")
    assert path.read_bytes() == b"one"
    assert path.stat().st_mode & 0o777 == 0o644

    def fail(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fdopen", fail)
    with pytest.raises(OSError, match="disk full"):
        write(path, b"two")
    assert path.read_bytes() == b"one"
    assert [found.name for found in path.parent.iterdir()] == ["file.txt"]
