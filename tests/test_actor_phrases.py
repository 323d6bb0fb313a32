"""Words for offices in a sentence: the longest at each place, in singular and plural, as nouns only."""

from __future__ import annotations

import pytest

from kg.extractors.actor_phrases import find_offices
from tests.reading import read

CASES: dict[str, list[tuple[str, str, bool, str]]] = {  # words, row, plural, head
    "The Japanese foreign minister met two prime ministers.": [
        ("foreign minister", "foreign minister", False, "minister"),
        ("prime ministers", "prime minister", True, "ministers"),
    ],
    "Rebels attacked the army.": [("Rebels", "rebel", True, "Rebels"), ("army", "army", False, "army")],
    "A defence ministry spokesman spoke.": [
        ("defence ministry", "defense ministry", False, "ministry"), ("spokesman", "spokesman", False, "spokesman"),
    ],
    "The secretary of state left.": [("secretary of state", "secretary of state", False, "secretary")],
    "Premiers and chiefs of staff met.": [
        ("Premiers", "prime minister", True, "Premiers"), ("chiefs of staff", "chief of staff", True, "chiefs"),
    ],
    "The director-general of the agency resigned.": [
        ("director-general", "director-general", False, "director"), ("agency", "agency", False, "agency"),
    ],
    "They minister to the poor.": [],
}  # fmt: skip


@pytest.mark.parametrize("sentence", CASES)
def test_offices(sentence: str) -> None:
    text = read(sentence)
    tokens = text.tree.tokens
    found = [
        (text.words(tokens[m.first].start, tokens[m.last - 1].end), m.row.term, m.plural, tokens[m.head].text)
        for m in find_offices(text.tree)
    ]
    assert found == CASES[sentence]
