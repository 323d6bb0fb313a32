"""The command that goes on: kg watch adds what publishers bring."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import MAKE, app, say
from kg.watching import EVERY
from kg.watching import watch as watch_sources


@app.command(rich_help_panel=MAKE)
def watch(
    folder: Annotated[Path, typer.Argument(help="The folder to keep up to date; made where it is missing.")],
    sources: Annotated[
        list[str],
        typer.Argument(help="Addresses of feeds and of WordPress lists (…/wp-json/wp/v2/posts), and folders."),
    ],
    contact: Annotated[
        str,
        typer.Option(
            envvar="KG_CONTACT",
            help="Your mail address or page, for the servers that are asked; folders need none.",
        ),
    ] = "",
    every: Annotated[float, typer.Option(min=1, help="Seconds between two rounds.")] = EVERY,
    rounds: Annotated[int | None, typer.Option(min=1, help="Rounds after which to stop; none: until Ctrl-C.")] = None,
) -> None:
    """Poll feeds, WordPress lists and folders, and add what is new. The only command that uses the network."""
    if not contact and any("://" in source for source in sources):
        raise typer.BadParameter("servers are asked in somebody's name: --contact you@example.org")
    watch_sources(folder, sources, contact, every=every, rounds=rounds, tell=say)
