"""Names in a parsed document: gazetteer first, the engine's own entities where it knows nothing."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.gazetteer import Gazetteer, Sense
from kg.gazetteer.offices import office_of
from kg.model import NamedEntity
from kg.seeds.actor_words import actor_words
from kg.seeds.actors import PlaceRow
from kg.seeds.timex import time_lexicon
from kg.text import Text

STATE_WAYS = frozenset({"name", "adjective", "people", "seat", "capital", "body", "ambiguous", "combining"})
ENGINE_LABELS = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}
OTHER_AMERICANS = ("south", "latin", "central", "north", "meso", "pan", "inter")  # before "American": not of the states
CURRENCIES = ("$", "£", "¥")

CALENDAR = re.compile(r"\d{4}-\d\d")  # TIMEX3 values of days and months
WITHIN = ("in", "since", "until")  # before a month
MODEL = re.compile(r"[-\u2011]\d")  # behind a name, it is that of a machine: "a Su-30 jet"

WEAK = ("surname", "place", "name", "ambiguous", "capital")  # ways in which a name of one word means somebody


@dataclass(frozen=True, slots=True)
class Name:
    """A name: its tokens [first, last), its span, its syntactic head, who bears it, and what the engine took it for."""

    first: int
    last: int
    start: int
    end: int
    head: int
    key: str
    senses: tuple[Sense, ...]
    label: str = ""
    within: tuple[Sense, ...] = ()  # of the known names inside a larger unknown one: "Bank of Japan"
    stands_for: str = ""  # the long form of an abbreviation that the text explains

    @property
    def is_person(self) -> bool:
        """Does the name stand for somebody, known or not?"""
        if self.senses:
            return self.senses[0].way in ("person", "surname")
        return self.label == "PERSON"


def find_names(text: Text, gazetteer: Gazetteer) -> list[Name]:
    """Return the names of a document, left to right, without overlap."""
    known = list(_whole_names(text, list(_known_names(text, gazetteer))))
    taken: dict[int, int] = {i: number for number, name in enumerate(known) for i in range(name.first, name.last)}
    swallowed: set[int] = set()
    fresh: list[Name] = []
    for entity in map(functools.partial(_without_month, text), text.parse.entities):
        if entity.label not in ENGINE_LABELS:
            continue
        inside = sorted({taken[i] for i in range(entity.first, entity.last) if i in taken})
        if not inside:
            fresh.append(_engine_name(text, entity.first, entity.last, entity.label))
            continue
        larger = _larger(text, entity, [known[number] for number in inside], gazetteer)
        if larger is not None:
            swallowed.update(known[number].first for number in inside)
            senses = tuple(sense for number in inside for sense in known[number].senses)
            fresh.append(replace(larger, within=senses))
    known = list(_without_parts_of_persons(text, known, fresh))
    names = [name for name in known if name.first not in swallowed] + fresh
    names = _without_overlap(sorted(names, key=lambda name: (name.start, -name.end)))
    persons = {(e.first, e.last) for e in text.parse.entities if e.label == "PERSON"}
    names = [_person_not_place(text, name, persons) for name in names]
    names = _with_abbreviations(text, _with_ancestors(text, names))
    return [name for name in _spread_surnames(text, names) if _fits(text, name) and not _is_a_craft(text, name)]


def _without_month(text: Text, entity: NamedEntity) -> NamedEntity:
    """The entity without a month that the engine takes for a first name: "In May Merkel warned Chad"."""
    longer = entity.last - entity.first > 1
    return replace(entity, first=entity.first + 1) if longer and _is_a_month(text, entity.first) else entity


def _is_a_month(text: Text, index: int) -> bool:
    """Is it a month in which something is: "in May", "late May" where the time tagger reads a date?"""
    token, months = text.tree.tokens[index], time_lexicon().words["MONTH"]
    if token.text not in months and token.text.lower() not in months:
        return False
    if token.dep == "pobj" and text.tree.lemma(token.head) in WITHIN:
        return True
    before = text.tree.tokens[index - 1].text.lower() if index else ""
    dated = any(t.start <= token.start and token.end <= t.end and CALENDAR.match(t.value) for t in text.times)
    return before in (*WITHIN, "last", "this", "next", "early", "late") and dated


def _whole_names(text: Text, known: list[Name]) -> Iterator[Name]:
    """The known names, where a surname before a given name with a hyphen is one person's: "Lee Su-hoon", not Mr Su."""
    tokens, taken = text.tree.tokens, 0
    suffixes = actor_words()["suffixes_not_actor"] | actor_words()["suffixes_home"]
    for name in known:
        if name.first < taken:
            continue
        given = tokens[name.last : name.last + 3]
        surname = name.last - name.first == 1 and any(sense.way == "surname" for sense in name.senses)
        if (
            surname
            and len(given) == 3
            and given[0].tag == "NNP"
            and given[1].text in "-\u2011"
            and given[2].text.islower()
        ):
            joined = given[0].end == given[1].start and given[1].end == given[2].start
            if joined and given[0].text.istitle() and given[2].text.isalpha() and given[2].text not in suffixes:
                taken = name.last + 3
                yield _engine_name(text, name.first, taken, "PERSON")
                continue
        yield name


