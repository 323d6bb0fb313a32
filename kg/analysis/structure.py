"""The shape of the network: who is central, who stands between others, which groups there are and how stable."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kg.analysis.draws import SURVIVES, Band, Floats, band, kept, tidy
from kg.analysis.dyads import sign
from kg.analysis.ledger import Ledger, Line, Pair, Source, ledger
from kg.analysis.periods import period_of
from kg.errors import OptionError, nearest

if TYPE_CHECKING:
    import networkx

RANK_DRAWS = 200
GROUP_DRAWS = 40
DAMPING = 0.85


# ------------------------------------------------------------------------------ lines of a period, as matrices
def in_period(book: Ledger, period: str = "") -> Sequence[Line]:
    """Return the lines of one period ("2018", "2018Q2", "2018-05"), of all of them with ""."""
    if not period:
        return book.lines
    by = {4: "year", 6: "quarter", 7: "month", 10: "day"}.get(len(period))
    if by is None:
        raise OptionError(f"period={period!r}: write '2018', '2018Q2', '2018-05' or '2018-05-03'")
    return [
        line for line in book.lines if period_of(line.event.begin, line.event.end, line.event.certain, by) == period
    ]


class _Weights:
    """The lines of a network as numbers: who is who, and what each line adds in each direction."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.parties = sorted({party for line in lines for party in line.pair})
        number = {party: k for k, party in enumerate(self.parties)}
        self.first = np.array([number[line.first] for line in lines], dtype=np.int64)
        self.second = np.array([number[line.second] for line in lines], dtype=np.int64)
        self.way = np.array([line.way for line in lines], dtype=np.int64)
        self.sign = np.array([sign(line.event) for line in lines], dtype=np.float64)
        self.score = np.array([line.event.goldstein or 0.0 for line in lines], dtype=np.float64)

    def directed(self, weights: Floats) -> Floats:
        """Sums from who starts to who is acted upon; a mutual act counts both ways."""
        size = len(self.parties)
        forth, back = self.way >= 0, self.way <= 0
        flat = np.concatenate([(self.first * size + self.second)[forth], (self.second * size + self.first)[back]])
        values = np.concatenate([weights[forth], weights[back]])
        return np.bincount(flat, weights=values, minlength=size * size).reshape(size, size).astype(np.float64)

    def undirected(self, weights: Floats) -> Floats:
        """Sums of each pair, each line once, in both halves."""
        size = len(self.parties)
        half = np.bincount(self.first * size + self.second, weights=weights, minlength=size * size)
        square = half.reshape(size, size)
        return (square + square.T).astype(np.float64)


# ------------------------------------------------------------------------------ centrality
def centrality(source: Source, kind: str = "strength", period: str = "") -> dict[str, float]:
    """Return how central each party is, highest first, then by id; in one period or in all.

    `kind` "strength": events that it takes part in with others, counted once a partner (0 and more). "degree": its
    partners (0 and more). "pagerank": the share of time of a walk along events from initiator to recipient, damping
    0.85 (0..1, sum 1). "eigenvector": strength weighted by that of the partners, of length 1 (0..1). "betweenness": the
    share of shortest paths between others that pass through, where many events make a short way (0..1). "status":
    partners with a positive less partners with a negative sum of scores. "signed": the PN centrality of these ties,
    (I - (P - 2N) / (2n - 2))⁻¹ 1, where a friend of the friendly raises and a foe lowers (around 1).

    Example: in one meeting of A and B, both have strength 1, PageRank 0.5 and PN centrality 1 / (1 - 1/2) = 2.

    Reference: Barrat, A. et al. (2004). The architecture of complex weighted networks. PNAS 101(11), 3747-3752
    (strength); Page, L. et al. (1999), The PageRank citation ranking; Bonacich, P. (1987). Power and centrality.
    American Journal of Sociology 92(5), 1170-1182 (eigenvector); Brandes, U. (2001). A faster algorithm for
    betweenness centrality. Journal of Mathematical Sociology 25(2), 163-177; Everett, M. G. and Borgatti, S. P.
    (2014). Networks containing negative ties. Social Networks 38, 111-120 (signed). Raises OptionError for another
    `kind`.
    """
    measure = _measure(kind)
    lines = in_period(ledger(source), period)
    weights = _Weights(lines)
    if not weights.parties:
        return {}
    values = measure(weights, np.ones(len(lines)))
    found = {party: tidy6(value) for party, value in zip(weights.parties, values.tolist(), strict=True)}
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


