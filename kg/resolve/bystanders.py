"""Who is named beside an act and takes no part in it: who only says so, stands by, suffers or does something else.

The learned choice of kg/resolve/participants.py does not get to place them.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection
from collections.abc import Set as AbstractSet

from kg.model import ActorMention
from kg.resolve.asides import stands_aside
from kg.resolve.scenes import ACTOR, ALL, MUTUAL, NEITHER, RECIPIENT, Party, Scene
from kg.seeds.actor_words import actor_words
from kg.seeds.grammar import load_grammar
from kg.seeds.timex import time_lexicon
from kg.text.clauses import ASIDE
from kg.text.tree import Tree

AT_A_VICTIM = ("on", "upon", "against", "of", "at", "in", "near", "inside", "outside", "to")
PEACEFUL = (*MUTUAL, "AID")
ENOUGH = 3  # parties of a sentence: two whom a topic is between, and the topic
RESPECTED = frozenset({"independence", "integrity", "neutrality", "security", "sovereignty", "stability", "unity"})
TELLING = ("brief", "inform", "notify", "tell", "update")
BODIES = ("organisation",)  # kinds of what has members that meet
ABOUT = ("about", "over", "regarding", "concerning", "on")  # behind them stands what is talked about or agreed on


def takes_no_part(scene: Scene, party: Party) -> bool:
    """Does grammar tell that a party of the sentence has no part in the event, whatever a choice would say?"""
    of_all = (
        _only_says_so, _suffers_what_is_blamed, _stands_by, _meets_there, _tells_who_another_is, _is_the_topic,
        _is_called_so, _brings_others_together, _is_what_is_given, _made_the_arms, _is_not_between,
        _is_beside_the_occasion, _is_the_enemy, _is_only_told, _is_in_spite_of, _is_of_the_occasion, _is_flown_over,
        _is_briefed, stands_aside,
        _borders_on_it, _is_what_is_respected, _judges_between_them,
    )  # fmt: skip
    of_who_has_no_role = (
        _judges_a_text, _is_a_reason, _answers, _does_the_next_thing,
        _is_excepted, _is_saved_from, _is_spoken_for, _is_there_only,
    )  # fmt: skip
    across = scene.tree.across(scene.head)
    if all(m.head in across for m in party.mentions):
        return False
    reasons = of_who_has_no_role + of_all if scene.rule(party) == NEITHER else of_all
    return any(reason(scene, party) for reason in reasons)


def _only_says_so(scene: Scene, party: Party) -> bool:
    """Does the party only report the act, as behind "according to"? Then it has no part in it."""
    told = scene.rule(party) == NEITHER and set(party.mentions) <= set(scene.event.attributed_to)
    return told or all(_is_a_source(scene.tree, m.head) for m in party.mentions)


def _is_a_source(tree: Tree, index: int) -> bool:
    above = tree.path(tree.first_conjunct(index))[1:4]  # "according to Peru", "according to Peru's president"
    return any(
        tree.lemma(to) == "to" and tree.tokens[word].text.lower() == "according"
        for to, word in itertools.pairwise(above)
    )


def only_judges(scene: Scene, party: Party) -> bool:
    """Does the party only say something of the act: "the Dutch parliament condemned the attack that killed two"?"""
    if scene.rule(party) != NEITHER:
        return False
    tree, words = scene.tree, load_grammar()["act_judging_verbs"]
    above = [i for i in tree.ancestors(scene.head) if tree.is_verb(i)]

    def subjects(of: AbstractSet[str]) -> set[int]:
        verbs = [verb for verb in above if tree.lemma(verb) in of]
        return {tree.first_conjunct(subject) for verb in verbs for subject in scene.clauses[verb].subjects}

    judges, speakers = subjects(words), subjects(load_grammar()["reporting"])  # "…, its ministry said"
    heads = [m.head for m in party.mentions]
    return any(_under(tree, i, judges) for i in heads) and all(_under(tree, i, judges | speakers) for i in heads)


def _judges_a_text(scene: Scene, party: Party) -> bool:
    """Is what it judges no actor, "denounced a memorandum in which the two agreed"? Then the act is not done to it."""
    tree = scene.tree
    path = tree.path(scene.head)
    objects = [i for i in path if tree.tokens[i].dep == "dobj"]
    actors = {m.head for other in scene.parties for m in other.mentions}
    return bool(objects) and objects[0] not in actors and only_judges(scene, party)


def _judges_between_them(scene: Scene, party: Party) -> bool:
    """Is a party only the court or council before which a case is brought: "sued Peru before the Court"?"""
    if scene.act not in ("ACCUSE", "THREATEN") or party.actors[0].kind not in BODIES:
        return False
    return all(scene.tree.behind(scene.tree.first_conjunct(m.head))[0] == "before" for m in party.mentions)


def _suffers_what_is_blamed(scene: Scene, party: Party) -> bool:
    """Is the party the victim of what is condemned: "condemned the attack on Egypt", "the bomb that killed ten Poles"?

    Who condemns an attack accuses whoever did it.
    """
    if scene.act != "ACCUSE":
        return False
    tree, acts, clauses = scene.tree, load_grammar()["acts_with_victims"], scene.clauses

    def suffers(mention: ActorMention) -> bool:
        path = tree.path(tree.first_conjunct(mention.head))
        for below, noun in itertools.pairwise(tree.below(scene.head, tree.first_conjunct(mention.head))):
            if tree.lemma(noun) not in acts or tree.is_verb(noun):
                continue
            if tree.tokens[below].dep == "prep":
                return tree.lemma(below) in AT_A_VICTIM
            if tree.tokens[below].dep in ("relcl", "acl"):
                return not set(path) & {i for i in clauses[below].agents if i != noun}
        return False

    return not set(party.mentions) & set(scene.event.actors) and all(map(suffers, party.mentions))


def _under(tree: Tree, index: int, heads: Collection[int]) -> bool:
    """Is a word one of the heads, or named in the noun phrase of one: "Ghana's government"?"""
    return any(i in heads for i in tree.path(tree.first_conjunct(index))[:3])


def _is_a_reason(scene: Scene, party: Party) -> bool:
    """Is the party named only behind "in protest at" or "in favour of" somebody else's things, the act outside?"""
    tree, nouns = scene.tree, load_grammar()["for_whose_sake"]
    inside = range(scene.event.start, scene.event.end)

    def behind(index: int) -> bool:
        return any(
            tree.lemma(i) in nouns and tree.tokens[i].dep == "pobj" and tree.tokens[i].start not in inside
            and i != scene.head
            for i in tree.path(index)[1:]
        )  # fmt: skip

    return all(behind(m.head) for m in party.mentions)


