"""Choosing among readings: each has named features, one log-linear scorer weighs them, the heaviest are the reason.

The scorer is multinomial logistic regression (Berger, Della Pietra & Della Pietra 1996, A maximum entropy approach to
natural language processing): a score is the sum of weight times value over the features, probabilities are the softmax
of the scores. Weights come from seeds/weights/ and are made by `kg learn`. A feature's name is its meaning in words,
"subject of the trigger", so that a reason can be read as it is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from kg.seeds.weights import Weights

T = TypeVar("T")
Features = Mapping[str, float]

YES = "yes"  # the label of weights that choose between yes and no, or among candidates
HEAVIEST = 3  # reasons that are told
LIGHT = 0.04  # a part up to here is rounded to nothing
FAR = 4.0  # log-odds beyond which nothing gets more certain


class Choice(NamedTuple, Generic[T]):
    """What was chosen, how likely it is (0..1), and the features that spoke most for it, heaviest first."""

    value: T
    probability: float
    reasons: tuple[str, ...]


def score(features: Features, weights: Mapping[str, float]) -> float:
    """Return the sum of weight times value; features without a weight count nothing.

    >>> score({"subject": 1, "words between": 3}, {"subject": 2.0, "words between": -0.5})
    0.5
    """
    total = 0.0
    for name, value in features.items():
        if name in weights:
            total += weights[name] * value
    return total


def log_odds(probability: float) -> float:
    """Return the log-odds of a probability, within ±4.

    >>> round(log_odds(0.75), 2), log_odds(1.0)
    (1.1, 4.0)
    """
    bounded = min(max(probability, 1e-9), 1 - 1e-9)
    return max(-FAR, min(FAR, math.log(bounded / (1 - bounded))))


def softmax(scores: Iterable[float]) -> list[float]:
    """Return the probabilities of scores, which sum to 1.

    >>> [round(p, 3) for p in softmax([2.0, 1.0, 0.0])]
    [0.665, 0.245, 0.09]
    """
    scores = list(scores)
    top = max(scores, default=0.0)
    parts = [math.exp(value - top) for value in scores]
    whole = sum(parts)
    return [part / whole for part in parts]


def label_probabilities(features: Features, weights: Weights) -> dict[str, float]:
    """Return how likely each label is for the thing that has the features.

    >>> role = Weights("role", {"actor": {"subject": 2.0}, "neither": {}})
    >>> {label: round(p, 2) for label, p in label_probabilities({"subject": 1}, role).items()}
    {'actor': 0.88, 'neither': 0.12}
    """
    return dict(zip(weights.labels, softmax(score(features, w) for w in weights.labels.values()), strict=True))


def label_reasons(features: Features, weights: Weights, label: str, heaviest: int = HEAVIEST) -> tuple[str, ...]:
    """Return the features that spoke most for a label, against the likeliest of the others."""
    scores = {other: score(features, table) for other, table in weights.labels.items() if other != label}
    rival = weights.labels[max(scores, key=lambda other: scores[other])] if scores else {}
    own = weights.labels[label]
    weighed = (name for name in features if name in own or name in rival)
    return _heaviest({n: features[n] * (own.get(n, 0.0) - rival.get(n, 0.0)) for n in weighed}, heaviest)


def how_likely(features: Features, weights: Weights) -> float:
    """Return the probability of yes, without the reasons that `decide` gives.

    >>> round(how_likely({"will": 1}, Weights("past", {"yes": {"will": -2.0, "was": 1.0}})), 2)
    0.12
    """
    return softmax((score(features, weights.labels[YES]), 0.0))[0]


def decide(features: Features, weights: Weights) -> Choice[bool]:
    """Return yes or no, with the probability of what is returned.

    >>> found = decide({"will": 1}, Weights("past", {"yes": {"will": -2.0, "was": 1.0}}))
    >>> found.value, round(found.probability, 2), found.reasons
    (False, 0.88, ('will -2.0',))
    """
    table = weights.labels[YES]
    yes = how_likely(features, weights)
    parts = {name: value * table.get(name, 0.0) for name, value in features.items()}
    if yes >= 0.5:
        return Choice(True, yes, _heaviest(parts))
    return Choice(False, 1.0 - yes, _heaviest(parts, sign=-1))


def told_for_and_against(
    features: Features, weights: Weights, heaviest: int = HEAVIEST
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the features that spoke most for yes, and those that spoke most against it.

    >>> told_for_and_against({"will": 1, "was": 1}, Weights("past", {"yes": {"will": -2.0, "was": 1.0}}))
    (('was +1.0',), ('will -2.0',))
    """
    table = weights.labels[YES]
    parts = {name: value * table.get(name, 0.0) for name, value in features.items()}
    return _heaviest(parts, heaviest), _heaviest(parts, heaviest, sign=-1)


def choose(candidates: Sequence[tuple[T, Features]], weights: Weights) -> Choice[T]:
    """Return the likeliest of some candidates, each (value, features); of equally likely ones the first.

    The reasons tell what sets it apart from the runner-up. Raises ValueError where there is no candidate.

    >>> near = Weights("antecedent", {"yes": {"same sentence": 1.0}})
    >>> choose([("Tokyo", {}), ("Seoul", {"same sentence": 1})], near).value
    'Seoul'
    """
    if not candidates:
        raise ValueError("choose() was given no candidate; leave the choice out where there is nothing to choose")
    table = weights.labels[YES]
    scores = [score(features, table) for _, features in candidates]
    order = sorted(range(len(scores)), key=lambda n: -scores[n])
    value, features = candidates[order[0]]
    other = candidates[order[1]][1] if len(order) > 1 else {}
    names = {**features, **other}
    parts = {n: table.get(n, 0.0) * (features.get(n, 0.0) - other.get(n, 0.0)) for n in names}
    return Choice(value, softmax(scores)[order[0]], _heaviest(parts))


def _heaviest(parts: Mapping[str, float], heaviest: int = HEAVIEST, sign: int = 1) -> tuple[str, ...]:
    heavy = ((round(part, 1), name) for name, part in parts.items() if sign * part > LIGHT)
    told = sorted((-sign * part, name) for part, name in heavy if sign * part > 0)
    return tuple(f"{name} {-sign * part:+.1f}" for part, name in told[:heaviest])
