"""From events and articles to triples: the whole model of the graph, in one direction.

SEM for who, where and when; GAF and NIF for the sentences that say so; PROV for the run; SKOS for types; ORG for
offices; schema.org for articles and people. What a plain question asks stands on the event itself, one hop away.
"""

from __future__ import annotations

import calendar
import datetime
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from kg.errors import GraphError, nearest
from kg.graph.entities import UNKNOWN, Known, entities, event_actors, is_alike
from kg.graph.terms import Names, Triple, day, decimal, language_tag, text
from kg.graph.types import event_type_names, used_types
from kg.identity import slug
from kg.model import STATE_KINDS, Actor, Article, Claim, Event, Evidence, Place

EPOCH = datetime.date(1970, 1, 1).toordinal()
ENTITY_CLASSES = {
    **dict.fromkeys(sorted(STATE_KINDS), "schema:Country"),
    "person": "schema:Person",
    "company": "schema:Corporation",
    "group": "dk:Group",
    UNKNOWN.kind: "dk:Group",
}
PLACE_CLASSES = {"city": "schema:City", "capital": "schema:City", "state": "schema:Country"}
RELATIONS = {
    "before": "dk:before",
    "after": "dk:after",
    "part-of": "dk:partOf",
    "same-as": "dk:sameAs",
    "realises": "dk:realises",
    "cancels": "dk:cancels",
}
# The role of a participation, and the word for it in the participation's name.
INITIATOR, RECIPIENT, PARTICIPANT, REPORTER = (
    "dk:initiatorRole",
    "dk:recipientRole",
    "dk:participant",
    "dk:reporterRole",
)
ROLE_WORDS = {INITIATOR: "actor", PARTICIPANT: "actor", RECIPIENT: "recipient", REPORTER: "reporter"}


@dataclass(frozen=True, slots=True)
class Run:
    """The activity that made a graph. Times are written only where given: a graph is a function of its input."""

    id: str = "build"
    label: str = "diplokg build"
    started: datetime.datetime | None = None
    ended: datetime.datetime | None = None


def precision(begin: datetime.date | None, end: datetime.date | None) -> str:
    """Return the grain of a date: a day, a calendar month or year, any other range, or unknown where an end is open.

    >>> precision(datetime.date(2018, 2, 1), datetime.date(2018, 2, 28))
    'time:unitMonth'
    """
    if begin is None or end is None:
        return "dk:unitUnknown"
    if begin == end:
        return "time:unitDay"
    if begin.year == end.year and begin.day == 1:
        if (begin.month, end.month, end.day) == (1, 12, 31):
            return "time:unitYear"
        if begin.month == end.month and end.day == calendar.monthrange(end.year, end.month)[1]:
            return "time:unitMonth"
    return "dk:unitRange"


def parties(actors: Iterable[Actor]) -> list[str]:
    """The parties that actors count for, sorted, each once."""
    return sorted({actor.party for actor in actors})


