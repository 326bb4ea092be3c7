"""Every derived file, damaged in every way while readers read: nobody sees anything wrong, and it is made again unasked.

What a reader may see until then: the page as it was, or 503 with Retry-After for that page or picture alone.
"""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from built import Built, finished_site
from running import LONG

from hub.build.reporter import Reporter
from hub.build.upkeep.faults import Faults
from hub.build.watching import safely, step
from hub.content.media.folders import share_folder
from hub.serve.worker import Worker
from hub.storage.generations import Generations

PATHS = ("/vi/", "/en/agenda/", "/vi/agenda/khai-mac/", "/vi/help/", "/vi/gallery/phong-1/tp-01/", "/vi/nowhere/")
FOUND, NOT_ASKED_BEFORE = "/vi/search/?q=khai+mac", "/vi/search/?q=toan+the"
EVERY = {
    "pack": "instance/packs/*.pack",
    "pages": "instance/editions/*/pages.pickle",
    "edition": "instance/editions/*/edition.pickle",
    "builder": "instance/editions/*/builder.pickle",
    "drafts": "instance/editions/*/drafts.pickle",
    "pointer": "instance/editions/current",
    "catalogue": "instance/catalogues/*/*/LC_MESSAGES/messages.mo",
    "template": "instance/templates/*",
    "index": "search_index/*/*",
    "drawing": "instance/media/*-drawing/*",
    "share": "instance/media/*-share/*",
}
ALONE = ("template", "drawing", "share")  # what each file of these suffers concerns no other
ENOUGH = 16  # files of pictures for links, which take long to draw: more than each of both in each way
FOLDERS = ("instance", "instance/editions", "instance/packs", "instance/media", "instance/catalogues", "search_index")
Answers = dict[str, tuple[int, bytes]]


def flip(path: Path) -> None:
    """Change bytes all over a file, so that every blob in it has one."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2 :: 97] = bytes(each ^ 0xFF for each in data[len(data) // 2 :: 97])
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


HOW = (flip, cut, empty, Path.unlink)
# A pack, a pointer, an index, a catalogue and the pages suffer each way in turn. These are read as the pages are, by
# hub.storage.sealed, and no builder takes up one of them in any way (test_damaged_generations.py).
AS_PAGES = {"edition": (flip, Path.unlink), "builder": (cut, Path.unlink), "drafts": (empty, Path.unlink)}


def damage_each(files: list[Path], ways: Sequence[Callable[[Path], object]]) -> None:
    """Damage every file; the ways take turns, each time beginning with another: a folder may have as many files."""
    for n, path in enumerate(files):
        ways[(n + n // len(ways)) % len(ways)](path)


def rounds(what: str, files: int) -> Iterator[Sequence[Callable[[Path], object]]]:
    """The ways of each round: one for all files, or where they are alone and there are enough of them, all at once."""
    yield from [HOW] if what in ALONE and files >= len(HOW) else [(how,) for how in AS_PAGES.get(what, HOW)]


@pytest.fixture(autouse=True)
def uncompressed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the builder compress no page to the end: none is asked for compressed, and all of them take seconds."""
    monkeypatch.setattr("hub.build.finishing.compress_fully", lambda data: {})


@pytest.fixture
def hub(tmp_path: Path) -> Built:
    return finished_site(tmp_path)


def pictures(hub: Built) -> Iterator[str]:
    """An address of a picture of each folder."""
    assert hub.worker.shown is not None
    for digest, row in hub.worker.shown.pages.media.items():
        folder = hub.settings.instance / "media" / row.folder
        yield f"/media/{digest}/{row.names[0] if row.names else next(folder.glob('*.[pj]*g')).name}"


def answers(worker: Worker, paths: tuple[str, ...]) -> Answers:
    """What a reader gets, and that it is nothing but the page, or the request to come back."""
    from built import ask

    found = {path: ask(worker.front, path) for path in paths}
    assert {answer.status for answer in found.values()} <= {200, 404, 503}
    assert all("retry-after" in answer.headers for answer in found.values() if answer.status == 503)
    return {path: (answer.status, answer.body) for path, answer in found.items()}


