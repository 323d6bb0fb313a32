"""Weights that have not seen an article, for measuring on it: a folder fold0 … fold4, each made from the other folds.

`kg.seeds.weights.using` reads the weights of such a folder instead of the shipped ones.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.choices import YES
from kg.extractors.reader import Reader
from kg.learn.events import coded_candidates, learn_events
from kg.learn.gold import FOLDS, fold_of, read_gold
from kg.learn.mentions import fit_mentions, mention_pairs
from kg.learn.participants import card_examples, examples, fit
from kg.resolve.same_document import WEIGHTS as INSIDE
from kg.seeds.weights import Weights, weights_text


def write_folds(gold: Sequence[Path], readers: Path, out: Path, further: Sequence[Path] = ()) -> Iterator[Path]:
    """Write the weights of every choice without each fold of the articles, beside a reader that has not seen it either.

    `readers` holds fold0 … fold4, made by `kg learn reader --without-fold`; `further` articles teach who takes part.
    Yields each folder when it is written.
    """
    articles = read_gold(gold)
    loaded = {fold: Reader(readers / f"fold{fold}") for fold in sorted({article.fold for article in articles})}
    found = list(coded_candidates(articles, lambda a, text: loaded[a.fold].read(a.document.text, text.parse).readings))
    told = list(mention_pairs(articles, readers))
    known, of_cards = (examples(gold, None, further), examples(gold, readers, further)), card_examples()
    for fold in range(FOLDS):
        folder = out / f"fold{fold}"
        chooser = learn_events([case for case in found if case.article.fold != fold])
        _write(folder, (chooser.found, chooser.sure, chooser.typed, chooser.meant))
        for part in known:
            _write(folder, fit([example for example in part if fold_of(example.article) != fold], of_cards))
        apart = fit_mentions(pair for pair in told if pair.article.fold != fold)
        _write(folder, [Weights(INSIDE, {YES: apart})])
        shutil.copytree(readers / f"fold{fold}", folder / "reader", dirs_exist_ok=True)
        yield folder


def _write(folder: Path, made: Iterable[Weights]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for weights in made:
        (folder / f"{weights.name}.json").write_text(weights_text(weights), encoding="utf-8")
