"""The lock that allows one builder at a time in an instance's folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hub.errors import UserError
from hub.messages import N_
from hub.storage.lock import Locked, locked


@contextmanager
def only_builder(instance: Path, wait: bool = True) -> Iterator[int]:
    """Hold the builder's lock and yield its descriptor, which a building child process inherits.

    Raises UserError if another builder is running and `wait` is false.
    """
    try:
        with locked(instance / "builder.lock", wait) as lock:
            yield lock
    except Locked as error:
        text = N_(
            "the hub is being served and keeps its pages and its index up to date by itself; stop the server first"
        )
        raise UserError(text) from error
