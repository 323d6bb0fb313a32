"""Time words and patterns: seeds/timex/LANGUAGE.yml, read strictly into a frozen `TimeLexicon`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kg.errors import SeedError, nearest
from kg.seeds.files import read_yaml, seed_files, shown
from kg.seeds.own import remembered

# What the tokeniser itself tells of a number or sign; patterns use these beside the classes of words.
TOKEN_CLASSES = frozenset(
    [
        "INT",
        "DECIMAL",
        "DAY",
        "MONTHNUM",
        "HOUR",
        "YEAR",
        "YEARISH",
        "YY",
        "ORDINAL",
        "ORDDAY",
        "CLOCK",
        "ISODATE",
        "ISOMONTH",
        "NUMDATE",
        "NUMDAY",
        "DECADE",
        "POSS",
        "BREAK",
        "CAPITAL",
    ]
)
KEYS = {"language", "words", "macros", "patterns", "tense", "phrases", "holidays", "eras"}
PATTERN_KEYS = {
    "match", "read", "type", "before", "not_before", "after", "not_after", "example", "value",
    "mod", "published", "with",
}  # fmt: skip
PHRASE_KEYS = {"words", "type", "value", "skip", "before", "not_after", "tense"}
ERA_KEYS = {"names", "days"}
HOLIDAY_KEYS = {"names", "month", "day", "weekday", "nth", "easter", "lunar"}


@dataclass(frozen=True, slots=True)
class TimePattern:
    """One pattern with its example; `line` is where it stands in the file."""

    match: str
    read: str
    type: str
    before: tuple[str, ...]
    not_before: tuple[str, ...]
    after: tuple[str, ...]
    not_after: tuple[str, ...]
    example: str
    value: str
    mod: str
    published: str
    options: Mapping[str, Any]
    line: int


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A fixed expression such as "right now"; the first `skip` words are context, not part of the span."""

    words: tuple[str, ...]
    type: str
    value: str
    skip: int
    before: tuple[str, ...]
    not_after: tuple[str, ...]
    tense: str


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day of the year that news names: fixed, the nth weekday of a month (-1 is the last), or counted from Easter."""

    names: tuple[tuple[str, ...], ...]
    month: int
    day: int
    weekday: int
    nth: int
    easter: int | None
    lunar: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Era:
    """A period that has a name; `days` is its first and last day, month or year, as 1868/1912 for the Meiji era."""

    names: tuple[tuple[str, ...], ...]
    days: str


@dataclass(frozen=True, slots=True)
class TimeLexicon:
    """Everything that seeds/timex/LANGUAGE.yml says."""

    language: str
    words: Mapping[str, Mapping[str, Any]]  # class -> word -> value
    macros: Mapping[str, str]
    patterns: tuple[TimePattern, ...]
    phrases: tuple[TimePhrase, ...]
    holidays: tuple[Holiday, ...]
    eras: tuple[Era, ...]
    future: frozenset[str]
    past: frozenset[str]
    infinitives: frozenset[str]


@remembered
def time_languages() -> frozenset[str]:
    """Return the languages that seeds/timex has word lists for.

    >>> "en" in time_languages()
    True
    """
    return frozenset(path.stem for path in seed_files("timex", ".yml"))


@remembered
def time_lexicon(language: str = "en") -> TimeLexicon:
    """Return the lexicon of a language. Raises SeedError with file and line for anything it does not know.

    >>> time_lexicon("en").words["MONTH"]["october"]
    10
    """
    path = next((path for path in seed_files("timex", ".yml") if path.stem == language), None)
    if path is None:
        raise SeedError(f"seeds/timex has no language {language!r}; {nearest(language, time_languages())}")
    return read_lexicon(path)


def read_lexicon(path: Path) -> TimeLexicon:
    """Return the lexicon in `path`; the work of `time_lexicon` for any file."""
    content, node = read_yaml(path)
    lines = _lines(node)
    if not isinstance(content, dict):
        raise SeedError(f"{shown(path)}: a mapping with the keys {', '.join(sorted(KEYS))} is expected")
    _known(path, 1, content, KEYS)
    words: dict[str, dict[str, Any]] = {}
    _no_booleans(path, node)
    for name, members in content["words"].items():
        if name in TOKEN_CLASSES:
            raise SeedError(f"{shown(path)}: the class {name} is made by the tokeniser; use another name")
        values = members if isinstance(members, dict) else dict.fromkeys(map(str, members))
        words[name] = {str(word): value for word, value in values.items()}
    macros = {name: str(value) for name, value in content.get("macros", {}).items()}
    known = set(words) | TOKEN_CLASSES | set(macros)
    patterns = tuple(
        _pattern(path, row, line, known) for row, line in zip(content["patterns"], lines["patterns"], strict=True)
    )
    phrases = tuple(
        _phrase(path, row, line) for row, line in zip(content.get("phrases", ()), lines.get("phrases", ()), strict=True)
    )
    holidays = tuple(
        _holiday(path, row, line)
        for row, line in zip(content.get("holidays", ()), lines.get("holidays", ()), strict=True)
    )
    eras = tuple(
        _era(path, row, line) for row, line in zip(content.get("eras", ()), lines.get("eras", ()), strict=True)
    )
    tense = content.get("tense", {})
    _known(path, 1, tense, {"future", "past", "infinitives"})
    return TimeLexicon(
        str(content["language"]), words, macros, patterns, phrases, holidays, eras,
        frozenset(tense.get("future", ())), frozenset(tense.get("past", ())), frozenset(tense.get("infinitives", ())),
    )  # fmt: skip


def _lines(node: Any) -> dict[str, list[int]]:
    """The line of every item of the lists at the top of the file."""
    return {
        key.value: [item.start_mark.line + 1 for item in value.value]
        for key, value in node.value
        if isinstance(value, yaml.SequenceNode)
    }


def _no_booleans(path: Path, node: Any) -> None:
    """YAML reads a bare `on` or `no` as true or false: such words need quotation marks."""
    if (
        isinstance(node, yaml.ScalarNode)
        and node.tag == "tag:yaml.org,2002:bool"
        and node.value not in ("true", "false")
    ):
        raise SeedError(
            f"{shown(path)}, line {node.start_mark.line + 1}: put the word {node.value!r} in quotation marks"
        )
    if isinstance(node, yaml.CollectionNode):
        for item in node.value:
            for part in item if isinstance(item, tuple) else (item,):
                _no_booleans(path, part)


def _known(path: Path, line: int, row: Any, keys: set[str]) -> None:
    if not isinstance(row, dict):
        raise SeedError(f"{shown(path)}, line {line}: a mapping is expected, not {row!r}")
    for key in row:
        if key not in keys:
            raise SeedError(f"{shown(path)}, line {line}: unknown key {key!r}; {nearest(str(key), keys)}")


def _names(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),) if value is not None else ()


def _pattern(path: Path, row: Any, line: int, classes: set[str]) -> TimePattern:
    _known(path, line, row, PATTERN_KEYS)
    for key in ("match", "read", "example", "value"):
        if key not in row:
            raise SeedError(f"{shown(path)}, line {line}: the pattern lacks {key!r}")
    for name in re.findall(r"(?<![\w'])[A-Z][A-Z0-9]+\b(?!:)", row["match"]):
        if name not in classes:
            raise SeedError(f"{shown(path)}, line {line}: unknown class {name!r}; {nearest(name, classes)}")
    if row["example"].count("[") != 1 or row["example"].count("]") != 1:
        raise SeedError(f"{shown(path)}, line {line}: the example marks one expression with [ and ]")
    return TimePattern(
        row["match"], row["read"], row.get("type", "DATE"), _names(row.get("before")), _names(row.get("not_before")),
        _names(row.get("after")), _names(row.get("not_after")), row["example"], str(row["value"]),
        row.get("mod", ""), str(row.get("published", "2013-03-22")), row.get("with", {}), line,
    )  # fmt: skip


def _phrase(path: Path, row: Any, line: int) -> TimePhrase:
    _known(path, line, row, PHRASE_KEYS)
    return TimePhrase(
        tuple(str(row["words"]).split()), row.get("type", "DATE"), str(row["value"]), row.get("skip", 0),
        _names(row.get("before")), _names(row.get("not_after")), row.get("tense", ""),
    )  # fmt: skip


def _holiday(path: Path, row: Any, line: int) -> Holiday:
    _known(path, line, row, HOLIDAY_KEYS)
    return Holiday(
        tuple(tuple(name.lower().split()) for name in row["names"]), row.get("month", 0), row.get("day", 0),
        row.get("weekday", 0), row.get("nth", 0), row.get("easter"), row.get("lunar", {}),
    )  # fmt: skip


def _era(path: Path, row: Any, line: int) -> Era:
    _known(path, line, row, ERA_KEYS)
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}/\d{4}(-\d\d){0,2}", str(row["days"])):
        raise SeedError(f"{shown(path)}, line {line}: write days as 1868/1912 or 1914-07-28/1918-11-11")
    return Era(tuple(tuple(name.lower().split()) for name in row["names"]), str(row["days"]))
