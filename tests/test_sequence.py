"""Which mentions are told to be earlier than others."""

from __future__ import annotations

import pytest

from kg.resolve.sequence import earlier_mentions
from tests.reading import mentions

CASES: dict[str, dict[str, list[str]]] = {
    "After the raid, Iran recalled its envoy.": {"recalled": ["raid"]},
    "Iran recalled its envoy before the talks began.": {"talks": ["recalled"]},
    "Iran attacked Iraq and then signed a truce.": {"signed": ["attacked"]},
    "Japan protested. South Korea had seized a ship.": {},
    "Iran attacked Iraq.": {},
}


@pytest.mark.parametrize("sentence", CASES)
def test_earlier_mentions(sentence: str) -> None:
    found = mentions(sentence)
    words = [token.text for token in found.text.tree.tokens]
    earlier = earlier_mentions(found.text, found.events)
    assert {words[late]: [words[i] for i in early] for late, early in earlier.items() if early} == CASES[sentence]
