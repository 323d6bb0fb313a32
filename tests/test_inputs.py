"""What kg.build takes from a program, documents with days in any form, dicts, data frames; and what it refuses."""

import datetime
import sys
from collections.abc import Callable
from pathlib import Path

import numpy
import pandas
import pytest

import kg
from kg.errors import BuildError, OptionError
from kg.folders import build_files
from kg.model import as_day
from kg.sources.in_memory import FIELDS, document_of

TEXT = "Japan met Kenya in Nairobi on 3 March 2015."
DAY = datetime.date(2015, 3, 10)


@pytest.mark.parametrize(
    "value",
    [
        DAY, "2015-03-10", " 2015-03-10 ", "20150310", "2015-03-10T23:59:00+09:00", "2015-03-10 08:00", "2015-W11-2",
        datetime.datetime(2015, 3, 10, 12), datetime.datetime(2015, 3, 10, tzinfo=datetime.UTC),
        pandas.Timestamp("2015-03-10 12:00"), numpy.datetime64("2015-03-10"),
    ],
    ids=repr,
)  # fmt: skip
def test_a_day_in_any_form(value: object) -> None:
    assert kg.Document(text=TEXT, published=value).published == DAY
    assert kg.Document(text=TEXT, modified=value).modified == DAY


@pytest.mark.parametrize("value", [None, "", pandas.NaT, float("nan")], ids=repr)
def test_no_day(value: object) -> None:
    assert kg.Document(text=TEXT, published=value).published is None


@pytest.mark.parametrize("value", ["March 2015", "2015-03", "10.3.2015", "2015-13-01", 2015, "yesterday"], ids=repr)
def test_what_is_no_day_is_refused(value: object) -> None:
    with pytest.raises(OptionError, match=r"published=.* is no day: give a datetime.date, or text such"):
        kg.Document(text=TEXT, published=value)
    with pytest.raises(OptionError, match="is no day"):
        as_day(value)


@pytest.mark.parametrize(
    "sources",
    [
        {"text": TEXT, "date": "2015-03-10"},
        [{"content": TEXT, "published": DAY}],
        [{"Body": TEXT, "Publish Date": "10 March 2015", "id": 7, "title": None}],
        pandas.DataFrame({"text": [TEXT], "date": ["2015-03-10"]}),
        pandas.DataFrame({"headline": ["Talks", "x"], "content": [TEXT, "It rained."], "date": [DAY, pandas.NaT]}),
        pandas.DataFrame({"article": [TEXT], "published": pandas.to_datetime(["2015-03-10"]), "url": [float("nan")]}),
        kg.Document(text=TEXT, published="2015-03-10"),
        (kg.Document(text=TEXT, published=DAY),),
    ],
    ids=lambda value: type(value).__name__,
)
def test_articles_that_a_program_holds(sources: object) -> None:
    graph = kg.build(sources)
    assert [event.edtf for event in graph.events()] == ["2015-03-03"]
    assert DAY in {article.published for article in graph.articles().values()}


def test_fields_go_by_their_names() -> None:
    for field, names in FIELDS.items():
        for name in names:
            value = "2015-03-10" if field == "published" else "https://a.example/b" if field == "url" else TEXT
            document = document_of({"text": TEXT, name.upper(): value})
            assert str(getattr(document, field)) == value


@pytest.mark.parametrize(
    ("sources", "error", "message"),
    [
        (
            TEXT + " It rained all the day long in the city.",
            OptionError,
            r"'Japan met .* is no path: for a text write kg.Doc",
        ),
        ("Japan met\nKenya.", OptionError, "for a text write kg.Document"),
        ("nosuch/*", BuildError, r"no article to read: nosuch/\*: the pattern matches no file"),
        (["nosuch.txt"], BuildError, "no article to read: nosuch.txt: there is no such file"),
        (Path("nosuch"), BuildError, "there is no such file"),
        ([{"title": "x"}], OptionError, "no field of title holds the text of an article: call it 'text'"),
        (pandas.DataFrame({"a": [1], "txt": [2]}), OptionError, "no field of a, txt holds"),
        ([{"text": TEXT, "date": "spring"}], OptionError, "published='spring' is no day"),
        ([7], OptionError, r"7: give paths, kg.Document\(text=…\)"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_none_is_refused(sources: object, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        kg.build(sources)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: kg.extract(TEXT), "is no document: write kg.Document"),
        (lambda: kg.date_event(TEXT, 6, 9), "is no document: write kg.Document"),
        (lambda: kg.participants({"text": TEXT}, 6, 9), "is no document: write kg.Document"),
        (lambda: kg.find_actors(kg.Document(text=TEXT)), "is no text"),
        (lambda: kg.find_actors(TEXT, "spring"), "published='spring' is no day"),
        (lambda: kg.tag_times(kg.Document(text=TEXT)), "is no text: give the words"),
        (lambda: kg.tag_times(TEXT, "2019-13-01"), "published='2019-13-01' is no day"),
        (lambda: kg.Document(text=7), "text=7 is no text"),
        (lambda: kg.stats("exports/demo"), "'exports/demo' is a path: kg.EventGraph.load"),
        (lambda: kg.network(Path("out")), "'out' is a path"),
        (lambda: kg.diff(kg.EventGraph([]), "out"), "'out' is a path"),
        (lambda: kg.export("out", "events.csv"), "'out' is a path"),
    ],
)
def test_what_is_given_in_the_wrong_form_is_told(ask: Callable[[], object], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        ask()


def test_what_an_extra_reads_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n")
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(BuildError, match=r"a\.pdf: .*pypdf, which is not installed; pip install 'diplokg\[pdf\]'"):
        kg.build(tmp_path / "a.pdf")
    with pytest.raises(BuildError, match=r"pypdf, which is not installed; pip install 'diplokg\[pdf\]'"):
        build_files([tmp_path / "a.pdf"], tmp_path / "out")


def test_nothing_is_nothing() -> None:
    assert len(kg.build([])) == 0


def test_a_folder_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="no article to read"):
        kg.build(tmp_path)
