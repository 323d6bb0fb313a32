"""Who "he", "it", "they", "the former" and the "we" of a quotation are."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from kg.model import ActorMention
from kg.resolve.antecedents.story import SUBJECTS, Antecedent, Known, Story, can_act, how_far_back, is_somebody
from kg.seeds.actor_words import actor_words, group_nouns
from kg.seeds.grammar import load_grammar
from kg.text.words import HE_OR_SHE, ORDER_OF_TWO, SHE, SPEAKER_ALONE, THEY

OBJECTS = ("dobj", "dative")
DONE_TO_PLACES = ("annex", "fortify", "occupy")
JUDGING = ("ACCUSE", "REJECT", "SUPPORT")  # types by which what others do is judged


def of_quotation(story: Story, mention: ActorMention, subject: int | None) -> Antecedent | None:
    """Who says "I" or "we": the subject of saying; an official's "we" is the state, a manager's the firm."""
    if subject is None:
        return None
    heads = story.tree.conjuncts(subject)
    known = [k for k in story.known if k.mention.head in heads and k.actors]
    if not known:
        return None
    if story.word(mention) in SPEAKER_ALONE or any(k.single_party for k in known) or len(known) > 1:
        return Antecedent(tuple(k.mention for k in known), "who is quoted", 0.75)
    parties = [actor.country or actor.organisation for k in known for actor in k.actors]
    entities = tuple(dict.fromkeys(party for party in parties if party))
    if entities:
        return Antecedent((), "for whom the quoted speaker acts", 0.6, entities)
    return Antecedent(tuple(k.mention for k in known), "who is quoted", 0.5)


def of_pronoun(story: Story, mention: ActorMention) -> Antecedent | None:
    """Return the antecedent of a pronoun outside quotations, None where it stays open."""
    word = story.word(mention)
    if word in HE_OR_SHE:
        return _he(story, mention)
    if word in THEY:
        return _they(story, mention)
    return _former_or_latter(story, mention, word) if word in ORDER_OF_TWO else _it(story, mention)


def _he(story: Story, mention: ActorMention) -> Antecedent | None:
    before = [k for k in story.before(mention, 3) if is_somebody(k) and not _is_spoken_of(story, k, mention)]
    persons = _of_gender(story, story.word(mention), before)
    inside = _in_phrase(story, mention, persons)
    if inside is not None:
        return inside
    for back in range(4):
        here = [k for k in persons if story.sentence(mention.head) - k.sentence == back]
        here = [k for k in here if back or not _same_clause(story, k.mention, mention)]
        if not here:
            continue
        ids = {k.actors[0].id for k in here}
        if len(ids) == 1:
            return Antecedent((here[-1].mention,), f"the only person named {how_far_back(back)}", 0.75 - 0.1 * back)
        subjects = story.main_subjects(here)
        if len({k.actors[0].id for k in subjects}) == 1:
            return Antecedent((subjects[-1].mention,), f"the subject {how_far_back(back)}", 0.6 - 0.1 * back)
        return None
    return None


def _is_spoken_of(story: Story, known: Known, mention: ActorMention) -> bool:
    """Is somebody named in what a pronoun's bearer says: '"Merkel wants us to pay. We will not," he said'?"""
    hold = story.mentions.text.quotations.hold
    says = story.above(mention.head).lemma in load_grammar()["reporting"] and story.dep(mention.head) in SUBJECTS
    return says and hold(known.mention.start) and not hold(mention.start)


def _in_phrase(story: Story, mention: ActorMention, known: Sequence[Known]) -> Antecedent | None:
    """The only one named in the phrase whose clause the pronoun is in: "a speech by Vance in which he ..."."""
    above = [i for i in story.tree.ancestors(mention.head) if story.tree.tokens[i].pos in ("NOUN", "PROPN")]
    for noun in above:
        below = set(story.tree.subtree(noun))
        here = [k for k in known if k.mention.head in below and k.mention.end <= mention.start]
        if any(_same_clause(story, k.mention, mention) for k in here):
            return None
        if len({k.actors[0].party for k in here}) == 1:
            return Antecedent((here[-1].mention,), "the only one in the phrase", 0.6)
        if here:
            return None
    return None


def _of_gender(story: Story, word: str, persons: list[Known]) -> list[Known]:
    """Those whom a pronoun may mean: women for "she" where one is known, nobody known as a woman for "he"."""
    women = [k for k in persons if _is_woman(story, k)]
    if word in SHE:  # of whom the tables know, the women are told
        return women or [k for k in persons if not story.gazetteer.terms(k.actors[0].id)]
    return [k for k in persons if k not in women]


