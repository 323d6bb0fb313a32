"""Floors of the published figures for coding, participants and articles, on the development data beside the checkout.

A floor is a little under what is reached; it is raised with the figure and never lowered to let a change pass.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

FLOORS = {
    ("score_coding.py", "coding/gsr_dev.jsonl"): {},
    ("score_participants.py", "participants/apple"): {},
    ("score_articles.py", "seed_article_events.json"): {},
    ("score_articles.py", "articles"): {},
}


def figures(scorer: str, gold: str, target: Path) -> dict:
    script = SHARED / "bench" / scorer
    if not script.is_file():
        pytest.skip(f"{script} is missing: the development data lies beside the checkout only")
    subprocess.run(
        [sys.executable, str(script), str(SHARED / "gold" / gold), "--json", str(target)],
        check=True, capture_output=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    return json.loads(target.read_text("utf-8"))


def value(report: dict, path: str) -> float:
    for key in path.split("/"):
        report = report[key]
    return float(report)


@pytest.mark.parametrize(("scorer", "gold"), FLOORS, ids=lambda part: str(part).replace("/", " "))
def test_floor(scorer, gold, tmp_path):
    floors = FLOORS[scorer, gold]
    assert len(floors) >= 2
    report = figures(scorer, gold, tmp_path / "figures.json")
    below = {path: value(report, path) for path, floor in floors.items() if value(report, path) < floor}
    assert below == {}, "under the floor"
