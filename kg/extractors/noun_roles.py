"""Who does it and to whom: where a noun tells the act."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extractors.who import Roles, Who, is_sent, only_with_them, owners_of
from kg.gazetteer import default_gazetteer
from kg.model import ActorMention
from kg.seeds.actor_words import actor_words
from kg.seeds.actors import Organisation
from kg.seeds.frames import load_frames
from kg.seeds.grammar import load_grammar
from kg.text import Text
from kg.text.tree import Tree

ASIDE = ("in", "during", "after", "before", "at", "following", "for", "with", "through", "under")
OWNING_UP = ("admit", "assume", "claim", "take")


def hit_by(text: Text, noun: int) -> tuple[int, ...]:
    """Return who is said to be hit by what a noun names: "the port was the target of a raid", "came under attack"."""
    tree, token = text.tree, text.tree.tokens[noun]
    above = tree.tokens[token.head].head
    if token.dep != "pobj":
        return ()
    if (
        tree.lemma(token.head) == "of"
        and tree.tokens[above].dep == "attr"
        and tree.lemma(above) in load_grammar()["targets"]
    ):
        return text.clauses[tree.tokens[above].head].subjects
    under = tree.lemma(token.head) == "under" and tree.lemma(above) in ("be", "come", "fall")
    return text.clauses[above].subjects if under else ()


def noun_roles(text: Text, who: Who, noun: int, matched: Sequence[int], frame: str) -> Roles:
    """Return the roles of a nominal trigger, with the light verb that may carry it ("imposed sanctions on")."""
    tree = text.tree
    used = set(matched)
    pairs = [pair for index in matched for pair in (*tree.prepositions(index), *_told_behind(tree, index))]
    grounds = [i for i in matched if i != noun and tree.lemma(i) in actor_words()["place_nouns"]]
    owners = [o for index in matched if index not in grounds for o in owners_of(tree, index) if o not in used]
    actors = who.unique(m for owner in owners for m in who.within(owner, 2, ()))
    doers = [obj for lemma, obj in pairs if lemma in ("by", "involving", "among")]
    actors = who.unique([*actors, *who.all_within(doers), *(_who_joins(text, who, noun) if not actors else ())])
    actors = actors or _who_owns_up(text, who, noun)
    pairs += [pair for doer in doers for pair in tree.prepositions(doer) if pair[0] in ("against", "on", "at", "to")]
    undergoers = who.all_within(owner for ground in grounds for owner in owners_of(tree, ground))  # "of Omani airspace"
    carrier = light_verb(text, noun)
    words = load_grammar()
    if carrier is not None:
        arguments = text.clauses[carrier]
        pairs += [pair for pair in arguments.prepositions if pair[1] not in used]
        subjects = who.all_within(a for a in arguments.agents if a not in used)
        given = frame in ("NOUN_TO", "NOUN_FOR") and tree.lemma(carrier) in words["getting_verbs"]
        givers = who.all_within(obj for lemma, obj in pairs if lemma == "from") if given else []
        if givers:  # "Yemen has had aid from Saudi Arabia"
            actors, undergoers = givers, subjects
        elif tree.lemma(carrier) in words["receiving_verbs"]:
            undergoers = subjects
        elif tree.lemma(carrier) in words["refusing_verbs"]:
            undergoers = (
                [] if load_frames()[frame].reciprocal else subjects
            )  # "rejected the accusations": they are another's
        else:
            actors = who.unique([*subjects, *actors]) if load_frames()[frame].reciprocal else (subjects or actors)
        if arguments.datives:
            undergoers = undergoers or who.all_within(arguments.datives)
    undergoers = undergoers or who.all_within(hit_by(text, noun))
    if frame == "MEDIATE":
        between = who.all_within(obj for lemma, obj in pairs if lemma in ("between", "among", "for", "in"))
        actors = actors or who.all_within(obj for lemma, obj in pairs if lemma == "of")  # "the mediation of Oman"
        between = between or _host_clause_subjects(text, who, noun)  # "they agreed after Norwegian mediation"
        return Roles(tuple(actors), tuple(m for m in between if m not in actors), False)
    if load_frames()[frame].reciprocal:
        partners = ("with", "between", "and", "among", *(("of",) if tree.lemma(noun) not in words["talk_of"] else ()))
        others = who.all_within(obj for lemma, obj in pairs if lemma in partners)
        found = who.unique([*actors, *undergoers, *others])
        if not found or (len(found) == 1 and found[0].form != "group" and not _is_of_a_body(found[0], owners)):
            new = found or _is_new_aside(tree, noun)
            found = who.unique([*found, *(_host_clause_subjects(text, who, noun) if new else ())])
        return _with_whom(text, who, noun, pairs, found)
    if not actors and any(tree.lemma(i) in words["sending_words"] for i in matched):
        sent = [obj for lemma, obj in pairs if lemma == "of" and is_sent(tree, obj)]
        actors = who.all_within(sent)  # "the recall of the Israeli envoy from Warsaw"
        pairs = [pair for pair in pairs if pair[1] not in sent] + [
            pair for obj in sent for pair in tree.prepositions(obj)
        ]
    recipients = undergoers
    for place in load_frames()[frame].recipient_at:
        if recipients:
            break
        if place == "complement":
            below = [text.clauses[kid] for kid in tree.kids(noun, "acl", "relcl")]
            recipients = who.all_within(
                s for clause in below for s in (clause.patients if clause.tense == "infinitive" else clause.subjects)
            )
        else:
            recipients = who.all_within(obj for lemma, obj in pairs if lemma == place)
    recipients = _asked_by(text, who, noun, frame) or recipients
    if not recipients and actors and any(tree.lemma(i) in words["sending_words"] for i in matched):
        recipients = who.all_within(obj for lemma, obj in pairs if lemma in ("to", "in", "near", "along"))
    recipients = recipients or (_who_follows(text, who, noun) if actors and frame == "NOUN_TO" else [])
    origins = who.all_within(obj for lemma, obj in pairs if lemma == "from")
    if (
        frame == "NOUN_TO"
    ):  # "the visit of the king to Rome", "the withdrawal of Cuban troops from Angola", "Cuba's withdrawal from Angola"
        actors = actors or who.all_within(obj for lemma, obj in pairs if lemma == "of")
        actors = actors or (_host_clause_subjects(text, who, noun) if _is_new_aside(tree, noun) else [])
        recipients = recipients or (origins if actors else [])
    return Roles(tuple(actors or origins), tuple(m for m in recipients if m not in (actors or origins)), False)


def _who_owns_up(text: Text, who: Who, noun: int) -> list[ActorMention]:
    """Who did what he says that he has done: "the militia claimed responsibility for the attack"."""
    tree = text.tree
    preposition, above = tree.behind(noun)
    if preposition != "for" or tree.lemma(above) not in ("responsibility", "credit"):
        return []
    verb = tree.tokens[above].head
    owns = tree.tokens[above].dep == "dobj" and tree.lemma(verb) in OWNING_UP and not tree.kids(verb, "neg")
    return who.all_within(text.clauses[verb].agents) if owns else []


def _is_of_a_body(mention: ActorMention, owners: Sequence[int]) -> bool:
    """Is it an organisation before the noun, of which the members meet: "after the NATO summit, he said"?"""
    known = default_gazetteer().get(mention.readings[0].entity) if mention.readings else None
    return mention.head in owners and isinstance(known, Organisation)


def _with_whom(
    text: Text, who: Who, noun: int, pairs: Sequence[tuple[str, int]], found: Sequence[ActorMention]
) -> Roles:
    """The roles of a mutual noun: who is found, with the clause's subject where they are only those it is done with."""
    if not only_with_them(who, pairs, found):
        return Roles(tuple(found), (), True)
    first = [m for m in _host_clause_subjects(text, who, noun) if m not in found]
    return Roles((*first, *found), (), True) if first else Roles((), tuple(found), False)


