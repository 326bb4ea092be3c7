"""The views of the exhibition."""

from typing import Any

from flask import Blueprint, Response, current_app, redirect

from hub.features.gallery import json_ld, queries
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
    """Show the rooms and the tours through them."""
    return _page(
        "gallery/index.html",
        title=gettext("Exhibition"),
        rooms=queries.rooms(edition()),
        tours=queries.tours(edition()),
        data=json_ld.of_exhibition(),
    )


@bp.get("/text/")
@once
def text() -> Response:
    """Show the rooms and their works in words, without any pictures."""
    return _page(
        "gallery/text.html",
        title=gettext("The exhibition in words"),
        rooms=queries.rooms(edition()),
    )


@bp.get("/tours/<slug>/")
@every(Tour)
def tour(slug: str) -> Response:
    """Show one tour through the exhibition."""
    shown = found(Tour, slug)
    return _page(
        "gallery/tour.html",
        title=shown.title,
        of=shown,
        tour=shown,
        works=queries.of_tour(edition(), shown),
    )


@bp.get("/<slug>/")
@every(Room)
def room(slug: str) -> Response:
    """Show one room with its works."""
    shown = found(Room, slug)
    return _page(
        "gallery/room.html",
        title=shown.title,
        of=shown,
        room=shown,
        works=queries.in_room(edition(), shown),
    )


@bp.get("/<slug>/text/")
@every(Room)
def room_text(slug: str) -> Response:
    """Show one room in words."""
    shown = found(Room, slug)
    title = gettext("%(title)s: the room in words", title=shown.title)
    return _page(
        "gallery/room_text.html",
        title=title,
        of=shown,
        room=shown,
        works=queries.in_room(edition(), shown),
    )


@bp.get("/<room>/<work>/")
@every(Work)
def work(room: str, work: str) -> Response:
    """Show one work; of a masked one neither picture nor title nor text."""
    shown = found(Work, work, room)
    title = gettext("Work %(number)d", number=shown.order) if shown.masked else shown.title
    return _work(shown, title, opened=not shown.masked, robots="")


@bp.get("/<room>/<work>/open/")
@every(Work, listed=False, only=lambda card: card.hidden)
def opened(room: str, work: str) -> Response:
    """Show a masked work that the reader has chosen to see.

    Its title stays out of the browser's history. A work that is no longer masked redirects to its own page.
    """
    shown = found(Work, work, room)
    if not shown.masked:
        return current_app.make_response(redirect(address_of(shown), 301))
    return _work(shown, gettext("Work %(number)d", number=shown.order), opened=True, robots="noindex, nofollow")


def _work(shown: Work, title: str, opened: bool, robots: str) -> Response:
    neighbours = queries.neighbours(derived("gallery.route"), shown)
    room = edition().find(Room, shown.parent)
    around = room if room is not None and not room.withdrawn else None
    return _page(
        "gallery/work.html",
        title=title,
        of=shown,
        robots=robots,
        work=shown,
        opened=opened,
        neighbours=neighbours,
        room=around,
    )


def _page(template: str, title: str, **values: Any) -> Response:
    """Return a page of the exhibition; the share image says that its works were not shown in Hanoi."""
    line = gettext("Original works of this site, 2026; not shown in Hanoi")
    return page(template, title=title, section="gallery", line=line, **values)
