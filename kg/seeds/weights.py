"""Learned weights: one small file a choice, seeds/weights/NAME.json, made by `kg learn` and read by kg/choices.py."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg.errors import SeedError, nearest
from kg.seeds.files import shipped, shown
from kg.seeds.own import own, remembered

KEYS = ("about", "made_from", "figures", "thresholds", "weights")


@dataclass(frozen=True, slots=True)
class Weights:
    """What one choice has learned.

    `labels` holds the weight of each named feature by label, the things chosen among ("actor", "recipient",
    "neither"); a choice of yes or no, or among candidates that have features of their own, has the one label "yes".
    A feature that a label does not name weighs nothing. `about` says what is chosen, `made_from` which hand-coded
    articles taught it, `figures` how right it was on articles kept apart. `thresholds` are probabilities from which on
    something is done, where more than the likeliest is asked for.
    """

    name: str
    labels: Mapping[str, Mapping[str, float]]
    about: str = ""
    made_from: Mapping[str, Any] = field(default_factory=dict)
    figures: Mapping[str, Any] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)


_instead: ContextVar[Path | None] = ContextVar("weights read instead of the shipped", default=None)


def folder() -> Path:
    """Return the folder of the shipped weights."""
    return shipped("seeds") / "weights"


def found_in(name: str) -> Path:
    """Return where a file or folder of weights is read from: that of `using`, the user's own seeds, or the shipped."""
    mine = own()
    folders = (_instead.get(), None if mine is None else mine.folder / "weights")
    return next((one / name for one in folders if one is not None and (one / name).exists()), folder() / name)


@contextmanager
def using(instead: Path) -> Iterator[None]:
    """Read weights that the folder `instead` holds from there, all others from where they are shipped.

    For measuring on hand-coded articles with weights that were not made from them.
    """
    token = _instead.set(instead)
    try:
        yield
    finally:
        _instead.reset(token)


def load_weights(name: str) -> Weights:
    """Return the weights of a choice by name, each file read once.

    Raises SeedError where the file is missing or not of the form {"about", "made_from", "figures", "weights":
    {label: {feature: weight}}}, all keys but the last being optional.
    """
    return _read(found_in(f"{name}.json"))


@remembered
def _read(path: Path) -> Weights:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        known = sorted(p.stem for p in path.parent.glob("*.json"))
        raise SeedError(f"{shown(path)} is missing; {nearest(path.stem, known)}") from error
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise SeedError(f"{shown(path)}: cannot be read as JSON ({error})") from error
    if not isinstance(content, dict) or "weights" not in content:
        raise SeedError(f"{shown(path)}: a mapping with the key 'weights' is needed, made by kg learn")
    for key in content:
        if key not in KEYS:
            raise SeedError(f"{shown(path)}: unknown key {key!r}; {nearest(key, KEYS)}")
    for label, weights in content["weights"].items():
        for feature, weight in weights.items():
            if isinstance(weight, bool) or not isinstance(weight, int | float):
                raise SeedError(f"{shown(path)}: {label!r} gives {feature!r} the weight {weight!r}, which is no number")
    labels = {label: MappingProxyType(dict(weights)) for label, weights in content["weights"].items()}
    if not labels:
        raise SeedError(f"{shown(path)}: 'weights' is empty; make it again with kg learn")
    return Weights(
        path.stem, MappingProxyType(labels), content.get("about", ""), MappingProxyType(content.get("made_from", {})),
        MappingProxyType(content.get("figures", {})), MappingProxyType(content.get("thresholds", {})),
    )  # fmt: skip


def weights_text(weights: Weights) -> str:
    """Return the file of some weights: rounded to three decimals, the heaviest first, the same bytes every time.

    >>> print(weights_text(Weights("tense", {"yes": {"will": 2, "was": -3.14159, "the": 0.0001}})), end="")
    {
     "about": "",
     "made_from": {},
     "figures": {},
     "weights": {
      "yes": {
       "was": -3.142,
       "will": 2.0
      }
     }
    }
    """
    labels = {
        label: {
            feature: round(float(weight), 3)
            for feature, weight in sorted(table.items(), key=lambda item: (-abs(round(item[1], 3)), item[0]))
            if round(float(weight), 3)
        }
        for label, table in weights.labels.items()
    }
    content: dict[str, Any] = {
        "about": weights.about, "made_from": dict(weights.made_from), "figures": dict(weights.figures),
    }  # fmt: skip
    if weights.thresholds:
        content["thresholds"] = dict(weights.thresholds)
    content["weights"] = labels
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
