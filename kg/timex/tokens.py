"""Text to tokens with classes: one pass of one regular expression, then a look into the word lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.seeds.own import remembered
from kg.seeds.timex import TimeLexicon, time_lexicon

UNKNOWN = "\ue000"
CAPITAL = frozenset({"CAPITAL"})  # the class of a word in no list that begins with a capital

# Every alternative begins with another sort of character or is tried longest first; nothing in it can backtrack far.
TOKEN = re.compile(
    r"""
      (?P<iso>(?<![\d.])\d{4}[-‐‑–/]\d{2}[-‐‑–/]\d{2}(?!\d)
         (?:T\d{2}(?::?\d{2}){0,2}(?:\.\d{1,6})?(?:Z|[+-]\d{2}:?\d{2})?)?)
    | (?P<numdate>(?<![\d./-])\d{1,2}(?P<sep>[-/.])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?![\d/]|[-.]\d))
    | (?P<decade>(?:1[0-9]|20)\d0['’]?s\b|['’‘]?[2-9]0['’]?s\b)
    | (?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b)
    | (?P<clock>(?<![\d:.])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:]|\.\d)
         |(?<![\d:.])(?:0?\d|1[0-2])\.[0-5]\d(?=\s?[ap]\.?m\b))
    | (?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)
    | (?P<yy>['’‘]\d\d\b)
    | (?P<abbreviation>(?:[ap]\.\s?m|[A-Z]\.[A-Z])\.|\b(?:[AP]\.M)\.
         |\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.
         |\b(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)\.)
    | (?P<clitic>['’](?:s|ll|re|ve|d|m)\b)
    | (?P<word>\b[QH][1-4]\b|[^\W\d_]+(?:['’]clock)?)
    | (?P<paragraph>\n\s*\n)
    | (?P<sign>[^\w\s]|_)
    """,
    re.VERBOSE,
)
DASHES = dict.fromkeys(map(ord, "‐‑–—−"), "-")
QUOTES = dict.fromkeys(map(ord, "’‘"), "'")


@dataclass(slots=True)
class Tokens:
    """Parallel lists, one entry a token; `classes` holds one character a token for the patterns."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)  # in small letters, dashes and quotes made plain
    kinds: list[str] = field(default_factory=list)
    numbers: list[float | None] = field(default_factory=list)
    classes: str = ""
    text: str = ""


class Alphabet:
    """Gives every set of classes that a word can have its own character, so that patterns are plain regexes."""

    def __init__(self, lexicon: TimeLexicon, literals: frozenset[str]) -> None:
        members: dict[str, set[str]] = {}
        for name, words in lexicon.words.items():
            for word in words:
                members.setdefault(word, set()).add(name)
        for word in literals:
            members.setdefault(word, set()).add(word)
        # A word with a capital also has the classes of its small form ("August" is a month and a MONTHBARE).
        for word in list(members):
            if word != word.lower() and word.lower() in members:
                members[word] |= members[word.lower()]
            if word.endswith(".") and word.rstrip(".") in members:  # "Nov." is all that "Nov" is, and more
                members[word] |= members[word.rstrip(".")]
        self._characters: dict[frozenset[str], str] = {}
        self.words: dict[str, str] = {word: self.character(frozenset(names)) for word, names in members.items()}
        self.number_words: Mapping[str, float] = lexicon.words.get("NUMBERWORD", {})
        self.ordinal_words: Mapping[str, int] = lexicon.words.get("ORDINALWORD", {})
        self._members = members

    def character(self, names: frozenset[str]) -> str:
        """The character of a set of classes and literals, made on first use."""
        if names not in self._characters:
            self._characters[names] = chr(0xE001 + len(self._characters))
        return self._characters[names]

    def of_word(self, word: str, extra: frozenset[str]) -> str:
        """The character of a word that has more classes than its lists say."""
        return self.character(frozenset(self._members.get(word, ())) | extra)

    def set_of(self, name: str) -> str:
        """All characters whose sets hold the class or literal `name`, as the inside of a regex set."""
        return "".join(char for names, char in self._characters.items() if name in names)


NUMBER_SHAPES: tuple[frozenset[str], ...] = tuple(
    frozenset(names.split())
    for names in (
        "INT", "INT DAY MONTHNUM HOUR", "INT DAY HOUR", "INT DAY", "INT HOUR", "INT YEARISH", "INT YEAR", "DECIMAL",
        "YY", "ORDINAL", "ORDINAL ORDDAY", "CLOCK", "ISODATE", "ISOMONTH", "NUMDATE", "NUMDAY", "DECADE",
        "POSS", "BREAK",
    )
)  # fmt: skip


def number_classes(digits: str, value: float) -> frozenset[str]:
    """The classes of a plain number as it is written."""
    if not digits.isdigit():
        return NUMBER_SHAPES[7]
    if len(digits) <= 2:
        if 1 <= value <= 12:
            return NUMBER_SHAPES[1]
        if 13 <= value <= 24:
            return NUMBER_SHAPES[2]
        if 25 <= value <= 31:
            return NUMBER_SHAPES[3]
        return NUMBER_SHAPES[4] if value == 0 else NUMBER_SHAPES[0]
    if len(digits) == 4:
        if 1900 <= value <= 2059:
            return NUMBER_SHAPES[6]
        if 1000 <= value <= 2200:
            return NUMBER_SHAPES[5]
    return NUMBER_SHAPES[0]


def tokenise(text: str, alphabet: Alphabet) -> Tokens:
    """Return the tokens of a text; a run of number words ("twenty-four", "nineteen ninety-seven") is one token."""
    tokens = Tokens(text=text)
    starts, ends, words = tokens.starts, tokens.ends, tokens.words
    kinds, numbers = tokens.kinds, tokens.numbers
    classes: list[str] = []
    known = alphabet.words
    capital = alphabet.character(CAPITAL)
    spelled = False
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or ""
        shown = match.group()
        number: float | None = None
        if kind == "word":
            low = shown.lower()
            char = known.get(shown) or known.get(low) or (capital if low != shown else UNKNOWN)
            if char is not UNKNOWN and (low in alphabet.number_words or low in alphabet.ordinal_words):
                kind, spelled = "spelled", True
        elif kind == "sign":
            low = shown.translate(DASHES).translate(QUOTES)
            char = known.get(low, UNKNOWN)
        elif kind == "number":
            low = shown
            char, number = _number(low, alphabet)
        else:
            if kind == "sep":
                kind = "numdate"
            low = shown.lower().translate(DASHES).translate(QUOTES)
            char, number = _shaped(kind, low, shown, alphabet)
        starts.append(match.start())
        ends.append(match.end())
        words.append(low)
        kinds.append(kind)
        numbers.append(number)
        classes.append(char)
    if spelled:
        classes = _merge_spelled(tokens, classes, alphabet)
    tokens.classes = "".join(classes)
    return tokens


def _number(shown: str, alphabet: Alphabet) -> tuple[str, float | None]:
    if len(shown) > 15:
        return UNKNOWN, None
    value = float(shown.replace(",", ""))
    if (
        len(shown) == 8
        and shown.isdigit()
        and shown[:2] in ("19", "20")
        and "01" <= shown[4:6] <= "12"
        and "01" <= shown[6:] <= "31"
    ):
        return alphabet.character(NUMBER_SHAPES[12]), value
    if "," in shown and "." not in shown:
        return alphabet.character(NUMBER_SHAPES[0]), value
    return alphabet.character(number_classes(shown, value)), value


def _shaped(kind: str, low: str, shown: str, alphabet: Alphabet) -> tuple[str, float | None]:
    if kind == "ordinal":
        value = int(low[:-2])
        return alphabet.of_word(low, NUMBER_SHAPES[10 if 1 <= value <= 31 else 9]), value
    if kind == "abbreviation":
        bare = shown.rstrip(".").replace(" ", "")
        return (
            alphabet.words.get(shown)
            or alphabet.words.get(low)
            or alphabet.words.get(bare)
            or alphabet.words.get(low.rstrip("."))
            or UNKNOWN
        ), None
    if kind == "clitic":
        return (alphabet.character(NUMBER_SHAPES[17]) if low == "'s" else alphabet.words.get(low, UNKNOWN)), None
    shape = {"iso": 12, "numdate": 14, "decade": 16, "clock": 11, "yy": 8, "paragraph": 18}.get(kind)
    return (UNKNOWN if shape is None else alphabet.character(NUMBER_SHAPES[shape])), None


def _merge_spelled(tokens: Tokens, classes: list[str], alphabet: Alphabet) -> list[str]:
    """Join runs of number words in place and return the classes that are left."""
    kept: list[int] = []
    i, total = 0, len(classes)
    while i < total:
        kept.append(i)
        if tokens.kinds[i] != "spelled":
            i += 1
            continue
        last, parts, j = i, [tokens.words[i]], i + 1
        while j < total and len(parts) < 12 and parts[-1] not in alphabet.ordinal_words:
            step = j
            if tokens.words[step] in ("-", "and") and parts[-1] not in ("one",):
                step += 1
            if step >= total or tokens.kinds[step] != "spelled" or tokens.words[step] == "second":
                break
            if tokens.words[j] == "and" and parts[-1] not in ("hundred", "thousand", "million"):
                break
            parts.append(tokens.words[step])
            last, j = step, step + 1
        value, ordinal, year = spelled_number(parts, alphabet)
        if value is None:  # "one two": no number, each word for itself
            last, parts = i, parts[:1]
            value, ordinal, year = spelled_number(parts, alphabet)
        tokens.numbers[i] = value
        tokens.ends[i] = tokens.ends[last]
        if len(parts) > 1:
            tokens.words[i] = " ".join(parts)
        if ordinal:
            classes[i] = alphabet.of_word(tokens.words[i], NUMBER_SHAPES[10 if value and value <= 31 else 9])
        elif year:
            classes[i] = alphabet.character(NUMBER_SHAPES[6])
        else:
            names = "INT HOUR" if value is not None and 1 <= value <= 12 else "INT"
            classes[i] = alphabet.of_word(tokens.words[i], frozenset(names.split()))
        i = last + 1
    tokens.starts[:] = [tokens.starts[k] for k in kept]
    tokens.ends[:] = [tokens.ends[k] for k in kept]
    tokens.words[:] = [tokens.words[k] for k in kept]
    tokens.kinds[:] = [tokens.kinds[k] for k in kept]
    tokens.numbers[:] = [tokens.numbers[k] for k in kept]
    return [classes[k] for k in kept]


def spelled_number(parts: list[str], alphabet: Alphabet) -> tuple[float | None, bool, bool]:
    """Return (value, is an ordinal, is a year) of number words; value None where they make no number."""
    values: list[float] = [alphabet.number_words.get(part, alphabet.ordinal_words.get(part, 0)) for part in parts]
    ordinal = parts[-1] in alphabet.ordinal_words
    if len(values) in (2, 3) and 13 <= values[0] <= 20 and values[1] >= 10 and values[1] < 100 and not ordinal:
        unit = values[2] if len(values) == 3 else 0
        if unit < 10 and (values[1] >= 20 or not unit):  # nineteen ninety-seven
            return values[0] * 100 + values[1] + unit, False, True
    total = group = 0.0
    previous = None
    for value in values:
        if value in (1000, 1000000):
            total, group = total + (group or 1) * value, 0
        elif value in (100, 12) and previous is not None and previous < 100 and (value == 100 or len(values) == 2):
            group = (group or 1) * value
        elif previous is None or (previous >= 100) or (previous >= 20 and value < 10):
            group += value
        else:
            return None, False, False
        previous = value
    total += group
    return total, ordinal, 1900 <= total <= 2059 and len(values) >= 2 and "thousand" in parts and not ordinal


@remembered
def lexicon_of(language: str) -> TimeLexicon:
    """The word lists of a language."""
    return time_lexicon(language)
