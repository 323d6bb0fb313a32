"""Who acts: states, organisations, groups, bodies, office-holders, offices and places, read strictly from seeds/.

Every table is read once, checked whole and frozen. A wrong row stops the run with file, line and the nearest
valid name; so does a name that two entities claim at one time.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from kg.edtf import days
from kg.errors import OptionError, nearest
from kg.model import STATE_KINDS
from kg.seeds.files import Row, read_table, shipped, shown
from kg.seeds.own import remembered

SECTORS = frozenset(
    (
        "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
        "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC",
    )
)  # fmt: skip
OFFICE_KINDS = (
    "head_of_state", "head_of_government", "party_leader", "leader", "deputy", "foreign_affairs", "defence",
    "security_adviser", "head_of_organisation", "diplomat", "cabinet", "candidate",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Validity:
    """The first and last possible day; None where open. `holds` is true for a day inside, and for no day at all."""

    first: datetime.date | None = None
    last: datetime.date | None = None

    def holds(self, at: datetime.date | None) -> bool:
        """Whether the span may contain the day.

        >>> Validity(datetime.date(1922, 12, 30), datetime.date(1991, 12, 25)).holds(datetime.date(1985, 3, 11))
        True
        """
        return at is None or ((self.first is None or self.first <= at) and (self.last is None or at <= self.last))

    def days_off(self, at: datetime.date) -> int:
        """How many days the span is away from a day; 0 inside."""
        if self.first is not None and at < self.first:
            return (self.first - at).days
        if self.last is not None and at > self.last:
            return (at - self.last).days
        return 0

    def overlaps(self, other: Validity) -> bool:
        """Whether the two spans share a day."""
        before = self.last is not None and other.first is not None and self.last < other.first
        after = other.last is not None and self.first is not None and other.last < self.first
        return not (before or after)


@dataclass(frozen=True, slots=True)
class State:
    """A row of states.csv; `kind` is one of `STATE_KINDS`, `id` ISO 3166 alpha-3 (historical: ISO 3166-3 or own)."""

    id: str
    label: str
    kind: str
    cow: str
    wikidata: str
    aliases: tuple[str, ...]
    ambiguous: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    combining: tuple[str, ...]
    capital: str
    seats: tuple[str, ...]
    valid: Validity
    successors: tuple[str, ...]
    same_state_as: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """A row of organisations.csv: what states are members of, its organs and agencies."""

    id: str
    label: str
    kind: str
    aliases: tuple[str, ...]
    ambiguous: tuple[str, ...]
    parent: str
    members: tuple[str, ...]
    valid: Validity
    wikidata: str


@dataclass(frozen=True, slots=True)
class Group:
    """A row of groups.csv: armed groups, parties, companies, media, peoples; `country` is where they belong."""

    id: str
    label: str
    kind: str
    aliases: tuple[str, ...]
    ambiguous: tuple[str, ...]
    country: str
    sector: str
    valid: Validity


@dataclass(frozen=True, slots=True)
class Body:
    """A row of bodies.csv: a named part of a state ("State Department") that acts for it."""

    id: str
    label: str
    aliases: tuple[str, ...]
    country: str
    office: str
    sector: str
    valid: Validity


@dataclass(frozen=True, slots=True)
class Term:
    """One person in one office: a row of leaders.csv or ministers.csv.

    `party` is the state or organisation acted for. `known_until` is the day up to which the source vouches for an
    open term: later than that, the term ranks behind certain ones.
    """

    id: str
    person: str
    name: str
    aliases: tuple[str, ...]
    news_name: str
    party: str
    office: str
    office_kind: str
    valid: Validity
    known_until: datetime.date | None
    wikidata: str


@dataclass(frozen=True, slots=True)
class Office:
    """A row of offices.csv: a word for an office, body or kind of people, with its PLOVER sector.

    `held_as` are the kinds of office (`Term.office_kind`) that it may be a title of, the likeliest first: "president"
    may be a head of state, a leader or the leader of a party.
    """

    term: str
    plural: str
    aliases: tuple[str, ...]
    sector: str
    speaks_for_state: bool
    kind: str
    held_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A row of places.csv: a named place with coordinates (WGS 84, degrees) and country; open waters have none."""

    id: str
    label: str
    country: str
    kind: str
    aliases: tuple[str, ...]
    latitude: float
    longitude: float
    population: int


