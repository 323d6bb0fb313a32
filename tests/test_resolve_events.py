"""What an event takes from its mentions: parties, place, date, label, reasons."""

from __future__ import annotations

import datetime
import functools

import pytest

import kg
from kg.edtf import interval
from kg.extractors.document import extract
from kg.model import Document, Event
from kg.resolve.merging import merge, resolve_document

PUBLISHED = datetime.date(2019, 6, 27)  # a Thursday


@functools.cache
def build(text: str) -> tuple[Event, ...]:
    return tuple(
        merge([resolve_document(extract(Document(text=text, published=PUBLISHED, url="https://w.example/1")))])
    )


def find(text: str, trigger: str) -> Event:
    return next(e for e in build(text) if any(trigger in x.trigger for x in e.evidence))


def test_a_person_stands_for_the_state() -> None:
    event = find("French President Emmanuel Macron visited Kenya on Monday.", "visited")
    assert [a.id for a in event.actors] == ["emmanuel-macron"]
    assert [a.party for a in event.actors] == ["FRA"]
    assert [a.id for a in event.recipients] == ["KEN"]


def test_nobody_stands_on_both_sides() -> None:
    for text in (
        "Chad attacked Sudan on Monday. Sudan attacked Chad on Tuesday.",
        "Peru and Chile met in Lima on Monday.",
    ):
        for event in build(text):
            assert not {a.id for a in event.actors} & {a.id for a in event.recipients}


def test_the_city_is_better_than_the_country() -> None:
    text = "Peru and Bolivia held talks in Chile on Monday.\n\nThe talks in Santiago lasted two hours."
    place = find(text, "held talks").place
    assert place is not None
    assert place.country == "CHL"


def test_the_exact_day_is_better_than_the_year() -> None:
    event = find("Peru and Bolivia signed a treaty on Monday.\n\nThe treaty is their first.", "signed")
    assert (event.edtf, event.certain) == ("2019-06-24", True)


def test_reasons_tell_date_and_parties_and_links() -> None:
    event = find("Chad attacked Sudan on Monday.\n\nThe attack killed ten soldiers.", "attacked")
    starts = {reason.split(":")[0] for reason in event.reasons}
    assert starts >= {"date", "actor", "recipient", "same event"}
    assert any("'Monday'" in reason for reason in event.reasons)


def test_what_comes_after_the_publication_is_planned() -> None:
    assert find("Peru and Chile hold talks in Lima on 3 August 2019.", "talks").modality == "planned"


def test_old_events_are_background() -> None:
    text = "Peru and Chile signed a treaty in 1929. Peru and Chile held talks on Monday."
    assert find(text, "signed").background
    assert not find(text, "talks").background


D = datetime.date


@pytest.mark.parametrize(
    ("edtf", "begin", "end"),
    [
        ("2019", D(2019, 1, 1), D(2019, 12, 31)),
        ("201X", D(2010, 1, 1), D(2019, 12, 31)),
        ("2019-02", D(2019, 2, 1), D(2019, 2, 28)),
        ("2019-02-03~", D(2019, 2, 3), D(2019, 2, 3)),
        ("2019-02-01/2019-02-03", D(2019, 2, 1), D(2019, 2, 3)),
        ("[2019-02-01..2019-03]", D(2019, 2, 1), D(2019, 3, 31)),
        ("{2018,2020}", D(2018, 1, 1), D(2020, 12, 31)),
        ("../2019-02-03", None, D(2019, 2, 3)),
        ("2019-02-03/..", D(2019, 2, 3), None),
        ("[..2019-02-03]", None, D(2019, 2, 3)),
    ],
)
def test_edtf_intervals(edtf: str, begin: datetime.date | None, end: datetime.date | None) -> None:
    assert interval(edtf) == (begin, end)


@pytest.mark.parametrize(
    ("text", "kind", "judged"),
    [
        ("Norway summoned the Peruvian ambassador to protest against the visit. Peru rejected the protest.", "REJECT",
         {"NOR"}),
        ("Peru and Chile signed an accord on Thursday. Oman praised the accord.", "SUPPORT", {"PER", "CHL"}),
        ("Peru and Chile reached a deal on Thursday. Oman condemned the deal.", "ACCUSE", {"PER", "CHL"}),
        ("Soldiers overthrew the president of Mali on Monday. France condemned the coup.", "ACCUSE", {"MLI"}),
        ("Iran and Chad struck a deal on Sunday. Israel called it a mistake.", "ACCUSE", {"IRN", "TCD"}),
        ("Gunmen attacked a market in Nairobi on Monday. Ghana condemned the attack.", "ACCUSE", set()),
    ],
)  # fmt: skip
def test_whose_act_is_judged_is_meant(text: str, kind: str, judged: set[str]) -> None:
    found = kg.build([kg.Document(text=text, published=datetime.date(2012, 8, 11))]).events(event_type=kind)
    assert judged in [{a.party for a in event.recipients} for event in found if not event.reciprocal]


def test_who_visits_his_own_land_visits_no_other() -> None:
    text = "Lee Myung-bak visited Dokdo in August 2012 and Japan called its ambassador home."
    found = kg.build([kg.Document(text=text, published=datetime.date(2016, 8, 11))]).events(event_type="CONSULT")
    assert [[a.party for a in event.recipients] for event in found] == [[]]


def test_a_surname_is_first_that_of_the_story() -> None:
    text = "Kim Dae-jung met Keizo Obuchi in October 1998. In August 1973 South Korean agents abducted Kim in Tokyo."
    found = kg.build([kg.Document(text=text, published=datetime.date(2023, 10, 6))]).events(until="1973")
    assert [[a.id for a in event.recipients] for event in found] == [["kim-dae-jung"]]


def test_news_of_the_day_is_of_no_state_that_is_gone() -> None:
    documents = [kg.Document(text=f"{who} refuse to sign the treaty with Turkey.", published=PUBLISHED) for who in
                 ("Soviets", "Russians")]  # fmt: skip
    assert [[event.begin for event in kg.build([one]).events(event_type="REJECT")] for one in documents] == [
        [None], [PUBLISHED],
    ]  # fmt: skip
