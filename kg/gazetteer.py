"""Names of actors and places: found in one pass over the text, and known at a date.

`default_gazetteer().find(text)` returns every name with the entities that bear it. A trie over folded words is
walked once, so that the time grows with the text and not with the number of names.
"""

from __future__ import annotations

import datetime
import difflib
import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from kg.errors import OptionError, nearest
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
    spelling_groups,
)

# How a name stands for its entity, best first; linking reads these words.
WAYS = (
    "name",
    "adjective",
    "people",
    "capital",
    "seat",
    "body",
    "person",
    "ambiguous",
    "combining",
    "place",
    "surname",
)

NOBODY = "nobody"  # in contexts.csv: the name stands for nobody that the tables hold

# Kinds of groups.csv as kinds of actors; the others are "group".
GROUP_KINDS = {"company": "company", "media": "media", "ngo": "organisation", "think tank": "institute"}

# Family name first in the native order, so both orders are names.
FAMILY_FIRST = frozenset({"KOR", "PRK", "CHN", "TWN", "ROC", "JPN", "JPE", "VNM", "VDR", "HUN", "HKG", "KHM"})

# ... and where the press keeps that order, the family name is the first word.
FAMILY_FIRST_IN_NEWS = frozenset({"KOR", "PRK", "CHN", "TWN", "ROC"})
CROWNED = frozenset({"King", "Queen", "Emperor", "Empress", "Emir", "Sultan", "Pope", "Shah", "Prince", "Amir"})

_WORD = re.compile(r"[^\W_]+|[,+&]")
_JOINTS = frozenset(
    {" ", "-", "\u2010", "\u2011", "–", "'", "’", "ʼ", "`", "' ", "’ ", "\n", "\u00a0", "\u202f", " \n", "  ", "/"}
)
_DOTS = frozenset({".", ". ", ".\n", ".\u00a0", ".-", ".’", ".'"})
_PLAIN = str.maketrans(
    {
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae",
        "œ": "oe", "Œ": "Oe", "þ": "th", "ð": "d", "ə": "a", "Ə": "A", "ħ": "h", "ŋ": "n",
    }
)  # fmt: skip
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Å": "Aa", "Ø": "Oe"}
)


class Sense(NamedTuple):
    """One entity that bears a name, and how: one of `WAYS`."""

    entity: str
    way: str


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name in a text: its span (code points, half open), the folded name, and who bears it."""

    start: int
    end: int
    key: str
    senses: tuple[Sense, ...]

    @property
    def entities(self) -> tuple[str, ...]:
        """The ids of those who bear the name, the best way of bearing it first."""
        return tuple(dict.fromkeys(sense.entity for sense in self.senses))


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who holds or held offices; `terms` in order of time."""

    id: str
    label: str
    names: tuple[str, ...]
    news_name: str
    terms: tuple[Term, ...]


Entry = State | Organisation | Group | Body | Person | PlaceRow


class _Node:
    """A node of the trie: the nodes after it by folded word, and the names that end here."""

    __slots__ = ("after", "names")

    def __init__(self) -> None:
        self.after: dict[str, _Node] = {}
        self.names: dict[tuple[str, ...], list[Sense]] = {}


def fold(text: str) -> str:
    """Return text without diacritics, in small letters.

    >>> fold("Türkiye"), fold("Łódź"), fold("São Tomé")
    ('turkiye', 'lodz', 'sao tome')
    """
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


_fold_word = functools.lru_cache(maxsize=65536)(fold)


