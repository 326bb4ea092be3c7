"""A lock between processes: one holder at a time, free again however the holder ends."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from running import REPOSITORY

from hub.storage.lock import Locked, locked

HOLDER = """
import sys, time
from pathlib import Path
from hub.storage.lock import locked

with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_lock_has_one_holder_at_a_time(tmp_path: Path) -> None:
    with locked(tmp_path / "a.lock"), pytest.raises(Locked), locked(tmp_path / "a.lock", wait=False):
        pass


def test_a_lock_is_free_once_its_holder_has_let_it_go(tmp_path: Path) -> None:
    with locked(tmp_path / "a.lock"):
        pass
    with locked(tmp_path / "a.lock", wait=False):
        pass


def test_two_files_are_two_locks(tmp_path: Path) -> None:
    with locked(tmp_path / "a.lock"), locked(tmp_path / "b.lock", wait=False):
        pass


def test_the_folder_of_a_lock_is_made(tmp_path: Path) -> None:
    with locked(tmp_path / "not/there/a.lock"):
        assert (tmp_path / "not/there/a.lock").is_file()


def test_a_lock_is_free_once_its_holder_was_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path / "a.lock")]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Locked), locked(tmp_path / "a.lock", wait=False):
            pass
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with locked(tmp_path / "a.lock", wait=False):
        pass


def test_whoever_waits_gets_the_lock_when_it_is_free(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path / "a.lock")]
    with locked(tmp_path / "a.lock"):
        waiting = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE)
    with waiting:
        assert waiting.stdout is not None
        assert waiting.stdout.readline() == b"held\n"
        waiting.kill()
