"""Who stands in another part of the sentence than the act: in an aside, in what else is done, said or asked for."""

from __future__ import annotations

from kg.resolve.scenes import ACTOR, NEITHER, RECIPIENT, Party, Scene
from kg.seeds.grammar import load_grammar

VERBAL = ("ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "SUPPORT", "THREATEN")
KIND, UNKIND = ("AID", "SUPPORT"), ("ACCUSE", "ASSAULT", "COERCE", "SANCTION", "THREATEN")
AT = ("in", "at", "near", "outside", "inside")  # behind them stands where somebody is


def stands_aside(scene: Scene, party: Party) -> bool:
    """Is a party of the sentence only named where the act is not told?"""
    if _is_in_a_report(scene, party):
        return True
    reasons = (_is_in_an_aside, _does_likewise, _is_of_the_other_deed, _is_where_it_is_said)
    return scene.rule(party) == NEITHER and any(reason(scene, party) for reason in reasons)


def _is_in_an_aside(scene: Scene, party: Party) -> bool:
    """Does a party only tell who or where the subject is, or stand in what others are asked to do?"""
    if not scene.tree.is_verb(scene.head):
        return False
    return all(_tells_of_the_subject(scene, m.head) or _is_asked_about(scene, m.head) for m in party.mentions)


def _tells_of_the_subject(scene: Scene, index: int) -> bool:
    """As in "The king, who was in Kenya, asked for help", "the opposition in Kenya"."""
    tree, head = scene.tree, scene.head
    subjects, path = scene.clause.subjects, tree.path(index)
    place = next((i for i in path if tree.tokens[i].dep == "prep" and tree.lemma(i) in AT), None)
    if place is not None and tree.tokens[place].head in subjects:
        return True
    words = load_grammar()
    if any(tree.tokens[i].tag == "VBN" and tree.lemma(i) in words["accompanying"] for i in tree.below(head, index)):
        return True  # "Britain, backed by France, proposed it"
    opening = [i for i in path if tree.tokens[i].tag == "VBG" and tree.tokens[i].dep in ("advcl", "csubj") and i < head]
    if any(tree.lemma(i) in words["speaking"] and tree.tokens[i].head == head for i in opening):
        return True  # "Speaking on Kenyan television, he rejected it"
    told = next((i for i in path if tree.tokens[i].dep in ("relcl", "acl") and tree.is_verb(i)), None)
    above = tree.path(tree.tokens[told].head) if told is not None else []
    return told is not None and head not in tree.subtree(told) and any(i in subjects for i in above)


def _is_asked_about(scene: Scene, index: int) -> bool:
    """As in "urged the world to punish Peru"."""
    tree, head = scene.tree, scene.head
    if scene.act == "REJECT":  # "ignored a call by Peru to arrest the Chilean"
        return any(
            tree.tokens[i].dep in ("acl", "advcl") and any(tree.tokens[k].tag == "TO" for k in tree.kids(i, "aux"))
            for i in tree.path(index)
        ) and any(scene.rule(other) == RECIPIENT for other in scene.parties)
    if scene.act != "REQUEST":
        return False
    asked = scene.clause.patients or scene.clause.after("on", "upon", "to")
    named = any(scene.rule(other) == RECIPIENT for other in scene.parties)
    told = named or any(tree.tokens[i].pos == "NOUN" for i in asked)
    below = tree.below(head, index)
    if any(tree.tokens[i].dep == "relcl" for i in below):
        return True  # "introduced the draft, which Peru vetoed"
    return told and any(kid in below for kid in tree.kids(head, "xcomp"))


def _is_of_the_other_deed(scene: Scene, party: Party) -> bool:
    """Does a party belong to what else the subject does: "thanked Peru for its help and criticised Chile"?

    To what it does before only where the act tells its own: "severed ties with Peru and accepted an invitation".
    """
    tree, head = scene.tree, scene.head
    own = tree.clause_verb(head)
    told = any(scene.rule(other) not in (NEITHER, ACTOR) for other in scene.parties)
    kind = {e.head for e in scene.document.mentions.events if e.event_type in KIND}  # "backed Peru and threatened"
    whole = told or not tree.is_verb(head)  # who "denounced the deed and fined Chile" may mean Chile's

    def of_another(index: int) -> bool:
        path = tree.path(index)
        later = next((i for i in path if tree.tokens[i].dep == "conj" and tree.is_verb(i)), None)
        if later is not None and own in tree.path(later)[1:] and own == tree.first_conjunct(later):
            return whole and not tree.subjects(later)
        verb = tree.clause_verb(index)
        subjects = scene.clauses[verb].subjects
        before = tree.tokens[own].dep == "conj" and tree.first_conjunct(own) == verb
        return before and (told or (scene.act in UNKIND and verb in kind)) and not any(i in subjects for i in path)

    return all(of_another(m.head) for m in party.mentions)


def _is_in_a_report(scene: Scene, party: Party) -> bool:
    """Is a party only in what somebody says is untrue: "denied that his jets had bombed Chad"?"""
    tree, head = scene.tree, scene.head
    if scene.act != "REJECT" or tree.lemma(head) not in load_grammar()["denied"] | {"reject", "rebut"}:
        return False

    def inside(index: int) -> bool:
        clause = next((i for i in tree.path(index) if tree.tokens[i].dep in ("ccomp", "acl", "relcl")), None)
        return clause is not None and clause != head and head in tree.path(clause) and bool(tree.subjects(clause))

    return all(inside(m.head) for m in party.mentions)


def _is_where_it_is_said(scene: Scene, party: Party) -> bool:
    """Is a party only the body at which something is said: "reaffirmed his support at the United Nations"?"""
    if scene.act not in VERBAL:
        return False
    tree = scene.tree
    return all(
        actor.kind == "organisation"
        and tree.tokens[m.head].dep == "pobj"
        and tree.lemma(tree.tokens[m.head].head) == "at"
        for m, actor in zip(party.mentions, party.actors, strict=True)
    )


def _does_likewise(scene: Scene, party: Party) -> bool:
    """Does a party do the same in a clause of its own beside the act's: "Peru voted against, while Chad abstained"?"""
    tree, inside = scene.tree, set(scene.tree.path(scene.head))
    likewise = {e.head for e in scene.document.mentions.events if e.event_type == scene.event.event_type} - inside

    def beside(index: int) -> bool:
        joined = tree.tokens[index].dep in ("conj", "parataxis", "advcl") and index in likewise
        return joined and bool(tree.subjects(index))

    return all(any(map(beside, tree.path(m.head))) for m in party.mentions)
