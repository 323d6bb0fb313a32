"""Where an event's own words place it, and the states for which places stand: "hit Haifa", "a rally in Khartoum"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.gazetteer import default_gazetteer
from kg.model import ActorMention, Candidate, PlaceMention
from kg.seeds.actor_words import actor_words
from kg.seeds.actors import PlaceRow, State
from kg.text.tree import CLAUSES, Tree

AT_A_PLACE = ("in", "at", "near", "off", "inside", "outside", "around", "across", "within", "throughout", "aboard")
OTHER_TIMES = ("after", "before", "since", "until", "following", "during", "despite")  # what follows is another event
WATERWAY, CANAL = "waterway", "Canal"  # a sea or a strait stands for nobody
TO_A_PLACE = ("to", "into", "from", "on", "over", "for")


def event_places(
    tree: Tree, places: Sequence[PlaceMention], head: int, matched: Sequence[int], light: int | None
) -> tuple[PlaceMention, ...]:
    """Places that the event's own words or its clause name, nearest first: "in Phnom Penh", "from Quito".

    A place before a statement ("In Caracas, the president said ...") is where it was made.
    """
    by_head = {place.head: place for place in places}
    clause = tree.clause_verb(head)
    own = [*matched, *([light] if light is not None else [])]
    objects = [obj for base in own if tree.is_verb(base) for obj in tree.kids(base, "dobj", "nsubjpass", "attr")]

    def behind(bases: Iterable[int], prepositions: Sequence[str]) -> Iterator[PlaceMention]:
        for base in bases:
            for lemma, obj in tree.prepositions(base):
                if lemma not in prepositions or any(token.text == ";" for token in tree.tokens[obj:base]):
                    continue  # of the clause before: "met in Oslo; in May he went to Bonn"
                place = place_within(tree, by_head, obj)
                if place is not None:
                    yield place

    found = [*behind([*own, *objects], AT_A_PLACE), *behind([*own, *objects], TO_A_PLACE)]
    for base in own:  # "visited Oslo", "the Geneva talks"
        found += [by_head[kid] for kid in tree.kids(base, "dobj", "compound", "npadvmod", "advmod") if kid in by_head]
    found += behind(_phrase(tree, own), AT_A_PLACE)
    for base in [clause, *tree.ancestors(clause)]:
        found += behind([base, *tree.kids(base, "npadvmod", "advmod")], AT_A_PLACE)
        purpose = tree.tokens[base].dep == "advcl" and any(tree.lemma(kid) == "to" for kid in tree.kids(base, "aux"))
        if not purpose and tree.tokens[base].dep not in ("ccomp", "xcomp", "conj"):
            break
    return tuple(dict.fromkeys(found))


def _phrase(tree: Tree, tokens: Iterable[int]) -> Iterator[int]:
    """The words below some tokens without the clauses that hang on them: "an attack on rebels inside Ecuador"."""
    waiting = list(tokens)
    while waiting:
        index = waiting.pop(0)
        yield index
        waiting += [
            kid
            for kid in tree.children[index]
            if tree.tokens[kid].dep not in CLAUSES and tree.lemma(kid) not in OTHER_TIMES
        ]


def place_within(tree: Tree, by_head: dict[int, PlaceMention], index: int) -> PlaceMention | None:
    """The place that a noun phrase names: "the town of Rawalpindi", "Islamabad airport", "the capital, Quito"."""
    if index in by_head:
        return by_head[index]
    inner = [
        *tree.kids(index, "compound", "appos", "nmod"),
        *(obj for lemma, obj in tree.prepositions(index) if lemma in ("of", "in", "near")),
    ]
    return next((by_head[i] for i in inner if i in by_head), None)


def states_of_places(tree: Tree, places: Sequence[PlaceMention], tokens: Iterable[int]) -> list[ActorMention]:
    """The states whose places the tokens name, as actors: who is hit where only "Haifa" is told."""
    by_head = {place.head: place for place in places}
    found = (place_within(tree, by_head, token) for token in tokens)
    return [actor for place in dict.fromkeys(found) if place is not None and (actor := _state_of(place)) is not None]


def states_of_capitals(tree: Tree, tokens: Iterable[int]) -> list[ActorMention]:
    """The states whose capitals the tokens name, as actors: who judges an act that "was hailed in Ankara"."""
    found = []
    for index in tokens:
        token = tree.tokens[index]
        named = default_gazetteer().find(token.text) if token.text[0].isupper() else ()
        senses = [sense for match in named for sense in match.senses]
        states = [sense.entity for sense in senses if sense.way == "capital"]
        if states:
            readings = tuple(Candidate(state, 0.6, f"'{token.text}' speaks for its state") for state in states)
            found.append(ActorMention(token.start, token.end, index, "name", readings))
    return found


def states_of_goods(tree: Tree, tokens: Iterable[int]) -> list[ActorMention]:
    """The states whose goods and arms the tokens name, as actors: "French wine", but not "the Vienna convention"."""
    found = []
    for token in tokens:
        named_after = tree.lemma(token) in actor_words()["named_after_cities"]
        for kid in tree.kids(token, "amod", *(() if named_after else ("compound", "nmod"))):
            word = tree.tokens[kid]
            states = [
                entity
                for match in (default_gazetteer().find(word.text) if word.text[0].isupper() else ())
                for entity in match.entities
                if isinstance(default_gazetteer().get(entity), State)
            ]
            if states:
                reason = f"'{word.text}' goods are their state's"
                found.append(ActorMention(word.start, word.end, kid, "name", (Candidate(states[0], 0.6, reason),)))
    return found


def _state_of(place: PlaceMention) -> ActorMention | None:
    for candidate in place.candidates:
        entry = default_gazetteer().get(candidate.entity)
        if isinstance(entry, PlaceRow):
            state = "" if entry.kind == WATERWAY and CANAL not in entry.label else entry.country
        else:
            state = entry.id if isinstance(entry, State) else ""
        if state:
            reason = f"{candidate.entity} stands for its state"
            return ActorMention(place.start, place.end, place.head, "name", (Candidate(state, 0.6, reason),))
    return None
