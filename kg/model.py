"""The values that flow from one station to the next: immutable, plain, knowing only what follows from their fields.

Offsets are Unicode code points, half open, into `Document.text`. Confidences are 0..1, rounded to two
decimals. Days are `datetime.date`; None stands for a day that is not known.
"""

from __future__ import annotations

import bisect
import contextlib
import datetime
import functools
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.errors import OptionError, shortened
from kg.notebook import MOST, facts_html

MODALITIES = ("asserted", "planned", "hypothetical", "negated", "denied")
QUAD_CLASSES = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")
STATE_KINDS = ("state", "historical", "dependency", "disputed")  # kinds of actors and places that are states
POLITICAL_KINDS = (*STATE_KINDS, "organisation", "person", "group", "body")  # kinds that politics is between
BY_READER = "reader:"  # how the rule of a mention begins that no card's trigger has found
TOO_WEAK = 0.25  # a candidate below this confidence is shown, but nobody takes part by it
OWN_PARTIES = ("group", "company", "media", "institute")  # kinds of actors that have a country but do not act for it
GRADES = ("sure", "likely", "check")  # of events, by their confidence; what is to check is shown only to who asks
BLOCK_KINDS = ("headline", "paragraph", "heading", "caption", "footer")


# ------------------------------------------------------------------------------ documents
class Span(NamedTuple):
    """A stretch of `Document.text`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like part of a document; `kind` is one of `BLOCK_KINDS`.

    Prose rules read paragraphs; headlines, headings and captions have rules of their own; footers
    (bylines, credits, tag lists) are never read for events.
    """

    start: int
    end: int
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Repair:
    """What a reader mended in damaged input, and at which offset of the raw input."""

    what: str
    offset: int


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that a user should know about the input. One line of issues.jsonl."""

    level: str  # "info", "warning", "error"
    stage: str  # "read", "extract", "resolve", "judge", "graph"
    document: str | None
    span: tuple[int, int] | None
    message: str
    remedy: str

    def __str__(self) -> str:
        """What is wrong and what to do.

        >>> str(Issue("error", "read", "a.txt", None, "there is no such file", "look at the path"))
        'there is no such file; look at the path'
        """
        return "; ".join(filter(None, (self.message, self.remedy)))


Report = Callable[[Issue], None]


@dataclass(frozen=True, slots=True)
class Article:
    """What the graph keeps of a document: everything but its text."""

    id: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: datetime.date | None = None
    modified: datetime.date | None = None
    language: str = "en"
    section: str | None = None
    tags: tuple[str, ...] = ()
    text_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One article as read.

    `published` is the document creation time (TimeML DCT), the anchor of "Monday"; it may be given as a date, a time
    or ISO 8601 text, and OptionError is raised for what is no day. `id` is made from the address, or from title and
    text where there is none, so that a new version of an article replaces the old one.

    >>> Document(text="Japan and South Korea held talks.", published=datetime.date(2022, 11, 16)).id
    'f8ab5bd6620c'
    """

    text: str
    title: str | None = None
    url: str | None = None
    published: datetime.date | None = None
    publisher: str | None = None
    author: str | None = None
    modified: datetime.date | None = None
    language: str = "en"
    section: str | None = None
    tags: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    repairs: tuple[Repair, ...] = ()
    id: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise OptionError(f"text={shortened(self.text)} is no text")
        for name in ("published", "modified"):
            object.__setattr__(self, name, as_day(getattr(self, name), name))
        if not self.id:
            key = self.url or f"{self.title or ''}\n{self.text}"
            object.__setattr__(self, "id", hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12])
        if not self.blocks:
            object.__setattr__(self, "blocks", plain_blocks(self.text, self.title))

    @property
    def article(self) -> Article:
        """The document without its text."""
        digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
        return Article(
            self.id, self.url, self.title, self.publisher, self.author, self.published, self.modified,
            self.language, self.section, self.tags, digest,
        )  # fmt: skip


