"""Every fuzz target holds on its seeds, on their beginnings, and on any bytes that hypothesis thinks of."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS

SEEDS = sorted(path for path in (Path(__file__).parent / "fuzz" / "seeds").iterdir())
SLOW = ("extracting", "graphs")


def test_there_are_seeds_and_targets() -> None:
    assert len(SEEDS) == 8
    assert len(TARGETS) == 6


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name)
def test_a_target_holds_on_a_seed_and_its_beginnings(target: str, seed: Path) -> None:
    data = seed.read_bytes()
    steps = 3 if target in SLOW else 17
    for end in range(len(data), 0, -max(1, len(data) // steps)):
        TARGETS[target](data[:end])


@pytest.mark.parametrize("target", [name for name in TARGETS if name not in SLOW])
@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_a_target_holds_on_any_bytes(target: str, data: bytes) -> None:
    TARGETS[target](data)
