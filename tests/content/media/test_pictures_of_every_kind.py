"""Pictures as scanners, phones and programs write them: deep grey, several in one file, moving, too tall."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from hub.content.media.inspecting import inspect_media
from hub.content.media.rendition_maker import GROUND, renditions_of
from hub.content.media.renditions import LONGEST_SIDE
from hub.content.model.media import Media
from hub.content.source.folder import File
from hub.problems import Unreadable

Write = Callable[..., Path]
WIDE, HIGH = 256, 64
PAGE = "title: Chào\nupdated: 2026-11-24"


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(depth: int, colour: int, row: bytes, clear: bytes = b"") -> bytes:
    """A PNG of equal rows; `colour` is its colour type, `clear` its tRNS."""
    head = struct.pack(">IIBBBBB", WIDE, HIGH, depth, colour, 0, 0, 0)
    parts = [chunk(b"IHDR", head), chunk(b"tRNS", clear) if clear else b"", chunk(b"IDAT", zlib.compress((b"\0" + row) * HIGH))]  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + chunk(b"IEND", b"")


def packed(depth: int, values: list[int]) -> bytes:
    """Samples of a row in as many bits each."""
    bits = "".join(format(value, f"0{depth}b") for value in values)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def shown(data: bytes) -> list[tuple[int, ...]]:
    """Five colours from left to right, as a reader sees them."""
    *_, (_, jpeg) = renditions_of(data)
    image = Image.open(io.BytesIO(jpeg)).convert("RGB")
    colours = [image.getpixel((x, HIGH // 2)) for x in (8, 64, 128, 192, 248)]
    return [colour for colour in colours if isinstance(colour, tuple)]


def is_near(colours: list[tuple[int, ...]], wanted: list[int]) -> bool:
    return all(abs(part - grey) <= 3 for colour, grey in zip(colours, wanted, strict=True) for part in colour)


DEEP = [x * 257 for x in range(WIDE)]
GRADIENT = [8, 64, 128, 192, 248]


@pytest.mark.parametrize(
    "data",
    [
        png(16, 0, packed(16, DEEP)),
        png(16, 4, packed(16, [part for value in DEEP for part in (value, 65_535)])),
        png(16, 2, packed(16, [value for value in DEEP for _ in "rgb"])),
        png(16, 6, packed(16, [part for value in DEEP for part in (value, value, value, 65_535)])),
        png(8, 0, bytes(range(WIDE))),
        png(8, 4, bytes(part for value in range(WIDE) for part in (value, 255))),
        png(16, 0, packed(16, DEEP), struct.pack(">H", 1)),  # a colour that stands for transparent, used nowhere
    ],
    ids=["grey", "grey and alpha", "colours", "colours and alpha", "8 bits", "8 bits and alpha", "grey with tRNS"],
)
def test_a_gradient_stays_a_gradient(data: bytes) -> None:
    assert is_near(shown(data), GRADIENT)


@pytest.mark.parametrize("depth", [1, 2, 4, 8, 16])
def test_what_stands_for_transparent_lies_on_paper_at_any_depth(depth: int) -> None:
    most = (1 << depth) - 1
    row = packed(depth, [most if x < 32 else 0 for x in range(WIDE)])
    left, *rest = shown(png(depth, 0, row, struct.pack(">H", most)))
    assert max(abs(a - b) for a, b in zip(left, GROUND, strict=True)) <= 3
    assert is_near(rest, [0, 0, 0, 0])


def test_a_deep_colour_that_stands_for_transparent_lies_on_paper() -> None:
    row = packed(16, [part for x in range(WIDE) for part in ((0x1234,) * 3 if x < 32 else (0,) * 3)])
    left, *_ = shown(png(16, 2, row, struct.pack(">HHH", *(0x1234,) * 3)))
    assert max(abs(a - b) for a, b in zip(left, GROUND, strict=True)) <= 3


def written(image: Image.Image, kind: str, **how: object) -> bytes:
    data = io.BytesIO()
    image.save(data, kind, **how)
    return data.getvalue()


def facts_of(folder: Path, name: str, data: bytes) -> Media:
    path = folder / name
    path.write_bytes(data)
    return inspect_media(File(str(path), name, (0, len(data), 0, 0)))


def located() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F], exif.get_ifd(0x8825)[2] = "A", (21.0, 1.0, 42.0)
    return exif


# Several pictures in one file, as phones write them


def several(first: Image.Image, second: Image.Image, **how: object) -> bytes:
    return written(first, "MPO", save_all=True, append_images=[second], **how)


RED, BLUE = Image.new("RGB", (600, 400), "#c02020"), Image.new("RGB", (300, 200), "#2020c0")


def test_of_several_pictures_in_a_jpeg_the_first_is_shown(tmp_path: Path) -> None:
    data = several(RED, BLUE)
    found = facts_of(tmp_path, "a.jpg", data)
    assert (found.type, found.width, found.height, found.animated) == ("image/jpeg", 600, 400, False)
    red, _, blue = shown(data)[0]
    assert red > 150 > blue


def test_several_pictures_are_refused_under_the_name_of_a_png(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="not what its name says"):
        facts_of(tmp_path, "a.png", several(RED, BLUE))


def test_several_pictures_of_too_many_pixels_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="40 million pixels"):
        facts_of(tmp_path, "a.jpg", several(Image.new("L", (8_000, 5_001)), Image.new("L", (8, 8))))


def test_several_pictures_cut_short_in_the_first_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="can be read"):
        facts_of(tmp_path, "a.jpg", several(Image.effect_noise((900, 900), 60).convert("RGB"), BLUE)[:20_000])


def test_a_position_in_the_first_of_several_pictures_is_known(tmp_path: Path) -> None:
    assert facts_of(tmp_path, "a.jpg", several(RED, BLUE, exif=located())).located


def test_a_position_in_a_later_picture_is_known(tmp_path: Path) -> None:
    tail = written(BLUE, "JPEG", exif=located())
    assert facts_of(tmp_path, "a.jpg", several(RED, BLUE) + tail).located


def test_a_position_that_a_program_noted_in_a_later_picture_is_known(tmp_path: Path) -> None:
    tail = b"<x exif:GPSLatitude='21,1N'/>"
    assert facts_of(tmp_path, "a.jpg", several(RED, BLUE) + tail).located


def test_several_pictures_without_a_position_are_told_nothing(tmp_path: Path) -> None:
    assert not facts_of(tmp_path, "a.jpg", several(RED, BLUE)).located


# Moving and too tall


@pytest.mark.parametrize(("name", "kind"), [("a.webp", "WEBP"), ("a.png", "PNG")])
def test_a_moving_picture_is_told_to_stand_still(
    write: Write, problems: Callable[[], list[str]], name: str, kind: str
) -> None:
    write("pages/a/index.vi.md", PAGE, f"![hình]({name})\n")
    (write("pages/a/x.txt", raw="x").parent / name).write_bytes(
        written(RED, kind, save_all=True, append_images=[RED.transpose(Image.Transpose.ROTATE_180), BLUE.resize((600, 400))])
    )  # fmt: skip
    assert problems() == [
        f"content/pages/a/{name}:1: warning: this picture moves, but only its first frame is shown; put a still picture here"
    ]


def test_a_picture_that_is_too_tall_for_webp_is_told_the_limit(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        facts_of(tmp_path, "a.png", written(Image.new("L", (300, LONGEST_SIDE + 1)), "PNG"))
    assert caught.value.problems[0].sentence(str) == (
        "shown 300 pixels wide, this picture is 16384 high, and WebP holds at most 16383; cut it into several"
    )


def test_what_counts_is_the_height_as_it_is_shown(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    data = written(Image.new("L", (20_000, 480)), "JPEG", exif=exif)
    with pytest.raises(Unreadable, match="WebP holds at most"):
        facts_of(tmp_path, "a.jpg", data)


@pytest.mark.parametrize("size", [(4, LONGEST_SIDE), (40_000, 2), (1, 1)])
def test_a_picture_at_the_limit_is_made(tmp_path: Path, size: tuple[int, int]) -> None:
    data = written(Image.new("L", size), "JPEG")
    assert facts_of(tmp_path, "a.jpg", data).width == size[0]
    assert len(list(renditions_of(data))) in (3, 12)
