"""The event type cards of seeds/event_types/: one PLOVER type each, with triggers, examples and counter-examples.

A trigger is a term (the lemmas of its words), the frame that says where its actor and recipient stand, and conditions
on its arguments (`kg.seeds.frames`). A term as written ("hold <talks>") may stand for several triggers
(`kg.seeds.terms`). The rule id of a trigger is "seeds/event_types/CONSULT.yml#hold-talks": the card and the words.

Source of the types, modes and scores: PLOVER (Open Event Data Alliance 2021); of the codes: CAMEO (Schrodt 2012).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kg.errors import SeedError, nearest
from kg.model import MODALITIES, QUAD_CLASSES
from kg.seeds.files import read_yaml, seed_files, shown
from kg.seeds.frames import CONDITIONS, load_frames
from kg.seeds.own import remembered
from kg.seeds.terms import unfold_all

CARD_KEYS = (
    "type", "label", "quad_class", "goldstein", "definition", "roles", "modes", "subtypes", "cameo", "triggers",
    "examples", "counter_examples", "complement_words", "complement_modes",
)  # fmt: skip
OPTIONAL_KEYS = ("subtypes", "complement_words", "complement_modes")
QUOTE = "put quotes around words like 'on', 'off', 'no' and around numbers"
GROUP_KEYS = ("frame", "mode", "subtype", "verbs", "nouns", "adjectives")
COUNTER_KEYS = ("text", "why")
EXAMPLE_KEYS = ("text", "trigger", "actor", "recipient", "mode", "modality", "published")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A term that evokes an event: `words` are lemmas in order, `pos` is "verb", "noun" or "adjective".

    `written` is the term of the card that it is read from.
    """

    term: str
    written: str
    words: tuple[str, ...]
    pos: str
    frame: str
    event_type: str
    mode: str | None
    subtype: str | None
    rule: str
    line: int
    conditions: tuple[tuple[str, frozenset[str]], ...] = ()


@dataclass(frozen=True, slots=True)
class Mode:
    """How an event of a type is done."""

    name: str
    goldstein: float
    definition: str
    cameo: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with the one event of the card's type that must be read from it."""

    text: str
    trigger: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    mode: str | None
    modality: str
    line: int


@dataclass(frozen=True, slots=True)
class CounterExample:
    """A sentence that holds no event of the card's type, and why."""

    text: str
    why: str
    line: int


@dataclass(frozen=True, slots=True)
class Card:
    """One event type."""

    event_type: str
    label: str
    quad_class: str
    goldstein: float
    definition: str
    roles: tuple[tuple[str, str], ...]
    modes: tuple[Mode, ...]
    cameo: tuple[str, ...]
    subtypes: tuple[str, ...] = ()
    triggers: tuple[Trigger, ...] = field(repr=False, default=())
    examples: tuple[Example, ...] = field(repr=False, default=())
    counter_examples: tuple[CounterExample, ...] = field(repr=False, default=())
    file: str = ""
    complement_words: tuple[tuple[tuple[str, ...], str], ...] = ()  # (words of what is asked or refused, mode)
    complement_modes: tuple[tuple[str, str], ...] = ()  # (type of what is asked or refused, mode)

    def mode(self, name: str | None) -> Mode | None:
        """The mode of that name, or None."""
        return next((mode for mode in self.modes if mode.name == name), None)

    def score(self, mode: str | None) -> float:
        """The PLOVER (Goldstein-like) score of the type in this mode, -10..10."""
        found = self.mode(mode)
        return found.goldstein if found else self.goldstein


@remembered
def load_cards(folder: Path | None = None) -> dict[str, Card]:
    """Return all cards by event type, in the order of their file names.

    Raises SeedError with file, line and the nearest valid name for anything a card must not hold.

    >>> load_cards()["CONSULT"].quad_class
    'verbal-cooperation'
    """
    cards = {}
    for path in seed_files("event_types", ".yml") if folder is None else sorted(folder.glob("*.yml")):
        card = _load_card(path)
        if card.event_type != path.stem:
            raise SeedError(f"{shown(path)}: the card says type {card.event_type!r}; name the file after its type")
        cards[card.event_type] = card
    if not cards:
        raise SeedError(f"{folder or 'seeds/event_types'}: no event type cards (*.yml)")
    _each_term_once(cards.values())
    return cards


