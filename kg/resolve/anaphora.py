"""Finding nouns that take up an event: "the incident", "this step", "It was their first conversation"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.gazetteer.offices import office_of
from kg.model import EventMention, NamedEntity
from kg.seeds.anaphora import load_anaphora
from kg.text.tree import Tree

PRONOUNS = frozenset({"it", "this", "that"})
SUBJECTS = ("nsubj", "nsubjpass")
POINTING = ("that", "those")
CAPTION = "caption"
SAYING_WHICH = ("of", "on", "about", "over", "against", "to", "for", "from", "at", "in")
UNNAMED = ("diplomat", "forces", "legislature", "rebels")  # kinds of offices that many hold
NAMING = ("of", "between", "with", "by")
JUDGING = ("ACCUSE", "REJECT")  # types of acts whose words may hold what is judged
OWNERS = ("GPE", "NORP", "ORG", "PERSON")
NAMED = ("GPE", "NORP", "ORG", "PERSON", "LOC", "FAC")


def find_anaphors(tree: Tree, known: Iterable[EventMention]) -> Iterator[EventMention]:
    """Yield a mention without a type for each definite noun of seeds/anaphora.yml that triggers no event itself.

    Nouns that say by name what they are ("the talks with Japan") are left to the triggers; a name before them may say
    whose they are ("Nasser's announcement").
    """
    taken = {i for mention in known for i in _own_tokens(tree, mention)}
    table = load_anaphora().nouns
    for index, token in enumerate(tree.tokens):
        if token.pos != "NOUN" or token.lemma not in table or index in taken or token.dep == "compound":
            continue
        if tree.parse.sentence_of(index).kind != "paragraph":
            continue
        if tree.is_definite(index) and not _names_somebody(tree, index):
            yield _mention(tree, index, f"'{token.text}' takes up an event told before")
        elif names_its_owner(tree, index):
            yield _mention(tree, index, f"'{token.text}' takes up what its owner was told to do")
        elif _predicate_of_it(tree, index):
            yield _mention(tree, index, f"'it' is the {token.lemma} told before")
    heads = {mention.head for mention in known}
    for sentence in tree.parse.sentences:
        if sentence.kind == "caption" and not heads & set(range(sentence.first, sentence.last)):
            root = tree.root(sentence)
            yield _mention(tree, root, "a picture of it", CAPTION)


def is_definite(tree: Tree, mention: EventMention) -> bool:
    """Does its noun point to something known ("the raid", "their meeting", "signed the accord")?"""
    inside = {mention.head, *tree.parse.tokens_in(mention.start, mention.end)}
    return any(tree.tokens[i].pos == "NOUN" and tree.is_definite(i) for i in inside)


def is_pointed_at(tree: Tree, mention: EventMention) -> bool:
    """Does "that" or "those" before its noun point to what was told just now ("that attack")?"""
    return any(tree.tokens[k].text.lower() in POINTING for k in tree.kids(mention.head, "det"))


def is_owned(tree: Tree, mention: EventMention) -> bool:
    """Does "his", "its" or "their" before its noun say whose it is ("its decision")?"""
    return any(tree.tokens[k].pos == "PRON" for k in tree.kids(mention.head, "poss"))


def is_indefinite(tree: Tree, mention: EventMention) -> bool:
    """Is it named by a noun with "a" before it ("a treaty", "an attack by rebels")?"""
    words = {tree.tokens[k].text.lower() for k in tree.kids(mention.head, "det")}
    return tree.tokens[mention.head].pos == "NOUN" and bool(words & {"a", "an", "another"})


def names_of(tree: Tree, mention: EventMention) -> frozenset[str]:
    """Return the names that its noun has of its own, lower-case: "the Treaty of Versailles", "signed the Paris accord".

    Whose act it is tells nothing here: persons, nationalities and short forms of states are left out.
    """
    nouns = [i for i in _nouns(tree, mention) if tree.lemma(i).lower() in load_anaphora().nouns]
    people = {
        i
        for entity in tree.parse.entities
        if entity.label in ("PERSON", "NORP")
        for i in range(entity.first, entity.last)
    }
    found = set()
    for noun in nouns:
        behind = [obj for lemma, obj in tree.prepositions(noun) if lemma == "of"]
        for index in (*tree.kids(noun, "compound", "nmod", "amod"), *behind):
            found |= {i for i in (index, *tree.kids(index, "compound", "nmod")) if tree.tokens[i].pos == "PROPN"}
    words = {tree.tokens[i].text.lower() for i in found - people}
    return frozenset(w for w in words if len(w) > 2 and "." not in w).difference(load_anaphora().nouns)


def told_apart(tree: Tree, mention: EventMention) -> frozenset[str]:
    """Return the words that tell it from one like it: "a second attack", "had previously met"."""
    kids = {k for noun in _nouns(tree, mention) for k in tree.kids(noun, "det", "amod", "compound")}
    kids |= set(tree.kids(mention.head, "advmod"))
    words = {tree.tokens[k].text.lower() for k in kids}
    role = tree.tokens[mention.head].dep
    if role == "dobj":
        words.add(tree.lemma(tree.tokens[mention.head].head))  # "returned the visit": that was another one
    if role == "attr":
        return frozenset()  # "it was their second meeting": the one that was told
    return frozenset(words & (load_anaphora().another | ({"first"} if role in SUBJECTS else set())))


def own_words(tree: Tree, mention: EventMention) -> frozenset[str]:
    """Return the words below a noun that say which one it is (lemmas): "the trade talks", "a deal on squid".

    Names are left out, of whomever they are.
    """
    noun = mention.head
    if tree.tokens[noun].pos != "NOUN":
        return frozenset()
    behind = [obj for lemma, obj in tree.prepositions(noun) if lemma in SAYING_WHICH]
    found = {*tree.kids(noun, "compound", "nmod", "amod"), *behind}
    found |= {kid for obj in behind for kid in tree.kids(obj, "compound", "nmod", "amod")}
    named = {i for entity in tree.parse.entities for i in range(entity.first, entity.last)}
    words = {tree.lemma(i).lower() for i in found - named if tree.tokens[i].pos in ("NOUN", "ADJ")}
    return frozenset(words - load_anaphora().another - {tree.lemma(noun)})


def whose_act(tree: Tree, mention: EventMention) -> frozenset[str]:
    """Return the words for people without a name whose act a noun says it is: "talks between their diplomats".

    Of leaders and ministers there is one at a time: such words may mean who was named before.
    """
    found = {tree.lemma(obj) for lemma, obj in tree.prepositions(mention.head) if lemma in ("between", "among", "with")}
    return frozenset(word for word in found if (office := office_of(word)) and office.kind in UNNAMED)


def _nouns(tree: Tree, mention: EventMention) -> list[int]:
    """The nouns of a mention; those that "of" joins to them too ("the signing of the treaty")."""
    inside = {mention.head, *tree.parse.tokens_in(mention.start, mention.end)}
    nouns = [i for i in sorted(inside) if tree.tokens[i].pos in ("NOUN", "PROPN")]
    return nouns + [obj for noun in nouns for lemma, obj in tree.prepositions(noun) if lemma == "of"]


def is_decided(tree: Tree, index: int) -> bool:
    """Is the act governed by a word that tells it to be decided ("the step to recall", "decided to recall")?"""
    token = tree.tokens[index]
    above = tree.lemma(token.head) if token.dep in ("acl", "xcomp", "relcl", "ccomp") else ""
    return above in load_anaphora().carried_out


def is_aside(tree: Tree, index: int) -> bool:
    """Does the token stand in a relative clause?"""
    return any(tree.tokens[i].dep in ("relcl", "acl") for i in (index, *tree.ancestors(index)))


def dates_itself(tree: Tree, index: int, words: str) -> bool:
    """Is a noun dated by words below it, or by those of a clause of which it is the subject, or that tells how it came
    about ("signed the deal on Friday")?

    In "met on Tuesday to stress the importance of the deal" Tuesday is not the day of the deal, nor is Friday in "the
    deal takes effect on Friday".
    """
    token, text = tree.tokens[index], [tree.tokens[i].text for i in tree.subtree(index)]
    if words and words.split()[0] in text:
        return True
    if token.dep == "dobj" and tree.tokens[token.head].tag in ("VBD", "VBN"):
        return tree.lemma(token.head) in load_anaphora().brought_about
    return token.dep in ("nsubj", "nsubjpass") and not _tells_what_came_of_it(tree, token.head)


def _tells_what_came_of_it(tree: Tree, verb: int) -> bool:
    objects = [obj for _, obj in tree.prepositions(verb)]
    words = {tree.lemma(i) for i in (verb, *tree.kids(verb, "dobj"), *objects)}
    return not words.isdisjoint(load_anaphora().afterwards)


def governors(tree: Tree, index: int) -> frozenset[int]:
    """All tokens above a token, without verbs beside those: in "met, but the talks failed" the talks are not met."""
    path = tree.path(index)
    beside = {tree.tokens[i].head for i in path if tree.tokens[i].dep == "conj" and tree.is_verb(i)}
    return frozenset(tree.ancestors(index)) - beside


def _mention(tree: Tree, index: int, reason: str, noun: str = "") -> EventMention:
    token = tree.tokens[index]
    noun = noun or token.lemma
    return EventMention(
        start=token.start, end=token.end, head=index, event_type="", mode=None, modality="asserted",
        rule=f"seeds/anaphora.yml#{noun}", lemma=noun, confidence=0.4, reason=reason, takes_up=True,
    )  # fmt: skip


def _own_tokens(tree: Tree, mention: EventMention) -> set[int]:
    """The tokens of a trigger, without the act that it judges: "called the decision unjustified"."""
    inside = {*tree.parse.tokens_in(mention.start, mention.end), mention.head}
    if mention.event_type not in JUDGING or not tree.is_verb(mention.head):
        return inside
    return {i for i in inside if tree.tokens[i].dep not in ("dobj", "nsubj") or i == mention.head}


def _names_somebody(tree: Tree, index: int) -> bool:
    """Does a name before the noun, or behind "of" and "between", say which one it is?"""
    own = named_owners(tree, index) | _behind(tree, index)
    return any(_inside(entity, own) for entity in tree.parse.entities)


def named_owners(tree: Tree, index: int) -> frozenset[int]:
    """Return the tokens of the names before a noun that say whose it is: "Nasser's announcement", "the Soviet move"."""
    return frozenset(i for kid in tree.kids(index, "compound", "amod", "poss", "nmod") for i in tree.subtree(kid))


def names_its_owner(tree: Tree, index: int) -> bool:
    """Does a name before a definite noun say whose it is, and none behind it what it is?"""
    if not tree.is_definite(index):
        return False
    own, behind = named_owners(tree, index), _behind(tree, index)
    entities = tree.parse.entities
    owned = any(entity.label in OWNERS and _inside(entity, own) for entity in entities)
    return owned and not any(_inside(entity, behind) for entity in entities)


def _behind(tree: Tree, index: int) -> frozenset[int]:
    """The tokens behind "of", "between" and the like below a noun."""
    return frozenset(i for lemma, obj in tree.prepositions(index) if lemma in NAMING for i in tree.subtree(obj))


def _inside(entity: NamedEntity, tokens: frozenset[int]) -> bool:
    return entity.label in NAMED and any(entity.first <= i < entity.last for i in tokens)


def _predicate_of_it(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    if token.dep != "attr" or tree.lemma(token.head) != "be" or tree.kids(token.head, "neg"):
        return False
    if any(lemma == "of" and tree.tokens[obj].pos == "NUM" for lemma, obj in tree.prepositions(index)):
        return False  # "that was a meeting of three": one of another kind
    return any(tree.tokens[k].text.lower() in PRONOUNS for k in tree.kids(token.head, "nsubj"))
