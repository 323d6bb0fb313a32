"""What dates an act that no word of its own dates: another time of its sentence, the story's time, the news itself."""

from __future__ import annotations

import bisect
import collections
import re
from dataclasses import replace

from kg.model import Dating, Sentence
from kg.resolve.anchors import MANY, OLD, in_background, in_dateline, is_tale, is_timeless, story
from kg.resolve.attachment import Attached, attach, is_due_then, main_days
from kg.resolve.clause_times import (
    DAY,
    as_spoken,
    exact,
    goes_on,
    lent,
    of_what_is_judged,
    older_object,
    over_for_a_present,
    presupposed,
    range_of,
    within,
)
from kg.resolve.other_times import of_other_years
from kg.resolve.tale_line import NOT_ITS_OWN, is_behind_all, since_told, where_told
from kg.seeds.grammar import load_grammar
from kg.seeds.timex import time_lexicon
from kg.text import Text, once
from kg.text.clauses import is_background
from kg.timex.calendar import grain

LONG = re.compile(r"P(?:\d+|X)[WMYCE]")  # lengths of time that no news of a day lasts
LEAD = 3  # sentences of a news story that tell the news itself
AHEAD = frozenset({"until", "till", "before"})  # such a clause tells what was still to come
ANCHORS = ("after", "before", "following", "until")  # an act behind one of these is told by another, not as the news


def nearest(text: Text, head: int, *, ahead: bool = False) -> Dating | None:
    """The nearest day or period that the sentence names, where it is not the object of "since", "by" or the like.

    `ahead` asks for one that is still to come when the text is published; else only those that are not count.
    """
    sentence = text.parse.sentence_of(head)
    if any(text.tree.lemma(i) in ("before", "prior") for i in text.tree.kids(head, "prep", "advmod", "mark")):
        return None  # "with which it traded prior to independence"
    if is_standing(text, text.clauses.of(head).finite) or _is_a_judged_state(text, head):
        return None
    # "closed on 3 June, following the invasion": only what stands behind "following" too dates the invasion
    behind = set(text.tree.subtree(text.tree.tokens[head].head)) if is_background(text.tree, head) else None
    found = sorted(
        (
            a
            for a in attach(text, sentence)
            if _tells(text, sentence, a, ahead)
            and not (_apart(text, a, head) or is_due_then(text, a))
            and not over_for_a_present(text, head, a)
            and not of_what_is_judged(text, head, a)
            and not _of_its_object(text, head, a)
            and not _of_a_past_beside(text, head, a)
            and not _of_another_deed(text, head, a)
            and not _of_what_came_after(text, head, a)
            and (behind is None or _is_behind(text, head, a.head, behind))
        ),
        key=lambda a: abs(a.head - head),
    )
    if not found:
        return None
    spans = range_of(text, found[0], attach(text, sentence))
    if spans is None:
        timex = as_spoken(text, found[0].timex, head)
        spans = exact(timex, text.words(timex.start, timex.end), "")
    if spans.begin is not None and spans.end is not None:
        spans = lent(spans.begin, spans.end, spans.edtf, spans.text, "")
    return replace(spans, reason=f"the nearest time of the sentence: '{spans.text}'", near=True)


def _is_a_judged_state(text: Text, head: int) -> bool:
    """As in "voted on Thursday to condemn the embargo of Cuba": a measure that has long been in force."""
    tree, words = text.tree, load_grammar()
    above = tree.tokens[head].head
    judged = tree.tokens[head].dep == "dobj" and tree.lemma(above) in words["act_judging_verbs"]
    return judged and tree.lemma(head) in words["measures_against"] and not tree.is_verb(head)


def _of_what_came_after(text: Text, head: int, attached: Attached) -> bool:
    """As in "said on Monday that it had to act after Chad left": the day is that of what is said of both."""
    tree, finite = text.tree, text.clauses.of(head).finite
    above = tree.path(finite)
    said = any(tree.tokens[i].dep == "ccomp" and tree.tokens[i].head == attached.governor for i in above)
    return said and "after" in tree.marks_of_aside(finite) and finite not in tree.path(attached.head)


