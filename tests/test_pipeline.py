"""The whole line: documents in, the same bytes out whatever the order; an empty run says why."""

import datetime
import json

import pytest

import kg
from kg.errors import BuildError
from kg.pipeline import OUTPUTS, build_files, read_sources

DAY = datetime.date(2015, 3, 9)
TEXTS = {
    "a": "Kenya's foreign minister met her Ugandan counterpart in Kampala on Monday. The talks lasted two hours.",
    "b": "Uganda expelled two Rwandan diplomats on March 5, the ministry said.",
    "c": "If Rwanda closes the border, Uganda will complain to the African Union.",
}


def documents(names="abc"):
    return [kg.Document(text=TEXTS[n], title=None, url=f"https://e.example/{n}", published=DAY) for n in names]


def test_events_carry_date_actors_and_evidence():
    graph = kg.build(documents())
    (meeting,) = [e for e in graph.events(event_type="CONSULT") if e.modality == "asserted"]
    assert meeting.edtf == "2015-03-09"
    assert {a.party for a in meeting.actors} == {"KEN", "UGA"}
    assert meeting.place is not None
    assert meeting.place.label == "Kampala"
    assert meeting.evidence[0].sentence.startswith("Kenya's foreign minister met")
    expulsion = next(e for e in graph.events(event_type="SANCTION"))
    assert [a.party for a in expulsion.actors] == ["UGA"]
    assert [a.party for a in expulsion.recipients] == ["RWA"]
    assert expulsion.edtf == "2015-03-05"


def test_what_did_not_happen_is_no_fact():
    graph = kg.build(documents("c"))
    assert [e for e in graph.events() if e.modality == "asserted" and e.event_type in ("COERCE", "SANCTION")] == []


def test_order_of_input_changes_nothing():
    assert kg.build(documents("abc")).turtle() == kg.build(documents("cab")).turtle()


def test_an_article_more_renames_no_event():
    before = {e.id for e in kg.build(documents("ab")).events()}
    after = {e.id for e in kg.build(documents("abc")).events()}
    assert before
    assert before <= after


def test_every_evidence_span_is_the_sentence():
    texts = {d.id: d.text for d in documents()}
    events = kg.build(documents()).events()
    spans = [e for event in events for e in event.evidence]
    assert len(spans) >= 3
    for evidence in spans:
        text = texts[evidence.document_id]
        assert text[evidence.start : evidence.end] == evidence.sentence
        assert text[evidence.trigger_start : evidence.trigger_end] == evidence.trigger
        assert evidence.start <= evidence.trigger_start < evidence.trigger_end <= evidence.end


def test_files(tmp_path):
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(f"---\ndate: 2015-03-09\n---\n\n{text}\n", encoding="utf-8")
    (tmp_path / "z.txt").write_bytes(b"\x00\x01\x02" * 50)
    counts = build_files([tmp_path], tmp_path / "out")
    assert counts["documents"] == 3
    assert counts["issues"] >= 1
    assert {path.name for path in (tmp_path / "out").iterdir()} == {*OUTPUTS, "issues.jsonl", "manifest.json"}
    issues = [json.loads(line) for line in (tmp_path / "out" / "issues.jsonl").read_text("utf-8").splitlines()]
    assert any(issue["document"] == "z.txt" and issue["stage"] == "read" for issue in issues)
    assert all(set(issue) == {"level", "stage", "document", "span", "message", "remedy"} for issue in issues)
    assert str(tmp_path) not in (tmp_path / "out" / "manifest.json").read_text("utf-8")
    again = kg.EventGraph.parse(tmp_path / "out" / "graph.ttl")
    assert again.turtle() == (tmp_path / "out" / "graph.ttl").read_bytes()


def test_an_empty_run_says_why(tmp_path):
    (tmp_path / "leer.txt").write_text("", encoding="utf-8")
    with pytest.raises(BuildError, match="no article"):
        build_files([tmp_path], tmp_path / "out")


def test_documents_are_read_once(tmp_path):
    (tmp_path / "a.txt").write_text(TEXTS["a"], encoding="utf-8")
    found = read_sources([tmp_path, tmp_path / "a.txt", *documents("b")])
    assert len(found.documents) == 2


def test_a_table_of_coded_events_alone(tmp_path):
    (tmp_path / "mine.csv").write_text(
        "date,actor,recipient,event_type\n2015-03-05,UGA,RWA,SANCTION\n", encoding="utf-8"
    )
    counts = build_files([tmp_path / "mine.csv"], tmp_path / "out")
    assert counts["events"] == 1
    (event,) = kg.EventGraph.parse(tmp_path / "out" / "graph.ttl").events()
    assert event.evidence[0].kind == "record"
    assert event.edtf == "2015-03-05"


def test_participants():
    document = documents("b")[0]
    found = kg.participants(document, *_span(document.text, "expelled"))
    assert [a.id for a in found.actors] == ["UGA"]
    assert [a.country for a in found.recipients] == ["RWA"]
    assert found.actors[0].mentions


def _span(text: str, word: str) -> tuple[int, int]:
    return text.index(word), text.index(word) + len(word)
