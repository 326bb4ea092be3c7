"""Limits on attempts: so many within so many minutes, counted in memory, in bounded space."""

import hashlib
import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta
from typing import NamedTuple

MOST_KEYS = 20_000  # who is counted; beyond it whoever has been quiet longest is forgotten


class Limit(NamedTuple):
    """`times` attempts within `within`."""

    times: int
    within: timedelta


class Attempts:
    """Counts attempts by a name and a key, such as an address that signs in. Thread-safe.

    A worker counts for itself: with two workers, twice as many may pass.
    """

    def __init__(self, most: int = MOST_KEYS) -> None:
        self._most = most
        self._seen: OrderedDict[bytes, deque[datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, name: str, key: str, limit: Limit, now: datetime) -> int:
        """Count an attempt; return 0, or the seconds to wait if there were too many, which are then not counted."""
        with self._lock:
            seen = self._seen.setdefault(named := _named(name, key), deque())
            self._seen.move_to_end(named)
            while len(self._seen) > self._most:
                self._seen.popitem(last=False)
            while seen and seen[0] <= now - limit.within:
                seen.popleft()
            if len(seen) >= limit.times:
                return max(1, round((seen[0] + limit.within - now).total_seconds()))
            seen.append(now)
            return 0

    def forget(self, name: str, key: str) -> None:
        """Begin to count from zero: whoever has shown who they are was not guessing."""
        with self._lock:
            self._seen.pop(_named(name, key), None)

    def __len__(self) -> int:
        """Return how many keys are counted."""
        return len(self._seen)


def _named(name: str, key: str) -> bytes:
    """Return who is counted in as few bytes for everyone: a key is whatever somebody has typed, of any length."""
    return hashlib.sha256(f"{name}\n{key}".encode(errors="replace")).digest()
