"""One event, once: which mentions join within a document and across documents, and which stay apart."""

from __future__ import annotations

import datetime
import functools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import SeedError
from kg.extractors.document import extract
from kg.model import Document, Event
from kg.resolve.merging import Resolved, merge, resolve_document
from kg.seeds.anaphora import load_anaphora

PUBLISHED = datetime.date(2019, 6, 27)  # a Thursday


@functools.cache
def resolved(text: str, published: datetime.date = PUBLISHED, url: str | None = None) -> Resolved:
    return resolve_document(extract(Document(text=text, published=published, url=url)))


def asserted(*documents: Resolved) -> list[Event]:
    return [event for event in merge(documents) if event.modality == "asserted"]


def triggers(event: Event) -> list[str]:
    return sorted(e.trigger for e in event.evidence)


# the text, and the triggers that are one event
JOINED = [
    ("Chad attacked Sudan on Monday.\n\nThe attack killed ten soldiers, Sudan said.", ["attack", "attacked"]),
    ("Peru and Chile held talks in Lima on Monday.\n\nThe talks lasted two hours.", ["held talks", "talks"]),
    ("Kenya attacked a port in Somalia on Monday.\n\nSomalia condemned the raid.", ["attacked", "raid"]),
    (
        "Kenya attacked a port in Somalia on Monday.\n\nSomalia protested against the incident.",
        ["attacked", "incident"],
    ),
    ("Norway and Russia signed a treaty on Monday.\n\nThe pact has 12 articles.", ["pact", "signed a treaty"]),
    ("Bolivia has recalled its ambassador from Chile.\n\nChile regretted the step.", ["recalled", "step"]),
    ("President Macron visited Rabat on Monday.\n\nThe trip lasted three days.", ["trip", "visited"]),
    (
        "Peru and Chile signed the Lima Treaty in 2018.\n\nThe treaty has 12 articles.",
        ["signed the Lima Treaty", "treaty"],
    ),
    ("Peru and Chile met in Lima in May 2018.\n\nThe Lima summit lasted two days.", ["met", "summit"]),
    ("Brazil and Peru held talks on Monday.\n\nIt was their first meeting in years.", ["held talks", "meeting"]),
    ("The ministers of Norway and Russia met near Oslo on Monday, but the talks failed.", ["met", "talks"]),
    ("Chad fired two missiles into Lake Chad on Monday.\n\nNiger deplored the launch.", ["fired", "launch"]),
    ("Peru expelled two Cuban diplomats on Monday.\n\nCuba called the decision unjustified.", ["decision", "expelled"]),
    ("Peru and Chile agreed on tariffs on Monday.\n\nThe agreement takes effect in July.", ["agreed", "agreement"]),
    (
        "Peru and Chile signed a treaty on Monday.\n\nPeru and Fiji signed one in 1997.\n\nKenya denounced the deal.",
        ["deal", "signed a treaty"],
    ),
]


@pytest.mark.parametrize(("text", "words"), JOINED, ids=[" = ".join(words) for _, words in JOINED])
def test_a_noun_takes_up_what_was_told(text: str, words: list[str]) -> None:
    assert words in [triggers(event) for event in asserted(resolved(text))]


# the text, and two triggers that are two events
APART = [
    ("Peru and Chile met in Lima in May 2018. Peru and Chile met in Quito in June 2018.", "met", "met"),
    ("Chad attacked Sudan on Monday. On Tuesday Sudan attacked Chad.", "attacked", "attacked"),
    ("Brazil met Peru on Monday. Brazil met Chile on Monday.", "met", "met"),
    ("Brazil and Peru will hold talks in July. Brazil and Peru held talks in May.", "hold talks", "held talks"),
    ("Chad attacked Sudan on Monday. Norway sent aid to Kenya.\n\nKenya welcomed the gift.", "attacked", "welcomed"),
]


