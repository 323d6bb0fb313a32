"""Where the rules of the cards and the reader meet: is it an act at all, of which type, and how is it meant?

Both are features of log-linear choices (kg/choices.py, seeds/weights/event-*.json), learned from hand-coded articles
with readings by readers that had not seen them. A word that only the reader finds becomes a mention of its own, by the
rule `reader:TYPE`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.choices import Choice, Features, choose, decide, log_odds
from kg.extractors.event_places import event_places
from kg.extractors.modality import read_modality
from kg.extractors.noun_roles import light_verb
from kg.extractors.participants import participants_among
from kg.extractors.reader import LEAST, Read, Reading
from kg.extractors.who import Who
from kg.model import BY_READER, MODALITIES, ActorMention, EventMention, PlaceMention
from kg.seeds.cards import load_cards
from kg.seeds.grammar import load_grammar
from kg.seeds.own import remembered
from kg.seeds.weights import Weights, load_weights
from kg.text import Text
from kg.text.tree import Tree

ASSERTED = MODALITIES[0]
FOUND, SURE, TYPED, MEANT = "event-found", "event-sure", "event-type", "event-modality"  # files of weights
UNREAD = 0.02  # as if the reader had said so of a word that it gives no reading
STATEMENTS = (
    "#allegation",
    "#announcement",
    "#commitment",
    "#must",
    "#condition",
)  # what is done by saying it, not by a trigger's meaning
# Features by which a choice is made more cautious than its data (kg/learn/events.py).
ALONE_FEATURE, AGAINST, RULE = "alone", "asserted against the rules", "rule"
OBJECTS = ("dobj", "nsubjpass", "attr", "oprd")
CERTAINTY_ALONE = 0.8  # of the confidence that a rule of the cards would have


@dataclass(frozen=True, slots=True)
class Found:
    """A mention as a rule found it, or as it would be if the reader is right, with what the reader says of it."""

    mention: EventMention
    reading: Reading | None
    by_rule: bool


@dataclass(frozen=True)
class Chooser:
    """The four choices with their weights: an act or none, sure or not, the type, the modality."""

    found: Weights
    sure: Weights
    typed: Weights
    meant: Weights

    @classmethod
    def shipped(cls) -> Chooser:
        """The choices as they are shipped."""
        return cls(*(load_weights(name) for name in (FOUND, SURE, TYPED, MEANT)))

    def decided(self, text: Text, candidates: Sequence[Found]) -> tuple[EventMention, ...]:
        """Return the mentions that are acts, with the type and the modality that are likeliest."""
        taken = {(found.mention.head, found.mention.event_type) for found in candidates if found.by_rule}
        kept = []
        for found in candidates:
            if not is_chosen(found.mention):
                kept.append(_with_reading(found.mention, found.reading))
                continue
            features = found_features(text, found)
            if not decide(features, self.found).value:
                continue
            mention = self._meant(self._typed(text, found, taken))
            kept.append(_with_confidence(mention, decide(features, self.sure), found))
        return tuple(sorted(kept, key=lambda m: (m.start, m.end, m.event_type, m.rule)))

    def _typed(self, text: Text, found: Found, taken: set[tuple[int, str]]) -> Found:
        mention = found.mention
        candidates = [
            (name, features)
            for name, features in type_candidates(text, found)
            if name == mention.event_type or (mention.head, name) not in taken
        ]
        choice = choose(candidates, self.typed)
        if choice.value == mention.event_type:
            return found
        told = f"{choice.value} rather than {mention.event_type}: {', '.join(choice.reasons)}"
        reason = f"{mention.reason}; {told}"
        mention = replace(mention, event_type=choice.value, rule=f"{BY_READER}{choice.value}", mode=None, subtype=None,
                          reason=reason)  # fmt: skip
        return replace(found, mention=mention)

    def _meant(self, found: Found) -> EventMention:
        mention = found.mention
        choice = choose(modality_candidates(found), self.meant)
        if choice.value == mention.modality:
            return mention
        told = f"{choice.value} rather than {mention.modality}: {', '.join(choice.reasons)}"
        return replace(mention, modality=choice.value, reason=f"{mention.reason}; {told}")


# ------------------------------------------------------------------------------ candidates
def candidates(
    text: Text,
    rules: Sequence[EventMention],
    readings: Mapping[int, Reading],
    actors: Sequence[ActorMention],
    places: Sequence[PlaceMention],
) -> list[Found]:
    """Return what may be an act: what the rules found, each with its reading, and what the reader alone finds."""
    tree = text.tree
    found, claimed = [], set[int]()
    for mention in rules:
        at, spoken_for = _reading_of(tree, mention, readings)
        claimed |= spoken_for
        found.append(Found(mention, at, True))
    who = Who(tree, actors)
    for index, reading in sorted(readings.items()):
        if index in claimed or tree.parse.sentence_of(index).kind == "footer":
            continue
        if tree.tokens[index].pos in ("VERB", "NOUN", "PROPN", "ADJ", "ADV", "AUX"):
            carried = [kid for kid in _carried(tree, index) if kid in readings and kid not in claimed]
            claimed |= set(carried)
            reading = max([reading, *(readings[kid] for kid in carried)], key=lambda said: said.trigger)
            found.append(Found(_alone(text, index, reading, who, places), reading, False))
    return found


def is_chosen(mention: EventMention) -> bool:
    """Is there a choice: does a word name the act, rather than say something or take something up?"""
    return not mention.takes_up and not mention.rule.endswith(STATEMENTS)


def _reading_of(
    tree: Tree, mention: EventMention, readings: Mapping[int, Reading]
) -> tuple[Reading | None, frozenset[int]]:
    """The reading that speaks of a mention, and the tokens that need no mention of their own beside it."""
    own = {*tree.parse.tokens_in(mention.start, mention.end), mention.head}
    named = mention.lemma.split()
    own |= {kid for kid in tree.children[mention.head] if tree.lemma(kid) in named}  # far behind their verb
    token = tree.tokens[mention.head]
    if token.pos in ("NOUN", "PROPN") and token.dep in OBJECTS and tree.is_verb(token.head):
        governor = readings.get(token.head)
        told = max((readings[i].trigger for i in own if i in readings), default=0.0)
        light = tree.lemma(token.head) in load_grammar()["light_verbs"] | load_grammar()["receiving_verbs"]
        if governor is not None and (light or (governor.trigger > told and governor.event_type == mention.event_type)):
            own.add(token.head)
    read = [readings[i] for i in sorted(own) if i in readings]
    return max(read, key=lambda reading: reading.trigger, default=None), frozenset(own)


def _carried(tree: Tree, index: int) -> tuple[int, ...]:
    """The nouns that a light verb carries: "made arrests", "held talks"."""
    light = tree.is_verb(index) and tree.lemma(index) in load_grammar()["light_verbs"]
    return tuple(tree.kids(index, "dobj", "nsubjpass")) if light else ()


def _alone(
    text: Text,
    index: int,
    reading: Reading,
    who: Who,
    places: Sequence[PlaceMention],
) -> EventMention:
    """The mention that a word would be."""
    tree = text.tree
    token = tree.tokens[index]
    words = [index]
    if carried := [kid for kid in _carried(tree, index) if 0 < kid - index < 6]:
        words += carried[:1]
    elif tree.is_verb(index):
        words += [kid for kid in tree.kids(index, "prt") if 0 < kid - index < 4]
    light = light_verb(text, index) if token.pos in ("NOUN", "PROPN") else None
    said = read_modality(text, index, light)
    start, end = token.start, tree.tokens[words[-1]].end
    roles = participants_among(text, who, start, token.end)
    return EventMention(
        start=start,
        end=end,
        head=index,
        event_type=reading.event_type,
        mode=None,
        modality=said.modality,
        rule=f"{BY_READER}{reading.event_type}",
        lemma=" ".join(tree.lemma(word) for word in words),
        actors=roles.actors,
        recipients=roles.recipients,
        reciprocal=roles.reciprocal,
        attributed_to=tuple(m for m in who.all_within(said.speakers) if m not in roles.actors),
        places=event_places(tree, places, index, words, light),
        reason="; ".join(filter(None, (f"reader {reading.trigger:.2f}", said.reason))),
    )


def with_sides(
    text: Text, events: Sequence[EventMention], actors: Sequence[ActorMention], read: Read
) -> tuple[EventMention, ...]:
    """Return the mentions with the sides that the reader gives to the words for parties in their sentences.

    What may only join an event is not read once more.
    """
    words: dict[int, list[int]] = {}
    for event in (event for event in events if not event.hint):
        sentence = text.parse.sentence_of(event.head)
        inside = {a.head for a in actors if sentence.start <= a.start < sentence.end}
        words[event.head] = sorted({*inside, *(m.head for m in (*event.actors, *event.recipients))})
    sides = read.sides([(act, party) for act, parties in words.items() for party in parties])
    return tuple(
        replace(
            event,
            sides=tuple((p, *sides[event.head, p]) for p in words.get(event.head, ()) if (event.head, p) in sides),
        )
        for event in events
    )


# ------------------------------------------------------------------------------ features
def found_features(text: Text, found: Found) -> Features:
    """What speaks for and against an act."""
    mention, tree = found.mention, text.tree
    token = tree.tokens[mention.head]
    read = log_odds(found.reading.trigger if found.reading else UNREAD)
    kind = {"NOUN": "noun", "PROPN": "name", "VERB": "verb", "AUX": "verb"}.get(token.pos, "other word")
    features = {f"{kind}": 1.0, "reader": read, f"{mention.modality} by the rules": 1.0}
    if found.by_rule:
        features[RULE] = 1.0
        features["reader of a rule's trigger"] = read
        features["rule's confidence"] = mention.confidence
        features["words of the trigger"] = math.log(1 + len(mention.lemma.split()))
        if found.reading:
            features["reader's share of the type"] = dict(found.reading.types).get(mention.event_type, 0.0)
        features |= {f"{kind} of a rule": 1.0, f"rule for {mention.event_type}": 1.0}
    else:
        features[ALONE_FEATURE] = 1.0
        features[f"{kind} alone, reader"] = read
        features[f"{mention.event_type} alone"] = 1.0
        if found.reading:
            features["sure of the type"] = log_odds(found.reading.types[0][1])
        features["nobody alone"] = float(not mention.actors and not mention.recipients)
    if not mention.actors and not mention.recipients:
        features["names nobody"] = 1.0
    elif mention.actors and (mention.recipients or len(mention.actors) > 1):
        features["names two"] = 1.0
    sentence = tree.parse.sentence_of(mention.head)
    if sentence.kind != "paragraph":
        features[f"in a {sentence.kind}"] = 1.0
    if any(kid for kid in tree.kids(mention.head, "det") if tree.lemma(kid) in ("a", "an", "any", "no")):
        features["indefinite"] = 1.0
    return features


def type_candidates(text: Text, found: Found) -> list[tuple[str, Features]]:
    """Return the types that a rule or the reader gives, each with what speaks for it."""
    mention = found.mention
    read = dict(found.reading.types) if found.reading else {}
    names = dict.fromkeys([mention.event_type, *(name for name, share in read.items() if share >= LEAST)])
    head = text.tree.tokens[mention.head]
    words = types_of_word(head.lemma, "noun" if head.pos in ("NOUN", "PROPN") else "verb")
    out: list[tuple[str, Features]] = []
    for name in names:
        beside = "reader beside a rule" if found.by_rule else "reader"
        features = {beside: math.log(max(read.get(name, 0.0), 0.01)) if read else 0.0}
        if found.by_rule and name == mention.event_type:
            features |= {RULE: 1.0, "rule's confidence": mention.confidence}
            if mention.mode:
                features["rule with a mode"] = 1.0
        if not found.by_rule and words:
            features["triggers with the word"] = words.get(name, 0.0)
            features["only such triggers"] = float(words.get(name, 0.0) == 1.0)
        out.append((name, features))
    return out


def modality_candidates(found: Found) -> list[tuple[str, Features]]:
    """Return the modalities, each with what speaks for it; no act is asserted against a rule that found it."""
    read = dict(found.reading.modality) if found.reading else {}
    out: list[tuple[str, Features]] = []
    for name in MODALITIES:
        if name == ASSERTED and found.by_rule and found.mention.modality != ASSERTED:
            continue
        features = {name: 1.0, "reader": math.log(max(read.get(name, 0.0), 0.01)) if read else 0.0}
        if name == found.mention.modality:
            features |= {"rules": 1.0, f"rules say {name}": 1.0}
        elif name == ASSERTED:
            features[AGAINST] = 1.0
        out.append((name, features))
    return out


@remembered
def types_of_word(lemma: str, pos: str) -> Mapping[str, float]:
    """Return of which types the cards' triggers with that word are, as shares.

    >>> dict(types_of_word("bombard", "verb"))
    {'ASSAULT': 1.0}
    """
    found: dict[str, float] = {}
    for card in load_cards().values():
        for trigger in card.triggers:
            if lemma in trigger.words and trigger.pos == pos:
                found[card.event_type] = found.get(card.event_type, 0.0) + 1.0 / len(trigger.words)
    return {name: count / sum(found.values()) for name, count in found.items()}


def _with_confidence(mention: EventMention, sure: Choice[bool], found: Found) -> EventMention:
    read = f"reader {found.reading.trigger:.2f}" if found.reading else ""
    mention = _with_reading(mention, found.reading)
    if found.by_rule:
        return replace(mention, hint=not sure.value, reason="; ".join(filter(None, (mention.reason, read))))
    right = sure.probability if sure.value else 1 - sure.probability
    return replace(mention, confidence=round(CERTAINTY_ALONE * right, 2), hint=not sure.value)


def _with_reading(mention: EventMention, reading: Reading | None) -> EventMention:
    if reading is None:
        return replace(mention, read=0.0)
    return replace(mention, read=reading.trigger, types=reading.types, modalities=reading.modality)
