"""report.html: what is between the parties of a graph, measured, on one page that can be printed and asks for nothing.

Plots are inline SVG, there is no script; every number links to the events that it was counted from, which stand with
their sentences at the end.
"""

from __future__ import annotations

import inspect
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from kg import analysis
from kg.analysis import Ledger, Line, Phase, Point
from kg.analysis.dyads import sign
from kg.analysis.ledger import Pair, ledger
from kg.analysis.likeness import alliance_of, anomalies_of, rivalry_of
from kg.analysis.periods import period_of, periods
from kg.analysis.series import series_of, spanned
from kg.errors import OptionError
from kg.exporters.files import write
from kg.exporters.headlines import TEMPLATES, clean, headline
from kg.exporters.network import places
from kg.exporters.page import environment, source_hash
from kg.exporters.part import narrowed
from kg.exporters.plots import SPARK, opacity, series_plot, spark, tone
from kg.exporters.view import heading
from kg.exporters.volumes import NO_SCRIPTS
from kg.graph import EventGraph
from kg.graph.select import Day
from kg.model import Event

PAIRS = 20  # pairs that stand in the tables
PARTIES = 24  # parties of the matrix and the networks
SPANS = 6  # small networks
EVIDENCE = 12_000  # events whose sentences a page carries
MEASURES: tuple[Callable[..., object], ...] = (
    analysis.series, analysis.level_shifts, analysis.change_points, analysis.phases, analysis.anomalies,
    analysis.structural_balance, analysis.centrality, analysis.ranking, analysis.brokers, analysis.communities,
    analysis.group_stability, analysis.rivalry, analysis.alliance, analysis.initiator_balance, analysis.promises,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the sections share: the ledger, the pairs shown with their anchors, the years."""

    book: Ledger
    pairs: tuple[Pair, ...]
    years: tuple[str, ...]

    def pair_link(self, pair: Pair, period: str = "") -> str:
        """The place of a pair's events on the page, "" where they are not on it."""
        if pair not in self.pairs:
            return ""
        return f"p{self.pairs.index(pair)}" + (f"-{period}" if period else "")

    def name(self, pair: Pair) -> str:
        return f"{clean(self.book.label(pair[0]))} and {clean(self.book.label(pair[1]))}"


def export(
    graph: EventGraph,
    path: str | Path,
    since: Day = None,
    until: Day = None,
    title: str | None = None,
    pairs: int = PAIRS,
    evidence: int = EVIDENCE,
    sentences: bool = True,
) -> list[Path]:
    """Write the report and return the files written.

    `since` and `until` take a part of the graph, `pairs` is how many pairs stand in the tables, `evidence` how many
    events at most stand on the page with their sentences; without `sentences` (which may be other people's) the places
    stand there where they were read. Raises OptionError where no two parties deal with each other.
    """
    part = narrowed(graph, since=since, until=until)
    book = ledger(part)
    if not book.pairs:
        raise OptionError("no two parties deal with each other in this graph: there is nothing to report")
    ranked = sorted(book.pairs, key=lambda pair: (-len(book.pairs[pair]), pair))
    shown = _Shown(book, tuple(ranked[:pairs]), tuple(spanned(book.lines, "year")))
    style = "\n".join((TEMPLATES / file).read_text("utf-8").strip() for file in ("page.css", "report.css"))
    text = (
        environment()
        .get_template("report.html")
        .render(
            title=title or heading(book.events, []),
            policy=f"{NO_SCRIPTS}; style-src {source_hash(style)}",
            style=Markup(style),  # noqa: S704 - files of this package
            counts=_counts(book),
            **_time(shown),
            spark_size=[f"{number:g}" for number in SPARK],
            **_pairs(shown),
            **_parties(shown),
            **_evidence(shown, evidence, sentences),
            measures=[_cited(measure) for measure in MEASURES],
        )
    )
    return [write(path, text.encode("utf-8"))]


def _counts(book: Ledger) -> dict[str, Any]:
    counted = {line.event.id: line.event for line in book.lines}
    signs = Counter(map(sign, counted.values()))
    return {
        "events": len(counted), "cooperation": signs[1], "conflict": signs[-1], "pairs": len(book.pairs),
        "parties": len(book.parties), "sure": sum(event.grade == "sure" for event in counted.values()),
        "expected": round(sum(event.confidence for event in counted.values())),
    }  # fmt: skip


# ------------------------------------------------------------------------------ time
def _time(shown: _Shown) -> dict[str, Any]:
    """The series of all events, and what the years say of balance."""
    once = {line.event.id: line for line in reversed(shown.book.lines)}
    points = series_of([once[key] for key in sorted(once)], "year")
    links = {point.period: f"y{point.period}" for point in points if point.tally.events}
    balance = analysis.structural_balance(shown.book)
    return {
        "series": series_plot(points, links) if points else None,
        "balance": [row for row in balance if row.kinds[1] + row.kinds[2] + row.kinds[3]],
        "balanced_years": len(balance),
    }


# ------------------------------------------------------------------------------ pairs
def _pairs(shown: _Shown) -> dict[str, Any]:
    """Tables of pairs, their turning points, and months unlike the past."""
    book = shown.book
    joint: dict[Pair, list[Line]] = {}
    for line in book.joint:
        joint.setdefault(line.pair, []).append(line)
    rows, turns, strange = [], [], []
    first, last = (shown.years[0], shown.years[-1]) if shown.years else ("", "")
    for pair in shown.pairs:
        lines = book.pairs[pair]
        points = series_of(lines, "year", first or None, last or None)
        phases = analysis.phases_of(book.events_of(pair), *pair)
        rows.append(_row(shown, pair, points, phases, joint.get(pair, ())))
        turns += [_turn(shown, pair, phase) for phase in phases if phase.is_turn]
        strange += [
            {"pair": shown.name(pair), "found": one, "link": shown.pair_link(pair, one.period[:4])}
            for one in anomalies_of(lines, "month")
        ]
    outcomes = Counter(promise.outcome for promise in analysis.promises(book))
    return {
        "rows": rows,
        "turns": sorted(turns, key=lambda turn: (turn["phase"].turn, turn["pair"])),
        "strange": sorted(strange, key=lambda row: (not row["found"].is_sure, row["found"].period, row["pair"])),
        "promises": sorted(outcomes.items(), key=lambda item: (-item[1], item[0])),
    }


def _row(
    shown: _Shown, pair: Pair, points: Sequence[Point], phases: Sequence[Phase], joint: Sequence[Line]
) -> dict[str, Any]:
    lines = shown.book.pairs[pair]
    ways, signs = Counter(line.way for line in lines), Counter(sign(line.event) for line in lines)
    return {
        "name": shown.name(pair), "link": shown.pair_link(pair), "events": len(lines), "cooperation": signs[1],
        "conflict": signs[-1], "mean": sum(point.net.mean for point in points), "spark": spark(points),
        "started": (ways[1], ways[-1], ways[0]), "rivalry": rivalry_of(lines), "alliance": alliance_of(lines, joint),
        "phase": phases[-1] if phases else None,
    }  # fmt: skip


def _turn(shown: _Shown, pair: Pair, phase: Phase) -> dict[str, Any]:
    events = [shown.book.graph.event(identifier) for identifier in phase.telling]
    return {
        "pair": shown.name(pair),
        "link": shown.pair_link(pair),
        "phase": phase,
        "up": phase.name != "rupture",
        "events": [(event.edtf, headline(event), shown.pair_link(pair, _year(event))) for event in events],
    }


# ------------------------------------------------------------------------------ parties
def _parties(shown: _Shown) -> dict[str, Any]:
    """Central parties, groups, the matrix, and the network in a few spans of time."""
    book = shown.book
    ranks = analysis.ranking(book)[:PARTIES]
    others = {kind: analysis.centrality(book, kind) for kind in ("pagerank", "signed", "status")}
    brokers = {broker.party: broker for broker in analysis.brokers(book)}
    index, groups = analysis.group_stability(book)
    chosen = [rank.party for rank in ranks]
    place = {party: number for number, group in enumerate(groups) for party in group.members}
    order = sorted(chosen, key=lambda party: (place.get(party, len(groups)), chosen.index(party)))
    return {
        "ranks": [
            {"rank": rank, "name": clean(book.label(rank.party)), "broker": brokers[rank.party],
             **{kind: values[rank.party] for kind, values in others.items()}, "link": f"a{number}"}
            for number, rank in enumerate(ranks)
        ],
        "partners": [_partners(shown, party) for party in chosen],
        "stability": index,
        "groups": [
            (group, [clean(book.label(party)) for party in group.members], [clean(book.label(p)) for p in group.unsure])
            for group in groups
        ],
        **_matrix(shown, order),
        "spans": _networks(shown, chosen),
    }  # fmt: skip


def _partners(shown: _Shown, party: str) -> dict[str, Any]:
    found = [(pair, lines) for pair, lines in shown.book.pairs.items() if party in pair]
    ranked = sorted(found, key=lambda item: (-len(item[1]), item[0]))[:PAIRS]
    return {
        "name": clean(shown.book.label(party)),
        "partners": [
            (clean(shown.book.label(pair[1] if pair[0] == party else pair[0])), len(lines), shown.pair_link(pair))
            for pair, lines in ranked
        ],
        "more": len(found) - len(ranked),
    }


def _matrix(shown: _Shown, order: Sequence[str]) -> dict[str, Any]:
    cells = []
    found = {pair: lines for pair, lines in shown.book.pairs.items() if pair[0] in order and pair[1] in order}
    most = max(map(len, found.values()), default=1)
    for (first, second), lines in found.items():
        net = sum(sign(line.event) for line in lines)
        says = f"{shown.name((first, second))}: {len(lines)} events, net {net:+d}"
        for row, column in ((first, second), (second, first)):
            cells.append({
                "x": order.index(column), "y": order.index(row), "class": tone(net), "says": says,
                "opacity": opacity(len(lines), most), "link": shown.pair_link((first, second)),
            })  # fmt: skip
    return {"cells": cells, "order": [clean(shown.book.label(party)) for party in order], "codes": list(order)}


def _networks(shown: _Shown, chosen: Sequence[str]) -> list[dict[str, Any]]:
    """Small networks of spans of years with about as many events each; everybody keeps the same place."""
    book = shown.book
    dated = [(line, _year(line.event)) for line in book.lines]
    years = Counter(year for _, year in dated if year)
    if not years:
        return []
    weights = {pair: len(lines) for pair, lines in book.pairs.items() if pair[0] in chosen and pair[1] in chosen}
    spots = places(weights, chosen)
    spans: list[list[str]] = [[]]
    seen, target = 0, sum(years.values()) / SPANS
    for year in periods(min(years), max(years), "year"):
        if seen >= target * len(spans) and len(spans) < SPANS:
            spans.append([])
        spans[-1].append(year)
        seen += years.get(year, 0)
    most = max(weights.values(), default=1)
    return [_network([line for line, year in dated if year in span], span, spots, most, book) for span in spans]


def _network(
    lines: Iterable[Line], span: Sequence[str], spots: dict[str, tuple[float, float]], most: int, book: Ledger
) -> dict[str, Any]:
    nets: dict[Pair, list[int]] = {}
    for line in lines:
        if line.first in spots and line.second in spots:
            nets.setdefault(line.pair, []).append(sign(line.event))
    at = {party: (round(12 + 248 * x, 1), round(14 + 192 * y, 1)) for party, (x, y) in spots.items()}
    active = {party for pair in nets for party in pair}
    return {
        "name": span[0] if span[0] == span[-1] else f"{span[0]}–{span[-1]}",
        "edges": [
            (*at[one], *at[other], round(0.7 + 5 * (len(signs) / most) ** 0.5, 1), tone(sum(signs)),
             f"{clean(book.label(one))} and {clean(book.label(other))}: {len(signs)} events, net {sum(signs):+d}")
            for (one, other), signs in sorted(nets.items())
        ],
        "nodes": [(*at[party], party if len(party) < 5 else clean(book.label(party))[:9]) for party in sorted(active)],
    }  # fmt: skip


# ------------------------------------------------------------------------------ evidence and methods
def _evidence(shown: _Shown, most: int, sentences: bool) -> dict[str, Any]:
    """The events of the pairs shown, by year, then those of all other pairs by year, as many as the page may carry."""
    printed: set[str] = set()
    sections = []
    for number, pair in enumerate(shown.pairs):
        by_year: dict[str, list[Event]] = {}
        for line in shown.book.pairs[pair]:
            by_year.setdefault(_year(line.event), []).append(line.event)
        years = [
            {"year": year or "undated", "link": f"p{number}-{year}", "events": _told(events, printed, most, sentences)}
            for year, events in sorted(by_year.items())
        ]
        sections.append({"name": shown.name(pair), "link": f"p{number}", "years": years})
    in_pairs: dict[str, Counter[Pair]] = {}
    rest: dict[str, dict[str, Event]] = {}
    for line in shown.book.lines:
        year = _year(line.event)
        if line.pair in shown.pairs:
            in_pairs.setdefault(year, Counter())[line.pair] += 1
        elif line.event.id not in printed:
            rest.setdefault(year, {})[line.event.id] = line.event
    year_lists: list[dict[str, Any]] = []
    for year in sorted({*in_pairs, *rest} - {""}):
        counted = sorted(in_pairs.get(year, Counter()).items(), key=lambda item: (-item[1], item[0]))
        links = [(shown.name(pair), count, shown.pair_link(pair, year)) for pair, count in counted]
        others = list(rest.get(year, {}).values())
        year_lists.append({"year": year, "pairs": links, "events": _told(others, printed, most, sentences)})
    return {"sections": sections, "year_lists": year_lists, "printed": len(printed)}


def _told(events: Sequence[Event], printed: set[str], most: int, sentences: bool) -> list[dict[str, str]]:
    """The events as lines; the sentence stands where an event comes first, none once the page is full."""
    found = []
    for event in events:
        first = event.id not in printed
        if first and len(printed) >= most:
            continue
        printed.add(event.id)
        told = event.evidence[0] if first and event.evidence else None
        address = told.document if told and told.document.startswith(("https://", "http://")) else ""
        found.append({
            "id": event.id if first else "", "date": event.edtf, "label": headline(event), "tone": tone(sign(event)),
            "grade": event.grade, "sentence": clean(told.sentence if sentences else told.rule) if told else "",
            "address": address,
        })  # fmt: skip
    return found


def _year(event: Event) -> str:
    return period_of(event.begin, event.end, event.certain, "year")


def _cited(measure: Callable[..., object]) -> dict[str, str]:
    """The name of a measure, what it returns and where it comes from, of its docstring."""
    paragraphs = [" ".join(part.split()) for part in (inspect.getdoc(measure) or "").split("\n\n")]
    found = {
        part.split(":", 1)[0]: part.split(":", 1)[1].strip() for part in paragraphs if re.match(r"[A-Z]\w+: ", part)
    }
    first = re.sub(r"^Return ", "", paragraphs[0])
    return {
        "name": getattr(measure, "__name__", ""),
        "what": f"{first[0].upper()}{first[1:]}",
        "definition": found.get("Definition", ""),
        "reference": found.get("Reference", ""),
    }
