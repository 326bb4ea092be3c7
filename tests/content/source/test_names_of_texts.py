"""The names of files in the two folders: what no text can be called is told one that will do; what editors leave there is left alone."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from desk import shown

from hub.content.edition import Edition
from hub.content.source.folder import misnamed, printable

Write = Callable[..., Path]
Problems = Callable[[], list[str]]
ReadEdition = Callable[..., Edition]
PAGE = "title: Chào\nupdated: 2026-11-24"

pytestmark = pytest.mark.usefixtures("neighbour")


def test_a_name_that_is_no_utf_8_can_be_told(
    tmp_path: Path, write: Write, edition: ReadEdition, problems: Problems
) -> None:
    (tmp_path / "content/pages" / os.fsdecode(b"i\xff.vi.md")).write_text("x")
    (told,) = problems()
    assert told.startswith("content/pages/i\\udcff.vi.md:1: the file’s name must be a slug and a language")
    told.encode()
    assert shown(edition()) == {"good"}


def test_a_name_cannot_write_to_the_reader_s_terminal(write: Write, problems: Problems) -> None:
    write("pages/a\x1b[31m\n.vi.md", PAGE)
    assert problems() == [
        "content/pages/a\\x1b[31m\\n.vi.md:1: the file’s name must be a slug and a language; rename it to a-x1b-31m-n.vi.md"
    ]


def test_a_name_in_vietnamese_is_said_as_it_is() -> None:
    assert printable("ảnh Hà Nội.png") == "ảnh Hà Nội.png"


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("a.md", "a.vi.md"),
        ("a.fr.md", "a-fr.vi.md"),
        ("A.vi.md", "a.vi.md"),
        ("Phiên khai mạc.en.md", "phien-khai-mac.en.md"),
        ("Phie\u0302n.vi.md", "phien.vi.md"),
        ("a_b.vi.md", "a-b.vi.md"),
        ("a--b.vi.md", "a-b.vi.md"),
        ("-a.vi.md", "a.vi.md"),
        ("a.vi.MD", "a.vi.md"),
        ("a.vi.en.md", "a-vi.en.md"),
        ("đ.vi.md", "d.vi.md"),
        ("日本.vi.md", "ten-bai.vi.md"),
        ("index.md", "index.vi.md"),
        ("vi.md", "vi.vi.md"),
    ],
)
def test_a_name_that_will_not_do_is_told_one_that_will(write: Write, problems: Problems, name: str, cure: str) -> None:
    write(f"pages/{name}", PAGE)
    assert problems() == [f"content/pages/{name}:1: the file’s name must be a slug and a language; rename it to {cure}"]


@pytest.mark.parametrize("name", ["a.vi.md", "a-1.en.md", "index.vi.md", "README.md", "a.svg", "11.vi.md"])
def test_a_name_that_will_do_is_left_alone(name: str) -> None:
    assert misnamed(f"content/pages/{name}") is None


@pytest.mark.parametrize(
    "name",
    [
        ".a.vi.md",
        ".a.vi.md.new",
        "a.vi.md~",
        "#a.vi.md#",
        "~$a.vi.md",
        "a.vi.md.swp",
        "a.vi.md.bak",
        "_a.vi.md",
        ".git/a.vi.md",
        "README.md",
        "Thumbs.db",
    ],
)
def test_what_editors_leave_beside_a_text_is_left_alone(
    write: Write, edition: ReadEdition, problems: Problems, name: str
) -> None:
    write(f"pages/{name}", raw=b"\0")
    assert problems() == []
    assert shown(edition()) == {"good"}


@pytest.mark.parametrize("name", ["a.vi.txt", "a.vi.markdown", "a.docx", "a.vi.html"])
def test_a_text_of_another_kind_is_not_passed_over_in_silence(write: Write, problems: Problems, name: str) -> None:
    write(f"pages/{name}", PAGE)
    assert problems() == [
        f"content/pages/{name}:1: warning: this kind of file is not read; a text is called slug.vi.md or slug.en.md"
    ]


@pytest.mark.parametrize(
    "name", ["a.vi.md", "pages/sub/a.vi.md", "nowhere/a.vi.md", "index.vi.md", "pages/a/b/index.vi.md"]
)
def test_a_text_in_a_folder_of_no_kind_is_told(write: Write, problems: Problems, name: str) -> None:
    write(name, PAGE)
    assert problems() == [
        f"content/{name}:1: no kind of content lives in this folder; move the file to the folder of its kind"
    ]
