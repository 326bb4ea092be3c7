"""The lock that allows one builder at a time in an instance's folder."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from hub.errors import UserError
from hub.messages import N_
from hub.storage.lock import Locked, locked

LOCK = "builder.lock"


@contextmanager
def only_builder(instance: Path, wait: bool = True) -> Iterator[int]:
    """Hold the builder's lock and yield its descriptor, which a building child process inherits.

    Raises UserError if the lock cannot be taken, or if another builder is running and `wait` is false.
    """
    path = instance / LOCK
    with ExitStack() as held:
        try:
            lock = held.enter_context(locked(path, wait))
        except Locked as error:
            text = N_(
                "the hub is being served and keeps its pages and its index up to date by itself; stop the server first"
            )
            raise UserError(text) from error
        except OSError as error:
            text = N_("the builder cannot take its lock, %(file)s (%(why)s); let the hub write to it")
            raise UserError(text, file=path, why=error.strerror or error) from error
        yield lock


def is_lock_of(instance: Path, lock: int) -> bool:
    """Tell whether a descriptor is that of the lock's file; it is not if the file was removed and made again."""
    try:
        found = (instance / LOCK).stat()
    except FileNotFoundError:
        return False
    return os.path.samestat(found, os.fstat(lock))
