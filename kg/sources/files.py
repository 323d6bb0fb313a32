"""From what a user names (files, folders, patterns) to named bytes, the same whatever the order and the machine."""

from __future__ import annotations

import glob
import hashlib
import json
import os
import stat
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kg.model import Issue, Report
from kg.sources.limits import Limits, raised

MANIFEST = "manifest.json"  # of a build
ABOUT_A_FOLDER = frozenset(
    {"readme", "license", "licence", "copying", "changelog"}
)  # names of files that describe the folder they are in

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


class Named(NamedTuple):
    """A file and how reports call it: relative to what the user named, never an absolute path."""

    name: str
    path: Path


def expand(paths: Paths, suffixes: Collection[str], report: Report) -> list[Named]:
    """Return the files behind paths, folders (recursive) and glob patterns, each once, sorted by name.

    Of a folder the files with one of `suffixes` are taken; a file that is named itself always is.
    """
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    found: dict[str, Named] = {}
    for item in given:
        for named in _expand_one(os.fspath(item), suffixes, report):
            found.setdefault(os.path.realpath(named.path), named)
    return sorted(found.values(), key=lambda named: (named.name, os.fspath(named.path)))


def _expand_one(text: str, suffixes: Collection[str], report: Report) -> Iterator[Named]:
    def issue(name: str, message: str, remedy: str, level: str = "error") -> None:
        report(Issue(level, "read", name, None, message, remedy))

    path = Path(text)
    given = text if text and not path.is_absolute() else path.name or text  # no path of a machine gets into outputs
    try:
        if path.is_dir():
            yield from _folder(path, suffixes, report)
        elif path.exists():
            yield Named(_readable(path.name), path)
        elif glob.has_magic(text):
            matches = sorted(glob.glob(text, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)
            files = [Path(match) for match in matches if not Path(match).is_dir()]
            files = [file for file in files if file.name not in outputs(file.parent)]
            base = Path(os.path.commonpath([file.parent for file in files])) if files else path
            yield from (Named(_readable(file.relative_to(base).as_posix()), file) for file in files)
            if not matches:
                issue(given, "the pattern matches no file", "check the folder and put the pattern in quotes")
            for folder in (Path(match) for match in matches if Path(match).is_dir() and not files):
                yield from _folder(folder, suffixes, report)
        elif text.startswith(("http://", "https://")):
            issue(text, "addresses are not fetched", "save the page or the JSON reply to a file and give that")
        else:
            issue(given, "there is no such file", "check the path; relative paths start at the current folder")
    except (OSError, ValueError) as error:
        issue(path.name, f"the path cannot be used: {_reason(error)}", "check the path")


def _folder(folder: Path, suffixes: Collection[str], report: Report) -> Iterator[Named]:
    """The files of a folder that end as a reader knows; hidden ones are left out without a word, others with one."""
    skipped: list[str] = []
    found: list[Named] = []
    written: list[str] = []
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        ours = outputs(Path(where))
        if ours and Path(where) != folder:
            written.append(_readable(Path(where).relative_to(folder).as_posix()))
            folders.clear()
            continue
        written += sorted(ours & set(files))
        for file in sorted(set(files) - ours):
            path = Path(where, file)
            name = _readable(path.relative_to(folder).as_posix())
            if file.startswith("."):
                continue
            if path.suffix.lower() not in suffixes or path.name.split(".")[0].lower() in ABOUT_A_FOLDER:
                skipped.append(name)
            elif path.is_symlink() and not _real(path).is_relative_to(_real(folder)):
                message = "a link that leads out of the folder was passed over"
                report(Issue("info", "read", name, None, message, "name the file itself to have it read"))
            else:
                found.append(Named(name, path))
    if written:
        message = f"what an earlier build wrote was passed over: {_some(written)}"
        report(Issue("info", "read", _called(folder), None, message, "nothing to do: output is never input"))
    if skipped:
        message = f"{len(skipped)} file(s) of other kinds were passed over: {_some(sorted(skipped))}"
        report(Issue("info", "read", _called(folder), None, message, "name a file itself to have it read"))
    if not found:
        remedy = f"files that are read end in {' '.join(sorted(suffixes))}"
        report(Issue("error", "read", _called(folder), None, "there is no article in this folder", remedy))
    yield from found


def outputs(folder: Path) -> frozenset[str]:
    """Return the names of the files in a folder that a build of ours wrote, empty where none did."""
    try:
        with (folder / MANIFEST).open(encoding="utf-8") as file:
            manifest = json.load(file)
    except (OSError, ValueError, RecursionError):
        return frozenset()
    written = manifest.get("outputs") if isinstance(manifest, dict) and "inputs" in manifest else None
    return frozenset({MANIFEST, "issues.jsonl", *written}) if isinstance(written, dict) else frozenset()


def _real(path: Path) -> Path:
    """Where a path leads, as far as it can be followed: links may run in a ring."""
    return Path(os.path.realpath(path))


def _some(names: list[str]) -> str:
    """The first of some names, and how many more there are."""
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def _called(folder: Path) -> str:
    """The name of a folder, also of "." and of ".."."""
    return folder.name if folder.name not in ("", "..") else folder.resolve().name or "."


def _readable(name: str) -> str:
    """The name of a file as text that can be written, also where its bytes are no UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def load(named: Named, report: Report, limits: Limits) -> bytes | None:
    """Return the bytes of a file, None (and a report) where it cannot or must not be read."""

    def refuse(message: str, remedy: str) -> None:
        report(Issue("error", "read", named.name, None, message, remedy))

    try:
        status = named.path.stat()
        if not stat.S_ISREG(status.st_mode):
            refuse("it is no regular file (a pipe or device)", "give a file")
            return None
        if status.st_size > limits.file_bytes:
            refuse(
                f"{status.st_size:,} bytes is over the limit of {limits.file_bytes:,}",
                f"split the file, or {raised('file_bytes')}",
            )
            return None
        return named.path.read_bytes()
    except (OSError, ValueError) as error:
        refuse(f"the file cannot be read: {_reason(error)}", "check that it exists and that you may read it")
        return None


def fingerprint(paths: Paths, suffixes: Collection[str]) -> list[tuple[str, str]]:
    """Return the name and the hash of each file behind the paths: equal where nothing that is read has changed."""
    found = []
    for named in expand(paths, suffixes, lambda _: None):
        try:
            data = named.path.read_bytes() if named.path.is_file() else b""
        except OSError:
            data = b""
        found.append((named.name, hashlib.sha256(data).hexdigest()))
    return found


def _reason(error: Exception) -> str:
    """What went wrong, without the path."""
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else str(error)
