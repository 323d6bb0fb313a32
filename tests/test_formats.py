"""Every form in which articles come: what wraps them, what stands around them, what calls their fields otherwise."""
# ruff: noqa: E501 (a case a line reads best)

import bz2
import csv
import datetime
import email.message
import gzip
import io
import json
import lzma
import random
import zipfile

import openpyxl
import pyarrow
import pyarrow.parquet
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import kg
from kg.folders import build_files
from kg.sources import Limits, read, read_all, read_bytes
from kg.sources.packed import SEALED, paragraphs

DAY = datetime.date(2019, 6, 12)
LEAD = "The foreign ministers of Peru and Chile met in Lima on Tuesday and agreed to reopen three border posts."
MORE = "Peru had closed the posts in April after a dispute over fishing rights, which both sides now call settled."
PARAGRAPHS = f"<p>{LEAD}</p>\n<p>{MORE}</p>"
LINK = "https://andesdesk.example/2019/06/12/border-posts"


def post(number=1, **changes):
    value = {
        "id": number, "date": "2019-06-12T09:00:00", "date_gmt": "2019-06-12T14:00:00", "status": "publish", "type": "post",
        "link": f"{LINK}-{number}/", "title": {"rendered": f"Border posts to open, part {number}"},
        "content": {"rendered": PARAGRAPHS, "protected": False}, "author": 3,
    }  # fmt: skip
    return {**value, **changes}


def run(data, name="input.json", limits=None):
    issues = []
    data = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return read_bytes(data, name, issues.append, limits or Limits()), " / ".join(issue.message for issue in issues)


def texts(document):
    return [document.text[block.start : block.end] for block in document.blocks if block.kind != "headline"]


# ------------------------------------------------------------------------------ around the JSON
TWO = json.dumps([post(1), post(2)])
AROUND = {
    "a warning of PHP": f"<br />\n<b>Warning</b>:  Undefined variable $x in <b>/srv/a.php</b> on line <b>7</b><br />\n{TWO}",
    "two notices as text": f"PHP Notice: Undefined index: a in b.php on line 2\nDeprecated: c() in d.php on line 9\n{TWO}",
    "a call of a script": f"/**/jQuery33_1({TWO});",
    "another call": f"callback({TWO})",
    "headers of the answer": f"HTTP/2 200 \ncontent-type: application/json; charset=UTF-8\nx-wp-total: 2\n\n{TWO}",
    "a fence": f"```json\n{TWO}\n```\n",
    "a guard": f")]}}',\n{TWO}",
    "another guard": f"while(1);{TWO}",
    "words of a script": f"fetched page 1 of 1\n{TWO}",
    "a comment behind it": f"{TWO}\n<!-- Cached by a plugin -->",
    "pages written one behind the other": json.dumps([post(1)]) + json.dumps([post(2)]),
    "pages with words between": f"page 1\n{json.dumps([post(1)])}\npage 2\n{json.dumps([post(2)])}\n",
    "objects with commas between": f"{json.dumps(post(1))},\n{json.dumps(post(2))},\n",
    "an envelope": json.dumps({"body": [post(1), post(2)], "status": 200, "headers": {"X-WP-Total": 2}}),
    "posts by their id": json.dumps({"1": post(1), "2": post(2)}),
    "JSON in a string": json.dumps(TWO),
    "an envelope within another": json.dumps({"result": {"data": {"posts": [post(1), post(2)]}}}),
}


@pytest.mark.parametrize("name", AROUND)
def test_json_with_other_things_around_it(name):
    documents, said = run(AROUND[name])
    assert [document.url for document in documents] == [f"{LINK}-1/", f"{LINK}-2/"]
    assert all(document.published == DAY and texts(document) == [LEAD, MORE] for document in documents)
    marked = name.startswith(
        ("a warning", "two", "a call", "another", "headers", "a fence", "a guard", "words", "pages with")
    )
    assert ("was passed over" in said) == marked


