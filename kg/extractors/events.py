"""Finding event mentions: the triggers of the cards over the dependency parse, with their roles and their modality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.extractors.event_places import AT_A_PLACE, event_places, states_of_capitals, states_of_goods, states_of_places
from kg.extractors.modality import read_modality
from kg.extractors.noun_roles import hit_by, judged_for, light_verb, noun_roles
from kg.extractors.posts import (
    is_post,
    places_of_post,
    post_roles,
    roles_of_appointed,
    roles_of_guests,
    roles_of_recalled,
)
from kg.extractors.statements import (
    allegation,
    announcement,
    blamings,
    commitment,
    conditional_refusals,
    deontic_requests,
    doing_the_same,
)
from kg.extractors.triggers import TriggerMention, find_triggers, noun_phrase_at, phrase_at, same_word
from kg.extractors.verb_roles import verb_roles
from kg.extractors.who import Roles, Who
from kg.gazetteer.offices import office_of
from kg.model import ActorMention, EventMention, PlaceMention, Sentence
from kg.seeds.cards import Card, Trigger, load_cards
from kg.seeds.frames import load_frames
from kg.seeds.grammar import load_grammar
from kg.text import Text
from kg.text.clauses import is_by_many
from kg.text.tree import Tree

VERBAL = ("verbal-cooperation", "verbal-conflict")
MEETING = "CONSULT"
CROWDS = ("PROTEST",)  # types whose actor may be told by the place alone
VICTIMS = ("ASSAULT", "COERCE", "MOBILIZE", "RETREAT")  # types whose recipient may be told by the place alone
TRIED = ("ASSAULT", "COERCE", "MOBILIZE")  # types where the attempt is the act: "tried to take the city"
ARREST, POLICE = "arrest", "COP"  # a subtype, and the sector of those who make it known when they made one
AUTHORITIES = {  # by subtype: behind which preposition stands whose authorities do it where nobody is said to
    ARREST: ("in", "at"), "conviction": ("in",), "deportation": ("from",), "expulsion": ("from",),
}  # fmt: skip
ROLES_OF_POSTS = {  # by subtype of what befalls embassies and envoys: what tells who acts, even where nobody is named
    "normalization": post_roles, "recognition": post_roles, "embassy-closure": post_roles,
    "appointment": roles_of_appointed, "expulsion": roles_of_guests, "formal-protest": roles_of_guests,
    "recall": roles_of_recalled,
}  # fmt: skip
BLASTS = ("bombing", "suicide-attack")  # whose victim the place tells, and seldom anybody the doer
SWAP = "prisoner-exchange"  # an exchange that is an act, whatever else the word tells
GOING = ("to", "in", "into", "from", "for")  # the last words of what tells of going somewhere
MEMBERSHIP = "membership"
GOODS = ("SANCTION", "COERCE", "ASSAULT", "PROTEST")  # types whose recipient may be told by its goods: "French wine"


def find_events(text: Text, actors: Sequence[ActorMention], places: Sequence[PlaceMention]) -> tuple[EventMention, ...]:
    """Return the event mentions of a document in the order of the text.

    A mention is kept when somebody takes part in it, or when it is a definite noun ("the summit") that coreference may
    join to such a one. Habitual statements ("often cross the border") are none.
    """
    tree, cards = text.tree, load_cards()
    who = Who(tree, actors)
    played = _sentences_of_sports(tree)
    triggers = [
        word for word in find_triggers(text)
        if not _is_in_a_name(tree, actors, word)
        and not (tree.parse.sentence_of(word.tokens[0]) in played and _is_conflict(word, cards))
    ]  # fmt: skip
    nouns = {word.tokens[0]: word for word in triggers if word.trigger.pos == "noun"}
    explained = {word: nouns.get(_explained_noun(tree, word.tokens[0])) for word in triggers}
    explained = {m: n for m, n in explained.items() if n and n.trigger.event_type == m.trigger.event_type}
    found: list[EventMention] = []
    verbs = {(word.tokens[0], word.trigger.event_type) for word in triggers if word.trigger.pos == "verb"}
    told = {(index, word.trigger.event_type): word for word in triggers for index in _carried_by(text, word)}
    for word in triggers:
        if word not in explained.values() and not _is_repeated(tree, word, verbs) and not _is_its_aim(text, word, told):
            found += _mentions(text, who, places, word, cards, explained.get(word))
    found = [_with_mode_of_complement(text, mention, triggers, cards) for mention in found]
    found += deontic_requests(text, who, cards) + blamings(text, who, cards)
    found += conditional_refusals(text, who, cards, {m.head for m in found if m.event_type == "REJECT"})
    found += doing_the_same(text, who, sorted(found, key=lambda m: m.head))
    return tuple(sorted(found, key=lambda m: (m.start, m.end, m.event_type, m.rule)))


def _sentences_of_sports(tree: Tree) -> set[Sentence]:
    """The sentences in which a word of seeds/grammar.yml says that it is all a game."""
    words = load_grammar()["sports"]
    return {tree.parse.sentence_of(i) for i, t in enumerate(tree.tokens) if words & {t.lemma, t.text.lower()}}


def _is_conflict(word: TriggerMention, cards: dict[str, Card]) -> bool:
    return cards[word.trigger.event_type].quad_class.endswith("conflict")


def _is_in_a_name(tree: Tree, actors: Sequence[ActorMention], word: TriggerMention) -> bool:
    """Is it a noun of somebody's name, or a verb of any: "Secretary-General Ban", "the Alliance to Defend Georgia"?"""
    token = tree.tokens[word.tokens[0]]
    if token.pos != "PROPN" and not (token.pos == "VERB" and token.text.istitle()):
        return False
    kinds = ("person",) if token.pos == "PROPN" else None
    return any(
        m.form == "name"
        and m.start < token.end <= m.end
        and (kinds is None or m.kind in kinds)
        and m.start <= token.start
        and (m.start, m.end) != (token.start, token.end)
        for m in actors
    )


