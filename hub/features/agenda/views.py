"""The views of the programme."""

from collections.abc import Iterable

from flask import Blueprint, Response

from hub.features.agenda import json_ld, queries
from hub.features.agenda.model import Session
from hub.web.addresses import every, once
from hub.web.context import edition
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
        data=json_ld.of_programme(edition(), edition().all(Session)),
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
        data=json_ld.of_session(edition(), session),
        track=track,
    )


def _line(sessions: Iterable[Session]) -> str:
    """Return the note on the share image if any of the sessions is illustrative."""
    return (
        gettext("Illustrative programme, not the official one")
        if any(session.status == "indicative" for session in sessions)
        else ""
    )
