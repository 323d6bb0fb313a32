"""The command line: every verb is a function of the package, and the other way round."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from kg import __version__, check
from kg.errors import KgError, OptionError
from kg.exporters import export as export_graph
from kg.exporters.explain import explain as explain_event
from kg.exporters.review import MOST
from kg.exporters.review import review as review_events
from kg.graph import EventGraph
from kg.pipeline import build_files
from kg.seeds.weights import Weights, weights_text

app = typer.Typer(
    help="News about diplomacy in, a graph of dated events with the evidence for each out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
BAR_FROM = 5  # documents; fewer are done before a bar is read


def main() -> None:
    """Run the command line; an error of ours is one line on stderr, exit code 2 for a wrong option or name, else 1."""
    try:
        app()
    except KgError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"kg: {error}", markup=False)
        sys.exit(2 if isinstance(error, OptionError) else 1)


def _out(text: str) -> None:
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    if version:
        _out(f"diplokg {__version__}")
        raise typer.Exit


learn = typer.Typer(help="Make the learned files of seeds/weights/ from hand-coded articles (extra [learn]).")
app.add_typer(learn, name="learn")


@app.command()
def build(
    paths: Annotated[list[str], typer.Argument(help="Articles, folders of them, or patterns.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for graph.ttl, the tables and the pages.")],
    judgements: Annotated[Path | None, typer.Option(help="CSV of your own decisions, applied last.")] = None,
    reader: Annotated[bool, typer.Option("--reader", help="Find more events with the trained reader.")] = False,
) -> None:
    """Read articles and write graph, tables, timeline and network into a folder."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("reading", total=None, visible=False)

        def progress(done: int, total: int, title: str) -> None:
            bar.update(task, completed=done, total=total, description=escape(title[:40]), visible=total >= BAR_FROM)

        counts = build_files(paths, out, judgements=judgements, reader=reader, progress=progress)
    _out(
        f"{counts['documents']} documents, {counts['events']} events (and {counts['not_asserted']} planned, "
        f"hypothetical or denied, {counts['to_check']} to check), {counts['mentions']} mentions, "
        f"{counts['issues']} issues → {out / 'timeline.html'}"
    )


@app.command()
def query(
    folder: Annotated[Path, typer.Argument(help="A folder that kg build has written, or a graph file.")],
    question: Annotated[str, typer.Argument(help="A question's name (see --list) or SPARQL.")] = "",
    parameters: Annotated[list[str] | None, typer.Argument(help="Parameters of the question: KOR JPN 2018 …")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the questions.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Answer as CSV.")] = False,
    all_: Annotated[bool, typer.Option("--all", help="Ask also of events that are to check.")] = False,
) -> None:
    """Ask the graph: a question by name, or any SPARQL of your own."""
    graph = load(folder)
    if list_ or not question:
        _out("\n".join(graph.questions()))
        return
    rows = graph.query(question, *(parameters or ()), grade="all" if all_ else None)
    _out(rows.csv() if csv else rows.text())


@app.command()
def explain(
    folder: Annotated[Path, typer.Argument(help="A folder that kg build has written, or a graph file.")],
    event: Annotated[str, typer.Argument(help="An event id, or the beginning of one.")],
) -> None:
    """Tell why the graph holds an event: sentences, rules with file and line, actors and date with their reasons."""
    graph = load(folder)
    _out(explain_event(graph.event(event), graph.articles()))


@app.command()
def review(
    folder: Annotated[Path, typer.Argument(help="A folder that kg build has written, or a graph file.")],
    most: Annotated[int, typer.Option(min=1, help="How many events to show.")] = MOST,
) -> None:
    """Show the doubtful events, those first whose correction changes most, with rows for a file of judgements."""
    _out(review_events(load(folder).events(grade="all"), most))


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="A folder that kg build has written, or a graph file.")],
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
    _out("\n".join(str(file) for file in written))


