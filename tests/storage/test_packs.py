"""Blobs on disk: appended, never changed, found by their slots whatever happened to the process that wrote them."""

import os
import resource
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from hub.storage.packs import MANY, Packs, Slot
from hub.storage.sealed import Damaged

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def packs(tmp_path: Path) -> Packs:
    return Packs(tmp_path / "packs")


def names(packs: Packs) -> set[str]:
    return {path.stem for path in packs.folder.glob("*.pack")}


def test_a_blob_is_found_by_its_slot(packs: Packs) -> None:
    slots = [packs.put(data) for data in (b"a", b"", b"bcd" * 1_000)]
    assert [packs.get(slot) for slot in slots] == [b"a", b"", b"bcd" * 1_000]


def test_another_process_finds_it_too(packs: Packs) -> None:
    slot = packs.put(b"abc")
    packs.seal()
    assert Packs(packs.folder).get(slot) == b"abc"


def test_no_file_is_made_before_there_is_something_to_put(packs: Packs) -> None:
    packs.seal()
    assert not packs.folder.exists()


def test_a_sealed_pack_is_never_written_again(packs: Packs) -> None:
    first = packs.put(b"a")
    packs.seal()
    assert packs.put(b"b")[0] != first[0]


def test_packs_can_be_read_by_their_owner_alone(packs: Packs) -> None:
    packs.put(b"a")
    assert {path.stat().st_mode & 0o777 for path in packs.folder.glob("*.pack")} == {0o600}


@pytest.mark.parametrize("slot", [("gone", 0, 1), ("", 0, 1)])
def test_a_pack_that_is_gone_is_an_error(packs: Packs, slot: Slot) -> None:
    packs.put(b"a")
    with pytest.raises(OSError):
        packs.get(slot)


def test_a_pack_that_is_cut_short_is_an_error(packs: Packs) -> None:
    slot = packs.put(b"abc")
    packs.seal()
    os.truncate(packs.folder / f"{slot[0]}.pack", 2)
    with pytest.raises(OSError, match="cut short"):
        Packs(packs.folder).get(slot)


def test_a_disk_that_is_full_spoils_nothing_that_comes_after(packs: Packs) -> None:
    before = packs.put(b"a" * 100)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, limits[1]))
    try:
        with pytest.raises(OSError):
            packs.put(b"b" * 2_000)  # a part of it is written
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    after = packs.put(b"c" * 100)
    packs.seal()
    assert (packs.get(before), packs.get(after)) == (b"a" * 100, b"c" * 100)


def test_a_pack_is_open_to_readers_after_it_was_dropped(packs: Packs) -> None:
    slot = packs.put(b"abc")
    packs.seal()
    reader = Packs(packs.folder)
    reader.get(slot)
    packs.drop_all_but([])
    assert (names(packs), reader.get(slot)) == (set(), b"abc")


def test_only_packs_that_nobody_names_are_dropped(packs: Packs) -> None:
    kept = packs.put(b"a")
    packs.seal()
    packs.put(b"b")
    packs.seal()
    writing = packs.put(b"c")
    packs.drop_all_but([kept[0]])
    assert names(packs) == {kept[0], writing[0]}
    assert (packs.get(kept), packs.get(writing)) == (b"a", b"c")


def test_a_large_pack_that_is_mostly_dead_is_poured_into_another(packs: Packs) -> None:
    packs.put(b"x" * 5_000_000)
    live = packs.put(b"a")
    packs.seal()
    moved = packs.compact([live])
    assert list(moved) == [live] and moved[live][0] != live[0]
    assert packs.get(moved[live]) == b"a"


def test_a_small_pack_is_left_where_it_is(packs: Packs) -> None:
    packs.put(b"x" * 5_000)
    live = packs.put(b"a")
    packs.seal()
    assert packs.compact([live]) == {}


def test_many_small_packs_are_poured_together(packs: Packs) -> None:
    live = []
    for number in range(MANY + 1):
        live.append(packs.put(bytes([number])))
        packs.seal()
    moved = packs.compact(live)
    assert len({slot[0] for slot in moved.values()}) == 1
    assert [packs.get(moved[slot]) for slot in live] == [bytes([number]) for number in range(MANY + 1)]


def test_threads_share_a_reader(packs: Packs) -> None:
    slots = []
    for number in range(30):
        slots.append(packs.put(bytes([number]) * 1_000))
        packs.seal()
    reader, wrong = Packs(packs.folder), []

    def read() -> None:
        wrong.extend(
            slot for _ in range(50) for number, slot in enumerate(slots) if reader.get(slot) != bytes([number]) * 1_000
        )

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(os.listdir("/proc/self/fd")) < 200


CHILD = """
import os, sys
from pathlib import Path
from hub.storage.packs import Packs

packs = Packs(Path(sys.argv[1]))
while True:
    slots = [packs.put(os.urandom(1) * 5_000) for _ in range(20)]
    packs.seal()
    print(*(f"{pack} {offset} {length}" for pack, offset, length in slots), sep=";", flush=True)
"""


def test_what_was_sealed_survives_a_kill(packs: Packs) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, packs.folder], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        lines = [child.stdout.readline() for _ in range(20)]
        child.send_signal(signal.SIGKILL)
    for line in lines:
        for told in line.split(";"):
            pack, offset, length = told.split()
            data = packs.get((pack, int(offset), int(length)))
            assert data == data[:1] * 5_000


def test_a_blob_with_a_flipped_bit_is_an_error_and_its_neighbour_is_not(packs: Packs) -> None:
    first, second = packs.put(b"a" * 100), packs.put(b"b" * 100)
    packs.seal()
    path = packs.folder / f"{first[0]}.pack"
    data = bytearray(path.read_bytes())
    data[50] ^= 1
    path.write_bytes(data)
    with pytest.raises(Damaged):
        packs.get(first)
    assert packs.get(second) == b"b" * 100


def test_packs_that_are_held_can_be_read_when_their_folder_is_gone(packs: Packs) -> None:
    slot = packs.put(b"a")
    packs.seal()
    reader = Packs(packs.folder)
    reader.hold([slot[0], "gone"])
    (packs.folder / f"{slot[0]}.pack").unlink()
    assert reader.get(slot) == b"a"
