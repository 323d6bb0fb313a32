"""The day of a story: by its dateline, by a sentence before, or none."""

from __future__ import annotations

import datetime

import pytest

from kg.resolve.anchors import in_background, in_dateline, is_timeless, story
from tests.reading import read

CASES = {
    "SEOUL, June 26 (Reuters) - Ministers met. They left.": (datetime.date(2019, 6, 26), "June 26"),
    "Ministers met on Wednesday. They left.": (datetime.date(2019, 6, 26), "Wednesday"),
}


@pytest.mark.parametrize("sentences", CASES)
def test_the_day_of_the_story(sentences: str) -> None:
    text = read(sentences)
    found = story(text, text.parse.sentences[-1])
    assert (found.day, found.text) == CASES[sentences]
    assert found.sure


@pytest.mark.parametrize(
    ("sentences", "inside"),
    [("SEOUL, June 26 (Reuters) - Ministers met.", True), ("Ministers met on June 26.", False)],
)
def test_datelines(sentences: str, inside: bool) -> None:
    text = read(sentences)
    assert in_dateline(text, text.parse.sentences[0], text.times[0]) is inside


def test_what_is_told_of_long_ago_is_background() -> None:
    text = read("They fought in March 2011. Thousands fled.")
    day = datetime.date(2019, 6, 26)
    assert [in_background(text, day, sentence) for sentence in text.parse.sentences] == [False, True]
    text = read("They fought on Tuesday. Thousands fled.")
    assert not any(in_background(text, day, sentence) for sentence in text.parse.sentences)


@pytest.mark.parametrize(
    ("last", "timeless"),
    [
        ("They never met again.", True),
        ("They met in 1975.", True),
        ("They met on Friday.", False),
        ("They meet in June.", False),
    ],
)
def test_a_longer_text_without_a_time_of_these_days_is_no_news(last: str, timeless: bool) -> None:
    tale = "Peru sent its police to the lake. " * 9
    assert is_timeless(read(f"{tale}{last}")) is timeless
    assert not is_timeless(read(last))