@pytest.mark.parametrize("name", [name for name in AROUND if name.startswith(("a ", "two", "another", "headers"))])
def test_such_json_is_known_without_its_suffix(name):
    if name not in ("a comment behind it",):
        assert len(run(AROUND[name], "input")[0]) == 2


LEFT_OUT = [
    ({"status": "draft"}, "1 draft"),
    ({"status": "trash"}, "1 trash"),
    ({"status": "future"}, "1 future"),
    ({"type": "attachment"}, "1 of the kind attachment"),
    ({"content": {"rendered": "", "protected": True}}, "1 protected by a password"),
    ({"password": "x"}, "1 protected by a password"),
]


@pytest.mark.parametrize(("changes", "why"), LEFT_OUT)
def test_what_readers_of_the_site_do_not_see_is_left_out_and_said(changes, why):
    documents, said = run(json.dumps([post(1), post(2, **changes)]))
    assert [document.url for document in documents] == [f"{LINK}-1/"]
    assert f"1 posts are left out: {why}" in said


OTHERS = {
    "Ghost": {"posts": [{"id": "5d", "title": "Border posts to open", "html": PARAGRAPHS, "published_at": "2019-06-12T08:00:00.000-05:00",
              "url": LINK, "primary_author": {"name": "Ana Rios"}, "tags": [{"name": "Peru"}], "plaintext": "x"}], "meta": {"pagination": {"page": 1}}},
    "Guardian": {"response": {"status": "ok", "total": 1, "results": [{"id": "world/1", "sectionName": "World", "webTitle": "Border posts to open",
                 "webPublicationDate": "2019-06-12T13:00:00Z", "webUrl": LINK, "apiUrl": "https://api.example/1",
                 "fields": {"headline": "Border posts to open", "byline": "Ana Rios", "body": PARAGRAPHS, "bodyText": "x"}}]}},
    "WPGraphQL": {"data": {"posts": {"nodes": [{"title": "Border posts to open", "date": "2019-06-12T09:00:00", "link": LINK, "content": PARAGRAPHS,
                  "author": {"node": {"name": "Ana Rios"}}, "tags": {"nodes": [{"name": "Peru"}]}}]}}},
    "WPGraphQL by edges": {"data": {"posts": {"edges": [{"cursor": "a", "node": {"title": "Border posts to open", "date": "2019-06-12T09:00:00", "link": LINK,
                           "content": PARAGRAPHS, "author": {"node": {"name": "Ana Rios"}}}}]}}},
    "news-please": {"authors": ["Ana Rios"], "date_download": "2019-07-01 10:00:00", "date_modify": None, "date_publish": "2019-06-12 09:00:00",
                    "description": "d", "language": "en", "maintext": f"{LEAD}\n{MORE}", "source_domain": "andesdesk.example", "title": "Border posts to open", "url": LINK},
    "Media Cloud": {"stories_id": 9, "media_name": "Andes Desk", "publish_date": "2019-06-12 09:00:00", "title": "Border posts to open", "url": LINK,
                    "language": "en", "story_text": f"{LEAD}\n\n{MORE}"},
    "trafilatura": {"title": "Border posts to open", "author": "Ana Rios", "hostname": "andesdesk.example", "date": "2019-06-12", "url": LINK,
                    "text": f"{LEAD}\n{MORE}", "source-hostname": "Andes Desk", "excerpt": "d", "categories": "", "tags": "Peru"},
    "NewsAPI": {"status": "ok", "totalResults": 1, "articles": [{"source": {"id": None, "name": "Andes Desk"}, "author": "Ana Rios", "title": "Border posts to open",
                "description": "d", "url": LINK, "publishedAt": "2019-06-12T14:00:00Z", "content": f"{LEAD}\n\n{MORE}"}]},
    "schema.org": {"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle", "headline": "Border posts to open", "url": LINK,
                   "datePublished": "2019-06-12", "author": {"name": "Ana Rios"}, "articleBody": f"{LEAD}\n\n{MORE}"}]},
    "JSON Feed": {"version": "https://jsonfeed.org/version/1.1", "title": "Andes Desk", "items": [{"id": "1", "url": LINK, "title": "Border posts to open",
                  "content_html": PARAGRAPHS, "date_published": "2019-06-12T09:00:00-05:00", "authors": [{"name": "Ana Rios"}]}]},
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_articles_of_other_systems(name):
    [document], said = run(json.dumps(OTHERS[name]))
    assert (document.title, document.published, document.url) == ("Border posts to open", DAY, LINK)
    assert texts(document) == [LEAD, MORE]
    assert document.author == (None if name == "Media Cloud" else "Ana Rios")
    assert not said


