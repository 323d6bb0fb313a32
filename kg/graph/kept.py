"""What is made of an event for files: kept by who has a place for it, made anew by who has none.

What is kept is plain JSON: lists, texts, numbers and None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kg.model import Event


class Kept:
    """Keeps nothing.

    >>> Kept().of("length", Event("1", "", "", "", (), ()), lambda: 3)
    3
    """

    def of(self, kind: str, event: Event, make: Callable[[], Any]) -> Any:  # noqa: ARG002 - this one keeps nothing
        """Return what was made of the event, else what `make` makes of it now.

        It depends on nothing but the event, without its relations, and the articles that tell of it.
        """
        return make()

    def of_all(self, kind: str, events: Sequence[Event], make: Callable[[], Any]) -> Any:  # noqa: ARG002
        """Return what was made of several events a moment ago; who takes it changes nothing of it."""
        return make()
