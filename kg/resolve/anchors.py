"""What a text dates without saying so in the sentence: the day of its story, the day of publication, its headline."""

from __future__ import annotations

import bisect
import dataclasses
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Sentence, Timex
from kg.resolve.attachment import attach, main_days
from kg.seeds.timex import time_lexicon
from kg.text import Text, once
from kg.timex.calendar import days_of, grain

LEAD_SENTENCES = 3  # the opening of a news story: who did what when
MEMORY = 12  # sentences for which a day named in a main clause goes on
FRESH = 3  # days before publication
LATE = 14  # days that a story may be published after its dateline
MANY = 4  # times that must stand in a text for their share to tell
LONG_TEXT = 10  # sentences: of so many news dates one
OLD = datetime.timedelta(days=366)  # what lies further back is no news
BACKGROUND = 45  # days before the story from which a paragraph's only dates make it background


@once
def is_tale(text: Text) -> bool:
    """Whether a text tells of the past: most of its times lie more than a year before the publication."""
    published = text.document.published
    known = [t.latest for t in text.times if t.type in ("DATE", "TIME") and t.latest is not None]
    if published is None:
        return len(known) >= MANY
    return len(known) >= MANY and sum(published - latest > OLD for latest in known) > 0.7 * len(known)


@once
def is_timeless(text: Text) -> bool:
    """Whether a longer text names no time near its publication, as news does: not even "on Friday" or "this month"."""
    published = text.document.published
    if published is None or sum(s.kind == "paragraph" for s in text.parse.sentences) < LONG_TEXT:
        return False
    return all(abs(published - day) >= OLD for t in text.times for day in (t.earliest, t.latest) if day is not None)


def until(text: Text, day: datetime.date) -> datetime.date | None:
    """The last day of what is told to be after a day: that of publication, in a tale of the past a year later."""
    published = text.document.published
    if published is None or not is_tale(text) or (published - day).days < OLD.days:
        return published
    return day + OLD


@dataclass(frozen=True, slots=True)
class Story:
    """The day that the story's own events happened on, and the words that say so."""

    day: datetime.date | None
    text: str
    reason: str
    sure: bool = True  # False where only the headline's tense says so


@once
def story(text: Text, sentence: Sentence) -> Story:
    """Return the story's day as it stands at `sentence`.

    The last day near publication that a main clause has named before, else the lead's, the dateline's, or (less sure)
    the day of publication where the headline is told in the present tense.
    """
    lead, line = _lead(text)
    running = _running_day(text, sentence)
    if running is not None and running.earliest is not None:
        words = text.words(running.start, running.end)
        return Story(running.earliest, words, f"the story's day: '{words}' in a sentence before")
    days = [t for t in (_main_day(text, sentence) for sentence in lead) if t is not None]
    for timex in sorted(days, key=lambda t: not (t.earliest and _is_fresh(text, t.earliest))):
        if timex.earliest and timex.latest:
            words = text.words(timex.start, timex.end)
            return Story(timex.earliest, words, f"the story's day: '{words}' in its opening")
    dateline = line or _dateline(text, lead)
    if dateline is not None and dateline.earliest and dateline.latest:
        words = text.words(dateline.start, dateline.end)
        return Story(dateline.earliest, words, f"the story's day: '{words}' in its dateline")
    named = _only_day(text, lead)
    if named is not None and named.earliest is not None:
        words = text.words(named.start, named.end)
        return Story(named.earliest, words, f"the story's day: '{words}', the only one in its opening")
    word = _present_headline(text, lead)
    if word and text.document.published:
        reason = f"the headline tells it in the present tense ('{word}'): the day of publication"
        return Story(text.document.published, word, reason, False)
    return Story(None, "", "")


def _is_fresh(text: Text, day: datetime.date) -> bool:
    """Whether a day is so near the publication that it is rather the story's than one further back."""
    return text.document.published is None or (text.document.published - day).days <= FRESH


