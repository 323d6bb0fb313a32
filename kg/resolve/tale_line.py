"""Where a tale of the past has come to at a sentence: between the time that it told last and the one it tells next."""

from __future__ import annotations

import bisect
import datetime
from dataclasses import dataclass, replace

from kg.model import Dating, Sentence, Timex
from kg.resolve.anchors import OLD, in_dateline
from kg.resolve.attachment import LONG_TIME, Attached, attach, is_due_then, main_days
from kg.resolve.clause_times import COMPARED, exact, range_of, within
from kg.seeds.grammar import load_grammar
from kg.seeds.timex import time_lexicon
from kg.text import Text, once
from kg.timex.calendar import bounds
from kg.timex.tale import frame_of

YEAR = 366  # days
SOME_DAYS = 62  # that a conference may last
FAR = 3  # years between two times that say when it was what a tale tells between them
AHEAD = frozenset({"until", "till", "before", "since"})
ASIDE = frozenset({"relcl", "acl", "appos"})
# Times behind these bound something, or are what is spoken of.
NOT_ITS_OWN = COMPARED | {"since", "until", "till", "before", "by", "of", "about", "over", "after", "for", "prior"}


@dataclass(frozen=True, slots=True)
class Told:
    """A time that the main line of a tale has named: the sentence (by number), its days and its words."""

    place: int
    paragraph: int
    first: datetime.date
    last: datetime.date
    words: str
    dating: Dating
    at: int = 0  # offset of the words
    of_occasion: bool = False  # named by what took place then: "At Yalta", "During the conference"
    looks_back: bool = False  # told in the past perfect: what follows it is later

    @property
    def is_narrow(self) -> bool:
        """Whether it lies in one year, so that it says where the tale is."""
        return (self.last - self.first).days <= YEAR


def where_told(text: Text, sentence: Sentence, start: int, *, back: bool = False) -> Dating | None:
    """Where a tale is at the word of a sentence that begins at `start` and has no time: on the days of the conference
    that its sentence names; at the period told in the sentence before; else between the months told before and behind
    it in its paragraph, or around the paragraph where these are near.

    Of what looks `back`, or where the tale tells of no time before, only that it is not after the time told next.
    """
    if sentence.kind == "heading":
        return _of_section(text, sentence)
    place, paragraph = _place(text, sentence), _paragraph(text, sentence)
    at = None if back else _occasion(text, sentence)
    if at is not None:
        return at.dating
    line = [told for told in main_line(text) if told.place != place or told.at > start]
    earlier = [told for told in line if told.place < place]
    if not earlier:
        return (None if back or line else _year_of_title(text, sentence)) or _within_frame(text)
    last = earlier[-1]
    ahead = next((t for t in line if t.place >= place and t.last >= last.first and t.is_narrow), None)
    here = last.paragraph == paragraph or (ahead is not None and _near(last, ahead, paragraph))
    if back or not here:
        in_its_year = None if back else _in_its_year(text, sentence, last, ahead)
        if in_its_year is not None:
            return in_its_year
        if ahead is not None:
            return _not_behind(text, sentence, ahead)
        return (None if back else _to_its_end(text, last)) or _within_frame(text)
    if last.looks_back:
        if ahead is None or not _near(last, ahead, paragraph):
            return _not_behind(text, sentence, ahead) if ahead is not None else _within_frame(text)
        return _between(last, ahead)
    told: Dating | None = None
    follows = last.paragraph == paragraph and (last.place == place - 1 or last.of_occasion)
    if follows and last.first != last.last and not _moves_on(text, sentence):
        told = last.dating
    elif last.is_narrow:
        month = _month_of(last, ahead) if ahead is not None else None
        if month is not None and not _tells_otherwise(text, sentence, month):
            return month
        told = _between(last, ahead if ahead is not None and _near(last, ahead, paragraph) else last)
    elif ahead is not None and ahead.paragraph == paragraph:
        return _not_behind(text, sentence, ahead)
    if told is not None and _tells_otherwise(text, sentence, told):
        return _not_behind(text, sentence, ahead) if ahead is not None else None
    return told


def _moves_on(text: Text, sentence: Sentence) -> bool:
    """As in "After the defeat in the islands, he resumed the talks.": later than what the sentence before told."""
    adverbs = {text.tree.lemma(i) for i in text.tree.kids(text.tree.root(sentence), "advmod")}
    return text.tree.lemma(sentence.first) in ("after", "once") or bool(adverbs & load_grammar()["later_adverbs"])