# the text, and the two mentions that are not one event: a name, a count or a subject of its own tells them apart
OTHER_ONES = [
    (
        "Peru and Chile signed the Lima Treaty in 1951.\n\nMany had feared the Treaty of Quito.",
        "signed the Lima Treaty", "Treaty",
    ),
    (
        "Peru and Chile signed the Lima Treaty on 3 May 2018, and signed the Quito Treaty on 3 May 2018.",
        "signed the Lima Treaty", "signed the Quito Treaty",
    ),
    ("Chad attacked Sudan on Monday.\n\nThe second attack killed ten soldiers.", "attacked", "attack"),
    ("Norway and Russia met in Oslo in May 2018.\n\nThe conferences of the past had failed.", "met", "conferences"),
    ("Kenya nominated Norway in May 2018.\n\nKenya had previously nominated Norway.", "nominated", "nominated"),
    ("Peru and Chile agreed on tariffs for fish.\n\nPeru and Chile agreed on joint patrols.", "agreed", "agreed"),
    ("Kenya and Chad expelled each other's envoys.\n\nKenya expelled six Chadian envoys.", "expelled", "expelled"),
    ("Kenya and Chad have exchanged prisoners.\n\nIn May, Kenya and Chad exchanged prisoners.", "exchanged prisoners",
     "exchanged prisoners"),
    ("Germany surrendered in May 2018.\n\nThe agreement was hailed in Paris.", "surrendered", "agreement"),
    ("Peru and Chile met in Lima on Monday.\n\nThe talks between diplomats went on.", "met", "talks"),
    ("Norway and Russia signed a treaty on Monday.\n\nChile hailed the deal on squid.", "signed a treaty", "deal"),
    ("President Macron met King Mohammed on Monday.\n\nHe also met Prime Minister Akhannouch.", "met", "met"),
    ("President Macron visited Rabat on Monday.\n\nThe king returned the visit.", "visited", "visit"),
    ("Norway and Russia met in Oslo on Monday, two days after Norway and Russia met in Moscow.", "met", "met"),
    ("China recalled its envoy from Chad on Monday.\n\nKenya said its decision would stand.", "recalled", "decision"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "one", "two"), OTHER_ONES, ids=[text for text, _, _ in OTHER_ONES])
def test_what_tells_itself_from_the_like_stays_apart(text: str, one: str, two: str) -> None:
    events = [sorted(draft.words for draft in cluster.drafts) for cluster in resolved(text).clusters]
    assert any(one in words for words in events)
    assert sorted([one, two]) not in events


@pytest.mark.parametrize(("text", "one", "two"), APART, ids=[text for text, _, _ in APART])
def test_what_differs_in_day_place_party_or_modality_stays_apart(text: str, one: str, two: str) -> None:
    events = merge([resolved(text)])
    holding = [event for event in events if {one, two} & set(triggers(event))]
    assert len(holding) >= 2
    assert all(triggers(event).count(one) <= 1 for event in holding)


def test_three_summits_in_a_chain_stay_three() -> None:
    text = (
        "President Lula met President Fernandez in Brasilia on 3 June. He met President Boric in Santiago on 10 June. "
        "Lula met Fernandez again in Buenos Aires on 17 June."
    )
    days = {event.edtf for event in asserted(resolved(text)) if event.event_type == "CONSULT"}
    assert days >= {"2019-06-03", "2019-06-10", "2019-06-17"}


def test_a_bare_noun_that_can_mean_nothing_is_no_event() -> None:
    assert not asserted(resolved("The incident was discussed at length. The step came as a surprise."))


@pytest.mark.parametrize(
    ("later", "edtf"),
    [
        ("On March 4, 2011, envoys of nine states signed the pact at Lomé.", "2011-03-04"),
        ("On March 4, 2012, envoys of nine states signed the pact at Lomé.", "2011"),  # another signing
        ("On March 4, 2011, envoys of nine states praised the pact at Lomé.", "2011"),  # not the day of the pact
    ],
)
def test_an_event_has_the_narrowest_day_that_does_not_contradict(later: str, edtf: str) -> None:
    text = f"In 2011, Ghana and Togo signed a fishing pact. {later}"
    signed = [event for event in asserted(resolved(text)) if {a.id for a in event.actors} == {"GHA", "TGO"}]
    assert [event.edtf for event in signed] == [edtf]


def test_a_noun_takes_no_date_of_a_clause_that_is_not_its_own() -> None:
    text = "Norway and Russia signed a treaty in 2011.\n\nThe ministers of Norway met on Tuesday to praise the treaty."
    signed = [event for event in asserted(resolved(text)) if any("sign" in trigger for trigger in triggers(event))]
    assert [event.edtf for event in signed] == ["2011"]


# ------------------------------------------------------------------------------ across documents
FIRST = ("Peru and Chile signed a border treaty in Lima on Monday.", PUBLISHED)
ACROSS = [
    (("The border treaty that Peru and Chile signed in Lima in June 2019 has held.", datetime.date(2021, 3, 2)), True),
    (("Peru and Chile signed a border treaty in Lima on 24 June.", datetime.date(2019, 7, 1)), True),
    (("Peru and Chile signed a border treaty in Lima on 24 May.", datetime.date(2019, 7, 1)), False),
    (("Peru and Bolivia signed a border treaty in Lima on Monday.", PUBLISHED), False),
    (("Peru and Chile will sign a border treaty in Lima on Monday.", datetime.date(2019, 6, 20)), False),
    (("Peru and Chile signed a border treaty in Santiago on Monday.", PUBLISHED), False),
    (("Peru and Chile have signed a border treaty in Lima.", datetime.date(2019, 6, 10)), False),
]


