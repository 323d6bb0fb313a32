"""HTML pages and fragments: metadata, then the article's blocks. The only door to lxml.

A page is scanned once before it is parsed: how deep its tags nest (libxml2 loses the text of pages that nest too deep,
without a word), and which closing tags have lost their opening one. No parser can place a paragraph whose opening tag
is gone, so such closing tags become breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree
from lxml import html as lxml_html

from kg.model import Document, Repair
from kg.seeds.reading import page_furniture
from kg.sources import mend
from kg.sources.assemble import Source, document, is_heading
from kg.sources.limits import json_depth
from kg.sources.metadata import Metadata, from_fields, from_json_ld, plain

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
})  # fmt: skip
DROPPED = frozenset({
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "button", "label",
    "select", "textarea", "input", "nav", "aside", "head", "title",
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
BOLD = frozenset({"b", "strong"})
SHORTEST_PARAGRAPH = 40  # code points that make a paragraph count when the article is looked for

_BEFORE_SIGN = re.compile(r"(?<=\w)\s(?=[,.;:!?](?:\s|\Z))")
_TAG = re.compile(r"<(?:(!--)|(/?)([a-zA-Z][a-zA-Z0-9:-]*+)[^<>]*+>?)")


class Scan(NamedTuple):
    """What one pass over the tags found: the depth, and (start, end, name) of closing tags without an opening one."""

    depth: int
    orphans: tuple[tuple[int, int, str], ...]


def scan(markup: str) -> Scan:
    """Return nesting and orphaned closing tags, in one linear pass.

    >>> scan("<div><b>Talks</b></p> began</div>").orphans
    ((17, 21, 'p'),)
    """
    stack: list[str] = []
    opened: dict[str, int] = {}
    orphans: list[tuple[int, int, str]] = []
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
                position = _after(markup, f"</{name}", position, unclosed, keep=True)
    return Scan(deepest, tuple(orphans))


def _after(markup: str, sign: str, position: int, unclosed: set[str], keep: bool = False) -> int:
    """Where the next `sign` ends (or starts, with `keep`); a sign that never comes is looked for only once."""
    if sign in unclosed:
        return position
    found = markup.find(sign, position)
    if found < 0:
        unclosed.add(sign)
        return position
    return found if keep else found + len(sign)


def read(source: Source) -> list[Document]:
    """Return the article of a page, with the metadata of JSON-LD and meta elements."""
    root, repairs = _tree(source)
    if root is None:
        return []
    whole = source.part("", repairs=repairs)
    metadata = page_metadata(root, whole)
    return document(whole, blocks(article_element(prune(root)), bool(repairs)), metadata)


def fragment(source: Source) -> tuple[list[tuple[str, str]], tuple[Repair, ...]] | None:
    """Return (kind, text) for each block of an HTML fragment and what was mended, or None where it was refused."""
    if "<" not in source.text and "&" not in source.text:
        return [("paragraph", part) for part in re.split(r"\n[ \t]*\n", source.text)], ()
    root, repairs = _tree(source)
    if root is None:
        return None
    blank_lines = bool(repairs) or not re.search(r"<(?:p|div|br|h[1-6]|li|tr)\b", source.text, re.IGNORECASE)
    return list(blocks(prune(root), blank_lines)), repairs


def _tree(source: Source) -> tuple[Any, tuple[Repair, ...]]:
    """The parsed page, None where it was refused."""
    markup = source.text
    found = scan(markup)
    if found.depth > source.limits.html_depth:
        source.too_deep("HTML", found.depth, source.limits.html_depth, "html_depth")
        return None, ()
    repairs: tuple[Repair, ...] = ()
    lost = [orphan for orphan in found.orphans if orphan[2] in TEXT_BLOCKS]
    if lost:
        repairs = (Repair(f"opening HTML tags are lost: {len(lost)} closing tags were taken as breaks", lost[0][0]),)
    if found.orphans:
        pieces, end = [], 0
        for start, stop, name in found.orphans:
            pieces += [markup[end:start], f'<hr class="{BREAK} {name}">' if name in BLOCKS else ""]
            end = stop
        markup = "".join([*pieces, markup[end:]])
    parser = lxml_html.HTMLParser(huge_tree=True, recover=True, remove_pis=True, remove_comments=True, encoding="utf-8")
    try:
        root = lxml_html.document_fromstring(_encoded(markup), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return lxml_html.Element("body"), repairs
    return root, repairs


def _encoded(markup: str) -> bytes:
    """The markup as UTF-8 without zero bytes, at which libxml2 would stop."""
    return markup.replace("\0", "").encode("utf-8", "replace") or b" "


# ------------------------------------------------------------------------------ metadata
def page_metadata(root: Any, source: Source) -> Metadata:
    """Return what JSON-LD says, over meta elements, over the page's title, language and `time` element."""
    fields: dict[str, Any] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = element.get("content")
        if name and content:
            key = name.lower()
            if key == "article:tag":
                fields.setdefault(key, []).append(content)
            else:
                fields.setdefault(key, content)
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical":
            fields.setdefault("canonical", element.get("href"))
    found = Metadata()
    for element in root.iter("script"):
        if "ld+json" in (element.get("type") or "") and element.text:
            found = found.over(from_json_ld(json_ld(element.text, source)))
    found = found.over(from_fields(fields))
    time = next((element.get("datetime") for element in root.iter("time") if element.get("datetime")), None)
    heading = next((plain(element.text_content()) for element in root.iter("h1")), None)
    title = next((plain(element.text_content()) for element in root.iter("title")), None)
    found = found.over(from_fields({"date": time, "title": heading or title, "language": root.get("lang")}))
    return without_site(found)


