"""Reading damaged JSON and inventing nothing: strict, then lenient, then closed at the cut, then the readable prefix.

Every step that was needed leaves a `Repair` with the offset in the input. The value of a string that was cut is
what stands before the cut; a number or a word that was cut is left out, because its rest could be anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any

from kg.model import Repair

LONGEST_INTEGER = 4_000  # digits; Python refuses to read 4,300

_TOKEN = re.compile(
    r'"(?P<body>[^"\\]*+(?:\\(?:u[0-9a-fA-F]{4}|[^u])[^"\\]*+)*+)(?P<closed>"?)|[\[\]{}:,]|[^\s"\[\]{}:,]++', re.DOTALL
)
_CUT_PAIR = re.compile(r"(?<!\\)(?:\\\\)*(\\u[dD][89abAB][0-9a-fA-F]{2})\Z")
_BEFORE_KEY = re.compile(r"[{,]\s{0,99}\Z")
_SIGN = re.compile(r'\\.|["{}\[\]]', re.DOTALL)
_END = {  # what may follow the quote that ends a string: a key's, a value's in an object, in an array, on its own
    ":": re.compile(r"\s{0,99}:"),
    "{": re.compile(r'\s{0,99}(?:\}|,\s{0,99}"[^"\n]{1,99}"\s{0,99}:)'),
    "[": re.compile(r'\s{0,99}(?:\]|,\s{0,99}(?:["\[{\d-]|true|false|null))'),
    "": re.compile(r"\s*\Z"),
}
_CLOSER = {"{": "}", "[": "]"}
_ESCAPE = re.compile(r"\\(?:[\"\\/bfnrt]|u[0-9a-fA-F]{4}|(?P<bad>))")


class TooDeepError(ValueError):
    """Brackets nest deeper than the parser can go."""


class NoJsonError(ValueError):
    """Not even a prefix can be read as JSON."""


def parse(text: str) -> tuple[Any, tuple[Repair, ...]]:
    """Return the JSON value in `text` and what had to be mended; raises NoJsonError or TooDeepError.

    >>> parse('{"title": "Talks", "content": "Two min')
    ({'title': 'Talks', 'content': 'Two min'}, (Repair(what='cut: the end of the input is missing', offset=38),))
    """
    repairs: list[Repair] = []
    try:
        return _loads(text, strict=True), ()
    except json.JSONDecodeError as error:
        if error.msg.startswith("Invalid control character"):
            repairs.append(Repair("raw line breaks inside JSON strings", error.pos))
    try:
        return _loads(text, strict=False), tuple(repairs)
    except json.JSONDecodeError as error:
        broken = error.pos
    cut = Repair("cut: the end of the input is missing", len(text))
    attempts: list[tuple[str, tuple[Repair, ...]]] = [(close(text), (cut,))]
    escaped, first = mend_escapes(text)
    if first is not None:
        mended = Repair("backslashes that escape nothing", first)
        attempts += [(escaped, (mended,)), (close(escaped), (mended, cut))]
    quoted, first_quote = mend_quotes(text)
    if first_quote is not None and _keys_are_unique(quoted):
        attempts.append((quoted, (Repair("quotes inside JSON strings that were not escaped", first_quote),)))
    attempts.append((close(text[:broken]), (Repair("unreadable from here on: what stands before was read", broken),)))
    for candidate, needed in attempts:
        try:
            return _loads(candidate, strict=False), (*repairs, *needed)
        except json.JSONDecodeError:
            continue
    raise NoJsonError(f"no JSON value can be read; the first error is at character {broken}")


def close(text: str) -> str:
    """Return `text` with its open string and brackets closed; a half key, number or word at the end is left out.

    >>> close('[{"id": 21, "title": "Summit in Ph')
    '[{"id": 21, "title": "Summit in Ph"}]'
    >>> close('[{"title": "Summit", "id": 219')
    '[{"title": "Summit"}]'
    """
    return _closed(text)[0]


def _closed(text: str) -> tuple[str, bool]:
    """The text with its open string and brackets closed, and whether a value's string was open."""
    stack: list[str] = []
    safe, safe_stack = 0, 0
    is_value = True
    for match in _TOKEN.finditer(text):
        part = match.group()
        if part[0] in "{[":
            stack.append(part)
            is_value = part == "["
        elif part in ("}", "]"):
            if not stack:
                break
            stack.pop()
        elif part == ",":
            is_value = bool(stack) and stack[-1] == "["
            continue
        elif part == ":":
            is_value = True
            continue
        elif part[0] == '"' and not match["closed"]:
            if not is_value:
                break
            end = match.end()
            half = _CUT_PAIR.search(match["body"][-20:])
            if half:
                end -= len(half[1])
            return text[:end] + '"' + "".join(_CLOSER[sign] for sign in reversed(stack)), True
        elif not is_value or (part[0] != '"' and match.end() == len(text)):
            continue
        safe, safe_stack = match.end(), len(stack)
    return text[:safe] + "".join(_CLOSER[sign] for sign in reversed(stack[:safe_stack])), False


