"""Learning which mentions of one article are one event (kg/resolve/mention_pairs.py) from hand-coded articles.

Examples are pairs of mentions of an article that both stand at coders' words: those that a build finds, and those that
it would find were it told where the coders saw an event.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.choices import YES, Features
from kg.extractors.reader import Reader
from kg.learn.coreference import kept_apart, mentions_of
from kg.learn.fitting import fit_yes
from kg.learn.gold import FOLDS, GoldArticle, GoldTrigger, read_gold
from kg.resolve.drafts import Draft
from kg.resolve.events import counts, drafts_of
from kg.resolve.mention_pairs import Told, contradicted
from kg.resolve.same_document import LIKELY, WEIGHTS
from kg.seeds.weights import Weights

ABOUT = "are two mentions of one article of one event"


@dataclass(frozen=True)
class MentionPair:
    """Two mentions of an article, and whether the coders put them together."""

    article: GoldArticle
    features: Features
    possible: bool  # nothing contradicts
    same: bool
    found: bool  # by a build that is told nothing


def learn_mentions(folders: Sequence[Path], readers: Path | None = None) -> Weights:
    """Return the weights from folders of hand-coded articles; the same articles give the same weights.

    `readers` holds a folder fold0 … fold4 for each fold, a reader that has not seen its articles; without it the rules
    alone find events.
    """
    known = list(mention_pairs(read_gold(folders), readers))
    asked = [pair for pair in known if pair.found]
    figures = {
        "measure": f"pairs of found mentions with a probability of {LIKELY} or more that nothing contradicts",
        f"{FOLDS} folds by document": kept_apart(known, asked, fit_mentions, LIKELY, lambda pair: (pair.article.fold,)),
        "folders left out": kept_apart(known, asked, fit_mentions, LIKELY, lambda pair: (pair.article.folder,)),
        "of one event": sum(pair.same for pair in asked),
    }
    made_from = {
        "folders": sorted({folder.name for folder in folders}),
        "pairs": len(known),
        "of one event": sum(pair.same for pair in known),
    }
    return Weights(WEIGHTS, {YES: fit_mentions(known)}, ABOUT, made_from, figures)


def mention_pairs(articles: Iterable[GoldArticle], readers: Path | None) -> Iterator[MentionPair]:
    """Yield the pairs of mentions of each article that stand at coders' words, but not at the same."""
    loaded = {fold: Reader(readers / f"fold{fold}") if readers else None for fold in range(FOLDS)}
    for article in articles:
        for coded in (False, True):
            drafts = [d for d in drafts_of(mentions_of(article, loaded[article.fold], coded=coded)) if counts(d)]
            yield from _pairs(article, sorted(drafts, key=lambda d: d.order), found=not coded)


def _pairs(article: GoldArticle, drafts: Sequence[Draft], *, found: bool) -> Iterator[MentionPair]:
    told = Told(drafts)
    triggers = [[t for t in article.triggers if _at(t, draft)] for draft in drafts]
    meant = [_meant(some, draft) for some, draft in zip(triggers, drafts, strict=True)]
    for one, other in itertools.combinations(range(len(drafts)), 2):
        words = [{(t.start, t.end) for t in triggers[n]} for n in (one, other)]
        if meant[one] and meant[other] and not words[0] & words[1]:
            possible = not contradicted(drafts[one], drafts[other])
            same = bool(meant[one] & meant[other])
            yield MentionPair(article, told.features(one, other), possible, same, found)


def _at(trigger: GoldTrigger, draft: Draft) -> bool:
    return trigger.start < draft.mention.end and draft.mention.start < trigger.end


def _meant(triggers: Sequence[GoldTrigger], draft: Draft) -> frozenset[str]:
    """The coders' events that a mention stands for: of several at its words those of its type, then of its modality."""
    triggers = [t for t in triggers if draft.mention.event_type in t.event_types] or triggers
    triggers = [t for t in triggers if draft.mention.modality == t.modality] or triggers
    return frozenset(t.event for t in triggers)


def fit_mentions(known: Iterable[MentionPair]) -> dict[str, float]:
    """Return the weights of the features."""
    return fit_yes([(pair.features, pair.same) for pair in known])
