"""Measure the share of right values on single expressions in their context. Run by hand.

`value` asks for the same string; `notation` also takes one and the same time written otherwise: 196X for 196, 1949-XX
for 1949, W7 for W07, T17 for T17:00, and X for a digit that the annotator left open (1989-WXX for 1989-W43).

    python tests/bench/timex_expressions.py [--errors]

Reads ../shared/gold/timex/expressions.tsv beside the checkout (published, type, value, before, expression, after);
says so and stops where it is missing.
"""

from __future__ import annotations

import collections
import re
import sys
from pathlib import Path

EXPRESSIONS = Path(__file__).resolve().parents[3] / "shared" / "gold" / "timex" / "expressions.tsv"


def measure(path: Path = EXPRESSIONS) -> tuple[dict[str, float], list[str]]:
    """Return figures in per cent (found, value, type, span) and one line an error."""
    from kg.timex import tag_times

    hits: collections.Counter[str] = collections.Counter()
    errors = []
    for line in path.read_text(encoding="utf-8").split("\n")[1:]:
        if not line:
            continue
        published, kind, value, before, expression, after = line.split("\t")
        glue = "" if after[:1] in ".,;:!?)'" else " "
        text = f"{before} {expression}{glue}{after}"
        start, end = len(before) + 1, len(before) + 1 + len(expression)
        overlapping = [t for t in tag_times(text, published) if t.start < end and start < t.end]
        hits["all"] += 1
        best = max(overlapping, key=lambda t: min(t.end, end) - max(t.start, start), default=None)
        hits["found"] += best is not None
        right = best is not None and best.value == value
        hits["value"] += right
        hits["notation"] += right or (best is not None and same_time(value, best.value))
        hits["type"] += best is not None and best.type == kind
        hits["span"] += best is not None and (best.start, best.end) == (start, end)
        if not right:
            got = f"[{text[best.start : best.end]}] {best.type} {best.value}" if best else "-"
            errors.append(f"{published} {kind} {value}\t{got}\t{before} [{expression}] {after}")
    return {
        name: 100 * hits[name] / max(hits["all"], 1) for name in ("found", "value", "notation", "type", "span")
    }, errors


def same_time(gold: str, value: str) -> bool:
    """Whether two values differ in notation only."""
    gold = re.sub(r"(?:-XX)+$", "", gold)
    gold = re.sub(r"^(\d\d)XX$|^(\d\d\d)X$", lambda m: m[1] or m[2], gold)
    gold = re.sub(r"-W(\d)$", r"-W0\1", gold)
    gold = re.sub(r"T(\d\d)$", r"T\1:00", gold)
    return gold == value or ("X" in gold[4:] and bool(re.fullmatch(gold.replace("X", r"\d"), value)))


def main() -> None:
    """Print the figures."""
    if not EXPRESSIONS.is_file():
        sys.stdout.write(f"skipped: {EXPRESSIONS} is missing\n")
        return
    figures, errors = measure()
    if "--errors" in sys.argv:
        sys.stdout.write("\n".join(errors) + "\n")
    sys.stdout.write("  ".join(f"{name} {figure:.1f}" for name, figure in figures.items()) + "\n")


if __name__ == "__main__":
    main()
