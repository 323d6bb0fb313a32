"""The year of a date that leaves it out, in texts about the past."""

from __future__ import annotations

import datetime

import pytest

from kg.timex import tag_times

PUBLISHED = datetime.date(2015, 10, 3)
OPENING = "In 1902 the two states fell out. In 1903 they made up. In 1904 they signed a pact.\n\n"
CASES = [
    # (title, text, expression, value)
    ("", OPENING + "The envoy came in 1699. They declared war on October 17, 1918. A truce came on November 3.",
     "November 3", "1918-11-03"),
    ("", OPENING + "The canal, built in 1869, was shut. On September 9 it opened.", "September 9", "1904-09-09"),
    ("", OPENING + "They met on May 2, 1905.\n\nIn 1896, the king had promised peace. On June 5 he broke it.",
     "June 5", "1905-06-05"),
    ("", OPENING + "Talks broke down in October 1907. On March 10 he flew home.", "March 10", "1908-03-10"),
    ("", OPENING + "Talks broke down in October 1907. Earlier, on March 10, he had flown home.",
     "March 10", "1907-03-10"),
    ("", OPENING + "They met from July 17 to August 2, 1945.", "July 17", "1945-07-17"),
    ("", OPENING + "They met between November 28 and January 3, 1944.", "November 28", "1943-11-28"),
    ("", OPENING + "Many live there today. In March 1908 he left. He was back on April 2.", "April 2", "1908-04-02"),
    ("", OPENING + "It kept silent until 1911, when he died. In July his son spoke.", "July", "1911-07"),
    ("", OPENING + "It was to be free by May 4, 1905. On June 3 it rose.", "June 3", "1904-06-03"),
    ("", OPENING + "War began on May 2, 1905. The truce, which held until June 4, 1906, failed. On July 8 they fought.",
     "July 8", "1905-07-08"),
    ("", OPENING + "They met in May 1905. By the end of the decade they fell out.", "the end of the decade", "190"),
    ("", OPENING + "They met on May 2, 1905. At the turn of the century it fell.", "the turn of the century", "1900"),
    ("", "During the spring and early summer of 1978 they met.", "the spring", "1978-SP"),
    ("", "They fought from late May until early June 1967.", "late May", "1967-05"),
    ("The Border Crisis, 1956", "On 9 June the army marched. It had been there since 1951.", "9 June", "1956-06-09"),
    ("The Border Crisis, 1956", "In the winter of 1956 they marched. It fell on March 2.", "March 2", "1956-03-02"),
    ("Relations with Chad since 1960", "The pact of 1962 fell on May 4, 1973. He fled on May 9.", "May 9",
     "1973-05-09"),
    ("", OPENING + "On May 2, 1905 they met behind the line of June 4, 1899. The following month they left.",
     "The following month", "1905-06"),
    ("", OPENING + "On May 2, 1905 they met.\n\nThe coup of June 4, 1899 brought him to power. That July he left.",
     "That July", "1899-07"),
    ("", "On 2 May 1891 the king fell. He had made one a year earlier. In June 1893 they met. On 4 July they left.",
     "4 July", "1893-07-04"),
    ("", "They smiled on Friday.\n\nTalks began on May 2, 1965 and went well.\n\nThe assembly ratified it on June 3. "
     "It came into force on July 4, 1965.", "June 3", "1965-06-03"),
    ("Summit opens", "He spoke on March 3 of the war of 1962.", "March 3", "2015-03-03"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "expression", "value"), CASES)
def test_the_year_of_a_tale(title: str, text: str, expression: str, value: str) -> None:
    found = {text[t.start : t.end]: t.value for t in tag_times(text, PUBLISHED, "en", title)}
    assert found[expression] == value, found


def test_news_that_looks_back_is_no_tale() -> None:
    """A column of November 2022 names 1965, 2017 and 2018 beside its own year: its "Nov. 13" is of that month."""
    text = (
        "The leaders met over the weekend.\n\nThe Nov. 13 meeting follows a grave crisis, the worst since 1965. "
        "On Nov. 13, 2022, they smiled.\n\nIn 2018 a court ruled. In 2017 a pact was shelved."
    )
    values = [time.value for time in tag_times(text, datetime.date(2022, 11, 16))]
    assert "2022-11-13" in values
    assert "1965-11-13" not in values


def test_news_that_names_its_days_is_no_tale() -> None:
    text = (
        "The envoy left on Friday.\n\nOn June 29 they put off the pact, the first since 1945, media said on Saturday. "
        "Both refused in 1954, in 1962 and in 1965."
    )
    assert "2012-06-29" in [time.value for time in tag_times(text, datetime.date(2012, 8, 11))]
