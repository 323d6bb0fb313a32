"""Series: the dealings of two parties period by period, with bands; where the level shifts, how it moves and swings."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kg.analysis.draws import DRAWS, SURVIVES, Band, Floats, band, bands, drawn_sums, tidy
from kg.analysis.dyads import Tally, of_two, sign
from kg.analysis.ledger import Line, Source, ledger
from kg.analysis.periods import checked, period_at, period_of, periods, shares
from kg.edtf import days as days_of
from kg.graph.select import Day

SERIES = ("year", "quarter", "month")
SHIFT_DRAWS = 200


@dataclass(frozen=True, slots=True)
class Point:
    """One period in the series of a pair.

    `tally` counts the events whose period is known, `ids` names them. `events`, `net` (cooperative less conflictual)
    and `score` (sum of scores) are what is expected, each event with its probability of being right and in this period,
    with the band of 80 % of the draws.
    """

    period: str
    tally: Tally
    events: Band
    net: Band
    score: Band
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """A period in which the level of the net series changes: the means before and after it, until the next shift.

    `survives` is the share of draws that have it too, a period sooner or later (0..1).
    """

    period: str
    before: float
    after: float
    survives: float

    @property
    def is_sure(self) -> bool:
        """Whether it survives in 80 % of the draws."""
        return self.survives >= SURVIVES


def series(
    source: Source, first: str, second: str, by: str = "year", since: Day = None, until: Day = None
) -> list[Point]:
    """Return the dealings of two parties in every period from the first to the last, those without events too.

    `by` is "year", "quarter" or "month"; `since` and `until` widen or cut the range. Expected counts are sums over
    events of confidence times the share of its possible days in the period; bands are quantiles .1 and .9 of 1,000
    draws (see `kg.analysis.draws`). Events of which no first day is known are in none.

    Example: events in 2015 and 2018 by year give four points, two of them with 0 events.
    """
    checked(by, SERIES)
    return series_of(ledger(source).between(first, second), by, since, until)


def series_of(lines: Sequence[Line], by: str, since: Day = None, until: Day = None) -> list[Point]:
    """Return the series of the lines of one pair; see `series`."""
    span = spanned(lines, by, since, until)
    if not span:
        return []
    place = {period: number for number, period in enumerate(span)}
    tallies: list[Tally] = [Tally()] * len(span)
    ids: list[list[str]] = [[] for _ in span]
    for event, *_ in lines:
        known = place.get(period_of(event.begin, event.end, event.certain, by))
        if known is not None:
            tallies[known] = tallies[known].plus(event)
            ids[known].append(event.id)
    values = values_of(lines)
    means = _expected(lines, values, span, by)
    sums = drawn_sums([line.event for line in lines], values, by, span[0], len(span))
    columns = [bands(sums[:, :, column], means[:, column]) for column in range(3)]
    return [
        Point(period, tallies[k], columns[0][k], columns[1][k], columns[2][k], tuple(ids[k]))
        for k, period in enumerate(span)
    ]


def _expected(lines: Sequence[Line], values: Floats, span: Sequence[str], by: str) -> Floats:
    """What is expected of each column in each period: every event with its confidence, spread over its periods."""
    place = {period: number for number, period in enumerate(span)}
    means = np.zeros((len(span), values.shape[1]))
    for row, (event, *_) in enumerate(lines):
        for period, share in shares(event.begin, event.end, event.certain, by).items():
            if period in place:
                means[place[period]] += values[row] * (event.confidence * share)
    return means


def values_of(lines: Sequence[Line]) -> Floats:
    """One row a line: 1 event, its sign, its score."""
    rows = [(1.0, float(sign(line.event)), line.event.goldstein or 0.0) for line in lines]
    return np.array(rows, dtype=np.float64).reshape(-1, 3)


def spanned(lines: Sequence[Line], by: str, since: Day = None, until: Day = None) -> list[str]:
    """Return every period from the first to the last in which one of the events may lie."""
    begins = [line.event.begin for line in lines if line.event.begin]
    ends = [
        line.event.begin if line.event.certain or not line.event.end else line.event.end
        for line in lines
        if line.event.begin
    ]
    start = days_of(since)[0] if since else min(begins, default=None)
    end = days_of(until)[1] if until else max((day for day in ends if day), default=None)
    return periods(period_at(start, by), period_at(end, by), by) if start and end else []


# ------------------------------------------------------------------------------ shifts of the level
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
    rows = np.array([values], dtype=np.float64)
    given = None if penalty is None else np.array([penalty], dtype=np.float64)
    return [int(position) for position in np.nonzero(_changes(rows, given, least)[0])[0]]


def _changes(rows: Floats, penalty: Floats | None = None, least: int = 2) -> npt.NDArray[np.bool_]:
    """Whether each position of each row begins a new segment."""
    number, count = rows.shape
    found = np.zeros((number, count), dtype=np.bool_)
    if count < 2 * least:
        return found
    if penalty is None:
        penalty = 3 * _noise(rows) ** 2 * math.log(count)
    zero = np.zeros((number, 1))
    sums, squares = (np.hstack([zero, np.cumsum(part, axis=1)]) for part in (rows, rows * rows))
    best = np.full((number, count + 1), np.inf)
    best[:, 0] = -penalty
    last = np.zeros((number, count + 1), dtype=np.int64)
    for end in range(least, count + 1):
        starts = np.arange(end - least + 1)
        total = sums[:, [end]] - sums[:, starts]
        cost = np.maximum(squares[:, [end]] - squares[:, starts] - total * total / (end - starts), 0.0)
        costs = best[:, starts] + cost + penalty[:, None]
        last[:, end] = np.argmin(costs, axis=1)
        best[:, end] = np.take_along_axis(costs, last[:, [end]], axis=1)[:, 0]
    for row in range(number):
        position = int(last[row, count])
        while position:
            found[row, position] = True
            position = int(last[row, position])
    return found


def _noise(rows: Floats) -> Floats:
    steps = np.abs(np.diff(rows, axis=1))
    median = np.median(steps, axis=1)
    # more than half of the steps are none: the mean step tells more than a zero
    spread: Floats = np.where(median > 0, median, steps.mean(axis=1))
    return 1.4826 * spread / math.sqrt(2)


def level_shifts(source: Source, first: str, second: str, by: str = "year") -> list[Shift]:
    """Return the periods in which the level of what is between two parties changes.

    The series is the expected number of cooperative less conflictual events a period, of what n > 3 parties do mutually
    3/n; shifts are those of `change_points` with its default penalty, 3 s² ln n. Each is found again in 200 draws of
    events and days, within a period; one that survives in less than 80 % is unsure. Where single events stand in long
    silence, `phases` tells more.

    Example: two meetings a year up to 2017, two sanctions a year from 2018 on, all of confidence 1: 2018, from 2.0 to
    -2.0.

    Reference: that of `change_points`; draws after King, G. et al. (2001). Analyzing incomplete political science
    data. American Political Science Review 95(1), 49-69.
    """
    checked(by, SERIES)
    return shifts_of(ledger(source).between(first, second), by)


def shifts_of(lines: Sequence[Line], by: str, since: Day = None, until: Day = None) -> list[Shift]:
    """Return the shifts in the lines of one pair; see `level_shifts`."""
    span = spanned(lines, by, since, until)
    nets = values_of(lines)[:, 1:2] * np.array([[of_two(line.event)] for line in lines]).reshape(-1, 1)
    values = [tidy(value) for value in _expected(lines, nets, span, by)[:, 0].tolist()] if span else []
    found = change_points(values) if values else []
    if not found:
        return []
    sums = drawn_sums([line.event for line in lines], nets, by, span[0], len(span), SHIFT_DRAWS)
    drawn = _changes(sums[:, :, 0])
    near = drawn.copy()
    near[:, 1:] |= drawn[:, :-1]
    near[:, :-1] |= drawn[:, 1:]
    edges = [0, *found, len(values)]
    means = [tidy(sum(values[a:b]) / (b - a)) for a, b in itertools.pairwise(edges)]
    return [Shift(span[at], means[k], means[k + 1], tidy(float(near[:, at].mean()))) for k, at in enumerate(found)]


# ------------------------------------------------------------------------------ one number a series
def momentum(source: Source, first: str, second: str, by: str = "year", window: int = 5) -> Band:
    """Return how fast the tone between two parties changes of late: the median slope of the last periods.

    Definition: the median over all pairs i < j of the last `window` periods of (net_j - net_i) / (j - i), in events a
    period; above zero it warms, below it cools. Range: any number; 0 with less than two periods. The band is that of
    1,000 draws.

    Example: net scores 0, 1, 2, 3, 10 have the slopes 1, 1, 1, 10/4, 1, 1, 3, 1, 4, 7: momentum 1.0.

    Reference: Sen, P. K. (1968). Estimates of the regression coefficient based on Kendall's tau. Journal of the
    American Statistical Association 63(324), 1379-1389.
    """
    return swings(ledger(source).between(first, second), by, window)[0]


def volatility(source: Source, first: str, second: str, by: str = "year") -> Band:
    """Return how much the tone between two parties swings from period to period.

    Definition: the root of the mean squared difference of neighbours in the series of net events. Range: 0 and more,
    in events; 0 with less than two periods. The band is that of 1,000 draws.

    Example: net scores 1, -1, 1: differences -2 and 2, volatility 2.0.

    Reference: von Neumann, J., Kent, R. H., Bellinson, H. R. and Hart, B. I. (1941). The mean square successive
    difference. Annals of Mathematical Statistics 12(2), 153-162.
    """
    return swings(ledger(source).between(first, second), by)[1]


def swings(lines: Sequence[Line], by: str, window: int = 5) -> tuple[Band, Band]:
    """Return the momentum and the volatility of the lines of one pair; see `momentum` and `volatility`."""
    checked(by, SERIES)
    span = spanned(lines, by)
    if not span:
        return Band(0.0, 0.0, 0.0), Band(0.0, 0.0, 0.0)
    nets = values_of(lines)[:, 1:2]
    expected = _expected(lines, nets, span, by)[None, :, 0]
    drawn = drawn_sums([line.event for line in lines], nets, by, span[0], len(span), DRAWS)[:, :, 0]
    slopes, sizes = ([_slope(rows[:, -window:]), _swing(rows)] for rows in (drawn, expected))
    return band(slopes[0], float(sizes[0][0])), band(slopes[1], float(sizes[1][0]))


def _slope(rows: Floats) -> Floats:
    count = rows.shape[1]
    if count < 2:
        return np.zeros(len(rows))
    slopes = [(rows[:, j] - rows[:, i]) / (j - i) for i, j in itertools.combinations(range(count), 2)]
    found: Floats = np.median(np.stack(slopes, axis=1), axis=1)
    return found


def _swing(rows: Floats) -> Floats:
    if rows.shape[1] < 2:
        return np.zeros(len(rows))
    found: Floats = np.sqrt(np.mean(np.diff(rows, axis=1) ** 2, axis=1))
    return found
