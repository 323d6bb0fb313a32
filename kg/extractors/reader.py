"""The trained reader: how likely each word of a text names an act, of which type, and how the act is meant.

A small encoder (seeds/weights/reader/, made by `kg learn reader`) over the paragraphs of a document, one at a time, so
that a reading depends on nothing but its paragraph; probabilities are rounded, so that it does not depend on the number
of threads either. The only door to onnxruntime and tokenizers: without them or without the file there is no reader, and
a build says so in its manifest.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg.errors import SeedError
from kg.model import Parse
from kg.seeds.files import shown
from kg.seeds.weights import found_in

FILES = ("model.onnx", "tokenizer.json", "reader.json")
LONGEST = 200  # tokens of a parse that are read at once; more are split between sentences
PIECES = 510  # of one passage, the encoder's own limit
DIGITS = 2  # that are kept of a probability
LEAST = 0.05  # words that are less likely to name an act get no reading


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader says of one word: the probability that it names an act, and of what it names, if it does.

    `types` and `modality` are (name, probability), the likeliest first; each sums to about 1.
    """

    trigger: float
    types: tuple[tuple[str, float], ...]
    modality: tuple[tuple[str, float], ...]

    @property
    def event_type(self) -> str:
        """The likeliest type."""
        return self.types[0][0]


class Reader:
    """A loaded reader; `name` says which, for the manifest."""

    def __init__(self, path: Path, threads: int = 1) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        about = _about(path)
        self.event_types: tuple[str, ...] = tuple(about["event_types"])
        self.modalities: tuple[str, ...] = tuple(about["modalities"])
        self.thresholds: Mapping[str, float] = MappingProxyType(about.get("thresholds", {}))
        self.name = f"reader/{hashlib.sha256((path / 'model.onnx').read_bytes()).hexdigest()[:8]}"
        self._tokenizer = Tokenizer.from_file(str(path / "tokenizer.json"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(path / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def read(self, text: str, parse: Parse, spans: Sequence[tuple[int, int]] | None = None) -> dict[int, Reading]:
        """Return a reading for each token of the parse that may name an act, by its index.

        `spans` are code points [start, end): passages that hold none of them are left out. None reads everything.
        """
        readings: dict[int, Reading] = {}
        for first, last in passages(text, parse):
            start, end = parse.tokens[first].start, parse.tokens[last - 1].end
            if spans is not None and not any(s < end and start < e for s, e in spans):
                continue
            words = self.probabilities(text[start:end])
            places = {parse.tokens[i].start - start: i for i in range(first, last)}
            token = first
            for place, labels, modality in words:
                token = places.get(place, token)
                reading = self._reading(labels, modality)
                if reading is not None and (token not in readings or readings[token].trigger < reading.trigger):
                    readings[token] = reading
        return readings

    def probabilities(self, passage: str) -> list[tuple[int, Any, Any]]:
        """Return (place in the passage, label probabilities, modality probabilities) of each of its words.

        Labels are nothing, part of a trigger, then the event types.
        """
        import numpy as np

        encoding = self._tokenizer.encode(passage)
        ids = np.array([encoding.ids[:PIECES]], np.int64)
        labels, modality = self._session.run(None, {"ids": ids})
        words = encoding.word_ids
        return [
            (encoding.offsets[n][0], labels[0, n], modality[0, n])
            for n in range(ids.shape[1])
            if words[n] is not None and (n == 0 or words[n - 1] != words[n])
        ]

    def _reading(self, labels: Any, modality: Any) -> Reading | None:
        trigger = round(float(labels[2:].sum()), DIGITS)
        if trigger < LEAST:
            return None
        return Reading(
            trigger, _ranked(self.event_types, labels[2:] / labels[2:].sum()), _ranked(self.modalities, modality)
        )


def passages(text: str, parse: Parse) -> Iterator[tuple[int, int]]:
    """Yield the tokens [first, last) of what is read at once: a paragraph, or as many of its sentences as may be."""
    first = last = -1
    for sentence in parse.sentences:
        joins = last >= 0 and "\n" not in text[parse.tokens[last - 1].end : sentence.start]
        if joins and sentence.last - first <= LONGEST:
            last = sentence.last
            continue
        if last >= 0:
            yield first, last
        first, last = sentence.first, sentence.last
    if last >= 0:
        yield first, last


def load_reader(path: Path | None = None) -> Reader | None:
    """Return the shipped reader, or that of another folder; None where its files or its libraries are missing."""
    path = path or found_in("reader")
    return None if why_not(path) else _loaded(path)


@functools.cache
def _loaded(path: Path) -> Reader:
    return Reader(path)


def why_not(path: Path | None = None) -> str:
    """Return why there is no reader, "" where there is one.

    >>> why_not(Path("nowhere"))
    'no reader: nowhere has no model.onnx'
    """
    path = path or found_in("reader")
    for name in FILES:
        if not (path / name).exists():
            return f"no reader: {shown(path)} has no {name}"
    for library in ("onnxruntime", "tokenizers"):
        if importlib.util.find_spec(library) is None:
            return f"no reader: {library} is not installed"
    return ""


def check_reader(path: Path | None = None) -> None:
    """Raise SeedError where the files of a reader are damaged or do not belong together; none at all is no fault."""
    path = path or found_in("reader")
    if not path.exists():
        return
    about = _about(path)
    for name, known in sorted(about.get("sha256", {}).items()):
        if not (path / name).exists() or hashlib.sha256((path / name).read_bytes()).hexdigest() != known:
            told = shown(path / name)
            raise SeedError(f"{told}: is missing or not the file that was made with reader.json; make both again")


def _about(path: Path) -> dict[str, Any]:
    try:
        about = json.loads((path / "reader.json").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise SeedError(f"{shown(path / 'reader.json')}: cannot be read as JSON ({error})") from error
    for key in ("event_types", "modalities"):
        if not isinstance(about, dict) or not about.get(key):
            raise SeedError(f"{shown(path / 'reader.json')}: {key!r} is missing; make it again with kg learn reader")
    return dict(about)


def _ranked(names: Sequence[str], values: Any) -> tuple[tuple[str, float], ...]:
    """Names with their probabilities, rounded, the likeliest first; what rounds to nothing is left out."""
    rounded = [(name, round(float(value), DIGITS)) for name, value in zip(names, values, strict=True)]
    return tuple(sorted((pair for pair in rounded if pair[1]), key=lambda pair: (-pair[1], names.index(pair[0]))))
