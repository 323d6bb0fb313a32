"""Whom an act means whose own words name nobody: who is apologized to, whose deed is judged, whom the text speaks of.

"Pavlidis turned down the demand" is told to the Turks where the sentence before is about them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from kg.gazetteer.offices import office_of
from kg.model import STATE_KINDS, Actor
from kg.resolve.antecedents import COUP
from kg.resolve.clusters import Cluster, link_reason
from kg.resolve.drafts import Draft
from kg.resolve.scenes import Parties
from kg.seeds.actor_words import actor_words
from kg.seeds.grammar import load_grammar

ANSWER = "REJECT"
ANSWERS = ("ACCUSE", ANSWER, "SUPPORT")  # types by which an act of others is judged
REACH = 2  # sentences back in which the other side may be named
FACING = frozenset({"ACCUSE", "AGREE", "CONCEDE", ANSWER, "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN"})
PARTNERS = (*STATE_KINDS, "organisation")  # kinds of actors that a state faces
HOSTILE = frozenset({"ACCUSE", "ASSAULT", "COERCE", "MOBILIZE", ANSWER, "SANCTION", "THREATEN"})
REPLIES = frozenset({"ACCUSE", "AGREE", "CONCEDE", ANSWER, "REQUEST", "SANCTION", "THREATEN"})  # how one answers those
REACTIONS = (*ANSWERS, "AGREE")  # to an act, on whomever it was done
OPPOSITES = frozenset({"colleague", "counterpart", "guest", "host", "visitor"})  # whoever one meets now, not ever
ANSWERS_TO = (ANSWER, "AGREE", "CONCEDE")  # types of answers to a request
ACCUSATIONS = frozenset({"accusation", "allegation", "charge", "claim"})
YIELDING = ("CONCEDE", "RETREAT")  # acts that a third has nothing to object to
POINTING = ("it", "this", "that")
APART = ("conj", "relcl", "advcl")  # what stands below them is told by another clause
TOWARDS = ("against", "at", "for", "from", "of", "on", "to", "with")  # behind them an act names whom it is done to


def with_who_is_implied(parties: Parties, clusters: Sequence[Cluster], drafts: Sequence[Draft]) -> list[Cluster]:
    """Return the clusters of a document with those whom their acts mean, where no mention of them names anybody."""
    told = [_with_who_apologizes(cluster, drafts) for cluster in clusters]
    for number in sorted(range(len(told)), key=lambda n: told[n].main.order):
        told[number] = _with_who_is_answered(parties, told[number], told)
    return _with_who_is_faced(parties, told)


def _with_who_apologizes(cluster: Cluster, drafts: Sequence[Draft]) -> Cluster:
    """Who apologizes for the raid is who raided, where nobody else is said to have done it."""
    if any(d.actors for d in cluster.drafts):
        return cluster
    for number, draft in enumerate(cluster.drafts):
        for other in drafts:
            if draft.bare and other.subtype == "apology" and other.actors and other.mention.head in draft.governors:
                told = replace(draft, actors=other.actors)
                why = link_reason(f"'{other.words}' names who did it")
                return Cluster((*cluster.drafts[:number], told, *cluster.drafts[number + 1 :]), (*cluster.reasons, why))
    return cluster


def _is_judged(judging: Draft, told: Draft) -> bool:
    """Is it what is judged ("hailed the accord", "the raid that Chad led"), or told before ("Iran condemned it")?"""
    if (told.nominal or told.aside) and judging.mention.head in told.governors:
        return True
    first = judging.on_it and told.line == judging.line - 1 and told.leads
    return first and told.mention.modality == "asserted" and told.mention.event_type not in ANSWERS


def _judges_the_same(judging: Draft, told: Draft) -> bool:
    """Does "it" mean what another has judged in the sentence before: "Peru rejected the deal. Cuba condemned it"?"""
    both = judging.on_it and told.leads and told.line == judging.line - 1 and told.mention.modality == "asserted"
    return both and told.mention.event_type in ANSWERS and not judging.parties & told.parties


def _with_who_is_answered(parties: Parties, cluster: Cluster, clusters: Sequence[Cluster]) -> Cluster:
    """Whose act is judged is meant, where nobody else is said to be: "Seoul rejected the protest", "hailed the accord".

    Of what others did together all are; of what the judge has done with them, the others.
    """
    main = cluster.main
    if main.mention.event_type not in ANSWERS or not main.actors or any(d.recipients for d in cluster.drafts):
        return cluster
    if main.mention.reciprocal:
        return cluster  # "signed a pact that paved the way for talks": they judge nobody's talks
    own = {actor.party for actor in main.actors}
    for other in clusters:
        if other.main.recipients and any(_judges_the_same(main, d) for d in other.drafts):
            return _meaning(cluster, other.main.recipients, link_reason(f"'{other.main.words}' names whom it answers"))
        noun = next((d for d in other.drafts if _is_judged(main, d)), None)
        if noun is None or other is cluster:
            continue
        together = other.main.mention.reciprocal
        doers = other.main.actors
        if not doers and other.main.subtype == COUP:
            doers = _their_states(parties, other.main.recipients)  # who condemns a coup accuses the state it befell
        judged = tuple(actor for actor in doers if actor.party not in own and not _is_nobodys(actor))
        if _is_of_a_crowd(other):
            continue
        if not judged or (not together and len(judged) < len(doers)):
            continue
        return _meaning(cluster, judged, link_reason(f"'{noun.words}' names whom it answers"))
    return cluster


def _is_of_a_crowd(cluster: Cluster) -> bool:
    """Is it an act of gunmen whom nobody names?"""
    return any(m.form == "nominal" and m.kind == "group" for m in cluster.main.mention.actors)


def _judges_an_attack(parties: Parties, draft: Draft) -> bool:
    """Is it an attack or the like that is judged? Of whom the sentences before tell another deed did not do it."""
    tree, acts = parties.mentions.text.tree, load_grammar()["acts_with_victims"]
    return draft.mention.event_type in ANSWERS and any(tree.lemma(i) in acts for i in _objects(parties, draft))


def _their_states(parties: Parties, actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """The states of persons, and whoever else there is: not the president who was ousted."""
    states = [parties.linker.gazetteer.actor(a.country) if a.kind == "person" and a.country else a for a in actors]
    return tuple(dict.fromkeys(state for state in states if state is not None))


def _is_nobodys(actor: Actor) -> bool:
    """Is it somebody of whom no words tell whom he acts for? He may be the judge's own."""
    return actor.kind == "person" and not (actor.country or actor.organisation)


