"""Readers of durations, distances, sets and times of day."""

from __future__ import annotations

import datetime

from kg.timex.calendar import at_grain, bounds, grain, shift
from kg.timex.context import Slots
from kg.timex.dates import Reading, calendar_value, modifier
from kg.timex.periods import results_near, year_before

TIME_UNITS = {"H": "H", "MIN": "M", "S": "S"}
LETTERS = {
    "D": "D",
    "W": "W",
    "FN": "W",
    "M": "M",
    "Q": "Q",
    "Y": "Y",
    "E": "Y",
    "C": "Y",
    "L": "Y",
    "WE": "WE",
    "N": "D",
    "TRI": "Q",
}
FACTORS = {"FN": 2, "E": 10, "C": 100, "L": 1000}
HALVES = {"Y": "6M", "H": "30M", "M": "15D", "MIN": "30S", "D": "12H", "W": "3D", "E": "5Y", "C": "50Y"}


def amount(slots: Slots) -> float | None:
    """The number that counts the units; None where it is vague."""
    if "vague" in slots or "few" in slots:
        return (
            2.0
            if slots.word("vague") == "couple"
            else 0.5
            if slots.word("vague") == "half"
            else 12.0
            if slots.word("vague") == "dozen"
            else None
        )
    number = slots.number("count")
    if number is None and "count" in slots:
        number = float(slots.value("count") or 1)
    if "count2" in slots and number is not None:
        top, bottom = slots.number("count2"), slots.number("count3")
        if top and bottom:
            number += top / bottom
    if number is None and "count" not in slots:
        number = 1.0
    return number + 0.5 if "vague2" in slots and number is not None else number


def written(count: float | None, unit: str) -> str:
    """The TIMEX3 value of a length of time.

    >>> written(2.5, "Y"), written(None, "M"), written(20, "MIN"), written(2, "E")
    ('P2Y6M', 'PXM', 'PT20M', 'P20Y')
    """
    letter = TIME_UNITS.get(unit)
    prefix = "PT" if letter else "P"
    if letter is None:
        letter = "C" if count is None and unit == "C" else LETTERS[unit]
    if count is None:
        return f"{prefix}X{letter}"
    count *= FACTORS.get(unit, 1)
    whole = int(count)
    half = HALVES.get(unit, "")
    if count - whole == 0.5 and half and unit not in FACTORS:
        head = f"{prefix}{whole}{letter}" if whole else prefix
        if unit == "D":
            return f"P{whole}DT12H" if whole else "PT12H"
        return head + half
    if count == whole:
        return f"{prefix}{whole}{letter}"
    return f"{prefix}{count:g}{letter}"


def quantity(slots: Slots) -> str:
    """The mod that words such as "more than" give."""
    if "quant" not in slots:
        return ""
    first = slots.found["quant"][1]
    words = slots.context.tokens.words
    pair = " ".join(words[first : first + 2])
    found = slots.context.lexicon.words["QUANTPAIR"].get(pair)
    if found is not None:
        return str(found)
    value = slots.value("quant") if slots.found["quant"][0] == "QUANT" else ""
    return value if isinstance(value, str) else ""


def duration(slots: Slots) -> Reading | None:
    """A length of time: count and unit."""
    unit = slots.value("unit")
    count = amount(slots)
    tokens = slots.context.tokens
    if not _counts_time(slots, unit, count):
        return None
    if slots.word("count") in ("a", "an") and (
        slots.word("unit") in slots.context.lexicon.words["UNITS"]
        or "-" in tokens.words[slots.found["count"][1] : slots.last + 1]
    ):
        return None  # "a week-long siege": the article belongs to the siege
    if slots.word("unit") == "half":
        return None
    if slots.first and tokens.words[slots.first - 1] == "as" and tokens.words[slots.first] == "many":
        return None  # "his fourth visit in as many years"
    value = written(count, unit)
    if unit in ("WE",) and count is None:
        return None
    after = tokens.words[slots.last] if slots.last < len(tokens.words) else ""
    glued = slots.last < len(tokens.words) and tokens.starts[slots.last] == tokens.ends[slots.last - 1]
    if slots.options.get("old"):
        return Reading("DURATION", value, quantity(slots))
    if after == "-" and glued and slots.last + 1 < len(tokens.words) and tokens.words[slots.last + 1] == "old":
        return None
    if after == "old" or (
        after == "-"
        and glued
        and slots.last + 1 < len(tokens.words)
        and tokens.words[slots.last + 1] in ("ago", "earlier")
    ):
        return None
    if count is not None and count >= 10000 and "D" != unit != "Y":
        return None
    if count is not None and (
        count >= 100000
        or (
            1900 <= count <= 2059
            and slots.word("count").isdigit()
            and slots.word("unit") in slots.context.lexicon.words["UNIT1"]
        )
    ):
        return None
    return Reading("DURATION", value, quantity(slots), days=_span_days(slots, unit, count))


