"""Commands that make the learned files of seeds/weights: kg learn …"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli.app import IMPROVE, app, say
from kg.errors import OptionError
from kg.seeds.weights import Weights, weights_text

learn = typer.Typer(help="Make the learned files of seeds/weights/ from hand-coded articles (extra [learn]).")
app.add_typer(learn, name="learn", rich_help_panel=IMPROVE)


@learn.command("reader")
def learn_reader_command(
    gold: Annotated[list[Path], typer.Option("--gold", help="A folder of hand-coded articles (repeatable).")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the files of the reader: seeds/weights/reader.")],
    texts: Annotated[list[Path] | None, typer.Option(help="Plain texts whose words the vocabulary shall know.")] = None,
    without_fold: Annotated[
        list[int] | None, typer.Option(min=0, max=4, help="Keep the articles of a fold apart (repeatable).")
    ] = None,
    epochs: Annotated[int | None, typer.Option(min=1, help="Rounds over the articles.")] = None,
) -> None:
    """Train the reader that finds the words that name acts, and who acts on whom in them."""
    _learning("reader").learn_reader(
        gold, out, without=lambda article: article.fold in (without_fold or ()), texts=texts or (),
        recipe=_learning("training").Recipe(epochs=epochs) if epochs else None, told=say,
    )  # fmt: skip
    say(str(out / "model.onnx"))


@learn.command("events")
def learn_events_command(
    gold: Annotated[list[Path], typer.Option("--gold", help="A folder of hand-coded articles (repeatable).")],
    readers: Annotated[Path, typer.Option(help="Folder with fold0 … fold4, readers that have not seen their fold.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the weights: seeds/weights.")],
) -> None:
    """Fit the choices where the rules and the reader meet."""
    say("\n".join(str(path) for path in _learning("events").write_events(gold, readers, out)))


@learn.command("participants")
def learn_participants_command(
    gold: Annotated[list[Path], typer.Option("--gold", help="A folder of hand-coded articles (repeatable).")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the files of weights: seeds/weights.")],
    readers: Annotated[Path | None, typer.Option(help="Folder with fold0 … fold4, as for events.")] = None,
    without_fold: Annotated[int | None, typer.Option(min=0, max=4, help="Keep the articles of a fold apart.")] = None,
    further: Annotated[
        list[Path] | None, typer.Option(help="Hand-coded articles that teach beside them (repeatable).")
    ] = None,
    start: Annotated[
        Path | None, typer.Option(help="A folder of weights to start from: seeds/weights. Your articles move them.")
    ] = None,
) -> None:
    """Learn who acts and who is acted upon."""
    made = _learning("participants").learn_participants(gold, readers, without_fold, further or (), start)
    _write_weights(made, out)


@learn.command("folds")
def learn_folds_command(
    gold: Annotated[list[Path], typer.Option("--gold", help="A folder of hand-coded articles (repeatable).")],
    readers: Annotated[Path, typer.Option(help="Folder with fold0 … fold4, readers that have not seen their fold.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for fold0 … fold4.")],
    further: Annotated[
        list[Path] | None, typer.Option(help="Hand-coded articles that teach who takes part (repeatable).")
    ] = None,
) -> None:
    """Make weights that have not seen a fold of the articles, for measuring on it."""
    for folder in _learning("folds").write_folds(gold, readers, out, further or ()):
        say(str(folder))


@learn.command("confidence")
def learn_confidence_command(
    gold: Annotated[list[Path], typer.Option("--gold", help="A folder of hand-coded articles (repeatable).")],
    folds: Annotated[Path, typer.Option(help="Folder with fold0 … fold4, made by kg learn folds.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the weights: seeds/weights.")],
    judgements: Annotated[Path | None, typer.Option(help="Your own decisions, as kg review writes them.")] = None,
    articles: Annotated[list[Path] | None, typer.Option(help="The articles that they are about (repeatable).")] = None,
    further: Annotated[
        list[Path] | None, typer.Option(help="Hand-coded articles that no rule was made from (repeatable).")
    ] = None,
    written: Annotated[
        list[Path] | None, typer.Option(help="Hand-coded articles written to be learned from (repeatable).")
    ] = None,
) -> None:
    """Learn how likely it is that all which an event says is right: from hand-coded articles and your judgements."""
    if judgements is not None and not articles:
        raise OptionError("judgements are learned from with the articles that they are about: add --articles DIR")
    learned = _learning("confidence").learn_confidence(
        gold, folds, articles or (), judgements, further or (), written or ()
    )
    _write_weights(learned, out)


@learn.command("coreference")
def learn_coreference_command(
    gold: Annotated[list[Path], typer.Option("--gold", help="A folder of hand-coded articles (repeatable).")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the weights: seeds/weights.")],
    readers: Annotated[Path | None, typer.Option(help="Folder with fold0 … fold4, as for events.")] = None,
    pairs: Annotated[Path | None, typer.Option(help="A table of judged pairs: tests/gold/pairs.csv.")] = None,
    articles: Annotated[list[Path] | None, typer.Option(help="The articles of these pairs (repeatable).")] = None,
) -> None:
    """Learn which mentions of one article, and which reports of different articles, are one event."""
    if pairs is not None and not articles:
        raise OptionError("pairs are learned from with the articles that they are about: add --articles DIR")
    inside, across = _learning("mentions").learn_mentions, _learning("coreference").learn_coreference
    _write_weights((inside(gold, readers), across(gold, readers, pairs, articles or ())), out)


def _write_weights(made: Iterable[Weights], out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for weights in made:
        path = out / f"{weights.name}.json"
        path.write_text(weights_text(weights), encoding="utf-8")
        say(str(path))


def _learning(name: str) -> Any:
    """A module of kg.learn, whose libraries only who learns has."""
    try:
        return importlib.import_module(f"kg.learn.{name}")
    except ModuleNotFoundError as error:
        raise OptionError(f"{error.name} is not installed: pip install 'diplokg[learn]'") from error
