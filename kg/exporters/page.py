"""One self-contained page: pyvis's model and its bundled vis-network inside our own template.

pyvis packs no page that works offline and pastes titles and ids raw, so only its model (nodes, edges, options) and the
library that it ships are used. The page asks for nothing, and its policy lets no script run but the ones hashed here.
"""

from __future__ import annotations

import base64
import functools
import gzip
import hashlib
import html
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyvis
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.errors import OptionError, nearest
from kg.exporters.files import write
from kg.exporters.headlines import TEMPLATES

_INDENT = re.compile(r"^[ \t]+", re.M)
_COMMENT = re.compile(r"^//.*\n|^\n", re.M)
VIS_NETWORK = "lib/vis-9.1.2/vis-network.min.js"
COMPRESS_FROM = 800_000  # characters of JSON that the first picture needs: about 5,000 events
COMPRESS_LATE_FROM = 150_000  # characters of sentences and reasons, which are read after the first picture
SHARED_SCRIPTS = (
    "base.js", "data.js", "scale.js", "lead.js", "search.js", "controls.js", "brush.js", "cards.js", "sources.js",
    "panel.js", "table.js", "ties.js", "svg.js", "download.js", "share.js",
)  # fmt: skip

# Everything that moves or listens in vis-network is off: places are computed, and the page handles the pointer itself.
VIS_OPTIONS: dict[str, Any] = {
    "autoResize": False,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {"dragNodes": False, "dragView": False, "zoomView": False, "selectable": False, "hover": False},
    "nodes": {"shape": "dot", "borderWidth": 1.5, "chosen": False},
    "edges": {"smooth": False, "chosen": False},
}


@functools.cache
def environment() -> Environment:
    """Return what renders the templates: everything escaped, nothing undefined."""
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True)


@functools.cache
def _library() -> str:
    """vis-network as pyvis ships it, without the address of a source map that no page has."""
    text = (Path(pyvis.__file__).parent / VIS_NETWORK).read_text("utf-8")
    return text.split("//# sourceMappingURL=")[0].strip()


def _source(name: str) -> str:
    """A file of the templates, without what only its readers need: indentation, and lines of comment in a script."""
    text = _INDENT.sub("", (TEMPLATES / name).read_text("utf-8"))
    return (_COMMENT.sub("", text) if name.endswith(".js") else text).strip()


def as_json(value: Any) -> str:
    r"""Return JSON that can stand inside a script element: no `<`, `>`, `&`, no line separators.

    >>> print(as_json({"a": "</script>"}))
    {"a":"\u003c/script\u003e"}
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        if character in text:
            text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def compressed(text: str) -> str:
    """Return text gzipped and in base64, without the time and the name that gzip would add."""
    return base64.b64encode(gzip.compress(text.encode("utf-8"), compresslevel=6, mtime=0)).decode("ascii")


def source_hash(text: str) -> str:
    """Return the source expression that a content security policy allows `text` by."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


class Page(Network):  # type: ignore[misc]  # pyvis is untyped
    """A pyvis network that writes one page of ours, and shows itself in a notebook.

    The page is drawn from `nodes` and `edges`: what is added, changed or removed with pyvis's own methods shows.
    `data` is what the page's scripts read besides; `drawn` puts both together.
    """

    def __init__(self, template: str, scripts: Iterable[str], data: Mapping[str, Any], title: str) -> None:
        super().__init__(height="100%", width="100%", cdn_resources="in_line")
        self.options = json.loads(json.dumps(VIS_OPTIONS))
        self.template_name, self.title, self.data = template, title, dict(data)
        self.scripts = (*SHARED_SCRIPTS, *scripts)
        self.frame = 860  # pixels, of the height in a notebook
        self._joined: set[tuple[Any, Any]] = set()

    def add_node(self, n_id: Any, label: str | None = None, **options: Any) -> None:
        """Add a node once; pyvis's own method looks through a list of all nodes for every new one."""
        if n_id not in self.node_map:
            self.nodes.append({"id": n_id, "label": label if label is not None else str(n_id), **options})
            self.node_ids.append(n_id)
            self.node_map[n_id] = self.nodes[-1]

    def add_edge(self, source: Any, to: Any, **options: Any) -> None:
        """Add an edge between two nodes, once. Raises OptionError for a node that is not there."""
        for end in (source, to):
            if end not in self.node_map:
                raise OptionError(f"no node {end!r}; {nearest(str(end), map(str, self.node_map))}")
        if (source, to) not in self._joined:
            self._joined.add((source, to))
            self.edges.append({"from": source, "to": to, **options})

    def drawn(self) -> dict[str, Any]:
        """Return all that the scripts of the page read, without what is late."""
        first = {key: value for key, value in self.data.items() if key != "late"}
        edges = [edge for edge in self.edges if not edge.get("dyad")]  # counted anew for the time shown
        return {**first, "vis": {"nodes": self.nodes, "edges": edges, "options": self.options}}

    def late(self) -> dict[str, Any]:
        """Return what the scripts read after the first picture: sentences, articles, reasons."""
        late: dict[str, Any] = self.data["late"]
        return late

    def generate_html(self, *_: Any, **__: Any) -> str:
        """Return the page as text."""
        text, late = as_json(self.drawn()), as_json(self.late())
        packed = {"data": len(text) > COMPRESS_FROM, "late": len(late) > COMPRESS_LATE_FROM}
        style = "\n".join(_source(file) for file in ("page.css", self.template_name.replace(".html", ".css")))
        script = "(() => {\n'use strict';\n" + "\n".join(_source(file) for file in self.scripts) + "\n})();"
        for part in (style, script, _library()):
            if "</" + "script" in part.lower() or "</" + "style" in part.lower():
                raise AssertionError("an inlined file would close its own element")
        policy = (
            "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
            f"script-src {source_hash(_library())} {source_hash(script)}; style-src {source_hash(style)}"
        )
        # Files of this package, and JSON without any markup: the only text that is not escaped.
        inlined = {"style": style, "script": script, "library": _library(), "data": text, "late": late}
        inlined |= {name: compressed(inlined[name]) for name, wanted in packed.items() if wanted}
        return (
            environment()
            .get_template(self.template_name)
            .render(
                title=self.title,
                lead=self.data["lead"],
                told=self.data["told"],
                beside=self.data["start"].get("beside"),
                policy=policy,
                packed=packed,
                **{key: Markup(value) for key, value in inlined.items()},  # noqa: S704
            )
        )

    def page_bytes(self) -> bytes:
        """Return the page as the bytes to write: UTF-8 on every platform."""
        return self.generate_html().encode("utf-8")

    def write_html(self, name: str | Path, *_: Any, **__: Any) -> None:
        """Write the page, atomically; nothing is copied beside it and nothing is opened."""
        write(Path(name), self.page_bytes())

    def show(self, name: str | Path, *_: Any, **__: Any) -> Page:
        """Write the page and return it: a notebook shows what is returned."""
        self.write_html(name)
        return self

    def _repr_html_(self) -> str:
        """The iframe that Jupyter shows: it holds the whole page, cut off from the notebook around it."""
        return (
            f'<iframe srcdoc="{html.escape(self.generate_html())}" '
            'sandbox="allow-scripts allow-downloads allow-popups" '
            f'style="width:100%;height:{self.frame}px;border:0" title="Picture of the events"></iframe>'
        )
