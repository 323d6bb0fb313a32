"""HTML pages and fragments: metadata, then the article's blocks. The only door to Beautiful Soup (over lxml)."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import itertools
import re
import warnings
from collections.abc import Iterator, Set
from typing import Any, NamedTuple

from bs4 import BeautifulSoup, Tag
from bs4.builder import ParserRejectedMarkup
from bs4.element import NavigableString

from kg.model import Document, Repair
from kg.seeds.own import at_most
from kg.seeds.reading import page_furniture
from kg.sources import mend
from kg.sources.assemble import LONGEST_LINE, Source, document, is_heading, labelled_days, line_day
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
ELSEWHERE = frozenset({"aside", "nav", "footer"})  # elements whose days are not that of the story
BOLD = frozenset({"b", "strong"})
LONGEST_ERROR = 1500  # code points of prose on a page that is no article
FRONT_PAGE = 20  # blocks of nothing but links on a page whose address is that of its site
LONGEST_ERROR_TITLE = 70
MOST_DATES = 20  # elements called so that are looked at
SHORTEST_PARAGRAPH = 40  # code points that make a paragraph count when the article is looked for

_BLANKS = re.compile(r"\s+")
_BEFORE_SIGN = re.compile(r"(?<=\w)\s(?=[,.;:!?](?:\s|\Z))")


def read(source: Source) -> list[Document]:
    """Return the article of a page, with the metadata of JSON-LD and meta elements."""
    page, repairs = _page(source)
    if page is None:
        return []
    whole = source.part("", repairs=repairs)
    scripts = json_ld_scripts(page, whole)
    dropped = furniture(page)
    metadata = page_metadata(page, scripts, dropped)
    pieces = [
        piece for part in article_parts(page, dropped) for piece in blocks(part, dropped, blank_lines=bool(repairs))
    ]
    pieces = _by_trafilatura(source.text) if source.web else _without_boxes(pieces)
    told = next((text for value in scripts if (text := article_body(value))), "")
    if len(told) > 2 * sum(len(text) for kind, text in pieces if kind == "paragraph"):
        pieces = [("paragraph", part) for part in re.split(r"\n+", told)]
        whole.issue("info", "its text stands in its JSON-LD only", "nothing to do: it was read there")
    prose = sum(len(text) for kind, text in pieces if kind == "paragraph")
    if prose < LONGEST_ERROR and is_error(_first_text(page, "title"), metadata.title):
        remedy = "fetch the page again, with a browser where the site asks for one"
        whole.issue("warning", f"it is no article but a page of the server: {metadata.title!r}", remedy)
        return []
    links = sum(kind == "footer" for kind, _ in pieces)
    if links >= FRONT_PAGE and re.fullmatch(r"https?://[^/]+/?", metadata.url or ""):
        whole.issue("warning", "it is the front page of a site, not an article", "save the articles themselves")
        return []
    return document(whole, pieces, metadata)


def _by_trafilatura(markup: str) -> list[tuple[str, str]]:
    """The paragraphs that trafilatura finds, where the user asked for it."""
    import trafilatura

    text = trafilatura.extract(markup, include_comments=False) or ""
    return [("paragraph", line.lstrip("- ")) for line in text.split("\n") if line.strip()]


def _without_boxes(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The blocks, with headings that stand over nothing but links taken for what the links are: a box of other news."""
    found: list[tuple[str, str]] = []
    following = "footer"
    for kind, text in reversed(pieces):
        following = "footer" if kind == "heading" and following == "footer" else kind
        found.append((following, text))
    return found[::-1]


def is_error(*titles: str | None) -> bool:
    """Whether a title is that of a page that a server gives instead of the article."""
    known = page_furniture().error_titles
    folded = [title.casefold().strip(" .!…") for title in titles if title]
    return any(
        title.startswith(word) and len(title) <= LONGEST_ERROR_TITLE and not title[len(word) :].lstrip()[:1].isalnum()
        for title in folded
        for word in known
    )


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
    given = element.attrs
    for name in names if given else ():
        if value := given.get(name):
            return value if isinstance(value, str) else " ".join(value)
    return ""


# ------------------------------------------------------------------------------ metadata
def page_metadata(page: Tag, scripts: list[Any], dropped: Set[int] = frozenset()) -> Metadata:
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
        found = found.over(Metadata(published=shown_day(page, found.language, dropped)))
    else:
        found = dataclasses.replace(found, published=_day_of_place(page, found, dropped))
    return without_site(found)


