r"""Which SPARQL may run: a query is read into its tokens, and what the engine gets is written anew from those.

Only words that are listed pass, so SERVICE, FROM, LOAD and every update are refused because nobody listed them, and
not because somebody thought of them. Comments are gone, every prefixed name is written out as an IRI and blanks stand
between all tokens: the engine cannot read the text otherwise than it was read here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from kg.errors import GraphError, nearest

LONGEST = 1_000_000  # characters of a query
MOST_TOLD = 40  # characters of what the engine expects, beyond which it is a list that helps nobody
DEEPEST = 64  # brackets, and signs of negation or inversion, one inside the other

_NONE = "this is no query that can be answered: "
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_LISTED = """
SELECT DISTINCT REDUCED AS ASK CONSTRUCT DESCRIBE WHERE ORDER BY ASC DESC LIMIT OFFSET GROUP HAVING VALUES UNDEF
OPTIONAL GRAPH UNION MINUS FILTER BIND NOT EXISTS IN A TRUE FALSE
COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR
STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE
ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW
UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL
ISNUMERIC REGEX SUBSTR REPLACE
"""
_WORDS = frozenset(_LISTED.split())
_WHY = {
    "SERVICE": "it would ask another server",
    "FROM": "it would choose graphs, and the query sees the whole graph as it is",
    **dict.fromkeys(
        ("LOAD", "INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"),
        "it would change data, and queries only read",
    ),
}

# The terminals of SPARQL 1.1 (https://www.w3.org/TR/sparql11-query/#sparqlGrammar), blanks and comments apart.
_LETTER = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_INNER = f"{_LETTER}_0-9\u00b7\u0300-\u036f\u203f-\u2040-"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_TOKEN = re.compile(
    rf"""
    (?P<blank>[\ \t\r\n]+)
  | (?P<comment>\#[^\r\n]*)
  | (?P<iri><[^<>"{{}}|^`\\\x00-\x20]*>)
  | (?P<string>'''(?:[^'\\]|\\.|'(?!''))*'''|\"""(?:[^"\\]|\\.|"(?!""))*\"""
      |'(?:[^'\\\r\n]|\\.)*'|"(?:[^"\\\r\n]|\\.)*")
  | (?P<node>_:[A-Za-z0-9_]+)
  | (?P<name>(?:[{_LETTER}](?:[{_INNER}.]*[{_INNER}])?)?:
      (?:(?:[{_LETTER}_:0-9]|{_ESCAPED})(?:(?:[{_INNER}:.]|{_ESCAPED})*(?:[{_INNER}:]|{_ESCAPED}))?)?)
  | (?P<variable>[?$][{_LETTER}_0-9][{_LETTER}_0-9\u00b7\u0300-\u036f\u203f-\u2040]*)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<number>[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+|[+-]?[0-9]*\.[0-9]+|[+-]?[0-9]+)
  | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
  | (?P<mark>\^\^|&&|\|\||!=|<=|>=|[{{}}()\[\];,.*/|^+\-!=<>?])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f", "\\": "\\", '"': '"', "'": "'"}
_WRITTEN = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_CODE_POINT = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")
# SELECT YEAR(?d), SELECT (COUNT(*)), GROUP BY YEAR(?d) AS ?y: an expression with no name inside its brackets.
_UNNAMED = re.compile(r"SELECT [^{(]*\b[A-Z_]+\(|SELECT\( [A-Z_]+\([^()]*\) \)|BY [^{(]*\b[A-Z_]+\([^()]*\) AS ")
_OPENING, _CLOSING, _UNARY = frozenset("{(["), frozenset("})]"), frozenset("!^-+")


@dataclass(frozen=True, slots=True)
class Checked:
    """A query as the engine gets it, and what it asks for: "SELECT", "ASK", "CONSTRUCT" or "DESCRIBE"."""

    text: str
    form: str


def refusal(error: BaseException, text: str) -> str:
    """Return in words why the engine does not answer a query with this text: where it stumbles, and the likely cause.

    >>> told = refusal(SyntaxError("error at 1:16: expected DISTINCT"), "SELECT YEAR( ?d ) { ?e ?p ?d }")
    >>> told.removeprefix("this is no query that can be answered: ")
    "it breaks off near 'YEAR( ?d ) { ?e'; what is computed has a name in brackets, as in (YEAR(?day) AS ?year)"
    """
    told = re.match(r"error at 1:(\d+): (.*)", str(error), re.DOTALL)
    if told is None:
        parameter = "a parameter must be among the columns of SELECT: " if "projection" in str(error) else ""
        return f"{_NONE}{parameter}{error}"
    at = len(text[: int(told[1]) - 1].split())
    near = f"it breaks off near {' '.join(text.split()[max(0, at - 2) : at + 3])!r}"
    if _UNNAMED.search(text):
        return f"{_NONE}{near}; what is computed has a name in brackets, as in (YEAR(?day) AS ?year)"
    expected = " ".join(told[2].split())
    return f"{_NONE}{near}" + (f"; {expected}" if len(expected) <= MOST_TOLD else "")


@dataclass(slots=True)
class _Reading:
    """Where the reading of one query stands."""

    prefixes: dict[str, str]
    base: str = ""
    written: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    declaring: str = ""  # PREFIX or BASE, until its IRI comes
    prefix: str | None = None
    depth: int = 0
    signs: int = 0
    word: int = -1  # where in `written` the token before this one stands, if it is a word


def checked(sparql: str, prefixes: Mapping[str, str]) -> Checked:
    r"""Return a query as the engine may get it. `prefixes` may be used undeclared.

    Raises GraphError, with the line, for a word that is not listed, an escape such as \u0041, an unknown prefix, and
    for what is too long or nested too deeply.

    >>> checked("ask { ?s a x:y.}#now", {"x": "http://x/"})
    Checked(text='ask { ?s a <http://x/y> . }', form='ASK')
    >>> checked("ask { ?s a x:.SERVICE x:y {} }", {"x": "http://x/"})  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    kg.errors.GraphError: this is no query that can be answered: line 1: it says SERVICE, which is refused: ...
    """
    if len(sparql) > LONGEST:
        raise GraphError(f"the query has {len(sparql):,} characters; the most is {LONGEST:,}")
    if _CODE_POINT.search(sparql):
        raise GraphError(r"the query holds an escape such as \u0041: write the character itself")
    state = _Reading(dict(prefixes))
    position, line = 0, 1
    while position < len(sparql):
        found = _TOKEN.match(sparql, position)
        if found is None:
            seen = sparql[position : position + 20].split("\n")[0]
            raise GraphError(f"{_NONE}line {line}: nothing in SPARQL begins with {seen!r}")
        kind, text = found.lastgroup or "", found.group()
        if kind == "blank":
            state.written += ["\n" * text.count("\n")] if "\n" in text else []
        elif kind != "comment":
            try:
                _take(kind, text, state)
            except GraphError as error:
                raise GraphError(f"{_NONE}line {line}: {error}") from None
        line += text.count("\n")
        position = found.end()
    if not state.forms:
        raise GraphError(f"{_NONE}it has none of the words {', '.join(FORMS)}")
    return Checked(" ".join(state.written), state.forms[0])


def _take(kind: str, text: str, state: _Reading) -> None:
    """Take one token: write what stands for it, or refuse it."""
    if state.declaring:
        _declare(kind, text, state)
        return
    state.signs = state.signs + 1 if text in _UNARY else 0
    word, state.word = state.word, -1
    if kind == "word":
        _take_word(text, state)
        state.word = len(state.written) - 1
    elif kind == "name":
        state.written.append(_iri(text, state))
    elif kind == "string":
        state.written.append(_string(text))
    else:
        state.depth += (text in _OPENING) - (text in _CLOSING)
        if text == "(" and word >= 0:
            state.written[word] += text  # Oxigraph wants the bracket of CONCAT( and COALESCE( close to it
        else:
            state.written.append(text)
    if state.depth > DEEPEST or state.signs > DEEPEST:
        raise GraphError(f"the query is nested more than {DEEPEST} deep")


def _take_word(text: str, state: _Reading) -> None:
    word = text.upper()
    if word in ("PREFIX", "BASE"):
        state.declaring = word
        return
    if word not in _WORDS:
        why = _WHY.get(word)
        if why:
            raise GraphError(f"it says {word}, which is refused: {why}. Ask with {', '.join(FORMS)}")
        raise GraphError(f"it says {text}, which is no word of SPARQL that may be used here; {_near(word)}")
    if word in FORMS:
        state.forms.append(word)
    state.written.append(text)


def _near(word: str) -> str:
    hint = nearest(word, _WORDS)
    return hint if hint.startswith("did you mean") else f"a variable is written ?{word.lower()}, a name prefix:name"


def _declare(kind: str, text: str, state: _Reading) -> None:
    """The rest of PREFIX name: <iri> or BASE <iri>; only the latter is handed on."""
    if state.declaring == "PREFIX" and state.prefix is None:
        if kind != "name" or not text.endswith(":") or text.index(":") != len(text) - 1:
            raise GraphError(f"PREFIX is followed by a name such as dk: and not by {text}")
        state.prefix = text[:-1]
        return
    if kind != "iri":
        raise GraphError(f"{state.declaring} needs an IRI in angle brackets and not {text}")
    iri = urljoin(state.base, text[1:-1]) if state.base else text[1:-1]
    if state.prefix is not None:
        state.prefixes[state.prefix] = iri
    else:
        state.base = iri
        state.written.append(f"BASE <{iri}>")
    state.declaring, state.prefix = "", None


def _iri(name: str, state: _Reading) -> str:
    prefix, _, local = name.partition(":")
    if prefix not in state.prefixes:
        raise GraphError(f"the prefix {prefix}: is not declared; {nearest(prefix, state.prefixes)}")
    plain = re.sub(r"\\(.)", r"\1", local)
    return f"<{state.prefixes[prefix]}{plain}>"


def _string(text: str) -> str:
    """A string in plain double quotes with the same content."""
    width = 3 if text[:3] in ('"""', "'''") and len(text) >= 6 else 1

    def unescaped(found: re.Match[str]) -> str:
        if found[1] not in _ESCAPES:
            raise GraphError(f"a string holds {found[0]}, which is no escape of SPARQL; valid: {' '.join(_ESCAPES)}")
        return _ESCAPES[found[1]]

    content = re.sub(r"\\(.)", unescaped, text[width:-width], flags=re.DOTALL)
    if re.search(r"\\[uU]", content):
        raise GraphError("a string holds a backslash before u: no text of the graph has one")
    return '"' + re.sub(r'[\\"\n\r\t\x08\x0c]', lambda found: _WRITTEN[found[0]], content) + '"'
