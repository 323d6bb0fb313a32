"""Make the pictures of the README from the demo, by hand: they are not compared byte for byte.

    python tests/bench/screenshots.py [exports/demo]

Writes timeline.png, phone.png and network.png beside the pages, each in light and small enough for a repository.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

READY = "document.documentElement.dataset.ready === 'yes' && document.documentElement.dataset.busy !== 'yes'"
MOST_BYTES = 300_000
DESK: dict[str, Any] = {"viewport": {"width": 1360, "height": 860}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844}, "device_scale_factor": 1.5, "has_touch": True, "is_mobile": True,
}  # fmt: skip


@dataclass(frozen=True)
class Shot:
    """A page at an address, what is clicked on it, and what is scrolled to the middle of the screen."""

    page: str
    address: str
    screen: dict[str, Any]
    clicked: str = ""
    top: str = ""


SHOTS = {
    "timeline.png": Shot("timeline.html", "a=KOR&b=JPN&from=2010-01-01&to=2025-01-01", DESK, "a:has-text('fell out')"),
    "phone.png": Shot("timeline.html", "a=KOR&b=JPN&from=2019-08-15&to=2020-01-01", PHONE, top="#reader .phase"),
    "network.png": Shot("network.html", "", DESK, "#panel .pair >> nth=0"),
}  # fmt: skip


def main(folder: Path) -> None:
    """Open each page of a build in Chromium and save what is seen of it."""
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, shot in SHOTS.items():
            page = browser.new_context(locale="en-GB", **shot.screen).new_page()
            page.goto(f"{(folder / shot.page).resolve().as_uri()}#{shot.address}")
            while not page.evaluate(READY):
                page.wait_for_timeout(50)
            if shot.clicked:
                page.click(shot.clicked)
                page.mouse.move(2, 2)
            page.wait_for_timeout(600)
            if shot.top:
                place = "(one) => scrollTo(0, document.querySelector(one).getBoundingClientRect().top + scrollY - 90)"
                page.evaluate(place, shot.top)
                page.wait_for_timeout(300)
            page.screenshot(path=folder / name)
            size = (folder / name).stat().st_size
            sys.stdout.write(f"{folder / name}: {size:,} bytes\n")
            if size > MOST_BYTES:
                raise SystemExit(f"{name} is larger than {MOST_BYTES:,} bytes")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "exports/demo"))