def _span_days(slots: Slots, unit: str, count: float | None) -> tuple[datetime.date, datetime.date] | None:
    """The days of "the past three years", "the next two weeks": counted from the publication."""
    published = slots.context.published
    direction = slots.value("span")
    if published is None or count is None or direction not in ("past", "future") or unit in TIME_UNITS:
        return None
    if slots.word("span") in ("previous", "preceding", "following"):
        return None  # counted from what was told before
    told = slots.context.previous_days if slots.context.tale is not None else None
    if told is not None and direction == "future":  # "over the next twelve days", in a tale
        far = shift(told[1], count, unit)
        return (told[0], far) if far is not None else None
    other = shift(published, -count if direction == "past" else count, unit)
    if other is None:
        return None
    return (other, published) if direction == "past" else (published, other)


def _counts_time(slots: Slots, unit: str, count: float | None) -> bool:
    """As in "a second meeting", "a day's work" and "one second" apart from lengths of time."""
    tokens = slots.context.tokens
    word = slots.word("unit")
    index = slots.found["unit"][1]
    after = tokens.words[slots.last] if slots.last < len(tokens.words) else ""
    if word == "second":
        plain = (
            "count" in slots
            and slots.found["count"][0] == "INT"
            and tokens.words[slots.found["count"][1]] not in ("one",)
        )
        return plain and tokens.words[index - 1] == "-"
    if word == "quarter":
        return after not in ("of", "century") and slots.word("count") not in ("a", "one", "another")
    if count is not None and count > 1 and word in slots.context.lexicon.words["UNIT1"]:
        hyphen = tokens.words[index - 1] == "-"
        return hyphen or after not in ("of",)
    return unit is not None


MANY_DAYS = datetime.timedelta(days=62)  # longer than what "the following weeks" can go on from
FOLLOWING = {"D": (1, "M"), "W": (3, "M"), "M": (1, "Y")}  # by unit how far "the days that followed" go
# What was told before is coarser than what is counted from it.
COARSER = (
    ("M", "W"),
    ("M", "D"),
    ("Y", "M"),
    ("Y", "W"),
    ("Y", "D"),
    ("SEASON", "M"),
    ("SEASON", "W"),
    ("SEASON", "D"),
)


def offset(slots: Slots) -> Reading | None:
    """As in "two years ago", "a month earlier", "three days before March 12"."""
    unit, count = slots.value("unit"), amount(slots)
    if "dir" not in slots or not _counts_time(slots, unit, count):
        return None
    direction = 1 if slots.options.get("sign") else slots.value("dir")
    if isinstance(direction, str):  # earlier, later
        return _from_what_was_told(slots, unit, count, -1 if direction[0] == "-" else 1)
    return _from_publication(slots, unit, count, direction)


def _from_what_was_told(slots: Slots, unit: str, count: float | None, sign: int) -> Reading | None:
    """As in "a month earlier", "two days later": from what was last spoken of."""
    context = slots.context
    if count is not None and context.tokens.words[slots.last : slots.last + 1] == ["than"]:
        return Reading("DURATION", written(count, unit), quantity(slots))  # "two years earlier than planned"
    if unit in TIME_UNITS:
        return Reading("DURATION", written(count, unit), quantity(slots), "previous")
    if slots.word("dir") in ("before", "after"):
        nxt = context.tokens.words[slots.last] if slots.last < len(context.tokens.words) else ""
        if nxt.strip() and nxt not in (".", ",", ";", ")"):
            return Reading("DURATION", written(count, unit), quantity(slots), "event", (slots.first, slots.last - 1))
    reference, size = context.reference()
    near = context.previous_at >= 0
    if unit == "Y" and count == 1 and sign < 0 and (same := _year_before_results(slots)):
        return same
    if count is None:  # "a few days later"
        return Reading("DURATION", written(None, unit), "", "previous")
    if reference is None:
        return Reading("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", "", "previous")
    moved = shift(reference, sign * count, unit)
    if moved is None:
        return None
    if near and size in ("Q", "HALF") and unit == "Y":
        return Reading("DATE", at_grain(moved, size), quantity(slots), "previous")
    fine = {"E": "Y", "C": "Y"}.get(unit, unit)
    if near and (size, unit) in COARSER and context.previous_days:  # six weeks after some day in June
        first, last = (shift(day, sign * count, unit) for day in context.previous_days)
        if first is None or last is None:
            return None
        middle = first + (last - first) / 2
        value = at_grain(middle, "M" if last - first < datetime.timedelta(days=32) else "Y")
        return Reading("DATE", value, quantity(slots), "previous", days=(first, last))
    keep = size in ("D",) and near and unit in ("D", "W")
    return Reading("DATE", at_grain(moved, "D" if keep else fine), quantity(slots), "previous" if near else "published")


