"""Names of actors and places: found in one pass over the text, and known at a date.

`default_gazetteer().find(text)` returns every name with the entities that bear it. A trie over folded words is
walked once, so that the time grows with the text and not with the number of names.
"""

from __future__ import annotations

import datetime
import difflib
import itertools
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kg.errors import OptionError, nearest
from kg.gazetteer.names import Person, all_names, families_of, persons_of, spellings
from kg.gazetteer.trie import WORD, NameMention, NameTrie, Sense, fold_word
from kg.model import Actor, Place
from kg.seeds.actor_words import ambiguous_readings
from kg.seeds.actors import (
    ActorTables,
    Body,
    Group,
    Organisation,
    PlaceRow,
    State,
    Term,
    Validity,
    actor_tables,
)
from kg.seeds.own import remembered

__all__ = ["Entry", "Gazetteer", "NameMention", "Person", "Sense", "as_actor", "as_place", "default_gazetteer"]

NOBODY = "nobody"  # in contexts.csv: the name stands for nobody that the tables hold

FOR_NO_STATE = ("insurgents", "breakaway region")  # kinds of groups that act against the state where they belong
# Kinds of groups.csv as kinds of actors; the others are "group".
GROUP_KINDS = {"company": "company", "media": "media", "ngo": "organisation", "think tank": "institute"}


Entry = State | Organisation | Group | Body | Person | PlaceRow


