"""Learning who acts and who is acted upon: weights of kg/resolve/participants.py from hand-coded articles.

Multinomial logistic regression with an L2 penalty (scikit-learn, lbfgs), one fit a pass. The second pass is trained on
first-pass scores of articles that the first pass was not fitted on. All figures are of articles kept apart: five folds
by the hash of the name, and every genre once left out.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from kg.card_examples import is_held_out, parse_all
from kg.choices import label_probabilities
from kg.extractors.document import extract
from kg.extractors.event_choices import with_sides
from kg.extractors.participants import find_participants
from kg.extractors.reader import Read, Reader
from kg.identity import slug
from kg.learn.fitting import moved
from kg.learn.gold import FOLDS, GoldArticle, GoldError, GoldTrigger, fold_of, read_gold
from kg.model import EventMention
from kg.resolve.dating import date_mention
from kg.resolve.linking import Linker
from kg.resolve.participants import PASSES, SIDES, WITHOUT_READER, first_features, log_odds, second_features
from kg.resolve.scenes import ACTOR, ALL, NEITHER, RECIPIENT, Parties, Party, Scene
from kg.seeds.cards import load_cards
from kg.seeds.weights import Weights, load_weights, using
from kg.text import Mentions

PENALTY = (0.04, 0.02)  # C of each pass, chosen once by log-loss over the folds
SEEN = 8  # times that a feature must be seen to be given a weight
HOLD = 4.0  # how much firmer weights that others have taught are held than those that start from nothing
LIGHT = 0.05  # weights below it are left out
CARDS = "cards"  # the genre of the cards' own sentences, which teach and never measure
NOT_KNOWN = ""  # the side of a party that may be whom the coder names by other words
CODED = ((ACTOR, "from"), (RECIPIENT, "to"))
RULED = {ACTOR: frozenset({ACTOR}), RECIPIENT: frozenset({RECIPIENT}), ALL: frozenset({ACTOR})}
ABOUT = (
    "How far each party of a trigger's sentence looks like the actor or the recipient, from its mentions and the rules",
    "Which side each party of a trigger's sentence takes, from how it and its rivals look",
)

Row = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Example:
    """A hand-coded trigger as the choice sees it: its scene, the features of its parties and their right sides."""

    article: str
    genre: str
    scene: Scene
    rows: Sequence[Row]
    sides: tuple[str, ...]


# ------------------------------------------------------------------------------ examples
def examples(folders: Sequence[Path], readers: Path | None = None, further: Sequence[Path] = ()) -> list[Example]:
    """Return one example a hand-coded event whose sentence names a party, in the order of the articles.

    Behind those of `folders` stand those of `further` folders, which teach beside them.
    `readers` holds fold0 … fold4: each has read the articles of the fold that it has not seen. None: rules alone.
    """
    loaded = {fold: Reader(readers / f"fold{fold}") for fold in range(FOLDS)} if readers else {}
    return [
        example
        for part, people in ((folders, _people(folders)), (further, _people(further))) if part
        for article in read_gold(part)
        for example in _of_article(article, people, loaded.get(article.fold))
    ]  # fmt: skip


def card_examples() -> list[Example]:
    """Return one example for each of the cards' own sentences that is not held out (kg/card_examples.py)."""
    wanted = [
        (card, example) for card in load_cards().values() for example in card.examples if not is_held_out(example.text)
    ]
    found = []
    for (card, example), text in zip(wanted, parse_all([example.text for _, example in wanted]), strict=True):
        mentions = extract(text)
        start = example.text.find(example.trigger)
        trigger = GoldTrigger(
            start, start + len(example.trigger), "", (card.event_type,), example.modality, True, True
        )  # fmt: skip
        event = _event(mentions, trigger) if start >= 0 else None
        if event is None:
            continue
        parties = Parties(mentions, Linker(mentions))
        scene = Scene(parties, event, parties.of(event, None))
        if scene.parties:
            coded = {"from": example.actor, "to": example.recipient}
            sides = _sides(scene, coded, {})
            found.append(Example(example.text, CARDS, scene, first_features(scene), sides))
    return found


