"""A small tree of messages: as it is written, and with complete catalogues."""

from pathlib import Path

import pytest
from small_catalogues import complete, messages_in


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small tree of code and templates with messages in it."""
    return messages_in(tmp_path)


@pytest.fixture
def whole(root: Path) -> Path:
    """The same tree with complete catalogues."""
    return complete(root)
