"""The builder records what changes: once, whatever happens in between, and without disturbing itself."""

import json
import os
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest
from built import Built, resting_root, settings_for, small_site
from running import REPOSITORY, running, wait_until
from small import session

from hub.build.builder import Builder
from hub.build.reporter import Reporter
from hub.content.clock import Clock
from hub.content.source.archive import Archive
from hub.content.write.revisions import Recorder
from hub.feature import discover
from hub.storage.packs import Packs

RECORD = "content/agenda/revisions.jsonl"
PAGE = "/vi/agenda/toan-the/"
WORDS = "Trước đó: 10:00–11:00"


@pytest.fixture
def hub(tmp_path: Path) -> Built:
    return small_site(tmp_path)


def move(hub: Built, starts: str = "2025-10-22 11:00", **more: Any) -> None:
    session(hub.root, "toan-the", starts, "Phiên toàn thể", "Plenary", **more)


def lines(root: Path) -> list[Any]:
    return [json.loads(line) for line in (root / RECORD).read_text(encoding="utf-8").splitlines()]


def test_a_change_and_its_page_are_there_in_the_same_edition(hub: Built) -> None:
    begun = lines(hub.root)
    move(hub)
    assert hub.build()
    assert [line["values"] for line in lines(hub.root)[len(begun) :]] == [{"starts": "2025-10-22T11:00:00+07:00"}]
    assert WORDS in hub.ask(PAGE).text


def test_its_own_line_gives_the_builder_nothing_to_build(hub: Built) -> None:
    move(hub)
    hub.build()
    before = lines(hub.root)
    assert not hub.build()
    assert lines(hub.root) == before


def test_only_pages_that_tell_the_change_are_made_again(hub: Built) -> None:
    before = dict(hub.made)
    move(hub)
    hub.build()
    changed = {path for path, made in hub.made.items() if before.get(path) != made}
    assert {PAGE, "/vi/agenda/", "/vi/agenda/changes/", "/vi/agenda.atom"} <= changed
    assert not {path for path in changed if "khai-mac" in path or "/library/" in path or "/gallery/" in path}


def test_a_restart_writes_nothing_and_builds_nothing(hub: Built) -> None:
    move(hub)
    hub.build()
    before = (hub.root / RECORD).stat()
    assert not hub.start_again()
    assert (hub.root / RECORD).stat().st_mtime_ns == before.st_mtime_ns


def test_who_was_killed_before_the_line_has_it_written_by_the_next(hub: Built) -> None:
    begun = len(lines(hub.root))
    move(hub)
    hub.builder.archive.refresh()  # read, and no more
    hub.start_again()
    assert (len(lines(hub.root)) - begun, WORDS in hub.ask(PAGE).text) == (1, True)


def test_who_was_killed_after_the_line_has_it_told_by_the_next_and_not_written_again(hub: Built) -> None:
    begun = len(lines(hub.root))
    move(hub)
    hub.builder.archive.refresh()
    hub.builder.recorder.record(hub.builder.archive, hub.builder.clock.now())
    hub.start_again()
    assert (len(lines(hub.root)) - begun, WORDS in hub.ask(PAGE).text) == (1, True)


@pytest.mark.slow
def test_builders_killed_at_any_moment_leave_one_line_for_each_change(tmp_path: Path) -> None:
    resting_root(tmp_path)
    begun = len(lines(tmp_path))
    with running(tmp_path, workers=1) as hub:
        for hour in (11, 12):
            session(tmp_path, "toan-the", f"2025-10-22 {hour}:00", "Phiên toàn thể", "Plenary")
            wait_until(lambda: hub.builder() is not None, "there is a builder")
            os.kill(hub.builder() or 0, signal.SIGKILL)
            wait_until(lambda: hub.shows(PAGE, f"{hour}:00–{hour + 1}:00 (GMT+7)"), "the change is shown")  # noqa: B023
    starts = [line["values"]["starts"] for line in lines(tmp_path)[begun:]]
    assert starts == [f"2025-10-22T{hour}:00:00+07:00" for hour in (11, 12)]


def test_a_record_that_cannot_be_written_is_told_once_and_the_site_goes_on(hub: Built) -> None:
    (hub.root / RECORD).unlink()
    (hub.root / RECORD).mkdir()
    said: list[str] = []
    builder = Builder(settings_for(hub.root, instance=hub.root / "other"), hub.builder.clock, Reporter(said.append))
    assert builder.build()
    builder.build()
    assert len([line for line in said if RECORD in line]) == 1


def test_a_record_that_is_gone_stays_in_force_and_is_not_begun_again(hub: Built) -> None:
    move(hub)
    hub.build()
    kept = (hub.root / RECORD).read_bytes()
    (hub.root / RECORD).unlink()
    move(hub, "2025-10-22 12:00")
    hub.build()
    assert not (hub.root / RECORD).exists()
    assert WORDS in hub.ask(PAGE).text
    hub.start_again()
    assert [problem.file for problem in hub.builder.problems] == [RECORD]
    (hub.root / RECORD).write_bytes(kept)
    hub.build()
    assert hub.builder.problems == []
    assert [line["values"]["starts"][11:16] for line in lines(hub.root)[-2:]] == ["11:00", "12:00"]


def test_a_record_that_was_emptied_is_begun_again_where_that_is_accepted(hub: Built) -> None:
    move(hub)
    hub.build()
    (hub.root / RECORD).write_bytes(b"")
    hub.build()
    assert (hub.root / RECORD).read_bytes() == b""
    hub.builder.losses.accepted = True  # as `build --accept-removals` has it
    hub.build()
    assert "2025-10-22T11:00:00+07:00" in [line["values"]["starts"] for line in lines(hub.root)]
    hub.start_again()
    assert WORDS not in hub.ask(PAGE).text


def test_a_folder_that_is_away_is_told_alone_and_nothing_is_written_into_its_place(hub: Built) -> None:
    (hub.root / "content").rename(hub.root / "away")
    hub.build()
    assert [problem for problem in hub.builder.problems if problem.file == RECORD] == []
    assert not (hub.root / "content").exists()


def test_the_committed_record_knows_the_programme_as_it_is(tmp_path: Path) -> None:
    """So the first build of a fresh clone writes nothing, and leaves the checkout clean."""
    shutil.copytree(REPOSITORY / "content/agenda", tmp_path / "content/agenda")
    before = (tmp_path / RECORD).read_bytes()
    archive = Archive(tmp_path / "content", tmp_path / "exhibits", discover().registry, Packs(tmp_path / "packs"))
    archive.refresh()
    Recorder(settings_for(tmp_path), str).record(archive, Clock().now())
    assert (tmp_path / RECORD).read_bytes() == before


def test_git_keeps_the_lines_of_both_sides() -> None:
    told = subprocess.run(
        ["git", "check-attr", "merge", RECORD], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip().endswith("merge: union")
