"""A build in a folder: graph, tables and pages of some articles, kept up to date with little work.

What was read before is taken from the folder's cache; the outputs of a build appear all or none (`kg.running`).
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import Any

from kg.analysis.ledger import ledger
from kg.edtf import days
from kg.errors import BuildError, OptionError, nearest
from kg.exporters import export
from kg.graph import EventGraph
from kg.model import Article, Document, Event, Issue
from kg.pipeline import Source, build, read_sources, the_reader
from kg.running.cache import (
    DOCUMENTS,
    EARLIER,
    STATE,
    Cache,
    code_state,
    digest,
    own_state,
    seeds_state,
    state_of_files,
)
from kg.running.folder import BuildFolder
from kg.running.garbage import never_searched
from kg.running.packing import pack, unpack
from kg.running.readings import NOTHING_TAKEN, Progress, Taken
from kg.seeds.cards import load_cards
from kg.seeds.files import shipped
from kg.seeds.judgements import load_judgements
from kg.seeds.own import own, using
from kg.sources import Input, fingerprint
from kg.sources.limits import limits_from
from kg.text.engine import default_engine
from kg.version import __version__

OUTPUTS = ("graph.ttl", "events.csv", "mentions.csv", "relations.csv", "timeline.html", "network.html")
BESIDE = {"timeline.html": "network.html", "network.html": "timeline.html"}  # pages that link to each other
ISSUES, MANIFEST = "issues.jsonl", "manifest.json"
CACHE = "cache.sqlite"
BUILT, SETTINGS, TABLES, READ = "built", "settings", "tables", "read"  # keys of what a folder knows of its last build
WATCHED = "watched "  # and of a source

Counts = dict[str, int | str]


class Built(Counts):
    """The counts of the closing line by name.

    `taken` says how much was taken from the build before, `unchanged` that nothing had changed and nothing was done,
    `not_obeyed` which judgements fit nothing, or more than one event, `judgements` the file that was obeyed.
    """

    def __init__(
        self,
        counts: Counts,
        taken: Taken = NOTHING_TAKEN,
        unchanged: bool = False,
        not_obeyed: Sequence[str] = (),
        judgements: str | None = None,
    ) -> None:
        super().__init__(counts)
        self.taken, self.unchanged, self.not_obeyed = taken, unchanged, tuple(not_obeyed)
        self.judgements = judgements


@dataclass(frozen=True, slots=True)
class Settings:
    """With what a folder was built, beside its articles; `add` and `remove` build with the same."""

    judgements: str | None = None
    reader: bool = False
    seeds: str | None = None
    columns: str | None = None
    always_date: bool = False
    web: bool = False
    limits: tuple[str, ...] = ()  # as "events=5000"


def build_files(
    sources: Sequence[Source],
    out: str | Path,
    *,
    judgements: Path | str | None = None,
    forget_judgements: bool = False,
    reader: bool = False,
    always_date: bool = False,
    seeds: Path | str | None = None,
    columns: Path | str | None = None,
    web: bool = False,
    progress: Progress | None = None,
    workers: int = 1,
    scheduler: str | None = None,
    limits: Sequence[str] = (),
) -> Built:
    """Build the graph and write every output into the folder `out`; what has not changed since is not done again.

    Where no file of judgements is given, that of the last build into the folder is obeyed again, unless they are to be
    forgotten. The manifest remembers where it and the folder `seeds` of your own lie, as seen from `out`, and what was
    in them. The outputs of an earlier build stay whole until all new ones are there. `limits` say what is too much of a
    file or an article, as "events=5000" (see `kg.sources.limits`). Raises BuildError where nothing could be read, and
    says why; where the folder cannot be written, or another build holds it.
    """
    settings = Settings(_whole(judgements), reader, _whole(seeds), _whole(columns), always_date, web, tuple(limits))
    allowed = limits_from(limits)
    with using(seeds), _opened(out) as (folder, cache):
        if judgements is None and not forget_judgements:
            settings = replace(settings, judgements=_judgements_of_last(cache))
        key = _state(sources, settings)
        known = _unchanged(folder, cache, key)
        if known is not None:
            return known
        issues: list[Issue] = []
        found = read_sources(sources, issues.append, settings.columns, settings.web, allowed)
        if not found.documents and not found.events:
            raise _nothing(sources, folder, issues)
        return _write(folder, cache, found, settings, issues, progress, workers, key, scheduler)


def add_files(
    out: str | Path,
    sources: Sequence[Source],
    *,
    progress: Progress | None = None,
    workers: int = 1,
    begin: bool = False,
) -> Built:
    """Add articles to a folder that was built, as if all had been built together; a newer version replaces an older.

    With `begin` the folder need not have been built before. Raises BuildError where there is nothing to add,
    OptionError where the folder was not built.
    """
    with _opened(out, begin) as (folder, cache):
        settings, before, issues = _known(folder, cache, begin)
        told: list[Issue] = []
        with using(settings.seeds):
            new = read_sources(sources, told.append, settings.columns, settings.web, limits_from(settings.limits))
        if not new.documents and not new.events:
            raise _nothing(sources, folder, told)
        names = {name for document in new.documents for name in (document.id, document.url)}
        documents = {document.id: document for document in (*before.documents, *new.documents)}
        events = {event.id: event for event in (*before.events, *new.events)}
        tables = {table.id: table for table in (*before.tables, *new.tables)}
        found = Input([documents[key] for key in sorted(documents)], [*events.values()], [*tables.values()])
        issues = [issue for issue in issues if issue.document not in names] + told
        return _write(folder, cache, found, settings, issues, progress, workers, "")


def remove_documents(out: str | Path, names: Sequence[str], *, progress: Progress | None = None) -> Built:
    """Take articles out of a folder that was built: by id, address or title.

    Raises OptionError with the nearest ones for a name that no article has, and where none would be left.
    """
    with _opened(out, begin=False) as (folder, cache):
        settings, before, issues = _known(folder, cache)
        gone = {document.id for name in names for document in _named(name, before.documents)}
        kept = [document for document in before.documents if document.id not in gone]
        if not kept and not before.events:
            raise OptionError(f"no article would be left in {folder.path}: delete the folder instead")
        lost = {name for d in before.documents if d.id in gone for name in (d.id, d.url)}
        issues = [issue for issue in issues if issue.document not in lost]
        found = Input(kept, before.events, before.tables)
        return _write(folder, cache, found, settings, issues, progress, 1, "")


def known_on(out: str | Path, day: str | datetime.date) -> EventGraph:
    """Return the graph as it was known at the end of a day ("2018", "2018-05", "2018-05-03").

    It is what `EventGraph.as_of` gives, but for articles that were revised since: they are read in the version of
    then, and what they tell is joined anew.
    """
    last, folder = days(day)[1], BuildFolder(Path(out))
    if (folder.hidden / CACHE).exists():
        with closing(Cache(folder.hidden / CACHE, growing=True)) as cache:
            earlier = [unpack(Document, cache.get(EARLIER, key)) for key in sorted(cache.keys(EARLIER))]
            settings, found, _ = _known(folder, cache, begin=True)
            then = _of_then([*earlier, *found.documents], last)
            if {*then} & {*earlier}:
                graph = build(
                    Input(then, found.events, found.tables), judgements=settings.judgements, reader=settings.reader,
                    always_date=settings.always_date, seeds=settings.seeds, limits=limits_from(settings.limits),
                    report=list[Issue]().append, cache=cache,
                )  # fmt: skip
                return graph.as_of(last)
    return EventGraph.load(out).as_of(last)


def _of_then(versions: Iterable[Document], last: datetime.date) -> list[Document]:
    """Of each article the last version by a day, the first one where all are later."""
    found: dict[str, Document] = {}
    for document in sorted(versions, key=lambda document: _day(document) or datetime.date.min):
        if document.id not in found or (_day(document) or last) <= last:
            found[document.id] = document
    return [found[key] for key in sorted(found)]


def _day(document: Document) -> datetime.date | None:
    return document.modified or document.published


def _named(name: str, documents: Sequence[Document]) -> list[Document]:
    found = [document for document in documents if name in (document.id, document.url, document.title)]
    if not found:
        known = [text for document in documents for text in (document.id, document.url, document.title) if text]
        raise OptionError(f"no article {name!r} in this build; {nearest(name, known)}")
    return found


# ------------------------------------------------------------------------------ what a folder knows
@contextmanager
def _opened(out: str | Path, begin: bool = True) -> Iterator[tuple[BuildFolder, Cache]]:
    """The folder and what it knows; nothing is made in one that was not built and need not `begin`."""
    folder = BuildFolder(Path(out))
    if not begin and not (folder.hidden / CACHE).exists():
        raise _not_built(folder)
    with folder.taken(), closing(Cache(folder.hidden / CACHE)) as cache:
        yield folder, cache


def remembered_of(out: str | Path, source: str) -> Any:
    """Return what was remembered of a source that is watched, None where nothing was."""
    with _opened(out) as (_, cache):
        return cache.get(STATE, f"{WATCHED}{source}")


def remember_of(out: str | Path, source: str, state: Any) -> None:
    """Remember something of a source that is watched: plain JSON."""
    with _opened(out) as (_, cache):
        cache.put(STATE, f"{WATCHED}{source}", state)


def _known(folder: BuildFolder, cache: Cache, begin: bool = False) -> tuple[Settings, Input, list[Issue]]:
    """With what and from what a folder was built, and what was said of its articles when they were read."""
    with never_searched():
        return _known_of(folder, cache, begin)


def _known_of(folder: BuildFolder, cache: Cache, begin: bool) -> tuple[Settings, Input, list[Issue]]:
    settings, tables = _settings_of_last(cache), cache.get(STATE, TABLES)
    if settings is None or tables is None:
        if begin:
            return Settings(), Input([], [], []), []
        raise _not_built(folder)
    documents = [unpack(Document, cache.get(DOCUMENTS, key)) for key in sorted(cache.keys(DOCUMENTS))]
    coded = [unpack(tuple[kind, ...], data) for kind, data in zip((Event, Article), tables, strict=True)]  # type: ignore[valid-type]
    read = unpack(tuple[Issue, ...], cache.get(STATE, READ))
    return settings, Input(documents, list(coded[0]), list(coded[1])), list(read)


def _not_built(folder: BuildFolder) -> OptionError:
    return OptionError(f"{folder.path} is no folder that kg build has written: build it first, then add or remove")


def _settings_of_last(cache: Cache) -> Settings | None:
    """With what the folder was built last; None where it was not."""
    known = cache.get(STATE, SETTINGS)
    if known is None:
        return None
    settings: Settings = unpack(Settings, known + pack(Settings())[len(known) :])  # earlier versions knew fewer
    return settings


def _judgements_of_last(cache: Cache) -> str | None:
    """The file of judgements that the last build of the folder obeyed; OptionError where it is gone since."""
    last = _settings_of_last(cache)
    file = last.judgements if last is not None else None
    if file is not None and not Path(file).exists():
        raise OptionError(
            f"the last build obeyed the judgements of {file}, which is gone: --judgements FILE gives them anew, "
            "--forget-judgements builds without"
        )
    return file


def _state(sources: Sequence[Source], settings: Settings) -> str:
    """The hash of everything that outputs are made from: files, code, seeds, ontology, options."""
    documents = [pack(source) for source in sources if not isinstance(source, str | Path)]
    paths = [source for source in sources if isinstance(source, str | Path)]
    given = [Path(path) for path in (settings.judgements, settings.columns) if path]
    own = [shipped("seeds") / "judgements.csv", *given]
    read = [
        code_state(),
        seeds_state(),
        own_state(),
        state_of_files(shipped("ontology")),
        [_bytes(path) for path in own],
    ]
    return digest(documents, fingerprint(paths) if paths else [], read, pack(settings))


def _whole(path: Path | str | None) -> str | None:
    """The path from the root, as a later command may run in another folder."""
    return str(Path(path).resolve()) if path else None


def _bytes(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _unchanged(folder: BuildFolder, cache: Cache, key: str) -> Built | None:
    """The last build, where it was made from the same and all its outputs are as it left them."""
    built = cache.get(STATE, BUILT)
    if not built or built["key"] != key or built["outputs"] != _hashes(folder.path):
        return None
    return Built(built["counts"], unchanged=True)


def _hashes(folder: Path) -> dict[str, str]:
    return {name: _bytes(folder / name) for name in (*OUTPUTS, ISSUES, MANIFEST)}


def _nothing(sources: Sequence[Source], folder: BuildFolder, issues: Sequence[Issue]) -> BuildError:
    """The error of a build that had nothing to read; the outputs of an earlier one stay as they were."""
    where = folder.hidden if (folder.path / MANIFEST).exists() else folder.path
    with folder.writing():
        _write_issues(where / ISSUES, issues)
    why = str(issues[0]) if issues else "no file was found"
    more = f" ({len(issues)} issues in {where / ISSUES})" if len(issues) > 1 else ""
    return BuildError(f"no article to read in {', '.join(map(str, sources))}: {why}{more}")


# ------------------------------------------------------------------------------ writing
def _write(
    folder: BuildFolder,
    cache: Cache,
    found: Input,
    settings: Settings,
    read: Sequence[Issue],
    progress: Progress | None,
    workers: int,
    key: str,
    scheduler: str | None = None,
) -> Built:
    issues: list[Issue] = list(read)
    taken: list[Taken] = []
    with using(settings.seeds):
        graph = build(
            found, judgements=settings.judgements, reader=settings.reader, always_date=settings.always_date,
            report=issues.append, progress=progress, workers=workers, scheduler=scheduler, cache=cache,
            told=taken.append, limits=limits_from(settings.limits),
        )  # fmt: skip
        with folder.outputs() as new, never_searched():
            counts = _counts(graph, found, issues)
            for name in OUTPUTS:
                beside: dict[str, Any] = {"beside": BESIDE[name]} if name in BESIDE else {}
                export(graph, new / name, **beside)
            _write_issues(new / ISSUES, issues)
            _write_manifest(new, graph.articles(), found.documents, counts, settings, folder.path)
    with folder.writing(), never_searched():
        _keep(cache, found, read, settings)
        cache.put(STATE, BUILT, {"key": key, "outputs": _hashes(folder.path), "counts": counts})
    not_obeyed = sorted(issue.message for issue in issues if (issue.stage, issue.level) == ("judge", "warning"))
    return Built(counts, taken[-1], not_obeyed=not_obeyed, judgements=settings.judgements)


def _keep(cache: Cache, found: Input, read: Sequence[Issue], settings: Settings) -> None:
    """Keep what `add` and `remove` start from, and the earlier versions of articles that are still there."""
    documents = {digest(packed): packed for packed in map(pack, found.documents)}
    before = cache.keys(DOCUMENTS)
    for key in documents.keys() - before:
        cache.put(DOCUMENTS, key, documents[key])
    now = {document.id: document for document in found.documents}
    earlier = {key: cache.get(EARLIER, key) for key in cache.keys(EARLIER)}
    earlier |= {key: cache.get(DOCUMENTS, key) for key in before - documents.keys()}
    kept = [key for key, packed in earlier.items() if _is_revised_by(unpack(Document, packed), now)]
    for key in kept:
        cache.put(EARLIER, key, earlier[key])
    cache.keep_only(EARLIER, kept)
    cache.keep_only(DOCUMENTS, documents)
    cache.put(STATE, TABLES, [pack(found.events), pack(found.tables)])
    cache.put(STATE, READ, [pack(issue) for issue in read])
    cache.put(STATE, SETTINGS, pack(settings))


def _is_revised_by(document: Document, now: Mapping[str, Document]) -> bool:
    """Is there a version of a later day that says something else?"""
    other = now.get(document.id)
    day, later = _day(document), _day(other) if other else None
    return other is not None and other.text != document.text and day is not None and later is not None and day < later


def _counts(graph: EventGraph, found: Input, issues: Sequence[Issue]) -> Counts:
    events, everything = graph.events(grade="shown"), graph.events(grade="all")
    return {
        "documents": len(found.documents) + len(found.tables),
        "events": sum(event.modality == "asserted" for event in events),
        "not_asserted": sum(event.modality != "asserted" for event in events),
        "to_check": len(everything) - len(events),
        "mentions": sum(len(event.evidence) for event in everything),
        "dyads": len(ledger(graph).pairs),
        "issues": len(issues),
    }


def _write_issues(path: Path, issues: Iterable[Issue]) -> None:
    lines = sorted({json.dumps(asdict(issue), ensure_ascii=False, sort_keys=True) for issue in issues})
    path.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8"))


def _own_seeds(out: Path) -> dict[str, object]:
    """What of the user's own lay over the shipped seeds: where it is, seen from the folder, and what was in it."""
    mine = own()
    if mine is None:
        return {}
    folder = Path(os.path.relpath(mine.folder, out.resolve())).as_posix()
    return {"own": {"folder": folder, "sha256": mine.sha256, "files": dict(mine.files)}}


