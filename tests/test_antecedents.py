"""Who pronouns, groups and offices point back to; what is not clear stays open."""

from __future__ import annotations

import datetime

import pytest

from kg.gazetteer import default_gazetteer
from kg.resolve.antecedents import find_antecedents
from kg.resolve.linking import Linker
from tests.reading import at, mentions

CASES: dict[tuple[str, str], tuple[list[str], str]] = {
    ('Emmanuel Macron spoke in Lyon. "Viktor Orban wants more. We shall not pay," he said.', "he"): (
        ["emmanuel-macron"], "the only person named two sentences before",
    ),
    ("President Moon Jae-in met Shinzo Abe. He praised him.", "He"): (
        ["moon-jae-in"], "the subject in the sentence before",
    ),
    ("Ursula von der Leyen met Viktor Orban. He criticized her.", "He"): (
        ["viktor-orban"], "the only person named in the sentence before",
    ),
    ("Angela Merkel met Emmanuel Macron. She praised him.", "She"): (
        ["angela-merkel"], "the only person named in the sentence before",
    ),
    ("Japan and Kenya met. They signed a pact.", "They"): (["JPN", "KEN"], "the subjects in the sentence before"),
    ("Japan and Kenya met. Peru urged the governments of the region to act.", "governments"): ([], ""),
    ("Japan criticized Kenya. Both countries recalled envoys.", "countries"): (
        ["JPN", "KEN"], "the 2 states named in the sentence before",
    ),
    ("Japan criticized Kenya. The rival states recalled envoys.", "states"): (
        ["JPN", "KEN"], "the 2 states named in the sentence before",
    ),
    ("Japan and Kenya met. The coastal states said that they would sign.", "they"): ([], ""),
    ("Germany's Angela Merkel met Emmanuel Macron. The two leaders talked.", "leaders"): (
        ["angela-merkel", "emmanuel-macron"], "the 2 persons named in the sentence before",
    ),
    ("Angela Merkel met Emmanuel Macron. The American contractor Al Ross left. The two leaders talked.", "leaders"): (
        ["angela-merkel", "emmanuel-macron"], "the 2 persons named two sentences before",
    ),
    ("The General Assembly voted. The assembly urged Kenya to leave.", "assembly"): (
        ["UNGA"], "the assembly named before",
    ),
    ("The government expelled the Kenyan ambassador to Peru.", "government"): (
        ["PER"], "the state to which the envoy is sent",
    ),
    ("The government recalled the Kenyan ambassador to Peru.", "government"): ([], ""),
    ("Angela Merkel met Emmanuel Macron. The Chad-Sudan war was discussed by the two leaders.", "leaders"): (
        ["angela-merkel", "emmanuel-macron"], "the 2 persons named in the sentence before",
    ),
    ("Poland said Russia had returned the ship it seized.", "it"): (["RUS"], "the subject of the clause around"),
    ("Peru punished two Chilean officials it accused.", "it"): (["PER"], "the subject of the clause around"),
    ("Armenia shelled Azerbaijan. Russia, Yerevan's ally, urged both countries to stop.", "countries"): (
        ["ARM", "AZE"], "the 2 states named in the sentence before",
    ),
    ("Kenya's president praised Japan. He left.", "He"): (["KEN"], "the only person named in the sentence before"),
    ("The Kenyan Government spoke. Japan and Peru sat. Italy sang. The government left.", "government"): (
        ["KEN"], "the government told of before",
    ),
    ("Kenya closed its border. Police arrested ten men.", "Police"): (
        ["KEN"], "the only state named in the sentence before",
    ),
    ("Japan sued Kenya. Japan won. Kenya paid. Peru, Chad and Italy sang. The two powers talked.", "powers"): (
        ["JPN", "KEN"], "the 2 that the text is about",
    ),
    ("Japan, Kenya and Peru left. Chad sang. Italy slept. Mali and Togo won. Spain and Oman lost. "
     "The step by the three countries was praised.", "countries"): (
        ["JPN", "KEN", "PER"], "the 3 states that were named together",
    ),
    ("Japan and Kenya met, Reuters said. The two countries signed a pact.", "countries"): (
        ["JPN", "KEN"], "the 2 states named in the sentence before",
    ),
    ("Japan protested. It recalled its envoy.", "It"): (["JPN"], "the subject in the sentence before"),
    ("Japan warned Kenya. The latter apologized.", "latter"): (["KEN"], "the latter of two"),
    ("\"We will protest,\" said Japan's foreign minister Taro Kono.", "We"): (
        ["JPN"], "for whom the quoted speaker acts",
    ),
    ("Shinzo Abe spoke in Tokyo. The prime minister praised Kenya.", "minister"): (
        ["shinzo-abe"], "the prime minister that the sentence before is about",
    ),
    ("Shinzo Abe spoke in Tokyo. The premier praised Kenya.", "premier"): (
        ["shinzo-abe"], "the prime minister that the sentence before is about",
    ),
    ("Kenya denied it. Tokyo says that the warship fired.", "warship"): (
        ["KEN"], "the only state named in the sentence before",
    ),
    ("Tokyo protested to Seoul. The ministry summoned an envoy.", "ministry"): (
        ["JPN"], "the state of the subject in the sentence before",
    ),
    ("Officials of Japan spoke. The ministries agreed.", "ministries"): ([], ""),
    ("FARC killed ten men. The guerrillas left.", "guerrillas"): (["FARC"], "the movement named before"),
    ("FARC spoke. The rebels sang. The government left.", "government"): (
        ["COL"], "the only state named in the sentence before",
    ),
    ("Macron called a meeting after a speech given by JD Vance in which he criticized Europe.", "he"): (
        ["jd-vance"], "the only one in the phrase",
    ),
    ("Japan met Kenya. Chad added two members to a board.", "members"): ([], ""),
    ("Nicolas Sarkozy spoke. She praised Chad.", "She"): ([], ""),
    ("It rained in Japan. The weather seems cold.", "It"): ([], ""),
    ("Japan and Kenya met. After years of talks, many of them in Peru, Chad left.", "them"): ([], ""),
    ("Shinzo Abe spoke. The opposition party accused Kenya's president.", "party"): (
        ["ken-opposition-party"], "the state whose officials stand in the sentence",
    ),
    ("Kenya waited. Taro Kono spoke. The foreign ministry rebuked Kono.", "ministry"): (
        ["KEN"], "the only state named two sentences before",
    ),
    ("Chad moved an office. Kenya seized the isle and later annexed it.", "it"): ([], ""),
    ("Kenya rejected the plan. Peru condemned it.", "it"): ([], ""),
    ("Chad moved an office. Kenya captured South Lima and later annexed it.", "it"): ([], ""),
    ("Kenya met Peru. Soldiers placed Ali Bongo under house arrest.", "Soldiers"): (
        ["GAB"], "the state in which they take power",
    ),
    ("Kenya met Peru. The two forces toppled a king.", "forces"): ([], ""),
    ("The Peruvian security chief, Marco Salas, met his Kenyan counterpart. The two presidents spoke.", "presidents"): (
        ["KEN", "PER"], "the 2 persons named in the sentence before",
    ),
    (
        "Oman quarrelled with Iran. Oman blamed Iran and courted Mali. Iran blamed Oman. In May Iran and Oman rested "
        "out of respect for Mali, and the sides signed a truce.", "sides",
    ): (["OMN", "IRN"], "the 2 that the text is about"),
    ("Oman spoke with officials of Peru and of Chile. A pledge was given by both sides to Oman.", "sides"): (
        ["PER", "CHL"], "the 2 parties named in the sentence before",
    ),
    ("An envoy of Oman sat with Peru and Chile. Both sides thanked Oman for its help.", "sides"): (
        ["PER", "CHL"], "the 2 parties named in the sentence before",
    ),
    ("Asian ministers urged Kenya to recognise Peru. The ministers left.", "ministers"): ([], ""),
    ("Peru waited. Kenya summoned the ambassador.", "ambassador"): (
        ["PER"], "the only state named in the sentence before",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sentences", "word"), CASES)
def test_antecedents(sentences: str, word: str) -> None:
    found = mentions(sentences)
    head = at(found.text, word)
    linker = Linker(found)
    mention = next((m for m in found.actors if m.head == head), None)
    told = ([actor.id for actor in linker.link(mention)], linker.reason(mention)) if mention else ([], "")
    assert told == CASES[sentences, word]


def test_an_official_serves_the_state_at_hand() -> None:
    found = mentions("The Russian army spoke. General Yury Petrov, who commands the Kenyan forces, criticized Chad.")
    general = next(m for m in found.actors if m.kind == "person")
    assert [actor.country for actor in Linker(found).link(general)] == ["KEN"]


SERVED = {  # whose official the last person is, of whom only the title is told
    "Albania has expelled two Iranian diplomats, Foreign Minister Arben Kodra said.": "ALB",
    "Syrian troops shelled a Turkish post, Defence Minister Orhan Tekin said.": None,
    "Kenya's president Daniel arap Moi arrives in Vientiane and meets President Bounthong Keola.": "LAO",
    "Finnish Foreign Minister Aino Salmi met Defence Minister Pavel Orlov in Moscow.": "RUS",
    "Niger ordered the French ambassador to leave. A statement criticised Ambassador Claude Rivoire.": "FRA",
    "Iran's foreign ministry summoned the Albanian envoy. They lied, spokesman Reza Tavakoli said.": "IRN",
}


POINTED = {  # the sentences and a word, the year -> ids
    ("Niger closed its sky. France was angry, the French ministry said. Soldiers toppled President Mohamed Bazoum.",
     "Soldiers", 2023): ["NER"],
    ("London was embarrassed. Egypt and the Porte had fleets. The Sultan denounced the pact.", "Sultan", 1828): ["OTT"],
    ("London was embarrassed. The Sultan denounced the pact.", "Sultan", 1828): [],
    ("Chad and Togo met. Chad sent aid. Togo thanked Chad. Chad and Togo signed. Mali left Togo. Both countries "
     "mobilised.", "countries", 2023): ["TCD", "TGO"],
}  # fmt: skip


@pytest.mark.parametrize(("sentences", "word", "year"), POINTED)
def test_whom_a_noun_points_back_to(sentences: str, word: str, year: int) -> None:
    found = mentions(sentences)
    head = at(found.text, word)
    mention = next((m for m in found.actors if m.head == head), None)
    linked = Linker(found).link(mention, datetime.date(year, 1, 1)) if mention else ()
    assert sorted(actor.party for actor in linked) == POINTED[sentences, word, year]


@pytest.mark.parametrize("sentences", SERVED)
def test_whom_an_official_serves(sentences: str) -> None:
    found = mentions(sentences)
    last = [m for m in found.actors if m.kind == "person"][-1]
    assert [actor.country for actor in Linker(found).link(last)] == [SERVED[sentences]]


def test_what_has_candidates_needs_no_antecedent() -> None:
    found = mentions("Japan criticized Kenya.")
    assert find_antecedents(found, lambda _: (), default_gazetteer()) == ({}, {})
