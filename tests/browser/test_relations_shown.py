"""The network answers who stands between, who is at odds, and when; relations are compared on one axis."""

# ruff: noqa: E501

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from pathlib import Path

import networkx
import pytest
from synthetic import Graph

from conftest import Opened
from kg.exporters import export, network, timeline
from kg.graph import EventGraph
from kg.model import Claim

pytestmark = pytest.mark.browser
DEMO = Path(__file__).parents[2] / "exports" / "demo" / "graph.ttl"
STATES = "state", "organisation", "dependency"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    graph, folder = EventGraph.parse(DEMO), tmp_path_factory.mktemp("relations")
    for name, beside in (("timeline.html", "network.html"), ("network.html", "timeline.html")):
        export(graph, folder / name, beside=beside)
    return folder


@pytest.fixture
def open_demo(browser, demo):
    opened = []

    def open_page(name, hash="", **options):
        opened.append(Opened(browser, demo / name, hash, **{"viewport": {"width": 1440, "height": 900}, **options}))
        return opened[-1]

    yield open_page
    for page in opened:
        assert page.said == []
        page.close()


def listed(page, title: str) -> list[str]:
    script = """(title) => {
        const head = [...document.querySelectorAll('#panel h3')].find((one) => one.textContent.startsWith(title));
        const rows = [];
        for (let one = head?.nextElementSibling; one && one.tagName !== 'H3'; one = one.nextElementSibling) {
            rows.push(...[...one.querySelectorAll('.pair')].map((pair) => [...pair.children].map((part) => part.textContent).join('|')));
        }
        return rows;
    }"""
    return page.page.evaluate(script, title)


def test_go_betweens_are_those_of_networkx_and_show_whom_they_link(open_demo):
    page = open_demo("network.html", "#people=1")
    page.page.click("#more-filters summary")
    page.page.select_option("#least", "1")
    page.page.keyboard.press("Escape")
    page.page.mouse.click(2, 2)
    page.settled()
    if page.page.locator("#more").is_visible():
        page.page.click("#more")
    rows = page(
        "[...document.querySelectorAll('#rows tr')].map((tr) => [tr.querySelector('.cell-tie').textContent, Number(tr.querySelector('.cell-events').textContent)])"
    )
    graph = networkx.Graph(tuple(tie.split(" – ")) for tie, _ in rows)
    assert page("document.querySelector('#left-out').hidden")
    score = networkx.betweenness_centrality(graph)
    told = [row.split("|") for row in listed(page, "Go-betweens")]
    assert 3 <= len(told) <= 5
    for name, share in told:
        assert int(share.split()[0]) == pytest.approx(100 * score[name], abs=0.51)
    page.page.locator("#panel .pair").filter(has_text=re.compile(rf"^{told[0][0]}\d+ %$")).click()
    assert "Links without a tie of their own" in page.text("#panel")


def test_who_is_most_at_odds_is_so_on_balance_and_of_enough_events(open_demo):
    page = open_demo("network.html")
    odds = listed(page, "Most conflictual")
    assert odds
    for row in odds:
        assert int(row.split("|")[1]) >= 3
        assert "South Korea – Japan" not in row
    assert not set(odds) & set(listed(page, "Most cooperative"))


def test_names_cover_no_name_and_people_and_companies_wait_to_be_asked_for(open_demo):
    page = open_demo("network.html")
    nodes, names = (int(page(f"document.querySelector('#stage').dataset.{one}")) for one in ("nodes", "names"))
    assert 0.8 * nodes <= names <= nodes
    page.page.click("#more-filters summary")
    page.page.check("#people")
    page.settled()
    assert int(page("document.querySelector('#stage').dataset.nodes")) > nodes


