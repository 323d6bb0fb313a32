"""Finding nouns that take up an event: "the incident", "this step", "It was their first conversation"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extractors.syntax import Tree
from kg.model import EventMention, NamedEntity
from kg.seeds.anaphora import load_anaphora

POINTING = frozenset({"the", "this", "that", "these", "those"})
OWN = frozenset({"its", "their", "his", "her"})
PRONOUNS = frozenset({"it", "this", "that"})
NAMED = ("GPE", "NORP", "ORG", "PERSON", "LOC", "FAC")


def find_anaphors(tree: Tree, known: Iterable[EventMention]) -> Iterator[EventMention]:
    """Yield a mention without a type for each definite noun of seeds/anaphora.yml that is no trigger of an event already.

    Nouns that name a state, person or place of their own ("the Japanese attack") are left to the triggers.
    """
    taken = {i for mention in known for i in tree.parse.tokens_in(mention.start, mention.end)} | {m.head for m in known}
    table = load_anaphora().nouns
    for index, token in enumerate(tree.tokens):
        if token.pos != "NOUN" or token.lemma not in table or index in taken or token.dep == "compound":
            continue
        if tree.parse.sentence_of(index).kind != "paragraph":
            continue
        if _definite(tree, index) and not _names_somebody(tree, index):
            yield _mention(tree, index, f"'{token.text}' takes up an event told before")
        elif _predicate_of_it(tree, index):
            yield _mention(tree, index, f"'it' is the {token.lemma} told before")


def is_definite(tree: Tree, index: int) -> bool:
    """Does the noun point to something known ("the raid", "this raid", "their meeting")?"""
    return any(tree.lemma(k) in POINTING for k in tree.kids(index, "det")) or bool(tree.kids(index, "poss"))


def governors(tree: Tree, index: int) -> frozenset[int]:
    """All tokens above a token."""
    return frozenset(tree.ancestors(index))


def _mention(tree: Tree, index: int, reason: str) -> EventMention:
    token = tree.tokens[index]
    return EventMention(
        start=token.start, end=token.end, head=index, event_type="", mode=None, modality="asserted",
        rule=f"seeds/anaphora.yml#{token.lemma}", lemma=token.lemma, confidence=0.4, reason=reason,
    )  # fmt: skip


def _definite(tree: Tree, index: int) -> bool:
    if any(tree.lemma(k) in POINTING for k in tree.kids(index, "det")):
        return True
    return any(tree.tokens[k].text.lower() in OWN for k in tree.kids(index, "poss"))


def _names_somebody(tree: Tree, index: int) -> bool:
    """Does a name before the noun, or behind "of" and "between", say which one it is?"""
    own = {i for kid in tree.kids(index, "compound", "amod", "poss", "nmod") for i in tree.subtree(kid)}
    own |= {i for lemma, obj in tree.prepositions(index) if lemma in ("of", "between", "with") for i in tree.subtree(obj)}
    return any(_inside(entity, own) for entity in tree.parse.entities)


def _inside(entity: NamedEntity, tokens: set[int]) -> bool:
    return entity.label in NAMED and any(entity.first <= i < entity.last for i in tokens)


def _predicate_of_it(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    if token.dep != "attr" or tree.lemma(token.head) != "be" or tree.kids(token.head, "neg"):
        return False
    return any(tree.tokens[k].text.lower() in PRONOUNS for k in tree.kids(token.head, "nsubj"))
