"""Made-up but plausible events, the same for the same seed, as many as a test asks for.

`events(n)` gives the values that a build would give; `Graph(n)` the graph of them.
The names of states and offices are real, the events are not.
"""

# ruff: noqa: E501

from __future__ import annotations

import calendar
import datetime
import random

from kg.graph import EventGraph
from kg.graph.entities import Known
from kg.model import Actor, Article, Event, Evidence, Place

STATES = (
    ("USA", "United States", "Joe Biden", 9), ("CHN", "China", "Xi Jinping", 8), ("RUS", "Russia", "Vladimir Putin", 7),
    ("KOR", "South Korea", "Yoon Suk-yeol", 6), ("JPN", "Japan", "Fumio Kishida", 6), ("PRK", "North Korea", "Kim Jong-un", 5),
    ("UKR", "Ukraine", "Volodymyr Zelenskyy", 4), ("DEU", "Germany", "Olaf Scholz", 4), ("FRA", "France", "Emmanuel Macron", 4),
    ("GBR", "United Kingdom", "Rishi Sunak", 4), ("IND", "India", "Narendra Modi", 4), ("IRN", "Iran", "Ebrahim Raisi", 3),
    ("ISR", "Israel", "Benjamin Netanyahu", 3), ("TUR", "Türkiye", "Recep Tayyip Erdoğan", 3), ("SAU", "Saudi Arabia", "Mohammed bin Salman", 2),
    ("PAK", "Pakistan", "Shehbaz Sharif", 2), ("VNM", "Vietnam", "Pham Minh Chinh", 2), ("PHL", "Philippines", "Ferdinand Marcos Jr.", 2),
    ("AUS", "Australia", "Anthony Albanese", 2), ("SRB", "Serbia", "Aleksandar Vučić", 1), ("CIV", "Côte d’Ivoire", "Alassane Ouattara", 1),
    ("ETH", "Ethiopia", "Abiy Ahmed", 1), ("EGY", "Egypt", "Abdel Fattah el-Sisi", 1), ("BRA", "Brazil", "Luiz Inácio Lula da Silva", 1),
)  # fmt: skip
ORGANISATIONS = (
    ("EU", "European Union", 4),
    ("UN", "United Nations", 3),
    ("NATO", "NATO", 2),
    ("ASEAN", "ASEAN", 1),
    ("IAEA", "IAEA", 1),
)
PLACES = (
    ("Phnom Penh", "KHM"), ("Geneva", "CHE"), ("Seoul", "KOR"), ("Tokyo", "JPN"), ("Washington", "USA"), ("Beijing", "CHN"),
    ("Hiroshima", "JPN"), ("Vienna", "AUT"), ("Ankara", "TUR"), ("New York", "USA"), ("Brussels", "BEL"), ("Panmunjom", "KOR"),
)  # fmt: skip
PUBLISHERS = ("The Harbour Gazette", "Continental Wire", "Meridian Daily", "North Sea Courier", "Pacific Ledger")