@dataclass(frozen=True, slots=True)
class ActorTables:
    """All of seeds/actors, seeds/offices.csv and seeds/places, by id (offices by term), in the order of the files."""

    states: Mapping[str, State]
    organisations: Mapping[str, Organisation]
    groups: Mapping[str, Group]
    bodies: Mapping[str, Body]
    terms: Mapping[str, Term]
    offices: Mapping[str, Office]
    places: Mapping[str, PlaceRow]


PLACE_COLUMNS = (
    "id", "label", "country", "latitude", "longitude", "kind", "aliases", "population", "geonameid", "source", "note",
)  # fmt: skip
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "actors/states.csv": (
            "id", "label", "kind", "iso2", "iso3", "iso3166_3", "cow", "wikidata", "aliases", "ambiguous_aliases",
            "adjective", "person", "people", "combining_form", "capital", "seats", "valid_from", "valid_to",
            "successor", "same_state_as", "note",
        ),
        "actors/organisations.csv": (
            "id", "label", "aliases", "ambiguous_aliases", "kind", "parent", "members", "valid_from", "valid_to",
            "wikidata", "note",
        ),
        "actors/groups.csv": (
            "id", "label", "aliases", "ambiguous_aliases", "kind", "country", "sector", "valid_from", "valid_to",
            "note",
        ),
        "actors/bodies.csv": (
            "id", "label", "aliases", "country", "office", "sector", "valid_from", "valid_to", "note",
        ),
        "actors/leaders.csv": (
            "id", "person", "name", "aliases", "news_name", "entity", "office", "office_kind", "valid_from",
            "valid_to", "known_until", "wikidata", "sources", "note",
        ),
        "actors/ministers.csv": (
            "id", "person", "name", "aliases", "news_name", "entity", "office", "office_kind", "valid_from",
            "valid_to", "known_until", "wikidata", "sources", "note",
        ),
        "offices.csv": ("term", "plural", "aliases", "sector", "speaks_for_state", "kind", "held_as", "note"),
        "places/places.csv": PLACE_COLUMNS,
        "places/cities.csv": PLACE_COLUMNS,
    }
)  # fmt: skip


# ------------------------------------------------------------------------------ cells
def _day(row: Row, column: str, last: bool) -> datetime.date | None:
    """The first (or last) possible day of a cell `YYYY[-MM[-DD]]`; None where it is empty."""
    text = row[column]
    if not text:
        return None
    try:
        return days(text)[last]
    except OptionError as error:
        raise row.error(f"{column} {text!r} is no date; write 1998, 1998-02 or 1998-02-25") from error


def _valid(row: Row) -> Validity:
    first, last = _day(row, "valid_from", last=False), _day(row, "valid_to", last=True)
    if first is not None and last is not None and first > last:
        raise row.error(f"valid_from {row['valid_from']} is after valid_to {row['valid_to']}")
    return Validity(first, last)


def _one_of(row: Row, column: str, valid: Iterable[str], empty: bool = False) -> str:
    value = row[column]
    if value in valid or (empty and not value):
        return value
    raise row.error(f"unknown {column} {value!r}; {nearest(value, valid)}")


def _all_of(row: Row, column: str, valid: Iterable[str]) -> tuple[str, ...]:
    for value in row.list(column):
        if value not in valid:
            raise row.error(f"unknown {column} {value!r}; {nearest(value, valid)}")
    return row.list(column)


