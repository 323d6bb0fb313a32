"""The application: the SPARQL 1.1 protocol at /sparql, a page to ask from at /, and what the graph says of each name.

It only reads. Every query runs in a process of its own with a time limit (`kg.graph.confined`), and what it answers is
passed on as it is found.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from kg.errors import GraphError, KgError, OptionError
from kg.exporters.explain import explain
from kg.graph.confined import SECONDS, Answering
from kg.graph.guard import LONGEST
from kg.graph.served import Served, questions_by_name, table
from kg.seeds.files import shipped
from kg.serve.page import ask_page, text_page

MEDIA = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
ALSO = {"application/json": ("json", "jsonld"), "application/xml": ("xml", "rdf"), "text/plain": ("csv", "nt")}
FILES = ("timeline.html", "network.html", "graph.ttl", "events.csv", "mentions.csv", "relations.csv")
PAGE_BYTES = 2_000_000  # of an answer that the page shows
AT_ONCE = 4  # queries that run at the same time; others wait
POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


def application(
    served: Served, folder: Path, seconds: float = SECONDS, hosts: tuple[str, ...] = (), cors: str = ""
) -> Starlette:
    """Return the ASGI application of a graph. `folder` holds the pages beside it, `hosts` are more names of the host.

    `cors` is an origin (or "*") whose pages may ask too; without it no other page may.
    """
    site = _Site(served, folder, seconds)
    routes = [
        Route("/", site.page),
        Route("/sparql", site.sparql, methods=["GET", "POST"]),
        Route("/question/{name}", site.question),
        Route("/vocabulary", site.vocabulary),
        *(Route(f"/{name}", site.file) for name in FILES),
        Route("/{folder}/{name:path}", site.name),
    ]
    allowed = ["127.0.0.1", "localhost", "[::1]", *hosts]
    middleware = [Middleware(TrustedHostMiddleware, allowed_hosts=allowed)]
    if cors:
        middleware.append(Middleware(CORSMiddleware, allow_origins=[cors], allow_methods=["GET", "POST"]))
    return Starlette(routes=routes, middleware=middleware, exception_handlers={KgError: _told})


async def _told(_request: Request, error: Exception) -> Response:
    return PlainTextResponse(f"{error}\n", 404 if isinstance(error, OptionError) else 400, _HEADERS)


class _Site:
    def __init__(self, served: Served, folder: Path, seconds: float) -> None:
        self.served, self.folder, self.seconds = served, folder, seconds
        self._places = asyncio.Semaphore(AT_ONCE)

    # -------------------------------------------------------------------------- SPARQL
    async def sparql(self, request: Request) -> Response:
        """The protocol: a query by GET, by POST of a form, or by POST of itself."""
        asked = dict(request.query_params)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if request.method == "POST":
            if kind == "application/sparql-update":
                return PlainTextResponse("this graph is only read: updates are refused\n", 403, _HEADERS)
            body = await _body(request)
            if kind == "application/sparql-query":
                asked["query"] = body.decode("utf-8", "replace")
            elif kind in ("application/x-www-form-urlencoded", ""):
                asked |= _form(body)
            else:
                return PlainTextResponse(
                    f"a query is posted as a form or as application/sparql-query, not {kind}\n", 415
                )
        if "update" in asked:
            return PlainTextResponse("this graph is only read: updates are refused\n", 403, _HEADERS)
        if "default-graph-uri" in asked or "named-graph-uri" in asked:
            raise GraphError("a query sees the whole graph as it is: leave out default-graph-uri and named-graph-uri")
        if not asked.get("query"):
            raise GraphError("?query= is missing; a page to ask from is at /, the protocol is SPARQL 1.1")
        return await self._answer(request, asked["query"], {}, asked.get("format", ""))

    async def question(self, request: Request) -> Response:
        """The answer to a question by name; its parameters stand in the address."""
        asked = {key: value for key, value in request.query_params.items() if value}
        form, whole = asked.pop("format", ""), asked.pop("all", "") not in ("", "0")
        return await self._answer(request, request.path_params["name"], asked, form, whole)

    async def _answer(
        self, request: Request, text: str, parameters: Mapping[str, object], form: str, whole: bool = False
    ) -> Response:
        forms = self.served.forms_of(text)
        chosen = form if form in forms else acceptable(request.headers.get("accept", "*/*"), forms)
        if chosen is None:
            return PlainTextResponse(f"none of what you accept; offered: {', '.join(MEDIA[f] for f in forms)}\n", 406)
        parts = self._parts(await self._started(text, parameters, chosen, whole))
        first = await anext(parts, b"")  # so that what is refused is told with its status

        async def body() -> AsyncIterator[bytes]:
            yield first
            async for part in parts:
                yield part

        return StreamingResponse(body(), media_type=MEDIA[chosen], headers=_HEADERS)

    async def _started(self, text: str, parameters: Mapping[str, object], form: str, whole: bool) -> Answering:
        """A query that runs, as soon as there is a place for it; `_parts` gives the place back."""
        await self._places.acquire()
        try:
            return self.served.ask(text, parameters, form, whole, self.seconds)[0]
        except BaseException:
            self._places.release()
            raise

    async def _parts(self, answering: Answering) -> AsyncGenerator[bytes, None]:
        """What a query answers, part by part, without a thread that waits for it."""
        loop, ready = asyncio.get_running_loop(), asyncio.Event()
        number = answering.pipe.fileno()
        loop.add_reader(number, ready.set)
        try:
            while True:
                try:
                    await asyncio.wait_for(ready.wait(), answering.left)
                except TimeoutError:
                    raise answering.late() from None
                ready.clear()
                part = answering.receive()
                if part is None:
                    return
                yield part
        finally:
            loop.remove_reader(number)
            answering.close()
            self._places.release()

    # -------------------------------------------------------------------------- pages
    async def page(self, request: Request) -> Response:
        """The page to ask from: a question or SPARQL in the address, and its answer."""
        asked = dict(request.query_params)
        name, text = asked.pop("question", ""), asked.pop("sparql", "")
        whole = asked.pop("all", "") not in ("", "0")
        rows, problem, cut, status = None, "", False, 200
        given = {key: value for key, value in asked.items() if value}
        try:
            if (name and (given or not _needs(name))) or text:
                found, cut = await self._read(text or name, {} if text else given, whole)
                rows = table(found, self.served.names)
        except KgError as error:
            problem, status = str(error), 400
        pages = [file for file in FILES if (self.folder / file).is_file()]
        html = ask_page(self.served, name, text, asked, whole, rows, problem, cut, pages)
        return HTMLResponse(html, status, {**_HEADERS, "Content-Security-Policy": POLICY})

    async def _read(self, text: str, parameters: Mapping[str, object], whole: bool) -> tuple[bytes, bool]:
        """As much of an answer as the page shows, and whether there is more."""
        forms = self.served.forms_of(text)
        if "tsv" not in forms:
            raise GraphError("the page shows tables: ask with SELECT, or get triples from /sparql")
        found = b""
        parts = self._parts(await self._started(text, parameters, "tsv", whole))
        async with aclosing(parts):
            async for part in parts:
                found += part
                if len(found) > PAGE_BYTES:
                    return found, True
        return found, False

    async def name(self, request: Request) -> Response:
        """What the graph says of one of its names: triples, or for a browser the reasons of an event."""
        folder, name = request.path_params["folder"], request.path_params["name"]
        query = self.served.described(folder, name)
        if not self.served.holds(folder, name):
            return PlainTextResponse(f"the graph has no {folder} {name!r}\n", 404, _HEADERS)
        graph = self.served.graph
        if "text/html" in request.headers.get("accept", "") and graph is not None and folder == "event":
            event = graph.event(name)
            html = text_page(event.label, explain(event, graph.articles()))
            return HTMLResponse(html, headers={**_HEADERS, "Content-Security-Policy": POLICY})
        return await self._answer(request, query, {}, "")

    async def file(self, request: Request) -> Response:
        """A file that kg build has written beside the graph."""
        path = self.folder / request.url.path.lstrip("/")
        if not path.is_file():
            return PlainTextResponse(f"kg build has written no {path.name} here\n", 404, _HEADERS)
        return FileResponse(path, headers=_HEADERS)

    async def vocabulary(self, _request: Request) -> Response:
        """The vocabulary as a page."""
        return FileResponse(shipped("ontology") / "kg.html", headers={**_HEADERS, "Content-Security-Policy": POLICY})


def _needs(name: str) -> bool:
    """Whether a question cannot be asked without a parameter."""
    question = questions_by_name().get(name)
    return question is not None and any(parameter.default is None for parameter in question.parameters)


def acceptable(accept: str, forms: tuple[str, ...]) -> str | None:
    """Return the first of the forms that an Accept header likes best, None where it takes none of them.

    >>> acceptable("text/csv;q=0.5, application/sparql-results+xml", ("json", "xml", "csv"))
    'xml'
    """
    liked: dict[str, float] = {}
    for place, part in enumerate(accept.split(",")):
        kind, *options = (word.strip().lower() for word in part.split(";"))
        weight = next((_number(option[2:]) for option in options if option.startswith("q=")), 1.0) - place / 1e6
        for number, form in enumerate(forms):
            media = MEDIA[form].partition(";")[0]
            family = media.partition("/")[0] + "/*"
            exact = kind == media or form in ALSO.get(kind, ())
            if weight > 0 and (exact or kind in ("*/*", family, "", "text/html")):
                found = weight - (0 if exact else 0.5) * (kind != "*/*") - number / 1e9
                liked[form] = max(liked.get(form, -1.0), found)
    return max(liked, key=liked.__getitem__) if liked else None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


async def _body(request: Request) -> bytes:
    found = b""
    async for part in request.stream():
        found += part
        if len(found) > 4 * LONGEST:
            raise GraphError(f"the request is longer than {4 * LONGEST:,} bytes")
    return found


def _form(body: bytes) -> dict[str, str]:
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
