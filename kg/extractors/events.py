"""Finding event mentions: the triggers of the cards over the dependency parse, with their roles and their modality."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extractors.modality import Reading, read_modality
from kg.extractors.roles import Roles, Who, light_verb, noun_roles, verb_roles
from kg.extractors.syntax import Tree
from kg.model import ActorMention, EventMention, Parse, PlaceMention
from kg.seeds.cards import Card, Trigger, load_cards, trigger_index
from kg.seeds.grammar import load_grammar

IDLE = frozenset({"a", "an", "the", "its", "their", "his", "her", "of"})
LINKS = frozenset({"for", "to", "on", "in", "from", "with", "between", "by"})  # "call for talks": the nouns decide
UNREACHABLE = ("nsubj", "relcl", "advcl", "punct", "ccomp", "csubj")  # children that never belong to a multiword trigger
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
COOPERATIVE = ("verbal-cooperation", "material-cooperation")
VERBAL = ("verbal-cooperation", "verbal-conflict")
CROWDS = ("PROTEST",)  # types whose actor may be told by the place alone
AT_A_PLACE = ("in", "at", "near", "off", "inside", "outside", "around", "across", "within", "throughout", "aboard")
TO_A_PLACE = ("to", "into", "from", "on", "over", "for")
ADJECTIVE_HEADS = ("be", "remain", "become", "stay", "seem", "appear", "declare", "say")


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger found in the parse: its head token first, then its other words."""

    trigger: Trigger
    tokens: tuple[int, ...]


def find_events(
    parse: Parse, actors: Sequence[ActorMention], places: Sequence[PlaceMention]
) -> tuple[EventMention, ...]:
    """Return the event mentions of a document in the order of the text.

    A mention is kept when somebody takes part in it, or when it is a definite noun ("the summit") that coreference may join
    to such a one. Habitual statements ("often cross the border") are none.
    """
    tree, cards = Tree(parse), load_cards()
    who = Who(tree, actors)
    found: list[EventMention] = []
    matches = _matches(tree)
    nouns = {match.tokens[0]: match for match in matches if match.trigger.pos == "noun"}
    explained = {match: nouns.get(_explained_noun(tree, match.tokens[0])) for match in matches}
    explained = {m: n for m, n in explained.items() if n and n.trigger.event_type == m.trigger.event_type}
    for match in matches:
        if match not in explained.values():
            found += _mentions(tree, who, places, match, cards, explained.get(match))
    found += _deontic_requests(tree, who, cards)
    found += _conditional_refusals(tree, who, cards, {m.head for m in found if m.event_type == "REJECT"})
    return tuple(sorted(found, key=lambda m: (m.start, m.end, m.event_type, m.rule)))


# ------------------------------------------------------------------------------ triggers
def _matches(tree: Tree) -> list[Match]:
    """All triggers that win their words: the longer before the shorter, verbs before nouns."""
    candidates = [match for index in range(len(tree.tokens)) for match in _candidates(tree, index)]
    candidates.sort(key=_rank)
    taken: set[int] = set()
    winners = []
    for match in candidates:
        if not taken & set(match.tokens):
            taken |= {t for t in match.tokens if tree.tokens[t].pos not in ("ADP", "PART", "DET")} | {match.tokens[0]}
            winners.append(match)
    return sorted(winners, key=lambda m: m.tokens[0])


def _candidates(tree: Tree, index: int) -> list[Match]:
    token, found = tree.tokens[index], []
    for pos in _kinds(tree, index):
        for word in dict.fromkeys((token.lemma, token.text.lower())):
            for trigger in trigger_index().get((word, pos), ()):
                tokens = _match(tree, index, trigger)
                if tokens and _conditions_hold(tree, index, trigger):
                    found.append(Match(trigger, tokens))
    return found


def _rank(match: Match) -> tuple[int, bool, int, int, str]:
    """Longer triggers first, verbs before nouns, the more specific before the general."""
    trigger = match.trigger
    return (-len(match.tokens), trigger.pos != "verb", -len(trigger.conditions), match.tokens[0], trigger.rule)


def matches_at(tree: Tree, index: int) -> Match | None:
    """The trigger that wins at one token, None where there is none."""
    return min(_candidates(tree, index), key=_rank, default=None)


