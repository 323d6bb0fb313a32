"""JSON as it comes: the values in a text, whatever stands before, between and behind them; cut and in the wrong order.

Servers put warnings and headers before their JSON, scripts a call around it, people a fence of Markdown; pages of a
list are written one behind the other. What is passed over so is told.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from kg.model import Repair
from kg.sources import mend
from kg.sources.assemble import Source
from kg.sources.limits import json_depth

SHOWN = 60  # characters of what was passed over

_VALUE = re.compile(r'\{\s*(?:"|\})|\[\s*(?:[\[{"\]]|-?\d)')
_SEAM = re.compile(r"[}\]]\s*(?=[{\[]\s*[\"{\[])")  # where a value follows another without a comma
_RECORD = {"{": re.compile(r'^(?=\{\s*")', re.MULTILINE), "[": re.compile(r'^(?=\[\s*\{\s*")', re.MULTILINE)}
_TISSUE = re.compile(r'"\s*[,:}\]]')  # of JSON: what stands before it is the rest of a record that was cut
_REST_OF_STRING = re.compile(r'(?:[^"\\]|\\.)*+', re.DOTALL)


class Record(NamedTuple):
    """One JSON value: its name in reports, what was mended, and whether it ends within a string."""

    name: str
    value: Any
    repairs: tuple[Repair, ...]
    cut: bool = False


def records(source: Source) -> Iterator[Record]:
    """Yield the JSON values in a text in their order; a value of type str is text that is no JSON."""
    text = source.text
    if text.lstrip("\ufeff \t\n").startswith('"'):  # JSON that was written as a string of JSON
        try:
            inner = json.loads(text.strip("\ufeff \t\n\x00"), strict=False)
        except (ValueError, RecursionError):
            inner = ""
        text = inner if isinstance(inner, str) and _VALUE.match(inner.lstrip()) else text
    first = _VALUE.search(text)
    start = first.start() if first else len(text.rstrip())
    head = text[:start].strip("\ufeff \t\n\x00")
    if not first or _TISSUE.search(head):
        yield from _residue(source, text)
        return
    notes = (Repair(f"what stands before the JSON was passed over: {_shown(head)}", 0),) if head else ()
    whole = _whole(text[start:])
    if whole is not None:
        yield from _parsed(source, source.name, text[start:].rstrip("\ufeff \t\n\x00"), start, notes)
        return
    places = _places(text, start)
    after = start
    for number, (begin, end) in enumerate(places, 1):
        between = text[after:begin].strip("\ufeff ,;\t\n\x00")
        if between:
            notes = (*notes, Repair(f"what stands between was passed over: {_shown(between)}", after))
        name = source.name if len(places) == 1 else f"{source.name}#{number}"
        yield from _parsed(source, name, text[begin:end], begin, notes)
        notes, after = (), end


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return repr(text if len(text) <= SHOWN else text[: SHOWN - 1] + "…")


def _whole(text: str) -> Any | None:
    """The value where the text is one, however damaged; None where it is several, or too deep to tell."""
    try:
        value, notes = mend.parse(text)
    except ValueError:
        return None
    return None if any(note.what.startswith("unreadable") for note in notes) else [value]


def _places(text: str, start: int) -> list[tuple[int, int]]:
    """Where values stand: as far as each can be read, else to where the next begins."""
    decoder = json.JSONDecoder(strict=False, parse_int=str)
    found: list[tuple[int, int]] = []
    while match := _VALUE.search(text, start):
        begin = match.start()
        try:
            end = decoder.raw_decode(text, begin)[1]
        except (ValueError, RecursionError):
            nexts = [m for m in (_RECORD[text[begin]].search(text, begin + 1), _SEAM.search(text, begin + 1)) if m]
            end = min((m.end() for m in nexts), default=len(text))
        found.append((begin, end))
        start = end
    return found


def _parsed(source: Source, name: str, text: str, start: int, notes: tuple[Repair, ...]) -> Iterator[Record]:
    """The value of one stretch of text, with its repairs at their place in the whole input."""
    depth = json_depth(text)
    if depth > source.limits.json_depth:
        source.too_deep("JSON", depth, source.limits.json_depth, "json_depth", name)
        return
    try:
        value, repairs = mend.parse(text.strip())
    except mend.TooDeepError as error:
        source.issue("error", f"{error}", "check where the file comes from", name)
        return
    except mend.NoJsonError:
        value, repairs = text, (Repair("no JSON: read as plain text", 0),)
    moved = (dataclasses.replace(note, offset=note.offset + start) for note in repairs)
    cut = any(note.what.startswith("cut") for note in repairs) and mend.ends_in_string(text)
    yield Record(name, value, (*notes, *moved), cut)


def _residue(source: Source, text: str) -> Iterator[Record]:
    """A text that begins in the middle of a record: put in order where its halves are swapped, else what can be read.

    Of a record whose beginning is missing only the rest of the string that was cut can be told from its surroundings.
    """
    seam = _SEAM.search(text)
    if seam is not None:
        turned = text[seam.end() :].rstrip("\n") + text[: seam.end()].lstrip("\n")
        try:
            notes = mend.parse(turned)[1]
        except ValueError:
            notes = (Repair("unreadable", 0),)
        if not any(note.what.startswith(("cut", "unreadable")) for note in notes):
            order = Repair("the halves of the text stood in the wrong order", seam.end())
            yield from _parsed(source, source.name, turned, 0, (order,))
            return
    match = _REST_OF_STRING.match(text)
    rest = match.group() if match else ""
    missing = Repair("cut: the beginning of the input is missing, no JSON: its first text was read as it stands", 0)
    if not _TISSUE.match(text, len(rest)):
        rest, missing = text, Repair("no JSON: read as plain text", 0)
    yield Record(source.name if seam is None else f"{source.name}#1", rest, (missing,))
    if seam is not None:
        yield from _parsed(source, f"{source.name}#2", text[seam.end() :], seam.end(), ())
