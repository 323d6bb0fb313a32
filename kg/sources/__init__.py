"""Reading: files in, `Document`s out. One reader a format, chosen by the content first and the suffix second.

A reader takes a `Source` and returns its documents; what a user must know goes to `report` as an `Issue`, and the run
goes on.
"""

from __future__ import annotations

import functools
import importlib.metadata
import importlib.util
import logging
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from kg.errors import KgError, OptionError
from kg.model import Article, Document, Event, Issue, Report
from kg.seeds.tables import load_form
from kg.sources import feed, files, html, nexis, packed, table, text, wordpress
from kg.sources.assemble import Source, failure
from kg.sources.coded import read_events
from kg.sources.encoding import BinaryError, decode
from kg.sources.files import Paths
from kg.sources.limits import Limits, raised

Reader = Callable[[Source], list[Document]]

READERS: dict[str, Reader] = {
    "wordpress": wordpress.read,
    "html": html.read,
    "feed": feed.read,
    "text": text.read,
    "nexis": nexis.read,
    "table": table.read,
}

SUFFIXES = {
    ".json": "wordpress",
    ".jsonl": "wordpress",
    ".ndjson": "wordpress",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".csv": "table",
    ".tsv": "table",
    ".tab": "table",
}

_CONTENT = (
    ("feed", re.compile(r"(?:<\?[^<>]{0,500}\?>\s*|<!--[^<>]{0,2000}-->\s*)*+<(?:rss|feed|rdf:RDF)\b")),
    (
        "html",
        re.compile(
            r"(?:<\?xml[^<>]{0,200}\?>\s*)?(?:<!--[^<>]{0,2000}-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
            re.IGNORECASE,
        ),
    ),
    ("nexis", re.compile(nexis.BEGINNING)),
    ("table", re.compile(r"(?i:#?event id)\t|\d+\t(?:\d{8}|\d{4}-\d\d-\d\d)\t(?:[^\t\n]*+\t){50}")),
    (
        "wordpress",
        re.compile(
            r"(?:\)\]\}'?,?\s*|(?:while\s?\(1\)|for\s?\(;;\));\s*|```(?:json)?\s*"  # against scripts; a fence
            r"|(?:/\*{1,2}[^*]{0,100}\*/)?\s*[\w$.]{1,60}\s?\(\s*"  # the call of a script
            r"|HTTP/\d[\d.]* \d{3}[^{\[]{0,3000}\n\s*"
            r"|(?:<br ?/?>\s*<b>|PHP )?(?:Warning|Notice|Deprecated|Fatal error|Strict Standards)\b[^{}]{0,3000}\n\s*)?"
            r"(?:\[?\s*\{\s*\"|\[\s*\])"
        ),
    ),
)


DEFAULT_LIMITS = Limits()
GROUP = "kg.sources"  # entry points of other packages: the name is a suffix such as ".warc", the object a Reader


