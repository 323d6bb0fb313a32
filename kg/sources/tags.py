"""Tags of HTML before any parser sees them: how deep they nest, which are lost, and what is put in their place.

libxml2 loses the text of pages that nest too deep, without a word; and no parser can place a paragraph whose opening
tag is gone, so closing tags without an opening one become breaks.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.model import Repair

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
})  # fmt: skip
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
TEXT_BLOCKS = HEADINGS | frozenset({"p", "li", "blockquote", "figcaption", "dd", "dt", "td"})
VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
})  # fmt: skip
UNCLOSED = frozenset({
    "p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "html", "head",
    "body",
})  # fmt: skip  # HTML may leave these open
RAW = frozenset({"script", "style", "textarea", "title"})
BREAK = "kg-break"

_TAG = re.compile(r"<(?:(!--)|(/?)([a-zA-Z][a-zA-Z0-9:-]*+)[^<>]*+>?)")


class Scan(NamedTuple):
    """What one pass over the tags found: the depth, and (start, end, name) of closing tags without an opening one."""

    depth: int
    orphans: tuple[tuple[int, int, str], ...]
    scripts: tuple[tuple[int, int], ...] = ()  # (start, end) of what stands in scripts and styles, but for data


def scan(markup: str) -> Scan:
    """Return nesting and orphaned closing tags, in one linear pass.

    >>> scan("<div><b>Talks</b></p> began</div>").orphans
    ((17, 21, 'p'),)
    """
    stack: list[str] = []
    opened: dict[str, int] = {}
    orphans: list[tuple[int, int, str]] = []
    scripts: list[tuple[int, int]] = []
    depth = deepest = position = 0
    unclosed: set[str] = set()
    while match := _TAG.search(markup, position):
        position = match.end()
        if match[1]:
            position = _after(markup, "-->", position, unclosed)
            continue
        name = match[3].lower()
        if match[2]:
            if not opened.get(name):
                orphans.append((match.start(), match.end(), name))
                continue
            while stack:  # what stands open inside closes with it
                last = stack.pop()
                opened[last] -= 1
                depth -= last not in UNCLOSED
                if last == name:
                    break
        elif name not in VOID and not match.group().endswith("/>"):
            opened[name] = opened.get(name, 0) + 1
            stack.append(name)
            depth += name not in UNCLOSED
            deepest = max(deepest, depth)
            if name in RAW:
                start, position = position, _after(markup, f"</{name}", position, unclosed, keep=True)
                if name in ("script", "style") and "json" not in match.group():
                    scripts.append((start, position))
    return Scan(deepest, tuple(orphans), tuple(scripts))


def _after(markup: str, sign: str, position: int, unclosed: set[str], keep: bool = False) -> int:
    """Where the next `sign` ends (or starts, with `keep`); a sign that never comes is looked for only once."""
    if sign in unclosed:
        return position
    found = markup.find(sign, position)
    if found < 0:
        unclosed.add(sign)
        return position
    return found if keep else found + len(sign)


def mended(markup: str, found: Scan) -> tuple[str, tuple[Repair, ...]]:
    """Return the markup with a break in the place of each orphan, without scripts, and a note of orphans of text.

    >>> mended("Talks</p> began", scan("Talks</p> began"))[0]
    'Talks<hr class="kg-break p"> began'
    """
    repairs: tuple[Repair, ...] = ()
    lost = [orphan for orphan in found.orphans if orphan[2] in TEXT_BLOCKS]
    if lost:
        repairs = (Repair(f"opening HTML tags are lost: {len(lost)} closing tags were taken as breaks", lost[0][0]),)
    pieces, end, before = [], 0, ""
    for start, stop, name in sorted([*found.orphans, *((*span, "script") for span in found.scripts)]):
        between = markup[end:start]
        again = name == before and not between.strip()  # one break says as much as a thousand
        pieces += [between, f'<hr class="{BREAK} {name}">' if name in BLOCKS and not again else ""]
        end, before = stop, name
    return "".join([*pieces, markup[end:]]), repairs
