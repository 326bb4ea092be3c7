"""Pages and files: what is read is written to the same bytes, and what is written is read as the same."""

from dataclasses import replace
from typing import Any

import pytest
from drafts import KINDS, ODD, TYPED, blocks, drafts, own_files, pages_of_a_language, values
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from hub.content.markdown.sections import written_sections
from hub.content.source.front_matter import parse, split
from hub.content.write.body_sections import holds_together
from hub.content.write.draft import (
    Page,
    Pages,
    as_json,
    digest_of,
    from_json,
    places_of,
    read_page,
    read_pages,
    section_digests,
    settled,
    write_page,
    write_pages,
)
from hub.problems import Unreadable

OWN = list(own_files())
PAGE, SESSION, PRACTICE = KINDS["page"], KINDS["session"], KINDS["practice"]
thorough = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def rewritten(text: str, kind: Any = PAGE, **fields: Any) -> str:
    """The text with other fields."""
    page = read_page(text)
    return write_page(kind, "vi", replace(page, fields={**page.fields, **fields}), text)


def test_there_are_files_of_every_kind() -> None:
    assert {kind.name for _, kind, _, _ in OWN} >= {"session", "person", "statement", "room", "work", "tour", "page"}


def test_every_file_of_ours_comes_back_to_the_byte() -> None:
    for name, kind, lang, text in OWN:
        pages = read_pages(kind, {lang: text})
        assert write_pages(kind, pages, {lang: text}) == {lang: text}, name
        assert write_pages(kind, from_json(as_json(pages)), {lang: text}) == {lang: text}, name


def test_every_file_of_ours_written_anew_says_the_same() -> None:
    for name, kind, lang, text in OWN:
        pages = read_pages(kind, {lang: text})
        assert read_pages(kind, write_pages(kind, pages, {})) == pages, name


@pytest.mark.parametrize(("name", "kind", "lang", "text"), OWN[::9], ids=[each[0] for each in OWN[::9]])
def test_one_field_changes_its_own_lines_alone(name: str, kind: Any, lang: Any, text: str) -> None:
    lines = text.split("\n")
    front, _, _ = split(text, name)
    starts = sorted((line - 1, path[0]) for path, line in parse(front, name, 2).lines.items() if len(path) == 1)
    for (start, field), (end, _) in zip(starts, [*starts[1:], (front.count("\n") + 1, "")], strict=True):
        page = read_page(text)
        changed = write_page(kind, lang, replace(page, fields={**page.fields, str(field): "khác: hẳn"}), text)
        assert changed.split("\n")[: start + 1] == [*lines[:start], f'{field}: "khác: hẳn"']
        assert changed.split("\n")[start + 1 :] == lines[end:]


@pytest.mark.parametrize(("name", "kind", "lang", "text"), OWN[::9], ids=[each[0] for each in OWN[::9]])
def test_one_section_changes_its_own_lines_alone(name: str, kind: Any, lang: Any, text: str) -> None:
    page = read_page(text)
    for key, old in page.sections.items():
        changed = write_page(kind, lang, replace(page, sections={**page.sections, key: "Khác hẳn."}), text)
        assert changed == text.replace(f"}}\n\n{old}\n", "}\n\nKhác hẳn.\n")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_comments_blank_lines_order_quotation_marks_and_line_ends_stay(newline: str, mark: str) -> None:
    text = mark + TYPED.replace("\n", newline)
    assert write_page(PAGE, "vi", read_page(text), text) == text
    expected = text.replace("order:   3", 'order: "4:5"').replace("- b", "- bb")
    page = read_page(text)
    page = replace(
        page, fields={**page.fields, "order": "4:5"}, sections={**page.sections, "muc-1": "<!-- ghi chú -->\n- bb"}
    )
    assert write_page(PAGE, "vi", page, text) == expected


def test_the_page_says_what_the_file_says() -> None:
    page = read_page(TYPED)
    assert page.fields == {"title": "Một", "order": "3", "summary": "dài", "updated": "2026-11-24"}
    assert page.sections == {"mot": "Dòng.", "muc-1": "<!-- ghi chú -->\n- b", "ba": "c"}
    assert (page.headings, page.lead) == ({"mot": "Một", "muc-1": "Hai", "ba": "Ba"}, "Trước.")


