"""What all tests share, and tests of content."""

from collections.abc import Callable
from pathlib import Path

import pytest
import shared
from desk import Desk

from hub.content.edition import Edition


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # a worker of pytest-xdist has it
        shared.start()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shared.end()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def write(desk: Desk) -> Callable[..., Path]:
    """Writes a file of content: write("pages/about.vi.md", "title: …", "text")."""
    return desk.write


@pytest.fixture
def problems(desk: Desk) -> Callable[[], list[str]]:
    """Every problem of what was written, one `file:line: sentence` each."""
    return desk.problems


@pytest.fixture
def edition(desk: Desk) -> Callable[..., Edition]:
    """The Edition of what was written; read again at each call."""
    return desk.edition