def test_articles_of_media_cloud_come_a_line_each():
    lines = [{**OTHERS["Media Cloud"], "url": f"{LINK}-{number}"} for number in (1, 2)]
    assert len(run("\n".join(map(json.dumps, lines)), "stories.jsonl")[0]) == 2


SHORTCODES = [
    ('[vc_row][vc_column width="1/2"]<p>A.</p>[/vc_column][/vc_row]', [("paragraph", "A.")]),
    ('<p>[gallery ids="1,2"]</p><p>B.</p>[toc]', [("paragraph", "B.")]),
    (
        '[caption id="a" width="300"]<img src="x.jpg"/> The two ministers[/caption]<p>C.</p>',
        [("caption", "The two ministers"), ("paragraph", "C.")],
    ),
    (
        "[caption width=&#8221;3&#8243; caption=&#8221;Two ministers&#8221;]<img/>[/caption]<p>D.</p>",
        [("caption", "Two ministers"), ("paragraph", "D.")],
    ),
    ("<p>[embed]https://v.example/1[/embed]</p><p>E.</p>", [("paragraph", "E.")]),
    (
        '<p>He said "[sic] it" in [Lima] and [...] left [the room].</p>',
        [("paragraph", 'He said "[sic] it" in [Lima] and [...] left [the room].')],
    ),
]


@pytest.mark.parametrize(("body", "expected"), SHORTCODES)
def test_shortcodes_go_and_captions_stay(body, expected):
    body = f"{body}<p>{LEAD}</p>"
    [document], _ = run(json.dumps(post(content={"rendered": body})))
    blocks = [(block.kind, document.text[block.start : block.end]) for block in document.blocks]
    assert blocks == [*expected, ("paragraph", LEAD)]


