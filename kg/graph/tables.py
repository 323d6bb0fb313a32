"""The tables of a graph: one row an event, a mention, or a pair of those who take part; what each column holds.

Files, data frames and codebooks are made of these alone. Days are `datetime.date`; what several hold is a tuple; what
is not known is None.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kg.errors import OptionError, nearest
from kg.graph.between import dyads
from kg.model import Actor, Article, Event
from kg.seeds.actors import actor_tables
from kg.seeds.own import using

if TYPE_CHECKING:
    import pandas

    from kg.graph import EventGraph

Value = str | int | float | bool | datetime.date | tuple[str, ...] | None
Row = tuple[Value, ...]
# text; code (text of digits, whose zeros count); day; number; count; truth; list (of texts or codes)
KINDS = ("text", "code", "day", "number", "count", "truth", "list")


@dataclass(frozen=True, slots=True)
class Column:
    """A column, which of `KINDS` its values are, and what they say."""

    name: str
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of values in the order of its columns; `key` are the columns that no two rows share."""

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def frame(self) -> pandas.DataFrame:
        """Return a pandas.DataFrame: days as datetime64[s], lists as tuples, codes as text.

        Raises OptionError where pandas is not installed.
        """
        try:
            import pandas
        except ModuleNotFoundError as error:
            raise OptionError("pandas is not installed: pip install 'diplokg[tables]'") from error
        values = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.columns)
        series = {
            column.name: pandas.Series(list(of), dtype=_DTYPES.get(column.kind, "object"))
            for column, of in zip(self.columns, values, strict=True)
        }
        return pandas.DataFrame(series)


_DTYPES = {"day": "datetime64[s]", "number": "float64", "count": "int64", "truth": "bool"}


def table_of(graph: EventGraph, name: str) -> Table:
    """Return the table "events", "mentions" or "dyads" of a graph, events of every grade. OptionError for another name.

    >>> from kg.graph import EventGraph
    >>> table_of(EventGraph([]), "events").names[:3]
    ('id', 'begin', 'end')
    """
    if name not in TABLES:
        raise OptionError(f"no table {name!r}; {nearest(name, TABLES)}")
    about, key, columns, rows = TABLES[name]
    articles = graph.articles()
    with using(graph.seeds):
        found = (row for event in graph.events(grade="all") for row in rows(event, articles))
        return Table(name, about, key, columns, tuple(found))


# ------------------------------------------------------------------------------ events
EVENTS = (
    Column("id", "text", "the event's id, the same in every file"),
    Column("begin", "day", "the first day on which it may have happened; empty where no day is known"),
    Column("end", "day", "the last day on which it may have happened"),
    Column("edtf", "text", "the date as exactly as it is known, in EDTF (ISO 8601-2)"),
    Column("certain", "truth", "whether the event fills the days from begin to end"),
    Column("date_text", "text", "the words that give the date"),
    Column("event_type", "code", "PLOVER type, see the codebook"),
    Column("mode", "code", "PLOVER mode: how it was done"),
    Column("subtype", "code", "a finer type, such as summit"),
    Column("quad_class", "code", "verbal or material cooperation or conflict"),
    Column("goldstein", "number", "PLOVER's score of type and mode, -10 (conflict) to 10 (cooperation)"),
    Column("cameo", "code", "the nearest code of CAMEO; zeros in front count"),
    Column("modality", "code", "asserted, planned, hypothetical, negated or denied; only the first happened"),
    Column("label", "text", "the event as a sentence"),
    Column("initiators", "list", "parties that act, by id; in a mutual act all"),
    Column("recipients", "list", "parties that are acted upon, by id; in a mutual act all"),
    Column("initiators_cow", "list", "Correlates of War codes of the initiators that have one"),
    Column("recipients_cow", "list", "Correlates of War codes of the recipients that have one"),
    Column("reciprocal", "truth", "whether it is a mutual act"),
    Column("actors", "list", "who acts, by name and office"),
    Column("actor_ids", "list", "who acts, persons too, by id"),
    Column("acted_on", "list", "who is acted upon, by name and office"),
    Column("acted_on_ids", "list", "who is acted upon, persons too, by id"),
    Column("attributed_to", "list", "who reports or alleges it, by name and office"),
    Column("place", "text", "where it happened"),
    Column("place_country", "code", "the state in which the place lies, ISO 3166 alpha-3"),
    Column("latitude", "number", "degrees north, WGS 84"),
    Column("longitude", "number", "degrees east, WGS 84"),
    Column("confidence", "number", "the probability that all of it is right, 0 to 1"),
    Column("grade", "code", "sure, likely, or check: to be looked at before it is used"),
    Column("mentions", "count", "sentences and rows that tell of it"),
    Column("documents", "count", "articles that tell of it"),
    Column("first_published", "day", "the day of the first article that tells of it"),
    Column("background", "truth", "whether it is only recalled, long after"),
    Column("sentence", "text", "the first sentence that tells of it; all are in the table of mentions"),
    Column("trigger", "text", "the words of the sentence that name the act"),
    Column("document", "text", "the article of the sentence, by address or id"),
)


