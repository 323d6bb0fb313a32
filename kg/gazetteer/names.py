"""All names of the actor tables, with the variants in which the press writes them."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.gazetteer.trie import Sense
from kg.identity import fold
from kg.seeds.actor_words import actor_words, states_listed
from kg.seeds.actors import ActorTables, State, Term, spelling_groups

_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Å": "Aa", "Ø": "Oe"}
)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who holds or held offices; `terms` in order of time."""

    id: str
    label: str
    names: tuple[str, ...]
    news_name: str
    terms: tuple[Term, ...]


# ------------------------------------------------------------------------------ names of the tables
def all_names(
    tables: ActorTables, persons: Iterable[Person], spellings: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, Sense]]:
    """Yield every name with who bears it and how."""
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
    family_first = any(term.party in states_listed("family_first") for term in person.terms)
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
                    if re.search(r"\b[Aa]l[- ]", respelt):  # the article is written in many ways
                        yield re.sub(r"\b[Aa]l[- ]", "el ", respelt), Sense(person.id, "person")
                        yield re.sub(r"\b[Aa]l[- ]", "", respelt), Sense(person.id, "person")
                    if "-" in respelt:
                        yield re.sub(r"-(?=[a-z])", "", respelt), Sense(person.id, "person")
    for title in sorted({term.office for term in person.terms if term.office.lower() in actor_words()["crowned"]}):
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
def persons_of(terms: Iterable[Term]) -> dict[str, Person]:
    """Return the people behind the terms of office, by id."""
    by_person: dict[str, list[Term]] = {}
    for term in terms:
        by_person.setdefault(term.person, []).append(term)
    persons: dict[str, Person] = {}
    for person, held in by_person.items():
        held.sort(key=lambda term: (term.valid.first or datetime.date.min, term.id))
        names = tuple(dict.fromkeys(name for term in held for name in (term.name, *term.aliases)))
        first = any(term.party in states_listed("family_first_in_news") for term in held)
        news = next((term.news_name for term in held if term.news_name), held[0].name.split()[0 if first else -1])
        persons[person] = Person(person, held[0].name, names, news, tuple(held))
    return persons


def families_of(states: Iterable[State]) -> dict[str, frozenset[str]]:
    """Return for each state the ids that stand for it through time."""
    members: dict[str, set[str]] = {}
    for state in states:
        members.setdefault(state.same_state_as or state.id, set()).add(state.id)
    for modern, ids in list(members.items()):
        ids.add(modern)
    return {state: frozenset(ids) for ids in members.values() for state in ids}


def spellings() -> dict[str, tuple[str, ...]]:
    """Return the spellings that each word of a name may have."""
    return {fold(word): group for group in spelling_groups() for word in group if " " not in word and "-" not in word}
