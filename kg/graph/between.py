"""What is between two: the one definition that queries, counts, tables and pages share.

Between A and B is what A does to B, what B does to A, and a mutual act that both take part in, alone or with others.
What both do together towards a third is between each of them and the third, and shows the two aligned; it is never an
event between them. Persons count as themselves and as the party they act for.
"""

from __future__ import annotations

import itertools

from kg.model import Actor, Event


def dyads(event: Event) -> list[tuple[Actor, Actor]]:
    """Return who acts upon whom: every actor with every recipient; in a mutual act everyone with everyone, both ways.

    In a mutual act of several parties those who act for one of them stand on one side, with nothing between them.
    """
    if not event.reciprocal:
        return [(one, other) for one in event.actors for other in event.recipients if one.id != other.id]
    sides = event.actors + event.recipients
    alone = len({actor.party for actor in sides}) == 1
    pairs = itertools.permutations(sides, 2)
    return [(one, other) for one, other in pairs if one.id != other.id and (alone or one.party != other.party)]


def ties(event: Event) -> list[tuple[str, str]]:
    """Return the ordered pairs of parties (initiator, recipient) of an event; a mutual act has both directions.

    >>> ties(Event("1", "CONSULT", "verbal-cooperation", "asserted", (Actor("KOR", ""), Actor("JPN", "")), (),
    ...            reciprocal=True))
    [('JPN', 'KOR'), ('KOR', 'JPN')]
    """
    return sorted({(one.party, other.party) for one, other in dyads(event) if one.party != other.party})


def is_meant(actor: Actor, identifier: str) -> bool:
    """Whether an actor is the entity with an id, or acts for it."""
    return identifier in (actor.id, actor.party)


def takes_part(event: Event, identifier: str) -> bool:
    """Whether the entity, or someone who acts for it, acts or is acted upon."""
    return any(is_meant(actor, identifier) for actor in event.actors + event.recipients)


def is_between(event: Event, one: str, other: str) -> bool:
    """Whether an event is between two entities.

    >>> both, third = (Actor("KOR", ""), Actor("JPN", "")), (Actor("PRK", ""),)
    >>> joint = Event("1", "ACCUSE", "verbal-conflict", "asserted", both, (), third)
    >>> is_between(joint, "KOR", "JPN"), is_between(joint, "PRK", "JPN"), is_together(joint, "KOR", "JPN")
    (False, True, True)
    """
    return any(
        (is_meant(first, one) and is_meant(second, other)) or (is_meant(first, other) and is_meant(second, one))
        for first, second in dyads(event)
    )


def is_together(event: Event, one: str, other: str) -> bool:
    """Whether two entities act side by side towards others, with nothing between them."""
    if event.reciprocal or is_between(event, one, other):
        return False
    pairs = itertools.permutations(event.actors, 2)
    return any(first.id != second.id and is_meant(first, one) and is_meant(second, other) for first, second in pairs)
