"""The view of the home page."""

from flask import Blueprint, Response

from hub.features.agenda import queries as agenda
from hub.features.gallery import queries as gallery
from hub.features.library.model import Practice
from hub.features.pages.model import Page
from hub.features.statements.model import Statement
from hub.web.addresses import once, stands_for
from hub.web.context import edition
from hub.web.page import page
from hub.web.translations import gettext

bp = Blueprint("home", __name__)


@bp.get("/<any(vi, en):lang>/")
@once
@stands_for(Page, "home")
def index() -> Response:
    """Show the home page, in its state before, during or after the seminar."""
    reader = edition()
    going_on, coming = agenda.now_and_next(reader)
    days = agenda.programme(reader)
    text = reader.find(Page, "home")
    works = [work for _, shown in gallery.rooms(reader) for work in shown]
    return page(
        "home/index.html",
        title=gettext("Seminar and exhibition of 22 October 2025"),
        section="home",
        headline=text.title if text else "",
        phase=agenda.phase(reader),
        going_on=going_on,
        coming=coming,
        days=days,
        sessions=len(agenda.held(reader)),
        works=len(works),
        cover=next((work for work in works if not work.masked and not work.content_note), None),
        practices=len(reader.cards(Practice)),
        text=text,
        statements=reader.all(Statement),
        figures=list(reader.terms("figures").values()),
    )
