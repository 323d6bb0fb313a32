"""Who does what any given words tell, and to whom: the roles of a span that need not be a trigger of a card."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extractors.noun_roles import noun_roles
from kg.extractors.triggers import trigger_at
from kg.extractors.verb_roles import verb_roles
from kg.extractors.who import Roles, Who
from kg.model import ActorMention
from kg.seeds.frames import load_frames
from kg.text import Text

PLAIN_VERB, PLAIN_NOUN = "OBJ", "NOUN_OF"


def find_participants(text: Text, actors: Sequence[ActorMention], start: int, end: int) -> Roles:
    """Return actor and recipient mentions of the event that the words [start, end) tell.

    A trigger of the cards lends its frame; other verbs are read as subject acts on object, other nouns as owner acts on
    what stands behind "of", "to" or "against". The labels follow PropBank (Palmer et al. 2005): Arg0 acts, Arg1
    is acted upon.
    """
    return participants_among(text, Who(text.tree, actors), start, end)


def participants_among(text: Text, who: Who, start: int, end: int) -> Roles:
    """Return what `find_participants` does, where many spans of one text are asked for."""
    tree = text.tree
    inside = text.parse.tokens_in(start, end)
    if not inside:
        return Roles()
    head = tree.head(inside)
    token = tree.tokens[head]
    if token.pos == "AUX" and token.dep in ("aux", "auxpass") and tree.is_verb(token.head):
        head = token.head
    found = trigger_at(text, head)
    if tree.is_verb(head):
        frame = found.trigger.frame if found and found.trigger.pos == "verb" else PLAIN_VERB
        matched = found.tokens if found and found.trigger.pos == "verb" else (head,)
        if load_frames()[frame].reciprocal and len(matched) == 1 and text.clauses[head].patients:
            frame = PLAIN_VERB
        return verb_roles(text, who, head, matched, frame)
    frame = found.trigger.frame if found and found.trigger.pos == "noun" else PLAIN_NOUN
    return noun_roles(
        text, who, head, found.tokens if found else (head,), frame if frame.startswith("NOUN") else "NOUN_AGAINST"
    )
