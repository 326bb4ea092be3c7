"""A generation is whole or not there: damaged, gone, or without room on the disk, it is made anew."""

import errno
import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import pytest
from built import Built, small_site
from editing import edit
from ready import ready

from hub.build.builder import Builder
from hub.serve.worker import Worker
from hub.storage.generations import Generations

PARTS = ("pages", "edition", "builder", "drafts")
HOW = ("gone", "cut", "empty", "text", "zeroes")


@pytest.fixture
def hub(tmp_path: Path) -> Built:
    return small_site(tmp_path)


def damage(path: Path, how: str) -> None:
    data = path.read_bytes()
    if how == "gone":
        path.unlink()
    elif how == "cut":
        path.write_bytes(data[: len(data) // 2])
    else:
        path.write_bytes(
            {"empty": b"", "text": b"not a pickle\n", "zeroes": bytes(len(data)), "another": b"\x80\x05K\x01."}[how]
        )


def taken_up(hub: Built) -> bool:
    """Whether a builder that starts now goes on from the generation in force."""
    return Builder(hub.settings, hub.builder.clock).pages is not None


@pytest.mark.parametrize(("part", "how"), [*zip(PARTS, HOW, strict=False)])
def test_a_damaged_file_of_a_generation_is_built_anew(hub: Built, part: str, how: str) -> None:
    name = Generations(hub.settings.instance).current()
    damage(hub.settings.instance / f"editions/{name}/{part}.pickle", how)
    assert hub.start_again() is True
    fresh = Worker(hub.settings)
    assert fresh.swap() is True
    assert fresh.edition().entries["session"]["khai-mac"].slug == "khai-mac"


def test_no_file_of_a_generation_is_taken_up_damaged(hub: Built) -> None:
    """In whatever way: what is built where none is taken up is the same, and the test before this looks at it."""
    assert taken_up(hub)
    for part, how in product(PARTS, HOW):
        path = hub.settings.instance / f"editions/{hub.builder.in_force}/{part}.pickle"
        whole = path.read_bytes()
        damage(path, how)
        assert not taken_up(hub), (part, how)
        path.write_bytes(whole)


@pytest.mark.parametrize("how", ["gone", "cut"])
def test_a_damaged_pack_is_built_anew(hub: Built, how: str) -> None:
    before = hub.ask("/vi/agenda/").body
    for pack in (hub.settings.instance / "packs").glob("*.pack"):
        damage(pack, how)
    assert hub.start_again() is True
    assert hub.ask("/vi/agenda/").body == before


def test_a_damaged_pointer_is_put_right(hub: Built) -> None:
    pointer = Generations(hub.settings.instance).pointer
    for text in (b"", b"../../etc", b"00000009-abcdef01", b"\0" * 20, b"\xff\xfe"):
        pointer.write_bytes(text)
        assert not taken_up(hub), text
    assert hub.start_again() is True
    assert Generations(hub.settings.instance).current() == hub.builder.in_force
    assert hub.ask("/vi/").status == 200


@pytest.mark.parametrize("how", ["cut", "empty", "gone"])
def test_a_damaged_index_is_built_anew(hub: Built, how: str) -> None:
    for path in hub.settings.search_index.rglob("*"):
        if path.is_file():
            damage(path, how)
    assert hub.start_again() is True
    assert "/vi/agenda/khai-mac/" in hub.ask("/vi/search/?q=khai+mac").text


@pytest.mark.parametrize(
    "damaged",
    [b"", b"no pickle", b"\x80\x05K\x01.", b"\x80\x05cnowhere\nThing\n.", b"\x80\x05\x8c\x03osx\x94\x8c\x01a\x93."],
)
def test_a_worker_keeps_what_it_shows_when_the_next_generation_is_damaged(hub: Built, damaged: bytes) -> None:
    before = hub.ask("/vi/").body
    generations = Generations(hub.settings.instance)
    name = generations.store({"pages": None, "edition": None, "builder": None, "drafts": False})
    (generations.folder / name / "pages.pickle").write_bytes(damaged)
    assert hub.worker.swap() is False
    assert hub.ask("/vi/").body == before


def test_everything_derived_can_go(hub: Built) -> None:
    before = {path: hub.bytes_of(path) for path in hub.made}
    shutil.rmtree(hub.settings.instance)
    shutil.rmtree(hub.settings.search_index)
    again = Built(hub.root)
    assert {path: again.bytes_of(path) for path in again.made} == before


def test_a_builder_at_work_makes_the_generations_again(hub: Built) -> None:
    shutil.rmtree(hub.settings.instance / "editions")
    assert hub.builder.due()
    assert hub.build() is True
    assert Generations(hub.settings.instance).current() is not None


def test_a_builder_at_work_notices_that_a_file_of_the_generation_is_gone_or_cut(hub: Built) -> None:
    for how in ("gone", "cut"):
        hub.builder.due()  # from now on it knows how large they are
        damage(hub.settings.instance / f"editions/{hub.builder.in_force}/edition.pickle", how)
        assert hub.builder.due(), how
        assert hub.build() is True
        assert not hub.builder.due(), how


def test_a_builder_at_work_makes_its_whole_folder_again(hub: Built) -> None:
    shutil.rmtree(hub.settings.instance)
    ready(hub.root)  # templates would be compiled all over again, as in the test of everything derived
    assert hub.build() is True
    assert Built(hub.root).ask("/vi/agenda/khai-mac/").status == 200


def test_a_builder_at_work_notices_that_its_packs_are_gone(hub: Built) -> None:
    shutil.rmtree(hub.settings.instance / "packs")
    assert hub.builder.due()
    assert hub.build() is True
    assert Built(hub.root).ask("/vi/agenda/khai-mac/").status == 200


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """As on a full disk: a file can grow no further than this."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [10, 3_000, 60_000])
def test_a_full_disk_leaves_what_is_shown_and_is_made_up_for(hub: Built, size: int) -> None:
    before = hub.ask("/vi/agenda/khai-mac/").body
    for slug in ("khai-mac", "toan-the"):
        edit(hub, f"content/agenda/{slug}.vi.md", "Bạo lực", "Bạo lực " + "rất dài " * 500)
    with files_no_larger_than(size), pytest.raises(OSError, match=rf"Errno {errno.EFBIG}"):
        hub.build()
    hub.worker.swap()
    assert hub.ask("/vi/agenda/khai-mac/").body == before
    assert hub.builder.due()
    hub.build()
    hub.worker.swap()
    assert all("rất dài" in hub.ask(f"/vi/agenda/{slug}/").text for slug in ("khai-mac", "toan-the"))
    again = Built(hub.root)
    assert all(again.bytes_of(path) for path in hub.made)
