"""From triples back to events and articles: ours, edited by hand, or written by others in our ontology.

Everything that a graph of ours says comes back exactly. What a foreign one leaves out is taken from what it does say:
actors from `dk:initiator`, the root type from the hierarchy of types, the modality from the class.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Mapping

import pyoxigraph

from kg.errors import GraphError, nearest
from kg.graph.entities import UNKNOWN
from kg.graph.mapping import (
    INITIATOR,
    PARTICIPANT,
    RECIPIENT,
    RELATIONS,
    REPORTER,
    mention_key,
    parties,
)
from kg.graph.terms import PLOVER, RDF, VOCABULARIES, identifier
from kg.model import GRADES, MODALITIES, QUAD_CLASSES, STATE_KINDS, Actor, Article, Claim, Event, Evidence, Place

Node = pyoxigraph.NamedNode | pyoxigraph.BlankNode
Value = Node | pyoxigraph.Literal | pyoxigraph.Triple


@functools.cache
def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return VOCABULARIES[prefix] + local


_KIND_OF_CLASS = {
    _full("schema:Country"): "state",
    _full("schema:Person"): "person",
    _full("schema:Corporation"): "company",
    _full("dk:Group"): "group",
    _full("schema:Organization"): "organisation",
}
_PLACE_KIND_OF_CLASS = {_full("schema:City"): "city", _full("schema:Country"): "state"}


class Reader:
    """Reads one set of quads; the graphs that they stand in are merged."""

    def __init__(self, quads: Iterable[pyoxigraph.Quad]) -> None:
        # An inner dict is an ordered set: `prov:used` may name a million articles.
        self._facts: dict[Node, dict[str, dict[Value, None]]] = {}
        self._of_class: dict[str, list[Node]] = {}
        participations: dict[Value, list[Node]] = {}
        event = _full("dk:event")
        for quad in quads:
            if isinstance(quad.subject, pyoxigraph.Triple):
                continue  # a statement about a statement: RDF 1.2, which our ontology does not use
            predicate = quad.predicate.value
            found = self._facts.setdefault(quad.subject, {}).setdefault(predicate, {})
            if quad.object in found:
                continue
            found[quad.object] = None
            if predicate == RDF + "type":
                self._of_class.setdefault(_value(quad.object), []).append(quad.subject)
            elif predicate == event:
                participations.setdefault(quad.object, []).append(quad.subject)
        self._participations = participations
        self._entities: dict[Node, Actor] = {}
        self._articles: dict[str, Article] | None = None

    # -------------------------------------------------------------------------- whole graph
    def events(self) -> list[Event]:
        """Return all events, factual or not. Raises GraphError for one that lacks what an event needs."""
        nodes = [*self._of_class.get(_full("sem:Event"), ()), *self._of_class.get(_full("dk:NonFactualEvent"), ())]
        articles = self.articles()
        return [self._event(node, articles) for node in dict.fromkeys(nodes)]

    def articles(self) -> dict[str, Article]:
        """Return all articles by id."""
        if self._articles is None:
            nodes = dict.fromkeys(
                [*self._of_class.get(_full("schema:NewsArticle"), ()), *self._of_class.get(_full("nif:Context"), ())]
            )
            found = (self._article(node) for node in nodes)
            self._articles = {article.id: article for article in sorted(found, key=lambda a: a.id)}
        return self._articles

    def entities(self) -> dict[str, Actor]:
        """Return everyone typed `sem:Actor`, by id."""
        found = (self._entity(node) for node in self._of_class.get(_full("sem:Actor"), ()))
        return {entity.id: entity for entity in sorted(found, key=lambda e: e.id) if entity.kind != UNKNOWN.kind}

    # -------------------------------------------------------------------------- one event
    def _event(self, node: Node, articles: Mapping[str, Article]) -> Event:
        subtype, mode, root = self._types(node)
        actors, recipients, reporters, reciprocal = self._participants(node)
        factual = _full("sem:Event") in map(_value, self._facts[node][RDF + "type"])
        modality = "asserted" if factual else self._word(node, "dk:modality", MODALITIES, "planned")
        evidence = [self._evidence(mention, articles) for mention in self._nodes(node, "gaf:denotedBy")]
        stated = (self._text(node, "dk:mentionOrder") or "").split()
        order = {identifier(name): number for number, name in enumerate(stated)}
        ordered = sorted(evidence, key=lambda pair: (order.get(pair[0], len(order)), mention_key(pair[1]), pair[0]))
        place = self._nodes(node, "sem:hasPlace")
        reason = self._text(node, "dk:reason")
        return Event(
            id=identifier(_value(node)),
            event_type=root,
            quad_class=self._quad_class(node),
            modality=modality,
            actors=actors,
            evidence=tuple(dict.fromkeys(found for _, found in ordered)),
            recipients=recipients,
            mode=mode,
            subtype=subtype,
            goldstein=self._number(node, "dk:goldstein"),
            cameo=self._text(node, "dk:cameo"),
            reciprocal=reciprocal,
            attributed_to=reporters,
            place=self._place(place[0]) if place else None,
            begin=self._day(node, "sem:hasBeginTimeStamp"),
            end=self._day(node, "sem:hasEndTimeStamp"),
            edtf=self._text(node, "dk:edtf") or "",
            certain=self._text(node, "dk:dateCertain") in ("true", "1"),
            date_text=self._text(node, "dk:dateText") or "",
            label=self._text(node, "rdfs:label") or "",
            lemma=self._text(node, "dk:lemma") or "",
            confidence=self._number(node, "dk:confidence", 0.5) or 0.0,
            grade=self._word(node, "dk:grade", GRADES, "likely"),
            background=self._text(node, "dk:background") in ("true", "1"),
            related=tuple(
                sorted((r, identifier(_value(o))) for r, p in RELATIONS.items() for o in self._nodes(node, p))
            ),
            reasons=tuple(reason.split("\n")) if reason is not None else (),
            claims=tuple(sorted(map(self._claim, self._nodes(node, "dk:claim")), key=_claim_order)),
        )

    def _types(self, node: Node) -> tuple[str | None, str | None, str]:
        """The subtype, mode and root type of an event; the last may have to be climbed to."""
        finest = self._nodes(node, "sem:eventType")
        roots = self._nodes(node, "dk:rootType") or [top for top in map(self._top, finest) if top is not None]
        if not roots:
            raise GraphError(f"{node}: dk:rootType is missing and sem:eventType leads to none; name a plover: type")
        root = identifier(_value(roots[0]))
        mode_node = next(iter(self._nodes(node, "dk:mode")), None)
        mode = identifier(_value(mode_node)).removeprefix(root.lower() + "-") if mode_node else None
        subtype = next((identifier(_value(t)) for t in finest if t not in (*roots, mode_node)), None)
        return subtype, mode, root

    def _top(self, kind: Node) -> Node | None:
        seen = {kind}
        while not _value(kind).startswith(PLOVER):
            kind = next((wider for wider in self._nodes(kind, "skos:broader") if wider not in seen), kind)
            if kind in seen:
                return None
            seen.add(kind)
        return kind

    def _quad_class(self, node: Node) -> str:
        for holder in (node, *self._nodes(node, "dk:rootType")):
            if self._nodes(holder, "dk:quadClass"):
                return self._word(holder, "dk:quadClass", QUAD_CLASSES, "")
        raise GraphError(f"{node}: dk:quadClass is missing; it is one of {', '.join('dk:' + q for q in QUAD_CLASSES)}")

    # -------------------------------------------------------------------------- who
    def _participants(self, node: Node) -> tuple[tuple[Actor, ...], tuple[Actor, ...], tuple[Actor, ...], bool]:
        roles: dict[str, list[tuple[float, str, Actor]]] = {}
        for part in self._participations.get(node, ()):
            who = self._nodes(part, "dk:actor")
            if not who:
                raise GraphError(f"{part}: dk:actor is missing; a dk:Participation says who takes part")
            position = self._number(part, "dk:position")
            found = (position if position is not None else float("inf"), _value(part), self._actor(part, who[0]))
            for role in self._nodes(part, "sem:roleType"):
                roles.setdefault(_value(role), []).append(found)

        def taking(*names: str) -> list[Actor]:
            return [actor for _, _, actor in sorted((f for n in names for f in roles.get(_full(n), ())), key=_place_of)]

        initiators, recipients = self._ids(node, "dk:initiator"), self._ids(node, "dk:recipient")
        said = self._text(node, "dk:reciprocal")
        mutual = _full(PARTICIPANT) in roles or (len(initiators) > 1 and initiators == recipients)
        reciprocal = said in ("true", "1") or (said is None and _full(INITIATOR) not in roles and mutual)
        acting, acted_on = taking(INITIATOR, PARTICIPANT), taking(RECIPIENT)
        if reciprocal:
            acting += self._missing(node, [*acting, *acted_on], "dk:initiator")
        else:
            acting += self._missing(node, acting, "dk:initiator")
            acted_on += self._missing(node, acted_on, "dk:recipient")
        reporters = taking(REPORTER) or [self._standing(n) for n in self._nodes(node, "dk:attributedTo")]
        return tuple(acting), tuple(acted_on), tuple(reporters), reciprocal

    def _missing(self, node: Node, actors: list[Actor], predicate: str) -> list[Actor]:
        """The parties of the event for whom none of the actors stands."""
        stood_for = set(parties(actors))
        missing = [n for n in self._nodes(node, predicate) if identifier(_value(n)) not in stood_for]
        return [self._standing(n) for n in missing if self._entity(n).kind != UNKNOWN.kind]

    def _standing(self, node: Node) -> Actor:
        """An entity as it takes part where nothing more is said: a state acts for itself."""
        entity = self._entity(node)
        country = entity.id if entity.kind in STATE_KINDS else None
        organisation = entity.id if entity.kind == "organisation" else None
        return _actor(entity, country=country, organisation=organisation)

    def _actor(self, part: Node, who: Node) -> Actor:
        entity = self._entity(who)
        if self._text(part, "rdfs:label") is not None:
            entity = self._described(part, entity.id)
        organisation = next(iter(self._ids(part, "dk:organisation")), None)
        country = next((found for found in self._ids(part, "dk:onBehalfOf") if found != organisation), None)
        return _actor(
            entity,
            country=country,
            organisation=organisation,
            sector=self._text(part, "dk:sector"),
            office=self._text(part, "dk:officeName"),
            office_id=next(iter(self._ids(part, "dk:inOffice")), None),
        )

    def _entity(self, node: Node) -> Actor:
        found = self._entities.get(node)
        if found is None:
            found = self._entities[node] = self._described(node, identifier(_value(node)))
        return found

    def _described(self, node: Node, name: str) -> Actor:
        kind = self._text(node, "dk:kind") or self._kind_by_class(node, _KIND_OF_CLASS, "organisation")
        label = self._text(node, "rdfs:label")
        begin, end = self._day(node, "dk:validFrom"), self._day(node, "dk:validTo")
        return Actor(name, name if label is None else label, kind, valid_from=begin, valid_to=end)

    def _kind_by_class(self, node: Node, kinds: Mapping[str, str], default: str) -> str:
        classes = {_value(c) for c in self._facts.get(node, {}).get(RDF + "type", ())}
        return next((kind for name, kind in kinds.items() if name in classes), default)

    def _place(self, node: Node) -> Place:
        name = identifier(_value(node))
        label = self._text(node, "rdfs:label")
        return Place(
            name,
            name if label is None else label,
            self._text(node, "dk:kind") or self._kind_by_class(node, _PLACE_KIND_OF_CLASS, "place"),
            next(iter(self._ids(node, "dk:inCountry")), None),
            self._number(node, "geo:lat"),
            self._number(node, "geo:long"),
        )

    # -------------------------------------------------------------------------- evidence
    def _evidence(self, node: Node, articles: Mapping[str, Article]) -> tuple[str, Evidence]:
        context = self._ids(node, "nif:referenceContext")
        if not context:
            raise GraphError(f"{node}: nif:referenceContext is missing; a mention names the article it stands in")
        article = articles.get(context[0]) or Article(context[0])
        record = _full("dk:Record") in map(_value, self._facts[node].get(RDF + "type", ()))
        return identifier(_value(node)), Evidence(
            document=self._text(node, "dk:document") or article.url or article.id,
            document_id=article.id,
            start=int(self._number(node, "nif:beginIndex") or 0),
            end=int(self._number(node, "nif:endIndex") or 0),
            sentence=self._text(node, "nif:anchorOf") or "",
            trigger=self._text(node, "dk:trigger") or "",
            trigger_start=int(self._number(node, "dk:triggerBegin") or 0),
            trigger_end=int(self._number(node, "dk:triggerEnd") or 0),
            rule=self._text(node, "dk:rule") or "",
            confidence=self._number(node, "dk:confidence", 0.5) or 0.0,
            reason=self._text(node, "dk:reason") or "",
            extractor=self._text(node, "dk:extractor") or "",
            kind="record" if record else "sentence",
        )

    def _claim(self, node: Node) -> Claim:
        where = self._ids(node, "dk:toldIn")
        about, value = self._text(node, "dk:about"), self._text(node, "rdf:value")
        if not where or about is None or value is None:
            raise GraphError(f"{node}: a dk:Claim says dk:about what, its rdf:value and the article, dk:toldIn")
        return Claim(about, value, where[0])

    def _article(self, node: Node) -> Article:
        publishers = self._nodes(node, "schema:publisher")
        return Article(
            id=identifier(_value(node)),
            url=self._text(node, "schema:url"),
            title=self._text(node, "schema:headline"),
            publisher=self._text(node, "dk:publisherName")
            or (self._name(publishers[0]) if publishers else self._text(node, "schema:publisher")),
            author=self._text(node, "schema:author"),
            published=self._day(node, "schema:datePublished"),
            modified=self._day(node, "schema:dateModified"),
            language=self._text(node, "schema:inLanguage") or "en",
            section=self._text(node, "schema:articleSection"),
            tags=tuple(sorted(_value(tag) for tag in self._facts[node].get(_full("schema:keywords"), ()))),
            text_sha256=self._text(node, "dk:textSha256") or "",
        )

    def _name(self, node: Node) -> str:
        label = self._text(node, "rdfs:label")
        return identifier(_value(node)) if label is None else label

    # -------------------------------------------------------------------------- values
    def _nodes(self, node: Node, predicate: str) -> list[Node]:
        found = self._facts.get(node, {}).get(_full(predicate), ())
        named = [o for o in found if not isinstance(o, pyoxigraph.Literal | pyoxigraph.Triple)]
        return sorted(named, key=_value) if len(named) > 1 else named

    def _ids(self, node: Node, predicate: str) -> list[str]:
        return [identifier(_value(found)) for found in self._nodes(node, predicate)]

    def _text(self, node: Node, predicate: str) -> str | None:
        found = self._facts.get(node, {}).get(_full(predicate), ())
        literals = [o for o in found if isinstance(o, pyoxigraph.Literal)]
        if len(literals) > 1:  # several languages or a merge: English first, then by the characters
            return min(literals, key=lambda o: (o.language != "en", o.value)).value
        return literals[0].value if literals else None

    def _number(self, node: Node, predicate: str, default: float | None = None) -> float | None:
        value = self._text(node, predicate)
        try:
            return default if value is None else float(value)
        except ValueError:
            raise GraphError(f"{node}: {predicate} {value!r} is no number") from None

    def _day(self, node: Node, predicate: str) -> datetime.date | None:
        value = self._text(node, predicate)
        try:
            return None if value is None else datetime.date.fromisoformat(value)
        except ValueError:
            raise GraphError(f"{node}: {predicate} {value!r} is no day; write an xsd:date such as 2022-11-13") from None

    def _word(self, node: Node, predicate: str, valid: tuple[str, ...], default: str) -> str:
        found = self._ids(node, predicate)
        word = found[0] if found else default
        if word not in valid:
            raise GraphError(f"{node}: {predicate} dk:{word}; {nearest(word, valid)}")
        return word


def _value(term: Value) -> str:
    return str(term) if isinstance(term, pyoxigraph.Triple) else term.value


def _claim_order(claim: Claim) -> tuple[str, str, str]:
    return (claim.about, claim.document_id, claim.value)


def _place_of(found: tuple[float, str, Actor]) -> tuple[float, str]:
    return found[:2]


def _actor(
    entity: Actor,
    country: str | None,
    organisation: str | None,
    sector: str | None = None,
    office: str | None = None,
    office_id: str | None = None,
) -> Actor:
    return Actor(
        entity.id, entity.label, entity.kind, country, organisation, sector, entity.valid_from, entity.valid_to,
        office, office_id,
    )  # fmt: skip
