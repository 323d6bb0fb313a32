"""What a reader meets first: picture, brush and legend on one screen, the data in it, and a finger that can scroll."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import Opened
from kg.exporters import export
from kg.graph import EventGraph

pytestmark = pytest.mark.browser
DEMO = Path(__file__).parents[2] / "exports" / "demo" / "graph.ttl"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1440, "height": 900}}
STORY = "#a=KOR&b=JPN"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    graph, folder = EventGraph.parse(DEMO), tmp_path_factory.mktemp("first-view")
    for name in ("timeline.html", "network.html"):
        export(graph, folder / name)
    return folder


@pytest.fixture
def open_demo(browser, demo):
    opened = []

    def open_page(name, hash="", **options):
        opened.append(Opened(browser, demo / name, hash, **options))
        return opened[-1]

    yield open_page
    for page in opened:
        page.close()


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("name", ["timeline.html", "network.html"])
def test_picture_brush_and_legend_are_on_the_first_screen(open_demo, screen, name):
    page = open_demo(name, **screen)
    ends = page(
        "['#stage', '.brush-row', '.legend'].map((one) => document.querySelector(one).getBoundingClientRect().bottom)"
    )
    assert max(ends) <= screen["viewport"]["height"] + 1
    assert page("document.querySelector('#stage').clientHeight") >= 300


def test_the_page_opens_where_the_events_are_and_says_what_is_outside(open_demo):
    page = open_demo("timeline.html", **DESK)
    shown, every = (int(n) for n in re.match(r"(\d+) of (\d+) events", page.text("#summary")).groups())
    assert 0.7 * every < shown < every
    earlier = int(re.search(r"\d+", page.text("#earlier"))[0])
    assert "from=" not in page("location.hash")
    page.page.click("#earlier")
    page.settled()
    assert page("document.querySelector('#earlier').hidden")
    assert int(page.text("#summary").split()[0]) >= shown + earlier - 1
    page.page.go_back()  # to what was there before the page
    assert page.said == []


def test_headline_and_sentences_lead_to_their_evidence(open_demo):
    page = open_demo("timeline.html", **DESK)
    assert page.text("#headline").startswith("South Korea and Japan: ")
    page.page.click("#lead a >> nth=0")
    page.settled()
    assert page("document.querySelector('#stage').dataset.kind").startswith("story")
    links = page("[...document.querySelectorAll('#lead a')].map((one) => one.textContent)")
    assert links
    for at, text in enumerate(links):
        page.page.click(f"#lead a >> nth={at}")
        page.settled()
        quoted = re.search("“(.*)”", text)
        assert quoted
        assert quoted[1].split(" ")[0] in page.text("#panel h2")
        assert page("document.querySelectorAll('#panel blockquote').length") >= 1
    page.page.go_back()
    page.settled()
    page.page.go_back()
    page.settled()
    assert page.said == []


def test_milestones_are_sure_events_of_the_time_shown(open_demo):
    page = open_demo("timeline.html", STORY + "&from=2018-06-01&to=2020-01-01", **DESK)
    sure = {event.id for event in EventGraph.parse(DEMO).events(grade="sure")}
    names = page("document.querySelectorAll('#panel .events .event-link').length")
    assert names >= 3
    for at in range(names):
        page.page.click(f"#panel .events .event-link >> nth={at}")
        name = page.text("#panel .id code")
        assert name in sure
        assert re.match(r"201[89]", name)
        page.page.keyboard.press("Escape")


def test_hovering_the_tone_says_what_a_point_is(open_demo):
    page = open_demo("timeline.html", STORY, **DESK)
    box = page.page.locator("#stage").bounding_box()
    page.page.mouse.move(box["x"] + box["width"] * 0.62, box["y"] + box["height"] - 40)
    page.settled()
    tip = page.text("#tip")
    assert "mean score" in tip or "12 months" in tip
    assert "from −10 conflict to +10" in tip or "−10 conflict to +10 cooperation" in tip


def swipe(page: Opened, x: float, y: float, by: float, steps: int = 12) -> None:
    """Move a finger up by so many pixels, with the touch events that a phone sends."""
    session = page.context.new_cdp_session(page.page)
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, steps + 1):
        point = {"x": x, "y": y - by * step / steps}
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
        page.page.wait_for_timeout(16)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.page.wait_for_timeout(300)


@pytest.mark.parametrize(("name", "hash"), [("timeline.html", ""), ("timeline.html", STORY), ("network.html", "")])
def test_a_swipe_on_the_picture_scrolls_the_page_and_opens_nothing(open_demo, name, hash):
    page = open_demo(name, hash, **PHONE)
    before = page("location.hash")
    swipe(page, 200, 620, 285)
    assert page("scrollY") > 150
    assert page("location.hash") == before
    assert not page("document.body.classList.contains('open')")


def test_a_tap_opens_the_event_under_the_finger(open_demo):
    page = open_demo("timeline.html", **PHONE)
    every = page.painted("coop")
    x, y = every[len(every) // 2]
    page.page.touchscreen.tap(x, y)
    page.settled()
    assert page("document.body.classList.contains('open')")
    assert "event=" in page("location.hash")
    page.page.go_back()
    page.settled()
    assert "event=" not in page("location.hash")
    assert not page("document.body.classList.contains('open')")
