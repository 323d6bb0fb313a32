"""The cards: every example and counter-example goes through the real line; a fifth of the examples is held out."""

import collections

import pytest
import yaml

from kg.errors import SeedError
from kg.seeds.cards import load_cards, trigger_index
from kg.seeds.files import shipped
from kg.text.tree import Tree
from tests.coding_line import Outcome, outcomes

# Shares of examples right in type, modality, actors and recipients.
FLOOR_DEVELOPMENT, FLOOR_HELD_OUT, FLOOR_CARD = 0.82, 0.78, 0.66
FLOOR_FOUND = 0.92  # share with any event of the type
SKELETON = frozenset(
    [
        "nsubj",
        "nsubjpass",
        "csubj",
        "dobj",
        "dative",
        "attr",
        "acomp",
        "oprd",
        "xcomp",
        "ccomp",
        "advcl",
        "relcl",
        "acl",
        "pcomp",
        "agent",
        "prep",
        "conj",
        "neg",
        "aux",
        "auxpass",
        "mark",
        "prt",
        "npadvmod",
        "appos",
        "poss",
        "expl",
        "parataxis",
    ]
)


@pytest.fixture(scope="module")
def coded():
    return outcomes()


def table(found: list[Outcome]) -> str:
    """Shares right by card as a small table: development, held out."""
    lines = ["| type | development | held out |", "|---|---|---|"]
    for name in sorted({o.card.event_type for o in found}):
        cells = []
        for held in (False, True):
            own = [o for o in found if o.card.event_type == name and o.held_out == held]
            cells.append(f"{sum(o.right for o in own)}/{len(own)}")
        lines.append(f"| {name} | {cells[0]} | {cells[1]} |")
    return "\n".join(lines)


def failures(found: list[Outcome]) -> str:
    """The development examples that are not coded as wanted, one a line."""
    return "\n".join(o.line() for o in found if not o.right and not o.held_out)


def share(found: list[Outcome]) -> float:
    return sum(o.right for o in found) / len(found)


def test_the_collection_is_large_enough(coded):
    examples, counter_examples, _ = coded
    assert len(load_cards()) == 16
    assert len(examples) >= 960
    assert len(counter_examples) >= 240
    for card in load_cards().values():
        assert len(card.examples) >= 60, card.event_type
        assert len(card.counter_examples) >= 15, card.event_type


def test_examples_are_written_in_many_ways(coded):
    """At least 40 dependency skeletons a card: the labels of the clause around the trigger and of the root's clause."""
    examples, _, parsed = coded
    skeletons = collections.defaultdict(set)
    for outcome, (document, parse) in zip(examples, parsed, strict=True):
        tree = Tree(parse)
        start = document.text.index(outcome.example.trigger)
        head = parse.tokens_in(start, start + len(outcome.example.trigger))[0]
        around = [t for t in {head, *tree.ancestors(head)} for t in tree.children[t]]
        labels = tuple(tree.tokens[t].dep for t in sorted(around) if tree.tokens[t].dep in SKELETON)
        skeletons[outcome.card.event_type].add((tree.tokens[head].dep, labels))
    assert {name: len(found) for name, found in skeletons.items() if len(found) < 40} == {}


def test_development_examples_are_coded(coded):
    found = [o for o in coded[0] if not o.held_out]
    assert share(found) >= FLOOR_DEVELOPMENT, f"{table(coded[0])}\n{failures(found)}"
    assert sum(o.found for o in found) / len(found) >= FLOOR_FOUND, failures(found)


@pytest.mark.parametrize("name", sorted(load_cards()))
def test_development_examples_of_a_card_are_coded(coded, name):
    found = [o for o in coded[0] if o.card.event_type == name and not o.held_out]
    assert share(found) >= FLOOR_CARD, failures(found)


def test_held_out_examples_are_coded_as_well(coded):
    """Nobody writes rules for these: their share says what to expect of new sentences."""
    held = [o for o in coded[0] if o.held_out]
    assert len(held) >= len(coded[0]) // 5 - len(load_cards())
    assert share(held) >= FLOOR_HELD_OUT, table(coded[0])


def test_counter_examples_hold_no_event_of_the_type(coded):
    wrong = [
        o
        for o in coded[1]
        if any(
            d.mention.event_type == o.card.event_type and d.mention.modality == "asserted" and not d.bare
            for d in o.coded
        )
    ]
    assert not wrong, "\n".join(o.line() for o in wrong)


def test_every_rule_has_a_name_of_its_own():
    rules = [t.rule for card in load_cards().values() for t in card.triggers]
    assert len(rules) == len(set(rules)) >= 3000
    assert all(t in found for found in trigger_index().values() for t in found)


GOOD = (shipped("seeds") / "event_types" / "CONSULT.yml").read_text(encoding="utf-8")
WRONG = [
    ("quad_class: verbal-cooperation", "quad_class: verbal-coperation", "verbal-cooperation"),
    ("frame: SYM_WITH", "frame: SYM_WIHT", "SYM_WITH"),
    ("    mode: phone", "    mode: fone", "phone"),
    ("goldstein:", "goldstien:", "goldstein"),
    ("modality: planned", "modality: plannned", "planned"),
]


@pytest.mark.parametrize(("old", "new", "hint"), WRONG, ids=[w[1].strip() for w in WRONG])
def test_a_wrong_card_says_where_and_what_is_meant(tmp_path, old, new, hint):
    assert old in GOOD
    (tmp_path / "CONSULT.yml").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SeedError, match=hint):
        load_cards(tmp_path)


def test_a_card_without_a_key_is_refused(tmp_path):
    content = yaml.safe_load(GOOD)
    del content["roles"]
    (tmp_path / "CONSULT.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(SeedError, match="roles"):
        load_cards(tmp_path)


def test_modes_of_complements_are_modes_of_the_card(tmp_path):
    (tmp_path / "CONSULT.yml").write_text(GOOD + "\ncomplement_modes: {AID: feed}\n", encoding="utf-8")
    with pytest.raises(SeedError, match="feed"):
        load_cards(tmp_path)
