"""Errors that teach: what went wrong, where, the likely cause, and the valid options.

The world's mistakes (a damaged article) are never raised; they become `kg.model.Issue` records.
What is raised here is our own or the caller's mistake: a bad row in seeds/, an unknown name, a bad option.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class KgError(Exception):
    """Base of every error that the package raises on purpose."""


class SeedError(KgError):
    """A row or card in seeds/ is wrong; the message gives file and line."""


class OptionError(KgError):
    """An argument names something that does not exist; the message gives the valid ones."""


class ReadError(KgError):
    """A source cannot be read at all (no such file, over a stated limit)."""


class GraphError(KgError):
    """A graph file or a query is not usable; the message gives the place and the cause."""


class BuildError(KgError):
    """A build came to nothing; the message says why."""


def nearest(name: str, valid: Iterable[str], count: int = 3) -> str:
    """Return a hint that names the valid words closest to `name`.

    >>> nearest("CONSULTT", ["CONSULT", "AGREE"])
    "did you mean 'CONSULT'?"
    >>> nearest("x", ["CONSULT", "AGREE"])
    'valid: AGREE, CONSULT'
    """
    options = sorted(set(valid))
    close = difflib.get_close_matches(name, options, n=count)
    if close:
        return "did you mean " + " or ".join(repr(word) for word in close) + "?"
    shown = ", ".join(options[:20])
    return f"valid: {shown}" + (f" and {len(options) - 20} more" if len(options) > 20 else "")


def unreadable(name: object, error: OSError | UnicodeError) -> str:
    """Return in words why a file is not read.

    >>> unreadable("mine.rq", FileNotFoundError(2, "No such file or directory"))
    'mine.rq: there is no such file; check the path'
    """
    if isinstance(error, FileNotFoundError):
        return f"{name}: there is no such file; check the path"
    if isinstance(error, IsADirectoryError):
        return f"{name}: is a folder; give a file in it"
    return f"{name}: cannot be read as UTF-8 ({error})"


def shortened(value: object, most: int = 40) -> str:
    """Return the beginning of how a value is written in Python, for an error about it.

    >>> shortened("Japan met Kenya in Nairobi.", 10)
    "'Japan met…"
    """
    written = repr(value)
    return written if len(written) <= most else written[:most] + "…"