def _from_publication(slots: Slots, unit: str, count: float | None, direction: int) -> Reading | None:
    """As in "two years ago", "in three days": from the day of publication."""
    context = slots.context
    if context.published is None or count is None:
        return Reading("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF", quantity(slots), "published")
    moved = shift(context.published, direction * count, unit)
    if moved is None:
        return None
    if unit in TIME_UNITS:
        return (
            Reading("DATE", at_grain(moved, "D"), quantity(slots), "published")
            if count >= 12 and unit == "H"
            else Reading("TIME", "PAST_REF" if direction < 0 else "FUTURE_REF", quantity(slots), "published")
        )
    if unit == "Y" and count == 1 and direction == -1 and (same := _year_before_results(slots)):
        return same
    if unit in ("E", "C"):
        return Reading("DATE", at_grain(moved, "Y"), quantity(slots) or "APPROX", "published")
    return Reading("DATE", at_grain(moved, unit), quantity(slots), "published")


def anniversary(slots: Slots) -> Reading | None:
    """As in "25 years ago this Sunday", "a year ago today": a day by its distance and its place in the week or year."""
    published, unit, count = slots.context.published, slots.value("unit"), amount(slots)
    if published is None or count is None or unit not in ("Y", "M", "W", "E", "C"):
        return None
    if "weekday" in slots:  # the weekday nearest to the day of publication
        ahead = (slots.value("weekday") - published.isoweekday()) % 7
        near = shift(published, ahead if unit != "W" and (ahead <= 3 or "rel" in slots) else ahead - 7, "D")
    else:
        found = bounds(calendar_value(slots)[0])
        near = found[0] if found else None
        if near and "year" not in slots:  # whatever year is told of around it
            each = [shift(near, published.year - near.year + years, "Y") for years in (-1, 0, 1)]
            near = min(filter(None, each), key=lambda day: abs(day - published), default=None)
    moved = shift(near, -count, unit) if near else None
    return Reading("DATE", moved.isoformat(), quantity(slots), "published") if moved else None


def _year_before_results(slots: Slots) -> Reading | None:
    """As in "a year earlier" beside results of a company: the same quarter, a year before."""
    context = slots.context
    near = context.previous and 0 <= slots.first - context.previous_at < 60
    if near and grain(context.previous) in ("Q", "HALF"):
        return Reading("DATE", year_before(context), "", "previous")
    if context.published and not near and results_near(slots):
        found = shift(context.published, -45, "D")
        before = shift(found, -1, "Y") if found else None
        return Reading("DATE", at_grain(before, "Q"), "", "published") if before else None
    return None


def vagueago(slots: Slots) -> Reading | None:
    """As in "decades ago"."""
    return Reading("DATE", "FUTURE_REF" if slots.value("dir") == "+e" else "PAST_REF", "", "published")


def vague(slots: Slots) -> Reading | None:
    """As in "recent weeks", "months": an amount that nobody counted."""
    return Reading("DURATION", written(None, slots.value("unit")), days=_days_that_followed(slots))


def _days_that_followed(slots: Slots) -> tuple[datetime.date, datetime.date] | None:
    """Of "the months that followed", "the following weeks": on from what was told last."""
    context, unit = slots.context, slots.value("unit")
    behind = context.tokens.words[slots.last : slots.last + 2] == ["that", "followed"]
    told, published = context.previous_days, context.published
    behind = behind or slots.word("recent") in context.lexicon.words["FOLLOWS"]
    if told is None or unit not in FOLLOWING or not behind:
        return None
    if unit != "M" and told[1] - told[0] > MANY_DAYS:
        return None
    far = shift(told[1], *FOLLOWING[unit])
    last = min(far, published) if far is not None and published is not None and told[1] < published else far
    return (told[0], last) if last is not None else None


def length(_: Slots) -> Reading | None:
    """As in "an indefinite period"."""
    return Reading("DURATION", "PXX")


def wholeday(slots: Slots) -> Reading | None:
    """As in "daylong", "weeklong"."""
    return Reading("DURATION", slots.value("daylong"))


def sets(slots: Slots) -> Reading | None:
    """Times that recur."""
    if "advset" in slots:
        return Reading("SET", slots.value("advset"))
    if "weekdays" in slots or "weekday" in slots:
        number = slots.value("weekdays") or slots.value("weekday")
        part = f"T{slots.value('daypart')}" if "daypart" in slots else ""
        return Reading("SET", f"XXXX-WXX-{number}{part}")
    if "daypart" in slots:
        return Reading("SET", f"XXXX-XX-XXT{slots.value('daypart')}")
    if "month" in slots:
        return Reading("SET", f"XXXX-{int(slots.value('month')):02}")
    if "season" in slots or "seasons" in slots:
        return Reading("SET", f"XXXX-{slots.value('season') or slots.value('seasons')}")
    unit = slots.value("unit")
    if slots.word("unit") == "second" or unit is None:
        return None
    if "every" in slots or (
        slots.context.tokens.words[slots.first] == "once" and slots.context.tokens.words[slots.first + 1] == "every"
    ):
        count = amount(slots) if {"count", "few", "vague"} & set(slots.found) else 1.0
    else:
        count = 1.0
    return Reading("SET", written(2.0 if "nth" in slots else count, unit))


