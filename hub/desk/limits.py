"""Limits on what is asked of the desk: so many attempts within so many minutes, and no more in a request than can be kept.

Attempts are counted in memory, in bounded space.
"""

import hashlib
import re
import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter, Map

from hub.content.source.folder import tidy

MOST_KEYS = 20_000  # who is counted; beyond it whoever has been quiet longest is forgotten
LARGEST_NUMBER = 2**31 - 1  # that a column of either database can have
LARGEST_FORM = 4 * 1024 * 1024  # bytes of a form without files: what one says before anybody knows who sends it
MULTIPART = "multipart/form-data"
# A mail address of words and dots (RFC 5322, dot-atom): on any other one Python’s writer of headers may break.
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
ADDRESS = re.compile(rf"{ATOM}(?:\.{ATOM})*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


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


class Number(IntegerConverter):
    """The number of a row in an address: a larger one than rows can have leads nowhere."""

    def __init__(self, map: Map, *args: Any, **options: Any) -> None:
        super().__init__(map, *args, **{"max": LARGEST_NUMBER, **options})


def register(app: Flask) -> None:
    """Have every address and every form of an application kept within bounds; before its addresses are added."""
    app.url_map.converters["int"] = Number

    @app.before_request
    def within_bounds() -> None:
        if request.mimetype != MULTIPART and (request.content_length or 0) > LARGEST_FORM:
            abort(413)
        # PostgreSQL keeps no text with a NUL in it, and no keyboard writes one.
        if any("\0" in text for each in request.form.items(multi=True) for text in each):
            abort(400)


def number_of(text: str) -> int:
    """Return the number of a row that a form names; 0 if it names none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def is_address(text: str) -> bool:
    """Tell whether mail can be sent to an address."""
    return len(text) <= 254 and ADDRESS.fullmatch(text) is not None


def line_of(text: str, most: int = 200) -> str:
    """Return a line that somebody typed as it is kept: NFC, on one line, without signs that turn what stands beside it."""
    return " ".join(tidy(text).split())[:most].rstrip()
