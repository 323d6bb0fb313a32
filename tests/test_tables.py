"""Tables of coded events and of articles: what a row says, and what is said of rows that are left out."""
# ruff: noqa: E501 (a case a line reads best)

import csv
import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.seeds.cards import load_cards
from kg.seeds.tables import table_forms, table_words
from kg.sources import format_of, read, read_all
from kg.sources.coded import _named, cameo_types
from kg.sources.dates import written_day

POLECAT = (  # noqa: SIM905 (as the file has it)
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor COW\t"
    "Primary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\tRecipient Name\tRecipient Country\t"
    "Recipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title\tRecipient Name Raw\tWikipedia Recipient ID\t"
    "Placename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID\tRaw Placename\tFeature Type\tSource\t"
    "Publication Date\tStory People\tStory Organizations\tStory Locations\tLanguage\tVersion"
).split("\t")


HEADERS = {
    len(columns): columns for form in table_forms() if form.label == "GDELT events" for _, columns in form.headers
}


def gdelt(columns=61, **cells):
    """A line of a GDELT file."""
    base = {
        "GLOBALEVENTID": "1000001",
        "SQLDATE": "20221113",
        "EventCode": "042",
        "Actor1CountryCode": "JPN",
        "Actor2CountryCode": "KOR",
    }
    values = {**base, **cells}
    return "\t".join(values.get(name, "") for name in HEADERS[columns])


def polecat(**cells):
    values = {"Event ID": "E1", "Event Date": "2022-11-13", "Event Type": "CONSULT", "Event Mode": "visit", **cells}
    return "\t".join(POLECAT) + "\n" + "\t".join(values.get(name, "None") for name in POLECAT)


def events_of(tmp_path, text, name="events.csv"):
    (tmp_path / name).write_text(text, "utf-8")
    issues = []
    found = read_all(tmp_path / name, issues.append)
    assert not found.documents
    for event in found.events:
        assert event.evidence
        for evidence in event.evidence:
            assert evidence.kind == "record"
            assert evidence.document_id == found.tables[0].id
            assert evidence.sentence
            assert text[evidence.start : evidence.end] in text.split("\n")
        assert event.quad_class == load_cards()[event.event_type].quad_class
    assert all(issue.stage == "read" and issue.document == name for issue in issues)
    return found.events, " / ".join(issue.message for issue in issues)


def sides(event):
    return [actor.id for actor in event.actors], [actor.id for actor in event.recipients]


@pytest.mark.parametrize("columns", [61, 58])
def test_gdelt(tmp_path, columns):
    line = gdelt(
        columns,
        Actor1Type1Code="GOV",
        ActionGeo_FullName="Phnom Penh, Phnum Penh, Cambodia",
        ActionGeo_Lat="11.55",
        ActionGeo_Long="104.91",
        SOURCEURL="https://desk.example/1",
    )
    [event], said = events_of(tmp_path, line + "\n", "20221113.export.CSV")
    assert (event.event_type, event.mode, event.cameo) == ("CONSULT", "visit", "042")
    assert sides(event) == (["JPN"], ["KOR"])
    assert event.actors[0].sector == "GOV"
    assert (event.begin, event.end, event.edtf) == (datetime.date(2022, 11, 13),) * 2 + ("2022-11-13",)
    assert (event.place.label, event.place.country) == ("Phnom Penh", "KHM")
    assert event.evidence[0].document == "https://desk.example/1"
    assert "EventCode: 042" in event.evidence[0].sentence
    assert not said


def test_polecat(tmp_path):
    text = polecat(
        **{
            "Actor Country": "JPN",
            "Recipient Country": "KOR",
            "City": "Springfield",
            "Country": "USA",
            "Latitude": "39.9",
            "Longitude": "-83.8",
        }
    )
    [event], said = events_of(tmp_path, text, "ngecEvents.2022.txt")
    assert (event.event_type, event.mode, event.cameo) == ("CONSULT", "visit", None)
    assert sides(event) == (["JPN"], ["KOR"])
    assert event.place.label == "Springfield"
    assert (event.place.latitude, event.place.longitude) == (39.9, -83.8)
    assert not said