def _judged(file: str | None, out: Path) -> dict[str, object]:
    """Which file of judgements was obeyed, seen from the folder, and what was in it."""
    if file is None:
        return {}
    path = Path(os.path.relpath(file, out.resolve())).as_posix()
    return {"judgements": {"file": path, "sha256": _bytes(Path(file)), "rows": len(load_judgements(Path(file)))}}


def _write_manifest(
    out: Path,
    articles: Mapping[str, Article],
    documents: Sequence[Document],
    counts: Counts,
    settings: Settings,
    place: Path,
) -> None:
    """What was built from what: text hashes, versions, counts. No time of day and no path of the machine."""
    repairs = {document.id: document.repairs for document in documents}
    cards = load_cards()
    manifest: dict[str, Any] = {
        "inputs": [
            {
                "id": a.id,
                "url": a.url,
                "title": a.title,
                "published": str(a.published) if a.published else None,
                "sha256": a.text_sha256,
                "repairs": [asdict(repair) for repair in repairs.get(a.id, ())],
            }
            for _, a in sorted(articles.items())
        ],
        "versions": {
            "diplokg": __version__,
            "engine": default_engine().name,
            "spacy": metadata.version("spacy"),
            "reader": the_reader().name if settings.reader else "none: it was not asked for",
        },
        **({"dates": "guessed where no text gives them"} if settings.always_date else {}),
        **_judged(settings.judgements, place),
        "seeds": {
            "event_types": len(cards),
            "triggers": sum(len(c.triggers) for c in cards.values()),
            **_own_seeds(place),
        },
        "outputs": {name: _bytes(out / name) for name in OUTPUTS if (out / name).exists()},
        "counts": counts,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    (out / MANIFEST).write_bytes(f"{text}\n".encode())