def _tells_who_another_is(scene: Scene, party: Party) -> bool:
    """Is it named only to say who another is: "Jo, the son of X", "came as envoy of France", "Oman, Iran's ally"?"""
    tree, kin, related = scene.tree, load_grammar()["kin"], actor_words()["relational_nouns"]

    def is_kin(noun: int) -> bool:
        return tree.lemma(noun) in kin or tree.lemma(noun) in related

    def tells(mention: ActorMention) -> bool:
        token = tree.tokens[mention.head]
        if mention.office and token.dep == "pobj" and tree.lemma(token.head) == "as":
            return not scene.event.start <= token.start < scene.event.end  # but: "appointed as the U.S. envoy to Chad"
        if tree.is_another(mention.head):
            return True  # "Oman's critics", "the former Soviet republics"
        named = tree.kids(token.head, "appos") or tree.tokens[token.head].dep in ("compound", "nmod")
        if token.dep == "poss" and is_kin(token.head) and named:
            return True  # "Oman's ally Iran"
        return any(tree.tokens[i].dep == "appos" and is_kin(i) for i in tree.path(mention.head)[1:])

    return all(tells(mention) for mention in party.mentions)


def _answers(scene: Scene, party: Party) -> bool:
    """Is the party only named as whose answer the act met: "tested a bomb, drawing condemnation from Japan"?"""
    tree, words, trigger = scene.tree, load_grammar()["receiving_verbs"], scene.head
    if tree.lemma(trigger) in words:
        return False

    def below(index: int) -> bool:
        return any(
            tree.tokens[i].dep == "advcl" and tree.lemma(i) in words and trigger not in tree.subtree(i)
            for i in tree.path(index)[1:]
        )

    return all(below(m.head) for m in party.mentions)


