"""Two mentions of one article: what is read off them, what parts them, and what the learned score joins or undoes."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.average_link import grouped
from kg.resolve.drafts import Draft
from kg.resolve.mention_pairs import Told, comparable, contradicted, pair_features
from kg.resolve.same_document import LIKELY, WEIGHTS, cluster_document
from kg.seeds.weights import load_weights
from tests.drafts import draft, on, person

MET = draft("meet", ["JPN", "KOR"], reciprocal=True, dating=on("2019-06-20"))
RAID = draft("attack", ["KEN"], event_type="ASSAULT")
# two mentions, features that hold, features that do not
FEATURES: dict[str, tuple[Draft, Draft, tuple[str, ...], tuple[str, ...]]] = {
    "a noun for it": (
        MET, draft("talk", nominal=True, definite=True, line=2),
        ("a noun that can mean it", "then a definite noun", "the second names nobody", "next sentence"), ("same word",),
    ),
    "the same words": (
        MET, draft("meet", ["JPN", "KOR"], reciprocal=True, line=1),
        ("same word", "same word in one sentence", "same word and parties", "same type"), ("other words",),
    ),
    "other parties": (
        RAID, draft("attack", ["JPN"], event_type="ASSAULT", line=3), ("no party shared",), ("same parties",),
    ),
    "a plan": (
        MET, draft("meet", ["JPN", "KOR"], modality="planned", line=2), ("plan and fact",), ("both asserted",),
    ),
}  # fmt: skip
CONTRADICTED: dict[str, tuple[Draft, Draft]] = {
    "two days": (MET, draft("meet", ["JPN", "KOR"], dating=on("2019-06-22"), line=2)),
    "what did not happen": (RAID, draft("attack", ["KEN"], event_type="ASSAULT", modality="negated", line=2)),
    "two people": (draft("visit", [person("abe", "JPN")]), draft("visit", [person("kishida", "JPN")], line=2)),
    "beside each other": (RAID, draft("attack", ["JPN"], event_type="ASSAULT")),
    "other circles": (
        draft("summit", ["JPN", "KOR"], reciprocal=True), draft("summit", ["JPN", "USA"], reciprocal=True, line=2),
    ),
    "other people": (MET, replace(draft("talk", nominal=True, line=2), whose=frozenset({"diplomat"}))),
    "one before the other": (MET, replace(draft("meet", ["JPN", "KOR"], line=2), follows=frozenset({1}))),
    "a visit": (
        draft("visit", ["JPN"], ["KOR"], mode="visit"), draft("meet", ["JPN", "KOR"], reciprocal=True, line=2),
    ),
    "other actors": (
        draft("attack", ["JPN"], event_type="ASSAULT"), draft("attack", ["KEN"], event_type="ASSAULT", line=2),
    ),
    "that one": (
        replace(draft("attack", nominal=True, definite=True, line=7, event_type="ASSAULT"), pointed_at=True), RAID,
    ),
    "several of its kind": (MET, draft("summit", ["JPN", "KOR"], nominal=True, plural=True, line=2)),
}  # fmt: skip


def test_all_cases_are_here() -> None:
    assert (len(FEATURES), len(CONTRADICTED)) == (4, 11)


@pytest.mark.parametrize("name", FEATURES)
def test_features(name: str) -> None:
    one, other, there, absent = FEATURES[name]
    found = pair_features(one, other)
    assert set(there) <= set(found)
    assert not set(absent) & set(found)


def test_most_features_are_weighed() -> None:
    named = {feature for one, other, *_ in FEATURES.values() for feature in pair_features(one, other)}
    assert len(named) > 20
    assert len(named - set(load_weights(WEIGHTS).labels["yes"])) <= 1


@pytest.mark.parametrize("name", CONTRADICTED)
def test_what_parts_two_mentions(name: str) -> None:
    one, other = CONTRADICTED[name]
    assert contradicted(one, other)
    assert contradicted(other, one)
    assert not contradicted(one, one)


def test_the_last_and_the_only_one_that_a_noun_can_mean() -> None:
    noun = draft("raid", event_type="ASSAULT", nominal=True, definite=True, line=3)
    told = Told([RAID, draft("attack", ["JPN"], event_type="ASSAULT", line=2), noun])
    assert "the last that the noun can mean" not in told.features(0, 2)
    assert told.features(1, 2)["the last that the noun can mean"] == 1
    assert "the only one that the noun can mean" not in told.features(1, 2)
    assert Told([RAID, noun]).features(0, 1)["the only one that the noun can mean"] == 1


def test_only_what_has_something_in_common_is_compared() -> None:
    assert comparable(RAID, draft("raid", event_type="ASSAULT", nominal=True, definite=True))
    assert not comparable(RAID, draft("visit", ["KEN"]))


def test_a_retelling_in_other_words_joins_by_the_score() -> None:
    first = draft("sign", ["JPN", "KOR"], event_type="SUPPORT", reciprocal=True)
    drafts = [first, draft("treaty", ["JPN", "KOR"], event_type="SUPPORT", nominal=True, definite=True, line=2)]
    for order in itertools.permutations(drafts):
        [cluster] = cluster_document(order)
        assert len(cluster.reasons) == 1
        assert cluster.main is first


def test_two_acts_in_one_word_are_two_mentions() -> None:
    talks = draft("meet", ["JPN", "KOR"], reciprocal=True)
    agreed = draft("meet", ["JPN", "KOR"], event_type="AGREE", reciprocal=True)
    found = cluster_document([talks, agreed, draft("meet", ["JPN", "KOR"], reciprocal=True, line=2), talks])
    assert sorted(len(cluster.drafts) for cluster in found) == [1, 2]


def test_a_noun_of_a_past_day_is_no_plan() -> None:
    plan = draft("leave pact", ["JPN"], ["KOR"], event_type="SANCTION", modality="planned")
    pact = draft("pact", nominal=True, definite=True, takes_up=True, dating=on("2016-11-23"), line=2)
    assert contradicted(plan, pact) == "a noun of a past day, and what has not happened"
    assert contradicted(replace(plan, mention=replace(plan.mention, modality="asserted")), pact) == ""
    assert contradicted(plan, replace(pact, dating=on("2026-11-23"))) == ""


def test_what_is_due_is_no_act_of_months_ago() -> None:
    plan = replace(draft("expel", ["JPN"], ["KOR"], event_type="SANCTION", modality="planned"), due=True)
    old = draft("expel", ["JPN"], ["KOR"], event_type="SANCTION", dating=on("2019-03-01"), line=2)
    assert contradicted(plan, old) == "what is still to come, and what was done long before"
    assert contradicted(replace(plan, due=False), old) == ""
    assert contradicted(plan, replace(old, dating=on("2019-06-20"))) == ""


PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda p: p[0] < p[1]), st.floats(0, 1), max_size=21
)


@given(PAIRS)
def test_groups_hold_each_once_and_nothing_that_is_impossible(pairs: dict[tuple[int, int], float]) -> None:
    likely = {pair: p for pair, p in pairs.items() if p >= LIKELY}
    groups, joining = grouped([(n,) for n in range(7)], likely, lambda a, b: pairs.get((a, b), 0.0), LIKELY)
    assert sorted(n for group in groups for n in group) == list(range(7))
    assert len(joining) == 7 - len(groups)
    inside = [pair for group in groups for pair in itertools.combinations(group, 2)]
    assert all(pairs.get(pair, 0.0) > 0 for pair in inside)
