"""The state that a text is about where it tells of an official without saying whose."""

from __future__ import annotations

from collections import Counter

from kg.gazetteer.offices import ONE_HOLDER, office_of
from kg.model import ActorMention
from kg.resolve.antecedents.groups import main_parties
from kg.resolve.antecedents.story import SUBJECTS, Antecedent, Story, how_far_back, office_kind
from kg.seeds.actors import PlaceRow, State
from kg.seeds.grammar import load_grammar

ARMED = frozenset({"MIL", "COP", "REB", "UAF"})
HOSTILE = frozenset({"ASSAULT", "MOBILIZE", "COERCE"})  # whoever tells of such an act may be its victim
FOREIGN = ("foreign_affairs", "diplomat")  # kinds of offices that deal with other states


def _teller(story: Story, mention: ActorMention) -> str | None:
    """The state that tells of arms: "Tokyo says that the warship aimed at it"; the warship is another's."""
    if mention.sector != "MIL":
        return None
    tellers = story.tellers(mention)
    return next((k.actors[0].country for k in story.known if k.mention.head in tellers and k.actors), None)


def faced_states(story: Story, mention: ActorMention) -> frozenset[str]:
    """The states that a foreign ministry, minister or envoy faces in its clause: it is another's.

    "The foreign ministry rebuked Kono", "Kono summoned the ambassador", but not "Tokyo recalled the ambassador".
    """
    office, clause = office_of(mention.office), story.mentions.text.clauses.of(mention.head)
    words = load_grammar()
    own = words["sending_words"] | (words["commanding"] if office_kind(mention) == "diplomat" else frozenset())
    sent = clause.verb >= 0 and story.tree.lemma(clause.verb) in own  # "ordered Ambassador X home"
    equals = office is not None and office.kind in ONE_HOLDER and _meets(story, clause.verb)
    if office is None or not (office.kind in FOREIGN or equals) or sent:
        return frozenset()
    sides = clause.agents, (*clause.patients, *clause.datives)
    others = {i for n, side in enumerate(sides) if mention.head in side for i in sides[1 - n]}
    found = [m for m in story.mentions.actors if m.head in others and m.readings]
    told = [k.actors for k in story.known if k.mention.head in others]
    return frozenset(a.country for actors in (*told, *map(story.link, found)) for a in actors if a.country)


def _meets(story: Story, verb: int) -> bool:
    """Whether a verb tells of a meeting, where two who each are the only one of a state are of two states."""
    return any(e.head == verb and e.event_type == "CONSULT" for e in story.mentions.events)


def _whose_act_is_told(story: Story, mention: ActorMention) -> Antecedent | None:
    """As in "Albania has expelled two Iranians, Foreign Minister Arben Kodra said": he tells what his state did."""
    token = story.tree.tokens[mention.head]
    told = story.tree.kids(token.head, "ccomp") if token.dep in SUBJECTS else []
    subjects = {i for verb in told for i in story.tree.kids(verb, *SUBJECTS)}
    doing = [k for k in story.known if k.mention.head in subjects and k.single_party and k.actors[0].country]
    acts = [e for e in story.mentions.events if e.head in told]
    hostile = any(e.event_type in HOSTILE and e.modality == "asserted" for e in acts)
    if len(doing) != 1 or hostile or doing[0].mention.sector in ARMED:
        return None
    return Antecedent((doing[0].mention,), "the state whose act the official tells", 0.5)


def state_at_hand(story: Story, mention: ActorMention) -> Antecedent | None:
    """The only state that the sentence, or the two before it, is about; its subject where there are several."""
    teller, faced = _teller(story, mention), faced_states(story, mention)
    own = _whose_act_is_told(story, mention) if mention.kind == "person" else None
    if own is not None:
        return own
    host = _where_it_meets(story, mention, faced) if faced and mention.kind == "person" else None
    if host is not None:
        return host
    for back in range(3):
        here = [
            k
            for k in story.before(mention, back)
            if story.sentence(mention.head) - k.sentence == back
            and len(k.actors) == 1
            and k.actors[0].country
            and not story.tree.is_of_a_capital(k.mention.head)
            and k.actors[0].country not in faced
            and (teller is None or (k.actors[0].country != teller and k.mention.office is None))
        ]
        countries = {k.actors[0].country for k in here}
        if len(countries) == 1:
            return Antecedent((here[-1].mention,), f"the only state named {how_far_back(back)}", 0.55 - 0.08 * back)
        if countries:
            subjects = [k for k in here if k.dep in SUBJECTS]
            if back and len({k.actors[0].country for k in subjects}) == 1:
                return Antecedent((subjects[-1].mention,), f"the state of the subject {how_far_back(back)}", 0.4)
            break
    if teller is not None:
        return None
    of_a_state = faced or mention.sector == "MIL"  # soldiers are a state's
    return _main_state(story, mention, faced) or (None if of_a_state else main_parties(story, mention, 1))


def _main_state(story: Story, mention: ActorMention, faced: frozenset[str]) -> Antecedent | None:
    """The state that the text has told of twice as often as of the next one, by itself and by its people."""
    alone = [k for k in story.before(mention, len(story.number_of)) if len(k.actors) == 1]
    named = [(k.actors[0].country, k.mention) for k in alone if k.mention.form != "pronoun" and k.actors[0].country]
    counted = Counter(state for state, _ in named).most_common(2)
    if not counted or counted[0][0] in faced or (len(counted) > 1 and counted[0][1] < 2 * counted[1][1]):
        return None
    first = next(one for state, one in named if state == counted[0][0])
    return Antecedent((first,), "the state that the text is about", 0.45)


def _where_it_meets(story: Story, mention: ActorMention, faced: frozenset[str]) -> Antecedent | None:
    """As in "was to meet Premier Liu Wenhao in Beijing": the only state in which the sentence names a place."""
    sentence = story.parse.sentence_of(mention.head)
    inside = (p for p in story.mentions.places if sentence.start <= p.start < sentence.end)
    named = {_state_of_place(story, c.entity) for place in inside for c in place.candidates[:1]} - faced - {""}
    if len(named) != 1:
        return None
    return Antecedent((), "the state where they meet", 0.45, (named.pop(),))


def _state_of_place(story: Story, place: str) -> str:
    row = story.gazetteer.get(place)
    return row.country if isinstance(row, PlaceRow) else row.id if isinstance(row, State) else ""
