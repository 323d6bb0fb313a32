"""What a noun says of the clause behind it: "a plan to attack", "a resolution condemning it", "those who attack"."""

from __future__ import annotations

from kg.extractors.modality.adverbial_clauses import is_of_means, under_future
from kg.extractors.modality.before_noun import is_hearsay, read_before_noun
from kg.extractors.modality.reports import read_root
from kg.extractors.modality.walk import Walk, is_ranked

A_YEAR = 366  # days: what was decided for a time longer past was done


def told_by_noun(walk: Walk, node: int, *, that: bool, infinitive: bool) -> bool:
    """What a noun says of the clause behind it; True where the verb above a text counts, which the noun names."""
    tree, governor = walk.tree, walk.tree.tokens[node].head
    above, lemma = tree.tokens[governor].head, tree.lemma(governor)
    bare = not tree.kids(node, "aux", "auxpass", "mark", "nsubj", "nsubjpass")
    if bare and tree.tokens[node].tag == "VBN" and walk.cue("answered", governor):
        return False  # "rejected an accusation made in New York"
    if lemma in walk.words["signs"]:  # "no evidence that it attacked"
        read_before_noun(walk, governor)
    if not is_hearsay(walk, governor) and (infinitive or (that and lemma in walk.words["hypothetical"])):
        _governed_by_noun(walk, governor)
    for k in tree.subtree(governor):  # "laws banning imports expected next month"
        if tree.tokens[k].dep == "acl" and tree.tokens[k].tag == "VBN" and walk.cue("to_come", k):
            walk.mark("planned", f"'{tree.tokens[governor].text} … {tree.tokens[k].text}'")
    told = tree.tokens[node].tag == "VBG" and lemma in walk.words["text_nouns"]
    if not told or tree.tokens[governor].dep != "dobj" or not tree.is_verb(above):
        return False
    if tree.lemma(above) in walk.words["refusing_verbs"]:  # "vetoed a resolution condemning the raid"
        walk.mark("hypothetical", f"'{tree.tokens[above].text}'")
    return True


def _governed_by_noun(walk: Walk, noun: int) -> None:
    """An infinitive behind a noun: "a plan to attack"; "the first state to recognise it" has done so."""
    lemma, text = walk.tree.lemma(noun), walk.tree.tokens[noun].text
    carrier = walk.tree.behind(noun)[1]  # "planned for their efforts to take the hill": not tried yet
    ahead = carrier >= 0 and walk.tree.lemma(carrier) in walk.words["announcing"]
    walk.tried += not ahead and (bool(walk.cue("trying", noun)) or lemma == "effort")
    if is_of_means(walk, noun):
        return
    taken = lemma in ("chance", "opportunity", "occasion") and walk.tree.tokens[noun].dep == "dobj"
    if lemma == "decision" and _is_long_done(walk, noun):
        return
    if is_ranked(walk, noun) or (taken and walk.tree.lemma(walk.tree.tokens[noun].head) in ("seize", "take", "use")):
        return
    above = walk.tree.tokens[noun].head
    given_up = walk.tree.lemma(above) in walk.words["negated"] or walk.cue("called_off", above)
    if (given_up or walk.cue("governors", above) == "negated") and walk.tree.tokens[noun].dep in (
        "dobj",
        "nsubjpass",
    ):
        walk.unless_negated(above, "negated")  # "abandoned plans to invade"
    if lemma in walk.words["announcing"]:
        walk.mark("planned", f"'{text} to'")
        return
    for name in ("negated", "denied", "hypothetical", "planned"):
        if lemma in walk.words[name]:
            walk.mark(name, f"'{text} to'")
            return
    walk.mark(walk.cue("governors", noun) or "planned", f"'{text} to'")


def _is_long_done(walk: Walk, noun: int) -> bool:
    """As in "their decision to close the port in May 1962": the day on which it was done is past."""
    tree, published = walk.tree, walk.text.document.published
    below = tree.subtree(noun)
    first, last = tree.tokens[noun].end, tree.tokens[below[-1]].end
    named = [t.latest for t in walk.text.times if first <= t.start < last and t.type == "DATE" and t.latest is not None]
    return published is not None and any((published - day).days > A_YEAR for day in named)


def mark_of_anybody(walk: Walk, noun: int) -> None:
    """As in "would send back people who are accused of crimes": of nobody in particular, whom it may never meet."""
    tree = walk.tree
    if (reading := walk.cue("anybody", noun)) and not tree.is_definite(noun):
        verb = tree.clause_verb(noun)
        if under_future(walk, verb) or walk.clauses[verb].tense in ("infinitive", "modal", "future"):
            walk.mark(reading, f"'{tree.tokens[noun].text}' whom it may not meet")


def mark_cleft(walk: Walk, noun: int) -> None:
    """As in "Was it Egypt that expelled him?": the question is about the act."""
    tree = walk.tree
    verb = tree.tokens[noun].head
    if tree.lemma(verb) == "be" and any(tree.lemma(k) == "it" for k in tree.kids(verb, "nsubj", "expl")):
        read_root(walk, verb)