def _meaning(cluster: Cluster, recipients: tuple[Actor, ...], why: str) -> Cluster:
    main = cluster.main
    mention = replace(main.mention, reciprocal=main.mention.reciprocal or _is_met(main))
    told = replace(main, recipients=recipients, mention=mention)
    drafts = [told if d is main else d for d in cluster.drafts]
    return Cluster(tuple(drafts), (*cluster.reasons, why))


# ------------------------------------------------------------------------------ the other side of the story
def _with_who_is_faced(parties: Parties, clusters: Sequence[Cluster]) -> list[Cluster]:
    """Add the other side of the sentences before, to an act that takes up what was told there."""
    found = list(clusters)
    for number in sorted(range(len(found)), key=lambda n: found[n].main.order):
        faced = _faced(parties, found[number], found)
        if faced:
            why = link_reason(f"the sentences before tell that {', '.join(a.label for a in faced)} is meant")
            found[number] = _meaning(found[number], faced, why)
    return found


def _faced(parties: Parties, cluster: Cluster, clusters: Sequence[Cluster]) -> tuple[Actor, ...]:
    """The other side of an act that names none; empty where it may have none, or the text does not tell."""
    main = cluster.main
    own = {actor.party for actor in main.actors}
    relations = _relations(parties, main)
    opposite = not relations.isdisjoint(OPPOSITES)
    possible = main.mention.event_type in FACING or (opposite and _is_met(main))
    if not possible or main.mention.modality != "asserted" or main.mention.reciprocal:
        return ()
    if not own or any(d.recipients for d in cluster.drafts):
        return ()
    beside_it = _others(parties.named[main.line], own)
    if beside_it and not opposite:
        return _who_replies(main, beside_it, [c.main for c in clusters])
    replying = _is_answering(parties, main)
    somebody = any(_is_somebody(parties, main, index) for index in _objects(parties, main))
    if somebody and not relations and not (replying and _is_done_to_envoys(parties, main)):
        return ()
    others_told = [c for c in clusters if c is not cluster]
    if any(_is_judged(main, d) for c in others_told if _is_of_a_crowd(c) for d in c.drafts):
        return ()  # whoever did what is judged, not who else is named
    told = [d for c in others_told for d in c.drafts if d.mention.modality == "asserted"]
    accusers = _who_accused(parties, main, own, told)
    if accusers:
        return accusers
    attacked = _judges_an_attack(parties, main)
    taken_up = bool(relations) or replying or _takes_up(parties, main)
    for line in range(main.line - (not relations), main.line - 1 - REACH, -1):
        before = [d for d in told if d.line == line and (not attacked or d.mention.event_type in HOSTILE)]
        if attacked and not before:
            continue
        if not taken_up and not any(_answers(main, d, own) for d in before):
            return ()
        others, somebody = _others_told(main, before, parties.named.get(line, {}), own, relations)
        if others:
            known = all(_is_partner(actor) or _is_a_known_group(parties, actor, before) for actor in others)
            return others if known else ()
        if somebody and line != main.line:
            return ()
    return ()


