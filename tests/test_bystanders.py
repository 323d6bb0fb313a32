"""Who is named beside an act and takes no part in it: topics, go-betweens, judges, owners, those of other clauses."""

from __future__ import annotations

import pytest

from tests.reading import events_told

# The text, the word of the act, who acts and who is acted upon; of a mutual act all act.
CASES = [
    ("Biden was the third leader to see it after Russia withdrew from the suburbs.", "withdrew", {"RUS"}, set()),
    ("Cuba freed ten sailors after talks with Spain.", "freed", {"CUB"}, set()),
    ("The ministers of Chad and Mali met in Accra, the capital of Ghana.", "met", {"TCD", "MLI"}, set()),
    ("In June Chad seized Zinder, a town on the border with Nigeria.", "seized", {"TCD"}, set()),
    ("Chad and Mali called for respect for Togo's unity.", "called for", {"TCD", "MLI"}, set()),
    ("Chile will brief Peru on the recent talks with Cuba.", "talks", {"CHL", "CUB"}, set()),
    ("Two UN peacekeepers from Chad were killed in Mali.", "killed", set(), {"UN"}),
    ("Oman caught a missile fired by Houthi rebels towards Muscat.", "fired", {"HOUTHIS"}, {"OMN"}),
    ("The premier of Chad warned that Chad would strike if Mali attacked.", "warned", {"TCD"}, {"MLI"}),
    ("Talks on Cyprus were held in Geneva between Greece and Turkey.", "Talks", {"GRC", "TUR"}, set()),
    ("Iran's programme was discussed by Norway and Chile in Berlin.", "discussed", {"NOR", "CHL"}, set()),
    ("Peru condemned the coup in Niger.", "coup", set(), {"NER"}),
    ("Peru has condemned the coup in Niger, its foreign ministry said on Monday.", "coup", set(), {"NER"}),
    ("President Trump withdrew the United States from the pact.", "withdrew", {"USA"}, set()),
    ("Qatar brokered the exchange of 150 prisoners between Peru and Chile.", "exchange", {"PER", "CHL"}, set()),
    ("Peru and Chile exchanged prisoners under a deal mediated by Qatar.", "deal", {"PER", "CHL"}, set()),
    ("Peru and Ecuador, with Brazil and Chile as guarantors, signed an accord.", "signed", {"PER", "ECU"}, set()),
    ("Israel stormed a Turkish ship carrying aid to Gaza.", "carrying", {"TUR"}, {"PSE"}),
    ("Students threw stones at the American embassy in Oslo.", "threw", set(), {"USA"}),
    ("Egypt's president cancelled a trip to Moscow.", "cancelled", {"EGY"}, {"RUS"}),
    ("Belarus, a close ally of Russia, condemned Latvia.", "condemned", {"BLR"}, {"LVA"}),
    ("The court awarded the islands to Oman, and Qatar accepted the ruling.", "accepted", {"QAT"}, set()),
    ("The African Union suspended Gabon after soldiers seized power.", "seized", {"GAB"}, set()),
    ("Portugal handed Macau over to China on December 20, 1999.", "handed", {"PRT"}, {"CHN"}),
    ("The Triple Alliance between Germany and Italy was renewed in 1912.", "Alliance", {"DEU", "ITA"}, set()),
    ("Soldiers of Chad killed two boys in Mali, Human Rights Watch said.", "killed", {"TCD"}, {"MLI"}),
    ("Russia has fired Iranian drones at Odesa, the mayor said.", "fired", {"RUS"}, {"UKR"}),
    ("Estonia's ambassador to Russia was expelled on Monday.", "expelled", {"RUS"}, {"EST"}),
    ("Poland has handed over its first MiG-29 fighters to Ukraine.", "handed", {"POL"}, {"UKR"}),
    ("South Africa, supported by Colombia, accused Israel of genocide.", "accused", {"ZAF"}, {"ISR"}),
    ("Peru and Chad held a long discussion of Togo in Rome.", "held a long discussion", {"PER", "TCD"}, set()),
    ("Norway and Chile coordinated their policy against Peru.", "coordinated", {"NOR", "CHL"}, set()),
    ("Norway joined the coalition against Peru in 1990.", "joined", {"NOR"}, set()),
    ("Despite aid from Peru, farmers rose against Chile.", "rose", set(), {"CHL"}),
    ("France and Spain administered the former German colony jointly.", "administered", {"FRA", "ESP"}, set()),
    ("In 1978 Peru's critics attacked a village in Chile.", "attacked", set(), {"CHL"}),
    ("Norway, not Peru, proposed the meeting in Geneva to Chile.", "proposed", {"NOR"}, {"CHL"}),
    ("Australia angered France in 2021 and signed a pact with Oman.", "signed", {"AUS", "OMN"}, set()),
    (
        "Together with Japan and Australia, the Philippines condemned China.",
        "condemned",
        {"JPN", "AUS", "PHL"},
        {"CHN"},
    ),
    ("South Africa agreed to host the talks between Ukraine and Russia.", "agreed", {"ZAF"}, {"UKR", "RUS"}),
    ("Chile and Bolivia signed a treaty on the initiative of Peru.", "signed", {"CHL", "BOL"}, set()),
    ("Nepal sends more soldiers to Haiti than any state but Peru.", "sends", {"NPL"}, {"HTI"}),
    ("Moscow retaliated with a ban on imports from Norway.", "ban", {"RUS"}, {"NOR"}),
    ("China reacted with sanctions against Lithuania.", "sanctions", {"CHN"}, {"LTU"}),
    ("The Group of Seven suspended Russia because of its annexation of Crimea.", "annexation", {"RUS"}, {"UKR"}),
    ("Speaking for the African Union, Kenya's king condemned Gabon.", "condemned", {"KEN"}, {"GAB"}),
    ("Oman's king visited the plant at Zaporizhzhia, which Russia has held since then.", "visited", {"OMN"}, {"UKR"}),
    ("Norway's king met President Vucic and urged him to leave.", "urged", {"NOR"}, {"SRB"}),
    ("Uganda helped the refugees at the request of Peru.", "request", {"PER"}, {"UGA"}),
    ("Ireland has offered to host a round of talks on Cyprus.", "offered", {"IRL"}, set()),
    ("South Sudan was admitted to the African Union as its 54th member.", "admitted", {"AU"}, {"SSD"}),
    ("Oman's ally Iran condemned Peru.", "condemned", {"IRN"}, {"PER"}),
    ("Iran's ambassador in Baghdad was summoned to the foreign ministry.", "summoned", {"IRQ"}, {"IRN"}),
    ("Under an agreement with Oman signed in 1920, Peru got the port.", "agreement", {"OMN", "PER"}, set()),
    ("Mali expelled the French ambassador. It accused him of hostile remarks.", "accused", {"MLI"}, {"FRA"}),
    (
        "Foreign Minister Penny Wong and her Fijian counterpart Biman Prasad agreed to make efforts to bring Togo in.",
        "agreed",
        {"AUS", "FJI"},
        set(),
    ),
    ("Kenya spoke out on Monday, with President William Ruto calling it reckless.", "calling", {"KEN"}, set()),
    ("Togo fired a rocket on Monday. Kenya decried the launch over Mali.", "decried", {"KEN"}, {"TGO"}),
    ("The Security Council met on Friday over Chad's test of a rocket.", "met", {"UNSC"}, set()),
    ("Peru's president and Chile's king met in Lima; the latter promised to pay.", "promised", {"CHL"}, {"PER"}),
    (
        "The war was fought between Oman and Iran on one side and Mali on the other.",
        "war was fought",
        {"IRN", "MLI", "OMN"},
        set(),
    ),
    ("The king of Oman signed the Iran Relations Act.", "signed", {"OMN"}, set()),
    (
        "Gambia threatened to put a claim against Togo before the International Court of Justice.",
        "threatened",
        {"GMB"},
        {"TGO"},
    ),
]


@pytest.mark.parametrize(("text", "trigger", "actors", "recipients"), CASES)
def test_who_takes_no_part(text, trigger, actors, recipients):
    found = [event for event in events_told(text, "2016-05-20") if event.evidence[0].trigger.startswith(trigger)]
    assert len(found) == 1
    assert {actor.party for actor in found[0].actors} == actors
    assert {actor.party for actor in found[0].recipients} == recipients
