"""timeline.html as a reader meets it: in a real browser, with pointer, finger and keyboard."""

# ruff: noqa: E501

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest
from synthetic import Graph

from conftest import Opened
from kg import export
from kg.exporters.payload import weight
from kg.graph import EventGraph

pytestmark = pytest.mark.browser
BUSY = {"dyad": ("KOR", "JPN")}


@pytest.mark.parametrize(
    ("n", "kind"), [(1, "label"), (5, "label"), (20, "label"), (200, "glyph"), (2_000, "bars"), (8_000, "bars")]
)
def test_each_size_is_drawn_silently_from_one_file(show, n, kind):
    page = show("timeline", n)
    assert page("document.querySelector('#stage').dataset.kind") == kind
    assert page.painted("coop")
    assert n < 20 or page.painted("conf")
    assert page("Number(document.querySelector('#stage').dataset.nodes)") <= 600
    assert page.said == []
    assert page.requests == [page.address]


def test_no_events_say_so(show):
    page = show("timeline", 0)
    assert "No event" in page.text("#empty")
    assert page.said == []


def test_a_click_selects_the_event_under_the_pointer(show):
    page = show("timeline", 200)
    for colour, word in (("coop", "cooperative"), ("conf", "conflictual")):
        x, y = page.painted(colour)[len(page.painted(colour)) // 2]
        page.page.mouse.move(x, y)
        page.settled()
        shown = page.text("#tip strong")
        page.page.mouse.click(x, y)
        assert page.text("#panel h2") == shown
        assert page.text("#panel .tag") == word


def test_the_panel_holds_the_evidence(show):
    page = show("timeline", 20)
    page.page.keyboard.press("ArrowRight")
    assert page("document.querySelectorAll('#panel blockquote mark').length") >= 1
    assert page("document.querySelector('#panel .source a').rel") == "noopener noreferrer"
    panel = page.text("#panel")
    assert re.search(r"1 event, \d mentions? in \d articles?", panel)
    assert re.search(r"Rule seeds/event_types/\w+\.yml#", panel)
    assert re.search(r"confidence \d+ %", panel)


def test_search_and_filters_change_what_is_shown(show):
    page = show("timeline", 200)
    every = page.text("#summary")
    page.page.fill("#search", "expulsion")
    page.settled()
    found = page.text("#summary")
    assert found != every
    rows = page("[...document.querySelectorAll('#rows .event-link')].map((one) => one.textContent)")
    assert rows
    assert all("expel" in row for row in rows)
    assert page("location.hash") == "#q=expulsion"  # a search does not narrow the time shown
    page.page.fill("#search", "hirosh")  # part of the name of a place
    page.settled()
    assert all(
        "Hiroshima" in row for row in page("[...document.querySelectorAll('#rows tr')].map((r) => r.textContent)")
    )
    page.page.fill("#search", "")
    page.page.uncheck("#sign-conf")
    page.settled()
    assert not page.painted("conf")
    page.page.select_option("#type", label="Agreement")
    page.settled()
    assert set(page("[...document.querySelectorAll('#rows .cell-type')].map((one) => one.textContent)")) == {
        "Agreement"
    }
    page.page.click("#reset")
    page.settled()
    assert page.text("#summary") == every
    page.page.click("#more-filters summary")
    page.page.select_option("#confidence", "90")
    page.settled()
    cells = page("[...document.querySelectorAll('#rows .cell-confidence')].map((one) => parseInt(one.textContent))")
    assert cells
    assert min(cells) >= 90
    page.page.select_option("#confidence", "0")
    page.page.check("#exact")
    page.settled()
    assert page.text("#summary") != every


def test_what_did_not_happen_is_drawn_only_on_request(show):
    page = show("timeline", 200)
    factual = int(page("document.querySelector('#rows').children.length")), page.text("#summary")
    assert "not shown" in factual[1]
    assert page("document.querySelectorAll('#rows .modality').length") == 0
    page.page.click("#more-filters summary")
    page.page.check("#also-planned")
    page.settled()
    assert page.text("#summary") != factual[1]
    page.page.fill("#search", "summit")
    page.settled()
    assert page("[...document.querySelectorAll('#rows .modality')].every((tag) => tag.textContent === 'planned')")


def test_what_is_to_check_is_drawn_only_on_request(browser, tmp_path):
    made = Graph(30, dyad=("KOR", "JPN"))
    doubted = max((e for e in made.events(modality="asserted") if e.begin), key=weight)
    told = [replace(e, grade="check") if e.id == doubted.id else e for e in made.events()]
    export(EventGraph(told, made.articles().values()), tmp_path / "timeline.html")
    page = Opened(browser, tmp_path / "timeline.html", "#a=KOR&b=JPN")
    rows = "document.querySelectorAll('#rows tr').length"
    before = page(rows)
    assert "1 to check not shown" in page.text("#summary")
    page.page.click("#more-filters summary")
    page.page.check("#also-check")
    page.settled()
    assert page(rows) == before + 1
    assert "to check" in page("document.querySelector('#rows').textContent")
    assert "also=check" in page("location.hash")
    opened = Opened(browser, tmp_path / "timeline.html", f"#event={doubted.id}")
    assert doubted.id in opened.text("#panel .id")
    assert "to check" in opened.text("#panel dl")
    assert page.said == opened.said == []
    page.close()
    opened.close()


def test_the_address_restores_the_page(show):
    page = show("timeline", 200)
    page.page.select_option(
        "#actor-a",
        label=page("[...document.querySelectorAll('#actor-a option')].find((o) => o.text.startsWith('Japan')).text"),
    )
    page.page.fill("#search", "the")
    page.page.focus("#brush-from")
    for _ in range(12):
        page.page.keyboard.press("ArrowRight")
    page.settled()
    page.page.click("#columns th[data-key=score] button")
    page.page.click("#rows .event-link >> nth=1")
    page.settled()
    hash_ = page("location.hash")
    assert all(part in hash_ for part in ("a=JPN", "q=the", "from=", "sort=-score", "event="))
    again = show("timeline", 200, hash=hash_)
    for selector in ("#summary", "#panel h2", "#relation"):
        assert again.text(selector) == page.text(selector)
    first = "[...document.querySelectorAll('#rows .event-link')].slice(0, 5).map((one) => one.textContent)"
    assert again(first) == page(first)
    assert again("location.hash") == hash_


def test_a_broken_address_does_no_harm(show):
    page = show(
        "timeline",
        20,
        hash="#a=NOWHERE&b=%00&from=2020-99-99&to=x&event=none&sort=-nothing&type=Z&sign=&confidence=1e9&also=x",
    )
    assert page.said == []
    page.page.click("#columns th[data-key=date] button")
    assert page.said == []


def test_the_brush_is_moved_by_keyboard_and_pointer(show):
    page = show("timeline", 200)
    before = page.text("#summary")
    page.page.focus("#brush-from")
    first = page("Number(document.querySelector('#brush-from').getAttribute('aria-valuenow'))")
    for _ in range(5):
        page.page.keyboard.press("PageUp")
    page.settled()
    assert page("Number(document.querySelector('#brush-from').getAttribute('aria-valuenow'))") > first
    assert re.search(r"\d{4}", page("document.querySelector('#brush-from').getAttribute('aria-valuetext')"))
    narrowed = page.text("#summary")
    assert narrowed != before
    assert "from=" in page("location.hash")
    page.page.keyboard.press("Home")
    page.settled()
    assert page.text("#summary") == before
    box = page.page.locator("#histogram").bounding_box()
    page.page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 20)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 20, steps=4)
    page.page.mouse.up()
    page.settled()
    assert page.text("#summary") not in (before, narrowed)
    assert page.said == []


