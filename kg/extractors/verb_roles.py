"""Who does it and to whom: where a verb tells the act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.extractors.who import Roles, Who, is_sent, only_with_them, owners_of
from kg.gazetteer import default_gazetteer
from kg.model import ActorMention
from kg.seeds.actor_words import actor_words
from kg.seeds.actors import Organisation
from kg.seeds.frames import load_frames
from kg.seeds.grammar import load_grammar
from kg.text import Text
from kg.text.clauses import Clause
from kg.text.tree import Tree

TIME_AND_REASON = ("when", "after", "before", "while", "as", "since", "because", "once", "though", "although", "where")
ABOUT_WHOM = ("about", "over", "against", "at")
BESIDE = ("together", "along", "jointly")  # before "with": who is named there does it, too
SPEAKING = ("speak", "talk")  # "spoke by telephone to him"
PLACING = ("in", "at", "near", "outside")  # behind them stands where something is done
HELPING = ("help", "assist", "aid")
QUOTED = ('"', "”", "’", "''")
STOPS = (",", ".", "!", "?")
DENYING = "REPLY"


def verb_roles(text: Text, who: Who, verb: int, matched: Sequence[int], frame: str, *, felt: bool = False) -> Roles:
    """Return the roles of a verbal trigger; `matched` are the tokens of the trigger, the verb first.

    Where something is `felt`, the subject of a passive feels it: "was disappointed by the vote".
    """
    tree = text.tree
    arguments = text.clauses[verb]
    if felt and arguments.passive:
        arguments = replace(arguments, passive=False, agents=arguments.subjects, patients=arguments.agents)
    used = set(matched)
    pairs = list(arguments.prepositions)
    for index in matched[1:]:
        pairs += tree.prepositions(index) if tree.tokens[index].pos != "ADP" else []
    own_preposition = [
        obj
        for lemma, obj in pairs
        if any(tree.lemma(i) == lemma and tree.tokens[i].pos in ("ADP", "SCONJ") for i in matched)
    ]
    own_preposition = [obj for obj in own_preposition if obj not in used]
    patients = [p for p in arguments.patients if p not in used]
    agents = [a for a in arguments.agents if a not in used]
    if not agents and _is_inverted(tree, verb):  # "This is an outrage," fumed the minister
        agents, patients = patients, []
        arguments = replace(arguments, agents=tuple(agents), patients=())
    if arguments.passive and not agents:  # "threatened with sanctions by Washington": "by" hangs below the noun
        nouns = [*arguments.patients, *(noun for _, noun in pairs)]
        lower = [pair for noun in nouns for pair in tree.prepositions(noun)]
        agents = [obj for lemma, obj in (*pairs, *lower) if lemma == "by"]
    actors = _doers(text, who, verb, agents)
    companions = who.all_within(_companions(tree, verb, arguments.subjects)) if actors else []
    actors = who.unique([*actors, *companions])  # "Jordan dropped food, together with French planes"
    if load_frames()[frame].actor_at:
        places = [[obj for lemma, obj in pairs if lemma == place] for place in load_frames()[frame].actor_at]
        doers = next(filter(None, map(who.all_within, places)), [])
        return Roles(tuple(doers), tuple(m for m in actors if m not in doers), False)
    if load_frames()[frame].reciprocal:
        beside = ("with", "between", "alongside", *(("to",) if tree.lemma(verb) in SPEAKING else ()))
        others = own_preposition or [obj for lemma, obj in pairs if lemma in beside]
        others = [*others, *tree.across(verb)]
        talked_about = tree.lemma(verb) in load_grammar()["verbs_of_a_topic"]  # "discussed Iran": Iran was not there
        if not talked_about and (not others or frame == "PLURAL"):
            agreed_on = [i for i in patients if tree.lemma(i).lower() not in load_grammar()["laws"]]
            others = [*others, *agreed_on, *arguments.datives]
        found = who.unique([*actors, *who.all_within(others)])
        found = found or who.all_within(
            obj for lemma, obj in pairs if lemma not in PLACING or not _is_a_place(tree, who, obj)
        )
        nouns = [i for i in matched[1:] if not tree.is_verb(i)]
        of_nouns = [pair for noun in nouns for pair in tree.prepositions(noun)]
        if not actors and only_with_them(who, [*pairs, *of_nouns], found):
            return Roles((), tuple(found), False)
        # "a French-Polish treaty signed in 1921": they stand before the noun
        found = found or who.all_within(owner for noun in nouns for owner in owners_of(tree, noun))
        added = tree.tokens[verb].dep == "conj"  # "came to Quito, and the treaty was signed": it was told of before
        told = added and any(map(tree.is_definite, nouns))
        if len(found) < 2 and not actors and arguments.passive and not told:
            found = _two_of_sentence(tree, who, verb) or found
        told = any(tree.kids(index, "xcomp", "ccomp", "acl") for index in matched)
        if (
            len(found) == 1 and actors and actors[0].form != "group"
        ):  # "Libya agreed to hand over two suspects to the Netherlands", but "the council met over Chad's test"
            below = _recipients(text, who, verb, "PLAN_TO", arguments, patients, pairs, matched) if told else []
            return Roles(tuple(found), tuple(m for m in below if m not in found), not below)
        return Roles(tuple(found), (), True)
    for index in matched[1:]:  # "hailed as a sign", "Japan's apology was made": the noun inside a light verb owns too
        answered = (
            tree.lemma(index) in load_grammar()["taken_up"] and tree.lemma(verb) not in load_grammar()["light_verbs"]
        )
        if not actors and not tree.is_verb(index) and not answered:  # "Japan's request was turned down" by another
            actors = who.unique(
                m for kid in tree.kids(index, "poss", "compound", "amod") for m in who.within(kid, 1, ())
            )
    recipients = _whom(text, who, verb, frame, arguments, patients, pairs, matched, own_preposition)
    if not actors and arguments.passive and tree.lemma(verb) in load_grammar()["sending_words"]:
        actors = who.all_within(p for p in patients if is_sent(tree, p))  # "Cuban troops were deployed to Angola"
        if actors and recipients == actors:
            recipients = who.all_within(obj for _, obj in pairs)
    recipients = [m for m in recipients if m not in actors and not _is_owner(tree, m)]
    return Roles(tuple(actors), tuple(recipients), False)


def _is_inverted(tree: Tree, verb: int) -> bool:
    """Does who speaks stand behind the verb of a quotation, which the parser may take for the object?"""
    quoted = verb > 1 and tree.tokens[verb - 1].text in QUOTED and tree.tokens[verb - 2].text in (*STOPS, *QUOTED)
    told = any(kid < verb and tree.is_verb(kid) for kid in tree.kids(verb, "ccomp"))
    return (quoted or told) and tree.tokens[verb].tag in ("VBD", "VBZ") and not tree.subjects(verb)


def _whom(
    text: Text, who: Who, verb: int, frame: str, arguments: Clause, patients: list[int],
    pairs: list[tuple[str, int]], matched: Sequence[int], own_preposition: list[int],
) -> list[ActorMention]:  # fmt: skip
    """To whom a verb is done: who stands behind its own preposition, else at the places of its frame."""
    tree = text.tree
    backed = any(tree.lemma(i) in load_grammar()["backing"] for i in matched[1:])
    if backed or not any(
        lemma == "for" and obj in own_preposition for lemma, obj in pairs
    ):  # not "appealed for a vote"
        found = who.all_within(own_preposition)
        if found:
            return found
    if _asks_somebody(tree, verb) and (own_preposition or patients):  # "urged the world to punish Peru"
        return [m for m in who.all_within(patients) if not _is_owner(tree, m)]
    helped = [
        noun
        for clause in tree.kids(verb, "ccomp")
        if tree.tokens[clause].tag == "VB" and tree.lemma(verb) in HELPING and not tree.kids(clause, "aux", "mark")
        for noun in tree.kids(clause, "nsubj")
    ]
    if helped:  # "helped the crew enter Peru"
        return who.all_within(tree.all_conjuncts(helped))
    words = load_grammar()
    deed = any(tree.lemma(i) in words["acts_with_victims"] for i in matched[1:])  # "launched an attack on Chad"
    if (
        tree.lemma(verb) in words["aiming_verbs"]
        and not deed
        and any(tree.tokens[obj].pos == "PROPN" for lemma, obj in pairs if lemma in ("at", "into", "on", "toward"))
    ):
        return []  # "fired Iranian drones at Odesa": at whose town, another knows
    return _recipients(text, who, verb, frame, arguments, patients, pairs, matched)


def _doers(text: Text, who: Who, verb: int, agents: Sequence[int]) -> list[ActorMention]:
    """Who does what a verb tells: its agents, who fires the arms that they are, for whom nameless people act."""
    actors = who.all_within(agents)
    if not actors and text.tree.tokens[verb].dep == "relcl":
        actors = who.all_within(_who_fires(text, agents))
    if actors and all(map(_is_nobody, actors)):
        actors = who.unique([*actors, *who.all_within(_whom_they_serve(text.tree, agents))])
    return actors


def _who_fires(text: Text, arms: Sequence[int]) -> list[int]:
    """Who uses the arms that hit somebody: "Iran fired missiles that struck the base"."""
    tree, words = text.tree, load_grammar()["arms"]
    used = [arm for arm in arms if tree.tokens[arm].dep == "dobj" and tree.lemma(arm) in words]
    return [agent for arm in used for agent in text.clauses[tree.tokens[arm].head].agents]


def _companions(tree: Tree, verb: int, subjects: Sequence[int]) -> list[int]:
    """Who does it, too: whom "together with", "alongside", "with the help of" or "joined by" governs."""
    found, words = [], load_grammar()
    for kid in (kid for subject in subjects for kid in tree.kids(subject, "acl")):
        found += tree.objects(kid, "by") if tree.lemma(kid) in words["following"] else []
    for kid in (kid for base in (verb, *subjects) for kid in tree.kids(base, "prep")):
        nouns = tree.kids(kid, "pobj")
        if tree.lemma(kid) == "with" and any(tree.lemma(noun) in words["helping"] for noun in nouns):
            found += nouns
        if tree.lemma(kid) == "in":
            found += [
                obj for noun in nouns if tree.lemma(noun) in words["jointly"] for obj in tree.objects(noun, "with")
            ]
        if tree.lemma(kid) == "alongside" or (
            tree.lemma(kid) == "with" and any(tree.lemma(k) in BESIDE for k in tree.kids(kid, "advmod"))
        ):
            found += tree.all_conjuncts(tree.kids(kid, "pobj"))
        elif tree.lemma(kid) in BESIDE:
            found += tree.objects(kid, "with")
    return found


def _is_owner(tree: Tree, mention: ActorMention) -> bool:
    """Is the mention "its" or "their countries'": most often the actor's own?"""
    return mention.form in ("pronoun", "group") and tree.tokens[mention.head].dep == "poss"


