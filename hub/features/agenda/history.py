"""How a session has changed since it was created: what calendars, the page of changes, Atom and marks read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hub.content.edition import Reader
from hub.content.model.dates import HANOI
from hub.content.model.entries import Card
from hub.content.model.revisions import Revision, Values, differs, joined
from hub.features.agenda.model import Session
from hub.features.agenda.queries import BREAK
from hub.i18n.languages import Lang

TOGETHER = timedelta(minutes=15)  # changes of a session within so long of the first of them are told as one
WHEN_AND_WHERE = ("starts", "minutes", "room")
COUNTED = (*WHEN_AND_WHERE, "status")
TOLD = (*COUNTED, "title")
WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Before:
    """What was announced before the last change of a session. What did not change is None."""

    starts: datetime | None = None
    minutes: int | None = None
    room: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Announced:
    """What was known of a session at one moment, from its record; what is not known is None."""

    values: Values

    @property
    def starts(self) -> datetime | None:
        """Return when it was to begin."""
        return datetime.fromisoformat(self.values["starts"]).astimezone(HANOI) if "starts" in self.values else None

    @property
    def minutes(self) -> int | None:
        """Return how long it was to take."""
        return self.values.get("minutes")

    @property
    def ends(self) -> datetime | None:
        """Return when it was to end."""
        return self.starts + timedelta(minutes=self.minutes) if self.starts and self.minutes else None

    @property
    def room(self) -> str | None:
        """Return the code of its room."""
        return self.values.get("room")

    @property
    def status(self) -> str | None:
        """Return its status."""
        return self.values.get("status")

    def title(self, lang: str) -> str | None:
        """Return its title in a language."""
        titles: Mapping[str, str] = self.values.get("title", {})
        return titles.get(lang)


@dataclass(frozen=True, slots=True)
class Change:
    """The changes of one session within a quarter of an hour, as one: what was announced before, and after.

    `slug` is the slug that the session had then; `first` and `last` are the moments of the changes. A title counts as
    changed if it has changed in the language `lang`.
    """

    slug: str
    first: datetime
    last: datetime
    was: Announced
    now: Announced
    lang: Lang

    @property
    def changed(self) -> frozenset[str]:
        """Return the names of the fields that were known and are different now."""
        return frozenset(filter(self._has_changed, TOLD))

    @property
    def is_move(self) -> bool:
        """Return whether time or room has changed."""
        return not self.changed.isdisjoint(WHEN_AND_WHERE)

    def _has_changed(self, name: str) -> bool:
        if name == "title":
            was, now = self.was.title(self.lang), self.now.title(self.lang)
            return was is not None and was != now
        return differs(name, self.was.values, self.now.values)


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell of the programme: a change of a session, or sessions that were published on one day.

    Of a session that was withdrawn only the change is given, and nothing of it may be told but that.
    """

    at: datetime
    change: Change | None = None
    session: Session | None = None
    published: tuple[Session, ...] = ()
    is_first: bool = False


def sequence(reader: Reader, session: Session) -> int:
    """Return how often time, room or status have changed since the session was created (RFC 5545, 3.8.7.4)."""
    return sum(any(differs(name, was, now) for name in COUNTED) for _, was, now in _steps(reader.revisions(session)))


def last_changed(reader: Reader, session: Session) -> datetime:
    """Return the moment of the last recorded change; the start of the day of `updated` in Hanoi if there is none.

    It is the same in both languages.
    """
    revisions = reader.revisions(session)
    return revisions[-1].at if revisions else _day_of_update(reader, session)


def created(reader: Reader, session: Session) -> datetime:
    """Return the moment at which a session was first recorded; the start of the day of `updated` if it never was."""
    revisions = reader.revisions(session)
    return revisions[0].at if revisions else _day_of_update(reader, session)


def last_move(reader: Reader, session: Session) -> Change | None:
    """Return the last change of time or room; None if neither has changed."""
    return next((change for change in reversed(changes_of(reader, session)) if change.is_move), None)


def before(reader: Reader, session: Session) -> Before | None:
    """Return what was announced before the last change of time or room; None if neither has changed."""
    if (change := last_move(reader, session)) is None:
        return None
    was, changed = change.was, change.changed
    return Before(
        was.starts if "starts" in changed else None,
        was.minutes if "minutes" in changed else None,
        was.room if "room" in changed else None,
        was.title(session.lang) if "title" in changed else None,
    )


def changes_of(reader: Reader, entry: Session | Card) -> list[Change]:
    """Return the changes of a session, oldest first; what came to nothing within a quarter of an hour is left out."""
    lang = entry.lang if isinstance(entry, Session) else entry.shown_in(reader.lang)
    found: list[Change] = []
    for revision, was, now in _steps(reader.revisions(entry)):
        last = found[-1] if found else None
        if last is not None and revision.at - last.first <= TOGETHER:
            found[-1] = Change(last.slug, last.first, revision.at, last.was, Announced(now), lang)
            continue
        change = Change(revision.slug, revision.at, revision.at, Announced(was), Announced(now), lang)
        if change.changed:
            found.append(change)
    return [change for change in found if change.changed]


def news(reader: Reader) -> list[News]:
    """Return everything to tell of the programme, newest first; last comes its first publication."""
    sessions = reader.all(Session)
    found = [News(change.last, change, each) for each in sessions for change in changes_of(reader, each)]
    for card in reader.withdrawn(Session):
        gone = [change for change in changes_of(reader, card) if change.now.status == WITHDRAWN]
        found += [News(change.last, change) for change in gone[-1:]]
    found.sort(key=lambda each: (each.at, each.change.slug if each.change else ""), reverse=True)
    return sorted([*found, *_published(reader, sessions)], key=lambda each: each.at, reverse=True)


def _published(reader: Reader, sessions: Iterable[Session]) -> Iterator[News]:
    """Yield the sessions that were published on each day, without breaks, the last day first."""
    days: dict[date, list[tuple[datetime, Session]]] = {}
    for session in sessions:
        if session.format != BREAK:
            moment = created(reader, session).astimezone(HANOI)
            days.setdefault(moment.date(), []).append((moment, session))
    for day in sorted(days, reverse=True):
        latest = max(moment for moment, _ in days[day])
        yield News(latest, published=tuple(session for _, session in days[day]), is_first=day == min(days))


def _steps(revisions: Iterable[Revision]) -> Iterator[tuple[Revision, Values, Values]]:
    """Yield each revision after the first, with what was known before and after it."""
    known: Values = {}
    for number, revision in enumerate(revisions):
        was, known = known, joined(known, revision.values)
        if number:
            yield revision, was, known


def _day_of_update(reader: Reader, session: Session) -> datetime:
    entry = reader.entry(session.kind, session.slug)
    updated = entry.readings[entry.original].updated if entry else session.updated
    return datetime.combine(updated, time(), HANOI)
