"""Whom an act means whose own words name nobody: the other side of the sentences before."""

from __future__ import annotations

import pytest

import kg
from tests.reading import events_told

# The text, the type of an event of its last sentence, who acts, on whom.
CASES = [
    ("Chad raised its duties on Kenyan tea. In response, Kenya recalled its envoy.", "SANCTION", {"KEN"}, {"TCD"}),
    ("Chad expelled four Kenyan envoys. Kenya retaliated by expelling four diplomats.", "SANCTION", {"KEN"}, {"TCD"}),
    ("Venezuela offered to hold talks with Guyana. The government in Georgetown ruled out any negotiations.",
     "REJECT", {"GUY"}, {"VEN"}),
    ("Russia accused Estonia of jamming its satellites. Tallinn denied the accusation.", "REJECT", {"EST"}, {"RUS"}),
    ("Russia accused Estonia of jamming its satellites. The Estonian foreign ministry demanded an apology.",
     "REQUEST", {"EST"}, {"RUS"}),
    ("Seoul proposed family reunions for the autumn. The North rejected the offer out of hand.",
     "REJECT", {"PRK"}, {"KOR"}),
    ("Azerbaijan's president visited Tehran on Wednesday. He invited his host to Baku.", "REQUEST", {"AZE"}, {"IRN"}),
    ("A Chinese cutter fired water cannons at a Philippine boat. Manila lodged a protest.",
     "ACCUSE", {"PHL"}, {"CHN"}),
    ("Japan froze food aid to North Korea. A year later Tokyo lifted the measures. The North welcomed the step.",
     "SUPPORT", {"PRK"}, {"JPN"}),
    ("Pakistani troops crossed the Line of Control into India. Islamabad consented to pull them back in July.",
     "AGREE", {"PAK"}, {"IND"}),
    ("Kofi Adom raided a port of Kenya. President William Ruto condemned it.", "ACCUSE", {"KEN"}, set()),
    ("The European Union criticised the verdict. Turkey dismissed the criticism.", "REJECT", {"TUR"}, {"EU"}),
    ("Moldova arrested two Russian citizens. Moscow demanded their release.", "REQUEST", {"RUS"}, {"MDA"}),
    ("Indonesia turned down an inquiry by the United Nations. A German minister pressed her counterpart to relent.",
     "REQUEST", {"DEU"}, {"IDN"}),
    ("The president of Iran denounced the European Union and urged it to lift the sanctions.",
     "REQUEST", {"IRN"}, {"EU"}),
    ("Ivory Coast closed its border with Ghana. Accra recalled its envoy.", "SANCTION", {"GHA"}, {"CIV"}),
    ("Moscow proposed talks on Monday, but Kyiv refused.", "REQUEST", {"RUS"}, {"UKR"}),
    ("A Saudi delegation met the Houthis. The Houthis demanded an open airport. Riyadh accepted the demand.",
     "CONCEDE", {"SAU"}, {"HOUTHIS"}),
    ("Tanzania banned flights from Kenya. Kenya's transport minister telephoned his counterpart in Dodoma.",
     "CONSULT", {"KEN", "TZA"}, set()),
    ("Gabon and Chad agreed to open a bridge. Benin rejected the deal as unsafe. Togo condemned it.",
     "ACCUSE", {"TGO"}, {"GAB", "TCD"}),
    ("Norway accused Chile of piracy. Spain declined to join a patrol. Chile rejected the accusations.",
     "REJECT", {"CHL"}, {"NOR"}),
    ("Officers ousted President Ali Bongo on Wednesday. Portugal condemned the coup.", "ACCUSE", {"PRT"}, {"GAB"}),
    ("Fiji and Tonga met. Sergei Lavrov called his counterparts in Fiji and Tonga. Fiji accused its neighbour.",
     "ACCUSE", {"FJI"}, {"TON"}),
    # what takes up nothing, or means somebody else
    ("Gunmen killed ten miners on Monday. Peru called for an inquiry. Benin condemned the attack.",
     "ACCUSE", {"BEN"}, set()),
    ("Brazil's president flew home from Germany. The government of Brazil promised to protect the forest.",
     "AGREE", {"BRA"}, set()),
    ("Peru and Chile signed an accord that may help Kenya to start talks with Chad.", "SUPPORT", {"PER", "CHL"}, set()),
    ("Kenya signed a trade agreement with China. Kenya lifted the curfew in the north.", "CONCEDE", {"KEN"}, set()),
    ("Nepal imposed a curfew in the capital. Peru's congress rejected a motion to impeach the president.",
     "REJECT", {"PER"}, set()),
    ("Bolivia broke off relations with Israel. Bolivia's foreign ministry accused miners of plotting a coup.",
     "ACCUSE", {"BOL"}, set()),
    ("Thai and Cambodian soldiers exchanged fire. Thailand's prime minister apologised to the families of the victims.",
     "CONCEDE", {"THA"}, set()),
    ("The mediators urged Ethiopia and Eritrea to withdraw. Eritrea accepted the plan.", "AGREE", {"ERI"}, set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "actors", "recipients"), CASES)
def test_whom_an_act_means(text: str, kind: str, actors: set[str], recipients: set[str]) -> None:
    last = [e for e in events_told(text, "2023-06-27") if text.endswith(e.evidence[-1].sentence)]
    found = [_parties(event) for event in last if event.event_type == kind and event.modality == "asserted"]
    assert (actors, recipients) in found


def _parties(event: kg.Event) -> tuple[set[str], set[str]]:
    """The states and bodies on either side; people that a common noun names are not asked for."""
    actors, recipients = ({a.party for a in side if a.party.isupper()} for side in (event.actors, event.recipients))
    return actors, recipients
