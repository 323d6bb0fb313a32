"""Where the rules and the reader meet: what the reader alone finds, what it does to what the rules found."""

import dataclasses
import json

import pytest

import kg.extractors.document as document_module
from kg import pipeline
from kg.errors import OptionError
from kg.exporters.explain import explain
from kg.extractors.document import extract
from kg.extractors.event_choices import FOUND, MEANT, SURE, TYPED, Chooser, log_odds
from kg.extractors.reader import Read, Reading
from kg.model import Document
from kg.pipeline import build
from kg.running import readings
from kg.seeds.weights import Weights
from kg.text import Text

PLAIN = Chooser(
    Weights(FOUND, {"yes": {"reader": 1.0, "rule": 3.0}}),
    Weights(SURE, {"yes": {"reader": 1.0, "rule": 3.0, "alone": -1.0}}),
    Weights(TYPED, {"yes": {"reader": 1.0, "reader beside a rule": 1.0, "rule": 2.0}}),
    Weights(MEANT, {"yes": {"reader": 1.0, "rules": 2.0}}),
)


class Told:
    """A reader that says what the test wants: {word: (probability, type, modality)}."""

    def __init__(self, words):
        self.words = words

    def read(self, text, parse, spans=None):
        readings = {
            index: Reading(said[0], ((said[1], 0.99), ("CONSULT", 0.01)), ((said[2], 0.97), ("asserted", 0.03)))
            for index, token in enumerate(parse.tokens)
            for said in [self.words.get(token.text)]
            if said
        }
        return Read(readings)


@pytest.fixture
def reader(monkeypatch):
    def use(words):
        told = Told(words) if words is not None else None
        monkeypatch.setattr(pipeline, "load_reader", lambda: told)
        monkeypatch.setattr(readings, "load_reader", lambda: told)
        monkeypatch.setattr(document_module.Chooser, "shipped", classmethod(lambda cls: PLAIN))
        return told

    return use


def coded(text, told):
    found = extract(Document(text=text), reader=told)
    return [(text[e.start : e.end], e.event_type, e.modality, e.rule.partition("#")[0]) for e in found.events]


SENTENCE = "Kenya praised Uganda and sidelined its envoy in Nairobi."
PRAISE = ("praised", "SUPPORT", "asserted", "seeds/event_types/SUPPORT.yml")
CASES = [
    (None, [PRAISE]),  # no reader
    ({}, []),  # it gives the rule's trigger no chance
    ({"praised": (0.5, "SUPPORT", "asserted")}, [PRAISE]),
    ({"praised": (0.9, "SUPPORT", "asserted"), "sidelined": (0.3, "SANCTION", "asserted")}, [PRAISE]),  # not likely
    (
        {"praised": (0.9, "SUPPORT", "asserted"), "sidelined": (0.9, "SANCTION", "asserted")},
        [PRAISE, ("sidelined", "SANCTION", "asserted", "reader:SANCTION")],
    ),
    ({"praised": (0.9, "ACCUSE", "asserted")}, [("praised", "ACCUSE", "asserted", "reader:ACCUSE")]),  # another type
    ({"praised": (0.9, "SUPPORT", "planned")}, [("praised", "SUPPORT", "planned", PRAISE[3])]),  # another modality
]


@pytest.mark.parametrize(("words", "wanted"), CASES)
def test_rules_and_reader(reader, words, wanted):
    assert coded(SENTENCE, reader(words)) == wanted


LIGHT = [  # one act has one mention, whichever of its words the reader marks
    ("Kenya held talks with Uganda in Nairobi.", {"held": (0.9, "CONSULT", "asserted")}),
    ("Kenya held talks with Uganda in Nairobi.", {"talks": (0.9, "CONSULT", "asserted")}),
    ("Kenya imposed sanctions on Uganda.", {"imposed": (0.9, "SANCTION", "asserted")}),
]


@pytest.mark.parametrize(("text", "words"), LIGHT)
def test_one_act_has_one_mention(reader, text, words):
    assert len(coded(text, reader(words))) == 1