def test_the_halves_of_a_post_in_the_wrong_order_are_put_right():
    raw = json.dumps(post())
    for middle in (len(raw) // 3, len(raw) // 2, raw.index("Tuesday") + 3):
        [document], said = run(raw[middle:] + raw[:middle])
        assert texts(document) == [LEAD, MORE]
        assert (document.published, document.url) == (DAY, f"{LINK}-1/")
        assert "in the wrong order" in said


def test_of_a_tail_only_its_text_is_read():
    raw = json.dumps(post(modified="2011-01-05T00:00:00", yoast_head_json={"article_published_time": "2012-05-05"}))
    [document], said = run(raw[raw.index("Tuesday") :])
    assert document.text == f"Tuesday and agreed to reopen three border posts.\n\n{MORE}"
    assert document.published is None
    assert "the beginning of the input is missing" in said
    assert run(raw[raw.index("article_published_time") :])[0] == []


def test_half_a_word_is_no_party_and_half_a_field_no_value():
    raw = json.dumps(
        post(content={"rendered": "<p>Peru signed an accord with Chile.</p><p>It hopes for another with China.</p>"})
    )
    [document], _ = run(raw[: raw.index("na.</p>")])
    assert document.text.endswith("It hopes for another with")
    late = {"yoast_head_json": {"author": "editor7", "og_site_name": "Andes Desk"}}
    raw = json.dumps({**post(), **late})
    [document], _ = run(raw[: raw.index(" Desk")])
    assert (document.publisher, document.author) == (None, None)


ERRORS = ["<b>Fatal error</b>: Uncaught Error: Call to undefined function a() in b.php:3", "There has been a critical error on this website.",
          "Error establishing a database connection", '{"code":"rest_no_route","message":"No route was found.","data":{"status":404}}']  # fmt: skip


@pytest.mark.parametrize("text", ERRORS)
def test_an_error_of_the_server_is_no_article(text):
    documents, said = run(text)
    assert not documents
    assert "error" in said


# ------------------------------------------------------------------------------ exports and feeds
WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Andes Desk</title><link>https://andesdesk.example</link><wp:wxr_version>1.2</wp:wxr_version>{items}</channel></rss>"""


def item(title, kind="post", state="publish", body=PARAGRAPHS, password=""):
    return (
        f"<item><title>{title}</title><link>https://andesdesk.example/{title}</link><pubDate>Thu, 13 Jun 2019 02:00:00 +0000</pubDate>"
        f"<content:encoded><![CDATA[{body}]]></content:encoded><wp:post_date>2019-06-12 21:00:00</wp:post_date><wp:status>{state}</wp:status>"
        f"<wp:post_type>{kind}</wp:post_type><wp:post_password>{password}</wp:post_password></item>"
    )


def test_an_export_of_wordpress_gives_its_published_posts():
    items = [item("a"), item("b", state="draft"), item("c", kind="attachment", state="inherit"), item("d", kind="page"),
             item("e", password="x"), item("f", body=f"[vc_row]{LEAD}\n\n{MORE}[/vc_row]")]  # fmt: skip
    documents, said = run(WXR.format(items="".join(items)), "export.xml")
    assert [document.url[-1] for document in documents] == ["a", "f"]
    assert all(document.published == DAY and texts(document) == [LEAD, MORE] for document in documents)
    assert (
        "4 entries are left out: 1 draft, 1 of the kind attachment, 1 of the kind page, 1 protected by a password"
        in said
    )


HEADLINES = [
    "",
    "<description>Peru and Chile reopen border posts</description>",
    "<description>&lt;a href='https://x.example'&gt;Peru and Chile reopen border posts&lt;/a&gt;&amp;nbsp;&lt;font&gt;Andes Desk&lt;/font&gt;</description>",
]


@pytest.mark.parametrize("description", HEADLINES)
def test_an_entry_that_holds_only_a_headline_is_a_document(description):
    feed = (
        "<rss version='2.0'><channel><title>Search</title><item><title>Peru and Chile reopen border posts - Andes Desk</title>"
        f"<link>{LINK}</link><pubDate>Wed, 12 Jun 2019 07:00:00 GMT</pubDate>{description}<source url='https://a.example'>Andes Desk</source></item></channel></rss>"
    )
    [document], said = run(feed, "search.xml")
    assert document.text == document.title == "Peru and Chile reopen border posts"
    assert [block.kind for block in document.blocks] == ["headline"]
    assert (document.publisher, document.published) == ("Andes Desk", DAY)
    assert "only a headline" in said


# ------------------------------------------------------------------------------ text
FRONT = [
    f'+++\ntitle = "Border posts"\ndate = 2019-06-12T09:00:00-05:00\nauthors = ["Ana Rios"]\n+++\n\n{LEAD}\n',
    f'+++\ntitle = "Border posts"\ndate = 2019-06-12\n[params]\nx = 1\n+++\n{LEAD}\n',
    f'{{"title": "Border posts", "date": "2019-06-12T09:00:00Z"}}\n\n{LEAD}\n',
    f"---\ntitle: Border posts\ndate: 2019-06-12\n---\n\n{LEAD}\n",
]


@pytest.mark.parametrize("text", FRONT)
def test_front_matter_of_site_makers(text):
    [document], said = run(text, "story.md")
    assert (document.title, document.published, document.text, said) == ("Border posts", DAY, LEAD, "")


NEXIS_OLD = f"""                              1 of 2 DOCUMENTS


                              The Lima Courier

                            June 12, 2019 Wednesday
                              Final Edition

Border posts to open

BYLINE: Ana Rios

SECTION: WORLD; Pg. 3

LENGTH: 36 words

DATELINE: LIMA

{LEAD}

{MORE}

LOAD-DATE: June 13, 2019

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

              Copyright 2019 The Lima Courier
                     All Rights Reserved


                              2 of 2 DOCUMENTS

                               Santiago Wire

                        12 June 2019 Wednesday 9:15 AM GMT

Ministers meet

LENGTH: 18 words

{LEAD}
"""
NEXIS_NEW = f"""Border posts to open
The Lima Courier
June 12, 2019 Wednesday

Copyright 2019 The Lima Courier All Rights Reserved
Section: WORLD; Pg. 3
Length: 36 words
Byline: Ana Rios
Body

{LEAD}

{MORE}

Load-Date: June 13, 2019

End of Document
Ministers meet
Santiago Wire
June 12, 2019 Wednesday 9:15 AM GMT

Length: 18 words
Body

{LEAD}

Load-Date: June 12, 2019

End of Document
"""


@pytest.mark.parametrize("text", [NEXIS_OLD, NEXIS_NEW], ids=["old", "new"])
def test_several_articles_of_nexis(text):
    documents, said = run(text, "nexis.txt")
    assert [(document.title, document.publisher, document.published) for document in documents] == [
        ("Border posts to open", "The Lima Courier", DAY),
        ("Ministers meet", "Santiago Wire", DAY),
    ]
    assert [texts(document) for document in documents] == [[LEAD, MORE], [LEAD]]
    assert documents[0].author == "Ana Rios"
    assert not said


# ------------------------------------------------------------------------------ what wraps
def packed(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


WORD = (
    '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Border posts to open</w:t></w:r></w:p><w:p><w:r><w:t>June 12, 2019</w:t></w:r></w:p>'
    f'<w:p><w:r><w:t xml:space="preserve">{LEAD[:20]}</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:t>{LEAD[20:]}</w:t></w:r></w:p>'
    f"<w:p/><w:p><w:r><w:t>{MORE}</w:t></w:r></w:p></w:body></w:document>"
)


def saved_page():
    page = f'<html lang="en"><head><title>Border posts to open</title><meta property="article:published_time" content="2019-06-12T09:00:00-05:00"></head><body><article>{PARAGRAPHS}</article></body></html>'
    message = email.message.EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = LINK
    message["Subject"] = "Border posts"
    message.set_content(page, subtype="html", cte="quoted-printable")
    message.make_related()
    return message.as_bytes(), page


def web_archive(page):
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for url, status, kind, body in (
        (LINK, "200 OK", "text/html; charset=utf-8", page),
        ("https://andesdesk.example/moved", "301 Moved", "text/html", "moved"),
        ("https://andesdesk.example/a.png", "200 OK", "image/png", "\x89PNG"),
    ):
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.0")
        writer.write_record(
            writer.create_warc_record(url, "response", payload=io.BytesIO(body.encode()), http_headers=headers)
        )
    return out.getvalue()


def test_word():
    [document], said = run(packed({"word/document.xml": WORD, "[Content_Types].xml": "<x/>"}), "story.docx")
    assert (document.title, document.published, said) == ("Border posts to open", DAY, "")
    assert texts(document)[-2:] == [LEAD, MORE]


def test_a_page_that_a_browser_saved_as_one_file():
    [document], said = run(saved_page()[0], "story.mhtml")
    assert (document.url, document.published, texts(document), said) == (LINK, DAY, [LEAD, MORE], "")


def test_web_archive():
    for name in ("crawl.warc.gz", "crawl.warc"):
        data = web_archive(saved_page()[1])
        [document], said = run(data if name.endswith("gz") else gzip.decompress(data), name)
        assert (document.url, document.published, texts(document)) == (LINK, DAY, [LEAD, MORE])
        assert "2 record(s) that hold no page were passed over" in said


def printed_lines(text, width=60):
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) > width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*lines, line]


