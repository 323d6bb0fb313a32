"""Make the pictures of the README from the demo, by hand: they are not compared byte for byte.

    python tests/bench/screenshots.py [exports/demo]

Writes timeline.png and network.png beside the pages, each in light and small enough for a repository.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

READY = "document.documentElement.dataset.ready === 'yes' && document.documentElement.dataset.busy !== 'yes'"
SHOTS = {
    # file: (page, address after "#", what is clicked)
    "timeline.png": ("timeline.html", "a=KOR&b=JPN&from=2010-01-01&to=2025-01-01", "#panel .event-link >> nth=2"),
    "network.png": ("network.html", "", "#panel .pair >> nth=0"),
}
MOST_BYTES = 300_000


def main(folder: Path) -> None:
    """Open each page of a build in Chromium and save what is seen of it."""
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (page_name, address, clicked) in SHOTS.items():
            page = browser.new_page(viewport={"width": 1360, "height": 860}, locale="en-GB")
            page.goto(f"{(folder / page_name).resolve().as_uri()}#{address}")
            while not page.evaluate(READY):
                page.wait_for_timeout(50)
            page.click(clicked)
            page.mouse.move(2, 2)
            page.wait_for_timeout(600)
            page.screenshot(path=folder / name)
            size = (folder / name).stat().st_size
            sys.stdout.write(f"{folder / name}: {size:,} bytes\n")
            if size > MOST_BYTES:
                raise SystemExit(f"{name} is larger than {MOST_BYTES:,} bytes")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "exports/demo"))
