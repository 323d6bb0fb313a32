"""Whom a name means, and what is between two: the one owner of both."""

from __future__ import annotations

import dataclasses
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.analysis import pairs, ties
from kg.errors import OptionError
from kg.graph import EventGraph
from kg.graph.between import dyads, is_between, is_together
from kg.model import Actor, Event
from tests.sample_graph import BIDEN, JPN, KISHIDA, KOR, PRK, UN, USA, YOON, event, evidence, graph

TOLD = evidence("doc-summit", 0, "summit")
KIM = Actor("kim-jong-un", "Kim Jong-un", "person", "PRK")
PARK = Actor("park-geun-hye", "Park Geun-hye", "person", "KOR")
OTHER_PARK = Actor("park-jin", "Park Jin", "person", "KOR", office="foreign minister")
CROWD = Actor("korean-women", "Korean women", "group", "KOR")


def acts(*sides: tuple[tuple[Actor, ...], tuple[Actor, ...]]) -> EventGraph:
    """A graph of acts: actors, recipients (none: reciprocal)."""
    return EventGraph(
        event(f"e{n}", "CONSULT", 2.5, TOLD, days="2020-01-01", actors=one, recipients=other, reciprocal=not other)
        for n, (one, other) in enumerate(sides)
    )


@pytest.fixture(scope="module", params=["values", "turtle"])
def made(request: pytest.FixtureRequest) -> EventGraph:
    built = acts(
        ((YOON, KISHIDA), ()), ((PARK,), (KIM,)), ((OTHER_PARK,), (USA,)), ((CROWD, UN), (JPN,)), ((PRK,), (KOR,))
    )
    return built if request.param == "values" else EventGraph.parse(built.turtle())


# ------------------------------------------------------------------------------ names
@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("KOR", "KOR"), ("kor", "KOR"), ("South Korea", "KOR"), ("south  korea", "KOR"), ("ROK", "KOR"), ("rok", "KOR"),
        ("Republic of Korea", "KOR"), ("South Korean", "KOR"), ("Seoul", "KOR"), ("Blue House", "KOR"),
        ("ent:KOR", "KOR"), ("https://w3id.org/diplokg/ent/KOR", "KOR"), ("DPRK", "PRK"), ("Pyongyang", "PRK"),
        ("U.S.", "USA"), ("us", "USA"), ("America", "USA"), ("State Department", "USA"), ("Tokyo", "JPN"),
        ("UN", "UN"), ("U.N.", "UN"), ("United Nations", "UN"), ("Korean women", "korean-women"),
        ("Yoon Suk-yeol", "yoon-suk-yeol"), ("Yoon Suk Yeol", "yoon-suk-yeol"), ("yoon suk yeol", "yoon-suk-yeol"),
        ("Yoon", "yoon-suk-yeol"), ("Kishida", "fumio-kishida"), ("Kim", "kim-jong-un"), ("Park Jin", "park-jin"),
        ("Kenya", "KEN"), ("Angela Merkel", "angela-merkel"), ("Merkel", "angela-merkel"), ("Burma", "MMR"),
        ("Soviet Union", "SUN"), ("Côte d'Ivoire", "CIV"), ("Ivory Coast", "CIV"),
    ],
)  # fmt: skip
def test_a_name_means_one(name: str, meant: str, made: EventGraph) -> None:
    assert made.who(name).id == meant


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Park", r"'Park' may be park-geun-hye \(Park Geun-hye\), park-jin \(Park Jin\): write one of these ids"),
        ("Korea", r"'Korea' may be PRK \(North Korea\), KOR \(South Korea\)"),
        ("Congo", r"'Congo' may be COG .*COD "),
        ("Bush", "'Bush' may be .*george-w-bush"),
        ("Kyoto", "'Kyoto' is a place, nobody who acts"),
        ("Japn", "nobody is called 'Japn'; did you mean 'Japan'"),
        ("KORR", "did you mean 'KOR'"),
        ("Yoonn", r"nobody is called 'Yoonn'; did you mean 'Yoon Suk-yeol'\?"),
        ("Sooth Korea", "did you mean 'South Korea'"),
        ("kishda", "did you mean 'Fumio Kishida'"),
        ("Angla Merkel", "did you mean 'Angela Merkel'"),
        ("qqqqqq", "here are Fumio Kishida, Japan, .*South Korea"),
        ("", "nobody is called ''"),
        ("…", "nobody is called '…'"),
    ],
)
def test_a_wrong_name_teaches(name: str, message: str, made: EventGraph) -> None:
    with pytest.raises(OptionError, match=message):
        made.who(name)
    with pytest.raises(OptionError, match=message):
        made.events(actor=name)
    with pytest.raises(OptionError, match=message):
        made.query("timeline", name)
    with pytest.raises(OptionError, match=message):
        made.query("summits", "KOR", name)


