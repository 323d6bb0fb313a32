"""Whether the words around a trigger are those that its card asks for: its object, its subject, what follows it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from kg.seeds.actor_words import actor_words
from kg.seeds.cards import Trigger
from kg.seeds.grammar import load_grammar
from kg.text import Text, once
from kg.text.clauses import Clause
from kg.text.tree import Tree

TAKING_UP = ("it", "them", "they", "these", "both")
FIRE = "fire"  # burns, and is shot
ASKING = ("how", "if", "when", "whether", "why")  # what opens a question told: "asked whether Chad would go"
NAMES = ("GPE", "NORP", "ORG", "PERSON")  # labels of names of those who may act
ANYTHING = "any"  # as a condition's word: whatever it is
Words = Mapping[str, Collection[str]]  # by the name of a condition: object, subject, after, people, taken up


def conditions_hold(text: Text, index: int, trigger: Trigger) -> bool:
    """Is every condition of a trigger met that stands at a token?"""
    if not trigger.conditions:
        return True
    verb = text.tree.clause_verb(index) if trigger.pos == "adjective" else index
    seen = _around(text, index, verb)
    own = _behind_own_words(text, trigger, text.clauses[verb]) if text.tree.is_verb(verb) else {}
    return all(_is_met(condition, words, seen, own) for condition, words in trigger.conditions)


def _is_met(condition: str, words: frozenset[str], seen: Words, own: Words) -> bool:
    """Does a condition of a term hold? What "it" takes up may be what is wanted, and is never what is not."""
    kind, name = condition.split("_")
    found = {*seen[name], *own.get(name, ())}
    if condition == "only_object":
        found.update(seen["taken up"])
    if kind == "unless":
        found.difference_update(seen["people"])  # who "met opposition leaders" met no opposition
    met = bool(found) if ANYTHING in words else bool(found & words)
    return met == (kind == "only")


# ------------------------------------------------------------------------------ the words around it
@once
def _around(text: Text, index: int, verb: int) -> Words:
    """The words around a token that are the same for all triggers there."""
    tree = text.tree
    found: dict[str, set[str]] = {name: set() for name in ("object", "subject", "after", "people", "taken up")}
    around = _around_verb(text, index, text.clauses[verb]) if tree.is_verb(verb) else _around_noun(tree, index)
    for name, words in around:
        found[name] |= set(words)
    following = tree.kids(index, "prep", "prt", "agent", "advmod")
    found["after"] |= {tree.lemma(kid) for kid in following if not _tells_when(text, kid)}
    found["taken up"] |= _above_relative(tree, verb)
    return found


def _tells_when(text: Text, preposition: int) -> bool:
    """As in "In 1995 he intervened", which is not to intervene in anything."""
    nouns = text.tree.kids(preposition, "pobj")
    return bool(nouns) and all(noun in _days(text) for noun in nouns)


@once
def _days(text: Text) -> frozenset[int]:
    """The tokens of all dates."""
    dates = (time for time in text.times if time.type == "DATE")
    return frozenset(token for time in dates for token in text.parse.tokens_in(time.start, time.end))


def _around_verb(text: Text, index: int, clause: Clause) -> Iterator[tuple[str, Iterable[str]]]:
    tree = text.tree
    for name, tokens in (("object", clause.patients), ("subject", clause.agents)):
        for token in tokens:
            yield name, _phrase_words(tree, token)
            if any(tree.lemma(token) in kind for kind in (actor_words()["people_nouns"], load_grammar()["crowds"])):
                yield "people", (tree.lemma(kid) for kid in tree.kids(token, "compound", "amod"))
    for below in (kid for kid in tree.kids(index, "ccomp", "xcomp") if kid > index):  # not a quotation before it
        yield "object", _words_of_clause(tree, below)
    nouns = [below for _, noun in clause.prepositions for below in tree.kids(noun, "acl")]
    if any(tree.tokens[below].tag == "VB" for below in nouns):  # "called on the king to reopen the canal"
        yield "object", ("to",)
    if tree.kids(index, "oprd"):  # "called the king a friend"
        yield "object", ("as",)
    if not tree.kids(index, "ccomp", "xcomp"):  # not "let it be known"
        yield "taken up", _taken_up(text, clause.patients)


def _around_noun(tree: Tree, index: int) -> Iterator[tuple[str, Iterable[str]]]:
    yield "subject", (tree.lemma(kid) for kid in tree.kids(index, "compound", "amod", "nmod", "poss"))
    yield "subject", (tree.lemma(tree.tokens[index].head),)
    for _, obj in tree.prepositions(index):
        kinds = {"person", "somewhere", "nationality"} & _phrase_words(tree, obj)
        yield "object", {tree.lemma(obj), tree.tokens[obj].text.lower()} | kinds
    if any(tree.lemma(mark) == "that" for kid in tree.kids(index, "acl", "ccomp") for mark in tree.kids(kid, "mark")):
        yield "object", ("that",)  # "the charge that it helped Syria"
    if any(tree.tokens[mark].tag == "TO" for kid in tree.kids(index, "acl") for mark in tree.kids(kid, "aux")):
        yield "object", ("to",)  # "the threat to expel the envoy"


def _behind_own_words(text: Text, trigger: Trigger, clause: Clause) -> Words:
    """What stands behind the trigger's own prepositions, "met with resistance", and behind the noun that it names."""
    tree = text.tree
    own = {*trigger.words[1:], *(("of",) if trigger.words[-1] == "out" else ())}  # "pulled out of the treaty"
    own |= {word for name, words in trigger.conditions if name == "only_after" for word in words}
    named = [noun for noun in clause.patients if len(trigger.words) > 1 and tree.lemma(noun) in trigger.words[1:]]
    behind = [pair for noun in named for pair in tree.prepositions(noun)]
    objects: set[str] = set()
    for lemma, token in (*clause.prepositions, *behind):
        if lemma in own:
            objects |= _phrase_words(tree, token)
    for preposition in tree.kids(clause.verb, "prep"):  # "dismissed it as false"
        if tree.lemma(preposition) in own:
            objects |= {tree.lemma(kid) for kid in tree.kids(preposition, "amod", "pcomp")}
    return {"after": {lemma for lemma, _ in behind}, "object": objects}  # "expressed regret over"


