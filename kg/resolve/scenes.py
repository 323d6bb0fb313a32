"""The sentence of one trigger with the parties that may take part in its event, and what was decided of each."""

from __future__ import annotations

import bisect
import datetime
import functools
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from kg.model import Actor, ActorMention, EventMention
from kg.resolve.linking import Linker
from kg.seeds.actor_words import actor_words
from kg.seeds.cards import load_cards
from kg.seeds.frames import load_frames
from kg.seeds.grammar import load_grammar
from kg.seeds.own import remembered
from kg.text import Mentions
from kg.text.clauses import Clause, Clauses
from kg.text.tree import Tree

ACTOR, RECIPIENT, NEITHER = "actor", "recipient", "neither"
ALL = "one of all"  # the rules' role in a mutual act
MUTUAL = ("AGREE", "CONSULT", "COOPERATE")  # types that several actors without a recipient do with each other
ANY_ACT = "any act"  # for words that no card has a type for


@dataclass(frozen=True, slots=True)
class Party:
    """A party of the trigger's sentence: whom it is, the mentions that stand for it and, beside each, the actor."""

    id: str
    mentions: tuple[ActorMention, ...]
    actors: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """Who takes part in an event.

    `probability` is how likely the choice holds it, were every side open, that all are where they were put; `reasons`
    tell by party what weighed most, `doubts` what speaks against the whole. In a `mutual` act all are
    actors and there is no recipient.
    """

    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    mutual: bool
    probability: float
    reasons: tuple[tuple[str, str], ...]
    doubts: tuple[str, ...] = ()


class Parties:
    """The parties of one document: who may take part in each of its events, and how much it speaks of them."""

    def __init__(self, mentions: Mentions, linker: Linker) -> None:
        self.mentions, self.linker = mentions, linker
        self.decided: dict[tuple[EventMention, datetime.date | None], Decided] = {}  # what was decided once

    def link(self, mention: ActorMention, at: datetime.date | None) -> tuple[Actor, ...]:
        """The actors of a mention on a day."""
        return self.linker.link(mention, at)

    def of(self, event: EventMention, at: datetime.date | None) -> tuple[Party, ...]:
        """The parties of the event's sentence, and whom the rules found; in the order of the text.

        Where the rules see a state act on one of its own ("a judge ordered the former president"), it is two parties;
        who in office "withdrew Chad from the pact" does nothing to Chad.
        """
        doers = [actor for m in event.actors for actor in self.link(m, at)]
        acting = {(actor.party, actor.id) for actor in doers}
        in_office = {actor.party for actor in doers if actor.office_id}
        others = [m for m in event.recipients if not self._is_its_own(m)]
        undergoing = {(a.party, a.id) for m in others for a in self.link(m, at)} - acting
        others_of_it = {party for party, one in undergoing if one != party or party not in in_office}
        split = {party for party, _ in acting} & others_of_it
        sentence = self.mentions.parse.sentence_of(event.head)
        tree = self.mentions.text.tree
        inside = [
            m for m in self.mentions.actors
            if sentence.start <= m.start < sentence.end and not _is_where_an_envoy_is(tree, m.head)
        ]  # fmt: skip
        found: dict[tuple[str, bool], list[tuple[ActorMention, Actor]]] = defaultdict(list)
        for mention in dict.fromkeys([*inside, *event.actors, *event.recipients]):
            for actor in self.link(mention, at):
                other = actor.party in split and (actor.party, actor.id) in undergoing
                found[actor.party, other].append((mention, actor))
        return tuple(
            Party(key, tuple(m for m, _ in pairs), tuple(a for _, a in pairs)) for (key, _), pairs in found.items()
        )

    def _is_its_own(self, mention: ActorMention) -> bool:
        """Are they somebody's own, "put his troops on alert", "threatened to cut U.S. aid to Chad"?"""
        tree, words = self.mentions.text.tree, load_grammar()
        token = tree.tokens[mention.head]
        if token.dep in ("amod", "compound") and mention.form == "name":
            return tree.lemma(token.head) in words["state_nouns"]
        return tree.is_their_own(mention.head) and tree.lemma(mention.head) in words["own_forces"]

    @functools.cached_property
    def often(self) -> Counter[str]:
        """How many mentions, other than pronouns, each party has."""
        named = [m for m in self.mentions.actors if m.form != "pronoun"]
        return Counter(party for m in named for party in {actor.party for actor in self.link(m, None)})

    @functools.cached_property
    def named(self) -> dict[int, dict[str, Actor]]:
        """Whom each sentence names, by its number from 1 and by party, on the day of publication."""
        sentences, published = self.mentions.parse.sentences, self.mentions.document.published
        found: dict[int, dict[str, Actor]] = {line: {} for line in range(len(sentences) + 1)}
        for mention in self.mentions.actors:
            line = bisect.bisect_right(sentences, mention.start, key=lambda s: s.start)
            for actor in self.link(mention, published):
                found[line].setdefault(actor.party, actor)
        return found

    @functools.cached_property
    def lead(self) -> frozenset[str]:
        """The parties of the first two sentences, the headline being one."""
        end = max((s.end for s in self.mentions.parse.sentences[:2]), default=0)
        return frozenset(a.party for m in self.mentions.actors if m.start < end for a in self.link(m, None))


