"""The programme in the terms of the frab schedule (c3voc): days, in them rooms, in them events. Without cancelled ones."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from hub.content.edition import Reader
from hub.content.model.dates import HANOI
from hub.features.agenda import history
from hub.features.agenda.exchange import in_words
from hub.features.agenda.exchange.identity import guid_of, numbers_of
from hub.features.agenda.model import Session
from hub.features.agenda.queries import track_label
from hub.web.links import absolute, list_path
from hub.web.templating import seminar

ACRONYM = "hn2025"
SHORTEST = 4  # letters of the second part of an event's slug
LONGEST = 99 * 60 + 59  # minutes that an event's length can say


@dataclass(frozen=True, slots=True)
class ScheduledEvent:
    """One session. `starts` is in Hanoi; texts are plain and "" where there is nothing to say."""

    number: int
    guid: str
    slug: str
    url: str
    room: str
    title: str
    type: str
    track: str
    language: str
    starts: datetime
    duration: str
    abstract: str
    description: str
    persons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScheduledDay:
    """One day: the first beginning and the last end on it, and its events by the names of the rooms."""

    date: date
    starts: datetime
    ends: datetime
    rooms: Mapping[str, Sequence[ScheduledEvent]]


@dataclass(frozen=True, slots=True)
class Schedule:
    """The whole programme; there is always a day, as the format demands one. `version` changes with anything in it."""

    version: str
    title: str
    url: str
    days: Sequence[ScheduledDay]


def schedule(reader: Reader, sessions: Sequence[Session], address: Callable[[Session], str]) -> Schedule:
    """Return the programme of the sessions that are not cancelled."""
    numbers = numbers_of(session.slug for session in sessions)
    held = [session for session in sessions if session.status != "cancelled"]
    days = [
        _day(reader, day, list(group), numbers, address)
        for day, group in groupby(held, lambda session: session.starts.astimezone(HANOI).date())
    ] or [_empty_day()]
    title, url = seminar.name(), absolute(list_path("session"))
    last = max(
        (history.last_changed(reader, session).astimezone(HANOI) for session in sessions), default=days[0].starts
    )
    digest = hashlib.sha256(repr((title, url, days)).encode()).hexdigest()[:8]
    return Schedule(f"{last:%Y-%m-%d}-{digest}", title, url, days)


def _empty_day() -> ScheduledDay:
    midnight = datetime.combine(seminar.DAY, time(), HANOI)
    return ScheduledDay(seminar.DAY, midnight, midnight + timedelta(days=1), {})


def _day(
    reader: Reader, day: date, sessions: list[Session], numbers: Mapping[str, int], address: Callable[[Session], str]
) -> ScheduledDay:
    order = list(reader.terms("venue-rooms"))
    rooms: dict[str, list[ScheduledEvent]] = {}
    for session in sorted(sessions, key=lambda each: order.index(each.room) if each.room in order else len(order)):
        event = _event(reader, session, numbers[session.slug], address(session))
        rooms.setdefault(event.room, []).append(event)
    starts = min(session.starts for session in sessions).astimezone(HANOI)
    return ScheduledDay(day, starts, max(session.ends for session in sessions).astimezone(HANOI), rooms)


def _event(reader: Reader, session: Session, number: int, address: str) -> ScheduledEvent:
    return ScheduledEvent(
        number=number,
        guid=str(guid_of(session.slug)),
        slug=slug_of(session.slug),
        url=address,
        room=in_words.in_one_line(reader.label("venue-rooms", session.room)),
        title=in_words.title_of(session),
        type=in_words.in_one_line(reader.label("session-formats", session.format)),
        track=in_words.in_one_line(track_label(reader, session)),
        language=", ".join(session.languages),
        starts=session.starts.astimezone(HANOI),
        duration=duration_of(session.minutes),
        abstract=in_words.summary_of(session),
        description=in_words.details_of(reader, session),
        persons=tuple(in_words.in_one_line(person.title) for person in in_words.people_of(reader, session)),
    )


def slug_of(slug: str) -> str:
    """Return the slug of an event, two parts of at least four letters: `hn2025-khai-mac`.

    A short one is filled up with `_`, which no slug of ours has, and a letter, as the JSON form must end with one.
    """
    return f"{ACRONYM}-{slug if len(slug) >= SHORTEST else slug.ljust(SHORTEST - 1, '_') + 'x'}"


def duration_of(minutes: int) -> str:
    """Return a length as H:MM. What takes a hundred hours or more is given the longest that the format can say."""
    hours, rest = divmod(min(minutes, LONGEST), 60)
    return f"{hours}:{rest:02}"
