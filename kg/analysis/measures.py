"""Measures of relations, one function each, with its definition, range, an example and its source.

All count asserted events alone, and dyads from who starts and who is acted upon (see `kg.analysis.dyads`).
Parties are named as `EventGraph.who` takes names.
"""

from __future__ import annotations

import datetime
import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.analysis.dyads import PERIODS, Tally, factual, relations, sign, tallies
from kg.edtf import days
from kg.errors import OptionError, nearest
from kg.graph import EventGraph
from kg.graph.between import ties
from kg.graph.select import Day


# ------------------------------------------------------------------------------ one pair
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


def initiator_balance(graph: EventGraph, first: str, second: str) -> float:
    """Return who of two parties starts more: (A - B) / (A + B) over the events that one of them alone started.

    Range -1 (all by `second`) to 1 (all by `first`); 0 where both start alike or nobody alone. Reciprocal acts count
    for neither.

    Example: the first starts three acts towards the second, the second one: 0.5.

    Reference: the asymmetry of a directed dyad, as in Wasserman, S. and Faust, K. (1994). Social Network Analysis,
    section 13.1 (asymmetric and mutual dyads).
    """
    first, second = graph.party(first).id, graph.party(second).id
    found = [r for r in relations(graph, "all") if (r.first, r.second) == (min(first, second), max(first, second))]
    by_first, by_second = sum(r.by_first for r in found), sum(r.by_second for r in found)
    balance = signed_balance(by_first, by_second)
    return balance if first <= second else -balance


def reciprocity(graph: EventGraph) -> float:
    """Return how much of what parties do to each other is answered: 2 * sum min(w_ij, w_ji) / sum (w_ij + w_ji).

    w_ij is the number of events from i to j (a reciprocal act counts both ways). Range 0 (no act is answered) to 1
    (every pair deals alike in both directions); 0 for an empty graph.

    Example: i does three things to j, j one to i: 2 * 1 / 4 = 0.5.

    Reference: Squartini, T., Picciolo, F., Ruzzenenti, F. and Garlaschelli, D. (2013). Reciprocity of weighted
    networks. Scientific Reports 3, 2729.
    """
    weights = {(i, j): tally.events for (i, j, _), (tally, _) in tallies(factual(graph), "all").items()}
    total = sum(weights.values())
    answered = sum(min(weight, weights.get((j, i), 0)) for (i, j), weight in weights.items())
    return answered / total if total else 0.0


# ------------------------------------------------------------------------------ all parties
def centrality(graph: EventGraph, kind: str = "strength") -> dict[str, float]:
    """Return how central each party is, highest first, then by id.

    `kind` "strength": events that it takes part in with others, counted once a partner (0 and more). "pagerank": the
    share of time of a walk along events from initiator to recipient, damping 0.85 (0..1, sum 1). "betweenness": the
    share of shortest paths between others that pass through, where many events make a short way (0..1).

    Example: in one meeting of A and B, both have strength 1 and PageRank 0.5.

    Reference: Barrat, A. et al. (2004). The architecture of complex weighted networks. PNAS 101(11), 3747-3752
    (strength); Page, L. et al. (1999), The PageRank citation ranking; Brandes, U. (2001). A faster algorithm for
    betweenness centrality. Journal of Mathematical Sociology 25(2), 163-177. Raises OptionError for another `kind`.
    """
    import networkx

    plain: networkx.Graph[str] = networkx.Graph()
    for relation in relations(graph, "all"):
        plain.add_edge(
            relation.first, relation.second, weight=relation.tally.events, distance=1 / relation.tally.events
        )
    if kind == "strength":
        found = {party: float(value) for party, value in plain.degree(weight="weight")}
    elif kind == "pagerank":
        found = _pagerank({(i, j): tally.events for (i, j, _), (tally, _) in tallies(factual(graph), "all").items()})
    elif kind == "betweenness":
        found = networkx.betweenness_centrality(plain, weight="distance")
    else:
        raise OptionError(f"kind={kind!r}; {nearest(kind, ('strength', 'pagerank', 'betweenness'))}")
    rounded = {party: round(value, 6) for party, value in found.items()}
    return dict(sorted(rounded.items(), key=lambda item: (-item[1], item[0])))


