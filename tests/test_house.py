"""The rules of the house that no tool knows: one door a library, and nothing that does not belong in the product.

Style, types and layers are checked beside the tests: ruff, mypy, lint-imports (.ci/run).
"""

import re
import subprocess
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).resolve().parent.parent
DOORS = {  # third-party package -> the folders or modules of kg/ that may import it
    "spacy": ("text/engine.py", "text/shortcuts.py"),
    "rdflib": ("graph/",),
    "pyoxigraph": ("graph/",),
    "oxrdflib": ("graph/",),
    "networkx": ("analysis/", "exporters/"),
    "bs4": ("sources/html.py",),
    "lxml": (),
    "dateparser": ("timex/",),
    "typer": ("cli/",),
    "starlette": ("serve/",),
    "uvicorn": ("serve/",),
    "mcp": ("serve/",),
    "pyvis": ("exporters/",),
    "feedparser": ("sources/",),
    "filelock": ("running/folder.py",),
    "openpyxl": ("sources/packed.py", "exporters/"),
    "pyarrow": ("sources/packed.py", "exporters/"),
    "pypdf": ("sources/packed.py",),
    "trafilatura": ("sources/html.py",),
    "warcio": ("sources/packed.py",),
}
MOST_COMPLEX = 0  # functions; never more
IMPORT = re.compile(r"^\s*(?:import|from)\s+(\w+)", re.M)


def modules() -> list[Path]:
    found = sorted((ROOT / "kg").rglob("*.py"))
    assert len(found) > 30
    return found


def test_every_library_has_one_door():
    strangers = []
    for path in modules():
        name = path.relative_to(ROOT / "kg").as_posix()
        for package in set(IMPORT.findall(path.read_text("utf-8"))):
            if package in DOORS and not name.startswith(DOORS[package]):
                strangers.append(f"{name} imports {package}")
    assert strangers == []


def test_one_module_uses_the_network():
    """Serving answers who asks; only kg watch asks others."""
    asking = re.compile(r"urllib\.request|http\.client|^(import|from) (socket|requests|httpx)|urlopen", re.M)
    found = {path.relative_to(ROOT / "kg").as_posix() for path in modules() if asking.search(path.read_text("utf-8"))}
    assert found == {"sources/web.py"}


def test_no_module_prints():
    assert [p.name for p in modules() if re.search(r"^\s*print\(", p.read_text("utf-8"), re.M)] == []


def test_the_functions_that_are_too_complex_become_fewer():
    """Ruff refuses more than 15 branches; what had more is marked, and it refuses a mark without need too."""
    marked = [line for path in modules() for line in path.read_text("utf-8").split("\n") if "noqa: C901" in line]
    assert len(marked) == MOST_COMPLEX, "split what you added, or lower the number where one was split"
    assert all(line.lstrip().startswith("def ") for line in marked)


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout: the list of files is not known")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_registry_or_a_machine():
    pattern = re.compile(r"--index-url|--extra-index-url|--find-links|file:///|/(?:home|root|work)/[a-z]")
    allowed = {Path(__file__), ROOT / ".ci" / "run"}
    bad = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in tracked()
        if path not in allowed
        and path.suffix not in (".png",)
        and (found := pattern.search(path.read_text("utf-8", "replace")))
    ]
    assert bad == []


def test_one_version_is_told():
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.findall(r"^version: (.*)$", citation, re.M) == [kg.__version__]
    assert re.findall(r"^## (\S+)", changes, re.M)[0] == kg.__version__


def test_lock_file_holds_hashes_and_the_model():
    lock = (ROOT / ".ci" / "requirements.txt").read_text("utf-8")
    assert "c2b55dcb0592ae8c93aa208d6e27d67c3b3a83457ed33056079e0630c175eda5" in lock
    names = re.findall(r"^([a-z0-9_.-]+)==", lock, re.M)
    assert len(names) > 50
    assert lock.count("--hash=sha256:") >= len(names)
