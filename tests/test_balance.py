"""Structural balance and likeness: against brute force, networkx, known theorems and cases worked by hand."""

from __future__ import annotations

import itertools
import math
import random

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import analysis
from kg.analysis.balance import EXACT, _least, _searched, line_index
from kg.analysis.likeness import _tail
from kg.graph import EventGraph
from kg.model import Actor, Event
from tests.sample_graph import JPN, KOR, PRK, event, evidence
from tests.test_structure import Act, made

TOLD = evidence("doc-summit", 0, "summit")
FRIENDS, FOES = 2.0, -2.0


# ------------------------------------------------------------------------------ triads and the line index
@pytest.mark.parametrize(
    ("signs", "kind", "index"),
    [((1, 1, 1), 0, 0), ((1, 1, -1), 1, 1), ((1, -1, -1), 2, 0), ((-1, -1, -1), 3, 1)],
)
def test_the_four_triads(signs: tuple[int, int, int], kind: int, index: int) -> None:
    """Cartwright and Harary (1956): those with an even number of negative ties are balanced."""
    ties = zip(itertools.combinations("ABC", 2), signs, strict=True)
    built = made(*((one, other, 2.0 * value) for (one, other), value in ties))
    [found] = analysis.structural_balance(built)
    assert analysis.triads(built) == [(("A", "B", "C"), kind)]
    assert (found.triads, found.balanced, found.share.mean, found.line_index) == (
        1,
        kind % 2 == 0,
        kind % 2 == 0,
        index,
    )
    assert found.kinds == tuple(int(k == kind) for k in range(4))