def _is_woman(story: Story, known: Known) -> bool:
    names, label = actor_words()["women"], known.actors[0].label.casefold()
    before = list(story.parse.tokens_in(max(0, known.mention.start - 6), known.mention.start))[-1:]
    titles = [story.tree.tokens[t].text.lower().rstrip(".") for t in before]
    words = (known.mention.office or "").split()
    return label in names or label.split()[0] in names or any(t in names for t in (*titles, *words))


def _it(story: Story, mention: ActorMention) -> Antecedent | None:
    token = story.tree.tokens[mention.head]
    governor = story.tree.tokens[token.head]
    if token.dep == "expl" or (token.dep in SUBJECTS and governor.lemma in actor_words()["impersonal_verbs"]):
        return None
    parties = [k for k in story.before(mention, 1) if k.single_party and can_act(k.actors[0])]
    if token.dep in OBJECTS and _is_the_thing_told(story, mention):
        return None
    if token.dep in OBJECTS:  # "X criticised Y and urged it to act": not X
        doing = story.mentions.text.clauses[token.head].subjects
        doers = {k.actors[0].party for k in parties if k.mention.head in doing}
        parties = [k for k in parties if k.actors[0].party not in doers]
    tellers = story.tellers(mention)
    telling = [k for k in parties if k.mention.head in tellers]
    around = [k for k in parties if telling and k.mention.head in story.subjects_around(mention)]
    if around and token.dep in SUBJECTS:
        return Antecedent((around[-1].mention,), "the subject of the clause around", 0.7)
    if telling and token.dep in SUBJECTS:
        return Antecedent((telling[-1].mention,), "who says so", 0.7)
    if token.dep in SUBJECTS and governor.dep == "relcl":  # "punished the firms it accused": who punished them
        subjects = [k for k in parties if k.mention.head in story.subjects_around(mention)]
        if subjects and governor.head > story.tree.clause_verb(governor.head):
            return Antecedent((subjects[-1].mention,), "the subject of the clause around", 0.7)
    inside = _in_phrase(story, mention, parties)
    if inside is not None:
        return inside
    for back in range(2):
        here = [k for k in parties if story.sentence(mention.head) - k.sentence == back]
        subjects = story.main_subjects(here)
        if subjects and len({k.actors[0].party for k in subjects}) == 1:
            return Antecedent((subjects[-1].mention,), f"the subject {how_far_back(back)}", 0.65 - 0.1 * back)
        if here:
            if len({k.actors[0].party for k in here}) == 1:
                return Antecedent((here[-1].mention,), f"the only party named {how_far_back(back)}", 0.55 - 0.1 * back)
            return None
    return None


def _is_the_thing_told(story: Story, mention: ActorMention) -> bool:
    """Does "it" take up the object of the verb before, a thing: "seized the isle and later annexed it"?

    Or what the sentence before judges: "Bolivia rejected the deal. Cuba condemned it".
    """
    tree, verb = story.tree, story.tree.tokens[mention.head].head
    above = tree.tokens[verb].head
    if tree.tokens[verb].dep == "conj" and not tree.subjects(verb) and (told := tree.kids(above, "dobj")):
        return all(_is_thing(story, i) or tree.lemma(verb) in DONE_TO_PLACES for i in told)
    number = story.sentence(mention.head)
    if not number or verb not in {e.head for e in story.mentions.events if e.event_type in JUDGING}:
        return False
    root = tree.root(story.parse.sentences[number - 1])
    told = (
        tree.kids(root, "dobj")
        if any(e.head == root and e.event_type in JUDGING for e in story.mentions.events)
        else []
    )
    return bool(told) and all(_is_thing(story, i) or tree.tokens[i].text.lower() == "it" for i in told)


def _is_thing(story: Story, index: int) -> bool:
    """Is a word a plain noun that stands for nobody?"""
    return story.tree.tokens[index].pos == "NOUN" and all(m.head != index for m in story.mentions.actors)


def _former_or_latter(story: Story, mention: ActorMention, word: str) -> Antecedent | None:
    here = story.sentence(mention.head)
    known = [k for k in story.before(mention, 1) if len(k.actors) == 1]
    own = [k for k in known if here == k.sentence]  # "X and Y met; the latter promised ..."
    parties = _one_each(own or [k for k in known if here - k.sentence == 1])
    if len(parties) != 2:
        return None
    return Antecedent((parties[0 if word == "former" else 1],), f"the {word} of two", 0.7)


