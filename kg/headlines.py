"""What an event is called: one active English sentence made of its type, mode, parties, place and modality.

The sentences stand in seeds/headlines.yml. They say no more than what was coded: nothing of the words of an article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.model import Actor, Event
from kg.seeds.actors import actor_tables
from kg.seeds.headlines import Headlines, load_headlines

UNNAMED = "an unnamed party"
RECALL = "recall"  # the subtype of calling an envoy home
VISIT = "visit"  # the mode of going somewhere: a president may visit a place of his own state
MOST = 3  # names of a side that are written out; a fourth is where it is the last
MOST_WITH_STATE = 2  # persons in a sentence up to whom each is said to be of which state
PEOPLE = ("person", "group")
SAID_ALONE = ("person", "company", "media")  # kinds whose names take no article
_VERB = re.compile(r"\[([a-z]+)\]")
_IRREGULAR = {"have": "has", "be": "is", "do": "does", "go": "goes"}


def headline(event: Event) -> str:
    """Return the title of an event.

    >>> kor, jpn = Actor("KOR", "South Korea", country="KOR"), Actor("JPN", "Japan", country="JPN")
    >>> summit = Event("", "CONSULT", "verbal-cooperation", "asserted", (kor, jpn), (), subtype="summit",
    ...                reciprocal=True)
    >>> headline(summit)
    'South Korea and Japan hold a summit'
    >>> import dataclasses
    >>> headline(dataclasses.replace(summit, modality="planned", actors=(jpn,), recipients=(kor,), reciprocal=False))
    'Japan plans to hold a summit with South Korea'
    """
    words = load_headlines()
    event = _as_told(event, words)
    sides = [_side(event.actors, event, words), _side(event.recipients, event, words)]
    if event.reciprocal:
        sides = [_side(event.actors + event.recipients, event, words), []]
    actors, recipients = ([name for name, _ in side] for side in sides)
    found = words.sentences(event.event_type, event.mode, event.subtype)
    if found is None:  # a type of somebody else's: its name is all that is known of it
        kind = (event.subtype or event.mode or event.event_type).replace("-", " ").capitalize()
        return f"{kind}: {' towards '.join(joined(side) for side in (actors, recipients) if side) or UNNAMED}"
    forms = found.of(event.lemma)
    form = "to" if recipients else "mutual" if len(actors) > 1 and event.reciprocal and "mutual" in forms else "alone"
    if not actors and recipients and "passive" in forms:
        form = "passive"
    if form == "to" and "them" in forms and all(a.kind in PEOPLE or _office(a) for a in event.recipients):
        form = "them"
    place = _with_the(event.place.label, event.place.kind, words) if event.place and event.place.label else ""
    if form == "alone" and place and "there" in forms:
        form = "there"
    acting = sides[0] or [(UNNAMED, False)]
    subject = sides[1] if form == "passive" else acting
    plural = len(subject) > 1 or subject[0][1]
    sentence = forms[form]
    if form == "passive" and not sentence.startswith("{recipient}"):
        plural = _is_plural_word(sentence.split()[0].lower(), words)
    one_body = len(acting) == 1 and not acting[0][1] and not any(actor.kind == "person" for actor in event.actors)
    sentence = _VERB.sub(lambda match: _verb(match[1], event.modality, plural, form == "passive"), sentence)
    sentence = sentence.replace("{its}", "its" if one_body else "their")
    sentence = sentence.replace("{actor}", joined([name for name, _ in acting])).replace(
        "{recipient}", joined(recipients)
    )
    sentence = sentence.replace("{place}", place)
    if place and place not in sentence:
        sentence += f" {'at' if event.place and event.place.label in words.at else 'in'} {place}"
    if event.modality == "denied":
        sentence = f"denied: {sentence}"
    return sentence[:1].upper() + sentence[1:]


def joined(names: Sequence[str], most: int = MOST) -> str:
    """Return names as a list in words.

    >>> joined(["Japan", "China", "India", "Nepal", "Bhutan"])
    'Japan, China, India and 2 others'
    """
    names = list(dict.fromkeys(names))
    if len(names) > most + 1:
        return ", ".join(names[:most]) + f" and {len(names) - most} others"
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)


def _as_told(event: Event, words: Headlines) -> Event:
    """The event with its parties as the sentence names them: who acts, to whom, by state, office or people."""
    actors, recipients = event.actors, event.recipients
    verbal = event.quad_class.startswith("verbal")
    if event.subtype == RECALL:  # the state calls him home, and not he himself
        actors = tuple(a if a.kind == "person" else replace(a, office=None) for a in actors)
    if people := words.done_by.get(event.event_type):  # those who demonstrate are not the state
        actors = tuple(_with_office(actor, people) for actor in actors)
    if verbal or event.subtype in words.between_states:  # a plane agrees to nothing
        actors = tuple(replace(a, office=None) if _is_thing(a, words) else a for a in actors)
    if verbal and event.quad_class.endswith("cooperation") and event.mode != VISIT:  # nobody promises himself something
        acting = {actor.party for actor in actors}
        recipients = tuple(r for r in recipients if not (_is_body(r) and r.party in acting))
    if event.subtype in words.between_states:  # an envoy is recalled from South Korea, not from its president
        recipients = tuple(_state(actor) for actor in recipients)
    if of := words.done_to_people.get(event.subtype or "") or words.done_to_people.get(event.mode or ""):
        recipients = tuple(_people(actor, of, words) if _is_body(actor) else actor for actor in recipients)
    return replace(event, actors=actors, recipients=recipients)


# ------------------------------------------------------------------------------ names
def _side(actors: Sequence[Actor], event: Event, words: Headlines) -> list[tuple[str, bool]]:
    """The names of one side, each with whether it is plural; a person stands for the state."""
    spoken_for = {actor.country for actor in actors if actor.kind == "person"}
    shown = [actor for actor in actors if actor.kind == "person" or actor.id not in spoken_for]
    everyone = event.actors + event.recipients
    few = len({actor.id for actor in everyone if actor.kind == "person"}) <= MOST_WITH_STATE
    named = {actor.id for actor in (*shown, *(other for other in everyone if other not in actors))}
    found: dict[str, bool] = {}
    for number, actor in enumerate(shown):
        office = _office(actor)
        alike = [other for other in shown if office and _office(other) == office and _is_plural_word(office, words)]
        if len(alike) > 1:  # "the foreign ministers of Iran and Saudi Arabia"
            found[f"the {office} of {joined([_with_the(a.label or a.id, a.kind, words) for a in alike])}"] = True
            continue
        name, following = actor_name(actor), shown[number + 1 : number + 2]
        if actor.kind == "person" and few and actor.party not in {*named, *(other.party for other in following)}:
            name = f"{name} of {of}" if (of := _party(actor, words)) and not name.endswith(of) else name
        found.setdefault(name, _is_plural(actor, office, words))
    return sorted(found.items(), key=lambda item: " of " in item[0])  # "Japan and Yoon of Korea", not the other way


def actor_name(actor: Actor, article: bool = True) -> str:
    """Return how an actor is called: a person by name, an unnamed office-holder as "Japan’s foreign minister".

    >>> actor_name(Actor("JPN", "Japan", office="foreign minister"))
    'Japan’s foreign minister'
    >>> actor_name(Actor("USA", "United States", office="President"))
    'the president of the United States'
    >>> actor_name(Actor("USA", "United States"), article=False)
    'United States'
    """
    label, office, words = actor.label or actor.id, _office(actor), load_headlines()
    called = words.called.get(office) or _with_the(label, actor.kind, words)
    if office in words.called:
        return called if article else called.removeprefix("the ")
    if not office:
        return called if article else label
    if called == label and not label.endswith("s"):
        return f"{label}’s {office}"
    return f"{'the ' if article else ''}{office} of {called}"


def _office(actor: Actor) -> str:
    """The office of somebody who is not named, in small letters; nothing for a person or where the label has it."""
    office = actor.office or ""
    if actor.kind in ("person", "company") or office.lower() in (actor.label or actor.id).lower():
        return ""
    return office[:1].lower() + office[1:] if office[1:2].islower() else office


def _with_office(actor: Actor, office: str) -> Actor:
    return replace(actor, office=office) if actor.id == actor.country and not actor.office else actor


def _is_body(actor: Actor) -> bool:
    """Whether it is a state or an organisation itself, nobody of it."""
    return actor.kind not in SAID_ALONE and actor.kind != "group" and not actor.office


def _is_thing(actor: Actor, words: Headlines) -> bool:
    """Whether it is told as a craft or weapon of a state: "North Korea’s submarine"."""
    return (actor.office or "").rpartition(" ")[2].lower() in words.things


def _people(actor: Actor, of: str, words: Headlines) -> Actor:
    """Those of a state to whom something is done: "people of Japan"."""
    # Of a kind that is called as it stands, without an article or an office, and that may be plural.
    return Actor(actor.id, f"{of} {_with_the(actor.label or actor.id, actor.kind, words)}", "company")


def _state(actor: Actor) -> Actor:
    """The state of a person or office, where there is one."""
    state = actor_tables().states.get(actor.country or "")
    return actor if state is None else Actor(state.id, state.label, state.kind, country=state.id)


def _party(actor: Actor, words: Headlines) -> str | None:
    """The state or organisation that a person acts for, by name."""
    tables = actor_tables()
    party = tables.states.get(actor.party) or tables.organisations.get(actor.party)
    return None if party is None else _with_the(party.label, party.kind, words)


def _with_the(label: str, kind: str, words: Headlines) -> str:
    """A name with its article.

    >>> _with_the("United States", "state", load_headlines()), _with_the("Japan", "state", load_headlines())
    ('the United States', 'Japan')
    """
    parts = label.split()
    if kind in SAID_ALONE or not parts or parts[0].lower() in ("the", "a", "an"):
        return label
    takes = label in words.the_names or (
        len(parts) > 1 and (parts[0] in words.the_first or parts[-1] in words.the_last)
    )
    return f"the {label}" if takes else label


def _is_plural(actor: Actor, office: str, words: Headlines) -> bool:
    """Whether a name is plural: "the Houthis", "two Japanese companies", "Japan’s officials"; a state never is."""
    if not office and actor.kind not in ("group", "company", "organisation"):
        return False
    return _is_plural_word(office or actor.label or actor.id, words)


def _is_plural_word(name: str, words: Headlines) -> bool:
    noun, *more = re.split(r" in | of ", name, maxsplit=1)
    last = noun.split()[-1].lower() if more else noun.split()[-1]  # "Students in Seoul"
    return last in words.plural or (last.islower() and last.endswith("s") and not last.endswith(("ss", "quarters")))


# ------------------------------------------------------------------------------ verbs
def _verb(bare: str, modality: str, plural: bool, passive: bool) -> str:
    """The verb as number and modality have it.

    >>> [_verb("carry", modality, False, False) for modality in ("asserted", "planned", "hypothetical", "negated")]
    ['carries', 'plans to carry', 'may carry', 'does not carry']
    >>> [_verb("be", modality, True, True) for modality in ("asserted", "planned", "negated")]
    ['are', 'are to be', 'are not']
    """
    be = "are" if plural else "is"
    if modality == "planned":
        return f"{be} to {bare}" if passive else f"{_finite('plan', plural)} to {bare}"
    if modality == "hypothetical":
        return f"may {bare}"
    if modality == "negated":
        return f"{be} not" if bare == "be" else f"{_finite('do', plural)} not {bare}"
    return be if bare == "be" else _finite(bare, plural)


def _finite(bare: str, plural: bool) -> str:
    if plural:
        return bare
    if bare in _IRREGULAR:
        return _IRREGULAR[bare]
    if re.search(r"[^aeiou]y$", bare):
        return f"{bare[:-1]}ies"
    return f"{bare}es" if bare.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{bare}s"
