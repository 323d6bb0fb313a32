"""Tables (CSV, TSV): of coded events (GDELT, POLECAT, columns of your own by their header) or of articles.

A coded event becomes an `Event` whose evidence is the row itself (kind "record"). Codes are text: leading zeros count.
Rows that cannot be used are counted by reason and reported, with the line of the first.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from kg.errors import nearest
from kg.gazetteer import default_gazetteer
from kg.headlines import headline
from kg.identity import event_id, slug
from kg.model import Actor, Article, Document, Event, Evidence, Place
from kg.seeds.cards import load_cards
from kg.seeds.own import at_most, remembered
from kg.seeds.reading import fold
from kg.seeds.tables import table_words
from kg.sources.assemble import Source, document
from kg.sources.dates import Day, written_day
from kg.sources.encoding import clean
from kg.sources.metadata import Metadata, address, plain, plain_list
from kg.sources.text import pieces
from kg.timex.metadata_dates import day_order, metadata_date

CONFIDENCE = 0.6  # of a record that another coder made: taken as it is, not checked
SAME_PLACE = 1.0  # degrees; a town of the same name that is farther away is another one
LONGEST_SENTENCE = 2_000  # code points
LONGEST_PLACE = 60  # characters of the id of a place that no table holds


class Row(NamedTuple):
    """One row: its cells by field, what of it is shown as evidence, its line and its place in the text."""

    cells: Mapping[str, str]
    shown: str
    line: int
    start: int
    end: int


class CodedEvents(NamedTuple):
    """The events of a table, and the table itself as the article that tells of them."""

    events: list[Event]
    articles: list[Article]


@dataclass(slots=True)
class _Tally:
    """How many rows were left out or lost a value, by reason, with the first line of each."""

    rows: int = 0
    reasons: dict[str, tuple[int, int, str]] = field(default_factory=dict)

    def count(self, reason: str, line: int, example: str = "") -> None:
        number, first, shown = self.reasons.get(reason, (0, line, example))
        self.reasons[reason] = (number + 1, first, shown)

    def report(self, source: Source) -> None:
        for reason, (number, first, example) in self.reasons.items():
            what = f"{number:,} of {self.rows:,} rows {reason} (the first in line {first:,}{example})"
            source.issue("warning", what, "correct the cells, or add names and codes to seeds/; leading zeros count")


# ------------------------------------------------------------------------------ rows
def is_coded(source: Source) -> bool:
    """Whether the table holds coded events, not articles."""
    header = _header(source.text)[0]
    columns = _columns(header)
    sides = {"actor", "actor_country", "recipient", "recipient_country"} & set(columns)
    return ("code" in columns or "event_type" in columns) and ("text" not in columns or bool(sides))


def _first_line(text: str) -> str:
    return text.lstrip("\ufeff\n").split("\n", 1)[0]


def _delimiter(line: str) -> str:
    return max("\t,;|", key=line.count)


def _header(text: str) -> tuple[tuple[str, ...], bool]:
    """The names of the columns, and whether they stand in the first line."""
    line = _first_line(text)[:20_000]
    cells = next(csv.reader([line], delimiter=_delimiter(line)), [])
    gdelt = table_words().headers.get(len(cells))
    if gdelt and cells[0].strip().isdigit():
        return gdelt, False
    return tuple(cells), True


def _columns(header: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    """Which columns hold which field, the best first."""
    words = table_words()
    places: dict[str, int] = {}
    for number, name in enumerate(header):
        places.setdefault(fold(name), number)
    found: dict[str, tuple[int, ...]] = {}
    taken: set[int] = set()
    for pair in words.pairs:
        if pair[0] in places and pair[1] in places:
            found = {"actor": (places[pair[0]],), "recipient": (places[pair[1]],)}
            taken = {places[name] for name in pair}
            break
    for name, names in words.columns.items():
        fitting = tuple(places[known] for known in names if known in places and places[known] not in taken)
        if fitting and name not in found:
            found[name] = fitting
            taken.update(fitting)
    return found


def _fields(cells: list[str], columns: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, str]]:
    """The first cell of each field that is not empty, with its column."""
    empty = table_words().empty
    found: dict[str, tuple[int, str]] = {}
    for name, numbers in columns.items():
        for number in numbers:
            value = cells[number].strip("\"' ")
            if value.strip().lower() not in empty:
                found[name] = (number, value if name == "text" else clean(value))
                break
    return found


def rows(source: Source, tally: _Tally) -> Iterator[Row]:
    """Yield the rows of a table with their cells by field; short rows are counted."""
    header, named = _header(source.text)
    columns = _columns(header)
    delimiter = _delimiter(_first_line(source.text))
    starts = [0]
    lines = source.text.split("\n")
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    fed = (line + "\n" for line in lines)
    if delimiter == "\t":  # such files are not quoted: a quote at the start of a cell would swallow lines
        reader = csv.reader(fed, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(fed, delimiter=delimiter)
    before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            source.issue(
                "error",
                f"the table cannot be read from line {before + 1:,} on: {error}",
                "look for a quote that is never closed",
            )
            return
        first, before = before, reader.line_num
        if not any(cell.strip() for cell in cells) or (
            named and not tally.rows and cells[: len(header)] == list(header)
        ):
            continue
        tally.rows += 1
        if len(cells) < len(header):
            tally.count(f"have fewer cells than the {len(header)} of the header", first + 1)
            continue
        found = _fields(cells, columns)
        shown = " · ".join(f"{header[number]}: {value}" for name, (number, value) in found.items() if name != "text")
        end = starts[before] - 1
        yield Row(
            {name: value for name, (_, value) in found.items()},
            shown[:LONGEST_SENTENCE],
            first + 1,
            starts[first],
            max(starts[first], end),
        )


def _day_order(table: list[Row]) -> str | None:
    """Whether days or months come first in the table's dates in numbers, where one of its rows proves it."""
    return day_order(row.cells.get("date", "") for row in table)


