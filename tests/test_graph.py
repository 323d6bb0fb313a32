"""The graph: values to RDF and back, the same bytes, finding events, and the shapes."""

from __future__ import annotations

import datetime
import functools
import random
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import GraphError, OptionError
from kg.graph import EventGraph, Run, event_types_turtle
from kg.graph.entities import Known
from kg.graph.mapping import RELATIONS, precision
from kg.graph.select import order
from kg.graph.shapes import shapes
from kg.graph.terms import Names, text
from kg.graph.types import mode_id
from kg.model import GRADES, MODALITIES, QUAD_CLASSES, Actor, Article, Claim, Event, Evidence, Place
from kg.seeds.cards import load_cards
from kg.seeds.files import shipped
from tests.sample_graph import JPN, KISHIDA, KNOWN, articles, event, events, evidence, graph, planned
from tests.work import calls

ONTOLOGY = shipped("ontology")
SAMPLE = Path(__file__).parent / "data" / "sample.ttl"
ANCHORS = Path(__file__).parents[2] / "shared" / "anchors" / "rdf"
NOTHING = Known()


# ------------------------------------------------------------------------------ round trip
@pytest.mark.parametrize("form", ["turtle", "nquads", "trig"])
def test_a_graph_comes_back_from_every_format(form: str) -> None:
    made = graph()
    read = EventGraph.parse(getattr(made, form)(), form)
    assert read.events() == made.events()
    assert read.articles() == made.articles()
    assert read.entities() == made.entities()
    assert read.turtle() == made.turtle()
    assert read.nquads() == made.nquads()


def test_bytes_without_a_format_are_recognised() -> None:
    made = graph()
    assert EventGraph.parse(made.nquads()).events() == EventGraph.parse(made.trig()).events() == made.events()


def test_the_sample_graph_keeps_its_bytes() -> None:
    """When the model changes, rewrite it with `python -m tests.test_graph` and read the difference."""
    assert graph().turtle() == SAMPLE.read_bytes()


WORDS = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=12)
LINES = st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\n"), min_size=1, max_size=12)
SLUGS = st.text(alphabet="abcäß-._%~ é/#?'0", min_size=1, max_size=6)
DAYS = st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31))
CENTS = st.integers(0, 100).map(lambda n: n / 100)
SCORES = st.none() | st.floats(-10, 10).map(lambda x: round(x, 3))
ENTITIES = st.builds(
    Actor,
    id=st.sampled_from(["JPN", "KOR", "UN", "fumio kishida", "a.b", "Côte d'Ivoire", "x/y#z"]),
    label=WORDS,
    kind=st.sampled_from(["state", "historical", "organisation", "person", "group", "company", "armed group"]),
    country=st.none() | st.sampled_from(["JPN", "KOR", "SUN"]),
    organisation=st.none() | st.sampled_from(["UN", "EU", "a.b"]),
    sector=st.none() | WORDS,
    valid_from=st.none() | DAYS,
    valid_to=st.none() | DAYS,
    office=st.none() | WORDS,
    office_id=st.none() | st.sampled_from(["kor-president-2022", "jpn pm/2021"]),
)
DOCUMENTS = [
    Article("d1", url="https://news.example/1", title="One", publisher="Example News", language="en-GB"),
    Article("d2", publisher="EXAMPLE news", tags=("b", "a"), published=datetime.date(2020, 1, 2), author="A “B” \\ C"),
    Article("d 3/é", title='He said: "no"\t\x01', text_sha256="00"),
]
MENTIONS = st.builds(
    lambda document, start, length, **rest: Evidence(
        document.url or document.id, document.id, start, start + length, **rest
    ),
    document=st.sampled_from(DOCUMENTS),
    start=st.integers(0, 3),
    length=st.integers(1, 3),
    sentence=WORDS,
    trigger=WORDS,
    trigger_start=st.integers(0, 9),
    trigger_end=st.integers(0, 9),
    rule=WORDS,
    confidence=CENTS,
    reason=WORDS,
    extractor=WORDS,
    kind=st.sampled_from(["sentence", "record"]),
)
PLACES = st.sampled_from(
    [
        Place("khm-phnom-penh", "Phnom Penh", "capital", "KHM", 11.5625, 104.916),
        Place("x y", "X", "site"),
        Place("s", ""),
    ]
)
RELATED = st.lists(st.tuples(st.sampled_from(sorted(RELATIONS)), SLUGS), max_size=3, unique=True).map(sorted).map(tuple)
CLAIMS = st.builds(
    Claim,
    about=st.sampled_from(["date", "place", "initiator", "number"]),
    value=WORDS,
    document_id=st.sampled_from([document.id for document in DOCUMENTS]),
)
EVENTS = st.builds(
    Event,
    id=SLUGS,
    event_type=st.sampled_from(["CONSULT", "AGREE", "ASSAULT"]),
    quad_class=st.sampled_from(QUAD_CLASSES),
    modality=st.sampled_from(MODALITIES),
    actors=st.lists(ENTITIES, max_size=3).map(tuple),
    recipients=st.lists(ENTITIES, max_size=2).map(tuple),
    attributed_to=st.lists(ENTITIES, max_size=2).map(tuple),
    evidence=st.lists(MENTIONS, max_size=4, unique=True).map(tuple),
    mode=st.none() | st.sampled_from(["visit", "third-party", "no such mode"]),
    subtype=st.none() | st.sampled_from(["summit", "phone-call"]),
    goldstein=SCORES,
    cameo=st.none() | st.sampled_from(["042", "1"]),
    reciprocal=st.booleans(),
    place=st.none() | PLACES,
    begin=st.none() | DAYS,
    end=st.none() | DAYS,
    edtf=WORDS,
    certain=st.booleans(),
    date_text=WORDS,
    label=WORDS,
    lemma=WORDS,
    confidence=CENTS,
    grade=st.sampled_from(GRADES),
    background=st.booleans(),
    related=st.lists(st.tuples(st.sampled_from(sorted(RELATIONS)), SLUGS), max_size=3, unique=True)
    .map(sorted)
    .map(tuple),
    reasons=st.lists(LINES, max_size=3).map(tuple),
    claims=st.lists(CLAIMS, max_size=3, unique=True).map(
        lambda found: tuple(sorted(found, key=lambda c: (c.about, c.document_id, c.value)))
    ),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(EVENTS, max_size=3, unique_by=lambda event: event.id))
