"""What stands beside the verb: negation, auxiliaries, adverbs and if-clauses: "did not sign", "will probably sign"."""

from __future__ import annotations

from kg.extractors.modality.walk import Walk
from kg.text.words import FUTURE, POSSIBLE

SPANS = ("day", "week", "month", "year", "decade")
BEHIND = ("follow", "following", "subsequent", "ensuing", "ensue")
UNTIL = ("until", "till")
CONDITIONAL = ("if", "provided", "supposing", "assuming")
INVERTING = ("Had", "Were", "Should", "had", "were", "should")  # before their subject: "had Chad left"
NO_TIME = frozenset(["time", "point", "moment", "stage", "way", "means", "circumstance", "case", "account"])


def read_beside(walk: Walk, verb: int, first: bool) -> None:
    """Auxiliaries, negation, adverbs and scene of one verb."""
    below = [k for aux in walk.tree.kids(verb, "aux", "auxpass") for k in walk.tree.kids(aux, "neg")]
    for kid in (*walk.tree.children[verb], *below):  # "had not, as of Monday, announced"
        if kid not in walk.undone and not (_is_not_until(walk, verb, kid) or _negation(walk, verb, kid, first)):
            _auxiliary(walk, verb, kid)
            _beside(walk, kid, first)


def _negation(walk: Walk, verb: int, kid: int, first: bool) -> bool:
    tree, words, token = walk.tree, walk.words, walk.tree.tokens[kid]
    text, where = token.text, f"at '{tree.tokens[verb].text}'"
    if (
        token.dep == "neg"
        and kid > verb
        and token.lemma == "not"
        and not (tree.kids(verb, "aux") and tree.tokens[kid - 1].text != ",")
        and (tree.lemma(verb) != "be")
    ):
        return True  # "condemned not Russia but …", "had fired at a cruiser, not at a ferry"
    none = token.lemma in ("nothing", "nobody") or any(
        tree.lemma(k) in ("no", "neither") for k in tree.kids(kid, "det", "preconj", "cc")
    )
    few = any(tree.lemma(k) == "few" for k in tree.kids(kid, "amod")) and not tree.kids(kid, "det")
    if token.dep == "neg" or (token.lemma in words["negators"] and kid < verb and token.dep not in ("conj", "ccomp")):
        walk.mark("negated", f"'{text}' {where}")
    elif token.dep in ("nsubj", "nsubjpass") and (none or few):  # "few states recognised it"
        walk.mark("negated", f"'{'few' if few else 'no'} {text}'")
    elif token.dep in ("dobj", "attr", "dative") and none and first:  # "imposed no tariffs"
        walk.mark("negated", f"'no {text}' {where}")
    elif token.dep == "prep" and any(
        tree.lemma(k) in NO_TIME and any(tree.lemma(d) == "no" for d in tree.kids(k, "det"))
        for k in tree.kids(kid, "pobj")
    ):
        walk.mark("negated", f"'{text} no …' {where}")  # "has at no time recognised it"
    elif token.dep in ("advmod", "npadvmod", "prep") and any(
        tree.tokens[k].dep == "neg" and k < kid and not (kid > verb and tree.tokens[k - 1].text == ",")
        for k in tree.children[kid]
    ):
        walk.mark("negated", f"'not {text}'")
    else:
        return False
    return True


def _is_not_until(walk: Walk, verb: int, kid: int) -> bool:
    """As in "it was not until 1921 that they signed", "Not until May did they sign", "did not sign until May 3": then
    they did.
    """
    tree = walk.tree
    if tree.lemma(kid) in UNTIL:
        return any(tree.tokens[k].dep == "neg" and k < kid for k in tree.children[kid])
    if tree.tokens[kid].dep != "neg" or walk.clauses[verb].tense != "past":
        return False
    for until in tree.kids(verb, "prep", "mark", "advmod"):
        if tree.lemma(until) not in UNTIL or until < kid:
            continue
        if (
            tree.lemma(verb) == "be"
            and until == kid + 1
            and any(tree.lemma(k) == "it" for k in tree.kids(verb, "nsubj"))
        ):
            return True
        dated = {k for noun in tree.kids(until, "pobj") for k in tree.subtree(noun)}
        times = (t for t in walk.text.times if t.type == "DATE" and t.latest is not None)
        if tree.lemma(kid) != "never" and any(dated & {*walk.text.parse.tokens_in(t.start, t.end)} for t in times):
            return True
    return False


