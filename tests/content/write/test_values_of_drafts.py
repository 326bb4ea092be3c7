"""Values of a draft by their places: what both languages share has one value, wherever it is written."""

import pytest
from drafts import KINDS

from hub.content.write.draft import Page, Pages
from hub.content.write.values import original_of, value_at, with_value
from hub.i18n.languages import Lang

PAGE = KINDS["page"]
PAIR: Pages = {
    "vi": Page({"title": "Một", "order": "1"}, {"mot": "a", "hai": "b"}, "trước", {"mot": "M", "hai": "H"}),
    "en": Page({"title": "One"}, {"mot": "c"}, "", {"mot": "O"}),
}


@pytest.mark.parametrize(
    ("lang", "place", "value"),
    [("vi", "title", "Một"), ("en", "title", "One"), ("en", "order", "1"), ("vi", "#mot", "a"), ("en", "##mot", "O"), ("vi", "#", "trước"), ("en", "menu", None)],
)  # fmt: skip
def test_a_value_is_found_by_its_place(lang: Lang, place: str, value: str | None) -> None:
    assert value_at(PAGE, PAIR, lang, place) == value


@pytest.mark.parametrize("place", ["title", "summary", "order", "menu", "#mot", "##mot", "#"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_is_put_in_a_place_is_found_there(lang: Lang, place: str) -> None:
    assert value_at(PAGE, with_value(PAGE, PAIR, lang, place, "x"), lang, place) == "x"


def test_a_shared_value_is_put_into_the_file_that_has_it_from_either_language() -> None:
    changed = with_value(PAGE, PAIR, "en", "order", "2")
    assert (changed["vi"].fields["order"], changed["en"]) == ("2", PAIR["en"])


def test_a_shared_value_that_both_files_have_changes_in_both() -> None:
    twice = {lang: Page({**page.fields, "order": "1"}, {}) for lang, page in PAIR.items()}
    changed = with_value(PAGE, twice, "vi", "order", "2")
    assert [page.fields["order"] for page in changed.values()] == ["2", "2"]


def test_a_new_shared_value_is_put_into_the_original() -> None:
    english = {**PAIR, "en": Page({"title": "One", "original": True}, {})}
    assert original_of(english) == "en"
    assert with_value(PAGE, english, "vi", "menu", "legal")["en"].fields["menu"] == "legal"


def test_a_field_keeps_its_place_among_the_others_and_a_section_too() -> None:
    changed = with_value(PAGE, with_value(PAGE, PAIR, "vi", "title", "x"), "vi", "#mot", "x")["vi"]
    assert (list(changed.fields), list(changed.sections)) == (["title", "order"], ["mot", "hai"])


def test_none_takes_a_field_or_a_section_away() -> None:
    changed = with_value(PAGE, with_value(PAGE, PAIR, "vi", "order", None), "vi", "#mot", None)["vi"]
    assert (changed.fields, dict(changed.sections)) == ({"title": "Một"}, {"hai": "b"})


def test_the_first_page_of_a_draft_begins_with_a_value() -> None:
    assert with_value(PAGE, {}, "en", "title", "One") == {"en": Page({"title": "One"}, {})}
