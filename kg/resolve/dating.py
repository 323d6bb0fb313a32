"""When an event happened, as far as its text tells, and why we think so.

The words that govern the trigger come first (attachment in the parse), then what a clause shares with the one that
it hangs on, then the day of the story; without any sign of a date a past event ends at the publication and has no
beginning.
"""

from __future__ import annotations

import bisect
from dataclasses import replace
from itertools import pairwise

from kg.model import Dating, Sentence
from kg.resolve.anchors import OLD, in_background, story
from kg.resolve.clause_times import done_before, lent, not_after, older_object, own_time, presupposed, undated
from kg.resolve.narrative import day_of_news, in_narrative, is_chronicle, is_essay, is_standing, lasts, nearest
from kg.resolve.other_times import (
    EventDate,
    TermOf,
    anniversary,
    at_distance,
    before_noun,
    clause_at_distance,
    of_other_years,
    other_event,
    reign,
    told_before,
)
from kg.seeds.grammar import load_grammar
from kg.seeds.timex import time_lexicon
from kg.text import Text
from kg.text.clauses import is_background

UNKNOWN = Dating(None, None, "", False, "", "the text gives no date")
ORDINALS = ("first", "second", "third")
DONE = ("past", "past perfect", "present perfect")
ASIDE = ("relcl", "acl", "advcl")  # clauses that tell something beside the main line
SAID_THEN = "said at that time"
OPENING = 5  # sentences that a headline in the present tense speaks for


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
    if done and published is not None and found.begin is not None and found.begin > published:
        return undated(text, f"told as done, so not {found.edtf}, which lies after publication: {found.reason}")
    return found


def _dated(text: Text, head: int, modality: str, event_date: EventDate | None, term_of: TermOf | None) -> Dating:
    clause = text.clauses[head]
    refused = is_refused(text, head)
    if modality == "asserted" and clause.tense in ("future", "modal") and not refused:  # "will": the promise itself
        if clause.reported_by is None:
            news = day_of_news(text, head) if story(text, text.parse.sentence_of(head)).day is None else None
            told = news or _in_story(text, text.parse.sentence_of(head), "a promise is made when it is told")
            return told if told.begin is not None else in_narrative(text, head) or told
        head = clause.reported_by
    own = anniversary(text, head) or at_distance(text, head) or own_time(text, head, modality)
    if own is not None:
        return own
    in_office = reign(text, head, term_of)
    if in_office is not None:
        return in_office
    anchored = other_event(text, head, event_date)
    if anchored is not None and (_news_after(text, head, anchored) or _is_long_after(text, anchored)):
        anchored = None
    if anchored is not None:
        return anchored
    said = _when_said(text, head) if modality in ("", "asserted") else None
    if said is not None:
        return said
    told = _from_context(text, head, modality)
    if modality in ("planned", "hypothetical") and told.begin is None:
        return nearest(text, head, ahead=True) or told
    if told.begin is None and modality in ("", "asserted") and not _bounded(text, told):
        return nearest(text, head) or in_narrative(text, head) or told
    return told


def _news_after(text: Text, head: int, anchored: Dating) -> bool:
    """As in "Chile and Peru restore ties, following their break of 2024", told in a chronicle of the day: that day."""
    told = text.clauses[head].tense == "present" and is_chronicle(text)
    return told and not anchored.certain and anchored.end == text.document.published


def _is_long_after(text: Text, anchored: Dating) -> bool:
    """As in "following its test of 2006", in news of today: any time since, which says less than the story does."""
    begin, end = anchored.begin, anchored.end
    return begin is not None and end is not None and end == text.document.published and end - begin > OLD


def _bounded(text: Text, dating: Dating) -> bool:
    """Whether a dating without a beginning says more than that the text was written later."""
    return dating.end is not None and dating.end != text.document.published


def _when_said(text: Text, head: int) -> Dating | None:
    """As in '"We urge them to stop," she said on Monday': the present of a quotation is the time when it was spoken."""
    if not text.quotations.hold(text.tree.tokens[head].start) or text.clauses.of(head).finite_tense not in (
        "present",
        "future",
    ):
        return None
    verb = text.quotations.saying(head)
    if verb is None or text.quotations.hold(text.tree.tokens[verb].start):
        return None
    said = own_time(text, verb, "") or _from_context(text, verb, "")
    return _because(SAID_THEN, said) if said.begin is not None else None


