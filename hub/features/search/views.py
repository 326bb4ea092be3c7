"""The view of the search page, which searches all kinds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, request

from hub.content.model.fields import Words
from hub.content.model.kinds import Fact
from hub.i18n import dates, numbers
from hub.search.finding import Result, SearchResults
from hub.search.query.distress import needs_help
from hub.web.addresses import unlisted
from hub.web.context import edition
from hub.web.links import address_of, url
from hub.web.page import page
from hub.web.request.asking import one_line, whole_number, with_values
from hub.web.request.searching import finding, suggestion
from hub.web.site import site
from hub.web.translations import gettext

bp = Blueprint("search", __name__, url_prefix="/<any(vi, en):lang>/search")

LOOKED_AT = 200  # hits that are grouped by kind
AT_LEAST_BEST, AT_MOST_BEST = 3, 5  # hits that stand above the groups
NEARLY_BEST = 0.5  # of the first score: what the fourth and the fifth need to stand above
A_GROUP = 3
A_PAGE = 20
LAST = LOOKED_AT // A_PAGE


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked for: the words, one kind or "", a page of it, and whether less close results are wanted."""

    query: str
    kind: str
    page: int
    less_close: bool

    def href(self, **changed: Any) -> str:
        """Return the address of this search, or of one that differs in what is given."""
        new = replace(self, **changed)
        close, number = "no" if new.less_close else "", str(new.page) if new.page > 1 else ""
        values = (("q", new.query), ("kind", new.kind), ("close", close), ("page", number))
        return with_values(url("search.index"), values)


@dataclass(frozen=True, slots=True)
class HitGroup:
    """Hits under one heading; `more_href` leads to the rest of them."""

    label: str
    hits: list[dict[str, Any]]
    total: int
    more_href: str = ""


@bp.get("/")
@unlisted(query=("q", "kind", "close", "page"))
def index() -> Response:
    """Show the best results, then the others by kind; or those of one kind by pages if the reader asks for it."""
    kind = request.args.get("kind", "")
    given = Asked(
        one_line(request.args.get("q", "")),
        kind if kind in _labels() else "",
        min(whole_number(request.args.get("page", "")), LAST),
        request.args.get("close", "") == "no",
    )
    given, answer, last = _found(given) if given.query else (given, SearchResults([], 0), 1)
    return page(
        "search/index.html",
        title=gettext("Search"),
        robots="noindex",
        section="search",
        sensitive=True,
        q=given.query,
        groups=_of_kind(given, answer) if given.kind else _grouped(given, answer),
        total=answer.total,
        kind=given.kind,
        every_kind=given.href(kind="", page=1),
        less_close=given.href(less_close=True, page=1) if answer.further else "",
        previous=given.href(page=given.page - 1) if given.page > 1 and given.kind else "",
        following=given.href(page=given.page + 1) if given.page < last else "",
        link=given.href(),
        suggestion=suggestion(given.query),
        help_first=needs_help(given.query),
        building=given.query and site().source.index() is None,
    )


def _found(given: Asked) -> tuple[Asked, SearchResults, int]:
    """Search; return what was asked with a page that there is, the results, and the number of the last page."""
    searched = finding()
    if not given.kind:
        return replace(given, page=1), searched.search(given.query, LOOKED_AT, less_close=given.less_close), 1

    def search(number: int) -> SearchResults:
        return searched.search(given.query, A_PAGE, (number - 1) * A_PAGE, (given.kind,), less_close=given.less_close)

    answer = search(given.page)
    last = max(1, min(-(-answer.total // A_PAGE), LAST))
    if given.page > last:
        return replace(given, page=last), search(last), last
    return given, answer, last


def _labels() -> dict[str, tuple[str, str]]:
    """Return the heading and the singular of everything that is found, as messages, by kind or vocabulary."""
    kinds = {name: (kind.title, kind.singular or kind.title) for name, kind in edition().kinds.items()}
    return kinds | {name: (found.title, found.singular) for name, found in site().features.findable.items()}


def _of_kind(given: Asked, answer: SearchResults) -> list[HitGroup]:
    if not answer.hits:
        return []
    return [HitGroup(gettext(_labels()[given.kind][0]), [_hit(found) for found in answer.hits], answer.total)]


def _grouped(given: Asked, answer: SearchResults) -> list[HitGroup]:
    """Return the best hits, whatever their kind, then the others by kind, the kind of the best of them first."""
    best, others = _parted(answer.hits)
    by_kind: dict[str, list[Result]] = {}
    for found in others:
        by_kind.setdefault(found.hit.kind, []).append(found)
    groups = [
        HitGroup(
            gettext(_labels()[kind][0]),
            [_hit(found) for found in hits[:A_GROUP]],
            len(hits),
            given.href(kind=kind) if len(hits) > A_GROUP else "",
        )
        for kind, hits in by_kind.items()
    ]
    if not best:
        return groups
    first = [_hit(found) | {"kind": gettext(_labels()[found.hit.kind][1])} for found in best]
    return [HitGroup(gettext("Best results"), first, 0), *groups]


def _parted(hits: Sequence[Result]) -> tuple[Sequence[Result], Sequence[Result]]:
    """Return the hits that stand above, three to five of them, and the others."""
    near = sum(found.hit.score >= NEARLY_BEST * hits[0].hit.score for found in hits[:AT_MOST_BEST])
    place = max(near, AT_LEAST_BEST)
    return hits[:place], hits[place:]


def _hit(found: Result) -> dict[str, Any]:
    if found.is_term:
        declared = site().features.findable[found.hit.kind]
        shown = {"href": f"{url(declared.endpoint)}#{declared.anchor.format(found.slug)}", "title": found.title}
        shown |= {"meta": [], "title_lang": "", "note": "", "snippet": found.snippet}
    else:
        shown = _entry(found)
    also = numbers.list_text(found.hit.why, edition().lang) if found.hit.why else ""
    return {"kind": "", "lang": found.hit.lang, "also": also} | shown


def _entry(found: Result) -> dict[str, Any]:
    reading = found.reading
    number = [(gettext("Work %(number)d", number=getattr(reading, "order", 0)), False)]
    return {
        "href": address_of(reading),
        "title": number if reading.hidden else found.title,
        "snippet": [] if reading.hidden else found.snippet,
        "meta": [_fact(fact) for fact in edition().kinds[found.hit.kind].beside(reading)],
        "title_lang": reading.lang if reading.lang != edition().lang else "",
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
