"""What events are called: every sentence of seeds/headlines.yml, in every modality."""

# ruff: noqa: E501

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from pathlib import Path

import pytest

from kg.checks import _headlines_follow_the_cards
from kg.errors import SeedError
from kg.headlines import headline
from kg.model import MODALITIES, Actor, Event, Place
from kg.seeds.cards import load_cards
from kg.seeds.headlines import Sentences, load_headlines

KOR, JPN = Actor("KOR", "South Korea", country="KOR"), Actor("JPN", "Japan", country="JPN")
USA, PRK = Actor("USA", "United States", country="USA"), Actor("PRK", "North Korea", country="PRK")
UN = Actor("UN", "United Nations", "organisation", organisation="UN")
YOON = Actor("yoon-suk-yeol", "Yoon Suk-yeol", "person", "KOR", office="president")
KISHIDA = Actor("fumio-kishida", "Fumio Kishida", "person", "JPN")
BIDEN = Actor("joe-biden", "Joe Biden", "person", "USA")
GUTERRES = Actor("antonio-guterres", "António Guterres", "person", organisation="UN")
WORKERS = Actor("korean-workers", "Korean workers", "group", "KOR")
HOUTHIS = Actor("HOUTHIS", "Houthis", "group", "YEM")
CROWD = Actor("kor-students", "Students in Seoul", "group", "KOR")
SEOUL, PHNOM_PENH = (
    Place("kor-seoul", "Seoul", "capital", "KOR"),
    Place("khm-phnom-penh", "Phnom Penh", "capital", "KHM"),
)
TALKS = Event("", "CONSULT", "verbal-cooperation", "asserted", (KOR, JPN), (), reciprocal=True)


def act(kind: str, *sides: tuple[Actor, ...], lemma: str = "", **facts: object) -> Event:
    """An event of "TYPE", "TYPE.mode" or "TYPE/subtype": actors, then recipients."""
    event_type, mode, subtype = re.fullmatch(r"(\w+)(?:\.([\w-]+))?(?:/([\w-]+))?", kind).groups()  # type: ignore[union-attr]
    actors, recipients = (*sides, (), ())[:2]
    return replace(
        TALKS, event_type=event_type, mode=mode, subtype=subtype, actors=actors, recipients=recipients, lemma=lemma,
        **{"reciprocal": False, **facts},
    )  # type: ignore[arg-type]  # fmt: skip


