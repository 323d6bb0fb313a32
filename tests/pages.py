"""Pages of our own making in the shapes that real ones have: the paragraphs that are the article, and all that is not.

`PAGES` holds (name, markup, the article's blocks). The texts are invented.
"""
# ruff: noqa: E501 (markup reads best in one line)

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple

STORIES = (
    (
        "Harbour accord ends a long quarrel",
        (
            "The foreign ministers of Norland and Freeland signed an accord on the shared harbour of Port Elin on Tuesday.",
            "The accord lets ships of both countries use the northern docks, which Norland had closed eleven years ago.",
            "“We have waited long enough,” the minister of Freeland told reporters after the ceremony in the old customs house.",
            "Fishing boats will pay half of the former fee, while tankers must still ask for a permit two days in advance.",
            "Both parliaments are to vote on the text before the summer, and neither government expects a close result.",
            "A joint office with twelve officials opens in May and will hear complaints from crews and traders.",
        ),
    ),
    (
        "Envoys return after spring recall",
        (
            "Sundria sent its ambassador back to Vessen on Monday, four months after it had recalled him over a border shooting.",
            "Vessen answered within hours that its own envoy would travel to the Sundrian capital before the end of the week.",
            "The two governments had blamed each other for the death of two guards at the Ilmar crossing in December.",
            "An inquiry led by a retired judge from a third country found no order to fire on either side.",
            "Traders at the crossing said that lorries had begun to queue again even before the announcement was made.",
            "The opposition in Vessen called the step overdue and asked for compensation for the families of the dead.",
        ),
    ),
    (
        "Island states ask court to settle sea border",
        (
            "Tamor and the Cays asked an arbitration court on Friday to draw their sea border after eight rounds of talks had failed.",
            "The request, filed by both sides together, names a strip of water where a gas field was found three years ago.",
            "Lawyers expect hearings to begin next year and a ruling within three years at the earliest.",
            "Until then neither country may drill in the strip, but both may survey the seabed if they share what they find.",
            "The president of Tamor thanked the Cays for what he called a sober choice between neighbours.",
            "Investors reacted calmly, and the shares of the two firms that hold licences hardly moved.",
            "Smaller states in the region have settled three such quarrels in the same court since it was founded.",
        ),
    ),
    (
        "Grain deal opens mountain road",
        (
            "Kessia agreed on Wednesday to let wheat from Orlen pass through the Talm valley for the first time since the war.",
            "Under the deal ten lorries a day may use the road, and Kessia keeps a fifth of the toll.",
            "Orlen had threatened to take the longer route through the plains, which would have cost Kessian towns their trade.",
            "Mediators from the league of river states spent six weeks in the valley and drew up the timetable themselves.",
            "The first convoy is expected to leave on Sunday if the snow on the upper pass has been cleared by then.",
        ),
    ),
    (
        "Talks on prisoners adjourn without date",
        (
            "Delegations from Arven and Brask ended three days of talks on prisoners on Thursday and set no date for another meeting.",
            "Arven holds about ninety men who were seized in the hills last autumn; Brask speaks of twice as many.",
            "The Red Cross has been allowed to see only one of the four camps, a spokeswoman said in the evening.",
            "“There was no quarrel, there was simply no answer,” a diplomat who sat at the table told this newspaper.",
            "Brask offered to free eleven sailors at once, an offer that Arven said it would study.",
            "Relatives of the men stood outside the hotel for all three days and left in silence.",
        ),
    ),
)


class Page(NamedTuple):
    """A page: its name, its markup, the blocks of the article that stands in it, its headline."""

    name: str
    markup: str
    blocks: tuple[str, ...]
    title: str


