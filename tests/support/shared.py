"""What all processes of one test run use: made by the first that asks for it."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

BASE = "SHARED_BY_THIS_TEST_RUN"  # an environment variable: what makes folders is called with nothing but a path


def keep_in(base: Path) -> None:
    """Say where all processes of this run keep what they share."""
    os.environ[BASE] = str(base)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock on a folder against every other process."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def shared(name: str, make: Callable[[Path], object]) -> Path:
    """Give a folder of this run, filled by `make` the first time. Copy it, or leave it as it is: others read it."""
    place = Path(os.environ[BASE]) / name
    place.mkdir(parents=True, exist_ok=True)
    with locked(place):
        if not (place / "whole").exists():
            shutil.rmtree(place / "begun", ignore_errors=True)
            (place / "begun").mkdir()
            make(place / "begun")
            (place / "begun").rename(place / "whole")
    return place / "whole"
