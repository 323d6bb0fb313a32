"""The tree of a parse: what hangs on what, what is coordinated, which verb a word belongs to.

All indices are token indices into `Parse.tokens`; labels are ClearNLP's, which spaCy's English models use.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.model import Parse, Sentence, Token
from kg.seeds.actor_words import actor_words
from kg.text.words import POINTING

CLAUSES = ("ROOT", "ccomp", "advcl", "relcl", "acl", "xcomp", "pcomp", "conj", "parataxis", "csubj")
MODIFIERS = frozenset({"compound", "amod", "nmod", "nummod", "npadvmod", "poss", "advmod"})
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X"})


@dataclass(slots=True)
class Tree:
    """A parse with its children listed, and the questions that rules ask of it."""

    parse: Parse
    tokens: tuple[Token, ...] = ()
    children: list[list[int]] = field(default_factory=list)
    forms: list[tuple[str, ...]] = field(default_factory=list)  # the lemma and the word itself, in small letters
    heads: list[int] = field(default_factory=list)  # these two of each token, as they are asked for most
    deps: list[str] = field(default_factory=list)
    labels: dict[int, list[str]] = field(default_factory=dict)  # of the engine's names that a token stands in
    surnames: set[str] = field(default_factory=set)  # the last words of longer names that it takes for persons

    def __post_init__(self) -> None:
        self.tokens = self.parse.tokens
        self.children = [[] for _ in self.tokens]
        self.forms = [(token.lemma, token.text.lower(), *self._joined(i)) for i, token in enumerate(self.tokens)]
        self.heads = [token.head for token in self.tokens]
        self.deps = [token.dep for token in self.tokens]
        for index, head in enumerate(self.heads):
            if head != index:
                self.children[head].append(index)
        for name in self.parse.entities:
            for index in range(name.first, name.last):
                self.labels.setdefault(index, []).append(name.label)
            if name.label == "PERSON" and name.last - name.first > 1:
                self.surnames.add(self.tokens[name.last - 1].text)

    def _joined(self, index: int) -> tuple[str, ...]:
        """What a verb behind a hyphen is with the word before it: "test-fire", "car-bomb"."""
        first, hyphen, last = self.tokens[max(index - 2, 0)], self.tokens[index - 1], self.tokens[index]
        touching = index > 1 and hyphen.text == "-" and first.end == hyphen.start == last.start - 1
        if not touching or not first.text.islower() or last.pos != "VERB":
            return ()
        return (f"{first.text}-{last.lemma}",)

    def kids(self, index: int, *deps: str) -> list[int]:
        """Children with one of the labels, left to right."""
        children = self.children[index]
        if not children:
            return []
        found = self.deps
        return [kid for kid in children if found[kid] in deps]

    def subjects(self, verb: int) -> list[int]:
        """The subjects that hang on a verb itself, without what is coordinated with them."""
        return self.kids(verb, "nsubj", "nsubjpass")

    def is_labelled(self, index: int, labels: Collection[str]) -> bool:
        """Does a token stand in what the engine takes for one of some kinds of names?"""
        return any(label in labels for label in self.labels.get(index, ()))

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
        heads = self.heads
        while heads[index] != index:
            index = heads[index]
            yield index

    def path(self, index: int) -> list[int]:
        """The token and its governors, up to the root."""
        return [index, *self.ancestors(index)]

    def below(self, top: int, index: int) -> list[int]:
        """The token and its governors as far as they stand below another; none where that is not above it."""
        path = self.path(index)
        return path[: path.index(top)] if top in path else []

    def behind(self, index: int) -> tuple[str, int]:
        """The preposition (its lemma) that a token stands behind, alone or with others, and what governs that.

        ("", -1) where it stands behind none.
        """
        token = self.tokens[self.first_conjunct(index)]
        return (self.lemma(token.head), self.heads[token.head]) if token.dep == "pobj" else ("", -1)

    def root(self, sentence: Sentence) -> int:
        """The token of a sentence that nothing governs."""
        return next((i for i in range(sentence.first, sentence.last) if self.tokens[i].head == i), sentence.first)

    def head(self, tokens: Sequence[int]) -> int:
        """The token of a span (of at least one token) that the others hang on.

        Of several that nothing inside governs, the first verb, else the last word that is no sign or particle.
        """
        inside = set(tokens)
        tops = [i for i in sorted(inside) if self.tokens[i].head not in inside or self.tokens[i].head == i]
        words = [i for i in tops if self.tokens[i].pos not in ("PUNCT", "PART", "ADP", "DET")]
        verbs = [i for i in words if self.is_verb(i)]
        return (verbs[:1] or words or tops)[-1]

    def conjuncts(self, index: int) -> list[int]:
        """`index` and everything coordinated with it."""
        found = [index]
        for kid in self.kids(index, "conj", "appos"):
            if self.tokens[kid].dep == "conj" or self._is_listed(kid):
                found += self.conjuncts(kid)
        return found

    def _is_listed(self, index: int) -> bool:
        """Is what the parser takes for an apposition a member of a list: "Chad, Peru and Togo left"?"""
        token = self.tokens[index]
        if token.dep != "appos" or token.pos != "PROPN" or self.tokens[token.head].pos != "PROPN":
            return False
        return bool(self.kids(index, "conj")) and any(self.tokens[k].text == "," for k in range(token.head, index))

    def first_conjunct(self, index: int) -> int:
        """The first of the words that are coordinated with a token; itself where none is before it."""
        while self.tokens[index].head != index and (self.tokens[index].dep == "conj" or self._is_listed(index)):
            index = self.tokens[index].head
        return index

    def all_conjuncts(self, tokens: Iterable[int]) -> list[int]:
        """Some tokens, each with everything coordinated with it."""
        return [other for index in tokens for other in self.conjuncts(index)]

    def is_verb(self, index: int) -> bool:
        """Is the token a verb (or an auxiliary used as one)?"""
        return self.tokens[index].pos in ("VERB", "AUX")

    def clause_verb(self, index: int) -> int:
        """The main verb of the clause that a token stands in; the root of its sentence where no verb is above it."""
        heads = self.heads
        while not self.is_verb(index) and heads[index] != index:
            index = heads[index]
        return self.main_verb(index)

    def marks_of_aside(self, clause: int) -> set[str]:
        """The words (lemmas) that put a clause with its own subject beside another, as "after"; none for others."""
        if self.tokens[clause].dep != "advcl" or not self.subjects(clause):
            return set()
        return {self.lemma(kid) for kid in self.kids(clause, "mark", "advmod")}

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

    def is_of_a_capital(self, index: int) -> bool:
        """As in "met in Accra, the capital of Ghana": is Ghana named only to say where a town is?"""
        preposition, noun = self.behind(index)
        before = [token.text for token in self.tokens[max(0, noun - 2) : noun]]
        return preposition == "of" and self.lemma(noun) == "capital" and before == [",", "the"]

    def across(self, index: int) -> list[int]:
        """As in "fought between Peru and Bolivia on one side and Chile on the other": Chile."""
        on = self.objects(index, "on")
        sides = [noun for noun in on if self.lemma(noun) in ("hand", "side")]
        strayed = [noun for noun in self.kids(index, "conj") if not self.is_verb(noun)]
        return [noun for noun in (*on, *strayed) if sides and noun not in sides]

    def objects(self, index: int, *lemmas: str) -> list[int]:
        """Objects of the given prepositions below a token, coordinated ones included."""
        return [obj for lemma, obj in self.prepositions(index) if lemma in lemmas]

    def phrase_head(self, index: int) -> int:
        """The head of the noun phrase that a modifier belongs to: "official" in "a Japanese ministry official".

        Coordinated modifiers ("U.S. and Japanese officials") share it; possessors ("Japan's minister") have their own.
        """
        tokens, seen = self.tokens, {index}
        while True:
            token = tokens[index]
            above = token.head
            if above == index or above in seen or token.dep == "poss":
                return index
            participle = tokens[above].dep == "amod" and tokens[above].text.lower() in actor_words()["suffixes_home"]
            nominal = tokens[above].pos in NOMINAL or participle
            if token.dep in MODIFIERS and nominal and (above > index or token.dep == "nmod"):
                seen.add(above)
                index = above
                continue
            first = self.first_conjunct(index)
            if token.dep == "conj" and tokens[first].dep in MODIFIERS and first < index:
                return max(self.phrase_head(first), index)
            return index

    def is_definite(self, noun: int) -> bool:
        """Does a noun point to something known: "the raid", "these steps", "their meeting", "Japan's offer"?"""
        words = {self.tokens[k].text.lower() for k in self.kids(noun, "det", "predet", "preconj")}
        return bool(words & POINTING or self.kids(noun, "poss"))

    def is_their_own(self, noun: int) -> bool:
        """Does a pronoun say whose it is: "his troops", "its envoy"?"""
        return any(self.tokens[k].tag == "PRP$" for k in self.kids(noun, "poss"))

    def whose(self, noun: int) -> int:
        """The noun that "whose" before another takes up, as Chad in "Chad, whose envoy left"; 0 where there is none."""
        if not any(self.tokens[k].tag == "WP$" for k in self.kids(noun, "poss")):
            return 0
        return next((self.tokens[i].head for i in self.path(noun) if self.tokens[i].dep == "relcl"), 0)

    def is_another(self, modifier: int) -> bool:
        """Does a name before a noun tell of another than who is meant: "Chad's critics", "former Soviet republics"?"""
        token, words = self.tokens[modifier], actor_words()
        noun = self.lemma(token.head)
        if token.dep == "poss":
            return noun in words["relational_nouns"]
        if token.dep not in ("amod", "compound", "nmod"):
            return False
        former = any(self.lemma(kid) in words["former_words"] for kid in self.kids(token.head, "amod"))
        return former and noun in words["parts_of_empires"]

    def left_edge(self, head: int) -> int:
        """The first token of a noun phrase before its head, determiners left out."""
        first = head
        for kid in self.kids(head, *MODIFIERS, "quantmod"):
            token = self.tokens[kid]
            if kid < head and not (token.dep == "poss" and token.pos in ("PRON", "DET")):
                first = min(first, self.subtree(kid)[0])
        while first < head and self.tokens[first].pos in ("DET", "PUNCT", "CCONJ"):
            first += 1
        return first
