"""Learning the confidence: facts as the shared scorer judges them, thresholds, the same bytes."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import kg
from kg.learn.confidence import (
    DATED,
    SEEN,
    WRITTEN,
    Case,
    apart,
    brier,
    calibration_error,
    choose_thresholds,
    fitted,
    judged_cases,
    learned,
    reliability,
)
from kg.learn.facts import right_events
from kg.seeds.weights import weights_text

SHARED = Path(__file__).resolve().parents[2] / "shared"
FOLDER = SHARED / "gold" / "train" / "wikinews-2"


def made(count: int = 400, seed: int = 1) -> list[Case]:
    """Cases of which those with the feature "plain" are right in three of four, the others in one of four."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        plain = chance.random() < 0.5
        right = chance.random() < (0.75 if plain else 0.25)
        found.append(
            Case({"any event": 1.0, **({"plain": 1.0} if plain else {})}, right, True, number % 5, f"{number % 3}")
        )
    return found


def test_the_same_cases_give_the_same_bytes() -> None:
    assert weights_text(learned(made())) == weights_text(learned(made()))


def test_what_is_learned_is_calibrated() -> None:
    known = made(2000)
    said = apart(known, lambda case: case.fold)
    right = [case.right for case in known]
    assert calibration_error(said, right) < 0.05
    assert brier(said, right) < 0.21
    assert [one.events for one in reliability(said, right)] == [
        sum(not case.features.get("plain") for case in known), sum(bool(case.features.get("plain")) for case in known)
    ]  # fmt: skip


def test_thresholds_keep_what_is_right_often_enough() -> None:
    known = made(2000)
    said = [0.75 if case.features.get("plain") else 0.25 for case in known]
    found = choose_thresholds(known, said)
    assert 0.25 < found["likely"] <= found["sure"]
    wrong = [case for case in known if not case.right]
    assert choose_thresholds(wrong, [0.9] * len(wrong)) == {"sure": 1.0, "likely": 1.0}


def test_facts_are_those_of_the_shared_scorer() -> None:
    if not FOLDER.exists():
        pytest.skip(f"{FOLDER} is missing: the hand-coded articles lie beside the checkout only")
    sys.path.insert(0, str(SHARED / "bench"))
    import score_articles

    articles, groups = score_articles.read_folder(FOLDER)
    events = kg.build([article.source for article in articles]).events(grade="all")
    score_articles.widen_by_groups(articles, groups)
    tally = score_articles.Tally()
    before = score_articles.before_pairs(events)
    matched = {a.name: score_articles.score_article(a, articles, events, before, tally) for a in articles}
    wanted = {matched[name][gold].id for name, gold in tally.right}
    assert len(wanted) > 20
    assert right_events(FOLDER, events) == wanted


def test_judgements_are_cases(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    text = "Peru and Chile held talks in Lima on Monday.\n\nChad attacked Sudan on Tuesday.\n\nNorway praised Kenya."
    (tmp_path / "in" / "a.txt").write_text(f"date: 2019-06-27\n\n{text}\n", encoding="utf-8")
    rows = [
        ",,held talks,right,,me,",
        ",,attacked Sudan,date,2018,me,",
        ",,attacked Sudan,right,,you,",
        ",,praised,place,KEN,me,",
    ]
    file = tmp_path / "mine.csv"
    file.write_text("\n".join(["event,document,quote,decision,value,by,note", *rows]) + "\n", encoding="utf-8")
    found = list(judged_cases([tmp_path / "in"], file, reader=False))
    assert sorted(case.right for case in found) == [False, True], "the first word on an event counts"
    assert {case.genre for case in found} == {"judged"}
    assert all(case.asserted and case.features for case in found)


def test_further_articles_have_their_say_in_where_a_grade_begins() -> None:
    known = [case for case in made(2000) if case.right]
    said = [0.3 + 0.6 * (number % 2) for number in range(len(known))]
    alone = choose_thresholds(known, said)
    assert alone == {"sure": 0.01, "likely": 0.01}  # all are right
    further = [replace(case, right=p > 0.5) for case, p in zip(known, said, strict=True)]
    found = choose_thresholds(known, said, further, said)
    assert found == {"sure": 0.01, "likely": 0.01}  # the mean of 1 and .5 is .75
    nothing = [replace(case, right=False) for case in known]
    assert choose_thresholds(known, said, nothing, said) == {"sure": 1.0, "likely": 1.0}
    weights = learned(made(400), made(200))
    assert weights.made_from["events of further articles"] == 200
    assert "further articles, in folds" in weights.figures


def test_written_articles_teach_and_are_not_measured() -> None:
    news = made(400)
    hard = [replace(case, right=case.right and number % 3 == 0) for number, case in enumerate(made(300))]
    hard = [replace(case, features={**case.features, **({DATED: 1.0} if n % 2 else {})}) for n, case in enumerate(hard)]
    weights = learned(news, (), hard)
    assert weights.made_from["events of articles written to be learned from"] == 150
    measured = [learned(news, (), lessons).figures["5 folds by document"]["asserted events"] for lessons in ((), hard)]
    assert measured[0] == measured[1] == sum(case.asserted for case in news)
    assert WRITTEN not in weights.labels["yes"], "no event of a build has it"


def test_what_stands_in_few_events_gets_no_weight() -> None:
    news = made(400)
    rare = [replace(case, features={**case.features, "rare": 1.0}) for case in news[: SEEN - 1]]
    assert "rare" not in fitted([*rare, *news[SEEN - 1 :]]).labels["yes"]
    once_more = replace(news[SEEN], features={**news[SEEN].features, "rare": 1.0})
    assert "rare" in fitted([*rare, once_more, *news[SEEN:]]).labels["yes"]
