"""Choosing among readings: probabilities, reasons, the files of weights and their errors."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.choices import Choice, choose, decide, label_probabilities, label_reasons, score, softmax
from kg.errors import SeedError
from kg.seeds import weights as seed_weights
from kg.seeds.weights import Weights, load_weights, weights_text

ROLE = Weights(
    "role",
    {
        "actor": {"subject": 2.0, "behind 'by'": 3.0, "words between": -0.1},
        "recipient": {"object": 2.5, "subject": -1.0},
        "neither": {"words between": 0.2},
    },
)
NEAR = Weights("near", {"yes": {"same sentence": 1.5, "sentences between": -0.5, "subject": 0.5}})

numbers = st.floats(-20, 20, allow_nan=False)
features = st.dictionaries(st.sampled_from(["subject", "object", "behind 'by'", "words between", "unknown"]), numbers)


@pytest.mark.parametrize(
    ("given", "label", "reason"),
    [
        ({"subject": 1}, "actor", "subject +2.0"),
        ({"object": 1}, "recipient", "object +2.5"),
        ({"words between": 20}, "neither", "words between +4.0"),
        ({"subject": 1, "behind 'by'": 1}, "actor", "behind 'by' +3.0"),
    ],
)
def test_the_likeliest_label_and_the_heaviest_reason(given: dict[str, float], label: str, reason: str) -> None:
    found = label_probabilities(given, ROLE)
    assert max(found, key=lambda one: found[one]) == label
    assert label_reasons(given, ROLE, label)[0] == reason


def test_of_several_candidates_the_best_with_what_sets_it_apart_from_the_next() -> None:
    found = choose(
        [("Tokyo", {"sentences between": 3, "subject": 1}), ("Seoul", {"same sentence": 1, "subject": 1})], NEAR
    )
    assert (found.value, found.reasons) == ("Seoul", ("same sentence +1.5", "sentences between +1.5"))
    assert choose([("only", {})], NEAR) == Choice("only", 1.0, ())
    assert choose([("first", {}), ("second", {})], NEAR).value == "first"
    with pytest.raises(ValueError, match="no candidate"):
        choose([], NEAR)


@pytest.mark.parametrize(
    ("given", "expected", "reasons"),
    [
        ({"same sentence": 1}, True, ("same sentence +1.5",)),
        ({"sentences between": 4, "subject": 1}, False, ("sentences between -2.0",)),
        ({}, True, ()),
    ],
)
def test_yes_or_no(given: dict[str, float], expected: bool, reasons: tuple[str, ...]) -> None:
    found = decide(given, NEAR)
    assert (found.value, found.reasons) == (expected, reasons)
    assert 0.5 <= found.probability <= 1


@given(st.lists(numbers, min_size=1, max_size=6), numbers)
def test_softmax_is_a_distribution_that_a_shift_does_not_change(scores: list[float], shift: float) -> None:
    found = softmax(scores)
    assert math.isclose(sum(found), 1.0)
    assert all(math.isclose(a, b, abs_tol=1e-9) for a, b in zip(found, softmax(s + shift for s in scores), strict=True))
    assert found[scores.index(max(scores))] == max(found)


@given(features, features)
def test_a_score_is_linear_and_ignores_what_has_no_weight(one: dict[str, float], other: dict[str, float]) -> None:
    table = ROLE.labels["actor"]
    both = {name: one.get(name, 0.0) + other.get(name, 0.0) for name in {**one, **other}}
    assert math.isclose(score(both, table), score(one, table) + score(other, table), abs_tol=1e-9)
    assert score({**one, "unknown": 7.0}, table) == score({**one, "unknown": 0.0}, table)


@given(features)
def test_probabilities_of_labels_sum_to_one(given: dict[str, float]) -> None:
    found = label_probabilities(given, ROLE)
    assert list(found) == list(ROLE.labels)
    assert math.isclose(sum(found.values()), 1.0)


# ------------------------------------------------------------------------------ files
def test_weights_come_back_from_their_file(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(seed_weights, "folder", lambda: tmp_path)
    made = Weights("role", ROLE.labels, "who does it", {"articles": 3}, {"right": 0.5})
    (tmp_path / "role.json").write_text(weights_text(made), encoding="utf-8")
    assert load_weights("role") == made
    assert weights_text(load_weights("role")) == weights_text(made)


def test_other_weights_are_read_instead_where_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place, weight in (("shipped", 1.0), ("apart", 2.0)):
        (tmp_path / place).mkdir()
        (tmp_path / place / "role.json").write_text(weights_text(Weights("role", {"yes": {"subject": weight}})))
    (tmp_path / "shipped" / "date.json").write_text(
        weights_text(Weights("date", {"yes": {"near": 1.0}}, thresholds={"sure": 0.8}))
    )
    monkeypatch.setattr(seed_weights, "folder", lambda: tmp_path / "shipped")
    with seed_weights.using(tmp_path / "apart"):
        assert load_weights("role").labels["yes"]["subject"] == 2.0
        assert load_weights("date").thresholds == {"sure": 0.8}
    assert load_weights("role").labels["yes"]["subject"] == 1.0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, r"role\.json is missing"),
        ("{", "cannot be read as JSON"),
        ("[1]", "a mapping with the key 'weights'"),
        ('{"weights": {}}', "is empty"),
        ('{"weights": {"yes": {"subject": "much"}}}', "'subject' the weight 'much', which is no number"),
        ('{"weights": {"yes": {}}, "figure": {}}', "unknown key 'figure'.*figures"),
    ],
)
def test_a_bad_file_of_weights_is_named(content, message, tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(seed_weights, "folder", lambda: tmp_path)
    if content is not None:
        (tmp_path / "role.json").write_text(content, encoding="utf-8")
    with pytest.raises(SeedError, match=message):
        load_weights("role")


def test_shipped_weights_are_as_their_maker_writes_them() -> None:
    files = sorted(seed_weights.folder().glob("*.json"))
    for path in files:
        found = load_weights(path.stem)
        assert path.read_text(encoding="utf-8") == weights_text(found), f"{path.name} was edited by hand or is old"
        assert found.about
        assert found.made_from
        assert json.loads(path.read_text(encoding="utf-8"))["weights"]