def _running_day(text: Text, sentence: Sentence) -> Timex | None:
    place = bisect.bisect_left(text.parse.sentences, sentence.first, key=lambda s: s.first)
    for earlier in reversed(text.parse.sentences[max(0, place - MEMORY) : place]):
        if text.words(earlier.end, sentence.start).count("\n") > 1:
            break
        if earlier.kind == "paragraph":
            found = _main_day(text, earlier)
            if found is not None and found.end - found.start < earlier.end - earlier.start - 1:
                return found
    return None


@once
def _lead(text: Text) -> tuple[list[Sentence], Timex | None]:
    """The opening sentences, and the day of a line before them that holds nothing but a date."""
    lead: list[Sentence] = []
    line = None
    for sentence in text.parse.sentences:
        if sentence.kind != "paragraph":
            continue
        days = (t for t in text.times if grain(t.value) == "D")
        alone = next((t for t in days if t.start <= sentence.start + 1 and t.end >= sentence.end - 1), None)
        alone = alone if alone is not None and _is_news(text, alone) else None
        if alone is not None and not lead:
            line = alone
            continue
        lead.append(sentence)
        if len(lead) == LEAD_SENTENCES:
            break
    return lead, line


@once
def _main_day(text: Text, sentence: Sentence) -> Timex | None:
    """The day or week that the main clause of a sentence names, if it is close to the publication."""
    tree = text.tree
    root = tree.root(sentence)
    for attached in attach(text, sentence):
        timex = attached.timex
        if timex.type not in ("DATE", "TIME") or timex.earliest is None or timex.latest is None or attached.premodifier:
            continue
        if grain(timex.value) != "D" or attached.preposition in ("since", "until", "before", "after", "by", "from"):
            continue
        if text.quotations.hold(timex.start):
            continue  # counted from the day on which it was spoken
        if text.document.published is not None and not -8 <= (timex.earliest - text.document.published).days <= 0:
            continue
        verb = text.clauses.of(attached.governor).verb
        if verb == root or tree.tokens[verb].head == root or attached.governor == root:
            if text.clauses[verb].tense in ("future", "infinitive", "modal", "past perfect") or in_dateline(
                text, sentence, timex
            ):
                continue
            return timex
    return None


def _only_day(text: Text, lead: Sequence[Sentence]) -> Timex | None:
    """The day shortly before the publication, or its own, that the opening names, in whatever clause, and no other."""
    published = text.document.published
    days = [
        attached.timex
        for sentence in lead
        for attached in attach(text, sentence)
        if grain(attached.timex.value) == "D" and not text.quotations.hold(attached.timex.start)
    ]
    near = (
        days
        and published
        and not is_tale(text)
        and days[0].earliest
        and 0 <= (published - days[0].earliest).days <= FRESH
    )
    return days[0] if near and len({timex.earliest for timex in days}) == 1 else None


def _is_news(text: Text, timex: Timex) -> bool:
    """Whether a day can be that of a dateline: near the publication, where that is known."""
    published = text.document.published
    return published is None or timex.earliest is None or abs((timex.earliest - published).days) <= LATE


def _dateline(text: Text, lead: Sequence[Sentence]) -> Timex | None:
    """A day before the dash or bracket that opens the lead: "SEOUL, March 5 (Yonhap) --"."""
    if not lead:
        return None
    opening = text.document.text[lead[0].start : lead[0].start + 90]
    dash = min((p for p in (opening.find(sign) for sign in (" - ", " — ", " – ", "--", "(", ")")) if p > 0), default=-1)
    if dash < 0:
        return None
    for timex in text.times:
        inside = lead[0].start <= timex.start < lead[0].start + dash
        if inside and grain(timex.value) == "D" and _is_news(text, timex):
            return timex
    return None


