"""The short ways through spaCy's components annotate every text as the long ways do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.sources import read
from kg.text import shortcuts
from kg.text.engine import DEFAULT_MODEL, _load

CORPUS = Path(__file__).resolve().parent.parent / "seeds" / "corpus"
ODD = [
    "",
    " ",
    "\n\n",
    "It ain't so; y'all are gonna leave, I've gotta go, let's go, c'm on.",
    "There's a treaty. There are talks. But they do n't.",
    "Kenya  and\tUganda   met .",
    "— “Don’t!” 🕊️ 会談 ١٢",
]


@pytest.fixture(scope="module")
def long_way() -> Any:
    return _load(DEFAULT_MODEL)


@pytest.fixture(scope="module")
def short_way() -> tuple[Any, list[shortcuts.Step]]:
    nlp = _load(DEFAULT_MODEL)
    return nlp, shortcuts.steps(nlp)


def annotated(docs: list[Any]) -> list[list[tuple[object, ...]]]:
    return [
        [
            (t.text, t.lemma_, t.pos_, t.tag_, t.dep_, t.head.i, str(t.morph), t.ent_type_, t.ent_iob_, t.is_sent_start)
            for t in doc
        ]
        for doc in docs
    ]


def shortly(way: tuple[Any, list[shortcuts.Step]], texts: list[str]) -> list[Any]:
    nlp, steps = way
    docs = [nlp.make_doc(text) for text in texts]
    for step in steps:
        step(docs)
    return docs


def test_the_corpus_is_annotated_the_same(long_way: Any, short_way: tuple[Any, list[shortcuts.Step]]) -> None:
    found = [document for path in sorted(CORPUS.iterdir()) for document in read(path, lambda issue: None)]
    texts = [document.text[block.start : block.end] for document in found for block in document.blocks]
    assert len(texts) > 300
    for start in range(0, len(texts), shortcuts.BATCH):
        some = texts[start : start + shortcuts.BATCH]
        assert annotated(shortly(short_way, some)) == annotated(list(long_way.pipe(some)))


def test_odd_texts_are_annotated_the_same(long_way: Any, short_way: tuple[Any, list[shortcuts.Step]]) -> None:
    assert annotated(shortly(short_way, ODD)) == annotated(list(long_way.pipe(ODD)))


WORDS = (
    "Kenya",
    "there's",
    "is",
    "let's",
    "y'",
    "all",
    "ain't",
    "but",
    "did",
    "I",
    "it",
    "you",
    "'s",
    "n't",
    "(",
    "\n",
    "",
)


@settings(max_examples=60, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS)))
def test_any_words_are_annotated_the_same(
    long_way: Any, short_way: tuple[Any, list[shortcuts.Step]], words: list[str]
) -> None:
    texts = [" ".join(words), "".join(words)]
    assert annotated(shortly(short_way, texts)) == annotated(list(long_way.pipe(texts)))


@pytest.mark.parametrize("most", [3, 12])
def test_a_memory_that_is_full_begins_anew(long_way: Any, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(shortcuts, "MOST_WORDS", most)
    nlp = _load(DEFAULT_MODEL)
    way = nlp, shortcuts.steps(nlp)
    for text in ("Kenya and Uganda met.", "They signed a treaty in Kampala on Monday.", "Kenya and Peru met again."):
        assert annotated(shortly(way, [text])) == annotated([long_way(text)])


def test_the_shortcuts_are_taken(short_way: tuple[Any, list[shortcuts.Step]]) -> None:
    nlp, steps = short_way
    assert sum(isinstance(step, shortcuts.Ruler) for step in steps) == 1
    models = {name: part.model for name, part in nlp.pipeline if getattr(part, "is_trainable", False)}
    remembered = [name for name, model in models.items() if any(node.name == "remembered" for node in model.walk())]
    assert remembered == ["tok2vec", "ner"]
