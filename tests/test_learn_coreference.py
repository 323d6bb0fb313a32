"""What is learned of reports of different articles: judged pairs, and figures by weights that have not seen a pair."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from kg.learn.coreference import COLUMNS, UNCLEAR, Example, judged_examples, kept_apart

PAIRS = Path(__file__).parent / "gold" / "pairs.csv"
TEXTS = {
    "one": "Japan and South Korea signed a fishery treaty in Seoul on June 20, 2019.",
    "two": "South Korea and Japan signed the treaty on fishery in Seoul on June 20, 2019.",
    "three": "Japan and South Korea signed a trade treaty in Tokyo on May 3, 2019.",
}


def test_every_judged_pair_is_of_two_articles() -> None:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert Counter(row["same"] for row in rows) == {"yes": 119, "no": 114, UNCLEAR: 420}
    assert all(row["article"] != row["other"] and int(row["start"]) >= 0 for row in rows)


def test_pairs_are_learned_from_as_they_are_judged(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        page = f"<html><head><title>Treaty</title><link rel='canonical' href='https://a.example/{name}'></head>"
        (tmp_path / f"{name}.html").write_text(f"{page}<body><article><p>{text}</p></article></body></html>", "utf-8")
    found: dict[str, list[bool]] = {}
    for same in ("yes", "no", UNCLEAR):
        table = tmp_path / f"{same}.csv"
        starts = [(f"https://a.example/{name}", TEXTS[name].index("signed")) for name in ("one", "two")]
        row = [str(cell) for pair in starts for cell in pair]
        table.write_text(f"{','.join(COLUMNS)}\n{','.join(row)},{same}\n", encoding="utf-8")
        pages = [tmp_path / f"{name}.html" for name in TEXTS]
        found[same] = [example.same for example in judged_examples(table, pages, {}, {})]
    assert found == {"yes": [True], "no": [False], UNCLEAR: []}


def test_a_pair_is_judged_by_weights_that_have_not_seen_its_articles() -> None:
    pairs = [Example("f", frozenset(folds), {"a": 1.0}, possible=True, same=True) for folds in ((0,), (1,), (0, 1))]
    seen: list[int] = []

    def fit(known: Iterable[Example]) -> dict[str, float]:
        seen.append(len(list(known)))
        return {"a": 1.0}

    assert kept_apart(pairs, pairs, fit, 0.5, lambda e: e.folds) == {"right": 3, "wrong": 0}
    assert seen == [1, 1]
