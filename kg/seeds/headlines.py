"""What an event is called: the sentences of seeds/headlines.yml, read strictly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import SeedError, nearest
from kg.seeds.files import read_yaml, shipped, shown
from kg.seeds.own import remembered

FORMS = ("to", "them", "alone", "there", "mutual", "passive")
PARTS = {
    "to": {"actor", "recipient"},
    "them": {"actor", "recipient"},
    "alone": {"actor"},
    "there": {"actor", "place"},
    "mutual": {"actor"},
    "passive": {"recipient"},
}
_FIELD = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of one type, mode or subtype by form, and those that words of the trigger choose instead."""

    forms: Mapping[str, str]
    by_words: tuple[tuple[frozenset[str], Mapping[str, str]], ...] = ()

    def of(self, lemma: str) -> Mapping[str, str]:
        """The sentences for a trigger."""
        words = set(re.split(r"[\s-]+", lemma)) | {lemma}
        return next((forms for chosen, forms in self.by_words if words & chosen), self.forms)


@dataclass(frozen=True, slots=True)
class Headlines:
    """All sentences by type, (type, mode) and (type, subtype); names that take "the", are an office, or are plural.

    What is done `between_states` (subtypes) is not said to be done to a person; `done_by` tells by type who acts where
    only the state is coded, `done_to_people` by mode or subtype who of a state is concerned. `things` do not speak, and
    something is done `at` some places.
    """

    types: Mapping[str, Sentences]
    modes: Mapping[tuple[str, str], Sentences]
    subtypes: Mapping[tuple[str, str], Sentences]
    the_names: frozenset[str]
    the_first: frozenset[str]
    the_last: frozenset[str]
    plural: frozenset[str]
    called: Mapping[str, str]
    between_states: frozenset[str]
    done_by: Mapping[str, str]
    done_to_people: Mapping[str, str]
    things: frozenset[str]
    at: frozenset[str]

    def sentences(self, event_type: str, mode: str | None, subtype: str | None) -> Sentences | None:
        """The finest sentences that there are; None for a type that is not ours."""
        found = self.subtypes.get((event_type, subtype or "")) or self.modes.get((event_type, mode or ""))
        return found or self.types.get(event_type)


@remembered
def load_headlines(path: Path | None = None) -> Headlines:
    """Return the sentences of seeds/headlines.yml (or another file of that form).

    Raises SeedError for a key or a place in a sentence that is none, and for a sentence without a verb.

    >>> load_headlines().sentences("CONSULT", None, "summit").forms["mutual"]
    '{actor} [hold] a summit'
    """
    path = path or shipped("seeds") / "headlines.yml"
    content, _ = read_yaml(path)
    the, plural, called = content.pop("the", {}), content.pop("plural", []), content.pop("called", {})
    done_by, done_to_people = content.pop("done_by", {}), content.pop("done_to_people", {})
    between, things, at = (frozenset(content.pop(key, ())) for key in ("between_states", "things", "at"))
    types: dict[str, Sentences] = {}
    modes: dict[tuple[str, str], Sentences] = {}
    subtypes: dict[tuple[str, str], Sentences] = {}
    for name, block in content.items():
        types[name] = _sentences(block, path, name, ("modes", "subtypes"))
        modes |= {(name, key): sentences for key, sentences in _finer(block, "modes", path, name)}
        subtypes |= {(name, key): sentences for key, sentences in _finer(block, "subtypes", path, name)}
    names, first, last = (frozenset(the.get(key, ())) for key in ("names", "first", "last"))
    plurals = frozenset(plural)
    return Headlines(
        types, modes, subtypes, names, first, last, plurals, called, between, done_by, done_to_people, things, at
    )


def _finer(block: Mapping[str, Any], kind: str, path: Path, name: str) -> Iterator[tuple[str, Sentences]]:
    for key, inner in block.get(kind, {}).items():
        yield key, _sentences(inner, path, f"{name} {kind} {key}")


def _sentences(block: Mapping[str, Any], path: Path, where: str, more: tuple[str, ...] = ()) -> Sentences:
    if not isinstance(block, dict):
        raise SeedError(f"{shown(path)}: {where} is no group of sentences")
    for key in block:
        if key not in (*FORMS, "words", *more):
            raise SeedError(f"{shown(path)}: {where}: {key!r}; {nearest(str(key), (*FORMS, 'words', *more))}")
    by_words = []
    for number, inner in enumerate(block.get("words", ()), 1):
        words = frozenset(inner.get("words", ()))
        if not words:
            raise SeedError(f"{shown(path)}: {where}: group {number} of words names no words")
        by_words.append((words, _forms({k: v for k, v in inner.items() if k != "words"}, path, where)))
    return Sentences(_forms({key: block[key] for key in FORMS if key in block}, path, where), tuple(by_words))


def _forms(forms: Mapping[str, str], path: Path, where: str) -> Mapping[str, str]:
    for needed in ("to", "alone"):
        if needed not in forms:
            raise SeedError(f"{shown(path)}: {where}: the sentence {needed!r} is missing")
    for form, sentence in forms.items():
        if form not in FORMS:
            raise SeedError(f"{shown(path)}: {where}: {form!r}; {nearest(form, FORMS)}")
        fields = set(_FIELD.findall(sentence))
        if fields - {"its"} != PARTS[form] or len(re.findall(r"\[[a-z]+\]", sentence)) != 1:
            wanted = " and ".join(f"{{{part}}}" for part in sorted(PARTS[form]))
            raise SeedError(f"{shown(path)}: {where}: {form} {sentence!r} must hold {wanted} and one verb in brackets")
    return dict(forms)
