"""The dating that the words of a clause give: which time governs the event, and what its preposition makes of it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.model import Dating, Timex
from kg.resolve.anchors import OLD, in_dateline, is_tale, redirected, story, until
from kg.resolve.attachment import Attached, attach, governs
from kg.seeds.grammar import load_grammar
from kg.seeds.timex import time_lexicon
from kg.text import Text, once
from kg.timex.calendar import bounds, grain, shift

COMPARED = frozenset({"than", "with", "like", "versus", "against", "compare"})  # "more than last year"
ANSWERS = ("response", "reaction", "reply", "retaliation", "revenge", "reprisal", "answer")
RECALLING = frozenset({"cite", "evoke", "invoke", "recall", "remember"})
CLOSE = 6  # words behind a verb in which its time stands
DAY = datetime.timedelta(days=1)
STALE = datetime.timedelta(days=15)  # before publication: what an act of the news judges, not the news
FIRST_YEAR = datetime.date(1, 12, 31)  # the end of the first year that a date can have
AGAIN = tuple(f"{word}and again{preposition}" for word in ("", ", ") for preposition in ("", " in", " on", " after"))


@once
def own_time(text: Text, head: int, modality: str) -> Dating | None:
    sentence = text.parse.sentence_of(head)
    ranked = []
    everything = attach(text, sentence)
    for attached in everything:
        if attached.timex.earliest is None or attached.timex.latest is None:
            continue
        if (
            in_dateline(text, sentence, attached.timex)
            or attached.preposition in COMPARED
            or (_first_time_in(text, attached) and not _since_then(text, head, attached))
            or _of_the_planned(text, head, attached.timex)
            or over_for_a_present(text, head, attached)
            or goes_on(text, attached.timex)
            or _is_a_term_ahead(text, attached.timex)
            or of_what_is_judged(text, head, attached)
        ):
            continue
        rank = governs(text, head, attached)
        if rank is not None and not _too_late(text, head, attached.timex, rank, modality):
            ranked.append((rank, grain(attached.timex.value) not in ("D", "W"), abs(attached.head - head), attached))
    if not ranked:
        known = _own_clause(text, head) or _before_our_era(text, head, everything)
        return known or _since_long(text, head, everything) or _vague(text, head, everything)
    ranked.sort(key=lambda r: r[:3])
    best = ranked[0][3]
    older = _own_clause(text, head) if head not in text.tree.path(best.governor) else None
    if older is not None and older.end and best.timex.earliest and older.end < best.timex.earliest:
        return older  # "On Monday they released the notes of a call made in May"
    spans = range_of(text, best, everything)
    if spans is not None:
        return spans
    if _of_the_next_deed(text, head, best):
        return not_after(exact(best.timex, text.words(best.timex.start, best.timex.end), ""))
    words = text.words(best.timex.start, best.timex.end)
    if best.governor != head and (
        presupposed(text, head) or (head not in text.tree.path(best.head) and done_before(text, head))
    ):
        last = best.timex.latest
        return Dating(
            None, last, f"../{last}", False, words, f"'{words}' dates what was done about it, so it is not later"
        )
    best = replace(best, timex=as_spoken(text, best.timex, head))
    turned = redirected(best.timex, words, _ahead(text, head, modality), text.document.published)
    if grain(best.timex.value) == "D" and _behind_another(text, head, best):
        best = replace(best, preposition="after")
    known = _with_preposition(text, replace(best, timex=turned), head)
    if known.certain and known.begin and known.end and _is_of_another(text, head, best):
        return lent(known.begin, known.end, known.edtf, known.text, known.reason)
    return known


def of_what_is_judged(text: Text, head: int, attached: Attached) -> bool:
    """As in "thanked Chad for its role in the 1971 war": long before the news that tells of the thanks."""
    tree, published = text.tree, text.document.published
    words, last, path = load_grammar(), attached.timex.latest, tree.path(attached.head)
    judging = any(tree.lemma(head) in words[kind] for kind in ("judged_for", "owning_up", "act_judging_verbs"))
    if published is None or last is None or not judging or not tree.is_verb(head) or head not in path or is_tale(text):
        return False
    told = any(tree.tokens[i].tag == "VBG" for i in path[: path.index(head)])
    if published - last < (STALE if told else OLD):  # "thanked Peru for sending help in May" is news of today
        return False
    top = path[path.index(head) - 1]  # the date's phrase, right below the verb
    judged = tree.tokens[top].dep == "dobj" and top != attached.head
    if told and tree.tokens[top].dep == "advcl" and tree.lemma(top) in RECALLING:
        return True  # "condemned the raid, recalling one of May 3"
    return judged or (tree.tokens[top].dep == "prep" and tree.lemma(top) in ("for", "of", "over", "as"))


def done_before(text: Text, head: int) -> bool:
    """As in "jailed a man accused of theft", "ratified it, having rejected the first", "drop their veto"."""
    tree, token = text.tree, text.tree.tokens[head]
    if tree.is_verb(head):
        before = tree.tokens[max(0, head - 1)].text  # "a man, seized at noon, …": told of that time
        aside = token.dep == "acl" and token.tag == "VBN" and before != "," and not tree.kids(head, "auxpass")
        return aside or any(tree.tokens[k].text.lower() == "having" for k in tree.kids(head, "aux"))
    owned = token.dep in ("dobj", "nsubjpass") and bool(tree.kids(head, "poss"))
    done = load_grammar()["light_verbs"] | {"follow"}
    return owned and tree.is_verb(token.head) and tree.lemma(token.head) not in done


def _is_of_another(text: Text, head: int, attached: Attached) -> bool:
    """As in "fired on the port on Monday, and Togo protested": the day of a clause with another subject."""
    tree, verb = text.tree, text.clauses.of(head).verb
    joined = tree.tokens[verb].dep == "conj" and attached.governor in tree.path(tree.tokens[verb].head)
    return joined and verb not in tree.path(attached.head) and bool(tree.subjects(verb))


def _of_the_next_deed(text: Text, head: int, attached: Attached) -> bool:
    """As in "invaded the country and occupied its capital on May 6": the day is the second's; in news, of both.

    What befell who acted is another time everywhere: "founded the party, but was jailed in 1963".
    """
    tree, governor = text.tree, attached.governor
    if not tree.is_verb(head) or tree.tokens[governor].dep != "conj" or tree.tokens[governor].head != head:
        return False
    if not tree.kids(head, "dobj"):
        return False
    if text.clauses[governor].passive:
        return True
    return is_tale(text) and grain(attached.timex.value) == "D" and bool(tree.kids(governor, "dobj"))


def _behind_another(text: Text, head: int, attached: Attached) -> bool:
    """As in "Following a coup on July 14 they broke it up": the day is the coup's, what is told comes after.

    So it is of what an act answers: "filed a protest in response to an incident on Tuesday".
    """
    tree, steps = text.tree, text.tree.below(head, attached.governor)
    if any(tree.lemma(i) in ("after", "following", "follow") and tree.tokens[i].dep == "prep" for i in steps):
        return True
    return any(tree.lemma(i) in ANSWERS and tree.tokens[i].dep == "pobj" for i in steps[1:])


def over_for_a_present(text: Text, head: int, attached: Attached) -> bool:
    """As in "has eased the curbs laid on it in 1998", "becomes the first to visit since 1967": no time of that verb.

    A present perfect has no day or year that is over, and a present only one that opens its sentence or follows it.
    """
    published, timex = text.document.published, attached.timex
    if published is None or timex.latest is None or timex.latest >= published or timex.type not in ("DATE", "TIME"):
        return False
    if attached.preposition in ("since", "until", "till", "from", "over", "by", "before"):
        return False
    clause, token = text.clauses[head], text.tree.tokens[head]
    aside = token.tag == "VBG" and token.dep in ("advcl", "conj")  # "summons him, demanding an answer …"
    if not text.tree.is_verb(head) or (clause.finite != text.tree.main_verb(head) and not aside):
        return False
    tense = clause.finite_tense if aside else clause.tense
    if tense == "present perfect":
        if text.tree.tokens[max(0, attached.head - 2)].text == ",":
            return False  # "has refused twice, in 1954 and in 1962"
        return grain(timex.value) in ("D", "Y", "M") and (published - timex.latest).days > 1
    behind = attached.head - head
    far = behind > CLOSE or (behind > 0 and grain(timex.value) == "Y")
    return tense == "present" and far and not is_tale(text)  # of a tale, "Peru breaks its ties in 1936."


def goes_on(text: Text, timex: Timex) -> bool:
    """As in "met at the 80th session", told during it: of what lasts years and is not over the news says more."""
    published, first, last = text.document.published, timex.earliest, timex.latest
    return "/" in timex.value and bool(published and first and last and first <= published <= last)


def _is_a_term_ahead(text: Text, timex: Timex) -> bool:
    """As in "signed a pact for the next ten years": no act lasts that long."""
    published, last = text.document.published, timex.latest
    return timex.type == "DURATION" and published is not None and last is not None and last - published > OLD


def as_spoken(text: Text, timex: Timex, head: int) -> Timex:
    """As in '"I resigned last night," he said on Tuesday': such words count from the day on which they were spoken.

    That is the day of the verb of saying, else the story's.
    """
    published, first, last = text.document.published, timex.earliest, timex.latest
    until_now = timex.type == "DURATION" and last == published  # "during the last three days"
    deictic = until_now or text.words(timex.start, timex.end).lower() in time_lexicon().words["SPOKEN"]
    if not deictic or published is None or first is None or last is None or not text.quotations.hold(timex.start):
        return timex
    verb = text.quotations.saying(head)
    outside = verb is not None and not text.quotations.hold(text.tree.tokens[verb].start)
    said = own_time(text, verb, "") if verb is not None and outside else None
    if said is not None:
        day = said.begin if said.begin == said.end else None
    else:
        day = story(text, text.parse.sentence_of(head)).day
    if day is None:
        return timex
    moved = day - published
    value = timex.value if until_now else (first + moved).isoformat()
    return replace(timex, value=value, earliest=first + moved, latest=last + moved)


def _own_clause(text: Text, head: int) -> Dating | None:
    """As in "words spoken on Wednesday", "the talks, which began in 1955": the time of the noun's own clause."""
    tree = text.tree
    if tree.is_verb(head):
        return None
    for verb in tree.kids(head, "acl", "relcl"):
        tense = text.clauses[verb].tense
        if tense in ("past", "past perfect", "participle") and tree.tokens[verb].tag != "VBG":
            found = own_time(text, verb, "")
            if found is not None and found.begin is not None:
                return found
    return None


