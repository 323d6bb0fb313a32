"""The questions of ontology/questions/: their answers in two engines, and what a query may not do."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from decimal import Decimal

import pyoxigraph
import pytest
import rdflib

from kg.errors import GraphError, OptionError
from kg.graph import EventGraph
from kg.graph.parameters import bind
from kg.graph.query import KINDS, questions, read_question
from kg.graph.rows import Iri
from kg.seeds.files import shipped
from tests.sample_graph import articles, events, graph, planned

D = datetime.date.fromisoformat
FOLDER = shipped("ontology") / "questions"

# question -> parameters -> rows, IRIs by their last segment
ANSWERS: list[tuple[str, tuple[object, ...], list[tuple[object, ...]]]] = [
    (
        "summits", ("KOR", "JPN"),
        [
            (D("2011-12-18"), D("2011-12-18"), "2011 12 18 kyoto", "2011-12-18-kyoto"),
            (D("2015-11-02"), D("2015-11-02"), "2015 11 02 seoul", "2015-11-02-seoul"),
            (D("2019-12-24"), D("2019-12-24"), "2019 12 24 chengdu", "2019-12-24-chengdu"),
            (D("2022-11-13"), D("2022-11-13"), "2022 11 13 phnom penh", "2022-11-13-phnom-penh"),
            (D("2023-08-18"), D("2023-08-18"), "2023 08 18 camp david", "2023-08-18-camp-david"),
        ],
    ),
    ("summits", ("South Korea", "usa"), [
        (D("2023-08-18"), D("2023-08-18"), "2023 08 18 camp david", "2023-08-18-camp-david"),
    ]),
    (
        "met-within", ("2022-11-13", "60"),
        [
            ("fumio-kishida", "yoon-suk-yeol", D("2022-09-21"), "2022 09 21 new york", "2022-09-21-new-york"),
            ("fumio-kishida", "yoon-suk-yeol", D("2022-11-13"), "2022 11 13 phnom penh", "2022-11-13-phnom-penh"),
        ],
    ),
    ("met-within", ("2022-11-13",), [
        ("fumio-kishida", "yoon-suk-yeol", D("2022-11-13"), "2022 11 13 phnom penh", "2022-11-13-phnom-penh"),
    ]),
    (
        "tone", ("KOR", "JPN"),
        [
            (1965, 1, 1, 0, 3.0),
            (2011, 1, 1, 0, 2.5),
            (2015, 2, 2, 0, 2.75),
            (2018, 1, 0, 1, -5.0),
            (2019, 3, 1, 2, -2.5),
            (2022, 2, 2, 0, 2.5),
            (2023, 3, 3, 0, 4.0),
        ],
    ),
    ("held-in", ("Cambodia",), [(D("2022-11-13"), "Phnom Penh", "2022 11 13 phnom penh", "2022-11-13-phnom-penh")]),
    (
        "held-in", ("KOR",),
        [
            (D("2015-11-02"), "Seoul", "2015 11 02 seoul", "2015-11-02-seoul"),
            (D("2023-05-07"), "Seoul", "2023 05 07 seoul", "2023-05-07-seoul"),
        ],
    ),
    (
        "evidence", ("2022-11-13",),
        [
            (D("2022-11-13"), "https://news.example/doc-summit", 0, 91,
             "Presidents rarely smile so broadly: Yoon and Kishida held a summit in Phnom Penh on Sunday.",
             "summit", "seeds/event_types/CONSULT.yml#meet", 0.91),
            (D("2023-08-19"), "https://news.example/doc-visits", 0, 99,
             "After Phnom Penh, where the two had held their first formal summit, Yoon flew to Tokyo on March 16.",
             "summit", "seeds/event_types/CONSULT.yml#meet", 0.7),
        ],
    ),
    (
        "overlapping", ("2018", "2019-07"),
        [
            (D("2018-01-01"), D("2018-12-31"), False, "2018 radar", "2018-radar"),
            (D("2019-07-01"), D("2019-07-01"), True, "2019 07 01 exports", "2019-07-01-exports"),
        ],
    ),
    (
        "offices", ("KOR", "USA"),
        [
            (D("2023-08-18"), "Fumio Kishida", "Prime Minister (Fumio Kishida)", "2023-08-18-camp-david"),
            (D("2023-08-18"), "Joe Biden", "president (Joe Biden)", "2023-08-18-camp-david"),
            (D("2023-08-18"), "Yoon Suk-yeol", "President (Yoon Suk-yeol)", "2023-08-18-camp-david"),
        ],
    ),
    (
        "top-dyads", (),
        [
            ("JPN", "KOR", 14, 1.0357),
            ("JPN", "PRK", 2, -4.6),
            ("JPN", "USA", 1, 4.0),
            ("KOR", "PRK", 1, -2.0),
            ("KOR", "USA", 1, 4.0),
            ("PRK", "UN", 1, -6.0),
            ("PRK", "USA", 1, -4.4),
        ],
    ),
    (
        "timeline", ("Yoon Suk-yeol",),
        [
            (D("2022-09-21"), "2022-09-21", "CONSULT", "2022 09 21 new york", "2022-09-21-new-york"),
            (D("2022-11-13"), "2022-11-13", "summit", "2022 11 13 phnom penh", "2022-11-13-phnom-penh"),
            (D("2023-03-16"), "2023-03-16", "consult-visit", "2023 03 16 tokyo", "2023-03-16-tokyo"),
            (D("2023-08-18"), "2023-08-18", "summit", "2023 08 18 camp david", "2023-08-18-camp-david"),
        ],
    ),
    (
        "thaw",
        ("KOR", "JPN", 150),
        [("2019-08-22-pact", "2019-12-24-chengdu", datetime.date(2019, 8, 22), datetime.date(2019, 12, 24))],
    ),
    ("thaw", ("JPN", "KOR"), []),
    (
        "review", (),
        [
            ("2018-radar", "likely", 0.45, False, "2018 radar"),
            ("1965-06-treaty", "likely", 0.5, False, "1965 06 treaty"),
            ("2022-09-threat", "likely", 0.5, False, "2022 09 threat"),
            ("2022-10-condemned", "likely", 0.5, False, "2022 10 condemned"),
            ("undated-compensation", "likely", 0.6, False, "Undated compensation"),
        ],
    ),
    ("of-type", ("CONSULT",), [(5, "summit"), (2, "consult-visit"), (1, "CONSULT")]),
    ("of-type", ("summit",), [(5, "summit")]),
    ("of-type", ("consult-multilateral",), [(1, "summit")]),
    ("publishers", ("KOR", "USA"), [("Harbour Post", 1, 1)]),
    ("publishers", ("KOR", "PRK"), [("Northern Wire", 1, 1)]),
    (
        "first-last-meeting", (),
        [
            ("fumio-kishida", "yoon-suk-yeol", D("2022-09-21"), D("2023-08-18"), 3),
            ("fumio-kishida", "joe-biden", D("2023-08-18"), D("2023-08-18"), 1),
            ("joe-biden", "yoon-suk-yeol", D("2023-08-18"), D("2023-08-18"), 1),
            ("lee-myung-bak", "yoshihiko-noda", D("2011-12-18"), D("2011-12-18"), 1),
            ("moon-jae-in", "shinzo-abe", D("2019-12-24"), D("2019-12-24"), 1),
            ("park-geun-hye", "shinzo-abe", D("2015-11-02"), D("2015-11-02"), 1),
        ],
    ),
    (
        "slice", ("2022-09", "2022-09"),
        [
            (None, D("2022-09-26"), "Undated compensation", "undated-compensation"),
            (D("2022-09-21"), D("2022-09-21"), "2022 09 21 new york", "2022-09-21-new-york"),
            (D("2022-09-26"), D("2022-10-02"), "2022 09 threat", "2022-09-threat"),
        ],
    ),
    ("together", ("ROK", "Tokyo"), [(D("2022-10-04"), "2022 10 condemned", "2022-10-condemned")]),
    ("starters", (), [("JPN", "KOR", 1), ("KOR", "JPN", 1), ("PRK", "JPN", 1), ("UN", "PRK", 1)]),
    ("years-without", ("KOR", "JPN", 2010, 2016), [(2010,), (2012,), (2013,), (2014,), (2016,)]),
    (
        "known-on", ("2022-09-30",),
        [
            (D("2022-09-26"), None, "Undated compensation", "undated-compensation"),
            (D("2022-09-26"), D("1965-06-01"), "1965 06 treaty", "1965-06-treaty"),
            (D("2022-09-26"), D("2011-12-18"), "2011 12 18 kyoto", "2011-12-18-kyoto"),
            (D("2022-09-26"), D("2015-11-02"), "2015 11 02 seoul", "2015-11-02-seoul"),
            (D("2022-09-26"), D("2015-12-28"), "2015 12 28 women", "2015-12-28-women"),
            (D("2022-09-26"), D("2018-01-01"), "2018 radar", "2018-radar"),
            (D("2022-09-26"), D("2019-07-01"), "2019 07 01 exports", "2019-07-01-exports"),
            (D("2022-09-26"), D("2019-08-22"), "2019 08 22 pact", "2019-08-22-pact"),
            (D("2022-09-26"), D("2019-12-24"), "2019 12 24 chengdu", "2019-12-24-chengdu"),
            (D("2022-09-26"), D("2022-09-21"), "2022 09 21 new york", "2022-09-21-new-york"),
        ],
    ),
]  # fmt: skip


def plain(value: object) -> object:
    """A value of an answer as the table above has it."""
    if isinstance(value, Iri):
        return re.split("[/#]", value)[-1]
    return round(value, 4) if isinstance(value, float) else value


def plain_of_rdflib(term: object) -> object:
    if isinstance(term, rdflib.URIRef):
        return re.split("[/#]", term)[-1]
    value = term.toPython() if isinstance(term, rdflib.Literal) else term
    if isinstance(value, rdflib.Literal):  # a datatype that rdflib has no value for: EDTF
        return str(value)
    return round(float(value), 4) if isinstance(value, Decimal) else value


def with_rdflib(made: EventGraph, name: str, parameters: tuple[object, ...]) -> list[tuple[object, ...]]:
    """The answer of rdflib's own engine and store to the same text with the same bindings."""
    question = questions()[name]
    bound = bind(question, parameters, made._lookup, made._names)
    memory = rdflib.Graph().parse(data=made.turtle(), format="turtle")
    values: dict[str, rdflib.term.Identifier] = {
        key: rdflib.URIRef(term.value)
        if isinstance(term, pyoxigraph.NamedNode)
        else rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))
        for key, term in bound.items()
    }
    result = memory.query(question.sparql, initBindings=values)
    columns = [str(variable) for variable in result.vars or () if str(variable) not in bound]
    return [tuple(plain_of_rdflib(row[column]) for column in columns) for row in result]  # type: ignore[index]


