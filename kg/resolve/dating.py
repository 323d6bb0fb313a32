"""When an event happened, as far as its text tells, and why we think so.

The words that govern the trigger come first (attachment in the parse), then what a clause shares with the one that
it hangs on, then the day of the story; without any sign of a date a past event ends at the publication and has no
beginning.
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.model import Dating, Document, Parse, Sentence, Timex
from kg.resolve.anchors import in_background, story
from kg.resolve.attachment import (
    background_noun,
    clause_verb,
    finite_above,
    head_token,
    is_verb,
    looks_back,
    path_up,
    tense_of,
)
from kg.resolve.clause_times import intended, older_object, own_time, undated
from kg.resolve.other_times import EventDate, TermOf, before_noun, clause_at_distance, other_event, reign, told_before
from kg.seeds.grammar import load_grammar
from kg.text.engine import Engine, default_engine
from kg.text.quotations import is_quoted, quotations
from kg.timex import tag_times

UNKNOWN = Dating(None, None, "", False, "", "the text gives no date")
OPENING = 5  # sentences that a headline in the present tense speaks for


def date_event(document: Document, start: int, end: int, engine: Engine | None = None) -> Dating:
    """Return when the event of the words [start, end) happened: first and last possible day, EDTF, words and reason.

    `certain` says whether the event fills the days. The document is parsed once and kept for the next call.

    >>> import datetime
    >>> d = Document(text="The ministers met on Monday.", published=datetime.date(2013, 3, 22))
    >>> date_event(d, 14, 17).edtf
    '2013-03-18'
    """
    parse, times = _read(document, engine)
    head = head_token(parse, start, end)
    if head is None:
        return undated(document, "these words were not parsed")
    return date_mention(document, parse, times, head)


@functools.lru_cache(maxsize=8)
def _read(document: Document, engine: Engine | None) -> tuple[Parse, tuple[Timex, ...]]:
    parse = next(iter((engine or default_engine()).parse([document])))
    return parse, tuple(tag_times(document.text, document.published, document.language))


def date_mention(
    document: Document,
    parse: Parse,
    times: Sequence[Timex],
    head: int,
    *,
    modality: str = "",
    event_date: EventDate | None = None,
    term_of: TermOf | None = None,
) -> Dating:
    """Return the dating of the event whose trigger has its head at token `head`.

    `modality` is that of the mention where the caller knows it: an asserted "will" is a promise, dated when it was
    made.
    `event_date(token)` gives the date of another event of the document where the caller knows it ("two days before the
    summit"); `term_of(name)` gives (begin, end) of an office-holder ("under the Moon administration").
    """
    times = tuple(times)
    promised = modality == "asserted" and tense_of(parse, head).name in ("future", "modal")
    if promised:  # an act that is asserted and told with "will": the promise itself
        head, own_words = _speech_of(parse, head), head
        if head == own_words:
            return _in_story(document, parse, times, parse.sentence_of(head), "a promise is made when it is told")
    own = own_time(document, parse, times, head, modality)
    if own is not None:
        return own
    in_office = reign(document, parse, head, term_of)
    if in_office is not None:
        return in_office
    anchored = other_event(document, parse, times, head, event_date)
    if anchored is not None:
        return anchored
    return _from_context(document, parse, times, head, modality)


def _speech_of(parse: Parse, head: int) -> int:
    """The verb that reports what is said, as "announced" in "announced that it would stop"; else the verb itself."""
    for i in path_up(parse, head):
        token = parse.tokens[i]
        above = parse.tokens[token.head]
        if token.dep == "ccomp" and token.head != i and is_verb(above) and above.lemma in load_grammar()["reporting"]:
            return token.head
        if token.dep not in ("conj", "aux", "xcomp", "ccomp"):
            break
    return head


# ------------------------------------------------------------------------------ the context
def _from_context(
    document: Document,
    parse: Parse,
    times: tuple[Timex, ...],
    head: int,
    modality: str,
) -> Dating:
    """No time in the clause: what tense, the sentence before and the story say."""
    tokens = parse.tokens
    sentence = parse.sentence_of(head)
    verb = head if is_verb(tokens[head]) else clause_verb(parse, head)
    finite = finite_above(parse, verb)
    tense = tense_of(parse, finite).name
    published = document.published
    if modality == "hypothetical":
        return replace(UNKNOWN, reason="not told as having happened, and no date is given")
    if modality == "planned" or tense == "future" or intended(parse, sentence, verb):
        if published is None:
            return UNKNOWN
        return Dating(published, None, f"{published}/..", False, "", "still to come when the text was published")
    known_before = told_before(document, parse, times, head)
    if known_before is not None:
        return known_before
    if background_noun(parse, head):
        return before_noun(document, parse, times, head, finite)
    shared = _higher_time(document, parse, times, head, finite)
    if shared is not None:
        return shared
    distant = clause_at_distance(document, parse, times, finite)
    if distant is not None:
        return distant
    beside = _clause_beside(document, parse, times, sentence, finite)
    if tense == "past perfect":
        return _not_after(
            document, parse, times, finite, "the past perfect looks back from the story, and no date is given"
        )
    if beside is not None:
        return beside
    if (
        tense == "present perfect"
        and sentence.first not in _opening(parse, 2)
        and not is_quoted(quotations(document.text), tokens[head].start)
    ):
        return undated(document, "the present perfect gives no day: not after publication")
    if looks_back(parse, finite):
        return undated(document, "the clause looks back from the story, and no date is given")
    if tense == "present" and sentence.kind == "paragraph":
        if published is None:
            return UNKNOWN
        return Dating(
            published, published, published.isoformat(), True, "", "told in the present tense: the day of publication"
        )
    before = _sentence_before(document, parse, times, sentence, finite)
    if before is not None:
        return before
    if not is_verb(tokens[head]) and older_object(parse, head):
        return undated(document, "named as the object of what the clause tells, which may be later")
    told = story(document, parse, times, sentence)
    if told.day is not None and in_background(document, parse, told.day, times, sentence):
        return undated(document, "its paragraph tells of earlier times, and no date is given")
    opens = sentence.kind == "headline" or sentence.first in _opening(parse, OPENING)
    if told.day is not None and (told.sure or opens or tokens[finite].lemma in load_grammar()["reporting"]):
        return Dating(told.day, told.day, told.day.isoformat(), True, told.text, told.reason)
    return undated(document, "no date in the text: not after publication")


def _opening(parse: Parse, count: int) -> list[int]:
    """The first tokens of the sentences that open the story (a line with a date alone is none)."""
    prose = (s for s in parse.sentences[: 3 * count + 2] if s.kind == "paragraph")
    return [s.first for s in prose if any(is_verb(t) for t in parse.tokens[s.first : s.last])][:count]


def _clause_beside(
    document: Document, parse: Parse, times: tuple[Timex, ...], sentence: Sentence, finite: int
) -> Dating | None:
    """As in "A urged B on Thursday; B refused": a main clause takes the time of the one before it in its sentence,
    and what was said takes that of the saying.
    """
    tokens = parse.tokens
    token = tokens[finite]
    above = token.head
    if token.dep == "ccomp" and above != finite and is_verb(tokens[above]) and above < finite:
        if tense_of(parse, above).name in ("past", "present perfect") and tense_of(parse, finite).name in (
            "past",
            "present",
        ):
            known = own_time(document, parse, times, above, "")
            if known is not None and known.begin is not None:
                return replace(known, reason=f"said at that time: {known.reason}")
        return None
    if token.dep not in ("ROOT", "conj", "parataxis") or tense_of(parse, finite).name != "past":
        return None
    for i in range(finite - 1, sentence.first, -1):
        other = tokens[i]
        if is_verb(other) and other.dep in ("ROOT", "conj", "ccomp", "parataxis") and tense_of(parse, i).name == "past":
            if other.dep == "ccomp" and tokens[other.head].lemma in load_grammar()["reporting"]:
                return None
            known = own_time(document, parse, times, i, "")
            if known is not None:
                return replace(known, reason=f"goes on from the clause before: {known.reason}")
    return None


def _not_after(document: Document, parse: Parse, times: tuple[Timex, ...], finite: int, reason: str) -> Dating:
    """What is told in the past perfect ends before the time of the clause that tells it."""
    token = parse.tokens[finite]
    if token.dep in ("ccomp", "relcl", "advcl") and token.head != finite:
        above = finite_above(parse, clause_verb(parse, token.head))
        known = own_time(document, parse, times, above, "") if above != finite else None
        if known is not None and known.end is not None:
            return Dating(None, known.end, f"../{known.end}", False, known.text, f"{reason}; not after {known.edtf}")
    return undated(document, reason)


def _in_story(document: Document, parse: Parse, times: tuple[Timex, ...], sentence: Sentence, reason: str) -> Dating:
    told = story(document, parse, times, sentence)
    if told.day is None:
        return undated(document, reason)
    return Dating(told.day, told.day, told.day.isoformat(), True, told.text, f"{reason}; {told.reason}")


def _sentence_before(
    document: Document, parse: Parse, times: tuple[Timex, ...], sentence: Sentence, finite: int
) -> Dating | None:
    """A sentence that goes on about what the one before has dated ("He also …"): up to four of them in a row."""
    place = bisect.bisect_left(parse.sentences, sentence.first, key=lambda s: s.first)
    for k in range(place, max(0, place - 4), -1):
        if not _goes_on(parse, finite) or tense_of(parse, finite).name not in ("past", "participle", ""):
            return None
        previous = parse.sentences[k - 1]
        if previous.kind != sentence.kind or document.text[previous.end : parse.sentences[k].start].count("\n") > 1:
            return None
        root = next((i for i in range(previous.first, previous.last) if parse.tokens[i].head == i), previous.first)
        if tense_of(parse, root).name not in ("past", "participle", "present perfect", ""):
            return None
        known = own_time(document, parse, times, root, "")
        if known is not None:
            if known.begin is None or known.end is None:
                return None
            return Dating(
                known.begin, known.end, known.edtf, known.certain, known.text, f"goes on from before: {known.reason}"
            )
        finite = root
    return None


def _goes_on(parse: Parse, finite: int) -> bool:
    subjects = [i for i in parse.children(finite) if parse.tokens[i].dep in ("nsubj", "nsubjpass")]
    sentence = parse.sentence_of(finite)
    words = [t.text.lower() for t in parse.tokens[sentence.first : sentence.last]]
    if any(one in ("hours", "hour", "minutes") and two == "later" for one, two in pairwise(words)):
        return True
    also = any(parse.tokens[i].lemma in ("also", "then") for i in parse.children(finite))
    return also or any(parse.tokens[i].tag == "PRP" for i in subjects)


def _higher_time(document: Document, parse: Parse, times: tuple[Timex, ...], head: int, finite: int) -> Dating | None:
    """A participle, infinitive or noun takes the time of the finite verb above it."""
    if finite == head:
        return None
    return own_time(document, parse, times, finite, "")