def ends_in_string(text: str) -> bool:
    """Whether a text that was cut ends within a string that is a value: that value is not all of it.

    >>> ends_in_string('{"title": "Talks in Ph'), ends_in_string('{"title": "Talks", "id": 2')
    (True, False)
    """
    return _closed(text)[1]


def without_half(value: Any, text_keys: Collection[str]) -> Any:
    """Return a value that was cut within its last string without that string, or without its last word in a text.

    Strings under one of `text_keys`, at any depth, are texts: half a sentence is worth reading, half a word is not.

    >>> without_half({"content": "Dealing with Chi"}, ["content"]), without_half({"tags": ["Sea", "Defe"]}, [])
    ({'content': 'Dealing with'}, {'tags': ['Sea']})
    """
    return _shortened(value, text_keys, False)


def _shortened(value: Any, text_keys: Collection[str], is_text: bool) -> Any:
    if isinstance(value, dict) and value:
        *others, (key, last) = value.items()
        shorter = _shortened(last, text_keys, is_text or key in text_keys)
        return dict(others) if shorter is None else {**dict(others), key: shorter}
    if isinstance(value, list) and value:
        shorter = _shortened(value[-1], text_keys, is_text)
        return value[:-1] if shorter is None else [*value[:-1], shorter]
    if isinstance(value, str) and is_text:
        whole = value[: value.rfind("<")] if value.rfind("<") > value.rfind(">") else value
        last = max(whole.rfind(sign) for sign in " \n>")
        return whole if whole.endswith((".", "!", "?")) else whole[: last + 1].rstrip(" ")
    return None


def mend_escapes(text: str) -> tuple[str, int | None]:
    r"""Return `text` with every backslash doubled that starts no JSON escape, and the offset of the first one.

    >>> mend_escapes(r'"it\'s \"so\""')
    ('"it\\\\\'s \\"so\\""', 3)
    """
    first = next((match.start() for match in _ESCAPE.finditer(text) if match["bad"] is not None), None)
    return _ESCAPE.sub(lambda match: match.group() if match["bad"] is None else r"\\", text), first


def mend_quotes(text: str) -> tuple[str, int | None]:
    r"""Return `text` with a backslash before each quote that cannot end its string, and the offset of the first one.

    A quote ends a key where a colon follows; a value in an object where the next key or the closing bracket follows; a
    value in an array where another value or the bracket follows.

    >>> mend_quotes('{"a": "He said "no" and left", "b": 1}')
    ('{"a": "He said \\"no\\" and left", "b": 1}', 15)
    """
    pieces: list[str] = []
    stack: list[str] = []
    kept, first = 0, None
    inside = is_key = False
    for match in _SIGN.finditer(text):
        sign = match.group()
        if inside:
            if sign != '"':
                continue
            if _END[":" if is_key else stack[-1] if stack else ""].match(text, match.end()):
                inside = False
            else:
                pieces.append(text[kept : match.start()] + '\\"')
                kept = match.end()
                first = match.start() if first is None else first
        elif sign == '"':
            inside, is_key = (
                True,
                bool(stack)
                and stack[-1] == "{"
                and _BEFORE_KEY.search(text, max(0, match.start() - 99), match.start()) is not None,
            )
        elif sign in "{[":
            stack.append(sign)
        elif sign in "}]" and stack:
            stack.pop()
    return "".join([*pieces, text[kept:]]), first


def _keys_are_unique(text: str) -> bool:
    """Whether no object names a key twice, as one does where prose was taken for a key."""

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(items)) < len(items):
            raise ValueError("a key stands twice")
        return dict(items)

    try:
        json.loads(text, strict=False, parse_int=_integer, object_pairs_hook=pairs)
    except (ValueError, RecursionError):
        return False
    return True


def _loads(text: str, strict: bool) -> Any:
    try:
        return json.loads(text, strict=strict, parse_int=_integer)
    except RecursionError as error:
        raise TooDeepError("brackets nest deeper than the JSON parser can go") from error


def _integer(digits: str) -> int | str:
    """An integer, or its digits where there are so many that nobody can mean a number."""
    return int(digits) if len(digits) <= LONGEST_INTEGER else digits[:LONGEST_INTEGER] + "…"
