"""Centrality, brokers, groups, triangles: against networkx, scikit-learn and cases worked by hand."""

from __future__ import annotations

import itertools
import random

import networkx
import pytest

from kg import analysis
from kg.analysis.structure import MEASURES, adjusted_rand
from kg.errors import OptionError
from kg.graph import EventGraph
from kg.model import Actor, Event
from tests.sample_graph import event, evidence, graph

TOLD = evidence("doc-summit", 0, "summit")
Act = tuple[str, str, float]


def party(name: str) -> Actor:
    return Actor(name, name)


def made(*acts: Act, confidence: float = 1.0, day: str = "2019-01-05") -> EventGraph:
    """A graph of mutual acts between two with a score each; "A>B" in the first place is one of A towards B."""
    return EventGraph(_events(acts, confidence, day))


def _events(acts: tuple[Act, ...], confidence: float, day: str) -> list[Event]:
    found = []
    for number, (one, other, score) in enumerate(acts):
        directed = one.startswith(">")
        found.append(
            event(
                f"e{number:03d}", "CONSULT", score, TOLD, days=day, confidence=confidence, reciprocal=not directed,
                actors=(party(one.lstrip(">")),) if directed else (party(one), party(other)),
                recipients=(party(other),) if directed else (),
            )
        )  # fmt: skip
    return found


def random_graph(seed: int, size: int = 14, acts: int = 50) -> EventGraph:
    rng = random.Random(seed)
    names = [f"P{n:02d}" for n in range(size)]
    told = []
    for _ in range(acts):
        one, other = rng.sample(names, 2)
        told.append((rng.choice(["", ">"]) + one, other, rng.choice([-6.0, -2.0, 2.5, 5.0])))
    return made(*told, confidence=0.8)


GRAPHS = [random_graph(seed) for seed in range(6)]


def plain(built: EventGraph) -> networkx.Graph:
    """One edge a pair, weighted by its events, from the projection."""
    found = networkx.Graph()
    for one, other, facts in analysis.network(built, "all", directed=False, joint="drop").edges(data=True):
        found.add_edge(one, other, weight=facts["events"], distance=1 / facts["events"])
    return found


# ------------------------------------------------------------------------------ against networkx
@pytest.mark.parametrize("built", GRAPHS)
def test_centralities_are_those_of_networkx(built: EventGraph) -> None:
    undirected = plain(built)
    directed = networkx.DiGraph()
    for one, other, facts in analysis.network(built, "all", joint="drop").edges(data=True):
        directed.add_edge(one, other, weight=facts["events"])
    known = {
        "strength": dict(undirected.degree(weight="weight")),
        "degree": dict(undirected.degree()),
        "betweenness": networkx.betweenness_centrality(undirected, weight="distance"),
        "eigenvector": networkx.eigenvector_centrality(undirected, 5000, 1e-10, weight="weight"),
        "pagerank": networkx.pagerank(directed, tol=1e-12),
    }
    assert set(MEASURES) - set(known) == {"status", "signed"}
    for kind, values in known.items():
        assert analysis.centrality(built, kind) == pytest.approx(values, abs=1e-5), kind


@pytest.mark.parametrize("built", GRAPHS)
def test_brokers_are_those_of_networkx(built: EventGraph) -> None:
    undirected = plain(built)
    found = {one.party: one for one in analysis.brokers(built)}
    constraint = networkx.constraint(undirected, weight="weight")
    effective = networkx.effective_size(undirected)
    assert {name: one.constraint for name, one in found.items()} == pytest.approx(constraint, abs=1e-5)
    assert {name: one.effective_size for name, one in found.items()} == pytest.approx(effective, abs=1e-5)


@pytest.mark.parametrize("built", GRAPHS)
def test_triangles_are_those_of_networkx(built: EventGraph) -> None:
    undirected = plain(built)
    assert analysis.transitivity(built) == pytest.approx(networkx.transitivity(undirected), abs=1e-4)
    for name in list(undirected)[:4]:
        around = analysis.ego(built, name)
        inner = undirected.subgraph(undirected[name])
        assert around.density == pytest.approx(networkx.density(inner), abs=1e-4)
        assert dict(around.partners) == {other: undirected[name][other]["weight"] for other in undirected[name]}


def test_the_rand_index_is_that_of_scikit_learn() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    rng = random.Random(3)
    for size in (2, 3, 8, 30):
        for _ in range(10):
            one, other = ([rng.randrange(3) for _ in range(size)] for _ in range(2))
            mine = adjusted_rand(dict(enumerate(one)), dict(enumerate(other)))
            assert mine == pytest.approx(metrics.adjusted_rand_score(one, other))


# ------------------------------------------------------------------------------ by hand
STAR = (("A", "B", 2.0), ("A", "C", 2.0), ("A", "D", 2.0))
STAR_AND_ONE = (*STAR, ("B", "C", 2.0))


def test_burt_by_hand() -> None:
    """The centre of a star with three points: constraint 3 * (1/3)², effective size 3; its points hang on one."""
    found = {one.party: (one.constraint, one.effective_size) for one in analysis.brokers(made(*STAR))}
    assert found == {"A": (0.333333, 3.0), "B": (1.0, 1.0), "C": (1.0, 1.0), "D": (1.0, 1.0)}