def _whom_they_serve(tree: Tree, agents: Iterable[int]) -> list[int]:
    """For whom people act of whom that is all that is told: "hackers linked to China", "gunmen working for Syria"."""
    serving = [
        kid for agent in agents for kid in tree.kids(agent, "acl") if tree.lemma(kid) in load_grammar()["serving_verbs"]
    ]
    return [obj for kid in serving for lemma, obj in tree.prepositions(kid) if lemma in ("to", "for")]


def _is_nobody(mention: ActorMention) -> bool:
    """Is the mention a crowd of which the text does not say whose it is: "trained hackers"?"""
    return mention.kind == "group" and mention.form == "nominal" and not mention.readings and not mention.country


def _recipients(
    text: Text, who: Who, verb: int, frame: str, arguments: Clause, patients: list[int],
    pairs: list[tuple[str, int]], matched: Sequence[int],
) -> list[ActorMention]:  # fmt: skip
    tree = text.tree
    words = load_grammar()
    pairs = [pair for pair in pairs if tree.lemma(pair[1]) not in words["for_whose_sake"]]
    if tree.lemma(verb) in words["complaining"] and (blamed := _blamed_before_a_body(who, pairs)):
        return blamed
    nobody: list[ActorMention] = []
    persons = any(tree.lemma(patient) in actor_words()["people_nouns"] for patient in patients)
    taking = tree.lemma(verb) in load_grammar()["taking_verbs"] and not persons  # "seized tourists from a resort"
    for place in (*(("from",) if taking else ()), *load_frames()[frame].recipient_at):
        if place == "patient":
            found = who.unique(m for patient in patients for m in _undergoing(tree, who, verb, patient))
        elif place == "dative":
            found = who.all_within(arguments.datives)
        elif place == "complement" and (owners := _possessors(tree, who, matched)):
            found = owners  # "backed Finland's bid to join NATO"
        elif place == "complement":
            found = (
                who.unique(
                    mention
                    for base in matched
                    for clause in tree.kids(base, "ccomp", "xcomp", "acl", "advcl" if base == verb else "xcomp")
                    if (base == verb or not tree.is_verb(base))
                    and not _is_beside(tree, clause)
                    and (clause > base or tree.tokens[clause].dep != "advcl")  # "Peru, backed by Chile, proposed"
                    for token in [*tree.subjects(clause), *_complement_objects(text, clause)]
                    for mention in _undergoing(tree, who, clause, token)
                )
                or who.all_within(  # "vowed to help Moldova": whom the planned act is done to
                    token for base in matched[1:] if tree.is_verb(base) for token in _complement_objects(text, base)
                )
            )
        else:
            found = who.all_within(obj for lemma, obj in pairs if lemma == place)
        if any(not _is_owner(tree, mention) and not _is_nobody(mention) for mention in found):
            return found  # "closed its border with Serbia" is not itself
        nobody = nobody or [mention for mention in found if _is_nobody(mention)]
    inner = who.unique(
        m
        for index in matched[1:]
        if not tree.is_verb(index)
        for m in _not_own(tree, who, index)
        if m.head not in arguments.agents
    )
    if frame == DENYING:  # "denied that it had met the rebels": nothing is done to them by that
        return inner or nobody
    return inner or _first_below(tree, who, verb, matched) or nobody


