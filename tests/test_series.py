"""Series, their bands, and where their level shifts."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import random

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import analysis
from kg.analysis.draws import band, days, drawn_sums, kept, number_of, numbered, uniforms
from kg.analysis.periods import bounds, period_at, periods, shares
from kg.analysis.series import series_of
from kg.errors import OptionError
from kg.graph import EventGraph
from kg.model import Actor, Event
from tests.sample_graph import JPN, KOR, event, evidence, graph

TOLD = evidence("doc-summit", 0, "summit")


def act(identifier: str, score: float, days: str, confidence: float = 1.0, **facts: object) -> Event:
    """An act of the two."""
    return event(
        identifier, "CONSULT", score, TOLD, days=days, confidence=confidence,
        **{"actors": (JPN, KOR), "reciprocal": True, **facts},
    )  # fmt: skip


# ------------------------------------------------------------------------------ periods
@pytest.mark.parametrize(
    ("by", "first", "last", "wanted"),
    [
        ("year", "1999", "2001", ["1999", "2000", "2001"]),
        ("quarter", "1999Q4", "2000Q2", ["1999Q4", "2000Q1", "2000Q2"]),
        ("month", "1999-11", "2000-01", ["1999-11", "1999-12", "2000-01"]),
        ("day", "2000-02-28", "2000-03-01", ["2000-02-28", "2000-02-29", "2000-03-01"]),
        ("all", "all", "all", ["all"]),
        ("year", "", "", []),
    ],
)
def test_periods_follow_each_other(by: str, first: str, last: str, wanted: list[str]) -> None:
    assert periods(first, last, by) == wanted


@settings(max_examples=100, deadline=None)
@given(st.dates(), st.sampled_from(["year", "quarter", "month", "day"]))
def test_a_day_lies_within_its_period_and_numbers_count_on(day: datetime.date, by: str) -> None:
    period = period_at(day, by)
    first, last = bounds(period)
    assert first <= day <= last
    assert period_at(first, by) == period_at(last, by) == period
    assert numbered(np.array([day.toordinal()]), by)[0] == number_of(period, by)
    if last < datetime.date.max:
        after = period_at(last + datetime.timedelta(1), by)
        assert number_of(after, by) == number_of(period, by) + 1
        assert periods(period, after, by) == [period, after]


@settings(max_examples=60, deadline=None)
@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2020, 1, 1)), st.integers(0, 900), st.booleans(),
       st.sampled_from(["year", "quarter", "month", "all"]))  # fmt: skip
def test_shares_sum_to_one(begin: datetime.date, length: int, certain: bool, by: str) -> None:
    found = shares(begin, begin + datetime.timedelta(length), certain, by)
    assert sum(found.values()) == pytest.approx(1)
    assert shares(None, begin, certain, by) == ({"all": 1.0} if by == "all" else {})


# ------------------------------------------------------------------------------ the network and its options
SPREAD = act("spread", 2.0, "2018-12-31/2019-01-02", certain=False)


def test_an_imprecise_date_is_apart_spread_or_dropped() -> None:
    made = EventGraph([SPREAD])
    edges = {
        way: {key: facts["events"] for _, _, key, facts in analysis.network(made, "year", imprecise=way, directed=False)
              .edges(keys=True, data=True)}
        for way in ("apart", "spread", "drop")
    }  # fmt: skip
    assert edges == {"apart": {"": 1}, "spread": {"2018": 0.3333, "2019": 0.6667}, "drop": {}}


def test_one_edge_an_event() -> None:
    net = analysis.network(graph())
    facts = net.edges["JPN", "KOR", "2019-07-01-exports"]
    assert (facts["type"], facts["mode"], facts["sign"], facts["weight"]) == ("SANCTION", "embargo", -1, 1)
    assert net.edges["JPN", "KOR", "2022-10-condemned aligned"]["sign"] == 1
    assert net.edges["JPN", "KOR", "2022-10-condemned aligned"]["score"] == 0
    mutual = [keys for *keys, _ in net.edges(data=True, keys=True) if keys[2] == "2019-12-24-chengdu"]
    assert mutual == [["JPN", "KOR", "2019-12-24-chengdu"], ["KOR", "JPN", "2019-12-24-chengdu"]]


def test_undirected_counts_each_event_once() -> None:
    net = analysis.network(graph(), "all", directed=False, joint="drop")
    strength = dict(net.degree(weight="weight"))
    assert {party: strength[party] for party in strength} == analysis.centrality(graph())


@pytest.mark.parametrize("by", [None, "year", "quarter", "month", "day", "all"])
@pytest.mark.parametrize("directed", [True, False])
def test_networkx_writes_it(by: str | None, directed: bool, tmp_path) -> None:
    net = analysis.network(graph(), by, directed=directed)
    networkx.write_graphml(net, tmp_path / "net.graphml")
    networkx.write_gexf(net, tmp_path / "net.gexf")
    again = networkx.read_graphml(tmp_path / "net.graphml", force_multigraph=True)
    assert sorted(again.nodes) == sorted(net.nodes)
    assert again.number_of_edges() == net.number_of_edges() > 5
    assert networkx.read_gexf(tmp_path / "net.gexf").number_of_edges() == net.number_of_edges()


def test_kinds_and_members() -> None:
    assert set(analysis.network(graph(), "all", kinds=["state"])) == {"JPN", "KOR", "PRK", "USA"}
    assert set(analysis.network(graph(), "all", kinds=["organisation"])) == set()
    with pytest.raises(OptionError, match="did you mean 'state'"):
        analysis.network(graph(), kinds=["stat"])


def test_an_organisation_stands_for_its_members_on_request() -> None:
    from kg.model import Actor

    told = event("e", "SANCTION", -6.0, TOLD, days="2019-01-01", actors=(Actor("EU", "EU", "organisation"),),
                 recipients=(Actor("RUS", "Russia"),))  # fmt: skip
    made = EventGraph([told])
    assert set(analysis.network(made)) == {"EU", "RUS"}
    expanded = analysis.network(made, expand=["EU"], joint="drop")
    assert {"FRA", "DEU", "RUS"} <= set(expanded)
    assert "EU" not in expanded
    assert expanded.number_of_edges() == len(expanded) - 1
    aligned = [tie for *_, tie in analysis.network(made, expand=True).edges(data="tie") if tie == "aligned"]
    assert aligned == []  # one actor acted


# ------------------------------------------------------------------------------ draws
def test_draws_hang_on_the_id_alone() -> None:
    both, one = uniforms(["a", "b"], 50), uniforms(["b"], 50)
    assert np.array_equal(both[1], one[0])
    assert not np.array_equal(both[0], both[1])
    assert not np.array_equal(uniforms(["a"], 50, 1), uniforms(["a"], 50))
    assert uniforms(["a"], 3)[0].tolist() == FIXED


FIXED = [0.8298526477787425, 0.7737051902958411, 0.22454635266124334]  # of no numpy, machine or version


def test_draws_are_even_and_unrelated() -> None:
    numbers = uniforms([f"e{n}" for n in range(400)], 500)
    assert numbers.mean() == pytest.approx(0.5, abs=0.005)
    assert np.histogram(numbers, bins=10)[0] / numbers.size == pytest.approx([0.1] * 10, abs=0.005)
    assert abs(np.corrcoef(numbers[:, :-1].ravel(), numbers[:, 1:].ravel())[0, 1]) < 0.01
    assert abs(np.corrcoef(numbers[0], numbers[1])[0, 1]) < 0.15


def test_events_are_kept_with_their_confidence_and_fall_on_their_days() -> None:
    told = [
        act("sure", 2, "2019-05-01"),
        act("half", 2, "2019-05-01/2019-05-10", 0.5),
        act("known", 2, "../2019-05-01"),
    ]
    assert kept(told, 2000).mean(axis=1) == pytest.approx([1, 0.5, 1], abs=0.04)
    fallen = days(told, 2000) - datetime.date(2019, 5, 1).toordinal()
    assert set(fallen[0]) == {0}
    assert set(fallen[1]) == set(range(10))
    assert np.bincount(fallen[1]) / 2000 == pytest.approx([0.1] * 10, abs=0.04)
    assert set(days(told, 5)[2]) == {0}
    sums = drawn_sums(told, np.ones((3, 1)), "year", "2019", 1, 2000)
    assert sums.mean() == pytest.approx(1.5, abs=0.05)


def test_a_band_is_that_of_the_binomial() -> None:
    """Ten events of .5: 80 % of the binomial distribution lies from 3 to 7."""
    told = [act(f"e{n}", 2.0, "2019-05-01", 0.5) for n in range(10)]
    [point] = analysis.series(EventGraph(told), "JPN", "KOR")
    assert point.events == (5.0, 3.0, 7.0)
    assert point.net == (5.0, 3.0, 7.0)
    assert band(np.array([])) == (0, 0, 0)


def test_an_imprecise_event_counts_in_part_in_each_period() -> None:
    points = analysis.series(EventGraph([SPREAD]), "JPN", "KOR")
    assert [(p.period, p.tally.events, p.events.mean) for p in points] == [("2018", 0, 0.3333), ("2019", 0, 0.6667)]
    assert [p.ids for p in points] == [(), ()]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([-6.0, 0.0, 2.5]), st.integers(2010, 2016), st.sampled_from([0.2, 0.9])), max_size=12
    )
)
def test_expected_counts_are_the_means_of_the_draws(acts: list[tuple[float, int, float]]) -> None:
    told = [act(f"e{n}", score, f"{year}-01-01/{year + 1}-02-03", sure, certain=False)
            for n, (score, year, sure) in enumerate(acts)]  # fmt: skip
    book = analysis.ledger(EventGraph(told))
    points = series_of(book.lines, "quarter")
    assert sum(p.events.mean for p in points) == pytest.approx(sum(e.confidence for e in told), abs=0.01)
    for point in points:
        assert point.events.low <= point.events.mean + 1
        assert point.events.high >= point.events.mean - 1


# ------------------------------------------------------------------------------ one number a series
def test_momentum_and_volatility_by_hand() -> None:
    nets = {2015: 0, 2016: 1, 2017: 2, 2018: 3, 2019: 10}
    told = [act(f"e{y}-{n}", 2.0, f"{y}-01-01") for y, count in nets.items() for n in range(count)]
    told.append(act("zero", 0.0, "2015-01-01"))
    assert analysis.momentum(EventGraph(told), "JPN", "KOR") == (1.0, 1.0, 1.0)
    steps = [1, 1, 1, 7]
    assert analysis.volatility(EventGraph(told), "JPN", "KOR").mean == pytest.approx(
        (sum(step * step for step in steps) / 4) ** 0.5, abs=1e-3
    )
    empty = EventGraph([])
    assert analysis.momentum(empty, "JPN", "KOR") == analysis.volatility(empty, "JPN", "KOR") == (0, 0, 0)


def test_a_shift_that_does_not_survive_is_unsure() -> None:
    sure = [act(f"a{y}{n}", 2.0, f"{y}-02-01") for y in range(2005, 2015) for n in range(3)]
    sure += [act(f"b{y}{n}", -6.0, f"{y}-02-01") for y in range(2015, 2024) for n in range(3)]
    [shift] = analysis.level_shifts(EventGraph(sure), "JPN", "KOR")
    assert (shift.period, shift.before, shift.after, shift.survives, shift.is_sure) == ("2015", 3, -3, 1, True)
    others = tuple(Actor(f"X{n}", f"X{n}", country=f"X{n}") for n in range(13))
    many = [dataclasses.replace(one, actors=(*one.actors, *one.recipients, *others), recipients=(), reciprocal=True)
            for one in sure]  # fmt: skip
    [shift] = analysis.level_shifts(EventGraph(many), "JPN", "KOR")
    assert (shift.before, shift.after) == (0.6, -0.6)  # of what fifteen do mutually a fifth is of the two
    doubtful = [dataclasses.replace(one, confidence=0.3) for one in sure]
    found = analysis.level_shifts(EventGraph(doubtful), "JPN", "KOR")
    assert [one.period for one in found] == ["2015"]
    assert found[0].survives < 1


# ------------------------------------------------------------------------------ change points
def test_change_points_are_those_of_ruptures() -> None:
    """Thirty random series with steps: the same positions as PELT of ruptures with the same penalty."""
    ruptures = pytest.importorskip("ruptures")
    rng, compared, changes = np.random.default_rng(7), 0, 0
    for _ in range(30):
        levels = rng.normal(0, 3, rng.integers(1, 5))
        values = np.concatenate([rng.normal(level, 1, rng.integers(5, 30)) for level in levels])
        penalty = float(rng.uniform(2, 15))
        known = ruptures.Pelt(model="l2", min_size=2, jump=1).fit(values).predict(pen=penalty)
        assert analysis.change_points(values.tolist(), penalty) == known[:-1]
        compared, changes = compared + 1, changes + len(known) - 1
    assert compared == 30
    assert changes > 20


def brute_force(values: list[float], penalty: float, least: int) -> float:
    """The least cost over all segmentations."""

    def cost(part: list[float]) -> float:
        mean = sum(part) / len(part)
        return sum((value - mean) ** 2 for value in part)

    best = float("inf")
    inner = range(least, len(values) - least + 1)
    for changes in range(len(values) // least):
        for cuts in itertools.combinations(inner, changes):
            edges = [0, *cuts, len(values)]
            if all(b - a >= least for a, b in itertools.pairwise(edges)):
                total = sum(cost(values[a:b]) for a, b in itertools.pairwise(edges)) + penalty * changes
                best = min(best, total)
    return best


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-4, 4).map(float), min_size=4, max_size=9), st.sampled_from([0.5, 2.0, 10.0]))
def test_change_points_are_optimal(values: list[float], penalty: float) -> None:
    found = analysis.change_points(values, penalty)
    edges = [0, *found, len(values)]
    assert all(b - a >= 2 for a, b in itertools.pairwise(edges))
    cost = penalty * len(found)
    for a, b in itertools.pairwise(edges):
        mean = sum(values[a:b]) / (b - a)
        cost += sum((value - mean) ** 2 for value in values[a:b])
    assert cost == pytest.approx(brute_force(values, penalty, 2), abs=1e-9)


def test_noise_alone_has_no_change_points() -> None:
    noise = random.Random(1)
    found = [len(analysis.change_points([noise.gauss(0, 1) for _ in range(60)])) for _ in range(40)]
    assert sum(count > 0 for count in found) <= 6


def test_a_step_is_found_in_noise() -> None:
    noise = random.Random(2)
    for _ in range(20):
        values = [noise.gauss(0, 1) for _ in range(30)] + [noise.gauss(4, 1) for _ in range(30)]
        assert any(abs(point - 30) <= 2 for point in analysis.change_points(values))


@pytest.mark.parametrize("values", [[], [1.0], [1.0, 2.0, 3.0], [2.0] * 20])
def test_short_and_flat_series_have_none(values: list[float]) -> None:
    assert analysis.change_points(values) == []
