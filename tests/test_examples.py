"""The scripts and the notebook of exports/examples run over the demo and print what their first line says."""

import contextlib
import io
import json
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
    "visits.py": r"[\[\].\d/?~-]+ +\w.*",
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


def cells() -> list[str]:
    """The code of the notebook."""
    notebook = json.loads((ROOT / "exports" / "examples" / "panel.ipynb").read_text("utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def test_the_notebook_runs(tmp_path, monkeypatch):
    matplotlib = pytest.importorskip("matplotlib", reason="matplotlib is not installed: pip install '.[analysis]'")
    pytest.importorskip("pandas", reason="pandas is not installed: pip install '.[analysis]'")
    matplotlib.use("agg")
    (tmp_path / "exports").symlink_to(ROOT / "exports")
    monkeypatch.chdir(tmp_path)
    names, printed = {}, io.StringIO()
    with contextlib.redirect_stdout(printed):
        for cell in cells():
            exec(compile(cell, "panel.ipynb", "exec"), names)
    assert (tmp_path / "net.png").stat().st_size > 5_000
    assert len(names["both"]) == 37  # the years for which the table says who governed
    assert set(names["told"].seoul) == {"conservative", "progressive"}
    assert "rupture" in printed.getvalue()
    assert "place" in printed.getvalue() or "sure" in printed.getvalue()


def test_the_notebook_begins_with_the_ten_lines_of_the_readme():
    lines = cells()[0]
    assert f"```python\n{lines}\n```" in (ROOT / "README.md").read_text("utf-8")
    assert len([line for line in lines.splitlines() if line.strip()]) == 10
