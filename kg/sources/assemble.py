"""From pieces of text and metadata to a `Document`: kinds of blocks, language, limits, and what is reported."""

from __future__ import annotations

import dataclasses
import datetime
import logging
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from kg.errors import KgError
from kg.model import Block, Document, Issue, Repair, Report
from kg.seeds.own import remembered
from kg.seeds.reading import page_furniture
from kg.seeds.tables import TableForm
from kg.sources.encoding import clean
from kg.sources.language import looks_like
from kg.sources.limits import Limits, raised
from kg.sources.metadata import NOTHING, Metadata, local_day
from kg.timex.metadata_dates import metadata_date

SEPARATOR = "\n\n"
NEAR_TOP = 4  # blocks
LONGEST_FOOTER = 300  # code points
LONGEST_CAPTION = 700
LONGEST_HEADING = 12  # words
ENOUGH_DAYS = 50  # lines that show whether it is one; beside them only those at the end may be furniture
LONGEST_DATE = 6  # words
MANY_DAYS = 3  # on lines of their own, that make a list of events
LONGEST_LINE = 120  # of a byline or a date

_PROSE_END = tuple(".!?:;…\"'”’»)]")
_PART = re.compile(r"\s*[|•·]\s*|\s+[–—]\s+")  # what parts a byline from a date
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)|(?<!\d)\d{1,2}([./-])\d{1,2}\1\d\d(?!\d)")
_WRITER = re.compile(r"\A[Bb][Yy]\s[^,|•·]{2,60},\s|\s+by\s+[A-Z][^\d|]{1,60}\Z")  # before or behind a day
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?)?(?:\s[a-z]{2,4})?")  # above an entry of a ticker
_BYLINE = re.compile(r"(?:By|BY|by)\s+((?:[^\W\d_][\w.'’-]*,?\s*){1,12})$")


@dataclass(frozen=True, slots=True)
class Source:
    """One piece of input on its way through a reader: its name in reports, its text, what was mended so far."""

    name: str
    text: str
    report: Report
    limits: Limits = field(default_factory=Limits)
    repairs: tuple[Repair, ...] = ()
    columns: TableForm | None = None  # what the columns of a table hold, where the user says it
    web: bool = False  # whether trafilatura is to find the text of pages
    given: Metadata = NOTHING  # what the wrapping says: a web archive, a saved page

    def issue(self, level: str, message: str, remedy: str, name: str | None = None) -> None:
        """Report one thing about this input."""
        self.report(Issue(level, "read", name or self.name, None, message, remedy))

    def too_deep(self, form: str, depth: int, limit: int, option: str, name: str | None = None) -> None:
        """Report that nesting is over the limit."""
        message = f"its {form} nests {depth:,} levels deep, over the limit of {limit:,}"
        self.issue("error", message, f"check where the file comes from, or {raised(option)}", name)

    def part(self, text: str, name: str | None = None, repairs: Iterable[Repair] = ()) -> Source:
        """A part of this input (one post of a list), with further repair notes."""
        return dataclasses.replace(self, text=text, name=name or self.name, repairs=(*self.repairs, *repairs))


def failure(error: Exception, stage: str, document: str) -> Issue:
    """Return the issue of an article that could not be read to its end: the world's input never stops a run.

    >>> failure(RecursionError("too deep"), "extract", "a.txt").message
    'RecursionError: too deep; its events are left out, the others are built'
    """
    logging.getLogger("kg").debug("%s: %s", document, error, exc_info=error)
    return left_out(f"{type(error).__name__}: {error}", stage, document)


def left_out(why: str, stage: str, document: str) -> Issue:
    """Return the issue of an article whose events are left out, for a reason told in words."""
    message = f"{why}; its events are left out, the others are built"
    remedy = "report it with the article; breaking up what is unusual in it (a list of a thousand names) helps"
    return Issue("error", stage, document, None, message, remedy)


def each(source: Source, make: Callable[[], list[Document]]) -> list[Document]:
    """Return what `make` gives, nothing (and a report) where it fails: one article costs the others nothing."""
    try:
        return make()
    except KgError:  # a bad row of seeds: our own mistake stops the run
        raise
    except Exception as error:
        source.report(failure(error, "read", source.name))
        return []