def communities(graph: EventGraph, seed: int = 0) -> list[list[str]]:
    """Return groups of parties that cooperate more with each other than with the rest, the largest first.

    Edges are pairs with a positive sum of scores, weighted by it; conflict does not bind. Modularity is maximised by
    the Louvain method with a fixed seed over sorted nodes, so the same graph gives the same groups. Parties without a
    cooperative tie stand in none.

    Example: A and B meet, C and D meet: [["A", "B"], ["C", "D"]].

    Reference: Blondel, V. D., Guillaume, J.-L., Lambiotte, R. and Lefebvre, E. (2008). Fast unfolding of communities
    in large networks. Journal of Statistical Mechanics, P10008.
    """
    import networkx

    ties_of = [r for r in relations(graph, "all") if r.tally.goldstein_sum > 0]
    parties = sorted({party for r in ties_of for party in (r.first, r.second)})
    # Numbers for nodes: sets of names have another order in every process, and the method follows it.
    numbers = {party: number for number, party in enumerate(parties)}
    plain: networkx.Graph[int] = networkx.Graph()
    plain.add_nodes_from(range(len(parties)))
    for relation in ties_of:
        plain.add_edge(numbers[relation.first], numbers[relation.second], weight=relation.tally.goldstein_sum)
    if not parties:
        return []
    found = networkx.community.louvain_communities(plain, weight="weight", seed=seed)
    named = (sorted(parties[number] for number in group) for group in found)
    return sorted(named, key=lambda group: (-len(group), group))


# ------------------------------------------------------------------------------ time
@dataclass(frozen=True, slots=True)
class Point:
    """One period in the series of a pair."""

    period: str
    tally: Tally


def series(
    graph: EventGraph, first: str, second: str, by: str = "year", since: Day = None, until: Day = None
) -> list[Point]:
    """Return the dealings of two parties in every period from the first to the last, those without events too.

    `since` and `until` widen or cut the range. Events whose period is unknown are in none.

    Example: events in 2015 and 2018 by year give four points, two of them with 0 events.
    """
    if by not in ("year", "month"):
        raise OptionError(f"by={by!r}; {nearest(by, ('year', 'month'))}")
    first, second = graph.party(first).id, graph.party(second).id
    pair = (min(first, second), max(first, second))
    found = {r.period: r.tally for r in relations(graph, by) if (r.first, r.second) == pair and r.period}
    start = days(since)[0].isoformat()[: PERIODS[by]] if since else min(found, default="")
    end = days(until)[1].isoformat()[: PERIODS[by]] if until else max(found, default="")
    return [Point(period, found.get(period, Tally())) for period in _periods(start, end, by)] if start and end else []


def change_points(values: Sequence[float], penalty: float | None = None, least: int = 2) -> list[int]:
    """Return the positions at which the mean of a series changes: each is the first of a new segment.

    The segmentation minimises the sum over segments of the squared distances from their means plus `penalty` a change,
    exactly, by dynamic programming over all positions (quadratic in the length, which is years or months here). No
    segment is shorter than `least`. The default penalty is 3 * s² * ln n, where s is a robust estimate of the noise:
    1.4826 times the median absolute difference of neighbours over the root of 2.

    Example: ten values around 0, then ten around 5: [10].

    Reference: Jackson, B. et al. (2005). An algorithm for optimal partitioning of data on an interval. IEEE Signal
    Processing Letters 12(2), 105-108; the same optimum as PELT: Killick, R., Fearnhead, P. and Eckley, I. A. (2012).
    Journal of the American Statistical Association 107(500), 1590-1598.

    >>> change_points([0, 1, 0, 1, 0, 5, 6, 5, 6, 5])
    [5]
    """
    count = len(values)
    if count < 2 * least:
        return []
    if penalty is None:
        penalty = 3 * _noise(values) ** 2 * math.log(count)
    sums, squares = [0.0], [0.0]
    for value in values:
        sums.append(sums[-1] + value)
        squares.append(squares[-1] + value * value)

    def cost(start: int, end: int) -> float:
        total = sums[end] - sums[start]
        return max(squares[end] - squares[start] - total * total / (end - start), 0.0)

    best = [-penalty] + [math.inf] * count
    last = [0] * (count + 1)
    for end in range(least, count + 1):
        best[end], last[end] = min(
            (best[start] + cost(start, end) + penalty, start) for start in range(end - least + 1)
        )
    points: list[int] = []
    position = count
    while last[position]:
        position = last[position]
        points.append(position)
    return points[::-1]


