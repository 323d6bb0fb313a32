"""Embassies and envoys: who sends, who receives."""

from __future__ import annotations

import pytest

from tests.reading import events_told

CASES = [
    ("The U.S. Embassy in Lusaka was opened on October 24, 1964.", "SUPPORT", {"USA"}, {"ZMB"}),
    ("The American Legation at Bangkok was raised to an Embassy on March 18, 1947.", "SUPPORT", {"USA"}, {"THA"}),
    ("The French Consulate General in Tunis was elevated to an embassy in 1956.", "SUPPORT", {"FRA"}, {"TUN"}),
    ("The British Embassy in Tripoli closed on July 4, 2014.", "SANCTION", {"GBR"}, {"LBY"}),
    ("Kenya reopened its embassy in Mogadishu on March 4, 2019.", "SUPPORT", {"KEN"}, {"SOM"}),
    ("Iraq closed the American embassy in Baghdad in 1967.", "SANCTION", {"IRQ"}, {"USA"}),
    ("The Latvian embassy was closed by the Soviet Union in 1940.", "SANCTION", {"SUN"}, {"LVA"}),
    ("India upgraded its technical mission in Kabul to an embassy in 2021.", "SUPPORT", {"IND"}, {"AFG"}),
    ("The Embassy of Ghana in Rabat was inaugurated in May 2001.", "SUPPORT", {"GHA"}, {"MAR"}),
    ("The Kenyan embassy in Kabul suspended operations in 2021.", "SANCTION", {"KEN"}, {"AFG"}),
    ("The Dutch liaison office in Accra opened in 1957.", "SUPPORT", {"NLD"}, {"GHA"}),
    ("The Embassy in Tirana was closed on May 3, 1949.", "SANCTION", set(), {"ALB"}),
    ("Oman opened an embassy in Bern in 1980. The Embassy in Bern was closed in 1991.", "SANCTION", {"OMN"}, {"CHE"}),
    ("Ghana suspended embassy operations in Tripoli in 2014.", "SANCTION", {"GHA"}, {"LBY"}),
    ("The Ghanaian Embassy in Tripoli resumed operations in 2016.", "SUPPORT", {"GHA"}, {"LBY"}),
    ("A Dutch Interests Section was opened in the Swiss Embassy at Tehran in 1981.", "SUPPORT", {"NLD"}, {"IRN"}),
    (
        "Relations were restored in 1972, when the Dutch Liaison Office at Accra was raised to an embassy.",
        "SUPPORT",
        {"NLD", "GHA"},
        set(),
    ),
    (
        "Jan Vries presented his credentials as the first Dutch ambassador to Ghana in 1958.",
        "SUPPORT",
        {"NLD"},
        {"GHA"},
    ),
    ("Ann Lee was appointed Canadian commissioner to Ghana.", "SUPPORT", {"CAN"}, {"ann-lee"}),
    ("Ann Lee was appointed as the first Canadian minister to Peru.", "SUPPORT", {"CAN"}, {"ann-lee"}),
    ("Peter Hall, British Ambassador to Oman, presented his credentials in 1991.", "SUPPORT", {"GBR"}, {"OMN"}),
    ("The Swedish ambassador in Baghdad was summoned on Friday.", "ACCUSE", {"IRQ"}, {"SWE"}),
    ("The Chinese ambassador to Canada was summoned over the threats.", "ACCUSE", {"CAN"}, {"CHN"}),
    ("Sweden's ambassador was called to the foreign ministry in Baghdad.", "ACCUSE", {"IRQ"}, {"SWE"}),
    ("Russia's consul general in Bonn was handed a note of protest.", "ACCUSE", {"DEU"}, {"RUS"}),
]


@pytest.mark.parametrize(("text", "kind", "actors", "recipients"), CASES)
def test_who_sends_and_who_receives(text: str, kind: str, actors: set[str], recipients: set[str]) -> None:
    event = next(event for event in events_told(text, "2023-06-27") if event.event_type == kind)
    assert {actor.party for actor in event.actors} == actors
    assert {actor.party for actor in event.recipients} == recipients
