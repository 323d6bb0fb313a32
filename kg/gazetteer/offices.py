"""Words for offices, bodies and kinds of people: one look-up, whoever asks.

"Foreign ministers", "the ministry" and "rebels" are forms of the rows of seeds/offices.csv. Who held an office on a day
is told by `Gazetteer.holders`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from kg.seeds.actor_words import actor_words
from kg.seeds.actors import Office, actor_tables
from kg.seeds.own import at_most, remembered

# Kinds of offices (`Office.kind`) by what may be concluded from them.
ONE_HOLDER = ("head_of_state", "head_of_government", "foreign_affairs", "defence")  # a state has one at a time
MANY_HOLDERS = ("cabinet", "forces", "rebels")  # several at a time: "the minister" is nobody's title alone
FIRMS = ("business", "multinational", "media")  # "the company", "the paper": one that was named
CROWDS = ("rebels", "opposition", "civilians", "paramilitary", "unidentified_armed", "criminals", "refugees")


class OfficeForm(NamedTuple):
    """The row that some words stand for, and whether they are its plural."""

    office: Office
    plural: bool


def office_of(words: str | None) -> Office | None:
    """Return the office that a phrase names: by its last words, the longest first, else by its first words.

    >>> office_of("Japanese foreign ministers").term, office_of("premier").term, office_of("secretary of state").term
    ('foreign minister', 'prime minister', 'secretary of state')
    >>> office_of("summit") is None
    True
    """
    found = form_of(words)
    return found.office if found else None


def form_of(words: str | None) -> OfficeForm | None:
    """Return the office that a phrase names, and whether the words are its plural.

    >>> form_of("the ministries").plural
    True
    """
    return _look_up(words) if words else None


def forms_from(word: str) -> Mapping[tuple[str, ...], OfficeForm]:
    """Return the forms that begin with a word in small letters, each as the tuple of its words.

    >>> sorted(" ".join(words) for words in forms_from("premiers"))
    ['premiers']
    """
    return _forms().get(word, _NONE)


def acts_for_a_state(office: Office) -> bool:
    """Does, or did, who holds the office act for a state? A party of the opposition never does.

    >>> acts_for_a_state(office_of("former president")), acts_for_a_state(office_of("opposition party"))
    (True, False)
    """
    return office.speaks_for_state or not actor_words()["former_words"].isdisjoint(office.term.split())


def is_body(office: Office) -> bool:
    """Is the word one for an institution, not for a person?

    >>> is_body(office_of("foreign ministry")), is_body(office_of("foreign minister"))
    (True, False)
    """
    return office.term.split()[-1] in actor_words()["body_words"]


def is_private(titles: Sequence[Office]) -> bool:
    """Do titles, of which there are some, tell of somebody who acts for no state: "opposition leader", "citizen"?

    >>> is_private([office_of("opposition leader")]), is_private([office_of("envoy")]), is_private([])
    (True, False, False)
    """
    private = actor_words()["private_titles"]
    return bool(titles) and not any(title.speaks_for_state and title.term not in private for title in titles)


_NONE: Mapping[tuple[str, ...], OfficeForm] = MappingProxyType({})


@at_most(4096)
def _look_up(phrase: str) -> OfficeForm | None:
    words = _words(phrase)
    pieces = [words[start:] for start in range(len(words))]
    pieces += [words[:end] for end in range(len(words) - 1, 0, -1)]  # "secretary of state": the head comes first
    return next((form for piece in pieces if (form := forms_from(piece[0]).get(piece)) is not None), None)


@remembered
def _forms() -> Mapping[str, Mapping[tuple[str, ...], OfficeForm]]:
    """All forms by their first word; the first row that has a form keeps it."""
    found: dict[str, dict[tuple[str, ...], OfficeForm]] = {}

    def add(words: tuple[str, ...], form: OfficeForm) -> None:
        if words:
            found.setdefault(words[0], {}).setdefault(words, form)

    for office in actor_tables().offices.values():
        for term in (office.term, *office.aliases):
            add(_words(term), OfficeForm(office, False))
        add(_words(office.plural), OfficeForm(office, office.plural != office.term))
        for alias in office.aliases:
            words = _words(alias)
            add((*words[:-1], _plural(words[-1])), OfficeForm(office, True))
    return found


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(phrase.lower().replace("-", " ").replace("’", "'").replace("'s", " 's").split())


def _plural(word: str) -> str:
    if word.endswith("man"):
        return word[:-3] + "men"
    return word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else word + "s"
