"""How a build grows with its documents, what several workers gain, and what a second build costs.

    python tests/bench/scale.py [--sizes 100 1000 10000] [--workers 2] [--dask]

The documents are short articles made of states, acts and days; processor seconds are those of the process that joins
and writes, wall seconds those of the clock. With --dask as many workers of a Dask cluster on this machine read, too.
Everybody has read an article before: what it takes to load the parser and the seeds is counted apart, at the start.
"""

from __future__ import annotations

import argparse
import datetime
import json
import math
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.folders import add_files, build_files
from kg.running import readings

ROOT = Path(__file__).resolve().parents[2]
STATES = (
    "Kenya", "Uganda", "Norway", "Sweden", "Peru", "Chile", "Japan", "Vietnam",
    "Ghana", "Togo", "Spain", "Portugal", "Egypt", "Sudan", "India", "Nepal",
)  # fmt: skip
ACTS = (
    "{a} and {b} held talks in {c} on {day}. Their foreign ministers agreed to meet again next month.",
    "{a} expelled two diplomats of {b} on {day}. {b} called the step groundless and promised an answer.",
    "{a} condemned {b} on {day} for closing the border. Officials in {c} urged both sides to talk.",
    "{a} will send aid to {b}, its government announced on {day}. {c} had refused to do so.",
    "{a} accused {b} on {day} of an attack on a ship. {b} denied it, and {c} offered to mediate.",
)


def write(folder: Path, first: int, last: int) -> Path:
    """Write the articles with the numbers [first, last), each the same whatever the others."""
    folder.mkdir(exist_ok=True)
    for number in range(first, last):
        chance = random.Random(number)
        day = datetime.date(2000, 1, 1) + datetime.timedelta(chance.randrange(9000))
        told = []
        for act in chance.sample(ACTS, 3):
            a, b, c = chance.sample(STATES, 3)
            told.append(act.format(a=a, b=b, c=c, day=f"{day.day} {day:%B} {day.year}"))
        text = f"---\ntitle: News {number}\ndate: {day}\n---\n\n" + "\n\n".join(told)
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def timed(what: str, work: Callable[..., object], *arguments: object, **named: object) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work(*arguments, **named)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{what:44s} {wall:8.1f} s wall {cpu:8.1f} s processor", flush=True)
    return wall, cpu


@contextmanager
def cluster(workers: int, base: Path) -> Iterator[str]:
    """A scheduler with some workers on this machine, its address; each has read an article before."""
    place, here = base / "scheduler.json", {**os.environ, "PYTHONPATH": str(ROOT)}

    def start(module: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{module}", "--no-dashboard", *arguments]
        return subprocess.Popen([*command, "--scheduler-file", str(place)], env=here, stderr=subprocess.DEVNULL)

    started = [start("dask_scheduler", "--port", "0")]
    started += [start("dask_worker", "--nthreads", "1", "--no-nanny") for _ in range(workers)]
    try:
        while not place.exists():
            time.sleep(0.1)
        address = json.loads(place.read_text("utf-8"))["address"]
        build_files([write(base / "ready", 0, 20 * workers)], base / "r", scheduler=address)
        yield address
    finally:
        for process in started:
            process.kill()
            process.wait()


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--sizes", type=int, nargs="+", default=[100, 1000])
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--dask", action="store_true")
    told = options.parse_args()
    readings.FEW = 2
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        warm = write(base / "warm", 0, 20 * told.workers)
        timed("start of one process", build_files, [warm], base / "w")
        timed(f"start of {told.workers} workers", build_files, [warm], base / "v", workers=told.workers)
        costs = []
        for size in told.sizes:
            source = write(base / f"in{size}", 0, size)
            costs.append(timed(f"{size} documents, one process", build_files, [source], base / "one"))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            again, _ = timed("  the same again", build_files, [source], base / "one")
            late = write(base / "late", size, size + max(1, size // 100))
            more, _ = timed("  one per cent more, kg add", add_files, base / "one", [late])
            shutil.rmtree(late)
            several, _ = timed(
                f"{size} documents, {told.workers} workers",
                build_files,
                [source],
                base / "many",
                workers=told.workers,
            )
            first = costs[-1][0]
            if told.dask:
                with cluster(told.workers, base) as address:
                    there, _ = timed(f"{size} documents, {told.workers} Dask workers", build_files, [source],
                                     base / "there", scheduler=address)  # fmt: skip
                print(f"  {told.workers} Dask workers {first / there:.2f} times as quick")
                for name in ("there", "ready", "r"):
                    shutil.rmtree(base / name)
                (base / "scheduler.json").unlink()
            print(
                f"  {size / first:.1f} documents a second, {told.workers} workers {first / several:.2f} times; again "
                f"{again / first:.1%}, one per cent more {more / first:.1%}; memory {peak:.0f} MB"
            )
            shutil.rmtree(base / "one")
            shutil.rmtree(base / "many")
        if len(costs) > 1:
            slope = math.log(costs[-1][1] / costs[0][1]) / math.log(told.sizes[-1] / told.sizes[0])
            print(f"slope of processor seconds, log to log: {slope:.2f}")


if __name__ == "__main__":
    main()
