"""Tables of coded events: GDELT, POLECAT, ICEWS, ACLED, UCDP, Phoenix, COW, our own, and any with known columns.

A row becomes an `Event` whose evidence is the row itself (kind "record"). What it says is kept: days, whether it
happened, persons, sectors. Rows that cannot be used are counted by reason and reported, with the line of the first.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from typing import NamedTuple

from kg.edtf import days, interval
from kg.errors import OptionError, nearest
from kg.gazetteer import default_gazetteer
from kg.headlines import headline
from kg.identity import event_id, slug
from kg.model import GRADES, Actor, Article, Event, Evidence, Place
from kg.seeds.cards import load_cards
from kg.seeds.own import at_most, remembered
from kg.seeds.tables import TableForm, table_words
from kg.sources.assemble import Source
from kg.sources.dates import Day, written_day
from kg.sources.encoding import clean
from kg.sources.table import LONGEST_SENTENCE, PARTS, Row, Tally, layout, rows
from kg.timex.metadata_dates import day_order, order_unknown

SURE = 0.8  # confidence above which a record is taken for sure
CONFIDENCE = 0.6  # of a record that another coder made: taken as it is, not checked
SAME_PLACE = 1.0  # degrees; a town of the same name that is farther away is another one
LONGEST_PLACE = 60  # characters of the id of a place that no table holds
LONGEST_NAME = 120  # characters of a party that no table holds
HOSTILE, FRIENDLY = -3.0, -0.5  # scores from which on a code of CAMEO is surely a conflict, or surely none
LAST_FRIENDLY = 8  # root code
QUADS = {"1": range(1, 6), "2": range(6, 9), "3": range(9, 14), "4": range(14, 21)}  # quad class -> CAMEO roots

_YEARS = re.compile(r"\s*\((?:since |until )?\d{0,4}\s*[-–]\s*\d{0,4}[^()]*\)\Z")
_SETTLEMENT = re.compile(r"\s+(?:town|city|village|settlement)\Z", re.IGNORECASE)  # as UCDP writes it behind a name
_REGION = re.compile(r"\s(?:district|province|region|oblast|governorate|state|county|prefecture)\Z", re.IGNORECASE)
_BEHIND = re.compile(r"\s*\([^()]*\)\Z")


class CodedEvents(NamedTuple):
    """The events of a table, and the table itself as the article that tells of them."""

    events: list[Event]
    articles: list[Article]


class _Table(NamedTuple):
    """What the rows of a table are read with: its format, the order of its dates, whether codes lost their zeros."""

    article: Article
    form: TableForm
    order: str | None
    zeros_lost: bool
    tally: Tally


def read_events(source: Source) -> CodedEvents:
    """Return the events of a table of coded events; rows with the same record become one event."""
    tally = Tally()
    known = layout(source.text, source.columns)
    article = Article(hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()[:12], title=source.name)
    lines = list(rows(source, known, tally))
    order = day_order(row.cells.get(name, "") for row in lines for name in ("date", "end"))
    table = _Table(article, known.form, order, _zeros_lost(row.cells.get("code", "") for row in lines), tally)
    found: dict[str, Event] = {}
    told: dict[str, list[Evidence]] = {}
    for row in lines:
        event = _event(row._replace(cells={**known.form.cells, **row.cells}), table)
        if event is not None:
            found.setdefault(event.id, event)
            told.setdefault(event.id, []).extend(event.evidence)
    events = [
        event if len(told[key]) == 1 else replace(event, evidence=tuple(told[key])) for key, event in found.items()
    ]
    if known.first:
        what = f"what stands above its header was passed over ({known.first} lines)"
        source.issue("info", what, "nothing to do where that is a title or a remark")
    tally.report(source)
    return CodedEvents(events, [article] if events else [])


def _event(row: Row, table: _Table) -> Event | None:
    cells, tally, article = row.cells, table.tally, table.article
    coded = _type(row, table)
    if coded is None:
        return None
    event_type, mode = coded
    modality = _modality(row, tally)
    if modality is None:
        return None
    dated = _dated(row, table)
    if dated is None:
        return None
    day, certain = dated
    actors, recipients = (_parties(row, side, table, day) for side in ("actor", "recipient"))
    recipients = tuple(one for one in recipients if one.id not in {actor.id for actor in actors})
    if not actors and not recipients:
        tally.count("are left out: neither side is a known actor", row.line)
        return None
    card = load_cards()[event_type]
    confidence = table.form.confidence or CONFIDENCE
    evidence = Evidence(
        document=cells.get("url") or article.title or article.id,
        document_id=article.id,
        start=row.start,
        end=row.end,
        sentence=(cells.get("sentence") or clean(cells.get("text", "")) or row.shown)[:LONGEST_SENTENCE],
        trigger=cells.get("trigger") or cells.get("code") or cells.get("event_type") or event_type,
        trigger_start=row.start,
        trigger_end=row.end,
        rule=f"{article.title}, line {row.line}",
        confidence=confidence,
        reason=f"line {row.line} of a coded table: {row.shown}",
        extractor="record",
        kind="record",
    )
    subtype = cells.get("subtype", "").lower()
    reciprocal = cells.get("reciprocal", "").lower() in ("true", "1", "yes")
    event = Event(
        id="",
        event_type=event_type,
        quad_class=card.quad_class,
        modality=modality,
        actors=(*actors, *recipients) if reciprocal else actors,
        recipients=() if reciprocal else recipients,
        evidence=(evidence,),
        mode=mode,
        subtype=subtype if subtype in card.subtypes else None,
        goldstein=card.score(mode),
        cameo=_code(row, table) or None,
        reciprocal=reciprocal,
        attributed_to=tuple(
            actor
            for name in re.split(r"[;|]", cells.get("attributed_to", ""))
            if (actor := _named(name.strip(), "")[0])
        ),
        place=_place(cells, table.form),
        begin=day.begin,
        end=day.end,
        edtf=day.edtf,
        certain=certain,
        date_text=cells.get("date_text") or cells.get("date", ""),
        lemma=(mode or event_type).lower(),
        confidence=confidence,
        grade=GRADES[0] if confidence > SURE else GRADES[1],
        reasons=(f"Taken as it stands from line {row.line} of {article.title}.",),
    )
    number = f"record {cells.get('id', '')}"
    return replace(event, id=event_id(event, number), label=headline(event))


# ------------------------------------------------------------------------------ what happened
@remembered
def cameo_types() -> dict[str, tuple[str, str | None]]:
    """CAMEO code -> event type and mode, from the cards."""
    found: dict[str, tuple[str, str | None]] = {}
    for name, card in load_cards().items():
        found |= dict.fromkeys(card.cameo, (name, None))
        for mode in card.modes:
            found |= dict.fromkeys(mode.cameo, (name, mode.name))
    return found


def _zeros_lost(codes: Iterable[str]) -> bool:
    """Whether a column of CAMEO codes went through a program that took them for numbers."""
    plain = {re.sub(r"\.0\Z", "", code) for code in codes if code}
    lost = (code for code in plain if not _is_code(code) and _is_code(f"0{code}"))
    return not any(code.startswith("0") for code in plain) and next(lost, None) is not None


def _is_code(code: str) -> bool:
    return code in cameo_types() or re.fullmatch(rf"{table_words().statements}\d{{0,2}}", code) is not None


def _code(row: Row, table: _Table) -> str:
    """The CAMEO code of a row, with the zero that it lost where root or quad class prove it; empty where unclear."""
    code = re.sub(r"\.0\Z", "", row.cells.get("code", ""))
    if not code.isdigit() or code.startswith("0"):
        return code
    root, quad = (re.sub(r"\.0\Z", "", row.cells.get(name, "")) for name in ("root", "quad"))
    readings = [one for one in (code, f"0{code}") if _is_code(one) or (one == code and _is_code(one[:2]))]
    if root.isdigit():
        readings = [one for one in readings if int(one[:2]) == int(root)]
    elif quad in QUADS:
        readings = [one for one in readings if int(one[:2]) in QUADS[quad]]
    elif table.zeros_lost:
        readings = _by_score(readings, row.cells.get("score", ""))
    else:
        return code
    return readings[0] if len(readings) == 1 else ""


def _by_score(readings: list[str], score: str) -> list[str]:
    """Of two readings of a code the one that its Goldstein score allows: CAMEO's conflicts are far below zero."""
    if len(readings) < 2 or not re.fullmatch(r"-?\d{1,2}(?:\.\d{1,4})?", score):
        return readings
    if float(score) <= HOSTILE:
        return [one for one in readings if int(one[:2]) > LAST_FRIENDLY]
    return [one for one in readings if int(one[:2]) <= LAST_FRIENDLY] if float(score) >= FRIENDLY else readings


