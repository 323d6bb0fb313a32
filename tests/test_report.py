"""The report and the table of measures: every number leads to its events, nothing runs, the same bytes every time."""

from __future__ import annotations

import csv
import io
import itertools
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from kg import analysis
from kg.analysis import ledger
from kg.cli import app
from kg.errors import OptionError
from kg.exporters import export
from kg.exporters.plots import HEIGHT, SPARK, WIDTH, series_plot, spark
from kg.exporters.report import MEASURES
from kg.graph import EventGraph
from tests.sample_graph import JPN, KOR, event, evidence, graph

DEMO = Path(__file__).parents[1] / "exports" / "demo"


def page(made: EventGraph, folder: Path, **options: object) -> BeautifulSoup:
    (path,) = export(made, folder / "report.html", **options)
    return BeautifulSoup(path.read_bytes(), "lxml")


def test_every_link_has_its_place_and_every_number_of_a_pair_its_events(tmp_path: Path) -> None:
    soup = page(EventGraph.parse(DEMO / "graph.ttl"), tmp_path)
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    links = [tag["href"] for tag in soup.find_all("a") if tag["href"].startswith("#")]
    assert len(links) > 200
    assert {link[1:] for link in links} <= set(ids)
    book = ledger(EventGraph.parse(DEMO / "graph.ttl"))
    for row in soup.select("#pairs tbody tr")[:5]:
        link = row.select_one("a")
        heading = soup.find(id=link["href"][1:])
        told = 0
        for after in heading.find_next_siblings():
            if after.name == "h3":
                break
            told += len(after.select("li"))
        assert told == int(link.text)
    assert sum(len(lines) for lines in book.pairs.values()) >= int(soup.select_one("#pairs tbody a").text)


def test_each_event_stands_there_once_with_its_sentence(tmp_path: Path) -> None:
    soup = page(graph(), tmp_path)
    counted = {line.event.id: line.event for line in ledger(graph()).lines}
    for identifier, one in counted.items():
        found = soup.find("li", id=identifier)
        assert found is not None
        assert one.evidence[0].sentence in found.select_one("q").text
    assert len(soup.select("q")) == len(counted)


def test_nothing_runs_and_nothing_is_asked_for(tmp_path: Path) -> None:
    text = str(page(graph(), tmp_path))
    assert "default-src 'none'" in text
    assert "unsafe" not in text
    assert not re.search(r"<script|<iframe|<img|<link[^>]+stylesheet|@import|url\(|\son\w+=|style=", text, re.I)


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    told = evidence("doc-summit", 0, "summit")
    bad = '"><script>alert(1)</script>'
    made = EventGraph(
        [event("e", "CONSULT", 2.0, told, days="2019-05-01", actors=(JPN, KOR), reciprocal=True, label=bad)]
    )
    soup = page(made, tmp_path, title=bad)
    assert soup.select("script") == []
    assert bad in soup.select_one("h1").text


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    turned = EventGraph(reversed(graph().events()), graph().articles().values())
    found = [export(made, tmp_path / "report.html")[0].read_bytes() for made in (graph(), turned)]
    assert len(found[0]) > 20_000
    assert found[0] == found[1]


def test_the_methods_are_the_docstrings(tmp_path: Path) -> None:
    soup = page(graph(), tmp_path)
    assert [tag.text for tag in soup.select("#methods dt")] == [measure.__name__ for measure in MEASURES]
    text = soup.select_one("#methods").text
    assert "Cartwright" in text
    assert "Killick" in text


def test_a_part_and_an_empty_graph(tmp_path: Path) -> None:
    assert "2019" in page(graph(), tmp_path, since="2019", until="2019").select_one("h1").text
    few = page(graph(), tmp_path, evidence=3)
    assert len(few.select("q")) == 3
    assert "3 of" in few.select_one("#evidence .note").text
    with pytest.raises(OptionError, match="nothing to report"):
        page(EventGraph([]), tmp_path)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1950, 1990), st.sampled_from([-6.0, 0.0, 2.5])), min_size=1, max_size=12))
def test_a_plot_stays_in_its_frame(acts: list[tuple[int, float]]) -> None:
    told = evidence("doc-summit", 0, "summit")
    made = EventGraph(event(f"e{n}", "CONSULT", score, told, days=f"{year}-03-01", actors=(JPN, KOR), reciprocal=True)
                      for n, (year, score) in enumerate(acts))  # fmt: skip
    points = analysis.series(made, "JPN", "KOR")
    plot = series_plot(points, {})
    assert len(plot.bars) == len(points)
    for bar in plot.bars:
        assert 0 <= bar.x <= WIDTH - bar.width + 1
        assert bar.up >= 0 <= bar.down
        assert plot.zero - bar.up >= 0
        assert plot.zero + bar.down <= HEIGHT
    assert any(label == "0" for _, label in plot.across)


@pytest.mark.parametrize(("first", "last", "named"), [
    (1824, 2026, ["1825", "1850", "1875", "1900", "1925", "1950", "1975", "2000", "2025"]),
    (1951, 2024, ["1960", "1970", "1980", "1990", "2000", "2010", "2020"]),
    (2019, 2023, ["2019", "2020", "2021", "2022", "2023"]),
])  # fmt: skip
def test_an_axis_names_round_years_and_small_bars_can_be_seen(first: int, last: int, named: list[str]) -> None:
    told = evidence("doc-summit", 0, "summit")
    made = EventGraph(event(f"e{year}", "CONSULT", 2.0, told, days=f"{year}-03-01", actors=(JPN, KOR), reciprocal=True)
                      for year in (first, last))  # fmt: skip
    points = analysis.series(made, "JPN", "KOR")
    assert [label for _, label in series_plot(points, {}).along] == named
    bars = spark(points)
    assert len(bars) == 2
    assert all(x + SPARK[2] <= SPARK[0] and height >= 1 for x, _, height, _ in bars)
    assert min(two[0] - one[0] for one, two in itertools.pairwise(bars)) >= SPARK[2]


# ------------------------------------------------------------------------------ measures.csv and the command
def test_measures_are_those_of_the_functions(tmp_path: Path) -> None:
    (path,) = export(graph(), tmp_path / "measures.csv")
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
    named = {row["measure"].split()[0] for row in rows}
    assert named >= {"reciprocity", "strength", "rivalry", "phase", "communities", "constraint", "lead_lag"}
    pagerank = {row["party"]: float(row["value"]) for row in rows if row["measure"] == "pagerank"}
    assert pagerank == pytest.approx(analysis.centrality(graph(), "pagerank"))
    [row] = [row for row in rows if row["measure"] == "rivalry" and (row["party"], row["other"]) == ("JPN", "KOR")]
    assert [float(row[name]) for name in ("value", "low", "high")] == list(analysis.rivalry(graph(), "JPN", "KOR"))
    assert {row["sure"] for row in rows} == {"true", "false", ""}


def test_analyze(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["analyze", str(DEMO), "-o", str(tmp_path), "--since", "2015"])
    assert result.exit_code == 0, result.exception
    assert result.output.split() == [str(tmp_path / name) for name in ("relations.csv", "measures.csv", "report.html")]
