"""network.html as a reader meets it: ties, the brush that recounts them, and the graph around one event."""

from __future__ import annotations

import re

import pytest
from synthetic import Graph

pytestmark = pytest.mark.browser


def ties(page) -> int:
    return int(re.search(r"([\d,]+) ties?", page.text("#summary"))[1].replace(",", ""))


@pytest.mark.parametrize("n", [1, 20, 200, 8_000])
def test_each_size_is_drawn_silently_from_one_file(show, n):
    page = show("network", n)
    assert page("document.querySelector('#stage').dataset.kind") == "ties"
    assert page("Number(document.querySelector('#stage').dataset.nodes)") >= 2
    assert page.painted("soft")
    assert page.said == []
    assert page.requests == [page.address]


def test_the_brush_recounts_the_ties(show):
    page = show("network", 200)
    before, drawn = ties(page), page("document.querySelector('#stage').dataset.ties")
    page.page.focus("#brush-from")
    for _ in range(6):
        page.page.keyboard.press("PageUp")
    page.settled()
    assert 0 < ties(page) < before
    assert page("document.querySelector('#stage').dataset.ties") != drawn
    events = page(
        "[...document.querySelectorAll('#rows .cell-events')].reduce((sum, one) => sum + Number(one.textContent), 0)"
    )
    assert events <= int(re.search(r"([\d,]+) events", page.text("#summary"))[1])
    page.page.keyboard.press("Home")
    page.settled()
    assert ties(page) == before


def test_actors_keep_their_places(show):
    page = show("network", 200)
    label = (
        "JSON.stringify([...document.querySelectorAll('#rows .event-link')].slice(0, 3).map((one) => one.textContent))"
    )
    again = show("network", 200)
    assert page(label) == again(label)
    assert page.painted("soft") == again.painted("soft")


def test_a_click_on_a_tie_lists_its_events_with_sentences(show):
    page = show("network", 20)
    spots = [spot for colour in ("coop", "conf") for spot in page.painted(colour)]
    if not spots:  # lines are drawn a little transparent: find one by its tooltip instead
        box = page.page.locator("#stage").bounding_box()
        for x in range(40, int(box["width"]) - 40, 12):
            page.page.mouse.move(box["x"] + x, box["y"] + box["height"] * 0.55)
            if page(
                "!document.querySelector('#tip').hidden && /–/.test(document.querySelector('#tip strong').textContent)"
            ):
                spots = [(box["x"] + x, box["y"] + box["height"] * 0.55)]
                break
    x, y = spots[len(spots) // 2]
    page.page.mouse.move(x, y)
    page.settled()
    tie = page.text("#tip strong")
    page.page.mouse.click(x, y)
    page.settled()
    assert page.text("#panel h2") == tie
    assert page("document.querySelectorAll('#panel .events .sentence mark').length") >= 1
    page.page.click("#panel .events .event-link >> nth=0")
    assert "1 event," in page.text("#panel")
    page.page.click("#panel .back")
    assert page.text("#panel h2") == tie


def test_the_table_is_the_twin_of_the_picture(show):
    page = show("network", 200)
    counts = page("[...document.querySelectorAll('#rows .cell-events')].map((one) => Number(one.textContent))")
    assert counts == sorted(counts, reverse=True)
    page.page.click("#rows .event-link >> nth=0")
    title = page.text("#panel h2")
    assert page("document.querySelector('#rows tr.selected').textContent").startswith(title)
    assert f"{counts[0]} events" in page.text("#panel")


def test_people_are_shown_on_request(show):
    page = show("network", 20)
    before = int(page("document.querySelector('#stage').dataset.nodes"))
    page.page.click("#more-filters summary")
    page.page.check("#people")
    page.settled()
    assert int(page("document.querySelector('#stage').dataset.nodes")) > before
    again = show("network", 20, hash=page("location.hash"))
    assert again("document.querySelector('#people').checked")


def test_one_actor_stands_in_the_middle(show):
    page = show("network", 200, build={"actors": ("KOR",)})
    assert all(
        "South Korea" in row or "Yoon" in row
        for row in page("[...document.querySelectorAll('#rows .event-link')].map((one) => one.textContent)")
    )
    assert page.text("h1").startswith("South Korea")
    assert page.said == []


def test_the_graph_around_one_event(show):
    event = next(e for e in Graph(200).events() if len(e.evidence) > 1 and e.place and e.modality == "asserted")
    page = show("network", 200, build={"event": event.id})
    assert page("document.querySelector('#stage').dataset.kind") == "ego"
    parties = {actor.label for actor in (*event.actors, *event.recipients)}
    assert int(page("document.querySelector('#stage').dataset.nodes")) >= 2 + len(parties) + len(event.evidence)
    assert page.text("h1") == page.text("#panel h2")
    assert all(party in page.text("#panel") for party in parties)
    assert page.said == []


def test_story_mode_by_keyboard(show):
    page = show("network", 20)
    page.page.keyboard.press("ArrowRight")
    first = page.text("#panel h2")
    page.page.keyboard.press("ArrowRight")
    assert page.text("#panel h2") != first
    page.page.keyboard.press("Escape")
    assert page.text("#panel h2") == "At a glance"


def test_a_phone_is_wide_enough(show):
    page = show("network", 200, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    assert page("document.documentElement.scrollWidth") <= 390
    assert page("document.querySelector('#chart').getBoundingClientRect().top") < 420
    assert page.said == []
