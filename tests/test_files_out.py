"""Every file that is written, opened by what it is written for."""

import csv
import dataclasses
import datetime
import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import duckdb
import frictionless
import icalendar
import networkx
import openpyxl
import pandas
import pyarrow.parquet
import pyoxigraph
import pytest
import rdflib
from rdflib.compare import isomorphic
from typer.testing import CliRunner

import kg
from kg import exporters
from kg.cli import app
from kg.errors import OptionError
from kg.exporters.codebook import codebook, codebook_text
from kg.exporters.files import needed
from kg.graph.jsonld import load_context
from kg.graph.tables import KINDS, TABLES, cow_code, table_of
from kg.model import MODALITIES
from tests.sample_graph import JPN, KOR, event, evidence, graph

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
HOSTILE = dataclasses.replace(
    evidence("doc-summit", 0, "summit"), sentence='=1+1, "x"\n\x1b[31mred\u202e', reason="@SUM"
)
BAD = event("bad", "CONSULT", -2.5, HOSTILE, days="1850-02-03", actors=(JPN,), recipients=(KOR,), label="-cmd|'/c'!A0")


@pytest.fixture(scope="module")
def made() -> kg.EventGraph:
    return kg.EventGraph([*graph().events(grade="all"), BAD], graph().articles().values())


