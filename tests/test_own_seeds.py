"""A folder of the user's own lies over the shipped seeds, in Python and on the command line, and is forgotten after."""

import datetime
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kg
from kg.cli import app
from kg.errors import OptionError, SeedError
from kg.gazetteer import default_gazetteer
from kg.graph.query import questions
from kg.seeds.actors import actor_tables
from kg.seeds.cards import load_cards, trigger_index
from kg.seeds.files import seed_files
from kg.seeds.grammar import load_grammar
from kg.seeds.judgements import load_judgements
from kg.seeds.own import own, remembered, using
from kg.seeds.timex import time_languages


def folder(path: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text, "utf-8")
    return path


def names_of(code: str) -> tuple[str, ...]:
    return actor_tables().states[code].aliases


# ------------------------------------------------------------------------------ tables
def test_rows_add_and_replace(tmp_path):
    shipped = names_of("JPN")
    files = {"actors/states.csv": "id,label,kind,aliases\nJPN,,,+Nihon Koku\nZZZ,Zedland,state,Zed Republic\nKEN,,,-\n"}
    with using(folder(tmp_path, files)):
        assert names_of("JPN") == (*shipped, "Nihon Koku")
        assert names_of("KEN") == ()
        assert default_gazetteer().actor("Nihon Koku").id == "JPN"
        assert default_gazetteer().actor("Zed Republic").id == "ZZZ"
        assert list(actor_tables().states)[-1] == "ZZZ"
    assert names_of("JPN") == shipped
    assert default_gazetteer().actor("Nihon Koku") is None


def test_rows_are_removed(tmp_path):
    term = next(iter(actor_tables().terms))
    with using(folder(tmp_path, {"actors/leaders.csv": f"id\n-{term}\n"})):
        assert term not in actor_tables().terms
    assert term in actor_tables().terms


def test_the_same_folder_is_read_anew_when_it_changed(tmp_path):
    for number in (1, 2):
        with using(folder(tmp_path, {"actors/states.csv": f"id,aliases\nJPN,+Nihon{number}\n"})):
            assert names_of("JPN")[-1] == f"Nihon{number}"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"actors/states.csv": "id,aliasses\nJPN,x\n"}, r"mine/actors/states.csv, line 1: unknown column 'aliasses'"),
        ({"actors/states.csv": "aliases\nx\n"}, r"mine/actors/states.csv, line 1: column 'id' is missing"),
        ({"actors/states.csv": "id\n-JPM\n"}, r"mine/actors/states.csv, line 2: no row to remove.*'JPM'; did you mean"),
        ({"actors/states.csv": "id,label,kind\nZZZ,Zed,kingdom\n"}, r"mine/actors/states.csv, line 2: unknown kind"),
        ({"actors/leaders.csv": "id,entity\nkor-x,KORR\n"}, r"mine/actors/leaders.csv, line 2: valid_from is empty"),
        ({"grammar.yml": "light_verbs: {remove: [dance]}\n"}, r"mine/grammar.yml, line 1: there is no 'dance' to rem"),
        ({"grammar.yml": "light_verb: [dance]\n"}, r"unknown word class 'light_verb'.*together with mine/grammar.yml"),
        ({"grammar.yml": "light_verb: ~\n"}, r"mine/grammar.yml, line 1: nothing is called 'light_verb' here; did you"),
        ({"grammar.yml": "a: [\n"}, r"mine/grammar.yml, line 2: no valid YAML"),
        (
            {"event_types/CONSULT.yml": "triggers:\n- {frame: X, verbs: [palaver]}\n"},
            r"mine/event_types/CONSULT.yml, ",
        ),
        ({"event_types/NEWTYPE.yml": "type: NEWTYPE\n"}, r"mine/event_types/NEWTYPE.yml: the key 'label' is missing"),
        ({"judgements.csv": "event,decision,value\nx,dropp,\n"}, r"mine/judgements.csv, line 2: decision 'dropp'"),
    ],
)
def test_a_wrong_file_of_ones_own_is_named(files, message, tmp_path):
    with pytest.raises(SeedError, match=message), using(folder(tmp_path / "mine", files)):
        actor_tables(), load_cards(), load_grammar(), load_judgements()


