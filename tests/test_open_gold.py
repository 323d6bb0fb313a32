"""The open gold of tests/gold/wire: agency reports retold, and how many of their events are facts.

The weights have learned from these articles too, so the floors guard against faults and are no figures of quality:
those of the README are measured on articles kept apart.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.learn.facts import coded_events, right_events
from kg.learn.gold import read_gold

WIRE = Path(__file__).resolve().parent / "gold" / "wire"
FLOORS = {
    "wire-asia": (0.16, 0.38),
    "wire-world": (0.14, 0.36),
}  # share of coded events found, precision; never lowered
SIZES = {"wire-asia": (20, 249), "wire-world": (24, 304)}


@pytest.mark.parametrize("folder", FLOORS)
def test_facts(folder: str) -> None:
    articles = read_gold([WIRE / folder])
    coded = list(coded_events(WIRE / folder))
    assert (len(articles), len(coded)) == SIZES[folder]
    events = list(kg.build([article.document for article in articles]).events())
    asserted = [e for e in events if e.modality == "asserted"]
    right = right_events(WIRE / folder, events)
    found, precise = len(right) / len(coded), sum(e.id in right for e in asserted) / len(asserted)
    assert found >= FLOORS[folder][0], f"{found:.3f} of the coded events"
    assert precise >= FLOORS[folder][1], f"{precise:.3f} of the asserted ones"


def test_articles_say_that_they_may_be_published() -> None:
    stated = [p.read_text("utf-8") for p in sorted(WIRE.glob("*/*.meta.json"))]
    assert len(stated) == sum(size for size, _ in SIZES.values())
    assert all("CC BY 4.0" in text for text in stated)