def test_a_cell_of_the_matrix_opens_the_tie_and_its_story(open_demo):
    page = open_demo("network.html")
    page.page.click("#show-matrix")
    page.settled()
    assert "view=matrix" in page("location.hash")
    cell = page.page.get_by_role("button", name=re.compile("^South Korea – Japan: ")).first
    count = cell.inner_text()
    cell.click()
    page.settled()
    assert page.text("#panel .note >> nth=0").startswith(f"{count} events")
    assert "tie=" in page("location.hash")
    again = open_demo("network.html", page("location.hash"))
    assert again.text("#panel h2") == page.text("#panel h2")
    page.page.click("text=Their story on the timeline")
    page.until("document.documentElement.dataset.ready === 'yes'")
    assert page("document.querySelector('#stage').dataset.kind").startswith("story")
    assert f"of {count} events between them" in page.text("#summary")


def test_play_moves_the_time_and_leaves_the_actors_in_their_places(open_demo):
    page = open_demo("network.html")
    before = page.text("#brush-text")
    page.page.click("#play")
    page.page.wait_for_timeout(500)
    first = page.text("#brush-text")
    page.page.wait_for_timeout(700)
    assert len({before, first, page.text("#brush-text")}) == 3
    page.page.click("#play")
    still = page.text("#brush-text")
    page.page.wait_for_timeout(400)
    assert page.text("#brush-text") == still


def test_relations_are_compared_on_one_axis_with_one_cursor(open_demo):
    page = open_demo("timeline.html", "#a=KOR&b=JPN")
    alone = int(re.search(r"of (\d+) events", page.text("#summary"))[1])
    page.page.click("#panel .compared .chip >> nth=0")
    page.settled()
    assert page("document.querySelector('#stage').dataset.kind") == "compare"
    assert int(re.search(r"(?:of )?(\d+) events", page.text("#summary"))[1]) > 0
    assert "with=" in page("location.hash")
    box = page.page.locator("#stage").bounding_box()
    tip = ""
    for share in (0.7, 0.6, 0.5, 0.8, 0.4, 0.3):  # a day on which both have a score
        page.page.mouse.move(box["x"] + box["width"] * share, box["y"] + 100, steps=4)
        page.settled()
        tip = page.text("#tip")
        if tip.count("–") >= 2:
            break
    assert tip.count("–") >= 2
    assert re.match(r"\w+ \d{4}", tip)
    page.page.mouse.move(2, 2)
    page.page.locator("#panel .compared .chip:not(.wide)").first.click()
    page.settled()
    assert int(re.search(r"of (\d+) events", page.text("#summary"))[1]) == alone


def test_reports_that_differ_say_on_what(browser, tmp_path):
    made = Graph(40)
    told = [
        replace(e, claims=tuple(Claim("date", day, e.evidence[0].document_id) for day in ("2019-05-01", "2019-05-03")))
        if n == 3
        else e
        for n, e in enumerate(sorted(made.events(modality="asserted"), key=lambda e: e.id))
    ]
    timeline.export(EventGraph(told, made.articles().values()), tmp_path / "timeline.html")
    page = Opened(browser, tmp_path / "timeline.html")
    page.page.click("#more-filters summary")
    page.page.select_option("#rests", "3")
    page.settled()
    assert page("document.querySelectorAll('#rows tr').length") == 1
    page.page.click("#rows .event-link")
    assert re.search(r"Reports differ\. Date: 2019-05-01 \(.+\); 2019-05-03 \(", page.text("#panel .differs"))
    assert "publishers=differ" in page("location.hash")
    page.close()


def test_pages_lead_to_each_other_with_what_is_chosen(open_demo):
    page = open_demo("network.html", "#tie=KOR~JPN")
    assert page.text("#panel h2") == "South Korea – Japan"
    page.page.click("#beside")
    page.until("document.documentElement.dataset.ready === 'yes'")
    assert page("document.querySelector('#stage').dataset.kind").startswith("story")
    page.page.click("#beside")
    page.until("document.documentElement.dataset.ready === 'yes'")
    assert page.text("#panel h2") == "South Korea – Japan"