def _people(folders: Sequence[Path]) -> dict[str, str | None]:
    """Whom each person of the articles acts for: people.json in the folders or above them."""
    found: dict[str, str | None] = {}
    for place in dict.fromkeys([*(folder.parent for folder in folders), *folders]):
        if (place / "people.json").exists():
            found.update(json.loads((place / "people.json").read_text(encoding="utf-8")))
    return found


def _of_article(article: GoldArticle, people: Mapping[str, str | None], reader: Reader | None) -> Iterable[Example]:
    mentions = extract(article.document)
    read = reader.read(article.document.text, mentions.parse) if reader else Read({})
    parties = Parties(mentions, Linker(mentions))
    coded = {event["id"]: event for event in article.events}
    for trigger in article.triggers:
        event = _event(mentions, trigger) if trigger.first else None
        if event is None:
            continue
        event = with_sides(mentions.text, [event], mentions.actors, read)[0]
        dating = date_mention(mentions.text, event.head, modality=event.modality, term_of=parties.linker.term_of)
        at = dating.begin or dating.end or article.document.published
        scene = Scene(parties, event, parties.of(event, at))
        if scene.parties:
            sides = _sides(scene, coded[trigger.event], people)
            yield Example(article.name, article.folder.partition("-")[0], scene, first_features(scene), sides)


def _event(mentions: Mentions, trigger: GoldTrigger) -> EventMention | None:
    """The event mention that the rules find at the words, of the coder's type; else what the words alone tell."""
    inside = mentions.parse.tokens_in(trigger.start, trigger.end)
    if not inside:
        return None
    head = mentions.text.tree.head(inside)
    sentence = mentions.parse.sentence_of(head)
    found = [
        m for m in mentions.events
        if m.start < trigger.end and trigger.start < m.end and mentions.parse.sentence_of(m.head) == sentence
    ]  # fmt: skip
    if not found:
        roles = find_participants(mentions.text, mentions.actors, trigger.start, trigger.end)
        return EventMention(
            trigger.start, trigger.end, head, trigger.event_types[0], None, trigger.modality, "", "",
            roles.actors, roles.recipients, roles.reciprocal,
        )  # fmt: skip
    best = min(
        found,
        key=lambda m: (m.event_type not in trigger.event_types, m.modality != trigger.modality, abs(m.head - head)),
    )
    known = best.event_type in trigger.event_types
    return best if known else replace(best, event_type=trigger.event_types[0])


def _sides(scene: Scene, coded: Mapping[str, Any], people: Mapping[str, str | None]) -> tuple[str, ...]:
    """The side that the coder gave each party.

    Not known of a party that the rules put on a side whose coded names fit no party: it may be one of them.
    """
    sides = tuple(_side(scene, party, coded, people) for party in scene.parties)
    lost = {side for side, key in CODED if coded.get(key) and side not in sides}
    return tuple(
        NOT_KNOWN if side == NEITHER and lost & RULED.get(scene.rule(party), frozenset()) else side
        for party, side in zip(scene.parties, sides, strict=True)
    )


def _side(scene: Scene, party: Party, coded: Mapping[str, Any], people: Mapping[str, str | None]) -> str:
    """The side on which the coder names a party.

    A person counts for the state, a state for what it was or became. Others are told by their names, of which one may
    be shorter ("rebels", "the Syrian rebels"), or by their state, where nobody else of the sentence is that state.
    """
    others = {other.id for other in scene.parties}
    names, words = {party.id}, []
    if scene.document.linker.gazetteer.state(party.id):
        names |= scene.document.linker.gazetteer.family(party.id) - others
    else:
        names |= {a.country for a in party.actors if a.country and a.country not in others}
        words = [_words(name) for actor in party.actors for name in (actor.id, actor.label)]
    for side, key in CODED:
        told = {code for name in coded.get(key, ()) for code in (name, people.get(name)) if code}
        if names & told:
            return side
        if any(own <= other or other <= own for own in words for other in map(_words, told) if own and other):
            return side
    return NEITHER


def _words(name: str) -> frozenset[str]:
    return frozenset(slug(name).split("-")) - {"the", "of", "and"}


