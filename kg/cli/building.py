"""Commands that make files: build, add, remove, export."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli.app import AS_OF, ASK, FOLDER, JSON, MAKE, app, load, say, say_json
from kg.cli.progress import shown
from kg.exporters import export as export_graph
from kg.folders import Built, add_files, build_files, remove_documents
from kg.sources.limits import defaults

WORKERS = "Processes that read at a time; as many as there are cores where none is said."
LIMIT = f"What is too much of a file or an article; may be given several times. Where none is said: {defaults()}."
ALWAYS_DATE = "Guess a day where no text gives one (the story's, else publication's); marked with ~."


@app.command(rich_help_panel=MAKE)
def build(
    paths: Annotated[list[str], typer.Argument(help="Articles, folders of them, or patterns.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for graph.ttl, the tables and the pages.")],
    judgements: Annotated[
        Path | None,
        typer.Option(help="CSV of your own decisions, applied last; that of the last build where none is said."),
    ] = None,
    forget_judgements: Annotated[
        bool, typer.Option("--forget-judgements", help="Build without the decisions of the last build.")
    ] = False,
    seeds: Annotated[
        Path | None, typer.Option(envvar="KG_SEEDS", help="Your own seeds, over the shipped ones (kg seeds init).")
    ] = None,
    columns: Annotated[
        Path | None, typer.Option(help="YAML that says what the columns of tables hold, as in seeds/coded_tables.")
    ] = None,
    web: Annotated[bool, typer.Option("--web", help="Find the text of pages with trafilatura (extra [web]).")] = False,
    reader: Annotated[bool, typer.Option("--reader", help="Find more events with the trained reader.")] = False,
    always_date: Annotated[bool, typer.Option("--always-date", help=ALWAYS_DATE)] = False,
    workers: Annotated[int, typer.Option(min=0, help=WORKERS)] = 0,
    scheduler: Annotated[
        str | None, typer.Option(help="Read on other machines: the address of a Dask scheduler (extra [cluster]).")
    ] = None,
    limit: Annotated[list[str] | None, typer.Option(metavar="NAME=NUMBER", help=LIMIT)] = None,
    json: Annotated[bool, typer.Option("--json", help=JSON)] = False,
) -> None:
    """Read articles and write graph, tables, timeline and network into a folder.

    What has not changed since the last build into the folder is not read again.
    """
    with shown() as progress:
        built = build_files(
            paths,
            out,
            judgements=judgements,
            forget_judgements=forget_judgements,
            reader=reader,
            always_date=always_date,
            seeds=seeds,
            columns=columns,
            web=web,
            progress=progress,
            workers=workers or _cores(), scheduler=scheduler, limits=limit or (),
        )  # fmt: skip
    _close(built, out, json, again=judgements is None)


@app.command(rich_help_panel=MAKE)
def add(
    folder: Annotated[Path, typer.Argument(help="A folder that kg build has written.")],
    paths: Annotated[list[str], typer.Argument(help="Articles, folders of them, or patterns.")],
    workers: Annotated[int, typer.Option(min=0, help=WORKERS)] = 0,
    json: Annotated[bool, typer.Option("--json", help=JSON)] = False,
) -> None:
    """Add articles to a folder that was built; a newer version of an article replaces the older one."""
    with shown() as progress:
        built = add_files(folder, paths, progress=progress, workers=workers or _cores())
    _close(built, folder, json)


@app.command(rich_help_panel=MAKE)
def remove(
    folder: Annotated[Path, typer.Argument(help="A folder that kg build has written.")],
    documents: Annotated[list[str], typer.Argument(help="Articles, by id, address or title.")],
    json: Annotated[bool, typer.Option("--json", help=JSON)] = False,
) -> None:
    """Take articles out of a folder that was built."""
    with shown() as progress:
        built = remove_documents(folder, documents, progress=progress)
    _close(built, folder, json)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _close(built: Built, out: Path, json: bool, again: bool = False) -> None:
    if json:
        say_json({**built, "unchanged": built.unchanged, "folder": str(out)})
        return
    obeyed = f"the judgements of {built.judgements} are obeyed again (--forget-judgements: without)"
    say("\n".join((*built.not_obeyed, *([obeyed] if again and built.judgements else ()), _closing(built, out))))


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


@app.command(rich_help_panel=ASK)
def export(
    folder: Annotated[Path, typer.Argument(help=FOLDER)],
    path: Annotated[Path, typer.Argument(help="The file to write; its name or suffix chooses the exporter.")],
    actor: Annotated[
        list[str] | None, typer.Option(help="Only events of this actor, by any name; twice: what is between the two.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="From this year, month or day on.")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this year, month or day.")] = None,
    event: Annotated[str | None, typer.Option(help="The graph around one event.")] = None,
    as_of: Annotated[str | None, typer.Option(help=AS_OF)] = None,
    excel: Annotated[bool, typer.Option("--excel", help="Tables in CSV with the mark that Excel needs.")] = False,
    json: Annotated[bool, typer.Option("--json", help=JSON)] = False,
) -> None:
    """Write the graph in another form, or a part of it."""
    options: dict[str, Any] = {
        "actors": tuple(actor or ()),
        "since": since,
        "until": until,
        "event": event,
        "excel": excel,
    }
    written = export_graph(load(folder, as_of), path, **{key: value for key, value in options.items() if value})
    if json:
        say_json([str(file) for file in written])
    else:
        say("\n".join(str(file) for file in written))
