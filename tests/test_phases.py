"""Phases: one hidden tone of two parties, its names, and how sure they are."""

from __future__ import annotations

import dataclasses
import itertools
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis import Phase, phases, phases_of, turning_points
from kg.analysis.phases import LASTING
from kg.graph import EventGraph
from kg.model import Actor, Event
from tests.sample_graph import JPN, KOR, PRK, event, evidence

DEMO = Path(__file__).parents[1] / "exports" / "demo" / "graph.ttl"
TOLD = evidence("doc-summit", 0, "summit")


def acts(*told: tuple[str, float], confidence: float = 1.0) -> list[Event]:
    """Acts of the two on days, with scores."""
    return [
        event(f"e{n:03d}", "CONSULT", score, TOLD, days=day, actors=(JPN, KOR), reciprocal=True, confidence=confidence)
        for n, (day, score) in enumerate(told)
    ]


def story(*told: tuple[str, float], confidence: float = 1.0) -> list[tuple[str, str]]:
    """Name and year of each phase."""
    return [(p.name, str(p.turn)[:4]) for p in phases(EventGraph(acts(*told, confidence=confidence)), "KOR", "JPN")]


TREATY, EMBARGO, TALKS = 5.0, -6.0, 2.5
CASES = [
    ([("2015-01-01", TREATY)] * 3, [("cooperation", "2015")]),
    ([("2015-01-01", EMBARGO)] * 3, [("conflict", "2015")]),
    ([("2015-01-01", TREATY)], [("contact", "2015")]),
    ([("2015-01-01", EMBARGO)], [("incident", "2015")]),
    ([("2001-01-01", TALKS), *[("2015-01-01", TREATY)] * 3], [("contact", "2001"), ("warming", "2015")]),
    ([("2001-01-01", TALKS), *[("2015-01-01", EMBARGO)] * 3], [("contact", "2001"), ("rupture", "2015")]),
    (
        [*[("2015-01-01", TREATY)] * 2, *[("2019-01-01", EMBARGO)] * 3, *[("2023-01-01", TREATY)] * 3],
        [("cooperation", "2015"), ("rupture", "2019"), ("repair", "2023")],
    ),
    ([*[("2001-01-01", TREATY)] * 2, *[("2011-01-01", TREATY)] * 2], [("cooperation", "2001"), ("warming", "2011")]),
    ([*[("2001-01-01", EMBARGO)] * 2, *[("2011-01-01", EMBARGO)] * 2], [("conflict", "2001"), ("conflict", "2011")]),
    # one harsh word in good years, one meeting in bad ones: the tone stays
    ([("2015-01-01", TREATY)] * 3 + [("2015-06-01", -2.0)] + [("2016-01-01", TREATY)] * 3, [("cooperation", "2015")]),
    ([("2015-01-01", EMBARGO)] * 3 + [("2015-06-01", TALKS)] + [("2016-01-01", EMBARGO)] * 3, [("conflict", "2015")]),
    # a request says nothing: the turn is the first act on the side of the tone
    ([("2015-01-01", 0.0), *[("2016-01-01", EMBARGO)] * 3], [("conflict", "2016")]),
]


@pytest.mark.parametrize(("told", "wanted"), CASES)
def test_names(told: list[tuple[str, float]], wanted: list[tuple[str, str]]) -> None:
    assert story(*told) == wanted


def test_doubtful_events_make_no_phase() -> None:
    told = [("2015-01-01", TREATY)] * 3
    assert story(*told, confidence=0.5) == [("contact", "2015")]
    assert story(*told, confidence=0.7) == [("cooperation", "2015")]


@pytest.mark.parametrize(("parties", "name"), [(2, "cooperation"), (3, "cooperation"), (4, "contact"), (15, "contact")])
def test_a_treaty_of_many_says_little_of_two(parties: int, name: str) -> None:
    others = tuple(Actor(f"X{n}", f"X{n}", country=f"X{n}") for n in range(parties - 2))
    treaties = [
        event(f"e{n}", "SUPPORT", TREATY, TOLD, days=f"1928-08-2{n}", actors=(JPN, KOR, *others), reciprocal=True)
        for n in range(2)
    ]
    [phase] = phases(EventGraph([dataclasses.replace(one, confidence=1.0) for one in treaties]), "JPN", "KOR")
    assert phase.name == name
    assert phase.expected == pytest.approx(min(2, 6 / parties))


