"""What verb stands above the clause: "vowed to attack", "denied that it attacked", "ordered troops to attack".

`ROWS` is the order in which the governors are asked; the first row that holds decides. An adjective or noun that has
the clause as its complement is read alike ("ready to attack").
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.extractors.modality.beside_verb import inverted
from kg.extractors.modality.reports import report
from kg.extractors.modality.walk import Walk


@dataclass(frozen=True, slots=True)
class _Pair:
    """A clause, by its verb `node`, and the word above it, `governor`."""

    walk: Walk
    node: int
    governor: int
    infinitive: bool
    finite: bool
    behind: bool  # behind a preposition: "accused of attacking"

    @property
    def lemma(self) -> str:
        return self.walk.tree.lemma(self.governor)

    @property
    def text(self) -> str:
        return self.walk.tree.tokens[self.governor].text

    @property
    def tense(self) -> str:
        """The tense of the governor; of an adjective, that of its verb: "was able to"."""
        adjective = self.walk.tree.tokens[self.governor].pos == "ADJ"
        return (self.walk.clauses.of(self.governor) if adjective else self.walk.clauses[self.governor]).tense

    def is_one_of(self, word_class: str) -> bool:
        """Is the governor in a word class of seeds/grammar.yml?"""
        return self.lemma in self.walk.words[word_class]

    def cue(self, kind: str) -> str:
        return self.walk.cue(kind, self.governor)

    def lemmas_beside(self, *deps: str) -> list[str]:
        return [self.walk.tree.lemma(k) for k in self.walk.tree.kids(self.governor, *deps)]


def governed(walk: Walk, node: int, governor: int) -> bool:
    """A clause that is the complement of a verb, adjective or noun. True where the governor only reports it."""
    infinitive, dep = walk.is_infinitive(node), walk.tree.tokens[node].dep
    pair = _Pair(walk, node, governor, infinitive, dep == "ccomp" and not infinitive, dep == "pcomp")
    return next((bool(mark(pair)) for holds, mark in ROWS if holds(pair)), False)


# ---------------------------------------------------------------- what the rows ask
def _is_subjunctive(pair: _Pair) -> bool:
    """As in "suggested that both send troops": the plain form of the verb under a past one."""
    tree, node = pair.walk.tree, pair.node
    plain = tree.tokens[node].tag in ("VB", "VBP") and not tree.kids(node, "aux", "auxpass")
    bare_be = any(tree.tokens[k].text == "be" for k in tree.kids(node, "auxpass", "aux"))
    told = pair.tense in ("past", "past perfect", "participle")
    return (plain and told and tree.lemma(node) != "be") or bare_be


def _is_of_a_demand(pair: _Pair) -> bool:
    """As in "their demands include dissolving parliament"."""
    demanding = {*pair.walk.words["demanding"], "demand", "proposal", "option"}
    return any(lemma in demanding for lemma in pair.lemmas_beside("nsubj"))


def _is_of_a_plan(pair: _Pair) -> bool:
    """As in "plans were made to sink it": what is done to a plan is not done yet."""
    return any(lemma in pair.walk.words["announcing"] for lemma in pair.lemmas_beside("nsubjpass"))


def _is_to_own_forces(pair: _Pair) -> bool:
    """Are those who are told to act the speaker's own: "ordered troops to leave"?"""
    tree = pair.walk.tree
    told = tree.kids(pair.governor, "dobj", "nsubjpass") or tree.kids(pair.node, "nsubj")
    return any(tree.lemma(token) in pair.walk.words["own_forces"] for token in told)


def _has_talks(pair: _Pair) -> bool:
    """As in "began talks to end the war": an infinitive that tells what the talks are for."""
    tree = pair.walk.tree
    return any(k < pair.node and pair.walk.cue("topics", k) for k in tree.kids(pair.governor, "dobj"))


def _is_let_be_known(pair: _Pair) -> bool:
    """As in "let it be known that it would send them": whoever lets it be known says so."""
    tree = pair.walk.tree
    return pair.lemma in ("know", "understand") and tree.lemma(tree.tokens[pair.governor].head) == "let"


# ---------------------------------------------------------------- what the rows mark
def _says(modality: str, reason: str) -> Callable[[_Pair], None]:
    """Return what marks `modality`; "{}" in the reason is the governor."""
    return lambda pair: pair.walk.mark(modality, reason.format(pair.text))


def _unless_negated(modality: str) -> Callable[[_Pair], None]:
    return lambda pair: pair.walk.unless_negated(pair.governor, modality)


def _as_governed(pair: _Pair) -> None:
    pair.walk.unless_negated(pair.governor, pair.cue("governors"))


def _nothing(pair: _Pair) -> None:
    """It is told as done."""


def _denied_behind(pair: _Pair) -> bool:
    """As in "A accused B of shelling it; B denied it": the shelling, not the accusation."""
    if pair.walk.accused:
        pair.walk.mark("denied", f"'{pair.text}'")
    return True


def _is_to(pair: _Pair) -> None:
    """As in "is to sign", "was to have signed" (but did not), "was later to sign" (and did)."""
    walk, tree = pair.walk, pair.walk.tree
    missed = any(tree.lemma(k) == "have" for k in tree.kids(pair.node, "aux"))
    later = [k for above in (pair.node, pair.governor) for k in tree.kids(above, "advmod") if walk.cue("later", k)]
    if not later or pair.tense != "past" or missed:
        walk.mark("negated" if missed else "planned", f"'{pair.text} to {tree.tokens[pair.node].text}'")


