"""When an act happened whose clause names no time: what tense, the clauses beside it and the story say.

`SIGNS` are asked in their order, and the first that answers decides.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from kg.model import Dating
from kg.resolve.anchors import in_background, story
from kg.resolve.clause_times import done_before, lent, not_after, older_object, own_time, presupposed, undated
from kg.resolve.narrative import day_of_news, is_chronicle, is_essay, is_historical_present, is_standing, lasts, nearest
from kg.resolve.other_times import before_noun, clause_at_distance, days_apart, of_other_years, told_before
from kg.seeds.grammar import load_grammar
from kg.seeds.timex import time_lexicon
from kg.text import Text
from kg.text.clauses import Clause, is_background

UNKNOWN = Dating(None, None, "", False, "", "the text gives no date")
ORDINALS = ("first", "second", "third")
ASIDE = ("relcl", "acl", "advcl")  # clauses that tell something beside the main line
SAID_THEN = "said at that time"
WANTED = frozenset({"demand", "request", "proposal", "offer"})
OPENING = 5  # sentences that a headline in the present tense speaks for


def from_context(text: Text, head: int, modality: str) -> Dating:
    """Return the dating of an act, by its trigger `head`, that no time in its clause dates."""
    clause = text.clauses.of(head)
    if modality in ("hypothetical", "negated", "denied"):
        return replace(UNKNOWN, reason="not told as having happened, and no date is given")
    if modality == "planned" or (clause.looks_ahead and modality != "asserted"):
        return replace(UNKNOWN, reason="still to come when the text was written, and no date is given")
    answers = (sign(text, head, clause) for sign in SIGNS)
    return next(dating for dating in answers if dating is not None)  # the last sign always answers


def when_said(text: Text, head: int) -> Dating | None:
    """As in '"We urge them to stop," she said on Monday': the present of a quotation is the time when it was spoken."""
    if not text.quotations.hold(text.tree.tokens[head].start) or text.clauses.of(head).finite_tense not in (
        "present",
        "future",
    ):
        return None
    verb = text.quotations.saying(head)
    if verb is None or text.quotations.hold(text.tree.tokens[verb].start):
        return None
    said = _of_clause(text, verb)
    return _because(SAID_THEN, said) if said.begin is not None else None


def _of_clause(text: Text, verb: int) -> Dating:
    """The time of another clause: its own, or that of its context."""
    return own_time(text, verb, "") or from_context(text, verb, "")


# ------------------------------------------------------------------------------ the signs
def _said_of_something(text: Text, head: int, _clause: Clause) -> Dating | None:
    """As in "the seized ship": what it is, by what was done to it."""
    token = text.tree.tokens[head]
    if token.dep != "amod" or token.tag != "VBN":
        return None
    return undated(text, "said of something as what it is: done before, and no date is given")


def _told_as_first(text: Text, _head: int, clause: Clause) -> Dating | None:
    """As in "received him on Friday, the first time that the two have met": what the main clause tells is that time."""
    tree, finite = text.tree, clause.finite
    noun = tree.tokens[finite].head
    if tree.tokens[finite].dep not in ("relcl", "acl", "ccomp") or tree.lemma(noun) != "time":
        return None
    if "perfect" not in text.clauses[finite].tense or not any(
        tree.lemma(k) in ORDINALS for k in tree.kids(noun, "amod")
    ):
        return None
    verb = text.clauses.of(noun).finite
    told = None if verb == finite else _of_clause(text, verb)
    return told if told is not None and told.begin is not None else None


def _told_before(text: Text, head: int, _clause: Clause) -> Dating | None:
    """As in "its launch", "the meeting": the date that the text has given the act before."""
    return told_before(text, head)


def _in_its_text(text: Text, head: int, clause: Clause) -> Dating | None:
    """As in "signed a pact in May, whereby they agreed …", "issued a note in which they asked …": when it was made."""
    tree, finite = text.tree, clause.finite
    noun = tree.tokens[finite].head
    issuing = text.clauses.issuing(finite)
    if issuing is not None and text.tree.is_verb(head):  # "adopted a resolution that condemns it"
        return _because("told in what was made then", _of_clause(text, issuing))
    if tree.tokens[finite].dep != "relcl" or clause.finite_tense != "past":
        return None
    part = tree.lemma(finite) in ("include", "involve")  # "began a campaign in May, which included raids"
    if not (part or _is_of_its_terms(text, finite)):
        return None
    nouns = [noun, *(k for i in tree.kids(noun, "prep") if tree.lemma(i) == "of" for k in tree.kids(i, "pobj"))]
    if tree.behind(noun)[0] == "of":  # "a treaty of friendship in which", "a list of demands in which"
        nouns.append(tree.behind(noun)[1])
    texts = (time_lexicon().words["SETTLEMENT"], load_grammar()["text_nouns"], WANTED)
    if not (part or any(tree.lemma(k).lower().removesuffix("s") in words for k in nouns for words in texts)):
        return None
    verb = text.clauses.of(noun).finite
    known = None if verb == finite else own_time(text, noun, "") or _of_clause(text, verb)
    return _because("told in what was made then", known) if known is not None and known.begin is not None else None


def _is_of_its_terms(text: Text, finite: int) -> bool:
    """As in "in which", "under which", "whereby": the clause tells what stands in a text."""
    tree = text.tree
    for i in tree.kids(finite, "prep", "advmod"):
        behind = any(tree.tokens[k].tag == "WDT" for k in tree.kids(i, "pobj"))
        if tree.lemma(i) == "whereby" or (behind and tree.lemma(i) in ("in", "under", "by", "through")):
            return True
    return False


def _background(text: Text, head: int, clause: Clause) -> Dating | None:
    """As in "left after the talks": how long before its clause a noun of the background lies."""
    return before_noun(text, head, clause.finite) if is_background(text.tree, head) else None


def _admitted(text: Text, head: int, clause: Clause) -> Dating | None:
    """As in "admits downing the jet", "alleging that they stole it"."""
    if not _is_owned_up(text, head) and not _is_alleged(text, clause.finite):
        return None
    return undated(text, "what is admitted, regretted or alleged was done before")


def _higher_time(text: Text, head: int, clause: Clause) -> Dating | None:
    """A participle, infinitive or noun takes the time of the finite verb above it."""
    finite = clause.finite
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


def _at_distance(text: Text, _head: int, clause: Clause) -> Dating | None:
    return clause_at_distance(text, clause.finite, lambda verb: _of_clause(text, verb))


def _past_perfect(text: Text, _head: int, clause: Clause) -> Dating | None:
    """What is told in the past perfect ends before the time of the clause that tells it."""
    finite, reason = clause.finite, "the past perfect looks back from the story, and no date is given"
    if clause.finite_tense != "past perfect":
        return None
    token = text.tree.tokens[finite]
    if token.dep in ("ccomp", "relcl", "advcl") and token.head != finite:
        above = text.clauses.of(token.head).finite
        known = own_time(text, above, "") if above != finite else None
        if known is not None and known.end is not None:
            return Dating(None, known.end, f"../{known.end}", False, known.text, f"{reason}; not after {known.edtf}")
    return undated(text, reason)


def _clause_beside(text: Text, head: int, clause: Clause) -> Dating | None:
    """As in "A urged B on Thursday; B refused": a main clause takes the time of the one before it in its sentence,
    and what was said takes that of the saying.
    """
    tree, tokens, finite = text.tree, text.tree.tokens, clause.finite
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
    for i in range(finite - 1, text.parse.sentence_of(head).first, -1):
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


def _present_perfect(text: Text, head: int, clause: Clause) -> Dating | None:
    if clause.finite_tense != "present perfect" or text.quotations.hold(text.tree.tokens[head].start):
        return None
    again = load_grammar()["lasting_adverbs"]
    if any(text.tree.lemma(k) in again for k in _adverbs(text, clause.finite)):
        return undated(text, "what was done again and again, or since then, is of no day")
    said = clause.reported_by
    if said is not None and clause.passive and clause.finite == text.tree.main_verb(head):
        known = own_time(text, said, "") or UNKNOWN
        if known.end is not None:
            return not_after(known)  # "said on Monday that the rebel has been killed"
    if text.parse.sentence_of(head).first in _opening(text, 2):
        return None
    aside = text.tree.tokens[clause.finite].dep == "relcl" or text.parse.sentence_of(head).first not in _opening(
        text, OPENING
    )
    news = None if aside else day_of_news(text, head)  # "the town, which has banned it"
    return news or undated(text, "the present perfect gives no day: not after publication")


def _adverbs(text: Text, verb: int) -> list[int]:
    """The adverbs of a verb, also "since" alone, which the parser may take for a preposition."""
    alone = (k for k in text.tree.kids(verb, "prep", "mark") if k < verb and not text.tree.children[k])
    return [*text.tree.kids(verb, "advmod"), *(k for k in alone if verb in text.tree.path(k + 1))]


def _looks_back(text: Text, _head: int, clause: Clause) -> Dating | None:
    """The clause tells of a time before the story's, or of years that nobody dates."""
    if of_other_years(text, clause.finite):
        return undated(text, "told of a time that nobody dates")
    if text.clauses[clause.finite].looks_back:
        return undated(text, "the clause looks back from the story, and no date is given")
    return None