def is_behind_all(text: Text, sentence: Sentence) -> bool:
    """Whether a tale tells of no later time behind a sentence than the one it told last."""
    place = _place(text, sentence)
    last = next((told for told in reversed(main_line(text)) if told.place < place), None)
    return last is not None and not any(t.place > place and t.first >= last.first for t in main_line(text))


def since_told(text: Text, sentence: Sentence, *, back: bool = False, anywhere: bool = False) -> Dating | None:
    """In a paragraph of news that tells of the past, a sentence without a time goes on from the time told last in it
    (or `anywhere` before it).

    Of what looks `back` nothing is known.
    """
    place, paragraph, published = _place(text, sentence), _paragraph(text, sentence), text.document.published
    earlier = [told for told in main_line(text) if told.place < place and (anywhere or told.paragraph == paragraph)]
    if back or not earlier or published is None:
        return None
    return within(earlier[-1].first, published, earlier[-1].words, f"goes on from '{earlier[-1].words}'")


def _of_section(text: Text, heading: Sentence) -> Dating | None:
    """The years from the first to the last time that a section tells of, for what its heading names."""
    headings = [s.start for s in text.parse.sentences if s.kind == "heading" and s.start > heading.start]
    end, starts = min(headings, default=len(text.document.text)), [s.start for s in text.parse.sentences]
    inside = [told for told in main_line(text) if heading.start < starts[told.place] < end]
    first = min(inside, key=lambda told: told.first, default=None)
    return _between(first, max(inside, key=lambda told: told.last)) if first is not None else None


def _tells_otherwise(text: Text, sentence: Sentence, told: Dating) -> bool:
    """Whether the sentence names a time, though of something else, that lies behind; what is older says nothing."""
    for attached in attach(text, sentence):
        first = attached.timex.earliest
        if attached.timex.type != "DATE" or first is None or told.end is None or first <= told.end:
            continue
        if is_due_then(text, attached):
            continue
        if not any(text.tree.lemma(i) in ("until", "till") for i in text.tree.path(attached.head)):
            return True
    return False


def _in_its_year(text: Text, sentence: Sentence, last: Told, ahead: Told | None) -> Dating | None:
    """Of a text on one year, as its title says ("The Yalta Conference, 1945"), all is of that year that is told
    behind one time of it and before none of another.
    """
    frame = frame_of(text.document.title or "")
    told = [last, ahead or last]
    if frame is None or any(frame != (t.first.year, t.last.year) for t in told):
        return None
    found = _between(last, last)
    return None if found is None or _tells_otherwise(text, sentence, found) else found


def _to_its_end(text: Text, last: Told) -> Dating | None:
    """Behind all its times, a tale goes on to the end of the years that its title or address names, if near."""
    frame = frame_of(text.document.title or "", text.document.url or "")
    if frame is None or not last.is_narrow or not frame[0] <= last.first.year <= frame[1] <= last.first.year + FAR:
        return None
    end = datetime.date(frame[1], 12, 31)
    return _between(last, replace(last, last=end, words="the end of what the title names"))


def _year_of_title(text: Text, sentence: Sentence) -> Dating | None:
    """The year that the title names, of a text whose main clauses name no time."""
    frame = frame_of(text.document.title or "")
    days = bounds(f"{frame[0]:04}") if frame is not None and frame[0] == frame[1] else None
    if frame is None or days is None:
        return None
    found = Dating(*days, f"{frame[0]:04}", False, "", "the title names that year")
    return None if _tells_otherwise(text, sentence, found) else found


def _within_frame(text: Text) -> Dating | None:
    """What a tale does not date is not behind the years that its title or address names, and all that it tells of."""
    frame = frame_of(text.document.title or "", text.document.url or "")
    if frame is None:
        return None
    published = text.document.published or datetime.date.max
    year = max([frame[1], *(told.last.year for told in main_line(text) if told.last < published)])
    end = datetime.date(year, 12, 31)
    return Dating(None, end, f"../{end}", False, "", f"the tale is of the years until {year}")


def _near(last: Told, ahead: Told, paragraph: int) -> bool:
    """Whether the times told before and behind a paragraph are so near that what is told between them is."""
    return ahead.paragraph - paragraph <= 1 and last.is_narrow and ahead.last.year - last.first.year <= FAR