def _undergoing(tree: Tree, who: Who, verb: int, patient: int) -> list[ActorMention]:
    """To whom a verb with an object is done: who gets the help or suffers the act that the object names.

    As in "cut off U.S. aid to Chad", "ordered an Omani raid on Chad"; else whoever the object stands for.
    """
    words, noun = load_grammar(), tree.lemma(patient)
    plain = tree.tokens[verb].tag != "VBG"  # not "citing their aid to Chad"
    goal: tuple[str, ...] = ("to", "for") if plain and noun in words["helping"] | words["backing"] else ()
    if noun in words["acts_with_victims"] and tree.lemma(verb) in words["commanding"]:
        goal = ("on", "against", "into", "upon", "at", "in")
    found = who.all_within(tree.objects(patient, *goal)) if goal else []
    return found or who.within(patient)


def _is_a_place(tree: Tree, who: Who, index: int) -> bool:
    """Is it where something is done? Not those of "At the summit, Chad and Mali agreed", whom parsers join to it."""
    return bool(who.at(tree.first_conjunct(index))) or tree.tokens[index].dep == "pobj"


def _possessors(tree: Tree, who: Who, matched: Sequence[int]) -> list[ActorMention]:
    """Whose is the thing that a verb names with it, "backed Finland's bid", and not "repeated Oman's call on Chad"."""
    nouns = [i for i in matched[1:] if not tree.is_verb(i) and not tree.objects(i, "on", "upon", "against", "toward")]
    found = who.unique(m for noun in nouns for kid in tree.kids(noun, "poss") for m in who.within(kid, 1, ()))
    return [mention for mention in found if not _is_owner(tree, mention)]


