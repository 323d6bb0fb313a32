"""Who stands between others: betweenness in the network of pairs, from relations.csv, with networkx.

L. C. Freeman (1977), A set of measures of centrality based on betweenness, Sociometry 40(1), 35-41.
"""

import csv
import sys
from pathlib import Path

import networkx


def main(folder: str = "exports/demo") -> None:
    ties = networkx.Graph()
    names = {}
    with (Path(folder) / "relations.csv").open(encoding="utf-8-sig", newline="") as rows:
        for row in csv.DictReader(rows):
            ties.add_edge(row["first"], row["second"])
            names |= {row["first"]: row["first_label"], row["second"]: row["second_label"]}
    shares = networkx.betweenness_centrality(ties)
    for party in sorted(shares, key=lambda party: (-shares[party], party))[:10]:
        print(f"{shares[party]:.3f}  {names[party]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
