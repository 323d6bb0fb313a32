"""Human decisions that every build obeys: seeds/judgements.csv or a file of the user's own.

| column | what it holds |
|---|---|
| event | an event id, or empty |
| document, quote | an article's address or id and words of the evidence sentence, where no id is given |
| decision | same, not-same, date, type, actor, recipient, place, modality, drop |
| value | the other event's id or quote (same, not-same), an EDTF date, a type, a modality, entities ("JPN KOR") |
| by, note | who decided and why |
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.errors import nearest
from kg.seeds.files import read_table, shipped, shown

COLUMNS = ("event", "document", "quote", "decision", "value", "by", "note")
DECISIONS = ("same", "not-same", "date", "type", "actor", "recipient", "place", "modality", "drop")


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


def load_judgements(path: Path | None = None) -> tuple[Judgement, ...]:
    """Return the judgements of a file (seeds/judgements.csv where none is given).

    Raises SeedError for an unknown decision, a row that names no event, and a decision without the value it needs.
    """
    path = path or shipped("seeds") / "judgements.csv"
    judgements = []
    for row in read_table(path, COLUMNS):
        if row["decision"] not in DECISIONS:
            raise row.error(f"decision {row['decision']!r}: {nearest(row['decision'], DECISIONS)}")
        if not row["event"] and not row["quote"]:
            raise row.error("a judgement names an event id, or a quote from its evidence sentence")
        if not row["value"] and row["decision"] != "drop":
            raise row.error(f"the decision {row['decision']!r} needs a value")
        where = f"{shown(path)}, line {row.line}"
        judgements.append(Judgement(**{column: row[column] for column in COLUMNS}, where=where))
    return tuple(judgements)
