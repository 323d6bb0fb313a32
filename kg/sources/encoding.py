"""Bytes to text: byte order marks, UTF-8, the charset that the file declares, then charset-normalizer."""

from __future__ import annotations

import codecs
import re

from kg.model import Repair

COMMONEST = "cp1252"  # of encodings that fit equally well
SAMPLE = 60_000  # bytes that the detector looks at

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{2,40})""")


_JUNK = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0080-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufffe\uffff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


class BinaryError(ValueError):
    """The bytes are no text."""


def clean(text: str) -> str:
    r"""Return `text` without control, zero-width and half characters, each run of blanks as one blank.

    >>> clean("Japan\u200b  and\u00a0South\nKorea")
    'Japan and South Korea'
    """
    return " ".join(_SURROGATE.sub("\ufffd", _JUNK.sub("", text)).split())


def decode(data: bytes) -> tuple[str, tuple[Repair, ...]]:
    r"""Return the text of `data` and a repair note where it was not clean UTF-8 or UTF-16; raises BinaryError.

    Line ends become "\n"; the offset of a note is in bytes.

    >>> decode("Türkiye".encode("utf-8-sig"))
    ('Türkiye', ())
    >>> decode("Türkiye and Syria: talks in Genève, a démarche by the Élysée".encode("cp1252"))[0][:7]
    'Türkiye'
    """
    text, repairs = _decode(data)
    return text.replace("\r\n", "\n").replace("\r", "\n"), repairs


def _decode(data: bytes) -> tuple[str, tuple[Repair, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _with_losses(data[len(mark) :], encoding, len(mark))
    head = data[:4096]
    if b"\0" in head:
        even, odd = head[0::2].count(0), head[1::2].count(0)
        pairs = max(1, len(head) // 2)
        if odd > 0.7 * pairs and even < 0.1 * pairs:
            return _with_losses(data, "utf-16-le", 0)
        if even > 0.7 * pairs and odd < 0.1 * pairs:
            return _with_losses(data, "utf-16-be", 0)
        if head.count(0) * 20 > len(head):
            raise BinaryError("it holds zero bytes")
        text, notes = _decode(data.replace(b"\0", b""))
        return text, (Repair("zero bytes were left out", data.index(0)), *notes)
    controls = sum(head.count(code) for code in (*range(1, 9), *range(14, 27), *range(28, 32)))
    if controls * 50 > len(head):
        raise BinaryError("it is full of control characters")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start)


def _with_losses(data: bytes, encoding: str, shift: int) -> tuple[str, tuple[Repair, ...]]:
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as error:
        note = Repair(f"bytes that are no {encoding.upper()} became the sign U+FFFD", error.start + shift)
        return data.decode(encoding, errors="replace"), (note,)


def _not_utf8(data: bytes, first: int) -> tuple[str, tuple[Repair, ...]]:
    """A few spoilt bytes in UTF-8, or another encoding."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(not char.isascii() for char in text[:200_000]) - bad
    if good > bad or len(data) - first < 4:
        return text, (Repair("bytes that are no UTF-8 became the sign U+FFFD", first),)
    declared = _DECLARED.search(data[:2048])
    if declared:
        name = declared[1].decode("ascii")
        try:
            if codecs.lookup(name).name != "utf-8":
                return data.decode(name), (Repair(f"read as {name}, which the file declares", first),)
        except (LookupError, ValueError):
            pass
    import charset_normalizer

    start = max(0, data.rfind(b"\n", 0, first) + 1, first - SAMPLE // 2)
    found = charset_normalizer.from_bytes(data[start : start + SAMPLE])
    best = found.best()
    if best is None:
        raise BinaryError("no encoding makes sense of its bytes")
    equals = [match for match in found if (match.chaos, match.coherence) == (best.chaos, best.coherence)]
    best = next((match for match in equals if match.encoding == COMMONEST), best)
    return data.decode(best.encoding, errors="replace"), (Repair(f"not UTF-8: read as {best.encoding}", first),)
