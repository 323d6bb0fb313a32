"""Coded event data set against the articles that they were coded from: row by row, with the sentence.

What the data of others says is read like any table; what the articles say is built like any graph; then each row is
looked for among the events of its article.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import BuildError
from kg.exporters.files import Cell, table
from kg.graph import EventGraph
from kg.model import Event, Evidence, Report
from kg.pipeline import Source, build, read_sources
from kg.sources import to_log

SUPPORTED, CONTRADICTED, NOT_FOUND = "supported", "contradicted", "not found"
OTHER = ("other date", "other type", "other party")  # supported but for that, the smallest difference first
VERDICTS = (SUPPORTED, *OTHER, CONTRADICTED, NOT_FOUND)
NO_ARTICLE = "no article"
SLACK = datetime.timedelta(days=1)  # data count days in the time of somewhere else
COLUMNS = (
    "line", "id", "article", "verdict", "row_type", "row_parties", "row_date", "told_type", "told_parties", "told_date",
    "told_as", "confidence", "sentence", "event", "same_as_line",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one row: `verdict` is one of `VERDICTS`, or "no article" where its article is not at hand.

    `row` is the event that the row tells and `line` where it stands; `told` is the event of the article that comes
    nearest, None without one; `same_as` the line of an earlier row that came to the same event.
    """

    line: str
    row: Event
    record: Evidence
    verdict: str
    told: Event | None = None
    same_as: str = ""

    @property
    def sentence(self) -> str:
        """The sentence of the article that the verdict rests on."""
        return self.told.evidence[0].sentence if self.told else ""


def audit(
    rows: Source | Iterable[Source],
    articles: Source | Iterable[Source],
    *,
    reader: bool = False,
    report: Report = to_log,
) -> list[Finding]:
    """Return a finding for each row of tables of coded events, in the order of their lines.

    A row with an address is looked for in the article of that address, one without in all articles. It is "supported"
    where the article tells, as the row does (a fact, a plan, a denial), an act of the same type, with the same parties
    on the same sides, on a day that may be the row's (one day to and fro); "contradicted" where what the row calls a
    fact is told as negated, denied, planned or merely possible, or the other way round; "other date", "other type" or
    "other party" where all but that agrees; else "not found", by us: what
    `reader` finds more is found then too. Raises BuildError where there are no rows or no articles.
    """
    coded, told = read_sources(rows, report), read_sources(articles, report)
    if not coded.events:
        raise BuildError("no row of the table tells an event: see the names of columns in seeds/coded_tables.yml")
    if not told.documents:
        raise BuildError("there is no article to set the rows against: name the folder that holds them with --articles")
    graph = build(told.documents, reader=reader, report=report)
    at: dict[str, str] = {}
    for document in told.documents:
        at |= {_address(document.url): document.id} if document.url else {}
    by_article: dict[str, list[Event]] = {}
    for event in graph.events(grade="all"):
        for identifier in sorted({evidence.document_id for evidence in event.evidence}):
            by_article.setdefault(identifier, []).append(event)
    records = [(evidence, event) for event in coded.events for evidence in event.evidence]
    found: list[Finding] = []
    seen: dict[str, str] = {}
    for record, event in sorted(records, key=lambda pair: (pair[0].document_id, pair[0].start)):
        finding = _finding(event, record, at, by_article, graph)
        if finding.told and finding.verdict != CONTRADICTED:
            earlier = seen.setdefault(finding.told.id, finding.line)
            if earlier != finding.line:
                finding = Finding(finding.line, event, record, finding.verdict, finding.told, earlier)
        found.append(finding)
    return found


def summary(found: Sequence[Finding]) -> str:
    """Return the shares of the verdicts among the rows whose article is at hand, for the eye."""
    judged = [finding for finding in found if finding.verdict != NO_ARTICLE]
    counts = Counter(finding.verdict for finding in judged)
    again = sum(bool(finding.same_as) for finding in judged)
    lines = [f"{len(found):,} rows, the article of {len(judged):,} at hand"]
    lines += [f"{verdict:<13}{counts[verdict]:>7,}  {_share(counts[verdict], len(judged))}" for verdict in VERDICTS]
    lines += [
        f"{'told before':<13}{again:>7,}  {_share(again, len(judged))} of them are about an event of an earlier row"
    ]
    return "\n".join([*lines, "not found means: not found by diplokg, which misses some of what a reader sees"])


