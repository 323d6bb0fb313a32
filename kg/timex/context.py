"""What a reader may look at beside its own words: the day of publication, the expression before, nearby verbs."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

from kg.seeds.timex import TimeLexicon
from kg.timex.calendar import SEASON_MONTHS, bounds, grain
from kg.timex.tale import Tale
from kg.timex.tokens import Tokens

AUXILIARY = 9  # words behind a date that opens a sentence in which "had" may stand
YEAR = 366  # days
LAST_DAY = 31  # of a month: a number above it behind a comma is a year
REACH = 14  # words on each side in which a verb may tell the tense
# The list that says what a slot means whose pattern names the word itself ("unit:year").
LITERALS = {"unit": "UNIT1", "unit2": "UNIT1", "dateword": "DATEWORD", "rel": "REL", "reln": "REL", "dir": "AGO"}
NEXT_YEAR = 40  # words behind a date in which its paragraph may name the year
YEAR_WORD = re.compile(r"1[5-9]\d\d|20\d\d")
SENTENCE_SIGNS = frozenset(".,;:!?")
STOPS = frozenset(".!?;")


@dataclass(slots=True)
class Context:
    """The state of reading one text from left to right."""

    tokens: Tokens
    lexicon: TimeLexicon
    published: datetime.date | None
    previous: str = ""  # value of the last DATE that names days, and the token where it stood
    previous_at: int = -1
    previous_anchor: str = ""  # what it was counted from; "" for a date that is written out
    previous_days: tuple[datetime.date, datetime.date] | None = None  # its first and last day
    previous_day: str = ""  # value of the last DATE that is a day, for "the same day"
    narrative: int | None = None  # the year that a paragraph of news tells of, where it is not about now
    narrative_before: int | None = None  # that of the paragraph before
    tale: Tale | None = None  # where the whole text tells of the past
    headings: dict[int, int] = field(default_factory=dict)  # years on lines of their own, by their token
    cues: dict[int, str] = field(default_factory=dict)
    day_first: bool | None = None

    def remember(
        self, value: str, first: int, last: int, anchor: str, days: tuple[datetime.date, datetime.date] | None = None
    ) -> None:
        """Keep the value and the days of the expression [first, last), which later words may count from."""
        unit = grain(value)
        if "T" in value and anchor == "published" and not self._names_a_day(first, last):
            return  # an hour without a day, "by midnight": the story is still in its own day
        if unit and not self._only_names(value, first, anchor):
            self.previous, self.previous_at, self.previous_days = value, first, days or bounds(value)
            self.previous_anchor = anchor
        if unit == "D" and not (self.previous_day and self._aside(first)):
            self.previous_day = value
        if unit not in ("D", "M", "Y", "SEASON", "Q") or self.published is None:
            return
        year = int(value[:4])
        if self.tale is not None:
            on = anchor == "previous" and self.tale.year is not None and year > self.tale.year  # "the following July"
            if (anchor == "" or on) and year < self.published.year:
                self._goes_on(self.tale, value, unit, first, last)
        elif year >= self.published.year - 1:
            self.narrative = None
        elif anchor == "previous" and self.narrative is not None and year < self.narrative:
            return  # "the pact that they had made a year earlier": the story does not go back
        elif not self._modifies(first) or (anchor == "" and unit == "D" and not self._in_passing(first)):
            self.narrative = year

    def _only_names(self, value: str, first: int, anchor: str) -> bool:
        """As in "fell back behind the line of 1959", told of 1962: "the month after" counts from what was told.

        What opens a paragraph, "The coup of May 16, 1961, brought …", is where it is.
        """
        told, known = bounds(value), self.previous_days
        if anchor or told is None or known is None or "paragraph" in self.tokens.kinds[self.previous_at : first]:
            return False
        before = self.tokens.words[max(0, first - 2) : first]
        return (
            (known[0] - told[1]).days > YEAR and before[1:] == ["of"] and before[0] in self.lexicon.words["DATEDTHING"]
        )

    def _names_a_day(self, first: int, last: int) -> bool:
        """Whether the tokens [first, last) name the day too: "Monday night", "yesterday morning", "this evening"."""
        lists = [self.lexicon.words[name] for name in ("WEEKDAYBARE", "DATEWORD", "REL")]
        return any(word in words for word in self.tokens.words[first:last] for words in lists)

    def _goes_on(self, tale: Tale, value: str, unit: str, first: int, last: int) -> None:
        """Tell a tale of a date that the text has written out."""
        month = int(value[5:7]) if unit in ("D", "M") else SEASON_MONTHS[value[5:]] if unit == "SEASON" else 0
        words, bare = self.tokens.words, unit == "Y"
        before = words[first - 1] if first else ""
        aside, passing = bare and self._modifies(first), self._in_passing(first)
        perfect = "had" in words[last : last + AUXILIARY]  # "In 1957 Eisenhower had promised": not where the tale is
        opens = self._opens(first) and not perfect and (first < 2 or words[first - 2] not in (",", ":"))
        tale.moves_to(
            int(value[:4]), month, bare=bare,
            opens=opens or (before == "until" and words[last : last + 2] == [",", "when"]),
            back=perfect or aside or passing,
            ahead=aside or (passing and tale.year is not None) or before in {*self.lexicon.words["DEADLINE"], "to"},
        )  # fmt: skip

    def year_told(self, month: int, first: int, last: int) -> int | None:
        """The year of the month in the tokens [first, last), which name none: what the text tells of, or None."""
        behind = self.year_behind(month, last)
        if behind is not None:
            return behind
        heading = max((k for k in self.headings if k < first), default=None)
        if heading is not None:
            return self.headings[heading]
        if self.tale is None and self._is_of_these_weeks(month, first, last):
            return None
        if self.tale is None:
            told = self.narrative or self._year_of_both_paragraphs(last)
            return told if told and self.tense(first, last) == "past" else None
        if self.surely_ahead(first):
            return None
        words = self.tokens.words
        beside = self._year_beside(month, first)
        if beside is None:
            beside = self._year_due(month, last)
        if beside is not None:
            return beside
        back = any(word in self.lexicon.words["LOOKBACK"] for word in words[max(0, first - 8) : first])
        named = words[first - 1 : first] == ["the"] and self._capital(last)  # "the October Revolution"
        season = any(word in self.lexicon.words["SEASON"] for word in words[first:last])
        told = self.tale.year_of(month, looks_back=back or named or season or self._told_back(first))
        return self._first_year(first) if self.tale.year is None and self.tale.frame is None else told

    def _is_of_these_weeks(self, month: int, first: int, last: int) -> bool:
        """Is a day of the weeks before the publication named, in a month without a year? News tells rather of now."""
        numbers = [int(word) for word in self.tokens.words[first:last] if word.isdigit() and int(word) <= LAST_DAY]
        if self.published is None or not numbers:
            return False
        month_before = (self.published.replace(day=1) - datetime.timedelta(days=1)).month
        if month == self.published.month:
            return numbers[0] <= self.published.day
        return month == month_before and numbers[0] > self.published.day

    def _year_of_both_paragraphs(self, last: int) -> int | None:
        """The year that the paragraph before told of, where this one names it too and no other."""
        words, kinds = self.tokens.words, self.tokens.kinds
        far = min(last + NEXT_YEAR, len(words))
        end = next((k for k in range(last, far) if kinds[k] == "paragraph"), far)
        named = {word for word in words[last:end] if YEAR_WORD.fullmatch(word)}
        return self.narrative_before if named == {str(self.narrative_before)} else None

    def _year_beside(self, month: int, first: int) -> int | None:
        """As in "…, which began in January 1995; he objected in September": the year that the sentence has named."""
        unit, between = grain(self.previous), range(self.previous_at, first)
        if self.previous_anchor or unit not in ("D", "M"):
            return None
        ends = any(self.tokens.words[k] in ".!?" or self.tokens.kinds[k] == "paragraph" for k in between)
        return int(self.previous[:4]) if month > int(self.previous[5:7]) and not ends else None

    def _year_due(self, month: int, last: int) -> int | None:
        """As in "a pact signed on July 3 called for his return by October 30, 1993": the year of the day to come."""
        words, months = self.tokens.words, {name.lower(): n for name, n in self.lexicon.words["MONTH"].items()}
        for k in range(last, len(words) - 4):
            if words[k] in ".!?" or self.tokens.kinds[k] == "paragraph":
                break
            day, year = self.tokens.numbers[k + 2], self.tokens.numbers[k + 4]
            due = words[k] in self.lexicon.words["DEADLINE"] and words[k + 1] in months and words[k + 3] == ","
            if due and day is not None and year is not None and 1000 < year < 2200:
                return int(year) - (month > int(months[words[k + 1]]))
        return None

    def _told_back(self, first: int) -> bool:
        """Whether a clause looks back to token `first`; "After …" that opens a sentence goes on with the tale."""
        start = next((k + 1 for k in range(first - 1, -1, -1) if self._stops(k)), 0)
        return self._aside(first) and self.tokens.words[start : start + 1] != ["after"]

    def year_behind(self, month: int, last: int) -> int | None:
        """As in "from July 17 to August 2, 1945", "in October and November of 1943": the year of the second date."""
        words, months = self.tokens.words, {name.lower(): n for name, n in self.lexicon.words["MONTH"].items()}
        months |= {name: SEASON_MONTHS[season] for name, season in self.lexicon.words["SEASON"].items()}
        if words[last : last + 1] and words[last] not in self.lexicon.words["JOINS"]:
            return None
        second = 0
        for k in range(last + 1, min(last + 8, len(words))):
            word, number = words[k], self.tokens.numbers[k]
            if word in months and not second:
                second = int(months[word])
            elif second and number is not None and len(word) == 4 and word.isdigit() and 1000 < number < 2200:
                return int(number) - (month > second)
            elif not (
                word in (",", "of", "the")
                or word in self.lexicon.words["PART"]
                or (number is not None and number <= 31)
            ):
                return None
        return None

    def _capital(self, k: int) -> bool:
        """Whether token `k` is a word with a capital."""
        return k < len(self.tokens.words) and self.tokens.text[self.tokens.starts[k]].isupper()

    def longer_name(self, first: int) -> bool:
        """Whether the word before token `first` is part of one name with it: a capital inside a sentence."""
        inside = first > 1 and self.tokens.kinds[first - 1] == "word" and not self._opens(first)
        return inside and self._capital(first - 1) and self._capital(first)

    def _first_year(self, first: int) -> int | None:
        """The year that a tale which has named none so far names next in the same paragraph."""
        tokens = self.tokens
        for k in range(first, len(tokens.words)):
            if tokens.kinds[k] == "paragraph":
                return None
            number = tokens.numbers[k]
            if number is not None and len(tokens.words[k]) == 4 and tokens.words[k].isdigit() and 1500 <= number < 2200:
                return int(number)
        return None

    def _opens(self, first: int) -> bool:
        """Whether the expression at token `first` opens its sentence ("In May 1961, …")."""
        words = self.tokens.words
        return first < 2 or words[first - 2] in SENTENCE_SIGNS or self.tokens.kinds[first - 2] == "paragraph"

    def _in_passing(self, first: int) -> bool:
        """Whether the expression at token `first` bounds or looks back: "since May 2, 1990", "who left on May 2"."""
        return self._aside(first) or (first > 0 and self.tokens.words[first - 1] in self.lexicon.words["NOTSTORY"])

    def _modifies(self, first: int) -> bool:
        """Whether an expression may only name something ("the 2018 incident", "its launch in 2003")."""
        words = self.tokens.words
        before = words[first - 1] if first else ""
        if before in self.lexicon.words["NOTSTORY"]:
            return True
        closes = any(word in STOPS for word in words[first + 1 : first + 4])
        return not (self._opens(first) or closes)

    def _aside(self, at: int) -> bool:
        """Whether the expression at token `at` stands in a clause that looks back: "after Japan had left on Aug. 2"."""
        for k in range(at - 1, max(-1, at - 25), -1):
            inside = self.tokens.words[k] == "," and (self.tokens.numbers[k + 1] or 0) > LAST_DAY  # "July 3, 1991"
            if (self.tokens.words[k] in SENTENCE_SIGNS and not inside) or self._stops(k):
                return False
            if self.tokens.words[k] in self.lexicon.words["SUBORDINATE"]:
                return True
        return False

    def paragraph_starts(self) -> None:
        """Go on to the next paragraph, which is of its own year; a tale of the past keeps it."""
        self.narrative_before, self.narrative = self.narrative, None

    def reference(self, unit: str = "") -> tuple[datetime.date | None, str]:
        """The day that "the day before" or "a year earlier" counts from, and the grain of its expression."""
        value = self.previous_day if unit == "D" else self.previous
        found = bounds(value) if value else None
        if found is None:
            return self.published, "D"
        return found[0], grain(value)

    def tense(self, first: int, last: int) -> str:
        """Return "past", "future" or "" for the tokens [first, last): the nearest cue before them, else after."""
        words = self.tokens.words
        before = words[first - 1] if first else ""
        opens = self._opens(first)
        # "as early as Monday", "gave them until Monday"; but "Until Monday, they had not spoken"
        if before in self.lexicon.words["OPENEND"] and not opens:
            return "future"
        if words[max(0, first - 3) : first] == ["until", "at", "least"]:
            return "future"
        if last < len(words) and words[last] in self.lexicon.words["REPORTING"]:  # "Obama on Tuesday said"
            return "past"
        if last < len(words) and words[last] in ("was", "were") and not opens:  # "the rally set for Friday was banned"
            return "past"
        if last < len(words) and words[last] == "'s" and before not in self.lexicon.words["AHEAD"]:
            return "past"
        weak = ""
        for k in range(first - 1, max(-1, first - 1 - REACH), -1):
            if self._stops(k):
                break
            cue = self.cue(k)
            if cue == "weak":
                weak = "future"
            elif cue:  # "urged them to gather on Sunday"
                return weak if weak and words[k] in self.lexicon.words["DIRECTIVE"] else cue
        if weak or (before in self.lexicon.words["DEADLINE"] and not opens):
            return "future"
        for k in range(last, min(len(self.tokens.words), last + REACH)):
            if self._stops(k):
                break
            cue = self.cue(k)
            if cue and cue != "weak" and words[k] not in self.lexicon.words["REPORTING"]:
                return cue  # "in March, an official said" tells when he spoke only
        return "future" if before in self.lexicon.words["DEADLINE"] else ""

    def surely_ahead(self, first: int) -> bool:
        """Whether "will" stands shortly before token `first`, with no verb of another tense between them."""
        for k in range(first - 1, max(-1, first - 8), -1):
            if self._stops(k):
                return False
            if cue := self.cue(k):
                return cue == "future" and self.tokens.words[k] in self.lexicon.words["SURE"]
        return False

    def _stops(self, k: int) -> bool:
        word = self.tokens.words[k]
        return word in STOPS or self.tokens.kinds[k] == "paragraph"

    def cue(self, k: int) -> str:
        """What token `k` alone tells of the tense."""
        known = self.cues.get(k)
        if known is None:
            known = self.cues[k] = self._cue(k)
        return known

    def _cue(self, k: int) -> str:
        words = self.tokens.words
        word = words[k]
        lexicon = self.lexicon
        if word in lexicon.future:
            if word in lexicon.words["FUTUREWITHTO"] and not (k + 1 < len(words) and words[k + 1] in ("to", "for")):
                return ""
            if word in ("would", "could", "might") and k + 1 < len(words) and words[k + 1] == "have":
                return "past"
            if word == "could" and (words[k + 1 : k + 2] in (["not"], ["n't"]) or "nor" in words[max(0, k - 6) : k]):
                return "past"  # "could not be reached Tuesday"
            return "past" if "had" in words[max(0, k - 4) : k] else "future"
        if word in lexicon.past:
            if k and words[k - 1] in ("be", "being", "is", "are"):
                return ""  # "will be held"
            if word in ("had", "has", "have") and k + 1 < len(words) and words[k + 1] == "to":
                return ""
            return "past"
        if word == "to":
            return self._infinitive(k)
        if word in lexicon.words["SCHEDULED"]:
            return "future"
        if word in lexicon.words["SCHEDULEDBASE"] and k and words[k - 1] not in lexicon.words["MODAL"]:
            return "future"
        if len(word) > 4 and word.endswith("ed") and word.isalpha() and self.tokens.kinds[k] == "word":
            before = words[k - 1] if k else ""
            return "" if before in lexicon.words["NOTPASTBEFORE"] else "past"
        return ""

    def _infinitive(self, k: int) -> str:
        """What the "to" at `k` tells: an infinitive looks ahead after "plans" or "agreed", else hardly."""
        words, lexicon = self.tokens.words, self.lexicon
        after = words[k + 1] if k + 1 < len(words) else ""
        before = words[k - 1] if k else ""
        if before in lexicon.words["NOUNTO"]:
            return ""
        if after == "be" or before in lexicon.words["INTENT"]:
            return "future" if after == "be" or self._verb_like(k + 1) else ""
        if after in lexicon.words["PRESUPPOSE"]:  # "gathered to mark its entry on Friday"
            return ""
        return "weak" if after in lexicon.infinitives or self._verb_like(k + 1) else ""

    def _verb_like(self, k: int) -> bool:
        words = self.tokens.words
        word = words[k] if k < len(words) else ""
        if (
            not word.isalpha()
            or len(word) < 2
            or (word.endswith(("s", "ing", "tion", "ment", "ed", "ly")) and word != "discuss")
        ):
            return False
        return self.tokens.text[self.tokens.starts[k]].islower() and word not in self.lexicon.words["NOINFINITIVE"]


@dataclass(frozen=True, slots=True)
class Slots:
    """What a pattern has matched: slot -> (class, index of the token)."""

    context: Context
    found: dict[str, tuple[str, int]]
    first: int
    last: int
    options: Any = None

    def __contains__(self, slot: str) -> bool:
        return slot in self.found

    def word(self, slot: str) -> str:
        """The word of a slot in small letters, or ""."""
        return self.context.tokens.words[self.found[slot][1]] if slot in self.found else ""

    def number(self, slot: str) -> float | None:
        """The number of a slot, or None."""
        return self.context.tokens.numbers[self.found[slot][1]] if slot in self.found else None

    def value(self, slot: str) -> Any:
        """What the word lists say of a slot's word, or its number; None where the slot is empty."""
        if slot not in self.found:
            return None
        name, index = self.found[slot]
        words = self.context.lexicon.words.get(LITERALS.get(slot, name) if name.islower() else name)
        if words is None:
            number = self.context.tokens.numbers[index]
            return number if number is not None else self.context.tokens.words[index]
        tokens = self.context.tokens
        shown = tokens.text[tokens.starts[index] : tokens.ends[index]]
        for form in (
            shown,
            shown.rstrip("."),
            tokens.words[index],
            tokens.words[index].rstrip("."),
            re.sub(r"\s", "", tokens.words[index]),
        ):
            if form in words:
                return words[form]
        return next((value for word, value in words.items() if word.lower() == tokens.words[index].rstrip(".")), None)

    @property
    def tense(self) -> str:
        """Tense around the match."""
        return self.context.tense(self.first, self.last)
