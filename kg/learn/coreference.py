"""Learning which reports of different articles are one event (kg/resolve/event_pairs.py) from hand-coded articles.

Examples are the pairs of events that a build compares and that nothing contradicts: within one folder of hand-coded
articles the events as they were found, each known by the coders' event that most of its mentions stand for, and the
events that the coders saw; and, in further articles, what a table of judged pairs says of them.

| column of the table | what it holds |
|---|---|
| article, start | address of an article, and where the word of a mention begins in its text (code points) |
| other, other_start | the same of the mention that it is compared with |
| same | yes: both tell of one event; no; unclear: nothing is learned from the pair |

Pairs that the table does not name are of two events. Coded rows, which have no words, are learned from as well: what a
table would say of an event that is dated by the day, beside the events of its type and month.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

from kg.choices import YES, Features, how_likely
from kg.extractors.actors import find_actor_mentions
from kg.extractors.document import extract
from kg.extractors.event_choices import Chooser, candidates, with_sides
from kg.extractors.events import find_events
from kg.extractors.reader import Read, Reader
from kg.learn.fitting import fit_yes
from kg.learn.gold import FOLDS, GoldArticle, GoldTrigger, fold_of, read_gold
from kg.model import Document
from kg.pipeline import read_sources
from kg.resolve.clusters import Cluster
from kg.resolve.cross_documents import COMMON, LIKELY, WEIGHTS, candidate_pairs
from kg.resolve.drafts import Draft, width
from kg.resolve.event_pairs import Report, contradicted, pair_features
from kg.resolve.events import counts, drafts_of
from kg.resolve.merging import resolve_document
from kg.resolve.similarity import MONTH
from kg.seeds.files import read_table
from kg.seeds.weights import Weights
from kg.text import Mentions, Text

COMMON_FROM = 0.01  # share of events from which a word is common
ABOUT = "are two reports of different articles of one event"
GROUPS = "cross_document.json"
COLUMNS = ("article", "start", "other", "other_start", "same")
UNCLEAR = "unclear"

Coded = tuple[str, str]  # the name of an article, the coders' id of an event
Mentioned = tuple[str, str]  # the address of an article, where a word begins
Figures = dict[str, int]


class Pair(Protocol):
    """Two things that are compared."""

    @property
    def features(self) -> Features:
        """What speaks for their being one."""

    @property
    def possible(self) -> bool:
        """Does nothing contradict?"""

    @property
    def same(self) -> bool:
        """Did the coders put them together?"""


P = TypeVar("P", bound=Pair)


@dataclass(frozen=True)
class Example:
    """Two reports that are compared, and whether the coders put them together."""

    folder: str
    folds: frozenset[int]  # of the two articles
    features: Features
    possible: bool  # nothing contradicts
    same: bool


@dataclass(frozen=True)
class Told:
    """A report with the coders' event that it stands for, None where they coded none."""

    article: GoldArticle
    report: Report
    coded: Coded | None


def found_reports(article: GoldArticle, reader: Reader | None) -> list[Told]:
    """Return the events that a build finds in an article."""
    resolved = resolve_document(mentions_of(article, reader, coded=False))
    return [Told(article, Report(c), coded_event(c, article)) for c in resolved.clusters]


def coded_reports(article: GoldArticle, reader: Reader | None) -> list[Told]:
    """Return the events that the coders saw, each with what rules and reader make of the words that name it."""
    drafts = [d for d in drafts_of(mentions_of(article, reader, coded=True)) if not d.anaphor and counts(d)]
    groups: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        for event in sorted({trigger.event for trigger in _at(article, draft)}):
            groups[event].append(draft)
    return [Told(article, Report(Cluster(tuple(g))), (article.name, e)) for e, g in sorted(groups.items())]


def mentions_of(article: GoldArticle, reader: Reader | None, *, coded: bool) -> Mentions:
    """Return all mentions as a build finds them, or only those at the coders' words, whatever a build makes of them."""
    text = Text.read(article.document)
    actors, places = find_actor_mentions(text)
    events = find_events(text, actors, places)
    read = reader.read(article.document.text, text.parse) if reader else Read({})
    options = candidates(text, events, read.readings, actors, places)
    if not coded:
        events = Chooser.shipped().decided(text, options) if reader else events
        return Mentions(text, actors, places, with_sides(text, events, actors, read))
    types = {id(option): option.reading.types if option.reading else () for option in options}
    at = [replace(o.mention, types=o.mention.types or types[id(o)]) for o in options]
    inside = [m for m in at if any(t.start < m.end and m.start < t.end for t in article.triggers)]
    return Mentions(text, actors, places, with_sides(text, inside, actors, read))


