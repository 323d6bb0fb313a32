"""Relations between parties, counted from events: dyads, networks, and one citable function a measure."""

from kg.analysis.dyads import Relation, Tally, period_of, relations, ties
from kg.analysis.network import network

__all__ = ["Relation", "Tally", "network", "period_of", "relations", "ties"]
