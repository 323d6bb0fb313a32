"""What may be in a folder that strangers filled: each bad file ends with a record, and the good one beside it is read."""
# ruff: noqa: E501 (a case a line reads best)

import gzip
import json
import os
import zipfile

import pytest

import kg
from kg.sources import Limits, assemble, read, read_all, read_bytes, wordpress
from kg.sources.language import looks_like

GOOD = "title: Talks\ndate: 2019-06-12\n\nPeru and Chile held talks in Lima on Tuesday. They agreed to meet again."
LEAD = "The ministers of Peru and Chile met in Lima on Tuesday, and they agreed to meet again."


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def post(text, **more):
    return json.dumps({"date": "2019-06-12", "title": {"rendered": "T"}, "content": {"rendered": text}, **more})


FILES = {
    # name -> bytes or text, what is said of it ("" where it is read without a word)
    "a control character.html": (f"<div><p>{LEAD}</p><script>x</script>a\x01b</div>", "no publication date"),
    "a control character.json": (post(f"<p>{LEAD}</p><iframe></iframe>\u000b they met"), ""),
    "a surrogate.json": (post(f"<p>{LEAD}</p>").replace('"T"', '"T\\ud800"').replace('"date"', '"link": "https://a.example/\\ud800", "date"'), ""),
    "zero bytes.json": (post(f"<p>{LEAD}</p>").encode().replace(b"Peru and", b"Peru \0and"), "zero bytes were left out"),
    "zero bytes far behind.txt": (GOOD.encode() + b" " * 5000 + b"\0\0", ""),
    "the year 9999.txt": (GOOD.replace("2019-06-12", "9999-12-31"), "no publication date"),
    "right to left.txt": (GOOD.replace("Peru", "\u202ePeru\u202c\u2067"), ""),
    "every plane.txt": (GOOD + "".join(chr(plane * 0x10000 + 0x41) for plane in range(17)), ""),
    "deep.json": ("[" * 100_000, "levels deep"),
    "deep objects.json": ('{"content":' * 100_000, "levels deep"),
    "deep.html": ("<html>" + "<div>" * 200_000 + LEAD, "levels deep"),
    "misnested.html": ("<html><p>" + LEAD + "<b><p>" * 5_000, "levels deep"),
    "orphans.html": ("<html><p>" + LEAD + "</p>" * 200_000, "opening HTML tags are lost"),
    "a long integer.json": (post(f"<p>{LEAD}</p>").replace('{"date"', '{"id": ' + "9" * 1_000_000 + ', "date"'), ""),
    "a long paragraph.txt": ("Peru met Chile and " * 600_000, "over the limit"),
    "a bomb.txt.gz": (None, "after unpacking"),
    "dots.zip": (None, "leads out of the archive"),
    "many files.zip": (None, "stand behind the first"),
    "a pipe.json": (None, "no regular file"),
    "a device.json": (None, ""),
    "a ring.json": (None, ""),
    "empty.json": ("", "the file is empty"),
    "objects without posts.json": (json.dumps([{"a": {"b": number}} for number in range(30_000)]), "there is no post"),
}  # fmt: skip


def write(path, content):
    if path.name == "a bomb.txt.gz":
        path.write_bytes(gzip.compress(b" " * 30_000_000))
    elif path.name == "dots.zip":
        zipped(path, {"../../a.txt": LEAD, "/b.txt": LEAD})
    elif path.name == "many files.zip":
        zipped(path, {f"{number}.txt": f"{number}" for number in range(30)})
    elif path.name == "a pipe.json":
        os.mkfifo(path)
    elif path.name == "a device.json":
        path.symlink_to("/dev/zero")
    elif path.name == "a ring.json":
        path.symlink_to(path.with_name("another ring.json"))
        path.with_name("another ring.json").symlink_to(path)
    else:
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_costs_the_good_one_nothing(tmp_path, name):
    content, message = FILES[name]
    write(tmp_path / name, content)
    (tmp_path / "good.txt").write_text(GOOD)
    issues = []
    found = read_all(tmp_path, issues.append, Limits(file_bytes=20_000_000, archive_files=20)).documents
    assert any(document.title == "Talks" for document in found)
    said = " / ".join(issue.message for issue in issues)
    assert message in said
    for document in found:
        document.text.encode("utf-8")
        assert not {"\0", "\x01", "\u202e", "\u2067"} & set(document.text)
    assert not any("Error" in issue.message for issue in issues)


