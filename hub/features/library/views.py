"""The views of the library."""

from collections.abc import Iterable

from flask import Blueprint, Response, request

from hub.features.library import queries, state
from hub.features.library.model import Practice
from hub.web.addresses import every, once, unlisted
from hub.web.context import edition, kept
from hub.web.page import found, page
from hub.web.translations import gettext

bp = Blueprint("library", __name__, url_prefix="/<any(vi, en):lang>/library")


@bp.get("/")
@once(query=("page",))
def index() -> Response:
    """Show a page of the library."""
    listing = queries.library_page(edition(), request.args.get("page", 1, int))
    return page(
        "library/index.html",
        title=gettext("Library of country good practices"),
        section="library",
        line=_line(listing.practices),
        listing=listing,
        countries=queries.countries(edition()),
    )


@bp.get("/countries/")
@once
def countries() -> Response:
    """Show every country with its practices."""
    line = _line(edition().all_of("practice"))
    return page(
        "library/countries.html",
        title=gettext("Good practices by country"),
        section="library",
        line=line,
        countries=queries.countries(edition()),
        starter=bool(line),
    )


@bp.get("/quality/")
@unlisted(query=("remark", "country", "page"))
def quality() -> Response:
    """Show how well each practice rests on its sources, and what is due to be looked at."""
    states = kept("library.states", lambda reader: state.states(reader, gettext))
    shown = state.shown(edition(), states, request.args.getlist, request.args.get("page", 1, int))
    return page(
        "library/quality.html", title=gettext("State of the entries"), section="library", robots="noindex", shown=shown
    )


@bp.get("/<slug>/")
@every(Practice)
def detail(slug: str) -> Response:
    """Show one practice with every section of the template."""
    practice = found(Practice, slug)
    return page(
        "library/detail.html",
        title=practice.title,
        of=practice,
        section="library",
        line=_line([practice]),
        practice=practice,
        parts=queries.parts(practice),
        figures=queries.figures(edition(), practice),
        review_overdue=edition().now.date() > practice.review_due,
    )


def _line(practices: Iterable[Practice]) -> str:
    """Return the note on the share image if any of the entries is not confirmed by its institution."""
    return (
        gettext("From public sources; not yet confirmed by the country")
        if any(each.status == "starter" for each in practices)
        else ""
    )
