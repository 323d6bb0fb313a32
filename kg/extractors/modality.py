"""Whether the words say that an event happened: asserted, planned, hypothetical, negated or denied, and who says so.

The reading walks from the trigger up the parse and collects what each governor does to it; the strongest wins.
Reporting and alleging change nothing but `speakers`. The word classes are seeds/grammar.yml's. Follows FactBank
(Saurí and Pustejovsky 2009) in spirit: the polarity and modality of a clause come from its governing predicates.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.seeds.grammar import load_grammar
from kg.text import Text
from kg.text.words import FUTURE, POSSIBLE

STRENGTH = {"asserted": 0, "planned": 1, "hypothetical": 2, "negated": 3, "denied": 4}
PRESUPPOSING = ("why", "how", "when", "where")  # "Why did A sue B?" takes for granted that A did


@dataclass(frozen=True, slots=True)
class Reading:
    """How an event is meant; `speakers` are token indices of who reports it, `reason` the words that decided."""

    modality: str = "asserted"
    speakers: tuple[int, ...] = ()
    reason: str = ""
    habitual: bool = False
    commitment: int | None = None  # the future auxiliary or governor by which the subject commits itself


def read_modality(text: Text, head: int, light: int | None = None) -> Reading:
    """Return how the event with its trigger at token `head` is meant; `light` is the light verb that carries a noun."""
    tree = text.tree
    walk = _Walk(text)
    node = head
    if tree.tokens[head].pos in ("NOUN", "PROPN", "PRON", "NUM", "X"):
        walk.noun(head)
        node = walk.through_noun(head, light)
    if node >= 0:
        walk.clause(node)
    return Reading(walk.modality, tuple(walk.speakers), "; ".join(walk.reasons), walk.habitual, walk.commitment)


class _Walk:
    """Collects what the governors say, from the trigger to the root."""

    def __init__(self, text: Text) -> None:
        self.tree, self.clauses, self.words = text.tree, text.clauses, load_grammar()
        self.modality, self.speakers, self.reasons = "asserted", list[int](), list[str]()
        self.habitual = False
        self.commitment: int | None = None

    def mark(self, modality: str, reason: str) -> None:
        if STRENGTH[modality] > STRENGTH[self.modality]:
            self.modality = modality
        self.reasons.append(f"{modality}: {reason}")

    # ---------------------------------------------------------------- nouns
    def noun(self, index: int) -> None:
        tree, words = self.tree, self.words
        for kid in tree.kids(index, "det", "amod", "neg", "compound", "nmod"):
            lemma, text = tree.lemma(kid), tree.tokens[kid].text.lower()
            for name, modality in (
                ("negated_modifiers", "negated"),
                ("hypothetical_modifiers", "hypothetical"),
                ("planned_modifiers", "planned"),
            ):  # fmt: skip
                if lemma in words[name] or text in words[name]:
                    self.mark(modality, f"'{text}' before '{tree.tokens[index].text}'")
                    break

    def through_noun(self, index: int, light: int | None) -> int:  # noqa: C901
        """Follow a noun to the verb that carries it; -1 where that verb says nothing about it."""
        tree, words = self.tree, self.words
        token = tree.tokens[index]
        if light is not None and token.head != light:  # "sanctions imposed by", "a series of talks held"
            return light
        definite = tree.is_definite(index)
        governor, between = token.head, ""
        steps = 0
        while governor != index and tree.tokens[governor].pos == "ADP" and steps < 3:
            between, governor, steps = tree.lemma(governor), tree.tokens[governor].head, steps + 1
        if governor == index:
            return -1
        lemma = tree.lemma(governor)
        if tree.is_verb(governor):
            passive_subject = token.dep == "nsubjpass"
            is_object = token.dep in ("dobj", "attr", "oprd", "dative") or passive_subject or bool(between)
            if not is_object:
                return -1
            if between in (
                "after",
                "following",
                "since",
                "during",
                "at",
                "despite",
                "over",
                "in",
                "amid",
                "by",
                "with",
            ):
                return -1
            if lemma in words["off_verbs"] and any(tree.lemma(k) == "off" for k in tree.kids(governor, "prt")):
                self.mark("negated", f"'{tree.tokens[governor].text} off'")
            elif lemma in words["calling_off"] or (lemma in words["negated"] and not definite):
                self.mark("negated", f"'{tree.tokens[governor].text}'")
            elif lemma in words["disproving"] and not definite:
                self.mark("denied", f"'{tree.tokens[governor].text}'")
            elif not definite and lemma in words["planned"] and lemma in words["announcing"]:
                self.mark("planned", f"'{tree.tokens[governor].text}'")
            elif (not definite and lemma in words["hypothetical"]) or (
                lemma in words["demanding"] and lemma != "order"
            ):
                self.mark("hypothetical", f"'{tree.tokens[governor].text}'")
            elif not definite and lemma in words["planned"] - words["done_to_objects"]:
                self.mark("planned", f"'{tree.tokens[governor].text}'")
            if lemma in words["light_verbs"] or lemma in words["receiving_verbs"] or not definite:
                return governor
            return -1
        if lemma in words["hearsay_nouns"] and between == "of":
            above = tree.tokens[governor].head
            if tree.lemma(above) in words["denied"]:
                self.mark("denied", f"'{tree.tokens[above].text} {tree.tokens[governor].text}'")
        elif tree.tokens[governor].pos in ("NOUN", "PROPN") and between in ("of", "for", "to", "on", "about"):
            if lemma in words["hypothetical"] and not definite:
                self.mark("hypothetical", f"'{tree.tokens[governor].text}'")
            elif lemma in words["negated"]:
                self.mark("negated", f"'{tree.tokens[governor].text}'")
            elif lemma in words["denied"]:
                self.mark("denied", f"'{tree.tokens[governor].text}'")
        return -1

    # ---------------------------------------------------------------- clauses
    def clause(self, verb: int) -> None:  # noqa: C901
        tree = self.tree
        node = verb
        for _ in range(12):
            own_subject = bool(tree.kids(node, "nsubj", "nsubjpass"))
            self.local(node, node == verb)
            token = tree.tokens[node]
            governor = token.head
            if governor == node:
                self.root(node)
                return
            if token.dep == "conj":
                if tree.is_verb(governor) and not own_subject and not self.own_auxiliary(node):
                    node = governor
                    continue
                node = tree.first_conjunct(node)
                token = tree.tokens[node]
                governor = token.head
                if governor == node:
                    self.root(node)
                    return
            if token.dep in ("xcomp", "ccomp", "acomp", "attr", "oprd", "advmod", "amod"):
                if self.governed(node, governor):
                    self.attribution_above(governor)
                    self.root(node)
                    return
                node = governor
            elif token.dep == "pcomp":
                prep, above = tree.lemma(governor), tree.tokens[governor].head
                if prep in ("without", "instead", "than"):
                    self.mark("negated", f"'{prep}'")
                    return
                if prep in ("before",) and any(tree.tokens[k].text.lower() in FUTURE for k in tree.kids(above, "aux")):
                    self.mark("planned", "'before' a future act")
                if prep in ("on", "about", "toward", "towards") and not tree.is_verb(above):
                    self.mark("hypothetical", f"topic of '{tree.tokens[above].text}'")  # "an agreement on sharing data"
                if prep not in ("by", "after", "since", "in", "while", "despite", "following", "through", "with"):
                    self.governed(node, above)
                if not tree.is_verb(above):
                    return
                node = above
            elif token.dep == "advcl":
                if self.adverbial(node):
                    return
                node = governor
            elif token.dep == "acl":
                if any(tree.lemma(k) == "to" for k in tree.kids(node, "aux")):
                    self.noun_governs(governor)
                self.attribution_above(governor)
                return
            elif token.dep == "relcl":
                if any(tree.lemma(k) == "to" for k in tree.kids(node, "aux")):  # "minister to visit Kathmandu"
                    self.mark("planned", f"'to {tree.tokens[node].text}'")
                self.attribution_above(governor)
                return
            elif token.dep in ("parataxis", "csubj", "dep", "meta", "intj", "appos"):
                node = governor
            else:
                self.attribution_above(governor)
                return

    def own_auxiliary(self, verb: int) -> bool:
        return bool(self.tree.kids(verb, "aux", "auxpass", "neg"))

    def local(self, verb: int, first: bool) -> None:
        """Auxiliaries, negation and adverbs of one verb."""
        tree, words = self.tree, self.words
        for kid in tree.children[verb]:
            token = tree.tokens[kid]
            text, lemma = token.text.lower(), token.lemma
            if token.dep == "neg" or (lemma in words["negators"] and kid < verb and token.dep not in ("conj", "ccomp")):
                self.mark("negated", f"'{token.text}' at '{tree.tokens[verb].text}'")
            elif token.dep == "aux" and text in FUTURE:
                conditional = self.conditional(verb)
                self.mark("hypothetical" if conditional else "planned", f"'{token.text} {tree.tokens[verb].text}'")
                counterfactual = text in ("would", "'d", "’d") and tree.tokens[verb].tag == "VBN"
                if counterfactual:
                    self.mark("hypothetical", "what would have been")
                elif self.commitment is None:
                    self.commitment = kid
            elif token.dep == "aux" and lemma == "to" and tree.tokens[verb].dep == "ROOT":
                self.mark("planned", f"headline: 'to {tree.tokens[verb].text}'")
            elif token.dep == "mark" and lemma == "whether":
                self.mark("hypothetical", "'whether'")
            elif token.dep == "aux" and text in POSSIBLE:
                self.mark("hypothetical", f"'{token.text} {tree.tokens[verb].text}'")
            elif token.dep == "advmod" and lemma in words["habitual_adverbs"] and first:
                self.habitual = True
            elif token.dep in ("nsubj", "nsubjpass") and any(
                tree.lemma(k) in ("no", "neither") for k in tree.kids(kid, "det", "preconj", "cc")
            ):
                self.mark("negated", f"'no {token.text}'")
            elif token.dep in ("advmod", "npadvmod", "prep") and any(
                tree.tokens[k].dep == "neg" and k < kid for k in tree.children[kid]
            ):
                self.mark("negated", f"'not {token.text}'")

    def conditional(self, verb: int) -> bool:
        """Does an if-clause hang on the verb?"""
        tree = self.tree
        return any(
            tree.tokens[k].dep in ("mark", "advmod") and tree.lemma(k) in ("if", "provided", "supposing", "assuming")
            for clause in tree.kids(verb, "advcl")
            for k in tree.children[clause]
        )

    def governed(self, node: int, governor: int) -> bool:  # noqa: C901
        """A clause that is the complement of a verb, adjective or noun. True where the governor only reports it."""
        tree, words = self.tree, self.words
        lemma, text = tree.lemma(governor), tree.tokens[governor].text
        infinitive = any(tree.lemma(k) == "to" for k in tree.kids(node, "aux"))
        finite = tree.tokens[node].dep == "ccomp" and not infinitive
        if lemma == "be" and infinitive:
            missed = any(tree.lemma(k) == "have" for k in tree.kids(node, "aux"))
            self.mark("negated" if missed else "planned", f"'{text} to {tree.tokens[node].text}'")
        elif lemma == "about" and infinitive:
            self.mark("planned", "'about to'")
        elif (
            lemma == "have"
            and infinitive
            and any(tree.lemma(k) == "yet" for k in (*tree.children[governor], *tree.children[node]))
        ):
            self.mark("negated", "'yet to'")
        elif lemma in words["denied"]:
            self.mark("denied", f"'{text}'")
            self.speakers += self.clauses[governor].subjects
        elif lemma in words["negated"]:
            self.mark("negated", f"'{text}'")
        elif lemma in words["factual"]:
            pass
        elif finite and lemma in words["reporting"]:
            self.report(governor)
            return True
        elif tree.tokens[node].dep == "pcomp" and lemma in words["judging_verbs"]:
            if lemma == "accuse":
                self.report(governor)
        elif lemma in words["commanding"] and self.own_forces(governor, node):
            pass
        elif tree.tokens[node].dep == "xcomp" and lemma in words["planned"]:
            self.mark("planned", f"'{text} to'")
            if self.commitment is None:
                self.commitment = governor
        elif lemma in words["hypothetical"]:
            if (
                lemma in words["demanding"] and self.modality == "negated"
            ):  # "urged them not to": asked for, not left undone
                self.modality = "asserted"
            self.mark("hypothetical", f"'{text}'")
        elif lemma in words["planned"]:
            self.mark("planned", f"'{text}'")
        elif lemma in words["reporting"] and tree.tokens[node].dep == "ccomp":
            self.report(governor)
            return True
        return False

    def own_forces(self, governor: int, node: int) -> bool:
        """Are those who are told to act the speaker's own: "ordered troops to leave"?"""
        tree = self.tree
        told = tree.kids(governor, "dobj", "nsubjpass") or tree.kids(node, "nsubj")
        return any(tree.lemma(token) in self.words["own_forces"] for token in told)

    def noun_governs(self, noun: int) -> None:
        """An infinitive behind a noun: "a plan to attack"."""
        lemma, text = self.tree.lemma(noun), self.tree.tokens[noun].text
        if lemma in self.words["announcing"]:
            self.mark("planned", f"'{text} to'")
            return
        for name in ("negated", "denied", "hypothetical", "planned"):
            if lemma in self.words[name]:
                self.mark(name, f"'{text} to'")
                return
        self.mark("planned", f"'{text} to'")

    def adverbial(self, node: int) -> bool:
        """An adverbial clause: conditions and purposes have not happened. True where the walk ends here."""
        tree = self.tree
        for kid in tree.children[node]:
            if tree.tokens[kid].dep in ("mark", "advmod") and tree.lemma(kid) in self.words["hypothetical_markers"]:
                self.mark("hypothetical", f"'{tree.tokens[kid].text}'")
                return True
        governor = tree.tokens[node].head
        if tree.lemma(governor) in self.words["factual"] and any(tree.lemma(k) == "to" for k in tree.kids(node, "aux")):
            return False  # "voted to condemn"
        ahead = any(tree.tokens[k].text.lower() in (*FUTURE, *POSSIBLE) for k in tree.kids(governor, "aux"))
        if ahead and any(
            tree.lemma(k) in ("when", "once", "before", "after") for k in tree.kids(node, "mark", "advmod")
        ):
            self.mark("planned", "when something else will")
        subjects = tree.kids(node, "nsubj", "nsubjpass")
        if subjects and any(
            tree.tokens[k].text in ("Had", "Were", "Should", "had", "were") and k < subjects[0]
            for k in tree.kids(node, "aux", "auxpass")
        ):
            self.mark("hypothetical", "inverted condition")
            return True
        if any(tree.lemma(k) == "to" for k in tree.kids(node, "aux")):
            self.mark("planned", f"purpose: 'to {tree.tokens[node].text}'")
            return True
        if tree.tokens[node].tag == "VBG" and not tree.kids(node, "mark"):
            return False
        self.attribution_above(tree.tokens[node].head)
        return True

    def report(self, verb: int) -> None:
        """Keep who says so; what happens to the saying itself ("would confirm") does not touch what is said."""
        if not self.speakers:
            self.speakers += self.clauses[verb].agents
        self.reasons.append(f"reported: '{self.tree.tokens[verb].text}'")

    def attribution_above(self, index: int) -> None:
        """Look only for who reports the whole sentence."""
        tree = self.tree
        node = index
        for above in [index, *tree.ancestors(index)]:
            if above != node and tree.tokens[node].dep == "ccomp" and tree.lemma(above) in self.words["reporting"]:
                self.report(above)
                return
            node = above

    def root(self, node: int) -> None:
        """At the root: "according to X", questions."""
        tree = self.tree
        for kid in tree.kids(node, "prep"):
            if tree.lemma(kid) in ("accord", "according"):
                for inner in tree.kids(kid, "prep"):
                    self.speakers += tree.kids(inner, "pobj") if not self.speakers else []
        sentence = tree.parse.sentence_of(node)
        if tree.tokens[sentence.last - 1].text == "?" and tree.lemma(sentence.first) not in PRESUPPOSING:
            self.mark("hypothetical", "a question")
