"""The straight line: sources → documents → mentions → events → graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from kg.errors import OptionError
from kg.extractors.reader import Reader, load_reader, why_not
from kg.graph import EventGraph
from kg.model import Document, Issue, Report
from kg.resolve.claims import tell_disputes
from kg.resolve.events import merge
from kg.resolve.judgements import apply_judgements
from kg.resolve.relations import relate
from kg.running.cache import PARSES, READINGS, Cache
from kg.running.readings import Progress, Readings, Taken, options
from kg.seeds.judgements import load_judgements
from kg.seeds.own import Own, own, using
from kg.sources import Input, read_all, to_log
from kg.text.engine import Engine

Source = str | Path | Document


def read_sources(
    sources: Source | Iterable[Source], report: Report = to_log, columns: Path | str | None = None, web: bool = False
) -> Input:
    """Return what paths, folders, patterns and documents hold: articles by id, each once, and coded events.

    `columns` is a file that says what the columns of tables hold (see seeds/coded_tables); with `web` trafilatura finds
    the text of pages.
    """
    sources = [sources] if isinstance(sources, str | Path | Document) else list(sources)
    ready = {source.id: source for source in sources if isinstance(source, Document)}
    paths = [source for source in sources if not isinstance(source, Document)]
    found = read_all(paths, report, columns=columns, web=web) if paths else Input([], [], [])
    for document in found.documents:
        ready.setdefault(document.id, document)
    return Input([ready[key] for key in sorted(ready)], found.events, found.tables)


def build(
    sources: Source | Iterable[Source] | Input,
    *,
    engine: Engine | None = None,
    judgements: Path | str | None = None,
    reader: bool = False,
    always_date: bool = False,
    seeds: Path | str | Own | None = None,
    columns: Path | str | None = None,
    web: bool = False,
    report: Report = to_log,
    progress: Progress | None = None,
    workers: int = 1,
    scheduler: str | None = None,
    cache: Cache | None = None,
    told: Callable[[Taken], None] | None = None,
) -> EventGraph:
    """Return the graph of all events in the sources: paths, folders, patterns or documents.

    The same input gives the same graph, in whatever order it comes. `judgements` is a CSV file of human decisions that
    are applied after the shipped ones; `report` is called with each issue; `progress` before each document. With
    `reader` the trained reader finds more events than the rules do, and more slowly; OptionError where its extra is
    not installed. With `always_date` asserted events whose day no text tells get a guess: the day of the story, else of
    publication; `edtf` then ends in ~, `certain` is false and the reasons say so. `seeds` is a folder of the shape of
    the shipped one that lies over it (see `kg.seeds.overlay`); `columns` a file that says what the columns of tables
    hold, like those of seeds/coded_tables. With `web` trafilatura finds the text of pages (extra [web]).
    Several `workers` read several articles at a time, those of a Dask `scheduler` on other machines; a `cache` keeps
    what was read for the next build, and `told` hears how much was taken from it.

    >>> graph = build([Document(text="Japan and South Korea held talks in Tokyo on 3 March 2015.")])
    >>> [(event.edtf, event.event_type, [a.id for a in event.actors]) for event in graph.events()]
    [('2015-03-03', 'CONSULT', ['JPN', 'KOR'])]
    """
    with using(own() if seeds is None else seeds):
        found = sources if isinstance(sources, Input) else read_sources(sources, report, columns, web)
        return _built(found, engine, judgements, reader, always_date, report, progress, workers, scheduler, cache, told)


def _built(
    found: Input,
    engine: Engine | None,
    judgements: Path | str | None,
    reader: bool,
    always_date: bool,
    report: Report,
    progress: Progress | None,
    workers: int,
    scheduler: str | None,
    cache: Cache | None,
    told: Callable[[Taken], None] | None,
) -> EventGraph:
    documents = found.documents
    if reader:
        the_reader()  # says so at once where it is missing
    readings = Readings(options(reader), engine, cache, workers, scheduler)
    resolved = readings.of(documents, report, progress)
    if cache is not None:
        cache.keep_only(PARSES, readings.used)
        cache.keep_only(READINGS, readings.used)
    if told is not None:
        told(readings.taken)
    for one in resolved:
        if not one.clusters:
            report(_nothing_found(one.document))
    events = [*merge(resolved, always_date=always_date), *found.events]
    decisions = load_judgements() + (load_judgements(Path(judgements)) if judgements else ())
    if decisions:
        events = apply_judgements(events, decisions, report, documents)
    events = relate(events, documents)
    tell_disputes(events, report)
    return EventGraph(events, [*(document.article for document in documents), *found.tables])


def the_reader() -> Reader:
    """Return the trained reader; OptionError where it is not there, with the way to get it."""
    found = load_reader()
    if found is None:
        raise OptionError(f"{why_not()}; it comes with the extra: pip install 'diplokg[reader]'")
    return found


def _nothing_found(document: Document) -> Issue:
    remedy = "nothing to do, unless it tells of states: then see README, how to add a trigger"
    return Issue("info", "extract", document.url or document.id, None, "no event found in this article", remedy)
