"""Where a tale of the past is at sentences without a date."""

from __future__ import annotations

import datetime

import pytest

from kg.ask import date_event
from kg.model import Block, Document
from kg.resolve.narrative import is_tale
from kg.text import Text

TALE = """\
The Salt Dispute

Peru and Chile signed the salt treaty in March 1874. Chile soon rejected its terms, which Peru defended.

The Salt War

On 5 April 1879, Chile blockaded Iquique. Peru protested. Argentina had offered arms before. On 8 October 1879, \
Chile took a ship. Its troops landed in the north. In January 1881, they entered Lima.

Bolivia condemned the occupation. In 1883, Peru ceded Tarapaca, a province that Spain had founded in 1768.

Bolivia appealed to Washington. The appeal was refused by Blaine until he resigned.
"""

CASES = [  # word, title, address, EDTF
    ("rejected", "The Salt Dispute", "", "1874-03"),  # the month told in the sentence before
    ("defended", "The Salt Dispute", "", "1874-03"),
    ("protested", "The Salt Dispute", "", "1879"),  # behind a day and before another: the year
    ("offered", "The Salt Dispute", "", "../1879-12-31"),  # looks back: no later than what is told next
    ("landed", "The Salt Dispute", "", "[1879-10-01..1881-01-31]"),  # between two months
    ("occupation", "The Salt Dispute", "", "../1883-12-31"),  # named as known
    ("condemned", "The Salt Dispute", "", "[1881-01-01..1883-12-31]"),  # no date before it in its paragraph
    ("appealed", "The Salt Dispute", "", "../2015-10-19"),  # behind all dates nobody knows how far
    ("appealed", "The Salt Dispute, 1874–1884", "", "[1883-01-01..1884-12-31]"),
    ("appealed", "The Salt Dispute", "https://example.org/1874-1884/salt", "[1883-01-01..1884-12-31]"),
    ("occupation", "The Salt Dispute, 1874–1884", "", "../1883-12-31"),
    ("appeal was", "The Salt Dispute, 1868–1889", "", "../1889-12-31"),  # no later than the years of the title
    ("resigned", "The Salt Dispute, 1874–1884", "", "../2015-10-19"),  # "until": still to come
]


def read(title: str = "", url: str = "") -> Document:
    return Document(text=TALE, title=title, url=url, published=datetime.date(2015, 10, 19))


@pytest.mark.parametrize(("word", "title", "url", "edtf"), CASES)
def test_an_act_without_a_date_lies_where_the_tale_is(word: str, title: str, url: str, edtf: str) -> None:
    at = TALE.index(word)
    found = date_event(read(title, url), at, at + len(word))
    assert found.edtf == edtf, found.reason


CONFERENCE = """\
The envoys met at Arica from 4 to 11 May 1902, during the Long Drought. Peru asked for a border of stones.

At Arica, Bolivia promised a road. Chile offered water.

They left on 12 June 1902. Chile built a dam. On 20 June 1902, Peru closed the port.

Bolivia freed two spies. A court had praised them.

In August 1902, rain fell. It was all forgotten in 1930.
"""
AT_ARICA = [  # word, EDTF
    ("asked", "1902-05-04/1902-05-11"),  # in the sentence behind the days of the conference
    ("promised", "1902-05-04/1902-05-11"),  # at the place where it was
    ("offered", "1902-05-04/1902-05-11"),  # goes on there
    ("built", "1902-06"),  # between two days of one month
    ("freed", "1902"),  # between two times of the year that the title names
    ("praised", "../1902-12-31"),
]


@pytest.mark.parametrize(("word", "edtf"), AT_ARICA)
def test_what_is_told_at_a_conference_or_in_the_year_of_the_title(word: str, edtf: str) -> None:
    document = Document(text=CONFERENCE, title="Arica, 1902", published=datetime.date(2015, 10, 19))
    at = CONFERENCE.index(word)
    found = date_event(document, at, at + len(word))
    assert found.edtf == edtf, found.reason


ORDERED = """\
The envoys met in June 1954 (a law of 1962 named it a feast). First, they signed a truce. On May 7, 1956, the port \
fell after a long blockade by Peru. Shortly after the raid of 3 May 1961, Chile closed it. It was opened in 1968.
"""
IN_ORDER = [  # word, EDTF
    ("signed", "1954-06"),  # "First" counts what is told and does not look back; a law in brackets is told in passing
    ("blockade", "../1956-05-07"),  # behind "after"
    ("closed", "[1961-05-03..1961-08-03]"),  # soon after it
]


