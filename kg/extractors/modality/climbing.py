"""The way from a verb up to the root of its sentence: which clauses have a say in it, and where the walk ends."""

from __future__ import annotations

from kg.extractors.modality.adverbial_clauses import adverbial, is_of_means, mark_at_a_time
from kg.extractors.modality.before_noun import is_hearsay
from kg.extractors.modality.beside_verb import read_beside
from kg.extractors.modality.noun_above import mark_cleft, mark_of_anybody, told_by_noun
from kg.extractors.modality.preposition_above import behind_preposition
from kg.extractors.modality.reports import attribution_above, read_root
from kg.extractors.modality.verb_above import governed
from kg.extractors.modality.walk import Walk, is_ranked


def climb(walk: Walk, verb: int) -> None:
    """Walk from a verb to the root."""
    tree, node = walk.tree, verb
    if verb > 1 and [tree.tokens[k].text.lower() for k in (verb - 2, verb - 1)] == ["rather", "than"]:
        walk.mark("negated", "'rather than'")  # however the parser hangs it: "stayed neutral rather than join"
    for _ in range(12):
        read_beside(walk, node, node == verb)
        modal = _modal_of_list(walk, node)
        if modal is not None:
            read_beside(walk, modal, False)
        if stands_alone(walk, node):
            read_root(walk, node)
            return
        if tree.tokens[node].dep == "conj":
            listed = _listed_infinitive(walk, node)
            if listed is not None:
                node = listed
                continue
            joined = _joined(walk, node)
            if joined is not None:
                node = joined
                continue
            node = tree.first_conjunct(node)
        if tree.tokens[node].head == node:
            read_root(walk, node)
            return
        above = _step(walk, node)
        if above is None:
            return
        node = above


def stands_alone(walk: Walk, node: int) -> bool:
    """As in "Chad freezes its assets, Togo promises to follow", "…; Togo promises …": a main clause of its own."""
    tree, token = walk.tree, walk.tree.tokens[node]
    low, high = sorted((node, token.head))
    infinitive = walk.is_infinitive(token.head)
    if token.dep == "conj" and token.tag in ("VBD", "VBZ") and infinitive:
        return True  # "implored them to leave and urged restraint"
    if token.dep not in ("conj", "ccomp", "parataxis") or not tree.subjects(node):
        return False
    if any(tree.tokens[k].text == ";" for k in range(low, high)):
        return not (walk.accused and tree.lemma(token.head) in walk.words["denied"])  # "A accused B of it; B denied it"
    if token.dep != "ccomp" or node > token.head or not tree.subjects(token.head):
        return False
    saying = walk.words["reporting"] | walk.words["supposing"] | walk.words["denied"]
    between = any(tree.tokens[k].text == "," for k in range(node, token.head))
    return between and tree.lemma(token.head) not in saying and bool(tree.kids(token.head, "xcomp", "dobj", "ccomp"))


def _joined(walk: Walk, node: int) -> int | None:
    """The clause whose auxiliaries and negation a joined verb shares; None where it stands alone."""
    tree, governor = walk.tree, walk.tree.tokens[node].head
    if any(governor < k < node and tree.lemma(k) == "nor" for k in tree.kids(governor, "cc")):
        walk.mark("negated", "'nor'")
    if tree.tokens[node].tag == "VBG" and tree.tokens[governor].tag not in ("VBG", "VB") and _is_listed(walk, node):
        walk.mark("hypothetical", "one of the topics")
    if not tree.is_verb(governor) or tree.subjects(node) or tree.kids(node, "aux", "auxpass", "neg"):
        return None
    if any(governor < k < node and tree.lemma(k) == "but" for k in tree.kids(governor, "cc")):
        walk.undone.update(tree.kids(governor, "neg"))  # "did not attack A but shelled B"
        walk.undone.update(k for k in tree.children[governor] if tree.lemma(k) in walk.words["negators"])
    tag = tree.tokens[node].tag
    if tag in ("VBD", "VBZ", "VBP") and tree.tokens[governor].tag == "VBG":
        return walk.clauses[governor].finite  # "accuses it of shelling them and imposes sanctions"
    if tag in ("VBD", "VBZ", "VBP") and tree.tokens[governor].tag in ("VB", "VBN"):
        return None  # "did not sign but praised": a finite verb shares no auxiliary
    return governor


def _listed_infinitive(walk: Walk, node: int) -> int | None:
    """As in "signed a text agreeing to meet and to trade": the infinitive before, which the parser passes over."""
    tree, governor = walk.tree, walk.tree.tokens[node].head
    if not walk.is_infinitive(node) or not tree.is_verb(governor) or walk.is_infinitive(governor):
        return None
    before = [k for k in range(governor + 1, node) if tree.is_verb(k) and walk.is_infinitive(k)]
    return before[-1] if before else None


