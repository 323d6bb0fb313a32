"""Where an event was, and the states for which places and goods stand."""

from __future__ import annotations

import pytest

from kg.extractors.event_places import event_places, states_of_goods, states_of_places
from tests.reading import at, mentions

CASES = {
    ("The ministers met in Seoul.", "met"): ["Seoul"],
    ("They signed the pact at a ceremony in Geneva.", "signed"): ["Geneva"],
    ("He flew to Tokyo.", "flew"): ["Tokyo"],
    ("After talks in Rome they met in Oslo.", "met"): ["Oslo"],
    ("The summit in Hanoi failed.", "summit"): ["Hanoi"],
    ("Clashes broke out near Kirkuk.", "Clashes"): ["Kirkuk"],
    ("They met in Rome in May and in Hanoi in June; in July he went to Oslo.", "went"): ["Oslo"],
    ("Seoul met Tokyo.", "met"): [],
}


@pytest.mark.parametrize(("sentence", "word"), CASES)
def test_places_of_an_event(sentence: str, word: str) -> None:
    found = mentions(sentence)
    head = at(found.text, word)
    places = event_places(found.text.tree, found.places, head, (head,), None)
    assert [found.text.words(p.start, p.end) for p in places] == CASES[sentence, word]


def test_a_place_stands_for_its_state() -> None:
    found = mentions("They shelled Aleppo.")
    states = states_of_places(found.text.tree, found.places, [at(found.text, "Aleppo")])
    assert [m.candidates[0].entity for m in states] == ["SYR"]


def test_goods_stand_for_their_state() -> None:
    found = mentions("It taxed French wine.")
    states = states_of_goods(found.text.tree, [at(found.text, "wine")])
    assert [m.candidates[0].entity for m in states] == ["FRA"]
    assert states_of_goods(found.text.tree, [at(found.text, "taxed")]) == []