def head_metadata(source: Source) -> Metadata:
    """Return the metadata of a page's head given as text, empty where it was refused."""
    root, _ = _tree(source)
    return Metadata() if root is None else page_metadata(root, source)


def json_ld(text: str, source: Source) -> Any:
    """Return the value of a JSON-LD script, None (and a note) where it cannot be read."""
    if json_depth(text) > source.limits.json_depth:
        source.issue(
            "warning", "its JSON-LD nests too deep and was passed over", "nothing to do: other metadata were used"
        )
        return None
    try:
        return mend.parse(text.strip().removeprefix("<![CDATA[").removesuffix("]]>"))[0]
    except (mend.NoJsonError, mend.TooDeepError):
        source.issue(
            "info", "its JSON-LD is not readable and was passed over", "nothing to do: other metadata were used"
        )
        return None


def without_site(metadata: Metadata) -> Metadata:
    """Return the metadata with " - Publisher" taken off the end of the title.

    >>> without_site(Metadata(title="Talks begin | Harbour News", publisher="Harbour News")).title
    'Talks begin'
    """
    title, site = metadata.title, metadata.publisher
    if title and site and title.casefold().endswith(site.casefold()):
        short = title[: -len(site)].rstrip()
        if short and short[-1] in "-–—|·:»" and short[:-1].strip():
            return Metadata(title=short[:-1].strip()).over(metadata)
    return metadata


# ------------------------------------------------------------------------------ text
def _classes(element: Any) -> set[str]:
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    if names == " ":
        return set()
    return {*names.split(), *re.split(r"[\s_]+", names)}


def prune(root: Any) -> Any:
    """Take out of the tree what is no part of an article: scripts, navigation, what is hidden or so named.

    An element that holds half of the page's paragraphs stays, whatever it is called.
    """
    dropped_classes = page_furniture().dropped_classes
    total = _prose(root)
    for element in list(root.iter(etree.Element)):
        if element is root or element.getparent() is None or element.tag in ("html", "body", "article", "main"):
            continue
        hidden = element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(" ", "")
        named = {*_classes(element), *(name.split("-")[0] for name in _classes(element))} & dropped_classes
        if element.tag in DROPPED or ((hidden or named) and 2 * _prose(element) <= total):
            element.drop_tree()
    return root


def _prose(element: Any) -> int:
    """How many code points stand in paragraphs of some length."""
    lengths = (len(paragraph.text_content()) for paragraph in element.iter("p"))
    return sum(length for length in lengths if length >= SHORTEST_PARAGRAPH)