@app.command("check")
def check_command(
    card: Annotated[
        str | None, typer.Argument(help="An event type: try its examples and show what is coded from each.")
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Rewrite what is generated: ontology/event-types.ttl.")] = False,
) -> None:
    """Read every file of seeds/ and ontology/ strictly and tell what is wrong, with file and line."""
    _out(check(card, fix=fix))


@learn.command("reader")
def learn_reader_command(
    gold: Annotated[list[Path], typer.Option("--gold", help="A folder of hand-coded articles (repeatable).")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for model.onnx, tokenizer.json and reader.json.")],
    texts: Annotated[list[Path] | None, typer.Option(help="Plain texts whose words the vocabulary shall know.")] = None,
    without_fold: Annotated[int | None, typer.Option(min=0, max=4, help="Keep the articles of a fold apart.")] = None,
    epochs: Annotated[int | None, typer.Option(min=1, help="Rounds over the articles.")] = None,
) -> None:
    """Train the reader that finds the words that name acts."""
    _learning("reader").learn_reader(
        gold, out, without=lambda article: article.fold == without_fold, texts=texts or (),
        recipe=_learning("training").Recipe(epochs=epochs) if epochs else None, told=_out,
    )  # fmt: skip
    _out(str(out / "model.onnx"))


@learn.command("events")
def learn_events_command(
    gold: Annotated[list[Path], typer.Option("--gold", help="A folder of hand-coded articles (repeatable).")],
    readers: Annotated[Path, typer.Option(help="Folder with fold0 … fold4, readers that have not seen their fold.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the weights: seeds/weights.")],
) -> None:
    """Fit the choices where the rules and the reader meet."""
    _out("\n".join(str(path) for path in _learning("events").write_events(gold, readers, out)))


@learn.command("participants")
def learn_participants_command(
    gold: Annotated[list[Path], typer.Option("--gold", help="A folder of hand-coded articles (repeatable).")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the two files of weights.")],
    without_fold: Annotated[int | None, typer.Option(min=0, max=4, help="Keep the articles of a fold apart.")] = None,
) -> None:
    """Learn who acts and who is acted upon."""
    _write_weights(_learning("participants").learn_participants(gold, without_fold), out)


@learn.command("folds")
def learn_folds_command(
    gold: Annotated[list[Path], typer.Option("--gold", help="A folder of hand-coded articles (repeatable).")],
    readers: Annotated[Path, typer.Option(help="Folder with fold0 … fold4, readers that have not seen their fold.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for fold0 … fold4.")],
) -> None:
    """Make weights that have not seen a fold of the articles, for measuring on it."""
    for folder in _learning("folds").write_folds(gold, readers, out):
        _out(str(folder))


@learn.command("confidence")
def learn_confidence_command(
    gold: Annotated[list[Path], typer.Option("--gold", help="A folder of hand-coded articles (repeatable).")],
    folds: Annotated[Path, typer.Option(help="Folder with fold0 … fold4, made by kg learn folds.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the weights: seeds/weights.")],
) -> None:
    """Learn how likely it is that all which an event says is right."""
    _write_weights(_learning("confidence").learn_confidence(gold, folds), out)


@learn.command("coreference")
def learn_coreference_command(
    gold: Annotated[list[Path], typer.Option("--gold", help="A folder of hand-coded articles (repeatable).")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the weights: seeds/weights.")],
    readers: Annotated[Path | None, typer.Option(help="Folder with fold0 … fold4, as for events.")] = None,
) -> None:
    """Learn which reports of different articles are one event."""
    _write_weights([_learning("coreference").learn_coreference(gold, readers)], out)


def _write_weights(made: Iterable[Weights], out: Path) -> None:
    for weights in made:
        path = out / f"{weights.name}.json"
        path.write_text(weights_text(weights), encoding="utf-8")
        _out(str(path))


def _learning(name: str) -> Any:
    """A module of kg.learn, whose libraries only who learns has."""
    try:
        return importlib.import_module(f"kg.learn.{name}")
    except ModuleNotFoundError as error:
        raise OptionError(f"{error.name} is not installed: pip install 'diplokg[learn]'") from error


def load(folder: Path) -> EventGraph:
    """The graph of a folder written by `kg build`, or of a Turtle, N-Triples, N-Quads or TriG file."""
    return EventGraph.parse(folder / "graph.ttl" if folder.is_dir() else folder)
