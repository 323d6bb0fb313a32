"""The cues of seeds/modality.yml: words around an act that say whether it happened, each with an example."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from kg.errors import SeedError, nearest
from kg.model import MODALITIES
from kg.seeds.files import read_yaml, shipped, shown
from kg.seeds.own import remembered

KINDS = (
    "governors", "intending", "prospects", "carriers", "accusing", "calling", "rejecting", "implicative", "ending",
    "called_off",
    "lasting", "adverbs", "frames", "rumours", "untrue", "topics", "happening",
    "preparing", "guarding", "announced", "bringing", "later", "enabling", "wishing", "standing", "foundering",
    "schemes", "trying", "using", "answered", "pending", "talking", "titles",
    "anybody", "to_come",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of one kind that give one reading; `example` marks the act with [ and ]."""

    kind: str
    words: tuple[str, ...]
    reading: str
    example: str


@remembered
def load_cues(path: Path | None = None) -> tuple[Cue, ...]:
    """Return the cues in the order of the file. Raises SeedError for unknown kinds, keys and readings.

    >>> load_cues()[0].reading
    'negated'
    """
    path = path or shipped("seeds") / "modality.yml"
    content, _ = read_yaml(path)
    cues = []
    for kind, rows in content.items():
        if kind not in KINDS:
            raise SeedError(f"{shown(path)}: unknown kind of cue {kind!r}; {nearest(str(kind), KINDS)}")
        for row in rows:
            where = f"{shown(path)}: under {kind}"
            if set(row) != {"words", "reading", "example"}:
                raise SeedError(f"{where}, a row has words, reading and example, not {', '.join(map(str, row))}")
            if row["reading"] not in MODALITIES:
                raise SeedError(f"{where}, unknown reading {row['reading']!r}; {nearest(row['reading'], MODALITIES)}")
            if row["example"].count("[") != 1 or row["example"].count("]") != 1:
                raise SeedError(f"{where}, the example marks one act with [ and ]: {row['example']!r}")
            cues.append(Cue(kind, tuple(map(str, row["words"])), row["reading"], row["example"]))
    return tuple(cues)


@remembered
def readings_of(kind: str) -> Mapping[str, str]:
    """Return word → reading for one kind of cue.

    >>> readings_of("adverbs")["nearly"]
    'negated'
    """
    return MappingProxyType({word: cue.reading for cue in load_cues() if cue.kind == kind for word in cue.words})
