"""Finding names in a text: a trie over folded words, walked once."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import NamedTuple

from kg.identity import fold

# How a name stands for its entity, best first; linking reads these words.
WAYS = (
    "name",
    "adjective",
    "people",
    "capital",
    "seat",
    "body",
    "person",
    "ambiguous",
    "combining",
    "place",
    "surname",
)

WORD = re.compile(r"[^\W_]+|[,+&]")
_JOINTS = frozenset(
    {" ", "-", "\u2010", "\u2011", "–", "'", "’", "ʼ", "`", "' ", "’ ", "\n", "\u00a0", "\u202f", " \n", "  ", "/"}
)
_DOTS = frozenset({".", ". ", ".\n", ".\u00a0", ".-", ".’", ".'"})


class Sense(NamedTuple):
    """One entity that bears a name, and how: one of `WAYS`."""

    entity: str
    way: str


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name in a text: its span (code points, half open), the folded name, and who bears it."""

    start: int
    end: int
    key: str
    senses: tuple[Sense, ...]

    @property
    def entities(self) -> tuple[str, ...]:
        """The ids of those who bear the name, the best way of bearing it first."""
        return tuple(dict.fromkeys(sense.entity for sense in self.senses))


class _Node:
    """A node of the trie: the nodes after it by folded word, and the names that end here."""

    __slots__ = ("after", "names")

    def __init__(self) -> None:
        self.after: dict[str, _Node] = {}
        self.names: dict[tuple[str, ...], list[Sense]] = {}


fold_word = functools.lru_cache(maxsize=65536)(fold)


class NameTrie:
    """Names and who bears them. `size` counts the names, each way of writing one apart."""

    def __init__(self) -> None:
        self._root = _Node()
        self.size = 0

    def add(self, name: str, sense: Sense) -> None:
        """Let an entity bear a name."""
        raw = tuple(match.group() for match in WORD.finditer(name))
        if not raw:
            return
        node = self._root
        for word in raw:
            node = node.after.setdefault(fold_word(word), _Node())
        shape = (*raw, ".") if "." in name and all(len(word) == 1 for word in raw) else raw
        if shape not in node.names:
            self.size += 1
        senses = node.names.setdefault(shape, [])
        if not any(known.entity == sense.entity for known in senses):
            senses.append(sense)

    def find(self, text: str) -> list[NameMention]:
        """Return the names in a text, left to right, the longest at each place, none overlapping."""
        words = list(WORD.finditer(text))
        if text.isascii():
            folded = [match.group().lower() for match in words]
        else:
            folded = [fold_word(match.group()) for match in words]
        after = self._root.after
        mentions: list[NameMention] = []
        first, count = 0, len(words)
        while first < count:
            node = after.get(folded[first])
            if node is None:
                first += 1
                continue
            last, best = first, None
            position = first
            while True:
                if node.names:
                    senses = _fitting(node, text, words, first, position)
                    if senses:
                        best, last = senses, position
                position += 1
                if position >= count:
                    break
                following = node.after.get(folded[position])
                if following is None or not _joined(text, words[position - 1], words[position]):
                    break
                node = following
            if best is None or (folded[first] == "the" and self._runs_past(text, words, folded, first + 1, last)):
                first += 1
                continue
            start, end = words[first].start(), words[last].end()
            if text[end : end + 1] == "." and last > first and text[end - 2 : end - 1] == "." and end - start <= 12:
                end += 1  # the last dot of "U.S." belongs to it
            mentions.append(NameMention(start, end, " ".join(folded[first : last + 1]), tuple(best)))
            first = last + 1
        return _without_stray_prefixes(text, mentions)

    def _runs_past(self, text: str, words: list[re.Match[str]], folded: list[str], first: int, last: int) -> bool:
        """Whether a longer name starts at a word: "the South" is no name in "the South Korean side"."""
        node = self._root.after.get(folded[first])
        position = first
        while node is not None:
            if position > last and node.names and _fitting(node, text, words, first, position):
                return True
            position += 1
            if position >= len(words) or not _joined(text, words[position - 1], words[position]):
                return False
            node = node.after.get(folded[position])
        return False


# ------------------------------------------------------------------------------ matching
def _joined(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    """Whether two words may belong to one name: a blank, hyphen or apostrophe between, a dot after an initial."""
    joint = text[left.end() : right.start()]
    if joint in _JOINTS or left.group() in ",+&" or right.group() in ",+&":
        return len(joint) <= 1 or joint in _JOINTS or joint in _DOTS
    return joint in _DOTS and right.start() - left.start() <= 5


def _fitting(node: _Node, text: str, words: list[re.Match[str]], first: int, last: int) -> list[Sense]:
    """The senses of a node whose capitals agree with the text's: "US" is not "us", "Turkey" no bird."""
    written = [words[i].group() for i in range(first, last + 1)]
    fitting: list[Sense] = []
    for raw, senses in node.names.items():
        if raw[-1] == "." and len(raw) > 1:
            dotted = all(text[words[i].end() : words[i].end() + 1] == "." for i in range(first, last))
            if not dotted or not all(word.isupper() for word in written):
                continue
        elif not all(_agrees(name, word) for name, word in zip(raw, written, strict=True)):
            continue
        fitting += [sense for sense in senses if sense not in fitting]
    fitting.sort(key=lambda sense: WAYS.index(sense.way))
    return fitting


def _agrees(name: str, word: str) -> bool:
    if name == word or name.islower():
        return True
    if name.isupper() and len(name) > 1 and len(name) <= 5:
        return False
    return word[0].isupper() or not word[0].isalpha()


def _without_stray_prefixes(text: str, mentions: list[NameMention]) -> list[NameMention]:
    """Combining forms count only before a hyphen and a people: "Sino-Japanese", not "Indo-Pacific"."""
    kept = []
    for number, mention in enumerate(mentions):
        senses = mention.senses
        if any(sense.way == "combining" for sense in senses):
            following = mentions[number + 1] if number + 1 < len(mentions) else None
            pair = (
                following is not None
                and following.start == mention.end + 1
                and text[mention.end] in "-–\u2010\u2011"
                and any(sense.way in ("adjective", "combining", "people", "ambiguous") for sense in following.senses)
            )
            if not pair:
                senses = tuple(sense for sense in senses if sense.way != "combining")
        if senses:
            kept.append(NameMention(mention.start, mention.end, mention.key, senses))
    return kept
