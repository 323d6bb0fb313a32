"""What a reader refuses, and the linear checks that run before any parser sees the input.

A limit is an option and every refusal is reported: nothing is cut in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_JSON_PARTS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{}]', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest input that is read: bytes after unpacking, levels of nesting, code points, files, pages.

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
