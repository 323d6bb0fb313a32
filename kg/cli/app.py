"""The application, how it prints and how it reads a graph: what every group of commands needs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from kg.folders import known_on
from kg.graph import EventGraph
from kg.plain import plain
from kg.seeds.own import named_by
from kg.version import __version__

FOLDER = "A folder that kg build has written, or a graph file."
MAKE, ASK, IMPROVE = "Make a graph", "Ask a graph", "Seeds and judgements"  # the groups of commands in --help
AS_OF = "What was known by a day (2018, 2018-05, 2018-05-03), revised articles in the version of then."
JSON = "Answer as JSON, for programs."
EXAMPLES = """**Examples**

```
kg build articles/ -o out
kg query out summits "South Korea" Japan
kg explain out EVENT
kg export out story.html --actor ROK --actor Tokyo --since 2015
kg diff out-of-may out-of-june --json
```

Names are read as people write them: a code, any name, a former name, a demonym, a person, a surname that is unique.
"""
# Signs that an old terminal has not, as it writes them.
ASCII = str.maketrans({"→": "->", "…": "...", "·": "-", "–": "-", "—": "-", "“": '"', "”": '"', "’": "'", "‘": "'"})


class Grouped(TyperGroup):
    """The commands in the order of their groups: what makes a graph first."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """The names of all commands, each group together."""
        order = (MAKE, ASK, IMPROVE)
        groups = {name: getattr(command, "rich_help_panel", None) for name, command in self.commands.items()}
        return sorted(groups, key=lambda name: order.index(groups[name]) if groups[name] in order else len(order))


app = typer.Typer(
    cls=Grouped,
    help="News about diplomacy in, a graph of dated events with the evidence for each out.",
    epilog=EXAMPLES,
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def say(text: str) -> None:
    """Write an answer to standard output, with the end of its last line; what an encoding has not becomes "?"."""
    text = encodable(text, sys.stdout.encoding)
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def say_json(value: Any) -> None:
    """Write an answer as JSON, all of it in ASCII, so that every pipe carries it; days are ISO 8601 text."""
    say(json.dumps(value, indent=1, default=str))


def complain(text: str) -> None:
    """Write what is wrong to standard error, in one line."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    console.print(encodable(text, console.encoding), markup=False)


def encodable(text: str, encoding: str | None) -> str:
    r"""Return a text as a terminal of some encoding can show it, and that steers none.

    >>> encodable("Seoul → 서울\x1b[1m", "cp1252")
    'Seoul -> ??'
    """
    text, encoding = plain(text), encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = "".join(sign if _has(encoding, sign) else sign.translate(ASCII) for sign in text)
        return text.encode(encoding, "replace").decode(encoding)
    return text


def _has(encoding: str, sign: str) -> bool:
    try:
        return bool(sign.encode(encoding)) or True
    except UnicodeEncodeError:
        return False


def load(folder: Path, as_of: str | None = None) -> EventGraph:
    """The graph of a folder written by `kg build`, or of a graph file, with the seeds that it was built with.

    With a day, what was known by then.
    """
    graph = EventGraph.load(folder) if as_of is None else known_on(folder, as_of)
    missing = None if graph.seeds else named_by(folder)
    if missing is not None:
        told = "with which this was built, are not there any more; the shipped ones are taken"
        complain(f"kg: the seeds {missing}, {told}")
    return graph


def _version(wanted: bool) -> None:
    if wanted:
        say(f"diplokg {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", "-V", help="Print the version and stop.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    pass