def findings_table(found: Iterable[Finding]) -> bytes:
    """Return the findings as CSV, one row a row: see `COLUMNS`."""
    return table(COLUMNS, (_cells(finding) for finding in found))


def _share(count: int, of: int) -> str:
    return f"{100 * count / of:5.1f} %" if of else "    -"


def _cells(finding: Finding) -> list[Cell]:
    row, told = finding.row, finding.told
    address = finding.record.document if finding.record.document.startswith("http") else ""
    return [
        finding.line, row.id, address, finding.verdict, _type(row), _sides(row), row.edtf,
        *((_type(told), _sides(told), told.edtf, told.modality, told.confidence, finding.sentence, told.id)
          if told else ("", "", "", "", None, "", "")),
        finding.same_as,
    ]  # fmt: skip


def _type(event: Event) -> str:
    return f"{event.event_type} {event.mode}" if event.mode else event.event_type


def _sides(event: Event) -> str:
    sides = ["+".join(sorted({actor.party for actor in side})) for side in (event.actors, event.recipients)]
    return sides[0] if event.reciprocal or not sides[1] else " > ".join(sides)


def _finding(
    row: Event, record: Evidence, at: Mapping[str, str], by_article: Mapping[str, Sequence[Event]], graph: EventGraph
) -> Finding:
    line = str(Path(record.rule).name)
    if record.document.startswith(("http://", "https://")):
        article = at.get(_address(record.document))
        if article is None:
            return Finding(line, row, record, NO_ARTICLE)
        told: Sequence[Event] = by_article.get(article, ())
    else:
        told = graph.events(grade="all")
    ranked = sorted(
        ((VERDICTS.index(_verdict(row, one)), -one.confidence, one.id, one) for one in told), key=lambda r: r[:3]
    )
    if not ranked or VERDICTS[ranked[0][0]] == NOT_FOUND:
        return Finding(line, row, record, NOT_FOUND)
    best = ranked[0]
    contradicting = [one for one in ranked if VERDICTS[one[0]] == CONTRADICTED]
    if contradicting and VERDICTS[best[0]] != SUPPORTED:
        best = contradicting[0]
    return Finding(line, row, record, VERDICTS[best[0]], best[3])


def _verdict(row: Event, told: Event) -> str:
    """What one event of the article says of a row."""
    same_type, same_day = row.event_type == told.event_type, _same_day(row, told)
    same_sides = _on_sides(row, told)
    if told.modality != row.modality:
        return CONTRADICTED if same_type and same_sides else NOT_FOUND
    if same_type and same_sides:
        return SUPPORTED if same_day else "other date"
    if same_sides and same_day:
        return "other type"
    return "other party" if same_type and same_day and _shared(row, told) else NOT_FOUND


def _on_sides(row: Event, told: Event) -> bool:
    """Whether all parties of a row act, or are acted upon, in an event; in a mutual act on either side."""
    acting, acted_on = ({actor.party for actor in side} for side in (told.actors, told.recipients))
    if told.reciprocal or row.reciprocal:
        acting = acted_on = acting | acted_on
    first, second = ({actor.party for actor in side} for side in (row.actors, row.recipients))
    return first <= acting and second <= acted_on


def _shared(row: Event, told: Event) -> bool:
    return bool(row.parties & told.parties)


def _same_day(row: Event, told: Event) -> bool:
    """Whether both may be of one day; what has no day contradicts none, an upper bound only what is later."""
    begin, end = row.begin or row.end, row.end or row.begin
    if begin is None or end is None or (told.begin is None and told.end is None):
        return True
    after = told.end is not None and begin > told.end + SLACK
    before = told.begin is not None and end < told.begin - SLACK
    return not (after or before)


def _address(url: str) -> str:
    """An address without what does not tell articles apart: scheme, www, the last slash, a fragment, trackers."""
    text = re.sub(r"^https?://(?:www\.|m\.)?", "", url.strip().lower()).split("#", 1)[0]
    text = re.sub(r"[?&](?:utm_\w+|fbclid|gclid)=[^&]*", "", text)
    return text.rstrip("/?&")