def _of_another_deed(text: Text, head: int, attached: Attached) -> bool:
    """In a tale, as in "had given aid and had talked of it in May", "gave aid, but it fell in May", "had not blocked
    their 1961 bid, and had signed": the time is of the verb that the other one is joined to.
    """
    tree, own = text.tree, text.clauses.of(head).finite
    other = text.clauses.of(attached.governor).finite
    if other == own or not is_tale(text) or tree.first_conjunct(own) != tree.first_conjunct(other):
        return False
    if attached.premodifier:
        return True
    return own < other < attached.head and bool(tree.subjects(other) or tree.kids(other, "aux", "auxpass"))


def _of_its_object(text: Text, head: int, attached: Attached) -> bool:
    """As in "left the 2015 accord", "expelled them over the 2014 raid": the year is of what stood before."""
    tree, noun = text.tree, attached.governor
    if not attached.premodifier or not tree.is_verb(head) or head not in tree.path(noun):
        return False
    token = tree.tokens[noun]
    left = token.dep == "pobj" and tree.lemma(token.head) == "from" and tree.tokens[token.head].head == head
    return left or presupposed(text, noun)


def _is_behind(text: Text, head: int, time: int, phrase: set[int]) -> bool:
    """Whether a time stands behind a noun in its phrase, or the parser cut it off: "after its test of it in 2006"."""
    return head < time and (
        time in phrase or not any(text.tree.tokens[i].pos in ("VERB", "AUX", "PUNCT") for i in range(head, time))
    )


def _apart(text: Text, attached: Attached, head: int) -> bool:
    """Whether a time is told of something else: in another quotation, in what is said, in a relative clause aside."""
    tree, path = text.tree, set(text.tree.path(head))
    above = set(tree.path(attached.head))
    told = attached.timex.anchor == "published"
    said = any(tree.tokens[i].head == head and _is_to_come(text, head, i, told) for i in above)
    known = any(  # "On Monday they denounced the pact in which A had agreed": what the object's clause tells is older
        tree.tokens[i].dep == "relcl" and i not in above and tree.tokens[tree.tokens[i].head].dep in ("dobj", "pobj")
        and text.clauses[i].tense in ("past", "past perfect")
        and not any(tree.lemma(k) in ("where", "when") for k in tree.children[i])
        and tree.lemma(tree.tokens[i].head) not in load_grammar()["text_nouns"]
        for i in path
    )  # fmt: skip
    spoken = [
        {span for span in text.quotations.spans if span[0] < start < span[1]}
        for start in (attached.timex.start, tree.tokens[head].start)
    ]
    # "freed by those who had held him for years, he flew home on Monday"
    told_of = text.clauses[head].tense == "past perfect" and tree.tokens[head].dep == "relcl"
    before = told_of and text.clauses.of(attached.governor).verb in path - {head}
    # "will meet on Tuesday over the dispute of those that have sent troops"
    done = text.clauses[head].tense == "present perfect" and tree.tokens[head].dep == "relcl" and head not in above
    bounds = any(text.tree.lemma(i) in AHEAD and i not in path for i in above)  # "until its end on 3 June"
    bounds |= any(  # "the first meeting since the war broke out in May"
        i not in path and "since" in tree.marks_of_aside(i) and text.clauses[i].tense == "past" for i in above
    )
    bounds |= not is_tale(text) and any(  # "refused to go after he had lost the vote in May"
        tree.tokens[i].dep == "advcl" and i not in path and head in tree.path(i) and "after" in tree.marks_of_aside(i)
        for i in above
    )
    return (
        before
        or done
        or bounds
        or said
        or known
        or spoken[0] != spoken[1]
        or _aside(text, attached, path)
        or _elsewhere(text, attached, head)
    )


