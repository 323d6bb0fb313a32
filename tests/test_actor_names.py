"""Names in a sentence: known ones, the engine's own, surnames of people named before, and what is no name."""

from __future__ import annotations

import pytest

from kg.extractors.actor_names import Name, find_names, has_suffix
from kg.gazetteer import default_gazetteer
from tests.reading import read

CASES: dict[str, list[tuple[str, str]]] = {
    "Japan's Fumio Kishida met Kishida's critics in Seoul.": [
        ("Japan", "JPN"), ("Fumio Kishida", "fumio-kishida"), ("Kishida", "fumio-kishida"), ("Seoul", "KOR"),
    ],
    "The Bank of Japan cut rates.": [("Bank of Japan", "jpn-boj")],
    "anti-Japanese protests broke out in Beijing.": [("Beijing", "CHN")],
    "King Abdullah II Ibn Al Hussein met Merkel.": [
        ("King Abdullah II Ibn Al Hussein", "abdullah-ii"), ("Merkel", "angela-merkel"),
    ],
    "Professor Nakano spoke in Nara.": [("Nakano", "PERSON"), ("Nara", "mli-nara")],
    "The North fired a missile.": [("The North", "PRK")],
    "She visited Tokyo-based Sony.": [("Tokyo", "JPN"), ("Sony", "SONY")],
    "The JMSDF chief Goro Sakai said so.": [("JMSDF", "jpn-jmsdf"), ("Goro Sakai", "PERSON")],
    "Musaad bin Mohammed al-Aiban signed it.": [("Musaad bin Mohammed al-Aiban", "PERSON")],
    "Prince Faisal bin Sultan left.": [("Faisal bin Sultan", "PERSON")],
    "Chad deported Y Quynh Nguyen.": [("Chad", "TCD"), ("Y Quynh Nguyen", "PERSON")],
    "The Mozambican National Resistance (RENAMO) won.": [
        ("Mozambican National Resistance", "RENAMO"), ("RENAMO", "RENAMO"),
    ],
    "Qatar heard Badr bin Hamad Al Busaidi.": [("Qatar", "QAT"), ("Badr bin Hamad Al Busaidi", "PERSON")],
    "General Omar Khan warned Morocco.": [("Omar Khan", "PERSON"), ("Morocco", "MAR")],
    "The minister Ramtane ben Youssef accused Morocco.": [("Ramtane ben Youssef", "PERSON"), ("Morocco", "MAR")],
    "Iran seized the tanker Stena Impero.": [("Iran", "IRN")],
    "Chad praised the painter Rick Merkel, and Merkel smiled.": [
        ("Chad", "TCD"), ("Rick Merkel", "PERSON"), ("Merkel", "PERSON"),
    ],
    "Chancellor Merkel met her aide Rick Merkel, and Merkel smiled.": [
        ("Merkel", "angela-merkel"), ("Rick Merkel", "PERSON"), ("Merkel", "angela-merkel"),
    ],
    "In May Merkel warned Chad.": [("Merkel", "angela-merkel"), ("Chad", "TCD")],
    "Russia sent up a Su-30 jet.": [("Russia", "RUS")],
    "Ambassador Pak Sung-ho left Chad, and Pak smiled.": [
        ("Pak Sung-ho", "PERSON"), ("Chad", "TCD"), ("Pak", "PERSON"),
    ],
    "Chad urged Cmdr Olu Bello to go.": [("Chad", "TCD"), ("Olu Bello", "PERSON")],
    "Nothing was said.": [],
}  # fmt: skip


def who(name: Name) -> str:
    return name.senses[0].entity if name.senses else name.label


@pytest.mark.parametrize("sentence", CASES)
def test_names_and_who_bears_them(sentence: str) -> None:
    text = read(sentence)
    found = find_names(text, default_gazetteer())
    assert [(text.words(name.start, name.end), who(name)) for name in found] == CASES[sentence]


@pytest.mark.parametrize(
    ("sentence", "suffix", "held"),
    [("She visited Tokyo-based Sony.", "based", True), ("She left Tokyo.", "based", False)],
)
def test_words_behind_a_hyphen(sentence: str, suffix: str, held: bool) -> None:
    text = read(sentence)
    name = next(n for n in find_names(text, default_gazetteer()) if n.key == "tokyo")
    assert has_suffix(text, name, frozenset({suffix})) is held
