"""HTML pages and fragments: metadata, then the article's blocks. The only door to Beautiful Soup (over lxml)."""

from __future__ import annotations

import datetime
import itertools
import re
import warnings
from collections.abc import Iterator, Set
from typing import Any, NamedTuple

from bs4 import BeautifulSoup, Tag
from bs4.builder import ParserRejectedMarkup
from bs4.element import NavigableString

from kg.model import Document, Repair
from kg.seeds.reading import page_furniture
from kg.sources import mend
from kg.sources.assemble import Source, document, is_heading, line_day
from kg.sources.limits import json_depth
from kg.sources.metadata import Metadata, article_body, from_fields, from_json_ld, plain, without_site
from kg.sources.shortcodes import without_shortcodes
from kg.sources.tags import BLOCKS, BREAK, HEADINGS, mended, scan
from kg.sources.text import is_wrapped
from kg.timex.metadata_dates import metadata_date

DROPPED = frozenset({
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "button", "label",
    "select", "textarea", "input", "nav", "aside", "head", "title",
})  # fmt: skip
BOLD = frozenset({"b", "strong"})
LONGEST_ERROR = 1500  # code points of prose on a page that is no article
LONGEST_ERROR_TITLE = 70
MOST_DATES = 20  # elements called so that are looked at
SHORTEST_PARAGRAPH = 40  # code points that make a paragraph count when the article is looked for

_BEFORE_SIGN = re.compile(r"(?<=\w)\s(?=[,.;:!?](?:\s|\Z))")


def read(source: Source) -> list[Document]:
    """Return the article of a page, with the metadata of JSON-LD and meta elements."""
    page, repairs = _page(source)
    if page is None:
        return []
    whole = source.part("", repairs=repairs)
    scripts = json_ld_scripts(page, whole)
    metadata = page_metadata(page, scripts)
    dropped = furniture(page)
    pieces = [
        piece for part in article_parts(page, dropped) for piece in blocks(part, dropped, blank_lines=bool(repairs))
    ]
    told = next((text for value in scripts if (text := article_body(value))), "")
    if len(told) > 2 * sum(len(text) for kind, text in pieces if kind == "paragraph"):
        pieces = [("paragraph", part) for part in re.split(r"\n+", told)]
        whole.issue("info", "its text stands in its JSON-LD only", "nothing to do: it was read there")
    prose = sum(len(text) for kind, text in pieces if kind == "paragraph")
    if prose < LONGEST_ERROR and _is_error(_first_text(page, "title"), metadata.title):
        remedy = "fetch the page again, with a browser where the site asks for one"
        whole.issue("warning", f"it is no article but a page of the server: {metadata.title!r}", remedy)
        return []
    return document(whole, pieces, metadata)


def _is_error(*titles: str | None) -> bool:
    """Whether a title is that of a page that a server gives instead of the article."""
    known = page_furniture().error_titles
    folded = [title.casefold().strip(" .!…") for title in titles if title]
    return any(title.startswith(known) and len(title) < LONGEST_ERROR_TITLE for title in folded)


def fragment(source: Source) -> tuple[list[tuple[str, str]], tuple[Repair, ...]] | None:
    """Return (kind, text) for each block of an HTML fragment and what was mended, or None where it was refused."""
    source = source.part(without_shortcodes(source.text))
    if "<" not in source.text and "&" not in source.text:
        lines = source.text.split("\n")
        one = "\n\n" in source.text.strip() or len(lines) == 1 or is_wrapped([line for line in lines if line.strip()])
        return [("paragraph", part) for part in (re.split(r"\n[ \t]*\n", source.text) if one else lines)], ()
    page, repairs = _page(source)
    if page is None:
        return None
    blank_lines = bool(repairs) or not re.search(r"<(?:p|div|br|h[1-6]|li|tr)\b", source.text, re.IGNORECASE)
    return list(blocks(page, furniture(page), blank_lines)), repairs


def _page(source: Source) -> tuple[Tag | None, tuple[Repair, ...]]:
    """The parsed page, None where it was refused, and what was mended."""
    found = scan(source.text)
    if found.depth > source.limits.html_depth:
        source.too_deep("HTML", found.depth, source.limits.html_depth, "html_depth")
        return None, ()
    markup, repairs = mended(source.text, found)
    return parse(markup), repairs


