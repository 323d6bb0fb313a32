"""`kg check`: it reads every file of seeds/ and ontology/, and a fault is told with file, line and what is valid."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.errors import KgError
from kg.seeds.files import shipped

ROOT = Path(__file__).resolve().parent.parent
PROSE = {"LICENSE-APACHE-2.0.txt", "README.md", "CORPUS.md", "SOURCES.md", ".gitkeep"}
LISTEN = """
import sys
opened = set()
sys.addaudithook(lambda event, args: opened.add(str(args[0])) if event == "open" else None)
import kg
kg.check()
print("\\n".join(sorted(opened)))
"""


def shipped_files():
    folders = (shipped("seeds"), shipped("ontology"))
    found = [p for folder in folders for p in folder.rglob("*") if p.is_file() and p.name not in PROSE]
    return {p.resolve() for p in found if "corpus" not in p.parts}


def test_every_file_is_read():
    done = subprocess.run([sys.executable, "-c", LISTEN], capture_output=True, text=True, cwd=ROOT, check=True)
    opened = {Path(line).resolve() for line in done.stdout.splitlines() if line}
    assert len(shipped_files()) >= 60
    assert {str(p) for p in shipped_files() - opened} == set()


# (file, what stands in it, what is put there, what must be told)
SUPPORT, VERBS = "seeds/event_types/SUPPORT.yml", "    verbs: [\n"
BROKEN = [
    (SUPPORT, VERBS, f"{VERBS}      on,\n", r"SUPPORT.yml, line \d+.*quotes"),
    (SUPPORT, VERBS, f"{VERBS}      {{term: on}},\n", r"SUPPORT.yml, line \d+.*quotes"),
    (SUPPORT, VERBS, f"{VERBS}      hug  tightly,\n", r"line \d+.*hug tightly"),
    (SUPPORT, VERBS, f"{VERBS}      hug, hug,\n", r"line \d+.*'hug'.*already"),
    (SUPPORT, VERBS, f"{VERBS}      arbitrate,\n", r"line \d+.*'arbitrate'.*CONSULT"),
    (SUPPORT, VERBS, f"{VERBS}      organise rally,\n", r"line \d+.*organize"),
    (SUPPORT, VERBS, f"{VERBS}      send <wepon>,\n", r"line \d+.*weapon"),
    (SUPPORT, VERBS, f"{VERBS}      {{term: hug, only_object: tree}},\n", r"line \d+.*\[tree\]"),
    (SUPPORT, "subtype: treaty", "subtype: treety", r"line \d+.*'treaty'"),
    (SUPPORT, "actor: [HUN]", "actor: [HUNN]", r"line \d+.*'HUN'"),
    (SUPPORT, "actor: [HUN]", "actor: [no]", r"line \d+.*quotes"),
    (SUPPORT, "counter_examples:\n", "counter_examples:\n  - Kenya sleeps.\n", r"line \d+.*text, why"),
    (SUPPORT, "type: SUPPORT\n", "type: SUPPORT\n\tx: 1\n", r"SUPPORT.yml, line 2.*tabs"),
    ("seeds/word_sets.yml", "accord: [", "accord: [on, ", "word_sets.yml.*quotes"),
    ("seeds/grammar.yml", "light_verbs:", "lihgt_verbs:", "grammar.yml.*light_verbs"),
    ("seeds/coded_tables.yml", "columns:", "colums:", "coded_tables.yml"),
    ("seeds/coded_tables/acled.yml", "AGREE", "AGRE", "acled.yml.*AGREE"),
    ("seeds/article_fields.yml", "  title:", "  titel:", "article_fields.yml.*title"),
    ("seeds/languages.yml", "English:", "Englisch:", "languages.yml.*English"),
    ("seeds/page_furniture.yml", "footer_openers:", "footer_opener:", "page_furniture.yml.*footer_openers"),
    ("ontology/questions/summits.rq", "WHERE", "WHRE", r"questions/summits.rq.*\d"),
    ("ontology/questions/summits.rq", "dk:initiator", "dk:initiater", r"questions/summits.rq, line \d+.*dk:initiator"),
    ("ontology/shapes.ttl", "sh:NodeShape ;", "sh:NodeShape ;;, ", r"ontology/shapes.ttl, line \d+"),
    ("ontology/shapes-sparql.ttl", "WHERE", "WHRE", "shapes-sparql.ttl"),
    ("ontology/kg.ttl", "@prefix", "@prfix", r"ontology/kg.ttl, line 5"),
    ("ontology/context.jsonld", '"@context": {', '"@contxt": {', "ontology/context.jsonld: holds no context"),
    ("ontology/context.jsonld", '"@context": {', '"@context": {,', "ontology/context.jsonld: holds no context"),
]  # fmt: skip


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    folder = tmp_path_factory.mktemp("seeds")
    for name in ("seeds", "ontology"):
        shutil.copytree(shipped(name), folder / "data" / name, ignore=shutil.ignore_patterns("corpus"))
    return folder


def forget():
    """Every file is read anew."""
    for name, module in list(sys.modules.items()):
        if name.startswith("kg."):
            for value in vars(module).values():
                if callable(value) and hasattr(value, "cache_clear"):
                    value.cache_clear()


@pytest.mark.parametrize(("name", "old", "new", "told"), BROKEN, ids=[f"{b[0]}: {b[2]!r}" for b in BROKEN])
def test_a_fault_is_told_with_file_line_and_what_is_valid(copied, monkeypatch, name, old, new, told):
    path = copied / "data" / name
    content = path.read_text("utf-8")
    assert old in content
    monkeypatch.setattr("kg.seeds.files.PACKAGE", copied)
    path.write_text(content.replace(old, new, 1), "utf-8")
    forget()
    try:
        with pytest.raises(KgError, match=f"(?s){told}"):
            kg.check()
    finally:
        path.write_text(content, "utf-8")
        forget()


def test_the_copy_is_in_order(copied, monkeypatch):
    monkeypatch.setattr("kg.seeds.files.PACKAGE", copied)
    forget()
    assert kg.check().startswith("seeds and ontology are in order")
    forget()
