"""When an event happened, as far as its text tells, and why we think so.

The words that govern the trigger come first (attachment in the parse), then what a clause shares with the one that it hangs on,
then the day of the story; without any sign of a date a past event ends at the publication and has no beginning.
"""

from __future__ import annotations

import bisect
import datetime
import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.extractors.engine import Engine, default_engine
from kg.model import Dating, Document, Parse, Sentence, Timex
from kg.resolve.anchors import in_background, in_dateline, quoted, redirected, story
from kg.resolve.attachment import (
    Attached, attach, background_noun, clause_verb, finite_above, governs, head_token, is_verb, looks_back, path_up, same_time,
    tense_of,
)  # fmt: skip
from kg.seeds.grammar import load_grammar
from kg.seeds.timex import time_lexicon
from kg.timex import tag_times
from kg.timex.calendar import bounds, grain, shift

EventDate = Callable[[int], Dating | None]
TermOf = Callable[[str], tuple[datetime.date | None, datetime.date | None] | None]
UNKNOWN = Dating(None, None, "", False, "", "the text gives no date")
OPENING = 5  # sentences that a headline in the present tense speaks for
COMPARED = frozenset({"than", "with", "like", "versus", "against", "compare"})  # "more than last year"
DAY = datetime.timedelta(days=1)


