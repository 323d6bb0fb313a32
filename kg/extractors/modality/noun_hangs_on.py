"""What a noun hangs on: "threats of an attack", "called off the visit", "an invasion would trigger sanctions".

From the noun up to the verb that carries it, over the nouns and prepositions between.
"""

from __future__ import annotations

from kg.extractors.modality.before_noun import is_hearsay, read_before_noun
from kg.extractors.modality.reports import report
from kg.extractors.modality.walk import Walk

# What stands behind one of these belongs to the act that the verb tells of, and is not governed by it.
CIRCUMSTANCES = frozenset([
    "after", "following", "follow", "since", "during", "at", "despite", "over", "in", "amid", "by", "with", "under",
    "through", "until", "before",
])  # fmt: skip
HOLDING = frozenset(["of", "for", "to", "on", "about", "over", "toward", "towards", "against", "with"])
OF_TALK = ("on", "over", "about", "regarding", "concerning", "for", "of")
NO_DEED = {"against": "guarding", "from": "guarding", "as": "calling"}  # behind which verbs no deed is told
LISTING = ("in", "include", "including", "as")  # "conditions including a withdrawal", "demands such as"
EXCHANGED = ("exchange", "return")


def climb_from_noun(walk: Walk, index: int, light: int | None) -> int:
    """Follow a noun to the verb that carries it; -1 where that verb says nothing about it."""
    tree = walk.tree
    token = tree.tokens[index]
    if light is not None and token.head != light:  # "sanctions imposed by", "a series of talks held"
        return light
    node = _first_of_nouns(walk, index)
    definite = tree.is_definite(index) and not _told_by_its_complement(walk, index)
    for _ in range(4):
        governor, between = _above(walk, node)
        if governor == node:
            return -1
        if tree.is_verb(governor):
            if between == "under" and tree.lemma(governor) in ("come", "be", "fall", "remain"):
                return governor  # "if they come under attack"
            return _under_verb(walk, node, governor, between or _called_for(walk, node, governor), definite)
        if between == "for" and tree.lemma(governor) in EXCHANGED:  # "sought peace in exchange for withdrawals"
            verb = tree.clause_verb(governor)
            _wanted(walk, verb)
            return verb if tree.is_verb(verb) else -1
        if tree.tokens[governor].pos not in ("NOUN", "PROPN", "ADJ", "ADV") or between not in (*HOLDING, *LISTING):
            return -1
        if not _under_noun(walk, governor, between, definite):
            return -1
        node = tree.first_conjunct(governor)
    return -1


def _first_of_nouns(walk: Walk, index: int) -> int:
    """The first of the nouns that a noun is joined to, also where the parser joins it to the verb before them."""
    tree, first = walk.tree, walk.tree.first_conjunct(index)
    if first == index or not tree.is_verb(first) or not _told_by_its_complement(walk, index):
        return first
    like = [  # "develop a plan for the invasion of Chad and overthrow of its king"
        k for k in range(first + 1, index)
        if tree.tokens[k].pos == "NOUN" and tree.tokens[k].dep in ("pobj", "dobj") and _told_by_its_complement(walk, k)
    ]  # fmt: skip
    return like[-1] if like else first


def _above(walk: Walk, node: int) -> tuple[int, str]:
    """What a noun hangs on, and the preposition between."""
    tree = walk.tree
    governor, between = tree.tokens[node].head, ""
    for _ in range(3):
        if governor == node or (tree.tokens[governor].pos != "ADP" and tree.tokens[governor].dep != "prep"):
            break  # "including" and "following" are tagged as verbs
        between, governor = tree.lemma(governor), tree.tokens[governor].head
    return governor, between


def _called_for(walk: Walk, node: int, governor: int) -> str:
    """As in "called for a truce, the withdrawal of all troops and aid": the preposition that the second has as well."""
    tree = walk.tree
    shared = tree.lemma(governor) == "call" and any(
        tree.lemma(k) == "for" and k < node for k in tree.kids(governor, "prep")
    )
    return "for" if shared else ""


def _told_by_its_complement(walk: Walk, noun: int) -> bool:
    """As in "the invasion of Cuba": "the" points ahead to what it is of, not back to a known invasion."""
    tree = walk.tree
    if tree.tokens[noun].pos == "PROPN" or tree.kids(noun, "poss"):
        return False
    return any(tree.lemma(k) in ("of", "by") for k in tree.kids(noun, "prep"))


