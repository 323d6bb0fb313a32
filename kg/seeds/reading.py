"""Words that readers need: small words of languages, and what stands on a page around the prose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg.errors import SeedError, nearest
from kg.seeds.files import read_yaml, shipped, shown
from kg.seeds.own import remembered

DOCUMENT_FIELDS = ("title", "published", "modified", "url", "author", "publisher", "language", "section", "tags")


@dataclass(frozen=True, slots=True)
class PageFurniture:
    """Everything around the prose of a page; all words in small letters but for the class names."""

    footer_openers: tuple[str, ...]
    footer_phrases: tuple[str, ...]
    footer_lines: frozenset[str]
    credit_words: tuple[str, ...]
    dropped_classes: frozenset[str]
    layout_words: frozenset[str]
    article_classes: tuple[str, ...]
    lead_classes: frozenset[str]
    caption_classes: frozenset[str]
    footer_classes: frozenset[str]
    date_classes: frozenset[str]
    modified_classes: frozenset[str]
    published_labels: tuple[str, ...]
    modified_labels: tuple[str, ...]
    writer_labels: frozenset[str]
    shortcodes: frozenset[str]
    error_titles: tuple[str, ...]
    header_fields: Mapping[str, str]


@remembered
def language_words() -> Mapping[str, frozenset[str]]:
    """Return the small words of each language, English among them.

    >>> "the" in language_words()["English"]
    True
    """
    path = shipped("seeds") / "languages.yml"
    content, _ = read_yaml(path)
    if not isinstance(content, dict) or "English" not in content:
        raise SeedError(f"{shown(path)}: a mapping of language to words with the key 'English' is needed")
    return MappingProxyType({name: frozenset(_words(path, name, words)) for name, words in content.items()})


@remembered
def page_furniture() -> PageFurniture:
    """Return the word lists of seeds/page_furniture.yml.

    >>> page_furniture().header_fields["headline"]
    'title'
    """
    path = shipped("seeds") / "page_furniture.yml"
    content, _ = read_yaml(path)
    fields = PageFurniture.__dataclass_fields__
    if not isinstance(content, dict):
        raise SeedError(f"{shown(path)}: a mapping is needed, with the keys {', '.join(fields)}")
    for key in content:
        if key not in fields:
            raise SeedError(f"{shown(path)}: unknown key {key!r}; {nearest(str(key), fields)}")
    missing = [key for key in fields if key not in content]
    if missing:
        raise SeedError(f"{shown(path)}: the key {missing[0]!r} is missing")
    headers = content.pop("header_fields")
    for key, field in headers.items():
        if field not in DOCUMENT_FIELDS:
            raise SeedError(
                f"{shown(path)}: header {key!r} names the field {field!r}; {nearest(field, DOCUMENT_FIELDS)}"
            )
    words = {key: tuple(_words(path, key, value)) for key, value in content.items()}
    return PageFurniture(
        footer_openers=tuple(word.casefold() for word in words["footer_openers"]),
        footer_phrases=tuple(word.casefold() for word in words["footer_phrases"]),
        footer_lines=frozenset(word.casefold() for word in words["footer_lines"]),
        credit_words=_longest_first(words["credit_words"]),
        dropped_classes=frozenset(words["dropped_classes"]),
        layout_words=frozenset(words["layout_words"]),
        article_classes=words["article_classes"],
        lead_classes=frozenset(words["lead_classes"]),
        caption_classes=frozenset(words["caption_classes"]),
        footer_classes=frozenset(words["footer_classes"]),
        date_classes=frozenset(words["date_classes"]),
        modified_classes=frozenset(words["modified_classes"]),
        published_labels=_longest_first(words["published_labels"]),
        modified_labels=_longest_first(words["modified_labels"]),
        writer_labels=frozenset(words["writer_labels"]),
        shortcodes=frozenset(words["shortcodes"]),
        error_titles=words["error_titles"],
        header_fields=MappingProxyType(dict(headers)),
    )


@dataclass(frozen=True, slots=True)
class ArticleFields:
    """What records call the fields of an article: names folded by `fold`, the best first."""

    fields: Mapping[str, tuple[str, ...]]
    wrappers: frozenset[str]
    text_of: tuple[str, ...]
    unpublished: frozenset[str]
    no_articles: frozenset[str]


@remembered
def article_fields() -> ArticleFields:
    """Return the content of seeds/article_fields.yml.

    >>> article_fields().fields["title"][:2]
    ('title', 'headline')
    """
    path = shipped("seeds") / "article_fields.yml"
    content, _ = read_yaml(path)
    keys = ArticleFields.__dataclass_fields__
    if not isinstance(content, dict) or set(content) != set(keys):
        raise SeedError(f"{shown(path)}: a mapping with exactly the keys {', '.join(keys)} is needed")
    known = (*DOCUMENT_FIELDS, "text", "summary")
    for name in content["fields"]:
        if name not in known:
            raise SeedError(f"{shown(path)}: unknown field {name!r}; {nearest(str(name), known)}")
    names = {
        name: tuple(dict.fromkeys(fold(word) for word in _words(path, name, words)))
        for name, words in content["fields"].items()
    }
    return ArticleFields(
        MappingProxyType(names),
        frozenset(fold(word) for word in _words(path, "wrappers", content["wrappers"])),
        tuple(_words(path, "text_of", content["text_of"])),
        frozenset(_words(path, "unpublished", content["unpublished"])),
        frozenset(_words(path, "no_articles", content["no_articles"])),
    )


def fold(name: str) -> str:
    """Return the name of a field or a column as it is compared.

    >>> fold("Event Date") == fold("event_date")
    True
    """
    return re.sub(r"[^a-z0-9]+", "", name.lower())


def _longest_first(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _words(path: Path, key: str, words: Any) -> list[str]:
    if not isinstance(words, list) or not words:
        raise SeedError(f"{shown(path)}: {key!r} needs a list of words")
    for word in words:
        if not isinstance(word, str):
            raise SeedError(
                f"{shown(path)}: {key!r} holds {word!r}, which YAML does not read as text: put it in quotes"
            )
    return words