def _who_accused(parties: Parties, main: Draft, own: AbstractSet[str], told: Sequence[Draft]) -> tuple[Actor, ...]:
    """Who has accused those who reject "the accusations", the last within reach; empty where nobody has."""
    tree = parties.mentions.text.tree
    if main.mention.event_type != ANSWER or not any(tree.lemma(i) in ACCUSATIONS for i in _objects(parties, main)):
        return ()
    near = range(main.line - REACH, main.line + 1)
    before = (d for d in told if d.line in near and d.mention.start < main.mention.start)
    accusing = [d for d in before if d.mention.event_type == "ACCUSE"]
    accusing = [d for d in accusing if own & {a.country or a.party for a in d.recipients}]
    last = max(accusing, key=lambda d: d.order, default=None)
    return tuple(a for a in last.actors if a.party not in own) if last is not None else ()


def _others_told(
    main: Draft, before: Sequence[Draft], named: Mapping[str, Actor], own: AbstractSet[str], relations: AbstractSet[str]
) -> tuple[tuple[Actor, ...], bool]:
    """The one other side that a sentence tells of, empty where it tells of none or of several, and whether of any.

    It is who has to do with those who act, else the only other one named, else who alone does what the sentence tells.
    """
    opposite = not relations.isdisjoint(OPPOSITES)
    sides = {tuple(sorted({a.party: a for a in _other_side(d, own)}.items())) for d in before} - {()}
    beside = {p for d in before if own & d.parties for p in d.parties} - {p for side in sides for p, _ in side}
    everybody = {**named, **{a.party: a for d in before for a in d.everyone}}
    others = _others(everybody, own | beside)
    if opposite:  # a state's guest and counterpart are a state's
        others = {party: actor for party, actor in others.items() if actor.kind != "organisation"}
    found = tuple(actor for _, actor in next(iter(sides))) if len(sides) == 1 else ()
    if len(found) > 1 and relations and not opposite:  # "its neighbour" is one state
        found = tuple(actor for actor in found if actor.kind in STATE_KINDS)
        found = found if len(found) == 1 else ()
        return found, bool(found)
    if not found and (not relations or opposite):
        leading = [d for d in before if d.leads and d.mention.event_type not in YIELDING]
        doing = {a.party: a for d in leading for a in d.actors if a.party not in own | beside}
        suffering = any(_is_partner(a) and a.party not in own for d in before for a in d.recipients)
        reacting = opposite or not suffering or main.mention.event_type in REACTIONS
        one = next((side for side in (others, doing if reacting else {}) if len(side) == 1), {})
        found = tuple(one.values())
    return found, bool(sides or others or beside)


def _is_a_known_group(parties: Parties, actor: Actor, before: Sequence[Draft]) -> bool:
    """Is it a group that the tables know, not "gunmen", and that does what was told?"""
    known = actor.kind == "group" and bool(parties.linker.gazetteer.actor(actor.id))
    return known and any(actor.id == other.id for draft in before for other in draft.actors)


def _others(named: Mapping[str, Actor], own: AbstractSet[str]) -> dict[str, Actor]:
    """Who is named beside some parties, their own people left out."""
    return {party: actor for party, actor in named.items() if party not in own and actor.country not in own}


def _who_replies(asking: Draft, named: Mapping[str, Actor], told: Sequence[Draft]) -> tuple[Actor, ...]:
    """Who answers in the same sentence, "Moscow proposed talks, but Kyiv refused": the only other one in it."""
    own = {actor.party for actor in asking.actors}
    replies = [
        d for d in told
        if d.line == asking.line and d.mention.start > asking.mention.start and d.mention.event_type in ANSWERS_TO
        and {a.party for a in d.actors} == named.keys() and {a.party for a in d.recipients} <= own
    ]  # fmt: skip
    asked = len(named) == 1 and asking.mention.event_type == "REQUEST"
    return tuple(filter(_is_partner, named.values())) if asked and replies else ()


def _is_met(draft: Draft) -> bool:
    return draft.mention.event_type == "CONSULT" and draft.mention.mode != "visit"


