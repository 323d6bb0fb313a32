"""Commands that count what is between parties: relations, panel, analyze, audit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from kg.audit import audit, findings_table, summary
from kg.cli.app import ASK, FOLDER, JSON, app, load, say, say_json
from kg.exporters import export
from kg.exporters.files import write
from kg.exporters.history import history, history_record
from kg.exporters.panel_csv import export as export_panel
from kg.seeds.own import using

REPORT = ("relations.csv", "measures.csv", "report.html")
BY = "Periods: year, quarter or month."


@app.command(rich_help_panel=ASK)
def relations(
    folder: Annotated[Path, typer.Argument(help=FOLDER)],
    first: Annotated[str, typer.Argument(help="A party, by any name.")],
    second: Annotated[str, typer.Argument(help="Another one.")],
    by: Annotated[str, typer.Option(help=BY)] = "year",
    compare: Annotated[str | None, typer.Option(help="A third, whose dealings with the first stand beside.")] = None,
    json: Annotated[bool, typer.Option("--json", help=JSON)] = False,
) -> None:
    """Show the history of two parties: series, phases, turning points with their headlines, measures with bands."""
    if json and compare:
        raise typer.BadParameter("--json tells of two parties: ask for the third by itself, without --compare")
    graph = load(folder)
    with using(graph.seeds):
        if json:
            say_json(history_record(graph, first, second, by))
        else:
            say(history(graph, first, second, by, compare))


@app.command(rich_help_panel=ASK)
def panel(
    folder: Annotated[Path, typer.Argument(help=FOLDER)],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="The file to write; without it FOLDER/panel.csv.")
    ] = None,
    by: Annotated[str, typer.Option(help=BY)] = "year",
    kind: Annotated[list[str] | None, typer.Option(help="Kinds of parties, as state, organisation; 'all'.")] = None,
    all_pairs: Annotated[bool, typer.Option("--all-pairs", help="Also pairs that never deal with each other.")] = False,
    since: Annotated[str | None, typer.Option(help="From this year, month or day on.")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this year, month or day.")] = None,
) -> None:
    """Write the panel of pairs and periods, zeros included, with ISO and COW codes, counts by type and bands."""
    graph = load(folder)
    path = out or (folder if folder.is_dir() else folder.parent) / "panel.csv"
    kinds = () if kind and "all" in kind else tuple(kind or ("state",))
    with using(graph.seeds):
        written = export_panel(graph, path, by, kinds, all_pairs, since, until)
    say("\n".join(map(str, written)))


@app.command(rich_help_panel=ASK)
def analyze(
    folder: Annotated[Path, typer.Argument(help=FOLDER)],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Folder to write to; without it FOLDER.")] = None,
    since: Annotated[str | None, typer.Option(help="From this year, month or day on.")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this year, month or day.")] = None,
    sentences: Annotated[
        bool, typer.Option(help="Print the sentences in the report, or only where they stand.")
    ] = True,
) -> None:
    """Write relations.csv, measures.csv and report.html: what is between all parties, measured, with its evidence."""
    graph = load(folder)
    target = out or (folder if folder.is_dir() else folder.parent)
    with using(graph.seeds):
        for name in REPORT:
            more: dict[str, Any] = {"sentences": sentences} if name == "report.html" else {}
            written = export(graph, target / name, since=since, until=until, **more)
            say("\n".join(map(str, written)))


@app.command("audit", rich_help_panel=ASK)
def audit_command(
    rows: Annotated[list[Path], typer.Argument(help="Tables of coded events: GDELT, POLECAT, ICEWS, your own.")],
    articles: Annotated[list[Path], typer.Option(help="Articles, or folders of them, that the rows were coded from.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The table of findings to write.")] = Path("audit.csv"),
    reader: Annotated[bool, typer.Option("--reader", help="Find more events with the trained reader.")] = False,
) -> None:
    """Set coded event data against its articles: row by row supported, different, contradicted or not found."""
    found = audit(rows, articles, reader=reader)
    write(out, findings_table(found))
    say(f"{summary(found)}\n→ {out}")