# ------------------------------------------------------------------------------ the context
def _told_as_first(text: Text, finite: int) -> Dating | None:
    """As in "received him on Friday, the first time that the two have met": what the main clause tells is that time."""
    tree = text.tree
    noun = tree.tokens[finite].head
    if tree.tokens[finite].dep not in ("relcl", "acl", "ccomp") or tree.lemma(noun) != "time":
        return None
    if "perfect" not in text.clauses[finite].tense or not any(
        tree.lemma(k) in ORDINALS for k in tree.kids(noun, "amod")
    ):
        return None
    verb = text.clauses.of(noun).finite
    told = None if verb == finite else own_time(text, verb, "") or _from_context(text, verb, "")
    return told if told is not None and told.begin is not None else None


def _from_context(  # noqa: C901
    text: Text,
    head: int,
    modality: str,
) -> Dating:
    """No time in the clause: what tense, the sentence before and the story say."""
    tree, tokens = text.tree, text.tree.tokens
    sentence = text.parse.sentence_of(head)
    clause = text.clauses.of(head)
    finite, tense = clause.finite, clause.finite_tense
    published = text.document.published
    if modality in ("hypothetical", "negated", "denied"):
        return replace(UNKNOWN, reason="not told as having happened, and no date is given")
    if modality == "planned" or (clause.looks_ahead and modality != "asserted"):
        return replace(UNKNOWN, reason="still to come when the text was written, and no date is given")
    if tokens[head].dep == "amod" and tokens[head].tag == "VBN":
        return undated(text, "said of something as what it is: done before, and no date is given")
    first = _told_as_first(text, finite)
    if first is not None:
        return first
    known_before = told_before(text, head)
    if known_before is not None:
        return known_before
    if is_background(tree, head):
        return before_noun(text, head, finite)
    if is_owned_up(text, head) or _is_alleged(text, finite):
        return undated(text, "what is admitted, regretted or alleged was done before")
    shared = _higher_time(text, head, finite)
    if shared is not None:
        return shared
    distant = clause_at_distance(text, finite, lambda verb: own_time(text, verb, "") or _from_context(text, verb, ""))
    if distant is not None:
        return distant
    beside = _clause_beside(text, sentence, finite)
    if tense == "past perfect":
        return _not_after(text, finite, "the past perfect looks back from the story, and no date is given")
    if beside is not None:
        return beside
    if (
        tense == "present perfect"
        and sentence.first not in _opening(text, 2)
        and not text.quotations.hold(tokens[head].start)
    ):
        return day_of_news(text, head) or undated(text, "the present perfect gives no day: not after publication")
    if of_other_years(text, finite):
        return undated(text, "told of a time that nobody dates")
    if text.clauses[finite].looks_back:
        return undated(text, "the clause looks back from the story, and no date is given")
    above = tokens[finite].head
    if tense == "present" and tokens[finite].dep == "ccomp" and text.clauses[above].tense == "past":
        told_by = _from_context(text, above, "")  # "underlined that they keep channels open": when he underlined it
        if told_by.begin is not None:
            return _because(SAID_THEN, told_by)
    if tense == "present" and only_named(text, head, finite):
        return undated(text, "only named in the clause: it may be earlier, and no date is given")
    if tense == "present" and sentence.kind == "paragraph":
        if published is None:
            return UNKNOWN
        if lasts(text, head) or is_essay(text) or is_standing(text, finite):
            return undated(text, "told in the present as a state: not after publication")
        reason = "told in the present tense: the day of publication"
        if is_chronicle(text):
            return Dating(published, published, published.isoformat(), True, "", reason)
        return lent(published, published, "", "", reason)
    before = _sentence_before(text, sentence, finite)
    if before is not None:
        return before
    if not tree.is_verb(head) and older_object(text, head):
        return undated(text, "named as the object of what the clause tells, which may be later")
    near = nearest(text, head)
    if near is not None:
        return near
    told = story(text, sentence)
    speaks = tokens[finite].lemma in load_grammar()["reporting"]
    if told.day is not None and tokens[finite].lemma not in ("say", "tell") and in_background(text, told.day, sentence):
        return undated(text, "its paragraph tells of earlier times, and no date is given")
    opens = sentence.kind == "headline" or sentence.first in _opening(text, OPENING)
    if told.day is not None and (told.sure or opens or speaks):
        news = None if told.sure else day_of_news(text, head)
        return news or lent(told.day, told.day, "", told.text, told.reason)
    return day_of_news(text, head) or undated(text, "no date in the text: not after publication")


