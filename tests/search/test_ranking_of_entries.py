"""The ranking of entries: what a search finds, without its texts, to be counted and sorted by others."""

from dataclasses import replace
from pathlib import Path

import memory_engine
import pytest
from search_site import PLANNER, SITE, built, document

from hub.search.engine import Engine, Filters
from hub.search.engines import EngineModule
from hub.search.whoosh import engine as whoosh_engine

ENGINES = pytest.mark.parametrize("module", [whoosh_engine, memory_engine], ids=["whoosh", "memory"])
QUERIES = ("stopncii hotline", "bạo lực mạng", "revenge porn", "hotlnie", "trẻ em", "")


@ENGINES
@pytest.mark.parametrize("query", QUERIES)
def test_the_ranking_is_what_the_search_finds_in_its_order(module: EngineModule, tmp_path: Path, query: str) -> None:
    index = built(module, tmp_path, SITE)
    plan = PLANNER.plan(query, index)
    for filters in (Filters(), Filters.of(["practice"])):
        ranking, hits = index.rank(plan, filters), index.search(plan, filters, limit=99, one_per_entry=True)
        assert ranking.entries == tuple(hit.entry for hit in hits.items)
        assert ranking.read(range(len(hits.items))) == list(hits.items)


@ENGINES
def test_hits_are_read_at_the_places_that_are_asked_for(module: EngineModule, tmp_path: Path) -> None:
    ranking = _of(built(module, tmp_path, SITE), "stopncii hotline")
    assert len(ranking.entries) > 1
    assert [hit.entry for hit in ranking.read([1, 0])] == [ranking.entries[1], ranking.entries[0]]


@ENGINES
def test_the_cut_is_a_share_of_the_best_among_those_that_pass(module: EngineModule, tmp_path: Path) -> None:
    texts = [
        document("session/a/en", "Hotline", "hotline hotline"),
        document("practice/b/en", "Other", "One word about a hotline among many others that say nothing of it at all."),
    ]
    index = built(module, tmp_path, texts)
    plan = replace(PLANNER.plan("hotline", index), cut=0.9)
    assert index.rank(plan).entries == ("session/a",)
    assert index.rank(plan).further == 1
    assert index.rank(plan, Filters.of(["practice"])).entries == ("practice/b",)


def _of(index: Engine, query: str):  # type: ignore[no-untyped-def]
    return index.rank(PLANNER.plan(query, index))
