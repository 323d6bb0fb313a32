"""Articles as JSON: posts of WordPress and of others, alone, in arrays, envelopes, lines; whole, damaged or cut.

The fields lie: `date` may be the time in Greenwich under another name, `author` is a number, Yoast's `author` the
editor. So schema.org comes first, then OpenGraph, then the post's own fields; the writer is whom the page names to
readers.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from kg.model import Document
from kg.seeds.reading import article_fields, fold
from kg.sources import html, mend
from kg.sources.assemble import Source, document, each
from kg.sources.metadata import (
    Metadata,
    address,
    best_author,
    from_fields,
    from_json_ld,
    plain,
    plain_list,
    without_site,
    writer,
)
from kg.sources.records import records
from kg.timex.metadata_dates import metadata_date

TEXT = "content"  # WordPress' own name of the text
DEEPEST = 6  # objects within objects, around an article
ISSUE = frozenset({"level", "stage", "message", "remedy"})  # fields of a line of our own issues.jsonl
_CLOSING = re.compile(r"<\\?/(?:p|li|h[1-6]|blockquote|figcaption|dd|dt|td)\b", re.IGNORECASE)
_BODY = re.compile(r'"content"\s{0,9}:\s{0,9}["{]')


def read(source: Source) -> list[Document]:
    """Return the articles of a JSON file, in its order; damaged ones as far as they can be read."""
    found: list[Document] = []
    left_out: Counter[str] = Counter()
    bodies = _BODY.finditer(source.text)
    for record in records(source):
        posts = list(_posts(record.value))
        for number, post in enumerate(posts):
            last = number == len(posts) - 1
            mine = [note for note in record.repairs if last or not note.what.startswith(("cut", "unreadable"))]
            name = record.name if len(posts) == 1 else f"{record.name}#{number + 1}"
            body = next(bodies, None)
            why = _unread(post)
            if why:
                left_out[why] += 1
                continue
            tag = _CLOSING.search(source.text, body.end()) if body else None
            part = source.part("", name, mine)
            place, cut = tag.start() if tag else 0, record.cut and last
            found += each(part, functools.partial(post_document, part, post, place, cut))
        if isinstance(record.value, dict) and record.value.keys() >= ISSUE:
            left_out["issues of an earlier build"] += 1
        elif not posts:
            found += _no_posts(source.part(source.text, record.name, record.repairs), record.value)
    if left_out:
        report_left_out(source, left_out, "posts")
    return found


def report_left_out(source: Source, left_out: Mapping[str, int], what: str) -> None:
    """Report how many records no reader of the site sees, by their state or kind."""
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(left_out.items()))
    message = f"{sum(left_out.values())} {what} are left out: {kinds}"
    source.issue("info", message, "nothing to do: only what the readers of the site see is read")


def _unread(post: Mapping[str, Any]) -> str:
    """Why the readers of a site do not see a post, empty where they do."""
    known = article_fields()
    state, kind = post.get("status"), post.get("type")
    if isinstance(state, str) and state.lower() in known.unpublished:
        return f"{state.lower()}"
    if isinstance(kind, str) and kind in known.no_articles and kind != "page":
        return f"of the kind {kind}"
    content = post.get(TEXT)
    if post.get("password") or (isinstance(content, dict) and content.get("protected")):
        return "protected by a password"
    return ""


def _posts(value: Any, level: int = 0) -> Iterator[Mapping[str, Any]]:
    """The articles in a JSON value, wherever they stand: in lists, in envelopes, by their id."""
    if isinstance(value, dict):
        if _is_post(value, level):
            yield value
        else:
            for inner in value.values() if level < DEEPEST else ():
                if isinstance(inner, dict | list):
                    yield from _posts(inner, level + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _posts(item, level)


def _is_post(value: Mapping[str, Any], level: int) -> bool:
    """Whether an object is an article: it has a text, or a title with a summary or an address."""
    fields = _Fields(value)
    text = bool(fields.text("text").strip()) or _has_content(value)
    title = bool(fields.text("title").strip())
    if level > 1 or "@id" in value:  # far inside many things are called so
        return (text and title) or (title and bool(fields.text("url")) and bool(fields.text("published")))
    return text or (title and any(fields.has(name) for name in ("summary", "url", "published")))


def _has_content(value: Mapping[str, Any]) -> bool:
    """Whether a post of WordPress says that it has a text, if an empty one."""
    content = value.get(TEXT)
    return TEXT in value and ("title" in value or (isinstance(content, dict) and "rendered" in content))


class _Fields:
    """The fields of a record under whatever names it gives them."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self._values: dict[str, Any] = {}
        wrapped: list[Mapping[str, Any]] = []
        for key, value in record.items():
            if isinstance(value, dict) and fold(str(key)) in article_fields().wrappers:
                wrapped.append(value)
        for part in (*wrapped, record):
            for key, value in part.items():
                self._values.setdefault(fold(str(key)), value)

    def has(self, field: str) -> bool:
        """Whether the record has the field, if an empty one."""
        return any(name in self._values for name in article_fields().fields[field])

    def all(self, field: str) -> Iterator[Any]:
        """The values of a field, those under the best names first."""
        return (self._values[name] for name in article_fields().fields[field] if self._values.get(name))

    def text(self, field: str) -> str:
        """The first value of a field that is text, empty where there is none."""
        return next((text for value in self.all(field) if (text := rendered(value)).strip()), "")