def _explained_noun(tree: Tree, verb: int) -> int:
    """The noun whose event a verb only tells more of: "the incident when a ship fired", "the attack killed ten".

    -1 where there is none.
    """
    if tree.is_verb(verb) and tree.lemma(verb) in load_grammar()["consequence_verbs"]:
        own = verb if tree.subjects(verb) else tree.first_conjunct(verb)  # "killed ten and wounded six"
        return next(iter(tree.kids(own, "nsubj")), -1)
    if tree.tokens[verb].dep not in ("relcl", "advcl"):
        return -1
    return next((k - 1 for k in tree.kids(verb, "advmod", "mark") if tree.lemma(k) in ("when", "where") and k), -1)


def _is_repeated(tree: Tree, word: TriggerMention, verbs: set[tuple[int, str]]) -> bool:
    """Does a noun only say again what the verb above it tells: "expressed his remorse and apology"?"""
    noun = word.tokens[0]
    if word.trigger.pos != "noun":
        return False
    while tree.tokens[noun].dep == "conj" and not tree.is_verb(tree.tokens[noun].head):
        noun = tree.tokens[noun].head
    return tree.tokens[noun].dep == "dobj" and (tree.tokens[noun].head, word.trigger.event_type) in verbs


def _carried_by(text: Text, word: TriggerMention) -> tuple[int, ...]:
    """The words below which the aim of an act may stand: its own and the light verb."""
    light = light_verb(text, word.tokens[0]) if word.trigger.pos == "noun" else None
    return word.tokens if light is None else (*word.tokens, light)


def _is_its_aim(text: Text, word: TriggerMention, told: Mapping[tuple[int, str], TriggerMention]) -> bool:
    """Does an infinitive only say what a meeting is for, and names nobody else: "met to discuss the border"?"""
    tree, verb = text.tree, word.tokens[0]
    if (
        word.trigger.event_type != MEETING
        or not tree.is_verb(verb)
        or tree.tokens[verb].dep not in ("advcl", "xcomp", "acl")
    ):
        return False
    if not any(tree.lemma(kid) == "to" for kid in tree.kids(verb, "aux")):
        return False
    over = told.get((tree.tokens[verb].head, MEETING))
    return (
        over is not None
        and over is not word
        and not any(lemma == "with" for lemma, _ in text.clauses[verb].prepositions)
    )


