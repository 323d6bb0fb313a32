"""The headline and the sentences over a page: counted, true to the phases, each clause with its evidence."""

import datetime
import urllib.parse
from dataclasses import replace

import pytest

from kg.exporters.headlines import headline
from kg.exporters.lead import _short, lead, milestones, party_labels, relations
from kg.model import Actor, Article, Event, Evidence

KOR, JPN, USA = (
    Actor("KOR", "South Korea", country="KOR"),
    Actor("JPN", "Japan", country="JPN"),
    Actor("USA", "United States", country="USA"),
)
ARTICLES = {
    f"doc-{n}": Article(f"doc-{n}", title=f"Title {n}", publisher=publisher)
    for n, publisher in enumerate(("Gazette", "Courier", "Ledger", "Wire", "Gazette"))
}


def event(n: int, day: str, score: float, grade: str = "sure", actors=(KOR, JPN), modality: str = "asserted") -> Event:
    date = datetime.date.fromisoformat(day)
    quad = "verbal-cooperation" if score > 0 else "material-conflict"
    kind = "AGREE" if score > 0 else "SANCTION"
    read = Evidence(f"doc-{n % 5}", f"doc-{n % 5}", 0, 5, "Words.", "", 0, 0, "r")
    made = Event(f"e{n}", kind, quad, modality, actors[:1], (read,), actors[1:], goldstein=score)
    return replace(made, begin=date, end=date, edtf=day, certain=True, grade=grade, confidence=0.9)


STORY = [
    *(event(n, f"2015-0{n + 1}-10", 5.0) for n in range(4)),
    *(event(10 + n, f"2019-0{n + 1}-10", -6.0) for n in range(4)),
    *(event(20 + n, f"202{2 + n // 2}-0{n + 1}-10", 5.0) for n in range(4)),
]
LABELS = party_labels([KOR, JPN, USA], {})


def told(events):
    found = relations(events, ARTICLES, LABELS)
    return lead(events, ARTICLES, found, LABELS), found


def test_the_story_of_two_is_told_with_its_turns():
    page, (one,) = told(STORY)
    assert one.lead.headline == page.headline
    assert one.lead.headline == "Japan and South Korea: cooperation in 2015, rupture in 2019, repair since 2022"
    text = " ".join(clause.text for clause in one.lead.clauses)
    assert text.startswith("12 events between the two read from 4 articles of Courier, Gazette and 2 other publishers.")
    assert "worked together in 2015 (“" in text
    assert text.endswith("”).")
    for clause in one.lead.clauses[1:]:
        address = dict(urllib.parse.parse_qsl(clause.address))
        assert (address["a"], address["b"]) == ("JPN", "KOR")
        assert address["event"] in {made.id for made in STORY}


def test_who_does_the_same_again_is_told_so_once():
    def in_year(year):
        day = {"begin": datetime.date(year, 3, 1), "end": datetime.date(year, 3, 1)}
        return [replace(one, id=f"{year}-{one.id}", **day) for one in STORY[:4]]

    page, (one,) = told(
        [*in_year(2000), *in_year(2006), *in_year(2012), event(40, "2020-01-01", 1.0, actors=(USA, KOR))]
    )
    assert [phase.name for phase in one.phases] == ["cooperation", "warming", "warming"]
    assert page.headline == "South Korea and Japan: cooperation in 2000, warming in 2006, again in 2012"
    assert page.clauses[1].text == "South Korea and Japan grew closer in 2006 and again in 2012."
    assert [clause.text.partition(" (")[0] for clause in one.lead.clauses[1:]] == [
        "They worked together in 2000", "grew closer in 2006", "again in 2012",
    ]  # fmt: skip


def test_a_phase_is_told_from_its_first_act_of_the_tone_on():
    _, (one,) = told(
        [event(50, "2013-06-01", -1.0), *STORY[:4], *(event(60 + n, f"2016-0{n + 1}-10", 5.0) for n in range(4))]
    )
    [phase] = [phase for phase in one.phases if phase.tone > 0]
    assert phase.begin.year == 2013
    assert one.lead.headline == "Japan and South Korea: cooperation since 2015"


