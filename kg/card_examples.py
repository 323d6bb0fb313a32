"""The examples of the cards through the real line: parse, actors, events, linking and dating.

An example is right when an event of the card's type has the wanted modality, mode (where one is told) and parties.
A fifth of the examples is held out: nobody writes rules for those, so their share says what to expect of new sentences.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.errors import SeedError, nearest
from kg.extractors.document import extract
from kg.model import Actor, Block, Document, Parse
from kg.resolve.drafts import Draft
from kg.resolve.merging import resolve_document
from kg.seeds.cards import Card, CounterExample, Example, load_cards
from kg.text import Text
from kg.text.engine import default_engine

HELD_OUT = 5  # one in five


@dataclass(frozen=True)
class Outcome:
    """An example or counter-example with what was coded from it."""

    card: Card
    example: Example | CounterExample
    coded: tuple[Draft, ...]

    @property
    def held_out(self) -> bool:
        """Is it an example that no rule is written for?"""
        return isinstance(self.example, Example) and is_held_out(self.example.text)

    @property
    def of_type(self) -> tuple[Draft, ...]:
        """What was coded of the card's type."""
        return tuple(draft for draft in self.coded if draft.mention.event_type == self.card.event_type)

    @property
    def right(self) -> bool:
        """Was the example coded as wanted; was nothing asserted of the counter-example?"""
        if isinstance(self.example, Example):
            return any(_fits(draft, self.example) for draft in self.of_type)
        return not any(draft.mention.modality == "asserted" and not draft.bare for draft in self.of_type)

    def line(self) -> str:
        """Where, the sentence, what was wanted and what was coded, each on a line."""
        wanted = self.example
        if isinstance(wanted, Example):
            told = _told(self.card.event_type, wanted.mode, wanted.modality, wanted.actor, wanted.recipient)
        else:
            told = f"no {self.card.event_type}: {wanted.why}"
        coded = "; ".join(
            _told(d.mention.event_type, d.mention.mode, d.mention.modality, _codes(d.actors), _codes(d.recipients))
            for d in self.coded
        )
        where = f"{self.card.file}, line {wanted.line}{', held out' if self.held_out else ''}"
        return f"{where}: {wanted.text}\n  wanted  {told}\n  coded   {coded or 'nothing'}"


def is_held_out(text: str) -> bool:
    """Return whether an example is held out: by a hash of its own text, so that no other example moves it.

    >>> is_held_out("Kenya met Uganda."), is_held_out("Egypt met Sudan.")
    (False, True)
    """
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % HELD_OUT == 0


def outcomes(types: Sequence[str] = ()) -> list[Outcome]:
    """Return the outcomes of all examples and counter-examples of the cards of these types, of all where none is given.

    Raises SeedError for a type that has no card.
    """
    for name in types:
        if name not in load_cards():
            raise SeedError(f"no card {name!r} in seeds/event_types; {nearest(name, load_cards())}")
    cards = [card for card in load_cards().values() if not types or card.event_type in types]
    rows: list[tuple[Card, Example | CounterExample]] = []
    for card in cards:
        rows += [(card, example) for example in card.examples]
        rows += [(card, example) for example in card.counter_examples]
    parsed = parse_all([example.text for _, example in rows])
    return [Outcome(card, example, code(text)) for (card, example), text in zip(rows, parsed, strict=True)]


def try_card(event_type: str) -> str:
    """Return how each example and counter-example of one card is coded, the wrong ones last, and the shares right."""
    found = sorted(outcomes([event_type]), key=lambda outcome: (not outcome.right, outcome.example.line))
    shares = []
    for name, kind in (("examples", Example), ("counter-examples", CounterExample)):
        of_kind = [outcome for outcome in found if isinstance(outcome.example, kind)]
        shares.append(f"{sum(o.right for o in of_kind)} of {len(of_kind)} {name} right")
    lines = [f"{'right' if outcome.right else 'WRONG'}  {outcome.line()}" for outcome in found]
    return "\n".join([*lines, f"{event_type}: {', '.join(shares)}"])


def parse_all(texts: Sequence[str]) -> list[Text]:
    """Return each text, read; all are parsed in one go."""
    blocks, start = [], 0
    for text in texts:
        blocks.append(Block(start, start + len(text)))
        start += len(text) + 1
    whole = next(iter(default_engine().parse([Document(text="\n".join(texts), blocks=tuple(blocks))])))
    return [Text(Document(text=text), _slice(whole, block)) for text, block in zip(texts, blocks, strict=True)]


def code(text: Text) -> tuple[Draft, ...]:
    """Return the drafts of one sentence."""
    return tuple(draft for cluster in resolve_document(extract(text)).clusters for draft in cluster.drafts)


def _fits(draft: Draft, wanted: Example) -> bool:
    mention = draft.mention
    if mention.modality != wanted.modality or (wanted.mode is not None and mention.mode != wanted.mode):
        return False
    actors, recipients = (
        {code for a in side for code in (a.party, a.id, a.country)} for side in (draft.actors, draft.recipients)
    )
    if not wanted.recipient and len(wanted.actor) > 1:
        actors |= recipients
    return set(wanted.actor) <= actors and set(wanted.recipient) <= recipients


def _told(event_type: str, mode: str | None, modality: str, actors: Sequence[str], recipients: Sequence[str]) -> str:
    kind = f"{event_type}-{mode}" if mode else event_type
    return f"{kind} {modality} {'+'.join(actors) or '-'} > {'+'.join(recipients) or '-'}"


def _codes(actors: Sequence[Actor]) -> list[str]:
    return [actor.party for actor in actors]


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
