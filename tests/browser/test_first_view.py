"""What a reader meets first: picture, brush and legend on one screen, the data in it, and a finger that can scroll."""

# ruff: noqa: E501

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import Opened
from kg.exporters import export
from kg.graph import EventGraph
from tests.sample_graph import JPN, KOR, event, evidence

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


def test_a_click_on_a_phase_shows_it_whole_and_back_returns(open_demo):
    page = open_demo("timeline.html", STORY, **DESK)
    before = page.text("#summary")
    box = page.page.locator("#stage").bounding_box()
    for share in range(30, 100, 2):  # along the strip, until a phase is under the pointer
        x, y = box["x"] + box["width"] * share / 100, box["y"] + box["height"] - 40
        page.page.mouse.move(x, y)
        if "shows the phase" in (page.text("#tip") if page.page.locator("#tip").is_visible() else ""):
            page.page.mouse.click(x, y)
            break
    page.settled()
    assert page.text("#summary") != before
    assert "from=" in page("location.hash")
    first, last = (int(year) for year in re.findall(r"(?:from|to)=(\d{4})", page("location.hash")))
    listed = page("[...document.querySelectorAll('#panel .events .date')].map((one) => one.textContent)")
    assert listed
    assert all(first <= int(re.search(r"\d{4}", date)[0]) <= last for date in listed)
    page.page.go_back()
    page.settled()
    assert page.text("#summary") == before


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


def test_the_story_of_two_stands_upright_on_a_phone(open_demo):
    page = open_demo("timeline.html", STORY, **PHONE)
    assert page("getComputedStyle(document.querySelector('#chart')).display") == "none"
    acts = page(
        "[...document.querySelectorAll('#reader .act')].map((one) => [one.classList.contains('conf'), one.getBoundingClientRect().left, one.getBoundingClientRect().top, one.querySelector('blockquote').textContent.length])"
    )
    assert len(acts) > 20
    assert {left < 100 for conflict, left, *_ in acts if not conflict} == {True}
    assert {left > 190 for conflict, left, *_ in acts if conflict} == {True}
    assert [top for *_, top, _ in acts] == sorted(top for *_, top, _ in acts)
    assert min(length for *_, length in acts) > 10
    assert page("document.documentElement.scrollWidth") <= 390
    assert page("document.querySelector('#reader .phase h2').getBoundingClientRect().top") < 844
    page.page.locator("#reader .act .event-link").nth(1).tap()
    page.settled()
    assert "event=" in page("location.hash")


def test_the_read_mode_is_followed_by_the_picture_and_prints_as_an_article(open_demo):
    page = open_demo("timeline.html", STORY, **DESK)
    page.page.click("#read")
    page.settled()
    assert "read=1" in page("location.hash")
    for at in (3, 9):
        page.page.locator("#reader .act").nth(at).scroll_into_view_if_needed()
        page.page.mouse.wheel(0, 300)
        page.page.wait_for_timeout(300)
        assert page("document.querySelectorAll('#reader .act.now').length") >= 1
        assert page("Math.round(document.querySelector('.picture').getBoundingClientRect().top)") == 0
    page.page.emulate_media(media="print")
    for hidden in ("#chart", "#filters", "#table", "#panel"):
        assert not page.page.locator(hidden).is_visible()
    assert page.page.locator("#reader blockquote").first.is_visible()
    assert page.page.locator("#headline").is_visible()
    page.page.emulate_media(media="screen")
    page.page.go_back()
    page.settled()
    assert page("document.querySelector('#reader').hidden")
    assert page.said == []


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("meetings of Yoon and Kishida", ["kind of act", "takes part", "takes part"]),
        ("Yoon Kishida", ["takes part", "takes part"]),
        ("treaty Seoul", ["in the words", "place"]),
        ("Han River Wire", ["publisher"]),
        ("sanctions against Qatar in 2017?", ["kind of act", "takes part", "when"]),
        ("who criticised China?", ["kind of act", "takes part"]),
        (
            "meetings of Yoon and Kishida between 2022 and March 2023",
            ["kind of act", "takes part", "takes part", "when"],
        ),
        ("treaty since 1960", ["in the words", "when"]),
    ],
)
def test_a_search_is_understood_and_says_how(open_demo, query, kinds):
    page = open_demo("timeline.html", **DESK)
    page.page.fill("#search", query)
    page.settled()
    chips = page("[...document.querySelectorAll('#chips .chip:not(.wide)')].map((one) => one.textContent)")
    assert all(kind in chip for kind, chip in zip(kinds, chips, strict=True))
    count = int(page.text("#summary").split()[0])
    assert count > 0
    if "Yoon" in query:
        rows = page("[...document.querySelectorAll('#rows tr')].map((one) => one.textContent)")
        assert all("Yoon" in row and "Kishida" in row for row in rows)
    page.page.press("#search", "Enter")
    page.settled()
    assert page.said == []
    page.page.click("#chips .chip >> nth=0")
    page.settled()
    assert page.page.input_value("#search") != query


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("Japan in 2019", "2019-01-01", "2019-12-31"),
        ("Japan December 2019", "2019-12-01", "2019-12-31"),
        ("Japan since 2019", "2019-01-01", None),
        ("Japan after 2019", "2020-01-01", None),
        ("Japan before 1970", None, "1969-12-31"),
        ("Japan from 1998 to 2002", "1998-01-01", "2002-12-31"),
    ],
)
def test_a_year_in_a_search_is_a_time(open_demo, query, first, last):
    page = open_demo("timeline.html", **DESK)
    page.page.fill("#search", query)
    page.settled()
    graph = EventGraph.parse(DEMO)
    facts = graph.events(actor="Japan", since=first, until=last, modality="asserted", grade="shown")
    assert page("document.querySelectorAll('#rows tr').length") == min(len(facts), 50) > 0  # so many a page


