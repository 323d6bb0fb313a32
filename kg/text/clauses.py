"""What a clause says as grammar: its verb with tense and voice, who does what to whom, which way it looks.

All numbers are token indices into `Parse.tokens`; labels are ClearNLP's, which spaCy's English models use.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from kg.seeds.grammar import load_grammar
from kg.text.tree import Tree
from kg.text.words import CONTRACTED, HAVE, MODALS, PAST, PRESENT, QUANTITIES, RELATIVES, WILL, WOULD_OR_HAD

# A noun after one of these is at another time than its clause.
ASIDE = frozenset({"after", "since", "before", "following", "follow", "until", "despite", "ahead", "prior"})
SIMPLE = ((frozenset({"to"}), "infinitive"), (PAST, "past"), (PRESENT, "present"))  # in this order
FORMS = {
    "VB": "infinitive", "VBD": "past", "VBZ": "present", "VBP": "present", "VBN": "participle", "VBG": "participle",
}  # fmt: skip
NOT_FINITE = ("participle", "infinitive", "")
BEFORE_NOW = frozenset({"after", "since", "because", "before", "until", "once"})


@dataclass(frozen=True, slots=True)
class Clause:
    """What the words around one verb (or, where there is none, around another token) say.

    `tense` is one of "past", "past perfect", "present", "present perfect", "future", "modal", "infinitive",
    "participle" and "" (none); `finite` the nearest verb at or above this one with a tense of its own, `finite_tense`
    that tense. `subjects` stand in subject position, those shared by coordination and control included; `agents` act
    and `patients` are acted upon whatever the voice; `prepositions` are (lemma, object) pairs, left to right.
    `reported_by` is the verb of saying that this clause is the complement of. `same_time` says that it tells of
    one time with the clause above ("when they met"), `looks_back` that it tells of a time before the story's,
    `looks_ahead` of one to come.
    """

    verb: int
    tense: str
    finite: int
    finite_tense: str
    passive: bool = False
    subjects: tuple[int, ...] = ()
    agents: tuple[int, ...] = ()
    patients: tuple[int, ...] = ()
    datives: tuple[int, ...] = ()
    prepositions: tuple[tuple[str, int], ...] = ()
    reported_by: int | None = None
    same_time: bool = False
    looks_back: bool = False
    looks_ahead: bool = False

    def after(self, *lemmas: str) -> tuple[int, ...]:
        """Objects of the given prepositions (of all, where none is given)."""
        return tuple(obj for lemma, obj in self.prepositions if not lemmas or lemma in lemmas)


class Clauses(dict[int, Clause]):
    """The clauses of a document by the token that heads them, each made when it is first asked for.

    >>> from kg.model import Document
    >>> from kg.text import Text
    >>> text = Text.read(Document(text="Japan was criticised by Kenya."))
    >>> clause = text.clauses.of(0)
    >>> clause.tense, clause.passive, [text.tree.lemma(i) for i in clause.agents]
    ('past', True, ['kenya'])
    """

    def __init__(self, tree: Tree) -> None:
        super().__init__()
        self.tree = tree

    def __missing__(self, index: int) -> Clause:
        for above in reversed(self.tree.path(index)):  # from the root down: a clause asks those above it
            if above not in self:
                self[above] = self._made(above)
        return self[index]

    def of(self, index: int) -> Clause:
        """The clause in which a token stands; that of the root where no verb is above it."""
        return self[self.tree.clause_verb(index)]

    def _made(self, verb: int) -> Clause:
        tense = "past" if self._is_main(verb) else tense_of(self.tree, verb)
        finite, finite_tense = self._finite(verb, tense)
        passive = self._is_passive(verb)
        subjects = self._subjects(verb)
        agents, patients, datives, prepositions = self._arguments(verb, passive, subjects)
        infinitive = tense == "infinitive" and _is_intended(self.tree, verb)
        return Clause(
            verb, tense, finite, finite_tense, passive, tuple(subjects), tuple(agents), tuple(patients),
            tuple(datives), tuple(prepositions),
            reported_by=self._reported_by(verb),
            same_time=_is_same_time(self.tree, verb, tense),
            looks_back=self._looks_back(verb, tense),
            looks_ahead="future" in (tense, finite_tense) or infinitive,
        )  # fmt: skip

    # -------------------------------------------------------------------------- time
    def _finite(self, verb: int, tense: str) -> tuple[int, str]:
        if self.tree.is_verb(verb) and self.tree.main_verb(verb) == verb and tense not in NOT_FINITE:
            return verb, tense
        current, found = verb, tense
        for above in self.tree.path(verb):
            if self.tree.is_verb(above):
                current = self.tree.main_verb(above)
                found = tense if current == verb else self[current].tense
                if found not in NOT_FINITE:
                    break
        return current, found

    def _looks_back(self, verb: int, tense: str) -> bool:
        """A relative or "after" clause, or words such as "previously", here or above in the same clause."""
        tree = self.tree
        for i in tree.path(verb):
            dep = tree.tokens[i].dep
            own = tense if i == verb else self[i].tense
            if dep in ("relcl", "acl") and own not in ("present", "future", "modal") and not self._is_main(i):
                # "the conference where he promoted it" tells of one time with its clause
                return not any(tree.lemma(k) in ("where", "when", "whereby") for k in tree.children[i])
            marks = {tree.lemma(k) for k in tree.kids(i, "mark", "advmod", "prep")}
            before = any(tree.lemma(k) == "before" and not tree.children[k] for k in tree.kids(i, "advmod"))
            if before or (dep == "advcl" and marks & BEFORE_NOW) or marks & load_grammar()["earlier_adverbs"]:
                return True
            if tree.is_verb(i) and dep not in ("ccomp", "xcomp"):
                break
        return False

    def _reported_by(self, verb: int) -> int | None:
        """As "announced" in "announced that it would stop"."""
        tree = self.tree
        for i in tree.path(verb):
            token = tree.tokens[i]
            saying = tree.is_verb(token.head) and tree.lemma(token.head) in load_grammar()["reporting"]
            if token.dep == "ccomp" and saying and token.head != i:
                return token.head
            if token.dep not in ("conj", "aux", "xcomp", "ccomp"):
                break
        return None

    # -------------------------------------------------------------------------- who and whom
    def _is_passive(self, verb: int) -> bool:
        """As a clause, or as a participle behind a noun ("talks held in Tokyo")."""
        tree = self.tree
        if tree.kids(verb, "auxpass", "nsubjpass"):
            return True
        token = tree.tokens[verb]
        if token.tag in ("VBN", "VBD") and tree.kids(verb, "agent") and not tree.kids(verb, "aux"):
            told = tree.kids(verb, "nsubj") and any(tree.kids(k, "det", "poss") for k in tree.kids(verb, "dobj"))
            return not told  # "three Britons held hostage by rebels were freed", not "hailed an offer by Peru"
        if self._is_a_state(verb):
            return True
        if token.tag != "VBN" or tree.kids(verb, "aux") or self._is_main(verb):
            return False
        if token.dep == "conj" and tree.is_verb(token.head):
            return self[token.head].passive and not (tree.kids(verb, "nsubj") and tree.kids(verb, "dobj", "prep"))
        return token.dep in ("acl", "amod") or (token.dep == "advcl" and not tree.kids(verb, "dobj", "nsubj"))

    def _is_a_state(self, verb: int) -> bool:
        """As in "saw ten people killed", "want the envoy expelled": a participle that tells what befalls the object."""
        tree, token = self.tree, self.tree.tokens[verb]
        bare = token.dep == "ccomp" and token.tag in ("VBN", "VBD") and not tree.kids(verb, "aux", "mark", "dobj")
        told = bare and token.head < verb and tree.lemma(token.head) in load_grammar()["object_states"]
        return told and bool(tree.kids(verb, "nsubj"))

    def _is_main(self, verb: int) -> bool:
        """As in "Iceland, which has no army, offered to host it", of which parsers make a name with a participle."""
        tree, token = self.tree, self.tree.tokens[verb]
        if token.dep != "acl" or token.tag not in ("VBN", "VBD") or tree.tokens[token.head].dep != "ROOT":
            return False
        told = any(token.head < kid < verb for kid in tree.kids(token.head, "relcl"))
        return told and tree.tokens[verb - 1].text == "," and not tree.kids(verb, "agent", "aux", "auxpass")

    def _subjects(self, verb: int) -> Iterable[int]:
        tree = self.tree
        own = [kid for kid in tree.subjects(verb) if tree.lemma(kid) != "there"]
        if own:
            return self._own_subjects(verb, own)
        token = tree.tokens[verb]
        head, above = token.head, tree.tokens[token.head]
        if opened := self._behind_opening(verb):
            return opened
        if head == verb:
            return ()
        if token.dep == "csubj" and token.tag == "VBG" and tree.is_verb(head):
            return self._behind_opening(head)
        if token.dep == "advcl" and self._is_called_for(verb, head):
            return self._subjects_of_complement(head)
        if token.dep == "conj" and (saying := self._said_beside(verb, head)) is not None:
            return self[saying].subjects
        if token.dep == "conj" and above.tag == "VBG" and token.tag != "VBG" and not tree.kids(verb, "aux", "auxpass"):
            finite = next((i for i in tree.path(head) if tree.tokens[i].tag in ("VBP", "VBZ", "VBD")), head)
            return self[finite].subjects  # "stop buses carrying arms and arrest the drivers"
        if token.dep == "conj" and (listed := self._listed_with(verb, head)) is not None:
            outside = verb not in tree.path(listed)  # parsers may hang the clause of the first on the second
            return self[listed].subjects if outside else tree.all_conjuncts(tree.subjects(listed))
        if token.dep in ("conj", "advcl") and tree.is_verb(head):
            judge = self._judge_of_thing(head) if token.dep == "conj" and self._is_said(verb) else None
            return self[head if judge is None else judge].subjects
        if token.dep in ("xcomp", "ccomp") and (tree.is_verb(head) or above.pos == "ADJ"):
            return self._subjects_of_complement(head)
        if token.dep == "pcomp":
            return self._subjects_behind_preposition(head)
        if token.dep == "acl":
            return self._subjects_behind_noun(verb, head)
        if token.dep == "relcl" and not tree.subjects(verb):
            return self._is_one_of_them(head) or tree.conjuncts(head)
        return ()

    def _is_one_of_them(self, noun: int) -> Sequence[int]:
        """Whom a noun is said of: "Iceland was the first country to recognise it", but not "it was Egypt that left".

        So is "among the first" and "one of the first".
        """
        tree, token = self.tree, self.tree.tokens[noun]
        while token.dep == "pobj" and tree.lemma(token.head) in ("of", "among"):
            noun = tree.tokens[token.head].head
            if tree.lemma(noun) == "be":
                return self[noun].subjects
            token = tree.tokens[noun]
        if token.dep != "attr" or token.pos == "PROPN" or not tree.is_verb(token.head):
            return ()
        subjects = self[token.head].subjects
        return () if any(tree.tokens[i].pos not in ("NOUN", "PROPN") for i in subjects) else subjects

    def _judge_of_thing(self, clause: int) -> int | None:
        """The verb outside a clause about what somebody judged: "condemned the raid that killed two and asked …"."""
        tree, token = self.tree, self.tree.tokens[clause]
        if token.dep != "relcl" or tree.tokens[token.head].dep not in ("dobj", "pobj"):
            return None
        outside = tree.clause_verb(token.head)
        return outside if tree.lemma(outside) in load_grammar()["act_judging_verbs"] else None

    def _is_said(self, verb: int) -> bool:
        """Does only somebody who speaks do what the verb tells: demand, say, call?"""
        words = load_grammar()
        return any(self.tree.lemma(verb) in words[kind] for kind in ("demanding", "reporting", "act_judging_verbs"))

    def _behind_opening(self, verb: int) -> list[int]:
        """As in "Speaking beside the king, Mr Wu said": the name that the parser takes for another's apposition."""
        tree = self.tree
        for opening in tree.kids(verb, "csubj", "advcl"):
            inside = tree.subtree(opening)
            if tree.tokens[opening].tag == "VBG" and inside[-1] == verb - 1:
                return [i for i in inside if tree.tokens[i].dep == "appos" and tree.subtree(i)[-1] == verb - 1][:1]
        return []

    def _said_beside(self, verb: int, head: int) -> int | None:
        """As in "said it had fired first, and called on Chad to stop": the verb above what the parser joins it to."""
        tree, below = self.tree, self.tree.tokens[head]
        tag = tree.tokens[verb].tag
        alone = tag in ("VBD", "VBZ") and not tree.kids(verb, "aux", "auxpass")
        shared = tree.kids(head, "aux") and below.tag in ("VBN", "VB", "VBG") and below.head < head
        if not alone or not shared or below.dep not in ("ccomp", "xcomp"):
            return None
        apart = any(token.text == "," for token in tree.tokens[head:verb]) or self._is_said(verb)
        if tag == "VBD" and below.tag == "VBN" and not apart:
            return None  # "said the raid had killed ten and wounded six"
        infinitive = any(tree.tokens[kid].tag == "TO" for kid in tree.kids(head, "aux"))
        said = infinitive or tree.lemma(below.head) in load_grammar()["reporting"]
        return below.head if said and tree.tokens[below.head].tag in ("VBD", "VBZ", "VBP") else None

    def _listed_with(self, verb: int, head: int) -> int | None:
        """As in "The raid had shaken Chad, causing it to close the port, recall its envoy": the infinitive before it.

        Parsers join the bare form of a verb to a past one above, of which it cannot be a part.
        """
        tree = self.tree
        if tree.tokens[verb].tag != "VB" or tree.kids(verb, "aux", "auxpass"):
            return None
        if tree.tokens[head].tag == "VB":  # joined in its turn to what is joined wrongly
            return self._listed_with(head, tree.tokens[head].head) if tree.tokens[head].dep == "conj" else None
        told = range(head + 1, verb) if tree.tokens[head].tag in ("VBD", "VBN", "VBZ") else ()
        return next((i for i in reversed(told) if any(tree.tokens[k].tag == "TO" for k in tree.kids(i, "aux"))), None)

    def _is_called_for(self, verb: int, head: int) -> bool:
        """As in "called on Chad to free them": what parsers take for the purpose of a call is what is called for."""
        tree = self.tree
        called = tree.lemma(head) == "call" and bool(tree.objects(head, "on", "upon"))
        return called and any(tree.tokens[kid].tag == "TO" for kid in tree.kids(verb, "aux"))

    def _own_subjects(self, verb: int, own: list[int]) -> list[int]:
        tree, token = self.tree, self.tree.tokens[verb]
        if token.dep == "relcl" and tree.lemma(own[0]) in QUANTITIES:
            return tree.conjuncts(token.head)  # "thousands of Iranians, many in black, rallied"
        own = [i for i in own if not any(tree.tokens[k].text == ":" for k in range(i, own[-1]))]
        # in a headline "Merkel, Macron meet" the first name is labelled as an adverbial
        found = [k for k in tree.kids(verb, "npadvmod") if tree.tokens[k].pos == "PROPN" and k == own[0] - 2]
        for index in own:
            if tree.lemma(index) not in RELATIVES or token.dep not in ("relcl", "ccomp", "acl"):
                found += tree.conjuncts(index)
            elif token.dep == "relcl":
                issuing = self.issuing(verb)
                found += tree.conjuncts(token.head) if issuing is None else self[issuing].agents
        return found

    def issuing(self, verb: int) -> int | None:
        """The verb by which a text is issued, of which a relative clause tells what it says: "adopted a resolution that
        condemns"; None where it tells of none.
        """
        tree, token = self.tree, self.tree.tokens[verb]
        noun, words = tree.tokens[token.head], load_grammar()
        relative = any(tree.lemma(i) in RELATIVES for i in tree.kids(verb, "nsubj"))
        if token.dep != "relcl" or not relative or noun.lemma not in words["text_nouns"] or noun.head == token.head:
            return None
        issued = noun.dep in ("dobj", "nsubjpass") and tree.lemma(noun.head) in words["authoring"]
        return noun.head if issued and noun.head != verb else None

    def _subjects_of_complement(self, head: int) -> Iterable[int]:
        """Who does what a verb or adjective governs: its object ("urged them to go"), else its subject."""
        tree, words = self.tree, load_grammar()
        if tree.lemma(head) in words["object_control"]:
            objects = tree.kids(head, "dobj", "dative")
            if objects:
                return tree.conjuncts(objects[0])
            if self[head].passive:
                return self[head].subjects
            through = tree.objects(head, "on", "upon", "to", "with", "for")
            if through:
                return tree.conjuncts(through[0])
            if tree.is_verb(head) and tree.lemma(head) not in words["subject_control"]:
                return ()
        return self[tree.clause_verb(head)].subjects

    def _subjects_behind_preposition(self, preposition: int) -> Iterable[int]:
        """Who does what a preposition governs: "accused them of lying", "left without speaking"."""
        tree = self.tree
        governor = tree.tokens[preposition].head
        if tree.is_verb(governor):
            objects = tree.kids(governor, "dobj")
            if tree.lemma(governor) in load_grammar()["receiving_verbs"]:
                return self[governor].subjects  # "drew criticism for closing the port"
            if objects and tree.lemma(preposition) in ("of", "for", "from", "into", "over"):
                return tree.all_conjuncts(objects)
            if tree.lemma(preposition) == "in" and tree.lemma(governor) in load_grammar()["joining_verbs"]:
                return [*self[governor].subjects, *tree.all_conjuncts(objects)]  # "joined Italy in calling for"
            return self[governor].subjects
        above = tree.tokens[governor].head
        if tree.tokens[above].dep == "agent" and tree.lemma(preposition) == "for":
            return self[tree.tokens[above].head].subjects  # "was criticised by Peru for closing the port"
        if tree.tokens[governor].pos == "ADV":  # "stopped short of condemning"
            return self[tree.clause_verb(governor)].subjects
        return self._owners(governor)

    def _subjects_behind_noun(self, verb: int, noun: int) -> Iterable[int]:
        """Who does what a participle or infinitive behind a noun tells: "a plan to attack", "troops crossing"."""
        tree, token, above = self.tree, self.tree.tokens[verb], self.tree.tokens[noun]
        if token.tag == "VBG" and above.lemma in load_grammar()["text_nouns"]:  # "issued a statement demanding"
            carrier = above.head if above.dep in ("dobj", "pobj", "nsubjpass") else noun
            carrier = tree.tokens[carrier].head if above.dep == "pobj" else carrier
            whose = [
                i for i in self._owners(noun) if tree.tokens[i].dep not in ("amod", "compound") or tree.labels.get(i)
            ]
            if tree.is_verb(carrier) and carrier != noun and above.dep != "nsubjpass":
                return whose or self[carrier].subjects  # "signed a government decree banning it"
            return whose or (self[carrier].agents if tree.is_verb(carrier) else ())
        if token.tag in ("VBG", "VBN") or self._is_main(verb):
            return tree.conjuncts(noun)
        clause = tree.clause_verb(noun)
        named = [
            obj for obj in tree.objects(noun, "of") if tree.tokens[obj].pos == "PROPN"
        ]  # "the decision of Georgia to"
        return self._owners(noun) or named or (self[clause].subjects if tree.is_verb(clause) and clause != verb else ())

    def _owners(self, noun: int) -> list[int]:
        """Who has or makes the thing: possessor, "by" or "of" phrase, name before the noun."""
        tree = self.tree
        owners = tree.all_conjuncts(tree.kids(noun, "poss")) or tree.objects(noun, "by", "from")
        return owners or tree.all_conjuncts(tree.kids(noun, "compound", "amod", "nmod"))

    def _arguments(
        self, verb: int, passive: bool, subjects: Iterable[int]
    ) -> tuple[Iterable[int], Iterable[int], Iterable[int], Iterable[tuple[str, int]]]:
        """Agents, patients, datives and prepositions of a verb, whatever its voice and position."""
        tree = self.tree
        prepositions = tree.prepositions(verb)
        objects = tree.all_conjuncts(tree.kids(verb, "dobj", "attr", "oprd"))
        datives = [
            obj
            for kid in tree.kids(verb, "dative")
            for obj in (tree.all_conjuncts(tree.kids(kid, "pobj")) or tree.conjuncts(kid))
        ]
        if passive:
            agents = [obj for kid in tree.kids(verb, "agent") for obj in tree.all_conjuncts(tree.kids(kid, "pobj"))]
            agents = agents or tree.objects(verb, "by")
            given = tree.all_conjuncts(tree.kids(verb, "dobj"))
            if given and tree.lemma(verb) in load_grammar()["giving_verbs"]:  # "Kenya was given boats by Japan"
                return agents, given, [*subjects, *datives], prepositions
            return agents, subjects, [*datives, *objects], prepositions
        return subjects, self._objects(verb, objects, subjects), datives, prepositions

    def _objects(self, verb: int, objects: list[int], subjects: Iterable[int]) -> list[int]:
        """The objects of an active verb, with those that a relative or a coordinated clause shares."""
        tree, token = self.tree, self.tree.tokens[verb]
        if token.dep == "relcl" and objects:
            return [token.head if tree.lemma(o) in RELATIVES else o for o in objects]
        if token.dep == "relcl" and subjects and token.head not in subjects:
            return [token.head] if self._has_gap(verb) else []
        if token.dep == "conj" and not objects and tree.is_verb(token.head) and not tree.prepositions(verb):
            later = [k for k in tree.kids(verb, "conj") if tree.kids(k, "dobj")]  # "signed and ratified the treaty"
            return tree.all_conjuncts(tree.kids(later[0], "dobj")) if later else []
        return objects

    def _has_gap(self, verb: int) -> bool:
        """Does the noun of a relative clause stand for its object: "the islands that Japan claims"?"""
        if any(self.tree.whose(subject) for subject in self.tree.subjects(verb)):
            return False  # "Chad, whose leaders agreed"
        relatives = [k for k in self.tree.kids(verb, "dobj", "mark") if self.tree.lemma(k) in RELATIVES]
        return bool(relatives) or not any(self.tree.lemma(k) in RELATIVES for k in self.tree.kids(verb, "nsubj"))


