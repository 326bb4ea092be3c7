"""Pages become a form and the form pages again; what the form does not show stays."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.content.model.kinds import Kind
from hub.content.write.draft import Page, Pages
from hub.feature import discover
from hub.features.contribute.forms import form_of, original_of, pages_of
from hub.features.contribute.writing.labels import LABELS
from hub.features.contribute.writing.moving import place_after
from hub.features.contribute.writing.slots import Slot, Slots, slots_of
from hub.i18n.languages import LANGS

KINDS = discover().registry.kinds
PRACTICE = KINDS["practice"]
words = st.text("aăâđêơư bcXYZ019-–“”'\"<&%:#{}[]", min_size=1, max_size=12).map(str.strip).filter(bool)
odd = st.one_of(words, st.none(), st.booleans(), st.lists(words, max_size=2), st.dictionaries(words, words, max_size=2))


def sent(pairs: Any) -> dict[str, list[str]]:
    """A form as a browser sends it: several texts may have one name."""
    form: dict[str, list[str]] = {}
    for name, text in pairs:
        form.setdefault(name, []).append(text)
    return form


def value_of(slot: Slot) -> st.SearchStrategy[Any]:
    """Values that an author may write where a slot is."""
    if slot.control == "yes":
        return st.just(True)
    if slot.control == "choices":
        return st.lists(words, min_size=1, max_size=3, unique=True)
    if slot.control == "rows":
        return st.lists(value_of(slot.inner[0]), min_size=1, max_size=3)
    if slot.control == "either":
        return st.one_of(words, st.fixed_dictionaries({"vi": words, "en": words}))
    if slot.control == "group":
        return st.fixed_dictionaries({}, optional={each.name: value_of(each) for each in slot.inner}).filter(bool)
    return words


@st.composite
def written(draw: Callable[..., Any], kind: Kind[Any], slots: Slots) -> Pages:
    """Pages of a kind as authors write them, in one language or both; what they share stands in the original."""
    langs = draw(st.sampled_from([("vi",), ("en",), ("vi", "en")]))
    pages = {}
    for lang in langs:
        fields = {slot.name: draw(value_of(slot)) for slot in slots.translated if draw(st.booleans())}
        keys = [key for key in kind.sections if draw(st.booleans())]
        extra = ["muc-1"] if draw(st.booleans()) else []
        pages[lang] = Page(
            {"title": draw(words)} | fields,
            {key: draw(words) for key in [*keys, *extra]},
            draw(st.one_of(st.just(""), words)),
            {key: draw(words) for key in extra},
        )
    original = draw(st.sampled_from(langs))
    shared = {slot.name: draw(value_of(slot)) for slot in slots.shared if draw(st.booleans())}
    mark = {"original": True} if original == "en" and len(langs) == 2 else {}
    pages[original] = Page(pages[original].fields | shared | mark, *_rest(pages[original]))
    return pages


def _rest(page: Page) -> tuple[Any, ...]:
    return page.sections, page.lead, page.headings


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("editor", [True, False])
def test_a_form_says_every_value_of_a_kind(name: str, editor: bool) -> None:
    slots = slots_of(KINDS[name], editor)

    @settings(max_examples=12, deadline=None)
    @given(written(KINDS[name], slots))
    def holds(pages: Pages) -> None:
        assert pages_of(KINDS[name], slots, sent(form_of(KINDS[name], slots, pages)), {}) == pages

    holds()


@pytest.mark.parametrize("name", KINDS)
def test_a_form_that_nobody_touched_changes_nothing(name: str) -> None:
    kind, slots = KINDS[name], slots_of(KINDS[name], editor=False)
    names = st.sampled_from([*kind.fields, "unknown"])
    page = st.builds(
        Page,
        st.dictionaries(names, odd, max_size=6),
        st.dictionaries(st.sampled_from([*kind.sections, "khac", "muc-1"]), st.one_of(st.just(""), words)),
        st.one_of(st.just(""), words),
    )

    @settings(max_examples=40, deadline=None)
    @given(st.dictionaries(st.sampled_from(LANGS), page, min_size=1))
    def holds(pages: Pages) -> None:
        pages = {lang: _with_headings(kind, pages[lang]) for lang in LANGS if lang in pages}
        assert pages_of(kind, slots, sent(form_of(kind, slots, pages)), pages, keep=tuple(pages)) == pages

    holds()


def _with_headings(kind: Kind[Any], page: Page) -> Page:
    return Page(page.fields, page.sections, page.lead, {key: f"Mục {key}" for key in page.sections})


def practice(**form: str) -> dict[str, list[str]]:
    return {name.replace("__", "."): [text] for name, text in form.items()}


def said(form: dict[str, list[str]], old: Pages, editor: bool = False, keep: tuple[Any, ...] = ()) -> Pages:
    return pages_of(PRACTICE, slots_of(PRACTICE, editor), form, old, keep)


@pytest.mark.parametrize("name", [kind.name for kind in KINDS.values() if kind.desk])
def test_every_control_has_words_for_its_label(name: str) -> None:
    def names(slots: Iterable[Slot]) -> Iterator[str]:
        for slot in slots:
            yield slot.name
            yield from names(slot.inner)

    slots = slots_of(KINDS[name], editor=True)
    assert {*filter(None, names((*slots.translated, *slots.shared)))} <= LABELS.keys()


def test_fields_of_editors_are_in_no_contributors_form() -> None:
    shown = slots_of(PRACTICE, editor=False)
    names = {slot.name for slot in (*shown.translated, *shown.shared)}
    assert names.isdisjoint({"draft", "embargo", "aliases", "exempt", "status", "evidence", "versions_from"})
    assert {"status", "evidence", "embargo"} <= {slot.name for slot in slots_of(PRACTICE, editor=True).shared}


def test_a_contributor_cannot_change_what_only_editors_fill_in() -> None:
    old = {"vi": Page({"title": "A", "status": "starter"}, {})}
    assert said({"both.status": ["confirmed"], "vi.title": ["A"]}, old) == old


def test_unknown_front_matter_stays() -> None:
    old = {"vi": Page({"title": "A", "colour": {"of": ["house"]}}, {})}
    assert said({"vi.title": ["B"]}, old) == {"vi": Page({"title": "B", "colour": {"of": ["house"]}}, {})}


def test_what_a_part_has_beyond_its_fields_stays() -> None:
    old = {"vi": Page({"title": "A", "years": {"from": "2017", "about": "x"}}, {})}
    changed = said({"both.years.from": ["2018"], "both.years.to": ["2020"]}, old)
    assert changed["vi"].fields["years"] == {"from": "2018", "to": "2020", "about": "x"}


def test_one_language_is_enough() -> None:
    assert list(said({"en.title": ["Hotline"], "vi.title": [""]}, {})) == ["en"]


def test_what_was_written_first_stays_the_original() -> None:
    old = {"en": Page({"title": "Hotline", "level": "national"}, {})}
    both = said({"original": ["en"], "vi.title": ["Đường dây nóng"]}, old)
    assert original_of(both) == "en"
    assert "level" not in both["vi"].fields


def test_a_language_that_was_emptied_goes_and_leaves_what_both_share() -> None:
    old = {"vi": Page({"title": "A", "level": "national"}, {"problem": "Có"}), "en": Page({"title": "B"}, {})}
    form = {"vi.title": [""], "vi.#problem": [""]}
    assert said(form, old) == {"en": Page({"title": "B", "level": "national"}, {})}
    assert "vi" in said(form, old, keep=("vi", "en"))


def test_a_shared_value_changes_in_every_file_that_has_it() -> None:
    old = {"vi": Page({"title": "A", "level": "x"}, {}), "en": Page({"title": "B", "level": "x"}, {})}
    changed = said({"both.level": ["national"]}, old)
    assert [page.fields["level"] for page in changed.values()] == ["national", "national"]


def test_a_row_that_was_emptied_or_dropped_goes() -> None:
    old = {
        "vi": Page(
            {"title": "A", "partners": [{"vi": "1", "en": "1"}, {"vi": "2", "en": "2"}, {"vi": "3", "en": "3"}]}, {}
        )
    }
    form = {
        "shown": ["both.partners"],
        "both.partners.0.vi": [""],
        "both.partners.0.en": [""],
        "drop": ["both.partners.1"],
    }
    assert said(form, old)["vi"].fields["partners"] == [{"vi": "3", "en": "3"}]


PARTNERS = [{"vi": "1", "en": "1", "note": "x"}, {"vi": "2", "en": "2"}, {"vi": "3", "en": "3"}]


@pytest.mark.parametrize(
    "button, row, order, place",
    [
        ("up", 1, "213", ("both.partners.0", "down")),
        ("up", 2, "132", ("both.partners.1", "up")),
        ("down", 0, "213", ("both.partners.1", "down")),
        ("down", 1, "132", ("both.partners.2", "up")),
        ("up", 0, "123", ("both.partners.0", "down")),  # at an end it stays where it is
        ("down", 2, "123", ("both.partners.2", "up")),
        ("up", 7, "123", ("both.partners", "")),
        ("down", "x", "123", ("both.partners", "")),
    ],
)
def test_a_row_goes_past_its_neighbour_with_everything_that_it_has(
    button: str, row: object, order: str, place: tuple[str, str]
) -> None:
    old = {"vi": Page({"title": "A", "partners": PARTNERS}, {})}
    form = sent(form_of(PRACTICE, slots_of(PRACTICE, False), old)) | {button: [f"both.partners.{row}"]}
    found = said(form, old)["vi"].fields["partners"]
    assert found == [PARTNERS[int(each) - 1] for each in order]
    assert place_after(form) == place


def test_a_row_goes_past_the_one_before_it_and_not_past_one_that_was_emptied() -> None:
    old = {"vi": Page({"title": "A", "partners": PARTNERS}, {})}
    form = sent(form_of(PRACTICE, slots_of(PRACTICE, False), old)) | {"up": ["both.partners.2"]}
    form |= {"both.partners.1.vi": [""], "both.partners.1.en": [" "]}
    assert said(form, old)["vi"].fields["partners"] == [PARTNERS[2], PARTNERS[0]]
    assert place_after(form) == ("both.partners.0", "down")


def test_a_text_in_one_language_and_a_name_for_the_other_give_both() -> None:
    row = "both.sources.0"
    form = {"shown": ["both.sources"], f"{row}.title.text": ["Luật"], f"{row}.title.en": ["Law"], "vi.title": ["A"]}
    assert said(form, {})["vi"].fields["sources"] == [{"title": {"vi": "Luật", "en": "Law"}}]


def test_sections_come_in_the_order_of_the_kind() -> None:
    form = {"vi.title": ["A"], "vi.#results": ["R"], "vi.#problem": ["P"], "vi.#muc-1": ["M"], "vi.##muc-1": ["Mục"]}
    assert list(said(form, {})["vi"].sections) == ["problem", "results", "muc-1"]


def test_line_ends_of_browsers_and_decomposed_letters_are_no_change() -> None:
    old = {"vi": Page({"title": "Đường"}, {"problem": "Một\nhai"})}
    assert said({"vi.title": ["Đường"], "vi.#problem": ["Một\r\nhai\r\n"]}, old)["vi"].sections == {
        "problem": "Một\nhai"
    }
