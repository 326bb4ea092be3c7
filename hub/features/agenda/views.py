"""The views of the programme."""

from collections.abc import Iterable
from functools import partial
from urllib.parse import quote

from flask import Blueprint, Response, abort, request

from hub.features.agenda import announcements, filters, paper, qr, queries
from hub.features.agenda import mine as own
from hub.features.agenda.exchange import json_ld
from hub.features.agenda.model import Session
from hub.features.agenda.rooms import room_tables
from hub.web.addresses import every, once, unlisted
from hub.web.context import edition
from hub.web.endpoints.pdf import not_made_yet, possible, with_pdf
from hub.web.links import absolute, url
from hub.web.page import found, page
from hub.web.request.asking import sent_on
from hub.web.translations import gettext

bp = Blueprint("agenda", __name__, url_prefix="/<any(vi, en):lang>/agenda")


@bp.get("/")
@once(query=filters.NAMES)
def index() -> Response:
    """Show the programme by day and hour."""
    return _programme("agenda/index.html", gettext("Seminar programme"))


@bp.get("/rooms/")
@once(query=filters.NAMES)
def rooms() -> Response:
    """Show the programme by room: a table for each day."""
    return _programme("agenda/rooms.html", gettext("Seminar programme by room"), by_room=True)


def _programme(template: str, title: str, by_room: bool = False) -> Response:
    """Show what the reader has chosen of the programme."""
    reader = edition()
    every = reader.all(Session)
    by = filters.parse(reader, request.args.getlist)
    sessions = [session for session in every if by.matches(session)]
    days = queries.by_day(sessions)
    return page(
        template,
        title=title,
        section="agenda",
        line=_line(every),
        indicative=bool(_line(sessions)),
        total=len(every),
        found=len(sessions),
        by=by,
        choices=filters.options(reader, every, by),
        channels=partial(filters.heard, by=by),
        days=days,
        data="" if by_room else json_ld.of_programme(reader, every),
        tables=room_tables(days, tuple(reader.terms("venue-rooms"))) if by_room else [],
        present=queries.present(reader, sessions),
    )


@bp.get("/now/")
@once
def now() -> Response:
    """Show what is going on and what comes next, or when the seminar begins, or that it is over."""
    reader = edition()
    going_on, coming = queries.now_and_next(reader)
    return page(
        "agenda/now.html",
        title=gettext("Now and next"),
        section="agenda",
        line=_line([*going_on, *coming]),
        phase=queries.phase(reader),
        days=queries.programme(reader),
        going_on=going_on,
        coming=coming,
        by_day=queries.by_day,
        turn=queries.next_turn(reader),
    )


@bp.get("/changes/")
@once
def changes() -> Response:
    """Show how the programme has changed since it was published, the newest first."""
    line = _line(edition().all(Session))
    return page(
        "agenda/changes.html",
        title=gettext("Changes to the programme"),
        section="agenda",
        line=line,
        is_illustrative=bool(line),
        news=announcements.told(edition()),
    )


@bp.get("/mine/")
@unlisted(query=("s",))
def mine() -> Response:
    """Show the sessions that the address names, and a form in which to choose them.

    A form sends one `s` for each box that is ticked; the address is then put into its one form, to be sent on.
    """
    sent = request.args.getlist("s")
    given = own.asked(sent)
    if len(sent) > 1 and not given.left_out:
        return sent_on(_own_path(given.slugs))
    agenda = own.chosen(edition(), given.slugs)
    clashes = own.clashes(agenda.sessions)
    return page(
        "agenda/mine.html",
        title=gettext("My agenda"),
        section="agenda",
        robots="noindex",
        agenda=agenda,
        left_out=given.left_out,
        news=announcements.told(edition()),
        at_hand=queries.at_hand(agenda.sessions, edition().now) if agenda.sessions else ([], []),
        clashes=clashes[: own.MOST_CLASHES],
        more_clashes=len(clashes[own.MOST_CLASHES :]),
        busy=own.busy_minutes(agenda.sessions),
        days=own.by_day(agenda.sessions),
        programme=queries.programme(edition()),
        link=_own_path(agenda.slugs),
        code=_with(agenda.slugs, url("agenda.mine_code")),
        feed=_with(agenda.slugs, f"{url('agenda.index').rstrip('/')}.ics"),
        has_code=qr.fits(absolute(_own_path(agenda.slugs))),
        mine_without=lambda session: _own_path([slug for slug in agenda.slugs if slug != session.slug]),
    )


@bp.get("/mine.svg")
@unlisted(query=("s",))
def mine_code() -> Response:
    """Draw the address of an agenda of one's own as a QR code, for the camera of another device."""
    agenda = own.chosen(edition(), own.asked(request.args.getlist("s")).slugs)
    address = absolute(_own_path(agenda.slugs))
    if not qr.fits(address):
        abort(404)
    return Response(qr.drawing(address), content_type=qr.TYPE, headers={"Cache-Control": "no-cache"})


def _own_path(slugs: Iterable[str]) -> str:
    """Return the path of an agenda of one's own, in the one form in which it is linked to."""
    return _with(slugs, url("agenda.mine"))


def _with(slugs: Iterable[str], path: str) -> str:
    named = own.BETWEEN.join(quote(slug, safe="") for slug in slugs)
    return f"{path}?s={named}" if named else path


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
        data=json_ld.of_session(edition(), session),
        track=track,
        earlier=announcements.earlier(edition(), session),
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
