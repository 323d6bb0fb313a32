"""The straight line: sources → documents → mentions → events → graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.errors import BuildError, OptionError
from kg.extractors.reader import Reader, load_reader, why_not
from kg.graph import EventGraph
from kg.model import Document, Issue, Report
from kg.resolve.claims import tell_disputes
from kg.resolve.coded_rows import with_rows
from kg.resolve.judgements import apply_judgements
from kg.resolve.merging import Resolved, merged
from kg.resolve.relations import relate
from kg.running.cache import Cache
from kg.running.garbage import never_searched, seldom_searched
from kg.running.readings import Progress, Readings, Taken, options
from kg.running.texts import Texts
from kg.seeds.judgements import load_judgements
from kg.seeds.own import Own, own, using
from kg.sources import DEFAULT_LIMITS, Input, read_all, to_log
from kg.sources.in_memory import document_of, documents_of, is_frame
from kg.sources.limits import Limits
from kg.text.engine import Engine

Source = str | Path | Document | Mapping[str, Any]  # a path, folder or pattern; an article, or a dict of its fields
LONGEST_NAME = 12  # words of a path; what has more is a text


def read_sources(
    sources: Source | Iterable[Source],
    report: Report = to_log,
    columns: Path | str | None = None,
    web: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> Input:
    """Return what paths, folders, patterns, documents, dicts and data frames hold: articles by id, and coded events.

    Each article stands there once. `columns` is a file that says what the columns of tables hold (see
    seeds/coded_tables); with `web` trafilatura finds the text of pages. Raises OptionError for a text in place of a
    path, and for what is none of these.
    """
    given = _listed(sources)
    articles = [one for one in given if not isinstance(one, str | Path)]
    documents = [document_of(one) if isinstance(one, Mapping) else one for one in articles]
    for one in documents:
        if not isinstance(one, Document):
            raise OptionError(f"{one!r:.60}: give paths, kg.Document(text=…), dicts with 'text', or a data frame")
    ready = {document.id: document for document in documents}
    paths = [_path(one) for one in given if isinstance(one, str | Path)]
    found = read_all(paths, report, limits, columns=columns, web=web) if paths else Input([], [], [])
    for document in found.documents:
        ready.setdefault(document.id, document)
    return Input([ready[key] for key in sorted(ready)], found.events, found.tables)


def _listed(sources: Any) -> list[Any]:
    if is_frame(sources):
        return list(documents_of(sources))
    return [sources] if isinstance(sources, str | Path | Document | Mapping) else list(sources)


def _path(path: str | Path) -> str | Path:
    """A path, but for what is plainly the text of an article."""
    if isinstance(path, str) and ("\n" in path or (" " in path.strip() and len(path.split()) > LONGEST_NAME)):
        raise OptionError(f"{path.strip()[:40]!r}… is no path: for a text write kg.Document(text=…)")
    return path


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
    limits: Limits = DEFAULT_LIMITS,
    cache: Cache | None = None,
    told: Callable[[Taken], None] | None = None,
) -> EventGraph:
    """Return the graph of all events in the sources: paths, folders, patterns, documents, dicts or a data frame.

    The same input gives the same graph, in whatever order it comes. `judgements` is a CSV file of human decisions that
    are applied after the shipped ones; `report` is called with each issue; `progress` before each document. With
    `reader` the trained reader finds more events than the rules do, and more slowly; OptionError where its extra is
    not installed. With `always_date` asserted events whose day no text tells get a guess: the day of the story, else of
    publication; `edtf` then ends in ~, `certain` is false and the reasons say so. `seeds` is a folder of the shape of
    the shipped one that lies over it (see `kg.seeds.overlay`); `columns` a file that says what the columns of tables
    hold, like those of seeds/coded_tables. With `web` trafilatura finds the text of pages (extra [web]).
    Several `workers` read several articles at a time, those of a Dask `scheduler` on other machines. `limits` say what
    is too much of a file or an article; its seconds and memory are held where workers read. A `cache` keeps
    what was read for the next build, and `told` hears how much was taken from it.
    Raises BuildError where sources are given that hold nothing to read.

    >>> graph = build([Document(text="Japan and South Korea held talks in Tokyo on 3 March 2015.")])
    >>> [(event.edtf, event.event_type, [a.id for a in event.actors]) for event in graph.events()]
    [('2015-03-03', 'CONSULT', ['JPN', 'KOR'])]
    """
    with using(own() if seeds is None else seeds), seldom_searched():
        found = sources if isinstance(sources, Input) else _read(sources, report, columns, web, limits)
        if reader:
            the_reader()  # says so at once where it is missing
        readings = Readings(options(reader), engine, cache, workers, scheduler, limits)
        resolved = readings.of(found.documents, report, progress)
        if told is not None:
            told(readings.taken)
        with never_searched():
            return _joined(found, resolved, readings, judgements, always_date, report, cache)


def _read(sources: Any, report: Report, columns: Path | str | None, web: bool, limits: Limits) -> Input:
    """What the sources hold; BuildError with the first issue where they hold nothing."""
    issues: list[Issue] = []

    def heard(issue: Issue) -> None:
        issues.append(issue)
        report(issue)

    given = _listed(sources)
    found = read_sources(given, heard, columns, web, limits)
    if given and not found.documents and not found.events:
        why = next((f"{issue.document}: {issue}" for issue in issues), "no file was found")
        raise BuildError(f"no article to read: {why}")
    return found


def _joined(
    found: Input,
    resolved: Sequence[Resolved],
    readings: Readings,
    judgements: Path | str | None,
    always_date: bool,
    report: Report,
    cache: Cache | None,
) -> EventGraph:
    """The graph of what articles tell, each read by itself."""
    documents = found.documents
    for one in resolved:
        if not len(one):
            report(_nothing_found(one.document))
    whole = merged(resolved, always_date=always_date, scored=readings.scored())
    readings.keep_scored(whole.scored)
    events = with_rows(whole.events, found.events)
    decisions = load_judgements() + (load_judgements(Path(judgements)) if judgements else ())
    if decisions:
        events = apply_judgements(events, decisions, report, documents)
    events = relate(events, documents)
    tell_disputes(events, report)
    articles = [*(document.article for document in documents), *found.tables]
    return EventGraph(events, articles, kept=Texts(cache, events, whole.homes) if cache is not None else None)


def the_reader() -> Reader:
    """Return the trained reader; OptionError where it is not there, with the way to get it."""
    found = load_reader()
    if found is None:
        raise OptionError(f"{why_not()}; it comes with the extra: pip install 'diplokg[reader]'")
    return found


def _nothing_found(document: Document) -> Issue:
    remedy = "nothing to do, unless it tells of states: then see README, how to add a trigger"
    name = document.url or (f"{document.title} ({document.id})" if document.title else document.id)
    return Issue("info", "extract", name, None, "no event found in this article", remedy)