def level_shifts(graph: EventGraph, first: str, second: str, by: str = "year") -> list[tuple[str, float, float]]:
    """Return the periods in which the tone between two parties changes, with the mean net score before and after.

    The series is cooperative less conflictual events a period; changes are those of `change_points`.

    Example: two meetings a year up to 2017, two sanctions a year from 2018 on: [("2018", 2.0, -2.0)].
    """
    points = series(graph, first, second, by)
    values = [float(point.tally.net) for point in points]
    edges = [0, *change_points(values), len(values)]
    means = [round(sum(values[a:b]) / (b - a), 4) for a, b in itertools.pairwise(edges) if b > a]
    return [(points[position].period, means[number], means[number + 1]) for number, position in enumerate(edges[1:-1])]


def escalation(graph: EventGraph, first: str, second: str, days: int = 30) -> float:
    """Return the share of conflictual acts between two parties that the other answered with conflict within `days`.

    Range 0..1; 0 where there was no conflict. Only events whose day is certain count, of which one party alone was the
    initiator; an answer is the other party's, later, and at most `days` later.

    Example: A accuses B, B sanctions A ten days later: one of two acts was answered, 0.5.

    Reference: the action-reaction models of Goldstein, J. S. and Freeman, J. R. (1990). Three-Way Street: Strategic
    Reciprocity in World Politics. University of Chicago Press.
    """
    first, second = graph.party(first).id, graph.party(second).id
    acts: list[tuple[datetime.date, str]] = []
    for event in factual(graph):
        towards = set(ties(event)) & {(first, second), (second, first)}
        if event.begin is not None and event.certain and sign(event) < 0 and len(towards) == 1:
            acts.append((event.begin, towards.pop()[0]))
    window = datetime.timedelta(days=days)
    answered = sum(any(other != party and day < later <= day + window for later, other in acts) for day, party in acts)
    return answered / len(acts) if acts else 0.0


def _pagerank(weights: Mapping[tuple[str, str], int], damping: float = 0.85) -> dict[str, float]:
    """Shares of time by power iteration; who acts on nobody passes its share to all alike."""
    parties = sorted({party for pair in weights for party in pair})
    out = {party: sum(weight for (i, _), weight in weights.items() if i == party) for party in parties}
    rank = {party: 1 / len(parties) for party in parties}
    for _ in range(200):
        idle = sum(rank[party] for party in parties if not out[party])
        fresh = {party: (1 - damping + damping * idle) / len(parties) for party in parties}
        for (i, j), weight in weights.items():
            fresh[j] += damping * rank[i] * weight / out[i]
        moved = sum(abs(fresh[party] - rank[party]) for party in parties)
        rank = fresh
        if moved < 1e-12:
            break
    return rank


def _noise(values: Sequence[float]) -> float:
    steps = sorted(abs(b - a) for a, b in itertools.pairwise(values))
    middle = len(steps) // 2
    median = steps[middle] if len(steps) % 2 else (steps[middle - 1] + steps[middle]) / 2
    if not median:  # more than half of the steps are none: the mean step tells more than a zero
        median = sum(steps) / len(steps)
    return 1.4826 * median / math.sqrt(2)


def _periods(start: str, end: str, by: str) -> list[str]:
    if by == "year":
        return [f"{year:04d}" for year in range(int(start), int(end) + 1)]
    first, last = (int(period[:4]) * 12 + int(period[5:7]) - 1 for period in (start, end))
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(first, last + 1)]
