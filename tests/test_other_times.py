"""Dates that hang on another event, a distance from it, or a term of office."""

from __future__ import annotations

import datetime

import pytest

from kg.model import Dating
from kg.resolve.other_times import other_event, reign
from tests.reading import at, read

KNOWN = Dating(datetime.date(2019, 6, 20), datetime.date(2019, 6, 20), "2019-06-20", True, "June 20", "known")
TERM = (datetime.date(2013, 2, 25), datetime.date(2017, 3, 10))
CASES = {
    ("They met two days after the summit.", "met"): "2019-06-22",
    ("They talked during the summit.", "talked"): "2019-06-20",
    ("They talked about the summit.", "talked"): None,
    ("They talked.", "talked"): None,
}
REIGNS = {
    ("Under President Park the law was passed.", "passed"): "[2013-02-25..2017-03-10]",
    ("The law was passed.", "passed"): None,
}


def test_all_cases_are_here() -> None:
    assert (len(CASES), len(REIGNS)) == (4, 2)


@pytest.mark.parametrize(("sentence", "word"), CASES)
def test_dates_of_another_event(sentence: str, word: str) -> None:
    text = read(sentence)
    summit = at(text, "summit") if "summit" in sentence else -1
    found = other_event(text, at(text, word), lambda head: KNOWN if head == summit else None)
    assert (found and found.edtf) == CASES[sentence, word]


@pytest.mark.parametrize(("sentence", "word"), REIGNS)
def test_terms_of_office(sentence: str, word: str) -> None:
    text = read(sentence)
    found = reign(text, at(text, word), lambda name: TERM if name == "Park" else None)
    assert (found and found.edtf) == REIGNS[sentence, word]
