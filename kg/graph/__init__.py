"""The graph of events: what queries, analysis and exporters read, and the only door to rdflib and pyoxigraph.

`EventGraph` holds events and articles and makes RDF of them when someone asks for it; or it holds RDF and makes events.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph

from kg.edtf import days
from kg.errors import GraphError, OptionError, nearest
from kg.gazetteer.naming import who
from kg.graph.blocks import write_events
from kg.graph.confined import SECONDS
from kg.graph.declarations import declarations
from kg.graph.entities import Known, entities, seed_knowledge
from kg.graph.files import SUFFIXES, base_of, is_store, read_store
from kg.graph.jsonld import write_jsonld
from kg.graph.kept import Kept
from kg.graph.lookup import Lookup
from kg.graph.mapping import Mapper, Run
from kg.graph.notebook import graph_html
from kg.graph.parameters import bind
from kg.graph.query import MOST_ROWS, Question, Stream, as_question, listed, questions, run
from kg.graph.reading import Reader
from kg.graph.rows import Rows
from kg.graph.select import ALL, Day, find, order, select
from kg.graph.shapes import validate
from kg.graph.silence import unheard_of, why_nothing
from kg.graph.tables import Table, table_of
from kg.graph.terms import BASE, Names, Triple
from kg.graph.turtle import graphs_by_document, triples_of, write_nquads, write_trig, write_turtle
from kg.graph.types import cameo_turtle, event_types_turtle
from kg.graph.vocabulary_page import vocabulary_page
from kg.model import GRADES, Actor, Article, Event, Issue
from kg.seeds.own import Own, built_with, own, using

if TYPE_CHECKING:
    import pandas
    import rdflib

__all__ = ["EventGraph", "Rows", "Run", "as_graph", "cameo_turtle", "event_types_turtle", "vocabulary_page"]

GRAPH_FILES = tuple(f"graph{suffix}" for suffix in SUFFIXES)


class During(NamedTuple):
    """Events of a time: those that surely happened in it, and those that may have."""

    certain: list[Event]
    possible: list[Event]

    def __repr__(self) -> str:
        return f"<During: {len(self.certain)} events certain, {len(self.possible)} possible>"


class EventGraph:
    """Events and the articles that tell of them, as values and as RDF.

    Making one costs nothing: events are ordered at the first call that needs them, triples are made at the first
    that needs those. The graph is a function of events, articles and base IRI alone; times of the run are in it only
    where `run` has them.

    >>> EventGraph([], []).events()
    []
    """

    def __init__(
        self,
        events: Iterable[Event],
        articles: Iterable[Article] = (),
        *,
        run: Run | None = None,
        base: str = BASE,
        known: Known | None = None,
        kept: Kept | None = None,
    ) -> None:
        self._given_events = tuple(events)
        self._given_articles = tuple(articles)
        self._read: pyoxigraph.Store | None = None
        self._run, self._known = run or Run(), known
        self._names = Names(base)
        self.kept = kept or Kept()  # what files are made of, an event at a time
        self.seeds = own()  # what lay over the shipped seeds when the graph was made, and does whenever it is asked

    @classmethod
    def parse(cls, source: str | Path | bytes, format: str | None = None, *, base: str | None = None) -> EventGraph:
        """Return the graph of a file (or its bytes) in Turtle, N-Triples, N-Quads, TriG, JSON-LD or RDF/XML.

        `format` is "turtle", "nt", "nquads", "trig", "jsonld" or "xml"; without it the suffix of the path decides, and
        bytes are read as JSON-LD, TriG (which includes Turtle and N-Triples) or N-Quads. Everything in the file stays
        in the graph, also what we do not know. `base` is found from the names of the events where it is not given.
        Raises GraphError with line and column where the syntax is wrong.
        """
        store = read_store(source, format)
        graph = cls((), (), base=base or base_of(store))
        graph._read = store
        return graph

    @classmethod
    def load(cls, path: str | Path, *, seeds: str | Path | Own | None = None) -> EventGraph:
        """Return the graph of a folder that `kg build` has written, or of a graph file (see `parse`).

        `seeds` is a folder of your own seeds; without it, a built folder takes those that its manifest names, where
        they still lie there. Raises GraphError where a folder holds no graph.
        """
        path = Path(path)
        if not path.is_dir():
            with using(own() if seeds is None else seeds):
                return cls.parse(path)
        found = next((path / name for name in GRAPH_FILES if (path / name).is_file()), None)
        if found is None and is_store(path):
            raise GraphError(
                f"{path}: is a store, which kg serve answers from; for this take the folder it was made from"
            )
        if found is None:
            raise GraphError(f"{path}: the folder holds none of {', '.join(GRAPH_FILES)}; kg build writes one with -o")
        with using(own() or built_with(path) if seeds is None else seeds):
            return cls.parse(found)

    # -------------------------------------------------------------------------- values
    def events(
        self,
        actor: str | None = None,
        event_type: str | None = None,
        since: Day = None,
        until: Day = None,
        modality: str | None = None,
        place: str | None = None,
        text: str | None = None,
        between: Sequence[str] = (),
        together: Sequence[str] = (),
        grade: str | None = None,
    ) -> list[Event]:
        """Return the events for which all that is given holds.

        They stand in the order of first possible day, last possible day, facts before plans, document and offset of
        the first evidence, id; where only the last possible day is known, that counts, and events without any day come
        last. Events of every modality and grade are returned, since whoever measures a graph must see all that it says;
        `modality="asserted"` leaves only what happened, `grade="shown"` what is sure or likely, as pages and questions
        show it without `--all`; "sure", "likely" and "check" one grade.

        `actor` acts or is acted upon, itself or by someone who acts for it. `between` leaves what is between two, or
        any two of several: what one does to the other, and mutual acts of both; `together` what two do side by side
        towards others, which is not between them (see `kg.graph.between`). All three take names as `who` does.
        `event_type` is a PLOVER type, mode or subtype; `place` an id, label or country; `text` words of the label or of
        a sentence; upper and lower case are one. `since` and `until` are a date, "2018", "2018-05" or "2018-05-03", and
        keep what may have happened then; an event with only a last possible day counts as of that day. Raises
        OptionError for a name, type, place, date, modality or grade that neither the graph nor the tables know.
        """
        with using(self.seeds):
            return select(
                self._events.values(), self.who, actor, event_type, since, until, modality, place, text, between,
                together, grade,
            )  # fmt: skip

    def who(self, name: str) -> Actor:
        """Return whom a name means: an id, any name or alias, a former name, a person, a surname that is unique here.

        Raises OptionError with the candidates where that fits several or nobody (see `kg.gazetteer.naming`).
        """
        with using(self.seeds):
            return who(name, self._entities, self._knowledge.entities)

    def party(self, name: str) -> Actor:
        """Return the party that a name means. Raises OptionError also for a person who acts for a party."""
        found = self.who(name)
        if found.kind == "person":
            acting = (actor for event in self._events.values() for actor in event.actors + event.recipients)
            parties = sorted({actor.party for actor in acting if actor.id == found.id})
            if found.id not in parties:
                hint = f"; here {found.label} acts for {' and '.join(parties)}" if parties else ""
                raise OptionError(f"{name!r} is a person: name a state or organisation{hint}")
        return found

    def event(self, name: str) -> Event:
        """Return one event by its id, its IRI, or a beginning or the last part of its id that no other event has.

        Raises OptionError with the nearest ids where there is none, or more than one.
        """
        return find(self._events, name)

    def articles(self) -> dict[str, Article]:
        """Return the articles by id, sorted; one of which only the id is known stands there with nothing else."""
        return dict(self._articles)

    def entities(self) -> dict[str, Actor]:
        """Return everyone whom events name or who stands behind them, by id, without what they did."""
        return dict(self._entities)

    def part(self, events: Iterable[Event]) -> EventGraph:
        """Return a graph of some of the events, with the articles that tell of them."""
        chosen = list(events)
        documents = {evidence.document_id for event in chosen for evidence in event.evidence}
        articles = [article for article in self._articles.values() if article.id in documents]
        known = Known(self.entities()) if self._known is None and self._read is not None else self._known
        with using(self.seeds):
            return EventGraph(chosen, articles, run=self._run, base=self.base, known=known)

    def without(self, *documents: str) -> EventGraph:
        """Return the graph without some articles (ids or addresses): events that no other article tells of are gone.

        What remains keeps the dates and confidence that all articles together gave it; to weigh the rest anew, build
        again. Raises OptionError for an article that is not there.
        """
        ids = {article.url: article.id for article in self._articles.values() if article.url} | {
            i: i for i in self._articles
        }
        for name in documents:
            if name not in ids:
                raise OptionError(f"no article {name!r}; {nearest(name, ids)}")
        gone = {ids[name] for name in documents}
        kept = []
        for event in self._events.values():
            evidence = tuple(found for found in event.evidence if found.document_id not in gone)
            claims = tuple(claim for claim in event.claims if claim.document_id not in gone)
            if evidence:
                kept.append(dataclasses.replace(event, evidence=evidence, claims=claims))
        return self.part(kept)

    def merged(self, *others: EventGraph) -> EventGraph:
        """Return one graph of several: events of one id have the evidence of all. `graph + other` is the same.

        What the ontology has no word for stays out. Raises GraphError for graphs under different base IRIs.
        """
        whole = (self, *others)
        for other in others:
            if other.base != self.base:
                raise GraphError(f"the graphs are named under {self.base} and {other.base}; give both one base")
        articles = {name: article for graph in whole for name, article in graph.articles().items()}
        entities = {name: actor for graph in whole for name, actor in graph.entities().items()}
        known = dataclasses.replace(self._knowledge, entities={**self._knowledge.entities, **entities})
        with using(self.seeds):
            events = [event for graph in whole for event in graph.events(grade=ALL)]
            return EventGraph(events, articles.values(), run=self._run, base=self.base, known=known)

    def __add__(self, other: EventGraph) -> EventGraph:
        return self.merged(other)

    def replaced(self, other: EventGraph) -> EventGraph:
        """Return the graph with the articles of another one in place of those of the same ids, and the rest merged."""
        gone = [name for name in other.articles() if name in self._articles]
        return (self.without(*gone) if gone else self).merged(other)

    def as_of(self, day: Day) -> EventGraph:
        """Return what was known at the end of a day ("2018", "2018-05", "2018-05-03"): what articles had told by then.

        Events keep the date and confidence that all reports together gave them; articles without a day of publication
        are left out.

        >>> len(EventGraph([]).as_of("2018"))
        0
        """
        last = days(day)[1] if day is not None else datetime.date.max
        late = [a.id for a in self._articles.values() if a.published is None or a.published > last]
        known = self.without(*late) if late else self
        ids = set(known._events)
        events = [
            dataclasses.replace(event, related=tuple((r, other) for r, other in event.related if other in ids))
            for event in known._events.values()
        ]
        return known.part(events)

    def during(self, since: str | datetime.date, until: Day = None) -> During:
        """Return the events that happened between two days, and apart from them those that may have.

        Certain is one all of whose possible days lie between; `until` is the end of `since` where it is not given.
        """
        until = since if until is None else until
        first, last = days(since)[0], days(until)[1]
        certain: list[Event] = []
        possible: list[Event] = []
        for event in self.events(since=since, until=until, grade=ALL):
            inside = event.begin and event.end and first <= event.begin and event.end <= last
            (certain if inside else possible).append(event)
        return During(certain, possible)

    def table(self, name: str = "events") -> Table:
        """Return the table "events", "mentions" or "dyads": columns with what they say, and rows of values."""
        return table_of(self, name)

    def to_dataframe(self, name: str = "events") -> pandas.DataFrame:
        """Return a table as a pandas.DataFrame, one row an event, a mention, or an event and ordered pair ("dyads").

        Days are datetime64[s], what several hold is a tuple. Raises OptionError for another name, and where pandas is
        not installed (extra [tables]).
        """
        return table_of(self, name).frame()

    def _repr_html_(self) -> str:
        """What Jupyter shows: the counts, and the first events."""
        return graph_html(self)

    def __len__(self) -> int:
        return len(self._events)

    def __repr__(self) -> str:
        return f"<EventGraph: {len(self)} events, {len(self._articles)} articles>"

    # -------------------------------------------------------------------------- RDF
    def _statements(self) -> Iterable[pyoxigraph.Quad]:
        """The triples as they are written: the store would write 2.0 as 2."""
        return pyoxigraph.parse(self.turtle(), pyoxigraph.RdfFormat.TURTLE)

    @property
    def base(self) -> str:
        """The IRI under which events, entities and articles are named."""
        return self._names.base

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes of the Turtle file, which every query may use undeclared."""
        return dict(self._names.prefixes)

    def turtle(self) -> bytes:
        """Return the graph as Turtle: sorted, without blank nodes, the same bytes for the same graph."""
        if self._read is not None:
            return write_turtle(self._triples, self._names)
        mapper = Mapper(self._names, self._run, self._knowledge)
        written = write_events(mapper, [*self._events.values()], self._articles, self._names, self.kept)
        return write_turtle(self._triples, self._names) if written is None else written

    def nquads(self) -> bytes:
        """Return sorted N-Quads: what an article says in a graph of its name, the rest in the default graph."""
        return write_nquads(graphs_by_document(self._triples), self._names)

    def ntriples(self) -> bytes:
        """Return N-Triples: one sorted statement a line."""
        return "".join(sorted({f"{q.subject} {q.predicate} {q.object} .\n" for q in self._statements()})).encode()

    def jsonld(self) -> bytes:
        """Return JSON-LD with its context inside, sorted."""
        return write_jsonld(self._statements(), self._names.prefixes)

    def trig(self) -> bytes:
        """Return the graph as sorted TriG, in the same graphs as `nquads`."""
        return write_trig(graphs_by_document(self._triples), self._names)

    def query(
        self,
        text_or_name: str,
        *parameters: object,
        grade: str | None = None,
        seconds: float = SECONDS,
        most: int = MOST_ROWS,
        **named: object,
    ) -> Rows:
        """Return the answer to a question of ontology/questions/ by name, or to a SPARQL query that reads.

        Parameters are ids, labels, dates, event ids, types or numbers, as `questions` tells, in their order or by
        their names. Queries may use our prefixes undeclared. A question by name leaves out the events that are to
        check, unless `grade` is "all", it asks of one event or of `dk:grade` itself; SPARQL of your own sees every
        event. Raises OptionError for an unknown name or parameter and GraphError for what is no query, or one with
        SERVICE, FROM or updates. Where there is no answer, `.why` of the rows tells what may be the reason.

        SPARQL of your own runs in a process of its own: after some `seconds`, or with more than `most` rows, it is
        stopped, and GraphError tells so; `stream` has no such bound on rows.

        >>> EventGraph([]).query("ASK { ?event a sem:Event }")[0]
        (False,)
        """
        with using(self.seeds):
            question = as_question(text_or_name)
            if question.name not in questions():
                found = self.stream(text_or_name, *parameters, grade=grade, seconds=seconds, **named).rows(most)
                found.why = "" if found else unheard_of(question.sparql, self.store, self._names)
                return found
            bound = bind(question, parameters, self._lookup, self._names, named)
            asked = self._asked(question, grade)
            rows = run(asked, question.sparql, bound, self._names)
            if not rows:
                rows.why = why_nothing(question, bound, asked, self.store, self._names)
            return rows

    def stream(
        self,
        text_or_name: str,
        *parameters: object,
        grade: str | None = None,
        seconds: float = SECONDS,
        **named: object,
    ) -> Stream:
        """Return the same answer as `query` row by row, for one that is too long to hold, from a process of its own."""
        with using(self.seeds):
            question = as_question(text_or_name)
            bound = bind(question, parameters, self._lookup, self._names, named)
            return Stream(self._asked(question, grade), question.sparql, bound, self._names, seconds)

    def _asked(self, question: Question, grade: str | None) -> pyoxigraph.Store:
        """The store that a question is asked of."""
        if grade not in (None, ALL):
            raise OptionError(f"grade {grade!r}: a question sees what is sure and likely, or with {ALL!r} everything")
        return self.store if grade == ALL or question.sees_all else self._shown

    def questions(self) -> list[str]:
        """Return one line a question that `query` knows by name: its parameters and what it answers."""
        with using(self.seeds):
            return listed()

    def validate(self) -> list[Issue]:
        """Return one issue for everything in which the graph breaks the shapes in ontology/, none where it conforms."""
        return validate(self._triples, lambda: self.store, self._names)

    @cached_property
    def store(self) -> pyoxigraph.Store:
        """The graph in a pyoxigraph store, loaded in bulk."""
        if self._read is not None:
            return self._read
        store = pyoxigraph.Store()
        store.bulk_load(self.turtle(), pyoxigraph.RdfFormat.TURTLE)
        return store

    @cached_property
    def _shown(self) -> pyoxigraph.Store:
        """The store without what is said of events that are to check."""
        grade, check = (pyoxigraph.NamedNode(self._names.expand(name)) for name in ("dk:grade", f"dk:{GRADES[-1]}"))
        hidden = {quad.subject for quad in self.store.quads_for_pattern(None, grade, check)}
        if not hidden:
            return self.store
        shown = pyoxigraph.Store()
        shown.bulk_extend(quad for quad in self.store if quad.subject not in hidden)
        return shown

    @cached_property
    def rdflib(self) -> rdflib.Graph:
        """The graph as an rdflib.Graph over the same store: later queries see changes made there, `events` does not."""
        import rdflib
        from oxrdflib.store import OxigraphStore
        from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

        graph = rdflib.Graph(OxigraphStore(store=self.store), DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none")
        for prefix, namespace in self._names.prefixes.items():
            graph.bind(prefix, namespace)
        return graph

    # -------------------------------------------------------------------------- made on demand
    @cached_property
    def _events(self) -> dict[str, Event]:
        given = self._given_events if self._read is None else self._reader.events()
        found: dict[str, Event] = {}
        for event in sorted(map(_tidy, given), key=order):
            twin = found.get(event.id)
            found[event.id] = event if twin is None else _tidy(_with_evidence_of(twin, event))
        return found

    @cached_property
    def _entities(self) -> dict[str, Actor]:
        if self._read is not None:
            return self._reader.entities()
        return entities(self._events.values(), self._knowledge)

    @cached_property
    def _articles(self) -> dict[str, Article]:
        if self._read is not None:
            found = self._reader.articles()
        else:
            found = {article.id: _tidy_article(article) for article in self._given_articles}
        for event in self._events.values():
            for evidence in event.evidence:
                if evidence.document_id not in found:
                    url = evidence.document if evidence.document != evidence.document_id else None
                    found[evidence.document_id] = Article(evidence.document_id, url)
        return dict(sorted(found.items()))

    @cached_property
    def _triples(self) -> list[Triple]:
        if self._read is not None:
            return list(triples_of(self._read, self._names))
        mapper = Mapper(self._names, self._run, self._knowledge)
        found = list(mapper.triples(self._events.values(), self._articles))
        return [*found, *declarations(found)]

    @cached_property
    def _lookup(self) -> Lookup:
        return Lookup(self.store, self._names, self._knowledge)

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self._read or ())

    @property
    def _knowledge(self) -> Known:
        with using(self.seeds):
            return seed_knowledge() if self._known is None else self._known


