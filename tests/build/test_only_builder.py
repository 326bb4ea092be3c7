"""One builder a folder: whoever cannot take the lock says so in one sentence, and ends."""

import subprocess
import sys
from pathlib import Path

import pytest
from running import REPOSITORY, environment

from hub.build.only_builder import only_builder
from hub.errors import UserError


def ended(root: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    (root / "instance/builder.lock").mkdir(parents=True)
    with subprocess.Popen(
        [sys.executable, "-m", "hub", "build", *arguments], cwd=REPOSITORY, env=environment(root), text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as builder:  # fmt: skip
        # Its standard input stays open until it has ended, as that of a builder whose parent lives.
        status = builder.wait(90)
        assert builder.stdout is not None
        assert builder.stderr is not None
        return subprocess.CompletedProcess(arguments, status, builder.stdout.read(), builder.stderr.read())


@pytest.mark.parametrize("arguments", [(), ("--watch",)])
def test_a_lock_that_cannot_be_taken_is_told_in_a_sentence(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    found = ended(tmp_path, *arguments)
    assert found.returncode == 1
    assert found.stderr.count("\n") == 1
    assert "builder.lock (Is a directory)" in found.stderr


def test_it_is_not_told_at_every_attempt(tmp_path: Path) -> None:
    found = ended(tmp_path, "--watch", "--again")
    assert (found.returncode, found.stderr) == (1, "")


def test_two_builders_never_work_on_one_folder(tmp_path: Path) -> None:
    with only_builder(tmp_path), pytest.raises(UserError, match="is being served"), only_builder(tmp_path, wait=False):
        pass


def test_the_folder_is_free_once_a_builder_has_ended(tmp_path: Path) -> None:
    with only_builder(tmp_path):
        pass
    with only_builder(tmp_path, wait=False):
        pass