OWN = [
    # header, row, type, mode, actors, recipients, edtf
    ("date,actor,recipient,type", "2022-11-13,JPN,KOR,AGREE", "AGREE", None, ["JPN"], ["KOR"], "2022-11-13"),
    (
        "Date;Source;Target;CAMEO",
        "13 November 2022;Japan;South Korea;030",
        "AGREE",
        None,
        ["JPN"],
        ["KOR"],
        "2022-11-13",
    ),
    ("year\tstate_a\tstate_b\tplover type", "1965\tJapan\tSouth Korea\tagree", "AGREE", None, ["JPN"], ["KOR"], "1965"),
    (
        "event date|sender|receiver|event_code",
        "2015-12|European Union|Russia|163",
        "SANCTION",
        None,
        ["EU"],
        ["RUS"],
        "2015-12",
    ),
    (
        "actor1,actor2,event type,mode",
        '"Japan; South Korea",,CONSULT,visit',
        "CONSULT",
        "visit",
        ["JPN", "KOR"],
        [],
        "",
    ),
    ("day,actor1,actor2,cameo", "2022/11/13,NATO,UNO,0411", "CONSULT", None, ["NATO"], ["UN"], "2022-11-13"),
    (
        "date,actor,recipient,type,text",
        "2022-11-13,JPN,KOR,AGREE,The two sides agreed.",
        "AGREE",
        None,
        ["JPN"],
        ["KOR"],
        "2022-11-13",
    ),
]


@pytest.mark.parametrize(("header", "row", "event_type", "mode", "actors", "recipients", "edtf"), OWN)
def test_columns_of_your_own(tmp_path, header, row, event_type, mode, actors, recipients, edtf):
    [event], said = events_of(tmp_path, f"{header}\n{row}\n")
    assert event.event_type == event_type
    assert mode is None or event.mode == mode
    assert sides(event) == (actors, recipients)
    assert event.edtf == edtf
    assert not said


SKIPPED = [
    (gdelt(EventCode="42", EventRootCode="12"), "nothing says which it was (the first in line 1: '42')"),
    (gdelt(EventCode="99"), "no such CAMEO code (the first in line 1: '99')"),
    (gdelt(EventCode=""), "neither code nor type"),
    (gdelt(EventCode="010"), "public statements"),
    (gdelt(SQLDATE="20221332"), "their date cannot be read"),
    (gdelt(Actor1CountryCode="XYZ", Actor2CountryCode=""), "neither side is a known actor"),
    (gdelt(Actor1CountryCode="", Actor2CountryCode=""), "neither side is a known actor"),
    (
        "date,actor,type\n2022-11-13,JPN,CONSULTS",
        "no such event type (the first in line 2: 'CONSULTS', did you mean 'CONSULT'?)",
    ),
    ("date,actor,type\n2022-11-13,JPN\n", "neither code nor type"),
]


@pytest.mark.parametrize(("text", "message"), SKIPPED)
def test_rows_that_cannot_be_used_are_counted(tmp_path, text, message):
    events, said = events_of(tmp_path, text)
    assert not events
    assert message in said
    assert "1 of 1 rows" in said


def test_counts_of_skipped_rows(tmp_path):
    lines = [gdelt(GLOBALEVENTID=str(n), EventCode=code) for n, code in enumerate(["042", "42", "057", "42", "011"])]
    events, said = events_of(tmp_path, "\n".join(lines))
    assert len(events) == 2
    assert "2 of 5 rows are left out: no such CAMEO code (the first in line 2: '42')" in said
    assert "1 of 5 rows are left out: public statements" in said


def test_a_mode_of_another_type_is_dropped_and_said(tmp_path):
    [event], said = events_of(tmp_path, "date,actor,type,mode\n2022-11-13,JPN,AGREE,visit\n")
    assert event.mode is None
    assert "AGREE 'visit'" in said


