"""What a written term stands for: alternatives, named sets, spellings; and which terms are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SeedError
from kg.seeds.terms import spellings, unfold, unfold_all, word_sets

UNFOLDED = [
    ("hug", ["hug"]),
    ("ease|lift ban", ["ease ban", "lift ban"]),
    ("ease|lift ban|curb", ["ease ban", "ease curb", "lift ban", "lift curb"]),
    ("mend <fence>", ["mend fence", "mend dry wall"]),
    ("mend <fence>|road", ["mend fence", "mend dry wall", "mend road"]),
    ("paint <all>", ["paint fence", "paint dry wall", "paint harbor", "paint harbour"]),
    ("harbor master", ["harbor master", "harbour master"]),
]
REFUSED = [
    ("mend <fense>", "fence"),
    ("mend  fence", "mend fence"),
    (" mend", "mend"),
    ("mend|", "without a word"),
    ("harbour", "harbor"),
]
WRONG_FILES = [
    ("word_sets.yml", "a: [<b>]\nb: [<a>]\n", "contains itself"),
    ("word_sets.yml", "a: [<c>]\nbc: [x]\n", "bc"),
    ("word_sets.yml", "a: [on]\n", "quotes"),
    ("word_sets.yml", "a: [x, x]\n", "twice"),
    ("word_sets.yml", "a: x\n", "list of words"),
    ("word_sets.yml", "- a\n", "mapping"),
    ("spellings.yml", "a: [b]\nb: [c]\n", "both"),
]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "word_sets.yml").write_text("fence: [fence, dry wall]\nall: [<fence>, harbor]\n", "utf-8")
    (tmp_path / "spellings.yml").write_text("harbor: [harbour]\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(("written", "terms"), UNFOLDED)
def test_a_term_stands_for(folder, written, terms):
    assert unfold(written, folder) == terms


@pytest.mark.parametrize(("written", "hint"), REFUSED)
def test_a_wrong_term_says_what_is_meant(folder, written, hint):
    with pytest.raises(SeedError, match=hint):
        unfold(written, folder)


@pytest.mark.parametrize(("name", "content", "hint"), WRONG_FILES)
def test_a_wrong_file_says_what_is_wrong(tmp_path, name, content, hint):
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(SeedError, match=f"{name}.*{hint}"):
        (word_sets if name == "word_sets.yml" else spellings)(tmp_path)


WORDS = st.text("abc", min_size=1, max_size=3)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=3, unique=True), min_size=1, max_size=3))
def test_every_choice_of_words_is_a_term(choices):
    terms = unfold(" ".join("|".join(words) for words in choices))
    expected = 1
    for words in choices:
        expected *= len(words)
    assert len(terms) == len(set(terms)) == expected
    assert all(word in words for term in terms for word, words in zip(term.split(), choices, strict=True))


def test_terms_are_unfolded_once():
    assert unfold_all(["a|b", "b|c"]) == ["a", "b", "c"]
