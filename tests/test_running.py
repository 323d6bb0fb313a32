"""Builds are whole, done once and shared out: folders, cache, packing and workers, with real killed processes."""

from __future__ import annotations

import datetime
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import kg
from kg.cli import app
from kg.errors import BuildError, OptionError
from kg.extractors.document import extract
from kg.folders import OUTPUTS, add_files, build_files, known_on, remove_documents
from kg.model import Actor, Candidate, Dating, Document, Parse, Span
from kg.resolve.clusters import Cluster
from kg.resolve.merging import resolve_document
from kg.running import readings
from kg.running.cache import (
    DOCUMENTS,
    PARSES,
    READINGS,
    STATE,
    TOLD,
    Cache,
    digest,
    engine_state,
    own_state,
    seeds_state,
)
from kg.running.cache import (
    TEXTS as OF_EVENTS,
)
from kg.running.cluster import on_cluster
from kg.running.folder import HIDDEN, NEW, WHOLE, BuildFolder
from kg.running.packing import pack, unpack
from kg.running.workers import Failed, Limits, at_work
from kg.seeds.own import using
from kg.text import Text
from tests.tasks import work

ROOT = Path(__file__).resolve().parent.parent
DAY = datetime.date(2015, 3, 9)
TEXTS = {
    "a": "Kenya's foreign minister met her Ugandan counterpart in Kampala on Monday. The talks lasted two hours.",
    "b": "Uganda expelled two Rwandan diplomats on March 5, the ministry said.",
    "c": "Peru and Chile signed a treaty in Lima on 3 March 2015. Bolivia criticised it.",
}


def write(folder: Path, names: str = "abc", day: datetime.date = DAY) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        text = f"---\ntitle: News {name}\ndate: {day}\n---\n\n{TEXTS[name]}\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def outputs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("[!.]*")}


# ------------------------------------------------------------------------------ packing
def test_what_was_read_comes_back_the_same() -> None:
    document = Document(text=" ".join(TEXTS.values()), published=DAY)
    text = Text.read(document)
    clusters = resolve_document(extract(text)).clusters
    assert len(clusters) >= 4
    sent = json.loads(json.dumps(pack(clusters, (Document,))))
    again = unpack(tuple[Cluster, ...], sent, {Document: document})
    assert [(c.drafts, c.reasons) for c in again] == [(c.drafts, c.reasons) for c in clusters]
    assert unpack(Parse, json.loads(json.dumps(pack(text.parse)))) == text.parse
    assert unpack(Document, json.loads(json.dumps(pack(document)))) == document


DATES = st.none() | st.dates()
ACTORS = st.builds(
    Actor, id=st.text(), label=st.text(), country=st.none() | st.text(), valid_from=DATES,
    mentions=st.lists(st.builds(Span, st.integers(0), st.integers(0))).map(tuple),
)  # fmt: skip


@given(st.lists(ACTORS).map(tuple), DATES, st.frozensets(st.integers()), st.floats(allow_nan=False))
def test_values_survive(
    actors: tuple[Actor, ...], day: datetime.date | None, numbers: frozenset[int], p: float
) -> None:
    dating = Dating(day, day, "", day is not None)
    for hint, value in (
        (tuple[Actor, ...], actors), (Dating, dating), (frozenset[int], numbers), (Candidate, Candidate("x", p, "")),
    ):  # fmt: skip
        assert unpack(hint, json.loads(json.dumps(pack(value)))) == value


# ------------------------------------------------------------------------------ the cache
def test_what_a_build_did_not_use_goes(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "c.sqlite")
    for key in "abc":
        cache.put(PARSES, key, [key])
    cache.keep_only(PARSES, {"b", "z"})
    assert [cache.get(PARSES, key) for key in "abc"] == [None, ["b"], None]
    assert cache.keys(READINGS) == frozenset()


def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    file.write_bytes(b"no database at all" * 400)
    cache = Cache(file)
    cache.put(STATE, "k", {"é": 1})
    cache.close()
    assert Cache(file).get(STATE, "k") == {"é": 1}


