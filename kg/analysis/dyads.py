"""Dyads: who deals with whom, how often, and in what tone, a period at a time."""

from __future__ import annotations

from dataclasses import dataclass

from kg.analysis.ledger import Source, ledger
from kg.analysis.periods import period_of
from kg.graph.between import ties
from kg.model import Event


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


FEW = 3  # parties to a mutual act that is wholly of each two of them


def of_two(event: Event) -> float:
    """Return how much of an event is of each two of its parties (0..1): 1, and 3/n of what n > 3 do mutually.

    A treaty of fifteen says little of any two; what fifteen do to one is wholly of each of them and the one.
    """
    return min(1.0, FEW / max(len(event.parties), 1)) if event.reciprocal else 1.0


def pairs(event: Event) -> list[tuple[str, str]]:
    """Return the pairs of parties that an event is between, each once, the smaller id first."""
    return sorted({(min(tie), max(tie)) for tie in ties(event)})


def tallies(source: Source, by: str = "year") -> dict[tuple[str, str, str], Tally]:
    """Return the tally of each (initiator, recipient, period), sorted; a reciprocal act counts both ways."""
    found: dict[tuple[str, str, str], Tally] = {}
    for event, first, second, way in ledger(source).lines:
        period = period_of(event.begin, event.end, event.certain, by)
        for key in ((first, second, period),) * (way >= 0) + ((second, first, period),) * (way <= 0):
            found[key] = found.get(key, Tally()).plus(event)
    return dict(sorted(found.items()))


def relations(source: Source, by: str = "year") -> list[Relation]:
    """Return the dealings of every two parties in every period, sorted by parties and period, each event once.

    Example: two states meet (score 2.5, reciprocal), then one accuses the other (score -2.0): events 2, cooperation 1,
    conflict 1, net 0, goldstein_sum 0.5, balance 0.5.
    """
    found: dict[tuple[str, str, str], tuple[Tally, list[int]]] = {}
    for event, first, second, way in ledger(source).lines:
        period = period_of(event.begin, event.end, event.certain, by)
        tally, started = found.get((first, second, period), (Tally(), [0, 0, 0]))
        started[{1: 0, -1: 1, 0: 2}[way]] += 1
        found[first, second, period] = (tally.plus(event), started)
    return [Relation(*key, tally, *started) for key, (tally, started) in sorted(found.items())]
