"""The command line says what the package says, and every command of the README works."""

import csv
import datetime
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kg
from kg.cli import app, main

ROOT = Path(__file__).resolve().parent.parent
TEXT = "---\ntitle: Talks\ndate: 2015-03-09\n---\n\nKenya's president visited Uganda on Monday.\n"
KOREA = TEXT.replace("Kenya's president visited Uganda", "South Korea and Japan held talks in Tokyo")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli")
    (folder / "a.md").write_text(TEXT, encoding="utf-8")
    result = run("build", folder / "a.md", "-o", folder / "out")
    assert result.exit_code == 0, result.output
    return folder / "out", result.output


def run(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments])


def test_closing_line_counts_and_points(built):
    out, output = built
    assert re.search(r"1 documents, 1 events .* 1 mentions, 0 issues → .*timeline\.html", output.replace("\n", " "))
    assert (out / "timeline.html").is_file()


def test_explain_tells_sentence_rule_and_line(built):
    out, _ = built
    event = kg.EventGraph.parse(out / "graph.ttl").events()[0]
    text = run("explain", out, event.id).output
    assert "[visited]" in text
    assert re.search(r"seeds/event_types/CONSULT\.yml:\d+#visit", text)
    assert "2015-03-09" in text
    assert "Kenya" in text


def test_explain_names_the_line_of_a_noun_that_takes_up_an_event():
    text = "Rwandan troops attacked Uganda on Monday. The operation lasted two hours."
    graph = kg.build([kg.Document(text=text, published=datetime.date(2015, 3, 9))])
    (event,) = graph.events(event_type="ASSAULT")
    assert re.search(r"seeds/anaphora\.yml:\d+#operation", kg.explain(event, graph.articles()))


def test_query_by_name_and_by_sparql(built):
    out, _ = built
    assert "Uganda" in run("query", out, "timeline", "KEN").output
    answer = run("query", out, "SELECT (COUNT(?e) AS ?n) WHERE { ?e a sem:Event }", "--csv")
    assert answer.output.split() == ["n", "1"]
    assert "summits" in run("query", out, "--list").output


def test_export_part_of_it(built, tmp_path):
    out, _ = built
    result = run("export", out, tmp_path / "events.csv", "--actor", "KEN", "--since", "2015")
    assert result.exit_code == 0, result.output
    assert len((tmp_path / "events.csv").read_text("utf-8").splitlines()) == 2


def test_check_reads_all_seeds():
    result = run("check")
    assert result.exit_code == 0, result.output
    assert "16 event types" in result.output


def test_errors_are_one_line(built, monkeypatch, capsys):
    out, _ = built
    monkeypatch.setattr("sys.argv", ["kg", "explain", str(out), "nonsense"])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 2
    assert capsys.readouterr().err.startswith("kg: ")


# ------------------------------------------------------------------------------ names
DEMO = ROOT / "exports" / "demo"


def called(monkeypatch, *arguments):
    """Run the command line as a shell does and return its exit code."""
    monkeypatch.setattr("sys.argv", ["kg", *map(str, arguments)])
    try:
        main()
    except SystemExit as stop:
        return stop.code or 0
    return 0


def ids(path):
    return [row["id"] for row in csv.DictReader(path.read_text("utf-8").splitlines(keepends=True))]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("ROK", "KOR"), ("South Korea", "KOR"), ("south korea", "KOR"), ("Seoul", "KOR"), ("Republic of Korea", "KOR"),
        ("Yoon Suk-yeol", "yoon-suk-yeol"), ("Yoon Suk Yeol", "yoon-suk-yeol"), ("Kishida", "fumio-kishida"),
    ],
)  # fmt: skip
def test_an_actor_may_be_called_by_any_name(name, code, monkeypatch, tmp_path):
    for number, actor in enumerate((name, code)):
        assert called(monkeypatch, "export", DEMO, tmp_path / f"{number}.csv", "--actor", actor) == 0
    assert ids(tmp_path / "0.csv") == ids(tmp_path / "1.csv") != []


