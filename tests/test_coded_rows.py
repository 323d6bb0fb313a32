"""Coded rows beside articles: which row tells of an event that an article tells, and what the event keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg

TEXT = (
    "The president of South Korea, Moon Jae-in, met Prime Minister Shinzo Abe of Japan in Chengdu "
    "on December 24, 2019. They spoke of export controls. Russia condemned Ukraine on December 20, 2019."
)
HEAD = "date,actor,recipient,event_type,mode"
ROWS = {  # a row, does it join the article's event
    "the same day and parties": ("2019-12-24,KOR,JPN,CONSULT,meet", True),
    "another day": ("2019-12-25,KOR,JPN,CONSULT,meet", False),
    "another type": ("2019-12-24,KOR,JPN,SANCTION,", False),
    "another party": ("2019-12-24,KOR,CHN,CONSULT,meet", False),
    "one party": ("2019-12-24,JPN,,CONSULT,meet", False),
    "the other way": ("2019-12-20,UKR,RUS,ACCUSE,disapprove", False),
    "the same way": ("2019-12-20,RUS,UKR,ACCUSE,disapprove", True),
}


def built(tmp_path: Path, *lines: str) -> list[kg.model.Event]:
    table = tmp_path / "rows.csv"
    table.write_text("\n".join((HEAD, *lines)) + "\n", encoding="utf-8")
    document = kg.Document(text=TEXT, title="Talks", url="https://a.example/talks")
    return kg.build([document, table], report=lambda issue: None).events(grade="all")


@pytest.mark.parametrize("name", ROWS)
def test_a_row_joins_the_event_of_an_article(tmp_path: Path, name: str) -> None:
    line, joins = ROWS[name]
    events = built(tmp_path, line)
    both = [event for event in events if len({e.kind for e in event.evidence}) > 1]
    assert (len(both) == 1) == joins, [(e.event_type, e.edtf, e.reasons) for e in events]


def test_what_the_article_says_is_kept(tmp_path: Path) -> None:
    line = ROWS["the same day and parties"][0]
    (event,) = [e for e in built(tmp_path, line, line.replace("12-24", "12-28")) if len(e.evidence) > 1]
    assert event.evidence[0].kind == "sentence"
    assert event.evidence[-1].kind == "record"
    assert any(reason.startswith("same event as rows.csv, line 2: ") for reason in event.reasons)
