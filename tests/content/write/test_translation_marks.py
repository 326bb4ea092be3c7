"""How a translation stands to its original: missing, fresh or stale, section by section; and the mark that it is done."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hub.content.edition import Edition
from hub.content.source.front_matter import parse, split
from hub.content.write import translation_marks as translating
from hub.content.write.translation_marks import translation_statuses, with_translates
from hub.errors import UserError
from hub.problems import Unreadable

Write = Callable[..., Path]
ReadEdition = Callable[..., Edition]
Mark = Callable[..., list[Path]]
PAGE = "title: {}\nupdated: 2026-11-{}"
TEXT = "trước\n\n## Một {#mot}\n\na\n\n## Hai {#hai}\n\nb\n"


@pytest.fixture
def mark(desk: Any) -> Mark:
    """Marks the translation of page/a as done."""

    def done(lang: str, minor: bool = False) -> list[Path]:
        group = desk.archive.group(("page", "a"))
        return translating.mark_done(group.kind, group.documents, lang, minor)

    return done


@pytest.fixture
def pair(write: Write) -> tuple[Path, Path]:
    return write("pages/a.vi.md", PAGE.format("Một", "02"), TEXT), write(
        "pages/a.en.md", PAGE.format("One", "01"), TEXT
    )


def state(edition: Edition, lang: str = "en") -> tuple[str, tuple[str, ...]]:
    translation = edition.entries["page"]["a"].translations[lang]  # type: ignore[index]
    return translation.state, translation.sections


def test_a_translation_without_a_mark_was_never_translated(pair: Any, edition: ReadEdition) -> None:
    assert state(edition()) == ("missing", ("title", "body", "mot", "hai"))


def test_a_translation_that_is_marked_is_fresh(pair: Any, edition: ReadEdition, mark: Mark) -> None:
    mark("en")
    assert state(edition()) == ("fresh", ())


def test_a_translation_is_stale_where_its_original_moved_on(
    pair: Any, write: Write, edition: ReadEdition, mark: Mark
) -> None:
    mark("en")
    write("pages/a.vi.md", PAGE.format("Khác", "03"), TEXT.replace("\nb\n", "\nc\n"))
    assert state(edition()) == ("stale", ("title", "hai"))
    assert str(edition().entries["page"]["a"].translations["en"].original_updated) == "2026-11-03"


def test_a_section_that_is_new_in_the_original_is_stale(
    pair: Any, write: Write, edition: ReadEdition, mark: Mark
) -> None:
    mark("en")
    write("pages/a.vi.md", PAGE.format("Một", "02"), TEXT + "\n## Ba {#ba}\n\nc\n")
    assert state(edition()) == ("stale", ("ba",))


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\na\n", "\na  \n"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text + "\n\n",
        lambda text: text.replace("é", "e\u0301"),
    ],
)
def test_space_line_ends_and_composition_are_no_change(
    pair: tuple[Path, Path], edition: ReadEdition, mark: Mark, change: Callable[[str], str]
) -> None:
    mark("en")
    pair[0].write_bytes(change(pair[0].read_text()).encode())
    assert state(edition()) == ("fresh", ())


def test_a_shared_field_and_the_day_are_nothing_to_translate(
    pair: Any, write: Write, edition: ReadEdition, mark: Mark
) -> None:
    mark("en")
    write("pages/a.vi.md", PAGE.format("Một", "09") + "\norder: 3", TEXT)
    assert state(edition()) == ("fresh", ())


def test_the_original_may_be_english(write: Write, edition: ReadEdition, mark: Mark) -> None:
    write("pages/a.vi.md", PAGE.format("Một", "02"), TEXT)
    write("pages/a.en.md", PAGE.format("One", "01") + "\noriginal: true", TEXT)
    assert state(edition(), "vi")[0] == "missing"
    mark("vi")
    assert state(edition(), "vi") == ("fresh", ())


def test_a_small_change_of_the_original_can_ask_nothing_of_its_translation(
    pair: Any, write: Write, edition: ReadEdition, mark: Mark
) -> None:
    mark("en")
    write("pages/a.vi.md", PAGE.format("Một", "03"), TEXT.replace("trước", "Trước"))
    assert mark("vi", minor=True) == [pair[1]]
    assert state(edition()) == ("fresh", ())


def test_a_small_change_marks_no_translation_that_was_never_done(pair: Any, edition: ReadEdition, mark: Mark) -> None:
    assert mark("vi", minor=True) == []
    assert state(edition())[0] == "missing"


@pytest.mark.parametrize(
    ("lang", "minor", "says"),
    [("vi", False, "this file is the original"), ("en", True, "--minor is for a change of the original")],
)
def test_the_wrong_file_is_not_marked(pair: Any, mark: Mark, lang: str, minor: bool, says: str) -> None:
    with pytest.raises(UserError, match=says):
        mark(lang, minor)


def test_a_language_that_is_not_there_is_not_marked(write: Write, mark: Mark) -> None:
    write("pages/a.vi.md", PAGE.format("Một", "02"))
    with pytest.raises(UserError, match="there is no file in this language yet"):
        mark("en")


def test_a_file_that_cannot_be_read_is_not_marked(pair: tuple[Path, Path], mark: Mark) -> None:
    pair[1].write_text("---\ntitle: a: b\n---\n")
    with pytest.raises(Unreadable):
        mark("en")
    assert pair[1].read_text() == "---\ntitle: a: b\n---\n"


def test_fields_in_one_line_of_brackets_are_left_whole(pair: tuple[Path, Path], mark: Mark) -> None:
    text = "---\n{title: One, updated: 2026-11-01}\n---\n"
    pair[1].write_text(text)
    with pytest.raises(Unreadable):
        mark("en")
    assert pair[1].read_text() == text


def test_the_mark_changes_nothing_else_of_the_file(pair: tuple[Path, Path], mark: Mark) -> None:
    before = pair[1].read_bytes()
    pair[1].chmod(0o640)
    mark("en")
    marked = pair[1].read_bytes()
    assert marked.startswith(b"---\ntitle: One\nupdated: 2026-11-01\ntranslates:\n  title: ")
    assert marked.partition(b"translates:")[0] + b"---" + marked.partition(b"\n---")[2] == before
    assert pair[1].stat().st_mode & 0o777 == 0o640
    assert {path.name for path in pair[1].parent.iterdir()} == {"a.vi.md", "a.en.md"}


def test_a_second_mark_takes_the_place_of_the_first(pair: tuple[Path, Path], mark: Mark) -> None:
    mark("en")
    once = pair[1].read_bytes()
    mark("en")
    assert pair[1].read_bytes() == once


def test_a_link_stays_a_link_to_the_marked_file(tmp_path: Path, write: Write, mark: Mark) -> None:
    write("pages/a.vi.md", PAGE.format("Một", "02"), TEXT)
    real = write("pages/notes/real.txt", PAGE.format("One", "01"), TEXT)
    (tmp_path / "content/pages/a.en.md").symlink_to("notes/real.txt")
    mark("en")
    assert (tmp_path / "content/pages/a.en.md").is_symlink()
    assert "translates:" in real.read_text()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: x\n---\nb", "---\ntitle: x\ntranslates:\n  k: 1\n---\nb"),
        ("---\ntranslates:\n  a: b\ntitle: x\n---\nb", "---\ntitle: x\ntranslates:\n  k: 1\n---\nb"),
        ("---\ntranslates: {a: b}\ntitle: x\n---\n", "---\ntitle: x\ntranslates:\n  k: 1\n---\n"),
        ("---\ntranslates: {\na: b\n}\ntitle: x\n---\n", "---\ntitle: x\ntranslates:\n  k: 1\n---\n"),
        ("---\ntranslates:\n  a: b\n# inside\n  c: d\ntitle: x\n---\n", "---\ntitle: x\ntranslates:\n  k: 1\n---\n"),
        (
            "---\n'translates' :\n  a: b\n\n# on the title\ntitle: x\n---\n",
            "---\n\n# on the title\ntitle: x\ntranslates:\n  k: 1\n---\n",
        ),
        (
            "---\nsummary: |\n  translates:\n    a: b\n---\n",
            "---\nsummary: |\n  translates:\n    a: b\ntranslates:\n  k: 1\n---\n",
        ),
        ("---\r\ntitle: x\r\n---\r\nb\r\n", "---\r\ntitle: x\r\ntranslates:\r\n  k: 1\r\n---\r\nb\r\n"),
        ("---\rtitle: x\r---\rb", "---\rtitle: x\rtranslates:\r  k: 1\r---\rb"),
        ("--- \ntitle: x\n---\t\nb\n---\nc", "--- \ntitle: x\ntranslates:\n  k: 1\n---\t\nb\n---\nc"),
        ("---\n---\nb", "---\ntranslates:\n  k: 1\n---\nb"),
    ],
)
def test_the_mark_finds_its_place(text: str, expected: str) -> None:
    assert with_translates(text, {"k": "1"}) == expected


def test_a_digest_of_digits_alone_stays_text() -> None:
    front, _, _ = split(with_translates("---\ntitle: x\n---\n", {"null": "000000000012", "title": "1e0000000000"}), "f")
    assert parse(front, "f").values["translates"] == {"null": "000000000012", "title": "1e0000000000"}


def test_every_entry_is_listed_with_the_language_that_it_lacks(write: Write, edition: ReadEdition, pair: Any) -> None:
    write("pages/b.vi.md", PAGE.format("Hai", "02") + "\nsummary: s", "trước\n\n## Một {#mot}\n\na")
    write("pages/c.en.md", PAGE.format("Three", "02"))
    assert [(one.slug, one.lang, one.state, one.sections) for one in translation_statuses(edition())] == [
        ("a", "en", "missing", ("title", "body", "mot", "hai")),
        ("b", "en", "missing", ("title", "summary", "body", "mot")),
        ("c", "vi", "missing", ("title",)),
    ]
