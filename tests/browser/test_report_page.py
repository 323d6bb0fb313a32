"""report.html as a reader meets it: silent, alone, usable by everyone, and its links lead somewhere."""

from __future__ import annotations

import pytest
from synthetic import Graph

from kg.exporters import export

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report(browser, tmp_path, scheme):
    axe = pytest.importorskip(
        "axe_core_python.sync_playwright", reason="axe-core is not installed: pip install .[test]"
    )
    (path,) = export(Graph(120), tmp_path / "report.html")
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    said, requests = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(path.as_uri())
    page.click("#pairs tbody a >> nth=0")
    assert page.url.endswith("#p0")
    assert page.evaluate("document.querySelector('#p0').getBoundingClientRect().top") < 800
    assert (said, requests) == ([], [path.as_uri()])
    found = axe.Axe().run(page)["violations"]
    assert [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found] == []
    context.close()


def test_on_a_phone_tables_keep_their_heads_and_labels_can_be_read(browser, tmp_path):
    (path,) = export(Graph(120), tmp_path / "report.html")
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator("#pairs thead th >> nth=1").is_visible()
    for table in ("#pairs", "#parties"):
        heads, cells = (page.locator(f"{table} {row} >> nth=0").locator("th, td") for row in ("thead tr", "tbody tr"))
        assert heads.count() == cells.count() > 5
        for number in (1, 2, 5):
            head, cell = (one.nth(number).bounding_box() for one in (heads, cells))
            assert head["x"] == pytest.approx(cell["x"], abs=1)
    assert page.locator("#time svg text >> nth=0").bounding_box()["height"] > 9
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    ends = "(one) => document.querySelector(one).getBoundingClientRect().right"
    last, frame = (page.evaluate(ends, one) for one in ("#time svg .bar:nth-last-child(1 of .bar)", "#time .scroll"))
    assert frame - 60 < last <= frame + 1  # what happened last is in view, the years before are to the left of it
    context.close()
