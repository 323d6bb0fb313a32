"""A folder of outputs that is whole at any moment: one build at a time, and what it writes appears all or none.

New files are written into `.kg/new`; when all are there, a mark says so, and each is moved into its place. Whoever
finds the mark ends the move, whoever finds new files without it throws them away: a build that is killed leaves the
outputs of the last whole one (write-ahead logging: Mohan et al. 1992).
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kg.errors import BuildError

HIDDEN = ".kg"  # beside the outputs: what is being written, the lock, the cache
NEW = "new"
WHOLE = "whole"  # the mark: a file in NEW
WHY = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your quota of disk space is used up",
    errno.EROFS: "it lies on a read-only disk",
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.ENOTDIR: "a part of its path is a file, not a folder",
    errno.EEXIST: "it is a file, not a folder",
    errno.EFBIG: "a file grew over the limit of this system",
}


class BuildFolder:
    """The folder that a build writes into; `hidden` is its own place for what is no output."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.hidden = path / HIDDEN
        self._new = self.hidden / NEW

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Hold the folder, made where it is missing, against other builds.

        Raises BuildError where it cannot be written, or another build holds it.
        """
        with self.writing():
            self.hidden.mkdir(parents=True, exist_ok=True)
            (self.hidden / ".gitignore").write_text("*\n", encoding="utf-8")
        lock = FileLock(self.hidden / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise BuildError(
                f"another build is writing into {self.path}: wait until it is done, or give another folder with -o"
            ) from None
        try:
            self._settle()
            yield
        finally:
            lock.release()

    @contextmanager
    def outputs(self) -> Iterator[Path]:
        """Give an empty folder to write outputs into; they take the place of the earlier ones when all is written."""
        with self.writing():
            shutil.rmtree(self._new, ignore_errors=True)
            self._new.mkdir()
            yield self._new
            for file in self._new.iterdir():
                _to_disk(file)
            (self._new / WHOLE).touch()
            _to_disk(self._new)
            self._settle()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Turn what the system says of a folder that cannot be written into an error that says what to do."""
        try:
            yield
        except OSError as error:
            why = WHY.get(error.errno or 0, error.strerror or str(error))
            kept = "; the earlier build in it stays as it was" if (self.path / "manifest.json").exists() else ""
            raise BuildError(f"{self.path} cannot be written: {why}{kept}") from error

    def _settle(self) -> None:
        """End the move of a build that was whole; throw away what one left behind that was not."""
        if (self._new / WHOLE).exists():
            for file in sorted(self._new.iterdir()):
                if file.name != WHOLE:
                    file.replace(self.path / file.name)
            _to_disk(self.path)
        shutil.rmtree(self._new, ignore_errors=True)


def _to_disk(path: Path) -> None:
    """Have the system write a file or a folder's list of files to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:  # some systems cannot do so for folders
        if error.errno not in (errno.EINVAL, errno.EBADF, errno.EACCES):
            raise
    finally:
        os.close(handle)