def _no_posts(source: Source, value: Any) -> list[Document]:
    if isinstance(value, str) and html.is_error(_beginning(value)):
        source.issue("warning", "it is no article but an error of the server", "fetch the page again")
    elif isinstance(value, str) and len(value.split()) > 5:
        pieces = html.fragment(source.part(unescaped(value)))
        return document(source.part("", repairs=pieces[1]), pieces[0], Metadata()) if pieces else []
    elif isinstance(value, dict) and "code" in value and "message" in value:
        source.issue(
            "warning",
            f"the site answered with an error instead of posts: {plain(value['message'])}",
            "fetch the page again",
        )
    elif value == []:
        source.issue("info", "the list of posts is empty", "nothing to do where it is the page after the last")
    else:
        keys = ", ".join(sorted(map(str, value))[:8]) if isinstance(value, dict) else type(value).__name__
        source.issue(
            "warning",
            f"there is no post in this JSON (found: {keys})",
            "give WordPress posts with 'title' and 'content', or an array of them",
        )
    return []


def _beginning(text: str) -> str:
    return re.sub(r"<[^<>]{0,200}>", "", text[: html.LONGEST_ERROR_TITLE]).strip()


def unescaped(text: str) -> str:
    r"""Return text cut out of the middle of a JSON string as the text that it stands for.

    >>> unescaped(r'talks<\/p>\n\u201cgo\u201d')
    'talks</p>\n“go”'
    """
    if "\\" not in text:
        return text
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    return re.sub(r"\\([/\"nrt])", lambda match: {"n": "\n", "r": "", "t": " "}.get(match[1], match[1]), text)


# ------------------------------------------------------------------------------ one post
def rendered(value: Any) -> str:
    """The text of a field that is text, or an object such as {"rendered": text} or {"node": {"name": text}}."""
    for _ in range(3):
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if isinstance(value, dict):
            value = next((value[key] for key in article_fields().text_of if value.get(key)), None)
    return value if isinstance(value, str) else ""


def names_of(value: Any) -> tuple[str, ...]:
    """The names in a field that is a name, an object with one, or a list of these."""
    if isinstance(value, dict) and isinstance(value.get("nodes"), list):
        value = value["nodes"]
    if isinstance(value, list):
        return tuple(dict.fromkeys(name for item in value[:500] if (name := plain(rendered(item)))))
    if isinstance(value, dict):  # WordPress.com names its tags by the keys
        return plain_list(rendered(value) or list(value))
    return plain_list(value)