def _number(row: Row, column: str, low: float, high: float) -> float:
    try:
        value = float(row[column])
    except ValueError as error:
        raise row.error(f"{column} {row[column]!r} is no number") from error
    if not low <= value <= high:
        raise row.error(f"{column} {row[column]} is not between {low:g} and {high:g}")
    return value


def _label(row: Row, column: str = "label") -> str:
    if not row[column]:
        raise row.error(f"{column} is empty")
    return row[column]


# ------------------------------------------------------------------------------ rows
def _state(row: Row, states: Iterable[str]) -> State:
    if not re.fullmatch(r"[A-Z]{3}", row["id"]):
        raise row.error(f"id {row['id']!r} is not three capital letters")
    return State(
        row["id"], _label(row), _one_of(row, "kind", STATE_KINDS), row["cow"], row["wikidata"],
        row.list("aliases"), row.list("ambiguous_aliases"), row.list("adjective"),
        tuple(dict.fromkeys(row.list("person") + row.list("people"))), row.list("combining_form"), row["capital"],
        row.list("seats"), _valid(row), _all_of(row, "successor", states),
        _one_of(row, "same_state_as", states, empty=True),
    )  # fmt: skip


def _organisation(row: Row, states: Iterable[str], organisations: Iterable[str]) -> Organisation:
    return Organisation(
        row["id"], _label(row), row["kind"], row.list("aliases"), row.list("ambiguous_aliases"),
        _one_of(row, "parent", organisations, empty=True), _all_of(row, "members", states), _valid(row),
        row["wikidata"],
    )  # fmt: skip


def _group(row: Row, states: Iterable[str]) -> Group:
    return Group(
        row["id"], _label(row), _label(row, "kind"), row.list("aliases"), row.list("ambiguous_aliases"),
        _one_of(row, "country", states, empty=True), _one_of(row, "sector", SECTORS), _valid(row),
    )  # fmt: skip


def _body(row: Row, states: Iterable[str]) -> Body:
    return Body(
        row["id"], _label(row), row.list("aliases"), _one_of(row, "country", states), _label(row, "office"),
        _one_of(row, "sector", SECTORS), _valid(row),
    )  # fmt: skip


def _term(row: Row, parties: Iterable[str]) -> Term:
    if not row["valid_from"]:
        raise row.error("valid_from is empty: a term needs at least the year in which it began")
    return Term(
        row["id"], _label(row, "person"), _label(row, "name"), row.list("aliases"), row["news_name"],
        _one_of(row, "entity", parties), _label(row, "office"), _one_of(row, "office_kind", OFFICE_KINDS), _valid(row),
        _day(row, "known_until", last=True), row["wikidata"],
    )  # fmt: skip


def _office(row: Row) -> Office:
    speaks = _one_of(row, "speaks_for_state", ("yes", "no")) == "yes"
    return Office(
        row["term"], row["plural"], row.list("aliases"), _one_of(row, "sector", SECTORS), speaks, row["kind"],
        _all_of(row, "held_as", OFFICE_KINDS),
    )  # fmt: skip


def _place(row: Row, states: Iterable[str]) -> PlaceRow:
    return PlaceRow(
        row["id"], _label(row), _one_of(row, "country", states, empty=row["kind"] == "waterway"), row["kind"],
        row.list("aliases"),
        _number(row, "latitude", -90, 90), _number(row, "longitude", -180, 180),
        int(_number(row, "population", 0, 1e9)) if row["population"] else 0,
    )  # fmt: skip


# ------------------------------------------------------------------------------ names claimed twice
@dataclass(frozen=True, slots=True)
class _Claim:
    row: Row
    valid: Validity
    same_as: str