def _words_of_clause(tree: Tree, clause: int) -> set[str]:
    """What a clause below a verb is, as its object: its verb, and whether another is wanted to do it."""
    to = any(tree.tokens[k].tag == "TO" for k in tree.kids(clause, "aux"))
    words = {"to" if to or tree.tokens[clause].dep == "xcomp" else "that"}
    if not tree.kids(clause, "neg"):  # "pledged not to attack" threatens nobody
        words.add(tree.lemma(clause))
    subjects = tree.subjects(clause)
    words |= {tree.lemma(kid) for kid in tree.kids(clause, "mark", "advmod") if tree.lemma(kid) in ASKING}
    plain = tree.tokens[clause].tag == "VB" and not tree.kids(clause, "aux")
    if subjects and (plain or any(tree.tokens[k].text == "be" for k in tree.kids(clause, "auxpass"))):
        words.add("wished")  # "insisted that Chad leave", "that a fund be set up"
    if any(tree.is_labelled(noun, NAMES) for noun in subjects):
        words.add("named")  # "wants Chad to send troops"
    return words | {"another"} if subjects else words


def _taken_up(text: Text, tokens: Sequence[int]) -> set[str]:
    """The nouns that "it", "them" or "Kenya's" may stand for: those before it in its sentence and the one before."""
    tree = text.tree
    pronouns = [t for t in tokens if tree.tokens[t].text.lower() in TAKING_UP or tree.kids(t, "case")]
    if not pronouns:
        return set()
    if tree.kids(pronouns[0], "case"):  # "recalled its envoy and expelled Mali's": what is somebody's before it
        owned = [i for i in range(tree.parse.sentence_of(pronouns[0]).first, pronouns[0]) if tree.kids(i, "poss")]
        return {tree.lemma(i) for i in owned[-1:]}
    first = tree.parse.sentence_of(max(tree.parse.sentence_of(pronouns[0]).first - 1, 0)).first
    return {tree.lemma(token) for token in range(first, pronouns[0]) if tree.tokens[token].pos in ("NOUN", "PROPN")}


def _above_relative(tree: Tree, verb: int) -> set[str]:
    """The nouns that a relative clause may belong to beside the last: "curbs on exports of steel that it imposed"."""
    found: set[str] = set()
    noun = tree.tokens[verb].head if tree.tokens[verb].dep == "relcl" else -1
    while noun >= 0 and tree.tokens[noun].dep == "pobj" and tree.tokens[tree.tokens[noun].head].dep == "prep":
        noun = tree.tokens[tree.tokens[noun].head].head
        found.add(tree.lemma(noun))
    return found


def _is_person(tree: Tree, noun: int) -> bool:
    """Does the engine take the noun for a person, here or as the surname of a full name elsewhere in the document?"""
    return tree.is_labelled(noun, ("PERSON",)) or tree.tokens[noun].text in tree.surnames


def _is_before_a_score(tree: Tree, noun: int) -> bool:
    """As in "defeated Italy 4-1"."""
    match [token.text for token in tree.tokens[noun + 1 : noun + 4]]:
        case [goals, "-", others]:
            return goals.isdigit() and others.isdigit()
    return False


def _phrase_words(tree: Tree, noun: int) -> set[str]:
    """The noun as lemma and as it stands ("talks"), what stands before it, and what it names.

    That is "person" for somebody named, "somewhere" for a state or a place, "nationality" for a people, with "people"
    where these are some of it ("Kenyans marched"), "score" for who is beaten by so many goals.
    """
    words = {tree.lemma(kid) for kid in tree.kids(noun, "compound", "amod", "nmod")}
    if tree.lemma(noun) in load_grammar()["measure_nouns"] or tree.tokens[noun].pos == "NUM":
        for lemma, counted in tree.prepositions(noun):
            if lemma in ("of", "in"):  # "tonnes of food", "all of the prisoners", "millions in aid"
                words |= {tree.lemma(counted), *(tree.lemma(kid) for kid in tree.kids(counted, "compound"))}
    if _is_person(tree, noun):
        words.add("person")
    if _is_before_a_score(tree, noun):
        words.add("score")
    if tree.is_labelled(noun, ("NORP",)):
        words.add("nationality")
        if tree.tokens[noun].tag in ("NNS", "NNPS") and not tree.kids(noun, "det"):  # not "the Soviets"
            words.add("people")
    if tree.is_labelled(noun, ("GPE", "LOC")):
        words.add("somewhere")
    elif tree.tokens[noun].pos == "PROPN":
        words.add(tree.tokens[noun].text.lower().removesuffix("s"))  # "U.S. Marines"
    words |= {tree.lemma(noun), tree.tokens[noun].text.lower()}
    if FIRE in words and any(
        tree.is_labelled(kid, ("GPE", "NORP")) for kid in tree.kids(noun, "amod", "compound", "poss")
    ):
        return words - {FIRE} | {"gunfire"}  # "killed by Israeli fire"
    return words
