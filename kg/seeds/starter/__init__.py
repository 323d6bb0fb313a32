"""Beginning a folder of one's own seeds: the files beside this one, each with its columns and an example."""

from __future__ import annotations

from pathlib import Path

from kg.seeds.files import shipped

HERE = Path(__file__).parent


def foreign(folder: Path | str) -> list[str]:
    """Return what a folder holds that no folder of seeds does, by name, where it holds nothing that one does."""
    shape = {path.name for path in shipped("seeds").iterdir()}
    listed = sorted(path.name for path in Path(folder).iterdir()) if Path(folder).is_dir() else []
    there = [name for name in listed if not name.startswith(".")]
    other = [name for name in there if name not in shape]
    return other if len(other) == len(there) else []


def begin(folder: Path | str) -> list[Path]:
    """Write the empty files of a folder of seeds and return those written; what is there already stays as it is."""
    written = []
    for path in sorted(path for path in HERE.rglob("*") if path.is_file() and path.suffix in (".csv", ".yml", ".txt")):
        target = Path(folder) / path.relative_to(HERE)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
            written.append(target)
    return written
