"""Measure date and modality at the triggers of hand-coded articles, by genre. Run by hand.

Given where an event is told, is its date right (`exact`: one of the gold's intervals; `compatible`: a day in common),
and do the words say that it happened (`asserted` against all else)? Dates are `kg.date_event`'s for the asserted events
that the gold dates, and for all asserted ones. Modality is that of the mentions that `kg.extract` finds at a trigger
(`found`), and of the grammar alone at every trigger (`all triggers`). By the rules of shared/bench/score_articles.py.

    python tests/bench/gold_triggers.py [--errors date|modality] [FOLDER ...]

Reads ../shared/gold/train beside the checkout; says so and stops where it is missing.
"""

from __future__ import annotations

import argparse
import collections
import datetime
import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parents[3] / "shared"
FOLDERS = ("wikinews", "wikinews-2", "digests", "history", "wire-asia", "wire-world")


def genre(folder: str) -> str:
    """The kind of text that a folder holds."""
    return folder.partition("-")[0]


def articles(folder: Path) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Yield (document, gold) of each article of a folder."""
    import kg

    for path in sorted(folder.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        meta = json.loads((folder / f"{name}.meta.json").read_text(encoding="utf-8"))
        yield (
            kg.Document(
                text=(folder / f"{name}.txt").read_text(encoding="utf-8"),
                title=meta["title"],
                url=meta["url"],
                published=datetime.date.fromisoformat(meta["published"][:10]),
            ),
            json.loads(path.read_text(encoding="utf-8")),
        )


def trigger_span(text: str, event: dict[str, Any]) -> tuple[int, int] | None:
    """Where the trigger of a gold event stands in the text."""
    at = text.find(event["evidence"])
    inside = event["evidence"].find(event["trigger"])
    return (at + inside, at + inside + len(event["trigger"])) if at >= 0 and inside >= 0 else None


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", default=FOLDERS)
    parser.add_argument("--errors", choices=("date", "modality"))
    parser.add_argument("--only", choices=("date", "modality"))
    options = parser.parse_args()
    train = SHARED / "gold" / "train"
    if not train.is_dir():
        sys.stdout.write(f"skipped: {train} is missing\n")
        return
    spec = importlib.util.spec_from_file_location("score_articles", SHARED / "bench" / "score_articles.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    counts: collections.Counter[tuple[str, str]] = collections.Counter()
    for folder in options.folders:
        for document, gold in articles(train / folder):
            for what, right, line in _judged(document, gold, scorer.date_verdict, options.only):
                for group in (genre(folder), "all"):
                    counts[group, what] += 1
                    counts[group, f"{what}+"] += right
                if not right and options.errors and what.startswith(options.errors):
                    sys.stdout.write(f"{folder} {what}: {line}\n")
    measures = sorted({what for _, what in counts if not what.endswith("+")})
    groups = [*dict.fromkeys(map(genre, options.folders)), "all"]
    sys.stdout.write(f"{'':32}" + "".join(f"{group:>16}" for group in groups) + "\n")
    for what in measures:
        cells = (f"{counts[g, what + '+'] / max(counts[g, what], 1):.3f} of {counts[g, what]:4}" for g in groups)
        sys.stdout.write(f"{what:32}" + "".join(f"{cell:>16}" for cell in cells) + "\n")


def _judged(document: Any, gold: dict[str, Any], verdict: Any, only: str | None) -> Iterator[tuple[str, bool, str]]:
    """Yield (measure, right, the case in one line) for each gold event of an article."""
    import kg
    from kg.extractors.document import extract
    from kg.extractors.modality import read_modality
    from kg.text import Text

    text = Text.read(document)
    events = extract(text).events if only != "date" else ()
    for event in gold["events"]:
        span = trigger_span(document.text, event)
        head = text.tree.head(text.parse.tokens_in(*span)) if span else None
        if span is None or head is None:
            continue
        modality = event.get("modality", "asserted")
        told = f"[{event['trigger']}] in: {event['evidence']}"
        if modality == "asserted" and only != "modality":
            dating = kg.date_event(document, *span)
            exact, compatible = verdict(dating, event)
            line = f"{event['date']} {event.get('accept', [])} got {dating.edtf or None} ({dating.reason}); "
            line = f"{document.published} {line}'{event.get('date_words', '')}' {told}"
            for suffix in ("asserted", *(["asserted and dated"] if event["date"] else [])):
                yield f"date exact, {suffix}", exact, line
                yield f"date compatible, {suffix}", compatible, line
        if only == "date":
            continue
        reading = read_modality(text, head)
        yield "modality, all triggers", _same(reading.modality, modality), f"{modality} got {reading} {told}"
        for mention in events:
            if mention.start < span[1] and span[0] < mention.end and mention.event_type in event["type"]:
                line = f"{modality} got {mention.modality} ({mention.rule}) {told}"
                yield "modality, found", _same(mention.modality, modality), line
                break


def _same(one: str, other: str) -> bool:
    return (one == "asserted") == (other == "asserted")


if __name__ == "__main__":
    main()
