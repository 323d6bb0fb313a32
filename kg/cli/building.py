"""Commands that make files: build, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from kg.cli.app import FOLDER, app, load, say
from kg.exporters import export as export_graph
from kg.pipeline import build_files

BAR_FROM = 5  # documents; fewer are done before a bar is read


@app.command()
def build(
    paths: Annotated[list[str], typer.Argument(help="Articles, folders of them, or patterns.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for graph.ttl, the tables and the pages.")],
    judgements: Annotated[Path | None, typer.Option(help="CSV of your own decisions, applied last.")] = None,
    seeds: Annotated[
        Path | None, typer.Option(envvar="KG_SEEDS", help="Your own seeds, over the shipped ones (kg seeds init).")
    ] = None,
    reader: Annotated[bool, typer.Option("--reader", help="Find more events with the trained reader.")] = False,
) -> None:
    """Read articles and write graph, tables, timeline and network into a folder."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("reading", total=None, visible=False)

        def progress(done: int, total: int, title: str) -> None:
            bar.update(task, completed=done, total=total, description=escape(title[:40]), visible=total >= BAR_FROM)

        counts = build_files(paths, out, judgements=judgements, reader=reader, seeds=seeds, progress=progress)
    say(
        f"{counts['documents']} documents, {counts['events']} events (and {counts['not_asserted']} planned, "
        f"hypothetical or denied, {counts['to_check']} to check), {counts['mentions']} mentions, "
        f"{counts['issues']} issues → {out / 'timeline.html'}"
    )


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help=FOLDER)],
    path: Annotated[Path, typer.Argument(help="The file to write; its name or suffix chooses the exporter.")],
    actor: Annotated[
        list[str] | None, typer.Option(help="Only events of this actor, by any name; twice: what is between the two.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="From this year, month or day on.")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this year, month or day.")] = None,
    event: Annotated[str | None, typer.Option(help="The graph around one event.")] = None,
) -> None:
    """Write the graph in another form, or a part of it."""
    options: dict[str, Any] = {"actors": tuple(actor or ()), "since": since, "until": until, "event": event}
    written = export_graph(load(folder), path, **{key: value for key, value in options.items() if value})
    say("\n".join(str(file) for file in written))
