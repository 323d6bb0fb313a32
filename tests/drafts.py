"""Drafts made by hand, for tables of cases of modules that compare them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from kg.model import Actor, Dating, Document, EventMention, Place
from kg.resolve.drafts import Draft

LABELS = {"JPN": "Japan", "KOR": "South Korea", "KEN": "Kenya", "USA": "United States"}
UNKNOWN = Dating(None, None, "", False)


def state(code: str) -> Actor:
    """A state as actor."""
    return Actor(code, LABELS[code], "state", country=code)


def person(name: str, country: str) -> Actor:
    """A person who acts for a state."""
    return Actor(name, name.replace("-", " ").title(), "person", country=country)


def on(day: str) -> Dating:
    """The dating of one day, as its sentence tells it."""
    date = datetime.date.fromisoformat(day)
    return Dating(date, date, day, True, "that day")


def draft(
    lemma: str,
    actors: Iterable[Actor | str] = (),
    recipients: Iterable[Actor | str] = (),
    *,
    event_type: str = "CONSULT",
    mode: str | None = None,
    modality: str = "asserted",
    subtype: str | None = None,
    takes_up: bool = False,
    reciprocal: bool = False,
    dating: Dating = UNKNOWN,
    place: Place | None = None,
    line: int = 1,
    document: str = "one",
    published: str = "2019-06-27",
    nominal: bool = False,
    definite: bool = False,
    plural: bool = False,
    decided: bool = False,
    about: str = "",
) -> Draft:
    """A draft whose sentence is the `line`th of its article and holds the lemma and "that day"."""
    sentence = f"{lemma} that day. "
    text = sentence * 12
    start = (line - 1) * len(sentence)
    sides = [tuple(state(a) if isinstance(a, str) else a for a in side) for side in (actors, recipients)]
    mention = EventMention(
        start, start + len(lemma), line, "" if takes_up else event_type, mode, modality, "rule", lemma,
        reciprocal=reciprocal, subtype=subtype, takes_up=takes_up,
    )  # fmt: skip
    return Draft(
        Document(text=text, id=document, published=datetime.date.fromisoformat(published)),
        mention, (start, start + len(sentence) - 1), "paragraph", *sides, (), place, dating, line=line, nominal=nominal,
        definite=definite, plural=plural, decided=decided, about=frozenset(about.split()),
    )  # fmt: skip
