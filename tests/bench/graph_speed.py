"""How fast a graph is loaded, asked and written, beside rdflib's own store in the same run.

    python -m tests.bench.graph_speed 10000 100000          # triples; rdflib beside up to --beside (100,000)
    python -m tests.bench.graph_speed 1000000 --beside 0

The graph is made of random events in our model. rdflib is given --patience seconds a question; what it does not answer
by then counts as that long, so that the factor is a lower bound.
"""

from __future__ import annotations

import argparse
import datetime
import math
import multiprocessing
import random
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph
import rdflib

from kg.graph import EventGraph
from kg.graph.parameters import bind
from kg.graph.query import questions
from kg.model import Actor, Article, Event, Evidence, Place
from tests.test_answers import written_out

TRIPLES_A_EVENT = 62
LARGE = 100_000  # triples that are made one by one
CODES = """USA CHN RUS JPN KOR PRK GBR FRA DEU ITA IND PAK IRN IRQ ISR EGY SAU TUR UKR POL BRA ARG MEX CAN AUS IDN VNM
PHL KEN UGA"""
STATES = [Actor(code, code, country=code) for code in CODES.split()]
TYPES = (
    ("CONSULT", None, "summit", 4.0, True),
    ("CONSULT", "visit", None, 2.8, False),
    ("CONSULT", None, None, 1.0, True),
    ("AGREE", None, "treaty", 3.0, True),
    ("ACCUSE", "disapprove", None, -2.0, False),
    ("SANCTION", None, "sanctions", -6.0, False),
    ("THREATEN", None, None, -4.4, False),
    ("SUPPORT", None, None, 3.8, False),
    ("REJECT", None, "treaty-withdrawal", -4.0, False),
    ("COOPERATE", None, "easing", 5.0, False),
    ("ASSAULT", None, "airstrike", -9.0, False),
)
PARAMETERS = {
    "party": ("KOR", "JPN"),
    "actor": ("USA", "CHN"),
    "place": ("p3",),
    "text": ("x",),
    "type": ("CONSULT",),
    "since": ("2015",),
    "until": ("2016",),
    "day": ("2015-06", "2016-06"),
    "first-day": ("2015",),
    "last-day": ("2016",),
    "number": ("30", "2020"),
}


