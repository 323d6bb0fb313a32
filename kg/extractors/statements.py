"""What statements are in themselves: a declared intention, what another must do, a refusal until another acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extractors.modality import Reading, read_modality
from kg.extractors.triggers import trigger_at
from kg.extractors.who import Roles, Who
from kg.model import ActorMention, EventMention, Span
from kg.seeds.cards import Card
from kg.seeds.grammar import load_grammar
from kg.text import Text
from kg.text.tree import Tree
from kg.text.words import DUTIES, FUTURE

COOPERATIVE = ("verbal-cooperation", "material-cooperation")
RELATIVE = frozenset({"which", "that"})
WITHDRAWAL = "treaty-withdrawal"
SENDING = ("deploy", "dispatch", "send", "station")
INSISTING = ("insist", "suggest")
WITHDRAWING = "withdraw"  # mode: to announce it concedes, while to announce a release promises it
GIVING_WAY = ("CONCEDE", "RETREAT")  # who announces such an act gives way in words
PAST = ("VBD", "VBN")
SAME = frozenset({"likewise", "same", "suit"})  # "did the same": what was told of another
UNTIL = ("until", "till", "unless")


def commitment(text: Text, mention: EventMention, reading: Reading, cards: dict[str, Card]) -> list[EventMention]:
    """What a declared intention is in itself: a promise (AGREE), a threat (THREATEN) or a refusal (REJECT).

    "Norway will send aid" promises it, "Japan would not hold summits" rejects them; the act itself stays planned
    or negated.
    """
    tree = text.tree
    if reading.commitment is None or not mention.actors or not tree.is_verb(mention.head):
        return []
    clause = text.clauses[mention.head]
    agents = [tree.tokens[i] for i in (*clause.subjects, *clause.agents)]
    if clause.passive and not clause.agents and all(m.form == "pronoun" for m in mention.actors):
        return []  # "declared that a part of its sanctions would be lifted" is an announcement
    by_actor = any(a.start <= t.start < a.end for a in mention.actors for t in agents)
    idle = load_grammar()["promising_nothing"] | RELATIVE
    if agents and not by_actor and all(t.pos == "NOUN" and t.lemma in idle for t in agents):
        return []  # "an agreement that would end the war": an agreement promises nothing
    carrier = text.clauses[tree.tokens[reading.commitment].head].agents
    if tree.tokens[reading.commitment].dep == "aux" and agents and carrier and not {*clause.agents} & {*carrier}:
        return []  # "Norway will force Chad to accept it": Chad promises nothing
    told = tree.tokens[mention.head]
    words, above = load_grammar(), tree.tokens[told.head]
    wished = above.lemma in words["hypothetical"] | words["planned"] and above.lemma not in words["reporting"]
    refused = mention.modality == "negated" and above.lemma in words["threatening"]  # "it will never sign, he vowed"
    wished = wished and not refused
    supposed = wished or above.lemma in words["supposing"] or above.pos == "ADJ"  # "sceptical that it would attack"
    if tree.tokens[tree.first_conjunct(mention.head)].dep == "relcl" or (told.dep == "ccomp" and supposed):
        return []  # "analysts fear that Iran will attack", "a ship that will carry grain"
    if told.dep == "acl" and above.pos == "NOUN":
        return []  # "gave its word that it would pay": the noun has told of the promise
    if (
        mention.event_type == "CONSULT"
        and mention.reciprocal
        and mention.modality == "planned"
        and not reading.speakers
    ):
        return []  # "the envoys will meet on Friday": news of a meeting, nobody's promise
    token = tree.tokens[reading.commitment]
    if token.text.lower() == "would" and not reading.speakers and mention.modality == "planned":
        return []  # "Chad would leave the valley under the plan": nobody says so, a tale looks ahead
    event_type = _committed_type(mention, cards)
    if event_type == "THREATEN" and _is_sent_to_help(text, mention):
        return []
    if event_type == "THREATEN" and mention.subtype == WITHDRAWAL and above.lemma in words["giving_notice"]:
        event_type = "REJECT"  # who announces that it will leave or dissolve something gives up its part in it
    if token.dep != "aux":
        vowed = token.lemma in load_grammar()["threatening"] and cards[mention.event_type].quad_class not in COOPERATIVE
        event_type = event_type if vowed else ""
    elif tree.lemma(token.head) in ("be", "have", "like", "love", "prefer") or any(t.lemma == "which" for t in agents):
        return []
    if event_type not in cards or _is_asked(tree, token.head):
        return []
    first, *others = mention.actors
    return [
        _statement(
            cards[event_type],
            "commitment",
            Span(token.start, token.end),
            mention.head,
            lemma=f"will {mention.lemma}",
            actors=(first,) if mention.reciprocal and others else mention.actors,
            recipients=mention.recipients or (tuple(others) if mention.reciprocal else ()),
            attributed_to=mention.attributed_to,
            confidence=round(mention.confidence - 0.1, 2),
            reason=f"'{token.text}' commits the actor to '{mention.lemma}'",
        )
    ]


def _is_sent_to_help(text: Text, mention: EventMention) -> bool:
    """As in "will send troops to Poland": where forces go threatens nobody unless it is told against whom."""
    sent = mention.event_type == "MOBILIZE" and text.tree.lemma(mention.head) in SENDING
    return sent and not text.clauses[mention.head].after("against")


def _is_asked(tree: Tree, verb: int) -> bool:
    """Is it a question, "has not said when they will meet", "Will they meet?"? Then nobody says that they will."""
    asked = tree.tokens[tree.parse.sentence_of(verb).last - 1].text == "?"
    if asked and any(aux < subject for aux in tree.kids(verb, "aux") for subject in tree.subjects(verb)):
        return True
    if tree.tokens[verb].dep == "ccomp" and any(
        tree.tokens[k].tag == "WP" for k in tree.kids(verb, "dobj", "nsubj", "attr")
    ):
        return True  # "did not say whom it would support"
    marks = {tree.lemma(k) for k in tree.kids(verb, "advmod", "mark")}
    return tree.tokens[verb].dep in ("ccomp", "advcl") and bool(marks & {"when", "whether", "how", "where", "why"})


def _committed_type(mention: EventMention, cards: dict[str, Card]) -> str:
    if mention.event_type == "AGREE" and mention.modality == "negated":
        return "REJECT"  # "would not agree to a truce"
    if mention.event_type in ("AGREE", "THREATEN", "REJECT", "REQUEST", "ACCUSE"):
        return ""
    leaving = mention.event_type in GIVING_WAY and mention.mode == WITHDRAWING
    if mention.modality == "planned" and (mention.event_type == "CONCEDE" or leaving):
        return "CONCEDE"  # "will pull out of the valley"
    cooperative = cards[mention.event_type].quad_class in COOPERATIVE
    if mention.modality == "planned" or (mention.modality == "hypothetical" and not cooperative):
        return "AGREE" if cooperative else "THREATEN"
    return "REJECT" if mention.modality == "negated" and cooperative else ""


def announcement(
    text: Text, who: Who, head: int, event_type: str, roles: Roles, cards: dict[str, Card]
) -> list[EventMention]:
    """What it is to announce an act of nobody's yet: a promise (AGREE), a concession where something is given up.

    As in "declared that a part of the sanctions would be lifted". Where the announced act names who is to do it, it is
    a commitment of theirs.
    """
    tree = text.tree
    told = tree.is_verb(head) or tree.tokens[head].dep in ("dobj", "nsubj", "nsubjpass")
    done_by = text.clauses.of(head).agents or any(m.form != "pronoun" for m in roles.actors)
    if not told or done_by or cards[event_type].quad_class not in COOPERATIVE:
        return []
    verb = _announcing_verb(text, head)
    if verb is None or read_modality(text, verb).modality != "asserted":
        return []
    actors = who.all_within(text.clauses[verb].agents)
    kind = "CONCEDE" if event_type in GIVING_WAY else "AGREE"
    if not actors or kind not in cards:
        return []
    token = tree.tokens[verb]
    return [
        _statement(
            cards[kind],
            "announcement",
            Span(token.start, token.end),
            verb,
            lemma=f"{token.lemma} that",
            actors=actors,
            recipients=[m for m in roles.recipients if m not in actors],
            confidence=0.65,
            reason=f"'{token.text}' tells what is to come",
        )
    ]


def allegation(text: Text, who: Who, mention: EventMention, cards: dict[str, Card]) -> list[EventMention]:
    """Whoever alleges that another attacked accuses him of it."""
    tree = text.tree
    wanted = mention.modality == "asserted" and cards[mention.event_type].quad_class == "material-conflict"
    if not wanted or "ACCUSE" not in cards or not mention.attributed_to or not tree.is_verb(mention.head):
        return []
    first = tree.tokens[tree.first_conjunct(mention.head)]
    verb = first.head
    if first.dep != "ccomp" or tree.lemma(verb) not in load_grammar()["alleging"]:
        return []
    others = [m for m in mention.actors if m.form != "pronoun"]
    lemma, reason = f"{tree.tokens[verb].lemma} that", f"'{tree.tokens[verb].text}' that the other did it"
    return _accusation(text, who, verb, others, cards["ACCUSE"], "allegation", lemma, 0.6, reason)


def blamings(text: Text, who: Who, cards: dict[str, Card]) -> list[EventMention]:
    """Whoever says that another is behind a deed, or responsible, accuses him: "said Iran was behind the raid"."""
    tree, words = text.tree, load_grammar()
    found: list[EventMention] = []
    for index, token in enumerate(tree.tokens if "ACCUSE" in cards else ()):
        told = tree.tokens[token.head]
        if token.lemma not in words["blameworthy"] or told.lemma != "be":
            continue
        verb = told.head
        if told.dep != "ccomp" or tree.kids(token.head, "neg") or tree.lemma(verb) not in words["reporting"]:
            continue
        deeds = [trigger_at(text, obj) for obj in tree.objects(index, "for", "in", "of") or tree.kids(index, "pobj")]
        if any(deed and cards[deed.trigger.event_type].quad_class == "material-conflict" for deed in deeds):
            others = who.all_within(text.clauses[token.head].subjects)
            lemma, reason = f"{tree.lemma(verb)} {token.lemma}", f"says that the other is '{token.text}' it"
            found += _accusation(text, who, verb, others, cards["ACCUSE"], "blame", lemma, 0.65, reason)
    return found


def _accusation(
    text: Text,
    who: Who,
    verb: int,
    others: Sequence[ActorMention],
    card: Card,
    rule: str,
    lemma: str,
    confidence: float,
    reason: str,
) -> list[EventMention]:
    """Who says at a verb that others did something accuses them, where all are known and he is none of them."""
    actors = who.all_within(text.clauses[verb].agents)
    own = {country for m in actors for country in _countries(m)}
    accused = [m for m in others if not own & _countries(m)]
    known = own and accused and all(m.form != "pronoun" for m in accused)
    if not known or read_modality(text, verb).modality != "asserted":
        return []
    token = text.tree.tokens[verb]
    return [
        _statement(
            card,
            rule,
            Span(token.start, token.end),
            verb,
            lemma=lemma,
            actors=actors,
            recipients=accused,
            confidence=confidence,
            reason=reason,
        )
    ]


def _countries(mention: ActorMention) -> set[str]:
    """The states and organisations that the mention may stand for."""
    read = {reading.entity for reading in mention.readings}
    return {name for name in (mention.country, mention.organisation, *read) if name}


def _announcing_verb(text: Text, head: int) -> int | None:
    """The verb that announces what a word names as still to come, None where there is none."""
    tree = text.tree
    node = tree.clause_verb(head)
    ahead = False
    for _ in range(4):
        token = tree.tokens[node]
        ahead |= any(tree.tokens[k].text.lower() in FUTURE for k in tree.kids(node, "aux"))
        if token.dep == "ccomp" and tree.lemma(token.head) in load_grammar()["proclaiming"]:
            return token.head if ahead and not tree.kids(node, "neg") else None
        if token.dep not in ("xcomp", "ccomp", "conj") or not tree.is_verb(token.head) or token.head == node:
            return None
        node = token.head
    return None


def deontic_requests(text: Text, who: Who, cards: dict[str, Card]) -> list[EventMention]:
    """Whoever says what another must do asks it of him: "China must open its market", said the envoy."""
    tree = text.tree
    found: list[EventMention] = []
    for index, token in enumerate(tree.tokens):
        told = token.dep == "aux" and token.lemma in DUTIES
        if "REQUEST" not in cards or not (told or _is_insisted_on(tree, index)):
            continue
        verb = token.head if told else index
        if text.clauses[verb].passive:  # "Chad should be punished": nothing is asked of Chad
            continue
        reading = read_modality(text, verb)
        actors = who.all_within(reading.speakers if told else text.clauses[tree.tokens[verb].head].agents)
        recipients = [m for m in who.all_within(text.clauses[verb].subjects) if m not in actors]
        if not actors or not recipients or any(m.form == "pronoun" for m in recipients):
            continue
        end = tree.tokens[verb].end if tree.tokens[verb].start - token.end < 30 else token.end
        found.append(
            _statement(
                cards["REQUEST"],
                "must",
                Span(token.start, end),
                _reporting_verb(tree, verb),
                lemma=f"must {tree.lemma(verb)}",
                actors=actors,
                recipients=recipients,
                confidence=0.65,
                reason=f"says what the other '{token.text}' do",
            )
        )
    return found


def _is_insisted_on(tree: Tree, verb: int) -> bool:
    """As in "insisted that Chad leave": what one insists on, rather than that it is so."""
    token = tree.tokens[verb]
    if token.dep != "ccomp" or tree.lemma(token.head) not in INSISTING or tree.tokens[token.head].tag not in PAST:
        return False
    return token.tag in ("VB", "VBP") and not tree.kids(verb, "aux") and bool(tree.kids(verb, "nsubj"))


def conditional_refusals(text: Text, who: Who, cards: dict[str, Card], refused: set[int]) -> list[EventMention]:
    """Whoever cannot go on "until Seoul apologizes" refuses, and wants it of the other."""
    tree = text.tree
    found: list[EventMention] = []
    for token in tree.tokens:
        if "REJECT" not in cards or token.dep != "mark" or token.lemma not in UNTIL:
            continue
        clause = token.head
        verb = tree.tokens[clause].head
        negations = tree.kids(verb, "neg")
        if tree.tokens[clause].dep != "advcl" or not negations or verb in refused or not tree.kids(verb, "aux"):
            continue
        reading = read_modality(text, verb)
        subjects = who.all_within(text.clauses[verb].subjects)
        actors = who.all_within(reading.speakers) or subjects
        recipients = [m for m in who.all_within(text.clauses[clause].subjects) if m not in actors]
        if not actors or not recipients or subjects == recipients:
            continue
        first = tree.tokens[min([negations[0], *tree.kids(verb, "aux")])]
        found.append(
            _statement(
                cards["REJECT"],
                "condition",
                Span(first.start, tree.tokens[verb].end),
                verb if not reading.speakers else _reporting_verb(tree, verb),
                lemma=f"not {tree.lemma(verb)} {token.lemma}",
                actors=actors,
                recipients=recipients,
                confidence=0.7,
                reason=f"refused '{token.text}' the other acts",
            )
        )
    return found


def doing_the_same(text: Text, who: Who, found: Sequence[EventMention]) -> list[EventMention]:
    """What another does whom nothing but "did the same", "followed suit" or "so did" tells of: the act told before.

    It is the last one done in its sentence or the one before, to the same; who answers his own treatment does it to
    who treated him so: "Chad expelled two envoys of Mali; Mali did likewise".
    """
    tree, same = text.tree, []
    for verb in range(len(tree.tokens)):
        echoed = _echoed(tree, verb)
        if not tree.is_verb(verb) or not (echoed is not None or _does_the_same(tree, verb)):
            continue
        if _is_only_supposed(tree, verb) or any(m.head in tree.kids(verb, "advcl") for m in found):
            continue  # "followed suit, ordering envoys out" says itself what was done
        actors = who.all_within(text.clauses[verb].agents)
        sentence = tree.parse.sentence_of(verb)
        first = tree.parse.sentence_of(max(sentence.first - 1, 0)).first
        before = [m for m in found if first <= m.head < verb and m.modality == "asserted" and m.actors and not m.hint]
        before = [m for m in before if echoed is None or m.head == echoed]
        reading = read_modality(text, verb)
        if not actors or not before or before[-1].reciprocal or reading.habitual:
            continue
        if echoed is not None and all(m.form == "pronoun" for m in actors):
            continue  # "as it did in 1990" is another matter
        model = max(before, key=lambda m: m.head)
        hit = {m.readings[0] for m in model.recipients if m.readings}
        back = any(m.readings and m.readings[0] in hit for m in actors)
        told = who.all_within(text.clauses[verb].after("to", "with", "for", "against"))
        other = told or (model.actors if back else _met_again(text, model))
        words = [verb, *(kid for kid in tree.children[verb] if tree.lemma(kid) in SAME)]
        same.append(
            replace(
                model,
                start=tree.tokens[verb].start,
                end=tree.tokens[max(words)].end,
                head=verb,
                modality=reading.modality,
                actors=tuple(actors),
                recipients=tuple(m for m in other if m not in actors),
                attributed_to=tuple(m for m in who.all_within(reading.speakers) if m not in actors),
                places=(),
                confidence=round(model.confidence - 0.1, 2),
                reason=f"'{tree.tokens[verb].text}' does the same as '{text.document.text[model.start : model.end]}'",
            )
        )
    return same


def _met_again(text: Text, model: EventMention) -> tuple[ActorMention, ...]:
    """To whom the same is done: not "its" envoy, and nobody whom a condemned act has hit."""
    judged = text.clauses[model.head].patients if text.tree.is_verb(model.head) else ()
    if any(text.tree.lemma(patient) in load_grammar()["acts_with_victims"] for patient in judged):
        return ()
    return tuple(m for m in model.recipients if m.form != "pronoun")


def _echoed(tree: Tree, verb: int) -> int | None:
    """The verb whose act "so did Peru" and "as did Peru" tell again, None where there is none."""
    token, sentence = tree.tokens[verb], tree.parse.sentence_of(verb)
    if token.lemma not in ("do", "have", "be") or token.dep not in ("advcl", "conj", "ROOT"):
        return None
    words = [k for k in tree.kids(verb, "advmod", "mark") if tree.lemma(k) in ("so", "as") and k < verb]
    like = words and (tree.lemma(words[0]) == "so" or token.dep == "advcl")
    if not like or tree.kids(verb, "dobj", "xcomp", "attr", "acomp", "aux", "neg", "prep"):
        return None
    if token.dep != "ROOT":
        return token.head
    if before := [k for k in tree.kids(verb, "ccomp") if k < words[0]]:
        return before[0]
    opens = words[0] == sentence.first and sentence.first > 0
    return tree.root(tree.parse.sentence_of(sentence.first - 1)) if opens else None


def _does_the_same(tree: Tree, verb: int) -> bool:
    """As in "followed suit", "did the same", "did likewise"."""
    below = {tree.lemma(kid) for kid in tree.children[verb] if kid > verb}
    return (tree.lemma(verb) == "follow" and "suit" in below) or (tree.lemma(verb) == "do" and bool(below & SAME))


def _is_only_supposed(tree: Tree, verb: int) -> bool:
    """As in "as long as Peru does the same"; "as did Peru" is no supposition."""
    marks = tree.kids(verb, "mark") if tree.tokens[verb].dep == "advcl" else []
    return any(tree.lemma(k) in ("if", "unless") or (k and tree.lemma(k - 1) == "long") for k in marks)


def _statement(
    card: Card,
    rule: str,
    span: Span,
    head: int,
    *,
    lemma: str,
    actors: Sequence[ActorMention],
    recipients: Sequence[ActorMention],
    confidence: float,
    reason: str,
    attributed_to: Sequence[ActorMention] = (),
) -> EventMention:
    """What somebody says is done by saying it: an asserted event of the card's type, by a rule of this module."""
    return EventMention(
        start=span.start,
        end=span.end,
        head=head,
        event_type=card.event_type,
        mode=None,
        modality="asserted",
        rule=f"{card.file}#{rule}",
        lemma=lemma,
        actors=tuple(actors),
        recipients=tuple(recipients),
        attributed_to=tuple(attributed_to),
        confidence=confidence,
        reason=reason,
    )


def _reporting_verb(tree: Tree, verb: int) -> int:
    reporting = load_grammar()["reporting"]
    return next((above for above in tree.ancestors(verb) if tree.lemma(above) in reporting), verb)
