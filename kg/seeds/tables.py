"""How tables of coded events name things: seeds/coded_tables.yml, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kg.errors import SeedError
from kg.seeds.files import read_yaml, shipped, shown
from kg.seeds.own import remembered
from kg.seeds.reading import fold

KEYS = frozenset({"columns", "pairs", "gdelt", "actor_codes", "empty", "statements"})


@dataclass(frozen=True, slots=True)
class TableWords:
    """Names of columns (folded) a field, headers of GDELT by number of columns, codes of actors."""

    columns: Mapping[str, tuple[str, ...]]
    pairs: tuple[tuple[str, str], ...]
    headers: Mapping[int, tuple[str, ...]]
    actor_codes: Mapping[str, str]
    empty: frozenset[str]
    statements: str


@remembered
def table_words() -> TableWords:
    """Return the content of seeds/coded_tables.yml.

    >>> len(table_words().headers[61])
    61
    """
    path = shipped("seeds") / "coded_tables.yml"
    content, _ = read_yaml(path)
    if not isinstance(content, dict) or set(content) != KEYS:
        raise SeedError(f"{shown(path)}: a mapping with exactly the keys {', '.join(sorted(KEYS))} is needed")
    gdelt = content["gdelt"]
    headers = {}
    for geo, end, columns in ((gdelt["geo"], 2, 61), (gdelt["geo_1"], 2, 58), (gdelt["geo_1"], 1, 57)):
        header = (*gdelt["start"], *(f"{of}_{name}" for of in gdelt["geo_of"] for name in geo), *gdelt["end"][:end])
        if len(header) != columns:
            raise SeedError(f"{shown(path)}: the GDELT header has {len(header)} columns, not {columns}")
        headers[columns] = header
    return TableWords(
        MappingProxyType({field: tuple(fold(name) for name in names) for field, names in content["columns"].items()}),
        tuple((fold(one), fold(other)) for one, other in content["pairs"]),
        MappingProxyType(headers),
        MappingProxyType(dict(content["actor_codes"])),
        frozenset(str(word).lower() for word in content["empty"]),
        content["statements"],
    )
