"""The views of the programme."""

from collections.abc import Iterable
from urllib.parse import quote

from flask import Blueprint, Response, abort, current_app, redirect, request

from hub.features.agenda import mine as own
from hub.features.agenda import qr, queries
from hub.features.agenda.model import Session
from hub.web.addresses import every, once, unlisted
from hub.web.context import edition
from hub.web.links import absolute, url
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


@bp.get("/mine/")
@unlisted(query=("s",))
def mine() -> Response:
    """Show the sessions that the address names, and a form in which to choose them.

    A form sends one `s` for each box that is ticked; the address is then put into its one form, to be sent on.
    """
    sent = request.args.getlist("s")
    given = own.asked(sent)
    if len(sent) > 1 and not given.left_out:
        response = current_app.make_response(redirect(_own_path(given.slugs)))
        response.headers["Cache-Control"] = "no-cache"
        return response
    agenda = own.chosen(edition(), given.slugs)
    clashes = own.clashes(agenda.sessions)
    return page(
        "agenda/mine.html",
        title=gettext("My agenda"),
        section="agenda",
        robots="noindex",
        agenda=agenda,
        left_out=given.left_out,
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
        track=track,
    )


def _line(sessions: Iterable[Session]) -> str:
    """Return the note on the share image if any of the sessions is illustrative."""
    return (
        gettext("Illustrative programme, not the official one")
        if any(session.status == "indicative" for session in sessions)
        else ""
    )
