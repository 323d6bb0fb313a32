"""RSS and Atom feeds; each entry is an article. The only door to feedparser."""

from __future__ import annotations

import functools
import io
import re
from collections import Counter
from typing import Any

from kg.model import Document, Repair
from kg.seeds.reading import article_fields
from kg.sources import html
from kg.sources.assemble import Source, document, each
from kg.sources.metadata import Metadata, address, best_author, plain, plain_list, without_site
from kg.sources.tags import scan
from kg.sources.wordpress import report_left_out
from kg.timex.metadata_dates import metadata_date

MOST_BESIDE = 4  # words beside the headline where an entry holds nothing else: the publisher

_DECLARATION = re.compile(r"\A\s*<\?xml\b[^<>]{0,300}\?>")


def read(source: Source) -> list[Document]:
    """Return the articles of a feed, in its order."""
    depth = scan(source.text).depth
    if depth > source.limits.html_depth:
        source.too_deep("XML", depth, source.limits.html_depth, "html_depth")
        return []
    parsed, repairs = _parse(source.text)
    if not parsed.entries:
        known = bool(parsed.version)
        source.issue(
            "warning",
            "the feed holds no entry" if known else "it is XML, but no RSS or Atom feed",
            "nothing to do where the feed is empty" if known else "give a feed, or the article as HTML",
        )
        return []
    feed = _feed_metadata(parsed.feed)
    found: list[Document] = []
    left_out: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for number, entry in enumerate(parsed.entries, 1):
        why = _unread(entry)
        if why:
            left_out[why] += 1
            continue
        part = source.part(
            "", address(entry.get("link")) or address(entry.get("id")) or f"{source.name}#{number}", repairs
        )
        found += each(part, functools.partial(_entry, part, entry, feed, held))
    if left_out:
        report_left_out(source, left_out, "entries")
    if held["headline"]:
        what = f"{held['headline']} of {len(parsed.entries)} entries hold only a headline: it is read"
        source.issue("info", what, "fetch the pages themselves for the whole articles")
    if held["summary"]:
        source.issue(
            "info",
            f"{held['summary']} of {len(parsed.entries)} entries hold only a summary",
            "for the whole text save the articles themselves",
        )
    return found


def _parse(text: str) -> tuple[Any, tuple[Repair, ...]]:
    """The feed as feedparser sees it; it gets bytes only, for a text could be taken as an address and fetched."""
    import feedparser

    data = _DECLARATION.sub("", text).lstrip().encode("utf-8", "replace")
    headers = {"content-type": "application/xml; charset=utf-8"}
    parsed = feedparser.parse(
        io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    error = parsed.get("bozo_exception")
    if not parsed.get("bozo") or not hasattr(error, "getLineNumber"):
        return parsed, ()
    lines = data.decode("utf-8").split("\n")
    number = max(0, (error.getLineNumber() or 1) - 1)
    offset = len(text) - len(data.decode("utf-8")) + sum(len(line) + 1 for line in lines[:number])
    return parsed, (Repair("the feed is no well-formed XML: read loosely", offset + (error.getColumnNumber() or 0)),)


def _feed_metadata(feed: Any) -> Metadata:
    return Metadata(
        publisher=plain(feed.get("title")) or plain(feed.get("publisher")),
        language=plain(feed.get("language")),
    )


def _entry(source: Source, entry: Any, feed: Metadata, held: Counter[str]) -> list[Document]:
    """The document of one entry in a list; what it holds of the article is counted in `held`."""
    metadata = _entry_metadata(entry, source, feed.language).over(feed)
    body, whole = _body(entry)
    pieces = html.fragment(source.part(body))
    if pieces is None:
        return []
    if metadata.title and _repeats(metadata.title, pieces[0]):
        held["headline"] += 1
        metadata = without_site(metadata)
        return document(source, [("headline", metadata.title or "")], metadata)
    held["summary"] += not whole
    return document(source.part("", repairs=pieces[1]), pieces[0], metadata)


def _unread(entry: Any) -> str:
    """Why the readers of a site do not see an entry of an export of WordPress (WXR), empty where they do."""
    known = article_fields()
    state, kind = (str(entry.get(name) or "").strip().lower() for name in ("wp_status", "wp_post_type"))
    if kind in known.no_articles:
        return f"of the kind {kind}"
    if state in known.unpublished:
        return state
    return "protected by a password" if entry.get("wp_post_password") else ""


def _repeats(title: str, pieces: list[tuple[str, str]]) -> bool:
    """Whether nothing but the headline stands in the text of an entry: no text, or the title and its publisher."""
    words = re.findall(r"\w+", title.casefold())
    told = re.findall(r"\w+", " ".join(text for _, text in pieces).casefold())
    return not told or (len(told) <= len(words) + MOST_BESIDE and words[: len(told)] == told[: len(words)])


def _entry_metadata(entry: Any, source: Source, language: str | None) -> Metadata:
    language = plain(entry.get("language")) or language
    local = metadata_date(plain(entry.get("wp_post_date")), language)  # the site's own day, in exports of WordPress
    published = local or metadata_date(plain(entry.get("published") or entry.get("created")), language)
    changed = dict.get(entry, "updated")  # entry.get would give `published` in its place
    updated = metadata_date(plain(changed), language)
    if published is None and updated is not None:
        source.issue(
            "info",
            "no date of publication, only of the last change: that one is used",
            "nothing to do",
            entry.get("link"),
        )
    tags = plain_list([tag.get("term") for tag in entry.get("tags") or () if tag.get("term")])
    authors = [person.get("name") for person in entry.get("authors") or () if person.get("name")]
    site = entry.get("source")
    return Metadata(
        title=plain(entry.get("title")),
        url=address(entry.get("link")) or address(entry.get("id")),
        published=published or updated,
        modified=updated,
        publisher=plain(site.get("title")) if isinstance(site, dict) else None,
        author=best_author([plain(", ".join(authors)), plain(entry.get("author"))]),
        language=language,
        tags=tags,
    )


def _body(entry: Any) -> tuple[str, bool]:
    """The longest text of an entry as HTML, and whether it is more than a summary."""
    contents = [part.get("value") or "" for part in entry.get("content") or ()]
    best = max(contents, key=len, default="")
    summary = entry.get("summary") or ""
    return (best, True) if len(best) >= len(summary) and best else (summary, False)