def parse(markup: str) -> Tag:
    """Return the tree of a page or fragment, however broken.

    >>> parse("<p>Talks <b>began</p>").get_text()
    'Talks began'
    """
    encoded = markup.replace("\0", "").encode("utf-8", "replace")  # libxml2 would stop at a zero byte
    with warnings.catch_warnings():  # XHTML read as HTML, text that looks like an address: both are as they should be
        warnings.simplefilter("ignore")
        try:
            return BeautifulSoup(
                encoded, "lxml", from_encoding="utf-8", huge_tree=True, preserve_whitespace_tags={"body"}
            )  # huge_tree: libxml2 reads beyond 256 levels; body: blank lines stay, where they may be breaks
        except ParserRejectedMarkup:
            return BeautifulSoup("", "lxml")


def _elements(root: Tag, *names: str) -> Iterator[Tag]:
    """The elements under `root` in the order of the page: all, or those of some names."""
    return (node for node in root.descendants if isinstance(node, Tag) and (not names or node.name in names))


def _attribute(element: Tag, *names: str) -> str:
    """The first of some attributes that is given, as text; empty where none is."""
    value = next((value for name in names if (value := element.get(name))), "")
    return value if isinstance(value, str) else " ".join(value)


# ------------------------------------------------------------------------------ metadata
def page_metadata(page: Tag, scripts: list[Any]) -> Metadata:
    """Return what JSON-LD says, over meta elements, over the page's title, language and the day that it shows."""
    fields: dict[str, Any] = {}
    language = next((_attribute(element, "lang") for element in _elements(page, "html")), None) or None
    for element in _elements(page, "meta"):
        key = _attribute(element, "property", "name", "itemprop", "http-equiv").lower()
        content = _attribute(element, "content")
        if key == "article:tag":
            fields.setdefault(key, []).append(content)
        elif key and content:
            fields.setdefault(key, content)
    for element in _elements(page, "link"):
        if _attribute(element, "rel").lower() == "canonical":
            fields.setdefault("canonical", element.get("href"))
    found = Metadata()
    for value in scripts:
        found = found.over(from_json_ld(value, language))
    found = found.over(from_fields(fields, language))
    title = next((text for name in ("h1", "title") if (text := _first_text(page, name))), None)
    found = found.over(Metadata(title=title))
    if found.published is None:
        found = found.over(Metadata(published=shown_day(page, found.language)))
    return without_site(found)


def shown_day(page: Tag, language: str | None) -> datetime.date | None:
    """Return the day of publication that a page shows: so marked, in a `time` element, or in one whose class says so.

    A class is believed inside the article and behind the headline only: the head of a page shows the day of the visit.

    >>> shown_day(parse("<h1>Talks</h1><p class=date>Posted on 11/17/2023 05:40 PM</p>"), "en-US")
    datetime.date(2023, 11, 17)
    """
    known, behind_headline = page_furniture().date_classes, False
    found: dict[int, list[Tag]] = {rank: [] for rank in range(4)}  # best first
    for element in _elements(page):
        behind_headline = behind_headline or element.name == "h1"
        marked, is_time = element.get("itemprop") == "datePublished", element.name == "time"
        if marked or is_time or _first_words(_names(element)) & known:
            in_story = behind_headline or bool(element.find_parent(("article", "main")))
            if marked or is_time or in_story:
                found[0 if marked else 1 if is_time and in_story else 2 if is_time else 3].append(element)
    for element in [element for rank in found.values() for element in rank[:MOST_DATES]]:
        given = _attribute(element, "content", "datetime")
        day = metadata_date(given, language) or line_day(plain(element.get_text(" ")) or "", language)
        if day:
            return day
    return None


def _first_text(page: Tag, name: str) -> str | None:
    """The text of the first element of a name."""
    return next((plain(element.get_text()) for element in _elements(page, name)), None)


def head_metadata(source: Source) -> Metadata:
    """Return the metadata of a page's head given as text, empty where it was refused."""
    page, _ = _page(source)
    return Metadata() if page is None else page_metadata(page, json_ld_scripts(page, source))