def as_document(value: Document) -> Document:
    """Return a document as it is. Raises OptionError for anything else.

    >>> as_document("Japan met Kenya.")
    Traceback (most recent call last):
        ...
    kg.errors.OptionError: 'Japan met Kenya.' is no document: write kg.Document(text=…, published=…)
    """
    if not isinstance(value, Document):
        raise OptionError(f"{shortened(value)} is no document: write kg.Document(text=…, published=…)")
    return value


def as_day(value: object, name: str = "published") -> datetime.date | None:
    """Return the day of a date, of a time (as written, whatever its zone) or of ISO 8601 text; None for none and NaT.

    Raises OptionError for what names no day.

    >>> as_day("2015-03-10"), as_day(datetime.datetime(2015, 3, 10, 23, 59))
    (datetime.date(2015, 3, 10), datetime.date(2015, 3, 10))
    """
    if value is None or value == "" or value != value:
        return None
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    text = str(value).strip()
    for form, written in ((datetime.datetime, text), (datetime.date, re.split("[T ]", text)[0])):
        with contextlib.suppress(ValueError):
            found = form.fromisoformat(written)
            return found.date() if isinstance(found, datetime.datetime) else found
    raise OptionError(f"{name}={value!r} is no day: give a datetime.date, or text such as '2015-03-10'")


def plain_blocks(text: str, title: str | None = None) -> tuple[Block, ...]:
    r"""Return one block a non-empty line; a first line that repeats the title is the headline.

    >>> plain_blocks("Talks open\n\nJapan and Korea met.", "Talks open")
    (Block(start=0, end=10, kind='headline'), Block(start=12, end=32, kind='paragraph'))
    """
    blocks: list[Block] = []
    offset = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            start = offset + line.index(stripped)
            first = not blocks and title is not None and stripped == title.strip()
            blocks.append(Block(start, start + len(stripped), "headline" if first else "paragraph"))
        offset += len(line) + 1
    return tuple(blocks)


# ------------------------------------------------------------------------------ parse
@dataclass(frozen=True, slots=True)
class Token:
    """One token of a parse. `head` is the index of the governing token in `Parse.tokens` (itself for a root)."""

    start: int
    end: int
    text: str
    lemma: str
    pos: str  # Universal POS
    tag: str  # Penn Treebank
    dep: str  # ClearNLP labels, as spaCy's English models use them
    head: int
    morph: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its span in the text, its tokens [first, last), and the kind of block that it stands in."""

    start: int
    end: int
    first: int
    last: int
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """What the engine's own entity recogniser saw: tokens [first, last) and its label (PERSON, ORG, GPE, NORP, ...)."""

    first: int
    last: int
    label: str


@dataclass(frozen=True)
class Parse:
    """A dependency parse in plain values that any engine can fill."""

    sentences: tuple[Sentence, ...] = ()
    tokens: tuple[Token, ...] = ()
    entities: tuple[NamedEntity, ...] = ()
    engine: str = ""

    def sentence_of(self, index: int) -> Sentence:
        """The sentence that token `index` stands in."""
        return self.sentences[min(bisect.bisect_right(self._lasts, index), len(self.sentences) - 1)]

    def tokens_in(self, start: int, end: int) -> range:
        """Indices of the tokens that overlap the span [start, end)."""
        first = bisect.bisect_right(self._ends, start)
        last = bisect.bisect_left(self._starts, end)
        return range(first, max(first, last))

    @functools.cached_property
    def _lasts(self) -> list[int]:
        return [sentence.last for sentence in self.sentences]

    @functools.cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @functools.cached_property
    def _ends(self) -> list[int]:
        return [token.end for token in self.tokens]