def test_states_tell_what_a_reading_depends_on(tmp_path: Path) -> None:
    assert {"actors", "event_types", "weights"} <= seeds_state().keys()
    assert {"corpus", "judgements.csv"}.isdisjoint(seeds_state())
    assert engine_state()["spacy"][0].isdigit()
    assert own_state() == ""
    (tmp_path / "seeds" / "actors").mkdir(parents=True)
    states = set()
    for name in ("Ruritania", "Graustark"):
        (tmp_path / "seeds" / "actors" / "groups.csv").write_text(f"id,label\nX1,{name}\n", encoding="utf-8")
        with using(tmp_path / "seeds"):
            states.add(own_state())
    assert len(states) == 2


# ------------------------------------------------------------------------------ workers
def test_a_task_that_fails_takes_no_other_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.running.workers.STARTING", 20.0)
    whats = ["1", "raise", "die once", "2", "die", "ours", "3", "sleep", "memory", "4"]
    tasks = [(what, str(tmp_path / what)) for what in whats]
    found = dict(at_work(work, tasks, 2, Limits(seconds=1.0, megabytes=2048)))
    assert sorted(found) == list(range(len(whats)))
    told = {what: found[number] for number, what in enumerate(whats)}
    assert {what for what in whats if told[what] == what} == {"1", "2", "3", "4", "die once"}
    assert told["raise"] == Failed("ValueError: no such thing")
    assert told["ours"] == Failed("seeds/x.csv, line 2", ours=True)
    assert told["die"] == Failed("the process that read it died")
    assert told["sleep"] == Failed("it took more than 1 seconds")
    assert told["memory"] == Failed("it needs more memory than a process that reads may have")


def test_several_workers_build_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "FEW", 2)
    source = write(tmp_path / "in")
    build_files([source], tmp_path / "one")
    build_files([source], tmp_path / "two", workers=2)
    assert outputs(tmp_path / "one") == outputs(tmp_path / "two")


# ------------------------------------------------------------------------------ limits
LIMITS = [
    ("file_bytes=90", "bytes is over the limit of 90", "--limit file_bytes"),
    ("paragraph_chars=80", "characters is over the limit of 80: the article is left out", "--limit paragraph_chars"),
    ("article_chars=90", "characters is over the limit of 90: the article is left out", "--limit article_chars"),
    ("events=1", "2 events is over the limit of 1: those told first are kept", "--limit events"),
]


@pytest.mark.parametrize(("limit", "message", "remedy"), LIMITS)
def test_a_limit_that_is_hit_is_reported(tmp_path: Path, limit: str, message: str, remedy: str) -> None:
    source = write(tmp_path / "in", "ac")
    (source / "b.txt").write_text("Peru met Chile in Lima on 3 March 2015.", encoding="utf-8")
    assert build_files([source], tmp_path / "out", limits=[limit])["documents"] >= 1
    issues = [json.loads(line) for line in (tmp_path / "out" / "issues.jsonl").read_text("utf-8").splitlines()]
    assert [issue for issue in issues if message in issue["message"] and remedy in issue["remedy"]]
    (source / "b.txt").write_text("Peru and Chile met in Lima on 4 March 2015.", encoding="utf-8")
    before = len(issues)
    add_files(tmp_path / "out", [source / "b.txt"])  # with the same limits
    assert len((tmp_path / "out" / "issues.jsonl").read_text("utf-8").splitlines()) == before


def test_an_article_may_take_so_long_and_so_much(tmp_path: Path) -> None:
    source = write(tmp_path / "in", "a")
    quick = {"limits": ["seconds=0.001"]}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.running.workers.STARTING", 0.0)
        build_files([source], tmp_path / "out", **quick)
    assert "it took more than 0.001 seconds; its events are left out" in (tmp_path / "out" / "issues.jsonl").read_text()
    build_files([source], tmp_path / "less", limits=["megabytes=100"])
    assert "its events are left out" in (tmp_path / "less" / "issues.jsonl").read_text("utf-8")


