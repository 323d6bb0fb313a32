"""What differs stays visible: where reports of one event disagree, each report's value is kept with its source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from kg.model import STATE_KINDS, Claim, Event, Issue, Report
from kg.resolve.drafts import Draft, overlap

# Counted people and things: "12 soldiers", "1,200 troops". Spans of time are no numbers of an event.
_COUNTED = re.compile(r"\b(\d{1,3}(?:,\d{3})+|\d{1,6}) (?:[a-z]+ )?([a-z]+s|[a-z]*(?:men|people|children))\b")
_TIME = frozenset(("days", "weeks", "months", "years", "hours", "minutes", "decades", "times", "kilometers", "miles"))
_COUNTS = "material-conflict"  # quad class of the events whose numbers are compared


def claims_of(event: Event, drafts: Iterable[Draft]) -> tuple[Claim, ...]:
    """Return what each article says of date, place, who began and numbers, for those on which articles disagree.

    Of an article counts what its first mention says. A wider date or place that holds the narrower one is no
    disagreement, nor is silence.
    """
    ordered = sorted(drafts, key=lambda draft: draft.order)
    if len({draft.document.id for draft in ordered}) < 2:
        return ()
    found: list[Claim] = []
    for about, (says, differ) in _ASPECTS.items():
        if about == "initiator" and event.reciprocal:
            continue
        told: dict[str, Draft] = {}
        for draft in ordered:
            if says(draft) is not None:
                told.setdefault(draft.document.id, draft)
        values = {says(draft) for draft in told.values()}
        if len(values) > 1 and any(differ(one, other) for one in told.values() for other in told.values()):
            found += [Claim(about, str(says(draft)), document) for document, draft in told.items()]
    if event.quad_class == _COUNTS:
        found += _numbers(ordered)
    return tuple(sorted(found, key=lambda claim: (claim.about, claim.document_id, claim.value)))


def tell_disputes(events: Iterable[Event], report: Report) -> None:
    """Report each event on whose firm date articles disagree."""
    for event in events:
        said = [f"{claim.document_id} says {claim.value}" for claim in event.claims if claim.about == "date"]
        if said:
            report(
                Issue(
                    "warning", "resolve", event.evidence[0].document, None,
                    f"articles disagree on the date of {event.id}: {', '.join(said)}",
                    "look at the sentences with kg explain; a row in judgements.csv settles the date or parts the two",
                )
            )  # fmt: skip


def _date(draft: Draft) -> str | None:
    return draft.dating.edtf if draft.firm else None


def _place(draft: Draft) -> str | None:
    return draft.place.label if draft.place else None


def _initiator(draft: Draft) -> str | None:
    return " and ".join(sorted({actor.label for actor in draft.actors})) or None


def _other_day(one: Draft, other: Draft) -> bool:
    return not overlap(one.days, other.days)


def _other_place(one: Draft, other: Draft) -> bool:
    mine, theirs = one.place, other.place
    if mine is None or theirs is None or mine.id == theirs.id:
        return False
    whole = [place for place in (mine, theirs) if place.kind in STATE_KINDS]
    return not whole or mine.country != theirs.country


def _other_initiator(one: Draft, other: Draft) -> bool:
    return not {actor.party for actor in one.actors} & {actor.party for actor in other.actors}


_ASPECTS: Mapping[str, tuple[Callable[[Draft], str | None], Callable[[Draft, Draft], bool]]] = {
    "date": (_date, _other_day),
    "place": (_place, _other_place),
    "initiator": (_initiator, _other_initiator),
}


def _numbers(drafts: Iterable[Draft]) -> list[Claim]:
    """Different numbers of the same things, as different articles tell them."""
    told: dict[str, dict[str, str]] = {}  # thing -> document -> number
    for draft in drafts:
        for number, thing in counted(draft.document.text[slice(*draft.sentence)]):
            told.setdefault(thing, {}).setdefault(draft.document.id, number)
    return [
        Claim("number", f"{number} {thing}", document)
        for thing, numbers in told.items()
        if len(set(numbers.values())) > 1
        for document, number in numbers.items()
    ]


def counted(sentence: str) -> list[tuple[str, str]]:
    """Return the numbers of a sentence that count something in the plural, with the thing.

    >>> counted("On 3 March 1,200 North Korean troops killed 12 marines in 3 days.")
    [('12', 'marines')]
    """
    return [(m[1].replace(",", ""), m[2]) for m in _COUNTED.finditer(sentence) if m[2] not in _TIME]
