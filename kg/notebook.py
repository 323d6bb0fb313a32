"""What Jupyter shows of events and answers: small tables in plain HTML, everything escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kg.plain import plain

if TYPE_CHECKING:
    from kg.model import Event

MOST = 20  # rows that a notebook shows


def table_html(columns: Sequence[str], rows: Iterable[Sequence[object]], total: int) -> str:
    """Return a table of the first rows, and how many more there are.

    >>> table_html(["day"], [["<2015>"]], 1)
    '<table><thead><tr><th>day</th></tr></thead><tbody><tr><td>&lt;2015&gt;</td></tr></tbody></table>'
    """
    head = "".join(f"<th>{_text(column)}</th>" for column in columns)
    shown = [row for row, _ in zip(rows, range(MOST), strict=False)]
    body = "".join(f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>" for row in shown)
    more = f"<p>and {total - len(shown):,} more</p>" if total > len(shown) else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def event_html(event: Event) -> str:
    """Return what an event says, with its sentences."""
    facts = [
        ("what", " / ".join(filter(None, (event.event_type, event.mode, event.subtype)))),
        ("modality", event.modality),
        ("when", event.edtf or "no date"),
        ("actors", ", ".join(actor.label for actor in event.actors)),
        ("recipients", ", ".join(actor.label for actor in event.recipients)),
        ("where", event.place.label if event.place else ""),
        ("confidence", f"{event.confidence:.2f} ({event.grade})"),
        *(("told", f"{found.sentence} ({found.document})") for found in event.evidence[:MOST]),
        ("id", event.id),
    ]
    rows = "".join(f"<tr><th>{name}</th><td>{_text(value)}</td></tr>" for name, value in facts if value)
    return f"<table><caption>{_text(event.label)}</caption><tbody>{rows}</tbody></table>"


def _text(value: object) -> str:
    return "" if value is None else html.escape(plain(str(value)))