# ------------------------------------------------------------------------------ articles
def read(source: Source) -> list[Document]:
    """Return the articles of a table that has a column of texts; a table of coded events has none."""
    if is_coded(source):
        return []
    if "text" not in _columns(_header(source.text)[0]):
        source.issue("warning", "the table has neither a column of texts nor one of event types or codes",
                     "name the columns: see the names in seeds/coded_tables.yml")  # fmt: skip
        return []
    tally = _Tally()
    found: list[Document] = []
    table = list(rows(source, tally))
    order = _day_order(table)
    for row in table:
        cells = row.cells
        metadata = Metadata(
            title=plain(cells.get("title")),
            url=address(cells.get("url")),
            published=metadata_date(cells.get("date"), cells.get("language"), order),
            publisher=plain(cells.get("publisher")),
            author=plain(cells.get("author")),
            language=plain(cells.get("language")),
            section=plain(cells.get("section")),
            tags=plain_list(cells.get("tags")),
        )
        part = source.part("", metadata.url or f"{source.name}#{row.line}")
        found += document(part, pieces(cells.get("text", "")), metadata)
    tally.report(source)
    return found


# ------------------------------------------------------------------------------ coded events
def read_events(source: Source) -> CodedEvents:
    """Return the events of a table of coded events; rows with the same record become one event."""
    tally = _Tally()
    article = Article(hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()[:12], title=source.name)
    found: dict[str, Event] = {}
    table = list(rows(source, tally))
    order = _day_order(table)
    for row in table:
        event = _event(row, article, order, tally)
        if event is None:
            continue
        other = found.get(event.id)
        found[event.id] = replace(other, evidence=other.evidence + event.evidence) if other else event
    tally.report(source)
    return CodedEvents(list(found.values()), [article] if found else [])


def _event(row: Row, article: Article, order: str | None, tally: _Tally) -> Event | None:
    cells = row.cells
    coded = _type(row, tally)
    if coded is None:
        return None
    event_type, mode = coded
    day = written_day(cells.get("date", ""), order)
    if day is None and cells.get("date"):
        tally.count("are left out: their date cannot be read", row.line, f": {cells['date'][:40]!r}")
        return None
    day = day or Day(None, None, "")
    actors, recipients = (_parties(row, side, tally) for side in ("actor", "recipient"))
    recipients = tuple(one for one in recipients if one.id not in {actor.id for actor in actors})
    if not actors and not recipients:
        tally.count("are left out: neither side is a known actor", row.line)
        return None
    card = load_cards()[event_type]
    place = _place(cells)
    evidence = Evidence(
        document=cells.get("url") or article.title or article.id,
        document_id=article.id,
        start=row.start,
        end=row.end,
        sentence=(cells.get("sentence") or clean(cells.get("text", "")) or row.shown)[:LONGEST_SENTENCE],
        trigger=cells.get("code") or cells.get("event_type") or event_type,
        trigger_start=row.start,
        trigger_end=row.end,
        rule=f"{article.title}, line {row.line}",
        confidence=CONFIDENCE,
        reason=f"line {row.line} of a coded table: {row.shown}",
        extractor="record",
        kind="record",
    )
    event = Event(
        id="",
        event_type=event_type,
        quad_class=card.quad_class,
        modality="asserted",
        actors=actors,
        recipients=recipients,
        evidence=(evidence,),
        mode=mode,
        goldstein=card.score(mode),
        cameo=cells.get("code"),
        place=place,
        begin=day.begin,
        end=day.end,
        edtf=day.edtf,
        certain=day.begin is not None and day.begin == day.end,
        date_text=cells.get("date", ""),
        lemma=(mode or event_type).lower(),
        confidence=CONFIDENCE,
        reasons=(f"Taken as it stands from line {row.line} of {article.title}.",),
    )
    number = f"record {cells.get('id', '')}"
    return replace(event, id=event_id(event, number), label=headline(event))


