"""A bound on how much is worked out at once, so that a flood of questions leaves the processor to finished pages."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 2  # Python runs one at a time anyway; the second keeps one slow answer from holding up all others
WAITING = 16  # each waits in one of the server's threads
PATIENCE = 0.5  # seconds that one waits


class Turns:
    """Let few work at once and few more wait for it, not for long. Thread-safe."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING, patience: float = PATIENCE) -> None:
        self._working = threading.BoundedSemaphore(at_once)
        self._inside = threading.BoundedSemaphore(at_once + waiting)
        self._patience = patience

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """Give a turn, or False if there is none soon enough."""
        if not self._inside.acquire(blocking=False):
            yield False
            return
        try:
            if not self._working.acquire(timeout=self._patience):
                yield False
                return
            try:
                yield True
            finally:
                self._working.release()
        finally:
            self._inside.release()
