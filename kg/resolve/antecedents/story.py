"""What a text has told of whom up to a mention, as all who look for its antecedent see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kg.gazetteer import Gazetteer
from kg.gazetteer.offices import form_of, is_body, office_of
from kg.model import STATE_KINDS, Actor, ActorMention, Token
from kg.seeds.actor_words import actor_words
from kg.text import Mentions

SUBJECTS = ("nsubj", "nsubjpass")
Link = Callable[[ActorMention], tuple[Actor, ...]]


@dataclass(frozen=True, slots=True)
class Antecedent:
    """What a mention points back to: other mentions, or ids of entities, with the reason and how sure it is."""

    mentions: tuple[ActorMention, ...]
    reason: str
    confidence: float
    entities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A mention whose actors are known, and where it stands."""

    mention: ActorMention
    actors: tuple[Actor, ...]
    sentence: int
    dep: str

    @property
    def person(self) -> bool:
        """Is it one person?"""
        return len(self.actors) == 1 and self.actors[0].kind == "person"

    @property
    def single_party(self) -> bool:
        """Is it one actor that is no person?"""
        return len(self.actors) == 1 and self.actors[0].kind != "person"


class Story:
    """The mentions of a document, those whose actors are known so far, and what was found."""

    def __init__(self, mentions: Mentions, link: Link, gazetteer: Gazetteer) -> None:
        self.mentions, self.linked, self.gazetteer = mentions, link, gazetteer
        self.parse = mentions.parse
        self.tree = mentions.text.tree
        self.known: list[Known] = []
        self.found: dict[ActorMention, Antecedent] = {}
        self.serves: dict[str, Antecedent] = {}  # by person: the state that an official acts for, by what is at hand
        self.number_of = {sentence: n for n, sentence in enumerate(self.parse.sentences)}

    def link(self, mention: ActorMention) -> tuple[Actor, ...]:
        """The actors of a mention, rebels with the state that they fight: "the government" beside them is its."""
        return tuple(map(self._at_its_home, self.linked(mention)))

    def _at_its_home(self, actor: Actor) -> Actor:
        home = None if actor.country else self.gazetteer.home(actor.id)
        return replace(actor, country=home) if home else actor

    def word(self, mention: ActorMention) -> str:
        """The word of a mention, lower-case."""
        return self.tree.tokens[mention.head].text.lower()

    def sentence(self, index: int) -> int:
        """The number of the sentence of a token."""
        return self.number_of[self.parse.sentence_of(index)]

    def dep(self, index: int) -> str:
        """The role of a noun phrase; members of a coordination have that of the first."""
        tokens = self.tree.tokens
        while tokens[index].dep in ("conj", "appos", "compound", "nmod") and tokens[index].head != index:
            index = tokens[index].head
        return tokens[index].dep

    def actors_of(self, antecedent: Antecedent) -> tuple[Actor, ...]:
        """The actors that an antecedent stands for."""
        actors: dict[str, Actor] = {}
        for mention in antecedent.mentions:
            for known in self.known:
                if known.mention == mention:
                    actors.update({actor.id: actor for actor in known.actors})
        for entity in antecedent.entities:
            actor = self.gazetteer.actor(entity)
            if actor is not None:
                actors[actor.id] = actor
        return tuple(actors.values())

    def before(self, mention: ActorMention, reach: int) -> list[Known]:
        """Known mentions before a mention, at most `reach` sentences back, the nearest sentence last."""
        here = self.sentence(mention.head)
        return [k for k in self.known if k.mention.start < mention.start and here - k.sentence <= reach]

    def main_subjects(self, known: Sequence[Known]) -> list[Known]:
        """Subjects of the sentences' main verbs; of any verb where none of them is."""
        subjects = [k for k in known if k.dep in SUBJECTS]
        main = [k for k in subjects if self.above(k.mention.head).dep == "ROOT"]
        return main or subjects

    def above(self, index: int) -> Token:
        """The verb above a token or above what it is coordinated with."""
        return self.tree.tokens[self.tree.clause_verb(self.tree.first_conjunct(index))]

    def tellers(self, mention: ActorMention) -> set[int]:
        """The subjects of the verbs that a mention's clause is the content of: "Seoul announced that it would ..."."""
        path = self.tree.path(mention.head)
        verbs = [token.head for i in path if (token := self.tree.tokens[i]).dep == "ccomp"]
        return {kid for verb in verbs for kid in self.tree.kids(verb, "nsubj")}

    def subjects_around(self, mention: ActorMention) -> list[int]:
        """The subjects of the nearest clause around a mention's own: "said that Iran had freed the men it took"."""
        above = self.tree.path(self.tree.clause_verb(mention.head))[1:]
        around = [i for i in above if self.tree.is_verb(i)]
        return self.tree.kids(around[0], *SUBJECTS) if around else []


def is_somebody(known: Known) -> bool:
    """Is it one person, by name or by an office of which there is one: "Mexico's president"?"""
    if known.person or known.mention.form != "nominal" or len(known.actors) != 1:
        return known.person
    form = form_of(known.mention.office)
    if form is None or form.plural or is_body(form.office):
        return False
    if form.office.term in actor_words()["relational_nouns"]:
        return bool(known.mention.readings)  # "his Chadian colleague"
    return bool(form.office.held_as) or (form.office.kind == "diplomat" and form.office.term in actor_words()["envoys"])


def office_kind(mention: ActorMention) -> str:
    """The kind of the office that a mention names, "" for none."""
    office = office_of(mention.office)
    return office.kind if office is not None else ""


def works_abroad(mention: ActorMention) -> bool:
    """Is it somebody whose work is to speak to other states?"""
    return office_kind(mention) in ("diplomat", "spokesperson", "foreign_affairs")


def can_act(actor: Actor) -> bool:
    """Can an actor do what "it" does: a state, an organisation, a group?"""
    return actor.kind in STATE_KINDS or actor.kind in ("organisation", "group", "company", "media")


def how_far_back(back: int) -> str:
    """The words for so many sentences back."""
    return (
        ("in this sentence", "in the sentence before", "two sentences before")[back]
        if back < 3
        else f"{back} sentences before"
    )
