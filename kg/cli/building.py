"""Commands that make files: build, add, remove, export."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from kg.cli.app import FOLDER, app, load, say
from kg.exporters import export as export_graph
from kg.folders import Built, add_files, build_files, remove_documents
from kg.running.readings import Progress

WORKERS = "Processes that read at a time; as many as there are cores where none is said."
ALWAYS_DATE = "Guess a day where no text gives one (the story's, else publication's); marked with ~."
BAR_FROM = 5  # documents; fewer are done before a bar is read


@app.command()
def build(
    paths: Annotated[list[str], typer.Argument(help="Articles, folders of them, or patterns.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for graph.ttl, the tables and the pages.")],
    judgements: Annotated[Path | None, typer.Option(help="CSV of your own decisions, applied last.")] = None,
    seeds: Annotated[
        Path | None, typer.Option(envvar="KG_SEEDS", help="Your own seeds, over the shipped ones (kg seeds init).")
    ] = None,
    columns: Annotated[
        Path | None, typer.Option(help="YAML that says what the columns of tables hold, as in seeds/coded_tables.")
    ] = None,
    reader: Annotated[bool, typer.Option("--reader", help="Find more events with the trained reader.")] = False,
    always_date: Annotated[bool, typer.Option("--always-date", help=ALWAYS_DATE)] = False,
    workers: Annotated[int, typer.Option(min=0, help=WORKERS)] = 0,
    scheduler: Annotated[
        str | None, typer.Option(help="Read on other machines: the address of a Dask scheduler (extra [cluster]).")
    ] = None,
) -> None:
    """Read articles and write graph, tables, timeline and network into a folder.

    What has not changed since the last build into the folder is not read again.
    """
    with _progress() as progress:
        built = build_files(
            paths,
            out,
            judgements=judgements,
            reader=reader,
            always_date=always_date,
            seeds=seeds,
            columns=columns,
            progress=progress,
            workers=workers or _cores(), scheduler=scheduler,
        )  # fmt: skip
    say(_closing(built, out))


@app.command()
def add(
    folder: Annotated[Path, typer.Argument(help="A folder that kg build has written.")],
    paths: Annotated[list[str], typer.Argument(help="Articles, folders of them, or patterns.")],
    workers: Annotated[int, typer.Option(min=0, help=WORKERS)] = 0,
) -> None:
    """Add articles to a folder that was built; a newer version of an article replaces the older one."""
    with _progress() as progress:
        built = add_files(folder, paths, progress=progress, workers=workers or _cores())
    say(_closing(built, folder))


@app.command()
def remove(
    folder: Annotated[Path, typer.Argument(help="A folder that kg build has written.")],
    documents: Annotated[list[str], typer.Argument(help="Articles, by id, address or title.")],
) -> None:
    """Take articles out of a folder that was built."""
    with _progress() as progress:
        built = remove_documents(folder, documents, progress=progress)
    say(_closing(built, folder))


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar on terminals: documents done, remaining time and the document at hand."""
    console = Console(stderr=True)
    shown = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*shown, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("reading", total=None, visible=False)

        def progress(done: int, total: int, title: str) -> None:
            bar.update(task, completed=done, total=total, description=escape(title[:40]), visible=total >= BAR_FROM)

        yield progress


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _closing(built: Built, out: Path) -> str:
    """What was built, and how little of it anew."""
    page = out / "timeline.html"
    if built.unchanged:
        return f"nothing has changed since the last build: {built['events']} events → {page}"
    taken = built.taken
    reused = taken.whole + taken.parsed
    again = f"; {taken.whole} read before" if taken.whole else ""
    again += f", {taken.parsed} parsed before and read again as seeds, code or options changed" if taken.parsed else ""
    return (
        f"{built['documents']} documents{again if reused else ''}, {built['events']} events "
        f"(and {built['not_asserted']} planned, hypothetical or denied, {built['to_check']} to check), "
        f"{built['mentions']} mentions, {built['issues']} issues → {page}"
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
