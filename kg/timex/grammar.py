"""Patterns of seeds/timex as regular expressions over one character a token."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.errors import SeedError
from kg.seeds.own import remembered
from kg.seeds.timex import TOKEN_CLASSES, TimeLexicon, TimePattern, TimePhrase
from kg.timex.tokens import CAPITAL, NUMBER_SHAPES, UNKNOWN, Alphabet, lexicon_of

ELEMENT = re.compile(r"\s*(?:([()|?])|(?:([a-z]\w*):)?([^\s()|?]+))")


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled pattern; `slots` maps regex group names to (slot, class)."""

    pattern: TimePattern
    regex: re.Pattern[str]
    slots: dict[str, tuple[str, str]]
    order: int


@dataclass(frozen=True, slots=True)
class Grammar:
    """The rules of a language, listed by the character that each can begin with."""

    lexicon: TimeLexicon
    alphabet: Alphabet
    rules: tuple[Rule, ...]
    by_first: dict[str, tuple[Rule, ...]]
    starts: re.Pattern[str]


def elements(match: str, macros: dict[str, str] | None = None, depth: int = 0) -> Iterator[tuple[str, str, str]]:
    """Yield (sign, slot, name) of a pattern with its macros put in; two of the three are empty or the slot is."""
    position = 0
    while position < len(match):
        found = ELEMENT.match(match, position)
        if found is None:
            break
        sign, slot, name = found.groups()
        if name and macros and name in macros:
            if depth > 8:
                raise SeedError(f"the macro {name} uses itself")
            yield "(", "", ""
            yield from elements(macros[name], macros, depth + 1)
            yield ")", "", ""
        else:
            yield sign or "", slot or "", name or ""
        position = found.end()


@remembered
def grammar(language: str = "en") -> Grammar:
    """Return the compiled rules of a language."""
    lexicon = lexicon_of(language)
    macros = dict(lexicon.macros)
    literals = set()
    patterns = (
        *map(_phrase_pattern, lexicon.phrases),
        *lexicon.patterns,
        *_holiday_patterns(lexicon),
        *_era_patterns(lexicon),
    )
    for pattern in patterns:
        names = [name for _, _, name in elements(pattern.match, macros)]
        for name in [*names, *pattern.before, *pattern.not_before, *pattern.after, *pattern.not_after]:
            if name and name not in lexicon.words and name not in TOKEN_CLASSES:
                literals.add(name)
    alphabet = Alphabet(lexicon, frozenset(literals))
    _prepare(alphabet)
    rules = tuple(_rule(pattern, macros, alphabet, order) for order, pattern in enumerate(patterns))
    by_first: dict[str, tuple[Rule, ...]] = {}
    for rule in rules:
        for char in _first(rule, macros, alphabet):
            by_first[char] = (*by_first.get(char, ()), rule)
    starts = re.compile("[" + re.escape("".join(sorted(by_first))) + "]")
    return Grammar(lexicon, alphabet, rules, by_first, starts)


def _phrase_pattern(phrase: TimePhrase) -> TimePattern:
    """A fixed expression as a pattern; its first `skip` words become the word before."""
    words = phrase.words[phrase.skip :]
    before = phrase.words[:1] if phrase.skip else phrase.before
    options = {"value": phrase.value, "type": phrase.type, "tense": phrase.tense}
    return TimePattern(
        " ".join(words), "phrase", phrase.type, before, (), (), phrase.not_after, "", phrase.value, "", "", options, 0
    )


def _holiday_patterns(lexicon: TimeLexicon) -> list[TimePattern]:
    patterns = []
    for holiday in lexicon.holidays:
        for name in holiday.names:
            words = " ".join("POSS" if word == "'s" else word for word in re.findall(r"'s|\w+|\.", " ".join(name)))
            match = f"rel:REL? {words} (,? (of | in)? (year:YEAR | year:YEARISH))?"
            patterns.append(
                TimePattern(match, "holiday", "DATE", (), (), (), (), "", "", "", "", {"holiday": holiday}, 0)
            )
    return patterns


def _era_patterns(lexicon: TimeLexicon) -> list[TimePattern]:
    """The names of eras, behind a word that makes them a time: "during World War II", not "won World War II"."""
    before = ("DURING", "until", "before", "after", "at", "by")
    return [
        TimePattern("PARTP? " + " ".join(name), "era", "DATE", before, (), (), (), "", "", "", "", {"era": era.days}, 0)
        for era in lexicon.eras
        for name in era.names
    ]