def test_every_event_comes_back_exactly(made: list[Event]) -> None:
    first = EventGraph(made, DOCUMENTS, known=NOTHING)
    turtle = first.turtle()
    read = EventGraph.parse(turtle)
    assert read.events(grade="all") == sorted(made, key=order) == first.events(grade="all")
    assert read.articles() == first.articles()
    assert read.turtle() == turtle
    assert EventGraph(read.events(grade="all"), read.articles().values(), known=NOTHING).turtle() == turtle
    assert EventGraph.parse(first.nquads()).turtle() == turtle


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_every_text_survives_both_parsers(value: str) -> None:
    line = f"<http://x/s> <http://x/p> {text(value)} ."
    expected = re.sub("[\ud800-\udfff]", "\ufffd", value)
    assert next(iter(pyoxigraph.parse(line, pyoxigraph.RdfFormat.TURTLE))).object.value == expected
    read = rdflib.Graph().parse(data=line, format="turtle")
    assert str(next(iter(read.objects()))) == expected


def test_what_the_text_of_an_article_lacks_is_still_an_article() -> None:
    made = EventGraph([events()[0]])
    assert made.articles() == {"doc-survey": Article("doc-survey", "https://news.example/doc-survey")}
    assert EventGraph.parse(made.turtle()).articles() == made.articles()


def test_two_events_of_one_id_are_one_with_the_evidence_of_both() -> None:
    one = event("twice", "AGREE", 2.5, evidence("doc-survey", 0, "signed"), days="1965-06-22", actors=(JPN,))
    two = event("twice", "AGREE", 2.5, evidence("doc-summit", 0, "summit"), days="1965-06-22", actors=(JPN,))
    (merged,) = EventGraph([one, two]).events()
    assert set(merged.evidence) == {*one.evidence, *two.evidence}


# ------------------------------------------------------------------------------ the same bytes
def test_order_of_input_does_not_matter() -> None:
    wanted = graph().turtle()
    for seed in range(3):
        shuffled, documents = events(), articles()
        random.Random(seed).shuffle(shuffled)
        random.Random(seed).shuffle(documents)
        assert EventGraph(shuffled, documents, known=KNOWN).turtle() == wanted


def test_hash_seed_does_not_matter() -> None:
    code = (
        "import hashlib, tests.sample_graph as s; g = s.graph(); "
        "print(hashlib.sha256(g.turtle() + g.nquads() + g.trig()).hexdigest())"
    )
    here = Path(__file__).parent
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(here.parent), "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(digests) == 1


def test_a_new_event_adds_its_lines_and_moves_none() -> None:
    before, after = (made.turtle().decode().split("\n") for made in (graph(), graph(planned())))
    position = 0
    for line in before:  # every old line is still there, in the old order
        position = after.index(line, position) + 1


