"""Articles that a program holds already: rows of a data frame and dicts, by the usual names of their fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from kg.errors import OptionError
from kg.model import Document
from kg.timex.metadata_dates import metadata_date

# Field of a document -> names that it goes by, the best first.
FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text": ("text", "content", "body", "article", "full_text", "fulltext", "articlebody", "maintext", "story"),
        "title": ("title", "headline", "heading"),
        "url": ("url", "link", "uri", "address", "source_url"),
        "published": ("published", "date", "published_at", "publish_date", "date_publish", "pubdate", "datepublished"),
        "publisher": ("publisher", "source", "outlet", "newspaper", "source_domain", "site"),
        "author": ("author", "authors", "byline"),
        "language": ("language", "lang"),
        "section": ("section", "category"),
    }
)


def is_frame(value: object) -> bool:
    """Whether a value is a table of columns, such as a pandas.DataFrame."""
    return hasattr(value, "columns") and hasattr(value, "to_dict")


def documents_of(frame: Any) -> list[Document]:
    """Return a document a row of a data frame. Raises OptionError where no column holds texts.

    >>> documents_of("no frame")
    Traceback (most recent call last):
        ...
    kg.errors.OptionError: 'no frame' is no data frame
    """
    if not is_frame(frame):
        raise OptionError(f"{frame!r} is no data frame")
    return [document_of(record) for record in frame.to_dict("records")]


def document_of(record: Mapping[Any, Any]) -> Document:
    """Return the document of a dict; fields go by their usual names, in any letters, and others are left out.

    Raises OptionError where none holds a text, and for a date that names no day.

    >>> document_of({"Headline": "Talks", "content": "Japan met Kenya.", "date": "10 March 2015"}).published
    datetime.date(2015, 3, 10)
    """
    folded = {str(name).casefold().replace(" ", "_"): value for name, value in record.items()}
    values = {field: _first(folded, names) for field, names in FIELDS.items()}
    text, published = values.pop("text"), values.pop("published")
    if not isinstance(text, str):
        there = ", ".join(map(str, record))
        raise OptionError(f"no field of {there} holds the text of an article: call it 'text'")
    day = metadata_date(published) if isinstance(published, str) else None
    facts: dict[str, Any] = {field: str(value) for field, value in values.items() if value is not None}
    return Document(text=text, published=day or published, **facts)  # what is no day, Document refuses


def _first(record: Mapping[str, Any], names: Iterable[str]) -> Any:
    """The first value that is there: not None, not empty, not NaN."""
    for name in names:
        value = record.get(name)
        if isinstance(value, list | tuple):
            value = ", ".join(map(str, value))
        if value is not None and value != "" and value == value:
            return value
    return None
