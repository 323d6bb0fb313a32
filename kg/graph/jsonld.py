"""The graph as JSON-LD 1.1: one object a subject, sorted, with ontology/context.jsonld inside, to be read offline.

A value is plain JSON where the context says its type, and says its type itself where it is another one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pyoxigraph

from kg.errors import GraphError
from kg.graph.terms import RDF, XSD
from kg.seeds.files import shipped
from kg.seeds.own import remembered

Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal


@remembered
def load_context() -> dict[str, Any]:
    """Return the content of "@context" in ontology/context.jsonld. Raises GraphError where it is none.

    >>> load_context()["label"]["@id"]
    'rdfs:label'
    """
    path = shipped("ontology") / "context.jsonld"
    try:
        context: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["@context"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GraphError(f"ontology/context.jsonld: holds no context that can be read ({error})") from error
    return context


def write_jsonld(quads: Iterable[pyoxigraph.Quad], prefixes: Mapping[str, str]) -> bytes:
    """Return the statements as a JSON-LD file in UTF-8; prefixes of another base go before those of the context."""
    context = {**load_context(), **prefixes}
    terms = {_expanded(facts["@id"], context): name for name, facts in context.items() if isinstance(facts, dict)}
    facts: dict[str, dict[str, list[Term]]] = {}
    for quad in quads:
        if isinstance(quad.subject, pyoxigraph.Triple) or isinstance(quad.object, pyoxigraph.Triple):
            continue  # statements about statements, which our ontology does not use
        facts.setdefault(_name(quad.subject), {}).setdefault(quad.predicate.value, []).append(quad.object)
    spaces = sorted(((space, name) for name, space in context.items() if isinstance(space, str)), reverse=True)
    graph = [_object(subject, facts[subject], terms, context, spaces) for subject in sorted(facts)]
    return (json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=1) + "\n").encode()


def _object(
    subject: str,
    found: Mapping[str, list[Term]],
    terms: Mapping[str, str],
    context: Mapping[str, Any],
    spaces: list[tuple[str, str]],
) -> dict[str, Any]:
    made: dict[str, Any] = {"@id": _compact(subject, spaces)}
    kinds = sorted(_compact(_name(kind), spaces) for kind in found.get(RDF + "type", ()))
    if kinds:
        made["@type"] = kinds
    for predicate in sorted(found):
        if predicate == RDF + "type":
            continue
        name = terms.get(predicate) or _compact(predicate, spaces)
        facts = context.get(name)
        rules = facts if isinstance(facts, dict) else {}
        values = sorted((_value(value, rules, context, spaces) for value in found[predicate]), key=json.dumps)
        made[name] = values[0] if len(values) == 1 else values
    return made


def _value(term: Term, rules: Mapping[str, str], context: Mapping[str, Any], spaces: list[tuple[str, str]]) -> Any:
    wanted = rules.get("@type")
    if not isinstance(term, pyoxigraph.Literal):
        name = _compact(_name(term), spaces)
        return name if wanted == "@id" else {"@id": name}
    if term.language:
        known = rules.get("@language") == term.language
        return term.value if known else {"@value": term.value, "@language": term.language}
    kind = term.datatype.value
    if wanted is not None and _expanded(wanted, context) == kind:
        return term.value
    if wanted is None and "@language" not in rules:
        if kind == XSD + "string":
            return term.value
        if kind == XSD + "boolean" and term.value in ("true", "false"):
            return term.value == "true"
        if kind == XSD + "integer" and str(int(term.value)) == term.value:
            return int(term.value)
    return {"@value": term.value, "@type": _compact(kind, spaces)} if kind != XSD + "string" else {"@value": term.value}


def _name(term: Any) -> str:
    return str(term) if isinstance(term, pyoxigraph.BlankNode) else str(term.value)


def _expanded(name: str, context: Mapping[str, Any]) -> str:
    prefix, colon, local = name.partition(":")
    space = context.get(prefix)
    return space + local if colon and isinstance(space, str) else name


def _compact(iri: str, spaces: list[tuple[str, str]]) -> str:
    """An IRI with a prefix where one fits: the longest; what would read as another IRI stays whole."""
    for space, prefix in spaces:
        local = iri.removeprefix(space)
        if local and local != iri and not local.startswith("//") and "/" not in local:
            return f"{prefix}:{local}"
    return iri