@pytest.fixture(scope="module")
def made() -> EventGraph:
    return graph()


@pytest.mark.parametrize(("name", "parameters", "wanted"), ANSWERS, ids=lambda value: str(value)[:40])
def test_answers(name: str, parameters: tuple[object, ...], wanted: list[tuple[object, ...]], made: EventGraph) -> None:
    found = made.query(name, *parameters)
    assert [tuple(map(plain, row)) for row in found] == wanted
    assert with_rdflib(made, name, parameters) == wanted
    assert not set(found.columns) & {parameter.name for parameter in questions()[name].parameters}


def test_edges_are_those_of_the_network(made: EventGraph) -> None:
    from kg.analysis import network

    found = {(plain(row[0]), plain(row[1]), plain(row[-1])) for row in made.query("edges")}
    edges = network(made, joint="drop").edges(data=True)
    assert found == {(a, b, facts["ids"]) for a, b, facts in edges}
    assert [tuple(map(plain, row)) for row in made.query("edges")] == with_rdflib(made, "edges", ())


def test_schema_org(made: EventGraph) -> None:
    answer = made.query("schema-org")
    assert answer.columns == ("subject", "predicate", "object")
    ours = rdflib.Graph().parse(data=answer.turtle(), format="turtle")
    memory = rdflib.Graph().parse(data=made.turtle(), format="turtle")
    theirs = memory.query(questions()["schema-org"].sparql).graph
    assert theirs is not None
    assert set(ours) == set(theirs)
    assert len(set(ours.subjects())) == len(made.events(modality="asserted"))


