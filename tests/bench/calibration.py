"""How far to trust the confidence of an event: a reliability table on hand-coded articles that no weight was made from.

    kg learn folds --gold GOLD … --readers READERS -o FOLDS
    python tests/bench/calibration.py --folds FOLDS GOLD [GOLD ...]

Each article is read by weights from the other folds, and the confidence of its events is told by weights from the
events of the other folds. Printed are the ten bins, Brier score, calibration error, and for thresholds of the
confidence how many asserted events are shown, how many are facts, how many of all facts are kept. Four minutes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.learn.confidence import apart, cases, choose_thresholds, figures_of, reliability

CUTS = (0.0, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=Path, required=True)
    parser.add_argument("gold", nargs="+", type=Path)
    options = parser.parse_args()
    known = list(cases(options.gold, options.folds))
    for name, part in (("folds by document", lambda c: c.fold), ("genres left out", lambda c: c.genre)):
        said = [round(p, 2) for p in apart(known, part)]
        told = [(p, case.right) for p, case in zip(said, known, strict=True) if case.asserted]
        print(f"\n{name}: {figures_of(known, said, choose_thresholds(known, said))}")
        print("  events   said  right")
        for one in reliability(*zip(*told, strict=True)):
            print(f"  {one.events:6} {one.said:6.2f} {one.right:6.2f}")
        print("  from  shown  facts  right   kept")
        facts = sum(right for _, right in told)
        for cut in CUTS:
            above = [right for p, right in told if p >= cut]
            if above:
                right, kept = sum(above) / len(above), sum(above) / facts
                print(f"  {cut:4.2f} {len(above):6} {sum(above):6} {right:6.2f} {kept:6.2f}")


if __name__ == "__main__":
    main()
