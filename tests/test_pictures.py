"""Pictures without a browser: the file, its policy, its bytes, its words, its options."""

from __future__ import annotations

import base64
import datetime
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OptionError
from kg.exporters import network, payload, timeline, view, volumes
from kg.exporters.headlines import TEMPLATES, clean, headline, name, what
from kg.exporters.page import as_json
from kg.model import Actor, Event, Evidence
from kg.seeds.cards import load_cards

sys.path.insert(0, str(Path(__file__).parent))
from synthetic import HOSTILE, Graph

PICTURES = {"timeline.html": timeline, "network.html": network}
KOR, JPN = Actor("KOR", "South Korea", country="KOR"), Actor("JPN", "Japan", country="JPN")
YOON = Actor("yoon-suk-yeol", "Yoon Suk-yeol", "person", "KOR", office="president")
EVENT = Event("e1", "CONSULT", "verbal-cooperation", "asserted", (KOR, JPN), (), mode="visit", reciprocal=True)


def scripts(page: str) -> list[str]:
    return re.findall(r"<script>(.*?)</script>", page, re.DOTALL)


def data_of(page: str, name: str = "data") -> dict:
    packed, text = re.search(
        rf'<script type="application/json" id="{name}"( data-packed="gzip")?>(.*?)</script>', page, re.DOTALL
    ).groups()
    return json.loads(gzip.decompress(base64.b64decode(text)) if packed else text)


@pytest.fixture(scope="module", params=PICTURES)
def picture(request, tmp_path_factory):
    file = tmp_path_factory.mktemp("picture") / request.param
    assert PICTURES[request.param].export(Graph(60), file) == [file]
    return file.read_bytes().decode("utf-8")


def test_every_script_and_style_is_in_the_policy_and_nothing_else_is(picture):
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', picture)[1].replace("&#39;", "'")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    inline = [*scripts(picture), *re.findall(r"<style>(.*?)</style>", picture, re.DOTALL)]
    assert len(inline) == 3
    for text in inline:
        assert f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy
    assert policy.count("sha256-") == 3


def test_the_page_asks_for_nothing(picture):
    markup = re.sub(r"<(script|style)\b[^>]*>.*?</\1>", "", picture, flags=re.DOTALL)
    assert not re.search(r"\b(src|srcset|action|background)\s*=", markup)
    assert re.findall(r'<link[^>]*href="(.{5})', markup) == ["data:"]
    assert not re.search(r"\son\w+\s*=", markup)
    assert "sourceMappingURL" not in picture


def test_the_page_tells_nothing_of_the_machine(picture):
    assert str(Path.home()) not in picture.replace("/root/", str(Path.home()) + "/") or str(Path.home()) == "/"
    assert "site-packages" not in picture
    assert "/tmp/" not in picture


def test_own_scripts_set_text_only(picture):
    own = scripts(picture)[1]
    for danger in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        'setTimeout("',
        "fetch(",
        "XMLHttp",
    ):
        assert danger not in own


