"""What differs stays visible: claims of articles, and plans that came true."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

import kg
from kg.model import Actor, Claim, Document, Event, Evidence, Issue
from kg.resolve.claims import claims_of, counted, tell_disputes
from kg.resolve.relations import relate
from tests.drafts import draft, person
from tests.sample_graph import graph

D = datetime.date.fromisoformat
JPN, KOR, CHN = (Actor(code, code, country=code) for code in ("JPN", "KOR", "CHN"))


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The attack killed 46 sailors.", [("46", "sailors")]),
        ("Some 1,200 foreign troops and 3 tanks crossed.", [("1200", "troops"), ("3", "tanks")]),
        ("It lasted 12 days in 2018.", []),
        ("More than 40 people were hurt.", [("40", "people")]),
    ],
)
def test_what_is_counted(sentence: str, found: list[tuple[str, str]]) -> None:
    assert counted(sentence) == found


def happened(identifier: str, modality: str, first: str, last: str, *actors: Actor, kind: str = "CONSULT") -> Event:
    told = Evidence("u", "d", 0, 1, "s", "t", 0, 1, "r")
    return Event(identifier, kind, "verbal-cooperation", modality, actors, (told,), begin=D(first), end=D(last))


@pytest.mark.parametrize(
    ("fact", "relation"),
    [
        (happened("f", "asserted", "2015-11-02", "2015-11-02", JPN, KOR), "realises"),
        (happened("f", "asserted", "2015-11-10", "2015-11-10", JPN, KOR), "realises"),
        (happened("f", "asserted", "2015-10-31", "2015-10-31", JPN, KOR), ""),
        (happened("f", "asserted", "2016-03-10", "2016-03-10", JPN, KOR), ""),
        (happened("f", "asserted", "2015-11-02", "2015-11-02", JPN, CHN), ""),
        (happened("f", "asserted", "2015-01-01", "2015-12-31", JPN, KOR), ""),
        (happened("f", "asserted", "2015-11-02", "2015-11-02", JPN, KOR, kind="AGREE"), ""),
        (happened("f", "negated", "2015-11-02", "2015-11-02", JPN, KOR), "cancels"),
    ],
)
def test_a_fact_realises_the_plan_of_its_days_type_and_parties(fact: Event, relation: str) -> None:
    plan = happened("p", "planned", "2015-11-01", "2015-11-03", KOR, JPN)
    found = {event.id: event.related for event in relate([plan, fact], [])}
    assert found["f"] == (((relation, "p"),) if relation else ())
    assert found["p"] == ()


def test_one_and_the_same_value_is_no_disagreement() -> None:
    """He stands for Japan in one report and for himself in the other."""
    envoy = person("etsusaburo-shiina", "JPN")
    told = [draft("urge", [envoy], ["KOR"]), draft("urge", [replace(envoy, country=None)], ["KOR"], document="two")]
    event = happened("f", "asserted", "1965-02-17", "1965-02-17", JPN, KOR)
    assert claims_of(event, told) == ()
    other = draft("urge", ["KEN"], ["KOR"], document="two")
    assert [claim.value for claim in claims_of(event, [told[0], other])] == ["Etsusaburo Shiina", "Kenya"]


def test_articles_that_disagree_are_both_heard() -> None:
    """Two papers on one raid, with other numbers of the dead."""
    texts = (
        ("Northern Wire", "Kenyan soldiers attacked a Ugandan border post at Busia on Monday and killed 14 policemen."),
        ("Harbour Post", "Kenyan soldiers attacked a Ugandan border post at Busia on Monday and killed 9 policemen."),
    )
    documents = [
        Document(
            text=text, title="Raid", publisher=name, url=f"https://x.example/{name[:4]}", published=D("2013-03-05")
        )
        for name, text in texts
    ]
    disputed = [event for event in kg.build(documents).events() if event.claims]
    said = {(claim.about, claim.value) for event in disputed for claim in event.claims}
    assert {("number", "14 policemen"), ("number", "9 policemen")} <= said


def test_a_claim_is_one_hop_from_its_event_and_its_article() -> None:
    rows = graph().query("SELECT ?value ?url { ?event dk:claim ?c . ?c rdf:value ?value ; dk:toldIn/schema:url ?url }")
    assert sorted(rows) == [
        ("Phnom Penh", "https://news.example/doc-summit"),
        ("Phnom Penh's palace", "https://news.example/doc-visits"),
    ]
    kept = graph().without("doc-visits").event("2022-11-13-phnom-penh")
    assert [claim.document_id for claim in kept.claims] == ["doc-summit"]


def test_a_disputed_date_is_an_issue() -> None:
    event = replace(happened("f", "asserted", "2015-11-02", "2015-11-02", JPN, KOR), claims=(
        Claim("date", "2015-11-02", "d"), Claim("date", "2015-11-05", "e"), Claim("place", "Seoul", "d")))  # fmt: skip
    told: list[Issue] = []
    tell_disputes([event, replace(event, claims=event.claims[2:])], told.append)
    assert [issue.message for issue in told] == [
        "articles disagree on the date of f: d says 2015-11-02, e says 2015-11-05"
    ]
