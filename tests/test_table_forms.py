"""Tables of every format that coders publish, and tables as programs spoil them: what each row becomes, and what is said."""
# ruff: noqa: E501 (a case a line reads best)

import datetime

import pytest

import kg
from kg.errors import OptionError
from kg.sources import format_of, read, read_all

HEADERS = {
    "acled": "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp",
    "acled of 2017": "data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,timestamp,iso3",
    "ged": "id,relid,year,active_year,code_status,type_of_violence,conflict_new_id,conflict_name,dyad_new_id,dyad_name,side_a_new_id,side_a,side_b_new_id,side_b,number_of_sources,source_article,source_headline,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,best",
    "icews": "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude",
    "phoenix": "eid\tstory_date\tyear\tmonth\tday\tsource\tsource_root\tsource_agent\tsource_others\ttarget\ttarget_root\ttarget_agent\ttarget_others\tcode\troot_code\tquad_class\tgoldstein\tjoined_issues\tlat\tlon\tplacename\tstatename\tcountryname\taid\tprocess",
    "mid": "disno,dyindex,statea,namea,stateb,nameb,strtday,strtmnth,strtyr,year,endday,endmnth,endyear,outcome,settlmnt,fatlev,highact,hihost,recip",
    "war": "warnum,disno,dyindex,statea,stateb,warstrtmnth,warstrtday,warstrtyr,warendmnth,warenday,warendyr,year,warolea,waroleb",
    "own": "id,begin,end,edtf,certain,date_text,event_type,mode,subtype,quad_class,goldstein,cameo,modality,label,initiators,recipients,reciprocal,actors,acted_on,attributed_to,place,place_country,sentence,trigger,document",
}  # fmt: skip


def line(form, **cells):
    header = HEADERS[form]
    sign = "\t" if "\t" in header else ","
    values = (cells.pop(name.replace(" ", "_"), "") for name in header.split(sign))
    row = sign.join(f'"{value}"' if sign in value else value for value in values)
    assert not cells
    return f"{header}\n{row}\n"


