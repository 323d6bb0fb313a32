"""Who did what to whom: every party of the trigger's sentence acts, is acted upon, or has no part in it.

Candidates are the parties that the actor mentions of the sentence stand for on the day of the event. Two log-linear
passes (kg/choices.py) give each a side; the roles that the rules found are features among others. The second pass sees
how the party and its rivals did in the first (stacked sequential learning: Cohen & Carvalho 2005).
"""

from __future__ import annotations

import datetime
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.choices import label_probabilities, label_reasons
from kg.model import Actor, ActorMention, EventMention
from kg.resolve.mutual import directed
from kg.resolve.open_sides import open_sides
from kg.resolve.scenes import (
    ACTOR,
    NEITHER,
    RECIPIENT,
    Decided,
    Parties,
    Party,
    Scene,
    entities_of,
)
from kg.seeds.grammar import load_grammar
from kg.seeds.weights import load_weights
from kg.text.tree import Tree

SIDES = (ACTOR, RECIPIENT, NEITHER)
PASSES = ("participants-first", "participants")  # the files of weights
WITHOUT_READER = ("participants-first-rules", "participants-rules")  # those for what no reader has read
OWN_PHRASE = ("compound", "nmod", "amod", "poss", "conj")  # "the Japan-U.S. summit", "the Indian and Pakistani talks"
NAMED = 0.95  # how likely the parties are right that the noun itself names
FAR, LONGEST_WAY = "far", 4  # a way of more steps tells nothing
CERTAIN = 8.0  # log-odds beyond which nothing gets more certain
HYPHENS = ("-", "\u2011", "\u2013")  # between two names: "the Israeli-Egyptian war"
TOPICAL = ("about", "over", "regarding", "concerning", "on", "for", "of", "in")  # behind them stands what it is about
MOST_LEFT_OUT = 3
LEAST = 1e-9  # that a side is given which grammar alone has left


# ------------------------------------------------------------------------------ features
def first_features(scene: Scene) -> list[dict[str, float]]:
    """Return the features of each party that its own mentions, the trigger and the rules give it."""
    general = list(_of_event(scene))
    return [_first(scene, number, party, general) for number, party in enumerate(scene.parties)]


def _first(scene: Scene, number: int, party: Party, general: Sequence[str]) -> dict[str, float]:
    event, rule, act = scene.event, f"rules: {scene.rule(party)}", scene.act
    nearest = min(party.mentions, key=lambda m: abs(m.head - event.head))
    away = nearest.head - event.head
    side = "before" if away < 0 else "behind"
    heads = {m.head for other in scene.parties if other is not party for m in other.mentions}
    between = sum(min(0, away) < head - event.head < max(0, away) for head in heads)
    names = {rule, f"{rule}, {act}", *general, *(f"{name}, {rule}" for name in general)}
    for mention, actor in zip(party.mentions, party.actors, strict=True):
        names.update(_of_mention(scene, mention, actor, rule))
    names |= {
        f"{side} the trigger", f"{side} the trigger, {act}", f"parties between, {side}: {min(between, 3)}",
        f"kind {party.actors[0].kind}", f"kind {party.actors[0].kind}, {rule}",
        f"mentions in the sentence: {min(len(party.mentions), 3)}",
        f"parties in the sentence: {min(len(scene.parties), 5)}", f"number {min(number + 1, 4)} in the sentence",
    }  # fmt: skip
    if all(m.form == "pronoun" for m in party.mentions):
        names.add("only a pronoun")
    if party.id in scene.document.lead:
        names.add("named in the lead")
    row = dict.fromkeys(sorted(names), 1.0)
    row["any party"] = 1.0
    row["words away (log)"] = round(math.log1p(abs(away)), 3)
    row["mentions in the article (log)"] = round(math.log1p(scene.document.often[party.id]), 3)
    return row | _read(event, party)


def _read(event: EventMention, party: Party) -> dict[str, float]:
    """What the reader says of the party's likeliest word on each side; nothing where it has not read the sentence."""
    said = [odds for token, *odds in event.sides if any(mention.head == token for mention in party.mentions)]
    return {f"reader: {side}": max(odds[n] for odds in said) for n, side in enumerate((ACTOR, RECIPIENT)) if said}


def _of_event(scene: Scene) -> Iterator[str]:
    tree, event = scene.tree, scene.event
    yield f"type {scene.act}"
    yield f"frame {scene.frame}"
    yield f"trigger {tree.tokens[event.head].pos.lower()}"
    if tree.is_verb(event.head) and scene.clauses.of(event.head).passive:
        yield "passive"
    yield f"rules found {'an' if event.actors else 'no'} actor and {'a' if event.recipients else 'no'} recipient"


