"""Several mentions of one event, with the reasons why they are one."""

from __future__ import annotations

import datetime
import functools
import re
from dataclasses import dataclass

from kg.resolve.drafts import Draft, overlap, width

LASTED = re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d")  # a day within it is no better date
YEAR = 366  # days
Days = tuple[datetime.date | None, datetime.date | None]


def _latest(draft: Draft) -> datetime.date:
    """The last day of a draft of which no first one is known: of such bounds the nearest counts."""
    first, last = draft.days
    return last if first is None and last is not None else datetime.date.max


@dataclass(frozen=True, eq=False)
class Cluster:
    """Drafts of one event, with the reason for each link after the first, as `link_reason` puts it."""

    drafts: tuple[Draft, ...]
    reasons: tuple[str, ...] = ()

    def joined_by(self, draft: Draft, reason: str) -> Cluster:
        """Return the cluster with one draft more."""
        return Cluster((*self.drafts, draft), (*self.reasons, reason))

    @functools.cached_property
    def main(self) -> Draft:
        """The draft that tells most: it names the event's type and trigger."""
        return min(
            self.drafts,
            key=lambda d: (
                d.bare,
                d.mention.modality != "asserted",
                -len(d.parties),
                d.block != "paragraph",  # a headline leaves words out
                -d.mention.confidence,
                d.published,
                d.order,
            ),
        )

    @functools.cached_property
    def dated(self) -> Draft:
        """The draft whose date is the most precise of those that do not contradict the main one's own.

        It is the main one where that says from which day to which it lasted.
        """
        if self.main.firm and LASTED.fullmatch(self.main.dating.edtf or ""):
            return self.main
        return min(
            self.drafts,
            key=lambda d: (
                not d.firm,
                self.main.firm and not overlap(self.main.days, d.days),
                self._is_lent(d),
                width(*d.days),
                _latest(d),
                d.bare,
                -d.mention.confidence,
                d.published,
                d.order,
            ),
        )

    def _is_lent(self, draft: Draft) -> bool:
        """Has another mention only a day lent to it? What the main one says of itself counts more."""
        lent = not draft.firm and not draft.dating.certain
        return lent and draft is not self.main and self.main.block == "paragraph"

    @functools.cached_property
    def parties(self) -> frozenset[str]:
        """All states and organisations that take part."""
        return frozenset().union(*(d.parties for d in self.drafts))

    @functools.cached_property
    def told(self) -> tuple[Draft, ...]:
        """The drafts that name somebody."""
        return tuple(d for d in self.drafts if not d.bare)

    @functools.cached_property
    def sentences(self) -> int:
        """In how many sentences of how many articles it is told: two words of one sentence make it no more salient."""
        return len({(d.document.id, d.line) for d in self.drafts})


def link_reason(told: str, score: float = 1.0) -> str:
    """Return why mentions or reports are one event, with the score (points or 0..1) that says so.

    >>> link_reason("'talks' and 'met': same parties", 0.94)
    "'talks' and 'met': same parties (score 0.9)"
    """
    return f"{told} (score {score:.1f})"


def years_apart(one: Days, other: Days) -> bool:
    """Does more than a year lie between two spans?"""
    return not overlap(_wider(one), other)


def _wider(days: Days) -> Days:
    begin, end = days
    return begin and begin - datetime.timedelta(YEAR), end and end + datetime.timedelta(YEAR)
