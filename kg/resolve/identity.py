"""The id and the label of an event: functions of what happened, never of how often it was told."""

from __future__ import annotations

import datetime
import hashlib
import re
import unicodedata
from collections.abc import Iterable

from kg.model import Actor, Place


def event_id(
    event_type: str,
    mode: str | None,
    lemma: str,
    modality: str,
    edtf: str,
    begin: datetime.date | None,
    actors: Iterable[Actor],
    recipients: Iterable[Actor],
    place: Place | None,
    subtype: str | None = None,
) -> str:
    """Return a readable slug and 8 hex digits of the identity key.

    The key holds date, type, mode, trigger lemma, modality, initiators, recipients and place. Evidence is not part of
    it: more articles do not rename an event.

    >>> event_id("CONSULT", None, "summit", "asserted", "2022-11-13", datetime.date(2022, 11, 13),
    ...          [Actor("KOR", "South Korea"), Actor("JPN", "Japan")], [], None, "summit")
    '2022-11-13-jpn-kor-summit-6febf672'
    """
    one, other = sorted({a.id for a in actors}), sorted({a.id for a in recipients})
    key = "|".join(
        [edtf, event_type, mode or "", lemma, modality, ",".join(one), ",".join(other), place.id if place else ""]
    )
    digest = hashlib.sha256(key.encode("utf-8")).hexdigest()[:8]
    when = re.sub(r"[^0-9X-]+", "-", edtf).strip("-") if begin else "undated"
    parties = sorted({a.party for a in (*actors, *recipients)})[:3]
    return "-".join(slug(part) for part in [when, *parties, subtype or mode or event_type] if part) + f"-{digest}"


def slug(text: str) -> str:
    """Return a short ASCII slug.

    >>> slug("Côte d’Ivoire")
    'cote-divoire'
    """
    plain = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", ""))
    plain = plain.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48].strip("-")


def event_label(
    kind: str, actors: Iterable[Actor], recipients: Iterable[Actor], place: Place | None, reciprocal: bool
) -> str:
    """Return a headline: what it was, who took part, and where.

    >>> event_label("summit", [Actor("KOR", "South Korea"), Actor("JPN", "Japan")], [], None, True)
    'Summit · South Korea and Japan'
    """
    names, targets = _names(actors), _names(recipients)
    title = kind.replace("-", " ")
    title = title[:1].upper() + title[1:]
    who = names if reciprocal or not targets else f"{names} → {targets}".strip()
    where = f", {place.label}" if place and place.label not in who else ""
    return f"{title} · {who}{where}" if who else f"{title}{where}"


def _names(actors: Iterable[Actor]) -> str:
    actors = list(actors)
    countries = {a.country for a in actors if a.kind == "person"}
    shown = list(dict.fromkeys(a.label for a in actors if a.kind == "person" or a.id not in countries))
    if len(shown) > 4:
        shown = [*shown[:3], f"{len(shown) - 3} others"]
    return shown[0] if len(shown) == 1 else " and ".join([", ".join(shown[:-1]), shown[-1]]) if shown else ""
