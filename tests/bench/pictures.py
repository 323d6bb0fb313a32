"""How fast timeline.html is beside plain pyvis: the same events, the same browser, the same run.

    python tests/bench/pictures.py [--sizes 100 1000 10000 20000] [--rounds 3]

Plain pyvis gets fixed places and no physics, and needs no network for it. Milliseconds are medians. Without a GPU an empty page costs some 50 ms a step: read the ratios.
"""

# ruff: noqa: E402, E501

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from playwright.sync_api import sync_playwright
from synthetic import Graph

from kg.exporters import network, timeline
from kg.exporters.headlines import clean, headline

# Two frames, then a pixel read back: until then a canvas may only have been told what to draw.
FRAMES = """new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
    document.querySelector('.vis-network canvas').getContext('2d').getImageData(0, 0, 1, 1);
    done();
})))"""
OURS_PAINTED = "document.documentElement.dataset.drawn > 0"
OURS_READY = "document.documentElement.dataset.ready === 'yes'"
PYVIS_PAINTED = "typeof network !== 'undefined' && network !== null && window.painted > 0"
OUR_STEPS = ["document.querySelector('#zoom-in').click()", "document.querySelector('#zoom-out').click()"]
PYVIS_STEPS = ["network.moveTo({scale: network.getScale() * 2})", "network.moveTo({scale: network.getScale() / 2})"]
COUNT_PAINTS = "network.on('afterDrawing', () => { window.painted = (window.painted || 0) + 1 }); network.redraw()"


def plain_pyvis(graph: Graph, path: Path) -> None:
    """What pyvis's own methods give: actors at the left, events at their day, arrows from actor to event to recipient."""
    from pyvis.network import Network

    plain = Network(height="720px", width="100%", directed=True, cdn_resources="in_line")
    plain.toggle_physics(False)
    rows: dict[str, int] = {}
    colours = {"cooperation": "#0b68a8", "conflict": "#c2500a"}
    for event in graph.events():
        day = event.begin or event.end
        if day is None:
            continue
        for actor in (*event.actors, *event.recipients):
            if actor.party not in rows:
                rows[actor.party] = len(rows)
                plain.add_node(
                    actor.party, label=actor.party, shape="box", x=-200, y=rows[actor.party] * 40, physics=False
                )
        colour = colours[event.quad_class.split("-")[1]]
        # add_node and add_edge look through a list of all nodes each time, which takes minutes here: the same without it.
        plain.nodes.append(
            {
                "id": event.id,
                "label": headline(event),
                "title": clean(event.evidence[0].sentence),
                "shape": "dot",
                "size": 5,
                "x": (day.toordinal() - 735_000) * 2,
                "y": rows[event.actors[0].party] * 40,
                "physics": False,
                "color": colour,
            }
        )
        arrows = [(actor.party, event.id) for actor in event.actors] + [
            (event.id, actor.party) for actor in event.recipients
        ]
        plain.edges += [{"from": one, "to": two, "arrows": "to", "color": colour} for one, two in arrows]
    path.write_text(plain.generate_html(), "utf-8")


def measure(browser: Any, path: Path, ours: bool, zooms: int = 6) -> dict[str, float]:
    """Open a page afresh; return milliseconds to the first picture, to the whole page and for a zoom step, and the heap in MB."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.route("http**", lambda route: route.abort())
    page.set_default_timeout(180_000)
    started = time.perf_counter()
    page.goto(path.as_uri(), timeout=180_000)
    if not ours:
        page.evaluate(COUNT_PAINTS)
    while not page.evaluate(OURS_PAINTED if ours else PYVIS_PAINTED):
        time.sleep(0.005)
    page.evaluate(FRAMES)
    render = (time.perf_counter() - started) * 1000
    while ours and not page.evaluate(OURS_READY):
        time.sleep(0.005)
    whole = (time.perf_counter() - started) * 1000
    steps = OUR_STEPS if ours else PYVIS_STEPS  # in and out in turn, so that every step shows about the same
    took = [
        page.evaluate(
            f"(async () => {{ const t = performance.now(); {step}; await {FRAMES}; return performance.now() - t; }})()"
        )
        for step in steps * (zooms // 2)
    ]
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    session.send("HeapProfiler.collectGarbage")
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    context.close()
    return {"render": render, "whole": whole, "zoom": statistics.median(took), "heap": metrics["JSHeapUsedSize"] / 1e6}


def run(sizes: list[int], rounds: int) -> dict[str, dict[str, dict[str, float]]]:
    """Return for each size and kind of page the medians of what `measure` gives, and the size of the file in MB."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    found: dict[str, dict[str, dict[str, float]]] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        warm = timeline.export(Graph(5), Path(folder) / "warm.html")[0]
        measure(browser, warm, True)
        for size in sizes:
            graph, files = Graph(size), {}
            files["timeline"] = timeline.export(graph, Path(folder) / f"timeline-{size}.html")[0]
            files["network"] = network.export(graph, Path(folder) / f"network-{size}.html")[0]
            files["pyvis"] = Path(folder) / f"pyvis-{size}.html"
            plain_pyvis(graph, files["pyvis"])
            measured: dict[str, list[dict[str, float]]] = {kind: [] for kind in files}
            for _ in range(rounds):  # taking turns, so that other work on the machine hits all alike
                for kind, path in files.items():
                    measured[kind].append(measure(browser, path, kind != "pyvis"))
            found[str(size)] = {
                kind: {
                    **{key: round(statistics.median(one[key] for one in rows), 1) for key in rows[0]},
                    "file": round(files[kind].stat().st_size / 1e6, 2),
                }
                for kind, rows in measured.items()
            }
        browser.close()
    return found


def table(found: dict[str, dict[str, dict[str, float]]]) -> str:
    """The figures as a table, with the ratios to plain pyvis and the growth from the smallest size."""
    lines = [
        "| events | page | render ms | page ready ms | zoom step ms | file MB | heap MB |",
        "|---|---|---|---|---|---|---|",
    ]
    for size, kinds in found.items():
        for kind, row in kinds.items():
            lines.append(
                f"| {size} | {kind} | {row['render']:.0f} | {row['whole']:.0f} | {row['zoom']:.0f} | {row['file']} | {row['heap']:.1f} |"
            )
    for size, kinds in found.items():
        ours, plain = kinds["timeline"], kinds["pyvis"]
        lines.append(
            f"{size}: timeline renders in 1/{plain['render'] / ours['render']:.1f} of pyvis's time, zooms in 1/{plain['zoom'] / ours['zoom']:.1f}"
        )
    first, last = next(iter(found.values()))["timeline"], list(found.values())[-1]["timeline"]
    lines.append(f"growth of the render time from the smallest to the largest: {last['render'] / first['render']:.2f}")
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000, 10_000, 20_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    result = run(options.sizes, options.rounds)
    sys.stdout.write(table(result) + "\n")
    if options.json:
        options.json.write_text(json.dumps(result, indent=1), "utf-8")
