"""Which time expression belongs to which word: attachment in the parse, not distance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Parse, Sentence, Timex, Token

VERBAL = frozenset({"VERB", "AUX"})
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
# A noun after one of these is at another time than its clause.
ASIDE = frozenset({"after", "since", "before", "following", "until", "despite", "ahead", "prior"})
# A time to the left of its noun under one of these dates the noun alone: "the 1991 agreement".
PREMODIFIER = frozenset(["compound", "nmod", "nummod", "amod", "poss", "npadvmod", "det", "quantmod"])


@dataclass(frozen=True, slots=True)
class Attached:
    """A time expression with the token that governs it and the preposition before it ("" for none)."""

    timex: Timex
    governor: int
    preposition: str
    head: int
    premodifier: bool


def attach(parse: Parse, sentence: Sentence, times: Sequence[Timex]) -> list[Attached]:
    """Return the time expressions of a sentence with their governors."""
    result = []
    for timex in times:
        if timex.end <= sentence.start or timex.start >= sentence.end:
            continue
        inside = [i for i in parse.tokens_in(timex.start, timex.end) if sentence.first <= i < sentence.last]
        if not inside:
            continue
        head = next((i for i in inside if parse.tokens[i].head not in inside or parse.tokens[i].head == i), inside[-1])
        governor, preposition = parse.tokens[head].head, ""
        premodifier = parse.tokens[head].dep in PREMODIFIER and head < governor and governor not in inside
        seen = {head}
        while (
            parse.tokens[governor].pos in ("ADP", "SCONJ", "ADV")
            and governor not in seen
            and parse.tokens[governor].head != governor
        ):
            seen.add(governor)
            if not preposition:
                preposition = parse.tokens[governor].lemma
            governor = parse.tokens[governor].head
        if governor in inside:
            governor = head
        if not preposition:
            preposition = _word_before(parse, sentence, inside[0])
        if premodifier and parse.tokens[governor].pos in VERBAL:
            premodifier = False
        result.append(Attached(timex, governor, preposition, head, premodifier))
        occasion = _occasion(parse, governor) if premodifier else None
        if occasion is not None:
            result.append(Attached(timex, occasion, "at", head, False))
    return result


def _occasion(parse: Parse, noun: int) -> int | None:
    """As in "In a July 16 press conference he said": the verb that the dated noun is the occasion of."""
    token = parse.tokens[noun]
    if token.dep != "pobj":
        return None
    preposition = parse.tokens[token.head]
    if preposition.lemma not in ("in", "at", "during", "on") or preposition.dep != "prep":
        return None
    return preposition.head if parse.tokens[preposition.head].pos in VERBAL else None


def _word_before(parse: Parse, sentence: Sentence, first: int) -> str:
    before = parse.tokens[first - 1] if first > sentence.first else None
    return before.lemma if before is not None and before.pos in ("ADP", "SCONJ") else ""


def clause_verb(parse: Parse, index: int) -> int:
    """The verb whose clause the token stands in (itself for a verb), or the root of its sentence."""
    seen = set()
    while parse.tokens[index].pos not in VERBAL and index not in seen:
        seen.add(index)
        if parse.tokens[index].head == index:
            break
        index = parse.tokens[index].head
    return main_of_auxiliary(parse, index)


def main_of_auxiliary(parse: Parse, index: int) -> int:
    """The main verb of an auxiliary."""
    token = parse.tokens[index]
    if token.dep in ("aux", "auxpass") and token.head != index:
        return token.head
    return index


def path_up(parse: Parse, index: int) -> list[int]:
    """The token and its governors, up to the root."""
    path = [index]
    while parse.tokens[path[-1]].head not in path:
        path.append(parse.tokens[path[-1]].head)
    return path


def governs(parse: Parse, head: int, attached: Attached) -> int | None:
    """How surely a time belongs to the event of token `head`: 0 most, None not at all."""
    tokens = parse.tokens
    governor = main_of_auxiliary(parse, attached.governor)
    if governor == head:
        return 0
    if attached.premodifier:
        # "the Oct. 30 ceasefire talks": the whole compound
        return 1 if tokens[head].dep == "compound" and tokens[head].head == governor else None
    path = path_up(parse, head)
    if tokens[head].pos not in VERBAL:
        return _noun_under(parse, head, governor, path)
    below = path_up(parse, governor)
    if head in below and not _crosses_clause(parse, below[: below.index(head)]):
        if any(same_time(parse, i) for i in below[: below.index(head)]):
            return 3
        # "announced a plan on Monday" read as "a plan on Monday"
        if attached.preposition in ("of", "for") and tokens[governor].pos not in VERBAL:
            return None
        return 1
    if head in below and all(tokens[i].tag == "VBG" for i in below[: below.index(head)] if tokens[i].pos in VERBAL):
        return 4  # "signed a pact on sharing secrets on Monday"
    if head in below and tense_of(parse, head).name == "past perfect" and tokens[governor].dep == "xcomp":
        return 4  # "had ordered them to pay in 2018"
    if governor in path:
        return _verb_under(parse, head, governor, path, attached)
    if tokens[governor].dep == "conj" and tokens[governor].head == head and tokens[governor].pos in VERBAL:
        # "met and signed a pact on Monday": nothing stands between that dates the first
        return 3 if attached.head > governor and not _has_subject(parse, governor) else None
    return None


def _noun_under(parse: Parse, head: int, governor: int, path: list[int]) -> int | None:
    tokens = parse.tokens
    if governor in path:
        steps = path[: path.index(governor)]
        if any(tokens[i].lemma in ASIDE and tokens[i].dep in ("prep", "mark") for i in steps):
            return None  # "after its launch it passed them in May"
        if all(tokens[i].dep in NOMINAL for i in steps):
            return 1 if tokens[governor].pos in VERBAL else 2
        return None
    below = path_up(parse, governor)
    if head in below and not _crosses_clause(parse, below[: below.index(head)]):
        return 2
    verb = clause_verb(parse, head)
    shared = path_up(parse, governor)
    if verb in shared and not _crosses_clause(parse, shared[: shared.index(verb)]) and verb in path:
        between = path[: path.index(verb)]
        if any(tokens[i].lemma in ASIDE and tokens[i].dep in ("prep", "mark") for i in between):
            return None
        if all(tokens[i].dep in NOMINAL for i in between):
            return 3
    return None


def _crosses_clause(parse: Parse, steps: list[int]) -> bool:
    return any(
        parse.tokens[i].pos in VERBAL and parse.tokens[i].dep not in ("aux", "auxpass") and not same_time(parse, i)
        for i in steps
    )


def same_time(parse: Parse, verb: int) -> bool:
    """Whether a clause tells of one time with the clause above it: "when they met in May"."""
    token = parse.tokens[verb]
    if token.dep not in ("advcl", "relcl"):
        return False
    marks = {parse.tokens[k].lemma for k in parse.children(verb) if parse.tokens[k].dep in ("advmod", "mark")}
    return bool(marks & {"when", "where", "while"}) and tense_of(parse, verb).name != "past perfect"


def _has_subject(parse: Parse, verb: int) -> bool:
    return any(parse.tokens[i].dep in ("nsubj", "nsubjpass", "csubj", "expl") for i in parse.children(verb))


def _verb_under(parse: Parse, head: int, governor: int, path: list[int], attached: Attached) -> int | None:
    """A time of a higher verb: shared with joined verbs and with infinitives after it, not with what somebody said."""
    tokens = parse.tokens
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
        elif same_time(parse, i):
            rank = max(rank, 3)
        elif dep == "advcl" and tokens[i].tag in ("VBG", "VBN", "VB"):
            marker = [tokens[k].lemma for k in parse.children(i) if tokens[k].dep in ("mark", "prep", "advmod")]
            if any(word in ("before", "after", "since", "until") for word in marker):
                return None
            rank = max(rank, 3)
        elif tokens[i].pos in VERBAL or dep in ("ccomp", "relcl", "acl", "advcl", "csubj", "parataxis"):
            return None
    return rank


@dataclass(frozen=True, slots=True)
class Tense:
    """What the verb group of a clause says."""

    name: str  # "past", "past perfect", "present", "present perfect", "future", "infinitive", "participle", ""
    verb: int


def tense_of(parse: Parse, verb: int) -> Tense:
    """Tense and aspect of the verb group around a verb token."""
    token = parse.tokens[verb]
    helpers = [parse.tokens[i] for i in parse.children(verb) if parse.tokens[i].dep in ("aux", "auxpass")]
    words = {helper.text.lower() for helper in helpers}
    lemmas = {helper.lemma for helper in helpers}
    if words & {"will", "'ll", "’ll", "shall", "wo"}:
        return Tense("future", verb)
    if words & {"would", "could", "might", "may", "must", "should", "can"}:
        return Tense("past perfect" if "have" in lemmas else "modal", verb)
    if "had" in words:
        return Tense("past perfect", verb)
    if words & {"has", "have", "'ve", "’ve"} or (words & {"'s", "’s"} and token.tag == "VBN" and "have" in lemmas):
        return Tense("present perfect", verb)
    if "to" in words or (token.tag == "VB" and not helpers):
        return Tense("infinitive", verb)
    if words & {"was", "were", "did", "got"} or (not helpers and token.tag == "VBD"):
        return Tense("past", verb)
    if words & {"is", "are", "am", "'re", "’re", "does", "do", "'s", "’s"}:
        return Tense("present", verb)
    if token.tag in ("VBZ", "VBP"):
        return Tense("present", verb)
    if token.tag == "VBN":
        return Tense("participle", verb)
    if token.tag == "VBG":
        return Tense("participle", verb)
    return Tense("", verb)


def finite_above(parse: Parse, verb: int) -> int:
    """The nearest verb at or above `verb` that has a tense of its own."""
    current = verb
    for i in path_up(parse, verb):
        if parse.tokens[i].pos in VERBAL:
            current = main_of_auxiliary(parse, i)
            if tense_of(parse, current).name not in ("participle", "infinitive", ""):
                return current
    return current


def head_token(parse: Parse, start: int, end: int) -> int | None:
    """The token of a span that the others hang on; None where nothing was parsed there."""
    inside = list(parse.tokens_in(start, end))
    if not inside:
        return None
    return next((i for i in inside if parse.tokens[i].head not in inside or parse.tokens[i].head == i), inside[0])


def is_verb(token: Token) -> bool:
    """Whether the token is a verb or auxiliary."""
    return token.pos in VERBAL


def background_noun(parse: Parse, head: int) -> bool:
    """Whether a nominal event stands after "since", "after" or "following" and so lies before what its clause tells."""
    token = parse.tokens[head]
    if token.pos in VERBAL or token.dep not in ("pobj", "pcomp"):
        return False
    return parse.tokens[token.head].lemma in ASIDE


def looks_back(parse: Parse, verb: int) -> bool:
    """Whether a clause looks back from the story: a relative or "after" clause, or words such as "previously"."""
    tokens = parse.tokens
    for i in path_up(parse, verb):
        dep = tokens[i].dep
        if dep in ("relcl", "acl") and tense_of(parse, i).name not in ("present", "future", "modal"):
            # "the conference where he promoted it" tells of one time with its clause
            return not any(tokens[k].lemma in ("where", "when", "whereby") for k in parse.children(i))
        marks = {tokens[k].lemma for k in parse.children(i) if tokens[k].dep in ("mark", "advmod", "prep")}
        if dep == "advcl" and marks & {"after", "since", "because", "before", "until", "once"}:
            return True
        if marks & {"previously", "formerly", "originally", "earlier", "once", "first", "historically", "initially"}:
            return True
        if tokens[i].pos in VERBAL and dep not in ("ccomp", "xcomp"):
            break
    return False
