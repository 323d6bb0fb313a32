"""Names and literals of the graph, written as Turtle writes them.

Inside the package a triple is three strings in Turtle syntax with our fixed prefixes: they sort, compare and print
without a library, and a bulk loader reads them back faster than triples are added one by one.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from urllib.parse import quote, unquote

from kg.errors import GraphError

BASE = "https://w3id.org/diplokg/"
DK = BASE + "ns#"
PLOVER = BASE + "plover/"
TYPE = BASE + "type/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"

VOCABULARIES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "dk": DK,
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "gaf": "http://groundedannotationframework.org/gaf#",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "plover": PLOVER,
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "type": TYPE,
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": XSD,
}
# Folders of the base IRI: what we name ourselves.
OWN = {
    "art": "article/",
    "clm": "claim/",
    "ent": "entity/",
    "ev": "event/",
    "men": "mention/",
    "off": "office/",
    "part": "participation/",
    "pl": "place/",
    "pub": "publisher/",
    "run": "run/",
}

Triple = tuple[str, str, str]

# Narrower than Turtle allows, so that every parser agrees: no dot at the end, no escapes but percent signs.
_PLAIN_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_DECIMAL = re.compile(r"[+-]?[0-9]*\.?[0-9]+")
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {
    ord("\\"): "\\\\",
    ord('"'): '\\"',
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
}
_SURROGATES = re.compile("[\ud800-\udfff]")


def prefixes(base: str = BASE) -> dict[str, str]:
    """Return prefix -> namespace, sorted by prefix; our own folders lie under `base`."""
    return dict(sorted((VOCABULARIES | {prefix: base + folder for prefix, folder in OWN.items()}).items()))


class Names:
    """Writes names with the prefixes of one base IRI.

    >>> Names().name("ev", "2018-kor-jpn-mobilize-0be7f3d2")
    'ev:2018-kor-jpn-mobilize-0be7f3d2'
    >>> Names().name("ent", "Côte d'Ivoire")
    '<https://w3id.org/diplokg/entity/C%C3%B4te%20d%27Ivoire>'
    """

    def __init__(self, base: str = BASE, more: Mapping[str, str] | None = None) -> None:
        self.base = base
        self.prefixes = dict(sorted((prefixes(base) | dict(more or {})).items()))
        self._prefix_of = {namespace: prefix for prefix, namespace in self.prefixes.items()}
        self._known: dict[tuple[str, str], str] = {}

    def name(self, prefix: str, identifier: str) -> str:
        """Return the name of what `identifier` names in the folder of `prefix`; any character is safe."""
        found = self._known.get((prefix, identifier))
        if found is None:
            local = quote(identifier, safe="", errors="replace")
            plain = _PLAIN_LOCAL.fullmatch(local)
            found = f"{prefix}:{local}" if plain else f"<{self.prefixes[prefix]}{local}>"
            self._known[prefix, identifier] = found
        return found

    def compact(self, iri: str) -> str:
        """Return an IRI with a prefix where one fits, else in angle brackets."""
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = self._prefix_of.get(iri[:cut])
        if prefix is not None and _PLAIN_LOCAL.fullmatch(iri, cut):
            return f"{prefix}:{iri[cut:]}"
        return f"<{iri}>"

    def expand(self, name: str) -> str:
        """Return the full IRI of a name as this class writes it; raises GraphError for an unknown prefix."""
        if name.startswith("<") and name.endswith(">"):
            return name[1:-1]
        prefix, colon, local = name.partition(":")
        if not colon or prefix not in self.prefixes:
            raise GraphError(f"{name!r} has none of the prefixes {', '.join(self.prefixes)}")
        return self.prefixes[prefix] + local


def identifier(iri: str) -> str:
    """Return what an IRI of ours names: its last segment, unescaped.

    >>> identifier("https://w3id.org/diplokg/entity/C%C3%B4te%20d%27Ivoire")
    "Côte d'Ivoire"
    """
    return unquote(iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :])


def text(value: str, language: str | None = None) -> str:
    r"""Return a string literal; half of a surrogate pair, which no file can hold, becomes U+FFFD.

    >>> text('He said "no".', "en")
    '"He said \\"no\\"."@en'
    """
    safe = value
    if not value.isprintable() or '"' in value or "\\" in value:
        safe = _SURROGATES.sub("\ufffd", value).translate(_ESCAPES)
    return f'"{safe}"@{language}' if language else f'"{safe}"'


def language_tag(language: str) -> str:
    """Return the tag of a document's language, "en" where it says none that a tag can be made of."""
    tag = language.lower().partition("-")[0]
    return tag if _LANGUAGE.fullmatch(tag) else "en"


def decimal(value: float) -> str:
    """Return an xsd:decimal with all digits of the float and at least one behind the point.

    >>> decimal(2.5), decimal(-5.0), decimal(1e-07)
    ('2.5', '-5.0', '0.0000001')
    """
    number = Decimal(repr(float(value)))
    if not number.is_finite():
        raise GraphError(f"{value!r} is no number that a graph can hold")
    return plain_decimal(number)


def plain_decimal(number: Decimal) -> str:
    """Return a decimal without exponent and without zeros at its end but the first behind the point."""
    digits = format(abs(number) if number == 0 else number, "f")  # a store knows no zero below zero
    whole, _, rest = digits.partition(".")
    return f"{whole}.{rest.rstrip('0') or '0'}"


def day(value: datetime.date) -> str:
    """Return an xsd:date."""
    return f'"{value.isoformat()}"^^xsd:date'


def typed(value: str, datatype: str, names: Names) -> str:
    """Return a literal of a datatype (a full IRI) in the one form in which we write it."""
    if datatype == XSD + "boolean" and value in ("true", "false"):
        return value
    if datatype == XSD + "integer" and re.fullmatch(r"[+-]?[0-9]+", value) and len(value) < 4000:
        return str(int(value))
    if datatype == XSD + "decimal" and _DECIMAL.fullmatch(value):
        return plain_decimal(Decimal(value))
    return text(value) if datatype == XSD + "string" else f"{text(value)}^^{names.compact(datatype)}"
