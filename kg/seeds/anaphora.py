"""The words of seeds/anaphora.yml: nouns that take up an event, families of types, words for one act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kg.errors import SeedError, nearest
from kg.seeds.cards import load_cards
from kg.seeds.files import read_yaml, shipped, shown
from kg.seeds.own import remembered

NOUN_KEYS = ("nouns", "types", "modes", "unless_modes", "reach", "told_as_such")
FAMILY_KEYS = ("words", "types")
LISTS = (
    "nouns",
    "families",
    "synonyms",
    "carried_out",
    "another",
    "counted",
    "afterwards",
    "brought_about",
    "deaths",
    "order",
)
ORDER_KEYS = ("after", "before", "later", "follows", "leads", "reactions")
STORY = 10**6


@dataclass(frozen=True, slots=True)
class TakingUp:
    """What a definite noun may mean: events of these types (and modes), at most `reach` sentences back.

    Events of the types `told_as_such` only where a word for the same act tells them.
    """

    types: frozenset[str]
    modes: frozenset[str]
    unless_modes: frozenset[str]
    reach: int
    rule: str
    line: int = 0
    told_as_such: frozenset[str] = frozenset()

    def fits(self, event_type: str, mode: str | None, *, related: bool = True) -> bool:
        """Can it mean an event of this type and mode, told in a `related` word or not?"""
        if event_type in self.told_as_such and not related:
            return False
        return event_type in self.types and (not self.modes or mode in self.modes) and mode not in self.unless_modes


@dataclass(frozen=True, slots=True)
class Anaphora:
    """The whole table."""

    nouns: Mapping[str, tuple[TakingUp, ...]]
    families: tuple[tuple[frozenset[str], frozenset[str]], ...]  # (words, types)
    synonyms: tuple[frozenset[str], ...]
    carried_out: frozenset[str]
    another: frozenset[str]
    counted: frozenset[str]
    afterwards: frozenset[str]
    brought_about: frozenset[str]
    deaths: frozenset[str]
    order: Mapping[str, frozenset[str]]

    def related_words(self, word: str) -> frozenset[str]:
        """The word and all that can tell the same act."""
        return frozenset({word}).union(*(group for group in self.synonyms if word in group))


@remembered
def load_anaphora(path: Path | None = None) -> Anaphora:
    """Return the table. Raises SeedError with file and line for unknown keys, types and modes.

    >>> load_anaphora().nouns["raid"][0].fits("ASSAULT", None)
    True
    """
    path = path or shipped("seeds") / "anaphora.yml"
    content, root = read_yaml(path)
    if not isinstance(content, dict) or set(content) != set(LISTS):
        raise SeedError(f"{shown(path)}: the file holds the lists {', '.join(LISTS)}")
    lines = _lines(root)
    nouns: dict[str, tuple[TakingUp, ...]] = {}
    for entry, line in zip(content["nouns"], lines["nouns"], strict=True):
        where = f"{shown(path)}, line {line}"
        _check(entry, NOUN_KEYS, where)
        modes = {m.name for t in entry["types"] for m in load_cards()[t].modes}
        for mode in (*entry.get("modes", ()), *entry.get("unless_modes", ())):
            if mode not in modes:
                raise SeedError(
                    f"{where}: mode {mode!r} of none of {', '.join(entry['types'])}; {nearest(mode, modes)}"
                )
        reach = STORY if entry.get("reach") == "story" else entry.get("reach")
        if not isinstance(reach, int):
            raise SeedError(f"{where}: 'reach' is a number of sentences or 'story'")
        for noun in entry["nouns"]:
            found = TakingUp(
                frozenset(entry["types"]), frozenset(entry.get("modes", ())), frozenset(entry.get("unless_modes", ())),
                reach, f"{shown(path)}#{noun}", line, frozenset(entry.get("told_as_such", ())),
            )  # fmt: skip
            nouns[noun] = (*nouns.get(noun, ()), found)
    for entry, line in zip(content["families"], lines["families"], strict=True):
        _check(entry, FAMILY_KEYS, f"{shown(path)}, line {line}")
    families = tuple((frozenset(f["words"]), frozenset(f["types"])) for f in content["families"])
    synonyms = tuple(frozenset(group) for group in content["synonyms"])
    order = {name: frozenset(words) for name, words in content["order"].items()}
    for name in ORDER_KEYS:
        if name not in order:
            raise SeedError(f"{shown(path)}: the list {name!r} of 'order' is missing")
    return Anaphora(
        nouns,
        families,
        synonyms,
        frozenset(content["carried_out"]),
        frozenset(content["another"]),
        frozenset(content["counted"]),
        frozenset(content["afterwards"]),
        frozenset(content["brought_about"]),
        frozenset(content["deaths"]),
        order,
    )


def _check(entry: Any, keys: tuple[str, ...], where: str) -> None:
    if not isinstance(entry, dict):
        raise SeedError(f"{where}: an entry is a mapping with the keys {', '.join(keys)}")
    for key in entry:
        if key not in keys:
            raise SeedError(f"{where}: unknown key {key!r}; {nearest(key, keys)}")
    for event_type in (*entry.get("types", ()), *entry.get("told_as_such", ())):
        if event_type not in load_cards():
            raise SeedError(f"{where}: event type {event_type!r}; {nearest(event_type, load_cards())}")
    for key in (keys[0], "types"):
        if not entry.get(key):
            raise SeedError(f"{where}: the key {key!r} is missing")


def _lines(root: yaml.Node) -> dict[str, list[int]]:
    """The line of each entry, by list."""
    if not isinstance(root, yaml.MappingNode):
        return {}
    lists = [(key.value, value.value) for key, value in root.value if isinstance(value, yaml.SequenceNode)]
    return {name: [item.start_mark.line + 1 for item in items] for name, items in lists}
