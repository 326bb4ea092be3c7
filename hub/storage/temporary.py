"""Temporary folders that are removed with what they belong to."""

import shutil
import weakref
from pathlib import Path


def removed_with(owner: object, folder: Path) -> Path:
    """Arrange for a folder to be removed together with its owner, and return it."""
    weakref.finalize(owner, shutil.rmtree, folder, ignore_errors=True)
    return folder
