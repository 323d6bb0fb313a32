"""Posts as WordPress' REST interface gives them: one post, an array, a saved list page, NDJSON; whole, damaged or cut.

The fields lie: `date` may be the time in Greenwich under another name, `author` is a number, Yoast's `author` the
editor. So schema.org comes first, then OpenGraph, then the post's own fields; the writer is whom the page names to
readers.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

from kg.model import Document, Repair
from kg.sources import html, mend
from kg.sources.assemble import Source, document
from kg.sources.limits import json_depth
from kg.sources.metadata import (
    Metadata,
    address,
    best_author,
    from_fields,
    from_json_ld,
    plain,
    plain_list,
    without_site,
)
from kg.timex.metadata_dates import metadata_date

LIST_KEYS = ("posts", "articles", "items", "results", "data")
TEXT_KEYS = ("content", "body", "text", "articleBody", "content_html", "content_text")
_BODY = re.compile(r'"content"\s{0,9}:\s{0,9}["{]')
_CLOSING = re.compile(r"<\\?/(?:p|li|h[1-6]|blockquote|figcaption|dd|dt|td)\b", re.IGNORECASE)
_RECORD = {
    "{": re.compile(r"^(?=\{\s*\")", re.MULTILINE),
    "[": re.compile(r"^(?=\[\s*\{\s*\")", re.MULTILINE),
}


def read(source: Source) -> list[Document]:
    """Return the articles of a JSON file, in its order; damaged ones as far as they can be read."""
    found: list[Document] = []
    bodies = _BODY.finditer(source.text)
    for name, value, repairs in values(source):
        posts = list(_posts(value))
        for number, post in enumerate(posts):
            last = number == len(posts) - 1
            mine = [note for note in repairs if last or not note.what.startswith(("cut", "unreadable"))]
            part = source.part("", name if len(posts) == 1 else f"{name}#{number + 1}", mine)
            body = next(bodies, None)
            tag = _CLOSING.search(source.text, body.end()) if body else None
            found += post_document(part, post, tag.start() if tag else 0)
        if not posts:
            found += _no_posts(source.part(source.text, name, repairs), value)
    return found


def values(source: Source) -> Iterator[tuple[str, Any, tuple[Repair, ...]]]:
    """Yield (name, JSON value, repair notes) for the whole text, or for each record where it holds several."""
    text = source.text.strip("\ufeff \t\n\x00")
    shift = source.text.find(text[:1]) if text else 0
    records = [(0, text)]
    if text[:1] in _RECORD:
        starts = [match.start() for match in _RECORD[text[0]].finditer(text)]
        if len(starts) > 1 and not _reads_whole(text):
            records = [(start, text[start:end]) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    for number, (start, record) in enumerate(records, 1):
        name = source.name if len(records) == 1 else f"{source.name}#{number}"
        depth = json_depth(record)
        if depth > source.limits.json_depth:
            source.too_deep("JSON", depth, source.limits.json_depth, "json_depth", name)
            continue
        try:
            value, repairs = mend.parse(record.strip())
        except mend.TooDeepError as error:
            source.issue("error", f"{error}", "check where the file comes from", name)
            continue
        except mend.NoJsonError:
            value, repairs = record, (Repair("no JSON: read as plain text", 0),)
        yield name, value, tuple(dataclasses.replace(note, offset=note.offset + start + shift) for note in repairs)


def _reads_whole(text: str) -> bool:
    """Whether the text is one JSON value, though several of its lines begin like a record."""
    try:
        return not any(note.what.startswith("unreadable") for note in mend.parse(text)[1])
    except ValueError:
        return False


def _posts(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, dict):
        if any(key in value for key in TEXT_KEYS) or ("title" in value and ("excerpt" in value or "link" in value)):
            yield value
            return
        value = next((value[key] for key in LIST_KEYS if isinstance(value.get(key), list)), [])
    if isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                yield item
            elif isinstance(item, list):
                yield from (inner for inner in item if isinstance(inner, dict))


def _no_posts(source: Source, value: Any) -> list[Document]:
    if isinstance(value, str) and len(value.split()) > 5:
        pieces = html.fragment(source.part(unescaped(value)))
        return document(source.part("", repairs=pieces[1]), pieces[0], Metadata()) if pieces else []
    if isinstance(value, dict) and "code" in value and "message" in value:
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
    """The text of a field that is {"rendered": text} or text."""
    if isinstance(value, dict):
        value = value.get("rendered") or value.get("raw")
    return value if isinstance(value, str) else ""


def post_document(source: Source, post: Mapping[str, Any], first_tag: int = 0) -> list[Document]:
    """Return the document of one post in a list, empty where it was refused.

    `first_tag` is the offset of the first closing tag of its text in the raw input, for repair notes.
    """
    metadata = post_metadata(source, post)
    body = next((text for key in TEXT_KEYS if (text := rendered(post.get(key))).strip()), "")
    name = metadata.url if "#" in source.name and metadata.url else source.name
    source = source.part("", name)
    if not body:
        body = rendered(post.get("excerpt"))
        content = post.get("content")
        if isinstance(content, dict) and content.get("protected"):
            source.issue(
                "warning", "the post is protected by a password: its text is not there", "fetch it with the password"
            )
            return []
        if body.strip():
            source.issue(
                "warning", "only the excerpt is there, not the article", "fetch the post with its 'content' field"
            )
    pieces = html.fragment(source.part(body))
    if pieces is None:
        return []
    repairs = [dataclasses.replace(note, offset=first_tag) for note in pieces[1]]
    return document(source.part("", repairs=repairs), pieces[0], metadata)


def post_metadata(source: Source, post: Mapping[str, Any]) -> Metadata:
    """Return the fields of a post: schema.org, then OpenGraph, then its own; title and address are its own first."""
    head = post.get("yoast_head_json") or post.get("aioseo_head_json")
    head = head if isinstance(head, dict) else {}
    schema = head.get("schema") or (post["parsely"].get("meta") if isinstance(post.get("parsely"), dict) else None)
    graph = from_json_ld(schema)
    fields = from_fields(head)
    if not (graph.published or fields.published) and isinstance(post.get("yoast_head"), str):
        page = html.head_metadata(source.part(post["yoast_head"]))
        fields = fields.over(page)
    own = _own_fields(post)
    found = Metadata(title=own.title, url=own.url, author=best_author([fields.author, graph.author, own.author]))
    found = found.over(graph).over(fields).over(own)
    local, greenwich = (_first_day(post, own.language, key) for key in ("date", "date_gmt"))
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
    author = (
        authors[0].get("name")
        if isinstance(authors, list) and authors and isinstance(authors[0], dict)
        else post.get("author")
    )
    author = author.get("name") if isinstance(author, dict) else author
    tags = post.get("tags") or post.get("keywords")
    language = plain(post.get("lang") or post.get("language"))
    return Metadata(
        title=plain(rendered(post.get("title"))) or plain(post.get("headline")),
        url=next(
            (
                found
                for key in ("link", "URL", "url", "canonical_url", "guid")
                if (found := address(rendered(post.get(key))))
            ),
            None,
        ),
        published=_first_day(
            post,
            language,
            "date_gmt",
            "date",
            "datePublished",
            "published",
            "published_at",
            "publishedAt",
            "date_published",
        ),
        modified=_first_day(post, language, "modified_gmt", "modified", "dateModified", "updated_at", "date_modified"),
        publisher=plain(post.get("publisher") or post.get("site_name")),
        author=plain(author),
        language=language,
        section=next(iter(by_kind["category"]), None) or plain(post.get("section")),
        tags=by_kind["post_tag"] or plain_list(list(tags) if isinstance(tags, dict) else tags),
    )


def _first_day(post: Mapping[str, Any], language: str | None, *keys: str) -> datetime.date | None:
    return next((day for key in keys if (day := metadata_date(plain(post.get(key)), language))), None)
