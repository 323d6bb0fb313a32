"""What the reader learns from: passages of text with the words that name acts marked in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.extractors.reader import passages
from kg.learn.gold import GoldArticle, GoldTrigger
from kg.model import Document, Parse
from kg.seeds.cards import Card
from kg.text.engine import Engine, default_engine

UNMARKED = 0.15  # weight of a card example's other words: only one event of the sentence is marked
FURTHER = 0.5  # weight of the modality at a further mention: "the plan" of an act that was carried out
CONTENT = ("VERB", "NOUN", "PROPN", "ADJ", "ADV", "ADP", "AUX", "NUM")


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that names an act: code points [start, end) of the passage, its types by weight (they sum to 1)."""

    start: int
    end: int
    event_types: tuple[tuple[str, float], ...]  # () = belongs to a trigger of several words without being its head
    modality: str = "asserted"
    modality_weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Coded:
    """Which side a party takes in an act: where the word that names the act starts, and where each word for the party.

    Places are code points; `away` are the words from the one to each of the others, below 0 before it.
    """

    trigger: int
    mentions: tuple[int, ...]
    away: tuple[int, ...]
    side: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text, the marked words in it, what an unmarked word weighs, and a type that it does not tell."""

    text: str
    marks: tuple[Mark, ...]
    unmarked: float = 1.0
    never: str | None = None  # of a counter-example
    source: str = ""
    sides: tuple[Coded, ...] = ()


def article_passages(article: GoldArticle, engine: Engine | None = None) -> list[Passage]:
    """Return the article's paragraphs as passages; its title is not coded and left out."""
    text = article.document.text
    parse = next(iter((engine or default_engine()).parse([article.document])))
    marks = _marks(article.triggers, parse)
    found = []
    for first, last in passages(text, parse):
        start, end = parse.tokens[first].start, parse.tokens[last - 1].end
        if start < article.body:
            continue
        inside = [m for m in marks if start <= m.start < end]
        moved = tuple(
            Mark(m.start - start, m.end - start, m.event_types, m.modality, m.modality_weight) for m in inside
        )
        found.append(Passage(text[start:end], moved, source=f"{article.folder}/{article.name}"))
    return found


def card_passages(cards: Iterable[Card], engine: Engine | None = None) -> list[Passage]:
    """Return the cards' examples and counter-examples, a sentence each."""
    found = []
    engine = engine or default_engine()
    for card in cards:
        documents = [Document(text=example.text) for example in card.examples]
        for example, document, parse in zip(card.examples, documents, engine.parse(documents), strict=True):
            start = example.text.index(example.trigger)
            trigger = GoldTrigger(
                start, start + len(example.trigger), "", (card.event_type,), example.modality, True, True
            )
            source = f"{card.file}:{example.line}"
            found.append(Passage(document.text, tuple(_marks([trigger], parse)), UNMARKED, source=source))
        found += [
            Passage(counter.text, (), UNMARKED, card.event_type, source=f"{card.file}:{counter.line}")
            for counter in card.counter_examples
        ]
    return found


def _marks(triggers: Sequence[GoldTrigger], parse: Parse) -> list[Mark]:
    """One mark a word: the head of each trigger with its types, its other words of content without."""
    heads: dict[int, list[GoldTrigger]] = {}
    others: set[int] = set()
    for trigger in triggers:
        inside = list(parse.tokens_in(trigger.start, trigger.end))
        if not inside:
            continue
        head = trigger_head(parse, inside)
        heads.setdefault(head, []).append(trigger)
        others |= {i for i in inside if i != head and parse.tokens[i].pos in CONTENT}
    marks = []
    for index in sorted(heads.keys() | others):
        token, named = parse.tokens[index], heads.get(index, [])
        weights: dict[str, float] = {}
        for trigger in named:
            shares = [1.0 if number == 0 else 0.5 for number in range(len(trigger.event_types))]
            for event_type, share in zip(trigger.event_types, shares, strict=True):
                weights[event_type] = weights.get(event_type, 0.0) + share / sum(shares) / len(named)
        first = next((t for t in named if t.first), named[0] if named else None)
        modality = first.modality if first else "asserted"
        weight = 0.0 if first is None else 1.0 if first.first else FURTHER
        marks.append(Mark(token.start, token.end, tuple(sorted(weights.items())), modality, weight))
    return marks


def trigger_head(parse: Parse, inside: Sequence[int]) -> int:
    """The word that governs the others of a trigger; a verb before a noun where several do."""
    span = set(inside)
    tops = [i for i in inside if parse.tokens[i].head not in span or parse.tokens[i].head == i]
    order = {"VERB": 0, "NOUN": 1, "PROPN": 1, "ADJ": 2, "AUX": 3}
    return min(tops or inside, key=lambda i: (order.get(parse.tokens[i].pos, 4), i))
