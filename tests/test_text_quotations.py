"""What stands in quotation marks, and who speaks it."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.quotations import quotations
from tests.reading import at, read

SPANS = [
    ("He said “no” and left.", ["“no”"]),
    ('He said "no" and "never".', ['"no"', '"never"']),
    ("No mark at all.", []),
    ("“First.\n\n“Second,” he said.", ["“First.\n\n", "“Second,”"]),
    ('An odd mark " alone.', ['" alone.']),
]
# text, a word, its speaker
SPEAKERS = [
    ('"We will help," Japan said.', "We", "Japan"),
    ("Japan said it will help.", "it", "Japan"),
    ('Japan spoke. "We will help. We stand ready," the minister said.', "stand", "minister"),
    ('Japan spoke. "We thank Chad. It helped," the minister said.', "thank", "minister"),
    ('"We will help."', "We", None),
    ("Japan left.", "left", None),
]


def test_enough_cases():
    assert (len(SPANS), len(SPEAKERS)) == (5, 6)


@pytest.mark.parametrize(("text", "quoted"), SPANS)
def test_quotations(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in quotations(text)] == quoted


@pytest.mark.parametrize(("sentence", "word", "speaker"), SPEAKERS)
def test_speaker(sentence: str, word: str, speaker: str | None) -> None:
    text = read(sentence)
    found = text.quotations.speaker(at(text, word))
    assert (None if found is None else text.parse.tokens[found].text) == speaker


def test_the_opening_mark_is_outside() -> None:
    text = read('Japan said "no" twice.')
    assert [text.quotations.hold(offset) for offset in (11, 12, 14, 15)] == [False, True, True, False]


@given(st.text(alphabet='ab "“”\n', max_size=80))
def test_quotations_do_not_overlap(text: str) -> None:
    found = quotations(text)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(found))
