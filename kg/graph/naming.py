"""Who is meant: from what a person writes ("ROK", "South Korea", "Yoon Suk Yeol", "Kishida") to one entity of a graph.

The graph is asked first: what it calls somebody is a name. Then the tables are, in all the ways in which the press
writes a name; of several who bear it, those in the graph go first. A person may be called by one word of the name where
nobody else in the graph is. What fits several is an error with the candidates, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.errors import OptionError, nearest
from kg.gazetteer import Sense, as_actor, default_gazetteer
from kg.gazetteer.trie import WAYS, WORD, fold_word
from kg.graph.entities import Known, core
from kg.model import Actor
from kg.seeds.actors import Body, PlaceRow

SHOWN = 8  # candidates that an error names
_IRI = re.compile(r"^(?:ent:|<?\w+://\S*/)|>$")


def who(name: str, entities: Mapping[str, Actor], known: Known) -> Actor:
    """Return whom a name means: an entity of the graph, else one that the tables know.

    `name` is an id (or the IRI that ends in it), a label, another or a former name, a demonym, a capital or seat of
    government, a person's name in any usual spelling, or one word of it. Raises OptionError with the candidates where
    it fits several or nobody.

    >>> who("ROK", {"KOR": Actor("KOR", "South Korea")}, Known()).id
    'KOR'
    """
    text = _IRI.sub("", name.strip())
    words = _words(text)
    for table in (entities, known.entities):
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
    hint = nearest(name, [word for e in (*entities.values(), *known.entities.values()) for word in (e.id, e.label)])
    what = f"{name!r} is a place, nobody who acts" if _senses(text) else f"nobody is called {name!r}"
    raise OptionError(f"{what}; {hint}")


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
    found: dict[str, Actor] = {}
    ways: list[str] = []
    for sense in _senses(text):
        entry = gazetteer.entity(sense.entity)
        if isinstance(entry, Body):  # a ministry is the state that it is part of
            entry = gazetteer.entity(entry.country)
        if isinstance(entry, PlaceRow | Body) or (ways and sense.way != ways[0]):
            continue
        ways.append(sense.way)
        found[entry.id] = core(as_actor(entry))
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
