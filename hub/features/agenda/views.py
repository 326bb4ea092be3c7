"""The views of the programme."""

from collections.abc import Iterable

from flask import Blueprint, Response

from hub.features.agenda import paper, queries
from hub.features.agenda.model import Session
from hub.web.addresses import every, once
from hub.web.context import edition
from hub.web.endpoints.pdf import not_made_yet, possible, with_pdf
from hub.web.links import url
from hub.web.page import found, page
from hub.web.translations import gettext

bp = Blueprint("agenda", __name__, url_prefix="/<any(vi, en):lang>/agenda")


@bp.get("/")
@once
def index() -> Response:
    """Show the programme by day and hour."""
    days = queries.programme(edition())
    line = _line(session for day in days for hour in day.hours for session in hour.sessions)
    return page(
        "agenda/index.html",
        title=gettext("Seminar programme"),
        section="agenda",
        line=line,
        days=days,
        track_label=queries.track_label,
    )


@bp.get("/<slug>/")
@every(Session)
def detail(slug: str) -> Response:
    """Show one session."""
    session = found(Session, slug)
    track = queries.track_label(edition(), session)
    return page(
        "agenda/detail.html",
        title=session.title,
        of=session,
        section="agenda",
        line=_line([session]),
        session=session,
        track=track,
    )


@bp.get("/print/")
@once
def print_programme() -> Response:
    """Show the programme for printing, both languages side by side."""
    days = paper.paper_days(edition())
    return _printed(gettext("Programme for printing"), days, [], "agenda.print_pdf")


@bp.get("/print/rooms/")
@once
def print_rooms() -> Response:
    """Show a sheet for the door of each room, both languages side by side."""
    doors = paper.door_sheets(edition())
    days = [day for sheet in doors for day in sheet.days]
    return _printed(gettext("Programme for the doors of the rooms"), days, doors, "agenda.print_rooms_pdf")


@bp.get("/print.pdf")
@bp.get("/print/rooms.pdf", endpoint="print_rooms_pdf")
def print_pdf() -> Response:
    """Say that the document is not there yet; once it is made, it is served from memory."""
    not_made_yet()


def _printed(title: str, days: list[paper.PaperDay], doors: list[paper.DoorSheet], document: str) -> Response:
    pdf = url(document) if days and possible() else ""
    shown = page(
        "agenda/print.html",
        title=title,
        section="agenda",
        days=days,
        doors=doors,
        indicative=paper.is_indicative(days),
        changed=paper.last_change(edition(), days),
        pdf=pdf,
    )
    return with_pdf(shown, pdf)


def _line(sessions: Iterable[Session]) -> str:
    """Return the note on the share image if any of the sessions is illustrative."""
    return (
        gettext("Illustrative programme, not the official one")
        if any(session.status == "indicative" for session in sessions)
        else ""
    )
