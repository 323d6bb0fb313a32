"""What stands before the noun, or tells of a report: "no attack", "a planned visit", "false rumours of a raid"."""

from __future__ import annotations

from kg.extractors.modality.walk import Walk

AGREED = frozenset({"agreement", "undertaking"})


def read_before_noun(walk: Walk, index: int) -> None:
    """What stands before the noun."""
    tree, words = walk.tree, walk.words
    for kid in tree.kids(index, "det", "amod", "neg", "compound", "nmod"):
        if tree.lemma(kid) in ("much", "many") and any(tree.lemma(k) == "how" for k in tree.children[kid]):
            walk.mark("hypothetical", f"how '{tree.tokens[kid].text}': a question")
        lemma, text = tree.lemma(kid), tree.tokens[kid].text.lower()
        for name, modality in (
            ("negated_modifiers", "negated"),
            ("hypothetical_modifiers", "hypothetical"),
            ("planned_modifiers", "planned"),
        ):  # fmt: skip
            if lemma in words[name] or text in words[name]:
                walk.mark(modality, f"'{text}' before '{tree.tokens[index].text}'")
                break
    for verb in tree.kids(index, "acl", "relcl"):  # "talks to be held in Paris", "which will open on Monday"
        holds = tree.lemma(verb) in words["light_verbs"] or walk.cue("happening", verb)
        if holds and _is_ahead(walk, verb) and not _tells_what(walk, index, verb):
            walk.mark("planned", f"'{tree.tokens[verb].text}' to come")


def _tells_what(walk: Walk, noun: int, verb: int) -> bool:
    """As in "an offer to send rice": an infinitive that only tells what is offered; the offer is made."""
    said = walk.words["planned"] | walk.words["hypothetical"] | AGREED
    active = walk.clauses[verb].tense == "infinitive" and not walk.clauses[verb].passive
    return active and walk.tree.lemma(noun) in said


def _is_ahead(walk: Walk, verb: int) -> bool:
    """As in "to be held", "which will be held", "that they are due to hold"."""
    if walk.clauses[verb].tense in ("future", "infinitive"):
        return True
    below = walk.tree.kids(verb, "xcomp")
    return bool(below) and walk.clauses[below[0]].tense == "infinitive" and walk.tree.lemma(verb) == "be"


def is_hearsay(walk: Walk, noun: int) -> bool:
    """Rumours, hoaxes and reports that somebody calls false: what they tell of. True where the noun is one."""
    tree, words = walk.tree, walk.words
    lemma, text = tree.lemma(noun), tree.tokens[noun].text
    rumour = walk.cue("rumours", noun)
    if rumour:
        walk.mark(rumour, f"'{text}'")
    elif lemma not in words["hearsay_nouns"]:
        return False
    read_before_noun(walk, noun)
    above = tree.tokens[noun].head
    said = [
        *tree.kids(noun, "amod"),
        *(tree.kids(above, "acomp", "attr", "oprd", "advmod") if tree.is_verb(above) else ()),
    ]
    for index in said:
        if reading := walk.cue("untrue", index):
            walk.mark(reading, f"'{tree.tokens[index].text} {text}'")
    is_object = tree.is_verb(above) and tree.tokens[noun].dep in ("dobj", "nsubjpass", "attr", "ccomp")
    if is_object and (tree.lemma(above) in words["denied"] or walk.cue("rejecting", above)):
        walk.mark("denied", f"'{tree.tokens[above].text} {text}'")
        walk.speakers += walk.clauses[above].subjects
    if tree.is_verb(above) and not rumour:
        _absent(walk, above)
    return True


def _absent(walk: Walk, verb: int) -> None:
    """As in "there were no reports", "reports did not come": nothing is said to have been."""
    if walk.denies(verb) and walk.tree.lemma(verb) == "be":
        walk.mark("negated", f"'not' at '{walk.tree.tokens[verb].text}'")
