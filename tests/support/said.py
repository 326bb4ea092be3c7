"""What a command says, and how it is asked as a stranger would: in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from running import LONG, REPOSITORY, environment


class Said(NamedTuple):
    """What a command ended with, and what it said."""

    status: int
    out: str
    err: str

    @property
    def items(self) -> list[dict[str, Any]]:
        """Of its JSON; nothing else may stand beside it."""
        document = json.loads(self.out)
        assert set(document) == {"items", "total"}
        found: list[dict[str, Any]] = document["items"]
        return found


Run = Callable[..., Said]


def really(root: Path, *arguments: str, **variables: str) -> Said:
    """Carry a command out in a process of its own."""
    command = [sys.executable, "-m", "hub", *arguments]
    ended = subprocess.run(
        command,
        cwd=REPOSITORY,
        env=environment(root, **variables),
        capture_output=True,
        text=True,
        timeout=LONG,
        check=False,
    )
    return Said(ended.returncode, ended.stdout, ended.stderr)


def one_line(said: Said, *words: str) -> None:
    """It was refused in one line on the error's side, without a traceback."""
    assert said.status != 0
    assert said.err.count("\n") == 1, said.err
    assert "Traceback" not in said.err
    assert [word for word in words if word not in said.err] == []


def content_problems(said: Said) -> list[str]:
    return [line for line in said.out.splitlines() if line.startswith(("content/", "exhibits/"))]