def test_a_new_field_stands_where_the_model_has_it() -> None:
    assert "order:   3\nmenu: legal\nsummary" in rewritten(TYPED, menu="legal")
    assert 'summary: "dài"\nin_short: Ngắn.\n# cuối' in rewritten(TYPED, in_short="Ngắn.")
    assert "updated: 2026-11-24\ntranslates:\n  mot: abc\n---" in rewritten(TYPED, translates={"mot": "abc"})


def test_a_field_that_is_taken_away_takes_its_lines_along() -> None:
    page = read_page(TYPED)
    page = replace(page, fields={name: value for name, value in page.fields.items() if name != "summary"})
    assert write_page(PAGE, "vi", page, TYPED) == TYPED.replace('summary: "dài"\n', "")


def test_fields_that_share_a_line_are_written_anew() -> None:
    text = "---\n{title: Một, order: '1'}\n---\nx\n"
    assert rewritten(text, order="2") == "---\ntitle: Một\norder: 2\n---\nx\n"


@pytest.mark.parametrize(("name", "kind", "lang", "text"), OWN[::5], ids=[each[0] for each in OWN[::5]])
def test_an_item_that_is_added_or_taken_away_leaves_the_others_in_their_lines(
    name: str, kind: Any, lang: Any, text: str
) -> None:
    page, new = read_page(text), {"id": "moi", "title": {"vi": "Mới: hẳn", "en": "New"}}
    for field, items in page.fields.items():
        if isinstance(items, list) and f"\n{field}:\n  - " in text:
            changed = write_page(
                kind, lang, replace(page, fields={**page.fields, field: [*items[:1], new, *items[1:]]}), text
            )
            added = '  - id: moi\n    title: {vi: "Mới: hẳn", en: New}\n'
            assert changed.replace(added, "", 1) == text
            assert write_page(kind, lang, page, changed) == text


def test_a_file_that_cannot_be_read_gives_no_page() -> None:
    with pytest.raises(Unreadable):
        read_page("---\ntitle: a: b\n---\n")


def test_a_new_file_reads_as_an_author_would_write_it() -> None:
    page = Page(
        {
            "starts": "2025-10-22 08:30", "minutes": "30", "title": "Khai mạc: cùng hành động", "languages": ["vi", "en"],
            "related": ["page/about", "page/themes"], "interpretation": [{"channel": "1", "language": "vi"}],
            "speakers": [{"role": {"vi": "Bộ Công an", "en": "Ministry, of Public Security"}}], "updated": "2026-11-24",
            "summary": "Phiên khai mạc nêu vấn đề của cả ngày, và giới thiệu năm chủ đề cùng hai câu hỏi xuyên suốt, từ sáng đến chiều; sau đó là phần hỏi đáp.",
            "materials": [{"title": {"vi": "Tài liệu", "en": "Paper"}, "url": "https://example.org/a"}], "draft": False,
        },
        {"questions": "1. Điều gì?"}, "", {"questions": "Câu hỏi"},
    )  # fmt: skip
    assert (
        write_page(SESSION, "vi", page, None)
        == """---
title: "Khai mạc: cùng hành động"
summary: >-
  Phiên khai mạc nêu vấn đề của cả ngày, và giới thiệu năm chủ đề cùng hai câu hỏi xuyên suốt, từ sáng đến chiều; sau đó
  là phần hỏi đáp.
related:
  - page/about
  - page/themes
draft: false
updated: 2026-11-24
starts: 2025-10-22 08:30
minutes: 30
speakers:
  - role: {vi: "Bộ Công an", en: "Ministry, of Public Security"}
languages: [vi, en]
interpretation:
  - {channel: 1, language: vi}
materials:
  - title: {vi: Tài liệu, en: Paper}
    url: https://example.org/a
---

## Câu hỏi {#questions}

1. Điều gì?
"""
    )


def test_a_new_practice_has_the_headings_of_its_kind_in_its_language() -> None:
    written = write_pages(PRACTICE, {"vi": Page({}, {"problem": "a"})}, {}, {"vi": {"Problem": "Vấn đề"}.__getitem__})
    assert written["vi"] == "---\n---\n\n## Vấn đề {#problem}\n\na\n"


