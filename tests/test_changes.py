"""What a rebuild changed: each fact that may change, found by id or by the words that tell of the event."""

import dataclasses

import pytest
from typer.testing import CliRunner

import kg
from kg.cli import app
from kg.graph.changes import diff
from kg.model import GRADES, Evidence, Place
from tests.sample_graph import JPN, KOR, PRK, event, graph


def told(document, word):
    return Evidence(document, document, 0, 40, f"Japan {word} there.", word, 6, 6 + len(word), "test#rule", 0.9)


ONE = event("one", "CONSULT", 2.5, told("a", "met"), days="2020-01-01", actors=(JPN, KOR), reciprocal=True)
TWO = event("two", "SUPPORT", 5.0, told("b", "sent"), days="2020-02-01", actors=(JPN,), recipients=(PRK,))
OLD = kg.EventGraph([ONE, TWO])


def changed(**fields):
    return kg.EventGraph([dataclasses.replace(ONE, **fields), TWO])


def test_nothing_changed():
    assert diff(graph(), graph()).record() == {"new": [], "gone": [], "changed": [], "same": len(graph())}


@pytest.mark.parametrize(
    ("fields", "facts"),
    [
        ({"edtf": "2020-01"}, {"date": ("2020-01-01", "2020-01")}),
        ({"event_type": "AGREE"}, {"type": ("CONSULT", "AGREE")}),
        ({"mode": "visit"}, {"type": ("CONSULT", "CONSULT visit")}),
        ({"modality": "planned"}, {"modality": ("asserted", "planned")}),
        ({"actors": (JPN,)}, {"actors": ("JPN, KOR", "JPN")}),
        ({"recipients": (PRK,)}, {"recipients": ("", "PRK")}),
        ({"place": Place("jpn-tokyo", "Tokyo", "city", "JPN")}, {"place": ("", "jpn-tokyo")}),
        ({"grade": GRADES[2]}, {"grade": (ONE.grade, GRADES[2])}),
        ({"evidence": (*ONE.evidence, *TWO.evidence)}, {"mentions": ("1", "2")}),
        (
            {"id": "other", "edtf": "2020-01-02"},
            {"date": ("2020-01-01", "2020-01-02")},
        ),
    ],
)
def test_a_fact_that_changed(fields, facts):
    found = diff(OLD, changed(**fields))
    assert [(change.old.id, dict(change.facts)) for change in found.changed] == [("one", facts)]
    assert (found.new, found.gone, found.same) == ((), (), 1)


def test_new_and_gone():
    found = diff(kg.EventGraph([ONE]), kg.EventGraph([TWO]))
    assert ([e.id for e in found.new], [e.id for e in found.gone], found.changed) == (["two"], ["one"], ())
    assert found.text().splitlines()[-1] == "1 new, 1 gone, 0 changed, 0 the same"
    assert [line[0] for line in found.text().splitlines()[:-1]] == ["+", "-"]


def test_an_id_alone_is_no_change():
    assert diff(OLD, changed(id="other")).record()["same"] == 2


def test_on_the_command_line(tmp_path):
    for name, made in (("old", OLD), ("new", changed(edtf="2020-01"))):
        kg.export(made, tmp_path / name / "graph.ttl")
    told = CliRunner().invoke(app, ["diff", str(tmp_path / "old"), str(tmp_path / "new")])
    assert told.exit_code == 0
    assert told.output.splitlines()[0].startswith("~ 2020-01  ")
    assert told.output.splitlines()[1:] == ["    date: 2020-01-01 → 2020-01", "0 new, 0 gone, 1 changed, 1 the same"]