def _asks_somebody(tree: Tree, verb: int) -> bool:
    """Does a verb have an infinitive that its object is to do: "urged the world to act"?"""
    if tree.lemma(verb) not in load_grammar()["object_control"]:
        return False
    return any(tree.tokens[kid].tag == "VB" and not tree.kids(kid, "nsubj") for kid in tree.kids(verb, "xcomp"))


def _blamed_before_a_body(who: Who, pairs: Sequence[tuple[str, int]]) -> list[ActorMention]:
    """Whom "complained to the Security Council about Peru" is about: not the organisation that is told."""
    told = who.all_within(obj for lemma, obj in pairs if lemma == "to")
    known = [default_gazetteer().get(m.readings[0].entity) for m in told if m.readings]
    if not known or not all(isinstance(entry, Organisation) for entry in known):
        return []
    return [m for m in who.all_within(obj for lemma, obj in pairs if lemma in ABOUT_WHOM) if m not in told]


def _not_own(tree: Tree, who: Who, noun: int) -> list[ActorMention]:
    """Who stands behind a noun: "demands of the IMF", but not "its" of "dropped its objection"."""
    found = [m for m in who.within(noun) if not _is_owner(tree, m)]
    return found or who.all_within(obj for _, obj in tree.prepositions(noun))


def _tells_when(tree: Tree, clause: int) -> bool:
    """Is the clause one of time or reason, whose subject is another matter: "... when it raised the price"?"""
    return not tree.marks_of_aside(clause).isdisjoint(TIME_AND_REASON)