NAV = '<nav class="main-nav"><ul><li><a href="/">Front page</a></li><li><a href="/world">World and regions</a></li><li><a href="/sport">Sport results of the day</a></li></ul></nav>'
MENU = '<div id="menu"><ul><li><a href="/a">Politics</a></li><li><a href="/b">Business and markets</a></li><li><a href="/c">Letters to the editor</a></li></ul></div>'
FOOT = '<footer><p>All rights reserved by the publishing house of this newspaper. Contact the desk for permission to reprint any of its stories.</p><ul><li><a href="/terms">Terms of use</a></li><li><a href="/privacy">Privacy</a></li></ul></footer>'
PLAIN_FOOT = '<div class="site-footer"><p>Printed in the harbour street since long before anybody remembers. Subscriptions are sold at the counter on weekdays.</p></div>'
OTHERS = (
    "Minister of fisheries resigns over empty nets",
    "Heavy rain closes three schools in the north of the city",
    "Bakers demand cheaper flour before the holidays begin",
    "Museum shows letters of a forgotten explorer until June",
)
LINKS = "".join(f'<li><a href="/s/{number}">{text}</a></li>' for number, text in enumerate(OTHERS))
CARDS = "".join(
    f'<div class="card"><a href="/s/{number}"><h3>{text}</h3></a><p>Read what our reporter found out about it on a long walk through the quarter.</p></div>'
    for number, text in enumerate(OTHERS)
)
COMMENTS = '<section id="comments" class="comments-area"><h2>3 comments</h2><ol><li><p>I never liked that harbour and I said so in a letter to this newspaper twenty years ago.</p></li><li><p>Who will pay for all of this in the end, if not those who have the least to say about it?</p></li></ol></section>'
COOKIES = '<div class="cookie-banner" id="cookie-consent"><p>We and our partners use cookies to remember what you read and to show you things that you might buy.</p><button>Accept all</button></div>'
LETTER = '<div class="newsletter-signup"><h4>Get the morning letter</h4><p>Every weekday at six our editors tell you what the day will bring, in five minutes and for free.</p><form><input type="email"><button>Subscribe</button></form></div>'
SHARE = '<ul class="share-buttons"><li><a href="#">Share on Chirper</a></li><li><a href="#">Send by mail</a></li><li><a href="#">Print</a></li></ul>'
AUTHOR = '<div class="author-bio"><img src="a.jpg"><p>Mara Lind has written about borders and harbours for this newspaper since she was a student.</p></div>'
SCRIPT = '<script>window.data = {"a": "<p>This paragraph of a script is no part of any story and must not be read.</p>"};</script>'
ADVERT = '<div class="advertisement"><p>Buy two pairs of sturdy boots for the price of one, this week only, in all of our shops.</p></div>'


def para(texts: tuple[str, ...], attributes: str = "") -> str:
    return "\n".join(f"<p{attributes}>{text}</p>" for text in texts)


def between(texts: tuple[str, ...], *inserts: str) -> str:
    """Paragraphs with other things between them."""
    out = []
    for number, text in enumerate(texts):
        out.append(f"<p>{text}</p>")
        if number < len(inserts):
            out.append(inserts[number])
    return "\n".join(out)


def divs(texts: tuple[str, ...], start: str, end: str = "</div>") -> str:
    return "\n".join(f"{start}{text}{end}" for text in texts)


Shape = Callable[[str, tuple[str, ...]], str]

