"""Who "the president", "the ministry", "the guerrillas" and officials of an untold state are."""

from __future__ import annotations

from collections.abc import Sequence

from kg.gazetteer.offices import (
    FIRMS,
    MANY_HOLDERS,
    ONE_HOLDER,
    acts_for_a_state,
    form_of,
    is_body,
    is_private,
    office_of,
)
from kg.model import Actor, ActorMention, EventMention
from kg.resolve.antecedents.pronouns import of_pronoun
from kg.resolve.antecedents.states import faced_states, state_at_hand
from kg.resolve.antecedents.story import SUBJECTS, Antecedent, Known, Story, how_far_back, office_kind, works_abroad
from kg.seeds.actor_words import actor_words, counts, office_relations, titles_of_states
from kg.seeds.actors import Group, Office
from kg.seeds.grammar import load_grammar

HOME_SECTORS = frozenset({"GOV", "COP", "JUD", "LEG", "MIL"})
COUP = "coup"  # subtype
CALLED = {  # what movements may be called behind their name, by the kind of the word
    **dict.fromkeys(("rebels", "paramilitary", "unidentified_armed", "criminals"), ("insurgents", "armed group")),
    "party": ("party",),
}


def is_unplaced_official(mention: ActorMention, actors: Sequence[Actor]) -> bool:
    """Is it somebody whose title acts for a state that the words do not name: "Vice Minister Takeo Akiba"?"""
    office = office_of(mention.office)
    if mention.kind != "person" or office is None or not office.speaks_for_state or is_private([office]):
        return False
    one = actors[0] if len(actors) == 1 else None
    unplaced = one is not None and one.country is None and one.organisation is None and one.valid_from is None
    return unplaced and not (mention.office or "").startswith("former ")


def state_below(story: Story, mention: ActorMention) -> Antecedent | None:
    """The only state of the clause about somebody: "General X, who commands the Russian armed forces"."""
    below = {i for kid in story.tree.kids(mention.head, "relcl", "appos", "acl") for i in story.tree.subtree(kid)}
    named = [(m, story.link(m)) for m in story.mentions.actors if m.head in below and m.readings and m != mention]
    states = {actor.country for _, actors in named for actor in actors if actor.country}
    if len(states) != 1:
        return None
    first = next(m for m, actors in named if any(actor.country for actor in actors))
    return Antecedent((first,), "the state in the clause about the official", 0.6)


def state_served(story: Story, mention: ActorMention) -> Antecedent | None:
    """The state of an official whose title alone is told: an envoy's by whom he faces or what he was called."""
    kind = office_kind(mention)
    if any(story.tree.tokens[i].pos == "PROPN" for i in _others_beside(story, mention.head)):
        return None  # "Foreign Minister Agustsson and Anthony Crosland": one of them is another state's
    if kind == "diplomat":
        return _of_the_post(story, mention) or (state_at_hand(story, mention) if faced_states(story, mention) else None)
    if kind == "spokesperson":
        return _spoken_for(story, mention)
    return state_at_hand(story, mention)


def _others_beside(story: Story, index: int) -> list[int]:
    return [i for i in story.tree.conjuncts(story.tree.first_conjunct(index)) if i != index]


def _of_the_post(story: Story, mention: ActorMention) -> Antecedent | None:
    """As in "ordered the French ambassador to leave. … Ambassador Rivoire said": the only one told of before."""
    had = [k for k in story.before(mention, 3) if k.mention.form == "nominal" and office_kind(k.mention) == "diplomat"]
    states = {actor.country for k in had for actor in k.actors}
    if len(states) != 1 or states & faced_states(story, mention):
        return None
    return Antecedent((had[-1].mention,), "the envoy told of before", 0.5)


