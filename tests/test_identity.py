"""Ids and labels are functions of what is named and of what happened."""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.identity import event_id, fold, slug
from kg.model import Actor, Event, Place

DAY = datetime.date(2022, 11, 13)
KOR, JPN, PRK = Actor("KOR", "South Korea"), Actor("JPN", "Japan"), Actor("PRK", "North Korea")
YOON = Actor("yoon-suk-yeol", "Yoon Suk-yeol", "person", "KOR")
WHERE = Place("phnom-penh", "Phnom Penh", "city", "KHM")
BASE = Event(
    "", "CONSULT", "verbal-cooperation", "asserted", (KOR, JPN), (), begin=DAY, edtf="2022-11-13", place=WHERE,
    subtype="summit", lemma="summit",
)  # fmt: skip


# ------------------------------------------------------------------------------ events
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("event_type", "AGREE"), ("mode", "visit"), ("lemma", "meet"), ("modality", "planned"), ("edtf", "2022-11"),
        ("actors", (KOR,)), ("recipients", (PRK,)), ("place", None),
    ],
)  # fmt: skip
def test_whatever_differs_gives_another_id(field: str, value: object) -> None:
    assert event_id(replace(BASE, **{field: value})) != event_id(BASE)


def test_records_of_another_coder_are_told_apart_by_their_number() -> None:
    assert len({event_id(BASE), event_id(BASE, "record 1"), event_id(BASE, "record 2")}) == 3


@given(st.permutations([KOR, JPN, PRK, YOON]))
def test_the_order_of_actors_is_no_part_of_it(actors: list[Actor]) -> None:
    assert event_id(replace(BASE, actors=tuple(actors))) == event_id(replace(BASE, actors=(KOR, JPN, PRK, YOON)))


def test_an_id_is_readable() -> None:
    assert re.fullmatch(r"2022-11-13-jpn-kor-summit-[0-9a-f]{8}", event_id(BASE))
    assert event_id(replace(BASE, begin=None, edtf="../2022-11-16")).startswith("undated-jpn-kor-")


# ------------------------------------------------------------------------------ names
SLUGS = {
    "Ryo Sakai": "ryo-sakai",
    "Côte d’Ivoire": "cote-divoire",
    "Cote d'Ivoire": "cote-divoire",
    "People's Daily": "peoples-daily",
    "the Koreas' leaders": "the-koreas-leaders",
    "Łódź–Gdańsk": "lodz-gdansk",
    "U.S. Navy": "u-s-navy",
    "ﬁnance": "finance",
    "三菱重工業": "三菱重工業",
    "한국전력": "한국전력",
    unicodedata.normalize("NFD", "한국전력"): "한국전력",
    "Газпром": "газпром",
    "الجزيرة": "الجزيرة",
    "नरेंद्र मोदी": "नरेंद्र-मोदी",
    "": "",
    "  ": "",
}


def test_slugs_of_any_script() -> None:
    assert {text: slug(text) for text in SLUGS} == SLUGS


def test_what_has_no_letters_is_not_confused() -> None:
    names = {slug(text) for text in ("!!!", "???", "☂", "☃")}
    assert len(names) == 4
    assert all(re.fullmatch("unnamed-[0-9a-f]{8}", name) for name in names)


@given(st.text(max_size=200))
def test_a_slug_is_short_stable_and_without_separators(text: str) -> None:
    found = slug(text, 48)
    assert len(found) <= 48
    assert not re.search(r"[\s/#?<>\"|.,_]|^-|-$|--", found)
    assert bool(found) == bool(text.strip())
    assert fold(found) == fold(found.casefold())
