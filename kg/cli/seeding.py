"""Commands for seeds of one's own: kg seeds init, kg check."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kg import check
from kg.cli.app import IMPROVE, app, say
from kg.errors import OptionError
from kg.graph import EventGraph
from kg.graph.files import is_graph
from kg.seeds.starter import begin, foreign

seeds = typer.Typer(help="Seeds of your own, which lie over the shipped ones: kg build … --seeds DIR.")
app.add_typer(seeds, name="seeds", rich_help_panel=IMPROVE)


@seeds.command("init")
def init(folder: Annotated[Path, typer.Argument(help="The folder to begin; files that are there stay.")]) -> None:
    """Write the empty files of a folder of seeds, each with its columns and an example."""
    if other := foreign(folder):
        raise OptionError(f"{folder} holds other things ({', '.join(other[:3])} …); give a folder of its own")
    say("\n".join(str(path) for path in begin(folder)) or f"{folder} has all files already")


@app.command("check", rich_help_panel=IMPROVE)
def check_command(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DIR] [TYPE] | GRAPH",
            help="A folder of your own seeds; an event type: try its examples and show what is coded from each. "
            "Or a graph file or built folder: what in it breaks the shapes of ontology/.",
        ),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Rewrite what is generated in ontology/.")] = False,
) -> None:
    """Read every file of seeds/ and ontology/ strictly and tell what is wrong, with file and line."""
    graphs = [word for word in what or () if is_graph(Path(word))]
    if graphs:
        _check_graphs(graphs)
        return
    folders = [word for word in what or () if Path(word).is_dir() or "/" in word]
    cards = [word for word in what or () if word not in folders]
    if len(folders) > 1 or len(cards) > 1:
        raise typer.BadParameter("give one folder, one event type, or both")
    say(check(next(iter(cards), None), fix=fix, seeds=next(iter(folders), None)))


def _check_graphs(names: Sequence[str]) -> None:
    """Tell what in graphs breaks the shapes; the exit code is 1 where something does."""
    broken = 0
    for name in names:
        issues = EventGraph.load(name).validate()
        broken += any(issue.level == "error" for issue in issues)
        say("\n".join(f"{name}: {issue.level}: {issue.message}" for issue in issues) or f"{name}: in order")
    if broken:
        raise typer.Exit(1)
