"""Learning the confidence of events (kg/resolve/confidence.py): which were facts on hand-coded articles, and why.

The events must come from weights that had not seen the article (`kg.learn.folds`); else everything looks surer than
it is. What is told of calibration is measured on folds of articles that the weights of the confidence had not seen.
Rules are written with hand-coded articles at hand, and are right more often there than elsewhere; so further articles
from which no rule was made have their say in the weights, and in where the grades begin. Articles that were written to
be learned from are harder than news; they teach what speaks for and against an event, not how often events are right,
and only by events that their own sentence dates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.choices import YES, Features, how_likely
from kg.extractors.document import extract
from kg.extractors.reader import load_reader
from kg.learn.facts import right_events
from kg.learn.fitting import fit_yes
from kg.learn.gold import FOLDS, fold_of, read_gold
from kg.model import GRADES, MODALITIES, Event
from kg.resolve.confidence import NAME, WITHOUT_READER, event_features
from kg.resolve.cross_documents import cluster_documents
from kg.resolve.events import build_event
from kg.resolve.judgements import meant
from kg.resolve.merging import Resolved, merge, resolve_document
from kg.seeds.judgements import load_judgements
from kg.seeds.weights import Weights, using
from kg.sources import read

ABOUT = "is an event right in everything it says: type, parties, direction, modality and date"
PENALTY = 3.0  # chosen in the folds
SEEN = 8  # in how many events a feature must stand to get a weight; what is rarer would be learned by heart
TIMES = 2  # how often what was coded with all answers that may be right counts; further articles were coded with one
DATED = "date: words of its sentence"  # of written articles only such events are dated alike by all who code them
WRITTEN = "in an article written to be learned from"  # takes up that its events are less often right
SURE, LIKELY = 0.75, 0.55  # the share of facts among what is sure, and among what is sure or likely
ELSEWHERE = (0.7, 0.55)  # the same, as the mean of the hand-coded articles and the further ones
BINS = 10
JUDGED = "judged"  # the genre of what users judged
VERDICTS = {"right": True, **dict.fromkeys(("drop", "date", "type", "actor", "recipient", "modality"), False)}
GENRES = {"wikinews-2": "wikinews", "wire-asia": "wire", "wire-world": "wire"}  # folders of one genre


@dataclass(frozen=True, slots=True)
class Case:
    """An event that was read from a hand-coded article, with its features; `right` says whether it is a fact."""

    features: Features
    right: bool
    asserted: bool
    fold: int
    genre: str


@dataclass(frozen=True, slots=True)
class Bin:
    """Events of about one confidence: how many, the mean of what was said, and the share that was right."""

    events: int
    said: float
    right: float


# ------------------------------------------------------------------------------ cases
def cases(gold: Sequence[Path], folds: Path, *, reader: bool = True) -> Iterator[Case]:
    """Yield the events of the folders of hand-coded articles, each read with the weights of its fold.

    With `reader` false only the rules read, as they do where the reader's libraries are missing.
    """
    for folder in gold:
        articles = {article.document.id: article for article in read_gold([folder])}
        resolved = []
        for article in articles.values():
            with using(folds / f"fold{article.fold}"):
                resolved.append(resolve_document(extract(article.document, reader=load_reader() if reader else None)))
        events, told = _with_features(resolved)
        right = right_events(folder, events)
        genre = GENRES.get(folder.name, folder.name)
        for event in events:
            features, document = told[event.id]
            fold = articles[document].fold
            yield Case(features, event.id in right, event.modality == MODALITIES[0], fold, genre)


def judged_cases(articles: Sequence[Path], judgements: Path, *, reader: bool = True) -> Iterator[Case]:
    """Yield the events of articles that somebody judged: right, or dropped or corrected, as they were read.

    Judgements that say nothing of whether an event was right (a place, two that are one, one that was missed) are left
    out, and so are those that fit no event of the articles.
    """
    documents = read(articles)
    second = load_reader() if reader else None
    events, told = _with_features([resolve_document(extract(document, reader=second)) for document in documents])
    by_id = {event.id: event for event in events}
    verdicts: dict[str, bool] = {}
    for judgement in load_judgements(judgements):
        for event in meant(judgement, by_id) if judgement.decision in VERDICTS else ():
            verdicts.setdefault(event.id, VERDICTS[judgement.decision])
    for key, right in sorted(verdicts.items()):
        features, document = told[key]
        yield Case(features, right, by_id[key].modality == MODALITIES[0], fold_of(document), JUDGED)


def _with_features(resolved: Sequence[Resolved]) -> tuple[list[Event], dict[str, tuple[Features, str]]]:
    """The events of documents; and of each, by its id, the features and the id of its first document."""
    told: dict[str, tuple[Features, str]] = {}
    for cluster in cluster_documents(cluster for found in resolved for cluster in found.clusters):
        event = build_event(cluster)
        told.setdefault(event.id, (event_features(event, cluster), cluster.main.document.id))
    return merge(resolved), told


# ------------------------------------------------------------------------------ fitting
def learn_confidence(
    gold: Sequence[Path],
    folds: Path,
    articles: Sequence[Path] = (),
    judgements: Path | None = None,
    further: Sequence[Path] = (),
    written: Sequence[Path] = (),
) -> Iterator[Weights]:
    """Yield the weights for events that rules and reader have read, then those for what the rules alone have.

    `judgements` on events of `articles` of one's own count beside the hand-coded ones. `further` are folders of
    hand-coded articles from which no rule was made, `written` folders of such as were written to be learned from.
    """
    for name, reader in ((NAME, True), (WITHOUT_READER, False)):
        judged = list(judged_cases(articles, judgements, reader=reader)) if judgements else []
        known = [*cases(gold, folds, reader=reader), *judged]
        others, lessons = (list(cases(folders, folds, reader=reader)) for folders in (further, written))
        weights = learned(known, others, lessons)
        made_from = {"folders": sorted(folder.name for folder in gold), **weights.made_from}
        if judged:
            made_from["judged"] = len(judged)
        yield replace(weights, name=name, made_from=made_from)


def learned(known: Sequence[Case], further: Sequence[Case] = (), written: Sequence[Case] = ()) -> Weights:
    """Return the weights with thresholds and figures; the same cases give the same weights.

    No figure is measured on the events of articles that were `written` to be learned from.
    """
    both = [*known, *further]
    dated = [case for case in written if DATED in case.features]
    beside = [replace(case, features={**case.features, WRITTEN: 1.0}) for case in dated]
    beside += list(known) * (TIMES - 1)
    by_fold, by_genre = (apart(both, part, beside) for part in (lambda case: case.fold, lambda case: case.genre))
    count = len(known)
    thresholds = choose_thresholds(known, by_fold[:count], further, by_fold[count:])
    figures = {
        "measure": "confidence of events of articles kept apart, beside whether they are facts",
        f"{FOLDS} folds by document": figures_of(known, by_fold[:count], thresholds),
        "genres left out": figures_of(known, by_genre[:count], thresholds),
    }
    if further:
        figures["further articles, in folds"] = figures_of(further, by_fold[count:], thresholds)
    made_from = {
        "events": len(known),
        "right": sum(case.right for case in known),
        "asserted": sum(case.asserted for case in known),
    }
    if further:
        made_from["events of further articles"] = len(further)
    if dated:
        made_from["events of articles written to be learned from"] = len(dated)
    return replace(fitted([*both, *beside]), about=ABOUT, made_from=made_from, figures=figures, thresholds=thresholds)


def fitted(known: Sequence[Case]) -> Weights:
    """Return the weights that fit the cases; a feature of fewer than SEEN gets none."""
    seen = Counter(name for case in known for name in case.features)
    features = [{name: value for name, value in case.features.items() if seen[name] >= SEEN} for case in known]
    weights = fit_yes([(one, case.right) for one, case in zip(features, known, strict=True)], PENALTY)
    return Weights(NAME, {YES: {name: weight for name, weight in weights.items() if name != WRITTEN}})


def apart(known: Sequence[Case], part: Callable[[Case], int | str], beside: Sequence[Case] = ()) -> list[float]:
    """Return the confidence of each case by weights from the cases of other parts, those `beside` them included."""
    said = [0.0] * len(known)
    for value in sorted({part(case) for case in known}):
        weights = fitted([case for case in (*known, *beside) if part(case) != value])
        for number, case in enumerate(known):
            if part(case) == value:
                said[number] = how_likely(case.features, weights)
    return said


# ------------------------------------------------------------------------------ grades
def choose_thresholds(
    known: Sequence[Case], said: Sequence[float], further: Sequence[Case] = (), said_further: Sequence[float] = ()
) -> dict[str, float]:
    """Return the least confidence, in hundredths, from which on the asserted events of a grade are right often enough.

    An event is `sure` from where on SURE of those above are right, `likely` (or sure) from where on LIKELY are; each
    share is that of all events above the threshold, told by articles kept apart. With further articles the mean of
    both shares must reach ELSEWHERE as well.
    """
    asserted, elsewhere = _asserted(known, said), _asserted(further, said_further)
    found = {}
    for grade, wanted, mean in zip(GRADES, (SURE, LIKELY), ELSEWHERE, strict=False):
        fitting = [
            cut / 100
            for cut in range(1, 100)
            if (share := _share_right(asserted, cut / 100)) >= wanted
            and (not elsewhere or (share + _share_right(elsewhere, cut / 100)) / 2 >= mean)
        ]
        found[grade] = fitting[0] if fitting else 1.0
    return found


def _asserted(known: Sequence[Case], said: Sequence[float]) -> list[tuple[float, bool]]:
    return [(round(p, 2), case.right) for p, case in zip(said, known, strict=True) if case.asserted]


def _share_right(asserted: Sequence[tuple[float, bool]], cut: float) -> float:
    above = [right for p, right in asserted if p >= cut]
    return sum(above) / len(above) if above else 0.0


# ------------------------------------------------------------------------------ figures
def reliability(said: Sequence[float], right: Sequence[bool]) -> list[Bin]:
    """Return the bins of a reliability table: ten equal stretches of confidence; one without events is left out.

    >>> reliability([0.1, 0.14, 0.9], [False, True, True])
    [Bin(events=2, said=0.12, right=0.5), Bin(events=1, said=0.9, right=1.0)]
    """
    bins: dict[int, list[tuple[float, bool]]] = {}
    for p, fact in zip(said, right, strict=True):
        bins.setdefault(min(int(p * BINS), BINS - 1), []).append((p, fact))
    return [
        Bin(
            len(found), round(sum(p for p, _ in found) / len(found), 3), round(sum(f for _, f in found) / len(found), 3)
        )
        for _, found in sorted(bins.items())
    ]


def brier(said: Sequence[float], right: Sequence[bool]) -> float:
    """Return the mean squared distance between confidence and truth, 0..1, smaller is better (Brier 1950).

    >>> brier([0.5, 1.0], [True, True])
    0.125
    """
    return sum((p - fact) ** 2 for p, fact in zip(said, right, strict=True)) / len(said)


def calibration_error(said: Sequence[float], right: Sequence[bool]) -> float:
    """Return the expected calibration error: how far confidence and share right lie apart, over the ten bins, weighted
    by their events (Naeini, Cooper & Hauskrecht 2015).

    >>> calibration_error([0.5, 0.5], [True, False])
    0.0
    """
    return sum(one.events * abs(one.said - one.right) for one in reliability(said, right)) / len(said)


def figures_of(known: Sequence[Case], said: Sequence[float], thresholds: Mapping[str, float]) -> dict[str, Any]:
    """Return Brier score, calibration error, and for each grade how many asserted events are right and how many of all
    right ones are kept.
    """
    asserted = _asserted(known, said)
    numbers, facts = [p for p, _ in asserted], [fact for _, fact in asserted]
    found: dict[str, Any] = {
        "asserted events": len(facts),
        "facts": sum(facts),
        "Brier score": round(brier(numbers, facts), 3),
        "calibration error": round(calibration_error(numbers, facts), 3),
    }
    for grade, name in ((GRADES[0], "sure"), (GRADES[1], "sure and likely")):
        above = [fact for p, fact in asserted if p >= thresholds[grade]]
        found[name] = {"right": _part(sum(above), len(above)), "facts kept": _part(sum(above), sum(facts))}
    return found


def _part(some: int, whole: int) -> float:
    return round(some / whole, 3) if whole else 0.0
