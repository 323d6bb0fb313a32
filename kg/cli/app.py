"""The application, how it prints and how it reads a graph: what every group of commands needs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg import __version__
from kg.graph import EventGraph
from kg.running.folder import settle

FOLDER = "A folder that kg build has written, or a graph file."

app = typer.Typer(
    help="News about diplomacy in, a graph of dated events with the evidence for each out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def say(text: str) -> None:
    """Write an answer to standard output, with the end of its last line."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def load(folder: Path) -> EventGraph:
    """The graph of a folder written by `kg build`, or of a graph file, with the seeds that it was built with."""
    if folder.is_dir():
        settle(folder)
    return EventGraph.load(folder)


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    if version:
        say(f"diplokg {__version__}")
        raise typer.Exit
