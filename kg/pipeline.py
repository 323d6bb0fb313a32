"""The straight line: sources → documents → mentions → events → graph → files."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib import metadata
from pathlib import Path

from kg.analysis import relations
from kg.errors import BuildError, KgError, OptionError
from kg.exporters import export
from kg.extractors.document import extract
from kg.extractors.reader import Reader, load_reader, why_not
from kg.graph import EventGraph
from kg.model import Article, Document, Issue, Report
from kg.resolve.claims import tell_disputes
from kg.resolve.events import Resolved, merge, resolve_document
from kg.resolve.judgements import apply_judgements
from kg.resolve.relations import relate
from kg.seeds.cards import load_cards
from kg.seeds.judgements import load_judgements
from kg.seeds.own import Own, own, using
from kg.sources import Input, failure, read_all, to_log
from kg.text.engine import Engine, default_engine

Source = str | Path | Document
Progress = Callable[[int, int, str], None]  # done, all, title of the document at hand
OUTPUTS = ("graph.ttl", "events.csv", "mentions.csv", "relations.csv", "timeline.html", "network.html")


def read_sources(sources: Source | Iterable[Source], report: Report = to_log) -> Input:
    """Return what paths, folders, patterns and documents hold: articles by id, each once, and coded events."""
    sources = [sources] if isinstance(sources, str | Path | Document) else list(sources)
    ready = {source.id: source for source in sources if isinstance(source, Document)}
    paths = [source for source in sources if not isinstance(source, Document)]
    found = read_all(paths, report) if paths else Input([], [], [])
    for document in found.documents:
        ready.setdefault(document.id, document)
    return Input([ready[key] for key in sorted(ready)], found.events, found.tables)


def build(
    sources: Source | Iterable[Source] | Input,
    *,
    engine: Engine | None = None,
    judgements: Path | str | None = None,
    reader: bool = False,
    seeds: Path | str | Own | None = None,
    report: Report = to_log,
    progress: Progress | None = None,
) -> EventGraph:
    """Return the graph of all events in the sources: paths, folders, patterns or documents.

    The same input gives the same graph, in whatever order it comes. `judgements` is a CSV file of human decisions that
    are applied after the shipped ones; `report` is called with each issue; `progress` before each document. With
    `reader` the trained reader finds more events than the rules do, and more slowly; OptionError where its extra is
    not installed. `seeds` is a folder of the shape of the shipped one that lies over it (see `kg.seeds.overlay`).

    >>> graph = build([Document(text="Japan and South Korea held talks in Tokyo on 3 March 2015.")])
    >>> [(event.edtf, event.event_type, [a.id for a in event.actors]) for event in graph.events()]
    [('2015-03-03', 'CONSULT', ['JPN', 'KOR'])]
    """
    with using(own() if seeds is None else seeds):
        found = sources if isinstance(sources, Input) else read_sources(sources, report)
        return _built(found, engine, judgements, reader, report, progress)


def _built(
    found: Input,
    engine: Engine | None,
    judgements: Path | str | None,
    reader: bool,
    report: Report,
    progress: Progress | None,
) -> EventGraph:
    documents, second = found.documents, _reader() if reader else None
    resolved = list(_resolved(documents, engine or default_engine(), second, report, progress)) if documents else []
    events = [*merge(resolved), *found.events]
    decisions = load_judgements() + (load_judgements(Path(judgements)) if judgements else ())
    if decisions:
        events = apply_judgements(events, decisions, report, documents)
    events = relate(events, documents)
    tell_disputes(events, report)
    return EventGraph(events, [*(document.article for document in documents), *found.tables])


def _reader() -> Reader:
    found = load_reader()
    if found is None:
        raise OptionError(f"{why_not()}; it comes with the extra: pip install 'diplokg[reader]'")
    return found


def _resolved(
    documents: Sequence[Document], engine: Engine, reader: Reader | None, report: Report, progress: Progress | None
) -> Iterator[Resolved]:
    for number, document in enumerate(documents):
        if progress is not None:
            progress(number, len(documents), document.title or document.id)
        try:
            found = resolve_document(extract(document, engine, reader))
        except KgError:  # a bad row of seeds: our own mistake stops the run
            raise
        except Exception as error:
            report(failure(error, "extract", document.url or document.id))
            continue
        if not found.clusters:
            report(
                Issue(
                    "info",
                    "extract",
                    document.url or document.id,
                    None,
                    "no event found in this article",
                    "nothing to do, unless it tells of states: then see README, how to add a trigger",
                )
            )
        yield found


def build_files(
    sources: Sequence[Source],
    out: str | Path,
    *,
    judgements: Path | str | None = None,
    reader: bool = False,
    seeds: Path | str | None = None,
    progress: Progress | None = None,
) -> dict[str, int | str]:
    """Build the graph and write every output into the folder `out`; return the counts of the closing line.

    The manifest remembers where the folder `seeds` of your own lies, as seen from `out`, and what was in it. Raises
    BuildError where nothing could be read, and says why.
    """
    with using(seeds):
        return _build_files(sources, Path(out), judgements, reader, progress)


def _build_files(
    sources: Sequence[Source],
    out: Path,
    judgements: Path | str | None,
    reader: bool,
    progress: Progress | None,
) -> dict[str, int | str]:
    issues: list[Issue] = []
    found = read_sources(sources, issues.append)
    if not found.documents and not found.events:
        out.mkdir(parents=True, exist_ok=True)
        _write_issues(out, issues)
        why = issues[0].message if issues else "no file was found"
        raise BuildError(
            f"no article to read in {', '.join(map(str, sources))}: {why}"
            + (f" ({len(issues)} issues in {out / 'issues.jsonl'})" if len(issues) > 1 else "")
        )
    graph = build(found, judgements=judgements, reader=reader, report=issues.append, progress=progress)
    out.mkdir(parents=True, exist_ok=True)
    for name in OUTPUTS:
        export(graph, out / name)
    _write_issues(out, issues)
    events, everything = graph.events(grade="shown"), graph.events(grade="all")
    counts: dict[str, int | str] = {
        "documents": len(found.documents) + len(found.tables),
        "events": sum(event.modality == "asserted" for event in events),
        "not_asserted": sum(event.modality != "asserted" for event in events),
        "to_check": len(everything) - len(events),
        "mentions": sum(len(event.evidence) for event in everything),
        "dyads": len(relations(graph, "all")),
        "issues": len(issues),
    }
    _write_manifest(out, graph.articles(), found.documents, counts, reader)
    return counts


def _write_issues(out: Path, issues: Iterable[Issue]) -> None:
    lines = sorted({json.dumps(asdict(issue), ensure_ascii=False, sort_keys=True) for issue in issues})
    (out / "issues.jsonl").write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8"))


def _own_seeds(out: Path) -> dict[str, object]:
    """What of the user's own lay over the shipped seeds: where it is, seen from the folder, and what was in it."""
    mine = own()
    if mine is None:
        return {}
    folder = Path(os.path.relpath(mine.folder, out.resolve())).as_posix()
    return {"own": {"folder": folder, "sha256": mine.sha256, "files": dict(mine.files)}}


def _write_manifest(
    out: Path,
    articles: Mapping[str, Article],
    documents: Sequence[Document],
    counts: dict[str, int | str],
    reader: bool,
) -> None:
    """What was built from what: text hashes, versions, counts. No time of day and no path of the machine."""
    repairs = {document.id: document.repairs for document in documents}
    cards = load_cards()
    manifest = {
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
            "diplokg": metadata.version("diplokg"),
            "engine": default_engine().name,
            "spacy": metadata.version("spacy"),
            "reader": _reader().name if reader else "none: it was not asked for",
        },
        "seeds": {
            "event_types": len(cards),
            "triggers": sum(len(c.triggers) for c in cards.values()),
            **_own_seeds(out),
        },
        "outputs": {
            name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in OUTPUTS if (out / name).exists()
        },
        "counts": counts,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    (out / "manifest.json").write_bytes(f"{text}\n".encode())