def test_summits_of_two_people(made: EventGraph) -> None:
    summit = event("s", "CONSULT", 2.5, TOLD, days="2020-01-01", actors=(YOON, KISHIDA), subtype="summit")
    other = event("t", "CONSULT", 2.5, TOLD, days="2020-01-02", actors=(KOR, KISHIDA), subtype="summit")
    held = EventGraph([dataclasses.replace(one, reciprocal=True) for one in (summit, other)])
    for names, found in (
        (("Yoon Suk-yeol", "Fumio Kishida"), 1), (("ROK", "Japan"), 2), (("Kishida", "ROK"), 2), (("Yoon", "Tokyo"), 1),
    ):  # fmt: skip
        assert len(held.query("summits", *names)) == found, names


def test_a_person_is_no_party(made: EventGraph) -> None:
    assert made.party("ROK").id == "KOR"
    assert made.party("korean women").id == "korean-women"
    with pytest.raises(
        OptionError, match="'Kishida' is a person: name a state or organisation; here Fumio Kishida acts for JPN"
    ):
        made.query("tone", "KOR", "Kishida")


@pytest.mark.parametrize("names", [("KOR",), ("KOR", "ROK"), "KOR"])
def test_between_takes_two(names: tuple[str, ...], made: EventGraph) -> None:
    with pytest.raises(OptionError, match="two"):
        made.events(between=names)


def test_measures_take_names() -> None:
    from kg import analysis

    assert analysis.series(graph(), "ROK", "Tokyo") == analysis.series(graph(), "KOR", "JPN") != []
    assert analysis.initiator_balance(graph(), "Japan", "ROK") == analysis.initiator_balance(graph(), "JPN", "KOR")
    with pytest.raises(OptionError, match="did you mean 'Japan'"):
        analysis.escalation(graph(), "Japn", "KOR")


# ------------------------------------------------------------------------------ between
def act(actors: tuple[Actor, ...], recipients: tuple[Actor, ...] = (), reciprocal: bool = False) -> Event:
    return Event("e", "CONSULT", "verbal-cooperation", "asserted", actors, (), recipients, reciprocal=reciprocal)


@pytest.mark.parametrize(
    ("happened", "one", "other", "between", "together"),
    [
        (act((KOR,), (JPN,)), "KOR", "JPN", True, False),
        (act((JPN,), (KOR,)), "KOR", "JPN", True, False),
        (act((YOON,), (KISHIDA,)), "KOR", "JPN", True, False),
        (act((YOON,), (KISHIDA,)), "yoon-suk-yeol", "JPN", True, False),
        (act((KOR, JPN), reciprocal=True), "KOR", "JPN", True, False),
        (act((KOR, JPN, USA), reciprocal=True), "KOR", "JPN", True, False),
        (act((KOR, JPN), (PRK,)), "KOR", "JPN", False, True),
        (act((KOR, JPN), (PRK,)), "KOR", "PRK", True, False),
        (act((KOR, JPN)), "KOR", "JPN", False, True),
        (act((PRK,), (KOR, JPN)), "KOR", "JPN", False, False),
        (act((YOON, KISHIDA), (PRK,)), "yoon-suk-yeol", "fumio-kishida", False, True),
        (act((KOR,), (CROWD,)), "KOR", "korean-women", True, False),
        (act((CROWD,), (JPN,)), "KOR", "JPN", False, False),
        (act((YOON, OTHER_PARK, BIDEN), reciprocal=True), "yoon-suk-yeol", "park-jin", False, False),
        (act((YOON, OTHER_PARK), reciprocal=True), "yoon-suk-yeol", "park-jin", True, False),
    ],
)  # fmt: skip
def test_what_is_between_two(happened: Event, one: str, other: str, between: bool, together: bool) -> None:
    assert (is_between(happened, one, other), is_together(happened, one, other)) == (between, together)
    assert (is_between(happened, other, one), is_together(happened, other, one)) == (between, together)


SIDE = st.lists(st.sampled_from([JPN, KOR, PRK, UN, YOON, KISHIDA, CROWD]), max_size=4, unique=True).map(tuple)


@given(SIDE, SIDE, st.booleans())
def test_ties_are_what_is_between_parties(
    actors: tuple[Actor, ...], recipients: tuple[Actor, ...], mutual: bool
) -> None:
    happened = act(actors, recipients, mutual)
    parties = sorted({actor.party for actor in actors + recipients})
    both = [pair for pair in itertools.combinations(parties, 2) if is_between(happened, *pair)]
    assert pairs(happened) == both
    assert {(min(tie), max(tie)) for tie in ties(happened)} == set(both)
    assert all(one.id != other.id for one, other in dyads(happened))
    for pair in itertools.combinations(parties, 2):
        assert not (is_between(happened, *pair) and is_together(happened, *pair))
