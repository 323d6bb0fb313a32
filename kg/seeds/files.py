"""Finding and strictly reading the files of seeds/ and ontology/.

They lie beside the package in a checkout and inside it in an installed wheel; both are found the same way.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from kg.errors import SeedError, nearest

PACKAGE = Path(__file__).resolve().parent.parent


def shipped(name: str) -> Path:
    """Return the folder `seeds` or `ontology`, from the installed package or the checkout.

    >>> shipped("seeds").name
    'seeds'
    """
    for folder in (PACKAGE / "data" / name, PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise SeedError(f"the folder {name}/ is neither in {PACKAGE / 'data'} nor beside {PACKAGE}: reinstall diplokg")


def shown(path: Path) -> str:
    """Return a path as errors and rule ids show it: 'seeds/actors/states.csv'."""
    for name in ("seeds", "ontology"):
        if name in path.parts:
            position = len(path.parts) - 1 - path.parts[::-1].index(name)
            return "/".join(path.parts[position:])
    return path.name


class Row(dict[str, str]):
    """One row of a table: column name to text, and the line where it stands."""

    def __init__(self, values: Mapping[str, str], path: Path, line: int) -> None:
        super().__init__(values)
        self.path, self.line = path, line

    def error(self, message: str) -> SeedError:
        """An error that says where this row is."""
        return SeedError(f"{shown(self.path)}, line {self.line}: {message}")

    def list(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that holds several, separated by '|'."""
        return tuple(part.strip() for part in self[column].split("|") if part.strip())


def read_table(
    path: Path, columns: tuple[str, ...], key: str | None = None, optional: tuple[str, ...] = ()
) -> Iterator[Row]:
    """Yield the rows of a UTF-8 CSV file whose header is exactly `columns`, in any order.

    Columns that are `optional` may be missing and are empty then. Lines that start with '#' before the header are
    comments. Raises SeedError for an unknown or missing column, a row that is too long or short, and (where `key` is
    given) a value of that column that stands twice.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SeedError(f"{shown(path)}: cannot be read as UTF-8 ({error})") from error
    lines = text.splitlines(keepends=True)
    skipped = 0
    while skipped < len(lines) and lines[skipped].startswith("#"):
        skipped += 1
    reader = csv.reader(io.StringIO("".join(lines[skipped:])))
    header = next(reader, [])
    for name in header:
        if name not in columns + optional:
            known = columns + optional
            raise SeedError(f"{shown(path)}, line {skipped + 1}: unknown column {name!r}; {nearest(name, known)}")
    missing = [name for name in columns if name not in header]
    if missing:
        raise SeedError(f"{shown(path)}, line {skipped + 1}: column {missing[0]!r} is missing")
    seen: dict[str, int] = {}
    for cells in reader:
        line = skipped + reader.line_num
        if not any(cells):
            continue
        if len(cells) != len(header):
            raise SeedError(
                f"{shown(path)}, line {line}: {len(cells)} cells where the header has {len(header)}; "
                "a comma inside a cell needs double quotes around the cell"
            )
        told = dict(zip(header, (cell.strip() for cell in cells), strict=True))
        row = Row(dict.fromkeys(optional, "") | told, path, line)
        if key is not None:
            if row[key] in seen:
                raise row.error(f"{key} {row[key]!r} stands on line {seen[row[key]]} already")
            seen[row[key]] = line
        yield row


def read_yaml(path: Path) -> tuple[Any, yaml.Node]:
    """Return the content of a YAML file and its node tree, whose marks tell the line of everything."""
    try:
        text = path.read_text(encoding="utf-8")
        loader = yaml.CSafeLoader(text)
        try:
            node = loader.get_single_node()
            content = loader.construct_document(node) if node is not None else None
        finally:
            loader.dispose()
    except (OSError, UnicodeDecodeError) as error:
        raise SeedError(f"{shown(path)}: cannot be read as UTF-8 ({error})") from error
    except yaml.MarkedYAMLError as error:
        line = "" if error.problem_mark is None else f", line {error.problem_mark.line + 1}"
        hint = "; YAML indents with blanks, not tabs" if re.search(r"\\t|\btab\b", str(error.problem)) else ""
        told = ": ".join(filter(None, (error.context, error.problem)))
        raise SeedError(f"{shown(path)}{line}: no valid YAML: {told}{hint}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise SeedError(f"{shown(path)}: no valid YAML: {error}") from error
    if node is None:
        raise SeedError(f"{shown(path)}: the file is empty")
    return content, node
