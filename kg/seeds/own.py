"""Whose seeds: the shipped folder, and over it a folder of the user's own that has the same shape.

`using(folder)` lays a folder over the shipped one for as long as its block runs; whatever is made of seeds in there is
made of both, and remembered apart from what is made of others.
"""

from __future__ import annotations

import functools
import gc
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

from kg.errors import OptionError, SeedError

P = ParamSpec("P")
R = TypeVar("R")
KEPT = 4  # folders of which a process remembers what was made: who edits one in a notebook reads it often


@dataclass(frozen=True, slots=True)
class Own:
    """A folder of seeds as it was when it was taken up: `files` with their hashes, below the folder, in order."""

    folder: Path
    files: tuple[tuple[str, str], ...]

    @property
    def sha256(self) -> str:
        """One hash of everything in the folder."""
        return hashlib.sha256(repr(self.files).encode()).hexdigest()


_own: ContextVar[Own | None] = ContextVar("seeds that lie over the shipped", default=None)


def own() -> Own | None:
    """Return the folder that lies over the shipped one, None where there is none."""
    return _own.get()


def read_own(folder: Path | str) -> Own:
    """Return a folder of seeds with the hashes of its files. Raises OptionError where it is none."""
    folder = Path(folder)
    if not folder.is_dir():
        raise OptionError(f"{folder}: there is no such folder of seeds; `kg seeds init {folder}` begins one")
    paths = sorted(path for path in folder.rglob("*") if path.suffix in (".csv", ".yml", ".rq", ".json"))
    digests = ((path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths)
    return Own(folder.resolve(), tuple(digests))


def built_with(out: Path) -> Own | None:
    """Return the user's own seeds that the manifest of a built folder names; None for none, and where they are gone."""
    folder = named_by(out)
    return read_own(folder) if folder is not None and folder.is_dir() else None


def named_by(out: Path) -> Path | None:
    """Return the folder of seeds that the manifest of a built folder names, be it there or not; None for none."""
    try:
        return out / str(json.loads((out / "manifest.json").read_text("utf-8"))["seeds"]["own"]["folder"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


@contextmanager
def using(seeds: Path | str | Own | None) -> Iterator[None]:
    """Lay a folder over the shipped seeds inside the block; None takes the shipped ones alone.

    An error in a file that both have names both.
    """
    token = _own.set(seeds if seeds is None or isinstance(seeds, Own) else read_own(seeds))
    try:
        yield
    except SeedError as error:
        told = str(error)
        file = told.removeprefix("seeds/").partition(":")[0].partition(",")[0]
        above = _own.get()
        if told.startswith("seeds/") and above is not None and file in dict(above.files):
            raise SeedError(f"{told} (read together with {above.folder.name}/{file})") from error
        raise
    finally:
        _own.reset(token)


def above(path: Path, shipped: Path) -> Path | None:
    """Return the file of the user's own that lies over a shipped one, None where there is none."""
    found = _own.get()
    if found is None or not path.is_relative_to(shipped):
        return None
    name = path.relative_to(shipped).as_posix()
    return found.folder / name if name in dict(found.files) else None


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """Remember what a function returns for its arguments, and for the seeds in force: `functools.cache` of seeds.

    >>> @remembered
    ... def answer() -> object:
    ...     return object()
    >>> answer() is answer()
    True
    """
    return at_most(None)(loading(function))


def loading(function: Callable[P, R]) -> Callable[P, R]:
    """Let no garbage be looked for while a function loads what stays: among it there is none, and it is much to search.

    >>> loading(gc.isenabled)(), gc.isenabled()
    (False, True)
    """

    @functools.wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        if not gc.isenabled():
            return function(*args, **kwargs)
        gc.disable()
        try:
            return function(*args, **kwargs)
        finally:
            gc.enable()

    return call


def at_most(most: int | None) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """As `remembered`, for at most so many different arguments."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        caches: dict[Own | None, Callable[P, R]] = {}
        latest: tuple[Own | None, Callable[P, R] | None] = (None, None)

        def of(seeds: Own | None) -> Callable[P, R]:
            nonlocal latest
            found = caches.get(seeds)
            if found is None:
                for old in [key for key in caches if key is not None][: -KEPT + 1]:
                    caches.pop(old, None)
                found = caches[seeds] = functools.lru_cache(most)(function)  # type: ignore[assignment]
            latest = (seeds, found)
            return found  # type: ignore[return-value]

        @functools.wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            seeds, found = latest  # asked for by the hundred thousand: comparing seeds takes longer than most answers
            own = _own.get()
            return (found if found is not None and seeds is own else of(own))(*args, **kwargs)

        def clear() -> None:
            nonlocal latest
            caches.clear()
            latest = (None, None)

        call.cache_clear = clear  # type: ignore[attr-defined]
        return call

    return decorate
