"""Relations between parties, counted from events: dyads, networks, and one citable function a measure."""

from kg.analysis.conduct import (
    LeadLag,
    Promise,
    escalation,
    initiator_balance,
    lead_lag,
    promise_keeping,
    promises,
    reciprocity,
    signed_balance,
)
from kg.analysis.draws import Band
from kg.analysis.dyads import Relation, Tally, pairs, relations, sign, tallies
from kg.analysis.ledger import Ledger, Line, ledger
from kg.analysis.network import network
from kg.analysis.periods import period_of
from kg.analysis.phases import Phase, phases, phases_of, turning_points
from kg.analysis.series import Point, Shift, change_points, level_shifts, momentum, series, volatility
from kg.analysis.structure import (
    Broker,
    Ego,
    Group,
    Mediator,
    Rank,
    brokers,
    centrality,
    communities,
    ego,
    group_stability,
    mediators,
    ranking,
    transitivity,
    triadic_closure,
)
from kg.graph.between import ties

__all__ = [
    "Band",
    "Broker",
    "Ego",
    "Group",
    "LeadLag",
    "Ledger",
    "Line",
    "Mediator",
    "Phase",
    "Point",
    "Promise",
    "Rank",
    "Relation",
    "Shift",
    "Tally",
    "brokers",
    "centrality",
    "change_points",
    "communities",
    "ego",
    "escalation",
    "group_stability",
    "initiator_balance",
    "lead_lag",
    "ledger",
    "level_shifts",
    "mediators",
    "momentum",
    "network",
    "pairs",
    "period_of",
    "phases",
    "phases_of",
    "promise_keeping",
    "promises",
    "ranking",
    "reciprocity",
    "relations",
    "series",
    "sign",
    "signed_balance",
    "tallies",
    "ties",
    "transitivity",
    "triadic_closure",
    "turning_points",
    "volatility",
]