def test_no_such_folder(tmp_path):
    with pytest.raises(OptionError, match="there is no such folder of seeds; `kg seeds init"):
        kg.build([kg.Document(text="Japan met Kenya.")], seeds=tmp_path / "none")


# ------------------------------------------------------------------------------ YAML
def test_lists_and_mappings(tmp_path):
    files = {
        "grammar.yml": "light_verbs: {add: [dance], remove: [hold]}\nnegators: [nary, not]\n",
        "event_types/CONSULT.yml": "label: Palavers\ntriggers:\n- {frame: HOST, verbs: [palaver]}\n",
        "timex/xx.yml": "language: xx\n",
    }
    shipped = load_cards()["CONSULT"]
    with using(folder(tmp_path / "mine", files)):
        assert {"dance", "hold"} & load_grammar()["light_verbs"] == {"dance"}
        assert {"nary", "not"} <= load_grammar()["negators"]
        card = load_cards()["CONSULT"]
        (trigger,) = trigger_index()["palaver", "verb"]
        assert "xx" in time_languages()
    assert (card.label, card.definition) == ("Palavers", shipped.definition)
    assert (trigger.rule, trigger.line) == ("mine/event_types/CONSULT.yml#palaver", 3)
    assert len(card.triggers) == len(shipped.triggers) + 1
    assert [t.rule for t in card.triggers[:-1]] == [t.rule for t in shipped.triggers]
    assert ("palaver", "verb") not in trigger_index()
    assert "hold" in load_grammar()["light_verbs"]


def test_a_trigger_is_removed_by_its_term(tmp_path):
    with using(folder(tmp_path, {"event_types/CONSULT.yml": "triggers: {remove: [visit]}\n"})):
        assert ("visit", "verb") not in trigger_index()
    assert ("visit", "verb") in trigger_index()


def test_files_are_the_shipped_and_the_new(tmp_path):
    with using(folder(tmp_path, {"event_types/NEW.yml": "type: NEW\n", "event_types/AID.yml": "label: x\n"})):
        names = [path.stem for path in seed_files("event_types", ".yml")]
    assert names == sorted(names)
    assert "NEW" in names
    assert names.count("AID") == 1


# ------------------------------------------------------------------------------ what is remembered
def test_memory_is_apart_and_small(tmp_path):
    calls = []

    @remembered
    def answer(word):
        calls.append(word)
        return own()

    assert answer("a") is answer("a") is None
    for number in range(9):
        with using(folder(tmp_path, {"judgements.csv": f"# {number}\n"})):
            assert answer("a") is answer("a")
            assert answer("a").folder == tmp_path.resolve()
    assert answer("a") is None
    assert len(calls) == 10


# ------------------------------------------------------------------------------ builds
DOCUMENT = kg.Document(
    text="Nihon Koku palavered with Zedland on Monday. Kenya met Uganda.", published=datetime.date(2015, 3, 9)
)
FILES = {
    "actors/states.csv": "id,label,kind,aliases,adjective\nJPN,,,+Nihon Koku,\nZZZ,Zedland,state,,Zedlandic\n",
    "event_types/CONSULT.yml": "triggers:\n- {frame: SYM_WITH, verbs: [palaver]}\n",
    "questions/zed.rq": "# zed: what Zedland does; parameters: ?a:party=ZZZ\n"
    "SELECT ?a ?e WHERE { ?e dk:initiator ?a }\n",
    "judgements.csv": "event,quote,decision,value,note\n,Kenya met Uganda,drop,,not true\n",
    "headlines.yml": "CONSULT: {mutual: '{actor} [palaver]'}\n",
}


@pytest.fixture(scope="module")
def mine(tmp_path_factory):
    return folder(tmp_path_factory.mktemp("seeds") / "mine", FILES)


def test_a_build_with_ones_own_seeds(mine):
    graph = kg.build([DOCUMENT], seeds=mine)
    (event,) = graph.events()
    assert {actor.id for actor in event.actors + event.recipients} == {"JPN", "ZZZ"}
    assert event.evidence[0].rule == "mine/event_types/CONSULT.yml#palaver"
    assert graph.who("Zedlandic").id == "ZZZ"  # asked outside of the build
    assert len(graph.query("zed")) == 1
    assert any(line.startswith("zed") for line in graph.questions())
    plain = kg.build([DOCUMENT])
    assert [event.evidence[0].trigger for event in plain.events()] == ["met"]
    with pytest.raises(OptionError, match="no question 'zed'"):
        plain.query("zed")


