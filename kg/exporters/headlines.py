"""What an event is called in a picture: a headline that a reader understands, never an id."""

from __future__ import annotations

import calendar
import datetime
import functools
import re
from pathlib import Path
from typing import Any

import yaml

from kg.headlines import actor_name
from kg.headlines import headline as sentence
from kg.model import Actor, Event
from kg.plain import plain

TEMPLATES = Path(__file__).parent / "templates"
MONTHS = (  # in English, whatever the locale of the machine
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_SPACE = re.compile(r"\s+")


@functools.cache
def _words() -> dict[str, dict[str, Any]]:
    words: dict[str, dict[str, Any]] = yaml.safe_load((TEMPLATES / "words.yml").read_text("utf-8"))
    return words


def clean(text: str | None) -> str:
    r"""Return text without control characters, direction marks and lone surrogates; white space becomes one space.

    >>> clean("Japan\u202e and\x00\n Korea")
    'Japan and Korea'
    """
    if not text:
        return ""
    if text.isprintable() and "  " not in text:  # of white space, a blank alone is printable
        return text
    return _SPACE.sub(" ", plain(text))


def lead_words() -> dict[str, Any]:
    """Return the words that a lead is made of: "did" holds what two parties did in a phase of each name."""
    words: dict[str, Any] = _words()["lead"]
    return words


def asked_words() -> dict[str, list[str]]:
    """Return the words that people type for a type, beside its name."""
    words: dict[str, list[str]] = _words()["asked"]
    return words


def mediated_words() -> str:
    """Return the noun phrase for talks that a third party mediates or hosts."""
    words: str = _words()["modes"]["CONSULT.third-party"]
    return words


def type_words(event_type: str) -> str:
    """Return the noun phrase for an event type: 'Talks' for CONSULT.

    >>> type_words("CONSULT"), type_words("NEW-TYPE")
    ('Talks', 'New type')
    """
    return _words()["types"].get(event_type) or _plain(event_type.lower())


def what(event: Event) -> str:
    """Return what happened in one noun phrase: the finer type, else the mode, else the type."""
    words = _words()
    if event.subtype:
        return words["subtypes"].get(event.subtype) or _plain(event.subtype)
    if event.mode:
        return words["modes"].get(f"{event.event_type}.{event.mode}") or (
            f"{type_words(event.event_type)} ({clean(event.mode).replace('-', ' ')})"
        )
    return type_words(event.event_type)


def _plain(slug: str) -> str:
    text = clean(slug).replace("-", " ").replace("_", " ").strip()
    return text[:1].upper() + text[1:]


def name(actor: Actor) -> str:
    """Return how an actor is called in a list: a person by name, somebody unnamed by the office.

    >>> name(Actor("JPN", "Japan", office="foreign minister"))
    'Japan’s foreign minister'
    """
    return clean(actor_name(actor, article=False))


def in_words(begin: datetime.date | None, end: datetime.date | None) -> str:
    """Return when something was, by its first and last possible day, as a reader would say it.

    >>> day = datetime.date.fromisoformat
    >>> in_words(day("2019-08-02"), day("2019-08-02")), in_words(day("2019-08-01"), day("2019-08-31"))
    ('2 August 2019', 'August 2019')
    >>> in_words(day("2019-01-01"), day("2019-12-31")), in_words(None, day("2018-06-13"))
    ('2019', 'by 13 June 2018')
    """
    if begin is None or end is None:
        known = begin or end
        return "no date" if known is None else f"{'from' if end is None else 'by'} {_day(known)}"
    if begin == end:
        return _day(begin)
    last = calendar.monthrange(begin.year, begin.month)[1]
    if begin.day == 1 and end == begin.replace(day=last):
        return f"{MONTHS[begin.month - 1]} {begin.year}"
    if (begin.month, begin.day, end.month, end.day) == (1, 1, 12, 31):
        return str(begin.year) if begin.year == end.year else f"{begin.year} to {end.year}"
    return f"{_day(begin)} to {_day(end)}"


def _day(day: datetime.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def headline(event: Event) -> str:
    """Return the title of an event: its own label, else the sentence that its type and parties make."""
    return clean(event.label) or clean(sentence(event))
