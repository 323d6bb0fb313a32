"""Commands that ask a graph: query, explain, stats, diff."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.analysis.summary import stats as stats_of
from kg.analysis.summary import stats_text
from kg.cli.app import AS_OF, ASK, FOLDER, JSON, app, complain, encodable, load, say, say_json
from kg.errors import OptionError, unreadable
from kg.exporters.explain import explain as explain_event
from kg.exporters.jsonl import record
from kg.folders import known_on
from kg.graph import EventGraph
from kg.graph.changes import diff as diff_of
from kg.graph.confined import SECONDS
from kg.graph.query import listed
from kg.graph.rows import Rows
from kg.seeds.own import using

Json = Annotated[bool, typer.Option("--json", help=JSON)]


class Form(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MD = "md"
    TTL = "ttl"


@app.command(rich_help_panel=ASK)
def query(
    folder: Annotated[Path | None, typer.Argument(help=FOLDER)] = None,
    question: Annotated[str, typer.Argument(help="A question's name (see --list), SPARQL, a .rq file, or - .")] = "",
    parameters: Annotated[list[str] | None, typer.Argument(help="Parameters: KOR JPN 2018, or days=60 …")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the questions.")] = False,
    form: Annotated[Form, typer.Option("--format", help="How the answer is written.")] = Form.TABLE,
    csv: Annotated[bool, typer.Option("--csv", help="The same as --format csv.")] = False,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    all_: Annotated[bool, typer.Option("--all", help="Ask also of events that are to check.")] = False,
    as_of: Annotated[str | None, typer.Option(help=AS_OF)] = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="When a query is stopped.")] = SECONDS,
    seeds: Annotated[Path | None, typer.Option(envvar="KG_SEEDS", help="Your own seeds, with their questions.")] = None,
) -> None:
    """Ask the graph: a question by name, or any SPARQL of your own.

    kg query out summits ROK Tokyo · kg query out met-within EVENT days=60 · kg query out mine.rq --format csv.

    An empty answer tells what may be the reason and ends with exit code 1.
    """
    with using(seeds):
        if folder is None:
            say("\n".join(listed()))
            return
        graph = EventGraph.load(folder) if as_of is None else known_on(folder, as_of)
    if list_ or not question:
        say("\n".join(graph.questions()))
        return
    text = _text(question)
    values, named = _parameters(parameters or ())
    grade = "all" if all_ else None
    chosen = Form.CSV if csv else Form.JSON if json else form
    if chosen in (Form.CSV, Form.JSON, Form.MD) and not re.fullmatch(r"[\w-]+", text.strip()):
        for part in graph.stream(text, *values, grade=grade, seconds=seconds, **named).written(chosen):
            sys.stdout.write(encodable(part, sys.stdout.encoding))
        return
    rows = graph.query(text, *values, grade=grade, seconds=seconds, **named)
    if chosen is Form.TTL:
        say(_turtle(rows).decode())
    else:
        forms = {Form.CSV: rows.csv, Form.JSON: rows.json, Form.MD: rows.markdown}
        say(forms[chosen]() if chosen in forms else rows.text(_width()))
    if not rows:
        complain(f"no answer: {rows.why or _EMPTY}")
        raise typer.Exit(1)


def _width() -> int | None:
    """The width of the terminal; None where the answer goes into a file or pipe."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


_EMPTY = (
    "the graph knows all names of the query, and nothing in it fits all patterns; try it with less, pattern by pattern"
)


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
            raise OptionError(unreadable(path, error)) from error
    return question


def _parameters(given: Sequence[str]) -> tuple[list[str], dict[str, Any]]:
    """The values in their order and those by name: `days=60` is by name."""
    named = dict(value.split("=", 1) for value in given if re.match(r"[A-Za-z]\w*=", value))
    return [value for value in given if not re.match(r"[A-Za-z]\w*=", value)], named


@app.command(rich_help_panel=ASK)
def explain(
    folder: Annotated[Path, typer.Argument(help=FOLDER)],
    event: Annotated[str, typer.Argument(help="An event id, or the beginning of one.")],
    json: Json = False,
) -> None:
    """Tell why the graph holds an event: sentences, rules with file and line, actors and date with their reasons."""
    graph = load(folder)
    found = graph.event(event)
    if json:
        say_json(record(found))
        return
    with using(graph.seeds):
        say(explain_event(found, graph.articles()))


@app.command(rich_help_panel=ASK)
def stats(folder: Annotated[Path, typer.Argument(help=FOLDER)], json: Json = False) -> None:
    """Tell what a graph holds: articles, events by type and grade, days, parties, publishers."""
    counts = stats_of(load(folder))
    if json:
        say_json(counts)
    else:
        say(stats_text(counts))


@app.command(rich_help_panel=ASK)
def diff(
    old: Annotated[Path, typer.Argument(help="A folder that kg build has written, or a graph file.")],
    new: Annotated[Path, typer.Argument(help="The same after a rebuild.")],
    json: Json = False,
) -> None:
    """Tell what a rebuild changed: facts that are new, gone, or told otherwise."""
    changes = diff_of(load(old), load(new))
    if json:
        say_json(changes.record())
    else:
        say(changes.text())
