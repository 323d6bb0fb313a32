"""Who the words stand for: the hard cases of tests/data/actors_hard_cases.yml, and what mentions always hold."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import ask
from kg.ask import find_actors
from kg.extractors.document import extract
from kg.extractors.people import find_people
from kg.gazetteer import default_gazetteer
from kg.model import Actor, ActorMention, Document, PlaceMention
from kg.resolve.linking import Linker
from kg.text import Mentions

CASES = yaml.safe_load((Path(__file__).parent / "data/actors_hard_cases.yml").read_text(encoding="utf-8"))
STATES = frozenset(default_gazetteer().tables.states)


def read(text: str, published: datetime.date | None = None) -> tuple[Mentions, Linker]:
    mentions = extract(Document(text=text, published=published))
    return mentions, Linker(mentions)


def overlap(mention: ActorMention | PlaceMention, start: int, end: int) -> int:
    return min(mention.end, end) - max(mention.start, start)


def best_mentions(mentions: Mentions, start: int, end: int) -> list[ActorMention]:
    """The mentions that a stretch is about: one that covers it best, or all names inside where none covers it."""
    touching = [m for m in mentions.actors if overlap(m, start, end) > 0]
    tokens = mentions.parse.tokens
    headed = [m for m in touching if tokens[m.head].start < end and tokens[m.head].end > start]
    touching = headed or ([] if any(overlap(p, start, end) == end - start for p in mentions.places) else touching)
    covering = [m for m in touching if overlap(m, start, end) >= 0.6 * (end - start)]
    if covering:
        return [min(covering, key=lambda m: abs(m.start - start) + abs(m.end - end))]
    return [m for m in touching if m.start >= start - 1 and m.end <= end + 1]


def parts(linker: Linker, mention: ActorMention, at: datetime.date | None) -> list[tuple[int, int, Actor]]:
    """The actors of a mention with their own words, as `find_actors` gives them."""
    actors = linker.link(mention, at)
    if mention.parts and len(actors) > 1:
        return [(f.start, f.end, a) for f in ask.parts(linker, mention, actors) if isinstance(a := f.entity, Actor)]
    return [(mention.start, mention.end, actor) for actor in actors]


def met(expected: str, actor: Actor) -> bool:
    if expected in STATES:
        family = default_gazetteer().family(expected)
        return actor.country == expected or (actor.country in family and expected not in STATES)
    return actor.id == expected or actor.organisation == expected


def verdict(case: dict) -> tuple[bool, str]:
    """Whether a case is right, and what was found."""
    mentions, linker = read(case["text"], case.get("published"))
    found = re.search(rf"(?<!\w){re.escape(case['find'])}(?!\w)", case["text"])
    assert found, f"{case['find']!r} does not stand in {case['text']!r}"
    start, end = found.span()
    chosen = best_mentions(mentions, start, end)
    linked = [
        found
        for m in chosen
        for found in parts(linker, m, case.get("published"))
        if found[0] < end and found[1] > start
    ]
    actors = list({actor.id: actor for _, _, actor in linked}.values())
    places = [
        p
        for m in mentions.places
        if overlap(m, start, end) > 0 and (p := linker.place(m, case.get("published"))) is not None
    ]
    shown = f"{[(a.id, a.country or a.organisation, a.kind) for a in actors]} places {[p.label for p in places]}"
    expect = case["expect"]
    if expect in (None, "none"):
        return not actors, shown
    if isinstance(expect, dict) and "place" in expect:
        right = any(expect["place"] in (p.label, p.id, p.country if p.id == p.country else None) for p in places)
        return right and all(
            a.kind in ("state", "historical", "dependency") and a.country in {p.id for p in places} for a in actors
        ), shown
    if isinstance(expect, dict) and "not" in expect:
        return bool(actors) and all(a.id not in expect["not"] for a in actors), shown
    if isinstance(expect, dict):
        return any(met(e, a) for e in expect["any"] for a in actors), shown
    right = all(any(met(e, a) for a in actors) for e in expect) and all(any(met(e, a) for e in expect) for a in actors)
    return right and bool(actors), shown


def test_hard_cases_are_many() -> None:
    assert len(CASES) >= 300


@pytest.mark.parametrize(
    "case", [c for c in CASES if not c.get("known_failure")], ids=lambda c: f"{c['find']}|{c['text'][:40]}"
)
def test_hard_case(case: dict) -> None:
    right, shown = verdict(case)
    assert right, f"{case['find']!r} in {case['text']!r}: expected {case['expect']}, found {shown}"


# ------------------------------------------------------------------------------ what always holds
@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([c["text"] for c in CASES]), min_size=1, max_size=3, unique=True))
def test_spans_and_heads_lie_in_the_text(texts: list[str]) -> None:
    mentions, linker = read(" ".join(texts), datetime.date(2005, 5, 5))
    tokens = mentions.parse.tokens
    for mention in mentions.actors:
        assert 0 <= mention.start < mention.end <= len(mentions.document.text)
        assert tokens[mention.head].start < mention.end
        assert tokens[mention.head].end > mention.start
        assert all(0 < c.confidence <= 1 for c in mention.readings)
        for actor in linker.link(mention):
            assert actor.id
            assert actor.mentions
    for place in mentions.places:
        assert place.candidates


def test_one_mention_a_noun_phrase() -> None:
    mentions, _ = read("Japanese Prime Minister Fumio Kishida met a South Korean foreign ministry official.")
    text = mentions.document.text
    assert [text[m.start : m.end] for m in mentions.actors] == [
        "Japanese Prime Minister Fumio Kishida", "South Korean foreign ministry official",
    ]  # fmt: skip
    assert [mentions.parse.tokens[m.head].text for m in mentions.actors] == ["Kishida", "official"]


def test_a_losing_reading_is_kept_with_its_reason() -> None:
    mentions, _ = read("Korea and Japan signed.", datetime.date(2015, 12, 28))
    entities = {c.entity: c.reason for c in mentions.actors[0].candidates}
    assert {"KOR", "PRK"} <= set(entities)
    assert all(entities.values())


def test_validity_never_removes_the_only_candidate() -> None:
    mentions, linker = read("Yugoslavia and Czechoslovakia were founded in 1918.", datetime.date(2018, 1, 1))
    assert [a.id for m in mentions.actors for a in linker.link(m)] == ["YUG", "CSK"]


def test_term_of_an_office_holder() -> None:
    _, linker = read("Under the Moon administration ties with Tokyo froze.", datetime.date(2022, 11, 16))
    assert linker.term_of("Moon") == (datetime.date(2017, 5, 10), datetime.date(2022, 5, 9))


def test_a_mere_surname_is_of_a_state_that_the_text_names() -> None:
    text = "The Lee administration cut its aid to North Korea, and Seoul closed the road."
    mentions, linker = read(text, datetime.date(2020, 3, 10))
    assert [a.id for m in mentions.actors if m.start < 10 for a in linker.link(m, datetime.date(2008, 7, 1))] == ["KOR"]


def test_find_actors_is_the_public_door() -> None:
    found = find_actors("Seoul said talks would be held in Tokyo. Both countries agreed.", datetime.date(2022, 11, 16))
    assert [(f.entity.id, f.reason != "") for f in found if isinstance(f.entity, Actor)][:1] == [("KOR", True)]
    assert any(f.entity is not None and f.entity.label == "Tokyo" for f in found)
    assert all(f.candidates or f.entities or f.entity is None for f in found)


# ------------------------------------------------------------------------------ people without a name, quotations
@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Many buyers complained to the shop.", ["Many buyers"]),
        ("Some users left and others stayed.", ["users", "others"]),
        ("Japan and South Korea signed a treaty.", []),
    ],
)
def test_people_without_a_name(text: str, labels: list[str]) -> None:
    mentions, linker = read(text)
    people = find_people(mentions.text, mentions.actors)
    assert [mention.label for mention in people] == labels
    assert all(actor.kind == "people" for mention in people for actor in linker.link(mention))
    assert not set(people) & set(mentions.actors)
