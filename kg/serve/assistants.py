"""Tools for assistants over the Model Context Protocol: every event that is told comes with its sentences.

The official SDK speaks the protocol; nothing here opens a connection, it is run over standard input and output.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from mcp.server.mcpserver import MCPServer

from kg.errors import KgError, OptionError
from kg.exporters.explain import explain as explain_event
from kg.graph import EventGraph
from kg.graph.query import listed
from kg.model import Actor, Event, Evidence
from kg.version import __version__

MOST = 50  # events or rows that one answer tells
SENTENCES = 3  # of each event in a list; `evidence` tells all
SECONDS = 20.0
INSTRUCTIONS = """Dated events of diplomacy, read from articles. Each has the sentences it was read from, with offsets
and address, and a grade: sure (most are right in everything), likely (about half are; the others are wrong in a party,
the date or the type), check (most are wrong in something; left out unless asked for); its confidence says how many of a
hundred such are right. Quote the sentence when you tell of an event. Names are read as people write
them. Planned, hypothetical, negated and denied events did not happen: say so."""


def server(graph: EventGraph) -> MCPServer:
    """Return the server of a graph, with the tools find_events, dyad, evidence, question and explain."""
    tools = _Tools(graph)
    made = MCPServer("diplokg", version=__version__, instructions=INSTRUCTIONS)
    for tool in (tools.find_events, tools.dyad, tools.evidence, tools.question, tools.explain):
        made.tool(structured_output=False)(tool)
    return made


class _Tools:
    def __init__(self, graph: EventGraph) -> None:
        self.graph = graph

    def find_events(
        self,
        actor: str = "",
        event_type: str = "",
        since: str = "",
        until: str = "",
        place: str = "",
        text: str = "",
        modality: str = "asserted",
        grade: str = "shown",
    ) -> dict[str, Any]:
        """Find events: by who takes part, type (CONSULT, visit, summit …), days (2018, 2018-05), place, words.

        modality is asserted, planned, hypothetical, negated, denied, or all; grade is shown (sure and likely), sure,
        likely, check or all.
        """
        options = {
            "actor": actor, "event_type": event_type, "since": since, "until": until, "place": place, "text": text,
            "modality": "" if modality == "all" else modality, "grade": grade,
        }  # fmt: skip
        return _told(lambda: self._events(self.graph.events(**{k: v for k, v in options.items() if v})))

    def dyad(self, one: str, other: str, since: str = "", until: str = "", grade: str = "shown") -> dict[str, Any]:
        """Tell what is between two states, organisations or people: what one does to the other, and mutual acts."""
        days = {key: value for key, value in (("since", since), ("until", until)) if value}
        return _told(
            lambda: self._events(self.graph.events(between=(one, other), modality="asserted", grade=grade, **days))
        )

    def evidence(self, event: str) -> dict[str, Any]:
        """Tell all sentences of an event, with offsets, address, publisher and day of publication."""
        return _told(lambda: self._event(self.graph.event(event), None))

    def question(self, name: str = "", parameters: dict[str, str] | None = None) -> dict[str, Any]:
        """Ask a question by name, with its parameters by name; without a name, list the questions.

        The name may also be a SPARQL query that reads. Rows name events by IRI: `evidence` tells their sentences.
        """
        return _told(lambda: self._question(name, parameters or {}))

    def explain(self, event: str) -> dict[str, Any]:
        """Explain why the graph holds an event: words, rules, reasons for date and actors, confidence."""

        def told() -> dict[str, Any]:
            found = self.graph.event(event)
            return {**self._event(found, SENTENCES), "why": explain_event(found, self.graph.articles())}

        return _told(told)

    # -------------------------------------------------------------------------- answers
    def _question(self, name: str, parameters: dict[str, str]) -> dict[str, Any]:
        if not name:
            return {"questions": listed()}
        rows = self.graph.query(name, seconds=SECONDS, **parameters)  # type: ignore[arg-type]
        told = [{key: _plain(value) for key, value in row.items()} for row in rows.dicts()[:MOST]]
        ids = list(dict.fromkeys(str(value) for row in told for value in row.values()))
        known = {event.id: event for event in self.graph.events(grade="all")}
        named = [known[i.rsplit("/", 1)[-1]] for i in ids if i.rsplit("/", 1)[-1] in known]
        return {
            "rows": told, "of": len(rows), **({"why_none": rows.why} if not rows else {}),
            "events": [self._event(event, SENTENCES) for event in named[:MOST]],
        }  # fmt: skip

    def _events(self, found: Sequence[Event]) -> dict[str, Any]:
        return {"of": len(found), "events": [self._event(event, SENTENCES) for event in found[:MOST]]}

    def _event(self, event: Event, sentences: int | None) -> dict[str, Any]:
        return {
            "id": event.id,
            "headline": event.label,
            "type": "/".join(filter(None, (event.event_type, event.mode, event.subtype))),
            "modality": event.modality,
            "date": event.edtf,
            "day_is_certain": event.certain,
            "actors": [_actor(actor) for actor in event.actors],
            "recipients": [_actor(actor) for actor in event.recipients],
            "place": event.place.label if event.place else None,
            "grade": event.grade,
            "confidence": event.confidence,
            "claims": [f"{claim.about}: {claim.value} ({claim.document_id})" for claim in event.claims],
            "mentions": len(event.evidence),
            "evidence": [self._evidence(found) for found in event.evidence[:sentences]],
        }

    def _evidence(self, evidence: Evidence) -> dict[str, Any]:
        article = self.graph.articles().get(evidence.document_id)
        return {
            "sentence": evidence.sentence,
            "start": evidence.start,
            "end": evidence.end,
            "trigger": evidence.trigger,
            "url": evidence.document,
            "publisher": article.publisher if article else None,
            "published": str(article.published) if article and article.published else None,
        }


def _told(answer: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """An answer, or what was wrong with the call, in words that help to call again."""
    try:
        return answer()
    except (OptionError, KgError) as error:
        return {"error": str(error)}


def _actor(actor: Actor) -> str:
    return f"{actor.label} ({actor.id}{', for ' + actor.party if actor.party != actor.id else ''})"


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, str | int | float) else str(value)
