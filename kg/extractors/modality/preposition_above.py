"""What preposition stands before the clause: "without signing", "accused of attacking", "a deal on sharing data"."""

from __future__ import annotations

from kg.extractors.modality.noun_hangs_on import LISTING
from kg.extractors.modality.verb_above import governed
from kg.extractors.modality.walk import Walk
from kg.text.words import FUTURE

SPANS = ("hour", "inch", "minute", "day", "moment", "week", "second")
QUOTES = ('"', "'", "“", "‘", "``", "`")
FACTUAL_PREPOSITIONS = ("by", "after", "since", "in", "while", "despite", "following", "through", "with")


def behind_preposition(walk: Walk, node: int, preposition: int) -> int | None:
    """As in "accused of attacking", "refrained from attacking", "a deal on sharing data"."""
    tree = walk.tree
    prep, above = tree.lemma(preposition), tree.tokens[preposition].head
    if tree.tokens[above].pos == "ADV" and tree.is_verb(tree.tokens[above].head):  # "backed away from imposing"
        above = tree.tokens[above].head
    if tree.lemma(above) in SPANS and tree.lemma(tree.tokens[above].head) == "within":  # "came within hours of"
        above = tree.tokens[tree.tokens[above].head].head
    if prep in ("without", "instead", "than") or _instead(walk, preposition, above):
        walk.mark("negated", f"'{prep}'")
        return None
    if prep == "from" and any(
        tree.lemma(k) in walk.words["negated"] for k in tree.ancestors(above) if tree.is_verb(k)
    ):  # "blocks planes that carry … from landing"
        walk.mark("negated", f"kept '{prep} {tree.tokens[node].text}'")
        return None
    if prep == "before" and any(tree.tokens[k].text.lower() in FUTURE for k in tree.kids(above, "aux")):
        walk.mark("planned", "'before' a future act")
    if prep in ("on", "about", "toward", "towards") and not tree.is_verb(above):
        walk.mark("hypothetical", f"topic of '{tree.tokens[above].text}'")  # "an agreement on sharing data"
    if prep in LISTING and (reading := walk.cue("topics", above) or walk.cue("preparing", above)):
        walk.mark(reading, f"'{tree.tokens[above].text} {prep}'")  # "topics including a withdrawal"
    if prep in ("for", "to") and (reading := walk.cue("preparing", above)):  # "the terms for recognising it"
        walk.mark(reading, f"'{tree.tokens[above].text} {prep}'")
    if tree.is_verb(above) and (reading := walk.cue("talking", above)) and tree.tokens[node].tag == "VBG":
        walk.mark(reading, f"'{tree.tokens[above].text} {prep}'")
    if prep not in FACTUAL_PREPOSITIONS or (prep == "with" and walk.cue("accusing", above)):
        governed(walk, node, above)
    elif prep == "by" and (
        walk.cue("governors", above) == "negated" or tree.lemma(above) == "refrain"
    ):  # "refrained from retaliating by expelling"
        walk.mark("negated", f"'{tree.tokens[above].text}'")
    if prep == "in" and tree.tokens[above].dep == "dobj":  # "failed to make progress in improving ties"
        return tree.tokens[above].head
    return above if tree.is_verb(above) else None


def _instead(walk: Walk, preposition: int, above: int) -> bool:
    """As in "instead of attacking", "rather than attack"."""
    tree = walk.tree
    return any(tree.lemma(k) in ("instead", "rather") for k in (above, *tree.kids(preposition, "advmod")))


def mark_charge(walk: Walk, verb: int) -> None:
    """As in 'accused them of "siding with" it', where the quotation marks mislead the parser."""
    tree, before = walk.tree, verb - 1
    if tree.tokens[verb].tag != "VBG" or walk.modality != "asserted":
        return
    first = tree.parse.sentence_of(verb).first
    while before > first and tree.tokens[before].text in QUOTES:
        before -= 1
    if before == verb - 1 or tree.lemma(before) not in ("of", "with", "for"):
        return
    verbs = [k for k in range(first, before) if tree.is_verb(k)]
    if verbs and walk.cue("accusing", verbs[-1]):
        walk.mark("hypothetical", f"'{tree.tokens[verbs[-1]].text} … {tree.tokens[before].text}'")