@dataclass(frozen=True, slots=True)
class Rank:
    """The place of a party in an order: `rank` 1 is the highest; `best` and `worst` hold it in 80 % of the draws."""

    party: str
    value: Band
    rank: int
    best: int
    worst: int

    @property
    def is_sure(self) -> bool:
        """Whether the place is the same in 80 % of the draws."""
        return self.best == self.worst


def ranking(source: Source, kind: str = "strength", period: str = "", draws: int = RANK_DRAWS) -> list[Rank]:
    """Return the parties by centrality, with the band of value and place over draws of events.

    Definition: `centrality` is computed again in each of `draws` draws in which every event is kept with its
    confidence; `value` is its mean and band, `best` and `worst` bound the middle 80 % of places. Parties stand in the
    order of the mean. Range: places 1..n; who deals with nobody in a draw is last in it.

    Example: of two parties with three and one sure events, the first has rank 1 in every draw: best 1, worst 1.

    Reference: that of `centrality`; ranks in draws as in Goldstein, H. and Spiegelhalter, D. J. (1996). League tables
    and their limitations. Journal of the Royal Statistical Society A 159(3), 385-443.
    """
    measure = _measure(kind)
    lines = in_period(ledger(source), period)
    weights = _Weights(lines)
    if not weights.parties:
        return []
    there = kept([line.event for line in lines], draws).astype(np.float64)
    rows = np.stack([measure(weights, there[:, draw]) for draw in range(draws)])
    means = rows.mean(axis=0)
    places = np.argsort(np.argsort(-np.round(rows, 9), axis=1, kind="stable"), axis=1, kind="stable") + 1
    ordered = sorted(range(len(weights.parties)), key=lambda k: (-round(float(means[k]), 9), weights.parties[k]))
    found = []
    for place, k in enumerate(ordered, 1):
        _, best, worst = band(places[:, k])
        found.append(Rank(weights.parties[k], band(rows[:, k]), place, int(best), int(worst)))
    return found


Measure = Callable[[_Weights, Floats], Floats]


def _measure(kind: str) -> Measure:
    if kind not in MEASURES:
        raise OptionError(f"kind={kind!r}; {nearest(kind, MEASURES)}")
    return MEASURES[kind]


def _strength(net: _Weights, there: Floats) -> Floats:
    return net.undirected(there).sum(axis=1)  # type: ignore[no-any-return]


def _degree(net: _Weights, there: Floats) -> Floats:
    found: Floats = (net.undirected(there) > 0).sum(axis=1).astype(np.float64)
    return found


def _pagerank(net: _Weights, there: Floats) -> Floats:
    """Shares of time by power iteration; who acts on nobody passes its share to all alike."""
    weights = net.directed(there)
    size, out = len(weights), weights.sum(axis=1)
    steps = np.divide(weights, out[:, None], out=np.zeros_like(weights), where=out[:, None] > 0)
    rank = np.full(size, 1 / size)
    for _ in range(200):
        fresh = (1 - DAMPING + DAMPING * rank[out == 0].sum()) / size + DAMPING * (rank @ steps)
        moved = float(np.abs(fresh - rank).sum())
        rank = fresh
        if moved < 1e-12:
            break
    return rank


