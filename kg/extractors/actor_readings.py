"""What a name may mean here: candidates with confidence and reason, and whether it acts or is a place."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterable, Sequence

from kg.extractors.actor_names import STATE_WAYS, Name
from kg.extractors.actor_phrases import OfficeMention
from kg.gazetteer import Gazetteer, Person, Sense
from kg.identity import slug
from kg.model import Candidate
from kg.seeds.actor_words import actor_words, ambiguous_readings
from kg.seeds.actors import Body, Group, Organisation, PlaceRow, State
from kg.text import Text

MOVEMENTS = ("armed group", "insurgents", "breakaway region", "party")  # kinds of groups
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
LEAST = 0.2  # what is less likely stands behind the places of the name: "Georgia's Governor"
BASE = {
    "name": 0.95, "adjective": 0.9, "people": 0.9, "combining": 0.9, "body": 0.9, "capital": 0.85, "seat": 0.85,
    "ambiguous": 0.5,
}  # fmt: skip
REASONS = {
    "name": "name of {0}", "adjective": "adjective of {0}", "people": "people of {0}", "combining": "prefix of {0}",
    "body": "a part of {0}", "capital": "the capital stands for {0}", "seat": "the seat of government stands for {0}",
    "ambiguous": "one reading is {0}",
}  # fmt: skip


class Readings:
    """The readings of the names of one document."""

    def __init__(self, text: Text, gazetteer: Gazetteer, names: Sequence[Name]) -> None:
        self.document, self.parse, self.gazetteer = text.document, text.parse, gazetteer
        self.labels = {i: e.label for e in text.parse.entities for i in range(e.first, e.last)}
        self.names = tuple(names)
        self.taken = {i for name in names for i in range(name.first, name.last)}
        self.full: dict[str, set[str]] = {}
        self.full_names: dict[str, str] = {}
        for name in names:
            if name.is_person and name.last - name.first > 1:
                for word in {name.key.split()[-1], name.key.split()[0]}:
                    ids = {s.entity for s in name.senses if s.way == "person"}
                    self.full.setdefault(word, set()).update(ids or {slug(text.words(name.start, name.end))})
                    self.full_names.setdefault(word, text.words(name.start, name.end))

    # -------------------------------------------------------------------------- states, organisations, groups, bodies
    def candidates(self, name: Name) -> tuple[Candidate, ...]:
        """Readings of a name as an actor, best first; empty where it only names a place or person."""
        senses = [sense for sense in name.senses if sense.way in STATE_WAYS]
        senses = [s for s in senses if not isinstance(self.gazetteer.get(s.entity), PlaceRow | None)]
        if not senses:
            return ()
        scores, default = self._cues(name)
        cued = {entity for entity, (score, _) in scores.items() if score > 0.2}
        others = [
            why for e, (s, why) in scores.items() if s > 0.2 and isinstance(self.gazetteer.get(e), PlaceRow | None)
        ]
        against = others[0] if others else ""
        ranked: list[tuple[float, Candidate]] = []
        for sense in senses:
            entry = self.gazetteer.entity(sense.entity)
            confidence = BASE[sense.way]
            owner = self.gazetteer.entity(entry.country) if isinstance(entry, Body) else entry
            reason = REASONS[sense.way].format(owner.label)
            if sense.entity in scores:
                score, why = scores[sense.entity]
                confidence, reason = min(0.95, confidence + score), f"{reason}: {why}"
            elif sense.way == "ambiguous" and name.key in ambiguous_readings():
                confidence = 0.2
            if against and sense.entity not in cued:
                confidence, reason = min(confidence, 0.2), f"{reason}, but {against}"
            if self.document.published and not self.gazetteer.validity(sense.entity).holds(self.document.published):
                confidence -= 0.3
            ranked.append((confidence, Candidate(sense.entity, round(max(confidence, 0.05), 2), reason)))
        ranked.sort(key=lambda pair: -pair[0])
        if default is False and not scores and all(s.way == "ambiguous" for s in senses):
            return ()  # "the North" where nothing says which
        return tuple(candidate for _, candidate in ranked)

    def _cues(self, name: Name) -> tuple[dict[str, tuple[float, str]], bool | None]:
        """How much the text speaks for the readings of an ambiguous name, and whether one is the usual one."""
        readings = ambiguous_readings().get(name.key)
        if readings is None:
            return {}, None
        text = self.document.text
        sentence = self.parse.sentence_of(name.head)
        near = text[sentence.start : name.start] + " " + text[name.end : sentence.end]
        scores: dict[str, tuple[float, str]] = {}
        for reading in readings:
            if reading.cues is None:
                scores.setdefault(reading.entity, (0.2, "its usual meaning"))
            elif match := reading.cues.search(near):
                scores[reading.entity] = (0.45, f"'{match.group()}' stands in the sentence")
            elif match := reading.cues.search(text[: name.start] + " " + text[name.end :]):
                scores[reading.entity] = (0.3, f"'{match.group()}' stands in the text")
        return scores, any(reading.cues is None for reading in readings)

    def places(self, name: Name) -> tuple[Candidate, ...]:
        """Readings of a name as a place, the biggest first."""
        rows = [
            row
            for s in name.senses
            if s.way in ("place", "ambiguous") and isinstance(row := self.gazetteer.get(s.entity), PlaceRow)
        ]
        scores, _ = self._cues(name)
        rows.sort(key=lambda row: (-scores.get(row.id, (0.0, ""))[0], row.kind != "capital", -row.population, row.id))
        share = 0.9 if len(rows) == 1 else 0.7
        return tuple(
            Candidate(row.id, round(share if i == 0 else 0.3, 2), f"a place in {row.country or 'no state'}")
            for i, row in enumerate(rows)
        )

    def is_city(self, name: Name) -> bool:
        """Does the name belong to a town first, as capitals do?"""
        ways = [sense.way for sense in name.senses]
        rows = [self.gazetteer.get(sense.entity) for sense in name.senses if sense.way == "place"]
        if (
            "capital" in ways
            or "seat" in ways
            or any(isinstance(row, PlaceRow) and row.kind in ("capital", "seat") for row in rows)
        ):
            return True
        return "place" in ways and ways[0] not in ("name", "ambiguous")

    def is_city_state(self, name: Name) -> bool:
        """Is the name that of a state and of its only city: Singapore, Monaco?"""
        entry = self.gazetteer.get(name.senses[0].entity) if name.senses else None
        return isinstance(entry, State) and entry.capital == entry.label

    def body(self, candidates: Sequence[Candidate]) -> tuple[str | None, str | None]:
        """The office and sector of a named body, or of a group."""
        entry = self.gazetteer.get(candidates[0].entity)
        if isinstance(entry, Body):
            return entry.office, entry.sector
        return None, entry.sector if isinstance(entry, Group) else None

    def described_country(self, name: Name, modifiers: Iterable[Name]) -> str | None:
        """The country that stands before a people or group: "Iraqi" in "Iraqi Kurds"."""
        entry = self.gazetteer.get(name.senses[0].entity) if name.senses else None
        if isinstance(entry, Group) and entry.kind == "people":
            return self.country_of([n for n in modifiers if n is not name])
        return None

    def is_group(self, name: Name) -> bool:
        """Is the name that of a group, firm or newspaper, listed or not?"""
        return self.is_listed_group(name) if name.senses else name.label == "ORG"

    def is_listed_group(self, name: Name) -> bool:
        """Is the name that of a group, firm or newspaper of the tables?"""
        return bool(name.senses) and isinstance(self.gazetteer.get(name.senses[0].entity), Group)

    # -------------------------------------------------------------------------- whose office
    def can_own(self, name: Name) -> bool:
        """Can an office belong to it: a state, a place in one, an organisation, a person with offices?"""
        return bool(name.senses) or name.label in ("ORG", "PERSON")

    def has_party(self, name: Name) -> bool:
        """Does the name tell a state or organisation that an office may belong to?"""
        found = self.party_of(name)
        return bool(found) and (name.is_person or self._is_party(found[0].entity))

    def party_of(self, name: Name) -> list[Candidate]:
        """The states and organisations that a name speaks for, best first."""
        places = self.places(name)
        found = [c for c in self.candidates(name) if c.confidence > LEAST or not places]
        if found:
            return found
        for place in places:
            row = self.gazetteer.entity(place.entity)
            assert isinstance(row, PlaceRow)
            if row.country:  # nobody is named by open waters
                found.append(Candidate(row.country, round(place.confidence * 0.8, 2), f"{row.label} lies there"))
        if not found and name.is_person and name.senses:
            found = [
                Candidate(s.entity, 0.7, "the person's office says for whom")
                for s in name.senses
                if s.way in ("person", "surname")
            ]
        return list({c.entity: c for c in reversed(found)}.values())[::-1]

    def country_of(self, owners: Sequence[Name]) -> str | None:
        """The first country that the owners speak for, as alpha-3 code."""
        for owner in owners:
            for candidate in self.party_of(owner):
                entry = self.gazetteer.get(candidate.entity)
                if isinstance(entry, State) and (entry.kind != "historical" or not owner.label):
                    return entry.id
                if isinstance(entry, Body | Group) and entry.country:
                    return entry.country
        return None

    def owners(self, owners: Sequence[Name], first: bool = False) -> tuple[tuple[Candidate, ...], bool]:
        """Candidates of an office phrase from the names that own it; True where they act together.

        Of several, one inside the other, it is the last that says most, or the `first`: "the White House's Iran envoy".
        """
        parties = [(owner, found) for owner in owners if (found := self.party_of(owner))]
        if not parties:
            return (), False
        if len(parties) > 1 and self._coordinated([owner for owner, _ in parties]):
            best = [
                Candidate(found[0].entity, found[0].confidence, f"part of the group: {found[0].reason}")
                for _, found in parties
            ]
            unique = tuple({c.entity: c for c in best}.values())
            return unique, len(unique) > 1
        states = [(o, f) for o, f in parties if self._is_party(f[0].entity)] or parties
        nearest = states[0 if first else -1]  # "Colombian FARC rebels": the name next to the noun says most
        return tuple(nearest[1]), False

    def _is_party(self, entity: str) -> bool:
        entry = self.gazetteer.get(entity)
        return isinstance(entry, State | Organisation | Body) or (isinstance(entry, Group) and bool(entry.country))

    def _coordinated(self, owners: Sequence[Name]) -> bool:
        """Whether names stand side by side ("U.S. and Japanese"), not one inside the other ("Turkish Kurd")."""
        for left, right in itertools.pairwise(owners):
            between = self.document.text[left.end : right.start].strip().lower()
            if between not in ("and", ",", "-", "–", "or", ", and", "/", "and the", ", the", "'s and", "’s and"):
                return False
        return True

    # -------------------------------------------------------------------------- people
    def person(
        self, name: Name, titles: Sequence[OfficeMention], owners: Sequence[Name]
    ) -> tuple[tuple[Candidate, ...], str | None, str | None]:
        """Candidates of a person's name, the country that the words give, and the organisation."""
        named = [c.entity for o in owners for c in self.party_of(o)[:1]]
        movement = next((party for party in named[:1] if self._is_movement(party)), None)
        country = None if movement else self.country_of(owners)
        organisations = (party for party in named if isinstance(self.gazetteer.get(party), Organisation))
        organisation = movement or (None if country else next(organisations, None))
        known = [s for s in name.senses if s.way in ("person", "surname")]
        if not known:
            similar = self._similar_persons(name, titles, country)
            return similar or self._unknown_person(name, country or organisation), country, organisation
        wanted = {kind for title in titles for kind in title.row.held_as}
        here = self.full.get(name.key.split()[-1], set()) | self.full.get(name.key.split()[0], set())
        known = [s for s in known if s.way == "person" or s.entity in here or self._may_lead(s, titles, name, wanted)]
        if not known:
            return self._unknown_person(name, country or organisation), country, organisation
        then = self._in_office_then(name, known) if any(s.way == "surname" for s in known) else set()
        ranked: list[tuple[float, Candidate]] = []
        for sense in known:
            entry = self.gazetteer.entity(sense.entity)
            assert isinstance(entry, Person)
            confidence, reasons = (0.9, ["full name"]) if sense.way == "person" else (0.45, ["surname"])
            if sense.way == "surname" and sense.entity in here:
                confidence, reasons = 0.85, ["surname of a person named in the text"]
            if country or organisation:
                parties = {t.party for t in entry.terms}
                given = self.gazetteer.family(country) if country else frozenset({organisation or ""})
                if parties & given or self._organ_of(parties, organisation):
                    confidence += 0.25
                    reasons.append(f"acts for {country or organisation}")
                else:
                    confidence -= 0.4 if sense.way == "surname" else 0.1
            if wanted:
                if any(term.office_kind in wanted for term in entry.terms):
                    confidence += 0.2
                    reasons.append(f"held the office '{titles[0].row.term}'")
                elif sense.way == "surname":
                    confidence -= 0.2
            serving = [t for t in entry.terms if self.document.published and t.valid.holds(self.document.published)]
            if serving:
                leads = any(t.office_kind in ("head_of_state", "head_of_government", "leader") for t in serving)
                confidence += 0.15 if leads else 0.1
                reasons.append("in office when this was published")
            elif sense.way == "surname" and then == {sense.entity}:
                confidence += 0.14
                reasons.append("alone of that name in office in the year that the sentence names")
            ranked.append(
                (confidence, Candidate(sense.entity, round(max(0.05, min(0.98, confidence)), 2), ", ".join(reasons)))
            )
        ranked.sort(key=lambda pair: -pair[0])
        if ranked[0][0] < 0.4 or (ranked[0][0] < 0.6 and not self._stands_alone(name, titles, [c for _, c in ranked])):
            return (self._unknown_person(name, country) if titles and country else ()), country, organisation
        return tuple(c for confidence, c in ranked if confidence > 0.2), country, organisation

    def _in_office_then(self, name: Name, senses: Iterable[Sense]) -> set[str]:
        """Whose surname it is that held an office in a year which the sentence names: "Thatcher" in 1987."""
        head = self.parse.tokens[name.head]
        if head.dep in ("compound", "nmod") and self.parse.tokens[head.head].pos == "NOUN":
            return set()  # "the Ford plant"
        sentence = self.parse.sentence_of(name.first)
        years = {int(year) for year in YEAR.findall(self.document.text[sentence.start : sentence.end])}
        days = [datetime.date(year, month, 1) for year in years for month in (1, 4, 7, 10)]
        return {
            sense.entity
            for sense in senses
            if any(term.valid.holds(day) for term in self.gazetteer.terms(sense.entity) for day in days)
        }

    def _is_movement(self, party: str) -> bool:
        """Is it rebels or a party, for whom their people act, not for the state: "a commander of the FARC"?"""
        entry = self.gazetteer.get(party)
        return isinstance(entry, Group) and entry.kind in MOVEMENTS

    def _may_lead(self, sense: Sense, titles: Sequence[OfficeMention], name: Name, wanted: set[str]) -> bool:
        """May a surname alone be that of a leader: "President Park", but not "Ambassador Park", "the actor Modi"?"""
        if titles:
            return any(term.office_kind in wanted for term in self.gazetteer.terms(sense.entity))
        before = self.parse.tokens[name.first - 1] if name.first else None
        if before is None:
            return True
        below = before.dep == "compound" or self.parse.tokens[name.head].head == name.first - 1
        described = before.pos == "NOUN" and below and before.text.islower()
        return not described and before.lemma not in ("name", "call", "dub")

    def _organ_of(self, parties: set[str], organisation: str | None) -> bool:
        if organisation is None:
            return False
        related = {organisation}
        for party in parties:
            entry = self.gazetteer.get(party)
            if isinstance(entry, Organisation) and entry.parent == organisation:
                related.add(party)
        owner = self.gazetteer.get(organisation)
        if isinstance(owner, Organisation) and owner.parent:
            related.add(owner.parent)
        return bool(parties & related)

    def _stands_alone(self, name: Name, titles: Sequence[OfficeMention], candidates: Sequence[Candidate]) -> bool:
        """Whether a bare surname may be read as a leader: a proper name, not part of another, and few who bear it."""
        tokens = self.parse.tokens
        if any(tokens[i].pos != "PROPN" for i in range(name.first, name.last) if tokens[i].pos != "PUNCT"):
            return False
        label = self.labels.get(name.first, "")
        if self._paired(name):
            return True
        if not titles and name.key in actor_words()["ordinary_words"]:
            return False
        if label not in ("PERSON", "") and not titles and (not self.document.published or len(name.key) < 4):
            return False
        addressed = name.first > 0 and tokens[name.first - 1].text.lower().rstrip(".") in actor_words()["addresses"]
        titled = bool(titles) or addressed
        for neighbour in (name.first - 1, name.last):
            if 0 <= neighbour < len(tokens) and neighbour not in self.taken and not titled:
                other = tokens[neighbour]
                touching = self.document.text[min(name.end, other.end) : max(name.start, other.start)].strip() in (
                    "",
                    "-",
                )
                if (
                    other.pos == "PROPN"
                    and touching
                    and self.parse.sentence_of(neighbour) == self.parse.sentence_of(name.first)
                ):
                    return False
        persons = [self.gazetteer.entity(c.entity) for c in candidates]
        if self.document.published:
            serving = [p for p in persons if self.gazetteer.validity(p.id).days_off(self.document.published) < 1500]
            leading = [c for c in candidates if c.confidence >= 0.6]
            surnames = [sense for sense in name.senses if sense.way == "surname"]
            few = 0 < len(serving) <= 3 or len(leading) == 1 or len(self._in_office_then(name, surnames)) == 1
            return few and (label == "PERSON" or titled or len(name.key) > 3)
        countries = {t.party for p in persons if isinstance(p, Person) for t in p.terms}
        return len(countries) <= 2 and (label == "PERSON" or titled)

    def _similar_persons(
        self, name: Name, titles: Sequence[OfficeMention], country: str | None
    ) -> tuple[Candidate, ...]:
        """Known persons with a middle name left out, or (where title or country agree) one word spelt otherwise."""
        wanted = {kind for title in titles for kind in title.row.held_as}
        found = []
        for person, whole in self.gazetteer.similar_persons(self.full_name(name)):
            terms = self.gazetteer.terms(person)
            here = country is None or any(term.party in self.gazetteer.family(country) for term in terms)
            fits = any(term.office_kind in wanted for term in terms) or (country is not None and here)
            if here and (whole or fits):
                why = "a name in between left out" if whole else "one word of the name spelt otherwise"
                found.append(Candidate(person, 0.7 if fits and whole else 0.55, why))
        return tuple(sorted(found, key=lambda c: -c.confidence))

    def _paired(self, name: Name) -> bool:
        """Whether a hyphen joins the name to another leader's: "Yoon-Kishida"."""
        for other in self.names:
            if other.is_person and other is not name:
                between = self.document.text[min(name.end, other.end) : max(name.start, other.start)]
                if between in ("-", "–", "\u2011"):
                    return True
        return False

    def _unknown_person(self, name: Name, party: str | None) -> tuple[Candidate, ...]:
        text = self.full_name(name)
        reason = f"a person of {party} whom no table holds" if party else "a person whom no table holds"
        return (Candidate(slug(text), 0.6 if party else 0.4, reason),)

    def full_name(self, name: Name) -> str:
        """The fullest form in which the document gives a person's name."""
        text = " ".join(self.document.text[name.start : name.end].split())
        return self.full_names.get(name.key, text) if " " not in name.key else text

    # -------------------------------------------------------------------------- organisations that no table holds
    def country_within(self, name: Name) -> str | None:
        """The country that an unknown organisation's own name gives: "Nigerian Union of Teachers"."""
        if not name.within:
            return None
        inner = Name(name.first, name.last, name.start, name.end, name.head, "", name.within, name.label)
        return self.country_of([inner])

    def is_idea(self, name: Name) -> bool:
        """Is the name that of a region, plan or text, which does nothing: "Indo-Pacific", "Middle East Peace"?"""
        words, key = actor_words(), name.key.removeprefix("the ").replace("\u2011", "-")
        bare = key.removeprefix("free and open ")
        *before, last = key.split()
        post = last in words["posts"] or (last in words["offices_abroad"] and set(before) & words["diplomatic_words"])
        return bare in words["regions"] or last in words["concept_words"] or bool(post) or before[:1] == ["operation"]

    def organisation_kind(self, name: Name) -> tuple[str, str]:
        """The kind and PLOVER sector of an organisation, from its last words."""
        words, lists = re.findall(r"[a-z]+", name.key), actor_words()
        for kind, sector, entries in (
            ("party", "PTY", lists["party_words"]), ("university", "EDU", lists["education_words"]),
            ("media", "JRN", lists["media_words"]), ("company", "BUS", lists["company_words"]),
            ("body", "GOV", lists["body_words"]),
        ):  # fmt: skip
            if any(word in entries for word in words):
                return kind, sector
        return "company", "BUS"