def _type(row: Row, table: _Table) -> tuple[str, str | None] | None:
    """The event type and mode of a row; None (counted) where there is none."""
    tally = table.tally
    told = _own_code(row, table)
    if told is not None:
        return told if told[0] else None
    name, given = row.cells.get("event_type", "").upper(), row.cells.get("code", "")
    if name in load_cards():
        mode: str | None = row.cells.get("mode", "").lower()
        if mode and load_cards()[name].mode(mode) is None:
            tally.count("have a mode that their type does not have: it was dropped", row.line, f": {name} {mode!r}")
            mode = None
        return name, mode or None
    code = _code(row, table)
    if code == f"0{re.sub(r'[.]0$', '', given)}":
        tally.count("had lost the zero that their code begins with: it was put back", row.line, f": {given[:20]!r}")
    for length in range(len(code), 1, -1):
        if code[:length] in cameo_types():
            return cameo_types()[code[:length]]
    if re.fullmatch(rf"{table_words().statements}\d{{0,2}}", code):
        tally.count("are left out: public statements (CAMEO 01) have no event type", row.line)
    elif given and not code:
        tally.count(
            "are left out: their code lost its zero, and nothing says which it was", row.line, f": {given[:20]!r}"
        )
    elif given:
        tally.count("are left out: no such CAMEO code", row.line, f": {given[:20]!r}")
    elif name:
        tally.count("are left out: no such event type", row.line, f": {name[:40]!r}, {nearest(name, load_cards())}")
    else:
        tally.count("are left out: they have neither code nor type", row.line)
    return None


