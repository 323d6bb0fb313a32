"""What a term of a card stands for: alternatives, named sets of words, and the spellings of a word.

"ease|lift ban" is two terms, "send <food>" one for each word of the set `food` of seeds/word_sets.yml, and a word that
stands in seeds/spellings.yml is read in every spelling.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from kg.errors import SeedError, nearest
from kg.seeds.files import read_yaml, shipped, shown
from kg.seeds.own import remembered


@remembered
def word_sets(folder: Path | None = None) -> Mapping[str, tuple[str, ...]]:
    """Return the words of each named set, the sets inside a set unfolded; none where the folder has no such file.

    >>> "tariff" in word_sets()["sanction"]
    True
    """
    path = (folder or shipped("seeds")) / "word_sets.yml"
    lists = _lists(path)
    return MappingProxyType({name: tuple(dict.fromkeys(_members(name, lists, path, ()))) for name in lists})


@remembered
def spellings(folder: Path | None = None) -> Mapping[str, tuple[str, ...]]:
    """Return the other spellings of each word that has some; none where the folder has no such file.

    >>> spellings()["organize"]
    ('organise',)
    """
    path = (folder or shipped("seeds")) / "spellings.yml"
    lists = _lists(path)
    for word, others in lists.items():
        for other in others:
            if other in lists or other == word:
                raise SeedError(
                    f"{shown(path)}: {other!r} is both a spelling that is written and another one of {word!r}"
                )
    return MappingProxyType(lists)


def unfold(term: str, folder: Path | None = None) -> list[str]:
    """Return the terms that a term as written stands for, one for each choice of its words, spellings included.

    Raises SeedError for an unknown set, an alternative without a word, a run of blanks, or a spelling that is none of
    those that are written.

    >>> unfold("lift|ease ban")
    ['lift ban', 'ease ban']
    """
    if term != " ".join(term.split()):
        raise SeedError(f"{term!r} has a run of blanks; write {' '.join(term.split())!r}")
    choices = [list(_choices(word, folder)) for word in term.split(" ")]
    return list(dict.fromkeys(" ".join(chosen) for chosen in itertools.product(*choices)))


def unfold_all(terms: Iterable[str], folder: Path | None = None) -> list[str]:
    """Return what several terms stand for, in order, each once."""
    return list(dict.fromkeys(one for term in terms for one in unfold(term, folder)))


def _choices(written: str, folder: Path | None) -> Iterator[str]:
    for part in written.split("|"):
        if not part:
            raise SeedError(f"{written!r} has an alternative without a word")
        if part.startswith("<") and part.endswith(">"):
            name = part[1:-1]
            if name not in word_sets(folder):
                raise SeedError(f"no set {part} in seeds/word_sets.yml; {nearest(name, word_sets(folder))}")
            members: Iterable[str] = word_sets(folder)[name]
        else:
            members = (part,)
        for member in members:
            yield from _spelled(member, folder)


def _spelled(phrase: str, folder: Path | None) -> Iterator[str]:
    known = spellings(folder)
    for word in phrase.split():
        written = _written(folder).get(word)
        if written is not None:
            raise SeedError(f"write {written!r} for {word!r}: seeds/spellings.yml adds the other spellings")
    for chosen in itertools.product(*((word, *known.get(word, ())) for word in phrase.split())):
        yield " ".join(chosen)


@remembered
def _written(folder: Path | None) -> Mapping[str, str]:
    return {other: word for word, others in spellings(folder).items() for other in others}


def _members(name: str, lists: Mapping[str, tuple[str, ...]], path: Path, above: tuple[str, ...]) -> Iterator[str]:
    if name in above:
        raise SeedError(f"{shown(path)}: the set <{name}> contains itself through <{above[-1]}>")
    for word in lists[name]:
        if not (word.startswith("<") and word.endswith(">")):
            yield word
        elif word[1:-1] in lists:
            yield from _members(word[1:-1], lists, path, (*above, name))
        else:
            raise SeedError(f"{shown(path)}: <{name}> names no set by {word}; {nearest(word[1:-1], lists)}")


def _lists(path: Path) -> dict[str, tuple[str, ...]]:
    if not path.exists():
        return {}
    content, _ = read_yaml(path)
    if not isinstance(content, dict):
        raise SeedError(f"{shown(path)}: a mapping of name to list of words is needed")
    for name, words in content.items():
        if not isinstance(name, str) or not isinstance(words, list) or not words:
            raise SeedError(f"{shown(path)}: {name!r} needs a name that is text and a list of words")
        for word in words:
            if not isinstance(word, str):
                raise SeedError(
                    f"{shown(path)}: {name!r} holds {word!r}, which YAML does not read as text: put it in quotes"
                )
            if word in words[: words.index(word)] or words.count(word) > 1:
                raise SeedError(f"{shown(path)}: {name!r} holds {word!r} twice")
    return {name: tuple(words) for name, words in content.items()}
