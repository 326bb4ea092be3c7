"""What keeps readers from getting the site as it is written: the builder's faults, and those that it cannot tell itself."""

import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from hub.config import Settings
from hub.content.clock import clock_from
from hub.content.model.dates import HANOI
from hub.storage.generations import Generations
from hub.storage.status import Status, StatusFile, born

PATIENCE = 5.0  # seconds that something may be wrong while processes start, or while a file is put in place
OVERDUE = timedelta(seconds=60)  # after the moment at which the clock asks for another edition
ROOM = 64 * 1024  # bytes; a disk with less is full


class Health:
    """Looks after the builder and the folder that it writes to, on behalf of one worker.

    `look` is to be called every second or so: what has been wrong for `patience` seconds is told.
    """

    def __init__(self, settings: Settings, patience: float = PATIENCE) -> None:
        self.settings, self.patience = settings, patience
        self.generations, self.status = Generations(settings.instance), StatusFile(settings.instance)
        self.clock = clock_from(settings.now, float(os.environ.get("HUB_STARTED") or time.time()))
        self.known: Status | None = None
        self.since: dict[str, tuple[float, str]] = {}  # when each fault was first seen: monotonic, and in words

    def look(self, shown: str) -> None:
        """Note what is wrong at this moment, while the generation `shown` is served."""
        self.known = self.status.read() or (self.known if self.status.path.exists() else None)
        seen = [text for text, found in self._looks(shown) if found()]
        now = time.monotonic(), datetime.now(HANOI).isoformat(timespec="seconds")
        self.since = {text: self.since.get(text, now) for text in seen}

    def wrong(self, shown: str) -> list[str]:
        """Return what is wrong, each in a sentence that says since when."""
        self.look(shown)
        told = [f"{text} (since {since})" for text, since in (self.known.wrong.values() if self.known else ())]
        late = time.monotonic() - self.patience
        return told + [f"{text} (since {words})" for text, (since, words) in self.since.items() if since <= late]

    def _looks(self, shown: str) -> Iterator[tuple[str, Callable[[], bool]]]:
        instance = self.settings.instance
        yield f"the folder {instance.name} is gone", lambda: not instance.is_dir()
        yield f"the disk with the folder {instance.name} is read-only", lambda: _is_read_only(instance)
        yield f"the disk with the folder {instance.name} is full", lambda: _is_full(instance)
        yield "the builder is not running; no edit gets through", lambda: not self._is_built()
        yield "an older edition than the current one is shown", lambda: self.generations.current() != shown
        yield "the edition is older than the clock allows", self._is_overdue

    def _is_built(self) -> bool:
        return self.known is not None and bool(self.known.born) and born(self.known.process) == self.known.born

    def _is_overdue(self) -> bool:
        moment = self.known.next_moment if self.known else ""
        return bool(moment) and datetime.fromisoformat(moment) + OVERDUE < self.clock.now()


def _is_read_only(folder: Path) -> bool:
    try:
        return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
    except OSError:
        return False


def _is_full(folder: Path) -> bool:
    try:
        found = os.statvfs(folder)
    except OSError:
        return False
    return found.f_blocks > 0 and found.f_bavail * found.f_frsize < ROOM
