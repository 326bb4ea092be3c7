"""Three-way merging of drafts: nothing that somebody wrote is lost, and nobody's sentence is mixed into another's."""

from typing import Any

import pytest
from drafts import drafts, pages_of_a_language
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.content.write.draft import Page, Pages, places_of
from hub.content.write.merging import WHOLE, Conflict, Merged, is_same, merge
from hub.i18n.languages import LANGS

thorough = settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
# Drafts that often agree: each of the three takes its pages from the same few.
some = st.lists(pages_of_a_language, min_size=1, max_size=3).flatmap(
    lambda few: st.tuples(*(st.dictionaries(st.sampled_from(LANGS), st.sampled_from(few)) for _ in range(3)))
)
threes = some | st.tuples(drafts, drafts, drafts)
BASE = Page({"title": "a", "order": "1"}, {"mot": "m", "hai": "h"}, "trước", {"mot": "Một", "hai": "Hai"})


def page(**changes: Any) -> Page:
    """The base with other fields, sections, headings or lead; None takes one away."""
    fields, sections, headings, lead = dict(BASE.fields), dict(BASE.sections), dict(BASE.headings), BASE.lead
    for name, value in changes.items():
        part, _, key = name.partition("_")
        if part == "lead":
            lead = value
        elif value is None and part == "section":
            del sections[key], headings[key]
        elif part == "section":
            sections[key] = value
            headings.setdefault(key, key)
        elif part == "heading":
            headings[key] = value
        elif value is None:
            del fields[name]
        else:
            fields[name] = value
    return Page(fields, sections, lead, headings)


def merged(ours: Page, theirs: Page) -> tuple[Page, tuple[Conflict, ...]]:
    found = merge({"vi": BASE}, {"vi": ours}, {"vi": theirs})
    return found.pages["vi"], found.conflicts


def same(one: Pages, other: Pages) -> bool:
    return one.keys() == other.keys() and all(is_same(one[lang], other[lang]) for lang in one)


def test_what_each_side_alone_has_changed_is_taken() -> None:
    ours, theirs = page(title="b", section_mot="m2", lead="x"), page(order="2", section_hai="h2", heading_mot="M")
    wanted = page(title="b", section_mot="m2", lead="x", order="2", section_hai="h2", heading_mot="M")
    assert merged(ours, theirs) == (wanted, ())


def test_the_same_change_on_both_sides_is_taken_once() -> None:
    both = page(title="b", section_mot="m2", section_ba="c")
    assert merged(both, both) == (both, ())


@pytest.mark.parametrize(
    ("ours", "theirs", "place", "values"),
    [
        ({"title": "b"}, {"title": "c"}, "title", ("a", "b", "c")),
        ({"section_mot": "m2"}, {"section_mot": "m3"}, "#mot", ("m", "m2", "m3")),
        ({"heading_mot": "X"}, {"heading_mot": "Y"}, "##mot", ("Một", "X", "Y")),
        ({"lead": "x"}, {"lead": "y"}, "#", ("trước", "x", "y")),
        ({"section_ba": "x"}, {"section_ba": "y"}, "#ba", (None, "x", "y")),
        ({"order": None}, {"order": "2"}, "order", ("1", None, "2")),
        ({"la": "x"}, {"la": "y"}, "la", (None, "x", "y")),
    ],
)
def test_two_different_changes_are_a_conflict_that_keeps_all_three(
    ours: Any, theirs: Any, place: str, values: Any
) -> None:
    assert merged(page(**ours), page(**theirs))[1] == (Conflict("vi", place, *values),)


@pytest.mark.parametrize("change", [{"section_mot": "m2"}, {"heading_mot": "M"}])
def test_a_section_that_one_side_removed_and_the_other_changed_stays_and_is_told(change: Any) -> None:
    gone, changed = page(section_mot=None), page(**change)
    for ours, theirs in ((gone, changed), (changed, gone)):
        kept, conflicts = merged(ours, theirs)
        assert (kept.sections["mot"], kept.headings["mot"]) == (changed.sections["mot"], changed.headings["mot"])
        assert [conflict.place for conflict in conflicts] == ["#mot"]