def _without_parts_of_persons(text: Text, known: list[Name], fresh: list[Name]) -> Iterator[Name]:
    """The known names, where a place behind a strange first name is a person: "the head of the JMSDF Goro Sakai".

    The engine takes body and person for one name; the words that no table knows before a town's name tell them apart.
    """
    ends = {name.last for name in known if name.senses and name.senses[0].way in ("body", "name", "seat")}
    for entity in text.parse.entities:
        if entity.label not in ("ORG", "PERSON", "GPE"):
            continue
        inside = [name for name in known if entity.first <= name.first and name.last <= entity.last]
        if not inside or inside[0].last not in ends:
            continue
        first = inside[0].last
        words = text.tree.tokens[first : entity.last]
        given = len(words) in (2, 3) and all(t.tag == "NNP" and t.text.isalpha() and t.text.istitle() for t in words)
        places = all(sense.way == "place" for name in inside[1:] for sense in name.senses)
        strange = given and not any(name.first <= first < name.last for name in known)
        if strange and places and not {t.text.lower() for t in words} & _not_in_persons():
            fresh.append(_engine_name(text, first, entity.last, "PERSON"))
            known = [name for name in known if name not in inside[1:]]
    yield from known


def _with_abbreviations(text: Text, names: list[Name]) -> list[Name]:
    """An abbreviation is what the text says it is, whoever else bears it: "Syrian Democratic Forces (SDF)".

    One that no initials explain, "(UNITA)", tells what an organisation is that no table holds.
    """
    tokens, long_forms, known = text.tree.tokens, dict[str, Name](), dict[int, Name]()
    by_first = {name.first: name for name in names}
    for name in names:
        strange = not name.senses and name.label == "ORG"
        for short in () if name.is_person else _short_forms(text, name):
            other, bracketed = by_first.get(short), tokens[short - 1].text == "("
            if _abbreviates(tokens[short].text, text.words(name.start, name.end)):
                long_forms.setdefault(tokens[short].text.casefold(), name)
            elif strange and bracketed and other is not None and any(s.way == "name" for s in other.senses):
                known[name.first] = other
    explained = [replace(n, senses=known[n.first].senses) if n.first in known else n for n in names]
    return [_as_explained(text, n, long_forms[n.key]) if n.key in long_forms else n for n in explained]


def _short_forms(text: Text, name: Name) -> Iterator[int]:
    """Where a word in capitals stands right behind a name as its short form: "(JEM)", ", or JEM,", "or JEM"."""
    behind = text.tree.tokens[name.last : name.last + 4]
    words = [token.text for token in behind]
    if words[:1] + words[2:3] == ["(", ")"]:
        yield name.last + 1
    way = [word for word in words if word not in (",", "the")]
    if way[:1] == ["or"] and len(way) > 1:
        yield name.last + words.index(way[1])


def _abbreviates(short: str, words: str) -> bool:
    """Is a word in capitals made of the first letters of others?"""
    letters = "".join(word[0] for word in re.findall(r"[^\W_]+", words) if word[0].isupper())
    return len(short) > 2 and short.isupper() and (letters == short or letters.removeprefix("T") == short)


def _as_explained(text: Text, name: Name, long_form: Name) -> Name:
    if long_form.senses:
        return replace(name, senses=long_form.senses)
    said = text.words(long_form.start, long_form.end)
    return replace(name, senses=(), label=long_form.label, within=long_form.within, stands_for=said)


