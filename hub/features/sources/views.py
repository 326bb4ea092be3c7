"""The views of the pages about sources."""

from flask import Blueprint, Response

from hub.features.pages.model import Page
from hub.features.sources import queries
from hub.web.addresses import once, stands_for
from hub.web.context import edition
from hub.web.page import page
from hub.web.translations import gettext

bp = Blueprint("sources", __name__, url_prefix="/<any(vi, en):lang>/pages/sources")


@bp.get("/")
@once
@stands_for(Page, "sources")
def index() -> Response:
    """Show the seminar's figures, the site's documents, the helplines, and the practices with their figure counts."""
    reader = edition()
    practices = queries.practices(reader)
    text = reader.find(Page, "sources")
    return page(
        "sources/index.html",
        title=text.title if text else gettext("Sources and figures"),
        section="sources",
        text=text,
        quoted=queries.quoted(reader),
        documents=queries.documents(reader),
        countries=queries.countries(reader, practices),
        helplines=queries.helplines(reader),
        unconfirmed=queries.unconfirmed(reader, practices),
    )


@bp.get("/library/")
@once
def library() -> Response:
    """Show every figure of the library, by country."""
    reader = edition()
    countries = queries.countries(reader, queries.practices(reader))
    return page("sources/library.html", title=gettext("Figures of the library"), section="sources", countries=countries)