def json_ld_scripts(page: Tag, source: Source) -> list[Any]:
    """Return the values of the JSON-LD scripts of a page, None for what cannot be read."""
    scripts = (element for element in _elements(page, "script") if "ld+json" in _attribute(element, "type"))
    return [json_ld(element.get_text(), source) for element in scripts]


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


# ------------------------------------------------------------------------------ text
class Words(NamedTuple):
    """A string of a page, the block that it belongs to, the kind of that block, and whether it is bold or a link."""

    text: str
    block: Tag
    kind: str
    bold: bool = False
    link: bool = False


def words(root: Tag, dropped: Set[int] = frozenset()) -> Iterator[Words]:
    """Yield the strings under `root` in the order of the page; where a block begins, one without text.

    `dropped` are the ids of elements that are passed over. Strings of one block that no other block parts are
    neighbours: they are its text.
    """
    around = {id(root): Words("", root, _kind(root, "paragraph"))}
    yield around[id(root)]
    for node in root.descendants:
        outer = around.get(id(node.parent))
        if outer is None:  # inside of something dropped
            continue
        if isinstance(node, Tag):
            if node.name in DROPPED or id(node) in dropped:
                continue
            inner = outer._replace(bold=outer.bold or node.name in BOLD, link=outer.link or node.name == "a")
            if node.name in BLOCKS:
                inner = inner._replace(block=node, kind=_kind(node, outer.kind))
                yield inner
            elif node.name == "br":
                yield outer._replace(text="\n")
            around[id(node)] = inner
        elif type(node) is NavigableString:  # comments and the like are of other classes
            yield outer._replace(text=str(node))


def _kind(block: Tag, outer: str) -> str:
    """The kind of a block by its tag and classes, inside a block of kind `outer`."""
    known, classes = page_furniture(), _names(block)
    if block.name == "figcaption" or classes & known.caption_classes:
        return "caption"
    if block.name == "footer" or classes & known.footer_classes:
        return "footer"
    return "heading" if block.name in HEADINGS and outer == "paragraph" else outer


def _names(element: Tag) -> set[str]:
    """The class names and the id of an element, whole and cut at blanks and underscores."""
    names = f"{_attribute(element, 'class')} {_attribute(element, 'id')}".lower()
    return {*names.split(), *re.split(r"[\s_]+", names)} - {""}


def _first_words(names: set[str]) -> set[str]:
    """The names, and what stands in each before the first hyphen."""
    return {*names, *(name.split("-")[0] for name in names)}


def furniture(root: Tag) -> frozenset[int]:
    """Return the ids of elements that are no part of an article: those that are hidden or so named.

    An element that holds half of the page's paragraphs stays, whatever it is called.
    """
    held: dict[int, int] = {}  # by element, the code points in paragraphs of some length; inner elements come first
    for element in reversed([root, *_elements(root)]):
        length = len(element.get_text()) if element.name == "p" else 0
        held[id(element)] = held.get(id(element), 0) + (length if length >= SHORTEST_PARAGRAPH else 0)
        held[id(element.parent)] = held.get(id(element.parent), 0) + held[id(element)]
    dropped = set()
    for element in _elements(root):
        prose = held[id(element)]
        if element.name in ("html", "body", "article", "main") or 2 * prose > held[id(root)]:
            continue
        hidden = element.has_attr("hidden") or "display:none" in _attribute(element, "style").replace(" ", "")
        if hidden or any(_is_furniture(name, prose > 0) for name in _names(element)):
            dropped.add(id(element))
    return frozenset(dropped)


def _is_furniture(name: str, of_prose: bool) -> bool:
    """Whether an element of this class or id is no part of an article: "related", "related-links", no "related-war"."""
    known = page_furniture()
    first, *others = name.split("-")
    return name in known.dropped_classes or (
        first in known.dropped_classes
        and (not of_prose or all(word.isdigit() or word in known.layout_words for word in others))
    )