def _present_of_saying(text: Text, _head: int, clause: Clause) -> Dating | None:
    """As in "underlined that they keep channels open": when he underlined it."""
    token = text.tree.tokens[clause.finite]
    if clause.finite_tense != "present" or token.dep != "ccomp" or text.clauses[token.head].tense != "past":
        return None
    told_by = from_context(text, token.head, "")
    return _because(SAID_THEN, told_by) if told_by.begin is not None else None


def _present(text: Text, head: int, clause: Clause) -> Dating | None:
    """The present tense: the day of publication, but for what is only named and for what lasts."""
    published = text.document.published
    if clause.finite_tense != "present":
        return None
    if _is_only_named(text, head, clause.finite):
        return undated(text, "only named in the clause: it may be earlier, and no date is given")
    if text.parse.sentence_of(head).kind != "paragraph":
        return None
    if published is None:
        return UNKNOWN
    if is_historical_present(text) and not lasts(text, head):
        return undated(text, "told in the present, in a tale of the past")
    if lasts(text, head) or is_essay(text) or is_standing(text, clause.finite):
        return undated(text, "told in the present as a state: not after publication")
    reason = "told in the present tense: the day of publication"
    if is_chronicle(text):
        return Dating(published, published, published.isoformat(), True, "", reason)
    return lent(published, published, "", "", reason)