def _they(story: Story, mention: ActorMention) -> Antecedent | None:
    if _are_things(story, mention):
        return None
    for back in range(3):
        here = [k for k in story.before(mention, back) if story.sentence(mention.head) - k.sentence == back]
        if _of_strangers(story, mention, back) and not any(k.dep in SUBJECTS for k in here):
            return None
        own = [k for k in here if not back and _same_clause(story, k.mention, mention)]
        here = [k for k in here if k not in own or k.mention.form == "pronoun"]
        if not here:
            continue
        subjects = [k for k in here if k.dep in SUBJECTS]
        several = _together(story, subjects)
        if several:
            return Antecedent(several, f"the subjects {how_far_back(back)}", 0.65 - 0.1 * back)
        plural = [k for k in subjects if _is_plural(story, k)]
        if plural:
            return Antecedent((plural[-1].mention,), f"the plural subject {how_far_back(back)}", 0.6 - 0.1 * back)
        pair = [] if back else _hyphen_pair(story, here)
        if pair:
            return Antecedent(tuple(k.mention for k in pair), "the two that a hyphen joins in this sentence", 0.6)
        parties = {k.actors[0].party for k in here if len(k.actors) == 1}
        if len(parties) == 2 and back:
            return Antecedent(_one_each(here), f"the two parties named {how_far_back(back)}", 0.45)
        if subjects:
            return None
    return None


def _of_strangers(story: Story, mention: ActorMention, back: int) -> bool:
    """Is the subject of a sentence some whom nobody names: "The coastal states said that they would sign"?"""
    number = story.sentence(mention.head) - back
    if number < 0:
        return False
    sentence, heads = story.parse.sentences[number], {m.head for m in story.mentions.actors}
    told = range(sentence.first, min(sentence.last, mention.head))
    plural = [i for i in told if story.dep(i) in SUBJECTS and story.tree.tokens[i].text.lower() in group_nouns()]
    return any(i not in heads for i in plural)


def _are_things(story: Story, mention: ActorMention) -> bool:
    """As in "after months of talks, many of them in Canada": of what was just named, which is nobody."""
    tree, token = story.tree, story.tree.tokens[mention.head]
    counted = tree.tokens[token.head].head
    if token.dep != "pobj" or tree.lemma(token.head) != "of" or counted < 2 or tree.tokens[counted - 1].text != ",":
        return False
    return tree.tokens[counted - 2].pos == "NOUN" and all(m.head != counted - 2 for m in story.mentions.actors)


def _hyphen_pair(story: Story, known: Sequence[Known]) -> list[Known]:
    """The last two that a hyphen joins before a noun: "Seoul-Tokyo ties, at the lowest point since they ..."."""
    text = story.mentions.document.text
    for left, right in reversed(list(itertools.pairwise(known))):
        joined = text[left.mention.end : right.mention.start] in ("-", "\u2011", "\u2013")
        if joined and left.single_party and right.single_party and left.actors != right.actors:
            return [left, right]
    return []


def _together(story: Story, subjects: Sequence[Known]) -> tuple[ActorMention, ...]:
    """Coordinated subjects ("A and B"), or a subject that is a group."""
    for known in reversed(subjects):
        if len(known.actors) > 1:
            return (known.mention,)
        joined = [
            other
            for other in subjects
            if other.mention.head in story.tree.conjuncts(story.tree.first_conjunct(known.mention.head))
        ]
        if len(joined) > 1:
            return tuple(other.mention for other in joined)
    return ()


def _is_plural(story: Story, known: Known) -> bool:
    return len(known.actors) > 1 or story.tree.tokens[known.mention.head].tag in ("NNS", "NNPS")


def _one_each(known: Sequence[Known]) -> tuple[ActorMention, ...]:
    first: dict[str, ActorMention] = {}
    for k in known:
        if len(k.actors) == 1:
            first.setdefault(k.actors[0].party, k.mention)
    return tuple(first.values())


def _same_clause(story: Story, one: ActorMention, other: ActorMention) -> bool:
    """Whether two mentions are arguments of one verb: then a pronoun is not the other, unless it is a possessor."""
    token = story.tree.tokens[other.head]
    if token.dep == "poss":
        return False
    alone = token.dep in OBJECTS and token.text.lower() in HE_OR_SHE
    if alone and one.head in story.mentions.text.clauses[token.head].subjects:
        return True  # "X met Y and urged him": a shared subject
    return story.tree.clause_verb(one.head) == story.tree.clause_verb(other.head)