@pytest.mark.parametrize("kind", PICTURES)
def test_the_same_bytes_every_time_and_for_every_hash_seed(kind, tmp_path):
    code = (
        "import hashlib, pathlib, sys; sys.path[:0] = sys.argv[1:3]\n"
        "from synthetic import Graph; from kg.exporters import network, timeline\n"
        "module = {'timeline.html': timeline, 'network.html': network}[sys.argv[3]]\n"
        "out = []\n"
        "for n in (80, 7000):\n"
        "    out.append(module.export(Graph(n, hostile=n == 80), pathlib.Path(sys.argv[4]))[0].read_bytes())\n"
        "print(hashlib.sha256(b''.join(out)).hexdigest())"
    )
    here = Path(__file__).parent
    digests = {
        subprocess.run(
            [sys.executable, "-c", code, str(here.parent), str(here), kind, str(tmp_path / f"{seed}.html")],
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C", "PYTHONUTF8": "0"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(digests) == 1


def test_large_payloads_are_compressed_and_whole(tmp_path):
    small, middle, large = (
        timeline.export(Graph(n), tmp_path / f"{n}.html")[0].read_text("utf-8") for n in (60, 500, 6_000)
    )
    assert small.count('data-packed="gzip"') == 0
    assert middle.count('data-packed="gzip"') == 1
    assert len(middle.encode()) < 900_000
    assert large.count('data-packed="gzip"') == 2
    assert len(data_of(large)["events"]["id"]) == 6_000
    assert len(data_of(large, "late")["ev"]) == 6_000
    assert len(large) < 2_500_000


def test_hostile_text_leaves_its_element_in_no_field(tmp_path):
    for kind, module in PICTURES.items():
        page = (
            module.export(Graph(100, hostile=True), tmp_path / kind, title=HOSTILE[1])[0].read_bytes().decode("utf-8")
        )
        assert page.count("<script") == 4 + (1 if "<script" in scripts(page)[0] else 0)
        assert page.count("</script>") == 4
        for raw in ("<img src=x", "<svg onload", "<iframe", "\u202e", "\u2028", "\x00", "\x1b"):
            assert raw not in page.replace(scripts(page)[0], "")
        sentences = [row[1] for rows in data_of(page, "late")["ev"] for row in rows]
        assert any("<script>window.pwned=1</script>" in sentence for sentence in sentences)
        assert all(row[3] == "" or row[3].startswith("http") for row in data_of(page, "late")["articles"])


@given(
    st.recursive(
        st.text() | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_json_in_a_page_is_the_same_value_and_holds_no_markup(value):
    text = as_json(value)
    assert json.loads(text) == value
    assert not set(text) & set("<>&\u2028\u2029")


@given(st.text())
def test_clean_text_can_be_written_and_is_clean(text):
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert clean(cleaned) == cleaned
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", cleaned)


@pytest.mark.parametrize(
    ("event", "title"),
    [
        (replace(EVENT, label="Talks\u202e open"), "Talks open"),
        (replace(EVENT, actors=(KOR, replace(JPN, label="Ja\u202epan"))), "South Korea and Japan visit each other"),
    ],
)
def test_a_title_is_the_label_of_the_event_or_made_of_it(event, title):
    assert headline(event) == title


def test_every_type_and_mode_of_the_cards_has_words():
    words = yaml.safe_load((TEMPLATES / "words.yml").read_text("utf-8"))
    cards = load_cards()
    assert len(cards) == 16
    assert set(words["types"]) == set(cards)
    modes = {f"{code}.{mode.name}" for code, card in cards.items() for mode in card.modes}
    without = sorted(modes - set(words["modes"]))
    assert without == []


def test_an_office_is_named_only_where_no_person_is():
    assert name(YOON) == "Yoon Suk-yeol"
    assert name(replace(KOR, office="President")) == "South Korea’s president"
    assert what(replace(EVENT, subtype="joint-military-drill")) == "Joint military drill"


def test_the_trigger_is_marked_in_the_units_of_a_browser():
    sentence = "\u200f🇰🇷 and 🇯🇵\x00 met on Friday."
    at = sentence.index("met")
    evidence = Evidence("d", "d", 100, 100 + len(sentence), sentence, "met", 100 + at, 103 + at, "rule")
    data = payload.payload([replace(EVENT, evidence=(evidence,))], {}, "t")
    _, text, start, end, *_ = data["late"]["ev"][0][0]
    assert text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le") == "met"
    moved = replace(evidence, trigger_start=0, trigger_end=3)
    _, text, start, end, *_ = payload.payload([replace(EVENT, evidence=(moved,))], {}, "t")["late"]["ev"][0][0]
    assert text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le") == "met"


def test_options_choose_events(tmp_path):
    graph = Graph(300, dyad=("KOR", "JPN"))
    both = data_of(timeline.export(graph, tmp_path / "a.html", actors=("South Korea", "jpn"))[0].read_text("utf-8"))
    assert both["start"]["actors"] == ["KOR", "JPN"]
    assert both["title"].startswith("South Korea and Japan, 20")
    assert 100 < len(both["events"]["id"]) < 300
    late = data_of(
        timeline.export(graph, tmp_path / "b.html", since="2020", until=datetime.date(2020, 6, 30))[0].read_text(
            "utf-8"
        )
    )
    first, last = payload.day(datetime.date(2020, 1, 1)), payload.day(datetime.date(2020, 6, 30))
    assert late["events"]["id"]
    for begin, end in zip(late["events"]["begin"], late["events"]["end"], strict=True):
        assert begin is None or begin <= last
        assert end is None or end >= first
    one = graph.events()[5].id
    opened = data_of(timeline.export(graph, tmp_path / "c.html", event=one)[0].read_text("utf-8"))
    assert opened["start"]["event"] == one


@pytest.mark.parametrize("module", PICTURES.values())
@pytest.mark.parametrize(
    ("option", "value", "hint"),
    [("actors", ("KORR",), "KOR"), ("event", "nope", "valid"), ("since", "20x5", "2018-05")],
)
def test_wrong_options_teach(module, option, value, hint, tmp_path):
    with pytest.raises(OptionError, match=hint):
        module.export(Graph(40), tmp_path / "x.html", **{option: value})


@pytest.mark.parametrize("kind", PICTURES)
def test_too_many_events_give_an_index_and_a_page_a_year(kind, tmp_path, monkeypatch):
    module = PICTURES[kind]
    monkeypatch.setattr(view, "MOST_EVENTS", 50)
    files = module.export(Graph(300), tmp_path / kind, title="<b>All</b>")
    assert files[0] == tmp_path / kind
    index = files[0].read_text("utf-8")
    assert "&lt;b&gt;All&lt;/b&gt;" in index
    assert "<script" not in index
    assert re.findall(r'href="([^"d][^"]*\.html)"', index) == [file.name for file in files[1:]]
    held = [identifier for file in files[1:] for identifier in data_of(file.read_text("utf-8"))["events"]["id"]]
    assert sorted(held) == sorted(event.id for event in Graph(300).events())


def test_a_year_too_large_is_split_by_month_and_a_month_in_parts():
    days = [datetime.date(2020, 1, 1)] * 25 + [datetime.date(2020, 2, 1)] * 5 + [datetime.date(2021, 5, 5)] * 3
    events = [replace(EVENT, id=f"e{n}", begin=day, end=day) for n, day in enumerate(days)] + [
        replace(EVENT, id="none")
    ]
    found = volumes.volumes(events, most=10)
    assert [(part.slug, len(part.events)) for part in found] == [
        ("2020-01-1", 10),
        ("2020-01-2", 10),
        ("2020-01-3", 5),
        ("2020-02", 5),
        ("2021", 3),
        ("undated", 1),
    ]


def test_places_in_the_network_are_stable_and_apart():
    weights = {("JPN", "KOR"): 40, ("KOR", "USA"): 20, ("PRK", "USA"): 5}
    parties = ["KOR", "JPN", "USA", "PRK", "BRA"]
    spots = network.places(weights, parties)
    assert spots == network.places(dict(reversed(weights.items())), parties[::-1])
    assert set(spots) == set(parties)
    assert all(0 <= value <= 1 for spot in spots.values() for value in spot)
    assert len(set(spots.values())) == 5
    centred = network.places({("KOR", p): 3 for p in ("JPN", "USA", "PRK", "BRA")}, parties, centre="KOR")
    assert all(0.2 < value < 0.8 for value in centred["KOR"])


def test_empty_graphs_make_pages(tmp_path):
    for kind, module in PICTURES.items():
        assert module.export(Graph(0), tmp_path / kind)[0].stat().st_size > 400_000


def test_a_notebook_gets_an_iframe_that_is_cut_off():
    shown = timeline.show(Graph(5), actors=(), height=500)._repr_html_()
    assert shown.startswith("<iframe srcdoc=")
    assert "allow-same-origin" not in shown
    assert "height:500px" in shown
    assert "<script" not in shown