def _spoken_for(story: Story, mention: ActorMention) -> Antecedent | None:
    """As in "Iran's ministry rejected the charge. …, spokesman Reza Tavakoli said": whom it has just told of."""
    here = story.sentence(mention.head)
    said = [k for k in story.before(mention, 1) if here - k.sentence == 1 and len(k.actors) == 1]
    subjects = [k for k in story.main_subjects(said) if k.dep in SUBJECTS and k.mention.form != "pronoun"]
    if len({k.actors[0].party for k in subjects}) != 1 or not subjects[0].actors[0].country:
        return None
    return Antecedent((subjects[-1].mention,), "for whom the sentence before speaks", 0.45)


def described_again(story: Story, mention: ActorMention, actors: Sequence[Actor]) -> Antecedent | None:
    """Who was named before whom the words describe again: "the Israeli prime minister", "the Philippine rebels"."""
    form = form_of(mention.office)
    if form is None or not story.tree.is_definite(mention.head):
        return None
    office = form.office
    group = _group_named(story, mention, office)
    if group is not None and story.actors_of(group)[0].country in {actor.country for actor in actors}:
        return group
    if form.plural:
        return None
    wanted = office.held_as
    if office.term != "leader" and office.kind not in ONE_HOLDER:
        return None
    countries = {actor.country for actor in actors}
    holders = [
        k
        for k in story.before(mention, 3)
        if k.person and k.actors[0].country in countries and k.actors[0].country and _held(story, k, office, wanted)
    ]
    if holders and len({k.actors[0].id for k in holders}) == 1:
        return Antecedent(
            (holders[-1].mention,), f"the {mention.office} of {holders[0].actors[0].country} named before", 0.8
        )
    return None


def of_office(story: Story, mention: ActorMention) -> Antecedent | None:
    """Return whose an office or body is, or who holds it, None where it stays open."""
    form = form_of(mention.office)
    if form is None or form.office.term in actor_words()["relational_nouns"]:
        return None
    office = form.office
    owner = _possessor(story, mention)
    if owner is not None:
        return owner
    wanted = office.held_as
    if mention.office in office_relations():
        return None
    counted = any(story.tree.tokens[k].text.lower() in counts() for k in story.tree.children[mention.head])
    if counted or (form.plural and is_body(office)):
        return None  # "the two forces", "the ministries" are several states'
    if wanted and not form.plural and office.kind not in (*MANY_HOLDERS, "igo"):
        holders = [k for k in story.before(mention, 8) if k.person and _held(story, k, office, wanted)]
        faced = faced_states(story, mention)
        holders = [k for k in holders if k.actors[0].country not in faced]
        holders = [k for k in holders if _has_title(story, k, office)] or holders
        here = story.sentence(mention.head)
        last = [k for k in story.main_subjects(holders) if here - k.sentence <= 1]
        if last and len({k.actors[0].id for k in last}) == 1:
            return Antecedent((last[-1].mention,), f"the {office.term} that the sentence before is about", 0.65)
        if holders and len({k.actors[0].id for k in holders[-2:]}) == 1:
            return Antecedent((holders[-1].mention,), f"the {office.term} named before", 0.7)
        if holders and story.sentence(mention.head) - holders[-1].sentence <= 1:
            return Antecedent((holders[-1].mention,), f"the {office.term} named last", 0.5)
        if holders:
            return None
    own = (
        _rises_against(story, mention)
        or _short_name(story, mention, office)
        or _where_it_is_posted(story, mention, office)
    )
    if own is not None:
        return own
    same = _same_word(story, mention, office)
    if same is not None:
        return same
    if office.kind in FIRMS:
        return _firm(story, mention, "media" if office.kind == "media" else "company")
    if office.term in titles_of_states():
        return _of_a_title(story, mention, titles_of_states()[office.term])
    if not acts_for_a_state(office):
        named = _group_named(story, mention, office)
        return named or (_at_home(story, mention) if office.sector != "UNK" else None)
    return state_at_hand(story, mention)


