"""Queries on the exhibition."""

from collections.abc import Iterator
from dataclasses import dataclass

from hub.content.edition import Reader
from hub.features.gallery.model import Room, Tour, Work

ROUTE = {
    "vi": "lộ trình, tour, đường đi, lối đi, xem triển lãm, tham quan; {minutes} phút",
    "en": "route, tour, guided, way round the exhibition, visit; {minutes} minutes, {minutes} min",
}


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The works before and after one on a route, as (room, work) slugs; None at an end."""

    before: tuple[str, str] | None
    after: tuple[str, str] | None


def tour_words(reader: Reader, tour: Tour) -> Iterator[str]:
    """Yield words for a tour, and how long it takes, by which the search finds it."""
    yield ROUTE[reader.lang].format(minutes=tour.minutes)


def rooms(reader: Reader) -> list[tuple[Room, list[Work]]]:
    """Return the rooms in order, each with its works in order."""
    works = reader.all(Work)
    return [(room, [work for work in works if work.parent == room.slug]) for room in reader.all(Room)]


def in_room(reader: Reader, room: Room) -> list[Work]:
    """Return the works of a room in order."""
    return [work for work in reader.all(Work) if work.parent == room.slug]


def route(reader: Reader) -> list[tuple[str, str]]:
    """Return the route through all rooms, as (room, work) slugs."""
    return [(work.parent, work.slug) for _, works in rooms(reader) for work in works]


def neighbours(route: list[tuple[str, str]], work: Work) -> Neighbours:
    """Return the works before and after a work on a route; both None if it is not on it."""
    at = route.index((work.parent, work.slug)) if (work.parent, work.slug) in route else -1
    if at < 0:
        return Neighbours(None, None)
    return Neighbours(route[at - 1] if at else None, route[at + 1] if at + 1 < len(route) else None)


def tours(reader: Reader) -> list[tuple[Tour, list[Work]]]:
    """Return the tours in order, each with its works."""
    return [(tour, of_tour(reader, tour)) for tour in reader.all(Tour)]


def of_tour(reader: Reader, tour: Tour) -> list[Work]:
    """Return the works of a tour in its order, without missing and withdrawn ones."""
    return [
        work for work in (reader.find(Work, slug) for slug in tour.works) if work is not None and not work.withdrawn
    ]
