"""How often Python looks for garbage while articles are read: seldom, as little of what is made then is garbage.

A reading makes many small values that stay, and each search goes through all of the young ones; with the thresholds of
the interpreter a fifth of the time after the parse goes there.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (20_000, 20, 20)  # values made before a search, and searches of the young before one of the older


@contextmanager
def seldom_searched() -> Iterator[None]:
    """Look for garbage seldom inside the block.

    >>> with seldom_searched():
    ...     inside = gc.get_threshold()
    >>> inside == SELDOM != gc.get_threshold()
    True
    """
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