def test_triads_and_ego_by_hand() -> None:
    assert analysis.transitivity(made(*STAR_AND_ONE)) == 0.6
    assert analysis.ego(made(*STAR_AND_ONE), "A").density == 0.3333
    assert analysis.transitivity(EventGraph([])) == 0
    assert analysis.brokers(EventGraph([])) == []


def test_signed_centrality_by_hand() -> None:
    """Two friends: x = 1 + x / 2; two foes: x = 1 - x."""
    assert analysis.centrality(made(("A", "B", 2.0)), "signed") == {"A": 2.0, "B": 2.0}
    assert analysis.centrality(made(("A", "B", -2.0)), "signed") == {"A": 0.5, "B": 0.5}
    three = made(("A", "B", 2.0), ("A", "C", -2.0))  # a = 1 + b/4 - c/2, b = 1 + a/4, c = 1 - a/2
    assert analysis.centrality(three, "signed") == {"B": 1.272727, "A": 1.090909, "C": 0.454545}
    assert analysis.centrality(three, "status") == {"B": 1.0, "A": 0.0, "C": -1.0}


def test_closure_by_hand() -> None:
    early = _events((("A", "B", 2.0), ("A", "C", 2.0), ("A", "D", 2.0)), 1.0, "2015-03-01")
    late = _events((("B", "C", 2.0), ("E", "B", 2.0)), 1.0, "2017-03-01")
    late = [event(f"late{n}", "CONSULT", 2.0, TOLD, days="2017-03-01", actors=one.actors, reciprocal=True)
            for n, one in enumerate(late)]  # fmt: skip
    assert analysis.triadic_closure(EventGraph([*early, *late])) == [("2017", 3, 1)]


def test_a_period_is_a_part() -> None:
    assert sum(analysis.centrality(graph(), period="2019").values()) == 6
    assert analysis.centrality(graph(), period="2019-07") == {"JPN": 1, "KOR": 1}
    assert analysis.centrality(graph(), period="2019Q3") == {"JPN": 2, "KOR": 2}
    assert analysis.centrality(graph(), period="1901") == {}
    with pytest.raises(OptionError, match="write '2018'"):
        analysis.centrality(graph(), period="19")
    with pytest.raises(OptionError, match="did you mean 'pagerank'"):
        analysis.ranking(graph(), "pageranks")


def test_ranks_say_what_is_sure() -> None:
    clear = made(*[("A", "B", 2.0)] * 6, *[("A", "C", 2.0)] * 3)
    assert [(r.party, r.rank, r.best, r.worst, r.is_sure) for r in analysis.ranking(clear)] == [
        ("A", 1, 1, 1, True), ("B", 2, 2, 2, True), ("C", 3, 3, 3, True),
    ]  # fmt: skip
    close = made(*[("A", "B", 2.0)] * 3, *[("A", "C", 2.0)] * 3, *[("A", "D", 2.0)] * 20, confidence=0.5)
    found = {r.party: (r.best, r.worst) for r in analysis.ranking(close)}
    assert found["A"] == (1, 1)
    assert found["D"] == (2, 2)
    assert found["B"] == found["C"] == (3, 4)
    for kind in MEASURES:
        assert [r.rank for r in analysis.ranking(close, kind, draws=5)] == [1, 2, 3, 4]


def test_groups_that_stay_together_are_sure() -> None:
    clique = [(a, b, 2.0) for names in ("ABCD", "EFGH") for a, b in itertools.combinations(names, 2)]
    index, groups = analysis.group_stability(made(*clique))
    assert (index, [g.members for g in groups]) == (1.0, [("A", "B", "C", "D"), ("E", "F", "G", "H")])
    assert all(g.is_sure and g.together == 1 and not g.unsure for g in groups)
    doubtful = made(*clique, *[("D", other, 2.0) for other in "EFGH"], confidence=0.5)
    index, groups = analysis.group_stability(doubtful)
    assert index < 0.8
    assert any(group.unsure for group in groups)
    assert analysis.group_stability(EventGraph([])) == (0.0, [])


# ------------------------------------------------------------------------------ who goes between
def talks(identifier: str, one: str, other: str, day: str, score: float = 2.5, kind: str = "CONSULT") -> Event:
    return event(identifier, kind, score, TOLD, days=day, actors=(party(one), party(other)), reciprocal=True)


def test_mediators() -> None:
    told = [
        talks("q1", "A", "B", "2019-05-01", -6.0, "SANCTION"), talks("q2", "A", "B", "2019-05-02", -6.0, "SANCTION"),
        talks("c1", "A", "C", "2019-06-01"), talks("c2", "B", "C", "2019-06-09"),
        talks("d1", "A", "D", "2019-06-01"), talks("d2", "B", "D", "2020-06-09"),
        event("m", "CONSULT", 1.0, TOLD, days="2021-01-01", mode="third-party", actors=(party("E"),),
              recipients=(party("A"), party("B"))),
    ]  # fmt: skip
    found = analysis.mediators(EventGraph(told), "A", "B")
    assert [(one.party, one.mediations, one.quarrels) for one in found] == [("E", ("m",), ()), ("C", (), ("q1", "q2"))]
    assert analysis.mediators(EventGraph(told), "A", "C") == []
