"""Fiscal years: whose they are, and on which days they begin and end."""

from __future__ import annotations

import datetime
import itertools
import shutil

import pytest

from kg.errors import SeedError
from kg.model import Document
from kg.seeds.actors import actor_tables
from kg.seeds.files import shipped
from kg.seeds.fiscal_years import COLUMNS, fiscal_years
from kg.text import Text

PUBLISHED = datetime.date(2005, 5, 5)
UNKNOWN = ("2002-04-01", "2004-03-31")

# text with the expression in brackets, first and last possible day
CASES = [
    ("The U.S. sent aid in [fiscal 2003].", "2002-10-01", "2003-09-30"),
    ("The U.S. sent aid in [FY2003].", "2002-10-01", "2003-09-30"),
    ("The United States closed the base in [fiscal year 1975].", "1974-07-01", "1975-06-30"),
    ("The United States closed the base in [fiscal year 1977].", "1976-10-01", "1977-09-30"),
    ("Japan sent aid in [fiscal year 2003].", "2003-04-01", "2004-03-31"),
    ("Togo met Chad in India's [2002-03 fiscal year].", "2002-04-01", "2003-03-31"),
    ("Britain sold arms in [the 2002-03 financial year].", "2002-04-01", "2003-03-31"),
    ("Australia cut the aid [last fiscal year].", "2003-07-01", "2004-06-30"),
    ("Australia cut the aid [this fiscal year].", "2004-07-01", "2005-06-30"),
    ("The German government sold arms in [fiscal 2003].", "2003-01-01", "2003-12-31"),
    # the only state of the story
    ("The ministry sold arms in [fiscal 2003]. Japan protested.", "2003-04-01", "2004-03-31"),
    # nobody says whose: named after its end or its beginning
    ("The ministry sold arms in [fiscal 2003].", *UNKNOWN),
    ("Japan and India sold arms in [fiscal 2003].", *UNKNOWN),
    ("The firm sold ships in its [fiscal 2003]. Japan protested.", *UNKNOWN),
    ("Britain sold arms in [FY2003].", *UNKNOWN),
    ("Togo sold arms in [fiscal 2003].", *UNKNOWN),
    ("India and Japan met in [the 2002-03 fiscal year].", "2002-01-01", "2003-12-31"),
]


@pytest.mark.parametrize(("marked", "first", "last"), CASES)
def test_days_of_fiscal_years(marked: str, first: str, last: str) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    text = Text.read(Document(text=marked.replace("[", "").replace("]", ""), published=PUBLISHED))
    found = next(time for time in text.times if time.start < end and start < time.end)
    assert (found.start, found.end) == (start, end)
    assert (str(found.earliest), str(found.latest)) == (first, last)


def test_the_table_names_states_and_its_years_do_not_overlap() -> None:
    known = fiscal_years()
    assert len(known) > 40
    assert not set(known) - set(actor_tables().states)
    for years in known.values():
        assert all(one.since <= one.until < other.since for one, other in itertools.pairwise(years))


@pytest.mark.parametrize(
    ("row", "message"),
    [("USA,1976,,13,end,", "first_month"), ("USA,1976,,10,middle,", "named_by"), ("USA,1976,,,end,", "first_month")],
)
def test_a_bad_row_is_named(tmp_path, monkeypatch, row: str, message: str) -> None:
    folder = tmp_path / "seeds"
    (folder / "timex").mkdir(parents=True)
    shutil.copy(shipped("seeds") / "timex" / "en.yml", folder / "timex")
    (folder / "timex" / "fiscal_years.csv").write_text(",".join(COLUMNS) + "\n" + row + "\n", encoding="utf-8")
    monkeypatch.setattr("kg.seeds.fiscal_years.shipped", lambda name: folder)
    with pytest.raises(SeedError, match=message):
        fiscal_years.__wrapped__()