def _of_mention(scene: Scene, mention: ActorMention, actor: Actor, rule: str) -> Iterator[str]:
    tree, trigger = scene.tree, scene.head
    token = tree.tokens[mention.head]
    yield f"form {mention.form}"
    yield f"form {mention.form}, {rule}"
    if actor.kind == "person":
        yield "a person"
    if mention.office:
        yield "an office"
    if token.dep == "pobj":
        lemma, above = tree.lemma(token.head), tree.tokens[token.head].head
        yield f"behind '{lemma}'"
        if above == trigger:
            yield f"the trigger's own '{lemma}'"
            yield f"the trigger's own '{lemma}', {scene.act}"
    else:
        yield f"is {token.dep}"
    if token.head != mention.head:
        yield f"under '{tree.lemma(token.head)}'"
        yield f"under '{tree.lemma(token.head)}', {scene.act}"
    first = tree.tokens[tree.first_conjunct(mention.head)]
    if first.dep == "pobj":
        where = "before" if mention.head < trigger else "behind"
        yield f"'{tree.lemma(first.head)}' of '{tree.lemma(tree.tokens[first.head].head)}'"
        yield f"'{tree.lemma(first.head)}', {where} the trigger, {scene.act}"
    if token.dep in ("amod", "compound", "poss", "nmod"):
        own = "the trigger" if token.head == trigger else "forces" if _is_forces(tree, token.head) else "a noun"
        yield f"{token.dep} of {own}"
    if tree.clause_verb(mention.head) == tree.clause_verb(trigger):
        yield "same clause"
        yield f"same clause, {rule}"
    way = _way(tree, mention.head, trigger)
    yield f"way {way}"
    yield f"way {way}, {scene.act}"
    yield f"way {way}, {rule}"
    yield f"way {way}, {rule}, {scene.act}"
    yield f"way {way}, {mention.form}"
    yield from _of_clause(tree, mention.head, trigger)
    if mention in scene.event.attributed_to:
        yield "says so"
        yield f"says so, {rule}"
    for place in _arguments(scene, mention.head):
        yield f"{place}, {rule}"


def _of_clause(tree: Tree, index: int, trigger: int) -> Iterator[str]:
    """The verb of the clause that a mention stands in, and where that clause is, seen from the trigger's."""
    own, of_act, dep = tree.clause_verb(index), tree.clause_verb(trigger), tree.tokens[index].dep
    yield f"{dep} in the clause of '{tree.lemma(own)}'"
    if own == of_act:
        return
    if own in tree.path(of_act):
        below = tree.tokens[of_act].dep
        yield f"{dep} in the clause above the {below}"
        yield f"{dep} in the clause of '{tree.lemma(own)}' above the {below}"
    elif of_act in tree.path(own):
        yield f"{dep} in the {tree.tokens[own].dep} below"
    else:
        yield "in a clause beside"


def _way(tree: Tree, index: int, trigger: int) -> str:
    """The grammatical steps from a mention to the trigger: "nsubj", "pobj of dobj", "nsubj / ccomp", "far".

    Steps up are told before the slash, steps down behind it; coordination and names inside names count for nothing.
    """
    up, down = tree.path(index), tree.path(trigger)
    above = next((token for token in up if token in down), None)
    if above is None:
        return FAR
    steps = [_step(tree, token) for token in up[: up.index(above)]]
    back = [_step(tree, token) for token in down[: down.index(above)]]
    steps, back = [step for step in steps if step], [step for step in back if step]
    if len(steps) + len(back) > LONGEST_WAY:
        return FAR
    return " / ".join([" of ".join(steps) or "it", *([" of ".join(back)] if back else [])])


def _step(tree: Tree, index: int) -> str:
    token = tree.tokens[index]
    if token.dep in ("conj", "appos", "compound", "nmod", "amod"):
        return "" if token.dep == "conj" else "modifier"
    return token.lemma if token.dep in ("prep", "agent") else token.dep


def _is_forces(tree: Tree, noun: int) -> bool:
    return tree.lemma(noun) in load_grammar()["own_forces"]


