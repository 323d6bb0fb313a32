"""Coded data against their articles: a row for each verdict."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.audit import COLUMNS, VERDICTS, Finding, audit, findings_table, summary
from kg.cli import app
from kg.errors import BuildError
from kg.exporters import export
from kg.pipeline import build

ARTICLE = """---
title: A week of talks
url: https://www.harbour.example/2019/06/week?utm_source=x
publisher: The Harbour Gazette
published: 2019-06-10
---

Japan and South Korea held talks in Tokyo on 6 June 2019.

China imposed sanctions on Australia on 7 June 2019.

France denied that it had held talks with Iran on 8 June 2019.

Germany will hold talks with Poland on 20 June 2019.
"""
HEAD = "ID,Date,EventType,Source,Target,URL"
URL = "http://harbour.example/2019/06/week/"
ROWS = [
    ("2019-06-06,CONSULT,JPN,KOR", "supported"),
    ("2019-06-07,CONSULT,KOR,JPN", "supported"),  # a day to and fro, and in a mutual act either side
    ("2019-06-07,SANCTION,CHN,AUS", "supported"),
    ("2019-06-01,SANCTION,CHN,AUS", "other date"),
    ("2019-06-07,ACCUSE,CHN,AUS", "other type"),
    ("2019-06-07,SANCTION,AUS,CHN", "other party"),  # turned round
    ("2019-06-07,SANCTION,CHN,JPN", "other party"),
    ("2019-06-20,CONSULT,DEU,POL", "contradicted"),  # only planned
    ("2019-06-06,ASSAULT,USA,MEX", "not found"),
]


def written(folder: Path, rows: list[str], url: str = URL) -> tuple[Path, Path]:
    articles = folder / "articles"
    articles.mkdir()
    (articles / "week.md").write_text(ARTICLE, "utf-8")
    lines = [HEAD, *(f"r{number},{row},{url}" for number, row in enumerate(rows))]
    (folder / "rows.csv").write_text("\n".join(lines), "utf-8")
    return folder / "rows.csv", articles


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    return audit(*written(tmp_path_factory.mktemp("audit"), [row for row, _ in ROWS]))


@pytest.mark.parametrize("number", range(len(ROWS)))
def test_verdicts(found: list[Finding], number: int) -> None:
    assert len(found) == len(ROWS)
    assert found[number].verdict == ROWS[number][1]
    assert bool(found[number].sentence) == (ROWS[number][1] != "not found")


def test_the_sentence_and_the_rows_that_tell_one_event(found: list[Finding]) -> None:
    assert found[0].sentence == "Japan and South Korea held talks in Tokyo on 6 June 2019."
    assert [one.same_as for one in found[:3]] == ["", found[0].line, ""]
    assert found[7].told is not None
    assert found[7].told.modality == "planned"
    assert {verdict for _, verdict in ROWS} == set(VERDICTS)


def test_the_table_and_the_summary(found: list[Finding]) -> None:
    rows = list(csv.DictReader(io.StringIO(findings_table(found).decode())))
    assert tuple(rows[0]) == COLUMNS
    assert [row["verdict"] for row in rows] == [verdict for _, verdict in ROWS]
    told = [rows[2][name] for name in ("row_parties", "told_parties", "told_date")]
    assert told == ["CHN > AUS", "CHN > AUS", "2019-06-07"]
    text = summary(found)
    counts = Counter(verdict for _, verdict in ROWS)
    assert "9 rows, the article of 9 at hand" in text
    assert f"supported    {counts['supported']:>7}   33.3 %" in text
    assert "misses" in text


def test_our_own_table_is_supported_by_its_own_articles(tmp_path: Path) -> None:
    _, articles = written(tmp_path, [])
    (articles / "more.md").write_text("Police shot at Korean workers in Osaka on 3 May 2019.", "utf-8")
    graph = build(articles)
    assert {event.modality for event in graph.events(grade="all")} >= {"asserted", "planned", "denied"}
    export(graph, tmp_path / "events.csv")
    found = audit(tmp_path / "events.csv", articles)
    assert [one.verdict for one in found] == ["supported"] * len(graph.events(grade="all"))


def test_rows_without_their_article_are_not_judged(tmp_path: Path) -> None:
    [one] = audit(*written(tmp_path, [ROWS[0][0]], "https://elsewhere.example/a"))
    assert (one.verdict, one.sentence) == ("no article", "")
    assert "1 rows, the article of 0 at hand" in summary([one])


def test_rows_without_an_address_are_looked_for_everywhere(tmp_path: Path) -> None:
    assert [one.verdict for one in audit(*written(tmp_path, [ROWS[0][0]], ""))] == ["supported"]


def test_nothing_to_audit(tmp_path: Path) -> None:
    rows, articles = written(tmp_path, [ROWS[0][0]])
    with pytest.raises(BuildError, match="no article"):
        audit(rows, rows)
    with pytest.raises(BuildError, match="no row"):
        audit(articles, articles)


def test_the_command(tmp_path: Path) -> None:
    rows, articles = written(tmp_path, [row for row, _ in ROWS[:2]])
    out = tmp_path / "out.csv"
    result = CliRunner().invoke(app, ["audit", str(rows), "--articles", str(articles), "-o", str(out)])
    assert result.exit_code == 0, result.exception
    assert "100.0 %" in result.output
    assert len(out.read_text("utf-8").splitlines()) == 3
