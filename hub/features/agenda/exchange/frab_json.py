"""The frab schedule as JSON, version 1 (c3voc). It allows no keys but its own; a person is a name."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from hub.content.edition import Reader
from hub.content.model.dates import HANOI
from hub.features.agenda.exchange.schedule import ACRONYM, ScheduledDay, ScheduledEvent, schedule
from hub.features.agenda.model import Session

STEP = "00:05"  # the grid on which an app draws the programme


def whole(reader: Reader, sessions: Sequence[Session], address: Callable[[Session], str]) -> str:
    """Return the programme as one document."""
    told = schedule(reader, sessions, address)
    conference = {
        "acronym": ACRONYM,
        "title": told.title,
        "start": told.days[0].date.isoformat(),
        "end": told.days[-1].date.isoformat(),
        "daysCount": len(told.days),
        "timeslot_duration": STEP,
        "time_zone_name": HANOI.key,
        "url": told.url,
        "days": [_day(index, day) for index, day in enumerate(told.days, 1)],
    }
    document = {"schedule": {"version": told.version, "base_url": told.url, "conference": conference}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _day(index: int, day: ScheduledDay) -> dict[str, Any]:
    return {
        "index": index,
        "date": day.date.isoformat(),
        "day_start": day.starts.isoformat(),
        "day_end": day.ends.isoformat(),
        "rooms": {name: list(map(_event, events)) for name, events in day.rooms.items()},
    }


def _event(event: ScheduledEvent) -> dict[str, Any]:
    return {
        "id": event.number,
        "guid": event.guid,
        "url": event.url,
        "date": event.starts.isoformat(),
        "start": f"{event.starts:%H:%M}",
        "duration": event.duration.rjust(5, "0"),
        "room": event.room,
        "slug": event.slug,
        "title": event.title,
        "subtitle": "",
        "track": event.track,
        "type": event.type,
        "language": event.language,
        "abstract": event.abstract,
        "description": event.description,
        "persons": [{"name": name} for name in event.persons],
        "links": [],
    }
