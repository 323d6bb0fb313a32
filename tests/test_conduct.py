"""Promises, and words before deeds: cases worked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kg import analysis
from kg.graph import EventGraph
from kg.model import Article, Event, Place
from kg.resolve.relations import relate
from tests.sample_graph import JPN, KOR, PRK, event, evidence, graph

TOLD = evidence("doc-summit", 0, "summit")
BOTH = {"actors": (JPN, KOR), "reciprocal": True, "confidence": 1.0}
TO = {"actors": (JPN,), "recipients": (KOR,), "reciprocal": False}
FROM = {"actors": (KOR,), "recipients": (JPN,), "reciprocal": False}


def talks(identifier: str, day: str, modality: str = "asserted", **facts: object) -> Event:
    return event(identifier, "CONSULT", 2.5, TOLD, days=day, modality=modality, **{**BOTH, **facts})


PLAN = talks("plan", "2019-05-01/2019-05-03", "planned")
END = talks("later", "2023-01-01", actors=(PRK, KOR))  # the graph goes on
SEOUL, TOKYO = Place("seoul", "Seoul", country="KOR"), Place("tokyo", "Tokyo", country="JPN")
VISIT = talks("plan", "2019-05-01/2019-12-31", "planned", mode="visit", place=SEOUL, **TO)
CASES = [
    (PLAN, [talks("met", "2019-05-05")], ("held", "met", 2)),
    (PLAN, [talks("met", "2019-04-29")], ("not told", None, 0)),
    (PLAN, [talks("met", "2019-06-02")], ("held", "met", 30)),
    (PLAN, [talks("met", "2019-06-03")], ("late", "met", 31)),
    (PLAN, [talks("met", "2019-08-02")], ("not told", None, 0)),
    (PLAN, [talks("not", "2019-05-02", "negated")], ("cancelled", "not", 0)),
    (PLAN, [talks("not", "2019-05-02", "negated"), talks("met", "2019-05-01")], ("held", "met", 0)),
    (PLAN, [talks("not", "2019-05-04", "negated")], ("not told", None, 0)),
    (PLAN, [talks("other", "2019-05-02", actors=(PRK, KOR))], ("not told", None, 0)),
    (PLAN, [event("aid", "SUPPORT", 2.5, TOLD, days="2019-05-02", **BOTH)], ("not told", None, 0)),
    (PLAN, [talks("more", "2019-05-02", actors=(PRK, KOR, JPN))], ("held", "more", 0)),
    (PLAN, [talks("doubt", "2019-05-01", grade="check"), talks("met", "2019-05-04")], ("held", "met", 1)),
    (VISIT, [talks("came", "2019-06-01/2019-06-30", mode="visit", place=SEOUL, **TO)], ("held", "came", 0)),
    (VISIT, [talks("went", "2019-06-05", mode="visit", place=TOKYO, **TO)], ("not told", None, 0)),
    (VISIT, [talks("host", "2019-06-05", mode="visit", place=SEOUL, **FROM)], ("held", "host", 0)),
    (VISIT, [talks("back", "2019-06-05", mode="visit", **FROM)], ("not told", None, 0)),
    (VISIT, [talks("met", "2019-06-05", place=SEOUL)], ("held", "met", 0)),
    (VISIT, [talks("met", "2019-06-05", place=TOKYO)], ("not told", None, 0)),
    (VISIT, [talks("met", "2019-06-05")], ("not told", None, 0)),
    (VISIT, [talks("rang", "2019-06-05", mode="phone", place=SEOUL)], ("not told", None, 0)),
    (replace(PLAN, subtype="summit"), [talks("met", "2019-05-02")], ("not told", None, 0)),
]


@pytest.mark.parametrize(("plan", "told", "wanted"), CASES)
def test_what_became_of_a_plan(plan: Event, told: list[Event], wanted: tuple[str, str | None, int]) -> None:
    made = EventGraph(relate([plan, END, *told], []))
    [found] = analysis.promises(made)
    assert (found.outcome, found.answer, found.days_late) == wanted
    assert analysis.promise_keeping(made) == (wanted[0] == "held")
    assert analysis.promises(made, "JPN", "PRK") == []
    [row] = made.query("promises").dicts()
    assert row["status"] == wanted[0]


def test_what_is_not_due_yet_is_open() -> None:
    article = Article("doc-summit", published=PLAN.begin)
    assert [p.outcome for p in analysis.promises(EventGraph([PLAN], [article]))] == ["open"]
    undated = talks("plan", "", "planned")
    assert [p.outcome for p in analysis.promises(EventGraph([undated]))] == ["undated"]
    assert analysis.promise_keeping(EventGraph([undated])) == 0
    assert [p.event for p in analysis.promises(graph())] == ["2022-09-late-talks"]


def words_and_deeds(lag: int) -> EventGraph:
    """Words of both signs at irregular months, and deeds of the same sign `lag` months later."""
    told = []
    for number, month in enumerate((3, 5, 6, 11, 14, 21, 22, 30, 35, 41, 43, 52)):
        kinds = ("CONSULT", "COOPERATE") if number % 3 == 0 else ("ACCUSE", "SANCTION")
        for kind, later in zip(kinds, (month + 10, month + 10 + lag), strict=True):
            quad = f"{'verbal' if kind == kinds[0] else 'material'}-{'cooperation' if number % 3 == 0 else 'conflict'}"
            score = 2.5 if number % 3 == 0 else -2.0
            day = f"{2010 + later // 12}-{later % 12 + 1:02d}-10"
            one = event(f"{number}-{kind}", "CONSULT", score, TOLD, days=day, **BOTH)
            told.append(replace(one, quad_class=quad))
    return EventGraph(told)


@pytest.mark.parametrize("lag", [0, 2, -3, 5])
def test_words_lead_deeds(lag: int) -> None:
    found = analysis.lead_lag(words_and_deeds(lag), "JPN", "KOR")
    assert found.lag == lag
    assert found.correlation > 0.95
    assert found.is_sure
    assert len(found.correlations) == 13


def test_correlations_are_those_of_numpy() -> None:
    found = analysis.lead_lag(words_and_deeds(2), "JPN", "KOR", most=4)
    lines = analysis.ledger(words_and_deeds(2)).lines
    from kg.analysis.series import spanned

    span = spanned(lines, "month")
    words, deeds = np.zeros(len(span)), np.zeros(len(span))
    for line in lines:
        series = words if line.event.quad_class.startswith("verbal") else deeds
        series[span.index(line.event.edtf[:7])] += np.sign(line.event.goldstein)
    words, deeds = words - words.mean(), deeds - deeds.mean()
    full = np.correlate(deeds, words, "full") / np.sqrt((words**2).sum() * (deeds**2).sum())
    middle = len(span) - 1
    assert found.correlations == pytest.approx(full[middle - 4 : middle + 5].tolist(), abs=1e-4)


def test_without_deeds_nothing_leads() -> None:
    found = analysis.lead_lag(graph(), "JPN", "PRK")
    assert (found.lag, found.correlation, found.is_sure) == (0, 0.0, False)
