"""The command that asks: kg review shows what is doubtful and writes the answers down as judgements."""

from __future__ import annotations

import csv
import datetime
import getpass
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import FOLDER, IMPROVE, app, load, say
from kg.edtf import interval
from kg.errors import OptionError, nearest
from kg.exporters.review import MOST, alike, shown, to_review
from kg.exporters.review import review as review_events
from kg.gazetteer import default_gazetteer
from kg.gazetteer.naming import who
from kg.model import MODALITIES, Event
from kg.resolve.judged_values import names_in
from kg.seeds.cards import load_cards
from kg.seeds.judgements import COLUMNS, DAY, Judgement, load_judgements

KEYS = (
    "y right · n did not happen · d date · p place · t type · a actor · r recipient · w actor and recipient swapped · "
    "m planned, denied … · x take out a sentence that tells of another event · e the same as another event · "
    "l list all sentences · s skip · q stop"
)
MORE = "what else (Enter: nothing)?"
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

    On a terminal, or with --into (answers may be piped in), each is asked for until nothing else is wrong with it; the
    answers go to a file for `kg build --judgements`, and what it holds is not asked again. Elsewhere they are listed
    with ready rows.
    """
    events = load(folder).events(grade="all")
    if into is None and not sys.stdin.isatty():
        say(review_events(events, most))
        return
    file = into or Path("judgements.csv")
    _check_file(file)
    known = load_judgements(file) if file.exists() else ()
    _tell_stale(known, events)
    judged = {judgement.event for judgement in known}
    left = to_review([event for event in events if event.id not in judged], most)
    number = _ask_all(left, events, file, by or getpass.getuser())
    say(f"{number} of {len(left)} judged → {file}; kg build … --judgements {file} obeys them")


def _check_file(file: Path) -> None:
    """Raise OptionError where no answer could be written, before any is given."""
    folder = file.parent
    if file.is_dir() or not folder.is_dir():
        wrong = file if file.is_dir() else folder
        raise OptionError(
            f"--into {file}: {wrong} is {'a' if file.is_dir() else 'no'} folder; give a file in one that is there"
        )
    if not os.access(file if file.exists() else folder, os.W_OK):
        raise OptionError(f"--into {file}: it cannot be written; give a file in a folder that you may write into")


def _tell_stale(known: Iterable[Judgement], events: Iterable[Event]) -> None:
    """Say which judgements name an event that is not here; one that was dropped or joined is gone as it should be."""
    here = {event.id for event in events}
    for judgement in known:
        if judgement.event and judgement.event not in here and judgement.decision not in ("drop", "same"):
            say(f"{judgement.where}: {judgement.decision!r} is for {judgement.event}, which is no event here any more")


def _ask_all(asked: Sequence[Event], events: Sequence[Event], file: Path, by: str) -> int:
    judged = 0
    for number, event in enumerate(asked, 1):
        others = alike(event, events)
        say(f"\n{number} of {len(asked)} · {shown(event, others)}\n{KEYS}")
        answers = _answers(event, others, lambda prompt: typer.prompt(prompt, default="", show_default=False))
        if answers is None:
            break
        note = typer.prompt("why (may stay empty)", default="", show_default=False) if answers else ""
        for decision, value in answers:
            _add(file, (event.id, "", "", decision, value, by, note, datetime.date.today().isoformat()))
        judged += bool(answers)
    return judged


def _answers(event: Event, others: Sequence[Event], ask: Ask) -> list[Answer] | None:
    """What somebody decides of an event: nothing where it is skipped, None where no more is to be asked.

    Whoever corrects one thing is asked for more, until nothing else is wrong.
    """
    found: list[Answer] = []
    while True:
        key = ask(MORE if found else "?").strip().lower()[:1]
        if not key or key == "s":
            return found
        if key == "q" and not found:
            return None
        if key in FIXED:
            return [*found, FIXED[key]]
        found += _answer(key, event, others, ask)


def _answer(key: str, event: Event, others: Sequence[Event], ask: Ask) -> list[Answer]:
    """What one key says of an event, with what it asks for; nothing where the answer fits nothing."""
    if key == "w":
        if event.actors and event.recipients:
            return [("actor", _ids(event.recipients)), ("recipient", _ids(event.actors))]
        say("there are not both: a gives another actor, r another recipient")
    elif key == "l":
        say(shown(event, others, most=len(event.evidence)))
    elif key == "x":
        told = [" ".join(one.sentence.split()) for one in event.evidence]
        return [("not-same", told[number]) for number in _chosen(len(told), "which sentence", ask)]
    elif key == "e":
        return [("same", others[number].id) for number in _chosen(len(others), "the same as which", ask)]
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
    return []


def _chosen(count: int, prompt: str, ask: Ask) -> list[int]:
    """The place of the number that is answered, of so many from 1 on; nothing where it is none of them."""
    if not count:
        say("there is none")
        return []
    answer = ask(f"{prompt} (1 to {count})").strip()
    if answer.isdecimal() and 1 <= int(answer) <= count:
        return [int(answer) - 1]
    say(f"{answer!r} is none of 1 to {count}")
    return []


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


def _check_place(value: str) -> None:
    if default_gazetteer().place(value) is None:
        raise OptionError(
            f"{value!r} is in none of the tables of seeds/places; a city or a state as they are written there"
        )


def _check_type(value: str) -> None:
    _one_of(load_cards())(value)


FIXED: dict[str, Answer] = {"y": ("right", ""), "n": ("drop", "")}  # after which nothing else is to be said
ASKED: dict[str, tuple[str, str, Callable[[str], None]]] = {
    "d": ("date", "date (2022-11-13, 2022-11, 2022, 2022-11-12/2022-11-13)", _check_date),
    "p": ("place", "place (a city or a state)", _check_place),
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
