"""The views of the library."""

from collections.abc import Iterable, Iterator
from urllib.parse import parse_qs, urlencode

from flask import Blueprint, Response, abort, redirect, request

from hub.content.edition import Edition
from hub.content.model.entries import Card
from hub.content.model.versions import History
from hub.features.library import queries, state
from hub.features.library.asked import PARAMETERS, WHOLE, asked_of
from hub.features.library.chosen import slugs
from hub.features.library.dossier import MOST_IN_A_DOCUMENT, dossier
from hub.features.library.history import last_day, outdated, steps_of
from hub.features.library.listing import easings, listing_of
from hub.features.library.model import Practice
from hub.features.library.overview import comparison, country, coverage
from hub.features.library.overview.lattice import lattice
from hub.features.library.overview.outline import country_codes
from hub.features.library.response import response
from hub.search.query.distress import needs_help
from hub.web.addresses import each, every, once, unlisted
from hub.web.context import derived, edition, kept
from hub.web.endpoints.formats import formats_of_results
from hub.web.endpoints.pdf import not_made_yet, possible, with_pdf
from hub.web.links import address_of, url
from hub.web.page import asked_query, asked_values, found, page
from hub.web.request.asking import sent_on, with_values
from hub.web.request.query import canonical_query, with_query
from hub.web.request.searching import suggestion
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
        suggestion=suggestion(asked.q),
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


@bp.get("/dossier/")
@unlisted(query=WHOLE)
def dossier_page() -> Response:
    """Show what a question has found in its short form, for printing; of not too much there is a document, too."""
    found = dossier(edition(), asked_values())
    fits = 0 < found.total <= MOST_IN_A_DOCUMENT
    pdf = with_query(url("library.dossier_pdf"), asked_query()) if fits and possible() else ""
    shown = page(
        "library/dossier.html",
        title=gettext("Dossier of the library"),
        section="library",
        robots="noindex",
        sensitive="q" in asked_values(),
        dossier=found,
        list=with_query(url("library.index"), asked_query()),
        pdf=pdf,
        most=MOST_IN_A_DOCUMENT if possible() else 0,
    )
    return with_pdf(shown, pdf)


@bp.get("/dossier.pdf")
def dossier_pdf() -> Response:
    """Say why there is no document: nothing was found, or too much; otherwise that it is not there yet."""
    query = canonical_query(request.environ.get("QUERY_STRING", ""), WHOLE)
    total = len(slugs(edition(), parse_qs(query)))
    if 0 < total <= MOST_IN_A_DOCUMENT or not possible():
        not_made_yet()
    return page(
        "library/no_document.html",
        title=gettext("There is no PDF document of these entries"),
        section="library",
        robots="noindex",
        status=404,
        sensitive="q=" in query,
        total=total,
        most=MOST_IN_A_DOCUMENT,
        dossier=with_query(url("library.dossier_page"), query),
        list=with_query(url("library.index"), query),
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


@bp.get("/countries/<code>/")
@each(country_codes)
def of_country(code: str) -> Response:
    """Show one country: its entries, what they cover of the Model National Response, and their figures.

    A country that has lost its last entry keeps its address, and so has every country of the vocabulary.
    """
    reader, known = edition(), edition().terms("countries")
    if code not in known:
        if code.upper() in known:
            abort(redirect(url("library.of_country", code=code.upper()), 301))
        abort(404)
    elsewhere = list(reader.named(derived("library.mentions").get(code, ())))
    of_it = country.of_country(derived("library.outlines"), code)
    if not of_it:
        name = reader.label("countries", code)
        return page(
            "library/no_entries.html", title=name, section="library", robots="noindex", code=code, elsewhere=elsewhere
        )
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
        elsewhere=elsewhere,
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
        response=response(edition(), practice),
        kin=queries.kin(edition(), practice),
        outdated=outdated(edition(), practice),
        history=edition().history(practice),
        day=last_day(edition(), practice),
        review_overdue=edition().now.date() > practice.review_due,
    )


def _pages_of_history(whole: Edition, entry: Card) -> Iterator[dict[str, str]]:
    """Yield the one page of an entry's versions, where there are any but the present one."""
    if whole.histories.get((entry.kind, entry.slug), History()).versions:
        yield {}


@bp.get("/<slug>/history/")
@every(Practice, listed=False, pages=_pages_of_history)
def history(slug: str) -> Response:
    """Show every version of a practice, each with what has changed since the one before."""
    practice = found(Practice, slug)
    return page(
        "library/history.html",
        title=gettext("Versions: %(title)s", title=practice.title),
        section="library",
        robots="noindex",
        canonical=address_of(practice),
        sensitive=practice.noted,
        practice=practice,
        known=edition().history(practice).known,
        steps=steps_of(edition(), practice),
    )


def _pages_of_versions(whole: Edition, entry: Card) -> Iterator[dict[str, str]]:
    """Yield the page of each version of an entry, where versions are known: that of the present one leads to the entry."""
    history = whole.histories.get((entry.kind, entry.slug), History())
    if history.known:
        yield from ({"version": id} for id in (entry.version, *(one.id for one in history.versions)))


@bp.get("/<slug>/history/<version>/")
@every(Practice, listed=False, pages=_pages_of_versions)
def version(slug: str, version: str) -> Response:
    """Show a practice as it was; for the version that is the present one, lead to the practice itself."""
    present = found(Practice, slug)
    if version == present.version:
        return redirect(address_of(present), 302)  # type: ignore[return-value]
    practice = edition().version(present, version) or abort(404)
    return page(
        "library/version.html",
        title=practice.title,
        section="library",
        robots="noindex",
        canonical=address_of(present),
        sensitive=practice.noted or present.noted,
        practice=practice,
        present=present,
        day=next(one.updated for one in edition().history(present).versions if one.id == version),
        parts=queries.parts(practice),
        figures=queries.figures(edition(), practice),
    )


def _line(practices: Iterable[Practice]) -> str:
    """Return the note on the share image if any of the entries is not confirmed by its institution."""
    return (
        gettext("From public sources; not yet confirmed by the country")
        if any(each.status == "starter" for each in practices)
        else ""
    )