def _kinds(tree: Tree, index: int) -> tuple[str, ...]:
    token = tree.tokens[index]
    if token.pos in ("VERB", "AUX"):
        return ("verb",) if token.dep not in ("aux", "auxpass", "amod", "compound") else ()
    if token.pos == "NOUN":
        return ("noun",)
    if token.pos == "PROPN":
        return ("noun",) if token.text[0].isupper() and token.dep != "compound" else ()
    if token.pos in ("ADJ", "ADV"):
        return ("adjective",)
    return ()


def _match(tree: Tree, index: int, trigger: Trigger) -> tuple[int, ...]:
    """The tokens of the trigger with its anchor at `index`, or () where a word is missing."""
    words = [w for w in trigger.words if w not in IDLE] or list(trigger.words)
    if trigger.pos == "noun":
        return _match_noun(tree, index, [w for w in words if w not in LINKS] or words)
    tokens = [index]
    waiting = words[1:]
    while waiting:  # a modifier stands before its noun but hangs below it: "hold joint exercise", "vow to help"
        reached = next(((word, step) for word in waiting if (step := _reach(tree, tokens, word)) is not None), None)
        if reached is None:
            return ()
        waiting.remove(reached[0])
        tokens.append(reached[1])
    if any(_governs_a_date(tree, token) for token in tokens[1:]):  # "gave in January" is no "give in"
        return ()
    if trigger.pos == "adjective" and not (
        tree.tokens[index].dep in ("acomp", "attr", "oprd", "ROOT", "ccomp", "conj")
        and any(tree.lemma(a) in ADJECTIVE_HEADS for a in [*tree.ancestors(index)][:2] or [index])
    ):
        return ()
    return tuple(tokens)


def _match_noun(tree: Tree, index: int, words: list[str]) -> tuple[int, ...]:
    tokens = [index]
    if not _same(tree, index, words[-1]):
        return ()
    for word in reversed(words[:-1]):
        step = next((k for t in tokens for k in tree.children[t] if tree.tokens[k].dep in ("compound", "amod", "nmod", "poss", "nummod") and _same(tree, k, word)), None)
        if step is None and tree.tokens[index].dep == "pobj":  # "declaration of war" as the term "declaration war"
            above = tree.tokens[tree.tokens[index].head].head
            step = above if _same(tree, above, word) else None
        if step is None:
            return ()
        tokens.append(step)
    top = next((t for t in tokens if not any(a in tokens for a in tree.ancestors(t))), index)
    return (top, *(t for t in tokens if t != top))


def _reach(tree: Tree, tokens: list[int], word: str) -> int | None:
    """The next word of a multiword trigger: below one of its words, or above it in "the talks that X held"."""
    measures = load_grammar()["measure_nouns"]
    for base in reversed(tokens):
        for kid in tree.children[base]:
            token = tree.tokens[kid]
            if token.dep in UNREACHABLE and not (token.dep == "ccomp" and token.tag in ("VB", "VBG", "VBN")):
                continue
            for part in tree.conjuncts(kid) if token.dep in ("dobj", "nsubjpass", "pobj") else [kid]:
                if _same(tree, part, word):
                    return part
            counts = token.dep in ("dobj", "nsubjpass", "pobj") and token.lemma in measures
            if counts or (token.dep == "prep" and token.lemma == "of" and base != tokens[0]):  # "lift a state of emergency"
                for lemma, obj in tree.prepositions(kid if counts else base):
                    if lemma == "of" and _same(tree, obj, word):
                        return obj
    first = tree.tokens[tokens[0]]
    if first.dep in ("acl", "relcl") and _same(tree, first.head, word):
        return first.head
    return None


def _governs_a_date(tree: Tree, index: int) -> bool:
    if tree.tokens[index].dep != "prep":
        return False
    objects = tree.kids(index, "pobj")
    return bool(objects) and any(
        e.first <= objects[0] < e.last for e in tree.parse.entities if e.label in ("DATE", "TIME")
    )


def _same(tree: Tree, index: int, word: str) -> bool:
    token = tree.tokens[index]
    forms = {token.lemma, token.text.lower()}
    return word in forms or (word.endswith("s") and word[:-1] in forms) or word.replace("-", "") in forms