# ------------------------------------------------------------------------------ one trigger
def _mentions(
    text: Text,
    who: Who,
    places: Sequence[PlaceMention],
    word: TriggerMention,
    cards: dict[str, Card],
    named: TriggerMention | None,
) -> list[EventMention]:
    """The mentions of one trigger; `named` is the noun that a when-clause explains, by which it is dated and quoted."""
    tree = text.tree
    trigger, head = word.trigger, word.tokens[0]
    light = light_verb(text, head) if trigger.pos == "noun" else None
    reading = read_modality(text, head, light, word.tokens)
    if reading.habitual or tree.parse.sentence_of(head).kind == "footer":
        return []
    roles = _roles(text, who, places, word, named, light)
    if reading.speakers and _is_first_person(text, head, light):  # "We met the Israeli president," the minister said
        speakers = who.all_within(reading.speakers)
        roles = replace(roles, actors=tuple(who.unique([*speakers, *(m for m in roles.actors if m.form != "pronoun")])))
        roles = replace(roles, recipients=tuple(m for m in roles.recipients if m not in roles.actors))
    if trigger.subtype == ARREST and not roles.actors:  # "ten people were arrested, the Chadian police said"
        police = (m for m in who.all_within(reading.speakers) if _are_police(text, m))
        roles = replace(roles, actors=tuple(m for m in police if m not in roles.recipients))
    judged = trigger.pos == "adjective" and any(name == "only_subject" for name, _ in trigger.conditions)
    if judged or (not roles.actors and (trigger.pos == "adjective" or trigger.words[0] == "be")):
        roles = replace(
            roles, actors=tuple(who.all_within(reading.speakers))
        )  # "the claims were false, officials said"
    if not roles.actors and trigger.pos == "verb" and cards[trigger.event_type].quad_class == "verbal-conflict":
        roles = replace(roles, actors=tuple(who.all_within(_who_goes_on(text, head))))
    if reading.tried and trigger.event_type in TRIED:
        reading = replace(reading, modality="asserted", commitment=None)
    if trigger.event_type in CROWDS and reading.modality == "planned" and _is_what_for(text, head):
        reading = replace(reading, modality="asserted", commitment=None)
    announced = announcement(text, who, head, trigger.event_type, roles, cards)
    if not _is_event(text, who, word, roles, cards, light, reading.modality):
        return announced
    bare = not roles.actors and not roles.recipients
    start, end = _span(tree, named.tokens if named else word.tokens)
    mention = EventMention(
        start=start,
        end=end,
        head=named.tokens[0] if named else head,
        event_type=trigger.event_type,
        mode=trigger.mode or (named.trigger.mode if named else None),
        modality=reading.modality,
        rule=trigger.rule,
        lemma=_lemma(tree, word),
        actors=roles.actors,
        recipients=roles.recipients,
        reciprocal=roles.reciprocal,
        attributed_to=tuple(m for m in who.all_within(reading.speakers) if m not in roles.actors),
        places=event_places(tree, places, head, word.tokens, light),
        confidence=_confidence(trigger, roles, bare),
        reason="; ".join(filter(None, (f"trigger '{trigger.term}' ({trigger.pos}, {trigger.frame})", reading.reason))),
        subtype=trigger.subtype,
        hint=_is_ended(tree, trigger, light, cards),
    )
    alleged = allegation(text, who, mention, cards)
    return [mention, *announced, *alleged, *commitment(text, mention, reading, cards)]


def _are_police(text: Text, mention: ActorMention) -> bool:
    """Are they police, or does somebody speak for them, "a Chadian police spokesman"?"""
    offices = (office_of(word) for word in text.words(mention.start, mention.end).split())
    return any(office is not None and office.sector == POLICE for office in offices)


def _is_ended(tree: Tree, trigger: Trigger, light: int | None, cards: dict[str, Card]) -> bool:
    """Does its verb end what a noun of cooperation names? Who "stopped its joint exercises" holds none."""
    ends = light is not None and tree.lemma(light) in load_grammar()["ending_verbs"]
    return ends and cards[trigger.event_type].quad_class.endswith("cooperation")


def _lemma(tree: Tree, word: TriggerMention) -> str:
    if word.trigger.pos == "noun":
        return " ".join(tree.lemma(i) for i in sorted(word.tokens))
    return " ".join(word.trigger.words)