def _own_code(row: Row, table: _Table) -> tuple[str, str | None] | None:
    """The type and mode by the format's own codes, an empty type for what is no event, None where it has no codes."""
    for column, values in table.form.codes:
        value = row.columns.get(column, "").casefold()
        if value in values:
            told = values[value]
            if told is None:
                table.tally.count("are left out: they tell of no event between actors", row.line, f": {value!r}")
            return told or ("", None)
    if table.form.event is not None:
        return table.form.event
    if table.form.codes and not {"code", "event_type"} & set(row.cells):
        table.tally.count(f"are left out: {table.form.label} has no such code", row.line)
        return "", None
    return None


def _modality(row: Row, tally: Tally) -> str | None:
    """Whether a row's event happened; None (counted) where the cell cannot be understood."""
    told = row.cells.get("modality")
    if told is None:
        return "asserted"
    found = table_words().modalities.get(told.lower())
    if found is None:
        valid = nearest(told, set(table_words().modalities.values()))
        tally.count("are left out: no such modality", row.line, f": {told[:40]!r}, {valid}")
    return found


# ------------------------------------------------------------------------------ when
def _dated(row: Row, table: _Table) -> tuple[Day, bool] | None:
    """The days of a row and whether the event fills them; None (counted) where they cannot be read."""
    cells, tally, order = row.cells, table.tally, table.order
    edtf = cells.get("edtf")
    if edtf:
        try:
            given = Day(*interval(edtf), edtf)
        except OptionError:
            tally.count("are left out: their date cannot be read", row.line, f": {edtf[:40]!r}")
            return None
        sure = cells.get("certain", "").lower()
        return given, sure == "true" if sure else given.begin is not None and given.begin == given.end
    text, until = cells.get("date", ""), cells.get("end", "")
    for value in (text, until):
        if value and order_unknown(value, order, None):
            why = "are dated between two days: nothing proves whether day or month comes first"
            tally.count(why, row.line, f": {value!r}")
    day: Day | None = _either(text, order)
    last = _either(until, order)
    parts = _parts(cells, "")
    if day is None and parts is not None:
        day, last = parts, _parts(cells, "end_")
    elif text and day is None:
        tally.count("are left out: their date cannot be read", row.line, f": {text[:40]!r}")
        return None
    if day is None:
        return Day(None, None, ""), False
    if until and last is None and "end" in cells:
        tally.count("have an end that cannot be read: it was dropped", row.line, f": {until[:40]!r}")
    return _span(row, day, last, table)