def test_story_mode_by_keyboard_goes_in_order_of_time(show):
    page = show("timeline", 20)
    dates, titles = [], []
    page.page.focus("#chart")
    for _ in range(4):
        page.page.keyboard.press("ArrowRight")
        titles.append(page.text("#panel h2"))
        dates.append(page("new URLSearchParams(location.hash.slice(1)).get('event')"))
    assert len(set(dates)) == 4
    table = page(
        "[...document.querySelectorAll('#rows .event-link')].slice(0, 4).map((one) => one.lastChild.textContent)"
    )
    assert titles == table
    assert page.text("#position").startswith("4 of ")
    page.page.keyboard.press("ArrowLeft")
    assert page.text("#panel h2") == titles[2]
    assert titles[2] in page.text("#live")
    page.page.keyboard.press("End")
    assert page("document.querySelector('#next').disabled")
    page.page.keyboard.press("Escape")
    assert page.text("#panel h2") == "At a glance"


def test_zooming_in_ends_in_labels(show):
    page = show("timeline", 2_000)
    kinds = [page("document.querySelector('#stage').dataset.kind")]
    for _ in range(10):
        page.page.keyboard.press("+")
        page.settled()
        kinds.append(page("document.querySelector('#stage').dataset.kind"))
    assert list(dict.fromkeys(kinds)) == ["bars", "glyph", "label"]
    page.page.keyboard.press("0")
    page.settled()
    assert page("document.querySelector('#stage').dataset.kind") == "bars"