def _check_names(rows: Iterable[tuple[Row, Validity, tuple[str, ...]]]) -> None:
    """Raise where two entities claim a plain name on one day; a historical row may share with its modern one."""
    claims: dict[str, list[_Claim]] = {}
    for row, valid, names in rows:
        claim = _Claim(row, valid, row.get("same_state_as", ""))
        ambiguous = {name.casefold() for name in row.list("ambiguous_aliases")} if "ambiguous_aliases" in row else set()
        for name in sorted({name.casefold() for name in names if name} - ambiguous):
            for other in claims.setdefault(name, []):
                related = other.row["id"] == claim.same_as or row["id"] == other.same_as
                if valid.overlaps(other.valid) and not related:
                    raise row.error(
                        f"the name {name!r} is claimed by {other.row['id']} at the same time "
                        f"({shown(other.row.path)}, line {other.row.line}); move it to ambiguous_aliases of one of them"
                    )
            claims[name].append(claim)


def _names(row: Row, *columns: str) -> tuple[str, ...]:
    return tuple(name for column in columns if column in row for name in row.list(column))


# ------------------------------------------------------------------------------ all tables
def load_actor_tables(folder: Path) -> ActorTables:
    """Read and check all actor tables below a folder like seeds/. Raises SeedError with file, line and a hint."""

    def rows(name: str, key: str = "id") -> list[Row]:
        return list(read_table(folder / name, COLUMNS[name], key))

    state_rows, organisation_rows = rows("actors/states.csv"), rows("actors/organisations.csv")
    group_rows, body_rows = rows("actors/groups.csv"), rows("actors/bodies.csv")
    states = {row["id"] for row in state_rows}
    organisations = {row["id"] for row in organisation_rows}
    taken: dict[str, Row] = {}
    for row in [*state_rows, *organisation_rows, *group_rows, *body_rows]:
        if row["id"] in taken:
            other = taken[row["id"]]
            raise row.error(f"id {row['id']!r} is taken by {shown(other.path)}, line {other.line}")
        taken[row["id"]] = row
    _check_names(
        (row, _valid(row), _names(row, "label", "aliases", "seats"))
        for row in [*state_rows, *organisation_rows, *group_rows, *body_rows]
    )
    for column in ("adjective", "person", "people"):
        _check_names((row, _valid(row), _names(row, column)) for row in state_rows)
    terms: dict[str, Term] = {}
    for name, parties in (
        ("actors/leaders.csv", states),
        ("actors/ministers.csv", states | organisations | {row["id"] for row in group_rows}),
    ):
        for row in rows(name):
            if row["id"] in terms:
                raise row.error(f"id {row['id']!r} stands in actors/leaders.csv already")
            terms[row["id"]] = _term(row, parties)
    places: dict[str, PlaceRow] = {}
    for name in ("places/places.csv", "places/cities.csv"):
        for row in rows(name):
            if row["id"] in places:
                raise row.error(f"id {row['id']!r} stands in places/places.csv already")
            places[row["id"]] = _place(row, states)
    return ActorTables(
        states=MappingProxyType({row["id"]: _state(row, states) for row in state_rows}),
        organisations=MappingProxyType(
            {row["id"]: _organisation(row, states, organisations) for row in organisation_rows}
        ),
        groups=MappingProxyType({row["id"]: _group(row, states) for row in group_rows}),
        bodies=MappingProxyType({row["id"]: _body(row, states) for row in body_rows}),
        terms=MappingProxyType(terms),
        offices=MappingProxyType({row["term"]: _office(row) for row in rows("offices.csv", "term")}),
        places=MappingProxyType(places),
    )


@remembered
def actor_tables() -> ActorTables:
    """Return the tables that ship with the package, read once a process.

    >>> actor_tables().states["KOR"].capital
    'Seoul'
    """
    return load_actor_tables(shipped("seeds"))


@remembered
def spelling_groups() -> tuple[tuple[str, ...], ...]:
    """Return the groups of spellings that the press uses for one name: ("Sergey", "Sergei", "Serguei"), ..."""
    rows = read_table(shipped("seeds") / "actors/spellings.csv", ("spellings", "note"), "spellings")
    return tuple(row.list("spellings") for row in rows)
