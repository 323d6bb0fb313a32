"""Floors of the published figures for time expressions and dating, on the development data beside the checkout."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from kg.ask import date_event
from kg.model import Document
from kg.timex import tag_times

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

# Never lower these to make a change pass.
MEANTIME_VALUE, MEANTIME_RELAXED = 83.3, 95.5
EXPRESSIONS_VALUE, EXPRESSIONS_NOTATION = 84.4, 87.3
DATING_GRANULARITY, DATING_EXACT = 75.0, 71.0
TIMES_AS_FAST = 5.0


def load(path: Path) -> ModuleType:
    """The module in a file outside of the package; the test is skipped where it is missing."""
    if not path.is_file():
        pytest.skip(f"{path} is missing: the development data lies beside the checkout only")
    sys.path.insert(0, str(path.parent))
    try:
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[path.stem] = module
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(path.parent))
    return module


def test_time_expressions_of_news() -> None:
    scorer = load(SHARED / "bench" / "score_timex.py")
    documents = scorer.read_gold(SHARED / "gold" / "timex" / "meantime_apple.jsonl")
    assert sum(len(d["timexes"]) for d in documents) == 81
    found = {
        d["id"]: [[t.start, t.end, t.type, t.value] for t in tag_times(d["text"], d["published"])] for d in documents
    }
    figures, _ = scorer.score(documents, found)
    assert figures["value"]["f1"] >= MEANTIME_VALUE, figures
    assert figures["relaxed"]["f1"] >= MEANTIME_RELAXED, figures


def test_single_expressions() -> None:
    bench = load(ROOT / "tests" / "bench" / "timex_expressions.py")
    if not bench.EXPRESSIONS.is_file():
        pytest.skip(f"{bench.EXPRESSIONS} is missing: the development data lies beside the checkout only")
    figures, _ = bench.measure()
    assert figures["value"] >= EXPRESSIONS_VALUE, figures
    assert figures["notation"] >= EXPRESSIONS_NOTATION, figures


def test_dating_of_event_mentions() -> None:
    scorer = load(SHARED / "bench" / "score_dating.py")
    (folder,) = scorer.corpus_folders(SHARED / "gold" / "dating" / "apple")
    texts = {d.id: d for d in map(scorer.read_cat, sorted((folder / "corpus_trackB_CAT").glob("*.xml")))}
    mentions, _ = scorer.read_timelines(folder, texts)
    assert len(mentions) == 163
    documents = {d.id: Document(text=d.text, title=d.title, published=d.published, url=d.url) for d in texts.values()}

    def answer(mention):
        dating = date_event(documents[mention.document.id], mention.token.start, mention.token.end)
        return dating.begin, dating.end

    mentions.sort(key=lambda mention: mention.document.id)
    figures, _ = scorer.score(mentions, answer)
    assert figures["granularity"] >= DATING_GRANULARITY, figures
    assert figures["exact"] >= DATING_EXACT, figures


def test_speed_beside_dateparser() -> None:
    bench = load(ROOT / "tests" / "bench" / "timex_speed.py")
    figures = bench.speeds(bench.articles()[:6])
    assert figures["kg.tag_times"] >= TIMES_AS_FAST * figures["dateparser.search"], figures