def _between(one: Told, other: Told) -> Dating | None:
    """The year of the two, or from the month of the one to that of the other."""
    first, last = _year_of(one.first), _year_of(other.last)
    if first is not None and first == last:
        year, reason = f"{one.first.year:04}", f"the tale is in that year: '{one.words}' in its paragraph"
        return Dating(*first, year, False, one.words, reason)
    first, last = _days_of_month(one.first), _days_of_month(other.last)
    if first is None or last is None:
        return None
    reason = f"the tale is between '{one.words}' and '{other.words}'"
    return within(first[0], last[1], f"{one.words} … {other.words}", reason)


def _year_of(day: datetime.date) -> tuple[datetime.date, datetime.date] | None:
    return bounds(f"{day.year:04}")


def _days_of_month(day: datetime.date) -> tuple[datetime.date, datetime.date] | None:
    return bounds(f"{day.year:04}-{day.month:02}")


def _month_of(last: Told, ahead: Told) -> Dating | None:
    """The month in which both the time told last and the one told next lie."""
    month = f"{last.first:%Y-%m}"
    days = bounds(month)
    if days is None or not days[0] <= ahead.first <= ahead.last <= days[1] or last.last > days[1]:
        return None
    return Dating(*days, month, False, last.words, f"the tale is between '{last.words}' and '{ahead.words}'")


def _not_behind(text: Text, sentence: Sentence, ahead: Told) -> Dating | None:
    end = datetime.date(ahead.last.year, 12, 31)  # of its year: what is told next may itself be told looking back
    if any(t.earliest and t.earliest > end for t in text.times if sentence.start <= t.start < sentence.end):
        return None
    return Dating(None, end, f"../{end}", False, ahead.words, f"told before '{ahead.words}'")


@once
def main_line(text: Text) -> tuple[Told, ...]:
    """The times that the main clauses of a text and its headings name, in its order, and those of their occasions."""
    line, dated = list(_dated_line(text)), {told.place for told in _dated_line(text)}
    for place, sentence in enumerate(text.parse.sentences):
        at = _occasion(text, sentence) if place not in dated else None
        if at is not None:
            line.append(replace(at, place=place, paragraph=_paragraph(text, sentence)))
    return tuple(sorted(line, key=lambda told: told.place))


@once
def _dated_line(text: Text) -> tuple[Told, ...]:
    """The times that the main clauses and headings name; of two in a sentence not the one that only holds the other."""
    found: list[Told] = []
    for place, sentence in enumerate(text.parse.sentences):
        for attached in sorted(attach(text, sentence), key=lambda a: a.timex.start):
            timex = attached.timex
            if timex.earliest is None or timex.latest is None or timex.type not in ("DATE", "TIME"):
                continue
            opens = _opens_a_scene(text, sentence, attached) and not (
                found and found[-1].paragraph == _paragraph(text, sentence)
            )
            if (timex.latest - timex.earliest).days > LONG_TIME or not (opens or _on_line(text, sentence, attached)):
                continue
            words = text.words(timex.start, timex.end)
            dating = range_of(text, attached, attach(text, sentence)) or exact(timex, words, "")
            dating = replace(dating, reason=f"the tale is at that time: '{dating.text}'")
            days = dating.begin or timex.earliest, dating.end or timex.latest
            if _holds_the_last(timex, found):
                continue
            back = text.clauses.of(attached.governor).finite_tense == "past perfect"
            told = Told(place, _paragraph(text, sentence), *days, dating.text, dating, timex.start, looks_back=back)
            beside = found[-1] if found and found[-1].place == place else told
            if told.first <= beside.first <= beside.last <= told.last and told is not beside:
                continue  # "from February 4 to 11, 1945, during World War II"
            found.append(told)
    return tuple(found)


def _holds_the_last(timex: Timex, found: list[Told]) -> bool:
    """Whether it is a period with a name in which the tale is already: "the war aims of the Second World War"."""
    if "/" not in timex.value or timex.earliest is None or timex.latest is None or not found:
        return False
    return found[-1].is_narrow and timex.earliest <= found[-1].first <= found[-1].last <= timex.latest


@once
def _occasion(text: Text, sentence: Sentence) -> Told | None:
    """As in "At Yalta they agreed", "During the conference, …": the time that a sentence before tells of it."""
    tree, root = text.tree, text.tree.root(sentence)
    for preposition in tree.kids(root, "prep"):
        for noun in tree.kids(preposition, "pobj") if tree.lemma(preposition) in ("at", "during") else ():
            named = tree.tokens[noun].pos == "PROPN" and tree.lemma(preposition) == "at"
            met = tree.lemma(noun).lower() in time_lexicon().words["MEETING"] and tree.is_definite(noun)
            if named or met:
                return _told_of(text, sentence, tree.lemma(noun).lower())
    return None


