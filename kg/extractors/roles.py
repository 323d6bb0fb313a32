"""Who does it and who it is done to: from a trigger and its frame to the actor mentions in the parse.

A frame names where a trigger's actor and recipient stand (subject, object, behind a preposition); PLOVER calls them
actor and recipient, PropBank Arg0 and Arg1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.gazetteer import default_gazetteer
from kg.model import ActorMention
from kg.seeds.actor_words import actor_words
from kg.seeds.actors import Organisation
from kg.seeds.frames import load_frames
from kg.seeds.grammar import load_grammar
from kg.text import Text
from kg.text.clauses import Clause
from kg.text.tree import Tree

WITHIN = (
    "by",
    "between",
    "from",
    "of",
    "among",
    "against",
    "with",
    "to",
    "on",
    "toward",
    "into",
    "over",
    "about",
    "for",
    "include",  # "including"
    "inside",
    "in",
    "at",
)
TIME_AND_REASON = ("when", "after", "before", "while", "as", "since", "because", "once", "though", "although", "where")
ABOUT_WHOM = ("about", "over", "against", "at")
ASIDE = ("in", "during", "after", "before", "at", "following", "for", "with", "through", "under")
BESIDE = ("together", "along", "jointly")  # before "with": who is named there does it, too
OWNING_UP = ("admit", "assume", "claim", "take")
SPEAKING = ("speak", "talk")  # "spoke by telephone to him"
PLACING = ("in", "at", "near", "outside")  # behind them stands where something is done
HELPING = ("help", "assist", "aid")
BESIDE_IT = ("allied", "adjacent", "neighboring", "neighbouring")  # said of states that are others than whose they are
QUOTED = ('"', "”", "’", "''")
STOPS = (",", ".", "!", "?")
DENYING = "REPLY"
LEFT_MODIFIERS = ("poss", "compound", "amod", "nmod")


@dataclass(frozen=True, slots=True)
class Roles:
    """Actor mentions by role; in a reciprocal act all are actors."""

    actors: tuple[ActorMention, ...] = ()
    recipients: tuple[ActorMention, ...] = ()
    reciprocal: bool = False


class Who:
    """Finds the actor mentions that a token stands for."""

    def __init__(self, tree: Tree, mentions: Sequence[ActorMention]) -> None:
        self.tree = tree
        self.by_head: dict[int, list[ActorMention]] = {}
        self.covering: dict[int, ActorMention] = {}
        for mention in sorted(mentions, key=lambda m: (m.end - m.start, m.start)):
            self.by_head.setdefault(mention.head, []).append(mention)
            for index in tree.parse.tokens_in(mention.start, mention.end):
                self.covering.setdefault(index, mention)

    def at(self, index: int) -> list[ActorMention]:
        """Mentions headed by the token, or else one whose name runs over it."""
        if index in self.by_head:
            return self.by_head[index][-1:]
        mention = self.covering.get(index)
        return [mention] if mention and mention.form == "name" else []

    def within(self, index: int, depth: int = 3, prepositions: Iterable[str] = WITHIN) -> list[ActorMention]:
        """Mentions that a noun phrase stands for: itself, else who is named before it, else behind its prepositions.

        "Israeli helicopters" is Israel, "the government of Sudan" Sudan, "an attack by Hamas on Israel" Hamas.
        """
        own = self.at(index)
        if own and own[0].form == "group" and depth and self.tree.kids(index, "nummod"):
            of = self.unique(m for obj in self.tree.objects(index, "of") for m in self.within(obj, depth - 1, ()))
            own = [m for m in of if m.readings] or own  # "the 24 crew members of an American plane"
        related = self.tree.lemma(index) in actor_words()["relational_nouns"]
        if related or any(self.tree.lemma(kid) in BESIDE_IT for kid in self.tree.kids(index, "amod", "compound")):
            included = self.unique(m for obj in self.tree.objects(index, "include") for m in self.at(obj))
            if included:
                return included  # "Tunisia's neighbouring countries including Algeria"
        owner = self.tree.whose(index) if depth and not related else 0
        if owner and not any(m.readings for m in own):
            return self.within(owner, depth - 1, ())  # "Chad, whose leaders asked for it"
        if own or depth == 0:
            return own
        if related:  # "Qatar's neighbour Bahrain"
            named = [m for kid in self.tree.kids(index, "appos") for m in self.at(kid)]
            if named:
                return named
        modifiers = self.unique(
            mention
            for kid in [*self.tree.kids(index, *LEFT_MODIFIERS), *_leaders(self.tree, index)]
            if not self.tree.is_another(kid)
            for part in self.tree.conjuncts(kid)
            for mention in self.within(part, depth - 1, ())
        )
        named = [mention for mention in modifiers if mention.form not in ("pronoun", "group")]
        modifiers = named if related else modifiers  # "his host" is another than he
        if named:  # "its borders with Iran" is Iran, "its borders" whoever "it" is
            return named
        pairs = [(lemma, obj) for lemma, obj in self.tree.prepositions(index) if lemma != "of" or not related]
        for lemma in prepositions:
            found = self.unique(m for p, obj in pairs if p == lemma for m in self.within(obj, depth - 1, prepositions))
            if found:
                return found
        signed = [kid for kid in self.tree.kids(index, "acl") if self.tree.lemma(kid) in load_grammar()["authoring"]]
        below = [obj for kid in signed for lemma, obj in self.tree.prepositions(kid) if lemma == "by"]
        for kid in (*self.tree.kids(index, "appos"), *(below if prepositions else ())):
            found = self.within(kid, depth - 1, prepositions)
            if found:
                return found
        return modifiers

    def all_within(self, tokens: Iterable[int]) -> list[ActorMention]:
        """Mentions of several tokens, in the order of the text."""
        return self.unique(m for index in tokens for m in self.within(index))

    @staticmethod
    def unique(mentions: Iterable[ActorMention]) -> list[ActorMention]:
        """The mentions without repetition, order kept."""
        return list(dict.fromkeys(mentions))


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
        if not actors and _only_with_them(who, [*pairs, *of_nouns], found):
            return Roles((), tuple(found), False)
        # "a French-Polish treaty signed in 1921": they stand before the noun
        found = found or who.all_within(owner for noun in nouns for owner in _owners(tree, noun))
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
        actors = who.all_within(p for p in patients if _is_sent(tree, p))  # "Cuban troops were deployed to Angola"
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


def _is_sent(tree: Tree, noun: int) -> bool:
    """Is the noun one for people or arms that a state sends: troops, envoys, ships?"""
    return tree.lemma(noun) in load_grammar()["own_forces"]


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


def noun_roles(text: Text, who: Who, noun: int, matched: Sequence[int], frame: str) -> Roles:
    """Return the roles of a nominal trigger, with the light verb that may carry it ("imposed sanctions on")."""
    tree = text.tree
    used = set(matched)
    pairs = [pair for index in matched for pair in (*tree.prepositions(index), *_told_behind(tree, index))]
    grounds = [i for i in matched if i != noun and tree.lemma(i) in actor_words()["place_nouns"]]
    owners = [o for index in matched if index not in grounds for o in _owners(tree, index) if o not in used]
    actors = who.unique(m for owner in owners for m in who.within(owner, 2, ()))
    doers = [obj for lemma, obj in pairs if lemma in ("by", "involving", "among")]
    actors = who.unique([*actors, *who.all_within(doers), *(_who_joins(text, who, noun) if not actors else ())])
    actors = actors or _who_owns_up(text, who, noun)
    pairs += [pair for doer in doers for pair in tree.prepositions(doer) if pair[0] in ("against", "on", "at", "to")]
    undergoers = who.all_within(owner for ground in grounds for owner in _owners(tree, ground))  # "of Omani airspace"
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
        sent = [obj for lemma, obj in pairs if lemma == "of" and _is_sent(tree, obj)]
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


def _only_with_them(who: Who, pairs: Sequence[tuple[str, int]], found: Sequence[ActorMention]) -> bool:
    """Are several named as those with whom somebody else does it: "talks with Peru and Chile began"?"""
    partners = who.all_within(obj for lemma, obj in pairs if lemma == "with")
    return len(partners) > 1 and set(found) <= set(partners)


def _with_whom(
    text: Text, who: Who, noun: int, pairs: Sequence[tuple[str, int]], found: Sequence[ActorMention]
) -> Roles:
    """The roles of a mutual noun: who is found, with the clause's subject where they are only those it is done with."""
    if not _only_with_them(who, pairs, found):
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


def _owners(tree: Tree, noun: int) -> list[int]:
    """Who is named before a noun, each part of "ROK-U.S.-Japan" and "Yoon-Kishida" for itself."""
    owners = _leaders(tree, noun)
    for kid in tree.kids(noun, *LEFT_MODIFIERS):
        for part in tree.conjuncts(kid):
            waiting = [part]
            while waiting:
                index = waiting.pop()
                owners.append(index)
                linked = any(tree.tokens[k].text in "-–—/" for k in tree.children[index])
                waiting += tree.kids(index, *LEFT_MODIFIERS) if linked else []
    return sorted(owners)


def _leaders(tree: Tree, noun: int) -> list[int]:
    """Who leads what a noun names: "Russia-led exercises", "a Saudi-led group of states"."""
    led = [kid for kid in tree.kids(noun, "amod") if tree.lemma(kid) == "lead"]
    return [name for kid in led for name in tree.kids(kid, "npadvmod", "compound", "nsubj")]


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
