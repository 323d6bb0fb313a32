"""Which time expression belongs to which word: attachment in the parse, not distance."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from kg.model import Sentence, Timex
from kg.seeds.grammar import load_grammar
from kg.seeds.timex import time_lexicon
from kg.text import Text, once
from kg.text.clauses import ASIDE

# Labels by which a noun hangs on the verb that says when its event was.
NOMINAL = frozenset(
    [
        "dobj",
        "obj",
        "nsubj",
        "nsubjpass",
        "pobj",
        "attr",
        "oprd",
        "dative",
        "agent",
        "prep",
        "compound",
        "nmod",
        "poss",
        "appos",
        "conj",
        "pcomp",
        "npadvmod",
        "amod",
        "nummod",
        "dep",
        "quantmod",
    ]
)
# A time to the left of its noun under one of these dates the noun alone: "the 1991 agreement".
PREMODIFIER = frozenset(["compound", "nmod", "nummod", "amod", "poss", "npadvmod", "det", "quantmod"])

LONG_TIME = 11 * 366  # days: what lasts longer than a decade ("the Cold War") does not say when something was


@dataclass(frozen=True, slots=True)
class Attached:
    """A time expression with the token that governs it and the preposition before it ("" for none)."""

    timex: Timex
    governor: int
    preposition: str
    head: int
    premodifier: bool


@once
def attach(text: Text, sentence: Sentence) -> tuple[Attached, ...]:
    """Return the time expressions of a sentence with their governors."""
    tree = text.tree
    result = []
    for timex in text.times:
        if timex.end <= sentence.start or timex.start >= sentence.end:
            continue
        inside = [i for i in text.parse.tokens_in(timex.start, timex.end) if sentence.first <= i < sentence.last]
        if not inside:
            continue
        head = tree.head(inside)
        governor, preposition = tree.tokens[head].head, ""
        premodifier = tree.tokens[head].dep in PREMODIFIER and head < governor and governor not in inside
        opened = _opened_by(text, inside[0]) if premodifier else None
        if opened is not None:
            governor, premodifier = opened, False
        seen = {head}
        while (
            tree.tokens[governor].pos in ("ADP", "SCONJ", "ADV")
            and governor not in seen
            and tree.tokens[governor].head != governor
        ):
            seen.add(governor)
            if not preposition:
                preposition = tree.tokens[governor].lemma
            governor = tree.tokens[governor].head
        if governor in inside:
            governor = head
        if not preposition:
            preposition = _word_before(text, sentence, inside[0])
        if premodifier and tree.is_verb(governor):
            premodifier = False
        governor, preposition = _through_noun_of_time(text, governor, preposition)
        governor, preposition = _through_text(text, governor, preposition)
        governor = _saying_before(text, governor, inside[0])
        governor = _clause_behind(text, sentence, governor, inside)
        governor = _cleft(text, governor)
        if preposition in ("until", "till") and _is_not_until(text, governor, inside[0]):
            preposition = "in"  # "did not sign until May", "it was not until May that they signed": then they did
        result.append(Attached(timex, governor, preposition, head, premodifier))
        since = _since(text, governor)
        if since is not None:
            result.append(Attached(timex, since, "since", head, False))
        occasion = _occasion(text, governor) if premodifier else None
        if occasion is not None:
            result.append(Attached(timex, occasion, "at", head, False))
    return tuple(result)


def main_days(text: Text, sentence: Sentence, *, own: bool = False) -> list[datetime.date]:
    """Return the last possible days of the times that a sentence's main clause is told with.

    Its `own` ones are not counted from the publication, as "on Monday" and "overnight" are.
    """
    root = text.tree.root(sentence)
    saying = text.tree.lemma(root) in load_grammar()["reporting"]
    beside = [] if saying else text.tree.kids(root, "ccomp", "parataxis")  # "In 1998 it was tried; the vote failed"
    told = {root, *(verb for verb in beside if verb < root)}
    return [
        a.timex.latest for a in attach(text, sentence)
        if a.governor in told and a.timex.latest is not None and not (own and a.timex.anchor == "published")
    ]  # fmt: skip


def _opened_by(text: Text, first: int) -> int | None:
    """As in "in August Seoul announced": the preposition before a time that the parser took for part of a name."""
    tree = text.tree
    before = tree.tokens[first - 1] if first else None
    if before is None or before.dep != "prep":
        return None
    behind = tree.kids(first - 1, "pobj", "pcomp")
    root = tree.root(text.parse.sentence_of(first))
    # "in 1962 King Saud told them": who told them stands behind the year, and nowhere else
    swallowed = [k for k in behind if first < k < root and tree.tokens[k].pos == "PROPN" and before.lemma == "in"]
    return first - 1 if not behind or (swallowed and not tree.subjects(root)) else None


def _through_noun_of_time(text: Text, governor: int, preposition: str) -> tuple[int, str]:
    """As in "in the dry season of 2011": the time is of what the noun of time hangs on."""
    tree, token = text.tree, text.tree.tokens[governor]
    above = tree.tokens[token.head]
    if preposition != "of" or token.lemma not in time_lexicon().words["TIMENOUN"] or token.dep != "pobj":
        return governor, preposition
    if above.pos != "ADP" or above.lemma not in ("in", "at", "during", "on", "over", "throughout", "since", "until"):
        return governor, preposition
    return above.head, above.lemma


def _through_text(text: Text, governor: int, preposition: str) -> tuple[int, str]:
    """As in "told them in a cable dated May 3", "In the pact of 1917 they agreed": when it was told, or agreed."""
    tree, words = text.tree, time_lexicon().words
    token = tree.tokens[governor]
    if token.dep == "acl" and token.text.lower() == "dated":
        verb = _occasion(text, token.head)
        return (verb, "in") if verb is not None else (governor, preposition)
    if preposition == "of" and token.lemma.lower() in words["SETTLEMENT"] and tree.lemma(token.head) == "in":
        verb = _occasion(text, governor)
        if verb is not None and tree.lemma(verb) in words["SETTLES"]:
            return verb, "in"
    return governor, preposition


def _since(text: Text, noun: int) -> int | None:
    """As in "has gone on since the end of the war in 1945": the verb of what began with the dated noun.

    Also with what was done then: "Since opening embassies in 1994, they have traded".
    """
    tree, tokens = text.tree, text.tree.tokens
    if tokens[noun].dep == "pcomp" and tree.lemma(tokens[noun].head) == "since":
        above = tokens[tokens[noun].head].head
        return above if tree.is_verb(above) and text.clauses[above].tense == "present perfect" else None
    for _ in range(3):
        if tokens[noun].dep != "pobj" or tokens[noun].pos not in ("NOUN", "PROPN"):
            return None
        preposition = tokens[noun].head
        above = tokens[preposition].head
        if tree.lemma(preposition) == "since":
            return above if tree.is_verb(above) else None
        if tree.lemma(preposition) != "of":
            return None
        noun = above
    return None


def _saying_before(text: Text, governor: int, first: int) -> int:
    """As in "said on Monday it will expel them": the day right behind the verb of saying is the saying's.

    Without "that", the parser likes to give the day to what is said.
    """
    tree = text.tree
    above = tree.tokens[governor].head
    between = tree.tokens[above + 1 : first]
    saying = tree.tokens[governor].dep == "ccomp" and above < first and tree.lemma(above) in load_grammar()["reporting"]
    subjects = tree.kids(governor, "nsubj", "nsubjpass", "expl")
    behind = all(token.pos == "ADP" for token in between) and bool(subjects) and first < subjects[0]
    return above if saying and behind else governor


def _clause_behind(text: Text, sentence: Sentence, governor: int, inside: list[int]) -> int:
    """As in "A left, and in May B came", "In May, after A had left, B came": the time is of the clause behind it.

    The parser likes to give it to the verb before "and", or to the one behind "after".
    """
    tree, tokens, first, last = text.tree, text.tree.tokens, inside[0], inside[-1]
    above = tokens[governor].head
    marked = tokens[governor].dep in ("advcl", "ccomp") and any(i > last for i in tree.kids(governor, "mark"))
    if marked and tree.is_verb(governor) and tree.is_verb(above) and above > governor:
        return above
    while first > sentence.first and tokens[first - 1].pos == "ADP":
        first -= 1
    if first == sentence.first or tokens[first - 1].dep != "cc":
        return governor
    for verb in range(last + 1, sentence.last):
        subject = next(iter(tree.kids(verb, "nsubj", "nsubjpass")), -1) if tree.is_verb(verb) else -1
        if subject > last:
            return verb if min(tree.subtree(subject)) - last <= 2 else governor
    return governor


def _occasion(text: Text, noun: int) -> int | None:
    """As in "In a July 16 press conference he said": the verb that the dated noun is the occasion of."""
    tree = text.tree
    token = tree.tokens[noun]
    if token.dep != "pobj":
        return None
    preposition = tree.tokens[token.head]
    if preposition.lemma not in ("in", "at", "during", "on") or preposition.dep != "prep":
        return None
    into = tree.lemma(preposition.head) in time_lexicon().words["ENDSIN"] and preposition.lemma == "in"
    return preposition.head if tree.is_verb(preposition.head) and not into else None


def _word_before(text: Text, sentence: Sentence, first: int) -> str:
    before = text.tree.tokens[first - 1] if first > sentence.first else None
    return before.lemma if before is not None and before.pos in ("ADP", "SCONJ") else ""


def _cleft(text: Text, governor: int) -> int:
    """As in "It was in May that they signed": the time is of the clause behind "that"."""
    tree = text.tree
    if tree.lemma(governor) != "be" or not any(tree.lemma(k) == "it" for k in tree.kids(governor, "nsubj", "expl")):
        return governor
    for verb in tree.kids(governor, "ccomp", "relcl", "advcl"):
        if tree.is_verb(verb) and any(tree.lemma(k) == "that" for k in tree.kids(verb, "mark", "advmod")):
            return verb
    return governor


def _is_not_until(text: Text, governor: int, first: int) -> bool:
    """Whether what was not done until a time was done then."""
    tree = text.tree
    until = next((i for i in range(first, max(first - 4, -1), -1) if tree.lemma(i) in ("until", "till")), -1)
    if until < 0 or text.clauses.of(governor).finite_tense != "past":
        return False
    above = tree.tokens[until].head
    negations = [k for k in (*tree.children[until], *tree.kids(above, "neg")) if tree.tokens[k].dep == "neg"]
    return any(k < until and tree.lemma(k) != "never" for k in negations)


def governs(text: Text, head: int, attached: Attached) -> int | None:
    """How surely a time belongs to the event of token `head`: 0 most, None not at all."""
    tree, tokens = text.tree, text.tree.tokens
    governor = tree.main_verb(attached.governor)
    if attached.preposition == "of" and _is_long(attached.timex):
        return None  # "the largest fleet of the Cold War"
    if governor == head:
        return 0
    if is_due_then(text, attached):
        return None
    if attached.premodifier:
        # "the Oct. 30 ceasefire talks": the whole compound
        return 1 if tokens[head].dep == "compound" and tokens[head].head == governor else None
    path = tree.path(head)
    if not tree.is_verb(head):
        found = _noun_under(text, head, governor, path)
        of_another = attached.preposition == "of" and found == 3 and not tree.is_verb(governor)
        return None if of_another else found  # "This pact replaced the treaty of 1902"
    below = tree.path(governor)
    if head in below and not _crosses_clause(text, below[: below.index(head)]):
        if any(text.clauses[i].same_time for i in below[: below.index(head)]):
            return 3
        # "announced a plan on Monday" read as "a plan on Monday"
        if attached.preposition in ("of", "for") and not tree.is_verb(governor):
            return 3 if attached.preposition == "of" and _is_setting(text, head, governor) else None
        return 1
    if head in below and all(tokens[i].tag == "VBG" for i in below[: below.index(head)] if tree.is_verb(i)):
        return 4  # "signed a pact on sharing secrets on Monday"
    if head in below and text.clauses[head].tense == "past perfect" and tokens[governor].dep == "xcomp":
        return 4  # "had ordered them to pay in 2018"
    if governor in path:
        return _verb_under(text, head, governor, path, attached)
    if tokens[governor].dep == "conj" and tokens[governor].head == head and tree.is_verb(governor):
        # "met and signed a pact on Monday": nothing stands between that dates the first
        apart = _has_subject(text, governor) or any(tree.lemma(k) == "have" for k in tree.kids(governor, "aux"))
        return 3 if attached.head > governor and not apart else None
    return None


def is_due_then(text: Text, attached: Attached) -> bool:
    """As in "invited them, setting a date in May": the time is that of what is to come."""
    tree, governor = text.tree, attached.governor
    nouns = tree.kids(governor, "dobj") if tree.is_verb(governor) else (governor,)
    return any(tree.lemma(k) in time_lexicon().words["DUEDATE"] for k in nouns)


def _is_long(timex: Timex) -> bool:
    """Whether it is a period with a name that lasts longer than any event: "the Cold War"."""
    if "/" not in timex.value or timex.earliest is None or timex.latest is None:
        return False
    return (timex.latest - timex.earliest).days > LONG_TIME


def _is_setting(text: Text, head: int, noun: int) -> bool:
    """As in "Under the protocol of May 1992 they agreed": when what sets the terms was made is when they agreed."""
    tree, token = text.tree, text.tree.tokens[noun]
    above = tree.tokens[token.head]
    known = token.lemma not in time_lexicon().words["DATEDTHING"]
    return token.dep == "pobj" and above.lemma in ("under", "at", "during", "in") and above.head == head and known


def _noun_under(text: Text, head: int, governor: int, path: list[int]) -> int | None:
    tree, tokens = text.tree, text.tree.tokens
    if governor in path:
        steps = path[: path.index(governor)]
        if any(tokens[i].lemma in ASIDE and tokens[i].dep in ("prep", "mark") for i in steps):
            return None  # "after its launch it passed them in May"
        if all(tokens[i].dep in NOMINAL for i in steps):
            return 1 if tree.is_verb(governor) else 2
        return None
    below = tree.path(governor)
    if head in below and not _crosses_clause(text, below[: below.index(head)]):
        return 2
    verb = text.clauses.of(head).verb
    shared = tree.path(governor)
    if verb in shared and not _crosses_clause(text, shared[: shared.index(verb)]) and verb in path:
        if any(tokens[i].lemma in ASIDE and tokens[i].dep == "prep" for i in shared[: shared.index(verb)]):
            return None  # "After the war of 1905 he acted at their request"
        between = path[: path.index(verb)]
        if any(tokens[i].lemma in ASIDE and tokens[i].dep in ("prep", "mark") for i in between):
            return None
        if all(tokens[i].dep in NOMINAL for i in between):
            return 3
    return None


def _crosses_clause(text: Text, steps: list[int]) -> bool:
    tree = text.tree
    return any(
        tree.is_verb(i) and tree.tokens[i].dep not in ("aux", "auxpass") and not text.clauses[i].same_time
        for i in steps
    )


def _has_subject(text: Text, verb: int) -> bool:
    tree = text.tree
    return any(tree.tokens[i].dep in ("nsubj", "nsubjpass", "csubj", "expl") for i in tree.children[verb])


def _verb_under(text: Text, head: int, governor: int, path: list[int], attached: Attached) -> int | None:
    """A time of a higher verb: shared with joined verbs and with infinitives after it, not with what somebody said."""
    tree, tokens = text.tree, text.tree.tokens
    steps = path[: path.index(governor)]
    rank = 2
    for i in steps:
        dep = tokens[i].dep
        if dep == "conj":
            # "met on Monday and left": probably the same day
            rank = max(rank, 4 if governor < attached.head < i else 2)
        elif dep in ("xcomp", "pcomp"):
            if attached.head < head and attached.head > governor:
                return None  # "agreed on Monday to meet"
        elif text.clauses[i].same_time:
            rank = max(rank, 3)
        elif dep == "advcl" and tokens[i].tag in ("VBG", "VBN", "VB"):
            marker = [tokens[k].lemma for k in tree.children[i] if tokens[k].dep in ("mark", "prep", "advmod")]
            if any(word in ("before", "after", "since", "until") for word in marker):
                return None
            rank = max(rank, 3)
        elif tree.is_verb(i) or dep in ("ccomp", "relcl", "acl", "advcl", "csubj", "parataxis"):
            return None
    return rank
