"""Addresses of the exhibition."""

from flask import Blueprint, Response, current_app, redirect

from hub.features.gallery import queries
from hub.features.gallery.model import Room, Tour, Work
from hub.web.addresses import every, once
from hub.web.context import derived, edition
from hub.web.links import address_of
from hub.web.page import found, page
from hub.web.translations import gettext

bp = Blueprint("gallery", __name__, url_prefix="/<any(vi, en):lang>/gallery")


@bp.get("/")
@once
def index() -> Response:
    """The rooms, and the tours through them."""
    return page(
        "gallery/index.html",
        title=gettext("Exhibition"),
        section="gallery",
        line=_line(),
        rooms=queries.rooms(edition()),
        tours=queries.tours(edition()),
    )


@bp.get("/text/")
@once
def text() -> Response:
    """The rooms in words, and the works in them: nothing to load, nothing to see by accident."""
    return page(
        "gallery/text.html",
        title=gettext("The exhibition in words"),
        section="gallery",
        line=_line(),
        rooms=queries.rooms(edition()),
    )


@bp.get("/tours/<slug>/")
@every(Tour)
def tour(slug: str) -> Response:
    """One way through the exhibition."""
    shown = found(Tour, slug)
    return page(
        "gallery/tour.html",
        title=shown.title,
        of=shown,
        section="gallery",
        line=_line(),
        tour=shown,
        works=queries.of_tour(edition(), shown),
    )


@bp.get("/<slug>/")
@every(Room)
def room(slug: str) -> Response:
    """One room with its works."""
    shown = found(Room, slug)
    return page(
        "gallery/room.html",
        title=shown.title,
        of=shown,
        section="gallery",
        line=_line(),
        room=shown,
        works=queries.in_room(edition(), shown),
    )


@bp.get("/<slug>/text/")
@every(Room)
def room_text(slug: str) -> Response:
    """One room in words."""
    shown = found(Room, slug)
    title = gettext("%(title)s: the room in words", title=shown.title)
    return page(
        "gallery/room_text.html",
        title=title,
        of=shown,
        section="gallery",
        line=_line(),
        room=shown,
        works=queries.in_room(edition(), shown),
    )


@bp.get("/<room>/<work>/")
@every(Work)
def work(room: str, work: str) -> Response:
    """One work; of a masked one no picture, no title, no word of its text."""
    shown = found(Work, work, room)
    title = gettext("Work %(number)d", number=shown.order) if shown.masked else shown.title
    return _work(shown, title, opened=not shown.masked, robots="")


@bp.get("/<room>/<work>/open/")
@every(Work, listed=False, only=lambda card: card.hidden)
def opened(room: str, work: str) -> Response:
    """A masked work, chosen. Its title stays out of the browser's history; one that is not masked any more has one page."""
    shown = found(Work, work, room)
    if not shown.masked:
        return current_app.make_response(redirect(address_of(shown), 301))
    return _work(shown, gettext("Work %(number)d", number=shown.order), opened=True, robots="noindex, nofollow")


def _work(shown: Work, title: str, opened: bool, robots: str) -> Response:
    neighbours = queries.neighbours(derived("gallery.route"), shown)
    room = edition().find(Room, shown.parent)
    around = room if room is not None and not room.withdrawn else None
    return page(
        "gallery/work.html",
        title=title,
        of=shown,
        robots=robots,
        section="gallery",
        line=_line(),
        work=shown,
        opened=opened,
        neighbours=neighbours,
        room=around,
    )


def _line() -> str:
    """What the picture of a shared link must say of the works."""
    return gettext("Original works of this site, 2026; not shown in Hanoi")
