"""A lock between processes: one holder at a time, released however the holder ends (flock(2))."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Locked(Exception):
    """Another process holds the lock."""


@contextmanager
def locked(path: Path, wait: bool = True) -> Iterator[int]:
    """Hold the lock on a file, and yield its descriptor, with which a child process can hold the lock too.

    Creates the file and its folder if they are missing. If another process holds the lock, waits, or raises Locked if
    `wait` is false.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Locked(path) from error
        yield file.fileno()