def _is_to_come(text: Text, head: int, below: int, told: bool) -> bool:
    """Whether a clause is what was said, or what was agreed or asked for: "agreed to attend in September"."""
    words, tree = load_grammar(), text.tree
    if tree.tokens[below].dep == "ccomp":
        return True
    asked = (
        not told
        and tree.lemma(head) in words["planned"] | words["demanding"] | words["commanding"] | words["looking_ahead"]
    )
    return tree.tokens[below].dep == "xcomp" and tree.tokens[below].tag == "VB" and asked


def _elsewhere(text: Text, attached: Attached, head: int) -> bool:
    """As in "rose after a May 1991 vote, and troops were sent", "left the 2015 accord and froze the funds"."""
    tree, finite = text.tree, text.clauses.of(attached.governor).finite
    main, path = text.clauses.of(head).finite, tree.path(finite)
    joined = main in path and finite != main and tree.tokens[finite].dep in ("conj", "parataxis")
    subjects = tree.subjects(finite) if joined else ()
    if subjects and (is_tale(text) or attached.head < subjects[0]):
        return True  # "gave aid, and the cabinet fell in May"; "left, and in May the cabinet fell"
    if not attached.premodifier or finite == text.clauses.of(head).finite:
        return False
    behind = any(tree.lemma(i) in ANCHORS and tree.tokens[i].dep == "prep" for i in tree.path(attached.head))
    beside = grain(attached.timex.value) == "Y" and tree.first_conjunct(main) == tree.first_conjunct(finite)
    return behind or beside or finite not in tree.path(head)  # "left the 2015 accord and froze the funds"


def _aside(text: Text, attached: Attached, path: set[int]) -> bool:
    """As in "eased the curbs that dated from 1950", "a loan for the crisis that began last year"."""
    tokens = text.tree.tokens
    clauses = (i for i in text.tree.path(attached.head) if tokens[i].dep in ("relcl", "acl") and i not in path)
    return any(tokens[i].head not in path for i in clauses)


def _of_a_past_beside(text: Text, head: int, attached: Attached) -> bool:
    """As in "has frozen the assets and, on Monday, barred the banks": the perfect is told of no day."""
    own = text.clauses.of(head)
    return own.finite_tense == "present perfect" and text.clauses.of(attached.governor).verb != own.verb


def _tells(text: Text, sentence: Sentence, attached: Attached, ahead: bool = False) -> bool:
    timex, published = attached.timex, text.document.published
    return (
        timex.type in ("DATE", "TIME")
        and timex.earliest is not None
        and (published is not None and timex.earliest > published) == ahead
        and not (timex.earliest == published and is_tale(text))
        and attached.preposition not in NOT_ITS_OWN
        and not in_dateline(text, sentence, timex)
        and not goes_on(text, timex)
        and not (attached.premodifier and text.tree.lemma(attached.governor) in time_lexicon().words["DATEDTHING"])
    )


@once
def is_essay(text: Text) -> bool:
    """Whether a tale of the past is no news at all: hardly a time in it is near the publication."""
    published = text.document.published
    if is_timeless(text):
        return True
    if published is None or not is_tale(text):
        return False
    near = [t for t in text.times if t.latest is not None and abs(published - t.latest) < OLD]
    return len(near) < MANY / 2


def in_narrative(text: Text, head: int) -> Dating | None:
    """In a tale of the past, or a paragraph of it, where it has come to; what looks back is no later than that."""
    finite = text.clauses.of(head).finite
    marks = {text.tree.lemma(k) for k in text.tree.kids(finite, "mark", "prep")}
    if text.clauses[finite].tense == "present" and is_essay(text) and not is_historical_present(text):
        return None  # "To this day their historians accuse them"
    if marks & AHEAD or not (is_tale(text) or _is_past(text, text.parse.sentence_of(head))):
        return None
    adverbs = marks | {text.tree.lemma(k) for k in text.tree.kids(finite, "advmod") if not _counts(text, k)}
    perfect = text.clauses[finite].tense == "past perfect"
    named = not text.tree.is_verb(head) and (older_object(text, head) or text.tree.is_definite(head))
    aside = text.tree.tokens[head].dep == "acl" and text.tree.tokens[head].tag == "VBN"  # "for those held there"
    back = (
        perfect or named or aside or is_background(text.tree, head) or bool(adverbs & load_grammar()["earlier_adverbs"])
    )
    sentence = text.parse.sentence_of(head)
    now = story(text, sentence)
    is_news = text.document.published is not None and now.day is not None and now.sure  # "…, he said on Tuesday."
    if is_tale(text) and not (is_news and is_behind_all(text, sentence)):
        told = where_told(text, sentence, text.tree.tokens[head].start, back=back)
        if told is not None or not is_historical_present(text):
            return told
    return since_told(text, sentence, back=back, anywhere=is_historical_present(text))


