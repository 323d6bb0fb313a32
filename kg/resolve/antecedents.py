"""Who "they", "both countries", "the two leaders", "the president" and "the ministry" are in a document.

Sieves in the order of their surety, after Lee et al. (2013), "Deterministic Coreference Resolution Based on
Entity-Centric, Precision-Ranked Rules": a mention that points back takes the nearest antecedents that fit in kind and
number, and only where exactly as many fit as it asks for. Wrong is worse than none: what is not clear stays open.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.gazetteer import Gazetteer
from kg.gazetteer.offices import (
    FIRMS,
    MANY_HOLDERS,
    ONE_HOLDER,
    acts_for_a_state,
    form_of,
    is_body,
    is_private,
    office_of,
)
from kg.model import STATE_KINDS, Actor, ActorMention, EventMention, Token
from kg.seeds.actor_words import (
    actor_words,
    country_groups,
    counts,
    group_nouns,
    office_relations,
    titles_of_states,
)
from kg.seeds.actors import Group, Office, PlaceRow, State
from kg.seeds.grammar import load_grammar
from kg.text import Mentions
from kg.text.words import HE_OR_SHE, ORDER_OF_TWO, SHE, SPEAKER, SPEAKER_ALONE, THEY

GIVING = frozenset({"give", "offer", "pledge", "promise"})
POINTING_BACK = frozenset({"the", "these", "those", "their", "both", "either", "neither", "all"})
SUBJECTS = ("nsubj", "nsubjpass")
OBJECTS = ("dobj", "dative")
HOME_SECTORS = frozenset({"GOV", "COP", "JUD", "LEG", "MIL"})
ARMED = frozenset({"MIL", "COP", "REB", "UAF"})
HOSTILE = frozenset({"ASSAULT", "MOBILIZE", "COERCE"})  # whoever tells of such an act may be its victim
COUP = "coup"  # subtype
OFTEN = 3  # mentions from which a text is about somebody
DONE_TO_PLACES = ("annex", "fortify", "occupy")
JUDGING = ("ACCUSE", "REJECT", "SUPPORT")  # types by which what others do is judged
FOREIGN = ("foreign_affairs", "diplomat")  # kinds of offices that deal with other states

Link = Callable[[ActorMention], tuple[Actor, ...]]

CALLED = {  # what movements may be called behind their name, by the kind of the word
    **dict.fromkeys(("rebels", "paramilitary", "unidentified_armed", "criminals"), ("insurgents", "armed group")),
    "party": ("party",),
}


@dataclass(frozen=True, slots=True)
class Antecedent:
    """What a mention points back to: other mentions, or ids of entities, with the reason and how sure it is."""

    mentions: tuple[ActorMention, ...]
    reason: str
    confidence: float
    entities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    """A mention whose actors are known, and where it stands."""

    mention: ActorMention
    actors: tuple[Actor, ...]
    sentence: int
    dep: str

    @property
    def person(self) -> bool:
        return len(self.actors) == 1 and self.actors[0].kind == "person"

    @property
    def single_party(self) -> bool:
        return len(self.actors) == 1 and self.actors[0].kind != "person"


def find_antecedents(
    mentions: Mentions, link: Link, gazetteer: Gazetteer
) -> tuple[dict[ActorMention, Antecedent], dict[str, Antecedent]]:
    """Return the antecedents of the mentions without candidates; those that stay open are left out.

    Then, by person, whose state an official serves of whom the words do not tell it. `link` gives the actors of a
    mention that has candidates.
    """
    resolver = _Resolver(mentions, link, gazetteer)
    return resolver.run(), resolver.serves


class _Resolver:
    def __init__(self, mentions: Mentions, link: Link, gazetteer: Gazetteer) -> None:
        self.mentions, self.linked, self.gazetteer = mentions, link, gazetteer
        self.parse = mentions.parse
        self.tree = mentions.text.tree
        self.known: list[_Known] = []
        self.found: dict[ActorMention, Antecedent] = {}
        self.serves: dict[str, Antecedent] = {}  # by person: the state that an official acts for, by what is at hand
        self.number_of = {sentence: n for n, sentence in enumerate(self.parse.sentences)}

    def link(self, mention: ActorMention) -> tuple[Actor, ...]:
        """The actors of a mention, rebels with the state that they fight: "the government" beside them is its."""
        return tuple(map(self._at_its_home, self.linked(mention)))

    def _at_its_home(self, actor: Actor) -> Actor:
        home = None if actor.country else self.gazetteer.home(actor.id)
        return replace(actor, country=home) if home else actor

    def run(self) -> dict[ActorMention, Antecedent]:
        ordered = sorted(self.mentions.actors, key=lambda m: (m.start, -m.end))
        quoted = [m for m in ordered if m.form == "pronoun" and self._word(m) in SPEAKER]
        for mention in ordered:
            if mention in quoted:
                continue
            actors = self.link(mention)
            antecedent = None
            if not actors and not mention.readings:
                antecedent = self._resolve(mention)
            elif actors and mention.form == "nominal":
                antecedent = self._named_before(mention, actors)
            elif self._is_unplaced_official(mention, actors):
                served = self._state_below(mention) or self._state_served(mention)
                if served is not None:
                    self.serves.setdefault(actors[0].id, served)
                    state = next((a.country for a in self._actors_of(served) if a.country), None)
                    actors = (replace(actors[0], country=state),)
            if antecedent is not None:
                self.found[mention] = antecedent
                actors = self._actors_of(antecedent)
            if actors:
                sentence = self._sentence(mention.head)
                self.known.append(_Known(mention, actors, sentence, self._dep(mention.head)))
        for mention in quoted:
            antecedent = self._speaker(mention, self.mentions.text.quotations.speaker(mention.head))
            if antecedent is not None:
                self.found[mention] = antecedent
        return self.found

    @staticmethod
    def _is_unplaced_official(mention: ActorMention, actors: Sequence[Actor]) -> bool:
        """Is it somebody whose title acts for a state that the words do not name: "Vice Minister Takeo Akiba"?"""
        office = office_of(mention.office)
        if mention.kind != "person" or office is None or not office.speaks_for_state or is_private([office]):
            return False
        one = actors[0] if len(actors) == 1 else None
        unplaced = one is not None and one.country is None and one.organisation is None and one.valid_from is None
        return unplaced and not (mention.office or "").startswith("former ")

    def _state_below(self, mention: ActorMention) -> Antecedent | None:
        """The only state of the clause about somebody: "General X, who commands the Russian armed forces"."""
        below = {i for kid in self.tree.kids(mention.head, "relcl", "appos", "acl") for i in self.tree.subtree(kid)}
        named = [(m, self.link(m)) for m in self.mentions.actors if m.head in below and m.readings and m != mention]
        states = {actor.country for _, actors in named for actor in actors if actor.country}
        if len(states) != 1:
            return None
        first = next(m for m, actors in named if any(actor.country for actor in actors))
        return Antecedent((first,), "the state in the clause about the official", 0.6)

    def _state_served(self, mention: ActorMention) -> Antecedent | None:
        """The state of an official whose title alone is told: an envoy's by whom he faces or what he was called."""
        kind = _kind(mention)
        if any(self.tree.tokens[i].pos == "PROPN" for i in self._others_beside(mention.head)):
            return None  # "Foreign Minister Agustsson and Anthony Crosland": one of them is another state's
        if kind == "diplomat":
            return self._of_the_post(mention) or (self._state_at_hand(mention) if self._faced(mention) else None)
        if kind == "spokesperson":
            return self._spoken_for(mention)
        return self._state_at_hand(mention)

    def _others_beside(self, index: int) -> list[int]:
        return [i for i in self.tree.conjuncts(self.tree.first_conjunct(index)) if i != index]

    def _of_the_post(self, mention: ActorMention) -> Antecedent | None:
        """As in "ordered the French ambassador to leave. … Ambassador Rivoire said": the only one told of before."""
        had = [k for k in self._before(mention, 3) if k.mention.form == "nominal" and _kind(k.mention) == "diplomat"]
        states = {actor.country for k in had for actor in k.actors}
        if len(states) != 1 or states & self._faced(mention):
            return None
        return Antecedent((had[-1].mention,), "the envoy told of before", 0.5)

    def _spoken_for(self, mention: ActorMention) -> Antecedent | None:
        """As in "Iran's ministry rejected the charge. …, spokesman Reza Tavakoli said": whom it has just told of."""
        here = self._sentence(mention.head)
        said = [k for k in self._before(mention, 1) if here - k.sentence == 1 and len(k.actors) == 1]
        subjects = [k for k in self._main_subjects(said) if k.dep in SUBJECTS and k.mention.form != "pronoun"]
        if len({k.actors[0].party for k in subjects}) != 1 or not subjects[0].actors[0].country:
            return None
        return Antecedent((subjects[-1].mention,), "for whom the sentence before speaks", 0.45)

    def _word(self, mention: ActorMention) -> str:
        return self.tree.tokens[mention.head].text.lower()

    def _speaker(self, mention: ActorMention, subject: int | None) -> Antecedent | None:
        """Who says "I" or "we": the subject of saying; an official's "we" is the state, a manager's the firm."""
        if subject is None:
            return None
        heads = self.tree.conjuncts(subject)
        known = [k for k in self.known if k.mention.head in heads and k.actors]
        if not known:
            return None
        if self._word(mention) in SPEAKER_ALONE or any(k.single_party for k in known) or len(known) > 1:
            return Antecedent(tuple(k.mention for k in known), "who is quoted", 0.75)
        parties = [actor.country or actor.organisation for k in known for actor in k.actors]
        entities = tuple(dict.fromkeys(party for party in parties if party))
        if entities:
            return Antecedent((), "for whom the quoted speaker acts", 0.6, entities)
        return Antecedent(tuple(k.mention for k in known), "who is quoted", 0.5)

    # -------------------------------------------------------------------------- places in the text
    def _sentence(self, index: int) -> int:
        return self.number_of[self.parse.sentence_of(index)]

    def _dep(self, index: int) -> str:
        """The role of a noun phrase; members of a coordination have that of the first."""
        tokens = self.tree.tokens
        while tokens[index].dep in ("conj", "appos", "compound", "nmod") and tokens[index].head != index:
            index = tokens[index].head
        return tokens[index].dep

    def _actors_of(self, antecedent: Antecedent) -> tuple[Actor, ...]:
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

    def _before(self, mention: ActorMention, reach: int) -> list[_Known]:
        """Known mentions before a mention, at most `reach` sentences back, the nearest sentence last."""
        here = self._sentence(mention.head)
        return [k for k in self.known if k.mention.start < mention.start and here - k.sentence <= reach]

    def _resolve(self, mention: ActorMention) -> Antecedent | None:
        token = self.tree.tokens[mention.head]
        word = token.text.lower()
        if mention.form == "pronoun":
            if word in HE_OR_SHE:
                return self._he(mention)
            if word in THEY:
                return self._they(mention)
            if word in ORDER_OF_TWO:
                return self._former_or_latter(mention, word)
            return self._it(mention)
        if mention.form == "group":
            return self._group(mention)
        return self._office(mention) if mention.form == "nominal" and not mention.country else None

    # -------------------------------------------------------------------------- pronouns
    def _he(self, mention: ActorMention) -> Antecedent | None:
        before = [k for k in self._before(mention, 3) if _is_somebody(k) and not self._is_spoken_of(k, mention)]
        persons = self._of_gender(self._word(mention), before)
        inside = self._in_phrase(mention, persons)
        if inside is not None:
            return inside
        for back in range(4):
            here = [k for k in persons if self._sentence(mention.head) - k.sentence == back]
            here = [k for k in here if back or not self._same_clause(k.mention, mention)]
            if not here:
                continue
            ids = {k.actors[0].id for k in here}
            if len(ids) == 1:
                return Antecedent((here[-1].mention,), f"the only person named {_ago(back)}", 0.75 - 0.1 * back)
            subjects = self._main_subjects(here)
            if len({k.actors[0].id for k in subjects}) == 1:
                return Antecedent((subjects[-1].mention,), f"the subject {_ago(back)}", 0.6 - 0.1 * back)
            return None
        return None

    def _is_spoken_of(self, known: _Known, mention: ActorMention) -> bool:
        """Is somebody named in what a pronoun's bearer says: '"Merkel wants us to pay. We will not," he said'?"""
        hold = self.mentions.text.quotations.hold
        says = self._above(mention.head).lemma in load_grammar()["reporting"] and self._dep(mention.head) in SUBJECTS
        return says and hold(known.mention.start) and not hold(mention.start)

    def _in_phrase(self, mention: ActorMention, known: Sequence[_Known]) -> Antecedent | None:
        """The only one named in the phrase whose clause the pronoun is in: "a speech by Vance in which he ..."."""
        above = [i for i in self.tree.ancestors(mention.head) if self.tree.tokens[i].pos in ("NOUN", "PROPN")]
        for noun in above:
            below = set(self.tree.subtree(noun))
            here = [k for k in known if k.mention.head in below and k.mention.end <= mention.start]
            if any(self._same_clause(k.mention, mention) for k in here):
                return None
            if len({k.actors[0].party for k in here}) == 1:
                return Antecedent((here[-1].mention,), "the only one in the phrase", 0.6)
            if here:
                return None
        return None

    def _of_gender(self, word: str, persons: list[_Known]) -> list[_Known]:
        """Those whom a pronoun may mean: women for "she" where one is known, nobody known as a woman for "he"."""
        women = [k for k in persons if self._is_woman(k)]
        if word in SHE:  # of whom the tables know, the women are told
            return women or [k for k in persons if not self.gazetteer.terms(k.actors[0].id)]
        return [k for k in persons if k not in women]

    def _is_woman(self, known: _Known) -> bool:
        names, label = actor_words()["women"], known.actors[0].label.casefold()
        before = list(self.parse.tokens_in(max(0, known.mention.start - 6), known.mention.start))[-1:]
        titles = [self.tree.tokens[t].text.lower().rstrip(".") for t in before]
        words = (known.mention.office or "").split()
        return label in names or label.split()[0] in names or any(t in names for t in (*titles, *words))

    def _main_subjects(self, known: Sequence[_Known]) -> list[_Known]:
        """Subjects of the sentences' main verbs; of any verb where none of them is."""
        subjects = [k for k in known if k.dep in SUBJECTS]
        main = [k for k in subjects if self._above(k.mention.head).dep == "ROOT"]
        return main or subjects

    def _above(self, index: int) -> Token:
        return self.tree.tokens[self.tree.clause_verb(self.tree.first_conjunct(index))]

    def _it(self, mention: ActorMention) -> Antecedent | None:
        token = self.tree.tokens[mention.head]
        governor = self.tree.tokens[token.head]
        if token.dep == "expl" or (token.dep in SUBJECTS and governor.lemma in actor_words()["impersonal_verbs"]):
            return None
        parties = [k for k in self._before(mention, 1) if k.single_party and _acts(k.actors[0])]
        if token.dep in OBJECTS and self._is_the_thing_told(mention):
            return None
        if token.dep in OBJECTS:  # "X criticised Y and urged it to act": not X
            doing = self.mentions.text.clauses[token.head].subjects
            doers = {k.actors[0].party for k in parties if k.mention.head in doing}
            parties = [k for k in parties if k.actors[0].party not in doers]
        tellers = self._tellers(mention)
        telling = [k for k in parties if k.mention.head in tellers]
        around = [k for k in parties if telling and k.mention.head in self._subjects_around(mention)]
        if around and token.dep in SUBJECTS:
            return Antecedent((around[-1].mention,), "the subject of the clause around", 0.7)
        if telling and token.dep in SUBJECTS:
            return Antecedent((telling[-1].mention,), "who says so", 0.7)
        if token.dep in SUBJECTS and governor.dep == "relcl":  # "punished the firms it accused": who punished them
            subjects = [k for k in parties if k.mention.head in self._subjects_around(mention)]
            if subjects and governor.head > self.tree.clause_verb(governor.head):
                return Antecedent((subjects[-1].mention,), "the subject of the clause around", 0.7)
        inside = self._in_phrase(mention, parties)
        if inside is not None:
            return inside
        for back in range(2):
            here = [k for k in parties if self._sentence(mention.head) - k.sentence == back]
            subjects = self._main_subjects(here)
            if subjects and len({k.actors[0].party for k in subjects}) == 1:
                return Antecedent((subjects[-1].mention,), f"the subject {_ago(back)}", 0.65 - 0.1 * back)
            if here:
                if len({k.actors[0].party for k in here}) == 1:
                    return Antecedent((here[-1].mention,), f"the only party named {_ago(back)}", 0.55 - 0.1 * back)
                return None
        return None

    def _is_the_thing_told(self, mention: ActorMention) -> bool:
        """Does "it" take up the object of the verb before, a thing: "seized the isle and later annexed it"?

        Or what the sentence before judges: "Bolivia rejected the deal. Cuba condemned it".
        """
        tree, verb = self.tree, self.tree.tokens[mention.head].head
        above = tree.tokens[verb].head
        if tree.tokens[verb].dep == "conj" and not tree.subjects(verb) and (told := tree.kids(above, "dobj")):
            return all(self._is_thing(i) or tree.lemma(verb) in DONE_TO_PLACES for i in told)
        number = self._sentence(mention.head)
        if not number or verb not in {e.head for e in self.mentions.events if e.event_type in JUDGING}:
            return False
        root = tree.root(self.parse.sentences[number - 1])
        told = (
            tree.kids(root, "dobj")
            if any(e.head == root and e.event_type in JUDGING for e in self.mentions.events)
            else []
        )
        return bool(told) and all(self._is_thing(i) or tree.tokens[i].text.lower() == "it" for i in told)

    def _is_thing(self, index: int) -> bool:
        """Is a word a plain noun that stands for nobody?"""
        return self.tree.tokens[index].pos == "NOUN" and all(m.head != index for m in self.mentions.actors)

    def _former_or_latter(self, mention: ActorMention, word: str) -> Antecedent | None:
        here = self._sentence(mention.head)
        known = [k for k in self._before(mention, 1) if len(k.actors) == 1]
        own = [k for k in known if here == k.sentence]  # "X and Y met; the latter promised ..."
        parties = self._one_each(own or [k for k in known if here - k.sentence == 1])
        if len(parties) != 2:
            return None
        return Antecedent((parties[0 if word == "former" else 1],), f"the {word} of two", 0.7)

    def _they(self, mention: ActorMention) -> Antecedent | None:
        if self._are_things(mention):
            return None
        for back in range(3):
            here = [k for k in self._before(mention, back) if self._sentence(mention.head) - k.sentence == back]
            if self._of_strangers(mention, back) and not any(k.dep in SUBJECTS for k in here):
                return None
            own = [k for k in here if not back and self._same_clause(k.mention, mention)]
            here = [k for k in here if k not in own or k.mention.form == "pronoun"]
            if not here:
                continue
            subjects = [k for k in here if k.dep in SUBJECTS]
            several = self._together(subjects)
            if several:
                return Antecedent(several, f"the subjects {_ago(back)}", 0.65 - 0.1 * back)
            plural = [k for k in subjects if self._is_plural(k)]
            if plural:
                return Antecedent((plural[-1].mention,), f"the plural subject {_ago(back)}", 0.6 - 0.1 * back)
            pair = [] if back else self._hyphen_pair(here)
            if pair:
                return Antecedent(tuple(k.mention for k in pair), "the two that a hyphen joins in this sentence", 0.6)
            parties = {k.actors[0].party for k in here if len(k.actors) == 1}
            if len(parties) == 2 and back:
                return Antecedent(self._one_each(here), f"the two parties named {_ago(back)}", 0.45)
            if subjects:
                return None
        return None

    def _of_strangers(self, mention: ActorMention, back: int) -> bool:
        """Is the subject of a sentence some whom nobody names: "The coastal states said that they would sign"?"""
        number = self._sentence(mention.head) - back
        if number < 0:
            return False
        sentence, heads = self.parse.sentences[number], {m.head for m in self.mentions.actors}
        told = range(sentence.first, min(sentence.last, mention.head))
        plural = [i for i in told if self._dep(i) in SUBJECTS and self.tree.tokens[i].text.lower() in group_nouns()]
        return any(i not in heads for i in plural)

    def _are_things(self, mention: ActorMention) -> bool:
        """As in "after months of talks, many of them in Canada": of what was just named, which is nobody."""
        tree, token = self.tree, self.tree.tokens[mention.head]
        counted = tree.tokens[token.head].head
        if token.dep != "pobj" or tree.lemma(token.head) != "of" or counted < 2 or tree.tokens[counted - 1].text != ",":
            return False
        return tree.tokens[counted - 2].pos == "NOUN" and all(m.head != counted - 2 for m in self.mentions.actors)

    def _hyphen_pair(self, known: Sequence[_Known]) -> list[_Known]:
        """The last two that a hyphen joins before a noun: "Seoul-Tokyo ties, at the lowest point since they ..."."""
        text = self.mentions.document.text
        for left, right in reversed(list(itertools.pairwise(known))):
            joined = text[left.mention.end : right.mention.start] in ("-", "\u2011", "\u2013")
            if joined and left.single_party and right.single_party and left.actors != right.actors:
                return [left, right]
        return []

    def _together(self, subjects: Sequence[_Known]) -> tuple[ActorMention, ...]:
        """Coordinated subjects ("A and B"), or a subject that is a group."""
        for known in reversed(subjects):
            if len(known.actors) > 1:
                return (known.mention,)
            joined = [
                other
                for other in subjects
                if other.mention.head in self.tree.conjuncts(self.tree.first_conjunct(known.mention.head))
            ]
            if len(joined) > 1:
                return tuple(other.mention for other in joined)
        return ()

    def _is_plural(self, known: _Known) -> bool:
        return len(known.actors) > 1 or self.tree.tokens[known.mention.head].tag in ("NNS", "NNPS")

    def _one_each(self, known: Sequence[_Known]) -> tuple[ActorMention, ...]:
        first: dict[str, ActorMention] = {}
        for k in known:
            if len(k.actors) == 1:
                first.setdefault(k.actors[0].party, k.mention)
        return tuple(first.values())

    def _same_clause(self, one: ActorMention, other: ActorMention) -> bool:
        """Whether two mentions are arguments of one verb: then a pronoun is not the other, unless it is a possessor."""
        token = self.tree.tokens[other.head]
        if token.dep == "poss":
            return False
        alone = token.dep in OBJECTS and token.text.lower() in HE_OR_SHE
        if alone and one.head in self.mentions.text.clauses[token.head].subjects:
            return True  # "X met Y and urged him": a shared subject
        return self.tree.clause_verb(one.head) == self.tree.clause_verb(other.head)

    # -------------------------------------------------------------------------- groups
    def _does_it_to(self, one: ActorMention, other: ActorMention) -> bool:
        """Is the one the subject of the verb that has the other as object: who "urged both sides" is neither?

        Nor is an envoy "working with officials of both sides".
        """
        tree, index = self.tree, other.head
        while tree.behind(index)[0] == "of":
            index = tree.behind(index)[1]
        token = tree.tokens[index]
        above = tree.tokens[token.head]
        governor = above.head if token.dep == "pobj" and above.dep == "prep" else token.head
        if token.dep not in ("dobj", "pobj") or not tree.is_verb(governor):
            return False
        if tree.tokens[governor].dep == "acl" and tree.tokens[governor].head == one.head:
            return tree.tokens[governor].tag == "VBG"
        return self._dep(one.head) == "nsubj" and tree.clause_verb(one.head) == governor

    def _third(self, mention: ActorMention) -> set[str]:
        """Whom they do something to, or who does it to them: who "gave Chad their word" are both other than Chad."""
        here, tree = self.parse.sentence_of(mention.head), self.tree
        verb = tree.clause_verb(mention.head)
        by_them = self._dep(mention.head) == "nsubj" or tree.behind(mention.head)[0] == "by"
        found: set[str] = set()
        for other in self.mentions.actors:
            if not here.start <= other.start < here.end or other.form != "name":
                continue
            token = tree.tokens[other.head]
            above = tree.tokens[token.head]
            given = above.dep == "dative" or (tree.lemma(token.head) == "to" and tree.lemma(verb) in GIVING)
            undergoes = token.head == verb and token.dep in ("dobj", "dative")
            if (by_them and (undergoes or (given and above.head == verb))) or self._does_it_to(other, mention):
                found |= {actor.country or actor.party for actor in self.link(other)}
        return found

    def _topic(self, mention: ActorMention) -> set[int]:
        """What some talk about: "the Chad-Sudan war was discussed by the two leaders", who are others."""
        tree, above = self.tree, self.tree.tokens[self.tree.tokens[mention.head].head]
        if above.dep != "agent" or tree.lemma(above.head) not in load_grammar()["verbs_of_a_topic"]:
            return set()
        return {i for told in self.mentions.text.clauses[above.head].patients for i in tree.subtree(told)}

    def _group(self, mention: ActorMention) -> Antecedent | None:
        tokens = self.tree.tokens
        head = tokens[mention.head]
        text = self.mentions.document.text[mention.start : mention.end]
        for name, members in country_groups().items():
            if name.lower() in text.lower():
                return Antecedent((), f"'{name}' are {', '.join(members)}", 0.95, members)
        kind = group_nouns().get(head.text.lower(), "party")
        marks = [tokens[k].text.lower() for k in self.tree.children[mention.head]] + [head.text.lower()]
        asked = next((counts()[mark] for mark in marks if mark in counts()), None)
        if asked is not None and not POINTING_BACK & {*marks, text.split()[0].lower()} and head.pos == "NOUN":
            return None  # "agreed to add two members"
        told = self.tree.kids(mention.head, "relcl")
        if asked is None and told and tokens[mention.head + 1].text != ",":
            return None  # "the generals who had seized power" says itself who they are
        if asked is None and self._are_strangers(mention):
            return None
        topic, third = self._topic(mention), self._third(mention)
        others = [
            k for k in self._before(mention, 4)
            if k.mention.end <= mention.start and not self._only_where(k) and not self._does_it_to(k.mention, mention)
            and k.mention.head not in topic
            and not (third and all((actor.country or actor.party) in third for actor in k.actors))
        ]  # fmt: skip
        window: list[_Known] = []
        here = self._sentence(mention.head)
        for back in range(5):
            window = [k for k in others if here - k.sentence == back] + window
            chosen = self._members(window, kind)
            if asked in (None, len(chosen)) and (main := self._rather_main(mention, kind, chosen, asked)):
                return main
            if (asked is not None and len(chosen) == asked) or (asked is None and len(chosen) >= 2):
                reason = f"the {len(chosen)} {_plural_of(kind)} named {_ago(back)}"
                return self._in_that_office(mention, chosen, reason, 0.75 - 0.08 * back)
            if asked is not None and len(chosen) > asked:
                main = self._main_parties(mention, 2) if asked == 2 and kind == "party" and back else None
                if main is not None and self._named_often(mention, main):
                    return main
                acting = [k for k in window if k.dep in SUBJECTS]
                for among in ([k for k in acting if here - k.sentence == back], acting):
                    subjects = self._members(among, kind)
                    if len(subjects) == asked:
                        return Antecedent(tuple(subjects.values()), f"the {asked} subjects {_ago(back)}", 0.5)
                break
        if asked is None or kind == "company":
            return None
        return self._main_parties(mention, asked) if asked == 2 else self._listed(mention, kind, asked)

    def _in_that_office(
        self, mention: ActorMention, chosen: Mapping[str, ActorMention], reason: str, confidence: float
    ) -> Antecedent:
        """Those chosen, but the state of who holds another office: of "the two presidents" no general is one."""
        form = form_of(self.tree.tokens[mention.head].text.lower())
        wanted = form.office.kind if form is not None and form.office.kind in ONE_HOLDER else ""
        held = {party: _kind(one) for party, one in chosen.items() if one.kind == "person"}
        others = tuple(
            party for party, kind in held.items()
            if wanted and kind not in ("", wanted) and isinstance(self.gazetteer.get(party), State)
        )  # fmt: skip
        mentions = tuple(one for party, one in chosen.items() if party not in others)
        return Antecedent(mentions, reason, confidence, others)

    def _are_strangers(self, mention: ActorMention) -> bool:
        """Has the very word just been a subject that nobody names: "Asian ministers met. The ministers ..."?"""
        word, before = self.tree.lemma(mention.head), max(0, self._sentence(mention.head) - 1)
        told = range(self.parse.sentences[before].first, mention.head)
        same = [i for i in told if self.tree.lemma(i) == word and self._dep(i) in SUBJECTS]
        return bool(same) and all(k.mention.head not in same for k in self.known)

    def _listed(self, mention: ActorMention, kind: str, asked: int) -> Antecedent | None:
        """The subjects of the nearest sentence above that tells of as many as are asked for."""
        told = self._before(mention, len(self.number_of))
        for number in sorted({k.sentence for k in told if k.dep in SUBJECTS}, reverse=True):
            chosen = self._members([k for k in told if k.sentence == number and k.dep in SUBJECTS], kind)
            if len(chosen) == asked:
                reason = f"the {asked} {_plural_of(kind)} that were named together"
                return Antecedent(tuple(chosen.values()), reason, 0.45)
        return None

    def _rather_main(
        self, mention: ActorMention, kind: str, chosen: Mapping[str, ActorMention], asked: int | None
    ) -> Antecedent | None:
        """The two that the text is about, where one of the two named last has come in by the way just now, or where
        "the sides" of such a text have had a third named beside them.
        """
        if asked is None:
            main = (
                self._main_parties(mention, 2) if len(chosen) > 2 and self.tree.lemma(mention.head) == "side" else None
            )
            return main if main and {actor.party for actor in self._actors_of(main)} <= set(chosen) else None
        counted = dict(self._counted(mention))
        main = self._main_parties(mention, 2) if len(chosen) == 2 and kind in ("party", "state") else None
        if main is None or min(counted.get(party, 0) for party in chosen) > 1:
            return None
        parties = {actor.party for actor in self._actors_of(main)}
        return main if parties != set(chosen) and self._named_often(mention, main) else None

    def _named_often(self, mention: ActorMention, main: Antecedent) -> bool:
        counted = dict(self._counted(mention))
        return min(counted[actor.party] for actor in self._actors_of(main)) >= OFTEN

    def _counted(self, mention: ActorMention) -> list[tuple[str, int]]:
        """How often each party stands alone before a mention, the most frequent first."""
        alone = [k for k in self._before(mention, len(self.number_of)) if len(k.actors) == 1]
        return Counter(k.actors[0].party for k in alone if k.mention.form != "pronoun").most_common()

    def _main_parties(self, mention: ActorMention, asked: int) -> Antecedent | None:
        """The parties that the text has named most so far, each twice as often as the next one."""
        counted = self._counted(mention)
        if len(counted) < asked or (len(counted) > asked and counted[asked - 1][1] < 2 * counted[asked][1]):
            return None
        parties = [party for party, _ in counted[:asked]]
        alone = [k for k in self.known if len(k.actors) == 1 and k.mention.form != "pronoun"]
        alone.sort(key=lambda k: k.actors[0].id == k.actors[0].party and not k.mention.office)
        named = {k.actors[0].party: k.mention for k in alone}
        return Antecedent(tuple(named[party] for party in parties), f"the {asked} that the text is about", 0.45)

    def _members(self, known: Sequence[_Known], kind: str) -> dict[str, ActorMention]:
        """The distinct persons (or parties) of some mentions, each with the mention that names it best."""
        persons: dict[str, ActorMention] = {}
        parties: dict[str, ActorMention] = {}
        for k in known:
            held = office_of(k.mention.office) if k.mention.office else None
            if kind == "person" and held is not None and not acts_for_a_state(held):
                continue  # "the two presidents" are not the contractor who was freed
            for actor in k.actors:
                if kind == "company":
                    if actor.kind == "company":
                        parties.setdefault(actor.id, k.mention)
                    continue
                if actor.kind == "person":
                    persons.setdefault(actor.id, k.mention)
                if (
                    actor.kind in STATE_KINDS
                    or actor.country
                    or (kind == "party" and actor.kind in ("organisation", "group"))
                ):
                    if actor.kind == "media" or (kind == "state" and actor.kind in ("group", "company")):
                        continue
                    known_as = parties.get(actor.party)
                    if known_as is None or (
                        actor.kind != "person" and len(k.actors) == 1 and _is_person(known_as, known)
                    ):
                        parties[actor.party] = k.mention
        if kind == "person" and len(persons) >= 2 and len({self._party(p, known) for p in persons}) >= 2:
            return persons
        return parties

    def _only_where(self, known: _Known) -> bool:
        """Does the mention only say where something happened?"""
        token = self.tree.tokens[self.tree.first_conjunct(known.mention.head)]
        return token.dep == "pobj" and self.tree.tokens[token.head].lemma in ("in", "at", "near")

    def _has_the_capital(self, known: _Known) -> bool:
        """As in "met in Accra, the capital of Ghana": named to say where a town is."""
        preposition, noun = self.tree.behind(known.mention.head)
        before = [token.text for token in self.tree.tokens[max(0, noun - 2) : noun]]
        return preposition == "of" and self.tree.lemma(noun) == "capital" and before == [",", "the"]

    @staticmethod
    def _party(person: str, known: Sequence[_Known]) -> str:
        return next(a.party for k in known for a in k.actors if a.id == person)

    # -------------------------------------------------------------------------- offices and bodies
    def _named_before(self, mention: ActorMention, actors: Sequence[Actor]) -> Antecedent | None:
        """Who was named before whom the words describe again: "the Israeli prime minister", "the Philippine rebels"."""
        form = form_of(mention.office)
        if form is None or not self.tree.is_definite(mention.head):
            return None
        office = form.office
        group = self._group_named(mention, office)
        if group is not None and self._actors_of(group)[0].country in {actor.country for actor in actors}:
            return group
        if form.plural:
            return None
        wanted = office.held_as
        if office.term != "leader" and office.kind not in ONE_HOLDER:
            return None
        countries = {actor.country for actor in actors}
        holders = [
            k
            for k in self._before(mention, 3)
            if k.person and k.actors[0].country in countries and k.actors[0].country and self._held(k, office, wanted)
        ]
        if holders and len({k.actors[0].id for k in holders}) == 1:
            return Antecedent(
                (holders[-1].mention,), f"the {mention.office} of {holders[0].actors[0].country} named before", 0.8
            )
        return None

    def _office(self, mention: ActorMention) -> Antecedent | None:
        form = form_of(mention.office)
        if form is None or form.office.term in actor_words()["relational_nouns"]:
            return None
        office = form.office
        owner = self._possessor(mention)
        if owner is not None:
            return owner
        wanted = office.held_as
        if mention.office in office_relations():
            return None
        counted = any(self.tree.tokens[k].text.lower() in counts() for k in self.tree.children[mention.head])
        if counted or (form.plural and is_body(office)):
            return None  # "the two forces", "the ministries" are several states'
        if wanted and not form.plural and office.kind not in (*MANY_HOLDERS, "igo"):
            holders = [k for k in self._before(mention, 8) if k.person and self._held(k, office, wanted)]
            faced = self._faced(mention)
            holders = [k for k in holders if k.actors[0].country not in faced]
            holders = [k for k in holders if self._has_title(k, office)] or holders
            here = self._sentence(mention.head)
            last = [k for k in self._main_subjects(holders) if here - k.sentence <= 1]
            if last and len({k.actors[0].id for k in last}) == 1:
                return Antecedent((last[-1].mention,), f"the {office.term} that the sentence before is about", 0.65)
            if holders and len({k.actors[0].id for k in holders[-2:]}) == 1:
                return Antecedent((holders[-1].mention,), f"the {office.term} named before", 0.7)
            if holders and self._sentence(mention.head) - holders[-1].sentence <= 1:
                return Antecedent((holders[-1].mention,), f"the {office.term} named last", 0.5)
            if holders:
                return None
        own = (
            self._rises_against(mention)
            or self._short_name(mention, office)
            or self._where_it_is_posted(mention, office)
        )
        if own is not None:
            return own
        same = self._same_word(mention, office)
        if same is not None:
            return same
        if office.kind in FIRMS:
            return self._firm(mention, "media" if office.kind == "media" else "company")
        if office.term in titles_of_states():
            return self._of_a_title(mention, titles_of_states()[office.term])
        if not acts_for_a_state(office):
            named = self._group_named(mention, office)
            return named or (self._at_home(mention) if office.sector != "UNK" else None)
        return self._state_at_hand(mention)

    def _short_name(self, mention: ActorMention, office: Office) -> Antecedent | None:
        """The organisation named before that ends in the word: "the Assembly" is the General Assembly."""
        word = f" {self._word(mention)}"
        named = [k for k in self._before(mention, 8) if k.mention.form == "name" and len(k.actors) == 1]
        text = self.mentions.document.text
        ending = [
            k for k in named
            if k.actors[0].kind == "organisation" and text[k.mention.start : k.mention.end].lower().endswith(word)
        ]  # fmt: skip
        if not ending or office.kind in FIRMS or not self.tree.is_definite(mention.head):
            return None
        return Antecedent((ending[-1].mention,), f"the{word} named before", 0.6)

    def _where_it_is_posted(self, mention: ActorMention, office: Office) -> Antecedent | None:
        """As in "The government summoned the Thai ambassador to Laos": where he is posted he is summoned."""
        verb = self.tree.tokens[mention.head].head
        if not is_body(office) or mention.head not in self.mentions.text.clauses.of(verb).subjects:
            return None
        words = load_grammar()
        if self.tree.lemma(verb) in words["sending_words"] | words["commanding"]:
            return None  # "recalled its ambassador to Laos"
        objects = set(self.mentions.text.clauses.of(verb).patients)
        envoys = [m for m in self.mentions.actors if m.head in objects and _kind(m) == "diplomat"]
        bases = (verb, *(m.head for m in envoys)) if envoys else ()  # the parser likes to give "to" to the verb
        posts = {i for base in bases for i in self.tree.objects(base, "to")}
        states = [m for m in self.mentions.actors if m.head in posts and any(a.kind == "state" for a in self.link(m))]
        return Antecedent((states[0],), "the state to which the envoy is sent", 0.6) if len(states) == 1 else None

    def _same_word(self, mention: ActorMention, office: Office) -> Antecedent | None:
        """Whose it was when the very word stood last, "the Johnson administration", where one only has it.

        Of a person's office so in the next two sentences: "Oman's crown prince came. The crown prince offered ...".
        """
        lasting = is_body(office) or not office.speaks_for_state or office.kind in ("cabinet", "forces", "police")
        had = [k for k in self._before(mention, 12 if lasting else 2) if k.mention.form == "nominal"]
        had = [k for k in had if k.mention.readings]
        had = [k for k in had if (held := office_of(k.mention.office)) is not None and held.term == office.term]
        if had and len({actor.party for k in had for actor in k.actors}) == 1:
            return Antecedent((had[-1].mention,), f"the {office.term} told of before", 0.55)
        return None

    def _firm(self, mention: ActorMention, kind: str) -> Antecedent | None:
        """The company (or newspaper) that was named last: the subject of its sentence where there are several."""
        if not self.tree.is_definite(mention.head):
            return None
        here = self._sentence(mention.head)
        named = [k for k in self._before(mention, 4) if len(k.actors) == 1 and k.actors[0].kind == kind]
        word = self.tree.tokens[mention.head].lemma
        called = [
            k
            for k in named
            if any(self.tree.tokens[kid].lemma == word for kid in self.tree.kids(k.mention.head, "appos"))
        ]
        if called and len({k.actors[0].id for k in called}) == 1:
            return Antecedent((called[-1].mention,), f"called a {word} before", 0.65)
        for back in range(5):
            near = [k for k in named if here - k.sentence == back]
            chosen = near if len({k.actors[0].id for k in near}) == 1 else self._main_subjects(near)
            if chosen and len({k.actors[0].id for k in chosen}) == 1:
                return Antecedent((chosen[-1].mention,), f"the {kind} named {_ago(back)}", 0.6 - 0.05 * back)
            if near:
                return None
        return None

    def _group_named(self, mention: ActorMention, office: Office) -> Antecedent | None:
        """The movement that the text has named, the last subject of several: "the guerrillas" are the FARC."""
        kinds = CALLED.get(office.kind)
        described = {self.tree.lemma(kid) for kid in self.tree.kids(mention.head, "amod")}
        if kinds is None or not self.tree.is_definite(mention.head) or "other" in described:
            return None
        own = [k for k in self._before(mention, 12) if k.mention.form == "name" or k.mention.kind == "group"]
        named = [k for k in own if len(k.actors) == 1 and self._kind_of(k.actors[0]) in kinds]
        for near in (named, [k for k in named if self._sentence(mention.head) - k.sentence <= 1]):
            for chosen in (near, self._main_subjects(near)):
                if len({k.actors[0].id for k in chosen}) == 1:
                    return Antecedent((chosen[-1].mention,), "the movement named before", 0.6)
        return None

    def _kind_of(self, actor: Actor) -> str:
        entry = self.gazetteer.get(actor.id)
        return entry.kind if isinstance(entry, Group) else actor.kind

    def _at_home(self, mention: ActorMention) -> Antecedent | None:
        """A crowd or armed group faces its own state: the only one whose officials stand in the sentence."""
        here = self._sentence(mention.head)
        near = [
            (other, actors)
            for other in self.mentions.actors
            if other is not mention
            and other.readings
            and self._sentence(other.head) == here
            and (actors := self.link(other))
        ]
        countries = {actor.country for _, actors in near for actor in actors if actor.country}
        official = [
            other
            for other, actors in near
            for actor in actors
            if (other.sector or actor.sector) in HOME_SECTORS and actor.country and not _abroad(other)
        ]
        if len(countries) == 1 and official:
            return Antecedent((official[0],), "the state whose officials stand in the sentence", 0.4)
        return None

    def _rises_against(self, mention: ActorMention) -> Antecedent | None:
        """As in "Soldiers overthrew President Bazoum in July": who makes a coup is of the state that suffers it.

        So are soldiers of whom nobody tells more that seize somebody: "The soldiers placed Bongo under house arrest".
        """
        acts = [e for e in self.mentions.events if mention in e.actors]
        coups = [e for e in acts if e.subtype == COUP or (e.event_type == "COERCE" and _seizes_somebody(mention, e))]
        hit = [(m, self.link(m)) for e in coups for m in e.recipients if m.readings]
        states = {actor.country for _, actors in hit for actor in actors if actor.country}
        return Antecedent((hit[0][0],), "the state in which they take power", 0.6) if len(states) == 1 else None

    def _of_a_title(self, mention: ActorMention, states: Sequence[str]) -> Antecedent | None:
        """Whose "the Sultan" is: the only one of the states with such a title that the text tells of, or there is."""
        told = [a.country for k in self._before(mention, len(self.number_of)) for a in k.actors if a.country]
        named = [state for state in states if self.gazetteer.family(state).intersection(told)]
        chosen = named if named else states
        return Antecedent((), "the state with such a title", 0.5, (chosen[0],)) if len(chosen) == 1 else None

    def _possessor(self, mention: ActorMention) -> Antecedent | None:
        for kid in self.tree.kids(mention.head, "poss"):
            if self.tree.tokens[kid].tag != "PRP$":
                continue
            for other in self.found:
                if other.head == kid:
                    known = self.found[other]
                    return Antecedent(
                        known.mentions, f"of whom the pronoun before it stands for: {known.reason}", known.confidence
                    )
            pointing = next((m for m in self.mentions.actors if m.head == kid), None)
            return self._resolve(pointing) if pointing is not None else None
        return None

    def _held(self, known: _Known, office: Office, kinds: Sequence[str]) -> bool:
        if known.mention.office:
            held = office_of(known.mention.office)
            return held is not None and held.kind == office.kind
        if not office.speaks_for_state:
            return False  # who holds office is not "the opposition" for it
        terms = self.gazetteer.terms(known.actors[0].id)
        return any(term.office_kind in kinds[:1] for term in terms)

    def _has_title(self, known: _Known, office: Office) -> bool:
        """Whether the very word is the person's title."""
        at = self.mentions.document.published
        terms = [t for t in self.gazetteer.terms(known.actors[0].id) if t.valid.holds(at)]
        return office.term in (known.mention.office or "") or any(office.term in term.office.lower() for term in terms)

    def _teller(self, mention: ActorMention) -> str | None:
        """The state that tells of arms: "Tokyo says that the warship aimed at it"; the warship is another's."""
        if mention.sector != "MIL":
            return None
        tellers = self._tellers(mention)
        return next((k.actors[0].country for k in self.known if k.mention.head in tellers and k.actors), None)

    def _tellers(self, mention: ActorMention) -> set[int]:
        """The subjects of the verbs that a mention's clause is the content of: "Seoul announced that it would ..."."""
        path = self.tree.path(mention.head)
        verbs = [token.head for i in path if (token := self.tree.tokens[i]).dep == "ccomp"]
        return {kid for verb in verbs for kid in self.tree.kids(verb, "nsubj")}

    def _subjects_around(self, mention: ActorMention) -> list[int]:
        """The subjects of the nearest clause around a mention's own: "said that Iran had freed the men it took"."""
        above = self.tree.path(self.tree.clause_verb(mention.head))[1:]
        around = [i for i in above if self.tree.is_verb(i)]
        return self.tree.kids(around[0], *SUBJECTS) if around else []

    def _faced(self, mention: ActorMention) -> frozenset[str]:
        """The states that a foreign ministry, minister or envoy faces in its clause: it is another's.

        "The foreign ministry rebuked Kono", "Kono summoned the ambassador", but not "Tokyo recalled the ambassador".
        """
        office, clause = office_of(mention.office), self.mentions.text.clauses.of(mention.head)
        words = load_grammar()
        own = words["sending_words"] | (words["commanding"] if _kind(mention) == "diplomat" else frozenset())
        sent = clause.verb >= 0 and self.tree.lemma(clause.verb) in own  # "ordered Ambassador X home"
        equals = office is not None and office.kind in ONE_HOLDER and self._meets(clause.verb)
        if office is None or not (office.kind in FOREIGN or equals) or sent:
            return frozenset()
        sides = clause.agents, (*clause.patients, *clause.datives)
        others = {i for n, side in enumerate(sides) if mention.head in side for i in sides[1 - n]}
        found = [m for m in self.mentions.actors if m.head in others and m.readings]
        told = [k.actors for k in self.known if k.mention.head in others]
        return frozenset(a.country for actors in (*told, *map(self.link, found)) for a in actors if a.country)

    def _meets(self, verb: int) -> bool:
        """Whether a verb tells of a meeting, where two who each are the only one of a state are of two states."""
        return any(e.head == verb and e.event_type == "CONSULT" for e in self.mentions.events)

    def _whose_act_is_told(self, mention: ActorMention) -> Antecedent | None:
        """As in "Albania has expelled two Iranians, Foreign Minister Arben Kodra said": he tells what his state did."""
        token = self.tree.tokens[mention.head]
        told = self.tree.kids(token.head, "ccomp") if token.dep in SUBJECTS else []
        subjects = {i for verb in told for i in self.tree.kids(verb, *SUBJECTS)}
        doing = [k for k in self.known if k.mention.head in subjects and k.single_party and k.actors[0].country]
        acts = [e for e in self.mentions.events if e.head in told]
        hostile = any(e.event_type in HOSTILE and e.modality == "asserted" for e in acts)
        if len(doing) != 1 or hostile or doing[0].mention.sector in ARMED:
            return None
        return Antecedent((doing[0].mention,), "the state whose act the official tells", 0.5)

    def _state_at_hand(self, mention: ActorMention) -> Antecedent | None:
        """The only state that the sentence, or the two before it, is about; its subject where there are several."""
        teller, faced = self._teller(mention), self._faced(mention)
        own = self._whose_act_is_told(mention) if mention.kind == "person" else None
        if own is not None:
            return own
        host = self._where_it_meets(mention, faced) if faced and mention.kind == "person" else None
        if host is not None:
            return host
        for back in range(3):
            here = [
                k
                for k in self._before(mention, back)
                if self._sentence(mention.head) - k.sentence == back
                and len(k.actors) == 1
                and k.actors[0].country
                and not self._has_the_capital(k)
                and k.actors[0].country not in faced
                and (teller is None or (k.actors[0].country != teller and k.mention.office is None))
            ]
            countries = {k.actors[0].country for k in here}
            if len(countries) == 1:
                return Antecedent((here[-1].mention,), f"the only state named {_ago(back)}", 0.55 - 0.08 * back)
            if countries:
                subjects = [k for k in here if k.dep in SUBJECTS]
                if back and len({k.actors[0].country for k in subjects}) == 1:
                    return Antecedent((subjects[-1].mention,), f"the state of the subject {_ago(back)}", 0.4)
                break
        if teller is not None:
            return None
        of_a_state = faced or mention.sector == "MIL"  # soldiers are a state's
        return self._main_state(mention, faced) or (None if of_a_state else self._main_parties(mention, 1))

    def _main_state(self, mention: ActorMention, faced: frozenset[str]) -> Antecedent | None:
        """The state that the text has told of twice as often as of the next one, by itself and by its people."""
        alone = [k for k in self._before(mention, len(self.number_of)) if len(k.actors) == 1]
        named = [(k.actors[0].country, k.mention) for k in alone if k.mention.form != "pronoun" and k.actors[0].country]
        counted = Counter(state for state, _ in named).most_common(2)
        if not counted or counted[0][0] in faced or (len(counted) > 1 and counted[0][1] < 2 * counted[1][1]):
            return None
        first = next(one for state, one in named if state == counted[0][0])
        return Antecedent((first,), "the state that the text is about", 0.45)

    def _where_it_meets(self, mention: ActorMention, faced: frozenset[str]) -> Antecedent | None:
        """As in "was to meet Premier Liu Wenhao in Beijing": the only state in which the sentence names a place."""
        sentence = self.parse.sentence_of(mention.head)
        inside = (p for p in self.mentions.places if sentence.start <= p.start < sentence.end)
        named = {self._state_of_place(c.entity) for place in inside for c in place.candidates[:1]} - faced - {""}
        if len(named) != 1:
            return None
        return Antecedent((), "the state where they meet", 0.45, (named.pop(),))

    def _state_of_place(self, place: str) -> str:
        row = self.gazetteer.get(place)
        return row.country if isinstance(row, PlaceRow) else row.id if isinstance(row, State) else ""