def _day_of_place(page: Tag, metadata: Metadata, dropped: Set[int]) -> datetime.date | None:
    """The day of publication as readers see it, where that is the day before or after the one of the metadata.

    Metadata tell the time of Greenwich: an evening in America is the next day there, a morning in Asia the day before.
    """
    given, seen = metadata.published, set()
    for element in itertools.islice(_dated(page, dropped, False), MOST_DATES):
        day = labelled_days(plain(element.get_text(" ")) or "", metadata.language).get("published")
        seen.update([day] if day else [])
    near = {day for day in seen if given and abs(day - given).days == 1}
    return near.pop() if given not in seen and len(near) == 1 else given


def shown_day(page: Tag, language: str | None, dropped: Set[int] = frozenset()) -> datetime.date | None:
    """Return the day of publication that a page shows: so marked, in a `time` element, or in one whose class says so.

    A class is believed inside the article and behind the headline only: the head of a page shows the day of the visit.
    Days of changes come last, those of comments and of other stories (`dropped`) never. Where there is none, a line
    that is nothing but "Published" and a day counts.

    >>> shown_day(parse("<h1>Talks</h1><p class=date>Posted on 11/17/2023 05:40 PM</p>"), "en-US")
    datetime.date(2023, 11, 17)
    """
    for element in _dated(page, dropped, True):
        given = _attribute(element, "content", "datetime")
        day = metadata_date(given, language) or line_day(plain(element.get_text(" ")) or "", language)
        if day:
            return day
    words = page_furniture()
    lines = (text for _, text in blocks(next(_elements(page, "body"), page), dropped) if len(text) <= LONGEST_LINE)
    labelled = (text for text in lines if text.casefold().startswith(words.published_labels[:-1]))
    return next((day for text in itertools.islice(labelled, MOST_DATES) if (day := line_day(text, language))), None)


def _dated(page: Tag, dropped: Set[int], changes: bool) -> Iterator[Tag]:
    """The elements that show a day, the best first, those of changes last or not at all."""
    words, behind_headline = page_furniture(), False
    found: dict[int, list[Tag]] = {rank: [] for rank in range(5)}
    for element in _elements(page):
        behind_headline = behind_headline or element.name == "h1"
        marked, is_time = element.get("itemprop") == "datePublished", element.name == "time"
        names = _first_words(_names(element)) if element.attrs else set()
        if not (marked or is_time or names & words.date_classes) or element.name in ("html", "body"):
            continue
        if any(id(one) in dropped or one.name in ELSEWHERE for one in (element, *element.parents)):
            continue
        in_story = behind_headline or bool(element.find_parent(("article", "main")))
        if element.get("itemprop") == "dateModified" or (names & words.modified_classes and "published" not in names):
            found[4].append(element)
        elif marked or is_time or in_story:
            found[0 if marked else 1 if is_time and in_story else 2 if is_time else 3].append(element)
    for rank, elements in found.items():
        yield from elements[:MOST_DATES] if changes or rank < 4 else ()


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
            _, block, kind, bold, link = outer
            bold, link = bold or node.name in BOLD, link or node.name == "a"
            if node.name in BLOCKS:
                inner = Words("", node, _kind(node, kind), bold, link)
                yield inner
            else:
                inner = Words("", block, kind, bold, link)
                if node.name == "br":
                    yield Words("\n", *outer[1:])
            around[id(node)] = inner
        elif type(node) is NavigableString:  # comments and the like are of other classes
            yield Words(str(node), *outer[1:])


def _kind(block: Tag, outer: str) -> str:
    """The kind of a block by its tag and classes, inside a block of kind `outer`."""
    return _kind_of(block.name, _attribute(block, "class"), _attribute(block, "id"), outer)


@at_most(10_000)  # a page repeats its classes
def _kind_of(name: str, class_: str, id_: str, outer: str) -> str:
    known, classes = page_furniture(), _split(class_, id_)
    if name == "figcaption" or classes & known.caption_classes:
        return "caption"
    if name == "footer" or classes & known.footer_classes:
        return "footer"
    return "heading" if name in HEADINGS and outer == "paragraph" else outer


def _names(element: Tag) -> frozenset[str]:
    """The class names and the id of an element, whole and cut at blanks and underscores."""
    return _split(_attribute(element, "class"), _attribute(element, "id")) if element.attrs else frozenset()


@functools.lru_cache(10_000)
def _split(class_: str, id_: str) -> frozenset[str]:
    names = f"{class_} {id_}".lower()
    return frozenset({*names.split(), *re.split(r"[\s_]+", names)} - {""})


