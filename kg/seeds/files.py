"""Finding and strictly reading the files of seeds/ and ontology/.

They lie beside the package in a checkout and inside it in an installed wheel; both are found the same way. Whatever is
read from seeds/ is read together with the file of the same name of the user's own folder, where one is in use.
"""

from __future__ import annotations

import csv
import functools
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from kg.errors import SeedError, nearest, unreadable
from kg.seeds.overlay import merged, merged_cells
from kg.seeds.own import above, own

PACKAGE = Path(__file__).resolve().parent.parent


def shipped(name: str) -> Path:
    """Return the folder `seeds` or `ontology`, from the installed package or the checkout.

    >>> shipped("seeds").name
    'seeds'
    """
    return _shipped(PACKAGE, name)


@functools.cache
def _shipped(package: Path, name: str) -> Path:
    for folder in (package / "data" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise SeedError(f"the folder {name}/ is neither in {package / 'data'} nor beside {package}: reinstall diplokg")


def seed_files(folder: str, suffix: str) -> list[Path]:
    """Return the files of a folder below seeds/ in order of their names: the shipped ones and the user's own new ones.

    >>> [path.stem for path in seed_files("event_types", ".yml")][:2]
    ['ACCUSE', 'AGREE']
    """
    found = {path.name: path for path in (shipped("seeds") / folder).glob(f"*{suffix}")}
    mine = own()
    for name in dict(mine.files) if mine is not None else ():
        parent, _, file = name.rpartition("/")
        if mine is not None and parent == folder and file.endswith(suffix):
            found.setdefault(file, mine.folder / name)
    return [found[name] for name in sorted(found)]


def shown(path: Path) -> str:
    """Return a path as errors and rule ids show it: 'seeds/actors/states.csv', 'my-seeds/judgements.csv'."""
    mine = own()
    if mine is not None and path.is_relative_to(mine.folder):
        name = mine.folder.name
        return f"{'./' if name == 'seeds' else ''}{name}/{path.relative_to(mine.folder).as_posix()}"
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
    given) a value of that column that stands twice. A table of the user's own that lies over it may leave columns out
    (see `kg.seeds.overlay`).
    """
    rows = _rows(path, columns, key, optional)
    over = above(path, shipped("seeds"))
    if over is None:
        return rows
    needed = key or columns[0]
    mine = _rows(over, (needed,), key, tuple(name for name in columns + optional if name != needed))
    return iter(_with_own(list(rows), mine, needed, changes=key is not None))


def _with_own(rows: list[Row], mine: Iterable[Row], name: str, changes: bool) -> list[Row]:
    """The rows with those of the user's own: new ones at the end, changed ones (of a table with a key) in their places.

    A row is known by its column `name`.
    """
    places: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        places.setdefault(row[name], []).append(number)
    found: list[Row | None] = list(rows)
    for row in mine:
        gone = row[name].removeprefix("-")
        if gone != row[name] and gone not in places:
            raise row.error(f"no row to remove has the {name} {gone!r}; {nearest(gone, places)}")
        if gone != row[name]:
            for number in places.pop(gone):
                found[number] = None
            continue
        known = places.get(row[name], ()) if changes else ()
        below = found[known[0]] if known else None
        made = Row(merged_cells(below or dict.fromkeys(row, ""), row), row.path, row.line)
        if known:
            found[known[0]] = made
        else:
            places.setdefault(row[name], []).append(len(found))
            found.append(made)
    return [row for row in found if row is not None]


def _rows(path: Path, columns: tuple[str, ...], key: str | None, optional: tuple[str, ...]) -> Iterator[Row]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SeedError(unreadable(shown(path), error)) from error
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
    """Return the content of a YAML file and its node tree, whose marks tell file and line of everything.

    A file of the user's own that lies over it is part of both (see `kg.seeds.overlay`).
    """
    node = _composed(path)
    if node is None:
        raise SeedError(f"{shown(path)}: the file is empty")
    over = above(path, shipped("seeds"))
    mine = None if over is None else _composed(over)
    node = node if mine is None else merged(node, mine)
    try:
        return yaml.CSafeLoader("").construct_document(node), node
    except yaml.MarkedYAMLError as error:
        raise _no_yaml(path, error) from error
    except (yaml.YAMLError, ValueError) as error:
        raise SeedError(f"{shown(path)}: no valid YAML: {error}") from error


def _composed(path: Path) -> yaml.Node | None:
    """The node tree of a YAML file, None where it holds nothing but comments."""
    try:
        stream = io.StringIO(path.read_text(encoding="utf-8"))
        stream.name = shown(path)
        loader = yaml.CSafeLoader(stream)
        try:
            node: yaml.Node | None = loader.get_single_node()
            return node
        finally:
            loader.dispose()
    except (OSError, UnicodeDecodeError) as error:
        raise SeedError(unreadable(shown(path), error)) from error
    except yaml.MarkedYAMLError as error:
        raise _no_yaml(path, error) from error
    except (yaml.YAMLError, ValueError) as error:
        raise SeedError(f"{shown(path)}: no valid YAML: {error}") from error


def _no_yaml(path: Path, error: yaml.MarkedYAMLError) -> SeedError:
    line = "" if error.problem_mark is None else f", line {error.problem_mark.line + 1}"
    hint = "; YAML indents with blanks, not tabs" if re.search(r"\\t|\btab\b", str(error.problem)) else ""
    told = ": ".join(filter(None, (error.context, error.problem)))
    return SeedError(f"{shown(path)}{line}: no valid YAML: {told}{hint}")
