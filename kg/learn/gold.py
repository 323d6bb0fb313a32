"""Reading hand-coded articles: three files each, NAME.txt (title first), NAME.meta.json and NAME.gold.json."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.model import Document

FOLDS = 5


class GoldError(KgError):
    """A folder of hand-coded articles cannot be read."""


@dataclass(frozen=True, slots=True)
class GoldTrigger:
    """The words of one mention of a hand-coded event: code points [start, end) of the article's text."""

    start: int
    end: int
    event: str
    event_types: tuple[str, ...]  # all that a trained coder could defend, the most natural first
    modality: str
    must: bool
    first: bool  # the clause that tells the event best, not a further mention


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One article with what was coded in it by hand; `events` are the coders' records as they stand in the file."""

    name: str
    folder: str
    document: Document
    events: tuple[dict[str, Any], ...]
    triggers: tuple[GoldTrigger, ...]

    @property
    def fold(self) -> int:
        """The fold of the article, by its name alone."""
        return fold_of(self.name)

    @property
    def body(self) -> int:
        """Where the text begins behind its title, which is not coded: it repeats the text."""
        first, _, _ = self.document.text.partition("\n")
        return len(first) if first.strip() == (self.document.title or "").strip() else 0


def fold_of(name: str, folds: int = FOLDS) -> int:
    """Return the fold of an article, 0 up to `folds`: the first byte of the SHA-256 of its name, modulo the folds.

    >>> fold_of("wikinews-2019-07-10-benin-nigeria-join-african-union")
    2
    """
    return hashlib.sha256(name.encode("utf-8")).digest()[0] % folds


def read_gold(folders: Iterable[Path]) -> list[GoldArticle]:
    """Return the hand-coded articles of the folders in the order of their names.

    Raises GoldError where a folder holds none, or where a coded string does not stand in the text exactly once.
    """
    articles = []
    for folder in folders:
        found = sorted(folder.glob("*.gold.json"))
        if not found:
            raise GoldError(f"{folder}: no hand-coded article (NAME.gold.json beside NAME.txt and NAME.meta.json)")
        articles += [_read(folder, path.name.removesuffix(".gold.json")) for path in found]
    return sorted(articles, key=lambda article: (article.folder, article.name))


def _read(folder: Path, name: str) -> GoldArticle:
    text = (folder / f"{name}.txt").read_text(encoding="utf-8")
    meta = json.loads((folder / f"{name}.meta.json").read_text(encoding="utf-8"))
    gold = json.loads((folder / f"{name}.gold.json").read_text(encoding="utf-8"))
    published = datetime.date.fromisoformat(meta["published"][:10])
    document = Document(text=text, title=meta["title"], url=meta["url"], published=published)
    triggers = [trigger for event in gold["events"] for trigger in _triggers(event, text, f"{folder.name}/{name}")]
    ordered = tuple(sorted(triggers, key=lambda t: (t.start, t.end, t.event)))
    return GoldArticle(name, folder.name, document, tuple(gold["events"]), ordered)


def _triggers(event: dict[str, Any], text: str, where: str) -> Iterator[GoldTrigger]:
    strings = [(event["evidence"], event["trigger"])]
    strings += zip(event.get("mentions", ()), event.get("mention_triggers", ()), strict=True)
    for number, (clause, trigger) in enumerate(strings):
        title, body = text.find("\n") + 1, text.partition("\n")[2]
        if body.count(clause) != 1:
            raise GoldError(f"{where}, {event['id']}: {clause!r} stands {body.count(clause)} times below the title")
        if trigger not in clause:
            raise GoldError(f"{where}, {event['id']}: the trigger {trigger!r} is not in {clause!r}")
        start = text.index(clause, title) + clause.index(trigger)
        yield GoldTrigger(
            start,
            start + len(trigger),
            event["id"],
            tuple(event["type"]),
            event.get("modality", "asserted"),
            bool(event.get("must")),
            number == 0,
        )