def _roles(
    text: Text,
    who: Who,
    places: Sequence[PlaceMention],
    word: TriggerMention,
    named: TriggerMention | None,
    light: int | None,
) -> Roles:
    """Who takes part, with the states for which places stand where nobody else is told."""
    tree = text.tree
    trigger, head = word.trigger, word.tokens[0]
    if trigger.pos == "noun":
        frame = "MEDIATE" if trigger.mode == "third-party" else trigger.frame
        roles = noun_roles(text, who, head, word.tokens, frame)
    else:
        verb = head if tree.is_verb(head) else tree.clause_verb(head)
        matched = (verb, *word.tokens) if verb != head else word.tokens
        roles = verb_roles(text, who, verb, matched, trigger.frame, felt=trigger.pos == "adjective")
        if trigger.subtype in ROLES_OF_POSTS:
            roles = ROLES_OF_POSTS[trigger.subtype](text, who, places, verb, roles)
        elif trigger.subtype == MEMBERSHIP and text.clauses[verb].passive and not text.clauses[verb].agents:
            to = text.clauses[verb].after("to", "into")  # "was admitted to the League": the League admits
            joined = [m for m in who.all_within(to) if m not in who.all_within(text.clauses[verb].patients)]
            roles = replace(roles, actors=tuple(joined), recipients=tuple(who.all_within(text.clauses[verb].patients)))
    roles = _of_a_withdrawal(text, who, places, word, roles)
    if named is not None:
        told = noun_roles(text, who, named.tokens[0], named.tokens, named.trigger.frame)
        doers = [m for m in roles.actors if m not in told.recipients]  # "the coup in Peru toppled the king"
        roles = replace(roles, actors=tuple(doers) or told.actors, recipients=roles.recipients or told.recipients)
    if trigger.pos == "noun" and not roles.reciprocal and all(m.form == "pronoun" for m in roles.actors):
        doers = who.all_within(judged_for(text, light if light is not None else head))
        roles = replace(roles, actors=tuple(m for m in doers if m not in roles.recipients) or roles.actors)
    if trigger.event_type in CROWDS:
        roles = _of_crowds(roles, who, _where_crowds_are(tree, who, places, word.tokens, light))
    if not any(map(_known, roles.actors)) and trigger.subtype in AUTHORITIES:
        where = _where_it_is_done(text, word, AUTHORITIES[trigger.subtype])
        doers = who.unique(m for obj in where for m in who.at(obj)) or states_of_places(tree, places, where)
        recipients = tuple(m for m in roles.recipients if m not in doers)
        roles = replace(roles, actors=tuple(doers) or roles.actors, recipients=recipients)
    if trigger.pos == "verb" and not roles.actors and tree.lemma(head) in load_grammar()["act_judging_verbs"]:
        unnamed = text.clauses[head].passive and not text.clauses[head].agents  # "was hailed in Ankara"
        judges = tuple(states_of_capitals(tree, text.clauses[head].after("in"))) if unnamed else ()
        roles = replace(roles, actors=judges)
    undergone = roles.actors or (trigger.pos == "verb" and tree.is_verb(head) and text.clauses[head].passive)
    undergone = undergone or trigger.subtype in BLASTS or _is_by_arms(text, word)
    if trigger.event_type in VICTIMS and undergone and not any(_known(m) for m in roles.recipients):
        victims = states_of_places(tree, places, _undergoers(text, word, light))
        roles = replace(roles, recipients=(*roles.recipients, *victims))
    if trigger.event_type == "AID" and roles.actors and not any(map(_known, roles.recipients)):
        there = states_of_places(tree, places, _goals(text, word))  # "sent medicine to Beirut"
        roles = replace(roles, recipients=(*roles.recipients, *there))
    if trigger.mode == "visit" and trigger.pos == "noun" and not any(_known(m) for m in roles.recipients):
        goal = [obj for base in (*word.tokens, *tree.objects(head, "by")) for obj in tree.objects(base, "to")]
        roles = replace(roles, recipients=(*roles.recipients, *states_of_places(tree, places, goal)))
    if (
        trigger.mode == "visit"
        and trigger.frame == "OBJ"
        and trigger.pos == "verb"
        and not _stands_there(text, word, roles)
    ):
        hosts = states_of_places(tree, places, _undergoers(text, word, light))
        roles = replace(roles, recipients=tuple(hosts) or roles.recipients)
    if trigger.frame == "SEND_TO":  # "sent Averell Harriman to Tehran": whoever is sent is none of the two
        goal = [*text.clauses[head].after("to"), *tree.objects(word.tokens[1], "to")]
        roles = replace(roles, recipients=tuple(states_of_places(tree, places, goal) or who.all_within(goal)))
    if trigger.event_type in GOODS and not any(_known(m) for m in roles.recipients):
        taken = {index for m in roles.actors for index in tree.parse.tokens_in(m.start, m.end)}
        goods = states_of_goods(tree, [*word.tokens[1:], *_undergoers(text, word, light)])
        roles = replace(roles, recipients=(*roles.recipients, *(m for m in goods if m.head not in taken)))
    return roles


