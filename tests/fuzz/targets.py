"""What must hold for any bytes, one function a door through which a stranger's bytes come in."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import kg
from kg.edtf import interval
from kg.errors import KgError
from kg.graph.guard import checked
from kg.model import Document, Issue
from kg.sources import read

DAY = datetime.date(2015, 3, 9)
SUFFIXES = (".json", ".html", ".xml", ".txt", ".csv", ".zip", ".gz", ".mht", ".docx")


def reading(data: bytes) -> None:
    """Any bytes under any suffix: documents whose blocks lie in their text, or issues that say what to do."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a" + SUFFIXES[data[0] % len(SUFFIXES) if data else 0])
        file.write_bytes(data[1:])
        issues: list[Issue] = []
        documents = read(file, issues.append)
        for document in documents:
            assert document.text.encode("utf-8")
            for block in document.blocks:
                assert 0 <= block.start <= block.end <= len(document.text)
        assert documents or issues
        assert all(issue.message and issue.remedy for issue in issues if issue.level == "error")


def times(data: bytes) -> None:
    """Any text: time expressions inside it, in order, none over another, days in order."""
    text = data.decode("utf-8", "replace")
    last = 0
    for found in kg.tag_times(text, DAY):
        assert last <= found.start < found.end <= len(text)
        assert found.earliest is None or found.latest is None or found.earliest <= found.latest
        last = found.end


def dates(data: bytes) -> None:
    """Any text as an EDTF date: days in order, or an error of ours."""
    try:
        begin, end = interval(data.decode("utf-8", "replace"))
    except KgError:
        return
    assert begin is None or end is None or begin <= end


def queries(data: bytes) -> None:
    """Any text as a query: let through or refused in words."""
    with suppress(KgError):
        checked(data.decode("utf-8", "replace"), {})


def graphs(data: bytes) -> None:
    """Any bytes as Turtle: a graph, or an error of ours."""
    with suppress(KgError):
        list(kg.EventGraph.parse(data).events())


def extracting(data: bytes) -> None:
    """Any text: spans of mentions that lie in it."""
    text = data.decode("utf-8", "replace")[:2_000]
    document = Document(text=text, published=DAY)
    for mention in kg.extract(document).events:
        assert 0 <= mention.start < mention.end <= len(text)
    for event in kg.build([document]).events():
        for one in event.evidence:
            assert text[one.start : one.end] == one.sentence


TARGETS: dict[str, Callable[[bytes], None]] = {
    "reading": reading, "times": times, "dates": dates, "queries": queries, "graphs": graphs, "extracting": extracting,
}  # fmt: skip
