"""The demo is what a build of the sample corpus gives: byte for byte, in any order and under any hash seed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORPUS, DEMO = ROOT / "seeds" / "corpus", ROOT / "exports" / "demo"


@pytest.mark.parametrize(("seed", "backwards"), [("0", False), ("4711", True)])
def test_demo_is_rebuilt_to_the_byte(tmp_path, seed, backwards):
    paths = sorted(map(str, CORPUS.iterdir()), reverse=True) if backwards else [str(CORPUS)]
    result = subprocess.run(
        [sys.executable, "-m", "kg", "build", *paths, "-o", str(tmp_path)],
        cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    built = {path.name for path in tmp_path.iterdir() if not path.name.startswith(".")}
    assert len(built) >= 8
    assert built <= {path.name for path in DEMO.iterdir()}
    different = [
        name
        for name in sorted(built - {"manifest.json"})
        if (tmp_path / name).read_bytes() != (DEMO / name).read_bytes()
    ]
    assert different == [], "rebuild it: kg build seeds/corpus -o exports/demo"
    mine, kept = (json.loads((folder / "manifest.json").read_text("utf-8")) for folder in (tmp_path, DEMO))
    mine.pop("versions"), kept.pop("versions")
    assert mine == kept