def to_log(issue: Issue) -> None:
    """Hand an issue to the logger "kg": what happens to it where no `report` is given."""
    levels = {"info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
    logging.getLogger("kg").log(levels[issue.level], "%s: %s", issue.document, issue.message)


@functools.cache
def _outside() -> dict[str, importlib.metadata.EntryPoint]:
    """The readers of other packages by suffix."""
    return {point.name.lower(): point for point in importlib.metadata.entry_points(group=GROUP)}


def reader(content: str, suffix: str = "") -> Reader:
    """Return the reader for a text: that of another package where one is installed for the suffix, else our own."""
    if suffix in _outside():
        found: Reader = _outside()[suffix].load()
        return found
    return READERS[format_of(content, suffix)]


class Input(NamedTuple):
    """What was read: articles, the events of coded tables, and those tables as the articles that tell of the events."""

    documents: list[Document]
    events: list[Event]
    tables: list[Article]


def read(paths: Paths, report: Report = to_log, limits: Limits = DEFAULT_LIMITS) -> list[Document]:
    """Return the documents of files, folders (recursive) and glob patterns.

    The order is that of the sorted file names, whatever the order of `paths`. Of two articles with the same address
    the fuller is kept: the one modified later, then the longer. Nothing that is wrong with the input raises; it is
    reported.

    >>> issues = []
    >>> read("no/such/file.json", issues.append), issues[0].message
    ([], 'there is no such file')
    """
    found = read_all(paths, report, limits)
    if found.events:
        message = (
            f"{len(found.events):,} coded events stand in {', '.join(table.title or '' for table in found.tables)}"
        )
        report(Issue("info", "read", found.tables[0].title, None, message, "kg.sources.read_all gives them as well"))
    return found.documents


def _suffixes() -> tuple[str, ...]:
    return (*SUFFIXES, *packed.SUFFIXES, *_outside())


def fingerprint(paths: Paths) -> list[tuple[str, str]]:
    """Return the name and the hash of each file that `read_all` would read: equal where nothing has changed."""
    return files.fingerprint(paths, _suffixes())


def read_all(
    paths: Paths,
    report: Report = to_log,
    limits: Limits = DEFAULT_LIMITS,
    columns: str | os.PathLike[str] | None = None,
    web: bool = False,
) -> Input:
    """Return the documents and the coded events of files, folders and patterns, read as `read` does.

    `columns` is a YAML file that says what the columns of tables hold, like those of seeds/coded_tables; OptionError
    where it holds what it must not. With `web` trafilatura finds the text of pages; OptionError where it
    is not installed.
    """
    if web and importlib.util.find_spec("trafilatura") is None:
        raise OptionError("trafilatura is not installed; it comes with the extra: pip install 'diplokg[web]'")
    form = None if columns is None else load_form(os.fspath(columns))
    documents: list[tuple[str, Document]] = []
    coded: dict[str, Event] = {}
    tables: dict[str, Article] = {}
    for named in files.expand(paths, _suffixes(), report):
        data = files.load(named, report, limits)
        if data is None:
            continue
        for found, chosen in _sources(data, named.name, report, limits):
            source = replace(found, columns=form, web=web)
            try:
                if chosen is table.read and table.is_coded(source):
                    events, articles = read_events(source)
                    for event in events:
                        coded.setdefault(event.id, event)
                    tables |= {article.id: article for article in articles}
                    if not events:
                        remedy = "check that rows follow the header, and that date, actor and event_type are filled"
                        report(Issue("warning", "read", source.name, None, "the table tells of no event", remedy))
                else:
                    documents += [(source.name, document) for document in chosen(source)]
            except KgError:  # a bad row of seeds: our own mistake stops the run
                raise
            except Exception as error:
                report(failure(error, "read", source.name))
    return Input(unique(documents, report), list(coded.values()), list(tables.values()))


def read_bytes(data: bytes, name: str, report: Report = to_log, limits: Limits = DEFAULT_LIMITS) -> list[Document]:
    r"""Return the documents in the bytes of one file; `name` stands in reports, its suffix helps to tell the format.

    >>> text = b"Talks open\n\nThe two sides met on Monday, and they agreed to meet again."
    >>> [document] = read_bytes(text, "talks.txt")
    >>> document.title, document.blocks[0].kind
    ('Talks open', 'headline')
    """
    found: list[tuple[str, Document]] = []
    for source, chosen in _sources(data, name, report, limits):
        found += [(source.name, document) for document in chosen(source)]
    return unique(found, report)


def _sources(data: bytes, name: str, report: Report, limits: Limits) -> Iterator[tuple[Source, Reader]]:
    """What the bytes of one file hold, unpacked and decoded, each with its reader; what is no text is reported."""
    if packed.suffix_of(name) in _outside():
        opened: Iterable[packed.Part] = (packed.Part(name, data, packed.suffix_of(name)),)
    else:
        opened = packed.parts(name, data, report, limits)
    for part in opened:
        source = _source(part, report, limits)
        if source is not None:
            yield source, reader(source.text, part.suffix)


def _source(part: packed.Part, report: Report, limits: Limits) -> Source | None:
    """The text of one part; None (and a report) where it is none."""

    def refuse(message: str, remedy: str, level: str = "error") -> None:
        report(Issue(level, "read", part.name, None, message, remedy))

    if len(part.data) > limits.file_bytes:
        message = f"{len(part.data):,} bytes is over the limit of {limits.file_bytes:,}"
        refuse(message, f"split the file, or {raised('file_bytes')}")
        return None
    try:
        content, notes = decode(part.data)
    except BinaryError as error:
        refuse(f"it is no text: {error}", "give the article as JSON, HTML, feed, plain text, Word or PDF")
        return None
    if not content.strip():
        refuse("the file is empty", "fetch it again", "warning")
        return None
    if part.suffix in packed.SEALED and format_of(content) == "text":
        refuse(f"it is called {part.suffix} and is none: it holds plain text", "fetch it again, or call it .txt")
        return None
    return Source(part.name, content, report, limits, (*part.repairs, *notes), given=part.given)


def format_of(content: str, suffix: str = "") -> str:
    """Return the name of the reader for a text: by how it begins where that is plain, else by the suffix.

    >>> format_of('[{"id": 21}]', ".txt"), format_of("Talks opened on Monday.")
    ('wordpress', 'text')
    """
    head = content[:4000].lstrip("\ufeff \t\n")
    if suffix in (".md", ".markdown") and head.startswith("{"):
        return "text"  # its front matter is JSON
    for name, pattern in _CONTENT:
        if pattern.match(head):
            return name
    found = SUFFIXES.get(suffix, "html" if re.match(r"<[a-zA-Z]", head) else "text")
    return "table" if found == "text" and table.is_table(content[:20_000]) else found


def unique(named: Iterable[tuple[str, Document]], report: Report) -> list[Document]:
    """Return the documents with every id once, the fullest of each, and report the others."""
    kept: dict[str, tuple[str, Document]] = {}
    for name, document in named:
        other = kept.get(document.id)
        if other is None:
            kept[document.id] = (name, document)
            continue
        winner, loser = sorted([other, (name, document)], key=lambda pair: (_fullness(pair[1]), pair[0]), reverse=True)
        kept[document.id] = winner
        article = document.url or document.title or document.id
        message = f"the same article as in {winner[0]} ({article}): the fuller one is kept"
        report(Issue("info", "read", loser[0], None, message, "remove one of the two to silence this"))
    return [document for _, document in kept.values()]


def _fullness(document: Document) -> tuple[str, int, str]:
    return (document.modified.isoformat() if document.modified else "", len(document.text), document.text)
