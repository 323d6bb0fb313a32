"""The actor tables: what ships is whole, and a wrong row is told with file, line and the nearest valid name."""

from __future__ import annotations

import csv
import datetime
import re
import shutil
from pathlib import Path

import pytest

from kg.errors import SeedError
from kg.seeds.actor_words import actor_words, ambiguous_readings, country_groups, group_nouns
from kg.seeds.actors import Validity, actor_tables, load_actor_tables, spelling_groups
from kg.seeds.files import shipped
from kg.seeds.grammar import load_grammar

ROOT = Path(__file__).resolve().parent.parent
TABLES = actor_tables()


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    for name in ("actors", "places"):
        shutil.copytree(shipped("seeds") / name, tmp_path / name)
    shutil.copy(shipped("seeds") / "offices.csv", tmp_path / "offices.csv")
    return tmp_path


def edit(path: Path, key: str, column: str, value: str) -> int:
    """Change one cell and return its line."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    position = rows[0].index(column)
    line = next(number for number, row in enumerate(rows) if row[0] == key)
    rows[line][position] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return line + 1


def test_sizes_of_the_tables() -> None:
    assert sum(s.kind == "state" for s in TABLES.states.values()) >= 195
    assert sum(s.kind == "historical" for s in TABLES.states.values()) >= 40
    assert len(TABLES.organisations) >= 80
    assert len(TABLES.terms) >= 3500
    assert len(TABLES.groups) >= 250
    assert len(TABLES.bodies) >= 100
    assert len(TABLES.offices) >= 500
    assert len(TABLES.places) >= 1200


@pytest.mark.parametrize(
    ("file", "key", "column", "value", "words"),
    [
        ("actors/leaders.csv", "kor-park-chung-hee-1963", "entity", "KORR", ("KORR", "KOR")),
        ("actors/leaders.csv", "kor-park-chung-hee-1963", "office_kind", "head_of_stat", ("head_of_state",)),
        ("actors/leaders.csv", "kor-park-chung-hee-1963", "valid_from", "1963-13-01", ("1963-13-01", "no date")),
        ("actors/leaders.csv", "kor-park-chung-hee-1963", "valid_to", "1961-01-01", ("after",)),
        ("actors/leaders.csv", "kor-park-chung-hee-1963", "valid_from", "", ("valid_from is empty",)),
        ("actors/organisations.csv", "NATO", "members", "USA|FRX", ("FRX",)),
        ("actors/organisations.csv", "NATO", "parent", "UNN", ("UNN", "UN")),
        ("actors/states.csv", "KOR", "kind", "sate", ("sate", "state")),
        ("actors/states.csv", "KOR", "successor", "KPR", ("KPR",)),
        ("actors/states.csv", "KOR", "aliases", "Japan", ("'japan'", "JPN", "ambiguous_aliases")),
        ("actors/groups.csv", "FARC", "country", "COLL", ("COLL", "COL")),
        ("actors/groups.csv", "FARC", "sector", "REBEL", ("REBEL", "REB")),
        ("actors/groups.csv", "FARC", "id", "NATO", ("NATO", "taken")),
        ("actors/bodies.csv", "usa-cia", "country", "UAS", ("UAS", "USA")),
        ("offices.csv", "president", "speaks_for_state", "maybe", ("maybe", "yes")),
        ("places/places.csv", "khm-phnom-penh", "latitude", "north", ("north", "no number")),
        ("places/places.csv", "khm-phnom-penh", "latitude", "111", ("-90", "90")),
        ("places/places.csv", "khm-phnom-penh", "country", "KHMM", ("KHMM", "KHM")),
        ("places/cities.csv", "afg-ghazni", "id", "khm-phnom-penh", ("khm-phnom-penh", "places.csv")),
    ],
)
def test_a_wrong_cell_is_told(
    seeds: Path, file: str, key: str, column: str, value: str, words: tuple[str, ...]
) -> None:
    line = edit(seeds / file, key, column, value)
    with pytest.raises(SeedError) as error:
        load_actor_tables(seeds)
    message = str(error.value)
    assert Path(file).name in message
    if column not in ("aliases",):  # a name claimed twice is told at the later of the two rows
        assert f"line {line}" in message
    for word in words:
        assert word in message


def test_unknown_and_missing_columns(seeds: Path) -> None:
    path = seeds / "actors/groups.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("country,sector", "contry,sector", 1), encoding="utf-8")
    with pytest.raises(SeedError, match=r"groups\.csv, line 1.*'contry'.*'country'"):
        load_actor_tables(seeds)


def test_duplicate_ids(seeds: Path) -> None:
    path = seeds / "actors/bodies.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    with pytest.raises(SeedError, match=rf"line {len(lines) + 1}.*stands on line 2"):
        load_actor_tables(seeds)


def test_tables_are_frozen() -> None:
    with pytest.raises(TypeError):
        TABLES.states["XXX"] = TABLES.states["KOR"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        TABLES.states["KOR"].label = "x"  # type: ignore[misc]


def test_validity() -> None:
    soviet = TABLES.states["SUN"].valid
    assert soviet.holds(datetime.date(1985, 1, 1))
    assert not soviet.holds(datetime.date(1992, 1, 1))
    assert soviet.days_off(datetime.date(1991, 12, 26)) == 1
    assert not soviet.overlaps(TABLES.states["RUS"].valid)
    assert Validity().holds(datetime.date.min)


def test_a_month_covers_its_days() -> None:
    """A term known to the month starts on its first and ends on its last day."""
    term = next(t for t in TABLES.terms.values() if t.id == "arm-vartan-oskanian-1998-fm")
    assert (term.valid.first, term.valid.last) == (datetime.date(1998, 2, 1), datetime.date(2008, 4, 30))


def test_terms_lie_inside_their_state() -> None:
    late = [
        t.id
        for t in TABLES.terms.values()
        if t.party in TABLES.states
        and (end := TABLES.states[t.party].valid.last)
        and t.valid.first
        and t.valid.first > end
    ]
    assert late == []


def test_every_word_list_is_asked_for() -> None:
    """What no module names is a list that nobody reads."""
    readers = [path for path in (ROOT / "kg").rglob("*.py") if path.parent.name != "seeds"]
    assert len(readers) > 100
    asked = set(re.findall(r'"([a-z_]+)"', "\n".join(path.read_text("utf-8") for path in readers)))
    lists = {*load_grammar(), *actor_words()}
    assert len(lists) > 100
    assert lists - asked == set()


def test_readings_and_lists_hold_what_they_should() -> None:
    assert len(ambiguous_readings()) > 80
    assert {"KOR", "PRK"} <= {r.entity for r in ambiguous_readings()["korea"]}
    assert all(words for words in actor_words().values())
    assert group_nouns()["leaders"] == "person"
    assert country_groups()["Koreas"] == ("KOR", "PRK")
    assert all(len(group) > 1 for group in spelling_groups())
