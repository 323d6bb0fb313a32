"""What workers are told to do in tests: a module that their processes can import."""

import os
import signal
import time
from pathlib import Path

from kg.errors import KgError


def work(task: tuple[str, str]) -> str:
    """What a worker is told to do: answer, raise, die or sleep; the path remembers what was tried before."""
    what, path = task
    if what == "raise":
        raise ValueError("no such thing")
    if what == "ours":
        raise KgError("seeds/x.csv, line 2")
    if what == "die" or (what == "die once" and not Path(path).exists()):
        Path(path).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "sleep":
        time.sleep(600)
    if what == "memory":
        return str(len(bytearray(3 << 30)))
    return what