def test_what_the_reader_alone_finds_has_parties_reason_and_less_confidence(reader):
    told = reader({"sidelined": (0.9, "SANCTION", "asserted"), "praised": (0.9, "SUPPORT", "asserted")})
    praised, sidelined = extract(Document(text=SENTENCE), reader=told).events
    assert [SENTENCE[a.start : a.end] for a in sidelined.actors] == ["Kenya"]
    assert "reader 0.90" in sidelined.reason
    assert "reader 0.90" in praised.reason
    assert sidelined.confidence < praised.confidence


def test_what_the_reader_alone_is_not_sure_of_makes_no_event(reader):
    told = reader({"sidelined": (0.6, "SANCTION", "asserted"), "praised": (0.9, "SUPPORT", "asserted")})
    document = Document(text=SENTENCE)
    assert [(e.event_type, e.hint) for e in extract(document, reader=told).events] == [
        ("SUPPORT", False),
        ("SANCTION", True),
    ]
    assert [e.event_type for e in build([document], reader=True).events()] == ["SUPPORT"]


def test_an_example_of_the_card_explains_what_the_reader_alone_finds(reader):
    reader({"sidelined": (0.9, "SANCTION", "asserted"), "praised": (0.9, "SUPPORT", "asserted")})
    graph = build([Document(text=SENTENCE)], reader=True)
    (event,) = (e for e in graph.events() if e.event_type == "SANCTION")
    assert "rule reader:SANCTION (as in seeds/event_types/SANCTION.yml:" in explain(event, graph.articles())


def test_without_a_reader_the_rules_stand_alone():
    text = Text.read(Document(text=SENTENCE))
    assert extract(text).events == extract(text).events
    assert all("reader" not in event.reason for event in extract(text).events)


def test_a_reader_that_is_asked_for_and_missing_is_an_error(monkeypatch):
    monkeypatch.setattr(pipeline, "load_reader", lambda: None)
    with pytest.raises(OptionError, match="extra"):
        build([Document(text=SENTENCE)], reader=True)


def test_log_odds_are_bounded():
    assert log_odds(0.0) == -log_odds(1.0)
    assert [round(log_odds(p), 2) for p in (0.5, 0.9)] == [0.0, 2.2]


def test_a_mention_of_another_type_loses_what_its_rule_told(reader):
    told = reader({"praised": (0.9, "ACCUSE", "asserted")})
    (event,) = extract(Document(text=SENTENCE), reader=told).events
    assert (event.mode, event.subtype) == (None, None)
    assert dataclasses.replace(event).event_type == "ACCUSE"


LEARNED = [  # what three hand-coded sentences teach: (feature, sign of its weight)
    ("reader", 1),
    ("alone", -1),
]


@pytest.mark.parametrize(("feature", "sign"), LEARNED)
def test_weights_are_learned_from_hand_coded_words(tmp_path, feature, sign):
    pytest.importorskip("scipy", reason="the extra [learn] is not installed")
    from kg.learn.events import coded_candidates, learn_events
    from kg.learn.gold import read_gold

    (tmp_path / "a.txt").write_text(
        f"Envoys\n{SENTENCE} Kenya painted a wall. Kenya shunned Sudan.\n", encoding="utf-8"
    )
    meta = {"title": "Envoys", "url": "test:envoys", "published": "2024-05-01"}
    (tmp_path / "a.meta.json").write_text(json.dumps(meta), encoding="utf-8")
    events = [
        {"id": "praise", "evidence": "Kenya praised Uganda", "trigger": "praised", "type": ["SUPPORT"]},
        {"id": "shun", "evidence": "Kenya shunned Sudan", "trigger": "shunned", "type": ["SANCTION"]},
    ]
    (tmp_path / "a.gold.json").write_text(json.dumps({"events": events}), encoding="utf-8")
    told = Told({"praised": (0.9, "SUPPORT", "asserted"), "shunned": (0.8, "SANCTION", "asserted"),
                 "sidelined": (0.1, "SANCTION", "asserted"), "painted": (0.1, "COERCE", "asserted")})  # fmt: skip
    cases = list(coded_candidates(read_gold([tmp_path]), lambda article, text: told.read("", text.parse).readings))
    assert [(case.found.by_rule, len(case.gold)) for case in cases] == [(True, 1), (False, 0), (False, 0), (False, 1)]
    assert learn_events(cases).sure.labels["yes"][feature] * sign > 0