def test_what_is_not_shown_of_a_pair_is_counted_of_the_pair(open_demo):
    graph = EventGraph.parse(DEMO)
    page = open_demo("timeline.html", STORY, **DESK)
    left = [event for event in graph.events(between=("KOR", "JPN")) if event.grade == "check"]
    assert f"{len(left)} to check not shown" in page.text("#summary")


def test_what_has_no_first_day_is_drawn_as_by_that_day_and_makes_no_peak(browser, tmp_path):
    told = evidence("doc-summit", 0, "summit")
    days = [f"19{50 + n}-03-0{1 + n % 9}" for n in range(15)] + ["../2015-10-19"] * 20
    made = [
        event(f"e{n}", "CONSULT", 2.5, told, days=day, actors=(JPN, KOR), reciprocal=True, grade="sure")
        for n, day in enumerate(days)
    ]
    export(EventGraph(made), tmp_path / "timeline.html")
    page = Opened(browser, tmp_path / "timeline.html", **DESK)
    assert re.findall(r"\d{4}", page.text("#brush-text"))[1] < "1970"
    histogram = page(
        """(() => { const canvas = document.querySelector('#histogram'), { width, height } = canvas;
        const far = canvas.getContext('2d').getImageData(width - 60, 0, 60, Math.floor(height / 2) - 12).data;
        return far.some((value, k) => k % 4 === 3 && value > 0); })()"""
    )
    assert not histogram  # nothing stands above the line at the day of the pages
    page.page.click("#zoom-all")
    page.settled()
    assert page.page.locator('.legend [data-for="open"]').is_visible()
    page.close()
    story = Opened(browser, tmp_path / "timeline.html", STORY, **DESK)
    story.page.click("#zoom-all")
    story.settled()
    assert story.page.locator('.legend [data-for="open"]').is_visible()
    assert story.said == []
    story.close()


def test_a_search_in_vain_says_what_to_drop(open_demo):
    page = open_demo("timeline.html", "#q=meetings of Putin and Kishida", **DESK)
    page.page.click("#empty button >> nth=1")
    page.settled()
    assert page("document.querySelector('#empty').hidden")
    assert int(page.text("#summary").split()[0]) > 0


def test_only_what_is_planned_can_be_shown(open_demo):
    page = open_demo("timeline.html", **DESK)
    page.page.click("#more-filters summary")
    page.page.check("#also-planned")
    page.page.check("#also-only")
    page.settled()
    tags = page("[...document.querySelectorAll('#rows tr')].map((one) => one.querySelector('.modality')?.textContent)")
    assert tags
    assert set(tags) == {"planned"}
    assert "also=planned.only" in page("location.hash")
    page.page.click("#reset")
    page.settled()
    assert page("document.querySelectorAll('#rows .modality').length") == 0


