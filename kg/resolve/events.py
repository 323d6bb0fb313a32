"""From mentions to events: link, date, join, name. Nothing flows back; every decision leaves its reason."""

from __future__ import annotations

import bisect
import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.headlines import headline
from kg.identity import event_id
from kg.model import (
    POLITICAL_KINDS,
    STATE_KINDS,
    Actor,
    ActorMention,
    Dating,
    Event,
    EventMention,
    Place,
    Sentence,
)
from kg.resolve.anaphora import (
    dates_itself,
    find_anaphors,
    governors,
    is_aside,
    is_decided,
    is_definite,
    is_indefinite,
    is_owned,
    is_pointed_at,
    named_owners,
    names_its_owner,
    names_of,
    own_words,
    told_apart,
    whose_act,
)
from kg.resolve.claims import claims_of
from kg.resolve.clause_times import undated
from kg.resolve.clusters import Cluster
from kg.resolve.confidence import graded
from kg.resolve.context_times import UNKNOWN
from kg.resolve.dating import date_mention
from kg.resolve.drafts import Draft, evidence_of, overlap, with_evidence
from kg.resolve.entries import of_entry
from kg.resolve.event_coreference import clusters_by_rule, that_happened
from kg.resolve.guesses import day_to_guess
from kg.resolve.implied import with_who_is_implied
from kg.resolve.linking import Linker
from kg.resolve.participants import decided
from kg.resolve.same_document import cluster_document
from kg.resolve.scenes import Parties, frames_of_rules
from kg.resolve.sequence import earlier_mentions
from kg.seeds.cards import Card, load_cards
from kg.text import Mentions
from kg.text.clauses import is_by_many
from kg.text.tree import Tree

POLITICAL_SECTORS = ("OPP", "PTY", "REB", "PRM")  # of persons in politics, for whomever they act
ANSWER = "REJECT"
AT_HOME = ("arrest", "conviction")  # subtypes: what a state does to those who led it
LEADING = ("head_of_state", "head_of_government")
UNKNOWN_OWNER = "somebody whom no table knows"
MET = ("CONSULT", "PROTEST", "ASSAULT", "COOPERATE")  # types that happen at a place, wherever they are named again
MANY = 3  # parties from which on a meeting is one of many
TELLING = ("PROPN", "NUM", "NOUN", "VERB")  # parts of speech that tell what a sentence is about


def clusters_of(mentions: Mentions) -> tuple[Cluster, ...]:
    """Return the events of one document as clusters of drafts."""
    parties = Parties(mentions, Linker(mentions))
    drafts = drafts_of(mentions, parties)
    clusters = cluster_document([d for d in drafts if counts(d)])
    return tuple(with_who_is_implied(parties, clusters, drafts))


def drafts_of(mentions: Mentions, parties: Parties | None = None) -> list[Draft]:
    """Return a draft of each event mention and of each noun that takes one up.

    Two passes: dates from the sentence alone, then dates that hang on other events ("two days before the summit").
    Actors are linked again at the final date, so that "President Park" of 1975 is not the one of 2015.
    """
    parties = parties or Parties(mentions, Linker(mentions))
    everything = [*mentions.events, *find_anaphors(mentions.text.tree, mentions.events)]
    earlier = earlier_mentions(mentions.text, everything)
    datings = [_dating(parties, mention, {}) for mention in everything]
    drafts = [_draft(parties, mention, dating) for mention, dating in zip(everything, datings, strict=True)]
    clusters = that_happened(clusters_by_rule([d for d in drafts if counts(d)]))
    dated = {d.mention.head: c.dated.dating for c in clusters for d in c.drafts}
    for number, mention in enumerate(everything):
        dating = _dating(parties, mention, dated)
        if dating != datings[number]:
            drafts[number] = _draft(parties, mention, dating)
        if mention.head in earlier:
            drafts[number] = replace(drafts[number], follows=earlier[mention.head])
    return drafts


# ------------------------------------------------------------------------------ one mention
def _dating(parties: Parties, mention: EventMention, dated: Mapping[int, Dating]) -> Dating:
    """When a mention says that it was; `dated` are other events of the document, by their heads."""

    def event_date(head: int) -> Dating | None:
        return dated.get(head) if head != mention.head else None

    return date_mention(
        parties.mentions.text, mention.head, modality=mention.modality, event_date=event_date,
        term_of=parties.linker.term_of,
    )  # fmt: skip


def _is_after_their_end(parties: Iterable[Actor], dating: Dating, published: datetime.date) -> bool:
    """Is news of the day, as "Soviets refuse to sign" seems to be, of a state that is long gone?"""
    fresh = dating.begin is not None and (published - dating.begin).days <= 1
    return fresh and any(a.kind == "historical" and a.valid_to and a.valid_to < published for a in parties)


