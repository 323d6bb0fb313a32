"""Reading a dependency parse: subject, object and agent of a verb, through control, passives and relatives.

All indices are token indices into `Parse.tokens`; labels are ClearNLP's, which spaCy's English models use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.model import Parse, Token
from kg.seeds.grammar import load_grammar

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
CLAUSES = ("ROOT", "ccomp", "advcl", "relcl", "acl", "xcomp", "pcomp", "conj", "parataxis", "csubj")
QUANTITIES = ("many", "some", "most", "all", "several")
RELATIVES = ("who", "which", "that", "whom", "whose")


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a verb's clause says, as token indices: who does it, to whom, and its prepositions' objects."""

    agents: tuple[int, ...] = ()
    patients: tuple[int, ...] = ()
    datives: tuple[int, ...] = ()
    prepositions: tuple[tuple[str, int], ...] = ()  # (lemma, object), left to right
    passive: bool = False

    def after(self, *lemmas: str) -> tuple[int, ...]:
        """Objects of the given prepositions (of all, where none is given)."""
        return tuple(obj for lemma, obj in self.prepositions if not lemmas or lemma in lemmas)


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

    def conjuncts(self, index: int) -> list[int]:
        """`index` and everything coordinated with it."""
        found = [index]
        for kid in self.kids(index, "conj"):
            found += self.conjuncts(kid)
        return found

    def is_verb(self, index: int) -> bool:
        """Is the token a verb (or an auxiliary used as one)?"""
        return self.tokens[index].pos in ("VERB", "AUX")

    def is_passive(self, verb: int) -> bool:
        """Is the verb passive, as a clause or as a participle behind a noun ("talks held in Tokyo")?"""
        if self.kids(verb, "auxpass", "nsubjpass"):
            return True
        token = self.tokens[verb]
        if token.tag != "VBN" or self.kids(verb, "aux"):
            return False
        if token.dep == "conj" and self.is_verb(token.head):
            return not self.kids(verb, "nsubj") and self.is_passive(token.head)
        return token.dep in ("acl", "amod") or (token.dep == "advcl" and not self.kids(verb, "dobj", "nsubj"))

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

    def surface_subject(self, verb: int) -> list[int]:
        """Tokens in subject position of the verb, shared subjects of coordination and control included."""
        own = [kid for kid in self.kids(verb, "nsubj", "nsubjpass") if self.tokens[kid].lemma not in ("there",)]
        if own and self.tokens[verb].dep == "relcl" and self.tokens[own[0]].lemma in QUANTITIES:
            return self._conjuncts_of([self.tokens[verb].head])  # "thousands of Iranians, many in black, rallied"
        if own:  # in a headline "Merkel, Macron meet" the first name is labelled as an adverbial
            listed = [k for k in self.kids(verb, "npadvmod") if self.tokens[k].pos == "PROPN" and k == own[0] - 2]
            return [*listed, *self._antecedents(own, verb)]
        token = self.tokens[verb]
        head = token.head
        if head == verb:
            return []
        above = self.tokens[head]
        if token.dep == "conj" and self.is_verb(head):
            return self.surface_subject(head)
        if token.dep in ("xcomp", "ccomp") and (self.is_verb(head) or above.pos == "ADJ"):
            objects = self.kids(head, "dobj", "dative")
            if self.tokens[head].lemma in load_grammar()["object_control"]:
                if objects:
                    return self._conjuncts_of(objects[:1])
                if self.is_passive(head):
                    return self.surface_subject(head)
                through = [p for lemma, p in self._prepositions(head) if lemma in ("on", "upon", "to", "with", "for")]
                if through:
                    return self._conjuncts_of(through[:1])
                if self.is_verb(head) and self.lemma(head) not in load_grammar()["subject_control"]:
                    return []
            return self.surface_subject(self.clause_verb(head))
        if token.dep == "advcl" and self.is_verb(head):
            return self.surface_subject(head)
        if token.dep == "pcomp":
            governor = above.head
            if self.is_verb(governor):
                objects = self.kids(governor, "dobj")
                if objects and above.lemma in ("of", "for", "from", "into", "over"):
                    return self._conjuncts_of(objects)
                return self.surface_subject(governor)
            if self.tokens[governor].pos == "ADV":  # "stopped short of condemning"
                return self.surface_subject(self.clause_verb(governor))
            return self._owners(governor)
        if token.dep == "acl":
            if token.tag == "VBG" and above.lemma in load_grammar()["text_nouns"]:  # "issued a statement demanding"
                carrier = self.tokens[head].head if above.dep in ("dobj", "pobj", "nsubjpass") else head
                carrier = self.tokens[carrier].head if above.dep == "pobj" else carrier
                if self.is_verb(carrier) and carrier != head and above.dep != "nsubjpass":
                    return self._owners(head) or self.surface_subject(carrier)
                return self._owners(head) or list(self.arguments(carrier).agents if self.is_verb(carrier) else ())
            if token.tag in ("VBG", "VBN"):
                return self._conjuncts_of([head])
            owners = self._owners(head)
            if owners:
                return owners
            verb_above = self.clause_verb(head)
            return self.surface_subject(verb_above) if self.is_verb(verb_above) and verb_above != verb else []
        if token.dep == "relcl":
            return [] if self.kids(verb, "nsubj", "nsubjpass") else self._conjuncts_of([head])
        return []

    def arguments(self, verb: int) -> Arguments:
        """Return the logical arguments of a verb, whatever its voice and position."""
        passive = self.is_passive(verb)
        surface = self.surface_subject(verb)
        prepositions = self._prepositions(verb)
        objects = self._conjuncts_of(self.kids(verb, "dobj", "attr", "oprd"))
        datives = [
            o
            for kid in self.kids(verb, "dative")
            for o in (self._conjuncts_of(self.kids(kid, "pobj")) or self._conjuncts_of([kid]))
        ]
        if passive:
            agents = [o for kid in self.kids(verb, "agent") for o in self._conjuncts_of(self.kids(kid, "pobj"))]
            agents = agents or [obj for lemma, obj in prepositions if lemma == "by"]
            return Arguments(tuple(agents), tuple(surface), (*datives, *objects), tuple(prepositions), True)
        token = self.tokens[verb]
        if not objects and token.dep == "relcl" and surface and token.head not in surface:
            relatives = [k for k in self.kids(verb, "dobj", "mark") if self.tokens[k].lemma in RELATIVES]
            gap = not any(
                self.tokens[k].dep == "nsubj" and self.tokens[k].lemma in RELATIVES for k in self.children[verb]
            )
            if relatives or gap:
                objects = [token.head]
        else:
            objects = [token.head if self.tokens[o].lemma in RELATIVES and token.dep == "relcl" else o for o in objects]
        if token.dep == "conj" and not objects and self.is_verb(token.head) and not prepositions:
            later = [k for k in self.kids(verb, "conj") if self.kids(k, "dobj")]  # "signed and ratified the treaty"
            objects = self._conjuncts_of(self.kids(later[0], "dobj")) if later else []
        return Arguments(tuple(surface), tuple(objects), tuple(datives), tuple(prepositions), False)

    def prepositions(self, index: int) -> list[tuple[str, int]]:
        """(preposition, object) pairs directly below a token, coordinated objects included."""
        return self._prepositions(index)

    def _prepositions(self, index: int) -> list[tuple[str, int]]:
        pairs = []
        for kid in self.kids(index, "prep", "agent"):
            lemma = self.lemma(kid)
            for obj in self._conjuncts_of(self.kids(kid, "pobj")):
                pairs.append((lemma, obj))
            for inner in self.kids(kid, "prep"):  # "because of", "out of"
                pairs += [(self.lemma(inner), obj) for obj in self._conjuncts_of(self.kids(inner, "pobj"))]
            for other in self.kids(kid, "conj"):
                pairs += [(self.lemma(other), obj) for obj in self._conjuncts_of(self.kids(other, "pobj"))]
        return pairs

    def _owners(self, noun: int) -> list[int]:
        """Who has or makes the thing: possessor, "by" or "of" phrase, name before the noun."""
        owners = self._conjuncts_of(self.kids(noun, "poss"))
        owners = owners or [obj for lemma, obj in self._prepositions(noun) if lemma in ("by", "from")]
        return owners or self._conjuncts_of(self.kids(noun, "compound", "amod", "nmod"))

    def _antecedents(self, tokens: Iterable[int], verb: int) -> list[int]:
        found: list[int] = []
        for index in tokens:
            if self.tokens[index].lemma in RELATIVES and self.tokens[verb].dep in ("relcl", "ccomp", "acl"):
                found += self._conjuncts_of([self.tokens[verb].head]) if self.tokens[verb].dep == "relcl" else []
            else:
                found += self.conjuncts(index)
        return found

    def _conjuncts_of(self, tokens: Iterable[int]) -> list[int]:
        return [other for index in tokens for other in self.conjuncts(index)]
