"""A query in a process of its own: it can be stopped, may crash alone, and cannot open a file or a connection.

The process is forked from the one that holds the graph (where the system can), so nothing is copied; what it answers
comes back through a pipe as it is found. Before it asks it gives up the right to open files and sockets, and to take
more memory than its share.
"""

from __future__ import annotations

import contextlib
import faulthandler
import io
import multiprocessing
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, cast

import pyoxigraph

from kg.errors import GraphError
from kg.graph.guard import Checked, refusal

SECONDS = 30.0  # that a query may take
MEMORY = 2 << 30  # bytes that it may take beyond what the graph has
Term = pyoxigraph.NamedNode | pyoxigraph.Literal
Source = pyoxigraph.Store | Path  # a store in memory, or the folder of one on disk
DATA, ERROR, END = b"D", b"E", b"K"

RESULTS = {
    "json": pyoxigraph.QueryResultsFormat.JSON,
    "xml": pyoxigraph.QueryResultsFormat.XML,
    "csv": pyoxigraph.QueryResultsFormat.CSV,
    "tsv": pyoxigraph.QueryResultsFormat.TSV,
}
TRIPLES = {
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "rdf": pyoxigraph.RdfFormat.RDF_XML,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked, of what, and how the answer is written: a key of `RESULTS` or `TRIPLES`."""

    source: Source | bytes
    query: Checked
    format: str
    bound: Mapping[str, Term]
    prefixes: Mapping[str, str]


class Answering:
    """One running query. Iterate over it for the bytes of the answer; `close` stops it.

    Raises GraphError while iterating: for what the engine refuses, at the time limit, and where the process died.
    """

    def __init__(self, job: Job, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        forks = "fork" in multiprocessing.get_all_start_methods()
        context: Any = multiprocessing.get_context("fork" if forks else "spawn")
        if not forks and isinstance(job.source, pyoxigraph.Store):  # nothing is shared: the graph goes along
            whole = cast(bytes, job.source.dump(format=pyoxigraph.RdfFormat.N_QUADS))
            job = Job(whole, job.query, job.format, job.bound, job.prefixes)
        self.seconds, self._deadline = seconds, time.monotonic() + seconds
        self.pipe, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_answer, args=(job, theirs, seconds, memory), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def left(self) -> float:
        """Seconds until the time limit."""
        return max(0.0, self._deadline - time.monotonic())

    def __iter__(self) -> Iterator[bytes]:
        try:
            while (part := self.receive()) is not None:
                yield part
        finally:
            self.close()

    def receive(self) -> bytes | None:
        """Return the next part of the answer, None at its end. Raises GraphError as the class says."""
        try:
            if not self.pipe.poll(self.left):
                raise self.late()
            frame = self.pipe.recv_bytes()
        except (EOFError, OSError):
            self._process.join(1)
            raise GraphError(_died(self._process.exitcode)) from None
        kind, content = frame[:1], frame[1:]
        if kind == ERROR:
            raise GraphError(content.decode("utf-8", "replace"))
        return content if kind == DATA else None

    def late(self) -> GraphError:
        """What is said at the time limit."""
        return GraphError(
            f"the query was stopped after {self.seconds:g} seconds: name more of what you look for, "
            "join less, or add LIMIT (a pattern without a common variable pairs everything with everything); "
            "--seconds gives it longer"
        )

    def close(self) -> None:
        """Stop the process if it still runs."""
        if self._process.is_alive():
            self._process.kill()
        self._process.join()
        self.pipe.close()


class Bytes(io.RawIOBase):
    """What a query answers, as a file to read from."""

    def __init__(self, answering: Answering) -> None:
        self._parts, self._rest = iter(answering), b""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer with what has come."""
        while not self._rest:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._rest = part
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def _died(code: int | None) -> str:
    how = "was killed" if code == -9 else "ended"
    return (
        f"the process that answered the query {how} (code {code}): it needed more memory than a query may take, "
        "or a long chain of operators nested it too deeply; the graph is unharmed"
    )


# ------------------------------------------------------------------------------ in the process
class _Writer(io.RawIOBase):
    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def writable(self) -> bool:
        return True

    def write(self, part: Any) -> int:
        self._pipe.send_bytes(DATA + bytes(part))
        return len(part)


def _answer(job: Job, pipe: Connection, seconds: float, memory: int) -> None:
    """Answer into a pipe; the last frame tells that all was sent, or what was wrong."""
    try:
        store = _opened(job.source)
        _confine(seconds, memory, files=isinstance(job.source, Path))
        _write(store, job, pipe)
        pipe.send_bytes(END)
    except BrokenPipeError:
        pass  # nobody listens any more
    except BaseException as error:
        with contextlib.suppress(OSError):
            pipe.send_bytes(ERROR + _told(error, job.query.text).encode("utf-8", "replace"))


def _opened(source: Source | bytes) -> pyoxigraph.Store:
    if isinstance(source, pyoxigraph.Store):
        return source
    if isinstance(source, Path):
        return pyoxigraph.Store.read_only(str(source))
    store = pyoxigraph.Store()
    store.bulk_load(source, pyoxigraph.RdfFormat.N_QUADS)
    return store


def _write(store: pyoxigraph.Store, job: Job, pipe: Connection) -> None:
    values: dict[pyoxigraph.Variable, Any] = {pyoxigraph.Variable(name): value for name, value in job.bound.items()}
    found = store.query(job.query.text, substitutions=values or None)
    output = cast(Any, io.BufferedWriter(_Writer(pipe), 1 << 16))
    if isinstance(found, pyoxigraph.QueryTriples):
        prefixes = dict(job.prefixes) if job.format == "ttl" else None
        pyoxigraph.serialize(found, output, TRIPLES[job.format], prefixes=prefixes)
    else:
        found.serialize(output, RESULTS[job.format])
    output.flush()


def _told(error: BaseException, text: str) -> str:
    if isinstance(error, MemoryError):
        return "the query needed more memory than a query may take: join less, or add LIMIT"
    return refusal(error, text)


def _confine(seconds: float, memory: int, files: bool) -> None:
    """Give up what a query does not need. Where the system has no such limits, the guard and the clock remain."""
    try:
        import resource
    except ImportError:  # Windows
        return
    faulthandler.disable()
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 2)  # the engine's last words when it runs out of memory
    os.close(silent)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    allowed = int(seconds) + 2
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (allowed, allowed))
    with contextlib.suppress(ValueError, OSError):
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        limit = pages * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    if not files:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