@pytest.mark.parametrize(("word", "edtf"), IN_ORDER)
def test_words_that_tell_the_order(word: str, edtf: str) -> None:
    document = Document(text=ORDERED, published=datetime.date(2015, 10, 19))
    at = ORDERED.index(word)
    found = date_event(document, at, at + len(word))
    assert found.edtf == edtf, found.reason


SCENES = """\
A coup took place in Chad in 1991. It was ended in 1992. The accord signed by the king on July 3 called for his \
return to Lima by October 30, 1993.

In December 1987, the towns had risen. Peru called for talks. In July 1988, Chile left.
"""


@pytest.mark.parametrize(("word", "edtf"), [("signed", "1993-07-03"), ("called for talks", "[1987-12-01..1988-07-31]")])
def test_a_year_behind_and_a_scene_before(word: str, edtf: str) -> None:
    document = Document(text=SCENES, published=datetime.date(2015, 10, 19))
    at = SCENES.index(word)
    found = date_event(document, at, at + 6)
    assert found.edtf == edtf, found.reason


WALLS = """\
A revolt in Peru had ended in 1859 with the fall of its king. Chile recognised the new rulers. In March 1860, Peru \
asked for aid.

The Salt Meeting of 1871 was the third. As in 1868, Peru praised salt. In 1871 the envoys met in Lima to tell what \
they wanted of the Long Peace (1814–1914). Chile blamed Peru for the raid of 1844. Bolivia vowed to stay until 1890.

By May 8, 1874, Chile opened the port, but it would be closed again on June 1. Togo thanked Chile.

In 1879 Chile attacked Peru. Peru had sold arms to Togo and had talked of a pact in 1876.
"""
ASIDES = [  # word, EDTF
    ("recognised", "[1859-01-01..1860-03-31]"),  # behind what the tale looks back to, before what it tells next
    ("blamed", "1871"),  # what a sentence names of older times does not take the tale back
    ("vowed", "1871"),  # nor does the time until which something lasts
    ("thanked", "../1879-12-31"),  # nor what was to come
    ("sold", "../2015-10-19"),  # the time of another deed that the verb is joined to
]


@pytest.mark.parametrize(("word", "edtf"), ASIDES)
def test_times_that_a_tale_names_in_passing(word: str, edtf: str) -> None:
    document = Document(text=WALLS, published=datetime.date(2015, 10, 19))
    at = WALLS.index(word)
    found = date_event(document, at, at + len(word))
    assert found.edtf == edtf, found.reason


def test_a_text_without_a_date_is_of_the_year_that_its_title_names() -> None:
    text = "The speech that Peru's king held on 3 May 1874 told of salt. Chile rejected it."
    text += " The salt that was found in 1870, sold in 1872 and eaten in 1873 was gone."
    document = Document(text=text, title="The Salt Speech, 1874", published=datetime.date(2015, 10, 19))
    at = text.index("rejected")
    assert date_event(document, at, at + 8).edtf == "1874"


def test_a_heading_is_of_the_time_that_its_section_tells_of() -> None:
    at, paragraph = TALE.index("The Salt War"), TALE.index("On 5 April")
    blocks = (Block(0, at, "paragraph"), Block(at, paragraph, "heading"), Block(paragraph, len(TALE), "paragraph"))
    document = Document(text=TALE, blocks=blocks, published=datetime.date(2015, 10, 19))
    assert date_event(document, at + 9, at + 12).edtf == "[1879-04-01..1883-12-31]"


def test_the_sample_is_a_tale() -> None:
    assert is_tale(Text.read(read()))


@pytest.mark.parametrize(
    ("text", "word", "edtf"),
    [
        ("In 1961 Peru met Chile in Lima. Bolivia recalled its envoy.", "recalled", "[1961-01-01..2015-10-19]"),
        ("In 1961 Peru met Chile in Lima.\n\nBolivia recalled its envoy.", "recalled", "../2015-10-19"),
        ("On 13 August 1961 they found that overnight a wall had been built. Peru condemned it.", "condemned",
         "[1961-08-13..2015-10-19]"),
        ("Peru, which Chile invaded in 1879, recalled its envoy.", "recalled", "[2015-10-18..2015-10-19]"),
        ("Peru met Chile on Sunday. Bolivia recalled its envoy.", "recalled", "2015-10-18?"),
    ],
)  # fmt: skip
def test_a_short_text_that_opens_years_ago_is_no_news(text: str, word: str, edtf: str) -> None:
    document = Document(text=text, published=datetime.date(2015, 10, 19))
    at = text.index(word)
    found = date_event(document, at, at + len(word))
    assert found.edtf == edtf, found.reason
