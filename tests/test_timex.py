"""The time tagger: every pattern's example, tables of readings and of what is no date, and properties of any text."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import SeedError
from kg.seeds.timex import read_lexicon, time_lexicon
from kg.timex import tag_times
from kg.timex.calendar import bounds, grain, shift
from kg.timex.grammar import grammar
from tests.work import calls

FRIDAY = datetime.date(2013, 3, 22)
EXAMPLES = [rule.pattern for rule in grammar().rules if rule.pattern.line]


def test_every_pattern_has_an_example() -> None:
    assert len(EXAMPLES) == len(time_lexicon().patterns) >= 120
    assert len(time_lexicon().phrases) >= 30
    assert len(time_lexicon().holidays) >= 30


@pytest.mark.parametrize("pattern", EXAMPLES, ids=[f"line {p.line}" for p in EXAMPLES])
def test_the_example_of_a_pattern(pattern) -> None:
    start, end = pattern.example.index("["), pattern.example.index("]") - 1
    text = pattern.example.replace("[", "").replace("]", "")
    found = [(t.start, t.end, t.type, t.value, t.mod) for t in tag_times(text, pattern.published)]
    assert (start, end, pattern.type, pattern.value, pattern.mod) in found


READINGS = [
    # (text, expression, type, value), published Friday 2013-03-22
    # days
    ("The vote was held on 4 May 2012.", "4 May 2012", "DATE", "2012-05-04"),
    ("The vote was held on May 4th, 2012.", "May 4th, 2012", "DATE", "2012-05-04"),
    ("The vote on the 4th of May, 2012 was close.", "the 4th of May, 2012", "DATE", "2012-05-04"),
    ("The vote was held Wednesday, Feb. 6.", "Wednesday, Feb. 6", "DATE", "2013-02-06"),
    ("The vote was held on 2012\u201105\u201104.", "2012\u201105\u201104", "DATE", "2012-05-04"),
    ("The Feb. 6 ruling stands.", "Feb. 6", "DATE", "2013-02-06"),
    ("The vote will be held on April 3.", "April 3", "DATE", "2013-04-03"),
    ("The vote was held on December 12.", "December 12", "DATE", "2012-12-12"),
    ("The envoy will leave on Monday.", "Monday", "DATE", "2013-03-25"),
    ("They gave him until Monday to answer.", "Monday", "DATE", "2013-03-25"),
    ("The envoy said on Monday he would resign.", "Monday", "DATE", "2013-03-18"),
    ("Monday's talks failed.", "Monday", "DATE", "2013-03-18"),
    ("The envoy met him on Friday.", "Friday", "DATE", "2013-03-22"),
    ("They meet next Tuesday.", "next Tuesday", "DATE", "2013-03-26"),
    ("They met the day before yesterday.", "the day before yesterday", "DATE", "2013-03-20"),
    # months, seasons, quarters, years and larger
    ("The deal was struck in March 2015.", "March 2015", "DATE", "2015-03"),
    ("The deal was struck in late\u2013September 2012.", "late\u2013September 2012", "DATE", "2012-09"),
    ("The deal was struck in November.", "November", "DATE", "2012-11"),
    ("The deal will be struck in May.", "May", "DATE", "2013-05"),
    ("The deal was struck in the autumn of 2010.", "the autumn of 2010", "DATE", "2010-FA"),
    ("Trade fell in the third quarter of 1990.", "the third quarter of 1990", "DATE", "1990-Q3"),
    ("Trade fell in the second half of 2011.", "the second half of 2011", "DATE", "2011-H2"),
    ("The border was drawn in the 19th century.", "the 19th century", "DATE", "18"),
    ("Relations froze in the early 1990s.", "the early 1990s", "DATE", "199"),
    ("Relations froze in mid-2009.", "mid-2009", "DATE", "2009"),
    ("The 2018 radar incident strained ties.", "2018", "DATE", "2018"),
    ("The city was founded in 44 BC.", "44 BC", "DATE", "BC0044"),
    # relative
    ("They met two years ago.", "two years ago", "DATE", "2011"),
    ("They met three months ago.", "three months ago", "DATE", "2012-12"),
    ("They met ten days ago.", "ten days ago", "DATE", "2013-03-12"),
    ("They met over the weekend.", "the weekend", "DATE", "2013-W11-WE"),
    ("They will meet this weekend.", "this weekend", "DATE", "2013-W12-WE"),
    ("They met earlier this month.", "earlier this month", "DATE", "2013-03"),
    ("They met on 3 May 2010 and fell out a month later.", "a month later", "DATE", "2010-06"),
    ("They met on 3 May 2010 and left the next day.", "the next day", "DATE", "2010-05-04"),
    ("They met on 3 May 2010; by June they had left. Later in the day", "Later in the day", "DATE", "2010-05-03"),
    ("They met in May 2010 and left the next day.", "the next day", "DATE", "2010-05"),
    ("They met in 1998; two years earlier they had fought.", "two years earlier", "DATE", "1996"),
    ("The accord was signed 50 years ago today.", "50 years ago today", "DATE", "1963-03-22"),
    ("They are now at peace.", "now", "DATE", "PRESENT_REF"),
    # durations and sets
    ("A 24-hour curfew began.", "24-hour", "DURATION", "PT24H"),
    ("They spoke for half an hour.", "half an hour", "DURATION", "PT30M"),
    ("They fought for two and a half years.", "two and a half years", "DURATION", "P2Y6M"),
    ("It was calm for several months.", "several months", "DURATION", "PXM"),
    ("It was calm over the past three years.", "the past three years", "DURATION", "P3Y"),
    ("Two days before the summit he resigned.", "Two days", "DURATION", "P2D"),
    ("They meet twice a year.", "twice a year", "SET", "P1Y"),
    ("They meet every other week.", "every other week", "SET", "P2W"),
    ("They meet on Tuesdays.", "Tuesdays", "SET", "XXXX-WXX-2"),
    # times
    ("The plane landed at 5:30 p.m. on Tuesday.", "5:30 p.m. on Tuesday", "TIME", "2013-03-19T17:30"),
    ("The plane landed at 0930 GMT.", "0930 GMT", "TIME", "2013-03-22T09:30Z"),
    ("The plane landed on Thursday night.", "Thursday night", "TIME", "2013-03-21TNI"),
    ("The blast came at 7:35 a.m. (0535 GMT) Tuesday.", "7:35 a.m.", "TIME", "2013-03-19T07:35"),
    ("The ship sank early Tuesday morning.", "early Tuesday morning", "TIME", "2013-03-19TMO"),
    ("The ship sank in the early hours of Tuesday.", "the early hours of Tuesday", "TIME", "2013-03-19TMO"),
    # which one: the verbs around tell, else what is nearest
    ("The hearing begins Tuesday.", "Tuesday", "DATE", "2013-03-26"),
    ("The road stays shut until at least Tuesday.", "Tuesday", "DATE", "2013-03-26"),
    ("Until Tuesday, nobody had spoken.", "Tuesday", "DATE", "2013-03-19"),
    ("They asked the crews to return on Tuesday.", "Tuesday", "DATE", "2013-03-26"),
    ("Crowds came to mark the accord on Tuesday.", "Tuesday", "DATE", "2013-03-19"),
    ("The envoys resume talks Tuesday.", "Tuesday", "DATE", "2013-03-26"),
    ("The envoys did not meet Tuesday.", "Tuesday", "DATE", "2013-03-19"),
    ("Banks may fail if no loan is granted by Tuesday.", "Tuesday", "DATE", "2013-03-26"),
    ("The text must be ratified by Dec. 31.", "Dec. 31", "DATE", "2013-12-31"),
    ("A judge heard the case in November.", "November", "DATE", "2012-11"),
    ("They met on the last Friday of February.", "the last Friday of February", "DATE", "2013-02-22"),
    ("They will vote in February.", "February", "DATE", "2014-02"),
    ("A May agreement may be revised.", "May", "DATE", "2013-05"),
    ("It is a ceremony in April, an aide said.", "April", "DATE", "2013-04"),
    ("In the year ended March 31 it lost money.", "March 31", "DATE", "2012-03-31"),
    ("The minister could not be reached Tuesday.", "Tuesday", "DATE", "2013-03-19"),
    ("A service planned for Tuesday was called off.", "Tuesday", "DATE", "2013-03-19"),
    # before our era, sessions, fiscal years
    ("Did he fall on March 15, 44 BC?", "March 15, 44 BC", "DATE", "BC0044-03-15"),
    ("The war of 431-404 BC ruined both.", "404 BC", "DATE", "BC0404"),
    ("In the spring session it was passed.", "the spring session", "DATE", "2013-SP"),
    ("It was cut in financial year 2002-03.", "financial year 2002-03", "DATE", "FY2003"),
    # words
    ("They may soon meet.", "soon", "DATE", "FUTURE_REF"),
    ("They met on 3 May 2010; since then, trade has grown.", "then", "DATE", "2010-05-03"),
    ("The rules were laxer in past years.", "past years", "DATE", "PAST_REF"),
    ("The deal ends months of talks.", "months", "DURATION", "PXM"),
    ("Ties cooled over the years.", "the years", "DURATION", "PXY"),
    ("The 18-month-old truce held.", "18-month-old", "DURATION", "P18M"),
    ("It came two years earlier than planned.", "two years earlier", "DURATION", "P2Y"),
    ("It should last six weeks.", "six weeks", "DURATION", "P6W"),
    ("It took only two hours.", "two hours", "DURATION", "PT2H"),
    # results are told of the last quarter that is over, and compared with the same of the year before
    ("In the fourth quarter, sales rose from a year earlier.", "a year earlier", "DATE", "2011-Q4"),
    ("The year-ago quarter was weak; year-earlier results were revised.", "year-earlier", "DATE", "2012-Q1"),
    ("Its fourth-quarter loss grew.", "fourth-quarter", "DATE", "2012-Q4"),
    # holidays
    ("They will meet on Easter Sunday.", "Easter Sunday", "DATE", "2013-03-31"),
    ("They met on Christmas Eve.", "Christmas Eve", "DATE", "2012-12-24"),
    ("They met on Bastille Day 2009.", "Bastille Day 2009", "DATE", "2009-07-14"),
    ("They met on Chuseok in 2018.", "Chuseok in 2018", "DATE", "2018-09-24"),
]


@pytest.mark.parametrize(("text", "expression", "kind", "value"), READINGS)
def test_readings(text: str, expression: str, kind: str, value: str) -> None:
    start = text.index(expression)
    found = [(t.start, t.end, t.type, t.value) for t in tag_times(text, FRIDAY)]
    assert (start, start + len(expression), kind, value) in found


PAIRS = [
    ("The talks ran from 3 to 7 March 2012.", ["2012-03-03", "2012-03-07"]),
    ("The talks ran on March 3\u20137, 2012.", ["2012-03-03", "2012-03-07"]),
    ("They met on 3 and 5 May 2012.", ["2012-05-03", "2012-05-05"]),
    ("Japan ruled Korea in 1910\u20131945.", ["1910", "1945"]),
    ("Trade grew between May and July 2012.", ["2012-05", "2012-07"]),
    ("In 2009 tension rose. Ships clashed in November.", ["2009", "2009-11"]),
]


@pytest.mark.parametrize(("text", "values"), PAIRS)
def test_ranges_lists_and_years_that_go_on(text: str, values: list[str]) -> None:
    assert [t.value for t in tag_times(text, FRIDAY)] == values


NO_DATES = [
    "They voted on Theresa May's plan.",
    "They voted on Mrs May's plan.",
    "They may meet and may march on the capital.",
    "The second minister spoke first.",
    "The sun rose over the sat dish.",
    "The Sun reported it.",
    "It was passed in the winter session.",
    "The bid was worth $2005 and 1990 euros.",
    "They won 20-18 and lost 3-1.",
    "Resolution 1718 and Resolution 2000 bind all members.",
    "Troops crossed the 38th parallel.",
    "Flight 1999 was delayed; call 555-2010 or +82 2 2020 1234.",
    "The 56-year-old envoy is 56 years old.",
    "The two-month-old baby slept.",
    "It was his fourth visit in as many years.",
    "It is too soon to tell; they left as soon as they could.",
    "The G20 and the G7 disagree.",
    "See section 4.12 and Article 2010.",
    "About 2000 soldiers and 1950 tanks crossed.",
    "Some 1,950 people fled.",
    "They marched for miles.",
    "The May family spoke.",
    "April Smith is a diplomat.",
    "Version 3.10 runs on Windows 2000.",
    "The fall of the government came after a spring of discontent.",
    "He asked for a second opinion.",
    "On the 10th anniversary of the pact they met.",
    "They met on the 38th parallel.",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date(text: str) -> None:
    assert [(text[t.start : t.end], t.value) for t in tag_times(text, FRIDAY)] == []


def test_numeric_dates_follow_the_article() -> None:
    assert [t.value for t in tag_times("On 13/02/2012 and 03/04/2012.", FRIDAY)] == ["2012-02-13", "2012-04-03"]
    assert [t.value for t in tag_times("On 02/13/2012 and 03/04/2012.", FRIDAY)] == ["2012-02-13", "2012-03-04"]
    assert [t.value for t in tag_times("On 14 May. Then on 03/04/2012.", FRIDAY)][1] == "2012-04-03"
    assert [t.value for t in tag_times("On 03.04.2012 and 2012/04/03.", FRIDAY)] == ["2012-04-03", "2012-04-03"]


def test_without_publication_what_is_unknown_stays_x() -> None:
    values = [t.value for t in tag_times("They met on Monday, on 3 May, and last year; now they speak.")]
    assert values == ["XXXX-WXX-1", "XXXX-05-03", "XXXX", "PRESENT_REF"]
    assert all(t.earliest is None for t in tag_times("They met on Monday."))


def test_other_languages_give_absolute_dates() -> None:
    text = "El 5 de marzo de 2018 y el 12.04.2019; 서울, 2019년 8월 22일. Am Montag."
    assert [t.value for t in tag_times(text, FRIDAY, "es")] == ["2018-03-05", "2019-04-12", "2019-08-22"]
    assert [t.value for t in tag_times("Yesterday.", FRIDAY, "en-GB")] == ["2013-03-21"]


POSSIBLE_DAYS = [
    # (text, expression, first possible day, last), published Friday 2013-03-22
    ("They met in late September 2012.", "late September 2012", "2012-09-21", "2012-09-30"),
    ("They met in early May 2012.", "early May 2012", "2012-05-01", "2012-05-10"),
    ("They met in mid-May 2012.", "mid-May 2012", "2012-05-11", "2012-05-20"),
    ("They met in early 1965.", "early 1965", "1965-01-01", "1965-04-30"),
    ("They met late last year.", "late last year", "2012-09-01", "2012-12-31"),
    ("They met in the early 1950s.", "the early 1950s", "1950-01-01", "1953-12-31"),
    ("They met in late summer 1962.", "late summer 1962", "1962-08-01", "1962-08-31"),
    ("They met in the early 19th century.", "the early 19th century", "1800-01-01", "1833-12-31"),
    ("They met in the last week of February.", "the last week of February", "2013-02-22", "2013-02-28"),
    ("They met in the second week of July 2012.", "the second week of July 2012", "2012-07-08", "2012-07-14"),
    ("They met on the last day of February 2012.", "the last day of February 2012", "2012-02-29", "2012-02-29"),
    ("They met in the first half of February.", "the first half of February", "2013-02-01", "2013-02-15"),
    ("They met in the second half of June 2012.", "the second half of June 2012", "2012-06-16", "2012-06-30"),
    ("They met on the last weekend of May 2012.", "the last weekend of May 2012", "2012-05-26", "2012-05-27"),
    ("They met in the first half of the 1990s.", "the first half of the 1990s", "1990-01-01", "1994-12-31"),
    ("They met on the 23rd of last month.", "the 23rd of last month", "2013-02-23", "2013-02-23"),
    ("They met on the first Tuesday of last month.", "the first Tuesday of last month", "2013-02-05", "2013-02-05"),
    ("Trade fell in the first nine months of 1997.", "the first nine months", "1997-01-01", "1997-09-30"),
    ("Trade fell in the last two weeks of May 2012.", "the last two weeks", "2012-05-18", "2012-05-31"),
    ("Trade grew over the past three years.", "the past three years", "2010-03-22", "2013-03-22"),
    ("Trade grew in the past month.", "the past month", "2013-02-22", "2013-03-22"),
    ("They will meet in the next two weeks.", "the next two weeks", "2013-03-22", "2013-04-05"),
    ("Jets struck the port overnight.", "overnight", "2013-03-21", "2013-03-22"),
    ("The port was opened around 1905.", "around 1905", "1905-01-01", "1905-12-31"),
    ("The pact dates from Showa 20.", "Showa 20", "1945-01-01", "1945-12-31"),
    ("They met in the third year of Reiwa.", "the third year of Reiwa", "2021-01-01", "2021-12-31"),
    ("They traded throughout the Meiji era.", "the Meiji era", "1868-01-01", "1912-12-31"),
    ("They fought during World War II.", "World War II", "1939-09-01", "1945-09-02"),
    ("They split at the end of World War I.", "the end of World War I", "1918-01-01", "1918-12-31"),
    ("Done at Lima this 3rd day of June, 1929.", "this 3rd day of June, 1929", "1929-06-03", "1929-06-03"),
    ("They met on the 12th and the 13th of April 2012.", "13th of April 2012", "2012-04-13", "2012-04-13"),
    ("They met on the 12th and the 13th of April 2012.", "the 12th", "2012-04-12", "2012-04-12"),
    ("They met on March 12. In the following weeks they fell out.", "the following weeks", "2013-03-12", "2013-03-22"),
    ("They met in 1962. The next month they fell out.", "The next month", "1962-02-01", "1963-01-31"),
    ("A week ago on Tuesday he left.", "A week ago on Tuesday", "2013-03-12", "2013-03-12"),
]


@pytest.mark.parametrize(("text", "expression", "first", "last"), POSSIBLE_DAYS)
def test_possible_days(text: str, expression: str, first: str, last: str) -> None:
    found = {text[t.start : t.end]: (str(t.earliest), str(t.latest)) for t in tag_times(text, FRIDAY)}
    assert found.get(expression) == (first, last)


NOT_IN_ERAS = ["Japan won World War II in 1945.", "The Cold War ended.", "The Great Depression hit Germany."]


@pytest.mark.parametrize("text", NOT_IN_ERAS)
def test_an_era_is_a_time_behind_a_word_of_time_only(text: str) -> None:
    assert all(grain(t.value) == "Y" for t in tag_times(text, FRIDAY))


def test_eras_are_read_strictly(tmp_path) -> None:
    (tmp_path / "xx.yml").write_text("language: xx\nwords: {}\npatterns: []\neras:\n  - {names: [x], days: 1868}\n")
    with pytest.raises(SeedError, match="line 5: write days as 1868/1912"):
        read_lexicon(tmp_path / "xx.yml")


TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            sorted(
                {w for words in time_lexicon().words.values() for w in words}
                | {
                    "1",
                    "12",
                    "31",
                    "1999",
                    "2012-02-30",
                    "3/4/12",
                    "'",
                    "-",
                    "(",
                    ")",
                    "\n\n",
                    ",",
                    ".",
                    "'s",
                    "99999999999999999999",
                }
            )
        ),
        max_size=25,
    ).map(" ".join),
)


@given(TEXTS, st.one_of(st.none(), st.dates()))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_sorted_spans_that_lie_in_it(text: str, published: datetime.date | None) -> None:
    found = tag_times(text, published)
    end = 0
    for timex in found:
        assert end <= timex.start < timex.end <= len(text)
        assert timex.type in ("DATE", "TIME", "DURATION", "SET")
        assert timex.value
        assert (timex.earliest is None) == (timex.latest is None)
        assert timex.earliest is None or timex.latest is None or timex.earliest <= timex.latest
        end = timex.end
    assert found == tag_times(text, published)


@given(st.dates(), st.integers(-2000, 2000), st.sampled_from(["D", "W", "M", "Q", "Y"]))
def test_shifting_keeps_the_calendar(day: datetime.date, count: int, unit: str) -> None:
    moved = shift(day, count, unit)
    assert moved is None or (moved - day).days * count >= 0


@pytest.mark.parametrize(
    "value", ["2013", "2013-02", "2013-W52", "2013-W11-WE", "2013-Q4", "2013-H2", "2013-WI", "201", "20", "FY2013"]
)
def test_bounds_are_days_in_order(value: str) -> None:
    found = bounds(value)
    assert found is not None
    assert found[0] <= found[1]


@pytest.mark.parametrize(
    "unit", ["7", "a", "Monday ", "in ", "twenty ", "2012-", "the last ", "1 ", "\n\n", "May 3 and "]
)
def test_time_is_linear_in_the_length(unit: str) -> None:
    grammar()
    short, long = (calls(tag_times, unit * (length // len(unit)), FRIDAY) for length in (5_000, 30_000))
    assert long < 7 * short + 1_000


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("language: en\nwords: {}\npatterns: []\nwrods: {}\n", "unknown key 'wrods'; did you mean 'words'?"),
        (
            "language: en\nwords: {A: [x]}\npatterns:\n  - {match: AB, read: year, example: '[x]', value: 1}\n",
            "unknown class 'AB'",
        ),
        ("language: en\nwords: {A: [on]}\npatterns: []\n", "put the word 'on' in quotation marks"),
        (
            "language: en\nwords: {A: [x]}\npatterns:\n  - {match: x, read: year, example: x, value: 1}\n",
            "line 4: the example marks",
        ),
        ("language: en\nwords: {INT: [x]}\npatterns: []\n", "made by the tokeniser"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, text: str, message: str) -> None:
    path = tmp_path / "seeds" / "timex" / "xx.yml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SeedError, match=r"seeds/timex/xx\.yml") as error:
        read_lexicon(path)
    assert message in str(error.value)


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(SeedError, match="valid: en"):
        time_lexicon("xx")
