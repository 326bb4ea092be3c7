"""Facets as sets of bits: what they count and what they let through is what a loop over the entries counts."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st
from patience import patiently

from hub.search.facets import FacetTable

FACETS = ("land", "loại")
VALUES = st.lists(st.sampled_from("abcd"), max_size=4).map(tuple)
ENTRIES = st.lists(st.fixed_dictionaries({facet: VALUES for facet in FACETS}), max_size=40)
CHOSEN = st.fixed_dictionaries({facet: st.lists(st.sampled_from("abcdz"), max_size=3).map(tuple) for facet in FACETS})


def passes(entry: Mapping[str, tuple[str, ...]], chosen: Mapping[str, tuple[str, ...]], apart_from: str = "") -> bool:
    return all(not values or set(values) & set(entry[facet]) for facet, values in chosen.items() if facet != apart_from)


@patiently
@given(entries=ENTRIES, chosen=CHOSEN, data=st.data())
def test_counts_and_matches_are_those_of_a_loop(entries: list, chosen: dict, data: st.DataObject) -> None:
    named = {f"e{number}": entry for number, entry in enumerate(entries)}
    table = FacetTable(FACETS, named.items())
    among = data.draw(st.lists(st.sampled_from([*named, "unknown"]), unique=True))
    found = [name for name in among if name in named]
    matching = [name for name in found if passes(named[name], chosen)]
    bits = table.bits_of(among)
    assert table.within(found, table.matching(chosen, bits)) == matching
    for facet in FACETS:
        under_others = [named[name] for name in found if passes(named[name], chosen, facet)]
        wanted = {value: sum(value in entry[facet] for entry in under_others) for value in "abcd"}
        assert table.counts(facet, chosen, bits) == {value: count for value, count in wanted.items() if count}


def test_every_is_all_of_them_and_nothing_is_none() -> None:
    table = FacetTable(("land",), [(f"e{number}", {"land": ["a"]}) for number in range(17)])
    assert table.every.bit_count() == 17
    assert table.within(table.places, table.every) == list(table.places)
    assert FacetTable(("land",), []).every == 0
