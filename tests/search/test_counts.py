"""What engines count, against counting document by document; and what a query may cost, in terms and in calls."""

import statistics
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search_site import PLANNER, built

from hub.search.engine import Engine, Filters, Searchable
from hub.search.engines import ENGINES, engine_module
from hub.search.query.plan import Plan
from tools.bench.programs.engines import HOSTILE
from tools.bench.programs.searches import questions
from tools.bench.samples.entries import CAPABILITIES, COUNTRIES, entries
from tools.bench.samples.words import TOPICS

DOCUMENTS: dict[str, Searchable] = {each.id: each for each in entries(400)}
EVERYTHING = len(DOCUMENTS)
VALUES = {
    "kind": ["practice", "page"],
    "lang": ["vi", "en"],
    "country": [*COUNTRIES[:12], "ZZ"],
    "capability": [*CAPABILITIES],
    "level": ["national", "regional", "subnational"],
    "nothing": ["at-all"],
}
FILTERS = st.dictionaries(st.sampled_from([*VALUES]), st.integers(0, 4), max_size=3).flatmap(
    lambda names: st.fixed_dictionaries(
        {name: st.lists(st.sampled_from(VALUES[name]), min_size=1, max_size=count + 1) for name, count in names.items()}
    )
)
WORDS = sorted({word for topic in TOPICS for text in topic for word in text.split()})
QUERIES = st.one_of(
    st.sampled_from([text for topic in TOPICS for text in topic]),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join),
    st.text(max_size=40),
)
CUTS = st.sampled_from([0.0, 0.0, 0.2, 0.6])
SOME = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Engine]:
    """Each engine with the same documents; half of them came in a second generation."""
    made = {}
    for name in ENGINES:
        folder, documents = tmp_path_factory.mktemp(name), [*DOCUMENTS.values()]
        built(engine_module(name), folder / "one", documents[: EVERYTHING // 2])
        made[name] = built(engine_module(name), folder / "two", documents, folder / "one")
    return made


def having(filters: Filters, without: str = "") -> Callable[[str], bool]:
    """Tell of a document, by its id, whether it passes all filters but one."""

    def passes(id: str) -> bool:
        values = {*DOCUMENTS[id].values()}
        return all(
            any(f"{name}={value}" in values for value in asked)
            for name, asked in filters.facets.items()
            if name != without
        )

    return passes


@pytest.mark.parametrize("name", ENGINES)
@SOME
@given(query=QUERIES, facets=FILTERS, cut=CUTS)
def test_every_facet_counts_what_counting_one_by_one_counts(
    indexes: dict[str, Engine], name: str, query: str, facets: dict[str, list[str]], cut: float
) -> None:
    engine, filters = indexes[name], Filters.of(facets=facets)
    plan = replace(PLANNER.plan(query, engine), cut=cut)
    hits = [hit.id for hit in engine.search(plan, limit=EVERYTHING).items]
    counted = engine.facets(plan, filters)
    for facet in ("kind", "lang", "country", "capability", "level", "stage", "sector", "theme", "harm", "measure"):
        among = [*filter(having(filters, facet), hits)]
        values = (value for id in among for value in DOCUMENTS[id].values() if value.startswith(f"{facet}="))
        assert counted[facet] == Counter(value.partition("=")[2] for value in values)


@pytest.mark.parametrize("name", ENGINES)
@SOME
@given(query=QUERIES, facets=FILTERS, cut=CUTS)
def test_filters_leave_the_hits_that_have_their_values_in_the_same_order(
    indexes: dict[str, Engine], name: str, query: str, facets: dict[str, list[str]], cut: float
) -> None:
    engine, filters = indexes[name], Filters.of(facets=facets)
    plan = replace(PLANNER.plan(query, engine), cut=cut)
    every = engine.search(replace(plan, cut=0.0), limit=EVERYTHING).items
    left = [*filter(having(filters), [hit.id for hit in engine.search(plan, limit=EVERYTHING).items])]
    hits = engine.search(plan, filters, limit=EVERYTHING)
    assert [hit.id for hit in hits.items] == left
    passing = [hit for hit in every if having(filters)(hit.id)]
    assert (hits.total, hits.further) == (len(left), len(passing) - len(left))
    once = engine.search(plan, filters, limit=EVERYTHING, one_per_entry=True)
    entries_left = [*dict.fromkeys(id.rpartition("/")[0] for id in left)]
    assert [hit.entry for hit in once.items] == entries_left
    assert once.further == len({hit.entry for hit in passing}.difference(entries_left))
    ranking = engine.rank(replace(plan, cut=0.0), filters)
    assert ranking.entries == tuple(dict.fromkeys(hit.entry for hit in passing))
    assert [hit.entry for hit in ranking.read(range(min(3, len(ranking.entries))))] == [*ranking.entries[:3]]


@SOME
@given(query=QUERIES)
def test_both_engines_find_the_same(indexes: dict[str, Engine], query: str) -> None:
    found: dict[str, tuple[Plan, set[str]]] = {}
    for name, engine in indexes.items():
        plan = PLANNER.plan(query, engine)
        found[name] = (plan, {hit.id for hit in engine.search(plan, limit=EVERYTHING).items})
    assert found["whoosh"] == found["tantivy"]


def calls_of(do: Callable[[], Any]) -> int:
    """Return how many functions are entered, Python's and C's: the same number every time."""
    count = 0

    def note(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        do()
    finally:
        sys.setprofile(before)
    return count


def asked(engine: Engine, text: str) -> Plan:
    plan = PLANNER.plan(text, engine)
    engine.search(plan, one_per_entry=True)
    engine.facets(plan)
    return plan


MOST = 20
"""The most that a query may cost, in ordinary ones."""


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("name", ENGINES)
def test_no_query_costs_more_than_some_ordinary_ones(indexes: dict[str, Engine], name: str, kind: str) -> None:
    engine = indexes[name]
    ordinary = [text for _, text in questions(12)]
    plans = [asked(engine, text) for text in ordinary]
    calls = statistics.median(calls_of(lambda text=text: asked(engine, text)) for text in ordinary[2:])
    assert calls_of(lambda: asked(engine, HOSTILE[kind])) <= MOST * calls
    terms = statistics.median(len(plan.terms) for plan in plans)
    assert len(PLANNER.plan(HOSTILE[kind], engine).terms) <= MOST * terms
