"""How an event is meant, from all that the walk has found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extractors.modality.before_noun import read_before_noun
from kg.extractors.modality.climbing import climb, mark_rule
from kg.extractors.modality.noun_hangs_on import climb_from_noun
from kg.extractors.modality.preposition_above import mark_charge
from kg.extractors.modality.reports import is_asked
from kg.extractors.modality.walk import Walk
from kg.text import Text


@dataclass(frozen=True, slots=True)
class Reading:
    """How an event is meant; `speakers` are token indices of who reports it, `reason` the words that decided."""

    modality: str = "asserted"
    speakers: tuple[int, ...] = ()
    reason: str = ""
    habitual: bool = False
    commitment: int | None = None  # the future auxiliary or governor by which the subject commits itself
    tried: bool = False  # nothing but that it was tried speaks against it: "attempted to seize the port"


def read_modality(text: Text, head: int, light: int | None = None, named: Sequence[int] = ()) -> Reading:
    """Return how the event with its trigger at token `head` is meant.

    `light` is the light verb that carries a noun. A negation among the words that name the act, `named`, is part of
    its name: who "would have none of" a plan has turned it down.
    """
    walk = Walk(text, head, named)
    node = head
    if text.tree.tokens[head].pos in ("NOUN", "PROPN", "PRON", "NUM", "X"):
        read_before_noun(walk, head)
        node = climb_from_noun(walk, head, light)
    if node >= 0:
        climb(walk, node)
        mark_charge(walk, node)
    if (
        walk.cue("wishing", head)
        and not (text.clauses.of(head).patients and text.clauses.of(head).after("at"))  # "aimed its radar at a plane"
        and not walk.speakers
        and text.clauses.of(head).finite_tense in ("past", "past perfect")
    ):
        walk.mark("hypothetical", f"'{text.tree.tokens[head].text}': a wish")
    if reading := walk.cue("schemes", head):
        walk.mark(reading, f"a '{text.tree.tokens[head].text}'")
    mark_rule(walk, head)
    if is_asked(walk, head):
        walk.mark("hypothetical", "a question in quotation marks")
    told = "; ".join(walk.reasons)
    tried = walk.tried == walk.marked == 1
    commitment = None if walk.hoped else walk.commitment
    return Reading(walk.modality, tuple(walk.speakers), told, walk.habitual, commitment, tried)