# ------------------------------------------------------------------------------ mentions
@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression with its TIMEX3 type (DATE, TIME, DURATION, SET), value and mod.

    `earliest` and `latest` are the first and last possible day where the value is one on the calendar.
    `anchor` says what a relative value was counted from: "" (absolute), "published", "previous" (the time
    expression before it) or "event" (words in the text, as in "two days before the summit").
    """

    start: int
    end: int
    type: str
    value: str
    mod: str = ""
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a mention: the id of an entity, how likely it is, and why."""

    entity: str
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A span that refers to an actor (or to several: "both countries").

    `form` is "name", "nominal" ("the Japanese foreign ministry"), "pronoun" or "group" ("the two leaders").
    `head` is the index of the span's head token. `office` is the office named or implied ("president").
    `sector` is a PLOVER sector code. `candidates` are alternatives, ranked, best first; in a group whose members are
    named `parts` are its members. Both are empty where only coreference can tell. The `country` or the `organisation`
    acted for is told by the words; with `kind` and `label` they describe an actor that no table holds.
    """

    start: int
    end: int
    head: int
    form: str
    candidates: tuple[Candidate, ...] = ()
    office: str | None = None
    sector: str | None = None
    country: str | None = None
    kind: str | None = None
    label: str | None = None
    organisation: str | None = None
    parts: tuple[Candidate, ...] = ()

    def __hash__(self) -> int:
        return hash((self.start, self.end, self.head))  # few are so much alike, and it is asked for often

    @property
    def readings(self) -> tuple[Candidate, ...]:
        """Its candidates or its parts: empty where nothing but coreference can tell who is meant."""
        return self.candidates or self.parts


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A span that refers to a place; candidates are ids of places or states, best first."""

    start: int
    end: int
    head: int
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class EventMention:
    """A trigger with its type and arguments, before anything is linked or dated.

    `subtype` is the finer type that its trigger tells ("summit"). A mention that only `takes_up` an event told before
    ("the incident") has the type "" until it joins one. What is only a `hint` may join an event and makes
    none by itself. `read` is how likely the reader thinks that its words name an act, `types` and `modalities` how
    likely each is then, likeliest first; `sides` how likely each word for a party of its sentence acts and is acted
    upon (token, log-odds, log-odds). None and empty where there is no reader.
    """

    start: int
    end: int
    head: int  # token index of the trigger's head
    event_type: str
    mode: str | None
    modality: str
    rule: str  # e.g. "seeds/event_types/CONSULT.yml#hold-talks"
    lemma: str  # the trigger's lemma(s), part of the event's identity
    actors: tuple[ActorMention, ...] = ()
    recipients: tuple[ActorMention, ...] = ()
    reciprocal: bool = False
    attributed_to: tuple[ActorMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    confidence: float = 0.5
    reason: str = ""
    subtype: str | None = None
    takes_up: bool = False
    hint: bool = False
    read: float | None = None
    types: tuple[tuple[str, float], ...] = ()
    modalities: tuple[tuple[str, float], ...] = ()
    sides: tuple[tuple[int, float, float], ...] = ()

    def __hash__(self) -> int:
        return hash((self.start, self.end, self.rule))

    @property
    def by_reader(self) -> bool:
        """Is its type the reader's, not that of a card's trigger?"""
        return self.rule.startswith(BY_READER)


# ------------------------------------------------------------------------------ resolved
@dataclass(frozen=True, slots=True)
class Actor:
    """A resolved actor as it takes part in one event.

    `id` is ISO 3166 alpha-3 for states, an acronym or slug for the rest; `kind` tells them apart ("state",
    "historical", "disputed", "dependency", "organisation", "person", "group", "company", ...). `country` is the state
    acted for, None for organisations and their officials, `organisation` the organisation acted for. `office` is what
    a person held or an unnamed speaker was called; `office_id` the row of seeds/actors that says so.
    """

    id: str
    label: str
    kind: str = "state"
    country: str | None = None
    organisation: str | None = None
    sector: str | None = None
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    office: str | None = None
    office_id: str | None = None
    mentions: tuple[Span, ...] = field(default=(), compare=False)

    @property
    def party(self) -> str:
        """Whom this actor counts for: a leader or an army for the state, an armed group or a company for itself."""
        if self.kind in OWN_PARTIES:
            return self.id
        return self.country or self.organisation or self.id

    @property
    def itself(self) -> Actor:
        """What it is whatever it takes part in: id, label, kind and validity."""
        return Actor(self.id, self.label, self.kind, valid_from=self.valid_from, valid_to=self.valid_to)


@dataclass(frozen=True, slots=True)
class Place:
    """A resolved place; `country` is the alpha-3 code of the state it lies in."""

    id: str
    label: str
    kind: str = "city"
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Dating:
    """When an event happened, as far as the text tells, and why we think so.

    It is only `near` where the words of the time stand nearest to the act's, and grammar does not join them to it.
    """

    begin: datetime.date | None
    end: datetime.date | None
    edtf: str
    certain: bool
    text: str = ""
    reason: str = ""
    near: bool = False


class Participants(NamedTuple):
    """Who does what the words tell, and to whom."""

    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence that says so. `document` is the address (or id), `document_id` the article's id in the graph."""

    document: str
    document_id: str
    start: int
    end: int
    sentence: str
    trigger: str
    trigger_start: int
    trigger_end: int
    rule: str
    confidence: float = 0.5
    reason: str = ""
    extractor: str = "diplokg"
    kind: str = "sentence"  # or "record": a row of a coded table


@dataclass(frozen=True, slots=True)
class Claim:
    """What one article says of an event on which articles disagree.

    `about` is "date", "place", "initiator" or "number", `value` what it says, in words or as EDTF.
    """

    about: str
    value: str
    document_id: str


@dataclass(frozen=True, slots=True)
class Event:
    """One dated event, with everything that queries and exporters need.

    `begin` and `end` are the first and last possible day; `certain` says whether the event fills them; `edtf` says it
    exactly. In a `reciprocal` act all parties are `actors` and there is no recipient. `related` holds (relation, event
    id) with relation one of before, after, part-of, same-as, realises, cancels (a plan). `confidence` is the
    probability that type, parties, direction, modality and date are all right, `grade` one of `GRADES` by it. `reasons`
    are sentences for `kg explain`: why this date, why these actors, why these mentions are one, why this confidence.
    """

    id: str
    event_type: str
    quad_class: str
    modality: str
    actors: tuple[Actor, ...]
    evidence: tuple[Evidence, ...]
    recipients: tuple[Actor, ...] = ()
    mode: str | None = None
    subtype: str | None = None  # a finer SKOS type such as "summit"
    goldstein: float | None = None
    cameo: str | None = None
    reciprocal: bool = False
    attributed_to: tuple[Actor, ...] = ()
    place: Place | None = None
    begin: datetime.date | None = None
    end: datetime.date | None = None
    edtf: str = ""
    certain: bool = False
    date_text: str = ""
    label: str = ""
    lemma: str = ""
    confidence: float = 0.5
    grade: str = "likely"
    background: bool = False
    related: tuple[tuple[str, str], ...] = ()
    reasons: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()  # what each article says, where articles disagree

    @property
    def parties(self) -> frozenset[str]:
        """Whoever takes part on either side, by `Actor.party`."""
        return frozenset(actor.party for actor in (*self.actors, *self.recipients))

    def __repr__(self) -> str:
        doubt = self.grade if self.modality == "asserted" else self.modality
        return f"<Event {self.id} ({self.edtf or 'no date'}, {doubt}): {self.label or self.event_type}>"

    def _repr_html_(self) -> str:
        """What Jupyter shows: what is told, and the sentences."""
        facts = [
            ("what", " / ".join(filter(None, (self.event_type, self.mode, self.subtype)))),
            ("modality", self.modality),
            ("when", self.edtf or "no date"),
            ("actors", ", ".join(actor.label for actor in self.actors)),
            ("recipients", ", ".join(actor.label for actor in self.recipients)),
            ("where", self.place.label if self.place else ""),
            ("confidence", f"{self.confidence:.2f} ({self.grade})"),
            *(("told", f"{found.sentence} ({found.document})") for found in self.evidence[:MOST]),
            ("id", self.id),
        ]
        return facts_html(self.label, facts)