def _since_long(text: Text, head: int, everything: Sequence[Attached]) -> Dating | None:
    """As in "has stayed away for five years": the span that ends at the publication."""
    published = text.document.published
    if published is None or text.clauses.of(head).finite_tense != "present perfect":
        return None
    for attached in everything:
        length = re.fullmatch(r"P(\d+)([DWMY])", attached.timex.value)
        if length is None or attached.preposition != "for" or governs(text, head, attached) is None:
            continue
        begin = shift(published, -int(length[1]), length[2])
        if begin is not None:
            words = text.words(attached.timex.start, attached.timex.end)
            return fills(begin, published, words, f"'for {words}', until publication")
    return None


def _before_our_era(text: Text, head: int, everything: Sequence[Attached]) -> Dating | None:
    """As in "fell on 15 March 44 BC": the calendar of the graph begins with the year 1, so only that it was before."""
    for attached in everything:
        if attached.timex.value.startswith("BC") and governs(text, head, attached) is not None:
            words = text.words(attached.timex.start, attached.timex.end)
            last = FIRST_YEAR.isoformat()
            return Dating(None, FIRST_YEAR, f"../{last}", False, words, f"'{words}' in the clause: before our era")
    return None


def _vague(text: Text, head: int, everything: Sequence[Attached]) -> Dating | None:
    """As in "dropped hints some days ago", "has recently refused": a time, but not which, and not that of the story."""
    for attached in everything:
        words = text.words(attached.timex.start, attached.timex.end)
        clause = text.clauses.of(head)
        told = clause.finite_tense == "past" or (
            clause.finite_tense == "present perfect" and not words.startswith("more ")
        )
        if attached.timex.value == "PAST_REF" and told and governs(text, head, attached) is not None:
            return undated(text, f"'{words}': nobody says which day")
    return None


