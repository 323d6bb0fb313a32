"""Why the graph says so: one event as plain text, with each sentence, its rule and where that stands."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import Actor, Article, Event, Evidence
from kg.seeds.anaphora import load_anaphora
from kg.seeds.cards import load_cards, nearest_example, rule_line


def explain(event: Event, articles: Mapping[str, Article]) -> str:
    """Return the text of `kg explain`: what, who, when, where, and for each the words and the reason."""
    lines = [event.label, event.id, ""]
    lines.append(
        f"what       {event.event_type}{f' / {event.mode}' if event.mode else ''}, {event.quad_class}, {event.modality}"
    )
    lines.append(f"actors     {_names(event.actors)}")
    if event.recipients:
        lines.append(f"recipients {_names(event.recipients)}")
    if event.attributed_to:
        lines.append(f"said by    {_names(event.attributed_to)}")
    when = event.edtf or "the text gives no date"
    words = f", from “{event.date_text}”" if event.date_text else ""
    lines.append(f"when       {when}{words}{'' if event.certain else ' (the day is not certain)'}")
    lines.append(f"where      {event.place.label if event.place else 'not told'}")
    told_in = len({evidence.document_id for evidence in event.evidence})
    lines.append(
        f"confidence {event.confidence:.2f} ({event.grade}), {len(event.evidence)} mentions in {told_in} articles"
    )
    lines += ["", "Why"]
    lines += [f"  {reason}" for reason in event.reasons] or ["  no reasons are kept for this event"]
    for relation, other in event.related:
        lines.append(f"  {relation} {other}")
    for claim in event.claims:
        article = articles.get(claim.document_id)
        said = (article.publisher or article.url) if article else None
        lines.append(f"  {claim.about} in dispute: {said or claim.document_id} says {claim.value}")
    lines += ["", "Evidence"]
    for number, evidence in enumerate(event.evidence, 1):
        lines += _evidence(number, evidence, articles.get(evidence.document_id))
    return "\n".join(lines)


def _evidence(number: int, evidence: Evidence, article: Article | None) -> list[str]:
    first, last = evidence.trigger_start - evidence.start, evidence.trigger_end - evidence.start
    sentence = evidence.sentence
    if 0 <= first < last <= len(sentence):
        sentence = f"{sentence[:first]}[{sentence[first:last]}]{sentence[last:]}"
    line = rule_line(evidence.rule) or _noun_line(evidence.rule)
    where = evidence.rule.replace("#", f":{line}#") if line else evidence.rule
    source = " · ".join(
        str(part) for part in (article.title, article.publisher, article.published) if part
    ) if article else evidence.document  # fmt: skip
    where += _like(evidence)
    return [
        f"  {number}. {' '.join(sentence.split())}",
        f"     {source}",
        f"     {evidence.document}, characters {evidence.start}-{evidence.end}",
        f"     rule {where}, confidence {evidence.confidence:.2f}",
        f"     {evidence.reason}",
    ]


def _like(evidence: Evidence) -> str:
    """The example of the cards that explains what the reader alone found, "" for every other rule."""
    reader, _, event_type = evidence.rule.partition(":")
    example = nearest_example(event_type, evidence.trigger, evidence.sentence) if reader == "reader" else None
    card = load_cards().get(event_type)
    return f" (as in {card.file}:{example.line}, “{example.text}”)" if example and card else ""


def _noun_line(rule: str) -> int | None:
    """The line of seeds/anaphora.yml that let a noun take up an event."""
    entries = load_anaphora().nouns.get(rule.partition("#")[2], ())
    return next((entry.line for entry in entries if entry.rule == rule), None)


def _names(actors: tuple[Actor, ...]) -> str:
    shown = []
    for actor in actors:
        details = ", ".join(
            part for part in (actor.office, actor.country if actor.country != actor.id else None) if part
        )
        shown.append(f"{actor.label} [{actor.id}]{f' ({details})' if details else ''}")
    return "; ".join(shown) or "not told"
