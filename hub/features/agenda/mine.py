"""An agenda of one's own: the sessions that an address names, with what clashes, what lies between them, and what is next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations, groupby

from hub.content.edition import Reader
from hub.content.model.dates import HANOI
from hub.features.agenda.model import Session
from hub.features.agenda.queries import ProgrammeSlot

MOST = 200  # sessions that an address may name
LONGEST = 200  # characters of a name that are read
BETWEEN = "."  # no slug has one
MOST_CLASHES = 40  # that are told one by one: two hundred sessions at one hour would make 19,900
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address names, each once and in its order; `left_out` counts what is beyond the first MOST."""

    slugs: tuple[str, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Clash:
    """Two sessions that overlap, the earlier one first, and for how many minutes they do."""

    first: Session
    second: Session
    minutes: int


@dataclass(frozen=True, slots=True)
class Gap:
    """The time between two sessions of one day, in which nothing is chosen."""

    starts: datetime
    ends: datetime

    @property
    def minutes(self) -> int:
        """Return its length in whole minutes."""
        return (self.ends - self.starts) // MINUTE


@dataclass(frozen=True, slots=True)
class OwnDay:
    """One day in Hanoi: the chosen sessions by the hour, and the gaps between them, in order."""

    date: date
    hours: tuple[ProgrammeSlot | Gap, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """The chosen sessions in the order of their hours, and the names that lead to none (any more)."""

    sessions: tuple[Session, ...]
    gone: tuple[str, ...] = ()

    @property
    def slugs(self) -> tuple[str, ...]:
        """Return the slugs of today, in the order of the sessions: one form for one choice."""
        return tuple(session.slug for session in self.sessions)

    @property
    def cancelled(self) -> tuple[Session, ...]:
        """Return those that do not take place."""
        return tuple(session for session in self.sessions if session.status == "cancelled")

    @property
    def moved(self) -> tuple[Session, ...]:
        """Return those whose time or room has changed."""
        return tuple(session for session in self.sessions if session.status == "moved")


def asked(values: Iterable[str]) -> Asked:
    """Read the values of the query's `s`: names with dots between them, or one name each as a form sends them."""
    names = (_cleaned(name) for value in values for name in value.split(BETWEEN))
    found = tuple(dict.fromkeys(name for name in names if name))
    return Asked(found[:MOST], len(found[MOST:]))


def _cleaned(name: str) -> str:
    return "".join(sign for sign in name[:LONGEST] if sign.isprintable()).strip()


def chosen(reader: Reader, slugs: Iterable[str]) -> Agenda:
    """Return the sessions of these slugs. An earlier slug leads to its session; a withdrawn session counts as gone."""
    found: dict[str, Session] = {}
    gone: list[str] = []
    kind = reader.kind_of(Session).name
    for slug in slugs:
        session = reader.find(Session, slug) or reader.find(Session, reader.alias(kind, slug) or slug)
        if session is None or session.withdrawn:
            gone.append(slug)
        else:
            found[session.slug] = session
    return Agenda(
        tuple(sorted(found.values(), key=lambda session: (session.starts, session.room, session.slug))), tuple(gone)
    )


def attended(sessions: Iterable[Session]) -> list[Session]:
    """Return the sessions that take place: a cancelled one takes nobody's time."""
    return [session for session in sessions if session.status != "cancelled"]


def clashes(sessions: Sequence[Session]) -> list[Clash]:
    """Return every pair that overlaps, in the order of the first and then of the second of them."""
    ordered = sorted(attended(sessions), key=lambda session: (session.starts, session.ends, session.slug))
    return [
        Clash(first, second, minutes)
        for first, second in combinations(ordered, 2)
        if (minutes := (min(first.ends, second.ends) - max(first.starts, second.starts)) // MINUTE) > 0
    ]


def gaps(sessions: Iterable[Session]) -> list[Gap]:
    """Return the time between sessions within a day, in order; a night is no gap."""
    found: list[Gap] = []
    reached: datetime | None = None
    for session in sorted(attended(sessions), key=lambda session: session.starts):
        if reached is not None and reached < session.starts and _day(reached) == _day(session.starts):
            found.append(Gap(reached, session.starts))
        reached = session.ends if reached is None else max(reached, session.ends)
    return found


def busy_minutes(sessions: Iterable[Session]) -> int:
    """Return how many minutes are taken; those that two sessions share count once."""
    total, reached = timedelta(), None
    for session in sorted(attended(sessions), key=lambda session: session.starts):
        begins = session.starts if reached is None else max(reached, session.starts)
        total += max(session.ends - begins, timedelta())
        reached = max(begins, session.ends)
    return total // MINUTE


def by_day(sessions: Sequence[Session]) -> list[OwnDay]:
    """Return sessions, in the order of their hours, by day and by the moment at which they begin, with the gaps."""
    slots = [ProgrammeSlot(starts, list(hour)) for starts, hour in groupby(sessions, lambda session: session.starts)]
    rows: list[ProgrammeSlot | Gap] = [*slots, *gaps(sessions)]
    rows.sort(key=lambda row: row.starts)
    return [OwnDay(day, tuple(hours)) for day, hours in groupby(rows, lambda row: _day(row.starts))]


def _day(moment: datetime) -> date:
    return moment.astimezone(HANOI).date()