@pytest.mark.parametrize("text", ["NO", "10:30", "1.10", "111", "yes", "null", "true", "2025-10"])
def test_what_others_take_for_no_text_stands_in_quotation_marks(text: str) -> None:
    assert f'title: "{text}"\n' in rewritten(TYPED, title=text)


def test_every_odd_text_stays_what_it_is() -> None:
    for text in [*ODD, *map("x".__add__, ODD)]:
        fields = {
            "title": text,
            "la": [text, {"a": text, "b": [text]}],
            "lb": {"a": text},
            "lc": {"x": {"y": text, "z": "1"}},
        }
        page = settled(PAGE, Page(fields, {"mot": "a"}))
        assert read_page(write_page(PAGE, "vi", page, None)) == page, text
        assert read_page(write_page(PAGE, "vi", page, TYPED)) == page, text


@thorough
@given(page=pages_of_a_language)
def test_a_page_that_is_written_is_read_as_the_same(page: Page) -> None:
    kept = settled(PRACTICE, page)
    assume(all(map(holds_together, [kept.lead, *kept.sections.values()])))
    read = read_page(write_page(PRACTICE, "vi", page, None))
    assert (read, list(read.sections)) == (kept, list(kept.sections))


@thorough
@given(before=pages_of_a_language, after=pages_of_a_language)
def test_a_page_that_is_written_over_another_is_read_as_the_same(before: Page, after: Page) -> None:
    kept = settled(PAGE, after)
    assume(
        all(
            holds_together(text)
            for page in (settled(PAGE, before), kept)
            for text in [page.lead, *page.sections.values()]
        )
    )
    text = write_page(PAGE, "vi", before, None)
    written = write_page(PAGE, "vi", after, text)
    read = read_page(written)
    assert (read, list(read.sections)) == (kept, list(kept.sections))
    assert write_page(PAGE, "vi", after, written) == written


@thorough
@given(value=values, at=st.sampled_from(["title", "summary", "updated", "order"]))
def test_a_field_that_changes_leaves_all_others_in_their_lines(value: Any, at: str) -> None:
    page = settled(PAGE, Page({"x": value}, {}))
    written = rewritten(TYPED, **{at: page.fields["x"]})
    _, old, _ = split(TYPED, "")
    assert written.endswith(f"---\n{old}")
    assert [line for line in ("# đừng đổi tiêu đề", "# cuối") if f"\n{line}\n" not in written] == []
    kept = ["title: 'Một'   # ghi chú", "order:   3", 'summary: "dài"', "updated: 2026-11-24"]
    assert [line for line in kept if not line.startswith(at) and f"\n{line}\n" not in written] == []


@thorough
@given(text=blocks)
def test_a_text_that_is_taken_is_one_section_for_translation_marks_too(text: str) -> None:
    page = settled(PAGE, Page({}, {"mot": text}))
    assume(all(map(holds_together, page.sections.values())))
    _, body, line = split(write_page(PAGE, "vi", page, None), "")
    assert [section.id for section in written_sections(body, line)] == list(page.sections)


@thorough
@given(pages=drafts)
def test_json_keeps_a_draft_and_its_digest(pages: Pages) -> None:
    kept = from_json(as_json(pages))
    assert (kept, digest_of(kept)) == (pages, digest_of(pages))


def test_the_digest_of_a_draft_tells_the_order_of_sections() -> None:
    one, other = Page({}, {"a": "1", "b": "2"}), Page({}, {"b": "2", "a": "1"})
    assert digest_of({"vi": one}) != digest_of({"vi": other})
    assert digest_of({"vi": one}) != digest_of({"en": one})


def test_digests_are_of_places_and_count_neither_comments_nor_space_at_ends() -> None:
    page = Page({"title": "a", "works": ["x"]}, {"mot": "a  \n<!-- x -->\nb"}, "trước", {"mot": "Một"})
    digests = section_digests(page)
    assert list(digests) == list(places_of(page)) == ["title", "works", "#", "##mot", "#mot"]
    assert all(len(value) == 12 for value in digests.values())
    assert digests["#mot"] == section_digests(Page({}, {"mot": "a\nb"}))["#mot"]
    assert digests["#mot"] != section_digests(Page({}, {"mot": "a\nc"}))["#mot"]