def date_event(document: Document, start: int, end: int, engine: Engine | None = None) -> Dating:
    """Return when the event of the words [start, end) happened: first and last possible day, EDTF, words and reason.

    `certain` says whether the event fills the days. The document is parsed once and kept for the next call.

    >>> d = Document(text="The ministers met on Monday.", published=datetime.date(2013, 3, 22))
    >>> date_event(d, 14, 17).edtf
    '2013-03-18'
    """
    parse, times = _read(document, engine)
    head = head_token(parse, start, end)
    if head is None:
        return _undated(document, "these words were not parsed")
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

    `modality` is that of the mention where the caller knows it: an asserted "will" is a promise, dated when it was made.
    `event_date(token)` gives the date of another event of the document where the caller knows it ("two days before the
    summit"); `term_of(name)` gives (begin, end) of an office-holder ("under the Moon administration").
    """
    times = tuple(times)
    promised = modality == "asserted" and tense_of(parse, head).name in ("future", "modal")
    if promised:  # an act that is asserted and told with "will": the promise itself
        head, own_words = _speech_of(parse, head), head
        if head == own_words:
            return _in_story(document, parse, times, parse.sentence_of(head), "a promise is made when it is told")
    own = _own_time(document, parse, times, head, modality)
    if own is not None:
        return own
    reign = _reign(document, parse, head, term_of)
    if reign is not None:
        return reign
    anchored = _other_event(document, parse, times, head, event_date)
    if anchored is not None:
        return anchored
    return _from_context(document, parse, times, head, modality)


def _speech_of(parse: Parse, head: int) -> int:
    """The verb that reports what is said: "announced" in "announced that it would stop"; the verb itself where none does."""
    for i in path_up(parse, head):
        token = parse.tokens[i]
        above = parse.tokens[token.head]
        if token.dep == "ccomp" and token.head != i and is_verb(above) and above.lemma in load_grammar()["reporting"]:
            return token.head
        if token.dep not in ("conj", "aux", "xcomp", "ccomp"):
            break
    return head


# ------------------------------------------------------------------------------ the words themselves
def _own_time(document: Document, parse: Parse, times: tuple[Timex, ...], head: int, modality: str) -> Dating | None:
    sentence = parse.sentence_of(head)
    ranked = []
    everything = attach(parse, sentence, times)
    for attached in everything:
        if (
            attached.timex.earliest is None
            or attached.timex.latest is None
            or attached.timex.type not in ("DATE", "TIME")
        ):
            continue
        if (
            in_dateline(document, sentence, attached.timex)
            or attached.preposition in COMPARED
            or _first_time_in(document, attached)
            or _of_the_planned(document, parse, head, attached.timex)
        ):
            continue
        rank = governs(parse, head, attached)
        if rank is not None:
            ranked.append((rank, grain(attached.timex.value) not in ("D", "W"), abs(attached.head - head), attached))
    if not ranked:
        return None
    ranked.sort(key=lambda r: r[:3])
    best = ranked[0][3]
    spans = _range(document, best, everything)
    if spans is not None:
        return spans
    words = document.text[best.timex.start : best.timex.end]
    if best.governor != head and _presupposed(parse, head):
        last = best.timex.latest
        return Dating(
            None, last, f"../{last}", False, words, f"'{words}' dates what was done about it, so it is not later"
        )
    turned = redirected(best.timex, words, _ahead(parse, sentence, head, modality), document.published)
    return _with_preposition(document, parse, replace(best, timex=turned), head)


def _presupposed(parse: Parse, head: int) -> bool:
    """ "abandoned an agreement in 2017": the agreement is older than what is done with it."""
    token = parse.tokens[head]
    if is_verb(token) or token.dep not in ("dobj", "nsubjpass", "pobj"):
        return False
    above = parse.tokens[token.head]
    if token.dep == "pobj":
        above = parse.tokens[above.head]
    return is_verb(above) and above.lemma in time_lexicon().words["PRESUPPOSE"]


def _older_object(parse: Parse, head: int) -> bool:
    """ "thanked him for the release", "recalled the war": a nominal event under a verb that does not carry it out."""
    token = parse.tokens[head]
    if token.dep not in ("dobj", "pobj"):
        return False
    above = parse.tokens[token.head]
    if token.dep == "pobj":
        if above.lemma in ("in", "at", "during", "on"):
            return False
        above = parse.tokens[above.head]
    return above.lemma not in load_grammar()["light_verbs"]


def _ahead(parse: Parse, sentence: Sentence, head: int, modality: str) -> bool | None:
    """Whether the event is told as to come (True), as done (False), or neither."""
    verb = head if is_verb(parse.tokens[head]) else clause_verb(parse, head)
    if modality == "planned" or _intended(parse, sentence, verb):
        return True
    tense = tense_of(parse, finite_above(parse, verb)).name
    own = tense_of(parse, verb).name
    if own == "future" or tense == "future":
        return True
    return False if own in ("past", "past perfect", "present perfect") else None


def _first_time_in(document: Document, attached: Attached) -> bool:
    """ "for the first time since 2015" dates the time before, not this one."""
    before = document.text[max(0, attached.timex.start - 90) : attached.timex.start].lower().rsplit(".", 1)[-1]
    return (
        attached.preposition == "since"
        and "first" in before
        or attached.preposition == "in"
        and "first time" in before[-30:]
    )


def _of_the_planned(document: Document, parse: Parse, head: int, timex: Timex) -> bool:
    """ "It is slated for release on June 24": the day is the release's, not that of the plan."""
    if document.published is None or timex.earliest is None or timex.earliest <= document.published:
        return False
    token = parse.tokens[head]
    return (
        is_verb(token)
        and bool({token.lemma, token.text.lower()} & load_grammar()["planned"])
        and tense_of(parse, head).name in ("present", "present perfect", "past")
    )


def _range(document: Document, best: Attached, everything: Sequence[Attached]) -> Dating | None:
    """ "from 3 to 7 March", "between May and July": two times of one event, one of them `best`."""
    by_place = sorted({a.timex.start: a for a in everything}.values(), key=lambda a: a.timex.start)
    for first, second in zip(by_place, by_place[1:], strict=False):
        one, two = first.timex, second.timex
        if best.timex not in (one, two):
            continue
        if not (one.earliest and two.latest and one.latest and two.earliest) or one.earliest >= two.latest:
            continue
        between = document.text[one.end : two.start].strip().lower()
        words = document.text[one.start : two.end]
        before = document.text[max(0, one.start - 10) : one.start].lower().split()
        lead = before[-1] if before else ""
        if between in ("to", "-", "–", "—", "until", "till", "through") and (
            lead == "from" or between not in ("until", "till")
        ):
            return _fills(one.earliest, two.latest, words, f"'{words}' in the clause")
        if between == "and" and lead == "between":
            return _within(one.earliest, two.latest, words, f"'between {words}' in the clause")
    return None


def _with_preposition(document: Document, parse: Parse, attached: Attached, head: int) -> Dating:
    timex = attached.timex
    words = document.text[timex.start : timex.end]
    assert timex.earliest is not None and timex.latest is not None
    preposition = attached.preposition
    published = document.published
    if any(same_time(parse, i) for i in path_up(parse, head)[:3]) and clause_verb(parse, attached.governor) != clause_verb(parse, head):
        preposition = ""  # "not since 2019, when they held talks": the talks were in 2019
    where = "in the clause" if attached.governor == head else "in the same clause"
    if preposition == "since":
        if tense_of(parse, finite_above(parse, clause_verb(parse, head))).name == "past perfect":
            return exact(timex, words, f"'since {words}': from then on")
        if published and timex.earliest <= published:
            return _fills(timex.earliest, published, words, f"'since {words}', until publication")
    elif preposition in ("until", "till"):
        return Dating(None, timex.latest, f"../{timex.latest}", False, words, f"'until {words}'")
    elif preposition in ("before", "by"):
        if preposition == "by" and timex.earliest > (published or timex.earliest):
            return _within(published or timex.earliest, timex.latest, words, f"'by {words}'")
        last = timex.latest if preposition == "by" else timex.earliest - DAY
        return Dating(None, last, f"../{last}", False, words, f"'{preposition} {words}'")
    elif timex.mod == "LESS_THAN" and published and words.endswith("ago"):
        first = timex.earliest
        if grain(timex.value) == "Y" and not (published.month == 2 and published.day == 29):
            first = first.replace(month=published.month, day=published.day)
        return _within(first, published, words, f"'{words}'")
    elif timex.mod == "MORE_THAN" and words.endswith("ago"):
        return Dating(None, timex.latest, f"../{timex.latest}", False, words, f"'{words}'")
    elif preposition == "after" and grain(timex.value) != "Y":
        if published and timex.latest < published:
            return _within(timex.latest, published, words, f"'after {words}', before publication")
    if (
        published
        and grain(timex.value) in ("W", "WE", "Q", "HALF", "SEASON")
        and timex.earliest <= published < timex.latest
    ):
        # "this week" of something told as done ends today, of something to come begins today
        ahead = tense_of(parse, clause_verb(parse, head)).name in ("future", "infinitive", "modal")
        first, last = (published, timex.latest) if ahead else (timex.earliest, published)
        return _within(first, last, words, f"'{words}' {where}, {'from' if ahead else 'until'} publication")
    return exact(timex, words, f"'{words}' {where}")


def exact(timex: Timex, words: str, reason: str) -> Dating:
    """The dating that a time expression gives with no word before it."""
    assert timex.earliest is not None and timex.latest is not None
    return from_value(timex.value, timex.earliest, timex.latest, words, reason)


def from_value(value: str, first: datetime.date, last: datetime.date, words: str, reason: str) -> Dating:
    """The dating at the grain of a TIMEX3 value: a day is certain, a month or year is where the event lies."""
    if first == last:
        return Dating(first, last, first.isoformat(), True, words, reason)
    if grain(value) in ("Y", "M"):
        return Dating(first, last, value, False, words, reason)
    return _within(first, last, words, reason)


def _within(first: datetime.date, last: datetime.date, words: str, reason: str) -> Dating:
    if first >= last:
        return Dating(last, last, last.isoformat(), True, words, reason)
    return Dating(first, last, f"[{first}..{last}]", False, words, reason)


def _fills(first: datetime.date, last: datetime.date, words: str, reason: str) -> Dating:
    return Dating(first, last, f"{first}/{last}", True, words, reason)


# ------------------------------------------------------------------------------ terms of office
def _reign(document: Document, parse: Parse, head: int, term_of: TermOf | None) -> Dating | None:
    """ "under the previous Moon administration": some day of its term, at the latest that of publication."""
    if term_of is None:
        return None
    tokens = parse.tokens
    verb = head if is_verb(tokens[head]) else clause_verb(parse, head)
    for i in (*parse.children(verb), *parse.children(head)):
        if tokens[i].lemma not in ("under", "during") or tokens[i].dep != "prep":
            continue
        for noun in parse.children(i):
            if tokens[noun].dep != "pobj":
                continue
            name = _office_holder(document, parse, noun)
            term = term_of(name) if name else None
            if term is None or term[0] is None:
                continue
            last = min((day for day in (term[1], document.published) if day is not None), default=None)
            if last is None or last < term[0]:
                continue
            words = document.text[tokens[i].start : tokens[noun].end]
            return _within(term[0], last, words, f"'{words}': the term of {name}")
    return None


def _office_holder(document: Document, parse: Parse, noun: int) -> str:
    """The name in "the Moon administration", "President Park", "the rule of Hun Sen"; "" where there is none."""
    tokens = parse.tokens
    if tokens[noun].pos == "PROPN":
        return document.text[tokens[noun].start : tokens[noun].end]
    if tokens[noun].lemma not in time_lexicon().words["REIGN"]:
        return ""
    for i in parse.children(noun):
        if tokens[i].pos == "PROPN" and tokens[i].dep in ("compound", "poss", "nmod", "amod"):
            return document.text[tokens[i].start : tokens[i].end]
        if tokens[i].lemma == "of":
            for k in parse.children(i):
                if tokens[k].pos == "PROPN":
                    return document.text[tokens[k].start : tokens[k].end]
    return ""


# ------------------------------------------------------------------------------ another event
def _other_event(
    document: Document, parse: Parse, times: tuple[Timex, ...], head: int, event_date: EventDate | None
) -> Dating | None:
    """ "two days before the summit", "after the talks", "at the meeting": the other event's date, moved."""
    if event_date is None:
        return None
    tokens = parse.tokens
    sentence = parse.sentence_of(head)
    verb = head if is_verb(tokens[head]) else clause_verb(parse, head)
    for i in range(sentence.first, sentence.last):
        token = tokens[i]
        if token.lemma not in ("before", "after", "at", "during", "in", "on", "follow", "since") or token.pos not in (
            "ADP",
            "SCONJ",
            "VERB",
        ):
            continue
        if verb not in path_up(parse, i) or i == head:
            continue
        if token.lemma in ("at", "during", "in", "on") and token.head not in (verb, head):
            continue
        for child in parse.children(i):
            if child == head or tokens[child].dep not in ("pobj", "pcomp", "dobj"):
                continue
            known = event_date(child)
            if known is None or known.begin is None or known.end is None:
                continue
            words = document.text[token.start : tokens[child].end]
            moved = _moved(document, parse, times, sentence, i, known, words)
            if moved is not None:
                return moved
    return None


def _moved(
    document: Document,
    parse: Parse,
    times: tuple[Timex, ...],
    sentence: Sentence,
    preposition: int,
    known: Dating,
    words: str,
) -> Dating | None:
    token = parse.tokens[preposition]
    assert known.begin is not None and known.end is not None
    if token.lemma in ("at", "during", "in", "on"):
        return Dating(
            known.begin, known.end, known.edtf, known.certain, words, f"'{words}', which is dated {known.edtf}"
        )
    direction = -1 if token.lemma == "before" else 1
    distance = next(
        (t for t in times if t.type == "DURATION" and sentence.start <= t.start and 0 <= token.start - t.end <= 2), None
    )
    if distance is not None:
        moved = _by_duration(distance.value, known, direction)
        if moved is not None:
            span = document.text[distance.start : token.end]
            return Dating(*moved, f"{span} {words}", f"'{span}' an event dated {known.edtf}")
    if direction < 0:
        last = known.begin - DAY
        return Dating(None, last, f"../{last}", False, words, f"'{words}', which is dated {known.edtf}")
    published = document.published
    if published and known.end < published:
        return _within(known.end, published, words, f"'{words}', which is dated {known.edtf}")
    return None


def _by_duration(value: str, known: Dating, direction: int) -> tuple[datetime.date, datetime.date, str, bool] | None:
    if value.startswith("PT"):  # hours: the same day
        return known.begin or datetime.date.min, known.end or datetime.date.max, known.edtf, known.certain
    match = re.fullmatch(r"P(\d+)([DWMY])", value)
    if not match or known.begin is None or known.end is None:
        return None
    first = shift(known.begin, direction * int(match[1]), match[2])
    last = shift(known.end, direction * int(match[1]), match[2])
    if first is None or last is None:
        return None
    if match[2] == "D" and first == last:
        return first, last, first.isoformat(), True
    if match[2] == "Y":
        found = bounds(f"{first.year:04}")
        return (*found, f"{first.year:04}", False) if found else None
    if match[2] == "M":
        found = bounds(f"{first.year:04}-{first.month:02}")
        return (*found, f"{first.year:04}-{first.month:02}", False) if found else None
    return first, last, f"[{first}..{last}]" if first != last else first.isoformat(), first == last


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
    if modality == "planned" or tense == "future" or _intended(parse, sentence, verb):
        if published is None:
            return UNKNOWN
        return Dating(published, None, f"{published}/..", False, "", "still to come when the text was published")
    told_before = _told_before(document, parse, times, head)
    if told_before is not None:
        return told_before
    if background_noun(parse, head):
        return _before_noun(document, parse, times, head, finite)
    shared = _higher_time(document, parse, times, head, finite)
    if shared is not None:
        return shared
    distant = _clause_at_distance(document, parse, times, finite)
    if distant is not None:
        return distant
    beside = _clause_beside(document, parse, times, sentence, finite)
    if tense == "past perfect":
        return _not_after(
            document, parse, times, finite, "the past perfect looks back from the story, and no date is given"
        )
    if beside is not None:
        return beside
    if tense == "present perfect" and sentence.first not in _opening(parse, 2) and not quoted(document, tokens[head].start):
        return _undated(document, "the present perfect gives no day: not after publication")
    if looks_back(parse, sentence, finite):
        return _undated(document, "the clause looks back from the story, and no date is given")
    if tense == "present" and sentence.kind == "paragraph":
        if published is None:
            return UNKNOWN
        return Dating(
            published, published, published.isoformat(), True, "", "told in the present tense: the day of publication"
        )
    before = _sentence_before(document, parse, times, sentence, finite)
    if before is not None:
        return before
    if not is_verb(tokens[head]) and _older_object(parse, head):
        return _undated(document, "named as the object of what the clause tells, which may be later")
    told = story(document, parse, times, sentence)
    if told.day is not None and in_background(document, parse, told.day, times, sentence):
        return _undated(document, "its paragraph tells of earlier times, and no date is given")
    opens = sentence.kind == "headline" or sentence.first in _opening(parse, OPENING)
    if told.day is not None and (told.sure or opens or tokens[finite].lemma in load_grammar()["reporting"]):
        return Dating(told.day, told.day, told.day.isoformat(), True, told.text, told.reason)
    return _undated(document, "no date in the text: not after publication")


def _opening(parse: Parse, count: int) -> list[int]:
    """The first tokens of the sentences that open the story (a line with a date alone is none)."""
    prose = (s for s in parse.sentences[: 3 * count + 2] if s.kind == "paragraph")
    return [s.first for s in prose if any(is_verb(t) for t in parse.tokens[s.first : s.last])][:count]


def _clause_beside(
    document: Document, parse: Parse, times: tuple[Timex, ...], sentence: Sentence, finite: int
) -> Dating | None:
    """ "A urged B on Thursday; B refused": a main clause takes the time of the one before it in its sentence,
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
            known = _own_time(document, parse, times, above, "")
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
            known = _own_time(document, parse, times, i, "")
            if known is not None:
                return replace(known, reason=f"goes on from the clause before: {known.reason}")
    return None


def _not_after(document: Document, parse: Parse, times: tuple[Timex, ...], finite: int, reason: str) -> Dating:
    """What is told in the past perfect ends before the time of the clause that tells it."""
    token = parse.tokens[finite]
    if token.dep in ("ccomp", "relcl", "advcl") and token.head != finite:
        above = finite_above(parse, clause_verb(parse, token.head))
        known = _own_time(document, parse, times, above, "") if above != finite else None
        if known is not None and known.end is not None:
            return Dating(None, known.end, f"../{known.end}", False, known.text, f"{reason}; not after {known.edtf}")
    return _undated(document, reason)


def _intended(parse: Parse, sentence: Sentence, verb: int) -> bool:
    """ "plans to release it"; "Leaders to meet" in a headline: an infinitive that looks ahead."""
    if tense_of(parse, verb).name != "infinitive":
        return False
    if sentence.kind == "headline":
        return any(parse.tokens[i].lemma == "to" for i in parse.children(verb))
    above = parse.tokens[parse.tokens[verb].head]
    return above.lemma in load_grammar()["planned"] and parse.tokens[verb].dep in ("xcomp", "ccomp", "acl")


def _told_before(document: Document, parse: Parse, times: tuple[Timex, ...], head: int) -> Dating | None:
    """ "its launch", "the meeting": the date of the word of the same stem that the text has dated before."""
    token = parse.tokens[head]
    if token.pos != "NOUN" or len(token.lemma) < 4:
        return None
    definite = any(
        parse.tokens[i].dep == "poss" or parse.tokens[i].lemma in ("the", "this", "that") for i in parse.children(head)
    )
    if not definite:
        return None
    for i in range(head - 1, -1, -1):
        other = parse.tokens[i]
        if other.pos not in ("NOUN", "VERB") or len(other.lemma) < 4 or not _same_stem(token.lemma, other.lemma):
            continue
        known = _own_time(document, parse, times, i, "")
        if known is not None and known.begin is not None and known.end is not None:
            reason = f"'{other.text}' before it is dated: {known.reason}"
            return Dating(known.begin, known.end, known.edtf, known.certain, known.text, reason)
    return None


def _same_stem(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _in_story(document: Document, parse: Parse, times: tuple[Timex, ...], sentence: Sentence, reason: str) -> Dating:
    told = story(document, parse, times, sentence)
    if told.day is None:
        return _undated(document, reason)
    return Dating(told.day, told.day, told.day.isoformat(), True, told.text, f"{reason}; {told.reason}")


def _clause_at_distance(document: Document, parse: Parse, times: tuple[Timex, ...], finite: int) -> Dating | None:
    """ "cut its ties on Jan. 3, a day after it had executed him": the execution was a day before that."""
    tokens = parse.tokens
    if tokens[finite].dep not in ("advcl", "pcomp") or tokens[finite].head == finite:
        return None
    mark = next((i for i in parse.children(finite) if tokens[i].lemma in ("after", "before") and i < finite), None)
    if tokens[finite].dep == "pcomp" and tokens[tokens[finite].head].lemma in ("after", "before"):
        mark = tokens[finite].head
    if mark is None:
        return None
    distance = next((t for t in times if t.type == "DURATION" and 0 <= tokens[mark].start - t.end <= 2), None)
    above = finite_above(parse, clause_verb(parse, tokens[finite].head))
    known = _own_time(document, parse, times, above, "") if distance is not None and above != finite else None
    if distance is None or known is None or known.begin is None:
        return None
    moved = _by_duration(distance.value, known, -1 if tokens[mark].lemma == "after" else 1)
    words = document.text[distance.start : tokens[mark].end]
    return Dating(*moved, f"{words}, {known.text}", f"'{words}' it was {known.edtf}") if moved else None


def _before_noun(document: Document, parse: Parse, times: tuple[Timex, ...], head: int, finite: int) -> Dating:
    """ "Five years after its launch it passed its rivals in February": the launch was five years before that."""
    preposition = parse.tokens[head].head
    known = _own_time(document, parse, times, finite, "")
    token = parse.tokens[preposition]
    distance = next((t for t in times if t.type == "DURATION" and 0 <= token.start - t.end <= 2), None)
    if known is None or known.begin is None or distance is None or token.lemma not in ("after", "before"):
        return _undated(
            document, f"named after '{token.text.lower()}': earlier than what the clause tells, and no date is given"
        )
    moved = _by_duration(distance.value, known, -1 if token.lemma == "after" else 1)
    if moved is None:
        return _undated(document, "no date in the text: not after publication")
    words = document.text[distance.start : token.end]
    return Dating(*moved, f"{words}, {known.text}", f"'{words}' it was {known.edtf}")


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
        known = _own_time(document, parse, times, root, "")
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
    if any(one in ("hours", "hour", "minutes") and two == "later" for one, two in zip(words, words[1:], strict=False)):
        return True
    also = any(parse.tokens[i].lemma in ("also", "then") for i in parse.children(finite))
    return also or any(parse.tokens[i].tag == "PRP" for i in subjects)


def _higher_time(document: Document, parse: Parse, times: tuple[Timex, ...], head: int, finite: int) -> Dating | None:
    """A participle, infinitive or noun takes the time of the finite verb above it."""
    if finite == head:
        return None
    return _own_time(document, parse, times, finite, "")


def _undated(document: Document, reason: str) -> Dating:
    published = document.published
    if published is None:
        return Dating(None, None, "", False, "", reason)
    return Dating(None, published, f"../{published}", False, "", reason)
