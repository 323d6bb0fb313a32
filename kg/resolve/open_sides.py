"""On which side of an act grammar leaves room for a party: its subject is not who it is done to, and so on.

The learned choice of kg/resolve/participants.py is among what is left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kg.resolve.asides import AT
from kg.resolve.bystanders import only_judges, takes_no_part
from kg.resolve.scenes import ACTOR, ALL, ANY_ACT, MUTUAL, NEITHER, RECIPIENT, Party, Scene
from kg.seeds.actor_words import actor_words
from kg.seeds.frames import load_frames
from kg.seeds.grammar import load_grammar
from kg.text.tree import CLAUSES, Tree


def open_sides(scene: Scene, party: Party) -> tuple[str, ...]:
    """Return the sides that a party of the sentence may be on in the event of a scene: at least that of no part."""
    if takes_no_part(scene, party):
        return (NEITHER,)
    certain = _is_certainly(scene, party)
    if certain:
        return (certain,)
    others_do = (
        only_judges, _is_object, _is_behind, _acts_elsewhere, _is_not_the_doer, _is_beyond_a_semicolon,
        _is_met_before, _is_of_the_victim, _is_beside_the_doer, _is_whose_ground_it_is,
    )  # fmt: skip
    acts = _acts(scene, party) or not any(reason(scene, party) for reason in others_do)
    undergoes = not (
        _is_subject(scene, party)
        or _is_outside_an_aside(scene, party)
        or _is_in_a_clause_before(scene, party)
        or _is_not_whom_it_hits(scene, party)
        or _comes_later(scene, party)
        or _goes_along(scene, party)
        or _is_not_whence(scene, party)
    )
    return (NEITHER, *((ACTOR,) if acts else ()), *((RECIPIENT,) if undergoes else ()))


def _is_of_the_victim(scene: Scene, party: Party) -> bool:
    """Is it only whence or whose is who undergoes it: "peacekeepers from Chad were killed"?"""
    tree = scene.tree
    if not tree.is_verb(scene.head):
        return False

    def of_it(index: int) -> bool:
        preposition, noun = tree.behind(tree.first_conjunct(index))
        return preposition in ("from", "of") and noun in scene.clause.patients

    return all(of_it(m.head) for m in party.mentions)


def _is_whose_ground_it_is(scene: Scene, party: Party) -> bool:
    """Is it only whose air, waters or land the noun of the act names: "the violations of Omani airspace"?"""
    tree, words = scene.tree, actor_words()["place_nouns"]
    if tree.is_verb(scene.head) or scene.rule(party) != RECIPIENT:
        return False
    grounds = [tree.tokens[m.head].head for m in party.mentions]
    return all(tree.lemma(i) in words and tree.behind(i) == ("of", scene.head) for i in grounds)


def _is_beside_the_doer(scene: Scene, party: Party) -> bool:
    """Is another named behind "by" as who does it: "caught a missile fired by the rebels towards Chad"?"""
    tree, clause = scene.tree, scene.clause
    if not tree.is_verb(scene.head) or clause.verb != scene.head or not clause.passive:
        return False
    agents = {i for agent in clause.agents for i in tree.subtree(agent) if not _is_behind_a_place(tree, agent, i)}
    doing = [other for other in scene.parties if agents & {m.head for m in other.mentions}]
    return bool(doing) and party not in doing


def _is_behind_a_place(tree: Tree, noun: int, index: int) -> bool:
    """Is a word below a noun behind its prepositions, but for "of": "rebels near Chad"?"""
    return any(tree.tokens[i].dep == "prep" and tree.lemma(i) != "of" for i in tree.below(noun, index))


def _goes_along(scene: Scene, party: Party) -> bool:
    """Is it with a party that another visits somebody, or whom he sends: "flew to Chad with Omani envoys"?"""
    tree, trigger = scene.tree, scene.head
    if scene.event.mode != "visit" or not tree.is_verb(trigger):
        return False
    others = {obj for obj in tree.objects(trigger, "with") for obj in tree.conjuncts(obj)}
    if scene.frame == "SEND_TO":
        others |= {obj for obj in tree.kids(trigger, "dobj") for obj in tree.conjuncts(obj)}
    return bool(others) and all(others & set(tree.path(m.head)) for m in party.mentions)


def _is_certainly(scene: Scene, party: Party) -> str:
    """The side of a party that is subject or object of the act's own verb, or of who mediates; "" where open."""
    tree, trigger = scene.tree, scene.head
    if scene.event.mode == "third-party" and scene.rule(party) in (ACTOR, RECIPIENT):
        return scene.rule(party)  # who mediates, and between whom
    if (
        not tree.is_verb(trigger)
        or scene.is_told_as_mutual
        or scene.acts_at_a_place
        or scene.frame not in load_frames()
    ):
        return ""
    named = [tree.tokens[tree.first_conjunct(m.head)] for m in party.mentions if m.readings]
    if _acts(scene, party) and all(_helps(tree, m.head) for m in party.mentions):
        return ACTOR
    places = {token.dep for token in named if token.head == trigger}
    if _acts(scene, party) and "nsubj" in places:
        return ACTOR
    return RECIPIENT if scene.rule(party) == RECIPIENT and places & {"dobj", "nsubjpass"} else ""