SHAPES: dict[str, Shape] = {
    # ------------------------------------------------------------ plain and semantic
    "article element": lambda t, p: f"{NAV}<article><h1>{t}</h1>{para(p)}</article>{FOOT}",
    "main element": lambda t, p: f"{NAV}<main><h1>{t}</h1>{para(p)}</main><aside><h2>Most read</h2><ul>{LINKS}</ul></aside>{FOOT}",
    "bare body": lambda t, p: f"<h1>{t}</h1>{para(p)}",
    "one div": lambda t, p: f"{MENU}<div class=content><h1>{t}</h1>{para(p)}</div>{PLAIN_FOOT}",
    "itemprop": lambda t, p: f'{NAV}<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{t}</h1><div itemprop="articleBody">{para(p)}</div></div>{CARDS}{FOOT}',
    "role of main": lambda t, p: f'{MENU}<div role="main"><h1>{t}</h1><div>{para(p)}</div></div><div role="complementary"><ul>{LINKS}</ul></div>{PLAIN_FOOT}',
    "sections": lambda t, p: f"{NAV}<article><header><h1>{t}</h1></header><section>{para(p[:2])}</section><section>{para(p[2:4])}</section><section>{para(p[4:])}</section></article>{FOOT}",
    # ------------------------------------------------------------ paywalls
    "paywall on paragraphs": lambda t, p: f'{NAV}<article><h1>{t}</h1>{para(p[:1])}{para(p[1:], " class=paywall")}</article>{FOOT}',
    "paywall on a part": lambda t, p: f'{NAV}<article><h1>{t}</h1><div class="article-body">{para(p[:2])}<div class="paywall">{para(p[2:])}</div></div></article>{FOOT}',
    "paywall on the rest": lambda t, p: f'{NAV}<article><h1>{t}</h1>{para(p[:1])}<div class="meteredContent paywall-content">{para(p[1:])}</div></article>{FOOT}',
    "subscriber only": lambda t, p: f'{NAV}<article><h1>{t}</h1><div class="subscriber-only">{para(p)}</div>{LETTER}</article>{FOOT}',
    "a wall that covers": lambda t, p: f'<article><h1>{t}</h1><div class="entry-content">{para(p)}</div></article><div class="paywall-overlay modal"><p>You have read all of your free stories this month. Subscribe to go on reading.</p></div>',
    # ------------------------------------------------------------ split bodies
    "body in two blocks": lambda t, p: f'{NAV}<article><h1>{t}</h1><div class="article-body">{para(p[:3])}</div>{ADVERT}<div class="article-body">{para(p[3:])}</div></article>{FOOT}',
    "body in blocks of one": lambda t, p: f"{NAV}<article><h1>{t}</h1>" + "".join(f'<div data-component="text-block"><p>{x}</p></div>' for x in p) + f"</article>{FOOT}",
    "story bodies": lambda t, p: f"{NAV}<main><h1>{t}</h1>" + "".join(f'<div class="story-body-{n}"><p>{x}</p></div>' for n, x in enumerate(p, 1)) + f"</main>{CARDS}{FOOT}",
    "columns": lambda t, p: f'{MENU}<h1>{t}</h1><div class="row"><div class="col-8"><div class="inner">{para(p[:3])}</div><div class="inner">{para(p[3:])}</div></div><div class="col-4"><ul>{LINKS}</ul></div></div>{PLAIN_FOOT}',
    "pages in one": lambda t, p: f'<h1>{t}</h1><div class="page" id="page-1">{para(p[:2])}</div><div class="page" id="page-2">{para(p[2:4])}</div><div class="page" id="page-3">{para(p[4:])}</div>{PLAIN_FOOT}',
    "lead apart": lambda t, p: f'{NAV}<article><h1>{t}</h1><div class="lead"><p>{p[0]}</p></div><figure><img src="x.jpg"></figure><div class="text">{para(p[1:])}</div></article>{FOOT}',
    "lead in the header": lambda t, p: f'{NAV}<article><header><h1>{t}</h1><p class="standfirst">{p[0]}</p></header><div class="article__body">{para(p[1:])}</div></article>{FOOT}',
    "body deep inside": lambda t, p: f"{NAV}<div><div><div><div><h1>{t}</h1><div><div><div>{para(p)}</div></div></div></div></div></div></div>{FOOT}",
    "a box in the middle": lambda t, p: f'{NAV}<article><h1>{t}</h1><div class="entry-content">{between(p, "", f"<div class=related-posts><h3>Read also</h3><ul>{LINKS}</ul></div>")}</div></article>{FOOT}',
    # ------------------------------------------------------------ names that mislead
    "id of sharing": lambda t, p: f'<article><h1>{t}</h1>{para(p[:2])}<div id="sharing-intelligence">{para(p[2:4])}</div>{para(p[4:])}</article>{FOOT}',
    "class of social policy": lambda t, p: f'<article><h1>{t}</h1>{para(p[:2])}<section class="social-policy">{para(p[2:])}</section></article>{FOOT}',
    "related events": lambda t, p: f'<article><h1>{t}</h1>{para(p[:3])}<h2 id="related-events">What came before</h2>{para(p[3:])}</article>{FOOT}',
    "a widget that is all": lambda t, p: f'{MENU}<div class="widget"><h1>{t}</h1>{para(p)}</div>{PLAIN_FOOT}',
    "a page called banner": lambda t, p: f'<body-x></body-x><div class="has-banner sidebar-left"><div class="content"><h1>{t}</h1>{para(p)}</div></div>{PLAIN_FOOT}',
    "comments in the name": lambda t, p: f'{NAV}<div class="no-comments-open single-post"><h1>{t}</h1><div>{para(p)}</div></div>{COMMENTS}{FOOT}',
    "menu state on the body": lambda t, p: f'<div class="menu-closed"><h1>{t}</h1><div class="post-content">{para(p)}</div></div>{FOOT}',
    # ------------------------------------------------------------ what stands around
    "comments below": lambda t, p: f"{NAV}<article><h1>{t}</h1>{para(p)}</article>{COMMENTS}{FOOT}",
    "comments within": lambda t, p: f"{NAV}<article><h1>{t}</h1>{para(p)}{COMMENTS}</article>{FOOT}",
    "cookies first": lambda t, p: f"{COOKIES}{NAV}<article><h1>{t}</h1>{para(p)}</article>{FOOT}",
    "letter in the middle": lambda t, p: f"{NAV}<article><h1>{t}</h1>{between(p, '', LETTER)}</article>{FOOT}",
    "advert in the middle": lambda t, p: f"{NAV}<article><h1>{t}</h1>{between(p, ADVERT, '', ADVERT)}</article>{FOOT}",
    "latest headlines beside": lambda t, p: f'{MENU}<div class="story"><h1>{t}</h1>{para(p)}</div><div class="latest"><h2>Latest</h2><ul>{LINKS}</ul></div>{PLAIN_FOOT}',
    "latest headlines in the story": lambda t, p: f'<div class="story"><h1>{t}</h1><div class="latest"><h2>Latest</h2><ul>{LINKS}</ul></div>{para(p)}</div>{PLAIN_FOOT}',
    "headlines without a list": lambda t, p: f'<div class="story"><h1>{t}</h1>{para(p)}<div class="box"><h4>More from this desk</h4>' + "".join(f'<p><a href="/{n}">{x}</a></p>' for n, x in enumerate(OTHERS)) + f"</div></div>{PLAIN_FOOT}",
    "cards below": lambda t, p: f'{NAV}<article><h1>{t}</h1>{para(p)}</article><section class="recommended"><h2>You may also like</h2>{CARDS}</section>{FOOT}',
    "cards of articles": lambda t, p: f'{NAV}<article><h1>{t}</h1>{para(p)}</article><section>' + "".join(f"<article><h3><a href='/{n}'>{x}</a></h3><p>What our reporter saw there in two sentences.</p></article>" for n, x in enumerate(OTHERS)) + f"</section>{FOOT}",
    "author below": lambda t, p: f"{NAV}<article><h1>{t}</h1>{para(p)}{AUTHOR}</article>{FOOT}",
    "shares around": lambda t, p: f"{NAV}<article><h1>{t}</h1>{SHARE}{para(p)}{SHARE}</article>{FOOT}",
    "breadcrumbs": lambda t, p: f'<ol class="breadcrumb"><li><a href="/">Home</a></li><li><a href="/w">World</a></li><li>{t}</li></ol><main><h1>{t}</h1>{para(p)}</main>{FOOT}',
    "scripts between": lambda t, p: f"{NAV}<article><h1>{t}</h1>{between(p, SCRIPT, SCRIPT)}</article>{FOOT}",
    "hidden text": lambda t, p: f'{NAV}<article><h1>{t}</h1>{para(p)}<div style="display: none"><p>This text is for machines that nobody has built yet and for nobody else.</p></div><p hidden>Nor is this one for readers of any kind, whoever they may be.</p></article>{FOOT}',
    "weather and markets": lambda t, p: f'<div class="topbar"><span>Port Elin 12°C</span><span>Index 4,211 (+0.3%)</span></div>{NAV}<article><h1>{t}</h1>{para(p)}</article>{FOOT}',
    "long footer": lambda t, p: f'<div id="wrap"><h1>{t}</h1><div class="body">{para(p)}</div></div><div id="footer"><p>This newspaper was founded by seven printers who could not agree on anything else but on the need for a newspaper in this town.</p><p>It is owned by its readers, who meet once a year in the hall of the old brewery and vote on the price and on the colour of the masthead.</p></div>',
    "many teasers": lambda t, p: f"{NAV}<div class=teasers>{CARDS}{CARDS}</div><article><h1>{t}</h1>{para(p)}</article><div class=teasers>{CARDS}{CARDS}</div>{FOOT}",
    # ------------------------------------------------------------ paragraphs that are none
    "divs as paragraphs": lambda t, p: f'{MENU}<div class="article-text"><h1>{t}</h1>{divs(p, "<div>")}</div>{PLAIN_FOOT}',
    "breaks": lambda t, p: f'{MENU}<div class="article"><h1>{t}</h1>{"<br><br>".join(p)}</div>{PLAIN_FOOT}',
    "single breaks": lambda t, p: f'{MENU}<div class="article"><h1>{t}</h1>{"<br>".join(p)}</div>{PLAIN_FOOT}',
    "layout table": lambda t, p: f"<table><tr><td width=120><a href=/>Home</a><br><a href=/n>News of the week</a></td><td><font size=5>{t}</font><br><br>{'<br><br>'.join(p)}</td><td>Links</td></tr></table>",
    "nested layout tables": lambda t, p: f"<table><tr><td><table><tr><td><a href=/>Home</a></td></tr><tr><td><a href=/n>News</a></td></tr></table></td><td><table><tr><td><h1>{t}</h1></td></tr><tr><td>{para(p)}</td></tr></table></td></tr></table>",
    "spans": lambda t, p: f'<article><h1>{t}</h1>{divs(p, "<p><span>", "</span></p>")}</article>{FOOT}',
    "unclosed paragraphs": lambda t, p: f"<article><h1>{t}</h1><p>{'<p>'.join(p)}</article>{FOOT}",
    "paragraphs in items": lambda t, p: f"{NAV}<article><h1>{t}</h1><p>{p[0]}</p><ul>{divs(p[1:], '<li>', '</li>')}</ul></article>{FOOT}",
    "a quotation": lambda t, p: f"{NAV}<article><h1>{t}</h1>{para(p[:2])}<blockquote><p>{p[2]}</p></blockquote>{para(p[3:])}</article>{FOOT}",
    "bold lead": lambda t, p: f"{NAV}<article><h1>{t}</h1><p><strong>{p[0]}</strong></p>{para(p[1:])}</article>{FOOT}",
    "headings between": lambda t, p: f"{NAV}<article><h1>{t}</h1>{para(p[:2])}<h2>How it came to this</h2>{para(p[2:4])}<h2>What comes next</h2>{para(p[4:])}</article>{FOOT}",
    "links in the text": lambda t, p: f"{NAV}<article><h1>{t}</h1>" + "".join(f'<p><a href="/t">{x.split(" ", 3)[0]} {x.split(" ", 3)[1]}</a> {x.split(" ", 2)[2]}</p>' for x in p) + f"</article>{FOOT}",
    "custom elements": lambda t, p: f"<x-app><x-story><h1>{t}</h1><x-body>{para(p)}</x-body></x-story><x-rail><ul>{LINKS}</ul></x-rail></x-app>",
    "preformatted": lambda t, p: f"<h1>{t}</h1><pre>" + "\n\n".join(p) + "</pre>",
    # ------------------------------------------------------------ where else the text stands
    "only in JSON-LD": lambda t, p: f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": t, "articleBody": " ".join(p)})}</script><div id="root"></div><noscript>Please switch on JavaScript.</noscript>',
    "more in JSON-LD": lambda t, p: f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": t, "articleBody": chr(10).join(p)})}</script><article><h1>{t}</h1><p>{p[0]}</p><p><a href="/s">Subscribe to read on</a></p></article>',
    "frames of a site maker": lambda t, p: f'<div id="__next"><header><a href="/">Desk</a></header><div class="css-1xk"><div class="css-9d"><h1 class="css-2b">{t}</h1>{para(p, " class=css-7q")}</div></div><div class="css-33"><ul>{LINKS}</ul></div></div><script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": {"body": p}})}</script>',
    "short paragraphs": lambda t, p: f"{NAV}<article><h1>{t}</h1><p>Was it a surprise?</p>{para(p[:3])}<p>Hardly.</p>{para(p[3:])}</article>{FOOT}",
    "a caption": lambda t, p: f'{NAV}<article><h1>{t}</h1><figure><img src="x.jpg"><figcaption>The ministers at the old customs house.</figcaption></figure>{para(p)}</article>{FOOT}',
    "a live ticker": lambda t, p: f"{NAV}<main><h1>{t}</h1>" + "".join(f'<div class="liveblog-post"><time>1{n}:05</time><p>{x}</p></div>' for n, x in enumerate(p)) + f"</main>{FOOT}",
}  # fmt: skip