def _first_words(names: Set[str]) -> set[str]:
    """The names, and what stands in each before the first hyphen."""
    return {*names, *(name.split("-")[0] for name in names)}


def furniture(root: Tag) -> frozenset[int]:
    """Return the ids of elements that are no part of an article: those that are hidden or so named.

    An element that holds half of the page's paragraphs stays, whatever it is called.
    """
    held: dict[int, int] = {}  # by element, the code points in paragraphs of some length; inner elements come first
    for element in reversed([root, *_elements(root)]):
        length = len(element.get_text()) if element.name == "p" else _own_text(element)
        held[id(element)] = held.get(id(element), 0) + (length if length >= SHORTEST_PARAGRAPH else 0)
        held[id(element.parent)] = held.get(id(element.parent), 0) + held[id(element)]
    dropped = set()
    for element in _elements(root):
        prose = held[id(element)]
        if element.name in ("html", "body", "article", "main") or 2 * prose > held[id(root)]:
            continue
        if not element.attrs:
            continue
        hidden = element.has_attr("hidden") or "display:none" in _attribute(element, "style").replace(" ", "")
        id_ = (
            _attribute(element, "id") if element.name not in HEADINGS else ""
        )  # that of a heading is made from its words
        if hidden or _called_furniture(_attribute(element, "class"), id_, prose > 0):
            dropped.add(id(element))
    return frozenset(dropped)


def _own_text(element: Tag) -> int:
    """The code points of text that stand in a block itself, between line breaks: paragraphs without their tags."""
    if element.name not in BLOCKS:
        return 0
    return sum(len(node.strip()) for node in element.children if type(node) is NavigableString)


@at_most(10_000)
def _called_furniture(class_: str, id_: str, of_prose: bool) -> bool:
    return any(_is_furniture(name, of_prose) for name in _split(class_, id_))


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
        if not element.attrs:
            continue
        names = {*_attribute(element, "class").lower().split(), "itemprop" * (element.get("itemprop") == "articleBody")}
        for rank in sorted(wanted.index(name) for name in names if name in wanted):
            marked[rank].append(element)
    for elements in marked.values():
        parts = _of_one_story(elements)
        if sum(_length(part, dropped) for part in parts) > 2 * SHORTEST_PARAGRAPH:
            return [*_leads(parts[0], dropped), *parts]
    return [_fullest(body, dropped)]


def _of_one_story(elements: list[Tag]) -> list[Tag]:
    """The outermost of these elements, of those in the same `article` element as the first."""
    kept: list[Tag] = []
    for element in elements:
        inside = any(other is part for other in element.parents for part in kept[-1:])
        if not inside and (not kept or element.find_parent("article") is kept[0].find_parent("article")):
            kept.append(element)
    return kept


def _leads(part: Tag, dropped: Set[int]) -> list[Tag]:
    """The summary between the headline and the first part of a story, in the same `article` or `main` element."""
    known = page_furniture().lead_classes
    story = part.find_parent(("article", "main"))
    found: list[Tag] = []
    for element in () if story is None else _elements(story, "p", "div", "h2"):
        if element is part:
            return found
        if _names(element) & known and id(element) not in dropped and not found:
            found = [element] * (
                len(element.get_text().strip()) >= SHORTEST_PARAGRAPH and part not in element.descendants
            )
    return []


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
            for share, element in zip((1, 1, 2), (found[key], *itertools.islice(found[key].parents, 2)), strict=False):
                found.setdefault(id(element), element)
                scores[id(element)] = scores.get(id(element), 0) + length // share
    if not scores:
        return body
    best = found[max(scores, key=lambda key: scores[key])]
    if _alike(best, body):
        best = best.parent or best
    return next((element for element in (best, *best.parents) if element.name in ("article", "main")), best)


def _alike(element: Tag, body: Tag) -> bool:
    """Whether an element is one of several of its kind side by side that hold prose: parts of one story."""
    parent, name = element.parent, _attribute(element, "class")
    if parent is None or element is body or element.name in ("article", "main", "td"):
        return False
    others = [other for other in parent.find_all(element.name, recursive=False) if other is not element]
    return any(
        _attribute(other, "class") == name
        and any(len(p.get_text()) >= SHORTEST_PARAGRAPH for p in _elements(other, "p"))
        for other in others
    )


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
        return _BLANKS.sub(" ", text) if "\n" in text or "  " in text or "\t" in text else text
    return re.sub(r"\s+", lambda match: "\n\n" if match.group().count("\n") > 1 else " ", text)
