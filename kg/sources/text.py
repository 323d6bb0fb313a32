"""Plain text and Markdown: front matter or header lines, then paragraphs."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import yaml

from kg.model import Document
from kg.seeds.reading import page_furniture
from kg.sources.assemble import Source, byline_author, document, line_day
from kg.sources.metadata import Metadata, address, plain, plain_list
from kg.timex.metadata_dates import metadata_date

LONGEST_TITLE = 200  # code points
LONGEST_HEADER = 20_000
LONGEST_DATE = 60
WRAPPED = 100  # code points: no line of a hard-wrapped text is longer

_FRONT = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.{0,20000}?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z][A-Za-z _-]{1,20}):[ \t]+(\S.{0,500})\Z")


def read(source: Source) -> list[Document]:
    """Return the article of a text file in a list, empty where there is none."""
    header, body = front_matter(source, source.text)
    paragraphs = list(pieces(body))
    metadata = _metadata(header)
    if metadata.title is None and len(paragraphs) > 1:
        around = (byline_author(text) or line_day(text, metadata.language) for _, text in paragraphs[:3])
        first = next((piece for piece, known in zip(paragraphs, around, strict=False) if not known), None)
        if first is not None and _is_title(first):
            metadata = Metadata(title=first[1]).over(metadata)
    return document(source, paragraphs, metadata)


def _is_title(piece: tuple[str, str]) -> bool:
    kind, text = piece
    return kind in ("heading", "headline") or (
        len(text) <= LONGEST_TITLE and not text.endswith((".", ":", ",", ";", '."', ".”"))
    )


def front_matter(source: Source, text: str) -> tuple[dict[str, Any], str]:
    """Return the header as a mapping and the rest: YAML, TOML, JSON, or lines "Title: …" on top."""
    match = _TOML.match(text)
    if match:
        try:
            return tomllib.loads(match[1]), text[match.end() :]
        except (ValueError, RecursionError):
            source.issue("info", "its front matter is no valid TOML: read line by line", "put values in quotes")
            return _header_lines(match[1].replace(" = ", ": ").split("\n"))[0], text[match.end() :]
    if text.startswith("{"):
        try:
            value, end = json.JSONDecoder(strict=False).raw_decode(text[:LONGEST_HEADER])
            return value, text[end:]
        except (ValueError, RecursionError):
            return {}, text
    match = _FRONT.match(text)
    if match:
        if re.search(r"[&*][A-Za-z0-9_]", match[1]) is None:
            try:
                header = yaml.load(match[1], Loader=yaml.CBaseLoader)  # noqa: S506 (it makes strings, lists, mappings only)
            except (yaml.YAMLError, RecursionError):
                header = None
            if isinstance(header, dict):
                return header, text[match.end() :]
        lines = _header_lines(match[1].split("\n"))
        source.issue(
            "info", "its front matter is no valid YAML: read line by line", "put values that hold ':' or '&' in quotes"
        )
        return lines[0], text[match.end() :]
    head, _, rest = text.lstrip("\n").partition("\n\n")
    if len(head) < LONGEST_HEADER:
        header, whole = _header_lines(head.split("\n"))
        if header and whole:
            return header, rest
    return {}, text


def _header_lines(lines: list[str]) -> tuple[dict[str, Any], bool]:
    """The known fields among "Name: value" lines, and whether every line is one."""
    header: dict[str, Any] = {}
    for line in lines:
        match = _FIELD.match(line.strip())
        field = page_furniture().header_fields.get(match[1].strip().lower()) if match else None
        if match and field and (field not in ("published", "modified") or len(match[2]) <= LONGEST_DATE):
            header.setdefault(match[1].strip().lower(), match[2].strip().strip("\"'"))
    return header, len(header) == sum(bool(line.strip()) for line in lines)


def _metadata(header: dict[str, Any]) -> Metadata:
    known: dict[str, Any] = {}
    for key, value in header.items():
        field = page_furniture().header_fields.get(str(key).strip().lower())
        if field and value:
            known.setdefault(field, value)
    author, language = known.get("author"), plain(known.get("language"))
    return Metadata(
        title=plain(known.get("title")), url=address(known.get("url")),
        published=metadata_date(known.get("published"), language),
        modified=metadata_date(known.get("modified"), language), publisher=plain(known.get("publisher")),
        author=", ".join(plain_list(author)) if isinstance(author, list) else plain(author),
        language=language, section=plain(known.get("section")), tags=plain_list(known.get("tags")),
    )  # fmt: skip


def pieces(text: str) -> list[tuple[str, str]]:
    r"""Return (kind, text) for each paragraph; Markdown signs are taken off.

    A hard-wrapped paragraph is joined; otherwise each line is a paragraph of its own.

    >>> pieces("# Talks\n\nLeaders of [both](https://example.org) sides\nmet in *Oslo*.")
    [('heading', 'Talks'), ('paragraph', 'Leaders of both sides met in Oslo.')]
    """
    found: list[tuple[str, str]] = []
    for run in re.split(r"\n[ \t]*(?:\n[ \t]*)*\n|\n\n", text):
        lines = [line.strip() for line in run.split("\n") if line.strip()]
        if len(lines) > 1 and is_wrapped(lines):
            lines = [" ".join(lines)]
        for line in lines:
            heading = re.match(r"#{1,6}\s+(.*?)\s*#*\Z", line)
            kind = "heading" if heading else "paragraph"
            found.append((kind, unmarked(heading[1] if heading else line)))
    return found


def is_wrapped(lines: list[str]) -> bool:
    """Whether lines are those of one paragraph, broken at a width: short, and most of them no end of a sentence."""
    if max(map(len, lines)) > WRAPPED or re.match(r"#{1,6} |[-*+] |\d+[.)] ", lines[0]):
        return False
    broken = sum(not line.endswith((".", "!", "?", ":", '"', "”")) for line in lines[:-1])
    return broken * 2 > len(lines) - 1 and not any(re.match(r"#{1,6} |[-*+] |\d+[.)] ", line) for line in lines)


def unmarked(line: str) -> str:
    """Return a line of Markdown without its signs: links and pictures as their words, emphasis and list signs gone."""
    line = re.sub(r"!\[([^\[\]]{0,500})\]\([^()\s]{0,2000}\)", r"\1", line)
    line = re.sub(r"\[([^\[\]]{1,500})\]\([^()\s]{0,2000}(?:\s\"[^\"]{0,200}\")?\)", r"\1", line)
    line = re.sub(r"\A(?:>\s?|[-*+]\s+)", "", line)
    return re.sub(r"(?<![\w*])(\*{1,3}|_{1,3})(?=[^\s*_])([^*_]{1,2000})(?<=[^\s*_])\1(?![\w*])", r"\2", line)
