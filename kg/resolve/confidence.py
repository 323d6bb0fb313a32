"""How likely it is that all which an event says is right: type, parties, direction, modality and date.

One log-linear choice of yes or no (kg/choices.py) with the weights of seeds/weights/confidence.json, made by
`kg learn confidence` from what was right on hand-coded articles that nothing else had learned from. Its probability
is the event's confidence; two thresholds beside the weights make of it the grades sure, likely and check.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from kg.choices import Features, how_likely, log_odds, told_for_and_against
from kg.gazetteer import default_gazetteer
from kg.model import GRADES, Dating, Event
from kg.resolve.clusters import Cluster
from kg.resolve.drafts import Draft, overlap
from kg.seeds.weights import Weights, load_weights
from kg.text.words import HE_OR_SHE, IT, SPEAKER, THEY

NAME, WITHOUT_READER = "confidence", "confidence-rules"  # the files of weights
LEAST = 0.01  # below which no share gets smaller
PARTIES = ("no party", "one party", "two parties", "three parties", "four parties or more")
KINDS = {
    "state": "a state",
    "historical": "a state",
    "organisation": "an organisation",
    "person": "a person",
    "group": "a group",
}
ANY = "any event"  # how things stand before anything else is known
POINTING_BACK = HE_OR_SHE | THEY | IT | SPEAKER


class Graded(NamedTuple):
    """The confidence of an event (0..1, two decimals), its grade, and why, in one line."""

    confidence: float
    grade: str
    reason: str


def graded(event: Event, cluster: Cluster) -> Graded:
    """Return how far to trust the event that was read from a cluster of drafts."""
    weights, features = load_weights(NAME if is_read(cluster) else WITHOUT_READER), event_features(event, cluster)
    right = round(how_likely(features, weights), 2)
    told = told_for_and_against({name: value for name, value in features.items() if name != ANY}, weights)
    reasons = [f"{word} it: {', '.join(names)}" for word, names in zip(("for", "against"), told, strict=True) if names]
    reason = f"confidence: right in {right * 100:.0f} of 100 such events; {'; '.join(reasons)}"
    return Graded(right, grade_of(right, weights), reason)


def grade_of(confidence: float, weights: Weights) -> str:
    """Return the first of sure, likely and check whose threshold the confidence reaches.

    >>> grade_of(0.6, Weights("confidence", {"yes": {}}, thresholds={"sure": 0.7, "likely": 0.4}))
    'likely'
    """
    return next((grade for grade in GRADES[:-1] if confidence >= weights.thresholds[grade]), GRADES[-1])


def is_read(cluster: Cluster) -> bool:
    """Was there a reader? What the rules alone have found is weighed by weights of its own."""
    return any(draft.mention.read is not None for draft in cluster.drafts)


# ------------------------------------------------------------------------------ features
def event_features(event: Event, cluster: Cluster) -> Features:
    """Return what speaks for and against an event, by names that can be read as reasons."""
    main = cluster.main
    features = {ANY: 1.0, event.modality: 1.0}
    features |= dict(_found(cluster))
    features |= dict.fromkeys(_parties(event, cluster), 1.0)
    features |= dict.fromkeys(_date(cluster.dated, event), 1.0)
    features |= dict.fromkeys(_place_in_text(main), 1.0)
    features[f"{event.event_type} by a {'noun' if main.nominal else 'verb'}"] = 1.0
    if any(not overlap(draft.days, cluster.dated.days) for draft in cluster.drafts):
        features["other dates are told"] = 1.0
    features["how sure the parties are"] = log_odds(main.mention.confidence)
    features["number of sentences"] = math.log(len({(d.document.id, d.sentence) for d in cluster.drafts}))
    features["number of articles"] = math.log(len({d.document.id for d in cluster.drafts}))
    features["length of the sentence"] = math.log(1 + main.document.text[slice(*main.sentence)].count(" "))
    return {name: round(value, 3) for name, value in features.items() if value}


def _found(cluster: Cluster) -> Iterator[tuple[str, float]]:
    """What rule and reader say of the mention that tells most; the reader's best word counts."""
    mention = cluster.main.mention
    if mention.by_reader:
        yield "found by the reader alone", 1.0
    if not mention.read:
        if is_read(cluster):
            yield "the reader sees no act", 1.0
        return
    yield "how sure the reader is of an act", log_odds(max(draft.mention.read or 0.0 for draft in cluster.drafts))
    types, modalities = dict(mention.types), dict(mention.modalities)
    yield "how sure the reader is of the type", math.log(max(types.get(mention.event_type, 0.0), LEAST))
    yield "how sure the reader is of the modality", math.log(max(modalities.get(mention.modality, 0.0), LEAST))
    if not mention.by_reader and mention.types[0][0] == mention.event_type:
        yield "rule and reader agree on the type", 1.0


def _parties(event: Event, cluster: Cluster) -> Iterator[str]:
    everybody = (*event.actors, *event.recipients)
    parties = {actor.party for actor in everybody}
    yield PARTIES[min(len(parties), len(PARTIES) - 1)]
    if event.reciprocal:
        yield "a mutual act" if len(parties) > 1 else "a mutual act of one party"
    elif not event.actors:
        yield "nobody acts"
    elif not event.recipients:
        yield "nobody is acted upon"
    if parties & {actor.party for actor in event.actors} & {actor.party for actor in event.recipients}:
        yield "acts on itself"
    gazetteer = default_gazetteer()
    if any(gazetteer.get(actor.id) is None for actor in everybody):
        yield "a party that no table holds"
    for side, actors in (("who acts", event.actors), ("whom it concerns", event.recipients)):
        kinds = {KINDS[actor.kind] for actor in actors if actor.kind in KINDS}
        yield from (f"{side}: {kind}" for kind in sorted(kinds))
    spans = [span for actor in cluster.main.everyone for span in actor.mentions]
    words = {cluster.main.document.text[slice(*span)].lower() for span in spans}
    if words & POINTING_BACK:
        yield "a pronoun names a party"
    if len(spans) > len(set(spans)):
        yield "one word names several parties"
    yield from cluster.main.doubts
    if len({draft.parties for draft in cluster.told}) > 1:
        yield "not all sentences name the same parties"


def _date(draft: Draft, event: Event) -> Iterator[str]:
    dating, published = draft.dating, draft.document.published
    yield f"date: {_how_dated(draft, dating)}"
    if event.begin is None:
        yield "date: an upper bound" if event.end else "date: none"
    elif event.end is None:
        yield "date: open"
    else:
        days = (event.end - event.begin).days
        grains = ((0, "a day"), (1, "one of two days"), (31, "a month or less"), (366, "a year or less"))
        grain = next((name for most, name in grains if days <= most), "longer than a year")
        yield f"date: {grain}" if days or event.certain else "date: a likely day"
        if published and (published - event.end).days > 366:
            yield "date: more than a year before publication"
        if published and abs((published - event.begin).days) <= 1:
            yield "date: the day of the news"


def _how_dated(draft: Draft, dating: Dating) -> str:
    if dating.near:
        return "the nearest words"
    if draft.firm:
        return "words of its sentence"
    return "words of another sentence" if dating.text else "no words"


def _place_in_text(draft: Draft) -> Iterator[str]:
    if draft.nominal:
        yield "a noun"
    if draft.block != "paragraph":
        yield f"in a {draft.block}"
    if draft.attributed_to:
        yield "somebody says so"
