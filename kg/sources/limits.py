"""What is too much, of one file or one article, and the linear checks that run before any parser sees the input.

A limit is an option, and every one that is hit is reported with what was kept: nothing is cut in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields

from kg.errors import OptionError, nearest

_JSON_PARTS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{}]', re.DOTALL)

SECONDS = 300.0  # that one article may take


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest input that is read: bytes after unpacking, levels of nesting, code points, files, pages.

    `events` are the most of one article that are kept, in the order of its text; `seconds` and `megabytes` what one
    article may take of a process that reads (0: any; megabytes are not held on Windows).

    >>> Limits(article_chars=10_000).article_chars
    10000
    """

    file_bytes: int = 200_000_000
    json_depth: int = 100
    html_depth: int = 600
    article_chars: int = 2_000_000
    paragraph_chars: int = 100_000
    archive_files: int = 20_000
    pages: int = 2_000
    events: int = 10_000
    seconds: float = SECONDS
    megabytes: int = 0


def limits_from(told: Iterable[str]) -> Limits:
    """Return the limits that "name=number" texts tell, with the defaults for the others; OptionError for no such text.

    >>> limits_from(["events=50", "seconds=1.5"]).seconds
    1.5
    """
    kinds = {field.name: float if field.default == SECONDS else int for field in fields(Limits)}
    found: dict[str, float] = {}
    for text in told:
        name, _, number = text.partition("=")
        if name not in kinds:
            raise OptionError(f"limit {text!r}; {nearest(name, kinds)}, as in events=5000")
        try:
            found[name] = kinds[name](number.replace("_", ""))
        except ValueError:
            raise OptionError(f"limit {text!r}: {number!r} is no number; write it as in {name}=5000") from None
        if found[name] < 0:
            raise OptionError(f"limit {text!r}: a limit is 0 or more")
    return Limits(**found)  # type: ignore[arg-type]


def defaults() -> str:
    """Return the limits in words: "file_bytes=200000000, …"."""
    return ", ".join(f"{field.name}={field.default:.0f}" for field in fields(Limits))


def raised(*names: str) -> str:
    """Return how to raise some limits.

    >>> raised("events")
    'raise the limit: --limit events=…, in Python Limits(events=…)'
    """
    options, arguments = (" ".join(f"--limit {name}=…" for name in names), ", ".join(f"{name}=…" for name in names))
    return f"raise the limit: {options}, in Python Limits({arguments})"


def json_depth(text: str) -> int:
    """Return how deep brackets nest outside strings, in one linear pass without recursion.

    >>> json_depth('{"a": [1, {"b": "[[["}]}')
    3
    """
    depth = deepest = 0
    for match in _JSON_PARTS.finditer(text):
        sign = text[match.start()]
        if sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth = max(0, depth - 1)
    return deepest