def test_a_long_article_is_read_by_a_process_where_there_may_be_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by one alone: a script that calls `kg.build` need not be one that other processes can import."""
    shared: list[int] = []

    def at_work(work: object, tasks: list[object], *others: object) -> Iterator[tuple[int, object]]:
        shared.append(len(tasks))
        return iter(())

    monkeypatch.setattr(readings, "at_work", at_work)
    source = write(tmp_path / "in")
    for workers, long, expected in ((2, 1000, []), (1, 20, []), (2, 20, [3])):
        monkeypatch.setattr(readings, "LONG", long)
        build_files([source], tmp_path / f"out{workers}{long}", workers=workers)
        assert shared == expected


@pytest.mark.parametrize(
    ("text", "told"), [("evnts=5", "events"), ("events=many", "no number"), ("events", "no number"), ("pages=-1", "0")]
)
def test_a_limit_that_is_none_is_said(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(OptionError, match=told):
        build_files([write(tmp_path / "in")], tmp_path / "out", limits=[text])


# ------------------------------------------------------------------------------ other machines
@pytest.fixture
def cluster(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A real scheduler with two worker processes, of which a task may take so many along; its address, and these."""
    allowed = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": getattr(request, "param", "1")}
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **allowed}
    address = tmp_path / "scheduler.json"

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        module, *rest = arguments
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{module}", *rest],
            env=environment, stderr=subprocess.DEVNULL, cwd=tmp_path,
        )  # fmt: skip

    places = ["--scheduler-file", str(address)]
    scheduler = start("dask_scheduler", "--port", "0", "--no-dashboard", *places)
    workers = [start("dask_worker", "--nthreads", "1", "--no-dashboard", "--no-nanny", *places) for _ in range(2)]
    try:
        until = time.monotonic() + 120
        while not address.exists() and time.monotonic() < until:
            time.sleep(0.1)
        yield json.loads(address.read_text("utf-8"))["address"], workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def test_machines_of_which_one_dies_build_the_same(tmp_path: Path, cluster: tuple[str, list]) -> None:
    address, workers = cluster
    source = write(tmp_path / "in")
    build_files([source], tmp_path / "here")
    started = iter(workers)
    build_files(
        [source], tmp_path / "there", scheduler=address,
        progress=lambda done, total, title: next(started).kill() if done == 0 else None,
    )  # fmt: skip
    assert outputs(tmp_path / "here") == outputs(tmp_path / "there")


def test_a_task_on_the_cluster_may_fail(tmp_path: Path, cluster: tuple[str, list]) -> None:
    whats = ["1", "raise", "ours", "2"]
    found = dict(on_cluster(work, [(what, str(tmp_path / what)) for what in whats], cluster[0]))
    assert found == {
        0: "1", 1: Failed("ValueError: no such thing"), 2: Failed("seeds/x.csv, line 2", ours=True), 3: "2",
    }  # fmt: skip


