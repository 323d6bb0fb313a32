"""Commands that ask a graph: query, explain."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import FOLDER, app, load, say
from kg.exporters.explain import explain as explain_event
from kg.seeds.own import using


@app.command()
def query(
    folder: Annotated[Path, typer.Argument(help=FOLDER)],
    question: Annotated[str, typer.Argument(help="A question's name (see --list) or SPARQL.")] = "",
    parameters: Annotated[list[str] | None, typer.Argument(help="Parameters of the question: KOR JPN 2018 …")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the questions.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Answer as CSV.")] = False,
    all_: Annotated[bool, typer.Option("--all", help="Ask also of events that are to check.")] = False,
) -> None:
    """Ask the graph: a question by name, or any SPARQL of your own."""
    graph = load(folder)
    if list_ or not question:
        say("\n".join(graph.questions()))
        return
    rows = graph.query(question, *(parameters or ()), grade="all" if all_ else None)
    say(rows.csv() if csv else rows.text())


@app.command()
def explain(
    folder: Annotated[Path, typer.Argument(help=FOLDER)],
    event: Annotated[str, typer.Argument(help="An event id, or the beginning of one.")],
) -> None:
    """Tell why the graph holds an event: sentences, rules with file and line, actors and date with their reasons."""
    graph = load(folder)
    with using(graph.seeds):
        say(explain_event(graph.event(event), graph.articles()))
