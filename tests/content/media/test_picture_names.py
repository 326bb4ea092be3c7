"""Names of pictures: whatever a phone or a Vietnamese desktop calls a file, its author is told the file, a good name, the cure."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from hub.content.media.inspecting import inspect_media
from hub.content.source.folder import File
from hub.problems import Unreadable

Write = Callable[..., Path]
Problems = Callable[[], list[str]]
PAGE = "title: Chào\nupdated: 2026-11-24"
FILE = "content/pages/a/index.vi.md:5: warning: "


def picture(kind: str = "JPEG") -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (20, 10)).save(data, kind)
    return data.getvalue()


@pytest.mark.parametrize(
    ("written", "good"),
    [
        ("IMG_0001.JPG", "img-0001.jpg"),
        ("Photo.Jpeg", "photo.jpeg"),
        ("<Ảnh bìa.png>", "anh-bia.png"),
        ("%E1%BA%A2nh%20b%C3%ACa.png", "anh-bia.png"),
        ("ảnh.webp", "anh.webp"),
        ("<A\u0309nh 2.PNG>", "anh-2.png"),
        ("photo.jfif", "photo.jpg"),
        ("<Hình (1).JFIF>", "hinh-1.jpg"),
        ("Sơ_đồ.SVG", "so-do.svg"),
        ("日本.png", "hinh.png"),
    ],
)
def test_a_name_in_a_text_is_told_with_the_name_to_give_the_file(
    write: Write, problems: Problems, written: str, good: str
) -> None:
    write("pages/a/index.vi.md", PAGE, f"![hình]({written})\n")
    write(f"pages/a/{written.strip('<>')}", raw=picture())
    (line,) = problems()
    assert line.startswith(f"{FILE}the picture ")
    assert line.endswith(
        f" needs a name of lower-case letters a–z, digits and hyphens; rename the file to {good}, and write that here"
    )


@pytest.mark.parametrize(
    ("written", "good"),
    [("photo.heic", "photo.jpg"), ("IMG_2.HEIC", "img-2.jpg"), ("<Màn hình.bmp>", "man-hinh.png"), ("x.gif", "x.png")],
)
def test_a_kind_that_browsers_do_not_show_is_told_with_one_that_they_do(
    write: Write, problems: Problems, written: str, good: str
) -> None:
    write("pages/a/index.vi.md", PAGE, f"![hình]({written})\n")
    (line,) = problems()
    name = written.strip("<>")
    assert line == (
        f"{FILE}browsers do not show a picture like {name}; save it as JPEG, PNG or WebP, "
        f"for example under the name {good}, and write that here"
    )


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("photo.heic", "browsers do not show this kind of picture; save it as JPEG, PNG or WebP, for example under the name photo.jpg"),
        ("photo.jfif", "a picture’s name has lower-case letters a–z, digits and hyphens; rename it to photo.jpg"),
        ("Ảnh.PNG", "a picture’s name has lower-case letters a–z, digits and hyphens; rename it to anh.png"),
    ],
)  # fmt: skip
def test_the_picture_of_a_work_is_told_alike(tmp_path: Path, name: str, cure: str) -> None:
    (tmp_path / name).write_bytes(picture())
    with pytest.raises(Unreadable) as caught:
        inspect_media(File(str(tmp_path / name), f"exhibits/r/w/{name}", (0, 0, 0, 0)))
    assert [problem.text(str) for problem in caught.value.problems] == [f"exhibits/r/w/{name}:1: {cure}"]


def test_a_name_that_differs_in_capitals_is_told_both(write: Write, problems: Problems) -> None:
    write("pages/a/index.vi.md", PAGE, "![hình](img-0001.jpg)\n")
    write("pages/a/IMG_0001.JPG", raw=picture())
    assert problems() == [
        "content/pages/a/IMG_0001.JPG:1: a picture’s name has lower-case letters a–z, digits and hyphens; rename it to img-0001.jpg"
    ]


def test_a_name_with_another_ending_is_told_that_of_the_file(write: Write, problems: Problems) -> None:
    write("pages/a/index.vi.md", PAGE, "![hình](bia.png)\n")
    write("pages/a/bia.jpg", raw=picture())
    assert problems() == [
        "content/pages/a/index.vi.md:5: the picture beside this text is called bia.jpg; write that name here"
    ]


def test_a_name_with_a_dot_and_a_slash_before_it_is_told_to_be_written_alone(write: Write, problems: Problems) -> None:
    write("pages/a/index.vi.md", PAGE, "![hình](./bia.jpg)\n")
    write("pages/a/bia.jpg", raw=picture())
    assert problems() == [f"{FILE}the picture ./bia.jpg lies beside this text; write its name alone, bia.jpg"]


@pytest.mark.parametrize("kind", ["heic", "mif1", "avif"])
def test_a_picture_of_a_phone_under_the_name_of_a_jpeg_is_told_what_it_is(
    write: Write, problems: Problems, kind: str
) -> None:
    write("pages/a/index.vi.md", PAGE, "![hình](a.jpg)\n")
    write("pages/a/a.jpg", raw=b"\0\0\0\x18ftyp" + kind.encode() + b"\0" * 40)
    (line,) = problems()
    named = "AVIF" if kind == "avif" else "HEIC"
    assert line == (
        f"content/pages/a/a.jpg:1: the file’s content is {named}, which is not read here; "
        "save the picture as JPEG, PNG or WebP"
    )