def test_every_question_was_asked() -> None:
    asked = {name for name, _, _ in ANSWERS} | {"edges", "schema-org"}
    assert asked <= set(questions())
    assert len(asked) >= 19
    assert len(questions()) == len(list(FOLDER.glob("*.rq")))


@pytest.mark.parametrize("name", sorted({name for name, _, _ in ANSWERS} | {"edges", "schema-org"}))
def test_planned_events_change_no_answer(name: str, made: EventGraph) -> None:
    more = graph(planned())
    assert len(more.events()) > len(made.events()) + 20
    calls: list[tuple[object, ...]] = [parameters for asked, parameters, _ in ANSWERS if asked == name] or [()]
    for parameters in calls:
        # A planned event begins with the same day.
        asked = tuple("2022-11-13-phnom-penh" if value == "2022-11-13" else value for value in parameters)
        assert more.query(name, *asked) == made.query(name, *asked)


def test_answers_do_not_hang_on_the_order_of_input(made: EventGraph) -> None:
    turned = EventGraph(events()[::-1], articles()[::-1])
    for name, parameters, _ in ANSWERS:
        if name not in ("offices", "held-in"):  # labels of states and offices come from the table here
            assert turned.query(name, *parameters) == made.query(name, *parameters), name


# ------------------------------------------------------------------------------ parameters
@pytest.mark.parametrize(
    ("call", "message"),
    [
        (("sumits", "KOR", "JPN"), "no question 'sumits'; did you mean 'summits'"),
        (("summits", "KOR"), r"needs a value for \?b: summits A B"),
        (("summits", "KOR", "JPN", "USA"), "takes 2 values, not 3"),
        (("summits", "KOR", "Japn"), "did you mean 'Japan'"),
        (("held-in", "nowhere at all"), "nobody is called 'nowhere at all'"),
        (("slice", "2022-09", "soon"), "'soon' is no date"),
        (("thaw", "KOR", "JPN", "many"), "'many' is no number"),
        (("of-type", "CONSULTT"), "did you mean 'CONSULT'"),
        (("evidence", "2019"), "fits 3 events"),
        (("SELECT ?a { ?a ?b ?c }", "KOR"), "takes 0 values, not 1"),
    ],
)
def test_a_wrong_parameter_teaches(call: tuple[str, ...], message: str, made: EventGraph) -> None:
    with pytest.raises(OptionError, match=message):
        made.query(*call)