@pytest.fixture(scope="module")
def out(made: kg.EventGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    for name in exporters.EXPORTERS:
        if not name.endswith(".html"):
            assert (folder / name) in exporters.export(made, folder / name)
    return folder


def count(made: kg.EventGraph) -> int:
    return len(made.events(grade="all"))


# ------------------------------------------------------------------------------ tables
@pytest.mark.parametrize("name", TABLES)
def test_tables_fit_their_columns(name: str, made: kg.EventGraph) -> None:
    table = table_of(made, name)
    types = {
        "text": str,
        "code": str,
        "day": datetime.date,
        "number": float,
        "count": int,
        "truth": bool,
        "list": tuple,
    }
    assert set(types) == set(KINDS)
    assert len(table.rows) > 10
    for row in table.rows:
        for column, value in zip(table.columns, row, strict=True):
            assert value is None or isinstance(value, types[column.kind]), (column, value)
    places = [table.names.index(column) for column in table.key]
    keys = [tuple(row[place] for place in places) for row in table.rows]
    assert len(set(keys)) == len(keys)


def test_no_such_table(made: kg.EventGraph) -> None:
    with pytest.raises(OptionError, match="no table 'evnts'; did you mean 'events'"):
        made.to_dataframe("evnts")


def test_a_frame_has_types(made: kg.EventGraph) -> None:
    frame = made.to_dataframe()
    assert len(frame) == count(made)
    assert str(frame["begin"].dtype) == "datetime64[s]"
    assert frame["certain"].dtype == bool
    assert frame["goldstein"].dtype == float
    row = frame[frame["id"] == "1965-06-treaty"].iloc[0]
    assert (row["initiators"], row["initiators_cow"]) == (("JPN", "KOR"), ("740", "732"))
    assert frame.set_index("begin").loc["1965"].shape[0] == 1
    assert set(made.to_dataframe("mentions")["event"]) == set(frame["id"])
    pairs = made.to_dataframe("dyads")
    assert {"JPN", "KOR"} <= set(pairs["first"])
    assert kg.EventGraph([]).to_dataframe().shape == (0, len(TABLES["events"][2]))


def test_persons_have_ids(made: kg.EventGraph) -> None:
    frame = made.to_dataframe().set_index("id")
    assert frame.loc["2011-12-18-kyoto", "actor_ids"] == ("lee-myung-bak", "yoshihiko-noda")
    assert cow_code("JPN") == "740"


def test_rows_of_an_answer_are_a_frame(made: kg.EventGraph) -> None:
    frame = made.query("timeline", "KOR").to_dataframe()
    assert list(frame.columns)[:2] == ["begin", "edtf"]
    assert len(frame) > 3


# ------------------------------------------------------------------------------ CSV
@pytest.mark.parametrize("name", ["events", "mentions", "dyads"])
def test_pandas_reads_the_tables(name: str, out: Path, made: kg.EventGraph) -> None:
    table = table_of(made, name)
    days = [column.name for column in table.columns if column.kind == "day"]
    frame = pandas.read_csv(out / f"{name}.csv", parse_dates=days, keep_default_na=False, na_values=[""])
    assert len(frame) == len(table.rows)
    assert tuple(frame.columns) == table.names
    for day in days:
        assert "datetime64" in str(frame[day].dtype), day


def test_zeros_of_codes_stay(out: Path) -> None:
    text = (out / "events.csv").read_text("utf-8")
    assert ',"044",' in text
    found = duckdb.sql(f"SELECT cameo FROM read_csv('{out / 'events.csv'}', all_varchar=true) WHERE cameo = '044'")
    assert len(found.fetchall()) >= 1
    quoted = pandas.read_csv(out / "events.csv", dtype={"cameo": str, "initiators_cow": str})
    assert "044" in set(quoted["cameo"])
    strict = list(csv.DictReader(io.StringIO(text)))
    assert {row["cameo"] for row in strict if row["cameo"].startswith("0")} >= {"044"}


def test_duckdb_joins_the_tables(out: Path, made: kg.EventGraph) -> None:
    events, mentions = out / "events.csv", out / "mentions.csv"
    rows = duckdb.sql(
        f"SELECT e.id, count(*) FROM read_csv('{events}') e JOIN read_csv('{mentions}') m ON m.event = e.id GROUP BY 1"
    ).fetchall()
    assert len(rows) == count(made)
    (kind,) = duckdb.sql(f"SELECT typeof(begin) FROM read_csv('{events}') LIMIT 1").fetchall()[0]
    assert kind == "DATE"


@pytest.mark.parametrize("name", ["events.csv", "mentions.csv", "dyads.csv", "relations.csv", "panel.csv"])
def test_the_mark_of_excel(name: str, made: kg.EventGraph, out: Path, tmp_path: Path) -> None:
    exporters.export(made, tmp_path / name, excel=True)
    assert (tmp_path / name).read_bytes() == b"\xef\xbb\xbf" + (out / name).read_bytes()


def test_excel_on_the_command_line(out: Path, tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["export", str(out / "graph.ttl"), str(tmp_path / "e.csv"), "--excel"])
    assert told.exit_code == 0, told.output
    assert (tmp_path / "e.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")
    told = CliRunner().invoke(app, ["export", str(out / "graph.ttl"), str(tmp_path / "g.nt"), "--excel"])
    assert isinstance(told.exception, OptionError)


def test_no_file_holds_escape_sequences(out: Path) -> None:
    names = [name for name in exporters.EXPORTERS if name.endswith((".csv", ".ics", ".geojson", "line.json"))]
    assert len(names) > 6
    for name in names:
        assert not re.search("[\x1b\u202e]|\\\\u001b|\\\\u202e", (out / name).read_text("utf-8")), name


# ------------------------------------------------------------------------------ Parquet, Excel, data package
@pytest.mark.parametrize("name", ["events", "mentions", "dyads"])
def test_parquet(name: str, out: Path, made: kg.EventGraph) -> None:
    table, read = table_of(made, name), pyarrow.parquet.read_table(out / f"{name}.parquet")
    assert tuple(read.column_names) == table.names
    assert read.num_rows == len(table.rows)
    kinds = {column.name: str(read.schema.field(column.name).type) for column in table.columns}
    wanted = {"day": "date32[day]", "list": "list<element: string>", "truth": "bool", "count": "int64"}
    for column in table.columns:
        assert kinds[column.name] == wanted.get(column.kind, kinds[column.name])
        assert read.schema.field(column.name).metadata[b"about"].decode() == column.about
    assert len(pandas.read_parquet(out / f"{name}.parquet")) == len(table.rows)
    (rows,) = duckdb.sql(f"SELECT count(*) FROM '{out / f'{name}.parquet'}'").fetchall()[0]
    assert rows == len(table.rows)


def test_a_workbook(out: Path, made: kg.EventGraph) -> None:
    book = openpyxl.load_workbook(out / "events.xlsx")
    assert book.sheetnames == [*TABLES, "codebook"]
    rows = list(book["events"].iter_rows())
    assert len(rows) == count(made) + 1
    head = [cell.value for cell in rows[0]]
    found = {row[0].value: dict(zip(head, row, strict=True)) for row in rows[1:]}
    kyoto = found["2011-12-18-kyoto"]
    assert kyoto["cameo"].value == "044"
    assert kyoto["begin"].value == datetime.datetime(2011, 12, 18)
    assert found["bad"]["begin"].value == "1850-02-03"
    assert found["bad"]["label"].data_type == "s"
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_data_package(out: Path, made: kg.EventGraph) -> None:
    package = frictionless.Package(out / "datapackage.json")
    assert [resource.name for resource in package.resources] == [*TABLES, "codebook"]
    report = package.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])[:5]
    assert len(package.get_resource("events").read_rows()) == count(made)