def _answers(reply: Draft, told: Draft, own: AbstractSet[str]) -> bool:
    """Is it a reply to what the sentence before tells, "asked it to withdraw", "The ministry refused"?"""
    asked, replied = told.mention.event_type, reply.mention.event_type
    if told.line != reply.line - 1 or replied not in REPLIES:
        return False
    if asked == "REQUEST" and not any(map(_is_partner, told.recipients)):
        return bool(told.actors) and own.isdisjoint(told.parties)  # of whom it is asked, the answer tells
    answered = asked == "REQUEST" or (asked in HOSTILE and replied != "AGREE")
    return answered and bool(_other_side(told, own))


def _other_side(draft: Draft, own: AbstractSet[str]) -> tuple[Actor, ...]:
    """Those with or to whom somebody does what a draft tells, or who do it to him."""
    acting = {a.party for a in draft.actors} & own
    undergoing = {a.country or a.party for a in draft.recipients} & own
    if acting and draft.mention.reciprocal:
        return tuple(a for a in draft.actors if a.party not in own)
    return draft.recipients if acting else draft.actors if undergoing else ()


def _is_partner(actor: Actor) -> bool:
    return actor.kind in PARTNERS or bool(actor.country and actor.kind == "person")


def _objects(parties: Parties, draft: Draft) -> list[int]:
    """What the act is done to, on or about: its verb's objects and those behind its prepositions."""
    clause = parties.mentions.text.clauses.of(draft.mention.head)
    return [*clause.patients, *clause.datives, *clause.after(*TOWARDS)]


def _relations(parties: Parties, draft: Draft) -> set[str]:
    """The words for the other one of two among the objects, "his host", "its neighbour"."""
    tree, words = parties.mentions.text.tree, actor_words()["relational_nouns"]
    objects = _objects(parties, draft)
    return {tree.lemma(index) for index in objects if tree.lemma(index) in words and tree.is_definite(index)}


def _takes_up(parties: Parties, draft: Draft) -> bool:
    """Does it take up what another has said or done ("the offer", "it"), or need another ("demanded an apology")?"""
    tree, head, words = parties.mentions.text.tree, draft.mention.head, load_grammar()
    if any(tree.tokens[i].text.lower() in POINTING for i in _objects(parties, draft)):
        return True
    verb = tree.clause_verb(head)
    above = [tree.tokens[verb].head] if tree.tokens[verb].dep == "relcl" else []  # "the measures, which Peru adopted"
    for index in (*above, *tree.subtree(verb)):
        below = tree.below(verb, index)
        if any(tree.tokens[i].dep in APART and (tree.tokens[i].dep != "relcl" or tree.kids(i, "nsubj")) for i in below):
            continue
        known = tree.lemma(index) in words["taken_up"] and index != head and tree.is_definite(index)
        if known or tree.lemma(index) in words["needing_another"]:
            return True
    return False


def _is_answering(parties: Parties, draft: Draft) -> bool:
    """As in "In response, Peru recalled its envoy", "retaliated by expelling two diplomats"."""
    tree, words = parties.mentions.text.tree, load_grammar()["answering"]
    verb = tree.clause_verb(draft.mention.head)
    above = [i for i in tree.ancestors(verb) if tree.is_verb(i)][:1] if tree.tokens[verb].dep == "pcomp" else []
    behind = [noun for preposition, noun in tree.prepositions(verb) if preposition == "in"]
    return any(tree.lemma(i) in words for i in (*above, *behind))


def _is_done_to_envoys(parties: Parties, draft: Draft) -> bool:
    """As in "expelled two diplomats": those of another state, of whom nobody need be named."""
    tree = parties.mentions.text.tree
    objects = [i for i in _objects(parties, draft) if _is_somebody(parties, draft, i)]
    kinds = {office.kind if (office := office_of(tree.lemma(i))) else "" for i in objects}
    return kinds == {"diplomat"} and not any(tree.is_their_own(i) for i in objects)


def _is_somebody(parties: Parties, draft: Draft, index: int) -> bool:
    """Is a word somebody to whom an act is done, whether the tables know him or not?"""
    tree, words = parties.mentions.text.tree, actor_words()
    token = tree.tokens[index]
    own = draft.mention.event_type == "SANCTION" and tree.is_their_own(index)
    if own or token.text.lower() in POINTING or tree.is_labelled(index, ("DATE", "TIME")):  # "recalled its envoy"
        return False
    people = token.lemma in words["people_nouns"] or office_of(token.lemma) is not None
    return people or token.pos in ("PROPN", "PRON") or any(m.head == index for m in parties.mentions.actors)
