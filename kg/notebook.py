"""What Jupyter shows of events and answers: small tables in plain HTML, everything escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from kg.plain import plain

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


def facts_html(caption: str, facts: Iterable[tuple[str, object]]) -> str:
    """Return a table of what is said of one thing, a line each; what is empty has none.

    >>> facts_html("talks", [("when", "2015"), ("where", "")])
    '<table><caption>talks</caption><tbody><tr><th>when</th><td>2015</td></tr></tbody></table>'
    """
    rows = "".join(f"<tr><th>{name}</th><td>{_text(value)}</td></tr>" for name, value in facts if value)
    return f"<table><caption>{_text(caption)}</caption><tbody>{rows}</tbody></table>"


def _text(value: object) -> str:
    return "" if value is None else html.escape(plain(str(value)))