def test_what_a_user_adds_to_either_network_is_drawn(browser, tmp_path):
    drawn = timeline.show(Graph(30))
    first = drawn.nodes[0]
    drawn.add_node("quake", label="The earthquake", x=first["x"], title="A note of mine")
    drawn.add_edge("quake", first["id"], title="led to")
    drawn.write_html(tmp_path / "timeline.html")
    page = Opened(browser, tmp_path / "timeline.html")
    at = page(
        "(() => { const box = document.querySelector('#stage').getBoundingClientRect(); return [box.left, box.top, box.width]; })()"
    )
    seen = set()
    for x in range(0, int(at[2]), 8):
        page.page.mouse.move(at[0] + x, at[1] + 35)
        page.page.wait_for_timeout(5)
        if not page("document.querySelector('#tip').hidden"):
            seen.add(page.text("#tip strong"))
    assert "A note of mine" in seen
    assert page.said == []
    page.close()
    ties = network.show(Graph(30))
    before = len(ties.nodes)
    ties.add_node("forum", label="A forum", u=0.5, v=0.02)
    ties.add_edge("forum", "JPN", title="hosts")
    ties.write_html(tmp_path / "network.html")
    page = Opened(browser, tmp_path / "network.html")
    ids = page("document.querySelector('#stage').dataset")
    assert int(ids["nodes"]) <= before + 1
    assert page.painted("accent")
    assert page.said == []
    page.close()


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_tied_actors_leave_room_for_their_tie(open_demo, size):
    page = open_demo("network.html", "#tie=KOR~JPN", viewport={"width": size[0], "height": size[1]})
    assert float(page("document.querySelector('#stage').dataset.gap")) >= 24
    assert page.text("#panel h2") == "South Korea – Japan"


def test_names_of_actors_that_are_out_of_sight_are_not_written(open_demo):
    page = open_demo("network.html")
    before = int(page("document.querySelector('#stage').dataset.names"))
    for _ in range(4):
        page.page.click("#zoom-in")
    page.settled()
    assert int(page("document.querySelector('#stage').dataset.names")) < before / 2


def test_after_play_all_of_time_is_shown_and_the_panel_is_of_it(open_demo):
    page = open_demo("network.html", reduced_motion="reduce")
    before, whole = listed(page, "Go-betweens"), page.text("#brush-text")
    page.page.click("#play")
    page.until(f"document.querySelector('#brush-text').textContent !== {whole!r}", 5)
    page.settled()
    assert listed(page, "Busiest ties") != []
    during = page.text("#panel-body")
    page.until("/Play/.test(document.querySelector('#play').textContent)", 20)
    page.settled()
    assert page.text("#brush-text") == whole
    assert listed(page, "Go-betweens") == before
    assert page.text("#panel-body") != during


def test_a_separate_pair_stands_near_the_others():
    ties = {("A", f"B{n}"): 4 for n in range(12)} | {("B1", "B2"): 2, ("X", "Y"): 3}
    spots = network.places(ties, sorted({one for pair in ties for one in pair}))
    heights = sorted(y for _, y in spots.values())
    assert max(b - a for a, b in itertools.pairwise(heights)) < 0.3


def test_the_title_of_an_article_is_no_publisher(browser, tmp_path):
    made = Graph(30)
    articles = [replace(one, publisher=one.title if n % 2 else None) for n, one in enumerate(made.articles().values())]
    timeline.export(EventGraph(made.events(), articles), tmp_path / "timeline.html")
    page = Opened(browser, tmp_path / "timeline.html")
    assert page("document.querySelectorAll('#panel .reporters li').length") == 0
    assert all(one.title not in page.text("#lead") for one in articles)
    page.page.locator("#rows .event-link").first.click()
    page.settled()
    assert "not named" in page.text("#panel .reported") or "an unnamed publisher" in page.text("#panel .reported")
    page.close()