def _conditions_hold(tree: Tree, index: int, trigger: Trigger) -> bool:
    if not trigger.conditions:
        return True
    arguments = tree.arguments(index) if tree.is_verb(index) else None
    seen = {"object": set[str](), "subject": set[str](), "after": set[str]()}
    if arguments is not None:
        for name, tokens in (("object", arguments.patients), ("subject", arguments.agents)):
            for token in tokens:
                seen[name] |= {tree.lemma(token), *(tree.lemma(k) for k in tree.kids(token, "compound", "amod"))}
        for lemma, token in arguments.prepositions:
            if lemma in trigger.words[1:]:  # "met with resistance": the object of the trigger's own preposition
                seen["object"] |= {tree.lemma(token), *(tree.lemma(k) for k in tree.kids(token, "compound", "amod"))}
        for clause in tree.kids(index, "ccomp", "xcomp"):
            seen["object"] |= {"that" if tree.tokens[clause].dep == "ccomp" else "to", tree.lemma(clause)}
    else:
        for kid in tree.kids(index, "compound", "amod", "nmod", "poss"):
            seen["subject"].add(tree.lemma(kid))
        for _, obj in tree.prepositions(index):
            seen["object"].add(tree.lemma(obj))
        head = tree.tokens[index].head
        if head != index:
            seen["subject"].add(tree.lemma(head))
    seen["after"] |= {tree.lemma(kid) for kid in tree.kids(index, "prep", "prt", "agent", "advmod")}
    for condition, words in trigger.conditions:
        kind, name = condition.split("_")
        if (kind == "only") != bool(seen[name] & words):
            return False
    return True


# ------------------------------------------------------------------------------ mentions
def _explained_noun(tree: Tree, verb: int) -> int:
    """The noun whose event a verb only tells more of: "the incident when a warship aimed its radar", "the attack killed ten".

    -1 where there is none.
    """
    if tree.is_verb(verb) and tree.lemma(verb) in load_grammar()["consequence_verbs"]:
        return next(iter(tree.kids(verb, "nsubj")), -1)
    if tree.tokens[verb].dep not in ("relcl", "advcl"):
        return -1
    return next((k - 1 for k in tree.kids(verb, "advmod", "mark") if tree.lemma(k) in ("when", "where") and k), -1)


def _mentions(
    tree: Tree, who: Who, places: Sequence[PlaceMention], match: Match, cards: dict[str, Card], named: Match | None
) -> list[EventMention]:
    """The mentions of one trigger; `named` is the noun that a when-clause explains, by which it is dated and quoted."""
    trigger, head = match.trigger, match.tokens[0]
    light = light_verb(tree, head) if trigger.pos == "noun" else None
    if trigger.pos == "noun":
        frame = "MEDIATE" if trigger.mode == "third-party" else trigger.frame
        roles = noun_roles(tree, who, head, match.tokens, frame)
        lemma = " ".join(tree.lemma(i) for i in sorted(match.tokens))
    else:
        verb = head if tree.is_verb(head) else tree.clause_verb(head)
        roles = verb_roles(tree, who, verb, (verb, *match.tokens) if verb != head else match.tokens, trigger.frame)
        lemma = " ".join(trigger.words)
    if named is not None:
        told = noun_roles(tree, who, named.tokens[0], named.tokens, named.trigger.frame)
        roles = replace(roles, actors=roles.actors or told.actors, recipients=roles.recipients or told.recipients)
    reading = read_modality(tree, head, light)
    if reading.habitual or tree.parse.sentence_of(head).kind == "footer":
        return []
    if trigger.event_type in CROWDS and not roles.actors:
        roles = replace(roles, actors=tuple(_crowd(tree, who, match.tokens, light)))
        roles = replace(roles, recipients=tuple(m for m in roles.recipients if m not in roles.actors))
    bare = not roles.actors and not roles.recipients
    if trigger.pos == "verb" and cards[trigger.event_type].quad_class in VERBAL and _unnamed_agent(tree, who, head, roles):
        return []
    if bare and not (trigger.pos == "noun" and _is_definite(tree, head)):
        return []
    if trigger.pos == "noun" and light is None and not bare and not _stands_alone(tree, head, trigger, roles, cards):
        return []
    if trigger.pos == "noun" and reading.modality != "asserted" and light is None and len([*roles.actors, *roles.recipients]) < 2:
        return []
    speakers = tuple(m for m in who.all_within(reading.speakers) if m not in roles.actors)
    span = _span(tree, named.tokens if named else match.tokens)
    mention = EventMention(
        start=span[0],
        end=span[1],
        head=named.tokens[0] if named else head,
        event_type=trigger.event_type,
        mode=trigger.mode,
        modality=reading.modality,
        rule=trigger.rule,
        lemma=lemma,
        actors=roles.actors,
        recipients=roles.recipients,
        reciprocal=roles.reciprocal,
        attributed_to=speakers,
        places=_places(tree, places, head, match.tokens, light),
        confidence=_confidence(trigger, roles, bare),
        reason=f"trigger '{trigger.term}' ({trigger.pos}, {trigger.frame})" + (f"; {reading.reason}" if reading.reason else ""),
    )
    return [mention, *_commitment(tree, mention, reading, cards)]