def _has_to(pair: _Pair) -> None:
    """As in "has yet to withdraw", "has to withdraw", "had to withdraw" (they did)."""
    walk, tree = pair.walk, pair.walk.tree
    beside = (*tree.children[pair.governor], *tree.children[pair.node])
    yet = any(tree.lemma(k) in ("yet", "still") for k in beside)
    if yet or pair.tense != "past" or walk.denies(pair.governor):
        walk.mark("negated" if yet else "hypothetical", f"'{pair.text} {'yet ' if yet else ''}to'")


def _denies(pair: _Pair) -> None:
    pair.walk.mark("denied", f"'{pair.text}'")
    pair.walk.speakers += pair.walk.clauses[pair.governor].subjects


def _accuses(pair: _Pair) -> None:
    pair.walk.mark("hypothetical", f"'{pair.text} … of'")
    pair.walk.accused = True
    report(pair.walk, pair.governor)


def _reports(pair: _Pair) -> bool:
    """As in "said that it attacked", "nobody believes that it attacked", "said that it did, which Chad denied"."""
    walk, tree = pair.walk, pair.walk.tree
    believed = pair.lemmas_beside("nsubj") if pair.lemma in ("believe", "think") else []
    if believed and (set(believed) & {"nobody", "none"} or walk.denies(pair.governor)):
        walk.mark("negated", f"not '{pair.text}'")
    report(walk, pair.governor)
    for verb in tree.subtree(pair.node):
        objects = [k for k in tree.kids(verb, "dobj") if tree.tokens[k].tag == "WDT"]
        if objects and tree.tokens[verb].dep == "relcl" and tree.lemma(verb) in walk.words["denied"]:
            walk.mark("denied", f"'{tree.tokens[verb].text}'")
            walk.speakers += walk.clauses[verb].subjects
    return True


def _lets_know(pair: _Pair) -> bool:
    report(pair.walk, pair.walk.tree.tokens[pair.governor].head)
    return True


def _tries(pair: _Pair) -> None:
    pair.walk.tried += 1
    pair.walk.mark("planned", f"'{pair.text} to'")


def _commits(pair: _Pair) -> None:
    pair.walk.mark("planned", f"'{pair.text} to'")
    if pair.walk.commitment is None:
        pair.walk.commitment = pair.governor


def _wants(pair: _Pair) -> None:
    if pair.is_one_of("demanding") and pair.walk.modality == "negated":
        pair.walk.modality = "asserted"  # "urged them not to": asked for, not left undone
    pair.walk.mark("hypothetical", f"'{pair.text}'")


# ---------------------------------------------------------------- condition -> mark, in this order
ROWS: tuple[tuple[Callable[[_Pair], object], Callable[[_Pair], bool | None]], ...] = (
    (lambda p: p.is_one_of("denied") and p.node < p.governor and p.lemmas_beside("dobj"), _denied_behind),
    (
        lambda p: p.infinitive and p.lemma == "be" and inverted(p.walk, p.governor),
        _says("hypothetical", "inverted condition"),
    ),
    (
        lambda p: p.infinitive and p.lemma == "be" and "among" in p.lemmas_beside("prep"),
        _nothing,
    ),  # "among the first to"
    (lambda p: p.infinitive and p.lemma == "be", _is_to),
    (lambda p: p.infinitive and p.cue("intending"), _says("planned", "'{} to'")),
    (
        lambda p: p.lemma in ("include", "be", "involve", "comprise") and _is_of_a_demand(p),
        _says("hypothetical", "'{}' what is asked for"),
    ),
    (lambda p: p.infinitive and _is_of_a_plan(p), _says("planned", "'{} to' of a plan")),
    (lambda p: p.infinitive and p.lemma == "about", _says("planned", "'about to'")),
    (  # "strong enough to attack", "too weak to attack"
        lambda p: p.infinitive and {"enough", "too"} & {p.lemma, *p.lemmas_beside("advmod")},
        _says("hypothetical", "'{}' for it or not"),
    ),
    (lambda p: p.infinitive and p.lemma == "go" and p.text.lower() == "going", _says("planned", "'going to'")),
    (lambda p: p.infinitive and p.lemma == "have", _has_to),
    (lambda p: p.is_one_of("denied"), _denies),
    (lambda p: p.finite and _is_let_be_known(p), _lets_know),
    (lambda p: p.behind and p.cue("accusing"), _accuses),
    (lambda p: p.behind and p.is_one_of("judging_verbs"), _nothing),
    (lambda p: p.cue("governors") and not (p.finite and p.is_one_of("reporting")), _as_governed),
    (lambda p: p.is_one_of("negated"), _unless_negated("negated")),
    (lambda p: p.infinitive and p.is_one_of("factual") and _has_talks(p), _says("planned", "'{}' talks to")),
    (lambda p: p.is_one_of("factual"), _nothing),
    (
        lambda p: p.finite and p.is_one_of("suggesting") and _is_subjunctive(p),
        _says("hypothetical", "'{}' that it be done"),
    ),
    (lambda p: p.finite and p.is_one_of("reporting"), _reports),
    (lambda p: p.is_one_of("commanding") and _is_to_own_forces(p), _nothing),
    (lambda p: p.infinitive and p.cue("enabling") and p.tense == "past", _unless_negated("asserted")),
    (lambda p: p.infinitive and p.cue("trying") and "past" in p.tense, _tries),
    (lambda p: p.is_one_of("planned") and p.walk.tree.tokens[p.node].dep == "xcomp", _commits),
    (lambda p: p.infinitive and p.is_one_of("urging"), _says("hypothetical", "'{} … to'")),
    (lambda p: p.finite and p.is_one_of("planned") and p.is_one_of("announcing"), _says("planned", "'{} that'")),
    (lambda p: p.is_one_of("hypothetical"), _wants),
    (lambda p: p.is_one_of("planned"), _says("planned", "'{}'")),
)