def _too_late(text: Text, head: int, timex: Timex, rank: int, modality: str) -> bool:
    """As in "meets him, reaffirming warnings that those who vote next Sunday …": what is done is not dated ahead."""
    published = text.document.published
    if published is None or timex.earliest is None or timex.earliest <= published or timex.anchor != "published":
        return False
    clause = text.clauses.of(head)
    first = text.words(timex.start, timex.end).split()[0].lower()
    relative = (
        first == "later" or first in time_lexicon().words["REL"]
    )  # "thanked him for inviting her later this year"
    if not relative and not (clause.finite_tense == "present" and text.tree.is_verb(head)):
        return False  # a bare weekday or month is turned round
    ahead = modality not in ("", "asserted") or clause.looks_ahead or clause.finite_tense in ("modal", "future")
    return not ahead and (rank > 0 or clause.finite_tense in ("past", "present perfect"))


def _ahead(text: Text, head: int, modality: str) -> bool | None:
    """Whether the event is told as to come (True), as done (False), or neither."""
    clause = text.clauses.of(head)
    if modality == "planned" or clause.looks_ahead:
        return True
    return False if clause.tense in ("past", "past perfect", "present perfect") else None


def presupposed(text: Text, head: int) -> bool:
    """As in "abandoned an agreement in 2017": the agreement is older than what is done with it, and so is a reason."""
    tree = text.tree
    token = tree.tokens[head]
    if tree.is_verb(head):
        return False
    if _is_a_reason(text, head):
        return True
    preposition, noun = tree.behind(head)
    if preposition == "of" and tree.lemma(noun) in time_lexicon().words["ENDED"]:
        return True  # "the suppression of the protests on June 4"
    if token.dep not in ("dobj", "nsubjpass", "pobj") or tree.lemma(token.head) == "with":
        return False  # "responded with strikes"
    above = token.head if token.dep != "pobj" else tree.tokens[token.head].head
    if token.dep == "pobj" and tree.lemma(token.head) == "of" and tree.tokens[above].dep == "dobj":
        above = tree.tokens[above].head  # "denounced the memoranda of understanding"
    return tree.is_verb(above) and tree.lemma(above) in time_lexicon().words["PRESUPPOSE"]