def _helps(tree: Tree, index: int) -> bool:
    """Is it named as whose help or company somebody has: "with the help of Peru", "joined by Peru"?"""
    words = load_grammar()
    beside = {"pobj": words["helping"] | words["jointly"], "acl": words["following"]}
    return any(tree.lemma(i) in beside.get(tree.tokens[i].dep, ()) for i in tree.path(index)[1:4])


def _acts(scene: Scene, party: Party) -> bool:
    return scene.rule(party) in (ACTOR, ALL)


def _is_subject(scene: Scene, party: Party) -> bool:
    """Is a party the doer that the rules found, the subject of the act's own verb? Nobody does it to him, then."""
    return _acts(scene, party) and _all_in(scene, party, "agents")


def _is_object(scene: Scene, party: Party) -> bool:
    """Is a party only the object of the act's own verb?"""
    return not _acts(scene, party) and _all_in(scene, party, "patients", "datives")


def _is_behind(scene: Scene, party: Party) -> bool:
    """Is a party only named behind an active verb with a subject of its own: "students threw stones at the embassy"?"""
    tree, trigger = scene.tree, scene.head
    if not tree.is_verb(trigger) or scene.act in MUTUAL or scene.event.reciprocal or scene.acts_at_a_place:
        return False
    if scene.clause.passive or not tree.kids(trigger, "nsubj") or _acts(scene, party):
        return False
    return all(m.head > trigger and trigger in tree.path(m.head) for m in party.mentions)


def _all_in(scene: Scene, party: Party, *places: str) -> bool:
    if not scene.tree.is_verb(scene.head) or scene.is_told_as_mutual or scene.acts_at_a_place:
        return False
    inside = {index for place in places for index in getattr(scene.clause, place)}
    return all(m.head in inside for m in party.mentions)


def _is_not_the_doer(scene: Scene, party: Party) -> bool:
    """Is it told who acts on another, and the party is nowhere in those words: "a dozen states condemned the raid"?"""
    tree, head = scene.tree, scene.head
    if scene.is_common or (scene.act in MUTUAL and tree.is_verb(head)) or scene.rule(party) != NEITHER:
        return False
    if scene.act == ANY_ACT:
        return False  # of what type it is nobody has said, so neither whether things can do it
    doers = scene.clause.agents if tree.is_verb(head) else ()
    doers = doers or tuple(m.head for m in scene.event.actors)
    if not doers or any(tree.tokens[doer].pos not in ("NOUN", "PROPN") for doer in doers):
        return False
    inside = {i for doer in doers for i in _phrase(tree, tree.first_conjunct(doer))}
    return not any(m.head in inside for m in party.mentions)


def _phrase(tree: Tree, index: int) -> Iterator[int]:
    """The words of a noun phrase without the clauses below it, and without where it is."""
    yield index
    for kid in tree.children[index]:
        token = tree.tokens[kid]
        where = token.dep == "prep" and tree.lemma(kid) in AT
        if not where and (token.dep not in CLAUSES or (token.dep == "conj" and not tree.is_verb(kid))):
            yield from _phrase(tree, kid)


def _acts_elsewhere(scene: Scene, party: Party) -> bool:
    """Is a party outside the clause of the act, which names its own doer?"""
    tree, trigger = scene.tree, scene.head
    if scene.rule(party) != NEITHER or not tree.is_verb(trigger):
        return False
    own = tree.kids(trigger, "nsubj") or ([] if scene.clause.passive else scene.clause.subjects)
    return _name_who_acts(scene, own) and _is_outside(scene, party, own)


