"""Commands that ask a graph: query, explain."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from kg.cli.app import FOLDER, app, load, say
from kg.errors import OptionError
from kg.exporters.explain import explain as explain_event
from kg.graph.confined import SECONDS
from kg.graph.query import listed
from kg.graph.rows import Rows
from kg.seeds.own import using


class Form(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MD = "md"
    TTL = "ttl"


@app.command()
def query(
    folder: Annotated[Path | None, typer.Argument(help=FOLDER)] = None,
    question: Annotated[str, typer.Argument(help="A question's name (see --list), SPARQL, a .rq file, or - .")] = "",
    parameters: Annotated[list[str] | None, typer.Argument(help="Parameters: KOR JPN 2018, or days=60 …")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the questions.")] = False,
    form: Annotated[Form, typer.Option("--format", help="How the answer is written.")] = Form.TABLE,
    csv: Annotated[bool, typer.Option("--csv", help="The same as --format csv.")] = False,
    all_: Annotated[bool, typer.Option("--all", help="Ask also of events that are to check.")] = False,
    seconds: Annotated[float, typer.Option(min=0.1, help="When a query is stopped.")] = SECONDS,
) -> None:
    """Ask the graph: a question by name, or any SPARQL of your own.

    kg query exports/demo summits ROK Tokyo · kg query exports/demo met-within EVENT days=60 · kg query exports/demo
    mine.rq --format csv. An empty answer tells what may be the reason and ends with exit code 1.
    """
    if folder is None:
        say("\n".join(listed()))
        return
    graph = load(folder)
    if list_ or not question:
        say("\n".join(graph.questions()))
        return
    text = _text(question)
    values, named = _parameters(parameters or ())
    grade = "all" if all_ else None
    chosen = Form.CSV if csv else form
    if chosen in (Form.CSV, Form.JSON, Form.MD) and not re.fullmatch(r"[\w-]+", text.strip()):
        for part in graph.stream(text, *values, grade=grade, seconds=seconds, **named).written(chosen):
            sys.stdout.write(part)
        return
    rows = graph.query(text, *values, grade=grade, seconds=seconds, **named)
    if chosen is Form.TTL:
        sys.stdout.write(_turtle(rows).decode())
    else:
        say({"csv": rows.csv, "json": rows.json, "md": rows.markdown, "table": rows.text}[chosen]())
    if not rows:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"no answer: {rows.why or _EMPTY}", markup=False)
        raise typer.Exit(1)


_EMPTY = "the query is right, and nothing in the graph fits it; try it with less, pattern by pattern"


def _turtle(rows: Rows) -> bytes:
    if rows.columns != ("subject", "predicate", "object"):
        raise OptionError("--format ttl writes triples, which CONSTRUCT and DESCRIBE answer; a SELECT is a table")
    return rows.turtle()


def _text(question: str) -> str:
    """What is asked: the content of a file or of the standard input, or what was written."""
    if question == "-":
        return sys.stdin.read()
    path = Path(question)
    if path.suffix in (".rq", ".sparql"):
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise OptionError(f"{path}: cannot be read as UTF-8 ({error})") from error
    return question


def _parameters(given: Sequence[str]) -> tuple[list[str], dict[str, Any]]:
    """The values in their order and those by name: `days=60` is by name."""
    named = dict(value.split("=", 1) for value in given if re.match(r"[A-Za-z]\w*=", value))
    return [value for value in given if not re.match(r"[A-Za-z]\w*=", value)], named


@app.command()
def explain(
    folder: Annotated[Path, typer.Argument(help=FOLDER)],
    event: Annotated[str, typer.Argument(help="An event id, or the beginning of one.")],
) -> None:
    """Tell why the graph holds an event: sentences, rules with file and line, actors and date with their reasons."""
    graph = load(folder)
    with using(graph.seeds):
        say(explain_event(graph.event(event), graph.articles()))
