"""Whether a name acts or is a place, as far as syntax tells: "Seoul said" and "in Seoul"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extractors.actor_names import Name
from kg.model import Candidate
from kg.seeds.actor_words import actor_words
from kg.text.tree import Tree

LONGEST_DATELINE = 16  # tokens


def is_language(tree: Tree, name: Name) -> bool:
    """Whether a people's name is its language here: "speaks Korean", "in Japanese"."""
    if not any(sense.way in ("adjective", "people") for sense in name.senses):
        return False
    token = tree.tokens[tree.first_conjunct(name.head)]
    above = tree.tokens[token.head]
    bare = not tree.kids(name.head, "det", "amod", "poss")
    if token.dep == "pobj" and above.lemma in ("in", "into") and bare and token.tag not in ("NNS", "NNPS"):
        return name.last - name.first == 1 and not tree.kids(name.head, "prep", "relcl", "compound", "poss")
    return token.dep == "dobj" and above.lemma in actor_words()["language_verbs"]


def placement(
    tree: Tree,
    name: Name,
    noun: str,
    candidates: Sequence[Candidate],
    places: Sequence[Candidate],
    city: bool = False,
    city_state: bool = False,
) -> tuple[float, bool]:
    """How surely a name acts (0 not at all), and whether it says where.

    `noun` is the lemma of the noun that it stands before or possesses, empty where it stands alone.
    """
    if not candidates:
        return 0.0, bool(places)
    words = actor_words()
    ways = {sense.way for sense in name.senses}
    city = city and not ways & {"name", "body", "adjective"}
    can_lie = bool(places) or bool(ways & {"name", "capital", "seat", "ambiguous"})
    token = tree.tokens[name.head]
    above = tree.tokens[token.head]
    if is_dateline(tree, name):
        return 0.0, can_lie
    if noun in words["place_nouns"]:
        return (0.0 if city else 0.45), True
    if noun:
        pair = in_pair(tree, name)
        if city and not pair and token.dep != "poss":
            return (0.0 if noun in words["named_after_cities"] else 0.3), True
        return 0.95, False
    token = tree.tokens[tree.first_conjunct(name.head)]
    above = tree.tokens[token.head]
    if token.dep == "pobj" and above.lemma in ("in", "at") and name.key in words["seats_of_courts"]:
        return 0.0, can_lie
    if token.dep == "pobj":
        return _behind_preposition(tree, token.head, city, can_lie, name.key.startswith("the island"), city_state)
    if token.dep == "dobj" and above.lemma in words["motion_verbs"]:
        return (0.0 if city else 0.5), can_lie
    if token.dep == "dobj" and above.lemma in words["verbs_done_to_places"]:
        return (0.6 if city else 0.95), can_lie
    if token.dep in ("appos", "npadvmod") and can_lie and city:
        return 0.0, True
    if token.dep == "appos" and can_lie and above.pos == "PROPN":
        return 0.4, True  # "Geneva, Switzerland"
    if token.dep in ("nsubjpass",) and city:
        return 0.6, can_lie
    return 0.95, False


def _behind_preposition(
    tree: Tree, preposition: int, city: bool, can_lie: bool, island: bool, town: bool
) -> tuple[float, bool]:
    words = actor_words()
    lemma = tree.tokens[preposition].lemma
    verb = tree.tokens[tree.tokens[preposition].head]
    if city and lemma in ("in", "at") and verb.lemma in words["posts"]:
        return 0.6, can_lie  # "the American embassy in Nicosia"
    if lemma in words["location_prepositions"]:
        return (0.0 if city else 0.2 if town else 0.45), can_lie
    if lemma in words["direction_prepositions"]:
        if verb.lemma in words["travel_verbs"] | words["motion_verbs"]:
            return (0.0 if city else 0.45), can_lie
        return (0.5 if city else 0.9), can_lie
    if lemma == "of" and verb.lemma in words["seas"] and verb.pos == "PROPN":
        return 0.0, False  # "fired missiles into the Sea of Japan"
    if lemma == "of" and verb.lemma in words["place_nouns"] | words["seas"] | words["parts_of_places"]:
        return (0.0 if city else 0.4), can_lie
    if lemma == "of" and city and verb.lemma in words["named_after_cities"]:
        return 0.0, can_lie  # "the Act of Algeciras"
    if lemma in ("on", "upon") and island:
        return 0.0, True
    if lemma in ("on", "upon") and city:
        return 0.6, can_lie
    return 0.95, False


def is_dateline(tree: Tree, name: Name) -> bool:
    """Whether a name stands in what opens a report: "SEOUL, South Korea (AP) -", "TOKYO, Nov. 14 --"."""
    tokens = tree.tokens
    sentence = tree.parse.sentence_of(name.first)
    if name.last <= _dateline_end(tree, sentence.first):
        return True
    if name.first != sentence.first or name.last >= len(tokens):
        return False
    following = tokens[name.last].text
    loud = all(tokens[i].text.isupper() for i in range(name.first, name.last)) and len(name.key) > 3
    return following == "(" or (loud and following in (",", "-", "–", "—", "--", ":"))


def _dateline_end(tree: Tree, first: int) -> int:
    """Where the dateline ends that a sentence opens with, its first token where there is none.

    A town in capitals, or an agency in brackets, then a dash with blanks around it.
    """
    tokens = tree.tokens
    loud = tokens[first].text.isupper() and len(tokens[first].text) > 3
    bracket = False
    for index in range(first + 1, min(first + LONGEST_DATELINE, len(tokens) - 1)):
        text = tokens[index].text
        bracket = bracket or text == ")"
        apart = tokens[index - 1].end < tokens[index].start and tokens[index].end < tokens[index + 1].start
        if text in ("-", "–", "—", "--") and apart:
            return index + 1 if bracket or loud else first
        if tokens[index].pos in ("VERB", "AUX") or text in (".", ";", ":"):
            return first
    return first


def in_pair(tree: Tree, name: Name) -> bool:
    """Does a hyphen join a name with another: "the Sino-Japanese War"?"""
    tokens = tree.tokens
    before, after = name.first - 1, name.last
    return (after + 1 < len(tokens) and tokens[after].text in "-–‑/" and tokens[after + 1].text[:1].isupper()) or (
        before > 0 and tokens[before].text in "-–‑/" and tokens[before - 1].text[:1].isupper()
    )