def is_by_many(tree: Tree, clause: Clause) -> bool:
    """Do several governments or leaders do it whom nobody names: "a dozen governments condemned the raid"?"""
    many = load_grammar()["crowds"]
    return any(tree.tokens[agent].tag == "NNS" and tree.lemma(agent) in many for agent in clause.agents)


def tense_of(tree: Tree, verb: int) -> str:
    """Tense and aspect of the verb group around a verb token, as `Clause.tense` names them."""
    token = tree.tokens[verb]
    helpers = tree.kids(verb, "aux", "auxpass")
    if helpers:
        words = {tree.tokens[i].text.lower() for i in helpers}
        return _tense_with(words, token.tag, any(tree.lemma(i) == "have" for i in helpers))
    if token.tag == "VB" and tree.kids(verb, "nsubj") and token.dep in ("ROOT", "conj"):
        return "present"  # "Lawmakers condemn the raid", which the tagger takes for a bare infinitive
    return FORMS.get(token.tag, "")


def _tense_with(words: Set[str], tag: str, has: bool) -> str:
    """The tense that auxiliaries give: `words` in small letters, `has` where one is a form of "have"."""
    if words & WILL:
        return "future"
    if words & MODALS:
        return "past perfect" if has else "modal"
    if "had" in words:
        return "past perfect"
    if words & WOULD_OR_HAD:
        return "past perfect" if tag in ("VBN", "VBD") else "modal"
    if words & HAVE or (words & CONTRACTED and tag == "VBN" and has):
        return "present perfect"
    return next((tense for helpers, tense in SIMPLE if words & helpers), FORMS.get(tag, ""))


def is_background(tree: Tree, noun: int) -> bool:
    """Does a noun stand after "since", "after" or "following", so that it lies before what its clause tells?"""
    token = tree.tokens[noun]
    return not tree.is_verb(noun) and token.dep in ("pobj", "pcomp") and tree.lemma(token.head) in ASIDE


def _is_intended(tree: Tree, verb: int) -> bool:
    """As in "plans to release it"; "Leaders to meet" in a headline: an infinitive that looks ahead."""
    if tree.parse.sentence_of(verb).kind == "headline":
        return any(tree.lemma(k) == "to" for k in tree.children[verb])
    token = tree.tokens[verb]
    return tree.lemma(token.head) in load_grammar()["planned"] and token.dep in ("xcomp", "ccomp", "acl")


def _is_same_time(tree: Tree, verb: int, tense: str) -> bool:
    if tree.tokens[verb].dep not in ("advcl", "relcl") or tense == "past perfect":
        return False
    return any(tree.lemma(k) in ("when", "where", "while") for k in tree.kids(verb, "advmod", "mark"))