def _eigenvector(net: _Weights, there: Floats) -> Floats:
    """The principal eigenvector by power iteration; the shift by 1 keeps it from swinging between two halves."""
    weights = net.undirected(there)
    largest = weights.max()
    if not largest:
        return np.zeros(len(weights))
    weights = weights / largest + np.eye(len(weights))
    found = np.full(len(weights), len(weights) ** -0.5)
    for _ in range(2000):
        fresh = weights @ found
        fresh /= np.linalg.norm(fresh)
        moved = float(np.abs(fresh - found).max())
        found = fresh
        if moved < 1e-10:
            break
    return found


def _betweenness(net: _Weights, there: Floats) -> Floats:
    import networkx

    weights = net.undirected(there)
    plain: networkx.Graph[int] = networkx.Graph()
    plain.add_nodes_from(range(len(weights)))
    plain.add_edges_from(
        (int(i), int(j), {"distance": 1 / weights[i, j]}) for i, j in zip(*np.nonzero(np.triu(weights)), strict=True)
    )
    found = networkx.betweenness_centrality(plain, weight="distance")
    return np.array([found[k] for k in range(len(weights))])


def _signs(net: _Weights, there: Floats) -> Floats:
    score, count = net.undirected(there * net.score), net.undirected(there * net.sign)
    found: Floats = np.sign(np.where(np.abs(score) > 1e-9, score, count))
    return found


def _status(net: _Weights, there: Floats) -> Floats:
    return _signs(net, there).sum(axis=1)  # type: ignore[no-any-return]


def _signed(net: _Weights, there: Floats) -> Floats:
    signs = _signs(net, there)
    size = len(signs)
    if size < 2:
        return np.ones(size)
    system = np.eye(size) - np.where(signs < 0, -2.0, signs) / (2 * size - 2)
    if size == 2:  # two foes alone have no single solution: the smallest is taken
        return np.linalg.lstsq(system, np.ones(size))[0].astype(np.float64)
    return np.linalg.solve(system, np.ones(size)).astype(np.float64)


MEASURES: Mapping[str, Measure] = {
    "strength": _strength,
    "degree": _degree,
    "pagerank": _pagerank,
    "eigenvector": _eigenvector,
    "betweenness": _betweenness,
    "status": _status,
    "signed": _signed,
}


def tidy6(value: float) -> float:
    """The number to six places, without a negative zero."""
    return round(float(value), 6) + 0.0


# ------------------------------------------------------------------------------ groups
def communities(source: Source, seed: int = 0, period: str = "") -> list[list[str]]:
    """Return groups of parties that cooperate more with each other than with the rest, the largest first.

    Edges are pairs with a positive sum of scores, weighted by it; conflict does not bind. Modularity is maximised by
    the Louvain method with a fixed seed over sorted nodes, so the same graph gives the same groups. Parties without a
    cooperative tie stand in none.

    Example: A and B meet, C and D meet: [["A", "B"], ["C", "D"]].

    Reference: Blondel, V. D., Guillaume, J.-L., Lambiotte, R. and Lefebvre, E. (2008). Fast unfolding of communities
    in large networks. Journal of Statistical Mechanics, P10008.
    """
    lines = in_period(ledger(source), period)
    weights = _Weights(lines)
    return _groups(weights, np.ones(len(lines)), seed)


def _groups(net: _Weights, there: Floats, seed: int) -> list[list[str]]:
    import networkx

    scores = np.round(net.undirected(there * net.score), 2)
    # Numbers for nodes: sets of names have another order in every process, and the method follows it.
    plain: networkx.Graph[int] = networkx.Graph()
    ties = [(int(i), int(j), float(scores[i, j])) for i, j in zip(*np.nonzero(np.triu(scores) > 0), strict=True)]
    numbers = sorted({k for i, j, _ in ties for k in (i, j)})
    dense = {k: number for number, k in enumerate(numbers)}
    plain.add_nodes_from(range(len(numbers)))
    plain.add_weighted_edges_from((dense[i], dense[j], weight) for i, j, weight in ties)
    if not numbers:
        return []
    found = networkx.community.louvain_communities(plain, weight="weight", seed=seed)
    named = (sorted(net.parties[numbers[k]] for k in group) for group in found)
    return sorted(named, key=lambda group: (-len(group), group))