def _auxiliary(walk: Walk, verb: int, kid: int) -> None:
    tree, token = walk.tree, walk.tree.tokens[kid]
    text, told = token.text.lower(), f"'{token.text} {tree.tokens[verb].text}'"
    if token.dep == "mark" and token.lemma == "whether":
        walk.mark("hypothetical", "'whether'")
    if token.dep != "aux":
        return
    if text in ("would", "'d", "’d") and _came_of_it(walk, verb):
        return  # "would later resign": he did
    if text in FUTURE and verb == walk.refusal:
        return
    if text in FUTURE:
        walk.mark("hypothetical" if _conditional(walk, verb) else "planned", told)
        done = any(tree.lemma(k) == "have" for k in tree.kids(verb, "aux")) or not tree.kids(verb, "auxpass")
        if text in ("would", "'d", "’d") and tree.tokens[verb].tag == "VBN" and done:  # not "would be sent"
            walk.mark("hypothetical", "what would have been")
        elif walk.commitment is None:
            walk.commitment = kid
    elif text in POSSIBLE:
        walk.mark("hypothetical", told)
    elif token.lemma == "to" and tree.tokens[verb].dep == "ROOT":
        walk.mark("planned", f"headline: 'to {tree.tokens[verb].text}'")


def _came_of_it(walk: Walk, verb: int) -> bool:
    """As in "would later resign", "would meet again over the following months": told by who knows what came of it."""
    tree = walk.tree
    if any(walk.cue("later", k) for k in tree.kids(verb, "advmod")):
        return True
    if tree.tokens[verb].dep != "ROOT":
        return False
    times = [k for i in tree.kids(verb, "prep") for k in tree.kids(i, "pobj")] + tree.kids(verb, "npadvmod")
    return any(tree.lemma(k) in SPANS and any(tree.lemma(m) in BEHIND for m in tree.kids(k, "amod")) for k in times)


def _beside(walk: Walk, kid: int, first: bool) -> None:
    """Adverbs, and the scene that the act is told in."""
    tree, token = walk.tree, walk.tree.tokens[kid]
    if token.dep == "advmod" and first and token.lemma in walk.words["habitual_adverbs"]:
        walk.habitual = True
    if token.dep == "parataxis" and token.lemma in walk.words["supposing"] and tree.kids(kid, "nsubj"):
        walk.mark("hypothetical", f"'{token.text}' in passing")  # "the truce, he hopes, will hold"
        walk.hoped = True
    if token.dep == "advmod" and first and (reading := walk.cue("adverbs", kid)):
        ahead = any(tree.tokens[k].text.lower() in FUTURE for k in tree.kids(token.head, "aux"))
        if not (ahead and reading == "hypothetical"):  # "will probably meet" is planned
            walk.mark(reading, f"'{token.text}'")
    if token.dep == "prep" and token.lemma in ("in", "during", "at"):
        for noun in tree.kids(kid, "pobj"):
            if reading := walk.cue("frames", noun):
                walk.mark(reading, f"'{token.text} … {tree.tokens[noun].text}'")


def _conditional(walk: Walk, verb: int) -> bool:
    """Does an if-clause hang on the verb, or one that says as much: "should Chad leave", "were it to leave"?"""
    tree = walk.tree
    return any(
        inverted(walk, clause) or any(tree.lemma(k) in CONDITIONAL for k in tree.kids(clause, "mark", "advmod"))
        for clause in tree.kids(verb, "advcl")
    )


def inverted(walk: Walk, clause: int) -> bool:
    """As in "had Chad left", "were Chad to leave": the verb stands before its subject and makes a condition."""
    tree, subjects = walk.tree, walk.tree.subjects(clause)
    first = (clause, *tree.kids(clause, "aux", "auxpass"))
    return bool(subjects) and any(tree.tokens[k].text in INVERTING and k < subjects[0] for k in first)
