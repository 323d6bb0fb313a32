"""A page on a narrow screen, and one of which nothing stands out: nothing lies over anything, and one headline is the first."""

# ruff: noqa: E501

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from synthetic import Graph

from conftest import Opened
from kg.exporters import export
from kg.exporters.lead import mean_score, party_labels, relations
from kg.graph import EventGraph

pytestmark = pytest.mark.browser
DEMO = Path(__file__).parents[2] / "exports" / "demo" / "graph.ttl"
PHONES = {
    width: {"viewport": {"width": width, "height": 700}, "has_touch": True, "is_mobile": True} for width in (320, 390)
}
OVERLAPS = """([some, others]) => {
    const boxes = (selector) => [...document.querySelectorAll(selector)].flatMap((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        return [...range.getClientRects()].map((box) => [one.id || one.tagName, box]);
    }).filter(([, box]) => box.width > 1 && box.height > 1);
    const frames = [...document.querySelectorAll(others)].map((one) => [one.id || one.tagName, one.getBoundingClientRect()]).filter(([, box]) => box.width);
    return { texts: boxes(some).length, frames: frames.length, hit: boxes(some).flatMap(([name, a]) => frames.filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1).map(([other]) => `${name} under ${other}`)) };
}"""


@pytest.mark.parametrize("width", PHONES)
@pytest.mark.parametrize(("kind", "beside"), [("timeline", "network.html"), ("network", "timeline.html")])
@pytest.mark.parametrize("n", [3, 200])
def test_no_button_lies_over_words(show, width, kind, beside, n):
    page = show(kind, n, build={"beside": beside}, **PHONES[width])
    told = page.page.evaluate(OVERLAPS, [".masthead h1, #headline, #lead", ".tools > *"])
    assert told["frames"] == 3
    assert told["texts"] >= 1
    assert told["hit"] == []
    time = page.page.evaluate(OVERLAPS, ["#brush-text, .brush-title", ".zoom button, #play, #brush"])
    assert time["texts"] >= 1
    assert time["frames"] >= 4
    assert time["hit"] == []
    assert page("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", PHONES)
def test_the_two_of_a_story_can_be_read_in_their_lists(show, width):
    page = show("timeline", 200, hash="#a=KOR&b=JPN", build={"dyad": ("KOR", "JPN")}, **PHONES[width])
    room = page(
        """['actor-a', 'actor-b'].map((id) => {
            const list = document.getElementById(id), style = getComputedStyle(list), pen = new OffscreenCanvas(1, 1).getContext('2d');
            pen.font = `${style.fontSize} ${style.fontFamily}`;
            const name = list.selectedOptions[0].text.replace(/ \\(.*/, '');
            return [name, list.clientWidth - parseFloat(style.paddingLeft) - 22 - pen.measureText(name).width];
        })"""
    )
    assert [name for name, _ in room] == ["South Korea", "Japan"]
    assert min(left for _, left in room) >= 0, room


@pytest.mark.parametrize("width", PHONES)
def test_a_matrix_leaves_room_for_its_cells(show, width):
    page = show("network", 200, hash="#view=matrix", **PHONES[width])
    box = "document.querySelector('#matrix {}').getBoundingClientRect()"
    assert page(box.format("th[scope=row]") + ".width") <= 120
    assert page(box.format("caption") + ".right") <= width
    assert page(box.format("thead th") + ".height") <= 170
    page("document.querySelector('#matrix').scrollBy(400, 0)")
    assert 0 <= page(box.format("tbody th") + ".left") < 20  # the names stay


def test_one_actor_has_one_headline_and_other_stories_below_it(browser, tmp_path):
    export(EventGraph.parse(DEMO), tmp_path / "timeline.html")
    page = Opened(browser, tmp_path / "timeline.html", "#a=KOR")
    headline = page.text("#headline")
    links = page("[...document.querySelectorAll('#lead a')].map((one) => one.textContent)")
    assert headline.startswith("South Korea and ")
    assert links
    assert f"{headline}." not in links
    page.close()


def size(page, selector):
    return page(f"parseFloat(getComputedStyle(document.querySelector({selector!r})).fontSize)")


def test_one_headline_is_the_first_of_a_page(show):
    network = show("network", 20)
    assert "deal most with each other" in network.text("#headline")
    assert size(network, "h1") < size(network, "#headline") - 8
    plain = show("timeline", 3)
    assert not plain.page.locator("#headline").is_visible()
    assert size(plain, "h1") > 20
    story = show("timeline", 3, hash="#a=KOR&b=JPN", build={"dyad": ("KOR", "JPN")})
    assert story.text("#headline") == "South Korea and Japan"
    assert not story.page.locator("#relation").is_visible()
    assert size(story, "h1") < size(story, "#headline") - 8


def test_a_name_of_the_address_that_nobody_has_is_told(show):
    page = show("timeline", 20, hash="#a=XXX&b=JPN")
    assert page.text("#chips .missed") == "“XXX” is nobody here"
    plain = show("timeline", 20)
    assert not plain.page.locator("#chips").is_visible()


def test_the_time_shown_is_no_longer_than_that_of_the_events(show):
    days = [
        day
        for event in Graph(200).events(modality="asserted", grade="shown")
        for day in (event.begin, event.end)
        if day
    ]
    page = show("timeline", 200)
    page.page.keyboard.press("0")
    page.settled()
    month = "new Intl.DateTimeFormat('en-GB', {{ month: 'short', year: 'numeric', timeZone: 'UTC' }}).format(new Date('{}'))"
    assert page.text("#brush-text") == " – ".join(page(month.format(day)) for day in (min(days), max(days)))


def test_the_phases_of_most_events_have_their_names(browser, tmp_path):
    graph = EventGraph.parse(DEMO)
    export(graph, tmp_path / "timeline.html")
    labels = party_labels([], graph.entities())
    story = next(
        one for one in relations(graph.events(), graph.articles(), labels) if {one.first, one.second} == {"KOR", "JPN"}
    )
    busiest = sorted((phase for phase in story.phases if phase.begin.year >= 2012), key=lambda one: -len(one.events))[
        :2
    ]
    assert len({phase.name for phase in busiest}) == 2
    page = Opened(browser, tmp_path / "timeline.html", "#a=KOR&b=JPN&from=2012-01-01&to=2024-12-31")
    page(
        """(() => {
            const draw = CanvasRenderingContext2D.prototype.fillText;
            globalThis.written = [];
            CanvasRenderingContext2D.prototype.fillText = function (text, ...at) { globalThis.written.push([text, at[0], this.measureText(text).width]); return draw.call(this, text, ...at); };
        })()"""
    )
    page.page.keyboard.press("ArrowRight")
    page.settled()
    names = "cooperation|conflict|repair|rupture|warming|contact|incident"
    told = page(f"globalThis.written.filter(([text]) => /^({names}) [+−]?[0-9.]+$/.test(text))")
    means = {
        f"{phase.name} {mean_score([graph.event(one) for one in phase.events]):+.1f}".replace("-", "−").removesuffix(
            ".0"
        )
        for phase in busiest
    }
    assert means <= {text for text, _, _ in told}
    placed = sorted({(at, at + wide) for _, at, wide in told})
    assert all(one[1] < two[0] for one, two in itertools.pairwise(placed))
    page.close()