def _seizes_somebody(mention: ActorMention, event: EventMention) -> bool:
    return mention.sector == "MIL" and bool(event.recipients) and all(m.kind == "person" for m in event.recipients)


def _is_somebody(known: _Known) -> bool:
    """Is it one person, by name or by an office of which there is one: "Mexico's president"?"""
    if known.person or known.mention.form != "nominal" or len(known.actors) != 1:
        return known.person
    form = form_of(known.mention.office)
    if form is None or form.plural or is_body(form.office):
        return False
    if form.office.term in actor_words()["relational_nouns"]:
        return bool(known.mention.readings)  # "his Chadian colleague"
    return bool(form.office.held_as) or (form.office.kind == "diplomat" and form.office.term in actor_words()["envoys"])


def _is_person(mention: ActorMention, known: Sequence[_Known]) -> bool:
    return any(k.mention == mention and k.person for k in known)


def _kind(mention: ActorMention) -> str:
    office = office_of(mention.office)
    return office.kind if office is not None else ""


def _abroad(mention: ActorMention) -> bool:
    return _kind(mention) in ("diplomat", "spokesperson", "foreign_affairs")


def _acts(actor: Actor) -> bool:
    return actor.kind in STATE_KINDS or actor.kind in ("organisation", "group", "company", "media")


def _ago(back: int) -> str:
    return (
        ("in this sentence", "in the sentence before", "two sentences before")[back]
        if back < 3
        else f"{back} sentences before"
    )


def _plural_of(kind: str) -> str:
    return {"person": "persons", "state": "states"}.get(kind, "parties")
