"""Written dates as days."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.edtf import days, interval
from kg.errors import OptionError

D = datetime.date
DAYS = {
    "2018": (D(2018, 1, 1), D(2018, 12, 31)),
    "2018-02": (D(2018, 2, 1), D(2018, 2, 28)),
    "2020-02": (D(2020, 2, 1), D(2020, 2, 29)),
    "2018-2-3": (D(2018, 2, 3), D(2018, 2, 3)),
    " 2018-12 ": (D(2018, 12, 1), D(2018, 12, 31)),
    "9999": (D(9999, 1, 1), D(9999, 12, 31)),
    D(2018, 2, 3): (D(2018, 2, 3), D(2018, 2, 3)),
    datetime.datetime(2018, 2, 3, 12): (D(2018, 2, 3), D(2018, 2, 3)),
}
INTERVALS = {
    "2022-09-21/2022-09-30": (D(2022, 9, 21), D(2022, 9, 30)),
    "[2022-11-15..2022-11-16]": (D(2022, 11, 15), D(2022, 11, 16)),
    "{1954,1962}": (D(1954, 1, 1), D(1962, 12, 31)),
    "../2022-11-16": (None, D(2022, 11, 16)),
    "2022-11-16/": (D(2022, 11, 16), None),
    "202X": (D(2020, 1, 1), D(2029, 12, 31)),
    "2022-XX-XX": (D(2022, 1, 1), D(2022, 12, 31)),
    "2022-11-XX": (D(2022, 11, 1), D(2022, 11, 30)),
    "2022-11~": (D(2022, 11, 1), D(2022, 11, 30)),
}


def test_a_year_a_month_or_a_day() -> None:
    assert {value: days(value) for value in DAYS} == DAYS


def test_forms_of_edtf() -> None:
    assert {value: interval(value) for value in INTERVALS} == INTERVALS


@pytest.mark.parametrize("text", ["", "0000", "2018-00", "2018-13", "2018-02-30", "2018-02-00", "18", "May 2018"])
def test_what_is_no_date_says_how_to_write_one(text: str) -> None:
    with pytest.raises(OptionError, match="is no date: write '2018'"):
        days(text)
    with pytest.raises(OptionError):
        interval(text)


@pytest.mark.parametrize("text", ["2015-03-09/2007-04~", "[2016..2015]", "2015/2016/2017", "1/" * 5000 + "1"])
def test_an_interval_runs_from_a_day_to_a_later_one(text: str) -> None:
    with pytest.raises(OptionError, match=r"ends before it begins|two slashes"):
        interval(text)


@given(st.dates())
def test_a_day_is_itself(day: datetime.date) -> None:
    assert days(day.isoformat()) == interval(day.isoformat()) == (day, day)