def _draft(parties: Parties, mention: EventMention, dating: Dating) -> Draft:
    mentions, linker = parties.mentions, parties.linker
    document, parse, tree = mentions.document, mentions.parse, mentions.text.tree
    sentence = parse.sentence_of(mention.head)
    at = dating.begin or dating.end or document.published
    taking = None
    if mention.actors or mention.recipients:
        taking = decided(parties, mention, at)
        confidence = round(mention.confidence * taking.probability, 2)
        mention = replace(mention, reciprocal=taking.mutual, confidence=confidence)
    actors, recipients = (taking.actors, taking.recipients) if taking else ((), ())
    place = _place(linker, mention, at)
    elsewhere = place is not None or mentions.text.clauses.of(mention.head).after("at")
    if not actors and not mention.actors and mention.subtype in AT_HOME and not elsewhere:
        actors = _whose_courts(linker, recipients, at)
    if (
        _is_of_a_visit(mention)
        and frames_of_rules().get(mention.rule) != "HOST"  # nor does who gives a dinner somewhere
        and actors
        and not recipients
        and place
        and place.country not in {a.party for a in actors}
    ):
        state = linker.gazetteer.state_at(place.country, at) if place.country else ""
        host = linker.gazetteer.actor(state) if state else None  # who arrives in Amman visits Jordan
        recipients = (host,) if host else ()
    everybody = (*actors, *recipients)
    if recipients and _goes_at_home(tree, mention, actors, place):
        recipients = ()
    speakers = link_all(linker, mention.attributed_to, at)
    if not everybody and sentence.kind != "caption" and not dates_itself(tree, mention.head, dating.text):
        dating = UNKNOWN
    if document.published and _is_after_their_end(everybody, dating, document.published):
        dating = undated(mentions.text, "told of a state that was no more")
    modality = mention.modality
    if modality == "asserted" and dating.begin and document.published and dating.begin > document.published:
        modality = "planned"
    return Draft(
        document=document,
        mention=replace(mention, modality=modality),
        sentence=(sentence.start, sentence.end),
        block=sentence.kind,
        actors=actors,
        recipients=recipients,
        weighed=taking.reasons if taking else (),
        doubts=taking.doubts if taking else (),
        attributed_to=tuple(speakers),
        place=place,
        dating=dating,
        under_its_date=dating.begin is not None and dating == of_entry(mentions.text, mention.head),
        line=bisect.bisect_right(parse.sentences, mention.start, key=lambda s: s.start),
        nominal=tree.tokens[mention.head].pos in ("NOUN", "PROPN"),
        plural=tree.tokens[mention.head].tag == "NNS",
        definite=is_definite(tree, mention),
        aside=is_aside(tree, mention.head),
        decided=is_decided(tree, mention.head),
        due=mentions.text.clauses.of(mention.head).finite_tense == "present",
        around=_around(mentions, linker, sentence, at) if not everybody else frozenset(),
        governors=governors(tree, mention.head),
        about=_about(tree, sentence),
        named=names_of(tree, mention) - {word for actor in everybody for word in actor.label.lower().split()},
        another=told_apart(tree, mention),
        own=own_words(tree, mention),
        whose=whose_act(tree, mention),
        indefinite=is_indefinite(tree, mention),
        pointed_at=is_pointed_at(tree, mention),
        owners=_owners(mentions, linker, mention, at) if not everybody else frozenset(),
        guess=day_to_guess(mentions.text, sentence, dating),
        by_many=tree.is_verb(mention.head) and is_by_many(tree, mentions.text.clauses[mention.head]),
        on_it=any(tree.lemma(i) in ("it", "this") for i in mentions.text.clauses.of(mention.head).patients),
        leads=tree.root(sentence) in (mention.head, tree.tokens[mention.head].head),
    )


def _whose_courts(linker: Linker, recipients: Sequence[Actor], at: datetime.date | None) -> tuple[Actor, ...]:
    """The state that somebody once led, where nobody is said to jail or to judge him, nor where: "was convicted"."""
    led = [term for actor in recipients for term in linker.gazetteer.terms(actor.id) if term.office_kind in LEADING]
    states = {linker.gazetteer.state_at(term.party, at) for term in led}
    state = linker.gazetteer.actor(next(iter(states))) if len(states) == 1 and len(recipients) == 1 else None
    return (state,) if state else ()


def _goes_at_home(tree: Tree, mention: EventMention, actors: Sequence[Actor], place: Place | None) -> bool:
    """Does somebody visit a place of his own state, whoever else is named: "Lee visited Dokdo and Japan …"?"""
    if mention.mode != "visit" or place is None or place.country not in {a.party for a in actors}:
        return False
    return any(tree.tokens[m.head].dep == "dobj" and tree.tokens[m.head].head == mention.head for m in mention.places)


