"""Is this English? A test by the share of small words, enough to refuse what the rules cannot read."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Set
from typing import NamedTuple

from kg.seeds.reading import language_words

SAMPLE = 4_000  # code points
FEWEST_WORDS = 8  # below, nothing can be told
LOW, HIGH = 0.06, 0.15  # share of English small words: below LOW a long text is not English, from HIGH on it is
LONG = 40  # words
SHORT_PROOF = 3  # small words of another language that a shorter text must hold, two different ones among them

_WORD = re.compile(r"[^\W\d_]+")


class Verdict(NamedTuple):
    """What the text looks like: "English", another language's name, a script, or None where it is too short to tell."""

    language: str | None
    share: float


def _small_words(text: str, small: Set[str], english: bool) -> Counter[str]:
    """How often each of a language's small words stands in a text; those between the parts of names do not count.

    "Le Pen", "Lula da Silva" and "São Paulo" are no French and no Portuguese.
    """
    tokens = _WORD.findall(text)
    found: Counter[str] = Counter()
    for number, token in enumerate(tokens):
        word = token.casefold()
        if word not in small:
            continue
        after = tokens[number + 1] if number + 1 < len(tokens) else ""
        before = tokens[number - 1] if number else ""
        in_name = after[:1].isupper() and (token[:1].isupper() or before[:1].isupper())
        if english or not in_name:
            found[word] += 1
    return found


def looks_like(text: str) -> Verdict:
    """Return the language that a text seems to be in.

    >>> looks_like("The two leaders met in the capital and agreed to hold talks with the others.").language
    'English'
    >>> looks_like("Die beiden Staatschefs trafen sich in der Hauptstadt und vereinbarten weitere Gespräche.").language
    'German'
    """
    sample = text[:SAMPLE]
    words = _WORD.findall(sample.casefold())
    letters = [char for char in sample if char.isalpha()]
    if len(letters) >= FEWEST_WORDS:
        latin = sum(char.isascii() or unicodedata.name(char, "").startswith("LATIN") for char in letters)
        if latin * 2 < len(letters):
            script = next(char for char in letters if not unicodedata.name(char, "LATIN").startswith("LATIN"))
            return Verdict(f"{unicodedata.name(script).split()[0].title()} script", 0.0)
    if len(words) < FEWEST_WORDS:
        return Verdict(None, 0.0)
    counts = {name: _small_words(sample, small, name == "English") for name, small in language_words().items()}
    english = sum(counts.pop("English").values()) / len(words)
    other = max(sorted(counts), key=lambda name: sum(counts[name].values()))
    found = counts[other]
    proven = len(words) >= LONG or (len(found) >= 2 and sum(found.values()) >= SHORT_PROOF)
    if proven and sum(found.values()) / len(words) > max(english, LOW):
        return Verdict(other, english)
    if english >= HIGH:
        return Verdict("English", english)
    if english < LOW and len(words) >= LONG:
        return Verdict("another language", english)
    return Verdict(None, english)
