"""Groups by average link (Sokal & Michener 1958): the likeliest pairs first, the same for any order of what is grouped.

A group takes another in where the average probability of all pairs between them is high enough and none is zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

Pair = tuple[int, int]  # numbers of two things, the smaller first
Group = tuple[int, ...]


def grouped(
    groups: Iterable[Group], likely: Mapping[Pair, float], probability: Callable[[int, int], float], least: float
) -> tuple[list[Group], list[Pair]]:
    """Return the groups joined as far as `likely` pairs ask for, and the pairs that joined two.

    `groups` hold each number once; `likely` gives the probability of the pairs to begin with, `probability` that of
    any pair (the smaller number first; 0 parts two for certain); `least` is the average that joins.

    >>> pairs = {(0, 1): 0.9, (1, 2): 0.6, (0, 2): 0.0}
    >>> grouped([(0,), (1,), (2,)], pairs, lambda one, other: pairs[one, other], 0.5)
    ([(0, 1), (2,)], [(0, 1)])
    """
    members: dict[int, Group] = {number: tuple(sorted(group)) for group in groups for number in group}
    joining = []
    for pair in sorted(likely, key=lambda pair: (-likely[pair], pair)):
        mine, theirs = (members[number] for number in pair)
        if mine == theirs:
            continue
        found = [probability(min(a, b), max(a, b)) for a in mine for b in theirs]
        if min(found) == 0 or sum(found) / len(found) < least:
            continue
        joining.append(pair)
        whole = tuple(sorted((*mine, *theirs)))
        members.update(dict.fromkeys(whole, whole))
    return sorted(set(members.values())), joining