def _about(tree: Tree, sentence: Sentence) -> frozenset[str]:
    """The names, numbers, nouns and verbs of a sentence."""
    tokens = tree.tokens[sentence.first : sentence.last]
    return frozenset(token.lemma.lower() for token in tokens if token.pos in TELLING and len(token.text) > 1)


def _around(mentions: Mentions, linker: Linker, sentence: Sentence, at: datetime.date | None) -> frozenset[str]:
    """Who is named in the sentence, whatever for."""
    inside = [m for m in mentions.actors if sentence.start <= m.start < sentence.end and m.form != "pronoun"]
    return frozenset(actor.id for actor in link_all(linker, inside, at))


def link_all(linker: Linker, mentions: Sequence[ActorMention], at: datetime.date | None) -> list[Actor]:
    """Linked actors, each once; a state named beside its own leader is not repeated."""
    found: dict[str, Actor] = {}
    for mention in mentions:
        for actor in linker.link(mention, at):
            if actor.id in found:
                known = found[actor.id]
                spans = tuple(sorted({*known.mentions, *actor.mentions}))
                found[actor.id] = replace(known, mentions=spans, office=known.office or actor.office)
            else:
                found[actor.id] = actor
    represented = {a.country or a.organisation for a in found.values() if a.kind == "person"}
    return [a for a in found.values() if a.kind == "person" or a.id not in represented]


def _owners(mentions: Mentions, linker: Linker, mention: EventMention, at: datetime.date | None) -> frozenset[str]:
    """The parties whose noun it is by name, or that the sentence names before "his" or "its" noun.

    None where the sentence names one of no known state.
    """
    tree = mentions.text.tree
    if mention.takes_up and names_its_owner(tree, mention.head):
        own = named_owners(tree, mention.head)
        named = link_all(linker, [m for m in mentions.actors if m.head in own], at)
        return frozenset(actor.party for actor in named) or frozenset({UNKNOWN_OWNER})
    if not is_owned(tree, mention):
        return frozenset()
    start = tree.parse.sentence_of(mention.head).start
    before = [m for m in mentions.actors if start <= m.start < mention.start and m.form != "pronoun"]
    named = link_all(linker, before, at)
    unknown = any(actor.kind == "person" and actor.party == actor.id for actor in named)
    return frozenset() if unknown else frozenset(actor.party for actor in named)


def _is_of_a_visit(mention: EventMention) -> bool:
    """Does somebody visit a place, or cancel a visit to it?"""
    return mention.mode == "visit" or (
        mention.event_type == ANSWER and not {"visit", "trip", "tour"}.isdisjoint(mention.lemma.split())
    )


def _place(linker: Linker, mention: EventMention, at: datetime.date | None) -> Place | None:
    found = [place for m in mention.places if (place := linker.place(m, at)) is not None]
    found.sort(key=lambda p: p.kind in STATE_KINDS)  # a city says more than its country
    return found[0] if found else None


def counts(draft: Draft) -> bool:
    """Does the draft concern politics between or within states? Companies and newspapers alone make no event."""
    everyone = (*draft.actors, *draft.recipients)
    if not everyone:
        return draft.nominal  # "their summit": coreference may tell whose
    quad_class = load_cards()[draft.mention.event_type].quad_class
    if (
        not draft.actors
        and not draft.by_many
        and (quad_class.startswith("verbal") or (draft.mention.actors and quad_class != "material-conflict"))
    ):
        return False  # words and gifts need somebody whom we know; who is killed by gunmen is killed
    return any(map(_is_political, everyone))


def _is_political(actor: Actor) -> bool:
    """A person is where she acts for somebody, or leads or held something: an opposition leader, a former president."""
    if actor.kind == "person":
        return bool(actor.country or actor.organisation) or actor.sector in POLITICAL_SECTORS
    return actor.kind in POLITICAL_KINDS


