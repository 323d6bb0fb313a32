"""Headlines in title case: "Russia Expels Two Polish Diplomats" is read as "Russia expels two Polish diplomats".

The parser takes words with a capital for names. Those that the cards and tables know as words, and no name covers, are
read in small letters; offsets stay as they are.
"""

from __future__ import annotations

import functools
import re

from kg.gazetteer import default_gazetteer
from kg.gazetteer.offices import forms_from
from kg.seeds.cards import load_cards

LONGEST = 160  # characters of a line that may be a headline
WORD = re.compile(r"[^\W\d_]+")
LITTLE = frozenset(
    WORD.findall(
        "a after against amid an and are as at back be before between but by can down during for from has have his her"
        " if in into is it its may more near new no not of off on or out over says set than the their to two three four"
        " five six seven eight nine ten under until up via was were while will with without"
    )
)
ENDINGS = ("", "s", "es", "ed", "d", "ing", "ies", "ied")


def read_as_sentence(text: str) -> str:
    """Return a line in title case with its common words in small letters; any other text as it is.

    >>> read_as_sentence("Russia Expels Two Polish Diplomats")
    'Russia expels two Polish diplomats'
    >>> read_as_sentence("Russia expelled two Polish diplomats in May.")
    'Russia expelled two Polish diplomats in May.'
    """
    words = list(WORD.finditer(text))
    if len(text) > LONGEST or "\n" in text or len(words) < 4 or text.isupper() or text.rstrip().endswith("."):
        return text
    if any(w.group()[0].islower() for w in words if len(w.group()) > 3 and w.group() not in LITTLE):
        return text
    names = [(match.start, match.end) for match in default_gazetteer().find(text)]
    pieces, last = [], 0
    for number, word in enumerate(words):
        named = any(start <= word.start() < end for start, end in names)
        if number and not named and _is_common(word.group().lower()):
            pieces += [text[last : word.start()], word.group().lower()]
            last = word.end()
    return "".join(pieces) + text[last:]


@functools.lru_cache(maxsize=4096)
def _is_common(word: str) -> bool:
    if word in LITTLE or forms_from(word):
        return True
    stems = {word.removesuffix(ending) + more for ending in ENDINGS if word.endswith(ending) for more in ("", "e", "y")}
    return bool(stems & _words())


@functools.cache
def _words() -> frozenset[str]:
    """The words of the cards' terms, and of what they are said of."""
    found: set[str] = set()
    for card in load_cards().values():
        for trigger in card.triggers:
            found.update(trigger.words)
            found.update(word for _, words in trigger.conditions for word in words)
    return frozenset(word for word in found if word.islower())
