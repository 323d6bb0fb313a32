"""Which words of a text are offices, bodies and kinds of people."""

from __future__ import annotations

from dataclasses import dataclass

from kg.gazetteer.offices import forms_from
from kg.seeds.actors import Office
from kg.text.tree import Tree


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
        if _is_noun(tree, head, last - index):
            mentions.append(OfficeMention(index, last, head, office, plural))
            index = last
        else:
            index += 1
    return mentions


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
