"""One builder at a time on a folder: whoever builds holds its lock."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from hub.messages import N_


class AtWork(Exception):
    """Another builder works on the folder: a message (N_) and its values."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message, values)
        self.message, self.values = message, values


@contextmanager
def alone(instance: Path, wait: bool = True) -> Iterator[IO[str]]:
    """Wait until no other builder works on this folder, and keep it so. Raises AtWork instead where it is not to wait."""
    instance.mkdir(parents=True, exist_ok=True)
    with (instance / "builder.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = N_(
                "the hub is being served and keeps this up to date by itself; stop it first, or leave it to it"
            )
            raise AtWork(message) from error
        yield lock
