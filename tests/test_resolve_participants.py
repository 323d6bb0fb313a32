"""Who did what to whom: the choice among the parties of a sentence, its features, its weights and what it tells."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace

import pytest

import kg
from kg.choices import label_probabilities
from kg.extractors.document import extract
from kg.resolve.linking import Linker
from kg.resolve.participants import (
    PASSES,
    SIDES,
    WITHOUT_READER,
    decide,
    first_features,
    is_named_by_its_parties,
    log_odds,
    second_features,
    takes_up_what_was_told,
)
from kg.resolve.scenes import ACTOR, NEITHER, RECIPIENT, Parties, Scene
from kg.seeds import weights as seed_weights
from kg.seeds.weights import load_weights

# The share of hand-coded events with every party of the sentence on the right side, on articles kept apart.
FLOOR_FOLDS, FLOOR_GENRES = 0.52, 0.5
BETTER = 0.03  # than the rules alone


def scenes(text: str) -> list[Scene]:
    mentions = extract(kg.Document(text=text, published=datetime.date(2016, 5, 20)))
    parties = Parties(mentions, Linker(mentions))
    return [Scene(parties, event, parties.of(event, None)) for event in mentions.events]


CASES = [
    ("Japan condemned North Korea's missile test.", "condemned", {"JPN"}, {"PRK"}, False),
    ("The test was condemned by Japan.", "condemned", {"JPN"}, set(), False),
    ("China and Vietnam signed a border treaty in Hanoi.", "signed", {"CHN", "VNM"}, set(), None),
    ("Ethiopia and Eritrea held talks in Asmara.", "held talks", {"ETH", "ERI"}, set(), True),
    ("The presidents of Peru and Chile flew to Havana.", "flew to", {"PER", "CHL"}, {"CUB"}, False),
    ("Iva Novak, the daughter of the Czech president, visited Oslo.", "visited", {"iva-novak"}, {"NOR"}, False),
    ("Allies such as Norway condemned Chad.", "condemned", {"NOR"}, {"TCD"}, False),
    ("France urged Iran to release the two teachers.", "urged", {"FRA"}, {"IRN"}, False),
    ("Egypt and Sudan signed a deal, Kenya's foreign minister said.", "signed", {"EGY", "SDN"}, set(), None),
    (
        "Peru condemned Chile, Brazil, Ecuador, Cuba and Mexico.",
        "condemned",
        {"PER"},
        {"CHL", "BRA", "ECU", "CUB", "MEX"},
        False,
    ),
    ("Kenya and Chad signed a treaty in the presence of the Danish minister.", "signed", {"KEN", "TCD"}, set(), None),
    ("Peru and Chad joined Chile in calling for Spain to leave.", "calling", {"PER", "TCD", "CHL"}, {"ESP"}, False),
    ("Peru led its ally Chile in an invasion of Bolivia.", "invasion", {"PER", "CHL"}, {"BOL"}, False),
    ("Kenya met Japan and Norway separately.", "met", {"KEN"}, {"JPN", "NOR"}, False),
    ("Kenya met Japan and Norway one after the other.", "met", {"KEN"}, {"JPN", "NOR"}, False),
    ("According to Peru's president, Chile attacked Bolivia.", "attacked", {"CHL"}, {"BOL"}, False),
    ("In April Peru agreed to sell Chile two ships.", "agreed", {"PER"}, {"CHL"}, False),
    ("Peru agreed with Chile to sell ships.", "agreed", {"PER", "CHL"}, set(), True),
    ("Kenya met Japan and Norway.", "met", {"KEN", "JPN", "NOR"}, set(), True),
    ("Peru agreed to the plan after Chile had promised to pay.", "agreed", {"PER"}, set(), False),
    ("Ghana condemned the attack that killed two Rwandan soldiers.", "condemned", {"GHA"}, set(), False),
    ("Ghana condemned the attack that killed two Rwandan soldiers.", "killed", set(), {"RWA"}, False),
    ("Ghana condemned a Kenyan attack on Rwanda.", "condemned", {"GHA"}, {"KEN"}, False),
    ("Spain deplored the raid that Israel launched on Jordan.", "deplored", {"ESP"}, {"ISR"}, False),
    ("North Korea fired a missile shortly before Moon Jae-in's plane took off.", "fired", {"PRK"}, set(), False),
    (
        "Kuwait recalled its envoy to Iran in protest at the storming of the Saudi embassy.",
        "recalled",
        {"KWT"},
        {"IRN"},
        False,
    ),
    ("Oman, Iran's ally, condemned Chad.", "condemned", {"OMN"}, {"TCD"}, False),
    ("Sudan freed two pilots after signing a deal with Kenya.", "freed", {"SDN"}, set(), False),
    ("Jordan recalled its ambassador to Israel, and Bolivia closed an embassy.", "recalled", {"JOR"}, {"ISR"}, False),
    ("Libya left after nine months of talks with Ghana and Togo.", "talks", {"LBY", "GHA", "TGO"}, set(), True),
    ("Oil producers embargoed Chad.", "embargoed", set(), {"TCD"}, False),
    (
        "Chad refused to recognise the generals who had overthrown Kenya's president.",
        "overthrown",
        set(),
        {"KEN"},
        False,
    ),
    ("American, Japanese and South Korean ministers met in Bonn.", "met", {"USA", "JPN", "KOR"}, set(), True),
    ("North Korea tested a bomb, drawing condemnation from Japan.", "tested", {"PRK"}, set(), False),
    ("Hundreds of Egyptians stormed the Israeli embassy.", "stormed", {"egy-citizens"}, {"ISR"}, False),
    ("The Kenyan president put his troops on alert.", "put", {"KEN"}, set(), False),
    ("Peru closed its borders with Chile and Bolivia on Monday.", "closed", {"PER"}, {"CHL", "BOL"}, False),
    ("President Macron warned on Friday that Paris could close the port.", "warned", {"FRA"}, set(), False),
    ("Turkey condemned the burning of a flag outside the embassy of Chad.", "condemned", {"TUR"}, set(), False),
    ("Norway mourned the violations of Latvian airspace.", "violations", set(), {"LVA"}, False),
]


@pytest.mark.parametrize(("text", "trigger", "actors", "recipients", "mutual"), CASES)
def test_each_party_takes_its_side(text, trigger, actors, recipients, mutual):
    found = [s for s in scenes(text) if text[s.event.start : s.event.end].startswith(trigger.split()[0])]
    assert found
    decided = decide(found[0])
    assert {a.party for a in decided.actors} == actors
    assert {a.party for a in decided.recipients} == recipients
    assert mutual is None or decided.mutual == mutual
    assert 0 < decided.probability <= 1


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("Peru condemned Chile.", {"parties of the sentence left out: 0"}),
        (
            "Rebels from Chad attacked Kenya at the border of Peru.",
            {"a crowd or movement", "parties of the sentence left out: 1"},
        ),
        (
            "Kenya praised Peru. It condemned the talks on Chile.",
            {
                "a party that may be a topic",
                "a party told by a word that points back",
                "parties of the sentence left out: 0",
            },
        ),
    ],
)
def test_what_is_doubtful_about_the_parties_is_told(text, doubts):
    assert any(set(decide(scene).doubts) == doubts for scene in scenes(text))


def test_reasons_tell_each_party_and_its_heaviest_features():
    decided = decide(scenes("Japan condemned North Korea.")[0])
    told = dict(decided.reasons)
    assert set(told) == {"JPN", "PRK"}
    assert all(words.partition(": ")[0].endswith("%") for words in told.values())
    assert any("agent of the trigger" in words for words in told.values())


def test_the_graph_keeps_the_reasons():
    graph = kg.build([kg.Document(text="Japan condemned North Korea on 3 March 2015.", url="https://a.example/1")])
    event = graph.events()[0]
    assert any(reason.startswith("actor: 'Japan' is Japan (") and "agent of" in reason for reason in event.reasons)
    assert event.confidence == round(event.confidence, 2)


# ------------------------------------------------------------------------------ features
def test_features_of_a_party():
    scene = scenes("Japan condemned North Korea.")[0]
    rows = dict(zip((p.id for p in scene.parties), first_features(scene), strict=True))
    assert rows["JPN"]["rules: actor"] == rows["PRK"]["rules: recipient"] == 1.0
    assert "is agent of the trigger, rules: actor" in rows["JPN"]
    assert "is patient of the trigger, rules: recipient" in rows["PRK"]
    assert all("any party" in row for row in rows.values())
    assert "behind the trigger" in rows["PRK"]


def test_a_party_is_one_candidate_however_often_it_is_named():
    scene = scenes("Japan said on Monday that Tokyo condemned North Korea, which Japan calls a threat.")[0]
    ids = [p.id for p in scene.parties]
    assert len(ids) == len(set(ids))
    assert len(next(p for p in scene.parties if p.id == "JPN").mentions) > 1


def test_the_second_pass_sees_rivals_and_those_named_side_by_side():
    scene = scenes("China and Vietnam condemned Japan.")[0]
    odds = [{ACTOR: 1.0, RECIPIENT: -1.0, NEITHER: 0.0}, {ACTOR: 0.5, RECIPIENT: 0.0, NEITHER: 0.0},
            {ACTOR: -2.0, RECIPIENT: 2.0, NEITHER: 0.0}]  # fmt: skip
    rows = dict(zip((p.id for p in scene.parties), second_features(scene, odds), strict=True))
    assert rows["CHN"]["rival is actor"] == 0.5
    assert rows["CHN"]["coordinated with actor"] == 0.5
    assert "coordinated with actor" not in rows["JPN"]
    assert rows["JPN"]["number 1 as recipient"] == 1.0


def test_the_reader_speaks_by_its_likeliest_word():
    scene = scenes("Japan condemned North Korea, which Japan calls a threat.")[0]
    heads = {party.id: [m.head for m in party.mentions] for party in scene.parties}
    assert not any(name.startswith("reader") for row in first_features(scene) for name in row)
    said = ((heads["JPN"][0], 3.0, -2.0), (heads["JPN"][1], 1.0, -1.0), (heads["PRK"][0], -4.0, 2.5))
    read = Scene(scene.document, replace(scene.event, sides=said), scene.parties)
    rows = dict(zip((p.id for p in read.parties), first_features(read), strict=True))
    found = {party: [row[f"reader: {side}"] for side in (ACTOR, RECIPIENT)] for party, row in rows.items()}
    assert found == {"JPN": [3.0, -1.0], "PRK": [-4.0, 2.5]}


@pytest.mark.parametrize("given", [(1.0, 0.0, 0.0), (0.0, 0.0, 1.0), (0.2, 0.3, 0.5)])
def test_log_odds_stay_within_bounds(given):
    odds = log_odds(dict(zip(SIDES, given, strict=True)))
    assert odds[NEITHER] == 0.0
    assert all(-8 <= value <= 8 for value in odds.values())


# ------------------------------------------------------------------------------ weights
def test_shipped_weights_beat_the_rules_on_articles_kept_apart():
    for name in (*WITHOUT_READER, *PASSES):
        found = load_weights(name)
        assert list(found.labels) == [NEITHER, ACTOR, RECIPIENT]
        folds = found.figures["5 folds by document"]
        assert len(folds) == 5
        assert sum(folds) / 5 >= max(FLOOR_FOLDS, found.figures["rules alone"] + BETTER)
        genres = found.figures["genres left out"].values()
        assert sum(genres) / len(genres) >= FLOOR_GENRES


def test_weights_of_another_folder_are_used(tmp_path, monkeypatch):
    for name in WITHOUT_READER:
        content = {"weights": {NEITHER: {"any party": 9.0}, ACTOR: {}, RECIPIENT: {}}}
        (tmp_path / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.setattr(seed_weights, "folder", lambda: tmp_path)
    decided = decide(scenes("Japan's attack on North Korea came on Monday.")[0])
    assert (decided.actors, decided.recipients) == ((), ())
    assert decided.probability > 0.99


def test_weights_name_features_that_exist():
    seen = {name for text, *_ in CASES for scene in scenes(text) for row in first_features(scene) for name in row}
    first = load_weights(WITHOUT_READER[0]).labels[ACTOR]
    assert len(seen & set(first)) > 60
    assert label_probabilities({"no such feature": 1.0}, load_weights(WITHOUT_READER[0])) == pytest.approx(
        dict.fromkeys((NEITHER, ACTOR, RECIPIENT), 1 / 3)
    )


# ------------------------------------------------------------------------------ learning
def test_the_same_articles_give_the_same_weights(tmp_path):
    learn = pytest.importorskip("kg.learn.participants", reason="the extra [learn] is not installed")
    folder = tmp_path / "gold"
    folder.mkdir()
    others = [
        (f"{text[:-1]}, an official in {city} said.", *rest) for city in ("Oslo", "Lima") for text, *rest in CASES
    ]
    cases = [*CASES, *others]
    for number, (text, trigger, actors, recipients, _) in enumerate(cases):
        event = {
            "id": "act", "evidence": text, "trigger": trigger, "type": ["CONSULT"], "from": sorted(actors),
            "to": sorted(recipients), "date": None, "must": True,
        }  # fmt: skip
        (folder / f"a{number:03}.txt").write_text(f"Title {number}\n\n{text}\n", encoding="utf-8")
        meta = {"title": f"Title {number}", "url": f"https://a.example/{number}", "published": "2016-05-20"}
        (folder / f"a{number:03}.meta.json").write_text(json.dumps(meta), encoding="utf-8")
        (folder / f"a{number:03}.gold.json").write_text(json.dumps({"events": [event]}), encoding="utf-8")
    known = learn.examples([folder])
    assert [e.sides.count(ACTOR) for e in known] == [len(actors) for _, _, actors, _, _ in cases]
    assert [e.sides.count(RECIPIENT) for e in known] == [len(recipients) for _, _, _, recipients, _ in cases]
    once, again = (learn.fit(learn.examples([folder]), ()) for _ in range(2))
    assert [seed_weights.weights_text(w) for w in once] == [seed_weights.weights_text(w) for w in again]
    before = (load_weights(WITHOUT_READER[0]), load_weights(WITHOUT_READER[1]))
    first, second = learn.adapt(known, before)
    assert (first.name, second.name) == WITHOUT_READER
    assert first.labels[NEITHER] == {}
    assert sum(learn.is_right(e, (first, second)) for e in known) >= sum(learn.is_right(e, before) for e in known)
    kept = [n for n, weight in before[0].labels[ACTOR].items() if first.labels[ACTOR].get(n) == weight]
    assert len(before[0].labels[ACTOR]) > len(kept) > len(before[0].labels[ACTOR]) / 2  # few articles move few weights


NAMED = [
    ("The Japan-U.S. summit followed talks that Canada hosted.", "summit", {"JPN", "USA"}),
    ("India-Pakistan talks in Nepal ended early.", "talks", {"IND", "PAK"}),
]


@pytest.mark.parametrize(("text", "trigger", "actors"), NAMED)
def test_a_mutual_act_named_by_its_parties_leaves_no_choice(text, trigger, actors):
    scene = next(s for s in scenes(text) if trigger in text[s.event.start : s.event.end])
    assert is_named_by_its_parties(scene)
    decided = decide(scene)
    assert {a.party for a in decided.actors} == actors
    assert decided.recipients == ()
    assert decided.mutual


def test_parties_told_elsewhere_are_chosen():
    assert not any(is_named_by_its_parties(s) for s in scenes("Japan and Kenya held talks with Uganda."))


def test_a_definite_noun_without_parties_of_its_own_takes_up_what_was_told():
    text = "Japan and Kenya held talks. After the talks Uganda's minister said that prices had risen."
    later = next(s for s in scenes(text) if s.event.start > text.index("After"))
    assert takes_up_what_was_told(later)
    assert decide(later).actors == ()
