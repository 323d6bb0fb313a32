"""Nouns that take up an event, and how the text looks at a mention."""

from __future__ import annotations

import pytest

from kg.resolve.anaphora import (
    dates_itself,
    find_anaphors,
    governors,
    is_aside,
    is_decided,
    is_owned,
    is_pointed_at,
    own_words,
    told_apart,
    whose_act,
)
from tests.reading import at, read

CASES = {
    "The incident angered Tokyo.": ["incident"],
    "This step was welcomed.": ["step"],
    "Their meeting ended.": ["meeting"],
    "It was their first conversation.": ["conversation"],
    "That was a conversation of three.": [],
    "An incident happened.": [],
    "The Japanese attack failed.": ["attack"],
    "Tanaka's announcement angered them.": ["announcement"],
    "Tanaka's talks with Seoul failed.": [],
    "Tanaka's garden pleased them.": [],
    "The speech by Tanaka angered them.": [],
}
DECIDED = {
    "They decided to recall the envoy.": True,
    "The step to recall him was right.": True,
    "They hope to recall the envoy.": False,
}
# the sentence: the words of its noun that say which one it is, that tell it from another, whose act it is
OF_A_NOUN: dict[str, tuple[set[str], set[str], set[str]]] = {
    "The trade talks failed.": ({"trade"}, set(), set()),
    "The deal on fish quotas failed.": ({"fish", "quota"}, set(), set()),
    "The talks between their diplomats failed.": (set(), set(), {"diplomat"}),
    "The talks between their presidents failed.": (set(), set(), set()),
    "The second meeting failed.": (set(), {"second"}, set()),
    "The first meeting failed.": (set(), {"first"}, set()),
    "It was their first meeting.": (set(), set(), set()),
    "They returned the visit.": (set(), {"return"}, set()),
}
ASIDE = {"The man who attacked Iraq fled.": True, "Iran attacked Iraq.": False}


def test_all_cases_are_here() -> None:
    assert (len(CASES), len(DECIDED), len(ASIDE), len(OF_A_NOUN)) == (11, 3, 2, 8)


@pytest.mark.parametrize("sentence", CASES)
def test_nouns_that_take_up_an_event(sentence: str) -> None:
    found = list(find_anaphors(read(sentence).tree, ()))
    assert [m.lemma for m in found] == CASES[sentence]
    assert all(m.takes_up and m.event_type == "" and m.rule == f"seeds/anaphora.yml#{m.lemma}" for m in found)


@pytest.mark.parametrize("sentence", OF_A_NOUN)
def test_what_a_noun_says_of_itself(sentence: str) -> None:
    tree = read(sentence).tree
    (mention,) = find_anaphors(tree, ())
    assert (own_words(tree, mention), told_apart(tree, mention), whose_act(tree, mention)) == OF_A_NOUN[sentence]


@pytest.mark.parametrize("word", ["This", "That", "The"])
def test_that_points_to_what_was_told_just_now(word: str) -> None:
    tree = read(f"{word} incident angered Tokyo.").tree
    assert is_pointed_at(tree, next(find_anaphors(tree, ()))) == (word == "That")


@pytest.mark.parametrize("sentence", DECIDED)
def test_decided(sentence: str) -> None:
    text = read(sentence)
    assert is_decided(text.tree, at(text, "recall")) is DECIDED[sentence]


@pytest.mark.parametrize("sentence", ASIDE)
def test_relative_clauses(sentence: str) -> None:
    text = read(sentence)
    assert is_aside(text.tree, at(text, "attacked")) is ASIDE[sentence]


def test_a_noun_is_dated_by_words_below_it() -> None:
    text = read("They met on Tuesday to stress the importance of the deal.")
    assert not dates_itself(text.tree, at(text, "deal"), "Tuesday")
    text = read("The deal of Tuesday pleased them.")
    assert dates_itself(text.tree, at(text, "deal"), "Tuesday")
    text = read("The deal was signed on Tuesday.")
    assert dates_itself(text.tree, at(text, "deal"), "Tuesday")
    text = read("The deal took effect on Tuesday.")
    assert not dates_itself(text.tree, at(text, "deal"), "Tuesday")


@pytest.mark.parametrize(("words", "owned"), [("Its", True), ("The", False)])
def test_whose_a_noun_is(words: str, owned: bool) -> None:
    [mention] = find_anaphors(read(f"{words} decision stands.").tree, ())
    assert is_owned(read(f"{words} decision stands.").tree, mention) is owned


def test_governors_are_all_tokens_above() -> None:
    text = read("They suspended the decision.")
    assert governors(text.tree, at(text, "decision")) == {at(text, "suspended")}
    text = read("They met, but the talks failed.")
    assert governors(text.tree, at(text, "talks")) == {at(text, "failed")}
