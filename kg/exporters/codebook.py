"""What the values of the tables mean: a codebook made from the cards of the event types."""

from __future__ import annotations

from collections.abc import Iterator

from kg.graph import EventGraph
from kg.graph.tables import TABLES, Column, Table, Value
from kg.model import GRADES, MODALITIES, QUAD_CLASSES
from kg.seeds.cards import load_cards
from kg.seeds.own import using

COLUMNS = (
    Column("event_type", "code", "PLOVER type"),
    Column("mode", "code", "PLOVER mode; empty for the type as a whole"),
    Column("label", "text", "the type in words"),
    Column("quad_class", "code", "verbal or material cooperation or conflict"),
    Column("goldstein", "number", "PLOVER's score, -10 (conflict) to 10 (cooperation)"),
    Column("cameo", "list", "codes of CAMEO; zeros in front count"),
    Column("definition", "text", "what counts as such an event"),
)
MODALITY = dict(
    zip(
        MODALITIES,
        ("it happened", "it is announced", "it may happen, or is asked for", "it did not happen", "somebody denies it"),
        strict=True,
    )
)
GRADE = dict(
    zip(
        GRADES,
        (
            "most are right in everything",
            "about half are right in everything: look before you build on one",
            "most are wrong in something",
        ),
        strict=True,
    )
)


def codebook(graph: EventGraph) -> Table:
    """Return the table of event types and modes that the graph was read with, each with score, codes and definition.

    >>> codebook(EventGraph([])).rows[0][:2]
    ('ACCUSE', None)
    """
    with using(graph.seeds):
        return Table("codebook", "one row an event type and mode", ("event_type", "mode"), COLUMNS, tuple(_rows()))


def _rows() -> Iterator[tuple[Value, ...]]:
    for card in load_cards().values():
        yield (
            card.event_type, None, card.label, card.quad_class, card.goldstein, tuple(card.cameo), card.definition,
        )  # fmt: skip
        for mode in card.modes:
            yield (
                card.event_type, mode.name, card.label, card.quad_class, mode.goldstein, tuple(mode.cameo),
                mode.definition,
            )  # fmt: skip


def codebook_text(graph: EventGraph) -> str:
    """Return the codebook for people, as Markdown: the columns of each table, the words of each, the types."""
    lines = ["# Codebook", ""]
    for name, (about, _, columns, _) in TABLES.items():
        lines += [f"## {name}.csv: {about}", "", "| column | kind | what it says |", "|---|---|---|"]
        lines += [f"| {column.name} | {column.kind} | {column.about} |" for column in columns]
        lines.append("")
    lines += ["Several values in a cell are separated by `|`; an empty cell is not known.", ""]
    for head, words in (("modality", MODALITY), ("grade", GRADE)):
        lines += [f"## {head}", "", *(f"- `{word}`: {about}" for word, about in words.items()), ""]
    lines += ["## quad_class", "", *(f"- `{word}`" for word in QUAD_CLASSES), "", "## event_type and mode", ""]
    for kind, mode, label, quad, score, cameo, definition in codebook(graph).rows:
        head = f"### {kind}: {label}" if mode is None else f"#### {kind} / {mode}"
        codes = f", CAMEO {', '.join(cameo)}" if isinstance(cameo, tuple) and cameo else ""
        lines += [head, "", f"{quad}, score {score:g}{codes}.", "", *([str(definition), ""] if definition else [])]
    return "\n".join(lines)
