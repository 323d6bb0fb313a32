"""Phases of two parties: when they worked together, when they were at odds, and what turned the one into the other."""

from __future__ import annotations

import datetime
import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.analysis.dyads import of_two
from kg.analysis.ledger import Source, ledger
from kg.graph.between import ties
from kg.model import Event

TURNS = ("warming", "repair", "rupture")  # names of phases with which something changed
LASTING = 3 * 365.25  # days: how long a tone lasts on average, before any event is seen
QUIET = 2 * 365  # days without an event after which a phase is over
CLEAR = 0.9  # of acts with a full score, the share whose sign is that of the phase
FULL_SCORE = 5.0  # a treaty, an embargo: scores beyond tell no more about the tone
LEAST = 2.0  # events that are right, in expectation, which make a phase; fewer are an episode
SURE = 0.8  # a phase whose tone is less probable than this is said to be unsure
TELLING = 3  # events that stand for a phase


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of time in which two parties keep one tone, each event once.

    `name` says what it is after what went before: "warming" (cooperation after single acts, or again after a silence),
    "repair" (cooperation after conflict), "rupture" (conflict after cooperation or single acts), "cooperation" and
    "conflict" (the first that is known, or conflict again), "contact" and "incident" (single friendly and unfriendly
    acts, too few for a phase); what is unsure is passed over when the next is named. `begin` and `end` are the first
    possible day of the first and the last possible day of the last event, `turn` the first possible day of the first
    event on the side of the tone. `tone` is the mean sign weighted by score and confidence (-1..1), `probability` how
    probable cooperation (or conflict) is on average (0..1), `expected` the number of events that are right in
    expectation, where of what more than three do mutually a share counts. `events` are all ids by date, `telling` those
    up to three that say most for the tone and were told most often, each of another day, by date too.
    """

    name: str
    begin: datetime.date
    end: datetime.date
    turn: datetime.date
    tone: float
    probability: float
    expected: float
    events: tuple[str, ...]
    telling: tuple[str, ...]

    @property
    def is_turn(self) -> bool:
        """Whether something changed with it: it is a warming, a repair or a rupture."""
        return self.name in TURNS

    @property
    def is_sure(self) -> bool:
        """Whether the tone is at least as probable as `SURE`."""
        return self.probability >= SURE


@dataclass(frozen=True, slots=True)
class _Act:
    """One event as evidence of a tone: its day as a number, its sign, how much of it is of the two (0..1), how much it
    tells (0..1).
    """

    event: Event
    day: float
    sign: int
    own: float
    tells: float

    @property
    def speaks(self) -> float:
        """How well it stands for a tone: what it tells, more where it was told more often."""
        return self.tells * (1 + math.log2(len(self.event.evidence) or 1))


def phases(source: Source, first: str, second: str) -> list[Phase]:
    """Return the phases of two parties in order, with the single contacts and incidents between them.

    Definition: the tone is a hidden state, cooperation or conflict, that changes in continuous time with a mean stay
    of three years in either; an event of score s that is right with probability c shows the sign of s with probability
    1/2 + 0.4 c w min(|s|, 5) / 5 where that is the tone, and 1/2 - 0.4 c w min(|s|, 5) / 5 where it is not; w is 1,
    and 3/n for what n > 3 parties do mutually: a treaty of fifteen says little of any two. The likeliest
    path (Viterbi) gives the phases, forward-backward their probabilities. Two years without an event end a phase; one
    of less than two events in expectation is a contact or an incident. What both do towards a third counts for
    neither; events of which no first day is known are left out.

    Range: probability 0..1, tone -1..1. Nothing between the two gives [].

    Example: two treaties in 2015, three sanctions in 2019, three treaties in 2023, all certain: "cooperation" 2015,
    "rupture" 2019, "repair" 2023.

    Reference: Schrodt, P. A. (2006). Forecasting conflict in the Balkans using hidden Markov models. In Trappl, R.
    (ed.), Programming for Peace, 161-184. Springer; Rabiner, L. R. (1989). A tutorial on hidden Markov models. Proc.
    IEEE 77(2), 257-286.
    """
    found = ledger(source)
    return phases_of(found.events, *found.pair(first, second))


def phases_of(events: Iterable[Event], first: str, second: str) -> list[Phase]:
    """Return the phases of two parties, named by id, in events that are asserted; see `phases`."""
    acts = sorted(
        (_act(event) for event in events if event.begin is not None and (first, second) in _both_ways(event)),
        key=lambda act: (act.day, act.event.id),
    )
    if not acts:
        return []
    path, posterior = _likeliest(acts), _posterior(acts)
    edges = [0, *_edges(acts, path), len(acts)]
    found: list[Phase] = []
    for start, end in itertools.pairwise(edges):
        found.append(_phase(acts[start:end], path[start], posterior[start:end], found))
    return found


def turning_points(source: Source, first: str, second: str) -> list[Phase]:
    """Return the phases of two parties with which something changed: warming, repair, rupture.

    `turn` is the day of the change, `telling` are the events behind it, and one that is not `is_sure` may not have
    been. See `phases` for definition, range and reference.

    Example: of "cooperation" 2015, "rupture" 2019 and "repair" 2023 the last two.
    """
    return [phase for phase in phases(source, first, second) if phase.is_turn]


def _both_ways(event: Event) -> set[tuple[str, str]]:
    found = ties(event)
    return {*found, *((other, one) for one, other in found)}


def _act(event: Event) -> _Act:
    """What an event tells; one that lies somewhere within its days is taken for their middle."""
    begin = event.begin or datetime.date.min
    day = float(begin.toordinal())
    if not event.certain and event.end is not None:
        day = (day + event.end.toordinal()) / 2
    score = event.goldstein
    if score is None:
        score = -1.0 if event.quad_class.endswith("conflict") else 1.0
    sign = (score > 0) - (score < 0)
    own = of_two(event)
    return _Act(event, day, sign, own, own * event.confidence * min(abs(score), FULL_SCORE) / FULL_SCORE)


def _shown(act: _Act) -> tuple[float, float]:
    """How probable the act is under cooperation and under conflict."""
    lean = act.sign * act.tells * (CLEAR - 0.5)
    return 0.5 + lean, 0.5 - lean


def _change(one: _Act, other: _Act) -> float:
    """How probable it is that the tone of an act is not that of the act before."""
    return 0.5 * (1 - math.exp(-2 * (other.day - one.day) / LASTING))


def _likeliest(acts: Sequence[_Act]) -> list[int]:
    """The likeliest tone at each act, 1 or -1."""
    scores = [math.log(0.5 * shown) for shown in _shown(acts[0])]
    back: list[tuple[int, int]] = []
    for one, other in itertools.pairwise(acts):
        change = _change(one, other)
        stay, leave = math.log(1 - change), math.log(change) if change > 0 else -math.inf
        came = tuple(max((0, 1), key=lambda k, at=at: scores[k] + (stay if k == at else leave)) for at in (0, 1))  # type: ignore[misc]
        shown = _shown(other)
        scores = [scores[came[at]] + (stay if came[at] == at else leave) + math.log(shown[at]) for at in (0, 1)]
        back.append((came[0], came[1]))
    at = 0 if scores[0] >= scores[1] else 1
    path = [at]
    for came in reversed(back):
        at = came[at]
        path.append(at)
    return [-1 if at else 1 for at in reversed(path)]


def _posterior(acts: Sequence[_Act]) -> list[float]:
    """How probable cooperation is at each act, given all of them."""
    changes = [_change(one, other) for one, other in itertools.pairwise(acts)]
    shown = [_shown(act) for act in acts]
    forward = [_share(*shown[0])]
    for change, (good, bad) in zip(changes, shown[1:], strict=True):
        before = forward[-1]
        forward.append(_share((before * (1 - change) + (1 - before) * change) * good,
                              (before * change + (1 - before) * (1 - change)) * bad))  # fmt: skip
    after, found = 0.5, [forward[-1]]
    for position in range(len(acts) - 2, -1, -1):
        change, (good, bad) = changes[position], shown[position + 1]
        good, bad = good * after, bad * (1 - after)
        after = _share((1 - change) * good + change * bad, change * good + (1 - change) * bad)
        found.append(_share(forward[position] * after, (1 - forward[position]) * (1 - after)))
    return found[::-1]


def _share(one: float, other: float) -> float:
    return one / (one + other)


def _edges(acts: Sequence[_Act], path: Sequence[int]) -> list[int]:
    """Where a phase begins: the tone changes, or nothing happened for long."""
    last, found = _last_day(acts[0]), []
    for position in range(1, len(acts)):
        if path[position] != path[position - 1] or acts[position].day - last > QUIET:
            found.append(position)
        last = max(last, _last_day(acts[position]))
    return found


def _last_day(act: _Act) -> float:
    """The day on which an act is over, as far as it is told; a state of many years is an act of its first day."""
    end = act.event.end
    return act.day if end is None or end.toordinal() - act.day > QUIET else float(end.toordinal())


def _phase(acts: Sequence[_Act], side: int, posterior: Sequence[float], before: Sequence[Phase]) -> Phase:
    weights = [act.tells for act in acts]
    total = sum(weights)
    tone = sum(act.sign * act.tells for act in acts) / total if total else 0.0
    cooperation = sum(p * w for p, w in zip(posterior, weights, strict=True)) / total if total else 0.5
    expected = sum(act.own * act.event.confidence for act in acts)
    shown = [act for act in acts if act.sign == side] or list(acts)
    ranked = sorted(shown, key=lambda act: (-act.speaks, act.day, act.event.id))
    telling = [*{_first_day(act): act for act in reversed(ranked)}.values()]  # of a day that which says most
    telling = sorted(telling, key=lambda act: (-act.speaks, act.day, act.event.id))[:TELLING]
    begin = min(map(_first_day, acts))
    return Phase(
        _name(side, expected, before),
        begin,
        max(begin, datetime.date.fromordinal(int(max(map(_last_day, acts))))),
        min(map(_first_day, shown)),
        round(tone, 4),
        round(cooperation if side > 0 else 1 - cooperation, 4),
        round(expected, 2),
        tuple(act.event.id for act in acts),
        tuple(act.event.id for act in sorted(telling, key=lambda act: (act.day, act.event.id))),
    )


def _first_day(act: _Act) -> datetime.date:
    return act.event.begin or datetime.date.fromordinal(int(act.day))


def _name(side: int, expected: float, before: Sequence[Phase]) -> str:
    if expected < LEAST:
        return "contact" if side > 0 else "incident"
    if not before:
        return "cooperation" if side > 0 else "conflict"
    whole = [phase.name for phase in before if phase.expected >= LEAST and phase.is_sure]
    was_conflict = bool(whole) and whole[-1] in ("rupture", "conflict")
    if side > 0:
        return "repair" if was_conflict else "warming"
    return "conflict" if was_conflict else "rupture"
