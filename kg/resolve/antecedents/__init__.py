"""Who "they", "both countries", "the two leaders", "the president" and "the ministry" are in a document.

Sieves in the order of their surety, after Lee et al. (2013), "Deterministic Coreference Resolution Based on
Entity-Centric, Precision-Ranked Rules": a mention that points back takes the nearest antecedents that fit in kind and
number, and only where exactly as many fit as it asks for. Wrong is worse than none: what is not clear stays open.
"""

from __future__ import annotations

from dataclasses import replace

from kg.gazetteer import Gazetteer
from kg.model import ActorMention
from kg.resolve.antecedents.groups import of_group
from kg.resolve.antecedents.officials import (
    COUP,
    described_again,
    is_unplaced_official,
    of_office,
    state_below,
    state_served,
)
from kg.resolve.antecedents.pronouns import of_pronoun, of_quotation
from kg.resolve.antecedents.story import Antecedent, Known, Link, Story
from kg.text import Mentions
from kg.text.words import SPEAKER

__all__ = ["COUP", "Antecedent", "find_antecedents"]


def find_antecedents(
    mentions: Mentions, link: Link, gazetteer: Gazetteer
) -> tuple[dict[ActorMention, Antecedent], dict[str, Antecedent]]:
    """Return the antecedents of the mentions without candidates; those that stay open are left out.

    Then, by person, whose state an official serves of whom the words do not tell it. `link` gives the actors of a
    mention that has candidates.
    """
    story = Story(mentions, link, gazetteer)
    return _run(story), story.serves


def _run(story: Story) -> dict[ActorMention, Antecedent]:
    ordered = sorted(story.mentions.actors, key=lambda m: (m.start, -m.end))
    quoted = [m for m in ordered if m.form == "pronoun" and story.word(m) in SPEAKER]
    for mention in ordered:
        if mention in quoted:
            continue
        actors = story.link(mention)
        antecedent = None
        if not actors and not mention.readings:
            antecedent = _resolve(story, mention)
        elif actors and mention.form == "nominal":
            antecedent = described_again(story, mention, actors)
        elif is_unplaced_official(mention, actors):
            served = state_below(story, mention) or state_served(story, mention)
            if served is not None:
                story.serves.setdefault(actors[0].id, served)
                state = next((a.country for a in story.actors_of(served) if a.country), None)
                actors = (replace(actors[0], country=state),)
        if antecedent is not None:
            story.found[mention] = antecedent
            actors = story.actors_of(antecedent)
        if actors:
            sentence = story.sentence(mention.head)
            story.known.append(Known(mention, actors, sentence, story.dep(mention.head)))
    for mention in quoted:
        antecedent = of_quotation(story, mention, story.mentions.text.quotations.speaker(mention.head))
        if antecedent is not None:
            story.found[mention] = antecedent
    return story.found


def _resolve(story: Story, mention: ActorMention) -> Antecedent | None:
    if mention.form == "pronoun":
        return of_pronoun(story, mention)
    if mention.form == "group":
        return of_group(story, mention)
    return of_office(story, mention) if mention.form == "nominal" and not mention.country else None
