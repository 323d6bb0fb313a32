"""Real builds that are killed at random moments: run by a test in a process of its own, as it forks.

    python -m tests.killed_builds FOLDER KILLS

Two states of the articles are built in turns into one folder, in a child that is killed; then the outputs must be those
of one of the two, whole. Prints how many children were killed, what they left, and how much the last one took over.
"""

from __future__ import annotations

import collections
import datetime
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from kg.folders import Built, build_files
from kg.running.folder import BuildFolder

TEXTS = (
    "Kenya's foreign minister met her Ugandan counterpart in Kampala on Monday. The talks lasted two hours.",
    "Uganda expelled two Rwandan diplomats on March 5, the ministry said.",
    "Peru and Chile signed a treaty in Lima on 3 March 2015. Bolivia criticised it.",
    "Norway condemned the attack on its embassy in Accra on Tuesday.",
)


def write(folder: Path, day: datetime.date) -> Path:
    folder.mkdir()
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.txt").write_text(f"---\ntitle: News {number}\ndate: {day}\n---\n\n{text}\n", "utf-8")
    return folder


def outputs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("[!.]*")}


def killed_after(seconds: float, source: Path, out: Path) -> bool:
    """Build in a child that is killed after so long; whether it was still at work."""
    child = os.fork()
    if child == 0:
        build_files([source], out)
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def main(base: Path, kills: int) -> None:
    chance = random.Random(11)
    sources = [write(base / f"in{n}", datetime.date(2015 + n, 3, 9)) for n in (0, 1)]
    whole: list[dict[str, bytes]] = []
    for n, source in enumerate(sources):  # the first loads everything
        build_files([source], base / f"out{n}")
        whole.append(outputs(base / f"out{n}"))
    out = base / "out"
    took = []
    for turn in range(6):  # the later ones take over what they can, as those that are killed
        started = time.monotonic()
        build_files([sources[turn % 2]], out)
        took.append(time.monotonic() - started)
    lasts = min(took[2:])  # when the machine had least else to do: most builds are still at work then
    left: collections.Counter[str] = collections.Counter()
    for turn in range(kills):
        wanted = turn % 2
        left["killed"] += killed_after(chance.random() * lasts, sources[wanted], out)
        with BuildFolder(out).taken():  # ends what the killed build had still to move
            pass
        left["new" if outputs(out) == whole[wanted] else "old" if outputs(out) in whole else "mixed"] += 1
    resumed: Built = build_files([sources[(kills + 1) % 2]], out)
    left["resumed"] = int(outputs(out) == whole[(kills + 1) % 2])
    left["taken"] = len(TEXTS) if resumed.unchanged else resumed.taken.whole
    sys.stdout.write(json.dumps(left))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
