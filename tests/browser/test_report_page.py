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
