"""timeline.json: the events as TimelineJS of Knight Lab reads them; its storytellers know it from newsrooms."""

from __future__ import annotations

import datetime
import html
import json
from pathlib import Path
from typing import Any

from kg.exporters.files import write
from kg.exporters.headlines import clean, headline, type_words
from kg.graph import EventGraph
from kg.graph.select import SHOWN
from kg.model import Event


def export(graph: EventGraph, path: str | Path) -> list[Path]:
    """Write what happened and is sure or likely, with a day to stand at, and return the files written.

    A date that is not exact is shown as it is known (`display_date`). Texts are HTML there, and escaped.
    """
    events = [event for event in graph.events(modality="asserted", grade=SHOWN) if event.begin or event.end]
    data = {"scale": "human", "events": [_slide(event) for event in events]}
    return [write(path, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"))]


def _slide(event: Event) -> dict[str, Any]:
    first, last = event.begin or event.end, event.end
    assert first is not None
    sentence = event.evidence[0] if event.evidence else None
    told = f"<p>{html.escape(clean(sentence.sentence))}</p>" if sentence else ""
    if sentence and sentence.document.startswith(("http://", "https://")):
        told += f'<p><a href="{html.escape(sentence.document)}">source</a></p>'
    slide: dict[str, Any] = {
        "unique_id": event.id,
        "start_date": _date(first),
        "text": {"headline": html.escape(headline(event)), "text": told},
        "group": type_words(event.event_type),
    }
    if event.certain and last is not None and last != first:
        slide["end_date"] = _date(last)
    if not event.certain:
        slide["display_date"] = event.edtf
    return slide


def _date(day: datetime.date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}
