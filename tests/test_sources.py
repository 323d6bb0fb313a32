"""Reading: every format, every kind of damage, and everything hostile that was ever seen."""
# ruff: noqa: E501 (a case a line reads best)

import datetime
import gzip
import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg import sources
from kg.model import BLOCK_KINDS
from kg.sources import READERS, Limits, format_of, mend, read, read_bytes
from kg.sources.assemble import classify
from kg.sources.encoding import clean, decode
from kg.sources.language import looks_like
from kg.sources.limits import json_depth
from kg.sources.metadata import Metadata, best_author, from_fields, from_json_ld
from kg.sources.tags import scan
from kg.timex import metadata_dates

SEEDS = Path(__file__).resolve().parent.parent.parent / "shared" / "seeds"
DAY = datetime.date(2021, 3, 4)
PROSE = (
    "The ministers of Freeland and Norland met in the harbour town on Thursday and agreed to open the border.",
    "They had not spoken to each other since the war of 2009, and both said that more talks would follow.",
    "A treaty is to be signed by the end of the year, if the parliaments of the two states agree to it.",
)


def run(data, name="input.json", limits=None):
    issues = []
    data = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    documents = read_bytes(data, name, issues.append, limits or Limits())
    check(documents, issues)
    return documents, issues


def check(documents, issues):
    """What holds for everything that a reader ever returns."""
    for document in documents:
        end = -2
        for block in document.blocks:
            text = document.text[block.start : block.end]
            assert block.start == end + 2, "blocks are joined by one blank line"
            assert text == text.strip()
            assert any(char.isalnum() for char in text)
            assert block.kind in BLOCK_KINDS
            end = block.end
        assert end == len(document.text)
        document.text.encode("utf-8")
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u200b\ufeff]", document.text)
        assert document.language == "en"
        assert document.url is None or document.url.startswith(("http://", "https://"))
        assert all(repair.what and repair.offset >= 0 for repair in document.repairs)
    for issue in issues:
        assert issue.level in ("info", "warning", "error")
        assert issue.stage == "read"
        assert issue.message
        assert issue.remedy
        assert issue.document
        assert not issue.document.startswith("/")


def kinds(document):
    return [block.kind for block in document.blocks]


def texts(document, kind=None):
    return [document.text[b.start : b.end] for b in document.blocks if kind in (None, b.kind)]


def messages(issues):
    return " / ".join(issue.message for issue in issues)


# ------------------------------------------------------------------------------ a post to take apart
BODY = (
    "<p>{0}</p>\n\n\n<p><span>They had not</span> <a href='https://x.example'><span>spoken</span></a> to each other since the "
    "war of 2009, and both said that more talks would follow.</p>\n"
    '<div class="wp-caption"><img src="a.jpg" alt=""/><p class="wp-caption-text">The two ministers in the harbour | Image: '
    "Ministry of Norland</p></div>\n<p><b>WHAT COMES NEXT</b></p>\n<p>{2}</p>\n<p><i>Edited by Ann Other</i></p>\n"
    '<div class="post-tags"><a href="/t/1">Borders &amp; Trade</a><a href="/t/2">Peace</a></div>'
).format(*PROSE)
KINDS = ["paragraph", "paragraph", "caption", "heading", "paragraph", "footer", "footer"]


def post(number=1, **changes):
    """A whole post as WordPress with Yoast gives it."""
    link = f"https://desk.example/2021/03/border-{number}/"
    article = {
        "@type": "Article",
        "author": {"name": "aother", "@id": "https://desk.example/#person"},
        "headline": "Border to open",
        "datePublished": "2021-03-04T23:30:00+00:00",
        "dateModified": "2021-03-06T01:00:00+00:00",
        "publisher": {"@id": "https://desk.example/#org"},
        "keywords": ["Borders & Trade", "Peace"],
        "articleSection": ["Analysis"],
        "inLanguage": "en-US",
    }
    graph = [article, {"@type": "Organization", "@id": "https://desk.example/#org", "name": "The Desk"}]
    value = {
        "id": number,
        "date": "2021-03-05T08:30:00",
        "date_gmt": "2021-03-05T08:30:00",
        "modified": "2021-03-06T10:00:00",
        "link": link,
        "title": {"rendered": "Border to open &#8211; at last"},
        "content": {"rendered": BODY, "protected": False},
        "author": 77,
        "tags": [4, 5],
        "yoast_head_json": {
            "title": "Border to open - The Desk",
            "og_site_name": "The Desk",
            "article_published_time": "2021-03-04T23:30:00+00:00",
            "author": "aother",
            "twitter_misc": {"Written by": "Mary Major", "Est. reading time": "1 minute"},
            "schema": {"@graph": graph},
        },
    }
    return {**value, **changes}


def lose_openings(markup):
    """What happened to the posts in the wild: opening tags gone, closing ones left, a lone "" where an alt text was."""
    return re.sub(r"<(?!/)[^<>]*>", lambda m: '\n\n""\n\n' if m.group().startswith("<img") else "", markup)


def damaged(value=None):
    """The post with lost opening tags and with raw line breaks inside the strings."""
    value = value or post()
    value = {**value, "content": {**value["content"], "rendered": lose_openings(value["content"]["rendered"])}}
    return json.dumps(value, ensure_ascii=True).replace("\\n\\n", "\n\n").replace("/", "\\/")


# ------------------------------------------------------------------------------ wordpress
def test_a_whole_post_gives_every_field():
    [document], issues = run(json.dumps(post()))
    assert document.title == "Border to open – at last"
    assert document.url == "https://desk.example/2021/03/border-1/"
    assert (document.published, document.modified) == (DAY, datetime.date(2021, 3, 6))
    assert (document.publisher, document.author) == ("The Desk", "Mary Major")
    assert (document.section, document.tags) == ("Analysis", ("Borders & Trade", "Peace"))
    assert kinds(document) == KINDS
    assert texts(document)[1] == PROSE[1]
    assert texts(document, "caption") == ["The two ministers in the harbour"]
    assert not document.repairs
    assert not issues


def test_a_damaged_post_reads_like_the_whole_one():
    [whole], _ = run(json.dumps(post()))
    [mended], issues = run(damaged())
    assert kinds(mended) == kinds(whole)
    assert texts(mended)[:-1] == texts(whole)[:-1]
    assert (mended.author, mended.published, mended.tags) == (whole.author, whole.published, whole.tags)
    assert [repair.what.split(":")[0] for repair in mended.repairs] == [
        "raw line breaks inside JSON strings",
        "opening HTML tags are lost",
    ]
    assert damaged()[mended.repairs[0].offset] == "\n"
    assert damaged()[mended.repairs[1].offset :].startswith("<\\/p>")
    assert {issue.level for issue in issues} == {"info"}


@pytest.mark.parametrize("make", [lambda: json.dumps(post()), damaged], ids=["whole", "damaged"])
def test_cut_anywhere_a_post_loses_no_value_and_gains_none(make):
    raw = make()
    whole = mend.parse(raw)[0]
    for end in range(1, len(raw), 5):
        try:
            value, repairs = mend.parse(raw[:end])
        except mend.NoJsonError:
            assert end < 3
            continue
        assert any(repair.what.startswith("cut") and repair.offset == end for repair in repairs)
        assert_prefix(value, whole)
        if end > 40:
            assert value["id"] == 1


def assert_prefix(part, whole):
    if isinstance(whole, dict):
        assert set(part) <= set(whole)
        for key in part:
            assert_prefix(part[key], whole[key])
    elif isinstance(whole, list):
        assert len(part) <= len(whole)
        for one, other in zip(part, whole, strict=False):
            assert_prefix(one, other)
    elif isinstance(whole, str):
        assert whole.startswith(part)
    else:
        assert part == whole
        assert type(part) is type(whole)


