"""Who says so, and what is only asked: reporting verbs, "according to", questions."""

from __future__ import annotations

from kg.extractors.modality.walk import Walk

PRESUPPOSING = ("why", "how", "when", "where")  # "Why did A sue B?" takes for granted that A did
OPENING = ('"', "“", "``")
CLOSING = ('"', "'", "”", "’", "''", ")", "]")


def report(walk: Walk, verb: int) -> None:
    """Keep who says so; what happens to the saying itself ("would confirm") does not touch what is said."""
    tree, speakers = walk.tree, walk.clauses[verb].agents
    if not walk.speakers:
        walk.speakers += speakers
    for speaker in speakers:
        for word in (speaker, *tree.kids(speaker, "compound", "amod", "nmod")):
            if reading := walk.cue("rumours", word) or walk.cue("untrue", word):  # "a hoax claimed that"
                walk.mark(reading, f"'{tree.tokens[word].text}'")
    walk.reasons.append(f"reported: '{tree.tokens[verb].text}'")


def attribution_above(walk: Walk, index: int) -> None:
    """Look only for who reports the whole sentence."""
    tree = walk.tree
    node = index
    for above in [index, *tree.ancestors(index)]:
        if above != node and tree.tokens[node].dep == "ccomp" and tree.lemma(above) in walk.words["reporting"]:
            report(walk, above)
            return
        node = above


def read_root(walk: Walk, node: int) -> None:
    """At the root: "according to X", questions."""
    tree = walk.tree
    for kid in tree.kids(node, "prep"):
        if tree.lemma(kid) in ("accord", "according"):
            for inner in tree.kids(kid, "prep"):
                walk.speakers += tree.kids(inner, "pobj") if not walk.speakers else []
    sentence = tree.parse.sentence_of(node)
    last = sentence.last - 1
    while walk.quoted and last > sentence.first and tree.tokens[last].text in CLOSING:
        last -= 1
    asked_for = {tree.lemma(sentence.first), *(tree.lemma(k) for k in tree.kids(node, "advmod"))}
    if tree.tokens[last].text == "?" and not asked_for & set(PRESUPPOSING):
        walk.mark("hypothetical", "a question")


def is_asked(walk: Walk, head: int) -> bool:
    """As in 'questions such as "Were you beaten on the journey?"': is it part of a question that is quoted?"""
    tree, last = walk.tree, head
    if not walk.quoted:
        return False
    sentence = tree.parse.sentence_of(head)
    first = head
    while first > sentence.first and tree.tokens[first - 1].text not in OPENING:
        first -= 1
    while last < sentence.last - 1 and tree.tokens[last].text not in CLOSING:
        last += 1
    asks = tree.tokens[first].pos == "AUX" or tree.tokens[first].tag == "MD"
    return asks and "?" in (tree.tokens[last].text, tree.tokens[last - 1].text)
