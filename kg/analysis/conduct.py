"""How parties behave towards each other: who starts, what is answered, which promises are kept, what leads to what."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.analysis.draws import SURVIVES, Floats, Ints, drawn_sums, tidy
from kg.analysis.dyads import sign, tallies
from kg.analysis.ledger import Line, Source, ledger
from kg.analysis.periods import checked, shares
from kg.analysis.series import SERIES, spanned
from kg.graph.between import is_between
from kg.model import Event

LAG_DRAWS = 200


def signed_balance(cooperation: float, conflict: float) -> float:
    """Return how far cooperation outweighs conflict: (C - F) / (C + F).

    Range -1 (conflict only) to 1 (cooperation only); 0 where both are equal or nothing happened. C and F are counts of
    events, or sums of absolute scores.

    Example: 6 cooperative and 2 conflictual events give 0.5.

    Reference: Goldstein, J. S. (1992). A conflict-cooperation scale for WEIS events data. Journal of Conflict
    Resolution 36(2), 369-385, for the net of cooperation and conflict; here divided by their sum, as a contrast.

    >>> signed_balance(6, 2)
    0.5
    """
    total = cooperation + conflict
    return (cooperation - conflict) / total if total else 0.0


def initiator_balance(source: Source, first: str, second: str) -> float:
    """Return who of two parties starts more: (A - B) / (A + B) over the events that one of them alone started.

    Range -1 (all by `second`) to 1 (all by `first`); 0 where both start alike or nobody alone. Reciprocal acts count
    for neither.

    Example: the first starts three acts towards the second, the second one: 0.5.

    Reference: the asymmetry of a directed dyad, as in Wasserman, S. and Faust, K. (1994). Social Network Analysis,
    section 13.1 (asymmetric and mutual dyads).
    """
    book = ledger(source)
    ways = [line.way for line in book.between(first, second)]
    balance = signed_balance(ways.count(1), ways.count(-1))
    return balance if book.graph.party(first).id <= book.graph.party(second).id else -balance


def reciprocity(source: Source) -> float:
    """Return how much of what parties do to each other is answered: 2 * sum min(w_ij, w_ji) / sum (w_ij + w_ji).

    w_ij is the number of events from i to j (a reciprocal act counts both ways). Range 0 (no act is answered) to 1
    (every pair deals alike in both directions); 0 for an empty graph.

    Example: i does three things to j, j one to i: 2 * 1 / 4 = 0.5.

    Reference: Squartini, T., Picciolo, F., Ruzzenenti, F. and Garlaschelli, D. (2013). Reciprocity of weighted
    networks. Scientific Reports 3, 2729.
    """
    weights = {(i, j): tally.events for (i, j, _), tally in tallies(source, "all").items()}
    total = sum(weights.values())
    answered = sum(min(weight, weights.get((j, i), 0)) for (i, j), weight in weights.items())
    return answered / total if total else 0.0


def escalation(source: Source, first: str, second: str, days: int = 30) -> float:
    """Return the share of conflictual acts between two parties that the other answered with conflict within `days`.

    Range 0..1; 0 where there was no conflict. Only events whose day is certain count, of which one party alone was the
    initiator; an answer is the other party's, later, and at most `days` later.

    Example: A accuses B, B sanctions A ten days later: one of two acts was answered, 0.5.

    Reference: the action-reaction models of Goldstein, J. S. and Freeman, J. R. (1990). Three-Way Street: Strategic
    Reciprocity in World Politics. University of Chicago Press.
    """
    acts = [
        (line.event.begin, line.way)
        for line in ledger(source).between(first, second)
        if line.event.begin is not None and line.event.certain and line.way and sign(line.event) < 0
    ]
    window = datetime.timedelta(days=days)
    answered = sum(any(other != way and day < later <= day + window for later, other in acts) for day, way in acts)
    return answered / len(acts) if acts else 0.0


# ------------------------------------------------------------------------------ promises
@dataclass(frozen=True, slots=True)
class Promise:
    """What was planned and what became of it.

    `outcome` is "held", "late", "cancelled" (said not to take place), "open" (due after the last day that the graph
    knows), "undated" or "not told" (due, and no article tells what became of it: it may have been held). `answer` is
    the id of the event that decides, None without one, `days_late` the days between the last day due and that event (0
    in time).
    """

    event: str
    outcome: str
    answer: str | None = None
    days_late: int = 0


def promises(source: Source, first: str | None = None, second: str | None = None, grace: int = 30) -> list[Promise]:
    """Return what became of each planned event, of all or between two parties, in the order of the plans.

    Definition: a plan is held by the event that the graph says realises it (`dk:realises`), late where that began more
    than `grace` days after the last day due; cancelled by a negated event that the graph says cancels it. The question
    `promises` tells the same. Range: one outcome a plan, see `Promise`.

    Example: talks are planned for 3 May and held on 5 May: "held"; none are known and the graph goes on: "not told".

    Reference: after the pledge fulfilment of Naurin, E., Royed, T. J. and Thomson, R. (eds., 2019). Party Mandates and
    Democracy, chapter 2; there of parties, here of states.
    """
    graph = ledger(source).graph
    shown = graph.events(grade="shown")
    plans = [event for event in shown if event.modality == "planned"]
    if first is not None and second is not None:
        one, other = graph.party(first).id, graph.party(second).id
        plans = [plan for plan in plans if is_between(plan, one, other)]
    answers = {link: event for event in shown for link in event.related if link[0] in ("realises", "cancels")}
    last = _last_known(shown, [article.published for article in graph.articles().values()])
    return [_outcome(plan, answers, last, grace) for plan in plans]


def promise_keeping(source: Source, first: str | None = None, second: str | None = None, grace: int = 30) -> float:
    """Return the share of plans that were held in time, among those of which it is told: held, late or cancelled.

    Range 0..1; 0 where none is told of. News tells more of what took place than of what did not, so it is an upper
    bound. Definition, example and reference: see `promises`.
    """
    found = [promise.outcome for promise in promises(source, first, second, grace)]
    told = [outcome for outcome in found if outcome in ("held", "late", "cancelled")]
    return told.count("held") / len(told) if told else 0.0


def _last_known(events: Sequence[Event], published: Sequence[datetime.date | None]) -> datetime.date:
    days = [event.begin for event in events if event.modality == "asserted" and event.begin and event.certain]
    return max([day for day in (*days, *published) if day], default=datetime.date.min)


def _outcome(plan: Event, answers: Mapping[tuple[str, str], Event], last: datetime.date, grace: int) -> Promise:
    fact, refusal = answers.get(("realises", plan.id)), answers.get(("cancels", plan.id))
    if fact is not None and fact.begin and plan.end:
        late = max((fact.begin - plan.end).days, 0)
        return Promise(plan.id, "held" if late <= grace else "late", fact.id, late)
    if refusal is not None:
        return Promise(plan.id, "cancelled", refusal.id)
    if plan.begin is None or plan.end is None:
        return Promise(plan.id, "undated")
    return Promise(plan.id, "open" if plan.end > last else "not told")


# ------------------------------------------------------------------------------ words and deeds
@dataclass(frozen=True, slots=True)
class LeadLag:
    """Whether words go before deeds.

    `lag` is the number of periods by which words lead (negative: by which deeds do) where both go together most,
    `correlation` how much they do there (-1..1), `bound` what chance alone would reach in one of twenty cases.
    `correlations` has one value a lag, from -`most` to `most`; `survives` is the share of draws with a lag on the same
    side of zero.
    """

    lag: int
    correlation: float
    bound: float
    survives: float
    correlations: tuple[float, ...]

    @property
    def is_sure(self) -> bool:
        """Whether it is more than chance would have it, and holds in 80 % of the draws."""
        return self.correlation > self.bound and self.survives >= SURVIVES


def lead_lag(source: Source, first: str, second: str, by: str = "month", most: int = 6) -> LeadLag:
    """Return by how many periods the tone of words between two parties leads, or follows, that of their deeds.

    Definition: the cross-correlation r(k) of the expected net of verbal acts at t with that of material acts at t + k,
    for k from -`most` to `most`; the lag is the k of the largest r, that nearest to 0 where several are. Range of r
    -1..1; 0 where a series does not vary. The bound is 1.96 / sqrt(n) with n periods (Bartlett).

    Example: threats in March and sanctions in May, praise in June and aid in August: lag 2.

    Reference: Box, G. E. P., Jenkins, G. M. and Reinsel, G. C. (2008). Time Series Analysis, 4th ed., section 12.1;
    of words and deeds: Goldstein, J. S. and Pevehouse, J. C. (1997). Reciprocity, bullying, and international
    cooperation. American Political Science Review 91(3), 515-529.
    """
    checked(by, SERIES)
    lines = ledger(source).between(first, second)
    span = spanned(lines, by)
    if len(span) < 3:
        return LeadLag(0, 0.0, 1.0, 0.0, (0.0,) * (2 * most + 1))
    values = _words_and_deeds(lines)
    place = {period: number for number, period in enumerate(span)}
    means = np.zeros((1, len(span), 2))
    for row, line in enumerate(lines):
        event = line.event
        for period, share in shares(event.begin, event.end, event.certain, by).items():
            means[0, place[period]] += values[row] * (event.confidence * share)
    found = _correlations(means, most)[0]
    best = int(_best(found[None, :])[0])
    sums = drawn_sums([line.event for line in lines], values, by, span[0], len(span), LAG_DRAWS)
    same = float((np.sign(_best(_correlations(sums, most))) == np.sign(best)).mean())
    return LeadLag(
        best, tidy(found[best + most]), tidy(1.96 / math.sqrt(len(span))), tidy(same), tuple(map(tidy, found.tolist()))
    )


def _words_and_deeds(lines: Sequence[Line]) -> Floats:
    rows = [
        (float(sign(event)), 0.0) if event.quad_class.startswith("verbal") else (0.0, float(sign(event)))
        for event, *_ in lines
    ]
    return np.array(rows, dtype=np.float64).reshape(-1, 2)


def _correlations(sums: Floats, most: int) -> Floats:
    """One row a draw, one column a lag: the correlation of words at t with deeds at t + lag."""
    count = sums.shape[1]
    words, deeds = (sums[:, :, k] - sums[:, :, k].mean(axis=1, keepdims=True) for k in (0, 1))
    scale = np.sqrt((words**2).sum(axis=1) * (deeds**2).sum(axis=1))
    found = np.zeros((len(sums), 2 * most + 1))
    for lag in range(-most, most + 1):
        if abs(lag) < count:
            one, other = words[:, max(0, -lag) : count - max(0, lag)], deeds[:, max(0, lag) : count - max(0, -lag)]
            found[:, lag + most] = (one * other).sum(axis=1)
    shares: Floats = np.divide(found, scale[:, None], out=np.zeros_like(found), where=scale[:, None] > 0)
    return shares


def _best(rows: Floats) -> Ints:
    """The lag of the largest correlation in each row, that nearest to 0 where several are as large."""
    most = rows.shape[1] // 2
    lags = np.array(sorted(range(-most, most + 1), key=lambda lag: (abs(lag), lag)))
    chosen: Ints = lags[np.argmax(np.round(rows[:, lags + most], 9), axis=1)]
    return chosen