def mention_id(evidence: Evidence) -> str:
    """Return the local name of a mention: article, offsets, and 8 hex digits of all that it says.

    Two events may be read from one sentence by different words and rules, so offsets alone do not name a mention.
    """
    content = (
        evidence.document, evidence.sentence, evidence.trigger, evidence.trigger_start, evidence.trigger_end,
        evidence.rule, round(evidence.confidence, 2), evidence.reason, evidence.extractor, evidence.kind,
    )  # fmt: skip
    digest = hashlib.sha256(repr(content).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{evidence.document_id}-{evidence.start}-{evidence.end}-{digest}"


def mention_key(evidence: Evidence) -> tuple[str, int, int, str]:
    """The order in which mentions stand where the graph says no other."""
    return (evidence.document_id, evidence.start, evidence.trigger_start, mention_id(evidence))


class Mapper:
    """Turns the events and articles of one graph into triples."""

    def __init__(self, names: Names, run: Run, known: Known) -> None:
        self.names, self.run, self.known = names, run, known
        self._entities: dict[str, Actor] = {}
        self._publishers: dict[str, str] = {}

    def triples(self, events: Iterable[Event], articles: Mapping[str, Article]) -> Iterator[Triple]:
        """Yield every triple of the graph, in no particular order; some come more than once."""
        events = list(events)
        yield from self.shared(events, articles)
        written: set[str] = set()
        for event in events:
            yield from self.of_event(event, articles, written)

    def shared(self, events: Sequence[Event], articles: Mapping[str, Article]) -> Iterator[Triple]:
        """Yield what is no single event's: types, entities, places, offices, articles and the run."""
        self.know(events)
        spellings = sorted({article.publisher for article in articles.values() if article.publisher}, reverse=True)
        self._publishers = {slug(spelling): spelling for spelling in spellings}
        yield from self._dataset(articles)
        yield from used_types(events, self.names)
        for entity in self._entities.values():
            yield from self._entity(entity)
        if any(not event.actors for event in events):
            yield from self._entity(UNKNOWN)
        for article in articles.values():
            yield from self._article(article)
        yield from self._places({event.place for event in events if event.place is not None})
        yield from self._offices(events)

    def know(self, events: Iterable[Event]) -> None:
        """Take from events how all whom they name are called in the graph."""
        self._entities = entities(events, self.known)

    def of_event(
        self, event: Event, articles: Mapping[str, Article], written: set[str] | None = None
    ) -> Iterator[Triple]:
        """Yield what is the event's own, after `know` or `shared`; without the mentions that are `written`."""
        written = set() if written is None else written
        yield from self._event(event)
        yield from self.relations(event)
        for evidence in event.evidence:
            yield from self._mention(evidence, articles[evidence.document_id], written)

    def relations(self, event: Event) -> Iterator[Triple]:
        """Yield how an event stands to others."""
        me = self.names.name("ev", event.id)
        for relation, other in event.related:
            if relation not in RELATIONS:
                raise GraphError(f"event {event.id}: relation {relation!r}; {nearest(relation, RELATIONS)}")
            yield me, RELATIONS[relation], self.names.name("ev", other)

    def is_plain(self, event: Event) -> bool:
        """Do all whom it names bear the names and kinds that are known? Asked after `know` or `shared`."""
        return all(is_alike(actor, self._entities[actor.id]) for actor in event_actors(event))

    # -------------------------------------------------------------------------- the event
    def _event(self, event: Event) -> Iterator[Triple]:
        name = self.names.name
        me = name("ev", event.id)
        root, mode, finest = event_type_names(event, self.names)
        if event.modality == "asserted":
            yield me, "a", "sem:Event"
        else:
            yield me, "a", "dk:NonFactualEvent"
            yield me, "dk:modality", f"dk:{event.modality}"
        yield me, "rdfs:label", text(event.label, "en")
        yield me, "sem:eventType", finest
        yield me, "dk:rootType", root
        if mode:
            yield me, "dk:mode", mode
        yield me, "dk:quadClass", f"dk:{event.quad_class}"
        if event.goldstein is not None:
            yield me, "dk:goldstein", decimal(event.goldstein)
        if event.cameo is not None:
            yield me, "dk:cameo", text(event.cameo)
        if event.lemma:
            yield me, "dk:lemma", text(event.lemma)
        yield from self._time(me, event)
        yield from self._participants(me, event)
        if event.place is not None:
            yield me, "sem:hasPlace", name("pl", event.place.id)
        yield me, "dk:confidence", decimal(round(event.confidence, 2))
        yield me, "dk:grade", f"dk:{event.grade}"
        yield me, "dk:mentionCount", str(len(event.evidence))
        if event.background:
            yield me, "dk:background", "true"
        if event.reasons:
            yield me, "dk:reason", text("\n".join(event.reasons), "en")
        for claim in event.claims:
            yield from self._claim(me, event, claim)
        for evidence in event.evidence:
            yield me, "gaf:denotedBy", name("men", mention_id(evidence))
        if list(event.evidence) != sorted(event.evidence, key=mention_key):
            yield me, "dk:mentionOrder", text(" ".join(quote(mention_id(e), safe="") for e in event.evidence))
        yield me, "prov:wasGeneratedBy", name("run", self.run.id)

    def _time(self, me: str, event: Event) -> Iterator[Triple]:
        for which, value in (("Begin", event.begin), ("End", event.end)):
            if value is not None:
                yield me, f"sem:has{which}TimeStamp", day(value)
                yield me, f"dk:{which.lower()}Day", str(value.toordinal() - EPOCH)
        yield me, "dk:dateCertain", "true" if event.certain else "false"
        yield me, "dk:datePrecision", precision(event.begin, event.end)
        yield me, "dk:edtf", f"{text(event.edtf)}^^edtf:EDTF"
        if event.date_text:
            yield me, "dk:dateText", text(event.date_text, "en")

    def _participants(self, me: str, event: Event) -> Iterator[Triple]:
        name = self.names.name
        sides = event.actors + event.recipients
        initiators = parties(event.actors)
        recipients = parties(sides if event.reciprocal else event.recipients)
        for party in parties(sides):
            yield me, "dk:party", name("ent", party)
            yield me, "sem:hasActor", name("ent", party)
        for actor in sides:
            yield me, "sem:hasActor", name("ent", actor.id)
        for party in sorted({*initiators, *recipients}) if event.reciprocal else initiators:
            yield me, "dk:initiator", name("ent", party)
        if not event.actors:
            yield me, "dk:initiator", name("ent", UNKNOWN.id)
            yield me, "sem:hasActor", name("ent", UNKNOWN.id)
        for party in recipients:
            yield me, "dk:recipient", name("ent", party)
        if event.reciprocal:
            yield me, "dk:reciprocal", "true"
        for actor in event.attributed_to:
            yield me, "dk:attributedTo", name("ent", actor.id)
        acting = PARTICIPANT if event.reciprocal else INITIATOR
        for role, actors in ((acting, event.actors), (RECIPIENT, event.recipients), (REPORTER, event.attributed_to)):
            taken: dict[str, int] = {}
            for position, actor in enumerate(actors, 1):
                taken[actor.id] = taken.get(actor.id, 0) + 1
                yield from self._participation(me, event, role, actor, position, taken[actor.id])

    def _participation(
        self, event: str, of: Event, role: str, actor: Actor, position: int, time: int
    ) -> Iterator[Triple]:
        name = self.names.name
        parts = [of.id, ROLE_WORDS[role], actor.id] + ([str(time)] if time > 1 else [])
        me = name("part", ".".join(part.replace(".", "%2E") for part in parts))
        yield me, "a", "dk:Participation"
        yield me, "dk:event", event
        yield me, "dk:actor", name("ent", actor.id)
        yield me, "sem:roleType", role
        yield me, "dk:position", str(position)
        for acted_for in sorted({actor.country, actor.organisation} - {None}, key=str):
            yield me, "dk:onBehalfOf", name("ent", str(acted_for))
        if actor.organisation is not None:
            yield me, "dk:organisation", name("ent", actor.organisation)
        if actor.sector is not None:
            yield me, "dk:sector", text(actor.sector)
        if actor.office is not None:
            yield me, "dk:officeName", text(actor.office, "en")
        if actor.office_id is not None:
            yield me, "dk:inOffice", name("off", actor.office_id)
        if not is_alike(actor, self._entities[actor.id]):
            yield me, "rdfs:label", text(actor.label, "en")
            yield from self._kind(me, actor)

    def _kind(self, me: str, actor: Actor) -> Iterator[Triple]:
        yield me, "dk:kind", text(actor.kind)
        if actor.valid_from is not None:
            yield me, "dk:validFrom", day(actor.valid_from)
        if actor.valid_to is not None:
            yield me, "dk:validTo", day(actor.valid_to)

    def _claim(self, event: str, of: Event, claim: Claim) -> Iterator[Triple]:
        digest = hashlib.sha256(claim.value.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        parts = (of.id, claim.about, claim.document_id, digest)
        me = self.names.name("clm", ".".join(part.replace(".", "%2E") for part in parts))
        yield event, "dk:claim", me
        yield me, "a", "dk:Claim"
        yield me, "dk:about", text(claim.about)
        yield me, "rdf:value", text(claim.value)
        yield me, "dk:toldIn", self.names.name("art", claim.document_id)

    # -------------------------------------------------------------------------- evidence
    def _mention(self, evidence: Evidence, article: Article, written: set[str]) -> Iterator[Triple]:
        me = self.names.name("men", mention_id(evidence))
        if me in written:
            return
        written.add(me)
        yield me, "a", "dk:Record" if evidence.kind == "record" else "nif:Sentence"
        yield me, "nif:referenceContext", self.names.name("art", evidence.document_id)
        yield me, "nif:beginIndex", str(evidence.start)
        yield me, "nif:endIndex", str(evidence.end)
        yield me, "nif:anchorOf", text(evidence.sentence)
        yield me, "dk:trigger", text(evidence.trigger)
        yield me, "dk:triggerBegin", str(evidence.trigger_start)
        yield me, "dk:triggerEnd", str(evidence.trigger_end)
        yield me, "dk:rule", text(evidence.rule)
        yield me, "dk:confidence", decimal(round(evidence.confidence, 2))
        if evidence.reason:
            yield me, "dk:reason", text(evidence.reason, "en")
        yield me, "dk:extractor", text(evidence.extractor)
        if evidence.document != (article.url or article.id):
            yield me, "dk:document", text(evidence.document)
        yield me, "prov:wasGeneratedBy", self.names.name("run", self.run.id)

    def _article(self, article: Article) -> Iterator[Triple]:
        me = self.names.name("art", article.id)
        yield me, "a", "schema:NewsArticle"
        yield me, "a", "nif:Context"
        if article.title is not None:
            yield me, "schema:headline", text(article.title, language_tag(article.language))
        for predicate, value in (
            ("schema:url", article.url), ("schema:author", article.author), ("schema:articleSection", article.section),
            ("schema:inLanguage", article.language), ("dk:textSha256", article.text_sha256),
            *(("schema:keywords", tag) for tag in article.tags),
        ):  # fmt: skip
            if value is not None:
                yield me, predicate, text(value)
        if article.published is not None:
            yield me, "schema:datePublished", day(article.published)
        if article.modified is not None:
            yield me, "schema:dateModified", day(article.modified)
        if article.publisher:
            publisher = self.names.name("pub", slug(article.publisher))
            yield me, "schema:publisher", publisher
            yield publisher, "a", "schema:NewsMediaOrganization"
            yield publisher, "rdfs:label", text(self._publishers[slug(article.publisher)], "en")
            if article.publisher != self._publishers[slug(article.publisher)]:
                yield me, "dk:publisherName", text(article.publisher)

    # -------------------------------------------------------------------------- entities, offices, places
    def _entity(self, entity: Actor) -> Iterator[Triple]:
        me = self.names.name("ent", entity.id)
        yield me, "a", "sem:Actor"
        yield me, "a", ENTITY_CLASSES.get(entity.kind, "schema:Organization")
        yield me, "rdfs:label", text(entity.label, "en")
        yield from self._kind(me, entity)
        if entity.kind in STATE_KINDS and len(entity.id) == 3 and entity.id.isalpha() and entity.id.isupper():
            yield me, "dk:iso3", text(entity.id)
        if entity.id in self.known.wikidata:
            yield (
                me,
                "owl:sameAs",
                self.names.compact("http://www.wikidata.org/entity/" + self.known.wikidata[entity.id]),
            )

    def _offices(self, events: Iterable[Event]) -> Iterator[Triple]:
        held: dict[str, tuple[str, str, str]] = {}
        for event in events:
            for actor in event_actors(event):
                if actor.office_id is not None:
                    found = (actor.office or "", actor.id, actor.party)
                    held[actor.office_id] = min(held.get(actor.office_id, found), found)
        for office, (title, person, party) in held.items():
            me, role = self.names.name("off", office), self.names.name("off", slug(title or "office"))
            term = self.known.terms.get(office)
            yield me, "a", "org:Membership"
            yield me, "rdfs:label", text(term.label if term else f"{title or 'office'} ({self._label(person)})", "en")
            yield me, "org:member", self.names.name("ent", person)
            yield me, "org:organization", self.names.name("ent", party)
            yield me, "org:role", role
            yield role, "a", "org:Role"
            yield role, "rdfs:label", text(title or "office", "en")
            if term and term.begin is not None:
                yield me, "sem:hasBeginTimeStamp", day(term.begin)
            if term and term.end is not None:
                yield me, "sem:hasEndTimeStamp", day(term.end)

    def _label(self, entity: str) -> str:
        return self._entities[entity].label

    def _places(self, places: Iterable[Place]) -> Iterator[Triple]:
        chosen: dict[str, Place] = {}
        for place in sorted(places, key=repr, reverse=True):
            chosen[place.id] = place
        for place in chosen.values():
            me = self.names.name("pl", place.id)
            yield me, "a", "sem:Place"
            yield me, "a", PLACE_CLASSES.get(place.kind, "schema:Place")
            yield me, "rdfs:label", text(place.label, "en")
            yield me, "dk:kind", text(place.kind)
            if place.country is not None:
                yield me, "dk:inCountry", self.names.name("ent", place.country)
            if place.latitude is not None:
                yield me, "geo:lat", decimal(place.latitude)
            if place.longitude is not None:
                yield me, "geo:long", decimal(place.longitude)

    # -------------------------------------------------------------------------- run and data set
    def _dataset(self, articles: Mapping[str, Article]) -> Iterator[Triple]:
        run = self.names.name("run", self.run.id)
        yield run, "a", "prov:Activity"
        yield run, "rdfs:label", text(self.run.label, "en")
        yield run, "prov:wasAssociatedWith", "dk:diplokg"
        yield "dk:diplokg", "a", "prov:SoftwareAgent"
        yield "dk:diplokg", "rdfs:label", text("diplokg", "en")
        for predicate, moment in (("prov:startedAtTime", self.run.started), ("prov:endedAtTime", self.run.ended)):
            if moment is not None:
                yield run, predicate, f"{text(moment.isoformat())}^^xsd:dateTime"
        for article in articles:
            yield run, "prov:used", self.names.name("art", article)
        dataset = f"<{self.names.base}dataset>"
        yield dataset, "a", "void:Dataset"
        yield dataset, "a", "dcat:Dataset"
        yield dataset, "a", "owl:Ontology"
        yield dataset, "owl:imports", f"<{self.names.prefixes['dk'].rstrip('#')}>"
        yield dataset, "dcterms:title", text("Diplomatic events with their evidence", "en")
        yield dataset, "prov:wasGeneratedBy", run
        yield dataset, "void:uriSpace", text(self.names.base)
        for vocabulary in ("dk", "gaf", "nif", "org", "prov", "schema", "sem", "skos"):
            yield dataset, "void:vocabulary", f"<{self.names.prefixes[vocabulary]}>"
