"""What an archive keeps: last good versions, and everything that has not changed."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hub.content.edition import Edition
from hub.content.keys import EntryKey, KindKey

Write = Callable[..., Path]
Problems = Callable[[], list[str]]
ReadEdition = Callable[..., Edition]
PAGE = "title: {}\nupdated: 2026-11-24"
BROKEN = "title: a: b"
TOUR = f"{PAGE.format('A')}\nminutes: 5\nworks: [tp-01]\nsummary: x"


def titles(edition: Edition) -> dict[str, str]:
    return {slug: entry.readings[entry.original].title for slug, entry in edition.entries["page"].items()}


# Last good versions


def test_a_document_that_breaks_keeps_its_last_good_version(
    write: Write, edition: ReadEdition, problems: Problems
) -> None:
    write("pages/a.vi.md", PAGE.format("Tốt"))
    edition()
    write("pages/a.vi.md", BROKEN)
    assert titles(edition()) == {"a": "Tốt"}
    assert problems() == [
        "content/pages/a.vi.md:2: a value that contains a colon and a space must stand in quotation marks"
    ]


def test_a_document_that_is_mended_is_shown_anew(write: Write, edition: ReadEdition, problems: Problems) -> None:
    for front in (PAGE.format("Một"), BROKEN, PAGE.format("Hai")):
        write("pages/a.vi.md", front)
        edition()
    assert (titles(edition()), problems()) == ({"a": "Hai"}, [])


def test_a_document_that_breaks_again_and_again_keeps_its_last_good_version(write: Write, edition: ReadEdition) -> None:
    for front in (PAGE.format("Tốt"), BROKEN, "x", "", PAGE.format("Tốt") + "\nfoo: 1"):
        write("pages/a.vi.md", front)
        shown = titles(edition())
    assert shown == {"a": "Tốt"}


@pytest.mark.parametrize(
    "raw", [b"", b"---\n", b"---\ntitle: M", b"\xff\xfe", b"---\ntitle: x\nupdated: 2026-11-24\n---\n" + b"[" * 3_000]
)
def test_a_half_written_file_takes_nothing_down(write: Write, edition: ReadEdition, raw: bytes) -> None:
    write("pages/a.vi.md", PAGE.format("Tốt"))
    edition()
    write("pages/a.vi.md", raw=raw)
    assert titles(edition()) == {"a": "Tốt"}


def test_a_cold_start_with_a_broken_document_serves_the_others(
    write: Write, edition: ReadEdition, problems: Problems
) -> None:
    write("pages/a.vi.md", BROKEN)
    write("pages/b.vi.md", PAGE.format("Tốt"))
    assert titles(edition()) == {"b": "Tốt"}
    assert len(problems()) == 1


def test_what_a_last_good_version_names_is_not_looked_for_in_the_broken_file(
    write: Write, edition: ReadEdition, problems: Problems
) -> None:
    write("pages/a.vi.md", PAGE.format("Tốt"), "\n" * 20 + "[x](page/none)")
    assert problems() == [
        "content/pages/a.vi.md:25: none: there is no page with this name; correct the name or remove it"
    ]
    write("pages/a.vi.md", BROKEN)
    assert problems() == [
        "content/pages/a.vi.md:2: a value that contains a colon and a space must stand in quotation marks"
    ]
    write("pages/a.vi.md", PAGE.format("Tốt"), "[x](page/none)")
    assert problems() == [
        "content/pages/a.vi.md:5: none: there is no page with this name; correct the name or remove it"
    ]


def test_a_broken_translation_leaves_the_pair_as_it_was(write: Write, edition: ReadEdition) -> None:
    write("pages/a.vi.md", PAGE.format("Một"))
    write("pages/a.en.md", PAGE.format("One"))
    edition()
    write("pages/a.vi.md", PAGE.format("Hai"))
    write("pages/a.en.md", BROKEN)
    readings = edition().entries["page"]["a"].readings
    assert (readings["vi"].title, readings["en"].title) == ("Một", "One")


def test_a_contradiction_leaves_the_pair_as_it_was(write: Write, edition: ReadEdition) -> None:
    write("pages/a.vi.md", PAGE.format("Một") + "\norder: 1")
    write("pages/a.en.md", PAGE.format("One"))
    edition()
    write("pages/a.en.md", PAGE.format("Other") + "\norder: 2")
    readings = edition().entries["page"]["a"].readings
    assert (readings["en"].title, readings["vi"].order) == ("One", 1)


# The last good version of what is to be shown no more


@pytest.mark.parametrize("wish", ["draft: true", "status: withdrawn"])
@pytest.mark.parametrize("asked_in", ["vi", "en"])
def test_what_is_taken_back_is_taken_back_though_the_file_breaks(
    write: Write, edition: ReadEdition, wish: str, asked_in: str
) -> None:
    for lang in ("vi", "en"):
        write(f"tours/a.{lang}.md", TOUR)
    assert not edition().cards["tour"]["a"].withdrawn
    write(f"tours/a.{asked_in}.md", f"{TOUR}\n{wish}\nfoo: 1")
    shown = edition().cards["tour"]
    assert "a" not in shown or shown["a"].withdrawn


def test_a_name_that_is_withheld_is_withheld_though_the_file_breaks(write: Write, edition: ReadEdition) -> None:
    write("people/a.vi.md", PAGE.format("A") + "\noffice: x")
    edition()
    write("people/a.vi.md", PAGE.format("A") + "\nidentity: withheld")
    assert "a" not in edition().cards["person"]


def test_what_was_taken_back_with_a_slip_is_shown_again_when_it_is_mended(write: Write, edition: ReadEdition) -> None:
    for front in (TOUR, f"{TOUR}\ndraft: true\nfoo: 1", TOUR):
        write("tours/a.vi.md", front)
        shown = edition().cards["tour"]
    assert list(shown) == ["a"]


def test_a_language_added_to_a_broken_original_is_shown_beside_its_last_good_version(
    write: Write, edition: ReadEdition
) -> None:
    write("pages/a.vi.md", PAGE.format("Một"))
    edition()
    write("pages/a.vi.md", BROKEN)
    write("pages/a.en.md", PAGE.format("One"))
    entry = edition().entries["page"]["a"]
    assert (entry.readings["vi"].title, entry.readings["en"].title, entry.original) == ("Một", "One", "vi")
    assert entry.translations["en"].state == "missing"


def test_a_language_that_is_removed_while_the_other_is_broken_is_gone(write: Write, edition: ReadEdition) -> None:
    english = write("pages/a.en.md", PAGE.format("One"))
    write("pages/a.vi.md", PAGE.format("Một"))
    edition()
    english.unlink()
    write("pages/a.vi.md", BROKEN)
    assert edition().entries["page"]["a"].languages == ("vi",)


def test_an_entry_whose_files_are_gone_is_gone(write: Write, edition: ReadEdition) -> None:
    path = write("pages/a.vi.md", PAGE.format("Một"))
    edition()
    path.unlink()
    assert titles(edition()) == {}


# Only what changed


@pytest.fixture
def read(desk: Any) -> Callable[[], list[str]]:
    """Reads what has changed; which entries that was: those of which something new is kept."""

    def since() -> list[str]:
        before = dict(desk.archive.state.groups)
        desk.archive.refresh()
        return sorted("/".join(key) for key, kept in desk.archive.state.groups.items() if kept is not before.get(key))

    return since


def test_only_what_has_changed_is_read_again(write: Write, read: Callable[[], list[str]]) -> None:
    for slug in "abc":
        write(f"pages/{slug}.vi.md", PAGE.format(slug))
    assert read() == ["page/a", "page/b", "page/c"]
    assert read() == []
    write("pages/b.vi.md", PAGE.format("khác"))
    assert read() == ["page/b"]
    write("pages/a.en.md", PAGE.format("new"))
    assert read() == ["page/a"]


def test_a_broken_document_is_not_read_again_until_it_changes(
    write: Write, read: Callable[[], list[str]], desk: Any
) -> None:
    write("pages/a.vi.md", BROKEN)
    assert read() == ["page/a"]
    assert read() == []
    assert len(desk.archive.problems) == 1


def test_a_change_that_keeps_size_and_time_is_seen(write: Write, edition: ReadEdition) -> None:
    path = write("pages/a.vi.md", PAGE.format("Một"))
    edition()
    stat = path.stat()
    write("pages/a.vi.md", PAGE.format("Mật"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (stat.st_size, stat.st_mtime_ns)
    assert titles(edition()) == {"a": "Mật"}


def test_a_file_that_was_only_touched_is_the_same_to_every_page(write: Write, edition: ReadEdition) -> None:
    path = write("pages/a.vi.md", PAGE.format("Một"), "## Hai {#hai}\n\nchữ")
    before = edition().digests
    os.utime(path)
    assert edition().digests == before


def test_another_text_changes_the_digests_of_its_entry_and_its_kind_alone(write: Write, edition: ReadEdition) -> None:
    write("pages/a.vi.md", PAGE.format("Một"))
    write("pages/b.vi.md", PAGE.format("Hai"))
    before = edition().digests
    write("pages/a.vi.md", PAGE.format("Một"), "mới")
    after = edition().digests
    assert {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)} == {
        EntryKey("page", "a"),
        KindKey("page"),
    }


def test_a_rendered_text_is_kept_by_its_content(write: Write, desk: Any) -> None:
    write("pages/a.vi.md", PAGE.format("Một"), "chữ *nhấn*")
    write("pages/b.vi.md", PAGE.format("Hai"), "chữ *nhấn*")
    desk.archive.refresh()
    assert len(desk.archive.state.rendered) == 1


def test_rendered_texts_that_nobody_names_are_forgotten(write: Write, desk: Any) -> None:
    for text in ("một", "hai"):
        write("pages/a.vi.md", PAGE.format("A"), text)
        desk.archive.refresh()
    desk.archive.forget_unused()
    assert [desk.archive.rendered(key).html for key in desk.archive.state.rendered] == [("<p>hai</p>",)]


def test_remarks_on_one_text_in_two_files_name_each_file_and_line(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", PAGE.format("Một"), "x\n\n# y")
    write("pages/b.vi.md", PAGE.format("Hai") + "\norder: 1", "x\n\n# y")
    says = "warning: headings in a text begin with ##; the page has its own heading"
    assert problems() == [f"content/pages/a.vi.md:7: {says}", f"content/pages/b.vi.md:8: {says}"]