def _told_of(text: Text, sentence: Sentence, name: str) -> Told | None:
    """The last time of at most some days that a sentence before tells with a name or noun."""
    sentences = text.parse.sentences
    for told in reversed(_dated_line(text)):
        inside = sentences[told.place]
        names = any(text.tree.lemma(i).lower() == name for i in range(inside.first, inside.last))
        if names and inside.start < sentence.start and (told.last - told.first).days <= SOME_DAYS:
            return replace(told, of_occasion=True)
    return None


def _on_line(text: Text, sentence: Sentence, attached: Attached) -> bool:
    published, timex = text.document.published, attached.timex
    if published is not None and timex.earliest is not None and timex.earliest >= published:
        return False
    if timex.anchor == "published" and _is_of_another_year(text, sentence):
        return False  # "on 13 August 1961 they found that overnight …"
    if sentence.kind in ("heading", "headline"):
        return sentence.kind == "heading"
    if attached.preposition in NOT_ITS_OWN or attached.premodifier or in_dateline(text, sentence, timex):
        return False
    if _in_brackets(text, sentence, timex) or _is_compared(text, attached):
        return False
    if _is_due(text, attached) or is_due_then(text, attached):
        return False
    above = text.tree.path(attached.governor)
    if any(text.tree.tokens[i].dep in ASIDE or text.tree.lemma(i) in AHEAD for i in above):
        return False  # "the canal, built in 1869", "until the raid of 1869"
    clause = text.clauses.of(attached.governor)
    finite = text.clauses[clause.finite]
    then = any(text.tree.lemma(k) == "then" for k in text.tree.kids(attached.governor, "advmod"))
    told = finite.tense in ("past", "present", "modal", "participle") or _opens(text, sentence)
    if then and finite.tense == "past perfect":
        return True  # "had seized power in 1969 … had then signed a treaty in 1974"
    return told and not (finite.looks_back or clause.looks_back)


def _opens_a_scene(text: Text, sentence: Sentence, attached: Attached) -> bool:
    """As in "In December 1987, the towns had risen. Peru called for talks.": where the past perfect takes a tale."""
    finite = text.clauses.of(attached.governor).finite
    front = text.words(sentence.start, attached.timex.start).lower().strip() in ("in", "on", "")
    told = text.tree.tokens[finite].dep == "ROOT" and text.clauses[finite].tense == "past perfect"
    return front and told and attached.timex.type == "DATE" and not attached.premodifier


def _in_brackets(text: Text, sentence: Sentence, timex: Timex) -> bool:
    """As in "ruled the Congo (renamed in 1971) for years": told in passing."""
    before, behind = text.words(sentence.start, timex.start), text.words(timex.end, sentence.end)
    return before.count("(") > before.count(")") and ")" in behind


def _is_compared(text: Text, attached: Attached) -> bool:
    """As in "As in 1927, they insisted on it": another time that was alike."""
    words = text.words(max(0, attached.timex.start - 10), attached.timex.start).lower().split()
    return len(words) > 1 and words[-2] in ("as", "like", "unlike") and words[-1] in ("in", "on", "at", "during")


def _is_due(text: Text, attached: Attached) -> bool:
    """As in "lifted the ban, but it would be reviewed on June 1": what was to come does not take the tale there."""
    tree, verb = text.tree, text.clauses.of(attached.governor).finite
    would = any(tree.tokens[k].text.lower() == "would" for k in tree.kids(verb, "aux"))
    return would and tree.tokens[verb].dep != "ROOT" and attached.head > verb


def _is_of_another_year(text: Text, sentence: Sentence) -> bool:
    """Whether the main clause has a date of its own that is no news: words like "overnight" are counted from that."""
    published = text.document.published
    return published is not None and any(published - day > OLD for day in main_days(text, sentence, own=True))


def _opens(text: Text, sentence: Sentence) -> bool:
    """Whether a sentence is the first of its paragraph: "A revolution had ended in 1959." is where its tale begins."""
    starts = [block.start for block in text.document.blocks]
    return sentence.start in starts


def _place(text: Text, sentence: Sentence) -> int:
    return bisect.bisect_left(text.parse.sentences, sentence.first, key=lambda s: s.first)


def _paragraph(text: Text, sentence: Sentence) -> int:
    """The number of the block that a sentence stands in."""
    return bisect.bisect_right(text.document.blocks, sentence.start, key=lambda block: block.start)