def test_a_section_that_one_side_alone_has_removed_is_gone() -> None:
    assert merged(page(section_mot=None), page(title="b")) == (page(section_mot=None, title="b"), ())


def test_the_page_of_a_language_that_one_side_removed_and_the_other_changed_stays_and_is_told() -> None:
    changed = page(title="b")
    assert merge({"vi": BASE}, {}, {"vi": changed}) == Merged(
        {"vi": changed}, (Conflict("vi", WHOLE, BASE, None, changed),)
    )
    assert merge({"vi": BASE}, {"vi": BASE}, {}) == Merged({})


def test_a_language_that_one_side_added_is_there() -> None:
    english = Page({"title": "One"}, {})
    assert merge({"vi": BASE}, {"vi": page(title="b")}, {"vi": BASE, "en": english}) == Merged(
        {"vi": page(title="b"), "en": english}
    )


def test_the_day_of_a_change_is_the_later_one_and_no_conflict() -> None:
    kept, conflicts = merged(page(updated="2026-11-24"), page(updated="2026-11-23"))
    assert (kept.fields["updated"], conflicts) == ("2026-11-24", ())


def test_a_mark_of_translation_stays_where_both_sides_have_it_alike() -> None:
    ours, theirs = page(translates={"title": "1", "mot": "2"}), page(translates={"title": "1", "mot": "3", "hai": "4"})
    kept, conflicts = merged(ours, theirs)
    assert (kept.fields["translates"], conflicts) == ({"title": "1"}, ())


def test_sections_keep_the_order_of_the_side_that_moved_them_and_new_ones_their_place() -> None:
    moved = Page(BASE.fields, {"hai": "h", "mot": "m"}, BASE.lead, BASE.headings)
    added = Page(BASE.fields, {"mot": "m", "ba": "b", "hai": "h"}, BASE.lead, {**BASE.headings, "ba": "Ba"})
    for ours, theirs in ((moved, added), (added, moved)):
        assert list(merged(ours, theirs)[0].sections) == ["hai", "mot", "ba"]


@thorough
@given(base=drafts, changed=drafts)
def test_who_changes_alone_gets_what_was_written(base: Pages, changed: Pages) -> None:
    for found in (merge(base, changed, base), merge(base, base, changed), merge(base, changed, changed)):
        assert found.conflicts == ()
        assert same(found.pages, changed)


@thorough
@given(three=threes)
def test_conflicts_are_the_same_from_either_side(three: tuple[Pages, Pages, Pages]) -> None:
    base, ours, theirs = three
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    turned = {(c.lang, c.place): (c.base, c.theirs, c.ours) for c in other.conflicts}
    assert {(c.lang, c.place): (c.base, c.ours, c.theirs) for c in one.conflicts} == turned
    assert one.pages.keys() == other.pages.keys()
    disputed = {place for _, place in turned} | {"#" + place for _, place in turned if place.startswith("#")}
    for lang, merged_page in one.pages.items():
        if (lang, WHOLE) not in turned:
            mine, yours = places_of(merged_page), places_of(other.pages[lang])
            assert {p: v for p, v in mine.items() if p not in disputed} == {
                p: v for p, v in yours.items() if p not in disputed
            }


@thorough
@given(three=threes)
def test_nothing_that_anybody_wrote_is_lost(three: tuple[Pages, Pages, Pages]) -> None:
    base, ours, theirs = three
    found = merge(base, ours, theirs)
    told = {(c.lang, c.place): [c.ours, c.theirs] for c in found.conflicts}
    for lang in LANGS:
        was, there = places_of(base.get(lang, Page({}, {}))), places_of(found.pages.get(lang, Page({}, {})))
        for side in (ours, theirs):
            for place, value in places_of(side[lang]).items() if lang in side else ():
                written = value != was.get(place, was) and place not in ("updated", "translates")
                is_told = (lang, WHOLE) in told or value in told.get((lang, place), [])
                is_told = is_told or (place.startswith("##") and (lang, place[1:]) in told)
                assert not written or there.get(place, there) == value or is_told
