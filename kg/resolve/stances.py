"""How the words for the parties of an act stand to it in the sentence: what tells how far to trust who takes part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import Actor, EventMention
from kg.text.tree import Tree

STANDS = {  # the parser's labels (Universal and ClearNLP dependencies of English) in words
    "nsubj": "a subject",
    "nsubjpass": "the subject of a passive",
    "dobj": "an object",
    "dative": "a second object",
    "poss": "a possessor",
    "compound": "part of a noun's name",
    "amod": "an adjective",
    "nmod": "before a noun",
    "conj": "further on in a list",
    "appos": "an apposition",
}
ELSEWHERE = "somewhere else"


def stances(tree: Tree, mention: EventMention, actors: Sequence[Actor], recipients: Sequence[Actor]) -> tuple[str, ...]:
    """Return how the words for actors and recipients stand, each once, in order.

    "Seoul urged Tokyo to …" gives "who acts is a subject" and "whom it concerns is an object"; a word behind a
    preposition is told by it: "whom it concerns stands behind 'of'". What depends on the word of the act itself is
    told besides, and what stands in another sentence.
    """
    sides = (("who acts", actors), ("whom it concerns", recipients))
    return tuple(dict.fromkeys(told for side, parties in sides for told in _stances(tree, mention, side, parties)))


def _stances(tree: Tree, mention: EventMention, side: str, parties: Sequence[Actor]) -> Iterator[str]:
    own = tree.parse.sentence_of(mention.head)
    for start, end in (span for party in parties for span in party.mentions):
        inside = list(tree.parse.tokens_in(start, end))
        if not inside:
            continue
        word = tree.head(inside)
        token = tree.tokens[word]
        above = token.head
        if not own.start <= start < own.end:
            yield f"{side} is named in another sentence"
            continue
        if token.dep == "pobj":
            yield f"{side} stands behind '{tree.tokens[above].text.lower()}'"
            above = tree.tokens[above].head
        else:
            yield f"{side} is {STANDS.get(token.dep, ELSEWHERE)}"
        if above == mention.head:
            yield f"{side} depends on the word of the act"
