"""What an event is called in a picture: a headline that a reader understands, never an id."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from pathlib import Path

import yaml

from kg.model import Actor, Event

TEMPLATES = Path(__file__).parent / "templates"

# Marks that turn the direction of the text around them, and control characters: a sentence from the news may hold
# them, a page must not. Halves of characters and code points that are none cannot be written in UTF-8 or read from it.
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_HALVES = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SPACE = re.compile(r"\s+")


@functools.cache
def _words() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = yaml.safe_load((TEMPLATES / "words.yml").read_text("utf-8"))
    return words


def clean(text: str | None) -> str:
    r"""Return text without control characters, direction marks and lone surrogates; white space becomes one space.

    >>> clean("Japan\u202e and\x00\n Korea")
    'Japan and Korea'
    """
    if not text:
        return ""
    return _SPACE.sub(" ", _HALVES.sub("\ufffd", _TURNS.sub("", text)))


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
    """Return how an actor is called: a person by name, an unnamed office-holder as 'Japan’s foreign minister'.

    >>> name(Actor("JPN", "Japan", office="foreign minister"))
    'Japan’s foreign minister'
    """
    label, office = clean(actor.label) or clean(actor.id), clean(actor.office)
    if not office or actor.kind in ("person", "company") or office.lower() in label.lower():
        return label
    owner = f"{label}’" if label.endswith("s") else f"{label}’s"
    return f"{owner} {office[:1].lower() + office[1:] if office[1:2].islower() else office}"


def joined(names: Sequence[str], most: int = 3) -> str:
    """Return names as a list in words.

    >>> joined(["Japan", "China", "India", "Nepal", "Bhutan"])
    'Japan, China, India and 2 others'
    """
    names = list(dict.fromkeys(names))
    if len(names) > most + 1:
        return ", ".join(names[:most]) + f" and {len(names) - most} others"
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)


def who(event: Event) -> str:
    """Return the parties: 'A and B' of a mutual act, 'A → B' of a directed one; a person stands for its state."""
    actors, recipients = joined(_named(event.actors)), joined(_named(event.recipients))
    if not recipients:
        return actors
    return f"{actors} → {recipients}" if actors else f"→ {recipients}"


def _named(actors: Sequence[Actor]) -> list[str]:
    spoken_for = {actor.country for actor in actors if actor.kind == "person"}
    return [name(actor) for actor in actors if actor.kind == "person" or actor.id not in spoken_for]


def _own_label(event: Event) -> str:
    """The label that someone gave the event; nothing where it only repeats the codes of its type."""
    kind = event.label.split(" · ")[0].lower().replace(" ", "-")
    codes = (event.event_type.lower(), event.mode, event.subtype)
    return "" if kind in codes else clean(event.label)


def headline(event: Event) -> str:
    """Return the title of an event: its own label, else what happened, who took part and where.

    >>> from kg.model import Place
    >>> both = (Actor("yoon", "Yoon Suk-yeol", "person"), Actor("kishida", "Fumio Kishida", "person"))
    >>> headline(Event("e1", "CONSULT", "verbal-cooperation", "asserted", both, (), subtype="summit",
    ...                reciprocal=True, place=Place("phnom-penh", "Phnom Penh")))
    'Summit · Yoon Suk-yeol and Fumio Kishida, Phnom Penh'
    """
    if label := _own_label(event):
        return label
    parties, place = who(event), clean(event.place.label) if event.place else ""
    title = f"{what(event)} · {parties}" if parties else what(event)
    return f"{title}, {place}" if place and place not in parties else title
