"""The whole line: documents in, the same bytes out whatever the order; an empty run says why."""

import datetime
import json
from pathlib import Path

import pytest

import kg
from kg import sources
from kg.errors import BuildError
from kg.folders import OUTPUTS, build_files
from kg.pipeline import read_sources
from kg.running import readings

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
    assert {path.name for path in (tmp_path / "out").glob("[!.]*")} == {*OUTPUTS, "issues.jsonl", "manifest.json"}
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


@pytest.mark.parametrize(
    ("facts", "name"),
    [({"url": "https://desk.example/1"}, "https://desk.example/1"), ({"title": "Rain"}, "Rain ("), ({}, "")],
)
def test_an_article_of_which_nothing_is_read_is_named(facts, name):
    issues = []
    document = kg.Document(text="It rained all day.", **facts)
    kg.build([document], report=issues.append)
    [told] = [issue for issue in issues if "no event found" in issue.message]
    assert told.document.startswith(name)
    assert facts.get("url") or document.id in told.document


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


# ------------------------------------------------------------------------------ what the world sends
GOOD = "Talks open\n\nJapan and South Korea held talks in Tokyo on 3 March 2015. They agreed to meet again."
BODY = "<p>Norway and Sweden met in Oslo.</p>"
POST = {"date": "2020-03-04", "title": {"rendered": "T"}, "content": {"rendered": BODY}}
NAMES = ["Japan", "South Korea", "China", "Norway", "Sweden"] * 200
HOSTILE = {
    "character.html": f"<html><body><div>{BODY}<script>x</script>a\x01b</div></body></html>",
    "character.json": json.dumps(POST | {"content": {"rendered": f"{BODY}<iframe></iframe>\x0b they met"}}),
    "half.json": json.dumps(POST | {"link": "https://e.example/\ud800", "title": "A\ud800B", "tags": ["\udc00"]}),
    "names.txt": " and ".join(NAMES) + " met in Oslo on 3 March 2015.",
    "no-end.txt": "date: 9999-12-31\n\nNorway and Sweden would meet on Monday, and Norway visited Sweden last year.",
    "b\udcff.txt": "Talks\n\nFinland and Norway held talks in Oslo on 3 March 2014.",
    "markup.txt": "title: Talks [/b]\ndate: 2020-01-01\n\nFinland and Norway held talks in Oslo on 3 March 2013.",
}  # fmt: skip


def test_no_article_stops_a_build_of_others(tmp_path):
    (tmp_path / "in").mkdir()
    for name, text in {"good.txt": GOOD, **HOSTILE}.items():
        (tmp_path / "in" / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    counts = build_files([tmp_path / "in"], tmp_path / "out")
    assert counts["documents"] == 1 + len(HOSTILE)
    assert {*OUTPUTS, "issues.jsonl", "manifest.json"} == {path.name for path in (tmp_path / "out").glob("[!.]*")}
    graph = kg.EventGraph.parse(tmp_path / "out" / "graph.ttl")
    assert "2015-03-03" in {event.edtf for event in graph.events(actor="KOR")}
    issues = [json.loads(line) for line in (tmp_path / "out" / "issues.jsonl").read_text("utf-8").splitlines()]
    failed = [issue["message"] for issue in issues if issue["level"] == "error"]
    assert failed == [] or (len(failed) == 1 and "RecursionError" in failed[0]), "the thousand names, if any"


def test_an_article_that_fails_is_an_issue_and_the_rest_is_built(monkeypatch):
    def extract(text, reader):
        if text.document.url == "https://e.example/b":
            raise OverflowError("date value out of range")
        return real(text, reader=reader)

    real, issues = readings.extract, []
    monkeypatch.setattr(readings, "extract", extract)
    graph = kg.build(documents(), report=issues.append)
    assert {article.url for article in graph.articles().values()} >= {"https://e.example/a"}
    assert graph.events(actor="KEN")
    failed = [issue for issue in issues if issue.level == "error"]
    assert [(issue.stage, issue.document) for issue in failed] == [("extract", "https://e.example/b")]
    assert "OverflowError: date value out of range" in failed[0].message


def test_a_reader_that_fails_is_an_issue_and_the_rest_is_read(tmp_path, monkeypatch):
    def fail(source):
        raise ValueError("no such tree")

    (tmp_path / "a.html").write_text("<html><p>x", "utf-8")
    (tmp_path / "b.txt").write_text(GOOD, "utf-8")
    monkeypatch.setitem(sources.READERS, "html", fail)
    issues = []
    assert [document.title for document in sources.read(tmp_path, issues.append)] == ["Talks open"]
    assert [(issue.level, issue.document) for issue in issues if "no such tree" in issue.message] == [
        ("error", "a.html")
    ]


GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "hostile"


@pytest.mark.skipif(not GOLD.is_dir(), reason="the hostile files stand beside some checkouts only")
def test_hostile_files_are_read_to_their_end(tmp_path):
    issues = []
    files = sorted(path for path in GOLD.iterdir() if path.suffix in (".html", ".json", ".txt"))
    assert len(files) >= 7
    graph = kg.build([*map(str, files)], report=issues.append)
    assert [issue for issue in issues if issue.level == "error"] == []
    assert len(graph.articles()) == len(files) - 2, (
        "three of them are the same post, put right where its halves are swapped"
    )
