"""What wraps an article: archives, compressed files, web archives, saved pages, Word, Excel, PDF, Parquet.

Each opener takes a `Part` and gives the parts inside, until what is left is text that a reader knows. Nothing is
written to a disk, and what comes out of one file is bounded: a small file can hold a large one.
"""

from __future__ import annotations

import bz2
import contextlib
import csv
import datetime
import email
import email.policy
import io
import lzma
import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from email.message import EmailMessage
from pathlib import PurePath
from typing import Any
from xml.etree import ElementTree

from kg.model import Issue, Repair, Report
from kg.sources.limits import Limits, raised
from kg.sources.metadata import NOTHING, Metadata, address

DEEPEST = 4  # archives within archives
CHUNK = 1 << 20  # bytes that are unpacked at once
SEALED = (".docx", ".xlsx", ".parquet", ".pdf", ".zip")  # what is so called and holds plain text is a mistake
SUFFIXES = (".gz", ".bz2", ".xz", ".zip", ".warc", ".mhtml", ".mht", ".docx", ".xlsx", ".parquet", ".pdf")
EDGE, FRAME = 3, 3  # lines at the top and the foot of a printed page; pages on which a frame stands
PACKINGS = (".gz", ".bz2", ".xz")  # the suffix before it tells what is inside

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MHTML = re.compile(
    rb"\A\s{0,9}(?:[A-Za-z-]{2,40}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,20}){0,40}?"
    rb"content-type:\s{0,9}multipart/related", re.IGNORECASE
)  # fmt: skip
_LINE_NUMBER = re.compile(r"\d+")
_OTHERS = (  # how the bytes begin, what that is, what would do
    (b"{\\rtf", "a text in Rich Text Format", "save it as .docx or .txt"),
    (b"\xd0\xcf\x11\xe0", "a file of an old Word or Excel", "save it as .docx, .xlsx or .csv"),
    (b"\x89PNG", "a picture", "give the text of the article"),
    (b"\xff\xd8\xff", "a picture", "give the text of the article"),
    (b"GIF8", "a picture", "give the text of the article"),
    (b"SQLite format 3", "a data base (SQLite)", "export its table as CSV"),
    (b"\x80\x02", "a pickle of Python, which is never loaded", "write the table with to_csv or to_parquet"),
    (b"\x80\x03", "a pickle of Python, which is never loaded", "write the table with to_csv or to_parquet"),
    (b"\x80\x04", "a pickle of Python, which is never loaded", "write the table with to_csv or to_parquet"),
    (b"\x80\x05", "a pickle of Python, which is never loaded", "write the table with to_csv or to_parquet"),
    (b"7z\xbc\xaf\x27\x1c", "an archive of 7-Zip", "unpack it, or pack it as .zip"),
    (b"Rar!", "an archive of RAR", "unpack it, or pack it as .zip"),
    (b"\x28\xb5\x2f\xfd", "a file compressed with Zstandard", "unpack it, or pack it as .gz"),
    (b"RDX3", "data of R", "write the table with write.csv"),
    (b"RDX2", "data of R", "write the table with write.csv"),
    (b"<stata_dta>", "data of Stata", "export the table as CSV"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A file or what was packed in one: its name in reports, its bytes, the suffix that tells what it holds."""

    name: str
    data: bytes
    suffix: str
    given: Metadata = NOTHING  # what the wrapping says of it
    repairs: tuple[Repair, ...] = ()

    def inner(self, name: str, data: bytes, suffix: str | None = None, given: Metadata | None = None) -> Part:
        """A part of this part."""
        return replace(self, name=name, data=data, suffix=suffix or suffix_of(name), given=given or self.given)


class TooLargeError(ValueError):
    """Unpacking would give more bytes than the limit."""


class RefusedError(ValueError):
    """A file is whole, but cannot be opened here; the second argument says what would do."""


@dataclass(slots=True)
class Opening:
    """What the openers of one file share: the limits, where reports go, and how many bytes may still come out."""

    name: str
    report: Report
    limits: Limits
    left: int

    def take(self, size: int) -> None:
        """Count bytes that came out; raises TooLargeError at the limit."""
        self.left -= size
        if self.left < 0:
            raise TooLargeError(f"more than {self.limits.file_bytes:,} bytes after unpacking")

    def issue(self, level: str, message: str, remedy: str) -> None:
        """Report one thing about this file."""
        self.report(Issue(level, "read", self.name, None, message, remedy))


Opener = Callable[[Part, Opening], Iterable[Part]]


def suffix_of(name: str) -> str:
    """Return the suffix that tells what a file holds: that before .gz and the like, in small letters.

    >>> suffix_of("20230316.export.CSV.gz")
    '.csv'
    """
    path = PurePath(name)
    return (PurePath(path.stem) if path.suffix.lower() in PACKINGS else path).suffix.lower()


def parts(name: str, data: bytes, report: Report, limits: Limits) -> Iterator[Part]:
    """Yield what is in a file, itself where it is not packed; what cannot be opened is reported.

    >>> import gzip
    >>> [part.data for part in parts("a.txt.gz", gzip.compress(b"talks"), print, Limits())]
    [b'talks']
    """
    opening = Opening(name, report, limits, limits.file_bytes)
    yield from _opened(Part(name, data, suffix_of(name)), opening, 0)


def _opened(part: Part, opening: Opening, depth: int) -> Iterator[Part]:
    opener = _opener(part.data)
    if opener is None:
        yield part
        return
    if depth >= DEEPEST:
        opening.issue("error", f"it is packed more than {DEEPEST} times over", "unpack it")
        return
    try:
        for inner in opener(part, opening):
            yield from _opened(inner, opening, depth + 1)
    except TooLargeError as error:
        opening.issue("error", f"{error}", f"unpack and split the file, or {raised('file_bytes')}")
    except ModuleNotFoundError as error:
        extra = {"pypdf": "pdf", "warcio": "warc"}.get(error.name or "", "tables")
        what = f"reading it needs the package {error.name}, which is not installed"
        opening.issue("error", what, f"pip install 'diplokg[{extra}]'")
    except RefusedError as error:
        opening.issue("error", f"{error.args[0]}", error.args[1])
    except Exception as error:  # what the openers of other packages raise at damaged files has no end
        opening.issue("error", f"it cannot be opened: {type(error).__name__}: {error}", "fetch or save it again")


def _opener(data: bytes) -> Opener | None:
    for start, opener in _OPENERS:
        if data.startswith(start):
            return opener
    if _MHTML.match(data[:8000].replace(b"\r", b"")):
        return saved_page
    return _other if any(data.startswith(start) for start, _, _ in _OTHERS) else None


def _other(part: Part, opening: Opening) -> Iterable[Part]:  # noqa: ARG001 (an opener is called so)
    what, remedy = next((what, remedy) for start, what, remedy in _OTHERS if part.data.startswith(start))
    raise RefusedError(f"it is {what}, not an article or a table", remedy)


# ------------------------------------------------------------------------------ compressed
def _inflate(make: Callable[[], Any], data: bytes, opening: Opening) -> tuple[bytes, bool]:
    """The content of all streams that follow each other, and whether the last is complete."""
    out: list[bytes] = []
    first = True
    while data:
        stream, fed = make(), data
        while not stream.eof:
            try:
                chunk = stream.decompress(fed, CHUNK)
            except (zlib.error, OSError, EOFError, lzma.LZMAError):  # after the first stream: bytes that are none
                return b"".join(out), not first
            fed = getattr(stream, "unconsumed_tail", b"")  # zlib hands back what it did not use, the others keep it
            opening.take(len(chunk))
            out.append(chunk)
            if not chunk and not fed and not stream.eof:
                return b"".join(out), False
        first, data = False, stream.unused_data
    return b"".join(out), True


def _compressed(make: Callable[[], Any], part: Part, opening: Opening) -> Iterator[Part]:
    data, whole = _inflate(make, part.data, opening)
    inner = part.inner(part.name, data, part.suffix)
    if not whole:
        cut = Repair("cut: the packed file is incomplete", len(part.data))
        inner = replace(inner, repairs=(*part.repairs, cut))
    yield inner


def gzipped(part: Part, opening: Opening) -> Iterator[Part]:
    """What is in a file compressed with gzip; a cut one as far as it goes."""
    return _compressed(lambda: zlib.decompressobj(31), part, opening)


def bzipped(part: Part, opening: Opening) -> Iterator[Part]:
    """What is in a file compressed with bzip2."""
    return _compressed(bz2.BZ2Decompressor, part, opening)


def xzipped(part: Part, opening: Opening) -> Iterator[Part]:
    """What is in a file compressed with xz."""
    return _compressed(lambda: lzma.LZMADecompressor(memlimit=opening.limits.file_bytes), part, opening)


# ------------------------------------------------------------------------------ zip, and what is one inside
def zipped(part: Part, opening: Opening) -> Iterator[Part]:
    """The files in a zip archive; a Word or Excel file is one inside."""
    with zipfile.ZipFile(io.BytesIO(part.data)) as archive:
        names = set(archive.namelist())
        if "word/document.xml" in names:
            yield word(part, archive, opening)
        elif "xl/workbook.xml" in names:
            yield from workbook(part, archive, opening)
        elif {"mimetype", "META-INF/container.xml"} <= names:
            raise RefusedError("it is an e-book (EPUB)", "save it as .html or .txt")
        elif "mimetype" in names:
            raise RefusedError("it is a document of OpenOffice", "save it as .docx or .csv")
        else:
            yield from _members(part, archive, opening)


def _members(part: Part, archive: zipfile.ZipFile, opening: Opening) -> Iterator[Part]:
    """The files of an archive, by name; what is no plain file of its own folder is passed over with a word."""
    passed: dict[str, list[str]] = {}
    for info in sorted(archive.infolist(), key=lambda info: info.filename)[: opening.limits.archive_files]:
        name = info.filename.replace("\\", "/")
        if info.is_dir() or name.startswith("__MACOSX/") or PurePath(name).name.startswith("."):
            continue
        if ".." in PurePath(name).parts or name.startswith("/") or re.match(r"[A-Za-z]:", name):
            passed.setdefault("have a path that leads out of the archive", []).append(name)
        elif stat.S_ISLNK(info.external_attr >> 16):
            passed.setdefault("are links", []).append(name)
        elif info.flag_bits & 1:
            passed.setdefault("are locked with a password", []).append(name)
        else:
            try:
                yield part.inner(f"{part.name}/{name}", _member(archive, info, opening))
            except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError):
                passed.setdefault("cannot be unpacked", []).append(name)
    if len(archive.infolist()) > opening.limits.archive_files:
        more = f"stand behind the first {opening.limits.archive_files:,}"
        passed[more] = [info.filename for info in archive.infolist()[opening.limits.archive_files :]]
    for why, names in passed.items():
        shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        opening.issue("warning", f"{len(names)} file(s) in it {why}: {shown}", "unpack the archive and give the files")


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, opening: Opening) -> bytes:
    """The bytes of one file in an archive, whatever size it says of itself."""
    out: list[bytes] = []
    with archive.open(info) as stream:
        while chunk := stream.read(CHUNK):
            opening.take(len(chunk))
            out.append(chunk)
    return b"".join(out)


def word(part: Part, archive: zipfile.ZipFile, opening: Opening) -> Part:
    """The text of a Word document, a paragraph a line, headings marked as in Markdown."""
    content = _member(archive, archive.getinfo("word/document.xml"), opening)
    if b"<!DOCTYPE" in content[:2000]:
        raise RefusedError("it is no document as Word writes it", "save it again")
    paragraphs: list[str] = []
    words: list[str] = []
    style = ""
    for event, element in ElementTree.iterparse(io.BytesIO(content), ("start", "end")):  # noqa: S314 (no DTD comes here)
        name = element.tag.removeprefix(_WORD)
        if event == "start":
            continue
        if name == "t":
            words.append(element.text or "")
        elif name in ("tab", "br", "cr"):
            words.append("\n" if name != "tab" else " ")
        elif name == "pStyle":
            style = element.get(f"{_WORD}val", "")
        elif name == "p":
            heading = re.match(r"(?:Heading\d|Title)", style)
            paragraphs.append(("# " if heading else "") + "".join(words).strip())
            words, style = [], ""
            element.clear()
    text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph.strip("# "))
    return part.inner(part.name, text.encode("utf-8", "replace"), ".txt")


def workbook(part: Part, archive: zipfile.ZipFile, opening: Opening) -> Iterator[Part]:
    """The sheets of an Excel file as tables of text."""
    import openpyxl

    opening.take(sum(info.file_size for info in archive.infolist()))
    book = openpyxl.load_workbook(io.BytesIO(part.data), read_only=True, data_only=True)
    sheets = [(sheet.title, _csv(sheet.iter_rows(values_only=True))) for sheet in book.worksheets]
    filled = [(title, data) for title, data in sheets if data.strip(b",\r\n ")]
    for title, data in filled:
        opening.take(len(data))
        yield part.inner(part.name if len(filled) == 1 else f"{part.name}/{title}", data, ".csv")


def parquet(part: Part, opening: Opening) -> Iterator[Part]:
    """The table of a Parquet file as text."""
    import pyarrow.parquet

    table = pyarrow.parquet.ParquetFile(io.BytesIO(part.data))
    groups = (table.metadata.row_group(number) for number in range(table.metadata.num_row_groups))
    opening.take(sum(group.total_byte_size for group in groups))

    def rows() -> Iterator[Iterable[Any]]:
        yield table.schema_arrow.names
        for batch in table.iter_batches(10_000):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

    data = _csv(rows())
    opening.take(len(data))
    yield part.inner(part.name, data, ".csv")


def _csv(rows: Iterable[Iterable[Any]]) -> bytes:
    """Rows of any values as a table of text: a whole number without a point, a day without its midnight."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> str:
    if value is None or value != value:  # NaN
        return ""
    if isinstance(value, datetime.datetime):
        return value.isoformat() if value.time() != datetime.time() else value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


# ------------------------------------------------------------------------------ pages
def saved_page(part: Part, opening: Opening) -> Iterator[Part]:
    """The page in a file that a browser saved as one (MHTML)."""
    opening.take(0)
    message = email.message_from_bytes(part.data, _class=EmailMessage, policy=email.policy.default)
    for inner in message.walk():
        if inner.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        payload = inner.get_payload(decode=True)
        if not isinstance(payload, bytes):
            continue
        charset = inner.get_content_charset()
        if charset and charset.lower() not in ("utf-8", "utf8"):
            with contextlib.suppress(LookupError):
                payload = payload.decode(charset, "replace").encode("utf-8")
        url = address(message.get("Snapshot-Content-Location")) or address(inner.get("Content-Location"))
        yield part.inner(part.name, payload, ".html", Metadata(url=url))
        return
    raise RefusedError("it is a saved page without a page in it", "save the page again, as HTML")


def web_archive(part: Part, opening: Opening) -> Iterator[Part]:
    """The pages in a WARC file that the server answered with; other records are counted."""
    from warcio.archiveiterator import ArchiveIterator

    others: Counter[str] = Counter()
    for record in ArchiveIterator(io.BytesIO(part.data)):
        url = address(record.rec_headers.get_header("WARC-Target-URI"))
        status, kind = "200", record.rec_headers.get_header("Content-Type") or ""
        if record.http_headers is not None:
            status, kind = record.http_headers.get_statuscode(), record.http_headers.get_header("Content-Type") or ""
        if record.rec_type not in ("response", "resource", "conversion"):
            continue
        suffix = ".html" if "html" in kind else ".txt" if "text/plain" in kind else ".json" if "json" in kind else None
        if status != "200" or suffix is None:
            what = f"answer {status}" if status != "200" else kind.split(";")[0] or "no type"
            others[what] += 1
            continue
        data = record.content_stream().read(opening.left + 1)
        opening.take(len(data))
        yield part.inner(url or part.name, data, suffix, Metadata(url=url))
    if others:
        shown = ", ".join(f"{kind} ({count})" for kind, count in sorted(others.items())[:5])
        opening.issue("info", f"{sum(others.values())} record(s) that hold no page were passed over: {shown}",
                      "nothing to do: pictures, redirections and the like")  # fmt: skip


def printed(part: Part, opening: Opening) -> Iterator[Part]:
    """The text of a PDF file: lines joined to paragraphs, without what is printed on each page."""
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(part.data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise RefusedError("it is a PDF that is locked with a password", "save it without the password")
    pages: list[list[str]] = []
    for page in reader.pages[: opening.limits.pages]:
        text = page.extract_text()
        opening.take(len(text))
        pages.append([" ".join(line.split()) for line in text.split("\n")])
    if len(reader.pages) > opening.limits.pages:
        opening.issue("warning", f"only its first {opening.limits.pages:,} of {len(reader.pages):,} pages are read",
                      f"split the file, or {raised('pages')}")  # fmt: skip
    if not any(any(page) for page in pages):
        raise RefusedError("it is a PDF without text: pictures of pages", "have its text recognised (OCR) first")
    yield part.inner(part.name, "\n\n".join(paragraphs(pages)).encode("utf-8", "replace"), ".txt")


def paragraphs(pages: list[list[str]]) -> list[str]:
    """Return the paragraphs of printed pages given as lines.

    A paragraph ends at an empty line, where a sentence ends in a line that is clearly shorter than the others, and at a
    line much shorter.
    What stands at the edge of three pages or more, but for numbers, is their frame.

    >>> paragraphs([["Talks in Oslo", "", "The two minis-", "ters met.", "1"]])
    ['Talks in Oslo', 'The two ministers met.']
    """
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_LINE_NUMBER.sub("#", line) for line in (*page[:EDGE], *page[-EDGE:])})
    lines: list[str] = []
    for page in pages:
        for number, line in enumerate(page):
            at_edge = number < EDGE or number >= len(page) - EDGE
            if not (at_edge and line and (line.isdigit() or seen[_LINE_NUMBER.sub("#", line)] >= FRAME)):
                lines.append(line)
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[len(lengths) * 3 // 4] if lengths else 0
    found: list[str] = []
    open_line = ""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        joined = open_line.endswith("-") and line[:1].islower()
        open_line = open_line[:-1] + line if joined else f"{open_line} {line}".strip()
        ends = len(line) < 0.8 * usual and line.endswith((".", "!", "?", "”", '"', ":"))
        heading = len(line) < 0.6 * usual and not following[:1].islower()
        if not line or ends or heading:
            found.append(open_line)
            open_line = ""
    return [text for text in (*found, open_line) if text]


_OPENERS: tuple[tuple[bytes, Opener], ...] = (
    (b"\x1f\x8b", gzipped),
    (b"BZh", bzipped),
    (b"\xfd7zXZ\x00", xzipped),
    (b"PK\x03\x04", zipped),
    (b"PK\x05\x06", zipped),
    (b"%PDF-", printed),
    (b"PAR1", parquet),
    (b"WARC/", web_archive),
)  # fmt: skip