@pytest.mark.parametrize(
    ("event", "title"),
    [
        (TALKS, "South Korea and Japan hold talks"),
        (replace(TALKS, subtype="summit", place=PHNOM_PENH), "South Korea and Japan hold a summit in Phnom Penh"),
        (replace(TALKS, actors=(JPN,)), "Japan holds talks"),
        (replace(TALKS, actors=(KOR, JPN, USA, PRK, UN)), "South Korea, Japan, the United States and 2 others hold talks"),
        (replace(TALKS, modality="planned"), "South Korea and Japan plan to hold talks"),
        (replace(TALKS, modality="hypothetical", actors=(KOR,)), "South Korea may hold talks"),
        (replace(TALKS, modality="negated"), "South Korea and Japan do not hold talks"),
        (replace(TALKS, modality="denied", actors=(USA, JPN)), "Denied: the United States and Japan hold talks"),
        (act("SANCTION/recall", (JPN,), (KOR,), lemma="recall ambassador"), "Japan recalls its ambassador from South Korea"),
        (act("SANCTION/recall", (JPN,), (YOON,)), "Japan recalls its envoy from South Korea"),
        (act("SANCTION/recall", (JPN, USA), (KOR,)), "Japan and the United States recall their envoy from South Korea"),
        (act("SANCTION/tariff", (USA,), (JPN,)), "The United States imposes tariffs on Japan"),
        (act("SUPPORT/treaty", (USA, JPN), lemma="sign pact"), "The United States and Japan sign a treaty"),
        (act("SUPPORT/treaty", (USA,), lemma="ratify"), "The United States ratifies a treaty"),
        (act("CONSULT.visit", (YOON,), (JPN,)), "Yoon Suk-yeol of South Korea visits Japan"),
        (act("CONSULT.visit", (YOON,), (KISHIDA,), lemma="receive"), "Yoon Suk-yeol of South Korea receives Fumio Kishida of Japan"),
        (act("CONSULT.visit", (YOON,), (USA,), place=SEOUL), "Yoon Suk-yeol of South Korea visits the United States in Seoul"),
        (act("CONSULT.visit", (YOON,), place=PHNOM_PENH), "Yoon Suk-yeol of South Korea visits Phnom Penh"),
        (act("SUPPORT", (replace(USA, office="white house"),)), "The White House expresses support"),
        (act("CONSULT.visit", (YOON,), (KOR,)), "Yoon Suk-yeol visits South Korea"),
        (act("AGREE", (YOON, KISHIDA, BIDEN)), "Yoon Suk-yeol, Fumio Kishida and Joe Biden make a commitment"),
        (act("REQUEST", (GUTERRES,), (PRK,), lemma="demand"), "António Guterres of the United Nations makes a demand on North Korea"),
        (act("ACCUSE.disapprove", (JPN, KOR), (PRK,)), "Japan and South Korea criticize North Korea"),
        (act("ASSAULT", (HOUTHIS,), (USA,)), "The Houthis attack the United States"),
        (act("PROTEST", (CROWD,), (USA,)), "Students in Seoul protest against the United States"),
        (act("ASSAULT/destruction", (), (WORKERS,)), "Property of Korean workers is destroyed"),
        (act("ASSAULT", (), (WORKERS,), modality="planned"), "Korean workers are to be attacked"),
        (act("MOBILIZE/exercise", (), (PRK,)), "An unnamed party holds a military exercise against North Korea"),
        (act("RETREAT/sanctions-relief", (), (PRK,)), "Sanctions on North Korea are lifted"),
        (act("AID", (), (PRK,), modality="negated"), "North Korea does not receive aid"),
        (act("PROTEST", (replace(KOR, office="Lawmakers"),)), "South Korea’s lawmakers protest"),
        (act("PROTEST", (replace(USA, office="president"),)), "The president of the United States protests"),
        (replace(TALKS, actors=tuple(replace(a, office="foreign ministers") for a in (KOR, USA))),
         "The foreign ministers of South Korea and the United States hold talks"),
        (replace(TALKS, actors=(KOR, YOON, JPN)), "Japan and Yoon Suk-yeol of South Korea hold talks"),
        (act("CONSULT/summit"), "An unnamed party takes part in a summit"),
        (act("SANCTION/expulsion", (KOR,), (JPN,)), "South Korea expels representatives of Japan"),
        (act("SANCTION/expulsion", (KOR,), (replace(JPN, office="ambassador"),)), "South Korea expels Japan’s ambassador"),
        (act("RETREAT.release", (PRK,), (WORKERS,)), "North Korea releases Korean workers"),
        (act("COERCE/deportation", (JPN,), (KOR,)), "Japan deports people of or to South Korea"),
        (act("COERCE/deportation", (JPN,), (WORKERS,)), "Japan deports Korean workers"),
        (act("COERCE/deportation", (), (USA,)), "People of or to the United States are deported"),
        (act("ASSAULT/abduction", (PRK,), (JPN,)), "North Korea abducts people of Japan"),
        (act("ASSAULT/abduction", (PRK,), (KISHIDA,)), "North Korea abducts Fumio Kishida of Japan"),
        (act("COOPERATE/extradition", (JPN,), (USA,)), "Japan extradites suspects to the United States"),
        (act("COOPERATE/extradition", (JPN,), (YOON,)), "Japan carries out an extradition that concerns Yoon Suk-yeol of South Korea"),
        (act("ASSAULT/aircraft-downing", (PRK,), (replace(USA, office="plane"),)), "North Korea shoots down an aircraft of the United States"),
        (act("ASSAULT/aircraft-downing", (replace(PRK, office="missile"),), (USA,), quad_class="material-conflict"),
         "North Korea shoots down an aircraft of the United States"),
        (act("AGREE", (replace(KOR, office="military plane"),), (JPN,), quad_class="verbal-cooperation"), "South Korea gives Japan a commitment"),
        (act("ASSAULT", (replace(PRK, office="submarine"),), (KOR,), quad_class="material-conflict"), "North Korea’s submarine attacks South Korea"),
        (act("ACCUSE.disapprove", (KOR,), (replace(PRK, office="missile"),), quad_class="verbal-conflict"), "South Korea criticizes North Korea’s missile"),
        (act("AGREE", (YOON,), (KOR, JPN)), "Yoon Suk-yeol of South Korea gives Japan a commitment"),
        (act("AGREE", (YOON,), (KOR,)), "Yoon Suk-yeol of South Korea makes a commitment"),
        (act("AGREE", (), (KOR,)), "South Korea receives a commitment"),
        (act("CONSULT.visit", (), (KOR,)), "South Korea receives a visit"),
        (act("REQUEST.meet", (), (KOR,), quad_class="verbal-conflict"), "South Korea is asked for talks"),
        (act("REJECT", (replace(UN, label="Allies of World War II"),), (KOR,)), "The Allies of World War II rebuff South Korea"),
        (act("ASSAULT", (replace(KOR, label="Russian Empire"),), (replace(JPN, label="Empire of Japan"),)), "The Russian Empire attacks the Empire of Japan"),
        (act("CONSULT/summit", (KOR, JPN), place=Place("camp-david", "Camp David", "site", "USA"), reciprocal=True), "South Korea and Japan hold a summit at Camp David"),
        (act("NOVEL.odd-way", (KOR,), (JPN,)), "Odd way: South Korea towards Japan"),
    ],
)  # fmt: skip
def test_titles(event: Event, title: str) -> None:
    assert headline(event) == title