@remembered
def trigger_index(folder: Path | None = None) -> dict[tuple[str, str], tuple[Trigger, ...]]:
    """Return the triggers by (word, part of speech): verbs and adjectives by first, nouns by last word."""
    index: dict[tuple[str, str], list[Trigger]] = {}
    cards = load_cards() if folder is None else load_cards(folder)  # the shipped ones are there already
    for card in cards.values():
        for trigger in card.triggers:
            word = trigger.words[-1] if trigger.pos == "noun" else trigger.words[0]
            index.setdefault((word, trigger.pos), []).append(trigger)
    return {key: tuple(sorted(found, key=lambda t: (-len(t.words), t.rule))) for key, found in index.items()}


def rule_line(rule: str) -> int | None:
    """Return the line of the trigger that a rule id names, the card's first for what statements are by themselves.

    None where no card has the rule.
    """
    for card in load_cards().values():
        for trigger in card.triggers:
            if trigger.rule == rule:
                return trigger.line
        if card.file == rule.partition("#")[0]:
            return 1
    return None


def _each_term_once(cards: Iterable[Card]) -> None:
    """Refuse a term that two triggers claim: nothing but the order of the files would decide between them."""
    seen: dict[tuple[str, tuple[str, ...]], list[Trigger]] = {}
    for card in cards:
        for trigger in card.triggers:
            others = seen.setdefault((trigger.pos, trigger.words), [])
            for other in others:
                told_apart = trigger.conditions != other.conditions and trigger.conditions and other.conditions
                where = f"{trigger.rule.partition('#')[0]}, line {trigger.line}: {trigger.term!r} ({trigger.pos})"
                if trigger.event_type == other.event_type and not told_apart:
                    raise SeedError(
                        f"{where} stands on line {other.line} already; a term may stand twice in a card only where "
                        f"each has conditions of its own: {', '.join(CONDITIONS)}"
                    )
                if not trigger.conditions and not other.conditions:
                    first = other.rule.partition("#")[0]
                    raise SeedError(
                        f"{where} is {other.event_type} without a condition too ({first}, line {other.line}): "
                        f"give one of the two a condition ({', '.join(CONDITIONS)}) or take it out"
                    )
            others.append(trigger)


def nearest_example(event_type: str, trigger: str, sentence: str) -> Example | None:
    """Return the example of the type's card most like a sentence: by the trigger's words, then by all words in common.

    None where the type has no card or the card no example.

    >>> nearest_example("CONSULT", "met", "Kenya met Uganda.").trigger
    'met'
    """
    card = load_cards().get(event_type)
    named, told = _stems(trigger, 3), _stems(sentence)

    def likeness(example: Example) -> tuple[int, int, int]:
        return len(named & _stems(example.trigger, 3)), len(told & _stems(example.text)), -example.line

    return max(card.examples, key=likeness, default=None) if card else None


def _stems(text: str, least: int = 4) -> set[str]:
    """The words of a text without their endings; those of fewer letters are left out."""
    return {word[:6] for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) >= least}


