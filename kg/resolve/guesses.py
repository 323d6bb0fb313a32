"""A day for every event, for those who need a point on a line: a guess where the text gives none, marked as such."""

from __future__ import annotations

import datetime
from dataclasses import replace

from kg.model import Dating, Sentence
from kg.resolve.anchors import story
from kg.resolve.clusters import Cluster
from kg.resolve.drafts import Draft
from kg.text import Text

ASKED = "a guess, as every event was to have a day"  # how the reason of such a date begins


def day_to_guess(text: Text, sentence: Sentence, dating: Dating) -> tuple[datetime.date, str] | None:
    """Return the day of the story, else of publication, for what has no day, and why; None where nothing is known.

    Where the text says before when it was, the last day that it allows.
    """
    if dating.begin is not None:
        return None
    told, published = story(text, sentence), text.document.published
    day, why = (told.day, told.reason) if told.day is not None else (published, "the day of publication")
    if dating.end is not None and (day is None or dating.end < day):
        day, why = dating.end, "the last day that the text allows"
    return (day, why) if day is not None else None


def with_guess(cluster: Cluster) -> Cluster:
    """Return the cluster of an asserted event with a guessed day where it has none; else the cluster as it is."""
    if cluster.main.mention.modality != "asserted" or cluster.dated.dating.begin is not None:
        return cluster
    return replace(cluster, drafts=tuple(_guessed(draft) for draft in cluster.drafts))


def _guessed(draft: Draft) -> Draft:
    if draft.guess is None:
        return draft
    day, why = draft.guess
    reason = f"{ASKED}: {why} ({draft.dating.reason or 'the text gives no date'})"
    return replace(draft, dating=Dating(day, day, f"{day}~", False, draft.dating.text, reason))
