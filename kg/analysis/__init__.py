"""Relations between parties, counted from events: dyads, networks, and one citable function a measure."""

from kg.analysis.dyads import Relation, Tally, pairs, period_of, relations, sign
from kg.analysis.measures import (
    Point,
    centrality,
    change_points,
    communities,
    escalation,
    initiator_balance,
    reciprocity,
    series,
    signed_balance,
    turning_points,
)
from kg.analysis.network import network
from kg.graph.between import ties

__all__ = [
    "Point",
    "Relation",
    "Tally",
    "centrality",
    "change_points",
    "communities",
    "escalation",
    "initiator_balance",
    "network",
    "pairs",
    "period_of",
    "reciprocity",
    "relations",
    "series",
    "sign",
    "signed_balance",
    "ties",
    "turning_points",
]
