"""How well actor spans are linked to states: `python tests/bench/actors.py [GOLD.jsonl] [--errors]`.

Each source and target of the gold is a span of a sentence with the alpha-3 code of its state. `kg.find_actors` reads
the sentence without a date. Of all mentions inside or around the span the one that covers most of it counts, the
longest first. Right: its state is the gold's (a state of the same family through time counts, so West Germany is
Germany). Wrong: another state. Missed: no state. Spans whose code is no state (IGO, NGO, IMG, ISM) are left out of the
two shares and counted apart: there an actor without a state is right.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

from kg.ask import Found, find_actors
from kg.gazetteer import default_gazetteer
from kg.model import Place

NO_STATE = {"IGO", "NGO", "IMG", "ISM", "MNC", "UNO"}
DEFAULT = Path(__file__).parents[3] / "shared/gold/coding/gsr_dev.jsonl"


def spans(path: Path) -> Iterator[tuple[str, int, int, str]]:
    """Yield (sentence, start, end, code) for every gold actor that stands in its sentence as written."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for side in ("source", "target"):
            for words, code in zip(row[f"{side}_text"], row[f"{side}_iso3"], strict=True):
                pattern = r"\s+".join(re.escape(word) for word in words.split())
                match = re.search(rf"(?<!\w){pattern}(?!\w)", row["text"]) if pattern else None
                if match:
                    yield row["text"], match.start(), match.end(), code


def linked(found: list[Found], start: int, end: int) -> Found | None:
    """The found actor that covers most of a span; the tightest of those that cover as much."""
    inside = [f for f in found if f.start < end and f.end > start and f.entity is not None]

    def cover(f: Found) -> tuple[int, int]:
        return min(f.end, end) - max(f.start, start), -(f.end - f.start)

    return max(inside, key=cover, default=None)


def measure(path: Path, errors: bool = False, alone: bool = False) -> dict[str, float]:
    """Return the shares of right, wrong and missed states, the share right of the others, and sentences a second."""
    gazetteer, counts, cache = default_gazetteer(), collections.Counter(), {}
    find_actors("Japan and Korea met.")  # loading is not timed
    started = time.perf_counter()
    for text, start, end, code in spans(path):
        if alone:
            text, start, end = text[start:end], 0, end - start
        found = cache.setdefault(text, None) or find_actors(text)
        cache[text] = found
        best = linked(found, start, end)
        state = best.entity.country if best and best.entity else None
        if isinstance(best, Found) and isinstance(best.entity, Place) and code in NO_STATE:
            state = None
        if code in NO_STATE:
            verdict = "other right" if state is None and best else "other wrong" if state else "other missed"
        elif state is None:
            verdict = "missed"
        else:
            verdict = "right" if state == code or code in gazetteer.family(state) else "wrong"
        counts[verdict] += 1
        if errors and verdict not in ("right", "other right"):
            got = f"{best.entity.id if best and best.entity else None}/{state}"
            print(f"{verdict:12} {code} {got:30} {text[start:end]!r} in: {text[:150]}")
    seconds = time.perf_counter() - started
    states = sum(counts[v] for v in ("right", "wrong", "missed"))
    others = sum(counts[v] for v in ("other right", "other wrong", "other missed"))
    return {
        "spans": states, "right": counts["right"] / states, "wrong": counts["wrong"] / states,
        "missed": counts["missed"] / states, "others": others, "others_right": counts["other right"] / max(1, others),
        "sentences_per_second": len(cache) / seconds,
    }  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--alone", action="store_true", help="read each span without its sentence")
    options = parser.parse_args()
    for key, value in measure(options.gold, options.errors, options.alone).items():
        print(f"{key:22} {value:.3f}")
