"""Tables (CSV, TSV, and what is made one of Excel and Parquet): how they are laid out, what their columns hold.

Rows are read as the world writes them: a title or "sep=;" above the header, quoted or not, short rows, names of rows,
GDELT without a header. A table of articles is read here, one of coded events in `coded`.
"""

from __future__ import annotations

import csv
import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kg.model import Document
from kg.seeds.reading import article_fields, fold
from kg.seeds.tables import ANY_TABLE, TableForm, table_forms, table_words
from kg.sources import html
from kg.sources.assemble import Source, document, each
from kg.sources.encoding import clean
from kg.sources.metadata import Metadata, address, plain, plain_list
from kg.sources.text import pieces
from kg.timex.metadata_dates import day_order, metadata_date, order_unknown

LONGEST_SENTENCE = 2_000  # code points
LOOKED_AT = 40  # lines from which the layout is told
LONGEST_LINE = 20_000  # characters of a line that are looked at
PARTS = ("year", "month", "day")  # of a date, a column each
_SEPARATOR = re.compile(r'"?sep=(.)"?')  # as Excel is told what parts the cells
SIDES = frozenset({"actor", "actor_country", "actor_cow", "recipient", "recipient_country", "recipient_cow"})


class Row(NamedTuple):
    """One row: its cells by field and by column, what is shown as evidence, its line and its place in the text."""

    cells: Mapping[str, str]
    columns: Mapping[str, str]
    shown: str
    line: int
    start: int
    end: int


class Layout(NamedTuple):
    """How a table is written: what parts its cells, whether these are quoted, where it begins, columns, format."""

    delimiter: str
    quoted: bool
    first: int  # the line of the header, or of the first row, counted from 0
    header: tuple[str, ...]
    named: bool  # whether the header stands in the file
    form: TableForm


@dataclass(slots=True)
class Tally:
    """How many rows were left out or lost a value, by reason, with the first line of each."""

    rows: int = 0
    reasons: dict[str, tuple[int, int, str]] = field(default_factory=dict)

    def count(self, reason: str, line: int, example: str = "") -> None:
        """Count a row for a reason."""
        number, first, shown = self.reasons.get(reason, (0, line, example))
        self.reasons[reason] = (number + 1, first, shown)

    def report(self, source: Source) -> None:
        """Report each reason with its count."""
        for reason, (number, first, example) in self.reasons.items():
            what = f"{number:,} of {self.rows:,} rows {reason} (the first in line {first:,}{example})"
            source.issue("warning", what, "correct the cells, or add names and codes to seeds/; leading zeros count")


# ------------------------------------------------------------------------------ layout
def layout(text: str, form: TableForm | None = None) -> Layout:
    r"""Return how a table is laid out; `form` is the format where the user names one.

    >>> found = layout("Talks of 2019\nsep=;\nDate;Type;Actor\n2019-06-12;AGREE;PER")
    >>> found.delimiter, found.first, found.header
    (';', 2, ('Date', 'Type', 'Actor'))
    """
    lines = [line[:LONGEST_LINE] for line in text.lstrip("\ufeff").split("\n", LOOKED_AT)[:LOOKED_AT]]
    told = next((match[1] for line in lines[:5] if (match := _SEPARATOR.fullmatch(line.strip()))), None)
    inked = [line for line in lines if line.strip()]
    delimiter = told or max("\t,;|", key=lambda sign: max((line.count(sign) for line in inked[:6]), default=0))
    openings = len(re.findall(rf'(?:^|{re.escape(delimiter)})"', text, re.MULTILINE)) if delimiter == "\t" else 1
    closings = len(re.findall(rf'"(?:{re.escape(delimiter)}|$)', text, re.MULTILINE)) if delimiter == "\t" else 1
    quoted = 0 < openings == closings  # a quote that only opens would swallow lines
    cells: list[tuple[int, list[str]]] = []
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter, quoting=_quoting(quoted))
    before = 0
    try:
        for row in reader:
            if any(cell.strip() for cell in row) and not _SEPARATOR.fullmatch(delimiter.join(row).strip()):
                cells.append((before, row))
            before = reader.line_num
    except csv.Error:
        pass
    if not cells:
        return Layout(delimiter, quoted, 0, (), True, form or ANY_TABLE)
    usual = Counter(len(row) for _, row in cells[1:] or cells).most_common(1)[0][0]
    first, row = next(((at, row) for at, row in cells if len(row) > 1 and 2 * len(row) >= usual), cells[0])
    for known in table_forms() if form is None else (form,):
        for begins, columns in known.headers:
            if len(columns) == max(len(row) for _, row in cells) and begins.match("\t".join(row)):
                return Layout(delimiter, quoted, first, columns, False, known)
    header = tuple(cell.strip() for cell in row)
    behind = [len(row) for at, row in cells if at > first]
    if behind and set(behind) == {len(header) + 1} and all(row[-1].strip() for at, row in cells if at > first):
        header = ("", *header)  # as R writes the names of its rows
    return Layout(delimiter, quoted, first, header, True, form or _form(header))


