"""The tree of a parse: what hangs on what, what is coordinated, which verb a word belongs to.

All indices are token indices into `Parse.tokens`; labels are ClearNLP's, which spaCy's English models use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.model import Parse, Sentence, Token

CLAUSES = ("ROOT", "ccomp", "advcl", "relcl", "acl", "xcomp", "pcomp", "conj", "parataxis", "csubj")


@dataclass(slots=True)
class Tree:
    """A parse with its children listed, and the questions that rules ask of it."""

    parse: Parse
    tokens: tuple[Token, ...] = ()
    children: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tokens = self.parse.tokens
        self.children = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head != index:
                self.children[token.head].append(index)

    def kids(self, index: int, *deps: str) -> list[int]:
        """Children with one of the labels, left to right."""
        return [kid for kid in self.children[index] if self.tokens[kid].dep in deps]

    def lemma(self, index: int) -> str:
        """The token's lemma."""
        return self.tokens[index].lemma

    def subtree(self, index: int) -> list[int]:
        """All tokens below and including `index`, sorted."""
        found, waiting = [], [index]
        while waiting:
            current = waiting.pop()
            found.append(current)
            waiting.extend(self.children[current])
        return sorted(found)

    def ancestors(self, index: int) -> Iterator[int]:
        """Governors from the nearest to the root."""
        while self.tokens[index].head != index:
            index = self.tokens[index].head
            yield index

    def path(self, index: int) -> list[int]:
        """The token and its governors, up to the root."""
        return [index, *self.ancestors(index)]

    def root(self, sentence: Sentence) -> int:
        """The token of a sentence that nothing governs."""
        return next((i for i in range(sentence.first, sentence.last) if self.tokens[i].head == i), sentence.first)

    def head(self, tokens: Sequence[int]) -> int | None:
        """The first of some tokens that none of the others governs; None where there is none."""
        inside = set(tokens)
        return next((i for i in sorted(inside) if self.tokens[i].head not in inside or self.tokens[i].head == i), None)

    def conjuncts(self, index: int) -> list[int]:
        """`index` and everything coordinated with it."""
        found = [index]
        for kid in self.kids(index, "conj"):
            found += self.conjuncts(kid)
        return found

    def all_conjuncts(self, tokens: Iterable[int]) -> list[int]:
        """Some tokens, each with everything coordinated with it."""
        return [other for index in tokens for other in self.conjuncts(index)]

    def is_verb(self, index: int) -> bool:
        """Is the token a verb (or an auxiliary used as one)?"""
        return self.tokens[index].pos in ("VERB", "AUX")

    def clause_verb(self, index: int) -> int:
        """The verb whose clause the token stands in (itself for a verb; a sentence root otherwise)."""
        if self.is_verb(index):
            return index
        last = index
        for above in self.ancestors(index):
            last = above
            if self.is_verb(above):
                return above
        return last

    def main_verb(self, index: int) -> int:
        """The main verb of an auxiliary; any other token itself."""
        token = self.tokens[index]
        return token.head if token.dep in ("aux", "auxpass") else index

    def prepositions(self, index: int) -> list[tuple[str, int]]:
        """(preposition, object) pairs directly below a token, coordinated objects included."""
        pairs = []
        for kid in self.kids(index, "prep", "agent"):
            lemma = self.lemma(kid)
            for obj in self.all_conjuncts(self.kids(kid, "pobj")):
                pairs.append((lemma, obj))
            for inner in self.kids(kid, "prep"):  # "because of", "out of"
                pairs += [(self.lemma(inner), obj) for obj in self.all_conjuncts(self.kids(inner, "pobj"))]
            for other in self.kids(kid, "conj"):
                pairs += [(self.lemma(other), obj) for obj in self.all_conjuncts(self.kids(other, "pobj"))]
        return pairs

    def objects(self, index: int, *lemmas: str) -> list[int]:
        """Objects of the given prepositions below a token, coordinated ones included."""
        return [obj for lemma, obj in self.prepositions(index) if lemma in lemmas]