def _is_beside(tree: Tree, clause: int) -> bool:
    """Does a clause tell of another matter, "…, drawing a protest from Japan"? Not "to free them"."""
    participle = tree.tokens[clause].dep == "advcl" and tree.tokens[clause].tag in ("VBG", "VBN")
    saying = tree.lemma(clause) in load_grammar()["reporting"]
    above = tree.tokens[clause].head
    apart = any(tree.tokens[i].text == ";" for i in range(clause, above))
    if apart and tree.kids(above, "dobj"):  # "Egypt hailed the deal; Iran condemned it"
        return True
    return (participle and not saying) or _tells_when(tree, clause)


def _complement_objects(text: Text, clause: int) -> list[int]:
    tree = text.tree
    if tree.subjects(clause):
        return []
    inner = text.clauses[clause]
    return [*inner.patients, *inner.datives, *inner.after()]


def _first_below(tree: Tree, who: Who, verb: int, matched: Sequence[int]) -> list[ActorMention]:
    """The first actor named behind the trigger inside its clause: "protest to demand reforms by the government"."""
    waiting = [k for base in matched for k in tree.children[base] if k > verb and k not in matched]
    found = []
    while waiting:
        index = waiting.pop()
        dep = tree.tokens[index].dep
        if dep in ("relcl", "conj", "parataxis", "nsubj", "nsubjpass", "npadvmod", "punct") and index > verb:
            continue
        if dep == "acl" and tree.tokens[index].head in who.by_head:  # "Poland, backed by Latvia, called for ..."
            continue
        if tree.is_verb(index) and index != verb and tree.lemma(index) in load_grammar()["receiving_verbs"]:
            continue  # "..., drawing condemnation from Japan"
        if _tells_when(tree, index) or (dep == "pcomp" and tree.lemma(tree.tokens[index].head) in ("after", "before")):
            continue  # "fired two missiles, hours after offering talks to Chad"
        if (
            dep == "acl" and tree.lemma(index) in load_grammar()["judging_verbs"]
        ):  # "arrested a man accused of spying for Russia"
            continue
        found += [m for m in who.by_head.get(index, ()) if m.start > tree.tokens[verb].start and not _is_nobody(m)]
        waiting += tree.children[index]
    return sorted(found, key=lambda m: m.start)[:1]


def _two_of_sentence(tree: Tree, who: Who, verb: int) -> list[ActorMention]:
    """The only two that a sentence names: "relations were established in 1922, when Peru's minister came to Quito"."""
    sentence = tree.parse.sentence_of(verb)
    above = tree.tokens[tree.tokens[verb].head].head  # of "a communique issued there urged Peru and Chile"
    urged = {
        i for obj in tree.kids(above, "dobj", "dative", "prep") for i in tree.subtree(obj) if verb not in tree.path(obj)
    }
    within = [i for i in range(sentence.first, sentence.last) if tree.tokens[verb].dep != "acl" or i not in urged]
    named = [m for m in who.all_within(within) if m.readings]
    parties = {m.readings[0].entity: m for m in reversed(named)}
    return [m for m in named if m in parties.values()] if len(parties) == 2 else []