def examples(folder: Path, reports: Iterable[Told], common: Mapping[str, float]) -> Iterator[Example]:
    """Yield the pairs of the reports of a folder that a build compares."""
    told = sorted(reports, key=lambda t: t.report.cluster.main.order)
    shown = [Report(t.report.cluster, common) for t in told]
    together = coded_pairs(folder)
    for one, other in candidate_pairs([report.outline for report in shown]):
        yield Example(
            folder.name,
            frozenset({told[one].article.fold, told[other].article.fold}),
            pair_features(shown[one], shown[other]),
            not contradicted(shown[one], shown[other]),
            frozenset((told[one].coded, told[other].coded)) in together,
        )


def judged_examples(
    table: Path, articles: Sequence[Path], common: Mapping[str, float], known: Mapping[str, int]
) -> Iterator[Example]:
    """Yield the pairs of the articles that a build compares, as the table judges them.

    The table names an article by its address or by the id of its document. `known` gives the fold of some articles by
    their address; that of others is told by the address.
    """
    read = resolved(read_sources(articles).documents)
    reports = [Report(c, common) for c in sorted(read, key=lambda cluster: cluster.main.order)]
    at = [
        {(name, str(d.mention.start)) for d in report.cluster.drafts for name in (d.source, d.document.id)}
        for report in reports
    ]
    judged: dict[Mentioned, list[tuple[Mentioned, str]]] = defaultdict(list)
    for row in read_table(table, COLUMNS):
        mentions = ((row["article"], row["start"]), (row["other"], row["other_start"]))
        for mention, meant in (mentions, mentions[::-1]):
            judged[mention].append((meant, row["same"]))
    for one, other in candidate_pairs([report.outline for report in reports]):
        said = {same for mention in at[one] for meant, same in judged[mention] if meant in at[other]}
        pair = (reports[one], reports[other])
        if UNCLEAR in said or contradicted(*pair):
            continue
        folds = frozenset(known.get(r.cluster.main.source, fold_of(r.cluster.main.source)) for r in pair)
        yield Example(table.stem, folds, pair_features(*pair), possible=True, same="yes" in said)


def row_examples(folder: Path, reports: Sequence[Told]) -> Iterator[Example]:
    """Yield what a table would say of each event that words date by the day, beside events of its type and month."""
    together = coded_pairs(folder)
    dated = [told for told in reports if width(*told.report.cluster.dated.days) <= MONTH]
    for one, other in itertools.product(dated, dated):
        mine, theirs = one.report.cluster, other.report.cluster
        if not mine.dated.firm or width(*mine.dated.days) > 1 or mine.parties.isdisjoint(theirs.parties):
            continue
        row = as_row(one.report)
        if mine.main.mention.event_type == theirs.main.mention.event_type and not contradicted(row, other.report):
            pair = frozenset((one.coded, other.coded))
            same = one is other or pair in together or (len(pair) == 1 and None not in pair)
            folds = frozenset({one.article.fold, other.article.fold})
            yield Example(folder.name, folds, pair_features(row, other.report), possible=True, same=same)


def as_row(report: Report) -> Report:
    """Return what a table would say of a report: type, states, day and place, and no words."""
    main, dating = report.cluster.main, report.cluster.dated.dating
    document = Document(text=dating.text, id=f"row of {main.document.id}", published=dating.end)
    sides = [tuple(replace(a, id=a.party, kind="state") for a in side) for side in (main.actors, main.recipients)]
    mention = replace(main.mention, lemma="", types=())
    told = replace(
        main, document=document, sentence=(0, len(dating.text)), mention=mention, actors=sides[0], recipients=sides[1],
        dating=dating, about=frozenset(), nominal=False, plural=False,
    )  # fmt: skip
    return Report(Cluster((told,)), record=True)


def resolved(documents: Iterable[Document]) -> Iterator[Cluster]:
    """Yield the events of each article that the rules find."""
    for document in documents:
        yield from resolve_document(extract(document)).clusters


def common_words(reports: Sequence[Told]) -> dict[str, float]:
    """Return the words that at least one in a hundred events holds in its sentences, with that share."""
    held = Counter(word for told in reports for word in told.report.rare)
    return {word: round(n / len(reports), 3) for word, n in sorted(held.items()) if n >= COMMON_FROM * len(reports)}


