"""Why a question has no answer: what the graph does hold of those whom it asks about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

import pyoxigraph

from kg.errors import nearest
from kg.graph.confined import Term
from kg.graph.guard import checked
from kg.graph.query import Question, run
from kg.graph.rows import Rows
from kg.graph.terms import XSD, Names, identifier

_WHO = ("party", "actor")


def why_nothing(
    question: Question, bound: Mapping[str, Term], asked: pyoxigraph.Store, whole: pyoxigraph.Store, names: Names
) -> str:
    """Return a possible reason for an empty answer, one or two sentences of what there is instead.

    `asked` is the store that gave no answer, `whole` the one with the events that are to check.
    """
    told = []
    who = [bound[parameter.name] for parameter in question.parameters if parameter.kind in _WHO]
    if who:
        told.append(_parties(who, asked, names))
    kinds = {parameter.kind for parameter in question.parameters}
    if kinds & {"since", "until", "day", "first-day", "last-day"}:
        first, last = run(asked, _SPAN, {}, names)[0]
        told.append(f"the events of this graph fall between {first} and {last}" if first else "no event has a date")
    if asked is not whole and len(asked) != len(whole):
        more = _rows(question, bound, whole, names)
        if more:
            told.append(f"with events that are to check there would be {len(more)} (--all, grade='all')")
    defaults = [f"{p.name}={p.default}" for p in question.parameters if p.default is not None]
    if defaults and not told[1:]:
        told.append(f"another value may find more: {', '.join(defaults)} where none is given")
    return "; ".join(told) or "the graph holds nothing of the kind"


def unheard_of(sparql: str, store: pyoxigraph.Store, names: Names) -> str:
    """Return which names of a query stand nowhere in the graph, with the nearest that do; "" where all are known.

    The types of literals stand in no triple of their own and are let be.
    """
    told = []
    for iri in dict.fromkeys(_IRI.findall(_LITERAL.sub('""', checked(sparql, names.prefixes).text))):
        if iri.startswith(XSD) or ":" not in iri:  # a relative address is told by the query's BASE
            continue
        node = pyoxigraph.NamedNode(iri)
        places = ((node, None, None), (None, node, None), (None, None, node))
        if any(next(store.quads_for_pattern(*place), None) for place in places):
            continue
        space = iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
        alike = {names.compact(one) for one in _named(store) if one.startswith(space)}
        hint = nearest(names.compact(iri), alike) if alike else "nothing in it has such an address"
        told.append(f"{names.compact(iri)} stands nowhere in this graph; {hint}")
    return "; ".join(told)


_IRI = re.compile(r"<([^<>\"{}|^`\\\s]+)>")
_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"(?:\s*\^\^\s*<[^>]*>)?')


def _named(store: pyoxigraph.Store) -> set[str]:
    terms = (term for quad in store for term in (quad.subject, quad.predicate, quad.object))
    return {term.value for term in terms if isinstance(term, pyoxigraph.NamedNode)}


_SPAN = """SELECT (MIN(?a) AS ?first) (MAX(?b) AS ?last) {
  ?event a sem:Event ; sem:hasBeginTimeStamp ?a ; sem:hasEndTimeStamp ?b }"""


def _rows(question: Question, bound: Mapping[str, Term], store: pyoxigraph.Store, names: Names) -> Rows:
    return run(store, question.sparql, bound, names)


def _parties(who: list[Term], store: pyoxigraph.Store, names: Names) -> str:
    counts = [_count([one], store) for one in who]
    labels = [_label(one, store, names) for one in who]
    each = [f"{label} has {count}" for label, count in zip(labels, counts, strict=True)]
    if len(who) == 1:
        return f"{labels[0]} takes part in {counts[0]} events"
    together = _count(who, store)
    return f"{together or 'no'} events of both; {', '.join(each)}"


def _count(who: list[Term], store: pyoxigraph.Store) -> int:
    """How many events all of them take part in."""
    parts = [set[object]() for _ in who]
    actor = pyoxigraph.NamedNode("http://semanticweb.cs.vu.nl/2009/11/sem/hasActor")
    for found, one in zip(parts, who, strict=True):
        found.update(quad.subject for quad in store.quads_for_pattern(None, actor, cast(pyoxigraph.NamedNode, one)))
    return len(set.intersection(*parts))


def _label(one: Term, store: pyoxigraph.Store, names: Names) -> str:
    label = pyoxigraph.NamedNode(names.expand("rdfs:label"))
    found = [quad.object for quad in store.quads_for_pattern(cast(pyoxigraph.NamedNode, one), label, None)]
    return str(getattr(found[0], "value", found[0])) if found else identifier(one.value)
