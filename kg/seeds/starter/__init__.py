"""Beginning a folder of one's own seeds: the files beside this one, each with its columns and an example."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent


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
