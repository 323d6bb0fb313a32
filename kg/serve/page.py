"""The page to ask from: no script, every answer has an address of its own."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from kg.graph.query import Question
from kg.graph.rows import Iri, Rows, Value, shown
from kg.graph.served import Served, questions_by_name

ROWS = 1_000  # that the page shows
EXAMPLE = """SELECT ?begin ?label ?event WHERE {
  ?event a sem:Event ; dk:party ent:KOR, ent:JPN ; rdfs:label ?label .
  OPTIONAL { ?event sem:hasBeginTimeStamp ?begin }
} ORDER BY DESC(?begin) LIMIT 50"""
_STYLE = """
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 20%, transparent) }
body { font: 16px/1.45 system-ui, sans-serif; margin: 0 auto; padding: 1rem; max-width: 90rem }
main { display: grid; grid-template-columns: 19rem 1fr; gap: 2rem } nav { font-size: .92rem }
nav ul { list-style: none; margin: 0; padding: 0 } nav li { margin: .15rem 0 }
nav a[aria-current] { font-weight: bold } h1 { font-size: 1.3rem } h2 { font-size: 1.15rem }
form p { margin: .4rem 0 } label { display: inline-block; min-width: 6rem } input { font: inherit; min-width: 16rem }
input[type=checkbox] { min-width: 0 } td.day { white-space: nowrap }
textarea { width: 100%; font: 14px/1.4 ui-monospace, monospace } .problem { color: #c0392b; font-weight: bold }
.wide { overflow-x: auto } table { border-collapse: collapse; font-size: .92rem }
th, td { text-align: left; vertical-align: top; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid var(--line) }
pre { white-space: pre-wrap } @media (max-width: 60rem) { main { display: block } }
"""
_HINTS = {
    "party": "a state or organisation, by any name", "actor": "a person, state or organisation, by any name",
    "place": "a place", "event": "an event's id, or the beginning of one", "type": "CONSULT, consult-visit, summit …",
    "number": "a number",
}  # fmt: skip


def ask_page(
    served: Served, name: str, text: str, given: Mapping[str, str], whole: bool, rows: Rows | None, problem: str,
    cut: bool, files: Sequence[str],
) -> str:  # fmt: skip
    """Return the page with a question or query filled in, and with its answer where there is one."""
    found = questions_by_name()
    question = found.get(name)
    menu = "".join(
        f'<li><a href="/?question={escape(q.name)}"{" aria-current=page" if q is question else ""}>'
        f"{escape(q.name)}</a> <small>{escape(q.title)}</small></li>"
        for q in found.values()
    )
    links = " · ".join(f'<a href="/{file}">{file}</a>' for file in files)
    answer = [*_answer(served, name, text, given, whole, rows, cut, files)] if rows is not None else []
    parts = [
        f'<header><h1>Ask the graph</h1><p>{links}{" · " if links else ""}<a href="/vocabulary">vocabulary</a> · '
        'SPARQL 1.1 at <code>/sparql</code></p></header><main><nav aria-label="Questions"><ul>',
        menu,
        '</ul></nav><div><datalist id="names">',
        *(f'<option value="{escape(actor.label)}">' for actor in served.lookup.entities.values()),
        "</datalist>",
        *(_question_form(question, given, whole) if question else ()),
        f'<p class="problem" role="alert">{escape(problem)}</p>' if problem else "",
        *(answer if question else ()),
        '<form action="/" method="get"><h2>SPARQL of your own</h2><p><label for="sparql">Query</label></p>'
        f'<textarea id="sparql" name="sparql" rows="9" spellcheck="false">{escape(text or EXAMPLE)}</textarea>'
        "<p><button>Ask</button> prefixes of the graph need no declaration</p></form>",
        *(answer if not question else ()),
        "</div></main>",
    ]
    return _document("Ask the graph", "".join(parts))


def text_page(title: str, text: str) -> str:
    """Return a page that shows a plain text."""
    return _document(title, f'<p><a href="/">Ask the graph</a></p><h1>{escape(title)}</h1><pre>{escape(text)}</pre>')


def _document(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>{body}</body></html>\n"
    )


def _question_form(question: Question, given: Mapping[str, str], whole: bool) -> Iterator[str]:
    yield f'<form action="/" method="get"><h2>{escape(question.title)}</h2>'
    yield f'<input type="hidden" name="question" value="{escape(question.name)}">'
    for parameter in question.parameters:
        value = given.get(parameter.name) or parameter.default or ""
        names = ' list="names"' if parameter.kind in ("party", "actor") else ""
        hint = _HINTS.get(parameter.kind, "a day, month or year: 2018-05")
        yield (
            f'<p><label for="p-{parameter.name}">{parameter.name}</label>'
            f'<input id="p-{parameter.name}" name="{parameter.name}" value="{escape(value)}"{names}> '
            f"<small>{escape(hint)}</small></p>"
        )
    ticked = " checked" if whole else ""
    yield f'<p><label><input type="checkbox" name="all" value="1"{ticked}> also events that are to check</label></p>'
    yield "<p><button>Ask</button></p></form>"


def _answer(
    served: Served,
    name: str,
    text: str,
    given: Mapping[str, str],
    whole: bool,
    rows: Rows,
    cut: bool,
    files: Sequence[str],
) -> Iterator[str]:
    hidden = {p.name for p in questions_by_name()[name].parameters} if name and not text else set()
    columns = [column for column in rows.columns if column not in hidden]
    places = [rows.columns.index(column) for column in columns]
    more = " (and more: the page shows the first)" if cut or len(rows) > ROWS else ""
    yield f"<h2>{len(rows[:ROWS]):,} rows{more}</h2>"
    asked = {"query": text} if text else {**given, **({"all": "1"} if whole else {})}
    where = "/sparql" if text else f"/question/{name}"
    addresses = {form: f"{where}?{urlencode({**asked, 'format': form})}" for form in ("csv", "json", "xml", "tsv")}
    links = " · ".join(f'<a href="{escape(address)}">{form}</a>' for form, address in addresses.items())
    yield f"<p>The address of this page is a link to this answer; as {links}</p>"
    head = "".join(f"<th scope=col>{escape(column)}</th>" for column in columns)
    yield f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>'
    for row in rows[:ROWS]:
        yield f"<tr>{''.join(_cell(row[place], served, files) for place in places)}</tr>"
    yield "</tbody></table></div>"


def _cell(value: Value, served: Served, files: Sequence[str]) -> str:
    return f"<td{' class=day' if isinstance(value, datetime.date) else ''}>{_linked(value, served, files)}</td>"


def _linked(value: Value, served: Served, files: Sequence[str]) -> str:
    told = escape(shown(value, served.names))
    if isinstance(value, Iri) and value.startswith(served.names.base) and "#" not in value:
        local = value.removeprefix(served.names.base)
        seen = f' <small><a href="/timeline.html#event={escape(local[6:])}">timeline</a></small>'
        drawn = local.startswith("event/") and "timeline.html" in files
        return f'<a href="/{escape(local)}">{told}</a>{seen if drawn else ""}'
    if isinstance(value, str) and value.startswith(("https://", "http://")):
        return f'<a href="{escape(value)}" rel="noreferrer">{told}</a>'
    return told
