"""The graph around one event: who took part, in which office, where, who wrote of it, what it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pyvis.network import Network

# Where the kinds of neighbours stand around the event: left and right its parties, above the place, below the evidence.
ALONE = {"left": (0.17, 0.17), "right": (0.83, 0.83)}  # one actor on a side: what it acts for stands above it
SEVERAL = {"left": (0.27, 0.05), "right": (0.73, 0.95)}  # more: outside of them


def add_event(network: Network, data: dict[str, Any], event: str) -> None:
    """Add the nodes and edges around an event to a pyvis network, from the payload of a page."""
    columns, late = data["events"], data["late"]
    at = columns["id"].index(event) if event in columns["id"] else 0
    network.add_node("event", columns["head"][at], kind="event", u=0.5, v=0.45, event=at)
    mutual = not columns["rec"][at]
    actors = list(dict.fromkeys(columns["act"][at]))
    half = (len(actors) + 1) // 2
    sides = (actors[:half], actors[half:]) if mutual else (actors, list(dict.fromkeys(columns["rec"][at])))
    for side, members in zip(("left", "right"), sides, strict=True):
        role = "party" if mutual else "actor" if side == "left" else "recipient"
        _add_actors(network, data, members, side, role)
    if columns["place"][at] >= 0:
        network.add_node("place", data["places"][columns["place"][at]][0], kind="place", u=0.5, v=0.08)
        network.add_edge("event", "place", label="in")
    articles = list(dict.fromkeys(row[0] for row in late["ev"][at]))
    for article, u in zip(articles, _spread(len(articles), 0.5, 0.7), strict=True):
        title, publisher, published, _ = late["articles"][article]
        network.add_node(f"article-{article}", publisher or title, kind="article", u=u, v=0.9, published=published)
        network.add_edge("event", f"article-{article}", label="told in")
    related = [(relation, columns["id"].index(other)) for relation, other in late["rel"][at] if other in columns["id"]]
    for (relation, other), v in zip(related, _spread(len(related), 0.68, 0.24), strict=True):
        network.add_node(f"event-{other}", columns["head"][other], kind="related", u=0.5, v=v, event=other)
        network.add_edge("event", f"event-{other}", label=relation.replace("-", " "))


def _add_actors(network: Network, data: dict[str, Any], members: Sequence[int], side: str, role: str) -> None:
    u, outer = (ALONE if len(members) == 1 else SEVERAL)[side]
    for actor, v in zip(members, _spread(len(members), 0.45, 0.6), strict=True):
        _, label, kind, party, office = data["actors"][actor]
        network.add_node(f"actor-{actor}", label, kind=kind, u=u, v=v)
        network.add_edge("event", f"actor-{actor}", label=role)
        if data["parties"][party][1] != label:
            above = v - 0.2 if len(members) == 1 else v
            _, name, party_kind = data["parties"][party]
            network.add_node(f"party-{party}", name, kind=party_kind, u=outer, v=above)
            network.add_edge(f"actor-{actor}", f"party-{party}", label=office or "of")


def _spread(count: int, middle: float, width: float) -> list[float]:
    """Evenly spaced places around a middle.

    >>> _spread(3, 0.5, 0.6)
    [0.2, 0.5, 0.8]
    """
    if count < 2:
        return [middle] * count
    return [round(middle - width / 2 + width * number / (count - 1), 3) for number in range(count)]
