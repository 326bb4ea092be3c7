"""The frab schedule in XML (data/schedule: schedule.xml.xsd of c3voc), as apps of conferences read it.

One document a language; the format has no place for a status, so a cancelled session is not in it.
"""

from collections.abc import Callable, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from hub.content.edition import Reader
from hub.content.model.dates import HANOI
from hub.features.agenda.exchange.schedule import ACRONYM, ScheduledDay, ScheduledEvent, schedule
from hub.features.agenda.model import Session

STEP = "00:05"  # the grid on which an app draws the programme


def whole(reader: Reader, sessions: Sequence[Session], address: Callable[[Session], str]) -> str:
    """Return the programme as one document."""
    told = schedule(reader, sessions, address)
    root = Element("schedule")
    _add(root, "version", told.version)
    conference = SubElement(root, "conference")
    _add(conference, "acronym", ACRONYM)
    _add(conference, "title", told.title)
    _add(conference, "start", told.days[0].date.isoformat())
    _add(conference, "end", told.days[-1].date.isoformat())
    _add(conference, "days", str(len(told.days)))
    _add(conference, "timeslot_duration", STEP)
    _add(conference, "base_url", told.url)
    _add(conference, "time_zone_name", HANOI.key)
    for index, day in enumerate(told.days, 1):
        root.append(_day(index, day))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _day(index: int, day: ScheduledDay) -> Element:
    written = Element("day", index=str(index), date=day.date.isoformat())
    written.set("start", day.starts.isoformat())
    written.set("end", day.ends.isoformat())
    for name, events in day.rooms.items():
        room = SubElement(written, "room", name=name)
        room.extend(map(_event, events))
    return written


def _event(event: ScheduledEvent) -> Element:
    written = Element("event", id=str(event.number), guid=event.guid)
    _add(written, "date", event.starts.isoformat())
    _add(written, "start", f"{event.starts:%H:%M}")
    _add(written, "duration", event.duration)
    _add(written, "room", event.room)
    _add(written, "slug", event.slug)
    _add(written, "url", event.url)
    _add(written, "title", event.title)
    _add(written, "track", event.track)
    _add(written, "type", event.type)
    if event.language:
        _add(written, "language", event.language)
    _add(written, "abstract", event.abstract)
    if event.description:
        _add(written, "description", event.description)
    persons = SubElement(written, "persons")
    for name in event.persons:
        _add(persons, "person", name)
    return written


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
