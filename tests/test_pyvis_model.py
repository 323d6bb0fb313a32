"""The pages are pyvis networks: nodes are events or parties, and what a user adds or removes is drawn."""

import datetime
import json
import re
from pathlib import Path

import pytest
from pyvis.network import Network
from synthetic import Graph

import kg
from kg.errors import OptionError
from kg.exporters import network


def data_of(page: Network) -> dict:
    return json.loads(re.search(r'id="data">(.*?)</script>', page.generate_html(), re.DOTALL)[1])


def test_a_timeline_is_a_network_of_its_events():
    graph = Graph(40)
    page = kg.timeline(graph)
    assert isinstance(page, Network)
    events = {event.id: event for event in graph.events(grade="all")}
    assert {node["id"] for node in page.nodes} == set(events)
    assert {node["group"] for node in page.nodes} == {"cooperative", "conflictual", "neutral"}
    for node in page.nodes:
        day = events[node["id"]].begin or events[node["id"]].end
        assert node["x"] == (day.isoformat() if day else None)
        assert node["title"] == node["label"]
        assert isinstance(node["level"], int)
    assert len(page.edges) == len({(e.id, o) for e in events.values() for _, o in e.related if o in events})


@pytest.mark.parametrize("day", ["2020-03-11", datetime.date(2020, 3, 11), 18332])
def test_what_a_user_adds_is_an_annotation_and_a_link(day):
    page = kg.timeline(Graph(30))
    first = page.nodes[0]["id"]
    page.add_node("quake", label="The earthquake", x=day, title="A note of mine", color="#aa0000")
    page.add_edge("quake", first, title="led to")
    data = data_of(page)
    assert data["notes"] == [["quake", 18332.0, "The earthquake", "A note of mine", None, "#aa0000"]]
    assert data["links"] == [["quake", first, "led to"]]


def test_what_a_user_changes_or_removes_shows():
    page = kg.timeline(Graph(30))
    gone, changed = page.nodes.pop(3)["id"], page.nodes[0]
    changed |= {"label": "In my words", "group": "neutral", "color": "#123456"}
    data = data_of(page)
    assert gone not in data["events"]["id"]
    assert len(data["events"]["id"]) == 29
    assert (data["events"]["head"][0], data["events"]["sign"][0]) == ("In my words", 0)
    assert data["colours"] == {"0": "#123456"}


def test_the_five_lines_of_the_readme_do_what_they_say(tmp_path, monkeypatch):
    readme = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(page = kg\.timeline.*?)```", readme, re.DOTALL)
    assert len(code.strip().split("\n")) == 5
    monkeypatch.chdir(tmp_path)
    names = {"kg": kg, "graph": Graph(200, dyad=("KOR", "JPN"))}
    exec(code, names)
    page = names["page"]
    assert isinstance(page, Network)
    written = (tmp_path / "story.html").read_text("utf-8")
    data = json.loads(re.search(r'id="data">(.*?)</script>', written, re.DOTALL)[1])
    assert [note[2] for note in data["notes"]] == ["Tohoku earthquake"]
    assert data["links"] == [["quake", page.nodes[0]["id"], "before"]]
    assert data["colours"] == {"1": "#7a1fa2"}
    assert data["start"]["actors"] == ["KOR", "JPN"]


def test_mistakes_teach():
    page = kg.timeline(Graph(10))
    with pytest.raises(OptionError, match="no node 'quake'"):
        page.add_edge("quake", page.nodes[0]["id"])
    page.add_node("quake", x="last spring")
    with pytest.raises(OptionError, match="2011-03-11"):
        page.generate_html()


def test_a_network_takes_nodes_and_edges_too():
    page = network.show(Graph(30))
    assert isinstance(page, Network)
    assert "JPN" in page.get_nodes()
    page.add_node("forum", label="A forum")
    page.add_edge("forum", "JPN", title="hosts")
    data = data_of(page)["vis"]
    assert data["nodes"][-1]["label"] == "A forum"
    assert data["edges"] == [{"from": "forum", "to": "JPN", "title": "hosts"}]
