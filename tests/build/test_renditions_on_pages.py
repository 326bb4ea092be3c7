"""Pictures on their way to the page: made smaller beside the builder, shown when they are there, never the original."""

import io
import os
import shutil
import signal
import subprocess
import time
from functools import cache
from pathlib import Path

import pytest
from built import Built
from photographs import PHOTOGRAPH, WORK, decoded, facts_digest, photograph, with_photograph
from PIL import Image
from running import alive, children, running, wait_until
from shared import shared
from small import put

from hub.build.rendition_queue import AGAIN, Failure, RenditionQueue
from hub.content.media.renditions import RECIPE
from hub.problems import Problem


@pytest.fixture
def hub(tmp_path: Path) -> Built:
    """A hub with a photograph: a small one, for renditions in the larger widths take seconds."""
    return queueing(Built(with_photograph(tmp_path, PHOTOGRAPH)))


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The same, its renditions made and shown: to be looked at."""
    return Built(shutil.copytree(shared("photograph", _show), tmp_path_factory.mktemp("shown"), dirs_exist_ok=True))


@pytest.fixture
def later(tmp_path: Path) -> Built:
    """The same, to be changed."""
    return queueing(Built(shutil.copytree(shared("photograph", _show), tmp_path, dirs_exist_ok=True)))


@cache
def large() -> bytes:
    """A photograph that takes seconds to be made smaller."""
    return photograph(4000, 3000, quality=95)


def _show(root: Path) -> None:
    made(queueing(Built(with_photograph(root, PHOTOGRAPH))))


def queueing(hub: Built) -> Built:
    """Have a hub make renditions."""
    hub.builder.renditions = RenditionQueue(hub.builder.pictures)
    return hub


def made(hub: Built) -> None:
    """Have everything made, and shown."""
    assert hub.builder.renditions is not None
    hub.builder.build()
    hub.builder.renditions.wait()
    assert hub.builder.due()
    assert hub.build()


def test_pages_do_not_wait_for_pictures(hub: Built) -> None:
    page = hub.ask("/vi/gallery/phong-1/tp-01/")
    assert page.status == 200
    assert "/media/" not in page.text.partition("<main")[2]
    assert 'class="frame shut"' in page.text


def test_a_page_gains_its_picture_in_a_later_edition(shown: Built) -> None:
    text = shown.ask("/vi/gallery/phong-1/tp-01/").text
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


def test_every_rendition_that_a_page_names_is_there(shown: Built) -> None:
    words = shown.ask("/vi/gallery/phong-1/tp-01/").text.replace('"', " ").split()
    addresses = {word.rstrip(",") for word in words if word.startswith("/media/")}
    assert len(addresses) == 6
    for address in addresses:
        answer = shown.ask(address)
        assert answer.status == 200
        assert "immutable" in answer.headers["cache-control"]
        decoded(answer.body)


def test_the_original_has_no_address(shown: Built) -> None:
    assert shown.ask(f"/media/{facts_digest(shown.root / WORK / 'tp-01.jpg')}/tp-01.jpg").status == 404


def test_a_picture_that_is_made_is_not_made_again(later: Built) -> None:
    before = {path: path.stat().st_mtime_ns for path in (later.root / "instance/media").rglob("*")}
    later.builder.build()
    assert later.builder.renditions is not None and not later.builder.renditions.asked
    assert before == {path: path.stat().st_mtime_ns for path in (later.root / "instance/media").rglob("*")}


def test_the_renditions_of_what_is_not_shown_any_more_go(later: Built) -> None:
    earlier = next((later.root / "instance/media").glob(f"*-{RECIPE}"))
    for shade in ("#00ff00", "#00ffff"):
        written = io.BytesIO()
        Image.new("RGB", (500, 400), shade).save(written, "JPEG")
        (later.root / WORK / "tp-01.jpg").write_bytes(written.getvalue())
        made(later)
    assert not earlier.exists()


def broken(name: str, ago: float = 0.0) -> Failure:
    """A picture that could not be made, so many seconds ago."""
    return Failure(Problem(name, 1, "no room on the disk"), time.monotonic() - ago)


def test_a_picture_that_takes_too_long_is_told_by_name(tmp_path: Path) -> None:
    hub = Built(with_photograph(tmp_path, large()))
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
    root = with_photograph(tmp_path, photograph(1700, 500, quality=95))
    with running(root, workers=1) as hub:
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
    root = with_photograph(tmp_path, large())
    with running(root, workers=1) as hub:
        wait_until(lambda: list((root / "instance/media").glob(".*-*")), "a picture is being made")
        said = hub.said.read_text(encoding="utf-8")
        makers = [pid for pid in children(hub.builder() or 0) if alive(pid)]
        assert makers
        os.killpg(hub.process.pid, number)  # as Ctrl+C in a terminal does
        hub.stop()
        wait_until(lambda: not any(map(alive, makers)), "those who make pictures have ended")
        more = hub.said.read_text(encoding="utf-8").removeprefix(said).splitlines()
        assert [
            line for line in more if "new edition" not in line
        ] == []  # of which one may be coming into force just then


def test_what_a_killed_maker_left_is_removed(hub: Built) -> None:
    left = hub.root / "instance/media/.0123456789abcdef-1.99999999-0123abcd"
    left.mkdir(parents=True)
    made(hub)
    assert not left.exists()
