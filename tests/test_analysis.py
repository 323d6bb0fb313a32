"""Dyads, networks and measures."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import analysis
from kg.analysis import Shift
from kg.analysis.dyads import sign
from kg.errors import OptionError
from kg.graph import EventGraph
from kg.model import Actor, Event
from tests.sample_graph import JPN, KOR, PRK, UN, USA, event, events, evidence, graph, planned

TOLD = evidence("doc-summit", 0, "summit")


def made(*acts: tuple[str, float, tuple[Actor, ...], tuple[Actor, ...], str]) -> EventGraph:
    """A graph of acts: type, score, actors, recipients (none: reciprocal), day."""
    return EventGraph(
        event(f"e{n:03d}", kind, score, TOLD, days=day, actors=actors, recipients=recipients, reciprocal=not recipients)
        for n, (kind, score, actors, recipients, day) in enumerate(acts)
    )


# ------------------------------------------------------------------------------ dyads
def test_who_condemns_a_third_together_has_no_tie() -> None:
    ties = analysis.network(graph(), "year")
    assert set(ties["JPN"]) == {"KOR", "PRK", "USA"}
    assert ("JPN", "KOR", "2022") in ties.edges(keys=True)
    assert ties.edges["JPN", "KOR", "2022 aligned"] == {
        "tie": "aligned", "period": "2022", "ids": "2022-10-condemned", "weight": 1, "sign": 1, "events": 1,
        "mentions": 1, "cooperation": 0, "conflict": 0, "verbal_cooperation": 0, "material_cooperation": 0,
        "verbal_conflict": 0, "material_conflict": 0, "goldstein_sum": 0.0, "net": 0, "balance": 0.5, "expected": 0.5,
        "uncertain": 1.0,
    }  # fmt: skip
    assert not [
        tie for *_, tie in analysis.network(graph(), "year", joint="drop").edges(data="tie") if tie != "between"
    ]
    condemned = next(event for event in events() if event.id == "2022-10-condemned")
    assert analysis.ties(condemned) == [("JPN", "PRK"), ("KOR", "PRK")]


def test_the_network_has_one_edge_a_dyad_and_period() -> None:
    ties = analysis.network(graph(), "year")
    assert isinstance(ties, networkx.MultiDiGraph)
    assert ties.nodes["UN"] == {"label": "United Nations", "kind": "organisation"}
    assert ties.edges["JPN", "KOR", "2019"] == {
        "tie": "between", "period": "2019", "ids": "2019-07-01-exports 2019-12-24-chengdu", "weight": 2, "sign": -1,
        "events": 2, "mentions": 2, "cooperation": 1, "conflict": 1, "verbal_cooperation": 1, "material_cooperation": 0,
        "verbal_conflict": 0, "material_conflict": 1, "goldstein_sum": -3.5, "net": 0, "balance": 0.5, "expected": 1.0,
        "uncertain": 1.0,
    }  # fmt: skip
    assert ties.edges["KOR", "JPN", "2018"]["sign"] == -1
    assert ties.edges["KOR", "JPN", ""]["ids"] == "undated-compensation"


def test_an_empty_graph_has_an_empty_network() -> None:
    empty = EventGraph([])
    assert analysis.network(empty).number_of_nodes() == 0
    assert analysis.relations(empty) == []
    assert analysis.reciprocity(empty) == 0
    assert analysis.centrality(empty) == analysis.centrality(empty, "pagerank") == {}
    assert analysis.communities(empty) == []
    assert analysis.series(empty, "JPN", "KOR") == []
    assert analysis.level_shifts(empty, "JPN", "KOR") == []
    assert analysis.phases(empty, "JPN", "KOR") == analysis.turning_points(empty, "JPN", "KOR") == []


def test_what_did_not_happen_counts_nowhere() -> None:
    plain, more = graph(), graph(planned())
    assert analysis.relations(plain) == analysis.relations(more)
    assert networkx.utils.graphs_equal(analysis.network(plain), analysis.network(more))
    assert analysis.centrality(plain) == analysis.centrality(more)


def test_relations_count_each_event_once() -> None:
    found = {(r.first, r.second, r.period): r for r in analysis.relations(graph())}
    row = found["JPN", "KOR", "2019"]
    assert (row.tally.events, row.by_first, row.by_second, row.mutual) == (3, 1, 1, 1)
    assert (row.tally.cooperation, row.tally.conflict, row.tally.net, row.tally.goldstein_sum) == (1, 2, -1, -7.5)
    assert row.tally.balance == 0.3333
    everything = [r for r in analysis.relations(graph(), "all") if (r.first, r.second) == ("JPN", "KOR")]
    by_year = [r for r in found.values() if (r.first, r.second) == ("JPN", "KOR")]
    assert everything[0].tally.events == sum(r.tally.events for r in by_year)


@pytest.mark.parametrize(
    ("begin", "end", "certain", "by", "period"),
    [
        ("2018-03-01", "2018-03-01", True, "year", "2018"),
        ("2018-03-01", "2018-03-01", True, "month", "2018-03"),
        ("2018-03-01", "2018-03-01", True, "day", "2018-03-01"),
        ("2018-01-01", "2018-12-31", False, "year", "2018"),
        ("2018-01-01", "2018-12-31", False, "month", ""),
        ("2018-12-30", "2019-01-02", True, "year", "2018"),
        ("2018-12-30", "2019-01-02", False, "year", ""),
        (None, "2019-01-02", False, "year", ""),
        ("2019-01-02", None, False, "year", ""),
        (None, None, False, "year", ""),
        (None, None, False, "all", "all"),
    ],
)
def test_periods(begin: str | None, end: str | None, certain: bool, by: str, period: str) -> None:
    first, last = (datetime.date.fromisoformat(day) if day else None for day in (begin, end))
    assert analysis.period_of(first, last, certain, by) == period


def test_an_unknown_period_teaches() -> None:
    with pytest.raises(OptionError, match="did you mean 'year'"):
        analysis.network(graph(), "yaer")
    with pytest.raises(OptionError, match="did you mean 'month'"):
        analysis.series(graph(), "JPN", "KOR", "months")
    with pytest.raises(OptionError, match="did you mean 'pagerank'"):
        analysis.centrality(graph(), "pageranks")


@pytest.mark.parametrize(
    ("score", "quad", "wanted"),
    [(2.0, "material-conflict", 1), (-0.1, "verbal-cooperation", -1), (0.0, "verbal-conflict", 0),
     (None, "verbal-conflict", -1), (None, "material-cooperation", 1)],
)  # fmt: skip
def test_the_sign_is_that_of_the_score_or_of_the_class(score: float | None, quad: str, wanted: int) -> None:
    assert sign(Event("x", "CONSULT", quad, "asserted", (JPN,), (), goldstein=score)) == wanted


PARTIES = st.lists(st.sampled_from([JPN, KOR, PRK, UN, USA]), min_size=1, max_size=3, unique=True).map(tuple)
ACTS = st.lists(
    st.tuples(
        st.just("CONSULT"), st.floats(-10, 10).map(lambda x: round(x, 1)), PARTIES, st.just(()) | PARTIES,
        st.dates(datetime.date(2015, 1, 1), datetime.date(2020, 1, 1)).map(str),
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(ACTS)
def test_weights_are_never_negative_and_measures_stay_in_range(acts: list[tuple]) -> None:
    built = made(*acts)
    for _, _, facts in analysis.network(built, "year").edges(data=True):
        assert facts["weight"] == facts["events"] > 0
        assert 0 <= facts["balance"] <= 1
        assert facts["sign"] in (-1, 0, 1)
        assert facts["cooperation"] + facts["conflict"] <= facts["events"] == len(facts["ids"].split())
    assert 0 <= analysis.reciprocity(built) <= 1
    pagerank = analysis.centrality(built, "pagerank")
    assert not pagerank or sum(pagerank.values()) == pytest.approx(1, abs=1e-4)
    assert all(0 <= value <= 1 for value in analysis.centrality(built, "betweenness").values())
    assert -1 <= analysis.initiator_balance(built, "JPN", "KOR") <= 1
    assert analysis.initiator_balance(built, "JPN", "KOR") == -analysis.initiator_balance(built, "KOR", "JPN")
    assert 0 <= analysis.escalation(built, "JPN", "KOR") <= 1
    assert analysis.communities(built) == analysis.communities(built)


# ------------------------------------------------------------------------------ measures, on cases worked by hand
@pytest.mark.parametrize(
    ("cooperation", "conflict", "wanted"), [(6, 2, 0.5), (0, 3, -1), (3, 0, 1), (0, 0, 0), (2, 2, 0)]
)
def test_signed_balance(cooperation: int, conflict: int, wanted: float) -> None:
    assert analysis.signed_balance(cooperation, conflict) == wanted


def test_initiator_balance() -> None:
    built = made(
        ("REQUEST", -1, (JPN,), (KOR,), "2019-01-01"),
        ("REQUEST", -1, (JPN,), (KOR,), "2019-01-02"),
        ("SANCTION", -6, (JPN,), (KOR,), "2019-01-03"),
        ("REJECT", -4, (KOR,), (JPN,), "2019-01-04"),
        ("CONSULT", 2, (KOR, JPN), (), "2019-01-05"),
    )
    assert analysis.initiator_balance(built, "JPN", "KOR") == 0.5
    assert analysis.initiator_balance(built, "KOR", "JPN") == -0.5


def test_reciprocity() -> None:
    three = [("REQUEST", -1.0, (JPN,), (KOR,), f"2019-01-0{n}") for n in (1, 2, 3)]
    assert analysis.reciprocity(made(*three)) == 0
    assert analysis.reciprocity(made(*three, ("REJECT", -4.0, (KOR,), (JPN,), "2019-01-04"))) == 0.5
    assert analysis.reciprocity(made(("CONSULT", 2.0, (KOR, JPN), (), "2019-01-05"))) == 1


def test_centrality() -> None:
    built = made(*(("CONSULT", 2.0, (USA, other), (), "2019-01-05") for other in (JPN, KOR, PRK)))
    assert analysis.centrality(built) == {"USA": 3, "JPN": 1, "KOR": 1, "PRK": 1}
    assert analysis.centrality(built, "betweenness") == {"USA": 1, "JPN": 0, "KOR": 0, "PRK": 0}
    assert next(iter(analysis.centrality(built, "pagerank"))) == "USA"


def test_communities() -> None:
    built = made(
        ("CONSULT", 2.0, (JPN, KOR), (), "2019-01-05"),
        ("CONSULT", 2.0, (UN, USA), (), "2019-01-05"),
        ("SANCTION", -6.0, (USA,), (JPN,), "2019-01-05"),
        ("SANCTION", -6.0, (UN,), (PRK,), "2019-01-05"),
    )
    assert analysis.communities(built) == [["JPN", "KOR"], ["UN", "USA"]]


def test_communities_do_not_hang_on_the_hash_seed() -> None:
    code = """
