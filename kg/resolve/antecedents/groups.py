"""Who "both countries", "the two leaders" and "the ministers" are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from kg.gazetteer.offices import ONE_HOLDER, acts_for_a_state, form_of, office_of
from kg.model import STATE_KINDS, ActorMention
from kg.resolve.antecedents.story import SUBJECTS, Antecedent, Known, Story, how_far_back, office_kind
from kg.seeds.actor_words import country_groups, counts, group_nouns
from kg.seeds.actors import State
from kg.seeds.grammar import load_grammar

GIVING = frozenset({"give", "offer", "pledge", "promise"})
POINTING_BACK = frozenset({"the", "these", "those", "their", "both", "either", "neither", "all"})
OFTEN = 3  # mentions from which a text is about somebody


def _does_it_to(story: Story, one: ActorMention, other: ActorMention) -> bool:
    """Is the one the subject of the verb that has the other as object: who "urged both sides" is neither?

    Nor is an envoy "working with officials of both sides".
    """
    tree, index = story.tree, other.head
    while tree.behind(index)[0] == "of":
        index = tree.behind(index)[1]
    token = tree.tokens[index]
    above = tree.tokens[token.head]
    governor = above.head if token.dep == "pobj" and above.dep == "prep" else token.head
    if token.dep not in ("dobj", "pobj") or not tree.is_verb(governor):
        return False
    if tree.tokens[governor].dep == "acl" and tree.tokens[governor].head == one.head:
        return tree.tokens[governor].tag == "VBG"
    return story.dep(one.head) == "nsubj" and tree.clause_verb(one.head) == governor


def _third(story: Story, mention: ActorMention) -> set[str]:
    """Whom they do something to, or who does it to them: who "gave Chad their word" are both other than Chad."""
    here, tree = story.parse.sentence_of(mention.head), story.tree
    verb = tree.clause_verb(mention.head)
    by_them = story.dep(mention.head) == "nsubj" or tree.behind(mention.head)[0] == "by"
    found: set[str] = set()
    for other in story.mentions.actors:
        if not here.start <= other.start < here.end or other.form != "name":
            continue
        token = tree.tokens[other.head]
        above = tree.tokens[token.head]
        given = above.dep == "dative" or (tree.lemma(token.head) == "to" and tree.lemma(verb) in GIVING)
        undergoes = token.head == verb and token.dep in ("dobj", "dative")
        if (by_them and (undergoes or (given and above.head == verb))) or _does_it_to(story, other, mention):
            found |= {actor.country or actor.party for actor in story.link(other)}
    return found


def _topic(story: Story, mention: ActorMention) -> set[int]:
    """What some talk about: "the Chad-Sudan war was discussed by the two leaders", who are others."""
    tree, above = story.tree, story.tree.tokens[story.tree.tokens[mention.head].head]
    if above.dep != "agent" or tree.lemma(above.head) not in load_grammar()["verbs_of_a_topic"]:
        return set()
    return {i for told in story.mentions.text.clauses[above.head].patients for i in tree.subtree(told)}


def of_group(story: Story, mention: ActorMention) -> Antecedent | None:
    """Return whom a group noun or a count means, "both sides": as many as it asks for, None where it stays open."""
    tokens = story.tree.tokens
    head = tokens[mention.head]
    text = story.mentions.document.text[mention.start : mention.end]
    for name, members in country_groups().items():
        if name.lower() in text.lower():
            return Antecedent((), f"'{name}' are {', '.join(members)}", 0.95, members)
    kind = group_nouns().get(head.text.lower(), "party")
    marks = [tokens[k].text.lower() for k in story.tree.children[mention.head]] + [head.text.lower()]
    asked = next((counts()[mark] for mark in marks if mark in counts()), None)
    if asked is not None and not POINTING_BACK & {*marks, text.split()[0].lower()} and head.pos == "NOUN":
        return None  # "agreed to add two members"
    told = story.tree.kids(mention.head, "relcl")
    if asked is None and told and tokens[mention.head + 1].text != ",":
        return None  # "the generals who had seized power" says itself who they are
    if asked is None and _are_strangers(story, mention):
        return None
    topic, third = _topic(story, mention), _third(story, mention)
    others = [
        k for k in story.before(mention, 4)
        if k.mention.end <= mention.start and not _only_where(story, k) and not _does_it_to(story, k.mention, mention)
        and k.mention.head not in topic
        and not (third and all((actor.country or actor.party) in third for actor in k.actors))
    ]  # fmt: skip
    window: list[Known] = []
    here = story.sentence(mention.head)
    for back in range(5):
        window = [k for k in others if here - k.sentence == back] + window
        chosen = _members(window, kind)
        if asked in (None, len(chosen)) and (main := _rather_main(story, mention, kind, chosen, asked)):
            return main
        if (asked is not None and len(chosen) == asked) or (asked is None and len(chosen) >= 2):
            reason = f"the {len(chosen)} {plural_of(kind)} named {how_far_back(back)}"
            return _in_that_office(story, mention, chosen, reason, 0.75 - 0.08 * back)
        if asked is not None and len(chosen) > asked:
            main = main_parties(story, mention, 2) if asked == 2 and kind == "party" and back else None
            if main is not None and _named_often(story, mention, main):
                return main
            acting = [k for k in window if k.dep in SUBJECTS]
            for among in ([k for k in acting if here - k.sentence == back], acting):
                subjects = _members(among, kind)
                if len(subjects) == asked:
                    return Antecedent(tuple(subjects.values()), f"the {asked} subjects {how_far_back(back)}", 0.5)
            break
    if asked is None or kind == "company":
        return None
    return main_parties(story, mention, asked) if asked == 2 else _listed(story, mention, kind, asked)


def _in_that_office(
    story: Story, mention: ActorMention, chosen: Mapping[str, ActorMention], reason: str, confidence: float
) -> Antecedent:
    """Those chosen, but the state of who holds another office: of "the two presidents" no general is one."""
    form = form_of(story.tree.tokens[mention.head].text.lower())
    wanted = form.office.kind if form is not None and form.office.kind in ONE_HOLDER else ""
    held = {party: office_kind(one) for party, one in chosen.items() if one.kind == "person"}
    others = tuple(
        party for party, kind in held.items()
        if wanted and kind not in ("", wanted) and isinstance(story.gazetteer.get(party), State)
    )  # fmt: skip
    mentions = tuple(one for party, one in chosen.items() if party not in others)
    return Antecedent(mentions, reason, confidence, others)


def _are_strangers(story: Story, mention: ActorMention) -> bool:
    """Has the very word just been a subject that nobody names: "Asian ministers met. The ministers ..."?"""
    word, before = story.tree.lemma(mention.head), max(0, story.sentence(mention.head) - 1)
    told = range(story.parse.sentences[before].first, mention.head)
    same = [i for i in told if story.tree.lemma(i) == word and story.dep(i) in SUBJECTS]
    return bool(same) and all(k.mention.head not in same for k in story.known)


def _listed(story: Story, mention: ActorMention, kind: str, asked: int) -> Antecedent | None:
    """The subjects of the nearest sentence above that tells of as many as are asked for."""
    told = story.before(mention, len(story.number_of))
    for number in sorted({k.sentence for k in told if k.dep in SUBJECTS}, reverse=True):
        chosen = _members([k for k in told if k.sentence == number and k.dep in SUBJECTS], kind)
        if len(chosen) == asked:
            reason = f"the {asked} {plural_of(kind)} that were named together"
            return Antecedent(tuple(chosen.values()), reason, 0.45)
    return None


def _rather_main(
    story: Story, mention: ActorMention, kind: str, chosen: Mapping[str, ActorMention], asked: int | None
) -> Antecedent | None:
    """The two that the text is about, where one of the two named last has come in by the way just now, or where
    "the sides" of such a text have had a third named beside them.
    """
    if asked is None:
        main = main_parties(story, mention, 2) if len(chosen) > 2 and story.tree.lemma(mention.head) == "side" else None
        return main if main and {actor.party for actor in story.actors_of(main)} <= set(chosen) else None
    counted = dict(_counted(story, mention))
    main = main_parties(story, mention, 2) if len(chosen) == 2 and kind in ("party", "state") else None
    if main is None or min(counted.get(party, 0) for party in chosen) > 1:
        return None
    parties = {actor.party for actor in story.actors_of(main)}
    return main if parties != set(chosen) and _named_often(story, mention, main) else None


def _named_often(story: Story, mention: ActorMention, main: Antecedent) -> bool:
    counted = dict(_counted(story, mention))
    return min(counted[actor.party] for actor in story.actors_of(main)) >= OFTEN


def _counted(story: Story, mention: ActorMention) -> list[tuple[str, int]]:
    """How often each party stands alone before a mention, the most frequent first."""
    alone = [k for k in story.before(mention, len(story.number_of)) if len(k.actors) == 1]
    return Counter(k.actors[0].party for k in alone if k.mention.form != "pronoun").most_common()


def main_parties(story: Story, mention: ActorMention, asked: int) -> Antecedent | None:
    """The parties that the text has named most so far, each twice as often as the next one."""
    counted = _counted(story, mention)
    if len(counted) < asked or (len(counted) > asked and counted[asked - 1][1] < 2 * counted[asked][1]):
        return None
    parties = [party for party, _ in counted[:asked]]
    alone = [k for k in story.known if len(k.actors) == 1 and k.mention.form != "pronoun"]
    alone.sort(key=lambda k: k.actors[0].id == k.actors[0].party and not k.mention.office)
    named = {k.actors[0].party: k.mention for k in alone}
    return Antecedent(tuple(named[party] for party in parties), f"the {asked} that the text is about", 0.45)


def _members(known: Sequence[Known], kind: str) -> dict[str, ActorMention]:
    """The distinct persons (or parties) of some mentions, each with the mention that names it best."""
    persons: dict[str, ActorMention] = {}
    parties: dict[str, ActorMention] = {}
    for k in known:
        held = office_of(k.mention.office) if k.mention.office else None
        if kind == "person" and held is not None and not acts_for_a_state(held):
            continue  # "the two presidents" are not the contractor who was freed
        for actor in k.actors:
            if kind == "company":
                if actor.kind == "company":
                    parties.setdefault(actor.id, k.mention)
                continue
            if actor.kind == "person":
                persons.setdefault(actor.id, k.mention)
            if (
                actor.kind in STATE_KINDS
                or actor.country
                or (kind == "party" and actor.kind in ("organisation", "group"))
            ):
                if actor.kind == "media" or (kind == "state" and actor.kind in ("group", "company")):
                    continue
                known_as = parties.get(actor.party)
                if known_as is None or (actor.kind != "person" and len(k.actors) == 1 and _is_person(known_as, known)):
                    parties[actor.party] = k.mention
    if kind == "person" and len(persons) >= 2 and len({_party(p, known) for p in persons}) >= 2:
        return persons
    return parties


def _only_where(story: Story, known: Known) -> bool:
    """Does the mention only say where something happened?"""
    token = story.tree.tokens[story.tree.first_conjunct(known.mention.head)]
    return token.dep == "pobj" and story.tree.tokens[token.head].lemma in ("in", "at", "near")


def _party(person: str, known: Sequence[Known]) -> str:
    return next(a.party for k in known for a in k.actors if a.id == person)


def plural_of(kind: str) -> str:
    """The word for several of a kind of parties."""
    return {"person": "persons", "state": "states"}.get(kind, "parties")


def _is_person(mention: ActorMention, known: Sequence[Known]) -> bool:
    """Is a mention among the known ones that are one person?"""
    return any(k.mention == mention and k.person for k in known)
