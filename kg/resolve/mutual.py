"""Whether those who act do it with each other, or one of them to the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kg.model import STATE_KINDS, Actor
from kg.resolve.scenes import Party, Scene
from kg.seeds.grammar import load_grammar
from kg.text.tree import Tree

NAMING = ("PROPN", "ADJ", "PRON")  # parts of speech of what names a state itself


def directed(
    scene: Scene, taking: Sequence[Party], acting: Sequence[Actor], undergoing: Sequence[Actor]
) -> tuple[Sequence[Actor], Sequence[Actor], bool]:
    """Return who acts, to whom it is done, and whether it is mutual; `taking` are the parties that take part.

    Several who act on nobody do it with each other where the type or the words say so. Not so those who are only named
    behind "with", nor who met others one by one, or promised them something.
    """
    parties = {actor.party for actor in acting}
    mutual = not undergoing and len(parties) > 1 and (scene.event.reciprocal or scene.is_common)
    if mutual and all(_is_a_partner(scene.tree, m.head) for party in taking for m in party.mentions):
        return (), acting, False
    alone = parties & ((_hosts(scene) if len(parties) > 2 else set()) or _promiser(scene, parties)) if mutual else set()
    if alone:
        undergoing = [actor for actor in acting if actor.party not in alone]
        acting = [actor for actor in acting if actor.party in alone]
    if scene.event.mode == "visit":  # nobody visits himself
        undergoing = [actor for actor in undergoing if actor.party not in parties]
    others = [actor for actor in undergoing if actor.party not in parties]
    # "the premier warned that Pakistan would act against India": not Pakistan, nor where no other is named
    own = {actor.party for actor in acting}
    undergoing = others or [a for a in undergoing if a.party not in own or not _is_by_name(scene, taking, a)]
    return acting, undergoing, mutual and not alone


def _is_by_name(scene: Scene, taking: Sequence[Party], actor: Actor) -> bool:
    """Is it a state told by its own name or its capital's, whom its people do nothing to: "Oman", not "the cabinet"?

    Or by "it": who condemned it condemned another.
    """
    pairs = [(m, a) for party in taking for m, a in zip(party.mentions, party.actors, strict=True)]
    heads = [m.head for m, a in pairs if a.id == actor.id and set(a.mentions) & set(actor.mentions)]
    return actor.kind in STATE_KINDS and all(scene.tree.tokens[head].pos in NAMING for head in heads)


def _hosts(scene: Scene) -> set[str]:
    """The parties of the subject where it met the others one by one: "Biden met Yoon and Kishida separately"."""
    tree, trigger = scene.tree, scene.head
    clause = scene.clauses.of(trigger)
    beside = {i for base in {trigger, clause.verb} if base >= 0 for i in tree.subtree(base)}
    told = f" {' '.join(tree.tokens[i].text.lower() for i in sorted(beside) if i >= min(trigger, clause.verb))} "
    if not any(f" {words} " in told for words in load_grammar()["one_by_one"]):
        return set()
    return {p.id for p in scene.parties if {m.head for m in p.mentions} & set(clause.subjects)}


def _promiser(scene: Scene, acting: Collection[str]) -> set[str]:
    """The party of the subject where another of them is only named in what it agreed to do: "agreed to sell Chile"."""
    tree, trigger = scene.tree, scene.head
    if (
        scene.act != "AGREE"
        or not tree.is_verb(trigger)
        or any(lemma == "with" for lemma, _ in tree.prepositions(trigger))
    ):
        return set()
    below = {i for kid in tree.kids(trigger, "xcomp") for i in tree.subtree(kid)}
    subjects = set(scene.clauses.of(trigger).subjects)
    inside = {p.id for p in scene.parties if p.id in acting and {m.head for m in p.mentions} <= below}
    promising = {p.id for p in scene.parties if {m.head for m in p.mentions} & subjects}
    return promising if inside and len(promising) == 1 else set()


def _is_a_partner(tree: Tree, index: int) -> bool:
    """Is it named behind "with": of "talks with Peru and Chile", somebody else's, neither holds them with the other?"""
    return tree.behind(index)[0] == "with"