class Gazetteer:
    """Every name of the actor tables, and who held which office when. Built by `build_gazetteer`."""

    def __init__(
        self,
        tables: ActorTables,
        spellings: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
        contextual: Iterable[tuple[str, str]] = (),
    ) -> None:
        self.tables = tables
        self.persons = persons_of(tables.terms.values())
        self._entries: dict[str, Entry] = {
            **tables.places, **self.persons, **tables.bodies, **tables.groups, **tables.organisations, **tables.states,
        }  # fmt: skip
        self._by_office: dict[tuple[str, str], list[Term]] = {}
        for term in tables.terms.values():
            self._by_office.setdefault((term.party, term.office_kind), []).append(term)
        self._families: dict[str, frozenset[str]] = families_of(tables.states.values())
        self._word_lists = {
            person.id: tuple(tuple(fold_word(m.group()) for m in WORD.finditer(name)) for name in person.names)
            for person in self.persons.values()
        }
        self._persons_by_word: dict[str, set[str]] = {}
        for person, lists in self._word_lists.items():
            for word in {word for known in lists for word in known}:
                self._persons_by_word.setdefault(word, set()).add(person)
        self._trie = NameTrie()
        names = all_names(tables, self.persons.values(), spellings)
        for name, sense in itertools.chain(
            names, ((name, Sense(entity, "ambiguous")) for name, entity in contextual if entity != NOBODY)
        ):
            self._trie.add(name, sense)

    # -------------------------------------------------------------------------- names
    def find(self, text: str) -> list[NameMention]:
        """Return the names in a text, left to right, the longest at each place, none overlapping.

        >>> [(m.key, m.entities[0]) for m in default_gazetteer().find("Seoul-Tokyo ties and the U.S.")]
        [('seoul', 'KOR'), ('tokyo', 'JPN'), ('u s', 'USA')]
        """
        return self._trie.find(text)

    @property
    def size(self) -> int:
        """How many names there are, each way of writing one apart."""
        return self._trie.size

    # -------------------------------------------------------------------------- entities
    def entity(self, id: str) -> Entry:
        """Return the state, organisation, group, body, person or place with an id. Raises OptionError if unknown."""
        try:
            return self._entries[id]
        except KeyError:
            raise OptionError(f"no actor or place {id!r}; {nearest(id, self._entries)}") from None

    def get(self, id: str) -> Entry | None:
        """Return the entity with an id, or None."""
        return self._entries.get(id)

    def state(self, id: str) -> State | None:
        """Return the state with an alpha-3 id, or None.

        >>> default_gazetteer().state("SUN").label
        'Soviet Union'
        """
        return self.tables.states.get(id)

    def family(self, state: str) -> frozenset[str]:
        """The ids that stand for one state through time: Russia and the Soviet Union, Germany and West Germany."""
        return self._families.get(state, frozenset({state}))

    def state_at(self, state: str, at: datetime.date | None) -> str:
        """Return the member of a present state's family that was valid on a day; a historical state stays what it is.

        >>> default_gazetteer().state_at("RUS", datetime.date(1985, 3, 11))
        'SUN'
        """
        row = self.tables.states.get(state)
        if at is None or row is None or row.kind == "historical":
            return state
        members = [self.tables.states[member] for member in sorted(self.family(state))]
        valid = [member for member in members if member.valid.holds(at)]
        historical = [member.id for member in valid if member.kind == "historical" and member.valid.first]
        if historical and row.label in self.tables.states[historical[0]].label.split(" and "):
            return state  # "Serbia" of 2000 is not Serbia and Montenegro
        if historical:
            return historical[0] if state not in historical else state
        return state if any(member.id == state for member in valid) or not valid else valid[0].id

    def home(self, id: str) -> str | None:
        """The state where a group belongs, whether or not it acts for it.

        >>> default_gazetteer().home("FARC")
        'COL'
        """
        entry = self._entries.get(id)
        return (entry.country or None) if isinstance(entry, Group) else None

    def validity(self, id: str) -> Validity:
        """When an entity exists: from the first to the last day; a person from the first to the last term."""
        entry = self._entries.get(id)
        if isinstance(entry, Person):
            lasts = [term.valid.last for term in entry.terms]
            last = None if None in lasts else max(day for day in lasts if day is not None)
            return Validity(min(t.valid.first for t in entry.terms if t.valid.first is not None), last)
        if entry is None or isinstance(entry, PlaceRow):
            return Validity()
        return entry.valid

    def actor(self, name: str) -> Actor | None:
        """Return the actor with an id or an unambiguous name, or None.

        >>> default_gazetteer().actor("Japan").id, default_gazetteer().actor("NATO").kind
        ('JPN', 'organisation')
        """
        entry = self.get(name) or self._named(name, places=False)
        return None if entry is None or isinstance(entry, PlaceRow) else as_actor(entry)

    def place(self, name: str) -> Place | None:
        """Return the place with an id or name (a state counts as one), or None.

        >>> default_gazetteer().place("Phnom Penh").country
        'KHM'
        """
        entry = self.get(name) or self._named(name, places=True)
        return as_place(entry) if isinstance(entry, PlaceRow | State) else None

    def _named(self, name: str, places: bool) -> Entry | None:
        mentions = self.find(name)
        if len(mentions) != 1 or (mentions[0].start, mentions[0].end) != (0, len(name)):
            return None
        entries = [self._entries[sense.entity] for sense in mentions[0].senses]
        if places:
            entries.sort(key=lambda entry: not isinstance(entry, PlaceRow))
        return entries[0]

    # -------------------------------------------------------------------------- offices
    def terms(self, person: str) -> tuple[Term, ...]:
        """Return the terms of a person, in order of time; empty where the person is unknown.

        >>> [t.office for t in default_gazetteer().terms("shinzo-abe")]
        ['Prime Minister', 'Prime Minister']
        """
        found = self.persons.get(person)
        return found.terms if found else ()

    def similar_persons(self, name: str) -> tuple[tuple[str, bool], ...]:
        """Return persons whose name is the given one but for a middle name, or for the spelling of one word.

        Each with True where all words of the given name are theirs. The press spells names from other alphabets freely.

        >>> default_gazetteer().similar_persons("Abdelaziz Bouteflicka")
        (('abdelaziz-bouteflika', False),)
        """
        words = [fold_word(match.group()) for match in WORD.finditer(name)]
        words = [word for word in words if len(word) > 1]
        if len(words) < 2:
            return ()
        found: dict[str, bool] = {}
        for anchor in words:
            if len(anchor) < 4:
                continue
            for person in self._persons_by_word.get(anchor, ()):
                for known in self._word_lists[person]:
                    fit = _same_words(words, known)
                    if fit is not None:
                        found[person] = found.get(person, False) or fit
        return tuple(sorted(found.items()))

    def holders(self, party: str, office_kind: str, at: datetime.date | None) -> tuple[Term, ...]:
        """Return the terms of an office of a state or organisation that hold at a date, the surest first.

        >>> [t.name for t in default_gazetteer().holders("KOR", "head_of_state", datetime.date(1975, 6, 1))]
        ['Park Chung-hee']
        """
        terms = [
            term
            for member in sorted(self.family(party))
            for term in self._by_office.get((member, office_kind), ())
            if term.valid.holds(at)
        ]
        return tuple(sorted(terms, key=lambda term: (_doubtful(term, at), term.valid.first or datetime.date.min)))

    def before(self, term: Term) -> Term | None:
        """Return the term of whoever held the same office before, or None where the table does not tell."""
        return self._neighbour(term, earlier=True)

    def after(self, term: Term) -> Term | None:
        """Return the term of whoever held the same office next, or None where the table does not tell."""
        return self._neighbour(term, earlier=False)

    def _neighbour(self, term: Term, earlier: bool) -> Term | None:
        assert term.valid.first is not None
        others = [
            other
            for other in self._by_office.get((term.party, term.office_kind), ())
            if other.person != term.person
            and other.valid.first is not None
            and (other.valid.first < term.valid.first) == earlier
        ]
        others.sort(key=lambda other: other.valid.first or datetime.date.min)
        if not others:
            return None
        return others[-1] if earlier else others[0]


