"""Sections and files: one that is added, moved or taken away changes its own lines alone, and none swallows the next."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from drafts import KINDS, TYPED

from hub.content.write.draft import Unwritable, read_page, write_page

PAGE = KINDS["page"]


def with_sections(text: str, sections: Mapping[str, str], **given: Any) -> str:
    return write_page(PAGE, "vi", replace(read_page(text), sections=sections, **given), text)


def test_a_section_is_added_moved_and_taken_away() -> None:
    sections = read_page(TYPED).sections
    assert with_sections(TYPED, {**sections, "bon": "d"}) == TYPED + "\n## bon {#bon}\n\nd\n"
    assert with_sections(TYPED, {"mot": "Dòng."}) == TYPED[: TYPED.index("\n\n## Hai")]
    moved = with_sections(TYPED, {key: sections[key] for key in ("ba", "mot", "muc-1")})
    assert list(read_page(moved).sections) == ["ba", "mot", "muc-1"]
    assert "Trước.\n\n## Ba {#ba .lop lang=en}\n\nc\n\n## Một {#mot}\nDòng.\n\n\n## Hai\n" in moved


def test_a_section_without_an_id_keeps_the_one_that_it_was_counted_by() -> None:
    text = "---\ntitle: a\n---\n\n## Một\n\na\n\n## Hai\n\nb\n"
    assert with_sections(text, {"muc-2": "b"}) == "---\ntitle: a\n---\n\n## Hai {#muc-2}\n\nb\n"


def test_the_words_of_a_heading_change_and_its_attributes_stay() -> None:
    page = read_page(TYPED)
    changed = write_page(PAGE, "vi", replace(page, headings={**page.headings, "ba": "Khác"}), TYPED)
    assert changed == TYPED.replace("## Ba {#ba .lop lang=en}", "## Khác {#ba .lop lang=en}")


def test_an_id_that_is_used_twice_loses_nothing() -> None:
    text = "---\ntitle: a\n---\n\n## Một {#mot}\n\na\n\n## Một {#mot}\n\nb\n"
    assert read_page(text).sections == {"mot": "a", "mot~2": "b"}
    assert with_sections(text, {"mot": "a", "mot~2": "c"}) == text.replace("b\n", "c\n")


def test_a_heading_typed_into_a_section_begins_one_of_its_own() -> None:
    written = with_sections(TYPED, {"mot": "a\n\n## Mới {#moi}\n\nb"})
    assert read_page(written).sections == {"mot": "a", "moi": "b"}


@pytest.mark.parametrize("text", ["<!-- mở", "```\nmã", "~~~~\nmã", "a\n\n```sh\nmã\n\n## x"])
def test_what_would_swallow_the_next_heading_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(Unwritable) as refused:
        with_sections(TYPED, {"mot": text, "ba": "```\nc\n```\n-->\n~~~~"})
    assert (refused.value.lang, refused.value.place) == ("vi", "#mot")


@pytest.mark.parametrize(
    "text", ["a `<!--` b", "```\n<!--\n## x\n```", "<!-- ẩn -->", "#Thẻ và # giữa", "### Nhỏ\n\nx"]
)
def test_what_only_looks_like_it_is_not_refused(text: str) -> None:
    assert read_page(with_sections(TYPED, {"mot": text})).sections == {"mot": text}
