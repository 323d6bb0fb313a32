"""Drafts that become one event: in one article and across articles, whatever their order."""

from __future__ import annotations

import itertools
from dataclasses import FrozenInstanceError

import pytest

from kg.resolve.clusters import Cluster
from kg.resolve.cross_documents import cluster_documents
from kg.resolve.drafts import Draft
from kg.resolve.same_document import cluster_document
from tests.drafts import draft, on

TALKS = draft("talk", ["JPN", "KOR"], reciprocal=True, dating=on("2019-06-20"))
DOCUMENTS: dict[str, tuple[list[Draft], list[list[str]]]] = {  # drafts, the lemmas of each event
    "said twice": (
        [TALKS, draft("talk", ["JPN", "KOR"], reciprocal=True, dating=on("2019-06-20"), line=2)], [["talk", "talk"]],
    ),
    "two days": (
        [TALKS, draft("talk", ["JPN", "KOR"], reciprocal=True, dating=on("2019-06-22"), line=2)], [["talk"], ["talk"]],
    ),
    "a noun that names nobody": (
        [TALKS, draft("talk", nominal=True, definite=True, line=2)], [["talk", "talk"]],
    ),
    "a noun that takes it up": (
        [TALKS, draft("conversation", takes_up=True, nominal=True, definite=True, line=2)], [["talk", "conversation"]],
    ),
    "nothing to take up": ([draft("conversation", takes_up=True, nominal=True, definite=True)], []),
    "a noun that waits": (
        [draft("talk", nominal=True, definite=True), draft("talk", ["JPN", "KOR"], reciprocal=True, line=2)],
        [["talk", "talk"]],
    ),
}  # fmt: skip


def lemmas(clusters: list[Cluster]) -> list[list[str]]:
    return [[d.mention.lemma for d in cluster.drafts] for cluster in clusters]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_events_of_one_article(name: str) -> None:
    drafts, events = DOCUMENTS[name]
    for order in itertools.permutations(drafts):
        found = cluster_document(order)
        told = [sorted(cluster.drafts, key=lambda d: d.order) for cluster in found]
        assert sorted([d.mention.lemma for d in drafts] for drafts in told) == sorted(events)
        assert all(len(cluster.reasons) == len(cluster.drafts) - 1 for cluster in found)


def test_a_noun_takes_the_type_of_the_event_that_it_takes_up() -> None:
    [cluster] = cluster_document(DOCUMENTS["a noun that takes it up"][0])
    assert [d.mention.event_type for d in cluster.drafts] == ["CONSULT", "CONSULT"]
    assert cluster.main is cluster.told[0]


def test_clusters_do_not_change() -> None:
    cluster = Cluster((TALKS,))
    more = cluster.joined_by(TALKS, "the same")
    assert (len(cluster.drafts), len(more.drafts), more.reasons) == (1, 2, ("the same",))
    with pytest.raises(FrozenInstanceError):
        cluster.drafts = ()  # type: ignore[misc]


# ------------------------------------------------------------------------------ across articles
ABOUT = "pusan fishery catch trawler"  # words of the sentence that few reports hold


def told(document: str, day: str | None = "2019-06-20", lemma: str = "talk", *who: str) -> Cluster:
    dating = {"dating": on(day)} if day else {}
    return Cluster((draft(lemma, who or ("JPN", "KOR"), reciprocal=True, document=document, about=ABOUT, **dating),))


ACROSS: dict[str, tuple[list[Cluster], list[int]]] = {  # clusters, how many drafts each event has
    "two articles": ([told("one"), told("two")], [2]),
    "three articles": ([told("one"), told("two"), told("three")], [3]),
    "another day": ([told("one"), told("two", "2019-06-22")], [1, 1]),
    "one article told them apart": ([told("one"), told("one")], [1, 1]),
    "other parties": ([told("one"), told("two", "2019-06-20", "talk", "KEN", "USA")], [1, 1]),
    "undated, published on one day": ([told("one", None), told("two", None)], [2]),
}


@pytest.mark.parametrize("name", ACROSS)
def test_events_of_several_articles(name: str) -> None:
    clusters, sizes = ACROSS[name]
    for order in itertools.permutations(clusters):
        assert sorted(len(cluster.drafts) for cluster in cluster_documents(order)) == sizes
    assert [len(cluster.drafts) for cluster in clusters] == [1] * len(clusters)


def test_salience_counts_sentences_and_not_words() -> None:
    repeated = [draft("meet", ["JPN", "KOR"], reciprocal=True, dating=on("2019-06-20")) for _ in range(2)]
    later = [draft("talk", ["JPN", "KOR"], reciprocal=True, dating=on("2019-06-22"), line=line) for line in (2, 3)]
    assert [Cluster(tuple(drafts)).sentences for drafts in (repeated, later)] == [1, 2]