def document(source: Source, pieces: Iterable[tuple[str, str]], metadata: Metadata) -> list[Document]:
    """Return the document in a list, or an empty list where it was refused; what a user must know is reported.

    `pieces` are (kind, text) with the kinds of `kg.model.BLOCK_KINDS`; paragraphs that are captions, headings or
    footers by their form get that kind here, the same for all sources.
    """
    _report_repairs(source)
    pieces = list(pieces)
    cleaned = [(kind, clean(text)) for kind, text in pieces]
    metadata = metadata.over(source.given)
    told = days_of_entries(cleaned, metadata.language)
    metadata = local_day(_from_lines(cleaned, metadata, told))
    kinds = classify(cleaned, metadata, told)
    prose = [text for kind, text in kinds if kind in ("paragraph", "caption")]
    if not prose and all(kind == "headline" for kind, _ in pieces):  # all that a feed gives of an article
        prose = [text for _, text in kinds]
    if not prose:
        source.issue(
            "warning",
            "there is no article text in it",
            "check that the file holds the article and not a form or a login page",
        )
        return []
    if _too_long(source, [text for _, text in kinds]):
        return []
    language = _language(source, " ".join(prose)[:8000], metadata.language)
    if language is None:
        return []
    if metadata.published is None:
        source.issue(
            "warning",
            "it has no publication date: words like 'Monday' or 'last month' stay undated",
            "add it: 'date' in JSON, article:published_time in HTML, a first line 'date: 2022-11-16' in text",
        )
    blocks: list[Block] = []
    offset = 0
    for kind, text in kinds:
        blocks.append(Block(offset, offset + len(text), kind))
        offset += len(text) + len(SEPARATOR)
    return [
        Document(
            text=SEPARATOR.join(text for _, text in kinds),
            title=metadata.title,
            url=metadata.url,
            published=metadata.published,
            publisher=metadata.publisher,
            author=metadata.author,
            modified=metadata.modified,
            language=language,
            section=metadata.section,
            tags=metadata.tags,
            blocks=tuple(blocks),
            repairs=source.repairs,
        )
    ]


def _too_long(source: Source, texts: list[str]) -> bool:
    limits = source.limits
    longest = max(map(len, texts))
    whole = sum(map(len, texts)) + len(SEPARATOR) * (len(texts) - 1)
    if longest > limits.paragraph_chars:
        message = f"a paragraph of {longest:,} characters is over the limit of {limits.paragraph_chars:,}"
    elif whole > limits.article_chars:
        message = f"a text of {whole:,} characters is over the limit of {limits.article_chars:,}"
    else:
        return False
    remedy = f"break the text into paragraphs, or {raised('paragraph_chars', 'article_chars')}"
    source.issue("error", f"{message}: the article is left out", remedy)
    return True


def _report_repairs(source: Source) -> None:
    for repair in source.repairs:
        lost = repair.what.startswith(("cut", "unreadable", "no JSON"))
        remedy = "fetch the article again if the text is incomplete" if lost else "nothing to do: no text was lost"
        message = f"mended: {repair.what} (offset {repair.offset:,})"
        source.issue("warning" if lost else "info", message, remedy)


def _language(source: Source, text: str, declared: str | None) -> str | None:
    """The language code, "en" or a refusal (None)."""
    code = re.split(r"[-_]", declared.strip().lower())[0] if declared else None
    if code in ("english", "eng"):
        code = "en"
    seen = looks_like(text)
    if seen.language == "English":
        if code not in (None, "en"):
            source.issue(
                "info",
                f"it calls its language {declared!r}, but the text reads as English",
                "nothing to do: it was read",
            )
        return "en"
    if seen.language is None and code in (None, "en"):
        return "en"
    why = f"the text looks like {seen.language}" if seen.language else f"its language is given as {declared!r}"
    source.issue(
        "warning", f"not in English: {why}; the article is left out", "only English is read: give a translation"
    )
    return None


