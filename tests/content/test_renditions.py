"""Pictures on their way to the page: made smaller beside the builder, shown when they are there, never the original."""

import io
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from built import Built, small_root
from PIL import Image, ImageCms
from running import alive, children, running, wait_until
from small import put

from hub.build.rendition_queue import AGAIN, Failure, RenditionQueue
from hub.content.media.inspecting import inspect_media
from hub.content.media.rendition_maker import derive, renditions_of
from hub.content.media.renditions import RECIPE, Pictures
from hub.content.source.folder import File
from hub.problems import Problem

WORK = "exhibits/phong-1/tp-01"


def photograph(width: int = 2000, height: int = 1500, form: str = "JPEG", **how: object) -> bytes:
    """A picture with something in it, half red, half blue."""
    image = Image.new("RGB", (width, height), "#c02020")
    image.paste("#2020c0", (width // 2, 0, width, height))
    written = io.BytesIO()
    image.save(written, form, **how)
    return written.getvalue()


def decoded(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def with_photograph(root: Path, data: bytes, name: str = "tp-01.jpg") -> Path:
    """The small content, the first work a photograph."""
    small_root(root)
    for path in (root / WORK).glob("index.*.md"):
        put(path, path.read_text(encoding="utf-8").replace("tp-01.svg", name))
    (root / WORK / name).write_bytes(data)
    return root


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Built]:
    """A hub with a photograph: a small one, for renditions in the larger widths take seconds."""
    built = Built(with_photograph(tmp_path, photograph(1000, 750)))
    built.builder.renditions = RenditionQueue(built.builder.pictures)
    yield built


def made(hub: Built) -> None:
    """Have everything made, and shown."""
    assert hub.builder.renditions is not None
    hub.builder.build()
    hub.builder.renditions.wait()
    assert hub.builder.due()
    assert hub.build()


# What is made of a picture


def test_each_width_is_made_in_three_types() -> None:
    names = [rendition.name for rendition, _ in renditions_of(photograph())]
    assert names == [f"{width}.{ending}" for width in (1600, 960, 480) for ending in ("avif", "webp", "jpg")]


def test_a_rendition_is_what_it_says() -> None:
    for rendition, data in renditions_of(photograph()):
        image = decoded(data)
        assert (image.size, Image.MIME[image.format or ""]) == ((rendition.width, rendition.height), rendition.type)


def test_a_small_picture_is_not_made_larger() -> None:
    assert {rendition.width for rendition, _ in renditions_of(photograph(300, 200))} == {300}


def test_what_a_camera_wrote_stays_behind() -> None:
    exif = Image.Exif()
    exif[0x010F], exif.get_ifd(0x8825)[2] = "Máy ảnh", (21.0, 1.0, 42.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for _, data in renditions_of(photograph(exif=exif, icc_profile=profile, comment=b"bi mat")):
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
    path.write_bytes(photograph()[:-2000])
    with pytest.raises(OSError, match="truncated"):
        derive(path, facts_digest(path), tmp_path / "media" / "a-1")
    assert list((tmp_path / "media").iterdir()) == []


def facts_digest(path: Path) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def test_a_file_that_was_replaced_meanwhile_is_not_taken_for_the_other(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(photograph())
    with pytest.raises(ValueError, match="has changed"):
        derive(path, "0" * 16, tmp_path / "media" / "a-1")


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(photograph())
    found = []
    for name in ("one", "two"):
        pictures = Pictures(tmp_path / name)
        derive(path, facts_digest(path), pictures.place(facts_digest(path)))
        found.append(pictures.find(facts_digest(path)))
    assert found[0] is not None and found[0] == found[1]


def test_a_rendition_that_is_gone_makes_the_picture_missing(tmp_path: Path) -> None:
    path, pictures = tmp_path / "a.jpg", Pictures(tmp_path / "media")
    path.write_bytes(photograph())
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


# On the way to the page


def test_pages_do_not_wait_for_pictures(hub: Built) -> None:
    page = hub.ask("/vi/gallery/phong-1/tp-01/")
    assert page.status == 200
    assert "/media/" not in page.text.partition("<main")[2]
    assert 'class="frame shut"' in page.text


def test_a_page_gains_its_picture_in_a_later_edition(hub: Built) -> None:
    made(hub)
    text = hub.ask("/vi/gallery/phong-1/tp-01/").text
    for part in (
        'type="image/avif"',
        'type="image/webp"',
        "480w",
        "960w",
        'sizes="',
        'width="1000" height="750"',
        'fill="#',
    ):
        assert part in text


def test_every_rendition_that_a_page_names_is_there(hub: Built) -> None:
    made(hub)
    words = hub.ask("/vi/gallery/phong-1/tp-01/").text.replace('"', " ").split()
    addresses = {word.rstrip(",") for word in words if word.startswith("/media/")}
    assert len(addresses) == 6
    for address in addresses:
        answer = hub.ask(address)
        assert answer.status == 200
        assert "immutable" in answer.headers["cache-control"]
        decoded(answer.body)


def test_the_original_has_no_address(hub: Built) -> None:
    made(hub)
    assert hub.ask(f"/media/{facts_digest(hub.root / WORK / 'tp-01.jpg')}/tp-01.jpg").status == 404


def test_a_picture_that_is_made_is_not_made_again(hub: Built) -> None:
    made(hub)
    before = {path: path.stat().st_mtime_ns for path in (hub.root / "instance/media").rglob("*")}
    hub.start_again()
    hub.builder.renditions = RenditionQueue(hub.builder.pictures)
    hub.builder.build()
    assert not hub.builder.renditions.asked
    assert before == {path: path.stat().st_mtime_ns for path in (hub.root / "instance/media").rglob("*")}


def test_the_renditions_of_what_is_not_shown_any_more_go(hub: Built) -> None:
    made(hub)
    earlier = next((hub.root / "instance/media").glob(f"*-{RECIPE}"))
    for shade in ("#00ff00", "#00ffff"):
        written = io.BytesIO()
        Image.new("RGB", (500, 400), shade).save(written, "JPEG")
        (hub.root / WORK / "tp-01.jpg").write_bytes(written.getvalue())
        made(hub)
    assert not earlier.exists()


def broken(name: str, ago: float = 0.0) -> Failure:
    """A picture that could not be made, so many seconds ago."""
    return Failure(Problem(name, 1, "no room on the disk"), time.monotonic() - ago)


def test_a_picture_that_takes_too_long_is_told_by_name(tmp_path: Path) -> None:
    hub = Built(with_photograph(tmp_path, photograph(4000, 3000)))
    renditions = hub.builder.renditions = RenditionQueue(hub.builder.pictures, limit=0.05)
    hub.builder.build()
    renditions.wait()
    hub.builder.build()
    (problem,) = renditions.problems()
    assert (problem.file, "save it with fewer pixels" in problem.sentence(str)) == (f"{WORK}/tp-01.jpg", True)


def test_a_picture_that_cannot_be_made_is_told_by_name_and_the_rest_goes_on(tmp_path: Path) -> None:
    hub = Built(with_photograph(tmp_path, photograph(500, 400)))
    hub.builder.renditions = RenditionQueue(hub.builder.pictures)
    hub.builder.build()
    hub.builder.renditions.wait()
    hub.builder.renditions.failed["0" * 16] = broken("exhibits/phong-1/tp-02/tp-02.jpg")
    assert [problem.file for problem in hub.builder.renditions.problems()] == ["exhibits/phong-1/tp-02/tp-02.jpg"]


def test_a_picture_that_could_not_be_made_is_tried_again_after_a_while(hub: Built) -> None:
    renditions = hub.builder.renditions
    assert renditions is not None
    digest = facts_digest(hub.root / WORK / "tp-01.jpg")
    renditions.failed[digest] = broken(f"{WORK}/tp-01.jpg")
    hub.builder.build()
    assert (renditions.ready(), digest in renditions.asked) == (False, False)
    renditions.failed[digest] = broken(f"{WORK}/tp-01.jpg", 2 * AGAIN)
    assert renditions.ready()
    made(hub)
    assert "960w" in hub.ask("/vi/gallery/phong-1/tp-01/").text


def test_a_process_that_dies_of_a_picture_is_replaced(hub: Built) -> None:
    renditions = hub.builder.renditions
    assert renditions is not None
    hub.builder.build()
    victims = subprocess.run(
        ["pgrep", "-P", str(os.getpid()), "-f", "hub.content.media.rendition_maker"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    for victim in victims:
        os.kill(int(victim), signal.SIGKILL)
    renditions.wait()
    hub.build()
    if renditions.failed:
        assert "ended" in renditions.problems()[0].sentence(str)
    put(hub.root / WORK / "khac.txt", "x")
    (hub.root / WORK / "tp-01.jpg").write_bytes(photograph(700, 500))
    made(hub)
    assert "480w" in hub.ask("/vi/gallery/phong-1/tp-01/").text


def test_a_picture_with_a_position_is_refused_with_the_cure(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F], exif.get_ifd(0x8825)[2] = "A", (21.0, 1.0, 42.0)
    root = with_photograph(tmp_path, photograph(60, 40, exif=exif))
    hub = Built(root)
    assert [problem.file for problem in hub.builder.problems if "taken" in problem.message] == [f"{WORK}/tp-01.jpg"]


@pytest.mark.slow
def test_killed_while_pictures_are_made_it_goes_on_without_a_wrong_file(tmp_path: Path) -> None:
    root = with_photograph(tmp_path, photograph(1700, 1300, quality=95))
    with running(root) as hub:
        wait_until(lambda: list((root / "instance/media").glob(".*-*")), "a picture is being made")
        before = hub.builder()
        assert before is not None
        os.kill(before, signal.SIGKILL)
        wait_until(lambda: hub.shows("/vi/gallery/phong-1/tp-01/", "1600w"), "the picture is shown")
    wanted = {f"{width}.{ending}" for width in (1600, 960, 480) for ending in ("avif", "webp", "jpg")} | {
        "picture.json",
        "digests.json",
    }
    folders = list((root / "instance/media").glob(f"[!.]*-{RECIPE}"))
    assert [{path.name for path in folder.iterdir()} for folder in folders] == [wanted]


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stopped_while_pictures_are_made_it_says_nothing_more(tmp_path: Path, number: signal.Signals) -> None:
    root = with_photograph(tmp_path, photograph(5000, 4000, quality=95))
    with running(root) as hub:
        wait_until(lambda: list((root / "instance/media").glob(".*-*")), "a picture is being made")
        said = hub.said.read_text(encoding="utf-8")
        makers = [pid for pid in children(hub.builder() or 0) if alive(pid)]
        assert makers
        os.killpg(hub.process.pid, number)  # as Ctrl+C in a terminal does
        hub.stop()
        wait_until(lambda: not any(map(alive, makers)), "those who make pictures have ended")
        assert hub.said.read_text(encoding="utf-8") == said


def test_what_a_killed_maker_left_is_removed(hub: Built) -> None:
    left = hub.root / "instance/media/.0123456789abcdef-1.99999999-0123abcd"
    left.mkdir(parents=True)
    made(hub)
    assert not left.exists()
