"""What statements are in themselves: promises, refusals, demands; each by a rule of its own."""

from __future__ import annotations

import pytest

from tests.reading import mentions

CASES: dict[str, list[tuple[str, str, list[str], list[str]]]] = {  # type, rule, actors, recipients
    "China must open its market, the U.S. envoy said.": [("REQUEST", "must", ["U.S. envoy"], ["China"])],
    "North Korea said it will not return to talks until the United States lifts sanctions.": [
        ("REJECT", "condition", ["North Korea"], ["United States"]),
    ],
    "Norway will send aid to Ghana.": [("AGREE", "commitment", ["Norway"], ["Ghana"])],
    "Japan would not hold a summit with South Korea.": [("REJECT", "commitment", ["Japan"], ["South Korea"])],
    "Norway declared that a part of its sanctions against Ghana would be lifted.": [
        ("CONCEDE", "announcement", ["Norway"], ["Ghana"]),
    ],
    "Norway announced that it would pull its troops out of Ghana.": [("CONCEDE", "commitment", ["it"], ["Ghana"])],
    "Norway will never recognise Ghana, its president vowed.": [("REJECT", "commitment", ["Norway"], ["Ghana"])],
    "Norway would not agree to a truce with Ghana.": [("REJECT", "commitment", ["Norway"], ["Ghana"])],
    "Norway insisted that Ghana scrap the shield.": [("REQUEST", "must", ["Norway"], ["Ghana"])],
    "Norway insisted that Ghana scraps the shields.": [],
    "Will Norway send aid to Ghana?": [],
    "Under the plan Norway would withdraw its troops from Ghana.": [],
    "Were Ghana to leave, Norway would send aid to Togo.": [],
    "Should Ghana leave, Norway would send aid to Togo.": [],
    "Norway did not say that its sanctions against Ghana would be lifted.": [],
    "Ghana claims Togolese troops shelled a village.": [("ACCUSE", "allegation", ["Ghana"], ["Togolese troops"])],
    "Ghana claims Ghanaian troops shelled a village.": [],
    "Norway announced that it would withdraw from its treaty with Ghana.": [
        ("REJECT", "commitment", ["it"], ["Ghana"]),
    ],
    "Norway will force Ghana to accept refugees from Togo.": [("THREATEN", "commitment", ["Norway"], ["Ghana"])],
    "Norway did not say whom it would help in Ghana.": [],
    "Norway said it would send more soldiers to Ghana.": [],
    "Norway said it would recall its envoys from Ghana.": [("THREATEN", "commitment", ["it"], ["Ghana"])],
    "Norway sent aid to Ghana.": [],
    "China must open its market.": [],
    "Envoys of Norway and Ghana will meet on Friday.": [],
    "Norway gave its word that it would send aid to Ghana.": [],
}  # fmt: skip
RULES = ("must", "condition", "commitment", "announcement", "allegation")


@pytest.mark.parametrize("sentence", CASES)
def test_statements(sentence: str) -> None:
    found = mentions(sentence)
    words = found.text.words
    told = [m for m in found.events if m.rule.partition("#")[2] in RULES]
    assert [
        (
            m.event_type,
            m.rule.partition("#")[2],
            [words(a.start, a.end) for a in m.actors],
            [words(r.start, r.end) for r in m.recipients],
        )
        for m in told
    ] == CASES[sentence]
    assert all((m.modality, m.subtype, m.takes_up) == ("asserted", None, False) for m in told)
