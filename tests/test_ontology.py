"""The vocabulary: every term is told whole, what is generated follows its sources, and a graph imports it."""

from __future__ import annotations

import re

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, URIRef

from kg.graph import cameo_turtle, vocabulary_page
from kg.graph.terms import BASE, DK
from kg.seeds.cards import load_cards
from kg.seeds.files import shipped
from tests.sample_graph import graph

ONTOLOGY = shipped("ontology")


@pytest.fixture(scope="module")
def vocabulary() -> rdflib.Graph:
    return rdflib.Graph().parse(ONTOLOGY / "kg.ttl")


def test_every_term_has_label_comment_and_example(vocabulary: rdflib.Graph) -> None:
    terms = {s for s in vocabulary.subjects() if isinstance(s, URIRef) and s.startswith(DK)}
    bare = {(t, p) for t in terms for p in (RDFS.label, RDFS.comment, SKOS.example) if not vocabulary.value(t, p)}
    assert bare == set()
    assert len(terms) > 75


def test_every_property_says_of_what_it_is_and_where_it_leads(vocabulary: rdflib.Graph) -> None:
    found = {s for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) for s in vocabulary.subjects(RDF.type, kind)}
    assert {(s, p) for s in found for p in (RDFS.domain, RDFS.range) if not list(vocabulary.objects(s, p))} == set()
    assert len(found) > 45


def test_the_graph_keeps_to_domains_and_ranges(vocabulary: rdflib.Graph) -> None:
    """No reasoner is needed to see that the sample uses each property as the vocabulary says."""
    sample = rdflib.Graph().parse(data=graph().turtle(), format="turtle")
    members = {s: set(vocabulary.items(vocabulary.value(s, OWL.unionOf))) for s in vocabulary.subjects(OWL.unionOf)}
    checked = 0
    for prop in set(vocabulary.subjects(RDFS.domain)):
        wanted = {c for d in vocabulary.objects(prop, RDFS.domain) for c in members.get(d, {d})}
        wanted = {inner for c in wanted for inner in members.get(c, {c})}
        for subject in set(sample.subjects(prop)):
            assert set(sample.objects(subject, RDF.type)) & wanted, (prop, subject)
            checked += 1
    assert checked > 200


def test_it_is_an_ontology_with_a_version_that_graphs_import(vocabulary: rdflib.Graph) -> None:
    me = URIRef(DK.rstrip("#"))
    assert (me, RDF.type, OWL.Ontology) in vocabulary
    assert re.fullmatch(r"\d+\.\d+\.\d+", str(vocabulary.value(me, OWL.versionInfo)))
    sample = rdflib.Graph().parse(data=graph().turtle(), format="turtle")
    assert (URIRef(f"{BASE}dataset"), OWL.imports, me) in sample


@pytest.mark.parametrize("others", ["2009/11/sem/", "prov#", "nif-core#", "skos/core#", "org#", "time#"])
def test_it_is_aligned(others: str, vocabulary: rdflib.Graph) -> None:
    assert any(s.startswith(DK) and others in str(o) for s, _, o in vocabulary if isinstance(s, URIRef))


def test_what_is_generated_follows_its_sources() -> None:
    """`kg check --fix` rewrites both."""
    assert (ONTOLOGY / "cameo.ttl").read_bytes() == cameo_turtle(load_cards())
    page = vocabulary_page()
    assert (ONTOLOGY / "kg.html").read_bytes() == page
    assert not re.search(rb'(?:src|href)="http|<script', page)


def test_every_cameo_code_of_the_cards_is_matched() -> None:
    codes = rdflib.Graph().parse(ONTOLOGY / "cameo.ttl")
    types = rdflib.Graph().parse(ONTOLOGY / "event-types.ttl")
    mapped = {str(codes.value(s, SKOS.notation)) for s in codes.subjects(RDF.type, SKOS.Concept)}
    assert mapped == {code for card in load_cards().values() for holder in (card, *card.modes) for code in holder.cameo}
    matched = {o for p in (SKOS.closeMatch, SKOS.broadMatch) for o in codes.objects(None, p)}
    assert len(matched) > 30
    assert {o for o in matched if (o, RDF.type, SKOS.Concept) not in types} == set()