def coded_event(cluster: Cluster, article: GoldArticle) -> Coded | None:
    """Return the coders' event that most mentions of a cluster stand for, None where they coded none of them."""
    told = Counter(trigger.event for draft in cluster.drafts for trigger in _at(article, draft))
    return (article.name, min(told, key=lambda event: (-told[event], event))) if told else None


def _at(article: GoldArticle, draft: Draft) -> list[GoldTrigger]:
    """The coders' triggers that share words with a mention."""
    return [t for t in article.triggers if t.start < draft.mention.end and draft.mention.start < t.end]


def coded_pairs(folder: Path) -> frozenset[frozenset[Coded]]:
    """Return the pairs of coders' events of different articles of a folder that are one event."""
    path = folder / GROUPS
    groups: list[list[list[str]]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return frozenset(
        frozenset({(one[0], one[1]), (other[0], other[1])})
        for group in groups
        for one, other in itertools.combinations(group, 2)
    )


def fit(known: Iterable[Example]) -> dict[str, float]:
    """Return the weights of the features, from the pairs that nothing contradicts: of no others they are asked."""
    return fit_yes([(example.features, example.same) for example in known if example.possible])


def kept_apart(
    known: Sequence[P], asked: Sequence[P], fit: Callable[[Iterable[P]], dict[str, float]], least: float,
    parts: Callable[[P], Collection[object]],
) -> Figures:  # fmt: skip
    """Return how many pairs are joined rightly and wrongly by weights from the pairs that share no part with them.

    A pair of two parts is judged by the mean of the weights made without the one, and without the other.
    """
    right = wrong = 0
    made = {value: Weights(WEIGHTS, {YES: fit(e for e in known if value not in parts(e))})
            for value in sorted({value for e in asked for value in parts(e)}, key=str)}  # fmt: skip
    for example in asked:
        found = [how_likely(example.features, made[value]) for value in parts(example)]
        if example.possible and sum(found) / len(found) >= least:
            right, wrong = right + example.same, wrong + (not example.same)
    return {"right": right, "wrong": wrong}


def learn_coreference(
    folders: Sequence[Path], readers: Path | None = None, pairs: Path | None = None, articles: Sequence[Path] = ()
) -> Weights:
    """Return the weights from folders of hand-coded articles; the same articles give the same weights.

    `readers` holds a folder fold0 … fold4 for each fold, a reader that has not seen its articles; without it the rules
    alone find events. `pairs` is a table of judged pairs of the further `articles`.
    """
    loaded = {fold: Reader(readers / f"fold{fold}") if readers else None for fold in range(FOLDS)}
    found = {f: [t for a in read_gold([f]) for t in found_reports(a, None)] for f in folders}
    read = {f: [t for a in read_gold([f]) for t in found_reports(a, loaded[a.fold])] for f in folders if readers}
    coded = {f: [t for a in read_gold([f]) for t in coded_reports(a, loaded[a.fold])] for f in folders}
    common = common_words([told for folder in folders for told in found[folder]])
    asked = [example for folder in folders for example in examples(folder, found[folder], common)]
    folds = {a.document.url or a.name: a.fold for a in read_gold(folders)}
    further = list(judged_examples(pairs, articles, common, folds)) if pairs else []
    known = asked + further + [e for told in (read, coded) for f in told for e in examples(f, told[f], common)]
    rows = [example for folder in folders for example in row_examples(folder, found[folder])]
    known += rows
    figures: dict[str, Any] = {
        "measure": f"pairs of found events with a probability of {LIKELY} or more that nothing contradicts",
        f"{FOLDS} folds by document": kept_apart(known, asked, fit, LIKELY, lambda e: e.folds),
        "folders left out": kept_apart(known, asked, fit, LIKELY, lambda e: (e.folder,)),
        "of one event": sum(e.same for e in asked),
    }
    figures["coded rows, folds"] = kept_apart(known, rows, fit, LIKELY, lambda e: e.folds)
    figures["coded rows of one event"] = sum(e.same for e in rows)
    if further:
        figures["judged pairs, folds"] = kept_apart(known, further, fit, LIKELY, lambda e: e.folds)
        figures["judged pairs of one event"] = sum(e.same for e in further)
    made_from = {
        "folders": sorted({folder.name for folder in folders}),
        "judged pairs": pairs.name if pairs else "",
        "pairs": sum(e.possible for e in known),
        "of one event": sum(e.same and e.possible for e in known),
    }
    return Weights(WEIGHTS, {YES: fit(known), COMMON: common}, ABOUT, made_from, figures)
