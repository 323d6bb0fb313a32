"""Whose words a quotation holds: the subject of the verb of saying with it, or with the quotation before."""

from __future__ import annotations

import itertools
import re

from kg.model import Sentence
from kg.seeds.grammar import load_grammar
from kg.text.clauses import Clauses

QUOTE = re.compile('[\u201c\u201d\u201e"]')
OPENING, CLOSING = "\u201c\u201e", "\u201d"
LONGEST = 2500  # characters: a longer stretch between two marks is a mark that was never closed
BEFORE = 2  # sentences of the same speaker that may go by without a verb of saying


class Quotations:
    """The quotations of one document, and who speaks them.

    >>> from kg.model import Document
    >>> from kg.text import Text
    >>> text = Text.read(Document(text='"We will help," Japan said.'))
    >>> text.quotations.spans, text.tree.lemma(text.quotations.speaker(1))
    (((0, 15),), 'japan')
    """

    def __init__(self, text: str, clauses: Clauses) -> None:
        self.spans = quotations(text)
        self.clauses, self.tree, self.parse = clauses, clauses.tree, clauses.tree.parse

    def hold(self, offset: int) -> bool:
        """Whether an offset lies inside a quotation, behind its opening mark."""
        return any(start < offset < end for start, end in self.spans)

    def speaker(self, index: int) -> int | None:
        """Return the token of the speaker of the words around a token, or None where nobody is said to speak."""
        verb = self.saying(index)
        return self._subject(verb, index) if verb is not None else None

    def saying(self, index: int) -> int | None:
        """Return the verb of saying that the words around a token belong to, or None where there is none."""
        start = self.tree.tokens[index].start
        inside = any(opened <= start < closed for opened, closed in self.spans)
        for above in self.tree.ancestors(index):
            if self._says(above, inside):
                return above
        if not inside:
            return None
        number = self.parse.sentences.index(self.parse.sentence_of(index))
        closes = max(closed for opened, closed in self.spans if opened <= start < closed)
        for sentence in self.parse.sentences[number:]:  # '"We thank Chad. It helped," Japan said.'
            found = self._of_saying(sentence, index)
            if found or sentence.end >= closes:
                break
        if found:
            return found[0]
        for back in range(1, BEFORE + 1):
            if number < back:
                break
            sentence = self.parse.sentences[number - back]
            found = self._of_saying(sentence, index)
            if found:
                return found[0]
            if not any(opened < sentence.end and sentence.start < closed for opened, closed in self.spans):
                break
        return None

    def _of_saying(self, sentence: Sentence, index: int) -> list[int]:
        """The verbs of a sentence, outside quotations, by which somebody says what stands in one."""
        verbs = [i for i in range(sentence.first, sentence.last) if self._says(i, inside=True)]
        return [verb for verb in verbs if self._subject(verb, index) is not None]

    def _says(self, index: int, inside: bool) -> bool:
        token = self.tree.tokens[index]
        outside = not (inside and any(start <= token.start < end for start, end in self.spans))
        return outside and token.pos == "VERB" and token.lemma in load_grammar()["reporting"]

    def _subject(self, verb: int, index: int) -> int | None:
        return next((kid for kid in self.clauses[verb].subjects if kid != index), None)


def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans between quotation marks, marks included; straight marks are taken in pairs a paragraph.

    >>> quotations('He said "no" and left.')
    ((8, 12),)
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
    return tuple(found)