def _is_where_an_envoy_is(tree: Tree, head: int) -> bool:
    """Does it only tell to whom an envoy is sent who does something: "the American envoy to Sudan met the king"?"""
    preposition, envoy = tree.behind(head)
    return (
        preposition in ("to", "for")
        and tree.tokens[envoy].dep != "dobj"
        and tree.lemma(envoy) in actor_words()["envoys"]
    )


def entities_of(event: EventMention, party: Party) -> tuple[Actor, ...]:
    """The actors that a party takes part with: those the rules found, else the one nearest to the trigger."""
    pairs = list(zip(party.mentions, party.actors, strict=True))
    chosen = [pair for pair in pairs if pair[0] in event.actors or pair[0] in event.recipients]
    if not chosen:
        chosen = [min(pairs, key=lambda pair: (pair[0].form == "pronoun", abs(pair[0].head - event.head)))]
    found: dict[str, Actor] = {}
    for _, actor in chosen:
        known = found.get(actor.id)
        spans = tuple(sorted({*known.mentions, *actor.mentions})) if known else actor.mentions
        found[actor.id] = replace(actor, mentions=spans)
    return tuple(a for a in found.values() if a.kind == "person") or tuple(found.values())


@dataclass(slots=True)
class Scene:
    """The sentence of one trigger, as the features of its parties see it."""

    document: Parties
    event: EventMention
    parties: tuple[Party, ...]
    roles: dict[int, str] = field(init=False, repr=False, compare=False)  # by which party it is: asked for most

    def __post_init__(self) -> None:
        self.roles = {id(party): self._role(party) for party in self.parties}

    @property
    def tree(self) -> Tree:
        """The tree of the document."""
        return self.document.mentions.text.tree

    @property
    def head(self) -> int:
        """The token that is the trigger's head."""
        return self.event.head

    @property
    def clauses(self) -> Clauses:
        """The clauses of the document, by the token that heads them."""
        return self.document.mentions.text.clauses

    @property
    def clause(self) -> Clause:
        """What the trigger's head has below it: of a verb, the act's own clause."""
        return self.clauses[self.head]

    @property
    def act(self) -> str:
        """The type of the event, in words where there is none."""
        return self.event.event_type or ANY_ACT

    @property
    def frame(self) -> str:
        """Where the trigger's card says that the roles stand."""
        return frames_of_rules().get(self.event.rule, "none")

    @property
    def is_mutual(self) -> bool:
        """Is it of a type, or told by a frame, in which parties do something with each other?"""
        frame = load_frames().get(self.frame)
        return self.act in MUTUAL or bool(frame and frame.reciprocal)

    @property
    def is_common(self) -> bool:
        """Is it of a type that parties do together, each with each? Who come to one town only visit it."""
        return self.act in MUTUAL and self.event.mode != "visit"

    @property
    def is_told_as_mutual(self) -> bool:
        """Do words or frame tell, whatever the type, that its parties do it with each other?"""
        frame = load_frames().get(self.frame)
        return self.event.reciprocal or bool(frame and frame.reciprocal)

    @property
    def acts_at_a_place(self) -> bool:
        """Does its frame say that who acts is named elsewhere than as the subject?"""
        frame = load_frames().get(self.frame)
        return bool(frame and frame.actor_at)

    def rule(self, party: Party) -> str:
        """Which role the rules gave a party of the scene."""
        return self.roles[id(party)]

    def _role(self, party: Party) -> str:
        if any(m in self.event.actors for m in party.mentions):
            return ALL if self.event.reciprocal else ACTOR
        return RECIPIENT if any(m in self.event.recipients for m in party.mentions) else NEITHER


@remembered
def frames_of_rules() -> dict[str, str]:
    """The frame of each trigger of the cards, by its rule."""
    return {trigger.rule: trigger.frame for card in load_cards().values() for trigger in card.triggers}