@pytest.mark.parametrize(("other", "same"), ACROSS, ids=[text for (text, _), _ in ACROSS])
def test_reports_of_two_articles(other: tuple[str, datetime.date], same: bool) -> None:
    events = merge([resolved(*FIRST, "https://a.example/1"), resolved(*other, "https://b.example/2")])
    signings = [event for event in events if any("sign" in trigger for trigger in triggers(event))]
    assert len(signings) == (1 if same else 2)
    if same:
        assert signings[0].edtf == "2019-06-24"
        assert any(re.search(r"same event: .*\(score \d", reason) for reason in signings[0].reasons)


def test_a_vague_report_that_fits_two_events_joins_neither() -> None:
    one = resolved("Peru and Chile held talks in Lima on 3 June.", PUBLISHED, "https://a.example/1")
    two = resolved("Peru and Chile held talks in Lima on 20 June.", PUBLISHED, "https://b.example/2")
    vague = resolved("Peru and Chile held talks in June 2019.", datetime.date(2020, 1, 5), "https://c.example/3")
    assert len([e for e in asserted(one, two, vague) if e.event_type == "CONSULT"]) == 3


# ------------------------------------------------------------------------------ identity
SMALL = [
    ("Peru and Chile signed a border treaty in Lima on Monday.", "2019-06-27"),
    ("The border treaty that Peru and Chile signed in Lima in June 2019 has held.", "2021-03-02"),
    ("Chad attacked Sudan on Tuesday. Sudan condemned the attack.", "2019-06-27"),
    ("Norway praised Kenya. Kenya recalled its ambassador from Somalia.", "2019-06-26"),
    ("Kenya has recalled its ambassador from Somalia after a dispute.", "2019-06-27"),
    ("President Macron visited Rabat on 3 May 2018.", "2018-05-05"),
]
UNRELATED = ("Fiji and Tonga held talks in Suva on 3 March 2016.", "2016-03-04")


def small(number: int, site: str = "wire") -> Resolved:
    text, day = [*SMALL, UNRELATED][number]
    return resolved(text, datetime.date.fromisoformat(day), f"https://{site}.example/{number}")


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(len(SMALL))))
def test_the_order_of_the_articles_changes_nothing(order: list[int]) -> None:
    assert merge(map(small, order)) == merge(map(small, range(len(SMALL))))


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(0, len(SMALL) - 1), min_size=1), st.data())
def test_an_unrelated_or_repeated_article_renames_no_event(numbers: set[int], data: st.DataObject) -> None:
    chosen = sorted(numbers)
    alone = {event.id for event in merge(map(small, chosen))}
    assert alone
    more = [*chosen, len(SMALL)]
    assert alone < {event.id for event in merge(map(small, more))}
    again = data.draw(st.sampled_from(chosen))
    assert alone == {event.id for event in merge(map(small, [*chosen, again]))}
    copied = merge([*map(small, chosen), small(again, "copy")])
    assert alone == {event.id for event in copied}


def test_the_property_documents_hold_joined_events() -> None:
    events = merge(map(small, range(len(SMALL))))
    assert len(events) >= 6
    assert any(len({e.document_id for e in event.evidence}) > 1 for event in events)


# ------------------------------------------------------------------------------ the table
def test_the_table_reads_and_every_noun_fits_something() -> None:
    table = load_anaphora()
    assert len(table.nouns) > 80
    assert all(entry.types and entry.reach > 0 for entries in table.nouns.values() for entry in entries)


@pytest.mark.parametrize(
    ("entry", "hint"),
    [
        ("{nouns: [raid], types: [ASSULT], reach: 3}", "ASSAULT"),
        ("{nouns: [raid], types: [CONSULT], modes: [vist], reach: 3}", "visit"),
        ("{nouns: [raid], typs: [ASSAULT], reach: 3}", "types"),
        ("{nouns: [raid], types: [ASSAULT], reach: far}", "reach"),
    ],
)
def test_a_bad_entry_is_refused_with_its_line(tmp_path: object, entry: str, hint: str) -> None:
    path = tmp_path / "anaphora.yml"  # type: ignore[operator]
    path.write_text(
        f"nouns:\n  - {entry}\nfamilies: []\nsynonyms: []\ncarried_out: []\nanother: []\ncounted: []\n"
        "afterwards: []\nbrought_about: []\ndeaths: []\norder: {}\n",
        encoding="utf-8",
    )
    with pytest.raises(SeedError, match=hint) as error:
        load_anaphora(path)
    assert "line 2" in str(error.value)
