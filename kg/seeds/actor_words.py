"""Words around names: what makes a name act, lie somewhere, or mean nothing; and the cues of ambiguous names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from kg.errors import SeedError, nearest
from kg.seeds.actors import actor_tables
from kg.seeds.files import read_table, read_yaml, shipped, shown
from kg.seeds.own import remembered

LISTS = (
    "prefixes_not_actor", "suffixes_not_actor", "non_actor_nouns", "place_nouns",
    "named_after_cities", "seas", "seats_of_courts",
    "posts", "offices_abroad", "diplomatic_words", "credentials", "envoys",
    "location_prepositions",
    "direction_prepositions", "motion_verbs", "travel_verbs", "group_markers", "company_words", "media_words",
    "other_americas",
    "education_words", "body_words", "party_words", "state_nouns", "suffixes_home",
    "ordinary_words", "relational_nouns", "regions", "concept_words", "ranks", "people_nouns", "people_pronouns",
    "short_titles",
    "title_words", "addresses", "name_particles", "bare_directions", "origin_adjectives", "language_verbs",
    "verbs_done_to_places", "parts_of_places", "impersonal_verbs", "crowned", "former_words", "women", "private_titles",
    "crafts", "craft_prefixes", "parts_of_empires", "group_adjectives", "name_endings",
)  # fmt: skip

STATES = ("family_first", "family_first_in_news")
MAPPINGS = ("group_nouns", "country_groups", "titles_of_states", "counts", "office_relations")


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of an ambiguous name: the entity, and the words that speak for it (None: the usual one)."""

    name: str
    entity: str
    cues: re.Pattern[str] | None


@remembered
def actor_words() -> Mapping[str, frozenset[str]]:
    """Return the word lists of seeds/actors/context.yml by name.

    >>> "barbecue" in actor_words()["non_actor_nouns"]
    True
    """
    content = _context()
    return MappingProxyType({name: frozenset(str(word).lower() for word in content[name]) for name in LISTS})


@remembered
def group_nouns() -> Mapping[str, str]:
    """Return the plural nouns that point back to several actors, and whether to persons, states or parties."""
    return MappingProxyType({str(word).lower(): str(kind) for word, kind in _context()["group_nouns"].items()})


@remembered
def country_groups() -> Mapping[str, tuple[str, ...]]:
    """Return the plural names of several states ("Koreas") and their ids."""
    return _states_by("country_groups")


@remembered
def titles_of_states() -> Mapping[str, tuple[str, ...]]:
    """Return the titles that the heads of only some states bear, and the ids of these.

    >>> titles_of_states()["shah"]
    ('IRN',)
    """
    return _states_by("titles_of_states")


def _states_by(mapping: str) -> Mapping[str, tuple[str, ...]]:
    known = actor_tables().states
    groups = {str(name): tuple(str(state) for state in ids) for name, ids in _context()[mapping].items()}
    for name, ids in groups.items():
        for state in ids:
            if state not in known:
                where = shown(shipped("seeds") / "actors/context.yml")
                raise SeedError(f"{where}: unknown state {state!r} in {name!r}; {nearest(state, known)}")
    return MappingProxyType(groups)


@remembered
def counts() -> Mapping[str, int]:
    """Return the words that say how many a group has.

    >>> counts()["both"]
    2
    """
    return MappingProxyType({str(word).lower(): int(number) for word, number in _context()["counts"].items()})


@remembered
def office_relations() -> Mapping[str, str]:
    """Return the words for who held an office "before" or "after" somebody.

    >>> office_relations()["predecessor"]
    'before'
    """
    return MappingProxyType({str(word): str(when) for word, when in _context()["office_relations"].items()})


@remembered
def states_listed(name: str) -> frozenset[str]:
    """Return the ids of a list of states: "family_first" or "family_first_in_news".

    >>> "HUN" in states_listed("family_first"), "HUN" in states_listed("family_first_in_news")
    (True, False)
    """
    known = actor_tables().states
    for state in _context()[name]:
        if state not in known:
            where = shown(shipped("seeds") / "actors/context.yml")
            raise SeedError(f"{where}: unknown state {state!r} in {name!r}; {nearest(str(state), known)}")
    return frozenset(_context()[name])


@remembered
def ambiguous_readings() -> Mapping[str, tuple[Reading, ...]]:
    """Return the readings of each ambiguous name of seeds/actors/contexts.csv, the name in small letters.

    >>> [reading.entity for reading in ambiguous_readings()["georgia"]]
    ['GEO', 'usa-georgia']
    """
    tables = actor_tables()
    known = {*tables.states, *tables.organisations, *tables.groups, *tables.bodies, *tables.places}
    readings: dict[str, list[Reading]] = {}
    for row in read_table(shipped("seeds") / "actors/contexts.csv", ("name", "entity", "cues", "note")):
        if row["entity"] not in known and row["entity"] != "nobody":
            raise row.error(f"unknown entity {row['entity']!r}; {nearest(row['entity'], known)}")
        cues = row.list("cues")
        pattern = re.compile(r"\b(?:" + "|".join(re.escape(cue) for cue in cues) + r")\b") if cues else None
        readings.setdefault(row["name"].casefold(), []).append(Reading(row["name"], row["entity"], pattern))
    return MappingProxyType({name: tuple(found) for name, found in readings.items()})


@remembered
def _context() -> dict[str, Any]:
    path = shipped("seeds") / "actors/context.yml"
    content, node = read_yaml(path)
    for name in content:
        if name not in (*LISTS, *STATES, *MAPPINGS):
            raise SeedError(f"{shown(path)}: unknown list {name!r}; {nearest(name, LISTS)}")
    for name in (*LISTS, *STATES, *MAPPINGS):
        if name not in content:
            raise SeedError(f"{shown(path)}, line {node.start_mark.line + 1}: the list {name!r} is missing")
    return dict(content)