# ------------------------------------------------------------------------------ kinds of blocks
def classify(
    pieces: list[tuple[str, str]], metadata: Metadata, told: Sequence[datetime.date] = ()
) -> list[tuple[str, str]]:
    """Return the pieces that hold a letter or digit, with headlines, headings, captions and footers told from prose.

    `told` are the days that a list of events in them has on lines of their own.

    >>> pieces = [("paragraph", "Leaders in Lima | Photo: Harbour News"), ("paragraph", "Edited by A. Person")]
    >>> classify(pieces, Metadata())
    [('caption', 'Leaders in Lima'), ('footer', 'Edited by A. Person')]
    """
    found: list[tuple[str, str]] = []
    entries = {*told} - {metadata.published, metadata.modified}
    for number, (kind, text) in enumerate(pieces):
        if not any(char.isalnum() for char in text):
            continue
        first = all(other == "footer" for other, _ in found)
        if first and kind in ("heading", "paragraph") and metadata.title and _same(text, metadata.title):
            kind = "headline"
        if kind in ("paragraph", "caption"):
            kind, text = _caption(kind, text)
        of_entry = bool(entries) and line_day(text, metadata.language) in entries
        if kind in ("paragraph", "heading") and not of_entry:
            kind = _furniture(kind, text, metadata, len(found) < NEAR_TOP, number >= len(pieces) - 2)
        if kind == "paragraph" and is_heading(text):
            kind = "heading"
        found.append((kind, text))
    if not any(kind in ("paragraph", "caption") for kind, _ in found) and any(
        kind != "headline" for kind, _ in pieces
    ):  # a note of one line, or lines without stops
        found = [("paragraph" if kind == "heading" else kind, text) for kind, text in found]
    return found


def _same(text: str, title: str) -> bool:
    return re.sub(r"\W+", "", text).casefold() == re.sub(r"\W+", "", title).casefold()


def is_heading(text: str) -> bool:
    """Whether a short block without the end of a sentence is a heading.

    >>> is_heading("BEHIND CLOSED DOORS"), is_heading("They met.")
    (True, False)
    """
    return (
        len(text.split()) <= LONGEST_HEADING and not text.endswith(_PROSE_END) and any(char.isalpha() for char in text)
    )


def _caption(kind: str, text: str) -> tuple[str, str]:
    """Split off the credit of a picture; what stands before it is the caption."""
    if len(text) > LONGEST_CAPTION:
        return kind, text
    match = _credit(kind == "caption").search(text)
    if not match:
        return kind, text
    words = text[: match.start()].rstrip(" |([–—-•·")
    return ("caption", words) if any(char.isalnum() for char in words) else ("footer", text)


@remembered
def _credit(in_caption: bool) -> re.Pattern[str]:
    """The pattern of a credit: after a bar or bracket, and after a blank too where the block is known as a caption."""
    words = "|".join(re.escape(word) for word in page_furniture().credit_words)
    opened = rf"[|(\[•·—–]\s?(?:{words})\s?(?::|/|by\b|credit\b|courtesy\b)"
    loose = (
        rf"|(?:(?<=[.!?]\s)|\A)(?:{words})\s?(?::|/|by\b|credit\b|courtesy\b)"
        if in_caption
        else rf"|\A(?:{words})\s?(?::|/|by\b)"
    )
    return re.compile(opened + loose, re.IGNORECASE)


def _furniture(kind: str, text: str, metadata: Metadata, near_top: bool, near_end: bool) -> str:
    words = page_furniture()
    folded = text.casefold().strip(" .:")
    if folded in words.footer_lines or _CLOCK.fullmatch(folded):
        return "footer"
    if len(text) > LONGEST_FOOTER:
        return kind
    opener = next((opener for opener in words.footer_openers if folded.startswith(opener)), None)
    if opener is not None and not folded[len(opener) : len(opener) + 1].isalnum():
        return "footer"
    if any(phrase in folded for phrase in words.footer_phrases):
        return "footer"
    if (near_top and byline_author(text)) or ((near_top or near_end) and line_day(text, metadata.language)):
        return "footer"
    if metadata.tags and _only_tags(text, metadata.tags):
        return "footer"
    return kind