def _stands_alone(tree: Tree, noun: int, trigger: Trigger, roles: Roles, cards: dict[str, Card]) -> bool:
    """Does a noun without a light verb tell an event of its own? A lasting state does not; an act needs somebody who does it."""
    if tree.lemma(noun) in load_grammar()["state_nouns"]:
        return len(roles.actors) + len(roles.recipients) > 1 and _is_definite(tree, noun) and bool(tree.kids(noun, "nummod", "acl"))
    return bool(roles.actors) or cards[trigger.event_type].quad_class == "material-conflict"


def _crowd(tree: Tree, who: Who, matched: Sequence[int], light: int | None) -> list[ActorMention]:
    """Who protests when only the place is told: "demonstrated in Seoul", "a rally in Khartoum"."""
    bases = [*matched, *([light] if light is not None else [])]
    pairs = [pair for base in bases for pair in tree.prepositions(base)]
    return who.unique(m for lemma, obj in pairs if lemma in ("in", "across", "throughout") for m in who.at(obj))


def _unnamed_agent(tree: Tree, who: Who, verb: int, roles: Roles) -> bool:
    """Does somebody or something that is no actor say it? "Rising seas threaten the Maldives"."""
    agents = tree.arguments(verb).agents
    return bool(agents) and not roles.actors and not any(tree.tokens[a].pos == "PRON" for a in agents)


def _commitment(tree: Tree, mention: EventMention, reading: Reading, cards: dict[str, Card]) -> list[EventMention]:
    """What a declared intention is in itself: a promise (AGREE), a threat (THREATEN) or a refusal (REJECT).

    "Norway will send aid" promises it, "Japan would not hold summits" rejects them; the act itself stays planned or negated.
    """
    if reading.commitment is None or not mention.actors or not tree.is_verb(mention.head):
        return []
    if tree.tokens[reading.commitment].dep != "aux" or tree.lemma(tree.tokens[reading.commitment].head) in ("be", "have"):
        return []
    cooperative = cards[mention.event_type].quad_class in COOPERATIVE
    if mention.modality == "planned" or (mention.modality == "hypothetical" and not cooperative):
        event_type = "AGREE" if cooperative else "THREATEN"
    elif mention.modality == "negated" and cooperative:
        event_type = "REJECT"
    else:
        return []
    if event_type not in cards or mention.event_type in ("AGREE", "THREATEN", "REJECT"):
        return []
    token = tree.tokens[reading.commitment]
    first, *others = mention.actors
    recipients = mention.recipients or (tuple(others) if mention.reciprocal else ())
    return [
        EventMention(
            start=token.start,
            end=token.end,
            head=mention.head,
            event_type=event_type,
            mode=None,
            modality="asserted",
            rule=f"{cards[event_type].file}#commitment",
            lemma=f"will {mention.lemma}",
            actors=(first,) if mention.reciprocal and others else mention.actors,
            recipients=recipients,
            reciprocal=False,
            attributed_to=mention.attributed_to,
            places=(),
            confidence=round(mention.confidence - 0.1, 2),
            reason=f"'{token.text}' commits the actor to '{mention.lemma}'",
        )
    ]


def _deontic_requests(tree: Tree, who: Who, cards: dict[str, Card]) -> list[EventMention]:
    """ "China must open its market", said the envoy: whoever says what another must do asks it of him."""
    found: list[EventMention] = []
    card = cards.get("REQUEST")
    for index, token in enumerate(tree.tokens):
        if card is None or token.dep != "aux" or token.lemma not in ("must", "should", "ought"):
            continue
        verb = token.head
        reading = read_modality(tree, verb)
        actors = who.all_within(reading.speakers)
        recipients = [m for m in who.all_within(tree.surface_subject(verb)) if m not in actors]
        if not actors or not recipients or any(m.form == "pronoun" for m in recipients):
            continue
        found.append(
            EventMention(
                start=token.start,
                end=tree.tokens[verb].end if tree.tokens[verb].start - token.end < 30 else token.end,
                head=_reporting_verb(tree, verb),
                event_type="REQUEST",
                mode=None,
                modality="asserted",
                rule=f"{card.file}#must",
                lemma=f"must {tree.lemma(verb)}",
                actors=tuple(actors),
                recipients=tuple(recipients),
                confidence=0.65,
                reason=f"says what the other '{token.text}' do",
            )
        )
    return found


