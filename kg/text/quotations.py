"""Whose words a quotation holds: the subject of the verb of saying with it, or with the quotation before."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from kg.model import Mentions
from kg.seeds.grammar import load_grammar
from kg.text.tree import Tree

QUOTE = re.compile('[\u201c\u201d\u201e"]')
OPENING, CLOSING = "\u201c\u201e", "\u201d"
LONGEST = 2500  # characters: a longer stretch between two marks is a mark that was never closed
BEFORE = 2  # sentences of the same speaker that may go by without a verb of saying


class SpeakerFinder:
    """The quotations of one document and who speaks them."""

    def __init__(self, mentions: Mentions, tree: Tree) -> None:
        self.text, self.parse, self.tree = mentions.document.text, mentions.parse, tree
        self.reporting = load_grammar()["reporting"]
        self.quotations = quotations(self.text)
        self.numbers = {sentence: number for number, sentence in enumerate(self.parse.sentences)}

    def subject_of(self, index: int) -> int | None:
        """Return the token of the speaker of the words around a token, or None where nobody is said to speak."""
        start = self.tree.tokens[index].start
        inside = next((q for q in self.quotations if q[0] <= start < q[1]), None)
        for above in self.tree.ancestors(index):
            if self._says(above, inside):
                return self._subject(above, index)
        if inside is None:
            return None
        number = self.numbers[self.parse.sentence_of(index)]
        for back in range(BEFORE + 1):
            if number < back:
                break
            sentence = self.parse.sentences[number - back]
            verbs = [i for i in range(sentence.first, sentence.last) if self._says(i, inside)]
            found = [subject for verb in verbs if (subject := self._subject(verb, index)) is not None]
            if found:
                return found[0]
            if back and not self._is_quoted(sentence.start, sentence.end):
                break
        return None

    def _says(self, index: int, inside: tuple[int, int] | None) -> bool:
        token = self.tree.tokens[index]
        outside = not any(start <= token.start < end for start, end in self.quotations) if inside else True
        return outside and token.pos == "VERB" and token.lemma in self.reporting

    def _subject(self, verb: int, index: int) -> int | None:
        subjects = [kid for kid in self.tree.surface_subject(verb) if kid != index]
        return subjects[0] if subjects else None

    def _is_quoted(self, start: int, end: int) -> bool:
        return any(opened < end and start < closed for opened, closed in self.quotations)


def quotations(text: str) -> list[tuple[int, int]]:
    """Return the spans between quotation marks, marks included; straight marks are taken in pairs a paragraph.

    >>> quotations('He said "no" and left.')
    [(8, 12)]
    """
    found: list[tuple[int, int]] = []
    opened: int | None = None
    breaks = [match.end() for match in re.finditer("\n\\s*\n", text)]
    edges = list(itertools.chain([0], breaks, [len(text)]))
    for first, last in itertools.pairwise(edges):
        opened = None
        for match in QUOTE.finditer(text, first, last):
            mark, at = match.group(), match.start()
            if mark in OPENING or (mark not in CLOSING and opened is None):
                opened = at
            elif opened is not None:
                if at - opened < LONGEST:
                    found.append((opened, at + 1))
                opened = None
        if opened is not None:  # a paragraph of a longer quotation: the mark is only repeated
            found.append((opened, last))
    return found


def is_quoted(found: Sequence[tuple[int, int]], offset: int) -> bool:
    """Whether an offset lies inside one of the quotations, behind its opening mark.

    >>> is_quoted(quotations('He said "no" and left.'), 9), is_quoted(quotations('He said "no" and left.'), 17)
    (True, False)
    """
    return any(start < offset < end for start, end in found)