@remembered
def _cameo() -> dict[str, tuple[str, str | None]]:
    """CAMEO code -> event type and mode, from the cards."""
    found: dict[str, tuple[str, str | None]] = {}
    for name, card in load_cards().items():
        found |= dict.fromkeys(card.cameo, (name, None))
        for mode in card.modes:
            found |= dict.fromkeys(mode.cameo, (name, mode.name))
    return found


def _type(row: Row, tally: _Tally) -> tuple[str, str | None] | None:
    """The event type and mode of a row; None (counted) where there is none."""
    name, code = row.cells.get("event_type", "").upper(), row.cells.get("code", "")
    if name in load_cards():
        mode: str | None = row.cells.get("mode", "").lower()
        if mode and load_cards()[name].mode(mode) is None:
            tally.count("have a mode that their type does not have: it was dropped", row.line, f": {name} {mode!r}")
            mode = None
        return name, mode or None
    for length in range(len(code), 1, -1):
        if code[:length] in _cameo():
            return _cameo()[code[:length]]
    if re.fullmatch(rf"{table_words().statements}\d{{0,2}}", code):
        tally.count("are left out: public statements (CAMEO 01) have no event type", row.line)
    elif code:
        tally.count("are left out: no such CAMEO code", row.line, f": {code[:20]!r}")
    elif name:
        tally.count("are left out: no such event type", row.line, f": {name[:40]!r}, {nearest(name, load_cards())}")
    else:
        tally.count("are left out: they have neither code nor type", row.line)
    return None


@at_most(20_000)
def _actor(name: str) -> Actor | None:
    name = table_words().actor_codes.get(name.upper(), name)
    gazetteer = default_gazetteer()
    return gazetteer.actor(name) or gazetteer.actor(name.upper())


def _parties(row: Row, side: str, tally: _Tally) -> tuple[Actor, ...]:
    """The known actors of one side, by group code, else by state, else by name; a cell may hold several."""
    unknown = ""
    for column in (f"{side}_group", f"{side}_country", side):
        names = [name.strip() for name in re.split(r"[;|]", row.cells.get(column, "")) if name.strip()]
        found = {actor.id: actor for name in names if (actor := _actor(name))}
        sector = row.cells.get(f"{side}_sector", "")
        if found:
            sector = sector if re.fullmatch(r"[A-Z]{3}", sector) else ""
            return tuple(
                replace(actor, sector=sector or actor.sector) for actor in sorted(found.values(), key=lambda a: a.id)
            )
        unknown = unknown or (names[0] if names else "")
    if unknown:
        tally.count(f"name an unknown {side}", row.line, f": {unknown[:40]!r}")
    return ()


def _place(cells: Mapping[str, str]) -> Place | None:
    """The place of a row: one that we know, else by its name and coordinates."""
    return _named_place(*(cells.get(name, "") for name in ("place", "place_country", "latitude", "longitude")))


@at_most(20_000)
def _named_place(name: str, in_country: str, north: str, east: str) -> Place | None:
    parts = [part.strip() for part in name.split(",") if part.strip()]
    if not parts:
        return None
    gazetteer = default_gazetteer()
    state = _actor(in_country or parts[-1])
    country = state.country if state else None
    latitude, longitude = _degrees(north, 90), _degrees(east, 180)
    known = gazetteer.place(parts[0])
    if known and (known.country == country or (country is None and len(parts) == 1)):
        apart = (abs(a - b) for a, b in ((latitude, known.latitude), (longitude, known.longitude)) if a and b)
        if max(apart, default=0) <= SAME_PLACE:
            return known
    return Place(slug(name, LONGEST_PLACE), parts[0], "city", country, latitude, longitude)


def _degrees(text: str, limit: int) -> float | None:
    if not re.fullmatch(r"[+-]?\d{1,3}(?:\.\d{1,12})?", text):
        return None
    return float(text) if abs(float(text)) <= limit else None
