"""What is worth a reader's look: doubt times what hangs on it, with rows that a build obeys."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import OptionError
from kg.exporters.review import alike, review, rows, shown, to_review, worth
from kg.graph import EventGraph
from kg.seeds.judgements import COLUMNS, load_judgements
from tests.sample_graph import graph


def test_doubt_and_use_make_the_worth() -> None:
    event = graph().event("2022-11-13-phnom-penh")
    doubted, sure, lone = (
        replace(event, confidence=0.5), replace(event, confidence=0.95),
        replace(event, confidence=0.5, evidence=event.evidence[:1]),
    )  # fmt: skip
    assert worth(doubted) > worth(lone) > worth(sure) > worth(replace(event, confidence=1.0)) == 0


def test_an_answer_is_worth_what_it_changes_and_not_the_number_of_parties() -> None:
    event = replace(graph().event("2018-radar"), confidence=0.5, grade="likely")
    others = tuple(replace(event.recipients[0], id=f"P{n}", country=f"P{n}") for n in range(12))
    assert worth(replace(event, recipients=others)) == worth(event) > 0
    ordered = [
        replace(event, confidence=0.4),  # shown, and rather wrong
        event,
        replace(event, confidence=0.3, grade="check"),  # not shown, and perhaps right
        replace(event, confidence=0.1, grade="check"),
        replace(event, confidence=0.95, grade="sure"),
    ]
    assert [worth(one) for one in ordered] == sorted({worth(one) for one in ordered}, reverse=True)
    assert worth(event) > worth(replace(event, goldstein=0.0))
    assert worth(event) > worth(replace(event, modality="planned"))
    assert worth(event) > worth(replace(event, recipients=()))


def test_the_most_worth_comes_first() -> None:
    found = to_review(graph().events(), 5)
    assert len(found) == 5
    assert [worth(event) for event in found] == sorted((worth(event) for event in found), reverse=True)
    assert to_review([replace(event, confidence=0.95) for event in graph().events()]) == []


def test_rows_are_read_as_judgements(tmp_path: Path) -> None:
    event = graph().event("2018-radar")
    file = tmp_path / "mine.csv"
    file.write_text("\n".join([",".join(COLUMNS), *rows(event)]) + "\n", encoding="utf-8")
    found = load_judgements(file)
    assert [judgement.decision for judgement in found][:4] == ["right", "drop", "date", "type"]
    assert {judgement.event for judgement in found} == {event.id}


def test_what_somebody_judged_is_not_asked_again() -> None:
    events = to_review(graph().events(grade="all"))
    judged = replace(events[0], reasons=(*events[0].reasons, "judgement: date 2018 (me, mine.csv:2)"))
    assert [event.id for event in to_review([judged, *events[1:]])] == [event.id for event in events[1:]]


def test_the_command_tells_sentence_and_rows(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_bytes(graph().turtle())
    told = CliRunner().invoke(app, ["review", str(tmp_path), "--most", "2"])
    assert told.exit_code == 0
    assert told.output.count("   row: ") == told.output.count("   or in place of right: drop · date,") == 2
    assert max(len(card.splitlines()) for card in told.output.split("\n\n")) <= 11
    assert "1. " in told.output
    assert "3. " not in told.output
    assert review([]).startswith("nothing is in doubt")


# keys that somebody types, the decisions that are written
ANSWERS = [
    ("y\nsaw it\n", [("right", "")]),
    ("n\n\n", [("drop", "")]),
    ("d\n2018-12-2\nd\n2018-12-21\n\n\n", [("date", "2018-12-21")]),
    ("t\nCOERSE\nt\nCOERCE\n\n\n", [("type", "COERCE")]),
    ("a\nNowhereland\na\nSouth Korea|Japan\n\n\n", [("actor", "South Korea|Japan")]),
    ("r\nJPN\n\n\n", [("recipient", "JPN")]),
    ("p\nNowhereland\np\nSeoul\n\n\n", [("place", "Seoul")]),
    ("w\n\n\n", [("actor", "JPN"), ("recipient", "KOR")]),
    ("m\nplanned\n\n\n", [("modality", "planned")]),
    ("m\nplanned\nd\n2018-12\ny\n\n", [("modality", "planned"), ("date", "2018-12"), ("right", "")]),
    ("x\n2\ne\n\n\n", []),
    ("?\ny\n\n", [("right", "")]),
    ("s\n", []),
    ("q\n", []),
]


@pytest.fixture
def radar(tmp_path: Path) -> Path:
    """A graph of one doubtful event, South Korea towards Japan."""
    event = replace(graph().event("2018-radar"), confidence=0.5)
    assert [[a.id for a in side] for side in (event.actors, event.recipients)] == [["KOR"], ["JPN"]]
    (tmp_path / "graph.ttl").write_bytes(EventGraph([event], graph().articles().values()).turtle())
    return tmp_path


@pytest.mark.parametrize(("typed", "decisions"), ANSWERS)
def test_answers_become_judgements(radar: Path, typed: str, decisions: list[tuple[str, str]]) -> None:
    file = radar / "mine.csv"
    told = CliRunner().invoke(app, ["review", str(radar), "--into", str(file), "--by", "Ana"], input=typed)
    assert told.exit_code == 0, told.output
    found = load_judgements(file) if file.exists() else ()
    assert [(j.decision, j.value) for j in found] == decisions
    assert {(j.by, j.on) for j in found} <= {("Ana", datetime.date.today().isoformat())}
    assert f"{bool(decisions):d} of 1 judged" in told.output


def test_sentences_are_split_off_and_events_joined(tmp_path: Path) -> None:
    told = replace(graph().event("2022-11-13-phnom-penh"), confidence=0.5)
    assert len(told.evidence) > 1
    twin = replace(told, id="twin", evidence=told.evidence[:1], confidence=0.95)
    (tmp_path / "graph.ttl").write_bytes(EventGraph([told, twin], graph().articles().values()).turtle())
    assert [event.id for event in alike(told, [told, twin])] == ["twin"]
    file = tmp_path / "mine.csv"
    done = CliRunner().invoke(app, ["review", str(tmp_path), "--into", str(file)], input="x\n2\ne\n1\n\nseen\n")
    assert "the same as 1) " in done.output
    found = load_judgements(file)
    assert [(j.decision, j.note) for j in found] == [("not-same", "seen"), ("same", "seen")]
    assert found[0].value == " ".join(told.evidence[1].sentence.split())
    assert found[1].value == "twin"


def test_three_sentences_are_shown_and_all_on_request(tmp_path: Path) -> None:
    told = graph().event("2022-11-13-phnom-penh")
    many = [replace(told.evidence[0], trigger=f"met {n}", trigger_start=n, trigger_end=n + 1) for n in range(9)]
    reasons = tuple(f"same event: the {n}th" for n in range(9))
    event = replace(told, confidence=0.5, evidence=tuple(many), reasons=reasons)
    short, whole = shown(event), shown(event, most=9)
    assert [f"{n}) " in short for n in (3, 4)] == [True, False]
    assert "… and 6 more sentences" in short
    assert [text.count("same event:") for text in (short, whole)] == [0, 9]
    assert "9) " in whole
    assert "more sentences" not in whole
    (tmp_path / "graph.ttl").write_bytes(EventGraph([event], graph().articles().values()).turtle())
    asked = CliRunner().invoke(app, ["review", str(tmp_path), "--into", str(tmp_path / "mine.csv")], input="l\ns\n")
    assert [asked.output.count(f"\n   {n}) ") for n in (3, 9)] == [2, 1]


@pytest.mark.parametrize("place", ["nowhere/mine.csv", "folder"])
def test_a_file_that_cannot_be_written_is_said_before_anything_is_asked(radar: Path, place: str) -> None:
    (radar / "folder").mkdir()
    told = CliRunner().invoke(app, ["review", str(radar), "--into", str(radar / place)], input="y\n\n")
    assert isinstance(told.exception, OptionError)
    assert "folder" in str(told.exception)
    assert "1 of 1" not in told.output


def test_judgements_of_events_that_are_gone_are_told(radar: Path) -> None:
    file = radar / "mine.csv"
    lines = ["gone,,,right,,Bo,", "dropped,,,drop,,Bo,", "2018-radar,,,right,,Bo,"]
    file.write_text("\n".join([",".join(COLUMNS), *lines]) + "\n", encoding="utf-8")
    told = CliRunner().invoke(app, ["review", str(radar), "--into", str(file)], input="")
    assert "'right' is for gone, which is no event here any more" in told.output
    assert "dropped" not in told.output


def test_what_is_judged_is_not_asked_again(radar: Path) -> None:
    file = radar / "mine.csv"
    for typed, asked in (("y\n\n", "1 of 1 judged"), ("", "0 of 0 judged")):
        told = CliRunner().invoke(app, ["review", str(radar), "--into", str(file)], input=typed)
        assert asked in told.output


def test_answers_join_a_file_that_has_its_own_columns(radar: Path) -> None:
    file = radar / "mine.csv"
    file.write_text("# ours\ndecision,value,event,document,quote,note,by\ndrop,,x,,,,Bo", encoding="utf-8")
    CliRunner().invoke(app, ["review", str(radar), "--into", str(file), "--by", "Ana"], input="n\nno\n")
    assert [(j.event == "x", j.decision, j.by, j.note) for j in load_judgements(file)] == [
        (True, "drop", "Bo", ""), (False, "drop", "Ana", "no"),
    ]  # fmt: skip


def test_a_build_tells_which_judgements_fit_nothing(tmp_path: Path) -> None:
    article, file = tmp_path / "one.txt", tmp_path / "mine.csv"
    article.write_text("Talks\n\nJapan and South Korea met in Tokyo on May 3, 2019.\n", encoding="utf-8")
    file.write_text(f"{','.join(COLUMNS)}\ngone,,,drop,,Bo,\n", encoding="utf-8")
    told = CliRunner().invoke(app, ["build", str(article), "-o", str(tmp_path / "out"), "--judgements", str(file)])
    assert told.exit_code == 0, told.output
    assert "line 2: the judgement 'drop' fits no event of this build" in told.output.replace("\n", " ")