def _quoting(quoted: bool) -> Literal[0, 3]:
    return csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE


def _form(header: tuple[str, ...]) -> TableForm:
    """The format whose columns a table has."""
    names = {fold(name) for name in header}
    return next((form for form in table_forms() if any(known <= names for known in form.known_by)), ANY_TABLE)


def columns(header: tuple[str, ...], form: TableForm) -> dict[str, tuple[int, ...]]:
    """Return which columns hold which field, the best first.

    >>> columns(("year", "month", "day", "actor"), ANY_TABLE)
    {'year': (0,), 'month': (1,), 'day': (2,), 'actor': (3,)}
    """
    words, articles = table_words(), article_fields().fields
    places: dict[str, int] = {}
    for number, name in enumerate(header):
        places.setdefault(fold(name), number)
    in_parts = any(name in places for name in words.columns["month"])
    found: dict[str, tuple[int, ...]] = {}
    taken: set[int] = set()

    def give(name: str, names: tuple[str, ...]) -> None:
        fitting = tuple(places[known] for known in names if known in places and places[known] not in taken)
        if fitting and name not in found:
            found[name] = fitting
            taken.update(fitting)

    for name, names in form.columns.items():
        give(name, names)
    for pair in words.pairs:
        if pair[0] in places and pair[1] in places and "actor" not in found:
            give("actor", pair[:1])
            give("recipient", pair[1:])
    for name, names in words.columns.items():
        if in_parts and name == "date":
            names = tuple(one for one in names if one not in PARTS)
        if in_parts or not name.endswith(PARTS):
            give(name, names)
    for name, names in articles.items():
        if name != "summary":
            give("date" if name == "published" and "date" not in found else name, names)
    return {name: found[name] for name in sorted(found, key=lambda name: found[name])}


def is_coded(source: Source) -> bool:
    """Whether the table holds coded events, not articles."""
    known = layout(source.text, source.columns)
    return not known.form.refused and _is_coded(columns(known.header, known.form), known.form)


def _is_coded(known: Mapping[str, tuple[int, ...]], form: TableForm) -> bool:
    told = bool({"code", "event_type"} & set(known)) or form.event is not None or bool(form.codes)
    return told and ("text" not in known or bool(SIDES & set(known)))


def is_table(text: str) -> bool:
    r"""Whether a text whose name does not say so is a table that we can read: several known columns, and rows as long.

    >>> is_table("Date\tType\tActor\n2019-06-12\tAGREE\tPER\n"), is_table("Date: today\n\nThey met.")
    (True, False)
    """
    head = text[:LONGEST_LINE]
    known = layout(head)
    if len(known.header) < 3 or not all(len(name) < 60 for name in known.header):
        return False
    fields = columns(known.header, known.form)
    sides = SIDES & set(fields)
    return known.form is not ANY_TABLE or (_is_coded(fields, known.form) and "date" in fields and bool(sides))