def _does_the_next_thing(scene: Scene, party: Party) -> bool:
    """Is the party only the subject of a later clause: "Oman recalled its envoy, and Chad closed its embassy"?"""
    tree, trigger = scene.tree, scene.head

    def later(index: int) -> bool:
        token = tree.tokens[tree.first_conjunct(index)]
        verb = tree.tokens[token.head]
        apart = token.dep in ("nsubj", "nsubjpass") and verb.dep == "conj" and tree.is_verb(token.head)
        return apart and token.head > trigger and trigger not in tree.subtree(token.head)

    return all(later(m.head) for m in party.mentions)


def _stands_by(scene: Scene, party: Party) -> bool:
    """Is a party named only behind "in the presence of", "at the invitation of" and the like, with the act outside?"""
    tree, words = scene.tree, load_grammar()
    inviting = words["inviting"] if scene.is_common else frozenset()
    inside = tree.path(scene.head)

    def says_so(noun: int) -> bool:
        if noun in inside or scene.event.start <= tree.tokens[noun].start < scene.event.end:
            return False
        described = [f"{tree.lemma(kid)} {tree.lemma(noun)}" for kid in tree.kids(noun, "amod")]
        if tree.tokens[noun].dep == "pobj":  # "on the initiative of Peru"
            described.append(f"{tree.lemma(tree.tokens[noun].head)} {tree.lemma(noun)}")
        asked = tree.lemma(noun) in inviting and tree.tokens[noun].dep == "pobj"
        return asked or not words["standing_by"].isdisjoint((tree.lemma(noun), *described))

    return all(any(map(says_so, tree.path(m.head)[1:])) for m in party.mentions)


def _meets_there(scene: Scene, party: Party) -> bool:
    """Is a party only the owner of the place where others meet: "met in Niamey, Niger's capital"?"""
    if scene.act not in (*MUTUAL, "SUPPORT"):
        return False
    return all(_owns_the_place(scene.tree, m.head) for m in party.mentions)


