"""Who went to see whom, by date: a SPARQL question over graph.ttl, with rdflib alone."""

import sys
from pathlib import Path

import rdflib

QUESTION = """
PREFIX dk: <https://w3id.org/diplokg/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>
PREFIX type: <https://w3id.org/diplokg/type/>
SELECT ?date ?label WHERE {
  ?event a sem:Event ; dk:mode type:consult-visit ; dk:edtf ?date ; rdfs:label ?label .
} ORDER BY STR(?date) ?label
"""


def main(folder: str = "exports/demo") -> None:
    graph = rdflib.Graph().parse(Path(folder) / "graph.ttl")
    for date, label in graph.query(QUESTION):
        print(f"{date:24} {label}")


if __name__ == "__main__":
    main(*sys.argv[1:])