def _is_a_reason(text: Text, noun: int) -> bool:
    """As in "fired on it in response to the raid", "because of the raid", "apologised for the raid": done before."""
    tree, words = text.tree, load_grammar()
    preposition, above = tree.behind(noun)
    if preposition in ("to", "for", "at", "against", "over") and tree.lemma(above) in words["answering"]:
        return True
    if preposition == "for" and tree.is_verb(above):
        judged = tree.lemma(above) in words["judged_for"] | words["owning_up"]
        return judged or any(tree.lemma(i) in words["measures_against"] for i in text.clauses[above].patients)
    return preposition in ("because", "over", "about", "concerning", "regarding") and tree.is_definite(noun)


def _first_time_in(text: Text, attached: Attached) -> bool:
    """As in "for the first time since 2015" dates the time before, not this one."""
    before = text.words(max(0, attached.timex.start - 200), attached.timex.start).lower().rsplit(". ", 1)[-1]
    words = before.split()
    since = "first" in words and (attached.preposition == "since" or "since" in words[words.index("first") :])
    return since or (attached.preposition == "in" and "first time" in before[-30:])


def _since_then(text: Text, head: int, attached: Attached) -> bool:
    """As in "for the first time since Chad froze them in 2015": the year of what the clause behind "since" tells."""
    return attached.governor == head and any(text.tree.lemma(k) == "since" for k in text.tree.kids(head, "mark"))


def _of_the_planned(text: Text, head: int, timex: Timex) -> bool:
    """As in "It is slated for release on June 24", "invited them for June 24": the day is not that of the plan."""
    if text.document.published is None or timex.earliest is None or timex.earliest <= text.document.published:
        return False
    token, words = text.tree.tokens[head], load_grammar()
    return (
        text.tree.is_verb(head)
        and bool({token.lemma, token.text.lower()} & (words["planned"] | words["looking_ahead"]))
        and text.clauses[head].tense in ("present", "present perfect", "past")
    )