def made(triples: int) -> EventGraph:
    """A graph of about so many triples."""
    chance, first = random.Random(1), datetime.date(1990, 1, 1).toordinal()
    events: list[Event] = []
    articles: dict[str, Article] = {}
    for number in range(max(1, triples // TRIPLES_A_EVENT)):
        day = datetime.date.fromordinal(first + chance.randrange(13_000))
        one, other = chance.sample(STATES, 2)
        told = [_told(chance, articles, triples, f"{one.label} and {other.label} met on {day}, {number}.", day)]
        if chance.random() < 1 / 3:
            told.append(_told(chance, articles, triples, f"On {day} {one.label} and {other.label} met, {number}.", day))
        events.append(_event(chance, number, one, other, day, told))
    return EventGraph(events, articles.values())


def _told(
    chance: random.Random, articles: dict[str, Article], triples: int, sentence: str, day: datetime.date
) -> Evidence:
    number = chance.randrange(max(1, triples // 400))
    document, start = f"d{number:06d}", chance.randrange(5_000)
    url, published = f"https://news.example/{document}", day + datetime.timedelta(days=chance.randrange(3))
    articles[document] = Article(
        document, url, f"Title {number}", f"Paper {number % 40}", published=published, text_sha256="0" * 64
    )
    return Evidence(url, document, start, start + len(sentence), sentence, "met", start, start + 3, "r.yml#x")


def _event(
    chance: random.Random, number: int, one: Actor, other: Actor, day: datetime.date, told: list[Evidence]
) -> Event:
    kind, mode, subtype, score, mutual = chance.choice(TYPES)
    country = chance.choice(STATES).id
    return Event(
        f"e{number:06d}",
        kind,
        ("verbal" if abs(score) < 5 else "material") + ("-cooperation" if score > 0 else "-conflict"),
        "planned" if number % 12 == 0 else "asserted",
        (one, other) if mutual else (one,),
        tuple(told),
        () if mutual else (other,),
        mode,
        subtype,
        score,
        reciprocal=mutual,
        place=Place(f"p{number % 50}", f"Place {number % 50}", "city", country) if number % 3 == 0 else None,
        begin=day,
        end=day,
        edtf=str(day),
        certain=True,
        label=f"{one.label} {kind} {other.label}",
        lemma="do",
        confidence=chance.randrange(30, 99) / 100,
    )


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begin = time.perf_counter()
    found = work()
    return time.perf_counter() - begin, found


def called(name: str, event: str) -> tuple[str, ...]:
    """A value for each parameter without a default; the second of a kind takes the second value."""
    seen: dict[str, int] = {}
    values = []
    for parameter in questions()[name].parameters:
        place = seen[parameter.kind] = seen.get(parameter.kind, -1) + 1
        options = (PARAMETERS | {"event": (event,)})[parameter.kind]
        values.append(parameter.default or options[min(place, len(options) - 1)])
    return tuple(values)


def patient(work: Callable[[], Any], seconds: float) -> float:
    """How long it took in a process of its own, at most so long."""
    process = multiprocessing.get_context("fork").Process(target=work)
    begin = time.perf_counter()
    process.start()
    process.join(seconds)
    took = time.perf_counter() - begin
    if process.is_alive():
        process.kill()
    return min(took, seconds)


def turtle_of(triples: int) -> bytes:
    """The Turtle of a graph; a large one is a smaller one several times under other names."""
    if triples <= LARGE:
        return made(triples).turtle()
    text = made(LARGE).turtle()
    header, _, body = text.partition(b"\n\n")
    copies = [header]
    for number in range(triples // LARGE):
        copy = body
        for name in (b"ev:e", b"part:e", b"men:d", b"art:d"):
            copy = copy.replace(name, name + str(number).encode() + b"x")
        copies.append(copy)
    return b"\n\n".join(copies)


def measure(triples: int, beside: bool, patience: float) -> None:
    turtle = turtle_of(triples)
    before = resident()
    load, graph = timed(lambda: EventGraph.parse(turtle, "turtle"))
    count, memory = len(graph.store), resident() - before
    event = next(iter(graph._lookup._events))
    graph.query("of-type", "CONSULT")  # the cards and names are read once
    took = {
        name: timed(lambda name=name: graph.query(name, *called(name, event), grade="all"))[0] for name in questions()
    }
    out, _ = timed(graph.turtle)
    slowest = sorted(took, key=took.__getitem__, reverse=True)[:5]
    told = ", ".join(f"{name} {took[name]:.2f} s" for name in slowest)
    print(
        f"\n{count:,} triples: load {load:.2f} s, {memory / count:.0f} bytes a triple, Turtle out {out:.2f} s; "
        f"{len(took)} questions: geometric mean {mean(took.values()) * 1000:.1f} ms, slowest {told}"
    )
    if not beside:
        return
    before = resident()
    their_load, theirs = timed(lambda: rdflib.Graph().parse(data=turtle, format="turtle"))
    their_memory = resident() - before
    their_out, _ = timed(lambda: theirs.serialize(format="turtle"))
    written = {
        name: written_out(
            q.sparql, {k: str(v) for k, v in bind(q, called(name, event), graph._lookup, graph._names).items()}
        )
        for name, q in questions().items()
    }
    their_took = {name: patient(lambda text=text: list(theirs.query(text)), patience) for name, text in written.items()}
    late = sum(seconds >= patience for seconds in their_took.values())
    factor = mean(their_took[name] / took[name] for name in took)
    print(
        f"  rdflib: load {their_load:.2f} s ({their_load / load:.0f}x), {their_memory / count:.0f} bytes a triple, "
        f"Turtle out {their_out:.2f} s ({their_out / out:.0f}x), questions {factor:.0f}x "
        f"(geometric mean; {late} stopped at {patience:g} s)"
    )


def resident() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize()


def mean(values: Any) -> float:
    found = [math.log(max(value, 1e-6)) for value in values]
    return math.exp(sum(found) / len(found))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("triples", type=int, nargs="+")
    parser.add_argument("--beside", type=int, default=100_000)
    parser.add_argument("--patience", type=float, default=20.0)
    chosen = parser.parse_args()
    print(f"pyoxigraph {pyoxigraph.__version__}, rdflib {rdflib.__version__}")
    for number in chosen.triples:
        measure(number, number <= chosen.beside, chosen.patience)