def test_a_bar_opens_the_events_behind_it(show):
    page = show("timeline", 2_000)
    every = page.painted("coop")
    x, y = every[len(every) // 2]
    page.page.mouse.move(x, y)
    page.settled()
    assert "cooperative" in page.text("#tip")
    page.page.mouse.click(x, y)
    page.settled()
    assert page("document.querySelectorAll('#panel .events li').length") > 0
    assert "from=" in page("location.hash")


def test_two_actors_become_a_story(show):
    for n, kind in ((31, "story label"), (200, "story glyph"), (2_000, "story bars")):
        page = show("timeline", n, hash="#a=KOR&b=JPN", build=BUSY)
        assert page("document.querySelector('#stage').dataset.kind") == kind
        assert min(y for _, y in page.painted("coop")) < min(y for _, y in page.painted("conf"))
        assert page.text("#relation") == "South Korea and Japan"
        assert page.said == []
    page.page.keyboard.press("ArrowRight")
    assert "South Korea" in page.text("#panel") or "Yoon" in page.text("#panel")


def test_choosing_an_actor_gives_lanes_of_its_counterparts(show):
    page = show("timeline", 200, build=BUSY)
    page.page.select_option(
        "#actor-a",
        label=page("[...document.querySelectorAll('#actor-a option')].find((o) => o.text.startsWith('Japan')).text"),
    )
    page.settled()
    assert page.text("#relation") == "Japan"
    page.page.select_option(
        "#actor-b",
        label=page(
            "[...document.querySelectorAll('#actor-b option')].find((o) => o.text.startsWith('South Korea')).text"
        ),
    )
    page.settled()
    assert page("document.querySelector('#stage').dataset.kind").startswith("story")


def test_the_table_sorts(show):
    page = show("timeline", 200)
    page.page.click("#columns th[data-key=score] button")
    scores = page(
        "[...document.querySelectorAll('#rows .cell-score')].map((one) => Number(one.textContent.replace('−', '-')))"
    )
    assert scores == sorted(scores, reverse=True)
    assert page("document.querySelector('#columns th[data-key=score]').getAttribute('aria-sort')") == "descending"
    page.page.click("#columns th[data-key=event] button")
    titles = page("[...document.querySelectorAll('#rows .event-link')].map((one) => one.lastChild.textContent)")
    assert titles == sorted(titles)
    assert page("document.querySelectorAll('#rows tr').length") == 50
    page.page.click("#more")
    assert page("document.querySelectorAll('#rows tr').length") > 150


def test_files_to_take_along(show):
    page = show("timeline", 200)
    page.page.click("#share summary")
    with page.page.expect_download() as waiting:
        page.page.click("#save-csv")
    text = waiting.value.path().read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert waiting.value.suggested_filename.endswith(".csv")
    assert len(rows) == int(page.text("#summary").split()[0])
    assert {row["modality"] for row in rows} == {"asserted"}
    assert all(row["sentence"] and row["address"].startswith("https://") for row in rows)
    with page.page.expect_download() as waiting:
        page.page.click("#save-png")
    assert waiting.value.path().read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert waiting.value.path().stat().st_size > 10_000
    assert page.said == []


def test_a_phone_sees_the_picture_first_and_nothing_runs_over(show):
    page = show(
        "timeline", 200, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2
    )
    assert page("document.documentElement.scrollWidth") <= 390
    assert page("document.querySelector('#chart').getBoundingClientRect().top") < 400
    x, y = page.painted("coop")[200]
    page.page.touchscreen.tap(x, y)
    page.settled()
    panel = page.page.locator("#panel").bounding_box()
    assert panel["y"] + panel["height"] == pytest.approx(844, abs=2)
    assert page.text("#panel .tag") == "cooperative"
    small = page(
        "[...document.querySelectorAll('.panel-bar button')].filter((b) => !b.hidden && b.getBoundingClientRect().height < 44).length"
    )
    assert small == 0


def test_dates_speak_the_language_of_the_reader(show):
    german, american = show("timeline", 5, locale="de-DE"), show("timeline", 5, locale="en-US")
    cell = "document.querySelector('#rows .cell-date').textContent"
    assert german(cell) != american(cell)
    assert re.match(r"\d+\. \w+\.? \d{4}", german(cell))


def test_dark_and_print(show):
    light, dark = show("timeline", 20), show("timeline", 20, color_scheme="dark")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    assert light(paper) != dark(paper)
    assert dark.painted("coop")
    light.page.emulate_media(media="print")
    assert not light.page.locator("#filters").is_visible()
    assert light.page.locator("#table").is_visible()
    assert light.page.locator(".legend .printed").first.is_visible()


def test_the_page_shows_inside_a_notebook(browser, tmp_path):
    from synthetic import Graph

    from kg.exporters import timeline

    notebook = tmp_path / "notebook.html"
    notebook.write_text(f"<!doctype html><body>{timeline.show(Graph(20))._repr_html_()}", "utf-8")
    context = browser.new_context()
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(notebook.as_uri())
    frame = page.frames[1]
    for _ in range(400):
        if frame.evaluate(
            "document.documentElement.dataset.ready === 'yes' && document.documentElement.dataset.drawn > 0"
        ):
            break
        page.wait_for_timeout(25)
    frame.click("#next")
    assert frame.inner_text("#position").startswith("1 of ")
    assert said == []
    context.close()
