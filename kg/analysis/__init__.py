"""Relations between parties, counted from events: dyads, networks, and one citable function a measure."""

from kg.analysis.dyads import Relation, Tally, period_of, relations, ties
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
    "period_of",
    "reciprocity",
    "relations",
    "series",
    "signed_balance",
    "ties",
    "turning_points",
]