def _short_name(story: Story, mention: ActorMention, office: Office) -> Antecedent | None:
    """The organisation named before that ends in the word: "the Assembly" is the General Assembly."""
    word = f" {story.word(mention)}"
    named = [k for k in story.before(mention, 8) if k.mention.form == "name" and len(k.actors) == 1]
    text = story.mentions.document.text
    ending = [
        k for k in named
        if k.actors[0].kind == "organisation" and text[k.mention.start : k.mention.end].lower().endswith(word)
    ]  # fmt: skip
    if not ending or office.kind in FIRMS or not story.tree.is_definite(mention.head):
        return None
    return Antecedent((ending[-1].mention,), f"the{word} named before", 0.6)


def _where_it_is_posted(story: Story, mention: ActorMention, office: Office) -> Antecedent | None:
    """As in "The government summoned the Thai ambassador to Laos": where he is posted he is summoned."""
    verb = story.tree.tokens[mention.head].head
    if not is_body(office) or mention.head not in story.mentions.text.clauses.of(verb).subjects:
        return None
    words = load_grammar()
    if story.tree.lemma(verb) in words["sending_words"] | words["commanding"]:
        return None  # "recalled its ambassador to Laos"
    objects = set(story.mentions.text.clauses.of(verb).patients)
    envoys = [m for m in story.mentions.actors if m.head in objects and office_kind(m) == "diplomat"]
    bases = (verb, *(m.head for m in envoys)) if envoys else ()  # the parser likes to give "to" to the verb
    posts = {i for base in bases for i in story.tree.objects(base, "to")}
    states = [m for m in story.mentions.actors if m.head in posts and any(a.kind == "state" for a in story.link(m))]
    return Antecedent((states[0],), "the state to which the envoy is sent", 0.6) if len(states) == 1 else None


def _same_word(story: Story, mention: ActorMention, office: Office) -> Antecedent | None:
    """Whose it was when the very word stood last, "the Johnson administration", where one only has it.

    Of a person's office so in the next two sentences: "Oman's crown prince came. The crown prince offered ...".
    """
    lasting = is_body(office) or not office.speaks_for_state or office.kind in ("cabinet", "forces", "police")
    had = [k for k in story.before(mention, 12 if lasting else 2) if k.mention.form == "nominal"]
    had = [k for k in had if k.mention.readings]
    had = [k for k in had if (held := office_of(k.mention.office)) is not None and held.term == office.term]
    if had and len({actor.party for k in had for actor in k.actors}) == 1:
        return Antecedent((had[-1].mention,), f"the {office.term} told of before", 0.55)
    return None


def _firm(story: Story, mention: ActorMention, kind: str) -> Antecedent | None:
    """The company (or newspaper) that was named last: the subject of its sentence where there are several."""
    if not story.tree.is_definite(mention.head):
        return None
    here = story.sentence(mention.head)
    named = [k for k in story.before(mention, 4) if len(k.actors) == 1 and k.actors[0].kind == kind]
    word = story.tree.tokens[mention.head].lemma
    called = [
        k
        for k in named
        if any(story.tree.tokens[kid].lemma == word for kid in story.tree.kids(k.mention.head, "appos"))
    ]
    if called and len({k.actors[0].id for k in called}) == 1:
        return Antecedent((called[-1].mention,), f"called a {word} before", 0.65)
    for back in range(5):
        near = [k for k in named if here - k.sentence == back]
        chosen = near if len({k.actors[0].id for k in near}) == 1 else story.main_subjects(near)
        if chosen and len({k.actors[0].id for k in chosen}) == 1:
            return Antecedent((chosen[-1].mention,), f"the {kind} named {how_far_back(back)}", 0.6 - 0.05 * back)
        if near:
            return None
    return None


def _group_named(story: Story, mention: ActorMention, office: Office) -> Antecedent | None:
    """The movement that the text has named, the last subject of several: "the guerrillas" are the FARC."""
    kinds = CALLED.get(office.kind)
    described = {story.tree.lemma(kid) for kid in story.tree.kids(mention.head, "amod")}
    if kinds is None or not story.tree.is_definite(mention.head) or "other" in described:
        return None
    own = [k for k in story.before(mention, 12) if k.mention.form == "name" or k.mention.kind == "group"]
    named = [k for k in own if len(k.actors) == 1 and _kind_of(story, k.actors[0]) in kinds]
    for near in (named, [k for k in named if story.sentence(mention.head) - k.sentence <= 1]):
        for chosen in (near, story.main_subjects(near)):
            if len({k.actors[0].id for k in chosen}) == 1:
                return Antecedent((chosen[-1].mention,), "the movement named before", 0.6)
    return None


