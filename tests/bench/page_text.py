"""The words of articles that arrive from pages of our own making, beside trafilatura in one run.

python tests/bench/page_text.py [-v]
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import trafilatura

from kg.sources import read_bytes
from tests.pages import Page, pages


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


def score(page: Page, text: str) -> tuple[float, float]:
    """Recall and precision of the words of the article; its headline counts neither way."""
    lines = [line for line in text.split("\n") if words(line) != words(page.title)]
    found, wanted = words("\n".join(lines)), words("\n".join(page.blocks))
    both = sum((found & wanted).values())
    return both / sum(wanted.values()), both / sum(found.values()) if found else 0.0


def ours(page: Page) -> str:
    documents = read_bytes(page.markup.encode(), "page.html", lambda issue: None)
    return "\n".join(
        d.text[b.start : b.end] for d in documents for b in d.blocks if b.kind not in ("headline", "footer")
    )


def theirs(page: Page) -> str:
    return trafilatura.extract(page.markup, include_comments=False) or ""


def main() -> None:
    given = pages()
    readers = {"diplokg": ours, "trafilatura": theirs}
    table = {name: {} for name in readers}
    print(f"{len(given)} pages, words of the article    recall  precision  F1     pages all right  seconds")
    for name, reader in readers.items():
        start = time.perf_counter()
        for page in given:
            table[name][page.name] = score(page, reader(page))
        seconds = time.perf_counter() - start
        recall, precision = (sum(pair[i] for pair in table[name].values()) / len(given) for i in (0, 1))
        right = sum(min(pair) > 0.995 for pair in table[name].values())
        f1 = 2 * recall * precision / (recall + precision)
        print(f"{name:37} {recall:.3f}   {precision:.3f}     {f1:.3f}  {right:3}              {seconds:.2f}")
    if "-v" in sys.argv:
        for page in given:
            pairs = [table[name][page.name] for name in readers]
            if min(map(min, pairs)) < 0.995:
                print(f"  {page.name:32}", *(f"{recall:.2f} {precision:.2f}  " for recall, precision in pairs))


if __name__ == "__main__":
    main()