def _asked_by(text: Text, who: Who, noun: int, frame: str) -> list[ActorMention]:
    """Who does what another asks for: "Uganda took in refugees at the request of Peru"."""
    tree, token = text.tree, text.tree.tokens[noun]
    verb = tree.tokens[token.head].head
    if (
        load_frames()[frame].reciprocal
        or token.dep != "pobj"
        or tree.lemma(token.head) != "at"
        or not tree.is_verb(verb)
    ):
        return []
    return who.all_within(text.clauses[verb].subjects) if tree.lemma(noun) in load_grammar()["asked_at"] else []


def _told_behind(tree: Tree, noun: int) -> list[tuple[str, int]]:
    """Between whom, or from whom to whom, where the verb of a noun stands before it.

    As in "talks took place in Bonn between Egypt and Oman", "praise for the king came from Chad", "messages of
    condolence came from Chad".
    """
    words, (preposition, above) = load_grammar(), tree.behind(noun)
    written = preposition == "of" and tree.lemma(above) in words["text_nouns"]
    token = tree.tokens[above if written else _measured(tree, noun)]
    if token.dep not in ("nsubj", "nsubjpass"):
        return []
    verb = tree.lemma(token.head)
    told: tuple[str, ...] = ("between", "among") if verb in words["happening_verbs"] else ()
    told += ("from", "to") if verb in words["coming_verbs"] else ()
    return [pair for pair in tree.prepositions(token.head) if pair[0] in told]


def _who_joins(text: Text, who: Who, noun: int) -> list[ActorMention]:
    """Who does what the noun names in "led its allies in an invasion": the subject and the object of the verb."""
    tree, token = text.tree, text.tree.tokens[noun]
    verb = tree.tokens[token.head].head
    if token.dep != "pobj" or tree.lemma(token.head) != "in" or tree.lemma(verb) not in load_grammar()["joining_verbs"]:
        return []
    clause = text.clauses[verb]
    return who.all_within([*clause.subjects, *clause.patients])