def _load_card(path: Path) -> Card:
    content, root = read_yaml(path)
    if not isinstance(content, dict) or not isinstance(root, yaml.MappingNode):
        raise SeedError(f"{shown(path)}: a card is a mapping with the keys {', '.join(CARD_KEYS)}")
    nodes = _children(root)
    _known(content, CARD_KEYS, path, root)
    for key in CARD_KEYS:
        if key not in content and key not in OPTIONAL_KEYS:
            raise SeedError(f"{shown(path)}: the key {key!r} is missing")
    for key, kind in (
        ("modes", dict),
        ("roles", dict),
        ("triggers", list),
        ("examples", list),
        ("counter_examples", list),
    ):
        if not isinstance(content[key] or kind(), kind):
            raise _error(path, nodes[key], f"{key} is a {'list' if kind is list else 'mapping of names'}")
    if content["quad_class"] not in QUAD_CLASSES:
        raise _error(path, nodes["quad_class"], f"quad_class: {nearest(str(content['quad_class']), QUAD_CLASSES)}")
    modes = tuple(
        Mode(name, float(m["goldstein"]), str(m.get("definition", "")).strip(), tuple(map(str, m.get("cameo", ()))))
        for name, m in (content["modes"] or {}).items()
    )
    mode_names = {mode.name for mode in modes}
    subtypes = tuple(_texts(content.get("subtypes") or [], nodes.get("subtypes", root), path))
    complement_modes = content.get("complement_modes") or {}
    complement_words = content.get("complement_words") or {}
    for key, names in (("complement_modes", complement_modes.values()), ("complement_words", complement_words)):
        for name in names:
            if name not in mode_names:
                raise _error(path, nodes[key], f"mode {name!r}: {nearest(str(name), mode_names)}")
    return Card(
        event_type=content["type"],
        label=content["label"],
        quad_class=content["quad_class"],
        goldstein=float(content["goldstein"]),
        definition=" ".join(content["definition"].split()),
        roles=tuple(sorted(content["roles"].items())),
        modes=modes,
        cameo=tuple(map(str, content["cameo"] or ())),
        subtypes=subtypes,
        triggers=tuple(_triggers(content["triggers"], nodes["triggers"], content["type"], mode_names, subtypes, path)),
        examples=tuple(_examples(content["examples"], nodes["examples"], mode_names, path)),
        counter_examples=tuple(
            CounterExample(_text(entry, "text", node, path), str(entry.get("why", "")), node.start_mark.line + 1)
            for entry, node in _mappings(content["counter_examples"], nodes["counter_examples"], COUNTER_KEYS, path)
        ),
        file=shown(path),
        complement_words=_phrases(complement_words, nodes.get("complement_words"), path),
        complement_modes=tuple(sorted(complement_modes.items())),
    )


