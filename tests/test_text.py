"""A text: read once, its parts made when they are asked for; and the engine behind it."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import ask
from kg.errors import OptionError
from kg.model import Block, Document, Parse
from kg.text import Mentions, Text
from kg.text.engine import SpacyEngine, default_engine

# text, its tokens
TOKENS = [
    ("U.S.-Japan ties improved.", ["U.S.", "-", "Japan", "ties", "improved", "."]),
    ("The Seoul–Tokyo talks ended.", ["The", "Seoul", "–", "Tokyo", "talks", "ended", "."]),
    ("Kenya’s envoy left.", ["Kenya", "’s", "envoy", "left", "."]),
    ("A cease-fire held.", ["A", "cease-fire", "held", "."]),
    ("Kenya re-opened its border.", ["Kenya", "re-opened", "its", "border", "."]),
    ("", []),
    ("   \n ", []),
]


class Counting:
    """An engine that counts the documents that it parses."""

    name = "counting"

    def __init__(self) -> None:
        self.parsed = 0

    def parse(self, documents):
        for document in documents:
            self.parsed += 1
            yield from default_engine().parse([document])


@pytest.mark.parametrize(("text", "tokens"), TOKENS)
def test_tokens(text, tokens):
    assert [token.text for token in Text.read(Document(text=text)).parse.tokens] == tokens


def test_parts_are_made_once():
    text = Text.read(Document(text="Japan met Kenya on Monday.", published=datetime.date(2019, 6, 27)))
    for part in ("tree", "clauses", "times", "quotations"):
        assert getattr(text, part) is getattr(text, part)
    assert [time.value for time in Mentions(text).times] == ["2019-06-24"]


def test_the_times_are_those_of_the_documents_language():
    document = Document(text="Le 5 mars 2018, Kenya.", language="fr")
    assert [time.value for time in Text.read(document).times] == ["2018-03-05"]


def test_three_questions_parse_a_document_once():
    engine, document = Counting(), Document(text="Japan praised Kenya on 3 March 2015.")
    ask.participants(document, 6, 13, engine)
    ask.date_event(document, 6, 13, engine)
    ask.participants(document, 0, 5, engine)
    assert engine.parsed == 1


def test_blocks_are_parsed_apart_and_footers_left_out():
    text = "Talks open\nJapan met Kenya.\nFollow us on all channels."
    kinds = ("headline", "paragraph", "footer")
    starts = (0, 11, 28, 55)
    blocks = tuple(Block(a, b - 1, kind) for a, b, kind in zip(starts, starts[1:], kinds, strict=False))
    parse = Text.read(Document(text=text, blocks=blocks)).parse
    assert [(text[s.start : s.end], s.kind) for s in parse.sentences] == [
        ("Talks open", "headline"),
        ("Japan met Kenya.", "paragraph"),
    ]


def test_a_coordinated_clause_keeps_its_subject():
    text = Text.read(Document(text="Lee visited the islets and Japan called its envoy home."))
    tokens = text.parse.tokens
    called = next(i for i, token in enumerate(tokens) if token.text == "called")
    assert [tokens[i].text for i in text.clauses[called].agents] == ["Japan"]


def test_a_phrase_before_and_is_its_own_verbs():
    told = "Protests took place in the capital, Bamako, over the weekend and the cabinet resigned earlier this month."
    tokens = Text.read(Document(text=told)).parse.tokens
    over, resigned = (next(i for i, token in enumerate(tokens) if token.text == word) for word in ("over", "resigned"))
    assert [tokens[tokens[i].head].text for i in (over, resigned)] == ["took", "took"]
    assert tokens[resigned].dep == "conj"


def test_a_bare_infinitive_goes_on_from_the_one_before():
    text = Text.read(Document(text="Norway called on Chad to respect the truce, pull its men out and pay."))
    tokens = text.parse.tokens
    pull = next(i for i, token in enumerate(tokens) if token.text == "pull")
    assert tokens[tokens[pull].head].text == "respect"


def test_what_a_sum_is_in_belongs_to_it():
    text = Text.read(Document(text="Chad cut off 30 million euros in aid to Mali."))
    tokens = text.parse.tokens
    inside = next(i for i, token in enumerate(tokens) if token.text == "in")
    assert tokens[tokens[inside].head].text == "euros"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The pact ended the part of Chad in World War I. Ties with Peru lasted.", 2),
        ("He wrote to Carol I. The king left.", 2),
        ("He met John I. Taylor in Rome.", 1),
    ],
)
def test_a_sentence_may_end_in_a_number_that_looks_like_an_initial(text, number):
    assert len(Text.read(Document(text=text)).parse.sentences) == number


@pytest.mark.parametrize(
    ("sentence", "word", "pos", "below"),
    [
        ("Austria arrests fourteen people over Monday's shooting in Vienna.", "arrests", "VERB", {"Austria", "people"}),
        ("Syrian and Russian aircraft bomb Idlib.", "bomb", "VERB", {"aircraft", "Idlib"}),
        ("Pakistan launches airstrikes on a village in Iran.", "launches", "VERB", {"Pakistan", "airstrikes"}),
        ("Ethiopia's army bombards Mekelle, the capital of Tigray.", "bombards", "VERB", {"army", "Mekelle"}),
        ("Azerbaijan sentences former Karabakh leaders to prison.", "sentences", "VERB", {"Azerbaijan", "leaders"}),
    ],
)
def test_the_present_tense_of_digests_is_read_as_verbs(sentence, word, pos, below):
    tree = Text.read(Document(text=sentence)).tree
    verb = next(i for i, token in enumerate(tree.tokens) if token.text == word)
    assert tree.tokens[verb].pos == pos
    assert {tree.tokens[i].text for i in tree.kids(verb, "nsubj", "dobj")} == below


def test_a_model_that_is_missing_is_told():
    with pytest.raises(OptionError, match="no spaCy model 'no_such_model' is installed"):
        SpacyEngine("no_such_model")


def test_a_text_without_a_model_still_has_names_and_dates():
    text = Text.read(Document(text="Japan met Kenya on 3 March 2015."), SpacyEngine("blank"))
    assert "blank" in text.parse.engine or text.parse.engine.startswith("spacy/")
    assert [time.value for time in text.times] == ["2015-03-03"]
    assert text.clauses.of(0).tense == ""


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="aJ .,\"“’'-–\n\u200b한", max_size=60))
def test_tokens_lie_in_the_text(text):
    parse: Parse = Text.read(Document(text=text)).parse
    for token in parse.tokens:
        assert text[token.start : token.end] == token.text
    covered = [i for sentence in parse.sentences for i in range(sentence.first, sentence.last)]
    assert covered == list(range(len(parse.tokens)))
    for index in range(len(parse.tokens)):
        sentence = parse.sentence_of(index)
        assert sentence.first <= parse.tokens[index].head < sentence.last
