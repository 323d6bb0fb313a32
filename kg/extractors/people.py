"""People without a name or state: "users", "many buyers", "others".

They take part in what any words tell (kg.participants), never in the events of the graph.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.identity import slug
from kg.model import ActorMention, Candidate
from kg.seeds.actor_words import actor_words
from kg.text import Text

ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "conj", "poss", "appos", "attr"})


def find_people(text: Text, actors: Sequence[ActorMention]) -> tuple[ActorMention, ...]:
    """Return the mentions of people that no other mention heads, as nominals of kind "people", in text order.

    >>> from kg.model import Document
    >>> [m.label for m in find_people(Text.read(Document(text="Many buyers complained.")), ())]
    ['Many buyers']
    """
    tree, words = text.tree, actor_words()
    taken = {actor.head for actor in actors}
    named = {i for actor in actors if actor.form == "name" for i in text.parse.tokens_in(actor.start, actor.end)}
    found: list[ActorMention] = []
    for index, token in enumerate(tree.tokens):
        if index in taken or index in named or token.dep not in ARGUMENTS:
            continue
        people = token.pos in ("NOUN", "PROPN") and token.lemma.lower() in words["people_nouns"]
        some = token.text.lower() in words["people_pronouns"] and not tree.kids(index, "prep")
        if not people and not (some and token.pos in ("PRON", "NOUN", "DET", "ADJ")):
            continue
        start, end = tree.tokens[tree.left_edge(index)].start, token.end
        label = " ".join(text.words(start, end).split())
        candidate = Candidate(slug(label), 0.5, "people without a name")
        found.append(ActorMention(start, end, index, "nominal", (candidate,), kind="people", label=label))
    return tuple(found)
