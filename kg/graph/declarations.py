"""The classes and properties that a graph uses, declared in it, so that Protégé and other OWL tools show them as such.

What they mean stands in ontology/kg.ttl, which a graph imports; declared here too, it opens without it and offline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.graph.terms import Triple

BUILT_IN = ("rdf:", "rdfs:", "owl:")  # the words of RDF and OWL themselves
NOTES = frozenset({"dcterms:title", "skos:prefLabel", "skos:altLabel"})  # about things, not facts of them


def declarations(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield what declares each class and property that the triples use.

    >>> sorted(declarations([("ev:1", "a", "sem:Event"), ("ev:1", "sem:hasActor", "ent:JPN")]))
    [('sem:Event', 'a', 'owl:Class'), ('sem:hasActor', 'a', 'owl:ObjectProperty')]
    """
    classes: set[str] = set()
    named: set[str] = set()
    valued: set[str] = set()
    for _, predicate, value in triples:
        if predicate == "a":
            classes.add(value)
        elif not predicate.startswith(BUILT_IN):
            (named if _names(value) else valued).add(predicate)
    for name in sorted(classes):
        if not name.startswith(BUILT_IN):
            yield name, "a", "owl:Class"
    notes = (named | valued) & NOTES
    for names, kind in ((named - NOTES, "Object"), (valued - NOTES, "Datatype"), (notes, "Annotation")):
        for name in sorted(names):
            yield name, "a", f"owl:{kind}Property"


def words_of(triples: Iterable[Triple]) -> str:
    r"""Return the classes and properties that triples use, to be read by `used`.

    >>> words_of([("ev:1", "a", "sem:Event"), ("ev:1", "dk:edtf", '"2018"'), ("ev:2", "dk:edtf", '"2019"')])
    'a sem:Event\ndk:edtf ""'
    """
    found = ((p, v if p == "a" else "x:y" if _names(v) else '""') for _, p, v in triples)
    return "\n".join(sorted({f"{predicate} {value}" for predicate, value in found}))


def used(words: Iterable[str]) -> Iterator[Triple]:
    """Yield a triple for each class and property of what `words_of` returned."""
    for line in sorted({line for several in words for line in several.split("\n")}):
        predicate, _, value = line.partition(" ")
        yield "", predicate, value


def _names(value: str) -> bool:
    """Whether a value is a name: an IRI, no literal (numbers and truth values are written without quotes)."""
    return value.startswith("<") or (value[:1].isalpha() and ":" in value and not value.startswith('"'))
