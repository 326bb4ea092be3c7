"""Queries on the programme."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import Literal

from hub.content.edition import Reader
from hub.content.model.dates import HANOI
from hub.features.agenda.model import Session, moments

BREAK = "break"  # a code of vocabulary/session-formats
Phase = Literal["before", "during", "after"]


@dataclass(frozen=True, slots=True)
class ProgrammeSlot:
    """The sessions that begin at one moment, in the order of their rooms."""

    starts: datetime
    sessions: list[Session]

    @property
    def ends(self) -> datetime:
        """Return the moment at which the last of them ends."""
        return max(session.ends for session in self.sessions)

    @property
    def ends_apart(self) -> bool:
        """Tell whether they end on different days, so that each has to say its own end."""
        return len({session.ends.date() for session in self.sessions}) > 1


@dataclass(frozen=True, slots=True)
class ProgrammeDay:
    """One day of the programme, in Hanoi time. `continuing` began on an earlier day and end on this one or later."""

    date: date
    hours: list[ProgrammeSlot]
    continuing: list[Session]


def programme(reader: Reader) -> list[ProgrammeDay]:
    """Return every session, by day and by the moment at which it begins."""
    return by_day(reader.all(Session))


def by_day(sessions: Sequence[Session]) -> list[ProgrammeDay]:
    """Return sessions, which are in the order of the programme, by day and by the moment at which they begin."""
    days = groupby(sessions, lambda session: session.starts.astimezone(HANOI).date())
    return [
        ProgrammeDay(
            day,
            [ProgrammeSlot(starts, list(hour)) for starts, hour in groupby(begun, lambda session: session.starts)],
            _continuing(sessions, datetime.combine(day, time(), HANOI)),
        )
        for day, begun in days
    ]


def _continuing(sessions: Iterable[Session], midnight: datetime) -> list[Session]:
    return [session for session in sessions if session.starts < midnight < session.ends]


def held(reader: Reader) -> list[Session]:
    """Return the sessions without the breaks between them: lunch is on the programme, but is no session."""
    return [session for session in reader.all(Session) if session.format != BREAK]


def phase(reader: Reader) -> Phase:
    """Tell whether the seminar is yet to come, in progress, or over; "after" if there is no programme."""
    sessions = reader.all(Session)
    if not sessions or reader.now >= max(session.ends for session in sessions):
        return "after"
    return "before" if reader.now < sessions[0].starts else "during"


def now_and_next(reader: Reader) -> tuple[list[Session], list[Session]]:
    """Return the sessions in progress, and those that begin next; cancelled ones are left out."""
    return at_hand(reader.all(Session), reader.now)


def at_hand(sessions: Sequence[Session], now: datetime) -> tuple[list[Session], list[Session]]:
    """Return which of these sessions, in the order of their hours, are in progress, and which begin next."""
    sessions = [session for session in sessions if session.status != "cancelled"]
    going_on = [session for session in sessions if session.starts <= now < session.ends]
    coming = [session for session in sessions if session.starts > now]
    return going_on, [session for session in coming if session.starts == coming[0].starts]


def next_turn(reader: Reader) -> datetime | None:
    """Return the first moment from now on at which a session begins or ends; None if none does any more."""
    turns = (moment for session in reader.all(Session) for moment in moments(session))
    return min((moment for moment in turns if moment > reader.now), default=None)


def present(reader: Reader, shown: Iterable[Session]) -> datetime | None:
    """Return when the first of the shown sessions begins that is not over yet; None before and after the seminar."""
    if phase(reader) != "during":
        return None
    return next(
        (session.starts for session in shown if session.status != "cancelled" and reader.now < session.ends), None
    )


def track_label(reader: Reader, session: Session) -> str:
    """Return the name of a session's theme or cross-cutting question; "" if it has none."""
    if not session.track:
        return ""
    term = reader.term("themes", session.track) or reader.term("questions", session.track)
    return term.label.read_in(reader.lang) if term else session.track


def of_person(reader: Reader, slug: str) -> list[Session]:
    """Return the sessions that name a person as a speaker."""
    return [session for session in reader.all(Session) if any(speaker.person == slug for speaker in session.speakers)]