def range_of(text: Text, best: Attached, everything: Sequence[Attached]) -> Dating | None:
    """As in "from 3 to 7 March", "between May and July": two times of one event, one of them `best`."""
    by_place = sorted({a.timex.start: a for a in everything}.values(), key=lambda a: a.timex.start)
    for first, second in pairwise(by_place):
        one, two = first.timex, second.timex
        if best.timex not in (one, two):
            continue
        if not (one.earliest and two.latest and one.latest and two.earliest) or one.earliest >= two.latest:
            continue
        between = text.words(one.end, two.start).strip().lower()
        words = text.words(one.start, two.end)
        before = text.words(max(0, one.start - 10), one.start).lower().split()
        lead = before[-1] if before else ""
        if between in ("to", "-", "–", "—", "until", "till", "through") and (
            lead == "from" or between not in ("until", "till")
        ):
            if grain(one.value) == "Y" and between in ("-", "–", "—") and lead != "from":
                return within(one.earliest, two.latest, words, f"'{words}' in the clause")
            return fills(one.earliest, two.latest, words, f"'{words}' in the clause")
        if between in ("and", "and the") and lead == "between":
            return within(one.earliest, two.latest, words, f"'between {words}' in the clause")
        if between in AGAIN:  # "in the 1970s and again in 2007"
            both = [exact(t, "", "").edtf.strip("[]").replace("/", "..") for t in (one, two)]
            reason = f"'{words}' in the clause: twice"
            return Dating(one.earliest, two.latest, f"{{{both[0]},{both[1]}}}", False, words, reason)
        if between in ("and", "and the", "and in", "and on") and _of_one_size(one, two):
            if one.latest + DAY >= two.earliest:
                return fills(one.earliest, two.latest, words, f"'{words}' in the clause")
            if grain(one.value) == "D":
                days = f"{{{one.earliest},{two.latest}}}"
                return Dating(one.earliest, two.latest, days, False, words, f"'{words}' in the clause")
    return None


def _of_one_size(one: Timex, two: Timex) -> bool:
    """As in "1992 and 1993", "the 12th and 13th of April", "the 1970s and 1980s"."""
    size = grain(one.value)
    return bool(size) and size == grain(two.value) and one.type == two.type == "DATE"


def _with_preposition(text: Text, attached: Attached, head: int) -> Dating:
    timex = attached.timex
    words = text.words(timex.start, timex.end)
    assert timex.earliest is not None
    assert timex.latest is not None
    preposition = attached.preposition
    published = text.document.published
    if (
        any(text.clauses[i].same_time for i in text.tree.path(head)[:3])
        and text.clauses.of(attached.governor).verb != text.clauses.of(head).verb
    ):
        preposition = ""  # "not since 2019, when they held talks": the talks were in 2019
    where = "in the clause" if attached.governor == head else "in the same clause"
    if preposition == "since":
        if text.clauses.of(head).finite_tense == "past perfect":
            first = timex.earliest
            return Dating(first, None, f"{first}/..", False, words, f"'since {words}', and nobody says until when")
        if published and timex.earliest <= published:
            return fills(timex.earliest, published, words, f"'since {words}', until publication")
    elif preposition in ("until", "till") and words.lower() == "then":
        last = timex.earliest - DAY
        return Dating(None, last, f"../{last}", False, words, "'until then': before what was told last")
    elif preposition in ("until", "till"):
        return Dating(None, timex.latest, f"../{timex.latest}", False, words, f"'until {words}'")
    elif preposition in ("before", "by"):
        if preposition == "by" and timex.earliest > (published or timex.earliest):
            return within(published or timex.earliest, timex.latest, words, f"'by {words}'")
        to_its_end = preposition == "by" or timex.mod == "END"  # "before the end of 2015"
        last = timex.latest if to_its_end else timex.earliest - DAY
        return Dating(None, last, f"../{last}", False, words, f"'{preposition} {words}'")
    elif timex.mod == "LESS_THAN" and published and words.endswith("ago"):
        first = timex.earliest
        if grain(timex.value) == "Y" and not (published.month == 2 and published.day == 29):
            first = first.replace(month=published.month, day=published.day)
        return within(first, published, words, f"'{words}'")
    elif timex.mod == "MORE_THAN" and words.endswith("ago"):
        return Dating(None, timex.latest, f"../{timex.latest}", False, words, f"'{words}'")
    elif preposition == "after" and grain(timex.value) != "Y" and published and timex.latest < published:
        return within(timex.latest, until(text, timex.latest) or published, words, f"'after {words}'")
    if (
        published
        and grain(timex.value) in ("W", "WE", "Q", "HALF", "SEASON")
        and timex.earliest <= published < timex.latest
    ):
        # "this week" of something told as done ends today, of something to come begins today
        ahead = text.clauses.of(head).tense in ("future", "infinitive", "modal")
        first, last = (published, timex.latest) if ahead else (timex.earliest, published)
        return within(first, last, words, f"'{words}' {where}, {'from' if ahead else 'until'} publication")
    return exact(timex, words, f"'{words}' {where}")