def _under_noun(walk: Walk, governor: int, between: str, definite: bool) -> bool:
    """As in "the threat of an attack": what a noun says of the act behind it. True where the walk goes on."""
    tree, words = walk.tree, walk.words
    lemma, text = tree.lemma(governor), tree.tokens[governor].text
    if is_hearsay(walk, governor):
        return False
    if between in ("for", "on") and (reading := walk.cue("titles", governor)):
        walk.mark(reading, f"what '{text}' is {between}")
        return False
    if between in ("toward", "towards"):  # "progress towards a truce"
        walk.mark("hypothetical", f"'{text} {between}'")
        return False
    if between == "for" and any(tree.lemma(k) in words["hypothetical_modifiers"] for k in tree.kids(governor, "amod")):
        walk.mark("hypothetical", f"'{text} for'")  # "a potential base for an invasion"
        return False
    above = tree.tokens[governor].head
    if lemma == "way" and between == "for" and any(tree.tokens[k].tag == "TO" for k in tree.kids(above, "aux")):
        walk.mark("hypothetical", "'the way for'")  # "went there to pave the way for talks"
        return False
    if between in LISTING and not (lemma in words["hypothetical"] or walk.cue("preparing", governor)):
        return False
    reading = walk.cue("governors", governor) or (walk.cue("prospects", governor) if between == "of" else "")
    reading = reading or (walk.cue("preparing", governor) if between in ("for", "to", *LISTING) else "")
    reading = reading or (walk.cue("guarding", governor) if between in ("against", "from") else "")
    topic = walk.cue("topics", governor) if between in OF_TALK and not definite else ""
    if reading or topic:
        walk.mark(reading or topic, f"'{text} {between}'")
    elif lemma in words["hypothetical"] and not definite:
        walk.mark("hypothetical", f"'{text}'")
    elif lemma in words["planned"] and lemma in words["announcing"] and not definite:
        walk.mark("planned", f"'{text}'")
    elif tree.tokens[governor].pos == "ADJ" and between == "for" and lemma in words["planned"]:
        walk.mark("planned", f"'{text} for'")  # "was ready for talks"
    elif lemma in words["negated"]:
        walk.mark("negated", f"'{text}'")
    elif lemma in words["denied"]:
        walk.mark("denied", f"'{text}'")
    elif lemma in words["hearsay_nouns"] or lemma in words["signs"]:
        read_before_noun(walk, governor)  # "no reports of attacks"
    else:
        return between == "of" and (lemma in words["measure_nouns"] or bool(walk.cue("carriers", governor)))
    return False


def _wanted(walk: Walk, verb: int) -> None:
    """Mark what a verb of wishing or planning governs from afar."""
    lemma, text = walk.tree.lemma(verb), walk.tree.tokens[verb].text
    for name in ("hypothetical", "planned"):
        if lemma in walk.words[name] and lemma not in walk.words["done_to_objects"]:
            walk.mark(name, f"'{text} … for'")
            return


def _under_verb(walk: Walk, node: int, governor: int, between: str, definite: bool) -> int:
    """What a verb says of the act that is its subject or object; the verb where its own reading counts, else -1."""
    tree, words, token = walk.tree, walk.words, walk.tree.tokens[node]
    lemma, text = tree.lemma(governor), tree.tokens[governor].text
    if token.dep in ("nsubj", "csubj") and not between:
        return _as_subject(walk, governor, definite)
    if token.dep not in ("dobj", "attr", "oprd", "dative", "nsubjpass") and not between:
        return -1
    reading = walk.cue("governors", governor)
    if lemma == "stop" and between == "for":  # "stopped in Muscat for talks"
        return -1
    refused = lemma in words["refusing_verbs"] or reading == "negated"
    if refused and lemma not in words["demanding"] and not between and walk.cue("answered", node):
        return -1  # "denied a request by Chad"
    if walk.cue("accusing", governor):
        if between in ("of", "with", "for", "over"):
            walk.mark("hypothetical", f"'{text} {between}'")
            report(walk, governor)
        return -1
    if between in ("for", "to"):
        reading = _read_objects(walk, governor, between, reading)
    if between in NO_DEED and walk.cue(NO_DEED[between], governor):
        walk.mark("hypothetical", f"'{text} {between}'")
        return -1
    known = token.dep != "nsubjpass" and any(tree.lemma(k) == "the" for k in tree.kids(node, "det"))
    if lemma in words["heralding"] and not between and not known and walk.cue("announced", node):
        walk.mark("planned", f"'{text}'")
        return governor
    if walk.clauses[governor].tense == "modal" and any(
        tree.lemma(k) in ("rather", "sooner") for k in tree.kids(governor, "advmod")
    ):
        walk.mark("hypothetical", f"'would rather {text}'")
        return -1
    if between == "with" and lemma == "threaten":
        walk.mark("hypothetical", f"'{text} with'")
        return -1
    if between in CIRCUMSTANCES or (tree.is_definite(node) and walk.cue("ending", governor)):
        return -1
    if not _mark_object(walk, node, governor, between, reading, definite=definite):
        return -1
    brings = bool(walk.cue("bringing", governor)) and walk.clauses[governor].tense in (
        "infinitive",
        "modal",
        "future",
    )
    if lemma in words["light_verbs"] or lemma in words["receiving_verbs"] or brings or not definite:
        return governor
    return -1