def mend(hub: Built) -> None:
    """Let the builder do what it does by itself, until it has nothing to do."""
    faults = Faults(hub.settings, Reporter())
    until = time.monotonic() + LONG
    while (hub.builder.due() or hub.builder.finish.undrawn) and time.monotonic() < until:
        safely(faults, lambda: step(hub.builder, faults, must=False))
    assert not hub.builder.due()


def is_survived(hub: Built, damage: Callable[[], object]) -> None:
    """Damage something under two workers, one that serves and one that has just started, and have it made again."""
    paths = (*PATHS, FOUND, *pictures(hub))
    before = answers(hub.worker, paths)
    damage()
    fresh = Worker(hub.settings)
    fresh.swap()
    for worker in (hub.worker, fresh):
        # While it is being made, the search has no index, and a picture whose folder is gone no address.
        seen = answers(worker, paths)
        for path in PATHS:
            assert seen[path] == before[path] or seen[path][0] == 503, path
        assert seen[FOUND][0] in (200, 503)
        assert answers(worker, (NOT_ASKED_BEFORE,))[NOT_ASKED_BEFORE][0] in (200, 503)
        for path in paths[len(PATHS) + 1 :]:
            assert seen[path] == before[path] or seen[path][0] in (404, 503), path
    mend(hub)
    for worker in (hub.worker, fresh):
        worker.swap()
        seen = answers(worker, paths)
        assert {path for path in paths if seen[path] != before[path]} == set()
        assert b"/vi/agenda/toan-the/" in answers(worker, (NOT_ASKED_BEFORE,))[NOT_ASKED_BEFORE][1]


@pytest.mark.parametrize("what", EVERY)
def test_a_derived_file_that_is_damaged_is_made_again(hub: Built, what: str) -> None:
    def files() -> list[Path]:
        found = [path for path in sorted(hub.root.glob(EVERY[what])) if path.is_file()]
        assert found
        return found[:ENOUGH] if what == "share" else found

    for ways in rounds(what, len(files())):
        is_survived(hub, lambda ways=ways: damage_each(files(), ways))  # type: ignore[misc]


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_derived_folder_that_is_removed_is_made_again(
    hub: Built, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Drawing every picture takes seconds: they are put there as they were. That they come out the same is seen above.
    drawn = {path.parent.name: path.read_bytes() for path in hub.root.glob("instance/media/*-share/*.png")}
    monkeypatch.setattr("hub.build.share_images.image_of", lambda share: drawn[share_folder(share.digest)])
    is_survived(hub, lambda: shutil.rmtree(hub.root / folder))


def test_one_flipped_byte_costs_one_page_and_leaves_the_others(hub: Built) -> None:
    assert hub.worker.shown is not None
    pack, offset, length = hub.made["/vi/help/"].bodies["identity"]
    path = hub.settings.instance / f"packs/{pack}.pack"
    data = bytearray(path.read_bytes())
    data[offset + length - 1] ^= 1
    path.write_bytes(data)
    others = {name: made for name, made in hub.made.items() if name != "/vi/help/"}
    whole = Built.ask(hub, "/vi/help/")
    assert whole.status == 200
    mend(hub)
    hub.worker.swap()
    assert {name: made for name, made in hub.made.items() if name != "/vi/help/"}.keys() == others.keys()
    assert hub.bytes_of("/vi/help/") == whole.body


def test_damage_is_asked_to_be_made_good_once(hub: Built) -> None:
    for path in (hub.settings.instance / "packs").glob("*.pack"):
        flip(path)
    for _ in range(3):
        answers(hub.worker, PATHS)
    asked = hub.builder.requests.open()
    assert len(asked) == len(set(asked)) > 0


def test_an_older_generation_is_shown_by_a_worker_that_starts_while_the_pointer_is_garbage(hub: Built) -> None:
    before = hub.ask("/vi/").body
    Generations(hub.settings.instance).pointer.write_bytes(b"\xff\xfe garbage")
    fresh = Worker(hub.settings)
    assert fresh.swap() is True
    assert answers(fresh, ("/vi/",)) == {"/vi/": (200, before)}
