"""A draft is an event mention with its actors linked and its date read: what coreference compares."""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass, replace

from kg.model import Actor, Dating, Document, Event, EventMention, Evidence, Place


@dataclass(frozen=True)
class Draft:
    """One event mention, resolved as far as its own sentence tells.

    `weighed` says by party why it takes part, as `kg explain` shows it, `doubts` what speaks against it. `line` is the
    number of its sentence in the document; `nominal` says that a noun names the event, `plural` and `definite` tell of
    that noun; `around` holds who else is named in the sentence (ids); what is `decided` may be told as done elsewhere,
    what is `due` is told in the present;
    what stands `aside` is told by a relative clause; `governors` are the tokens above its head; `follows` holds the
    heads of mentions told to be earlier; `about` holds the names, numbers, nouns and verbs of the sentence (lemmas);
    `named` holds the names of its noun ("the Brussels Treaty"), `another` the words that tell it from one like it ("a
    second attack"), lower-case both; `own` are the words below its noun that say which one it is ("trade talks", "a
    deal on squid"), `whose` those of them that are people without a name ("talks between diplomats"); an `indefinite`
    noun has "a" before it, one `pointed_at` "that"; `owners` are the parties that the sentence names before "his" or
    "its" noun, or whose it is by name ("the Soviet move"); `guess` is a day for what has none, and why; what is done
    `by_many` has actors whom nobody names; what is done `on_it` has "it" or "this" as its object;
    what `leads` is told by the main clause of its sentence; what stands `under_its_date` is an entry of a list.
    An anaphor has no type until it joins an event.
    """

    document: Document
    mention: EventMention
    sentence: tuple[int, int]
    block: str
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    attributed_to: tuple[Actor, ...]
    place: Place | None
    dating: Dating
    weighed: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()
    line: int = 0
    nominal: bool = False
    definite: bool = False
    plural: bool = False
    decided: bool = False
    due: bool = False
    aside: bool = False
    around: frozenset[str] = frozenset()
    governors: frozenset[int] = frozenset()
    follows: frozenset[int] = frozenset()
    about: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    another: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    whose: frozenset[str] = frozenset()
    indefinite: bool = False
    pointed_at: bool = False
    owners: frozenset[str] = frozenset()
    guess: tuple[datetime.date, str] | None = None
    by_many: bool = False
    on_it: bool = False
    leads: bool = False
    under_its_date: bool = False

    @functools.cached_property
    def everyone(self) -> tuple[Actor, ...]:
        """Actors and recipients."""
        return (*self.actors, *self.recipients)

    @functools.cached_property
    def parties(self) -> frozenset[str]:
        """States and organisations that take part, on either side."""
        return frozenset(a.party for a in self.everyone)

    @property
    def bare(self) -> bool:
        """Is it a definite noun that names nobody ("the summit")?"""
        return not self.actors and not self.recipients

    @property
    def anaphor(self) -> bool:
        """Is it a noun that only takes up an event, whatever its type ("the incident")?"""
        return self.mention.takes_up

    @property
    def subtype(self) -> str | None:
        """The finer type that its trigger tells, such as "summit"."""
        return self.mention.subtype

    @functools.cached_property
    def firm(self) -> bool:
        """Does its own sentence or entry date it? A date lent by the story neither joins nor parts mentions."""
        words = self.dating.text
        stated = self.under_its_date or words in self.document.text[slice(*self.sentence)]
        return self.dating.begin is not None and bool(words) and stated

    @property
    def days(self) -> tuple[datetime.date | None, datetime.date | None]:
        """First and last possible day."""
        return self.dating.begin, self.dating.end

    @property
    def published(self) -> datetime.date:
        """The day of its article, the last of all days where that is not known."""
        return self.document.published or datetime.date.max

    @functools.cached_property
    def words(self) -> str:
        """The trigger as it stands in the text."""
        return self.document.text[self.mention.start : self.mention.end]

    @property
    def source(self) -> str:
        """The address of its article."""
        return self.document.url or self.document.id

    @property
    def order(self) -> tuple[str, int, int, str]:
        """A total order over mentions that does not depend on the order of input."""
        return (self.document.id, self.mention.start, self.mention.end, self.mention.rule)


def overlap(
    one: tuple[datetime.date | None, datetime.date | None], other: tuple[datetime.date | None, datetime.date | None]
) -> bool:
    """Can the two intervals of possible days share a day? None is open."""
    first, last = datetime.date.min, datetime.date.max
    return (one[0] or first) <= (other[1] or last) and (other[0] or first) <= (one[1] or last)


def width(begin: datetime.date | None, end: datetime.date | None) -> int:
    """Days between the first and the last possible day; very large where one is not known."""
    return (end - begin).days if begin is not None and end is not None else 10**6


def evidence_of(draft: Draft) -> Evidence:
    """The sentence of the draft as evidence."""
    document, mention = draft.document, draft.mention
    start, end = draft.sentence
    return Evidence(
        document=draft.source,
        document_id=document.id,
        start=start,
        end=end,
        sentence=document.text[start:end],
        trigger=draft.words,
        trigger_start=mention.start,
        trigger_end=mention.end,
        rule=mention.rule,
        confidence=round(mention.confidence, 2),
        reason=mention.reason,
    )


def with_evidence(event: Event, evidence: tuple[Evidence, ...]) -> Event:
    """The event with its evidence sorted and without repetition."""
    unique = sorted(set(evidence), key=lambda e: (e.document_id, e.trigger_start, e.trigger_end, e.rule))
    return replace(event, evidence=tuple(unique))