def _is_by_arms(text: Text, word: TriggerMention) -> bool:
    """Are arms the subject: "two missiles hit the port of Odesa"? Then nobody is told who used them."""
    head = word.tokens[0]
    agents = text.clauses[head].agents if text.tree.is_verb(head) else ()
    return any(text.tree.lemma(agent) in load_grammar()["arms"] for agent in agents)


def _who_goes_on(text: Text, verb: int) -> tuple[int, ...]:
    """Who speaks where a verb is joined to what they have said: "said that the talks were open and called on Chad".

    The subject of what is said cannot ask, threaten or accuse, and they can.
    """
    tree = text.tree
    token = tree.tokens[verb]
    first = tree.first_conjunct(verb)
    if token.dep != "conj" or tree.subjects(verb) or token.tag not in ("VBD", "VBZ", "VBP"):
        return ()
    if tree.tokens[first].dep not in ("ccomp", "relcl", "acl"):
        return ()
    above = (i for i in tree.ancestors(first) if tree.is_verb(i) and text.clauses[i].finite == i)
    return next((text.clauses[i].agents for i in above if text.clauses[i].agents), ())


def _of_a_withdrawal(text: Text, who: Who, places: Sequence[PlaceMention], word: TriggerMention, roles: Roles) -> Roles:
    """The roles of a withdrawal of nameless forces: where they leave is not whose they are, as the parser has it.

    In "speeded up the withdrawal of some forces from Mali" they are those of whoever speeds it up.
    """
    tree, noun = text.tree, word.tokens[0]
    if word.trigger.pos != "noun" or word.trigger.event_type != "RETREAT":
        return roles
    forces = [obj for obj in tree.objects(noun, "of") if tree.lemma(obj) in load_grammar()["own_forces"]]
    owned = any(tree.tokens[kid].pos in ("PROPN", "PRON") for obj in forces for kid in tree.kids(obj, "poss", "amod"))
    left = [place for obj in forces for place in tree.objects(obj, "from")]
    if owned or not left:
        return roles
    token = tree.tokens[noun]
    doers = who.all_within(text.clauses[token.head].agents) if token.dep == "dobj" else []
    return replace(roles, actors=tuple(doers), recipients=tuple(states_of_places(tree, places, left)))


def _is_what_for(text: Text, verb: int) -> bool:
    """Does a clause only say what something that was done was for: "drove to Brussels to protest"?"""
    tree, token = text.tree, text.tree.tokens[verb]
    if token.dep not in ("advcl", "xcomp") or token.head == verb or text.clauses[verb].tense != "infinitive":
        return False
    above = text.clauses[token.head]
    done = above.tense in ("past", "past perfect", "present perfect", "participle")
    planned = tree.lemma(token.head) in load_grammar()["planned"] | load_grammar()["hypothetical"]
    return done and not planned and read_modality(text, token.head).modality == "asserted"


def _where_it_is_done(text: Text, word: TriggerMention, prepositions: Sequence[str]) -> list[int]:
    """The places whose authorities did it, where nobody is said to: "was held in China", "his arrest in Minsk"."""
    tree, head = text.tree, word.tokens[0]
    left = [obj for base in word.tokens[1:] if tree.lemma(base) == "leave" for obj in tree.kids(base, "dobj")]
    if left or (tree.is_verb(head) and (not text.clauses[head].passive or text.clauses[head].agents)):
        return left  # "were told by the junta to leave Mali"
    bases = [head, *tree.kids(head, "dobj", "nsubjpass")]
    return [obj for base in bases for lemma, obj in tree.prepositions(base) if lemma in prepositions]