def as_graph(graph: EventGraph) -> EventGraph:
    """Return a graph as it is. Raises OptionError for the path of one, which is loaded first.

    >>> as_graph("exports/demo")
    Traceback (most recent call last):
        ...
    kg.errors.OptionError: 'exports/demo' is a path: kg.EventGraph.load('exports/demo') is the graph in it
    """
    if isinstance(graph, str | Path):
        raise OptionError(f"{str(graph)!r} is a path: kg.EventGraph.load({str(graph)!r}) is the graph in it")
    return graph


def _tidy(event: Event) -> Event:
    """The event with each sentence of evidence once, and relations in order: sets, as the graph holds them."""
    evidence = tuple(dict.fromkeys(event.evidence))
    related = tuple(sorted(set(event.related)))
    claims = tuple(sorted(set(event.claims), key=lambda claim: (claim.about, claim.document_id, claim.value)))
    if (evidence, related, claims) == (event.evidence, event.related, event.claims):
        return event
    return dataclasses.replace(event, evidence=evidence, related=related, claims=claims)


def _with_evidence_of(event: Event, twin: Event) -> Event:
    """One event of two with one id: the id is made of all that tells events apart, so they are the same."""
    return dataclasses.replace(
        event, evidence=event.evidence + twin.evidence, related=event.related + twin.related,
        claims=event.claims + twin.claims, confidence=max(event.confidence, twin.confidence),
    )  # fmt: skip


def _tidy_article(article: Article) -> Article:
    if isinstance(article.published, datetime.datetime):
        article = dataclasses.replace(article, published=article.published.date())
    tags = tuple(sorted(set(article.tags)))
    return article if tags == article.tags else dataclasses.replace(article, tags=tags)
