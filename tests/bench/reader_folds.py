"""What the reader and its choices are worth on articles that they have not seen: reader_folds.py READERS GOLD…

READERS holds fold0 … fold4, made by `kg learn reader --without-fold N`; each GOLD is a folder of hand-coded articles.
Prints event mentions at the hand-coded triggers, by the rules alone and by both, with each fold and each genre left out
of the choices. `--mentions FILE` pickles {(folder, article): event mentions} out of fold, for what is learned after.
"""

from __future__ import annotations

import argparse
import pickle
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from pathlib import Path

from kg.extractors.reader import Reader
from kg.learn.events import Coded, coded_candidates, learn_events
from kg.learn.gold import GoldArticle, read_gold
from kg.model import EventMention

Found = Mapping[tuple[str, str], Sequence[EventMention]]
GENRES = {"wikinews-2": "wikinews", "wire-asia": "wire", "wire-world": "wire"}


def figures(articles: Sequence[GoldArticle], found: Found) -> str:
    """Shares of the hand-coded triggers that a mention overlaps, and of the mentions that overlap one."""
    hits: dict[str, list[bool]] = defaultdict(list)
    for article in articles:
        mentions = [m for m in found.get((article.folder, article.name), ()) if m.start >= article.body]
        for mention in mentions:
            hits["precision"].append(any(t.start < mention.end and mention.start < t.end for t in article.triggers))
        for trigger in article.triggers:
            at = [m for m in mentions if trigger.start < m.end and m.start < trigger.end]
            kinds = ["further"] if not trigger.first else ["all", "must"] if trigger.must else ["all"]
            for kind in kinds:
                hits[kind].append(bool(at))
                hits[f"{kind} typed"].append(any(m.event_type in trigger.event_types for m in at))
            if at:
                hits["type"].append(any(m.event_type in trigger.event_types for m in at))
            if at and trigger.first:
                hits["modality"].append(any(m.modality == trigger.modality for m in at))
    names = ("all", "all typed", "must", "must typed", "further", "precision", "type", "modality")
    return "  ".join(f"{name} {sum(hits[name]) / max(len(hits[name]), 1):.3f}" for name in names)


def left_out(cases: Sequence[Coded], part: Callable[[GoldArticle], Hashable]) -> Found:
    """The mentions of each article by choices that were fitted without its part."""
    found: dict[tuple[str, str], Sequence[EventMention]] = {}
    for one in sorted({part(case.article) for case in cases}, key=str):
        chooser = learn_events([case for case in cases if part(case.article) != one])
        own = defaultdict(list)
        for case in cases:
            if part(case.article) == one:
                own[case.article.folder, case.article.name].append(case)
        found |= {key: chooser.decided(group[0].text, [c.found for c in group]) for key, group in own.items()}
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readers", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--mentions", type=Path)
    options = parser.parse_args()
    articles = read_gold(options.gold)
    readers = {n: Reader(options.readers / f"fold{n}") for n in sorted({a.fold for a in articles})}
    cases = list(coded_candidates(articles, lambda a, text: readers[a.fold].read(a.document.text, text.parse).readings))
    rules = defaultdict(list)
    for case in cases:
        if case.found.by_rule:
            rules[case.article.folder, case.article.name].append(case.found.mention)
    print(f"{len(articles)} articles, {sum(len(a.triggers) for a in articles)} triggers")
    print(f"rules alone            {figures(articles, rules)}")
    found = left_out(cases, lambda a: a.fold)
    print(f"both, fold left out    {figures(articles, found)}")
    sure = {key: [m for m in mentions if not m.hint] for key, mentions in found.items()}
    print(f"both, without hints    {figures(articles, sure)}")
    for genre in sorted({GENRES.get(a.folder, a.folder) for a in articles}):
        own = [a for a in articles if GENRES.get(a.folder, a.folder) == genre]
        print(f"  rules, {genre:15} {figures(own, rules)}")
        print(f"  both, {genre:16} {figures(own, found)}")
    genres = left_out(cases, lambda a: GENRES.get(a.folder, a.folder))
    print(f"both, genre left out   {figures(articles, genres)} (choices only: the readers saw the genre)")
    if options.mentions:
        options.mentions.write_bytes(pickle.dumps(dict(found)))


if __name__ == "__main__":
    main()
