"""What a worker says of the hub it belongs to: the builder's faults, and those that the builder cannot tell."""

import os
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from built import settings_for

from hub.build.reporter import Reporter
from hub.build.upkeep.faults import Faults
from hub.config import Settings
from hub.content.source.losses import GONE, Loss
from hub.serve.health import Health
from hub.storage.generations import Generations
from hub.storage.status import SIZE, Status, StatusFile, born

LOST = {"content": Loss(GONE, {"folder": "content"})}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_for(tmp_path, now="")


@pytest.fixture
def shown(settings: Settings) -> str:
    return Generations(settings.instance).store({"pages": None})


def wrong(settings: Settings, shown: str) -> list[str]:
    return Health(settings, patience=0).wrong(shown)


def test_nothing_is_wrong_while_the_builder_runs_and_has_no_fault(settings: Settings, shown: str) -> None:
    Faults(settings, Reporter()).keep(None)
    assert wrong(settings, shown) == []


def test_a_status_that_was_damaged_is_written_again_though_nothing_has_changed(settings: Settings, shown: str) -> None:
    faults, file = Faults(settings, Reporter()), StatusFile(settings.instance)
    faults.keep(None)
    said = file.read()
    file.path.write_bytes(bytes(each ^ 0x20 for each in file.path.read_bytes()))
    assert file.read() is None
    faults.keep(None)
    assert (file.read(), wrong(settings, shown)) == (said, [])


def test_a_lost_folder_is_named_with_since_when(settings: Settings, shown: str) -> None:
    faults = Faults(settings, Reporter())
    faults.folders(LOST)
    faults.keep(None)
    (told,) = wrong(settings, shown)
    assert told.startswith("the folder content is gone")
    assert faults.wrong["folder content"][1] in told


def test_a_fault_that_outlasts_its_builder_keeps_its_beginning(settings: Settings) -> None:
    before = Status(wrong={"folder content": ("the folder content is gone", "2025-10-22T08:00:00+07:00")})
    StatusFile(settings.instance).write(before)
    faults = Faults(settings, Reporter())
    faults.folders(LOST)
    assert faults.wrong["folder content"][1] == "2025-10-22T08:00:00+07:00"


def test_a_fault_is_said_when_it_begins_and_when_it_is_over(settings: Settings) -> None:
    said: list[str] = []
    faults = Faults(settings, Reporter(said.append))
    for _ in range(3):
        faults.stuck(OSError(28, "No space left on device"))
    faults.through()
    faults.through()
    assert [("No space left" in line, "again" in line) for line in said] == [(True, False), (False, True)]


def test_a_disk_that_is_full_is_named(settings: Settings, shown: str) -> None:
    faults = Faults(settings, Reporter())
    faults.stuck(OSError(28, "No space left on device"))
    faults.keep(None)
    assert "No space left on device" in wrong(settings, shown)[0]


def test_what_is_wrong_can_be_said_where_no_file_can_grow(settings: Settings) -> None:
    file = StatusFile(settings.instance)
    file.write(Status())
    file.write(Status(wrong={"building": ("x" * 5_000, "")}))
    assert file.path.stat().st_size == SIZE + 4
    assert file.read() == Status(wrong={"building": ("x" * 5_000, "")})


@pytest.mark.parametrize("data", [b"", b"nonsense", bytes(SIZE)])
def test_a_damaged_status_is_none(settings: Settings, data: bytes) -> None:
    file = StatusFile(settings.instance)
    file.write(Status())
    file.path.write_bytes(data)
    assert file.read() is None


def test_a_builder_that_has_ended_is_named(settings: Settings, shown: str) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        StatusFile(settings.instance).write(Status(ended.pid, born(ended.pid)))
    assert any("the builder is not running" in told for told in wrong(settings, shown))


def test_another_process_with_the_builders_number_is_not_the_builder(settings: Settings, shown: str) -> None:
    StatusFile(settings.instance).write(Status(os.getpid(), "of long ago"))
    assert any("the builder is not running" in told for told in wrong(settings, shown))


def test_the_folder_of_everything_derived_is_missed(settings: Settings, shown: str) -> None:
    shutil.rmtree(settings.instance)
    assert any("the folder instance is gone" in told for told in wrong(settings, shown))


def test_an_older_edition_than_the_current_one_is_named(settings: Settings, shown: str) -> None:
    Faults(settings, Reporter()).keep(None)
    Generations(settings.instance).store({"pages": None})
    assert any("an older edition" in told for told in wrong(settings, shown))


def test_an_edition_that_the_clock_has_passed_is_named(settings: Settings, shown: str) -> None:
    Faults(settings, Reporter()).keep(datetime.now().astimezone() - timedelta(minutes=2))
    assert any("older than the clock allows" in told for told in wrong(settings, shown))


def test_what_has_just_gone_wrong_may_come_right_first(settings: Settings, shown: str) -> None:
    assert Health(settings).wrong(shown) == []
