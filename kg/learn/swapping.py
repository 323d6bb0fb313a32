"""Other states for the states of a passage, so that a reader learns from the words around them, not from who it is."""

from __future__ import annotations

import bisect
import functools
import random
import re
from collections.abc import Mapping
from dataclasses import replace

from kg.learn.passages import Coded, Mark, Passage
from kg.seeds.actors import actor_tables


def swapped(passage: Passage, share: float, chance: random.Random) -> Passage:
    """Return the passage as it is or, in a `share` of cases, with another state for each state of one word."""
    if chance.random() >= share:
        return passage
    known, pattern = _names()
    found = list(pattern.finditer(passage.text))
    states = sorted({known[match.group()][0] for match in found})
    others = dict(zip(states, chance.sample(sorted({state for state, _ in known.values()}), len(states)), strict=True))
    text, end, starts, moved = "", 0, [0], [0]
    for match in found:
        state, form = known[match.group()]
        text += passage.text[end : match.start()] + _forms()[others[state]][form]
        end = match.end()
        starts.append(end)
        moved.append(len(text) - end)
    text += passage.text[end:]

    def place(old: int) -> int:
        return old + moved[bisect.bisect_right(starts, old) - 1]

    def mark(one: Mark) -> Mark:
        return replace(one, start=place(one.start), end=place(one.end))

    def side(one: Coded) -> Coded:
        return replace(one, trigger=place(one.trigger), mentions=tuple(map(place, one.mentions)))

    return replace(passage, text=text, marks=tuple(map(mark, passage.marks)), sides=tuple(map(side, passage.sides)))


@functools.cache
def _forms() -> Mapping[str, tuple[str, ...]]:
    """Name, adjective, people and capital of each state of today, of those for which all are single words."""
    found = {}
    for state in actor_tables().states.values():
        names = (state.label, *state.adjectives[:1], *state.people[:1], state.capital)
        if state.kind == "state" and not state.valid.last and len(names) == 4 and all(name.isalpha() for name in names):
            found[state.id] = names
    return found


@functools.cache
def _names() -> tuple[Mapping[str, tuple[str, int]], re.Pattern[str]]:
    """Names with their state and form, and the pattern that finds them."""
    known = {name: (state, n) for state, names in _forms().items() for n, name in reversed(list(enumerate(names)))}
    words = "|".join(map(re.escape, sorted(known, key=lambda name: (-len(name), name))))
    return known, re.compile(rf"\b(?:{words})\b")
