"""Drawings as authors save them: shapes and words in a box that can be measured; whatever else an SVG may hold is refused."""

from contextlib import suppress
from pathlib import Path

import pytest
from effort import at_most_millions
from inspected import SHAPES, SVG, facts_of, refused

from hub.content.media.inspecting import inspect_media
from hub.content.source.folder import File
from hub.problems import Unreadable

BROKEN = "the SVG is broken here; save it again as a plain SVG in UTF-8"
NO_BOX = 'this is not an SVG with a viewBox; write viewBox="0 0 width height"'


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
