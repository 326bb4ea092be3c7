"""Addresses of the programme."""

from flask import Blueprint, Response

from hub.agenda import queries
from hub.agenda.model import Session
from hub.web.pages import edition, found, page
from hub.web.published import every, once
from hub.web.speech import gettext

bp = Blueprint("agenda", __name__, url_prefix="/<any(vi, en):lang>/agenda")


@bp.get("/")
@once
def index() -> Response:
    """The programme by day and hour."""
    return page("agenda/index.html", title=gettext("Seminar programme"), section="agenda", days=queries.programme(edition()), track_label=queries.track_label)


@bp.get("/<slug>/")
@every(Session)
def detail(slug: str) -> Response:
    """One session."""
    session = found(Session, slug)
    track = queries.track_label(edition(), session)
    return page("agenda/detail.html", title=session.title, of=session, section="agenda", session=session, track=track)