def _is_first_person(text: Text, head: int, light: int | None) -> bool:
    tree = text.tree
    verb = light if light is not None else head
    if not tree.is_verb(verb):
        return False
    return any(tree.tokens[s].text.lower() in ("i", "we") for s in text.clauses[verb].agents)


def _known(mention: ActorMention) -> bool:
    """Is it said who the actor is or whose (a pronoun may still tell)?"""
    return bool(mention.readings or mention.country or mention.organisation) or mention.form == "pronoun"


def _of_crowds(roles: Roles, who: Who, there: Sequence[ActorMention]) -> Roles:
    """The roles of a protest with its place: who protests where only that is told, else at whom."""
    if not any(_known(m) for m in roles.actors):
        others = tuple(m for m in roles.recipients if m.head not in {c.head for c in there})
        return replace(roles, actors=tuple(who.unique([*roles.actors, *there])), recipients=others)
    if not any(_known(m) for m in roles.recipients):  # "students protested in Belgrade": at Serbia
        return replace(roles, recipients=tuple(m for m in there if m not in roles.actors))
    return roles


def _where_crowds_are(
    tree: Tree, who: Who, places: Sequence[PlaceMention], matched: Sequence[int], light: int | None
) -> list[ActorMention]:
    """The states in which people protest: "demonstrated in Seoul", "a rally in Khartoum"."""
    bases = [*matched, *([light] if light is not None else [])]
    subjects = [kid for base in bases if tree.is_verb(base) for kid in tree.kids(base, "nsubj")]
    pairs = [pair for base in [*bases, *subjects] for pair in tree.prepositions(base)]
    noun = matched[0]
    if not tree.is_verb(noun) and tree.tokens[noun].dep in ("nsubj", "nsubjpass"):  # "riots broke out in Vietnam"
        pairs += tree.prepositions(tree.tokens[noun].head)
    named = [obj for lemma, obj in pairs if lemma == "at" and tree.tokens[obj].pos == "PROPN"]  # not "at the raid in"
    where = [obj for lemma, obj in pairs if lemma in ("in", "across", "through", "throughout", "outside")] + named
    where += [obj for base in matched[1:] for obj in tree.objects(base, "of")]  # "took to the streets of Tbilisi"
    where += _whom_protests_sweep(tree, noun)
    where = [place for obj in where for place in (is_post(tree, obj) and places_of_post(tree, obj)) or [obj]]
    return who.unique(m for obj in where for m in who.at(obj)) or states_of_places(tree, places, where)


def _whom_protests_sweep(tree: Tree, noun: int) -> list[int]:
    """The place that a verb makes suffer or see a protest: "riots swept Chad", "Chad was rocked by strikes"."""
    token, words = tree.tokens[noun], load_grammar()
    above = token.head if token.dep in ("nsubj", "dobj") else tree.tokens[token.head].head
    if token.dep == "dobj":
        return tree.kids(above, "nsubj") if tree.lemma(above) in words["witnessing"] else []
    if tree.lemma(above) not in words["sweeping"]:
        return []
    if token.dep == "nsubj":
        return tree.kids(above, "dobj")
    return tree.kids(above, "nsubjpass") if tree.tokens[token.head].dep == "agent" else []


def _goals(text: Text, word: TriggerMention) -> list[int]:
    """Where what is given goes to: what "to", "into", "over", "in" and "for" govern below the words of a trigger."""
    tree, head = text.tree, word.tokens[0]
    pairs = list(text.clauses[head].prepositions) if tree.is_verb(head) else []
    given = text.clauses[head].patients if tree.is_verb(head) else ()
    pairs += [pair for index in (*word.tokens, *given) for pair in tree.prepositions(index)]
    return [obj for lemma, obj in pairs if lemma in ("to", "into", "over", "in", "for")]


