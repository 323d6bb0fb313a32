"""The date that the words of a clause give, and what its preposition makes of it."""

from __future__ import annotations

import datetime

import pytest

from kg.model import Dating
from kg.resolve.clause_times import by_duration, own_time
from tests.reading import at, read

CASES: dict[tuple[str, str], tuple[str, bool] | None] = {
    ("They met on Monday.", "met"): ("2019-06-24", True),
    ("They fought from 3 to 7 March 2019.", "fought"): ("2019-03-03/2019-03-07", True),
    ("They met between May and July 2018.", "met"): ("[2018-05-01..2018-07-31]", False),
    ("He has ruled since 2015.", "ruled"): ("2015-01-01/2019-06-27", True),
    ("They left before 2015.", "left"): ("../2014-12-31", False),
    ("They will meet by August.", "meet"): ("[2019-06-27..2019-08-31]", False),
    ("It has stayed away for five years.", "stayed"): ("2014-06-27/2019-06-27", True),
    ("It dropped hints some days ago.", "dropped"): ("../2019-06-27", False),
    ("They abandoned the agreement in 2017.", "agreement"): ("../2017-12-31", False),
    ("They met for the first time since 2015.", "met"): None,
    ("They met for the first time since Chad froze the talks in 2015.", "froze"): ("2015", False),
    ("She founded the party, but was jailed in 1963.", "founded"): ("../1963-12-31", False),
    ("On Monday they released the notes of a call made in May.", "call"): ("2019-05", False),
    ("Nothing is said.", "said"): None,
}
DAY = Dating(datetime.date(2019, 6, 20), datetime.date(2019, 6, 20), "2019-06-20", True)
SHIFTS = {
    ("P2D", 1): (datetime.date(2019, 6, 22), datetime.date(2019, 6, 22)),
    ("P2D", -1): (datetime.date(2019, 6, 18), datetime.date(2019, 6, 18)),
    ("P1W", 1): (datetime.date(2019, 6, 27), datetime.date(2019, 6, 27)),
}


def test_all_cases_are_here() -> None:
    assert (len(CASES), len(SHIFTS)) == (14, 3)


@pytest.mark.parametrize(("sentence", "word"), CASES)
def test_own_times(sentence: str, word: str) -> None:
    text = read(sentence)
    found = own_time(text, at(text, word), "asserted")
    assert (found and (found.edtf, found.certain)) == CASES[sentence, word]


@pytest.mark.parametrize(("value", "direction"), SHIFTS)
def test_a_distance_from_a_day(value: str, direction: int) -> None:
    found = by_duration(value, DAY, direction)
    assert found is not None
    assert found[:2] == SHIFTS[value, direction]
