"""When an event happened, as far as its text tells, and why we think so.

The words that govern the trigger come first (attachment in the parse, `clause_times`), then what other events tell
(`other_times`), then what a clause shares with the one that it hangs on and the day of the story (`context_times`);
without any sign of a date a past event ends at the publication and has no beginning.
"""

from __future__ import annotations

from dataclasses import replace

from kg.model import Dating, Sentence
from kg.resolve.anchors import OLD, is_tale, story
from kg.resolve.clause_times import lent, own_time, undated
from kg.resolve.context_times import from_context, when_said
from kg.resolve.entries import of_entry
from kg.resolve.narrative import day_of_news, in_narrative, is_chronicle, nearest, opens_the_news
from kg.resolve.other_times import EventDate, TermOf, anniversary, at_distance, other_event, reign
from kg.text import Text

DONE = ("past", "past perfect", "present perfect")


def date_mention(
    text: Text,
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
    found = _dated(text, head, modality, event_date, term_of)
    published, clause = text.document.published, text.clauses[head]
    done = modality in ("", "asserted") and text.tree.is_verb(head) and clause.tense in DONE
    if not done or published is None:
        return found
    if found.begin is None and found.end is not None and found.end > published:  # "said this month that it had gone"
        return replace(found, end=published, edtf=f"../{published}")
    if found.begin is not None and found.begin > published:
        return undated(text, f"told as done, so not {found.edtf}, which lies after publication: {found.reason}")
    return found


def _dated(text: Text, head: int, modality: str, event_date: EventDate | None, term_of: TermOf | None) -> Dating:
    clause = text.clauses[head]
    refused = _is_refused(text, head)
    if modality == "asserted" and clause.tense in ("future", "modal") and not refused:  # "will": the promise itself
        if clause.reported_by is None:
            came = own_time(text, head, modality) if is_tale(text) else None  # "would meet over the following months"
            if came is not None and came.begin is not None:
                return came
            news = day_of_news(text, head) if story(text, text.parse.sentence_of(head)).day is None else None
            told = news or _in_story(text, text.parse.sentence_of(head), "a promise is made when it is told")
            return told if told.begin is not None else in_narrative(text, head) or told
        head = clause.reported_by
    entry = of_entry(text, head) if modality in ("", "asserted") else None
    on_it = None if entry is not None else anniversary(text, head)  # a date above tells it better
    own = on_it or at_distance(text, head) or own_time(text, head, modality)
    if own is not None:
        return own
    if entry is not None:
        return entry
    in_office = reign(text, head, term_of)
    if in_office is not None:
        return in_office
    anchored = other_event(text, head, event_date)
    if anchored is not None and (_news_after(text, head, anchored) or _is_long_after(text, anchored)):
        anchored = None
    if anchored is not None:
        return anchored
    said = when_said(text, head) if modality in ("", "asserted") else None
    if said is not None:
        return said
    told = from_context(text, head, modality)
    if modality in ("planned", "hypothetical") and told.begin is None:
        return nearest(text, head, ahead=True) or told
    if told.begin is None and modality in ("", "asserted") and not _bounded(text, told):
        return nearest(text, head) or in_narrative(text, head) or told
    return told


def _news_after(text: Text, head: int, anchored: Dating) -> bool:
    """As in "Chile and Peru restore ties, following their break of 2024", told in a chronicle of the day: that day."""
    told = text.clauses[head].tense == "present" and is_chronicle(text)
    told |= opens_the_news(text, head)  # "agreed to withdraw after a clash", of days ago: that is of today
    return told and not anchored.certain and anchored.end == text.document.published


def _is_long_after(text: Text, anchored: Dating) -> bool:
    """As in "following its test of 2006", in news of today: any time since, which says less than the story does."""
    begin, end = anchored.begin, anchored.end
    return begin is not None and end is not None and end == text.document.published and end - begin > OLD


def _bounded(text: Text, dating: Dating) -> bool:
    """Whether a dating without a beginning says more than that the text was written later."""
    return dating.end is not None and dating.end != text.document.published


def _is_refused(text: Text, head: int) -> bool:
    """As in "broke off on Saturday because they would not hand him over": no promise, but what they did then."""
    verb = text.clauses[head].verb
    words = {text.tree.tokens[i].text.lower() for i in text.tree.kids(verb, "aux", "neg")}
    return "would" in words and bool(words & {"not", "n't", "n’t", "never"})


def _in_story(text: Text, sentence: Sentence, reason: str) -> Dating:
    told = story(text, sentence)
    if told.day is None:
        return undated(text, reason)
    return lent(told.day, told.day, "", told.text, f"{reason}; {told.reason}")