# ------------------------------------------------------------------------------ fitting
def _fit(number: int, parts: Iterable[tuple[Example, Sequence[Row]]], names: Sequence[str]) -> Weights:
    """The weights of one pass; those of no part in it are taken away from the others, which changes no probability."""
    sides, rows = _answered(parts)
    seen = Counter(name for row in rows for name in row)
    vectors = DictVectorizer()
    table = vectors.fit_transform([{n: v for n, v in row.items() if seen[n] >= SEEN} for row in rows])
    model = LogisticRegression(C=PENALTY[number], fit_intercept=False, max_iter=500)
    model.fit(table, sides)
    if len(model.classes_) < len(SIDES):
        raise GoldError("too few hand-coded articles: actors, recipients and others must be told in several of them")
    found = dict(zip(model.classes_, model.coef_, strict=True))
    labels: dict[str, dict[str, float]] = {NEITHER: {}}
    for side in (ACTOR, RECIPIENT):
        pairs = zip(vectors.get_feature_names_out(), found[side] - found[NEITHER], strict=True)
        labels[side] = {str(name): round(float(weight), 3) for name, weight in pairs if abs(weight) >= LIGHT}
    return Weights(names[number], labels)


def _answered(parts: Iterable[tuple[Example, Sequence[Row]]]) -> tuple[Sequence[str], Sequence[Row]]:
    """The sides that are known, with the features of whoever is on them."""
    listed = [(side, row) for e, rows in parts for side, row in zip(e.sides, rows, strict=True) if side != NOT_KNOWN]
    sides, rows = zip(*listed, strict=True)
    return sides, rows


def fit(known: Sequence[Example], of_cards: Sequence[Example]) -> tuple[Weights, Weights]:
    """Return the weights of both passes; the second is fitted on what the first says of articles new to it."""
    names = PASSES if any(example.scene.event.sides for example in known) else WITHOUT_READER
    return _both_passes([*known, *of_cards], lambda number, parts: _fit(number, parts, names))


def adapt(known: Sequence[Example], start: tuple[Weights, Weights]) -> tuple[Weights, Weights]:
    """Return the weights of both passes that `start` from others, moved by examples."""
    return _both_passes(known, lambda number, parts: _moved(number, parts, start[number]))


def _both_passes(
    known: Sequence[Example], learn: Callable[[int, Iterable[tuple[Example, Sequence[Row]]]], Weights]
) -> tuple[Weights, Weights]:
    """The weights of both passes, each as `learn` makes it from examples with the features that it sees."""
    inner: dict[int, list[Example]] = defaultdict(list)
    for example in known:
        inner[fold_of(f"inner {example.article}")].append(example)
    stacked: list[tuple[Example, Sequence[Row]]] = []
    for number, apart in sorted(inner.items()):
        first = learn(0, [(e, e.rows) for other, part in inner.items() if other != number for e in part])
        stacked += [(e, second_features(e.scene, _odds(e, first))) for e in apart]
    return learn(0, [(e, e.rows) for e in known]), learn(1, stacked)


def _moved(number: int, parts: Iterable[tuple[Example, Sequence[Row]]], start: Weights) -> Weights:
    sides, rows = _answered(parts)
    seen = Counter(name for row in rows for name in row)
    known = {name for side in (ACTOR, RECIPIENT) for name in start.labels[side]}
    rows = [{n: v for n, v in row.items() if n in known or seen[n] >= SEEN} for row in rows]
    found = moved(rows, sides, start.labels, HOLD / PENALTY[number])
    labels = {
        side: {name: round(weight, 3) for name, weight in table.items() if abs(weight) >= LIGHT}
        for side, table in found.items()
    }
    return replace(start, labels=labels)


def _odds(example: Example, first: Weights) -> list[dict[str, float]]:
    return [log_odds(label_probabilities(row, first)) for row in example.rows]


# ------------------------------------------------------------------------------ figures
def is_right(example: Example, passes: tuple[Weights, Weights]) -> bool:
    """Is every party of the sentence whose side is known put on the side that the coder gave it?"""
    stacked = second_features(example.scene, _odds(example, passes[0]))
    found = [label_probabilities(row, passes[1]) for row in stacked]
    return all(side in (NOT_KNOWN, max(p, key=p.__getitem__)) for p, side in zip(found, example.sides, strict=True))


