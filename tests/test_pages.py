"""Pages of our own making: every paragraph of the article arrives and nothing else, and the day is right."""

import datetime
import re
from collections import Counter

import htmldate
import pytest
import trafilatura

from kg.sources import read_all, read_bytes
from tests.pages import DATE_FORMS, dated_page, pages

PAGES = pages()


def words(text):
    return Counter(re.findall(r"\w+", text.casefold()))


def score(page, text):
    """Recall and precision of the words of the article; its headline counts neither way."""
    found = words("\n".join(line for line in text.split("\n") if words(line) != words(page.title)))
    wanted = words("\n".join(page.blocks))
    both = sum((found & wanted).values())
    return both / sum(wanted.values()), both / max(1, sum(found.values()))


def ours(page):
    [document] = read_bytes(page.markup.encode(), "page.html", lambda issue: None)
    blocks = [block for block in document.blocks if block.kind not in ("headline", "footer")]
    return "\n".join(document.text[block.start : block.end] for block in blocks)


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_every_paragraph_arrives_and_nothing_else(page):
    assert score(page, ours(page)) == (1.0, 1.0)


def test_at_least_as_good_as_trafilatura_in_the_same_run():
    assert len(PAGES) >= 60
    mine = [score(page, ours(page)) for page in PAGES]
    theirs = [score(page, trafilatura.extract(page.markup, include_comments=False) or "") for page in PAGES]
    for place in (0, 1):
        assert sum(pair[place] for pair in mine) >= sum(pair[place] for pair in theirs)
    assert sum(min(pair) == 1 for pair in mine) > sum(min(pair) == 1 for pair in theirs)


def published(form):
    [document] = read_bytes(dated_page(form).encode(), "page.html", lambda issue: None)
    return document.published and document.published.isoformat()


@pytest.mark.parametrize("form", DATE_FORMS, ids=[form.name for form in DATE_FORMS])
def test_the_day_of_publication(form):
    assert published(form) == form.day


def test_better_at_days_than_htmldate_in_the_same_run():
    assert len(DATE_FORMS) >= 30
    mine = sum(published(form) == form.day for form in DATE_FORMS)
    theirs = sum(
        htmldate.find_date(dated_page(form), url=form.url, original_date=True) == form.day for form in DATE_FORMS
    )
    assert mine > theirs


LOCAL = [
    ("2019-06-13T01:30:00Z", "June 12, 2019", datetime.date(2019, 6, 12)),
    ("2019-06-11T23:30:00Z", "Published: 12 June 2019, 8:30 a.m.", datetime.date(2019, 6, 12)),
    ("2019-06-12T23:30:00Z", "12 June 2019", datetime.date(2019, 6, 12)),
    ("2019-06-12T23:30:00Z", "Updated 13 June 2019", datetime.date(2019, 6, 12)),
    ("2019-06-12T23:30:00Z", "20 June 2019", datetime.date(2019, 6, 12)),
]


@pytest.mark.parametrize(("given", "shown", "day"), LOCAL)
def test_the_day_of_the_place_is_the_one_that_readers_see(given, shown, day):
    page = (
        f'<html lang="en"><head><meta property="article:published_time" content="{given}"></head><body>'
        "<article><h1>A</h1>"
        f"<time>{shown}</time><p>{PAGES[0].blocks[0]}</p><p>{PAGES[0].blocks[1]}</p></article></body></html>"
    )
    [document] = read_bytes(page.encode(), "page.html", lambda issue: None)
    assert document.published == day


ERRORS = ["503 Service Unavailable", "Just a moment...", "404 Not Found", "Attention Required! | Cloudflare", "Log in"]


@pytest.mark.parametrize("title", ERRORS)
@pytest.mark.parametrize("name", ["page.html", "page.json"])
def test_a_page_of_the_server_is_no_article(title, name):
    page = f"<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1><p>The server could not answer, or it wants to see that you are human. Try again later.</p></body></html>"  # noqa: E501
    issues = []
    assert read_bytes(page.encode(), name, issues.append) == []
    assert "no article but a page of the server" in issues[0].message


def test_a_headline_that_begins_like_an_error_is_none():
    for title in (
        "Forbidden City talks open in spring",
        "Log in the river closes the border",
        "Not found guilty, envoy returns",
    ):
        page = f"<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1><p>{PAGES[0].blocks[0]}</p></body></html>"  # noqa: E501
        assert read_bytes(page.encode(), "page.html", lambda issue: None)


def test_the_front_page_of_a_site_is_no_article():
    links = "".join(
        f'<div><h3><a href="/{n}">Minister number {n} opens a bridge in the north</a></h3></div>' for n in range(40)
    )
    page = (
        '<html><head><title>The Desk</title><link rel="canonical" href="https://desk.example/"></head>'
        f"<body><main><p>{PAGES[0].blocks[0]}</p>{links}</main></body></html>"
    )
    issues = []
    assert read_bytes(page.encode(), "page.html", issues.append) == []
    assert "the front page of a site" in issues[0].message


def test_trafilatura_finds_the_text_where_it_is_asked_to(tmp_path):
    (tmp_path / "a.html").write_text(PAGES[0].markup)
    [document] = read_all(tmp_path, web=True).documents
    assert all(block in document.text for block in PAGES[0].blocks)
    assert document.published == datetime.date(2019, 6, 12)
