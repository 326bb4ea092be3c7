"""The time: real, or begun at a moment of choice for a rehearsal."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from hub.content.model.dates import HANOI


@dataclass(frozen=True)
class Clock:
    """Runs on from `start` since `since` (seconds of the system's clock); without a start it is the system's."""

    start: datetime | None = None
    since: float = 0.0

    def now(self) -> datetime:
        """This moment, in Hanoi."""
        if self.start is None:
            return datetime.now(HANOI)
        return self.start + timedelta(seconds=time.time() - self.since)


def clock_from(text: str, since: float) -> Clock:
    """A clock that stood at the moment `text` (ISO 8601; Hanoi where it has no offset) at `since`; the real one for an empty text."""
    if not text:
        return Clock()
    moment = datetime.fromisoformat(text)
    return Clock(moment if moment.tzinfo else moment.replace(tzinfo=HANOI), since)
