"""How tables of coded events name things: seeds/coded_tables.yml for all, a file of coded_tables/ for each format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg.errors import OptionError, SeedError, nearest
from kg.model import MODALITIES
from kg.seeds.cards import load_cards
from kg.seeds.files import read_yaml, seed_files, shipped, shown
from kg.seeds.own import remembered
from kg.seeds.reading import article_fields, fold

KEYS = frozenset({"columns", "pairs", "actor_codes", "empty", "statements", "modalities", "party_names"})
FORM_KEYS = frozenset({
    "label", "known_by", "headers", "columns", "cells", "codes", "event", "confidence", "span", "unknown", "missing",
    "place_kinds", "refused", "remedy",
})  # fmt: skip
MORE_FIELDS = frozenset({"place_kind", "date_text", "certain", "reciprocal", "trigger"})
SPANS = ("lasts", "possible")  # two dates: the event lasts from one to the other; it was on some day between
NO_EVENT = "no event"
PLACE_KINDS = ("city", "region", "state")


@dataclass(frozen=True, slots=True)
class TableWords:
    """Names of columns (folded) a field, pairs of them, codes of actors, words for nothing and for modalities."""

    columns: Mapping[str, tuple[str, ...]]
    pairs: tuple[tuple[str, str], ...]
    actor_codes: Mapping[str, str]
    empty: frozenset[str]
    statements: str
    modalities: Mapping[str, str]  # a word -> one of MODALITIES
    party_names: tuple[tuple[re.Pattern[str], str], ...]  # with a group "name", and the sector


@dataclass(frozen=True, slots=True)
class TableForm:
    """What one format adds to that: how it is known, its own names of columns and codes, or why it is refused."""

    label: str
    known_by: tuple[frozenset[str], ...] = ()
    headers: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = ()  # how a line begins, what its cells are
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)  # field -> what it says in every row
    codes: tuple[tuple[str, Mapping[str, tuple[str, str | None] | None]], ...] = ()  # column -> value -> type, mode
    event: tuple[str, str | None] | None = None
    confidence: float | None = None  # how probable it is that all which a row says is right, where that is known
    span: str = "lasts"
    unknown: str = ""  # "group": a party that no table holds is a group of its own
    missing: frozenset[str] = frozenset()
    place_kinds: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""
    remedy: str = ""


ANY_TABLE = TableForm("a table")


@remembered
def table_words() -> TableWords:
    """Return the content of seeds/coded_tables.yml.

    >>> table_words().modalities["scheduled"]
    'planned'
    """
    path = shipped("seeds") / "coded_tables.yml"
    content, _ = read_yaml(path)
    if not isinstance(content, dict) or set(content) != KEYS:
        raise SeedError(f"{shown(path)}: a mapping with exactly the keys {', '.join(sorted(KEYS))} is needed")
    modalities: dict[str, str] = {}
    for name, words in content["modalities"].items():
        if name not in MODALITIES:
            raise SeedError(f"{shown(path)}: no such modality {name!r}; {nearest(str(name), MODALITIES)}")
        modalities |= dict.fromkeys((str(word).lower() for word in words), name)
    return TableWords(
        MappingProxyType({field: tuple(fold(name) for name in names) for field, names in content["columns"].items()}),
        tuple((fold(one), fold(other)) for one, other in content["pairs"]),
        MappingProxyType(dict(content["actor_codes"])),
        frozenset(str(word).lower() for word in content["empty"]),
        content["statements"],
        MappingProxyType(modalities),
        tuple((_like(row["like"]), row["sector"]) for row in content["party_names"]),
    )


def _like(text: str) -> re.Pattern[str]:
    before, _, after = text.partition("{name}")
    return re.compile(f"{re.escape(before)}(?P<name>.{{2,100}}){re.escape(after)}", re.IGNORECASE)


@remembered
def table_forms() -> tuple[TableForm, ...]:
    """Return the formats of seeds/coded_tables/, those that are known by most columns first.

    >>> "ACLED" in [form.label for form in table_forms()]
    True
    """
    forms = [_form(path) for path in seed_files("coded_tables", ".yml")]
    return tuple(sorted(forms, key=lambda form: -max((len(names) for names in form.known_by), default=0)))


def load_form(path: Path | str) -> TableForm:
    """Return the format that a file of the user describes, as the files of seeds/coded_tables/ do.

    Raises OptionError with file and key for anything that it must not hold.
    """
    path = Path(path)
    if not path.is_file():
        raise OptionError(f"{path}: there is no such file of columns; write one like those of seeds/coded_tables")
    try:
        return _form(path)
    except SeedError as error:
        raise OptionError(str(error)) from error


def _form(path: Path) -> TableForm:
    content, _ = read_yaml(path)
    where = shown(path)
    if not isinstance(content, dict):
        raise SeedError(f"{where}: a mapping is needed, with keys such as columns and codes")
    for key in content:
        if key not in FORM_KEYS:
            raise SeedError(f"{where}: unknown key {key!r}; {nearest(str(key), FORM_KEYS)}")
    fields = {*table_words().columns, *MORE_FIELDS, *article_fields().fields}
    columns = _mapping(where, "columns", content)
    cells = _mapping(where, "cells", content)
    for key, named in (("columns", columns), ("cells", cells)):
        for name in named:
            if name not in fields:
                raise SeedError(f"{where}: {key}: unknown field {name!r}; {nearest(str(name), fields)}")
    confidence = content.get("confidence")
    if confidence is not None and not (isinstance(confidence, float | int) and 0 < confidence <= 1):
        raise SeedError(f"{where}: confidence is {confidence!r}; write a number above 0, at most 1")
    for key, valid in (("span", SPANS), ("unknown", ("group",))):
        if content.get(key, valid[0]) not in valid:
            raise SeedError(f"{where}: {key} is {content[key]!r}; {nearest(str(content[key]), valid)}")
    kinds = {str(code): str(kind) for code, kind in _mapping(where, "place_kinds", content).items()}
    for kind in kinds.values():
        if kind not in PLACE_KINDS:
            raise SeedError(f"{where}: place_kinds: {kind!r}; {nearest(kind, PLACE_KINDS)}")
    codes = _mapping(where, "codes", content)
    return TableForm(
        label=str(content.get("label", path.stem)),
        known_by=tuple(frozenset(fold(str(name)) for name in names) for names in content.get("known_by", ())),
        headers=tuple((re.compile(row["begins"]), tuple(row["columns"])) for row in content.get("headers", ())),
        columns=MappingProxyType({name: _names(names) for name, names in columns.items()}),
        cells=MappingProxyType({name: str(value) for name, value in cells.items()}),
        codes=tuple(
            (fold(str(column)), {str(value).casefold(): _type(where, told) for value, told in values.items()})
            for column, values in codes.items()
        ),
        event=_type(where, content["event"]) if "event" in content else None,
        confidence=confidence,
        span=content.get("span", "lasts"),
        unknown=content.get("unknown", ""),
        missing=frozenset(str(value).lower() for value in content.get("missing", ())),
        place_kinds=MappingProxyType(kinds),
        refused=content.get("refused", ""),
        remedy=content.get("remedy", ""),
    )


def _mapping(where: str, key: str, content: Mapping[str, Any]) -> Mapping[str, Any]:
    value = content.get(key, {})
    if not isinstance(value, dict):
        raise SeedError(f"{where}: {key}: a mapping is needed")
    return value


def _names(names: Any) -> tuple[str, ...]:
    return tuple(fold(str(name)) for name in (names if isinstance(names, list) else [names]))


def _type(where: str, told: Any) -> tuple[str, str | None] | None:
    """The event type and mode in "ASSAULT aerial"; None for what is no event."""
    if str(told).lower() == NO_EVENT:
        return None
    name, _, mode = str(told).partition(" ")
    if name not in load_cards():
        raise SeedError(f"{where}: no such event type {name!r}; {nearest(name, load_cards())}")
    if mode and load_cards()[name].mode(mode) is None:
        raise SeedError(
            f"{where}: {name} has no mode {mode!r}; {nearest(mode, [m.name for m in load_cards()[name].modes])}"
        )
    return name, mode or None