def _arguments(scene: Scene, index: int) -> Iterator[str]:
    """What a token is in the trigger's clause: the argument itself, or inside its phrase."""
    tree, trigger = scene.tree, scene.head
    clauses = scene.clauses
    clause = clauses.of(trigger)
    path = tree.path(index)
    own = "the trigger" if clause.verb == trigger else "the verb above"
    places = [(f"agent of {own}", t) for t in clause.agents] + [(f"patient of {own}", t) for t in clause.patients]
    places += [(f"dative of {own}", t) for t in clause.datives]
    places += [(f"'{lemma}' of {own}", t) for lemma, t in clause.prepositions]
    if clause.reported_by is not None:
        places += [("agent of the saying", t) for t in clauses.of(clause.reported_by).agents]
    if clause.verb != trigger:
        places += [(f"'{lemma}' of the trigger", t) for lemma, t in tree.prepositions(trigger)]
    for name, token in places:
        if token in path and trigger not in tree.below(token, index):
            yield f"{'is' if token == index else 'in'} {name}"


def second_features(scene: Scene, odds: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
    """Return the features of each party that the first pass gives: its log-odds, its best rival's, ranks."""
    mutual = "mutual" if scene.is_told_as_mutual else "directed"
    rows = []
    for number, party in enumerate(scene.parties):
        own, rule = odds[number], f"rules: {scene.rule(party)}"
        others = [o for n, o in enumerate(odds) if n != number]
        mates = [odds[n] for n, other in enumerate(scene.parties) if n != number and _coordinated(scene, party, other)]
        row = dict.fromkeys(
            ("any party", rule, f"{rule}, {scene.act}", f"type {scene.act}", f"frame {scene.frame}", mutual), 1.0
        )
        for side in (ACTOR, RECIPIENT):
            rival = max((o[side] for o in others), default=-CERTAIN / 2)
            rank = f"number {min(1 + sum(o[side] > own[side] for o in others), 3)} as {side}"
            for context in ("", f", {mutual}", f", {scene.act}"):
                row[f"first pass: {side}{context}"] = own[side]
                row[f"rival is {side}{context}"] = rival
                row[f"{rank}{context}"] = 1.0
            if mates:
                row[f"coordinated with {side}"] = round(sum(o[side] for o in mates) / len(mates), 3)
        rows.append(row)
    return rows


def _coordinated(scene: Scene, one: Party, other: Party) -> bool:
    """Do two parties stand side by side, "China and Japan", or are they together in one mention?"""
    heads = [{scene.tree.first_conjunct(m.head) for m in party.mentions} for party in (one, other)]
    return bool(heads[0] & heads[1])


# ------------------------------------------------------------------------------ the choice
def _first_of_list(tree: Tree, index: int) -> int:
    """The first of the words that stand side by side with a token, joined by "and", commas or hyphens."""
    index = tree.first_conjunct(index)
    while index > 1 and tree.tokens[index - 1].text in HYPHENS and tree.tokens[index - 2].text[:1].isupper():
        index -= 2
    return index


def together(scene: Scene, each: Sequence[Mapping[str, float]]) -> list[Mapping[str, float]]:
    """Return the probabilities of each party's sides, those of one list being the same.

    The members of "talks with Washington, Moscow and Seoul" take one side: the likeliest of all of them together.
    """
    found = list(each)
    for members in _lists(scene):
        whole = {
            side: math.exp(sum(math.log(max(each[n][side], 1e-9)) for n in members) / len(members)) for side in SIDES
        }
        shares = {side: share / sum(whole.values()) for side, share in whole.items()}
        for n in members:
            found[n] = shares
    return found


def _lists(scene: Scene) -> list[list[int]]:
    """The parties, by number, that the sentence names side by side only, on one side of the trigger."""
    places = []
    for party in scene.parties:
        heads = {m.head for m in party.mentions}
        before = {head < scene.head for head in heads}
        firsts = {_first_of_list(scene.tree, head) for head in heads}
        places.append((*firsts, *before) if len(firsts) == len(before) == 1 else None)
    found: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for number, place in enumerate(places):
        if place is not None:
            found[place].append(number)
    return [members for members in found.values() if len(members) > 1]


def log_odds(probabilities: Mapping[str, float]) -> dict[str, float]:
    """Return how much likelier each side is than no part in it: logarithms, at most 8 either way.

    >>> log_odds({"actor": 0.5, "recipient": 0.25, "neither": 0.25})
    {'actor': 0.693, 'recipient': 0.0, 'neither': 0.0}
    """
    floor = math.exp(-2 * CERTAIN)
    none = math.log(max(probabilities[NEITHER], floor))
    odds = {side: math.log(max(probabilities[side], floor)) - none for side in SIDES}
    return {side: round(max(-CERTAIN, min(CERTAIN, value)), 3) for side, value in odds.items()}


def is_named_by_its_parties(scene: Scene) -> bool:
    """Is it a mutual act whose noun names two parties before it, "the Japan-U.S. summit"? Then there is no choice."""
    tree, trigger = scene.tree, scene.head
    if not scene.event.reciprocal or tree.is_verb(trigger):
        return False
    inside = 0
    for party in scene.parties:
        if scene.rule(party) == NEITHER:
            continue
        own = [tree.below(trigger, m.head) for m in party.mentions if m in scene.event.actors and m.head < trigger]
        if not any(steps and all(tree.tokens[i].dep in OWN_PHRASE for i in steps) for steps in own):
            return False
        inside += 1
    return inside > 1


def takes_up_what_was_told(scene: Scene) -> bool:
    """Is it a definite noun of which the rules name no party, "after the summit"? Coreference says whose it is."""
    tree, trigger = scene.tree, scene.head
    bare = all(scene.rule(party) == NEITHER for party in scene.parties)
    return bare and not tree.is_verb(trigger) and tree.is_definite(trigger)


def _as_named(scene: Scene) -> Decided:
    actors = {
        actor.id: actor for party in scene.parties if scene.rule(party) != NEITHER
        for actor in entities_of(scene.event, party)
    }  # fmt: skip
    reasons = tuple((party.id, "named by the noun") for party in scene.parties if scene.rule(party) != NEITHER)
    return Decided(tuple(actors.values()), (), True, NAMED, reasons)


def decided(parties: Parties, event: EventMention, at: datetime.date | None) -> Decided:
    """Who takes part in an event on a day, decided once."""
    key = (event, at)
    if key not in parties.decided:
        parties.decided[key] = decide(Scene(parties, event, parties.of(event, at)))
    return parties.decided[key]


def decide(scene: Scene) -> Decided:
    """Return who takes part in the event of a scene: each party on its likeliest side; a side may stay empty."""
    if is_named_by_its_parties(scene):
        return _as_named(scene)
    if takes_up_what_was_told(scene):
        return Decided((), (), scene.event.reciprocal, 1.0, ())
    first, second = (load_weights(name) for name in (PASSES if scene.event.sides else WITHOUT_READER))
    rows = first_features(scene)
    odds = [log_odds(label_probabilities(row, first)) for row in rows]
    sides: dict[str, list[Actor]] = {ACTOR: [], RECIPIENT: [], NEITHER: []}
    probability, reasons, taking, certainly_out, overruled = 1.0, [], [], 0, 0
    each = [label_probabilities(stacked, second) for stacked in second_features(scene, odds)]
    for party, row, found in zip(scene.parties, rows, together(scene, each), strict=True):
        possible = open_sides(scene, party)
        side = max(possible, key=found.__getitem__)
        probability *= max(found[side], LEAST)
        certainly_out += possible == (NEITHER,)
        overruled += max(found, key=found.__getitem__) not in possible
        sides[side] += entities_of(scene.event, party)
        taking += [] if side == NEITHER else [party]
        reasons.append((party.id, f"{found[side]:.0%}: {'; '.join(label_reasons(row, first, side))}"))
    acting, undergoing, mutual = directed(scene, taking, sides[ACTOR], sides[RECIPIENT])
    actors = {actor.id: actor for actor in acting}
    recipients = {actor.id: actor for actor in undergoing if actor.id not in actors}
    doubts = {doubt for party in taking for doubt in _doubts(scene, party)}
    left_out = len(scene.parties) - len(taking) - certainly_out
    doubts.add(f"parties of the sentence left out: {min(left_out, MOST_LEFT_OUT)}")
    if certainly_out:
        doubts.add(f"parties that grammar leaves out: {min(certainly_out, MOST_LEFT_OUT)}")
    if overruled:
        doubts.add("grammar overrules the likelier side of a party")
    return Decided(
        tuple(actors.values()), tuple(recipients.values()), mutual, probability, tuple(reasons), tuple(sorted(doubts))
    )


# ------------------------------------------------------------------------------ what speaks against it
def _doubts(scene: Scene, party: Party) -> Iterator[str]:
    """What makes it doubtful that a party takes part, or that it is who it seems, as features of confidence."""
    if all(scene.tree.behind(m.head)[0] in TOPICAL for m in party.mentions):
        yield "a party that may be a topic"
    if all(not m.readings for m in party.mentions):
        yield "a party told by a word that points back"
    if all(m.form == "nominal" and m.kind == "group" for m in party.mentions):
        yield "a crowd or movement"