def only_named(text: Text, head: int, finite: int) -> bool:
    """As in "denies his request", "barred him for helping them", "return two seized cars": older than its clause."""
    tree, token = text.tree, text.tree.tokens[head]
    if not tree.is_verb(head):
        topic = token.dep == "pobj" and tree.lemma(token.head) == "to"  # "exhorts them to keep to the plan"
        return (token.dep == "dobj" or topic) and older_object(text, head)
    while token.dep == "conj" and tree.is_verb(token.head) and token.head != head:
        head, token = token.head, tree.tokens[token.head]
    if head == finite:
        return False
    if token.tag in ("VBN", "VBD") and token.dep in ("acl", "amod"):
        return is_chronicle(text)
    return token.tag == "VBG" and token.dep == "pcomp" and tree.lemma(token.head) in ("for", "after", "of", "over")


def is_refused(text: Text, head: int) -> bool:
    """As in "broke off on Saturday because they would not hand him over": no promise, but what they did then."""
    verb = text.clauses[head].verb
    words = {text.tree.tokens[i].text.lower() for i in text.tree.kids(verb, "aux", "neg")}
    return "would" in words and bool(words & {"not", "n't", "n’t", "never"})


def is_owned_up(text: Text, head: int) -> bool:
    """As in "admits downing the jet", "regrets having sent them": what the gerund tells is older than its verb."""
    tree, token = text.tree, text.tree.tokens[head]
    above = tree.tokens[token.head]
    if token.dep == "pcomp" and above.lemma in ("to", "for"):
        above = tree.tokens[above.head]  # "admitted to downing it"
    return (
        token.tag == "VBG"
        and token.dep in ("xcomp", "ccomp", "pcomp", "dobj")
        and above.lemma in time_lexicon().words["OWNINGUP"]
    )


def _is_alleged(text: Text, finite: int) -> bool:
    """As in "suspends its aid, alleging that they stole it", "have alleged that he was poisoned"."""
    tree, token = text.tree, text.tree.tokens[_first_joined(text, finite)]
    past = text.clauses[finite].tense == "past"
    return past and token.dep == "ccomp" and tree.lemma(token.head) in load_grammar()["alleging"]


def _opening(text: Text, count: int) -> list[int]:
    """The first tokens of the sentences that open the story (a line with a date alone is none)."""
    prose = (s for s in text.parse.sentences[: 3 * count + 2] if s.kind == "paragraph")
    return [s.first for s in prose if any(text.tree.is_verb(i) for i in range(s.first, s.last))][:count]


def _clause_beside(text: Text, sentence: Sentence, finite: int) -> Dating | None:
    """As in "A urged B on Thursday; B refused": a main clause takes the time of the one before it in its sentence,
    and what was said takes that of the saying.
    """
    tree, tokens = text.tree, text.tree.tokens
    token = tokens[_first_joined(text, finite)]
    above = token.head
    if token.dep == "ccomp" and above != finite and tree.is_verb(above) and above < finite:
        if text.clauses[above].tense in ("past", "present perfect") and text.clauses[finite].tense in (
            "past",
            "present",
        ):
            known = own_time(text, above, "")
            if known is not None and known.begin is not None:
                return _because(SAID_THEN, known)
        return None
    token = tokens[finite]
    if token.dep not in ("ROOT", "conj", "parataxis") or text.clauses[finite].tense != "past":
        return None
    for i in range(finite - 1, sentence.first, -1):
        other = tokens[i]
        if tree.is_verb(i) and other.dep in ("ROOT", "conj", "ccomp", "parataxis") and text.clauses[i].tense == "past":
            if other.dep == "ccomp" and tokens[other.head].lemma in load_grammar()["reporting"]:
                return None
            if any(tokens[k].dep in ASIDE for k in (i, *tree.path(i)[:2])):
                continue  # "the talks, which began in 1955 and went on, …; they agreed"
            known = own_time(text, i, "")
            if known is not None:
                return _because("goes on from the clause before", known)
    return None


