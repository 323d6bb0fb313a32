"""What contradicts two mentions being one event, and what speaks for it."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from kg.model import Dating, Place
from kg.resolve.similarity import (
    contradiction,
    key_words,
    likeness,
    of_another_age,
    places_agree,
    vague_against_exact,
)
from tests.drafts import draft, on, person

SEOUL, TOKYO = Place("seoul", "Seoul", "city", "KOR"), Place("tokyo", "Tokyo", "city", "JPN")
KOREA = Place("KOR", "South Korea", "state", "KOR")
TALKS = draft("talk", ["JPN", "KOR"], reciprocal=True, dating=on("2019-06-20"))

CONTRADICTIONS = {
    "another day": (draft("talk", ["JPN", "KOR"], dating=on("2019-06-21")), "2019-06-20 and 2019-06-21"),
    "another type": (draft("praise", ["JPN", "KOR"], event_type="SUPPORT"), "CONSULT and SUPPORT"),
    "not asserted": (draft("talk", ["JPN", "KOR"], modality="negated"), "asserted and negated"),
    "another circle": (draft("talk", ["JPN", "KEN"], reciprocal=True), "different circles of parties"),
    "other parties": (draft("talk", ["KEN", "USA"], reciprocal=True), "different parties"),
    "a visit": (draft("visit", ["JPN"], ["KOR"], mode="visit"), "one is a visit, call or mediation"),
    "the same": (draft("talk", ["JPN", "KOR"], reciprocal=True, dating=on("2019-06-20")), ""),
    "a noun that names nobody": (draft("meeting", nominal=True, definite=True), ""),
    "a noun that takes it up": (draft("incident", takes_up=True, nominal=True), ""),
}  # fmt: skip
PLACES = {
    (SEOUL, KOREA): True, (SEOUL, TOKYO): False, (SEOUL, None): True, (None, None): True, (TOKYO, KOREA): False,
}  # fmt: skip


def test_all_cases_are_here() -> None:
    assert (len(CONTRADICTIONS), len(PLACES)) == (9, 5)


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_contradictions(name: str) -> None:
    other, why = CONTRADICTIONS[name]
    assert contradiction(TALKS, other) == why
    assert bool(contradiction(other, TALKS)) is bool(why)


@pytest.mark.parametrize(("one", "other"), PLACES)
def test_a_city_agrees_with_its_country(one: Place | None, other: Place | None) -> None:
    assert places_agree(one, other) is places_agree(other, one) is PLACES[one, other]


def test_other_people_of_one_state_part_mentions() -> None:
    one = draft("talk", [person("shinzo-abe", "JPN"), "KOR"])
    other = draft("talk", [person("taro-kono", "JPN"), "KOR"])
    assert contradiction(one, other) == "different people"


def test_points_are_given_for_words_dates_parties_people_and_places() -> None:
    alone = likeness(TALKS, draft("talk", ["KEN"]))
    same = likeness(TALKS, TALKS)
    assert same.score > alone.score
    assert same.reasons == ("same word ('talk', 'talk')", "same day (2019-06-20)", "same parties (JPN, KOR)")


@pytest.mark.parametrize(
    ("lemma", "words"), [("hold talks", {"talk"}), ("talk", {"talk"}), ("sign pact", {"pact"}), ("make", {"make"})]
)
def test_words_that_carry_the_meaning(lemma: str, words: set[str]) -> None:
    assert key_words(lemma) == words


def test_a_year_and_a_day_are_two_in_one_article() -> None:
    day = draft("attack", ["JPN"], dating=on("2019-06-20"))
    whole = Dating(datetime.date(2019, 1, 1), datetime.date(2019, 12, 31), "2019", False, "that day")
    year = draft("attack", ["JPN"], dating=whole, line=2)
    assert vague_against_exact([day], year)
    assert not vague_against_exact([day], day)
    assert not vague_against_exact([day], replace(year, definite=True))


@pytest.mark.parametrize(("came", "apart"), [("2018-01-01", True), ("1960-01-01", False)])
def test_who_came_to_office_later_has_not_done_it(came: str, apart: bool) -> None:
    leader = replace(person("shinzo-abe", "JPN"), valid_from=datetime.date.fromisoformat(came))
    old = draft("agree", ["JPN", "KOR"], event_type="AGREE", reciprocal=True, dating=on("1965-06-22"))
    new = draft("agreement", [leader, "KOR"], event_type="AGREE", reciprocal=True, line=5, nominal=True, definite=True)
    assert of_another_age(old, new) is apart