def test_a_cut_post_gives_the_text_before_the_cut_and_the_metadata_that_came_first():
    raw = damaged()
    end = raw.index("WHAT COMES NEXT")
    [document], issues = run(raw[:end])
    assert kinds(document) == KINDS[:3]
    assert texts(document)[0] == PROSE[0]
    assert document.published == datetime.date(2021, 3, 5), "the field date: Yoast's fields are behind the cut"
    assert any("cut" in repair.what and repair.offset == end for repair in document.repairs)
    assert [issue.level for issue in issues if "cut" in issue.message] == ["warning"]


SHAPES = {
    "array": lambda posts: json.dumps(posts),
    "pretty array": lambda posts: json.dumps(posts, indent=2),
    "array with a mark": lambda posts: "\ufeff" + json.dumps(posts),
    "ndjson": lambda posts: "\n".join(map(json.dumps, posts)),
    "ndjson with blank lines": lambda posts: "\n\n".join(map(json.dumps, posts)) + "\n",
    "ndjson of damaged posts": lambda posts: "\n".join(map(damaged, posts)),
    "pages one after the other": lambda posts: "\n".join(json.dumps([one]) for one in posts),
    "wrapped": lambda posts: json.dumps({"found": len(posts), "posts": posts}),
    "array of arrays": lambda posts: json.dumps([[one] for one in posts]),
    "windows line ends": lambda posts: json.dumps(posts, indent=1).replace("\n", "\r\n"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_several_posts(shape):
    documents, _ = run(SHAPES[shape]([post(1), post(2), post(3)]))
    assert [document.url[-2] for document in documents] == ["1", "2", "3"]
    assert all(kinds(document) == KINDS for document in documents)


def test_a_cut_array_says_so_for_the_last_post_only():
    raw = json.dumps([post(1), post(2), post(3)])
    documents, _ = run(raw[: raw.index("WHAT COMES", raw.index('"id": 3'))])
    assert [len(document.repairs) for document in documents] == [0, 0, 1]
    assert len(documents[2].blocks) < len(documents[1].blocks)


def test_one_bad_record_does_not_spoil_the_others():
    lines = [json.dumps(post(1)), json.dumps(post(2))[:200], '{"broken', json.dumps(post(3))]
    documents, issues = run("\n".join(lines), "posts.ndjson")
    assert [document.url[-2] for document in documents] == ["1", "3"]
    assert {issue.document for issue in issues} == {"posts.ndjson#3", "https://desk.example/2021/03/border-2/"}
    assert messages(issues).count("cut: the end") == 1


FIELDS = [
    # changes to the post, field, value
    ({"yoast_head_json": None}, "published", datetime.date(2021, 3, 5)),
    ({"yoast_head_json": None, "date_gmt": "0000-00-00T00:00:00"}, "published", datetime.date(2021, 3, 5)),
    ({"yoast_head_json": None, "date_gmt": "2021-02-03T00:00:00"}, "published", datetime.date(2021, 2, 3)),
    ({"yoast_head_json": {"article_published_time": "2020-12-31T00:00:00Z"}}, "published", datetime.date(2020, 12, 31)),
    ({"yoast_head_json": None, "date": None, "date_gmt": "9" * 36_000}, "published", None),
    ({"yoast_head_json": {"twitter_misc": {"Written by": "Ann Other"}}}, "author", "Ann Other"),
    ({"yoast_head_json": {"author": "aother"}}, "author", "aother"),
    ({"yoast_head_json": None}, "author", None),
    ({"yoast_head_json": None, "_embedded": {"author": [{"name": "Jane Doe"}]}}, "author", "Jane Doe"),
    (
        {
            "yoast_head_json": None,
            "_embedded": {
                "wp:term": [[{"taxonomy": "category", "name": "News"}], [{"taxonomy": "post_tag", "name": "Sea"}]]
            },
        },
        "tags",
        ("Sea",),
    ),
    (
        {"yoast_head_json": None, "_embedded": {"wp:term": [[{"taxonomy": "category", "name": "News"}]]}},
        "section",
        "News",
    ),
    ({"link": None, "guid": {"rendered": "https://desk.example/?p=1"}}, "url", "https://desk.example/?p=1"),
    ({"link": "https://desk.example/a/?utm_source=rss#top"}, "url", "https://desk.example/a/"),
    ({"link": "javascript:alert(1)", "guid": None}, "url", None),
    (
        {"yoast_head_json": None, "parsely": {"meta": {"@type": "NewsArticle", "articleSection": "Asia"}}},
        "section",
        "Asia",
    ),
    ({"title": "Plain title"}, "title", "Plain title"),
    ({"title": {"rendered": "A<br>B &amp; C"}}, "title", "AB & C"),
    ({"yoast_head_json": None, "modified_gmt": "2021-04-01T00:00:00"}, "modified", datetime.date(2021, 4, 1)),
    (
        {
            "yoast_head_json": None,
            "yoast_head": '<meta property="article:published_time" content="2021-01-02T00:00:00+00:00" />'
            '<meta name="twitter:label1" content="Written by" /><meta name="twitter:data1" content="Mary Major" />',
        },
        "published",
        datetime.date(2021, 1, 2),
    ),
    (
        {"yoast_head_json": "no object", "_embedded": ["no", "object"], "parsely": 3},
        "published",
        datetime.date(2021, 3, 5),
    ),
    ({"id": 10**400, "author": {"name": "Jane Doe"}, "yoast_head_json": []}, "author", "Jane Doe"),
]


@pytest.mark.parametrize(("changes", "field", "value"), FIELDS)
def test_fields_of_posts(changes, field, value):
    raw = json.dumps({key: item for key, item in post(**changes).items() if key != "id"})
    [document], _ = run(raw)
    assert getattr(document, field) == value


def test_other_shapes_of_an_article_in_json():
    value = {
        "headline": "Border to open",
        "articleBody": "\n\n".join(PROSE),
        "datePublished": "2021-03-04",
        "url": "https://a.example/1",
    }
    [document], _ = run(json.dumps(value))
    assert (document.title, document.published, len(document.blocks)) == ("Border to open", DAY, 3)


NO_POSTS = [
    ("[]", "the list of posts is empty"),
    (
        '{"code":"rest_post_invalid_page_number","message":"The page is too large.","data":{"status":400}}',
        "answered with an error",
    ),
    ('{"a": 1, "b": [1, 2]}', "there is no post in this JSON (found: a, b)"),
    ("[1, 2, 3]", "there is no post"),
    ('{"title": {"rendered": "T"}, "content": {"rendered": "", "protected": true}}', "protected by a password"),
    ('{"title": "T", "content": ""}', "there is no article text"),
    ('{"title": "T", "content": null, "excerpt": {"rendered": "' + PROSE[0] + '"}}', "only the excerpt"),
    ('{"title": "T", "content": {"rendered": "<p>---</p>"}}', "there is no article text"),
    ("{", "there is no post"),
    ('{"id": 12', "there is no post"),
]


@pytest.mark.parametrize(("raw", "message"), NO_POSTS)
def test_json_without_an_article_is_one_clear_record(raw, message):
    _, issues = run(raw)
    assert message in messages(issues)


def test_json_that_starts_in_the_middle_is_read_as_text():
    raw = json.dumps(post())
    [document], issues = run(raw[raw.index("They had not") :], "x.json")
    assert PROSE[2] in document.text
    assert "</p>" not in document.text
    assert "no JSON" in messages(issues)


QUOTED = json.dumps(
    {"title": "T", "tags": ["a", "b"], "content": PROSE[0] + " QUOTE so, " + PROSE[1], "date": "2021-03-04"}
)


@pytest.mark.parametrize(
    "quote", ['he said: "no"', 'he said "no", and "yes", the "minister"', '"no"', '"', '<a href="x" class="y">no</a>']
)
def test_quotes_that_nobody_escaped_are_mended_where_the_structure_tells(quote):
    raw = QUOTED.replace("QUOTE", quote)
    [document], issues = run(raw)
    assert PROSE[0] in document.text
    assert PROSE[1] in document.text
    assert (document.title, document.published) == ("T", DAY)
    assert document.repairs[0].offset == raw.index('"', raw.index("border."))
    assert "not escaped" in messages(issues)


def test_where_it_does_not_the_readable_part_is_kept():
    raw = QUOTED.replace("QUOTE", 'he said "no", "title": "X')
    [document], issues = run(raw)
    assert PROSE[0] in document.text
    assert PROSE[1] not in document.text
    assert any(issue.level == "warning" and "unreadable from here" in issue.message for issue in issues)


def test_a_backslash_too_many_is_mended():
    raw = json.dumps({"title": "T", "content": PROSE[0]}).replace("ministers", "minister\\'s")
    [document], _ = run(raw)
    assert "minister\\'s" in document.text
    assert document.repairs[0].offset == raw.index("\\")


# ------------------------------------------------------------------------------ the posts as they came
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the two real posts are not in this checkout")
class TestRealPosts:
    def test_damaged(self):
        issues = []
        [document] = read(SEEDS / "wordpress_post_damaged.json", issues.append)
        check([document], issues)
        assert len(document.blocks) == 30
        found = kinds(document)
        assert [i for i, kind in enumerate(found) if kind == "caption"] == [6, 17]
        assert [i for i, kind in enumerate(found) if kind == "heading"] == [7, 18]
        assert [i for i, kind in enumerate(found) if kind == "footer"] == [28, 29]
        assert found.count("paragraph") == 24
        assert not any("Image:" in text for text in texts(document))
        assert not re.search(r" [,.;:!?](?:\s|$)|  |\"\"", document.text)
        assert document.title.startswith("Security concerns")
        assert document.url.startswith("https://koreapro.org/2022/11/")
        assert (document.publisher, document.author) == ("KOREA PRO", "Justin Yeo")
        assert document.published == datetime.date(2022, 11, 16)
        assert document.modified == datetime.date(2023, 4, 5)
        assert (document.language, document.section) == ("en", "Analysis")
        assert [tag.split(" & ")[0] for tag in document.tags] == ["Culture", "Defense", "Inter-Korean"]
        assert len(document.repairs) == 2

    def test_truncated(self):
        issues = []
        [whole] = read(SEEDS / "wordpress_post_damaged.json")
        [document] = read(SEEDS / "wordpress_post_truncated.json", issues.append)
        check([document], issues)
        assert texts(document) == texts(whole)[:6]
        assert (document.title, document.url, document.id) == (whole.title, whole.url, whole.id)
        assert (document.published, document.modified) == (whole.published, whole.modified)
        size = len((SEEDS / "wordpress_post_truncated.json").read_text("utf-8"))
        assert ("cut: the end of the input is missing", size) in [(r.what, r.offset) for r in document.repairs]

    def test_the_fuller_of_the_two_is_kept(self):
        issues = []
        [document] = read(SEEDS, issues.append)
        assert len(document.blocks) == 30
        assert [issue.document for issue in issues if "the same article" in issue.message] == [
            "wordpress_post_truncated.json"
        ]

    def test_cut_at_many_places(self):
        raw = (SEEDS / "wordpress_post_damaged.json").read_text("utf-8")
        whole = mend.parse(raw)[0]
        for end in range(150, len(raw), 149):
            value, _ = mend.parse(raw[:end])
            assert_prefix(value, whole)
            assert value["id"] == whole["id"]


# ------------------------------------------------------------------------------ html
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Border to open - The Desk</title>
<meta property="og:title" content="Border to open - The Desk"><meta property="og:site_name" content="The Desk">
{head}</head><body><nav><ul><li><a href="/">Home page of the newspaper with a long name</a></li></ul></nav>
<div class="sidebar"><p>Subscribe to the letter of the week, which comes to you each Friday at noon, for free.</p></div>
<div class="content">{body}</div>
<footer><p>All the rights are with the publisher of this newspaper, as everybody knows since long ago.</p></footer>
<script>var p = "<p>This is no paragraph but a script that nobody wants to read in the text.</p>";</script></body></html>"""
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in PROSE)
LD = '<script type="application/ld+json">%s</script>'


def page(head="", body=PARAGRAPHS):
    return PAGE.format(head=head, body=body)


def test_a_page_gives_its_prose_and_nothing_else():
    [document], _ = run(page(), "page.html")
    assert texts(document) == list(PROSE)
    assert (document.title, document.publisher) == ("Border to open", "The Desk")


META = [
    ('<meta property="article:published_time" content="2021-03-04T23:30:00+09:00">', "published", DAY),
    ('<meta name="date" content="March 4, 2021">', "published", DAY),
    ('<meta name="DC.date.issued" content="20210304">', "published", DAY),
    ('<meta name="pubdate" content="Thu, 04 Mar 2021 09:00:00 GMT">', "published", DAY),
    ('<meta name="date" content="March 2021">', "published", None),
    ('<meta name="date" content="%s">' % ("9" * 36_000), "published", None),
    (LD % '{"@type":"NewsArticle","datePublished":"2021-03-04"}', "published", DAY),
    (LD % '{"@type":["Thing","NewsArticle"],"datePublished":"2021-03-04"}', "published", DAY),
    (LD % '[{"@type":"WebSite","name":"W"},{"@type":"BlogPosting","datePublished":"2021-03-04"}]', "published", DAY),
    (LD % '{"@type":"NewsArticle","datePublished":"2021-03-04","description":"line\nbreak"}', "published", DAY),
    (LD % '{"@type":"NewsArticle","datePublished":"2021-03-04","descr', "published", DAY),
    (
        '<meta property="article:published_time" content="2020-01-01">'
        + LD % '{"@type":"WebPage","datePublished":"2019-01-01"}'
        + LD % '{"@type":"Article","datePublished":"2021-03-04"}',
        "published",
        datetime.date(2019, 1, 1),
    ),
    (LD % '{"@type":"Article","author":{"name":"Mary Major"}}', "author", "Mary Major"),
    (LD % '{"@type":"Article","author":[{"name":"Mary Major"},{"name":"Jane Doe"}]}', "author", "Mary Major, Jane Doe"),
    (LD % '{"@type":"Article","author":"https://facebook.example/mm"}', "author", None),
    ('<meta name="author" content="By Mary Major">', "author", "Mary Major"),
    (
        '<meta name="author" content="editor"><meta name="twitter:label1" content="Written by">'
        '<meta name="twitter:data1" content="Mary Major">',
        "author",
        "Mary Major",
    ),
    (LD % '{"@type":"Article","publisher":{"name":"The Post"}}', "publisher", "The Post"),
    ('<link rel="canonical" href="https://a.example/1?utm_medium=x">', "url", "https://a.example/1"),
    ('<meta property="og:url" content="https://a.example/1">', "url", "https://a.example/1"),
    (
        '<meta property="article:tag" content="Sea"><meta property="article:tag" content="Peace">',
        "tags",
        ("Sea", "Peace"),
    ),
    ('<meta name="keywords" content="Sea, Peace">', "tags", ("Sea", "Peace")),
    ('<meta property="article:section" content="World">', "section", "World"),
    ('<meta property="article:modified_time" content="2021-03-05">', "modified", datetime.date(2021, 3, 5)),
    (LD % "{]", "published", None),
    (LD % ("[" * 5000), "published", None),
    (LD % '{"@type":"Article","publisher":{"@id":"#a"},"@id":"#a"}', "publisher", "The Desk"),
]


@pytest.mark.parametrize(("head", "field", "value"), META)
def test_metadata_of_pages(head, field, value):
    [document], _ = run(page(head), "page.html")
    assert getattr(document, field) == value


BODIES = [
    # name, body, kinds, a text that must be a block of its own
    ("figure", PARAGRAPHS + "<figure><img src=a><figcaption>The harbour. Photo: A. Person/Wire</figcaption></figure>",
     ["paragraph"] * 3 + ["caption"], "The harbour."),
    ("headings", "<h1>Border to open</h1>" + PARAGRAPHS + "<h2>Will it last?</h2><p>" + PROSE[0] + "</p>",
     ["headline", "paragraph", "paragraph", "paragraph", "heading", "paragraph"], "Will it last?"),
    ("bold heading", PARAGRAPHS + "<p><strong>The long way</strong></p><p>" + PROSE[0] + "</p>",
     ["paragraph"] * 3 + ["heading", "paragraph"], "The long way"),
    ("bold in a sentence", "<p><b>The ministers</b> met in the harbour town on Thursday.</p>" + PARAGRAPHS,
     ["paragraph"] * 4, "The ministers met in the harbour town on Thursday."),
    ("double break", "<div>" + "<br><br>".join(PROSE) + "</div>", ["paragraph"] * 3, PROSE[1]),
    ("single break", PARAGRAPHS + "<p>They met<br>in the harbour town.</p>", ["paragraph"] * 4, "They met in the harbour town."),
    ("list", PARAGRAPHS + "<ul><li>The border opens on Monday.</li><li>A treaty follows.</li></ul>",
     ["paragraph"] * 5, "A treaty follows."),
    ("nested inline", PARAGRAPHS + "<p>The daily <a><span><i>Morning</i></span></a>, of <b>Norland</b>, said so.</p>",
     ["paragraph"] * 4, "The daily Morning, of Norland, said so."),
    ("blank before a comma", PARAGRAPHS + "<p>The daily <i>Morning </i>, of Norland <b> </b>. It said so.</p>",
     ["paragraph"] * 4, "The daily Morning, of Norland. It said so."),
    ("entities", PARAGRAPHS + "<p>C&ocirc;te d&#8217;Ivoire&nbsp;&amp;&shy; Mali agreed.</p>", ["paragraph"] * 4, "Côte d’Ivoire & Mali agreed."),
    ("byline and tags", "<p>By Mary Major</p>" + PARAGRAPHS + "<p>Reporting by Jane Doe; Editing by Ann Other</p>"
     '<div class="tags"><a>Sea</a> <a>Peace</a></div>', ["footer", "paragraph", "paragraph", "paragraph", "footer", "footer"], "By Mary Major"),
    ("date line", "<h1>Border to open</h1><p>March 4, 2021</p>" + PARAGRAPHS, ["headline", "footer"] + ["paragraph"] * 3, "March 4, 2021"),
    ("list of days", PARAGRAPHS + "".join(f"<h3>May {n}, 2001</h3><p>The border was open on that day.</p>" for n in (4, 5, 6)),
     ["paragraph"] * 3 + ["heading", "paragraph"] * 3, "May 6, 2001"),
    ("related links", PARAGRAPHS + "<p>Read more: <a href=x>Border to open at last, says minister</a></p>", ["paragraph"] * 3 + ["footer"], None),
    ("all in divs", "".join(f"<div>{text}</div>" for text in PROSE), ["paragraph"] * 3, PROSE[2]),
    ("inside a form", "<form action=x>" + PARAGRAPHS + "<input value=a><button>Send it to me</button></form>", ["paragraph"] * 3, PROSE[2]),
    ("article marked", '<div itemprop="articleBody">' + PARAGRAPHS + "</div><div>" + "<p>" + "Another story of the day is here. " * 40 + "</p></div>",
     ["paragraph"] * 3, PROSE[2]),
    ("article element", "<article><header><h1>Border to open</h1></header><div>" + PARAGRAPHS + "</div></article>",
     ["headline"] + ["paragraph"] * 3, PROSE[2]),
    ("shared widely", '<div class="share-this"><p>Send this page to all the friends whom you have in the world, please.</p></div>' + PARAGRAPHS,
     ["paragraph"] * 3, PROSE[0]),
    ("hidden", PARAGRAPHS + '<p style="display: none">Nobody sees this sentence on the page, so it is no part of it.</p>', ["paragraph"] * 3, None),
    ("comment", "<!-- <p>not this one, which is long enough to count</p> -->" + PARAGRAPHS, ["paragraph"] * 3, None),
    ("table", PARAGRAPHS + "<table><tr><td>Freeland</td><td>Norland</td></tr></table>", ["paragraph"] * 3 + ["heading"] * 2, "Freeland"),
    ("appeared first", PARAGRAPHS + "<p>The post <a>Border to open</a> appeared first on <a>The Desk</a>.</p>", ["paragraph"] * 3 + ["footer"], None),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected", "block"), [case[1:] for case in BODIES], ids=[case[0] for case in BODIES])
def test_bodies_of_pages(body, expected, block):
    [document], _ = run(page(body=body), "page.html")
    assert kinds(document) == expected
    assert block is None or block in texts(document)
    assert (document.published == DAY) == ("March 4, 2021" in body)
    assert (document.author == "Mary Major") == ("By Mary Major" in body)


@pytest.mark.parametrize("seed", range(20))
def test_some_opening_tags_lost(seed):
    """Whatever opening tags of paragraphs are lost, the paragraphs stay apart."""
    chance = random.Random(seed)
    body = "\n\n".join(f"<p>{text}</p>" for text in PROSE * 3)
    body = re.sub("<p>", lambda m: "" if chance.random() < 0.6 else m.group(), body)
    [document], _ = run(json.dumps({"title": "T", "content": {"rendered": body}}))
    assert texts(document) == list(PROSE * 3)


def test_depth_up_to_the_limit_loses_no_text():
    """libxml2 on its own drops the whole text of a page that nests deeper than 256 levels."""
    for depth in (200, 300, 590):
        [document], _ = run("<html><body>" + "<div>" * depth + PARAGRAPHS, "page.html")
        assert texts(document) == list(PROSE)
    documents, issues = run("<html><body>" + "<div>" * 601 + PARAGRAPHS, "page.html")
    assert not documents
    assert "601 levels deep" in messages(issues)
    documents, _ = run("<html><body>" + "<div>" * 601 + PARAGRAPHS, "page.html", Limits(html_depth=700))
    assert texts(documents[0]) == list(PROSE)


LONG = [f"{PROSE[number % 3][:-1]}, as was said on page {number}." for number in range(5)]
WHOLE = [
    # name, body: five paragraphs that all belong to the article, however they are wrapped
    ("behind a paywall", "<p>{}</p><p class='body paywall'>{}</p><p class='paywall'>{}</p><div class=paywall><p>{}</p><p>{}</p></div>"),
    ("in several bodies", "<article><div class=article-body><p>{}</p></div><p>Ad</p><div class=article-body><p>{}</p><p>{}</p></div>"
     "<div class=article-body><p>{}</p><p>{}</p></div></article>"),
    ("another story's body", "<article><div class=story-body><p>{}</p><p>{}</p><p>{}</p></div><div class='story-body b'><p>{}</p><p>{}</p></div>"
     "</article><article><div class=story-body><p>This is the story of another day, and it is as long as this one.</p></div></article>"),
    ("called like furniture", "<p>{}</p><div id=sharing-intelligence><p>{}</p></div><section class=social-policy><p>{}</p></section>"
     "<p>{}</p><p>{}</p><div class=social-links><p>Send it to all your friends and to their friends as well.</p></div>"),
    ("a box of headlines", "<p>{}</p><p>{}</p><p>{}</p><p>{}</p><p>{}</p><ul><li><a>Storm hits the coast</a></li><li><a>Ships return</a></li></ul>"),
    ("in a cell", "<table><tr><td>{}<br><br>{}<br><br>{}<br><br>{}<br><br>{}</td><td>Links</td></tr></table>"),
    ("in JSON-LD only", LD % '{{"@type":"NewsArticle","articleBody":"{}\\n{}\\n{}\\n{}\\n{}"}}' + "<div id=root></div>"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body"), WHOLE, ids=[case[0] for case in WHOLE])
def test_every_paragraph_of_a_page_arrives(name, body):
    [document], _ = run(
        "<html><head><title>T</title></head><body>" + body.format(*LONG) + "</body></html>", "page.html"
    )
    assert [text for text in texts(document, "paragraph") if text.endswith(".")] == LONG


SHOWN = [
    # what a page, a feed or a table says of its day; what dateparser has to read
    ("<h1>T</h1><span itemprop=datePublished content='March 4, 2021'>x</span>", "a.html"),
    ("<h1>T</h1><time>4 March 2021 | 17:40</time>", "a.html"),
    ("<h1>T</h1><time datetime='4 Mar 2021'>yesterday</time>", "a.html"),
    ("<h1>T</h1><div class=updatetime>03/04/2021 05:40 PM</div>", "a.html"),
    ("<h1>T</h1><p class=entry-date>Posted on Thursday, March 4th, 2021 at 17:40</p>", "a.html"),
    ("<article><p class=post-date>4. März 2021</p>", "a.html"),
    ("<h1>T</h1><p>By Mary Major | 4 March 2021</p>", "a.html"),
    ("<h1>T</h1><p>Updated: 5 March 2021 • Published: 4 March 2021</p>", "a.html"),
    ("<html lang=en-GB><h1>T</h1><time>04/03/2021</time>", "a.html"),
    ("<html lang=fr><meta name=date content='4 mars 2021'>", "a.html"),
    ("<meta name=citation_publication_date content='2021년 3월 4일'>", "a.html"),
    (LD % '{"@type":"NewsArticle","datePublished":"4 de marzo de 2021","inLanguage":"es"}', "a.html"),
]


def counted(monkeypatch):
    """The texts that dateparser is asked to read from now on."""
    from dateparser.date import DateDataParser

    asked, read_date = [], DateDataParser.get_date_data
    monkeypatch.setattr(
        DateDataParser, "get_date_data", lambda self, text, *rest: asked.append(text) or read_date(self, text, *rest)
    )
    metadata_dates._worded.cache_clear()
    return asked


@pytest.mark.parametrize(("shown", "name"), SHOWN)
def test_dateparser_reads_the_days_that_pages_show(shown, name, monkeypatch):
    asked = counted(monkeypatch)
    [document], _ = run(shown + PARAGRAPHS, name)
    assert document.published == DAY
    assert asked


def test_dateparser_reads_the_days_of_feeds_texts_and_tables(monkeypatch):
    asked = counted(monkeypatch)
    documents, _ = run(RSS.replace("en-US", "es").replace("Fri, 05 Mar 2021 01:00:00 GMT", "4 marzo 2021"), "feed.xml")
    assert ([document.published for document in documents], len(asked)) == ([DAY, DAY], 3)
    [document], _ = run("Title: Border to open\nDate: 4 März 2021\nLanguage: en\n\n" + PROSE[0], "a.txt")
    assert (document.published, len(asked)) == (DAY, 5)
    documents, _ = run(f"date,text\n04/03/2021,{PROSE[0]!r}\n19/03/2021,{PROSE[1]!r}\n".replace("'", '"'), "a.csv")
    assert [document.published for document in documents] == [DAY, datetime.date(2021, 3, 19)]
    assert len(asked) == 7


@pytest.mark.parametrize(
    "shown",
    [
        "<header><div class=date>Friday, March 5, 2021</div></header><h1>T</h1>",  # the day of the visit
        "<h1>T</h1><time>3 hours ago</time>",
        "<h1>T</h1><time>March 2021</time>",
        "<h1>T</h1><p class=date>Thursday</p>",
        "<h1>T</h1><p class=date>12 of 2021 members agreed</p>",
    ],
)
def test_what_is_no_full_day_of_the_story_gives_no_date(shown):
    [document], _ = run(f"{shown}<div>{PARAGRAPHS}</div>", "a.html")
    assert document.published is None


@pytest.mark.parametrize(
    ("address", "given", "published"),
    [("/2021/03/04/x", "2021-03-03", DAY), ("/2021/03/04/x", "2021-02-01", datetime.date(2021, 2, 1)), ("/2021/3/4", "", DAY),
     ("/2021/13/44/x", "2021-03-04", DAY), ("/a/2021-03-04-x", "", DAY)],
)  # fmt: skip
def test_the_day_of_the_address_is_that_of_the_place(address, given, published):
    head = f"<link rel=canonical href=https://a.example{address}><meta name=date content='{given}'>"
    [document], _ = run(page(head), "page.html")
    assert document.published == published


def test_a_post_is_of_the_day_where_its_readers_are():
    changes = {"date": "2021-03-05T08:00:00", "date_gmt": "2021-03-04T23:00:00"}
    for yoast in (post()["yoast_head_json"], None):
        [document], _ = run(json.dumps(post(**changes, yoast_head_json=yoast)))
        assert document.published == datetime.date(2021, 3, 5)


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\x1f", "\ufffe", "\ud800"])
@pytest.mark.parametrize("tag", ["script", "iframe", "nav"])
def test_a_character_that_no_xml_may_hold_behind_something_dropped_costs_nothing(tag, sign):
    body = f"<{tag}>x</{tag}>{sign}{PARAGRAPHS}"
    [document], _ = run(page(body=body), "page.html")
    assert texts(document)[-3:] == list(PROSE)
    [document], _ = run(json.dumps({"title": "T", "content": {"rendered": body}}))
    assert texts(document)[-3:] == list(PROSE)


SCANS = [
    ("<p>a</p>", 0, []),
    ("<div><b>x</b></div>", 2, []),
    ("a</p><p>b</p></span>", 0, ["p", "span"]),
    ("<div><div></div></div></div>", 2, ["div"]),
    ("<br><img><hr/>", 0, []),
    ("<!-- </p> --><p>", 0, []),
    ("<script>'</p>'</script>", 1, []),
    ("<p>a<p>b</p>", 0, []),
    ("<b><i></b></i>", 2, ["i"]),
    ("<!-- never closed </p>", 0, ["p"]),
    ("1 < 2 </ p>", 0, []),
    ("<p><b>a</p>" * 3, 1, []),
    ("<ul><li>a<li>b</ul></li>", 1, ["li"]),
]


@pytest.mark.parametrize(("markup", "depth", "orphans"), SCANS)
def test_scan(markup, depth, orphans):
    found = scan(markup)
    assert (found.depth, [name for _, _, name in found.orphans]) == (depth, orphans)
    assert all(markup[start:end].startswith("</") for start, end, _ in found.orphans)


# ------------------------------------------------------------------------------ feeds
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Desk</title><link>https://desk.example</link><language>en-US</language>
<item><title>Border to open &amp; close</title><link>https://desk.example/1?utm_source=feed</link><dc:creator>Mary Major</dc:creator>
<pubDate>Thu, 04 Mar 2021 23:30:00 +0900</pubDate><category>Peace</category><category>Sea</category>
<description>Short.</description><content:encoded><![CDATA[{body}]]></content:encoded></item>
<item><title>Second</title><guid isPermaLink="true">https://desk.example/2</guid><pubDate>Fri, 05 Mar 2021 01:00:00 GMT</pubDate>
<description>{escaped}</description></item></channel></rss>""".format(
    body=PARAGRAPHS, escaped=PARAGRAPHS.replace("<", "&lt;")
)
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Desk</title><id>urn:x</id>
<entry><title>Border to open</title><link href="https://desk.example/1"/><id>urn:1</id><published>2021-03-04T09:00:00Z</published>
<updated>2021-03-07T09:00:00Z</updated><author><name>Mary Major</name></author><category term="Peace"/>
<content type="html">{PARAGRAPHS.replace("<", "&lt;")}</content></entry>
<entry><title>Only changed</title><link href="https://desk.example/2"/><id>urn:2</id><updated>2021-03-08T09:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{PARAGRAPHS}</div></content></entry></feed>"""


def test_rss():
    documents, issues = run(RSS, "feed.xml")
    one, other = documents
    assert (one.title, one.url, one.published) == ("Border to open & close", "https://desk.example/1", DAY)
    assert (one.publisher, one.author, one.tags, one.modified) == ("The Desk", "Mary Major", ("Peace", "Sea"), None)
    assert texts(one) == texts(other) == list(PROSE)
    assert (other.url, other.published) == ("https://desk.example/2", datetime.date(2021, 3, 5))
    assert "1 of 2 entries hold only a summary" in messages(issues)


def test_atom():
    documents, issues = run(ATOM, "feed.atom")
    one, other = documents
    assert (one.published, one.modified, one.author) == (DAY, datetime.date(2021, 3, 7), "Mary Major")
    assert texts(one) == texts(other) == list(PROSE)
    assert other.published == datetime.date(2021, 3, 8)
    assert "only of the last change" in messages(issues)


def test_a_cut_feed_gives_the_entries_before_the_cut():
    documents, _ = run(RSS[: RSS.index("<item><title>Second")], "feed.xml")
    assert [document.title for document in documents] == ["Border to open & close"]
    assert "no well-formed XML" in documents[0].repairs[0].what


NO_FEEDS = [
    ("<rss version='2.0'><channel><title>T</title></channel></rss>", "the feed holds no entry"),
    ("<?xml version='1.0'?><urlset><url><loc>https://a.example</loc></url></urlset>", "no RSS or Atom feed"),
    ("<rss>" + "<a>" * 5000, "levels deep"),
    (
        "<!DOCTYPE r [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;'>]><rss version='2.0'><channel><item><title>T</title>"
        "<description>&b;</description></item></channel></rss>",
        None,
    ),
]


@pytest.mark.parametrize(("raw", "message"), NO_FEEDS)
def test_feeds_without_articles(raw, message):
    documents, issues = run(raw, "feed.xml")
    assert sum(len(document.text) for document in documents) < 5, "entities are not expanded"
    assert message is None or message in messages(issues)


# ------------------------------------------------------------------------------ text
WRAPPED = "The ministers of Freeland and Norland met in the harbour\ntown on Thursday and agreed to open the border, and both\nsaid that more talks would follow."
TEXTS = [
    # name, text, title, published, author, kinds
    ("title line", "Border to open\n\n" + "\n\n".join(PROSE), "Border to open", None, None, ["headline"] + ["paragraph"] * 3),
    ("one line a paragraph", "Border to open\n" + "\n".join(PROSE), "Border to open", None, None, ["headline"] + ["paragraph"] * 3),
    ("no title", "\n\n".join(PROSE), None, None, None, ["paragraph"] * 3),
    ("hard wrapped", "Border to open\n\n" + WRAPPED, "Border to open", None, None, ["headline", "paragraph"]),
    ("front matter", "---\ntitle: 'Border: open'\ndate: 2021-03-04\nauthor: Mary Major\n---\n" + PROSE[0], "Border: open", DAY, "Mary Major", ["paragraph"]),
    ("date with a time", "---\ndate: 2021-03-04T10:00:00+09:00\n---\n" + PROSE[0], None, DAY, None, ["paragraph"]),
    ("broken front matter", "---\ntitle: Border: to open\ndate: 2021-03-04\n---\n" + PROSE[0], "Border: to open", DAY, None, ["paragraph"]),
    ("several authors", "---\nauthors: [Mary Major, Jane Doe]\ndate: March 4, 2021\n---\n" + PROSE[0], None, DAY, "Mary Major, Jane Doe", ["paragraph"]),
    ("header lines", "Title: Border to open\nDate: 4 March 2021\nBy: Mary Major\n\n" + PROSE[0], "Border to open", DAY, "Mary Major", ["paragraph"]),
    ("byline and date line", "Border to open\n\nBy Mary Major\n\nMarch 4, 2021\n\n" + PROSE[0], "Border to open", DAY, "Mary Major",
     ["headline", "footer", "footer", "paragraph"]),
    ("byline first", "By Mary Major\n\nBorder to open\n\n" + PROSE[0], "Border to open", None, "Mary Major", ["footer", "headline", "paragraph"]),
    ("published line", "Border to open\n\nPublished: 4 March 2021, 10:30 GMT\n\n" + PROSE[0], "Border to open", DAY, None, ["headline", "footer", "paragraph"]),
    ("markdown", "# Border to open\n\n**The ministers** of [Freeland](https://a.example) met.\n\n## Will it last?\n\n> They *agreed* to talk.\n",
     "Border to open", None, None, ["headline", "paragraph", "heading", "paragraph"]),
    ("markdown list", PROSE[0] + "\n\n- The border opens.\n- The treaty follows.\n", None, None, None, ["paragraph"] * 3),
    ("capitals", PROSE[0] + "\n\nWHAT COMES NEXT\n\n" + PROSE[1], None, None, None, ["paragraph", "heading", "paragraph"]),
    ("caption", PROSE[0] + "\n\nThe harbour of the town (Photo: Wire)\n\n" + PROSE[1], None, None, None, ["paragraph", "caption", "paragraph"]),
    ("list of days", "\n\n".join(f"May {n}, 2001\n\n{PROSE[0]}" for n in (4, 5, 6)), None, None, None, ["heading", "paragraph"] * 3),
    ("one line", "Japan and South Korea hold talks", None, None, None, ["paragraph"]),
    ("a sentence that begins with By", "By Monday the two ministers had agreed.\n\n" + PROSE[0], None, None, None, ["paragraph"] * 2),
    ("colon in prose", "Note: the ministers of Freeland met.\n\n" + PROSE[0], None, None, None, ["paragraph"] * 2),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "title", "published", "author", "expected"), [c[1:] for c in TEXTS], ids=[c[0] for c in TEXTS]
)
def test_text(text, title, published, author, expected):
    [document], _ = run(text, "story.md")
    assert (document.title, document.published, document.author) == (title, published, author)
    assert kinds(document) == expected
    assert not re.search(r"\]\(|\*|(?m:^#)", document.text)


def test_front_matter_fields():
    raw = (
        "---\ntags: [Sea, Peace]\nsource: The Desk\ncategory: World\nlink: https://a.example/1\nupdated: 2021-03-09\n---\n"
        + PROSE[0]
    )
    [document], issues = run(raw, "story.md")
    assert (document.tags, document.publisher, document.section) == (("Sea", "Peace"), "The Desk", "World")
    assert (document.url, document.modified) == ("https://a.example/1", datetime.date(2021, 3, 9))
    assert "no publication date" in messages(issues)


# ------------------------------------------------------------------------------ encoding and language
SAMPLE = "The président of Türkiye and the prime minister of Curaçao met in Genève, and they agreed on a démarche. "
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings(encoding):
    [document], _ = run((SAMPLE * 3).encode(encoding), "story.txt")
    assert document.text == (SAMPLE * 3).strip()


def test_the_declared_charset_is_believed():
    raw = page(
        '<meta charset="iso-8859-9">', f"<p>{SAMPLE}</p>" + PARAGRAPHS + "<p>Işık, İstanbul and the others met.</p>"
    ).encode("iso-8859-9")
    [document], _ = run(raw, "page.html")
    assert texts(document)[-1] == "Işık, İstanbul and the others met."
    assert "iso-8859-9" in document.repairs[0].what


def test_a_few_spoilt_bytes_are_no_other_encoding():
    raw = (SAMPLE * 3).encode() + b"\xff\xfe end." + "é".encode()[:1]
    text, repairs = decode(raw)
    assert text.startswith(SAMPLE)
    assert repairs[0].offset == len((SAMPLE * 3).encode())


LANGUAGES = [
    (
        "The minister said that the talks would go on and that he was ready to meet his counterpart in the capital.",
        "English",
    ),
    ("Leaders of Japan, South Korea meet in Phnom Penh", None),
    ("Talks", None),
    (
        "Der Minister sagte, dass die Gespräche weitergehen und dass er bereit ist, sich mit seinem Kollegen zu treffen.",
        "German",
    ),
    (
        "Le ministre a déclaré que les pourparlers se poursuivraient et qu'il était prêt à rencontrer son homologue dans la capitale.",
        "French",
    ),
    (
        "El ministro dijo que las conversaciones continuarían y que estaba dispuesto a reunirse con su homólogo en la capital.",
        "Spanish",
    ),
    (
        "O ministro disse que as conversas vão continuar e que ele está pronto para se encontrar com o seu homólogo na capital.",
        "Portuguese",
    ),
    (
        "Il ministro ha detto che i colloqui continueranno e che è pronto a incontrare il suo omologo nella capitale.",
        "Italian",
    ),
    (
        "De minister zei dat de gesprekken doorgaan en dat hij bereid is om zijn collega te ontmoeten in het land.",
        "Dutch",
    ),
    (
        "Bakan, görüşmelerin devam edeceğini ve bu hafta başkentte bir araya gelmek için hazır olduğunu söyledi.",
        "Turkish",
    ),
    (
        "Menteri itu mengatakan bahwa pembicaraan akan dilanjutkan dan dia siap untuk bertemu dengan rekannya di ibu kota.",
        "Indonesian",
    ),
    ("외교부 장관은 회담이 계속될 것이며 수도에서 상대방과 만날 준비가 되어 있다고 말했다.", "Hangul script"),
    ("外務大臣は、会談は続き、首都で相手方と会う用意があると述べた。", "Cjk script"),
    ("Министр заявил, что переговоры продолжатся и что он готов встретиться со своим коллегой.", "Cyrillic script"),
    ("وقال الوزير إن المحادثات ستستمر وإنه مستعد للقاء نظيره في العاصمة", "Arabic script"),
]


@pytest.mark.parametrize(("text", "language"), LANGUAGES)
def test_languages(text, language):
    seen = looks_like(text).language
    assert seen == language or (language == "Cjk script" and seen in ("Cjk script", "Hiragana script"))


def test_articles_that_are_not_english_are_one_record_and_left_out():
    for text, language in LANGUAGES:
        documents, issues = run(text, "story.txt")
        assert bool(documents) == (language in (None, "English"))
        if not documents:
            assert [issue.level for issue in issues if issue.message.startswith("not in English")] == ["warning"]


def test_the_declared_language_counts_where_the_text_does_not_tell():
    documents, issues = run(json.dumps({"title": "T", "lang": "fr", "content": "Paris, Berlin : accord."}))
    assert not documents
    assert "its language is given as 'fr'" in messages(issues)
    documents, issues = run(json.dumps({"title": "T", "lang": "ko", "content": PROSE[0]}))
    assert documents
    assert "reads as English" in messages(issues)


# ------------------------------------------------------------------------------ files
def test_folders_patterns_and_lists(tmp_path):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "b.json").write_text(json.dumps(post(2)))
    (tmp_path / "deep" / "a.json").write_text(json.dumps(post(1)))
    (tmp_path / "deep" / "er" / "c.ndjson.gz").write_bytes(
        gzip.compress((json.dumps(post(3)) + "\n" + json.dumps(post(4))).encode())
    )
    (tmp_path / ".hidden" / "d.json").write_text(json.dumps(post(9)))
    (tmp_path / "README.md").write_text("This folder holds articles of the desk.")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    issues = []
    found = read(tmp_path, issues.append)
    check(found, issues)
    assert [document.url[-2] for document in found] == ["2", "1", "3", "4"]
    assert "2 file(s) of other kinds were passed over: README.md, picture.png" in messages(issues)
    for paths in (
        str(tmp_path / "**" / "*.json"),
        [tmp_path / "b.json", tmp_path / "deep" / "a.json"],
        [tmp_path / "deep" / "a.json", str(tmp_path / "b.json"), tmp_path / "b.json"],
    ):
        assert sorted(document.url[-2] for document in read(paths)) == ["1", "2"]
    assert read([tmp_path / "deep", tmp_path / "b.json"]) == read([tmp_path / "b.json", tmp_path / "deep"])


def test_things_that_cannot_be_read(tmp_path):
    (tmp_path / "empty.json").write_text(" \n")
    (tmp_path / "picture.json").write_bytes(bytes(range(256)) * 4)
    (tmp_path / "void").mkdir()
    cases = {
        "missing.json": "there is no such file",
        "*.nothing": "the pattern matches no file",
        "empty.json": "the file is empty",
        "picture.json": "it is no text",
        "void": "there is no article in this folder",
        "a\0b": "there is no such file",
    }
    for name, message in cases.items():
        issues = []
        assert read(str(tmp_path / name), issues.append) == []
        check([], issues)
        assert message in messages(issues)
        assert str(tmp_path) not in messages(issues)
    issues = []
    assert read(["https://desk.example/1", "/dev/null"], issues.append) == []
    assert "addresses are not fetched" in messages(issues)
    assert "no regular file" in messages(issues)


def test_of_the_same_article_the_fuller_is_kept_whatever_the_order(tmp_path):
    short = post(1, content={"rendered": f"<p>{PROSE[0]}</p>"})
    later = post(1, yoast_head_json=None, modified="2021-06-01T00:00:00", content={"rendered": f"<p>{PROSE[1]}</p>"})
    files = [tmp_path / name for name in ("a.json", "b.json", "c.json")]
    for file, value in zip(files, (post(1), short, later), strict=True):
        file.write_text(json.dumps(value))
    seen = []
    for order in (files, files[::-1], [files[1], files[2], files[0]]):
        issues = []
        [document] = read(order, issues.append)
        assert document.text == PROSE[1]
        seen.append((document, issues))
        assert [issue.document for issue in issues if "the same article" in issue.message] == ["b.json", "a.json"]
    assert seen[0] == seen[1] == seen[2]
    [document] = read(files[:2])
    assert kinds(document) == KINDS


FORMATS = [
    ('{"id": 1}', "", "wordpress"),
    ("[\n  {\n    \"id\": 1", ".txt", "wordpress"),
    ("<!doctype html><p>", "", "html"),
    ("<!-- saved --><html>", ".json", "html"),
    ("<p>Talks</p>", "", "html"),
    ("<?xml version='1.0'?><rss>", "", "feed"),
    ("<?xml version='1.0'?>\n<?xml-stylesheet href='a'?><!-- x --><feed>", ".html", "feed"),
    ("Talks opened.", "", "text"),
    ("[Seoul] Talks opened.", ".txt", "text"),
    ("{curly} words", ".txt", "text"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "suffix", "name"), FORMATS)
def test_formats(content, suffix, name):
    assert format_of(content, suffix) == name
    assert name in READERS


# ------------------------------------------------------------------------------ hostile input
HOSTILE = {
    # name: (bytes, words of the report, whether the article is still read)
    "nested.html": (b"<html>" + b"<div>" * 200_000 + PARAGRAPHS.encode(), "200,000 levels deep", False),
    "nested.json": (b"[" * 100_000, "100,000 levels deep", False),
    "objects.json": (b'{"a":' * 100_000, "100,000 levels deep", False),
    "nested.xml": (b"<rss>" + b"<a>" * 200_000, "200,001 levels deep", False),
    "integer.json": (b'{"id": ' + b"9" * 1_000_000 + b', "content": "' + PROSE[0].encode() + b'"}', "", True),
    "date.json": (
        b'{"date": "' + b"9" * 36_000 + b'", "content": "' + PROSE[0].encode() + b'"}',
        "no publication date",
        True,
    ),
    "paragraph.txt": (PROSE[0].encode() * 100_000, "over the limit of 100,000", False),
    "paragraph.json": (b'{"content": "' + PROSE[0].encode() * 100_000 + b'"}', "over the limit of 100,000", False),
    "bomb.json.gz": (gzip.compress(b" " * 250_000_000, 1), "after unpacking", False),
    "cut.json.gz": (gzip.compress(json.dumps(post()).encode())[:-20], "the packed file is incomplete", True),
    "comments.html": (b"<html><p>" + PROSE[0].encode() + b"<!--" * 100_000, "", True),
    "less.html": (b"<html><p>" + PROSE[0].encode() + b"</p>" + b"<" * 300_000, "", True),
    "closing.html": (b"<html><p>" + PROSE[0].encode() + b"</p>" * 10_000, "opening HTML tags are lost", True),
    "quotes.json": (b'{"a":"' + b'\\"' * 300_000, "there is no post", False),
    "brackets.md": (b"[a](" * 100_000, "over the limit", False),
    "stars.md": (b"**a " * 100_000, "over the limit", False),
    "dates.txt": (b"January 1 January 1\n\n" * 3000, "", False),
    "anchors.md": (b"---\na: &a [x]\nb: [*a, *a]\n---\n" + PROSE[0].encode(), "no valid YAML", True),
    "surrogates.json": (b'{"title": "\\ud800", "content": "' + PROSE[0].encode() + b'\\udc00"}', "", True),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_input_is_refused_with_a_record_or_read(name):
    data, message, is_read = HOSTILE[name]
    documents, issues = run(data, name)
    assert bool(documents) == is_read
    assert message in messages(issues)
    assert documents or issues


def test_limits_are_options():
    text = PROSE[0].encode() * 20
    for limits in (Limits(paragraph_chars=1000), Limits(article_chars=1000), Limits(file_bytes=1000)):
        documents, issues = run(text, "story.txt", limits)
        assert not documents
        assert "over the limit of 1,000" in messages(issues)
        assert "Limits(" in issues[0].remedy
    assert run(text, "story.txt")[0]


# ------------------------------------------------------------------------------ properties
PARTS = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<br>", "<a href='x'>", "</a>", "<li>", "</h2>", "<!--", "-->", "<script>", "&amp;",
     "\n\n", " ", '""', "{", "}", "[", "]", '"', '"content":', '"rendered":', ",", ":", "\\", "\\u12", "\\n", "1", "true", "nul", "---\n",
     "title: ", "# ", "**", "](", "<rss>", "<item>", "<description>", "<![CDATA[", "]]>", "By ", "| Image: ", "\0", "\ud800", "\u200b",
     "The ministers met and agreed to talk to the others. ", "Edited by "]
)  # fmt: skip
NAMES = st.sampled_from(["a.json", "a.ndjson", "a.html", "a.xml", "a.txt", "a.md", "a", "a.json.gz", "a.csv", "a.tsv"])


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=300), NAMES)
@example(b"\xff\xfe", "a.txt")
@example(b"\x1f\x8b\x08\x00", "a.json.gz")
def test_any_bytes_never_crash_any_reader(data, name):
    run(data, name)


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(PARTS, max_size=30).map("".join), NAMES)
def test_any_mixture_of_markup_never_crashes_and_spans_lie_in_the_text(text, name):
    run(text.encode("utf-8", "surrogatepass"), name)
    run(json.dumps({"title": text, "content": {"rendered": text + PROSE[0]}, "date": text}), name)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, len(json.dumps(post()))), max_size=6))
def test_characters_lost_anywhere_in_a_post(places):
    raw = json.dumps(post())
    for place in sorted(places, reverse=True):
        raw = raw[:place] + raw[place + 1 :]
    run(raw)


@settings(max_examples=40, deadline=None)
@given(st.permutations([1, 2, 3, 4]))
def test_the_order_of_inputs_changes_nothing(tmp_path_factory, order):
    folder = tmp_path_factory.getbasetemp() / "order"
    folder.mkdir(exist_ok=True)
    for number in order:
        (folder / f"{number}.json").write_text(json.dumps(post(number % 3)))
    first, second = [], []
    assert read([folder / f"{n}.json" for n in order], first.append) == read(folder, second.append)
    assert first == second


@given(st.text())
def test_clean_gives_text_that_every_exporter_can_write(text):
    found = clean(text)
    found.encode("utf-8")
    assert found == clean(found)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_closing_what_is_closed_changes_nothing(value):
    raw = json.dumps(value)
    assert mend.parse(raw) == (json.loads(raw), ())
    assert json_depth(raw) <= raw.count("[") + raw.count("{")


@given(
    st.dictionaries(
        st.text(max_size=5), st.recursive(st.text(max_size=9) | st.integers(), lambda i: st.lists(i, max_size=3))
    )
)
def test_metadata_takes_any_value(value):
    assert isinstance(from_fields(value), Metadata)
    assert isinstance(from_json_ld({"@type": "Article", **value}), Metadata)


def test_best_author_prefers_a_full_name():
    assert best_author(["7797", "bryan", None, "By Mary Major"]) == "Mary Major"
    assert best_author(["bryan", "https://a.example/me"]) == "bryan"
    assert best_author([None, ""]) is None


def test_kinds_by_form():
    pieces = [
        ("paragraph", text)
        for text in ("WHAT NOW", "They met.", "Edited by Ann Other", "Leaders | Image: Wire", '""', "Sea Peace")
    ]
    assert [kind for kind, _ in classify(pieces, Metadata(tags=("Sea", "Peace")))] == [
        "heading",
        "paragraph",
        "footer",
        "caption",
        "footer",
    ]


def test_a_reader_of_another_package_is_used_for_its_suffix(tmp_path, monkeypatch):
    class Point:
        def load(self):
            return lambda source: READERS["text"](source.part(source.text.upper()))

    monkeypatch.setattr(sources, "_outside", lambda: {".shout": Point()})
    (tmp_path / "story.shout").write_text(PROSE[0])
    [document] = read(tmp_path)
    assert document.text == PROSE[0].upper()


def test_without_a_report_issues_go_to_the_log(tmp_path, caplog):
    (tmp_path / "empty.json").write_text("")
    assert read(tmp_path / "empty.json") == []
    assert "empty.json: the file is empty" in caplog.text


def test_every_reader_is_tested_here():
    assert {name for _, _, name in FORMATS} <= set(READERS)
    assert sources.__doc__