def test_a_whole_folder_of_them_is_built(tmp_path):
    small = [name for name in FILES if len(FILES[name][0] or "") < 50_000]
    assert len(small) > 12
    for name in small:
        write(tmp_path / name, FILES[name][0])
    (tmp_path / "good.txt").write_text(GOOD)
    issues = []
    graph = kg.build(tmp_path, report=issues.append)
    assert any(event.event_type == "CONSULT" for event in graph.events(grade="all"))
    assert issues


def test_an_error_in_one_post_costs_the_others_of_its_file_nothing(monkeypatch):
    whole = wordpress.post_document

    def fails(source, post, *more):
        if post["id"] == 2:
            raise RecursionError("too deep")
        return whole(source, post, *more)

    monkeypatch.setattr(wordpress, "post_document", fails)
    issues = []
    posts = [json.loads(post(f"<p>{LEAD}</p>", id=number, link=f"https://a.example/{number}")) for number in (1, 2, 3)]
    found = read_bytes(json.dumps(posts).encode(), "a.json", issues.append)
    assert [document.url[-1] for document in found] == ["1", "3"]
    [issue] = [issue for issue in issues if issue.level == "error"]
    assert "RecursionError: too deep" in issue.message
    assert assemble.failure(ValueError("x"), "read", "a").stage == "read"


CUT = [
    ('{"title": "T", "content": "<p>Japan is dealing with Chi', "Japan is dealing with"),
    ('{"title": "T", "content": "<p>They met.</p><p>Then it en', "They met.\n\nThen it"),
    ('{"title": "T", "content": "<p>They met.</p><p>Then it <a hre', "They met.\n\nThen it"),
    ('{"title": "T", "content": "<p>They met in Lima.', "They met in Lima."),
]


@pytest.mark.parametrize(("raw", "text"), CUT)
def test_of_a_cut_text_half_a_word_is_left_out(raw, text):
    [document] = read_bytes(raw.encode(), "a.json", lambda issue: None)
    assert document.text == text


def test_a_cut_anywhere_leaves_no_value_that_is_not_there():
    whole = json.loads(
        post(f"<p>{LEAD}</p>", link="https://a.example/1", tags=["Border", "Trade"], site_name="Andes Desk")
    )
    raw = json.dumps({**whole, "yoast_head_json": {"author": "editor7", "twitter_misc": {"Written by": "Mara Lind"}}})
    seen = 0
    for end in range(30, len(raw)):
        for document in read_bytes(raw[:end].encode(), "a.json", lambda issue: None):
            seen += 1
            assert document.publisher in (None, "Andes Desk")
            assert document.author in (None, "Mara Lind")
            assert set(document.tags) <= {"Border", "Trade"}
            assert document.title in (None, "T")
            assert set(document.text.split()) <= set(LEAD.split())
    assert seen > 100


NAMES = [
    "Lula da Silva met Pena, Boric, Milei in São Paulo",
    "Le Pen meets Salvini, Orbán, Wilders and De Wever in La Rochelle",
    "Van der Bellen receives Von der Leyen, De Croo, Rutte in Den Haag",
    "El Salvador, Costa Rica and Los Angeles: Bukele to visit La Paz",
    "Iohannis, Sandu sign accord in Cluj, Ciucă hails pact",
    "Erdoğan hosts Aliyev, Pashinyan, Tokayev in Ankara de facto summit",
]


@pytest.mark.parametrize("text", NAMES)
def test_short_english_full_of_names_is_english(text):
    assert looks_like(text).language in (None, "English")
    assert len(read_bytes(f"title: T\ndate: 2019-06-12\n\n{text}.".encode(), "a.txt", lambda issue: None)) == 1


def test_short_texts_in_other_languages_are_told():
    foreign = ("El presidente se reunió con su homólogo en la capital.", "Il presidente ha incontrato il suo omologo nella capitale.",
               "Le président a rencontré son homologue dans la capitale.")  # fmt: skip
    assert [looks_like(text).language for text in foreign] == ["Spanish", "Italian", "French"]


def test_a_file_whose_name_is_no_utf_8_has_a_name_in_reports(tmp_path):
    path = os.path.join(os.fsencode(tmp_path), b"b\xff.txt")  # noqa: PTH118 (a name in bytes)
    try:
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(b"Talks")
    except OSError:
        pytest.skip("this file system takes no such names")
    issues = []
    read(tmp_path, issues.append)
    assert all(issue.document.encode("utf-8") for issue in issues)
