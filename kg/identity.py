"""Names and ids: functions of what is named and of what happened, never of how often it was told."""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata

from kg.model import Event

LONGEST_PART = 48  # characters of each part of an event id
_PLAIN = str.maketrans(
    {
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae",
        "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D", "ẞ": "SS", "ə": "a", "Ə": "A", "ħ": "h",
        "ŋ": "n",
    }
)  # fmt: skip
_APOSTROPHES = re.compile("(?<=\\w)['’ʼʻ‘`](?=\\w)")


def fold(text: str) -> str:
    """Return text without diacritics, in small letters.

    >>> fold("Türkiye"), fold("Łódź"), fold("São Tomé")
    ('turkiye', 'lodz', 'sao tome')
    """
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return plain if plain.isascii() else unicodedata.normalize("NFKD", plain.translate(_PLAIN)).casefold()


# ------------------------------------------------------------------------------ names
@functools.lru_cache(maxsize=65536)
def slug(text: str, longest: int | None = None) -> str:
    """Return a readable id made of a name: small letters and digits of any script, joined by hyphens.

    Latin letters lose their marks; letters of other scripts stay as they are (NFKC), so that two names written in
    them stay two. Apostrophes inside a word go, everything else is a hyphen. A text without letters and digits
    becomes "unnamed-" and 8 hex digits of it, an empty one stays empty. At most `longest` characters.

    >>> slug("Côte d’Ivoire"), slug("Rüstung AG"), slug("三菱 UFJ"), slug("한국 가스")
    ('cote-divoire', 'rustung-ag', '三菱-ufj', '한국-가스')
    >>> slug("!!!")
    'unnamed-e84c538e'
    """
    whole = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text)).translate(_PLAIN)
    letters = "".join(_plain(character) for character in whole)
    name = re.sub("-+", "-", letters).strip("-")[:longest].strip("-")
    if name or not text.strip():
        return name
    return f"unnamed-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"[:longest]


def _plain(character: str) -> str:
    """What a slug keeps of a character; "-" for what separates words."""
    bare = unicodedata.normalize("NFKD", character)[:1]
    if bare.isascii() and bare.isalnum():
        return bare.lower()
    if unicodedata.combining(character) and unicodedata.name(character, "").startswith("COMBINING"):
        return ""
    return character.casefold() if unicodedata.category(character)[0] in "LMN" else "-"


# ------------------------------------------------------------------------------ events
def event_id(event: Event, record: str = "") -> str:
    """Return a readable slug and 8 hex digits of the identity key; the event's own `id` and `label` do not count.

    The key holds date, type, mode, trigger lemma, modality, initiators, recipients and place, and the number of the
    `record` that another coder gave it. Evidence is not part of it: more articles do not rename an event.

    >>> import datetime
    >>> from kg.model import Actor
    >>> event_id(Event("", "CONSULT", "verbal-cooperation", "asserted",
    ...                (Actor("KOR", "South Korea"), Actor("JPN", "Japan")), (), edtf="2022-11-13",
    ...                begin=datetime.date(2022, 11, 13), subtype="summit", lemma="summit"))
    '2022-11-13-jpn-kor-summit-6febf672'
    """
    one, other = sorted({a.id for a in event.actors}), sorted({a.id for a in event.recipients})
    parts = [
        event.edtf,
        event.event_type,
        event.mode or "",
        event.lemma,
        event.modality,
        ",".join(one),
        ",".join(other),
    ]
    key = "|".join([*parts, event.place.id if event.place else "", *([record] if record else [])])
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    when = re.sub(r"[^0-9X-]+", "-", event.edtf).strip("-") if event.begin else "undated"
    parties = sorted(event.parties)[:3]
    words = [when, *parties, event.subtype or event.mode or event.event_type]
    return "-".join(slug(word, LONGEST_PART) for word in words if word) + f"-{digest}"
