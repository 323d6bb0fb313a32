"""Graphs put together, taken apart and looked at as of a day; every format comes back."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace

import pyoxigraph
import pytest

from kg.errors import GraphError
from kg.graph import EventGraph
from kg.graph.files import FORMATS, SUFFIXES
from kg.model import Article, Event
from tests.sample_graph import articles, events, graph

D = datetime.date.fromisoformat


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_comes_back(form: str, tmp_path) -> None:
    made = graph()
    data = pyoxigraph.serialize(made.store, None, FORMATS[form]) if form in ("nquads", "trig", "jsonld") else None
    if data is None:
        triples = (pyoxigraph.Triple(q.subject, q.predicate, q.object) for q in made.store)
        data = pyoxigraph.serialize(triples, None, FORMATS[form])
    read = EventGraph.parse(data, form)
    assert read.events() == made.events()
    assert read.turtle() == made.turtle()
    if form != "xml":
        assert EventGraph.parse(data).events() == made.events()
    suffix = next(suffix for suffix, name in SUFFIXES.items() if name == form)
    (tmp_path / f"x{suffix}").write_bytes(data)
    assert EventGraph.parse(tmp_path / f"x{suffix}").events() == made.events()


def test_a_foreign_json_ld_in_our_ontology_is_read() -> None:
    """Somebody else's file with a context of its own, blank nodes and no participations."""
    dk, sem = "https://w3id.org/diplokg/ns#", "http://semanticweb.cs.vu.nl/2009/11/sem/"
    told = {
        "@context": {"dk": dk, "sem": sem, "label": "http://www.w3.org/2000/01/rdf-schema#label"},
        "@graph": [
            {
                "@id": "https://other.example/event/1",
                "@type": "sem:Event",
                "label": "Talks",
                "dk:rootType": {"@id": "https://w3id.org/diplokg/plover/CONSULT"},
                "dk:quadClass": {"@id": dk + "verbal-cooperation"},
                "dk:initiator": [
                    {"@id": "https://other.example/entity/KOR"},
                    {"@id": "https://other.example/entity/JPN"},
                ],
                "dk:recipient": [
                    {"@id": "https://other.example/entity/KOR"},
                    {"@id": "https://other.example/entity/JPN"},
                ],
            },
            {"@type": "sem:Place", "label": "nowhere"},
            *(
                {"@id": f"https://other.example/entity/{c}", "@type": "sem:Actor", "dk:kind": "state"}
                for c in ("KOR", "JPN")
            ),
        ],
    }
    (event,) = EventGraph.parse(json.dumps(told).encode()).events()
    assert (event.label, event.reciprocal, [a.id for a in event.actors]) == ("Talks", True, ["JPN", "KOR"])
    with pytest.raises(GraphError, match="no valid jsonld"):
        EventGraph.parse(b'{"@context": "https://remote.example/context", "@id": "x"}')


def in_any_order(made: EventGraph) -> list[Event]:
    """The events; which sentence stands first is decided by who sees all of them, and parts do not."""
    return [replace(event, evidence=tuple(sorted(event.evidence, key=repr))) for event in made.events()]


def test_parts_put_together_are_the_whole() -> None:
    made = graph()
    one, other = made.without("doc-visits", "table"), made.without("doc-survey", "doc-missile", "doc-summit")
    for whole in (one + other, other.merged(one), one.merged(other, one)):
        assert in_any_order(whole) == in_any_order(made)
        assert whole.articles() == made.articles()
    read = EventGraph.parse(one.turtle()) + EventGraph.parse(other.turtle())
    assert in_any_order(read) == in_any_order(made)
    assert read.validate() == []
    with pytest.raises(GraphError, match="give both one base"):
        made.merged(EventGraph([], base="https://other.example/"))


def test_a_document_is_replaced() -> None:
    made = graph()
    shorter = EventGraph([e for e in events() if e.id == "2022-11-13-phnom-penh"], articles()).without("doc-visits")
    found = made.replaced(shorter.part(shorter.events()))
    assert {e.document_id for e in found.event("2022-11-13-phnom-penh").evidence} == {"doc-summit", "doc-visits"}
    assert len(found) == len(made)
    nothing = EventGraph([], [Article("doc-missile")])
    assert not any(e.document_id == "doc-missile" for event in made.replaced(nothing).events() for e in event.evidence)


def test_what_was_known_on_a_day() -> None:
    made = graph()
    early = made.as_of("2022-09")
    assert {a.id for a in early.articles().values()} == {"doc-survey"}
    asked = made.query("known-on", "2022-09-30")
    assert {event.id for event in early.events(modality="asserted")} == {
        str(row[-1]).rsplit("/", 1)[1] for row in asked
    }
    later = made.as_of("2022-11-13").event("2022-11-13-phnom-penh")
    assert [e.document_id for e in later.evidence] == ["doc-summit"]
    assert made.as_of("2023").articles().keys() == made.articles().keys() - {"table"}
    assert early.validate() == []


def test_the_certain_stand_apart_from_the_possible() -> None:
    found = graph().during("2022-09")
    assert [event.id for event in found.certain] == ["2022-09-21-new-york", "2022-09-late-talks"]
    assert [event.id for event in found.possible] == ["undated-compensation", "2022-09-threat"]
    assert graph().during("1960", D("1969-12-31")).certain == [graph().event("1965-06")]
