"""The views of the library."""

from collections.abc import Iterable

from flask import Blueprint, Response, abort, redirect, request

from hub.features.library import queries
from hub.features.library.model import Practice
from hub.features.library.overview import comparison, country, coverage
from hub.features.library.overview.lattice import lattice
from hub.features.library.overview.outline import country_codes
from hub.web.addresses import each, every, once, unlisted
from hub.web.context import derived, edition
from hub.web.links import url
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


@bp.get("/countries/<code>/")
@each(country_codes)
def of_country(code: str) -> Response:
    """Show one country: its entries, what they cover of the Model National Response, and their figures."""
    reader, entries = edition(), derived("library.outlines")
    of_it = country.of_country(entries, code) if code in reader.terms("countries") else []
    if not of_it:
        if code != code.upper() and country.of_country(entries, code.upper()):
            abort(redirect(url("library.of_country", code=code.upper()), 301))
        abort(404)
    practices = country.shown(reader, of_it)
    return page(
        "library/country.html",
        title=reader.label("countries", code),
        section="library",
        line=_line(practices),
        code=code,
        entries=of_it,
        practices=practices,
        domains=country.domains(reader, of_it),
        figures=country.figures_of(reader, practices),
        elsewhere=list(reader.named(derived("library.mentions").get(code, ()))),
    )


@bp.get("/coverage/")
@once
def coverage_page() -> Response:
    """Show what the library has of each country and capability, and of each harm and kind of measure."""
    reader, entries = edition(), derived("library.outlines")
    by_country = coverage.by_country(reader, entries)
    return page(
        "library/coverage.html",
        title=gettext("What the library covers"),
        section="library",
        total=len(entries),
        by_country=by_country,
        by_harm=coverage.by_harm(reader, entries),
        drawn=lattice(by_country),
    )


@bp.get("/compare/")
@unlisted(query=("id", "country"))
def compare() -> Response:
    """Show the entries that the address names side by side, and a form to choose them."""
    reader = edition()
    choice = comparison.chosen(reader, request.args.getlist("id"))
    practices = choice.practices if len(choice.practices) >= comparison.FEWEST else []
    return page(
        "library/compare.html",
        title=gettext("Compare entries"),
        robots="noindex",
        section="library",
        choice=choice,
        practices=practices,
        missing=max(comparison.FEWEST - len(choice.practices), 1),
        full=len(choice.practices) == comparison.MOST,
        facts=comparison.fact_rows(practices),
        texts=comparison.text_rows(reader, practices),
        figures=[queries.figures(reader, practice) for practice in practices],
        offer=comparison.offer(reader, derived("library.outlines"), choice.slugs, request.args.get("country", "")),
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