def _prepare(alphabet: Alphabet) -> None:
    """Make every character that the tokeniser can give, so that the sets of the patterns are complete."""
    for names in (*NUMBER_SHAPES, CAPITAL):
        alphabet.character(names)
    for word in alphabet.number_words:
        for extra in ("INT", "INT HOUR"):
            alphabet.of_word(word, frozenset(extra.split()))
    for word in (*alphabet.ordinal_words, *(f"{n}{s}" for n in range(1, 5) for s in ("st", "nd", "rd", "th"))):
        for shape in (9, 10):
            alphabet.of_word(word, NUMBER_SHAPES[shape])


def _chars(names: tuple[str, ...], alphabet: Alphabet) -> str:
    return "".join(_set(name, alphabet)[1:-1] for name in names)


def _set(name: str, alphabet: Alphabet) -> str:
    chars = alphabet.set_of(name)
    if not chars:
        raise SeedError(f"no word has the class {name!r}")
    return "[" + re.escape(chars) + "]"


def _rule(pattern: TimePattern, macros: dict[str, str], alphabet: Alphabet, order: int) -> Rule:
    parts: list[str] = []
    slots: dict[str, tuple[str, str]] = {}
    for sign, slot, name in elements(pattern.match, macros):
        if sign:
            parts.append({"(": "(?:"}.get(sign, sign))
        elif name == "":
            parts.append("(?:")
        elif slot:
            group = f"g{len(slots)}"
            slots[group] = (slot, name)
            parts.append(f"(?P<{group}>{_set(name, alphabet)})")
        else:
            parts.append(_set(name, alphabet))
    before = "(?<=[" + _chars(pattern.before, alphabet) + "])" if pattern.before else ""
    not_before = "(?<![" + _chars(pattern.not_before, alphabet) + "])" if pattern.not_before else ""
    after = "(?=[" + _chars(pattern.after, alphabet) + "])" if pattern.after else ""
    not_after = "(?![" + _chars(pattern.not_after, alphabet) + "])" if pattern.not_after else ""
    try:
        regex = re.compile(before + not_before + "".join(parts) + after + not_after)
    except re.error as error:
        raise SeedError(f"line {pattern.line}: the pattern {pattern.match!r} does not compile: {error}") from error
    return Rule(pattern, regex, slots, order)


def _first(rule: Rule, macros: dict[str, str], alphabet: Alphabet) -> set[str]:
    """The characters that a match can begin with: those after which some regex of the pattern's prefix still lives."""
    names = {name for _, _, name in elements(rule.pattern.match, macros) if name}
    candidates = {char for name in names for char in alphabet.set_of(name)}
    tree = _parse(list(elements(rule.pattern.match, macros)))
    firsts, _ = _firsts(tree)
    return {char for name in firsts for char in alphabet.set_of(name)} & candidates - {UNKNOWN}


def _parse(items: list[tuple[str, str, str]]) -> list[list[object]]:
    """Alternatives of sequences; an optional element is ("?", element), a group is a nested list."""

    def alternatives(position: int) -> tuple[list[list[object]], int]:
        result: list[list[object]] = [[]]
        while position < len(items):
            sign, _, name = items[position]
            if sign == ")":
                return result, position + 1
            if sign == "|":
                result.append([])
                position += 1
            elif sign == "(":
                group, position = alternatives(position + 1)
                result[-1].append(group)
            elif sign == "?":
                result[-1][-1] = ("?", result[-1][-1])
                position += 1
            else:
                result[-1].append(name)
                position += 1
        return result, position

    return alternatives(0)[0]


def _firsts(node: object) -> tuple[set[str], bool]:
    """(names that can come first, whether the node can be empty)."""
    if isinstance(node, str):
        return {node}, False
    if isinstance(node, tuple):
        return _firsts(node[1])[0], True
    names: set[str] = set()
    empty = False
    for sequence in node:  # type: ignore[attr-defined]
        open_ended = True
        for element in sequence:
            found, can_be_empty = _firsts(element)
            names |= found
            if not can_be_empty:
                open_ended = False
                break
        empty |= open_ended
    return names, empty
