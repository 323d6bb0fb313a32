"""Structural balance: whether friends of friends are friends, and how few ties would have to turn for all to fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from kg.analysis.draws import Band, Floats, band, kept
from kg.analysis.dyads import sign
from kg.analysis.ledger import Line, Pair, Source, ledger
from kg.analysis.periods import period_of
from kg.analysis.structure import in_period

if TYPE_CHECKING:
    import networkx

BALANCE_DRAWS = 200
EXACT = 18  # parties of a block up to which every division in two is tried
STARTS = 60  # divisions from which a larger block is searched

Signs = Mapping[Pair, int]
Triad = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Balance:
    """Structural balance in one period: see `structural_balance`.

    `triads` and `balanced` are counts, `share` their quotient with its band (1 without a triad), `kinds` the triads
    with 0, 1, 2, 3 negative ties. `line_index` is the smallest number of ties whose turn would balance everything, and
    `exact` whether it is that number or only known to be no larger.
    """

    period: str
    triads: int
    balanced: int
    share: Band
    kinds: tuple[int, int, int, int]
    line_index: int
    exact: bool


def structural_balance(source: Source, by: str = "year") -> list[Balance]:
    """Return the structural balance of every period in which three parties deal with each other, in order.

    Definition: the sign of a tie is that of the sum of scores in the period (of the number of events where that is
    zero; ties without a sign are left out). A triad is balanced if the product of its three signs is positive: friends
    of friends are friends, foes of foes too. The line index is the least number of ties whose change of sign makes all
    cycles positive; it is exact, block by block, for blocks of up to 18 parties, else the best of 60 searches. Range:
    share 0..1, index 0 and more. The band of the share is that of 200 draws of events with their confidence.

    Example: A and B are friends, C is the foe of A and the friend of B: one triad, none balanced, index 1.

    Reference: Heider, F. (1946). Attitudes and cognitive organization. Journal of Psychology 21, 107-112; Cartwright,
    D. and Harary, F. (1956). Structural balance. Psychological Review 63(5), 277-293; Harary, F. (1959). On the
    measurement of structural balance. Behavioral Science 4(4), 316-323; of states: Harary, F. (1961). A structural
    analysis of the situation in the Middle East in 1956. Journal of Conflict Resolution 5(2), 167-178.
    """
    found: dict[str, list[Line]] = {}
    for line in ledger(source).lines:
        period = period_of(line.event.begin, line.event.end, line.event.certain, by)
        if period:
            found.setdefault(period, []).append(line)
    rows = (_balance(period, lines) for period, lines in sorted(found.items()))
    return [row for row in rows if row.triads]


def tie_signs(lines: Iterable[Line]) -> dict[Pair, int]:
    """Return the sign of each tie, 1 or -1; ties without a sign are left out."""
    scores: dict[Pair, tuple[float, int]] = {}
    for line in lines:
        score, count = scores.get(line.pair, (0.0, 0))
        scores[line.pair] = (score + (line.event.goldstein or 0.0), count + sign(line.event))
    deciding = {pair: round(score, 6) or count for pair, (score, count) in sorted(scores.items())}
    return {pair: 1 if value > 0 else -1 for pair, value in deciding.items() if value}


def triads(source: Source, period: str = "") -> list[tuple[Triad, int]]:
    """Return the triads of a period (of all time with "") with the number of their negative ties, 0..3.

    One and three are unbalanced: a party has two friends who are foes, or all are foes. Definition, example and
    reference: see `structural_balance`.
    """
    signs = tie_signs(in_period(ledger(source), period))
    near: dict[str, set[str]] = {}
    for one, other in signs:
        near.setdefault(one, set()).add(other)
    found = []
    for one, other in sorted(signs):
        for third in sorted(near[one] & near.get(other, set())):
            ties: tuple[Pair, ...] = ((one, other), (one, third), (other, third))
            found.append(((one, other, third), sum(signs[tie] < 0 for tie in ties)))
    return found


def line_index(signs: Signs) -> tuple[int, bool]:
    """Return the least number of ties whose change of sign balances the network, and whether that is exact.

    Definition, range and reference: see `structural_balance`.

    >>> line_index({("A", "B"): 1, ("A", "C"): -1, ("B", "C"): 1})
    (1, True)
    """
    import networkx

    negative = {pair for pair, value in signs.items() if value < 0}
    if not negative:
        return 0, True
    plain: networkx.Graph[str] = networkx.Graph()
    plain.add_edges_from(sorted(signs))
    total, exact = 0, True
    for block in networkx.biconnected_components(plain):
        if len(block) < 3:
            continue
        parties = [str(party) for party in sorted(block)]
        ties = np.array(
            [[signs.get((min(a, b), max(a, b)), 0) if a != b else 0 for b in parties] for a in parties], dtype=np.int64
        )
        if not (ties < 0).any():
            continue
        exact &= len(parties) <= EXACT
        total += _least(ties) if len(parties) <= EXACT else _searched(ties)
    return total, exact


def _balance(period: str, lines: Sequence[Line]) -> Balance:
    parties = sorted({party for line in lines for party in line.pair})
    signs = tie_signs(lines)
    number = {party: k for k, party in enumerate(parties)}
    square = np.zeros((len(parties), len(parties)))
    for (one, other), value in signs.items():
        square[number[one], number[other]] = square[number[other], number[one]] = value
    count, balanced = _counts(square)
    if not count:
        return Balance(period, 0, 0, Band(1.0, 1.0, 1.0), (0, 0, 0, 0), 0, True)
    index, exact = line_index(signs)
    kinds = _kinds(square) if (square < 0).any() else (count, 0, 0, 0)
    share = balanced / count
    if not any(sign(line.event) < 0 for line in lines):
        return Balance(period, count, balanced, Band(1.0, 1.0, 1.0), kinds, index, exact)
    return Balance(period, count, balanced, band(_drawn(lines, number), share), kinds, index, exact)


def _drawn(lines: Sequence[Line], number: Mapping[str, int]) -> Floats:
    """The share of balanced triads in each draw that has one."""
    there = kept([line.event for line in lines], BALANCE_DRAWS)
    size = len(number)
    place = np.array([number[line.first] * size + number[line.second] for line in lines])
    scores = np.array([(line.event.goldstein or 0.0) + 1e-6 * sign(line.event) for line in lines])
    found = []
    for draw in range(BALANCE_DRAWS):
        half = np.bincount(place, weights=scores * there[:, draw], minlength=size * size).reshape(size, size)
        square = np.sign(np.where(np.abs(half) > 1e-9, half, 0.0))
        count, balanced = _counts(square + square.T)
        if count:
            found.append(balanced / count)
    return np.array(found)


def _counts(square: Floats) -> tuple[int, int]:
    """The triads, and those that are balanced: of the traces of third powers."""
    ties = np.abs(square)
    count = round(float(((ties @ ties) * ties).sum()) / 6)
    surplus = round(float(((square @ square) * square).sum()) / 6)
    return count, (count + surplus) // 2


def _kinds(square: Floats) -> tuple[int, int, int, int]:
    """Triads by the number of their negative ties."""
    good, bad = (square > 0).astype(np.float64), (square < 0).astype(np.float64)
    none, three = (round(float(((part @ part) * part).sum()) / 6) for part in (good, bad))
    one = round(float(((good @ good) * bad).sum()) / 2)
    two = round(float(((bad @ bad) * good).sum()) / 2)
    return none, one, two, three


def _wrong(ties: npt.NDArray[np.int64], sides: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The ties that contradict each division in two sides (rows of 1 and -1)."""
    agree = np.einsum("ri,ij,rj->r", sides, ties, sides) // 2
    found: npt.NDArray[np.int64] = (np.abs(ties).sum() // 2 - agree) // 2
    return found


def _least(ties: npt.NDArray[np.int64]) -> int:
    """The least number of contradicting ties over all divisions in two."""
    size = len(ties)
    best = int(np.abs(ties).sum())
    step = 1 << min(size - 1, 14)
    bits = np.arange(size - 1)
    for start in range(0, 1 << (size - 1), step):
        numbers = np.arange(start, start + step)
        sides = np.ones((step, size), dtype=np.int64)
        sides[:, 1:] -= 2 * ((numbers[:, None] >> bits[None, :]) & 1)
        best = min(best, int(_wrong(ties, sides).min()))
    return best


def _searched(ties: npt.NDArray[np.int64]) -> int:
    """The best division that is found when parties change sides one by one, from many starts: an upper bound."""
    rng = np.random.Generator(np.random.PCG64(0))
    size = len(ties)
    best = int(np.abs(ties).sum())
    for _ in range(STARTS):
        side = np.where(rng.random(size) < 0.5, 1, -1).astype(np.int64)
        for _ in range(20 * size):
            gain = side * (ties @ side)  # below zero: more of its ties contradict than agree
            worst = int(np.argmin(gain))
            if gain[worst] >= 0:
                break
            side[worst] = -side[worst]
        best = min(best, int(_wrong(ties, side[None, :])[0]))
    return best