def exact(timex: Timex, words: str, reason: str) -> Dating:
    """The dating that a time expression gives with no word before it."""
    assert timex.earliest is not None
    assert timex.latest is not None
    if timex.value.startswith("PX"):  # "in the months that followed"
        return within(timex.earliest, timex.latest, words, reason)
    if timex.type == "DURATION":  # "over the past three years"
        return fills(timex.earliest, timex.latest, words, reason)
    if timex.mod == "APPROX" and grain(timex.value) in ("D", "M", "Y"):
        return Dating(timex.earliest, timex.latest, f"{timex.value}~", False, words, reason)
    return from_value(timex.value, timex.earliest, timex.latest, words, reason)


def from_value(value: str, first: datetime.date, last: datetime.date, words: str, reason: str) -> Dating:
    """The dating at the grain of a TIMEX3 value: a day is certain, a month or year is where the event lies."""
    if first == last:
        return Dating(first, last, first.isoformat(), True, words, reason)
    if grain(value) in ("Y", "M") and bounds(value) == (first, last):
        return Dating(first, last, value, False, words, reason)
    return within(first, last, words, reason)


def within(first: datetime.date, last: datetime.date, words: str, reason: str) -> Dating:
    if first >= last:
        return Dating(last, last, last.isoformat(), True, words, reason)
    if bounds(f"{first.year:04}") == (first, last):
        return Dating(first, last, f"{first.year:04}", False, words, reason)
    return Dating(first, last, f"[{first}..{last}]", False, words, reason)


def fills(first: datetime.date, last: datetime.date, words: str, reason: str) -> Dating:
    return Dating(first, last, f"{first}/{last}", True, words, reason)


def lent(first: datetime.date, last: datetime.date, edtf: str, words: str, reason: str) -> Dating:
    """A time that the act does not have of itself, but from what is told beside it: likely, and never certain."""
    if first == last:
        edtf = f"{first}?"  # EDTF: uncertain
    elif edtf == f"{first}/{last}":
        edtf = f"[{first}..{last}]"
    return Dating(first, last, edtf, False, words, reason)


def by_duration(value: str, known: Dating, direction: int) -> tuple[datetime.date, datetime.date, str, bool] | None:
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


def undated(text: Text, reason: str) -> Dating:
    """No day is known: not after the publication, if that is known."""
    published = text.document.published
    if published is None:
        return Dating(None, None, "", False, "", reason)
    return Dating(None, published, f"../{published}", False, "", reason)


def not_after(known: Dating) -> Dating | None:
    """What is told as earlier than something with a date: no later than that."""
    if known.end is None:
        return None
    return Dating(None, known.end, f"../{known.end}", False, known.text, f"told as earlier than {known.edtf}")


def older_object(text: Text, head: int) -> bool:
    """As in "thanked him for the release": a nominal event under a verb that does not carry it out."""
    tree = text.tree
    token = tree.tokens[head]
    if token.dep not in ("dobj", "pobj"):
        return False
    above = tree.tokens[token.head]
    if token.dep == "pobj":
        if above.lemma in ("in", "at", "during", "on"):
            return False
        with_it, above = above.lemma == "with", tree.tokens[above.head]
        if with_it and above.lemma in load_grammar()["answering"]:
            return False  # "responded with strikes"
    words = load_grammar()
    return above.lemma not in words["light_verbs"] or above.lemma in words["ending_verbs"]