def test_a_codebook_is_made_from_the_cards(made: kg.EventGraph) -> None:
    rows = codebook(made).rows
    assert {row[0] for row in rows if row[1] is None} == {
        "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST",
        "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN",
    }  # fmt: skip
    text = codebook_text(made)
    for word in ("### CONSULT: ", "#### CONSULT / visit", "| begin | day |", *MODALITIES):
        assert word in text


# ------------------------------------------------------------------------------ RDF
def read(path: Path, form: str) -> rdflib.Graph:
    return rdflib.Graph().parse(path, format=form)


@pytest.fixture(scope="module")
def turtle(out: Path) -> rdflib.Graph:
    return read(out / "graph.ttl", "turtle")


@pytest.mark.parametrize(("name", "form"), [("graph.nt", "nt"), ("graph.jsonld", "json-ld")])
def test_rdflib_reads_the_same_graph(name: str, form: str, out: Path, turtle: rdflib.Graph) -> None:
    found = read(out / name, form)
    assert len(found) == len(turtle) > 500
    assert isomorphic(found, turtle)


def test_n_triples_are_sorted_and_read_back(out: Path, made: kg.EventGraph) -> None:
    lines = (out / "graph.nt").read_text("utf-8").splitlines()
    assert lines == sorted(lines)
    assert len(list(pyoxigraph.parse((out / "graph.nt").read_bytes(), pyoxigraph.RdfFormat.N_TRIPLES))) == len(lines)
    assert len(kg.EventGraph.load(out / "graph.nt")) == len(made)


def test_json_ld_is_plain_json(out: Path) -> None:
    data = json.loads((out / "graph.jsonld").read_text("utf-8"))
    objects = {thing["@id"]: thing for thing in data["@graph"]}
    treaty = objects["ev:1965-06-treaty"]
    assert treaty["@type"] == ["sem:Event"]
    assert (treaty["hasBeginTimeStamp"], treaty["rootType"]) == ("1965-06-01", "plover:AGREE")
    assert isinstance(treaty["mentionCount"], int)
    assert len(load_context()) > 80


def test_json_ld_of_another_base(made: kg.EventGraph) -> None:
    other = kg.EventGraph(made.events(), made.articles().values(), base="https://my.example/kg/")
    found = rdflib.Graph().parse(data=other.jsonld(), format="json-ld")
    assert isomorphic(found, rdflib.Graph().parse(data=other.turtle(), format="turtle"))
    assert (rdflib.URIRef("https://my.example/kg/event/1965-06-treaty"), None, None) in found


# ------------------------------------------------------------------------------ networks
def test_graphml(out: Path, made: kg.EventGraph) -> None:
    net, read_back = kg.network(made), networkx.read_graphml(out / "network.graphml")
    assert set(read_back) == set(net)
    assert read_back.number_of_edges() == net.number_of_edges() > 5
    assert {facts["type"] for _, _, facts in read_back.edges(data=True)} >= {"CONSULT"}


@pytest.mark.parametrize("by", [None, "year", "all"])
def test_networkx_writes_networks(by: str | None, made: kg.EventGraph, tmp_path: Path) -> None:
    net = kg.network(made, by)
    networkx.write_gexf(net, tmp_path / "n.gexf")
    networkx.write_graphml(net, tmp_path / "n.graphml")
    assert networkx.read_graphml(tmp_path / "n.graphml").number_of_edges() == net.number_of_edges()