def events_of(tmp_path, text, name="table.csv", columns=None):
    (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    issues = []
    found = read_all(tmp_path / name, issues.append, columns=columns)
    assert not found.documents
    return found.events, " / ".join(issue.message for issue in issues)


def told(event):
    """What an event says: type and mode, sides, date, place."""
    sides = tuple([actor.id for actor in actors] for actors in (event.actors, event.recipients))
    return " ".join(filter(None, (event.event_type, event.mode))), *sides, event.edtf, event.place and event.place.label


FORMATS = {
    "an air strike of ACLED": (
        line("acled", event_id_cnty="X1", event_date="2021-06-27", event_type="Explosions/Remote violence", sub_event_type="Air/drone strike",
             actor1="Military Forces of the United States (2021-)", actor2="Kataib Hezbollah", country="Iraq", location="Rabia", latitude="36.8", longitude="42.2", notes="A made-up note."),
        ("ASSAULT aerial", ["USA"], ["kataib-hezbollah"], "2021-06-27", "Rabia")),
    "a protest of ACLED": (
        line("acled", event_id_cnty="X2", event_date="3 May 2021", event_type="Protests", sub_event_type="Peaceful protest", actor1="Protesters (Kenya)", country="Kenya", location="Kisii"),
        ("PROTEST demo", ["KEN"], [], "2021-05-03", "Kisii")),
    "a battle of ACLED as it was called": (
        line("acled of 2017", data_id="3", event_date="12-June-2016", event_type="Battle-No change of territory", actor1="Military Forces of Ethiopia (1991-)",
             actor2="Military Forces of Eritrea (1993-)", country="Ethiopia", location="Tserona"),
        ("ASSAULT", ["ETH"], ["ERI"], "2016-06-12", "Tserona")),
    "a fight of UCDP": (
        line("ged", id="7", year="2008", type_of_violence="1", side_a="Government of Djibouti", side_b="Government of Eritrea", where_coordinates="Ras Doumeira town",
             latitude="12.7", longitude="43.1", country="Djibouti", date_prec="2", date_start="2008-06-10 00:00:00.000", date_end="2008-06-13 00:00:00.000"),
        ("ASSAULT", ["DJI"], ["ERI"], "[2008-06-10..2008-06-13]", "Ras Doumeira")),
    "a state under its older name in UCDP": (
        line("ged", id="8", type_of_violence="1", side_a="Government of DR Congo (Zaire)", side_b="M23", country="DR Congo (Zaire)", date_start="2012-11-20 00:00:00.000", date_end="2012-11-20 00:00:00.000"),
        ("ASSAULT", ["COD"], ["M23"], "2012-11-20", None)),
    "a consultation of ICEWS": (
        line("icews", Event_ID="1", Event_Date="2014-02-12", Source_Name="Angela Merkel", Source_Country="Germany", Event_Text="Consult", CAMEO_Code="040", Intensity="1.0",
             Target_Name="Citizen (France)", Target_Country="France", City="Berlin", Country="Germany"),
        ("CONSULT", ["angela-merkel"], ["FRA"], "2014-02-12", "Berlin")),
    "Phoenix of the Cline Center": (
        line("phoenix", eid="5", story_date="19991004", year="1999", month="10", day="4", source="NORGOV", source_root="NOR", source_agent="GOV", target="LKA", target_root="LKA",
             code="042", root_code="4", quad_class="1", placename="Oslo", countryname="NOR"),
        ("CONSULT visit", ["NOR"], ["LKA"], "1999-10-04", "Oslo")),
    "a dispute of COW": (
        line("mid", disno="4182", dyindex="1", statea="500", namea="UGA", stateb="501", nameb="KEN", strtday="-9", strtmnth="12", strtyr="1987", year="1987",
             endday="19", endmnth="12", endyear="1987", hihost="4"),
        ("ASSAULT", ["UGA"], ["KEN"], "1987-12/1987-12-19", None)),
    "a show of force of COW": (
        line("mid", disno="9", dyindex="2", statea="200", stateb="230", strtday="3", strtmnth="7", strtyr="1937", endday="3", endmnth="7", endyear="1937", hihost="3"),
        ("MOBILIZE troops", ["GBR"], ["ESP"], "1937-07-03", None)),
    "a war of COW": (
        line("war", warnum="142", disno="1", statea="92", stateb="91", warstrtmnth="7", warstrtday="14", warstrtyr="1969", warendmnth="7", warenday="18", warendyr="1969"),
        ("ASSAULT", ["SLV"], ["HND"], "1969-07-14/1969-07-18", None)),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_formats_of_event_data(tmp_path, name):
    text, expected = FORMATS[name]
    [event], said = events_of(tmp_path, text, "table.tab" if "\t" in text else "table.csv")
    assert told(event) == expected
    assert not said


PHOENIX = "\t".join(["1_LA", "20150611", "2015", "06", "11", "USA", "USA", "GOV", "", "IRN", "IRN", "", "", "040", "04", "1", "1.0", "", "46.2", "6.1", "Geneva", "", "CHE", "9", "https://a.example/1", "wire"])  # fmt: skip


def test_phoenix_without_a_header(tmp_path):
    text = f"{PHOENIX}\n{PHOENIX.replace('1_LA', '2_LA').replace('040', '042')}\n"
    events, said = events_of(tmp_path, text, "events.full.20150611.txt")
    assert [told(event) for event in events] == [
        (act, ["USA"], ["IRN"], "2015-06-11", "Geneva") for act in ("CONSULT", "CONSULT visit")
    ]
    assert not said


def test_our_own_table_says_the_same_again(tmp_path):
    rows = [
        line("own", id="a", begin="1961-11-01", end="1961-11-30", edtf="1961-11", certain="false", event_type="CONSULT", mode="visit", modality="asserted", initiators="KOR", recipients="JPN",
             reciprocal="false", actors="Park Chung-hee (Chairman)", acted_on="Japan (embassy)", place="Tokyo", place_country="JPN", sentence="Park came.", trigger="came", document="https://a.example/1"),
        line("own", id="b", edtf="2030/..", event_type="AGREE", modality="planned", initiators="PER|CHL", recipients="PER|CHL", reciprocal="true", actors="Peru|Chile"),
        line("own", id="c", edtf="../1999-04-03", event_type="ASSAULT", modality="denied", initiators="PER", reciprocal="false", actors="Peru"),
    ]  # fmt: skip
    text = rows[0] + "".join(row.split("\n")[1] + "\n" for row in rows[1:])
    events, said = events_of(tmp_path, text, "events.csv")
    first, second, third = events
    assert told(first) == ("CONSULT visit", ["park-chung-hee"], ["JPN"], "1961-11", "Tokyo")
    assert (first.certain, first.evidence[0].trigger, first.evidence[0].document) == (
        False,
        "came",
        "https://a.example/1",
    )
    assert (second.modality, second.edtf, second.reciprocal, second.end) == ("planned", "2030/..", True, None)
    assert [actor.id for actor in second.actors] == ["CHL", "PER"]
    assert (third.modality, third.begin, third.end) == ("denied", None, datetime.date(1999, 4, 3))
    assert not said


def test_a_build_reads_the_table_of_a_build(tmp_path):
    graph = kg.build(
        [
            kg.Document(
                text="Peru signed a trade accord with Chile in Lima on 3 March 2015. It will meet Bolivia next week.",
                published=datetime.date(2015, 3, 4),
            )
        ]
    )
    kg.export(graph, tmp_path / "events.csv")
    again = kg.build(tmp_path / "events.csv")

    def known(events):
        return sorted(
            (e.event_type, e.modality, e.edtf, *sorted(a.id for a in e.actors + e.recipients)) for e in events
        )

    assert known(again.events(grade="all")) == known(graph.events(grade="all"))


# ------------------------------------------------------------------------------ what is not read
REFUSED = {
    "GDELT mentions": "410412347\t20150218230000\t20150218230000\t1\twire.example\thttps://a.example/1\t1\t-1\t-1\t-1\t1\t20\t1200\t-2.1\t\t",
    "GDELT's Global Knowledge Graph": "\t".join(
        ["20150218230000-0", "20150218230000", "1", "wire.example", "https://a.example/1", *[""] * 22]
    ),
    "MID by dispute or participant": "dispnum,stabb,ccode,stday,stmon,styear,sidea,hostlev\n1,PER,135,1,1,1981,1,4",
    "mentions.csv or relations.csv of diplokg": "event,number,kind,document_id,document,sentence,trigger\na,1,main,b,c,d,e",
}


@pytest.mark.parametrize("label", REFUSED)
def test_a_refused_table_says_what_it_is_and_what_would_do(tmp_path, label):
    (tmp_path / "t.csv").write_text(REFUSED[label] + "\n")
    issues = []
    assert read(tmp_path / "t.csv", issues.append) == []
    [issue] = issues
    assert issue.level == "error"
    assert f"it is {label}: " in issue.message
    assert issue.remedy.startswith("give")


def test_a_table_of_something_else_names_its_columns_and_the_option(tmp_path):
    (tmp_path / "t.csv").write_text("fruit,price\napple,3\n")
    issues = []
    assert read(tmp_path / "t.csv", issues.append) == []
    assert "(fruit, price)" in issues[0].message
    assert "--columns" in issues[0].remedy


# ------------------------------------------------------------------------------ columns of one's own
def test_a_file_of_columns(tmp_path):
    table = "when;doer;done_to;kind;site\n12.06.2019;Peru;Chile;treaty;Lima\n25.06.2019;Peru;Bolivia;threat;\n1.7.2019;Peru;Brazil;lunch;\n"
    form = tmp_path / "my.yml"
    form.write_text(
        "columns: {date: when, actor: doer, recipient: [done_to], place: site}\ncodes:\n  kind: {treaty: AGREE, threat: THREATEN violence, lunch: no event}\n"
    )
    events, said = events_of(tmp_path, table, columns=form)
    assert [told(event) for event in events] == [
        ("AGREE", ["PER"], ["CHL"], "2019-06-12", "Lima"), ("THREATEN violence", ["PER"], ["BOL"], "2019-06-25", None),
    ]  # fmt: skip
    assert "1 of 3 rows are left out: they tell of no event between actors" in said
    assert len(kg.build(tmp_path / "table.csv", columns=form).events(grade="all")) == 2


WRONG = [
    ("colums: {date: when}", "unknown key 'colums'; did you mean 'columns'"),
    ("columns: {dat: when}", "unknown field 'dat'; did you mean"),
    ("codes: {kind: {a: AGRE}}", "no such event type 'AGRE'; did you mean 'AGREE'"),
    ("codes: {kind: {a: ASSAULT aeriel}}", "ASSAULT has no mode 'aeriel'; did you mean 'aerial'"),
    ("span: whole", "span is 'whole'"),
    ("- a", "a mapping is needed"),
    ("a: [", "no valid YAML"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_a_wrong_file_of_columns_is_an_error_with_its_place(tmp_path, text, message):
    (tmp_path / "my.yml").write_text(text)
    (tmp_path / "t.csv").write_text("a,b\n1,2\n")
    with pytest.raises(OptionError) as caught:
        read_all(tmp_path / "t.csv", columns=tmp_path / "my.yml")
    assert message in str(caught.value)
    assert "my.yml" in str(caught.value)


def test_a_missing_file_of_columns(tmp_path):
    with pytest.raises(OptionError, match="there is no such file of columns"):
        read_all(tmp_path, columns=tmp_path / "none.yml")


# ------------------------------------------------------------------------------ dates
DATED = [
    ("Date,Type,Actor", ["03/04/2018,AGREE,PER", "27/04/2018,AGREE,CHL"], ["2018-04-03", "2018-04-27"], ""),
    ("Date,Type,Actor", ["03/04/2018,AGREE,PER", "04/27/2018,AGREE,CHL"], ["2018-03-04", "2018-04-27"], ""),
    ("Date,Type,Actor", ["03/04/2018,AGREE,PER"], ["[2018-03-04..2018-04-03]"], "nothing proves whether day or month comes first"),
    ("Date,Type,Actor", ["03/04/2018,AGREE,PER", "27/04/2018,AGREE,CHL", "04/27/2018,AGREE,BOL"], ["[2018-03-04..2018-04-03]", "2018-04-27", "2018-04-27"], "nothing proves"),
    ("year,month,day,Type,Actor", ["2018,9,19,AGREE,PER", "2018,9,,AGREE,CHL", "2018,,,AGREE,BOL"], ["2018-09-19", "2018-09", "2018"], ""),
    ("Year,Month,Type,Actor", ["2018,September,AGREE,PER"], ["2018-09"], ""),
    ("begin,end,type,actor", ["1932-06-15,1935-06-12,ASSAULT,BOL", "1932,1935,ASSAULT,PRY", "1932-06-15,,ASSAULT,PER"], ["1932-06-15/1935-06-12", "1932/1935", "1932-06-15"], ""),
    ("begin,end,type,actor", ["1935-06-12,1932-06-15,ASSAULT,BOL"], ["1935-06-12"], "end before they begin"),
    ("date,type,actor", ["September 2018,AGREE,PER", "1932-06-15/1935-06-12,AGREE,BOL", "c. 1879,AGREE,CHL", "43362,AGREE,BRA", "1879~,AGREE,ARG"], ["2018-09", "1932-06-15/1935-06-12", "1879~", "2018-09-19", "1879~"], ""),
]  # fmt: skip


@pytest.mark.parametrize(("header", "rows", "expected", "message"), DATED)
def test_dates_of_tables(tmp_path, header, rows, expected, message):
    events, said = events_of(tmp_path, "\n".join([header, *rows]) + "\n")
    assert [event.edtf for event in events] == expected
    assert message in said
    assert bool(said) == bool(message)


def test_an_order_that_nothing_proves_leaves_an_article_undated(tmp_path):
    (tmp_path / "t.csv").write_text(
        "title,date,text\nA,03/04/2018,The ministers of the two states met and agreed to talk about it.\n"
    )
    issues = []
    [document] = read(tmp_path / "t.csv", issues.append)
    assert document.published is None
    assert "no row proves whether day or month comes first" in " ".join(issue.message for issue in issues)


# ------------------------------------------------------------------------------ codes
def cameo(rows, header="id,date,EventCode,EventRootCode,QuadClass,Actor1CountryCode,Actor2CountryCode"):
    return "\n".join([header, *(f"{number},2019-06-12,{row},PER,CHL" for number, row in enumerate(rows))]) + "\n"


ZEROS = [
    # rows, types in their order, what is said
    (
        ["42,4,1", "20,2,1", "841,8,2", "190,19,4", "20,20,4"],
        ["CONSULT", "REQUEST", "RETREAT", "ASSAULT", "ASSAULT"],
        "put back",
    ),
    (["42.0,4.0,1.0", "57.0,5.0,1.0"], ["CONSULT", "SUPPORT"], "put back"),
    (["10,1,1", "18,1,1"], [], "public statements"),
    (["42,,1", "20,,1", "20,,4"], ["CONSULT", "REQUEST", "ASSAULT"], "put back"),
    (["42,,", "20,,"], ["CONSULT"], "nothing says which it was"),
    (["042,04,1", "20,20,4"], ["CONSULT", "ASSAULT"], ""),
    (["18,,", "190,,"], ["ASSAULT", "ASSAULT"], ""),
]


@pytest.mark.parametrize(("rows", "types", "message"), ZEROS)
def test_zeros_that_codes_lost(tmp_path, rows, types, message):
    events, said = events_of(tmp_path, cameo(rows))
    assert [event.event_type for event in events] == types
    assert message in said
    assert bool(said) == bool(message)


def test_zeros_are_told_by_the_score_where_nothing_else_tells(tmp_path):
    rows = [
        f"{n},2014-02-12,Peru,{code},{score},Chile"
        for n, (code, score) in enumerate(
            [("42", "1.9"), ("20", "3.0"), ("20", "-10.0"), ("14", "-6.5"), ("11", "-2.0")]
        )
    ]
    events, said = events_of(
        tmp_path, "\n".join(["Event ID,Event Date,Source Country,CAMEO Code,Intensity,Target Country", *rows])
    )
    assert [event.event_type for event in events] == ["CONSULT", "REQUEST", "ASSAULT", "PROTEST"]
    assert "1 of 5 rows are left out: their code lost its zero" in said


def test_modality(tmp_path):
    rows = [
        "2019-06-12,AGREE,Planned,PER",
        "2019-06-12,ASSAULT,did not happen,PER",
        "2019-06-12,CONSULT,,PER",
        "2019-06-12,AID,perhaps,PER",
    ]
    events, said = events_of(tmp_path, "\n".join(["Date,Type,Modality,Actor", *rows]))
    assert [event.modality for event in events] == ["planned", "negated", "asserted"]
    assert "1 of 4 rows are left out: no such modality" in said


def test_persons_and_sectors_are_kept(tmp_path):
    table = "date,type,actor,actor country,primary actor sector,recipient\n2019-02-27,CONSULT,Donald Trump,USA,ELI,Kim Jong-un\n2019-02-28,CONSULT,Treasury officials,USA,GOV,PRK\n"
    events, _ = events_of(tmp_path, table)
    assert [told(event)[1:3] for event in events] == [(["donald-trump"], ["kim-jong-un"]), (["USA"], ["PRK"])]
    assert [event.actors[0].sector for event in events] == ["ELI", "GOV"]


# ------------------------------------------------------------------------------ how tables are written
PLAIN = "Date,Type,Actor,Recipient,Place\n2019-06-12,AGREE,PER,CHL,Lima\n2019-06-13,CONSULT,PER,BOL,\n"
WRITTEN = {
    "short rows": PLAIN.replace(",BOL,", ",BOL"),
    "excess names": PLAIN.replace("Place\n", "Place,Note,More\n"),
    "empty excess cells": PLAIN.replace("Lima", "Lima,,"),
    "names of rows": PLAIN.replace("\n2019-06-12", "\n1,2019-06-12")
    .replace("\n2019-06-13", "\n2,2019-06-13")
    .replace(",BOL,", ",BOL,Lima"),
    "a title above": "Acts of 2019, by the desk\n\n" + PLAIN,
    "a remark above": "# made by hand\n" + PLAIN,
    "told its separator": "sep=;\n" + PLAIN.replace(",", ";"),
    "bars": PLAIN.replace(",", "|"),
    "tabs": PLAIN.replace(",", "\t"),
    "quoted": '"' + PLAIN.replace(",", '","').strip().replace("\n", '"\n"') + '"\n',
    "quoted with tabs": '"' + PLAIN.replace(",", '"\t"').strip().replace("\n", '"\n"') + '"\n',
    "a mark and other line ends": "\ufeff" + PLAIN.replace("\n", "\r\n"),
    "old line ends": PLAIN.replace("\n", "\r"),
    "blank lines": PLAIN.replace("\n", "\n\n"),
    "header twice": PLAIN + PLAIN.split("\n")[0] + "\n",
}


@pytest.mark.parametrize("name", WRITTEN)
def test_tables_as_programs_write_them(tmp_path, name):
    events, said = events_of(tmp_path, WRITTEN[name])
    assert [told(event)[:4] for event in events] == [
        ("AGREE", ["PER"], ["CHL"], "2019-06-12"),
        ("CONSULT", ["PER"], ["BOL"], "2019-06-13"),
    ]
    assert ("above its header" in said) == (name in ("a title above", "a remark above", "told its separator"))
    assert "1 of 3 rows" in said if name == "header twice" else "rows" not in said


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_a_table_in_a_text_file(tmp_path, encoding):
    text = 'Date\tType\tActor\tRecipient\tDescription\r\n2019-06-12\tAGREE\tPeru\tChile\t"They signed\r\nthe ""Lima Accord""; at noon."\r\n'
    [event], said = events_of(tmp_path, text.encode(encoding), "export.txt")
    assert told(event)[:3] == ("AGREE", ["PER"], ["CHL"])
    assert event.evidence[0].sentence == 'They signed the "Lima Accord"; at noon.'
    assert not said


def test_text_is_no_table():
    for text in (
        "Date: 2019-06-12\nTitle: Talks, and more\n\nThe ministers met, talked, and left.",
        "Lima, Peru, Chile\n\nThe ministers met.",
        "a,b,c\n",
    ):
        assert format_of(text, ".txt") == "text"
    assert (
        format_of(
            "event id\tevent date\tevent type\tevent mode\tactor name\trecipient name\n1\t2019-06-12\tAGREE\t\tPeru\tChile\n",
            ".txt",
        )
        == "table"
    )


def test_a_cell_too_many_in_the_middle_leaves_its_row_out(tmp_path):
    events, said = events_of(
        tmp_path, "Date,Type,Actor,Recipient\n2019-06-12,AGREE,PER,CHL\n2019-06-13,AGREE,Lima, Peru,CHL\n"
    )
    assert len(events) == 1
    assert "more cells than the 4 of the header" in said


ARTICLES = [
    (
        "Title,Published,URL,Body",
        "Talks,2019-06-12,https://a.example/1,The ministers of the two states met and agreed to talk.",
    ),
    (
        "stories_id,publish_date,title,url,language,media_name,story_text",
        "9,2019-06-12 10:00:00,Talks,https://a.example/1,en,Desk,The ministers of the two states met and agreed to talk.",
    ),
    (
        "title,date,url,text",
        'Talks,2019-06-12,https://a.example/1,"<!-- wp:paragraph --><p>The ministers of the <a href=""x"">two&nbsp;states</a> met and agreed to talk.</p>"',
    ),
]


@pytest.mark.parametrize(("header", "row"), ARTICLES)
def test_tables_of_articles(tmp_path, header, row):
    (tmp_path / "articles.csv").write_text(f"{header}\n{row}\n")
    issues = []
    [document] = read(tmp_path, issues.append)
    assert (document.title, document.published, document.url) == (
        "Talks",
        datetime.date(2019, 6, 12),
        "https://a.example/1",
    )
    assert document.text == "The ministers of the two states met and agreed to talk."
    assert not issues


def test_a_table_with_a_header_and_no_row_says_so(tmp_path):
    cases = (("Date,Type,Actor", "tells of no event"), ("title,text,date", "a header and no row"))
    for header, message in cases:
        (tmp_path / "t.csv").write_text(header + "\n")
        issues = []
        read_all(tmp_path / "t.csv", issues.append)
        assert message in issues[0].message