def article_element(root: Any) -> Any:
    """Return the element that holds the article: by itemprop or class, else that with most text in its paragraphs."""
    wanted = ["itemprop", *(name.lower() for name in page_furniture().article_classes)]
    body = next(root.iter("body"), root)
    marked: list[tuple[int, int, Any]] = []
    for number, element in enumerate(body.iter(etree.Element)):
        names = (element.get("class") or "").lower().split()
        if element.get("itemprop") == "articleBody":
            names.append("itemprop")
        marked += [(wanted.index(name), number, element) for name in names if name in wanted]
    for _, _, element in sorted(marked, key=lambda found: found[:2]):
        if len(element.text_content().strip()) > 2 * SHORTEST_PARAGRAPH:
            return element
    scores: dict[Any, int] = {}
    for block, length in _own_lengths(body).items():
        if length < SHORTEST_PARAGRAPH or block.tag in HEADINGS:
            continue
        for share, element in enumerate((block.getparent(), next(block.iterancestors(), block).getparent()), 1):
            if element is not None:
                scores[element] = scores.get(element, 0) + length // share
    if not scores:
        return body
    best = max(scores, key=lambda element: scores[element])
    outer = next((element for element in best.iterancestors() if element.tag in ("article", "main")), None)
    return best if outer is None else outer


def _own_lengths(body: Any) -> dict[Any, int]:
    """How much text outside links stands in each block itself, not in a block inside it; footers are left out."""
    lengths: dict[Any, int] = {}
    stack: list[tuple[Any, Any]] = [(body, body)]  # an element, and the block that its text belongs to
    while stack:
        element, block = stack.pop()
        if element.tag in BLOCKS:
            block = element
        if element.tag != "a":
            lengths[block] = lengths.get(block, 0) + len((element.text or "").strip())
        for child in element:
            lengths[block] = lengths.get(block, 0) + len((child.tail or "").strip())
            if child.tag != "footer":
                stack.append((child, block))
    return lengths


class _Collector:
    """The text of the block at hand, with what is known of its parts."""

    def __init__(self, blank_lines: bool) -> None:
        self.blank_lines = blank_lines
        self.parts: list[tuple[str, bool, bool]] = []  # text, in bold, in a link
        self.bold = self.links = 0

    def add(self, text: str | None) -> None:
        if text:
            self.parts.append((_spaced(text, self.blank_lines), self.bold > 0, self.links > 0))

    def line_break(self) -> None:
        self.parts.append(("\n", self.bold > 0, self.links > 0))

    def flush(self, kind: str) -> Iterator[tuple[str, str]]:
        """Yield the block, or several where line breaks leave a line empty, and start anew."""
        whole = "".join(text for text, _, _ in self.parts)
        inked = [(in_bold, in_link) for text, in_bold, in_link in self.parts if text.strip()]
        self.parts.clear()
        if kind == "paragraph" and inked:
            if all(in_bold for in_bold, _ in inked) and is_heading(whole.strip()):
                kind = "heading"
            elif len(inked) > 1 and all(in_link for _, in_link in inked):
                kind = "footer"
        for part in re.split(r"\n\s*\n", whole):
            line = _BEFORE_SIGN.sub("", " ".join(part.split()))
            if line:
                yield kind, line


def blocks(root: Any, blank_lines: bool = False) -> Iterator[tuple[str, str]]:
    """Yield (kind, text) for each block under `root`; with `blank_lines`, these are breaks as well.

    Text of inline elements is joined as it stands, so that no blank comes in where a tag was.
    """
    text = _Collector(blank_lines)
    kinds = ["paragraph"]
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag
        if leaving:
            if tag in BLOCKS:
                yield from text.flush(kinds.pop())
            text.bold -= tag in BOLD
            text.links -= tag == "a"
            if element is not root:
                text.add(element.tail)
            continue
        if tag in BLOCKS:
            lost = (element.get("class") or "").split()
            is_break = tag == "hr" and BREAK in lost
            yield from text.flush(_kind(lost[-1], set(), kinds[-1]) if is_break else kinds[-1])
            kinds.append(_kind(tag, _classes(element), kinds[-1]))
        elif tag == "br":
            text.line_break()
        text.bold += tag in BOLD
        text.links += tag == "a"
        text.add(element.text)
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    yield from text.flush(kinds[-1])


def _kind(tag: str, classes: set[str], outer: str) -> str:
    """The kind of a block by its tag and classes, inside a block of kind `outer`."""
    furniture = page_furniture()
    if tag == "figcaption" or classes & furniture.caption_classes:
        return "caption"
    if tag == "footer" or classes & furniture.footer_classes:
        return "footer"
    return "heading" if tag in HEADINGS and outer == "paragraph" else outer


def _spaced(text: str, blank_lines: bool) -> str:
    """The text with runs of blanks as one blank; where blank lines are breaks they stay."""
    if not blank_lines:
        return re.sub(r"\s+", " ", text)
    return re.sub(r"\s+", lambda match: "\n\n" if match.group().count("\n") > 1 else " ", text)