class Gazetteer:
    """Every name of the actor tables, and who held which office when. Built by `build_gazetteer`."""

    def __init__(
        self,
        tables: ActorTables,
        spellings: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
        contextual: Iterable[tuple[str, str]] = (),
    ) -> None:
        self.tables = tables
        self.persons = _persons(tables.terms.values())
        self._entries: dict[str, Entry] = {
            **tables.places, **self.persons, **tables.bodies, **tables.groups, **tables.organisations, **tables.states,
        }  # fmt: skip
        self._by_office: dict[tuple[str, str], list[Term]] = {}
        for term in tables.terms.values():
            self._by_office.setdefault((term.party, term.office_kind), []).append(term)
        self._families: dict[str, frozenset[str]] = _families(tables.states.values())
        self._word_lists = {
            person.id: tuple(tuple(_fold_word(m.group()) for m in _WORD.finditer(name)) for name in person.names)
            for person in self.persons.values()
        }
        self._persons_by_word: dict[str, set[str]] = {}
        for person, lists in self._word_lists.items():
            for word in {word for known in lists for word in known}:
                self._persons_by_word.setdefault(word, set()).add(person)
        self._root = _Node()
        self.size = 0
        names = _all_names(tables, self.persons.values(), spellings)
        for name, sense in itertools.chain(
            names, ((name, Sense(entity, "ambiguous")) for name, entity in contextual if entity != NOBODY)
        ):
            self._add(name, sense)

    # -------------------------------------------------------------------------- names
    def _add(self, name: str, sense: Sense) -> None:
        raw = tuple(match.group() for match in _WORD.finditer(name))
        if not raw:
            return
        node = self._root
        for word in raw:
            node = node.after.setdefault(_fold_word(word), _Node())
        shape = (*raw, ".") if "." in name and all(len(word) == 1 for word in raw) else raw
        if shape not in node.names:
            self.size += 1
        senses = node.names.setdefault(shape, [])
        if not any(known.entity == sense.entity for known in senses):
            senses.append(sense)

    def find(self, text: str) -> list[NameMatch]:
        """Return the names in a text, left to right, the longest at each place, none overlapping.

        >>> [(m.key, m.entities[0]) for m in default_gazetteer().find("Seoul-Tokyo ties and the U.S.")]
        [('seoul', 'KOR'), ('tokyo', 'JPN'), ('u s', 'USA')]
        """
        words = list(_WORD.finditer(text))
        if text.isascii():
            folded = [match.group().lower() for match in words]
        else:
            folded = [_fold_word(match.group()) for match in words]
        after = self._root.after
        matches: list[NameMatch] = []
        first, count = 0, len(words)
        while first < count:
            node = after.get(folded[first])
            if node is None:
                first += 1
                continue
            last, best = first, None
            position = first
            while True:
                if node.names:
                    senses = _fitting(node, text, words, first, position)
                    if senses:
                        best, last = senses, position
                position += 1
                if position >= count:
                    break
                following = node.after.get(folded[position])
                if following is None or not _joined(text, words[position - 1], words[position]):
                    break
                node = following
            if best is None or (folded[first] == "the" and self._runs_past(text, words, folded, first + 1, last)):
                first += 1
                continue
            start, end = words[first].start(), words[last].end()
            if text[end : end + 1] == "." and last > first and text[end - 2 : end - 1] == "." and end - start <= 12:
                end += 1  # the last dot of "U.S." belongs to it
            matches.append(NameMatch(start, end, " ".join(folded[first : last + 1]), tuple(best)))
            first = last + 1
        return _without_stray_prefixes(text, matches)

    def _runs_past(self, text: str, words: list[re.Match[str]], folded: list[str], first: int, last: int) -> bool:
        """Whether a longer name starts at a word: "the South" is no name in "the South Korean side"."""
        node = self._root.after.get(folded[first])
        position = first
        while node is not None:
            if position > last and node.names and _fitting(node, text, words, first, position):
                return True
            position += 1
            if position >= len(words) or not _joined(text, words[position - 1], words[position]):
                return False
            node = node.after.get(folded[position])
        return False

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
        """Return the member of the state's family that was valid on a day, the historical one first.

        >>> default_gazetteer().state_at("RUS", datetime.date(1985, 3, 11))
        'SUN'
        """
        if at is None:
            return state
        members = [self.tables.states[member] for member in sorted(self.family(state))]
        valid = [member for member in members if member.valid.holds(at)]
        historical = [member.id for member in valid if member.kind == "historical" and member.valid.first]
        if historical:
            return historical[0] if state not in historical else state
        return state if any(member.id == state for member in valid) or not valid else valid[0].id

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
        matches = self.find(name)
        if len(matches) != 1 or (matches[0].start, matches[0].end) != (0, len(name)):
            return None
        entries = [self._entries[sense.entity] for sense in matches[0].senses]
        if places:
            entries.sort(key=lambda entry: not isinstance(entry, PlaceRow))
        return entries[0]

    # -------------------------------------------------------------------------- offices
    def offices(self, person: str) -> tuple[Term, ...]:
        """Return the terms of a person, in order of time; empty where the person is unknown.

        >>> [t.office for t in default_gazetteer().offices("shinzo-abe")]
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
        words = [_fold_word(match.group()) for match in _WORD.finditer(name)]
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
            entry.id, entry.label, GROUP_KINDS.get(entry.kind, "group"), country=entry.country or None,
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
    return Place(entry.id, entry.label, entry.kind, entry.country, entry.latitude, entry.longitude)


def _doubtful(term: Term, at: datetime.date | None) -> bool:
    return at is not None and term.known_until is not None and at > term.known_until


# ------------------------------------------------------------------------------ matching
def _joined(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    """Whether two words may belong to one name: a blank, hyphen or apostrophe between, a dot after an initial."""
    joint = text[left.end() : right.start()]
    if joint in _JOINTS or left.group() in ",+&" or right.group() in ",+&":
        return len(joint) <= 1 or joint in _JOINTS or joint in _DOTS
    return joint in _DOTS and right.start() - left.start() <= 5


def _fitting(node: _Node, text: str, words: list[re.Match[str]], first: int, last: int) -> list[Sense]:
    """The senses of a node whose capitals agree with the text's: "US" is not "us", "Turkey" no bird."""
    written = [words[i].group() for i in range(first, last + 1)]
    fitting: list[Sense] = []
    for raw, senses in node.names.items():
        if raw[-1] == "." and len(raw) > 1:
            dotted = all(text[words[i].end() : words[i].end() + 1] == "." for i in range(first, last))
            if not dotted or not all(word.isupper() for word in written):
                continue
        elif not all(_agrees(name, word) for name, word in zip(raw, written, strict=True)):
            continue
        fitting += [sense for sense in senses if sense not in fitting]
    fitting.sort(key=lambda sense: WAYS.index(sense.way))
    return fitting