def _same_words(given: list[str], known: tuple[str, ...]) -> bool | None:
    """True where all given words are in a known name that ends alike, False where one is spelt otherwise, else None."""
    missing = [word for word in given if word not in known]
    if not missing:
        return True if given[-1] == known[-1] and len(known) > 1 else None
    left = [word for word in known if word not in given]
    if len(missing) > 1 or len(left) != 1 or len(given) != len(known) or len(missing[0]) < 5:
        return None
    alike = missing[0][0] == left[0][0] and difflib.SequenceMatcher(None, missing[0], left[0]).ratio() >= 0.8
    return False if alike else None


def as_actor(entry: State | Organisation | Group | Body | Person) -> Actor:
    """The actor that an entry stands for, outside any event: a body is the state that it is part of."""
    if isinstance(entry, State):
        return Actor(
            entry.id, entry.label, entry.kind, country=entry.id, valid_from=entry.valid.first, valid_to=entry.valid.last
        )
    if isinstance(entry, Body):
        return Actor(
            entry.country, entry.label, "state", country=entry.country, sector=entry.sector, office=entry.office
        )
    if isinstance(entry, Group):
        return Actor(
            entry.id, entry.label, GROUP_KINDS.get(entry.kind, "group"),
            country=None if entry.kind in FOR_NO_STATE else entry.country or None,
            sector=entry.sector, valid_from=entry.valid.first, valid_to=entry.valid.last,
        )  # fmt: skip
    if isinstance(entry, Person):
        return Actor(entry.id, entry.label, "person")
    return Actor(
        entry.id, entry.label, "organisation", sector="IGO", valid_from=entry.valid.first, valid_to=entry.valid.last
    )


def as_place(entry: PlaceRow | State) -> Place:
    """The place that a row of places.csv, or a state as a whole, stands for."""
    if isinstance(entry, State):
        return Place(entry.id, entry.label, entry.kind, entry.id)
    return Place(entry.id, entry.label, entry.kind, entry.country or None, entry.latitude, entry.longitude)


def _doubtful(term: Term, at: datetime.date | None) -> bool:
    return at is not None and term.known_until is not None and at > term.known_until


@remembered
def default_gazetteer() -> Gazetteer:
    """Return the gazetteer of the shipped tables, built once a process.

    >>> default_gazetteer().size > 30000
    True
    """
    contextual = [(reading.name, reading.entity) for group in ambiguous_readings().values() for reading in group]
    return Gazetteer(actor_tables(), spellings(), contextual)