def test_parameters_are_values_never_text(made: EventGraph) -> None:
    evil = 'x" } SELECT * { ?s ?p ?o } #'
    text = """# find: a label; parameters: ?wanted:text
    SELECT ?event ?wanted { ?event rdfs:label ?label FILTER(STR(?label) = ?wanted) }"""
    assert made.query(text, evil) == []
    assert [plain(row[0]) for row in made.query(text, "2018 radar")] == ["2018-radar"]


def test_a_query_of_ones_own_may_declare_parameters(made: EventGraph) -> None:
    text = """# mine: what they did in a place; parameters: ?place:place
    SELECT ?event ?place { ?event sem:hasPlace ?place }"""
    assert [plain(row[0]) for row in made.query(text, "phnom penh")] == ["2022-11-13-phnom-penh"]
    with pytest.raises(OptionError, match="did you mean 'Tokyo'"):
        made.query(text, "Tokio")


@pytest.mark.parametrize("name", ["KOR", "kor", "South Korea", "south korea", "ROK", "rok"])
def test_a_state_has_many_names(name: str, made: EventGraph) -> None:
    assert made.query("summits", name, "JPN") == made.query("summits", "KOR", "JPN")


def test_the_tables_know_other_names() -> None:
    made = EventGraph(events(), articles())
    assert made.query("held-in", "Republic of Korea") == made.query("held-in", "KOR")


