"""What is made of a picture: smaller ones in three types, without what a camera wrote into it."""

import io
from pathlib import Path

import pytest
from photographs import decoded, facts_digest, photograph
from PIL import Image, ImageCms

from hub.content.media.inspecting import inspect_media
from hub.content.media.rendition_maker import derive, renditions_of
from hub.content.media.renditions import Pictures, Rendition
from hub.content.source.folder import File


@pytest.fixture(scope="module")
def renditions() -> list[tuple[Rendition, bytes]]:
    """Those of a large picture."""
    return list(renditions_of(photograph()))


def test_each_width_is_made_in_three_types(renditions: list[tuple[Rendition, bytes]]) -> None:
    names = [rendition.name for rendition, _ in renditions]
    assert names == [f"{width}.{ending}" for width in (1600, 960, 480) for ending in ("avif", "webp", "jpg")]


def test_a_rendition_is_what_it_says(renditions: list[tuple[Rendition, bytes]]) -> None:
    for rendition, data in renditions:
        image = decoded(data)
        assert (image.size, Image.MIME[image.format or ""]) == ((rendition.width, rendition.height), rendition.type)


def test_a_small_picture_is_not_made_larger() -> None:
    assert {rendition.width for rendition, _ in renditions_of(photograph(300, 200))} == {300}


def test_what_a_camera_wrote_stays_behind() -> None:
    exif = Image.Exif()
    exif[0x010F], exif.get_ifd(0x8825)[2] = "Máy ảnh", (21.0, 1.0, 42.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for _, data in renditions_of(photograph(600, 450, exif=exif, icc_profile=profile, comment=b"bi mat")):
        info = decoded(data).info
        assert not {"exif", "xmp", "icc_profile", "comment"} & info.keys()
        assert "Máy ảnh".encode() not in data


def test_a_picture_is_turned_as_the_camera_was_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter turn clockwise shows it upright
    rendition, data = next(renditions_of(photograph(1600, 960, exif=exif)))
    assert (rendition.width, rendition.height) == (960, 1600)
    top, bottom = decoded(data).convert("RGB").getpixel((300, 20)), decoded(data).convert("RGB").getpixel((300, 1580))
    assert isinstance(top, tuple) and isinstance(bottom, tuple)
    assert top[0] > top[2] and bottom[2] > bottom[0]


@pytest.mark.parametrize("value", [b"\0\x02\0\0\0\x026\0\0\0", b"\0\x03\0\0\0\x01\0\x09\0\0"], ids=["text", "9"])
def test_an_orientation_that_is_none_turns_nothing(value: bytes) -> None:
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12" + value + b"\0\0\0\0"
    rendition, _ = next(renditions_of(photograph(1600, 960, exif=exif)))
    assert (rendition.width, rendition.height) == (1600, 960)


def test_what_is_transparent_lies_on_paper() -> None:
    written = io.BytesIO()
    Image.new("RGBA", (600, 400), (0, 0, 0, 0)).save(written, "PNG")
    *_, (_, jpeg) = renditions_of(written.getvalue())
    pixel = decoded(jpeg).convert("RGB").getpixel((10, 10))
    assert isinstance(pixel, tuple) and min(pixel) > 240


def test_a_folder_of_renditions_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(photograph(600, 450)[:-500])
    with pytest.raises(OSError, match="truncated"):
        derive(path, facts_digest(path), tmp_path / "media" / "a-1")
    assert list((tmp_path / "media").iterdir()) == []


def test_a_file_that_was_replaced_meanwhile_is_not_taken_for_the_other(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(photograph(600, 450))
    with pytest.raises(ValueError, match="has changed"):
        derive(path, "0" * 16, tmp_path / "media" / "a-1")


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(photograph(1000, 750))
    found = []
    for name in ("one", "two"):
        pictures = Pictures(tmp_path / name)
        derive(path, facts_digest(path), pictures.place(facts_digest(path)))
        found.append(pictures.find(facts_digest(path)))
    assert found[0] is not None and found[0] == found[1]


def test_a_rendition_that_is_gone_makes_the_picture_missing(tmp_path: Path) -> None:
    path, pictures = tmp_path / "a.jpg", Pictures(tmp_path / "media")
    path.write_bytes(photograph(1000, 750))
    digest = facts_digest(path)
    derive(path, digest, pictures.place(digest))
    assert pictures.find(digest)
    (pictures.place(digest) / "960.webp").unlink()
    assert pictures.find(digest) is None


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_tells_where_it_was_taken_is_known(tmp_path: Path, form: str) -> None:
    exif = Image.Exif()
    exif[0x010F], exif.get_ifd(0x8825)[2] = "A", (21.0, 1.0, 42.0)
    path = tmp_path / f"a.{form.lower()}"
    for located, how in ((True, {"exif": exif}), (False, {})):
        path.write_bytes(photograph(60, 40, form, **how))
        assert inspect_media(File(path, path.name, (0, 0, 0, 0))).located is located