def post_document(source: Source, post: Mapping[str, Any], first_tag: int = 0, cut: bool = False) -> list[Document]:
    """Return the document of one post in a list, empty where it was refused.

    `first_tag` is the offset of the first closing tag of its text in the raw input, for repair notes; `cut` says that
    the post ends within a string.
    """
    if cut:
        post = mend.without_half(post, [TEXT, "rendered"])
    incomplete = any(note.what.startswith("cut") for note in source.repairs)
    metadata = post_metadata(source, post, incomplete)
    fields = _Fields(post)
    body = fields.text("text")
    name = metadata.url if "#" in source.name and metadata.url else source.name
    source = source.part("", name)
    if not body.strip():
        body = fields.text("summary")
        if body.strip():
            remedy = "fetch the post with its 'content' field"
            source.issue("warning", "only the excerpt is there, not the article", remedy)
        elif metadata.title and (metadata.url or metadata.published) and not (fields.has("text") or incomplete):
            source.issue("info", "only its headline is there: it is read", "fetch the post with its 'content' field")
            return document(source, [("headline", metadata.title)], metadata)
    pieces = html.fragment(source.part(body))
    if pieces is None:
        return []
    repairs = [dataclasses.replace(note, offset=first_tag) for note in pieces[1]]
    return document(source.part("", repairs=repairs), pieces[0], metadata)


def post_metadata(source: Source, post: Mapping[str, Any], cut: bool = False) -> Metadata:
    """Return the fields of a post: schema.org, then OpenGraph, then its own; title and address are its own first.

    Of a post that was cut before its writer is named the author is not known: what stands before is the editor's login.
    """
    head = post.get("yoast_head_json") or post.get("aioseo_head_json")
    head = head if isinstance(head, dict) else {}
    schema = head.get("schema") or (post["parsely"].get("meta") if isinstance(post.get("parsely"), dict) else None)
    graph = from_json_ld(schema)
    fields = from_fields(head)
    if not (graph.published or fields.published) and isinstance(post.get("yoast_head"), str):
        page = html.head_metadata(source.part(post["yoast_head"]))
        fields = fields.over(page)
    own = _own_fields(post)
    if cut and writer(head) is None:
        fields, graph = (dataclasses.replace(part, author=None) for part in (fields, graph))
    found = Metadata(title=own.title, url=own.url, author=best_author([fields.author, graph.author, own.author]))
    found = found.over(graph).over(fields).over(own)
    local, greenwich = (metadata_date(plain(post.get(key)), own.language) for key in ("date", "date_gmt"))
    if local and greenwich and local != greenwich == found.published and abs(local - greenwich).days == 1:
        found = dataclasses.replace(found, published=local)  # the day of its readers
    return without_site(found)


def _own_fields(post: Mapping[str, Any]) -> Metadata:
    embedded = post.get("_embedded")
    embedded = embedded if isinstance(embedded, dict) else {}
    groups = embedded.get("wp:term")
    terms = (
        [term for group in groups if isinstance(group, list) for term in group if isinstance(term, dict)]
        if isinstance(groups, list)
        else []
    )
    by_kind = {
        kind: plain_list([term.get("name") for term in terms if term.get("taxonomy") == kind])
        for kind in ("post_tag", "category")
    }
    authors = embedded.get("author")
    fields = _Fields(post)
    given = authors if isinstance(authors, list) and authors else next(fields.all("author"), None)
    writers = [name for name in names_of(given) if not name.isdigit()]
    language = plain(fields.text("language"))
    return Metadata(
        title=plain(fields.text("title")),
        url=next((found for value in fields.all("url") if (found := address(rendered(value)))), None),
        published=_first_day(fields, language, "published"),
        modified=_first_day(fields, language, "modified"),
        publisher=plain(fields.text("publisher")),
        author=best_author([", ".join(writers) if any(" " in name for name in writers) else None, *writers]),
        language=language,
        section=next(iter(by_kind["category"]), plain(fields.text("section"))),
        tags=by_kind["post_tag"] or next((names for value in fields.all("tags") if (names := names_of(value))), ()),
    )


def _first_day(fields: _Fields, language: str | None, field: str) -> datetime.date | None:
    days = (metadata_date(plain(rendered(value)), language) for value in fields.all(field))
    return next((day for day in days if day), None)
