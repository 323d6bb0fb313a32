"""Graph files of every format into one store: ours, edited by hand, or written by others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph

from kg.errors import GraphError
from kg.graph.terms import BASE, OWN, VOCABULARIES
from kg.seeds.files import shipped

FORMATS = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "nquads": pyoxigraph.RdfFormat.N_QUADS,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "xml": pyoxigraph.RdfFormat.RDF_XML,
}
SUFFIXES = {
    ".ttl": "turtle",
    ".nt": "nt",
    ".nq": "nquads",
    ".trig": "trig",
    ".jsonld": "jsonld",
    ".rdf": "xml",
}
WHOLE, SHOWN = "all", "shown"  # the two stores of a folder: with the events that are to check, and without
CONTEXT = BASE + "context.jsonld"  # what a JSON-LD file of ours may name instead of holding it; nothing is fetched


def is_store(path: Path) -> bool:
    """Return whether a folder holds stores on disk, which `kg.graph.served.write_store` writes."""
    return (path / WHOLE / "CURRENT").is_file()


def read_store(source: str | Path | bytes, format: str | None = None) -> pyoxigraph.Store:
    """Return a store with everything that a file or bytes say, named graphs merged into one.

    Blank nodes get names that depend on what is said of them. Raises GraphError with line and column where the syntax
    is wrong, and for a file that cannot be read.
    """
    if isinstance(source, bytes):
        data, where, suffix = source, "the graph", ""
    else:
        path = Path(source)
        where, suffix = path.name, path.suffix
        try:
            data = path.read_bytes()
        except OSError as error:
            raise GraphError(f"{path}: cannot be read ({error.strerror})") from error
    wanted = format or SUFFIXES.get(suffix)
    if wanted is not None and wanted not in FORMATS:
        raise GraphError(f"format {wanted!r} is none that we read; valid: {', '.join(FORMATS)}")
    guessed = ["jsonld"] if data.lstrip()[:1] in (b"{", b"[") else ["trig", "nquads"]
    errors = []
    for name in [wanted] if wanted else guessed:
        try:
            return _without_anonymous(_loaded(data, name))
        except (SyntaxError, ValueError) as error:
            errors.append(f"no valid {name}: {error}")
    if wanted is None and suffix:
        known = ", ".join(SUFFIXES)
        raise GraphError(
            f"{where}: is no graph; give a folder that kg build has written, or a file that ends in {known}"
        )
    raise GraphError(f"{where}: {errors[0]}")


def is_graph(path: Path) -> bool:
    """Whether a path is a graph file, or a folder with one that `kg build` has written."""
    if path.is_dir():
        return any((path / f"graph{suffix}").is_file() for suffix in SUFFIXES)
    return path.suffix in SUFFIXES and path.is_file()


def base_of(store: pyoxigraph.Store) -> str:
    """Return the base IRI under which an event is named, ours where there is none."""
    kind = pyoxigraph.NamedNode(VOCABULARIES["rdf"] + "type")
    for name in ("sem", "dk"):
        event = pyoxigraph.NamedNode(VOCABULARIES[name] + ("Event" if name == "sem" else "NonFactualEvent"))
        for quad in store.quads_for_pattern(None, kind, event):
            folder, found, _ = str(getattr(quad.subject, "value", "")).rpartition("/" + OWN["ev"])
            return f"{folder}/" if found else BASE
    return BASE


def _loaded(data: bytes, name: str) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    if name in ("turtle", "nt", "xml"):
        store.bulk_load(data, FORMATS[name])
    else:
        text = _with_context(data) if name == "jsonld" else data
        store.bulk_extend(_merged(text, name))
    return store


def _merged(data: bytes, name: str) -> Iterator[pyoxigraph.Quad]:
    for quad in pyoxigraph.parse(data, FORMATS[name], rename_blank_nodes=False):
        yield pyoxigraph.Quad(quad.subject, quad.predicate, quad.object)


def _with_context(data: bytes) -> bytes:
    """A JSON-LD text with our context written into it where it only names it."""
    document = json.loads(data)
    context = shipped("ontology") / "context.jsonld"
    if isinstance(document, dict) and document.get("@context") == CONTEXT and context.is_file():
        document["@context"] = json.loads(context.read_bytes())["@context"]
        return json.dumps(document).encode()
    return data


def _without_anonymous(store: pyoxigraph.Store) -> pyoxigraph.Store:
    if not bool(store.query("ASK { ?s ?p ?o FILTER(ISBLANK(?s) || ISBLANK(?o)) }")):
        return store
    dataset = pyoxigraph.Dataset(store)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    named = pyoxigraph.Store()
    named.bulk_extend(dataset)
    return named
