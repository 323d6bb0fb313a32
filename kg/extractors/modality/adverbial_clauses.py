"""Clauses of purpose, condition and time: "to sign it", "unless it signs", "once they have signed"."""

from __future__ import annotations

from kg.extractors.modality.beside_verb import inverted, read_beside
from kg.extractors.modality.reports import attribution_above
from kg.extractors.modality.walk import Walk, is_ranked
from kg.text.words import FUTURE, POSSIBLE

WHEN = frozenset(["when", "once", "before", "after", "where"])
TIMES = frozenset(["time", "moment", "day", "point"])  # "by the time they meet"


def adverbial(walk: Walk, node: int) -> bool:
    """An adverbial clause: conditions and purposes have not happened. True where the walk ends here."""
    tree = walk.tree
    governor = tree.tokens[node].head
    done = walk.clauses[node].tense == "past" and walk.clauses[governor].finite_tense in ("past", "past perfect")
    strayed = [k for k in tree.kids(governor, "mark") if k < node < governor]  # "Even if A attacks, B will wait"
    for kid in (*tree.kids(node, "mark", "advmod"), *strayed):
        lemma = tree.lemma(kid)
        kept = any(_keeps_from(walk, above) for above in (governor, *tree.ancestors(governor)))
        done = done and not kept
        if lemma in walk.words["hypothetical_markers"] and not (lemma in ("until", "till") and done):
            walk.mark("hypothetical", f"'{tree.tokens[kid].text}'")
            return True
        if (
            lemma == "before" and kept and _is_refusal(walk, governor)
        ):  # "were unwilling to meet before they were freed"
            walk.mark("hypothetical", f"'{tree.tokens[kid].text}' a condition")
            return True
    infinitive = walk.is_infinitive(node)
    done_so = tree.lemma(governor) in walk.words["factual"] or walk.cue("governors", governor) == "asserted"
    if infinitive and done_so and not [k for k in tree.kids(governor, "dobj") if k < node]:
        return False  # "voted to condemn", but "began talks to end the war"
    soon = tree.lemma(governor) == "soon"  # "as soon as they meet"
    ahead = under_future(walk, tree.tokens[governor].head if soon else governor)
    if ahead and any(tree.lemma(k) == "once" for k in tree.kids(node, "mark", "advmod")):
        walk.mark("hypothetical", "'once' a condition")  # "could be given up once others supplied them"
    if any(tree.lemma(k) == "before" for k in tree.kids(node, "mark")) and walk.clauses[node].tense == "present":
        walk.mark("planned", "'before' what is to come")
    if (
        ahead
        and walk.clauses[node].tense != "past"
        and (soon or any(tree.lemma(k) in WHEN for k in tree.kids(node, "mark", "advmod")))
    ):
        walk.mark("planned", "when something else will")
    if inverted(walk, node):
        walk.mark("hypothetical", "inverted condition")
        return True
    if infinitive and (_is_means(walk, governor) or _is_counted(walk, governor)):
        return False
    if infinitive:
        walk.mark("planned", f"purpose: 'to {tree.tokens[node].text}'")
        return True
    if _says_beside(walk, node):  # "refused to go, demanding that …": what the main clause makes of itself
        read_beside(walk, tree.root(tree.parse.sentence_of(node)), False)
        attribution_above(walk, governor)
        return True
    if tree.kids(governor, "neg") and _speaks_aside(walk, node):
        attribution_above(walk, governor)
        return True
    if tree.tokens[node].tag == "VBG" and not tree.kids(node, "mark"):
        if node == governor + 2 and tree.kids(governor, "prt") and (reading := walk.cue("governors", governor)):
            walk.unless_negated(governor, reading)  # "put off recalling them"
        return False
    attribution_above(walk, governor)
    return True


def under_future(walk: Walk, governor: int) -> bool:
    """As in "could sign when …", "may start to disarm once …", "hope to sign as soon as …": is it still to come?"""
    tree, node = walk.tree, governor
    for above in tree.ancestors(governor):
        if any(tree.tokens[k].text.lower() in (*FUTURE, *POSSIBLE) for k in tree.kids(node, "aux")):
            return True
        if tree.tokens[node].dep not in ("xcomp", "conj", "ccomp") or not tree.is_verb(above):
            return False
        wanted = tree.lemma(above) in walk.words["planned"] | walk.words["hypothetical"]
        if wanted and walk.is_infinitive(node):
            return True
        node = above
    return any(tree.tokens[k].text.lower() in (*FUTURE, *POSSIBLE) for k in tree.kids(node, "aux"))


def _keeps_from(walk: Walk, above: int) -> bool:
    """As in "proved unwilling to meet until": nothing is said to have come of it."""
    negated = walk.tree.lemma(above) in walk.words["negated"] and not walk.cue("called_off", above)
    said = (above, *walk.tree.kids(above, "acomp", "oprd"))
    return negated or any(walk.cue("governors", k) == "negated" for k in said) or bool(walk.tree.kids(above, "neg"))


def _is_refusal(walk: Walk, governor: int) -> bool:
    """As in "refused to meet", "proved unwilling to meet": what comes before it is asked for."""
    tree = walk.tree
    chain = [governor, *tree.ancestors(governor)]
    said = [k for above in chain for k in (above, *tree.kids(above, "acomp", "oprd"))]
    return any(walk.cue("governors", k) == "negated" or tree.lemma(k) in walk.words["refusing_verbs"] for k in said)


def mark_at_a_time(walk: Walk, node: int, noun: int) -> None:
    """As in "could agree by the time they meet", "may return to Paris, where they meet": it is to come as well."""
    tree = walk.tree
    timed = tree.lemma(noun) in TIMES or any(tree.lemma(k) in WHEN for k in tree.kids(node, "advmod"))
    if timed and walk.clauses[node].tense == "present" and under_future(walk, tree.clause_verb(noun)):
        walk.mark("planned", "when something else will")


def _is_means(walk: Walk, verb: int) -> bool:
    """As in "invoked a law to seize the port": does the verb tell how the purpose was reached?"""
    return bool(walk.cue("using", verb)) and walk.clauses[verb].tense in ("past", "present", "present perfect")


def _is_counted(walk: Walk, verb: int) -> bool:
    """As in "became the second state to sign it": who is counted among those that have done it."""
    return any(is_ranked(walk, noun) for noun in walk.tree.kids(verb, "attr"))


def is_of_means(walk: Walk, noun: int) -> bool:
    """Is the noun the object of such a verb?"""
    return walk.tree.tokens[noun].dep == "dobj" and _is_means(walk, walk.tree.tokens[noun].head)


def _says_beside(walk: Walk, node: int) -> bool:
    """Is it a participle of saying, set off by a comma, below another complement than the main verb?"""
    root = walk.tree.root(walk.tree.parse.sentence_of(node))
    return _speaks_aside(walk, node) and walk.tree.tokens[node].head not in (root, node)


def _speaks_aside(walk: Walk, node: int) -> bool:
    """Is it a participle of saying set off by a comma: "did not go, accusing Chad of fraud"?"""
    tree, words = walk.tree, walk.words
    speaking = any(tree.lemma(node) in words[kind] for kind in ("reporting", "demanding", "act_judging_verbs"))
    return speaking and tree.tokens[node].tag == "VBG" and tree.tokens[node - 1].text == ","
