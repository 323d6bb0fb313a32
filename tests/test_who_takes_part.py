"""Who takes part in what is said and done between states, and who is only named beside it."""

from __future__ import annotations

import pytest

from tests.reading import events_told

Row = tuple[str, str, set[str], set[str]]
Sides = list[tuple[set[str], set[str]]]

# The sentence, the type of the event, who acts, on whom; each event of the type has its row.
CASES: list[Row] = [
    ("Alberto Fujimori was convicted of fraud in 2009.", "SANCTION", {"PER"}, {"alberto-k-fujimori"}),
    ("Augusto Pinochet was arrested in London in 1998.", "COERCE", {"GBR"}, {"augusto-pinochet"}),
    ("A Saudi-led group of states demanded that Qatar close a Turkish base.", "REQUEST", {"SAU"}, {"QAT"}),
    ("The Philippines, which won the case in The Hague, called on Beijing to obey.", "REQUEST", {"PHL"}, {"CHN"}),
    ("Three Britons held hostage by Maoist rebels in Nepal were freed.", "ASSAULT", {"npl-rebels"}, {"gbr-citizens"}),
    ("Rosneft, the Russian state oil company, bought a refinery in Germany.", "COOPERATE", {"ROSNEFT"},
     {"deu-refinery"}),
    ("Two bombs exploded in Istanbul on Sunday.", "ASSAULT", set(), {"TUR"}),
    ("Police arrested 20 demonstrators in Minsk.", "COERCE", {"BLR"}, set()),
    ("The Special Tribunal for Lebanon indicted four members of Hezbollah.", "ACCUSE", {"STL"}, {"HEZBOLLAH"}),
    ("A spokesman for the Tamil Tigers, Ilan Rasan, rejected the offer.", "REJECT", {"LTTE"}, set()),
    ("Tuareg rebels of the National Movement for the Liberation of Azawad captured Kidal.", "ASSAULT", {"MNLA"},
     {"MLI"}),
    ("Amal leader Nabih Berri met the Israeli envoy.", "CONSULT", {"nabih-berri", "ISR"}, set()),
    ("Lebanon's Hezbollah fired rockets at Israel.", "ASSAULT", {"HEZBOLLAH"}, {"ISR"}),
    ("Students protested in Belgrade on Saturday.", "PROTEST", {"srb-students"}, {"SRB"}),
    ("Protesters stormed the Iranian consulate in Karbala.", "PROTEST", {"irq-protesters"}, {"IRN"}),
    ("Gunmen in northern Nigeria kidnapped two Chinese engineers.", "ASSAULT", {"nga-gunmen"}, {"CHN"}),
    ("The opposition in Kenya urged the United States to cut aid.", "REQUEST", {"ken-opposition"}, {"USA"}),
    ("The premier of Haiti, who was in Nairobi to sign a deal with Kenya, appealed for help.", "REQUEST",
     {"HTI"}, set()),
    ("A dozen governments condemned Israel over the shots at envoys of Spain.", "ACCUSE", set(), {"ISR"}),
    ("Israel has rejected calls by the United Nations for a truce.", "REQUEST", {"UN"}, {"ISR"}),
    ("Ottawa summoned the Iranian ambassador over the arrest of two Canadian journalists.", "COERCE", {"IRN"},
     {"can-journalists"}),
    ("Germany apologised to Namibia for the massacre of Herero people.", "CONCEDE", {"DEU"}, {"NAM"}),
    ("Japan thanked Oman for the release of its sailors.", "RETREAT", {"OMN"}, {"JPN"}),
    ("Bolivia drew sharp criticism from the United States for expelling the envoy.", "SANCTION", {"BOL"}, {"USA"}),
    ("Tanzania was criticised by Human Rights Watch for deporting refugees.", "COERCE", {"TZA"}, set()),
    ("Turkey brokered a deal between Russia and Ukraine on grain.", "AGREE", {"RUS", "UKR"}, set()),
    ("The Irish government praised the Swiss for hosting the peace conference.", "CONSULT", {"CHE"}, set()),
    ("Kigali said Congolese troops had fired first, and called on Kinshasa to stop.", "REQUEST", {"RWA"}, {"COD"}),
    ("Speaking alongside Italian Prime Minister Paola Conti, Libyan leader Khaled Mansour demanded compensation for "
     "colonial rule.", "REQUEST", {"LBY"}, set()),
    ("About 2,000 Kurds marched through Cologne in protest at Turkish air strikes in Iraq.", "PROTEST",
     {"KURDS"}, {"TUR"}),
    ("Farmers from Poland drove to Brussels to protest against the trade deal with Ukraine.", "PROTEST",
     {"pol-farmers"}, {"UKR"}),
    ("The Greek and Turkish ministers shook hands in Vilnius on the margins of the NATO summit.", "CONSULT",
     {"GRC", "TUR"}, set()),
    ("The Greek and Turkish ministers shook hands in Vilnius on the margins of the NATO summit.", "CONSULT",
     {"NATO"}, set()),
    ("The president of Peru began a trip to Central America.", "CONSULT", {"PER"}, set()),
    ("South Africa welcomed the ruling; Germany said it would study it.", "SUPPORT", {"ZAF"}, set()),
    ("Germany abstained, along with Brazil and India.", "REJECT", {"DEU", "BRA", "IND"}, set()),
    ("Only Eritrea, North Korea, Syria and Belarus joined Russia in voting against the text.", "REJECT",
     {"ERI", "PRK", "SYR", "BLR", "RUS"}, set()),
    ("Britain, backed by France, proposed a resolution on the truce.", "REQUEST", {"GBR"}, set()),
    ("Kenya's bid for a seat on the council has the backing of the African Union.", "SUPPORT", {"AU"}, {"KEN"}),
    ("In July 1914 Germany assured Austria-Hungary of its support against Serbia.", "AGREE", {"DEU"}, {"AUH"}),
    ("Jordan cut short a visit to Romania and called off talks with Iraq.", "REJECT", {"JOR"}, {"IRQ"}),
    ("The statement, signed by the ministers of the G7, condemned North Korea's launch.", "ACCUSE", {"G7"}, {"PRK"}),
    ("The two Yemeni sides met in Stockholm at the invitation of the Swedish government.", "CONSULT", {"YEM"}, set()),
    ("Omani envoys flew to Sanaa with Saudi negotiators.", "CONSULT", {"OMN"}, {"YEM"}),
    ("The spokesman of Sudan's army told the BBC that Chad must stop its raids.", "REQUEST", {"SDN"}, {"TCD"}),
    ("Norway's envoy met Houthi leaders in Muscat.", "CONSULT", {"NOR", "HOUTHIS"}, set()),
    ("The president of Peru will visit Chile after the NATO summit.", "CONSULT", {"NATO"}, set()),
    ("Bahrain allowed its sailors to return and asked Doha to do the same.", "REQUEST", {"BHR"}, {"QAT"}),
    ("The Kremlin dismissed as nonsense a report that hackers had attacked Germany.", "REJECT", {"RUS"}, set()),
    ("After the meeting in London, the premier of Peru met King Charles.", "CONSULT", {"PER", "GBR"}, set()),
    ("Denmark apologised to Greenland for moving children to Copenhagen.", "CONCEDE", {"DNK"}, {"GRL"}),
    ("Chad completed the withdrawal of some troops from Niger on Friday.", "RETREAT", {"TCD"}, {"NER"}),
    ("Norway welcomed the withdrawal of Syrian forces from Lebanon.", "RETREAT", {"SYR"}, {"LBN"}),
    ("The Pope, who arrived in Juba on Friday, pleaded with South Sudan's leaders.", "REQUEST", {"VAT"}, {"SSD"}),
    ("Iceland, which has no army, offered to host talks between NATO and Russia.", "AGREE", {"ISL"}, {"NATO", "RUS"}),
    ("Iraq has complained to the Security Council about Turkish shelling of a resort.", "ACCUSE", {"IRQ"}, {"TUR"}),
    ("Venezuela rejected a note of protest from Guyana over a new map.", "ACCUSE", {"GUY"}, {"VEN"}),
    ("In Baku, the Turkish president voiced support for Azerbaijan in its conflict with Armenia.", "SUPPORT",
     {"TUR"}, {"AZE"}),
    ("Germany backed Finland's bid to join NATO on Monday.", "SUPPORT", {"DEU"}, {"FIN"}),
    ("French soldiers were ordered by the junta to leave Burkina Faso.", "SANCTION", {"BFA"}, {"FRA"}),
    ("Iran fired missiles that hit an American base in Iraq.", "ASSAULT", {"IRN"}, {"USA"}),
    ("Odesa came under attack from Russian drones on Sunday night.", "ASSAULT", {"RUS"}, {"UKR"}),
    ("Belgium, with the help of France, seized a Russian tanker in the North Sea.", "COERCE", {"BEL", "FRA"}, {"RUS"}),
    ("The Czech foreign ministry, joined by its Slovak counterpart, denounced Russia.", "ACCUSE",
     {"CZE", "SVK"}, {"RUS"}),
    ("Iraq's prime minister received Oman's crown prince. The crown prince promised a loan.", "AGREE", {"OMN"}, set()),
    ("Denmark, in coordination with Norway, expelled two Russian diplomats.", "SANCTION", {"DNK", "NOR"}, {"RUS"}),
    ("The European Union backed Spain and threatened new sanctions.", "THREATEN", {"EU"}, set()),
]  # fmt: skip
# True, but not what is read today: China is read to abstain from Russia, and one stop is a second, lone visit.
KNOWN_WRONG: list[Row] = [
    ("Fifteen members voted in favour, Russia voted against and China abstained.", "REJECT", {"RUS"}, set()),
    ("Fifteen members voted in favour, Russia voted against and China abstained.", "REJECT", {"CHN"}, set()),
    ("Peru's envoy, on his way back from Oman, stopped in Cairo for talks with the minister.", "CONSULT",
     {"PER"}, {"EGY"}),
]  # fmt: skip


def by_sentence(rows: list[Row]) -> list[tuple[str, str, Sides]]:
    """All events of a type in a sentence: a row each."""
    sides: dict[tuple[str, str], Sides] = {}
    for text, kind, actors, recipients in rows:
        sides.setdefault((text, kind), []).append((actors, recipients))
    return [(*key, wanted) for key, wanted in sides.items()]


def told(text: str, kind: str) -> Sides:
    """Who acts on whom in the asserted events of a type, the first event first."""
    events = [e for e in events_told(text, "2023-06-27") if e.event_type == kind and e.modality == "asserted"]
    return [({a.party for a in event.actors}, {a.party for a in event.recipients}) for event in events]


@pytest.mark.parametrize(("text", "kind", "sides"), by_sentence(CASES))
def test_who_takes_part(text: str, kind: str, sides: Sides) -> None:
    assert told(text, kind) == sides


@pytest.mark.xfail(strict=True, reason="what comes right moves up into CASES")
@pytest.mark.parametrize(("text", "kind", "sides"), by_sentence(KNOWN_WRONG))
def test_who_is_read_wrong(text: str, kind: str, sides: Sides) -> None:
    assert told(text, kind) == sides