def _is_beyond_a_semicolon(scene: Scene, party: Party) -> bool:
    """Does a semicolon part it from an act whose doer the rules found: "Peru welcomed it; Chile promised to pay"?"""
    tree, head = scene.tree, scene.head
    if scene.rule(party) == ACTOR or not any(scene.rule(other) == ACTOR for other in scene.parties):
        return False
    between = [range(min(m.head, head), max(m.head, head)) for m in party.mentions]
    return all(any(tree.tokens[i].text == ";" for i in words) for words in between)


def _name_who_acts(scene: Scene, subjects: Collection[int]) -> bool:
    """Is somebody who acts, as the rules found, a subject or named in it?"""
    acting = [m.head for other in scene.parties if _acts(scene, other) for m in other.mentions]
    return any(not set(subjects).isdisjoint(scene.tree.path(head)) for head in acting)


def _is_outside(scene: Scene, party: Party, subjects: Collection[int] = ()) -> bool:
    """Is a party neither below the act's word nor a subject or named in it?"""
    return all({scene.head, *subjects}.isdisjoint(scene.tree.path(m.head)) for m in party.mentions)


def _is_outside_an_aside(scene: Scene, party: Party) -> bool:
    """Is a party outside a clause aside that names no party: "suspended it after soldiers had seized power"?"""
    tree, trigger = scene.tree, scene.head
    aside = tree.tokens[trigger].dep == "advcl" and tree.subjects(trigger)
    named = any(m.readings and trigger in tree.path(m.head) for other in scene.parties for m in other.mentions)
    if not aside or named or scene.rule(party) != NEITHER:
        return False
    return _is_outside(scene, party)


def _is_in_a_clause_before(scene: Scene, party: Party) -> bool:
    """Is a party told of in another main clause, and not its subject: "awarded it to Oman, and Qatar accepted"?"""
    tree, trigger = scene.tree, scene.head
    if tree.tokens[trigger].dep != "conj" or not tree.subjects(trigger) or scene.rule(party) != NEITHER:
        return False
    company = party.actors[0].kind == "company"
    return _is_outside(scene, party, () if company else scene.clauses.of(tree.tokens[trigger].head).subjects)


def _is_not_whom_it_hits(scene: Scene, party: Party) -> bool:
    """Is the verb's own object who it is done to, the party outside: "condemned the raid on Mali, urged Chad to"?"""
    tree, trigger = scene.tree, scene.head
    if scene.rule(party) != NEITHER or not tree.is_verb(trigger) or scene.act in MUTUAL or scene.event.reciprocal:
        return False
    hit = [m.head for other in scene.parties if scene.rule(other) == RECIPIENT for m in other.mentions]
    has_object = any(tree.tokens[i].dep == "dobj" and tree.tokens[i].head == trigger for i in hit)
    return has_object and _is_outside(scene, party)


def _comes_later(scene: Scene, party: Party) -> bool:
    """Is a party only told of in what came later: "fired a missile shortly before Moon's plane took off"?"""
    tree, trigger = scene.tree, scene.head
    if scene.rule(party) != NEITHER or not tree.is_verb(trigger):
        return False
    later = {
        clause
        for clause in tree.kids(trigger, "advcl")
        if any(tree.lemma(mark) in ("before", "until") for mark in tree.kids(clause, "mark"))
    }
    return bool(later) and all(not later.isdisjoint(tree.path(m.head)) for m in party.mentions)


def _is_not_whence(scene: Scene, party: Party) -> bool:
    """Does the clause tell whence somebody withdraws, the party outside: "he came after troops left the outskirts"?"""
    tree, trigger = scene.tree, scene.head
    if scene.act != "RETREAT" or scene.rule(party) != NEITHER or not tree.is_verb(trigger):
        return False
    told = scene.clause.after("from", "out") and _name_who_acts(scene, tree.subjects(trigger))
    return bool(told) and _is_outside(scene, party)


def _is_met_before(scene: Scene, party: Party) -> bool:
    """Is a party only met in the clause before, whose subject goes on: "left France in the lurch and joined Oman"?"""
    tree, trigger = scene.tree, scene.head
    own = not tree.is_verb(trigger) or tree.subjects(trigger)
    if tree.tokens[trigger].dep != "conj" or own or scene.rule(party) != NEITHER:
        return False
    subjects = scene.clause.subjects
    return _name_who_acts(scene, subjects) and _is_outside(scene, party, subjects)
