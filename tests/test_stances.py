"""How the words for the parties stand to the word of an act."""

from __future__ import annotations

import pytest

import kg
from kg.extractors.document import extract
from kg.resolve.merging import resolve_document

A, R = "who acts", "whom it concerns"
OWN = "depends on the word of the act"
CASES = [
    ("Japan accused China on Monday.", "accused",
     [f"{A} is a subject", f"{A} {OWN}", f"{R} is an object", f"{R} {OWN}"]),
    ("Mali was attacked by Niger in 2019.", "attacked",
     [f"{A} stands behind 'by'", f"{R} is the subject of a passive"]),
    ("Peru held talks with Chile in 2019.", "held talks", [f"{A} is a subject", f"{A} stands behind 'with'"]),
    ("Kenya, Uganda and Rwanda held talks in 2019.", "held talks", [f"{A} is further on in a list"]),
    ("The Japanese apology to China came in 2019.", "apology", [f"{A} is an adjective", f"{R} stands behind 'to'"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "stances"), CASES)
def test_stances(text: str, trigger: str, stances: list[str]) -> None:
    document = kg.Document(text=text, id="one", published="2019-06-27")
    drafts = [draft for cluster in resolve_document(extract(document)).clusters for draft in cluster.drafts]
    told = next(draft for draft in drafts if draft.words == trigger)
    assert set(stances) <= set(told.stances)


def test_the_cases_are_many() -> None:
    assert len(CASES) == 5