@pytest.mark.parametrize("file", ["events.csv", "timeline.html", "graph.ttl", "relations.csv", "network.gexf"])
@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--actor", "Soth Korea"), "nobody is called 'Soth Korea'; did you mean 'South Korea'"),
        (("--actor", "Korea"), "'Korea' may be PRK (North Korea), KOR (South Korea): write one of these ids"),
        (("--actor", "Kyoto"), "'Kyoto' is a place, nobody who acts"),
        (("--actor", "KOR", "--actor", "nonsense"), "nobody is called 'nonsense'"),
        (("--actor", "KOR", "--actor", "ROK"), "is one: KOR"),
        (("--actor", "Tuvalu"), "no event of Tuvalu (TUV); the graph holds"),
        (("--actor", "KOR", "--until", "1066"), "no event of South Korea (KOR) until 1066; the graph holds"),
        (("--since", "yesterday"), "'yesterday' is no date"),
        (("--event", "nothing"), "no event 'nothing'"),
    ],
)
def test_a_wrong_choice_is_an_error_and_no_file(file, options, message, monkeypatch, capsys, tmp_path):
    assert called(monkeypatch, "export", DEMO, tmp_path / file, *options) == 2
    told = capsys.readouterr().err
    assert told.startswith("kg: ")
    assert message in told
    assert told.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_question_takes_the_same_names(monkeypatch, capsys):
    assert called(monkeypatch, "query", DEMO, "summits", "ROK", "Tokyo") == 0
    answer = capsys.readouterr().out
    assert called(monkeypatch, "query", DEMO, "summits", "KOR", "JPN") == 0
    assert capsys.readouterr().out == answer != ""
    assert called(monkeypatch, "query", DEMO, "tone", "ROK", "Kishida") == 2
    assert "'Kishida' is a person" in capsys.readouterr().err
    assert called(monkeypatch, "query", DEMO, "timeline", "Korea") == 2
    assert "KOR (South Korea)" in capsys.readouterr().err


def test_parts_of_the_package_are_there_without_an_import_of_theirs():
    told = "import kg; kg.exporters.network.show; kg.analysis.promises; kg.sources.Limits; kg.errors.GraphError"
    subprocess.run([sys.executable, "-c", told], check=True)
    with pytest.raises(AttributeError, match="analysis"):
        kg.analyses  # noqa: B018
    with pytest.raises(AttributeError, match="netwrk"):
        kg.exporters.netwrk  # noqa: B018


def test_every_public_name_is_there():
    assert len(kg.__all__) > 12
    for name in kg.__all__:
        assert getattr(kg, name) is not None
    assert [name for name in dir(kg) if not name.startswith("_")] == sorted(kg.__all__)
    assert set(kg._HOME) == set(kg.__all__)


def test_readme_names_only_commands_and_options_that_exist():
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = [line.strip().lstrip("$ ") for line in re.findall(r"^ {0,4}(?:\$ )?kg .*$", readme, re.M)]
    assert len(commands) >= 4
    for command in commands:
        words = shlex.split(command.split("#")[0])
        help_text = run(words[1], "--help").output
        assert "Usage" in help_text, command
        for option in (w for w in words[2:] if w.startswith("--")):
            assert option.split("=")[0] in help_text, command


def test_readme_python_runs(built, monkeypatch, tmp_path):
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"```python\n(.*?)```", readme, re.S)
    assert len(blocks) > 1
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "articles" / "b.md").write_text(KOREA, encoding="utf-8")
    (tmp_path / "exports").symlink_to(ROOT / "exports")
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.chdir(tmp_path)
    lines: list[str] = []
    names = {"print": lambda *parts: lines.append(" ".join(map(str, parts)))}
    for code in blocks:
        exec(code, names)
    assert lines
