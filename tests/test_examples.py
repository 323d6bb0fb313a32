"""The scripts of exports/examples run over the demo and print what their first line says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted((ROOT / "exports" / "examples").glob("*.py"))
LINE = {  # what every line that a script prints looks like
    "go_between.py": r"0\.\d{3}  \w.*",
    "two_states.py": r"(?:\d{4}|undated) \+* -*",
    "visits.py": r"[\[\].\d/-]+ +\w.*",
}


@pytest.mark.parametrize("script", EXAMPLES, ids=lambda path: path.name)
def test_example(script):
    result = subprocess.run([sys.executable, str(script)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert len(lines) >= 10
    assert [line for line in lines if not re.fullmatch(LINE[script.name], line)] == []


def test_every_example_is_run_and_described():
    assert {path.name for path in EXAMPLES} == set(LINE)
    readme = (ROOT / "exports" / "examples" / "README.md").read_text("utf-8")
    assert all(f"`{name}`" in readme for name in LINE)


def test_a_pair_without_ties_teaches():
    script = ROOT / "exports" / "examples" / "two_states.py"
    result = subprocess.run(
        [sys.executable, str(script), "JPN", "XXX"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "holds nothing between JPN and XXX" in result.stderr
