"""A small graph made by hand: real events of Northeast Asia, told by invented articles in our own words."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

from kg.graph import EventGraph
from kg.graph.entities import Known, Term
from kg.model import Actor, Article, Claim, Event, Evidence, Place

JPN = Actor("JPN", "Japan", country="JPN")
KOR = Actor("KOR", "South Korea", country="KOR", valid_from=date(1948, 8, 15))
PRK = Actor("PRK", "North Korea", country="PRK")
USA = Actor("USA", "United States", country="USA")
UN = Actor("UN", "United Nations", "organisation", organisation="UN", sector="IGO")


def person(identifier: str, label: str, country: str, office: str, office_id: str | None = None) -> Actor:
    return Actor(identifier, label, "person", country, office=office, office_id=office_id, sector="GOV")


LEE = person("lee-myung-bak", "Lee Myung-bak", "KOR", "president", "kor-lee-myung-bak-2008")
NODA = person("yoshihiko-noda", "Yoshihiko Noda", "JPN", "prime minister", "jpn-yoshihiko-noda-2011")
PARK = person("park-geun-hye", "Park Geun-hye", "KOR", "president", "kor-park-geun-hye-2013")
ABE = person("shinzo-abe", "Shinzo Abe", "JPN", "prime minister", "jpn-shinzo-abe-2012")
YUN = person("yun-byung-se", "Yun Byung-se", "KOR", "foreign minister", "kor-yun-byung-se-2013-fm")
KISHIDA_FM = person("fumio-kishida", "Fumio Kishida", "JPN", "foreign minister", "jpn-fumio-kishida-2012-fm")
KISHIDA = person("fumio-kishida", "Fumio Kishida", "JPN", "prime minister", "jpn-fumio-kishida-2021")
MOON = person("moon-jae-in", "Moon Jae-in", "KOR", "president", "kor-moon-jae-in-2017")
YOON = person("yoon-suk-yeol", "Yoon Suk-yeol", "KOR", "president", "kor-yoon-suk-yeol-2022")
BIDEN = person("joe-biden", "Joe Biden", "USA", "president", "usa-joe-biden-2021")
SPOKESMAN = replace(JPN, office="government spokesman", sector="GOV")

TOKYO = Place("jpn-tokyo", "Tokyo", "capital", "JPN", 35.6895, 139.6917)
SEOUL = Place("kor-seoul", "Seoul", "capital", "KOR", 37.566, 126.9784)
KYOTO = Place("jpn-kyoto", "Kyoto", "city", "JPN", 35.0211, 135.7538)
CHENGDU = Place("chn-chengdu", "Chengdu", "city", "CHN", 30.6667, 104.0667)
PHNOM_PENH = Place("khm-phnom-penh", "Phnom Penh", "capital", "KHM", 11.5625, 104.916)
CAMP_DAVID = Place("usa-camp-david", "Camp David", "summit_site", "USA", 39.65, -77.46)
NEW_YORK = Place("usa-new-york", "New York", "seat", "USA", 40.7143, -74.006)

# document -> (publisher, day of publication, sentences); None: no address is known
TEXTS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "doc-survey": (
        "Harbour Post",
        "2022-09-26",
        (
            "Tokyo and Seoul signed their treaty of basic relations in June 1965.",
            "Lee Myung-bak and Yoshihiko Noda sat down together in Kyoto on December 18, 2011.",
            "Park Geun-hye received Shinzo Abe in Seoul on November 2, 2015.",
            "The two foreign ministers settled the dispute over wartime women on December 28, 2015.",
            "In 2018 a South Korean destroyer aimed its radar at a Japanese patrol plane.",
            "Japan curbed exports of chip materials to South Korea on July 1, 2019.",
            "Seoul gave notice on August 22, 2019 that it would leave the intelligence pact.",
            "Moon Jae-in and Shinzo Abe held a summit in Chengdu on December 24, 2019.",
            "Yoon Suk-yeol and Fumio Kishida talked in New York on September 21.",
            "Both sides hope to talk again in late September.",
            "South Korea had demanded compensation for forced labourers from Japan.",
        ),
    ),
    "doc-missile": (
        "Northern Wire",
        "2022-10-05",
        (
            "North Korea fired a missile over Japan on Tuesday.",
            "Japan and South Korea condemned North Korea for the launch.",
            "A Japanese government spokesman said that Pyongyang had threatened Washington last week.",
            "The Security Council tightened sanctions on Pyongyang on September 11, 2017.",
        ),
    ),
    "doc-summit": (
        "Northern Wire",
        "2022-11-13",
        ("Presidents rarely smile so broadly: Yoon and Kishida held a summit in Phnom Penh on Sunday.",),
    ),
    "doc-visits": (
        "Harbour Post",
        "2023-08-19",
        (
            "After Phnom Penh, where the two had held their first formal summit, Yoon flew to Tokyo on March 16.",
            "Joe Biden hosted Yoon and Kishida at Camp David on Friday.",
            "Japan has not apologised to South Korea again.",
        ),
    ),
}
TABLE_ROW = "20230507 JPN KOR 042 Seoul"


def text_of(document: str) -> str:
    return " ".join(TEXTS[document][2])


def articles() -> list[Article]:
    found = [
        Article(
            id=document,
            url=f"https://news.example/{document}",
            title=f"Title of {document}",
            publisher=publisher,
            author="Sun-hi Example" if document == "doc-summit" else None,
            published=date.fromisoformat(published),
            section="Asia" if document == "doc-survey" else None,
            tags=("diplomacy", "summits") if document == "doc-summit" else (),
            text_sha256=hashlib.sha256(text_of(document).encode()).hexdigest(),
        )
        for document, (publisher, published, _) in TEXTS.items()
    ]
    return [*found, Article("table", title="Coded events", text_sha256=hashlib.sha256(b"table").hexdigest())]


def evidence(
    document: str, number: int, trigger: str, rule: str = "CONSULT.yml#meet", confidence: float = 0.8
) -> Evidence:
    sentence = TEXTS[document][2][number]
    start = text_of(document).index(sentence)
    at = start + sentence.index(trigger)
    return Evidence(
        document=f"https://news.example/{document}",
        document_id=document,
        start=start,
        end=start + len(sentence),
        sentence=sentence,
        trigger=trigger,
        trigger_start=at,
        trigger_end=at + len(trigger),
        rule=f"seeds/event_types/{rule}",
        confidence=confidence,
        reason=f"the word {trigger!r} with its subject",
    )


def event(identifier: str, kind: str, score: float, *told: Evidence, days: str = "", **facts: object) -> Event:
    """An event with the dates of `days` ("2011-12-18", "2018-01-01/2018-12-31", "../2022-11-16")."""
    quads = {
        "CONSULT": "verbal-cooperation",
        "AGREE": "verbal-cooperation",
        "SUPPORT": "verbal-cooperation",
        "REQUEST": "verbal-conflict",
        "ACCUSE": "verbal-conflict",
        "REJECT": "verbal-conflict",
        "THREATEN": "verbal-conflict",
        "MOBILIZE": "material-conflict",
        "SANCTION": "material-conflict",
        "ASSAULT": "material-conflict",
    }
    first, _, last = days.partition("/")
    begin = date.fromisoformat(first) if first not in ("", "..") else None
    end = date.fromisoformat(last or first) if last or begin else None
    dates = {"begin": begin, "end": end, "edtf": days, "certain": begin is not None and begin == end}
    values = {
        "modality": "asserted",
        "label": identifier.replace("-", " ").capitalize(),
        "lemma": told[0].trigger,
        **dates,
    } | facts
    return Event(id=identifier, event_type=kind, quad_class=quads[kind], goldstein=score, evidence=told, **values)  # type: ignore[arg-type]


def events() -> list[Event]:
    """Twenty events; three of them are planned, negated or only alleged to come."""
    told = evidence
    both = {"actors": (KOR, JPN), "reciprocal": True}
    return [
        event(
            "1965-06-treaty",
            "AGREE",
            3.0,
            told("doc-survey", 0, "signed", "AGREE.yml#sign"),
            days="1965-06-01/1965-06-30",
            edtf="1965-06",
            **both,
            subtype="treaty",
            place=TOKYO,
            background=True,
            date_text="in June 1965",
        ),
        event(
            "2011-12-18-kyoto",
            "CONSULT",
            2.5,
            told("doc-survey", 1, "sat down"),
            days="2011-12-18",
            actors=(LEE, NODA),
            reciprocal=True,
            subtype="summit",
            place=KYOTO,
            cameo="044",
        ),
        event(
            "2015-11-02-seoul",
            "CONSULT",
            2.5,
            told("doc-survey", 2, "received"),
            days="2015-11-02",
            actors=(PARK, ABE),
            reciprocal=True,
            subtype="summit",
            place=SEOUL,
            related=(("before", "2015-12-28-women"),),
        ),
        event(
            "2015-12-28-women",
            "AGREE",
            3.0,
            told("doc-survey", 3, "settled", "AGREE.yml#settle"),
            days="2015-12-28",
            actors=(YUN, KISHIDA_FM),
            reciprocal=True,
            reasons=("the sentence names the day", "two ministers, one verb"),
        ),
        event(
            "2018-radar",
            "MOBILIZE",
            -5.0,
            told("doc-survey", 4, "aimed", "MOBILIZE.yml#aim", 0.45),
            days="2018-01-01/2018-12-31",
            edtf="2018",
            actors=(KOR,),
            recipients=(JPN,),
            subtype="radar-incident",
            confidence=0.45,
        ),
        event(
            "2019-07-01-exports",
            "SANCTION",
            -6.0,
            told("doc-survey", 5, "curbed", "SANCTION.yml#curb"),
            days="2019-07-01",
            actors=(JPN,),
            recipients=(KOR,),
            mode="embargo",
        ),
        event(
            "2019-08-22-pact",
            "REJECT",
            -4.0,
            told("doc-survey", 6, "gave notice", "REJECT.yml#notice"),
            days="2019-08-22",
            actors=(KOR,),
            recipients=(JPN,),
        ),
        event(
            "2019-12-24-chengdu",
            "CONSULT",
            2.5,
            told("doc-survey", 7, "summit"),
            days="2019-12-24",
            actors=(MOON, ABE),
            reciprocal=True,
            subtype="summit",
            place=CHENGDU,
        ),
        event(
            "2022-09-21-new-york",
            "CONSULT",
            2.5,
            told("doc-survey", 8, "talked"),
            days="2022-09-21",
            actors=(YOON, KISHIDA),
            reciprocal=True,
            place=NEW_YORK,
            related=(("realises", "2022-09-late-talks"),),
        ),
        event(
            "2022-09-late-talks",
            "CONSULT",
            2.5,
            told("doc-survey", 9, "talk"),
            days="2022-09-21/2022-09-30",
            edtf="[2022-09-21..2022-09-30]",
            **both,
            modality="planned",
        ),
        event(
            "undated-compensation",
            "REQUEST",
            -1.0,
            told("doc-survey", 10, "demanded", "REQUEST.yml#demand", 0.6),
            days="../2022-09-26",
            actors=(KOR,),
            recipients=(JPN,),
            confidence=0.6,
        ),
        event(
            "2022-10-04-missile",
            "MOBILIZE",
            -7.2,
            told("doc-missile", 0, "fired", "MOBILIZE.yml#fire"),
            days="2022-10-04",
            actors=(PRK,),
            recipients=(JPN,),
            subtype="missile-launch",
            date_text="on Tuesday",
        ),
        event(
            "2022-10-condemned",
            "ACCUSE",
            -2.0,
            told("doc-missile", 1, "condemned", "ACCUSE.yml#condemn"),
            days="2022-10-04/2022-10-05",
            edtf="[2022-10-04..2022-10-05]",
            actors=(JPN, KOR),
            recipients=(PRK,),
            mode="disapprove",
        ),
        event(
            "2022-09-threat",
            "THREATEN",
            -4.4,
            told("doc-missile", 2, "threatened", "THREATEN.yml#threaten"),
            days="2022-09-26/2022-10-02",
            edtf="2022-09-26/2022-10-02",
            actors=(PRK,),
            recipients=(USA,),
            attributed_to=(SPOKESMAN,),
        ),
        event(
            "2017-09-11-sanctions",
            "SANCTION",
            -6.0,
            told("doc-missile", 3, "tightened", "SANCTION.yml#tighten"),
            days="2017-09-11",
            actors=(UN,),
            recipients=(PRK,),
        ),
        event(
            "2022-11-13-phnom-penh",
            "CONSULT",
            2.5,
            told("doc-visits", 0, "summit", confidence=0.7),
            told("doc-summit", 0, "summit", confidence=0.91),
            days="2022-11-13",
            actors=(YOON, KISHIDA),
            reciprocal=True,
            subtype="summit",
            place=PHNOM_PENH,
            confidence=0.94,
            claims=(
                Claim("place", "Phnom Penh", "doc-summit"),
                Claim("place", "Phnom Penh's palace", "doc-visits"),
            ),
        ),
        event(
            "2023-03-16-tokyo",
            "CONSULT",
            4.0,
            told("doc-visits", 0, "flew", "CONSULT.yml#fly"),
            days="2023-03-16",
            actors=(YOON,),
            recipients=(JPN,),
            mode="visit",
            place=TOKYO,
        ),
        event(
            "2023-08-18-camp-david",
            "CONSULT",
            4.0,
            told("doc-visits", 1, "hosted", "CONSULT.yml#host"),
            days="2023-08-18",
            actors=(BIDEN, YOON, KISHIDA),
            reciprocal=True,
            mode="multilateral",
            subtype="summit",
            place=CAMP_DAVID,
        ),
        event(
            "undated-apology",
            "SUPPORT",
            3.8,
            told("doc-visits", 2, "apologised", "SUPPORT.yml#apologise"),
            days="../2023-08-19",
            actors=(JPN,),
            recipients=(KOR,),
            modality="negated",
            subtype="apology",
        ),
        event(
            "2023-05-07-seoul",
            "CONSULT",
            4.0,
            Evidence(
                "table", "table", 0, len(TABLE_ROW), TABLE_ROW, "042", 17, 20, "CAMEO 042", 0.9, "", "coder", "record"
            ),
            days="2023-05-07",
            actors=(KISHIDA,),
            recipients=(KOR,),
            mode="visit",
            place=SEOUL,
            cameo="042",
        ),
    ]


def planned() -> list[Event]:
    """Events that must change no answer about facts."""
    later = (("2022-11-13", "summit", PHNOM_PENH), ("2023-03-16", None, TOKYO), ("2022-12-05", "summit", SEOUL))
    found = []
    for number, (day, subtype, place) in enumerate(later):
        told = evidence("doc-summit", 0, "summit", "CONSULT.yml#plan", 0.3 + number / 10)
        for modality in ("planned", "hypothetical", "negated", "denied"):
            found.append(
                event(
                    f"{day}-{modality}",
                    "CONSULT",
                    2.5,
                    told,
                    days=day,
                    actors=(YOON, KISHIDA),
                    reciprocal=True,
                    subtype=subtype,
                    place=place,
                    modality=modality,
                    confidence=0.3,
                )
            )
            found.append(
                event(
                    f"{day}-{modality}-strike",
                    "ASSAULT",
                    -9.0,
                    told,
                    days=day,
                    actors=(JPN,),
                    recipients=(KOR,),
                    place=place,
                    modality=modality,
                    confidence=0.3,
                )
            )
    return found


# What a table of office-holders and states would say; fixed here, so that no row of seeds/ changes the sample.
KNOWN = Known(
    {state.id: state for state in (Actor("CHN", "China"), Actor("KHM", "Cambodia"))},
    {
        "kor-lee-myung-bak-2008": Term("President (Lee Myung-bak)", date(2008, 2, 25), date(2013, 2, 24)),
        "jpn-yoshihiko-noda-2011": Term("Prime Minister (Yoshihiko Noda)", date(2011, 9, 2), date(2012, 12, 26)),
        "jpn-fumio-kishida-2021": Term("Prime Minister (Fumio Kishida)", date(2021, 10, 4), date(2024, 10, 1)),
        "kor-yoon-suk-yeol-2022": Term("President (Yoon Suk-yeol)", date(2022, 5, 10), date(2025, 4, 4)),
    },
    {"JPN": "Q17", "KOR": "Q884"},
)


def graph(more: list[Event] | None = None) -> EventGraph:
    return EventGraph([*events(), *(more or ())], articles(), known=KNOWN)