def test_no_blank_nodes_no_time_of_day() -> None:
    made = graph().turtle()
    assert not [quad for quad in pyoxigraph.parse(made, pyoxigraph.RdfFormat.TURTLE) if "_:" in str(quad.subject)]
    assert b"_:" not in made
    assert b"dateTime" not in made
    moment = datetime.datetime(2026, 11, 22, 3, 0, tzinfo=datetime.UTC)
    timed = EventGraph(events(), articles(), known=NOTHING, run=Run("today", "A build", moment, moment)).turtle()
    assert b'prov:startedAtTime "2026-11-22T03:00:00+00:00"^^xsd:dateTime' in timed


def test_every_name_hangs_on_the_base() -> None:
    made = EventGraph(events(), articles(), known=NOTHING, base="https://data.example/kg/")
    assert b"@prefix ev: <https://data.example/kg/event/> ." in made.turtle()
    read = EventGraph.parse(made.turtle())
    assert read.base == "https://data.example/kg/"
    assert read.events() == made.events()
    assert [row[2] for row in read.query("summits", "KOR", "JPN")] == [
        row[2] for row in made.query("summits", "KOR", "JPN")
    ]


# ------------------------------------------------------------------------------ the model
def test_an_article_can_be_taken_away() -> None:
    made = graph()
    less = made.without("https://news.example/doc-visits")
    assert {event.id for event in made.events()} - {event.id for event in less.events()} == {
        "2023-03-16-tokyo", "2023-08-18-camp-david", "undated-apology",
    }  # fmt: skip
    assert [found.document_id for found in less.event("2022-11-13").evidence] == ["doc-summit"]
    assert "doc-visits" not in less.articles()
    assert less.validate() == []
    assert EventGraph.parse(made.turtle()).without("doc-visits").events() == less.events()
    with pytest.raises(OptionError, match="did you mean 'doc-visits'"):
        made.without("doc-visit")


def test_facts_alone_are_events() -> None:
    made = graph(planned())
    factual = {event.id for event in made.events(modality="asserted")}
    (count,) = made.query("SELECT (COUNT(?e) AS ?n) { ?e a sem:Event }")
    assert count == (len(factual),)
    (others,) = made.query("SELECT (COUNT(?e) AS ?n) { ?e a dk:NonFactualEvent ; dk:modality ?m }")
    assert others == (len(made) - len(factual),)


def test_dyads_are_initiator_and_recipient() -> None:
    made = graph()
    condemned = made.query("SELECT ?i ?r { ev:2022-10-condemned dk:initiator ?i ; dk:recipient ?r }")
    assert {tuple(iri.rsplit("/", 1)[1] for iri in row) for row in condemned} == {("JPN", "PRK"), ("KOR", "PRK")}
    met = made.query("SELECT ?i ?r { ev:2011-12-18-kyoto dk:initiator ?i ; dk:recipient ?r }")
    assert len(met) == 4


def test_who_acted_may_be_unknown() -> None:
    struck = event("struck", "ASSAULT", -9.0, evidence("doc-survey", 0, "signed"), actors=(), recipients=(JPN,))
    made = EventGraph([struck], articles(), known=NOTHING)
    assert made.validate() == []
    assert made.query("SELECT ?label { ev:struck dk:initiator/rdfs:label ?label }") == [("unknown",)]
    assert made.query("edges") == made.query("top-dyads") == []
    read = EventGraph.parse(made.turtle())
    assert read.events() == [struck]
    assert set(read.entities()) == set(made.entities()) == {"JPN"}


def test_an_office_has_the_dates_of_the_table() -> None:
    made = graph()
    rows = made.query(
        "SELECT ?from ?to { off:jpn-fumio-kishida-2021 sem:hasBeginTimeStamp ?from ; sem:hasEndTimeStamp ?to }"
    )
    assert rows == [(datetime.date(2021, 10, 4), datetime.date(2024, 10, 1))]


def test_a_graph_a_document() -> None:
    store = pyoxigraph.Store()
    store.load(graph().nquads(), pyoxigraph.RdfFormat.N_QUADS)
    documents = {graph.value.rsplit("/", 1)[1] for graph in store.named_graphs()}
    assert documents == {article.id for article in articles()}
    telling = store.query(
        "SELECT ?g { GRAPH ?g { ev:2022-11-13-phnom-penh dk:confidence ?c } }", prefixes=graph().prefixes
    )
    assert {row["g"].value.rsplit("/", 1)[1] for row in telling} == {"doc-summit", "doc-visits"}


