"""What a number may be, given that events may be wrong and days are not all known: draws with a fixed seed.

In each draw an event is kept with its probability of being right (its calibrated confidence) and happens on one day of
those possible, all alike. The numbers of an event's draws come from its id and the seed alone: an event counts the same
in every measure, and another event beside it changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from kg.analysis.periods import ALL, bounds, checked
from kg.model import Event

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
DRAWS = 1000
CELLS = 2_000_000  # events times draws that are held in memory at once
LOW, HIGH = 0.1, 0.9  # quantiles of the draws: a band of 80 %
SURVIVES = 0.8  # what happens in a smaller share of the draws is said to be unsure
_EPOCH = 719_163  # datetime.date(1970, 1, 1).toordinal()
_GOLDEN, _FIRST, _SECOND = (np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))


class Band(NamedTuple):
    """What is expected, and the bounds between which it lies in 80 % of the draws."""

    mean: float
    low: float
    high: float


def uniforms(ids: Sequence[str], draws: int = DRAWS, seed: int = 0) -> Floats:
    """Return numbers in [0, 1), one row an id, one column a draw: the same for the same id and seed everywhere.

    Reference: Steele, G. L., Lea, D. and Flood, C. H. (2014). Fast splittable pseudorandom number generators. OOPSLA
    (SplitMix64), seeded with the BLAKE2b hash of the id.

    >>> uniforms(["a", "b"], 3)[1].tolist() == uniforms(["b"], 3)[0].tolist()
    True
    """
    digests = b"".join(
        hashlib.blake2b(f"{seed}:{one}".encode("utf-8", "surrogatepass"), digest_size=8).digest() for one in ids
    )
    state = np.frombuffer(digests, dtype="<u8").astype(np.uint64)[:, None]
    mixed = state + _GOLDEN * np.arange(1, draws + 1, dtype=np.uint64)[None, :]
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _FIRST
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _SECOND
    mixed ^= mixed >> np.uint64(31)
    found: Floats = (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53
    return found


def kept(events: Sequence[Event], draws: int = DRAWS, seed: int = 0) -> npt.NDArray[np.bool_]:
    """Return whether each event (row) is right in each draw (column)."""
    confidence = np.array([event.confidence for event in events], dtype=np.float64)
    return uniforms([event.id for event in events], draws, seed) < confidence[:, None]


def days(events: Sequence[Event], draws: int = DRAWS, seed: int = 0) -> Ints:
    """Return the day of each event (row) in each draw (column) as an ordinal; 0 where no first day is known."""
    begins = np.array([event.begin.toordinal() if event.begin else 0 for event in events], dtype=np.int64)
    lengths = np.array(
        [
            (event.end - event.begin).days + 1 if event.begin and event.end and not event.certain else 1
            for event in events
        ],
        dtype=np.int64,
    )
    open_ = lengths > 1
    found = np.repeat(begins[:, None], draws, axis=1)
    if open_.any():
        chosen = [event.id for event, is_open in zip(events, open_, strict=True) if is_open]
        found[open_] += (uniforms(chosen, draws, seed + 1) * lengths[open_][:, None]).astype(np.int64)
    return found


def numbered(ordinals: Ints, by: str) -> Ints:
    """Return the number of the period that each day lies in: years, quarters and months since 1970, days, or 0."""
    if checked(by) == ALL:
        return np.zeros_like(ordinals)
    since = ordinals - _EPOCH
    if by == "day":
        return since
    unit = "Y" if by == "year" else "M"
    found: Ints = since.astype("datetime64[D]").astype(f"datetime64[{unit}]").astype(np.int64)
    return found // 3 if by == "quarter" else found


def number_of(period: str, by: str) -> int:
    """Return the number of a period, as `numbered` counts.

    >>> number_of("1970Q2", "quarter"), number_of("1971", "year"), number_of("1970-01-03", "day")
    (1, 1, 2)
    """
    if by == ALL:
        return 0
    return int(numbered(np.array([bounds(period)[0].toordinal()], dtype=np.int64), by)[0])


def drawn_sums(
    events: Sequence[Event], values: Floats, by: str, first: str, count: int, draws: int = DRAWS, seed: int = 0
) -> Floats:
    """Return sums a draw, period and column: an array of (draws, `count` periods from `first`, columns of `values`).

    `values` has a row an event. Events without a first day fall into no period, unless `by` is "all".
    """
    columns = values.shape[1]
    sums = np.zeros((columns, draws * count))
    origin, step = number_of(first, by), max(1, CELLS // draws)
    for start in range(0, len(events), step):  # so many at a time: the draws of 100,000 events fill no memory
        part, rows_of = events[start : start + step], values[start : start + step]
        place = numbered(days(part, draws, seed), by) - origin
        dated = np.array([by == ALL or event.begin is not None for event in part])
        counts = kept(part, draws, seed) & dated[:, None] & (place >= 0) & (place < count)
        flat = (place + np.arange(draws)[None, :] * count)[counts]
        rows = np.nonzero(counts)[0]
        for column in range(columns):
            sums[column] += np.bincount(flat, weights=rows_of[rows, column], minlength=draws * count)
    return np.stack(list(sums), axis=-1).reshape(draws, count, columns)


def band(draws: npt.NDArray[Any], mean: float | None = None) -> Band:
    """Return the band of one number, from its draws; `mean` is what is expected where that is known exactly."""
    low, high = np.quantile(draws, (LOW, HIGH), method="inverted_cdf") if len(draws) else (0.0, 0.0)
    expected = mean if mean is not None else float(np.mean(draws)) if len(draws) else 0.0
    return Band(tidy(expected), tidy(float(low)), tidy(float(high)))


def bands(draws: Floats, means: Floats) -> list[Band]:
    """Return the bands of many numbers: one column each of (draws, numbers), with what is expected of each."""
    found = [Band(0.0, 0.0, 0.0)] * draws.shape[1]
    busy = np.nonzero(draws.any(axis=0) | (means != 0))[0]
    if len(busy):
        lows, highs = np.quantile(draws[:, busy], (LOW, HIGH), axis=0, method="inverted_cdf")
        for number, low, high in zip(busy.tolist(), lows.tolist(), highs.tolist(), strict=True):
            found[number] = Band(tidy(means[number]), tidy(low), tidy(high))
    return found


def tidy(value: float) -> float:
    """The number to four places, without a negative zero."""
    return round(float(value), 4) + 0.0