def _not_in_persons() -> frozenset[str]:
    words = actor_words()
    lists = (
        "body_words",
        "company_words",
        "media_words",
        "education_words",
        "party_words",
        "place_nouns",
        "concept_words",
        "title_words",
    )
    return frozenset().union(*(words[name] for name in lists))


def _with_ancestors(text: Text, names: list[Name]) -> list[Name]:
    """A patronymic belongs to the name before it, and so does what follows the particle that the engine ends a name at:
    "Abdullah II Ibn Al Hussein", "Ramtane ben Youssef" are one name each.
    """
    particles, joined = actor_words()["name_particles"], list[Name]()
    for name in names:
        previous = joined[-1] if joined else None
        if previous is None or not name.is_person:
            joined.append(name)
            continue
        between = text.document.text[previous.end : name.start].lower().split()
        known = bool(previous.senses) and previous.senses[0].way == "person"
        if known and between and set(between) <= particles:
            joined[-1] = replace(previous, last=name.last, end=name.end, head=name.head)
        elif previous.label == "PERSON" and not between and previous.key.split()[-1] in particles:
            joined[-1] = _engine_name(text, previous.first, name.last, "PERSON")
        else:
            joined.append(name)
    return joined


def _person_not_place(text: Text, name: Name, persons: set[tuple[int, int]]) -> Name:
    """A small town's name that is a surname here: "Professor Nakano", or where the engine sees a person and no "in"."""
    if not name.senses or any(sense.way != "place" for sense in name.senses):
        return name
    token = text.tree.tokens[name.head]
    located = token.dep == "pobj" and text.tree.tokens[token.head].lemma in actor_words()["location_prepositions"]
    before = text.tree.tokens[name.first - 1] if name.first else None
    titles = actor_words()["title_words"] | actor_words()["addresses"]
    titled = before is not None and before.tag == "NNP" and before.text.lower().rstrip(".") in titles
    if titled or ((name.first, name.last) in persons and not located):
        return replace(name, senses=(), label="PERSON")
    return name


# ------------------------------------------------------------------------------ the gazetteer's names
def _known_names(text: Text, gazetteer: Gazetteer) -> Iterator[Name]:
    for match in gazetteer.find(text.document.text):
        tokens = text.parse.tokens_in(match.start, match.end)
        if not tokens or text.parse.sentence_of(tokens[0]) != text.parse.sentence_of(tokens[-1]):
            continue
        head = text.tree.head(tokens)
        yield Name(tokens[0], tokens[-1] + 1, match.start, match.end, head, match.key, match.senses)


def _fits(text: Text, name: Name) -> bool:
    """Whether a name can act or lie somewhere: not "anti-Japanese", not the bare word "North"."""
    tokens, words = text.parse.tokens, actor_words()
    hyphen = name.first >= 2 and tokens[name.first - 1].text in "-–‑" and _glued(text, name.first - 1)
    if hyphen and tokens[name.first - 2].text.lower() in words["prefixes_not_actor"]:
        return False
    if name.first >= 1 and tokens[name.first].start < name.start:  # "antiJapanese", "anti-Japanese" as one token
        return False
    if (
        name.senses
        and name.senses[0].way == "surname"
        and tokens[name.head].pos in ("PRON", "VERB", "AUX", "ADP", "ADV")
    ):
        return False
    if name.key in words["bare_directions"]:
        return False
    endings = {part for part in name.key.split() if part.rstrip(".") in words["name_endings"]}
    if not name.senses and set(name.key.split()) <= words["title_words"] | endings:
        return False  # "Envoy Extraordinary", "Jr."
    if name.first and name.key in ("american", "americans") and tokens[name.first - 1].text.lower() in OTHER_AMERICANS:
        return False
    if text.document.text[name.end : name.end + 1] in CURRENCIES:  # "US$709 million"
        return False
    if MODEL.match(text.document.text, name.end) or _is_a_month(text, name.first):
        return False
    following = name.last
    if name.key in ("the north", "the south") and following < len(tokens):  # "the South Pacific"
        return tokens[following].pos not in ("PROPN", "NOUN", "ADJ") or tokens[name.last - 1].head < following
    return True


def _is_a_craft(text: Text, name: Name) -> bool:
    """Is an unknown name that of a ship or a missile, which does nothing itself: "the tanker Stena Impero"?"""
    if name.senses:
        return False
    tokens, words = text.tree.tokens, actor_words()
    if tokens[name.first].text.lower() in words["craft_prefixes"]:
        return True
    before = name.first - (2 if name.first and tokens[name.first - 1].tag == "``" else 1)
    return before >= 0 and tokens[before].text.lower() in words["crafts"]