def article_parts(page: Tag, dropped: Set[int]) -> list[Tag]:
    """Return the element that holds the article, or all parts of it: by itemprop or class, else by its paragraphs."""
    body = next(_elements(page, "body"), page)
    wanted = ["itemprop", *(name.lower() for name in page_furniture().article_classes)]
    marked: dict[int, list[Tag]] = {rank: [] for rank in range(len(wanted))}
    for element in _elements(body):
        names = {*_attribute(element, "class").lower().split(), "itemprop" * (element.get("itemprop") == "articleBody")}
        for rank in sorted(wanted.index(name) for name in names if name in wanted):
            marked[rank].append(element)
    for elements in marked.values():
        parts = _of_one_story(elements)
        if sum(_length(part, dropped) for part in parts) > 2 * SHORTEST_PARAGRAPH:
            return parts
    return [_fullest(body, dropped)]


def _of_one_story(elements: list[Tag]) -> list[Tag]:
    """The outermost of these elements, of those in the same `article` element as the first."""
    kept: list[Tag] = []
    for element in elements:
        inside = any(other is part for other in element.parents for part in kept[-1:])
        if not inside and (not kept or element.find_parent("article") is kept[0].find_parent("article")):
            kept.append(element)
    return kept


def _length(root: Tag, dropped: Set[int]) -> int:
    """The code points of text that is left under an element, without those at its ends that are blank."""
    return len("".join(part.text for part in words(root, dropped)).strip())


def _fullest(body: Tag, dropped: Set[int]) -> Tag:
    """The element with most text outside links in its paragraphs, and in their neighbours half as much."""
    lengths: dict[int, int] = {}
    found: dict[int, Tag] = {}
    for part in words(body, dropped):
        if part.kind == "paragraph" and not part.link:
            found[id(part.block)] = part.block
            lengths[id(part.block)] = lengths.get(id(part.block), 0) + len(part.text.strip())
    scores: dict[int, int] = {}
    for key, length in lengths.items():
        if length >= SHORTEST_PARAGRAPH:
            for share, element in enumerate(itertools.islice(found[key].parents, 2), 1):
                found.setdefault(id(element), element)
                scores[id(element)] = scores.get(id(element), 0) + length // share
    if not scores:
        return body
    best = found[max(scores, key=lambda key: scores[key])]
    return next((element for element in (best, *best.parents) if element.name in ("article", "main")), best)


def blocks(root: Tag, dropped: Set[int] = frozenset(), blank_lines: bool = False) -> Iterator[tuple[str, str]]:
    """Yield (kind, text) for each block under `root`; with `blank_lines`, these are breaks as well.

    Text of inline elements is joined as it stands, so that no blank comes in where a tag was.
    """
    parts: list[Words] = []
    for part in words(root, dropped):
        if parts and part.block is not parts[-1].block:
            yield from _lines(parts, blank_lines, part.block)
            parts = []
        parts.append(part)
    yield from _lines(parts, blank_lines, None)


def _lines(parts: list[Words], blank_lines: bool, following: Tag | None) -> Iterator[tuple[str, str]]:
    """The text of one block, or several where line breaks leave a line empty, with its kind."""
    kind = parts[0].kind
    if following is not None and BREAK in _attribute(following, "class").split():  # in the place of a closing tag
        kind = _kind(Tag(name=_attribute(following, "class").split()[-1]), kind)
    whole = "".join(part.text if part.text == "\n" else _spaced(part.text, blank_lines) for part in parts)
    inked = [part for part in parts if part.text.strip()]
    if kind == "paragraph" and inked:
        if all(part.bold for part in inked) and is_heading(whole.strip()):
            kind = "heading"
        elif all(part.link for part in inked) and (len(inked) > 1 or is_heading(whole.strip())):
            kind = "footer"
    for line in re.split(r"\n\s*\n", whole):
        text = _BEFORE_SIGN.sub("", " ".join(line.split()))
        if text:
            yield kind, text


def _spaced(text: str, blank_lines: bool) -> str:
    """The text with runs of blanks as one blank; where blank lines are breaks they stay."""
    if not blank_lines:
        return re.sub(r"\s+", " ", text)
    return re.sub(r"\s+", lambda match: "\n\n" if match.group().count("\n") > 1 else " ", text)
