"""A real Chromium for the pictures: one browser for all tests, pages that are opened once and looked at by many tests."""

# ruff: noqa: E501

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from synthetic import Graph

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Opened:
    """A page in the browser, and everything that it said and asked for."""

    def __init__(self, browser: Any, file: Path, hash: str = "", **options: Any) -> None:
        settings = {"viewport": {"width": 1400, "height": 900}, "locale": "en-GB", **options}
        self.context = browser.new_context(**settings)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: (self.said.append("dialog"), dialog.dismiss()))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.blocked: list[str] = []
        self.page.on("requestfailed", lambda request: self.blocked.append(request.failure))
        self.address = file.as_uri()
        self.page.goto(self.address + hash)
        self.until("document.documentElement.dataset.ready === 'yes' && document.documentElement.dataset.drawn > 0")

    def __call__(self, script: str) -> Any:
        return self.page.evaluate(script)

    def until(self, condition: str, seconds: float = 15) -> None:
        """Wait for a condition by asking again and again: the page's policy forbids what Playwright's own waiting does."""
        for _ in range(int(seconds * 40)):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(25)
        raise AssertionError(f"never true: {condition}")

    def settled(self) -> None:
        """Wait until the picture, the table and the address have followed the last change."""
        self.until("document.documentElement.dataset.busy !== 'yes'")
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def text(self, selector: str) -> str:
        return self.page.locator(selector).inner_text()

    def painted(self, colour: str) -> list[tuple[float, float]]:
        """Return where a colour of the style sheet is on the picture, in pixels of the window, at most 4,000 places."""
        return self.page.evaluate(
            """(name) => {
                const probe = new OffscreenCanvas(1, 1).getContext('2d');
                probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
                const wanted = [1, 3, 5].map((at) => parseInt(probe.fillStyle.slice(at, at + 2), 16));
                const canvas = document.querySelector('#stage canvas'), box = canvas.getBoundingClientRect();
                const { width, height } = canvas;
                const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
                copy.drawImage(canvas, 0, 0);
                const { data } = copy.getImageData(0, 0, width, height);
                const found = [];
                for (let y = 0; y < height && found.length < 4000; y++) for (let x = 0; x < width; x++) {
                    const at = 4 * (y * width + x);
                    if (data[at] === wanted[0] && data[at + 1] === wanted[1] && data[at + 2] === wanted[2] && data[at + 3] === 255) {
                        found.push([box.left + x * box.width / width, box.top + y * box.height / height]);
                    }
                }
                return found;
            }""",
            colour,
        )

    def close(self) -> None:
        self.context.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install .[test]")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine: apt-get install chromium")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Return a function that writes a picture of n made-up events once and gives its file."""
    from kg.exporters import network, timeline

    folder, files = tmp_path_factory.mktemp("pictures"), {}

    def build(kind: str, n: int, hostile: bool = False, dyad: tuple[str, str] | None = None, **options: Any) -> Path:
        key = repr((kind, n, hostile, dyad, sorted(options.items())))
        if key not in files:
            module = {"timeline": timeline, "network": network}[kind]
            target = folder / f"{len(files)}.html"
            files[key] = module.export(Graph(n, hostile=hostile, dyad=dyad), target, **options)[0]
        return files[key]

    return build


@pytest.fixture
def show(browser: Any, built: Callable[..., Path]) -> Iterator[Callable[..., Opened]]:
    """Return a function that opens a picture in a fresh page, closed when the test ends."""
    opened: list[Opened] = []

    def open_page(kind: str, n: int, hash: str = "", build: dict[str, Any] | None = None, **options: Any) -> Opened:
        opened.append(Opened(browser, built(kind, n, **(build or {})), hash, **options))
        return opened[-1]

    yield open_page
    for one in opened:
        one.close()
