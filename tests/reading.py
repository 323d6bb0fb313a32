"""Sentences read once a process, for tables of cases of modules that ask a `Text`."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable

from kg.extractors.document import extract
from kg.model import Document, Event
from kg.pipeline import build
from kg.text import Mentions, Text

PUBLISHED = datetime.date(2019, 6, 27)  # a Thursday


@functools.cache
def read(sentence: str) -> Text:
    """The text of some sentences, published on `PUBLISHED`."""
    return Text.read(Document(text=sentence, published=PUBLISHED))


@functools.cache
def mentions(sentence: str) -> Mentions:
    """Everything that is found in some sentences."""
    return extract(read(sentence))


def events_told(text: str, published: str) -> list[Event]:
    """The events of a text published on a day."""
    return list(build([Document(text=text, id="one", published=published)]).events())


def at(text: Text, word: str) -> int:
    """The token at which a word first stands."""
    start = text.document.text.index(word)
    return text.parse.tokens_in(start, start + len(word))[0]


def words(text: Text, tokens: Iterable[int]) -> str:
    """Some tokens as they are written."""
    return " ".join(text.parse.tokens[i].text for i in tokens)
