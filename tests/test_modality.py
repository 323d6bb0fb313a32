"""How an event is meant: the governors of the trigger decide. A case is (sentence, trigger word, modality, speaker)."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extractors.modality import read_modality, verb_above
from kg.extractors.noun_roles import light_verb
from kg.model import MODALITIES, Document
from kg.seeds.modality import load_cues
from kg.text import Text

CASES = [
    ("Japan expelled two diplomats on Monday.", "expelled", "asserted", ""),
    ("Japan let it be known that it would expel them.", "expel", "planned", "Japan"),
    ("Chad and Mali are the only members yet to ratify the pact.", "ratify", "negated", ""),
    ("The council is expected to adopt a text that condemns the raid.", "condemns", "planned", ""),
    ("The council adopted a text that condemns the raid.", "condemns", "asserted", ""),
    ("Japan said that two diplomats would be expelled.", "expelled", "planned", "Japan"),
    ("Japan's offer to send rice to Togo was praised.", "offer", "asserted", ""),
    ("Two diplomats were expelled by Japan.", "expelled", "asserted", ""),
    ("Poland said Belarus had closed the border.", "closed", "asserted", "Poland"),
    ("The border was closed, according to Poland.", "closed", "asserted", "Poland"),
    ("Kenya accused Somalia of attacking a village.", "attacking", "hypothetical", "Kenya"),
    ("Chile vetoed a resolution condemning the raid.", "condemning", "hypothetical", ""),
    ("The council adopted a resolution condemning the raid.", "condemning", "asserted", ""),
    ("Iran began testing the missile in May.", "testing", "asserted", ""),
    ("By rejecting the offer, Serbia angered its allies.", "rejecting", "asserted", ""),
    ("The minister who visited Cairo resigned.", "visited", "asserted", ""),
    ("The president ordered his troops to leave the valley.", "leave", "asserted", ""),
    ("The general invited criticism by rejecting the truce.", "rejecting", "asserted", ""),
    ("Japan freezes the assets of two banks, Chad pledges to follow, and Mali agrees.", "freezes", "asserted", ""),
    ("Rebels hit the port with a missile; the army promises an inquiry.", "hit", "asserted", ""),
    ("Kenya implored them to leave and urged restraint.", "urged", "asserted", ""),
    ("Kenya implored them to leave.", "leave", "hypothetical", ""),
    ("Under the constitution, the senate impeaches the president.", "impeaches", "hypothetical", ""),
    ("The code specifies that officials are removed after being convicted of theft.", "convicted", "hypothetical", ""),
    ('Kenya read out questions such as: "Were you beaten on your journey to Chad?"', "journey", "hypothetical", ""),
    ("Chad proposed other topics, including ending the embargo.", "ending", "hypothetical", ""),
    ("Mali freed the crew days before its envoys meet in Rome.", "meet", "planned", ""),
    ("The council condemned nobody.", "condemned", "negated", ""),
    ("They had fired at a cruiser, not at a ferry.", "fired", "asserted", ""),
    ("Mali did not invite him, nor had it promised to.", "promised", "negated", ""),
    ("Reports that Kenya had bought boats proved false.", "bought", "negated", ""),
    ("Mali denies a report that it has agreed on a truce.", "agreed", "denied", "Mali"),
    ("Chad promised that it would free the crew.", "free", "planned", ""),
    ("Kerry flew to Oslo to pave the way for talks.", "talks", "hypothetical", ""),
    ("China denounced the visit as an invasion of its waters.", "invasion", "hypothetical", ""),
    ("Chad will expel the ambassador.", "expel", "planned", ""),
    ("Chad said it would expel the ambassador.", "expel", "planned", "Chad"),
    ("Peru agreed to release the prisoners.", "release", "planned", ""),
    ("Peru is ready to release the prisoners.", "release", "planned", ""),
    ("Questions remain how many attacks the rebels made.", "attacks", "hypothetical", ""),
    ("Mali would rather see a larger conference.", "conference", "hypothetical", ""),
    ("The leaders have given their consent to a withdrawal of their men.", "withdrawal", "planned", ""),
    ("India plans to visit the islands.", "visit", "planned", ""),
    ("The treaty is expected to be signed by Russia.", "signed", "planned", ""),
    ("The envoys flew to Geneva to negotiate.", "negotiate", "planned", ""),
    ("The president is to travel to Oslo.", "travel", "planned", ""),
    ("Chad left the valley to plan for its efforts to retake the town.", "retake", "hypothetical", ""),
    ("Last May plans were developed to sink the ferry.", "sink", "planned", ""),
    ("Zambia was among the first states to establish relations with Angola.", "establish", "asserted", ""),
    ("Chad trained a hundred men for the purpose of invading Togo.", "invading", "hypothetical", ""),
    ("Canada and Mexico announced a planned visit.", "visit", "planned", ""),
    ("Spain urged Morocco to withdraw.", "withdraw", "hypothetical", ""),
    ("Spain demanded that Morocco withdraw.", "withdraw", "hypothetical", ""),
    ("A Turkish attack on Cyprus is unlikely.", "attack", "hypothetical", ""),
    ("Turkey is capable of attacking Cyprus.", "attacking", "hypothetical", ""),
    ("Turkey is able to attack Cyprus.", "attack", "hypothetical", ""),
    ("The Turkish law, which Greece has condemned, is old.", "condemned", "asserted", ""),
    ("Turkey was able to attack Cyprus.", "attack", "asserted", ""),
    ("Turkey was unable to attack Cyprus.", "attack", "negated", ""),
    ("Greece wants the Turkish envoy expelled.", "expelled", "hypothetical", ""),
    ("Chad set about building a wall.", "building", "asserted", ""),
    ("If Turkey attacks Cyprus, Greece is at war.", "attacks", "hypothetical", ""),
    ("No aid flows until Sudan signs the accord.", "signs", "hypothetical", ""),
    ("The court ordered Chad to leave the valley.", "leave", "hypothetical", ""),
    ("A text requires the withdrawal of all forces.", "withdrawal", "hypothetical", ""),
    ("Egypt may recall its envoy.", "recall", "hypothetical", ""),
    ("Egypt could have recalled its envoy.", "recalled", "hypothetical", ""),
    ("Did Egypt recall its envoy?", "recall", "hypothetical", ""),
    ("Cuba called for talks with Spain.", "talks", "hypothetical", ""),
    ("A possible summit worries the army.", "summit", "hypothetical", ""),
    ("Italy did not sign the treaty.", "sign", "negated", ""),
    ("Italy never signed the treaty.", "signed", "negated", ""),
    ("Italy refused to sign the treaty.", "sign", "negated", ""),
    ("Italy failed to sign the treaty.", "sign", "negated", ""),
    ("Nobody prevented Italy from signing the treaty.", "signing", "negated", ""),
    ("The ship left without attacking the port.", "attacking", "negated", ""),
    ("Laos cancelled the visit.", "visit", "negated", ""),
    ("Laos would not hold talks with Thailand.", "talks", "negated", ""),
    ("No meeting between the ministers took place.", "meeting", "negated", ""),
    ("There was no agreement between Chad and Libya.", "agreement", "negated", ""),
    ("Libya denied attacking the convoy.", "attacking", "denied", "Libya"),
    ("Libya denied that it had attacked the convoy.", "attacked", "denied", "Libya"),
    ("The minister was to have met his colleague.", "met", "negated", ""),
    ("Chad stayed neutral until Togo attacked the port.", "attacked", "asserted", ""),
    ("Chad was unwilling to sign until Togo agreed to withdraw.", "agreed", "hypothetical", ""),
    ("Chad used the law to expel the envoy.", "expel", "asserted", ""),
    ("Togo rejected a request by Chad for aid.", "request", "asserted", ""),
    ("Sweden preferred neutrality rather than join the alliance.", "join", "negated", ""),
    # negation and its scope
    ("Hungary did not sign the text but praised Latvia.", "praised", "asserted", ""),
    ("Hungary never attacked Latvia but shelled Estonia.", "shelled", "asserted", ""),
    ("Hungary offered no aid to Latvia.", "offered", "negated", ""),
    ("Hungary has at no time recognised Kosovo.", "recognised", "negated", ""),
    ("Hungary did not fail to sign the text.", "sign", "asserted", ""),
    ("Hungary has not ceased to support the plan.", "support", "asserted", ""),
    ("Hungary did not refuse to sign the text.", "sign", "hypothetical", ""),
    ("The summit did not take place in isolation but came after talks.", "summit", "asserted", ""),
    ("There were no reports of attacks on the port.", "attacks", "negated", ""),
    ("There is no sign of a withdrawal from the valley.", "withdrawal", "negated", ""),
    ("The visit of the minister did not take place.", "visit", "negated", ""),
    ("India refrained from retaliating by expelling the envoy.", "expelling", "negated", ""),
    # what is only said, meant, asked or played
    ("Ukraine accused Russia of shelling a port; Moscow denied it.", "accused", "asserted", ""),
    ("Ukraine accused Russia of shelling a port; Moscow denied it.", "shelling", "denied", "Ukraine"),
    ("Pakistan dismissed claims that its army had shelled a village.", "shelled", "denied", "Pakistan"),
    ("Rumours of a strike on the port spread.", "strike", "hypothetical", ""),
    ("Was it Egypt that expelled the envoy?", "expelled", "hypothetical", ""),
    ("An invasion of the island would trigger sanctions.", "invasion", "hypothetical", ""),
    ("The two sides plan talks to be held in Paris.", "talks", "planned", ""),
    ("Their demands include dissolving parliament.", "dissolving", "hypothetical", ""),
    # what waits for something else that is to come
    ("The pact could be signed when the talks resume.", "resume", "planned", ""),
    ("The pact could be signed as soon as the talks resume.", "resume", "planned", ""),
    ("Togo may be persuaded to sign when the talks resume.", "resume", "planned", ""),
    ("The envoys hope to sign the pact when the talks resume.", "resume", "planned", ""),
    ("The envoys could strike a bargain by the time the leaders meet.", "meet", "planned", ""),
    ("Togo could return to Geneva, where the talks resume in May.", "resume", "planned", ""),
    ("The envoys sat down when the leaders met.", "met", "asserted", ""),
    ("Togo says it could sign after Mali withdrew its men.", "withdrew", "asserted", "Togo"),
    # topics, aims and hopes; what was denied in passing
    ("The envoys spoke about the war, the truce, and lifting the embargo.", "lifting", "hypothetical", ""),
    ("Seizing the port is an aim of the army.", "Seizing", "hypothetical", ""),
    ("A withdrawal is on the agenda.", "withdrawal", "hypothetical", ""),
    ("The thaw, she hopes, will reach Mali as well.", "reach", "hypothetical", ""),
    ("Togo said that Mali had shelled the port, which Mali denied.", "shelled", "denied", "Togo Mali"),
    ("Were Chad to leave the union, prices would fall.", "leave", "hypothetical", ""),
    ("Chad is about to sign the pact.", "sign", "planned", ""),
    ("Chad is going to sign the pact.", "sign", "planned", ""),
    ("Chad is strong enough to attack the port.", "attack", "hypothetical", ""),
    ("The minister suggested that both sides send envoys.", "send", "hypothetical", ""),
    ("The envoy reminded Mali to free the crew.", "free", "hypothetical", ""),
    ("Chad threatened that it would attack the port.", "attack", "planned", ""),
    # what stays a fact
    ("Togo was the first state to recognise Kosovo.", "recognise", "asserted", ""),
    ("The envoys met to end the war.", "war", "asserted", ""),
    ("The blockade lasted until Chad withdrew its ships.", "withdrew", "asserted", ""),
    ("They carried out what both had agreed.", "agreed", "asserted", ""),
    ("Chad scrapped its curbs on trade.", "curbs", "asserted", ""),
    ("Chad praised Mali for signing the text.", "signing", "asserted", ""),
    ("Chad had to withdraw its troops.", "withdraw", "asserted", ""),
    # what was not done until a time was done then
    ("It was not until 1975 that Chad recognised Mali.", "recognised", "asserted", ""),
    ("Not until May 1975 did Chad recognise Mali.", "recognise", "asserted", ""),
    ("The senate did not ratify the pact until June 5.", "ratify", "asserted", ""),
    ("Chad never recognised Mali until 1975.", "recognised", "negated", ""),
    ("Talks between Chad and Mali would begin in May.", "Talks", "planned", ""),
    ("An attack on Mali would start a war.", "attack", "hypothetical", ""),
    # told by who knows what came of it
    ("Chad would raid the port over the following months.", "raid", "asserted", ""),
    ("Chad would raid the port next month.", "raid", "planned", ""),
    # what a refusal makes a condition
    ("Chad was unwilling to meet before its crews were released.", "released", "hypothetical", ""),
    ("Chad proved unwilling to meet until Mali released its crews.", "released", "hypothetical", ""),
    ("Chad was ready to meet before its crews were released.", "released", "asserted", ""),
    # lists whose first member has the words that govern all
    ("The council would name a judge, call for a truce, expel the envoys and hand over power.", "expel", "planned", ""),
    ("They signed texts agreeing to do so and to open an embassy in Oslo.", "open", "planned", ""),
    (
        "Togo called for the release of the king, the negotiation of a truce, and aid.",
        "negotiation",
        "hypothetical",
        "",
    ),
    (
        "In 1961 Mali told the army to draw up a plan for the invasion of Chad and overthrow of its king.",
        "overthrow",
        "hypothetical",
        "",
    ),
    ("They vowed to act if one of them came under attack.", "attack", "hypothetical", ""),
    # a purpose behind an object, a decision
    ("Mali began peace talks to end the war with Chad.", "end", "planned", ""),
    ("The envoys agreed on a text to end the blockade.", "end", "planned", ""),
    ("Their decision to close the port in May 1962 angered Chad.", "close", "asserted", ""),
    ("Norway did not attend the summit, accusing Chad of spying.", "accusing", "asserted", ""),
    ("Norway did not enjoy accusing Chad of spying.", "accusing", "negated", ""),
    ("Norway summoned the envoy to denounce the raid.", "denounce", "asserted", ""),
    ("The visit was announced by the king in May.", "visit", "planned", ""),
    ("Their decision to close the port angered Chad.", "close", "planned", ""),
    ("Togo became the second state in the bloc to recognise Chad.", "recognise", "asserted", ""),
    ("Togo will become the second state in the bloc to recognise Chad.", "recognise", "planned", ""),
    ("Togo became a base from which to attack Chad.", "attack", "planned", ""),
]


CUES = [
    (example.replace("[", "").replace("]", ""), example.split("[")[1].split("]")[0], cue.reading)
    for cue in load_cues()
    for example in [cue.example]
]


def read(text: str) -> Text:
    return Text.read(Document(text=text, published=datetime.date(2019, 6, 27)))


def test_every_modality_has_a_case():
    assert {case[2] for case in CASES} == set(MODALITIES)


@pytest.mark.parametrize(("text", "word", "modality", "speaker"), CASES, ids=[c[0][:40] for c in CASES])
def test_modality(text, word, modality, speaker):
    known = read(text)
    tree = known.tree
    head = next(i for i, token in enumerate(tree.tokens) if token.text == word)
    reading = read_modality(known, head, light_verb(known, head) if tree.tokens[head].pos == "NOUN" else None)
    assert reading.modality == modality, reading.reason
    assert " ".join(tree.tokens[i].text for i in reading.speakers) == speaker


@pytest.mark.parametrize(("text", "word", "modality"), CUES, ids=[c[0][:40] for c in CUES])
def test_the_example_of_a_cue(text, word, modality):
    assert len(CUES) >= 20
    known = read(text)
    head = next(i for i, token in enumerate(known.tree.tokens) if token.text == word)
    noun = known.tree.tokens[head].pos == "NOUN"
    reading = read_modality(known, head, light_verb(known, head) if noun else None)
    assert reading.modality == modality, reading.reason


def test_every_row_on_the_verb_above_decides_a_case(monkeypatch):
    decided = set()

    def heard(number, mark):
        return lambda pair: decided.add(number) or mark(pair)

    rows = tuple((holds, heard(number, mark)) for number, (holds, mark) in enumerate(verb_above.ROWS))
    monkeypatch.setattr(verb_above, "ROWS", rows)
    for text, word, _, _ in CASES + [(*cue, "") for cue in CUES]:
        known = read(text)
        read_modality(known, next(i for i, token in enumerate(known.tree.tokens) if token.text == word))
    assert decided == set(range(len(rows)))


WORDS = ["Japan", "denied", "that", "if", "not", "talks", "to", "sign", "said", ",", "will"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_any_words_have_a_reading(words):
    text = read(" ".join(words))
    for index in range(len(text.tree.tokens)):
        assert read_modality(text, index).modality in MODALITIES
