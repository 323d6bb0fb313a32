"""Before, after and part-of: from words, from reactions, from dates; never in a circle."""

from __future__ import annotations

import datetime
import functools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extractors.document import extract
from kg.model import Actor, Document, Event, Evidence
from kg.resolve.merging import merge, resolve_document
from kg.resolve.relations import ordered_by_words, relate

PUBLISHED = datetime.date(2019, 6, 27)  # a Thursday


@functools.cache
def build(text: str) -> tuple[Event, ...]:
    document = Document(text=text, published=PUBLISHED)
    return tuple(relate(merge([resolve_document(extract(document))]), [document]))


def find(events: tuple[Event, ...], trigger: str) -> Event:
    found = [e for e in events if e.modality == "asserted" and any(trigger in x.trigger for x in e.evidence)]
    assert found, f"no event {trigger!r} among {[[x.trigger for x in e.evidence] for e in events]}"
    return found[0]


# the text, then what came first and what came later (words of their triggers)
ORDERED = [
    ("Kenya expelled the ambassador of Sudan after Sudan attacked a border post.", "attacked", "expelled"),
    ("After Sudan attacked Chad, Kenya expelled the ambassador of Sudan.", "attacked", "expelled"),
    ("Peru recalled its ambassador from Chile before Chile expelled the envoy of Peru.", "recalled", "expelled"),
    ("Norway condemned the attack by Chad on Sudan.", "attack", "condemned"),
    ("Chad attacked Sudan. Norway condemned the attack.", "attacked", "condemned"),
    ("Chad attacked a village in Sudan. Chad apologized for the raid.", "attacked", "apologized"),
    ("Following the attack by Chad on Sudan, Kenya expelled the ambassador of Chad.", "attack", "expelled"),
    ("Macron visited Rabat. Later that month Morocco recalled its ambassador from Spain.", "visited", "recalled"),
    ("On Monday Chad attacked Sudan. Sudan expelled the ambassador of Chad.", "attacked", "expelled"),
    ("Peru and Chile held talks in May 2018. Peru and Chile signed a treaty in June 2018.", "talks", "signed"),
]


@pytest.mark.parametrize(("text", "first", "second"), ORDERED, ids=[text for text, _, _ in ORDERED])
def test_what_came_first(text: str, first: str, second: str) -> None:
    events = build(text)
    one, two = find(events, first), find(events, second)
    assert ("before", two.id) in one.related
    assert ("after", one.id) in two.related


UNORDERED = [
    "Chad attacked Sudan. Norway praised Kenya.",
    "Peru and Chile signed a treaty in Lima and Norway sent aid to Kenya.",
    "Kenya will expel the ambassador of Sudan after Sudan recalls its envoy.",
]


@pytest.mark.parametrize("text", UNORDERED)
def test_what_no_word_and_no_date_orders_stays_open(text: str) -> None:
    assert len(build(text)) > 1
    assert not [relation for event in build(text) for relation, _ in event.related]


def test_a_meeting_within_a_visit_is_part_of_it() -> None:
    events = build("President Macron visited Rabat on Monday. Macron met King Mohammed VI of Morocco on Monday.")
    visit, meeting = find(events, "visited"), find(events, "met")
    if {a.party for a in (*visit.actors, *visit.recipients)} == {a.party for a in meeting.actors}:
        assert ("part-of", visit.id) in meeting.related
    assert ("part-of", meeting.id) not in visit.related


def test_an_answer_without_a_day_lies_between_what_it_answers_and_the_article() -> None:
    day, sentence = datetime.date(2019, 6, 24), "Chad attacked Sudan on Monday."
    proof = Evidence("d", "d", 0, len(sentence), sentence, "attacked", 5, 13, "rule")
    raid = replace(event(0), begin=day, end=day, edtf=str(day), date_text="Monday", evidence=(proof,))
    answer = replace(event(1), end=PUBLISHED, edtf=f"../{PUBLISHED}")
    found = relate(ordered_by_words([raid, answer], [(raid.id, answer.id)]), [])[1]
    assert (found.begin, found.end, found.edtf) == (day, PUBLISHED, "[2019-06-24..2019-06-27]")
    assert any("not before 2019-06-24" in reason for reason in found.reasons)


# ------------------------------------------------------------------------------ properties
def event(number: int, day: int | None = None, modality: str = "asserted") -> Event:
    date = datetime.date(2019, 1, 1) + datetime.timedelta(day) if day is not None else None
    return Event(
        f"event-{number}", "ASSAULT", "material-conflict", modality, (Actor("TCD", "Chad"), Actor("SDN", "Sudan")), (),
        begin=date, end=date, edtf=str(date or ""),
    )  # fmt: skip


PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=30)
DAYS = st.lists(st.none() | st.integers(0, 5), min_size=8, max_size=8)


@settings(max_examples=150, deadline=None)
@given(PAIRS, DAYS)
def test_no_circle_and_nothing_against_the_dates(pairs: list[tuple[int, int]], days: list[int | None]) -> None:
    events = [event(number, day) for number, day in enumerate(days)]
    named = [(f"event-{a}", f"event-{b}") for a, b in pairs]
    found = {e.id: e for e in relate(ordered_by_words(events, named), [])}
    later = {e.id: {o for r, o in e.related if r == "before"} for e in found.values()}
    for start in later:
        seen, waiting = set(), list(later[start])
        while waiting:
            current = waiting.pop()
            if current not in seen:
                seen.add(current)
                waiting += later[current]
        assert start not in seen
        for other in later[start]:
            assert ("after", start) in found[other].related
            first, last = found[start].begin, found[other].end
            assert first is None or last is None or first <= last
    assert sum(map(len, later.values())) <= len(pairs) + len(events)


@pytest.mark.parametrize("modality", ["planned", "hypothetical", "negated", "denied"])
def test_what_did_not_happen_is_before_nothing(modality: str) -> None:
    events = [event(0), event(1, modality=modality)]
    assert not [e.related for e in ordered_by_words(events, [("event-0", "event-1")]) if e.related]


def test_relations_to_events_that_are_gone_are_left_out() -> None:
    kept = ordered_by_words([event(0), event(1), event(2)], [("event-0", "event-1"), ("event-1", "event-2")])[:2]
    assert {e.id: e.related for e in relate(kept, [])} == {
        "event-0": (("before", "event-1"),),
        "event-1": (("after", "event-0"),),
    }
