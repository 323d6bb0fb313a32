"""The date under which an entry of a list of events stands: "March 3, 1971: …", "1979" on a line of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.model import Block, Dating, Sentence
from kg.resolve.clause_times import (
    done_before,
    exact,
    fills,
    lent,
    not_after,
    older_object,
    presupposed,
    undated,
    within,
)
from kg.text import Text, once
from kg.timex.calendar import grain

MANY = 2  # entries that make a list
OPENING = re.compile(r"[\s*•·\-–—(\[]*((?:In|On) )?")
SIGN = re.compile(r"[)\]]?\s*(?:[:\-–—]\s*|\n|\.?\s(?=[A-Z\"“]))")  # what parts a date from what happened then
SIGN_BEHIND_A_PHRASE = re.compile(r"\s*(?::\s*|\n)")  # "In 2001:", while "In 2001 Peru left" is a sentence
RANGE = frozenset({"-", "–", "—", "to", "and"})
GRAINS = frozenset({"D", "M", "Y", "E"})
LOOKS_BACK = ("past perfect", "present perfect")


@dataclass(frozen=True, slots=True)
class Entry:
    """The words [start, end) that stand under a date, and the date's days."""

    start: int
    end: int
    dating: Dating


@once
def of_entry(text: Text, head: int) -> Dating | None:
    """Return when the act of an entry happened whose own words do not date it, by its trigger `head`.

    What opens the entry was then, what goes on from it was so likely; what it only names or looks back to was not
    later.
    """
    sentence = text.parse.sentence_of(head)
    entry = _entry(text, sentence)
    if entry is None or text.quotations.hold(text.tree.tokens[head].start):
        return None
    known = entry.dating
    if _looks_back(text, head):
        return not_after(known) or undated(text, known.reason)
    if known.begin is None or known.end is None or _opens(text, entry, sentence, head):
        return known
    return lent(known.begin, known.end, known.edtf, known.text, known.reason)


def _opens(text: Text, entry: Entry, sentence: Sentence, head: int) -> bool:
    """Whether an act is told by the main clause of the first sentence below a date, or by its noun: "Pact signed"."""
    tree, finite = text.tree, text.clauses.of(head).finite
    inside = (s for s in text.parse.sentences if s.start >= entry.start)
    first = next((s for s in inside if any(tree.is_verb(i) for i in range(s.first, s.last))), sentence)
    main = tree.tokens[finite].dep in ("ROOT", "conj") or not _is_below_a_verb(text, head)
    return sentence == first and main


def _looks_back(text: Text, head: int) -> bool:
    """As in "has been held since", "who had fled", "which was built by Chad", "rejects the request"."""
    clause, tree = text.clauses.of(head), text.tree
    if clause.finite_tense in LOOKS_BACK:
        return True
    aside = any(tree.tokens[i].dep == "relcl" for i in tree.path(head))
    main = text.clauses[tree.root(text.parse.sentence_of(head))].tense
    if aside and clause.finite_tense == "past" and main == "present":
        return True
    if not _is_below_a_verb(text, head):
        return False
    return presupposed(text, head) or done_before(text, head) or (not tree.is_verb(head) and older_object(text, head))


def _is_below_a_verb(text: Text, head: int) -> bool:
    return any(text.tree.is_verb(i) for i in text.tree.path(head) if i != head)


def _entry(text: Text, sentence: Sentence) -> Entry | None:
    """The entry of a sentence: its own paragraph's, else that of the last date on a line of its own."""
    holding = [entry for entry in _entries(text) if entry.start <= sentence.start < entry.end]
    return min(holding, key=lambda entry: entry.end - entry.start, default=None)


@once
def _entries(text: Text) -> tuple[Entry, ...]:
    blocks = [block for block in text.document.blocks if block.kind in ("paragraph", "heading")]
    labelled: list[Entry] = []
    alone: list[Entry] = []  # those under a date on a line of its own, each of which ends where the next one begins
    for block in blocks:
        end, dating = _date_that_opens(text, block)
        is_alone = dating is not None and not re.search(r"\w", text.words(end, block.end))
        if (is_alone or block.kind == "heading") and alone:
            alone[-1] = replace(alone[-1], end=min(alone[-1].end, block.start))
        if dating is not None and is_alone:
            alone.append(Entry(block.end, len(text.document.text), dating))
        elif dating is not None:
            labelled.append(Entry(block.start, block.end, dating))
    found = (*labelled, *alone)
    return found if len(found) >= MANY else ()


def _date_that_opens(text: Text, block: Block) -> tuple[int, Dating | None]:
    """Where the date ends with which a paragraph opens and from which a sign or a capital parts it, and its dating."""
    opening = OPENING.match(text.document.text, block.start)
    at = opening.end() if opening else block.start
    times = [t for t in text.times if at <= t.start < block.end and t.type == "DATE"][:2]
    if not times or times[0].start != at or grain(times[0].value) not in GRAINS:
        return at, None
    joined = len(times) == 2 and text.words(times[0].end, times[1].start).strip() in RANGE
    first, last = times[0], times[1 if joined else 0]
    sign = SIGN_BEHIND_A_PHRASE if opening and opening[1] else SIGN
    parted = last.end == block.end or sign.match(text.document.text, last.end, block.end)
    if not parted or first.earliest is None or last.latest is None:
        return at, None
    words = text.words(first.start, last.end)
    reason = f"'{words}' stands over it"
    if first is last:
        return last.end, exact(first, words, reason)
    lasting = grain(first.value) == grain(last.value) == "D"
    return last.end, (fills if lasting else within)(first.earliest, last.latest, words, reason)
