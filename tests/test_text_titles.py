"""Lines in title case are read in small letters, but for names; other text stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.titles import read_as_sentence

CASES = {
    "Peru Recalls Two Envoys From Chile": "Peru recalls two envoys from Chile",
    "Norway's Parliament Approves Treaty With Ghana": "Norway's parliament approves treaty with Ghana",
    "Peru recalls two envoys from Chile": "Peru recalls two envoys from Chile",
    "PERU RECALLS TWO ENVOYS FROM CHILE": "PERU RECALLS TWO ENVOYS FROM CHILE",
    "Kim Jong Un Meets Putin In Moscow": "Kim Jong Un meets Putin in Moscow",
    "Ghana Rises": "Ghana Rises",
}


@pytest.mark.parametrize("line", CASES)
def test_lines(line: str) -> None:
    assert read_as_sentence(line) == CASES[line]


@given(st.text(max_size=80))
def test_only_the_case_changes(line: str) -> None:
    assert read_as_sentence(line).casefold() == line.casefold()
    assert len(read_as_sentence(line)) == len(line)