def _first_joined(text: Text, verb: int) -> int:
    """The first of the verbs that a verb is joined to: of "reported that it issued a warrant and demanded …" it is
    "issued".
    """
    tokens = text.tree.tokens
    while tokens[verb].dep == "conj" and text.tree.is_verb(tokens[verb].head) and tokens[verb].head != verb:
        verb = tokens[verb].head
    return verb


def _because(why: str, known: Dating) -> Dating:
    """The time of another clause, which grammar lends to the act."""
    return replace(known, reason=f"{why}: {known.reason}", near=False)


def _not_after(text: Text, finite: int, reason: str) -> Dating:
    """What is told in the past perfect ends before the time of the clause that tells it."""
    token = text.tree.tokens[finite]
    if token.dep in ("ccomp", "relcl", "advcl") and token.head != finite:
        above = text.clauses.of(token.head).finite
        known = own_time(text, above, "") if above != finite else None
        if known is not None and known.end is not None:
            return Dating(None, known.end, f"../{known.end}", False, known.text, f"{reason}; not after {known.edtf}")
    return undated(text, reason)


def _in_story(text: Text, sentence: Sentence, reason: str) -> Dating:
    told = story(text, sentence)
    if told.day is None:
        return undated(text, reason)
    return lent(told.day, told.day, "", told.text, f"{reason}; {told.reason}")


def _sentence_before(text: Text, sentence: Sentence, finite: int) -> Dating | None:
    """A sentence that goes on about what the one before has dated ("He also …"): up to four of them in a row."""
    place = bisect.bisect_left(text.parse.sentences, sentence.first, key=lambda s: s.first)
    for k in range(place, max(0, place - 4), -1):
        if not _goes_on(text, finite) or text.clauses[finite].tense not in ("past", "participle", ""):
            return None
        previous, this = text.parse.sentences[k - 1 : k + 1]
        if previous.kind != sentence.kind or text.words(previous.end, this.start).count("\n") > 1:
            return None
        root = text.tree.root(previous)
        if text.clauses[root].tense not in ("past", "participle", "present perfect", ""):
            return None
        known = own_time(text, root, "")
        if known is not None:
            if known.begin is None or known.end is None or _goes_on_to_publication(text, known):
                return None
            return lent(known.begin, known.end, known.edtf, known.text, f"goes on from before: {known.reason}")
        finite = root
    return None


def _goes_on_to_publication(text: Text, known: Dating) -> bool:
    """As in "has stayed away for five years": what the next sentence tells did not last as long."""
    return known.certain and known.begin != known.end == text.document.published


def _goes_on(text: Text, finite: int) -> bool:
    tree = text.tree
    subjects = [i for i in tree.children[finite] if tree.tokens[i].dep in ("nsubj", "nsubjpass")]
    sentence = text.parse.sentence_of(finite)
    words = [t.text.lower() for t in tree.tokens[sentence.first : sentence.last]]
    if any(one in ("hours", "hour", "minutes") and two == "later" for one, two in pairwise(words)):
        return True
    also = any(tree.tokens[i].lemma in ("also", "then") for i in tree.children[finite])
    return also or any(tree.tokens[i].tag == "PRP" for i in subjects)


def _higher_time(text: Text, head: int, finite: int) -> Dating | None:
    """A participle, infinitive or noun takes the time of the finite verb above it."""
    if finite == head:
        return None
    known = own_time(text, finite, "")
    above = text.tree.below(finite, head)
    heads = [
        text.tree.lemma(text.tree.tokens[i].head) for i in above if text.tree.tokens[i].dep == "pcomp" and i != head
    ]
    after = "after" in heads
    if known is not None and after:  # "ended the aid after learning about the mining of the port"
        return not_after(known) or undated(text, "earlier than what the clause tells, and no date is given")
    if known is not None and (
        presupposed(text, head) or done_before(text, head)
    ):  # "set money aside in July to replace the grant"
        return not_after(known)
    return known
