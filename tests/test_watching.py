"""Watching publishers: a real server on this machine that lists posts, feeds, refuses, forbids and is busy."""

from __future__ import annotations

import json
import threading
import urllib.parse
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kg
from kg.cli import app
from kg.errors import OptionError, ReadError
from kg.sources.web import PAGE, Asker, Seen
from kg.watching import watch

FILE = "file:" + "//" + "/etc/passwd"  # what no server may send us to
CONTACT = "desk@example.org"
STATES = ["Kenya", "Uganda", "Rwanda", "Norway", "Sweden", "Peru", "Chile"]


def post(number: int) -> dict[str, object]:
    one, other = STATES[number % 7], STATES[(number + 1 + number // 7 % 5) % 7]
    return {
        "id": number, "date": f"2021-03-{1 + number % 28:02}T10:00:00", "link": f"https://n.example/{number}",
        "modified_gmt": f"2021-04-{1 + number // 24:02}T{number % 24:02}:00:00", "title": {"rendered": "Talks"},
        "content": {"rendered": f"<p>{one} and {other} held talks in Oslo on 3 March 2021.</p>"}, "status": "publish",
    }  # fmt: skip


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><item><title>Envoys meet</title>
<link>https://w.example/1</link><pubDate>Tue, 09 Mar 2021 10:00:00 GMT</pubDate>
<description>Peru and Chile held talks in Lima on Monday.</description></item></channel></rss>"""


class Site(BaseHTTPRequestHandler):
    """The server: what it was asked stands in `asked`, how often it is still busy in `busy`."""

    posts: list[dict[str, object]]
    asked: list[tuple[str, str]]
    busy: int

    def do_GET(self) -> None:
        parts = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(parts.query))
        type(self).asked.append((self.path, self.headers["User-Agent"]))
        if parts.path == "/robots.txt":
            self.answer(b"User-agent: *\nDisallow: /closed/\n")
        elif parts.path == "/feed" and self.headers.get("If-None-Match") == '"v1"':
            self.send_error(304)
        elif parts.path == "/feed":
            self.answer(FEED.encode(), ETag='"v1"')
        elif parts.path == "/away":
            self.send_response(302)
            self.send_header("Location", FILE)
            self.end_headers()
        elif type(self).busy:
            type(self).busy -= 1
            self.send_response(429)
            self.send_header("Retry-After", "7")
            self.end_headers()
        elif parts.path == "/wp-json/wp/v2/posts":
            after = query.get("modified_after", "")
            found = sorted(
                (p for p in type(self).posts if str(p["modified_gmt"]) > after), key=lambda p: str(p["modified_gmt"])
            )
            self.answer(json.dumps(found[: int(query["per_page"])]).encode())
        else:
            self.send_error(404)

    def answer(self, body: bytes, **headers: str) -> None:
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


@pytest.fixture
def site() -> Iterator[tuple[str, type[Site]]]:
    kind = type("OneSite", (Site,), {"posts": [post(n) for n in range(3)], "asked": [], "busy": 0})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", kind
    server.shutdown()
    server.server_close()


def test_posts_are_asked_for_page_by_page_and_only_new_ones(site: tuple[str, type[Site]]) -> None:
    address, kind = site
    kind.posts = [post(n) for n in range(PAGE + 20)]
    asker, seen, sizes = Asker(CONTACT), Seen(), []
    for body, after in asker.new(f"{address}/wp-json/wp/v2/posts", seen):
        sizes.append(len(json.loads(body)))
        seen = after
    assert sizes == [PAGE, 20]
    assert list(asker.new(f"{address}/wp-json/wp/v2/posts", seen)) == []
    assert {agent for _, agent in kind.asked} == {f"diplokg (+{CONTACT})"}
    assert all("_fields=" in path for path, _ in kind.asked if "posts" in path)


def test_a_busy_server_is_given_the_time_it_asks_for(site: tuple[str, type[Site]]) -> None:
    address, kind = site
    kind.busy, waited = 2, []
    ((body, _),) = Asker(CONTACT, waited.append).new(f"{address}/wp-json/wp/v2/posts", Seen())
    assert len(json.loads(body)) == 3
    assert waited == [7.0, 7.0]
    kind.busy = 99
    with pytest.raises(ReadError, match="429"):
        list(Asker(CONTACT, waited.append).new(f"{address}/wp-json/wp/v2/posts", Seen()))


@pytest.mark.parametrize(
    ("path", "why"), [("/closed/feed", "robots.txt"), ("/nothing", "404"), ("/away", "unknown url type|redirect|file")]
)
def test_what_is_refused_is_said(site: tuple[str, type[Site]], path: str, why: str) -> None:
    with pytest.raises(ReadError, match=why):
        list(Asker(CONTACT, lambda _: None).new(site[0] + path, Seen()))


@pytest.mark.parametrize("address", [FILE, "ftp://example.org/x", "news"])
def test_only_the_web_is_asked(address: str) -> None:
    with pytest.raises(OptionError, match="no address of the web"):
        list(Asker(CONTACT).new(address, Seen()))
    with pytest.raises(OptionError, match="publishers must reach you"):
        Asker("me")


def test_a_watched_folder_grows_with_its_sources(site: tuple[str, type[Site]], tmp_path: Path) -> None:
    address, kind = site
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Kenya and Uganda held talks in Kampala on 5 May 2020.", encoding="utf-8")
    told: list[str] = []

    def later(_: float) -> None:
        kind.posts = [*kind.posts, post(3)]

    sources = [f"{address}/wp-json/wp/v2/posts", f"{address}/feed", f"{address}/closed/feed", str(tmp_path / "in")]
    watch(tmp_path / "out", sources, CONTACT, rounds=2, tell=told.append, wait=later)
    graph = kg.EventGraph.load(tmp_path / "out")
    assert len(graph.articles()) == 3 + 1 + 1 + 1
    new = [line.partition(": ")[2].split(",")[0] for line in told if "robots" not in line]
    assert new == ["3 new documents", "1 new documents", "1 new documents", "1 new documents"]
    assert sum("robots.txt" in line for line in told) == 2


def test_the_command_asks_for_a_contact(site: tuple[str, type[Site]], tmp_path: Path) -> None:
    arguments = ["watch", str(tmp_path / "out"), f"{site[0]}/feed", "--rounds", "1"]
    assert CliRunner().invoke(app, arguments, env={"KG_CONTACT": ""}).exit_code == 2
    told = CliRunner().invoke(app, [*arguments, "--contact", CONTACT])
    assert told.exit_code == 0, told.output
    assert "1 new documents" in told.output
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Kenya and Uganda held talks in Kampala on 5 May 2020.", encoding="utf-8")
    arguments = ["watch", str(tmp_path / "own"), str(tmp_path / "in"), "--rounds", "1"]
    told = CliRunner().invoke(app, arguments, env={"KG_CONTACT": ""})  # a folder asks nobody
    assert told.exit_code == 0, told.output
    assert "1 new documents" in told.output
