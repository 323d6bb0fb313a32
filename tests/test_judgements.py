"""Human decisions: each kind, by id and by quote; what fits nothing is reported; bad rows teach."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import pytest

import kg
from kg.errors import SeedError
from kg.model import Document, Event, Issue
from kg.resolve.judgements import apply_judgements
from kg.seeds.judgements import COLUMNS, DECISIONS, Judgement, load_judgements

TALKS = "Peru and Chile held talks in Lima on Monday."
RAID = "Chad attacked Sudan on Tuesday."
PRAISE = "Norway praised Kenya on Wednesday."
TEXT = f"{TALKS}\n\n{RAID}\n\n{PRAISE}"
PUBLISHED = datetime.date(2019, 6, 27)
ADDRESS = "https://wire.example/2019/06/27/three"


@pytest.fixture(scope="module")
def events() -> list[Event]:
    found = list(kg.build([Document(text=TEXT, url=ADDRESS, published=PUBLISHED)]).events())
    assert {e.event_type for e in found} == {"CONSULT", "ASSAULT", "SUPPORT"}
    return found


def decide(
    events: list[Event], decision: str, value: str = "", event: str = "", quote: str = "", document: str = ""
) -> tuple[list[Event], list[Issue]]:
    issues: list[Issue] = []
    judgement = Judgement(event, document, quote, decision, value, "tester", "for a test", "own.csv, line 2")
    return apply_judgements(events, [judgement], issues.append), issues


def of_type(events: list[Event], event_type: str) -> Event:
    return next(e for e in events if e.event_type == event_type)


# decision, value, the attribute that changes, what it becomes
CHANGES = [
    ("date", "2019-06-17", "edtf", "2019-06-17"),
    ("date", "2019-06", "begin", datetime.date(2019, 6, 1)),
    ("date", "2019-06", "certain", False),
    ("type", "COERCE", "event_type", "COERCE"),
    ("type", "COERCE", "quad_class", "material-conflict"),
    ("modality", "denied", "modality", "denied"),
    ("actor", "LBY", "label", "Libya attacks Sudan"),
]


@pytest.mark.parametrize(("decision", "value", "attribute", "expected"), CHANGES)
def test_a_decision_changes_one_event_and_keeps_its_id(
    events: list[Event], decision: str, value: str, attribute: str, expected: object
) -> None:
    raid = of_type(events, "ASSAULT")
    after, issues = decide(events, decision, value, event=raid.id)
    changed = next(e for e in after if e.id == raid.id)
    assert getattr(changed, attribute) == expected
    assert [e for e in after if e.id != raid.id] == [e for e in sorted(events, key=lambda e: e.id) if e.id != raid.id]
    assert [i.level for i in issues] == ["info"]
    assert any("own.csv, line 2" in reason and "tester" in reason for reason in changed.reasons)


@pytest.mark.parametrize(("decision", "side"), [("actor", "actors"), ("recipient", "recipients")])
def test_actors_and_recipients_are_replaced(events: list[Event], decision: str, side: str) -> None:
    after, _ = decide(events, decision, "EGY LBY", event=of_type(events, "ASSAULT").id)
    assert [a.id for a in getattr(of_type(after, "ASSAULT"), side)] == ["EGY", "LBY"]


@pytest.mark.parametrize(
    ("value", "parties"),
    [
        ("South Korea", ["KOR"]), ("ROK|Japan", ["JPN", "KOR"]), ("State Department", ["USA"]), ("Seoul", ["KOR"]),
        ("Shinzo Abe", ["JPN"]), ("Vladimir Putin|KOR", ["KOR", "RUS"]),
        ("NATO", ["NATO"]), ("JPN KOR", ["JPN", "KOR"]),
    ],
)  # fmt: skip
def test_actors_are_called_by_any_name(events: list[Event], value: str, parties: list[str]) -> None:
    after, _ = decide(events, "actor", value, event=of_type(events, "ASSAULT").id)
    assert sorted(a.party for a in of_type(after, "ASSAULT").actors) == parties


def test_a_place_is_replaced(events: list[Event]) -> None:
    after, _ = decide(events, "place", "SDN", event=of_type(events, "ASSAULT").id)
    place = of_type(after, "ASSAULT").place
    assert place is not None
    assert place.country == "SDN"


def test_drop_removes_it(events: list[Event]) -> None:
    after, issues = decide(events, "drop", quote="attacked Sudan")
    assert {e.event_type for e in after} == {"CONSULT", "SUPPORT"}
    assert issues[0].level == "info"


def test_a_quote_means_the_event_whose_trigger_it_holds(events: list[Event]) -> None:
    after, _ = decide(events, "date", "2018", quote="held talks", document=ADDRESS)
    assert [e.edtf for e in after if e.event_type == "CONSULT"] == ["2018"]
    assert [e.edtf for e in after if e.event_type != "CONSULT"] != ["2018", "2018"]


def test_same_joins_the_evidence_of_both(events: list[Event]) -> None:
    raid, talks = of_type(events, "ASSAULT"), of_type(events, "CONSULT")
    after, _ = decide(events, "same", talks.id, event=raid.id)
    assert len(after) == len(events) - 1
    assert len(of_type(after, "ASSAULT").evidence) == 2


def test_not_same_takes_a_sentence_out_and_makes_no_event_of_it(events: list[Event]) -> None:
    raid = of_type(events, "ASSAULT")
    joined, _ = decide(events, "same", of_type(events, "CONSULT").id, event=raid.id)
    after, _ = decide(joined, "not-same", "held talks", event=raid.id)
    assert {e.id for e in after} == {e.id for e in joined}
    assert [e.sentence for e in of_type(after, "ASSAULT").evidence] == [e.sentence for e in raid.evidence]
    gone, issues = decide(after, "not-same", "attacked Sudan", event=raid.id)
    assert raid.id not in {e.id for e in gone}
    assert issues[0].level == "info"


@pytest.mark.parametrize(
    ("decision", "value", "where"),
    [
        ("drop", "", {"event": "no-such-event"}),
        ("drop", "", {"quote": "never said"}),
        ("drop", "", {"quote": "attacked Sudan", "document": "https://elsewhere.example/"}),
        ("same", "no-such-event", {"quote": "attacked Sudan"}),
        ("not-same", "held talks", {"quote": "attacked Sudan"}),
    ],
)
def test_what_fits_nothing_warns_and_changes_nothing(
    events: list[Event], decision: str, value: str, where: dict[str, str]
) -> None:
    after, issues = decide(events, decision, value, **where)
    assert after == sorted(events, key=lambda e: e.id)
    assert [(i.level, i.stage) for i in issues] == [("warning", "judge")]
    assert "own.csv, line 2" in issues[0].message
    assert issues[0].remedy


@pytest.mark.parametrize(
    ("decision", "value", "hint"),
    [
        ("date", "last week", "no EDTF date"),
        ("type", "CONSLT", "CONSULT"),
        ("modality", "plannd", "planned"),
        ("actor", "XQZ", "nobody is called 'XQZ'"),
        ("actor", "Korea", "may be PRK"),
        ("actor", "JPN Sudaan", "did you mean 'Sudan'"),
        ("place", "atlantis-x", "seeds/places"),
    ],
)
def test_bad_values_say_where_and_what_is_valid(events: list[Event], decision: str, value: str, hint: str) -> None:
    with pytest.raises(SeedError, match=hint) as error:
        decide(events, decision, value, quote="attacked Sudan")
    assert "own.csv, line 2" in str(error.value)


def write(path: Path, *rows: dict[str, str]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(rows)
    return path


@pytest.mark.parametrize(
    ("row", "hint"),
    [
        ({"event": "x", "decision": "dorp"}, "drop"),
        ({"decision": "drop"}, "event id, or a quote"),
        ({"event": "x", "decision": "date"}, "needs a value"),
    ],
)
def test_bad_rows_are_refused_with_their_line(tmp_path: Path, row: dict[str, str], hint: str) -> None:
    with pytest.raises(SeedError, match=hint) as error:
        load_judgements(write(tmp_path / "own.csv", row))
    assert "line 2" in str(error.value)


def test_the_shipped_table_reads() -> None:
    assert all(j.decision in DECISIONS for j in load_judgements())


def test_a_file_is_obeyed_by_every_build(tmp_path: Path) -> None:
    path = write(
        tmp_path / "own.csv", {"quote": "attacked Sudan", "decision": "date", "value": "2019-05-01", "by": "me"}
    )
    issues: list[Issue] = []
    documents = [Document(text=TEXT, url=ADDRESS, published=PUBLISHED)]
    graphs = [kg.build(documents, judgements=path, report=issues.append) for _ in range(2)]
    assert [[e.edtf for e in g.events() if e.event_type == "ASSAULT"] for g in graphs] == [["2019-05-01"]] * 2
    assert [i.level for i in issues if i.stage == "judge"] == ["info", "info"]


MISSED = "Peru and Chile met. The day before, envoys had a chat\nabout the border. It rained."
ADDED = "type=CONSULT; mode=meet; actor=Peru|Chile; date=2019-06-23"


def added(quote: str, value: str = ADDED, **row: str) -> tuple[list[Event], list[Issue]]:
    issues: list[Issue] = []
    judgement = Judgement("", row.get("document", ""), quote, "add", value, "me", "missed", "own.csv, line 2")
    documents = [Document(text=MISSED, url=ADDRESS, published=PUBLISHED)]
    return apply_judgements([], [judgement], issues.append, documents), issues


def test_a_missed_event_is_added_with_its_sentence() -> None:
    (event,), issues = added("had a chat about the border", document=ADDRESS)
    assert (event.event_type, event.mode, [a.id for a in event.actors]) == ("CONSULT", "meet", ["CHL", "PER"])
    assert (event.edtf, event.reciprocal, event.grade, event.quad_class) == (
        "2019-06-23", True, "sure", "verbal-cooperation",
    )  # fmt: skip
    (evidence,) = event.evidence
    assert evidence.sentence == "The day before, envoys had a chat\nabout the border."
    assert MISSED[evidence.start : evidence.end] == evidence.sentence
    assert MISSED[evidence.trigger_start : evidence.trigger_end] == evidence.trigger == "had a chat\nabout the border"
    assert [i.level for i in issues] == ["info"]
    assert "me, own.csv, line 2" in event.reasons[0]


def test_an_added_event_is_added_once_and_needs_its_words() -> None:
    (event,), _ = added("had a chat")
    issues: list[Issue] = []
    row = Judgement("", "", "had a chat", "add", ADDED, "me", "", "own.csv, line 3")
    documents = [Document(text=MISSED, url=ADDRESS, published=PUBLISHED)]
    assert apply_judgements([event], [row], issues.append, documents) == [event]
    assert "found without the judgement" in issues[0].message
    for quote, where in (("had a quarrel", ""), ("had a chat", "https://elsewhere.example/")):
        events, issues = added(quote, document=where)
        assert events == []
        assert [i.level for i in issues] == ["warning"]


def test_an_added_event_stands_in_the_graph(tmp_path: Path) -> None:
    path = write(tmp_path / "own.csv", {"quote": "had a chat", "decision": "add", "value": ADDED, "by": "me"})
    graph = kg.build([Document(text=MISSED, url=ADDRESS, published=PUBLISHED)], judgements=path)
    again = kg.EventGraph([*graph.events(grade="all")], graph.articles().values())
    assert "2019-06-23" in {event.edtf for event in again.events()}
    assert graph.turtle() == again.turtle()


@pytest.mark.parametrize(
    ("row", "hint"),
    [
        ({"decision": "add", "value": ADDED, "event": "x"}, "added with a quote"),
        ({"decision": "add", "value": "type=CONSULT", "quote": "x"}, "needs actor"),
        ({"decision": "add", "value": "typ=CONSULT; actor=PER", "quote": "x"}, "type"),
        ({"decision": "add", "value": "type=CONSULT; actor=PER; date=soon", "quote": "had a chat"}, "no EDTF date"),
        ({"decision": "add", "value": "type=CONSLT; actor=PER", "quote": "had a chat"}, "CONSULT"),
    ],
)
def test_what_an_added_event_lacks_is_said(tmp_path: Path, row: dict[str, str], hint: str) -> None:
    with pytest.raises(SeedError, match=hint) as error:
        kg.build([Document(text=MISSED, url=ADDRESS)], judgements=write(tmp_path / "own.csv", row))
    assert "line 2" in str(error.value)


def test_what_was_found_right_is_sure(events: list[Event]) -> None:
    after, _ = decide(events, "right", event=of_type(events, "ASSAULT").id)
    assert (of_type(after, "ASSAULT").grade, of_type(after, "ASSAULT").confidence) == ("sure", 1.0)


def test_a_quote_of_two_events_is_a_warning(events: list[Event]) -> None:
    after, issues = decide(events, "modality", "denied", quote="on")
    assert sum(e.modality == "denied" for e in after) == 3
    assert [i.level for i in issues] == ["warning"]
    assert "fits 3 events" in issues[0].message
