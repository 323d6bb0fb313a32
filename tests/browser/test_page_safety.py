"""Hostile text in every field of every event runs nothing; and everyone can use the page (axe-core finds nothing)."""

# ruff: noqa: E501

from __future__ import annotations

import pytest
from synthetic import HOSTILE, Graph

pytestmark = pytest.mark.browser
HARMLESS = "window.pwned === undefined && document.querySelectorAll('iframe, object, embed, img').length === 0"


def links(page) -> list[str]:
    return page("[...document.querySelectorAll('a[href]')].map((one) => one.getAttribute('href'))")


def test_there_are_twenty_hostile_strings():
    assert len(set(HOSTILE)) == 20


def test_hostile_text_in_the_timeline_is_only_text(show):
    page = show("timeline", 40, build={"hostile": True, "title": HOSTILE[1]})
    assert page.text("h1") == HOSTILE[1]
    seen = ""
    for _ in range(40):
        page.page.keyboard.press("ArrowRight")
        seen += page("document.querySelector('#panel').textContent")
        assert all(link.startswith(("http://", "https://", "#")) for link in links(page))
    assert "<img src=x onerror=window.pwned=3>" in seen
    assert "\u202e" not in seen
    page.page.fill("#search", "<script>")
    page.settled()
    for x in range(200, 1000, 20):
        page.page.mouse.move(x, 300)
    assert page(HARMLESS)
    assert page.said == []
    assert page.requests == [page.address]


def test_hostile_text_in_the_network_is_only_text(show):
    page = show("network", 40, build={"hostile": True})
    for _ in range(20):
        page.page.keyboard.press("ArrowRight")
    page.page.click("#more-filters summary")
    page.page.check("#people")
    page.settled()
    page.page.click("#rows .event-link >> nth=0")
    assert page(HARMLESS)
    event = Graph(40, hostile=True).events()[0]
    ego = show("network", 40, build={"hostile": True, "event": event.id})
    assert ego(HARMLESS)
    assert page.said == ego.said == []


def test_a_hostile_address_runs_nothing(show):
    page = show(
        "timeline", 20, hash="#q=%3Cimg%20src%3Dx%20onerror%3Dwindow.pwned%3D1%3E&event=%3Cscript%3E&sort=__proto__"
    )
    assert page(HARMLESS)
    assert page.page.input_value("#search") == "<img src=x onerror=window.pwned=1>"
    assert page.said == []


def test_the_policy_stops_what_is_not_ours(show):
    page = show("timeline", 5)
    page(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.pwned=1\"><script>window.pwned=2</script>')"
    )
    page(
        "(() => { const s = document.createElement('script'); s.textContent = 'window.pwned=3'; document.body.append(s); })()"
    )
    page.settled()
    assert page("window.pwned === undefined")
    assert page.blocked == ["csp"] * (len(page.requests) - 1)


def violations(page) -> list[str]:
    axe = pytest.importorskip(
        "axe_core_python.sync_playwright", reason="axe-core is not installed: pip install .[test]"
    ).Axe()
    found = axe.run(page.page)["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
        for one in found
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("kind", "n", "hash"),
    [
        ("timeline", 20, ""),
        ("timeline", 60, "#a=KOR&b=JPN&also=planned.denied"),
        ("timeline", 60, "#a=KOR&b=JPN&with=USA~CHN&q=talks"),
        ("timeline", 60, "#a=KOR&b=JPN&read=1"),
        ("network", 60, ""),
        ("network", 60, "#view=matrix"),
    ],
)
def test_axe_finds_nothing(show, kind, n, hash, scheme):
    page = show(kind, n, hash, build={"dyad": ("KOR", "JPN")}, color_scheme=scheme)
    page.page.click("#rows .event-link >> nth=0")
    if "read" in hash:  # what is open lies over the page there
        page.settled()
        assert violations(page) == []
        page.page.click("#close")
    page.page.click("#more-filters summary")
    page.settled()
    assert violations(page) == []


def test_axe_finds_nothing_on_a_phone_and_on_the_index(show, browser, tmp_path, monkeypatch):
    from kg.exporters import timeline, view

    page = show("timeline", 20, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.page.click("#next")
    assert violations(page) == []
    story = show("timeline", 60, "#a=KOR&b=JPN", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    assert violations(story) == []
    monkeypatch.setattr(view, "MOST_EVENTS", 50)
    files = timeline.export(Graph(200), tmp_path / "timeline.html")
    context = browser.new_context(color_scheme="dark")
    index = context.new_page()
    index.goto(files[0].as_uri())
    holder = type("Index", (), {"page": index})
    assert violations(holder) == []
    index.click("table a >> nth=0")
    assert index.url == files[1].as_uri()
    context.close()
