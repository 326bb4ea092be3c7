"""What tests of content share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from desk import Desk

from hub.content.edition import Edition


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
