"""How long relations take: the report at 1,000 to 100,000 events, and the projection beside rdflib's own.

    python tests/bench/relations.py            # sizes, each in a process of its own
    python tests/bench/relations.py GRAPH.ttl  # a graph of yours: the report, and both projections

rdflib.extras.external_graph_libs makes a networkx graph of all triples; `kg.network` one of parties and events.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)


def report(size: int) -> None:
    """One line: events, seconds (of the processor) for ledger and projection, report, measures; memory."""
    from synthetic import Graph

    from kg.analysis import ledger, network
    from kg.exporters import export

    graph = Graph(size)
    graph.events()
    started = time.process_time()
    network(ledger(graph), "month")
    projected = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        export(graph, Path(folder) / "report.html")
        reported = time.process_time()
        export(graph, Path(folder) / "measures.csv")
    measured = time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    steps = (projected - started, reported - projected, measured - reported)
    print(f"{size:>8,}" + "".join(f"{seconds:>12.2f}" for seconds in steps) + f"{memory:>10,.0f}", flush=True)


def projections(path: Path) -> None:
    """The report of a graph, and both projections of it."""
    from rdflib.extras.external_graph_libs import rdflib_to_networkx_multidigraph

    from kg.analysis import network
    from kg.exporters import export
    from kg.graph import EventGraph

    graph = EventGraph.parse(path)
    print(f"{path.name}: {len(graph):,} events")
    triples = graph.rdflib
    started = time.process_time()
    theirs = rdflib_to_networkx_multidigraph(triples)
    between = time.process_time()
    ours = network(graph)
    done = time.process_time()
    for name, net, seconds in (("rdflib", theirs, between - started), ("kg.network", ours, done - between)):
        print(f"{name:>12}: {seconds:6.2f} s, {net.number_of_nodes():,} nodes, {net.number_of_edges():,} edges")
    with tempfile.TemporaryDirectory() as folder:
        export(graph, Path(folder) / "report.html")
    print(f"{'report':>12}: {time.process_time() - done:6.2f} s")


def main(arguments: list[str]) -> None:
    if arguments and arguments[0].isdigit():
        report(int(arguments[0]))
    elif arguments:
        projections(Path(arguments[0]))
    else:
        print(f"{'events':>8}{'projection':>12}{'report':>12}{'measures':>12}{'MB':>10}")
        for size in SIZES:
            subprocess.run([sys.executable, __file__, str(size)], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
