"""What a walk from the trigger up the parse has found so far, and the words it asks for; the modules beside fill it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.seeds.grammar import load_grammar
from kg.seeds.modality import readings_of
from kg.text import Text

RANKS = frozenset(["first", "last", "only", "next", "second", "third", "fourth", "fifth", "sixth", "latest"])
STRENGTH = {"asserted": 0, "planned": 1, "hypothetical": 2, "negated": 3, "denied": 4}


class Walk:
    """What the governors say, collected from the trigger to the root."""

    def __init__(self, text: Text, head: int, named: Sequence[int] = ()) -> None:
        self.quoted = text.quotations.hold(text.tree.tokens[head].start)
        self.text, self.tree, self.clauses, self.words = text, text.tree, text.clauses, load_grammar()
        self.modality, self.speakers, self.reasons = "asserted", list[int](), list[str]()
        self.habitual = False
        self.commitment: int | None = None
        self.marked, self.tried = 0, 0  # how often something was said against it, and how often that it was tried
        self.refusal = head if any(self._is_negation(k) for k in named) else -1  # the verb of "would have none of"
        # Verbs whose "not" is used up: "did not fail to sign", "not A but B", and what names the act.
        self.undone = set(named) if self.refusal >= 0 else set[int]()
        self.hoped = False  # somebody only hopes so, in passing: nobody promises it
        self.accused = False  # the act is what somebody is accused of

    def mark(self, modality: str, reason: str) -> None:
        """Keep the strongest modality, and every reason."""
        if STRENGTH[modality] > STRENGTH[self.modality]:
            self.modality = modality
        self.marked += modality != "asserted"
        self.reasons.append(f"{modality}: {reason}")

    def cue(self, kind: str, index: int) -> str:
        """What a word says by seeds/modality.yml, alone or with its particle or what it is made of; "" for nothing."""
        tree, readings = self.tree, readings_of(kind)
        lemma = tree.lemma(index)
        names = [f"{lemma} {tree.lemma(k)}" for k in tree.kids(index, "prt", "advmod", "acomp", "prep", "dobj")]
        names += [f"{tree.lemma(k)} {lemma}" for k in tree.kids(index, "compound", "amod", "nmod", "advmod")]
        names += [lemma, lemma.removesuffix("s"), tree.tokens[index].text.lower()]
        return next((readings[name] for name in names if name in readings), "")

    def _is_negation(self, index: int) -> bool:
        """Is it a word that negates: "not", "no", "none"?"""
        return self.tree.tokens[index].dep == "neg" or self.tree.lemma(index) in ("no", "none", "nothing", "never")

    def denies(self, verb: int) -> bool:
        """Is the verb itself negated: "did not fail to sign"?"""
        return any(k not in self.undone for k in self.tree.kids(verb, "neg"))

    def is_infinitive(self, verb: int) -> bool:
        """Does "to" stand before the verb?"""
        return any(self.tree.lemma(k) == "to" for k in self.tree.kids(verb, "aux"))

    def unless_negated(self, governor: int, reading: str) -> None:
        """What a verb makes of its complement: "failed to sign" is not signed, "did not fail to sign" is."""
        tree = self.tree
        if reading == "negated" and self.denies(governor):
            self.undone.update(tree.kids(governor, "neg"))
            if not self.cue("implicative", governor):  # "did not rule out sending them"
                self.mark("hypothetical", f"not '{tree.tokens[governor].text}'")
            return
        self.mark(reading, f"'{tree.tokens[governor].text}'")


def is_ranked(walk: Walk, noun: int) -> bool:
    """As in "the first state to recognise it": who is counted has done it."""
    tree = walk.tree
    ranks = [noun, *tree.kids(noun, "amod", "nummod")]
    return any(tree.lemma(k) in RANKS or tree.tokens[k].text[:1].isdigit() for k in ranks)