import random
from kg.analysis import centrality, communities
from tests.test_analysis import JPN, made
from kg.model import Actor
rng = random.Random(0)
parties = [Actor(f"P{n}", f"P{n}") for n in range(40)]
acts = [("CONSULT", rng.choice([1.0, 2.0]), tuple(rng.sample(parties, 2)), (), "2020-01-01") for _ in range(120)]
graph = made(*acts)
print(communities(graph), centrality(graph), centrality(graph, "betweenness"), centrality(graph, "pagerank"))
"""
    root = Path(__file__).parents[1]
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(answers) == 1


def test_a_series_has_no_gaps() -> None:
    points = analysis.series(graph(), "KOR", "JPN")
    assert [point.period for point in points] == [str(year) for year in range(1965, 2024)]
    assert {point.period: point.tally.events for point in points if point.tally.events} == {
        "1965": 1, "2011": 1, "2015": 2, "2018": 1, "2019": 3, "2022": 2, "2023": 3,
    }  # fmt: skip
    months = analysis.series(graph(), "JPN", "KOR", "month", since="2019-11", until="2020-02")
    assert [(p.period, p.tally.events) for p in months] == [
        ("2019-11", 0),
        ("2019-12", 1),
        ("2020-01", 0),
        ("2020-02", 0),
    ]


def test_level_shifts() -> None:
    friendly = [("CONSULT", 2.0, (JPN, KOR), (), f"{year}-0{m}-01") for year in range(2010, 2018) for m in (1, 2)]
    hostile = [("SANCTION", -6.0, (JPN,), (KOR,), f"{year}-0{m}-01") for year in range(2018, 2024) for m in (1, 2)]
    assert analysis.level_shifts(made(*friendly, *hostile), "KOR", "JPN") == [Shift("2018", 1.0, -1.0, 0.805)]
    assert analysis.level_shifts(made(*friendly), "KOR", "JPN") == []


def test_escalation() -> None:
    first = ("ACCUSE", -2.0, (JPN,), (KOR,), "2019-01-01")
    assert analysis.escalation(made(first, ("SANCTION", -6.0, (KOR,), (JPN,), "2019-01-11")), "JPN", "KOR") == 0.5
    assert analysis.escalation(made(first, ("SANCTION", -6.0, (KOR,), (JPN,), "2019-03-11")), "JPN", "KOR") == 0
    assert analysis.escalation(made(first, ("CONSULT", 2.0, (KOR,), (JPN,), "2019-01-11")), "JPN", "KOR") == 0
    assert analysis.escalation(EventGraph([]), "JPN", "KOR") == 0
