"""Text from the news as text alone: nothing in it steers a terminal, turns the direction of a line or breaks a file."""

from __future__ import annotations

import re

# Whole escape sequences (colours, links, window titles), then what is left of control characters but for tabs and line
# ends, marks that turn the direction of the text around them, and code points that are none.
_SEQUENCES = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?|(?:\x1b\\]|\x9d)[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\\\|\x9c)?|\x1b[ -/]*[0-~]?"
)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_HALVES = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def plain(text: str) -> str:
    r"""Return a text without escape sequences, control characters and marks of direction; tabs and line ends stay.

    >>> plain("\x1b[31mJapan\x1b[0m and \u202eKorea\x07")
    'Japan and Korea'
    """
    if text.isprintable():  # nothing below is
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", " ")
    return _HALVES.sub("\ufffd", _CONTROLS.sub("", _SEQUENCES.sub("", text)))
