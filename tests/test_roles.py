"""Who does it and to whom: a case is (sentence, words of the event, parties that act, parties acted upon)."""

import pytest

import kg

CASES = [
    (
        "Togo said that the vote changed nothing and called on Mali to reopen its embassy.",
        "called on",
        {"TGO"},
        {"MLI"},
    ),
    ('"This is a disgrace," fumed the Omani minister.', "fumed", {"OMN"}, set()),
    ("The king of Norway declared himself shocked at the Peruvian raid.", "shocked", {"NOR"}, {"PER"}),
    ("Japan praised Kenya.", "praised", {"JPN"}, {"KEN"}),
    ("The Taliban claimed responsibility for the attack in Chad.", "attack", {"TALIBAN"}, {"TCD"}),
    ("Togo blamed Chad and said it had spoken by phone to Kenya.", "spoken", {"TGO", "KEN"}, set()),
    ("The OAS adopted a note that condemns Chad and demands that Mali pay.", "condemns", {"OAS"}, {"TCD"}),
    ("A text that condemns Chad was adopted by the European Parliament.", "condemns", {"EUPARL"}, {"TCD"}),
    ("The Omani minister repeated Oman's call on Chad to open the road.", "repeated", {"OMN"}, {"TCD"}),
    ("Norway protested over violations of Latvian airspace by Peruvian jets.", "violations", {"PER"}, {"LVA"}),
    ("The European Parliament voted by a wide margin on Friday to condemn Chad.", "voted", {"EUPARL"}, {"TCD"}),
    ("The Peruvian envoy Ana Silva was summoned to the Chilean foreign ministry.", "summoned", {"CHL"}, {"PER"}),
    ("Kenya was praised by Japan.", "praised", {"JPN"}, {"KEN"}),
    ("Chad and Togo in August became the first states to recognise Kosovo.", "recognise", {"TCD", "TGO"}, {"XKX"}),
    (
        "The European Parliament condemned the raid that killed two Malians and urged Chad to act.",
        "urged",
        {"EUPARL"},
        {"TCD"},
    ),
    ("Angela Merkel visits Chad, Togo and Benin.", "visits", {"DEU"}, {"TCD", "TGO", "BEN"}),
    ("Peru–Chile trade dispute: Chile accuses Peru of theft.", "accuses", {"CHL"}, {"PER"}),
    ("Chad fired two missiles, hours after offering talks to Togo.", "fired", {"TCD"}, set()),
    ("Egypt expelled two Libyan diplomats on Monday.", "expelled", {"EGY"}, {"LBY"}),
    ("In 1931 envoys of Chad were expelled by Mali.", "expelled", {"MLI"}, {"TCD"}),
    ("In 1978 the ministers of Uganda found asylum in Kenya.", "found asylum", {"KEN"}, {"UGA"}),
    ("In 1948 the settlers launched an attack on Israel.", "launched an attack", set(), {"ISR"}),
    ("In 1912 Kenya's request for aid was turned down by Norway.", "request for aid was turned down", {"NOR"}, {"KEN"}),
    ("Oman praised Syria, whose leaders condemned Italy.", "condemned", {"SYR"}, {"ITA"}),
    ("Oman struck Syria, whose leaders demanded that Italy withdraw.", "demanded", {"SYR"}, {"ITA"}),
    (
        "At the May 1975 summit, Gerald Ford and Leonid Brezhnev agreed on a new treaty.",
        "agreed",
        {"USA", "SUN"},
        set(),
    ),
    (
        "NATO invited three former Soviet satellites, Poland, Hungary and Romania.",
        "invited",
        {"NATO"},
        {"POL", "HUN", "ROU"},
    ),
    ("President Obama cut off American aid to Chile.", "cut off American aid", {"USA"}, {"CHL"}),
    ("In 1970 Richard Nixon ordered a Vietnamese raid into Laos.", "ordered", {"USA"}, {"LAO"}),
    ("Togo was one of the first states to recognise Kosovo.", "recognise", {"TGO"}, {"XKX"}),
    (
        "The raid led President Kaunda to leave the talks, close the port and ban Soviet exports.",
        "ban Soviet exports",
        {"ZMB"},
        {"SUN"},
    ),
    ("Two Libyan diplomats were expelled by Egypt.", "expelled", {"EGY"}, {"LBY"}),
    ("India and Pakistan agreed on a truce.", "agreed", {"IND", "PAK"}, set()),
    ("The Indian foreign minister met with his Nepalese counterpart.", "met", {"IND", "NPL"}, set()),
    ("Talks between Serbia and Kosovo broke down in Brussels.", "Talks", {"SRB", "XKX"}, set()),
    ("Negotiations took place in Geneva in 1954 between France and Laos.", "Negotiations", {"FRA", "LAO"}, set()),
    ("A French-Polish treaty signed in 1921 was torn up.", "treaty signed", {"FRA", "POL"}, set()),
    ("The Paris Peace Accords were signed by Cuba and Mali.", "Accords were signed", {"CUB", "MLI"}, set()),
    (
        "Relations were resumed after Laos and Thailand exchanged notes.",
        "Relations were resumed",
        {"LAO", "THA"},
        set(),
    ),
    ("During a visit to Cairo, the king of Jordan praised Egypt.", "visit", {"JOR"}, {"EGY"}),
    ("Thatcher praised Spain in 1987.", "praised", {"GBR"}, {"ESP"}),
    ("The Ford plant praised Spain in 1975.", "praised", set(), {"ESP"}),
    ("Praise for Norway came from Peru.", "Praise", {"PER"}, {"NOR"}),
    ("Chad answered the vote with sanctions on Togo.", "sanctions", {"TCD"}, {"TGO"}),
    ("Chad has gone to Japan with a plea for boats.", "plea", {"TCD"}, {"JPN"}),
    ("Chad threw Togo a lifeline.", "threw", {"TCD"}, {"TGO"}),
    ("Chad repeated its warning to Togo.", "warning", {"TCD"}, {"TGO"}),
    ("Egypt hailed the deal between Chad and Togo.", "deal", {"TCD", "TGO"}, set()),
    ("A quarrel over wells led to war between Chad and Togo.", "war", {"TCD", "TGO"}, set()),
    ("Norway's criticism of Hungary grew louder.", "criticism", {"NOR"}, {"HUN"}),
    ("Spain urged Morocco to open the border.", "urged", {"ESP"}, {"MAR"}),
    ("Poland promised to help Ukraine.", "help", {"POL"}, {"UKR"}),
    ("Turkey, which had attacked Syria, asked Iran for help.", "attacked", {"TUR"}, {"SYR"}),
    ("Sanctions imposed by Canada on Belarus took effect.", "Sanctions", {"CAN"}, {"BLR"}),
    ("Chad accused Sudan of arming rebels.", "accused", {"TCD"}, {"SDN"}),
    ("Brazil sent Haiti 500 tons of rice.", "sent", {"BRA"}, {"HTI"}),
    ("Cuba signed and ratified the treaty with Angola.", "ratified", {"CUB"}, {"AGO"}),
    ("The German chancellor thanked France and praised Italy.", "praised", {"DEU"}, {"ITA"}),
    ("Lee visited the islets and Japan called its envoy home.", "called", {"JPN"}, set()),
    ("The king landed in Oslo and Sweden withdrew its envoy.", "withdrew", {"SWE"}, set()),
    ("Kenya praised Uganda and expelled a Rwandan envoy.", "expelled", {"KEN"}, {"RWA"}),
    ("Israeli helicopters shelled Lebanese villages.", "shelled", {"ISR"}, {"LBN"}),
    ("An attack by Eritrea on Ethiopia began the war.", "attack", {"ERI"}, {"ETH"}),
    ("Hackers linked to China broke into the computers of a Danish ministry.", "broke into", {"CHN"}, {"DNK"}),
    ("Hungary fenced off its border with Serbia.", "fenced off", {"HUN"}, {"SRB"}),
    ("Two Swedish diplomats were arrested in Iran.", "arrested", {"IRN"}, {"SWE"}),
    ("Two Chilean envoys were expelled from Peru.", "expelled", {"PER"}, {"CHL"}),
    ("A bomb exploded outside the Indian embassy in Kabul.", "exploded", set(), {"IND"}),
    ("Pirates released the Maltese tanker and its crew of Filipinos.", "released", set(), {"MLT", "PHL"}),
    ("Spain urged Morocco to open the border.", "open", {"MAR"}, set()),
    ("Chad accused Sudan of arming rebels.", "arming", {"SDN"}, set()),
    ("Kuwait recalled its envoy to Iran.", "recalled", {"KWT"}, {"IRN"}),
    ("Oman condemned the raid on Mali and urged Chad to act.", "urged", {"OMN"}, {"TCD"}),
    ("After two days of talks in Bern, the kings of Spain and Jordan signed it.", "talks", {"ESP", "JOR"}, set()),
    ("On a visit to Togo in May, the king of Spain promised a bridge.", "visit", {"ESP"}, {"TGO"}),
]

# True, but not what is read today: the topic of a talk and the place taken are recipients.
KNOWN_WRONG = [
    ("Norway and Chile discussed Sudan.", "discussed", {"NOR", "CHL"}, set()),
    ("Spain recaptured Havana from Britain.", "recaptured", {"ESP"}, {"GBR"}),
]


def participants(text, words):
    start = text.index(words)
    return kg.participants(kg.Document(text=text), start, start + len(words))


@pytest.mark.parametrize(("text", "words", "actors", "recipients"), CASES, ids=[f"{c[1]}: {c[0][:40]}" for c in CASES])
def test_roles(text, words, actors, recipients):
    found = participants(text, words)
    assert {a.party for a in found.actors} == actors
    assert {a.party for a in found.recipients} == recipients
    assert all(0 <= s.start < s.end <= len(text) for a in (*found.actors, *found.recipients) for s in a.mentions)


@pytest.mark.xfail(strict=True, reason="what comes right moves up into CASES")
@pytest.mark.parametrize(("text", "words", "actors", "recipients"), KNOWN_WRONG)
def test_roles_that_are_read_wrong(text, words, actors, recipients):
    found = participants(text, words)
    assert ({a.party for a in found.actors}, {a.party for a in found.recipients}) == (actors, recipients)
