"""The trained reader: how likely each word names an act, of which type, how it is meant, and who acts on whom in it.

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
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from kg.errors import SeedError
from kg.model import Parse
from kg.seeds.files import shown
from kg.seeds.weights import found_in

FILES = ("model.onnx", "sides.onnx", "tokenizer.json", "reader.json")
LONGEST = 200  # tokens of a parse that are read at once; more are split between sentences
PIECES = 510  # of one passage, the encoder's own limit
DIGITS = 2  # that are kept of a probability
CERTAIN = 8.0  # log-odds beyond which nothing gets more certain
LEAST = 0.05  # words that are less likely to name an act get no reading
MARKS = ("«", "»")  # round the word that names the act whose parties are asked for
FARTHEST = 9  # steps of distance between a trigger and a word for a party: doubled from step to step


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


class Side(NamedTuple):
    """How likely a word stands for one who acts, and for one who is acted upon: log-odds against having no part."""

    actor: float
    recipient: float


class Read:
    """What the reader says of a document: readings by the token that may name an act, and who takes part in acts."""

    def __init__(
        self, readings: Mapping[int, Reading], text: str = "", parse: Parse | None = None, reader: Reader | None = None
    ) -> None:
        self.readings = readings
        self._text, self._parse, self._reader = text, parse, reader

    def sides(self, pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Side]:
        """Return the side of a word for a party in the act that another word names, by their tokens (act, party).

        Each act is read once more in its sentence, with the word that names it marked. Pairs of two sentences, and
        words that the encoder cannot hold, are left out.
        """
        if self._reader is None or self._parse is None:
            return {}
        parties_of: dict[int, set[int]] = defaultdict(set)
        for act, party in pairs:
            sentence = self._parse.sentence_of(act)
            if sentence.first <= party < sentence.last:
                parties_of[act].add(party)
        found: dict[tuple[int, int], Side] = {}
        for act, parties in sorted(parties_of.items()):
            passage, place = marked_sentence(self._text, self._parse, act)
            ordered = sorted(parties)
            sides = self._reader.sides(passage, place(act), [(place(party), party - act) for party in ordered])
            found |= {(act, party): side for party, side in zip(ordered, sides, strict=True) if side is not None}
        return found


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
        self._session, self._sides = (
            onnxruntime.InferenceSession(str(path / name), options, providers=["CPUExecutionProvider"])
            for name in ("model.onnx", "sides.onnx")
        )

    def read(self, text: str, parse: Parse, spans: Sequence[tuple[int, int]] | None = None) -> Read:
        """Return what the tokens of the parse say, by their indices: a reading for each that may name an act.

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
            for place, labels, modality, _ in words:
                token = places.get(place, token)
                reading = self._reading(labels, modality)
                if reading is not None and (token not in readings or readings[token].trigger < reading.trigger):
                    readings[token] = reading
        return Read(readings, text, parse, self)

    def sides(self, passage: str, act: int, parties: Sequence[tuple[int, int]]) -> list[Side | None]:
        """Return the side of each word for a party in the act that is marked in a passage.

        `act` is where the marked word starts, `parties` are (where the word starts, words from the act); None for a
        word that is not read.
        """
        import numpy as np

        vectors: dict[int, Any] = {}
        for place, _, _, vector in self.probabilities(passage) if parties else ():
            vectors.setdefault(place, vector)
        known = [(place, away) for place, away in parties if place in vectors and act in vectors]
        if not known:
            return [None] * len(parties)
        inputs = {
            "trigger": np.stack([vectors[act]] * len(known)),
            "party": np.stack([vectors[place] for place, _ in known]),
            "away": np.array([steps(away) for _, away in known], np.int64),
        }
        rows = self._sides.run(None, inputs)[0].clip(-CERTAIN, CERTAIN).tolist()
        read = {one: Side(*(round(value, DIGITS) for value in row)) for one, row in zip(known, rows, strict=True)}
        return [read.get(one) for one in parties]

    def probabilities(self, passage: str) -> list[tuple[int, Any, Any, Any]]:
        """Return (place in the passage, label probabilities, modality probabilities, vector) of each of its words.

        Labels are nothing, part of a trigger, then the event types.
        """
        import numpy as np

        encoding = self._tokenizer.encode(passage)
        ids = np.array([encoding.ids[:PIECES]], np.int64)
        labels, modality, vectors = self._session.run(None, {"ids": ids})
        words = encoding.word_ids
        return [
            (encoding.offsets[n][0], labels[0, n], modality[0, n], vectors[0, n])
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


def marked_sentence(text: str, parse: Parse, act: int) -> tuple[str, Callable[[int], int]]:
    """Return the sentence of a token with marks round the token, and where each of its tokens starts in there.

    >>> from kg.model import Document
    >>> from kg.text import Text
    >>> text = Text.read(Document(text="Japan signed it"))
    >>> passage, place = marked_sentence(text.document.text, text.parse, 1)
    >>> passage, [place(index) for index in range(3)]
    ('Japan «signed» it', [0, 7, 15])
    """
    sentence, token = parse.sentence_of(act), parse.tokens[act]
    told = (text[sentence.start : token.start], text[token.start : token.end], text[token.end : sentence.end])

    def place(index: int) -> int:
        start = parse.tokens[index].start
        return start - sentence.start + (start >= token.start) + (start >= token.end)

    return f"{told[0]}{MARKS[0]}{told[1]}{MARKS[1]}{told[2]}", place


def steps(away: int) -> int:
    """Return how far apart two words are, in steps that get longer, 0 up to 2 · FARTHEST; FARTHEST is the word itself.

    >>> [steps(away) for away in (-200, -3, -2, -1, 0, 1, 2, 3, 200)]
    [0, 6, 7, 8, 9, 10, 11, 12, 18]
    """
    far = min(FARTHEST, math.ceil(math.log2(abs(away))) + 1) if away else 0
    return FARTHEST + (far if away > 0 else -far)


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
