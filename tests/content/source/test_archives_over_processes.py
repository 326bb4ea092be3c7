"""What an archive leaves to the next process, and what of it is read anew; a kill at any moment loses nothing."""

import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from running import REPOSITORY

from hub.content.assemble import assemble
from hub.content.model.dates import HANOI
from hub.content.source.archive import Archive
from hub.content.source.archive_state import ArchiveState
from hub.feature import discover
from hub.storage.packs import Packs

Write = Callable[..., Path]
PAGE = "title: {}\nupdated: 2026-11-24"
BROKEN = "title: a: b"


def test_a_second_process_goes_on_from_the_shelf_of_the_first(tmp_path: Path, write: Write, desk: Any) -> None:
    write("pages/a.vi.md", PAGE.format("Tốt"), "chữ")
    desk.archive.refresh()
    desk.archive.packs.seal()
    shelf = pickle.loads(pickle.dumps(desk.archive.state))
    write("pages/a.vi.md", BROKEN)
    again = Archive(tmp_path / "content", tmp_path / "exhibits", discover().registry, Packs(tmp_path / "packs"), shelf)
    again.refresh()
    (page,) = assemble(again, datetime.now(HANOI)).entries["page"].values()
    assert (page.readings["vi"].title, again.rendered(page.readings["vi"].body.key).html) == ("Tốt", ("<p>chữ</p>",))


def test_the_shelf_of_another_code_is_read_anew(tmp_path: Path, write: Write, desk: Any) -> None:
    write("pages/a.vi.md", PAGE.format("Tốt"))
    desk.archive.refresh()
    shelf = ArchiveState("another code", dict(desk.archive.state.groups), dict(desk.archive.state.rendered))
    again = Archive(tmp_path / "content", tmp_path / "exhibits", discover().registry, Packs(tmp_path / "packs"), shelf)
    assert again.pending() == 1


def test_an_archive_counts_what_it_has_not_read(write: Write, desk: Any) -> None:
    kept = write("pages/a.vi.md", PAGE.format("Một"))
    write("pages/b.vi.md", PAGE.format("Hai"))
    assert desk.archive.pending() == 2
    desk.archive.refresh()
    assert desk.archive.pending() == 0
    kept.unlink()
    write("pages/c.vi.md", PAGE.format("Ba"))
    assert desk.archive.pending() == 2


CHILD = """
import os, pickle, sys
from pathlib import Path
from hub.content.source.archive import Archive
from hub.content.model.dates import HANOI
from hub.feature import discover
from hub.storage.packs import Packs

root = Path(sys.argv[1])
stored = root / "shelf"
shelf = pickle.loads(stored.read_bytes()) if stored.exists() else None
archive = Archive(root / "content", root / "exhibits", discover().registry, Packs(root / "packs"), shelf)
for round in range(100_000):
    for number in range(5):
        path = root / f"content/pages/p-{number}.vi.md"
        path.write_text(f"---\\ntitle: Bài {round}\\nupdated: 2026-11-24\\n---\\nvòng {round}, bài {number}\\n")
    archive.refresh()
    archive.forget_unused()
    archive.packs.seal()
    beside = root / "shelf.new"
    beside.write_bytes(pickle.dumps(archive.state))
    os.replace(beside, stored)
    if round == 1:
        print("going", flush=True)
"""


def test_a_kill_at_any_moment_leaves_a_shelf_that_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "content/pages").mkdir(parents=True)
    for attempt in range(5):
        with subprocess.Popen([sys.executable, "-c", CHILD, tmp_path], cwd=REPOSITORY, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(0.017 * attempt)
            child.send_signal(signal.SIGKILL)
        shelf = pickle.loads((tmp_path / "shelf").read_bytes())
        archive = Archive(
            tmp_path / "content", tmp_path / "exhibits", discover().registry, Packs(tmp_path / "packs"), shelf
        )
        for key, kept in archive.state.groups.items():
            reading = archive.get(key).readings["vi"]
            assert kept.slot and archive.rendered(reading.body.key).html[0].startswith(
                f"<p>vòng {reading.title.removeprefix('Bài ')},"
            )
        archive.refresh()
        assert len(list(archive.cards())) == 5
