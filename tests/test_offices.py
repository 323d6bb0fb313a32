"""One look-up of office words: forms, aliases, plurals, hyphens, and what is no office."""

from __future__ import annotations

import pytest

from kg.gazetteer.offices import form_of, is_body, office_of
from kg.seeds.actors import OFFICE_KINDS, actor_tables

CASES = {
    "president": ("president", False),
    "foreign ministers": ("foreign minister", True),
    "Minister of Foreign Affairs": ("foreign minister", False),
    "Japanese foreign minister": ("foreign minister", False),
    "premier": ("prime minister", False),
    "premiers": ("prime minister", True),
    "PM": ("prime minister", False),
    "tsar": ("czar", False),
    "secretary of state for defence": ("secretary of state", False),
    "director general": ("director-general", False),
    "the ministries": ("ministry", True),
    "summit": (None, False),
    "": (None, False),
}


@pytest.mark.parametrize("words", CASES)
def test_words_of_an_office(words: str) -> None:
    found = form_of(words)
    assert (found.office.term if found else None, bool(found and found.plural)) == CASES[words]
    assert office_of(words) is (found.office if found else None)


def test_every_form_of_the_table_is_found() -> None:
    offices = actor_tables().offices.values()
    forms = [(form, office) for office in offices for form in (office.term, office.plural, *office.aliases) if form]
    assert len(forms) > 1500
    assert [form for form, _ in forms if office_of(form) is None] == []


def test_titles_are_kinds_of_office() -> None:
    titled = [office for office in actor_tables().offices.values() if office.held_as]
    assert len(titled) > 100
    assert {kind for office in titled for kind in office.held_as} <= set(OFFICE_KINDS)


@pytest.mark.parametrize(("words", "body"), [("foreign ministry", True), ("foreign minister", False), ("army", True)])
def test_institutions(words: str, body: bool) -> None:
    office = office_of(words)
    assert office is not None
    assert is_body(office) is body