# ------------------------------------------------------------------------------ rows
def rows(source: Source, known: Layout, tally: Tally) -> Iterator[Row]:
    """Yield the rows of a table with their cells by field; missing cells at the end of a row are empty."""
    header = known.header
    fields = columns(header, known.form)
    ends_in_text = bool(header) and any(numbers[-1:] == (len(header) - 1,) for name, numbers in fields.items()
                                        if name in ("text", "sentence"))  # fmt: skip
    starts = [0]
    lines = source.text.split("\n")
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    fed = (line.lstrip("\ufeff") + "\n" for line in lines[known.first :])
    reader = csv.reader(fed, delimiter=known.delimiter, quoting=_quoting(known.quoted))
    before = known.first
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
        first, before = before, reader.line_num + known.first
        is_header = known.named and not tally.rows and [cell.strip() for cell in cells] == list(header)[-len(cells) :]
        if not any(cell.strip() for cell in cells) or (known.named and first == known.first) or is_header:
            continue
        tally.rows += 1
        more = [cell for cell in cells[len(header) :] if cell.strip()]
        if more and ends_in_text:
            cells = [*cells[: len(header) - 1], known.delimiter.join(cells[len(header) - 1 :])]
        elif more:
            tally.count(f"are left out: they have more cells than the {len(header)} of the header", first + 1)
            continue
        cells += [""] * (len(header) - len(cells))
        found = _fields(cells, fields, known.form)
        shown = " · ".join(f"{header[number]}: {value}" for name, (number, value) in found.items() if name != "text")
        yield Row(
            {name: value for name, (_, value) in found.items()},
            {fold(name): cell.strip() for name, cell in zip(header, cells, strict=False)},
            shown[:LONGEST_SENTENCE],
            first + 1,
            starts[first],
            max(starts[first], starts[before] - 1),
        )


def _fields(cells: list[str], known: Mapping[str, tuple[int, ...]], form: TableForm) -> dict[str, tuple[int, str]]:
    """The first cell of each field that is not empty, with its column."""
    empty = table_words().empty
    found: dict[str, tuple[int, str]] = {}
    for name, numbers in known.items():
        for number in numbers:
            value = cells[number].strip("\"' ")
            if value.strip().lower() not in empty and value.strip().lower() not in form.missing:
                found[name] = (number, value if name == "text" else clean(value))
                break
    return found


# ------------------------------------------------------------------------------ articles
def read(source: Source) -> list[Document]:
    """Return the articles of a table that has a column of texts; a table of coded events has none."""
    known = layout(source.text, source.columns)
    if known.form.refused:
        source.issue("error", f"it is {known.form.label}: {known.form.refused}", known.form.remedy)
        return []
    if is_coded(source):
        return []
    fields = columns(known.header, known.form)
    if not {"text", "title"} & set(fields) or ("text" not in fields and not {"url", "date"} & set(fields)):
        shown = ", ".join(known.header[:12]) + (" …" if len(known.header) > 12 else "")
        message = f"the table has neither a column of texts nor one of event types or codes ({shown})"
        remedy = "name the columns as seeds/coded_tables.yml does, or say what they are: --columns FILE.yml"
        source.issue("warning", message, remedy)
        return []
    tally = Tally()
    found: list[Document] = []
    table = list(rows(source, known, tally))
    if not table:
        source.issue("warning", "the table has a header and no row", "fetch or export it again")
    order = day_order(row.cells.get("date", "") for row in table)
    for row in table:
        name = address(row.cells.get("url")) or f"{source.name}#{row.line}"
        part = source.part("", name)
        found += each(part, functools.partial(_article, part, row, order, "text" in fields, tally))
    tally.report(source)
    return found


def _article(source: Source, row: Row, order: str | None, has_text: bool, tally: Tally) -> list[Document]:
    """The document of one row in a list, empty where it was refused."""
    cells = row.cells
    day = cells.get("date")
    if day and order_unknown(day, order, cells.get("language")):
        tally.count("are undated: no row proves whether day or month comes first", row.line, f": {day!r}")
        day = None
    metadata = Metadata(
        title=plain(cells.get("title")),
        url=address(cells.get("url")),
        published=metadata_date(day, cells.get("language"), order),
        publisher=plain(cells.get("publisher")),
        author=plain(cells.get("author")),
        language=plain(cells.get("language")),
        section=plain(cells.get("section")),
        tags=plain_list(cells.get("tags")),
    )
    text = cells.get("text", "")
    if not text and not has_text and metadata.title:
        return document(source, [("headline", metadata.title)], metadata)
    if re.search(r"</?(?:p|br|div|a|b|i|em|strong|span)\b|&(?:nbsp|amp|#\d{2,5});", text):
        body = html.fragment(source.part(text))
        return document(source.part("", repairs=body[1]), body[0], metadata) if body else []
    return document(source, pieces(text), metadata)