@pytest.mark.parametrize("size", range(3, 12))
def test_the_most_frustrated_complete_network(size: int) -> None:
    """All foes of all: floor((n - 1)² / 4) ties have to turn (Petersdorf 1966)."""
    parties = [f"P{n:02d}" for n in range(size)]
    assert line_index(dict.fromkeys(itertools.combinations(parties, 2), -1)) == ((size - 1) ** 2 // 4, True)


def by_force(signs: dict[tuple[str, str], int]) -> int:
    """The least number of ties to turn over all divisions of the parties in two."""
    parties = sorted({party for pair in signs for party in pair})
    return min(
        sum(value != side[one] * side[other] for (one, other), value in signs.items())
        for chosen in itertools.product((1, -1), repeat=len(parties))
        for side in [dict(zip(parties, chosen, strict=True))]
    )


SIGNED = st.dictionaries(
    st.sampled_from(list(itertools.combinations("ABCDEFGH", 2))), st.sampled_from([1, -1]), min_size=1, max_size=16
)


@settings(max_examples=60, deadline=None)
@given(SIGNED)
def test_the_line_index_is_that_of_all_divisions(signs: dict[tuple[str, str], int]) -> None:
    assert line_index(signs) == (by_force(signs), True)


def test_the_search_of_large_blocks_finds_what_trying_all_finds() -> None:
    rng = np.random.default_rng(5)
    for _ in range(8):
        half = np.triu(rng.integers(-1, 2, (12, 12)), 1)
        assert _searched(half + half.T) == _least(half + half.T)
    pairs = list(itertools.combinations([f"P{n:02d}" for n in range(EXACT + 3)], 2))
    index, exact = line_index({pair: 1 if number % 3 else -1 for number, pair in enumerate(pairs)})
    assert not exact
    assert 0 < index <= len(pairs) / 3


@settings(max_examples=60, deadline=None)
@given(SIGNED)
def test_triads_are_the_triangles_of_networkx(signs: dict[tuple[str, str], int]) -> None:
    built = made(*((one, other, 2.0 * value) for (one, other), value in sorted(signs.items())))
    plain = networkx.Graph()
    for pair, value in signs.items():
        plain.add_edge(*pair, sign=value)
    triangles = sum(networkx.triangles(plain).values()) // 3
    surplus = 0
    for found in (clique for clique in networkx.enumerate_all_cliques(plain) if len(clique) == 3):
        surplus += math.prod(plain.edges[pair]["sign"] for pair in itertools.combinations(found, 2))
    rows = analysis.structural_balance(built)
    assert (rows[0].triads if rows else 0) == triangles == len(analysis.triads(built))
    if rows:
        assert rows[0].balanced - (triangles - rows[0].balanced) == surplus
        assert sum(rows[0].kinds) == triangles
        assert rows[0].kinds[0] + rows[0].kinds[2] == rows[0].balanced


def test_doubtful_ties_make_a_band() -> None:
    acts: list[Act] = [("A", "B", FRIENDS), ("A", "C", FRIENDS), ("B", "C", FRIENDS)] * 4 + [("B", "C", -8.5)]
    [found] = analysis.structural_balance(made(*acts, confidence=0.6))
    assert found.share == (0.0, 0.0, 1.0)
    assert analysis.structural_balance(EventGraph([])) == []


# ------------------------------------------------------------------------------ who behaves alike
def test_profiles_by_hand() -> None:
    built = made((">A", "B", 2.0), (">A", "C", 2.0), (">D", "A", 2.0), ("A", "D", 2.0))
    assert analysis.profile(built, "A") == {
        ("does", "CONSULT"): 0.5, ("receives", "CONSULT"): 0.25, ("shares", "CONSULT"): 0.25,
    }  # fmt: skip
    # B and C only receive; D does half and shares half: cos(A, D) = (1/4 + 1/8) / sqrt((1/4 + 1/16 + 1/16) / 2)
    assert analysis.similarity(built, "B", "C") == 1
    assert analysis.similarity(built, "A", "D") == pytest.approx(0.375 / math.sqrt(0.1875), abs=1e-4)
    assert analysis.similarity(built, "B", "D") == 0
    assert [name for name, _ in analysis.alike(built, "B", least=1)] == ["C", "A", "D"]


# ------------------------------------------------------------------------------ rivals and allies
def act(number: int, kind: str, score: float, day: str, one: Actor, *others: Actor, confidence: float = 1.0) -> Event:
    return event(f"e{number}", "CONSULT" if kind == "COOPERATE" else kind, score, TOLD, days=day, actors=(one,),
                 recipients=others, confidence=confidence)  # fmt: skip


def test_rivalry_by_hand() -> None:
    quarrel = [
        act(number, "SANCTION", -6.0, f"{2015 + number // 2}-05-01", *((JPN, KOR) if number % 2 else (KOR, JPN)))
        for number in range(4)
    ]
    assert analysis.rivalry(EventGraph(quarrel), "JPN", "KOR") == (1, 1, 1)
    told = {"days": "2015-05-01", "actors": (JPN, KOR), "reciprocal": True, "confidence": 1.0}
    talks = [event(f"t{n}", "CONSULT", 6.0, TOLD, **told) for n in range(4)]
    assert analysis.rivalry(EventGraph([*quarrel, *talks]), "JPN", "KOR").mean == 0.7937
    one_sided = EventGraph([act(1, "SANCTION", -6.0, "2015-05-01", JPN, KOR)])
    assert analysis.rivalry(one_sided, "JPN", "KOR") == (0, 0, 0)
    assert analysis.alliance(one_sided, "JPN", "KOR") == (0, 0, 0)


def test_alliance_by_hand() -> None:
    help_ = [act(number, "SUPPORT", 5.0, "2015-05-01", JPN, KOR) for number in range(2)]
    joint = event(
        "joint", "SANCTION", -6.0, TOLD, days="2016-01-01", actors=(JPN, KOR), recipients=(PRK,), confidence=1.0
    )
    found = analysis.alliance(EventGraph([*help_, joint]), "JPN", "KOR")
    assert found.mean == pytest.approx((1 - math.exp(-1)) ** (1 / 3), abs=1e-4)
    assert analysis.rivalry(EventGraph([*help_, joint]), "JPN", "KOR") == (0, 0, 0)
    assert analysis.rivalry(EventGraph([joint]), "JPN", "PRK") == (0, 0, 0)  # nothing came back


# ------------------------------------------------------------------------------ what stands out
def test_the_tail_is_that_of_the_negative_binomial() -> None:
    stats = pytest.importorskip("scipy.stats")
    for count, before, periods in ((1, 0, 12), (3, 2, 24), (6, 1, 24), (40, 120, 60)):
        known = stats.nbinom.sf(count - 1, before + 0.5, periods / (periods + 1))
        assert _tail(count, before, periods) == pytest.approx(known, abs=1e-9)


def quiet(confidence: float = 1.0) -> list[Event]:
    first = act(0, "ACCUSE", -2.0, "2017-05-01", JPN, KOR)
    return [first, *(act(n, "ACCUSE", -2.0, "2019-05-10", JPN, KOR, confidence=confidence) for n in range(1, 7))]


def test_a_month_unlike_the_past() -> None:
    [found] = analysis.anomalies(EventGraph(quiet()), "JPN", "KOR")
    assert (found.period, found.tone, found.count, found.usual) == ("2019-05", "conflict", 6, 0.0625)
    assert found.chance < 1e-4
    assert (found.survives, found.is_sure, len(found.ids)) == (1, True, 6)
    [doubtful] = analysis.anomalies(EventGraph(quiet(0.2)), "JPN", "KOR")
    assert not doubtful.is_sure
    assert analysis.anomalies(EventGraph(quiet()[:2]), "JPN", "KOR") == []


def test_steady_dealings_have_no_anomalies() -> None:
    rng = random.Random(4)
    told = [
        act(100 * month + n, "ACCUSE", -2.0, f"{2010 + month // 12}-{month % 12 + 1:02d}-10", JPN, KOR)
        for month in range(120)
        for n in range(sum(rng.random() < 0.1 for _ in range(20)))
    ]
    assert analysis.anomalies(EventGraph(told), "JPN", "KOR") == []