MORE = {"short paragraphs": ("Was it a surprise?", "Hardly."), "a caption": ("The ministers at the old customs house.",),
        "headings between": ("How it came to this", "What comes next"), "related events": ("What came before",)}  # fmt: skip


def pages() -> list[Page]:
    """Every shape, with one of the stories in turn."""
    found = []
    for number, (name, shape) in enumerate(SHAPES.items()):
        title, paragraphs = STORIES[number % len(STORIES)]
        markup = (
            f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} - The Desk</title>'
            f'<meta property="og:site_name" content="The Desk"><meta property="article:published_time" content="2019-06-12T09:00:00Z">'
            f"</head><body>{shape(title, paragraphs)}</body></html>"
        )
        found.append(Page(name, markup, (*paragraphs, *MORE.get(name, ())), title))
    return found


# ------------------------------------------------------------------------------ where pages show their day
class Dated(NamedTuple):
    """A form in which a page tells its day of publication: what stands in its head, in its body, its address, the day."""

    name: str
    head: str
    body: str
    url: str
    day: str | None


_T, _P = STORIES[0][0], para(STORIES[0][1])
_IN = f"<article><h1>{_T}</h1>{{}}{_P}</article>"
URL = "https://desk.example/world/harbour-accord"


def _head(name: str, head: str, day: str | None = "2019-06-12", url: str = URL) -> Dated:
    return Dated(name, head, _IN.format(""), url, day)