def test_the_manifest_remembers(mine, tmp_path):
    kg.build_files([DOCUMENT], tmp_path / "out", seeds=mine)
    told = json.loads((tmp_path / "out/manifest.json").read_text("utf-8"))["seeds"]["own"]
    assert (tmp_path / "out" / told["folder"]).resolve() == mine.resolve()
    assert set(told["files"]) == set(FILES)


# ------------------------------------------------------------------------------ the command line
def run(*arguments, code=0):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result.output


def examples(path: Path) -> str:
    """A file as it is where the user takes the mark from before the example."""
    marked = path.read_text("utf-8")
    if path.suffix == ".csv":
        comments = [line for line in marked.splitlines() if line.startswith("#")]
        (example,) = [line.removeprefix("# Example: ") for line in comments if line.startswith("# Example: ")]
        return marked + example + "\n"
    head, _, example = marked.partition("# Example:\n")
    return head + "".join(f"{line[2:]}\n" for line in example.splitlines())


def test_init_writes_what_check_accepts(tmp_path):
    written = run("seeds", "init", tmp_path / "mine").split()
    assert len(written) > 10
    assert "in order" in run("check", tmp_path / "mine")
    for name in written:
        if name.endswith((".csv", ".yml")):
            Path(name).write_text(examples(Path(name)), "utf-8")
        else:
            Path(name).rename(Path(name).with_suffix(""))
    assert f"{len(written)} files of mine" in run("check", tmp_path / "mine")
    assert run("seeds", "init", tmp_path / "mine").strip().endswith("visits-of.rq.txt")
    with using(tmp_path / "mine"):
        assert ("palaver", "verb") in trigger_index()
        assert "visits-of" in questions()
        assert default_gazetteer().actor("Nippon Koku").id == "JPN"
    with pytest.raises(SeedError, match=r"mine/states.csv: nothing reads a file of this name; did you mean 'actors/st"):
        kg.check(seeds=folder(tmp_path / "mine", {"states.csv": "id\n"}))


def test_init_writes_nothing_among_other_things(tmp_path):
    (tmp_path / "article.md").write_text("Japan met Kenya.", "utf-8")
    (tmp_path / ".hidden").touch()
    told = CliRunner().invoke(app, ["seeds", "init", str(tmp_path)])
    assert isinstance(told.exception, OptionError)
    assert "holds other things (article.md …)" in str(told.exception)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".hidden", "article.md"]


def test_commands_take_the_seeds_of_the_build(mine, tmp_path):
    (tmp_path / "a.txt").write_text(DOCUMENT.text, "utf-8")
    run("build", tmp_path / "a.txt", "-o", tmp_path / "out", "--seeds", mine)
    assert "zed" in run("query", tmp_path / "out", "--list")
    assert "Japan" in run("query", tmp_path / "out", "timeline", "Nihon Koku")
    event = kg.EventGraph.load(tmp_path / "out").events()[0]
    assert "mine/event_types/CONSULT.yml:2#palaver" in run("explain", tmp_path / "out", event.id)
    assert own() is None
    assert kg.EventGraph.load(tmp_path / "out" / "graph.ttl", seeds=mine).who("Zedlandic").id == "ZZZ"


def test_seeds_that_are_gone_are_told(mine, tmp_path):
    (tmp_path / "a.txt").write_text("Kenya met Uganda.", "utf-8")
    shutil.copytree(mine, tmp_path / "copy")
    run("build", tmp_path / "a.txt", "-o", tmp_path / "out", "--seeds", tmp_path / "copy")
    shutil.rmtree(tmp_path / "copy")
    result = CliRunner().invoke(app, ["query", str(tmp_path / "out"), "--list"])
    assert result.exit_code == 0
    told = CliRunner().invoke(app, ["stats", str(tmp_path / "out")])
    assert told.exit_code == 0
    assert "are not there any more; the shipped ones are taken" in told.stderr.replace("\n", " ")
