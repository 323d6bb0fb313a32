"""Event mentions of single sentences: types, modes, who acts, who is acted upon; and what is no event."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extractors.document import extract
from kg.extractors.triggers import trigger_at
from kg.model import MODALITIES, Document
from kg.seeds.cards import load_cards

# (sentence, type, trigger text, actors, recipients)
CASES = [
    ("The vote of Chad was hailed in Ankara.", "SUPPORT", "hailed", ["Ankara"], ["Chad"]),
    ("Norway praised Chad, as did Peru.", "SUPPORT", "did", ["Peru"], ["Chad"]),
    ("Norway praised Chad; so, too, did Peru and Mali.", "SUPPORT", "did", ["Peru", "Mali"], ["Chad"]),
    ("Norway praised Chad. So did Peru.", "SUPPORT", "did", ["Peru"], ["Chad"]),
    ("Norway will send food to Malawi.", "AGREE", "will", ["Norway"], ["Malawi"]),
    ("Norway will expel the Malian envoy.", "THREATEN", "will", ["Norway"], ["Malian envoy"]),
    ("Peru would not hold talks with Chile.", "REJECT", "would", ["Peru"], ["Chile"]),
    ('"Serbia must hand him over," a Dutch official said.', "REQUEST", "must hand", ["Dutch official"], ["Serbia"]),
    ("Rockets from Lebanon and Syrian shells hit Haifa.", "ASSAULT", "hit", ["Lebanon", "Syrian"], ["Haifa"]),
    ("Latvia jailed a Malian envoy; Togo followed suit.", "COERCE", "followed suit", ["Togo"], ["Malian envoy"]),
    ("Chad expelled envoys of Mali; Mali did likewise.", "SANCTION", "did likewise", ["Mali"], ["Chad"]),
    ("Two missiles hit the port of Odesa.", "ASSAULT", "hit", [], ["Odesa"]),
    ("Peru recalled its envoy and threw out Togo's.", "SANCTION", "threw out", ["Peru"], ["Togo"]),
    ("A rally in Khartoum against Egypt ended.", "PROTEST", "rally", ["Khartoum"], ["Egypt"]),
    ("Riots broke out in Vietnam.", "PROTEST", "Riots", ["Vietnam"], []),
    ("Riots swept Portugal.", "PROTEST", "Riots", ["Portugal"], []),
    ("Poland saw mass protests.", "PROTEST", "mass protests", ["Poland"], []),
    ("Norwegian shoppers boycotted French wine.", "PROTEST", "boycotted", ["Norwegian"], ["French"]),
    ("The recall of the Israeli envoy from Warsaw hurt.", "SANCTION", "recall", ["Israeli envoy"], ["Warsaw"]),
    ("The deployment of Cuban troops in Angola began.", "MOBILIZE", "deployment", ["Cuban troops"], ["Angola"]),
    ("Kenya held Uganda responsible for the raid.", "ACCUSE", "held Uganda responsible", ["Kenya"], ["Uganda"]),
    ("Chad staged a demonstration of force and protested to Sudan.", "PROTEST", "staged a demonstration", ["Chad"], []),
    ("Chad pledged not to attack Sudan.", "AGREE", "pledged", ["Chad"], ["Sudan"]),
    ("Cuba apologized to Spain.", "CONCEDE", "apologized", ["Cuba"], ["Spain"]),
    ('"We met the Cuban minister," the Spanish king said.', "CONSULT", "met", ["Spanish king", "Cuban minister"], []),
    ("Yemen has had aid from Oman.", "AID", "aid", ["Oman"], ["Yemen"]),
    ("Messages of condemnation came from Chad.", "ACCUSE", "condemnation", ["Chad"], []),
    ("Six men were arrested, the Chadian police said.", "COERCE", "arrested", ["Chadian police"], ["Six men"]),
    ("Six Chadians were arrested, the Chadian embassy said.", "COERCE", "arrested", [], ["Chadians"]),
    ("Oman signed a new decree banning Maltese ships.", "COERCE", "banning", ["Oman"], ["Maltese ships"]),
    ("Norway helped the girls enter Chad.", "AID", "helped", ["Norway"], []),
    ("Togo's neighbouring states including Ghana condemned Chad.", "ACCUSE", "condemned", ["Ghana"], ["Chad"]),
    ("Protesters carried banners asking Chad to leave.", "REQUEST", "asking", ["Protesters"], ["Chad"]),
    ("Kenyans protested in Mombasa all week.", "PROTEST", "protested", ["Kenyans"], ["Mombasa"]),
    ("The Swedes protested to London.", "ACCUSE", "protested to", ["Swedes"], ["London"]),
    ("Oman said the raid by Chad had killed ten and wounded six.", "ASSAULT", "raid", ["Chad"], []),
]  # fmt: skip
SILENT = [
    "Sweden lost to Norway, as did Denmark.",
    "So did Peru.",
    "The two sisters met for an hour.",
    "He was born on March 3 in Tokyo.",
    "Fans hailed the striker of the French team.",
    "The storm killed nine people.",
    "Storms swept Portugal, and Poland saw mass tourism.",
    "Ships often cross the strait.",
    "The suicide bomber wore a blue coat.",
    "The Alliance to Defend Georgia has a new office.",
]


def coded(text):
    document = Document(text=text)
    found = extract(document).events
    return [
        (
            e.event_type,
            text[e.start : e.end],
            sorted(text[m.start : m.end] for m in e.actors),
            sorted(text[m.start : m.end] for m in e.recipients),
        )
        for e in found
    ]


@pytest.mark.parametrize(("text", "kind", "trigger", "actors", "recipients"), CASES, ids=[c[0][:40] for c in CASES])
def test_events(text, kind, trigger, actors, recipients):
    assert (kind, trigger, sorted(actors), sorted(recipients)) in coded(text)


@pytest.mark.parametrize("text", SILENT)
def test_no_events(text):
    assert [e for e in extract(Document(text=text)).events if e.actors or e.recipients] == []


def test_what_is_rejected_is_not_the_rejectors_own():
    assert not [e for e in coded("Iran rejected the accusations.") if e[0] == "ACCUSE" and e[2] == ["Iran"]]


def test_what_a_meeting_is_for_is_no_second_meeting():
    assert [e[1] for e in coded("Chad and Mali met to discuss the border.")] == ["met"]
    assert len(coded("Chad and Mali met to discuss the border with Niger.")) == 2


@pytest.mark.parametrize(("text", "mode"), [
    ("Iran refused to meet the Iraqi envoy.", "meet"),
    ("Chad asked France to send grain.", "assist"),
    ("Mali asked Niger to withdraw its troops.", "yield"),
])  # fmt: skip
def test_the_complement_lends_its_mode(text, mode):
    modes = [e.mode for e in extract(Document(text=text)).events if e.event_type in ("REQUEST", "REJECT")]
    assert mode in modes


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Japan",
                "Cuba",
                "met",
                "attacked",
                "to",
                "with",
                "denied",
                "that",
                "talks",
                "sanctions",
                "on",
                "will",
                "not",
                ",",
                "said",
            ]
        ),
        max_size=14,
    )
)
def test_any_words_give_well_formed_mentions(words):
    text = " ".join(words)
    found = extract(Document(text=text))
    for event in found.events:
        assert 0 <= event.start < event.end <= len(text)
        assert event.event_type in load_cards()
        assert event.modality in MODALITIES
        assert 0 <= event.confidence <= 1
        assert not set(event.actors) & set(event.recipients)
        assert event.rule.startswith(("seeds/event_types/", "reader:"))
    for index in range(len(found.parse.tokens)):
        match = trigger_at(found.text, index)
        assert match is None or index in match.tokens
