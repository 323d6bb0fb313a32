"""Asking a publisher's server politely: the only module that uses the network, and only for `kg watch`.

A request says who asks, heeds robots.txt (RFC 9309), asks only for what is new (ETag, Last-Modified, modified_after),
waits as long as the server wants (Retry-After) and longer after each failure.
"""

from __future__ import annotations

import email.utils
import json
import time
import urllib.error
import urllib.parse
import urllib.request
import urllib.robotparser
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus

from kg.errors import OptionError, ReadError

SECONDS = 30.0  # to wait for an answer
MOST = 50_000_000  # bytes of one answer
TRIES = 4
FIRST_WAIT = 2.0  # seconds before the second try; doubled for each further one
LONGEST_WAIT = 300.0
PAGE = 100  # posts of one page, the most that WordPress gives
FIELDS = "id,date,date_gmt,modified_gmt,link,title,content,author,tags,status,_links"
POSTS = "/wp-json/wp/v2/posts"
BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of an address from the last time: validators of HTTP, and the latest change of a post."""

    etag: str = ""
    modified: str = ""
    latest: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent; `body` is None where nothing has changed."""

    body: bytes | None
    headers: Mapping[str, str] = field(default_factory=dict)


class Asker:
    """Asks servers in one name; `contact` is an address or page where its user can be reached."""

    def __init__(self, contact: str, wait: Callable[[float], None] = time.sleep) -> None:
        if "@" not in contact and not contact.startswith(("http://", "https://")):
            raise OptionError(
                f"contact {contact!r} is neither a mail address nor a web page: publishers must reach you"
            )
        self._agent = f"diplokg (+{contact})"
        self._wait = wait
        self._robots: dict[str, urllib.robotparser.RobotFileParser] = {}
        handlers = (urllib.request.HTTPHandler, urllib.request.HTTPSHandler, urllib.request.HTTPRedirectHandler,
                    urllib.request.HTTPErrorProcessor, urllib.request.HTTPDefaultErrorHandler)  # fmt: skip
        self._opener = urllib.request.OpenerDirector()  # no files, no ftp, also after a redirect
        for handler in handlers:
            self._opener.add_handler(handler())

    def new(self, address: str, seen: Seen) -> Iterator[tuple[bytes, Seen]]:
        """Yield what is new at an address, each with what to remember once it is taken.

        A site's front or `…/wp-json/wp/v2/posts` is asked for its posts page by page, oldest change first; anything
        else (a feed, a page) is fetched where it has changed. Raises ReadError where the server refuses or fails.
        """
        parts = urllib.parse.urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise OptionError(f"{address!r} is no address of the web: http://… or https://…")
        if POSTS in parts.path:
            yield from self._posts(address, seen)
            return
        answer = self._get(address, {"If-None-Match": seen.etag, "If-Modified-Since": seen.modified})
        if answer.body is not None:
            headers = answer.headers
            yield answer.body, Seen(headers.get("etag", ""), headers.get("last-modified", ""))

    def _posts(self, address: str, seen: Seen) -> Iterator[tuple[bytes, Seen]]:
        base = address.partition("?")[0]
        while True:
            query = {"per_page": PAGE, "orderby": "modified", "order": "asc", "_fields": FIELDS}
            if seen.latest:
                query["modified_after"] = seen.latest
            body = self._get(f"{base}?{urllib.parse.urlencode(query)}", {}).body or b"[]"
            try:
                posts = json.loads(body)
                latest = max((str(post["modified_gmt"]) for post in posts), default="")
            except (ValueError, TypeError, KeyError) as error:
                raise ReadError(f"{base} gave no list of posts: {error}") from error
            if not posts or latest <= seen.latest:
                return
            seen = replace(seen, latest=latest)
            yield body, seen
            if len(posts) < PAGE:
                return

    def _get(self, address: str, headers: Mapping[str, str]) -> Answer:
        if not self._allowed(address):
            raise ReadError(f"{address}: robots.txt of the site asks programs not to read it")
        pause = FIRST_WAIT
        for left in reversed(range(TRIES)):
            try:
                return self._once(address, headers)
            except urllib.error.HTTPError as error:
                if error.code == HTTPStatus.NOT_MODIFIED:
                    return Answer(None)
                if error.code not in BUSY or not left:
                    raise ReadError(f"{address}: the server says {error.code} {error.reason}") from error
                self._wait(min(LONGEST_WAIT, max(pause, _asked_to_wait(error.headers.get("Retry-After")))))
            except (OSError, ValueError) as error:
                if not left:
                    raise ReadError(f"{address}: {error}") from error
                self._wait(pause)
            pause *= 2
        raise AssertionError("the last try returns or raises")

    def _once(self, address: str, headers: Mapping[str, str]) -> Answer:
        told = {name: value for name, value in headers.items() if value}
        request = urllib.request.Request(address, headers={"User-Agent": self._agent, **told})  # noqa: S310
        with self._opener.open(request, timeout=SECONDS) as reply:
            body = reply.read(MOST + 1)
            if len(body) > MOST:
                raise ReadError(f"{address}: the answer is over {MOST:,} bytes")
            return Answer(body, {name.lower(): value for name, value in reply.headers.items()})

    def _allowed(self, address: str) -> bool:
        parts = urllib.parse.urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            rules = urllib.robotparser.RobotFileParser()
            try:
                body = self._once(f"{site}/robots.txt", {}).body or b""
                rules.parse(body.decode("utf-8", "replace").splitlines())
            except urllib.error.HTTPError as error:
                forbidden = error.code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
                rules.parse(["User-agent: *", "Disallow: /"] if forbidden else [])
            except OSError:
                rules.parse([])  # the page itself will tell that nobody answers
            self._robots[site] = rules
        return self._robots[site].can_fetch(self._agent, address)


def _asked_to_wait(header: str | None) -> float:
    """Seconds of a Retry-After header, which is a number or a date.

    >>> _asked_to_wait("7"), _asked_to_wait(None), _asked_to_wait("soon")
    (7.0, 0.0, 0.0)
    """
    if not header:
        return 0.0
    if header.strip().isdigit():
        return float(header)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(header).timestamp() - time.time())
    except ValueError:
        return 0.0
