"""What is weighed when reports of two articles are compared, and what parts them."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Place
from kg.resolve.clusters import Cluster
from kg.resolve.cross_documents import COMMON, LIKELY, WEIGHTS, candidate_pairs, cluster_documents, probability
from kg.resolve.drafts import Draft
from kg.resolve.event_pairs import Report, contradicted, pair_features
from kg.seeds.weights import load_weights
from tests.drafts import draft, on, person

SEOUL, TOKYO = Place("seoul", "Seoul", "city", "KOR"), Place("tokyo", "Tokyo", "city", "JPN")
DAY = {"dating": on("2019-06-20")}
JUNE = replace(on("2019-06-20"), begin=date(2019, 6, 1), end=date(2019, 6, 30), edtf="2019-06")
YEAR = replace(on("2019-06-20"), begin=date(2019, 1, 1), end=date(2019, 12, 31), edtf="2019")
TALKS = draft("talk", ["JPN", "KOR"], reciprocal=True, about="fishery trawler", **DAY)


def report(told: Draft, document: str = "two") -> Report:
    return Report(Cluster((replace(told, document=replace(told.document, id=document)),)))


FEATURES = {  # the other report, features that hold, features that do not
    "the same": (
        TALKS,
        ["same word", "same type", "same parties", "same day"],
        ["some parties shared", "one is dated", "a kind of act often done, dated vaguely"],
    ),
    "a stem": (draft("talking", ["JPN", "KOR"]), ["one is dated"], ["same word"]),
    "a word for one act": (draft("meet", ["JPN"]), ["words for one act"], ["same word", "same stem"]),
    "one party more": (draft("talk", ["JPN", "KOR", "USA"]), ["parties of one among those of the other"], []),
    "another party": (draft("talk", ["JPN", "USA"]), ["some parties shared"], ["same parties"]),
    "nobody": (draft("talk"), ["one names nobody"], ["no party shared"]),
    "other parties": (draft("talk", ["KEN", "USA"]), ["no party shared"], ["one names nobody"]),
    "another day": (draft("talk", ["JPN"], dating=on("2019-06-21")), ["other date"], ["same day"]),
    "another type": (draft("talk", event_type="AGREE"), ["same word"], ["same type", "cooperation and conflict"]),
    "another word": (draft("praise", ["JPN"], **DAY), ["other words"], ["same word", "words for one act"]),
    "conflict": (draft("attack", ["JPN"], event_type="ASSAULT"), ["cooperation and conflict"], ["same type"]),
    "the month": (draft("talk", dating=JUNE), ["dates compatible within a month"], ["same day"]),
    "the year": (
        draft("talk", dating=YEAR),
        ["dates compatible, vague", "a kind of act often done, dated vaguely"],
        ["same day", "same date, vague"],
    ),
}
CONTRADICTIONS = {  # the other report, why the two are not one
    "the same": (TALKS, ""),
    "another day": (draft("talk", ["JPN", "KOR"], dating=on("2019-06-21")), "2019-06-20 and 2019-06-21"),
    "a plan": (draft("talk", ["JPN", "KOR"], modality="planned", **DAY), "asserted and planned"),
    "another act of the day": (draft("praise", ["JPN", "KOR"], **DAY), ""),
    "other parties": (draft("talk", ["KEN", "USA"], reciprocal=True, **DAY), "different circles of parties"),
    "one other party": (draft("talk", ["JPN", "USA"], **DAY), "different circles of parties"),
    "one party more": (draft("talk", ["JPN", "KOR", "USA"], **DAY), ""),
    "another year, from the story": (
        draft("talk", ["JPN", "KOR"], dating=replace(on("2017-06-20"), text="", edtf="2017-06-20?")),
        "2019-06-20 and 2017-06-20?, from the story",
    ),
    "an act against the other": (
        draft("expel", ["JPN"], ["KOR"], event_type="SANCTION", **DAY),
        "one is cooperation, the other conflict",
    ),
    "in general": (
        replace(draft("talk", ["JPN", "KOR"]), nominal=True, plural=True),
        "one speaks of such acts in general",
    ),
}


def test_all_cases_are_here() -> None:
    assert (len(FEATURES), len(CONTRADICTIONS)) == (13, 10)


@pytest.mark.parametrize("name", FEATURES)
def test_features(name: str) -> None:
    other, there, absent = FEATURES[name]
    pair = (report(TALKS, "one"), report(other))
    features = pair_features(*pair)
    assert features == pair_features(*reversed(pair))
    names = {feature.removeprefix("coded row: ") for feature in features}
    assert set(there) <= names
    assert not set(absent) & names


IN_FULL = [  # word, parties, type of two reports of one day; whether it is told as fully as in a table
    ("talk", ["JPN", "KOR"], "CONSULT", True),
    ("talk", ["JPN", "KOR", "USA"], "CONSULT", True),
    ("talk", ["JPN", "USA"], "CONSULT", False),
    ("praise", ["JPN", "KOR"], "ACCUSE", False),
]


@pytest.mark.parametrize(("word", "who", "kind", "full"), IN_FULL)
def test_kind_sides_and_day_need_no_more_words_than_a_table(word: str, who: list[str], kind: str, full: bool) -> None:
    other = draft(word, who, reciprocal=True, about="fishery", event_type=kind, **DAY)
    features = pair_features(report(TALKS, "one"), report(other))
    assert all(feature.startswith("coded row: ") for feature in features) == full


def test_what_one_party_does_alone_is_told_in_the_same_words() -> None:
    one, other, third = (draft(w, ["JPN"], event_type="MOBILIZE", **DAY) for w in ("test", "test", "parade"))
    assert "coded row: same day" in pair_features(report(one, "one"), report(other))
    assert "coded row: same day" not in pair_features(report(one, "one"), report(third))


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_contradictions(name: str) -> None:
    other, why = CONTRADICTIONS[name]
    assert contradicted(report(TALKS, "one"), report(other)) == why


def test_who_has_a_part_in_another_mention_is_no_stranger() -> None:
    attack = draft("attack", ["USA"], ["KEN"], event_type="ASSAULT", **DAY)
    raid = draft("raid", ["USA"], ["KOR"], event_type="ASSAULT", **DAY)
    assert contradicted(report(attack, "one"), report(raid)) == "different circles of parties"
    both = Report(Cluster((attack, replace(raid, line=2))))
    assert contradicted(both, report(raid)) == ""


def told_in(text: str, *who: str, recipients: tuple[str, ...] = (), **more: Any) -> Draft:
    """A draft of which `text` is the sentence."""
    made = draft("occupy", who, recipients, event_type="COERCE", **more)
    return replace(made, document=replace(made.document, text=text), sentence=(0, len(text)))


WITH_WHOM = [  # the sentence of the other report, its parties; whether the two can be one event
    ("The United States occupied Kenya.", ("USA", "KEN"), False),
    ("The United States occupied it after South Korea had left Kenya.", ("USA", "KEN"), False),
    ("The United States occupied Kenya, as Japan had asked.", ("USA", "KEN"), True),
    ("The United States occupied the country.", ("USA",), True),
    ("The United States left Kenya and occupied the country.", ("USA",), False),
]


@pytest.mark.parametrize(("text", "who", "possible"), WITH_WHOM)
def test_what_one_party_does_to_states_that_are_not_the_same_is_two_acts(
    text: str, who: tuple[str, ...], possible: bool
) -> None:
    one = report(told_in("After Japan gave in, the United States occupied the country.", "USA"), "one")
    assert (contradicted(one, report(told_in(text, *who))) == "") == possible


def test_what_might_be_done_on_no_day_is_the_same_for_nobody() -> None:
    idea = draft("impeach", ["USA"], event_type="ACCUSE", modality="hypothetical", about="house")
    assert contradicted(report(idea, "one"), report(idea)) == "one speaks of such acts in general"
    dated = replace(idea, dating=on("2019-06-20"))
    assert contradicted(report(dated, "one"), report(dated)) == ""


def test_an_attack_abroad_is_nowhere_in_the_country_that_it_comes_from() -> None:
    made = [draft("attack", ["JPN"], ["KOR"], event_type="ASSAULT", place=p, **DAY) for p in (TOKYO, SEOUL)]
    assert contradicted(report(made[0], "one"), report(made[1])) == ""
    met = [draft("visit", ["JPN"], ["KOR"], mode="visit", place=p, **DAY) for p in (TOKYO, SEOUL)]
    assert contradicted(report(met[0], "one"), report(met[1])) == "Tokyo and Seoul"


@pytest.mark.parametrize(("word", "day", "apart"), [("kill", 21, False), ("kill", 22, True), ("attack", 21, True)])
def test_nobody_dies_twice_though_the_day_may_be_the_next_elsewhere(word: str, day: int, apart: bool) -> None:
    who = person("shinzo-abe", "JPN")
    made = [
        draft(word, ["KOR"], [who], event_type="ASSAULT", dating=on(f"2019-06-{n}"), about="station") for n in (20, day)
    ]
    one, other = report(made[0], "one"), report(made[1])
    assert bool(contradicted(one, other)) == apart
    assert not one.outline.is_apart(other.outline) or apart


def test_a_day_that_another_clause_lends_parts_no_reports() -> None:
    lent = replace(on("2019-06-21"), edtf="2019-06-21?", certain=False)
    other = report(draft("talk", ["JPN", "KOR"], reciprocal=True, dating=lent))
    assert contradicted(report(TALKS, "one"), other) == ""
    assert "dates apart, from the story" in pair_features(report(TALKS, "one"), other)


def test_one_article_told_them_apart() -> None:
    assert contradicted(report(TALKS), report(TALKS)) == "one article told them apart"


def test_people_places_and_rare_words_are_compared() -> None:
    abe = draft("talk", [person("shinzo-abe", "JPN"), "KOR"], place=SEOUL, about="fishery")
    features = pair_features(report(abe, "one"), report(abe))
    assert {"same person", "same place"} <= set(features)
    assert features["rare words shared (root)"] == 1.0
    assert "other place" in pair_features(report(abe, "one"), report(replace(abe, place=TOKYO)))
    common = Report(report(abe).cluster, {"fishery": 0.5})
    assert pair_features(report(abe, "one"), common)["rare words shared (root)"] == 0.0


def test_the_reader_says_how_likely_two_are_of_one_type() -> None:
    read = replace(TALKS, dating=JUNE, mention=replace(TALKS.mention, types=(("CONSULT", 0.5), ("AGREE", 0.5))))
    assert pair_features(report(TALKS, "one"), report(read))["types agree"] == 0.5


# ------------------------------------------------------------------------------ blocks, weights, order
def test_what_shares_neither_a_rare_word_nor_party_and_type_is_not_compared() -> None:
    far = draft("attack", ["KEN"], event_type="ASSAULT", about="port")
    assert list(candidate_pairs([report(TALKS, "one").outline, report(far).outline])) == []
    assert list(candidate_pairs([report(TALKS, "one").outline, report(TALKS).outline])) == [(0, 1)]
    assert list(candidate_pairs([report(TALKS).outline, report(TALKS).outline])) == []


def test_the_cost_grows_with_the_events_and_not_with_their_square() -> None:
    def pairs(count: int) -> int:
        told = [draft("talk", ["JPN"], about=f"word{n // 4}", document=str(n)) for n in range(count)]
        return len(list(candidate_pairs([Report(Cluster((d,))).outline for d in told])))

    assert (pairs(400), pairs(4000)) == (600, 6000)


def test_every_weight_is_of_a_feature_that_can_hold() -> None:
    weights = load_weights(WEIGHTS)
    assert len(weights.labels["yes"]) > 20
    assert len(weights.labels[COMMON]) > 100
    assert probability(report(TALKS, "one"), report(TALKS)).probability > LIKELY


POOL = [
    Cluster((draft(lemma, who, reciprocal=True, document=str(n), about=about, dating=on(day)),))
    for n, (lemma, who, about, day) in enumerate(
        [
            ("talk", ["JPN", "KOR"], "fishery trawler pusan", "2019-06-20"),
            ("meet", ["JPN", "KOR"], "fishery trawler pusan", "2019-06-20"),
            ("talk", ["JPN", "KOR", "USA"], "fishery pusan", "2019-06-20"),
            ("talk", ["JPN", "KOR"], "trawler pusan", "2019-06-22"),
            ("meet", ["KEN", "USA"], "nairobi port", "2019-06-20"),
            ("talk", ["KEN", "USA"], "nairobi port", "2019-06-20"),
        ]
    )
]


def test_what_outlines_tell_apart_cannot_be_one_event() -> None:
    """They part pairs before what was read is loaded, and never one that could be one event."""
    planned = draft("talk", ["JPN", "KOR"], document="planned", modality="planned", dating=on("2019-06-20"))
    told = [Report(cluster) for cluster in (*POOL, Cluster((planned,)))]
    pairs = [pair for pair in itertools.combinations(told, 2) if pair[0].outline.is_apart(pair[1].outline)]
    assert len(pairs) == 11
    assert all(contradicted(*pair) for pair in pairs)


def groups(clusters: list[Cluster]) -> list[list[str]]:
    return sorted(sorted(d.document.id for d in cluster.drafts) for cluster in cluster_documents(clusters))


def test_the_pool_holds_joined_events() -> None:
    found = groups(POOL)
    assert sum(map(len, found)) == len(POOL)
    assert any(len(group) > 1 for group in found)


@settings(max_examples=40, deadline=None)
@given(st.permutations(POOL))
def test_any_order_gives_the_same_events(order: list[Cluster]) -> None:
    assert groups(order) == groups(POOL)
