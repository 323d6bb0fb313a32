"""ontology/kg.html: the vocabulary as a page for people, with what the shapes promise and what may be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape

import pyoxigraph

from kg.graph.query import questions
from kg.graph.shapes import read_turtle, shapes
from kg.graph.terms import Names
from kg.graph.turtle import term_text
from kg.seeds.files import shipped

Facts = Mapping[str, Mapping[str, list[str]]]
_KINDS = {
    "Classes": "owl:Class",
    "Properties that lead to a thing": "owl:ObjectProperty",
    "Properties that lead to a value": "owl:DatatypeProperty",
    "Things of the vocabulary": "",
}
_ROWS = (
    ("rdfs:subClassOf", "kind of"), ("rdfs:subPropertyOf", "kind of"), ("owl:unionOf", "all of"),
    ("owl:oneOf", "one of"), ("owl:disjointWith", "never also"), ("rdfs:domain", "of"), ("rdfs:range", "leads to"),
    ("owl:inverseOf", "the other way"), ("skos:closeMatch", "close to"), ("rdfs:seeAlso", "see"),
    ("skos:example", "example"),
)  # fmt: skip
_STYLE = """
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent) }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line) } h3 { margin: 1.6rem 0 0 }
code, dd.example { font-family: ui-monospace, monospace; font-size: .9em }
dl { display: grid; grid-template-columns: 8rem 1fr; gap: .1rem 1rem; margin: .3rem 0 }
dt { opacity: .7 } dd { margin: 0 }
p { margin: .2rem 0 } li { margin: .15rem 0 }
"""


def vocabulary_page() -> bytes:
    """Return the page of ontology/kg.ttl, shapes and questions: one file, the same bytes for the same files."""
    names = Names()
    facts: dict[str, dict[str, list[str]]] = {}
    for quad in read_turtle(shipped("ontology") / "kg.ttl"):
        subject = term_text(quad.subject, names)
        facts.setdefault(subject, {}).setdefault(names.compact(quad.predicate.value), []).append(
            quad.object.value if isinstance(quad.object, pyoxigraph.Literal) else term_text(quad.object, names)
        )
    about = next(found for found in facts.values() if "owl:Ontology" in found.get("rdf:type", ()))
    parts = [
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{escape(about['dcterms:title'][0])}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(about['dcterms:title'][0])}</h1>",
        f"<p>{escape(about['dcterms:description'][0])}</p>",
        f"<p>Version {escape(about['owl:versionInfo'][0])}, <code>dk:</code> is "
        f"<code>{escape(names.prefixes['dk'])}</code>. Made from kg.ttl, shapes and questions by "
        "<code>kg check --fix</code>.</p>",
    ]
    terms = {name: found for name, found in facts.items() if name.startswith("dk:")}
    for title, kind in _KINDS.items():
        taken = {n: f for n, f in terms.items() if (kind or "skos:example") in f.get("rdf:type", ()) or not kind}
        parts.append(f"<h2>{title}</h2>")
        for name in sorted(taken):
            parts += _term(name, taken[name], facts)
            del terms[name]
    parts.append("<h2>What every graph keeps to</h2><ul>")
    parts += [f"<li>{escape(message)}</li>" for message in _promises()]
    parts.append("</ul><h2>What may be asked by name</h2><ul>")
    for question in questions().values():
        parts.append(f"<li><code>{escape(question.usage())}</code> — {escape(question.title)}</li>")
    parts.append("</ul></body></html>\n")
    return "\n".join(parts).encode()


def _term(name: str, found: Mapping[str, list[str]], facts: Facts) -> Iterator[str]:
    local = name.removeprefix("dk:")
    yield f'<h3 id="{escape(local)}">{escape(found["rdfs:label"][0])} <code>{escape(name)}</code></h3>'
    for comment in found.get("rdfs:comment", ()):
        yield f"<p>{escape(comment)}</p>"
    rows = [(word, _shown(found[key], facts), key) for key, word in _ROWS if key in found]
    if rows:
        cells = (
            f"<dt>{word}</dt><dd{' class=example' if key == 'skos:example' else ''}>{shown}</dd>"
            for word, shown, key in rows
        )
        yield f"<dl>{''.join(cells)}</dl>"


def _shown(values: Iterable[str], facts: Facts) -> str:
    return ", ".join(
        f'<a href="#{escape(v[3:])}">{escape(v)}</a>' if v.startswith("dk:") else escape(v)
        for value in sorted(values)
        for v in _members(value, facts)
    )


def _members(value: str, facts: Facts) -> list[str]:
    """What a value stands for: itself, or the members of a list or of a class without a name."""
    if not value.startswith("_:"):
        return [value]
    found = facts[value]
    if "owl:unionOf" in found:
        return _members(found["owl:unionOf"][0], facts)
    rest = found["rdf:rest"][0]
    return [found["rdf:first"][0], *([] if rest == "rdf:nil" else _members(rest, facts))]


def _promises() -> list[str]:
    found = {prop.message for shape in shapes() for prop in shape.properties}
    return sorted(found | {message for shape in shapes() for message, _ in shape.queries})