def clock(slots: Slots) -> Reading | None:
    """A time on the clock, of the day named beside it, last spoken of, or of publication."""
    context = slots.context
    if "clock" in slots:
        parts = slots.word("clock").replace(".", ":").split(":")
        hour, minute, rest = int(parts[0]), parts[1], parts[2:]
    elif "noon" in slots:
        hour, minute, rest = int(slots.value("noon")[:2]), "00", []
    elif "hhmm" in slots:
        text = slots.word("hhmm")
        if len(text) != 4 or not text.isdecimal() or int(text[:2]) > 24 or int(text[2:]) > 59:
            return None
        hour, minute, rest = int(text[:2]), text[2:], []
    else:
        hour, minute, rest = int(slots.number("hour") or 0), "00", []
    half = (
        slots.value("ampm")
        if "ampm" in slots
        else {"MO": "am", "AF": "pm", "EV": "pm", "NI": "pm"}.get(slots.value("daypart") or "", "")
    )
    if half:
        if not 1 <= hour <= 12 and hour > 12:
            half = ""
        elif hour > 12 or hour == 0:
            return None
        else:
            hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 24:
        return None
    if {"month", "weekday", "dateword"} & set(slots.found):
        date, anchor = calendar_value(slots)
    elif (weekday := _weekday_behind(slots)) is not None:
        date, anchor = calendar_value(weekday)
    else:
        reference, size = context.reference()
        if size != "D" or reference is None or slots.first - context.previous_at > 60:
            reference = context.published
        date, anchor = (reference.isoformat() if reference else "XXXX-XX-XX"), "published"
    if not date:
        return None
    zone = slots.value("zone") or ""
    value = f"{date}T{hour:02}:{minute}" + "".join(f":{second}" for second in rest)
    return Reading("TIME", value + (zone if zone == "Z" else ""), modifier(slots), anchor)


def _weekday_behind(slots: Slots) -> Slots | None:
    """The weekday behind a second clock time in brackets: "at 10:35 a.m. (0735 GMT) Friday"."""
    words, weekdays = slots.context.tokens.words, slots.context.lexicon.words["WEEKDAYBARE"]
    if words[slots.last : slots.last + 1] not in (["("], [")"]):
        return None
    closed = words[slots.last] == ")"
    for k in range(slots.last + 1, min(slots.last + 9, len(words))):
        if words[k] in weekdays:
            return Slots(slots.context, {"weekday": ("WEEKDAYBARE", k)}, k, k + 1)
        if closed and words[k] not in ("on", ","):
            return None
        closed |= words[k] == ")"
    return None


def daypart(slots: Slots) -> Reading | None:
    """As in "Friday evening", "this morning", "the next night", "tonight"."""
    context = slots.context
    part = slots.value("daypart") or slots.value("nightword") or slots.options["part"]
    if {"month", "weekday", "dateword"} & set(slots.found):
        date, anchor = calendar_value(slots)
    elif "refrel" in slots or "reln" in slots:
        reference, _ = context.reference("D")
        moved = shift(reference, slots.value("refrel") if "refrel" in slots else 1, "D") if reference else None
        date, anchor = (moved.isoformat() if moved else "XXXX-XX-XX"), "previous"
    elif "rel" in slots:
        moved = shift(context.published, slots.value("rel"), "D") if context.published else None
        date, anchor = (moved.isoformat() if moved else "XXXX-XX-XX"), "published"
    elif "nightword" in slots:
        date, anchor = (context.published.isoformat() if context.published else "XXXX-XX-XX"), "published"
    else:
        reference, _ = context.reference("D")
        date, anchor = (reference.isoformat() if reference else "XXXX-XX-XX"), "previous"
    if not date:
        return None
    return Reading("TIME", f"{date}T{part}", modifier(slots), anchor)


def reference(slots: Slots) -> Reading | None:
    """As in "now", "recently", "soon": the present, the past, the future as such."""
    if slots.options.get("value") == "previous":  # "since then"
        before = slots.context.tokens.words[slots.first - 1]
        told = slots.context.previous if bounds(slots.context.previous) else ""
        return Reading("DATE", told or ("PAST_REF" if before == "since" else "FUTURE_REF"), "", "previous")
    return Reading("DATE", slots.value("refword"), "", "published")
