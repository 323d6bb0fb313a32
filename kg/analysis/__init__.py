"""Relations between parties, counted from events: dyads, networks, and one citable function a measure."""

from kg.analysis.dyads import Relation, Tally, pairs, period_of, relations, sign
from kg.analysis.measures import (
    Point,
    centrality,
    change_points,
    communities,
    escalation,
    initiator_balance,
    level_shifts,
    reciprocity,
    series,
    signed_balance,
)
from kg.analysis.network import network
from kg.analysis.phases import Phase, phases, phases_of, turning_points
from kg.graph.between import ties

__all__ = [
    "Phase",
    "Point",
    "Relation",
    "Tally",
    "centrality",
    "change_points",
    "communities",
    "escalation",
    "initiator_balance",
    "level_shifts",
    "network",
    "pairs",
    "period_of",
    "phases",
    "phases_of",
    "reciprocity",
    "relations",
    "series",
    "sign",
    "signed_balance",
    "ties",
    "turning_points",
]