def _agrees(name: str, word: str) -> bool:
    if name == word or name.islower():
        return True
    if name.isupper() and len(name) > 1 and len(name) <= 5:
        return False
    return word[0].isupper() or not word[0].isalpha()


def _without_stray_prefixes(text: str, matches: list[NameMatch]) -> list[NameMatch]:
    """Combining forms count only before a hyphen and a people: "Sino-Japanese", not "Indo-Pacific"."""
    kept = []
    for number, match in enumerate(matches):
        senses = match.senses
        if any(sense.way == "combining" for sense in senses):
            following = matches[number + 1] if number + 1 < len(matches) else None
            pair = (
                following is not None
                and following.start == match.end + 1
                and text[match.end] in "-–\u2010\u2011"
                and any(sense.way in ("adjective", "combining", "people", "ambiguous") for sense in following.senses)
            )
            if not pair:
                senses = tuple(sense for sense in senses if sense.way != "combining")
        if senses:
            kept.append(NameMatch(match.start, match.end, match.key, senses))
    return kept


# ------------------------------------------------------------------------------ names of the tables
def _all_names(
    tables: ActorTables, persons: Iterable[Person], spellings: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, Sense]]:
    for state in tables.states.values():
        yield from _state_names(state)
    for organisation in tables.organisations.values():
        yield from _entity_names(organisation.id, organisation.label, organisation.aliases, organisation.ambiguous)
    for group in tables.groups.values():
        yield from _entity_names(group.id, group.label, group.aliases, group.ambiguous)
    for body in tables.bodies.values():
        for name in (body.label, *body.aliases):
            yield from _variants(name, Sense(body.id, "body"))
    for person in persons:
        yield from _person_names(person, spellings)
    for place in tables.places.values():
        for name in (place.label, *place.aliases):
            yield from _variants(name, Sense(place.id, "place"))


def _entity_names(
    id: str, label: str, aliases: tuple[str, ...], ambiguous: tuple[str, ...]
) -> Iterator[tuple[str, Sense]]:
    for name in (label, *aliases):
        yield from _variants(name, Sense(id, "ambiguous" if name in ambiguous else "name"))
    for name in ambiguous:
        yield from _variants(name, Sense(id, "ambiguous"))


def _state_names(state: State) -> Iterator[tuple[str, Sense]]:
    ways: dict[str, str] = {}
    for way, names in (
        ("name", (state.label, *state.aliases)),
        ("adjective", state.adjectives),
        ("people", state.people),
        ("capital", (state.capital,)),
        ("seat", state.seats),
        ("combining", state.combining),
    ):
        for name in names:
            ways.setdefault(name, way)
    for name, way in ways.items():
        if name and name not in state.ambiguous:
            yield from _variants(name, Sense(state.id, way))
    for name in state.ambiguous:
        yield from _variants(name, Sense(state.id, "ambiguous"))


