"""What the tree of a parse is asked: heads, roots, noun phrases, what is definite, which verb a word belongs to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading import at, read, words

# sentence, the words of the span, its head
HEADS = [
    ("Japan and Kenya held long talks in Oslo.", "long talks", "talks"),
    ("Japan and Kenya held long talks in Oslo.", "held long talks", "held"),
    ("The foreign minister of Kenya left.", "foreign minister of Kenya", "minister"),
    ("Seoul-Tokyo ties improved.", "Seoul-Tokyo", "Tokyo"),
    ("It met with them.", "met with", "met"),
    ("He left.", ".", "."),
]
DEFINITE = [
    ("The raid was condemned.", "raid", True),
    ("They condemned this raid.", "raid", True),
    ("They praised their meeting.", "meeting", True),
    ("They rejected Japan's offer.", "offer", True),
    ("Both ministers left.", "ministers", True),
    ("They condemned a raid.", "raid", False),
    ("They condemned raids.", "raids", False),
    ("A minister of the republic left.", "minister", False),
    ("The republic, whose minister left, protested.", "minister", True),
]
PHRASE_HEADS = [
    ("A Japanese foreign ministry official left.", "Japanese", "official"),
    ("A Japanese foreign ministry official left.", "foreign", "official"),
    ("U.S. and Japanese officials met.", "Japanese", "officials"),
    ("Japan's minister left.", "Japan", "Japan"),
    ("Japan left.", "Japan", "Japan"),
]
LEFT_EDGES = [
    ("The old Japanese minister left.", "minister", "old"),
    ("Their minister left.", "minister", "minister"),
    ("Japan's old minister left.", "minister", "Japan"),
    ("Many angry buyers complained.", "buyers", "Many"),
]
CLAUSE_VERBS = [
    ("Japan said that Kenya would leave Oslo.", "Oslo", "leave"),
    ("Japan said that Kenya would leave Oslo.", "would", "leave"),
    ("Japan said that Kenya would leave Oslo.", "Japan", "said"),
    ("The talks were held.", "were", "held"),
    ("Talks in Oslo.", "Oslo", "Talks"),
]

WORDS = ["Japan", "'s", "old", "minister", "and", "of", "the", "that", "met", ",", ".", "talks", "in", "both"]


def test_enough_cases():
    assert (len(HEADS), len(DEFINITE), len(PHRASE_HEADS), len(LEFT_EDGES), len(CLAUSE_VERBS)) == (6, 9, 5, 4, 5)


@pytest.mark.parametrize(("sentence", "span", "head"), HEADS)
def test_head_of_a_span(sentence, span, head):
    text = read(sentence)
    start = sentence.index(span)
    assert text.parse.tokens[text.tree.head(text.parse.tokens_in(start, start + len(span)))].text == head


@pytest.mark.parametrize(("sentence", "noun", "definite"), DEFINITE)
def test_definite(sentence, noun, definite):
    text = read(sentence)
    assert text.tree.is_definite(at(text, noun)) is definite


@pytest.mark.parametrize(("sentence", "word", "head"), PHRASE_HEADS)
def test_head_of_the_noun_phrase(sentence, word, head):
    text = read(sentence)
    assert text.parse.tokens[text.tree.phrase_head(at(text, word))].text == head


@pytest.mark.parametrize(("sentence", "noun", "first"), LEFT_EDGES)
def test_left_edge(sentence, noun, first):
    text = read(sentence)
    assert text.parse.tokens[text.tree.left_edge(at(text, noun))].text == first


@pytest.mark.parametrize(("sentence", "word", "verb"), CLAUSE_VERBS)
def test_verb_of_the_clause(sentence, word, verb):
    text = read(sentence)
    assert text.parse.tokens[text.tree.clause_verb(at(text, word))].text == verb


def test_conjuncts_and_prepositions():
    text = read("Japan met with Kenya, Uganda and Chad.")
    tree = text.tree
    assert words(text, tree.conjuncts(at(text, "Kenya"))) == "Kenya Uganda Chad"
    assert tree.first_conjunct(at(text, "Chad")) == at(text, "Kenya")
    assert words(text, tree.objects(at(text, "met"), "with")) == "Kenya Uganda Chad"
    text = read("Troops moved out of Oslo.")
    assert words(text, text.tree.objects(at(text, "moved"), "of")) == "Oslo"


def test_one_root_a_sentence():
    text = read("Japan left. Kenya stayed in Oslo.")
    assert words(text, [text.tree.root(sentence) for sentence in text.parse.sentences]) == "left stayed"


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Japan", "'s", "old", "minister", "and", "of", "the", "that", "met", ",", ".", "talks", "in", "both"]
        ),
        max_size=12,
    )
)
def test_the_questions_hold_for_any_words(given_words):
    text = read(" ".join(given_words))
    tree = text.tree
    for index in range(len(tree.tokens)):
        assert index in tree.subtree(tree.path(index)[-1])
        assert tree.first_conjunct(index) in tree.path(index)
        assert tree.left_edge(index) <= index
        assert tree.phrase_head(index) in range(len(tree.tokens))
        assert tree.head(tree.subtree(index)) == index or len(tree.subtree(index)) > 1
    for sentence in text.parse.sentences:
        inside = range(sentence.first, sentence.last)
        assert tree.root(sentence) in inside
        assert tree.head(inside) in inside
