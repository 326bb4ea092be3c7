"""The two folders on disk: whatever lies there is read, or said to be in the way; it never stops the rest."""

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from desk import shown
from effort import at_most_calls

from hub.content.edition import Edition
from hub.content.source.folder import LARGEST_TEXT, File, Folder, read_text, tidy
from hub.problems import Problem, Unreadable

Write = Callable[..., Path]
Problems = Callable[[], list[str]]
ReadEdition = Callable[..., Edition]
PAGE = "title: Chào\nupdated: 2026-11-24"

pytestmark = pytest.mark.usefixtures("neighbour")


BROKEN = {
    "empty": (b"", "1: the file is empty; fill it in or remove it"),
    "blank": (b" \n\n\t\n", "1: the file is empty; fill it in or remove it"),
    "a mark alone": (b"\xef\xbb\xbf", "1: the file is empty; fill it in or remove it"),
    "invisible": (
        "\u200b\u2066".encode(),
        "1: the file does not begin with a line ---; put the fields between two lines ---",
    ),
    "NUL": (f"---\n{PAGE}\n---\na\n\0\n".encode(), "6: the file has a NUL byte here; it is not a text file"),
    "Latin-1": (
        f"---\n{PAGE}\n---\na\n".encode() + b"caf\xe9\n",
        "6: the file is not UTF-8 here; save it again as UTF-8",
    ),
    "UTF-16": (f"---\n{PAGE}\n---\na\n".encode("utf-16"), "1: the file is not UTF-8 here; save it again as UTF-8"),
    "surrogate": (
        f"---\n{PAGE}\n---\n".encode() + b"\xed\xa0\x80",
        "5: the file is not UTF-8 here; save it again as UTF-8",
    ),
    "cut in a letter": (
        f"---\n{PAGE}\n---\nĐiều".encode()[:-2],
        "5: the file is not UTF-8 here; save it again as UTF-8",
    ),
    "half written": (b'---\ntitle: "Ch', "1: the second line --- is missing; close the fields with a line ---"),
    "too large": (
        b"---\n" + b"# a\n" * 60_000,
        "1: the file is larger than 200 KB; split the text, or put pictures beside it",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_is_no_text_is_told_and_stops_nobody(
    write: Write, edition: ReadEdition, problems: Problems, name: str
) -> None:
    data, problem = BROKEN[name]
    write("pages/a.vi.md", raw=data)
    assert problems() == [f"content/pages/a.vi.md:{problem}"]
    assert shown(edition()) == {"good"}


@pytest.mark.parametrize(
    "data",
    [
        f"---\n{PAGE}\n---\nChào\n".replace("\n", "\r\n").encode(),
        f"---\n{PAGE}\n---\nChào\n".replace("\n", "\r").encode(),
        b"\xef\xbb\xbf" + f"---\n{PAGE}\n---\nChào\n".encode(),
        unicodedata.normalize("NFD", f"---\n{PAGE}\n---\nChào\n").encode(),
        f"---\n{PAGE}\n---\nCh\x01à\u202eo\n".encode(),
    ],
    ids=["CRLF", "CR", "BOM", "NFD", "controls"],
)
def test_a_text_in_another_form_is_read_like_any_other(
    write: Write, edition: ReadEdition, problems: Problems, data: bytes
) -> None:
    write("pages/a.vi.md", raw=data)
    assert problems() == []
    page = edition().entries["page"]["a"].readings["vi"]
    assert (page.title, edition().rendered(page.body.key).html) == ("Chào", ("<p>Chào</p>",))


def test_a_text_of_just_200_kb_is_read(write: Write, problems: Problems) -> None:
    head = f"---\n{PAGE}\n---\n".encode()
    write("pages/a.vi.md", raw=head + b"a b\n" * ((LARGEST_TEXT - len(head)) // 4))
    assert problems() == []


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x0b", "\x0c", "\x85", "\x1c"])
def test_a_line_break_of_word_joins_no_words_and_moves_no_line(
    write: Write, edition: ReadEdition, problems: Problems, character: str
) -> None:
    write("pages/a.vi.md", f"title: Xin{character}chào\nupdated: 2026-11-24\nfoo: x")
    assert problems() == ["content/pages/a.vi.md:4: foo is not a field here; remove it"]
    write("pages/a.vi.md", f"title: Xin{character}chào\nupdated: 2026-11-24")
    assert edition().entries["page"]["a"].readings["vi"].title == "Xin chào"


def test_joiners_of_other_scripts_are_kept() -> None:
    assert tidy("a\u200cb\u200dc\u00adđ\u200be") == "a\u200cb\u200dc\u00adđ\u200be"


def test_a_file_that_is_gone_when_it_is_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        read_text(File(str(tmp_path / "gone.vi.md"), "content/gone.vi.md", (0, 0, 0, 0)))
    assert (
        caught.value.problems[0].text(str)
        == "content/gone.vi.md:1: the file cannot be read (No such file or directory); check its permissions"
    )


def test_a_file_that_grew_since_it_was_listed_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.vi.md"
    path.write_bytes(b"a" * (LARGEST_TEXT + 1))
    with pytest.raises(Unreadable, match="larger than 200 KB"):
        read_text(File(str(path), "a.vi.md", (0, 10, 0, 0)))


LINKS = {
    "to itself": ("x.vi.md", "this link leads nowhere; put the file itself here"),
    "to nothing": ("nothing.vi.md", "this link leads nowhere; put the file itself here"),
    "out of the folder": ("/etc/hostname", "this link leads out of the folder; put the file itself here"),
    "out by two dots": ("../../../secret.vi.md", "this link leads out of the folder; put the file itself here"),
    "to an endless device": ("/dev/zero", "this link leads out of the folder; put the file itself here"),
    "to its own folder": (".", "this link leads to a folder; put the files themselves here"),
    "to the folder above": ("..", "this link leads to a folder; put the files themselves here"),
}


@pytest.mark.parametrize("kind", LINKS)
def test_a_link_that_leads_astray_is_told(
    tmp_path: Path, write: Write, edition: ReadEdition, problems: Problems, kind: str
) -> None:
    target, says = LINKS[kind]
    (tmp_path.parent / "secret.vi.md").write_text(f"---\n{PAGE}\n---\n")
    os.symlink(target, tmp_path / "content/pages/x.vi.md")
    assert problems() == [f"content/pages/x.vi.md:1: {says}"]
    assert shown(edition()) == {"good"}


def test_a_link_within_the_folder_is_followed(
    tmp_path: Path, write: Write, edition: ReadEdition, problems: Problems
) -> None:
    os.symlink("good.vi.md", tmp_path / "content/pages/also-good.vi.md")
    assert problems() == []
    assert shown(edition()) == {"good", "also-good"}


def test_a_pipe_is_not_waited_for(tmp_path: Path, write: Write, problems: Problems) -> None:
    os.mkfifo(tmp_path / "content/pages/x.vi.md")
    (tmp_path / "content/vocabulary").mkdir()
    os.mkfifo(tmp_path / "content/vocabulary/themes.yaml")
    assert problems() == [
        "content/pages/x.vi.md:1: this is not a file that can be read; remove it",
        "content/vocabulary/themes.yaml:1: this is not a file that can be read; remove it",
    ]


def test_a_folder_with_the_name_of_a_text_is_told(tmp_path: Path, write: Write, problems: Problems) -> None:
    (tmp_path / "content/pages/x.vi.md").mkdir()
    write("pages/y.en.md/index.vi.md", PAGE)
    assert problems() == [
        "content/pages/x.vi.md:1: this is a folder with the name of a text; rename it",
        "content/pages/y.en.md:1: this is a folder with the name of a text; rename it",
    ]


def test_a_thousand_folders_in_one_another_are_not_descended_into(
    tmp_path: Path, write: Write, edition: ReadEdition, problems: Problems
) -> None:
    home, depth = os.getcwd(), 1_000
    os.chdir(tmp_path / "content/pages")
    try:
        for _ in range(depth):
            os.mkdir("a")
            os.chdir("a")
        Path("x.vi.md").write_text("x")
        assert problems() == [f"content/pages{'/a' * 8}:1: this folder is nested too deeply; move it up"]
        assert shown(edition()) == {"good"}
    finally:
        for _ in range(depth):
            os.chdir("..")
            for path in Path("a").iterdir():
                path.rmdir() if path.is_dir() else path.unlink()
        os.chdir(home)


def test_a_file_where_a_folder_should_be_is_told(tmp_path: Path, write: Write, problems: Problems) -> None:
    (tmp_path / "exhibits").write_text("x")
    assert problems() == ["exhibits:1: this folder cannot be read (Not a directory); check its permissions"]


def test_folders_that_are_not_there_are_empty(tmp_path: Path) -> None:
    found: list[Problem] = []
    assert list(Folder(tmp_path / "nowhere", "content").scan(found)) == []
    assert found == []


def test_two_thousand_files_are_looked_over_in_no_time(write: Write, tmp_path: Path) -> None:
    for number in range(2_000):
        (tmp_path / f"content/pages/p-{number}.vi.md").touch()
    with at_most_calls(60_000):
        assert len(list(Folder(tmp_path / "content", "content").scan([]))) == 2_001
