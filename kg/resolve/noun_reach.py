"""Which of the events told a noun without names can mean, and how near each is: "the attack", "that deal"."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from kg.resolve.anaphora import CAPTION
from kg.resolve.clusters import Cluster, years_apart
from kg.resolve.drafts import Draft, overlap
from kg.resolve.similarity import MONTH, contradiction, one_of_many, related_word, same_word, told_as_another
from kg.seeds.anaphora import STORY, TakingUp, load_anaphora

SHORT = 3  # sentences: nouns that reach no farther mean whatever was told last
NEXT = 1  # sentence: so near is what a noun means by another word
AHEAD = 4  # sentences that a noun may stand before the event that it means
BEHIND = 10**5  # sentences: an event told after the noun is farther than any before it
Rank = tuple[object, ...]


def reach(cluster: Cluster, draft: Draft) -> Rank | None:
    """Return how near an event is to a noun (smaller is nearer), None where the noun cannot mean it.

    Reasons are asked from the cheap to the dear.
    """
    noun = _Noun(cluster, draft)
    never = (
        _has_another_modality, _has_another_type, _says_itself, _is_done_to_it, _is_another_picture, _is_too_far,
        _is_contradicted, _has_another_name, _is_of_a_day_that_was_lent,
    )  # fmt: skip
    return None if any(reason(noun) for reason in never) else _rank(noun)


@dataclass(frozen=True, eq=False)
class _Noun:
    """A noun without names, beside an event that it may mean."""

    cluster: Cluster
    draft: Draft

    @property
    def word(self) -> str:
        return self.draft.mention.lemma.split()[-1]

    @property
    def is_caption(self) -> bool:
        return self.word == CAPTION

    @property
    def known(self) -> Sequence[TakingUp]:
        """What such a noun may mean at all."""
        return load_anaphora().nouns.get(self.word, ())

    @functools.cached_property
    def same(self) -> bool:
        """Is the event told in the noun's own word?"""
        return any(same_word(d, self.draft) for d in self.cluster.drafts)

    @functools.cached_property
    def related(self) -> bool:
        return any(related_word(d, self.draft) for d in self.cluster.drafts)

    @functools.cached_property
    def entries(self) -> Sequence[TakingUp]:
        """What of it fits this event."""
        main = self.cluster.main.mention
        return [e for e in self.known if e.fits(main.event_type, main.mode, related=self.same or self.related)]

    @property
    def reach(self) -> int:
        """How many sentences back it points."""
        return max((e.reach for e in self.entries), default=0)

    @functools.cached_property
    def lines_before(self) -> Sequence[int]:
        """The sentences before the noun that tell of the event; a caption may stand anywhere."""
        told = [d.line for d in self.cluster.drafts if d.mention.start < self.draft.mention.start]
        return [0] if self.is_caption else told

    @property
    def distance(self) -> int:
        """How many sentences lie between the two."""
        if self.lines_before:
            return self.draft.line - max(self.lines_before)
        return BEHIND + min(d.line for d in self.cluster.drafts)


# ------------------------------------------------------------------------------ why it cannot mean it
def _has_another_modality(noun: _Noun) -> bool:
    """Is the event no fact? A plan may be taken up as a plan."""
    modalities = {noun.cluster.main.mention.modality, noun.draft.mention.modality}
    return noun.cluster.main.mention.modality != "asserted" and modalities != {"planned"}


def _is_contradicted(noun: _Noun) -> bool:
    return any(contradiction(d, noun.draft, kinds=not noun.known) for d in noun.cluster.drafts)


def _says_itself(noun: _Noun) -> bool:
    """Does the noun say itself which act it is: "an assault", "the abduction of 21 people"; or one where many are told?

    Where the event is told in the same word, its own words may stand in the sentences that tell of it.
    """
    if noun.is_caption:
        return False
    cluster, draft = noun.cluster, noun.draft
    told = draft.own and not (noun.same and any(draft.own & d.about for d in cluster.drafts))
    return bool(told) or not (noun.same or draft.definite) or (cluster.main.plural and not draft.plural)


def _is_done_to_it(noun: _Noun) -> bool:
    """As in "suspended the decision": what is done to it is not itself."""
    here = {d.mention.head for d in noun.cluster.drafts if d.document is noun.draft.document}
    return bool(noun.draft.governors & here)


