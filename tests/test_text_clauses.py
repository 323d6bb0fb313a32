"""What a clause says: tense, voice, who and whom, which way it looks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.text.clauses import is_background
from tests.reading import at, read, words

TENSES = [
    ("Japan signed the accord.", "signed", "past"),
    ("Japan did not sign the accord.", "sign", "past"),
    ("The accord was signed.", "signed", "past"),
    ("Japan had signed the accord.", "signed", "past perfect"),
    ("Japan would have signed the accord.", "signed", "past perfect"),
    ("Japan signs the accord.", "signs", "present"),
    ("Japan is signing the accord.", "signing", "present"),
    ("Japan has signed the accord.", "signed", "present perfect"),
    ("Japan will sign the accord.", "sign", "future"),
    ("Japan won't sign the accord.", "sign", "future"),
    ("Japan may sign the accord.", "sign", "modal"),
    ("They'd signed the accord.", "signed", "past perfect"),
    ("They'd sign the accord.", "sign", "modal"),
    ("They can't sign the accord.", "sign", "modal"),
    ("Japan wants to sign the accord.", "sign", "infinitive"),
    ("Japan praised the accord signed in Geneva.", "signed", "participle"),
    ("Japan left without signing the accord.", "signing", "participle"),
    ("Talks in Geneva.", "Talks", ""),
]
# sentence, verb, agents, patients, passive
ARGUMENTS = [
    ("Japan praised Kenya.", "praised", "Japan", "Kenya", False),
    ("Kenya was praised by Japan.", "praised", "Japan", "Kenya", True),
    ("Japan and Korea praised Kenya and Uganda.", "praised", "Japan Korea", "Kenya Uganda", False),
    ("Japan met Kenya and praised Uganda.", "praised", "Japan", "Uganda", False),
    ("They left after Japan condemned joint drills by Kenya.", "condemned", "Japan", "drills", False),
    ("The storm saw ten Greeks killed.", "killed", "", "Greeks", True),
    ("Japan wants Kenya expelled.", "expelled", "", "Kenya", True),
    ("Japan saw Kenya praise Uganda.", "praise", "Kenya", "Uganda", False),
    ("Finnish police stop a bus carrying migrants and arrest the driver.", "arrest", "police", "driver", False),
    ("Praising the deal, minister of trade Goro Sakai left.", "Praising", "Sakai", "deal", False),
    ("Japan said the raid had killed ten and wounded six.", "wounded", "raid", "six", False),
    ("Japan urged Kenya to free the sailors.", "free", "Kenya", "sailors", False),
    ("Kenya was urged to free the sailors.", "free", "Kenya", "sailors", False),
    ("Japan promised to free the sailors.", "free", "Japan", "sailors", False),
    ("The minister called on the rebels to lay down their arms.", "lay", "rebels", "arms", False),
    ("Japan accused Kenya of jamming signals.", "jamming", "Kenya", "signals", False),
    ("Japan left without signing the accord.", "signing", "Japan", "accord", False),
    ("Japan issued a statement condemning Kenya.", "condemning", "Japan", "Kenya", False),
    ("The minister, who visited Nairobi, praised Kenya.", "visited", "minister", "Nairobi", False),
    ("The treaty that Japan signed was praised.", "signed", "Japan", "treaty", False),
    ("Japan unveiled a plan to aid Kenya.", "aid", "Japan", "Kenya", False),
    ("The talks held by Japan ended.", "held", "Japan", "talks", True),
    ("Japan, praising Kenya, signed the accord.", "praising", "Japan", "Kenya", False),
]
LOOKS_BACK = [
    ("Japan signed the accord after Kenya had left.", "left", True),
    ("Kenya previously rejected the accord.", "rejected", True),
    ("Japan praised the envoy who brokered the truce.", "brokered", True),
    ("Japan signed the accord.", "signed", False),
    ("They praised the meeting where he spoke.", "spoke", False),
]
LOOKS_AHEAD = [
    ("Japan will sign the accord.", "sign", True),
    ("Japan plans to sign the accord.", "sign", True),
    ("Japan signed the accord.", "signed", False),
    ("Japan refused to sign the accord.", "sign", False),
]
REPORTED = [
    ("Japan said that Kenya would leave.", "leave", "said"),
    ("Japan said Kenya would meet Uganda and leave.", "leave", "said"),
    ("Kenya left.", "left", None),
    ("Japan made Kenya leave.", "leave", None),
]
SAME_TIME = [
    ("They praised the accord when they met in May.", "met", True),
    ("They signed it in Oslo, where they met.", "met", True),
    ("They praised the accord because they met.", "met", False),
    ("They signed when they had met.", "met", False),
]
FINITE = [
    ("Japan agreed to meet Kenya.", "meet", "agreed"),
    ("Japan will try to meet Kenya.", "meet", "try"),
    ("Japan met Kenya.", "met", "met"),
    ("Japan met Kenya, praising the accord.", "praising", "met"),
]
BACKGROUND = [
    ("Prices rose after the attack.", "attack", True),
    ("Prices rose since the attack.", "attack", True),
    ("Japan praised Kenya in the talks.", "talks", False),
    ("The attack ended.", "attack", False),
]

WORDS = ["Japan", "said", "that", "will", "to", "met", "was", "by", "and", ",", ".", "who", "Kenya", "in", "before"]


def test_every_tense_has_a_case():
    assert len({*(tense for _, _, tense in TENSES)}) == 9


@pytest.mark.parametrize(("sentence", "verb", "tense"), TENSES)
def test_tense(sentence, verb, tense):
    text = read(sentence)
    assert text.clauses[at(text, verb)].tense == tense


@pytest.mark.parametrize(("sentence", "verb", "agents", "patients", "passive"), ARGUMENTS)
def test_who_and_whom(sentence, verb, agents, patients, passive):
    text = read(sentence)
    clause = text.clauses[at(text, verb)]
    assert (words(text, clause.agents), words(text, clause.patients), clause.passive) == (agents, patients, passive)


@pytest.mark.parametrize(("sentence", "verb", "back"), LOOKS_BACK)
def test_looks_back(sentence, verb, back):
    text = read(sentence)
    assert text.clauses[at(text, verb)].looks_back is back


@pytest.mark.parametrize(("sentence", "verb", "ahead"), LOOKS_AHEAD)
def test_looks_ahead(sentence, verb, ahead):
    text = read(sentence)
    assert text.clauses[at(text, verb)].looks_ahead is ahead


@pytest.mark.parametrize(("sentence", "verb", "reporter"), REPORTED)
def test_reported_by(sentence, verb, reporter):
    text = read(sentence)
    found = text.clauses[at(text, verb)].reported_by
    assert (None if found is None else text.parse.tokens[found].text) == reporter


@pytest.mark.parametrize(("sentence", "verb", "same"), SAME_TIME)
def test_same_time(sentence, verb, same):
    text = read(sentence)
    assert text.clauses[at(text, verb)].same_time is same


@pytest.mark.parametrize(("sentence", "verb", "finite"), FINITE)
def test_finite_verb(sentence, verb, finite):
    text = read(sentence)
    clause = text.clauses[at(text, verb)]
    assert text.parse.tokens[clause.finite].text == finite
    assert clause.finite_tense == text.clauses[clause.finite].tense


@pytest.mark.parametrize(("sentence", "noun", "background"), BACKGROUND)
def test_background(sentence, noun, background):
    text = read(sentence)
    assert is_background(text.tree, at(text, noun)) is background


def test_prepositions_and_datives():
    text = read("Japan gave Kenya a ship for the patrol of its waters.")
    clause = text.clauses[at(text, "gave")]
    assert (words(text, clause.datives), words(text, clause.patients)) == ("Kenya", "ship")
    text = read("Japan met with Kenya and Uganda in Oslo.")
    clause = text.clauses.of(at(text, "Uganda"))
    assert words(text, clause.after("with")) == "Kenya Uganda"
    assert words(text, clause.after()) == "Kenya Uganda Oslo"


def test_a_clause_is_made_once():
    text = read("Japan said it would meet Kenya.")
    assert text.clauses.of(at(text, "Kenya")) is text.clauses[at(text, "meet")]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Japan", "said", "that", "will", "to", "met", "was", "by", "and", ",", ".", "who", "Kenya", "in", "before"]
        ),
        max_size=12,
    )
)
def test_any_words_have_clauses(given_words):
    text = read(" ".join(given_words))
    everything = range(len(text.parse.tokens))
    for index in everything:
        clause = text.clauses.of(index)
        assert clause.verb in everything
        assert clause.finite in everything
        assert {*clause.subjects, *clause.agents, *clause.patients, *clause.datives, *clause.after()} <= {*everything}
