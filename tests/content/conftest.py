"""What tests of several modules of content find beside what they write."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def neighbour(write: Callable[..., Path]) -> None:
    """A good page that must be there whatever lies beside it."""
    write("pages/good.vi.md", "title: Chào\nupdated: 2026-11-24", "Xin chào.")