@dataclass(frozen=True, slots=True)
class Group:
    """One community: its members, and how often two of them stay together when events and seed are drawn (0..1).

    `unsure` are members that stay with less than 80 % of the others on average.
    """

    members: tuple[str, ...]
    together: float
    unsure: tuple[str, ...]

    @property
    def is_sure(self) -> bool:
        """Whether its members stay together in 80 % of the draws."""
        return self.together >= SURVIVES


def group_stability(source: Source, draws: int = GROUP_DRAWS, period: str = "") -> tuple[float, list[Group]]:
    """Return how stable the communities are: the mean adjusted Rand index, and each group with its own share.

    Definition: in each draw every event is kept with its confidence and Louvain runs with another seed; the index
    compares the partition with that of `communities`, over the parties that stand in both. Range of the index: 1 for
    the same partition, about 0 for chance, below 0 for worse; of `together` 0..1.

    Example: two pairs that never deal with each other, all events certain: index 1.0, both groups together 1.0.

    Reference: Hubert, L. and Arabie, P. (1985). Comparing partitions. Journal of Classification 2, 193-218.
    """
    lines = in_period(ledger(source), period)
    net = _Weights(lines)
    groups = _groups(net, np.ones(len(lines)), 0)
    if not groups:
        return 0.0, []
    there = kept([line.event for line in lines], draws).astype(np.float64)
    runs = [_groups(net, there[:, draw], draw + 1) for draw in range(draws)]
    places = [{party: k for k, group in enumerate(run) for party in group} for run in runs]
    own = {party: k for k, group in enumerate(groups) for party in group}
    index = sum(adjusted_rand(own, other) for other in places) / draws
    found = []
    for group in groups:
        stays = {party: _stays(party, group, places) for party in group}
        together = sum(stays.values()) / len(stays)
        found.append(Group(tuple(group), tidy(together), tuple(p for p in group if stays[p] < SURVIVES)))
    return tidy(index), found


def _stays(party: str, group: Sequence[str], places: Sequence[Mapping[str, int]]) -> float:
    """The mean share of the others of its group with which a party stands together."""
    others = [other for other in group if other != party]
    if not others:
        return 1.0
    found = [
        sum(place.get(other) == place[party] for other in others) / len(others) for place in places if party in place
    ]
    return sum(found) / len(found) if found else 0.0


