"""The views of the library."""

from collections.abc import Iterable
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from hub.features.library import queries
from hub.features.library.asked import PARAMETERS, asked_of
from hub.features.library.listing import easings, listing_of
from hub.features.library.model import Practice
from hub.search.query.distress import needs_help
from hub.web.addresses import every, once
from hub.web.context import edition
from hub.web.endpoints.formats import formats_of_results
from hub.web.links import url
from hub.web.page import found, page
from hub.web.request.asking import sent_on, with_values
from hub.web.request.query import canonical_query
from hub.web.translations import gettext

bp = Blueprint("library", __name__, url_prefix="/<any(vi, en):lang>/library")


@bp.get("/")
@once(query=PARAMETERS)
def index() -> Response:
    """Show a page of the library, or of what answers the reader's words and choices.

    An address that says the same in another way is put into its one form, to be sent on.
    """
    reader = edition()
    listing = listing_of(reader, asked_of({name: request.args.getlist(name) for name in PARAMETERS}))
    asked, path = listing.asked, url("library.index")
    sent = canonical_query(request.environ.get("QUERY_STRING", ""), PARAMETERS)
    if not listing.unknown and sent != urlencode(list(asked.pairs())):
        return sent_on(with_values(path, asked.pairs()))
    return page(
        "library/index.html",
        title=gettext("Library of country good practices"),
        section="library",
        robots="noindex" if asked.q else "",
        sensitive=bool(asked.q),
        line=_line(row.practice for row in listing.rows),
        listing=listing,
        asking=lambda asked: with_values(path, asked.pairs()),
        results=lambda path: with_values(path, asked.on(1).pairs()),
        formats=formats_of_results("practice"),
        easings=[] if listing.total else easings(listing),
        countries=queries.countries(reader) if listing.is_whole and asked.page == 1 else [],
        help_first=needs_help(asked.q),
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
