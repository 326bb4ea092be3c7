"""The programme by room: one table a day, its columns the rooms and its rows the moments at which sessions begin."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from hub.features.agenda.model import Session
from hub.features.agenda.queries import ProgrammeDay


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the table and how many rows and columns it spans. Without a session it is empty."""

    session: Session | None
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class RoomColumn:
    """A room, and how many columns it needs: more than one where its sessions overlap."""

    room: str
    width: int


@dataclass(frozen=True, slots=True)
class RoomRow:
    """The cells that begin at one moment, from left to right."""

    starts: datetime
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class RoomTable:
    """One day by room, in Hanoi time. `continuing` began on an earlier day."""

    date: date
    columns: list[RoomColumn]
    rows: list[RoomRow]
    continuing: list[Session]

    @property
    def width(self) -> int:
        """Return the number of columns beside that of the times."""
        return sum(column.width for column in self.columns)


@dataclass(slots=True)
class _Placed:
    """A session in the rows of a day: from `first` to before `past`, in a lane of its room; alone if nothing overlaps."""

    session: Session
    first: int
    past: int
    lane: int = 0
    alone: bool = field(default=True)


def room_tables(days: Iterable[ProgrammeDay], order: Sequence[str]) -> list[RoomTable]:
    """Return a table for each day. Rooms stand in the given `order`, those that it lacks after it by their codes."""
    rank = {room: number for number, room in enumerate(order)}
    return [_table(day, lambda room: (rank.get(room, len(rank)), room)) for day in days]


def _table(day: ProgrammeDay, place: Callable[[str], tuple[int, str]]) -> RoomTable:
    starts = [hour.starts for hour in day.hours]
    by_room: dict[str, list[_Placed]] = {}
    for first, hour in enumerate(day.hours):
        for session in hour.sessions:
            past = sum(moment < session.ends for moment in starts)
            by_room.setdefault(session.room, []).append(_Placed(session, first, past))
    rooms = sorted(by_room, key=place)
    widths = {room: _into_lanes(by_room[room]) for room in rooms}
    rows = [
        RoomRow(moment, [cell for room in rooms for cell in _cells(by_room[room], widths[room], number)])
        for number, moment in enumerate(starts)
    ]
    return RoomTable(day.date, [RoomColumn(room, widths[room]) for room in rooms], rows, day.continuing)


def _into_lanes(sessions: list[_Placed]) -> int:
    """Give each session the first lane of its room that is free when it begins; return the number of lanes."""
    ends: list[int] = []
    for number, each in enumerate(sessions):
        each.lane = next((lane for lane, end in enumerate(ends) if end <= each.first), len(ends))
        ends[each.lane : each.lane + 1] = [each.past]
        for other in sessions[:number]:
            if each.first < other.past:
                each.alone = other.alone = False
    return len(ends)


def _cells(sessions: Iterable[_Placed], width: int, row: int) -> Iterator[Cell]:
    """Yield the cells of one room that begin in a row. A session that overlaps no other is as wide as its room."""
    taken: dict[int, _Placed] = {}
    for each in sessions:
        if each.first <= row < each.past:
            taken.update(dict.fromkeys(range(width) if each.alone else (each.lane,), each))
    if not taken:
        yield Cell(None, columns=width)
        return
    for lane in range(width):
        here = taken.get(lane)
        if here is None:
            yield Cell(None)
        elif here.first == row and (lane == 0 or taken.get(lane - 1) is not here):
            yield Cell(here.session, here.past - here.first, width if here.alone else 1)
