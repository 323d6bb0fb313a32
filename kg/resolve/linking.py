"""From a mention to the actors it stands for on a day: person -> office -> state, ranked by what was valid then.

Validity ranks the candidates and never removes the only one. Mentions without candidates ("they", "both countries",
"the president") are followed to their antecedents, see kg.resolve.antecedents.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping
from dataclasses import replace

from kg.gazetteer import FOR_NO_STATE, Entry, Gazetteer, Person, as_actor, as_place, default_gazetteer
from kg.gazetteer.offices import FIRMS, MANY_HOLDERS, ONE_HOLDER, acts_for_a_state, is_body, is_private, office_of
from kg.identity import slug
from kg.model import TOO_WEAK, Actor, ActorMention, Candidate, Place, PlaceMention, Span
from kg.resolve.antecedents import Antecedent, find_antecedents
from kg.seeds.actor_words import group_nouns, office_relations
from kg.seeds.actors import Body, Group, Office, Organisation, PlaceRow, State, Term
from kg.text import Mentions

GONE_SINCE = 0.3  # what a state of the day gets back that had lost because it is no more when the article appears
NAMED_IN_FULL = "named in the text"  # "Kim" of a story about Kim Dae-jung is he, whoever else was in office
OF_THE_STORY = 0.1  # how much such a candidate loses out of office
OF_ANOTHER_STORY = 0.4  # a mere surname, and of a state that the text does not name: "the Lee administration"
NOT_VALID = 0.6  # how much a candidate loses that did not exist, or held no office, on the day


FOR_THEMSELVES = ("civil_society", "ngo", "criminals")  # kinds of those who act for no state: "a Libyan charity"
CANDIDATE = "candidate"  # the kind of office of those who lead a movement, not a state
A_YEAR = 366  # days: who is longer out of office and has no other title acts for no state
A_GENERATION = 30 * 365  # days after which a region is no longer read as the state that it was
FAR_FROM_OFFICE = 20 * 365  # days between an event and the nearest term of a person that a pronoun would make take part


class Linker:
    """Links the mentions of one document; coreference is found once, when it is first needed."""

    def __init__(self, mentions: Mentions, gazetteer: Gazetteer | None = None) -> None:
        self.mentions = mentions
        self.document = mentions.document
        self.gazetteer = gazetteer or default_gazetteer()
        self._antecedents: dict[ActorMention, Antecedent] | None = None
        self._serves: dict[str, Antecedent] = {}
        self._linked: dict[tuple[ActorMention, datetime.date | None], tuple[Actor, ...]] = {}

    # -------------------------------------------------------------------------- public
    def link(self, mention: ActorMention, at: datetime.date | None = None) -> tuple[Actor, ...]:
        """Return the actors that a mention stands for on a day (the publication day where none is given).

        Several for a group, none where nothing tells.
        """
        at = at or self.document.published
        key = (mention, at)
        if key not in self._linked:
            self._linked[key] = self._link(mention, at, ())
        return self._linked[key]

    def ranked(self, mention: ActorMention, at: datetime.date | None = None) -> tuple[Candidate, ...]:
        """Return the candidates of a mention, those first that were valid on the day."""
        at = at or self.document.published
        scored = [(self._score(candidate, mention, at), -n, candidate) for n, candidate in enumerate(mention.readings)]
        return tuple(candidate for _, _, candidate in sorted(scored, key=lambda item: item[:2], reverse=True))

    def reason(self, mention: ActorMention) -> str:
        """Return why a mention stands for its actor."""
        antecedent = self.antecedents().get(mention)
        if antecedent is not None:
            return antecedent.reason
        return mention.readings[0].reason if mention.readings else ""

    def antecedents(self) -> dict[ActorMention, Antecedent]:
        """Return the antecedents of the mentions that point back, each with its reason and confidence."""
        if self._antecedents is None:
            self._antecedents, self._serves = find_antecedents(self.mentions, self._parties, self.gazetteer)
        return self._antecedents

    def place(self, mention: PlaceMention, at: datetime.date | None = None) -> Place | None:
        """Return the place that a mention stands for on a day, or None."""
        at = at or self.document.published
        for candidate in mention.candidates:
            entry = self.gazetteer.get(candidate.entity)
            if isinstance(entry, PlaceRow):
                return as_place(entry)
            if isinstance(entry, State):
                state = self.gazetteer.state(self.gazetteer.state_at(entry.id, at))
                return as_place(state) if state else None
        return None

    def term_of(self, name: str) -> tuple[datetime.date | None, datetime.date | None] | None:
        """Return the first and last day in office of the person that a name stands for in this document, or None."""
        wanted = name.split()[-1].casefold() if name.split() else ""
        for mention in self.mentions.actors:
            words = self.document.text[mention.start : mention.end].casefold().split()
            if wanted not in words:
                continue
            for candidate in self.ranked(mention, None):
                term = self._main_term(self.gazetteer.get(candidate.entity), mention, self.document.published)
                if term is not None:
                    return term.valid.first, term.valid.last
        for match in self.gazetteer.find(name):
            for entity in match.entities:
                term = self._main_term(self.gazetteer.get(entity), None, self.document.published)
                if term is not None:
                    return term.valid.first, term.valid.last
        return None

    # -------------------------------------------------------------------------- one mention
    def _parties(self, mention: ActorMention) -> tuple[Actor, ...]:
        return self._by_candidates(mention, self.document.published)

    def _by_candidates(self, mention: ActorMention, at: datetime.date | None) -> tuple[Actor, ...]:
        if mention.parts:
            made = [self._actor(part, mention, at) for part in mention.parts]
            return tuple({actor.id: actor for actor in made if actor}.values())
        if max((candidate.confidence for candidate in mention.candidates), default=0.0) < TOO_WEAK:
            return ()
        best = self._actor(self.ranked(mention, at)[0], mention, at)
        return (best,) if best else ()

    def _link(
        self, mention: ActorMention, at: datetime.date | None, seen: tuple[ActorMention, ...]
    ) -> tuple[Actor, ...]:
        antecedent = self.antecedents().get(mention)
        if mention.readings and (antecedent is None or mention in seen):
            return tuple(self._serving(actor, at, (*seen, mention)) for actor in self._by_candidates(mention, at))
        if antecedent is None or mention in seen or mention.country or mention.organisation:
            return self._nobody_known(mention)
        linked: dict[str, Actor] = {}
        for other in antecedent.mentions:
            for actor in self._link(other, at, (*seen, mention)):
                described = self._described(actor, mention, at)
                if described is not None and self._out_of_time(described, at):
                    described = self.gazetteer.actor(described.country or "")
                    described = described and replace(described, mentions=(Span(mention.start, mention.end),))
                if described is not None:
                    linked.setdefault(described.id, described)
        for entity in antecedent.entities:
            member = self._actor(Candidate(entity, antecedent.confidence, antecedent.reason), mention, at)
            if member is not None:
                linked.setdefault(member.id, member)
        return tuple(linked.values())

    def _serving(self, actor: Actor, at: datetime.date | None, seen: tuple[ActorMention, ...]) -> Actor:
        """An official of whom the words do not tell whose he is, with the state that the text is about there."""
        served = self._serves.get(actor.id)
        if served is None or actor.kind != "person" or actor.country or actor.organisation:
            return actor
        states = [one.country for other in served.mentions if other not in seen for one in self._link(other, at, seen)]
        states += [self.gazetteer.state_at(state, at) for state in served.entities]
        return replace(actor, country=states[0]) if states else actor

    def _out_of_time(self, actor: Actor, at: datetime.date | None) -> bool:
        """Is the day far from all offices of a person? Then "they" of that day are the states, not today's leaders."""
        terms = self.gazetteer.terms(actor.id) if actor.kind == "person" and actor.country else ()
        return bool(at and terms) and min(term.valid.days_off(at) for term in terms if at) > FAR_FROM_OFFICE

    def _nobody_known(self, mention: ActorMention) -> tuple[Actor, ...]:
        """An armed group or crowd of which the text does not say whose it is is an actor all the same."""
        office = office_of(mention.office)
        if mention.form != "nominal" or office is None or office.speaks_for_state or not mention.country:
            return ()
        return (self._group(mention, self.gazetteer.state(mention.country or ""), office),)

    def _described(self, actor: Actor, mention: ActorMention, at: datetime.date | None) -> Actor | None:
        """What an antecedent becomes behind "his predecessor" or "the ministry"."""
        span = (Span(mention.start, mention.end),)
        office = office_of(mention.office)
        if mention.office in office_relations():
            entry = self.gazetteer.get(actor.id)
            return self._relative(entry, mention, at) if isinstance(entry, Person) else None
        if mention.form == "group" and self._means_states(mention) and actor.country and actor.kind == "person":
            return self._actor(Candidate(actor.country, 0.5, "by coreference"), mention, at)
        if mention.form != "nominal" or office is None:
            return replace(actor, mentions=span)
        titles = office.held_as
        if actor.kind in ("company", "media") and office.kind in FIRMS:
            return replace(actor, mentions=span)
        if actor.kind == "person" and mention.readings:  # "the Russian leader" of somebody named before
            return replace(actor, mentions=span)
        a_person = acts_for_a_state(office) and office.kind not in MANY_HOLDERS and not is_body(office)
        if actor.kind == "person" and titles and a_person:
            return replace(actor, mentions=span)
        if mention.kind == "group" and isinstance(self.gazetteer.get(actor.id), Group):  # "the guerrillas" of the FARC
            return replace(actor, mentions=span)
        party = actor.country or actor.organisation or self.gazetteer.home(actor.id) or actor.id
        return self._actor(Candidate(party, 0.5, "by coreference"), mention, at)

    def _means_states(self, mention: ActorMention) -> bool:
        return group_nouns().get(self.mentions.parse.tokens[mention.head].text.lower()) == "state"

    def _score(self, candidate: Candidate, mention: ActorMention, at: datetime.date | None) -> float:
        if at is None:
            return candidate.confidence
        entry = self.gazetteer.get(candidate.entity)
        if isinstance(entry, Person):
            away = min(self._away(term, mention, at) for term in entry.terms)
            in_full = NAMED_IN_FULL in candidate.reason
            away_from_it = min(OF_THE_STORY if in_full else NOT_VALID, away / 3650)
            strange = not in_full and self._named_states.isdisjoint(term.party for term in entry.terms)
            return candidate.confidence - away_from_it - (OF_ANOTHER_STORY if strange else 0.0)
        if isinstance(entry, State):
            published = self.document.published
            if published and entry.valid.holds(at) and not entry.valid.holds(published):
                return candidate.confidence + GONE_SINCE
            family = self.gazetteer.family(entry.id)
            if (
                len(family) > 1
                and entry.kind != "historical"
                and any(self.gazetteer.validity(member).holds(at) for member in family)
            ):
                return candidate.confidence - (0.0 if entry.valid.holds(at) else 0.05)
        if entry is None or self.gazetteer.validity(candidate.entity).holds(at):
            return candidate.confidence
        return candidate.confidence - NOT_VALID

    @staticmethod
    def _away(term: Term, mention: ActorMention, at: datetime.date) -> int:
        """Days between a term and the day; a title that does not fit the office counts as a year."""
        office = office_of(mention.office)
        kinds = office.held_as if office else ()
        return term.valid.days_off(at) + (0 if not kinds or term.office_kind in kinds else 365)

    # -------------------------------------------------------------------------- actors
    def _actor(self, candidate: Candidate, mention: ActorMention, at: datetime.date | None) -> Actor | None:
        entry = self.gazetteer.get(candidate.entity)
        spans = (Span(mention.start, mention.end),)
        office = office_of(mention.office)
        if isinstance(entry, PlaceRow):
            return None
        if entry is None:
            return self._unlisted(candidate, mention, at, spans)
        if isinstance(entry, Person):
            if self._is_of_another_age(entry, candidate, at):
                return None
            if mention.form == "name":
                return self._person(entry, mention, at, spans)
            if mention.office in office_relations():
                return self._relative(entry, mention, at)
            return self._for_person(entry, mention, at, spans)
        if isinstance(entry, State):
            return None if self._is_gone(entry, mention, at) else self._state(entry, mention, at, spans, office)
        actor = replace(as_actor(entry), mentions=spans)
        if isinstance(entry, Body):  # the Blue House is South Korea, by its own name in the office
            actor = self._dated(replace(actor, office=mention.office or entry.label), at)
            state = self.gazetteer.state(actor.id)
            return replace(actor, label=state.label, kind=state.kind) if state else actor
        if isinstance(entry, Group):
            alone = actor.kind == "company" or entry.kind in FOR_NO_STATE  # a firm acts for its owners
            actor = replace(actor, country=None if alone else mention.country or entry.country or None)
            return replace(self._dated(actor, at), office=mention.office)
        return replace(actor, office=mention.office, sector=mention.sector or actor.sector)

    def _is_of_another_age(self, entry: Person, candidate: Candidate, at: datetime.date | None) -> bool:
        """Is it only a surname, two generations from whom it stands for: "President Estrada" of 1911?

        The day of publication says nothing: an essay of today tells of Roosevelt.
        """
        if at is None or at == self.document.published or NAMED_IN_FULL in candidate.reason or not entry.terms:
            return False
        return min(term.valid.days_off(at) for term in entry.terms) > 2 * A_GENERATION

    def _is_gone(self, entry: State, mention: ActorMention, at: datetime.date | None) -> bool:
        """Is it a state of old whose name is a region's by that day: Hawaii, Tibet, Texas?"""
        last = entry.valid.last
        if entry.kind != "historical" or at is None or last is None or (at - last).days < A_GENERATION:
            return False
        words = self.document.text[mention.start : mention.end]
        found = [self.gazetteer.get(entity) for match in self.gazetteer.find(words) for entity in match.entities]
        return any(isinstance(row, PlaceRow) and row.kind == "region" for row in found)

    def _dated(self, actor: Actor, at: datetime.date | None) -> Actor:
        """The actor with its state as it was on the day: Russia's of 1985 is the Soviet Union."""
        if actor.country is None:
            return actor
        country = self.gazetteer.state_at(actor.country, at)
        if actor.id == actor.country:
            return replace(actor, id=country, country=country)
        return replace(actor, country=country)

    def _state(
        self,
        entry: State,
        mention: ActorMention,
        at: datetime.date | None,
        spans: tuple[Span, ...],
        office: Office | None,
    ) -> Actor:
        state = self.gazetteer.state(self.gazetteer.state_at(entry.id, at)) or entry
        if mention.kind == "group" and office is not None:
            return self._group(mention, state, office)
        actor = replace(as_actor(state), office=mention.office, sector=mention.sector, mentions=spans)
        if office is not None and not is_body(office) and office.kind in ONE_HOLDER:
            holders = self.gazetteer.holders(state.id, office.held_as[0], at) if at else ()
            if len({term.person for term in holders}) == 1:
                return replace(actor, office_id=holders[0].id)
        return actor

    def _group(self, mention: ActorMention, state: State | None, office: Office) -> Actor:
        text = " ".join(self.document.text[self._after_numbers(mention) : mention.end].split())
        name = slug(mention.office or office.term)
        own = f"{state.id.lower()}-{name}" if state else name
        country = state.id if state and office.kind not in FOR_THEMSELVES else None
        return Actor(
            own, text, "group", country=country, sector=mention.sector,
            office=mention.office, mentions=(Span(mention.start, mention.end),),
        )  # fmt: skip

    @functools.cached_property
    def _told_of(self) -> Mapping[str, ActorMention]:
        """By person whom no table holds: the first mention that tells for whom he acts."""
        told: dict[str, ActorMention] = {}
        for mention in self.mentions.actors:
            if mention.kind == "person" and mention.candidates and (mention.country or mention.organisation):
                told.setdefault(mention.candidates[0].entity, mention)
        return told

    def _after_numbers(self, mention: ActorMention) -> int:
        """Where a phrase starts without its article and number: "two French citizens" are French citizens."""
        parse = self.mentions.parse
        tokens = [parse.tokens[i] for i in parse.tokens_in(mention.start, mention.end)]
        return next((t.start for t in tokens if t.pos not in ("NUM", "DET") and t.dep != "nummod"), mention.start)

    def _unlisted(
        self, candidate: Candidate, mention: ActorMention, at: datetime.date | None, spans: tuple[Span, ...]
    ) -> Actor:
        text = " ".join(self.document.text[mention.start : mention.end].split())
        told = mention if mention.country or mention.organisation else self._told_of.get(candidate.entity, mention)
        firm = mention.kind == "company"
        country = self.gazetteer.state_at(told.country, at) if told.country and not firm else None
        return Actor(
            candidate.entity, mention.label or text, mention.kind or "organisation", country=country,
            organisation=told.organisation, sector=mention.sector, office=mention.office, mentions=spans,
        )  # fmt: skip

    # -------------------------------------------------------------------------- people
    def _main_term(self, entry: Entry | None, mention: ActorMention | None, at: datetime.date | None) -> Term | None:
        """The term in which a person acts: the one that holds on the day and fits the title, else the nearest."""
        if not isinstance(entry, Person):
            return None
        importance = ("head_of_state", "head_of_government", "leader", "party_leader", "head_of_organisation")
        party = mention.country or mention.organisation if mention else None
        family = self.gazetteer.family(party) if party else frozenset()
        held = [term for term in entry.terms if at is not None and term.valid.holds(at)]
        # a queen of many realms is the first one's; of those of one year it is the one known to the day
        since = {t: (_first(t).year, t.valid.last or datetime.date.max, -_first(t).toordinal()) for t in held}
        longest = min(held, key=since.__getitem__).party if held else ""

        def rank(term: Term) -> tuple[float, float, bool, float, int]:
            away = self._away(term, mention, at) if mention and at else (term.valid.days_off(at) if at else 0)
            foreign = 0 if not family or term.party in family else 1
            weight = importance.index(term.office_kind) if term.office_kind in importance else len(importance)
            first = term.valid.first or datetime.date.min
            return foreign, away, term.party != longest, weight, -first.toordinal()

        return min(entry.terms, key=rank)

    def _person(self, entry: Person, mention: ActorMention, at: datetime.date | None, spans: tuple[Span, ...]) -> Actor:
        term = self._main_term(entry, mention, at)
        assert term is not None
        serving = at is None or term.valid.holds(at)
        past = (mention.office or "").startswith("former ")
        country, organisation = (None, None) if past and not (at and serving) else self._party(term, at)
        if term.office_kind == CANDIDATE or (self._is_out(term, at) and self._is_private(entry.id)):
            country = None  # who leads rebels or an opposition acts for no state
        office = mention.office or (term.office if serving and at is not None else None)
        return Actor(
            entry.id, entry.label, "person", country=country, organisation=organisation,
            sector=mention.sector or _sector(term, organisation, serving),
            valid_from=term.valid.first, valid_to=term.valid.last, office=office,
            office_id=term.id if serving and at is not None else None, mentions=spans,
        )  # fmt: skip

    @staticmethod
    def _is_out(term: Term, at: datetime.date | None) -> bool:
        """Is a person long out of office, or long before it?"""
        return at is not None and term.valid.days_off(at) > A_YEAR

    def _is_private(self, person: str) -> bool:
        """Does the text give a person no title, or none of somebody who acts for a state: "the separatist leader"?"""
        offices = [office for words in self._titles.get(person, ()) if (office := office_of(words)) is not None]
        return is_private(offices) or not offices

    @functools.cached_property
    def _named_states(self) -> frozenset[str]:
        """The states that the text names, or whose people or towns."""
        named = (m.candidates[0].entity for m in self.mentions.actors if m.form == "name" and m.candidates)
        return frozenset(entity for entity in named if isinstance(self.gazetteer.get(entity), State))

    @functools.cached_property
    def _titles(self) -> Mapping[str, frozenset[str]]:
        """By person: the titles that the text gives."""
        found: dict[str, set[str]] = {}
        for mention in self.mentions.actors:
            if mention.kind == "person" and mention.candidates and mention.office:
                found.setdefault(mention.candidates[0].entity, set()).add(mention.office)
        return {person: frozenset(titles) for person, titles in found.items()}

    def _party(self, term: Term, at: datetime.date | None) -> tuple[str | None, str | None]:
        if isinstance(self.gazetteer.get(term.party), Organisation | Group):
            return None, term.party
        return term.party if at is None else self.gazetteer.state_at(term.party, at), None

    def _for_person(
        self, entry: Person, mention: ActorMention, at: datetime.date | None, spans: tuple[Span, ...]
    ) -> Actor | None:
        """The state for which a person's people act: "the Moon administration" is South Korea under Moon."""
        term = self._main_term(entry, replace(mention, office=None), at)
        assert term is not None
        party = self.gazetteer.get(term.party)
        if isinstance(party, State):
            state = self.gazetteer.state(self.gazetteer.state_at(party.id, at)) or party
            office = office_of(mention.office)
            if mention.kind == "group" and office is not None:
                return self._group(mention, state, office)
            return replace(
                as_actor(state), office=mention.office, sector=mention.sector, office_id=term.id, mentions=spans
            )
        if isinstance(party, Organisation):
            return replace(as_actor(party), office=mention.office, office_id=term.id, mentions=spans)
        return None

    def _relative(self, entry: Person, mention: ActorMention, at: datetime.date | None) -> Actor | None:
        """Whoever held a person's office before or after: "his predecessor" through the table of offices."""
        term = self._main_term(entry, None, at)
        if term is None or mention.office not in office_relations():
            return None
        earlier = office_relations()[mention.office or ""] == "before"
        terms = sorted(
            (t for t in entry.terms if t.office_kind == term.office_kind and t.party == term.party), key=_first
        )
        edge = terms[0] if earlier else terms[-1]
        other = self.gazetteer.before(edge) if earlier else self.gazetteer.after(edge)
        if other is None:
            return None
        country, organisation = self._party(other, None)
        return Actor(
            other.person, other.name, "person", country=country, organisation=organisation, sector="ELI",
            valid_from=other.valid.first, valid_to=other.valid.last, office=other.office, office_id=other.id,
            mentions=(Span(mention.start, mention.end),),
        )  # fmt: skip


def _sector(term: Term, organisation: str | None, serving: bool) -> str:
    if term.office_kind == CANDIDATE:
        return "OPP"
    return "IGO" if organisation else "GOV" if serving else "ELI"


def _first(term: Term) -> datetime.date:
    return term.valid.first or datetime.date.min
