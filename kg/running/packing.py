"""Immutable values to plain JSON and back, by their type hints: what workers hand over and the cache keeps."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any

Unpack = Callable[[Any], Any]


def pack(value: Any, without: tuple[type, ...] = ()) -> Any:
    """Return a value as lists, strings, numbers and None; instances of `without` become None.

    Dataclasses and named tuples become the list of their fields, dates ISO strings, sets sorted lists.

    >>> from kg.model import Candidate
    >>> pack((Candidate("JPN", 0.5, "name"), datetime.date(2015, 3, 9), frozenset({2, 1})))
    [['JPN', 0.5, 'name'], '2015-03-09', [1, 2]]
    """
    if isinstance(value, without):
        return None
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [pack(part, without) for part in value]
    if isinstance(value, frozenset):
        return sorted(pack(part, without) for part in value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    kind: Any = type(value)
    return [pack(getattr(value, name), without) for name in _names(kind)]


def unpack(hint: Any, data: Any, given: Mapping[type, Any] | None = None) -> Any:
    """Return the value that `pack` made `data` of; a type of `given` is its value there, wherever it stands.

    >>> from kg.model import Candidate
    >>> unpack(tuple[Candidate, ...], [["JPN", 0.5, "name"]])
    (Candidate(entity='JPN', confidence=0.5, reason='name'),)
    """
    return (_Unpacker(given).of(hint) if given else _reader(hint))(data)


@functools.cache
def _reader(hint: Any) -> Unpack:
    return _Unpacker({}).of(hint)


@functools.cache
def _names(kind: Any) -> tuple[str, ...]:
    named: tuple[str, ...] = getattr(kind, "_fields", ())  # of a NamedTuple
    return named or tuple(field.name for field in dataclasses.fields(kind))


@functools.cache
def _hints(kind: Any) -> tuple[Any, ...]:
    told = typing.get_type_hints(kind)
    return tuple(told[name] for name in _names(kind))


def _as_it_is(data: Any) -> Any:
    return data


class _Unpacker:
    """Readers of types, each made once."""

    def __init__(self, given: Mapping[type, Any]) -> None:
        self._given = given
        self._made: dict[Any, Unpack] = {}

    def of(self, hint: Any) -> Unpack:
        if hint not in self._made:
            self._made[hint] = self._make(hint)
        return self._made[hint]

    def _make(self, hint: Any) -> Unpack:
        if hint in self._given:
            value = self._given[hint]
            return lambda _: value
        if hint is datetime.date:
            return datetime.date.fromisoformat
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin in (types.UnionType, typing.Union):
            read = self.of(next(part for part in arguments if part is not types.NoneType))
            return read if read is _as_it_is else lambda data: None if data is None else read(data)
        if origin is tuple and arguments[-1] is Ellipsis:
            each = self.of(arguments[0])
            return tuple if each is _as_it_is else lambda data: tuple(map(each, data))
        if origin is tuple:
            parts = tuple(map(self.of, arguments))
            return lambda data: tuple(read(part) for read, part in zip(parts, data, strict=True))
        if origin is frozenset:
            each = self.of(arguments[0])
            return frozenset if each is _as_it_is else lambda data: frozenset(map(each, data))
        if isinstance(hint, type) and (dataclasses.is_dataclass(hint) or hasattr(hint, "_fields")):
            return self._record(hint)
        return _as_it_is

    def _record(self, kind: type) -> Unpack:
        hints, asking = _hints(kind), list[tuple[int, Unpack]]()
        given = [(place, self._given[hint]) for place, hint in enumerate(hints) if hint in self._given]

        def read(data: Any) -> Any:
            values = list(data)
            for place, made in asking:
                if values[place] is not None:
                    values[place] = made(values[place])
            for place, value in given:
                values[place] = value
            return kind(*values)

        self._made[kind] = read  # before its fields, as a type may hold itself
        asking += [(place, made) for place, made in enumerate(map(self.of, hints)) if made is not _as_it_is]
        return read