def adjusted_rand(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """Return the adjusted Rand index of two partitions of the parties that stand in both.

    Range: 1 for the same partition, about 0 for chance; 1 where there are less than two parties.

    >>> adjusted_rand({"a": 0, "b": 0, "c": 1, "d": 1}, {"a": 5, "b": 5, "c": 7, "d": 7})
    1.0
    """
    shared = sorted(set(one) & set(other))

    def of_two(count: int) -> float:
        return count * (count - 1) / 2

    cells: dict[tuple[int, int], int] = {}
    rows: dict[int, int] = {}
    columns: dict[int, int] = {}
    for party in shared:
        a, b = one[party], other[party]
        cells[a, b] = cells.get((a, b), 0) + 1
        rows[a] = rows.get(a, 0) + 1
        columns[b] = columns.get(b, 0) + 1
    both, first, second = (sum(map(of_two, counts.values())) for counts in (cells, rows, columns))
    chance = first * second / of_two(len(shared)) if len(shared) > 1 else 0.0
    most = (first + second) / 2
    return (both - chance) / (most - chance) if most != chance else 1.0


# ------------------------------------------------------------------------------ between others
@dataclass(frozen=True, slots=True)
class Broker:
    """A party and how far it stands between others: see `brokers`."""

    party: str
    betweenness: float
    constraint: float
    effective_size: float


def brokers(source: Source, period: str = "") -> list[Broker]:
    """Return the parties by how far they stand between others, those with most betweenness first.

    Definition: with p_ij the share of i's events that are with j, constraint is the sum over contacts j of
    (p_ij + sum over q of p_iq p_qj)², effective size the number of contacts less their mean number of ties among each
    other. Range: constraint above 0, small for who links others that do not deal with each other, 1 with one contact;
    effective size 1..contacts; betweenness as in `centrality`.

    Example: A deals with B, C and D, who do not deal with each other: constraint 3 * (1/3)² = 0.3333, effective size 3.

    Reference: Burt, R. S. (1992). Structural Holes. Harvard University Press, chapter 2; Borgatti, S. P. (1997).
    Structural holes: unpacking Burt's redundancy measures. Connections 20(1), 35-38.
    """
    lines = in_period(ledger(source), period)
    net = _Weights(lines)
    if not net.parties:
        return []
    weights = net.undirected(np.ones(len(lines)))
    ties = (weights > 0).astype(np.float64)
    shares = weights / weights.sum(axis=1, keepdims=True)
    constraint = ((shares + shares @ shares) ** 2 * ties).sum(axis=1)
    contacts = ties.sum(axis=1)
    effective = contacts - ((ties @ ties) * ties).sum(axis=1) / contacts
    between = _betweenness(net, np.ones(len(lines)))
    found = [
        Broker(party, tidy6(between[k]), tidy6(constraint[k]), tidy6(effective[k]))
        for k, party in enumerate(net.parties)
    ]
    return sorted(found, key=lambda one: (-one.betweenness, one.constraint, one.party))


@dataclass(frozen=True, slots=True)
class Mediator:
    """A third party between two: the events in which it mediates, and the quarrels after which it spoke with both."""

    party: str
    mediations: tuple[str, ...]
    quarrels: tuple[str, ...]


def mediators(source: Source, first: str, second: str, window: int = 90) -> list[Mediator]:
    """Return who went between two parties, who mediated most first.

    Definition: a mediation is a CONSULT of the mode third-party in which both take part and another acts. A quarrel is
    a conflictual act between the two whose first day is known; a third answers it by verbal cooperation with each of
    the two within `window` days. Who only did so once, and never mediated, is left out as chance.

    Example: A and B sanction each other in May; C receives both in June and again in July: C answered two quarrels.

    Reference: Bercovitch, J., Anagnoson, J. T. and Wille, D. L. (1991). Some conceptual issues and empirical trends in
    the study of successful mediation in international relations. Journal of Peace Research 28(1), 7-17.
    """
    book = ledger(source)
    one, other = book.pair(first, second)
    mediations: dict[str, list[str]] = {}
    for event in book.events:
        if event.mode == "third-party" and {one, other} <= event.parties:
            for third in sorted({actor.party for actor in event.actors} - {one, other}):
                mediations.setdefault(third, []).append(event.id)
    talks: dict[Pair, list[int]] = {}
    for line in book.lines:
        if line.event.quad_class == "verbal-cooperation" and line.event.begin:
            talks.setdefault(line.pair, []).append(line.event.begin.toordinal())
    quarrels: dict[str, list[str]] = {}
    thirds = {
        third: [sorted(talks[min(third, party), max(third, party)]) for party in (one, other)]
        for third in book.parties
        if third not in (one, other) and all((min(third, p), max(third, p)) in talks for p in (one, other))
    }
    for line in book.pairs.get((one, other), ()):
        if sign(line.event) >= 0 or line.event.begin is None:
            continue
        day = line.event.begin.toordinal()
        for third, days in thirds.items():
            if all(bisect.bisect_left(found, day) < bisect.bisect_right(found, day + window) for found in days):
                quarrels.setdefault(third, []).append(line.event.id)
    found = [
        Mediator(third, tuple(mediations.get(third, ())), tuple(quarrels.get(third, ())))
        for third in sorted({*mediations, *quarrels})
        if third in mediations or len(quarrels[third]) > 1
    ]
    return sorted(found, key=lambda one: (-len(one.mediations), -len(one.quarrels), one.party))


# ------------------------------------------------------------------------------ around one, and triangles that close
@dataclass(frozen=True, slots=True)
class Ego:
    """The network around a party: partners by number of events, and how far these deal with each other (0..1)."""

    party: str
    partners: tuple[tuple[str, int], ...]
    density: float


def ego(source: Source, party: str, period: str = "") -> Ego:
    """Return the network around a party: its partners, those with most events first, and their density.

    Definition: density is the share of pairs of partners that deal with each other. Range 0..1; 0 with less than two
    partners.

    Example: A deals with B, C and D, and B with C: density 1/3.

    Reference: Wasserman, S. and Faust, K. (1994). Social Network Analysis, section 4.2; Burt, R. S. (1984). Network
    items and the General Social Survey. Social Networks 6(4), 293-339.
    """
    book = ledger(source)
    centre = book.graph.party(party).id
    counts: dict[str, int] = {}
    tied: set[Pair] = set()
    for line in in_period(book, period):
        if centre in line.pair:
            partner = line.second if line.first == centre else line.first
            counts[partner] = counts.get(partner, 0) + 1
        else:
            tied.add(line.pair)
    partners = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    possible = len(partners) * (len(partners) - 1) / 2
    among = sum(pair in tied for pair in itertools.combinations(sorted(counts), 2))
    return Ego(centre, tuple(partners), tidy(among / possible) if possible else 0.0)


def transitivity(source: Source, period: str = "") -> float:
    """Return how far partners of one party deal with each other too: three times triangles over connected triples.

    Range 0..1; 0 without a triple.

    Example: A deals with B, C and D, and B with C: one triangle, five triples, 3/5 = 0.6.

    Reference: Newman, M. E. J., Watts, D. J. and Strogatz, S. H. (2002). Random graph models of social networks. PNAS
    99, 2566-2572; networkx.transitivity gives the same.
    """
    lines = in_period(ledger(source), period)
    net = _Weights(lines)
    if not net.parties:
        return 0.0
    ties = (net.undirected(np.ones(len(lines))) > 0).astype(np.float64)
    degree = ties.sum(axis=1)
    triples = float((degree * (degree - 1)).sum())
    return tidy(float(((ties @ ties) * ties).sum()) / triples) if triples else 0.0


def triadic_closure(source: Source, by: str = "year") -> list[tuple[str, int, int]]:
    """Return for each period after the first known how many open triples there were before it, and how many it closed.

    Definition: two parties that have not dealt with each other, but both with a third, are an open triple's ends; it is
    closed in the period in which they first do. Rows are (period, open before, closed in it). Periods that do not
    follow each other without a gap are rows all the same.

    Example: A deals with B and with C in 2015, B with C in 2016: [("2016", 1, 1)].

    Reference: Rapoport, A. (1953). Spread of information through a population with socio-structural bias. Bulletin of
    Mathematical Biophysics 15, 523-533; Kossinets, G. and Watts, D. J. (2006). Empirical analysis of an evolving
    social network. Science 311, 88-90.
    """
    found: dict[str, set[Pair]] = {}
    for line in ledger(source).lines:
        period = period_of(line.event.begin, line.event.end, line.event.certain, by)
        if period:
            found.setdefault(period, set()).add(line.pair)
    near: dict[str, set[str]] = {}
    rows = []
    for number, period in enumerate(sorted(found)):
        if number:
            open_ = {
                pair
                for partners in near.values()
                for pair in itertools.combinations(sorted(partners), 2)
                if pair[1] not in near[pair[0]]
            }
            rows.append((period, len(open_), len(open_ & found[period])))
        for one, other in found[period]:
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)
    return rows