def _only_tags(text: str, tags: tuple[str, ...]) -> bool:
    """Whether nothing but tags stands in the block, glued or not."""
    rest = text.casefold()
    for tag in sorted(tags, key=len, reverse=True):
        rest = rest.replace(tag.casefold(), " ")
    return not any(char.isalnum() for char in rest)


def byline_author(text: str) -> str | None:
    """Return the name in a byline, with or without a date beside it, or None.

    >>> byline_author("By Mary Major | March 4, 2021"), byline_author("By Monday they had met.")
    ('Mary Major', None)
    """
    if len(text) > LONGEST_LINE or text.endswith("."):
        return None
    names = (match[1].strip() for part in _PART.split(text) if (match := _BYLINE.match(part)))
    return next((name for name in names if all(w[:1].isupper() or w == "and" for w in name.split())), None)


def line_day(text: str, language: str | None = None) -> datetime.date | None:
    """Return the day of a line that is nothing but a date, with a word such as "Published:" or a byline beside it.

    >>> line_day("Posted on March 4, 2021, 10:30 GMT"), line_day("Par Mary Major | 4 mars 2021", "fr")
    (datetime.date(2021, 3, 4), datetime.date(2021, 3, 4))
    """
    return next(iter(labelled_days(text, language).values()), None)


def days_of_entries(pieces: Iterable[tuple[str, str]], language: str | None = None) -> list[datetime.date]:
    """Return the days of the lines that are nothing but a date, where a list of events has them, in their order.

    >>> days_of_entries([("heading", "May 4, 2001"), ("heading", "May 5, 2001"), ("heading", "July 1, 2002")])
    [datetime.date(2001, 5, 4), datetime.date(2001, 5, 5), datetime.date(2002, 7, 1)]
    """
    lines = [text for _, text in pieces if len(text.split()) <= LONGEST_DATE and _YEAR.search(text)]
    if len(lines) < MANY_DAYS:
        return []
    read = lines[:ENOUGH_DAYS] + lines[ENOUGH_DAYS:][-2:]  # reading a date takes milliseconds
    days = list(dict.fromkeys(day for text in read if (day := metadata_date(text.strip(" .:"), language))))
    return days if len(days) >= MANY_DAYS and sorted(days) in (days, days[::-1]) else []


def labelled_days(text: str, language: str | None = None) -> dict[str, datetime.date]:
    """Return the day of publication and of the last change that a line tells, by field; empty where it tells more.

    >>> labelled_days("Updated: 5 March 2021 | Published: 4 March 2021")
    {'published': datetime.date(2021, 3, 4), 'modified': datetime.date(2021, 3, 5)}
    """
    found: dict[str, datetime.date] = {}
    if len(text) > LONGEST_LINE or not _YEAR.search(text):
        return found
    words = page_furniture()
    text = _WRITER.sub("", text)
    for part in _PART.split(text):
        field, day_text = "published", part
        for name, labels in (("published", words.published_labels), ("modified", words.modified_labels)):
            label = next((label for label in labels if part.casefold().startswith(label)), None)
            if label and not part[len(label) :][:1].isalnum():
                field, day_text = name, part[len(label) :].lstrip(" :,-")
        if _YEAR.search(day_text) and (day := metadata_date(day_text, language)):
            found.setdefault(field, day)
    return dict(sorted(found.items(), reverse=True))


def _from_lines(pieces: list[tuple[str, str]], metadata: Metadata, told: Sequence[datetime.date]) -> Metadata:
    """The metadata with gaps filled from lines near the top or the end that are nothing but a byline or a date."""
    lines = [text for _, text in pieces[:NEAR_TOP] + pieces[NEAR_TOP:][-2:]]
    if told and told == sorted(told):  # of a list that goes back in time the first may be that of the list
        lines = [text for text in lines if metadata_date(text, metadata.language) not in told]
    author = next((name for text in lines if (name := byline_author(text))), None)
    days = [labelled_days(text, metadata.language) for text in lines]
    published, modified = (
        next((found[name] for found in days if name in found), None) for name in ("published", "modified")
    )
    return metadata.over(Metadata(author=author, published=published or modified, modified=modified))
