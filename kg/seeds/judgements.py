"""Human decisions that every build obeys: seeds/judgements.csv or a file of the user's own.

| column | what it holds |
|---|---|
| event | an event id, or empty |
| document, quote | an article's address or id and words of the evidence sentence, where no id is given |
| decision | same, not-same, date, type, actor, recipient, place, modality, right, drop, add |
| value | the other event's id or quote (same), words of the sentence to take out (not-same), an EDTF date, a type, a
          modality, entities ("JPN KOR" or "Japan|South Korea"), what an added event is ("type=CONSULT; actor=JPN KOR;
          date=2022-11-13") |
| by, note, on | who decided, why, and on which day (the last column may be missing) |
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.errors import nearest
from kg.seeds.files import Row, read_table, shipped, shown

COLUMNS = ("event", "document", "quote", "decision", "value", "by", "note")
DAY = "on"  # an optional column: files from before it had one are read as they are
DECISIONS = ("same", "not-same", "date", "type", "actor", "recipient", "place", "modality", "right", "drop", "add")
WITHOUT_VALUE = ("right", "drop")
TELLS = ("type", "mode", "actor", "recipient", "date", "place", "modality")  # what a row may say of an event it adds


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision, and where it is written."""

    event: str
    document: str
    quote: str
    decision: str
    value: str
    by: str
    note: str
    where: str
    on: str = ""

    @property
    def told(self) -> dict[str, str]:
        """What a row says of the event that it adds: {"type": "CONSULT", "actor": "JPN KOR", …}."""
        pairs = [part.partition("=") for part in self.value.split(";") if part.strip()]
        return {name.strip(): value.strip() for name, _, value in pairs}


def load_judgements(path: Path | None = None) -> tuple[Judgement, ...]:
    """Return the judgements of a file (seeds/judgements.csv where none is given).

    Raises SeedError for an unknown decision, a row that names no event, and a decision without the value it needs.
    """
    path = path or shipped("seeds") / "judgements.csv"
    judgements = []
    for row in read_table(path, COLUMNS, optional=(DAY,)):
        if row["decision"] not in DECISIONS:
            raise row.error(f"decision {row['decision']!r}: {nearest(row['decision'], DECISIONS)}")
        if not row["event"] and not row["quote"]:
            raise row.error("a judgement names an event id, or a quote from its evidence sentence")
        if not row["value"] and row["decision"] not in WITHOUT_VALUE:
            raise row.error(f"the decision {row['decision']!r} needs a value")
        where = f"{shown(row.path)}, line {row.line}"
        judgement = Judgement(**{column: row[column] for column in (*COLUMNS, DAY)}, where=where)
        if judgement.decision == "add":
            _check_added(judgement, row)
        judgements.append(judgement)
    return tuple(judgements)


def _check_added(judgement: Judgement, row: Row) -> None:
    example = "type=CONSULT; actor=JPN KOR; date=2022-11-13"
    if not judgement.quote:
        raise row.error("an event is added with a quote: the words of the article that tell it")
    for name in judgement.told:
        if name not in TELLS:
            raise row.error(f"an added event has no {name!r}; {nearest(name, TELLS)}: {example!r}")
    missing = [name for name in ("type", "actor") if not judgement.told.get(name)]
    if missing:
        raise row.error(f"an added event needs {' and '.join(missing)}: {example!r}")
