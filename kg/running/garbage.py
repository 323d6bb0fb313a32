"""How often Python looks for garbage: seldom while articles are read, never while what they tell is put together.

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


@contextmanager
def never_searched() -> Iterator[None]:
    """Look for no garbage inside the block, where values are made that stay, and none that hold themselves.

    >>> with never_searched():
    ...     inside = gc.isenabled()
    >>> inside, gc.isenabled()
    (False, True)
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
