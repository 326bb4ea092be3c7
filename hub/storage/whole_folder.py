"""A folder that is there with all of its files or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_folder(place: Path) -> Iterator[Path]:
    """Give a hidden folder to write into; it takes the name of `place` once its files are on the disk.

    What was at `place` before is removed. The hidden folder is called `.<name>.<process>`, so that one left behind by a
    killed process can be told. Raises OSError where the disk is full.
    """
    making = place.parent / f".{place.name}.{os.getpid()}"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    try:
        yield making
        for path in making.iterdir():
            _sync(path)
        _sync(making)
        shutil.rmtree(place, ignore_errors=True)
        making.rename(place)
        _sync(place.parent)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