SENTENCES = [
    *((name, sentences) for name, sentences in load_headlines().types.items()),
    *((f"{name}.{mode}", sentences) for (name, mode), sentences in load_headlines().modes.items()),
    *((f"{name}/{subtype}", sentences) for (name, subtype), sentences in load_headlines().subtypes.items()),
]
SIDES = ((JPN,), (USA, PRK), (YOON,), (WORKERS,), ())


def test_there_is_a_sentence_for_everything_that_a_card_knows() -> None:
    cards = load_cards()
    assert set(load_headlines().types) == set(cards)
    assert len(SENTENCES) >= 16 + sum(len(card.modes) for card in cards.values()) + 70
    _headlines_follow_the_cards(cards.values())


@pytest.mark.parametrize(("kind", "sentences"), SENTENCES, ids=[kind for kind, _ in SENTENCES])
def test_every_sentence_reads_well(kind: str, sentences: Sentences) -> None:
    lemmas = ["", *(sorted(words)[0] for words, _ in sentences.by_words)]
    titles = []
    for modality, lemma, actors, recipients in itertools.product(MODALITIES, lemmas, SIDES, SIDES):
        if {a.id for a in actors} & {a.id for a in recipients}:
            continue
        title = headline(act(kind, actors, recipients, lemma=lemma, modality=modality))
        titles.append(title)
        assert re.fullmatch(r"[A-Z][^\[\]{}→·]*[a-z]", title), title
        assert not re.search(
            r"  |\bthe the\b|\b(is|are|do|does|may|plans?) (is|are|plans|does)\b|to \w+s to \b", title
        ), title
        stated = kind.partition("/")[2] in load_headlines().between_states  # of states, whoever speaks for them
        called = [*actors, *({"KOR": KOR}.get(a.country or "", a) if stated else a for a in recipients)]
        assert all(re.search(actor.label, title, re.I) for actor in called), title
        if modality == "negated":
            assert " not " in title
    assert len(titles) >= 5 * len(lemmas) * 20
    alone = headline(act(kind, (JPN,), (KOR,)))
    assert re.match(r"Japan [a-z]+(s|es|ies) |Japan’s citizens [a-z]+ ", alone), alone
    assert headline(act(kind, (JPN, USA), (KOR,))) != alone


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("AGREE: {to: '{actor} [agree] with {recipient}'}", "AGREE: the sentence 'alone' is missing"),
        ("AGREE: {alone: '{actor} [agree]', to: '{actor} agrees with {recipient}'}", "must hold {actor} and {recipient} and one verb"),
        ("AGREE: {alone: '{actor} [agree]', to: '{actor} [agree] with {who}'}", "must hold {actor} and {recipient}"),
        ("AGREE: {alone: '{actor} [agree]', too: x}", "'too'; did you mean 'to'"),
        ("AGREE: [1]", "AGREE is no group of sentences"),
    ],
)  # fmt: skip
def test_a_wrong_sentence_teaches(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "headlines.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SeedError, match=re.escape(message)):
        load_headlines(path)
