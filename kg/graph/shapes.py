"""Checking a graph against ontology/shapes.ttl and shapes-sparql.ttl: the part of SHACL that these files use.

pySHACL checks the same files more slowly and with all of SHACL; the tests hold both to the same verdicts.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import cast

import pyoxigraph

from kg.errors import GraphError
from kg.graph.terms import Names, Triple
from kg.graph.turtle import triples_of
from kg.model import Issue
from kg.seeds.files import shipped, shown

Facts = Mapping[str, Mapping[str, tuple[str, ...]]]
SH = "http://www.w3.org/ns/shacl#"
_REMEDY = "correct the Turtle file; ontology/kg.ttl says what each property means"
_DATATYPES = {"true": "xsd:boolean", "false": "xsd:boolean"}


@dataclass(frozen=True, slots=True)
class Property:
    """What must hold of the values of one property: constraints by their SHACL name."""

    path: str
    message: str
    constraints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shape:
    """What must hold of all nodes of some classes; `queries` are (message, SELECT that finds the offenders)."""

    classes: tuple[str, ...]
    level: str
    must_be_iri: bool
    properties: tuple[Property, ...]
    queries: tuple[tuple[str, str], ...]


def validate(triples: Iterable[Triple], store: Callable[[], pyoxigraph.Store], names: Names) -> list[Issue]:
    """Return one issue for each thing that breaks a shape, sorted; an empty list for a graph that conforms."""
    facts = indexed(triples)
    instances: dict[str, list[str]] = {}
    for subject, found in facts.items():
        for kind in found.get("a", ()):
            instances.setdefault(kind, []).append(subject)
    issues = set()
    for shape in shapes():
        targets = {subject for kind in shape.classes for subject in instances.get(kind, ())}
        for subject in targets:
            for message in _broken(subject, shape, facts):
                issues.add((shape.level, subject, message))
        for message, query in shape.queries if targets else ():
            for solution in cast(pyoxigraph.QuerySolutions, store().query(query, prefixes=names.prefixes)):
                subject = names.compact(getattr(solution["this"], "value", ""))
                if subject in targets:
                    issues.add((shape.level, subject, message))
    return [Issue(level, "graph", None, None, f"{subject}: {text}", _REMEDY) for level, subject, text in sorted(issues)]


def indexed(triples: Iterable[Triple]) -> Facts:
    """Return the triples by subject and predicate."""
    facts: dict[str, dict[str, set[str]]] = {}
    for subject, predicate, value in triples:
        facts.setdefault(subject, {}).setdefault(predicate, set()).add(value)
    return {s: {p: tuple(sorted(values)) for p, values in found.items()} for s, found in facts.items()}


@functools.cache
def shapes() -> tuple[Shape, ...]:
    """Return the shapes of both files. Raises GraphError for a constraint that this checker does not know."""
    return tuple(shape for name in ("shapes.ttl", "shapes-sparql.ttl") for shape in _read(name))


def _read(name: str) -> Iterator[Shape]:
    path = shipped("ontology") / name
    facts = indexed(triples_of(read_turtle(path), Names()))
    for subject in sorted(facts):
        found = {key.replace(f"<{SH}", "").rstrip(">"): values for key, values in facts[subject].items()}
        if f"<{SH}NodeShape>" not in found.get("a", ()):
            continue
        yield Shape(
            classes=found["targetClass"],
            level="warning" if f"<{SH}Warning>" in found.get("severity", ()) else "error",
            must_be_iri="nodeKind" in found,
            properties=tuple(_property(facts, node, shown(path)) for node in found.get("property", ())),
            queries=tuple(_query(facts, node) for node in found.get("sparql", ())),
        )


def read_turtle(path: Path) -> list[pyoxigraph.Quad]:
    """Return the statements of a Turtle file of ours. Raises GraphError with file and line where it is none."""
    try:
        return list(pyoxigraph.parse(path.read_bytes(), pyoxigraph.RdfFormat.TURTLE))
    except SyntaxError as error:
        line = "" if error.lineno is None else f", line {error.lineno}"
        raise GraphError(f"{shown(path)}{line}: {error.msg}") from error
    except OSError as error:
        raise GraphError(f"{shown(path)}: {error}") from error


def _property(facts: Facts, node: str, where: str) -> Property:
    found = {key.replace(f"<{SH}", "").rstrip(">"): values for key, values in facts[node].items()}
    path, message = found.pop("path")[0], _plain(found.pop("message", ('"breaks a shape"',))[0])
    for key in found:
        if key not in _CHECKS and key not in ("minCount", "maxCount", "uniqueLang"):
            raise GraphError(f"{where}: {path}: sh:{key} is not known to the checker; valid: {', '.join(_CHECKS)}")
    for key in ("in", "or"):
        if key in found:
            found[key] = tuple(_listed(facts, found[key][0]))
    if "or" in found:
        found["or"] = tuple(facts[node][f"<{SH}class>"][0] for node in found["or"])
    return Property(path, message, found)


def _listed(facts: Facts, node: str) -> Iterator[str]:
    while node != "rdf:nil":
        yield facts[node]["rdf:first"][0]
        node = facts[node]["rdf:rest"][0]


def _query(facts: Facts, node: str) -> tuple[str, str]:
    return _plain(facts[node][f"<{SH}message>"][0]), _plain(facts[node][f"<{SH}select>"][0])


# ------------------------------------------------------------------------------ constraints
def _broken(subject: str, shape: Shape, facts: Facts) -> Iterator[str]:
    if shape.must_be_iri and subject.startswith("_:"):
        yield "must have an IRI of its own"
    for prop in shape.properties:
        values = facts[subject].get(prop.path, ())
        rules = prop.constraints
        wrong = not _counted(values, rules) or any(
            not _CHECKS[key](value, wanted, subject, facts)
            for key, wanted in rules.items()
            if key in _CHECKS
            for value in values
        )
        if wrong:
            yield prop.message + (f" (it has {', '.join(values[:3])})" if values else f" ({prop.path} is missing)")


def _counted(values: tuple[str, ...], rules: Mapping[str, tuple[str, ...]]) -> bool:
    if "minCount" in rules and len(values) < int(rules["minCount"][0]):
        return False
    if "maxCount" in rules and len(values) > int(rules["maxCount"][0]):
        return False
    if "uniqueLang" in rules:
        languages = [value.rpartition("@")[2] for value in values]
        return len(set(languages)) == len(languages)
    return True


def datatype(value: str) -> str:
    """Return the datatype of a written literal, "" for what is none.

    >>> datatype('"2018"^^edtf:EDTF'), datatype('"Japan"@en'), datatype("2.5"), datatype("ent:JPN")
    ('edtf:EDTF', 'rdf:langString', 'xsd:decimal', '')
    """
    if value.startswith('"'):
        rest = value[value.rindex('"') + 1 :]
        return rest[2:] if rest.startswith("^^") else "rdf:langString" if rest.startswith("@") else "xsd:string"
    if value in _DATATYPES:
        return _DATATYPES[value]
    if re.fullmatch(r"[+-]?[0-9]+", value):
        return "xsd:integer"
    return "xsd:decimal" if re.fullmatch(r"[+-]?[0-9]*\.[0-9]+", value) else ""


def _plain(value: str) -> str:
    """The text of a written literal."""
    body = value[1 : value.rindex('"')]
    return body.replace("\\n", "\n").replace("\\t", "\t").replace('\\"', '"').replace("\\\\", "\\")


def _number(value: str) -> Decimal | None:
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def _at_least(value: str, wanted: tuple[str, ...]) -> bool:
    number = _number(value)
    return number is not None and number >= Decimal(wanted[0])


def _at_most(value: str, wanted: tuple[str, ...]) -> bool:
    number = _number(value)
    return number is not None and number <= Decimal(wanted[0])


def _ordered(value: str, others: tuple[str, ...], equal: bool) -> bool:
    for other in others:
        one, two = _number(value), _number(other)
        if one is not None and two is not None:
            right = one <= two if equal else one < two
        else:  # days, which sort as they are written
            right = datatype(value) == datatype(other) and (value <= other if equal else value < other)
        if not right:
            return False
    return True


_Check = Callable[[str, tuple[str, ...], str, Facts], bool]
_CHECKS: Mapping[str, _Check] = {
    "datatype": lambda value, wanted, _s, _f: datatype(value) == wanted[0] and _well_formed(value),
    "class": lambda value, wanted, _s, facts: wanted[0] in facts.get(value, {}).get("a", ()),
    "or": lambda value, wanted, _s, facts: any(kind in facts.get(value, {}).get("a", ()) for kind in wanted),
    "in": lambda value, wanted, _s, _f: value in wanted,
    "nodeKind": lambda value, _w, _s, _f: not datatype(value) and not value.startswith("_:"),
    "pattern": lambda value, wanted, _s, _f: re.search(_plain(wanted[0]), _plain(value)) is not None,
    "minLength": lambda value, wanted, _s, _f: len(_plain(value)) >= int(wanted[0]),
    "minInclusive": lambda value, wanted, _s, _f: _at_least(value, wanted),
    "maxInclusive": lambda value, wanted, _s, _f: _at_most(value, wanted),
    "lessThan": lambda value, wanted, s, facts: _ordered(value, facts[s].get(wanted[0], ()), equal=False),
    "lessThanOrEquals": lambda value, wanted, s, facts: _ordered(value, facts[s].get(wanted[0], ()), equal=True),
}


def _well_formed(value: str) -> bool:
    return datatype(value) != "xsd:date" or re.fullmatch(r'"[0-9]{4}-[0-9]{2}-[0-9]{2}"\^\^xsd:date', value) is not None
