"""Learning where the rules and the reader meet (kg/extractors/event_choices.py) from hand-coded articles.

The readings must come from readers that have not seen the article; else the weights trust the reader too much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.extractors.actors import find_actor_mentions
from kg.extractors.event_choices import (
    AGAINST,
    ALONE_FEATURE,
    FOUND,
    MEANT,
    RULE,
    SURE,
    TYPED,
    Chooser,
    Found,
    candidates,
    found_features,
    is_chosen,
    modality_candidates,
    type_candidates,
)
from kg.extractors.events import find_events
from kg.extractors.reader import Reader, Reading
from kg.learn.fitting import fit_candidates, fit_yes
from kg.learn.gold import GoldArticle, GoldTrigger, read_gold
from kg.seeds.weights import Weights, weights_text
from kg.text import Text

ABOUT = (
    "is what a rule or the reader finds an act of politics at all",
    "may what the reader alone finds make an event, or only join one",
    "the type of an act, among those that the rule and the reader give",
    "asserted, planned, hypothetical, negated or denied, from the rules and the reader",
)
CAUTION = {ALONE_FEATURE: 0.7, AGAINST: 1.0, RULE: 1.0}  # chosen in the folds
Read = Callable[[GoldArticle, Text], Mapping[int, Reading]]


@dataclass(frozen=True)
class Coded:
    """A candidate with the hand-coded triggers that it names, the best for it first; none where it is no act."""

    text: Text
    article: GoldArticle
    found: Found
    gold: tuple[GoldTrigger, ...]

    @property
    def right(self) -> bool:
        """Is it an act of that type?"""
        return any(self.found.mention.event_type in trigger.event_types for trigger in self.gold)


def coded_candidates(articles: Iterable[GoldArticle], read: Read) -> Iterator[Coded]:
    """Yield the candidates of the articles' bodies beside what was coded at their words."""
    for article in articles:
        text = Text.read(article.document)
        actors, places = find_actor_mentions(text)
        rules = find_events(text, actors, places)
        found = candidates(text, rules, read(article, text), actors, places)
        found = [one for one in found if one.mention.start >= article.body and is_chosen(one.mention)]
        best = dict[tuple[int, int], int]()  # of the reader's words in one trigger only the likeliest is its head
        for number, one in enumerate(found):
            for trigger in _at(one, article.triggers):
                key = (trigger.start, trigger.end)
                if key not in best or _strength(one) > _strength(found[best[key]]):
                    best[key] = number
        for number, one in enumerate(found):
            named = _at(one, article.triggers)
            if not one.by_rule:
                named = [t for t in named if best[t.start, t.end] == number]
            yield Coded(text, article, one, tuple(sorted(named, key=lambda t: not t.first)))


def _strength(found: Found) -> tuple[bool, float]:
    return found.by_rule, found.reading.trigger if found.reading else 0.0


def _at(found: Found, triggers: Sequence[GoldTrigger]) -> list[GoldTrigger]:
    return [t for t in triggers if t.start < found.mention.end and found.mention.start < t.end]


def learn_events(cases: Sequence[Coded]) -> Chooser:
    """Return the choices with weights fitted to the cases, and made cautious: a wrong fact is worse than a missing one.

    What the reader alone finds founds an event, an act is asserted against the rules, and what a rule finds is dropped,
    only where that is e^CAUTION times likelier than not.
    """
    features = [found_features(case.text, case.found) for case in cases]
    found = fit_yes([(one, bool(case.gold)) for one, case in zip(features, cases, strict=True)])
    sure = fit_yes([(one, case.right) for one, case in zip(features, cases, strict=True)])
    typed, meant = [], []
    for case in cases:
        if not case.gold:
            continue
        names = {name for trigger in case.gold for name in trigger.event_types}
        options = type_candidates(case.text, case.found)
        typed.append(([one for _, one in options], [name in names for name, _ in options]))
        told = {trigger.modality for trigger in case.gold if trigger.first} or {case.gold[0].modality}
        ways = modality_candidates(case.found)
        meant.append(([one for _, one in ways], [name in told for name, _ in ways]))
    return Chooser(
        Weights(FOUND, {"yes": {**found, RULE: found.get(RULE, 0.0) + CAUTION[RULE]}}),
        Weights(SURE, {"yes": _cautious(sure, ALONE_FEATURE)}),
        Weights(TYPED, {"yes": fit_candidates(typed)}),
        Weights(MEANT, {"yes": _cautious(fit_candidates(meant), AGAINST)}),
    )


def _cautious(weights: dict[str, float], name: str) -> dict[str, float]:
    return {**weights, name: weights.get(name, 0.0) - CAUTION[name]}


def write_events(gold: Sequence[Path], readers: Path, out: Path) -> tuple[Path, ...]:
    """Fit the choices to the articles of the folders `gold` and write their weights into `out`; return the files.

    `readers` holds a folder fold0 … fold4 for each fold: a reader that has not seen the articles of the fold.
    """
    articles = read_gold(gold)
    loaded = {fold: Reader(readers / f"fold{fold}") for fold in sorted({article.fold for article in articles})}
    cases = list(coded_candidates(articles, lambda a, text: loaded[a.fold].read(a.document.text, text.parse).readings))
    chooser = learn_events(cases)
    made_from = {"articles": len(articles), "candidates": len(cases), "right": sum(bool(case.gold) for case in cases)}
    files = []
    for weights, about in zip((chooser.found, chooser.sure, chooser.typed, chooser.meant), ABOUT, strict=True):
        files.append(out / f"{weights.name}.json")
        whole = replace(weights, about=about, made_from=made_from)
        files[-1].write_text(weights_text(whole), encoding="utf-8")
    return tuple(files)