G = "{http://gexf.net/1.3}"
# What GEXF 1.3 allows: element -> attributes needed, attributes allowed, children allowed.
GEXF = {
    "gexf": ({"version"}, {"variant"}, {"meta", "graph"}),
    "graph": (
        set(),
        {"defaultedgetype", "mode", "timeformat", "timerepresentation", "start", "end", "idtype", "count"},
        {"attributes", "nodes", "edges"},
    ),
    "attributes": ({"class"}, {"mode", "start", "end"}, {"attribute"}),
    "attribute": ({"id", "title", "type"}, set(), {"default", "options"}),
    "nodes": (set(), {"count"}, {"node"}),
    "node": ({"id"}, {"label", "start", "end", "pid"}, {"attvalues", "spells", "nodes", "edges"}),
    "edges": (set(), {"count"}, {"edge"}),
    "edge": ({"source", "target"}, {"id", "type", "label", "weight", "start", "end", "kind"}, {"attvalues", "spells"}),
    "attvalues": (set(), set(), {"attvalue"}),
    "attvalue": ({"for", "value"}, {"start", "end"}, set()),
}
TYPES = {"integer": int, "long": int, "double": float, "float": float, "boolean": str, "string": str, "anyURI": str}


def test_gexf_is_as_the_format_says(out: Path) -> None:
    root = ET.parse(out / "network.gexf").getroot()
    assert (root.tag, root.get("version")) == (f"{G}gexf", "1.3")
    seen = set()
    for thing in root.iter():
        name = thing.tag.removeprefix(G)
        required, allowed, children = GEXF[name]
        seen.add(name)
        assert required <= set(thing.attrib) <= required | allowed, name
        assert {child.tag.removeprefix(G) for child in thing} <= children, name
    assert seen >= {"nodes", "edges", "attvalue"}
    body = root.find(f"{G}graph")
    kinds = {(block.get("class"), a.get("id")): a.get("type") for block in body.iter(f"{G}attributes") for a in block}
    nodes = {node.get("id") for node in body.iter(f"{G}node")}
    for what in ("node", "edge"):
        for thing in body.iter(f"{G}{what}"):
            for value in thing.iter(f"{G}attvalue"):
                TYPES[kinds[what, value.get("for")]](value.get("value"))
    for edge in body.iter(f"{G}edge"):
        assert {edge.get("source"), edge.get("target")} <= nodes
        assert float(edge.get("weight")) > 0
        assert edge.get("start", "") <= edge.get("end", "")


# ------------------------------------------------------------------------------ calendars, maps, stories
def test_a_calendar(out: Path, made: kg.EventGraph) -> None:
    data = (out / "events.ics").read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    calendar = icalendar.Calendar.from_ical(data)
    entries = {str(entry["UID"]): entry for entry in calendar.walk("VEVENT")}
    assert len(entries) > 10
    kyoto = entries["2011-12-18-kyoto@diplokg"]
    assert kyoto.decoded("DTSTART") == datetime.date(2011, 12, 18)
    assert kyoto.decoded("DTEND") == datetime.date(2011, 12, 19)
    assert (str(kyoto["STATUS"]), str(kyoto["LOCATION"])) == ("CONFIRMED", "Kyoto")
    assert {str(entry["STATUS"]) for entry in entries.values()} == {"CONFIRMED", "TENTATIVE"}
    for found in made.events(modality="negated"):
        assert f"{found.id}@diplokg" not in entries


def test_a_map(out: Path, made: kg.EventGraph) -> None:
    data = json.loads((out / "events.geojson").read_text("utf-8"))
    assert data["type"] == "FeatureCollection"
    assert len(data["features"]) == count(made)
    placed = [feature for feature in data["features"] if feature["geometry"]]
    assert 3 < len(placed) < count(made)
    for feature in placed:
        east, north = feature["geometry"]["coordinates"]
        assert (feature["type"], feature["geometry"]["type"]) == ("Feature", "Point")
        assert -180 <= east <= 180
        assert -90 <= north <= 90
    tokyo = next(feature for feature in placed if feature["id"] == "1965-06-treaty")
    assert tokyo["geometry"]["coordinates"] == [139.6917, 35.6895]
    assert tokyo["properties"]["initiators"] == ["JPN", "KOR"]


