"""Names found in one pass, spelling and capitals, and who holds which office when."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OptionError
from kg.gazetteer import default_gazetteer
from kg.gazetteer.trie import fold
from tests.work import calls

GAZETTEER = default_gazetteer()


def names(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.entities[0]) for m in GAZETTEER.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kim Jong Un spoke.", [("Kim Jong Un", "kim-jong-un")]),
        ("Kim Jong-un spoke.", [("Kim Jong-un", "kim-jong-un")]),
        ("Kim Jong‑un spoke.", [("Kim Jong‑un", "kim-jong-un")]),
        ("let us go", []),
        ("the US and us", [("US", "USA")]),
        ("in the U.S.", [("U.S.", "USA")]),
        ("the USA, the U.S.A.", [("USA", "USA"), ("U.S.A.", "USA")]),
        ("a turkey and china cups", []),
        ("Turkey, Türkiye and Turkiye", [("Turkey", "TUR"), ("Türkiye", "TUR"), ("Turkiye", "TUR")]),
        ("Kyiv or Kiev", [("Kyiv", "UKR"), ("Kiev", "UKR")]),
        ("Recep Tayyip Erdogan, Erdoğan",
         [("Recep Tayyip Erdogan", "recep-tayyip-erdogan"),
         ("Erdoğan", "recep-tayyip-erdogan")]),
        ("Gideon Sa'ar and Gideon Sa’ar", [("Gideon Sa'ar", "gideon-sa-ar"), ("Gideon Sa’ar", "gideon-sa-ar")]),
        ("Seoul-Tokyo ties", [("Seoul", "KOR"), ("Tokyo", "JPN")]),
        ("ROK-U.S.-Japan talks", [("ROK", "KOR"), ("U.S.", "USA"), ("Japan", "JPN")]),
        ("Yoon-Kishida summit", [("Yoon", "yoon-jeung-hyun"), ("Kishida", "fumio-kishida")]),
        ("South Korean-Japanese talks", [("South Korean", "KOR"), ("Japanese", "JPN")]),
        ("Sino-Japanese ties in the Indo-Pacific", [("Sino", "CHN"), ("Japanese", "JPN")]),
        ("Japan’s and Moscow's", [("Japan", "JPN"), ("Moscow", "RUS")]),
        ("Abe Shinzo and Shinzō Abe", [("Abe Shinzo", "shinzo-abe"), ("Shinzō Abe", "shinzo-abe")]),
        ("Jae-in Moon", [("Jae-in Moon", "moon-jae-in")]),
        ("Sergei and Sergey Lavrov", [("Sergey Lavrov", "sergey-lavrov")]),
        ("St. Lucia and Saint Lucia", [("St. Lucia", "LCA"), ("Saint Lucia", "LCA")]),
        ("the South Korean side", [("South Korean", "KOR")]),
        ("They left the South. Korea waited.", [("the South", "KOR"), ("Korea", "KOR")]),
        ("ROSNEFT and who knows", [("ROSNEFT", "ROSNEFT")]),
    ],
)  # fmt: skip
def test_names(text: str, expected: list[tuple[str, str]]) -> None:
    found = names(text)
    assert [words for words, _ in found] == [words for words, _ in expected]
    for (_, got), (_, wanted) in zip(found, expected, strict=True):
        assert wanted == got or wanted in {e for m in GAZETTEER.find(text) for e in m.entities}


def test_there_are_many_names() -> None:
    assert GAZETTEER.size >= 30_000


@given(st.text(alphabet=st.sampled_from("Jap n,.-'’ USKore\n\u00a0éü"), max_size=200))
def test_matches_are_words_of_the_text_in_order(text: str) -> None:
    last = 0
    for match in GAZETTEER.find(text):
        assert last <= match.start < match.end <= len(text)
        assert match.senses
        last = match.end


@given(
    st.sampled_from(sorted(GAZETTEER.tables.states)),
    st.sampled_from(["", "in ", "The leader of ", "«"]),
    st.sampled_from(["", ".", "'s", ","]),
)
def test_every_state_is_found_by_its_label(state: str, before: str, after: str) -> None:
    label = GAZETTEER.tables.states[state].label
    found = GAZETTEER.find(before + label + after)
    assert any(state in match.entities for match in found)


def test_time_grows_with_the_text_only() -> None:
    text = "Officials in Seoul told the United States that Mr. Smith of the Bank would not come. "
    GAZETTEER.find(text)
    short, long = (calls(GAZETTEER.find, text * number) for number in (40, 240))
    assert long < 7 * short + 1_000


@pytest.mark.parametrize(
    ("party", "kind", "day", "person"),
    [
        ("KOR", "head_of_state", "1975-06-01", "park-chung-hee"),
        ("KOR", "head_of_state", "2015-06-01", "park-geun-hye"),
        ("KOR", "head_of_state", "2017-06-01", "moon-jae-in"),
        ("JPN", "head_of_government", "2022-11-13", "fumio-kishida"),
        ("USA", "head_of_state", "1962-10-22", "john-f-kennedy"),
        ("USA", "foreign_affairs", "2008-08-15", "condoleezza-rice"),
        ("RUS", "foreign_affairs", "2022-02-24", "sergey-lavrov"),
        ("SUN", "foreign_affairs", "1962-10-18", "andrei-gromyko"),
        ("NATO", "head_of_organisation", "2020-01-01", "jens-stoltenberg"),
        ("UN", "head_of_organisation", "1998-02-23", "kofi-annan"),
    ],
)
def test_holders(party: str, kind: str, day: str, person: str) -> None:
    holders = GAZETTEER.holders(party, kind, datetime.date.fromisoformat(day))
    assert person in {term.person for term in holders}


def test_predecessors_and_offices() -> None:
    term = GAZETTEER.holders("JPN", "head_of_government", datetime.date(2022, 1, 1))[0]
    before, after = GAZETTEER.before(term), GAZETTEER.after(term)
    assert before is not None
    assert before.person == "yoshihide-suga"
    assert after is not None
    assert after.person == "shigeru-ishiba"
    assert GAZETTEER.terms("nobody-at-all") == ()


@pytest.mark.parametrize(
    ("state", "day", "then"),
    [
        ("RUS", "1985-03-11", "SUN"),
        ("RUS", "2000-01-01", "RUS"),
        ("SUN", "2000-01-01", "SUN"),
        ("DEU", "1975-01-01", "FRG"),
        ("DEU", "1995-01-01", "DEU"),
        ("JPN", "1905-09-05", "JPE"),
        ("COD", "1980-01-01", "ZAR"),
        ("FRA", "1940-01-01", "FRA"),
    ],
)
def test_a_state_through_time(state: str, day: str, then: str) -> None:
    assert GAZETTEER.state_at(state, datetime.date.fromisoformat(day)) == then


def test_lookup_by_id_and_name() -> None:
    assert GAZETTEER.entity("KOR").label == "South Korea"
    with pytest.raises(OptionError, match="KOR"):
        GAZETTEER.entity("KORR")
    actor, place = GAZETTEER.actor("White House"), GAZETTEER.place("Phnom Penh")
    assert actor is not None
    assert (actor.id, actor.sector) == ("USA", "GOV")
    assert place is not None
    assert (place.country, place.kind) == ("KHM", "capital")
    assert GAZETTEER.actor("nobody we know") is None


def test_ids_are_of_one_kind_only() -> None:
    tables = GAZETTEER.tables
    spaces = [tables.states, tables.organisations, tables.groups, tables.bodies, GAZETTEER.persons, tables.places]
    everything = [key for space in spaces for key in space]
    assert len(everything) == len(set(everything))


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
