"""Dyads: who deals with whom, how often, and in what tone, a period at a time.

What is between two parties is told by `kg.graph.between`: two that both condemn a third have no dealings with each
other by that. Only asserted events count, and of these what is sure or likely.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.errors import OptionError, nearest
from kg.graph import EventGraph
from kg.graph.between import ties
from kg.model import Event

PERIODS = {"all": 0, "year": 4, "month": 7, "day": 10}
UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted of the events of a dyad in a period.

    `cooperation` and `conflict` are numbers of events with a score above and below zero, `goldstein_sum` is the sum
    of the scores (PLOVER's, -10..10 an event).
    """

    events: int = 0
    cooperation: int = 0
    conflict: int = 0
    goldstein_sum: float = 0.0

    @property
    def net(self) -> int:
        """Cooperative less conflictual events."""
        return self.cooperation - self.conflict

    @property
    def balance(self) -> float:
        """The share of cooperation among all events with a sign, 0..1; 0.5 where there is none."""
        signed = self.cooperation + self.conflict
        return round(self.cooperation / signed, 4) if signed else 0.5

    @property
    def sign(self) -> int:
        """1, 0 or -1: the sign of the sum of the scores, or of `net` where that is zero."""
        deciding = self.goldstein_sum or self.net
        return (deciding > 0) - (deciding < 0)

    def plus(self, event: Event) -> Tally:
        """The tally with one event more."""
        direction = sign(event)
        return Tally(
            self.events + 1,
            self.cooperation + (direction > 0),
            self.conflict + (direction < 0),
            round(self.goldstein_sum + (event.goldstein or 0.0), 2),
        )


@dataclass(frozen=True, slots=True)
class Relation:
    """The dealings of two parties in a period, each event once: `first` < `second` by id.

    `by_first` and `by_second` are the events that one of them started alone, `mutual` those that were reciprocal.
    """

    first: str
    second: str
    period: str
    tally: Tally
    by_first: int
    by_second: int
    mutual: int


def sign(event: Event) -> int:
    """Return 1 for cooperation, -1 for conflict, 0 for neither: the score's sign, or the quad class without a score."""
    if event.goldstein is not None:
        return (event.goldstein > 0) - (event.goldstein < 0)
    return -1 if event.quad_class.endswith("conflict") else 1


def pairs(event: Event) -> list[tuple[str, str]]:
    """Return the pairs of parties that an event is between, each once, the smaller id first."""
    return sorted({(min(tie), max(tie)) for tie in ties(event)})


def period_of(begin: datetime.date | None, end: datetime.date | None, certain: bool, by: str = "year") -> str:
    """Return the period in which something happened: "2018", "2018-05", or "" where that cannot be told.

    What fills its days counts where it begins. What lies somewhere within its days counts only if they all fall into
    one period: "2018" has no month, and an upper bound alone no year.

    >>> period_of(datetime.date(2018, 1, 1), datetime.date(2018, 12, 31), False, "month")
    ''
    """
    if by not in PERIODS:
        raise OptionError(f"by={by!r}; {nearest(by, PERIODS)}")
    if by == "all":
        return "all"
    if begin is None:
        return UNKNOWN
    first = begin.isoformat()[: PERIODS[by]]
    if certain or (end is not None and end.isoformat()[: PERIODS[by]] == first):
        return first
    return UNKNOWN


def factual(graph: EventGraph) -> Iterator[Event]:
    """Yield the asserted events of a graph that are sure or likely, in their order."""
    return iter(graph.events(modality="asserted", grade="shown"))


def tallies(events: Iterable[Event], by: str = "year") -> dict[tuple[str, str, str], tuple[Tally, list[str]]]:
    """Return tally and event ids by (initiator, recipient, period), sorted; a reciprocal act counts both ways."""
    found: dict[tuple[str, str, str], tuple[Tally, list[str]]] = {}
    for event in events:
        period = period_of(event.begin, event.end, event.certain, by)
        for initiator, recipient in ties(event):
            tally, ids = found.get((initiator, recipient, period), (Tally(), []))
            ids.append(event.id)
            found[initiator, recipient, period] = (tally.plus(event), ids)
    return dict(sorted(found.items()))


def relations(graph: EventGraph, by: str = "year") -> list[Relation]:
    """Return the dealings of every two parties in every period, sorted by parties and period, each event once.

    Example: two states meet (score 2.5, reciprocal), then one accuses the other (score -2.0): events 2, cooperation 1,
    conflict 1, net 0, goldstein_sum 0.5, balance 0.5.
    """
    found: dict[tuple[str, str, str], tuple[Tally, list[int]]] = {}
    for event in factual(graph):
        period = period_of(event.begin, event.end, event.certain, by)
        dyads = ties(event)
        for first, second in pairs(event):
            tally, started = found.get((first, second, period), (Tally(), [0, 0, 0]))
            forth, back = (first, second) in dyads, (second, first) in dyads
            started[2 if forth and back else 0 if forth else 1] += 1
            found[first, second, period] = (tally.plus(event), started)
    return [Relation(*key, tally, *started) for key, (tally, started) in sorted(found.items())]
