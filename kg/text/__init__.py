"""What a sentence says as grammar, read once: parse, tree, clauses, times and quotations of one document.

Everything after it, extractors and resolve alike, asks a `Text` and never the engine.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Concatenate, ParamSpec, TypeVar

from kg.model import ActorMention, Document, EventMention, Parse, PlaceMention, Timex, as_document
from kg.text.clauses import Clauses
from kg.text.engine import Engine, default_engine
from kg.text.fiscal_years import with_fiscal_years
from kg.text.quotations import Quotations
from kg.text.tree import Tree
from kg.timex import tag_times

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, eq=False)
class Text:
    """A document with its parse; what is read from the two is made when it is first asked for, and once.

    >>> text = Text.read(Document(text="Japan and Kenya met on 3 March 2015."))
    >>> [time.value for time in text.times], text.clauses.of(0).tense
    (['2015-03-03'], 'past')
    """

    document: Document
    parse: Parse

    @classmethod
    def read(cls, document: Document, engine: Engine | None = None) -> Text:
        """Return the text of a document, parsed by the engine (the default one where none is given).

        Raises OptionError for what is no document.
        """
        return cls(as_document(document), next(iter((engine or default_engine()).parse([document]))))

    @cached_property
    def tree(self) -> Tree:
        """What hangs on what."""
        return Tree(self.parse)

    @cached_property
    def clauses(self) -> Clauses:
        """The clauses, by the token that heads them."""
        return Clauses(self.tree)

    @cached_property
    def times(self) -> tuple[Timex, ...]:
        """The time expressions, left to right."""
        document = self.document
        times = tag_times(document.text, document.published, document.language, document.title or "")
        return with_fiscal_years(document.text, self.parse, times, document.published)

    @cached_property
    def quotations(self) -> Quotations:
        """What stands in quotation marks, and who speaks it."""
        return Quotations(self.document.text, self.clauses)

    @cached_property
    def known(self) -> dict[Any, Any]:
        """What functions marked with `once` have worked out about this text."""
        return {}

    def words(self, start: int, end: int) -> str:
        """The words [start, end) as they are written."""
        return self.document.text[start:end]


def once(function: Callable[Concatenate[Text, P], R]) -> Callable[Concatenate[Text, P], R]:
    """Let a function of a text be worked out once for the same arguments; what it returns is kept as long as the text.

    >>> @once
    ... def answer(text: Text, head: int) -> object:
    ...     return object()
    >>> text = Text.read(Document(text="Japan and Kenya met."))
    >>> answer(text, 0) is answer(text, 0), answer(text, 0) is answer(text, 1)
    (True, False)
    """

    @functools.wraps(function)
    def call(text: Text, /, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (function, args, *kwargs.items())
        known: dict[Any, R] = text.known
        if key not in known:
            known[key] = function(text, *args, **kwargs)
        return known[key]

    return call


@dataclass(frozen=True, slots=True)
class Mentions:
    """Everything that was found in one text."""

    text: Text
    actors: tuple[ActorMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    events: tuple[EventMention, ...] = ()

    @property
    def document(self) -> Document:
        """The document that was read."""
        return self.text.document

    @property
    def parse(self) -> Parse:
        """Its parse."""
        return self.text.parse

    @property
    def times(self) -> tuple[Timex, ...]:
        """Its time expressions."""
        return self.text.times
