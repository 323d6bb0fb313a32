"""Frames and conditions of triggers, as seeds/frames.yml tells them: where actor and recipient stand.

PLOVER's actor and recipient are PropBank's Arg0 and Arg1; a frame says where the parse holds them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg.errors import SeedError, nearest
from kg.seeds.files import read_yaml, shipped, shown
from kg.seeds.own import remembered

KEYS = ("places", "prepositions", "frames", "conditions")
CONDITIONS = ("only_object", "unless_object", "only_subject", "unless_subject", "only_after", "unless_after")
FRAME_KEYS = ("about", "example", "recipient_at", "actor_at", "reciprocal")
EXAMPLE_KEYS = ("text", "actor", "recipient")


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: `recipient_at` holds the places of a recipient in the order tried; none where all are actors.

    Where `actor_at` has places, the subject is the recipient, and the actor stands at one of those.

    `example` is a sentence with one event of the frame, `actor` and `recipient` the codes of who takes part in it.
    """

    name: str
    about: str
    recipient_at: tuple[str, ...]
    actor_at: tuple[str, ...]
    reciprocal: bool
    example: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]


@remembered
def load_frames(path: Path | None = None) -> Mapping[str, Frame]:
    """Return the frames by name. Raises SeedError for an unknown key or place and for a sentence that is missing.

    >>> load_frames()["HOST"].recipient_at[0]
    'patient'
    """
    path = path or shipped("seeds") / "frames.yml"
    content, _ = read_yaml(path)
    _mapping(content, KEYS, shown(path))
    valid = {*content["places"], *content["prepositions"]}
    frames = {}
    for name, entry in content["frames"].items():
        where = f"{shown(path)}, frame {name}"
        _mapping(entry, FRAME_KEYS, where, optional=("recipient_at", "actor_at", "reciprocal"))
        _mapping(entry["example"], EXAMPLE_KEYS, f"{where}, example")
        reciprocal = bool(entry.get("reciprocal", False))
        recipient_at, actor_at = (tuple(map(str, entry.get(key, ()))) for key in ("recipient_at", "actor_at"))
        places = recipient_at + actor_at
        if [reciprocal, bool(recipient_at), bool(actor_at)].count(True) != 1:
            raise SeedError(
                f"{where}: one of 'recipient_at', 'actor_at' and 'reciprocal: true' is needed, and only one"
            )
        for place in places:
            if place not in valid:
                raise SeedError(
                    f"{where}: no place {place!r} in places and prepositions; {nearest(place, map(str, valid))}"
                )
        told = entry["example"]
        frames[str(name)] = Frame(
            str(name), _sentence(entry["about"], where), recipient_at, actor_at, reciprocal,
            _sentence(told["text"], where), tuple(told["actor"]), tuple(told["recipient"]),
        )  # fmt: skip
    return MappingProxyType(frames)


@remembered
def load_conditions(path: Path | None = None) -> Mapping[str, str]:
    """Return what each condition asks, by name."""
    path = path or shipped("seeds") / "frames.yml"
    content, _ = read_yaml(path)
    conditions = content["conditions"]
    _mapping(conditions, CONDITIONS, f"{shown(path)}, conditions")
    return MappingProxyType({name: _sentence(conditions[name], f"{shown(path)}, {name}") for name in CONDITIONS})


def _mapping(entry: Any, keys: tuple[str, ...], where: str, optional: tuple[str, ...] = ()) -> None:
    if not isinstance(entry, dict):
        raise SeedError(f"{where}: a mapping with the keys {', '.join(keys)} is needed")
    for key in entry:
        if key not in keys:
            raise SeedError(f"{where}: unknown key {key!r}; {nearest(str(key), keys)}")
    for key in keys:
        if key not in entry and key not in optional:
            raise SeedError(f"{where}: the key {key!r} is missing")


def _sentence(text: Any, where: str) -> str:
    if not isinstance(text, str) or not text.strip():
        raise SeedError(f"{where}: a sentence is missing")
    return " ".join(text.split())