def _events(event: Event, articles: Mapping[str, Article]) -> Iterator[Row]:
    place, first = event.place, event.evidence[0] if event.evidence else None
    documents = {evidence.document_id for evidence in event.evidence}
    published = sorted(found for document in documents if (found := articles[document].published) is not None)
    both = event.actors + event.recipients
    acting, acted_on = (both, both) if event.reciprocal else (event.actors, event.recipients)
    yield (
        event.id, event.begin, event.end, event.edtf, event.certain, event.date_text, event.event_type, event.mode,
        event.subtype, event.quad_class, event.goldstein, event.cameo, event.modality, event.label,
        _parties(acting), _parties(acted_on), _cow(acting), _cow(acted_on), event.reciprocal,
        _labels(event.actors), _ids(event.actors), _labels(event.recipients), _ids(event.recipients),
        _labels(event.attributed_to), place.label if place else None, place.country if place else None,
        place.latitude if place else None, place.longitude if place else None, round(event.confidence, 2),
        event.grade, len(event.evidence), len(documents), published[0] if published else None, event.background,
        first.sentence if first else None, first.trigger if first else None, first.document if first else None,
    )  # fmt: skip


def _parties(actors: Iterable[Actor]) -> tuple[str, ...]:
    return tuple(sorted({actor.party for actor in actors}))


def cow_code(party: str) -> str:
    """Return the Correlates of War code of a state, "" where it has none.

    >>> cow_code("KOR"), cow_code("NATO")
    ('732', '')
    """
    state = actor_tables().states.get(party)
    return state.cow if state else ""


def _cow(actors: Iterable[Actor]) -> tuple[str, ...]:
    return tuple(code for party in _parties(actors) if (code := cow_code(party)))


def _labels(actors: Iterable[Actor]) -> tuple[str, ...]:
    return tuple(f"{actor.label} ({actor.office})" if actor.office else actor.label for actor in actors)


def _ids(actors: Iterable[Actor]) -> tuple[str, ...]:
    return tuple(actor.id for actor in actors)


# ------------------------------------------------------------------------------ mentions
MENTIONS = (
    Column("event", "text", "the event that it tells of"),
    Column("number", "count", "1 for the first mention of the event"),
    Column("kind", "code", "sentence, or record for a row of a coded table"),
    Column("document_id", "text", "the article's id"),
    Column("document", "text", "the article's address, or its id"),
    Column("title", "text", "the article's title"),
    Column("publisher", "text", "who published the article"),
    Column("published", "day", "the day on which it was published"),
    Column("start", "count", "where the sentence begins in the article's text, in code points"),
    Column("end", "count", "where it ends"),
    Column("sentence", "text", "the sentence"),
    Column("trigger", "text", "the words that name the act"),
    Column("trigger_start", "count", "where they begin in the article's text, in code points"),
    Column("trigger_end", "count", "where they end"),
    Column("rule", "text", "the rule that read it"),
    Column("confidence", "number", "how sure the reading of this mention is, 0 to 1"),
    Column("reason", "text", "why it was read so"),
    Column("extractor", "text", "what read it"),
)


def _mentions(event: Event, articles: Mapping[str, Article]) -> Iterator[Row]:
    for number, found in enumerate(event.evidence, 1):
        article = articles[found.document_id]
        yield (
            event.id, number, found.kind, found.document_id, found.document, article.title, article.publisher,
            article.published, found.start, found.end, found.sentence, found.trigger, found.trigger_start,
            found.trigger_end, found.rule, round(found.confidence, 2), found.reason, found.extractor,
        )  # fmt: skip


# ------------------------------------------------------------------------------ dyads
DYADS = (
    Column("event", "text", "the event"),
    Column("first", "code", "the party that acts, by id; of a mutual act each once"),
    Column("second", "code", "the party that is acted upon"),
    Column("first_cow", "code", "its Correlates of War code"),
    Column("second_cow", "code", "its Correlates of War code"),
    Column("reciprocal", "truth", "whether it is a mutual act: then the pair stands twice, each way"),
    Column("begin", "day", "the first day on which it may have happened"),
    Column("end", "day", "the last day on which it may have happened"),
    Column("event_type", "code", "PLOVER type"),
    Column("quad_class", "code", "verbal or material cooperation or conflict"),
    Column("goldstein", "number", "PLOVER's score of type and mode, -10 to 10"),
    Column("modality", "code", "asserted, planned, hypothetical, negated or denied"),
    Column("confidence", "number", "the probability that all of the event is right, 0 to 1"),
    Column("grade", "code", "sure, likely or check"),
)


def _dyads(event: Event, _: Mapping[str, Article]) -> Iterator[Row]:
    pairs = sorted({(one.party, other.party) for one, other in dyads(event) if one.party != other.party})
    for first, second in pairs:
        yield (
            event.id, first, second, cow_code(first) or None, cow_code(second) or None, event.reciprocal,
            event.begin, event.end, event.event_type, event.quad_class, event.goldstein, event.modality,
            round(event.confidence, 2), event.grade,
        )  # fmt: skip


_Rows = Callable[[Event, Mapping[str, Article]], Iterable[Row]]  # of one event
TABLES: Mapping[str, tuple[str, tuple[str, ...], tuple[Column, ...], _Rows]] = MappingProxyType(
    {
        "events": ("one row an event", ("id",), EVENTS, _events),
        "mentions": (
            "one row a sentence or row that tells of an event",
            ("event", "number"),
            MENTIONS,
            _mentions,
        ),
        "dyads": ("one row an event and ordered pair of parties", ("event", "first", "second"), DYADS, _dyads),
    }
)


def plain_value(value: Value) -> Any:
    """Return a value as JSON has it: days as ISO 8601 text, tuples as lists."""
    return value.isoformat() if isinstance(value, datetime.date) else list(value) if isinstance(value, tuple) else value