def test_dates_may_be_given_as_dates(made: EventGraph) -> None:
    assert made.query("overlapping", D("2018-01-01"), D("2019-07-31")) == made.query("overlapping", "2018", "2019-07")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?a {}", "line 1: it must read"),
        ("# x: y; parameters: ?a", r"parameter '\?a' is no \?name:kind"),
        ("# x: y; parameters: ?a:city", "kinds: party, actor"),
    ],
)
def test_a_wrong_header_teaches(text: str, message: str) -> None:
    with pytest.raises(GraphError, match=message):
        read_question(text, "questions/x.rq")


def test_every_kind_of_parameter_is_known() -> None:
    used = {parameter.kind for question in questions().values() for parameter in question.parameters}
    assert used <= set(KINDS)


def test_questions_are_listed_with_their_parameters(made: EventGraph) -> None:
    lines = made.questions()
    assert len(lines) == len(questions())
    assert re.match(r"thaw A B \[DAYS=90\] +conflict that", next(line for line in lines if line.startswith("thaw")))


# ------------------------------------------------------------------------------ answers
def test_rows_are_a_list_with_columns(made: EventGraph) -> None:
    rows = made.query("summits", "KOR", "JPN")
    assert rows.columns == ("begin", "end", "label", "event")
    assert rows[0] in rows
    assert rows[1:3] == list(rows)[1:3]
    assert rows.dicts()[0]["label"] == "2011 12 18 kyoto"
    assert made.event(str(rows[0][3])).id == "2011-12-18-kyoto"
    assert rows.text().splitlines()[2] == "2011-12-18  2011-12-18  2011 12 18 kyoto       ev:2011-12-18-kyoto"
    assert rows.csv().splitlines()[1] == "2011-12-18,2011-12-18,2011 12 18 kyoto,ev:2011-12-18-kyoto"
    assert made.query("ASK { ?e a sem:Event }") == [(True,)]
    assert repr(rows) == "<Rows: 5 × begin, end, label, event>"


def test_a_question_works_in_any_engine_without_parameters(made: EventGraph) -> None:
    """Unbound parameters are columns: all pairs at once."""
    found = made.query(questions()["summits"].sparql.partition("\n")[2])
    assert found.columns == ("begin", "end", "label", "event", "a", "b")
    assert len(found) > 20


Ask = Callable[[str], list[tuple[object, ...]]]


@pytest.mark.skipif(not (shipped("ontology").parents[1] / "shared").is_dir(), reason="the other questions lie outside")
def test_the_questions_that_ours_come_from_run_on_our_graph(made: EventGraph) -> None:
    folder = shipped("ontology").parents[1] / "shared" / "anchors" / "rdf" / "questions"
    empty = []
    for path in sorted(folder.glob("*.rq")):
        text = re.sub(r"ev:2022-11-13-jpn-kor-summit-7c1e09ab", "ev:2022-11-13-phnom-penh", path.read_text())
        if not made.query(text):
            empty.append(path.stem)
    assert empty == ["q10_thaw"]  # no meeting of the sample follows a conflict within 90 days
