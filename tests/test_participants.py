"""Who does what any words tell, and to whom."""

from __future__ import annotations

import pytest

from kg.extractors.participants import find_participants
from tests.reading import mentions

CASES = {
    ("Japan praised Kenya.", "praised"): (["Japan"], ["Kenya"]),
    ("Kenya was praised by Japan.", "praised"): (["Japan"], ["Kenya"]),
    ("Japan's criticism of Kenya grew.", "criticism"): (["Japan"], ["Kenya"]),
    ("Apple sued Samsung in California.", "sued"): (["Apple"], ["Samsung"]),
    ("Norway and Sweden signed a treaty.", "signed"): (["Norway", "Sweden"], []),
    ("The weather changed.", "changed"): ([], []),
}


@pytest.mark.parametrize(("sentence", "words"), CASES)
def test_who_and_to_whom(sentence: str, words: str) -> None:
    found = mentions(sentence)
    start = sentence.index(words)
    roles = find_participants(found.text, found.actors, start, start + len(words))
    sides = [[found.text.words(m.start, m.end) for m in side] for side in (roles.actors, roles.recipients)]
    assert tuple(sides) == CASES[sentence, words]