# type, mode, subtype, quad class, score, reciprocal, trigger, sentence
KINDS = (
    ("CONSULT", None, "summit", "verbal-cooperation", 4.0, True, "summit", "{a} and {b} opened a summit in {p} {d}, the first of its kind for both delegations."),
    ("CONSULT", "visit", None, "verbal-cooperation", 4.0, False, "travelled", "{a} travelled to see {b} {d} with trade and shipping lanes on the agenda."),
    ("CONSULT", "phone", "phone-call", "verbal-cooperation", 1.5, True, "spoke by phone", "{a} spoke by phone with {b} {d} about the draft text."),
    ("AGREE", None, "treaty", "verbal-cooperation", 5.0, True, "signed", "{a} and {b} signed a fisheries accord in {p} {d} after nine rounds."),
    ("SUPPORT", None, None, "verbal-cooperation", 3.5, False, "praised", "{a} praised the reform plan of {b} {d}, calling it overdue."),
    ("AID", None, None, "material-cooperation", 7.0, False, "shipped", "{a} shipped field hospitals to {b} {d} following the floods."),
    ("COOPERATE", None, None, "material-cooperation", 6.5, True, "exercise", "A joint rescue exercise of {a} and {b} began near {p} {d}."),
    ("REQUEST", "meet", None, "verbal-conflict", 0.0, False, "asked", "{a} asked {b} {d} for a hearing at ministerial level."),
    ("REQUEST", "assist", None, "verbal-conflict", 0.5, False, "appealed", "{a} appealed to {b} {d} for engineers and fuel."),
    ("ACCUSE", "disapprove", None, "verbal-conflict", -2.0, False, "criticised", "{a} criticised {b} {d} over the seizure of two trawlers."),
    ("REJECT", "change", None, "verbal-conflict", -2.0, False, "turned down", "{a} turned down the proposal of {b} {d} without giving a counter-offer."),
    ("THREATEN", "restrict", None, "verbal-conflict", -3.0, False, "warned", "{a} warned {b} {d} that port fees would treble."),
    ("SANCTION", "expel", None, "material-conflict", -5.5, False, "expelled", "{a} expelled four attachés of {b} {d}, citing their status."),
    ("SANCTION", "discontinue", None, "material-conflict", -6.0, False, "suspended", "{a} suspended the customs pact with {b} {d}."),
    ("MOBILIZE", "troops", None, "material-conflict", -6.5, False, "deployed", "{a} deployed two brigades along the frontier with {b} {d}."),
    ("ASSAULT", "aerial", "missile-launch", "material-conflict", -9.0, False, "launched", "{a} launched a missile towards waters off {b} {d}."),
)  # fmt: skip
KIND_WEIGHTS = (9, 8, 6, 5, 6, 4, 3, 3, 2, 8, 4, 5, 3, 3, 3, 2)

HOSTILE = (
    "<script>window.pwned=1</script>",
    "</script><script>window.pwned=2</script>",
    "<img src=x onerror=window.pwned=3>",
    '"><svg onload=window.pwned=4>',
    "<a href=javascript:window.pwned=5>href</a>",
    "javascript:window.pwned=6",
    "JaVaScRiPt:window.pwned=7//http://example.org",
    "data:text/html,<script>window.pwned=8</script>",
    "{{7*7}}{% for x in ().__class__.__mro__ %}{{x}}{% endfor %}",
    "</style><style>*{display:none}</style>",
    "<!--<script>",
    "]]></script>",
    "\u2028window.pwned=13;\u2029",
    "'-window.pwned=14-'",
    "\\u003cscript\\u003ewindow.pwned=15\\u003c/script\\u003e",
    "\u202egnp.exe\u202c \u2066x\u2069 \u200fRTL",
    "nul\x00 esc\x1b[31m bell\x07 \ufffe",
    "lone surrogate \ud800 end",
    "=HYPERLINK(\"http://evil.example/\",\"x\")",
    "__proto__ constructor <iframe srcdoc='<script>parent.pwned=20</script>'></iframe>",
)  # fmt: skip

FIRST, LAST = datetime.date(2014, 1, 6), datetime.date(2024, 12, 20)


def _actor(random_: random.Random, row: tuple, people: float) -> Actor:
    if len(row) == 3:
        return Actor(row[0], row[1], "organisation")
    if random_.random() < people:
        slug = row[2].lower().replace(" ", "-").replace(".", "")
        return Actor(slug, row[2], "person", country=row[0], office="head of government")
    return Actor(row[0], row[1], "state", country=row[0])


def _dating(
    random_: random.Random, day: datetime.date
) -> tuple[datetime.date | None, datetime.date | None, str, bool, str]:
    draw = random_.random()
    if draw < 0.80:
        return day, day, day.isoformat(), True, f"on {day:%d %B %Y}".replace(" 0", " ")
    if draw < 0.84:
        end = day + datetime.timedelta(days=random_.randint(1, 6))
        return day, end, f"{day}/{end}", True, f"from {day:%d %B} to {end:%d %B %Y}"
    if draw < 0.93:
        last = calendar.monthrange(day.year, day.month)[1]
        return day.replace(day=1), day.replace(day=last), f"{day:%Y-%m}", False, f"in {day:%B %Y}"
    if draw < 0.97:
        return day.replace(month=1, day=1), day.replace(month=12, day=31), f"{day.year}", False, f"in {day.year}"
    if draw < 0.99:
        return None, day, f"../{day}", False, "earlier"
    return None, None, "", False, ""


