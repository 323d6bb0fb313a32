"""Finding the triggers of the cards in a parse, and which of competing triggers wins its words."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extractors.conditions import conditions_hold
from kg.model import Sentence
from kg.seeds.cards import Trigger, trigger_index
from kg.seeds.grammar import load_grammar
from kg.seeds.own import remembered
from kg.text import Text, once
from kg.text.tree import Tree

IDLE = frozenset({"a", "an", "the", "its", "their", "his", "her", "of"})
LINKS = frozenset({"for", "to", "on", "in", "from", "with", "between", "by"})  # "call for talks": the nouns decide
UNREACHABLE = (
    "nsubj",
    "relcl",
    "advcl",
    "punct",
    "ccomp",
    "csubj",
)  # children that never belong to a multiword trigger
OPENING = ("for", "on", "upon")  # what parsers take for the word that opens a clause: "call on Hamas to disarm"
ONESELF = ("himself", "herself", "itself", "themselves")
UNTIL = ("until", "till")
LETTING = ("declare", "let", "make")  # verbs with a bare clause below them: "made the planes land"


@dataclass(frozen=True, slots=True)
class TriggerMention:
    """A trigger found in the parse: its head token first, then its other words."""

    trigger: Trigger
    tokens: tuple[int, ...]


def find_triggers(text: Text) -> list[TriggerMention]:
    """All triggers that win their words: the longer before the shorter, verbs before nouns."""
    tree = text.tree
    candidates = [mention for index in range(len(tree.tokens)) for mention in _candidates(text, index)]
    candidates.sort(key=_rank)
    taken: set[int] = set()
    winners = []
    for mention in candidates:
        if not taken & set(mention.tokens):
            taken |= {t for t in mention.tokens if tree.tokens[t].pos not in ("ADP", "PART", "DET")} | {
                mention.tokens[0]
            }
            winners.append(mention)
    return sorted(winners, key=lambda m: m.tokens[0])


def _candidates(text: Text, index: int) -> list[TriggerMention]:
    tree, found = text.tree, []
    for pos in _kinds(tree, index):
        for word in dict.fromkeys(tree.forms[index]):
            for trigger in _possible(text, index, word, pos):
                tokens = _match(tree, index, trigger)
                if tokens and conditions_hold(text, index, trigger):
                    found.append(TriggerMention(trigger, tokens))
    return found


def _possible(text: Text, index: int, word: str, pos: str) -> list[Trigger]:
    """The triggers of a word whose other words stand in its sentence too: few of the many of "take" or "make"."""
    by_form = _by_form().get((word, pos))
    if by_form is None:
        return []
    said = _forms_in(text, text.parse.sentence_of(index))
    near = {number: trigger for form in said & by_form.keys() for number, trigger in by_form[form]}
    return [
        near[number]
        for number in sorted(near)
        if not any(map(said.isdisjoint, _needed(near[number].words, near[number].pos)))
    ]


@remembered
def _by_form() -> dict[tuple[str, str], dict[str, list[tuple[int, Trigger]]]]:
    """The triggers of each word, numbered, by the forms of their longest other word: the rarest as a rule."""
    found: dict[tuple[str, str], dict[str, list[tuple[int, Trigger]]]] = {}
    for (word, pos), triggers in trigger_index().items():
        of_word = found[word, pos] = defaultdict(list)
        for number, trigger in enumerate(triggers):
            others = [forms for forms in _needed(trigger.words, pos) if word not in forms]
            for form in max(others, key=_longest, default=forms_of(word)):
                of_word[form].append((number, trigger))
    return found


def _longest(forms: frozenset[str]) -> tuple[int, str]:
    return max((len(form), form) for form in forms)


@once
def _forms_in(text: Text, sentence: Sentence) -> frozenset[str]:
    """The lemmas and forms of the words of a sentence."""
    return frozenset(form for forms in text.tree.forms[sentence.first : sentence.last] for form in forms)


def _rank(mention: TriggerMention) -> tuple[int, bool, int, int, str]:
    """Longer triggers first, verbs before nouns, the more specific before the general."""
    trigger = mention.trigger
    return (-len(mention.tokens), trigger.pos != "verb", -len(trigger.conditions), mention.tokens[0], trigger.rule)


def trigger_at(text: Text, index: int) -> TriggerMention | None:
    """The trigger that wins at one token, None where there is none."""
    return min(_candidates(text, index), key=_rank, default=None)


def _kinds(tree: Tree, index: int) -> tuple[str, ...]:
    token = tree.tokens[index]
    if token.pos in ("VERB", "AUX"):
        if token.dep in ("aux", "auxpass", "amod", "compound"):
            return ()
        return ("verb", "adjective") if is_felt(tree, index) else ("verb",)
    if token.pos == "NOUN":
        return ("noun",)
    if token.pos == "PROPN":
        named = token.text[0].isupper() and token.dep != "compound"
        return ("noun",) if named and not tree.is_labelled(index, ("DATE",)) else ()  # the month of March is no march
    if token.pos in ("ADJ", "ADV"):
        return ("adjective",)
    return ()


def is_felt(tree: Tree, index: int) -> bool:
    """May a participle say what somebody feels: "was disappointed by the vote", "declared himself opposed to it"?"""
    token = tree.tokens[index]
    of_oneself = token.dep == "ccomp" and tree.lemma(token.head) in load_grammar()["linking_verbs"]
    of_oneself = of_oneself and any(tree.tokens[k].text in ONESELF for k in tree.kids(index, "nsubj"))
    return token.tag in ("VBN", "VBD") and (of_oneself or bool(token.tag == "VBN" and tree.kids(index, "auxpass")))


def _match(tree: Tree, index: int, trigger: Trigger) -> tuple[int, ...]:
    """The tokens of the trigger with its anchor at `index`, or () where a word is missing."""
    words = _telling(trigger.words, trigger.pos)
    if trigger.pos == "noun":
        return noun_phrase_at(tree, index, words)
    if _ends_in_to(words) and any(tree.tokens[kid].pos != "ADP" for kid in tree.kids(index, "dative")):
        words = words[:-1]  # "throw a lifeline to Minsk" as "threw Minsk a lifeline"
    tokens = phrase_at(tree, index, words)
    if not tokens:
        return ()
    is_there = words[0] == "be" and len(tokens) == 2 and tree.tokens[tokens[1]].pos == "ADP"
    if is_there and tree.kids(index, "attr", "acomp"):
        return ()  # "was a minister in Peru" is no "be in"
    dated = (token for token in tokens[1:] if tree.lemma(token) not in UNTIL)  # not "gave Chad until Friday"
    if any(_governs_a_date(tree, token) for token in dated):  # "gave in January" is no "give in"
        return ()
    if "and" not in words and any(tree.deps[t] == "conj" and tree.is_verb(t) for t in tokens[1:]):
        return ()  # "gave jeeps and promised money" is no "give promise"
    if (
        trigger.pos == "adjective"
        and not is_felt(tree, index)
        and not (
            tree.tokens[index].dep in ("acomp", "attr", "oprd", "ROOT", "ccomp", "conj")
            and any(tree.lemma(a) in load_grammar()["linking_verbs"] for a in [*tree.ancestors(index)][:2] or [index])
        )
    ):
        return ()
    return tokens


@functools.cache
def _telling(words: tuple[str, ...], pos: str) -> tuple[str, ...]:
    """The words of a term without those that tell nothing."""
    parts = pos == "verb" and len(words) > 2 and words[1] == "of"  # "strip of citizenship" is no "strip citizenship"
    telling = tuple(w for i, w in enumerate(words) if w not in IDLE or (parts and i == 1)) or words
    return (tuple(w for w in telling if w not in LINKS) or telling) if pos == "noun" else telling


@functools.cache
def _needed(words: tuple[str, ...], pos: str) -> tuple[frozenset[str], ...]:
    """The forms of each word of a term that tells something, but for a "to" that may be left out."""
    telling = _telling(words, pos)
    return tuple(map(forms_of, telling[:-1] if pos == "verb" and _ends_in_to(telling) else telling))


def _ends_in_to(words: Sequence[str]) -> bool:
    """Is it a term of giving something to somebody, "throw lifeline to"?"""
    return len(words) > 2 and words[-1] == "to"


def phrase_at(tree: Tree, index: int, words: Sequence[str]) -> tuple[int, ...]:
    """Return the tokens of a phrase whose first word is the token, in the order found; () where a word is missing."""
    tokens = [index]
    waiting = list(words[1:])
    while waiting:  # a modifier stands before its noun but hangs below it: "hold joint exercise", "vow to help"
        reached = next(
            ((word, step) for word in waiting if (step := _reach(tree, tokens, word, word == words[-1])) is not None),
            None,
        )
        if reached is None:
            return ()
        waiting.remove(reached[0])
        tokens.append(reached[1])
    return tuple(tokens)


def noun_phrase_at(tree: Tree, index: int, words: Sequence[str]) -> tuple[int, ...]:
    """Return the tokens of a phrase whose last word is the noun, the highest in the tree first; else ()."""
    tokens = [index]
    if not same_word(tree, index, words[-1]):
        return ()
    for word in reversed(words[:-1]):
        step = next(
            (
                k
                for t in tokens
                for k in tree.children[t]
                if tree.tokens[k].dep in ("compound", "amod", "nmod", "poss", "nummod") and same_word(tree, k, word)
            ),
            None,
        )
        if step is None and tree.tokens[index].dep == "pobj":  # "declaration of war" as the term "declaration war"
            above = tree.tokens[tree.tokens[index].head].head
            step = above if not tree.is_verb(above) and same_word(tree, above, word) else None
        if step is None:
            return ()
        tokens.append(step)
    top = next((t for t in tokens if not any(a in tokens for a in tree.ancestors(t))), index)
    return (top, *(t for t in tokens if t != top))


def _reach(tree: Tree, tokens: list[int], word: str, last: bool) -> int | None:
    """The next word of a multiword trigger: below one of its words, or above it in "the talks that X held"."""
    measures = load_grammar()["measure_nouns"]
    for base in reversed(tokens):
        for kid in tree.children[base]:
            token = tree.tokens[kid]
            if token.text.lower() == "according":  # "struck near the base, according to the army": no accord
                continue
            if word in OPENING and _opens_with(tree, kid, word):
                return tree.kids(kid, "mark")[0]
            judged = token.dep == "advcl" and token.pos == "ADJ"  # "described the raid as barbaric"
            below = token.dep == "ccomp" and (token.tag in ("VB", "VBG", "VBN", "JJ") or _is_let(tree, base, kid))
            allotted = token.dep == "relcl" and token.tag == "VB"  # "gave them a week to leave"
            if token.dep in UNREACHABLE and not (judged or below or allotted):
                continue
            if (
                word == "to" and token.pos == "PART" and token.dep != "prep" and last
            ):  # "protest to", not "protested to stop the dam"
                continue
            for part in tree.conjuncts(kid) if token.dep in ("dobj", "nsubjpass", "pobj") else [kid]:
                if same_word(tree, part, word):
                    return part
            counts = token.dep in ("dobj", "nsubjpass", "pobj") and token.lemma in measures
            if counts or (
                token.dep == "prep" and token.lemma == "of" and base != tokens[0]
            ):  # "lift a state of emergency"
                for lemma, obj in tree.prepositions(kid if counts else base):
                    if lemma in ("of", "in") and same_word(tree, obj, word):  # "froze a million in aid"
                        return obj
    if (beside := _beside_the_object(tree, tokens[0], word)) is not None:
        return beside
    first = tree.tokens[tokens[0]]
    if first.dep in ("acl", "relcl") and same_word(tree, first.head, word):
        return first.head
    return None


def _is_let(tree: Tree, verb: int, below: int) -> bool:
    """Is it what somebody is let or made to do, taken for what he does: "let the sailors go"?"""
    return tree.tokens[below].tag == "VBP" and tree.lemma(verb) in LETTING


def _beside_the_object(tree: Tree, verb: int, word: str) -> int | None:
    """A word that parsers hang on the object of its verb.

    As in "set free two sailors", "let inspectors into the plant", "stripped judges of their visas".
    """
    for thing in tree.kids(verb, "dobj"):
        behind = [kid for kid in tree.kids(thing, "prep") if tree.lemma(kid) == word and word in ("into", "of")][-1:]
        between = [kid for kid in tree.kids(thing, "amod") if kid == verb + 1 and same_word(tree, kid, word)]
        if found := [*between, *behind]:
            return found[0]
    return None


def _opens_with(tree: Tree, clause: int, word: str) -> bool:
    """As in "call for Spain to be expelled", "call on Hamas to disarm"."""
    if tree.tokens[clause].dep not in ("advcl", "ccomp", "xcomp"):
        return False
    return any(tree.lemma(kid) == word for kid in tree.kids(clause, "mark")[:1])


def _governs_a_date(tree: Tree, index: int) -> bool:
    if tree.tokens[index].dep != "prep":
        return False
    objects = tree.kids(index, "pobj")
    return bool(objects) and tree.is_labelled(objects[0], ("DATE", "TIME"))


def same_word(tree: Tree, index: int, word: str) -> bool:
    """Is the token the word, by its lemma or its form?"""
    return not forms_of(word).isdisjoint(tree.forms[index])


@functools.cache
def forms_of(word: str) -> frozenset[str]:
    """Return the forms that a word of a term may have in a text: itself, one of a plural, without its hyphens."""
    return frozenset((word, word[:-1] if word.endswith("s") and len(word) > len("as") else word, word.replace("-", "")))