def _kept_apart(known: Sequence[Example], of_cards: Sequence[Example], part: Callable[[Example], Any]) -> list[float]:
    """The share of events with every party right, for each part by weights from the others."""
    shares = []
    for value in sorted({part(e) for e in known}):
        passes = fit([e for e in known if part(e) != value], of_cards)
        apart = [e for e in known if part(e) == value]
        shares.append(round(sum(is_right(e, passes) for e in apart) / len(apart), 3))
    return shares


def _by_rules(example: Example) -> bool:
    rules = [example.scene.rule(party) for party in example.scene.parties]
    return all(side in (NOT_KNOWN, ACTOR if r == ALL else r) for r, side in zip(rules, example.sides, strict=True))


def learn_participants(
    folders: Sequence[Path],
    readers: Path | None = None,
    without_fold: int | None = None,
    further: Sequence[Path] = (),
    start: Path | None = None,
) -> Iterator[Weights]:
    """Yield the weights of both passes from folders of hand-coded articles; one fold of articles may be kept apart.

    Articles of `further` folders teach beside those of `folders`. With `start`, a folder of weights that have not seen
    the articles, these are moved by them instead of being made anew; `further` may then be what has made them, which
    keeps it in mind.

    First come the weights for what the rules alone have read; then, with `readers` (as for `examples`), those with a
    reader. The same articles give the same weights. With no fold kept apart, `figures` hold how right the choice is on
    articles that it was not made from.
    """
    of_cards = card_examples()

    def known(place: Path | None, folders: Sequence[Path], further: Sequence[Path]) -> list[Example]:
        found = examples(folders, place, further)
        return [e for e in found if without_fold is None or fold_of(e.article) != without_fold]

    for place in (None, readers) if readers else (None,):
        if start is None:
            yield from _learned(known(place, folders, further), of_cards, [*folders, *further], without_fold)
        else:
            yield from _adapted(known(place, folders, ()), [*known(place, (), further), *of_cards], folders, start)


def _learned(
    known: Sequence[Example], of_cards: Sequence[Example], folders: Sequence[Path], without_fold: int | None
) -> tuple[Weights, Weights]:
    figures: dict[str, Any] = {}
    if without_fold is None:
        figures = {
            "measure": "share of hand-coded events whose parties of the sentence are all on the right side",
            "rules alone": round(sum(map(_by_rules, known)) / len(known), 3),
            f"{FOLDS} folds by document": _kept_apart(known, of_cards, lambda e: fold_of(e.article)),
            "genres left out": dict(
                zip(sorted({e.genre for e in known}), _kept_apart(known, of_cards, lambda e: e.genre), strict=True)
            ),
        }
    made_from = {
        "folders": sorted({folder.name for folder in folders}),
        "articles": len({e.article for e in known}),
        "events": len(known),
        "sentences of the cards": len(of_cards),
        "parties": {side: sum(e.sides.count(side) for e in known) for side in SIDES},
    }
    if without_fold is not None:
        made_from["without fold"] = without_fold
    first, second = fit(known, of_cards)
    return (
        replace(first, about=ABOUT[0], made_from=made_from, figures=figures),
        replace(second, about=ABOUT[1], made_from=made_from, figures=figures),
    )


def _adapted(
    known: Sequence[Example], beside: Sequence[Example], folders: Sequence[Path], start: Path
) -> Iterator[Weights]:
    names = PASSES if any(example.scene.event.sides for example in known) else WITHOUT_READER
    with using(start):
        before = (load_weights(names[0]), load_weights(names[1]))
    right = Counter[str]()
    for fold in range(FOLDS):
        apart = [e for e in known if fold_of(e.article) == fold]
        after = adapt([*(e for e in known if fold_of(e.article) != fold), *beside], before)
        right["before"] += sum(is_right(e, before) for e in apart)
        right["after"] += sum(is_right(e, after) for e in apart)
    shares = {when: round(count / len(known), 3) for when, count in right.items()}
    taught = {
        "folders": sorted({folder.name for folder in folders}),
        "articles": len({e.article for e in known}),
        "events": len(known),
    }
    for old, weights in zip(before, adapt([*known, *beside], before), strict=True):
        made_from = {**old.made_from, "then moved by": [*old.made_from.get("then moved by", ()), taught]}
        figures = {**old.figures, f"on what moved them, {FOLDS} folds": shares}
        yield replace(weights, made_from=made_from, figures=figures)