def _present_headline(text: Text, lead: Sequence[Sentence]) -> str:
    """The headline's verb, where it stands in the present tense: news of the day."""
    tree = text.tree
    headline = [s for s in text.parse.sentences if s.kind == "headline"]
    for sentence in headline:
        for i in range(sentence.first, sentence.last):
            token = tree.tokens[i]
            if (
                token.pos in ("VERB", "AUX")
                and token.tag in ("VBZ", "VBP")
                and token.dep not in ("relcl", "ccomp", "aux", "auxpass")
            ):
                return token.text
            if token.pos == "VERB" and token.tag == "VB" and token.text.lower().endswith("s"):
                return token.text
    title = set((text.document.title or "").lower().split())
    for sentence in lead:
        for i in range(sentence.first, sentence.last):
            token = tree.tokens[i]
            if token.pos == "VERB":
                for form in (token.lemma + "s", token.lemma + "es", token.lemma[:-1] + "ies"):
                    if form in title:
                        return form
    return ""


def in_dateline(text: Text, sentence: Sentence, timex: Timex) -> bool:
    """Whether a day belongs to the line that opens a wire story ("SEOUL, March 5 --"), not to its first clause."""
    before = text.words(sentence.start, timex.start)
    if len(before) > 60 or any(word[0].islower() for word in before.split()):
        return False
    after = text.words(timex.end, timex.end + 30)
    return bool(before.strip()) and bool(_LINE_END.match(after))


def in_background(text: Text, day: datetime.date, sentence: Sentence) -> bool:
    """Whether a sentence's paragraph has last told of days well before the story: what goes on without one does too."""
    block = next((b for b in text.document.blocks if b.start <= sentence.start < b.end), None)
    own = [t.latest for t in text.times if sentence.start <= t.start < sentence.end and t.latest is not None]
    if block is None or any(abs((day - latest).days) <= LATE for latest in own):
        return False  # "condemned Wednesday's attack"
    before = [other for other in text.parse.sentences if block.start <= other.start < sentence.start]
    last = next((known for other in reversed(before) if (known := main_days(text, other))), ())
    return bool(last) and all((day - latest).days > BACKGROUND for latest in last)


def redirected(timex: Timex, words: str, ahead: bool | None, published: datetime.date | None) -> Timex:
    """Return "Monday", "June" or "3 June" turned to the side of the publication that the tense of its verb asks for.

    The tagger has only nearby words to tell whether June is the last or the next one; the parse knows the verb.
    """
    if (
        ahead is None
        or published is None
        or timex.earliest is None
        or timex.latest is None
        or timex.anchor != "published"
    ):
        return timex
    wrong = timex.latest < published if ahead else timex.earliest > published
    sign = 1 if ahead else -1
    names = [word.strip(".,").lower() for word in words.split()]
    lexicon = time_lexicon().words
    if not wrong or any(name in lexicon["REL"] or name in lexicon["REFREL"] for name in names):
        return timex
    if len(names) == 1 and names[0] in lexicon["WEEKDAYBARE"]:
        moved = timex.earliest + datetime.timedelta(days=7 * sign)
        return dataclasses.replace(timex, value=moved.isoformat(), earliest=moved, latest=moved)
    has_month = any(name.title() in lexicon["MONTH"] or name in lexicon["MONTH"] for name in names)
    if has_month and grain(timex.value) == "M" and not re.search(r"\d{4}", words):
        value = f"{int(timex.value[:4]) + sign:04}{timex.value[4:]}"
        days = days_of(value, timex.mod)
        return dataclasses.replace(timex, value=value, earliest=days[0], latest=days[1]) if days else timex
    far = timex.earliest - published > datetime.timedelta(days=2)  # nearer, the day or the publication is mistaken
    plain = has_month and grain(timex.value) == "D" and not re.search(r"\d{4}|02-29$", words + timex.value[4:])
    if not ahead and far and plain:  # "fired rockets on 1 December", read in November
        moved = timex.earliest.replace(year=timex.earliest.year - 1)
        return dataclasses.replace(timex, value=moved.isoformat(), earliest=moved, latest=moved)
    return timex


_LINE_END = re.compile(r"[ ,.]*(?:\([^)]{1,24}\))?[ ,.]*(?:--|—|–|-|:|\()")
