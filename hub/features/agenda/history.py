"""How a session has changed since it was created: what calendars, the page of changes, Atom and marks read."""

from dataclasses import dataclass
from datetime import datetime, time

from hub.content.edition import Reader
from hub.content.model.dates import HANOI
from hub.features.agenda.model import Session


@dataclass(frozen=True, slots=True)
class Before:
    """What was announced before the last change of a session. What did not change is None."""

    starts: datetime | None = None
    minutes: int | None = None
    room: str | None = None
    title: str | None = None


def sequence(reader: Reader, session: Session) -> int:
    """Return how often time, room or status have changed since the session was created (RFC 5545, 3.8.7.4)."""
    return 0


def last_changed(reader: Reader, session: Session) -> datetime:
    """Return the moment of the last recorded change; the start of the day of `updated` in Hanoi if there is none."""
    return datetime.combine(session.updated, time(), HANOI)


def before(reader: Reader, session: Session) -> Before | None:
    """Return what was announced before the last change of time or room; None if neither has changed."""
    return None