def has_suffix(text: Text, name: Name, suffixes: frozenset[str]) -> bool:
    """Whether a hyphen and one of the words follow directly: "Tokyo-based"."""
    tokens = text.parse.tokens
    return (
        name.last + 1 < len(tokens)
        and tokens[name.last].text in "-–‑"
        and _glued(text, name.last)
        and tokens[name.last + 1].text.lower() in suffixes
    )


def _glued(text: Text, hyphen: int) -> bool:
    tokens = text.parse.tokens
    return (
        0 < hyphen < len(tokens) - 1
        and tokens[hyphen - 1].end == tokens[hyphen].start
        and tokens[hyphen].end == tokens[hyphen + 1].start
    )


# ------------------------------------------------------------------------------ the engine's names
def _beside(text: Text, index: int, step: int) -> int:
    """The next word that is no particle of a name: "Aiban" behind "Mohammed" in "Musaad bin Mohammed al-Aiban"."""
    tokens, index = text.tree.tokens, index + step
    while 0 <= index < len(tokens) and tokens[index].text.lower() in {*actor_words()["name_particles"], "-"}:
        index += step
    return index


def _engine_name(text: Text, first: int, last: int, label: str) -> Name:
    tokens = text.tree.tokens
    while last - first > 1 and (
        tokens[first].pos in ("DET", "PUNCT", "PART")
        or tokens[first].text.lower().rstrip(".") in actor_words()["short_titles"]
    ):
        first += 1
    if label == "PERSON" and first and _is_initial(text, first - 1) and tokens[first - 1].head in range(first, last):
        first -= 1
    while last - first > 1 and text.tree.tokens[last - 1].pos in ("PUNCT", "PART"):
        last -= 1
    start, end = text.tree.tokens[first].start, text.tree.tokens[last - 1].end
    key = text.words(start, end).casefold()
    return Name(first, last, start, end, text.tree.head(range(first, last)), key, (), label)


def _is_initial(text: Text, index: int) -> bool:
    """Is it one capital letter before a name, "Ö. Demir", "Y Quynh Bdap"?"""
    word = text.tree.tokens[index].text.rstrip(".")
    return len(word) == 1 and word.isupper() and text.tree.tokens[index].pos == "PROPN"


def _of_somebody_else(text: Text, entity: NamedEntity, inside: list[Name], capitals: list[int]) -> Name | None:
    """The whole name of a person who only shares a known one: "Prince Faisal bin Farhan", "Minister Goro Park"."""
    tokens, words = text.tree.tokens, actor_words()
    first = entity.first
    while tokens[first].text.lower() in words["title_words"] and first < inside[0].first:
        first += 1
    own = [i for i in capitals if i >= first]
    weak = all(sense.way in WEAK for name in inside for sense in name.senses)
    last = inside[-1].last
    goes_on = last < entity.last and tokens[last].text.lower() in words["name_particles"]
    if len(inside) != 1 or not (weak or goes_on) or {tokens[i].text.lower() for i in own} & words["title_words"]:
        return None
    if any(tokens[i].pos != "PROPN" for i in own):
        return None
    beside = {_beside(text, inside[0].first, -1), _beside(text, last - 1, 1)}
    return _engine_name(text, first, entity.last, "PERSON") if beside & set(own) else None


def _is_one_person(text: Text, entity: NamedEntity, inside: list[Name]) -> bool:
    """Are several names of known persons together that of another: "Omar Khan", "Ali Mahmoud Abbas"?"""
    words, tokens = actor_words(), text.tree.tokens[entity.first : entity.last]
    before = inside[:-1] if inside[-1].is_person else inside  # the last may be a full name
    return (
        len(inside) > 1
        and all(sense.way == "surname" for name in before for sense in name.senses)
        and all(token.text[0].isalpha() and token.text.lower() not in words["title_words"] for token in tokens)
        and all(token.pos == "PROPN" or token.text in words["name_particles"] for token in tokens)
    )


