"""The dates under which the entries of a list of events stand."""

from __future__ import annotations

import datetime

import pytest

import kg
from kg.ask import date_event
from kg.model import Document

LABELS = """\
Key dates

March 3, 1971: Peru breaks diplomatic ties with Chile. Chile recalls its envoy, who had fled. It rejects the demand.

June 1974: Peru signs a fishing accord that was drafted in Lima. Chile bans its trawlers.

4-6 May 1980 - The two hold talks on the border. A joint patrol is planned.

1990s: Chile funds a road.

Border accord signed by Peru and Chile.
"""

LINES = """\
Two neighbours

1979

Peru expels two diplomats. Chile protests.

1984

President Belaunde lands in Santiago on April 26.

May: Chile frees a spy.
"""

STOPS = """\
Milestones

April 25, 1996. The president of Peru visits Santiago and signs a pact.

In 2001:
Chile bans trawlers. Peru protests.

On 2 May 2004:
Peru expels a spy.

May 5, 2006. On the tenth anniversary of the pact of April 1996 Chile frees a sailor.
"""

LETTER = """\
A letter

2019 - Peru expels two diplomats. Chile protests.

They met again.
"""

CASES = [  # text, word, EDTF
    (LABELS, "breaks", "1971-03-03"),
    (LABELS, "recalls", "1971-03-03?"),  # goes on from what opens the entry
    (LABELS, "fled", "../1971-03-03"),  # looks back
    (LABELS, "demand", "../1971-03-03"),  # what is rejected was there before
    (LABELS, "signs", "1974-06"),
    (LABELS, "drafted", "../1974-06-30"),
    (LABELS, "bans", "1974-06"),
    (LABELS, "talks", "[1980-05-04..1980-05-06]"),
    (LABELS, "funds", "[1990-01-01..1999-12-31]"),
    (LABELS, "signed", "../2014-12-17"),  # an entry ends with its paragraph
    (LINES, "expels", "1979"),
    (LINES, "protests", "1979"),
    (LINES, "lands", "1984-04-26"),
    (LINES, "frees", "1984-05"),  # a month below a year
    (STOPS, "visits", "1996-04-25"),
    (STOPS, "signs", "1996-04-25"),
    (STOPS, "bans", "2001"),
    (STOPS, "expels", "2004-05-02"),
    (STOPS, "frees", "2006-05-05"),  # rather than the very day of the anniversary
    (LETTER, "protests", "2014-12-17"),  # one date makes no list
]


@pytest.mark.parametrize(("text", "word", "edtf"), CASES)
def test_what_an_entry_tells_is_of_its_date(text: str, word: str, edtf: str) -> None:
    document = Document(text=text, title=text.partition("\n")[0], published=datetime.date(2014, 12, 17))
    at = text.index(word)
    found = date_event(document, at, at + len(word))
    assert found.edtf == edtf, found.reason


TALE = """\
Chad on Tuesday broke its ties with Niger. Here is a list of their quarrels since the 1970s.

Niamey closes its embassy in N'Djamena in 1976 after Chad arms a rebel group from its south.

The presidents meet in 1983 at the border, and both sides reopen the road there in a month.

In 1988, Chad signs a pact with Niger. In 1994, the army raids a camp.

Niger condemns the raid.
"""


@pytest.mark.parametrize(
    ("word", "edtf"),
    [("closes", "1976"), ("meet", "1983"), ("signs", "1988"), ("condemns", "[1994-01-01..2021-08-24]")],
)
def test_a_tale_in_the_present_tense_is_none_of_the_day(word: str, edtf: str) -> None:
    at = TALE.index(word)
    found = date_event(Document(text=TALE, published=datetime.date(2021, 8, 24)), at, at + len(word))
    assert found.edtf == edtf, found.reason


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2002\n\nOct. 3 - Peru left.\n\n2003\n\nJan. 10 - Chile left.", ["2002", "2002-10-03", "2003", "2003-01-10"]),
        ("2002:\n\nMay - Peru left.\n\n2003:\n\nHe came in June.", ["2002", "2002-05", "2003", "2003-06"]),
        ("Peru left.\n\n2002\n\nOct. 3 - Chile left.", ["2002", "2006-10-03"]),  # one line is no list of years
    ],
)
def test_months_below_a_year_are_of_that_year(text: str, values: list[str]) -> None:
    assert [time.value for time in kg.tag_times(text, datetime.date(2007, 2, 13))] == values


def test_entries_of_other_days_tell_of_other_events() -> None:
    told = (
        "May 4, 1996: Peru expels two Chileans.",
        "2001: Peru expels a Chilean spy.",
        "2003",
        "Peru expels an envoy.",
    )
    text = "\n\n".join(("Peru and Chile", *told))
    events = kg.build([Document(text=text, published=datetime.date(2014, 12, 17))]).events()
    assert sorted(event.edtf for event in events) == ["1996-05-04", "2001", "2003"]
