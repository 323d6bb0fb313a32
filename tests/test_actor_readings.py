"""What a name may mean: states, places, people, bodies, and whom they speak for."""

from __future__ import annotations

import pytest

from kg.extractors.actor_names import find_names
from kg.extractors.actor_readings import Readings
from kg.gazetteer import default_gazetteer
from tests.reading import read

CASES = {  # best candidate, first place, whom it speaks for
    ("Georgia and Russia fought.", "georgia"): ("GEO", "usa-georgia", "GEO"),
    ("Georgia and Russia fought.", "russia"): ("RUS", None, "RUS"),
    ("Georgia's Atlanta burned.", "atlanta"): (None, "usa-atlanta", "USA"),
    ("The Blue House said so.", "blue house"): ("kor-blue-house-office", "kor-blue-house", "KOR"),
    ("The Nigerian Union of Teachers met.", "nigerian union of teachers"): (None, None, None),
}
PEOPLE = {  # without and with the country that stands before
    ("Abe met Yoon.", "abe"): "shinzo-abe",
    ("Park Geun-hye spoke.", "park geun hye"): "park-geun-hye",
    ("Goro Sakai spoke.", "goro sakai"): "goro-sakai",
}


def readings_of(sentence: str) -> Readings:
    text = read(sentence)
    return Readings(text, default_gazetteer(), find_names(text, default_gazetteer()))


def test_all_cases_are_here() -> None:
    assert (len(CASES), len(PEOPLE)) == (5, 3)


@pytest.mark.parametrize(("sentence", "key"), CASES)
def test_states_and_places(sentence: str, key: str) -> None:
    readings = readings_of(sentence)
    name = next(n for n in readings.names if n.key == key)
    candidates, places = readings.candidates(name), readings.places(name)
    found = (candidates[0].entity if candidates else None, places[0].entity if places else None)
    assert (*found, readings.country_of([name])) == CASES[sentence, key]


@pytest.mark.parametrize(("sentence", "key"), PEOPLE)
def test_people(sentence: str, key: str) -> None:
    readings = readings_of(sentence)
    name = next(n for n in readings.names if n.key == key)
    candidates, country, organisation = readings.person(name, (), ())
    assert candidates[0].entity == PEOPLE[sentence, key]
    assert (country, organisation) == (None, None)


def test_names_side_by_side_own_together() -> None:
    readings = readings_of("U.S. and Japanese officials met.")
    candidates, together = readings.owners(readings.names)
    assert [c.entity for c in candidates] == ["USA", "JPN"]
    assert together


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The Nigerian Union of Teachers met.", "party"),
        ("Acme Holdings Group fell.", "company"),
        ("The Riverside University closed.", "university"),
    ],
)
def test_organisations_that_no_table_holds(sentence: str, kind: str) -> None:
    readings = readings_of(sentence)
    assert readings.organisation_kind(readings.names[0])[0] == kind