def _span(row: Row, day: Day, last: Day | None, table: _Table) -> tuple[Day, bool]:
    """One day, or from one to the other: lasting from one to the other, or on some day between."""
    if last is None or last.edtf == day.edtf or day.begin is None or last.end is None:
        return day, day.begin is not None and day.begin == day.end
    if last.end < day.begin:
        table.tally.count("end before they begin: the end was dropped", row.line)
        return day, day.begin == day.end
    if table.form.span == "possible":
        return Day(day.begin, last.end, f"[{day.begin.isoformat()}..{last.end.isoformat()}]"), False
    return Day(day.begin, last.end, f"{day.edtf}/{last.edtf}"), True


def _either(text: str, order: str | None) -> Day | None:
    """What a cell says of a date; between its two readings where nothing proves which number is the month."""
    if not order_unknown(text, order, None):
        return written_day(text, order)
    read = [day.begin for one in ("DMY", "MDY") if (day := written_day(text, one)) and day.begin]
    if not read:
        return None
    first, last = min(read), max(read)
    return Day(first, last, f"[{first.isoformat()}..{last.isoformat()}]" if first != last else first.isoformat())


def _parts(cells: Mapping[str, str], which: str) -> Day | None:
    """The date of the columns year, month and day, as precise as they are."""
    given = [re.sub(r"\.0\Z", "", cells.get(f"{which}{name}", "")) for name in PARTS]
    if any(value[:1].isalpha() for value in given):
        return written_day(" ".join(value for value in reversed(given) if value))
    found: list[str] = []
    for value, width in zip(given, (4, 2, 2), strict=True):
        if not value.isdigit() or int(value) == 0:
            break
        found.append(value.zfill(width))
    try:
        edtf = "-".join(found)
        return Day(*days(edtf), edtf) if found else None
    except OptionError:
        return None


# ------------------------------------------------------------------------------ who
def _parties(row: Row, side: str, table: _Table, day: Day) -> tuple[Actor, ...]:
    """The actors of one side: a group by its code, persons whom we know by name, states by code, name or number."""
    cells = row.cells
    names = _several(cells.get(side, ""))
    reciprocal = cells.get("reciprocal", "").lower() in ("true", "1", "yes")
    countries = (
        [] if reciprocal and side == "recipient" and "actor" in cells else _several(cells.get(f"{side}_country", ""))
    )
    sector = cells.get(f"{side}_sector", "")
    sector = sector if re.fullmatch(r"[A-Z]{3}", sector) else ""
    groups = _known(_several(cells.get(f"{side}_group", "")))
    states = _known(countries)
    by_name = _known(names)
    states, by_name = (_of_their_time(some, day) for some in (states, by_name))
    persons = [one for one in by_name if one.kind == "person"]
    by_name = [one for one in by_name if one.kind != "person"]
    acting = [one for person in persons if (one := _acting(person, {state.id for state in states}, day))]
    whole = acting and len(acting) + len(by_name) == len(names)
    found = groups or ([*acting, *by_name] if whole else []) or states or [*acting, *by_name]
    found = found or [actor for code in _several(cells.get(f"{side}_cow", "")) if (actor := _numbered(code, day.begin))]
    if not found and names and table.form.unknown == "group":
        by_id = len(names) == len(countries) and not _known(countries)  # our own tables give an id beside each name
        written = countries if by_id else names
        found = [_group(name) for name in written if not re.match(r"(?i)unidentified|unknown\b", name)]
    if not found and (names or countries):
        table.tally.count(f"name an unknown {side}", row.line, f": {(names or countries)[0][:40]!r}")
    known = {actor.id: replace(actor, sector=sector or actor.sector) for actor in found}
    return tuple(known[key] for key in sorted(known))


def _acting(person: Actor, states: Set[str], day: Day) -> Actor | None:
    """A person for the state or organisation of the office held on the day; None where the row names another state."""
    gazetteer = default_gazetteer()
    terms = gazetteer.terms(person.id)
    held = [term for term in terms if day.begin is not None and term.valid.holds(day.begin)]
    fitting = [term for term in (*held, *reversed(terms)) if not states or term.party in states]
    if not fitting:
        return None
    term = fitting[0]
    is_state = gazetteer.state(term.party) is not None
    return replace(
        person,
        country=term.party if is_state else None,
        organisation=None if is_state else term.party,
        office=term.office if term in held else None,
        office_id=term.id if term in held else None,
    )


