"""Measure tokens per second of the time tagger beside dateparser.search, and its share, with dating, in the whole line.

    python tests/bench/timex_speed.py [--share]

The text is that of seeds/corpus. `--share` also parses and extracts the articles, which takes a minute.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from kg.model import Document
from kg.sources import read
from kg.timex import tag_times

CORPUS = Path(__file__).resolve().parents[2] / "seeds" / "corpus"


def articles() -> list[Document]:
    """The sample articles."""
    found: list[Document] = []
    for path in sorted(CORPUS.iterdir()):
        found += list(read(path, lambda _: None))
    return found


def tokens(text: str) -> int:
    """Words and signs."""
    return len(re.findall(r"\w+|[^\w\s]", text))


def rate(run: Callable[[Document], object], documents: list[Document], repeats: int) -> float:
    """Tokens per second, the best of some repeats."""
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        for document in documents:
            run(document)
        best = min(best, time.perf_counter() - start)
    return sum(tokens(document.text) for document in documents) / best


def speeds(documents: list[Document]) -> dict[str, float]:
    """Tokens per second of the tagger and of dateparser.search on the same text."""
    from dateparser.search import search_dates

    tag_times("warm up on Monday")
    search_dates("warm up on Monday", languages=["en"])
    return {
        "kg.tag_times": rate(lambda d: tag_times(d.text, d.published), documents, 3),
        "dateparser.search": rate(lambda d: search_dates(d.text, languages=["en"]), documents[:8], 1),
    }


def share(documents: list[Document]) -> float:
    """Seconds of tagging and dating by seconds of the whole line from text to events."""
    from kg.extractors.document import extract
    from kg.resolve.dating import date_mention
    from kg.resolve.merging import resolve_document

    extract(documents[0])
    start = time.perf_counter()
    mentions = [extract(document) for document in documents]
    for one in mentions:
        resolve_document(one)
    whole = time.perf_counter() - start
    start = time.perf_counter()
    for document, one in zip(documents, mentions, strict=True):
        tag_times(document.text, document.published)
        for _ in range(2):  # the resolver dates every mention twice
            for event in one.events:
                date_mention(one.text, event.head, modality=event.modality)
    return (time.perf_counter() - start) / whole


def main() -> None:
    """Print the figures."""
    documents = articles()
    figures = speeds(documents)
    for name, figure in figures.items():
        sys.stdout.write(f"{name:20} {figure:10,.0f} tokens/s\n")
    sys.stdout.write(f"{'times as fast':20} {figures['kg.tag_times'] / figures['dateparser.search']:10.1f}\n")
    if "--share" in sys.argv:
        sys.stdout.write(f"tagging and dating   {100 * share(documents):9.1f} % of the line\n")


if __name__ == "__main__":
    main()
