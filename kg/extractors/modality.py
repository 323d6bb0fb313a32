"""Whether the words say that an event happened: asserted, planned, hypothetical, negated or denied, and who says so.

The reading walks from the trigger up the parse and collects what each governor does to it; the strongest wins.
Reporting and alleging change nothing but `speakers`. The words are those of seeds/modality.yml (each with an example)
and the word classes of seeds/grammar.yml. Follows FactBank (Saurí and Pustejovsky 2009) in spirit: the polarity and
modality of a clause come from its governing predicates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.seeds.grammar import load_grammar
from kg.seeds.modality import readings_of
from kg.text import Text
from kg.text.words import FUTURE, POSSIBLE

STRENGTH = {"asserted": 0, "planned": 1, "hypothetical": 2, "negated": 3, "denied": 4}
PRESUPPOSING = ("why", "how", "when", "where")  # "Why did A sue B?" takes for granted that A did
# What stands behind one of these belongs to the act that the verb tells of, and is not governed by it.
CIRCUMSTANCES = frozenset(
    [
        "after",
        "following",
        "follow",
        "since",
        "during",
        "at",
        "despite",
        "over",
        "in",
        "amid",
        "by",
        "with",
        "under",
        "through",
        "until",
        "before",
    ]
)
HOLDING = frozenset(["of", "for", "to", "on", "about", "over", "toward", "towards", "against", "with"])
OF_TALK = ("on", "over", "about", "regarding", "concerning", "for", "of")
LISTING = ("in", "include", "including", "as")  # "conditions including a withdrawal", "demands such as"
CONDITIONAL = ("if", "provided", "supposing", "assuming")
INVERTING = ("Had", "Were", "Should", "had", "were", "should")  # before their subject: "had Chad left"
SPANS = ("hour", "inch", "minute", "day", "moment", "week", "second")
QUOTES = ('"', "'", "“", "‘", "``", "`")
OPENING = ('"', "“", "``")
CLOSING = ('"', "'", "”", "’", "''", ")", "]")
EXCHANGED = ("exchange", "return")
FACTUAL_PREPOSITIONS = ("by", "after", "since", "in", "while", "despite", "following", "through", "with")
NO_TIME = frozenset(["time", "point", "moment", "stage", "way", "means", "circumstance", "case", "account"])
WHEN = frozenset(["when", "once", "before", "after", "where"])
TIMES = frozenset(["time", "moment", "day", "point"])  # "by the time they meet"
RANKS = frozenset(["first", "last", "only", "next", "second", "third", "fourth", "fifth", "sixth", "latest"])


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
    walk = _Walk(text, head, named)
    node = head
    if text.tree.tokens[head].pos in ("NOUN", "PROPN", "PRON", "NUM", "X"):
        walk.noun(head)
        node = walk.through_noun(head, light)
    if node >= 0:
        walk.clause(node)
        walk.charged(node)
    if (
        walk.cue("wishing", head)
        and not (text.clauses.of(head).patients and text.clauses.of(head).after("at"))  # "aimed its radar at a plane"
        and not walk.speakers
        and text.clauses.of(head).finite_tense in ("past", "past perfect")
    ):
        walk.mark("hypothetical", f"'{text.tree.tokens[head].text}': a wish")
    if reading := walk.cue("schemes", head):
        walk.mark(reading, f"a '{text.tree.tokens[head].text}'")
    walk.rule(head)
    if walk.is_asked(head):
        walk.mark("hypothetical", "a question in quotation marks")
    told = "; ".join(walk.reasons)
    tried = walk.tried == walk.marked == 1
    commitment = None if walk.hoped else walk.commitment
    return Reading(walk.modality, tuple(walk.speakers), told, walk.habitual, commitment, tried)


class _Walk:
    """Collects what the governors say, from the trigger to the root."""

    def __init__(self, text: Text, head: int, named: Sequence[int] = ()) -> None:
        self.quoted = text.quotations.hold(text.tree.tokens[head].start)
        self.tree, self.clauses, self.words = text.tree, text.clauses, load_grammar()
        self.modality, self.speakers, self.reasons = "asserted", list[int](), list[str]()
        self.habitual = False
        self.commitment: int | None = None
        self.marked, self.tried = 0, 0  # how often something was said against it, and how often that it was tried
        self.refusal = head if any(self._denies(k) for k in named) else -1  # the verb of "would have none of"
        # Verbs whose "not" is used up: "did not fail to sign", "not A but B", and what names the act.
        self.undone = set(named) if self.refusal >= 0 else set[int]()
        self.hoped = False  # somebody only hopes so, in passing: nobody promises it
        self.accused = False  # the act is what somebody is accused of

    def mark(self, modality: str, reason: str) -> None:
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

    def rule(self, head: int) -> None:
        """As in "the rules call for it", "specifies that who is convicted is removed", "under the constitution"."""
        tree, verb = self.tree, head
        for above in (head, *tree.ancestors(head)):
            if above != head and self._stands_alone(verb):
                return
            verb = above
            if not tree.is_verb(verb) or self.clauses[verb].tense != "present":
                continue
            under = [k for k in tree.kids(verb, "prep") if tree.lemma(k) in ("under", "by") and k < verb]
            for index in (*tree.kids(verb, "nsubj"), *(k for p in under for k in tree.kids(p, "pobj"))):
                if reading := self.cue("standing", index):
                    self.mark(reading, f"'{tree.tokens[index].text}' tells a rule")

    def is_asked(self, head: int) -> bool:
        """As in 'questions such as "Were you beaten on the journey?"': is it part of a question that is quoted?"""
        tree, last = self.tree, head
        if not self.quoted:
            return False
        sentence = tree.parse.sentence_of(head)
        first = head
        while first > sentence.first and tree.tokens[first - 1].text not in OPENING:
            first -= 1
        while last < sentence.last - 1 and tree.tokens[last].text not in CLOSING:
            last += 1
        asks = tree.tokens[first].pos == "AUX" or tree.tokens[first].tag == "MD"
        return asks and "?" in (tree.tokens[last].text, tree.tokens[last - 1].text)

    def charged(self, verb: int) -> None:
        """As in 'accused them of "siding with" it', where the quotation marks mislead the parser."""
        tree, before = self.tree, verb - 1
        if tree.tokens[verb].tag != "VBG" or self.modality != "asserted":
            return
        first = tree.parse.sentence_of(verb).first
        while before > first and tree.tokens[before].text in QUOTES:
            before -= 1
        if before == verb - 1 or tree.lemma(before) not in ("of", "with", "for"):
            return
        verbs = [k for k in range(first, before) if tree.is_verb(k)]
        if verbs and self.cue("accusing", verbs[-1]):
            self.mark("hypothetical", f"'{tree.tokens[verbs[-1]].text} … {tree.tokens[before].text}'")

    def _denies(self, index: int) -> bool:
        """Is it a word that negates: "not", "no", "none"?"""
        return self.tree.tokens[index].dep == "neg" or self.tree.lemma(index) in ("no", "none", "nothing", "never")

    def denies(self, verb: int) -> bool:
        """Is the verb itself negated: "did not fail to sign"?"""
        return any(k not in self.undone for k in self.tree.kids(verb, "neg"))

    # ---------------------------------------------------------------- nouns
    def noun(self, index: int) -> None:
        """What stands before the noun."""
        tree, words = self.tree, self.words
        for kid in tree.kids(index, "det", "amod", "neg", "compound", "nmod"):
            if tree.lemma(kid) in ("much", "many") and any(tree.lemma(k) == "how" for k in tree.children[kid]):
                self.mark("hypothetical", f"how '{tree.tokens[kid].text}': a question")
            lemma, text = tree.lemma(kid), tree.tokens[kid].text.lower()
            for name, modality in (
                ("negated_modifiers", "negated"),
                ("hypothetical_modifiers", "hypothetical"),
                ("planned_modifiers", "planned"),
            ):  # fmt: skip
                if lemma in words[name] or text in words[name]:
                    self.mark(modality, f"'{text}' before '{tree.tokens[index].text}'")
                    break
        for verb in tree.kids(index, "acl", "relcl"):  # "talks to be held in Paris", "which will open on Monday"
            holds = tree.lemma(verb) in words["light_verbs"] or self.cue("happening", verb)
            if holds and self._is_ahead(verb):
                self.mark("planned", f"'{tree.tokens[verb].text}' to come")

    def _is_ahead(self, verb: int) -> bool:
        """As in "to be held", "which will be held", "that they are due to hold"."""
        if self.clauses[verb].tense in ("future", "infinitive"):
            return True
        below = self.tree.kids(verb, "xcomp")
        return bool(below) and self.clauses[below[0]].tense == "infinitive" and self.tree.lemma(verb) == "be"

    def through_noun(self, index: int, light: int | None) -> int:
        """Follow a noun to the verb that carries it; -1 where that verb says nothing about it."""
        tree = self.tree
        token = tree.tokens[index]
        if light is not None and token.head != light:  # "sanctions imposed by", "a series of talks held"
            return light
        node = tree.first_conjunct(index)
        definite = tree.is_definite(index) and not self._told_by_its_complement(index)
        for _ in range(4):
            governor, between = self._above(node)
            if governor == node:
                return -1
            if tree.is_verb(governor):
                return self._under_verb(node, governor, between, definite)
            if between == "for" and tree.lemma(governor) in EXCHANGED:  # "sought peace in exchange for withdrawals"
                verb = tree.clause_verb(governor)
                self._wanted(verb)
                return verb if tree.is_verb(verb) else -1
            if tree.tokens[governor].pos not in ("NOUN", "PROPN", "ADJ", "ADV") or between not in (*HOLDING, *LISTING):
                return -1
            if not self._under_noun(governor, between, definite):
                return -1
            node = tree.first_conjunct(governor)
        return -1

    def _told_by_its_complement(self, noun: int) -> bool:
        """As in "the invasion of Cuba": "the" points ahead to what it is of, not back to a known invasion."""
        tree = self.tree
        if tree.tokens[noun].pos == "PROPN" or tree.kids(noun, "poss"):
            return False
        return any(tree.lemma(k) in ("of", "by") for k in tree.kids(noun, "prep"))

    def _above(self, node: int) -> tuple[int, str]:
        """What a noun hangs on, and the preposition between."""
        tree = self.tree
        governor, between = tree.tokens[node].head, ""
        for _ in range(3):
            if governor == node or (tree.tokens[governor].pos != "ADP" and tree.tokens[governor].dep != "prep"):
                break  # "including" and "following" are tagged as verbs
            between, governor = tree.lemma(governor), tree.tokens[governor].head
        return governor, between

    def _under_noun(self, governor: int, between: str, definite: bool) -> bool:
        """As in "the threat of an attack": what a noun says of the act behind it. True where the walk goes on."""
        tree, words = self.tree, self.words
        lemma, text = tree.lemma(governor), tree.tokens[governor].text
        if self._hearsay(governor):
            return False
        if between in ("for", "on") and (reading := self.cue("titles", governor)):
            self.mark(reading, f"what '{text}' is {between}")
            return False
        if between in ("toward", "towards"):  # "progress towards a truce"
            self.mark("hypothetical", f"'{text} {between}'")
            return False
        if between == "for" and any(
            tree.lemma(k) in words["hypothetical_modifiers"] for k in tree.kids(governor, "amod")
        ):
            self.mark("hypothetical", f"'{text} for'")  # "a potential base for an invasion"
            return False
        if between in LISTING and not (lemma in words["hypothetical"] or self.cue("preparing", governor)):
            return False
        reading = self.cue("governors", governor) or (self.cue("prospects", governor) if between == "of" else "")
        reading = reading or (self.cue("preparing", governor) if between in ("for", "to", *LISTING) else "")
        reading = reading or (self.cue("guarding", governor) if between in ("against", "from") else "")
        topic = self.cue("topics", governor) if between in OF_TALK and not definite else ""
        if reading or topic:
            self.mark(reading or topic, f"'{text} {between}'")
        elif lemma in words["hypothetical"] and not definite:
            self.mark("hypothetical", f"'{text}'")
        elif lemma in words["planned"] and lemma in words["announcing"] and not definite:
            self.mark("planned", f"'{text}'")
        elif tree.tokens[governor].pos == "ADJ" and between == "for" and lemma in words["planned"]:
            self.mark("planned", f"'{text} for'")  # "was ready for talks"
        elif lemma in words["negated"]:
            self.mark("negated", f"'{text}'")
        elif lemma in words["denied"]:
            self.mark("denied", f"'{text}'")
        elif lemma in words["hearsay_nouns"] or lemma in words["signs"]:
            self.noun(governor)  # "no reports of attacks"
        else:
            return between == "of" and (lemma in words["measure_nouns"] or bool(self.cue("carriers", governor)))
        return False

    def _wanted(self, verb: int) -> None:
        """Mark what a verb of wishing or planning governs from afar."""
        lemma, text = self.tree.lemma(verb), self.tree.tokens[verb].text
        for name in ("hypothetical", "planned"):
            if lemma in self.words[name] and lemma not in self.words["done_to_objects"]:
                self.mark(name, f"'{text} … for'")
                return

    def _hearsay(self, noun: int) -> bool:
        """Rumours, hoaxes and reports that somebody calls false: what they tell of. True where the noun is one."""
        tree, words = self.tree, self.words
        lemma, text = tree.lemma(noun), tree.tokens[noun].text
        rumour = self.cue("rumours", noun)
        if rumour:
            self.mark(rumour, f"'{text}'")
        elif lemma not in words["hearsay_nouns"]:
            return False
        self.noun(noun)
        above = tree.tokens[noun].head
        said = [
            *tree.kids(noun, "amod"),
            *(tree.kids(above, "acomp", "attr", "oprd", "advmod") if tree.is_verb(above) else ()),
        ]
        for index in said:
            if reading := self.cue("untrue", index):
                self.mark(reading, f"'{tree.tokens[index].text} {text}'")
        is_object = tree.is_verb(above) and tree.tokens[noun].dep in ("dobj", "nsubjpass", "attr", "ccomp")
        if is_object and (tree.lemma(above) in words["denied"] or self.cue("rejecting", above)):
            self.mark("denied", f"'{tree.tokens[above].text} {text}'")
            self.speakers += self.clauses[above].subjects
        if tree.is_verb(above) and not rumour:
            self._absent(above)
        return True

    def _absent(self, verb: int) -> None:
        """As in "there were no reports", "reports did not come": nothing is said to have been."""
        if self.denies(verb) and self.tree.lemma(verb) == "be":
            self.mark("negated", f"'not' at '{self.tree.tokens[verb].text}'")

    def _under_verb(self, node: int, governor: int, between: str, definite: bool) -> int:  # noqa: C901
        """What a verb says of the act that is its subject or object; the verb where its own reading counts, else -1."""
        tree, words, token = self.tree, self.words, self.tree.tokens[node]
        lemma, text = tree.lemma(governor), tree.tokens[governor].text
        if token.dep in ("nsubj", "csubj") and not between:
            return self._as_subject(governor, definite)
        passive_subject = token.dep == "nsubjpass"
        if not (token.dep in ("dobj", "attr", "oprd", "dative") or passive_subject or between):
            return -1
        reading = self.cue("governors", governor)
        if lemma == "stop" and between == "for":  # "stopped in Muscat for talks"
            return -1
        refused = lemma in words["refusing_verbs"] or reading == "negated"
        if refused and lemma not in words["demanding"] and not between and self.cue("answered", node):
            return -1  # "denied a request by Chad"
        if self.cue("accusing", governor):
            if between in ("of", "with", "for", "over"):
                self.mark("hypothetical", f"'{text} {between}'")
                self.report(governor)
            return -1
        for other in tree.kids(governor, "dobj", "nsubjpass", "nsubj") if between in ("for", "to") else ():
            given = self.cue("governors", other) if between == "to" else ""  # "gave their consent to a withdrawal"
            if reading := self.cue("preparing", other) or given:  # "laid the groundwork for a withdrawal"
                self.mark(reading, f"'{tree.tokens[other].text} {between}'")
        if between in ("against", "from") and self.cue("guarding", governor):
            self.mark("hypothetical", f"'{text} {between}'")
            return -1
        known = any(tree.lemma(k) == "the" for k in tree.kids(node, "det"))
        if lemma in words["heralding"] and not between and not known and self.cue("announced", node):
            self.mark("planned", f"'{text}'")
            return governor
        if self.clauses[governor].tense == "modal" and any(
            tree.lemma(k) in ("rather", "sooner") for k in tree.kids(governor, "advmod")
        ):
            self.mark("hypothetical", f"'would rather {text}'")
            return -1
        if between == "with" and lemma == "threaten":
            self.mark("hypothetical", f"'{text} with'")
            return -1
        if between in CIRCUMSTANCES or (tree.is_definite(node) and self.cue("ending", governor)):
            return -1
        called_off = self.cue("called_off", governor)
        lasting = tree.lemma(node) in words["state_nouns"] or self.cue("lasting", node)
        if called_off and not (definite and lasting):  # "scrapped its curbs"
            self._unless_negated(governor, called_off)
        elif reading and (not definite or reading == "negated"):
            self._unless_negated(governor, reading)
        elif lemma in words["negated"] and not definite:
            self._unless_negated(governor, "negated")
        elif lemma in words["disproving"] and not definite:
            self.mark("denied", f"'{text}'")
        elif not definite and lemma in words["planned"] and lemma in words["announcing"]:
            self.mark("planned", f"'{text}'")
        elif lemma == "call" and not between:  # "called the drilling illegal"
            return -1
        elif (not definite and lemma in words["hypothetical"]) or (lemma in words["demanding"] and lemma != "order"):
            self.mark("hypothetical", f"'{text}'")
        elif not definite and lemma in words["planned"] - words["done_to_objects"]:
            self.mark("planned", f"'{text}'")
        brings = bool(self.cue("bringing", governor)) and self.clauses[governor].tense in (
            "infinitive",
            "modal",
            "future",
        )
        if lemma in words["light_verbs"] or lemma in words["receiving_verbs"] or brings or not definite:
            return governor
        return -1

    def _as_subject(self, governor: int, definite: bool) -> int:
        """As in "the visit did not take place"; "an invasion would trigger sanctions" (nobody says that it will be)."""
        tree = self.tree
        if not definite and any(tree.lemma(k) in self.words["habitual_adverbs"] for k in tree.kids(governor, "advmod")):
            self.habitual = True  # "meetings usually centre on trade"
        if self.cue("happening", governor) and self.clauses[governor].tense != "infinitive":
            elsewhere = any(tree.lemma(k) == "but" for k in tree.kids(governor, "cc"))
            return -1 if elsewhere and self.denies(governor) else governor  # "did not take place alone but …": it did
        for said in tree.kids(governor, "attr", "acomp") if tree.lemma(governor) in self.words["linking_verbs"] else ():
            if reading := self.cue("prospects", said):  # "an attack was a real possibility"
                self.mark(reading, f"a '{tree.tokens[said].text}'")
        if reading := self.cue("foundering", governor):
            self._unless_negated(governor, reading)
        for place in tree.kids(governor, "prep") if tree.lemma(governor) == "be" else ():
            for noun in tree.kids(place, "pobj"):
                if tree.lemma(place) == "on" and (reading := self.cue("pending", noun)):
                    self._unless_negated(governor, reading)
        below = tree.kids(governor, "xcomp")
        if below and self.cue("happening", below[0]):  # "the visit failed to materialize"
            return below[0]
        would = [
            k for k in tree.kids(governor, "aux") if tree.tokens[k].text.lower() in ("would", "could", "might", "'d")
        ]
        if would and not definite:
            self.mark("hypothetical", f"what it '{tree.tokens[would[0]].text} {tree.tokens[governor].text}'")
        return -1

    def _unless_negated(self, governor: int, reading: str) -> None:
        """What a verb makes of its complement: "failed to sign" is not signed, "did not fail to sign" is."""
        tree = self.tree
        if reading == "negated" and self.denies(governor):
            self.undone.update(tree.kids(governor, "neg"))
            if not self.cue("implicative", governor):  # "did not rule out sending them"
                self.mark("hypothetical", f"not '{tree.tokens[governor].text}'")
            return
        self.mark(reading, f"'{tree.tokens[governor].text}'")

    # ---------------------------------------------------------------- clauses
    def clause(self, verb: int) -> None:
        """Walk from a verb to the root."""
        tree, node = self.tree, verb
        if verb > 1 and [tree.tokens[k].text.lower() for k in (verb - 2, verb - 1)] == ["rather", "than"]:
            self.mark("negated", "'rather than'")  # however the parser hangs it: "stayed neutral rather than join"
        for _ in range(12):
            self.local(node, node == verb)
            if self._stands_alone(node):
                self.root(node)
                return
            if tree.tokens[node].dep == "conj":
                joined = self._joined(node)
                if joined is not None:
                    node = joined
                    continue
                node = tree.first_conjunct(node)
            if tree.tokens[node].head == node:
                self.root(node)
                return
            above = self._step(node)
            if above is None:
                return
            node = above

    def _stands_alone(self, node: int) -> bool:
        """As in "Chad freezes its assets, Togo promises to follow", "…; Togo promises …": a main clause of its own."""
        tree, token = self.tree, self.tree.tokens[node]
        low, high = sorted((node, token.head))
        infinitive = any(tree.lemma(k) == "to" for k in tree.kids(token.head, "aux"))
        if token.dep == "conj" and token.tag in ("VBD", "VBZ") and infinitive:
            return True  # "implored them to leave and urged restraint"
        if token.dep not in ("conj", "ccomp", "parataxis") or not tree.subjects(node):
            return False
        if any(tree.tokens[k].text == ";" for k in range(low, high)):
            return not (
                self.accused and tree.lemma(token.head) in self.words["denied"]
            )  # "A accused B of it; B denied it"
        if token.dep != "ccomp" or node > token.head or not tree.subjects(token.head):
            return False
        saying = self.words["reporting"] | self.words["supposing"] | self.words["denied"]
        between = any(tree.tokens[k].text == "," for k in range(node, token.head))
        return (
            between and tree.lemma(token.head) not in saying and bool(tree.kids(token.head, "xcomp", "dobj", "ccomp"))
        )

    def _joined(self, node: int) -> int | None:
        """The clause whose auxiliaries and negation a joined verb shares; None where it stands alone."""
        tree, governor = self.tree, self.tree.tokens[node].head
        if any(governor < k < node and tree.lemma(k) == "nor" for k in tree.kids(governor, "cc")):
            self.mark("negated", "'nor'")
        if tree.tokens[node].tag == "VBG" and tree.tokens[governor].tag not in ("VBG", "VB") and self._is_listed(node):
            self.mark("hypothetical", "one of the topics")
        if not tree.is_verb(governor) or tree.subjects(node) or self.own_auxiliary(node):
            return None
        if any(governor < k < node and tree.lemma(k) == "but" for k in tree.kids(governor, "cc")):
            self.undone.update(tree.kids(governor, "neg"))  # "did not attack A but shelled B"
            self.undone.update(k for k in tree.children[governor] if tree.lemma(k) in self.words["negators"])
        tag = tree.tokens[node].tag
        if tag in ("VBD", "VBZ", "VBP") and tree.tokens[governor].tag == "VBG":
            return self.clauses[governor].finite  # "accuses it of shelling them and imposes sanctions"
        if tag in ("VBD", "VBZ", "VBP") and tree.tokens[governor].tag in ("VB", "VBN"):
            return None  # "did not sign but praised": a finite verb shares no auxiliary
        return governor

    def _is_listed(self, gerund: int) -> bool:
        """As in "spoke about the war, the truce and lifting the embargo", which the parser joins to the verb."""
        tree, first = self.tree, self.tree.tokens[gerund].head
        about = [k for k in range(first, gerund) if tree.lemma(k) == "about" and tree.kids(k, "pobj")]
        return tree.is_verb(first) and bool(about) and not any(tree.is_verb(k) for k in range(about[-1], gerund))

    def _step(self, node: int) -> int | None:
        """From a clause to the one above; None where the walk ends."""
        tree, token = self.tree, self.tree.tokens[node]
        governor, dep = token.head, token.dep
        infinitive = any(tree.lemma(k) == "to" for k in tree.kids(node, "aux"))
        if dep in ("ccomp", "pcomp") and any(
            tree.tokens[k].tag in ("WP", "WDT") for k in tree.kids(node, "dobj", "nsubj", "nsubjpass")
        ):  # "carried on what they had agreed": that they had is taken for granted
            self.attribution_above(governor)
            return None
        that = any(tree.lemma(k) == "that" for k in tree.kids(node, "mark"))
        if (
            (that or dep == "ccomp")
            and dep in ("ccomp", "relcl")
            and not tree.is_verb(governor)
            and self._hearsay(governor)
        ):
            self.attribution_above(governor)
            return None
        if dep in ("xcomp", "ccomp", "acomp", "attr", "oprd", "advmod", "amod"):
            if not self.governed(node, governor):
                return governor
            self.attribution_above(governor)
            self.root(node)
            return None
        if dep == "pcomp":
            return self._behind_preposition(node, governor)
        if dep == "advcl":
            return None if self.adverbial(node) else governor
        if dep == "parataxis" and (tree.lemma(node) in self.words["reporting"] or tree.subjects(node)):
            return None  # "They did not, it asserted, belong there."
        if dep in ("parataxis", "csubj", "dep", "meta", "intj", "appos"):
            self._aimed_at(node)
            return governor
        if dep == "acl":
            if self._told_by_noun(node, that=that, infinitive=infinitive):
                return tree.tokens[governor].head  # "to issue an ultimatum threatening sanctions"
        elif (
            dep == "relcl" and infinitive and not self._ranked(governor) and not self._is_of_means(governor)
        ):  # "minister to visit Kathmandu"
            self.mark("planned", f"'to {token.text}'")
        elif dep == "relcl":
            self._cleft(governor)
            self._of_anybody(governor)
            self._at_a_time(node, governor)
        self.attribution_above(governor)
        return None

    def _told_by_noun(self, node: int, *, that: bool, infinitive: bool) -> bool:
        """What a noun says of the clause behind it; True where the verb above a text counts, which the noun names."""
        tree, governor = self.tree, self.tree.tokens[node].head
        above, lemma = tree.tokens[governor].head, tree.lemma(governor)
        bare = not tree.kids(node, "aux", "auxpass", "mark", "nsubj", "nsubjpass")
        if bare and tree.tokens[node].tag == "VBN" and self.cue("answered", governor):
            return False  # "rejected an accusation made in New York"
        if lemma in self.words["signs"]:  # "no evidence that it attacked"
            self.noun(governor)
        if not self._hearsay(governor) and (infinitive or (that and lemma in self.words["hypothetical"])):
            self.noun_governs(governor)
        for k in tree.subtree(governor):  # "laws banning imports expected next month"
            if tree.tokens[k].dep == "acl" and tree.tokens[k].tag == "VBN" and self.cue("to_come", k):
                self.mark("planned", f"'{tree.tokens[governor].text} … {tree.tokens[k].text}'")
        told = tree.tokens[node].tag == "VBG" and lemma in self.words["text_nouns"]
        if not told or tree.tokens[governor].dep != "dobj" or not tree.is_verb(above):
            return False
        if tree.lemma(above) in self.words["refusing_verbs"]:  # "vetoed a resolution condemning the raid"
            self.mark("hypothetical", f"'{tree.tokens[above].text}'")
        return True

    def _ranked(self, noun: int) -> bool:
        """As in "the first state to recognise it": who is counted has done it."""
        tree = self.tree
        ranks = [noun, *tree.kids(noun, "amod", "nummod")]
        return any(tree.lemma(k) in RANKS or tree.tokens[k].text[:1].isdigit() for k in ranks)

    def _of_anybody(self, noun: int) -> None:
        """As in "would send back people who are accused of crimes": of nobody in particular, whom it may never meet."""
        tree = self.tree
        if (reading := self.cue("anybody", noun)) and not tree.is_definite(noun):
            verb = tree.clause_verb(noun)
            if self._under_future(verb) or self.clauses[verb].tense in ("infinitive", "modal", "future"):
                self.mark(reading, f"'{tree.tokens[noun].text}' whom it may not meet")

    def _cleft(self, noun: int) -> None:
        """As in "Was it Egypt that expelled him?": the question is about the act."""
        tree = self.tree
        verb = tree.tokens[noun].head
        if tree.lemma(verb) == "be" and any(tree.lemma(k) == "it" for k in tree.kids(verb, "nsubj", "expl")):
            self.root(verb)

    def _at_a_time(self, node: int, noun: int) -> None:
        """As in "could agree by the time they meet", "may return to Paris, where they meet": it is to come as well."""
        tree = self.tree
        timed = tree.lemma(noun) in TIMES or any(tree.lemma(k) in WHEN for k in tree.kids(node, "advmod"))
        if timed and self.clauses[node].tense == "present" and self._under_future(tree.clause_verb(noun)):
            self.mark("planned", "when something else will")

    def _aimed_at(self, node: int) -> None:
        """As in "taking the port is an aim of the army"."""
        tree, token = self.tree, self.tree.tokens[node]
        aims = [k for k in tree.kids(token.head, "attr") if tree.lemma(k) in self.words["hypothetical"]]
        if token.dep == "csubj" and aims:
            self.mark("hypothetical", f"what is but an aim: '{tree.tokens[node].text}'")

    def _behind_preposition(self, node: int, preposition: int) -> int | None:
        """As in "accused of attacking", "refrained from attacking", "a deal on sharing data"."""
        tree = self.tree
        prep, above = tree.lemma(preposition), tree.tokens[preposition].head
        if tree.tokens[above].pos == "ADV" and tree.is_verb(tree.tokens[above].head):  # "backed away from imposing"
            above = tree.tokens[above].head
        if tree.lemma(above) in SPANS and tree.lemma(tree.tokens[above].head) == "within":  # "came within hours of"
            above = tree.tokens[tree.tokens[above].head].head
        if prep in ("without", "instead", "than") or self._instead(preposition, above):
            self.mark("negated", f"'{prep}'")
            return None
        if prep == "from" and any(
            tree.lemma(k) in self.words["negated"] for k in tree.ancestors(above) if tree.is_verb(k)
        ):  # "blocks planes that carry … from landing"
            self.mark("negated", f"kept '{prep} {tree.tokens[node].text}'")
            return None
        if prep == "before" and any(tree.tokens[k].text.lower() in FUTURE for k in tree.kids(above, "aux")):
            self.mark("planned", "'before' a future act")
        if prep in ("on", "about", "toward", "towards") and not tree.is_verb(above):
            self.mark("hypothetical", f"topic of '{tree.tokens[above].text}'")  # "an agreement on sharing data"
        if prep in LISTING and (reading := self.cue("topics", above) or self.cue("preparing", above)):
            self.mark(reading, f"'{tree.tokens[above].text} {prep}'")  # "topics including a withdrawal"
        if prep in ("for", "to") and (reading := self.cue("preparing", above)):  # "the terms for recognising it"
            self.mark(reading, f"'{tree.tokens[above].text} {prep}'")
        if tree.is_verb(above) and (reading := self.cue("talking", above)) and tree.tokens[node].tag == "VBG":
            self.mark(reading, f"'{tree.tokens[above].text} {prep}'")
        if prep not in FACTUAL_PREPOSITIONS or (prep == "with" and self.cue("accusing", above)):
            self.governed(node, above)
        elif prep == "by" and (
            self.cue("governors", above) == "negated" or tree.lemma(above) == "refrain"
        ):  # "refrained from retaliating by expelling"
            self.mark("negated", f"'{tree.tokens[above].text}'")
        if prep == "in" and tree.tokens[above].dep == "dobj":  # "failed to make progress in improving ties"
            return tree.tokens[above].head
        return above if tree.is_verb(above) else None

    def _instead(self, preposition: int, above: int) -> bool:
        """As in "instead of attacking", "rather than attack"."""
        tree = self.tree
        return any(tree.lemma(k) in ("instead", "rather") for k in (above, *tree.kids(preposition, "advmod")))

    def own_auxiliary(self, verb: int) -> bool:
        return bool(self.tree.kids(verb, "aux", "auxpass", "neg"))

    def local(self, verb: int, first: bool) -> None:
        """Auxiliaries, negation, adverbs and scene of one verb."""
        below = [k for aux in self.tree.kids(verb, "aux", "auxpass") for k in self.tree.kids(aux, "neg")]
        for kid in (*self.tree.children[verb], *below):  # "had not, as of Monday, announced"
            if kid not in self.undone and not self._negation(verb, kid, first):
                self._auxiliary(verb, kid)
                self._beside(kid, first)

    def _negation(self, verb: int, kid: int, first: bool) -> bool:
        tree, words, token = self.tree, self.words, self.tree.tokens[kid]
        text, where = token.text, f"at '{tree.tokens[verb].text}'"
        if (
            token.dep == "neg"
            and kid > verb
            and token.lemma == "not"
            and not tree.kids(verb, "aux")
            and (tree.lemma(verb) != "be")
        ):
            return True  # "condemned not Russia but …"
        none = token.lemma in ("nothing", "nobody") or any(
            tree.lemma(k) in ("no", "neither") for k in tree.kids(kid, "det", "preconj", "cc")
        )
        few = any(tree.lemma(k) == "few" for k in tree.kids(kid, "amod")) and not tree.kids(kid, "det")
        if token.dep == "neg" or (
            token.lemma in words["negators"] and kid < verb and token.dep not in ("conj", "ccomp")
        ):
            self.mark("negated", f"'{text}' {where}")
        elif token.dep in ("nsubj", "nsubjpass") and (none or few):  # "few states recognised it"
            self.mark("negated", f"'{'few' if few else 'no'} {text}'")
        elif token.dep in ("dobj", "attr", "dative") and none and first:  # "imposed no tariffs"
            self.mark("negated", f"'no {text}' {where}")
        elif token.dep == "prep" and any(
            tree.lemma(k) in NO_TIME and any(tree.lemma(d) == "no" for d in tree.kids(k, "det"))
            for k in tree.kids(kid, "pobj")
        ):
            self.mark("negated", f"'{text} no …' {where}")  # "has at no time recognised it"
        elif token.dep in ("advmod", "npadvmod", "prep") and any(
            tree.tokens[k].dep == "neg" and k < kid for k in tree.children[kid]
        ):
            self.mark("negated", f"'not {text}'")
        else:
            return False
        return True

    def _auxiliary(self, verb: int, kid: int) -> None:
        tree, token = self.tree, self.tree.tokens[kid]
        text, told = token.text.lower(), f"'{token.text} {tree.tokens[verb].text}'"
        if token.dep == "mark" and token.lemma == "whether":
            self.mark("hypothetical", "'whether'")
        if token.dep != "aux":
            return
        if text in ("would", "'d", "’d") and any(self.cue("later", k) for k in tree.kids(verb, "advmod")):
            return  # "would later resign": he did
        if text in FUTURE and verb == self.refusal:
            return
        if text in FUTURE:
            self.mark("hypothetical" if self.conditional(verb) else "planned", told)
            if text in ("would", "'d", "’d") and tree.tokens[verb].tag == "VBN":
                self.mark("hypothetical", "what would have been")
            elif self.commitment is None:
                self.commitment = kid
        elif text in POSSIBLE:
            self.mark("hypothetical", told)
        elif token.lemma == "to" and tree.tokens[verb].dep == "ROOT":
            self.mark("planned", f"headline: 'to {tree.tokens[verb].text}'")

    def _beside(self, kid: int, first: bool) -> None:
        """Adverbs, and the scene that the act is told in."""
        tree, token = self.tree, self.tree.tokens[kid]
        if token.dep == "advmod" and first and token.lemma in self.words["habitual_adverbs"]:
            self.habitual = True
        if token.dep == "parataxis" and token.lemma in self.words["supposing"] and tree.kids(kid, "nsubj"):
            self.mark("hypothetical", f"'{token.text}' in passing")  # "the truce, he hopes, will hold"
            self.hoped = True
        if token.dep == "advmod" and first and (reading := self.cue("adverbs", kid)):
            ahead = any(tree.tokens[k].text.lower() in FUTURE for k in tree.kids(token.head, "aux"))
            if not (ahead and reading == "hypothetical"):  # "will probably meet" is planned
                self.mark(reading, f"'{token.text}'")
        if token.dep == "prep" and token.lemma in ("in", "during", "at"):
            for noun in tree.kids(kid, "pobj"):
                if reading := self.cue("frames", noun):
                    self.mark(reading, f"'{token.text} … {tree.tokens[noun].text}'")

    def conditional(self, verb: int) -> bool:
        """Does an if-clause hang on the verb, or one that says as much: "should Chad leave", "were it to leave"?"""
        tree = self.tree
        return any(
            self.inverted(clause) or any(tree.lemma(k) in CONDITIONAL for k in tree.kids(clause, "mark", "advmod"))
            for clause in tree.kids(verb, "advcl")
        )

    def inverted(self, clause: int) -> bool:
        """As in "had Chad left", "were Chad to leave": the verb stands before its subject and makes a condition."""
        tree, subjects = self.tree, self.tree.subjects(clause)
        first = (clause, *tree.kids(clause, "aux", "auxpass"))
        return bool(subjects) and any(tree.tokens[k].text in INVERTING and k < subjects[0] for k in first)

    def governed(self, node: int, governor: int) -> bool:  # noqa: C901
        """A clause that is the complement of a verb, adjective or noun. True where the governor only reports it."""
        tree, words = self.tree, self.words
        lemma, text = tree.lemma(governor), tree.tokens[governor].text
        infinitive = any(tree.lemma(k) == "to" for k in tree.kids(node, "aux"))
        finite = tree.tokens[node].dep == "ccomp" and not infinitive
        behind = tree.tokens[node].dep == "pcomp"
        if lemma in words["denied"] and node < governor and tree.kids(governor, "dobj"):
            if self.accused:  # "A accused B of shelling it; B denied it": the shelling, not the accusation
                self.mark("denied", f"'{text}'")
            return True
        reading = self.cue("governors", governor)
        if lemma == "be" and infinitive and self.inverted(governor):
            self.mark("hypothetical", "inverted condition")
        elif lemma == "be" and infinitive:
            missed = any(tree.lemma(k) == "have" for k in tree.kids(node, "aux"))
            later = [k for above in (node, governor) for k in tree.kids(above, "advmod") if self.cue("later", k)]
            if later and self.clauses[governor].tense == "past" and not missed:  # "was later to resign"
                return False
            self.mark("negated" if missed else "planned", f"'{text} to {tree.tokens[node].text}'")
        elif infinitive and self.cue("intending", governor):
            self.mark("planned", f"'{text} to'")
        elif lemma in ("include", "be", "involve", "comprise") and self._of_a_demand(governor):
            self.mark("hypothetical", f"'{text}' what is asked for")
        elif lemma == "about" and infinitive:
            self.mark("planned", "'about to'")
        elif infinitive and {"enough", "too"} & {lemma, *(tree.lemma(k) for k in tree.kids(governor, "advmod"))}:
            self.mark("hypothetical", f"'{text}' for it or not")  # "strong enough to attack", "too weak to attack"
        elif lemma == "go" and infinitive and tree.tokens[governor].text.lower() == "going":
            self.mark("planned", "'going to'")
        elif lemma == "have" and infinitive:
            yet = any(tree.lemma(k) in ("yet", "still") for k in (*tree.children[governor], *tree.children[node]))
            if self.clauses[governor].tense == "past" and not yet and not self.denies(governor):
                return False  # "had to withdraw": they did
            self.mark("negated" if yet else "hypothetical", f"'{text} {'yet ' if yet else ''}to'")
        elif lemma in words["denied"]:
            self.mark("denied", f"'{text}'")
            self.speakers += self.clauses[governor].subjects
        elif behind and self.cue("accusing", governor):
            self.mark("hypothetical", f"'{text} … of'")
            self.accused = True
            self.report(governor)
        elif behind and lemma in words["judging_verbs"]:
            pass
        elif reading and not (finite and lemma in words["reporting"]):
            self._unless_negated(governor, reading)
        elif lemma in words["negated"]:
            self._unless_negated(governor, "negated")
        elif lemma in words["factual"]:
            pass
        elif finite and lemma in words["suggesting"] and self._subjunctive(node, governor):
            self.mark("hypothetical", f"'{text}' that it be done")
        elif finite and lemma in words["reporting"]:
            believed = [tree.lemma(k) for k in tree.kids(governor, "nsubj")] if lemma in ("believe", "think") else []
            if believed and (set(believed) & {"nobody", "none"} or self.denies(governor)):
                self.mark("negated", f"not '{text}'")
            self.report(governor)
            self._denied_aside(node)
            return True
        elif lemma in words["commanding"] and self.own_forces(governor, node):
            pass
        elif infinitive and self.cue("enabling", governor) and self.clauses[governor].tense == "past":
            self._unless_negated(governor, "asserted")
        elif infinitive and self.cue("trying", governor) and "past" in self.clauses[governor].tense:
            self.tried += 1
            self.mark("planned", f"'{text} to'")
        elif tree.tokens[node].dep == "xcomp" and lemma in words["planned"]:
            self.mark("planned", f"'{text} to'")
            if self.commitment is None:
                self.commitment = governor
        elif infinitive and lemma in words["urging"]:
            self.mark("hypothetical", f"'{text} … to'")
        elif lemma in words["hypothetical"]:
            if lemma in words["demanding"] and self.modality == "negated":
                self.modality = "asserted"  # "urged them not to": asked for, not left undone
            self.mark("hypothetical", f"'{text}'")
        elif lemma in words["planned"]:
            self.mark("planned", f"'{text}'")
        return False

    def _denied_aside(self, node: int) -> None:
        """As in "said that Chad had attacked the port, which Chad denied": of all that was said."""
        tree = self.tree
        for verb in tree.subtree(node):
            objects = [k for k in tree.kids(verb, "dobj") if tree.tokens[k].tag == "WDT"]
            if objects and tree.tokens[verb].dep == "relcl" and tree.lemma(verb) in self.words["denied"]:
                self.mark("denied", f"'{tree.tokens[verb].text}'")
                self.speakers += self.clauses[verb].subjects

    def _subjunctive(self, node: int, governor: int) -> bool:
        """As in "suggested that both send troops": the plain form of the verb under a past one."""
        tree = self.tree
        plain = tree.tokens[node].tag in ("VB", "VBP") and not tree.kids(node, "aux", "auxpass")
        bare_be = any(tree.tokens[k].text == "be" for k in tree.kids(node, "auxpass", "aux"))
        told = self.clauses[governor].tense in ("past", "past perfect", "participle")
        return (plain and told and tree.lemma(node) != "be") or bare_be

    def _of_a_demand(self, verb: int) -> bool:
        """As in "their demands include dissolving parliament"."""
        subjects = [self.tree.lemma(k) for k in self.tree.kids(verb, "nsubj")]
        return any(lemma in self.words["demanding"] or lemma in ("demand", "proposal", "option") for lemma in subjects)

    def own_forces(self, governor: int, node: int) -> bool:
        """Are those who are told to act the speaker's own: "ordered troops to leave"?"""
        tree = self.tree
        told = tree.kids(governor, "dobj", "nsubjpass") or tree.kids(node, "nsubj")
        return any(tree.lemma(token) in self.words["own_forces"] for token in told)

    def noun_governs(self, noun: int) -> None:
        """An infinitive behind a noun: "a plan to attack"; "the first state to recognise it" has done so."""
        lemma, text = self.tree.lemma(noun), self.tree.tokens[noun].text
        self.tried += bool(self.cue("trying", noun)) or lemma == "effort"
        if self._is_of_means(noun):
            return
        taken = lemma in ("chance", "opportunity", "occasion") and self.tree.tokens[noun].dep == "dobj"
        if self._ranked(noun) or (taken and self.tree.lemma(self.tree.tokens[noun].head) in ("seize", "take", "use")):
            return
        above = self.tree.tokens[noun].head
        given_up = self.tree.lemma(above) in self.words["negated"] or self.cue("called_off", above)
        if (given_up or self.cue("governors", above) == "negated") and self.tree.tokens[noun].dep in (
            "dobj",
            "nsubjpass",
        ):
            self._unless_negated(above, "negated")  # "abandoned plans to invade"
        if lemma in self.words["announcing"]:
            self.mark("planned", f"'{text} to'")
            return
        for name in ("negated", "denied", "hypothetical", "planned"):
            if lemma in self.words[name]:
                self.mark(name, f"'{text} to'")
                return
        self.mark(self.cue("governors", noun) or "planned", f"'{text} to'")

    def adverbial(self, node: int) -> bool:
        """An adverbial clause: conditions and purposes have not happened. True where the walk ends here."""
        tree = self.tree
        governor = tree.tokens[node].head
        done = self.clauses[node].tense == "past" and self.clauses[governor].finite_tense in ("past", "past perfect")
        strayed = [k for k in tree.kids(governor, "mark") if k < node < governor]  # "Even if A attacks, B will wait"
        for kid in (*tree.kids(node, "mark", "advmod"), *strayed):
            lemma = tree.lemma(kid)
            done = done and not any(self._keeps_from(above) for above in (governor, *tree.ancestors(governor)))
            if lemma in self.words["hypothetical_markers"] and not (lemma in ("until", "till") and done):
                self.mark("hypothetical", f"'{tree.tokens[kid].text}'")
                return True
        infinitive = any(tree.lemma(k) == "to" for k in tree.kids(node, "aux"))
        if infinitive and (
            tree.lemma(governor) in self.words["factual"] or self.cue("governors", governor) == "asserted"
        ):
            return False  # "voted to condemn"
        soon = tree.lemma(governor) == "soon"  # "as soon as they meet"
        ahead = self._under_future(tree.tokens[governor].head if soon else governor)
        if ahead and any(tree.lemma(k) == "once" for k in tree.kids(node, "mark", "advmod")):
            self.mark("hypothetical", "'once' a condition")  # "could be given up once others supplied them"
        if any(tree.lemma(k) == "before" for k in tree.kids(node, "mark")) and self.clauses[node].tense == "present":
            self.mark("planned", "'before' what is to come")
        if (
            ahead
            and self.clauses[node].tense != "past"
            and (soon or any(tree.lemma(k) in WHEN for k in tree.kids(node, "mark", "advmod")))
        ):
            self.mark("planned", "when something else will")
        if self.inverted(node):
            self.mark("hypothetical", "inverted condition")
            return True
        if infinitive and self._is_means(governor):
            return False
        if infinitive:
            self.mark("planned", f"purpose: 'to {tree.tokens[node].text}'")
            return True
        if self._says_beside(node):  # "refused to go, demanding that …": what the main clause makes of itself
            self.local(tree.root(tree.parse.sentence_of(node)), False)
            self.attribution_above(governor)
            return True
        if tree.tokens[node].tag == "VBG" and not tree.kids(node, "mark"):
            if node == governor + 2 and tree.kids(governor, "prt") and (reading := self.cue("governors", governor)):
                self._unless_negated(governor, reading)  # "put off recalling them"
            return False
        self.attribution_above(governor)
        return True

    def _under_future(self, governor: int) -> bool:
        """As in "could sign when …", "may start to disarm once …", "hope to sign as soon as …": is it still to come?"""
        tree, node = self.tree, governor
        for above in tree.ancestors(governor):
            if any(tree.tokens[k].text.lower() in (*FUTURE, *POSSIBLE) for k in tree.kids(node, "aux")):
                return True
            if tree.tokens[node].dep not in ("xcomp", "conj", "ccomp") or not tree.is_verb(above):
                return False
            wanted = tree.lemma(above) in self.words["planned"] | self.words["hypothetical"]
            if wanted and any(tree.lemma(k) == "to" for k in tree.kids(node, "aux")):
                return True
            node = above
        return any(tree.tokens[k].text.lower() in (*FUTURE, *POSSIBLE) for k in tree.kids(node, "aux"))

    def _keeps_from(self, above: int) -> bool:
        """As in "proved unwilling to meet until": nothing is said to have come of it."""
        negated = self.tree.lemma(above) in self.words["negated"] and not self.cue("called_off", above)
        return negated or self.cue("governors", above) == "negated" or bool(self.tree.kids(above, "neg"))

    def _is_means(self, verb: int) -> bool:
        """As in "invoked a law to seize the port": does the verb tell how the purpose was reached?"""
        return bool(self.cue("using", verb)) and self.clauses[verb].tense in ("past", "present", "present perfect")

    def _is_of_means(self, noun: int) -> bool:
        """Is the noun the object of such a verb?"""
        return self.tree.tokens[noun].dep == "dobj" and self._is_means(self.tree.tokens[noun].head)

    def _says_beside(self, node: int) -> bool:
        """Is it a participle of saying, set off by a comma, below another complement than the main verb?"""
        tree, words = self.tree, self.words
        governor = tree.tokens[node].head
        root = tree.root(tree.parse.sentence_of(node))
        return (
            tree.tokens[node].tag == "VBG"
            and tree.tokens[node - 1].text == ","
            and governor not in (root, node)
            and (tree.lemma(node) in words["reporting"] or tree.lemma(node) in words["demanding"])
        )

    def report(self, verb: int) -> None:
        """Keep who says so; what happens to the saying itself ("would confirm") does not touch what is said."""
        tree, speakers = self.tree, self.clauses[verb].agents
        if not self.speakers:
            self.speakers += speakers
        for speaker in speakers:
            for word in (speaker, *tree.kids(speaker, "compound", "amod", "nmod")):
                if reading := self.cue("rumours", word) or self.cue("untrue", word):  # "a hoax claimed that"
                    self.mark(reading, f"'{tree.tokens[word].text}'")
        self.reasons.append(f"reported: '{tree.tokens[verb].text}'")

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
        last = sentence.last - 1
        while self.quoted and last > sentence.first and tree.tokens[last].text in CLOSING:
            last -= 1
        asked_for = {tree.lemma(sentence.first), *(tree.lemma(k) for k in tree.kids(node, "advmod"))}
        if tree.tokens[last].text == "?" and not asked_for & set(PRESUPPOSING):
            self.mark("hypothetical", "a question")
