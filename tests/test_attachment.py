"""Which word a time belongs to, and how surely it dates another: 0 most, None not at all."""

from __future__ import annotations

import pytest

from kg.resolve.attachment import attach, governs
from tests.reading import at, read

CASES: dict[tuple[str, str], list[tuple[str, str, str, bool, int | None]]] = {
    ("They met on Monday.", "met"): [("Monday", "met", "on", False, 0)],
    ("They agreed on Monday to meet.", "meet"): [("Monday", "agreed", "on", False, None)],
    ("He said on Monday that they met.", "met"): [("Monday", "said", "on", False, None)],
    ("They met and left on Monday.", "met"): [("Monday", "left", "on", False, 3)],
    ("The 1991 agreement ended the war.", "ended"): [("1991", "agreement", "", True, None)],
    ("The 1991 agreement ended the war.", "agreement"): [("1991", "agreement", "", True, 0)],
    ("After its launch it passed them in May.", "launch"): [("May", "passed", "in", False, None)],
    ("The Oct. 30 ceasefire talks failed.", "ceasefire"): [("Oct. 30", "talks", "", True, 1)],
    ("In a July 16 press conference he criticized them.", "criticized"): [
        ("July 16", "conference", "", True, None), ("July 16", "criticized", "at", False, 0),
    ],
    ("They met in July, and in August Seoul announced a pact.", "announced"): [
        ("July", "met", "in", False, 4), ("August", "announced", "in", False, 0),
    ],
    ("Nothing happened.", "happened"): [],
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "word"), CASES)
def test_times_and_their_words(sentence: str, word: str) -> None:
    text = read(sentence)
    found = [
        (
            text.words(a.timex.start, a.timex.end),
            text.tree.tokens[a.governor].text,
            a.preposition,
            a.premodifier,
            governs(text, at(text, word), a),
        )
        for a in attach(text, text.parse.sentences[0])
    ]
    assert found == CASES[sentence, word]