def _counts(text: Text, adverb: int) -> bool:
    """As in "First, they agreed to a truce.": it counts what is told, and does not look back."""
    tokens = text.tree.tokens
    opens = adverb == text.parse.sentence_of(adverb).first
    return opens and tokens[adverb].lemma == "first" and tokens[min(adverb + 1, len(tokens) - 1)].text == ","


def _is_past(text: Text, sentence: Sentence) -> bool:
    """Whether what its paragraph has dated before a sentence is no news of these days."""
    published = text.document.published
    return published is not None and in_background(text, published, sentence)


def day_of_news(text: Text, head: int) -> Dating | None:
    """An act told in the past in the lead of a news story: the day of publication or the day before."""
    published = text.document.published
    tree, verb = text.tree, text.clauses.of(head).verb
    sentence = text.parse.sentence_of(head)
    anchored = any(  # "a year after the summit": no news
        tree.lemma(i) in ANCHORS and tree.tokens[i].dep == "prep" and tree.clause_verb(i) == verb
        for i in range(sentence.first, sentence.last)
    ) and not opens_the_news(text, head)
    if (
        published is None
        or anchored
        or is_tale(text)
        or is_timeless(text)
        or _is_past(text, sentence)
        or _opens_in_the_past(text, sentence)
        or of_other_years(text, verb)
        or _goes_on_long(text, sentence, verb)
        or _is_remembered(text, verb)
    ):
        return None
    prose = [s for s in text.parse.sentences if s.kind == "paragraph"]
    inside = sentence in prose[:LEAD] or sentence.start in _items(text) or _goes_on_with_the_day(text, sentence)
    if sentence.kind != "headline" and not inside:
        return None
    if is_chronicle(text):
        return Dating(published, published, published.isoformat(), True, "", "told in a chronicle of that day")
    return within(published - DAY, published, "", "told in the lead of a news story: that day or the day before")


def opens_the_news(text: Text, head: int) -> bool:
    """Is it the main verb of the news, placed only after what is told as new: "agreed to talk after a clash"?"""
    sentence, tree = text.parse.sentence_of(head), text.tree
    first = next((s for s in text.parse.sentences if s.kind == "paragraph"), sentence)
    opens = sentence.kind == "headline" or sentence == first
    if not opens or tree.root(sentence) != head or is_tale(text) or not tree.is_verb(head):
        return False
    verbs = (head, *tree.kids(head, "xcomp"))  # "agreed to talk after a clash": the parser gives it to either
    after = [i for verb in verbs for i in tree.kids(verb, "prep") if tree.lemma(i) in ("after", "following", "follow")]
    new = all(not tree.is_definite(noun) for i in after for noun in tree.kids(i, "pobj"))
    return bool(after) and new and not any(tree.kids(i, "npadvmod", "nummod", "advmod") for i in after)


def _is_remembered(text: Text, verb: int) -> bool:
    """As in "I was a student when the war broke out": who tells of himself tells no news."""
    tree = text.tree
    tellers = (k for i in tree.path(verb) if tree.is_verb(i) for k in tree.subjects(i))
    return any(tree.tokens[k].text == "I" and not text.quotations.hold(tree.tokens[k].start) for k in tellers)


def _opens_in_the_past(text: Text, sentence: Sentence) -> bool:
    """Whether the first sentence dates itself years ago, and none before this one to the days of the publication."""
    published = text.document.published
    prose = [s for s in text.parse.sentences if s.kind == "paragraph" and s.start < sentence.start]
    if published is None or not prose or not main_days(text, prose[0], own=True):
        return False
    return all(published - day > OLD for other in prose for day in main_days(text, other, own=True))