def _conditional_refusals(tree: Tree, who: Who, cards: dict[str, Card], refused: set[int]) -> list[EventMention]:
    """ "Exchanges cannot go on until Seoul apologizes", said a general: whoever says so refuses, and wants it of the other."""
    found: list[EventMention] = []
    card = cards.get("REJECT")
    for index, token in enumerate(tree.tokens):
        if card is None or token.dep != "mark" or token.lemma not in ("until", "till", "unless"):
            continue
        clause = token.head
        verb = tree.tokens[clause].head
        negations = tree.kids(verb, "neg")
        if tree.tokens[clause].dep != "advcl" or not negations or verb in refused or not tree.kids(verb, "aux"):
            continue
        reading = read_modality(tree, verb)
        subjects = who.all_within(tree.surface_subject(verb))
        actors = who.all_within(reading.speakers) or subjects
        recipients = [m for m in who.all_within(tree.surface_subject(clause)) if m not in actors]
        if not actors or not recipients or subjects == recipients:
            continue
        first = tree.tokens[min([negations[0], *tree.kids(verb, "aux")])]
        found.append(
            EventMention(
                start=first.start,
                end=tree.tokens[verb].end,
                head=verb if not reading.speakers else _reporting_verb(tree, verb),
                event_type="REJECT",
                mode=None,
                modality="asserted",
                rule=f"{card.file}#condition",
                lemma=f"not {tree.lemma(verb)} {token.lemma}",
                actors=tuple(actors),
                recipients=tuple(recipients),
                confidence=0.7,
                reason=f"refused '{token.text}' the other acts",
            )
        )
    return found


def _reporting_verb(tree: Tree, verb: int) -> int:
    reporting = load_grammar()["reporting"]
    return next((above for above in tree.ancestors(verb) if tree.lemma(above) in reporting), verb)


def _is_definite(tree: Tree, index: int) -> bool:
    return any(tree.lemma(k) in DEFINITE for k in tree.kids(index, "det")) or bool(tree.kids(index, "poss"))


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


def _places(
    tree: Tree, places: Sequence[PlaceMention], head: int, matched: Sequence[int], light: int | None
) -> tuple[PlaceMention, ...]:
    """Places that the event's own words or its clause name, nearest first: "in Phnom Penh", "inside Ecuador", "from Quito".

    A place before a statement ("In Caracas, the president said ...") is where it was made.
    """
    by_head = {place.head: place for place in places}
    clause = tree.clause_verb(head)
    own = [*matched, *([light] if light is not None else [])]
    objects = [obj for base in own if tree.is_verb(base) for obj in tree.kids(base, "dobj", "nsubjpass", "attr")]

    def behind(bases: Iterable[int], prepositions: Sequence[str]) -> Iterator[PlaceMention]:
        for base in bases:
            for lemma, obj in tree.prepositions(base):
                place = _place_within(tree, by_head, obj) if lemma in prepositions else None
                if place is not None:
                    yield place

    found = list(behind([*own, *objects], (*AT_A_PLACE, *TO_A_PLACE)))
    for base in own:  # "visited Oslo", "the Geneva talks"
        found += [by_head[kid] for kid in tree.kids(base, "dobj", "compound", "npadvmod", "advmod") if kid in by_head]
    for base in [clause, *tree.ancestors(clause)]:
        found += behind([base], AT_A_PLACE)
        if tree.tokens[base].dep not in ("ccomp", "xcomp", "conj"):
            break
    return tuple(dict.fromkeys(found))


def _place_within(tree: Tree, by_head: dict[int, PlaceMention], index: int) -> PlaceMention | None:
    """The place that a noun phrase names: "Oslo", "the garrison town of Rawalpindi", "Islamabad airport", "the capital, Quito"."""
    if index in by_head:
        return by_head[index]
    inner = [*tree.kids(index, "compound", "appos", "nmod"), *(obj for lemma, obj in tree.prepositions(index) if lemma in ("of", "in"))]
    return next((by_head[i] for i in inner if i in by_head), None)