def pdf(pages):
    """A small PDF file of lines of text, one text object a line."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        drawn = "BT /F1 10 Tf 50 800 Td 12 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return f"{out}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF".encode()


def test_pdf():
    other = "Bolivia welcomed the step, which its traders had asked for since the spring, and sent no delegate to the talks."
    prose = (f"{LEAD} {MORE}", f"{other} {LEAD}", f"{MORE} {other}")
    pages = [["Andes Desk Weekly", *printed_lines(text), f"{number}"] for number, text in enumerate(prose, 1)]
    pages[0].insert(1, "Published: 12 June 2019")
    [document], _ = run(pdf(pages), "story.pdf")
    assert LEAD in document.text
    assert MORE in document.text
    assert "Weekly" not in document.text
    assert document.published == DAY
    assert run(pdf([[""]]), "empty.pdf")[1].startswith("it is a PDF without text")


@pytest.mark.parametrize("suffix", SEALED)
def test_a_text_is_not_what_it_is_called(suffix):
    found, told = run(b"abc", f"x{suffix}")
    assert not found
    assert told.startswith(f"it is called {suffix} and is none")


def test_what_a_page_is_stands_above_what_it_is_called():
    [page], _ = run(
        f"<!doctype html><html><body><article><p>{LEAD}</p><p>{MORE}</p></article></body></html>".encode(), "saved.pdf"
    )
    assert LEAD in page.text


def test_paragraphs_of_printed_lines():
    lines = [
        "Talks were held in Oslo between the two govern-",
        "ments, which agreed.",
        "They will meet again in the autumn of the year,",
        "they said.",
    ]
    assert paragraphs([lines]) == [
        "Talks were held in Oslo between the two governments, which agreed.",
        "They will meet again in the autumn of the year, they said.",
    ]


PACKINGS = {
    "story.json.gz": gzip.compress, "story.json.bz2": bz2.compress, "story.json.xz": lzma.compress,
    "story.json": lambda data: gzip.compress(gzip.compress(data)),
    "stories.zip": lambda data: packed({"deep/story.json": data, "__MACOSX/x": b"x", "deep/": b""}),
    "nested.zip": lambda data: packed({"inner.zip": packed({"story.json.gz": gzip.compress(data)})}),
}  # fmt: skip


@pytest.mark.parametrize("name", PACKINGS)
def test_packed_files_are_opened(name, tmp_path):
    (tmp_path / name).write_bytes(PACKINGS[name](json.dumps(post()).encode()))
    issues = []
    [document] = read(tmp_path, issues.append)
    assert texts(document) == [LEAD, MORE]
    assert not issues


HEADER = ("Date", "Type", "Actor", "Recipient")
ROWS = [(datetime.date(2019, 6, 12), "AGREE", "PER", "CHL"), (datetime.date(2019, 6, 13), "CONSULT", "PER", "BOL")]


def workbook():
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    for row in ROWS:
        book.active.append(row)
    book.create_sheet("empty")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parquet():
    out = io.BytesIO()
    columns = {name: [row[number] for row in ROWS] for number, name in enumerate(HEADER)}
    pyarrow.parquet.write_table(pyarrow.table(columns), out)
    return out.getvalue()


def plain_table():
    out = io.StringIO()
    csv.writer(out).writerows([HEADER, *ROWS])
    return out.getvalue().encode()


TABLES = {
    "t.xlsx": workbook,
    "t.parquet": parquet,
    "t.csv": plain_table,
    "t.CSV.zip": lambda: packed({"t.CSV": plain_table()}),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables_in_any_wrapping(name, tmp_path):
    (tmp_path / name).write_bytes(TABLES[name]())
    issues = []
    found = read_all(tmp_path, issues.append)
    assert sorted((event.event_type, event.edtf) for event in found.events) == [
        ("AGREE", "2019-06-12"),
        ("CONSULT", "2019-06-13"),
    ]
    assert not issues


REFUSED = [
    (b"{\\rtf1 x}", "Rich Text Format"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Word or Excel"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"\x80\x04\x95abc", "pickle"),
    (packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "OpenOffice"),
    (packed({"../../etc/passwd": "x" * 50}), "leads out of the archive"),
    (b"PK\x03\x04" + bytes(range(200)), "it cannot be opened"),
    (b"%PDF-1.4 nothing", "it cannot be opened"),
    (b"PAR1 nothing PAR1", "it cannot be opened"),
    (packed({"a.txt": b" " * 60_000_000, "b.txt": b" " * 60_000_000}), "after unpacking"),
    (bz2.compress(b" " * 60_000_000), "after unpacking"),
    (lzma.compress(b" " * 60_000_000), "after unpacking"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "message"), REFUSED)
def test_what_cannot_be_opened_says_what_it_is(data, message):
    documents, said = run(data, "input", Limits(file_bytes=50_000_000))
    assert not documents
    assert message in said


def test_damage_to_what_is_packed_never_ends_a_run():
    draw = random.Random(5)
    good = [PACKINGS[name](json.dumps(post()).encode()) for name in PACKINGS] + [
        workbook(),
        parquet(),
        saved_page()[0],
        web_archive("<p>x"),
        pdf([["a"]]),
    ]
    for data in good:
        for _ in range(6):
            spoilt = bytearray(data)
            for _ in range(3):
                spoilt[draw.randrange(len(spoilt))] = draw.randrange(256)
            documents, said = run(bytes(spoilt), "input")
            assert documents or said
            run(data[: draw.randrange(len(data))], "input")


# ------------------------------------------------------------------------------ output is never input
def test_output_is_never_input(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps(post()))
    counts = [dict(build_files([str(tmp_path)], tmp_path / "out")) for _ in range(3)]
    assert counts[0]["documents"] == 1
    assert counts == [counts[0]] * 3
    counts = [dict(build_files([str(tmp_path)], tmp_path)) for _ in range(2)]  # into the folder that is read
    assert {**counts[0], "issues": 0} == {**counts[1], "issues": 0}
    assert counts[0]["documents"] == 1
    assert "what an earlier build wrote was passed over: out" in (tmp_path / "issues.jsonl").read_text()
    for paths in (str(tmp_path / "**" / "*"), str(tmp_path / "*"), tmp_path):
        assert len(read_all(paths).documents) == 1
        assert not read_all(paths).events


def test_a_link_that_leads_out_of_a_folder_is_passed_over(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.txt").write_text(LEAD)
    (tmp_path / "in" / "a.json").write_text(json.dumps(post()))
    (tmp_path / "in" / "b.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "in" / "c.json").symlink_to(tmp_path / "in" / "a.json")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    issues = []
    assert len(read(tmp_path / "in", issues.append)) == 1
    assert "a link that leads out" in " ".join(issue.message for issue in issues)


# ------------------------------------------------------------------------------ datelines
DATELINES = [
    "LIMA (Reuters) - ",
    "LIMA, Peru (AP) — ",
    "LIMA, June 12 (Xinhua) -- ",
    "LIMA – ",
    "Lima (AFP) – ",
    "LIMA, June 12 (EFE) — ",
]


@pytest.mark.parametrize("line", DATELINES)
def test_nobody_takes_part_from_a_dateline(line):
    document = kg.Document(text=f"{line}Norway and Sweden signed a trade agreement on Tuesday.", published=DAY)
    [event] = kg.build([document]).events(grade="all")
    assert sorted(actor.id for actor in event.actors) == ["NOR", "SWE"]


def test_a_verb_with_a_subject_of_its_own_is_no_adjective():
    text = "South Korean President Moon Jae-in met North Korean leader Kim Jong Un in Pyongyang on Tuesday."
    [event] = kg.build([kg.Document(text=text, published=DAY)]).events(grade="all")
    assert sorted(actor.id for actor in event.actors) == ["kim-jong-un", "moon-jae-in"]
    assert event.place.label == "Pyongyang"
