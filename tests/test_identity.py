"""Ids and labels are functions of what happened."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Actor, Place
from kg.resolve.identity import event_id, event_label, slug

DAY = datetime.date(2022, 11, 13)
KOR, JPN, PRK = Actor("KOR", "South Korea"), Actor("JPN", "Japan"), Actor("PRK", "North Korea")
YOON = Actor("yoon-suk-yeol", "Yoon Suk-yeol", "person", "KOR")
WHERE = Place("phnom-penh", "Phnom Penh", "city", "KHM")
BASE = {
    "event_type": "CONSULT", "mode": None, "lemma": "summit", "modality": "asserted", "edtf": "2022-11-13",
    "begin": DAY,
    "actors": (KOR, JPN), "recipients": (), "place": WHERE, "subtype": "summit",
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("event_type", "AGREE"), ("mode", "visit"), ("lemma", "meet"), ("modality", "planned"), ("edtf", "2022-11"),
        ("actors", (KOR,)), ("recipients", (PRK,)), ("place", None),
    ],
)  # fmt: skip
def test_whatever_differs_gives_another_id(field: str, value: object) -> None:
    assert event_id(**{**BASE, field: value}) != event_id(**BASE)  # type: ignore[arg-type]


@given(st.permutations([KOR, JPN, PRK, YOON]))
def test_the_order_of_actors_is_no_part_of_it(actors: list[Actor]) -> None:
    ordered = {**BASE, "actors": (KOR, JPN, PRK, YOON)}
    assert event_id(**{**BASE, "actors": actors}) == event_id(**ordered)  # type: ignore[arg-type]


def test_an_id_is_readable() -> None:
    assert re.fullmatch(r"2022-11-13-jpn-kor-summit-[0-9a-f]{8}", event_id(**BASE))  # type: ignore[arg-type]
    assert event_id(**{**BASE, "begin": None, "edtf": "../2022-11-16"}).startswith("undated-jpn-kor-")  # type: ignore[arg-type]


@given(st.text(max_size=200))
def test_a_slug_is_short_and_plain(text: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?)?", slug(text))


@pytest.mark.parametrize(
    ("actors", "recipients", "reciprocal", "label"),
    [
        ((KOR, JPN), (), True, "Summit · South Korea and Japan, Phnom Penh"),
        ((KOR,), (JPN,), False, "Summit · South Korea → Japan, Phnom Penh"),
        ((), (JPN,), False, "Summit · → Japan, Phnom Penh"),
        ((YOON, KOR), (), True, "Summit · Yoon Suk-yeol, Phnom Penh"),
        ((), (), False, "Summit, Phnom Penh"),
    ],
)
def test_labels(actors: tuple[Actor, ...], recipients: tuple[Actor, ...], reciprocal: bool, label: str) -> None:
    assert event_label("summit", actors, recipients, WHERE, reciprocal) == label
