"""The time: the system's, or for a rehearsal one that starts at a chosen moment."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from hub.content.model.dates import HANOI


@dataclass(frozen=True)
class Clock:
    """A clock that stood at `start` when the system's clock stood at `since` (seconds), and has run since.

    Without `start`, it is the system's clock.
    """

    start: datetime | None = None
    since: float = 0.0

    def now(self) -> datetime:
        """Return the current moment, in the time zone of Hanoi."""
        if self.start is None:
            return datetime.now(HANOI)
        return self.start + timedelta(seconds=time.time() - self.since)


def clock_from(text: str, since: float) -> Clock:
    """Return a clock that stood at the moment `text` when the system's clock stood at `since` (seconds).

    `text` is in ISO 8601, in the time zone of Hanoi if it has no offset. If it is empty, return the system's clock.
    """
    if not text:
        return Clock()
    moment = datetime.fromisoformat(text)
    return Clock(moment.astimezone(HANOI) if moment.tzinfo else moment.replace(tzinfo=HANOI), since)