def events(
    n: int, seed: int = 1, hostile: bool = False, dyad: tuple[str, str] | None = None
) -> tuple[list[Event], dict[str, Article]]:
    """Return n events and their articles; with `dyad`, two thirds of them between these two states."""
    random_ = random.Random(seed)
    rows = STATES + ORGANISATIONS
    weights = [row[-1] for row in rows]
    by_id = {row[0]: row for row in rows}
    waves = [random_.uniform(0, 1) for _ in range(5)]
    articles: dict[str, Article] = {}
    found: list[Event] = []
    span = (LAST - FIRST).days
    for number in range(n):
        wave = random_.choice(waves)
        position = min(1.0, max(0.0, random_.gauss(wave, 0.06) if random_.random() < 0.55 else random_.random()))
        day = FIRST + datetime.timedelta(days=round(position * span))
        kind = random_.choices(KINDS, KIND_WEIGHTS)[0]
        event_type, mode, subtype, quad, score, reciprocal, trigger, template = kind
        first, second = random_.choices(rows, weights)[0], random_.choices(rows, weights)[0]
        if dyad and random_.random() < 0.67:
            first, second = (by_id[code] for code in random_.sample(dyad, 2))
        while second[0] == first[0]:
            second = random_.choices(rows, weights)[0]
        one, two = _actor(random_, first, 0.4), _actor(random_, second, 0.3)
        name, country = random_.choice(PLACES)
        place = Place(name.lower().replace(" ", "-"), name, "city", country)
        begin, end, edtf, certain, words = _dating(random_, day)
        modality = random_.choices(("asserted", "planned", "hypothetical", "negated", "denied"), (88, 6, 2, 2, 2))[0]
        extra = HOSTILE[number % len(HOSTILE)] if hostile else ""
        sentence = template.format(a=one.label, b=two.label, p=name, d=words).replace("  ", " ") + (
            f" {extra}" if extra else ""
        )
        evidence = []
        for mention in range(1 + (random_.random() < 0.3) + (random_.random() < 0.1)):
            article = f"{random_.randrange(16**12):012x}"
            publisher = random_.choice(PUBLISHERS)
            host = publisher.lower().replace(" ", "")
            published = (end or day) + datetime.timedelta(days=random_.randint(0, 3) + 7 * mention)
            url = f"https://{host}.example/{published:%Y/%m}/{article}"
            title = f"{one.label} and {two.label}: what changed"
            articles[article] = Article(
                article, extra or url, f"{title} {extra}" if extra else title, extra or publisher, None, published
            )
            at = 1000 * mention + sentence.index(trigger)
            rule = extra or f"seeds/event_types/{event_type}.yml#{trigger.replace(' ', '-')}"
            evidence.append(
                Evidence(
                    url, article, 1000 * mention, 1000 * mention + len(sentence), sentence, trigger, at, at + len(trigger), rule,
                    round(random_.uniform(0.45, 0.95), 2), extra or "the verb governs both parties",
                )
            )  # fmt: skip
        if extra:
            one = Actor(f"{one.id}", f"{one.label} {extra}", one.kind, one.country, office=extra)
            place = Place(extra, extra, "city", country)
        found.append(
            Event(
                id=f"e{number:05d}{random_.randrange(16**6):06x}" + (extra if hostile and number % 7 == 0 else ""),
                event_type=event_type, quad_class=quad, modality=modality,
                actors=(one, two) if reciprocal else (one,), recipients=() if reciprocal else (two,),
                evidence=tuple(evidence), mode=mode, subtype=(extra or subtype) if number % 3 == 0 else subtype, goldstein=score,
                reciprocal=reciprocal, place=place if reciprocal or random_.random() < 0.3 else None,
                begin=begin, end=end, edtf=edtf, certain=certain, date_text=words,
                confidence=round(max(e.confidence for e in evidence), 2),
                reasons=(f"The date is read from “{words}”." if words else "No date is given in the text.",),
            )
        )  # fmt: skip
    return found, articles


def Graph(n: int, seed: int = 1, hostile: bool = False, dyad: tuple[str, str] | None = None) -> EventGraph:  # noqa: N802
    """Return a graph of made-up events."""
    told, articles = events(n, seed, hostile, dyad)
    rows = {row[0]: Actor(row[0], row[1], "state", country=row[0]) for row in STATES}
    rows |= {row[0]: Actor(row[0], row[1], "organisation") for row in ORGANISATIONS}
    return EventGraph(told, articles.values(), known=Known(rows))
