"""The view of the search page, which searches all kinds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from hub.content.edition import Edition
from hub.content.model.fields import Words
from hub.content.model.kinds import Fact
from hub.i18n import dates, numbers
from hub.i18n.vietnamese import nfc
from hub.search.finding import Finding, Result, SearchResults, glossary_of
from hub.search.query.distress import needs_help
from hub.search.query.glossary import Glossary
from hub.web.addresses import unlisted
from hub.web.context import current_context, edition
from hub.web.links import address_of, url
from hub.web.page import page
from hub.web.site import site
from hub.web.translations import gettext

bp = Blueprint("search", __name__, url_prefix="/<any(vi, en):lang>/search")

LONGEST_SENT = 10_000  # characters of the parameter that are read
LONGEST = 300  # characters of a query that are searched for
LOOKED_AT = 200  # hits that are grouped by kind
A_GROUP = 5
A_PAGE = 20
LAST = LOOKED_AT // A_PAGE


@dataclass(frozen=True, slots=True)
class HitGroup:
    """Hits of one kind; `more_href` leads to the rest of them."""

    kind: str
    label: str
    hits: list[dict[str, Any]]
    total: int
    more_href: str


@bp.get("/")
@unlisted(query=("q", "kind", "page"))
def index() -> Response:
    """Show the results of a query, grouped by kind, or those of one kind by pages if the reader asks for it."""
    query = asked(request.args.get("q", ""))
    kinds = edition().kinds
    kind = request.args.get("kind", "")
    kind = kind if kind in kinds else ""
    number, last = max(1, min(request.args.get("page", 1, int), LAST)), 1
    groups: list[HitGroup] = []
    total = 0
    if query:
        finding = Finding(current_context().edition, edition().lang, site().source.index(), glossary())
        if kind:
            answer = finding.search(query, A_PAGE, (number - 1) * A_PAGE, (kind,))
            last = max(1, min(-(-answer.total // A_PAGE), LAST))
            if number > last:
                number, answer = last, finding.search(query, A_PAGE, (last - 1) * A_PAGE, (kind,))
            groups = (
                [HitGroup(kind, gettext(kinds[kind].title), [_hit(found) for found in answer.hits], answer.total, "")]
                if answer.hits
                else []
            )
        else:
            answer = finding.search(query, LOOKED_AT)
            groups = _grouped(answer, query)
        total = answer.total
    return page(
        "search/index.html",
        title=gettext("Search"),
        robots="noindex",
        section="search",
        sensitive=True,
        q=query,
        groups=groups,
        total=total,
        kind=kind,
        previous=_page_href(query, kind, number - 1) if number > 1 and kind else "",
        following=_page_href(query, kind, number + 1) if number < last else "",
        link=_page_href(query, kind, number),
        help_first=needs_help(query),
        building=query and site().source.index() is None,
    )


def asked(text: str) -> str:
    """Return a query as it is searched for and shown: on one line, without unprintable characters."""
    return " ".join("".join(sign for sign in nfc(text[:LONGEST_SENT]) if sign.isprintable() or sign.isspace()).split())[
        :LONGEST
    ]


def glossary() -> Any:
    """Return the glossary of the Edition, built once."""
    return site().once_an_edition("search.glossary", current_context().edition, _glossary_of)


def _glossary_of(whole: Edition) -> Glossary:
    return glossary_of(whole, site().features.no_concepts)


def _grouped(answer: SearchResults, query: str) -> list[HitGroup]:
    """Return the hits by kind, the kind of the best hit first."""
    kinds = edition().kinds
    by_kind: dict[str, list[Result]] = {}
    for found in answer.hits:
        by_kind.setdefault(found.hit.kind, []).append(found)
    return [
        HitGroup(
            kind,
            gettext(kinds[kind].title),
            [_hit(found) for found in hits[:A_GROUP]],
            len(hits),
            _page_href(query, kind, 1) if len(hits) > A_GROUP else "",
        )
        for kind, hits in by_kind.items()
    ]


def _page_href(query: str, kind: str, number: int) -> str:
    values = {"q": query} | ({"kind": kind} if kind else {}) | ({"page": str(number)} if number > 1 else {})
    return f"{url('search.index')}?{urlencode(values)}"


def _hit(found: Result) -> dict[str, Any]:
    reading = found.reading
    kind = edition().kinds[found.hit.kind]
    title = (
        [(gettext("Work %(number)d", number=getattr(reading, "order", 0)), False)] if reading.hidden else found.title
    )
    return {
        "href": address_of(reading),
        "title": title,
        "snippet": [] if reading.hidden else found.snippet,
        "meta": [_fact(fact) for fact in kind.beside(reading)],
        "lang": found.hit.lang,
        "title_lang": reading.lang if reading.lang != edition().lang else "",
        "also": numbers.list_text(found.hit.why, edition().lang) if found.hit.why else "",
        "note": reading.content_note,
    }


def _fact(fact: Fact) -> str:
    """Return a fact that stands beside a title, in words."""
    lang = edition().lang
    if isinstance(fact, datetime):
        return dates.moment_text(fact, lang)
    if isinstance(fact, Words):
        return fact.read_in(edition().lang)
    if isinstance(fact, tuple):
        return edition().label(*fact)
    return dates.date_text(fact, lang)
