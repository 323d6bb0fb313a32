"""Days for those who want one for every event."""

from __future__ import annotations

import datetime

import pytest

import kg
from kg.model import Dating
from kg.resolve.dating import date_mention
from kg.resolve.guesses import day_to_guess
from kg.text import Text
from tests.reading import at

PUBLISHED = datetime.date(2019, 6, 27)
CASES = [
    # (text, word, day)
    ("Talks opened on Tuesday.\n\nJapan had expelled the envoy.", "expelled", "2019-06-25"),
    ("It rained.\n\nJapan had expelled the envoy.", "expelled", "2019-06-27"),
    ("It rained.\n\nUntil May 2018 Japan had expelled nobody.", "expelled", "2018-05-31"),
    ("Japan expelled the envoy on Monday.", "expelled", None),
]


@pytest.mark.parametrize(("words", "word", "day"), CASES)
def test_the_day_to_guess(words: str, word: str, day: str | None) -> None:
    text = Text.read(kg.Document(text=words, published=PUBLISHED))
    head = at(text, word)
    found = day_to_guess(text, text.parse.sentence_of(head), date_mention(text, head))
    assert (found[0].isoformat() if found else None) == day, found


def test_without_any_day_nothing_is_guessed() -> None:
    text = Text.read(kg.Document(text="Japan expelled the envoy."))
    assert day_to_guess(text, text.parse.sentences[0], Dating(None, None, "", False)) is None


def test_only_what_is_asserted_and_undated_is_guessed() -> None:
    words = (
        "It rained.\n\nJapan had expelled the envoy of Kenya. Peru will visit Chile.\n\nChad attacked Mali on Monday."
    )
    document = kg.Document(text=words, published=PUBLISHED)
    plain, guessed = (kg.build([document], always_date=asked).events(grade="all") for asked in (False, True))
    assert [e.begin for e in plain if e.event_type == "SANCTION"] == [None]
    (event,) = (e for e in guessed if e.event_type == "SANCTION")
    assert (event.edtf, event.begin, event.certain) == ("2019-06-27~", PUBLISHED, False)
    assert any("a guess" in reason for reason in event.reasons)
    assert {e.edtf for e in guessed if e.modality == "planned"} == {e.edtf for e in plain if e.modality == "planned"}
    assert "2019-06-24" in {e.edtf for e in guessed}
