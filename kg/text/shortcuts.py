"""Shorter ways through spaCy's components to the very same annotations; tests hold them against the long ways.

Four kinds of component spend most of their time on what can be spared: the entity recognizer on taking and giving back
the interpreter's lock for each of its moves, the attribute ruler on trying the same rules on the same kinds of word,
the lemmatizer on looking through lists, and an embedding on words that it has embedded before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy

Step = Callable[[list[Any]], None]  # annotates spaCy's documents in place
Match = tuple[int, int, int, int]  # number of the rule, its name, first token, end

BATCH = 64  # texts
MOST_WORDS = 50_000  # that an embedding remembers, 400 bytes each
IDENTITY = ("ORTH", "NORM", "SPACY")  # what two words have in common that are embedded alike
OF_WORDS = {"ORTH", "NORM", "LOWER", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"}  # and what follows from that
INDEX = "lemma_index"  # the lemmatizer's table of lemmas by part of speech
ASKED = ("LOWER", "TAG", "DEP", "IS_SPACE")  # what most rules of a ruler ask of a word


def steps(nlp: Any) -> list[Step]:
    """Return what annotates texts as a pipeline would, a step a component; its embeddings remember words from now on.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> _ = nlp.add_pipe("sentencizer")
    >>> doc = nlp.make_doc("They met. They left.")
    >>> for step in steps(nlp):
    ...     step([doc])
    >>> len(list(doc.sents))
    2
    """
    return [_step(component) for _, component in nlp.pipeline]


def _step(component: Any) -> Step:
    from spacy.pipeline import AttributeRuler, EntityRecognizer, Lemmatizer

    if getattr(component, "is_trainable", False):
        _remember_words(component.model, component.vocab)
    if isinstance(component, Lemmatizer):
        _look_up(component.lookups)
    if isinstance(component, AttributeRuler):
        return Ruler(component)
    if isinstance(component, EntityRecognizer) and component.cfg["beam_width"] == 1:
        return lambda docs: _recognize(component, docs)
    if hasattr(component, "pipe"):
        return lambda docs: _exhaust(component.pipe(docs, batch_size=BATCH))
    return lambda docs: _exhaust(map(component, docs))


def _exhaust(docs: Iterable[Any]) -> None:
    for _ in docs:
        pass


# ------------------------------------------------------------------------------ entities
def _recognize(component: Any, docs: list[Any]) -> None:
    """Take the best move in all texts at a time: the greedy search of the component, with the lock held throughout."""
    states = component.moves.init_batch(docs)
    left = [state for state in states if not state.is_final()]
    if left:
        model = component.model.predict(docs)
        while left:
            left = component.transition_states(left, model.predict(left))
    component.set_annotations(docs, states)


# ------------------------------------------------------------------------------ rules
class Ruler:
    """An attribute ruler that remembers which of its rules for one word a kind of word meets."""

    def __init__(self, component: Any) -> None:
        from spacy.matcher import Matcher

        self._component, self._vocab = component, component.vocab
        self._one, self._other = Matcher(self._vocab), Matcher(self._vocab)
        self._named: set[int] = set()  # words that rules for one word name; all others are alike to them
        self._met: dict[tuple[int, ...], list[tuple[int, int]]] = {}
        self._needed: set[tuple[str, int]] | None = set()  # one of these must stand in a text that meets another rule
        for number, rule in enumerate(component.patterns):
            simple = all(map(_is_simple, rule["patterns"]))
            (self._one if simple else self._other).add(str(number), rule["patterns"])
            if simple:
                self._named |= {
                    self._vocab.strings.add(word) for (asked,) in rule["patterns"] for word in _words(asked)
                }
            else:
                self._need(rule["patterns"])

    def __call__(self, docs: list[Any]) -> None:
        """Set the attributes of all words, those of later rules over those of earlier ones."""
        for doc in docs:
            rows = doc.to_array(ASKED).tolist()
            self._component.set_annotations(doc, sorted([*self._of_one(doc, rows), *self._of_more(doc, rows)]))

    def _need(self, patterns: list[list[Mapping[str, Any]]]) -> None:
        for pattern in patterns:
            plain = [(name, asked[name]) for asked in pattern for name in ("LOWER", "DEP") if _is_text(asked.get(name))]
            if not plain or self._needed is None:
                self._needed = None
                return
            self._needed.add((plain[0][0], self._vocab.strings.add(plain[0][1])))

    def _of_more(self, doc: Any, rows: list[list[int]]) -> list[Match]:
        if self._needed is not None:
            there = {("LOWER", row[0]) for row in rows} | {("DEP", row[2]) for row in rows}
            if self._needed.isdisjoint(there):
                return []
        found = self._other(doc, allow_missing=True)
        return [(int(self._vocab.strings[name]), name, start, end) for name, start, end in found]

    def _of_one(self, doc: Any, rows: list[list[int]]) -> Iterable[Match]:
        for at, (lower, *others) in enumerate(rows):
            kind = (lower if lower in self._named else 0, *others)
            met = self._met.get(kind)
            if met is None:
                met = self._met[kind] = self._meets(doc[at])
            for number, name in met:
                yield number, name, at, at + 1

    def _meets(self, token: Any) -> list[tuple[int, int]]:
        from spacy.tokens import Doc

        alone = Doc(self._vocab, words=[token.text], tags=[token.tag_], deps=[token.dep_], heads=[0])
        return [(int(self._vocab.strings[name]), name) for name, _, _ in self._one(alone, allow_missing=True)]


def _is_simple(pattern: list[Mapping[str, Any]]) -> bool:
    """Does a pattern ask of one word what can be looked up?"""
    if len(pattern) != 1:
        return False
    asked = pattern[0]
    listed = all(not isinstance(value, dict) or set(value) <= {"IN", "NOT_IN"} for value in asked.values())
    return listed and set(asked) <= set(ASKED)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _words(asked: Mapping[str, Any]) -> Iterable[str]:
    value = asked.get("LOWER", ())
    if isinstance(value, dict):
        return [word for words in value.values() for word in words]
    return [value] if value else ()


# ------------------------------------------------------------------------------ lemmas
def _look_up(tables: Any) -> None:
    """Make sets of the lists of words that a lemmatizer only asks whether they hold a word."""
    for name in {INDEX} & set(tables.tables):
        words = tables.get_table(name)
        for key in list(words):
            words[key] = frozenset(words[key])


# ------------------------------------------------------------------------------ embeddings
def _remember_words(model: Any, vocab: Any) -> None:
    """Put a memory before each embedding of a model that asks of a word nothing but the word."""
    for node in list(model.walk()):
        if node.name.startswith("extract_features") and node.name.endswith(">>ragged2list"):
            asked = {column for part in node.walk() for column in part.attrs.get("columns", ())}
            if asked and asked <= OF_WORDS:
                model.replace_node(node, Embedding(node, vocab).model)


class Embedding:
    """An embedding that works out the vector of a word once; `model` is what takes its place."""

    def __init__(self, long_way: Any, vocab: Any) -> None:
        from thinc.api import Model

        self._long_way, self._vocab = long_way, vocab
        self._row: dict[tuple[int, ...], int] = {}
        self._vectors = numpy.empty((MOST_WORDS, long_way.get_dim("nO")), dtype="float32")
        self.model: Any = Model("remembered", self._forward, dims={"nO": long_way.get_dim("nO")})

    def _forward(self, _: Any, docs: list[Any], is_train: bool) -> Any:
        words = [list(map(tuple, doc.to_array(IDENTITY).tolist())) for doc in docs]
        if len(self._row) + sum(map(len, words)) > MOST_WORDS:
            self._row.clear()
        new = list(dict.fromkeys(word for one in words for word in one if word not in self._row))
        if len(new) > MOST_WORDS:
            return self._long_way(docs, is_train)
        if new:
            self._learn(new)
        return [self._vectors[[self._row[word] for word in one]] for one in words], _no_training

    def _learn(self, words: list[tuple[int, ...]]) -> None:
        from spacy.tokens import Doc

        texts = [self._vocab.strings[word] for word, _, _ in words]
        doc = Doc(self._vocab, words=texts, spaces=[bool(spaced) for _, _, spaced in words])
        for token, (_, norm, _) in zip(doc, words, strict=True):
            if token.norm != norm:  # "n't" is embedded as "not"
                token.norm_ = self._vocab.strings[norm]
        for word, vector in zip(words, self._long_way.predict([doc])[0], strict=True):
            self._vectors[len(self._row)] = vector
            self._row[word] = len(self._row)


def _no_training(_: Any) -> Any:
    raise NotImplementedError("a pipeline that remembers its words is no longer trained")