def _larger(text: Text, entity: NamedEntity, inside: list[Name], gazetteer: Gazetteer) -> Name | None:
    """A name of its own that only contains known ones: "Bank of Japan", "Jordan Henderson"; None where it is not."""
    covered = {i for name in inside for i in range(name.first, name.last)}
    outside = (i for i in range(entity.first, entity.last) if i not in covered)
    rest = [i for i in outside if text.tree.tokens[i].pos not in ("PUNCT", "PART")]
    capitals = [i for i in rest if text.tree.tokens[i].text[:1].isupper()]
    if entity.label == "PERSON" and _is_one_person(text, entity, inside):
        return _engine_name(text, entity.first, entity.last, "PERSON")
    if not capitals:
        return None
    words = actor_words()
    lowered = {text.tree.tokens[i].lemma for i in capitals} | {text.tree.tokens[i].text.lower() for i in capitals}
    if entity.label == "PERSON":
        return _of_somebody_else(text, entity, inside, capitals)
    if any(sense.way in ("person", "body") for name in inside for sense in name.senses):
        return None
    organisation = words["company_words"] | words["media_words"] | words["education_words"] | words["party_words"]
    if entity.label == "ORG" and lowered & organisation and not lowered & words["body_words"]:
        return _engine_name(text, entity.first, entity.last, "ORG")
    placed = any(
        isinstance(gazetteer.get(sense.entity), PlaceRow) or sense.way in ("name", "capital", "adjective")
        for name in inside
        for sense in name.senses
    )
    if placed and entity.label in ("GPE", "LOC", "FAC") and lowered & (words["place_nouns"] | words["seas"]):
        return _engine_name(text, entity.first, entity.last, entity.label)
    return None


def _without_overlap(names: list[Name]) -> list[Name]:
    kept: list[Name] = []
    for name in names:
        if kept and name.first < kept[-1].last:
            if name.senses and not kept[-1].senses and not kept[-1].label:
                kept[-1] = name
            continue
        kept.append(name)
    return kept


# ------------------------------------------------------------------------------ surnames
def _spread_surnames(text: Text, names: list[Name]) -> list[Name]:
    """A surname alone is the person whose full name stands in the document; other tokens of it become names too."""
    full: dict[str, Name] = {}
    for name in names:
        if name.is_person and name.last - name.first > 1 and not (name.senses and name.senses[0].way == "surname"):
            for word in (name.key.split()[-1], name.key.split()[0]):
                if len(word) > 2:
                    full.setdefault(word.casefold(), name)
    if not full:
        return names
    taken = {i for name in names for i in range(name.first, name.last)}
    strangers = _strangers(text, names)
    result: list[Name] = []
    for name in names:
        owner = full.get(name.key)
        single = " " not in name.key
        stranger = strangers.get(name.key)
        if stranger is not None and name.first > stranger.first and name.is_person:
            result.append(replace(name, senses=(), label="PERSON"))
        elif owner is not None and owner is not name and single and (name.is_person or not name.senses):
            senses = owner.senses or ()
            merged = tuple(dict.fromkeys((*senses, *name.senses)))
            result.append(replace(name, senses=merged, label=name.label or "PERSON"))
        else:
            result.append(name)
    for i, token in enumerate(text.parse.tokens):
        if i not in taken and token.pos in ("PROPN", "NOUN") and token.text[:1].isupper():
            owner = full.get(token.text.casefold())
            if owner is not None and re.fullmatch(r"[^\W\d_]{3,}", token.text):
                result.append(Name(i, i + 1, token.start, token.end, i, token.text.casefold(), owner.senses, "PERSON"))
    return sorted(result, key=lambda name: name.start)


def _strangers(text: Text, names: list[Name]) -> dict[str, Name]:
    """By surname: somebody of whom no table knows, named in full where no other of that name has full name or title.

    In a story of the film maker Paul Putin, "Putin" is he.
    """
    known, strangers = set[str](), dict[str, Name]()
    for name in names:
        words = name.key.casefold().split()
        if not name.is_person or not words:
            continue
        before = text.tree.tokens[name.first - 1] if name.first else None
        titled = before is not None and office_of(before.lemma) is not None
        if name.senses and (titled or (len(words) > 1 and name.senses[0].way != "surname")):
            known |= {words[-1], words[0]}
        elif not name.senses and len(words) > 1:
            strangers.setdefault(words[-1], name)
            strangers.setdefault(words[0], name)  # "Kang Chol": his family name stands first
    return {surname: name for surname, name in strangers.items() if surname not in known}