def _is_another_picture(noun: _Noun) -> bool:
    """Is it a caption that does not name two who took part, and the day?"""
    people = {a.id for d in noun.cluster.drafts for a in d.everyone}
    draft, dated = noun.draft, noun.cluster.dated
    same_day = draft.firm and dated.dating.begin is not None and dated.days == draft.days
    return noun.is_caption and not (len(people & draft.around) > 1 and same_day)


def _has_another_name(noun: _Noun) -> bool:
    """Do words or names tell the two apart, or does the noun name several acts where the event is one?"""
    cluster, draft = noun.cluster, noun.draft
    one = draft.plural and all(one_of_many(d, draft) for d in cluster.drafts)  # "the wartime conferences"
    return one or told_as_another(cluster.drafts, draft) or _of_another_name(cluster, draft)


def _of_another_name(cluster: Cluster, draft: Draft) -> bool:
    """Has the noun a name that the event's sentences do not hold, or the event one that is not the title's?

    "The Vienna summit" is not the meeting told before, "the conference" below "The Tehran Conference" not Moscow's.
    """
    names = frozenset().union(*(d.named for d in cluster.drafts))
    if draft.named:
        told = names.union(*(d.about for d in cluster.drafts))
        return not draft.named & told
    title = set((draft.document.title or "").lower().split())
    if any(0 <= draft.line - d.line <= 2 for d in cluster.drafts):
        return False
    return bool(names) and draft.mention.lemma.split()[-1].lower() in title and not names & title


def _has_another_type(noun: _Noun) -> bool:
    """Can the noun not mean events of this type? Its own word can, for its own type."""
    same_type = noun.cluster.main.mention.event_type == noun.draft.mention.event_type
    return not noun.entries and not (noun.same and same_type)


def _is_of_a_day_that_was_lent(noun: _Noun) -> bool:
    """As in "that deal of March 10", which is none of today's; nor does a far noun mean what is years apart."""
    cluster, draft = noun.cluster, noun.draft
    lent = cluster.dated.dating.begin is not None and not cluster.main.nominal
    if draft.firm and lent and not overlap(cluster.dated.days, draft.days):
        return True
    dated = draft.dating.begin and cluster.dated.firm
    return bool(noun.distance > SHORT and dated and years_apart(draft.days, cluster.dated.days))


def _is_too_far(noun: _Noun) -> bool:
    """Does the noun not reach so far, back or ahead?"""
    cluster, draft = noun.cluster, noun.draft
    if not noun.lines_before:
        ahead = min(d.line for d in cluster.drafts) - draft.line
        return draft.anaphor or not noun.same or ahead > AHEAD
    if noun.distance > NEXT and not noun.same and not noun.related and noun.reach < STORY:
        return True  # what another word tells is meant by the next sentence, or by none
    if noun.distance > noun.reach and not noun.same:
        return True
    return noun.reach <= SHORT and _is_an_aside(noun)


def _is_an_aside(noun: _Noun) -> bool:
    """As in "welcomed the step": what a relative clause recalls is not meant."""
    told = [d for d in noun.cluster.drafts if d.line <= noun.draft.line]
    return max(told, key=lambda d: d.mention.start, default=noun.cluster.main).aside


# ------------------------------------------------------------------------------ how near it is
def _rank(noun: _Noun) -> Rank:
    cluster, draft, distance, main = noun.cluster, noun.draft, noun.distance, noun.cluster.main
    last = max(cluster.drafts, key=lambda d: d.mention.start)
    told_just_now = bool(noun.lines_before) and distance <= 1 and not last.nominal
    people = {a.id for d in cluster.drafts for a in d.everyone}
    other_day = draft.firm and not (cluster.dated.firm and draft.days == cluster.dated.days)
    salience = -cluster.sentences if noun.reach >= STORY else 0
    return (
        distance if draft.pointed_at else 0, not noun.same and not noun.related and noun.reach > SHORT,
        not noun.same and _long_before(cluster), other_day, -len(people & draft.around), not told_just_now, salience,
        not noun.same, distance, -main.mention.start, main.order,
    )  # fmt: skip


def _long_before(cluster: Cluster) -> bool:
    """Do words date it more than a month before its article, so that it is background?"""
    dated = cluster.dated
    return dated.firm and dated.dating.end is not None and (dated.published - dated.dating.end).days > MONTH
