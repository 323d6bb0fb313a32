"""The command that asks: kg review shows what is doubtful and writes the answers down as judgements."""

from __future__ import annotations

import csv
import datetime
import getpass
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import FOLDER, IMPROVE, app, load, say
from kg.edtf import interval
from kg.errors import OptionError, nearest
from kg.exporters.review import MOST, shown, to_review
from kg.exporters.review import review as review_events
from kg.gazetteer.naming import who
from kg.model import MODALITIES, Event
from kg.resolve.judged_values import names_in
from kg.seeds.cards import load_cards
from kg.seeds.judgements import COLUMNS, DAY, load_judgements

KEYS = (
    "y right · n did not happen · d date · t type · a actor · r recipient · w actor and recipient swapped · "
    "m planned, denied … · s skip · q stop"
)
Answer = tuple[str, str]  # a decision and its value, as a file of judgements writes them
Ask = Callable[[str], str]


@app.command(rich_help_panel=IMPROVE)
def review(
    folder: Annotated[Path, typer.Argument(help=FOLDER)],
    most: Annotated[int, typer.Option(min=1, help="How many events to show.")] = MOST,
    into: Annotated[
        Path | None, typer.Option(help="Ask for each event and add the answers to this file (judgements.csv).")
    ] = None,
    by: Annotated[str, typer.Option(help="Who judges; your login where none is given.")] = "",
) -> None:
    """Show the doubtful events, those first whose correction changes most, and take down what you decide.

    On a terminal, or with --into, each is asked for; the answers go to a file for `kg build --judgements`, and what it
    holds is not asked again. Elsewhere they are listed with ready rows.
    """
    events = load(folder).events(grade="all")
    if into is None and not sys.stdin.isatty():
        say(review_events(events, most))
        return
    file = into or Path("judgements.csv")
    judged = {judgement.event for judgement in load_judgements(file)} if file.exists() else set()
    left = to_review([event for event in events if event.id not in judged], most)
    number = _ask_all(left, file, by or getpass.getuser())
    say(f"{number} of {len(left)} judged → {file}; kg build … --judgements {file} obeys them")


def _ask_all(events: Iterable[Event], file: Path, by: str) -> int:
    judged, left = 0, list(events)
    for number, event in enumerate(left, 1):
        say(f"\n{number} of {len(left)} · {shown(event)}\n{KEYS}")
        answers = _answers(event, lambda prompt: typer.prompt(prompt, default="s", show_default=False))
        if answers is None:
            break
        note = typer.prompt("why (may stay empty)", default="", show_default=False) if answers else ""
        for decision, value in answers:
            _add(file, (event.id, "", "", decision, value, by, note, datetime.date.today().isoformat()))
        judged += bool(answers)
    return judged


def _answers(event: Event, ask: Ask) -> list[Answer] | None:
    """What somebody decides of an event: nothing where it is skipped, None where no more is to be asked."""
    while True:
        key = ask("?").strip().lower()[:1]
        if key in FIXED:
            return FIXED[key]
        if key == "w":
            if event.actors and event.recipients:
                return [("actor", _ids(event.recipients)), ("recipient", _ids(event.actors))]
            say("there are not both: a gives another actor, r another recipient")
        elif key in ASKED:
            decision, prompt, check = ASKED[key]
            value = ask(prompt).strip()
            try:
                check(value)
            except OptionError as error:
                say(str(error))
            else:
                return [(decision, value)]
        else:
            say(KEYS)


def _ids(actors: Iterable[object]) -> str:
    return " ".join(sorted({str(getattr(actor, "party", "")) for actor in actors}))


def _check_parties(value: str) -> None:
    for name in names_in(value) or [""]:
        who(name)


def _one_of(known: Iterable[str]) -> Callable[[str], None]:
    def check(value: str) -> None:
        names = list(known)
        if value not in names:
            raise OptionError(f"{value!r}: {nearest(value, names)}")

    return check


def _check_date(value: str) -> None:
    interval(value)


def _check_type(value: str) -> None:
    _one_of(load_cards())(value)


FIXED: dict[str, list[Answer] | None] = {"y": [("right", "")], "n": [("drop", "")], "s": [], "q": None}
ASKED: dict[str, tuple[str, str, Callable[[str], None]]] = {
    "d": ("date", "date (2022-11-13, 2022-11, 2022, 2022-11-12/2022-11-13)", _check_date),
    "t": ("type", "type (CONSULT, AGREE, …)", _check_type),
    "a": ("actor", "who did it (codes, or names apart by |)", _check_parties),
    "r": ("recipient", "to whom", _check_parties),
    "m": ("modality", " / ".join(MODALITIES), _one_of(MODALITIES)),
}


def _add(file: Path, row: tuple[str, ...]) -> None:
    """Add a row under the columns that the file has; a new file gets them all."""
    if not file.exists():
        file.write_text(",".join((*COLUMNS, DAY)) + "\n", encoding="utf-8")
    text = file.read_text(encoding="utf-8-sig")
    header = next(csv.reader(line for line in text.splitlines() if not line.startswith("#")), [])
    told = dict(zip((*COLUMNS, DAY), row, strict=True))
    with file.open("a", encoding="utf-8", newline="") as out:
        if text and not text.endswith("\n"):
            out.write("\n")
        csv.writer(out, lineterminator="\n").writerow([told.get(name, "") for name in header])
