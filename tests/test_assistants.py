"""What an assistant is given: the tools, asked by the SDK's own client over standard input and output."""

from __future__ import annotations

import asyncio
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from mcp import ClientSession, StdioServerParameters, stdio_client

from tests.sample_graph import graph

ROOT = Path(__file__).parents[1]
CALLS: list[tuple[str, dict[str, Any]]] = [
    ("find_events", {"actor": "Kishida", "since": "2022"}),
    ("dyad", {"one": "ROK", "other": "Tokyo", "since": "2019", "until": "2019"}),
    ("evidence", {"event": "2022-11-13"}),
    ("question", {}),
    ("question", {"name": "summits", "parameters": {"a": "KOR", "b": "JPN"}}),
    ("question", {"name": "SELECT (COUNT(?e) AS ?n) { ?e a sem:Event }"}),
    ("question", {"name": "summits", "parameters": {"a": "KOR", "b": "KEN"}}),
    ("explain", {"event": "2018-radar"}),
    ("dyad", {"one": "Korae", "other": "JPN"}),
    ("find_events", {"modality": "planned"}),
]


async def asked(folder: Path) -> tuple[list[str], list[dict[str, Any]]]:
    command = StdioServerParameters(
        command=sys.executable, args=["-c", "from kg.cli import main; main()", "mcp", str(folder)], cwd=str(ROOT)
    )
    async with stdio_client(command) as (reading, writing), ClientSession(reading, writing) as session:
        await session.initialize()
        tools = [tool.name for tool in (await session.list_tools()).tools]
        answers = []
        for name, arguments in CALLS:
            found = await session.call_tool(name, arguments)
            answers.append(json.loads(found.content[0].text))  # type: ignore[union-attr]
        return tools, answers


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], list[dict[str, Any]]]:
    folder = tmp_path_factory.mktemp("mcp")
    (folder / "graph.ttl").write_bytes(graph().turtle())
    with ThreadPoolExecutor(1) as own:  # the browser of other tests leaves a running loop in this thread
        return own.submit(asyncio.run, asyncio.wait_for(asked(folder), 120)).result()


def test_the_tools(told: tuple[list[str], list[dict[str, Any]]]) -> None:
    assert sorted(told[0]) == ["dyad", "evidence", "explain", "find_events", "question"]


def test_every_event_comes_with_sentence_offsets_address_and_grade(
    told: tuple[list[str], list[dict[str, Any]]],
) -> None:
    events = [
        event for answer in told[1] for event in (*answer.get("events", ()), *([answer] if "id" in answer else ()))
    ]
    assert len(events) > 12
    for event in events:
        assert event["grade"] in ("sure", "likely", "check")
        for evidence in event["evidence"]:
            assert evidence["end"] - evidence["start"] == len(evidence["sentence"])
            assert evidence["url"]


def test_what_they_answer(told: tuple[list[str], list[dict[str, Any]]]) -> None:
    kishida, dyad, evidence, listed, summits, counted, none, why, wrong, planned = told[1]
    assert {event["id"] for event in kishida["events"]} >= {"2022-11-13-phnom-penh", "2023-05-07-seoul"}
    assert [event["id"] for event in dyad["events"]] == ["2019-07-01-exports", "2019-08-22-pact", "2019-12-24-chengdu"]
    assert [found["publisher"] for found in evidence["evidence"]] == ["Harbour Post", "Northern Wire"]
    assert len(listed["questions"]) >= 40
    assert (summits["of"], len(summits["rows"]), len(summits["events"])) == (5, 5, 5)
    assert counted["rows"] == [{"n": len(graph().events(modality="asserted"))}]
    assert "KEN has 0" in none["why_none"]
    assert "rule" in why["why"]
    assert "Korae" in wrong["error"]
    assert {event["modality"] for event in planned["events"]} == {"planned"}