def test_pictures_say_where_they_are_from(open_demo):
    for name, words in (("timeline.html", "cooperative"), ("network.html", "organisation")):
        page = open_demo(name, STORY if name == "timeline.html" else "", **DESK)
        page.page.click("#share summary")
        with page.page.expect_download() as waiting:
            page.page.click("#save-svg")
        picture = waiting.value.path().read_text("utf-8")
        assert picture.startswith("<svg")
        assert re.search(r"Source: \d+ articles of \d+ publishers", picture)
        assert f">{words}</text>" in picture
        assert (">neutral</text>" in picture) == (name == "timeline.html")
        with page.page.expect_download() as waiting:
            page.page.click("#save-png")
        width = int.from_bytes(waiting.value.path().read_bytes()[16:20], "big")
        assert width == 2 * page("document.querySelector('#stage').clientWidth")
        assert page.said == []


def copied(page, selector):
    """Click a button that copies, and return what the clipboard holds once the page has told that it copied."""
    page("document.querySelector('#live').textContent = ''")
    page.page.click(selector)
    page.until("document.querySelector('#live').textContent === 'Copied'")
    return page("navigator.clipboard.readText()")


def test_links_and_citations_can_be_copied(open_demo):
    page = open_demo("timeline.html", STORY, permissions=["clipboard-read", "clipboard-write"], **DESK)
    page.page.click("#panel .events .event-link >> nth=0")
    page.settled()
    title = page.text("#panel h2")
    cited = copied(page, "#panel .take button >> nth=0")
    assert cited.startswith(title)
    assert page.text("#panel .id code") in cited
    assert "“" in cited
    assert copied(page, "#panel .take button >> nth=1") == page("location.href")
    page.page.click("#panel details >> nth=-1")
    row = copied(page, "text=It did not happen").split(",")
    assert row[0] == page.text("#panel .id code")
    assert row[3] == "drop"
    assert len(row) == 7


def test_without_scripts_the_milestones_are_a_list(browser, demo):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((demo / "timeline.html").as_uri())
    assert page.locator(".noscript li").count() == 20
    assert page.locator(".noscript").inner_text().count("South Korea") > 3
    dates = page.locator(".noscript li strong").all_inner_texts()
    assert not [date for date in dates if re.search(r"\d-\d|\.\.|/", date.partition(":")[0])]
    assert (
        page.locator(".noscript ol").bounding_box()["x"] + 30 <= page.locator(".noscript li").first.bounding_box()["x"]
    )
    context.close()


@pytest.mark.parametrize(("name", "hash"), [("timeline.html", ""), ("timeline.html", STORY), ("network.html", "")])
def test_a_click_in_the_table_shows_what_it_opens(open_demo, name, hash):
    page = open_demo(name, hash, **DESK)
    row = page.page.locator("#rows .event-link").nth(12)
    row.scroll_into_view_if_needed()
    page("scrollBy(0, 400)")
    page.settled()
    at = row.bounding_box()["y"]
    row.click()
    page.settled()
    box = page.page.locator("#panel h2").bounding_box()
    assert 0 <= box["y"] < 450
    assert box["x"] + box["width"] <= 1440
    assert abs(row.bounding_box()["y"] - at) < 2
    page("scrollTo(0, 0)")
    page.settled()
    assert page("getComputedStyle(document.querySelector('#panel')).position") == "sticky"
    page.page.keyboard.press("Escape")
    assert page.said == []


OUTSIDE = """(menu) => [...document.querySelectorAll(menu + ' .sheet, ' + menu + ' .sheet *:not(option)')].filter((one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    const sheet = document.querySelector(menu + ' .sheet').getBoundingClientRect();
    return [one.getBoundingClientRect(), ...(one.matches('select') ? [] : [range.getBoundingClientRect()])].some((box) => box.width && (box.left < 0 || box.right > innerWidth || box.top < 0 || box.bottom > innerHeight || box.left < sheet.left || box.right > sheet.right));
}).map((one) => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize(("name", "hash"), [("timeline.html", ""), ("timeline.html", STORY), ("network.html", "")])
def test_an_open_menu_is_inside_the_screen_and_escape_closes_it(open_demo, screen, name, hash):
    page = open_demo(name, hash, **screen)
    for menu in ("#more-filters", "#share"):
        page.page.click(f"{menu} summary")
        page.settled()
        assert page(f"document.querySelectorAll('{menu} .sheet *').length") > 4
        assert page.page.evaluate(OUTSIDE, menu) == []
        page.page.keyboard.press("Escape")
        assert not page(f"document.querySelector('{menu}').open")
    assert page("document.querySelectorAll('#share #sign-coop, #share #type').length") == 0
    assert page.said == []
