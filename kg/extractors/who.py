"""Which actor mentions a word of a text stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model import ActorMention
from kg.seeds.actor_words import actor_words
from kg.seeds.grammar import load_grammar
from kg.text.tree import Tree

WITHIN = (
    "by",
    "between",
    "from",
    "of",
    "among",
    "against",
    "with",
    "to",
    "on",
    "toward",
    "into",
    "over",
    "about",
    "for",
    "include",  # "including"
    "inside",
    "in",
    "at",
)
BESIDE_IT = ("allied", "adjacent", "neighboring", "neighbouring")  # said of states that are others than whose they are
LEFT_MODIFIERS = ("poss", "compound", "amod", "nmod")


@dataclass(frozen=True, slots=True)
class Roles:
    """Actor mentions by role; in a reciprocal act all are actors."""

    actors: tuple[ActorMention, ...] = ()
    recipients: tuple[ActorMention, ...] = ()
    reciprocal: bool = False


class Who:
    """Finds the actor mentions that a token stands for."""

    def __init__(self, tree: Tree, mentions: Sequence[ActorMention]) -> None:
        self.tree = tree
        self.by_head: dict[int, list[ActorMention]] = {}
        self.covering: dict[int, ActorMention] = {}
        for mention in sorted(mentions, key=lambda m: (m.end - m.start, m.start)):
            self.by_head.setdefault(mention.head, []).append(mention)
            for index in tree.parse.tokens_in(mention.start, mention.end):
                self.covering.setdefault(index, mention)

    def at(self, index: int) -> list[ActorMention]:
        """Mentions headed by the token, or else one whose name runs over it."""
        if index in self.by_head:
            return self.by_head[index][-1:]
        mention = self.covering.get(index)
        return [mention] if mention and mention.form == "name" else []

    def within(self, index: int, depth: int = 3, prepositions: Iterable[str] = WITHIN) -> list[ActorMention]:
        """Mentions that a noun phrase stands for: itself, else who is named before it, else behind its prepositions.

        "Israeli helicopters" is Israel, "the government of Sudan" Sudan, "an attack by Hamas on Israel" Hamas.
        """
        own = self.at(index)
        if own and own[0].form == "group" and depth and self.tree.kids(index, "nummod"):
            of = self.unique(m for obj in self.tree.objects(index, "of") for m in self.within(obj, depth - 1, ()))
            own = [m for m in of if m.readings] or own  # "the 24 crew members of an American plane"
        related = self.tree.lemma(index) in actor_words()["relational_nouns"]
        if related or any(self.tree.lemma(kid) in BESIDE_IT for kid in self.tree.kids(index, "amod", "compound")):
            included = self.unique(m for obj in self.tree.objects(index, "include") for m in self.at(obj))
            if included:
                return included  # "Tunisia's neighbouring countries including Algeria"
        owner = self.tree.whose(index) if depth and not related else 0
        if owner and not any(m.readings for m in own):
            return self.within(owner, depth - 1, ())  # "Chad, whose leaders asked for it"
        if own or depth == 0:
            return own
        if related:  # "Qatar's neighbour Bahrain"
            named = [m for kid in self.tree.kids(index, "appos") for m in self.at(kid)]
            if named:
                return named
        modifiers = self.unique(
            mention
            for kid in [*self.tree.kids(index, *LEFT_MODIFIERS), *_leaders(self.tree, index)]
            if not self.tree.is_another(kid)
            for part in self.tree.conjuncts(kid)
            for mention in self.within(part, depth - 1, ())
        )
        named = [mention for mention in modifiers if mention.form not in ("pronoun", "group")]
        modifiers = named if related else modifiers  # "his host" is another than he
        if named:  # "its borders with Iran" is Iran, "its borders" whoever "it" is
            return named
        pairs = [(lemma, obj) for lemma, obj in self.tree.prepositions(index) if lemma != "of" or not related]
        for lemma in prepositions:
            found = self.unique(m for p, obj in pairs if p == lemma for m in self.within(obj, depth - 1, prepositions))
            if found:
                return found
        signed = [kid for kid in self.tree.kids(index, "acl") if self.tree.lemma(kid) in load_grammar()["authoring"]]
        below = [obj for kid in signed for lemma, obj in self.tree.prepositions(kid) if lemma == "by"]
        for kid in (*self.tree.kids(index, "appos"), *(below if prepositions else ())):
            found = self.within(kid, depth - 1, prepositions)
            if found:
                return found
        return modifiers

    def all_within(self, tokens: Iterable[int]) -> list[ActorMention]:
        """Mentions of several tokens, in the order of the text."""
        return self.unique(m for index in tokens for m in self.within(index))

    @staticmethod
    def unique(mentions: Iterable[ActorMention]) -> list[ActorMention]:
        """The mentions without repetition, order kept."""
        return list(dict.fromkeys(mentions))


def is_sent(tree: Tree, noun: int) -> bool:
    """Is the noun one for people or arms that a state sends: troops, envoys, ships?"""
    return tree.lemma(noun) in load_grammar()["own_forces"]


def only_with_them(who: Who, pairs: Sequence[tuple[str, int]], found: Sequence[ActorMention]) -> bool:
    """Are several named as those with whom somebody else does it: "talks with Peru and Chile began"?"""
    partners = who.all_within(obj for lemma, obj in pairs if lemma == "with")
    return len(partners) > 1 and set(found) <= set(partners)


def owners_of(tree: Tree, noun: int) -> list[int]:
    """Who is named before a noun, each part of "ROK-U.S.-Japan" and "Yoon-Kishida" for itself."""
    owners = _leaders(tree, noun)
    for kid in tree.kids(noun, *LEFT_MODIFIERS):
        for part in tree.conjuncts(kid):
            waiting = [part]
            while waiting:
                index = waiting.pop()
                owners.append(index)
                linked = any(tree.tokens[k].text in "-–—/" for k in tree.children[index])
                waiting += tree.kids(index, *LEFT_MODIFIERS) if linked else []
    return sorted(owners)


def _leaders(tree: Tree, noun: int) -> list[int]:
    """Who leads what a noun names: "Russia-led exercises", "a Saudi-led group of states"."""
    led = [kid for kid in tree.kids(noun, "amod") if tree.lemma(kid) == "lead"]
    return [name for kid in led for name in tree.kids(kid, "npadvmod", "compound", "nsubj")]