def _phrases(
    by_mode: dict[str, list[str]], node: yaml.Node | None, path: Path
) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Each phrase with its mode, the longest first."""
    phrases: dict[tuple[str, ...], str] = {}
    for mode, terms in by_mode.items():
        assert node is not None
        for phrase in _unfolded(terms, path, node):
            words = tuple(phrase.split())
            if phrases.setdefault(words, mode) != mode:
                raise _error(path, node, f"{phrase!r} stands under the modes {phrases[words]} and {mode}")
    return tuple(sorted(phrases.items(), key=lambda entry: (-len(entry[0]), entry[0])))


def _unfolded(terms: list[str], path: Path, node: yaml.Node) -> list[str]:
    try:
        return unfold_all(terms)
    except SeedError as error:
        raise _error(path, node, str(error)) from None


def _triggers(
    groups: Any, node: yaml.Node, event_type: str, modes: set[str], subtypes: tuple[str, ...], path: Path
) -> list[Trigger]:
    triggers: list[Trigger] = []
    taken: dict[str, int] = {}
    for group, group_node in _mappings(groups, node, GROUP_KEYS, path):
        frame, mode = _text(group, "frame", group_node, path), group.get("mode")
        if frame not in load_frames():
            raise _error(path, group_node, f"frame {frame!r}: {nearest(str(frame), load_frames())}")
        if mode is not None and mode not in modes:
            raise _error(path, group_node, f"mode {mode!r}: {nearest(str(mode), modes)}")
        subtype = group.get("subtype")
        if subtype is not None and subtype not in subtypes:
            hint = nearest(str(subtype), subtypes)
            raise _error(path, group_node, f"subtype {subtype!r} is not in the card's list 'subtypes'; {hint}")
        for key, pos in (("verbs", "verb"), ("nouns", "noun"), ("adjectives", "adjective")):
            if not group.get(key):
                continue
            for entry, term_node in _items(group[key], _children(group_node)[key], path):
                terms = entry if isinstance(entry, dict) else {"term": entry}
                written = _text(terms, "term", term_node, path)
                _known(terms, ("term", *CONDITIONS), path, term_node)
                conditions = tuple(
                    (name, frozenset(_unfolded(_texts(terms[name], term_node, path), path, term_node)))
                    for name in sorted(terms)
                    if name != "term"
                )
                for term in _unfolded([written.lower()], path, term_node):
                    slug = re.sub(r"[^a-z0-9]+", "-", term).strip("-") + ("" if pos == "verb" else f"-{pos}")
                    if slug in taken:
                        slug = next(f"{slug}-{n}" for n in range(2, 99) if f"{slug}-{n}" not in taken)
                    line = taken[slug] = term_node.start_mark.line + 1
                    triggers.append(
                        Trigger(
                            term,
                            written,
                            tuple(term.split()),
                            pos,
                            frame,
                            event_type,
                            mode,
                            subtype,
                            f"{term_node.start_mark.name}#{slug}",
                            line,
                            conditions,
                        )
                    )
    return triggers


def _examples(entries: Any, node: yaml.Node, modes: set[str], path: Path) -> list[Example]:
    examples = []
    for entry, entry_node in _mappings(entries, node, EXAMPLE_KEYS, path):
        example = Example(
            _text(entry, "text", entry_node, path),
            _text(entry, "trigger", entry_node, path),
            tuple(_texts(entry.get("actor") or [], entry_node, path)),
            tuple(_texts(entry.get("recipient") or [], entry_node, path)),
            entry.get("mode"),
            entry.get("modality", "asserted"),
            entry_node.start_mark.line + 1,
        )
        if example.trigger not in example.text:
            raise _error(path, entry_node, f"the trigger {example.trigger!r} does not stand in the example's text")
        if example.mode is not None and example.mode not in modes:
            raise _error(path, entry_node, f"mode {example.mode!r}: {nearest(str(example.mode), modes)}")
        if example.modality not in MODALITIES:
            raise _error(
                path, entry_node, f"modality {example.modality!r}: {nearest(str(example.modality), MODALITIES)}"
            )
        examples.append(example)
    return examples


def _items(entries: Any, node: yaml.Node, path: Path) -> list[tuple[Any, yaml.Node]]:
    if not isinstance(entries or [], list) or not isinstance(node, yaml.SequenceNode | yaml.ScalarNode):
        raise _error(path, node, f"{entries!r} is no list")
    return list(zip(entries or (), node.value if isinstance(node, yaml.SequenceNode) else (), strict=True))


def _mappings(
    entries: Any, node: yaml.Node, keys: tuple[str, ...], path: Path
) -> list[tuple[dict[str, Any], yaml.Node]]:
    items = _items(entries, node, path)
    for entry, entry_node in items:
        if not isinstance(entry, dict):
            raise _error(path, entry_node, f"{entry!r} is no mapping with the keys {', '.join(keys)}")
        _known(entry, keys, path, entry_node)
    return items


def _text(entry: dict[str, Any], key: str, node: yaml.Node, path: Path) -> str:
    value = entry.get(key)
    if value is None or value == "":
        raise _error(path, node, f"the key {key!r} is missing")
    if not isinstance(value, str):
        raise _error(path, node, f"{key}: {value!r} is no text; {QUOTE}")
    return value


def _texts(words: Any, node: yaml.Node, path: Path) -> list[str]:
    if not isinstance(words, list):
        raise _error(path, node, f"{words!r} is no list of words; write [{words}]")
    for word in words:
        if not isinstance(word, str):
            raise _error(path, node, f"{word!r} is no text; {QUOTE}")
    return words


def _children(node: yaml.Node) -> dict[str, yaml.Node]:
    return {key.value: value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def _known(content: dict[str, Any], keys: tuple[str, ...], path: Path, node: yaml.Node) -> None:
    for key in content:
        if key not in keys:
            raise _error(path, node, f"unknown key {key!r}; {nearest(str(key), keys)}")


def _error(path: Path, node: yaml.Node, message: str) -> SeedError:
    return SeedError(f"{node.start_mark.name or shown(path)}, line {node.start_mark.line + 1}: {message}")
