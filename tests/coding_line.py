"""The examples of the cards through the real line: parse, actors, events, linking and dating."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extractors.actors import find_actor_mentions
from kg.extractors.events import find_events
from kg.model import Actor, Block, Document, Mentions, Parse
from kg.resolve.drafts import Draft
from kg.resolve.events import resolve_document
from kg.seeds.cards import Card, CounterExample, Example, load_cards
from kg.text.engine import default_engine
from kg.timex import tag_times


@dataclass(frozen=True)
class Outcome:
    """An example with the drafts of the card's type that were coded from it."""

    card: Card
    example: Example | CounterExample
    held_out: bool
    coded: tuple[Draft, ...]

    @property
    def found(self) -> bool:
        return any(d.mention.event_type == self.card.event_type for d in self.coded)

    @property
    def right(self) -> bool:
        return any(self._fits(draft) for draft in self.coded)

    def _fits(self, draft: Draft) -> bool:
        wanted, mention = self.example, draft.mention
        assert isinstance(wanted, Example)
        if mention.event_type != self.card.event_type or mention.modality != wanted.modality:
            return False
        actors, recipients = (
            {code for a in side for code in (a.party, a.id, a.country)} for side in (draft.actors, draft.recipients)
        )
        if not wanted.recipient and len(wanted.actor) > 1:
            actors |= recipients
        return set(wanted.actor) <= actors and set(wanted.recipient) <= recipients

    def line(self) -> str:
        """What was wanted and what was coded, for a scholar who looks for the errors."""
        coded = "; ".join(
            f"{d.mention.event_type} {d.mention.modality} {parties(d.actors)} > {parties(d.recipients)}"
            for d in self.coded
        )
        wanted = (
            f"{self.example.modality} {'+'.join(self.example.actor)} > {'+'.join(self.example.recipient)}"
            if isinstance(self.example, Example)
            else "none"
        )
        where = f"{self.card.event_type}, line {self.example.line}"
        return f"{where}: wanted {wanted}; coded {coded or 'nothing'}: {self.example.text}"


def parties(actors: Sequence[Actor]) -> str:
    return "+".join(actor.party for actor in actors)


def parse_all(texts: Sequence[str]) -> list[tuple[Document, Parse]]:
    """Each text as a document with its parse; all are parsed in one go."""
    blocks, start = [], 0
    for text in texts:
        blocks.append(Block(start, start + len(text)))
        start += len(text) + 1
    whole = next(iter(default_engine().parse([Document(text="\n".join(texts), blocks=tuple(blocks))])))
    return [(Document(text=text), _slice(whole, block)) for text, block in zip(texts, blocks, strict=True)]


def _slice(whole: Parse, block: Block) -> Parse:
    inside = whole.tokens_in(block.start, block.end)
    first, offset = inside.start, block.start
    return Parse(
        tuple(
            replace(s, start=s.start - offset, end=s.end - offset, first=s.first - first, last=s.last - first)
            for s in whole.sentences
            if s.first in inside
        ),
        tuple(
            replace(
                whole.tokens[i],
                start=whole.tokens[i].start - offset,
                end=whole.tokens[i].end - offset,
                head=whole.tokens[i].head - first,
            )
            for i in inside
        ),
        tuple(replace(e, first=e.first - first, last=e.last - first) for e in whole.entities if e.first in inside),
        whole.engine,
    )


def code(document: Document, parse: Parse) -> tuple[Draft, ...]:
    """The drafts of one sentence."""
    actors, places = find_actor_mentions(document, parse)
    times = tuple(tag_times(document.text))
    mentions = Mentions(document, parse, actors, places, times, find_events(parse, actors, places))
    return tuple(draft for cluster in resolve_document(mentions).clusters for draft in cluster.drafts)


def outcomes(types: Sequence[str] = ()) -> tuple[list[Outcome], list[Outcome], list[tuple[Document, Parse]]]:
    """Outcomes of all examples, of all counter-examples, and the parses of the examples, in the order of the cards."""
    cards = [card for card in load_cards().values() if not types or card.event_type in types]
    rows = [(card, e, n % 5 == 4) for card in cards for n, e in enumerate(card.examples)]
    others = [(card, e, False) for card in cards for e in card.counter_examples]
    parsed = parse_all([e.text for _, e, _ in [*rows, *others]])
    done = [Outcome(c, e, held, code(*p)) for (c, e, held), p in zip([*rows, *others], parsed, strict=True)]
    return done[: len(rows)], done[len(rows) :], parsed[: len(rows)]