def test_a_timeline_of_timelinejs(out: Path, made: kg.EventGraph) -> None:
    data = json.loads((out / "timeline.json").read_text("utf-8"))
    assert set(data) == {"scale", "events"}
    slides = {slide["unique_id"]: slide for slide in data["events"]}
    assert slides["2011-12-18-kyoto"]["start_date"] == {"year": 2011, "month": 12, "day": 18}
    assert slides["1965-06-treaty"]["display_date"] == "1965-06"
    assert all(slide["text"]["headline"] and "<script" not in str(slide) for slide in slides.values())
    shown = {e.id for e in made.events(modality="asserted", grade="shown") if e.begin or e.end}
    assert set(slides) == shown


# ------------------------------------------------------------------------------ a part of the graph
READS = {
    "graph.nt": lambda p: {e.id for e in kg.EventGraph.load(p).events()},
    "graph.jsonld": lambda p: {
        thing["@id"].removeprefix("ev:")
        for thing in json.loads(p.read_text("utf-8"))["@graph"]
        if {"sem:Event", "dk:NonFactualEvent"} & set(thing.get("@type", ()))
    },
    "dyads.csv": lambda p: set(pandas.read_csv(p)["event"]),
    "network.graphml": lambda p: {f["ids"] for _, _, f in networkx.read_graphml(p).edges(data=True)},
    "events.parquet": lambda p: set(pandas.read_parquet(p)["id"]),
    "mentions.parquet": lambda p: set(pandas.read_parquet(p)["event"]),
    "dyads.parquet": lambda p: set(pandas.read_parquet(p)["event"]),
    "events.xlsx": lambda p: {row[0] for row in openpyxl.load_workbook(p)["events"].values} - {"id"},
    "events.ics": lambda p: {
        str(entry["UID"]).removesuffix("@diplokg")
        for entry in icalendar.Calendar.from_ical(p.read_bytes()).walk("VEVENT")
    },
    "events.geojson": lambda p: {f["id"] for f in json.loads(p.read_text("utf-8"))["features"]},
    "timeline.json": lambda p: {slide["unique_id"] for slide in json.loads(p.read_text("utf-8"))["events"]},
    "datapackage.json": lambda p: set(pandas.read_csv(p.parent / "events.csv")["id"]),
}
PARTLY = ("dyads.csv", "dyads.parquet", "network.graphml", "events.ics", "timeline.json")  # not all events have a place


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize(
    "options", [{"actors": ("ROK",), "since": "2018"}, {"actors": ("South Korea", "Tokyo")}], ids=str
)
def test_each_file_takes_the_same_part(name: str, options: dict[str, object], tmp_path: Path) -> None:
    chosen = {found.id for found in exporters.narrowed(graph(), **options).events(grade="all")}
    exporters.export(graph(), tmp_path / name, **options)
    found = READS[name](tmp_path / name)
    assert len(found) > 3
    assert found < chosen if name in PARTLY and found != chosen else found == chosen


# ------------------------------------------------------------------------------ what is missing is told
def test_a_missing_library_is_named() -> None:
    with pytest.raises(OptionError, match=r"no_such_library is not installed: pip install 'diplokg\[tables\]'"):
        needed("no_such_library.part", "tables")


