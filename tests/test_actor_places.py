"""Whether a name acts or says where, by what governs it."""

from __future__ import annotations

import pytest

from kg.extractors.actor_names import find_names
from kg.extractors.actor_places import is_dateline, is_language, placement
from kg.extractors.actor_readings import Readings
from kg.gazetteer import default_gazetteer
from tests.reading import read

CASES = {  # how surely it acts, and whether it lies
    ("Seoul said no.", "seoul"): (0.95, False),
    ("He spoke in Seoul.", "seoul"): (0.0, True),
    ("He flew to Tokyo.", "tokyo"): (0.0, True),
    ("She left Tokyo.", "tokyo"): (0.0, True),
    ("They bombed Tripoli.", "tripoli"): (0.6, True),
    ("Iraqi towns fell.", "iraqi"): (0.45, True),
    ("SEOUL (Reuters) - Talks began.", "seoul"): (0.0, True),
    ("Geneva, Switzerland hosted it.", "geneva"): (0.0, True),
    ("He warned of an attack on Beijing.", "beijing"): (0.6, True),
    ("Relations with France soured.", "france"): (0.95, False),
    ("He lives in France.", "france"): (0.45, True),
    ("They reopened the embassy in Nairobi.", "nairobi"): (0.6, True),
}
LANGUAGES = {
    ("The talks were held in Japanese.", "japanese"): True,
    ("Japanese talks went on.", "japanese"): False,
    ("He lives in Japan.", "japan"): False,
}


def test_all_cases_are_here() -> None:
    assert (len(CASES), len(LANGUAGES)) == (12, 3)


@pytest.mark.parametrize(("sentence", "key"), CASES)
def test_acting_and_lying(sentence: str, key: str) -> None:
    text = read(sentence)
    names = find_names(text, default_gazetteer())
    name = next(n for n in names if n.key == key)
    readings = Readings(text, default_gazetteer(), names)
    top = text.tree.phrase_head(name.head)
    noun = text.tree.tokens[top].lemma if top != name.head else ""
    found = placement(
        text.tree, name, noun, readings.candidates(name), readings.places(name), readings.is_city(name),
        readings.is_city_state(name),
    )  # fmt: skip
    assert found == CASES[sentence, key]
    assert is_dateline(text.tree, name) is sentence.startswith("SEOUL")


@pytest.mark.parametrize(("sentence", "key"), LANGUAGES)
def test_languages(sentence: str, key: str) -> None:
    text = read(sentence)
    name = next(n for n in find_names(text, default_gazetteer()) if n.key == key)
    assert is_language(text.tree, name) is LANGUAGES[sentence, key]