def _body(name: str, shown: str, day: str | None = "2019-06-12", url: str = URL) -> Dated:
    return Dated(name, "", _IN.format(shown), url, day)


def _ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **fields})}</script>'


DATE_FORMS = [
    _head("OpenGraph", '<meta property="article:published_time" content="2019-06-12T09:00:00+02:00">'),
    _head("schema.org as JSON-LD", _ld(datePublished="2019-06-12T09:00:00Z")),
    _head("JSON-LD in a graph", f'<script type="application/ld+json">{json.dumps({"@graph": [{"@type": "WebPage", "datePublished": "2011-01-01"}, {"@type": "NewsArticle", "datePublished": "2019-06-12"}]})}</script>'),
    _head("changed later", _ld(datePublished="2019-06-12T09:00:00Z", dateModified="2021-03-01T09:00:00Z")),
    _head("Dublin Core", '<meta name="DC.date.issued" content="2019-06-12">'),
    _head("citation tag", '<meta name="citation_publication_date" content="2019/06/12">'),
    _head("cXense", '<meta name="cXenseParse:recs:publishtime" content="2019-06-12T07:00:00.000Z">'),
    _head("Parsely", '<meta name="parsely-pub-date" content="2019-06-12T07:00:00Z">'),
    _head("Sailthru in words", '<meta name="sailthru.date" content="Wed, 12 Jun 2019 09:00:00 +0200">'),
    _head("pubdate without signs", '<meta name="pubdate" content="20190612">'),
    _head("meta with itemprop", '<meta itemprop="datePublished" content="2019-06-12T09:00:00+02:00">'),
    _head("the day of the place in the address", '<meta property="article:published_time" content="2019-06-11T22:30:00Z">', url="https://desk.example/2019/06/12/harbour-accord"),
    _head("only in the address", "", url="https://desk.example/2019/06/12/harbour-accord/"),
    _head("in the address without slashes", "", url="https://desk.example/20190612/harbour-accord.html"),
    _head("month by name in the address", "", url="https://desk.example/2019/jun/12/harbour-accord"),
    _head("day at the end of the address", "", url="https://desk.example/world/harbour-accord-2019-06-12.html"),
    _body("microdata", '<span itemprop="datePublished" content="2019-06-12">yesterday</span>'),
    _body("microdata in words", '<span itemprop="datePublished">12 June 2019</span>'),
    _body("time with datetime", '<time datetime="2019-06-12T09:00:00+02:00">June 12</time>'),
    _body("time in words", "<time>June 12, 2019</time>"),
    _body("time of a change second", '<time class="updated" datetime="2019-06-14">Updated 14 June</time><time class="published" datetime="2019-06-12">12 June</time>'),
    _body("class of a date", '<div class="date">06/12/2019 05:40 PM</div>'),
    _body("class of an update", '<div class="updatetime">06/12/2019 05:40 PM</div>'),
    _body("posted on", '<p class="post-meta">Posted on June 12, 2019 by <a href="/a">Mara Lind</a></p>'),
    _body("a line of its own", "<p>Published: 12 June 2019</p>"),
    _body("a line with a weekday", "<p>Wednesday, June 12, 2019</p>"),
    _body("a link to the day", '<a href="/archive/2019-06-12">12 June 2019</a>'),
    _body("day first in an English page", '<span class="published">12.06.2019, 09:00</span>'),
    Dated("dateline under the story", "", f"<article><h1>{_T}</h1>{_P}<p><em>First published on 12 June 2019</em></p></article>", URL, "2019-06-12"),
    Dated("the day of the visit above", "", f'<div class="date">Friday, 1 March 2024</div><article><h1>{_T}</h1><span class="date">12 June 2019</span>{_P}</article>', URL, "2019-06-12"),
    Dated("other stories with days", "", f'<article><h1>{_T}</h1><time datetime="2019-06-12">12 June</time>{_P}</article><aside><ul><li>{OTHERS[0]} <time datetime="2024-02-29">29 Feb</time></li></ul></aside>', URL, "2019-06-12"),
    Dated("days in the text only", "", f"<article><h1>{_T}</h1>{_P}<p>They had last met on 3 May 2011 in the same hall, where they had quarrelled.</p></article><footer>© 2024 The Desk</footer>", URL, None),
    Dated("a year of copyright only", "", f"<article><h1>{_T}</h1>{_P}</article><footer>© 2010-2024 The Desk</footer>", URL, None),
    Dated("dates of comments", "", f'<article><h1>{_T}</h1><p class="byline">By Mara Lind, 12 June 2019</p>{_P}</article><div id="comments"><p><span class="date">13 June 2019</span> I never liked it.</p></div>', URL, "2019-06-12"),
    Dated("a label and the day apart", "", f'<div class="meta"><span>Published</span> <span>June 12, 2019</span></div><article><h1>{_T}</h1>{_P}</article>', URL, "2019-06-12"),
]  # fmt: skip


def dated_page(form: Dated) -> str:
    """The page of a form, with its address as the canonical one."""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{_T}</title><link rel="canonical" href="{form.url}">{form.head}</head>'
        f"<body>{form.body}</body></html>"
    )