@pytest.mark.parametrize("library", ["pandas", "pyarrow", "openpyxl"])
def test_what_needs_an_extra_says_so(library: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(__import__("sys").modules, library, None)
    calls = {
        "pandas": lambda: graph().to_dataframe(),
        "pyarrow": lambda: kg.export(graph(), tmp_path / "e.parquet"),
        "openpyxl": lambda: kg.export(graph(), tmp_path / "e.xlsx"),
    }
    with pytest.raises(OptionError, match=rf"{library} is not installed: pip install 'diplokg\[tables\]'"):
        calls[library]()


# ------------------------------------------------------------------------------ notebooks
def test_what_a_notebook_shows(made: kg.EventGraph) -> None:
    bad = made.event("bad")
    hostile = dataclasses.replace(bad, label="<script>alert(1)</script>")
    shown = {
        "graph": kg.EventGraph([dataclasses.replace(hostile, grade="sure")])._repr_html_(),
        "event": hostile._repr_html_(),
        "rows": made.query("timeline", "KOR")._repr_html_(),
        "network": kg.network(made)._repr_html_(),
        "undirected": kg.network(made, directed=False)._repr_html_(),
    }
    for name, text in shown.items():
        ET.fromstring(f"<div>{text}</div>")
        assert "<script>" not in text, name
        assert "\x1b" not in text
    assert "&lt;script&gt;" in shown["graph"]
    assert "and " in shown["network"]


# ------------------------------------------------------------------------------ OWL
def test_a_graph_declares_its_ontology(turtle: rdflib.Graph) -> None:
    from rdflib.namespace import OWL, RDF, RDFS

    assert len(list(turtle.subjects(RDF.type, OWL.Ontology))) == 1
    kinds = ("Class", "ObjectProperty", "DatatypeProperty")
    declared = {kind: set(turtle.subjects(RDF.type, OWL[kind])) for kind in kinds}
    own = (str(RDF), str(RDFS), str(OWL))
    used = {kind for kind in turtle.objects(None, RDF.type) if not str(kind).startswith(own)}
    assert used == declared["Class"]
    assert not declared["ObjectProperty"] & declared["DatatypeProperty"]
    for one, predicate, value in turtle:
        if predicate in declared["ObjectProperty"]:
            assert isinstance(value, rdflib.URIRef), (one, predicate)
        elif predicate in declared["DatatypeProperty"]:
            assert isinstance(value, rdflib.Literal), (one, predicate)
    properties = declared["ObjectProperty"] | declared["DatatypeProperty"]
    left = {p for p in turtle.predicates() if not str(p).startswith(own)} - properties
    assert left <= set(turtle.subjects(RDF.type, OWL.AnnotationProperty))


def test_the_line_of_the_readme_reads_every_table_as_it_is_meant(tmp_path):
    block = next(one for one in re.findall(r"```python\n(.*?)```", README, re.DOTALL) if "codes = dict" in one)
    chosen = re.search(r"dtype=(.*?), parse_dates", block)[1]
    names: dict[str, dict] = {}
    exec(re.search(r"^codes = .*", block, re.MULTILINE)[0], names)
    made, codes = graph(), eval(chosen, names)
    for name in ("events.csv", "dyads.csv", "relations.csv", "panel.csv"):
        exporters.export(made, tmp_path / name)
    events = pandas.read_csv(tmp_path / "events.csv", dtype=codes)
    assert {code for code in events.cameo.dropna() if code.startswith("0")}
    assert set(events.cameo.dropna()) == {one.cameo for one in made.events(grade="all") if one.cameo}
    years = pandas.read_csv(tmp_path / "relations.csv", dtype=codes).year
    assert str(years.dtype) == "Int64"
    for name in ("dyads.csv", "relations.csv", "panel.csv"):
        table = pandas.read_csv(tmp_path / name, dtype=codes)
        assert {cow_code(party) for party in table["first"]} - {""} == set(table.first_cow.dropna())
        assert not [code for code in table.second_cow.dropna() if "." in code]
    assert {len(str(code)) for code in pandas.read_csv(tmp_path / "events.csv").cameo.dropna()} != {
        len(code) for code in events.cameo.dropna()
    }  # what a plain reader makes of them, which is why the line is there


def test_a_value_shows_itself_in_one_line():
    one = graph().events()[0]
    assert repr(one) == f"<Event {one.id} ({one.edtf}, {one.grade}): {one.label}>"
    plan = dataclasses.replace(one, modality="planned", edtf="")
    assert "(no date, planned)" in repr(plan)
    during = graph().during("2018")
    assert repr(during) == f"<During: {len(during.certain)} events certain, {len(during.possible)} possible>"
