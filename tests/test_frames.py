"""Frames: each has a sentence that says what it is, and an example in which actor and recipient stand where it says."""

import pytest

from kg.card_examples import code, parse_all
from kg.errors import SeedError
from kg.seeds.cards import load_cards
from kg.seeds.files import shipped
from kg.seeds.frames import CONDITIONS, load_conditions, load_frames


def parties(actors):
    return {actor.party for actor in actors}


def frames_by_rule():
    return {t.rule: t.frame for card in load_cards().values() for t in card.triggers}


@pytest.mark.parametrize("frame", load_frames().values(), ids=lambda frame: frame.name)
def test_the_example_of_a_frame_is_read_as_it_says(frame):
    rules = frames_by_rule()
    drafts = [d for d in code(parse_all([frame.example])[0]) if rules.get(d.mention.rule) == frame.name]
    assert [(parties(d.actors), parties(d.recipients)) for d in drafts] == [(set(frame.actor), set(frame.recipient))]


def test_every_frame_and_condition_is_told_and_used():
    triggers = [t for card in load_cards().values() for t in card.triggers]
    assert {t.frame for t in triggers} == set(load_frames())
    assert {name for t in triggers for name, _ in t.conditions} == set(load_conditions()) == set(CONDITIONS)


WRONG = [
    ("about:", "abuot:", "about"),
    ("recipient_at: [from, of", "recipient_at: [form, of", "from"),
    ("reciprocal: true", "recipient_at: [tto]", "to"),
    ("reciprocal: true", "reciprocal: false", "reciprocal"),
    ("places:", "plases:", "places"),
    ("  only_object: only where", "  only_objects: only where", "only_object"),
]


@pytest.mark.parametrize(("old", "new", "hint"), WRONG, ids=[w[1] for w in WRONG])
def test_a_wrong_frame_says_what_is_meant(tmp_path, old, new, hint):
    content = (shipped("seeds") / "frames.yml").read_text("utf-8")
    assert old in content
    (tmp_path / "frames.yml").write_text(content.replace(old, new, 1), "utf-8")
    load = load_conditions if "only_object" in new else load_frames
    with pytest.raises(SeedError, match=hint):
        load(tmp_path / "frames.yml")
