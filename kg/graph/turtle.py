"""Turtle, TriG and N-Quads with the same bytes for the same triples: everything is sorted, every prefix fixed.

rdflib orders subjects by how often they are referenced and Oxigraph by an internal hash, so with theirs a few new
triples move many lines; here a new event adds its own lines and nothing else.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping

import pyoxigraph

from kg.graph.terms import Names, Triple, text, typed

Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple
NEXT, END = " ;\n    ", " .\n"  # between the lines of a block, and behind the last


def write_turtle(triples: Iterable[Triple], names: Names) -> bytes:
    r"""Return a Turtle file: subjects, predicates and objects in the order of their characters, UTF-8.

    >>> write_turtle([("ent:JPN", "a", "sem:Actor"), ("ent:JPN", "rdfs:label", '"Japan"@en')], Names())[-54:]
    b'ent:JPN\n    a sem:Actor ;\n    rdfs:label "Japan"@en .\n'
    """
    return joined_blocks(blocks_of(triples), names)


def write_trig(graphs: Mapping[str, Iterable[Triple]], names: Names) -> bytes:
    """Return a TriG file; the key "" is the default graph, the others are names of graphs."""
    parts = [_header(names)]
    for graph in sorted(graphs):
        blocks = _blocks(graphs[graph], "    " if graph else "")
        parts += [f"\n{graph} {{\n", *blocks, "}\n"] if graph else blocks
    return "".join(parts).encode()


def write_nquads(graphs: Mapping[str, Iterable[Triple]], names: Names) -> bytes:
    """Return N-Quads, sorted by line; keys as in `write_trig`."""
    lines = set()
    for graph, triples in graphs.items():
        where = f"<{names.expand(graph)}> " if graph else ""
        turtle = write_turtle(triples, names)
        for quad in pyoxigraph.parse(turtle, pyoxigraph.RdfFormat.TURTLE):
            lines.add(f"{quad.subject} {quad.predicate} {quad.object} {where}.\n")
    return "".join(sorted(lines)).encode()


def graphs_by_document(triples: Iterable[Triple]) -> dict[str, list[Triple]]:
    """Return the triples by the name of the graph they belong to: that of each article which says so, or "" for none.

    An event, with its participations, stands in the graph of every article that tells of it, so that each can be taken
    away or replaced alone; entities, places, offices and types stand in the default graph.
    """
    triples = list(triples)
    context: dict[str, set[str]] = {}  # article or mention -> articles
    for subject, predicate, value in triples:
        if predicate == "nif:referenceContext":
            context.setdefault(subject, set()).add(value)
            context.setdefault(value, set()).add(value)
        elif predicate == "dk:toldIn":
            context.setdefault(subject, set()).add(value)
        elif predicate == "a" and value == "schema:NewsArticle":
            context.setdefault(subject, set()).add(subject)
    events: dict[str, set[str]] = {}
    for subject, predicate, value in triples:
        if predicate == "gaf:denotedBy":
            events.setdefault(subject, set()).update(context.get(value, ()))
    parts = {
        subject: events[value] for subject, predicate, value in triples if predicate == "dk:event" and value in events
    }
    graphs: dict[str, list[Triple]] = {"": []}
    for triple in triples:
        subject = triple[0]
        where = context.get(subject) or events.get(subject) or parts.get(subject) or ("",)
        if triple[1] == "prov:used":
            where = (triple[2],) if triple[2] in context else ("",)
        for graph in where:
            graphs.setdefault(graph, []).append(triple)
    return graphs


def triples_of(quads: Iterable[pyoxigraph.Quad], names: Names) -> Iterable[Triple]:
    """Yield parsed quads as triples in our writing; the graphs that they stand in are merged."""
    cache: dict[Term, str] = {}
    for quad in quads:
        yield (
            term_text(quad.subject, names, cache),
            predicate_text(quad.predicate, names, cache),
            term_text(quad.object, names, cache),
        )


def predicate_text(term: pyoxigraph.NamedNode, names: Names, cache: dict[Term, str] | None = None) -> str:
    """Return a predicate as Turtle writes it."""
    written = term_text(term, names, cache)
    return "a" if written == "rdf:type" else written


def term_text(term: Term, names: Names, cache: dict[Term, str] | None = None) -> str:
    """Return a term as Turtle writes it with our prefixes."""
    found = cache.get(term) if cache is not None else None
    if found is not None:
        return found
    if isinstance(term, pyoxigraph.NamedNode):
        written = names.compact(term.value)
    elif isinstance(term, pyoxigraph.Literal):
        kind = term.datatype.value
        written = text(term.value, term.language) if term.language else typed(term.value, kind, names)
    else:
        written = str(term)
    if cache is not None:
        cache[term] = written
    return written


def _header(names: Names) -> str:
    return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in names.prefixes.items())


def blocks_of(triples: Iterable[Triple], indent: str = "") -> dict[str, str]:
    """Return what is written of each subject, by the subject."""
    subjects: dict[str, dict[str, set[str]]] = {}
    for subject, predicate, value in triples:
        subjects.setdefault(subject, {}).setdefault(predicate, set()).add(value)
    blocks = {}
    for subject, found in subjects.items():
        lines = [
            f"{predicate} {', '.join(sorted(found[predicate]))}"
            for predicate in sorted(found, key=lambda name: (name != "a", name))
        ]
        blocks[subject] = f"\n{indent}{subject}\n{indent}    " + f" ;\n{indent}    ".join(lines) + END
    return blocks


def with_more(block: str, triples: Iterable[Triple]) -> str:
    r"""Return the block of a subject with triples of predicates that it does not have yet.

    >>> with_more("\nev:1\n    a sem:Event ;\n    dk:edtf \"2018\" .\n", [("ev:1", "dk:before", "ev:2")])
    '\nev:1\n    a sem:Event ;\n    dk:before ev:2 ;\n    dk:edtf "2018" .\n'
    """
    found: dict[str, set[str]] = {}
    for _, predicate, value in triples:
        found.setdefault(predicate, set()).add(value)
    if not found:
        return block
    first, *lines = block.removesuffix(END).split(NEXT)
    for predicate, values in found.items():
        bisect.insort(lines, f"{predicate} {', '.join(sorted(values))}")
    return NEXT.join([first, *lines]) + END


def joined_blocks(blocks: Mapping[str, str], names: Names) -> bytes:
    """Return the Turtle file of blocks by their subjects."""
    return "".join([_header(names), *(blocks[subject] for subject in sorted(blocks))]).encode()


def _blocks(triples: Iterable[Triple], indent: str) -> list[str]:
    return [block for _, block in sorted(blocks_of(triples, indent).items())]
