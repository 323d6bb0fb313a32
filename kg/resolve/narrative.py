"""What dates an act that no word of its own dates: another time of its sentence, the story's time, the news itself."""

from __future__ import annotations

import bisect
import datetime

from kg.model import Dating, Sentence
from kg.resolve.anchors import in_dateline
from kg.resolve.attachment import Attached, attach
from kg.resolve.clause_times import COMPARED, DAY, exact, within
from kg.text import Text

LEAD = 3  # sentences of a news story that tell the news itself
BACK = 4  # sentences for which the date of a tale goes on
OLD = datetime.timedelta(days=366)  # what lies further back is no news
# Times behind these bound something, or are what is spoken of.
NOT_ITS_OWN = COMPARED | {"since", "until", "till", "before", "by", "of", "about", "over", "after", "for"}

ANCHORS = ("after", "before", "following", "until")  # an act behind one of these is told by another, not as the news


def nearest(text: Text, head: int) -> Dating | None:
    """The nearest day or period that the sentence names, where it is not the object of "since", "by" or the like."""
    sentence = text.parse.sentence_of(head)
    found = sorted((a for a in attach(text, sentence) if _tells(text, sentence, a)), key=lambda a: abs(a.head - head))
    return _dated(text, found[0], "the nearest time of the sentence") if found else None


def _tells(text: Text, sentence: Sentence, attached: Attached) -> bool:
    timex, published = attached.timex, text.document.published
    return (
        timex.type in ("DATE", "TIME")
        and timex.earliest is not None
        and not (published and timex.earliest > published)
        and attached.preposition not in NOT_ITS_OWN
        and not in_dateline(text, sentence, timex)
    )


def _dated(text: Text, attached: Attached, reason: str) -> Dating:
    words = text.words(attached.timex.start, attached.timex.end)
    return exact(attached.timex, words, f"{reason}: '{words}'")


def is_tale(text: Text) -> bool:
    """Whether a text tells of the past: most of its times lie more than a year before the publication."""
    published = text.document.published
    known = [t.latest for t in text.times if t.type in ("DATE", "TIME") and t.latest is not None]
    if published is None:
        return len(known) >= BACK
    return len(known) >= BACK and sum(published - latest > OLD for latest in known) > 0.7 * len(known)


def in_narrative(text: Text, head: int) -> Dating | None:
    """In a tale of the past, the date that its main line has last named, at most four sentences back."""
    if not is_tale(text):
        return None
    sentences = text.parse.sentences
    place = bisect.bisect_left(sentences, text.parse.sentence_of(head).first, key=lambda s: s.first)
    for sentence in reversed(sentences[max(0, place - BACK) : place]):
        found = [a for a in attach(text, sentence) if _tells(text, sentence, a) and not a.premodifier]
        if found:
            return _dated(text, found[-1], "the tale is at that time")
    return None


def day_of_news(text: Text, head: int) -> Dating | None:
    """An act told in the past in the lead of a news story: the day of publication or the day before."""
    published = text.document.published
    tree, verb = text.tree, text.clauses.of(head).verb
    sentence = text.parse.sentence_of(head)
    anchored = any(  # "a year after the summit": no news
        tree.lemma(i) in ANCHORS and tree.tokens[i].dep == "prep" and tree.clause_verb(i) == verb
        for i in range(sentence.first, sentence.last)
    )
    if published is None or anchored or is_tale(text):
        return None
    prose = [s for s in text.parse.sentences if s.kind == "paragraph"]
    if sentence.kind == "headline" or sentence in prose[:LEAD]:
        return within(published - DAY, published, "", "told in the lead of a news story: that day or the day before")
    return None
