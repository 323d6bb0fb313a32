"""Which words of a text are offices, bodies and kinds of people."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.gazetteer.offices import forms_from
from kg.seeds.actors import Office
from kg.text.tree import Tree

MODEL = re.compile(r"[A-Z][A-Za-z]*-?\d+[A-Z]?$")  # how a kind of arms is called


@dataclass(frozen=True, slots=True)
class OfficeMention:
    """A word for an office, body or kind of people: its tokens [first, last), its head token and the row."""

    first: int
    last: int
    head: int
    row: Office
    plural: bool


def find_offices(tree: Tree) -> list[OfficeMention]:
    """Return the words for offices of a parse, left to right, the longest at each place."""
    tokens = tree.tokens
    mentions: list[OfficeMention] = []
    index = 0
    while index < len(tokens):
        options = forms_from(tokens[index].text.lower())
        best: tuple[int, Office, bool] | None = None
        for words, (office, plural) in options.items():
            last = _reach(tree, index, words)
            if last is not None and (best is None or last > best[0]):
                best = (last, office, plural)
        if best is None:
            index += 1
            continue
        last, office, plural = best
        head = tree.head(range(index, last))
        if _is_noun(tree, head, last - index) and not _is_model(tree, index):
            mentions.append(OfficeMention(index, last, head, office, plural))
            index = last
        else:
            index += 1
    return mentions


def _is_model(tree: Tree, first: int) -> bool:
    """Does a word of letters and digits before it make it a thing: "MiG-29 fighters", "S-300 missiles"?"""
    before = "".join(token.text for token in tree.tokens[max(first - 3, 0) : first])
    return bool(MODEL.search(before))


def _reach(tree: Tree, index: int, words: tuple[str, ...]) -> int | None:
    """The token after the last one of a term that starts at `index`; hyphens between do not count."""
    tokens, position = tree.tokens, index
    for number, word in enumerate(words):
        if number and position < len(tokens) and tokens[position].text in "-–":
            position += 1
        if position >= len(tokens) or tokens[position].text.lower() != word:
            return None
        position += 1
    return position


def _is_noun(tree: Tree, head: int, length: int) -> bool:
    token = tree.tokens[head]
    if token.pos in ("NOUN", "PROPN"):
        return True
    return length > 1 or (token.pos == "ADJ" and token.dep in ("nsubj", "dobj", "pobj", "nsubjpass", "poss"))
