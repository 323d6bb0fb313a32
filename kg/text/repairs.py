"""What the parser takes wrongly again and again, mended: verbs of headlines, subjects and objects of their own verbs.

Each repair takes the tokens of a document and returns them, those that it mends replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.model import NamedEntity, Token

ACTING = ("GPE", "NORP", "ORG", "PERSON")  # names of who may be visited or met
FINITE = ("VBD", "VBZ", "VBP")
MONEY = ("dollar", "euro", "pound", "yuan", "yen", "franc", "rouble", "ruble", "rupee", "riyal", "dirham")
PRESENT = ("VBZ", "VBP")  # tags of finite verbs


def repaired(tokens: list[Token], entities: Sequence[NamedEntity]) -> list[Token]:
    """Return the tokens of a document with all repairs made, in their order."""
    for repair in (
        _with_verbs,
        _with_own_subjects,
        _with_subjects_behind_phrases,
        _with_own_speakers,
        _with_own_objects,
        _with_own_years,
        _with_joined_infinitives,
        _with_own_phrases,
        _with_sums,
        _without_agents,
    ):
        tokens = repair(tokens)
    return _with_named_objects(tokens, entities)


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


def _with_sums(tokens: list[Token]) -> list[Token]:
    """Hang on a sum of money what it is in: "cut off 200 million dollars in assistance", not "cut off in it"."""
    for index, token in enumerate(tokens):
        if token.dep != "pobj" or token.pos != "NOUN" or not index:
            continue
        preposition = tokens[token.head]
        sum_of = tokens[token.head - 1]
        if preposition.text != "in" or token.head < 1 or sum_of.lemma not in MONEY or sum_of.dep != "dobj":
            continue
        if preposition.head == sum_of.head:
            tokens[token.head] = replace(preposition, head=token.head - 1)
    return tokens


def _with_own_years(tokens: list[Token]) -> list[Token]:
    """Part a year from the subject behind it, which the parser takes for so many: "In 1931 envoys of Chad met him"."""
    subjects = _with_a_subject(tokens)
    for index, year in enumerate(tokens):
        if year.dep != "nummod" or not (len(year.text) == 4 and year.text.isdigit()) or not index:
            continue
        noun, before = tokens[year.head], tokens[index - 1]
        verb = before.head
        if (
            noun.dep != "pobj"
            or noun.head != index - 1
            or year.head < index
            or before.lemma not in ("by", "in", "since")
        ):
            continue
        if verb in subjects or verb < year.head or tokens[verb].tag not in ("VBD", "VBN", *PRESENT):
            continue
        passive = any(token.dep == "auxpass" and token.head == verb for token in tokens[year.head : verb])
        if tokens[verb].tag == "VBN" and not passive:
            continue
        tokens[year.head] = replace(noun, head=verb, dep="nsubjpass" if passive else "nsubj")
        tokens[index] = replace(year, head=index - 1, dep="pobj")
    return tokens


def _with_joined_infinitives(tokens: list[Token]) -> list[Token]:
    """Join a bare infinitive to the one before it, which the parser may join to the finite verb above.

    In "urged Chad to free the men, pay them and leave" nobody pays, nor leaves.
    """
    subjects, carrying = _with_a_subject(tokens), {t.head for t in tokens if t.dep in ("aux", "auxpass")}
    infinitives: dict[int, int] = {}  # by the finite verb above, the last one with "to"
    for index, verb in enumerate(tokens):
        above = tokens[verb.head]
        if verb.tag != "VB" or verb.head > index:
            continue
        if verb.dep in ("xcomp", "ccomp", "advcl", "acl") and index in carrying:
            finite = verb.head
            while tokens[finite].tag not in FINITE and tokens[finite].head < finite:
                finite = tokens[finite].head
            infinitives[finite] = index
        bare = index not in subjects and index not in carrying
        if bare and verb.dep == "conj" and above.tag in FINITE and verb.head in infinitives:
            tokens[index] = replace(verb, head=infinitives[verb.head])
    return tokens


def _with_own_phrases(tokens: list[Token]) -> list[Token]:
    """Give a verb its own last phrase, where the parser hangs it on the verb of the clause joined behind it.

    In "Riots began over the weekend and the cabinet resigned on Monday" nobody resigned over the weekend.
    """
    joined = {token.head for token in tokens if token.dep == "conj"}
    subjects = {token.head: index for index, token in enumerate(tokens) if token.dep in ("nsubj", "nsubjpass")}
    for index, word in enumerate(tokens):
        noun = tokens[word.head]
        if word.dep != "cc" or noun.dep != "pobj" or word.head in joined or word.head >= index:
            continue
        behind = tokens[noun.head].head
        verb, first = tokens[behind], tokens[noun.head].head > index and subjects.get(behind, -1) > index
        if first and verb.dep == "advcl" and verb.tag in FINITE and verb.head < noun.head:
            tokens[noun.head] = replace(tokens[noun.head], head=verb.head)
            tokens[index] = replace(word, head=verb.head)
            tokens[behind] = replace(verb, dep="conj")
    return tokens


def _with_subjects_behind_phrases(tokens: list[Token]) -> list[Token]:
    """Give a verb its subject, which the parser may take for another name of who stands in the phrase before it.

    In "According to Peru's president, Chile attacked" the president is not Chile: a name of his would end in a comma.
    """
    subjects = _with_a_subject(tokens)
    for index, verb in enumerate(tokens):
        if verb.tag not in ("VBD", "VBN", *PRESENT) or verb.pos != "VERB" or index in subjects:
            continue
        noun = index - 1
        while noun > 0 and tokens[noun].head == index and tokens[noun].dep in ("aux", "neg", "advmod"):
            noun -= 1
        above, told = noun, tokens[noun]
        finite = verb.tag != "VBN" or noun < index - 1
        if told.dep != "appos" or told.head >= noun or not finite:
            continue
        while above != index and tokens[above].head < index and tokens[above].head != above:
            above = tokens[above].head
        if tokens[above].head == index and tokens[above].dep == "prep":
            tokens[noun] = replace(told, head=index, dep="nsubj")
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


def _without_agents(tokens: list[Token]) -> list[Token]:
    """Give the object what stands behind it with "by", where the parser makes it the agent of an active verb.

    In "Chad condemned joint raids by Mali" Mali raids, and condemns nobody.
    """
    active = {token.head for index, token in enumerate(tokens) if token.dep == "nsubj" and index < token.head}
    active -= {token.head for token in tokens if token.dep in ("nsubjpass", "auxpass")}
    for index, by in enumerate(tokens):
        if index < 2:
            continue
        noun = tokens[index - 1]
        bare = noun.tag == "NN" and tokens[index - 2].head != index - 1  # "two men held hostage by rebels were freed"
        if by.dep == "agent" and by.head in active and (noun.dep, noun.head) == ("dobj", by.head) and not bare:
            tokens[index] = replace(by, head=index - 1, dep="prep")
        elif by.dep == "agent" and by.head in active and by.head == index - 1 and noun.tag in FINITE:
            tokens[index] = replace(by, dep="prep")  # "voted by a wide margin"
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
