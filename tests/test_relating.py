"""The history of two parties, the panel and what the command line makes of both."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from kg import analysis
from kg.analysis import ledger, relations
from kg.cli import app
from kg.errors import OptionError
from kg.exporters import export
from kg.exporters.history import history, sparkline
from kg.exporters.panel_csv import columns
from kg.graph import EventGraph
from kg.model import Actor
from tests.sample_graph import JPN, KOR, PRK, event, evidence, graph

DEMO = Path(__file__).parents[1] / "exports" / "demo"
TOLD = evidence("doc-summit", 0, "summit")


def panel(made: EventGraph, path: Path, **options: object) -> list[dict[str, str]]:
    export(made, path / "panel.csv", **options)
    return list(csv.DictReader(io.StringIO((path / "panel.csv").read_text("utf-8"))))


# ------------------------------------------------------------------------------ the panel
def test_a_panel_has_no_gaps_and_counts_like_relations(tmp_path: Path) -> None:
    rows = panel(graph(), tmp_path)
    ours = [row for row in rows if row["dyad"] == "JPN-KOR"]
    assert [row["year"] for row in ours] == [str(year) for year in range(1965, 2024)]
    counted = {(r.first, r.second, r.period): r for r in relations(graph()) if r.period}
    assert sum(int(row["events"]) for row in rows) == sum(
        r.tally.events for r in counted.values() if "UN" not in (r.first, r.second)
    )
    for row in ours:
        known = counted.get(("JPN", "KOR", row["year"]))
        assert int(row["events"]) == (known.tally.events if known else 0)
        if known:
            assert (int(row["net"]), float(row["goldstein_sum"])) == (known.tally.net, known.tally.goldstein_sum)
            assert [int(row[name]) for name in ("by_first", "by_second", "mutual")] == [
                known.by_first, known.by_second, known.mutual,
            ]  # fmt: skip
            assert int(row["events"]) == sum(int(row[name]) for name in ("consult", "agree", "sanction", "reject",
                                                                        "mobilize", "support", "request"))  # fmt: skip
            assert float(row["events_low"]) <= float(row["events_high"])
    row = next(row for row in ours if row["year"] == "2022")
    assert (row["first_iso3"], row["first_cow"], row["second_cow"], row["side_by_side"]) == ("JPN", "740", "732", "1")


def test_a_pair_has_rows_only_while_both_exist(tmp_path: Path) -> None:
    soviet = Actor("SUN", "Soviet Union", "historical")
    told = [
        event("a", "CONSULT", 2.0, TOLD, days="1990-05-01", actors=(soviet, JPN), reciprocal=True),
        event("b", "CONSULT", 2.0, TOLD, days="1996-05-01", actors=(KOR, JPN), reciprocal=True),
    ]
    rows = panel(EventGraph(told), tmp_path)
    years = {dyad: [row["year"] for row in rows if row["dyad"] == dyad] for dyad in ("JPN-SUN", "JPN-KOR")}
    assert years == {"JPN-SUN": ["1990", "1991"], "JPN-KOR": [str(year) for year in range(1990, 1997)]}
    everyone = panel(EventGraph(told), tmp_path, all_pairs=True)
    assert {row["dyad"] for row in everyone} == {"JPN-SUN", "JPN-KOR", "KOR-SUN"}
    assert {row["events"] for row in everyone if row["dyad"] == "KOR-SUN"} == {"0"}
    assert (rows[-1]["second_iso3"], rows[-1]["second_cow"]) == ("", "365")


@pytest.mark.parametrize(
    ("by", "first", "count"), [("month", "2019-01", 12), ("quarter", "2019Q1", 4), ("year", "2019", 1)]
)
def test_periods_of_a_panel(by: str, first: str, count: int, tmp_path: Path) -> None:
    rows = [row for row in panel(graph(), tmp_path, by=by, since="2019", until="2019") if row["dyad"] == "JPN-KOR"]
    assert (rows[0][by], len(rows)) == (first, count)
    assert list(rows[0]) == list(columns(by))


def test_kinds_and_errors_of_a_panel(tmp_path: Path) -> None:
    assert "PRK-UN" in {row["dyad"] for row in panel(graph(), tmp_path, kinds=())}
    with pytest.raises(OptionError, match="no panel to write"):
        panel(graph(), tmp_path, kinds=("organisation",))
    with pytest.raises(OptionError, match="did you mean 'year'"):
        panel(graph(), tmp_path, by="years")


DATED = st.tuples(
    st.sampled_from(["2019-05-01", "2019-03-01/2020-02-01", ""]), st.sampled_from([(JPN, KOR), (JPN, PRK)]),
    st.sampled_from([0.3, 0.9]),
)  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(st.lists(DATED, min_size=1, max_size=9))
def test_expected_counts_sum_to_the_dated_events(acts: list) -> None:
    from kg.exporters.panel_csv import rows

    told = [event(f"e{n}", "CONSULT", 2.0, TOLD, days=days, actors=actors, reciprocal=True,
                  confidence=sure) for n, (days, actors, sure) in enumerate(acts)]  # fmt: skip
    made = list(rows(ledger(EventGraph(told)), "quarter"))
    at = columns("quarter").index("events_expected")
    dated = sum(one.confidence for one in told if one.begin)
    assert sum(float(row[at]) for row in made) == pytest.approx(dated, abs=0.01)


# ------------------------------------------------------------------------------ the history
def test_history_tells_series_phases_and_headlines() -> None:
    text = history(graph(), "ROK", "Tokyo")
    assert text.startswith("South Korea (KOR) and Japan (JPN): ")
    assert "2019  3       1  2  -1" in text
    assert "contact" in text
    assert "started alone: KOR 4, JPN 2, both 8" in text
    with pytest.raises(OptionError, match="nothing is between"):
        history(graph(), "JPN", "UN")


def test_history_of_the_demo() -> None:
    text = history(EventGraph.parse(DEMO / "graph.ttl"), "KOR", "JPN", compare="China")
    assert "▼" in text
    assert "▲ 1965" in text
    assert "level shift" in text
    assert "net KOR-CHN" in text


@settings(max_examples=50, deadline=None)
@given(st.lists(st.none() | st.floats(-100, 100)))
def test_a_sparkline_has_a_sign_a_value(values: list[float | None]) -> None:
    line = sparkline(values)
    assert len(line) == len(values)
    assert [sign == "·" for sign in line] == [value is None for value in values]


# ------------------------------------------------------------------------------ the command line
def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def test_the_commands(tmp_path: Path) -> None:
    assert run("relations", str(DEMO), "ROK", "Japan", "--by", "quarter")[1].count("▲") >= 2
    path = tmp_path / "mine.csv"
    assert run("panel", str(DEMO), "-o", str(path), "--since", "2018", "--kind", "all") == (0, f"{path}\n")
    assert len(path.read_text("utf-8").splitlines()) > 100
    told = json.loads(run("relations", str(DEMO), "ROK", "Japan", "--json")[1])
    graph = EventGraph.load(DEMO)
    assert told["events"] == sum(period["events"] for period in told["periods"]) + told["undated"]
    assert [phase["name"] for phase in told["phases"]] == [one.name for one in analysis.phases(graph, "KOR", "JPN")]
    assert told["measures"]["rivalry"] == pytest.approx(analysis.rivalry(graph, "KOR", "JPN")._asdict())
    with pytest.raises(OptionError, match="did you mean"):
        run("relations", str(DEMO), "Sooth Korea", "Japan")
    code, said = run("relations", str(DEMO), "ROK", "Japan", "--json", "--compare", "China")
    assert code == 2
    assert "without --compare" in said