def _owns_the_place(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    if tree.is_of_a_capital(index):
        return True
    if token.dep not in ("poss", "amod", "compound") or tree.lemma(token.head) not in actor_words()["place_nouns"]:
        return False
    place = tree.tokens[token.head]
    above = tree.tokens[place.head]
    return (place.dep == "pobj" and above.lemma in ("in", "at", "near")) or (
        place.dep == "appos" and above.pos == "PROPN"
    )


def _is_the_topic(scene: Scene, party: Party) -> bool:
    """Is a party only what others talk of, or agree on: "talks on Cyprus", "Iran's programme was discussed"?"""
    few = len(scene.parties) < ENOUGH and scene.event.reciprocal and scene.act != "CONSULT"
    if not scene.is_mutual or (scene.rule(party) != NEITHER and few):
        return False
    return all(_is_topic(scene, m.head) for m in party.mentions)


def _is_topic(scene: Scene, head: int) -> bool:
    tree, trigger = scene.tree, scene.head
    below = tree.below(trigger, head)
    if tree.is_verb(trigger) and tree.lemma(trigger) in load_grammar()["verbs_of_a_topic"]:
        return bool(set(below) & set(scene.clauses.of(trigger).patients))
    of_it = tree.lemma(trigger) in load_grammar()["talk_of"]
    return any(tree.tokens[i].dep == "prep" and tree.lemma(i) in (*ABOUT, *(("of",) if of_it else ())) for i in below)


def _brings_others_together(scene: Scene, party: Party) -> bool:
    """Does a party only mediate what others do with each other: "brokered the truce", "under a deal mediated by Qatar"?

    Or stand beside them "as guarantor".
    """
    if not scene.is_mutual or scene.event.mode == "third-party":
        return False
    return all(_is_between(scene, m.head) for m in party.mentions)


def _is_between(scene: Scene, head: int) -> bool:
    tree, trigger, words = scene.tree, scene.head, load_grammar()
    first = tree.first_conjunct(head)
    with_them = tree.tokens[first].head
    bases = [head] if not tree.objects(head, "with") else []
    if tree.tokens[first].dep == "pobj" and tree.lemma(with_them) == "with":  # "with Brazil and Chile as guarantors"
        bases = [*tree.conjuncts(first), with_them, tree.tokens[with_them].head]
    beside = [kid for base in bases for kid in tree.kids(base, "prep") if kid > head]
    posts = [obj for kid in beside if tree.lemma(kid) == "as" for obj in tree.kids(kid, "pobj")]
    if any(tree.lemma(post) in words["go_betweens"] for post in posts):
        return True
    clauses = [kid for kid in tree.kids(head, "relcl") if tree.lemma(kid) in words["mediating_verbs"]]
    verb = next(iter(clauses), tree.clause_verb(head))
    if verb == trigger or tree.lemma(verb) not in words["mediating_verbs"]:
        return False
    clause = scene.clauses[verb]
    if tree.tokens[verb].dep == "relcl" and tree.tokens[verb].head in tree.path(
        head
    ):  # "Qatar, which brokered the deal"
        return verb in tree.ancestors(trigger)
    done = {tree.tokens[trigger].head, *tree.ancestors(trigger)} if not tree.is_verb(trigger) else set()
    told = verb in done or trigger in tree.ancestors(verb)
    return told and bool(set(tree.path(head)) & set(clause.agents))


def _is_what_is_given(scene: Scene, party: Party) -> bool:
    """Is a party only what is handed to another: "handed Macau over to China"?"""
    tree, trigger = scene.tree, scene.head
    if scene.frame != "OBJ_TO" or not tree.is_verb(trigger):
        return False
    getting = set(scene.clause.after("to"))
    if not getting or not all(m.head in scene.clause.patients for m in party.mentions):
        return False
    others = [m for other in scene.parties if other is not party for m in other.mentions]
    return any(getting & set(tree.path(m.head)) for m in others)


def _made_the_arms(scene: Scene, party: Party) -> bool:
    """Is a party only whose arms another fires at somebody: "fired Iranian drones at Odesa"?"""
    tree, trigger = scene.tree, scene.head
    if not tree.is_verb(trigger) or tree.lemma(trigger) not in load_grammar()["aiming_verbs"]:
        return False
    arms = set(scene.clause.patients)
    hit = any(other is not party and scene.rule(other) == RECIPIENT for other in scene.parties)
    return hit and all(arms & set(tree.path(m.head)) for m in party.mentions)


def _is_called_so(scene: Scene, party: Party) -> bool:
    """Is a party the name that the word of the act stands in, with others beside it: "the Triple Alliance of ..."?"""
    parse, event = scene.document.mentions.parse, scene.event
    inside = all(event.head in parse.tokens_in(m.start, m.end) and m.form == "name" for m in party.mentions)
    return inside and len(scene.parties) > 1 and not scene.tree.is_verb(event.head)


def _is_not_between(scene: Scene, party: Party) -> bool:
    """Is it none of the two or more whom a mutual act is between: "brokered a deal between Peru and Chile"?"""
    if scene.act not in MUTUAL or scene.event.mode == "third-party":
        return False
    tree = scene.tree
    between = {i for lemma, noun in tree.prepositions(scene.head) if lemma == "between" for i in tree.subtree(noun)}
    inside = [p for p in scene.parties if any(m.head in between for m in p.mentions)]
    return len(inside) > 1 and party not in inside


def _is_the_enemy(scene: Scene, party: Party) -> bool:
    """Is a party only against whom somebody is asked or promised help: "assured Peru of support against Chile"?"""
    tree, head, words = scene.tree, scene.head, load_grammar()["help_against"]
    if scene.act not in ("REQUEST", "SUPPORT", *PEACEFUL):
        return False
    common = scene.act not in ("REQUEST", "CONSULT")  # "formed an alliance against Peru": not with it, nor for it

    def against(index: int) -> bool:
        path = tree.path(index)
        place = next((i for i in path[1:3] if tree.lemma(i) == "against"), None)
        of_help = place is not None and (common or tree.lemma(tree.tokens[place].head) in words)
        return of_help and head in path

    return all(against(m.head) for m in party.mentions)


def _is_in_spite_of(scene: Scene, party: Party) -> bool:
    """Is a party only named behind "despite", "in the event of" and the like: "despite aid from Peru, Chad fell"?"""
    tree, inside = scene.tree, scene.tree.path(scene.head)

    def apart(index: int) -> bool:
        for below, above in itertools.pairwise(tree.path(index)):
            if tree.tokens[below].dep == "prep" and above in inside and below not in inside:
                nouns = [tree.lemma(noun) for noun in tree.kids(below, "pobj")]
                told = {tree.lemma(below), *(f"{tree.lemma(below)} {noun}" for noun in nouns)}
                return not told.isdisjoint(load_grammar()["apart_from"])
        return False

    return all(apart(m.head) for m in party.mentions)


def _is_only_told(scene: Scene, party: Party) -> bool:
    """Is a party only the newspaper or channel that is told it or writes it: "told the BBC", "a report in a daily"?"""
    if scene.rule(party) == ACTOR or scene.act not in (*MUTUAL, "REQUEST", "REJECT", "THREATEN", "CONCEDE"):
        return False
    words, tree = actor_words()["media_words"], scene.tree
    listed = all(actor.kind == "media" for actor in party.actors)
    return listed or all(m.form == "nominal" and tree.lemma(m.head) in words for m in party.mentions)


def _is_briefed(scene: Scene, party: Party) -> bool:
    """Is a party only told of what others talked about: "will brief Peru on its talks with Chile"?"""
    tree = scene.tree
    preposition, verb = tree.behind(scene.head)
    if preposition not in ABOUT or not tree.is_verb(verb) or tree.lemma(verb) not in TELLING:
        return False
    told = set(scene.clauses[verb].patients)
    return all(told & set(tree.path(m.head)) for m in party.mentions)


def _is_beside_the_occasion(scene: Scene, party: Party) -> bool:
    """Is the act only the occasion by which another is placed: "met on the margins of the NATO summit", "after it"?"""
    tree, head = scene.tree, scene.head
    path = tree.path(head)
    margins = any(tree.lemma(i) in load_grammar()["standing_by"] for i in path[1:4])
    held = [p for p in scene.parties if scene.rule(p) == ALL]
    apart = len(path) > 1 and tree.tokens[path[1]].dep == "prep" and tree.lemma(path[1]) in ASIDE
    owned = scene.act == "CONSULT" and apart and len(held) == 1 and all(a.kind in BODIES for a in held[0].actors)
    if not margins and not (owned and scene.rule(party) == NEITHER and not tree.is_verb(head)):
        return False
    inside = set(tree.subtree(head))
    return not any(m.head in inside for m in party.mentions)


def _is_of_the_occasion(scene: Scene, party: Party) -> bool:
    """Does the party only take part in what comes before: "freed them after talks with Spain"?

    Nor does who stands beside a speaker: "defended his wall at a news conference with the king".
    """
    tree = scene.tree
    if scene.is_mutual or not tree.is_verb(scene.head):
        return False

    def of_it(index: int) -> bool:
        for below, noun in itertools.pairwise(tree.below(scene.head, index)[::-1]):
            if tree.tokens[noun].dep != "pobj" or tree.lemma(noun) not in time_lexicon().words["MEETING"]:
                continue
            told = any(tree.lemma(kid) in ("news", "press") for kid in tree.kids(noun, "compound"))
            if tree.lemma(below) in ("after", "following", "follow") or (told and tree.lemma(below) == "at"):
                return index != noun
        return False

    return all(of_it(m.head) for m in party.mentions)


def _is_flown_over(scene: Scene, party: Party) -> bool:
    """Is it only the state over which passed what is condemned: "decried the launch over Japan"?"""
    if scene.act != "ACCUSE":
        return False
    tree, words = scene.tree, load_grammar()["flown"]

    def under(index: int) -> bool:
        preposition, noun = tree.behind(index)
        return preposition == "over" and tree.lemma(noun) in words and scene.head in tree.path(noun)[1:]

    return all(under(m.head) for m in party.mentions)


def _is_excepted(scene: Scene, party: Party) -> bool:
    """Is it only said that it was not this party: "Norway, not Peru, proposed it", "unlike Chile"?"""
    tree = scene.tree

    def excepted(head: int) -> bool:
        first, words = tree.left_edge(head), load_grammar()["excepting"]
        before = tree.tokens[first - 1].text.lower() if first else ""
        return before == "not" or any(tree.lemma(i) in words for i in tree.path(tree.first_conjunct(head))[1:3])

    return all(excepted(m.head) for m in party.mentions)


def _is_saved_from(scene: Scene, party: Party) -> bool:
    """Is a party only from whom another is saved: "rescued the crew from pirates"?"""
    if scene.act != "AID":
        return False
    return all(scene.tree.behind(m.head)[0] == "from" for m in party.mentions)


def _borders_on_it(scene: Scene, party: Party) -> bool:
    """Is it only named to say where a place is: "seized Zinder, a town on the border with Nigeria"?"""
    tree = scene.tree

    def beyond(index: int) -> bool:
        preposition, noun = tree.behind(index)
        told = any(tree.tokens[i].dep == "appos" and tree.tokens[i].pos == "NOUN" for i in tree.path(index))
        return told and preposition == "with" and tree.lemma(noun) in ("border", "frontier")

    return all(beyond(m.head) for m in party.mentions)


def _is_what_is_respected(scene: Scene, party: Party) -> bool:
    """Is it only whose good others are asked to mind: "called for respect for Peru's unity", "an end to its war"?"""
    tree = scene.tree
    if scene.act != "REQUEST" or not tree.is_verb(scene.head):
        return False

    def minded(index: int) -> bool:
        token = tree.tokens[index]
        return token.dep == "poss" and tree.lemma(token.head) in RESPECTED

    return all(minded(m.head) for m in party.mentions)


def _is_spoken_for(scene: Scene, party: Party) -> bool:
    """Is it only said for whom somebody speaks: "Speaking for the African Union, he deplored the coup"?"""
    tree = scene.tree

    def spoken_for(head: int) -> bool:
        preposition, verb = tree.behind(head)
        return preposition == "for" and tree.lemma(verb) == "speak"

    return all(spoken_for(m.head) for m in party.mentions)


def _is_there_only(scene: Scene, party: Party) -> bool:
    """Does a party only act in a clause about where others go: "visited the plant, which Russia has held"?"""
    tree, trigger = scene.tree, scene.head
    if scene.event.mode != "visit":
        return False

    def aside(head: int) -> bool:
        return any(tree.tokens[i].dep == "relcl" and tree.kids(i, "nsubj") for i in tree.below(trigger, head))

    return all(aside(m.head) for m in party.mentions)