@pytest.mark.parametrize(
    ("begin", "end", "unit"),
    [
        ("2018-02-01", "2018-02-28", "time:unitMonth"),
        ("2020-02-01", "2020-02-28", "dk:unitRange"),
        ("2018-01-01", "2018-12-31", "time:unitYear"),
        ("2018-01-01", "2018-01-31", "time:unitMonth"),
        ("2018-01-01", "2018-01-01", "time:unitDay"),
        ("2018-01-01", "2019-12-31", "dk:unitRange"),
        (None, "2018-01-01", "dk:unitUnknown"),
        ("2018-01-01", None, "dk:unitUnknown"),
    ],
)
def test_precision(begin: str | None, end: str | None, unit: str) -> None:
    days = (datetime.date.fromisoformat(day) if day else None for day in (begin, end))
    assert precision(*days) == unit


def test_every_word_of_ours_is_documented() -> None:
    declared = set(re.findall(r"^dk:([\w-]+) ", (ONTOLOGY / "kg.ttl").read_text(), re.MULTILINE))
    described = {
        str(s).rsplit("#", 1)[1]
        for s in rdflib.Graph().parse(ONTOLOGY / "kg.ttl").subjects(rdflib.RDFS.label)
        if "#" in str(s)
    }
    used = set(re.findall(r"\bdk:([\w-]+)", graph(planned()).turtle().decode()))
    for path in [*(ONTOLOGY / "questions").glob("*.rq"), ONTOLOGY / "event-types.ttl"]:
        used |= set(re.findall(r"\bdk:([\w-]+)", path.read_text()))
    assert used - declared == set()
    code = "".join(path.read_text() for path in (Path(__file__).parents[1] / "kg" / "graph").glob("*.py"))
    assert {word for word in declared if f"dk:{word}" not in code} <= {
        # written from a modality, quad class or grade, or classes of the vocabulary itself
        *MODALITIES, *QUAD_CLASSES, *GRADES, "Occurrence", "Evidence", "Grade", "triggerEnd", "beginDay", "endDay",
    }  # fmt: skip
    assert described | {*MODALITIES, *QUAD_CLASSES} >= declared


# ------------------------------------------------------------------------------ choosing events
@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"actor": "UN"}, ["2017-09-11-sanctions"]),
        ({"actor": "united nations"}, ["2017-09-11-sanctions"]),
        ({"actor": "Yoshihiko Noda"}, ["2011-12-18-kyoto"]),
        ({"actor": "lee-myung-bak"}, ["2011-12-18-kyoto"]),
        ({"actor": "USA"}, ["2022-09-threat", "2023-08-18-camp-david"]),
        ({"actor": "Biden"}, ["2023-08-18-camp-david"]),
        ({"between": ("ROK", "United States")}, ["2023-08-18-camp-david"]),
        ({"between": ("Yoon Suk Yeol", "Japan"), "until": "2022-10"}, ["2022-09-21-new-york"]),
        ({"between": ("UN", "PRK", "USA")}, ["2017-09-11-sanctions", "2022-09-threat"]),
        ({"between": ("JPN", "KOR"), "since": "2022-10", "until": "2022-10"}, []),
        ({"together": ("JPN", "KOR")}, ["2022-10-condemned"]),
        ({"together": ("KOR", "PRK")}, []),
        ({"event_type": "agree"}, ["1965-06-treaty", "2015-12-28-women"]),
        ({"event_type": "treaty"}, ["1965-06-treaty"]),
        ({"event_type": "visit"}, ["2023-03-16-tokyo", "2023-05-07-seoul"]),
        ({"event_type": "CONSULT-visit"}, ["2023-03-16-tokyo", "2023-05-07-seoul"]),
        ({"modality": "planned"}, ["2022-09-late-talks"]),
        ({"place": "Seoul"}, ["2015-11-02-seoul", "2023-05-07-seoul"]),
        ({"place": "KHM"}, ["2022-11-13-phnom-penh"]),
        ({"text": "LABOURERS"}, ["undated-compensation"]),
        ({"since": "2023-08"}, ["2023-08-18-camp-david", "undated-apology"]),
        ({"until": "1999"}, ["1965-06-treaty"]),
        ({"since": "2018-06", "until": "2018-07"}, ["2018-radar"]),
        ({"since": datetime.date(2011, 12, 18), "until": "2011-12-18"}, ["2011-12-18-kyoto"]),
        ({"actor": "JPN", "event_type": "MOBILIZE", "since": "2020"}, ["2022-10-04-missile"]),
    ],
)
def test_choosing(wanted: dict[str, object], found: list[str]) -> None:
    made = graph()
    assert [event.id for event in made.events(**wanted)] == found  # type: ignore[arg-type]
    assert [event.id for event in EventGraph.parse(made.turtle()).events(**wanted)] == found  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"event_type": "CONSLT"}, "no event type 'CONSLT'; did you mean 'CONSULT'"),
        ({"event_type": "visitt"}, "no event type 'visitt'; did you mean 'visit'"),
        ({"place": "Kyotto"}, "no place 'Kyotto'; did you mean 'Kyoto'"),
        ({"place": "Nowherre"}, "no place 'Nowherre'; valid: "),
    ],
)
def test_choosing_by_what_nobody_knows(wanted: dict[str, str], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        graph().events(**wanted)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wanted", [{"event_type": "RETREAT"}, {"event_type": "protest"}, {"place": "lima"}, {"place": "PER"}]
)
def test_choosing_by_what_is_known_and_not_here(wanted: dict[str, str]) -> None:
    assert graph().events(**wanted) == []  # type: ignore[arg-type]