# ------------------------------------------------------------------------------ one event
def build_event(cluster: Cluster) -> Event:
    """Return the event that a cluster of drafts tells of."""
    main, dated = cluster.main, cluster.dated
    card = load_cards()[main.mention.event_type]
    actors, recipients = _parties(cluster)
    place = _best_place(cluster)
    dating = dated.dating
    mode = main.mention.mode or next((d.mention.mode for d in cluster.drafts if d.mention.mode), None)
    if mode == "multilateral" and mode != main.mention.mode and len({a.party for a in (*actors, *recipients)}) < MANY:
        mode = None  # two who met beside an assembly
    subtype = _best_subtype(cluster)
    reciprocal = main.mention.reciprocal
    if reciprocal:
        actors, recipients = (*actors, *(r for r in recipients if r.id not in {a.id for a in actors})), ()
    evidence = tuple(evidence_of(d) for d in cluster.drafts)
    event = Event(
        id="",
        event_type=main.mention.event_type,
        quad_class=card.quad_class,
        modality=main.mention.modality,
        actors=actors,  # in the order of the text, as the label names them
        recipients=recipients,
        evidence=(),
        mode=mode,
        subtype=subtype,
        goldstein=card.score(mode),
        cameo=_cameo(card, mode),
        reciprocal=reciprocal,
        attributed_to=tuple(sorted(main.attributed_to, key=lambda a: a.id)),
        place=place,
        begin=dating.begin,
        end=dating.end,
        edtf=dating.edtf,
        certain=dating.certain,
        date_text=dating.text,
        lemma=main.mention.lemma,
        background=_background(cluster),
    )
    trust = graded(event, cluster)
    event = replace(
        event,
        id=event_id(event),
        confidence=trust.confidence,
        grade=trust.grade,
        reasons=(*_reasons(cluster), trust.reason),
        label=headline(event),
        claims=claims_of(event, cluster.drafts),
        actors=tuple(sorted(actors, key=lambda a: a.id)),
        recipients=tuple(sorted(recipients, key=lambda a: a.id)),
    )
    return with_evidence(event, evidence)


def _parties(cluster: Cluster) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Actors and recipients: the main draft's, and for a side that it leaves empty the first other draft's.

    Of a party that acts anyway, other drafts may name the person, who then stands for the state.
    """
    ordered = [cluster.main, *sorted((d for d in cluster.drafts if d is not cluster.main), key=lambda d: d.order)]
    sides: list[dict[str, Actor]] = [{}, {}]
    for draft in ordered:
        for side, found in zip(sides, (draft.actors, draft.recipients), strict=True):
            known = {a.party for a in side.values()}
            if known and draft is not cluster.main and not {a.party for a in found} <= known:
                continue
            for actor in found:
                if actor.id not in side and not (side is sides[1] and actor.id in sides[0]):
                    side[actor.id] = actor
    sides[1] = {key: actor for key, actor in sides[1].items() if key not in sides[0]}
    results = []
    for side in sides:
        represented = {a.party for a in side.values() if a.kind == "person"}
        results.append(tuple(a for a in side.values() if a.kind == "person" or a.id not in represented))
    return results[0], results[1]


def _best_place(cluster: Cluster) -> Place | None:
    """The smallest place; a noun that names a measure again stands in the clause of another act and lends none."""
    main = cluster.main
    placing = [
        d for d in cluster.drafts if d is main or not d.nominal or main.nominal or main.mention.event_type in MET
    ]
    found = [d.place for d in sorted(placing, key=lambda d: d.order) if d.place is not None]
    return min(found, key=lambda p: p.kind in STATE_KINDS) if found else None


def _best_subtype(cluster: Cluster) -> str | None:
    own = cluster.main.subtype
    return own or next((d.subtype for d in sorted(cluster.drafts, key=lambda d: d.order) if d.subtype), None)


def _cameo(card: Card, mode: str | None) -> str | None:
    found = card.mode(mode)
    codes = (found.cameo if found else ()) or card.cameo
    return codes[0] if codes else None


def _background(cluster: Cluster) -> bool:
    """Did it happen more than a year before the first article that tells of it?"""
    published = min((d.document.published for d in cluster.drafts if d.document.published), default=None)
    end = cluster.dated.dating.end
    return bool(published and end and cluster.dated.dating.begin and (published - end).days > 365)


def _reasons(cluster: Cluster) -> list[str]:
    dated, weighed = cluster.dated, dict(cluster.main.weighed)
    reasons = [f"date: {dated.dating.reason or 'the text gives none'}"]
    for draft in sorted(cluster.drafts, key=lambda d: d.order):
        if draft is not dated and draft.dating.begin and dated.dating.begin:
            mine, best = (draft.dating.begin, draft.dating.end), (dated.dating.begin, dated.dating.end)
            if not overlap(mine, best):
                reasons.append(f"date: {draft.document.url or draft.document.id} says {draft.dating.edtf} instead")
    for side, actors in (("actor", cluster.main.actors), ("recipient", cluster.main.recipients)):
        for actor in actors:
            words = ", ".join(f"'{cluster.main.document.text[s.start : s.end]}'" for s in actor.mentions[:2])
            office = f" as {actor.office}" if actor.office else ""
            why = f" ({weighed[actor.party]})" if actor.party in weighed else ""
            told = f"{words} is {actor.label}" if words else actor.label
            reasons.append(f"{side}: {told}{office}{why}")
    reasons += [f"same event: {reason}" for reason in dict.fromkeys(cluster.reasons)]
    return reasons
