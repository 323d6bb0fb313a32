"""Which mentions of a sentence are told to be earlier than which others: by connectives, by reactions and by tense.

After TimeML's TLINKs (Pustejovsky et al. 2003), only BEFORE and AFTER, and only where the words say so.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.model import EventMention, Sentence
from kg.seeds.anaphora import load_anaphora
from kg.text import Text
from kg.text.tree import Tree


def earlier_mentions(text: Text, mentions: Iterable[EventMention]) -> Mapping[int, frozenset[int]]:
    """Return for the head of each mention the heads of the mentions that the words tell to be before it."""
    tree = text.tree
    heads: dict[int, set[str]] = defaultdict(set)
    for mention in mentions:
        heads[mention.head].add(mention.event_type)
    found: dict[int, set[int]] = defaultdict(set)
    sentences = sorted({tree.parse.sentence_of(head) for head in heads}, key=lambda s: s.first)
    for before, sentence in itertools.pairwise(sentences):
        for late, early in _goes_on(tree, before, sentence, set(heads)):
            found[late].add(early)
    for sentence in sentences:
        inside = {h for h in heads if sentence.first <= h < sentence.last}
        if len(inside) < 2:
            continue
        for index in range(sentence.first, sentence.last):
            for late, early in _told_by(text, index, inside, heads):
                if late != early:
                    found[late].add(early)
    return {late: frozenset(early) for late, early in found.items()}


def _told_by(text: Text, index: int, inside: set[int], heads: Mapping[int, set[str]]) -> Iterable[tuple[int, int]]:
    """(later, earlier) pairs that one token tells."""
    tree = text.tree
    words, token = load_anaphora().order, tree.tokens[index]
    if token.lemma in words["after"] | words["before"] and token.dep in ("prep", "mark", "advmod", "pobj", "pcomp"):
        clause = token.head if token.dep == "mark" else index
        governor = tree.tokens[clause].head
        if token.dep == "pobj":  # "in response to the attack"
            governor = tree.tokens[token.head].head
        below = _topmost(tree, clause, inside, without=index if token.dep == "mark" else -1)
        above = [h for h in _around(tree, governor, inside) if h not in set(tree.subtree(clause))]
        pairs = [(a, b) for a in above for b in below]
        yield from pairs if token.lemma in words["after"] else [(b, a) for a, b in pairs]
    if tree.is_verb(index) and token.lemma in words["follows"] | words["leads"]:
        arguments = text.clauses[index]
        objects = [*arguments.patients, *(obj for lemma, obj in arguments.prepositions if lemma in ("to", "by"))]
        one = [h for agent in arguments.agents for h in _topmost(tree, agent, inside)]
        other = [h for obj in objects if obj not in arguments.agents for h in _topmost(tree, obj, inside)]
        pairs = [(a, b) for a in one for b in other]
        yield from pairs if token.lemma in words["follows"] else [(b, a) for a, b in pairs]
    if index in inside:
        yield from _later_conjunct(tree, index, inside)
        yield from _reaction(tree, index, inside, heads)
        yield from _past_perfect(tree, index, inside)


def _goes_on(tree: Tree, before: Sentence, sentence: Sentence, heads: set[int]) -> Iterable[tuple[int, int]]:
    """As in "On May 24 it blew up the tunnels. A few hours later Trump cancelled the summit."."""
    roots = [tree.root(s) for s in (before, sentence)]
    opening = range(sentence.first, min(sentence.first + 5, sentence.last))
    if any(tree.lemma(i) in load_anaphora().order["later"] and i < roots[1] for i in opening):
        early, late = (_around(tree, root, heads) for root in roots)
        yield from ((b, a) for a in early[:1] for b in late[:1])


def _later_conjunct(tree: Tree, index: int, inside: set[int]) -> Iterable[tuple[int, int]]:
    """As in "met Putin and then flew to Kyiv"."""
    token = tree.tokens[index]
    if token.dep == "conj" and any(tree.lemma(k) in load_anaphora().order["later"] for k in tree.kids(index, "advmod")):
        yield from ((index, early) for early in [token.head] if early in inside)


def _reaction(tree: Tree, index: int, inside: set[int], heads: Mapping[int, set[str]]) -> Iterable[tuple[int, int]]:
    """As in "condemned the attack": an event named in the words of a statement was before it."""
    if not heads[index] & load_anaphora().order["reactions"]:
        return
    for below in inside - {index}:
        noun = tree.tokens[below].pos in ("NOUN", "PROPN")
        path = list(tree.ancestors(below))
        if index not in path or heads[below] & heads[index]:
            continue
        between = path[: path.index(index)]
        clauses = [a for a in between if tree.tokens[a].dep in ("advcl", "relcl", "conj", "mark")]
        passive_ing = (
            tree.tokens[below].tag == "VBG" and tree.tokens[below].dep == "pcomp"
        )  # "thanked them for releasing"
        if not clauses and (noun or passive_ing):
            yield index, below


def _past_perfect(tree: Tree, index: int, inside: set[int]) -> Iterable[tuple[int, int]]:
    """As in "said that it had fired": what had happened was before it was said."""
    if not any(tree.tokens[k].text.lower() in ("had", "'d") for k in tree.kids(index, "aux")):
        return
    for above in tree.ancestors(index):
        if above in inside and not any(tree.tokens[k].text.lower() == "had" for k in tree.kids(above, "aux")):
            yield above, index
            return


def _topmost(tree: Tree, index: int, inside: set[int], without: int = -1) -> list[int]:
    """The mentions at or below a token that stand below no other."""
    if index in inside:
        return [index]
    return [h for kid in tree.children[index] if kid != without for h in _topmost(tree, kid, inside)][:3]


def _around(tree: Tree, index: int, inside: set[int]) -> list[int]:
    """The mention that a connective hangs on: the word itself, its own subject or object, else the nearest above."""
    for node in (index, *tree.ancestors(index)):
        if node in inside:
            return [node]
        near = [h for kid in tree.kids(node, "dobj", "nsubjpass", "nsubj", "attr") for h in [kid] if h in inside]
        if near:
            return near[:1]
    return []
