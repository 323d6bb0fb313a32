"""What is between two is one number, wherever a reader meets it: panel, story, network, relations.csv, events.csv."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from conftest import Opened
from kg.exporters import export
from kg.graph import EventGraph

pytestmark = pytest.mark.browser
DEMO = Path(__file__).parents[2] / "exports" / "demo" / "graph.ttl"
PAIRS = 4


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    graph = EventGraph.parse(DEMO)
    folder = tmp_path_factory.mktemp("one-number")
    for name in ("timeline.html", "network.html"):
        export(graph, folder / name)
    export(graph, folder / "relations.csv", by="all")
    with (folder / "relations.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: (-int(row["events"]), row["dyad"]))
    return graph, folder, rows


@pytest.fixture(scope="module")
def pages(browser, files):
    _, folder, _ = files
    opened = {name: Opened(browser, folder / f"{name}.html") for name in ("timeline", "network")}
    yield opened
    for page in opened.values():
        page.close()


@pytest.mark.parametrize("place", range(PAIRS))
def test_a_pair_has_one_number_of_events(pages, files, browser, tmp_path, place):
    graph, folder, rows = files
    # the panel of the timeline
    busiest = pages["timeline"](
        "[...document.querySelectorAll('#panel .pair')].map((one) => [...one.children].map((part) => part.textContent))"
    )
    label, number = busiest[place]
    labels = set(label.split(" – "))
    (row,) = (row for row in rows if {row["first_label"], row["second_label"]} == labels)
    wanted = tuple(int(row[column]) for column in ("events", "cooperation", "conflict"))
    assert wanted[0] == int(rows[place]["events"]) >= 5  # of pairs with as many events any may stand there
    assert int(number) == wanted[0]
    # the story of the two
    story = Opened(browser, folder / "timeline.html", f"#a={row['first']}&b={row['second']}")
    assert story("document.querySelector('#stage').dataset.kind").startswith("story")
    assert int(re.match(r"(?:\d+ of )?(\d+) events between", story.text("#summary"))[1]) == wanted[0]
    assert story.text("#lead").startswith(f"{wanted[0]} events between the two")
    assert _shares(story.text("#panel .note >> nth=0")) == wanted[1:]
    assert story.text("#position") == f"{wanted[0]} events"
    story.close()
    # the table and the panel of the network
    cells = pages["network"](
        "[...document.querySelectorAll('#rows tr')].map((tr) => ['tie', 'events', 'cooperative', 'conflictual']"
        ".map((key) => tr.querySelector('.cell-' + key).textContent))"
    )
    (counts,) = (tuple(map(int, rest)) for tie, *rest in cells if set(tie.split(" – ")) == labels)
    assert counts == wanted
    (tie,) = (tie for tie, *_ in cells if set(tie.split(" – ")) == labels)
    pages["network"].page.get_by_role("button", name=tie, exact=True).last.click()
    assert pages["network"].text("#panel .note >> nth=0").startswith(f"{wanted[0]} events: ")
    assert _shares(pages["network"].text("#panel .note >> nth=0")) == wanted[1:]
    directions = [int(n) for n in re.findall(r": (\d+)", pages["network"].text("#panel ul.note"))]
    assert sorted(directions) == sorted(n for c in ("by_first", "by_second", "mutual") if (n := int(row[c])))
    pages["network"].page.keyboard.press("Escape")
    # the table of events
    export(graph, tmp_path / "events.csv", actors=(row["first"], row["second"]), modality="asserted")
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
        assert sum(line["grade"] != "check" for line in csv.DictReader(file)) == wanted[0]


def _shares(text: str) -> tuple[int, int]:
    """Cooperative and conflictual events as a note tells them."""
    told = {word: int(number) for number, word in re.findall(r"(\d+) (cooperative|conflictual)", text)}
    return told.get("cooperative", 0), told.get("conflictual", 0)


def test_what_both_do_to_a_third_stands_apart(browser, files):
    graph, folder, rows = files
    pair = next(
        (r["first"], r["second"]) for r in rows if graph.events(together=(r["first"], r["second"]), grade="shown")
    )
    joint = [event for event in graph.events(together=pair, grade="shown") if event.modality == "asserted"]
    assert joint
    story = Opened(browser, folder / "timeline.html", f"#a={pair[0]}&b={pair[1]}")
    story.page.click("#zoom-all")  # the summary counts what the picture shows
    story.settled()
    told = re.search(r"(\d+) together, towards others", story.text("#summary"))
    assert int(told[1]) == sum(event.begin is not None or event.end is not None for event in joint)
    assert story.page.locator('.legend [data-for="together"]').is_visible()
    shown = story("[...document.querySelectorAll('#rows .event-link')].length")
    assert shown <= len(graph.events(between=pair, modality="asserted", grade="shown"))
    again = Opened(browser, folder / "timeline.html", f"#a={pair[0]}&b={pair[1]}&event={joint[0].id}")
    assert joint[0].id in again.text("#panel .id")
    for page in (story, again):
        assert page.said == []
        page.close()