def _goes_on_with_the_day(text: Text, sentence: Sentence) -> bool:
    """As in "…, and Hungary accused Croatia.": a main clause in the past, beside the present of a chronicle."""
    root = text.tree.root(sentence)
    later = any(text.tree.lemma(k) == "later" for k in text.tree.kids(root, "advmod"))
    return sentence.kind == "paragraph" and is_chronicle(text) and text.clauses[root].tense == "past" and not later


def _goes_on_long(text: Text, sentence: Sentence, verb: int) -> bool:
    """As in "shelled the port for six years", "fought a war that ended in 1988": no news of the day."""
    published = text.document.published
    over = [
        a for a in attach(text, sentence)
        if a.governor != verb and a.timex.latest and published and published - a.timex.latest > OLD
        and text.tree.lemma(a.governor) in load_grammar()["lasting"]
    ]  # fmt: skip
    below = set(text.tree.subtree(verb)) if over else set()
    if any(a.governor in below and text.tree.tokens[a.governor].dep == "relcl" for a in over):
        return True
    return any(
        (attached.preposition == "for" and LONG.fullmatch(attached.timex.value))
        or attached.timex.value.startswith("BC")
        for attached in attach(text, sentence)
        if text.clauses.of(attached.governor).verb == verb
    )


@once
def _items(text: Text) -> frozenset[int]:
    """Where the sentences begin that are paragraphs of their own, in a text that is made of such: items of news."""
    starts = [block.start for block in text.document.blocks if block.kind == "paragraph"]
    blocks = collections.defaultdict[int, list[int]](list)
    for sentence in text.parse.sentences:
        if sentence.kind == "paragraph":
            blocks[bisect.bisect_right(starts, sentence.start)].append(sentence.start)
    alone = frozenset(found[0] for found in blocks.values() if len(found) == 1)
    return alone if len(alone) > 0.7 * len(blocks) else frozenset()


@once
def is_chronicle(text: Text) -> bool:
    """Whether a text tells of its day in the present tense: most of its main verbs are in it."""
    return not is_tale(text) and _is_in_the_present(text)


@once
def is_historical_present(text: Text) -> bool:
    """Whether a tale of the past is told in the present tense: "In 1950 Chad recognises Peru. It opens an embassy."."""
    return is_tale(text) and _is_in_the_present(text)


def _is_in_the_present(text: Text) -> bool:
    roots = [text.tree.root(s) for s in text.parse.sentences if s.kind == "paragraph"]
    tenses = [text.clauses[root].tense for root in roots if text.tree.is_verb(root)]
    return sum(tense == "present" for tense in tenses) > len(tenses) / 2


def is_standing(text: Text, finite: int) -> bool:
    """As in "is banned there", "which accuses him", "In it Chad asks": in the present they tell how things stand.

    In a chronicle they do not.
    """
    clause, token = text.clauses[finite], text.tree.tokens[finite]
    stands = token.tag == "VBN" and token.lemma in time_lexicon().words["STANDING"] and clause.passive
    told = {k for i in text.tree.kids(finite, "prep") if text.tree.lemma(i) == "in" for k in text.tree.kids(i, "pobj")}
    written = any(text.tree.lemma(k) in load_grammar()["text_nouns"] | {"it", "call"} for k in told)
    first = min(text.tree.subtree(finite))
    aside = token.dep == "relcl" and text.tree.tokens[max(0, first - 1)].text == ","
    return (stands or written or aside) and clause.tense == "present" and not is_chronicle(text)


def lasts(text: Text, head: int) -> bool:
    """As in "troops are there at its invitation": a noun in a clause that tells in the present how things stand.

    In a chronicle, which tells its events in the present, it is an event all the same.
    """
    tree = text.tree
    return not tree.is_verb(head) and tree.tokens[head].dep != "appos" and not is_chronicle(text)