def _person_names(person: Person, spellings: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, Sense]]:
    family_first = any(term.party in FAMILY_FIRST for term in person.terms)
    for name in person.names:
        words = name.split()
        if len(words) == 1:
            yield from _variants(name, Sense(person.id, "surname"))
            continue
        forms = {name, " ".join(word for word in words if not re.fullmatch(r"[A-Z]\.?", word))}
        if family_first and len(words) == 2:
            forms.add(f"{words[1]} {words[0]}")
        elif not family_first and len(words) == 3 and words[1][0].isupper() and len(words[1]) > 2:
            forms.add(f"{words[0]} {words[2]}")
        elif family_first and len(words) == 3 and "-" not in name:
            forms.add(f"{words[1]} {words[2]} {words[0]}")
        for form in sorted(forms):
            for respelt in _respelt(form, spellings):
                if " " in respelt:
                    yield from _variants(respelt, Sense(person.id, "person"))
                    if "-" in respelt:
                        yield re.sub(r"-(?=[a-z])", "", respelt), Sense(person.id, "person")
    for title in sorted({term.office for term in person.terms} & CROWNED):
        yield f"{title} {person.label.split()[0]}", Sense(person.id, "person")
    if person.news_name:
        for respelt in _respelt(person.news_name, spellings):
            yield from _variants(respelt, Sense(person.id, "surname"))


def _respelt(name: str, spellings: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """A name in the spellings of its words that the press uses, at most 24 of them."""
    options = [spellings.get(fold(word), (word,)) for word in name.split()]
    options = [
        (word, *(other for other in others if other != word))
        for word, others in zip(name.split(), options, strict=True)
    ]
    for words in itertools.islice(itertools.product(*options), 24):
        yield " ".join(words)


def _variants(name: str, sense: Sense) -> Iterator[tuple[str, Sense]]:
    """A name as written, without "the", with and without apostrophes, with umlauts written out, St. and Saint."""
    if name.startswith("the ") and sense.way != "ambiguous":
        name = name[4:]
    yield name, sense
    if re.search(r"\w['’ʻ]\w", name):
        yield re.sub(r"(?<=\w)['’ʻ](?=\w)", "", name), sense
    if name.translate(_UMLAUTS) != name:
        yield name.translate(_UMLAUTS), sense
    if name.startswith("Saint "):
        yield "St. " + name[6:], sense
    if name.startswith("St. "):
        yield "Saint " + name[4:], sense
    if " & " in name:
        yield name.replace(" & ", " and "), sense
    if " and " in name and sense.way == "name":
        yield name.replace(" and ", " & "), sense


# ------------------------------------------------------------------------------ persons and families
def _persons(terms: Iterable[Term]) -> dict[str, Person]:
    by_person: dict[str, list[Term]] = {}
    for term in terms:
        by_person.setdefault(term.person, []).append(term)
    persons = {}
    for person, held in by_person.items():
        held.sort(key=lambda term: (term.valid.first or datetime.date.min, term.id))
        names = tuple(dict.fromkeys(name for term in held for name in (term.name, *term.aliases)))
        first = any(term.party in FAMILY_FIRST_IN_NEWS for term in held)
        news = next((term.news_name for term in held if term.news_name), held[0].name.split()[0 if first else -1])
        persons[person] = Person(person, held[0].name, names, news, tuple(held))
    return persons


def _families(states: Iterable[State]) -> dict[str, frozenset[str]]:
    members: dict[str, set[str]] = {}
    for state in states:
        members.setdefault(state.same_state_as or state.id, set()).add(state.id)
    for modern, ids in list(members.items()):
        ids.add(modern)
    return {state: frozenset(ids) for ids in members.values() for state in ids}


def _spellings() -> dict[str, tuple[str, ...]]:
    return {fold(word): group for group in spelling_groups() for word in group if " " not in word and "-" not in word}


@functools.cache
def default_gazetteer() -> Gazetteer:
    """Return the gazetteer of the shipped tables, built once a process.

    >>> default_gazetteer().size > 10000
    True
    """
    contextual = [(reading.name, reading.entity) for group in ambiguous_readings().values() for reading in group]
    return Gazetteer(actor_tables(), _spellings(), contextual)