def _undergoers(text: Text, word: TriggerMention, light: int | None) -> list[int]:
    """Objects, and objects of the trigger's own prepositions: where a place may stand for those who are hit."""
    tree = text.tree
    head = word.tokens[0]
    if word.trigger.pos == "noun":
        bases = [*word.tokens, *([light] if light is not None else [])]
        pairs = [pair for base in bases for pair in tree.prepositions(base)]
        found = [*(obj for lemma, obj in pairs if lemma in ("on", "against", "of", "from")), *hit_by(text, head)]
        if word.trigger.subtype not in BLASTS or found:
            return found
        above = tree.tokens[head].head  # "a bombing took place in Istanbul"
        told = tree.tokens[head].dep == "nsubj" and tree.lemma(above) in load_grammar()["happening_verbs"]
        return [obj for lemma, obj in (*pairs, *(tree.prepositions(above) if told else ())) if lemma in AT_A_PLACE]
    arguments = text.clauses[head] if tree.is_verb(head) else None
    if arguments is None:
        return []
    if load_frames()[word.trigger.frame].actor_at and not arguments.passive:  # "Odesa came under attack from drones"
        return [p for p in arguments.subjects if p not in word.tokens]
    lemmas = (*word.trigger.words[1:], "on", "into", "against", *(("from",) if word.trigger.frame == "FROM" else ()))
    if word.trigger.subtype in BLASTS and not arguments.patients:
        lemmas = (*lemmas, *AT_A_PLACE)
    own = [obj for lemma, obj in arguments.prepositions if lemma in lemmas]
    own += [obj for index in word.tokens[1:] for lemma, obj in tree.prepositions(index) if lemma in (*lemmas, "of")]
    return [p for p in (*arguments.patients, *own) if p not in word.tokens]


def _stands_there(text: Text, word: TriggerMention, roles: Roles) -> bool:
    """Does a recipient stand where the visitor goes, rather than with whom: "flew to Chad with Omani envoys"?"""
    there = {i for obj in _undergoers(text, word, None) for i in text.tree.subtree(obj)}
    return any(m.head in there for m in roles.recipients)


def _is_event(
    text: Text, who: Who, word: TriggerMention, roles: Roles, cards: dict[str, Card], light: int | None, modality: str
) -> bool:
    """Is somebody told to take part, and is the noun more than a lasting state or a topic?"""
    tree = text.tree
    trigger, head = word.trigger, word.tokens[0]
    if trigger.pos == "verb":
        carried = text.clauses[head].passive and (tree.kids(head, "auxpass") or tree.lemma(head) == "fly")
        if trigger.mode == "visit" and trigger.words[-1] in GOING and carried:
            return False  # "was flown to Egypt"
        if trigger.event_type == "SUPPORT" and any(
            text.clauses.issuing(k) == head for k in _told_by_objects(tree, head)
        ):
            return False  # "adopted a resolution that condemns Chad"
        if cards[trigger.event_type].quad_class in VERBAL and _unnamed_agent(text, head, roles):
            return False
        return bool(roles.actors or roles.recipients) and not (
            roles.reciprocal and _with_strangers(tree, who, head, roles)
        )
    if not roles.actors and not roles.recipients:
        return trigger.pos == "noun" and tree.is_definite(head)
    if trigger.pos != "noun" or light is not None:
        return True
    several = sum(1 + (m.form == "group") for m in (*roles.actors, *roles.recipients)) > 1
    if modality != "asserted" and not several:
        return False
    if tree.lemma(head) in load_grammar()["state_nouns"] and trigger.subtype != SWAP:
        told = tree.is_definite(head) and (bool(tree.kids(head, "nummod", "acl")) or _is_of_a_year(tree, head))
        return several and (told or _happens(tree, head))
    return bool(roles.actors) or cards[trigger.event_type].quad_class == "material-conflict"


def _told_by_objects(tree: Tree, verb: int) -> list[int]:
    """The relative clauses of what a verb is done to."""
    return [kid for noun in tree.kids(verb, "dobj", "nsubjpass") for kid in tree.kids(noun, "relcl")]


def _is_of_a_year(tree: Tree, noun: int) -> bool:
    """As in "the Anglo-Irish Agreement of 1985", "the EU-Turkey deal of March 2016", "the Boer War (1899-1902)"."""
    if any(tree.tokens[kid].pos == "NUM" for kid in tree.kids(noun, "appos")):
        return True
    dated = [obj for lemma, obj in tree.prepositions(noun) if lemma == "of"]
    return any(tree.tokens[i].pos == "NUM" for obj in dated for i in (obj, *tree.kids(obj, "nummod")[-1:]))