def test_a_turn_is_told_by_what_was_told_most_and_one_act_a_day() -> None:
    praise, treaty, visit, aid = (
        dataclasses.replace(one, evidence=tuple(dataclasses.replace(TOLD, start=n) for n in range(times)))
        for one, times in zip(
            acts(("1965-06-22", TREATY), ("1965-06-22", TREATY), ("1965-02-01", 4.0), ("1965-06-22", 10.0)),
            (1, 8, 2, 1),
            strict=True,
        )
    )
    [phase] = phases(EventGraph([praise, treaty, visit, aid]), "JPN", "KOR")
    assert phase.telling == (visit.id, treaty.id)


def test_what_both_do_to_a_third_is_no_phase_of_theirs() -> None:
    joint = event("e", "SANCTION", EMBARGO, TOLD, days="2016-01-01", actors=(JPN, KOR), recipients=(PRK,))
    assert phases(EventGraph([joint]), "JPN", "KOR") == []
    assert [p.events for p in phases(EventGraph([joint]), "JPN", "PRK")] == [("e",)]


def test_an_upper_bound_is_in_no_phase() -> None:
    bound = event("e", "CONSULT", TALKS, TOLD, days="../2016-01-01", actors=(JPN, KOR), reciprocal=True)
    assert phases_of([bound], "JPN", "KOR") == []


def by_hand(told: list[Event]) -> tuple[list[int], list[float]]:
    """The likeliest path and the probability of cooperation at each act, over all paths one by one."""
    days = [e.begin.toordinal() for e in told]
    weights = {}
    for path in itertools.product((1, -1), repeat=len(told)):
        weight = 0.5
        for (day, one), (later, other) in itertools.pairwise(zip(days, path, strict=True)):
            change = 0.5 * (1 - math.exp(-2 * (later - day) / LASTING))
            weight *= change if one != other else 1 - change
        for tone, act in zip(path, told, strict=True):
            weight *= 0.5 + 0.4 * act.confidence * max(-5, min(5, act.goldstein)) / 5 * tone
        weights[path] = weight
    total = sum(weights.values())
    marginals = [sum(w for path, w in weights.items() if path[k] > 0) / total for k in range(len(told))]
    return list(max(weights, key=lambda path: weights[path])), marginals


TOLD_ACTS = st.lists(
    st.tuples(st.dates(min_value=acts(("2015-01-01", 1))[0].begin).map(str), st.sampled_from([-9.5, -2.0, 0.7, 5.0])),
    min_size=1, max_size=7, unique_by=lambda act: act[0],
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(TOLD_ACTS, st.sampled_from([0.3, 0.8, 1.0]))
def test_path_and_probabilities_are_those_of_all_paths(told: list[tuple[str, float]], confidence: float) -> None:
    from kg.analysis.phases import _act, _likeliest, _posterior

    made = acts(*sorted(told), confidence=confidence)
    path, marginals = by_hand(made)
    rows = [_act(one) for one in made]
    assert _posterior(rows) == pytest.approx(marginals, abs=1e-9)
    assert _likeliest(rows) == path


@settings(max_examples=40, deadline=None)
@given(TOLD_ACTS, st.randoms())
def test_every_event_is_in_one_phase_whatever_the_order(told: list[tuple[str, float]], order) -> None:
    made = acts(*told)
    found = phases_of(made, "JPN", "KOR")
    shuffled = list(made)
    order.shuffle(shuffled)
    assert phases_of(shuffled, "KOR", "JPN") == found
    assert sorted(one for phase in found for one in phase.events) == sorted(one.id for one in made)
    assert all(0 <= p.probability <= 1 and -1 <= p.tone <= 1 and p.begin <= p.turn <= p.end for p in found)
    assert [p.begin for p in found] == sorted(p.begin for p in found)


def test_long_states_do_not_bridge_a_silence() -> None:
    long = dataclasses.replace(acts(("1950-01-01", TREATY))[0], end=acts(("2012-01-01", 1))[0].begin)
    found = phases_of([long, *acts(("2015-01-01", TREATY))], "JPN", "KOR")
    assert [str(phase.end) for phase in found] == ["1950-01-01", "2015-01-01"]


# What the sample corpus must tell of South Korea and Japan, and nothing else: year of the turn, name.
KNOWN = {"1965": "warming", "1998": "warming", "2012": "rupture", "2015": "repair", "2018": "rupture", "2022": "repair"}


def test_the_turns_of_the_demo_are_those_of_the_history_books() -> None:
    found: list[Phase] = turning_points(EventGraph.parse(DEMO), "KOR", "JPN")
    sure = {str(phase.turn)[:4]: phase.name for phase in found if phase.is_sure}
    assert sure == KNOWN
