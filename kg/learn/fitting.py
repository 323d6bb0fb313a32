"""Fitting the weights of log-linear choices (kg/choices.py) to hand-coded answers, by penalised maximum likelihood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from kg.choices import Features

PENALTY = 1.0  # on half the sum of squares of the weights


def fit_yes(cases: Sequence[tuple[Features, bool]], penalty: float = PENALTY) -> dict[str, float]:
    """Return the weights of a choice of yes or no from (features, answer); the right ones are those of `decide`.

    >>> weights = fit_yes([({"will": 1}, False), ({"was": 1}, True)] * 20)
    >>> weights["was"] > 1 > -1 > weights["will"]
    True
    """
    return fit_candidates([([features, {}], [answer, not answer]) for features, answer in cases], penalty)


def fit_candidates(
    cases: Sequence[tuple[Sequence[Features], Sequence[bool]]], penalty: float = PENALTY
) -> dict[str, float]:
    """Return the weights of a choice among candidates from (their features, which are right); several may be right.

    Cases without a right candidate teach nothing and are left out.
    """
    cases = [case for case in cases if any(case[1])]
    names = sorted({name for features, _ in cases for one in features for name in one})
    matrix = _matrix((one for features, _ in cases for one in features), {name: n for n, name in enumerate(names)})
    right = np.array([answer for _, answers in cases for answer in answers], bool)
    starts = np.cumsum([0, *(len(features) for features, _ in cases)])[:-1]
    group = np.repeat(np.arange(len(cases)), [len(features) for features, _ in cases])

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        scores = scores - np.maximum.reduceat(scores, starts)[group]
        parts = np.exp(scores)
        whole, good = np.add.reduceat(parts, starts), np.add.reduceat(parts * right, starts)
        good = np.maximum(good, 1e-300)
        slope = matrix.T @ (parts / whole[group] - parts * right / good[group])
        value = float(np.sum(np.log(whole) - np.log(good)) + penalty * 0.5 * weights @ weights)
        return value, slope + penalty * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return dict(zip(names, map(float, found.x), strict=True))


def moved(
    rows: Sequence[Features], answers: Sequence[str], start: Mapping[str, Mapping[str, float]], hold: float
) -> dict[str, dict[str, float]]:
    """Return the weights of a choice among labels: those of `start`, moved as far as new answers ask for it.

    Maximum likelihood with a normal prior around the start (Chelba & Acero 2006, Adaptation of maximum entropy
    capitalizer: little data can help a lot); `hold` is its precision, on half the sum of squares of the moves. Labels
    without features in the start are those against which the others are weighed; their weights stay 0.

    >>> start = {"no": {}, "yes": {"will": 1.0}}
    >>> found = moved([{"will": 1}, {"was": 1}] * 20, ["no", "yes"] * 20, start, 1.0)["yes"]
    >>> found["was"] > 1.0 > 0 > found["will"]
    True
    """
    names = sorted({name for row in rows for name in row})
    matrix = _matrix(rows, {name: number for number, name in enumerate(names)})
    labels = list(start)
    free = [number for number, label in enumerate(labels) if start[label]]
    right = np.array([[answer == label for label in labels] for answer in answers], float)
    before = np.array([[start[label].get(name, 0.0) for label in labels] for name in names])

    def loss(move: Any) -> tuple[float, Any]:
        weights = before.copy()
        weights[:, free] += move.reshape(len(names), len(free))
        scores = matrix @ weights
        scores -= scores.max(axis=1, keepdims=True)
        parts = np.exp(scores)
        parts /= parts.sum(axis=1, keepdims=True)
        value = -float(np.log(np.maximum((parts * right).sum(axis=1), 1e-300)).sum()) + hold / 2 * float(move @ move)
        return value, (matrix.T @ (parts - right))[:, free].ravel() + hold * move

    best = minimize(loss, np.zeros(len(names) * len(free)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    before[:, free] += best.x.reshape(len(names), len(free))
    found = {label: dict(start[label]) for label in labels}
    for number in free:
        found[labels[number]] |= zip(names, map(float, before[:, number]), strict=True)
    return found


def _matrix(rows: Iterable[Features], columns: Mapping[str, int]) -> Any:
    values, places, ends = [], [], [0]
    for row in rows:
        for name, value in row.items():
            values.append(float(value))
            places.append(columns[name])
        ends.append(len(values))
    return csr_matrix((values, places, ends), shape=(len(ends) - 1, len(columns)))
