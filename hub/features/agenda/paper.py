"""The programme on paper: both languages side by side, for a whole day or for the door of a room."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from hub.content.edition import Reader
from hub.content.model.dates import HANOI
from hub.features.agenda import history
from hub.features.agenda.model import Session
from hub.i18n.languages import LANGS, Lang


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One session in each language; where a translation is missing, the original stands in its place."""

    readings: dict[Lang, Session]

    @property
    def session(self) -> Session:
        """Return the session in any language, for what both share."""
        return next(iter(self.readings.values()))


@dataclass(frozen=True, slots=True)
class PaperDay:
    """The sessions of one day, in Hanoi time."""

    date: date
    rows: list[PaperRow]


@dataclass(frozen=True, slots=True)
class DoorSheet:
    """The sessions in one room, by day; `room` is a code of vocabulary/venue-rooms."""

    room: str
    days: list[PaperDay]


def paper_days(reader: Reader) -> list[PaperDay]:
    """Return every session of the programme, by day."""
    return _days([_row(reader, session) for session in reader.all(Session)])


def door_sheets(reader: Reader) -> list[DoorSheet]:
    """Return a sheet for each room with sessions, in the order of the vocabulary."""
    known = list(reader.terms("venue-rooms"))
    rows = [_row(reader, session) for session in reader.all(Session)]
    rooms = dict.fromkeys(row.session.room for row in rows)
    ordered = sorted(rooms, key=lambda room: known.index(room) if room in known else len(known))
    return [DoorSheet(room, _days([row for row in rows if row.session.room == room])) for room in ordered]


def is_indicative(days: list[PaperDay]) -> bool:
    """Tell whether any session is illustrative, so that the sheet has to say so."""
    return any(row.session.status == "indicative" for day in days for row in day.rows)


def last_change(reader: Reader, days: list[PaperDay]) -> datetime | None:
    """Return the moment of the last change of the programme, in Hanoi time; None if there are no sessions."""
    moments = (history.last_changed(reader, row.session).astimezone(HANOI) for day in days for row in day.rows)
    return max(moments, default=None)


def _row(reader: Reader, session: Session) -> PaperRow:
    entry = reader.entry(session.kind, session.slug)
    assert entry is not None  # the session was found by the same reader
    return PaperRow({lang: entry.reading(lang) for lang in LANGS})


def _days(rows: list[PaperRow]) -> list[PaperDay]:
    by_day = groupby(rows, lambda row: row.session.starts.astimezone(HANOI).date())
    return [PaperDay(day, list(found)) for day, found in by_day]
