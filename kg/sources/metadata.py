"""What a page says about itself: schema.org (JSON-LD), OpenGraph and other meta fields, in one form."""

from __future__ import annotations

import dataclasses
import datetime
import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.seeds.reading import page_furniture
from kg.sources.encoding import clean
from kg.timex.metadata_dates import metadata_date

MOST_NODES = 20_000  # of JSON-LD that are looked at
ARTICLE_TYPES = (
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "Article",
    "BlogPosting",
    "Report",
    "WebPage",
)

_PUBLISHED = (
    "article_published_time", "og_published_time", "published_time", "datepublished", "parsely_pub_date",
    "sailthru_date", "pubdate", "publish_date", "publication_date", "dc_date_issued", "dcterms_issued",
    "dcterms_created", "dc_date", "citation_publication_date", "citation_date", "cxenseparse_recs_publishtime",
    "cxenseparse_publishtime", "bt_pubdate", "rnews_datepublished", "article_published", "published", "created",
    "article_created", "datecreated", "date",
)  # fmt: skip
_YEAR = r"((?:19|20)\d\d)"
_URL_DAYS = (
    re.compile(rf"/{_YEAR}[/-](\d\d?)[/-](\d\d?)(?:[/-]|\Z)"),
    re.compile(rf"/{_YEAR}(\d\d)(\d\d)(?=[/_-])"),
    re.compile(rf"/{_YEAR}[/-]([a-z]{{3,9}})[/-](\d\d?)(?:[/-]|\Z)", re.IGNORECASE),
    re.compile(rf"[/_-]{_YEAR}-(\d\d)-(\d\d)(?=[./]|\Z)"),
)
_MODIFIED = ("article_modified_time", "og_updated_time", "modified_time", "datemodified", "lastmod", "last_modified",
             "dcterms_modified", "dc_date_modified")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of a `Document` that are not its text; None where the source is silent."""

    title: str | None = None
    url: str | None = None
    published: datetime.date | None = None
    modified: datetime.date | None = None
    publisher: str | None = None
    author: str | None = None
    language: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()

    def over(self, other: Metadata) -> Metadata:
        """Return these fields, with the gaps filled from `other`.

        >>> found = Metadata(title="A").over(Metadata(title="B", section="News"))
        >>> found.title, found.section
        ('A', 'News')
        """
        gaps = {
            field.name: getattr(other, field.name)
            for field in dataclasses.fields(self)
            if not getattr(self, field.name)
        }
        return dataclasses.replace(self, **gaps)


NOTHING = Metadata()


def plain(value: Any) -> str | None:
    """Return a metadata value as one line of text, or None where it is empty or no text.

    >>> plain(" Kishida &amp;  Yoon<br/> ")
    'Kishida & Yoon'
    """
    if isinstance(value, list | tuple):
        value = next((item for item in value if isinstance(item, str)), None)
    if not isinstance(value, str):
        return None
    return clean(re.sub(r"</?[a-zA-Z][^<>]*>", "", html.unescape(value[:10_000]))) or None


def plain_list(value: Any) -> tuple[str, ...]:
    """Return keywords as a tuple, from a list or from text with commas, without repetition.

    >>> plain_list("Japan, South Korea, Japan")
    ('Japan', 'South Korea')
    """
    parts: Iterable[Any] = (
        re.split(r"[,;|]", value) if isinstance(value, str) else value if isinstance(value, list) else ()
    )
    found = (plain(part.get("name") if isinstance(part, dict) else part) for part in parts)
    return tuple(dict.fromkeys(part for part in found if part))


def address(value: Any) -> str | None:
    """Return an http(s) address without fragment and tracking fields, or None.

    >>> address("https://example.org/a?utm_source=x&p=21#more")
    'https://example.org/a?p=21'
    """
    text = plain(value)
    if text is None or not re.match(r"https?://[^\s/]", text) or "\ufffd" in text:
        return None
    base, _, query = text.split("#", 1)[0].partition("?")
    kept = "&".join(
        field for field in query.split("&") if field and not field.startswith(("utm_", "fbclid=", "gclid="))
    )
    return f"{base}?{kept}" if kept else base


def best_author(names: Iterable[str | None]) -> str | None:
    """Return the first full name; a login such as "jsmith" only where there is no full name.

    >>> best_author([None, "bbetts", "Mary Major"])
    'Mary Major'
    """
    known = [
        re.sub(r"^by\s+", "", name, flags=re.IGNORECASE)
        for name in names
        if name and not re.match(r"https?://|\d+$|@", name)
    ]
    return next((name for name in known if " " in name), known[0] if known else None)


def from_fields(fields: Mapping[str, Any], language: str | None = None) -> Metadata:
    """Return what meta fields say; keys in any spelling ("og:title", "og_title") of OpenGraph and others.

    `language` is that of the page, where the fields themselves name none.
    """
    known = {re.sub(r"[:.\-]", "_", str(key).lower()): value for key, value in fields.items()}

    def text(*names: str) -> str | None:
        return next((found for name in names if (found := plain(known.get(name)))), None)

    language = text("language", "content_language", "dc_language", "og_locale") or language
    return Metadata(
        title=text("og_title", "headline", "dc_title", "twitter_title", "title"),
        url=next((found for name in ("canonical", "og_url", "url") if (found := address(known.get(name)))), None),
        published=next((day for name in _PUBLISHED if (day := metadata_date(text(name), language))), None),
        modified=next((day for name in _MODIFIED if (day := metadata_date(text(name), language))), None),
        publisher=text("og_site_name", "publisher", "dc_publisher", "application_name"),
        author=best_author(
            [writer(known), text("author"), text("article_author"), text("dc_creator"), text("parsely_author")]
        ),
        language=language,
        section=text("article_section", "section", "parsely_section"),
        tags=plain_list(known.get("article_tag"))
        or plain_list(known.get("news_keywords"))
        or plain_list(known.get("keywords")),
    )


def writer(fields: Mapping[str, Any]) -> str | None:
    """Return the writer as a page labels him, in twitter_misc or behind twitter:label1; None where it names none.

    >>> writer({"twitter_misc": {"Written by": "Mary Major"}})
    'Mary Major'
    """
    labels = page_furniture().writer_labels
    misc = fields.get("twitter_misc")
    if isinstance(misc, dict):
        for label, value in misc.items():
            if str(label).lower() in labels:
                return plain(value)
    for number in ("1", "2"):
        if (plain(fields.get(f"twitter_label{number}")) or "").lower() in labels:
            return plain(fields.get(f"twitter_data{number}"))
    return None


def local_day(metadata: Metadata) -> Metadata:
    """Return the metadata with the day of publication that the address shows, where it is that day or the next to it.

    Addresses such as /2018/09/19/ hold the day where the page was made; dates of metadata are often those of
    Greenwich, a day before or after. Where the metadata hold no day, the one in the address is taken.

    >>> url = "https://example.org/2018/09/19/talks"
    >>> local_day(Metadata(url=url, published=datetime.date(2018, 9, 18))).published
    datetime.date(2018, 9, 19)
    """
    found = (match for pattern in _URL_DAYS if (match := pattern.search(metadata.url or "")))
    days = (metadata_date("-".join(m.groups())) or metadata_date(" ".join(reversed(m.groups())), "en") for m in found)
    day = next((day for day in days if day), None)
    if day is None or (metadata.published and abs(metadata.published - day) > datetime.timedelta(days=1)):
        return metadata
    return dataclasses.replace(metadata, published=day)


def from_json_ld(value: Any, language: str | None = None) -> Metadata:
    """Return what schema.org says of the article, over what it says of the page; references by @id are followed.

    `language` is that of the page, where the article itself names none.
    """
    nodes = _nodes(value)
    by_id: dict[str, Mapping[str, Any]] = {}
    for node in nodes:
        if isinstance(node.get("@id"), str) and len(node) > 1:
            by_id.setdefault(node["@id"], node)
    found = Metadata()
    for wanted in ARTICLE_TYPES:
        for node in nodes:
            if wanted in _types(node):
                found = found.over(_article(node, by_id, language))
    site = next((plain(node.get("name")) for node in nodes if "WebSite" in _types(node)), None)
    return found.over(Metadata(publisher=site))


def without_site(metadata: Metadata) -> Metadata:
    """Return the metadata with " - Publisher" taken off the end of the title.

    >>> without_site(Metadata(title="Talks begin | Harbour News", publisher="Harbour News")).title
    'Talks begin'
    """
    title, site = metadata.title, metadata.publisher
    if title and site and title.casefold().endswith(site.casefold()):
        short = title[: -len(site)].rstrip()
        if short and short[-1] in "-–—|·:»" and short[:-1].strip():
            return Metadata(title=short[:-1].strip()).over(metadata)
    return metadata


def article_body(value: Any) -> str:
    """Return the text of the article that JSON-LD holds, empty where it holds none.

    >>> article_body({"@graph": [{"@type": "NewsArticle", "articleBody": "They met."}]})
    'They met.'
    """
    bodies = (node.get("articleBody") for node in _nodes(value))
    return next((html.unescape(body) for body in bodies if isinstance(body, str)), "")


def _nodes(value: Any) -> list[Mapping[str, Any]]:
    """Every object inside, outermost first."""
    found: list[Mapping[str, Any]] = []
    level: list[Any] = [value]
    while level and len(found) < MOST_NODES:
        following: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                found.append(item)
                following.extend(item.values())
            elif isinstance(item, list):
                following.extend(item)
        level = [item for item in following if isinstance(item, dict | list)]
    return found


def _types(node: Mapping[str, Any]) -> tuple[str, ...]:
    kind = node.get("@type")
    return (
        (kind,)
        if isinstance(kind, str)
        else tuple(k for k in kind if isinstance(k, str))
        if isinstance(kind, list)
        else ()
    )


def _names(value: Any, by_id: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Names of persons or organisations given as text, object, reference or a list of these."""
    names = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            name = plain(item.get("name"))
            if name is None and isinstance(item.get("@id"), str):
                name = plain(by_id.get(item["@id"], {}).get("name"))
        else:
            name = plain(item)
        if name:
            names.append(name)
    return names


def _article(node: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]], page_language: str | None) -> Metadata:
    page = node.get("mainEntityOfPage")
    authors = [name for name in _names(node.get("author") or node.get("creator"), by_id) if not name.startswith("http")]
    full = [name for name in authors if " " in name] or authors[:1]
    language = next(iter(_names(node.get("inLanguage"), by_id)), None)
    return Metadata(
        title=plain(node.get("headline")) or plain(node.get("name")),
        url=address(node.get("url")) or address(page.get("@id") if isinstance(page, dict) else page),
        published=metadata_date(plain(node.get("datePublished")), language or page_language),
        modified=metadata_date(plain(node.get("dateModified")), language or page_language),
        publisher=next(iter(_names(node.get("publisher") or node.get("sourceOrganization"), by_id)), None),
        author=", ".join(full) or None,
        language=language,
        section=plain(node.get("articleSection")),
        tags=plain_list(node.get("keywords")),
    )
