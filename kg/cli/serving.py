"""Commands that give a graph to others: serve, store, mcp."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli.app import ASK, FOLDER, MAKE, app, complain, load, say
from kg.errors import OptionError
from kg.graph.confined import SECONDS
from kg.graph.served import Served, write_store

LOCAL = "127.0.0.1"


@app.command(rich_help_panel=ASK)
def serve(
    folder: Annotated[Path, typer.Argument(help=f"{FOLDER} Or one of kg store.")],
    port: Annotated[int, typer.Option(help="The port.")] = 8000,
    host: Annotated[str, typer.Option(help="The address to listen at; at 0.0.0.0 others can ask too.")] = LOCAL,
    name: Annotated[list[str] | None, typer.Option(help="A name under which this host is called (repeatable).")] = None,
    cors: Annotated[str, typer.Option(help="An origin whose pages may ask too, or * for all.")] = "",
    seconds: Annotated[float, typer.Option(min=0.1, help="When a query is stopped.")] = SECONDS,
) -> None:
    """Serve a graph: SPARQL 1.1 at /sparql, a page to ask from at /. It is only read."""
    uvicorn, web = _extra("uvicorn", "serve"), _extra("kg.serve.app", "serve")
    served = Served.open(folder)
    beside = folder if folder.is_dir() else folder.parent
    hosts = (*(name or ()), *(["*"] if host == "0.0.0.0" and not name else []))  # noqa: S104
    complain(f"http://{host}:{port}/ asks, http://{host}:{port}/sparql is the endpoint; Ctrl-C ends")
    uvicorn.run(web.application(served, beside, seconds, hosts, cors), host=host, port=port, log_level="warning")


@app.command(rich_help_panel=MAKE)
def store(
    folder: Annotated[Path, typer.Argument(help=FOLDER)],
    out: Annotated[Path, typer.Argument(help="A new folder for the store.")],
) -> None:
    """Write a graph into an Oxigraph store on disk, which kg serve opens without loading it."""
    say(f"{write_store(load(folder), out):,} triples → {out}")


@app.command(rich_help_panel=ASK)
def mcp(folder: Annotated[Path, typer.Argument(help=FOLDER)]) -> None:
    """Give a graph to an assistant as tools, over standard input and output (Model Context Protocol)."""
    _extra("mcp", "mcp")
    _extra("kg.serve.assistants", "mcp").server(load(folder)).run()


def _extra(name: str, extra: str) -> Any:
    """A module whose libraries come with an extra."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise OptionError(f"{error.name} is not installed: pip install 'diplokg[{extra}]'") from error