def _is_new_aside(tree: Tree, noun: int) -> bool:
    """As in "won after lengthy talks": a thing not known before, by which the clause is placed in time."""
    measure = _measured(tree, noun)  # "after three days of talks"
    token = tree.tokens[measure]
    known = any(
        tree.lemma(kid) in ("the", "this", "that", "these", "those")
        for base in {noun, measure}
        for kid in tree.kids(base, "det")
    )
    if known or token.dep != "pobj":
        return False
    if _is_journey(tree, noun):
        return True
    said = tree.lemma(noun) in load_grammar()["conversing"]  # "agreed in a telephone call"
    opening = tree.lemma(token.head) == "in" and (said or noun < tree.clause_verb(noun))  # "In a battle they lost"
    return opening or tree.lemma(token.head) in ("after", "during", "at", "following")


def _is_journey(tree: Tree, noun: int) -> bool:
    """As in "on a visit to Chad he promised it": the clause's subject makes it."""
    return tree.lemma(noun) in load_grammar()["journeys"] and tree.lemma(tree.tokens[noun].head) == "on"


def _host_clause_subjects(text: Text, who: Who, noun: int) -> list[ActorMention]:
    """Who else takes part in "after nine months of talks with the Danes, he praised ...": the clause's subject."""
    tree = text.tree
    token = tree.tokens[_measured(tree, noun)]
    if token.dep != "pobj" or not (tree.lemma(token.head) in ASIDE or _is_journey(tree, noun)):
        return []
    verb = tree.tokens[token.head].head
    asked = tree.tokens[verb].dep == "xcomp" and tree.lemma(tree.tokens[verb].head) in load_grammar()["demanding"]
    if asked and tree.lemma(token.head) == "during":
        verb = tree.tokens[verb].head  # "urged Chad to choose during a visit": who urges visits
    return who.all_within(text.clauses[verb].subjects) if tree.is_verb(verb) else []


def _who_follows(text: Text, who: Who, noun: int) -> list[ActorMention]:
    """Who was asked by "at the invitation of Peru, Chile came"."""
    token = text.tree.tokens[noun]
    asked = token.dep == "pobj" and text.tree.lemma(token.head) in ("at", "on", "upon")
    return _host_clause_subjects(text, who, noun) if asked else []


def _measured(tree: Tree, noun: int) -> int:
    """The noun that measures another, "the second round of talks", "nine months of talks"; else the noun itself."""
    token = tree.tokens[noun]
    if token.dep != "pobj" or tree.lemma(token.head) != "of":
        return noun
    above = tree.tokens[token.head].head
    return above if tree.lemma(above) in load_grammar()["measure_nouns"] else noun


def judged_for(text: Text, noun: int) -> tuple[int, ...]:
    """Return who did what a noun names by what is said of them: "summoned him over (because of) the arrests"."""
    tree, words = text.tree, load_grammar()
    preposition, verb = tree.behind(noun)
    if preposition not in ("for", "over", "because") or not tree.is_verb(verb):
        return ()
    if tree.lemma(verb) in words["judged_for"]:
        return text.clauses[verb].patients
    if any(tree.lemma(patient) in words["measures_against"] for patient in text.clauses[verb].patients):
        bases = (verb, *text.clauses[verb].patients)
        return tuple(obj for base in bases for lemma, obj in tree.prepositions(base) if lemma in ("on", "against"))
    return text.clauses[verb].agents if tree.lemma(verb) in words["owning_up"] else ()


def light_verb(text: Text, noun: int) -> int | None:
    """Return the light or receiving verb that carries a nominal event, None where there is none."""
    tree = text.tree
    words = load_grammar()
    light = words["light_verbs"] | words["receiving_verbs"]
    index = noun
    for _ in range(3):  # "a series of talks", "the second round of negotiations"
        token = tree.tokens[index]
        head = token.head
        if (measure := _measured(tree, index)) != index:
            index = measure
        elif token.dep == "conj" and not tree.is_verb(head):
            index = head
        else:
            break
    token = tree.tokens[index]
    if (
        token.dep in ("dobj", "nsubjpass", "attr", "oprd")
        and tree.is_verb(token.head)
        and tree.lemma(token.head) in light
    ):
        return token.head
    if token.dep == "pobj" and tree.lemma(token.head) == "with":
        above = tree.tokens[token.head].head
        above = above if tree.is_verb(above) else tree.clause_verb(above)  # "responded to the vote with sanctions"
        if tree.lemma(above) in words["answering_verbs"]:
            return above
    for kid in tree.kids(noun, "acl", "relcl"):
        if tree.lemma(kid) in light and (text.clauses[kid].passive or tree.tokens[kid].dep == "relcl"):
            return kid
    return None