def test_the_same_record_twice_is_one_event(tmp_path):
    events, _ = events_of(tmp_path, f"{gdelt()}\n{gdelt()}\n{gdelt(GLOBALEVENTID='1000002')}\n")
    assert [len(event.evidence) for event in events] == [2, 1]
    assert len({event.id for event in events}) == 2


def test_an_unclosed_quote_is_said(tmp_path):
    before = csv.field_size_limit(131_072)  # libraries that read packages of tables lift it for the whole process
    _, said = events_of(tmp_path, 'date,actor,type\n2022-11-13,JPN,AGREE\n2022-11-14,"JPN,AGREE\n' + "x" * 200_000)
    csv.field_size_limit(before)
    assert "cannot be read from line 3 on" in said


def test_a_table_of_articles(tmp_path):
    text = (
        'headline,content,date,link,newspaper\n"Border, open",'
        '"The ministers of the two states met and agreed to talk.\n\nThey said that more would follow.",2021-03-04,https://a.example/1,Desk\n'
        ",,2021-03-05,https://a.example/2,Desk\n"
    )
    (tmp_path / "articles.csv").write_text(text)
    issues = []
    [document] = read(tmp_path / "articles.csv", issues.append)
    assert (document.title, document.publisher, document.url) == ("Border, open", "Desk", "https://a.example/1")
    assert document.published == datetime.date(2021, 3, 4)
    assert len(document.blocks) == 2
    assert [issue.document for issue in issues] == ["https://a.example/2"]


def test_a_table_of_something_else(tmp_path):
    (tmp_path / "prices.csv").write_text("fruit,price\napple,3\n")
    issues = []
    assert read(tmp_path / "prices.csv", issues.append) == []
    assert "neither a column of texts nor one of event types" in issues[0].message


def test_read_says_that_a_table_holds_events(tmp_path):
    (tmp_path / "events.csv").write_text(gdelt())
    issues = []
    assert read(tmp_path, issues.append) == []
    assert "1 coded events stand in events.csv" in issues[-1].message


DAYS = [
    ("20221113", "2022-11-13"),
    ("2022-11-13T10:00:00Z", "2022-11-13"),
    ("13 Nov 2022", "2022-11-13"),
    ("202211", "2022-11"),
    ("2022-11", "2022-11"),
    ("1965", "1965"),
    ("2022-13", None),
    ("2022-00", None),
    ("0000", None),
    ("20220230", None),
    ("soon", None),
    ("9" * 5000, None),
]


@pytest.mark.parametrize(("text", "edtf"), DAYS)
def test_dates_keep_their_precision(text, edtf):
    found = written_day(text)
    assert (found.edtf if found else None) == edtf
    assert found is None or found.begin <= found.end


def test_every_code_and_header_is_known():
    assert len(cameo_types()) > 250
    assert set(HEADERS) == {57, 58, 61}
    unknown = [code for code in table_words().actor_codes if _named(code, "")[0] is None]
    assert not unknown
    assert format_of(gdelt(), ".export") == format_of(polecat(), ".txt") == "table"


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.lists(
            st.sampled_from(["JPN", "042", "20221113", "CONSULT", '"', ",", "a\nb", "", "visit", "1e9", "=1"]),
            max_size=8,
        ),
        max_size=8,
    )
)
def test_any_cells_never_crash(tmp_path_factory, table):
    folder = tmp_path_factory.getbasetemp() / "cells"
    folder.mkdir(exist_ok=True)
    for delimiter in ",\t":
        text = (
            delimiter.join(["date", "actor", "recipient", "type", "cameo"])
            + "\n"
            + "\n".join(delimiter.join(row) for row in table)
        )
        (folder / "t.csv").write_text(text)
        found = read_all(folder / "t.csv")
        assert all(event.actors or event.recipients for event in found.events)