def _with_strangers(tree: Tree, who: Who, verb: int, roles: Roles) -> bool:
    """Is the only partner told no actor: "agreeing with the critics", "met with voters"?"""
    partners = [obj for lemma, obj in tree.prepositions(verb) if lemma == "with" and tree.tokens[obj].pos == "NOUN"]
    return len(roles.actors) == 1 and bool(partners) and not who.all_within(partners)


def _happens(tree: Tree, noun: int) -> bool:
    """Does a verb tell that the thing came about: "aid reached the port", "there was no agreement"?"""
    token, words = tree.tokens[noun], load_grammar()
    if token.head == noun:
        return True
    if token.dep == "dobj" and tree.lemma(token.head) in words["act_judging_verbs"]:  # "hailed the agreement between"
        return True
    above = tree.tokens[token.head].head
    if token.dep == "pobj" and f"{tree.lemma(above)} {tree.lemma(token.head)}" in words["outcomes"]:
        return True
    below = tree.kids(token.head, "xcomp")
    if below and tree.tokens[below[0]].tag == "VB":  # "the alliance began to unravel"
        return token.dep == "nsubj" and tree.lemma(below[0]) in words["happening_verbs"]
    if token.dep == "attr":
        return bool(tree.kids(token.head, "expl"))
    return token.dep in ("nsubj", "nsubjpass") and tree.lemma(token.head) in words["happening_verbs"]


def _unnamed_agent(text: Text, verb: int, roles: Roles) -> bool:
    """Does somebody or something that is no actor say it? "Rising seas threaten the Maldives"."""
    tree = text.tree
    agents = text.clauses[verb].agents
    if is_by_many(tree, text.clauses[verb]):
        return False
    return bool(agents) and not roles.actors and not any(tree.tokens[a].pos == "PRON" for a in agents)


def _with_mode_of_complement(
    text: Text, mention: EventMention, triggers: Sequence[TriggerMention], cards: dict[str, Card]
) -> EventMention:
    """The mention with the mode that the card gives for what is asked, refused or threatened: "refused to meet".

    The words asked for decide before the trigger, the type of the event asked for where neither tells.
    """
    card = cards[mention.event_type]
    if not card.complement_words and not card.complement_modes:
        return mention
    asked = _complements(text, mention.head)
    said = (mode for words, mode in card.complement_words for token in asked if _stands_at(text.tree, token, words))
    mode = next(said, mention.mode)
    if mode is None:
        modes = dict(card.complement_modes)
        of_type = (modes.get(word.trigger.event_type) for word in triggers if word.tokens[0] in asked)
        mode = next(filter(None, of_type), None)
    return replace(mention, mode=mode)


def _complements(text: Text, head: int) -> list[int]:
    """What a verb or noun of asking, refusing or threatening is about: its clause, its object, what "for" governs."""
    tree = text.tree
    found = tree.kids(head, "xcomp", "ccomp", "acl")
    objects = list(text.clauses[head].patients) if tree.is_verb(head) else tree.kids(head, "compound")
    bases = [head, *(kid for kid in tree.kids(head, "dobj", "prep") if not tree.is_verb(kid))]
    found += objects
    for base in bases:
        found += [obj for lemma, obj in tree.prepositions(base) if lemma in ("for", "to", "on", "of", "with")]
        found += [kid for kid in tree.kids(base, "acl") if base != head]
    return found


def _stands_at(tree: Tree, token: int, words: Sequence[str]) -> bool:
    if tree.tokens[token].pos == "NOUN":
        return bool(noun_phrase_at(tree, token, words))
    return same_word(tree, token, words[0]) and bool(phrase_at(tree, token, words))


def _span(tree: Tree, tokens: Sequence[int]) -> tuple[int, int]:
    first, last = min(tokens), max(tokens)
    if last - first > 7:
        first = last = tokens[0]
    return tree.tokens[first].start, tree.tokens[last].end


def _confidence(trigger: Trigger, roles: Roles, bare: bool) -> float:
    if bare:
        return 0.2
    score = 0.55 + 0.08 * min(len(trigger.words), 3) + (0.05 if trigger.conditions else 0)
    both = len(roles.actors) > 1 if roles.reciprocal else bool(roles.actors and roles.recipients)
    return round(min(score + (0.12 if both else -0.1), 0.95), 2)