def _modal_of_list(walk: Walk, root: int) -> int | None:
    """As in "would name a judge, call for a truce and hand over power", which the parser takes for what is called."""
    tree = walk.tree
    if tree.tokens[root].tag not in ("VB", "VBP") or tree.subjects(root) or tree.kids(root, "aux", "mark"):
        return None
    for verb in tree.kids(root, "ccomp"):
        if verb < root and tree.subjects(verb) and walk.clauses[verb].tense in ("future", "modal"):
            return verb
    return None


def _is_listed(walk: Walk, gerund: int) -> bool:
    """As in "spoke about the war, the truce and lifting the embargo", which the parser joins to the verb."""
    tree, first = walk.tree, walk.tree.tokens[gerund].head
    about = [k for k in range(first, gerund) if tree.lemma(k) == "about" and tree.kids(k, "pobj")]
    return tree.is_verb(first) and bool(about) and not any(tree.is_verb(k) for k in range(about[-1], gerund))


def _step(walk: Walk, node: int) -> int | None:
    """From a clause to the one above; None where the walk ends."""
    tree, token = walk.tree, walk.tree.tokens[node]
    governor, dep = token.head, token.dep
    infinitive = walk.is_infinitive(node)
    if infinitive and any(tree.lemma(k - 1) == "yet" for k in tree.kids(node, "aux")[:1] if k):
        walk.mark("negated", "'yet to'")  # "the only state yet to sign it"
    if dep in ("ccomp", "pcomp") and any(
        tree.tokens[k].tag in ("WP", "WDT") for k in tree.kids(node, "dobj", "nsubj", "nsubjpass")
    ):  # "carried on what they had agreed": that they had is taken for granted
        attribution_above(walk, governor)
        return None
    that = any(tree.lemma(k) == "that" for k in tree.kids(node, "mark"))
    if (
        (that or dep == "ccomp")
        and dep in ("ccomp", "relcl")
        and not tree.is_verb(governor)
        and is_hearsay(walk, governor)
    ):
        attribution_above(walk, governor)
        return None
    if dep in ("xcomp", "ccomp", "acomp", "attr", "oprd", "advmod", "amod"):
        if not governed(walk, node, governor):
            return governor
        attribution_above(walk, governor)
        read_root(walk, node)
        return None
    if dep == "pcomp":
        return behind_preposition(walk, node, governor)
    if dep == "advcl":
        return None if adverbial(walk, node) else governor
    if dep == "parataxis" and (tree.lemma(node) in walk.words["reporting"] or tree.subjects(node)):
        return None  # "They did not, it asserted, belong there."
    if dep in ("parataxis", "csubj", "dep", "meta", "intj", "appos"):
        _aimed_at(walk, node)
        return governor
    if dep == "acl":
        if told_by_noun(walk, node, that=that, infinitive=infinitive):
            return tree.tokens[governor].head  # "to issue an ultimatum threatening sanctions"
    elif (
        dep == "relcl" and infinitive and not is_ranked(walk, governor) and not is_of_means(walk, governor)
    ):  # "minister to visit Kathmandu"
        walk.mark("planned", f"'to {token.text}'")
    elif dep == "relcl" and (issuing := walk.clauses.issuing(node)) is not None:
        return issuing  # "to adopt a text that condemns it"
    elif dep == "relcl":
        mark_cleft(walk, governor)
        mark_of_anybody(walk, governor)
        mark_at_a_time(walk, node, governor)
    attribution_above(walk, governor)
    return None


def _aimed_at(walk: Walk, node: int) -> None:
    """As in "taking the port is an aim of the army"."""
    tree, token = walk.tree, walk.tree.tokens[node]
    aims = [k for k in tree.kids(token.head, "attr") if tree.lemma(k) in walk.words["hypothetical"]]
    if token.dep == "csubj" and aims:
        walk.mark("hypothetical", f"what is but an aim: '{tree.tokens[node].text}'")


def _is_told_of(walk: Walk, verb: int) -> bool:
    """As in "the law, which Peru has condemned, says": what was done about a rule is no rule."""
    done = walk.clauses[verb].tense in ("past", "past perfect", "present perfect")
    return done and walk.tree.tokens[verb].dep == "relcl"


def mark_rule(walk: Walk, head: int) -> None:
    """As in "the rules call for it", "specifies that who is convicted is removed", "under the constitution"."""
    tree, verb = walk.tree, head
    for above in (head, *tree.ancestors(head)):
        if above != head and (stands_alone(walk, verb) or _is_told_of(walk, verb)):
            return
        verb = above
        if not tree.is_verb(verb) or walk.clauses[verb].tense != "present":
            continue
        under = [k for k in tree.kids(verb, "prep") if tree.lemma(k) in ("under", "by") and k < verb]
        for index in (*tree.kids(verb, "nsubj"), *(k for p in under for k in tree.kids(p, "pobj"))):
            if reading := walk.cue("standing", index):
                walk.mark(reading, f"'{tree.tokens[index].text}' tells a rule")