def graded() -> EventGraph:
    """The sample with one event sure and one to check."""
    grades = {"2018-radar": "check", "2011-12-18-kyoto": "sure"}
    made = graph()
    return EventGraph([replace(e, grade=grades.get(e.id, e.grade)) for e in made.events()], made.articles().values())


@pytest.mark.parametrize(
    ("grade", "radar", "kyoto", "others"),
    [
        (None, True, True, True),
        ("all", True, True, True),
        ("shown", False, True, True),
        ("sure", False, True, False),
        ("likely", False, False, True),
        ("check", True, False, False),
    ],
)
def test_what_is_to_check_is_there_for_who_asks(grade: str | None, radar: bool, kyoto: bool, others: bool) -> None:
    made = graded()
    for one in (made, EventGraph.parse(made.turtle())):
        found = {event.id for event in one.events(grade=grade)}
        assert ("2018-radar" in found, "2011-12-18-kyoto" in found, "2015-11-02-seoul" in found) == (
            radar,
            kyoto,
            others,
        )
        assert len(one) == len(graph())
        assert one.event("2018-radar").grade == "check"


def test_questions_leave_out_what_is_to_check() -> None:
    made = graded()
    asked = ("slice", "2018-01", "2018-12")
    assert "2018-radar" in str(made.query(*asked, grade="all")[:])
    assert "2018-radar" not in str(made.query(*asked)[:])
    assert made.query("evidence", "2018-radar")[:], "a question of one event answers whatever its grade"
    assert "2018-radar" in str(made.query("review")[:])
    assert made.query("ASK { ev:2018-radar dk:grade dk:check }")[0] == (True,)
    with pytest.raises(OptionError, match="all"):
        made.query(*asked, grade="sure")


def test_a_foreign_event_without_a_grade_is_likely() -> None:
    foreign = graph().turtle().replace(b"dk:grade dk:likely ;\n    ", b"")
    assert b"dk:grade dk:" not in foreign.partition(b"dk:NonFactualEvent")[0]
    read = EventGraph.parse(foreign)
    assert read.events() == graph().events()
    assert read.validate() == []


