"""Who is meant: from what a person writes ("ROK", "South Korea", "Yoon Suk Yeol", "Kishida") to one entity.

Wherever a person writes a name (questions, options, judgements) it is read here. A graph is asked first: what it calls
somebody is a name. Then the tables are, in all the ways in which the press writes a name; of several who bear it, those
in the graph go first. A person may be called by one word of the name where nobody else in the graph is. What fits
several is an error with the candidates, never a guess.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from kg.errors import OptionError
from kg.gazetteer import Sense, as_actor, default_gazetteer
from kg.gazetteer.trie import WAYS, WORD, fold_word
from kg.model import POLITICAL_KINDS, Actor
from kg.seeds.actors import Body, PlaceRow

SHOWN = 8  # candidates that an error names
LISTED = 20  # names that an error lists where none is near
LONGEST_CODE = 4
LEAST = 3  # letters; a shorter word of a name is near too many
CLOSE = 0.7  # likeness of two names (difflib), 0..1
_NONE: Mapping[str, Actor] = MappingProxyType({})
_IRI = re.compile(r"^(?:ent:|<?\w+://\S*/)|>$")


def who(name: str, entities: Mapping[str, Actor] = _NONE, known: Mapping[str, Actor] = _NONE) -> Actor:
    """Return whom a name means: one of the entities of a graph, else one of those known, else one of the tables.

    `name` is an id (or the IRI that ends in it), a label, another or a former name, a demonym, a capital or seat of
    government, a person's name in any usual spelling, or one word of it. Raises OptionError with the candidates where
    it fits several or nobody.

    >>> who("ROK").id, who("Yoon", {"yoon-suk-yeol": Actor("yoon-suk-yeol", "Yoon Suk-yeol", "person")}).id
    ('KOR', 'yoon-suk-yeol')
    """
    text = _IRI.sub("", name.strip())
    words = _words(text)
    for table in (entities, known):
        called = [entity for entity in table.values() if entity.id.casefold() == text.casefold()]
        called = called or [entity for entity in table.values() if words and _words(entity.label) == words]
        if called:
            return _only(name, called)
    bearers = _bearers(text)
    here = [entities[bearer.id] for bearer in bearers if bearer.id in entities]
    if len(words) == 1 and all(bearer.kind == "person" for bearer in bearers):
        here = [entity for entity in entities.values() if entity.kind == "person" and words[0] in _words(entity.label)]
    if here or bearers:
        return _only(name, here or bearers)
    what = f"{name!r} is a place, nobody who acts" if _senses(text) else f"nobody is called {name!r}"
    raise OptionError(f"{what}; {_hint(text, entities, known)}")


def _hint(text: str, entities: Mapping[str, Actor], known: Mapping[str, Actor]) -> str:
    """The names nearest to what is written, those in the graph first; a person also by one word of the name."""
    here = [*entities.values(), *known.values()]
    tables, persons = default_gazetteer().tables, default_gazetteer().persons
    others = [entry.label for table in (tables.states, tables.organisations, persons) for entry in table.values()]
    for labels in ([entity.label for entity in here], others):
        forms = {" ".join(_words(label)): label for label in labels}
        for label in labels:
            for word in _words(label):
                if len(word) > LEAST:
                    forms.setdefault(word, label)
        close = difflib.get_close_matches(" ".join(_words(text)), forms, n=SHOWN, cutoff=CLOSE)
        if text.isupper() and len(text) <= LONGEST_CODE:
            close = difflib.get_close_matches(text, codes := {entity.id: entity.id for entity in here}, n=3) or close
            forms |= codes
        if close:
            names = list(dict.fromkeys(forms[form] for form in close))[:3]
            return "did you mean " + " or ".join(map(repr, names)) + "?"
    names = sorted(entity.label for entity in entities.values() if entity.kind in POLITICAL_KINDS)
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return f"here are {', '.join(names[:LISTED])}{more}" if names else "write a code (JPN) or a name (Japan)"


def _only(name: str, found: Sequence[Actor]) -> Actor:
    """The only one of those found; a state of today goes before those that stood in its place."""
    present = [entity for entity in found if entity.kind != "historical"] or found
    if len(present) == 1:
        return present[0]
    listed = [f"{entity.id} ({entity.label})" for entity in present[:SHOWN]]
    more = f" and {len(present) - SHOWN} more" if len(present) > SHOWN else ""
    raise OptionError(f"{name!r} may be {', '.join(listed)}{more}: write one of these ids")


def _bearers(text: str) -> list[Actor]:
    """Who bears a name in the best way in which anybody does: a state as its name before a person as a surname."""
    gazetteer = default_gazetteer()
    coded = gazetteer.get(text) or gazetteer.get(text.upper())
    if coded is not None and not isinstance(coded, PlaceRow | Body):
        return [as_actor(coded).itself]
    found: dict[str, Actor] = {}
    ways: list[str] = []
    for sense in _senses(text):
        entry = gazetteer.entity(sense.entity)
        if isinstance(entry, Body):  # a ministry is the state that it is part of
            entry = gazetteer.entity(entry.country)
        if isinstance(entry, PlaceRow | Body) or (ways and sense.way != ways[0]):
            continue
        ways.append(sense.way)
        found[entry.id] = as_actor(entry).itself
    return list(found.values())


def _senses(text: str) -> list[Sense]:
    """What the tables know under a name, the best way first, whichever letters are written as capitals."""
    for form in (text, text.upper(), text.title()):
        matches = default_gazetteer().find(form)
        if len(matches) == 1 and (matches[0].start, matches[0].end) == (0, len(form)):
            return sorted(matches[0].senses, key=lambda sense: WAYS.index(sense.way))
    return []


def _words(text: str) -> tuple[str, ...]:
    """The words of a name without accents, in small letters."""
    return tuple(fold_word(match.group()) for match in WORD.finditer(text))