def _read_objects(walk: Walk, governor: int, between: str, reading: str) -> str:
    """As in "laid the groundwork for it", "gave their consent to it"; returns the reading that is left to the verb."""
    tree = walk.tree
    for other in tree.kids(governor, "dobj", "nsubjpass", "nsubj"):
        given = walk.cue("governors", other) if between == "to" else ""
        if reading := walk.cue("preparing", other) or given:
            walk.mark(reading, f"'{tree.tokens[other].text} {between}'")
    return reading


def _mark_object(walk: Walk, node: int, governor: int, between: str, reading: str, *, definite: bool) -> bool:
    """As in "called off the visit", "failed in its attack"; False where the verb but names it."""
    words, lemma, text = walk.words, walk.tree.lemma(governor), walk.tree.tokens[governor].text
    called_off = walk.cue("called_off", governor)
    lasting = walk.tree.lemma(node) in words["state_nouns"] or walk.cue("lasting", node)
    if called_off and not (definite and lasting):  # "scrapped its curbs"
        walk.unless_negated(governor, called_off)
    elif reading and (not definite or reading == "negated"):
        walk.unless_negated(governor, reading)
    elif lemma in words["negated"] and not definite:
        walk.unless_negated(governor, "negated")
    elif lemma in words["disproving"] and not definite:
        walk.mark("denied", f"'{text}'")
    elif not definite and lemma in words["planned"] and lemma in words["announcing"]:
        walk.mark("planned", f"'{text}'")
    elif lemma == "call" and not between:  # "called the drilling illegal"
        return False
    elif (not definite and lemma in words["hypothetical"]) or (lemma in words["demanding"] and lemma != "order"):
        walk.mark("hypothetical", f"'{text}'")
    elif not definite and lemma in words["planned"] - words["done_to_objects"]:
        walk.mark("planned", f"'{text}'")
    return True


def _as_subject(walk: Walk, governor: int, definite: bool) -> int:
    """As in "the visit did not take place"; "an invasion would trigger sanctions" (nobody says that it will be)."""
    tree = walk.tree
    if not definite and any(tree.lemma(k) in walk.words["habitual_adverbs"] for k in tree.kids(governor, "advmod")):
        walk.habitual = True  # "meetings usually centre on trade"
    objects = [k for k in tree.kids(governor, "dobj") if tree.lemma(k) != "place"]  # "would start a war", "took place"
    happens = bool(walk.cue("happening", governor)) and not objects
    if happens and walk.clauses[governor].tense != "infinitive":
        elsewhere = any(tree.lemma(k) == "but" for k in tree.kids(governor, "cc"))
        return -1 if elsewhere and walk.denies(governor) else governor  # "did not take place alone but …": it did
    for said in tree.kids(governor, "attr", "acomp") if tree.lemma(governor) in walk.words["linking_verbs"] else ():
        if reading := walk.cue("prospects", said):  # "an attack was a real possibility"
            walk.mark(reading, f"a '{tree.tokens[said].text}'")
    if reading := walk.cue("foundering", governor):
        walk.unless_negated(governor, reading)
    for place in tree.kids(governor, "prep") if tree.lemma(governor) == "be" else ():
        for noun in tree.kids(place, "pobj"):
            if tree.lemma(place) == "on" and (reading := walk.cue("pending", noun)):
                walk.unless_negated(governor, reading)
    below = tree.kids(governor, "xcomp")
    if below and walk.cue("happening", below[0]):  # "the visit failed to materialize"
        return below[0]
    would = [k for k in tree.kids(governor, "aux") if tree.tokens[k].text.lower() in ("would", "could", "might", "'d")]
    if would and not definite:
        walk.mark("hypothetical", f"what it '{tree.tokens[would[0]].text} {tree.tokens[governor].text}'")
    return -1
