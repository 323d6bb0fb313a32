"""What is worth a reader's look: doubt times what hangs on it, with rows that a build obeys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from typer.testing import CliRunner

from kg.cli import app
from kg.exporters.review import review, rows, to_review, worth
from kg.seeds.judgements import COLUMNS, load_judgements
from tests.sample_graph import graph


def test_doubt_and_use_make_the_worth() -> None:
    event = graph().event("2022-11-13-phnom-penh")
    doubted, sure, lone = (
        replace(event, confidence=0.5), replace(event, confidence=0.95),
        replace(event, confidence=0.5, evidence=event.evidence[:1]),
    )  # fmt: skip
    assert worth(doubted) > worth(lone) > worth(sure) > worth(replace(event, confidence=1.0)) == 0


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
    assert [judgement.decision for judgement in found][:3] == ["drop", "date", "type"]
    assert {judgement.event for judgement in found} == {event.id}


def test_the_command_tells_sentence_and_rows(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_bytes(graph().turtle())
    told = CliRunner().invoke(app, ["review", str(tmp_path), "--most", "2"])
    assert told.exit_code == 0
    assert told.output.count("or so: ") >= 6
    assert "1. " in told.output
    assert "3. " not in told.output
    assert review([]).startswith("nothing is in doubt")
