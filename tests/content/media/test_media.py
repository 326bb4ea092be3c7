"""Pictures beside a text: what they are by their content; what is broken, hostile or misnamed is told and not shown."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from desk import Desk
from effort import at_most_millions
from inspected import SHAPES, SVG, facts_of, picture, refused
from PIL import Image

from hub.content.edition import Edition
from hub.content.media.inspecting import inspect_media
from hub.content.source.folder import File
from hub.problems import Unreadable

Write = Callable[..., Path]
Problems = Callable[[], list[str]]
ReadEdition = Callable[..., Edition]
PAGE = "title: Chào\nupdated: 2026-11-24"


@pytest.mark.parametrize(
    ("name", "kind", "type"),
    [
        ("a.jpg", "JPEG", "image/jpeg"),
        ("a.jpeg", "JPEG", "image/jpeg"),
        ("a.png", "PNG", "image/png"),
        ("a.webp", "WEBP", "image/webp"),
    ],
)
def test_a_picture_is_known_by_its_type_size_and_digest(tmp_path: Path, name: str, kind: str, type: str) -> None:
    data = picture(kind)
    found = facts_of(tmp_path, name, data)
    assert (found.name, found.type, found.size, found.width, found.height) == (name, type, len(data), 200, 100)
    assert len(found.digest) == 16 and int(found.digest, 16) >= 0


def test_a_picture_with_damaged_notes_of_a_camera_is_shown_without_a_word(tmp_path: Path) -> None:
    data = io.BytesIO()
    far = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x0f\0\x02\0\0\xff\xff\0\0\xff\xff"  # a name that would lie beyond the end of the file
    Image.new("RGB", (20, 10)).save(data, "JPEG", exif=far)
    assert (
        facts_of(tmp_path, "a.jpg", data.getvalue()).width,
        facts_of(tmp_path, "a.jpg", data.getvalue()).located,
    ) == (20, False)


@pytest.mark.parametrize(
    ("name", "kind", "type"),
    [("a.jpg", "PNG", "image/png"), ("a.png", "JPEG", "image/jpeg"), ("a.webp", "PNG", "image/png")],
)
def test_a_picture_that_lies_about_its_kind_is_refused(tmp_path: Path, name: str, kind: str, type: str) -> None:
    assert (
        refused(tmp_path, name, picture(kind)) == f"1: the file’s content is {type}, not what its name says; rename it"
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", picture("GIF")),
        ("a.jpg", b"<!doctype html>"),
        ("a.png", SVG.encode()),
        ("a.webp", b""),
        ("a.jpg", picture("TIFF")),
        ("a.png", b"GIF89a" + b"\0" * 99),
    ],
)
def test_what_is_no_picture_that_we_show_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    assert (
        refused(tmp_path, name, data) == "1: this is not a JPEG, PNG or WebP that can be read; save the picture again"
    )


@pytest.mark.parametrize(("name", "kind"), [("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP")])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_picture_that_is_cut_short_is_refused(tmp_path: Path, name: str, kind: str, part: float) -> None:
    data = picture(kind)
    assert (
        refused(tmp_path, name, data[: int(len(data) * part)])
        == "1: this is not a JPEG, PNG or WebP that can be read; save the picture again"
    )


def test_a_picture_of_more_than_forty_million_pixels_is_refused_unread(tmp_path: Path) -> None:
    data = io.BytesIO()
    Image.new("1", (8_000, 5_001)).save(data, "PNG")
    with at_most_millions(10):
        assert (
            refused(tmp_path, "a.png", data.getvalue())
            == "1: the picture has more than 40 million pixels; save a smaller one"
        )


def test_a_picture_of_more_than_twenty_megabytes_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.jpg").open("wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)
    with pytest.raises(Unreadable, match="larger than 20 MB"):
        inspect_media(File(str(tmp_path / "a.jpg"), "a.jpg", (0, 0, 0, 0)))


def test_a_picture_that_is_gone_when_it_is_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be read"):
        inspect_media(File(str(tmp_path / "a.jpg"), "a.jpg", (0, 0, 0, 0)))


@pytest.mark.parametrize("name", ["a.pdf", "a.zip", "a", "a.png.html", "a.", ".png"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, name: str) -> None:
    assert refused(tmp_path, name, picture("PNG")) == "1: this kind of file is not shown; use SVG, JPEG, PNG or WebP"


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("A.png", "a.png"),
        ("a.PNG", "a.png"),
        ("ảnh 1.jpg", "anh-1.jpg"),
        ("<script>.png", "script.png"),
        ('"onerror=.jpg', "onerror.jpg"),
        ("-rf.png", "rf.png"),
        ("%2e%2e.png", "2e-2e.png"),
        ("日本.png", "hinh.png"),
    ],
)
def test_a_name_that_no_address_can_carry_is_told_one_that_can(tmp_path: Path, name: str, cure: str) -> None:
    assert (
        refused(tmp_path, name, b"")
        == f"1: a picture’s name has lower-case letters a–z, digits and hyphens; rename it to {cure}"
    )


# Beside a text


@pytest.fixture
def beside(write: Write) -> Write:
    """A page with a picture, and the picture."""
    write("pages/a/index.vi.md", PAGE, "một\n\n![hình](x.svg)\n")
    return lambda data: write("pages/a/x.svg", raw=data)


def test_a_picture_in_a_text_is_found_beside_it(beside: Callable[[str], Path], desk: Desk) -> None:
    path = beside(SVG.format(""))
    assert desk.problems() == []
    edition = desk.edition()
    entry, card = edition.entries["page"]["a"], edition.cards["page"]["a"]
    assert (desk.archive.path_of(card, "x.svg"), desk.archive.path_of(card, "y.svg")) == (path, None)
    assert entry.readings["vi"].files["x.svg"].width == 160


def test_a_picture_that_is_not_there_is_told_where_it_is_named(write: Write, problems: Problems) -> None:
    write("pages/a/index.vi.md", PAGE, "một\n\n![hình](x.svg)\n")
    assert problems() == ["content/pages/a/index.vi.md:7: there is no file x.svg beside this one; put it there"]


def test_a_text_without_a_folder_of_its_own_is_told_to_have_one(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", PAGE, "![hình](x.svg)\n")
    write("pages/x.svg", raw=SVG.format(""))
    assert problems() == [
        "content/pages/a.vi.md:5: a text with pictures has a folder of its own; move it to a/index.vi.md, and x.svg beside it",
        "content/pages/x.svg:1: warning: this picture is not beside any text, so no one sees it; put it in the folder of its text",
    ]


def test_a_broken_picture_keeps_the_last_good_entry_whole(
    beside: Callable[[str], Path], edition: ReadEdition, problems: Problems
) -> None:
    beside(SVG.format(""))
    before = edition().entries["page"]["a"].readings["vi"]
    beside(SVG.format("<script/>"))
    assert [line.partition("<")[0] for line in problems()] == [f"content/pages/a/x.svg:1: {SHAPES}"]
    assert edition().entries["page"]["a"].readings["vi"] == before


def test_an_entry_whose_picture_was_never_good_is_not_shown_without_it(
    beside: Callable[[str], Path], edition: ReadEdition
) -> None:
    beside(SVG.format("<script/>"))
    assert "a" not in edition().entries["page"]


def test_a_picture_in_the_other_form_of_unicode_is_found(write: Write, problems: Problems) -> None:
    write("pages/a/index.vi.md", PAGE, "chữ")
    write("exhibits/r/index.vi.md", f"{PAGE}\norder: 1\nsummary: s")
    write("exhibits/r/w/index.vi.md", f"{PAGE}\nmedia: ảnh.png")
    write("exhibits/r/w/a\u0309nh.png", raw=picture("PNG"))
    assert not [line for line in problems() if "there is no file" in line]


def test_what_a_drawing_was_made_from_may_lie_beside_it(
    beside: Callable[[str], Path], write: Write, problems: Problems
) -> None:
    beside(SVG.format(""))
    write("pages/a/draw.py", raw="x")
    write("pages/a/notes.txt", raw="x")
    assert problems() == []
