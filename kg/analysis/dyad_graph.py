"""The network of dyads as a networkx graph: one edge an event, or one a dyad and period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.analysis.dyads import sign
from kg.analysis.ledger import Source, ledger
from kg.analysis.periods import UNKNOWN, checked, period_of, shares
from kg.errors import OptionError, nearest
from kg.graph.select import SHOWN
from kg.model import QUAD_CLASSES, Event

if TYPE_CHECKING:
    import networkx

JOINT = ("apart", "drop")
IMPRECISE = ("apart", "spread", "drop")
BETWEEN, ALIGNED = "between", "aligned"


class _Part(NamedTuple):
    """An event that stands on an edge, and how much of it does."""

    event: Event
    share: float


def network(
    source: Source,
    by: str | None = None,
    *,
    directed: bool = True,
    kinds: Sequence[str] = (),
    grade: str = SHOWN,
    joint: str = "apart",
    expand: bool | Sequence[str] = False,
    imprecise: str = "apart",
) -> networkx.MultiDiGraph[str] | networkx.MultiGraph[str]:  # type: ignore[type-arg,unused-ignore]
    """Return parties as nodes, and an edge from who starts to who is acted upon: one an event, or one a period.

    `by` None gives one edge an event and direction; "year", "quarter", "month", "day" or "all" one a dyad and period.
    A reciprocal act stands on both edges; with `directed=False` (a MultiGraph) each event stands once between two.
    What several do together to a third stands between each of them and the third. Among the several it makes an edge of
    the tie "aligned" with sign 1 and no cooperation or conflict (`joint="apart"`), or none (`"drop"`). `kinds` and
    `expand` are those of `kg.analysis.ledger.ledger`, `grade` is that of `EventGraph.events`. An event that lies in
    several periods stands in the period "" (`imprecise="apart"`), in each in part, all days alike (`"spread"`; what has
    no first day stays in ""), or nowhere (`"drop"`).

    Nodes have `label` and `kind`. Every edge has `tie` ("between" or "aligned"), `period`, `weight` (its events, never
    negative), `sign` (-1, 0, 1) and `ids` (event ids, apart by blanks). An edge of an event, keyed by its id, also has
    `type`, `mode`, `quad`, `score`, `confidence`, `grade`, `begin`, `end`, `edtf`, `mentions`, `label`. An edge of a
    period, keyed by it, has `events`, `mentions`, `cooperation`, `conflict`, the four quad classes
    (`verbal_cooperation` …), `goldstein_sum`, `net` (cooperation less conflict), `balance` (share of cooperation,
    0..1), `expected` (events that are right in expectation) and `uncertain` (share of events that are not sure, 0..1).
    All are numbers and strings, which `write_graphml` and `write_gexf` take. Raises OptionError for another word.

    >>> from kg.graph import EventGraph
    >>> network(EventGraph([]), "year").number_of_nodes()
    0
    """
    from kg.analysis.networks import Network, UndirectedNetwork

    for word, valid, name in ((joint, JOINT, "joint"), (imprecise, IMPRECISE, "imprecise")):
        if word not in valid:
            raise OptionError(f"{name}={word!r}; {nearest(str(word), valid)}")
    if by is not None:
        checked(by)
    book = ledger(source, grade, kinds, expand)
    empty: Any = Network if directed else UndirectedNetwork
    net = empty(by=by or "event")
    chosen = [*((line, BETWEEN) for line in book.lines), *((line, ALIGNED) for line in book.joint if joint == "apart")]
    for party in sorted({party for line, _ in chosen for party in line.pair}):
        net.add_node(party, label=_plain(book.label(party)), kind=book.kind(party))
    edges: dict[tuple[str, str, str, str], list[_Part]] = {}
    for (event, first, second, way), tie in chosen:
        ways = [(first, second)] * (way >= 0 or not directed) + [(second, first)] * (way <= 0 and directed)
        for period, share in _when(event, by, imprecise):
            for one, other in ways:
                edges.setdefault((one, other, period, tie), []).append(_Part(event, share))
    for (one, other, period, tie), parts in sorted(edges.items()):
        facts = _event_facts(parts[0].event) if by is None else _period_facts(parts)
        shown = UNKNOWN if by is None else period
        key = period if tie == BETWEEN else f"{period} {ALIGNED}".strip()
        facts = {"tie": tie, "period": shown, "ids": " ".join(part.event.id for part in parts), **facts}
        net.add_edge(one, other, key=key, **(facts if tie == BETWEEN else facts | _without_tone(facts)))
    return net  # type: ignore[no-any-return]


def _when(event: Event, by: str | None, imprecise: str) -> Iterable[tuple[str, float]]:
    """The periods of an event and how much of it stands in each; without `by` its id is the key of its edge."""
    if by is None:
        return ((event.id, 1.0),)
    if imprecise == "spread":
        return (shares(event.begin, event.end, event.certain, by) or {UNKNOWN: 1.0}).items()
    period = period_of(event.begin, event.end, event.certain, by)
    return () if period == UNKNOWN and imprecise == "drop" else ((period, 1.0),)


def _event_facts(event: Event) -> dict[str, Any]:
    return {
        "weight": 1,
        "sign": sign(event),
        "type": event.event_type,
        "mode": event.mode or "",
        "quad": event.quad_class,
        "score": event.goldstein if event.goldstein is not None else 0.0,
        "confidence": event.confidence,
        "grade": event.grade,
        "begin": event.begin.isoformat() if event.begin else "",
        "end": event.end.isoformat() if event.end else "",
        "edtf": event.edtf,
        "mentions": len(event.evidence),
        "label": _plain(event.label),
    }


def _period_facts(parts: Sequence[_Part]) -> dict[str, Any]:
    whole = all(part.share == 1 for part in parts)

    def count(shares: Iterable[float]) -> float:
        total = sum(shares)
        return round(total) if whole else round(total, 4)

    cooperation, conflict = (count(share for event, share in parts if sign(event) == way) for way in (1, -1))
    score = round(sum((event.goldstein or 0.0) * share for event, share in parts), 2)
    events, net = count(share for _, share in parts), cooperation - conflict
    deciding, signed = score or net, cooperation + conflict
    return {
        "weight": events,
        "sign": (deciding > 0) - (deciding < 0),
        "events": events,
        "mentions": count(len(event.evidence) * share for event, share in parts),
        "cooperation": cooperation,
        "conflict": conflict,
        **{quad.replace("-", "_"): count(s for e, s in parts if e.quad_class == quad) for quad in QUAD_CLASSES},
        "goldstein_sum": score,
        "net": net if whole else round(net, 4),
        "balance": round(cooperation / signed, 4) if signed else 0.5,
        "expected": round(sum(event.confidence * share for event, share in parts), 4),
        "uncertain": round(sum(s for e, s in parts if e.grade != "sure") / sum(s for _, s in parts), 4),
    }


def _without_tone(facts: dict[str, Any]) -> dict[str, Any]:
    """What both do to a third says nothing of cooperation and conflict among them: they are aligned."""
    toneless = (
        "cooperation",
        "conflict",
        "goldstein_sum",
        "net",
        "score",
        *(q.replace("-", "_") for q in QUAD_CLASSES),
    )
    changed = {name: type(facts[name])(0) for name in toneless if name in facts}
    return changed | ({"balance": 0.5} if "balance" in facts else {}) | {"sign": 1}


def _plain(text: str) -> str:
    """Text without the characters that XML, and so GraphML and GEXF, cannot hold."""
    return "".join(
        c for c in text if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
