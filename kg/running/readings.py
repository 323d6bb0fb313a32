"""Reading documents: from the cache what was read before, the rest here or by several workers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import KgError
from kg.extractors.document import extract
from kg.extractors.reader import load_reader
from kg.model import Document, Issue, Parse, Report
from kg.resolve.clusters import Cluster
from kg.resolve.events import clusters_of
from kg.resolve.merging import Resolved, Scored, Told
from kg.running import workers as processes
from kg.running.cache import (
    PARSES,
    READINGS,
    STATE,
    TEXTS,
    TOLD,
    Cache,
    code_state,
    digest,
    engine_state,
    own_state,
    restored,
    seeds_state,
    stored,
)
from kg.running.cluster import on_cluster
from kg.running.garbage import never_searched
from kg.running.packing import pack, unpack
from kg.running.texts import texts_of
from kg.running.workers import Failed, at_work
from kg.seeds.own import own, using
from kg.sources import DEFAULT_LIMITS
from kg.sources.assemble import failure, left_out
from kg.sources.limits import Limits, raised
from kg.text import Text
from kg.text.engine import Engine, default_engine

Progress = Callable[[int, int, str], None]  # done, all, title of the document at hand
LONG = 200_000  # characters of an article that a process of its own reads, as it may take too long
PAIRS = "pairs"  # the key of what was found out of pairs of clusters
FEW = 60  # documents that one process reads sooner than others are ready


@dataclass(frozen=True, slots=True)
class Options:
    """What a reading depends on beside its document, code and seeds."""

    reader: bool = False
    seeds: str | None = None  # the folder of the user's own


def options(reader: bool = False) -> Options:
    """Return the options of a reading by the seeds that are in use."""
    mine = own()
    return Options(reader, str(mine.folder) if mine is not None else None)


@dataclass(frozen=True, slots=True)
class Taken:
    """How many documents were taken from the cache, of how many the parse alone was, and how many were read anew."""

    whole: int = 0
    parsed: int = 0
    new: int = 0


NOTHING_TAKEN = Taken()


class Readings:
    """Reads documents in one way; what is in the `cache` is taken from there, and what is read is kept there.

    Several `workers` of this machine read, or those of a Dask `scheduler`; an engine of one's own reads here. What an
    article may take of `limits` is held where workers read: also by one where such a limit is set, and also of few
    articles where one of them is long.
    """

    def __init__(
        self,
        options: Options,
        engine: Engine | None = None,
        cache: Cache | None = None,
        workers: int = 1,
        scheduler: str | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        self._options, self._engine, self._cache = options, engine, cache
        self._workers, self._scheduler, self._limits = workers, scheduler, limits
        self.used: set[str] = set()  # keys of the cache
        self._keys: dict[str, str] = {}  # of readings, by the id of the document
        self.taken = NOTHING_TAKEN
        if cache is not None:
            parser = engine.name if engine is not None else engine_state()
            self._parse_state = digest(parser)
            self._state = digest(self._parse_state, code_state(), seeds_state(), own_state(), options.reader)
            self._read = cache.keys(READINGS)

    def of(self, documents: Sequence[Document], report: Report, progress: Progress | None = None) -> list[Resolved]:
        """Return what each document tells, in their order; one that cannot be read is reported and left out."""
        found: dict[str, Resolved] = {}
        parses: dict[str, Parse] = {}
        with never_searched():
            for document in documents:
                kept = self._kept(document)
                if isinstance(kept, Resolved):
                    found[document.id] = kept
                elif kept is not None:
                    parses[document.id] = kept
        left = [document for document in documents if document.id not in found]
        self.taken = Taken(len(found), len(parses), len(left) - len(parses))
        reading = self._elsewhere if self._engine is None and self._needs_workers(left) else self._here
        reading(left, parses, found, report, progress)
        return [self._at_most(found[document.id], report) for document in documents if document.id in found]

    def _needs_workers(self, documents: Sequence[Document]) -> bool:
        if self._scheduler is not None or (self._workers > 1 and len(documents) >= FEW):
            return True
        limits, usual = self._limits, DEFAULT_LIMITS
        held = (limits.seconds, limits.megabytes) != (usual.seconds, usual.megabytes)
        long = self._workers > 1 and any(len(document.text) > LONG for document in documents)
        return bool(documents) and (held or long)

    def _at_most(self, resolved: Resolved, report: Report) -> Resolved:
        """The first events of an article, as many as the limit allows."""
        most = self._limits.events
        if len(resolved) <= most:
            return resolved
        clusters = resolved.clusters
        message = f"{len(clusters):,} events is over the limit of {most:,}: those told first are kept"
        name = resolved.document.url or resolved.document.id
        report(Issue("error", "extract", name, None, message, f"split the article, or {raised('events')}"))
        kept = sorted(clusters, key=lambda cluster: min(draft.order for draft in cluster.drafts))[:most]
        return Resolved(resolved.document, kept)

    # -------------------------------------------------------------------------- here or elsewhere
    def _here(
        self,
        documents: Sequence[Document],
        parses: dict[str, Parse],
        found: dict[str, Resolved],
        report: Report,
        progress: Progress | None,
    ) -> None:
        for number, document in enumerate(documents):
            if progress is not None:
                progress(number, len(documents), document.title or document.id)
            try:
                parse, clusters = read_document(document, self._options, self._engine, parses.get(document.id))
                told = Resolved(document, clusters, self._keys.get(document.id, ""))
                kept = _stored(parse, told) if self._cache is not None else {}
            except KgError:  # a bad row of seeds: our own mistake stops the run
                raise
            except Exception as error:
                report(failure(error, "extract", document.url or document.id))
                continue
            found[document.id] = told
            if self._cache is not None:
                self._keep(document, kept)

    def _elsewhere(
        self,
        documents: Sequence[Document],
        parses: dict[str, Parse],
        found: dict[str, Resolved],
        report: Report,
        progress: Progress | None,
    ) -> None:
        tasks = [(document, self._options, parses.get(document.id)) for document in documents]
        if self._scheduler is not None:
            answers = on_cluster(read, tasks, self._scheduler)
        else:
            held = processes.Limits(self._limits.seconds or float("inf"), self._limits.megabytes)
            answers = at_work(read, tasks, self._workers, held)
        for done, (number, answer) in enumerate(answers):
            document = documents[number]
            if progress is not None:
                progress(done, len(documents), document.title or document.id)
            if isinstance(answer, Failed):
                report(_failed(answer, document))
                continue
            if self._cache is None:
                found[document.id] = Resolved(document, _clusters(document, restored(answer[READINGS])))
                continue
            self._keep(document, answer)
            found[document.id] = self._resolved(document)

    # -------------------------------------------------------------------------- the cache
    def _kept(self, document: Document) -> Resolved | Parse | None:
        if self._cache is None:
            return None
        key = self._keys[document.id] = digest(self._state, pack(document))
        parsed = self._parse_key(document)  # a parse stays as long as its reading
        self.used |= {key, parsed}
        if key in self._read:
            return self._resolved(document)
        parse = self._cache.get(PARSES, parsed)
        return None if parse is None else unpack(Parse, parse)

    def _resolved(self, document: Document) -> Resolved:
        """A document whose clusters are read when they are asked for."""
        key, cache = self._keys[document.id], self._cache
        assert cache is not None
        return Resolved(
            document,
            lambda: _clusters(document, cache.get(READINGS, key)),
            key,
            lambda: unpack(tuple[Told, ...], cache.get(TOLD, key)),
        )

    def _keep(self, document: Document, kept: Mapping[str, bytes]) -> None:
        assert self._cache is not None
        keys = {**dict.fromkeys(kept, self._keys[document.id]), PARSES: self._parse_key(document)}
        self._cache.put_stored((table, keys[table], data) for table, data in kept.items())

    def _parse_key(self, document: Document) -> str:
        return digest(self._parse_state, document.text, pack(document.blocks))

    def scored(self) -> Scored:
        """Return what the last build found out of pairs of clusters."""
        return (self._cache.get(STATE, PAIRS) if self._cache is not None else None) or {}

    def keep_scored(self, scored: Scored) -> None:
        """Keep what was found out of pairs for the next build, and drop what this one did not use."""
        if self._cache is None:
            return
        for table in (PARSES, READINGS, TOLD, TEXTS):
            self._cache.keep_only(table, self.used)
        self._cache.put(STATE, PAIRS, {**(self.scored() if self._cache.growing else {}), **scored})


def read_document(
    document: Document, options: Options, engine: Engine | None = None, parse: Parse | None = None
) -> tuple[Parse, tuple[Cluster, ...]]:
    """Return the parse of a document, which may be at hand, and the clusters of the events that it tells."""
    text = Text(document, parse) if parse is not None else Text.read(document, engine or default_engine())
    return text.parse, clusters_of(extract(text, reader=load_reader() if options.reader else None))


def read(task: tuple[Document, Options, Parse | None]) -> dict[str, bytes]:
    """Return what a worker hands over: all that is kept of a document, by table, as it is kept."""
    document, options, parse = task
    with using(options.seeds):
        parse, clusters = read_document(document, options, None, parse)
        return _stored(parse, Resolved(document, clusters))


def _stored(parse: Parse, found: Resolved) -> dict[str, bytes]:
    """What is kept of a document, by table."""
    texts = texts_of([told.event for told in found.told], found.document.article)
    kept = {PARSES: pack(parse), READINGS: pack(found.clusters, (Document,)), TOLD: pack(found.told), TEXTS: texts}
    return {table: stored(value) for table, value in kept.items()}


def _clusters(document: Document, packed: object) -> tuple[Cluster, ...]:
    found: tuple[Cluster, ...] = unpack(tuple[Cluster, ...], packed, {Document: document})
    return found


def _failed(answer: Failed, document: Document) -> Issue:
    if answer.ours:
        raise KgError(answer.message)
    return left_out(answer.message, "extract", document.url or document.id)