@pytest.mark.parametrize("cluster", ["0"], indirect=True)
def test_of_tasks_that_travel_together_one_takes_no_other_along(
    tmp_path: Path, cluster: tuple[str, list], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.running.cluster.GROUPS", 1)
    whats = ["1", "die once", "raise", "2", "3"]
    found = dict(on_cluster(work, [(what, str(tmp_path / what)) for what in whats], cluster[0]))
    assert found == {0: "1", 1: "die once", 2: Failed("ValueError: no such thing"), 3: "2", 4: "3"}


def test_nobody_at_the_address_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.running.cluster.PATIENCE", 0.5)
    with pytest.raises(BuildError, match=r"dask worker tcp://127\.0\.0\.1:9"):
        list(on_cluster(work, [("1", "")], "tcp://127.0.0.1:9"))


# ------------------------------------------------------------------------------ done once
@pytest.fixture
def built(tmp_path: Path) -> Path:
    build_files([write(tmp_path / "in")], tmp_path / "out")
    return tmp_path


def test_a_build_without_change_does_nothing(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = outputs(built / "out")
    monkeypatch.setattr("kg.folders.build", None)  # who called it would fail
    again = build_files([built / "in"], built / "out")
    assert again.unchanged
    assert outputs(built / "out") == before


def test_an_output_that_was_touched_is_written_again(built: Path) -> None:
    before = outputs(built / "out")
    (built / "out" / "events.csv").write_text("broken", encoding="utf-8")
    again = build_files([built / "in"], built / "out")
    assert (again.unchanged, again.taken.whole, again.taken.new) == (False, 3, 0)
    assert outputs(built / "out") == before


def test_only_what_changed_is_read_again(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (built / "in" / "b.txt").write_text("Norway and Sweden met in Oslo on 3 March 2015.", encoding="utf-8")
    assert tuple_of(build_files([built / "in"], built / "out")) == (2, 0, 1)
    monkeypatch.setattr("kg.running.readings.seeds_state", lambda: {"event_types": "changed"})
    assert tuple_of(build_files([built / "in"], built / "out", judgements=own(built))) == (0, 3, 0)
    assert tuple_of(build_files([built / "in"], built / "out", forget_judgements=True)) == (3, 0, 0)


def test_a_build_obeys_the_judgements_of_the_last_one(built: Path) -> None:
    out, mine = built / "out", own(built)
    plain = outputs(out)
    build_files([built / "in"], out, judgements=mine)
    judged = outputs(out)
    assert json.loads(judged["manifest.json"])["judgements"]["rows"] == 1
    (built / "in" / "b.txt").touch()
    (out / "events.csv").write_text("broken", encoding="utf-8")
    again = build_files([built / "in"], out)
    assert (again.judgements, outputs(out)) == (str(mine.resolve()), judged)
    assert build_files([built / "in"], out).unchanged
    mine.unlink()
    with pytest.raises(OptionError, match=r"mine.csv, which is gone: --judgements FILE"):
        build_files([built / "in"], out)
    build_files([built / "in"], out, forget_judgements=True)
    assert outputs(out) == plain


def tuple_of(built: object) -> tuple[int, int, int]:
    taken = built.taken  # type: ignore[attr-defined]
    return taken.whole, taken.parsed, taken.new


def own(folder: Path) -> Path:
    file = folder / "mine.csv"
    file.write_text("event,document,quote,decision,value,by,note\n,,expelled,date,2015-03-06,me,\n", encoding="utf-8")
    return file


def test_added_is_as_built_together_and_removed_as_never_built(tmp_path: Path) -> None:
    source, late = write(tmp_path / "in", "ab"), write(tmp_path / "late", "c")
    judgements = own(tmp_path)
    build_files([source], tmp_path / "out", judgements=judgements)
    early = outputs(tmp_path / "out")
    assert tuple_of(add_files(tmp_path / "out", [late])) == (2, 0, 1)
    build_files([source, late], tmp_path / "both", judgements=judgements)
    assert outputs(tmp_path / "out") == outputs(tmp_path / "both")
    assert b"2015-03-06" in (tmp_path / "out" / "graph.ttl").read_bytes()
    remove_documents(tmp_path / "out", ["News c"])
    assert outputs(tmp_path / "out") == early


STORIES = {  # two tell of one summit, two of one expulsion, one of what others answer
    "summit": "Kenya and Uganda held a summit in Kampala on 3 March 2015. President Museveni welcomed the Kenyans.",
    "again": "At their summit in Kampala on 3 March 2015 Kenya and Uganda agreed to build a railway together.",
    "expelled": "Kenya expelled two Ugandan diplomats on 9 March 2015. Uganda called the expulsion groundless.",
    "later": "Uganda condemned Kenya on 10 March 2015 for expelling two of its diplomats on 9 March 2015.",
    "plan": "Peru and Chile will hold talks in Lima on 20 March 2015, their governments said.",
    "met": "Peru and Chile held talks in Lima on 20 March 2015. Bolivia criticised both.",
}


def story(folder: Path, name: str, title: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    head = f"title: {title or name}\nurl: https://wire.example/{name}\ndate: 2015-03-21"
    (folder / f"{name}.txt").write_text(f"---\n{head}\n---\n\n{STORIES[name]}\n", encoding="utf-8")
    return folder / f"{name}.txt"


def test_whatever_is_added_removed_and_revised_outputs_are_those_of_one_build(tmp_path: Path) -> None:
    """What is kept of events (kg/running/texts.py) is what would be made of them now."""
    steps = (["summit", "expelled", "plan"], ["again", "met"], ["-expelled"], ["later"], ["expelled", "+summit"])
    there: dict[str, Path] = {}
    for number, step in enumerate(steps):
        for name in step:
            if name.startswith("-"):
                del there[name[1:]]
                remove_documents(tmp_path / "out", [name[1:]])
            else:
                name, title = name.lstrip("+"), "A title anew" if name.startswith("+") else ""
                there[name] = story(tmp_path / f"in{number}", name, title)
                add_files(tmp_path / "out", [there[name]], begin=True)
        build_files([*there.values()], tmp_path / f"whole{number}")
        assert outputs(tmp_path / "out") == outputs(tmp_path / f"whole{number}"), step
    events = kg.EventGraph.load(tmp_path / "out").events(grade="all")
    assert sum(len({one.document for one in event.evidence}) > 1 for event in events) >= 1
    assert {"before", "after", "realises"} <= {relation for event in events for relation, _ in event.related}
    with closing(Cache(tmp_path / "out" / HIDDEN / "cache.sqlite")) as cache:
        assert len(cache.keys(TOLD)) == len(there) == len(cache.keys(READINGS))
        kept = {name for key in cache.keys(OF_EVENTS) for name in cache.get(OF_EVENTS, key)}
    assert {name.split()[0] for name in kept} == {"turtle", "events.csv", "mentions.csv", "page"}


def revised(folder: Path, text: str, modified: str) -> Path:
    folder.mkdir(exist_ok=True)
    head = f"title: Talks\nurl: https://wire.example/talks\ndate: 2015-03-09\nmodified: {modified}"
    (folder / "talks.txt").write_text(f"---\n{head}\n---\n\n{text}\n", encoding="utf-8")
    return folder


def test_what_a_revised_article_told_before_is_still_answered(built: Path) -> None:
    out = built / "out"
    first = "Norway and Sweden held talks in Oslo on 3 March 2015."
    add_files(out, [revised(built / "first", first, "2015-03-09")])
    early = kg.EventGraph.load(out)
    second = "Norway and Finland held talks in Helsinki on 4 March 2015."
    add_files(out, [revised(built / "second", second, "2015-04-01")])
    assert not kg.EventGraph.load(out).events(actor="SWE")
    (talks,) = known_on(out, "2015-03-20").events(actor="SWE", grade="all")
    assert [one.sentence for one in talks.evidence] == [first]
    assert known_on(out, "2015-03-20").events(grade="all") == early.events(grade="all")
    assert not known_on(out, "2015-03-20").events(actor="FIN")
    assert known_on(out, "2015-04").events(actor="FIN", grade="all")
    assert not known_on(out, "2015-03-08").events(actor="SWE")
    rows = CliRunner().invoke(
        app, ["query", str(out), "SELECT ?e { ?e sem:hasActor ent:SWE }", "--as-of", "2015-03-20"]
    )
    assert talks.id in rows.output
    add_files(out, [write(built / "more", "c")])  # stays through other builds
    assert known_on(out, "2015-03-20").events(actor="SWE", grade="all")
    remove_documents(out, ["Talks"])  # and goes with its article
    assert not known_on(out, "2015-03-20").events(actor="SWE", grade="all")


def test_what_cannot_be_added_or_removed_is_said(built: Path) -> None:
    with pytest.raises(OptionError, match="News b"):
        remove_documents(built / "out", ["News bb"])
    with pytest.raises(OptionError, match="no article would be left"):
        remove_documents(built / "out", ["News a", "News b", "News c"])
    with pytest.raises(BuildError, match="no such file"):
        add_files(built / "out", [built / "nothing.txt"])
    with pytest.raises(OptionError, match="build it first"):
        add_files(built / "empty", [built / "in"])
    with pytest.raises(OptionError, match="build it first"):
        remove_documents(built / "empty", ["News a"])
    assert not (built / "empty").exists()
    assert outputs(built / "out").keys() >= {*OUTPUTS}


def test_an_engine_of_ones_own_has_its_own_parses(tmp_path: Path) -> None:
    cache = Cache(None)
    documents = [Document(text=TEXTS["a"], published=DAY)]
    kg.build(documents, cache=cache)
    (key,) = cache.keys(PARSES)
    other = kg.text.engine.default_engine("blank")
    kg.build(documents, cache=cache, engine=other)
    assert key not in cache.keys(PARSES)
    assert cache.keys(DOCUMENTS) == frozenset()
    assert digest(1) != digest("1")


# ------------------------------------------------------------------------------ all or none
def test_a_second_build_into_a_folder_is_refused(tmp_path: Path) -> None:
    with BuildFolder(tmp_path / "out").taken(), pytest.raises(BuildError, match="another build"):
        build_files([write(tmp_path / "in")], tmp_path / "out")


def test_an_error_while_writing_leaves_the_earlier_outputs(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = outputs(built / "out")

    def full(graph: object, path: Path) -> None:
        path.write_text("half", encoding="utf-8")
        if path.name == "relations.csv":
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("kg.folders.export", full)
    write(built / "in", day=datetime.date(2016, 3, 9))
    with pytest.raises(BuildError, match="the disk is full; the earlier build in it stays as it was"):
        build_files([built / "in"], built / "out")
    assert outputs(built / "out") == before


def test_a_file_is_no_folder_to_build_into(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    for out in (tmp_path / "out", tmp_path / "out" / "deeper"):
        with pytest.raises(BuildError, match=r"cannot be written: .*file"):
            build_files([write(tmp_path / "in")], out)
    assert (tmp_path / "out").read_text("utf-8") == "mine"


def test_nothing_to_read_leaves_the_earlier_outputs(built: Path) -> None:
    before = outputs(built / "out")
    with pytest.raises(BuildError, match="no such file"):
        build_files([built / "gone"], built / "out")
    assert outputs(built / "out") == before


@pytest.mark.parametrize("whole", [True, False])
def test_what_a_killed_build_left_is_ended_or_thrown_away(tmp_path: Path, whole: bool) -> None:
    (tmp_path / "graph.ttl").write_text("old", encoding="utf-8")
    new = tmp_path / HIDDEN / NEW
    new.mkdir(parents=True)
    (new / "graph.ttl").write_text("new", encoding="utf-8")
    if whole:
        (new / WHOLE).touch()
    with BuildFolder(tmp_path).taken():
        pass
    assert (tmp_path / "graph.ttl").read_text("utf-8") == ("new" if whole else "old")
    assert not new.exists()


WRITER = """
import pathlib, sys
from kg.running.cluster import on_cluster
from kg.running.folder import BuildFolder
folder = BuildFolder(pathlib.Path(sys.argv[1]))
for turn in range(int(sys.argv[2]), 10**9):
    with folder.taken(), folder.outputs() as new:
        for name in "abcdef":
            (new / name).write_text(f"{turn}" * 5000)
    print(turn, flush=True)
"""


def test_fifty_killed_builds_leave_whole_outputs(tmp_path: Path) -> None:
    """Real processes, killed at random moments while they write: the six files are always of one turn, and the last."""
    chance, turn, kills = random.Random(7), 0, 50
    for _ in range(kills):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), str(turn + 1)],
            stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.random() / 20)
        process.kill()
        done = [turn + 1, *map(int, process.stdout.read().split())][-1]
        process.wait()
        with BuildFolder(tmp_path).taken():
            pass
        told = {(tmp_path / name).read_text("utf-8") for name in "abcdef"}
        assert len(told) == 1
        assert told <= {f"{done}" * 5000, f"{done + 1}" * 5000}
        turn = done + 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="builds are killed in forks of one process that has loaded all")
def test_fifty_killed_real_builds_leave_the_last_whole_one_and_go_on(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    found = subprocess.run(
        [sys.executable, "-m", "tests.killed_builds", str(tmp_path), "50"],
        capture_output=True, text=True, env=environment, cwd=ROOT, check=True,
    )  # fmt: skip
    left = json.loads(found.stdout)
    assert left["old"] + left["new"] == 50
    assert left["killed"] > 20
    assert left["resumed"] == 1