def _kind_of(story: Story, actor: Actor) -> str:
    entry = story.gazetteer.get(actor.id)
    return entry.kind if isinstance(entry, Group) else actor.kind


def _at_home(story: Story, mention: ActorMention) -> Antecedent | None:
    """A crowd or armed group faces its own state: the only one whose officials stand in the sentence."""
    here = story.sentence(mention.head)
    near = [
        (other, actors)
        for other in story.mentions.actors
        if other is not mention
        and other.readings
        and story.sentence(other.head) == here
        and (actors := story.link(other))
    ]
    countries = {actor.country for _, actors in near for actor in actors if actor.country}
    official = [
        other
        for other, actors in near
        for actor in actors
        if (other.sector or actor.sector) in HOME_SECTORS and actor.country and not works_abroad(other)
    ]
    if len(countries) == 1 and official:
        return Antecedent((official[0],), "the state whose officials stand in the sentence", 0.4)
    return None


def _rises_against(story: Story, mention: ActorMention) -> Antecedent | None:
    """As in "Soldiers overthrew President Bazoum in July": who makes a coup is of the state that suffers it.

    So are soldiers of whom nobody tells more that seize somebody: "The soldiers placed Bongo under house arrest".
    """
    acts = [e for e in story.mentions.events if mention in e.actors]
    coups = [e for e in acts if e.subtype == COUP or (e.event_type == "COERCE" and _seizes_somebody(mention, e))]
    hit = [(m, story.link(m)) for e in coups for m in e.recipients if m.readings]
    states = {actor.country for _, actors in hit for actor in actors if actor.country}
    return Antecedent((hit[0][0],), "the state in which they take power", 0.6) if len(states) == 1 else None


def _of_a_title(story: Story, mention: ActorMention, states: Sequence[str]) -> Antecedent | None:
    """Whose "the Sultan" is: the only one of the states with such a title that the text tells of, or there is."""
    told = [a.country for k in story.before(mention, len(story.number_of)) for a in k.actors if a.country]
    named = [state for state in states if story.gazetteer.family(state).intersection(told)]
    chosen = named if named else states
    return Antecedent((), "the state with such a title", 0.5, (chosen[0],)) if len(chosen) == 1 else None


def _possessor(story: Story, mention: ActorMention) -> Antecedent | None:
    for kid in story.tree.kids(mention.head, "poss"):
        if story.tree.tokens[kid].tag != "PRP$":
            continue
        for other in story.found:
            if other.head == kid:
                known = story.found[other]
                return Antecedent(
                    known.mentions, f"of whom the pronoun before it stands for: {known.reason}", known.confidence
                )
        pointing = next((m for m in story.mentions.actors if m.head == kid), None)
        return of_pronoun(story, pointing) if pointing is not None else None
    return None


def _held(story: Story, known: Known, office: Office, kinds: Sequence[str]) -> bool:
    if known.mention.office:
        held = office_of(known.mention.office)
        return held is not None and held.kind == office.kind
    if not office.speaks_for_state:
        return False  # who holds office is not "the opposition" for it
    terms = story.gazetteer.terms(known.actors[0].id)
    return any(term.office_kind in kinds[:1] for term in terms)


def _has_title(story: Story, known: Known, office: Office) -> bool:
    """Whether the very word is the person's title."""
    at = story.mentions.document.published
    terms = [t for t in story.gazetteer.terms(known.actors[0].id) if t.valid.holds(at)]
    return office.term in (known.mention.office or "") or any(office.term in term.office.lower() for term in terms)


def _seizes_somebody(mention: ActorMention, event: EventMention) -> bool:
    return mention.sector == "MIL" and bool(event.recipients) and all(m.kind == "person" for m in event.recipients)