def _of_their_time(actors: list[Actor], day: Day) -> list[Actor]:
    """The actors without states that were gone, or not there yet: three letters may mean an armed group of today."""
    gazetteer = default_gazetteer()
    if day.begin is None:
        return actors
    return [one for one in actors if one.kind != "historical" or gazetteer.validity(one.id).holds(day.begin)]


def _several(cell: str) -> list[str]:
    """The names in a cell."""
    empty = table_words().empty
    return [name.strip() for name in re.split(r"[;|]", cell) if name.strip().lower() not in empty]


def _known(names: Iterable[str]) -> list[Actor]:
    """The actors among some names, with the sector that the words around a name say."""
    found = (_named(name, "") for name in names)
    return [replace(actor, sector=sector or actor.sector) for actor, sector in found if actor]


@at_most(20_000)
def _named(name: str, sector: str) -> tuple[Actor | None, str]:
    """The actor of a name as tables write it, and the sector that its words say."""
    words, gazetteer = table_words(), default_gazetteer()
    if not name or len(name) > LONGEST_NAME:
        return None, sector
    name = words.actor_codes.get(name.upper(), name)
    found = gazetteer.actor(name) or (gazetteer.actor(name.upper()) if name.isascii() and len(name) < 7 else None)
    if found:
        return found, sector
    if name.isdigit():
        return _numbered(name, None), sector
    shorter = _YEARS.sub("", name)
    for pattern, told in words.party_names:
        if match := pattern.fullmatch(shorter):
            found, _ = _named(match["name"].strip(), told)
            if found:
                return found, told
    shorter = _YEARS.sub("", name) if _YEARS.search(name) else _BEHIND.sub("", name)
    return _named(shorter, sector) if shorter != name else (None, sector)


def _numbered(code: str, at: datetime.date | None) -> Actor | None:
    """The state with a number or an abbreviation of COW, the one of the day where several follow each other."""
    gazetteer = default_gazetteer()
    code = re.sub(r"\.0\Z", "", code)
    found = sorted(
        (state for state in gazetteer.tables.states.values() if state.cow and state.cow == code),
        key=lambda state: (state.kind != "state", state.id),
    )
    valid = [state for state in found if at is not None and state.valid.holds(at)]
    return gazetteer.actor((valid or found)[0].id) if found else None


def _group(name: str) -> Actor:
    """A party that no table of ours holds, as a group of its own."""
    label = _YEARS.sub("", name)[:LONGEST_NAME]
    return Actor(slug(label, LONGEST_PLACE), label, "group")


# ------------------------------------------------------------------------------ where
def _place(cells: Mapping[str, str], form: TableForm) -> Place | None:
    """The place of a row: one that we know, else by its name and coordinates."""
    kind = form.place_kinds.get(cells.get("place_kind", ""), "city")
    name, in_country, north, east = (cells.get(one, "") for one in ("place", "place_country", "latitude", "longitude"))
    return _named_place(name, in_country, north, east, kind)


@at_most(20_000)
def _named_place(name: str, in_country: str, north: str, east: str, kind: str) -> Place | None:
    parts = [part.strip() for part in name.split(",") if part.strip()]
    if not parts:
        return None
    gazetteer = default_gazetteer()
    shorter = _SETTLEMENT.sub("", parts[0])
    if _REGION.search(parts[0]):
        kind = "region"
    state = _named(in_country or parts[-1], "")[0]
    country = state.country if state else None
    latitude, longitude = _degrees(north, 90), _degrees(east, 180)
    known = gazetteer.place(parts[0]) or gazetteer.place(shorter)
    if known and (known.country == country or (country is None and len(parts) == 1)):
        apart = (abs(a - b) for a, b in ((latitude, known.latitude), (longitude, known.longitude)) if a and b)
        if max(apart, default=0) <= SAME_PLACE:
            return known
    return Place(slug(name, LONGEST_PLACE), shorter, kind, country, latitude, longitude)


def _degrees(text: str, limit: int) -> float | None:
    if not re.fullmatch(r"[+-]?\d{1,3}(?:\.\d{1,12})?", text):
        return None
    return float(text) if abs(float(text)) <= limit else None
