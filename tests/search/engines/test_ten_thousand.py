"""Ten thousand generated entries, in each engine: every count of every facet is the one that a loop over the entries gives."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search_site import PLANNER, built

from hub.search.engine import Engine, Filters, Searchable
from hub.search.engines import ENGINES, engine_module
from hub.search.facets import FacetTable
from hub.search.finding import CLOSE

ENTRIES = 10_000
# No two of them fold to the same, none is a name of the other, and none is a letter away from another.
WORDS = [
    "đường",
    "trường",
    "luật",
    "điều",
    "thanh",
    "phường",
    "xã",
    "huyện",
    "tỉnh",
    "sở",
    "công",
    "viện",
    "ảnh",
    "phim",
    "sách",
    "báo",
    "mạng",
    "khoá",
    "cổng",
    "thẻ",
    "hotline",
    "shelter",
    "police",
    "school",
    "removal",
    "evidence",
    "counsel",
    "referral",
    "budget",
    "survey",
    "museum",
    "harbour",
    "village",
    "orchard",
]
VALUES: Mapping[str, tuple[str, ...]] = {
    "country": tuple(f"{first}{second}" for first in "ABCDE" for second in "KLMNPR"),
    "theme": ("safety", "learning", "reporting", "justice", "care"),
    "harm": ("grooming", "sextortion", "stalking", "images"),
    "measure": ("law", "hotline", "teaching", "technology", "data", "shelter"),
    "evidence": ("effective", "promising", "prudent", "unrated"),
}
FACETS = ("kind", "lang", *VALUES)


class Made(NamedTuple):
    """One entry: its words, and its values by facet."""

    words: frozenset[str]
    values: Mapping[str, frozenset[str]]


def generated() -> Iterator[Searchable]:
    """The entries, the same every time: five words each, the first ones far commoner than the last, and little else."""
    choices = random.Random("ten thousand")
    for number in range(ENTRIES):
        words = [WORDS[int(len(WORDS) * choices.random() ** 2)] for _ in range(5)]
        facets = {
            name: tuple(choices.sample(values, choices.choice((1, 1, 2, 3) if name == "country" else (0, 1, 1, 2))))
            for name, values in VALUES.items()
        }
        lang, id = ("vi", "en")[number % 3 == 0], f"practice/e{number}"
        yield Searchable(f"{id}/{lang}", id, "practice", lang, title=" ".join(words), facets=facets)


@cache  # asked for by tests alone: whatever is made at import is made by every process of a run
def documents() -> Mapping[str, Searchable]:
    return {each.entry: each for each in generated()}


@cache
def entries() -> Mapping[str, Made]:
    return {
        entry: Made(
            frozenset(each.title.split()),
            {
                "kind": frozenset({each.kind}),
                "lang": frozenset({each.lang}),
                **{name: frozenset(values) for name, values in each.facets.items()},
            },
        )
        for entry, each in documents().items()
    }


CHOSEN = st.fixed_dictionaries(
    {}, optional={name: st.lists(st.sampled_from([*values, "none"]), max_size=3) for name, values in VALUES.items()}
)
SOME = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return built(
        engine_module(request.param), tmp_path_factory.mktemp(request.param) / "index", [*documents().values()]
    )


@pytest.fixture(scope="module")
def table() -> FacetTable:
    return FacetTable(FACETS, ((entry, made.values) for entry, made in entries().items()))


def passing(chosen: Mapping[str, list[str]], apart_from: str = "") -> Callable[[str], bool]:
    """Tell of an entry whether it has one of the chosen values of every facet but one."""
    asked = [(name, frozenset(values)) for name, values in chosen.items() if values and name != apart_from]
    made = entries()
    return lambda entry: all(not values.isdisjoint(made[entry].values[name]) for name, values in asked)


def counted(found: list[str], chosen: Mapping[str, list[str]]) -> Mapping[str, Counter[str]]:
    """Count every value of every facet, of what passes all the others; those that nothing is chosen of pass the same."""
    made, under_all = entries(), [*filter(passing(chosen), found)]
    counts = {}
    for facet in FACETS:
        under = filter(passing(chosen, facet), found) if chosen.get(facet) else under_all
        counts[facet] = Counter(value for entry in under for value in made[entry].values[facet])
    return counts


@SOME
@given(word=st.sampled_from(WORDS), chosen=CHOSEN)
def test_a_word_finds_the_entries_that_have_it_and_their_values_are_counted_one_by_one(
    engine: Engine, table: FacetTable, word: str, chosen: dict[str, list[str]]
) -> None:
    plan, filters = PLANNER.plan(word, engine), Filters.of(facets=chosen)
    found = [entry for entry, made in entries().items() if word in made.words]
    ranking = engine.rank(plan)
    assert sorted(ranking.entries) == sorted(found)
    counts, among = engine.facets(plan, filters), table.bits_of(ranking.entries)
    for facet, wanted in counted(found, chosen).items():
        assert counts[facet] == wanted
        assert table.counts(facet, chosen, among) == wanted
    assert sorted(engine.rank(plan, filters).entries) == sorted(filter(passing(chosen), found))


@SOME
@given(
    query=st.one_of(st.lists(st.sampled_from(WORDS), min_size=2, max_size=4).map(" ".join), st.text(max_size=20)),
    chosen=CHOSEN,
    cut=st.sampled_from([0.0, CLOSE]),
)
def test_whatever_a_query_finds_is_counted_one_by_one(
    engine: Engine, table: FacetTable, query: str, chosen: dict[str, list[str]], cut: float
) -> None:
    plan, filters = replace(PLANNER.plan(query, engine), cut=cut), Filters.of(facets=chosen)
    found = [*engine.rank(plan).entries]
    assert len({*found}) == len(found)
    counts, among = engine.facets(plan, filters), table.bits_of(found)
    for facet, wanted in counted(found, chosen).items():
        assert counts[facet] == wanted
        assert table.counts(facet, chosen, among) == wanted
    hits = engine.search(plan, filters, limit=10, one_per_entry=True)
    assert hits.total == sum(map(passing(chosen), found))
    if not cut:
        assert [hit.entry for hit in hits.items] == [*engine.rank(plan, filters).entries][:10]


def test_the_whole_library_is_counted_without_a_query(table: FacetTable) -> None:
    for name, values in VALUES.items():
        chosen = {name: [values[0]], "country": ["AK", "BL"]}
        found = table.within(entries(), table.matching(chosen, table.every))
        assert found == [entry for entry in entries() if passing(chosen)(entry)]
        for facet, wanted in counted([*entries()], chosen).items():
            assert table.counts(facet, chosen, table.every) == wanted