def _sentence_before(text: Text, head: int, clause: Clause) -> Dating | None:
    """A sentence that goes on about what the one before has dated ("He also …"): up to four of them in a row."""
    sentence, finite = text.parse.sentence_of(head), clause.finite
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


def _named_as_object(text: Text, head: int, _clause: Clause) -> Dating | None:
    """As in "rejected the request": it may be older than what the clause tells."""
    if text.tree.is_verb(head) or not older_object(text, head):
        return None
    return undated(text, "named as the object of what the clause tells, which may be later")


def _nearest(text: Text, head: int, _clause: Clause) -> Dating | None:
    return nearest(text, head)


def _story(text: Text, head: int, clause: Clause) -> Dating:
    """The day of the story, or of its news; at last that it was not after publication."""
    sentence, lemma = text.parse.sentence_of(head), text.tree.tokens[clause.finite].lemma
    told = story(text, sentence)
    came = lemma in load_grammar()["coming_verbs"]  # "It came a day after the raid": what came is the news
    if told.day is not None and not came and days_apart(text, clause.finite):
        return undated(text, "days or more before or after something else, and no date is given")
    if told.day is not None and lemma not in ("say", "tell") and in_background(text, told.day, sentence):
        return undated(text, "its paragraph tells of earlier times, and no date is given")
    opens = sentence.kind == "headline" or sentence.first in _opening(text, OPENING)
    if told.day is not None and (told.sure or opens or lemma in load_grammar()["reporting"]):
        news = None if told.sure else day_of_news(text, head)
        return news or lent(told.day, told.day, "", told.text, told.reason)
    return day_of_news(text, head) or undated(text, "no date in the text: not after publication")


SIGNS: tuple[Callable[[Text, int, Clause], Dating | None], ...] = (
    _said_of_something,
    _told_as_first,
    _told_before,
    _in_its_text,
    _background,
    _admitted,
    _higher_time,
    _at_distance,
    _past_perfect,
    _clause_beside,
    _present_perfect,
    _looks_back,
    _present_of_saying,
    _present,
    _sentence_before,
    _named_as_object,
    _nearest,
    _story,
)


# ------------------------------------------------------------------------------ what the signs ask
def _is_only_named(text: Text, head: int, finite: int) -> bool:
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


def _is_owned_up(text: Text, head: int) -> bool:
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


def _goes_on_to_publication(text: Text, known: Dating) -> bool:
    """As in "has stayed away for five years": what the next sentence tells did not last as long."""
    return known.certain and known.begin != known.end == text.document.published


def _goes_on(text: Text, finite: int) -> bool:
    """As in "He also …", "Hours later they …": does the clause go on about what the sentence before tells?"""
    tree = text.tree
    sentence = text.parse.sentence_of(finite)
    words = [t.text.lower() for t in tree.tokens[sentence.first : sentence.last]]
    if any(one in ("hours", "hour", "minutes") and two == "later" for one, two in pairwise(words)):
        return True
    also = any(tree.tokens[i].lemma in ("also", "then") for i in tree.children[finite])
    return also or _is_an_account(text, finite) or any(tree.tokens[i].tag == "PRP" for i in tree.subjects(finite))


def _is_an_account(text: Text, finite: int) -> bool:
    """As in "On May 5 a plane crossed the bay. Lima says that the ship fired on it": what one side says of it today."""
    token = text.tree.tokens[finite]
    saying = text.tree.lemma(token.head) in load_grammar()["reporting"] and text.clauses[token.head].tense == "present"
    return token.dep == "ccomp" and saying and text.clauses[finite].tense == "past"