def test_the_order_of_events() -> None:
    bare = {"actors": (JPN,), "edtf": ""}
    never = event("a-day-is-unknown", "AGREE", 1.0, evidence("doc-survey", 0, "signed"), **bare)
    plan = event(
        "a-plan", "AGREE", 1.0, evidence("doc-survey", 0, "signed"), days="2023-08-18", modality="planned", **bare
    )
    late = event("late", "AGREE", 1.0, evidence("doc-survey", 0, "signed"), days="2023-08-18/2023-08-20", **bare)
    ids = [found.id for found in graph([never, plan, late]).events()]
    assert ids[0] == "1965-06-treaty"
    assert ids[-5:] == ["2023-08-18-camp-david", "a-plan", "late", "undated-apology", "a-day-is-unknown"]
    assert ids.index("2022-09-21-new-york") < ids.index("undated-compensation") < ids.index("2022-10-04-missile")


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"since": "last year"}, "no date"),
        ({"since": "2018-13"}, "no date"),
        ({"until": "2018-02-30"}, "no date"),
        ({"modality": "asserted?"}, "did you mean 'asserted'"),
        ({"grade": "surely"}, "did you mean 'sure'"),
    ],
)
def test_choosing_wrongly_teaches(wanted: dict[str, str], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        graph().events(**wanted)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name",
    [
        "2022-11-13-phnom-penh", "2022-11-13", "ev:2022-11-13-phnom-penh", "penh",
        "https://w3id.org/diplokg/event/2022-11-13-phnom-penh", "<https://w3id.org/diplokg/event/2022-11-13-phnom-penh>",
    ],
)  # fmt: skip
def test_one_event_by_name(name: str) -> None:
    assert graph().event(name).id == "2022-11-13-phnom-penh"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("2022-11-13-phnom-pen-h", "did you mean '2022-11-13-phnom-penh'"),
        ("2022", "fits 6 events"),
        ("", "no event"),
    ],
)
def test_no_event_of_that_name_teaches(name: str, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        graph().event(name)


# ------------------------------------------------------------------------------ reading what others write
@pytest.mark.skipif(not ANCHORS.is_dir(), reason="the worked example lies outside the checkout")
def test_the_worked_example_is_read() -> None:
    read = EventGraph.parse(ANCHORS / "example.ttl")
    assert read.validate() == []
    summit = read.event("7c1e09ab")
    assert [(actor.id, actor.party) for actor in summit.actors] == [("fumio-kishida", "JPN"), ("yoon-suk-yeol", "KOR")]
    assert summit.reciprocal
    assert (summit.subtype, summit.place.id if summit.place else None) == ("summit", "phnom-penh")
    assert len(summit.evidence) == 2
    mobilized = read.event("2018-kor")
    assert ([a.id for a in mobilized.actors], [a.id for a in mobilized.recipients]) == (["KOR"], ["JPN"])
    again = EventGraph(read.events(), read.articles().values())
    assert again.events() == read.events()
    assert again.validate() == []


def test_what_we_do_not_know_stays_in_the_graph() -> None:
    extra = b'\nent:JPN <https://other.example/gdp> 4.2 ; skos:altLabel "Nippon"@ja .\n'
    read = EventGraph.parse(graph().turtle() + extra)
    assert read.query('ASK { ent:JPN skos:altLabel "Nippon"@ja }') == [(True,)]
    assert b'"Nippon"@ja' in read.turtle()
    assert read.events() == graph().events()


def test_blank_nodes_of_others_get_stable_names() -> None:
    one = b"@prefix : <http://x/> . :a :p [ :q 1 ; :r [ :q 2 ] ] ."
    two = b"@prefix : <http://x/> . _:z :q 2 . :a :p _:y . _:y :r _:z ; :q 1 ."
    assert EventGraph.parse(one).turtle() == EventGraph.parse(two).turtle()


EDITED = """
ev:edited a sem:Event ; rdfs:label "Edited by hand"@en ; sem:eventType plover:CONSULT ;
    dk:rootType plover:CONSULT ; dk:quadClass dk:verbal-cooperation ; dk:edtf "2020"^^edtf:EDTF ;
    sem:hasBeginTimeStamp "2020-01-01"^^xsd:date ; sem:hasEndTimeStamp "2020-12-31"^^xsd:date ;
    sem:hasActor ent:JPN, ent:KOR ; dk:party ent:JPN, ent:KOR ; dk:initiator ent:JPN ; dk:recipient ent:KOR ;
    gaf:denotedBy men:edited .
men:edited a nif:Sentence ; nif:referenceContext art:doc-summit ;
    nif:beginIndex 0 ; nif:endIndex 4 ; nif:anchorOf "Text" .
"""


def test_an_event_written_by_hand_is_an_event() -> None:
    read = EventGraph.parse(graph().turtle() + EDITED.encode())
    found = read.event("edited")
    assert ([a.id for a in found.actors], [a.id for a in found.recipients], found.reciprocal) == (
        ["JPN"],
        ["KOR"],
        False,
    )
    assert found.actors[0].country == "JPN"
    assert found.evidence[0].document == "https://news.example/doc-summit"
    assert EventGraph(read.events(), read.articles().values()).event("edited") == found


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("dk:rootType plover:CONSULT ;", "", None),  # the type says it too
        (
            "dk:quadClass dk:verbal-cooperation",
            "dk:quadClass dk:verbal-coöperation",
            "dk:verbal-coöperation; did you mean",
        ),
        ('"2020-01-01"^^xsd:date', '"early 2020"', "'early 2020' is no day"),
        ("nif:beginIndex 0", 'nif:beginIndex "null"', "'null' is no number"),
        ("nif:referenceContext art:doc-summit ;", "", "nif:referenceContext is missing"),
        ("sem:eventType plover:CONSULT ;\n    dk:rootType plover:CONSULT ;", "", "dk:rootType is missing"),
    ],
)
def test_a_mistake_in_an_edited_file_is_named(old: str, new: str, message: str | None) -> None:
    assert old in EDITED
    read = EventGraph.parse(graph().turtle() + EDITED.replace(old, new).encode())
    if message is None:
        assert read.event("edited").event_type == "CONSULT"
        return
    with pytest.raises(GraphError, match=re.escape(message)):
        read.events()