def test_the_number_of_a_relation_is_its_number_of_events_that_are_not_to_check():
    doubted = [event(30, "2023-05-01", 5.0, "check"), event(31, "2023-06-01", 5.0, modality="planned")]
    _, (one,) = told([*STORY, *doubted])
    assert len(one.events) == len(STORY)


@pytest.mark.parametrize(
    ("events", "clauses"), [([], 0), ([event(1, "2020-01-01", 5.0)], 1), ([event(2, "2020-01-01", 5.0, "check")], 0)]
)
def test_little_is_said_of_little(events, clauses):
    page, found = told(events)
    assert (page.headline, len(page.clauses), found) == ("", clauses, [])


def test_what_both_do_to_a_third_is_no_relation_of_theirs():
    joint = [replace(made, actors=(KOR, JPN), recipients=(USA,)) for made in STORY]
    assert {(one.first, one.second) for one in told(joint)[1]} == {("JPN", "USA"), ("KOR", "USA")}


def test_an_event_that_is_not_sure_stands_for_no_phase():
    page, (one,) = told([replace(made, grade="likely") for made in STORY])
    assert "“" not in " ".join(clause.text for clause in one.lead.clauses)
    assert page.headline


def test_milestones_are_sure_in_order_of_time_and_never_said_twice():
    found = milestones([*STORY, event(40, "2018-01-01", -9.0, "likely")], most=3)
    assert 0 < len(found) <= 3
    assert all(made.grade == "sure" for made in found)
    assert [made.begin for made in found] == sorted(made.begin for made in found)


def test_only_the_of_of_a_person_is_left_out_in_a_story_of_two():
    iran, saudi = Actor("IRN", "Iran", country="IRN"), Actor("SAU", "Saudi Arabia", country="SAU")
    salman = Actor("p1", "Salman", "person", country="SAU")
    labels = party_labels([iran, saudi], {})
    ministers = [replace(one, office="foreign minister") for one in (iran, saudi)]
    cases = [
        ((ministers[0], ministers[1]), "foreign minister"),
        ((salman, iran), "Salman"),
    ]
    for actors, part in cases:
        made = replace(event(0, "2023-03-10", 5.0, actors=actors), reciprocal=True)
        title, short = headline(made), _short(made, ("IRN", "SAU"), labels)
        assert part in short
        assert short == title.replace("Salman of Saudi Arabia", "Salman")
    plural = replace(made, label="The foreign ministers of Iran and Saudi Arabia sign a treaty", actors=(iran,))
    assert _short(plural, ("IRN", "SAU"), labels) == plural.label


def test_a_person_whose_name_has_the_state_is_not_said_to_be_of_it_again():
    salman = Actor("p1", "Salman of Saudi Arabia", "person", country="SAU")
    assert "Saudi Arabia of" not in headline(event(0, "2023-03-10", 5.0, actors=(salman, KOR)))


def test_a_phase_is_proved_by_the_two_alone_and_early_where_it_can_be():
    loud = replace(event(40, "2019-02-20", -9.0, actors=(KOR, JPN, USA)), recipients=(JPN, USA))
    late = event(41, "2019-04-20", -9.0)
    _, (one,) = told([*STORY, loud, late])
    quoted = {dict(urllib.parse.parse_qsl(clause.address)).get("event") for clause in one.lead.clauses}
    assert quoted & {"e10", "e11"}
    assert not quoted & {"e40", "e41"}


def test_a_phase_of_one_sure_event_is_not_in_the_headline():
    doubted = [replace(made, grade="likely") if made.id in ("e11", "e12", "e13") else made for made in STORY]
    _, (one,) = told(doubted)
    assert one.lead.headline == "Japan and South Korea: cooperation in 2015, repair since 2022"
    assert "2019" in " ".join(clause.text for clause in one.lead.clauses)
