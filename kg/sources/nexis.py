"""Text as Nexis delivers it: several articles in one file, each with its paper, day and headline on top."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from kg.model import Document
from kg.sources.assemble import Source, document, each, labelled_days
from kg.sources.metadata import Metadata, plain, plain_list
from kg.sources.text import pieces
from kg.timex.metadata_dates import metadata_date

NEAR_TOP = 8  # lines
BEGINNING = (  # how such a file begins, or what no other file has
    r"\s*(?:Page \d+\s+)?\d+ of \d+ (?:DOCUMENTS|RESULTS)\b"
    r"|(?s:.{0,4000}?)(?m:^(?:LENGTH|Length): \d[\d,]* words\s*$)"
)

_NUMBER = re.compile(r"^\s*(?:Page \d+\s+)?\d+ of \d+ (?:DOCUMENTS|RESULTS)\s*$", re.MULTILINE)
_END = re.compile(r"^\s*End of Document\s*$", re.MULTILINE | re.IGNORECASE)
_FIELD = re.compile(r"([A-Za-z][A-Za-z -]{2,24}):[ \t]*(.{0,2000})\Z")
_BODY = re.compile(r"^Body\s*$", re.MULTILINE)
_DAY = re.compile(r"(?:\w+day,? )?(?:[A-Z]\w+ \d{1,2},? \d{4}|\d{1,2}\.? [A-Z]\w+,? \d{4}|\d{4}-\d\d-\d\d)\b.{0,40}\Z")
_HEADS = frozenset({"byline", "section", "length", "dateline", "headline", "highlight", "source", "series", "edition"})
_TAILS = frozenset({
    "load-date", "language", "publication-type", "journal-code", "subject", "organization", "company", "person",
    "geographic", "country", "city", "state", "graphic", "ticker", "industry", "notes", "correction-date", "correction",
})  # fmt: skip


def read(source: Source) -> list[Document]:
    """Return the articles of a file of Nexis, in its order."""
    found: list[Document] = []
    articles = list(_articles(source.text))
    for number, text in enumerate(articles, 1):
        name = source.name if len(articles) == 1 else f"{source.name}#{number}"
        part = source.part("", name)
        found += each(part, functools.partial(_document, part, text))
    return found


def _document(source: Source, text: str) -> list[Document]:
    metadata, body = _article(text)
    return document(source, pieces(body), metadata)


def _articles(text: str) -> Iterator[str]:
    for part in _END.split(text):
        for article in _NUMBER.split(part):
            if article.strip():
                yield article


def _article(text: str) -> tuple[Metadata, str]:
    """The metadata of one article, and its text without head and tail.

    Before the first field stand paper, day and headline, in this order or the headline first.
    """
    known: dict[str, str] = {}
    top: list[str] = []
    body: list[str] = []
    lines = text.strip().split("\n")
    marked = _BODY.search(text) is not None
    in_head = True
    for line in lines:
        stripped = line.strip("\ufeff \t")
        match = _FIELD.match(stripped)
        name = match[1].lower() if match else ""
        if in_head and marked and stripped == "Body":
            in_head = False
        elif match and (name in _TAILS or (in_head and name in _HEADS)):
            known.setdefault(name, match[2])
        elif stripped.startswith(("Copyright ", "©")) or stripped.lower() == "all rights reserved":
            continue
        elif in_head and stripped and (len(stripped) < 200 or marked) and (marked or not _is_prose(stripped, known)):
            top.append(stripped.removeprefix("# "))
        elif in_head and not stripped:
            continue
        else:
            in_head = False
            body.append(line)
    days = [line for line in top[:NEAR_TOP] if _DAY.match(line) and metadata_date(_DAY.match(line) and line)]
    day = days[0] if days else None
    others = [line for line in top if line != day and not line.endswith(" Edition")]
    before = [line for line in others if day and top.index(line) < top.index(day)]
    after = [line for line in others if line not in before]
    title = known.get("headline") or (after[0] if after else before[0] if len(before) > 1 else None)
    paper = next((line for line in reversed(before) if line != title), None)
    published = metadata_date(day) if day else next(iter(labelled_days(known.get("load-date", "")).values()), None)
    return Metadata(
        title=plain(title), published=published, publisher=plain(known.get("source") or paper),
        author=plain(known.get("byline")), language=plain(known.get("language")),
        section=plain(known.get("section", "").split(";")[0]), tags=plain_list(known.get("subject")),
    ), "\n".join(body)  # fmt: skip


def _is_prose(line: str, known: dict[str, str]) -> bool:
    """Whether the text begins with this line: behind the fields, or where a line is a sentence."""
    return bool(known) or (len(line.split()) > 12 and line.endswith((".", "”", '"')))
