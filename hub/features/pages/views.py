"""The views of pages of text and of the help page."""

from flask import Blueprint, Response

from hub.features.pages import queries
from hub.features.pages.model import Page
from hub.web.addresses import every, once, stands_for
from hub.web.context import edition
from hub.web.page import found, page
from hub.web.translations import gettext

bp = Blueprint("pages", __name__, url_prefix="/<any(vi, en):lang>/pages")
help_bp = Blueprint("help", __name__, url_prefix="/<any(vi, en):lang>/help")


@bp.get("/<slug>/")
@every(Page)
def detail(slug: str) -> Response:
    """Show one page."""
    shown = found(Page, slug)
    return page("pages/detail.html", title=shown.title, of=shown, section=slug, shown=shown)


@help_bp.get("/")
@once
@stands_for(Page, "help")
def index() -> Response:
    """Show where to get help, in order of urgency."""
    text = edition().find(Page, "help")
    return page(
        "pages/help.html",
        title=gettext("Get help"),
        section="help",
        sensitive=True,
        text=text,
        groups=queries.helplines(edition()),
        known=queries.known,
    )