def test_a_broken_file_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("@prefix : <http://x/> .\n:a :b .\n")
    with pytest.raises(GraphError, match=r"broken.ttl: no valid turtle: .*line 2"):
        EventGraph.parse(path)
    with pytest.raises(GraphError, match="cannot be read"):
        EventGraph.parse(tmp_path / "missing.ttl")
    with pytest.raises(GraphError, match="valid: turtle, nt, nquads, trig"):
        EventGraph.parse(b"", "rdfxml")


# ------------------------------------------------------------------------------ rdflib
def test_rdflib_reads_what_we_write() -> None:
    made = graph()
    read = rdflib.Graph().parse(data=made.turtle(), format="turtle")
    assert len(made.rdflib) == len(read)
    for copy in (read, made.rdflib):
        assert EventGraph.parse(copy.serialize(format="nt", encoding="utf-8"), "nt").turtle() == made.turtle()


def test_rdflib_is_a_view_of_the_graph() -> None:
    made = graph()
    sem = rdflib.Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
    assert len(set(made.rdflib.subjects(rdflib.RDF.type, sem.Event))) == len(made.events(modality="asserted"))
    found = made.rdflib.query("SELECT ?l { ev:2011-12-18-kyoto rdfs:label ?l }")
    assert [str(row.l) for row in found] == ["2011 12 18 kyoto"]  # type: ignore[union-attr]


# ------------------------------------------------------------------------------ shapes
@pytest.fixture(scope="module")
def shacl() -> rdflib.Graph:
    return rdflib.Graph().parse(ONTOLOGY / "shapes.ttl").parse(ONTOLOGY / "shapes-sparql.ttl")


def conforms(turtle: bytes, shacl: rdflib.Graph) -> bool:
    data = rdflib.Graph().parse(data=turtle, format="turtle")
    return bool(pyshacl.validate(data, shacl_graph=shacl, advanced=True)[0])


def test_the_graph_conforms(shacl: rdflib.Graph) -> None:
    made = graph(planned())
    assert made.validate() == []
    assert conforms(made.turtle(), shacl)
    assert len(shapes()) == 18


@pytest.mark.skipif(not ANCHORS.is_dir(), reason="the other shapes lie outside the checkout")
def test_the_graph_conforms_to_the_shapes_it_was_modelled_on() -> None:
    other = rdflib.Graph().parse(ANCHORS / "shapes.ttl").parse(ANCHORS / "shapes-sparql.ttl")
    sentences = [event for event in events() if event.evidence[0].kind == "sentence"]
    assert conforms(EventGraph(sentences, articles()).turtle(), other)


@functools.cache
def graphs_of_one_event() -> list[str]:
    whole = graph()
    return [whole.part([found]).turtle().decode() for found in whole.events()]


