"""Facts on hand-coded articles that no weight was made from: five folds by document, each by weights from the others.

    python tests/bench/folds.py --bench BENCH GOLD [GOLD ...] [--fold N] [--errors]

BENCH is the folder of score_articles.py, GOLD folders of hand-coded articles. Printed are fact recall (must), fact
precision and typed recall of each folder and of all, with the smallest and the largest of the folds. Ten minutes.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import kg
from kg.learn.gold import FOLDS, fold_of
from kg.learn.participants import card_examples, examples, fit
from kg.seeds import weights as seed_weights

MEASURES = ("fact_recall_must", "fact_precision", "recall_must_typed", "precision")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--further", nargs="*", type=Path, default=(), help="folders of articles that teach as well")
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="only this one")
    parser.add_argument("--errors", action="store_true", help="print every error")
    options = parser.parse_args()
    sys.path.insert(0, str(options.bench))
    scorer = importlib.import_module("score_articles")
    known, of_cards = examples(options.gold, None, options.further), card_examples()
    counts: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for fold in range(FOLDS) if options.fold is None else [options.fold]:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            for weights in fit([e for e in known if fold_of(e.article) != fold], of_cards):
                (folder / f"{weights.name}.json").write_text(seed_weights.weights_text(weights), encoding="utf-8")
            for gold in options.gold:
                articles, groups = scorer.read_folder(gold)
                articles = [a for a in articles if fold_of(a.name) == fold]
                if not articles:
                    continue
                names = {a.name for a in articles}
                groups = [[m for m in group if m[0] in names] for group in groups]
                with seed_weights.using(folder):
                    figures, errors = scorer.score(articles, kg.build([a.source for a in articles]), groups)
                for measure in MEASURES:
                    size = figures["sizes"].get(measure, 0)
                    counts[gold.name, fold][f"{measure} of"] += size
                    counts[gold.name, fold][measure] += round((figures[measure] or 0) * size)
                if options.errors:
                    print("\n".join(errors))
    print(f"{'':12}" + "".join(f"{measure:>22}" for measure in MEASURES))
    for name in [*dict.fromkeys(name for name, _ in counts), "all"]:
        parts = {fold: sum((c for (n, f), c in counts.items() if name in (n, "all") and f == fold), Counter())
                 for fold in sorted({f for _, f in counts})}  # fmt: skip
        print(f"{name:12}" + "".join(f"{_shown(parts.values(), measure):>22}" for measure in MEASURES))


def _shown(parts, measure: str) -> str:  # type: ignore[no-untyped-def]
    """The share over all parts, with the smallest and the largest of one."""
    shares = [part[measure] / part[f"{measure} of"] for part in parts if part[f"{measure} of"]]
    whole = sum((Counter(part) for part in parts), Counter())
    return f"{whole[measure] / whole[f'{measure} of']:.3f} ({min(shares):.2f}-{max(shares):.2f})" if shares else "-"


if __name__ == "__main__":
    main()
