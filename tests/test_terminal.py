"""What the command line prints, wherever it prints to: terminals of any encoding, pipes, programs."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.main import get_command
from typer.testing import CliRunner

import kg
from kg.analysis.summary import stats
from kg.cli import app
from kg.cli.app import encodable
from kg.cli.progress import EVERY, rate_text, shown
from kg.exporters.files import table
from kg.plain import plain
from tests.sample_graph import graph

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "exports" / "demo"
COMMANDS = sorted(get_command(app).commands)


def run(*arguments, code=0):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, (result.output, result.exception)
    return result.output


def shell(*arguments, **variables):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    call = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(call, capture_output=True, env=environment, check=False, timeout=120)


# ------------------------------------------------------------------------------ text from the news
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Talks [1] in [bold]Seoul[/bold]", "Talks [1] in [bold]Seoul[/bold]"),
        ("\x1b[31mred\x1b[0m", "red"), ("\x1b]0;title\x07x", "x"), ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b31mred", "red"), ("\x1b(Bx", "x"), ("a\x1b", "a"), ("a\x00b\x07", "ab"), ("a\u202eb\u2066c", "abc"),
        ("a\r\nb\rc", "a\nb\nc"), ("tab\tstays", "tab\tstays"), ("half \ud800", "half \ufffd"), ("서울", "서울"),
        ("\ufefftitle", "title"), ("a\x85b", "a b"), ("", ""),
    ],
)  # fmt: skip
def test_text_is_text(text, wanted):
    assert plain(text) == wanted


@given(st.text())
def test_nothing_steers_a_terminal(text):
    found = plain(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", found)
    assert plain(found) == found
    found.encode()
    for encoding in ("ascii", "cp1252", "utf-8"):
        encodable(text, encoding).encode(encoding)


def test_no_table_holds_escape_sequences():
    data = table(["title"], [["\x1b[31mTalks\u202e"], ["\x1b=1+1"], ["a\rb"]]).decode()
    assert list(csv.reader(io.StringIO(data))) == [["title"], ["Talks"], ["1+1"], ["a\nb"]]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp949", "utf-8"])
def test_every_encoding_is_written(encoding, tmp_path):
    title = "Séoul → 서울 [bold]talks[/bold] \x1b[31m\u202e"
    document = kg.Document(text="Japan met Kenya on 3 March 2015.", title=title, published="2015-03-04")
    kg.export(kg.build([document]), tmp_path / "graph.ttl")
    told = shell("explain", tmp_path / "graph.ttl", "2015", PYTHONIOENCODING=encoding)
    assert told.returncode == 0, told.stderr
    text = told.stdout.decode(encoding)
    assert "[bold]talks[/bold]" in text
    assert "\x1b" not in text
    assert "서울" in text or encoding in ("ascii", "cp1252")


def test_a_pipe_that_closes_is_no_error():
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    call = [sys.executable, "-m", "kg", "query", str(DEMO), "slice", "1900", "2030"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) in (0, 1, 141)


# ------------------------------------------------------------------------------ help
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_has_groups_and_examples(option):
    text = run(option)
    for words in (
        "Make a graph",
        "Ask a graph",
        "Seeds and judgements",
        "Examples",
        "kg build",
        "--install-completion",
    ):
        assert words in text
    assert text.index("Make a graph") < text.index("Ask a graph") < text.index("Seeds and judgements")
    assert len(COMMANDS) > 10
    assert all(re.search(rf"\b{command}\b", text) for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command):
    assert run(command, "-h") == run(command, "--help") != ""


def test_brackets_of_a_help_text_stay():
    assert "[learn]" in run("--help")


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_version(option):
    assert run(option).strip() == f"diplokg {kg.__version__}"


def test_completion_is_there():
    assert "complet" in shell("--show-completion", "bash").stdout.decode() + run("--help")


def test_the_questions_need_no_folder():
    text = run("query")
    assert text == run("query", "--list") == run("query", DEMO)
    assert re.search(r"^summits A B +all summits", text, re.M)
    assert len(text.splitlines()) > 15


# ------------------------------------------------------------------------------ programs that listen
def test_json_of_each_command(tmp_path):
    (tmp_path / "a.txt").write_text("Kenya met Uganda in Nairobi on 3 March 2015.", "utf-8")
    out = tmp_path / "out"
    built = json.loads(run("build", tmp_path / "a.txt", "-o", out, "--json"))
    assert (built["events"], built["folder"]) == (1, str(out))
    (event,) = kg.EventGraph.load(out).events()
    assert json.loads(run("explain", out, event.id, "--json"))["id"] == event.id
    rows = json.loads(run("query", out, "timeline", "Kenya", "--json"))
    assert [row["begin"] for row in rows] == ["2015-03-03"]
    assert json.loads(run("stats", out, "--json"))["events"] == 1
    assert json.loads(run("diff", out, out, "--json")) == {"new": [], "gone": [], "changed": [], "same": 1}
    (path,) = json.loads(run("export", out, tmp_path / "e.csv", "--json"))
    assert Path(path).is_file()


def test_a_question_may_be_a_file(tmp_path):
    (tmp_path / "mine.rq").write_text(
        "# how-many: all; parameters: ?who:actor\nSELECT ?e ?who { ?e sem:hasActor ?who }"
    )
    rows = json.loads(run("query", DEMO, tmp_path / "mine.rq", "Yoon", "--json"))
    assert len(rows) > 3
    assert "there is no such file" in str(CliRunner().invoke(app, ["query", str(DEMO), "none.rq"]).exception)
    assert "is no graph; give a folder" in str(CliRunner().invoke(app, ["stats", str(ROOT / "README.md")]).exception)


@pytest.mark.parametrize("form", ["{}", "ev:{}", "<https://w3id.org/diplokg/ev/{}>"])
def test_an_event_id_is_taken_as_printed(form, tmp_path):
    event = kg.EventGraph.load(DEMO).events(grade="shown")[0]
    named = form.format(event.id)
    assert event.id in run("explain", DEMO, named)
    run("export", DEMO, tmp_path / "e.csv", "--event", named)
    run("query", DEMO, "evidence", named)


def test_days_are_days():
    rows = kg.EventGraph.load(DEMO).query("thaw", "KOR", "JPN", 1000)
    assert len(rows) > 0
    assert all(str(row[2]) < str(row[3]) and re.fullmatch(r"\d{4}-\d\d-\d\d", str(row[2])) for row in rows)


# ------------------------------------------------------------------------------ long runs
class Screen(io.StringIO):
    def __init__(self, terminal):
        super().__init__()
        self.terminal = terminal

    def isatty(self):
        return self.terminal


def test_where_nobody_watches_a_line_now_and_then():
    screen, now = Screen(False), iter([0.0, 1.0, EVERY + 1, EVERY + 2, 3 * EVERY])
    with shown(screen, lambda: next(now)) as told:
        for done in range(4):
            told(done, 8, "Talks [bold]in\x1b[31m Seoul")
    assert screen.getvalue().splitlines() == [
        "1 of 8 documents, 31.0 s each, 217 s left, now: Talks [bold]in Seoul",
        "3 of 8 documents, 30.0 s each, 150 s left, now: Talks [bold]in Seoul",
    ]


def test_a_terminal_shows_a_bar(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    screen = Screen(True)
    with shown(screen) as told:
        for done in range(6):
            told(done, 6, "Talks [bold] in Seoul")
    assert "5/6" in screen.getvalue()
    assert "Talks [bold] in Seoul" in screen.getvalue()


def test_rates():
    assert [rate_text(speed) for speed in (0, 3.0, 0.5)] == ["", "3.0 a second", "2.0 s each"]


def test_no_colours_where_there_is_no_terminal():
    for told in (shell("--help"), shell("query", DEMO, "nonsense"), shell("stats", DEMO)):
        assert b"\x1b" not in told.stdout + told.stderr


# ------------------------------------------------------------------------------ numbers of a graph
def test_stats_of_a_graph():
    counts = stats(graph())
    assert counts["events"] == sum(counts["modality"].values()) == sum(counts["grade"].values())
    assert counts["articles"] == len(graph().articles())
    assert counts["days"]["first"] <= counts["days"]["last"]
    assert "Japan" in counts["parties"]
    assert re.search(r"^events +\d", run("stats", DEMO), re.M)


@pytest.mark.parametrize("width", [60, 80, 120, 1000])
def test_rows_fit_a_terminal(width):
    rows = kg.EventGraph.load(DEMO).query("timeline", "KOR")
    lines, whole = rows.text(width).splitlines(), rows.text().splitlines()
    ids = [str(row[rows.columns.index("event")]).rpartition("/")[2] for row in rows]
    assert len(lines) == len(whole) > 20
    assert all(name in line for name, line in zip(ids, lines[2:], strict=True))
    if width == 1000:
        assert lines == whole
    else:
        narrowest = max(len(line) for line in rows.text(1).splitlines())
        assert max(map(len, lines)) <= max(width, narrowest)
        assert max(map(len, lines)) < max(map(len, whole))
