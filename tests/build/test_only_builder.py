"""A builder that cannot take its lock says so in one sentence, and ends."""

import subprocess
import sys
from pathlib import Path

import pytest
from running import REPOSITORY, environment


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
