"""Who behaves alike, who are rivals or allies, and what is unlike all that went before."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kg.analysis.draws import DRAWS, SURVIVES, Band, Floats, band, drawn_sums, kept, tidy
from kg.analysis.dyads import sign
from kg.analysis.ledger import Line, Source, ledger
from kg.analysis.periods import checked, period_of
from kg.analysis.series import SERIES, spanned

DONE, RECEIVED, SHARED = "does", "receives", "shares"
TEACHING = 12  # periods of a pair that only teach what is usual
ANOMALY_DRAWS = 200
STRANGE = 0.001  # how improbable a period has to be to stand out
COMMITMENTS = ("SUPPORT", "AID", "COOPERATE")  # types that commit more than a talk does
ENOUGH = 3.0  # commitments after which more add little

Truths = npt.NDArray[np.bool_]
Profile = Mapping[tuple[str, str], float]


# ------------------------------------------------------------------------------ behaviour
def profile(source: Source, party: str) -> dict[tuple[str, str], float]:
    """Return what a party does and what is done to it: shares by (does | receives | shares, event type), sorted.

    Definition: each event with another party counts once, as done, received, or shared in a mutual act. Range: shares
    0..1 that sum to 1; {} for a party without events.

    Example: one visit made and one sanction suffered: {("does", "CONSULT"): 0.5, ("receives", "SANCTION"): 0.5}.

    Reference: Schrodt, P. A. and Gerner, D. J. (1997). Empirical indicators of crisis phase in the Middle East,
    1979-1995. Journal of Conflict Resolution 41(4), 529-552.
    """
    book = ledger(source)
    return _profiles(book.lines, book.graph.party(party).id).get(book.graph.party(party).id, {})


def similarity(source: Source, first: str, second: str) -> float:
    """Return how alike two parties behave, towards whomever: the cosine of their profiles.

    Range 0 (nothing in common) to 1 (the same shares of the same acts); 0 where one has no events.

    Example: (1/2, 1/2, 0) and (1/2, 0, 1/2) give (1/4) / (1/2) = 0.5.

    Reference: Salton, G. and McGill, M. J. (1983). Introduction to Modern Information Retrieval, section 6.2; of roles
    in networks: Burt, R. S. (1976). Positions in networks. Social Forces 55(1), 93-122.
    """
    book = ledger(source)
    one, other = book.graph.party(first).id, book.graph.party(second).id
    profiles = _profiles(book.lines)
    return tidy(_cosine(profiles.get(one, {}), profiles.get(other, {})))


def alike(source: Source, party: str, least: int = 5) -> list[tuple[str, float]]:
    """Return the others by how alike they behave to a party, the likest first; of those with `least` events or more.

    Definition, range, example and reference: see `similarity`.
    """
    book = ledger(source)
    one = book.graph.party(party).id
    counts: dict[str, int] = {}
    for line in book.lines:
        for member in line.pair:
            counts[member] = counts.get(member, 0) + 1
    profiles = _profiles(book.lines)
    found = [
        (other, tidy(_cosine(profiles.get(one, {}), profiles[other])))
        for other in profiles
        if other != one and counts[other] >= least
    ]
    return sorted(found, key=lambda item: (-item[1], item[0]))


def _profiles(lines: Sequence[Line], only: str | None = None) -> dict[str, dict[tuple[str, str], float]]:
    counts: dict[str, dict[tuple[str, str], set[str]]] = {}
    for event, first, second, way in lines:
        for party, own in ((first, 1), (second, -1)):
            if only is None or party == only:
                role = SHARED if not way else DONE if way == own else RECEIVED
                counts.setdefault(party, {}).setdefault((role, event.event_type), set()).add(event.id)
    found = {}
    for party, cells in counts.items():
        total = sum(map(len, cells.values()))
        found[party] = {cell: len(ids) / total for cell, ids in sorted(cells.items())}
    return found


def _cosine(one: Profile, other: Profile) -> float:
    product = sum(share * other.get(cell, 0.0) for cell, share in one.items())
    length = math.sqrt(sum(v * v for v in one.values()) * sum(v * v for v in other.values()))
    return product / length if length else 0.0


# ------------------------------------------------------------------------------ rivals and allies
def rivalry(source: Source, first: str, second: str) -> Band:
    """Return how far two parties are rivals: the cube root of weight, persistence and mutuality of their conflict.

    Definition: weight is the share of negative in all absolute scores between them; persistence the share of the years
    in which they deal with each other that had conflict; mutuality twice the smaller number of conflictual acts that
    one of them did (mutual ones count for both) over the sum of both numbers. Range 0 (no conflict, or of one side
    alone) to 1. The value is the mean of 1,000 draws in which each event is there with its confidence, with their band.

    Example: in each of two years A and B sanction each other once and nothing else: 1.0. If they also meet four
    times with a score of 6 each: weight 1/2, so 0.7937.

    Reference: the dimensions of Diehl, P. F. and Goertz, G. (2000). War and Peace in International Rivalry, chapter 2,
    and Klein, J. P., Goertz, G. and Diehl, P. F. (2006). The new rivalry dataset. Journal of Peace Research 43(3),
    331-348 (severity, persistence, mutual competition); the formula is ours.
    """
    return rivalry_of(ledger(source).between(first, second))


def alliance(source: Source, first: str, second: str) -> Band:
    """Return how far two parties are allies: the cube root of weight, persistence and commitment of their cooperation.

    Definition: weight is the share of positive in all absolute scores between them; persistence the share of the years
    in which they deal with each other that had cooperation; commitment 1 - exp(-n / 3) with n their friendly acts of
    SUPPORT, AID and COOPERATE and those that they did side by side towards a third. Range 0 to 1. The value is the mean
    of 1,000 draws in which each event is there with its confidence, with their band.

    Example: three joint exercises in one year and nothing else: commitment 1 - 1/e = 0.6321, alliance 0.8582.

    Reference: Leeds, B. A., Ritter, J. M., Mitchell, S. McL. and Long, A. G. (2002). Alliance treaty obligations and
    provisions. International Interactions 28(3), 237-260, for commitments; the formula is ours.
    """
    book = ledger(source)
    pair = book.pair(first, second)
    return alliance_of(book.pairs.get(pair, ()), [line for line in book.joint if line.pair == pair])


def rivalry_of(lines: Sequence[Line]) -> Band:
    """Return the rivalry in the lines of one pair; see `rivalry`."""
    if not any(sign(line.event) < 0 for line in lines):
        return Band(0.0, 0.0, 0.0)
    there = _there(lines)
    conflict = np.array([sign(line.event) < 0 for line in lines])
    by_first = there[[bool(bad) and line.way >= 0 for bad, line in zip(conflict, lines, strict=True)]].sum(axis=0)
    by_second = there[[bool(bad) and line.way <= 0 for bad, line in zip(conflict, lines, strict=True)]].sum(axis=0)
    mutual = _quotient(2 * np.minimum(by_first, by_second), by_first + by_second)
    return band(np.cbrt(_weight(lines, there, conflict) * _persistence(lines, there, conflict) * mutual))


def alliance_of(lines: Sequence[Line], joint: Sequence[Line]) -> Band:
    """Return the alliance in the lines of one pair and in those of what both do to others; see `alliance`."""
    if not any(sign(line.event) > 0 for line in lines):
        return Band(0.0, 0.0, 0.0)
    there = _there(lines)
    cooperation = np.array([sign(line.event) > 0 for line in lines])
    committing = [
        bool(good) and line.event.event_type in COMMITMENTS for good, line in zip(cooperation, lines, strict=True)
    ]
    commitments = there[committing].sum(axis=0) + (_there(joint).sum(axis=0) if joint else 0.0)
    committed = 1 - np.exp(-commitments / ENOUGH)
    return band(np.cbrt(_weight(lines, there, cooperation) * _persistence(lines, there, cooperation) * committed))


def _there(lines: Sequence[Line]) -> Floats:
    return kept([line.event for line in lines], DRAWS).astype(np.float64)


def _weight(lines: Sequence[Line], there: Floats, chosen: Truths) -> Floats:
    """The share of the chosen lines in all absolute scores, a draw."""
    scores = np.abs([line.event.goldstein or 0.0 for line in lines])
    return _quotient(scores[chosen] @ there[chosen], scores @ there)


def _persistence(lines: Sequence[Line], there: Floats, chosen: Truths) -> Floats:
    """The share of years with a chosen line in all years with a line, a draw."""
    years = np.array([line.event.begin.year if line.event.begin else 0 for line in lines])
    dealt, had = np.zeros(there.shape[1]), np.zeros(there.shape[1])
    for year in np.unique(years[years > 0]):
        dealt += there[years == year].any(axis=0)
        had += there[(years == year) & chosen].any(axis=0)
    return _quotient(had, dealt)


def _quotient(part: Floats, whole: Floats) -> Floats:
    found: Floats = np.divide(part, whole, out=np.zeros(len(whole)), where=whole > 0)
    return found


# ------------------------------------------------------------------------------ what stands out
@dataclass(frozen=True, slots=True)
class Anomaly:
    """A period unlike the past of a pair: `tone` is "cooperation" or "conflict", `count` its events of that tone.

    `usual` is what the past lets expect, `chance` how probable as many or more are then (0..1), `ids` the events behind
    it; `survives` is the share of draws in which it stands out too.
    """

    period: str
    tone: str
    count: int
    usual: float
    chance: float
    survives: float
    ids: tuple[str, ...]

    @property
    def is_sure(self) -> bool:
        """Whether it stands out in 80 % of the draws."""
        return self.survives >= SURVIVES


def anomalies(source: Source, first: str, second: str, by: str = "month") -> list[Anomaly]:
    """Return the periods in which far more happened between two parties than their past lets expect, in order.

    Definition: after n periods with k events of a tone, the next has as many as a negative binomial variable with shape
    k + 1/2 and mean (k + 1/2) / n (Poisson counts with Jeffreys' prior); one stands out if as many or more are less
    probable than 0.001. The first twelve periods only teach. Range: chance 0..1; draws: 200, events with their
    confidence and days.

    Example: one conflictual event in 24 months, then six in May 2019: usual 1.5 / 24 = 0.06, chance below 0.0001.

    Reference: Gelman, A. et al. (2013). Bayesian Data Analysis, 3rd ed., section 2.6; outbreaks in counts: Farrington,
    C. P. et al. (1996). Journal of the Royal Statistical Society A 159(3), 547-563.
    """
    checked(by, SERIES)
    return anomalies_of(ledger(source).between(first, second), by)


def anomalies_of(lines: Sequence[Line], by: str) -> list[Anomaly]:
    """Return the anomalies in the lines of one pair; see `anomalies`."""
    span = spanned(lines, by)
    if len(span) <= TEACHING:
        return []
    events = [line.event for line in lines]
    known = [period_of(event.begin, event.end, event.certain, by) for event in events]
    place = {period: number for number, period in enumerate(span)}
    values = np.array([(float(sign(event) > 0), float(sign(event) < 0)) for event in events])
    drawn = None
    found = []
    for column, tone in enumerate(("cooperation", "conflict")):
        counts = np.zeros(len(span))
        for row, period in enumerate(known):
            if period in place:
                counts[place[period]] += values[row, column]
        before = np.cumsum(counts) - counts
        for number in range(TEACHING, len(span)):
            count = int(counts[number])
            chance = _tail(count, float(before[number]), number) if count > 1 else 1.0
            if chance < STRANGE:
                if drawn is None:
                    drawn = drawn_sums(events, values, by, span[0], len(span), ANOMALY_DRAWS)
                past = drawn[:, :number, column].sum(axis=1)
                again = [
                    _tail(int(c), float(p), number) < STRANGE
                    for c, p in zip(drawn[:, number, column], past, strict=True)
                ]
                ids = tuple(
                    e.id for e, p, v in zip(events, known, values, strict=True) if p == span[number] and v[column]
                )
                usual = (before[number] + 0.5) / number
                found.append(
                    Anomaly(span[number], tone, count, tidy(usual), tidy(chance), tidy(sum(again) / len(again)), ids)
                )
    return sorted(found, key=lambda one: (one.period, one.tone))


def _tail(count: int, before: float, periods: int) -> float:
    """How probable `count` or more are, after `before` in so many periods: a negative binomial tail."""
    shape, stays = before + 0.5, periods / (periods + 1)
    below = sum(
        math.exp(
            math.lgamma(shape + k) - math.lgamma(shape) - math.lgamma(k + 1)
            + shape * math.log(stays) + k * math.log(1 - stays)
        )
        for k in range(count)
    )  # fmt: skip
    return max(0.0, 1.0 - below)