BREAKAGES = [
    ('rdfs:label "2011 12 18 kyoto"@en', 'rdfs:label "2011 12 18 kyoto"', "label"),
    ("dk:rootType plover:CONSULT ;\n    gaf", "dk:rootType plover:CONSULT, plover:AGREE ;\n    gaf", "dk:rootType"),
    ("dk:quadClass dk:verbal-cooperation ;\n    dk:rec", "dk:quadClass dk:friendly ;\n    dk:rec", "dk:quadClass"),
    ("dk:goldstein 3.0", "dk:goldstein 30.0", "dk:goldstein"),
    ("dk:goldstein 3.0", "dk:goldstein 3", "dk:goldstein"),
    ('dk:cameo "044"', "dk:cameo 44", "dk:cameo"),
    ('dk:cameo "044"', 'dk:cameo "44a"', "dk:cameo"),
    ('sem:hasEndTimeStamp "2011-12-18"^^xsd:date', 'sem:hasEndTimeStamp "2011-12-17"^^xsd:date', "hasBeginTimeStamp"),
    ('sem:hasEndTimeStamp "2011-12-18"^^xsd:date', 'sem:hasEndTimeStamp "2011"^^xsd:gYear', "hasEndTimeStamp"),
    ("dk:endDay 15326", "dk:endDay 15325", "dk:beginDay"),
    ("dk:dateCertain true", 'dk:dateCertain "yes"', "dk:dateCertain"),
    ("dk:datePrecision time:unitDay", "dk:datePrecision time:unitWeek", "dk:datePrecision"),
    ('"2011-12-18"^^edtf:EDTF', '"2011-12-18"', "dk:edtf"),
    ("sem:hasPlace pl:jpn-kyoto", "sem:hasPlace ent:KOR", "sem:hasPlace"),
    ("dk:confidence 0.94", "dk:confidence 1.5", "dk:confidence"),
    ("dk:grade dk:likely", "dk:grade dk:certain", "dk:grade"),
    ("dk:grade dk:likely", "dk:grade dk:likely, dk:check", "dk:grade"),
    ("dk:mentionCount 2", "dk:mentionCount 3", "mentionCount is not the number"),
    ("    a dk:NonFactualEvent", "    a sem:Event", "a sem:Event is a fact"),
    ("dk:modality dk:planned", "dk:modality dk:wished", "dk:modality"),
    ("sem:roleType dk:reporterRole", "sem:roleType dk:spectator", "sem:roleType"),
    ("org:role off:president", "org:position off:president", "org:role"),
    ("nif:beginIndex 0 ;\n    nif:endIndex 68", "nif:beginIndex 0 ;\n    nif:endIndex 69", "not as long"),
    ("nif:beginIndex 0 ;\n    nif:endIndex 68", "nif:beginIndex 99 ;\n    nif:endIndex 68", "begins before it ends"),
    ('sem:hasEndTimeStamp "2013-02-24"^^xsd:date', 'sem:hasEndTimeStamp "2009-02-24"^^xsd:date', "office was not held"),
    ("dk:recipient ent:JPN, ent:KOR, ent:USA", "dk:recipient ent:JPN, ent:KOR", "reciprocal"),
    ('schema:datePublished "2022-11-13"^^xsd:date', 'schema:datePublished "2022-11-13"', "schema:datePublished"),
    ('    rdfs:label "Kyoto"@en .', "    skos:note 1 .", "a place has a label"),
    ('dk:trigger "aimed"', 'dk:trigger "aimd"', "does not stand in the sentence"),
    ("dk:toldIn art:doc-visits", "dk:toldIn art:doc-missile", "a claim is told in an article that tells of the event"),
    ('dk:about "place"', 'dk:about "weather"', "a claim is about date, place"),
    ("dk:attributedTo ent:JPN", "dk:attributedTo pl:jpn-kyoto", "dk:attributedTo"),
]


@pytest.mark.parametrize(("old", "new", "message"), BREAKAGES)
def test_a_broken_graph_is_found_out(old: str, new: str, message: str, shacl: rdflib.Graph) -> None:
    """The checker and pySHACL agree: the graph conforms, the broken graph does not."""
    whole = next(turtle for turtle in graphs_of_one_event() if old in turtle)
    broken = whole.replace(old, new, 1).encode()
    found = EventGraph.parse(broken).validate()
    assert any(message in issue.message for issue in found), found
    assert not conforms(broken, shacl)


# ------------------------------------------------------------------------------ event types
def test_event_types_follow_the_cards() -> None:
    """`kg check --fix` rewrites the file."""
    assert (ONTOLOGY / "event-types.ttl").read_bytes() == event_types_turtle(load_cards())


def test_every_type_and_mode_is_a_concept() -> None:
    scheme = rdflib.Graph().parse(ONTOLOGY / "event-types.ttl")
    skos = rdflib.SKOS
    tops = set(scheme.subjects(skos.topConceptOf))
    assert len(tops) == 16
    names = Names()
    for card in load_cards().values():
        for mode in card.modes:
            me = rdflib.URIRef(names.expand(names.name("type", mode_id(card.event_type, mode.name))))
            assert (me, skos.broader, rdflib.URIRef(names.expand(f"plover:{card.event_type}"))) in scheme
    assert all(set(scheme.objects(s, skos.broader)) <= tops for s in scheme.subjects(skos.broader))


# ------------------------------------------------------------------------------ cost
def test_making_a_graph_costs_nothing() -> None:
    made, documents = [events()[0]], articles()[:1]
    assert calls(lambda: EventGraph(made, documents).events()) < 200


def test_values_are_not_imported_with_rdflib() -> None:
    code = "import sys, kg.graph; assert 'rdflib' not in sys.modules and 'networkx' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[1], check=True)


def test_kishida_has_two_offices() -> None:
    made = graph()
    offices = {
        actor.office_id for event in made.events(actor=KISHIDA.id) for actor in event.actors if actor.id == KISHIDA.id
    }
    assert offices == {"jpn-fumio-kishida-2012-fm", "jpn-fumio-kishida-2021"}


if __name__ == "__main__":
    SAMPLE.write_bytes(graph().turtle())
