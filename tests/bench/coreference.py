"""Event coreference on hand-coded articles that no weight was made from, and the time it takes at many events.

    python tests/bench/coreference.py GOLD [GOLD ...] [--folds FOLDS]   # FOLDS: fold0 … fold4, made by kg learn folds
    python tests/bench/coreference.py --sizes                          # 1,000 to 100,000 synthetic events

`linked` is the share of further mentions that share an event with the coders' first one, `wrong` that of pairs of coded
mentions joined falsely. B3 (Bagga & Baldwin 1998) and CEAF-e (Luo 2005) stand beside what all-singletons reach: as most
events are told once, that is much. A coded mention that nothing was found for stands alone.
"""

from __future__ import annotations

import argparse
import itertools
import math
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from contextlib import nullcontext
from pathlib import Path

from scipy.optimize import linear_sum_assignment

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from kg.extractors.document import extract  # noqa: E402
from kg.extractors.reader import load_reader  # noqa: E402
from kg.learn.gold import GoldArticle, read_gold  # noqa: E402
from kg.resolve.clusters import Cluster  # noqa: E402
from kg.resolve.cross_documents import candidate_pairs, cluster_documents  # noqa: E402
from kg.resolve.event_pairs import Report  # noqa: E402
from kg.resolve.merging import resolve_document  # noqa: E402
from kg.seeds.weights import using  # noqa: E402
from tests.drafts import LABELS, draft, on  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
TYPES = ("CONSULT", "AGREE", "ASSAULT", "SANCTION", "SUPPORT")


def groups_of(article: GoldArticle, clusters: Sequence[Cluster]) -> tuple[list[Hashable], list[Hashable]]:
    """The coders' event and the found one of each coded mention, what was found nowhere being its own."""
    key, response = [], []
    for number, trigger in enumerate(article.triggers):
        at = [
            (cluster.main.mention.event_type not in trigger.event_types, place)
            for place, cluster in enumerate(clusters)
            if any(trigger.start < d.mention.end and d.mention.start < trigger.end for d in cluster.drafts)
        ]
        key.append((article.name, trigger.event))
        response.append((article.name, min(at)[1]) if at else (article.name, "alone", number))
    return key, response


def b_cubed(key: Sequence[Hashable], response: Sequence[Hashable]) -> float:
    """F1 of B3 over mentions."""
    both, keys, found = Counter(zip(key, response, strict=True)), Counter(key), Counter(response)
    precision = sum(n * n / found[r] for (_, r), n in both.items()) / len(key)
    recall = sum(n * n / keys[k] for (k, _), n in both.items()) / len(key)
    return 2 * precision * recall / (precision + recall)


def ceaf_e(key: Sequence[Hashable], response: Sequence[Hashable]) -> float:
    """F1 of CEAF-e: the best one-to-one assignment of found to coded events, by the share of mentions in common."""
    total = 0.0
    articles = defaultdict(list)
    for k, r in zip(key, response, strict=True):
        articles[k[0]].append((k, r))  # type: ignore[index]
    for pairs in articles.values():
        keys, found = Counter(k for k, _ in pairs), Counter(r for _, r in pairs)
        both = Counter(pairs)
        table = [[-2 * both[k, r] / (keys[k] + found[r]) for r in found] for k in keys]
        total -= sum(table[a][b] for a, b in zip(*linear_sum_assignment(table), strict=True))
    precision, recall = total / len(set(response)), total / len(set(key))
    return 2 * precision * recall / (precision + recall)


def measure(gold: Sequence[Path], folds: Path | None) -> None:
    """Print the table, a line a folder."""
    print(f"{'':12}{'mentions':>9}{'linked':>8}{'wrong':>7}{'B3':>7}{'CEAF-e':>8}{'singletons: B3':>16}{'CEAF-e':>8}")
    everything: tuple[list[Hashable], list[Hashable], list[bool]] = ([], [], [])
    for folder in gold:
        told: tuple[list[Hashable], list[Hashable], list[bool]] = ([], [], [])
        for article in read_gold([folder]):
            with using(folds / f"fold{article.fold}") if folds else nullcontext():
                clusters = resolve_document(extract(article.document, reader=load_reader())).clusters
            found = (*groups_of(article, clusters), [trigger.first for trigger in article.triggers])
            for all_of, some in zip((*told, *everything), (*found, *found), strict=True):
                all_of += some  # type: ignore[operator]
        print(line(folder.name, *told), flush=True)
    print(line("all", *everything))


def line(name: str, key: list[Hashable], response: list[Hashable], first: list[bool]) -> str:
    """The figures of some mentions."""
    place = {k: r for k, r, is_first in zip(key, response, first, strict=True) if is_first}
    further = [place[k] == r for k, r, is_first in zip(key, response, first, strict=True) if not is_first]
    by_found = defaultdict(list)
    for k, r in zip(key, response, strict=True):
        by_found[r].append(k)
    pairs = [a == b for keys in by_found.values() for a, b in itertools.combinations(keys, 2)]
    linked, wrong = sum(further) / max(1, len(further)), 1 - sum(pairs) / max(1, len(pairs))
    alone = list(range(len(key)))
    scores = (b_cubed(key, response), ceaf_e(key, response), b_cubed(key, alone), ceaf_e(key, alone))
    shown = "".join(f"{score:>{width}.3f}" for score, width in zip(scores, (7, 8, 16, 8), strict=True))
    return f"{name:12}{len(key):>9}{linked:>8.3f}{wrong:>7.3f}{shown}"


def sizes() -> None:
    """Print seconds of the processor for joining across articles, and the slope of their logarithms."""
    seconds = []
    for size in SIZES:
        made = random.Random(1)
        clusters = []
        for number in range(size):
            year, month, day = made.randint(1990, 1990 + size // 100), made.randint(1, 12), made.randint(1, 28)
            parties = made.sample(sorted(LABELS), 2)
            words = " ".join(f"word{int(made.paretovariate(0.3)) % (size * 3)}" for _ in range(12))
            told = draft(
                made.choice(("meet", "sign", "attack", "ban", "praise")), parties, event_type=made.choice(TYPES),
                dating=on(f"{min(year, 9999):04}-{month:02}-{day:02}"), document=str(number // 10), about=words,
            )  # fmt: skip
            clusters.append(Cluster((told,)))
        started = time.process_time()
        found = len(cluster_documents(clusters))
        seconds.append(time.process_time() - started)
        compared = sum(1 for _ in candidate_pairs([Report(cluster).outline for cluster in clusters]))
        print(f"{size:>9,} reports{compared:>11,} pairs{found:>9,} events{seconds[-1]:>7.1f} s", flush=True)
    slope = math.log(seconds[-1] / seconds[-2]) / math.log(SIZES[-1] / SIZES[-2])  # the first reads the seeds, too
    print(f"slope of the logarithms: {slope:.2f} (1 is linear, 2 the square)")


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path, help="folders of hand-coded articles")
    parser.add_argument("--folds", type=Path, help="weights that have not seen a fold")
    parser.add_argument("--sizes", action="store_true", help="time at many events instead")
    options = parser.parse_args()
    if options.sizes:
        sizes()
    else:
        measure(options.gold, options.folds)


if __name__ == "__main__":
    main()
